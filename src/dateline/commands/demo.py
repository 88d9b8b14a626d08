"""``dateline demo``: what Dateline does, on the example articles that come with it."""

from __future__ import annotations

import json
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
def demo() -> None:
    """Read an example article and print its record."""
    from rich.console import Console

    from dateline.article import make_article
    from dateline.export.table import show
    from dateline.reader import Reader

    path = examples() / "subjects" / "articles.jsonl"
    line = path.read_text(encoding="utf-8").splitlines()[4]
    article = make_article(json.loads(line))
    console = Console(highlight=False)
    console.print(f"[bold]{article.title}[/bold]\n{article.publisher}, {article.published}\n")
    console.print(article.text + "\n", markup=False)
    show(Reader().read(article), console)
    console.print(
        "\nNext, read a text of your own:\n"
        "  dateline read article.txt --published 2024-05-15\n"
        "  dateline read article.txt --published 2024-05-15 --format html > article.html"
    )
