"""Which language a text is in, by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from dateline.knowledge.tables import read

LETTERS = 200
"""Below so many letters nothing is said of the language: names alone would decide it."""

LOOKED_AT = 5000
"""Code points of the text that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _stopwords() -> dict[str, list[str]]:
    """Word -> the languages that use it as one of their most frequent words."""
    languages: dict[str, list[str]] = {}
    for _, row in read(Path(__file__).with_name("stopwords.tsv")):
        for word in row["words"].split():
            languages.setdefault(word, []).append(row["language"])
    return languages


def recognise(text: str) -> str | None:
    """The language of a text (``en``, or an English name such as ``French``), or None where it cannot be told.

    A text is English unless another language's frequent words stand in it at least twice as often, and make
    up 8 % of its words; a text whose letters are mostly not Latin is named by its script.
    """
    sample = text[:LOOKED_AT]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < LETTERS:
        return None
    latin = sum(c < "\u0250" for c in letters)
    if latin < len(letters) / 2:
        return "not in Latin letters"
    words = [w.lower() for w in _WORD.findall(sample)]
    counts = Counter(language for word in words for language in _stopwords().get(word, ()))
    if not counts:
        return None
    best, count = max(counts.items(), key=_count_of)
    if best != "en" and count > 2 * counts["en"] and count > 0.08 * len(words):
        return best
    return "en" if counts["en"] > 0.08 * len(words) else None


def _count_of(item: tuple[str, int]) -> tuple[int, str]:
    return item[1], item[0]
