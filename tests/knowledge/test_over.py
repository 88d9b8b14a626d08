"""A user's places over the gazetteer."""

import pytest

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.knowledge.tables import header, known
from dateline.places import resolve


def lexicon(folder, **tables):
    for table, rows in tables.items():
        columns = header(known()[table])
        lines = ["\t".join(row.get(column, "") for column in columns) for row in rows]
        (folder / f"{table}.tsv").write_text("\n".join(["\t".join(columns), *lines, ""]), encoding="utf-8")
    return Knowledge(folder)


MARCHES = {
    "name": "Estland Marches",
    "aliases": "Estmarches",
    "country": "NO",
    "rank": "region",
    "lat": "62.5",
    "lon": "11",
}


@pytest.mark.parametrize("name", ["Estland Marches", "the Estmarches", "estland marches"])
def test_a_region_of_the_user_is_found_by_all_its_names(tmp_path, name):
    best = lexicon(tmp_path, regions=[MARCHES]).gazetteer.candidates(name)[0]
    assert (best.name, best.country, best.lat, best.lon) == ("Estland Marches", "NO", 62.5, 11.0)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("regions", {"name": "Sahel", "rank": "macro", "lat": "11", "lon": "12"}),
        ("waters", {"name": "Black Sea", "kind": "sea", "lat": "11", "lon": "12", "rank": "2"}),
        ("landforms", {"name": "Himalayas", "kind": "range", "lat": "11", "lon": "12", "rank": "2"}),
    ],
)
def test_a_row_of_the_user_stands_in_for_the_shipped_one(tmp_path, table, row):
    found = lexicon(tmp_path, **{table: [row]}).gazetteer.candidates(row["name"])
    same = [c for c in found if c.name == row["name"] and not c.level and c.feature != "city"]
    assert [(c.lat, c.lon) for c in same] == [(11, 12)]


def test_the_shipped_tables_stay_as_they_are(tmp_path):
    assert lexicon(tmp_path, regions=[MARCHES]).gazetteer.candidates("Kyiv") == Knowledge().gazetteer.candidates("Kyiv")
    assert not Knowledge().gazetteer.candidates("Estland Marches")


@pytest.mark.parametrize(
    ("table", "row", "word"),
    [
        ("demonyms", {"word": "Estmarcher", "place": "Estland Marches"}, "Estmarcher"),
        ("abbreviations", {"abbreviation": "Estm.", "country": "NO", "place": "Estland Marches"}, "Estm."),
        ("looser_names", {"name": "the Far Marches", "place": "Estland Marches"}, "Far Marches"),
    ],
)
def test_words_of_the_user_lead_to_a_place_of_the_user(tmp_path, table, row, word):
    knowledge = lexicon(tmp_path, regions=[MARCHES], **{table: [row]})
    assert knowledge.gazetteer.candidates(word)[0].name == "Estland Marches"


def test_a_text_that_names_it_is_resolved(tmp_path):
    knowledge = lexicon(tmp_path, regions=[MARCHES])
    (place,) = resolve("Floods cut off roads in Estland Marches.", knowledge=knowledge)
    assert (place.name, place.lat) == ("Estland Marches", 62.5)


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("regions", MARCHES | {"lat": "north"}, "no number"),
        ("regions", MARCHES | {"lon": "191"}, "beyond 180"),
        ("regions", MARCHES | {"rank": "huge"}, "rank"),
        ("regions", MARCHES | {"name": ""}, "name is missing"),
        ("regions", MARCHES | {"west": "9", "south": "60", "east": "12", "north": "50"}, "south"),
        ("demonyms", {"word": "Qzxer", "place": "Qzxland"}, "no place is called"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path, table, row, reason):
    with pytest.raises(DatelineError, match=f"line 2.*{reason}"):
        lexicon(tmp_path, **{table: [row]}).gazetteer  # noqa: B018 - loading is what fails
