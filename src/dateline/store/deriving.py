"""Making again what follows from several articles: who is who, copies, events.

Only what was marked is made again: articles whose copies were not looked for (``articles.paired``), reports that
stand in no event (``reports.event_key``), events that lost a report or whose copies changed (``events.stale``). The
result is the same as if all were made at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, text, update

from dateline.corpus import copies as copying
from dateline.corpus import origins as counting
from dateline.corpus.account import Event, describe, supports
from dateline.corpus.alignment import Pair
from dateline.corpus.claims import Claim, Party, from_data
from dateline.corpus.copies import COPIES, Comparison, Marks
from dateline.corpus.events import cluster, families, reading_order
from dateline.corpus.identity import GENERIC
from dateline.corpus.links import family_of
from dateline.knowledge import Knowledge
from dateline.store import schema as t
from dateline.store.index import BATCH, StoreIndex, batches

Progress = Callable[[str, int, int], None]
"""Told what is made again, how many are done, and of how many."""


def is_stale(connection: Connection) -> bool:
    """Whether anything waits to be made again."""
    marks = (
        select(t.articles.c.key).where(t.UNPAIRED).exists(),
        select(t.reports.c.key).where(t.reports.c.event_key.is_(None)).exists(),
        select(t.events.c.key).where(t.STALE).exists(),
    )
    return bool(connection.scalar(select(or_(*marks))))


def refresh(connection: Connection, knowledge: Knowledge, progress: Progress | None = None) -> None:
    """Make again what is marked, inside the caller's transaction."""
    new = list(
        connection.execute(
            select(t.articles.c.key, t.articles.c.id, t.articles.c.published)
            .where(t.UNPAIRED)
            .order_by(t.articles.c.key)
        )
    )
    if new:
        identify(connection, [key for key, _, _ in new])
        pair(connection, new, progress)
    _join(connection, knowledge, progress)


# Who is who ------------------------------------------------------------------------------------------------------


def identify(connection: Connection, articles: Iterable[int]) -> None:
    """Join entities that some articles know by their Wikidata item and others by name alone.

    A name of two words or more that exactly one Wikidata entity of the same kind bears means that one.
    """
    touched: set[int] = set()
    for part in batches(articles):
        query = select(t.article_entities.c.entity_key).where(t.article_entities.c.article_key.in_(part))
        touched.update(connection.scalars(query))
    borne: set[str] = set()
    for part in batches(sorted(touched)):
        query = select(t.names.c.folded).where(t.names.c.entity_key.in_(part)).distinct()
        borne.update(connection.scalars(query))
    plain: dict[int, Any] = {}
    for names in batches(sorted(name for name in borne if " " in name)):
        rows = connection.execute(
            select(t.entities).where(t.entities.c.folded.in_(names), t.entities.c.ident.like("%:%"))
        )
        plain.update((row.key, row) for row in rows if not row.ident.startswith((GENERIC, "country:")))
    for row in plain.values():
        same = _bearer(connection, row)
        if same != row.same_as:
            _same(connection, row, same)


def _bearer(connection: Connection, row: Any) -> int | None:
    """The one Wikidata entity that bears a name, if exactly one does."""
    query = (
        select(t.entities.c.key)
        .join(t.names, t.names.c.entity_key == t.entities.c.key)
        .where(t.names.c.folded == row.folded, t.entities.c.kind == row.kind, ~t.entities.c.ident.like("%:%"))
        .distinct()
    )
    found = connection.scalars(query).all()
    return found[0] if len(found) == 1 else None


def _same(connection: Connection, row: Any, same: int | None) -> None:
    connection.execute(update(t.entities).where(t.entities.c.key == row.key).values(same_as=same))
    ident = connection.scalar(select(t.entities.c.ident).where(t.entities.c.key == same)) if same else row.ident
    theirs = t.participants.c.entity_key == row.key
    connection.execute(update(t.participants).where(theirs, t.participants.c.meets.is_not(None)).values(meets=ident))
    reports = select(t.participants.c.report_key).where(theirs)
    events = select(t.reports.c.event_key).where(t.reports.c.key.in_(reports))
    connection.execute(update(t.events).where(t.events.c.key.in_(events)).values(stale=True))


# Copies ----------------------------------------------------------------------------------------------------------


def pair(connection: Connection, new: list[Any], progress: Progress | None = None) -> None:
    """Look for the copies of articles (key, id, published), and group them and theirs anew."""
    index = StoreIndex(connection)
    keys = {name: key for key, name, _ in new}
    for number, (key, name, published) in enumerate(new, 1):
        connection.execute(delete(t.comparisons).where(or_(t.comparisons.c.a == key, t.comparisons.c.b == key)))
        made = index.fingerprint(name)
        rows = []
        for other in index.candidates(made, published):
            if other == name:
                continue
            found = copying.compare(made, index.fingerprint(other), ids=(name, other))
            if found.class_ != "independent":
                if other not in keys:
                    keys[other] = _article(connection, other)
                rows.append(_comparison(found, keys))
        if rows:
            connection.execute(insert(t.comparisons), rows)
        if progress:
            progress("copies", number, len(new))
    _group(connection, {key for key, _, _ in new})
    for part in batches(key for key, _, _ in new):
        connection.execute(update(t.articles).where(t.articles.c.key.in_(part)).values(paired=True))


