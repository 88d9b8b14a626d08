"""What the pages ask besides: what is worth a second look, who vouches for what alone, how stories are told.

Like :mod:`dateline.store.queries`, each function takes an open connection and gives plain data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, func, select

from dateline.corpus.account import Event
from dateline.corpus.credits import named as agency_named
from dateline.corpus.identity import fold
from dateline.corpus.links import links as linked
from dateline.corpus.links import parties
from dateline.errors import DatelineError
from dateline.store import schema as t
from dateline.store.index import batches
from dateline.store.names import _bearers, resolve, suggestions
from dateline.store.queries import (
    MOST,
    _event_keys,
    _media,
    _shipped,
    _sources,
    _state,
    copies,
    sources,
    stories,
    within,
)

Row = dict[str, Any]

_MAIN = func.coalesce(t.entities.c.same_as, t.entities.c.key).label("main")
"""The row of what an entity proved to be."""


REPEATED = 3
"""From how many articles on one origin an event is worth a second look: what looks like many tellings is one."""


def second_look(connection: Connection, *, limit: int = 3) -> Row:
    """What a careful reader looks at twice, each with its number and its first ``limit`` examples.

    ``disputed``: sources give different values. ``single``: told by at least :data:`REPEATED` articles that rest on one
    origin. ``state``: by source, how many events nobody but a medium that a state controls tells. ``unnamed``: all who
    vouch have no name. ``plans``: their day has passed, and no outcome is told. ``reworded``: copies whose words a
    program exchanged.
    """
    e = t.events.c
    disputed = [
        event for data in connection.scalars(select(e.data).where(~e.data.contains('"disputed":[]')).order_by(e.key))
        if (event := json.loads(data))["disputed"]
    ]  # fmt: skip
    single = select(e.data).where(e.origins == 1, e.articles >= REPEATED).order_by(e.articles.desc(), e.key)
    state, unnamed = _narrow_grounds(connection)
    plans = _open_plans(connection)
    reworded = connection.execute(
        select(t.articles.c.id, t.articles.c.title, t.articles.c.publisher, t.copies.c.of)
        .join(t.articles, t.articles.c.key == t.copies.c.article_key)
        .where(t.copies.c["class"] == "reworded", t.articles.c.current)
        .order_by(t.articles.c.published.desc(), t.articles.c.id)
    ).all()
    repeated = [json.loads(data) for data in connection.scalars(single)]
    vague = select(e.data).where(e.key.in_(unnamed[:limit]))
    return {
        "disputed": {"count": len(disputed), "events": [_brief(event) for event in disputed[:limit]]},
        "single": {"count": len(repeated), "events": [_brief(event) for event in repeated[:limit]]},
        "state": state,
        "unnamed": {"count": len(unnamed), "events": [_brief(json.loads(data)) for data in connection.scalars(vague)]},
        "plans": {"count": len(plans), "events": [_brief(event) for event in plans[:limit]]},
        "reworded": {
            "count": len(reworded),
            "articles": [dict(zip(("article", "title", "publisher", "of"), r, strict=True)) for r in reworded[:limit]],
        },
    }


def _brief(event: Event) -> Row:
    """What a line about an event needs."""
    kept = ("id", "gloss", "when", "status", "sources", "articles", "origins", "disputed")
    return {key: event[key] for key in kept}


def _narrow_grounds(connection: Connection) -> tuple[list[Row], list[int]]:
    """How many events a state's medium alone tells, by medium; the keys of events that only unnamed sources tell."""
    media: dict[object, Row] = {}
    unnamed = []
    for event, voices in _voices(connection).items():
        if len(voices) == 1:
            (key, voice), = voices.items()  # fmt: skip
            if voice["state"]:
                row = media.setdefault(key, {"source": voice["source"], "events": 0})
                row["events"] += 1
        if all(not voice["named"] for voice in voices.values()):
            unnamed.append(event)
    return sorted(media.values(), key=lambda row: (-row["events"], row["source"])), unnamed


def _voices(connection: Connection, events: Any = None) -> dict[int, dict[object, Row]]:
    """Event → who vouches for it: each source once, the outlet where an article says it in its own voice."""
    r, a = t.reports.c, t.attributions.c
    query = (
        select(r.event_key, a.source, a.kind, a.named, _MAIN, t.articles.c.publisher, t.articles.c.id.label("article"))
        .join(t.articles, t.articles.c.key == r.article_key)
        .outerjoin(t.attributions, and_(a.article_key == r.article_key, a.id == r.attribution))
        .outerjoin(t.entities, t.entities.c.key == a.entity_key)
        .where(r.event_key.is_not(None))
        .order_by(r.event_key, r.key)
    )  # fmt: skip
    if events is not None:
        query = query.where(r.event_key.in_(events))
    found: dict[int, dict[object, Row]] = {}
    for row in connection.execute(query):
        key, voice = _voice(row)
        found.setdefault(row.event_key, {}).setdefault(key, voice)
    return found


