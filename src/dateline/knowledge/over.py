"""A user's rows laid over the gazetteer, at run time and in memory.

Places of ``countries``, ``regions``, ``waters``, ``landforms`` and ``facilities`` are added, or stand in for the
shipped place of the same name and table; ``demonyms``, ``abbreviations`` and ``looser_names`` lead to a place that is
there. A row that cannot be is told with its file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.knowledge.build_gazetteer import Builder, packed
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer import FEATURES, MATCHES
from dateline.knowledge.tables import Lexicon, Row, read

FEATURES_OF = {
    "countries": {"country"}, "regions": {"region", "continent"}, "waters": {"water"}, "landforms": {"landform"},
    "facilities": {"facility", "water"},
}  # fmt: skip
"""The features that the places of each table have."""
WORDS = {
    "demonyms": ("word", "demonym"), "abbreviations": ("abbreviation", "abbreviation"),
    "looser_names": ("name", "alias"),
}  # fmt: skip
"""Tables of words for places: the column of the word, and how it meets."""
SIDES = ("west", "south", "east", "north")

Packed = tuple[Any, ...]
Find = Callable[[str], list[Packed]]


class Over:
    """A user's places by key, as the gazetteer's query answers them, and the shipped ones that they replace."""

    def __init__(self, lexicon: Lexicon, alone: Lexicon) -> None:
        self.names: dict[str, list[Packed]] = {}
        self._hidden: set[tuple[str, int]] = set()
        self._words: list[tuple[Path, int, str, str, str, str]] = []
        tables = [table for table in FEATURES_OF if table in lexicon.tables]
        for table in tables:
            for line, row in read(lexicon.path(table)):
                _check(lexicon.path(table), line, row)
                numbers = {FEATURES.index(feature) for feature in FEATURES_OF[table]}
                self._hidden.update((row["name"], number) for number in numbers)
        builder = Builder(alone)
        adders = {
            "countries": builder.add_countries, "regions": builder.add_regions, "facilities": builder.add_facilities,
        }  # fmt: skip
        for table in tables:
            if table in adders:
                adders[table]()
        builder.add_natural([table for table in tables if table in ("landforms", "waters")])
        for place in builder.places:
            for key, number in place.names.items():
                self.names.setdefault(key, []).append(packed(place, number))
        for table, (column, match) in WORDS.items():
            if table in lexicon.tables:
                path = lexicon.path(table)
                self._words += [
                    (path, line, row[column], row["place"], row.get("country", ""), match) for line, row in read(path)
                ]

    def lead(self, find: Find) -> None:
        """Lead the words to their places; ``find`` answers what the gazetteer knows under a key, ours among it."""
        for path, line, word, name, country, match in self._words:
            found = [place for place in find(fold(name)) if not country or place[9] == country]
            if not found:
                raise DatelineError("lexicon.column", path=path, line=line, reason=f"no place is called {name!r}")
            best = max(found, key=_prominence)
            self.names.setdefault(fold(word), []).append((*best[:16], MATCHES.index(match), best[17]))

    def hides(self, place: Packed) -> bool:
        """Whether a user's row stands in for this shipped place; a division of a country stays."""
        return (place[1], place[2]) in self._hidden and not place[14]


def _prominence(place: Packed) -> int:
    return int(place[13])


def _check(path: Path, line: int, row: Row) -> None:
    for reason in _faults(row):
        raise DatelineError("lexicon.column", path=path, line=line, reason=reason)


def _faults(row: Row) -> Iterator[str]:
    if not row["name"]:
        yield "the name is missing"
    columns = ["lat", "lon", *(SIDES if row.get("west") else ())]
    for column in columns:
        limit = 90 if column in ("lat", "south", "north") else 180
        try:
            value = float(row[column])
        except ValueError:
            yield f"{column} is {row[column]!r}, no number"
        else:
            if abs(value) > limit:
                yield f"{column} is {row[column]}, beyond {limit} degrees"
    if row.get("west") and float(row["south"]) > float(row["north"]):
        yield "south lies north of north"
    if "rank" in row and "kind" not in row and row["rank"] not in ("continent", "macro", "region"):
        yield f"rank is {row['rank']!r}, not continent, macro or region"
