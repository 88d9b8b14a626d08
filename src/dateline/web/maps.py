"""A map of stops, drawn on the server: outlines of countries, numbered dots, arcs between them.

A stop that is a country or a region is listed, never pinned. The outlines are Natural Earth's (public domain).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

WIDE = {"continent", "country", "region", "water"}
WIDTH, HEIGHT = 560.0, 380.0
NEAR = 14.0
"""Units below which two dots would cover each other; they become one."""


@dataclass(slots=True)
class Dot:
    """One dot: its place on the drawing, the numbers of the stops that it stands for, their name."""

    x: float
    y: float
    numbers: list[int]
    name: str

    @property
    def label(self) -> str:
        """``4`` or ``4–6`` or ``2, 5``."""
        first, last = self.numbers[0], self.numbers[-1]
        if len(self.numbers) == 1:
            return str(first)
        run = self.numbers == list(range(first, last + 1))
        return f"{first}–{last}" if run else ", ".join(map(str, self.numbers))


@dataclass(slots=True)
class Map:
    """A drawing: paths of land, dots, legs; ``missing`` are the stops that have no spot, with the reason."""

    land: list[str] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    legs: list[str] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    width: float = WIDTH
    height: float = HEIGHT


@cache
def _outlines() -> list[list[tuple[float, float]]]:
    """The rings of all countries as (longitude, latitude)."""
    data = json.loads(Path(__file__).with_name("outlines.json").read_text(encoding="utf-8"))
    rings = []
    for country in data["countries"].values():
        for flat in country:
            x = y = 0
            ring = []
            for dx, dy in zip(flat[::2], flat[1::2], strict=True):
                x, y = x + dx, y + dy
                ring.append((x / data["scale"], y / data["scale"]))
            rings.append(ring)
    return rings


class _Projection:
    """Equirectangular, true to scale at the middle latitude, fitted to the drawing."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        self.lon, self.lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        self.shrink = max(0.2, math.cos(math.radians(self.lat)))
        # At least six degrees of latitude, and a margin of a third around the stops.
        high = max((max(lats) - min(lats)) * 1.5, 6.0)
        wide = max((max(lons) - min(lons)) * self.shrink * 1.5, 6.0 * WIDTH / HEIGHT)
        self.scale = min(WIDTH / wide, HEIGHT / high)

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon - self.lon) * self.shrink * self.scale
        return x, HEIGHT / 2 - (lat - self.lat) * self.scale


def draw(stops: Sequence[dict[str, Any]]) -> Map | None:
    """The map of an itinerary's stops (``lat``, ``lon``, ``feature``, ``place``), or None where none has a spot."""
    made = Map()
    spots: list[tuple[int, dict[str, Any]]] = []
    for number, stop in enumerate(stops, 1):
        if stop["lat"] is None:
            made.missing.append((stop["place"], "its place is not known"))
        elif stop.get("feature") in WIDE:
            made.missing.append((stop["place"], "a point would claim too much"))
        else:
            spots.append((number, stop))
    if not spots:
        return None
    project = _Projection([(s["lon"], s["lat"]) for _, s in spots])
    made.land = [path for ring in _outlines() if (path := _path(ring, project))]
    order: list[Dot] = []
    for number, stop in spots:
        x, y = project(stop["lon"], stop["lat"])
        near = next((d for d in made.dots if math.hypot(d.x - x, d.y - y) < NEAR), None)
        if near is None:
            near = Dot(x, y, [], stop["place"])
            made.dots.append(near)
        near.numbers.append(number)
        order.append(near)
    for before, after in pairwise(order):
        if before is not after:
            made.legs.append(_arc(before, after))
    return made


def _path(ring: list[tuple[float, float]], project: _Projection) -> str:
    points = [project(lon, lat) for lon, lat in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT:
        return ""
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"


def _arc(a: Dot, b: Dot) -> str:
    """A shallow arc that ends before the second dot, so that its arrow can be seen."""
    length = math.hypot(b.x - a.x, b.y - a.y)
    ux, uy = (b.x - a.x) / length, (b.y - a.y) / length
    bend = length / 8
    mx, my = (a.x + b.x) / 2 - uy * bend, (a.y + b.y) / 2 + ux * bend
    return f"M{a.x:.1f},{a.y:.1f}Q{mx:.1f},{my:.1f} {b.x - 10 * ux:.1f},{b.y - 10 * uy:.1f}"
