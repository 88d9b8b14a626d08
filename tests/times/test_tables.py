"""Every row of the tables does what its example says."""

import re

import pytest

from dateline.knowledge import Knowledge
from dateline.times import resolve
from dateline.times.guards import CHECKS
from dateline.times.lexicon import NUMBERS
from dateline.times.resolve import MAKERS
from dateline.times.tables import check
from dateline.times.values import WELL_FORMED

RULES = Knowledge().rows("time_rules")
WORDS = Knowledge().rows("time_words")
GUARDS = Knowledge().rows("time_guards")
DAYS = Knowledge().rows("time_days")


@pytest.mark.parametrize("row", RULES, ids=[row["name"] for row in RULES])
def test_the_example_of_a_rule_is_found_with_its_value(row):
    found = {time.text: time.value for time in resolve(row["example"], published=row["published"] or None, mode="news")}
    assert found.get(row["span"]) == row["value"]


def test_rules_name_what_exists():
    classes = {row["class"] for row in WORDS} | set(NUMBERS) | {"HOLIDAY"}
    for row in RULES:
        assert row["makes"] == "before" or row["makes"] in MAKERS, row["name"]
        assert row["guard"] == "" or row["guard"] in CHECKS, row["name"]
        assert set(re.findall(r"[A-Z]+", row["pattern"])) <= classes, row["name"]
        assert WELL_FORMED.match(row["value"]), row["name"]


@pytest.mark.parametrize("row", GUARDS, ids=[row["name"] for row in GUARDS])
def test_the_example_of_a_guard_is_let_pass_or_not(row):
    mode = "narrative" if row["guard"].startswith("tale.") else "news"
    found = {time.text for time in resolve(row["example"], published="2023-09-17", mode=mode)}
    assert (row["span"] in found) == (row["effect"] == "only")


def test_names_and_words_stand_once():
    assert len({row["name"] for row in RULES}) == len(RULES)
    assert len({row["word"] for row in WORDS}) == len(WORDS)
    assert not {row["name"] for row in DAYS} & {row["word"] for row in WORDS}


@pytest.mark.parametrize("row", DAYS, ids=[row["name"] for row in DAYS])
def test_a_named_day_is_found(row):
    name = " ".join(word.capitalize() for word in row["name"].split())
    (time,) = resolve(f"The crew of the ferry left on {name} by sea.", published="2023-09-17")
    assert time.text == name
    assert time.earliest == time.latest == time.value


def test_the_shipped_rows_pass_the_check_of_a_users():
    check(Knowledge(), MAKERS)
