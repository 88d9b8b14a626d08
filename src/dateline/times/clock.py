"""Makers of times of day, and their joining with the day they belong to."""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.times.context import Words
from dateline.times.dates import holiday, today, weekday
from dateline.times.values import Meaning

HOUR = re.compile(r"(\d{1,2}|[a-z]+)(?:[:.](\d\d))?(?::\d\d)?\s?-?(a|p)?")
NEAR = 600
"""Characters within which a day told before is the day of a bare clock time."""
SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def clock(words: Words) -> Meaning | None:
    """10 p.m., 7:15, noon; the day is told by what stands beside it, else unknown."""
    token = words.core[0]
    if token.kind == "NOON":
        return _on_day(words, f"T{token.value}")
    match = HOUR.match(token.word)
    if match is None:
        return None
    hour = int(match[1]) if match[1].isdigit() else SPELLED.index(match[1]) + 1 if match[1] in SPELLED else 99
    minute = int(match[2] or 0)
    if match[3] and not 1 <= hour <= 12:
        return None
    if match[3] == "p" and hour < 12:
        hour += 12
    elif match[3] == "a" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    zone = "Z" if re.search(r"\b(?:gmt|utc)$", token.word) else ""
    return _on_day(words, f"T{hour:02}:{minute:02}{zone}")


def _on_day(words: Words, code: str) -> Meaning:
    """A time of day on the day told not far before, else on none: what stands beside it may still tell."""
    told = words.context.last("D")
    if told is not None and words.span[0] - told[0][1] < NEAR:
        return Meaning("TIME", told[1][:10] + code, anchor=told[0])
    return Meaning("TIME", code, anchor="none")


def day_part(words: Words) -> Meaning | None:
    """Saturday night, tomorrow morning."""
    day = weekday(words) if words.has("WEEKDAY") else holiday(words) if words.has("HOLIDAY") else today(words)
    token, mod = words.get("PART"), words.get("EARLY", "LATER")
    assert token is not None
    if day is None:
        return None
    value = day.value.split("T")[0] + f"T{token.value}"
    return Meaning("TIME", value, mod.value if mod else None, anchor=day.anchor)


def part(words: Words) -> Meaning | None:
    """A part of the day that is meant: *this morning*, *last night*, *the evening*."""
    token = words.get("PART")
    assert token is not None
    code = f"T{token.value}"
    context = words.context
    near = context.last("D")
    if words.argument == "bare" and not words.has("THE") and token.value in ("NI", "DT") and token.word != "overnight":
        return Meaning("TIME", f"XXXX-XX-XX{code}", anchor="none")
    if words.argument == "bare" and near is not None and words.span[0] - near[0][1] < NEAR:
        base = context.before("D")
    elif words.argument == "bare" or words.has("THAT", "FOLLOWING", "PREVIOUS", "NEXT"):
        base = context.before("D") if context.narrative or words.argument != "bare" else context.now()
    else:
        base = context.now()
    if base is None:
        return Meaning("TIME", f"XXXX-XX-XX{code}", anchor="none")
    day, anchor = base
    shift = -1 if words.has("LAST", "PREVIOUS") else 1 if words.has("FOLLOWING", "NEXT") else 0
    try:
        return Meaning("TIME", (day + timedelta(shift)).isoformat() + code, anchor=anchor)
    except OverflowError:
        return None
