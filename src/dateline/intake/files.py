"""Articles from files: a text is one article, a JSONL file holds one a line, a folder both kinds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.article import make_article
from dateline.errors import DatelineError
from dateline.record import Article, Error, Failure

JSONL = {".jsonl", ".ndjson"}
TEXT = {".txt", ".text", ".md"}


def read_bytes(source: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises ``DatelineError``: ``input.missing``, ``input.directory``, ``input.unreadable``.
    """
    if source == "-":
        return sys.stdin.buffer.read()
    path = Path(source)
    if path.is_dir():
        raise DatelineError("input.directory", path=source)
    if not path.exists():
        raise DatelineError("input.missing", path=source)
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DatelineError("input.unreadable", path=source, reason=fault.strerror or fault) from fault


def decode(data: bytes, source: str) -> str:
    """UTF-8 text, a byte-order mark left out; raises ``DatelineError`` (``input.binary``) for other bytes."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise DatelineError("input.binary", path=source, at=fault.start, byte=hex(data[fault.start])) from fault


def is_jsonl(source: str, text: str) -> bool:
    """Whether a text is JSONL: by its file's ending, else because its first line is a JSON object."""
    if Path(source).suffix.lower() in JSONL:
        return True
    first = text.lstrip()[:1]
    if first != "{":
        return False
    try:
        return isinstance(json.loads(text.lstrip().split("\n", 1)[0]), dict)
    except ValueError:
        return False


def from_jsonl(text: str) -> Iterator[Article | Failure]:
    """One article a line, in order; a broken line becomes a ``Failure`` with the line's number and stops nothing."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from_line(line, number)


def from_line(line: str, number: int) -> Article | Failure:
    """The article of one line of JSONL, or the failure that says what is wrong with it."""
    try:
        data: Any = json.loads(line)
    except ValueError as fault:
        return _failure(None, DatelineError("input.json", line=number, reason=fault))
    if not isinstance(data, dict):
        return _failure(None, DatelineError("input.article", line=number, reason="it is no object"))
    try:
        return make_article(data)
    except DatelineError as fault:
        given = data.get("id")
        return _failure(
            None if given is None else str(given),
            DatelineError("input.article", line=number, reason=fault.message),
        )


def _failure(article_id: str | None, error: DatelineError) -> Failure:
    return Failure(article_id, Error(error.code, f"{error.message} ({error.mend})"))


def from_source(source: str, **about: Any) -> Iterator[Article | Failure]:
    """The articles of a text file, a JSONL file, a folder of either, or standard input (``-``).

    ``about`` is metadata for single texts. In a folder, a file that cannot be read becomes a ``Failure``.
    """
    path = Path(source)
    if source != "-" and path.is_dir():
        for inner in sorted(p for p in path.rglob("*") if p.suffix.lower() in JSONL | TEXT and p.is_file()):
            try:
                yield from from_source(str(inner), **about)
            except DatelineError as fault:
                yield _failure(str(inner), fault)
        return
    text = decode(read_bytes(source), source)
    if is_jsonl(source, text):
        yield from from_jsonl(text)
    else:
        yield make_article({"text": text, **about})
