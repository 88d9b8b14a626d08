"""Every answer, once: the command line, the API and the pages call these, and count nothing themselves.

Each function takes an open connection and gives plain data, the JSON of the design. Articles and origins are counted
when events are made (:mod:`dateline.store.deriving`), by :func:`dateline.corpus.origins.count`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from typing import Any

from sqlalchemy import Connection, and_, case, func, select, text

from dateline.corpus import copies as copying
from dateline.corpus import stories as storying
from dateline.corpus.account import Event
from dateline.corpus.credits import named as agency_named
from dateline.corpus.events import families
from dateline.corpus.identity import GENERIC, fold
from dateline.corpus.itinerary import itinerary as stops
from dateline.corpus.links import Link, family_of, parties
from dateline.corpus.links import links as linked
from dateline.corpus.origins import CARRIERS, of_articles
from dateline.corpus.timeline import order
from dateline.corpus.timeline import timeline as rows_of
from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.record import Article
from dateline.store import schema as t
from dateline.store.deriving import origins_of
from dateline.store.index import batches
from dateline.store.names import Found, resolve
from dateline.store.writing import unpack

Row = dict[str, Any]

MOST = 1000
"""Rows in one answer where no limit is asked."""


@cache
def _shipped() -> Knowledge:
    return Knowledge()


def check_range(since: str | None, until: str | None) -> None:
    """Raise ``DatelineError`` (``query.range``) for a range that ends before it begins."""
    if since and until and since > until:
        raise DatelineError("query.range", since=since, until=until)


def timeline(connection: Connection, name: str, *, since: str | None = None, until: str | None = None) -> list[Row]:
    """What happened to somebody, in order, undated events last; ``since`` and ``until`` are ISO days, both included."""
    check_range(since, until)
    who = resolve(connection, name)
    found, links = _told_of(connection, who, since, until)
    return rows_of(found, who.idents, links)


def itinerary(connection: Connection, name: str, *, since: str | None = None, until: str | None = None) -> list[Row]:
    """Where somebody was, day by day."""
    check_range(since, until)
    who = resolve(connection, name)
    found, links = _told_of(connection, who, since, until)
    count = partial(origins_of, connection, knowledge=_shipped())
    return stops(found, who.idents, links, _shipped(), count=count)


def events(
    connection: Connection,
    *,
    name: str | None = None,
    since: str | None = None,
    until: str | None = None,
    frame: str | None = None,
    type: str | None = None,  # noqa: A002 - the record's own key
    disputed: bool = False,
    limit: int | None = MOST,
) -> list[Event]:
    """Events in order, of all or of one entity, by frame or PLOVER type, the disputed ones alone where asked."""
    check_range(since, until)
    conditions = _between(since, until)
    if name is not None:
        conditions.append(t.events.c.key.in_(_event_keys(resolve(connection, name))))
    if frame is not None:
        conditions.append(t.events.c.frame == frame)
    if type is not None:
        conditions.append(t.events.c.type == type.upper())
    if disputed:
        conditions.append(t.DISPUTED)
    found = _in_order(connection, conditions, limit)
    links = linked(found, _shipped())
    for event in found:
        event["links"] = links.get(event["id"], [])
    return sorted(found, key=order)


def _between(since: str | None, until: str | None) -> list[Any]:
    """What holds of events that may lie between two days, as :func:`dateline.corpus.timeline.within`."""
    conditions: list[Any] = []
    if since is not None:
        conditions.append(func.coalesce(t.events.c.latest, t.events.c.earliest) >= since)
    if until is not None:
        conditions.append(t.events.c.earliest <= until)
    if conditions:
        conditions.append(t.events.c.earliest.is_not(None))
    return conditions


def _in_order(connection: Connection, conditions: list[Any], limit: int | None) -> list[Event]:
    """The first events by their days, the undated last; each half is read in the order of its index."""
    found: list[Event] = []
    for half in (t.events.c.earliest.is_not(None), t.events.c.earliest.is_(None)):
        query = select(t.events.c.data).where(half, *conditions)
        query = query.order_by(t.events.c.earliest, t.events.c.latest, t.events.c.id)
        if limit is not None:
            query = query.limit(limit - len(found))
        found += _read(connection.scalars(query))
    return found


def event(connection: Connection, ident: str) -> Event:
    """One event with its links both ways; raises ``DatelineError`` (``event.unknown``)."""
    data = connection.scalar(select(t.events.c.data).where(t.events.c.id == ident))
    if data is None:
        raise DatelineError("event.unknown", id=ident)
    found: Event = json.loads(data)
    keys = select(t.entities.c.key).where(t.entities.c.ident.in_(parties(found)))
    near = select(t.event_entities.c.event_key).where(t.event_entities.c.entity_key.in_(keys))
    others = _linkable(connection, [found], near, back=True)
    links = linked([found, *others], _shipped())
    found["links"] = links.get(ident, [])
    found["linked_from"] = [
        {"from": other, "kind": link["kind"]} for other, theirs in sorted(links.items()) for link in theirs
        if link["to"] == ident
    ]  # fmt: skip
    return found


def reports(
    connection: Connection,
    *,
    name: str | None = None,
    source: str | None = None,
    article: str | None = None,
    limit: int | None = MOST,
) -> list[Row]:
    """Single reports: those that an entity takes part in, that a source vouches for, or of one article."""
    query = (
        select(t.reports.c.data, t.articles.c.title, t.events.c.id)
        .join(t.articles, t.articles.c.key == t.reports.c.article_key)
        .outerjoin(t.events, t.events.c.key == t.reports.c.event_key)
    )
    if name is not None:
        theirs = select(t.participants.c.report_key).where(
            t.participants.c.entity_key.in_(resolve(connection, name).keys)
        )
        query = query.where(t.reports.c.key.in_(theirs))
    if source is not None:
        vouched = select(t.attributions.c.article_key, t.attributions.c.id)
        who = t.attributions.c.entity_key.in_(resolve(connection, source).keys)
        said = vouched.where(who).subquery()
        query = query.join(
            said, and_(said.c.article_key == t.reports.c.article_key, said.c.id == t.reports.c.attribution)
        )
    if article is not None:
        query = query.where(t.articles.c.id == article)
    query = query.order_by(t.reports.c.earliest.is_(None), t.reports.c.earliest, t.articles.c.day, t.reports.c.key)
    rows = []
    for data, title, of in connection.execute(query.limit(limit)):
        claim = json.loads(data)
        rows.append(
            {
                "article": claim["article"], "report": claim["report"], "title": title,
                "publisher": claim["publisher"], "published": claim["published"], "trigger": claim["trigger"],
                "text": claim["text"], "gloss": claim["gloss"], "frame": claim["frame"], "type": claim["type"],
                "edtf": claim["edtf"], "place": claim["where"]["name"] if claim["where"] else None,
                "sources": [voice["name"] for voice in claim["voices"]],
                "status": {key: claim[key] for key in ("certainty", "polarity", "tense")}, "event": of,
            }
        )  # fmt: skip
    return rows


def sources(
    connection: Connection,
    *,
    name: str | None = None,
    article: str | None = None,
    story: str | None = None,
    limit: int | None = MOST,
) -> list[Row]:
    """Who vouches for how much, the most claims first.

    Of all events or of those that an entity takes part in; in all articles, in one, or in those of one story. Raises
    ``DatelineError`` (``name.unknown``, ``article.unknown``, ``story.unknown``).
    """
    return _sources(connection, name, within(connection, article, story), limit)


def _sources(connection: Connection, name: str | None, within: list[int] | None, limit: int | None = MOST) -> list[Row]:
    """:func:`sources` of the articles with these keys."""
    main = func.coalesce(t.entities.c.same_as, t.entities.c.key).label("main")
    columns = (t.attributions.c.source, t.attributions.c.kind, t.attributions.c.named, main)
    query = (
        select(*columns, t.reports.c.origin, t.articles.c.id.label("article"))
        .select_from(t.reports)
        .join(t.articles, t.articles.c.key == t.reports.c.article_key)
        .join(
            t.attributions,
            and_(
                t.attributions.c.article_key == t.reports.c.article_key, t.attributions.c.id == t.reports.c.attribution
            ),
        )
        .outerjoin(t.entities, t.entities.c.key == t.attributions.c.entity_key)
    )
    if name is not None:
        query = query.where(t.reports.c.event_key.in_(_event_keys(resolve(connection, name))))
    if within is not None:
        query = query.where(t.reports.c.article_key.in_(within))
    query = query.order_by(t.articles.c.published, t.articles.c.id, t.reports.c.id)
    found: dict[object, Row] = {}
    for row in connection.execute(query):
        _count_source(found, row)
    rows = []
    for made in found.values():
        made["articles"], made["origins"] = len(made["articles"]), len(made["origins"])
        rows.append(made)
    return sorted(rows, key=_claims_first)[:limit]


def within(connection: Connection, article: str | None, story: str | None) -> list[int] | None:
    """The articles asked for by their keys: one alone, those of one story, or both; None for all."""
    keys = [] if article is None else [_article_key(connection, article)]
    if story is None:
        return keys if article is not None else None
    told = next((row["articles"] for row in stories(connection) if row["story"] == story), None)
    if told is None:
        raise DatelineError("story.unknown", id=story)
    for part in batches(told):
        keys += connection.scalars(select(t.articles.c.key).where(t.articles.c.id.in_(part), t.articles.c.current))
    return keys


def _count_source(found: dict[object, Row], voice: Any) -> None:
    agency = _agency(voice.source)
    key = agency or (voice.main if voice.main is not None else (voice.kind, voice.source.casefold()))
    made = found.setdefault(
        key,
        {"source": voice.source, "kind": voice.kind, "named": voice.named, "state_controlled": _state(voice),
         "claims": 0,
         "articles": set(), "origins": set()},
    )  # fmt: skip
    made["claims"] += 1
    made["articles"].add(voice.article)
    carries = agency or voice.kind in CARRIERS
    made["origins"].add(voice.source if carries else voice.origin or voice.article)


@lru_cache(maxsize=1 << 14)
def _agency(source: str) -> str | None:
    return agency_named(source, _shipped())


def _claims_first(row: Row) -> tuple[object, ...]:
    return (-row["claims"], -row["articles"], row["source"])


def _state(voice: Any) -> bool | None:
    """Whether a state controls a source: a government does; of a medium it is said where the tables know."""
    if voice.kind == "government":
        return True
    media: bool | None = _media().get(fold(voice.source)) if voice.kind in ("media", "organization") else None
    return media


@cache
def _media() -> dict[str, bool]:
    """Outlets and agencies by their folded names, and whether a state controls them."""
    rows = [*_shipped().rows("agencies"), *_shipped().rows("outlets")]
    return {
        fold(name): row["ownership"] == "state"
        for row in rows
        for name in (row["name"], row.get("acronym", ""), *row["aliases"].split("|"))
        if name
    }


def copies(connection: Connection, *, article: str | None = None) -> list[Row]:
    """How each article stands to its copies; with ``article``, the rows of its group alone."""
    c = t.copies.c
    query = select(t.articles.c.id, c.group, c["class"], c.of, c.share_of_this, c.share_of_that, c.directed,
                   t.articles.c.title, t.articles.c.publisher, t.articles.c.published)  # fmt: skip
    query = query.join(t.articles, t.articles.c.key == c.article_key)
    if article is not None:
        key = _article_key(connection, article)
        query = query.where(c.group == select(c.group).where(c.article_key == key).scalar_subquery())
    rows = []
    for row in connection.execute(query.order_by(c.group, t.articles.c.published, t.articles.c.id)):
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
        values["article"] = values.pop("id")
        values["share_of_this"] = round(values["share_of_this"], 3)
        values["share_of_that"] = round(values["share_of_that"], 3)
        rows.append(values)
    return rows


def stories(connection: Connection) -> list[Row]:
    """Articles about the same happenings, the newest story first, each with its articles and its list of origins.

    Copies of one text, and articles that one agency is credited for, have one origin.
    """
    found, _ = storying.cluster(_articles(connection), knowledge=_shipped())
    roots = {row["article"]: row["group"] for row in copies(connection)}
    joined = t.fingerprints.join(t.articles, t.articles.c.key == t.fingerprints.c.article_key)
    credits_ = select(t.articles.c.id, t.fingerprints.c.agency).select_from(joined)
    query = credits_.where(t.articles.c.current, t.fingerprints.c.agency.is_not(None))
    credited: dict[str, str | None] = {row.id: row.agency for row in connection.execute(query)}
    rows = []
    for story in found:
        counted = of_articles(story.articles, roots, credited).to_json()
        rows.append({**story.to_json(), "origins": counted["origins"], "origin_list": counted["origin_list"]})
    return sorted(rows, key=_newest, reverse=True)


def _newest(row: Row) -> tuple[str, int, str]:
    return (row["last"] or "", len(row["articles"]), row["story"])


def _articles(connection: Connection) -> list[Article]:
    columns = [t.articles.c[name] for name in ("id", "title", "text", "published")]
    return [
        Article(row.id, row.title, row.text, published=row.published)
        for row in connection.execute(select(*columns).where(t.articles.c.current))
    ]


def search(connection: Connection, query: str, *, limit: int = 20) -> list[Row]:
    """Articles that hold the words, best first, with the passage; words in quotes must stand together.

    Raises ``DatelineError`` (``query.search``) where there is no word to look for.
    """
    phrase = match_of(query)
    found = connection.execute(
        text(
            "SELECT a.id, a.title, a.publisher, a.published, a.key,"
            " snippet(article_words, 1, '\u2068', '\u2069', ' … ', 24) AS passage,"
            " bm25(article_words, 4.0, 1.0) AS rank"
            " FROM article_words JOIN articles a ON a.key = article_words.rowid"
            " WHERE article_words MATCH :phrase ORDER BY rank, a.published, a.id LIMIT :limit"
        ),
        {"phrase": phrase, "limit": limit},
    ).all()
    told: dict[int, int] = dict(
        connection.execute(
            select(t.reports.c.article_key, func.count())
            .where(t.reports.c.article_key.in_([row.key for row in found]))
            .group_by(t.reports.c.article_key)
        ).all()
    )
    return [
        {
            "article": row.id, "title": row.title, "publisher": row.publisher, "published": row.published,
            "passage": " ".join(row.passage.replace("\u2068", "").replace("\u2069", "").split()),
            "marked": marked(row.passage), "reports": told.get(row.key, 0),
        }
        for row in found
    ]  # fmt: skip


def marked(passage: str) -> list[Row]:
    """A passage in pieces, each with whether it was looked for."""
    pieces = re.split("(\u2068[^\u2069]*\u2069)", passage)
    return [{"text": p.strip("\u2068\u2069"), "hit": p.startswith("\u2068")} for p in pieces if p]


def match_of(query: str) -> str:
    """The query in FTS5's language: phrases and words, all of which must stand in the article."""
    phrases = re.findall(r'"([^"]+)"', query)
    rest = re.sub(r'"[^"]*"?', " ", query)
    terms = [p for p in (*phrases, *rest.split()) if re.search(r"\w", p)]
    if not terms:
        raise DatelineError("query.search", query=query)
    return " ".join('"' + term.replace('"', " ") + '"' for term in terms)


