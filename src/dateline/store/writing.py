"""Putting records in and taking articles out: one transaction an article.

Whatever follows from several articles (copies, events) is only marked as stale here, in the same transaction, and
made again by :mod:`dateline.store.deriving`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, func, insert, or_, select, text, update

from dateline.corpus.candidates import day_of
from dateline.corpus.claims import Claim, claims, to_data, voice_of
from dateline.corpus.copies import marks
from dateline.corpus.events import families, family, keys, window
from dateline.corpus.fingerprint import fingerprint
from dateline.corpus.identity import fold, identity, names
from dateline.corpus.space import place_key
from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.record import Article, Entity, Failure, Record, to_json
from dateline.store import schema as t
from dateline.store.index import batches

Added = Literal["added", "known", "revised"]


def add(connection: Connection, record: Record, knowledge: Knowledge) -> Added:
    """Add one record: ``known`` where the same text stands under its id already, ``revised`` where it supersedes.

    A record of the same text made by another pipeline replaces the rows of the earlier one.
    """
    article = record.article
    old = _standing(connection, article)
    same = [row for row in old if row.id == article.id]
    if same and same[0].sha256 == article.sha256:
        if same[0].pipeline == record.made_by.pipeline:
            return "known"
        _erase(connection, same[0].key)
        _insert(connection, record, knowledge, version=same[0].version)
        return "known"
    version = 1 + (connection.scalar(select(func.max(t.articles.c.version)).where(t.articles.c.id == article.id)) or 0)
    for row in old:
        connection.execute(update(t.articles).where(t.articles.c.key == row.key).values(current=False))
    key = _insert(connection, record, knowledge, version=version)
    for row in old:
        _withdraw(connection, row.key)
        connection.execute(update(t.articles).where(t.articles.c.key == row.key).values(superseded_by=key))
    connection.execute(delete(t.failures).where(t.failures.c.article == article.id))
    return "revised" if old else "added"


def fail(connection: Connection, failure: Failure, origin: str | None = None) -> None:
    """Note an article that could not be read; the newest failure of an article stands."""
    if failure.id is not None:
        connection.execute(delete(t.failures).where(t.failures.c.article == failure.id))
    error = failure.error
    row = {
        "article": failure.id, "origin": origin, "stage": error.stage,
        "code": error.code, "message": error.message, "at": now(),
    }  # fmt: skip
    connection.execute(insert(t.failures).values(row))


def remove(connection: Connection, article: str) -> None:
    """Take an article, its earlier versions and all that rested on them alone out again.

    Raises ``DatelineError`` (``article.unknown``).
    """
    keys = set(connection.scalars(select(t.articles.c.key).where(t.articles.c.id == article)))
    if not keys:
        raise DatelineError("article.unknown", id=article)
    edge = keys
    while edge:
        earlier = select(t.articles.c.key).where(t.articles.c.superseded_by.in_(sorted(edge)))
        edge = set(connection.scalars(earlier)) - keys
        keys = keys | edge
    for key in sorted(keys):
        _erase(connection, key)


def now() -> str:
    """The time of adding: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pack(record: Record) -> bytes:
    """A record's JSON without its text (which stands in ``articles``), compressed."""
    data = to_json(record)
    del data["article"]["text"]
    return zlib.compress(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1
    )


def unpack(data: bytes, words: str) -> dict[str, Any]:
    """The record's JSON with its text."""
    record: dict[str, Any] = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    record["article"] = {**record["article"], "text": words}
    return record


def _standing(connection: Connection, article: Article) -> list[Any]:
    """The current versions that this article would supersede: of its id, and of its URL."""
    same = t.articles.c.id == article.id
    if article.url:
        same = or_(same, t.articles.c.url == article.url)
    columns = (t.articles.c.key, t.articles.c.id, t.articles.c.version, t.articles.c.sha256, t.articles.c.pipeline)
    return list(connection.execute(select(*columns).where(same, t.articles.c.current)).all())


