"""The record as a table for people: the day, where, what, how sure, and who says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.export import wording
from dateline.record import Record, Report

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def show(record: Record, console: Console, *, explain: bool = False) -> None:
    """Print the record; ``explain`` adds to each report which words and which rule filled its cells."""
    from rich.markup import escape

    console.print(f"[bold]{escape(wording.headline(record))}[/bold]")
    if not record.reports:
        console.print(f"No reports: {_why_empty(record)}")
        return
    console.print(_table(record, explain=explain))
    unresolved = [t for t in record.times if t.anchor == "none" and t.edtf is None and t.type != "DURATION"]
    if record.article.published is None and unresolved:
        words = ", ".join(f"“{escape(t.text)}”" for t in unresolved[:3])
        console.print(f"[dim]Not dated: {words}; the publication date is not known, give --published.[/dim]")


def _why_empty(record: Record) -> str:
    if not any(part.kind == "body" for part in record.article.parts):
        return "the text has no body of prose."
    return "nothing in this text is said to have happened, or to be going to."


def _table(record: Record, *, explain: bool) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    year = wording.one_year(record)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("DAY" if year is None else f"DAY {year}", no_wrap=True)
    for name, ratio in (("WHERE", 2), ("WHAT", 4), ("HOW SURE", 1), ("WHO SAYS", 2)):
        table.add_column(name, ratio=ratio)
    for report in wording.in_order(record):
        when = report.when
        table.add_row(
            wording.when(when.edtf, when.earliest, when.latest, year=year is None) if when.basis != "none" else "–",
            wording.place(record, report) or "–",
            Text(report.gloss or report.text),
            wording.how_sure(report.status)[1],
            Text(wording.who_says(record, report)),
        )
        if explain:
            table.add_row("", "", Text(explanation(record, report), style="dim"), "", "")
    return table


def explanation(record: Record, report: Report) -> str:
    """Which words a report rests on, and which rule filled each of its cells with which probability."""
    text = record.article.text
    evidence = " … ".join(" ".join(text[a:b].split()) for a, b in report.evidence)
    lines = [f"“{evidence}”", f"{report.frame} · {report.type or 'no PLOVER type'} · p {report.confidence:.2f}"]
    times = {t.id: t for t in record.times}
    said = " + ".join(f"“{times[t].text}”" for t in report.when.times if t in times)
    if report.when.basis != "none":
        lines.append(f"day {report.when.basis}{': ' + said if said else ''}")
    lines.extend(f"{name} by {cell.by} · p {cell.p:.2f}" for name, cell in report.cells.items())
    return "\n".join(lines)
