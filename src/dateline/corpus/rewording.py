"""Rewording: the signs that a program exchanged the words of a text, and which phrases it exchanged."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from dateline.knowledge import Knowledge
from dateline.record import Span

NEEDED, WORDS = 3.0, 1000
"""The weight of signs that marks a text of up to so many words as reworded; it grows with longer texts. The same table
(``rewording``) and measure as where an article is read, for texts that nobody has read yet."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A phrase of ``a`` and what stands for it in ``b``; one side may be empty (words added or left out)."""

    a: Span
    b: Span


@lru_cache(maxsize=4)
def _signs(knowledge: Knowledge) -> tuple[re.Pattern[str], tuple[float, ...]]:
    rows = knowledge.rows("rewording")
    signs = "|".join(f"(?P<s{n}>{row['pattern']})" for n, row in enumerate(rows))
    return re.compile(rf"\b(?:{signs})\b"), tuple(float(row["weight"]) for row in rows)


_DEFAULT = Knowledge()


def is_reworded(text: str, knowledge: Knowledge | None = None) -> bool:
    """Whether a text bears signs enough of a word-swapping program (phrases that no writer chooses)."""
    pattern, weights = _signs(knowledge or _DEFAULT)
    found = Counter(int(match.lastgroup[1:]) for match in pattern.finditer(text) if match.lastgroup)
    weight = sum(weights[sign] * min(count, 2) for sign, count in found.items())
    return weight >= NEEDED * max(1.0, (text.count(" ") + 1) / WORDS)


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
