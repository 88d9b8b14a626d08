"""Who held which office on a day, and which offices a person held."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge.names import fold, loose

COLUMNS = "office, country, body, h.person, since, until, known, acting, recalled, title, h.source, row, name, wikidata"
QUERY = f"SELECT {COLUMNS} FROM holders h JOIN people p ON p.person = h.person WHERE "  # noqa: S608 - constants

# Words of a region's name that say only what kind of region it is, with their transliterations.
GENERIC = frozenset(
    (
        "krai",
        "kray",
        "oblast",
        "region",
        "republic",
        "province",
        "autonomous",
        "okrug",
        "territory",
        "state",
        "county",
        "governorate",
        "prefecture",
        "of",
        "the",
        "district",
        "area",
        "city",
        "voivodeship",
        "department",
        "islands",
    )
)
# The office that fills another on the days on which a country has no holder of the first: a president governs.
STANDS_IN = {"head of government": "head of state"}
# What is meant where a country has no such office at all, in order: "the army chief" of a country with one command.
INSTEAD = {
    "interior minister": ("public security minister",),
    "public security minister": ("interior minister",),
    "police minister": ("interior minister",),
    "treasurer": ("finance minister",),
    "armed forces commander": ("army commander", "chief of general staff"),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office; ``since`` and ``until`` are ISO dates (or a year, or a month), ``until`` exclusive.

    ``certain`` is false where the table knew the holder up to an earlier day only (``known_until``): then the answer
    is who is *last known*. ``recalled`` marks a row that rests on memory alone.
    """

    office: str
    country: str | None
    body: str | None
    person: str
    person_id: str
    wikidata: str | None
    since: str
    until: str | None
    known_until: str | None
    acting: bool
    certain: bool
    recalled: bool
    title: str | None
    source: str


def earliest(date: str) -> str:
    """The first day of an ISO date that may be a year or a month; empty stays empty."""
    return date + "-01-01"[3 * (len(date) > 4) :] if 0 < len(date) < 10 else date


class Holders:
    """Look-ups over the databases given (a user's overlay last); rows in ``hidden`` are left out."""

    def __init__(self, connections: Iterable[sqlite3.Connection], hidden: Collection[object] = ()) -> None:
        self._connections = list(connections)
        self._hidden = hidden
        self.office_id = lru_cache(2048)(self._office_id)
        self._rows = lru_cache(2048)(self._read)

    def _read(self, where: str, values: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        rows = []
        for number, connection in enumerate(self._connections):
            found = connection.execute(QUERY + where, values).fetchall()
            rows += [row for row in found if number or row[11] not in self._hidden]
        return tuple(rows)

    def _office_id(self, name: str, country: str | None = None) -> str | None:
        """The office that a title names: itself, a variant, or the same after the country's name is taken off."""
        key = fold(name)
        for connection in reversed(self._connections):
            rows = connection.execute(
                "SELECT name_id, weight, detail FROM aliases JOIN things ON id = thing "
                "WHERE key = ? AND kind = 'office' ORDER BY weight DESC, id",
                (key,),
            ).fetchall()
            if rows:
                return str(rows[0][0])
        for prefix in ("acting ", "interim ", "caretaker ", "federal ", "former "):
            if key.startswith(prefix):
                return self._office_id(key.removeprefix(prefix), country)
        return None

    def holder(self, office: str, of: str, date: str) -> Holder | None:
        """Who held ``office`` (any variant of its name) of a country (ISO 2), body or region on an ISO day.

        None where no row covers the day or comes before it. A last known holder has ``certain`` false.
        """
        id_ = self.office_id(office)
        if id_ is None:
            return None
        for office_id in (id_, *INSTEAD.get(id_, ())):
            rows = self._of(office_id, of)
            if rows:
                break
        found = choose(rows, date)
        if found is None and id_ in STANDS_IN:
            found = choose(self._of(STANDS_IN[id_], of), date)
        return found

    def _of(self, office: str, of: str) -> tuple[tuple[str, ...], ...]:
        """The rows of an office of a country (ISO 2), body or region."""
        if len(of) == 2 and of.isupper() and of not in ("EU", "UN"):
            return self._rows("office = ? AND country = ? AND body = ''", (office, of))
        return self._rows("office = ? AND body = ?", (office, fold(of))) or self._region(office, of)

    def _region(self, office: str, of: str) -> tuple[tuple[str, ...], ...]:
        """The rows of a region whose name differs by a generic word or by its transliteration only."""
        wanted = region_key(of)
        rows = self._rows("office = ? AND body != ''", (office,))
        return tuple(row for row in rows if region_key(row[2]) == wanted)

    def offices(self, person: str, date: str | None = None, country: str | None = None) -> list[Holder]:
        """The offices that a person (by id or name) held, all or those of a day, weightiest source first."""
        ids = [person]
        for connection in self._connections:
            ids += [
                row[0]
                for row in connection.execute(
                    "SELECT name_id FROM aliases JOIN things ON id = thing WHERE key = ? AND kind = 'person' "
                    "AND via != 'surname' AND (? IS NULL OR country = ?)",
                    (fold(person), country, country),
                )
            ]
        found: list[Holder] = []
        for id_ in dict.fromkeys(ids):
            rows = self._rows("h.person = ?", (id_,))
            found.extend(_holder(row, date or row[4]) for row in rows if date is None or covers(row, date))
        found.sort(key=lambda h: (h.recalled, h.office == "", h.since))
        return found

    def of_surname(self, surname: str, country: str | None = None, date: str | None = None) -> list[Holder]:
        """The holders whose family name this is (loose spellings too), in office on the day if one is given."""
        keys = (fold(surname), "~" + loose(fold(surname)))
        people: dict[str, None] = {}
        for connection in self._connections:
            for row in connection.execute(
                "SELECT DISTINCT name_id FROM aliases JOIN things ON id = thing "
                "WHERE key IN (?, ?) AND kind = 'person' AND (? IS NULL OR country = ?)",
                (*keys, country, country),
            ):
                people[row[0]] = None
        return [h for id_ in people for h in self.offices(id_, date) if country is None or h.country == country]


def covers(row: tuple[str, ...], date: str) -> bool:
    """Whether a row's span holds the day; an open end holds every day after its beginning."""
    return earliest(row[4]) <= date and (not row[5] or date < earliest(row[5]))


def choose(rows: Iterable[tuple[str, ...]], date: str) -> Holder | None:
    """The row that covers the day: sourced before recalled, the later beginning first; else none."""
    covering = [row for row in rows if covers(row, date)]
    if not covering:
        return None
    return _holder(max(covering, key=lambda row: (not row[8], earliest(row[4]))), date)


def _holder(row: tuple[str, ...], date: str) -> Holder:
    office, country, body, id_, since, until, known, acting, recalled, title, source, _, name, wikidata = row
    certain = bool(until) or not known or date <= known
    return Holder(
        office, country or None, body or None, name, id_, wikidata or None, since, until or None, known or None,
        bool(acting), certain, bool(recalled), title or None, source,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def region_key(name: str) -> str:
    """A region's name without generic words, adjective endings and marks of transliteration."""
    words = [w for w in fold(name).split() if w not in GENERIC] or fold(name).split()
    key = loose(" ".join(words))
    for ending in ("skii", "ski", "ska", "skaia", "ji", "ii", "i"):
        if key.endswith(ending) and len(key) > len(ending) + 3:
            return key.removesuffix(ending)
    return key
