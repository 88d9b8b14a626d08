"""Stories: articles about the same happenings, with ids that stay as articles arrive.

Two articles are alike by their words and by their names and numbers (the cosine of each, tf-idf, averaged), less so
the more days lie between them. Stories are the average-link clusters of that likeness. :func:`cluster` is a pure
function of the articles; :func:`reconcile` gives its answer the ids of an earlier one and says what was split or
merged.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal, Protocol

from dateline.corpus.candidates import day_of
from dateline.corpus.fingerprint import function_words, names_of, sentence_spans, words_of
from dateline.knowledge import Knowledge

THRESHOLD = 0.11
"""Average likeness from which two groups of articles are one story (chosen on either half of ECB+'s topics)."""
LEAD, LEAD_WEIGHT = 3, 4
"""Sentences at the start that say what is new, and how often each of their words counts."""
HALF_LIFE = 14.0
"""Days between two articles that halve their likeness."""
NAMES = 0.5
"""Weight of names and numbers as against words."""
COMMON = 0.1
"""Words in a larger share of the articles (of 50 or more) tie none together; they still count in the cosine."""


class Article(Protocol):
    """What is read of an article."""

    @property
    def id(self) -> str:
        """A stable id."""
        ...

    @property
    def text(self) -> str:
        """The text."""
        ...

    @property
    def title(self) -> str | None:
        """The headline, if known."""
        ...

    @property
    def published(self) -> str | None:
        """ISO 8601, if known."""
        ...


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about the same happenings; ``first`` and ``last`` are ISO dates where any article has one."""

    story: str
    articles: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    title: str | None = None

    def to_json(self) -> dict[str, object]:
        """The row as programs read it."""
        return {
            "story": self.story, "articles": list(self.articles),
            "first": self.first, "last": self.last, "title": self.title,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a story between two answers: ``split`` into, or ``merge`` of, ``others``."""

    kind: Literal["split", "merge"]
    story: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of an article: counts of its words, of its names and numbers, of two in a row; its day."""

    words: Mapping[str, int]
    names: Mapping[str, int]
    day: int | None = None


_DEFAULT = Knowledge()


def features(article: Article, knowledge: Knowledge | None = None) -> Features:
    """The features of one article; they can be kept and reused."""
    knowledge = knowledge or _DEFAULT
    grammar = function_words(knowledge)
    text = f"{article.title}\n\n{article.text}" if article.title else article.text
    rows = [row for row in (words_of(text[start:end]) for start, end in sentence_spans(text, knowledge)) if row]
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for number, (row, named) in enumerate(zip(rows, names_of(rows, grammar), strict=True)):
        weight = LEAD_WEIGHT if number < LEAD else 1
        content = [_stem(word) for word in map(str.lower, row) if word not in grammar]
        for counts, tokens in ((words, content), (names, named)):
            for token in chain(tokens, map(" ".join, pairwise(tokens))):
                counts[token] += weight
    return Features(words, names, day_of(article.published))


def _stem(word: str) -> str:
    """Plurals and possessives fall together; more would join what differs."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word


Vector = dict[str, float]


def _vectors(counts: Sequence[Mapping[str, int]]) -> list[Vector]:
    """Unit vectors of sublinear tf times smoothed idf."""
    frequency = Counter(chain.from_iterable(counts))
    size = len(counts)
    vectors = []
    for row in counts:
        vector = {w: (1 + math.log(n)) * (math.log((1 + size) / (1 + frequency[w])) + 1) for w, n in row.items()}
        norm = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        vectors.append({w: v / norm for w, v in vector.items()})
    return vectors


def likenesses(made: Sequence[Features]) -> list[dict[int, float]]:
    """For each article the likeness of the others that share an uncommon word with it."""
    words, names = _vectors([f.words for f in made]), _vectors([f.names for f in made])
    both = [_mixed(w, n) for w, n in zip(words, names, strict=True)]
    postings: dict[str, list[int]] = {}
    for number, vector in enumerate(both):
        for feature in vector:
            postings.setdefault(feature, []).append(number)
    limit = max(50, int(COMMON * len(made)))
    alike: list[dict[int, float]] = [{} for _ in made]
    for number, vector in enumerate(both):
        row: dict[int, float] = {}
        for feature, value in vector.items():
            others = postings[feature]
            if len(others) > limit:
                continue
            for other in others:
                if other >= number:
                    break
                row[other] = row.get(other, 0.0) + value * both[other][feature]
        for other, value in row.items():
            near = value * _nearness(made[number].day, made[other].day)
            alike[number][other] = alike[other][number] = near
    return alike


def _mixed(words: Vector, names: Vector) -> Vector:
    """One vector whose product is the weighted mean of both cosines; without names, words alone."""
    share = NAMES if names else 0.0
    mixed = {w: v * math.sqrt(1 - share) for w, v in words.items()}
    mixed.update((f"#{w}", v * math.sqrt(share)) for w, v in names.items())
    return mixed


def _nearness(a: int | None, b: int | None) -> float:
    return 1.0 if a is None or b is None else 0.5 ** (abs(a - b) / HALF_LIFE)


def average_link(alike: Sequence[Mapping[int, float]], threshold: float) -> list[list[int]]:
    """Join the two groups of the highest average likeness until it falls below ``threshold``."""
    groups = {i: [i] for i in range(len(alike))}
    sums: dict[int, dict[int, float]] = {i: dict(row) for i, row in enumerate(alike)}
    heap = [(-value, i, j) for i, row in sums.items() for j, value in row.items() if i < j and value >= threshold]
    heapq.heapify(heap)
    while heap:
        value, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups:
            continue
        average = sums[i].get(j, 0.0) / (len(groups[i]) * len(groups[j]))
        if abs(average + value) > 1e-12:
            continue  # an older value of a group that has grown
        groups[i] += groups.pop(j)
        for other, total in sums.pop(j).items():
            if other == i:
                continue
            del sums[other][j]
            sums[i][other] = sums[other][i] = sums[i].get(other, 0.0) + total
        del sums[i][j]
        for other, total in sums[i].items():
            average = total / (len(groups[i]) * len(groups[other]))
            if average >= threshold:
                heapq.heappush(heap, (-average, min(i, other), max(i, other)))
    return [sorted(group) for group in groups.values()]


def cluster(
    articles: Iterable[Article],
    *,
    before: Iterable[Story] = (),
    threshold: float = THRESHOLD,
    knowledge: Knowledge | None = None,
) -> tuple[list[Story], list[Change]]:
    """The stories of ``articles`` and what changed since ``before``; the order of articles makes no difference.

    Stories come in the order of their first article. With ``before``, ids are kept (:func:`reconcile`).
    """
    ordered = sorted(articles, key=_when)
    made = [features(article, knowledge) for article in ordered]
    groups = average_link(likenesses(made), threshold)
    found = [_story([ordered[i] for i in group]) for group in sorted(groups)]
    return reconcile(before, found)


def _when(article: Article) -> tuple[str, str]:
    return article.published or "9999", article.id


def _story(members: Sequence[Article]) -> Story:
    dates = sorted(a.published[:10] for a in members if a.published)
    titles = [a.title for a in members if a.title]
    return Story(
        members[0].id,
        tuple(a.id for a in members),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        titles[0] if titles else None,
    )


def reconcile(before: Iterable[Story], found: Sequence[Story]) -> tuple[list[Story], list[Change]]:
    """``found`` with the ids of ``before``: a story keeps its id where most of its articles went.

    A story whose articles went to several is *split*; one that took the articles of several is a *merge*.
    """
    earlier = list(before)
    was = {article: story.story for story in earlier for article in story.articles}
    overlaps = [Counter(was[a] for a in story.articles if a in was) for story in found]
    order = sorted(
        ((-n, old, i) for i, overlap in enumerate(overlaps) for old, n in overlap.items()),
    )
    kept: dict[int, str] = {}
    used: set[str] = set()
    for _, old, i in order:
        if i not in kept and old not in used:
            kept[i] = old
            used.add(old)
    named = []
    for i, story in enumerate(found):
        name = kept.get(i) or _free(story.articles, used)
        used.add(name)
        named.append(Story(name, story.articles, story.first, story.last, story.title))
    return named, _changes(overlaps, named)


def _free(articles: Sequence[str], used: set[str]) -> str:
    """The id of the first article that names no story yet; there is always one, or one with a dash more."""
    for article in articles:
        if article not in used:
            return article
    name = articles[0]
    while name in used:
        name += "-"
    return name


def _changes(overlaps: Sequence[Counter[str]], named: Sequence[Story]) -> list[Change]:
    parts: dict[str, list[str]] = {}
    changes = []
    for overlap, story in zip(overlaps, named, strict=True):
        for old in overlap:
            parts.setdefault(old, []).append(story.story)
        others = tuple(sorted(old for old in overlap if old != story.story))
        if others and len(overlap) > 1:
            changes.append(Change("merge", story.story, others))
    for old, into in sorted(parts.items()):
        if len(into) > 1:
            changes.append(Change("split", old, tuple(sorted(name for name in into if name != old))))
    return changes
