"""``dateline add`` and ``dateline remove``: articles into a store, and out again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from dateline.commands.options import store_option
from dateline.errors import DatelineError
from dateline.record import Article, Failure, Record


@click.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@click.option("--published", metavar="DATE", help="The publication date of single texts (YYYY-MM-DD).")
@click.option("--publisher", help="Who published single texts.")
@click.option("--force", is_flag=True, help="Read texts even if they are not in English.")
@click.option("--fast", is_flag=True, help="Leave the encoder out: half the time, fewer attributions.")
@click.option("--lexicon", metavar="FOLDER", help="Your own rows, laid over the shipped tables.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1), help="How many read at once.")
def add(
    sources: tuple[str, ...],
    store: str,
    published: str | None,
    publisher: str | None,
    lexicon: str | None,
    processes: int,
    *,
    force: bool,
    fast: bool,
) -> None:
    """Read articles and add them to the store: text files, JSONL files, folders of both, - for standard input.

    Adding an article twice changes nothing; a new text under a known URL supersedes the old. An article that cannot
    be read is noted and stops nothing; the exit status is then 1. What was added before an interruption stays.
    """
    from dateline.article import check_date
    from dateline.store import Store

    about = {"published": check_date(published) if published else None, "publisher": publisher}
    for source in sources:
        _check(source)
    with Store(store) as opened:
        articles = list(_articles(sources, {name: value for name, value in about.items() if value}))
        if not articles:
            raise DatelineError("input.nothing", sources=", ".join(sources))
        waiting = _unknown(opened, articles)
        settings = {"lexicon": lexicon, "force": force, "fast": fast}
        tally = _add(opened, waiting, settings, processes=processes)
        tally.known += len(articles) - len(waiting)
        _tell(opened, tally)
    if tally.failed:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("articles", nargs=-1, required=True)
@store_option
def remove(articles: tuple[str, ...], store: str) -> None:
    """Take articles and all that rested on them alone out of the store again."""
    from dateline.store import Store

    with Store(store, create=False) as opened:
        opened.remove(*articles)
        left = opened.info()["articles"]
    gone = "1 article is out" if len(articles) == 1 else f"{len(articles)} articles are out"
    click.echo(f"{gone}, and what rested on it alone; {left} stay" if len(articles) == 1 else f"{gone}; {left} stay")


def _check(source: str) -> None:
    """Refuse a source that is not there before anything is added."""
    from pathlib import Path

    if source.startswith(("http://", "https://")):
        raise DatelineError("input.url", url=source)
    if source != "-" and not Path(source).exists():
        raise DatelineError("input.missing", path=source)


def _articles(sources: tuple[str, ...], about: dict[str, Any]) -> Iterator[Article | Failure]:
    from dateline.intake.files import from_source

    for source in sources:
        yield from from_source(source, **about)


def _unknown(opened: Any, articles: list[Article | Failure]) -> list[Article | Failure]:
    """The articles that need reading: not those whose text stands in the store already."""
    from dateline.store.queries import standing

    with opened.connection() as connection:
        known = standing(connection, [a.id for a in articles if isinstance(a, Article)])
    return [a for a in articles if isinstance(a, Failure) or known.get(a.id) != a.sha256]


def _add(opened: Any, articles: list[Article | Failure], settings: dict[str, Any], *, processes: int) -> Any:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dateline.store import Tally

    if not articles:
        return Tally()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    from rich.console import Console

    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=len(articles), rate="")

        def step(tally: Any) -> None:
            done = tally.added + tally.known + tally.revised + tally.failed
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, rate=f"{speed:.1f} a second" if speed else "")

        return opened.add(_read(articles, settings, processes=processes), progress=step)


def _read(articles: list[Article | Failure], settings: dict[str, Any], *, processes: int) -> Iterator[Record | Failure]:
    from dateline.reader import Reader

    yield from Reader(**settings).read_all(articles, processes=processes)


def _tell(opened: Any, tally: Any) -> None:
    info = opened.info()
    parts = [f"{tally.added} added"]
    for number, word in ((tally.revised, "superseded an older text"), (tally.known, "known already")):
        if number:
            parts.append(f"{number} {word}")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    click.echo(" · ".join(parts))
    from dateline.export.wording import count

    click.echo(
        f"{opened.path} holds {count(info['articles'], 'article')} in {count(info['texts'], 'text')} · "
        f"{count(info['reports'], 'report')} · {count(info['events'], 'event')}"
    )
    if tally.failed:
        for row in opened.failures()[-min(tally.failed, 20) :]:
            click.echo(f"failed: {row['article'] or 'a line'}: {row['message']}", err=True)
