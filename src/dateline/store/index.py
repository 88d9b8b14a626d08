"""The store as the :class:`~dateline.corpus.copies.Index` that the search for copies asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, func, or_, select

from dateline.corpus.candidates import CAP, DAYS, day_of, enough, few
from dateline.corpus.copies import Fingerprint
from dateline.corpus.fingerprint import from_bytes
from dateline.store import schema as t

BATCH = 500
"""Values in one IN list: SQLite allows 32,766, and short statements are planned faster."""

HELD = 2000
"""Fingerprints held in memory (about 20 kB each): articles come in the order of their days, and are compared with
those of the days before."""

T = TypeVar("T")


class StoreIndex:
    """Fingerprints by their keys, and texts, of the current articles of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made: dict[str, Fingerprint] = {}

    def candidates(self, fingerprint: Fingerprint, published: str | None = None, days: int = DAYS) -> Iterable[str]:
        """Ids of the articles that share enough keys, published within ``days`` or undated, sorted."""
        members: dict[int, list[int]] = {}
        for part in batches(sorted(set(fingerprint.keys))):
            query = select(t.buckets.c.hash, t.buckets.c.article_key).where(t.buckets.c.hash.in_(part))
            for bucket, key in self._connection.execute(query):
                members.setdefault(bucket, []).append(key)
        shared = Counter(key for keys in members.values() for key in self._few(keys))
        near = self._near(shared, day_of(published), days)
        sizes = self._sizes(key for key in near if shared[key] == 1)  # more are enough whatever the size
        size = len(fingerprint.keys)
        return sorted(near[key] for key in near if enough(shared[key], size, sizes.get(key, size)))

    def _few(self, keys: list[int]) -> Iterable[int]:
        """The members of one bucket that are compared with others."""
        if len(keys) <= CAP:
            return keys
        names = self._near(keys, None, 0)
        chosen = set(few([names[key] for key in keys]))
        return [key for key in keys if names[key] in chosen]

    def _sizes(self, keys: Iterable[int]) -> dict[int, int]:
        """How many keys articles have."""
        sizes: dict[int, int] = {}
        for part in batches(keys):
            query = select(t.buckets.c.article_key, func.count()).where(t.buckets.c.article_key.in_(part))
            sizes.update(self._connection.execute(query.group_by(t.buckets.c.article_key)).all())
        return sizes

    def _near(self, keys: Iterable[int], day: int | None, days: int) -> dict[int, str]:
        """The ids of those articles that lie within ``days``, or have no day."""
        near: dict[int, str] = {}
        for part in batches(keys):
            query = select(t.articles.c.key, t.articles.c.id).where(t.articles.c.key.in_(part))
            if day is not None:
                query = query.where(or_(t.articles.c.day.is_(None), t.articles.c.day.between(day - days, day + days)))
            near.update(self._connection.execute(query).all())
        return near

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
            if len(self._made) >= HELD:
                del self._made[next(iter(self._made))]
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
