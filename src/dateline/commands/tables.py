"""The tables of the commands that ask a store: the thing first, then the rows; an empty answer says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from dateline.export import wording
from dateline.record import Status

Row = dict[str, Any]

console = Console(highlight=False)
MOST_SOURCES = 2


def heading(rows: Sequence[Row], word: str = "event") -> str:
    """``9 events · 14 articles · 3 origins``."""
    from dateline.store.queries import total

    sums = total(rows)
    return " · ".join(
        (
            wording.count(len(rows), word),
            wording.count(sums["articles"], "article"),
            wording.count(sums["origins"], "origin"),
        )
    )


def timeline(rows: list[Row], who: Row, since: str | None, until: str | None) -> None:
    """What happened to somebody."""
    if not rows:
        console.print(escape(_nothing(who, "in no event", since, until)))
        return
    console.print(f"[bold]{escape(who['name'])}[/bold] · {heading(rows)}")
    table = _table("DAY", WHERE=2, WHAT=5)
    _last(table, "ART.", "ORIG.")
    years = Years(table)
    for row in rows:
        what = Text(row["gloss"])
        for dispute in row["disputed"]:
            values = " or ".join(_value(v) for v in dispute["values"])
            what.append(f"\n{dispute['field']} disputed: {values}", style="yellow")
        table.add_row(
            years.day(row),
            row["place"] or "–",
            what,
            _sure(row["status"], row["links"]),
            _who(row["sources"]),
            str(row["articles"]),
            str(row["origins"]),
        )
    console.print(table)


def itinerary(rows: list[Row], who: Row, since: str | None, until: str | None) -> None:
    """Where somebody was."""
    if not rows:
        console.print(escape(_nothing(who, "at no dated place", since, until)))
        return
    places = len({row["place"] for row in rows})
    days = len({row["date"] for row in rows})
    console.print(
        f"[bold]{escape(who['name'])}[/bold] · {wording.count(days, 'day')} · {wording.count(places, 'place')}"
    )
    table = _table("DAY", WHERE=3, WHAT=5)
    _last(table, "ORIG.")
    years = Years(table)
    for row in rows:
        table.add_row(
            years.day({"edtf": row["date"], "earliest": row["date"], "latest": row["date"]}),
            row["place"] + ("" if row["lat"] is not None else " (no pin)"),
            Text(row["gloss"]),
            _sure(row["status"], []),
            _who(row["sources"]),
            str(row["origins"]),
        )
    console.print(table)


def events(rows: list[Row], info: Row) -> None:
    """Events with their reports."""
    if not rows:
        console.print(_empty(info, "no event fits: ask for a wider range, or leave a filter out"))
        return
    console.print(f"[bold]{heading(rows)}[/bold]")
    table = _table("DAY", WHERE=2, WHAT=5)
    _last(table, "ART.", "ORIG.")
    table.add_column("EVENT", style="dim", no_wrap=True)
    years = Years(table)
    for row in rows:
        place = row["where"]["name"] if row["where"] else "–"
        what = Text(row["gloss"])
        for dispute in row["disputed"]:
            for value in dispute["values"]:
                said = ", ".join(value["sources"])
                what.append(f"\n{dispute['field']} {_value(value)}: {said}", style="yellow")
        sure = _sure(row["status"], row["links"])
        numbers = str(row["articles"]), str(row["origins"])
        table.add_row(years.day(row["when"]), place, what, sure, _who(row["sources"]), *numbers, row["id"])
    console.print(table)


def reports(rows: list[Row], info: Row) -> None:
    """Single reports in their own words."""
    if not rows:
        console.print(_empty(info, "no report fits"))
        return
    articles = len({row["article"] for row in rows})
    console.print(f"[bold]{wording.count(len(rows), 'report')} · {wording.count(articles, 'article')}[/bold]")
    table = _table("DAY", WORDS=6)
    for name, ratio in (("HOW SURE", 1), ("WHO SAYS", 2), ("IN", 2)):
        table.add_column(name, ratio=ratio)
    for row in rows:
        outlet = f"{row['publisher'] or '–'} ({row['article']})"
        said = _who(row["sources"] or ["the article"])
        table.add_row(_when(row), Text(row["text"]), _sure(row["status"], []), said, Text(outlet))
    console.print(table)


def sources(shares: Row, info: Row) -> None:
    """The shares of all claims, and who vouches for how much where ``shares`` has the rows."""
    rows = shares.get("sources", [])
    if not shares["claims"]:
        console.print(_empty(info, "nothing is told of it"))
        return
    if not shares["by_kind"]:
        console.print(_empty(info, "no claim is attributed to anybody: the articles speak in their own voice"))
        return
    heading = wording.count(shares["claims"], "claim") + (f" · {wording.count(len(rows), 'source')}" if rows else "")
    said = (f"{shares[key]:.0%} {words}" for key, words in (
        ("own_voice", "in the articles’ own voice"), ("anonymous", "unnamed"),
        ("single_source", "on one source alone")))  # fmt: skip
    console.print(f"[bold]{heading}[/bold]")
    console.print(" · ".join(said), style="dim")
    kinds = ", ".join(f"{kind} {share:.0%}" for kind, share in shares["by_kind"].items())
    console.print(f"of the attributed: {kinds}", style="dim")
    if not rows:
        return
    table = _table(None, SOURCE=4, KIND=2)
    _numbers(table, "CLAIMS", "ART.", "ORIG.")
    for row in rows:
        state = " (state)" if row["state_controlled"] else ""
        name = Text(row["source"] + state, style="" if row["named"] else "dim")
        table.add_row(name, row["kind"], str(row["claims"]), str(row["articles"]), str(row["origins"]))
    console.print(table)


def copies(rows: list[Row], info: Row) -> None:
    """Groups of copies."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    shown = {key: members for key, members in groups.items() if len(members) > 1 or members[0]["class"] == "partial"}
    if not shown:
        console.print(_empty(info, f"no copies among {wording.count(len(rows), 'article')}: each is a text of its own"))
        return
    console.print(f"[bold]{wording.count(len(rows), 'article')} · {wording.count(len(groups), 'text')}[/bold]")
    table = _table(None, ARTICLE=2, OUTLET=3)
    table.add_column("WHAT IT IS", ratio=3)
    _numbers(table, "OF IT COPIED", "HAS OF THAT")
    for members in shown.values():
        for row in members:
            what = row["class"] + (f" {'of' if row['directed'] else '~'} {row['of']}" if row["of"] else "")
            shares = (f"{row['share_of_this']:.0%}", f"{row['share_of_that']:.0%}") if row["of"] else ("", "")
            table.add_row(Text(row["article"]), Text(row["publisher"] or "–"), Text(what), *shares)
        table.add_section()
    console.print(table)


