"""``dateline info``: versions, the model, the tables and their licences."""

from __future__ import annotations

import json
import platform
import sys
from importlib import metadata, resources
from typing import Any

import click

from dateline.text.parse import MODEL, MODEL_DIGEST, MODEL_VERSION


def collect() -> dict[str, Any]:
    """Everything that ``info`` tells, as plain data."""
    from dateline.knowledge.tables import known, read
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
        "tables": {name: sum(1 for _ in read(path)) for name, path in known().items()},
        "notice": notice(),
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
    rows = sum(told["tables"].values())
    click.echo(f"Tables: {len(told['tables'])}, {rows:,} rows" + ("" if tables else " (--tables lists them)"))
    if tables:
        for name, count in told["tables"].items():
            click.echo(f"  {name:24} {count:>8,}")
    click.echo("\n" + told["notice"].strip())
