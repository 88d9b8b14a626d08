"""Patterns for names that no table lists: designations of weapons, prefixed names of ships."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.knowledge.readings import NameReading
from dateline.knowledge.tables import Row


class Designations:
    """The rows of ``designations.tsv``; each pattern must match a whole name."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = list(rows)
        self._any = re.compile("|".join(f"(?:{row['pattern']})" for row in self._rows) or r"(?!)")

    def find(self, text: str) -> list[tuple[tuple[int, int], Row]]:
        """The designations in a text: (span in code points, row), left to right, none inside another."""
        found = []
        for match in self._any.finditer(text):
            row = self.row(match[0])
            if row is not None:
                found.append((match.span(), row))
        return found

    def row(self, name: str) -> Row | None:
        """The first row whose pattern is the whole of the name."""
        if not self._any.fullmatch(name):
            return None
        return next(row for row in self._rows if re.fullmatch(row["pattern"], name))

    def readings(self, name: str) -> list[NameReading]:
        """The readings of a name that some pattern describes."""
        row = self.row(name)
        if row is None:
            return []
        id_ = f"{row['kind']}:{name}"
        return [NameReading(row["kind"], name, id_, row["class"] or None, row["country"] or None)]
