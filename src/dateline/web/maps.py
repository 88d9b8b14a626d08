"""A map of stops, drawn on the server: numbered dots, dated arcs between them, an inset for what lies close, a globe.

A stop that is a country is drawn as its outline; a region or a sea is listed, never pinned.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from dateline.export import wording
from dateline.knowledge import Knowledge
from dateline.web import geometry, labels
from dateline.web.geometry import Projection
from dateline.web.labels import Box, Point, Words

Row = dict[str, Any]

WIDE = ("continent", "country", "region", "water")
WIDTH, HIGH, LOW = 380, 400, 290
"""Units of the drawing: small, so that its words stay legible on a phone; ``LOW`` where the stops lie side by side."""

NEAR = 17.0
"""Units below which two dots would cover each other: they become one, and an inset shows them apart."""

INSET = (168, 134)
ROOM, LEAST = 3.0, 0.25
"""How much wider than its stops the inset is, and the fewest degrees of latitude that it spans."""

SHORT = 40
"""Units below which a leg has no room for its days."""

COARSE = 2.5
"""Degrees of latitude below which an inset has no outlines: simplified to 0.06 degrees, they would put ports to sea."""

ARROW = 7.0
"""Units about the middle of a leg that its arrow takes."""

RADIUS = 30
WIDEST = 50.0
"""Degrees of latitude beyond which the map itself shows where on earth it is."""


@dataclass(slots=True)
class Dot:
    """One dot: its place on the drawing, the stops that it stands for by their numbers, its words."""

    x: float
    y: float
    stops: dict[int, Row]
    label: Words | None = None

    @property
    def number(self) -> str:
        """``4`` or ``4–6`` or ``2, 5``."""
        numbers = sorted(self.stops)
        first, last = numbers[0], numbers[-1]
        if len(numbers) == 1:
            return str(first)
        if numbers == list(range(first, last + 1)) or len(numbers) > 2:
            return f"{first}–{last}"
        return f"{first}, {last}"

    @property
    def r(self) -> float:
        """The radius, for as many figures as it holds."""
        return round(max(7.0, 3.4 + 2.4 * len(self.number)), 1)

    @property
    def names(self) -> list[str]:
        """The places that it stands for."""
        return list(dict.fromkeys(stop["place"] for stop in self.stops.values()))


@dataclass(slots=True)
class Leg:
    """The arc between two stops, the place of its arrow, and its days."""

    path: str
    arrow: str
    sure: str
    label: Words | None


@dataclass(slots=True)
class Sheet:
    """What is drawn on one piece of map."""

    land: list[str]
    regions: list[str]
    dots: list[Dot]
    legs: list[Leg]


@dataclass(slots=True)
class Inset:
    """A corner of the map in which stops that lie close together are shown apart."""

    x: float
    y: float
    sheet: Sheet
    pointer: str
    width: int = INSET[0]
    height: int = INSET[1]


@dataclass(slots=True)
class Globe:
    """Where on earth the map lies."""

    x: float
    y: float
    land: tuple[str, ...]
    here: str
    r: int = RADIUS


@dataclass(slots=True)
class Map:
    """A drawing; ``missing`` are the stops that have no spot, with the reason, ``told`` the legs in words."""

    width: int
    height: int
    main: Sheet
    countries: list[Words] = field(default_factory=list)
    inset: Inset | None = None
    globe: Globe | None = None
    missing: list[tuple[str, str]] = field(default_factory=list)
    pinned: set[int] = field(default_factory=set)
    told: list[str] = field(default_factory=list)


@cache
def _knowledge() -> Knowledge:
    return Knowledge()


def draw(stops: Sequence[Row], year: str | None = None) -> Map | None:
    """The map of an itinerary's stops (``date``, ``lat``, ``lon``, ``feature``, ``place``, ``status`` …).

    Days of ``year`` are written without it. ``None`` where no stop has a spot or an outline.
    """
    spots = {n: s for n, s in enumerate(stops, 1) if s["lat"] is not None and s.get("feature") not in WIDE}
    outlined = [s for s in stops if s.get("feature") == "country" and s["country"] in geometry.outlines()]
    if not spots and not outlined:
        return None
    points = [(s["lon"], s["lat"]) for s in spots.values()]
    points = points or [p for s in outlined for p in max(geometry.outlines()[s["country"]], key=len)]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    height = LOW if max(lons) - min(lons) > 2 * (max(lats) - min(lats)) else HIGH
    project = Projection(points, WIDTH, height)
    taken: list[Box] = []
    main = _sheet(project, spots, [s["country"] for s in outlined])
    made = Map(WIDTH, height, main, pinned=set(spots), missing=list(_missing(stops, outlined)), told=_told(spots, year))
    crowd = max((d for d in main.dots if len(d.names) > 1), key=lambda d: len(d.names), default=None)
    taken += [labels.around(d.x, d.y, d.r) for d in main.dots]
    along, arrows = _legs(main, spots)
    taken += arrows
    if crowd is not None:
        made.inset = _inset(crowd, made, taken, along, year)
        taken.append((made.inset.x, made.inset.y, made.inset.x + INSET[0], made.inset.y + INSET[1]))
    made.globe = _globe(project, made, taken, along)
    if made.globe is not None:
        taken.append(labels.around(made.globe.x, made.globe.y, RADIUS))
    _label(main, spots, (WIDTH, height), taken, along, year, skip=crowd)
    made.countries = _countries(project, taken, along)
    return made


def _missing(stops: Iterable[Row], outlined: Sequence[Row]) -> Iterable[tuple[str, str]]:
    for stop in stops:
        if stop in outlined:
            continue
        if stop["lat"] is None:
            yield stop["place"], "not on the map, as its spot is not known"
        elif stop.get("feature") in WIDE:
            yield stop["place"], "not on the map, as a point would claim too much"


def _sheet(project: Projection, spots: dict[int, Row], countries: Sequence[str]) -> Sheet:
    cut = [(code, points) for code, rings in geometry.outlines().items() for ring in rings
           if (points := project.clipped(ring))]  # fmt: skip
    land = [geometry.path(points) for _, points in cut]
    regions = [geometry.path(points) for code, points in cut if code in countries]
    dots: list[Dot] = []
    for number, stop in spots.items():
        x, y = (round(v, 1) for v in project(stop["lon"], stop["lat"]))
        near = next((d for d in dots if math.hypot(d.x - x, d.y - y) < NEAR), None)
        if near is None:
            near = Dot(x, y, {})
            dots.append(near)
        near.stops[number] = stop
    return Sheet(land, regions, dots, [])


def _in_order(dots: Sequence[Dot], spots: dict[int, Row]) -> list[Dot]:
    """The dots as they are visited."""
    return [next(d for d in dots if number in d.stops) for number in spots]


def _label(
    sheet: Sheet, spots: dict[int, Row], size: Point, taken: list[Box], along: list[Point],
    year: str | None, skip: Dot | None = None,
) -> None:  # fmt: skip
    """Give the dots their names and days, and draw the legs with theirs."""
    for dot in sheet.dots:
        if dot is not skip:
            days = list(dict.fromkeys(_day(s["date"], year) for s in dot.stops.values()))
            names = [line for name in _listed(dot.names) for line in labels.wrapped(name)]
            dot.label = labels.beside(dot.x, dot.y, dot.r, names, _joined(days), size, taken, along)
    numbers = list(spots)
    drawn: set[tuple[float, ...]] = set()
    for (a, b), (m, n) in zip(pairwise(_in_order(sheet.dots, spots)), pairwise(numbers), strict=True):
        if a is b or (a.x, a.y, b.x, b.y) in drawn:
            continue
        drawn.add((a.x, a.y, b.x, b.y))
        from_, to = spots[m], spots[n]
        certain = all(wording.how_sure_of(s["status"])[0] == "certain" for s in (from_, to))
        words = _days_between(from_["date"], to["date"], year) if size[0] == WIDTH else ""
        sheet.legs.append(_leg(a, b, "certain" if certain else "probable", words, size, taken, along))


def _leg(a: Dot, b: Dot, sure: str, words: str, size: Point, taken: list[Box], along: Sequence[Point]) -> Leg:
    (ax, ay), (mx, my), (bx, by) = _bent(a, b)
    curve = _curve(a, b)
    x, y = curve[len(curve) // 2]
    angle = math.degrees(math.atan2(by - ay, bx - ax))
    bend = (mx - (ax + bx) / 2, my - (ay + by) / 2)
    label = labels.along(curve, bend, words, size, taken, along) if math.hypot(bx - ax, by - ay) > SHORT else None
    path = f"M{ax:.1f} {ay:.1f}Q{mx:.1f} {my:.1f} {bx:.1f} {by:.1f}"
    return Leg(path, f"translate({x:.1f} {y:.1f}) rotate({angle:.0f})", sure, label)


def _bent(a: Dot, b: Dot) -> tuple[Point, Point, Point]:
    """The two ends of a shallow arc, and the point that bends it."""
    return (a.x, a.y), ((a.x + b.x) / 2 - (b.y - a.y) / 6, (a.y + b.y) / 2 + (b.x - a.x) / 6), (b.x, b.y)


def _curve(a: Dot, b: Dot, pieces: int = 12) -> list[Point]:
    """Points along an arc."""
    (ax, ay), (mx, my), (bx, by) = _bent(a, b)
    steps = [n / pieces for n in range(pieces + 1)]
    return [
        ((1 - t) ** 2 * ax + 2 * t * (1 - t) * mx + t * t * bx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * my + t * t * by)
        for t in steps
    ]


def _legs(sheet: Sheet, spots: dict[int, Row]) -> tuple[list[Point], list[Box]]:
    """What words must not cover of the arcs between the dots: points that leave no word a way through, and arrows."""
    ends = [(a, b) for a, b in pairwise(_in_order(sheet.dots, spots)) if a is not b]
    along = [
        point
        for a, b in ends
        for point in _curve(a, b, max(12, round(math.hypot(a.x - b.x, a.y - b.y) / (labels.LINE / 2))))
    ]
    return along, [labels.around(*_middle(a, b), ARROW) for a, b in ends]


def _middle(a: Dot, b: Dot) -> Point:
    return _curve(a, b, 2)[1]


def _inset(crowd: Dot, made: Map, taken: list[Box], along: list[Point], year: str | None) -> Inset:
    points = [(s["lon"], s["lat"]) for s in crowd.stops.values()]
    project = Projection(points, *INSET, room=ROOM, least=LEAST)
    sheet = _sheet(project, crowd.stops, ())
    if INSET[1] / project.scale < COARSE:
        sheet.land = []
    inside, arrows = _legs(sheet, crowd.stops)
    inner = [*(labels.around(d.x, d.y, d.r) for d in sheet.dots), *arrows]
    _label(sheet, crowd.stops, INSET, inner, inside, year)
    x, y = labels.corner(made.width, made.height, INSET, taken, along)
    to_x, to_y = min(max(crowd.x, x), x + INSET[0]), min(max(crowd.y, y), y + INSET[1])
    return Inset(x, y, sheet, f"M{crowd.x:.1f} {crowd.y:.1f}L{to_x:.1f} {to_y:.1f}")


def _globe(project: Projection, made: Map, taken: list[Box], along: list[Point]) -> Globe | None:
    if made.height / project.scale > WIDEST:
        return None
    side = (2 * RADIUS, 2 * RADIUS)
    x, y = labels.corner(made.width, made.height, side, taken, along)
    if any(labels.overlap((x, y, x + side[0], y + side[1]), box) for box in taken):
        return None
    lon, lat = float(round(project.lon)), float(round(project.lat))
    here = geometry.on_globe(project.frame(), lon, lat, RADIUS)
    return Globe(x + RADIUS, y + RADIUS, geometry.globe(lon, lat, RADIUS), here)


GRID = 11
"""Spots a side at which it is asked which country lies there."""


def _countries(project: Projection, taken: list[Box], along: list[Point]) -> list[Words]:
    """The names of the countries of which enough is seen, where there is room for them."""
    sides = [(n + 0.5) / GRID for n in range(GRID)]
    spots = [(project.width * i, project.height * j) for i in sides for j in sides]
    found: list[tuple[int, str, list[Point]]] = []
    for code, rings in geometry.outlines().items():
        cut = [points for ring in rings if len(points := project.clipped(ring)) > 2]
        theirs = [spot for spot in spots if any(geometry.inside(spot, points) for points in cut)] if cut else []
        known = _knowledge().countries.get(code)
        if theirs and known is not None:
            found.append((-len(theirs), known.name, theirs))
    made = []
    for number, name, theirs in sorted(found):
        if -number >= 3 and (words := labels.amid(theirs, name.upper(), (project.width, project.height), taken, along)):
            made.append(words)
    return made


def _day(value: str, year: str | None) -> str:
    """``16 Sep``; a month or a span as precisely as it is known."""
    parts = value.split("/")
    if len(parts) == 2:
        return wording.when(None, parts[0], parts[1], year=parts[0][:4] != year)
    words = wording.when(value, None, None, year=value[:4] != year)
    return words[4:] if len(value) == len("2023-09-16") and words[3:4] == " " else words


def _listed(names: Sequence[str]) -> list[str]:
    """At most three names of places under one dot."""
    shown = list(names[:3])
    more = len(names) - len(shown)
    return [f"{name}," for name in shown[:-1]] + [f"{shown[-1]} and {more} more" if more else shown[-1]]


def _joined(days: Sequence[str]) -> str:
    """*16, 17 Sep*: a month that two days share is said once."""
    first = [d.split(" ") for d in days]
    if len(days) == 2 and len(first[0]) == len(first[1]) == 2 and first[0][1] == first[1][1]:
        return f"{first[0][0]}, {days[1]}"
    return ", ".join(days) if len(days) < 3 else f"{days[0]} … {days[-1]}"


def _days_between(start: str, end: str, year: str | None) -> str:
    """The days of a leg, *12–13 Sep*; nothing where both stops are of one day, or one of no day."""
    if start == end or len(start) != len(end) or len(start) != len("2023-09-16"):
        return ""
    return wording.when(None, start, end, year=start[:4] != year)


def _told(spots: dict[int, Row], year: str | None) -> list[str]:
    """The legs in words."""
    legs = [(a, b) for a, b in pairwise(spots.values()) if a["place"] != b["place"]]
    return [
        f"{a['place']} to {b['place']}, {_days_between(a['date'], b['date'], year) or _day(b['date'], year)}"
        for a, b in legs
    ]
