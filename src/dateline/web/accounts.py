"""What the page of an event makes of the store's answers: exact words with their marks, chains, plans, origins."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date
from typing import Any

from markupsafe import Markup

from dateline.export import marks, wording
from dateline.record import Record

Row = dict[str, Any]

NOBODY = "unnamed"
"""The store's name and kind of a source that no words of an article stand for."""

MOST_NAMES = 6
"""Other names of an entity that its page shows, the most frequent first."""

FIRST_WORDS = 12
"""Words by which an article without a headline is called."""

_DAY, _WORD = r"(\d{1,2})(?:st|nd|rd|th)?", r"([a-z]{3,9})\.?"
WRITTEN_DAY = re.compile(rf"(?:{_WORD} )?(?:{_DAY} {_WORD}|{_WORD} {_DAY}) (\d{{4}})", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
"""How a day is written in a query: *Sun 17 Sep 2023*, *17th September 2023*, *September 17, 2023*, *2023-09-17*."""


@dataclass(frozen=True, slots=True)
class DayAsked:
    """The day that a query names, or why there is none such; the weekday that it names if that is another's."""

    iso: str | None
    fault: str | None = None
    other_weekday: str | None = None


@dataclass(slots=True)
class Telling:
    """A report as it is shown: its words as HTML, the chain of (name, cue, state-owned), innermost first.

    ``again`` are the reports of its copies that say the same, word for word, on the word of the same sources.
    """

    report: Row
    words: Markup
    chain: list[tuple[str, str, bool]]
    again: list[Row]


def tellings(event: Row, records: Mapping[str, Record]) -> list[Telling]:
    """The reports in order; those of one origin that say the same are folded into the first of them."""
    origins = {article: n for n, origin in enumerate(event["origin_list"]) for article in origin["articles"]}
    found: dict[tuple[object, ...], Telling] = {}
    for row in event["reports"]:
        words, chain = _told(row, records.get(row["article"]))
        said = (origins.get(row["article"]), " ".join(row["text"].split()), tuple(chain), *row["status"].values())
        if said in found:
            found[said].again.append(row)
        else:
            found[said] = Telling(row, words, chain, [])
    return list(found.values())


def _told(row: Row, record: Record | None) -> tuple[Markup, list[tuple[str, str, bool]]]:
    """The words and the chain of a report from its record, else as the event has them."""
    report = next((r for r in record.reports if r.id == row["report"]), None) if record else None
    if record is None or report is None:
        return Markup.escape(row["text"]), [(name, "", False) for name in row["sources"]]
    layers = marks.of_report(record, report)
    spans = report.evidence or (report.trigger,)
    words = " … ".join(marks.html(record.article.text, span, layers) for span in spans)
    return Markup(words), wording.chain(record, report)  # noqa: S704 - escaped by marks.html


def plans(event: Row, others: Mapping[str, Row]) -> list[tuple[Row, Row, str]]:
    """Pairs of a plan and what came of it, with the time between them in words."""
    ends = [(event, others[link["to"]]) for link in event["links"] if link["kind"] == "outcome"]
    ends += [(others[link["from"]], event) for link in event.get("linked_from", ()) if link["kind"] == "outcome"]
    return [(plan, outcome, _between(plan, outcome)) for plan, outcome in ends]


def said_on(event: Row) -> str | None:
    """The day on which an event was first told."""
    return min((r["published"][:10] for r in event["reports"] if r["published"]), default=None)


def called(title: str | None, opening: str | None) -> str:
    """What an article is called: its headline, else its first words."""
    if title and title.strip():
        return " ".join(title.split())
    words = (opening or "").split()
    if not words:
        return "An article without words"
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def called_many(kind: str) -> str:
    """The plural of a kind of entity."""
    irregular = {"person": "people", "country": "countries", "facility": "facilities", "other": "other names"}
    return irregular.get(kind, f"{kind}s")


def day_asked(query: str) -> DayAsked | None:
    """The day that a query names, written as in :data:`WRITTEN_DAY` or :data:`ISO_DAY`; ``None`` where it names none.

    What is written like a day and is none (*31 Sep 2023*) is told as such, not taken for words.
    """
    words = " ".join(query.replace(",", " ").split())
    if found := ISO_DAY.fullmatch(words):
        return _day_of(int(found[1]), int(found[2]), int(found[3]))
    if not (found := WRITTEN_DAY.fullmatch(words)):
        return None
    weekday, month = (
        _place_in(list(calendar.day_name), found[1]),
        _place_in(list(calendar.month_name), found[3] or found[4]),
    )
    if month is None or (found[1] and weekday is None):
        return None
    return _day_of(int(found[6]), month, int(found[2] or found[5]), weekday)


def _place_in(names: Sequence[str], word: str | None) -> int | None:
    """Which of these names a word is, whole or by its first letters (*Sep*, *Sept*)."""
    if not word:
        return None
    return next((n for n, name in enumerate(names) if name.casefold().startswith(word.casefold())), None)


def _day_of(year: int, month: int, day: int, weekday: int | None = None) -> DayAsked:
    if year < MINYEAR:
        return DayAsked(None, "Years are counted from 1")
    if not 1 <= month <= len(calendar.month_name) - 1:
        return DayAsked(None, f"There is no month {month}; write a day as 2023-09-17 or 17 Sep 2023")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return DayAsked(None, f"{calendar.month_name[month]} {year} has {last} days")
    found = date(year, month, day)
    other = weekday is not None and weekday != found.weekday()
    return DayAsked(
        found.isoformat(), other_weekday=calendar.day_name[weekday] if other and weekday is not None else None
    )


def source_words(name: str) -> str:
    """What a source is called on a page; one that no words of the article stand for says so."""
    return "a source not named" if name == NOBODY else name


def source_kind(source: Row) -> str:
    """The kind of a source (``kind``, ``named``), and whether the articles name it."""
    if source["kind"] == NOBODY:
        return "the articles do not say who"
    return f"{source['kind']}{'' if source['named'] else ', not named'}"


def narrowed(said: Row, events: Collection[str], *, alone: bool = False) -> Row:
    """What a source vouches for (:meth:`Store.said_by`), of these events alone, and counted anew."""
    reports = [row for row in said["reports"] if row["event"] in events]
    return {
        **said,
        "claims": len(reports),
        "alone": sum(row["alone"] for row in reports),
        "articles": len({row["article"] for row in reports}),
        "reports": [row for row in reports if row["alone"] or not alone],
    }


def whole_time(first: Row, last: Row) -> str:
    """From one row of a timeline to another, no more precisely than either is known."""
    if all(row["earliest"] and row["earliest"] == row["latest"] for row in (first, last)):
        return wording.when(None, first["earliest"], last["latest"])
    ends = dict.fromkeys(wording.when(row["edtf"], row["earliest"], row["latest"]) for row in (first, last))
    return " to ".join(ends)


def lies_ahead(rows: Iterable[Row], newest: str | None) -> bool:
    """Whether any of these events lies, or was to come, after the newest article."""
    return newest is not None and any(
        (row["earliest"] or "") > newest or (row["status"]["tense"] == "future" and (row["latest"] or "") > newest)
        for row in rows
    )


def story_tree(story: Row) -> list[Row]:
    """:func:`origin_tree` of a story."""
    return origin_tree({**story, "reports": []}, {row["article"]: row for row in story["copies"]})


def outlets(story: Row) -> list[tuple[str, str]]:
    """The outlets of a story, each once, with the first of its articles."""
    found: dict[str, str] = {}
    for row in story["copies"]:
        found.setdefault(row["publisher"] or "", row["article"])
    return [(article, name) for name, article in found.items() if name]


def off_the_map(timeline: Sequence[Row], itinerary: Sequence[Row]) -> list[tuple[int, str]]:
    """How many events of a timeline are no stop of the itinerary, by reason."""
    stops = {event for row in itinerary for event in row["events"]}
    rest = [row for row in timeline if row["event"] not in stops]
    unplaced = [row for row in rest if row["place"] is None]
    undated = [row for row in rest if row["place"] is not None and row["basis"] in ("none", "bound")]
    other = len(rest) - len(unplaced) - len(undated)
    reasons = (
        (len(unplaced), " of which no source names the place"),
        (len(undated), " of which no source names the day"),
        (other, " at which nobody is shown to have been, or that were planned and came about"),
    )
    return [(number, why) for number, why in reasons if number]


def usual_year(rows: Iterable[Row]) -> str | None:
    """The year in which most of the dated rows lie: its days are written without it."""
    years = [value[:4] for row in rows if (value := row["earliest"] or row["latest"])]
    return max(sorted(set(years)), key=years.count) if years else None


def other_names(entity: Row) -> list[str]:
    """What else the articles call somebody: no part of the shown name, no name that differs by its case alone."""
    shown = entity["name"].casefold()
    found: dict[str, str] = {}
    for called in entity["names"]:
        words = set(called["name"].casefold().split())
        if not words <= set(shown.split()):
            found.setdefault(" ".join(called["name"].casefold().split()), called["name"])
    return list(found.values())[:MOST_NAMES]


def _between(plan: Row, outcome: Row) -> str:
    said, came = said_on(plan), outcome["when"]["earliest"] or outcome["when"]["latest"]
    try:
        days = (date.fromisoformat(came[:10]) - date.fromisoformat(said)).days if said and came else 0
    except ValueError:
        days = 0
    return f"{days} day{'s' if days != 1 else ''} later" if days > 0 else "then"


def origin_tree(event: Row, copies: Mapping[str, Row]) -> list[Row]:
    """Each origin with the articles that rest on it: the texts, and under each its copies by their class."""
    publishers = {r["article"]: r["publisher"] for r in event["reports"]}

    def outlet(article: str) -> str:
        return (copies.get(article) or {}).get("publisher") or publishers.get(article) or article

    tree = []
    for origin in event["origin_list"]:
        own = origin["name"] in publishers or origin["name"] in copies
        texts: dict[str, Row] = {}
        for article in sorted(origin["articles"], key=lambda a: (_group(a, copies) != a, a)):
            row = copies.get(article)
            text = texts.get(_group(article, copies))
            if text is None:
                kind = row["class"] if row and row["of"] else ""
                texts[_group(article, copies)] = {
                    "article": article,
                    "outlet": outlet(article),
                    "class": kind,
                    "copies": {},
                }
            else:
                text["copies"].setdefault(row["class"] if row else "", []).append((article, outlet(article)))
        tree.append(
            {"name": outlet(origin["name"]) if own else origin["name"], "kind": "own text" if own else origin["kind"],
             "texts": list(texts.values())}
        )  # fmt: skip
    return tree


def _group(article: str, copies: Mapping[str, Row]) -> str:
    row = copies.get(article)
    return str(row["group"]) if row else article