def _voice(row: Any) -> tuple[object, Row]:
    """Who vouches for a report: what makes the source the same elsewhere, its name, and what is known of it."""
    if row.source is None:
        outlet = row.publisher or row.article
        state = bool(_media().get(fold(outlet)))
        return agency_named(outlet, _shipped()) or ("outlet", outlet), {
            "source": outlet,
            "named": True,
            "state": state,
        }
    return _voice_key(row), {
        "source": row.source,
        "named": row.named,
        "state": bool(_media().get(fold(row.source))),
    }


def _voice_key(row: Any) -> object:
    agency = agency_named(row.source, _shipped())
    return agency or (row.main if row.main is not None else (row.kind, row.source.casefold()))


def _open_plans(connection: Connection) -> list[Event]:
    """Plans whose last day lies before the newest article, and of which nothing is told afterwards; newest first."""
    e = t.events.c
    newest = connection.scalar(select(func.max(t.articles.c.published)).where(t.articles.c.current))
    if newest is None:
        return []
    due = (
        select(e.data, e.family)
        .where(e.stance == "planned", e.earliest.is_not(None), e.latest < newest[:10])
        .order_by(e.latest.desc(), e.key)
    )
    plans = [(json.loads(data), family) for data, family in connection.execute(due)]
    parties_ = {party for plan, _ in plans for party in parties(plan)}
    near: dict[str, Event] = {plan["id"]: plan for plan, _ in plans}
    for part in batches(sorted(parties_)):
        keys = select(t.entities.c.key).where(t.entities.c.ident.in_(part))
        theirs = select(t.event_entities.c.event_key).where(t.event_entities.c.entity_key.in_(keys))
        families = sorted({family for _, family in plans})
        query = select(e.data).where(e.key.in_(theirs), e.stance == "done", e.family.in_(families))
        near.update((event["id"], event) for event in map(json.loads, connection.scalars(query)))
    told = linked(list(near.values()), _shipped())
    return [plan for plan, _ in plans if parties(plan) and not told.get(plan["id"])]


def vouching(connection: Connection, *, name: str | None = None) -> Row:
    """Who vouches for how much: the rows of :func:`.queries.sources`, with what nobody else says, how sure, an example.

    ``{"sources": [{…, "alone", "sure": {"certain": n, …}, "example": {"event", "gloss"}}], "own": {"claims",
    "articles"}}``; ``own`` counts what the articles say in their own voice.
    """
    rows = sources(connection, name=name)
    events = _event_keys(resolve(connection, name)) if name is not None else None
    voices = _voices(connection, events)
    more: dict[object, Row] = {}
    own: dict[str, Any] = {"claims": 0, "articles": set()}
    for row in connection.execute(_claims(events)):
        if row.source is None:
            own["claims"] += 1
            own["articles"].add(row.article)
            continue
        made = more.setdefault(
            _voice_key(row), {"source": row.source, "kind": row.kind, "alone": 0, "sure": {}, "example": None}
        )
        alone = len(voices.get(row.event_key, {})) == 1
        made["alone"] += alone
        word = _word_of(row)
        made["sure"][word] = made["sure"].get(word, 0) + 1
        if made["example"] is None or (alone and not made["example"]["alone"]):
            made["example"] = {"event": row.event, "gloss": row.gloss, "alone": alone}
    known = {(made["source"], made["kind"]): made for made in more.values()}
    blank = {"alone": 0, "sure": {}, "example": None}
    for told in rows:
        told.update({key: known.get((told["source"], told["kind"]), blank)[key] for key in blank})
    return {"sources": rows, "own": {"claims": own["claims"], "articles": len(own["articles"])}}


