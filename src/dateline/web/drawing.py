"""What is drawn on the server as SVG: the timeline's bars, and the mark of articles against origins.

Lengths are per cent of the drawing's width, so that nothing stretches; colours are classes of the style sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

LEFT, RIGHT = 14.0, 98.0
"""Where the days begin and end; what lies earlier stands left of them, behind the axis's break."""

MOST_DAYS = 31
"""Days on one axis; beyond them an event is drawn as far off."""

MOST_LABELS, FEW_LABELS = 8, 5
"""Labels of an axis, and those for which there is room on a phone."""

LATER = 87.0
"""Where the days end if something lies after them: it stands right of them, behind a break of its own."""

GAP = 2.0
"""Per cent between the days and what stands behind a break."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A run of days, each as wide as the next; ``later`` if something lies after them."""

    first: date
    days: int
    later: bool = False

    def at(self, day: date) -> float:
        """Where a day begins, in per cent; days before and after the run lie in the margins."""
        number = (day - self.first).days
        if number < 0:
            return 0.0
        return LEFT + number * self.width if number <= self.days else self.far

    @property
    def end(self) -> date:
        """The first day after the run."""
        return self.first + timedelta(self.days)

    @property
    def right(self) -> float:
        """Where the days end, in per cent."""
        return LATER if self.later else RIGHT

    @property
    def far(self) -> float:
        """Where the drawing ends."""
        return 100.0 if self.later else RIGHT

    @property
    def width(self) -> float:
        """The width of a day."""
        return (self.right - LEFT) / self.days

    def breaks(self) -> list[str]:
        """Where the axis is broken: before its days, and after them if something lies there."""
        return [f"{LEFT - GAP / 2:g}%", *([f"{LATER + GAP / 2:g}%"] if self.later else [])]

    def edges(self) -> list[str]:
        """Where the days meet: nothing where they are so many that lines would fill the drawing."""
        if self.days > 2 * MOST_LABELS:
            return []
        return [f"{LEFT + number * self.width:.2f}%" for number in range(self.days + 1)]

    def labels(self) -> list[tuple[str, str, bool]]:
        """Where a label stands and what it says: every day, or every few where there are many.

        The third of each: whether it stands between two others and is left out where there is room for few.
        """
        step = -(-self.days // MOST_LABELS)
        found = []
        for number in range(0, self.days, step):
            day = self.first + timedelta(number)
            found.append((f"{LEFT + (number + 0.5) * self.width:.2f}%", f"{day:%a} {day.day}"))
        many = len(found) > FEW_LABELS
        return [(x, words, many and n % 2 == 1) for n, (x, words) in enumerate(found)]


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def axis(rows: Sequence[dict[str, Any]]) -> Axis | None:
    """The run of at most :data:`MOST_DAYS` days in which most of the dated events lie; the latest of equals.

    It is widened to hold the weeks and other spans about it as long as it stays short enough for its grid.
    """
    days = sorted(d for r in rows if (d := _day(r["earliest"])) and r["earliest"][:10] == (r["latest"] or "")[:10])
    if not days:
        return None
    best = (0, days[0], days[0])
    for first in dict.fromkeys(days):
        inside = [d for d in days if first <= d < first + timedelta(MOST_DAYS)]
        best = max(best, (len(inside), first, inside[-1]))
    _, first, last = best
    if (last - first).days < 2:
        first, last = first - timedelta(1), last + timedelta(1)
    spans = [(start, end) for r in rows if (start := _day(r["earliest"])) and (end := _day(r["latest"]))]
    for start, end in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        wider = min(first, start), max(last, end)
        if (wider[1] - wider[0]).days < 2 * MOST_LABELS:
            first, last = wider
    later = any((_day(r["latest"]) or _day(r["earliest"]) or last) > last for r in rows)
    return Axis(first, (last - first).days + 1, later)


def bar(row: dict[str, Any], run: Axis, sure: str) -> Markup:
    """The bar of one event: a day exactly, a longer time with faded ends, an open start faded to the left."""
    earliest, latest = _day(row["earliest"]), _day(row["latest"])
    if earliest is None and latest is None:
        return Markup("")
    end = run.at(latest + timedelta(1)) if latest else run.far
    if latest and latest < run.first:
        end = LEFT - GAP
    start = run.at(earliest) if earliest else 0.0
    if earliest and earliest >= run.end and run.later:
        start, end = run.right + GAP, run.far
    if earliest and latest and earliest == latest and run.first <= earliest < run.end:
        return _solid(start, end - start, sure)
    if end <= start:
        start = max(end - 3.0, 0.0)
    return _solid(start, end - start, sure, "away-left" if earliest is None else "away-both")


def _solid(start: float, width: float, sure: str, away: str = "") -> Markup:
    """A bar as sure as it is; ``away`` is the mask by which its ends fade."""
    mask = Markup(' mask="url(#{})"').format(away) if away else ""
    drawn = Markup(
        '<rect class="bar {}"{} x="{:.2f}%" y="50%" width="{:.2f}%" height="12" transform="translate(0 -6)"/>'
    ).format(sure, mask, start, width)
    if sure == "planned":
        middle = start + width / 2
        drawn += Markup(
            '<svg x="{:.2f}%" y="50%" overflow="visible"><path class="arrow" d="M-3-4 4 0-3 4Z"/></svg>'
        ).format(middle)
    if sure in ("denied", "unstated"):
        drawn += Markup('<line class="strike" x1="{:.2f}%" x2="{:.2f}%" y1="50%" y2="50%"/>').format(
            start, start + width
        )
    return drawn


ROWS, TICKS = 4, 12
"""More origins than rows, or more articles to one than ticks, and the mark becomes one bar."""


def tally(articles: int, origins: int, groups: Sequence[int] = ()) -> Markup:
    """The mark before *14 articles · 3 origins*: a row an origin, its first tick filled; or one bar's filled share.

    ``groups`` are the numbers of articles of each origin, where they are known.
    """
    rows = list(groups) or ([articles] if origins == 1 else [1] * origins if origins == articles else [])
    if not rows or len(rows) > ROWS or max(rows) > TICKS:
        width = 60
        own = max(2.0, width * origins / max(articles, 1))
        return Markup(
            '<svg width="62" height="11" aria-hidden="true"><path class="copy" d="M.5 .5h60v9h-60z"/>'
            '<path class="own" d="M.5 .5h{:.1f}v9h-{:.1f}z"/></svg>'
        ).format(own, own)
    own_path = "".join(f"M.5 {6 * y + 0.5}h4v3h-4z" for y in range(len(rows)))
    copies = "".join(f"M{7 * x + 0.5} {6 * y + 0.5}h4v3h-4z" for y, n in enumerate(rows) for x in range(1, n))
    return Markup(
        '<svg width="{}" height="{}" aria-hidden="true"><path class="own" d="{}"/><path class="copy" d="{}"/></svg>'
    ).format(7 * max(rows), 6 * len(rows) - 1, own_path, copies)


def share(part: float) -> Markup:
    """A share as a bar and in words, *94 %*; nearly all is never rounded up to all."""
    percent = 100 if part >= 1 else min(99, round(100 * part))
    return Markup(
        '<span class="share"><svg width="62" height="10" aria-hidden="true">'
        '<rect class="track" x=".5" y=".5" width="60" height="8"/>'
        '<rect class="fill" x=".5" y=".5" width="{:.1f}" height="8"/></svg>{}&nbsp;%</span>'
    ).format(60 * min(part, 1.0), percent)


def claims(number: int, alone: int, most: int) -> Markup:
    """A source's claims as a bar beside the longest (``most``); filled as far as nobody else makes them."""
    width = 100.0 / max(most, 1)
    return Markup(
        '<svg width="102" height="11" aria-hidden="true">'
        '<rect class="fill-2" x=".75" y=".75" width="{:.1f}" height="9"/>'
        '<rect class="fill" x=".75" y=".75" width="{:.1f}" height="9"/></svg>'
    ).format(width * number, width * alone)


EDGE = 4.0
"""Per cent of the width, at either side, within which a word would be cut off."""

BLOCK, HIGHEST = 6, 16
"""Height of an article in pixels, and the most blocks that are drawn one by one."""


def days(rows: Sequence[dict[str, Any]]) -> Markup | None:
    """Articles by day of publication: a block an article, filled for the first of its text, hollow for copies.

    The last :data:`MOST_DAYS` days to the newest one, days without an article among them; ``None`` where no
    article is dated. Where a day has more articles than can be drawn one by one, a block stands for several.
    """
    counts = _counts(rows)
    if not counts:
        return None
    first, last = _shown(counts)
    number = (last - first).days + 1
    scale = -(-max(n for n, _ in counts.values()) // HIGHEST)
    floor = 24 + BLOCK * -(-max(n for n, _ in counts.values()) // scale)
    pitch = 100 / number
    step = -(-number // (MOST_LABELS - 1))
    many = -(-number // step) > FEW_LABELS
    drawn, words = [], []
    for index in range(number):
        day = first + timedelta(index)
        articles, own = counts.get(day, (0, 0))
        blocks, filled = -(-articles // scale), -(-own // scale)
        drawn += [
            Markup('<rect class="{}" x="{:.2f}%" y="{}" width="{:.2f}%" height="3"/>').format(
                "own" if b < filled else "copy", index * pitch + pitch * 0.1, floor - 6 - BLOCK * b, pitch * 0.8
            )
            for b in range(blocks)
        ]
        middle = (index + 0.5) * pitch
        if articles:
            drawn.append(_word(middle, floor - 8 - BLOCK * blocks, str(articles)))
            words.append(f"{day:%a} {day.day} {day:%b} {articles}, of which {own} first of their text")
        if index % step == 0:
            named = f"{day:%a} {day.day}" if number <= 2 * MOST_LABELS else f"{day.day} {day:%b}"
            drawn.append(_word(middle, floor + 16, named, between=many and index // step % 2 == 1))
    label = "Articles by day of publication: " + "; ".join(words)
    return Markup('<svg class="days" width="100%" height="{}" role="img" aria-label="{}">{}</svg>').format(
        floor + 22, label, Markup("").join(drawn)
    )


def earlier(rows: Sequence[dict[str, Any]]) -> int:
    """How many articles were published before the days that :func:`days` draws."""
    counts = _counts(rows)
    if not counts:
        return 0
    return sum(articles for day, (articles, _) in counts.items() if day < _shown(counts)[0])


def _counts(rows: Sequence[dict[str, Any]]) -> dict[date, tuple[int, int]]:
    """By day the number of articles, and of those that are the first of their text."""
    return {day: (row["articles"], row["first"]) for row in rows if (day := _day(row["day"]))}


def _shown(counts: Collection[date]) -> tuple[date, date]:
    """The first and the last day that are drawn."""
    last = max(counts)
    return max(min(counts), last - timedelta(MOST_DAYS - 1)), last


def _word(x: float, y: float, words: str, *, between: bool = False) -> Markup:
    """Words below or above a column; at the edges they run inwards, so that nothing is cut off.

    ``between``: they stand between two others and are left out where there is room for few.
    """
    near = len(words) > 3 and (x < EDGE or x > 100 - EDGE)
    x, anchor = (x, "middle") if not near else (0.0, "start") if x < EDGE else (100.0, "end")
    kind = Markup(' class="between"') if between else Markup("")
    return Markup('<text{} x="{:.2f}%" y="{}" text-anchor="{}" font-size="12">{}</text>').format(
        kind, x, y, anchor, words
    )
