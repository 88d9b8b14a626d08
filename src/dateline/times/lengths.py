"""Makers of durations, of dates at a distance (*two weeks ago*), and of sets (*every Monday*)."""

from __future__ import annotations

from datetime import date

from dateline.record import Span
from dateline.times.context import Words
from dateline.times.lexicon import Token
from dateline.times.moments import step, write
from dateline.times.values import Meaning

SINGULAR = {"SEASON": "SEASON", "SEASONS": "SEASON"}
NAMES = ("UNIT", "UNITS", "QUARTER", "QUARTERS", "WEEKEND", "WEEKENDS", "SEASON", "SEASONS", "HALF")


def unit_name(token: Token) -> str:
    """The unit of a word: ``D W M Y DE CE Q WE TH TM TS SU …`` (``T`` before units of the clock)."""
    if token.kind in ("QUARTER", "QUARTERS"):
        return "Q"
    if token.kind in ("WEEKEND", "WEEKENDS"):
        return "WE"
    return token.value


def duration(number: str, unit: str) -> str | None:
    """``3``, ``D`` gives ``P3D``; decades and centuries count in years, millennia in thousands, fortnights in weeks."""
    scale = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "2W": (2, "W"), ".5CE": (50, "Y")}.get(unit)
    if scale:
        if number == "X":
            return {"DE": "PXDE", "CE": "PXCE", "2W": "PXW"}.get(unit, "PXY")
        number, unit = _plain(float(number) * scale[0]), scale[1]
    if unit in ("TH", "TM") and "." in number:
        return _clocked(float(number), unit[1])
    if unit.startswith("T"):
        return f"PT{number}{unit[1]}"
    return f"P{number}{unit}" if unit else None


def _clocked(number: float, unit: str) -> str:
    """Hours and a half as hours and minutes, minutes and a half as minutes and seconds."""
    whole, rest = int(number), round(60 * (number % 1))
    smaller = {"H": "M", "M": "S"}[unit]
    return "PT" + (f"{whole}{unit}" if whole else "") + (f"{rest}{smaller}" if rest or not whole else "")


def _plain(number: float) -> str:
    return f"{number:g}" if number < 100_000 else f"{int(number)}"


def _count(words: Words) -> str | None:
    token = words.get("NUM", "DAY", "YEAR", "A")
    if token is None:
        return None
    return "1" if token.kind == "A" else _plain(float(token.value))


def length(words: Words) -> Meaning | None:
    """Three days, a year and a half, the past three months, two (to six days)."""
    argument = words.argument
    if argument == "P1WE":
        return Meaning("DURATION", "P1WE")
    name = words.ahead(*NAMES) if argument == "ahead" else words.get(*NAMES)
    if name is None:
        return None
    unit = unit_name(name)
    numbers = [t for t in words.core if t.kind in ("NUM", "DAY", "YEAR")]
    mod = None
    if argument == "couple":
        count, mod = "2", "APPROX"
    elif argument == "just_half":
        count = "0.5"
    elif argument == "range":
        count = numbers[-1].value
    else:
        count = _plain(float(numbers[0].value)) if numbers else "1"
    if argument == "half":
        count = _plain(float(count) + 0.5)
    extra = words.get("ORSO")
    if extra is not None:
        mod = extra.value or "APPROX"
    value = duration(count, unit)
    return Meaning("DURATION", value, mod=mod) if value else None


def vague(words: Words) -> Meaning | None:
    """Several days, recent months, weeks: a length without a number."""
    name = words.get(*NAMES)
    if name is None:
        return None
    value = duration("X", unit_name(name))
    return Meaning("DURATION", value, anchor="none") if value else None


def past_unit(words: Words) -> Meaning | None:
    """The past year, the last decade: a length that ends now."""
    name = words.get("UNIT")
    assert name is not None
    if words.has("LAST") and name.value in ("D", "W", "M", "Y") and words.context.narrative:
        return None
    value = duration("1", name.value)
    return Meaning("DURATION", value) if value else None


def word(words: Words) -> Meaning:
    """month-long, daily: words that say it all."""
    token = words.core[0]
    if words.argument == "set":
        return Meaning("SET", token.value, quant="EVERY")
    return Meaning("DURATION", token.value)


def set_or_length(words: Words) -> Meaning | None:
    """$3 a share per year is a set; a year alone is a length."""
    name = words.get("UNIT")
    assert name is not None
    value = duration("1", name.value)
    if value is None:
        return None
    if words.has("PER"):
        return Meaning("SET", value, quant="EVERY")
    return Meaning("DURATION", value)


