"""``dateline demo``: what Dateline does, on the example articles that come with it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

import dateline as package
from dateline.errors import DatelineError


def examples() -> Path:
    """The folder of the example articles: inside an installed package, else in the checkout."""
    home = Path(package.__file__).resolve().parent
    for folder in (home / "examples", home.parent.parent / "examples"):
        if folder.is_dir():
            return folder
    raise DatelineError("input.missing", path=home / "examples")


@click.command()
@click.option("--store", metavar="FILE", help="Keep the store in this file (default: a temporary one).")
def demo(store: str | None) -> None:
    """Add the sample corpus to a store, and tell Kim Jong Un's journey of September 2023 from it."""
    from dateline.cli import group

    source = examples() / "far-east" / "articles.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        path = store or str(Path(folder, "news.db"))
        for arguments in (
            ["add", str(source), "--store", path],
            ["timeline", "Kim Jong Un", "--store", path],
            ["itinerary", "Kim Jong Un", "--store", path],
            ["copies", "--store", path],
        ):
            shown = [a if a != str(source) else "examples/far-east/articles.jsonl" for a in arguments[:-2]]
            click.echo("\n$ dateline " + " ".join(f'"{a}"' if " " in a else a for a in shown))
            group(arguments, standalone_mode=False)
    click.echo(
        "\nNext, a text of your own:\n"
        "  dateline read article.txt --published 2024-05-15\n"
        "  dateline add my-folder --store news.db\n"
        '  dateline timeline "NAME" --store news.db'
    )
