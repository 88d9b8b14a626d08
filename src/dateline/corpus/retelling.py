"""Retelling: texts that people wrote from one press release or wire story, in words of their own.

People join and cut sentences and put in words of their own more freely than a program, so that few sentences align.
Two things still tell their texts from two reports of one event: short runs of words outside quotations stand in both
(the *echo*), and in all sentences, not in some, many words stand in one sentence of the other in the same order (what
is *kept*). The bounds were chosen on one half of the labelled real pairs (docs/copies.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from dateline.corpus.alignment import SHORT, is_quoted, same_names
from dateline.corpus.fingerprint import Fingerprint, Sentence

RUN = 3
"""Words in a run of the echo."""
TEMPLATE = 0.2
"""Share of common runs in sentences that agree in names, under which all of them are a template's."""
RETOLD_ECHO = 0.3
"""Echo from which a text may be the other, retold."""
RETOLD = 0.52
"""Share of the words that are kept from which it is."""
LIKE, SPREAD = 0.45, 0.4
"""Share of its words that a retold sentence keeps; share of the text (in words) that such sentences make up."""
TAKEN, REST = 0.85, 0.34
"""Share from which a sentence was taken as it was, and the share that must be kept of all others: a follow-up repeats
some sentences and is new in the rest."""


def echo(a: Fingerprint, b: Fingerprint) -> float:
    """The share of runs of three words, quotations left out, that stand in both texts (of the one with fewer).

    There is none where hardly any of their sentences agree in names and numbers: that is a template filled anew.
    """
    one, other = _runs(a.sentences), _runs(b.sentences)
    smaller = min(len(one), len(other))
    common = one.keys() & other.keys()
    agreeing = sum(same_names(one[run], other[run]) for run in common)
    return len(common) / smaller if smaller and agreeing > TEMPLATE * len(common) else 0.0


def kept(a: Fingerprint, b: Fingerprint) -> list[tuple[int, float]]:
    """Each sentence of a, quotations left out: its length, and the share of its words that one of b has in order."""
    rows = []
    for sentence in _written(a.sentences):
        size = len(sentence.words)
        if size >= SHORT:
            common = max((LCSseq.similarity(sentence.words, other.words) for other in b.sentences), default=0)
            rows.append((size, common / size))
    return rows


def retold(a: Fingerprint, b: Fingerprint, echoed: float) -> tuple[float, float] | None:
    """The directed shares of retold sentences where one of two texts is the other retold, else ``None``."""
    if echoed < RETOLD_ECHO:
        return None
    one, other = kept(a, b), kept(b, a)
    rows = max(one, other, key=_mean)
    rest = [(size, share) for size, share in rows if share < TAKEN]
    if _mean(rows) < RETOLD or _mean(rest) < REST or _spread(rows) < SPREAD:
        return None
    return _spread(one), _spread(other)


def _mean(rows: Sequence[tuple[int, float]]) -> float:
    total = sum(size for size, _ in rows)
    return sum(size * share for size, share in rows) / total if total else 0.0


def _spread(rows: Sequence[tuple[int, float]]) -> float:
    return _mean([(size, float(share >= LIKE)) for size, share in rows])


def _written(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    return (sentence for sentence in sentences if not is_quoted(sentence))


def _runs(sentences: Sequence[Sentence]) -> dict[tuple[int, ...], Sentence]:
    """All runs, each with the first sentence that has it."""
    return {
        run: sentence
        for sentence in reversed(list(_written(sentences)))
        for run in zip(*(sentence.words[at:] for at in range(RUN)), strict=False)
    }
