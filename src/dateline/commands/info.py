"""``dateline info``: versions, the model, the tables and their licences."""

from __future__ import annotations

import json
import platform
import sys
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import click

from dateline.text.parse import MODEL, MODEL_DIGEST, MODEL_VERSION


def collect() -> dict[str, Any]:
    """Everything that ``info`` tells, as plain data."""
    from dateline.knowledge.tables import known
    from dateline.reader import Reader
    from dateline.record import SCHEMA

    reader = Reader()
    return {
        "dateline": metadata.version("dateline"),
        "python": platform.python_version(),
        "schema": SCHEMA,
        "pipeline": reader.made_by.pipeline,
        "model": {"name": MODEL, "version": MODEL_VERSION, "sha256": MODEL_DIGEST, "licence": "MIT"},
        "stages": [
            {"name": s.name, "version": s.version, "requires": list(s.requires), "provides": list(s.provides)}
            for s in reader.stages
        ],
        "tables": [describe(name, path) for name, path in known().items()],
        "notice": notice(),
    }


def describe(name: str, path: Path) -> dict[str, Any]:
    """A table's room, number of rows, most frequent sources, and the latest day that it knows of."""
    from collections import Counter

    from dateline.knowledge.tables import read

    rows = [row for _, row in read(path)]
    sources = Counter(row["source"] for row in rows if row.get("source"))
    days = [row[c] for row in rows for c in ("since", "until", "known_until") if (row.get(c) or "")[:4].isdigit()]
    return {
        "table": name,
        "room": path.parent.name,
        "rows": len(rows),
        "sources": [source for source, _ in sources.most_common(3)],
        "until": max(days, default=None),
    }


def notice() -> str:
    """The origins and licences of what is shipped (the package's NOTICE)."""
    for file in metadata.files("dateline") or []:
        if file.name == "NOTICE":
            return file.read_text(encoding="utf-8")
    path = resources.files("dateline").joinpath("../../NOTICE")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@click.command()
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.option("--tables", is_flag=True, help="List every table with its number of rows.")
def info(form: str, *, tables: bool) -> None:
    """Versions, the model, the tables and their licences."""
    told = collect()
    if form == "json":
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    click.echo(f"Dateline {told['dateline']} · Python {told['python']} · record schema {told['schema']}")
    click.echo(f"Pipeline {told['pipeline']}")
    model = told["model"]
    click.echo(f"Parse model {model['name']} {model['version']} ({model['licence']}), {model['sha256'][:12]}… checked")
    click.echo("Stages: " + " · ".join(f"{s['name']} v{s['version']}" for s in told["stages"]))
    rows = sum(table["rows"] for table in told["tables"])
    click.echo(f"Tables: {len(told['tables'])}, {rows:,} rows" + ("" if tables else " (--tables lists them)"))
    if tables:
        for table in told["tables"]:
            sources = "; ".join(table["sources"]) or "our own"
            until = f", to {table['until']}" if table["until"] else ""
            click.echo(f"  {table['room'] + '/' + table['table']:36} {table['rows']:>8,} rows{until} · {sources}")
    click.echo("\n" + told["notice"].strip())
