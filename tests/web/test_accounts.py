"""What a query, a source or a stretch of days is called: no day is made up, none that is written is passed over."""

import pytest

from dateline.web import accounts

POSITIVE = {"certainty": "certain", "polarity": "positive", "tense": "past"}
FUTURE = POSITIVE | {"tense": "future"}


def row(earliest, latest, edtf=None, status=POSITIVE):
    return {"earliest": earliest, "latest": latest, "edtf": edtf, "status": status}


@pytest.mark.parametrize(
    "words",
    ["2023-09-17", "17 Sep 2023", "17 September 2023", "Sep 17, 2023", "September 17 2023", "Sun 17 Sep 2023",
     "Sunday, September 17th, 2023", "17 Sept. 2023", "  17   sep  2023 ", "2023-9-17"],
)  # fmt: skip
def test_day_is_known_as_people_write_it(words):
    assert accounts.day_asked(words) == accounts.DayAsked("2023-09-17")


@pytest.mark.parametrize("words", ["", "frigate", "Kim Jong Un", "17", "September 2023", "17 men 2023", "May visit 2023",
                                   "Sun City 17 2023", "17 Sep 23", "the 17 Sep 2023"])  # fmt: skip
def test_other_words_name_no_day(words):
    assert accounts.day_asked(words) is None


@pytest.mark.parametrize(
    ("words", "says"),
    [("31 Sep 2023", "September 2023 has 30 days"), ("2023-02-29", "February 2023 has 28 days"), ("2024-02-30", "29 days"),
     ("0 Sep 2023", "30 days"), ("2023-13-01", "no month 13"), ("0000-01-01", "from 1")],
)  # fmt: skip
def test_day_that_is_none_is_told_not_taken_for_words(words, says):
    asked = accounts.day_asked(words)
    assert asked.iso is None
    assert says in asked.fault


def test_weekday_of_another_day_is_told():
    assert accounts.day_asked("Mon 17 Sep 2023") == accounts.DayAsked("2023-09-17", other_weekday="Monday")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (row("2023-09-12", "2023-09-12"), row("2023-09-19", "2023-09-19"), "12–19 Sep 2023"),
        (row("2019-04-01", "2019-04-30", "2019-04"), row("2023-09-19", "2023-09-19", "2023-09-19"),
         "Apr 2019 to Tue 19 Sep 2023"),
        (row("2024-05-13", "2024-05-13", "2024-05-13"), row("2024-06-01", "2024-06-30", "2024-06"),
         "Mon 13 May 2024 to Jun 2024"),
        (row("2024-06-01", "2024-06-30", "2024-06"), row("2024-06-01", "2024-06-30", "2024-06"), "Jun 2024"),
    ],
)  # fmt: skip
def test_stretch_is_no_more_precise_than_its_ends(first, last, words):
    assert accounts.whole_time(first, last) == words


@pytest.mark.parametrize(
    ("told", "ahead"),
    [(row("2023-09-18", "2023-09-24", status=FUTURE), True), (row("2023-10-01", "2023-10-31"), True),
     (row("2023-09-01", "2023-09-30"), False), (row(None, "2023-09-19"), False)],
)  # fmt: skip
def test_what_lies_after_the_newest_article_is_noticed(told, ahead):
    assert accounts.lies_ahead([told], "2023-09-19") is ahead
    assert not accounts.lies_ahead([told], None)
