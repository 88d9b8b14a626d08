"""Finding and resolving every time expression of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.record import Span, Time
from dateline.text.reading import Reading, TimeDraft
from dateline.times import clock, dates, lengths
from dateline.times.context import Context, Maker
from dateline.times.context import Words as RuleWords
from dateline.times.grammar import Grammar, Rule
from dateline.times.guards import Guards, compound
from dateline.times.heading import Heading
from dateline.times.lexicon import Run, Token, Words, fold
from dateline.times.moments import named_days
from dateline.times.tables import check
from dateline.times.values import WELL_FORMED, Meaning, bounds

if TYPE_CHECKING:
    from dateline.text.parse import Parse

MAKERS: dict[str, Maker] = {
    "iso": dates.iso, "slashed": dates.slashed, "day": dates.day, "month": dates.month, "year": dates.year,
    "weekday": dates.weekday, "today": dates.today, "unit": dates.unit, "the_unit": dates.the_unit,
    "later": dates.later,
    "beside": dates.beside, "quarter": dates.quarter, "season": dates.season, "decade": dates.decade,
    "century": dates.century, "holiday": dates.holiday, "year_end": dates.year_end, "ref": dates.ref,
    "length": lengths.length, "vague": lengths.vague, "past_unit": lengths.past_unit, "word": lengths.word,
    "set_or_length": lengths.set_or_length, "each": lengths.each, "ago": lengths.ago, "year_ago": lengths.year_ago,
    "clock": clock.clock, "part": clock.part, "day_part": clock.day_part, "period": dates.period,
}  # fmt: skip
"""Every maker that a rule may name."""

MODES = ("auto", "news", "narrative")


class Resolver:
    """The tables made ready once; ``drafts`` reads one text."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        knowledge = knowledge or Knowledge()
        if knowledge.lexicon.tables:
            check(knowledge, MAKERS)
        self.days = named_days(knowledge)
        self.words = Words(knowledge)
        self.grammar = Grammar(knowledge, self.words)
        self.heading = Heading(knowledge)
        self.guards = Guards(knowledge)

    def drafts(
        self, text: str, published: str | None = None, mode: str = "auto", parse: Parse | None = None
    ) -> list[TimeDraft]:
        """The time expressions of a text, in order."""
        folded = fold(text)
        day = _day(published)
        runs = list(self.words.runs(folded))
        narrative = mode == "narrative" or (mode == "auto" and _tells(runs, day))
        context = Context(text, folded, day, narrative, self.days, lambda span: self.heading.of(folded, span, parse))
        found: list[tuple[Span, Meaning]] = []
        for run in runs:
            self._read(run, context, found)
        stamp = day.isoformat() if day else None
        return [_draft(span, meaning, stamp) for span, meaning in found]

    def _read(self, run: Run, context: Context, found: list[tuple[Span, Meaning]]) -> None:
        latest: Part | None = None
        for start, end, core, rules, before in self.grammar.part(run):
            made, rule = None, rules[0]
            for rule in rules:
                made = self._make(run.tokens, start, end, core, rule, before, context)
                if made is not None:
                    break
            if made is None:
                continue
            part = Part(*made, start, end, loose=rule.makes in ("clock", "part"))
            joined = clock_and_day(latest, part, run.tokens) if latest is not None else None
            if joined is not None:
                found.pop()
                part = joined
            found.append((part.span, part.meaning))
            context.tell(part.span, part.meaning.value, leans=not isinstance(part.meaning.anchor, str))
            latest = part

    def _make(
        self, tokens: list[Token], start: int, end: int, core: int, rule: Rule, before: Rule | None, context: Context
    ) -> tuple[Span, Meaning] | None:
        words = RuleWords(tokens[core:end], tokens[end:], tokens[:start], context, rule.argument)
        if rule.guard and before is None and not self.guards.pass_(rule.guard, words):
            return None
        try:
            meaning = MAKERS[rule.makes](words)
        except (OverflowError, ValueError):  # before the year 1 or after 9999
            return None
        if (
            meaning is None
            or meaning.value.startswith(YEAR_ZERO)
            or meaning.value in ("00", "000")
            or not WELL_FORMED.match(meaning.value)
        ):
            return None
        first = tokens[start].start
        if tokens[start].kind == "THE" and names(rule, self.guards, words):
            first = tokens[start + 1].start
        if before is not None and before.guard and not self.guards.pass_(before.guard, words):
            first = tokens[core].start
        elif before is not None:
            widened = _widen(meaning, before, tokens[start:core], rule)
            if widened is None:
                if rule.guard and not self.guards.pass_(rule.guard, words):
                    return None
                first = tokens[core].start
            else:
                meaning = widened
        return (first, tokens[end - 1].end), meaning


def _widen(meaning: Meaning, rule: Rule, tokens: list[Token], core: Rule) -> Meaning | None:
    """The meaning with the words before it: *early*, *the end of*, *about*; None where they do not belong to it."""
    word = tokens[0].value
    if rule.argument == "EARLY":
        word = next(t.value for t in tokens if t.kind == "EARLY")
    elif rule.argument == "LATER":
        word = next(t.value for t in tokens if t.kind == "LATER")
    elif rule.argument == "END":
        word = next(t.value for t in tokens if t.kind == "END")
    elif rule.argument == "HALF":
        word = "START" if tokens[1].value == "1" else "END"
    elif rule.argument == "APPROX":
        if meaning.type not in ("DURATION", "DATE", "TIME") or meaning.value.endswith("_REF"):
            return None
        if meaning.type == "DATE" and word != "APPROX":
            if core.makes != "ago" or tokens[0].word in ("over", "under"):
                return None
            word = "APPROX"
    if rule.argument in ("EARLY", "LATER", "END", "HALF") and meaning.type not in ("DATE", "TIME"):
        return None
    return Meaning(meaning.type, meaning.value, word or meaning.mod, meaning.quant, meaning.freq, meaning.anchor)


