"""What is drawn says no more than is known."""

import re

import pytest

from dateline.web import drawing

DAY = {"earliest": "2023-09-15", "latest": "2023-09-15"}
WEEK = {"earliest": "2023-09-11", "latest": "2023-09-17"}
BY = {"earliest": None, "latest": "2023-09-16"}


@pytest.fixture
def axis():
    return drawing.axis([{"earliest": f"2023-09-{n}", "latest": f"2023-09-{n}"} for n in (11, 15, 17)])


@pytest.mark.parametrize(("row", "mask"), [(DAY, None), (WEEK, "away-both"), (BY, "away-left")])
def test_ends_that_are_not_known_fade(axis, row, mask):
    drawn = drawing.bar(row, axis, "certain")
    assert (f"url(#{mask})" in drawn) if mask else ("mask" not in drawn)


@pytest.mark.parametrize("sure", ["certain", "probable", "possible", "planned", "denied", "unstated"])
@pytest.mark.parametrize("row", [DAY, WEEK, BY])
def test_bar_is_as_sure_as_its_row_however_long(axis, row, sure):
    assert f'class="bar {sure}"' in drawing.bar(row, axis, sure)


def test_undated_row_is_not_placed(axis):
    assert drawing.bar({"earliest": None, "latest": None}, axis, "certain") == ""


def test_axis_holds_the_days_on_which_most_lies():
    days = ["2019-04-24", "2023-09-12", "2023-09-17"]
    found = drawing.axis([{"earliest": d, "latest": d} for d in days])
    assert (found.first.isoformat(), found.days) == ("2023-09-12", 6)


@pytest.mark.parametrize(("part", "words"), [(1.0, "100"), (0.999, "99"), (0.0, "0"), (0.584, "58")])
def test_share_is_never_rounded_up_to_all(part, words):
    assert f"</svg>{words}&nbsp;%" in drawing.share(part)


def test_many_articles_a_day_are_drawn_in_blocks_of_several():
    drawn = drawing.days([{"day": "2023-09-15", "articles": 1000, "first": 10}])
    assert drawn.count("<rect") <= drawing.HIGHEST
    assert ">1000<" in drawn


def test_no_dated_article_no_figure():
    assert drawing.days([]) is None


def test_not_stated_is_a_line(axis):
    assert 'class="strike"' in drawing.bar(DAY, axis, "unstated")


def test_axis_is_widened_for_a_week_about_it_and_not_for_a_month():
    days = [{"earliest": f"2023-09-{n}", "latest": f"2023-09-{n}"} for n in (15, 17)]
    month = {"earliest": "2023-09-01", "latest": "2023-09-30"}
    assert drawing.axis([*days, WEEK]).first.isoformat() == "2023-09-11"
    assert drawing.axis([*days, month]).days == 3


def test_what_lies_after_the_days_stands_right_of_them_behind_a_break():
    later = {"earliest": "2023-12-01", "latest": "2023-12-31"}
    run = drawing.axis([DAY, later])
    assert len(run.breaks()) == 2
    x, width = (
        float(v)
        for v in re.search(r' x="([\d.]+)%".*? width="([\d.]+)%"', drawing.bar(later, run, "possible")).groups()
    )
    assert x > run.right
    assert x + width <= 100
    assert len(drawing.axis([DAY]).breaks()) == 1


def test_labels_of_a_long_axis_are_thinned_where_there_is_room_for_few():
    days = [{"earliest": f"2023-09-{n}", "latest": f"2023-09-{n}"} for n in (11, 24)]
    assert [between for *_, between in drawing.axis(days).labels()] == [False, True] * 3 + [False]
    assert not any(between for *_, between in drawing.axis([DAY]).labels())


def test_articles_that_are_all_origins_are_ticks_of_their_own():
    assert drawing.tally(2, 2) == drawing.tally(2, 2, [1, 1])


def test_articles_that_are_not_drawn_are_counted():
    days = [{"day": "2023-05-01", "articles": 3, "first": 2}, {"day": "2023-09-15", "articles": 1, "first": 1}]
    assert drawing.earlier(days) == 3
    assert drawing.earlier(days[1:]) == drawing.earlier([]) == 0


def test_every_other_day_is_named_where_there_is_room_for_few():
    long = drawing.days([{"day": day, "articles": 1, "first": 1} for day in ("2023-09-01", "2023-09-30")])
    assert long.count('class="between"') == 3
    assert 'class="between"' not in drawing.days([{"day": "2023-09-15", "articles": 1, "first": 1}])
