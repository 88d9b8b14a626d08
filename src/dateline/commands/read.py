"""``dateline read``: one article, or a JSONL file of articles, in; records out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from dateline.article import check_date
from dateline.errors import DatelineError
from dateline.intake.files import decode, from_jsonl, is_jsonl, read_bytes
from dateline.record import Article, Failure, Record, to_json

FORMATS = ("table", "json", "jsonl", "html")


@click.command()
@click.argument("source")
@click.option("--published", metavar="DATE", help="The publication date (YYYY-MM-DD).")
@click.option("--publisher", help="Who published it.")
@click.option("--title", help="The headline, where the text does not hold it.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table; for JSONL input: jsonl.")
@click.option("--explain", is_flag=True, help="Say for each report which words and which rule filled its cells.")
@click.option("--sources", is_flag=True, help="Say what the article rests on: who vouches for which share of it.")
@click.option("--check", is_flag=True, help="Check every record against the rules.")
@click.option("--force", is_flag=True, help="Read the text even if it is not in English.")
@click.option("--fast", is_flag=True, help="Leave the encoder out: half the time, fewer attributions.")
@click.option("--lexicon", metavar="FOLDER", help="Your own rows, laid over the shipped tables.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1), help="For many articles.")
def read(
    source: str,
    published: str | None,
    publisher: str | None,
    title: str | None,
    form: str | None,
    lexicon: str | None,
    processes: int,
    *,
    explain: bool,
    sources: bool,
    check: bool,
    force: bool,
    fast: bool,
) -> None:
    """Read an article (a text file, or - for standard input) and print its record.

    A JSONL file holds one article a line (id, text, and where known title, published, publisher, url); its
    records come one a line, in order, and a failed article is a line that says why.
    """
    if source.startswith(("http://", "https://")):
        raise DatelineError("input.url", url=source)
    about = {"published": check_date(published) if published else None, "publisher": publisher, "title": title}
    text = decode(read_bytes(source), source)
    many = is_jsonl(source, text)
    form = form or ("jsonl" if many else "table")
    from dateline.reader import Reader

    reader = Reader(lexicon=lexicon, force=force, check=check, fast=fast)
    if not many:
        record = reader.read(text, **about)
        _print_sources(record, form) if sources else _print_one(record, form, explain=explain)
        return
    if sources:
        raise click.UsageError("--sources is for one article; for many, add them to a store and ask dateline sources")
    if form != "jsonl":
        raise click.UsageError("many articles come out as --format jsonl only")
    failed = _print_lines(reader.read_all(_with(from_jsonl(text), about), processes=processes))
    if failed:
        click.echo(f"dateline: {failed} of the articles could not be read; their lines say why", err=True)
        raise click.exceptions.Exit(1)


def _with(articles: Iterable[Article | Failure], about: dict[str, Any]) -> Iterator[Article | Failure]:
    """Articles with the command line's metadata where they bring none of their own."""
    import dataclasses

    for article in articles:
        if isinstance(article, Failure):
            yield article
            continue
        given = {name: value for name, value in about.items() if value and getattr(article, name) is None}
        if "published" in given:
            given["published_from"] = "given"
        yield dataclasses.replace(article, **given) if given else article


def _print_one(record: Record, form: str, *, explain: bool) -> None:
    if form in ("json", "jsonl"):
        indent = 1 if form == "json" else None
        sys.stdout.write(json.dumps(to_json(record), ensure_ascii=False, indent=indent) + "\n")
    elif form == "html":
        from dateline.export.html import page

        sys.stdout.write(page(record))
    else:
        from rich.console import Console

        from dateline.export.table import show

        show(record, Console(highlight=False), explain=explain)


def _print_sources(record: Record, form: str) -> None:
    from dateline.export import resting

    if form == "table":
        from rich.console import Console

        resting.show(record, Console(highlight=False))
    elif form == "html":
        raise click.UsageError("--sources prints a table or --format json")
    else:
        click.echo(json.dumps(resting.of(record), ensure_ascii=False, indent=1 if form == "json" else None))


def _print_lines(results: Iterable[Record | Failure]) -> int:
    failed = 0
    for result in results:
        data = result.to_json() if isinstance(result, Failure) else to_json(result)
        failed += isinstance(result, Failure)
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return failed
