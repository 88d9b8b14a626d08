"""Credits: agencies by name, dateline, last line and dispatch; signs of rewording."""

import pytest

from dateline.corpus.credits import credited, in_text, named
from dateline.corpus.rewording import is_reworded
from tests.corpus.press import AGENCY, NEWS, OTHER, REWORDED, article

SPUN = " On his go to to the plant he spoke to the place he was born. They came in addition to to talk."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PORT AZUL, Norland (AP) — The bridge is open.", "AP"),
        ("PORT AZUL (Reuters) - The bridge is open.", "Reuters"),
        ("The bridge is open.\n(Associated Press)", "AP"),
        ("The bridge is open, Xinhua said in a dispatch from Port Azul.", "Xinhua"),
        ("The bridge is open, according to a KCNA dispatch.", "KCNA"),
        ("The Advanced Placement (AP) exam was hard.", None),
        ("Reuters journalists were at the bridge.", None),
        ("", None),
    ],
)
def test_in_text(text, agency):
    assert in_text(text) == named(agency)


def test_metadata_comes_before_the_text():
    assert credited(article("a", AGENCY, credit="(Reuters)")) == named("Reuters")
    assert credited(article("a", OTHER, byline="By Ana Ruiz, Associated Press")) == named("AP")
    assert credited(article("a", OTHER)) is None


@pytest.mark.parametrize("text", [AGENCY, OTHER, NEWS, ""])
def test_what_people_wrote_is_not_called_reworded(text):
    assert not is_reworded(text)


def test_a_reworded_text_is_known_by_its_phrases():
    assert is_reworded(REWORDED + SPUN)
