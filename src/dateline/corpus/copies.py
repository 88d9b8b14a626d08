"""Copies: which articles are one text, however it was cut, extended or reworded, and which was there first.

``find`` does all of it for a list of texts. A store does it article by article: keep :func:`fingerprint` of each, look
up the candidates by its ``keys`` (an :class:`Index`), :func:`compare` with each, keep the comparisons that are no
``independent``, and :func:`group` them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from dateline.corpus.alignment import Pair, align
from dateline.corpus.candidates import DAYS, Memory, day_of
from dateline.corpus.credits import credited, named
from dateline.corpus.fingerprint import Fingerprint, fingerprint
from dateline.corpus.retelling import RETOLD, has_passage, retold
from dateline.corpus.rewording import Swap, is_reworded, swaps
from dateline.knowledge import Knowledge

Class = Literal["original", "identical", "near", "abridged", "expanded", "reworded", "partial", "independent"]
COPIES: frozenset[Class] = frozenset({"identical", "near", "abridged", "expanded", "reworded"})
"""The classes that join two articles into one group."""

COPY = 0.6
"""Share of the smaller text, in sentences derived from the other, from which it is a copy."""
WHOLE = 0.75
"""Share of a text from which nothing of weight was left out or added."""
PARTIAL, FEWEST = 0.4, 2
"""Share of the smaller text, in so many derived sentences at the least, from which the two have a passage in common,
however reworded."""
GROWN = 0.65
"""Share of a later, longer text that must be the earlier one's for it to be an *expanded* copy: with less, it is a
follow-up that repeats the earlier text as background (*partial*)."""
VERBATIM = 0.5
"""Share of 4-grams in paired sentences under which the words were exchanged."""


class Article(Protocol):
    """What is read of an article; ``dateline.record.Article`` has it all. Only ``id`` and ``text`` must be filled."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def published(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def credit(self) -> str | None: ...


class Index(Protocol):
    """What a store offers: fingerprints by key, and the articles."""

    def candidates(self, fingerprint: Fingerprint, published: str | None = None, days: int = DAYS) -> Iterable[str]:
        """Ids of articles that share a key, published within ``days`` of ``published`` (or undated)."""
        ...

    def fingerprint(self, article: str) -> Fingerprint:
        """The fingerprint kept of an article."""
        ...

    def text(self, article: str) -> str:
        """The article's text."""
        ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two articles stand to each other.

    ``class_`` says what ``a`` is to ``b`` (*abridged*: a is a shortened b). ``share_a`` is the share of a's words in
    sentences derived from b's (where people retold the text: in retold ones), ``share_b`` the reverse; ``verbatim``
    the share of the paired sentences' 4-grams that were left as they were. ``pairs`` holds the paired sentences with
    their spans.
    """

    a: str
    b: str
    class_: Class
    share_a: float
    share_b: float
    verbatim: float
    pairs: tuple[Pair, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether the two are one text."""
        return self.class_ in COPIES

    def turned(self) -> Comparison:
        """The same seen from ``b``."""
        other: dict[Class, Class] = {"abridged": "expanded", "expanded": "abridged"}
        pairs = tuple(sorted((Pair(p.b, p.a, p.alike) for p in self.pairs), key=_spans))
        return Comparison(
            self.b, self.a, other.get(self.class_, self.class_), self.share_b, self.share_a, self.verbatim, pairs
        )


@dataclass(frozen=True, slots=True)
class CopyItem:
    """One article among its copies; the row of ``dateline copies``.

    ``of`` is the article that it was taken from, ``share_of_this`` the share of its own words that were, and
    ``share_of_that`` the share of the other's words that it has. ``directed`` is false where nothing tells which came
    first; ``of`` then names the fuller one. ``reworded`` marks a text whose words were exchanged by a program.
    """

    article: str
    group: str
    class_: Class
    of: str | None = None
    share_of_this: float = 0.0
    share_of_that: float = 0.0
    directed: bool = True
    reworded: bool = False

    def to_json(self) -> dict[str, object]:
        """The row as programs read it."""
        return {
            "article": self.article,
            "group": self.group,
            "class": self.class_,
            "of": self.of,
            "share_of_this": round(self.share_of_this, 3),
            "share_of_that": round(self.share_of_that, 3),
        }


def _spans(pair: Pair) -> tuple[int, int, int, int]:
    return (*pair.a, *pair.b)


