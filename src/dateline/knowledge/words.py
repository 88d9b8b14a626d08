"""Words: roles and their sectors, titles, first names by gender, and what word spinners swap."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from dateline.knowledge.names import fold
from dateline.knowledge.tables import Row

MOST_WORDS = 8
MOST_WORDINGS = 48


class Roles:
    """Role nouns and what PLOVER sector their bearers belong to."""

    def __init__(self, roles: Iterable[Row], titles: Iterable[Row]) -> None:
        self._sectors: dict[str, str] = {}
        for row in titles:
            if row["sector"]:
                self._sectors.setdefault(fold(row["title"]), row["sector"])
        for row in roles:
            self._sectors[fold(row["noun"])] = row["sector"]

    def get(self, noun: str) -> str | None:
        """The sector of a role noun or phrase; that of its last words, or of the singular, where it is not listed."""
        words = fold(noun).split()
        for start in range(len(words)):
            key = " ".join(words[start:])
            for form in (key, *_singulars(key)):
                if form in self._sectors:
                    return self._sectors[form]
        return None


def _singulars(word: str) -> Iterable[str]:
    if word.endswith("men"):
        yield word[:-2] + "an"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


class Swaps:
    """Wordings that word spinners put for others, and back again."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.phrases: dict[str, str] = {}
        self._words: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            wording, original = fold(row["wording"]), fold(row["original"])
            if " " in wording:
                self.phrases.setdefault(wording, original)
            else:
                self._words[wording].append(original)

    def words(self, word: str) -> tuple[str, ...]:
        """What a single word may have stood for before it was swapped, likeliest first; empty for most words."""
        return tuple(self._words.get(fold(word), ()))

    def is_swap(self, phrase: str) -> bool:
        """Whether a phrase or word is one that spinners are known to write."""
        key = fold(phrase)
        return key in self.phrases or key in self._words

    def originals(self, name: str) -> tuple[str, ...]:
        """The wordings that ``name`` may have had before single words of it were swapped, fewest swaps first."""
        key = fold(name)
        found = [self.phrases[key]] if key in self.phrases else []
        words = key.split()
        if len(words) > MOST_WORDS:
            return tuple(found)
        choices = [[word, *self._words.get(word, ())[:4]] for word in words]
        size = 1
        for choice in choices:
            size *= len(choice)
        if 1 < size <= MOST_WORDINGS:
            made = sorted(product(*choices), key=lambda made: sum(a != b for a, b in zip(made, words, strict=True)))
            found += [" ".join(m) for m in made if list(m) != words]
        return tuple(found)


class FirstNames:
    """First names by gender, looked up in the index and in a user's rows."""

    def __init__(self, connections: Iterable[sqlite3.Connection]) -> None:
        self._connections = tuple(connections)
        self.get = lru_cache(4096)(self._get)

    def _get(self, name: str) -> str | None:
        """``m``, ``f``, ``both``, or None for a name not listed."""
        found: set[str] = set()
        for connection in self._connections:
            rows = connection.execute("SELECT gender FROM first_names WHERE key = ?", (fold(name),))
            found.update(gender for (gender,) in rows)
        return ("both" if len(found) > 1 else next(iter(found))) if found else None


class Leads:
    """Which office "the leader" of a country means: that of the head of state unless a row says otherwise."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._office = {row["country"]: row["office"] for row in rows}

    def get(self, country: str) -> str:
        """The office that leads the country (ISO 2)."""
        return self._office.get(country, "head of state")
