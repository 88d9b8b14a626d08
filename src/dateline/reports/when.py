"""When it happened: the time expression that governs the trigger, and on what the date rests.

A time belongs to the first clause above it in the parse. What hangs on a verb of saying dates the saying, never its
content.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name, monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.record import Span, WhenBasis
from dateline.reports import clause
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token
from dateline.text.reading import TimeDraft

_PASSES = frozenset(
    {"pobj", "prep", "npadvmod", "advmod", "nummod", "amod", "compound", "nmod", "poss", "appos", "dobj", "attr"}
    | {"dep", "quantmod", "det", "pcomp", "conj", "nsubj", "nsubjpass", "tmod"}
)
"""The dependencies that a time climbs to the clause that it dates."""

_DAYS = re.compile(r"P(?P<n>\d+)(?P<unit>[DW])$")
_SCENE_DAYS = 1
"""A scene is one day, or a night: what is dated by a week or a month does not carry on."""

_WEEK = 7
_WEEKDAYS = frozenset(name.lower() for name in day_name)
_MONTHS = frozenset(name.lower() for name in month_name if name)
_SEQUENCE = frozenset({"then", "later", "afterwards", "subsequently", "afterward"})


@dataclass(slots=True)
class When:
    """The date of a trigger as the record has it, with the rule that found it."""

    times: list[Span] = field(default_factory=list)
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: WhenBasis = "none"
    rule: str = "none"

    @property
    def dated(self) -> bool:
        """Whether there is more than a bound."""
        return self.basis in ("explicit", "derived", "inferred")


class Dating:
    """Dates the triggers of one sentence at a time; remembers the last dated scene of a paragraph."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.scene: When | None = None
        self.times: dict[int, list[tuple[Token, TimeDraft]]] = {}
        for head, time in view.times:
            if _dates(time):
                self.times.setdefault(head.sentence, []).append((head, time))

    def sentence(self, triggers: list[Trigger], number: int) -> dict[Span, When]:
        """The dates of the triggers of sentence ``number``; a later call is for a later sentence."""
        found: dict[Span, When] = {t.span: When() for t in triggers}
        by_head = {t.head.i: t for t in triggers}
        by_clause = {t.clause.i: t for t in triggers}
        for head, time in self.times.get(number, []):
            owner = self._owner(head, time, by_head, by_clause)
            if owner is not None:
                _take(found[owner.span], time)
        self._after(triggers, found)
        self._follow(triggers, found)
        self._shared(triggers, found)
        return found

    def _owner(
        self, head: Token, time: TimeDraft, by_head: dict[int, Trigger], by_clause: dict[int, Trigger]
    ) -> Trigger | None:
        """The trigger that a time governs: the first above it, through words that say nothing themselves."""
        node = head
        for _ in range(12):
            if node is not head and node.i in by_head and by_head[node.i].kind != "verb":
                return by_head[node.i]
            if clause.is_verb(node) or node.pos == "AUX":
                return self._of_verb(node, time, by_head, by_clause)
            if node.head is node or (node.dep not in _PASSES):
                return None
            node = node.head
        return None

    def _of_verb(
        self, verb: Token, time: TimeDraft, by_head: dict[int, Trigger], by_clause: dict[int, Trigger]
    ) -> Trigger | None:
        if verb.i in by_clause:
            return by_clause[verb.i]
        if verb.i in by_head:
            return by_head[verb.i]
        if verb.i in self.view.cues and self.view.cues[verb.i].cue_class in ("statement", "denial"):
            return None
        if verb.dep == "acl" and verb.tag == "VBN":
            return _named_by(verb, by_head)
        table = self.view.tables
        row = self.view.patterns.row(verb) if clause.is_verb(verb) else None
        aspect = row is not None and (row.has("begin") or row.has("continue") or row.has("end"))
        governs = (verb.lemma, "governor") in table.status or (row is not None and bool(row.implicative))
        complement = verb.child("xcomp")
        if complement is None and verb.pos == "AUX":
            adjective = verb.child("acomp")
            complement = adjective.child("xcomp") if adjective is not None else None
            governs = True
        if complement is not None and complement.i in by_clause:
            later = bool(time.latest and self.view.published and time.latest > self.view.published)
            entailed = row is not None and row.implicative in ("+-", "-+", "++")
            if aspect or entailed or (governs and later):
                return by_clause[complement.i]
        return None

    def _shared(self, triggers: list[Trigger], found: dict[Span, When]) -> None:
        """A time before the first verb holds for its conjuncts; a participle shares its clause's date."""
        by_clause = {t.clause.i: t for t in triggers}
        for trigger in triggers:
            when = found[trigger.span]
            if when.times:
                continue
            verb = trigger.clause
            source: Trigger | None = None
            if verb.dep == "conj" and verb.head.i in by_clause:
                source = by_clause[verb.head.i]
                apart = clause.own_subject(verb) is not None
                if apart or not _same_tense(verb, verb.head):
                    source = None
            elif (
                verb.dep == "advcl" and verb.tag == "VBG" and verb.head.i in by_clause and not clause.own_subject(verb)
            ):
                source = by_clause[verb.head.i] if not verb.child("mark", "prep") else None
            elif _is_there(verb):
                above = next((a for a in verb.ancestors() if a.i in by_clause), None)
                source = by_clause[above.i] if above is not None and verb.tag == "VBD" and above.tag == "VBD" else None
            if source is None and (during := _occasion(verb)) is not None:
                source = next((t for t in triggers if t.head is during), None)
            if source is not None and source is not trigger and found[source.span].times:
                _copy(found[source.span], when, "inferred", "same clause")

    def _after(self, triggers: list[Trigger], found: dict[Span, When]) -> None:
        """*A day after visiting the plant, he flew home on Saturday*: the visit is on Friday."""
        by_clause = {t.clause.i: t for t in triggers}
        by_head = {t.head.i: t for t in triggers}
        for trigger in triggers:
            when = found[trigger.span]
            joint, above = _joint(trigger.clause if trigger.kind == "verb" else trigger.head)
            if joint is None or above is None or when.dated:
                continue
            days = self._distance(joint)
            main = by_clause.get(above.i) or by_head.get(above.i)
            if days is None or main is None or main is trigger:
                continue
            sign = -1 if joint.lower == "after" else 1
            if found[main.span].basis == "explicit":
                _shift(found[main.span], when, sign * days)

    def _follow(self, triggers: list[Trigger], found: dict[Span, When]) -> None:
        """Carry a scene on (*He then met the king* after a dated sentence), and remember where it stands now."""
        for trigger in triggers:
            when, verb = found[trigger.span], trigger.clause
            told = verb.tag == "VBD" and verb.dep in ("ROOT", "conj")
            near = [*verb.children, *verb.head.children]
            goes_on = told and any(c.dep == "advmod" and c.lower in _SEQUENCE for c in near)
            if goes_on and not when.times and self.scene is not None:
                _copy(self.scene, when, "inferred", "same scene")
            if verb.tag == "VBD" and verb.dep != "relcl" and when.dated and _width_of(when) <= _SCENE_DAYS:
                self.scene = when

    def _distance(self, joint: Token) -> int | None:
        """The number of days that stands before *after* or *before*."""
        for child in [*joint.children, joint.head, *joint.head.children]:
            if child.dep not in ("npadvmod", "dep", "advmod", "nmod", "dobj") or not 0 < joint.i - child.i <= 3:
                continue
            time = self.view.time_words.get(child.i)
            match = _DAYS.match(time.value) if time is not None else None
            if match:
                return int(match["n"]) * (7 if match["unit"] == "W" else 1)
            unit = {"day": 1, "week": 7}.get(child.lemma)
            if unit is not None:
                return unit * _number(child)
        return None


