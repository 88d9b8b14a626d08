"""Rewording: the signs that a program exchanged the words of a text, and which phrases it exchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from dateline.knowledge import Knowledge
from dateline.record import Span

ENOUGH = 4.0
"""Weight of signs, per 400 words or less, from which a text counts as reworded."""
_PER = 400


@dataclass(frozen=True, slots=True)
class Swap:
    """A phrase of ``a`` and what stands for it in ``b``; one side may be empty (words added or left out)."""

    a: Span
    b: Span


@lru_cache(maxsize=4)
def _signs(knowledge: Knowledge) -> list[tuple[re.Pattern[str], float]]:
    return [(re.compile(row["pattern"]), float(row["weight"])) for row in knowledge.rows("copies_rewording")]


_DEFAULT = Knowledge()


def is_reworded(text: str, knowledge: Knowledge | None = None) -> bool:
    """Whether a text bears signs enough of a word-swapping program (phrases that no writer chooses)."""
    weight = sum(w * len(sign.findall(text)) for sign, w in _signs(knowledge or _DEFAULT))
    return weight >= ENOUGH * max(1.0, text.count(" ") / _PER)


_TOKEN = re.compile(r"\w+(?:[-'’.,]\w+)*")


def swaps(text_a: str, a: Span, text_b: str, b: Span) -> list[Swap]:
    """The phrases exchanged between a sentence of ``text_a`` and one of ``text_b``, as spans of the two texts."""
    one = [m.span() for m in _TOKEN.finditer(text_a, *a)]
    other = [m.span() for m in _TOKEN.finditer(text_b, *b)]
    words_a = [text_a[s:e].lower() for s, e in one]
    words_b = [text_b[s:e].lower() for s, e in other]
    found = []
    for step in _changes(words_a, words_b):
        (i, k), (j, n) = step
        found.append(Swap(_span(one, i, k, a), _span(other, j, n, b)))
    return found


def _changes(a: list[str], b: list[str]) -> list[tuple[Span, Span]]:
    """Runs of words that differ: changes that touch are one."""
    runs: list[tuple[Span, Span]] = []
    for step in LCSseq.opcodes(a, b):
        if step.tag == "equal":
            continue
        one, other = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        if runs and runs[-1][0][1] == one[0] and runs[-1][1][1] == other[0]:
            runs[-1] = ((runs[-1][0][0], one[1]), (runs[-1][1][0], other[1]))
        else:
            runs.append((one, other))
    return runs


def _span(words: list[Span], first: int, last: int, around: Span) -> Span:
    if first < last:
        return (words[first][0], words[last - 1][1])
    at = words[first - 1][1] if first else around[0]
    return (at, at)
