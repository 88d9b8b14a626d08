"""What is known before any article is read: tables as data, their loaders, and the look-ups that stages use.

``Knowledge`` holds them all; every look-up works on one object, so that a user's lexicon reaches each stage. The
module-level functions ask the shipped tables alone.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from dateline.knowledge.countries import Countries
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.tables import Lexicon, Row
from dateline.knowledge.verbs import Verbs

__all__ = ["Knowledge"]


class Knowledge:
    """The tables, with a user's ``lexicon`` folder laid over them; parts load when first asked for."""

    def __init__(self, lexicon: Path | str | None = None) -> None:
        self.lexicon = Lexicon(lexicon)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table by its name (the stem of its file), in any room."""
        return self.lexicon.rows(table)

    @cached_property
    def verbs(self) -> Verbs:
        """The verbs table."""
        return Verbs(self.lexicon)

    @cached_property
    def countries(self) -> Countries:
        """Countries by any name, adjective, demonym, capital or metonym."""
        return Countries(self.lexicon)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer."""
        return Gazetteer(self.lexicon.rows("place_words"))

    @property
    def digest(self) -> str:
        """A digest of all tables: part of the pipeline's version."""
        return self.lexicon.digest
