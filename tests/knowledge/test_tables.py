"""A wrong row in any table of this room fails here with its file and line."""

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.knowledge.build_index import split
from dateline.knowledge.tables import KEYS, header, known, read

ROOT = Path(__file__).parent.parent.parent
OURS = (
    "agencies", "bodies", "cabinets", "designations", "facilities", "first_names", "groups", "holders", "leads", "offices",
    "organizations", "outlets", "parties", "persons", "roles", "swaps", "titles", "vessels", "weapons",
)  # fmt: skip
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO",
}  # fmt: skip
COUNTRIES = {row["iso2"] for _, row in read(known()["countries"])} | {"XK"}


def lines(table):
    return list(read(known()[table]))


def at(table, number, what):
    return f"{table}.tsv, line {number}: {what}"


@pytest.mark.parametrize("table", OURS)
def test_keys_are_unique(table):
    columns = KEYS.get(table) or (header(known()[table])[0],)
    seen = {}
    for number, row in lines(table):
        key = tuple(row[c] for c in columns)
        if table in ("holders", "swaps"):
            key += (row.get("person", ""), row.get("original", ""))
        assert key not in seen, at(table, number, f"{key} stands in line {seen.get(key)} too")
        seen[key] = number


@pytest.mark.parametrize("table", OURS)
def test_countries_and_sectors_are_known(table):
    for number, row in lines(table):
        country = row.get("country", "")
        assert not country or country in COUNTRIES, at(table, number, f"no country {country!r}")
        sector = row.get("sector", "")
        assert not sector or sector in SECTORS, at(table, number, f"no sector {sector!r}")


@pytest.mark.parametrize("table", OURS)
def test_names_are_there_and_trimmed(table):
    for number, row in lines(table):
        first = row[header(known()[table])[0]]
        assert all(v == v.strip() for v in row.values()), at(table, number, "space around a cell")
        assert first or table in ("cabinets", "parties", "designations"), at(table, number, "no name")


@pytest.mark.parametrize("table", ["holders", "cabinets"])
def test_dates_are_ordered(table):
    for number, row in lines(table):
        for column in ("since", "until", "known_until"):
            value = row[column]
            assert not value or DATE.fullmatch(value), at(table, number, f"{column} {value!r}")
        assert row["since"], at(table, number, "no beginning")
        if row["until"]:
            cut = min(len(row["since"]), len(row["until"]))
            assert row["since"][:cut] <= row["until"][:cut], at(table, number, "ends before it begins")
            assert not row["known_until"], at(table, number, "an end and known_until")
        else:
            assert row["known_until"], at(table, number, "an open end needs known_until")


def test_single_offices_have_one_holder_a_day():
    single = {row["office"] for _, row in lines("offices") if row["single"]}
    by_office = defaultdict(list)
    for number, row in lines("holders"):
        if row["office"] in single:
            by_office[row["office"], row["country"], row["body"]].append((number, row))
    for rows in by_office.values():
        rows.sort(key=lambda pair: (pair[1]["since"] + "-01-01")[:10])
        for (_, before), (number, row) in pairwise(rows):
            end = before["until"] or "9999"
            cut = min(len(end), len(row["since"]))
            assert end[:cut] <= row["since"][:cut], at("holders", number, f"overlaps {before['person']}")


def test_offices_of_holders_are_listed():
    offices = {row["office"] for _, row in lines("offices")}
    for number, row in lines("holders"):
        assert row["office"] in offices, at("holders", number, f"no office {row['office']!r}")


def test_a_page_is_an_address():
    for number, row in lines("holders"):
        if row["source"].startswith("page"):
            assert re.fullmatch(r"page: https?://\S+", row["source"]), at("holders", number, row["source"])


@pytest.mark.parametrize(
    "office",
    ["head of government", "foreign minister", "defence minister", "interior minister", "chief of general staff"],
)
def test_the_main_offices_are_known_through_2025(office):
    known_then = {
        row["country"] for _, row in lines("holders") if row["office"] == office and row["known_until"] >= "2025-12"
    }
    assert len(known_then) >= 50


def test_facilities_lie_on_earth():
    for number, row in lines("facilities"):
        assert -90 <= float(row["lat"]) <= 90, at("facilities", number, "latitude")
        assert -180 <= float(row["lon"]) <= 180, at("facilities", number, "longitude")


def test_designations_match_their_examples():
    for number, row in lines("designations"):
        assert re.fullmatch(row["pattern"], row["example"]), at("designations", number, row["example"])


@pytest.mark.parametrize("table", ["agencies", "weapons", "vessels", "offices"])
def test_an_alias_belongs_to_one_row(table):
    column = "variants" if table == "offices" else "aliases"
    owner = {row[header(known()[table])[0]]: number for number, row in lines(table)}
    for number, row in lines(table):
        for alias in split(row[column]):
            assert owner.setdefault(alias, number) == number, at(table, number, f"{alias!r} is line {owner[alias]}'s")


@pytest.mark.parametrize("table", OURS)
def test_each_source_is_named_in_notice(table):
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for number, row in lines(table):
        for source in filter(None, re.split(r"; |, via ", row.get("source", ""))):
            name = re.sub(r"\s*[(:,].*", "", source)
            known_words = ("own", "recalled", "hand")
            assert name in known_words or name in notice, at(table, number, f"NOTICE does not name {name!r}")


def test_there_is_enough():
    wanted = {"agencies": 350, "weapons": 1200, "vessels": 200, "facilities": 1500, "persons": 10_000}
    for table, least in wanted.items():
        assert len(lines(table)) >= least


def test_a_wrong_column_in_a_lexicon_is_an_error(tmp_path):
    (tmp_path / "weapons.tsv").write_text("name\tclass\nX-1\tdrone\n", encoding="utf-8")
    with pytest.raises(DatelineError, match="columns are"):
        Knowledge(tmp_path)
