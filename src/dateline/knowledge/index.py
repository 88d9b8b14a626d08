"""The alias index: everything that a name may be, in one look-up."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from dateline.errors import DatelineError
from dateline.knowledge import build_index
from dateline.knowledge.countries import Countries
from dateline.knowledge.designations import Designations
from dateline.knowledge.gazetteer import Toponym
from dateline.knowledge.names import fold, loose
from dateline.knowledge.readings import NameReading, Via
from dateline.knowledge.tables import Lexicon

PATH = Path(__file__).resolve().parent / "built" / "index.sqlite"

QUERY = (
    "SELECT weight, via, cased, kind, subkind, name_id, name, country, sector, identifiers, detail, first, last, row "
    "FROM aliases JOIN things ON id = thing WHERE key = ?"
)
IN_OFFICE, LONG_AGO = 4.0, 0.4
"""How much more a person in office on the day weighs, and one who left long before or came after."""
COUNTRY_WEIGHT = {
    "name": (20.0, "country"), "historic": (6.0, "country"), "metonym": (8.0, "country"), "capital": (1.0, "country"),
    "adjective": (10.0, "demonym"), "demonym": (10.0, "demonym"), "ethnonym": (5.0, "demonym"),
}  # fmt: skip
"""What a word that speaks of a country weighs, by its form, and the kind of the reading."""
DESIGNATED = 4.0
MOST_PLACES = 5
LOOSE, REWORDED = 0.5, 0.6
"""How much a spelling that only sounds like the name weighs, and a wording that was swapped for it."""


def connect(path: Path = PATH) -> sqlite3.Connection:
    """The shipped index, read only; raises ``DatelineError`` (``tables.missing``) where it was not built."""
    if not path.exists():
        raise DatelineError("tables.missing")
    uri = f"{path.as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, cached_statements=32)


def overlay(lexicon: Lexicon) -> tuple[sqlite3.Connection, frozenset[int]] | None:
    """A user's rows as a database in memory, and the keys of the shipped rows that they replace."""
    over = lexicon.over()
    if not over:
        return None
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    build_index.fill(connection, over, over.tables)
    hidden = {build_index.row_key(table, row) for table in over.tables for row in over.rows(table)}
    return connection, frozenset(hidden)


class Index:
    """Names to readings, over the shipped index and a user's rows."""

    def __init__(
        self,
        connections: list[sqlite3.Connection],
        hidden: frozenset[int],
        designations: Designations,
        unswap: Callable[[str], tuple[str, ...]],
        countries: Countries,
        places: Callable[[str], list[Toponym]],
    ) -> None:
        self._connections = connections
        self._hidden = hidden
        self._designations = designations
        self._unswap = unswap
        self._countries = countries
        self._places = places
        self.readings = lru_cache(8192)(self._readings)

    def _readings(self, name: str, date: str | None = None) -> tuple[NameReading, ...]:
        """Everything that ``name`` may be, likeliest first; persons weigh more on days when they are in office."""
        key = fold(name)
        if not key:
            return ()
        found = self._look(key, name, date)
        found += [(DESIGNATED, r) for r in self._designations.readings(name) if not _has(found, r.kind)]
        found += self._country_readings(name)
        # our own row of a facility (or of a university) says more than the gazetteer's copy of it
        ours = _has(found, "facility") or _has(found, "organization")
        skip = ("country", "facility") if ours else ("country",)
        found += [(_place_weight(t), _place(t)) for t in self._places(name)[:MOST_PLACES] if t.feature not in skip]
        if not found:
            found = self._compound(key)
        if not found and len(key) > 4:
            found = [(w * LOOSE, _loose(r)) for w, r in self._look("~" + loose(key), name, date)]
        if not found:
            found = self._reworded(name, date)
        return _ranked(found)

    def _look(self, key: str, name: str, date: str | None) -> list[tuple[float, NameReading]]:
        found: list[tuple[float, NameReading]] = []
        for number, connection in enumerate(self._connections):
            rows = connection.execute(QUERY, (key,)).fetchall()
            found.extend(
                (row[0] * _timely(row[3], row[11], row[12], date), _reading(row))
                for row in rows
                if (number or row[13] not in self._hidden) and _cased(name, row[2])
            )
        return found

    def _country_readings(self, name: str) -> list[tuple[float, NameReading]]:
        found = []
        if len(name) <= 3 and name.islower():
            return []
        for reading in self._countries.readings(name):
            country = self._countries.get(reading.country)
            if country is not None:
                weight, kind = COUNTRY_WEIGHT[reading.form]
                via: Via = "exact" if reading.form == "name" else "alias"
                detail = {"form": reading.form}
                found.append(
                    (
                        weight,
                        NameReading(kind, country.name, country.iso2, None, country.iso2, None, {}, 0.0, via, detail),
                    )
                )
        return found

    def _compound(self, key: str) -> list[tuple[float, NameReading]]:
        """Readings of "Russian Defence Ministry", "Ministry of Defence of Russia": a country and a body or office."""
        words = key.split()
        for cut in range(1, min(len(words), 4)):
            made = self._country_body(" ".join(words[:cut]), _stripped(words[cut:]))
            if not made and len(words) > cut + 1 and words[-cut - 1] in ("of", "in", "the"):
                made = self._country_body(" ".join(words[-cut:]), _stripped(words[: -cut - 1]))
            if made:
                return made
        return []

    def _country_body(self, place: str, rest: str) -> list[tuple[float, NameReading]]:
        bodies = self._look("§" + rest, "", None)
        if not bodies:
            return []
        said = self._countries.find(place)
        country = self._countries.get(said.country) if said is not None else None
        if country is None:
            return []
        return [
            (
                weight,
                replace(
                    body,
                    country=country.iso2,
                    id=f"{country.iso2}:{body.id}",
                    name=f"{(country.adjectives or (country.name,))[0]} {body.name}",
                    via="alias",
                    detail={**body.detail, "body": body.name},
                ),
            )
            for weight, body in bodies
        ]

    def _reworded(self, name: str, date: str | None) -> list[tuple[float, NameReading]]:
        for original in self._unswap(name):
            key = fold(original)
            found = self._look(key, original, date) or self._compound(key)
            if found:
                return [(w * REWORDED, replace(r, via="reworded")) for w, r in found]
        return []


