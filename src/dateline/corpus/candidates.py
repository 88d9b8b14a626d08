"""Candidates: articles that may be copies, found by the keys that their fingerprints share.

``Memory`` keeps the keys in memory. A store keeps the same in a table of (key, article, day): look all keys of the new
article up, within the days, and count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from dateline.corpus.fingerprint import Fingerprint

DAYS = 7
"""Days between two publications within which copies are looked for."""
CAP = 200
"""Members of a bucket that are compared with all others: a wire story printed by thousands needs no more to hold
together, and a key that unrelated articles share costs no more. They are chosen by a hash of their ids, so the order
of arrival makes no difference."""


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
        self._buckets: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._made)

    def add(self, article: str, made: Fingerprint, published: str | None = None) -> None:
        """Add an article, or replace it."""
        self.remove(article)
        self._made[article] = made
        self._days[article] = day_of(published)
        for key in made.keys:
            self._buckets.setdefault(key, []).append(article)

    def remove(self, article: str) -> None:
        """Take an article out again; one that isn't there is no error."""
        made = self._made.pop(article, None)
        if made is None:
            return
        del self._days[article]
        for key in made.keys:
            members = self._buckets[key]
            members.remove(article)
            if not members:
                del self._buckets[key]

    def fingerprint(self, article: str) -> Fingerprint:
        """The fingerprint of an article; raises ``KeyError`` when it isn't there."""
        return self._made[article]

    def candidates(self, made: Fingerprint, published: str | None = None, days: int = DAYS) -> list[str]:
        """Ids of the articles that share a key and lie within ``days``, sorted."""
        day = day_of(published)
        found = {name for key in made.keys for name in _few(self._buckets.get(key, ()))}
        return sorted(name for name in found if near(day, self._days[name], days))

    def pairs(self, days: int = DAYS) -> list[tuple[str, str]]:
        """All pairs of articles that share a key and lie within ``days``, sorted."""
        found: set[tuple[str, str]] = set()
        for members in self._buckets.values():
            if len(members) > 1:
                found.update(_within(members))
        return sorted(pair for pair in found if near(self._days[pair[0]], self._days[pair[1]], days))


def _few(members: Sequence[str]) -> Sequence[str]:
    return members if len(members) <= CAP else sorted(members, key=rank)[:CAP]


def _within(members: Iterable[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(members)
    few = _few(ordered)
    if len(few) == len(ordered):
        yield from combinations(ordered, 2)
        return
    for chosen in few:
        for other in ordered:
            if other != chosen:
                yield (chosen, other) if chosen < other else (other, chosen)
