"""Options that several commands share."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

store_option = click.option(
    "--store", default="news.db", show_default=True, metavar="FILE", envvar="DATELINE_STORE", help="The store."
)
format_option = click.option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="For people or for programs.",
)  # fmt: skip


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A day for a range: YYYY-MM-DD, YYYY-MM (from its first, until its last day) or YYYY."""
    from calendar import monthrange
    from datetime import date

    from dateline.errors import DatelineError

    if value is None:
        return None
    parts = value.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) > 3 or len(parts[0]) != 4:
            raise ValueError(value)
        last = _param.name == "until"
        year = numbers[0]
        month = numbers[1] if len(numbers) > 1 else (12 if last else 1)
        of_month = numbers[2] if len(numbers) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, of_month).isoformat()
    except ValueError:
        raise DatelineError("input.date", value=value) from None


since_option = click.option("--since", metavar="DATE", callback=day, help="From this day, month or year on.")
until_option = click.option("--until", metavar="DATE", callback=day, help="Up to this day, month or year.")


def print_json(rows: Any) -> None:
    """Write plain data as JSON."""
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
