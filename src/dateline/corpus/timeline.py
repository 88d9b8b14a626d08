"""The timeline of an entity: its events in order, undated ones last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.corpus.account import Event
from dateline.corpus.links import Link

Row = dict[str, Any]


def order(event: Event) -> tuple[object, ...]:
    """Sorts events: by their first day, then the narrower, undated ones last by the day they were told."""
    when = event["when"]
    told = min((r["published"] or "9999") for r in event["reports"])
    return (when["earliest"] is None, when["earliest"] or told, when["latest"] or "9999", told, event["id"])


def within(event: Event, since: str | None, until: str | None) -> bool:
    """Whether an event may lie between two ISO days (both included); an undated one only where no day is asked."""
    earliest, latest = event["when"]["earliest"], event["when"]["latest"]
    if since is None and until is None:
        return True
    if earliest is None:
        return False
    return (since is None or (latest or earliest) >= since) and (until is None or earliest <= until)


def timeline(
    events: Iterable[Event], entities: Sequence[str], links: Mapping[str, list[Link]] | None = None
) -> list[Row]:
    """The rows of the timeline of somebody who goes by ``entities`` (identities), in order."""
    return [row(event, entities, (links or {}).get(event["id"], [])) for event in sorted(events, key=order)]


def row(event: Event, entities: Sequence[str], links: list[Link]) -> Row:
    """One row: when, what, where, with whom, how sure, on whose word."""
    where = event["where"]
    return {
        "edtf": event["when"]["edtf"],
        "earliest": event["when"]["earliest"],
        "latest": event["when"]["latest"],
        "basis": event["when"]["basis"],
        "gloss": event["gloss"],
        "frame": event["frame"],
        "place": where["name"] if where else None,
        "lat": where["lat"] if where else None,
        "lon": where["lon"] if where else None,
        "counterparts": counterparts(event, entities),
        "status": event["status"],
        "sources": event["sources"],
        "articles": event["articles"],
        "origins": event["origins"],
        "origin_list": event["origin_list"],
        "event": event["id"],
        "disputed": event["disputed"],
        "links": links,
        "reports": [
            {"article": r["article"], "report": r["report"], "trigger": r["trigger"], "text": r["text"]}
            for r in event["reports"]
        ],
    }


def counterparts(event: Event, entities: Sequence[str]) -> list[str]:
    """The names of all others who take part."""
    everyone = event["actors"] + event["recipients"] + event["companions"]
    others: list[str] = []
    for party in everyone:
        if party["entity"] not in entities and party["name"] not in others:
            others.append(party["name"])
    return others
