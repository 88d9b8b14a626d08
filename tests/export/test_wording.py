"""Cells in words: days of every precision, certainty of every kind."""

import pytest

from dateline.export.wording import day, how_sure, probability, when
from dateline.record import Status


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("2023-09-15", "2023-09-15", "2023-09-15"), "Fri 15 Sep 2023"),
        (("2023-09-15~", "2023-09-15", "2023-09-15"), "about Fri 15 Sep 2023"),
        ((None, "2023-09-15T08:00", "2023-09-15T12:00"), "Fri 15 Sep 2023"),
        (("2023-09", "2023-09-01", "2023-09-30"), "Sep 2023"),
        (("2023", "2023-01-01", "2023-12-31"), "2023"),
        (("199X", "1990-01-01", "1999-12-31"), "1990–1999"),
        (("2023-09-12/2023-09-17", "2023-09-12", "2023-09-17"), "12–17 Sep 2023"),
        (("2023-08-30/2023-09-02", "2023-08-30", "2023-09-02"), "30 Aug – 2 Sep 2023"),
        (("2023-12-30/2024-01-02", "2023-12-30", "2024-01-02"), "30 Dec 2023 – 2 Jan 2024"),
        (("2023-22", "2023-06-01", "2023-08-31"), "1 Jun – 31 Aug 2023"),
        ((None, None, "2023-09-17"), "by Sun 17 Sep 2023"),
        ((None, "2023-09-17", None), "from Sun 17 Sep 2023"),
        ((None, None, None), "not dated"),
    ],
)
def test_when_draws_no_more_than_is_known(cells, words):
    assert when(*cells) == words


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("2023-09-15", "2023-09-15", "2023-09-15"), "Fri 15 Sep"),
        (("2023-09-12/2023-09-17", "2023-09-12", "2023-09-17"), "12–17 Sep"),
        ((None, None, "2023-09-17"), "by Sun 17 Sep"),
        (("2023-12-30/2024-01-02", "2023-12-30", "2024-01-02"), "30 Dec 2023 – 2 Jan 2024"),
    ],
)
def test_year_is_left_out_where_the_caption_gives_it(cells, words):
    assert when(*cells, year=False) == words


@pytest.mark.parametrize("value", ["-0500-01-01", "then", "2023-13-40", ""])
def test_what_is_no_day_is_said_as_it_stands(value):
    assert day(value) == value


@pytest.mark.parametrize(
    ("cells", "drawn", "words"),
    [
        (("certain", "positive", "past"), "certain", "certain"),
        (("probable", "positive", "past"), "probable", "probable"),
        (("possible", "positive", "past"), "possible", "possible"),
        (("underspecified", "positive", "past"), "unstated", "not stated"),
        (("certain", "positive", "future"), "planned", "planned"),
        (("probable", "positive", "future"), "planned", "probable, planned"),
        (("possible", "positive", "future"), "possible", "possible"),
        (("certain", "negative", "past"), "denied", "did not"),
        (("probable", "negative", "past"), "denied", "probable, denied"),
        (("underspecified", "negative", "future"), "denied", "not stated, denied"),
    ],
)
def test_denied_and_planned_win_over_certainty(cells, drawn, words):
    assert how_sure(Status(*cells)) == (drawn, words)


@pytest.mark.parametrize(("p", "words"), [(0.97, "p .97"), (1.0, "p 1.00"), (0.004, "p .00")])
def test_probability_has_no_zero_before_its_point(p, words):
    assert probability(p) == words
