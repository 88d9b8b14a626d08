"""Whether a country or capital is meant as a land or as a government, by its grammar."""

from functools import lru_cache

import pytest

from dateline.knowledge import Knowledge
from dateline.places import Places
from dateline.record import Article
from dateline.text.parse import Parser
from dateline.text.reading import PlaceDraft, Reading

CASES = [
    ("Valen left Pyongyang on Sunday.", "Pyongyang", "location"),
    ("Valen left for Pyongyang on Sunday.", "Pyongyang", "location"),
    ("Valen visited Syria in May.", "Syria", "location"),
    ("Valen arrived in Moscow on Sunday.", "Moscow", "location"),
    ("Valen flew home from Kyiv on Sunday.", "Kyiv", "location"),
    ("Blasts were heard near Tehran on Sunday.", "Tehran", "location"),
    ("The fleet shelled Sanaa on Sunday.", "Sanaa", "location"),
    ("The attack on Kyiv killed three people.", "Kyiv", "location"),
    ("The flights between London and Harare were full.", "London", "location"),
    ("The soldiers went to the border with Mexico.", "Mexico", "location"),
    ("The ship sailed along the coast of Yemen.", "Yemen", "location"),
    ("Syria's coast was flooded on Sunday.", "Syria", "location"),
    ("Moscow said on Sunday that the talks were over.", "Moscow", "government"),
    ("Moscow had to answer the letter.", "Moscow", "government"),
    ("Tehran accused the ministers of a lie.", "Tehran", "government"),
    ("The minister explained it to Rome on Sunday.", "Rome", "government"),
    ("The ministers praised Beijing's cooperation.", "Beijing", "government"),
    ("Syria's senate met on Sunday.", "Syria", "government"),
    ("The president of Armenia spoke on Sunday.", "Armenia", "government"),
]


@lru_cache(maxsize=1)
def drafts():
    text = "\n".join(sentence for sentence, _, _ in CASES)
    spans, places, at = [], [], 0
    for sentence, name, _ in CASES:
        spans.append((at, at + len(sentence)))
        start = at + sentence.index(name)
        places.append(PlaceDraft((start, start + len(name)), name))
        at += len(sentence) + 1
    reading = Reading(Article.make(text), paragraphs=spans)
    reading.places = places
    knowledge = Knowledge()
    Parser()(reading)
    Places(knowledge)(reading)
    return reading.places


@pytest.mark.parametrize(
    ("number", "wanted"), [(n, case[2]) for n, case in enumerate(CASES)], ids=[c[0] for c in CASES]
)
def test_a_country_or_capital_is_a_land_or_a_government(number, wanted):
    assert drafts()[number].as_ == wanted


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("North Korea fired a missile. The South was silent.", "KR"),
        ("South Korea was silent. Leaders in the North met.", "KP"),
        ("South Sudan and South Korea signed. The South was pleased.", None),
        ("Rain fell over Kyiv. The South was dry.", None),
    ],
)
def test_a_compass_word_stands_for_the_country_that_the_text_halves(text, country):
    start = max(text.rfind("South"), text.rfind("North"))
    reading = Reading(Article.make(text))
    reading.places = [PlaceDraft((start, start + 5), text[start : start + 5])]
    Places()(reading)
    assert (reading.places[0].country if reading.places[0].feature == "country" else None) == country
