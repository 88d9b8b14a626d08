"""Points of the calendar and steps between them: the arithmetic under the rules.

A *moment* is a TIMEX3 date value as a string; its *unit* is how precise it is (``D W M Y DE CE …``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from dateline.knowledge import Knowledge
from dateline.times.values import SEASONS

MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
DAYS_OF = {"D": 1, "W": 7, "2W": 14}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, after Butcher and Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def named_day(rule: str, year: int) -> date | None:
    """The day that a rule of ``time_days`` names in a year."""
    try:
        if rule.startswith("easter"):
            return easter(year) + timedelta(int(rule.removeprefix("easter")))
        if len(rule) == 10:
            return date.fromisoformat(rule)
        if ":" in rule:
            month, nth, weekday = (int(p) for p in rule.split(":"))
            return nth_weekday(year, month, nth, weekday)
        return date(year, int(rule[:2]), int(rule[3:]))
    except (ValueError, OverflowError):
        return None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth weekday (1 is Monday, 7 Sunday) of a month; negative counts from its end."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))


def named_days(knowledge: Knowledge) -> dict[str, str]:
    """The table ``time_days``: the rule of each name."""
    return {row["name"]: row["rule"] for row in knowledge.rows("time_days")}


def write(day: date, unit: str) -> str:
    """The value of the unit that holds this day."""
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "2W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}{'-WE' if unit == 'WE' else ''}"
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "H":
        return f"{day.year:04}-H{1 if day.month < 7 else 2}"
    if unit == "DE":
        return f"{day.year // 10:03}"
    if unit == "CE":
        return f"{day.year // 100:02}"
    if unit == "ML":
        return f"{day.year // 1000}XXX"
    return f"{day.year:04}"


def step(day: date, unit: str, count: int) -> date | None:
    """The day ``count`` units later (earlier when negative), or None beyond the years 1 to 9999."""
    try:
        if unit in DAYS_OF:
            return day + timedelta(DAYS_OF[unit] * count)
        months = MONTHS_OF.get(unit)
        if months is None:
            return None
        total = day.year * 12 + day.month - 1 + months * count
        year, month = divmod(total, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def season_of(day: date) -> tuple[int, str]:
    """The season of a day, with the year it is named by (January belongs to the winter before)."""
    if day.month <= 2:
        return day.year - 1, "WI"
    for name in ("WI", "FA", "SU", "SP"):
        if day.month >= SEASONS[name][0]:
            return day.year, name
    return day.year, "SP"


DATED = re.compile(r"(BC)?(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)|-(SP|SU|FA|WI|Q[1-4]|H[12]))?")


def day_in(value: str) -> date | None:
    """A day that stands for a value: its first day (a week's Monday), or None where there is none (or it is BC)."""
    match = DATED.match(value)
    if match is None or match[1]:
        return None
    try:
        if match[5]:
            return date.fromisocalendar(int(match[2]), int(match[5]), 1)
        month = int(match[3] or 1)
        if match[6]:
            part = match[6]
            month = SEASONS[part][0] if part in SEASONS else int(part[1]) * (3 if part[0] == "Q" else 6)
            month -= 0 if part in SEASONS else (2 if part[0] == "Q" else 5)
        return date(int(match[2]), month, int(match[4] or 1))
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=8192)
def unit_of(value: str) -> str | None:
    """How precise a date value is: ``D W M Y DE CE``, ``S`` (season), ``Q`` or ``H``; None for anything else."""
    bare = value.removeprefix("BC").split("T")[0]
    for pattern, unit in UNIT_FORMS:
        if pattern.match(bare):
            return unit
    return None


UNIT_FORMS = [
    (re.compile(r"\d{4}-\d\d-\d\d$"), "D"),
    (re.compile(r"\d{4}-W\d\d"), "W"),
    (re.compile(r"\d{4}-\d\d$"), "M"),
    (re.compile(r"\d{4}-[SFW]"), "S"),
    (re.compile(r"\d{4}-Q"), "Q"),
    (re.compile(r"\d{4}-H"), "H"),
    (re.compile(r"\d{4}$"), "Y"),
    (re.compile(r"\d{3}$"), "DE"),
    (re.compile(r"\d\d$"), "CE"),
]