def entity(connection: Connection, name: str) -> Row:
    """Who a name means, and what the store has on them."""
    who = resolve(connection, name)
    row = connection.execute(select(t.entities).where(t.entities.c.key == who.keys[0])).one()
    main = connection.execute(select(t.entities).where(t.entities.c.ident == who.ident)).one()
    called = (
        select(t.names.c.name, func.count().label("n"))
        .where(t.names.c.entity_key.in_(who.keys))
        .group_by(t.names.c.name)
        .order_by(text("n DESC"), t.names.c.name)
    )
    articles = select(func.count(func.distinct(t.article_entities.c.article_key))).where(
        t.article_entities.c.entity_key.in_(who.keys)
    )
    events_ = select(func.count(func.distinct(t.event_entities.c.event_key))).where(
        t.event_entities.c.entity_key.in_(who.keys)
    )
    return {
        "entity": who.ident, "name": main.name, "kind": main.kind, "subkind": main.subkind or row.subkind,
        "country": main.country, "sector": main.sector,
        "names": [{"name": called_, "articles": n} for called_, n in connection.execute(called)],
        "articles": connection.scalar(articles), "events": connection.scalar(events_),
    }  # fmt: skip


def entities(connection: Connection, *, kind: str | None = None, limit: int | None = 50) -> list[Row]:
    """Who the store has most events of: ``{"entity", "name", "kind", "country", "events"}``."""
    of = t.event_entities.c
    counts = select(of.entity_key, func.count(func.distinct(of.event_key)).label("n")).group_by(of.entity_key)
    number = counts.subquery()
    query = (
        select(t.entities.c.ident, t.entities.c.name, t.entities.c.kind, t.entities.c.country, number.c.n)
        .join(number, number.c.entity_key == t.entities.c.key)
        .where(~t.entities.c.ident.startswith(GENERIC))
        .order_by(number.c.n.desc(), t.entities.c.key)
    )
    if kind is not None:
        query = query.where(t.entities.c.kind == kind)
    names = ("entity", "name", "kind", "country", "events")
    return [dict(zip(names, row, strict=True)) for row in connection.execute(query.limit(limit))]


