"""What a rule may know beyond its own words: the publication day, the mode, what was dated before, the direction."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from dateline.record import Span
from dateline.times.lexicon import Token
from dateline.times.moments import day_in, unit_of
from dateline.times.values import Meaning

NEAR = 1000
"""Characters within which what was told before is still spoken of."""


FEW = 60
"""How many of the dates told last are looked at for a year."""
FAR = 8
"""Years by which a year must differ from its neighbours to be taken for a passing mention."""
DATED_UNITS = ("D", "W", "M", "Y", "S", "Q", "H")
OPENS = re.compile(
    r"(?:\A|[.!?]\W+|\n\W*)"
    r"(?:by |in |during |late |early |mid-?|the |end |of |start |beginning |summer |spring |winter |autumn )*$"
)
"""The beginning of a sentence, with the words that may stand before a year there."""


def _stray(told: list[tuple[Span, str]], place: int) -> bool:
    years = [_number(value) for _, value in told[max(0, place - 8) : place]]
    return len(years) > 5 and min(abs(_number(told[place][1]) - year) for year in years) > FAR


def _number(value: str) -> int:
    return -int(value[2:6]) if value.startswith("BC") else int(value[:4]) if value[:4].isdigit() else 0


def _month(value: str) -> int:
    return int(value.removeprefix("BC")[5:7])


def _year(told: tuple[Span, str]) -> str:
    return told[1][:4]


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

    def year_told(self, span: Span, month: int) -> tuple[Span, str] | None:
        """The date whose year a month or day without one shares in a narrative, or None.

        The last date told, but for years that only pass by: one that opens a bracket (``(1969-1972)``), one far from
        all that was told around it, and one within a sentence when the tale of days and months goes on past it.
        """
        told = [t for t in self.told[-FEW:] if unit_of(t[1]) in DATED_UNITS]
        for place in range(len(told) - 1, -1, -1):
            where, value = told[place]
            if unit_of(value) != "Y":
                return told[place]
            if self.folded[where[0] - 1 : where[0]] == "(" or _stray(told, place):
                continue
            if not OPENS.search(self.folded[max(0, where[0] - 40) : where[0]]):
                tale = next((t for t in reversed(told[:place]) if unit_of(t[1]) in ("D", "M")), None)
                if tale is not None and span[0] - tale[0][1] < NEAR and _month(tale[1]) <= month:
                    return tale
            return told[place]
        return told[-1] if told else None

    def current_quarter(self, span: Span) -> tuple[Span, str] | None:
        """The quarter that results are told of: the first one told not far before, in the latest year."""
        near = [told for told in self.told if "-Q" in told[1] and "X" not in told[1] and span[0] - told[0][1] < NEAR]
        return max(near, key=_year, default=None)

    def now(self) -> tuple[date, str | Span] | None:
        """The day that relative words count from, and the anchor: publication in news, the last date in narrative."""
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
