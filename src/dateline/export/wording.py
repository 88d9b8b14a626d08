"""How cells are said to people: days, places, certainty, sources; tables, pages and files all ask here."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from dateline.record import Attribution, Entity, Record, Report, Status

MONTHS = calendar.month_abbr


def day(value: str, *, year: bool = True) -> str:
    """``Fri 15 Sep 2023``; without its year where the caption gives it. Takes ISO dates of any precision."""
    if value.startswith("-") or len(value) < 7 or not value[:4].isdigit():
        return value
    if len(value) == 7:
        return f"{MONTHS[int(value[5:7])]} {value[:4]}"
    try:
        known = date.fromisoformat(value[:10])
    except ValueError:
        return value
    words = f"{calendar.day_abbr[known.weekday()]} {known.day} {MONTHS[known.month]}"
    return f"{words} {known.year}" if year else words


def when(edtf: str | None, earliest: str | None, latest: str | None, *, year: bool = True) -> str:
    """A date as precisely as it is known: a day, a month, a span of days, *by 17 Sep 2023*, or *not dated*."""
    if edtf and len(edtf.rstrip("~?%")) in (4, 7, 10) and edtf[:4].isdigit() and "X" not in edtf and "/" not in edtf:
        about = "about " if edtf.endswith("~") else ""
        plain = edtf.rstrip("~?%")
        if len(plain) == 7 and int(plain[5:7]) > 12:
            return about + _span(earliest, latest, year=year)
        return about + day(plain, year=year)
    if earliest and latest:
        return earliest if earliest == latest and len(earliest) < 10 else _span(earliest, latest, year=year)
    if latest:
        return f"by {day(latest, year=year)}"
    if earliest:
        return f"from {day(earliest, year=year)}"
    return "not dated"


def _span(earliest: str | None, latest: str | None, *, year: bool) -> str:
    if not earliest or not latest:
        return "not dated"
    if earliest[:10] == latest[:10]:
        return day(earliest, year=year)
    if earliest.endswith("-01-01") and latest.endswith("-12-31"):
        return earliest[:4] if earliest[:4] == latest[:4] else f"{earliest[:4]}–{latest[:4]}"
    try:
        first, last = date.fromisoformat(earliest[:10]), date.fromisoformat(latest[:10])
    except ValueError:
        return f"{earliest}–{latest}"
    tail = f" {last.year}" if year or first.year != last.year else ""
    if (first.year, first.month) == (last.year, last.month):
        if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
            return f"{MONTHS[last.month]} {last.year}"
        return f"{first.day}–{last.day} {MONTHS[last.month]}{tail}"
    head = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {MONTHS[first.month]}{head} – {last.day} {MONTHS[last.month]}{tail}"


def how_sure(status: Status) -> tuple[str, str]:
    """The class that draws a status (``certain``, ``planned`` …) and its words (``probable, planned``).

    Polarity and tense win over certainty for what is drawn; the words may say both.
    """
    sure = {"underspecified": "not stated"}.get(status.certainty, status.certainty)
    if status.polarity == "negative":
        no = "will not" if status.tense == "future" else "did not"
        return "denied", no if sure == "certain" else f"{sure}, denied"
    if status.tense == "future" and status.certainty in ("certain", "probable"):
        return "planned", "planned" if sure == "certain" else f"{sure}, planned"
    return ("unstated" if sure == "not stated" else sure), sure


def how_sure_of(status: Mapping[str, str]) -> tuple[str, str]:
    """:func:`how_sure` for a status in its JSON form."""
    return how_sure(Status(**status))  # type: ignore[arg-type]  # the literals of the JSON


def probability(p: float) -> str:
    """``p .97``."""
    return f"p {p:.2f}".replace("p 0.", "p .")


def count(number: int, word: str) -> str:
    """``1 event``, ``9 events``, ``2 stories``."""
    plural = word[:-1] + "ies" if word.endswith("ry") else word + "s"
    return f"{number:,} {word if number == 1 else plural}"


def place(record: Record, report: Report) -> str:
    """The place of a report by its name, *near* and *from* said, or an empty string."""
    found = next((p for p in record.places if p.id == report.where.place), None)
    if found is None:
        return ""
    lead = f"{report.where.relation} " if report.where.relation in ("near", "from", "through") else ""
    return lead + found.name + (" (no pin)" if found.lat is None else "")


def source_name(record: Record, attribution: Attribution) -> str:
    """Who vouches: the entity's name for a named source, else the words of the text."""
    source = attribution.source
    entity = next((e for e in record.entities if e.id == source.entity), None)
    if entity is not None and (source.named or any(m.form == "name" for m in entity.mentions)):
        return _short(entity)
    if source.text is None:
        return "source not named"
    if source.text.lower() in ("he", "she", "they", "it", "who", "which", "i", "we"):
        return entity.name if entity is not None else "source not named"
    return " ".join(source.text.split())