def ahead(when: When, view: View) -> None:
    """Read a bare weekday or month of what is to come as the next one: *agreed on a truce from Thursday*."""
    published, day = _date(view.published), _date(when.earliest)
    if when.basis != "explicit" or len(when.times) != 1 or published is None or day is None:
        return
    words = view.reading.words(when.times[0]).lower()
    if words in _MONTHS and when.edtf == (when.earliest or "")[:7] and when.edtf < view.published[:7]:
        later = f"{day.year + 1}{when.edtf[4:]}"
        last = monthrange(day.year + 1, day.month)[1]
        when.edtf, when.earliest, when.latest, when.rule = later, f"{later}-01", f"{later}-{last}", "month ahead"
        return
    bare = words in _WEEKDAYS
    if bare and when.earliest == when.latest and 0 < (published - day).days < _WEEK:
        when.edtf = when.earliest = when.latest = (day + timedelta(days=_WEEK)).isoformat()
        when.rule = "weekday ahead"


def behind(when: When, view: View) -> When:
    """Nothing that happened has a date still to come: *called for a strike next Monday* dates the strike."""
    return When(rule="not yet") if view.published and when.earliest and when.earliest > view.published else when


def _number(token: Token) -> int:
    words = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
    for child in token.children:
        if child.dep in ("det", "nummod"):
            return words.get(child.lower, int(child.lower) if child.lower.isdigit() else 1)
    return 1


