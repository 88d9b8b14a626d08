"""Languages, by their frequent words."""

import pytest

from dateline.text.language import recognise

TEXTS = {
    "en": "The ministers of Norland and Estland met in the port on Monday, and they said that it was a good day for all. "
    "They will meet again in a month, when the king is to visit the town for the first time since the war ended there. ",
    "French": "Les ministres de la Norlande se sont rencontrés dans le port et ils ont dit que la journée était bonne pour "
    "tous. Ils vont se revoir dans un mois, quand le roi est attendu dans la ville pour la première fois depuis la guerre. ",
    "German": "Die Minister trafen sich am Montag im Hafen und sagten, dass es ein guter Tag für alle sei. Sie werden sich in "
    "einem Monat wieder treffen, wenn der König zum ersten Mal nach dem Krieg die Stadt besucht, wie es hieß, auch mit Gästen. ",
    "Spanish": "Los ministros de Norlandia se reunieron en el puerto el lunes y dijeron que era un buen día para todos. Se "
    "verán de nuevo en un mes, cuando el rey visite la ciudad por primera vez desde la guerra, según dijo una fuente de palacio. ",
    "not in Latin letters": "Министры встретились в порту в понедельник и сказали, что это хороший день для всех. " * 4,
}


@pytest.mark.parametrize("language", TEXTS)
def test_language_is_recognised(language):
    assert recognise(TEXTS[language] * 2) == language


def test_short_text_is_never_judged():
    assert recognise("Les ministres de la Norlande se sont rencontrés dans le port.") is None


def test_list_of_names_is_not_judged():
    assert recognise("Anna Berg, Olaf Lind, Nils Holm, Port Azul, Radio Norland. " * 10) is None