def articles(connection: Connection, *, limit: int = 50, offset: int = 0) -> list[Row]:
    """The articles of the store, the newest first."""
    names = ("id", "title", "publisher", "published", "url", "credit", "integrity")
    query = select(*(t.articles.c[name] for name in names), t.copies.c.group, t.copies.c["class"])
    query = query.outerjoin(t.copies, t.copies.c.article_key == t.articles.c.key).where(t.articles.c.current)
    query = query.order_by(t.articles.c.published.desc(), t.articles.c.id).limit(limit).offset(offset)
    return [dict(row._mapping) for row in connection.execute(query)]  # noqa: SLF001


def article(connection: Connection, ident: str) -> Row:
    """One article: its record, copies, the events of its reports, and its other versions.

    Raises ``DatelineError`` (``article.unknown``).
    """
    key = _article_key(connection, ident)
    row = connection.execute(select(t.articles).where(t.articles.c.key == key)).one()
    data = connection.scalar(select(t.records.c.data).where(t.records.c.article_key == key))
    events_ = (
        select(t.reports.c.id, t.events.c.id)
        .join(t.events, t.events.c.key == t.reports.c.event_key)
        .where(t.reports.c.article_key == key)
    )
    record = unpack(data, row.text) if data else None
    return {
        "article": ident,
        "current": row.current,
        "added": row.added,
        "record": record,
        "events": dict(connection.execute(events_).all()),
        "copies": copies(connection, article=ident) if row.current else [],
        "versions": _versions(connection, row, record),
    }