def _named_by(verb: Token, by_head: dict[int, Trigger]) -> Trigger | None:
    """*a tour, crowned by a summit on Wednesday*: of a participle that tells nothing, the event in its by-phrase."""
    agent = verb.child("agent")
    noun = agent.child("pobj") if agent is not None else None
    return by_head.get(noun.i) if noun is not None else None


def _occasion(verb: Token) -> Token | None:
    """The happening during which another is told: *met the king during a visit in July*."""
    joints = (c for c in verb.children if c.dep == "prep" and c.lower in ("during", "on", "at", "throughout"))
    return next((noun for c in joints if (noun := c.child("pobj")) is not None), None)


def _is_there(verb: Token) -> bool:
    """A clause about the place just named: *…, where they inspected it*."""
    if verb.dep not in ("relcl", "advcl"):
        return False
    return any(c.lower == "where" for c in verb.children)


def _joint(token: Token) -> tuple[Token | None, Token | None]:
    """The *after* or *before* over a clause or noun, and the verb above it."""
    if token.dep in ("pcomp", "pobj") and token.head.lower in ("after", "before"):
        joint = token.head
        above = next((a for a in joint.ancestors() if clause.is_verb(a)), None)
        return joint, above
    mark = next((c for c in token.children if c.dep in ("mark", "prep") and c.lower in ("after", "before")), None)
    if mark is not None and token.dep == "advcl":
        return mark, token.head
    return None, None


def _dates(time: TimeDraft) -> bool:
    """Whether a time names a day or period on the calendar (no duration, no repetition)."""
    return time.type in ("DATE", "TIME") and (
        time.edtf is not None or time.earliest is not None or time.latest is not None
    )


def _take(when: When, time: TimeDraft) -> None:
    if when.times and _width(time) >= _width_of(when):
        when.times.append(time.span)
        when.times.sort()
        return
    when.times = sorted([*when.times, time.span])
    when.edtf, when.earliest, when.latest = time.edtf, time.earliest, time.latest
    derived = isinstance(time.anchor, tuple)
    when.basis, when.rule = ("derived" if derived else "explicit"), "governed"


def _width(time: TimeDraft) -> int:
    return _days(time.earliest, time.latest)


def _width_of(when: When) -> int:
    return _days(when.earliest, when.latest)


def _days(earliest: str | None, latest: str | None) -> int:
    first, last = _date(earliest), _date(latest)
    return (last - first).days if first and last else 100_000


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _copy(source: When, target: When, basis: WhenBasis, rule: str) -> None:
    target.times = list(source.times)
    target.edtf, target.earliest, target.latest = source.edtf, source.earliest, source.latest
    target.basis, target.rule = basis, rule


def _shift(source: When, target: When, days: int) -> None:
    first, last = _date(source.earliest), _date(source.latest)
    if first is None or last is None or first != last:
        return
    try:
        day = (first + timedelta(days=days)).isoformat()
    except OverflowError:
        return
    target.times = list(source.times)
    target.edtf = target.earliest = target.latest = day
    target.basis, target.rule = "derived", "distance"


def _same_tense(one: Token, other: Token) -> bool:
    past = ("VBD", "VBN")
    return (one.tag in past) == (other.tag in past)
