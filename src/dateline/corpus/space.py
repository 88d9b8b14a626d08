"""Whether two places can be one: they are the same, one contains the other, or they lie side by side."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from dateline.corpus.claims import Spot
from dateline.corpus.identity import fold

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
NEAR_KM = 50.0
"""Two points closer than this may be a facility and its city."""
WIDE = {"continent", "country", "region", "water", "landform"}
"""Features that hold others, so that their representative point says little."""


def distance(a: Spot, b: Spot) -> float | None:
    """Great-circle distance in kilometres; None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, east = radians(b.lat - a.lat), radians(b.lon - a.lon)
    half = sin(north / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def place_key(spot: Spot) -> str:
    """What makes two places the same across articles."""
    return f"geonames:{spot.geonames}" if spot.geonames else f"place:{fold(spot.name)}"


def compatible(a: Spot, b: Spot) -> bool:
    """Whether what happened at ``a`` may have happened at ``b``; a place without coordinates contradicts none."""
    if place_key(a) == place_key(b):
        return True
    if holds(a, b) or holds(b, a):
        return True
    apart = distance(a, b)
    if apart is None:
        return not (a.country and b.country and a.country != b.country)
    if a.feature in WIDE or b.feature in WIDE:
        return False
    return apart <= NEAR_KM


def holds(wide: Spot, small: Spot) -> bool:
    """Whether ``wide`` contains ``small``."""
    if wide.feature == "country":
        return wide.country is not None and wide.country == small.country
    if wide.feature == "region":
        same_country = wide.country is not None and wide.country == small.country
        return same_country and (wide.admin1 is None or small.admin1 is None or wide.admin1 == small.admin1)
    if wide.bbox is not None and small.lat is not None and small.lon is not None:
        west, south, east, north = wide.bbox
        across = west <= small.lon <= east if west <= east else small.lon >= west or small.lon <= east
        return across and south <= small.lat <= north
    return False