def _article(connection: Connection, name: str) -> int:
    query = select(t.articles.c.key).where(t.articles.c.id == name, t.articles.c.current)
    return int(connection.execute(query).scalar_one())


def _comparison(found: Comparison, keys: Mapping[str, int]) -> dict[str, Any]:
    if keys[found.a] > keys[found.b]:
        found = found.turned()
    pairs = [[*p.a, *p.b, round(p.alike, 3)] for p in found.pairs]
    return {
        "a": keys[found.a], "b": keys[found.b], "class": found.class_, "share_a": found.share_a,
        "share_b": found.share_b, "verbatim": found.verbatim, "pairs": json.dumps(pairs, separators=(",", ":")),
    }  # fmt: skip


def _group(connection: Connection, touched: set[int]) -> None:
    """Group the touched articles, those compared with them, and all copies of either."""
    near = touched | _compared(connection, touched)
    members = copy_closure(connection, near)
    known = members | _compared(connection, members)
    found = copying.group(marks_of(connection, known).values(), comparisons_of(connection, known).values())
    keys = {row.id: row.key for row in _articles(connection, known)}
    before: dict[int, Any] = {}
    for part in batches(sorted(members)):
        old = connection.execute(select(t.copies).where(t.copies.c.article_key.in_(part)))
        before.update((row.article_key, tuple(row)) for row in old)
        connection.execute(delete(t.copies).where(t.copies.c.article_key.in_(part)))
    rows = [
        {
            "article_key": keys[item.article], "group": item.group, "class": item.class_, "of": item.of,
            "share_of_this": item.share_of_this, "share_of_that": item.share_of_that,
            "directed": item.directed, "reworded": item.reworded,
        }
        for item in found
        if keys[item.article] in members
    ]  # fmt: skip
    if rows:
        connection.execute(insert(t.copies), rows)
    changed = [row["article_key"] for row in rows if before.get(row["article_key"]) != tuple(row.values())]
    for part in batches(changed):
        events = select(t.reports.c.event_key).where(t.reports.c.article_key.in_(part))
        connection.execute(update(t.events).where(t.events.c.key.in_(events)).values(stale=True))


def _compared(connection: Connection, articles: Iterable[int], classes: Iterable[str] = ()) -> set[int]:
    """The articles that have been found like any of these, of certain classes where they are given."""
    found: set[int] = set()
    for part in batches(sorted(articles)):
        for here, there in ((t.comparisons.c.a, t.comparisons.c.b), (t.comparisons.c.b, t.comparisons.c.a)):
            query = select(there).where(here.in_(part))
            if classes:
                query = query.where(t.comparisons.c["class"].in_(list(classes)))
            found.update(connection.scalars(query))
    return found


def copy_closure(connection: Connection, articles: set[int]) -> set[int]:
    """These articles, their copies, the copies of those, and so on."""
    members, edge = set(articles), set(articles)
    while edge:
        edge = _compared(connection, edge, sorted(COPIES)) - members
        members |= edge
    return members


def _articles(connection: Connection, keys: Iterable[int]) -> list[Any]:
    columns = (t.articles.c.key, t.articles.c.id, t.articles.c.published)
    rows: list[Any] = []
    for part in batches(sorted(keys)):
        rows.extend(connection.execute(select(*columns).where(t.articles.c.key.in_(part), t.articles.c.current)))
    return rows


def marks_of(connection: Connection, keys: Iterable[int]) -> dict[int, Marks]:
    """What tells which of several copies was first, by the articles' row numbers."""
    f = t.fingerprints.c
    columns = (t.articles.c.key, t.articles.c.id, f.agency, f.own, t.articles.c.published, f.reworded, f.length)
    query = select(*columns).join(t.fingerprints, f.article_key == t.articles.c.key)
    found = {}
    for part in batches(sorted(keys)):
        for row in connection.execute(query.where(t.articles.c.key.in_(part), t.articles.c.current)):
            found[row.key] = Marks(row.id, row.agency, row.own, row.published, row.reworded, row.length)
    return found