def _insert(connection: Connection, record: Record, knowledge: Knowledge, *, version: int) -> int:
    article = record.article
    row = {name: getattr(article, name) for name in _COPIED}
    row.update(
        version=version,
        current=True,
        day=day_of(article.published),
        pipeline=record.made_by.pipeline,
        added=now(),
        paired=False,
    )
    key: int = connection.execute(insert(t.articles), row).inserted_primary_key[0]  # type: ignore[index]
    connection.exec_driver_sql(
        "INSERT INTO article_words(rowid, title, text) VALUES (?, ?, ?)", (key, article.title, article.text)
    )
    connection.execute(insert(t.records), {"article_key": key, "data": pack(record)})
    made = fingerprint(article, knowledge)
    mark = marks(article, made, knowledge)
    row = {"version": made.version, "data": made.to_bytes(), "agency": mark.agency, "own": mark.own}
    row.update(article_key=key, reworded=mark.reworded, length=mark.length)
    connection.execute(insert(t.fingerprints), row)
    _many(connection, t.buckets, ({"hash": bucket, "article_key": key} for bucket in sorted(set(made.keys))))
    idents = _insert_entities(connection, key, record.entities)
    _insert_attributions(connection, key, record, idents, knowledge)
    _insert_reports(connection, key, list(claims(record, knowledge)), record, knowledge)
    return key


_COPIED = (
    "id", "url", "publisher", "title", "byline", "credit", "published", "published_from", "language", "integrity",
    "sha256", "text",
)  # fmt: skip


def _insert_entities(connection: Connection, article: int, found: Iterable[Entity]) -> dict[str, int]:
    """The row numbers of the article's entities by their ids in the record."""
    listed = list(found)
    known = _entity_keys(connection, listed)
    keys = {entity.id: known[identity(entity)] for entity in listed}
    called: dict[tuple[int, str], bool] = {}
    rows = []
    for entity in listed:
        key = keys[entity.id]
        rows.append({"article_key": article, "id": entity.id, "entity_key": key, "mentions": len(entity.mentions)})
        for name in names(entity):
            called[key, name] = called.get((key, name), False) or name == entity.name
    _many(connection, t.article_entities, rows)
    _many(
        connection,
        t.names,
        (
            {"article_key": article, "entity_key": key, "name": name, "folded": fold(name), "main": main}
            for (key, name), main in called.items()
        ),
    )
    return keys


def _entity_keys(connection: Connection, found: list[Entity]) -> dict[str, int]:
    """The rows of entities by their identities, made where they are new."""
    wanted = {identity(entity): entity for entity in reversed(found)}
    known: dict[str, int] = {}
    for part in batches(sorted(wanted)):
        query = select(t.entities.c.ident, t.entities.c.key).where(t.entities.c.ident.in_(part))
        known.update((ident, key) for ident, key in connection.execute(query))
    new = [ident for ident in wanted if ident not in known]
    if new:
        first = 1 + (connection.scalar(select(func.max(t.entities.c.key))) or 0)
        made = {ident: key for key, ident in enumerate(sorted(new), first)}
        known.update(made)
        _many(connection, t.entities, (_entity(made[ident], ident, wanted[ident]) for ident in sorted(new)))
    return known


def _entity(key: int, ident: str, entity: Entity) -> dict[str, Any]:
    return {
        "key": key, "ident": ident, "name": entity.name, "folded": fold(entity.name), "kind": entity.kind,
        "subkind": entity.subkind, "country": entity.country, "sector": entity.sector,
    }  # fmt: skip


def _insert_attributions(
    connection: Connection, article: int, record: Record, keys: Mapping[str, int], knowledge: Knowledge
) -> None:
    words = record.article.text
    entities = {entity.id: entity for entity in record.entities}
    rows = []
    for found in record.attributions:
        entity = entities.get(found.source.entity or "")
        rows.append(
            {
                "article_key": article,
                "id": found.id,
                "source": voice_of(found, entity, knowledge)[0],
                "entity_key": keys.get(found.source.entity or ""),
                "kind": found.source.kind,
                "named": found.source.named,
                "cue": " … ".join(words[start:end] for start, end in found.cue) or None,
                "cue_class": found.cue_class,
                "content": " … ".join(words[start:end] for start, end in found.content),
                "within": found.within,
            }
        )
    _many(connection, t.attributions, rows)


def _insert_reports(
    connection: Connection, article: int, found: list[Claim], record: Record, knowledge: Knowledge
) -> None:
    if not found:
        return
    table = families(knowledge)
    first = 1 + (connection.scalar(select(func.max(t.reports.c.key))) or 0)
    attributed = {report.id: report.attribution for report in record.reports}
    rows = [
        {"key": key, "article_key": article, "attribution": attributed[claim.report], **_report(claim, table)}
        for key, claim in enumerate(found, first)
    ]
    _many(connection, t.reports, rows)
    idents = {party.entity for claim in found for party in _all(claim) if party.entity}
    numbers = select(t.entities.c.ident, t.entities.c.key).where(t.entities.c.ident.in_(idents))
    known = dict(connection.execute(numbers).all())
    _many(
        connection,
        t.participants,
        (row for key, claim in enumerate(found, first) for row in _participants(key, claim, known)),
    )


