"""Makers of dates: what the words of a date rule mean, given what was published and told before."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateline.record import Span, TimeType
from dateline.times.context import Words
from dateline.times.lexicon import Token
from dateline.times.moments import day_in, named_day, season_of, step, write
from dateline.times.values import SEASONS, Meaning

BACK = ("LAST", "PAST", "PREVIOUS")
ON = ("NEXT", "FOLLOWING")


def iso(words: Words) -> Meaning:
    """2021-03-04, with a clock time where there is one."""
    value = words.core[0].value
    return Meaning("TIME" if "T" in value else "DATE", value[:16])


def slashed(words: Words) -> Meaning | None:
    """10/25/89: month first, as American news writes it, unless only the other order is a date."""
    a, b, year = (int(p) for p in words.core[0].value.split("/"))
    if year < 100:
        year += 1900 if year >= 30 else 2000
    month, day = (a, b) if a <= 12 else (b, a)
    return Meaning("DATE", f"{year:04}-{month:02}-{day:02}") if month <= 12 and 1 <= day <= 31 else None


def _year_of(token: Token) -> str:
    if token.kind == "BC":
        return f"BC{int(token.value.rstrip('s')):04}"
    return token.value


def day(words: Words) -> Meaning | None:
    """A day of a month, with or without its year."""
    month = words.get("MONTH") or (words.ahead("MONTH") if words.argument == "ahead" else words.behind("MONTH"))
    number = words.get("DAY", "ORD")
    if month is None or number is None or not 1 <= int(number.value) <= monthrange(2000, int(month.value))[1]:
        return None
    year = words.ahead("YEAR", "BC") if words.argument == "ahead" else words.get("YEAR", "BC")
    if year is None and words.argument == "behind":
        year = next((t for t in words.after[:2] if t.kind == "YEAR"), None)
    if year is not None:
        given = _year_of(year)
        if words.argument == "ahead" and year.kind == "YEAR" and (other := _month_after(words)) and other < month.value:
            given = f"{int(given) - 1:04}"  # from December 5 to January 8, 2019
        return Meaning("DATE", f"{given}-{month.value}-{int(number.value):02}")
    if words.argument == "unit":
        told = _by_word(words, "Y")
        return Meaning("DATE", f"{told[0]}-{month.value}-{int(number.value):02}", anchor=told[1]) if told else None
    now = words.context.now()
    if words.argument == "deictic" and now is not None:
        return _deictic_day(words, int(month.value), int(number.value), *now)
    found = _by_weekday(words, int(month.value), int(number.value)) or _nearest(
        words, int(month.value), int(number.value)
    )
    if found is None:
        return Meaning("DATE", f"XXXX-{month.value}-{int(number.value):02}", anchor="none")
    value, anchor = found
    return Meaning("DATE", f"{value}-{month.value}-{int(number.value):02}", anchor=anchor)


def _deictic_day(words: Words, month: int, number: int, today: date, anchor: str | Span) -> Meaning:
    """*last March 5*: the nearest such day before today, or after it for *next*."""
    passed = (month, number) < (today.month, today.day)
    year = today.year + (passed if words.has(*ON) else 0 if passed or words.has("THIS") else -1)
    return Meaning("DATE", f"{year:04}-{month:02}-{number:02}", anchor=anchor)


def _month_after(words: Words) -> str | None:
    """The month that the other end of a range has."""
    return next((token.value for token in words.after if token.kind == "MONTH"), None)


def _by_weekday(words: Words, month: int, number: int) -> tuple[str, str | Span] | None:
    """*Sunday, March 8* in news: the year in which that day is that weekday, of those next to publication."""
    weekday, today = words.get("WEEKDAY"), words.context.published
    if weekday is None or today is None or words.context.narrative:
        return None
    for year in (today.year, today.year - 1, today.year + 1):
        if number <= monthrange(year, month)[1] and date(year, month, number).isoweekday() == int(weekday.value):
            return f"{year:04}", "published"
    return None


def _nearest(words: Words, month: int, number: int = 0) -> tuple[str, str | Span] | None:
    """The year of a month (and day) that stands without one."""
    context = words.context
    today = context.published
    if context.tells or today is None:
        return context.year_told(words.span, month)
    if month == today.month and not number:
        return f"{today.year:04}", "published"
    years = [today.year + k for k in (-1, 0, 1)]
    there = [(y, (date(y, month, min(number or 15, 28)) - today).days) for y in years if 1 < y < 9999]
    back = max((pair for pair in there if pair[1] <= 0), key=_second, default=None)
    ahead = min((pair for pair in there if pair[1] >= 0), key=_second, default=None)
    if back is None or ahead is None:
        return f"{today.year:04}", "published"
    heading = context.heading(words.span)
    # A month or day without a year is one that the reader will not take for another: what the grammar says
    # decides unless that day lies nearly a year off.
    if heading == "future":
        chosen = ahead if ahead[1] <= FAR else back
    elif heading == "past":
        chosen = back if -back[1] <= FAR else ahead
    else:
        chosen = back if -back[1] <= 2 * ahead[1] else ahead
    return f"{chosen[0]:04}", "published"


FAR = 330
"""Days beyond which a month or day without a year is not meant."""


def _second(pair: tuple[int, int]) -> int:
    return pair[1]


def month(words: Words) -> Meaning | None:
    """A month, with its year, a word for the year, or neither."""
    name = words.get("MONTH")
    assert name is not None
    year = words.ahead("YEAR", "BC") if words.argument == "ahead" else words.get("YEAR", "BC")
    if year is not None and words.argument != "stretch":
        return Meaning("DATE", f"{_year_of(year)}-{name.value}")
    if year is not None:
        part = words.get("ORD", "LAST", "FIRSTLAST")
        return Meaning("DATE", f"{_year_of(year)}-{name.value}", _part_of_month(part))
    number = int(name.value)
    now = words.context.now()
    if words.argument == "unit":
        told = _by_word(words, "Y")
        return Meaning("DATE", f"{told[0]}-{name.value}", anchor=told[1]) if told else None
    if words.argument == "stretch":
        found = _nearest(words, number)
        mod = _part_of_month(words.get("ORD", "LAST", "FIRSTLAST"))
        return Meaning(
            "DATE", f"{found[0] if found else 'XXXX'}-{name.value}", mod, anchor=found[1] if found else "none"
        )
    if words.argument == "deictic" and now is not None:
        return _deictic_month(words, number, *now)
    found = _nearest(words, number)
    if found is None:
        return Meaning("DATE", f"XXXX-{name.value}", anchor="none")
    return Meaning("DATE", f"{found[0]}-{name.value}", anchor=found[1])


def _part_of_month(token: Token | None) -> str:
    """*the first week of*, *the last two weeks of* a month: which part of it."""
    if token is None or token.word in ("initial", "opening"):
        return "START"
    if token.kind != "ORD":
        return "END"
    return {"1": "START", "2": "MID", "3": "MID"}.get(token.value, "END")


def _deictic_month(words: Words, number: int, today: date, anchor: str | Span) -> Meaning:
    year = today.year
    if words.has(*BACK):
        year -= number >= today.month
    elif words.has(*ON):
        year += number <= today.month
    return Meaning("DATE", f"{year:04}-{number:02}", anchor=anchor)


LEANS = {"Y": ("D", "W", "M", "Y", "S", "Q", "H"), "DE": (), "CE": (), "M": ("D", "W", "M"), "D": ("D",)}
"""What a date told before must be for *that year*, *that day* … to lean on it."""


def _by_word(words: Words, unit: str) -> tuple[str, str | Span] | None:
    """The unit that *last*, *this*, *next* or *that* points at."""
    context = words.context
    if (
        words.has("THAT", "FOLLOWING", "PREVIOUS")
        or (words.core[0].kind == "THE" and words.has("NEXT"))
        or context.narrative
    ):
        told = context.last(*LEANS.get(unit, ("D", "W", "M")))
        if told is not None and told[1].startswith("BC"):
            year = int(told[1][2:6]) if unit == "Y" else None
            return (f"BC{year - _shift(words):04}", told[0]) if year else None
        if told is not None and (there := day_in(told[1])):
            moved = step(there, unit, _shift(words))
            return (write(moved, unit), told[0]) if moved else None
        if context.narrative or words.has("THAT"):
            return None
    now = context.now()
    if now is None:
        return None
    moved = step(now[0], unit, _shift(words))
    return (write(moved, unit), now[1]) if moved else None


def _shift(words: Words) -> int:
    if words.has("THIS", "CURRENT", "THAT", "LATEST") and not words.has("PREVIOUS", "FOLLOWING"):
        return 0
    return -1 if words.has(*BACK) else 1 if words.has(*ON) else 0


def year(words: Words) -> Meaning | None:
    """A year, also the two figures that end a range."""
    if words.argument == "behind":
        number, start = words.core[0], words.behind("YEAR")
        if start is None or not 1 <= int(float(number.value)) <= 99 or len(number.word) != 2:
            return None
        value = start.value[:2] + f"{int(number.value):02}"
        return Meaning("DATE", value) if value > start.value else None
    token = words.get("YEAR", "BC", "NUM", "DAY")
    assert token is not None
    if words.argument == "ahead":
        return Meaning("DATE", f"BC{int(float(token.value)):04}")
    if token.kind == "NUM" and not (token.value.isdigit() and 1000 <= int(token.value) <= 2100):
        return None
    if token.kind == "BC" and token.value.endswith("s"):
        return Meaning("DATE", f"BC{int(token.value[:-1]):04}"[:5])
    return Meaning("DATE", _year_of(token))


def weekday(words: Words) -> Meaning | None:
    """A weekday: of this week, the last or the coming one, as the words or the grammar have it."""
    token = words.get("WEEKDAY")
    assert token is not None
    context = words.context
    # *the previous Friday* counts from the day told; *last Friday* from publication.
    now = (context.before("D") if words.has("PREVIOUS", "FOLLOWING") else None) or context.now()
    wanted = int(token.value)
    if now is None:
        return Meaning("DATE", f"XXXX-WXX-{wanted}", anchor="none")
    today, anchor = now
    if words.argument == "day":
        return _weekday_ordinal(words, today, wanted, anchor)
    back = (today.isoweekday() - wanted) % 7
    if words.argument == "deictic":
        if words.has("PAST", "LAST", "PREVIOUS"):
            found = today - timedelta(back or 7)
        elif words.has("FOLLOWING", "NEXT"):
            found = today + timedelta((wanted - today.isoweekday()) % 7 or 7)
        else:
            found = today + timedelta(wanted - today.isoweekday())
    elif back == 0:
        found = today
    elif words.context.heading(words.span) == "future":
        found = today + timedelta(7 - back)
    else:
        found = today - timedelta(back)
    return Meaning("DATE", found.isoformat(), anchor=anchor)


def _weekday_ordinal(words: Words, today: date, wanted: int, anchor: str | Span) -> Meaning | None:
    number = words.get("ORD")
    assert number is not None
    for distance in range(200):
        for sign in (1, -1):
            there = today + timedelta(sign * distance)
            if there.day == int(number.value) and there.isoweekday() == wanted:
                return Meaning("DATE", there.isoformat(), anchor=anchor)
    return None


def today(words: Words) -> Meaning | None:
    """today, yesterday, tomorrow, tonight; with a part of the day."""
    token = words.get("TODAY")
    assert token is not None
    part = words.get("PART")
    night = f"T{part.value}" if part else "TNI" if token.word == "tonight" else ""
    kind: TimeType = "TIME" if night else "DATE"
    now = words.context.now()
    if now is None or words.context.narrative:
        if token.word == "today":
            return Meaning("DATE", "PRESENT_REF", anchor="none")
        return Meaning(kind, f"XXXX-XX-XX{night}", anchor="none")
    return Meaning(kind, (now[0] + timedelta(int(token.value))).isoformat() + night, anchor=now[1])


def unit(words: Words) -> Meaning | None:
    """Last week, this year, the following day, the weekend."""
    token = words.get("UNIT", "WEEKEND")
    assert token is not None
    name = "WE" if token.kind == "WEEKEND" else token.value
    if name in ("TH", "TM", "TS", ".5CE", "ML"):
        return None
    if name == "WE":
        return _weekend(words)
    if name in ("DE", "CE") and words.has("NEXT", "PAST", "LAST"):
        return Meaning("DURATION", "P10Y" if name == "DE" else "P100Y")  # a stretch from now, no decade of the calendar
    told = _by_word(words, name)
    if told is None:
        blank = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(name)
        return Meaning("DATE", blank, anchor="none") if blank else None
    return Meaning("DATE", told[0], anchor=told[1])


def _weekend(words: Words) -> Meaning | None:
    now = words.context.now()
    if now is None:
        return Meaning("DATE", "XXXX-WXX-WE", anchor="none")
    shift = -1 if words.has("PAST") else _shift(words)
    if shift == 0 and words.has("THE") and now[0].isoweekday() < 5:
        shift = 0 if words.context.heading(words.span) == "future" else -1
    return Meaning("DATE", write(now[0] + timedelta(7 * shift), "WE"), anchor=now[1])


def the_unit(words: Words) -> Meaning | None:
    """The year, the month, the week, the day: the current one, or the one told."""
    token = words.get("UNIT")
    assert token is not None
    if token.value == "Y" and ENDS.match(words.context.folded, words.span[1]):
        return Meaning("DURATION", "P1Y")
    told = _by_word(words, token.value)
    return Meaning("DATE", told[0], anchor=told[1]) if told else None


ENDS = re.compile(r"\s(?:that\s)?end(?:s|ed|ing)\b")
"""*the year ended March 31* is a length that the day closes."""


def later(words: Words) -> Meaning | None:
    """Later that year, earlier this month: the whole stretch, with START or END."""
    if words.has("SEASON"):
        made = season(words)
    elif words.has("QUARTER"):
        made = quarter(words)
    elif words.has("MONTH"):
        made = month(words)
    elif words.has("PART"):
        from dateline.times.clock import part

        made = part(words)
    else:
        made = unit(words)
    if made is None:
        return None
    token = words.get("LATER")
    mod = token.value if token else None
    return Meaning(made.type, made.value, mod=mod, anchor=made.anchor)


def beside(words: Words) -> Meaning | None:
    """The day before, the week after: beside the date told last."""
    token, side = words.get("UNIT"), words.get("BEFORE")
    assert token is not None
    assert side is not None
    sign = -1 if side.word == "before" else 1
    other = words.get("TODAY")
    if other is not None:
        now = words.context.now()
        if now is None:
            return None
        return Meaning("DATE", (now[0] + timedelta(int(other.value) + sign)).isoformat(), anchor=now[1])
    before = words.context.before("D", "W", "M")
    if before is None or token.value not in ("D", "W", "M", "Y"):
        return Meaning("DATE", "XXXX-XX-XX", anchor="none") if token.value == "D" else None
    moved = step(before[0], token.value, sign)
    return Meaning("DATE", write(moved, token.value), anchor=before[1]) if moved else None


def quarter(words: Words) -> Meaning | None:
    """A quarter or half of a year; without one, the latest that had ended at publication."""
    if words.argument == "deictic":
        return _deictic_quarter(words)
    ordinal, name = words.get("ORD", "FIRSTLAST", "LAST"), words.get("QUARTER", "HALF", "QUARTERS", "PERIOD")
    letter = "H" if name is not None and name.kind in ("HALF", "QUARTERS") else "Q"
    count = 2 if letter == "H" else 4
    explicit = words.get("YEAR")
    now = words.context.now()
    if ordinal is None or (ordinal.kind == "LAST" and not words.has("YEAR", "UNIT")):
        return _deictic_quarter(words)
    number = int(ordinal.value) if ordinal.kind == "ORD" else 1 if ordinal.word in ("initial", "opening") else count
    if not 1 <= number <= count:
        return None
    if explicit is not None:
        return Meaning("DATE", f"{explicit.value}-{letter}{number}")
    if words.has("UNIT"):
        told = _by_word(words, "Y")
        return Meaning("DATE", f"{told[0]}-{letter}{number}", anchor=told[1]) if told else None
    if now is None:
        return Meaning("DATE", f"XXXX-{letter}{number}", anchor="none")
    here = (now[0].month - 1) // (12 // count) + 1
    heading = words.context.heading(words.span)
    year = now[0].year
    if number > here and heading != "future":
        year -= 1
    elif number < here - 1 and heading == "future":
        year += 1
    return Meaning("DATE", f"{year:04}-{letter}{number}", anchor=now[1])


def _deictic_quarter(words: Words) -> Meaning | None:
    told = words.context.current_quarter(words.span)
    if told and not words.has("NEXT", "FOLLOWING", "PREVIOUS", "CURRENT", "LAST", "PAST"):
        return Meaning("DATE", told[1], anchor=told[0])
    now = words.context.now()
    if now is None:
        return Meaning("DATE", "XXXX-QX", anchor="none")
    shift = -1 if words.has("LAST", "PAST", "PREVIOUS") else 1 if words.has("NEXT", "FOLLOWING") else 0
    if shift == 0 and not words.has("THIS", "CURRENT"):
        # The latest quarter, the quarter: results are told of one that has ended, or is about to.
        shift = -1 if now[0].month % 3 else 0
    moved = step(now[0], "Q", shift)
    return Meaning("DATE", write(moved, "Q"), anchor=now[1]) if moved else None


def period(words: Words) -> Meaning | None:
    """The 1988 period: that year's part of the same kind as the quarter told before, else the year."""
    token = words.get("YEAR")
    assert token is not None
    told = words.context.current_quarter(words.span)
    if told is not None:
        return Meaning("DATE", token.value + told[1][4:], anchor=told[0])
    return Meaning("DATE", token.value)


