"""Candidates: articles that may be copies, found by the keys that their fingerprints share.

``Memory`` keeps the keys in memory. A store keeps the same in a table of (key, article, day): look all keys of the new
article up, within the days, and count.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from dateline.corpus.fingerprint import Fingerprint

DAYS = 7
"""Days between two publications within which copies are looked for."""
CAP, FEW = 200, 20
"""A bucket of more than ``CAP`` members (a wire story printed by thousands, or a run of names that every article on a
subject has) is stood for by ``FEW``: others are compared with these alone. They are chosen by a hash of their ids, so
the order of arrival makes no difference, and all buckets of one text choose the same."""
LEAST, FEW_KEYS = 2, 16
"""Keys that a candidate shares at the least; one is enough where the smaller of both texts has fewer than so many."""


def day_of(published: str | None) -> int | None:
    """The day of an ISO 8601 date as a number; ``None`` without a date or where it is none."""
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None


def near(a: int | None, b: int | None, days: int) -> bool:
    """Whether two days lie within ``days`` of each other; what has no date lies near everything."""
    return a is None or b is None or abs(a - b) <= days


def rank(article: str) -> int:
    """A number drawn from the id alone, the same everywhere."""
    return int.from_bytes(hashlib.blake2b(article.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Memory:
    """An index in memory; the answer of ``candidates`` and ``pairs`` doesn't depend on the order of ``add``."""

    def __init__(self) -> None:
        self._made: dict[str, Fingerprint] = {}
        self._days: dict[str, int | None] = {}
        self._buckets: dict[int, str | list[str]] = {}  # most keys have one article: no list for it

    def __len__(self) -> int:
        return len(self._made)

    def add(self, article: str, made: Fingerprint, published: str | None = None) -> None:
        """Add an article, or replace it."""
        self.remove(article)
        self._made[article] = made
        self._days[article] = day_of(published)
        for key in made.keys:
            members = self._buckets.setdefault(key, article)
            if isinstance(members, list):
                members.append(article)
            elif members != article:
                self._buckets[key] = [members, article]

    def remove(self, article: str) -> None:
        """Take an article out again; one that isn't there is no error."""
        made = self._made.pop(article, None)
        if made is None:
            return
        del self._days[article]
        for key in made.keys:
            members = self._buckets[key]
            if isinstance(members, list):
                members.remove(article)
            if members in (article, []):
                del self._buckets[key]

    def fingerprint(self, article: str) -> Fingerprint:
        """The fingerprint of an article; raises ``KeyError`` when it isn't there."""
        return self._made[article]

    def candidates(self, made: Fingerprint, published: str | None = None, days: int = DAYS) -> list[str]:
        """Ids of the articles that share enough keys and lie within ``days``, sorted."""
        day = day_of(published)
        shared = Counter(name for key in made.keys for name in few(self._members(key)))
        return sorted(
            name
            for name, count in shared.items()
            if near(day, self._days[name], days) and enough(count, len(made.keys), len(self._made[name].keys))
        )

    def pairs(self, days: int = DAYS) -> list[tuple[str, str]]:
        """All pairs of articles that share enough keys and lie within ``days``, sorted."""
        shared: Counter[tuple[str, str]] = Counter()
        for members in self._buckets.values():
            if isinstance(members, list) and len(members) > 1:
                shared.update(_within(members))
        sizes = {name: len(made.keys) for name, made in self._made.items()}
        return sorted(
            (a, b)
            for (a, b), count in shared.items()
            if enough(count, sizes[a], sizes[b]) and near(self._days[a], self._days[b], days)
        )

    def _members(self, key: int) -> Sequence[str]:
        members = self._buckets.get(key, ())
        return (members,) if isinstance(members, str) else members


def enough(shared: int, size: int, other: int) -> bool:
    """Whether so many common keys make a candidate of two texts that have ``size`` and ``other`` keys."""
    return shared >= LEAST or (shared == 1 and min(size, other) < FEW_KEYS)


def few(members: Sequence[str]) -> Sequence[str]:
    """Those members of a bucket that are compared with others."""
    return members if len(members) <= CAP else sorted(members, key=rank)[:FEW]


def _within(members: Iterable[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(members)
    chosen = few(ordered)
    if len(chosen) == len(ordered):
        yield from combinations(ordered, 2)
        return
    standing = set(chosen)
    for one in chosen:
        for other in ordered:
            if other not in standing or one < other:
                yield (one, other) if one < other else (other, one)
