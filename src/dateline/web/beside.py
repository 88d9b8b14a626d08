"""A copy beside the text that it was taken from: sentence by sentence, with what was exchanged, left out and added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from dateline.knowledge import Knowledge

FEWEST = 4
"""Words below which a stretch without a counterpart is not shown: a dateline, a credit."""

ROLES = ("modal", "adv")
"""Words of the table ``status`` that, exchanged, change how sure a sentence is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the two columns as HTML; ``None`` where a side has no counterpart. ``notes`` say what changed."""

    this: Markup | None
    that: Markup | None
    notes: str
    shifted: bool = False


def lines(pairs: Sequence[Mapping[str, Any]], this: str, that: str, knowledge: Knowledge) -> list[Line]:
    """The rows in the order of the original, what the copy added last; ``pairs`` as :meth:`Store.diff` gives them."""
    rows: list[tuple[int, Line]] = []
    for pair in pairs:
        shifts = [how for swap in pair["swaps"] if (how := shift(swap["this"], swap["that"], knowledge))]
        rows.append((pair["span_this"][0], _line(pair, this, that, shifts, knowledge)))
    for start, end in _gaps([p["span_this"] for p in pairs], this):
        rows.append((start, Line(Markup.escape(_plain(this[start:end])), None, "left out")))
    rows.sort(key=lambda row: row[0])
    added = [
        Line(None, Markup.escape(_plain(that[start:end])), "added")
        for start, end in _gaps([p["span_that"] for p in pairs], that)
    ]
    return [line for _, line in rows] + added


def _line(pair: Mapping[str, Any], this: str, that: str, shifts: list[str], knowledge: Knowledge) -> Line:
    number = len(pair["swaps"])
    notes = f"{number} swap{'s' if number != 1 else ''}" if number else "word for word"
    if shifts:
        notes += " · changes how sure: " + "; ".join(shifts)
    sides = [
        _marked(text, pair[f"span_{side}"], [(s[f"span_{side}"], _layer(s, knowledge)) for s in pair["swaps"]])
        for side, text in (("this", this), ("that", that))
    ]
    return Line(sides[0], sides[1], notes, bool(shifts))


def _layer(swap: Mapping[str, Any], knowledge: Knowledge) -> str:
    return "shift" if shift(swap["this"], swap["that"], knowledge) else "swap"


def shift(this: str, that: str, knowledge: Knowledge) -> str:
    """What an exchange makes of how sure a sentence is, *would became might*, or an empty string."""
    before, after = _stated(this, knowledge), _stated(that, knowledge)
    if {cells for _, cells in before} == {cells for _, cells in after}:
        return ""
    words = [" ".join(word for word, _ in side) for side in (before, after)]
    if all(words):
        return f"{words[0]} became {words[1]}"
    return f"{words[0]} is gone" if words[0] else f"{words[1]} is new"


def _stated(phrase: str, knowledge: Knowledge) -> list[tuple[str, tuple[str, str, str]]]:
    """The words of a phrase that say how sure, with what they make of certainty, polarity and tense."""
    table = {
        row["word"]: (row["certainty"], row["polarity"], row["tense"])
        for row in knowledge.rows("status")
        if row["role"] in ROLES and (row["certainty"] or row["polarity"] or row["tense"] == "future")
    }
    words = [word.strip(".,;:“”\"'()") for word in phrase.lower().split()]
    return [(word, table[word]) for word in words if word in table]


def _marked(text: str, span: Sequence[int], spans: Iterable[tuple[Sequence[int], str]]) -> Markup:
    out, at = [], span[0]
    for (start, end), layer in sorted(spans, key=lambda item: item[0][0]):
        if start == end or start < at or end > span[1]:
            continue
        out.append(escape(text[at:start]) + f'<mark class="{layer}">{escape(text[start:end])}</mark>')
        at = end
    out.append(escape(text[at : span[1]]))
    return Markup("".join(out))  # noqa: S704 - every piece of text is escaped above


def _gaps(spans: Iterable[Sequence[int]], text: str) -> list[tuple[int, int]]:
    """The stretches that no span covers and that hold words enough, cut at line breaks."""
    found, at = [], 0
    for start, end in [*sorted((s[0], s[1]) for s in spans), (len(text), len(text))]:
        while at < start:
            stop = text.find("\n", at, start)
            stop = start if stop < 0 else stop
            if len(text[at:stop].split()) >= FEWEST:
                found.append((at, stop))
            at = stop + 1
        at = max(at, end)
    return found


def _plain(words: str) -> str:
    return " ".join(words.split())
