"""Evidence marked in a text: nested where spans nest, cut at each boundary where they overlap."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from dateline.record import Record, Report, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked with a class; a trigger has the number of its report."""

    span: Span
    layer: str
    number: int | None = None


ORDER = {"m-content": 0, "m-source": 1, "m-cue": 1, "m-place": 2, "m-name": 3, "m-time": 3, "m-trigger": 4}
"""Which mark stands outside where two cover the same words."""


def of_record(record: Record) -> list[Mark]:
    """The marks of all layers: contents, sources, cues, places, names, times, and numbered triggers."""
    marks = []
    for attribution in record.attributions:
        marks += [Mark(span, "m-content") for span in attribution.content]
        marks += [Mark(span, "m-cue") for span in attribution.cue]
        if attribution.source.span:
            marks.append(Mark(attribution.source.span, "m-source"))
    marks += [Mark(p.span, "m-place") for p in record.places if p.as_ == "location"]
    places = {p.span for p in record.places if p.as_ == "location"}
    marks += [
        Mark(m.span, "m-name") for e in record.entities for m in e.mentions if m.form == "name" and m.span not in places
    ]
    marks += [Mark(t.span, "m-time") for t in record.times]
    marks += [Mark(r.trigger, "m-trigger", int(r.id[1:])) for r in record.reports]
    return list(dict.fromkeys(marks))


def of_report(record: Record, report: Report) -> list[Mark]:
    """The marks of one report's words where they stand alone: names, times, places, and its trigger, unnumbered."""
    kept = {"m-name", "m-time", "m-place"}
    return [*(m for m in of_record(record) if m.layer in kept), Mark(report.trigger, "m-trigger")]


def html(text: str, span: Span, marks: Iterable[Mark]) -> str:
    """The words of ``span`` as HTML with the marks that lie in it; everything else is escaped."""
    out: list[str] = []
    stack: list[tuple[int, Mark]] = []
    at = span[0]

    def close(limit: int) -> None:
        nonlocal at
        while stack and stack[-1][0] <= limit:
            end, mark = stack.pop()
            out.append(escape(text[at:end]))
            at = end
            out.append(_end(mark))

    for start, end, mark, first in _pieces(span, marks):
        close(start)
        out.append(escape(text[at:start]))
        at = start
        out.append(_start(mark, first=first))
        stack.append((end, mark))
    close(span[1])
    out.append(escape(text[at : span[1]]))
    return "".join(out)


def _pieces(span: Span, marks: Iterable[Mark]) -> Iterator[tuple[int, int, Mark, bool]]:
    """The marks in order of opening, each cut where an enclosing mark ends before it."""
    queue: list[tuple[int, int, int, int, Mark, bool]] = []
    for number, mark in enumerate(marks):
        start, end = max(mark.span[0], span[0]), min(mark.span[1], span[1])
        if start < end:
            heapq.heappush(queue, (start, -end, ORDER[mark.layer], number, mark, start == mark.span[0]))
    open_ends: list[int] = []
    while queue:
        start, minus_end, order, number, mark, first = heapq.heappop(queue)
        end = -minus_end
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if open_ends and end > open_ends[-1]:
            heapq.heappush(queue, (open_ends[-1], -end, order, number, mark, False))
            end = open_ends[-1]
        open_ends.append(end)
        yield start, end, mark, first


def _start(mark: Mark, *, first: bool) -> str:
    if mark.number is None:
        return f'<mark class="{mark.layer}">'
    anchor = f' id="t{mark.number}"' if first else ""
    return f'<mark class="{mark.layer}"{anchor}><a href="#r{mark.number}">'


def _end(mark: Mark) -> str:
    return "</mark>" if mark.number is None else f"<sup>{mark.number}</sup></a></mark>"