def _report(claim: Claim, table: dict[str, str]) -> dict[str, Any]:
    start, end = window(claim)
    where = claim.where
    return {
        "id": claim.report, "frame": claim.frame, "family": family(claim, table), "stance": claim.stance,
        "type": claim.type, "mode": claim.mode, "trigger": claim.trigger, "gloss": claim.gloss, "evidence": claim.text,
        "edtf": claim.edtf, "earliest": claim.earliest, "latest": claim.latest, "start": start, "end": end,
        "place": where.name if where else None, "lat": where.lat if where else None,
        "lon": where.lon if where else None, "country": where.country if where else None,
        "certainty": claim.certainty, "polarity": claim.polarity, "tense": claim.tense,
        "data": json.dumps(to_data(claim), ensure_ascii=False, separators=(",", ":")),
    }  # fmt: skip


def _all(claim: Claim) -> tuple[Any, ...]:
    return claim.actors + claim.recipients + claim.objects + claim.companions


def _participants(key: int, claim: Claim, known: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    meets = set(keys(claim))
    roles = (
        ("actor", claim.actors),
        ("recipient", claim.recipients),
        ("object", claim.objects),
        ("companion", claim.companions),
    )
    for role, parties in roles:
        for number, party in enumerate(parties):
            found = party.entity if party.entity in meets and role != "companion" else None
            yield {
                "report_key": key, "role": role, "number": number, "entity_key": known.get(party.entity or ""),
                "words": party.text, "meets": found,
            }  # fmt: skip
    if claim.where is not None:
        place = place_key(claim.where)
        yield {
            "report_key": key, "role": "place", "number": 0, "entity_key": None, "words": claim.where.name,
            "meets": place if place in meets else None,
        }  # fmt: skip


def _many(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)


def _withdraw(connection: Connection, article: int) -> None:
    """Take out what was read in a superseded version; its text and record stay, to be shown as withdrawn."""
    _mark(connection, article)
    row = connection.execute(select(t.articles.c.title, t.articles.c.text).where(t.articles.c.key == article)).one()
    connection.exec_driver_sql(
        "INSERT INTO article_words(article_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (article, row.title, row.text),
    )
    for table in (t.reports, t.attributions, t.article_entities, t.names, t.fingerprints, t.buckets, t.copies):
        connection.execute(delete(table).where(table.c.article_key == article))
    connection.execute(delete(t.comparisons).where(or_(t.comparisons.c.a == article, t.comparisons.c.b == article)))


def _erase(connection: Connection, article: int) -> None:
    """Take an article and all its rows out."""
    current = connection.scalar(select(t.articles.c.current).where(t.articles.c.key == article))
    if current:
        _withdraw(connection, article)
    connection.execute(delete(t.articles).where(t.articles.c.key == article))


def _mark(connection: Connection, article: int) -> None:
    """Mark what rests on an article: the events of its reports, and the copies of its copies."""
    touched = select(t.reports.c.event_key).where(t.reports.c.article_key == article)
    connection.execute(update(t.events).where(t.events.c.key.in_(touched)).values(stale=True))
    connection.execute(
        text(
            "UPDATE articles SET paired = false WHERE key IN"
            " (SELECT a FROM comparisons WHERE b = :key UNION SELECT b FROM comparisons WHERE a = :key)"
        ),
        {"key": article},
    )


def forget(connection: Connection) -> None:
    """Drop entities that no article mentions any more; what had proved to be one of them stands for itself again."""
    gone = select(t.entities.c.key).where(
        ~t.entities.c.key.in_(select(t.article_entities.c.entity_key)),
    )
    keys = connection.scalars(gone).all()
    for part in batches(keys):
        orphans = connection.execute(select(t.entities.c.key, t.entities.c.ident).where(t.entities.c.same_as.in_(part)))
        for key, ident in orphans.all():
            theirs = t.participants.c.entity_key == key
            meets = t.participants.c.meets.is_not(None)
            connection.execute(update(t.participants).where(theirs, meets).values(meets=ident))
            reports = select(t.participants.c.report_key).where(theirs)
            events = select(t.reports.c.event_key).where(t.reports.c.key.in_(reports))
            connection.execute(update(t.events).where(t.events.c.key.in_(events)).values(stale=True))
            connection.execute(update(t.entities).where(t.entities.c.key == key).values(same_as=None))
        connection.execute(delete(t.event_entities).where(t.event_entities.c.entity_key.in_(part)))
        connection.execute(delete(t.entities).where(t.entities.c.key.in_(part)))
