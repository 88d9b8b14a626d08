"""The gazetteer, its tables and the countries."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer import BUILT, Gazetteer
from dateline.knowledge.tables import known, read

KNOWLEDGE = Knowledge()
GAZETTEER = KNOWLEDGE.gazetteer
MEGABYTE = 1_000_000
CODES = {row["iso2"] for _, row in read(known()["countries"])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "St. Etienne"),
        ("Primorskiy Kray", "Primorsky Krai"),
        ("the Hague", "The Hague"),
        ("Mount Fuji", "Mt. Fuji"),
        ("Sana'a", "Sanaa"),
        ("U.S.", "US"),
        ("Łódź", "Lodz"),
    ],
)
def test_two_spellings_meet_in_one_key(one, other):
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "feature", "country", "lat", "lon"),
    [
        ("Vladivostok", "city", "RU", 43.1, 131.9),
        ("Komsomolsk-on-Amur", "city", "RU", 50.6, 137.0),
        ("Primorye", "region", "RU", 45.2, 134.7),
        ("Primorsky Krai", "region", "RU", 45.2, 134.7),
        ("Russian Far East", "region", "RU", 62, 135),
        ("Pyongyang", "city", "KP", 39.0, 125.8),
        ("Donbas", "region", "UA", 48.2, 38.3),
        ("Gaza", "region", "PS", 31.4, 34.4),
        ("West Bank", "region", "PS", 32, 35.25),
        ("Europe", "continent", None, 48.7, 9.1),
        ("Sahel", "region", None, 16.9, 4.2),
        ("Strait of Hormuz", "water", None, 26.6, 56.3),
        ("Black Sea", "water", None, 43, 34),
        ("Himalayas", "landform", None, 28.5, 84),
        ("Calif.", "region", "US", 37.2, -119.7),
        ("the Donetsk region", "region", "UA", 48, 37.8),
        ("northern Norway", "country", "NO", 62, 10),
        ("Irish", "country", "IE", 53, -8),
        ("Texan", "region", "US", 31.2, -99.3),
        ("Kremlin", "country", "RU", 60, 100),
        ("Georgia", "country", "GE", 42, 43.5),
    ],
)
def test_the_likeliest_meaning_comes_first(name, feature, country, lat, lon):
    best = GAZETTEER.candidates(name)[0]
    assert (best.feature, best.country) == (feature, country)
    assert best.lat == pytest.approx(lat, abs=1.5)
    assert best.lon == pytest.approx(lon, abs=1.5)


def test_ambiguity_is_kept_and_priors_sum_to_one():
    found = GAZETTEER.candidates("Springfield")
    assert len({t.admin1 for t in found}) > 5
    assert sum(t.prior for t in found) == pytest.approx(1.0)
    assert [t.prior for t in found] == sorted((t.prior for t in found), reverse=True)


def test_a_part_is_only_looked_for_when_asked():
    assert GAZETTEER.candidates("Dubai World Qzx") == []
    assert GAZETTEER.candidates("Dubai World Qzx", parts=True)[0].name == "Dubai"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_name_may_be_asked(name):
    for toponym in GAZETTEER.candidates(name, parts=True):
        assert -90 <= toponym.lat <= 90
        assert -180 <= toponym.lon <= 180
        assert 0 < toponym.prior <= 1


def test_the_file_is_small():
    assert BUILT.stat().st_size < 35 * MEGABYTE


def test_a_missing_file_is_told_with_its_mend(tmp_path):
    with pytest.raises(DatelineError, match=re.escape("python -m dateline.knowledge.build")):
        Gazetteer([], tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("word", "country", "form"),
    [
        ("Russia", "RU", "name"),
        ("Russian", "RU", "adjective"),
        ("Poles", "PL", "demonym"),
        ("Kremlin", "RU", "metonym"),
        ("Beijing", "CN", "capital"),
        ("USSR", "RU", "historic"),
        ("DPRK", "KP", "name"),
        ("Burma", "MM", "name"),
        ("the White House", "US", "metonym"),
        ("Ivory Coast", "CI", "name"),
    ],
)
def test_words_for_countries(word, country, form):
    reading = KNOWLEDGE.countries.find(word)
    assert (reading.country, reading.form) == (country, form)


def test_what_several_countries_share_keeps_them_all():
    assert {r.country for r in KNOWLEDGE.countries.readings("Korean")} == {"KR", "KP"}
    assert KNOWLEDGE.countries.find("Qzxland") is None


def test_every_country_has_its_codes():
    for country in KNOWLEDGE.countries.all():
        assert re.fullmatch("[A-Z]{2}", country.iso2)
        assert re.fullmatch("[A-Z]{3}", country.iso3)
        assert re.fullmatch("[A-Z]{3}", country.cameo)
        assert re.fullmatch(r"\d{3}|", country.isonum)
        assert KNOWLEDGE.countries.get(country.iso3) is country


@pytest.mark.parametrize("table", ["countries", "regions", "waters", "landforms", "admin1_points"])
def test_rows_with_coordinates_are_sound(table):
    for line, row in read(known()[table]):
        where = f"{table}.tsv, line {line}"
        lat, lon = float(row["lat"]), float(row["lon"])
        assert math.fabs(lat) <= 90, where
        assert math.fabs(lon) <= 180, where
        assert row["name"], where
        assert row["source"], where
        if row.get("country"):
            assert row["country"] in CODES, where
        if row.get("west"):
            west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
            assert south <= north, where
            assert south - 0.5 <= lat <= north + 0.5, where
            if west <= east and table != "landforms":
                assert west - 0.5 <= lon <= east + 0.5, where


def test_a_macro_region_lies_at_the_mean_of_its_members():
    countries = {row["iso2"]: row for _, row in read(known()["countries"])}
    for line, row in read(known()["regions"]):
        if row["source"] != "geonames: mean of countries":
            continue
        x = y = z = 0.0
        for member in row["members"].split("|"):
            lat, lon = (math.radians(float(countries[member][side])) for side in ("lat", "lon"))
            x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
        mean = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
        assert (float(row["lat"]), float(row["lon"])) == pytest.approx(mean, abs=0.006), f"regions.tsv, line {line}"


def test_there_are_regions_enough():
    assert sum(1 for _ in read(known()["regions"])) >= 400


@pytest.mark.parametrize(
    ("table", "word", "target"),
    [
        ("demonyms", "word", "place"),
        ("abbreviations", "abbreviation", "place"),
        ("division_names", "name", "name"),
        ("looser_names", "name", "place"),
    ],
)
def test_every_word_leads_to_its_place(table, word, target):
    for line, row in read(known()[table]):
        found = {fold(t.name) for t in GAZETTEER.candidates(row[word])}
        wanted = {fold(t.name) for t in GAZETTEER.candidates(row[target])}
        assert found & wanted, f"{table}.tsv, line {line}: {row[word]}"


@pytest.mark.parametrize(
    ("name", "source"),
    [("Canada", "factbook"), ("Libya", "factbook"), ("Manitoba", "naturalearth"), ("Pacific Ocean", "factbook")],
)
def test_an_area_has_several_reference_points(name, source):
    best = GAZETTEER.candidates(name)[0]
    assert source in {point.source for point in best.points}


def test_reference_points_are_sound_and_name_an_area():
    for line, row in read(known()["reference_points"]):
        where = f"reference_points.tsv, line {line}"
        assert row["source"] in ("factbook", "naturalearth"), where
        assert not row["country"] or row["country"] in CODES, where
        assert math.fabs(float(row["lat"])) <= 90, where
        assert math.fabs(float(row["lon"])) <= 180, where
        found = [c for c in GAZETTEER.candidates(row["place"]) if c.bbox]
        assert not row["geonames"] or any(c.id == int(row["geonames"]) for c in found), where


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Heathrow Airport", "London Heathrow Airport"),
        ("Schiphol", "Amsterdam Airport Schiphol"),
        ("Dulles International Airport", "Washington Dulles International Airport"),
        ("Qamishli", "Al Qāmishlī"),
        ("Wash.", "Washington"),
        ("the White House", "White House"),
        ("EU", "European Union"),
    ],
)
def test_shorter_and_usual_names(name, meant):
    assert GAZETTEER.candidates(name)[0].name == meant


def test_what_a_name_is_used_for_at_times_comes_later():
    assert "Europe" in [c.name for c in GAZETTEER.candidates("EU")][1:]


@pytest.mark.parametrize(("name", "part"), [("Bank of Japan", "Japan"), ("Qzx State University of Ghana", "Ghana")])
def test_a_common_noun_is_no_part_to_look_for(name, part):
    assert GAZETTEER.candidates(name, parts=True)[0].name == part


def test_among_its_like_a_recalled_row_comes_last():
    tables = {"regions": "region", "facilities": "facility"}
    for table, feature in tables.items():
        weight = {True: set(), False: set()}
        for _, row in read(known()[table]):
            if row.get("rank", "region") == "region":
                for c in GAZETTEER.candidates(row["name"]):
                    if c.name == row["name"] and c.feature == feature and not c.level and c.population == 0:
                        weight[row["source"] == "recalled"].add(c.prominence)
        assert max(weight[True]) < max(weight[False])