def names(rule: Rule, guards: Guards, words: RuleWords) -> bool:
    """Whether the article in front is that of a noun behind: *the Spring Offensive*, *the Hundred Days Campaign*."""
    if rule.guard == "season":
        return compound(guards, words)
    name = words.get("UNITS")
    return name is not None and NAMED.match(words.context.text, name.start) is not None


NAMED = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]")


@dataclass(frozen=True, slots=True)
class Part:
    """An expression of a run, with its tokens ``start`` … ``end``; ``loose`` is a time of day that seeks its day."""

    span: Span
    meaning: Meaning
    start: int
    end: int
    loose: bool = False


def clock_and_day(first: Part, second: Part, tokens: list[Token]) -> Part | None:
    """Join a time of day with the day beside it: *10 p.m. Wednesday*, *the night of April 18*."""
    between = tokens[first.end : second.start]
    if first.loose == second.loose or len(between) > 1 or any(t.kind not in ("ON", "OF", "IN") for t in between):
        return None
    clocked, day = (first.meaning, second.meaning) if first.loose else (second.meaning, first.meaning)
    match = TIME_ONLY.match(clocked.value)
    if match is None or day.type != "DATE" or not A_DAY.fullmatch(day.value):
        return None
    made = Meaning("TIME", f"{day.value}{match[1]}", clocked.mod or day.mod, anchor=day.anchor)
    return Part((first.span[0], second.span[1]), made, first.start, second.end)


A_DAY = re.compile(r"(?:BC)?[\dX]{4}-[\dXW]{2,3}-[\dX]{1,2}")
YEAR_ZERO = "0000"
TIME_ONLY = re.compile(r"(?:[\dX]{4}-[\dX]{2}-[\dX]{2})?(T.+)$")


def _tells(runs: list[Run], published: date | None) -> bool:
    """Whether a text is a narrative: it dates by years far from publication, and not by weekdays."""
    if published is None:
        return True
    years = [int(t.value) for run in runs for t in run.tokens if t.kind == "YEAR"]
    ancient = sum(1 for run in runs for t in run.tokens if t.kind == "BC")
    recent = sum(1 for run in runs for t in run.tokens if t.kind in ("WEEKDAY", "TODAY"))
    far = sum(1 for y in years if abs(y - published.year) > 2) + ancient
    stated = len(years) + ancient
    return (far >= 5 and far > 0.7 * stated and recent < far / 4) or (stated >= 15 and recent < stated / 10)


def _day(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        raise DatelineError("input.date", value=published) from None


def _draft(span: Span, meaning: Meaning, published: str | None) -> TimeDraft:
    edtf, earliest, latest = None, None, None
    if meaning.type in ("DATE", "TIME"):
        edtf, earliest, latest = bounds(meaning.value, meaning.mod, published)
    return TimeDraft(
        span,
        meaning.type,
        meaning.value,
        meaning.mod,
        meaning.quant,
        meaning.freq,
        edtf,
        earliest,
        latest,
        meaning.anchor,
    )


@lru_cache(maxsize=1)
def _shipped() -> Resolver:
    return Resolver()


def resolve(
    text: str, published: str | None = None, *, mode: str = "auto", knowledge: Knowledge | None = None
) -> list[Time]:
    """Find and resolve the time expressions of a text, in order of where they stand.

    Each is a :class:`dateline.record.Time`, as a record holds it: ``id`` (``t1``, ``t2`` …), ``span`` in code points of
    ``text``, its words, the TIMEX3 type, value and attributes, EDTF, and the ISO days that bound it. ``anchor`` says
    what it was resolved against: ``published``, the ``calendar`` alone, the id of another time, or ``none``; what
    cannot be resolved keeps its form with unknown figures (``XXXX-07-04``), and no day is invented.

    ``published`` is the ISO day of publication. ``mode`` is ``news`` (relative words count from publication),
    ``narrative`` (they count from the date told before) or ``auto``: a text without ``published``, or one that dates by
    years far from it, is a narrative. No parser is loaded. Raises ``DatelineError`` (``input.date``) where
    ``published`` is no date and ``ValueError`` where ``mode`` is none of the three.
    """
    if mode not in MODES:
        raise ValueError(f"mode is one of {', '.join(MODES)}, not {mode!r}")
    resolver = _shipped() if knowledge is None else Resolver(knowledge)
    drafts = resolver.drafts(text, published, mode)
    ids = {draft.span: f"t{i}" for i, draft in enumerate(drafts, 1)}
    return [
        Time(
            ids[d.span], d.span, text[d.span[0] : d.span[1]], d.type, d.value, d.mod, d.quant, d.freq, d.edtf,
            d.earliest, d.latest, d.anchor if isinstance(d.anchor, str) else _holder(d.anchor, ids),
        )
        for d in drafts
    ]  # fmt: skip


def _holder(span: Span, ids: dict[Span, str]) -> str:
    """The id of the time that an anchor's span belongs to: its own, or the one it was joined into."""
    if span in ids:
        return ids[span]
    return next((name for other, name in ids.items() if other[0] <= span[0] and span[1] <= other[1]), "none")


class Times:
    """The stage that fills ``reading.times``."""

    name = "times.Times"
    requires = ("article",)
    uses = ("paragraphs", "parse")
    provides = ("times",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.resolver = Resolver(knowledge)

    def __call__(self, reading: Reading) -> None:
        """Find and resolve the times of the article's text; never raises on odd text."""
        article = reading.article
        published = article.published
        try:
            _day(published)
        except DatelineError:
            published = None
        reading.times = self.resolver.drafts(article.text, published, parse=reading.parse)
