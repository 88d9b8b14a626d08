"""Checks on the words around: what looks like a time and is none. The table ``time_guards`` holds those words."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.knowledge import Knowledge
from dateline.times.context import Words

WIDTH = 24
"""Characters before an expression that a guard sees."""
AFTER = 40
"""Characters after it."""
SHAPES = {"before": r"\b(?:{})[\s-]+$", "before_mark": r"(?:{})$", "after": r",?\s(?:{})\b", "after_mark": r"(?:{})"}
VERBS = ("may", "march")
FIRST_NAMES = ("april", "june", "august", "january")
CLOCK_MARK = re.compile(r"[ap]\.?m|o'clock|hrs|hours|[a-z]{3}$")


class Sides:
    """The rows of one guard: what may never stand beside, and of what one must."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self.never = [(side, self._compile(side, words)) for side, effect, words in rows if effect == "never"]
        self.only = [(side, self._compile(side, words)) for side, effect, words in rows if effect == "only"]

    @staticmethod
    def _compile(side: str, words: str) -> re.Pattern[str]:
        return re.compile(SHAPES[side].format(words))

    def allow(self, before: str, after: str) -> bool:
        """Whether the text on both sides lets the words pass."""
        if any(_fits(side, pattern, before, after) for side, pattern in self.never):
            return False
        return not self.only or any(_fits(side, pattern, before, after) for side, pattern in self.only)


def _fits(side: str, pattern: re.Pattern[str], before: str, after: str) -> bool:
    return bool(pattern.search(before) if side.startswith("before") else pattern.match(after))


class Guards:
    """All guards ready for use; ``pass_`` asks the one that a rule names."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows: dict[str, list[tuple[str, str, str]]] = {}
        for row in knowledge.rows("time_guards"):
            rows.setdefault(row["guard"], []).append((row["side"], row["effect"], row["words"]))
        self.sides = {guard: Sides(found) for guard, found in rows.items()}

    def pass_(self, guard: str, words: Words) -> bool:
        """Whether the words may stand as a time expression."""
        return CHECKS[guard](self, words)

    def ask(self, guard: str, words: Words) -> bool:
        """What the rows of a guard say of the text beside the words."""
        start, end = words.span
        folded = words.context.folded
        return self.sides[guard].allow(folded[max(0, start - WIDTH) : start], folded[end : end + AFTER])


Check = Callable[[Guards, Words], bool]


def month(guards: Guards, words: Words) -> bool:
    """A month's name has a capital; *may* and *march*, short forms and first names need company besides."""
    token = words.get("MONTH")
    assert token is not None
    text = words.context.text
    if not text[token.start].isupper():
        return False
    name = token.word.rstrip(".")
    if len(words.core) > 1:
        return True
    if name in VERBS:
        return not text[token.start : token.end].isupper() and guards.ask("month.modal", words)
    if len(name) <= 4 and name not in ("june", "july", "sept"):
        return guards.ask("month.short", words)
    follows = text[token.end : token.end + 2]
    if name in FIRST_NAMES and follows[:1] == " " and follows[1:].isupper():
        return guards.ask("month.name", words)
    return True


def weekday(guards: Guards, words: Words) -> bool:
    """A weekday has a capital, and is not in the name of a newspaper, a school or a show."""
    token = words.get("WEEKDAY")
    if token is None:
        return True
    text = words.context.text
    if not text[token.start].isupper():
        return False
    return not text[words.span[1] + 1 : words.span[1] + 2].isupper() or guards.ask("weekday.paper", words)


def year(guards: Guards, words: Words) -> bool:
    """A bare figure is a year unless it counts or names something."""
    token = words.get("YEAR")
    assert token is not None
    if token.word[0] == "'":
        return guards.ask("year.short", words)
    if not token.word.isdigit():
        return True
    led = words.prior[-1] if words.prior else None
    if led is not None and led.kind in ("YEAR", "BC", "DAY", "MONTH", "AND", "TO") and led.end >= token.start - 5:
        # The end of a range or list: what led it was a date already.
        return words.behind("YEAR", "MONTH") is not None or guards.ask("year", words)
    if guards.sides["year.in"].only and guards.ask("year.in", words):
        return True
    if not guards.ask("year", words):
        return False
    # A year that nothing brings is one of the last centuries.
    return int(token.value) >= 1400 if guards.ask("year.dated", words) else 1700 <= int(token.value) < 2060


def season(guards: Guards, words: Words) -> bool:
    """*fall* and *spring* are verbs too; a lone season needs an article or a preposition."""
    token = words.get("SEASON")
    assert token is not None
    if token.word in ("fall", "spring"):
        return guards.ask("season.verb", words) or (token.word == "spring" and compound(guards, words))
    return len(words.core) > 1 or guards.ask("season", words) or compound(guards, words)


def tale(_guards: Guards, words: Words) -> bool:
    """What only a narrative dates by: *the former king*."""
    return words.context.tells


def compound(guards: Guards, words: Words) -> bool:
    """In a narrative, a season or a part of the day before a noun: *the winter quarters*, *a night attack*."""
    return words.context.tells and guards.ask("tale.compound", words)


def over(guards: Guards, words: Words) -> bool:
    """*over a week* is more than one; *over three years* is so after *for* and its like, and else means *during*."""
    return words.has("A", "HALFA") or guards.ask("over", words)