def _place_weight(place: Toponym) -> float:
    """What a place weighs among the readings of a name: the digits of its prominence, by its share among places."""
    share = place.prior * (0.3 if place.match == "alias" else 1.0)
    return max(0.3, math.log10(place.prominence + 10) - 1) * share


def _place(place: Toponym) -> NameReading:
    detail = {"lat": str(place.lat), "lon": str(place.lon), "feature": place.feature}
    id_ = str(place.id) if place.id else f"place:{place.name}"
    return NameReading(
        "place", place.name, id_, place.feature, place.country, None, {"geonames": id_} if place.id else {}, 0.0,
        "exact" if place.match == "name" else "alias", detail,
    )  # fmt: skip


def _stripped(words: list[str]) -> str:
    return " ".join(words[1:] if words[0] in ("the", "s") and len(words) > 1 else words).removesuffix(" of")


def _cased(name: str, acronym: int) -> bool:
    """Whether a name's case lets it be an acronym: "us" is no country, "Nato" may be one of more than three letters."""
    if not acronym or not name:
        return True
    plain = name.replace(".", "")
    return plain.isupper() or (len(plain) > 3 and plain[0].isupper())


def _timely(kind: str, first: str, last: str, date: str | None) -> float:
    if kind != "person" or date is None or not last:
        return 1.0
    if first <= date < last:
        return IN_OFFICE
    years = int(date[:4]) - int(last[:4]) if date >= last else int(first[:4]) - int(date[:4])
    return 1.0 if years <= 5 else LONG_AGO


def _reading(row: tuple[object, ...]) -> NameReading:
    _, via, _, kind, subkind, id_, name, country, sector, identifiers, detail, *_ = row
    more: Mapping[str, str] = json.loads(str(detail)) if detail else {}
    if via == "surname":
        more = {**more, "match": "surname"}
    return NameReading(
        str(kind), str(name), str(id_), str(subkind or "") or None, str(country or "") or None,
        str(sector or "") or None, json.loads(str(identifiers)) if identifiers else {}, 0.0,
        "exact" if via == "exact" else "reworded" if via == "reworded" else "alias", more,
    )  # fmt: skip


def _loose(reading: NameReading) -> NameReading:
    return replace(reading, via="alias", detail={**reading.detail, "match": "loose"})


def _has(found: list[tuple[float, NameReading]], kind: str) -> bool:
    return any(reading.kind == kind for _, reading in found)


def _ranked(found: list[tuple[float, NameReading]]) -> tuple[NameReading, ...]:
    """The readings by prior, one a thing, the priors summing to 1."""
    best: dict[tuple[str, str], tuple[float, NameReading]] = {}
    for weight, reading in found:
        key = (reading.kind, reading.id)
        if key not in best or best[key][0] < weight:
            best[key] = (weight, reading)
    total = math.fsum(weight for weight, _ in best.values()) or 1.0
    order = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].kind, pair[1].id))
    return tuple(replace(reading, prior=weight / total) for weight, reading in order)