def season(words: Words) -> Meaning | None:
    """A season with or without its year."""
    token = words.get("SEASON")
    assert token is not None
    explicit = words.ahead("YEAR", "BC") if words.argument == "ahead" else words.get("YEAR", "BC")
    if explicit is not None:
        return Meaning("DATE", f"{_year_of(explicit)}-{token.value}")
    if words.has("UNIT"):
        told = _by_word(words, "Y")
        return Meaning("DATE", f"{told[0]}-{token.value}", anchor=told[1]) if told else None
    now = words.context.now()
    if words.has("THAT") and (named := _by_word(words, "Y")):
        return Meaning("DATE", f"{named[0]}-{token.value}", anchor=named[1])
    if now is None or (words.context.narrative and not words.has("NEXT", "FOLLOWING", "PREVIOUS")):
        found = _nearest(words, SEASONS[token.value][0])
        return Meaning("DATE", f"{found[0] if found else 'XXXX'}-{token.value}", anchor=found[1] if found else "none")
    today, anchor = now
    here, wanted = season_of(today), SEASONS[token.value][0]
    year = today.year
    begun = token.value == here[1] or wanted <= today.month
    if token.value == here[1]:
        year = here[0]
    if words.has(*BACK):
        year -= (token.value == here[1] and not words.has("THIS")) or wanted > today.month
    elif words.has(*ON):
        year += begun
    elif not words.has("THIS") and not begun and words.context.heading(words.span) != "future":
        year -= 1
    return Meaning("DATE", f"{year:04}-{token.value}", anchor=anchor)


