"""Signs that a program reworded a text by swapping words, and what most likely stood where that breaks grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dateline.knowledge import Knowledge
from dateline.knowledge.tables import Row
from dateline.record import Span
from dateline.text.reading import Reading

NEEDED = 3.0
"""The weight of signs that marks a text as reworded; one strong sign weighs 1.5, a weak one 0.25 to 1."""

WORDS = 1000
"""The weight needed is that for a text of up to so many words; it grows with longer texts."""


class Rewording:
    """Weigh the signs of ``rewording.tsv``: phrases that word swapping leaves and people do not write."""

    name = "text.Rewording"
    requires = ("article",)
    uses: tuple[str, ...] = ()
    provides = ("integrity",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        rows = (knowledge or Knowledge()).rows("rewording")
        self._weights = {f"s{n}": float(row["weight"]) for n, row in enumerate(rows)}
        signs = "|".join(f"(?P<s{n}>{row['pattern']})" for n, row in enumerate(rows))
        self._signs = re.compile(rf"\b(?:{signs})\b")

    def __call__(self, reading: Reading) -> None:
        """Set ``reading.integrity``."""
        found: dict[str, int] = {}
        for match in self._signs.finditer(reading.text):
            found[match.lastgroup or ""] = found.get(match.lastgroup or "", 0) + 1
        # The same sign again says less: it counts at most twice.
        weight = sum(self._weights.get(sign, 0.0) * min(count, 2) for sign, count in found.items())
        words = reading.text.count(" ") + 1
        reading.integrity = "reworded" if weight >= NEEDED * max(1.0, words / WORDS) else "original"


class Edit(NamedTuple):
    """Words that were replaced for the parser: where they stand in its text (``read``) and in the paragraph."""

    read: Span
    written: Span


class Unspinner:
    """Puts back, for the parser alone, single words where a spinner's wording is no grammar (``unspin.tsv``)."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = [(re.compile(row["pattern"]), row["word"]) for row in rows]

    def __call__(self, text: str) -> tuple[str, list[Edit]]:
        """The text with words put back, and the edits in order."""
        found = sorted((m.span("w"), word) for pattern, word in self._rows for m in pattern.finditer(text))
        pieces, edits, last, length = [], [], 0, 0
        for (start, end), word in found:
            if start < last:
                continue
            pieces += [text[last:start], word]
            length += start - last
            edits.append(Edit((length, length + len(word)), (start, end)))
            length, last = length + len(word), end
        return "".join([*pieces, text[last:]]), edits


def original(start: int, end: int, edits: Iterable[Edit]) -> Span:
    """The span in the paragraph as written of a span in the text as the parser was given it."""
    shift = 0
    for read, written in edits:
        if read[0] >= end:
            break
        if start < read[1]:  # a token that touches the edit stands for all that was written there
            return (min(start + shift, written[0]), max(end + written[1] - read[1], written[1]))
        shift = written[1] - read[1]
    return (start + shift, end + shift)