def compare(a: Fingerprint, b: Fingerprint, *, ids: tuple[str, str] = ("a", "b")) -> Comparison:
    """How the text of fingerprint ``a`` stands to that of ``b``.

    Raises ``ValueError`` when they were made by different versions of the code.
    """
    if a.version != b.version:
        raise ValueError(f"fingerprints of versions {a.version} and {b.version} cannot be compared")
    if not (a.keys and b.keys):
        return Comparison(*ids, "independent", 0.0, 0.0, 0.0)
    found = align(a, b)
    class_ = classify(found.share_a, found.share_b, found.verbatim, same=a.digest == b.digest)
    shares = found.share_a, found.share_b
    if class_ == "partial" and len(found.pairs) < FEWEST:
        class_ = "independent"
    if class_ not in COPIES and has_passage(a, b):
        class_ = "partial"
        told = retold(a, b), retold(b, a)
        if max(told) >= RETOLD:
            shares = max(told[0], shares[0]), max(told[1], shares[1])
            class_ = "abridged" if shares[0] >= shares[1] else "expanded"
    return Comparison(*ids, class_, *shares, found.verbatim, found.pairs)


def classify(share_a: float, share_b: float, verbatim: float, *, same: bool = False) -> Class:
    """The class of ``a`` as against ``b`` from the directed shares and how much is left word for word.

    What people retold is not told by these; :func:`compare` looks for it.
    """
    if same:
        return "identical"
    if max(share_a, share_b) < COPY:
        return "partial" if max(share_a, share_b) >= PARTIAL else "independent"
    if min(share_a, share_b) >= WHOLE:
        return "near" if verbatim >= VERBATIM else "reworded"
    if verbatim < VERBATIM:
        return "reworded"
    return "abridged" if share_a >= share_b else "expanded"


# Who was first ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells which of several copies was first, read off one article."""

    id: str
    agency: str | None
    own: bool
    published: str | None
    reworded: bool
    length: int

    @property
    def order(self) -> tuple[bool, str, bool, str, int, str]:
        """Sorts a group: the agency's own first, then by day, unreworded, by time of day, fuller, by id."""
        day, hour = (self.published or "9999")[:10], (self.published or "")[10:] or "~"
        return (not self.own, day, self.reworded, hour, -self.length, self.id)


def marks(article: Article, made: Fingerprint, knowledge: Knowledge | None = None) -> Marks:
    """The marks of an article: its credit, date, signs of rewording and length in words."""
    agency = credited(article, knowledge)
    own = agency is not None and agency == named(article.publisher, knowledge)
    return Marks(article.id, agency, own, article.published, is_reworded(article.text, knowledge), made.length)


def preferred(members: Iterable[Marks]) -> Marks:
    """Of the copies of one text, the one whose record is to be preferred for its verbs, modals and names.

    It is the first that bears no signs of rewording. Raises ``ValueError`` when there are no members.
    """
    return min(members, key=lambda mark: (mark.reworded, mark.order))


def first(a: Marks, b: Marks) -> int:
    """Which of two copies was first: -1 for ``a``, 1 for ``b``, 0 when nothing tells.

    Credits count first (the agency's own text), then the date of publication, signs of rewording, the time of day;
    completeness is no proof of direction by itself (an article can be extended as well as cut).
    """
    one, other = _evidence(a, b), _evidence(b, a)
    return (one > other) - (one < other)


def _evidence(mark: Marks, against: Marks) -> tuple[bool, str, bool, str]:
    """What sorts one of two copies, each kind of evidence only where both have it."""
    dated = bool(mark.published and against.published)
    timed = dated and min(len(mark.published or ""), len(against.published or "")) > 10
    published = mark.published or ""
    return not mark.own, published[:10] if dated else "", mark.reworded, published if timed else ""


# Groups ----------------------------------------------------------------------------------------------------------


def group(articles: Iterable[Marks], comparisons: Iterable[Comparison]) -> list[CopyItem]:
    """Join articles by their comparisons: one item an article, in the order of the ids.

    A group bears the id of its original. The order in which articles or comparisons come makes no difference.
    """
    known = {mark.id: mark for mark in articles}
    links: dict[str, dict[str, Comparison]] = {name: {} for name in known}
    for found in comparisons:
        if found.a in known and found.b in known and found.class_ != "independent":
            seen = in_time(found, known[found.a], known[found.b])
            links[found.a][found.b] = seen
            links[found.b][found.a] = seen.turned()
    items = [item for members in _components(links) for item in _items(members, known, links)]
    return sorted(items, key=lambda item: item.article)


def in_time(found: Comparison, a: Marks, b: Marks) -> Comparison:
    """The comparison in the light of who was first: a follow-up that repeats a short text whole is no copy of it."""
    later = {-1: found.share_b, 1: found.share_a}.get(first(a, b), 1.0)
    return replace(found, class_="partial") if found.is_copy and later < GROWN else found


def _components(links: Mapping[str, Mapping[str, Comparison]]) -> list[list[str]]:
    seen: set[str] = set()
    components = []
    for start in sorted(links):
        if start in seen:
            continue
        members, waiting = [], [start]
        seen.add(start)
        while waiting:
            here = waiting.pop()
            members.append(here)
            for other, found in links[here].items():
                if found.is_copy and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        components.append(members)
    return components


