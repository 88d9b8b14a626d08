"""What a user of ``resolve`` and of the stage may rely on."""

import re
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.record import Article
from dateline.text.reading import Reading
from dateline.times import Times, resolve
from dateline.times.values import WELL_FORMED

PUBLISHED = "2023-09-17"
WORDS = [row["word"] for row in Knowledge().rows("time_words")]
FRAGMENTS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([word.capitalize() for word in WORDS]),
    st.integers(0, 3000).map(str),
    st.sampled_from(["1990-91", "490 BC", "10/25/89", "10:30", "7 p.m.", "'98", "the", "-", ",", ".", "–", "/", "\n"]),
    st.text(max_size=4),
)
TEXTS = st.lists(FRAGMENTS, max_size=12).map(" ".join)


def values(text, published=PUBLISHED, **options):
    return [(time.text, time.value) for time in resolve(text, published, **options)]


@settings(max_examples=600, deadline=None)
@given(
    TEXTS,
    st.sampled_from([PUBLISHED, "0001-01-01", "9999-12-31", None]),
    st.sampled_from(["auto", "news", "narrative"]),
)
@example("the first century BC and 9999 years ago, a year later", "0001-01-01", "auto")
def test_whatever_the_text_times_are_well_formed_and_inside_it(text, published, mode):
    end = 0
    times = resolve(text, published, mode=mode)
    names = {time.id for time in times} | {"published", "calendar", "none"}
    for time in times:
        assert end <= time.span[0] < time.span[1] <= len(text)
        end = time.span[1]
        assert text[slice(*time.span)] == time.text
        assert WELL_FORMED.match(time.value)
        assert time.anchor in names
        if time.edtf is not None:
            parse_edtf(time.edtf)
        if time.earliest and time.latest and not time.earliest.startswith(("-", "0000")):
            assert date.fromisoformat(time.earliest) <= date.fromisoformat(time.latest)


def test_resolving_twice_gives_the_same():
    text = "He left on Friday. She came two days later, in the spring of 1998."
    assert resolve(text, PUBLISHED) == resolve(text, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor spoke on Sunday.", [("Sunday", "2023-09-17")]),
        ("He plans to meet the envoy on Monday.", [("Monday", "2023-09-18")]),
        ("The envoys met on Monday.", [("Monday", "2023-09-11")]),
        ("The vote had been due to end Friday.", [("Friday", "2023-09-15")]),
        ("The port will open in November.", [("November", "2023-11")]),
        ("The port was closed in November.", [("November", "2022-11")]),
        ("Bids are due by Oct. 2 at the port.", [("Oct. 2", "2023-10-02")]),
    ],
)
def test_the_grammar_around_tells_the_direction(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He may leave. They march on the town. Wait a second.", []),
        ("The fall of the town and the sun over it.", []),
        ("The Fifth Republic paid $1998 for 1950 houses.", []),
        ("The Sunday Times said so.", []),
        ("The 40-year-old mayor, 52 years old, left on route 1989.", []),
        ("They won 21:15 and 3-2.", []),
        ("It is near August Street in Port Azul.", []),
    ],
)
def test_what_only_looks_like_a_time_is_none(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fair ran 12–17 September.", [("12", "2023-09-12"), ("17 September", "2023-09-17")]),
        ("It rained between March and June 2019.", [("March", "2019-03"), ("June 2019", "2019-06")]),
        ("It rained on Monday and Tuesday.", [("Monday", "2023-09-11"), ("Tuesday", "2023-09-12")]),
        ("It rained in the 1990s and 2000s.", [("the 1990s", "199"), ("2000s", "200")]),
        ("The war of 1939-45 ended.", [("1939", "1939"), ("45", "1945")]),
    ],
)
def test_ranges_and_lists_are_several_expressions(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("It fell in March 2019.", "2019-03", "2019-03-01", "2019-03-31"),
        ("It fell about March 2019.", "2019-03~", "2019-01-29", "2019-05-01"),
        ("It fell this week.", "2023-09-11/2023-09-17", "2023-09-11", "2023-09-17"),
        ("It fell in the summer of 2019.", "2019-22", "2019-06-01", "2019-08-31"),
        ("It fell in the winter of 2019.", "2019-24", "2019-12-01", "2020-02-29"),
        ("It fell in the third quarter of 2019.", "2019-35", "2019-07-01", "2019-09-30"),
        ("It fell in the first half of 2019.", "2019-40", "2019-01-01", "2019-06-30"),
        ("It fell in the Eighties.", "198X", "1980-01-01", "1989-12-31"),
        ("It fell in the 19th century.", "18XX", "1800-01-01", "1899-12-31"),
        ("It fell in 490 BC.", "-0489", "-0489-01-01", "-0489-12-31"),
        ("It fell recently.", "../2023-09-17", None, "2023-09-17"),
        ("It fell for two days.", None, None, None),
        ("It fell at 10 p.m. on March 5, 2019.", "2019-03-05T22:00:00", "2019-03-05", "2019-03-05"),
    ],
)
def test_edtf_and_bounds_follow_from_the_value(text, edtf, earliest, latest):
    (time,) = resolve(text, PUBLISHED)
    assert (time.edtf, time.earliest, time.latest) == (edtf, earliest, latest)