def comparisons_of(connection: Connection, keys: Iterable[int]) -> dict[tuple[int, int], Comparison]:
    """All comparisons among the articles, by their row numbers."""
    wanted = set(keys)
    names = {row.key: row.id for row in _articles(connection, wanted)}
    found = {}
    for part in batches(sorted(wanted)):
        for row in connection.execute(select(t.comparisons).where(t.comparisons.c.a.in_(part))):
            if row.b in names and row.a in names:
                pairs = tuple(Pair((p[0], p[1]), (p[2], p[3]), p[4]) for p in json.loads(row.pairs))
                class_ = row._mapping["class"]  # noqa: SLF001 - SQLAlchemy's public name for it
                found[row.a, row.b] = Comparison(
                    names[row.a], names[row.b], class_, row.share_a, row.share_b, row.verbatim, pairs
                )
    return found


# Events ----------------------------------------------------------------------------------------------------------


def _join(connection: Connection, knowledge: Knowledge, progress: Progress | None) -> None:
    """Join the reports that stand in no event, and those of stale events, to events."""
    seeds = set(connection.scalars(select(t.reports.c.key).where(t.reports.c.event_key.is_(None))))
    stale = set(connection.scalars(select(t.events.c.key).where(t.STALE)))
    if not seeds and not stale:
        return
    seeds |= _members(connection, stale)
    region, touched = _region(connection, seeds, stale)
    claims = _claims(connection, region)
    by_place = {(claim.article, claim.report): key for key, claim in claims.items()}
    groups = cluster(claims.values(), knowledge)
    for part in batches(sorted(touched)):
        connection.execute(update(t.reports).where(t.reports.c.event_key.in_(part)).values(event_key=None))
        connection.execute(delete(t.events).where(t.events.c.key.in_(part)))
    count = _counter(connection, region, knowledge)
    table = families(knowledge)
    idents = dict(connection.execute(select(t.entities.c.ident, t.entities.c.key)).all())
    first = 1 + (connection.scalar(select(func.max(t.events.c.key))) or 0)
    for start in range(0, len(groups), BATCH):
        rows: list[dict[str, Any]] = []
        roles: list[dict[str, Any]] = []
        places: list[dict[str, Any]] = []
        for key, group in enumerate(groups[start : start + BATCH], first + start):
            event = describe(group, count(group))
            rows.append(_row(key, event, table))
            roles.extend(_roles(key, event, idents))
            rests = {name: f"{o['kind']}:{o['name']}" for o in event["origin_list"] for name in o["articles"]}
            places.extend(
                {"report": by_place[c.article, c.report], "event": key, "rests": rests.get(c.article)} for c in group
            )
        connection.execute(insert(t.events), rows)
        if roles:
            connection.execute(insert(t.event_entities), roles)
        connection.execute(_STANDS, places)
        if progress:
            progress("events", min(start + BATCH, len(groups)), len(groups))


_STANDS = (
    update(t.reports)
    .where(t.reports.c.key == bindparam("report"))
    .values(event_key=bindparam("event"), origin=bindparam("rests"))
)
"""Puts a report into its event."""


