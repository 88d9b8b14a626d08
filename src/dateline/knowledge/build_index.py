"""Builds ``index.sqlite``: every name of every table under its keys, and the holders of offices by date.

The committed tables are all it reads. The same code lays a user's rows over them, in memory.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.knowledge.names import fold, loose, surnames
from dateline.knowledge.tables import KEYS, Lexicon, Row, header, known

SCHEMA = """
CREATE TABLE things (id INTEGER PRIMARY KEY, kind TEXT, subkind TEXT, name_id TEXT, name TEXT, country TEXT,
  sector TEXT, identifiers TEXT, detail TEXT, first TEXT, last TEXT, row INTEGER);
CREATE TABLE aliases (key TEXT, thing INTEGER, weight REAL, via TEXT, cased INTEGER, PRIMARY KEY (key, thing))
  WITHOUT ROWID;
CREATE TABLE holders (office TEXT, country TEXT, body TEXT, person TEXT, since TEXT, until TEXT, known TEXT,
  acting INTEGER, recalled INTEGER, title TEXT, source TEXT, row INTEGER);
CREATE TABLE first_names (key TEXT, gender TEXT, PRIMARY KEY (key, gender)) WITHOUT ROWID;
CREATE TABLE people (person TEXT PRIMARY KEY, name TEXT, wikidata TEXT, gender TEXT) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX holders_office ON holders (office, country, body);
CREATE INDEX holders_person ON holders (person);
CREATE INDEX holders_body ON holders (body) WHERE body != '';
"""

SURNAME, EXACT, ALIAS = "surname", "exact", "alias"


@dataclass(slots=True)
class Thing:
    """What a name may stand for; ``names`` are (name, weight, via), the weight being relative."""

    kind: str
    id: str
    name: str
    subkind: str = ""
    country: str = ""
    sector: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    detail: dict[str, str] = field(default_factory=dict)
    names: list[tuple[str, float, str]] = field(default_factory=list)
    keys: list[tuple[str, float, str]] = field(default_factory=list)
    first: str = ""
    last: str = ""
    row: int = 0


def split(cell: str) -> list[str]:
    """The parts of a cell that lists several, parted by ``|``."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def row_key(table: str, row: Row) -> int:
    """What a row is called when another is to replace it: a 6-byte digest of the table and its key columns."""
    columns = KEYS.get(table) or (header(known()[table])[0],)
    called = "\x1f".join([table, *(row[c] for c in columns)])
    return int.from_bytes(hashlib.blake2b(called.encode(), digest_size=6).digest())


# What a name of each kind weighs against the other readings of the same name, before the article is read.
WEIGHT = {
    "country": 20.0, "demonym": 10.0, "agency": 6.0, "organization": 5.0, "group": 5.0, "weapon": 4.0, "vessel": 3.0,
    "facility": 2.0, "outlet": 1.5, "party": 0.8, "office": 5.0, "body": 3.0,
}  # fmt: skip


def _named(row: Row, *, kind: str, id_: str, weight: float, aliases: Iterable[str] = ()) -> Thing:
    """A thing with the columns that most tables share."""
    thing = Thing(kind, id_, row["name"], country=row.get("country", ""), sector=row.get("sector", ""))
    thing.names.append((row["name"], weight, EXACT))
    thing.names.extend((alias, weight * 0.9, ALIAS) for alias in aliases if alias)
    return thing


def _agency(row: Row) -> Iterator[Thing]:
    aliases = [row["acronym"], *split(row["aliases"]), *split(row["domains"])]
    thing = _named(row, kind="agency", id_=f"agency:{row['name']}", weight=WEIGHT["agency"], aliases=aliases)
    thing.subkind, thing.sector = row["kind"], "JRN"
    thing.names.extend((name, WEIGHT["agency"] * 0.8, "reworded") for name in split(row["reworded"]))
    thing.detail = {k: row[k] for k in ("acronym", "ownership", "home", "domains") if row[k]}
    yield thing


def _outlet(row: Row) -> Iterator[Thing]:
    aliases = [*split(row["aliases"]), *split(row["domains"])]
    thing = _named(row, kind="outlet", id_=f"outlet:{row['name']}", weight=WEIGHT["outlet"], aliases=aliases)
    thing.subkind, thing.sector = row["kind"], "JRN"
    thing.detail = {k: row[k] for k in ("ownership", "domains") if row[k]}
    yield thing


def _arms(kind: str) -> Callable[[Row], Iterator[Thing]]:
    def make(row: Row) -> Iterator[Thing]:
        thing = _named(row, kind=kind, id_=f"{kind}:{row['name']}", weight=WEIGHT[kind], aliases=split(row["aliases"]))
        thing.subkind = row["class"]
        yield thing

    return make


SCHOOLS = frozenset(("university", "institute"))
"""Kinds of facilities that are organizations first."""


