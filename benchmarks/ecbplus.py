"""The ECB+ articles as texts: 982 short news articles on 86 events, read from the corpus's archive."""

from __future__ import annotations

import re
import tarfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its sentences, and the event that it is about (topic and kind of file)."""

    id: str
    topic: int
    event: str
    sentences: tuple[str, ...]
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    credit: str | None = None

    @property
    def text(self) -> str:
        return " ".join(self.sentences)

    @property
    def length(self) -> int:
        return len(self.text.split())


_BEFORE = re.compile(r" (?=[,.;:!?%)\]}]|'(?:s|re|ve|ll|d|m)\b|n't\b|''|'(?= |$))")
_AFTER = re.compile(r"(?<=[(\[{$`])\s|(?<=``) ")


def load(archive: Path) -> list[Document]:
    """All articles of ``ecbplus.tar.gz``, sorted by id."""
    documents = []
    with tarfile.open(archive) as files:
        for member in files:
            match = re.search(r"(\d+)_\d+(ecb|ecbplus)\.xml$", member.name)
            handle = files.extractfile(member) if match else None
            if match and handle:
                name = Path(member.name).stem
                documents.append(Document(name, int(match[1]), f"{match[1]}{match[2]}", _sentences(handle.read())))
    return sorted(documents, key=lambda d: d.id)


def _sentences(xml: bytes) -> tuple[str, ...]:
    rows: dict[int, list[str]] = {}
    for token in ET.fromstring(xml).iter("token"):
        rows.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
    return tuple(filter(None, (_text(rows[key]) for key in sorted(rows))))


def _text(tokens: list[str]) -> str:
    if tokens and tokens[0].startswith("http"):  # ECB+ names the page that a text was taken from
        return ""
    text = " ".join(tokens).replace("-LRB-", "(").replace("-RRB-", ")")
    return _AFTER.sub("", _BEFORE.sub("", text)).replace("``", '"').replace("''", '"')
