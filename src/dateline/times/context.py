"""What a rule may know beyond its own words: the publication day, the mode, what was dated before, the direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from dateline.record import Span
from dateline.times.lexicon import Token
from dateline.times.moments import day_in, unit_of
from dateline.times.values import Meaning

NEAR = 700
"""Characters within which a quarter told before is still the one that is spoken of."""


def _value(told: tuple[Span, str]) -> str:
    return told[1]


@dataclass(slots=True)
class Context:
    """The state of one text while it is resolved.

    ``told`` are the dates resolved so far, in order: span, value. ``heading`` gives ``future`` or ``past`` for a span,
    from the grammar around it.
    """

    text: str
    folded: str
    published: date | None
    narrative: bool
    days: dict[str, str]
    heading: Callable[[Span], str]
    told: list[tuple[Span, str]] = field(default_factory=list)
    ancient: bool = False

    def tell(self, span: Span, value: str) -> None:
        """Remember a date that later ones may lean on."""
        if unit_of(value) is not None:
            self.told.append((span, value))

    def last(self, *units: str) -> tuple[Span, str] | None:
        """The last date told that is at least as precise as one of these units (any date when none is given)."""
        for span, value in reversed(self.told):
            if not units or unit_of(value) in units:
                return span, value
        return None

    def current_quarter(self, span: Span) -> tuple[Span, str] | None:
        """The latest quarter told not far before a span: what *the quarter* and *a year ago* mean in a report of results."""
        near = [told for told in self.told if "-Q" in told[1] and "X" not in told[1] and span[0] - told[0][1] < NEAR]
        return max(near, key=_value, default=None)

    def now(self) -> tuple[date, str | Span] | None:
        """The day that relative words count from, and the anchor's name: publication in news, the last date in narrative."""
        if not self.narrative and self.published is not None:
            return self.published, "published"
        return self.before()

    def before(self, *units: str) -> tuple[date, str | Span] | None:
        """A day of the last date told, with its span."""
        told = self.last(*units)
        if told is None:
            return None
        day = day_in(told[1])
        return (day, told[0]) if day else None


@dataclass(slots=True)
class Words:
    """The words of one expression, as a maker sees them: ``core`` is its own, ``after`` and ``prior`` lie around."""

    core: list[Token]
    after: list[Token]
    prior: list[Token]
    context: Context
    argument: str

    @property
    def span(self) -> Span:
        """From the first to the last word."""
        return (self.core[0].start, self.core[-1].end)

    def get(self, *kinds: str) -> Token | None:
        """The first word of one of these classes."""
        for token in self.core:
            if token.kind in kinds:
                return token
        return None

    def ahead(self, *kinds: str) -> Token | None:
        """The first such word, in the expression or after it."""
        for token in [*self.core, *self.after]:
            if token.kind in kinds:
                return token
        return None

    def behind(self, *kinds: str) -> Token | None:
        """The nearest such word before the expression."""
        for token in reversed(self.prior):
            if token.kind in kinds:
                return token
        return None

    def has(self, *kinds: str) -> bool:
        """Whether the expression holds a word of one of these classes."""
        return self.get(*kinds) is not None


Maker = Callable[[Words], Meaning | None]
