"""The store as the :class:`~dateline.corpus.copies.Index` that the search for copies asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, or_, select

from dateline.corpus.candidates import CAP, DAYS, day_of, rank
from dateline.corpus.copies import Fingerprint
from dateline.corpus.fingerprint import from_bytes
from dateline.store import schema as t

BATCH = 500
"""Values in one IN list: SQLite allows 32,766, and short statements are planned faster."""

T = TypeVar("T")


class StoreIndex:
    """Fingerprints by their keys, and texts, of the current articles of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made: dict[str, Fingerprint] = {}

    def candidates(self, fingerprint: Fingerprint, published: str | None = None, days: int = DAYS) -> Iterable[str]:
        """Ids of the articles that share a key, published within ``days`` or undated, sorted."""
        day = day_of(published)
        rows = select(t.buckets.c.hash, t.articles.c.id, t.articles.c.day).join(
            t.articles, t.articles.c.key == t.buckets.c.article_key
        )
        shared: dict[int, list[str]] = {}
        for part in batches(sorted(set(fingerprint.keys))):
            query = rows.where(t.buckets.c.hash.in_(part))
            if day is not None:
                query = query.where(or_(t.articles.c.day.is_(None), t.articles.c.day.between(day - days, day + days)))
            for bucket, name, _ in self._connection.execute(query):
                shared.setdefault(bucket, []).append(name)
        found: set[str] = set()
        for members in shared.values():
            found.update(members if len(members) <= CAP else sorted(members, key=rank)[:CAP])
        return sorted(found)

    def fingerprint(self, article: str) -> Fingerprint:
        """The fingerprint kept of an article; raises ``KeyError`` where there is none."""
        if article not in self._made:
            query = (
                select(t.fingerprints.c.data)
                .join(t.articles, t.articles.c.key == t.fingerprints.c.article_key)
                .where(t.articles.c.id == article, t.articles.c.current)
            )
            data = self._connection.scalar(query)
            if data is None:
                raise KeyError(article)
            self._made[article] = from_bytes(data)
        return self._made[article]

    def text(self, article: str) -> str:
        """The article's text; raises ``KeyError`` where there is no such article."""
        query = select(t.articles.c.text).where(t.articles.c.id == article, t.articles.c.current)
        words: str | None = self._connection.scalar(query)
        if words is None:
            raise KeyError(article)
        return words


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The values in lists short enough for one statement."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