def each(words: Words) -> Meaning | None:
    """Every Monday, each July, twice a week."""
    quant = "EACH" if (token := words.get("EVERY")) and token.word == "each" else "EVERY"
    kind = words.argument
    if kind == "weekday":
        token = words.get("WEEKDAY", "WEEKDAYS")
        assert token is not None
        part = words.ahead("PART", "PARTS")
        return Meaning("SET", f"XXXX-WXX-{token.value}{f'T{part.value}' if part else ''}", quant=quant)
    if kind == "weekend":
        return Meaning("SET", "XXXX-WXX-WE", quant=quant)
    if kind in ("month", "season"):
        token = words.get("MONTH", "SEASON")
        assert token is not None
        return Meaning("SET", f"XXXX-{token.value}", quant=quant)
    if kind == "part":
        token = words.get("PART")
        assert token is not None
        return Meaning("SET", f"T{token.value}", quant=quant)
    name = words.get("UNIT", "UNITS", "QUARTER")
    if name is None:
        return None
    number = words.get("NUM", "DAY", "ORD")
    times = words.get("TIMES")
    other = words.get("ADDITIONAL")
    count = number.value if number and kind != "times" else "1"
    if other is not None:
        count = other.value or "1"
    value = duration(count, unit_name(name))
    if value is None:
        return None
    freq = None
    if kind == "times" and times is not None:
        freq = f"{number.value if number else times.value or 1}X"
    return Meaning("SET", value, quant=None if freq else quant, freq=freq)


def ago(words: Words) -> Meaning | None:
    """Two years ago, three days later, a week from now: a date at a distance."""
    name = words.get(*NAMES)
    mark = words.get("AGO", "LATER", "FROM", "BEFORE", "PRIOR")
    if name is None or mark is None:
        return None
    unit = unit_name(name)
    forward = mark.word in ("later", "from", "after", "afterwards", "afterward")
    count = _count(words)
    if words.has("COUPLE"):
        count = "2"
    if unit == "Y" and count == "1" and not forward and (told := words.context.current_quarter(words.span)):
        return Meaning("DATE", f"{int(told[1][:4]) - 1:04}{told[1][4:]}", anchor=told[0])
    # "a year earlier" compares with the present period in news; other lengths step from the date told.
    compares = unit == "Y" and count == "1" and not forward and not words.context.narrative
    base = words.context.now() if mark.kind in ("AGO", "FROM") or compares else _told(words)
    if words.has("VAGUE") or count is None or unit.startswith("T"):
        return _vague_distance(words, count, unit, forward=forward, base=base)
    amount = float(count) + (0.5 if words.has("ANDHALF") else 0)
    if words.has("HALFA"):
        amount = 0.5
    if base is None:
        return _open_distance(unit)
    return _at(base, amount, unit, forward=forward)


def _told(words: Words) -> tuple[date, str | Span] | None:
    """What *later* and *earlier* count from: the date told last, else publication."""
    return words.context.before() or words.context.now()


def _at(base: tuple[date, str | Span], amount: float, unit: str, *, forward: bool) -> Meaning | None:
    sign = 1 if forward else -1
    there = _step(base[0], unit, sign * amount)
    if there is None:
        return None
    fine = {"DE": "Y" if amount < 3 else "DE", "CE": "Y", "2W": "W"}.get(unit, unit)
    if amount != int(amount):
        fine = {"Y": "Y", "M": "D", "W": "D"}.get(unit, fine)
    told = base[1]
    return Meaning("DATE", write(there, fine), anchor=told)


def _step(day: date, unit: str, amount: float) -> date | None:
    whole = int(amount)
    moved = step(day, unit, whole)
    rest = abs(amount - whole)
    if moved is None or rest == 0:
        return moved
    months = {"Y": 12, "DE": 120, "CE": 1200, "M": 1}.get(unit)
    sign = 1 if amount > 0 else -1
    if months is None:
        return step(moved, "D", sign * round(7 * rest))
    if months == 1:
        return step(moved, "D", sign * round(30 * rest))
    return step(moved, "M", sign * round(months * rest))


def _open_distance(unit: str) -> Meaning | None:
    blank = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "DE": "XXX"}.get(unit)
    return Meaning("DATE", blank, anchor="none") if blank and blank != "XXX" else None


def _vague_distance(
    words: Words, count: str | None, unit: str, *, forward: bool, base: tuple[date, str | Span] | None
) -> Meaning | None:
    if unit.startswith("T") and count is not None and not words.has("VAGUE"):
        value = duration(count, unit)
        return Meaning("DURATION", value) if value else None
    if words.has("AGO"):
        return Meaning("DATE", "PAST_REF", anchor="none")
    if words.has("FROM"):
        return Meaning("DATE", "FUTURE_REF", anchor="none")
    value = duration("X", unit)
    del forward, base
    return Meaning("DURATION", value, anchor="none") if value else None


def year_ago(words: Words) -> Meaning | None:
    """The year-ago quarter: a year before the quarter told, else before publication."""
    if words.has("UNITS"):
        return length(words)
    told = words.context.current_quarter(words.span)
    quarter = words.get("QUARTER")
    ordinal = words.get("ORD")
    now = words.context.now()
    if ordinal is not None and quarter is not None and now is not None:
        return Meaning("DATE", f"{now[0].year - 1:04}-Q{ordinal.value}", anchor=now[1])
    if told is not None:
        return Meaning("DATE", f"{int(told[1][:4]) - 1:04}{told[1][4:]}", anchor=told[0])
    if now is None:
        return None
    if quarter is not None:
        there = step(now[0], "Q", -5)
        return Meaning("DATE", write(there, "Q"), anchor=now[1]) if there else None
    return Meaning("DATE", f"{now[0].year - 1:04}", anchor=now[1])
