"""Which sentences of one text stand in another, also reworded, in another order, joined or split.

Two sentences are alike in so far as their words agree *in order*: the longest common subsequence. A rewording program
leaves at least the function words, names and numbers in place, so copies agree in more than half of their words;
sentences that two reporters wrote about one event agree in a quarter to a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from dateline.corpus.fingerprint import Fingerprint, Sentence
from dateline.record import Span

ALIKE = 0.55
"""Share of words in order (of both sentences' mean length) from which one is derived from the other."""
ALIKE_BESIDE = 0.42
"""The same where the sentences before or after are a pair already."""
HELD = 0.72
"""Share of the shorter sentence's words, in order, from which it stands within the longer (joined, split)."""
SAME_NAMES = 0.4
"""Share of a sentence's names and numbers that must stand in the other too."""
QUOTED = 0.6
"""Share of a sentence in quotation marks from which it is a quotation."""
MUCH = 0.4
"""Share of a text that is derived by likeness alone, from which less alike sentences count anywhere."""
REST = 0.5
"""Share of what is no quotation that must be derived before all common quotations count."""
SHORT = 5
"""A sentence of fewer words proves nothing alone: it counts beside a pair."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of ``a`` and the sentence of ``b`` that it answers to; ``alike`` is from 0 to 1."""

    a: Span
    b: Span
    alike: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs in the order of ``a``; ``share_a`` is the share of a's words in sentences derived from b's."""

    pairs: tuple[Pair, ...]
    share_a: float
    share_b: float
    verbatim: float


def align(a: Fingerprint, b: Fingerprint) -> Alignment:
    """Align two fingerprints; with ``a`` and ``b`` exchanged the answer is the same, exchanged."""
    first, second = a.sentences, b.sentences
    links = _links(first, second)
    share_a = _share(first, second, [(i, j, held) for i, j, _, held in links])
    share_b = _share(second, first, [(j, i, held) for i, j, _, held in links])
    pairs = tuple(Pair(first[i].span, second[j].span, round(alike, 3)) for i, j, alike, _ in links)
    return Alignment(pairs, share_a, share_b, _verbatim(first, second, [(i, j) for i, j, _, _ in links]))


Link = tuple[int, int, float, bool]
"""Sentence of a, sentence of b, how alike, and whether one only holds the other."""


def _links(first: Sequence[Sentence], second: Sequence[Sentence]) -> list[Link]:
    likeness: dict[tuple[int, int], float] = {}
    links: dict[tuple[int, int], tuple[float, bool]] = {}
    for i, j, common in _common(first, second):
        sizes = len(first[i].words), len(second[j].words)
        alike = 2 * common / sum(sizes)
        if not same_names(first[i], second[j]):
            continue
        likeness[i, j] = alike
        if min(sizes) < SHORT:
            continue
        if alike >= ALIKE:
            links[i, j] = (alike, False)
        elif common >= HELD * min(sizes) and min(sizes) > SHORT:
            links[i, j] = (common / min(sizes), True)
    _complete(first, second, likeness, links)
    return [(i, j, *links[i, j]) for i, j in sorted(_told(first, second, links))]


def _complete(
    first: Sequence[Sentence],
    second: Sequence[Sentence],
    likeness: Mapping[tuple[int, int], float],
    links: dict[tuple[int, int], tuple[float, bool]],
) -> None:
    """Less alike pairs: beside a pair, and anywhere once a good part of a text is known to be taken over."""
    taken_a, taken_b = {i for i, _ in links}, {j for _, j in links}
    much = any(
        sum(len(sentences[i].words) for i in taken) >= MUCH * sum(len(s.words) for s in sentences) > 0
        for sentences, taken in ((first, taken_a), (second, taken_b))
    )
    found = dict(links)
    for (i, j), alike in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
        if alike < ALIKE_BESIDE or i in taken_a or j in taken_b:
            continue
        beside = (i - 1, j - 1) in found or (i + 1, j + 1) in found
        if beside or (much and min(len(first[i].words), len(second[j].words)) >= SHORT):
            links[i, j] = (alike, False)
            taken_a.add(i)
            taken_b.add(j)


def _told(
    first: Sequence[Sentence], second: Sequence[Sentence], links: Iterable[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The pairs without bare quotations: two reporters may quote one speaker.

    A quotation counts where a sentence beside it was taken over too, and where most of the rest was.
    """
    links = set(links)
    written = {(i, j) for i, j in links if not (is_quoted(first[i]) and is_quoted(second[j]))}
    if written == links:
        return links
    for sentences, taken in ((first, {i for i, _ in written}), (second, {j for _, j in written})):
        own = sum(len(s.words) for s in sentences if not is_quoted(s))
        if own and sum(len(sentences[i].words) for i in taken) > REST * own:
            return links
    return {(i, j) for i, j in links if not written.isdisjoint({(i - 1, j - 1), (i, j), (i + 1, j + 1)})}


def same_names(one: Sentence, other: Sentence) -> bool:
    """A template filled with other names and numbers is no copy: a copy keeps them."""
    for these, those in ((one, other), (other, one)):
        if len(these.named) > 2:
            there = set(those.words)
            if sum(word in there for word in these.named) < SAME_NAMES * len(these.named):
                return not _close(one, other)
    return True


def _close(one: Sentence, other: Sentence) -> bool:
    """Whether both are of one length, so that names which are missing were exchanged and not left out."""
    return 2 * min(len(one.words), len(other.words)) > max(len(one.words), len(other.words))


def is_quoted(sentence: Sentence) -> bool:
    """Whether most of a sentence stands in quotation marks."""
    return sentence.quoted > QUOTED * len(sentence.words)


def _common(first: Sequence[Sentence], second: Sequence[Sentence]) -> Iterator[tuple[int, int, int]]:
    """The lengths of the longest common subsequences that may matter."""
    lcs = LCSseq.similarity
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shorter = min(len(one.words), len(other.words))
            common = lcs(one.words, other.words, score_cutoff=int(ALIKE_BESIDE * shorter))
            if common:
                yield i, j, common


def _share(these: Sequence[Sentence], those: Sequence[Sentence], links: Sequence[tuple[int, int, bool]]) -> float:
    total = sum(len(sentence.words) for sentence in these)
    if not total:
        return 0.0
    covered: dict[int, int] = {}
    for i, j, held in links:
        size = len(these[i].words)
        covered[i] = min(size, covered.get(i, 0) + (len(those[j].words) if held else size))
    return sum(covered.values()) / total


def _verbatim(first: Sequence[Sentence], second: Sequence[Sentence], links: Sequence[tuple[int, int]]) -> float:
    """The share of word 4-grams of the paired sentences that stand on both sides (of the smaller side's)."""
    one = {gram for i in {i for i, _ in links} for gram in _grams(first[i].words)}
    other = {gram for j in {j for _, j in links} for gram in _grams(second[j].words)}
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _grams(words: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)