def records(connection: Connection, articles: Iterable[str]) -> dict[str, Row]:
    """The records of current articles by their ids, in the order asked; an article without a record is left out."""
    wanted = list(dict.fromkeys(articles))
    found: dict[str, Row] = {}
    query = select(t.articles.c.id, t.articles.c.text, t.records.c.data).join(
        t.records, t.records.c.article_key == t.articles.c.key
    )
    for part in batches(wanted):
        rows = connection.execute(query.where(t.articles.c.id.in_(part), t.articles.c.current))
        found.update((ident, unpack(data, words)) for ident, words, data in rows)
    return {ident: found[ident] for ident in wanted if ident in found}


def days(connection: Connection) -> list[Row]:
    """How many articles were published on each day, and how many of them are the first of their copy group."""
    day = func.substr(t.articles.c.published, 1, 10).label("day")
    first = func.sum(case((func.coalesce(t.copies.c.group, t.articles.c.id) == t.articles.c.id, 1), else_=0))
    query = select(day, func.count().label("articles"), first.label("first"))
    query = query.outerjoin(t.copies, t.copies.c.article_key == t.articles.c.key)
    query = query.where(t.articles.c.current, t.articles.c.published.is_not(None)).group_by("day").order_by("day")
    return [dict(row._mapping) for row in connection.execute(query)]  # noqa: SLF001


