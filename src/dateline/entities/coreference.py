"""The stage ``entities.Coreference``: phrases and pronouns that mean a named entity."""

from __future__ import annotations

from dateline.entities.words import Words
from dateline.knowledge import Knowledge
from dateline.text.reading import Reading


class Coreference:
    """Link nominals and pronouns to the entities that the names made."""

    name = "entities.Coreference"
    requires = ("article", "parse", "entities")
    uses = ("attributions",)
    provides = ("entities",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self._words = Words(knowledge or Knowledge())

    def __call__(self, reading: Reading) -> None:
        """Add mentions and entities to ``reading.entities``."""
