"""What a TIMEX3 value says in EDTF and as bounds.

Conventions (meteorological seasons, north): spring March to May, summer June to August, autumn September to November,
winter December to the February after. Quarters and halves are those of the calendar year. A week is the ISO 8601 week,
Monday to Sunday; a weekend its Saturday and Sunday. A decade ``198`` is 1980 to 1989, a century ``19`` is 1900 to
1999, as TimeML counts them. Years before Christ (``BC0490``) are written astronomically in EDTF and ISO (-0489).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateline.record import TimeType

Bounds = tuple[str | None, str | None, str | None]
"""EDTF, earliest and latest."""

SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}
"""First month and EDTF code of each season."""

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.*))?$")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
MONTH = re.compile(r"(\d{4})-(\d\d)$")
PERIOD = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$")
ANCIENT = re.compile(r"BC(\d{2,4})(?:-(\d\d))?(?:-(\d\d))?")
UNKNOWN = re.compile(r"(XXXX|\d{4})-(XX|\d\d)(?:-(XX|\d\d))?$")
CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?(Z?)$")

# What a well-formed value looks like (TimeML 1.2.1, ISO 8601 with TIMEX2's marks for parts and unknown figures).
_DATE = (
    r"(?:BC)?(?:\d{4}|\d{3}X?|\d\d(?:XX)?|XXXX)"
    r"(?:-(?:(?:\d\d|XX)(?:-(?:\d\d|XX))?|W(?:\d\d|XX)(?:-(?:WE|[1-7]|X))?|SP|SU|FA|WI|Q[1-4X]|H[12X]))?"
)
_TIME = r"T(?:\d\d(?::\d\d(?::\d\d)?)?Z?|MO|MI|AF|EV|NI|DT|XX)"
_LENGTH = r"(?:\d+(?:\.\d+)?|X)"
_DURATION = rf"P(?:{_LENGTH}(?:ML|CE|DE|Y|Q|M|W|D|WE|SP|SU|FA|WI|H))*(?:T(?:{_LENGTH}(?:MO|MI|AF|EV|NI|H|M|S))+)?"
WELL_FORMED = re.compile(rf"(?:{_DATE}(?:{_TIME})?|{_TIME}|(?=P.){_DURATION}|(?:PAST|PRESENT|FUTURE)_REF)$")
"""Matches every value that may leave this room."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a rule makes of its words: type, TIMEX3 value and attributes, and the anchor it used.

    ``anchor`` is ``published``, ``calendar``, ``none``, or the span of another expression.
    """

    type: TimeType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str | tuple[int, int] = "calendar"


@lru_cache(maxsize=4096)
def bounds(value: str, mod: str | None = None, published: str | None = None) -> Bounds:
    """EDTF, earliest and latest of a value; ``(None, None, None)`` where it names no stretch of the calendar.

    ``APPROX`` marks the EDTF ``~`` and widens the bounds by one unit of the value's own precision; ``BEFORE`` and its
    like open one side. ``START``, ``MID`` and ``END`` leave the whole stretch: a month stays a month.
    ``published`` (an ISO day) bounds the vague past and future alone.
    """
    if value.endswith("_REF"):
        return _vague(value, published)
    edtf, first, last = _stretch(value)
    if edtf is None or mod is None:
        return edtf, first, last
    if mod == "APPROX":
        return _about(value, edtf, first, last)
    edtf = edtf[:10] if "T" in edtf and mod in OPENING else edtf
    if mod in OPENING[:4]:
        return f"../{_edge(edtf, 1)}", None, last if mod != "BEFORE" else first
    if mod in OPENING[4:]:
        return f"{_edge(edtf, 0)}/..", first if mod != "AFTER" else last, None
    return edtf, first, last


OPENING = (
    *("BEFORE", "ON_OR_BEFORE", "LESS_THAN", "EQUAL_OR_LESS"),
    *("AFTER", "ON_OR_AFTER", "MORE_THAN", "EQUAL_OR_MORE"),
)
"""The mods that open the earlier side, then those that open the later; EDTF intervals hold no clock times."""


def _vague(value: str, published: str | None) -> Bounds:
    if published is None or value == "PRESENT_REF":
        return None, None, None
    if value == "PAST_REF":
        return f"../{published}", None, published
    return f"{published}/..", published, None


def _edge(edtf: str, side: int) -> str:
    return edtf.split("/")[side] if "/" in edtf else edtf


def _about(value: str, edtf: str, first: str | None, last: str | None) -> Bounds:
    if "T" in edtf:
        edtf = edtf[:10]
    if first is None or last is None or first.startswith("-") or last.startswith("-"):
        return edtf, first, last
    marked = "/".join(f"{part}~" for part in edtf.split("/"))
    if "X" in edtf:
        marked = f"{first[:4]}~/{last[:4]}~"
    elif PERIOD.match(value):
        marked = f"{first[:7]}~/{last[:7]}~"
    if DAY.match(value):
        step = 1
    elif WEEK.match(value):
        step = 7
    elif MONTH.match(value):
        step = 31
    else:
        step = {3: 3653, 2: 36525}.get(len(value), 366 if len(value) == 4 else 92)
    return marked, _shift(first, -step), _shift(last, step)


def _shift(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (OverflowError, ValueError):
        return day


def _stretch(value: str) -> Bounds:  # noqa: PLR0911 - one form of value a line
    if match := DAY.match(value):
        return _of_day(match)
    if match := MONTH.match(value):
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or year < 1:
            return None, None, None
        return value, f"{value}-01", f"{value}-{monthrange(year, month)[1]:02}"
    if match := WEEK.match(value):
        return _of_week(match)
    if match := PERIOD.match(value):
        return _of_period(int(match[1]), match[2])
    if re.fullmatch(r"\d{4}", value):
        return value, f"{value}-01-01", f"{value}-12-31"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}X", f"{value}0-01-01", f"{value}9-12-31"
    if re.fullmatch(r"\d\d", value):
        return f"{value}XX", f"{value}00-01-01", f"{value}99-12-31"
    if match := ANCIENT.match(value):
        return _of_ancient(match)
    if match := UNKNOWN.match(value):
        return _of_unknown(match)
    return None, None, None


def _of_day(match: re.Match[str]) -> Bounds:
    day = f"{match[1]}-{match[2]}-{match[3]}"
    try:
        date.fromisoformat(day)
    except ValueError:
        return None, None, None
    clock = CLOCK.match(match[4]) if match[4] else None
    if clock and int(clock[1]) < 24:
        return f"{day}T{clock[1]}:{clock[2]}:{clock[3] or '00'}{clock[4]}", day, day
    return day, day, day


def _of_week(match: re.Match[str]) -> Bounds:
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        first, last = (monday + timedelta(5), monday + timedelta(6)) if match[3] else (monday, monday + timedelta(6))
    except (ValueError, OverflowError):
        return None, None, None
    return f"{first}/{last}", first.isoformat(), last.isoformat()


def _of_period(year: int, part: str) -> Bounds:
    if part in SEASONS:
        month, code = SEASONS[part]
        end = (year, month + 2) if part != "WI" else (year + 1, 2)
    elif part[0] == "Q":
        number = int(part[1])
        month, code, end = number * 3 - 2, 32 + number, (year, number * 3)
    else:
        number = int(part[1])
        month, code, end = number * 6 - 5, 39 + number, (year, number * 6)
    if not 1 <= year < 9999:
        return None, None, None
    last = f"{end[0]:04}-{end[1]:02}-{monthrange(*end)[1]:02}"
    return f"{year:04}-{code}", f"{year:04}-{month:02}-01", last


def _of_ancient(match: re.Match[str]) -> Bounds:
    digits, month, day = match[1], match[2], match[3]
    if len(digits) < 4:
        width = 4 - len(digits)
        first, last = 1 - int(digits + "9" * width), 1 - int(digits + "0" * width)
        return f"{_signed(first)}/{_signed(last)}", f"{_signed(first)}-01-01", f"{_signed(last)}-12-31"
    year = _signed(1 - int(digits))
    if month and day:
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if month:
        return f"{year}-{month}", f"{year}-{month}-01", f"{year}-{month}-{monthrange(2000, int(month))[1]:02}"
    return year, f"{year}-01-01", f"{year}-12-31"


def _signed(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _of_unknown(match: re.Match[str]) -> Bounds:
    year, month, day = match[1], match[2], match[3]
    if year == "XXXX":
        known = month != "XX" or (day is not None and day != "XX")
        return (f"{year}-{month}-{day}" if day else f"{year}-{month}") if known else None, None, None
    if month == "XX":
        return f"{year}-XX-XX" if day else f"{year}-XX", f"{year}-01-01", f"{year}-12-31"
    last = monthrange(max(int(year), 1), int(month))[1]
    return f"{year}-{month}-XX", f"{year}-{month}-01", f"{year}-{month}-{last:02}"
