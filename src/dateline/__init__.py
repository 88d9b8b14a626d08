"""Dateline reads news and tells you who says so.

>>> import dateline
>>> record = dateline.read("Kim met Putin on Wednesday.", published="2023-09-17")
>>> record.reports[0].when.edtf
'2023-09-13'

Names load when they are first used: importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline import attributions, corpus, places, reports, times
    from dateline.reader import Reader
    from dateline.record import Article, Record
    from dateline.store import Store

__all__ = ["Article", "Reader", "Record", "Store", "attributions", "corpus", "places", "read", "reports", "times"]

_HOMES = {
    "Article": "dateline.record",
    "Reader": "dateline.reader",
    "Record": "dateline.record",
    "Store": "dateline.store",
}
_readers: list[Reader] = []


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in __all__:
        return importlib.import_module(f"dateline.{name}")
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def read(text: str | Article, **about: Any) -> Record:
    """Read one article with the standard reader, which loads at the first call.

    ``about`` is the article's metadata: ``published``, ``publisher``, ``title``, ``url``, ``id`` …
    Raises ``dateline.errors.DatelineError`` for a text that cannot be read.
    """
    from dateline.reader import Reader

    if not _readers:
        _readers.append(Reader())
    return _readers[0].read(text, **about)
