"""Links between events: a plan and its outcome, a denial and what it denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.corpus.account import Event
from dateline.corpus.events import NEWS_DAYS, PLAN_DAYS, families, ordinal
from dateline.corpus.identity import GENERIC, fold
from dateline.knowledge import Knowledge

Link = dict[str, Any]


def links(events: Sequence[Event], knowledge: Knowledge | None = None) -> dict[str, list[Link]]:
    """The links of each event, by its id: ``[{"to", "kind": "outcome" | "denies"}]``.

    A plan leads to a done event of the same family with the same parties and, where it names things, one of them, whose
    day lies within the plan's; a denial to what is told as done or planned in the same way.
    """
    if not any(event["stance"] in ("planned", "denied") for event in events):
        return {}
    table = families(knowledge or Knowledge())
    found: dict[str, list[Link]] = defaultdict(list)
    by_party: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event["stance"] in ("done", "planned"):
            for party in parties(event):
                by_party[family_of(event, table), party].append(event)
    for event in events:
        if event["stance"] not in ("planned", "denied"):
            continue
        near = {other["id"]: other for party in parties(event) for other in by_party[family_of(event, table), party]}
        kind = "outcome" if event["stance"] == "planned" else "denies"
        for ident in sorted(near):
            if near[ident] is not event and _meets(event, near[ident], kind):
                found[event["id"]].append({"to": ident, "kind": kind})
    return dict(found)


def family_of(event: Event, table: dict[str, str]) -> str:
    """The family of an event's frame."""
    frame: str = event["frame"]
    return table.get(frame, frame)


def parties(event: Event) -> list[str]:
    """The known parties of both sides."""
    both = event["actors"] + event["recipients"]
    return [p["entity"] for p in both if p["entity"] and not p["entity"].startswith(GENERIC)]


def _meets(event: Event, other: Event, kind: str) -> bool:
    if kind == "outcome" and (other["stance"] != "done" or other["status"]["certainty"] not in ("certain", "probable")):
        return False
    ours, theirs = set(parties(event)), set(parties(other))
    if not (ours <= theirs or theirs <= ours):
        return False
    if not _places_meet(event["where"], other["where"]):
        return False
    if unnamed(event) and not unnamed(event) & words(other["actors"] + other["recipients"] + other["objects"]):
        return False
    start, end = _window(event)
    first, last = _window(other)
    return start <= last and end >= first


def unnamed(event: Event) -> set[str]:
    """The telling words of what an event is done to and of parties without a name: *a food company*."""
    generic = [p for p in event["actors"] + event["recipients"] if not p["entity"] or p["entity"].startswith(GENERIC)]
    return words(event["objects"] + generic)


def words(participants: Sequence[dict[str, Any]]) -> set[str]:
    """The words of four letters and more in the names of participants."""
    return {word for p in participants for word in fold(p["name"]).split() if len(word) > 3}


def _places_meet(a: dict[str, Any] | None, b: dict[str, Any] | None) -> bool:
    if a is None or b is None or a["wide"] or b["wide"]:
        return True
    if a["geonames"] and b["geonames"]:
        return bool(a["geonames"] == b["geonames"])
    return bool(a["name"].casefold() == b["name"].casefold())


def _window(event: Event) -> tuple[int, int]:
    """The days in which an event may lie; an undated plan reaches ahead of its publication, the past a little back."""
    earliest, latest = ordinal(event["when"]["earliest"]), ordinal(event["when"]["latest"])
    if earliest is not None:
        return earliest, latest if latest is not None else earliest
    days = [day for day in _days(event["reports"]) if day is not None]
    if not days:
        return 1, 0
    if event["stance"] == "planned":
        return min(days), max(days) + PLAN_DAYS
    return min(days) - NEWS_DAYS, max(days)


def _days(reports: Iterable[dict[str, Any]]) -> list[int | None]:
    return [ordinal(report["published"]) for report in reports]
