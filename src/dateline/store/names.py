"""Whom a name means: one entity of the store, or a line that says who else is meant or what was likely meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, or_, select

from dateline.corpus.identity import GENERIC, fold
from dateline.errors import DatelineError
from dateline.store import schema as t

LIKELY = 75
"""From which likeness (0 to 100, rapidfuzz ``WRatio``) a name is offered as what was meant."""
SUGGESTIONS = 3
LISTED = 8
"""How many bearers of an ambiguous name are listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entity of the store: its identity, its name and kind, and all row numbers under which it stands."""

    ident: str
    name: str
    kind: str
    keys: tuple[int, ...]
    idents: tuple[str, ...]


def resolve(connection: Connection, name: str) -> Found:
    """The entity that ``name`` means: an identity, a full name, else a name that some article calls it by.

    Raises ``DatelineError``: ``name.unknown`` (with what was likely meant), ``name.ambiguous`` (with all bearers).
    """
    exact = connection.execute(select(_main()).where(t.entities.c.ident == name)).scalar()
    if exact is not None:
        return _found(connection, exact)
    folded = fold(name)
    for condition in (t.names.c.main, None):
        bearers = _bearers(connection, folded, condition)
        if len(bearers) == 1:
            return _found(connection, bearers[0][0])
        if len(bearers) > 1:
            best = _outstanding(bearers)
            if best is not None and condition is not None:
                return _found(connection, best)
            raise DatelineError("name.ambiguous", name=name, several=_listed(connection, bearers))
    raise DatelineError("name.unknown", name=name, hint=_hint(connection, name))


def _main() -> ColumnElement[int]:
    """The row of what an entity proved to be."""
    return func.coalesce(t.entities.c.same_as, t.entities.c.key)


def _bearers(connection: Connection, folded: str, condition: Any) -> list[tuple[int, int]]:
    """Who bears a folded name, with the number of articles that call them so, the most frequent first."""
    query = (
        select(_main().label("meant"), func.count(distinct(t.names.c.article_key)).label("articles"))
        .join(t.entities, t.entities.c.key == t.names.c.entity_key)
        .where(t.names.c.folded == folded, ~t.entities.c.ident.startswith(GENERIC))
        .group_by("meant")
    )
    if condition is not None:
        query = query.where(condition)
    return sorted(connection.execute(query).all(), key=_frequency)


def _frequency(row: tuple[int, int]) -> tuple[int, int]:
    return (-row[1], row[0])


def _outstanding(bearers: list[tuple[int, int]]) -> int | None:
    """The first, where all others together are rare slips of reading: under a tenth of it."""
    rest = sum(count for _, count in bearers[1:])
    return bearers[0][0] if rest * 10 < bearers[0][1] else None


def _found(connection: Connection, key: int) -> Found:
    row = connection.execute(select(t.entities).where(t.entities.c.key == key)).one()
    query = select(t.entities.c.key, t.entities.c.ident).where(
        or_(t.entities.c.key == key, t.entities.c.same_as == key)
    )
    same = connection.execute(query.order_by(t.entities.c.key)).all()
    return Found(row.ident, row.name, row.kind, tuple(k for k, _ in same), tuple(i for _, i in same))


def _listed(connection: Connection, bearers: list[tuple[int, int]]) -> str:
    lines = []
    for key, count in bearers[:LISTED]:
        row = connection.execute(select(t.entities).where(t.entities.c.key == key)).one()
        articles = "1 article" if count == 1 else f"{count} articles"
        lines.append(f"{row.name} ({row.kind}, {articles}) [{row.ident}]")
    more = len(bearers) - LISTED
    return "; ".join(lines) + (f"; and {more} more" if more > 0 else "")


def suggestions(connection: Connection, name: str, limit: int = SUGGESTIONS) -> list[str]:
    """The names in the store that are most like ``name``, best first."""
    from rapidfuzz import fuzz, process

    query = (
        select(t.entities.c.folded, func.min(t.entities.c.name))
        .where(~t.entities.c.ident.startswith(GENERIC))
        .group_by(t.entities.c.folded)
    )
    known = dict(connection.execute(query).all())
    found = process.extract(fold(name), list(known), scorer=fuzz.WRatio, limit=limit, score_cutoff=LIKELY)
    return [known[folded] for folded, _, _ in found]


def _hint(connection: Connection, name: str) -> str:
    likely = suggestions(connection, name)
    if likely:
        return "did you mean " + ", ".join(repr(n) for n in likely) + "?"
    total = connection.scalar(select(func.count()).select_from(t.articles).where(t.articles.c.current))
    if not total:
        return "the store is empty: add articles with 'dateline add'"
    return "nothing like it stands there; see who does with 'dateline search'"
