"""Retelling: texts that people wrote from one press release or wire story, in words of their own.

People join and cut sentences and put in words of their own more freely than a program, so that few sentences align.
Two things still tell their texts from two reports of one event: runs of five words outside quotations stand in both
(*common runs*: hardly any where two reporters wrote), and in all sentences, not in some, many words stand in one
sentence of the other in the same order (the share that is *retold*). The bounds were chosen on labelled real pairs
(docs/copies.md says which).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from dateline.corpus.alignment import SHORT, is_quoted, same_names
from dateline.corpus.fingerprint import Fingerprint, Sentence

RUN = 5
"""Words in a run."""
PASSAGE, SHARE = 9, 0.015
"""Common runs from which a passage was taken over (13 words in a row, or shorter pieces together), and the share of
the runs of the text that has fewer: long texts on one subject share names and phrases of that length by chance."""
TEMPLATE = 0.2
"""Share of common runs in sentences that agree in names, under which all of them are a template's."""
LONG = 16
"""Common runs of one sentence that are no template's."""
CHANCE, FULL = 0.25, 0.55
"""Share of a sentence's words, in order, that stands in some sentence of any report of the same event; the share from
which the sentence counts as retold in full."""
RETOLD = 0.53
"""Share of a text, in words, that must be retold for it to be a copy."""
TAKEN = 0.85
"""Share of its words from which a sentence was taken as it was. A follow-up takes some sentences and is new in the
rest; where a text is retold, the share told of the other sentences is no less than the share of those taken."""


def has_passage(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two texts have runs of words outside quotations in common that nobody writes twice by chance.

    There are none where hardly any of their sentences agree in names and numbers: that is a template filled anew.
    A template has no long passages without a gap, so the runs of a sentence that shares ``LONG`` of them count.
    """
    one, other = _runs(a.sentences), _runs(b.sentences)
    common = one.keys() & other.keys()
    if len(common) < max(PASSAGE, SHARE * min(len(one), len(other))):
        return False
    shared = Counter(one[run].span for run in common)
    agreeing = sum(shared[one[run].span] >= LONG or same_names(one[run], other[run]) for run in common)
    return agreeing > TEMPLATE * len(common)


def retold(a: Fingerprint, b: Fingerprint) -> float:
    """The share of a's words, quotations left out, in sentences that b tells too; 0 for a follow-up.

    A sentence counts in so far as it keeps its words in order: not at all with a share of ``CHANCE`` or less, as a
    whole from ``FULL``.
    """
    rows = []
    for sentence in _written(a.sentences):
        size = len(sentence.words)
        if size >= SHORT:
            common = max((LCSseq.similarity(sentence.words, other.words) for other in b.sentences), default=0)
            rows.append((size, common / size))
    rest = [(size, kept) for size, kept in rows if kept < TAKEN]
    taken = 1 - sum(size for size, _ in rest) / max(1, sum(size for size, _ in rows))
    return _told(rows) if _told(rest) >= taken or not rest else 0.0


def _told(rows: Sequence[tuple[int, float]]) -> float:
    total = sum(size for size, _ in rows)
    told = sum(size * min(1.0, max(0.0, (kept - CHANCE) / (FULL - CHANCE))) for size, kept in rows)
    return told / total if total else 0.0


def _written(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [sentence for sentence in sentences if not is_quoted(sentence)]


def _runs(sentences: Sequence[Sentence]) -> dict[tuple[int, ...], Sentence]:
    """All runs outside quotations, each with the first sentence that has it."""
    return {
        run: sentence
        for sentence in reversed(_written(sentences))
        for run in zip(*(sentence.words[at:] for at in range(RUN)), strict=False)
    }
