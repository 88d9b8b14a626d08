"""The stage ``entities.Coreference``: phrases and pronouns that mean an entity, and entities without a name."""

from __future__ import annotations

from dateline.entities.known import Known
from dateline.entities.nominals import Nominals
from dateline.entities.pronouns import Pronouns
from dateline.entities.scene import Scene
from dateline.entities.words import Words
from dateline.knowledge import Knowledge
from dateline.text.reading import MentionDraft, Reading


class Coreference:
    """Link nominals and pronouns to the entities of an article.

    Adds mentions of form ``nominal`` and ``pronoun`` to ``reading.entities``, and entities for phrases without a name
    that act or speak ("protesters", "a spokesman", "US and Norlandic officials" with its members).
    """

    name = "entities.Coreference"
    requires = ("article", "parse", "entities")
    uses = ("attributions",)
    provides = ("entities",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        knowledge = knowledge or Knowledge()
        self._words = Words(knowledge)
        self._nominals = Nominals(knowledge, self._words, Known(knowledge))
        self._pronouns = Pronouns()

    def __call__(self, reading: Reading) -> None:
        """Add mentions and entities to ``reading.entities``."""
        if reading.parse is None or not reading.parse.tokens:
            return
        scene = Scene(reading, self._words)
        self._nominals(scene)
        self._pronouns(scene)
        for draft in reading.entities:
            draft.mentions.sort(key=_start)
        # A group is known by its members where no words of its own name it.
        reading.entities[:] = [d for d in reading.entities if d.mentions]


def _start(mention: MentionDraft) -> int:
    return mention.span[0]