def _short(entity: Entity) -> str:
    """An entity's acronym where the article uses it (*KCNA*), else its name."""
    acronyms = (m.text for m in entity.mentions if m.form == "name" and m.text.isupper() and 2 < len(m.text) < 7)
    return entity.name if entity.kind == "person" else next(acronyms, entity.name)


def is_state(record: Record, attribution: Attribution) -> bool:
    """Whether the source is a medium that a state or its ruling party owns."""
    entity = next((e for e in record.entities if e.id == attribution.source.entity), None)
    return entity is not None and (entity.subkind or "").startswith("state ")


def who_says(record: Record, report: Report) -> str:
    """*the article*, or the source of the report's attribution with *only* after a medium that stands alone."""
    attribution = next((a for a in record.attributions if a.id == report.attribution), None)
    if attribution is None:
        return "the article"
    name = source_name(record, attribution)
    return f"{name} only" if attribution.source.kind == "media" and attribution.source.named else name


def chain(record: Record, report: Report) -> list[tuple[str, str, bool]]:
    """Who vouches for a report, innermost first: the name, the words that attribute, and whether a state owns it."""
    known = {a.id: a for a in record.attributions}
    found: list[tuple[str, str, bool]] = []
    seen: set[str] = set()
    current = report.attribution
    while current and current in known and current not in seen:
        seen.add(current)
        attribution = known[current]
        cue = " … ".join(" ".join(record.article.text[a:b].split()) for a, b in attribution.cue)
        found.append((source_name(record, attribution), cue, is_state(record, attribution)))
        current = attribution.within
    return found


def in_order(record: Record) -> list[Report]:
    """The reports as a reader wants them: by day, those of one day as the text has them, undated ones last."""

    def order(report: Report) -> tuple[int, str, int]:
        dated = report.when.basis not in ("none", "bound")
        first = (report.when.earliest or report.when.latest or "") if dated else ""
        return (0 if dated else 1, first, report.trigger[0])

    return sorted(record.reports, key=order)


def one_year(record: Record) -> str | None:
    """The year that all dated reports share, or None."""
    years = {
        value[:4]
        for r in record.reports
        if r.when.basis != "none"
        for value in (r.when.earliest, r.when.latest)
        if value
    }
    return years.pop() if len(years) == 1 else None


def headline(record: Record) -> str:
    """``Reworded copy · 13 attributed claims · KCNA (state) vouches for 5``."""
    parts = ["Reworded copy"] if record.article.integrity == "reworded" else []
    claims = len(record.attributions)
    parts.append(f"{claims} attributed claim{'s' if claims != 1 else ''}")
    counts: dict[str, int] = {}
    state = set()
    for attribution in record.attributions:
        if attribution.source.named:
            name = source_name(record, attribution)
            counts[name] = counts.get(name, 0) + 1
            if is_state(record, attribution):
                state.add(name)
    if counts:
        top = max(counts, key=lambda name: counts[name])
        if counts[top] > 1:
            parts.append(f"{top}{' (state)' if top in state else ''} vouches for {counts[top]}")
    return " · ".join(parts)
