"""``dateline lookup``: what the tables know of a name."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from dateline.commands.options import day


def collect(name: str, on: str | None) -> dict[str, Any]:
    """All readings of a name, and the offices that a person of that name held."""
    from dateline.knowledge import Knowledge

    knowledge = Knowledge()
    readings = [
        {"kind": r.kind, "subkind": r.subkind, "name": r.name, "country": r.country, "sector": r.sector,
         "identifiers": dict(r.identifiers), "prior": round(r.prior, 4), "via": r.via, "id": r.id}
        for r in knowledge.readings(name, on)
    ]  # fmt: skip
    offices = [
        {"office": h.office, "of": h.country or h.body, "person": h.person, "since": h.since, "until": h.until,
         "certain": h.certain}
        for h in knowledge.offices(name, on)
    ]  # fmt: skip
    return {"name": name, "on": on, "readings": readings, "offices": offices}


@click.command()
@click.argument("name")
@click.option("--on", metavar="DATE", callback=day, help="The day that the answer is for (YYYY-MM-DD).")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
def lookup(name: str, on: str | None, form: str) -> None:
    """Say what the shipped tables know of a name: who or what it may be, and which offices it held."""
    told = collect(name, on)
    if form == "json":
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    if not told["readings"] and not told["offices"]:
        click.echo(f"No table knows {name!r}. Your own rows can teach it: see --lexicon.")
        return
    for r in told["readings"]:
        kind = f"{r['kind']}, {r['subkind']}" if r["subkind"] and r["subkind"] != r["kind"] else r["kind"]
        more = " · ".join(filter(None, [r["country"], r["identifiers"].get("wikidata"), f"prior {r['prior']:.2f}"]))
        click.echo(f"{r['name']}  ({kind})  {more}")
    for h in told["offices"]:
        until = h["until"] or ("today" if h["certain"] else "last known")
        click.echo(f"  {h['office']}, {h['of']}: {h['since'] or '?'} to {until}")