def _claims(events: Any = None) -> Any:
    """A query of all reports with who vouches for them, in the order in which they were added."""
    r, a = t.reports.c, t.attributions.c
    query = (
        select(r.event_key, r.gloss, r.certainty, r.polarity, r.tense, a.source, a.kind, a.named, _MAIN,
               t.articles.c.id.label("article"), t.events.c.id.label("event"))
        .join(t.articles, t.articles.c.key == r.article_key)
        .outerjoin(t.attributions, and_(a.article_key == r.article_key, a.id == r.attribution))
        .outerjoin(t.entities, t.entities.c.key == a.entity_key)
        .outerjoin(t.events, t.events.c.key == r.event_key)
        .order_by(r.key)
    )  # fmt: skip
    return query if events is None else query.where(r.event_key.in_(events))


def resting(
    connection: Connection, *, name: str | None = None, article: str | None = None, story: str | None = None
) -> Row:
    """What all articles, those of a story, or one rest on, as shares of their claims; ``name``: what is told of it.

    ``{"claims", "own_voice", "anonymous", "single_source", "by_kind": {kind: share}, "sources": [rows of
    :func:`.queries.sources`]}``: in the articles' own voice; on the word of a source without a name; attributed, and
    nobody else in the store claims it. ``by_kind`` gives shares of the attributed claims, the largest first.
    """
    events = _event_keys(resolve(connection, name)) if name is not None else None
    query = _claims(events)
    keys = within(connection, article, story)
    if keys is not None:
        theirs = t.reports.c.article_key.in_(keys)
        query, events = query.where(theirs), select(t.reports.c.event_key).where(theirs)
    claims = connection.execute(query).all()
    voiced = [row for row in claims if row.source is not None]
    voices = _voices(connection, events)
    kinds = Counter(row.kind for row in voiced)

    def share(part: int, whole: int = len(claims)) -> float:
        return round(part / whole, 3) if whole else 0.0

    return {
        "claims": len(claims),
        "own_voice": share(len(claims) - len(voiced)),
        "anonymous": share(sum(not row.named for row in voiced)),
        "single_source": share(sum(len(voices.get(row.event_key, {})) <= 1 for row in voiced)),
        "by_kind": {kind: share(number, len(voiced)) for kind, number in kinds.most_common()},
        "sources": _sources(connection, name, keys),
    }


def _word_of(row: Any) -> str:
    """How sure a claim is, in one word: what is denied or planned comes before how certain it is."""
    if row.polarity == "negative":
        return "denied"
    if row.tense == "future" and row.certainty in ("certain", "probable"):
        return "planned"
    return "not stated" if row.certainty == "underspecified" else str(row.certainty)


def said_by(connection: Connection, source: str, *, alone: bool = False, limit: int | None = MOST) -> Row:
    """All that a source vouches for, named or not, as :func:`.queries.sources` calls it, in order of days.

    With ``alone``, only what nobody else claims. Raises ``DatelineError`` (``name.unknown``) for a source that vouches
    for nothing.
    """
    r, a = t.reports.c, t.attributions.c
    every = select(a.article_key, a.id, a.source, a.kind, a.named, _MAIN).outerjoin(
        t.entities, t.entities.c.key == a.entity_key
    )
    vouching_ = connection.execute(every).all()
    agency = agency_named(source, _shipped())
    keys = {_voice_key(row) for row in vouching_ if row.source == source} or {
        _voice_key(row) for row in vouching_ if row.source.casefold() == source.casefold()
    }
    keys |= {agency} if agency else set()
    theirs = {(row.article_key, row.id): row for row in vouching_ if _voice_key(row) in keys}
    query = (
        select(r.article_key, r.attribution, r.event_key, r.data, t.articles.c.title, t.events.c.id)
        .join(t.articles, t.articles.c.key == r.article_key)
        .outerjoin(t.events, t.events.c.key == r.event_key)
        .where(r.attribution.is_not(None), r.article_key.in_(sorted({article for article, _ in theirs})))
        .order_by(r.earliest.is_(None), r.earliest, t.articles.c.day, r.key)
    )
    rows = [row for row in connection.execute(query) if (row.article_key, row.attribution) in theirs]
    if not rows:
        raise DatelineError("name.unknown", name=source, hint="see who vouches with 'dateline sources'")
    voices = _voices(connection, sorted({row.event_key for row in rows if row.event_key is not None}))
    first = theirs[rows[0].article_key, rows[0].attribution]
    told = [_claim_row(row, alone=len(voices.get(row.event_key, {})) == 1) for row in rows]
    return {
        "source": first.source, "kind": first.kind, "named": first.named, "state_controlled": _state(first),
        "claims": len(told), "alone": sum(row["alone"] for row in told),
        "articles": len({row["article"] for row in told}),
        "reports": [row for row in told if row["alone"] or not alone][:limit],
    }  # fmt: skip