def unit(_guards: Guards, words: Words) -> bool:
    """*an hour*, *this hour*, *the last minute* are no dates; capitals make a programme of *This Week*."""
    token = words.get("UNIT")
    if token is not None and words.context.text[token.start].isupper():
        return words.context.text[token.start : token.end].isupper()
    return token is None or token.value not in ("TH", "TM", "TS", ".5CE", "ML")


def the_unit(guards: Guards, words: Words) -> bool:
    """*the year* alone is a date only where it closes a phrase and nothing tells which year it was."""
    token = words.get("UNIT")
    assert token is not None
    if token.value not in ("Y", "M", "D", "W"):
        return False
    if ROMAN.match(words.context.text, words.span[1]):
        return False  # a year of the Republican calendar
    return words.has("REST") or guards.ask(f"the_unit.{token.value}", words)


ROMAN = re.compile(r"\s[IVX]+\b")


def a_unit(guards: Guards, words: Words) -> bool:
    """*a day*, *a year*: a length, but for figures of speech."""
    token = words.get("UNIT")
    assert token is not None
    if token.value in ("D", "DE", "CE") and not guards.ask("a_unit.day", words):
        return False
    return guards.ask("a_unit", words)


def bare_units(guards: Guards, words: Words) -> bool:
    """*for months*: a bare plural is a length after a preposition of time."""
    token = words.get("UNITS")
    assert token is not None
    if token.value == "TS":
        return False
    if words.has("THE"):
        return guards.ask("bare_units.the", words)
    return guards.ask("bare_units", words)


def length(guards: Guards, words: Words) -> bool:
    """A number and a unit; no sum, and not an age in years, which is a property."""
    name = words.get("UNIT", "UNITS")
    if name is not None and name.value == "Y" and (words.has("OLD", "AGE") or not guards.ask("length.age", words)):
        return False
    number = words.get("YEAR")
    return (number is None or number.word[0] != "'") and guards.ask("length", words)


def ref(guards: Guards, words: Words) -> bool:
    """*soon* with a future; in a tale of the past it is an adverb of manner."""
    word = words.core[0].word
    name = {"soon": "ref.soon", "the present": "ref.present"}.get(word)
    return name is None or guards.ask(name, words)


def end(guards: Guards, words: Words) -> bool:
    """*the past*, *the future* as nouns."""
    return guards.ask("end.past" if words.has("PAST") else "end.future", words)


def future(guards: Guards, words: Words) -> bool:
    """*future wars*: news only colours by it."""
    return words.context.tells and guards.ask("tale.future", words)


def current(guards: Guards, words: Words) -> bool:
    """*the current price*; not an electric one, and no other word of its class."""
    return words.core[0].word == "current" and guards.ask("current", words)


def holiday_week(_guards: Guards, words: Words) -> bool:
    """*Easter week*; *Christmas day* is a day."""
    token = words.get("UNIT")
    return token is None or token.value == "W"


def hourly(_guards: Guards, words: Words) -> bool:
    """*daily* in lower case: a capital makes it the name of a newspaper."""
    return not words.context.text[words.core[0].start].isupper()


def decade(guards: Guards, words: Words) -> bool:
    """The 1980s, the Eighties; somebody in his thirties is of an age, and temperatures in the 80s are no dates."""
    token = words.get("DECADE", "BC")
    assert token is not None
    if token.kind == "BC":
        return token.value.endswith("s")
    if len(token.word.strip("'s")) == 4 and token.word[0].isdigit():
        return True
    if not words.has("THE"):
        return token.word[0] == "'"
    if not guards.ask("decade", words):
        return False
    return not token.word[0].isdigit() or guards.ask("decade.short", words)


def century(_guards: Guards, words: Words) -> bool:
    """An ordinal and *century*."""
    name = words.ahead("UNIT", "UNITS")
    return name is not None and name.value == "CE"


def clock(guards: Guards, words: Words) -> bool:
    """A clock time with a.m. or p.m., or one that a preposition brings; no score and no record."""
    return bool(CLOCK_MARK.search(words.core[0].word)) or guards.ask("clock", words)


def part(guards: Guards, words: Words) -> bool:
    """*the morning*, *at night*: where a preposition brings it; not in names and compounds."""
    token = words.get("PART")
    assert token is not None
    if token.word == "overnight":
        return True
    if len(words.core) == 1 and compound(guards, words):
        return True
    if words.has("A") or not guards.ask("part", words):
        return False
    return guards.ask("part.the" if words.has("THE") else "part.bare", words)


def year_end(guards: Guards, words: Words) -> bool:
    """*year-end* as a date."""
    return len(words.core) > 1 or guards.ask("year_end", words)


def beside(_guards: Guards, words: Words) -> bool:
    """*the day before*, *the week after*."""
    token = words.get("UNIT")
    return token is not None and token.value in ("D", "W", "M", "Y")


def _plain(guard: str) -> Check:
    return lambda guards, words: guards.ask(guard, words)


CHECKS: dict[str, Check] = {
    "month": month, "weekday": weekday, "year": year, "season": season, "unit": unit, "the_unit": the_unit,
    "a_unit": a_unit, "bare_units": bare_units, "length": length, "ref": ref, "end": end, "future": future,
    "current": current, "hourly": hourly, "bare": _plain("bare"), "decade": decade, "century": century,
    "clock": clock, "part": part, "year_end": year_end, "beside": beside,
    "tale": tale, "holiday_week": holiday_week, "over": over,
}  # fmt: skip
"""Every guard that a rule may name."""
