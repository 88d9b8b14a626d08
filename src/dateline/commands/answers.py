"""The commands that ask a store: each one query, shown as a table or as JSON."""

from __future__ import annotations

from typing import Any

import click

from dateline.commands.options import format_option, print_json, since_option, store_option, until_option


def _store(path: str) -> Any:
    from dateline.store import Store

    return Store(path, create=False)


def _show(form: str, rows: list[dict[str, Any]], table: str, *args: Any) -> None:
    """Print the rows: as JSON, or as the table of that name."""
    if form == "json":
        print_json(rows)
        return
    from dateline.commands import tables

    getattr(tables, table)(rows, *args)


@click.command()
@click.argument("name")
@store_option
@since_option
@until_option
@format_option
def timeline(name: str, store: str, since: str | None, until: str | None, form: str) -> None:
    """What happened to somebody, in order, with places, sources, certainty and origins."""
    with _store(store) as opened:
        rows = opened.timeline(name, since=since, until=until)
        _show(form, rows, "timeline", opened.entity(name), since, until)


@click.command()
@click.argument("name")
@store_option
@since_option
@until_option
@format_option
def itinerary(name: str, store: str, since: str | None, until: str | None, form: str) -> None:
    """Where somebody was, day by day."""
    with _store(store) as opened:
        rows = opened.itinerary(name, since=since, until=until)
        _show(form, rows, "itinerary", opened.entity(name), since, until)


@click.command()
@click.argument("name", required=False)
@store_option
@since_option
@until_option
@click.option("--frame", help="Events of this frame alone, such as meet.")
@click.option("--type", "kind", help="Events of this PLOVER type alone, such as CONSULT.")
@click.option("--disputed", is_flag=True, help="Only events on which sources give different values.")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most so many.")
@format_option
def events(
    name: str | None,
    store: str,
    since: str | None,
    until: str | None,
    frame: str | None,
    kind: str | None,
    limit: int,
    form: str,
    *,
    disputed: bool,
) -> None:
    """Events across articles, of all or of NAME, with every report that tells them."""
    with _store(store) as opened:
        rows = opened.events(
            name=name, since=since, until=until, frame=frame, type=kind, disputed=disputed, limit=limit
        )
        _show(form, rows, "events", opened.info())


@click.command()
@click.argument("name", required=False)
@store_option
@click.option("--source", metavar="NAME", help="Only what this source vouches for.")
@click.option("--article", metavar="ID", help="Only the reports of this article.")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most so many.")
@format_option
def reports(name: str | None, store: str, source: str | None, article: str | None, limit: int, form: str) -> None:
    """Single reports, in their own words: of all, of NAME, of one source or article."""
    with _store(store) as opened:
        rows = opened.reports(name=name, source=source, article=article, limit=limit)
        _show(form, rows, "reports", opened.info())


@click.command()
@click.argument("name", required=False)
@store_option
@click.option("--article", metavar="ID", help="What this article alone rests on.")
@click.option("--story", metavar="ID", help="What the articles of this story rest on.")
@click.option(
    "--shares", is_flag=True, help="Only the shares: by kind, without a name, in the articles' own voice, alone."
)
@format_option
def sources(name: str | None, store: str, article: str | None, story: str | None, form: str, *, shares: bool) -> None:
    """Who vouches for how much, of everything or of what is told of NAME."""
    if article and story:
        raise click.UsageError("give --article or --story, not both")
    asked = {"name": name, "article": article, "story": story}
    with _store(store) as opened:
        if form == "json" and not shares:
            print_json(opened.sources(**asked))
            return
        found = opened.resting(**asked)
        if shares:
            del found["sources"]
        if form == "json":
            print_json(found)
            return
        from dateline.commands import tables

        tables.sources(found, opened.info())


@click.command()
@click.argument("article", required=False)
@store_option
@format_option
def copies(article: str | None, store: str, form: str) -> None:
    """Which articles are one text: verbatim, cut, extended or reworded. With ARTICLE, its group alone."""
    with _store(store) as opened:
        _show(form, opened.copies(article=article), "copies", opened.info())


@click.command()
@store_option
@format_option
def stories(store: str, form: str) -> None:
    """Articles about the same happenings."""
    with _store(store) as opened:
        _show(form, opened.stories(), "stories", opened.info())


@click.command()
@click.argument("query")
@store_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@format_option
def search(query: str, store: str, limit: int, form: str) -> None:
    """Articles that hold the words of QUERY; words in quotes must stand together."""
    with _store(store) as opened:
        _show(form, opened.search(query, limit=limit), "search", query, opened.info())


@click.command()
@click.argument("one")
@click.argument("other")
@store_option
@format_option
def diff(one: str, other: str, store: str, form: str) -> None:
    """Two articles side by side: the sentences that answer to each other, and the words that were exchanged."""
    with _store(store) as opened:
        _show(form, opened.diff(one, other), "diff", one, other)