def _claim_row(row: Any, *, alone: bool) -> Row:
    claim = json.loads(row.data)
    return {
        "article": claim["article"], "report": claim["report"], "title": row.title, "publisher": claim["publisher"],
        "published": claim["published"], "trigger": claim["trigger"], "text": claim["text"], "gloss": claim["gloss"],
        "edtf": claim["edtf"], "earliest": claim["earliest"], "latest": claim["latest"],
        "place": claim["where"]["name"] if claim["where"] else None,
        "sources": [voice["name"] for voice in claim["voices"]],
        "status": {key: claim[key] for key in ("certainty", "polarity", "tense")}, "event": row.id, "alone": alone,
    }  # fmt: skip


def told_stories(connection: Connection, *, limit: int | None = None) -> Row:
    """How many stories there are (``count``), and the newest ``limit`` of :func:`.queries.stories` (``stories``).

    Each has ``copies``, the ``events`` that most of its articles tell, and how many are ``disputed``.
    """
    every = stories(connection)
    found = every[:limit]
    rows = {row["article"]: row for row in copies(connection)}
    for story in found:
        story["copies"] = [rows[ident] for ident in story["articles"] if ident in rows]
        story["events"], story["disputed"] = _eventsin(connection, story["articles"])
    return {"count": len(every), "stories": found}


def _eventsin(connection: Connection, idents: list[str], most: int = 2) -> tuple[list[Row], int]:
    """The events that most of these articles tell, and how many of all theirs are disputed."""
    counts: dict[int, set[str]] = {}
    for part in batches(idents):
        query = (
            select(t.reports.c.event_key, t.articles.c.id)
            .join(t.articles, t.articles.c.key == t.reports.c.article_key)
            .where(t.articles.c.id.in_(part), t.articles.c.current, t.reports.c.event_key.is_not(None))
        )
        for key, ident in connection.execute(query):
            counts.setdefault(key, set()).add(ident)
    top = sorted(counts, key=lambda key: (-len(counts[key]), key))[:most]
    shown = {
        key: json.loads(data)
        for key, data in connection.execute(select(t.events.c.key, t.events.c.data).where(t.events.c.key.in_(top)))
    }
    disputed = 0
    for some in batches(list(counts)):
        query = select(t.events.c.data).where(t.events.c.key.in_(some), ~t.events.c.data.contains('"disputed":[]'))
        disputed += sum(bool(json.loads(data)["disputed"]) for data in connection.scalars(query))
    return [{"event": shown[k]["id"], "gloss": shown[k]["gloss"], "articles": len(counts[k])} for k in top], disputed


def replaced(connection: Connection, *, limit: int | None = MOST) -> list[Row]:
    """Versions that a newer text under the same id or address superseded, newest first, with what took their place."""
    old, new = t.articles.alias("old"), t.articles.alias("new")
    query = (
        select(
            old.c.id, old.c.version, old.c.title, old.c.publisher, old.c.published, old.c.added, new.c.id.label("by")
        )
        .outerjoin(new, new.c.key == old.c.superseded_by)
        .where(~old.c.current)
        .order_by(old.c.key.desc())
        .limit(limit)
    )
    keys = ("article", "version", "title", "publisher", "published", "added", "by")
    return [dict(zip(keys, row, strict=True)) for row in connection.execute(query)]


OPENING = 300
"""Code points of a text among which an untitled article's first words are looked for."""


def openings(connection: Connection, idents: Iterable[str]) -> dict[str, str]:
    """How these articles begin: what an article without a headline is called by."""
    found: dict[str, str] = {}
    for part in batches(list(dict.fromkeys(idents))):
        query = select(t.articles.c.id, func.substr(t.articles.c.text, 1, OPENING))
        found.update(connection.execute(query.where(t.articles.c.id.in_(part)).order_by(t.articles.c.key)).all())
    return found


def meant(connection: Connection, name: str) -> Row:
    """Whom a name may mean: ``bearers``, all who are called so, the most frequent first; else ``likely`` names."""
    folded = fold(name)
    bearers = _bearers(connection, folded, t.names.c.main) or _bearers(connection, folded, None)
    rows = []
    for key, number in bearers:
        row = connection.execute(select(t.entities).where(t.entities.c.key == key)).one()
        rows.append(
            {"entity": row.ident, "name": row.name, "kind": row.kind, "country": row.country, "articles": number}
        )
    return {"bearers": rows, "likely": [] if rows else suggestions(connection, name)}
