"""Outlines of countries and what a drawing needs of them: a flat map's projection, clipping, the globe.

The outlines are Natural Earth's (public domain); ``outlines.json`` names their origin.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

MARGIN = 4.0
"""Units beyond the frame at which outlines are cut, so that the cut is not seen."""

SMALLEST = 4.0
"""Degrees below which an island is left out of the globe."""


@cache
def outlines() -> dict[str, list[Ring]]:
    """The rings of each country as (longitude, latitude), by its ISO 3166-1 code."""
    data = json.loads(Path(__file__).with_name("outlines.json").read_text(encoding="utf-8"))
    found: dict[str, list[Ring]] = {}
    for code, flats in data["countries"].items():
        for flat in flats:
            x = y = 0
            ring = []
            for dx, dy in zip(flat[::2], flat[1::2], strict=True):
                x, y = x + dx, y + dy
                ring.append((x / data["scale"], y / data["scale"]))
            ring = _unbroken(ring)
            found.setdefault(code, []).append(ring)
    return found


def _unbroken(ring: Ring) -> Ring:
    """A ring that does not jump at the 180th meridian: it runs on beyond it."""
    turned, found = 0.0, ring[:1]
    for (before, _), (lon, lat) in pairwise(ring):
        turned += -360.0 if lon - before > 180 else 360.0 if lon - before < -180 else 0.0
        found.append((lon + turned, lat))
    return found


class Projection:
    """Equirectangular, true to scale at the middle latitude, fitted around points (longitude, latitude).

    ``room`` is how much wider than the points the drawing is; ``least`` the fewest degrees of latitude that it spans.
    """

    def __init__(
        self, points: Sequence[Point], width: float, height: float, *, room: float = 1.5, least: float = 6.0
    ) -> None:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        self.width, self.height = width, height
        self.lon, self.lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        self.shrink = max(0.2, math.cos(math.radians(self.lat)))
        high = max((max(lats) - min(lats)) * room, least)
        wide = max((max(lons) - min(lons)) * self.shrink * room, least * width / height)
        self.scale = min(width / wide, height / high)

    def __call__(self, lon: float, lat: float) -> Point:
        """Where a spot lies on the drawing."""
        x = self.width / 2 + (lon - self.lon) * self.shrink * self.scale
        return x, self.height / 2 - (lat - self.lat) * self.scale

    def frame(self) -> Ring:
        """The edge of the drawing as (longitude, latitude)."""
        half_lon = self.width / 2 / self.shrink / self.scale
        half_lat = self.height / 2 / self.scale
        west, east, south, north = self.lon - half_lon, self.lon + half_lon, self.lat - half_lat, self.lat + half_lat
        corners = [(west, south), (east, south), (east, north), (west, north)]
        edge = [
            (a[0] + n / 6 * (b[0] - a[0]), a[1] + n / 6 * (b[1] - a[1]))
            for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)
            for n in range(6)
        ]
        return [(lon, max(-90.0, min(90.0, lat))) for lon, lat in edge]

    def clipped(self, ring: Ring) -> Ring:
        """A ring in the drawing's units, cut a little beyond its frame; empty where nothing of it is seen."""
        points = [self(lon, lat) for lon, lat in ring]
        turn = 360 * self.shrink * self.scale
        low_x, high_x = min(p[0] for p in points), max(p[0] for p in points)
        for shift in (-turn, turn):
            if (high_x < 0 or low_x > self.width) and high_x + shift >= 0 and low_x + shift <= self.width:
                points = [(x + shift, y) for x, y in points]
                break
        low, right, bottom = -MARGIN, self.width + MARGIN, self.height + MARGIN
        for axis, limit, sign in ((0, low, 1), (0, right, -1), (1, low, 1), (1, bottom, -1)):
            points = _cut(points, axis, limit, sign)
            if not points:
                break
        return points


def _cut(points: Ring, axis: int, limit: float, sign: int) -> Ring:
    """What of a ring lies on one side of a line (Sutherland and Hodgman's algorithm)."""
    kept: Ring = []
    for before, point in zip([points[-1], *points[:-1]], points, strict=True):
        was, now = sign * (before[axis] - limit) >= 0, sign * (point[axis] - limit) >= 0
        if was != now:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if now:
            kept.append(point)
    return kept


def path(points: Sequence[Point]) -> str:
    """A ring as the data of an SVG path."""
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies within a ring (by the crossings of a ray)."""
    x, y = point
    found = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
    return found


def _orthographic(lon0: float, lat0: float, radius: float) -> Callable[[float, float], tuple[float, float, bool]]:
    sin0, cos0 = math.sin(math.radians(lat0)), math.cos(math.radians(lat0))

    def place(lon: float, lat: float) -> tuple[float, float, bool]:
        phi, turn = math.radians(lat), math.radians(lon - lon0)
        x = math.cos(phi) * math.sin(turn)
        y = cos0 * math.sin(phi) - sin0 * math.cos(phi) * math.cos(turn)
        if sin0 * math.sin(phi) + cos0 * math.cos(phi) * math.cos(turn) >= 0:
            return radius * x, -radius * y, True
        far = math.hypot(x, y) or 1.0
        return radius * x / far, -radius * y / far, False

    return place


@lru_cache(maxsize=64)
def globe(lon: float, lat: float, radius: float) -> tuple[str, ...]:
    """The land as seen from above a spot, around (0, 0); what lies behind is drawn onto the edge."""
    place = _orthographic(lon, lat, radius)
    found = []
    for ring in (ring for rings in outlines().values() for ring in rings):
        lons, lats = [p[0] for p in ring], [p[1] for p in ring]
        if max(lons) - min(lons) < SMALLEST and max(lats) - min(lats) < SMALLEST:
            continue
        kept: Ring = []
        seen = False
        for point in ring:
            x, y, visible = place(*point)
            seen = seen or visible
            if not kept or math.hypot(x - kept[-1][0], y - kept[-1][1]) > 0.9:
                kept.append((x, y))
        if seen and len(kept) > 2:
            found.append(path(kept))
    return tuple(found)


def on_globe(ring: Sequence[Point], lon: float, lat: float, radius: float) -> str:
    """A ring of (longitude, latitude) on that globe."""
    place = _orthographic(lon, lat, radius)
    return path([place(*point)[:2] for point in ring])
