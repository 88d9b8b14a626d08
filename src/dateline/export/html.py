"""The record beside its article, as one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

from dateline.export import marks, wording
from dateline.record import Record, Report

_LAYERS = """<form><fieldset class="layers"><legend>Show</legend>
<label><input type="checkbox" id="see-what" checked><mark class="m-trigger">what<sup>1</sup></mark></label>
<label><input type="checkbox" id="see-names" checked><mark class="m-name">names</mark></label>
<label><input type="checkbox" id="see-times" checked><mark class="m-time">times</mark></label>
<label><input type="checkbox" id="see-places" checked><mark class="m-place">places</mark></label>
<label><input type="checkbox" id="see-said" checked><span><mark class="m-source">source</mark>
<mark class="m-cue">says</mark> <mark class="m-content">content</mark></span></label>
</fieldset></form>"""

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} · Dateline</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the record</a>
<header class="mast"><span class="wordmark">Dateline</span></header>
<hr class="mast-rule">
<main class="page" id="main">
"""


@cache
def style() -> str:
    """The style sheet that all pages share."""
    return Path(__file__).with_name("look.css").read_text(encoding="utf-8")


def page(record: Record) -> str:
    """One HTML file that needs nothing else: the article with its evidence marked, the record beside it."""
    article = record.article
    title = article.title or article.text[: article.text.find("\n") if "\n" in article.text[:120] else 90].strip()
    head = _HEAD.format(title=escape(title), style=style())
    return f"{head}{_masthead(record, title)}{columns(record)}</main>\n{_foot(record)}</body>\n</html>\n"


def fragment(record: Record) -> str:
    """The same for a notebook's cell: its style, the text and the record, without the page around them."""
    return f"<style>{style()}</style>\n<div class='page'>{columns(record)}</div>"


def _masthead(record: Record, title: str) -> str:
    article = record.article
    parts = ["Article", article.publisher, _published(record)]  # that it is reworded the standfirst says first
    kicker = " · ".join(escape(p) for p in parts if p)
    return (
        f'<div class="head">\n<p class="kicker">{kicker}</p>\n<h1>{escape(title)}</h1>\n'
        f'<p class="standfirst">{escape(wording.headline(record))}</p>\n</div>\n'
    )


def _published(record: Record) -> str:
    return (
        f"published {wording.day(record.article.published)}"
        if record.article.published
        else "publication day not known"
    )


def columns(record: Record, events: Mapping[str, str] | None = None) -> str:
    """The two columns: the text with what was read in it, and the record.

    ``events`` gives the id of the event that a report tells of: its words then lead to that event's page.
    """
    return f'<div class="cols text-left">\n{text_section(record)}{record_section(record, events or {})}</div>\n'


def text_section(record: Record) -> str:
    """The article's text, a paragraph a part, with all layers marked."""
    found = marks.of_record(record)
    paragraphs = []
    for part in record.article.parts:
        words = marks.html(record.article.text, part.span, found)
        kind = ' class="quiet"' if part.kind in ("boilerplate", "byline") else ""
        lead = f'<span class="dl">{words}</span>' if part.kind == "dateline" else words
        paragraphs.append(f"<h3>{lead}</h3>" if part.kind == "headline" else f"<p{kind}>{lead}</p>")
    body = "\n".join(paragraphs)
    return (
        '<section class="sect" aria-labelledby="h-tx">\n'
        '<header><h2 id="h-tx">Text, with what was read in it</h2></header>\n'
        f'{_LAYERS}\n<div class="story-text">\n{body}\n</div>\n</section>\n'
    )


def record_section(record: Record, events: Mapping[str, str]) -> str:
    """The reports as a table, each row linked to its words."""
    year = wording.one_year(record)
    caption = "A number goes to its words, the words back to their row; p is how likely the day is right."
    if year:
        caption = f"Days are of {year}. {caption}"
    heads = "".join(
        f'<th role="columnheader" scope="col">{name}</th>'
        for name in ("No.", "Day, place", "What", "How sure", "Who says")
    )
    rows = "\n".join(
        _row(record, report, events.get(report.id), year=year is None) for report in wording.in_order(record)
    )
    count = len(record.reports)
    table = (
        f'<table class="entries record" role="table">\n<caption>{caption}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n'
    )
    if not record.reports:
        table = '<p class="empty"><b>No reports.</b> Nothing in this text is said to have happened.</p>\n'
    return (
        '<section class="sect" aria-labelledby="h-rc">\n<header><h2 id="h-rc">Record '
        f'<span class="n">{count} report{"s" if count != 1 else ""}</span></h2></header>\n{table}</section>\n'
    )


def _row(record: Record, report: Report, event: str | None, *, year: bool) -> str:
    number = report.id[1:]
    sure, words = wording.how_sure(report.status)
    what = escape(report.gloss or report.text)
    if event:
        what = f'<a href="/event/{escape(event)}">{what}</a>'
    cells = (
        ("No.", "", f'<a href="#t{number}" aria-label="Report {number}, to its words">{number}</a>'),
        ("Day, place", "", f"{_day(report, year=year)} {_place(record, report)}"),
        ("What", "what", f'{what}<span class="basis">{_basis(record, report)}</span>'),
        ("How sure", "", f'<span class="sure {sure}">{words}</span>'),
        ("Who says", "who", _who(record, report)),
    )
    inner = "".join(
        f'<td role="cell"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""} data-th="{name}">{value}</td>'
        for name, kind, value in cells
    )
    return f'<tr role="row" id="r{number}">{inner}</tr>'


def _day(report: Report, *, year: bool) -> str:
    when = report.when
    if when.basis == "none":
        return '<span class="none">not dated</span>'
    words = escape(wording.when(when.edtf, when.earliest, when.latest, year=year))
    stamp = when.earliest or when.latest or ""
    return f'<time datetime="{escape(stamp)}">{words}</time>'


def _place(record: Record, report: Report) -> str:
    words = wording.place(record, report)
    return f'<span class="at">{escape(words) if words else "<span class=none>place not said</span>"}</span>'


def _basis(record: Record, report: Report) -> str:
    when = report.when
    said = " + ".join(f"“{escape(t.text)}”" for t in record.times if t.id in when.times) if when.times else ""
    if when.basis == "explicit":
        words = f"day: {said}"
    elif when.basis == "bound":
        words = "day: not said, so by that of publication"
    elif when.basis == "none":
        words = "day: not said"
    else:
        words = f"day: {when.basis}{', from ' + said if said else ''}"
    cell = report.cells.get("when")
    return (
        f'{words} <span class="nowrap">· {wording.probability(cell.p)}</span>'
        if cell and when.basis not in ("none", "bound")
        else words
    )


def _who(record: Record, report: Report) -> str:
    words = escape(wording.who_says(record, report))
    attribution = next((a for a in record.attributions if a.id == report.attribution), None)
    if attribution is not None and wording.is_state(record, attribution):
        words += ' <span class="state">state-owned</span>'
    return words


def _foot(record: Record) -> str:
    made = record.made_by
    return (
        f'<footer><div class="foot"><span>Read by Dateline {escape(made.dateline)}, '
        f"pipeline {escape(made.pipeline)}</span></div></footer>\n"
    )