def _facility(row: Row) -> Iterator[Thing]:
    thing = _named(row, kind="facility", id_=row["id"], weight=WEIGHT["facility"], aliases=split(row["aliases"]))
    thing.subkind, thing.detail = row["kind"], {"lat": row["lat"], "lon": row["lon"]}
    if row["kind"] in SCHOOLS:
        thing.kind, thing.sector = "organization", "EDU"
    yield thing


def _organization(kind: str) -> Callable[[Row], Iterator[Thing]]:
    def make(row: Row) -> Iterator[Thing]:
        aliases = [row["acronym"], *split(row["aliases"])]
        thing = _named(row, kind=kind, id_=f"{kind}:{row['name']}", weight=WEIGHT[kind], aliases=aliases)
        thing.subkind = row["kind"]
        if row["acronym"]:
            thing.detail = {"acronym": row["acronym"]}
        yield thing

    return make


def _party(row: Row) -> Iterator[Thing]:
    weight = WEIGHT["party"]
    thing = _named(row, kind="group", id_=f"party:{row['country']}:{row['name']}", weight=weight)
    thing.names.extend((alias, weight * 0.7, ALIAS) for alias in split(row["aliases"]))
    thing.subkind, thing.sector = "party", "PTY"
    yield thing


def _body(row: Row) -> Iterator[Thing]:
    """A generic body ("defence ministry"): itself a reading, and the second half of "Russian Defence Ministry"."""
    kind = row["kind"]
    thing = Thing(kind, f"body:{row['name']}", row["name"], row["subkind"], sector=row["sector"])
    for name in (row["name"], *split(row["variants"])):
        thing.names.append((name, WEIGHT["body"], EXACT))
        thing.keys.append(("§" + fold(name), 1.0, EXACT))
    yield thing


def _office(row: Row) -> Iterator[Thing]:
    thing = Thing("office", row["office"], row["office"], row["scope"], sector=row["sector"])
    thing.detail = {"single": row["single"], "weight": row["weight"]}
    for name in (row["office"], *split(row["variants"])):
        thing.names.append((name, WEIGHT["office"], EXACT if name == row["office"] else ALIAS))
        thing.keys.append(("§" + fold(name), 0.9, ALIAS))
    yield thing


MAKERS: dict[str, Callable[[Row], Iterator[Thing]]] = {
    "agencies": _agency,
    "outlets": _outlet,
    "weapons": _arms("weapon"),
    "vessels": _arms("vessel"),
    "facilities": _facility,
    "organizations": _organization("organization"),
    "groups": _organization("group"),
    "parties": _party,
    "bodies": _body,
    "offices": _office,
}
"""How a row of each table becomes things."""


class Persons:
    """Persons put together from ``persons``, ``holders`` and ``cabinets``: one thing each, with what they held."""

    def __init__(self, offices: Mapping[str, Row]) -> None:
        self.offices = offices
        self.things: dict[str, Thing] = {}
        self.people: dict[str, tuple[str, str, str]] = {}
        self.weight: dict[str, float] = {}
        self.ids: dict[tuple[str, str], str] = {}
        self.holders: list[tuple[object, ...]] = []

    def add(self, row: Row) -> None:
        """A row of ``persons``."""
        id_ = row["id"]
        thing = Thing("person", id_, row["name"], country=row["country"], row=row_key("persons", row))
        if id_[:1] == "Q" and id_[1:].isdigit():
            thing.identifiers["wikidata"] = id_
        if row["gender"]:
            thing.detail["gender"] = row["gender"]
        self.things[id_] = thing
        self.people[id_] = (row["name"], thing.identifiers.get("wikidata", ""), row["gender"])
        self.weight[id_] = 1.0
        for name in (row["name"], *split(row["aliases"])):
            thing.names.append((name, 1.0, EXACT if name == row["name"] else ALIAS))
            self.ids.setdefault((fold(name), row["country"]), id_)
            self.ids.setdefault((fold(name), ""), id_)

    def _find(self, name: str, wikidata: str, country: str, body: str) -> str:
        if wikidata in self.things:
            return wikidata
        found = self.ids.get((fold(name), country))
        if found:
            return found
        id_ = wikidata or f"{fold(name).replace(' ', '-')}-{(country or body).casefold()}"
        blank = {"id": id_, "name": name, "aliases": "", "country": country, "gender": ""}
        self.add(blank)
        return id_

    def hold(self, row: Row, table: str) -> None:
        """A row of ``holders`` or ``cabinets``."""
        office, body = row.get("office", ""), row.get("body", "")
        id_ = self._find(row["person"], row["wikidata"], row["country"], body)
        thing = self.things[id_]
        known = row["known_until"]
        last = row["until"] or ("9999" if not known or known >= "2022-06" else known)
        thing.first = min(thing.first or "9999", row["since"] or "9999")
        thing.last = max(thing.last, last)
        weight = float(self.offices[office]["weight"]) if office in self.offices else 1.5
        self.weight[id_] = max(self.weight[id_], weight)
        sector = self.offices[office]["sector"] if office in self.offices else "GOV"
        if not thing.sector or weight >= self.weight[id_]:
            thing.sector = sector
        recalled = row.get("source", "").startswith("recalled")
        where = fold(body)
        self.holders.append(
            (
                office,
                row["country"],
                where,
                id_,
                row["since"],
                row["until"],
                known,
                int(row.get("acting") == "1"),
                int(recalled),
                row.get("title", "") or body,
                row.get("source", "Wikidata (CC0)"),
                row_key(table, row),
            )
        )

    def all(self) -> Iterator[Thing]:
        """All persons, with their family names and loose spellings as further keys."""
        for id_, thing in self.things.items():
            weight = self.weight[id_]
            thing.names = [(name, weight + 2, via) for name, _, via in thing.names]
            for name, _, _ in list(thing.names):
                for form in surnames(name, thing.country):
                    share = 0.4 if weight >= 8 else 0.25 if " " in form else 0.15
                    thing.keys.append((form, share * weight, SURNAME))
                    if weight >= 6:
                        thing.keys.append(("~" + loose(form), 0.1 * weight, SURNAME))
                if " " in name:
                    thing.keys.append(("~" + loose(fold(name)), weight, ALIAS))
            yield thing


