"""The stage: findings become drafts."""

from __future__ import annotations

from dateline.attributions.finder import Finder
from dateline.attributions.lexicon import Cues
from dateline.attributions.trees import pieces
from dateline.knowledge import Knowledge
from dateline.text.parse import Parse
from dateline.text.reading import AttributionDraft, Reading


class Attributions:
    """Find the attributions of an article: who says what, by which words."""

    name = "attributions.Attributions"
    requires = ("article", "parse")
    uses = ("entities", "places")
    provides = ("attributions",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()
        self._finder = Finder(Cues(self.knowledge))

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.attributions``."""
        parse = reading.parse
        if parse is None:
            return
        for finding in self._finder(reading):
            content = pieces(parse.tokens, finding.content)
            if content:
                cue = pieces(parse.tokens, {t.i for t in finding.cue})
                reading.attributions.append(
                    AttributionDraft(
                        finding.source_span, False, "person", cue or [finding.cue[0].span], finding.cue_class, content,
                    )
                )


def find(text: str) -> list[AttributionDraft]:
    return []
