"""Resolving toponyms: which place a name means, and whether it is meant as a place at all."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.knowledge import Knowledge
from dateline.places.compass import Compass
from dateline.places.finding import Finder
from dateline.places.resolving import Resolver
from dateline.places.usage import Usage
from dateline.record import Article, Span
from dateline.text.reading import PlaceDraft, Reading

__all__ = ["Places", "resolve"]


class Places:
    """The stage: gives every toponym its coordinates and says what it is used as.

    It resolves the drafts that stand in ``reading.places``; where no stage has looked for names yet, it finds them
    itself.
    """

    name = "places.Places"
    requires = ("article",)
    uses = ("parse", "entities", "paragraphs")
    provides = ("places",)
    version = "2"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()
        self.finder = Finder(self.knowledge)
        self.resolver = Resolver(self.knowledge)
        self.usage = Usage(self.knowledge)
        self.compass = Compass(self.knowledge)

    def __call__(self, reading: Reading) -> None:
        """Resolve the toponyms of ``reading.places``, in the order in which they stand in the text."""
        if not reading.places and not reading.entities:
            reading.places = [PlaceDraft(span, reading.words(span)) for span in self.finder(reading)]
        reading.places.sort(key=_span)
        self.resolver(reading)
        self.usage(reading)
        self.compass(reading)


def _span(place: PlaceDraft) -> Span:
    return place.span


def resolve(
    text: str,
    spans: Iterable[Span] | None = None,
    *,
    published: str | None = None,
    publisher: str | None = None,
    knowledge: Knowledge | None = None,
) -> list[PlaceDraft]:
    """The toponyms of a text, resolved, in order; ``spans`` (code points) gives them, else they are found.

    A place that cannot be resolved has ``lat`` None. ``publisher`` helps where a local paper names its own towns.
    """
    reading = Reading(Article.make(text, published=published, publisher=publisher))
    stage = _stage(knowledge)
    if spans is None:
        stage(reading)
        return reading.places
    reading.places = [PlaceDraft(span, text[span[0] : span[1]]) for span in sorted(spans)]
    if reading.places:
        stage(reading)
    return reading.places


_shared: list[Places] = []


def _stage(knowledge: Knowledge | None) -> Places:
    """A stage over this knowledge; the one over the shipped tables is kept."""
    if _shared and knowledge in (None, _shared[0].knowledge):
        return _shared[0]
    stage = Places(knowledge)
    if not _shared:
        _shared.append(stage)
    return stage