def test_without_a_publication_date_relative_words_stay_open():
    times = resolve("They met on Sunday, in March and yesterday.")
    assert [time.value for time in times] == ["XXXX-WXX-7", "XXXX-03", "XXXX-XX-XX"]
    assert {time.anchor for time in times} == {"none"}


def test_a_time_told_before_is_the_anchor_of_the_next():
    first, second = resolve("The fleet left on 5 March 1808. Two weeks later it came back.")
    assert second.value == "1808-W11"
    assert second.anchor == first.id


def test_a_narrative_is_known_by_its_text():
    text = "In 1808 the fleet left. In 1809, 1810, 1811 and 1812 it fought. In May it came home."
    assert resolve(text, PUBLISHED)[-1].value == "1812-05"
    assert resolve(text, PUBLISHED, mode="news")[-1].value == "2023-05"


def test_a_users_rows_reach_the_finder(tmp_path):
    (tmp_path / "time_days.tsv").write_text("name\trule\tspan\nport day\t06-21\t1\n", encoding="utf-8")
    (time,) = resolve("They met on Port Day.", PUBLISHED, knowledge=Knowledge(tmp_path))
    assert time.value == "2023-06-21"


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("time_words", "word\tclass\tvalue\nnonesuch\tNONESUCH\t1", "names the class 'NONESUCH'"),
        ("time_words", "word\tclass\tvalue\nbrumaire\tMONTH\t13", "cannot have the value '13'"),
        ("time_days", "name\trule\tspan\nport day\t13-40\t1", "no day of a year"),
        ("time_cues", "cue\twhere\theading\nsoonish\tnear\tfuture", "'near' and 'future'"),
    ],
)
def test_a_users_row_that_means_nothing_is_refused_with_its_place(tmp_path, table, row, reason):
    (tmp_path / f"{table}.tsv").write_text(f"{row}\n", encoding="utf-8")
    with pytest.raises(DatelineError, match=reason) as caught:
        resolve("They met.", PUBLISHED, knowledge=Knowledge(tmp_path))
    assert caught.value.code == "lexicon.column"
    assert "line 2" in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"pattern": "NONESUCH MONTH"}, "the class NONESUCH"),
        ({"pattern": "(MONTH"}, "cannot be read"),
        ({"makes": "nonesuch"}, "no maker"),
        ({"guard": "nonesuch"}, "no guard"),
    ],
)
def test_a_users_rule_that_means_nothing_is_refused(tmp_path, changed, reason):
    rule = dict(Knowledge().rows("time_rules")[0]) | {"name": "mine"} | changed
    lines = "\t".join(rule), "\t".join(rule.values())
    (tmp_path / "time_rules.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DatelineError, match=reason):
        resolve("They met.", PUBLISHED, knowledge=Knowledge(tmp_path))


def test_wrong_input_says_so():
    with pytest.raises(DatelineError, match="is no date"):
        resolve("They met.", "last week")
    with pytest.raises(ValueError, match="mode"):
        resolve("They met.", mode="novel")


@pytest.mark.parametrize(
    "text", ["", "\n", "🙂 Friday 🙂", "\ud800", "may " * 20_000, "1 " * 20_000, "-" * 5000, "the year " * 5000]
)
def test_the_stage_takes_any_text(text):
    reading = Reading(Article.make(text, published=PUBLISHED))
    Times()(reading)
    assert all(text[slice(*draft.span)] for draft in reading.times)


def test_the_stage_takes_an_article_with_a_bad_date():
    reading = Reading(Article.make("They met on Sunday.", published="soon"))
    Times()(reading)
    assert reading.times[0].value == "XXXX-WXX-7"


def test_no_parser_is_loaded():
    import subprocess
    import sys

    code = "import sys; import dateline.times as t; t.resolve('on Friday', '2023-09-17'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_offsets_are_code_points_also_where_lowering_changes_the_length():
    text = "İİ They met on Friday, and “Saturday’s” talks failed."
    assert [(t.text, re.sub(r"\W", "", t.text)) for t in resolve(text, PUBLISHED)] == [
        ("Friday", "Friday"),
        ("Saturday", "Saturday"),
    ]
