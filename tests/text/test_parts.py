"""Parts and paragraphs."""

import pytest
from hypothesis import given

from dateline.record import Article
from dateline.text.parts import LONGEST, Parts
from dateline.text.reading import Reading
from tests.strategies import texts


def read(text, **about):
    reading = Reading(Article.make(text, **about))
    Parts()(reading)
    return reading


def kinds(reading):
    return [(p.kind, reading.words(p.span)) for p in reading.parts]


@pytest.mark.parametrize(
    ("lead", "credit"),
    [
        ("VLADIVOSTOK, Russia (NPA) — ", "NPA"),
        ("PORT AZUL, Norland, May 3 (NPA) -- ", "NPA"),
        ("PORT AZUL — ", None),
        ("(Radio Norland) - ", "Radio Norland"),
        ("Port Azul, Norland (NPA) – ", "NPA"),
    ],
)
def test_dateline_gives_credit_and_start_of_text(lead, credit):
    reading = read(f"{lead}The ministers met on Monday. They talked.")
    assert reading.credit == credit
    assert kinds(reading)[0] == ("dateline", lead.strip())
    assert reading.words(reading.paragraphs[0]) == "The ministers met on Monday. They talked."


@pytest.mark.parametrize("text", ["NATO troops left. All of them.", "He said: We won. It is over.", "A-B-C is not it."])
def test_prose_is_no_dateline(text):
    assert [p.kind for p in read(text).parts] == ["body"]


def test_headline_and_byline_stand_apart():
    reading = read("Ministers meet in Port Azul\nBy Anna Berg, staff correspondent\n\nThe ministers met on Monday.\n")
    assert kinds(reading) == [
        ("headline", "Ministers meet in Port Azul"),
        ("byline", "By Anna Berg, staff correspondent"),
        ("body", "The ministers met on Monday."),
    ]
    assert len(reading.paragraphs) == 2


def test_boilerplate_is_not_parsed():
    reading = read("The ministers met.\n\nReporting by Olaf Lind; Editing by Anna Berg\n")
    assert [p.kind for p in reading.parts] == ["body", "boilerplate"]
    assert len(reading.paragraphs) == 1


def test_line_that_ends_no_sentence_joins_the_next():
    reading = read(
        "A day after visiting a plant in Port Azul that builds the strongest ships\nof Norland, he left.\nHe slept."
    )
    assert [reading.words(p) for p in reading.paragraphs][1] == "He slept."
    assert len(reading.paragraphs) == 2


def test_line_that_ends_a_quotation_is_a_boundary():
    assert len(read("“We won.”\nThey lost.").paragraphs) == 2


def test_long_paragraph_is_cut_at_sentences():
    reading = read("The ministers met in Port Azul. " * 500)
    assert len(reading.parts) == 1
    assert all(end - start <= LONGEST for start, end in reading.paragraphs)
    assert "".join(reading.words(p) for p in reading.paragraphs).count("Azul.") == 500


@given(texts)
def test_paragraphs_lie_in_the_text_in_order(text):
    reading = read(text)
    ends = 0
    for start, end in reading.paragraphs:
        assert ends <= start < end <= len(text)
        ends = end
    ends = 0
    for part in reading.parts:
        assert ends <= part.span[0] < part.span[1] <= len(text)
        ends = part.span[1]
