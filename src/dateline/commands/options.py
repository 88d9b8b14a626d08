"""Options that several commands share."""

from __future__ import annotations

import json
import re
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


def day(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day for a range: YYYY-MM-DD, YYYY-MM (from its first, until its last day) or YYYY."""
    from calendar import monthrange

    from dateline.errors import DatelineError

    if value is None:
        return None
    if not re.fullmatch(r"\d{4}(-\d\d?){0,2}", value):
        raise DatelineError("input.date", value=value)
    year, *rest = (int(part) for part in value.split("-"))
    last = param.name == "until"
    month = rest[0] if rest else (12 if last else 1)
    if not 1 <= month <= 12 or year == 0:
        raise DatelineError("input.date", value=value)
    days = monthrange(year, month)[1]
    number = rest[1] if len(rest) > 1 else (days if last else 1)
    if not 1 <= number <= days:
        raise DatelineError("input.date", value=value)
    return f"{year:04}-{month:02}-{number:02}"


since_option = click.option("--since", metavar="DATE", callback=day, help="From this day, month or year on.")
until_option = click.option("--until", metavar="DATE", callback=day, help="Up to this day, month or year.")


def print_json(rows: Any) -> None:
    """Write plain data as JSON."""
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