def _members(connection: Connection, events: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in batches(sorted(events)):
        found.update(connection.scalars(select(t.reports.c.key).where(t.reports.c.event_key.in_(part))))
    return found


def _region(connection: Connection, seeds: set[int], stale: set[int]) -> tuple[set[int], set[int]]:
    """All reports that may have to change their event, and all events that they stand in.

    Those are the neighbours of the seeds, the other members of their events, and once more the neighbours of the
    undated among them, which may now fit another event better.
    """
    total = connection.scalar(select(text("count(*)")).select_from(t.reports)) or 0
    if len(seeds) * 2 > total:
        every = set(connection.scalars(select(t.reports.c.key)))
        return every, set(connection.scalars(select(t.events.c.key)))
    region, touched = set(seeds), set(stale)
    edge = seeds
    for _ in range(2):
        near = _neighbours(connection, edge)
        events = _events_of(connection, near | edge) - touched
        touched |= events
        found = (_members(connection, events) | near) - region
        region |= found
        edge = _undated(connection, found)
        if not edge:
            break
    return region, touched | _events_of(connection, region)


def _neighbours(connection: Connection, reports: Iterable[int]) -> set[int]:
    """Reports of the same family and stance that share a party or place and whose windows meet."""
    query = (
        "SELECT DISTINCT r.key FROM reports s JOIN participants p ON p.report_key = s.key AND p.meets IS NOT NULL"
        " JOIN participants q ON q.meets = p.meets JOIN reports r ON r.key = q.report_key"
        " WHERE s.key = :key AND r.family = s.family AND r.stance = s.stance"
        ' AND r.start <= s."end" AND r."end" >= s.start'
    )
    found: set[int] = set()
    for key in sorted(reports):
        found.update(connection.scalars(text(query), {"key": key}))
    return found


def _events_of(connection: Connection, reports: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in batches(sorted(reports)):
        found.update(
            key for key in connection.scalars(select(t.reports.c.event_key).where(t.reports.c.key.in_(part))) if key
        )
    return found


def _undated(connection: Connection, reports: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in batches(sorted(reports)):
        query = select(t.reports.c.key).where(t.reports.c.key.in_(part), t.reports.c.earliest.is_(None))
        found.update(connection.scalars(query))
    return found


def _claims(connection: Connection, reports: Iterable[int]) -> dict[int, Claim]:
    """The claims by row number, their entities called by what they proved to be."""
    other = t.entities.alias()
    query = select(t.entities.c.ident, other.c.ident).join(other, other.c.key == t.entities.c.same_as)
    proved = dict(connection.execute(query).all())
    found = {}
    for part in batches(sorted(reports)):
        query_ = select(t.reports.c.key, t.reports.c.data).where(t.reports.c.key.in_(part))
        for key, data in connection.execute(query_):
            claim = from_data(json.loads(data))
            found[key] = _proved(claim, proved) if proved else claim
    return found


def _proved(claim: Claim, proved: Mapping[str, str]) -> Claim:
    def turn(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(replace(p, entity=proved.get(p.entity, p.entity)) if p.entity else p for p in parties)

    voices = tuple(replace(v, entity=proved.get(v.entity, v.entity)) if v.entity else v for v in claim.voices)
    return replace(
        claim,
        actors=turn(claim.actors),
        recipients=turn(claim.recipients),
        objects=turn(claim.objects),
        companions=turn(claim.companions),
        voices=voices,
    )


def _counter(
    connection: Connection, reports: Iterable[int], knowledge: Knowledge
) -> Callable[[list[Claim]], counting.Origins]:
    """A function that counts the origins of a group of claims, with all that is known of their articles' copies."""
    articles: set[int] = set()
    for part in batches(sorted(reports)):
        articles.update(connection.scalars(select(t.reports.c.article_key).where(t.reports.c.key.in_(part)).distinct()))
    known = copy_closure(connection, articles)
    known |= _compared(connection, known)
    marks = marks_of(connection, known)
    derived: dict[str, list[counting.Derivation]] = defaultdict(list)
    for found in counting.derivations(comparisons_of(connection, known).values(), marks.values()):
        derived[found.article].append(found)
        derived[found.of].append(found)
    credited = {mark.id: mark.agency for mark in marks.values() if mark.agency}

    def count(claims: list[Claim]) -> counting.Origins:
        claims = sorted(claims, key=reading_order)
        names = {claim.article for claim in claims}
        used: dict[tuple[str, str], counting.Derivation] = {}
        edge = set(names)
        while edge:
            near = [d for name in sorted(edge) for d in derived.get(name, ())]
            used.update(((d.article, d.of), d) for d in near)
            edge = {end for d in near if d.whole for end in (d.article, d.of)} - names
            names |= edge
        ends = {end for pair in used for end in pair} | names
        theirs = {name: credited[name] for name in sorted(ends) if name in credited}
        return counting.count(supports(claims, used.values()), used.values(), theirs, knowledge)

    return count


def origins_of(
    connection: Connection, groups: list[list[str]], *, knowledge: Knowledge | None = None
) -> list[counting.Origins]:
    """The origins of all reports of several events (ids) together, for each group of events."""
    home: dict[str, list[int]] = defaultdict(list)
    for part in batches(sorted({ident for group in groups for ident in group})):
        query = select(t.events.c.id, t.reports.c.key).join(t.reports, t.reports.c.event_key == t.events.c.key)
        for ident, key in connection.execute(query.where(t.events.c.id.in_(part))):
            home[ident].append(key)
    reports = [key for keys in home.values() for key in keys]
    claims, count = _claims(connection, reports), _counter(connection, reports, knowledge or Knowledge())
    return [count([claims[key] for ident in group for key in home[ident]]) for group in groups]


def _row(key: int, event: Event, table: dict[str, str]) -> dict[str, Any]:
    when = event["when"]
    return {
        "key": key, "id": event["id"], "frame": event["frame"], "family": family_of(event, table),
        "stance": event["stance"], "type": event["type"], "edtf": when["edtf"], "earliest": when["earliest"],
        "latest": when["latest"], "articles": event["articles"], "origins": event["origins"],
        "disputed": bool(event["disputed"]), "stale": False,
        "data": json.dumps(event, ensure_ascii=False, separators=(",", ":")),
    }  # fmt: skip


ROLES = (("actor", "actors"), ("recipient", "recipients"), ("object", "objects"), ("companion", "companions"))


def _roles(key: int, event: Event, idents: Mapping[str, int]) -> list[dict[str, Any]]:
    """Who takes part in an event, and as what."""
    found = {
        (idents[party["entity"]], role) for role, name in ROLES for party in event[name] if party["entity"] in idents
    }
    return [{"event_key": key, "entity_key": entity, "role": role} for entity, role in sorted(found)]