def decade(words: Words) -> Meaning | None:
    """The 1980s, the Eighties, the 470s BC."""
    token = words.get("DECADE", "BC")
    assert token is not None
    if token.kind == "BC":
        return Meaning("DATE", f"BC{int(token.value[:-1]):04}"[:5]) if token.value.endswith("s") else None
    return Meaning("DATE", token.value)


def century(words: Words) -> Meaning | None:
    """The 19th century: TimeML's ``18``."""
    number, name = words.get("ORD"), words.ahead("UNIT", "UNITS")
    assert number is not None
    if name is None or name.value != "CE" or not 1 <= int(number.value) <= 21:
        return None
    era = words.get("ERA")
    if era is not None and era.value == "BC":
        return Meaning("DATE", f"BC{int(number.value) - 1:02}")
    return Meaning("DATE", f"{int(number.value) - 1:02}")


def holiday(words: Words) -> Meaning | None:
    """A named day, of the year that stands beside it, else the nearest; the week or weekend of one."""
    if words.argument == "unit":
        found = _holiday(words)
        there = day_in(found.value) if found else None
        unit = "WE" if words.has("WEEKEND") else "W"
        return Meaning("DATE", write(there, unit), anchor=found.anchor) if found and there else None
    return _holiday(words)


def _holiday(words: Words) -> Meaning | None:
    token = words.get("HOLIDAY")
    assert token is not None
    rule = words.context.days.get(token.value, "")
    explicit = words.get("YEAR")
    if len(rule) == 10 and rule[4] == "-":
        return Meaning("DATE", rule)
    if explicit is not None:
        found = named_day(rule, int(explicit.value))
        return Meaning("DATE", found.isoformat()) if found else None
    now = words.context.now()
    if now is None:
        return Meaning("DATE", f"XXXX-{rule}" if len(rule) == 5 else "XXXX-XX-XX", anchor="none")
    today, anchor = now
    years = [today.year + k for k in (-1, 0, 1)]
    days = [d for y in years if 0 < y < 9999 and (d := named_day(rule, y))]
    if words.context.narrative:
        days = [d for d in days if d.year == today.year] or days
        return Meaning("DATE", days[0].isoformat(), anchor=anchor) if days else None
    if words.has(*BACK):
        days = [d for d in days if d < today]
    elif words.has(*ON) or words.context.heading(words.span) == "future":
        days = [d for d in days if d >= today][:1]
    elif words.context.heading(words.span) == "past":
        gone = [d for d in days if d <= today and (today - d).days <= FAR]
        days = gone or [d for d in days if d >= today][:1]
    else:
        days.sort(key=lambda d: -abs((d - today).days))
    return Meaning("DATE", days[-1].isoformat(), anchor=anchor) if days else None


def year_end(words: Words) -> Meaning | None:
    """year-end, 2019 year-end, this year's year-end."""
    explicit = words.get("YEAR")
    if explicit is not None:
        return Meaning("DATE", explicit.value, mod="END")
    told = _by_word(words, "Y")
    return Meaning("DATE", told[0], mod="END", anchor=told[1]) if told else None


def ref(words: Words) -> Meaning:
    """now, recently, former, the future: the vague values."""
    token = words.get("REF", "FORMER", "RECENT")
    return Meaning("DATE", token.value if token else words.argument, anchor="none")
