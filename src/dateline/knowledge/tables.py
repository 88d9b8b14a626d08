"""Reading the tables: plain TSV files that people edit, in this room and beside the logic of the others.

A table is called by the stem of its file (``verbs`` for ``knowledge/verbs.tsv``). A user's folder lays its own
rows over any table: a row whose key (the first column, or the columns that the table calls its key) stands in the
shipped table replaces it, another is added.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dateline.errors import DatelineError

PACKAGE = Path(__file__).resolve().parent.parent

Row = Mapping[str, str]

KEYS: dict[str, tuple[str, ...]] = {
    "cabinets": ("country", "title", "person", "since"),
    "holders": ("office", "country", "body", "since"),
    "parties": ("country", "name"),
    "first_names": ("name", "gender"),
    "titles": ("title", "country"),
    "abbreviations": ("abbreviation", "country"),
    "looser_names": ("name", "place"),
    "reference_points": ("place", "country", "geonames", "source"),
    "verbs": ("pattern", "pos"),
    "status": ("word", "role"),
    "frames": ("frame", "role"),
    "located": ("frame", "argument"),
}
"""The key columns of tables whose first column alone is not the key."""


@cache
def known() -> dict[str, Path]:
    """All shipped tables by name."""
    return {path.stem: path for path in sorted(PACKAGE.glob("*/*.tsv"))}


def read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a TSV file with their line numbers; lines that begin with ``#`` are remarks.

    Raises ``DatelineError`` (``lexicon.column``) where a row has not the header's number of columns or the
    file is not UTF-8 in normal form C.
    """
    header: list[str] = []
    with path.open(encoding="utf-8", newline="") as handle:
        for number, line in enumerate(handle, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\r\n").split("\t")
            if not header:
                header = cells
                continue
            if len(cells) != len(header):
                reason = f"{len(cells)} columns stand where the header has {len(header)}"
                raise DatelineError("lexicon.column", path=path, line=number, reason=reason)
            if not line.isascii() and not unicodedata.is_normalized("NFC", line):
                raise DatelineError("lexicon.column", path=path, line=number, reason="not in normal form C")
            yield number, dict(zip(header, cells, strict=True))


def header(path: Path) -> list[str]:
    """The column names of a TSV file."""
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            if line.strip() and not line.startswith("#"):
                return line.rstrip("\r\n").split("\t")
    return []


class Lexicon:
    """The shipped tables with a user's folder laid over them."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self._over: dict[str, Path] = {}
        self._rows: dict[str, list[Row]] = {}
        if folder is not None:
            self._over = _overlay(Path(folder))

    def rows(self, name: str) -> list[Row]:
        """The rows of a table, the user's laid over; the list is shared, so leave it as it is."""
        if name not in self._rows:
            self._rows[name] = self._read(name)
        return self._rows[name]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the user's folder lays over."""
        return tuple(sorted(self._over))

    def path(self, table: str) -> Path:
        """The file of a table: the user's where there is one, else the shipped one."""
        return self._over.get(table) or known()[table]

    def fault(self, name: str, row: Row, reason: str) -> DatelineError:
        """The error (``lexicon.column``) that says what is wrong with a row, and where it stands."""
        path = self.path(name)
        line = next((number for number, other in read(path) if other == row), 1)
        return DatelineError("lexicon.column", path=path, line=line, reason=reason)

    def over(self) -> Lexicon | None:
        """The user's rows alone (each table that is not theirs as it ships), or None without any."""
        if not self._over:
            return None
        alone = Lexicon()
        alone._over = self._over
        alone._rows = {name: [row for _, row in read(path)] for name, path in self._over.items()}
        return alone

    def _read(self, name: str) -> list[Row]:
        rows: list[Row] = [row for _, row in read(known()[name])]
        if name not in self._over:
            return rows
        columns = KEYS.get(name) or (header(known()[name])[0],)
        added: list[Row] = [row for _, row in read(self._over[name])]
        keys = {tuple(row[c] for c in columns) for row in added}
        return [row for row in rows if tuple(row[c] for c in columns) not in keys] + added

    @property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) over the contents of all shipped tables and of the user's."""
        digest = hashlib.sha256()
        for path in [*known().values(), *(self._over[n] for n in sorted(self._over))]:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()


def _overlay(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise DatelineError("lexicon.missing", path=folder)
    over = {}
    for path in sorted(folder.glob("*.tsv")):
        if path.stem not in known():
            raise DatelineError("lexicon.unknown", path=path, known=", ".join(known()))
        expected, given = header(known()[path.stem]), header(path)
        if given != expected:
            reason = f"the columns are {', '.join(given)}, not {', '.join(expected)}"
            raise DatelineError("lexicon.column", path=path, line=1, reason=reason)
        for _ in read(path):
            pass
        over[path.stem] = path
    return over