def things(lexicon: Lexicon, tables: Iterable[str] | None = None) -> tuple[list[Thing], Persons]:
    """All things of the tables (or of those named), and the persons with their offices."""
    wanted = set(known() if tables is None else tables)
    made: list[Thing] = []
    for table, make in MAKERS.items():
        if table in wanted:
            for row in lexicon.rows(table):
                for thing in make(row):
                    thing.row = row_key(table, row)
                    made.append(thing)
    persons = Persons({row["office"]: row for row in lexicon.rows("offices")})
    if "persons" in wanted:
        for row in lexicon.rows("persons"):
            persons.add(row)
    for table in ("holders", "cabinets"):
        if table in wanted:
            for row in lexicon.rows(table):
                persons.hold(row, table)
    return made, persons


def fill(connection: sqlite3.Connection, lexicon: Lexicon, tables: Iterable[str] | None = None) -> None:
    """Make the schema in an empty database and write the tables into it."""
    made, persons = things(lexicon, tables)
    connection.executescript(SCHEMA)
    best: dict[tuple[str, int], tuple[float, str, int]] = {}
    rows = []
    for number, thing in enumerate([*made, *persons.all()], 1):
        packed = [json.dumps(d, ensure_ascii=False) if d else "" for d in (thing.identifiers, thing.detail)]
        rows.append(
            (
                number,
                thing.kind,
                thing.subkind,
                thing.id,
                thing.name,
                thing.country,
                thing.sector,
                *packed,
                thing.first,
                thing.last,
                thing.row,
            )
        )
        for name, weight, via in thing.names:
            _keep(best, (fold(name), number), (weight, via, int(is_acronym(name))))
        for key, weight, via in thing.keys:
            _keep(best, (key, number), (weight, via, 0))
    connection.executemany(f"INSERT INTO things VALUES ({','.join('?' * 12)})", rows)  # noqa: S608 - placeholders
    connection.executemany(
        "INSERT INTO aliases VALUES (?,?,?,?,?)", sorted((k, n, *value) for (k, n), value in best.items() if k)
    )
    connection.executemany(f"INSERT INTO holders VALUES ({','.join('?' * 12)})", persons.holders)  # noqa: S608 - placeholders
    connection.executemany(
        "INSERT INTO people VALUES (?,?,?,?)", [(id_, *values) for id_, values in persons.people.items()]
    )
    if tables is None or "first_names" in set(tables):
        genders = sorted({(fold(row["name"]), row["gender"]) for row in lexicon.rows("first_names")})
        connection.executemany("INSERT INTO first_names VALUES (?,?)", genders)
    connection.executescript(INDEXES)


def _keep(
    best: dict[tuple[str, int], tuple[float, str, int]], key: tuple[str, int], value: tuple[float, str, int]
) -> None:
    if key not in best or best[key][0] < value[0]:
        best[key] = value


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals and so short that its letters in lower case may be a word."""
    letters = name.replace(".", "")
    return len(letters) <= 5 and letters.isupper() and letters.isalpha()


def build(folder: Path) -> Path:
    """Write ``index.sqlite`` into ``folder``, from the shipped tables; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.sqlite"
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    with connection:
        fill(connection, Lexicon())
    connection.execute("VACUUM")
    connection.close()
    part.replace(path)
    return path
