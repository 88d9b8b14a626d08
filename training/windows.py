"""PolNeAR as windows: one paragraph each, its pieces labelled source, cue and content, and their links.

A window keeps the text and the spans; pieces are made anew every epoch, because words are replaced in a share of the
windows (:mod:`training.swaps`).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from dateline.text.pieces import LONGEST, Pieces, pieces

Span = tuple[int, int]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
_SENTENCE_END = re.compile(r"[.!?][\"”'’)]*\s+")


@dataclass(slots=True)
class Window:
    """A paragraph with its spans by role, and links as pairs of span numbers (cue, source), (content, cue)."""

    stem: str
    text: str
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    sources: list[tuple[int, int]] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """A window as numbers; links are (number of a piece, candidates' pieces, the right one or -1)."""

    pieces: Pieces
    labels: np.ndarray
    source_links: list[tuple[int, list[int], int]]
    cue_links: list[tuple[int, list[int], int]]


def annotations(standoff: str) -> list[dict[str, list[Span]]]:
    """The attributions of a brat file: spans by role. A line without an identifier continues the one before."""
    spans: dict[str, list[Span]] = {}
    found = []
    for line in standoff.split("\n"):
        covered = re.match(r"(T\d+)\t\S+ ([\d; ]+)\t", line)
        if covered:
            pairs = (piece.split() for piece in covered[2].split(";"))
            spans[covered[1]] = [(int(a), int(b)) for a, b in pairs]
        event = re.match(r"E\d+\t(.*)", line)
        if event:
            roles: dict[str, list[Span]] = {role: [] for role in ROLES}
            for argument in event[1].split():
                role, _, name = argument.partition(":")
                role = role.rstrip("0123456789").lower()
                if role in roles:
                    roles[role] += spans.get(name, [])
            found.append({role: sorted(set(roles[role])) for role in ROLES})
    return found


def documents(folder: Path) -> list[tuple[str, str, list[dict[str, list[Span]]]]]:
    """The texts of a PolNeAR folder with the attributions of the first annotator: (stem, text, attributions)."""
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotated = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(path.stem + "_"))
        if annotated:
            found.append((path.stem, text, annotations(annotated[0].read_bytes().decode("utf-8"))))
    return found


def set_apart(stem_number: int) -> bool:
    """Whether a training document is kept out of training: one in thirteen, to fit the decoder and its calibration."""
    return stem_number % 13 == 7


def windows(stem: str, text: str, attributions: list[dict[str, list[Span]]], tokenizer: Tokenizer) -> list[Window]:
    """The paragraphs of a text, those over :data:`LONGEST` pieces cut at sentence ends."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for start, end in _cut(text, paragraph.span(), tokenizer):
            if text[start:end].strip():
                found.append(_window(stem, text, start, end, attributions))
    return found


def _cut(text: str, span: Span, tokenizer: Tokenizer) -> list[Span]:
    start, end = span
    if len(tokenizer.encode(text[start:end]).ids) <= LONGEST:
        return [span]
    stops = [start + m.end() for m in _SENTENCE_END.finditer(text[start:end])] + [end]
    cuts, begin, last = [], start, start
    for stop in stops:
        if len(tokenizer.encode(text[begin:stop]).ids) > LONGEST and last > begin:
            cuts.append((begin, last))
            begin = last
        last = stop
    cuts.append((begin, end))
    return cuts


def _window(stem: str, text: str, start: int, end: int, attributions: list[dict[str, list[Span]]]) -> Window:
    window = Window(stem, text[start:end])
    numbers: dict[tuple[str, int, int], int] = {}

    def inside(role: str, spans: list[Span]) -> list[int]:
        found = []
        for whole in spans:
            a, b = max(whole[0], start), min(whole[1], end)
            if a < b:
                key = (role, a - start, b - start)
                if key not in numbers:
                    numbers[key] = len(window.spans)
                    window.spans.append(key)
                found.append(numbers[key])
        return found

    for attribution in attributions:
        source, cue, content = (inside(role, attribution[role]) for role in ROLES)
        if cue:
            window.sources.extend((c, source[0] if source else -1) for c in cue[:1])
        window.cues.extend((c, cue[0] if cue else -1) for c in content)
    return window


def example(window: Window, tokenizer: Tokenizer) -> Example:
    """A window as pieces, labels (-100 on pieces that continue a word) and links."""
    made = pieces(tokenizer, window.text)
    size = min(len(made.ids), LONGEST)
    labels = np.full(size, -100, dtype=np.int64)
    first: list[int] = [-1] * len(window.spans)
    for i in range(size):
        if made.begins[i]:
            labels[i] = 0
    starts = [a for a, _ in made.offsets]
    for number, (role, start, end) in enumerate(window.spans):
        base = 1 + 2 * ROLES.index(role)
        for i in range(size):
            if made.begins[i] and start <= starts[i] < end:
                labels[i] = base if first[number] < 0 else base + 1
                if first[number] < 0:
                    first[number] = i
    if size < len(made.ids):
        made = Pieces(made.ids[:size], made.shapes[:size], made.offsets[:size], made.begins[:size])
    of_role = {role: [i for i, s in enumerate(window.spans) if s[0] == role and first[i] >= 0] for role in ROLES}
    return Example(
        made,
        labels,
        _links(window.sources, of_role["source"], first),
        _links(window.cues, of_role["cue"], first),
    )


def _links(pairs: list[tuple[int, int]], candidates: list[int], first: list[int]) -> list[tuple[int, list[int], int]]:
    found = []
    places = [first[c] for c in candidates]
    for one, other in pairs:
        if first[one] >= 0 and (other < 0 or other in candidates):
            found.append((first[one], places, candidates.index(other) if other >= 0 else -1))
    return found


def shuffled(size: int, seed: int) -> list[int]:
    """The numbers below ``size`` in an order fixed by ``seed``."""
    order = list(range(size))
    random.Random(seed).shuffle(order)
    return order