def stories(rows: list[Row], info: Row) -> None:
    """Stories, the newest first."""
    if not rows:
        console.print(_empty(info, "no story"))
        return
    articles = sum(len(row["articles"]) for row in rows)
    console.print(f"[bold]{wording.count(len(rows), 'story')} · {wording.count(articles, 'article')}[/bold]")
    table = _table("DAYS", STORY=5)
    _numbers(table, "ART.", "ORIG.")
    table.add_column("ID", style="dim")
    for row in rows:
        days = wording.when(None, row["first"], row["last"])
        numbers = str(len(row["articles"])), str(row["origins"])
        table.add_row(days, Text(row["title"] or "(no headline)"), *numbers, Text(row["story"]))
    console.print(table)


def search(rows: list[Row], query: str, info: Row) -> None:
    """Articles that hold the words."""
    if not rows:
        console.print(_empty(info, f"none of {wording.count(info['articles'], 'article')} holds all of: {query}"))
        return
    console.print(f"[bold]{wording.count(len(rows), 'article')}[/bold]")
    for row in rows:
        day = wording.day(row["published"]) if row["published"] else "no date"
        line = Text(row["title"] or "(no headline)", style="bold")
        line.append(
            f"  {row['publisher'] or '–'}, {day}, {wording.count(row['reports'], 'report')}  ", style="not bold"
        )
        line.append(row["article"], style="dim")
        console.print(line)
        passage = Text("  ")
        for piece in row["marked"]:
            passage.append(" ".join(piece["text"].split("\n")), style="bold yellow" if piece["hit"] else "")
        console.print(passage)


