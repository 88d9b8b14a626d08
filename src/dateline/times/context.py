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
DATED_UNITS = ("D", "W", "M", "Y", "S", "Q", "H")
OPENS = re.compile(
    r"(?:\A|[.!?]\W+|\n\W*)"
    r"(?:by |in |during |late |early |mid-?|the |end |of |start |beginning |summer |spring |winter |autumn )*$"
)
"""The beginning of a sentence, with the words that may stand before a date there."""
ASIDE = re.compile(r"\b(?:until|till|since|than|as opposed to|following|as of)\b[^,.;\n]*$")
"""Words that bring a date which only bounds what is told."""
ENDS = re.compile(r"[a-z0-9)\"'][a-z0-9)\"'][.!?]|[\n(;]")
"""Where what a date governs has ended."""
SENTENCE = 250
"""Characters beyond which no date of the same sentence lies."""
BEFORE = 60
"""Characters before a date that tell what it does in its sentence."""
FAR = 8
"""Years by which a year must differ from its neighbours to be taken for a passing mention."""
QUARTER = re.compile(r"\d{4}-Q\d")
LISTED = re.compile(r"(?:,|,? and|,? or) ")
"""What stands between the dates of a list."""
SEVERAL = re.compile(r"P[69]M")
LEAP = 12
"""Months by which a date within a sentence may take the tale on."""
TURN = 8
"""Months by which a month must lie before the one told to be of the next year."""


def _stray(told: list[tuple[Span, str]]) -> bool:
    years = [_year(value) for _, value in told[-9:-1]]
    return len(years) > 5 and min(abs(_year(told[-1][1]) - year) for year in years) > FAR


def _year(value: str) -> int:
    return -int(value[2:6]) if value.startswith("BC") else int(value[:4]) if value[:4].isdigit() else 0


def _month(value: str) -> int | None:
    return int(value[5:7]) if unit_of(value) in ("D", "M") and value[0] != "B" else None


def _quarter_year(told: tuple[Span, str]) -> str:
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
    several: Span | None = None
    """Where several months were last told of (*the first nine months*): what follows compares those."""
    tale: tuple[Span, str] | None = None
    """The date that the narrative stands at: of those told, the last that does not only pass by."""

    @property
    def tells(self) -> bool:
        """Whether the text is a narrative, or has no publication date to count from."""
        return self.narrative or self.published is None

    def tell(self, span: Span, value: str, *, leans: bool = False) -> None:
        """Remember a date that later ones may lean on; ``leans`` says that it leans on one told before itself."""
        unit = unit_of(value)
        if SEVERAL.fullmatch(value):
            self.several = span
        if unit is None or (leans and unit == "S"):
            return
        self.told.append((span, value))
        if self.tells and unit in DATED_UNITS and self._goes_on(span, value, leans=leans):
            self.tale = (span, value)

    def _goes_on(self, span: Span, value: str, *, leans: bool) -> bool:
        """Whether the tale goes on from a date: it opens a sentence or a paragraph, or lies not far ahead.

        A look back (*two years earlier*), a bound (*until the fall of the port in 1945*), a year within a sentence or a
        leap within a paragraph does not take the tale with it.
        """
        if self.tale is None:
            return True
        there, now = self.tale
        before = self.folded[max(0, span[0] - BEFORE) : span[0]]
        if OPENS.search(before) or "B" in value[0] + now[0]:
            return True
        if LISTED.fullmatch(self.folded[there[1] : span[0]]):
            return 0 <= _year(value) - _year(now) <= 1
        if (
            ASIDE.search(before)
            or (leans and _year(value) < _year(now))
            or (unit_of(value) == "Y" and _stray(self.told))
        ):
            return False
        if "\n" in self.folded[there[1] : span[0]] and "\n" in self.folded[self.told[-2][0][1] : span[0]]:
            return True
        month = _month(value)
        if month is None:
            return unit_of(value) != "Y" and _year(value) == _year(now)
        ahead = (_year(value) - _year(now)) * 12 + month - (_month(now) or (month if _year(value) == _year(now) else 6))
        return 0 <= ahead <= LEAP

    def last(self, *units: str) -> tuple[Span, str] | None:
        """The last date told that is at least as precise as one of these units (any date when none is given)."""
        for span, value in reversed(self.told):
            if not units or unit_of(value) in units:
                return span, value
        return None

    def year_told(self, span: Span, month: int) -> tuple[str, Span] | None:
        """The year of a month or day without one in a narrative, and the date told that has it; None where none was.

        The month follows the date of its own sentence, else the one that the tale stands at.
        """
        told = self.last("D", "M")
        if told is None or span[0] - told[0][1] > SENTENCE or ENDS.search(self.folded[told[0][1] : span[0]]):
            told = self.tale
        if told is None:
            return None
        where, value = told
        if value.startswith("BC"):
            return value[:6], where
        # From October on, the tale's next January is of the year that follows.
        turns = (_month(value) or 0) - month >= TURN
        return f"{int(value[:4]) + turns:04}", where

    def current_quarter(self, span: Span) -> tuple[Span, str] | None:
        """The quarter that results are told of: the first one told not far before, in the latest year."""
        several = self.several[0] if self.several else 0
        near = [
            told
            for told in self.told
            if told[0][0] > several and QUARTER.match(told[1]) and span[0] - told[0][1] < NEAR
        ]
        if self.published is not None:
            now = f"{self.published.year:04}-Q{(self.published.month + 2) // 3}"
            near = [told for told in near if told[1] < now] or [told for told in near if told[1] == now]
        return max(near, key=_quarter_year, default=None)

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
