"""Signs that a text was reworded by a machine that swaps words (``integrity: reworded``)."""

from __future__ import annotations

import re

from dateline.knowledge import Knowledge
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