def _items(
    members: Sequence[str], known: Mapping[str, Marks], links: Mapping[str, Mapping[str, Comparison]]
) -> Iterable[CopyItem]:
    order = sorted(members, key=lambda name: known[name].order)
    root, place = order[0], {name: at for at, name in enumerate(order)}
    for name in order:
        mark = known[name]
        copies = [c for c in links[name].values() if c.is_copy]
        if name == root:
            if len(order) > 1:
                yield CopyItem(name, root, "original", reworded=mark.reworded)
            else:
                yield _alone(mark, links[name], known)
            continue
        before = [c for c in copies if place[c.b] < place[name]] or copies
        found = max(before, key=lambda c: (c.share_a + c.share_b, -place[c.b]))
        directed = first(known[found.b], mark) < 0
        yield CopyItem(name, root, found.class_, found.b, found.share_a, found.share_b, directed, _swapped(mark, found))


def _swapped(mark: Marks, found: Comparison) -> bool:
    return mark.reworded or found.class_ == "reworded"


def _alone(mark: Marks, links: Mapping[str, Comparison], known: Mapping[str, Marks]) -> CopyItem:
    """An article without copies: it may share a passage with an earlier one."""
    earlier = [c for c in links.values() if known[c.b].order < mark.order]
    if not earlier:
        return CopyItem(mark.id, mark.id, "independent", reworded=mark.reworded)
    found = max(earlier, key=lambda c: (c.share_a, c.b))
    directed = first(known[found.b], mark) < 0
    return CopyItem(mark.id, mark.id, "partial", found.b, found.share_a, found.share_b, directed, mark.reworded)


def find(
    articles: Iterable[Article],
    *,
    days: int = DAYS,
    knowledge: Knowledge | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[CopyItem]:
    """The copies among ``articles``: one item an article, sorted by id.

    Articles need ``id`` and ``text``; ``published`` (ISO 8601), ``publisher`` and ``credit`` are used where they are
    filled. Only articles published within ``days`` of each other are compared. ``progress`` is called with the
    number of articles done. The order of ``articles`` makes no difference.
    """
    found, known = pairs(articles, days=days, knowledge=knowledge, progress=progress)
    return group(known, found)


def pairs(
    articles: Iterable[Article],
    *,
    days: int = DAYS,
    knowledge: Knowledge | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Comparison], list[Marks]]:
    """What :func:`find` groups: the comparisons that are not *independent*, and the marks of all articles."""
    index = Memory()
    known: dict[str, Marks] = {}
    for number, article in enumerate(articles, 1):
        made = fingerprint(article, knowledge)
        known[article.id] = marks(article, made, knowledge)
        index.add(article.id, made, article.published)
        if progress:
            progress(number)
    found = []
    for a, b in index.pairs(days):
        comparison = compare(index.fingerprint(a), index.fingerprint(b), ids=(a, b))
        if comparison.class_ != "independent":
            found.append(comparison)
    return found, list(known.values())


def stream(
    articles: Iterable[Article], *, days: int = DAYS, knowledge: Knowledge | None = None
) -> Iterator[tuple[Marks, list[Comparison]]]:
    """Articles in the order of their dates, each with its comparisons (none *independent*) to those before it.

    Only the last ``days`` are held in memory, so that an archive of any size goes through; keep the marks of the
    articles that have comparisons and :func:`group` them. An article without a date counts as of the day before it.
    """
    index = Memory()
    held: deque[tuple[int, str]] = deque()
    today = 0
    for article in articles:
        made = fingerprint(article, knowledge)
        today = max(today, day_of(article.published) or today)
        while held and held[0][0] < today - days:
            index.remove(held.popleft()[1])
        found = []
        for other in index.candidates(made, article.published, days):
            seen = compare(made, index.fingerprint(other), ids=(article.id, other))
            if seen.class_ != "independent":
                found.append(seen)
        index.add(article.id, made, article.published)
        held.append((today, article.id))
        yield marks(article, made, knowledge), found


def diff(a: str, b: str, knowledge: Knowledge | None = None) -> tuple[Comparison, list[tuple[Pair, list[Swap]]]]:
    """Two texts side by side: the comparison, and each pair of sentences with the phrases that were exchanged."""
    found = compare(fingerprint(_Plain(a), knowledge), fingerprint(_Plain(b), knowledge))
    return found, [(pair, swaps(a, pair.a, b, pair.b)) for pair in found.pairs]


@dataclass(frozen=True, slots=True)
class _Plain:
    text: str


__all__ = [
    "COPIES", "Class", "Comparison", "CopyItem", "Fingerprint", "Index", "Marks", "compare", "diff", "find",
    "fingerprint", "first", "group", "in_time", "marks", "pairs", "preferred", "stream",
]  # fmt: skip
