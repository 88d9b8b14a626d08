"""Where words stand on a drawing so that they cover nothing: a few places are tried, the emptiest is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LETTER, LINE = 7.2, 13
"""Width of a letter and height of a line of the style sheet's map labels, in units of the drawing.

They are those of a phone, on which the words are the largest for the drawing.
"""

SPACED = 9.2
"""Width of a letter of a country's name, which is spaced."""

WIDEST = 14
"""Letters after which a name is broken."""

GAP = 4.0


@dataclass(slots=True)
class Words:
    """Lines of text at a spot (the first line's baseline); the first ``names`` of them are a name, the rest days."""

    x: float
    y: float
    lines: list[str]
    anchor: str = "start"
    names: int = 1


def around(x: float, y: float, r: float) -> Box:
    """The box about a dot."""
    return (x - r, y - r, x + r, y + r)


def overlap(a: Box, b: Box) -> float:
    """The area that two boxes share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def wrapped(name: str) -> list[str]:
    """A long name in two lines, broken at a space or after a hyphen."""
    if len(name) <= WIDEST:
        return [name]
    cuts = [n + 1 for n, letter in enumerate(name[:-1]) if letter in " -"]
    if not cuts:
        return [name]
    cut = min(cuts, key=lambda n: (max(n, len(name) - n), n))
    return [name[:cut].rstrip(), name[cut:]]


def beside(
    x: float, y: float, r: float, names: list[str], days: str, size: Point, taken: list[Box],
    along: Iterable[Point],
) -> Words:  # fmt: skip
    """The name and days of a dot, to its right, left, below or above; the place is taken from then on."""
    lines = [*names, *([days] if days else [])]
    wide, high = max(map(len, lines)) * LETTER, float(LINE * len(lines))
    spots = list(along)
    places = [
        (x + r + GAP, y - high / 2, "start"),
        (x - r - GAP - wide, y - high / 2, "end"),
        (x + r + GAP / 2, y - r - high, "start"),
        (x + r + GAP / 2, y + r, "start"),
        (x - r - GAP / 2 - wide, y - r - high, "end"),
        (x - r - GAP / 2 - wide, y + r, "end"),
        (x + r + GAP, y + r / 2 - high, "start"),
        (x + r + GAP, y - r / 2, "start"),
        (x - r - GAP - wide, y + r / 2 - high, "end"),
        (x - r - GAP - wide, y - r / 2, "end"),
        (x - wide / 2, y + r + GAP, "middle"),
        (x - wide / 2, y - r - GAP - high, "middle"),
    ]
    left, top, anchor = min(places, key=lambda p: _cost((p[0], p[1], p[0] + wide, p[1] + high), size, taken, spots))
    taken.append((left, top, left + wide, top + high))
    at = {"start": left, "end": left + wide, "middle": left + wide / 2}[anchor]
    return Words(round(at, 1), round(top + LINE - 2, 1), lines, anchor, len(names))


def along(
    curve: Sequence[Point], bend: Point, words: str, size: Point, taken: list[Box], lines: Sequence[Point]
) -> Words | None:
    """The days of a leg beside the middle of its arc, or a little before or after it, on either side.

    ``curve`` are points along the arc, ``bend`` the way in which it bends, ``lines`` points of all arcs. Nowhere where
    it would cover something.
    """
    if not words:
        return None
    wide = len(words) * LETTER * 0.94
    far = max((bend[0] ** 2 + bend[1] ** 2) ** 0.5, 1.0)
    middle = len(curve) // 2
    for step in (0, -1, 1, -2, 2, -3, 3):
        for side in (1, -1):
            ux, uy = side * bend[0] / far, side * bend[1] / far
            x, y = curve[middle + step][0] + ux * (wide / 2 + 7), curve[middle + step][1] + uy * 14
            box = (x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2)
            if not _cost(box, size, taken, lines):
                taken.append(box)
                return Words(round(x, 1), round(y + LINE / 2 - 2, 1), [words], "middle", 0)
    return None


def amid(spots: Sequence[Point], name: str, size: Point, taken: list[Box], along: Sequence[Point]) -> Words | None:
    """A country's name at the most central of its spots where it covers nothing."""
    mean = (sum(s[0] for s in spots) / len(spots), sum(s[1] for s in spots) / len(spots))
    wide = len(name) * SPACED
    for x, y in sorted(spots, key=lambda s: (s[0] - mean[0]) ** 2 + (s[1] - mean[1]) ** 2):
        box = (x - wide / 2, y - LINE, x + wide / 2, y + 2)
        if not _cost(box, size, taken, along):
            taken.append(box)
            return Words(round(x, 1), round(y, 1), [name], "middle")
    return None


def corner(width: float, height: float, size: Point, taken: Sequence[Box], along: Sequence[Point]) -> Point:
    """The emptiest corner of a drawing, a little off its edge: lower right, lower left, upper right, upper left."""
    right, bottom = width - size[0] - 6, height - size[1] - 6
    places = [(right, bottom), (6.0, bottom), (right, 6.0), (6.0, 6.0)]
    return min(places, key=lambda p: _cost((p[0], p[1], p[0] + size[0], p[1] + size[1]), (width, height), taken, along))


def _cost(box: Box, size: Point, taken: Sequence[Box], along: Sequence[Point]) -> float:
    """What a box covers, and how far it leaves the drawing."""
    wide, high = size
    outside = max(0.0, 2 - box[0]) + max(0.0, 2 - box[1]) + max(0.0, box[2] - wide + 2) + max(0.0, box[3] - high + 2)
    covered = sum(overlap(box, other) for other in taken)
    crossed = sum(box[0] - 2 <= x <= box[2] + 2 and box[1] - 2 <= y <= box[3] + 2 for x, y in along)
    return covered + 60 * outside + 40 * crossed
