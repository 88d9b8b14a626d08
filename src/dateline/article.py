"""An article from its JSON form, its publication date checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dateline.errors import DatelineError
from dateline.record import Article

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|-|$)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

KEYS = ("text", "id", "title", "url", "publisher", "byline", "credit", "published", "language")
"""The keys of an article that are read; others are ignored."""


def make_article(data: Mapping[str, Any]) -> Article:
    """An article from its JSON form (``text``, and where known ``id``, ``title``, ``published`` …).

    Other keys are ignored. Raises ``DatelineError`` (``input.date``) for a publication date that is none, and
    ``input.field`` for a value that is no string.
    """
    values = {name: data[name] for name in KEYS if data.get(name) is not None}
    for name, value in values.items():
        if not isinstance(value, str):
            if name == "id" and isinstance(value, int):
                values[name] = str(value)
                continue
            raise DatelineError("input.field", name=name, value=value)
    if "published" in values:
        values["published"] = check_date(values["published"])
    elif "url" in values and (found := _URL_DAY.search(values["url"])):
        values.update(published="-".join(found.groups()), published_from="url")
    if "text" not in values:
        raise DatelineError("input.field", name="text", value=None)
    return Article.make(**values)


def check_date(value: str) -> str:
    """An ISO date or date-time as it was given; raises ``DatelineError`` (``input.date``) for another string."""
    value = value.strip()
    try:
        if not _DAY.match(value):
            date.fromisoformat(value)
        datetime.fromisoformat(value)
    except ValueError as wrong:
        raise DatelineError("input.date", value=value) from wrong
    return value
