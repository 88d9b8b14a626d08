"""Where somebody was, day by day: the dated, placed events at which the frame shows that they were there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dateline.corpus.account import Event
from dateline.corpus.events import presence
from dateline.corpus.identity import fold
from dateline.corpus.links import Link
from dateline.corpus.origins import Origins
from dateline.corpus.timeline import order
from dateline.knowledge import Knowledge

Row = dict[str, Any]


def itinerary(
    events: Iterable[Event],
    entities: Sequence[str],
    links: Mapping[str, list[Link]] | None = None,
    knowledge: Knowledge | None = None,
    *,
    count: Callable[[list[list[str]]], list[Origins]],
) -> list[Row]:
    """The stops of somebody who goes by ``entities``, in order, one row a day and place.

    A stop that several events show rests on all their reports: ``count`` gives the origins of each list of events
    (ids), as :func:`dateline.corpus.origins.count` counts them. A plan that came
    about gives way to its outcome, or to whatever else shows them there that day; what is denied is no stop.
    """
    table = presence(knowledge or Knowledge())
    stops: dict[tuple[str, str, bool], Row] = {}
    for event in sorted(events, key=order):
        if not was_there(event, entities, table) or event["when"]["edtf"] is None:
            continue
        if event["stance"] == "planned" and any(
            link["kind"] == "outcome" for link in (links or {}).get(event["id"], [])
        ):
            continue
        for place in (event["from"], event["where"]):
            if place is not None:
                _stop(stops, event, place)
    joined = [row for row in stops.values() if len(row["events"]) > 1]
    for row, origins in zip(joined, count([row["events"] for row in joined]) if joined else (), strict=True):
        row.update(origins=len(origins), articles=origins.articles)
    been = {(row["date"], fold(row["place"])) for row in stops.values() if row["status"]["tense"] != "future"}
    return [
        row
        for row in stops.values()
        if row["status"]["tense"] != "future" or (row["date"], fold(row["place"])) not in been
    ]


def was_there(event: Event, entities: Sequence[str], table: Mapping[str, str]) -> bool:
    """Whether the event shows one of ``entities`` at its place."""
    if event["stance"] == "denied" or event["mode"] == "phone":
        return False
    shown = table.get(event["frame"], "both" if event["type"] == "CONSULT" else "none")
    if shown == "none":
        return False
    there = list(event["actors"])
    if shown == "both" or event["reciprocal"]:
        there += event["recipients"]
    there += event["companions"]
    return any(party["entity"] in entities for party in there)


def _stop(stops: dict[tuple[str, str, bool], Row], event: Event, place: dict[str, Any]) -> None:
    planned = event["stance"] == "planned"
    key = (event["when"]["edtf"], fold(place["name"]), planned)
    if key not in stops:
        stops[key] = {
            "date": event["when"]["edtf"],
            "place": place["name"],
            "lat": place["lat"],
            "lon": place["lon"],
            "country": place["country"],
            "feature": place["feature"],
            "status": event["status"],
            "sources": list(event["sources"]),
            "articles": event["articles"],
            "origins": event["origins"],
            "event": event["id"],
            "events": [event["id"]],
            "gloss": event["gloss"],
        }
        return
    row = stops[key]
    row["sources"] = list(dict.fromkeys([*row["sources"], *event["sources"]]))
    if event["id"] not in row["events"]:
        row["events"].append(event["id"])