def diff(rows: list[Row], one: str, other: str) -> None:
    """Two articles side by side."""
    if not rows:
        console.print(f"{escape(one)} and {escape(other)} have no sentence in common")
        return
    first = rows[0]
    shares = f"{first['share_of_this']:.0%} of {one}, {first['share_of_that']:.0%} of {other}"
    console.print(f"[bold]{escape(one)} is {first['class']} to {escape(other)}[/bold] · {escape(shares)}")
    table = Table(show_lines=True, expand=True)
    table.add_column(one, ratio=1)
    table.add_column(other, ratio=1)
    for row in rows:
        this, that = Text(row["this"]), Text(row["that"])
        for swap in row["swaps"]:
            for text, side in ((this, "this"), (that, "that")):
                if swap[side]:
                    text.highlight_words([swap[side]], "bold yellow")
        table.add_row(this, that)
    console.print(table)


def _table(day: str | None, **columns: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    if day is not None:
        table.add_column(day, no_wrap=True)
    for name, ratio in columns.items():
        table.add_column(name, ratio=ratio)
    return table


def _last(table: Table, *numbers: str) -> None:
    """The columns that end each table of events: how sure, who says, and the counts."""
    table.add_column("HOW SURE", min_width=8)
    table.add_column("WHO SAYS", ratio=3)
    _numbers(table, *numbers)


def _numbers(table: Table, *names: str) -> None:
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)


def _when(row: Row, *, year: bool = True) -> str:
    if not row.get("earliest") and not row.get("latest"):
        return "–" if not row.get("edtf") else str(row["edtf"])
    return wording.when(row["edtf"], row.get("earliest"), row.get("latest"), year=year)


class Years:
    """Says a year once, in a row of its own above its days, so that the days are short."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._said: str | None = None

    def day(self, row: Row) -> str:
        """The day of a row, after the row of its year where that is new; the rows come in order."""
        value = row.get("earliest") or row.get("latest")
        year = value[:4] if value else "not dated"
        if year != self._said:
            self._said = year
            self._table.add_row(Text(year, style="bold"))
        return _when(row, year=False) if value else "–"


def _sure(status: Row, links: Sequence[Row]) -> str:
    words = wording.how_sure(Status(**status))[1]
    return words + ", came about" if any(link["kind"] == "outcome" for link in links) else words


def _who(names: Sequence[str]) -> Text:
    more = len(names) - MOST_SOURCES
    return Text(", ".join(names[:MOST_SOURCES]) + (f" and {more} more" if more > 0 else ""))


def _value(value: Row) -> str:
    lead = {"at_least": "at least ", "at_most": "at most ", "about": "about "}.get(value["bound"], "")
    number = value["value"]
    return f"{lead}{number:g}" + (f" {value['unit']}" if value["unit"] else "")


def _nothing(who: Row, what: str, since: str | None, until: str | None) -> str:
    """Why a timeline or itinerary is empty."""
    where = f"{who['name']} is named in {wording.count(who['articles'], 'article')}"
    if since or until:
        days = f"from {since}" if not until else f"until {until}" if not since else f"between {since} and {until}"
        return f"{where}, but stands {what} {days}; leave --since and --until out to see {who['events']} events"
    return f"{where}, but stands {what} there"


def _empty(info: Row, otherwise: str) -> str:
    if not info["articles"]:
        return "the store is empty: add articles with 'dateline add'"
    return escape(otherwise)