def _versions(connection: Connection, row: Any, record: Row | None) -> list[Row]:
    """Earlier versions that this one superseded, each with the reports that were withdrawn."""
    told = {report["gloss"] for report in record["reports"]} if record else set()
    found, edge = [], [row.key]
    while edge:
        query = select(t.articles).where(t.articles.c.superseded_by.in_(edge)).order_by(t.articles.c.key.desc())
        earlier = connection.execute(query).all()
        edge = [old.key for old in earlier]
        for old in earlier:
            data = connection.scalar(select(t.records.c.data).where(t.records.c.article_key == old.key))
            before = unpack(data, old.text)["reports"] if data else []
            withdrawn = [report["gloss"] for report in before if report["gloss"] not in told]
            found.append(
                {"article": old.id, "version": old.version, "title": old.title, "published": old.published,
                 "added": old.added, "text": old.text, "withdrawn": withdrawn}
            )  # fmt: skip
    return found


def failures(connection: Connection) -> list[Row]:
    """The articles that could not be read, the newest last."""
    names = ("article", "origin", "stage", "code", "message", "at")
    query = select(*(t.failures.c[name] for name in names)).order_by(t.failures.c.key)
    return [dict(row._mapping) for row in connection.execute(query)]  # noqa: SLF001


def standing(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of the current texts under these ids."""
    found: dict[str, str] = {}
    for part in batches(ids):
        query = select(t.articles.c.id, t.articles.c.sha256).where(t.articles.c.id.in_(part), t.articles.c.current)
        found.update(connection.execute(query).all())
    return found


def diff(connection: Connection, one: str, other: str) -> list[Row]:
    """The sentences of two articles that answer to each other, with the phrases that were exchanged, in order."""
    a, b = (_text(connection, ident) for ident in (one, other))
    found, pairs = copying.diff(a, b, _shipped())
    return [
        {
            "this": a[pair.a[0] : pair.a[1]], "that": b[pair.b[0] : pair.b[1]], "alike": round(pair.alike, 3),
            "span_this": list(pair.a), "span_that": list(pair.b), "class": found.class_,
            "share_of_this": round(found.share_a, 3), "share_of_that": round(found.share_b, 3),
            "swaps": [
                {"this": a[s.a[0] : s.a[1]], "that": b[s.b[0] : s.b[1]], "span_this": list(s.a), "span_that": list(s.b)}
                for s in swaps
            ],
        }
        for pair, swaps in pairs
    ]  # fmt: skip


def _text(connection: Connection, ident: str) -> str:
    query = select(t.articles.c.text).where(t.articles.c.key == _article_key(connection, ident))
    return str(connection.execute(query).scalar_one())


def info(connection: Connection) -> Row:
    """What is in the store: counts, the span of publication, the pipelines that read it."""
    current = t.articles.c.current

    def number(query: Any) -> int:
        return int(connection.scalar(query) or 0)

    dates = connection.execute(
        select(func.min(t.articles.c.published), func.max(t.articles.c.published)).where(current)
    ).one()
    pipelines = select(t.articles.c.pipeline, func.count()).where(current).group_by(t.articles.c.pipeline)
    return {
        "articles": number(select(func.count()).select_from(t.articles).where(current)),
        "texts": number(select(func.count(func.distinct(t.copies.c.group)))),
        "superseded": number(select(func.count()).select_from(t.articles).where(~current)),
        "reports": number(select(func.count()).select_from(t.reports)),
        "events": number(select(func.count()).select_from(t.events)),
        "entities": number(
            select(func.count()).select_from(t.entities).where(
                t.entities.c.same_as.is_(None), ~t.entities.c.ident.startswith("~")
            )
        ),
        "failures": number(select(func.count()).select_from(t.failures)),
        "first": dates[0][:10] if dates[0] else None,
        "last": dates[1][:10] if dates[1] else None,
        "pipelines": dict(connection.execute(pipelines).all()),
    }  # fmt: skip


def total(rows: Iterable[Row]) -> dict[str, int]:
    """The heading of a list of events or timeline rows: events, articles and origins, each counted once."""
    listed = list(rows)
    seen_articles = {report["article"] for row in listed for report in row["reports"]}
    seen_origins = {(o["kind"], o["name"]) for row in listed for o in row["origin_list"]}
    return {"events": len(listed), "articles": len(seen_articles), "origins": len(seen_origins)}


def _event_keys(who: Found) -> Any:
    return select(t.event_entities.c.event_key).where(t.event_entities.c.entity_key.in_(who.keys))


def _told_of(
    connection: Connection, who: Found, since: str | None, until: str | None
) -> tuple[list[Event], dict[str, list[Link]]]:
    """Somebody's events within a range, and their links: also to those outside it."""
    near = _event_keys(who)
    found = _read(connection.scalars(select(t.events.c.data).where(t.events.c.key.in_(near), *_between(since, until))))
    others = _linkable(connection, found, near) if since or until else []
    return found, linked([*found, *others], _shipped())


def _linkable(connection: Connection, found: list[Event], near: Any, *, back: bool = False) -> list[Event]:
    """Of the events ``near``, those that plans and denials among ``found`` may be linked to; ``back``: or from."""
    ends = [event for event in found if event["stance"] in ("planned", "denied")]
    stances = {"done", "planned"} if ends else set()
    if back:
        ends, stances = found, stances | {"planned", "denied"}
    if not stances:
        return []
    have, table = {event["id"] for event in found}, families(_shipped())
    theirs = sorted({family_of(event, table) for event in ends})
    query = select(t.events.c.data).where(
        t.events.c.key.in_(near), t.events.c.stance.in_(sorted(stances)), t.events.c.family.in_(theirs)
    )
    return [event for event in _read(connection.scalars(query)) if event["id"] not in have]


def _read(data: Iterable[str]) -> list[Event]:
    """Events from their JSON, read in one piece, which takes less than one by one."""
    events: list[Event] = json.loads(f"[{','.join(data)}]")
    return events


def _article_key(connection: Connection, ident: str) -> int:
    """The current version of an article, else its newest; raises ``DatelineError`` (``article.unknown``)."""
    query = (
        select(t.articles.c.key)
        .where(t.articles.c.id == ident)
        .order_by(t.articles.c.current.desc(), t.articles.c.version.desc())
        .limit(1)
    )
    key = connection.scalar(query)
    if key is None:
        raise DatelineError("article.unknown", id=ident)
    return int(key)
