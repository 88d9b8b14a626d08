"""What the rows of this room's tables must hold; a user's rows are checked before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from dateline.knowledge import Knowledge
from dateline.knowledge.tables import Row
from dateline.times.guards import CHECKS, SHAPES
from dateline.times.lexicon import NUMBERS
from dateline.times.moments import named_day

CLASS = re.compile(r"[A-Z]+")
VALUES = {
    "MONTH": r"0[1-9]|1[0-2]",
    "WEEKDAY": r"[1-7]",
    "WEEKDAYS": r"[1-7]",
    "SEASON": r"SP|SU|FA|WI",
    "SEASONS": r"SP|SU|FA|WI",
    "PART": r"MO|MI|AF|EV|NI|DT",
    "PARTS": r"MO|MI|AF|EV|NI|DT",
    "NOON": r"\d\d:\d\d",
    "UNIT": r"D|W|2W|M|Y|DE|CE|ML|\.5CE|TH|TM|TS",
    "UNITS": r"D|W|2W|M|Y|DE|CE|ML|\.5CE|TH|TM|TS",
    "REF": r"(?:PAST|PRESENT|FUTURE)_REF",
    "TODAY": r"-?\d",
    "NUM": r"\d{1,6}",
    "ORD": r"\d{1,2}",
    "DECADE": r"\d{3}",
    "DURATION": r"PT?(?:\d+|X)[A-Z]+",
    "HOURLY": r"PT?\d+[A-Z]",
}
"""The values that the words of a class may have; other classes take any."""

Fault = Callable[[Row], str | None]


def check(knowledge: Knowledge, makers: Collection[str]) -> None:
    """Raises ``DatelineError`` (``lexicon.column``) at the first row that means nothing here."""
    named = {name for row in knowledge.rows("time_rules") for name in CLASS.findall(row["pattern"])}
    classes = {row["class"] for row in knowledge.rows("time_words")} | {*NUMBERS, "HOLIDAY"}
    faults: dict[str, Fault] = {
        "time_words": lambda row: _word(row, named),
        "time_rules": lambda row: _rule(row, classes, makers),
        "time_guards": _guard,
        "time_days": _day,
        "time_cues": _cue,
    }
    for table, fault in faults.items():
        for row in knowledge.rows(table):
            reason = fault(row)
            if reason is not None:
                raise knowledge.lexicon.fault(table, row, reason)


def _word(row: Row, named: Collection[str]) -> str | None:
    if row["class"] not in named:
        return f"no rule of time_rules names the class {row['class']!r}"
    form = VALUES.get(row["class"])
    if form and not re.fullmatch(form, row["value"]):
        return f"a word of the class {row['class']} cannot have the value {row['value']!r}"
    return None


def _rule(row: Row, classes: Collection[str], makers: Collection[str]) -> str | None:
    unknown = [name for name in CLASS.findall(row["pattern"]) if name not in classes]
    if unknown:
        return f"no word of time_words has the class {unknown[0]}"
    if row["makes"] != "before" and row["makes"] not in makers:
        return f"there is no maker {row['makes']!r}"
    if row["guard"] and row["guard"] not in CHECKS:
        return f"there is no guard {row['guard']!r}"
    return _pattern(CLASS.sub("x", row["pattern"]).replace(" ", ""))


def _guard(row: Row) -> str | None:
    if row["side"] not in SHAPES:
        return f"the side is one of {', '.join(SHAPES)}, not {row['side']!r}"
    if row["effect"] not in ("never", "only"):
        return f"the effect is never or only, not {row['effect']!r}"
    return _pattern(row["words"])


def _day(row: Row) -> str | None:
    return None if named_day(row["rule"], 2000) else f"no day of a year follows from the rule {row['rule']!r}"


def _cue(row: Row) -> str | None:
    known = {
        "beside": ("past", "future"),
        "around": ("past", "future"),
        "unlike": ("",),
        "before": ("",),
        "short": ("",),
    }
    if row["heading"] not in known.get(row["where"], ()):
        return f"where and heading cannot be {row['where']!r} and {row['heading']!r}"
    return None


def _pattern(source: str) -> str | None:
    try:
        re.compile(source)
    except re.error as error:
        return f"the pattern cannot be read: {error}"
    return None
