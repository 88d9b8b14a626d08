"""Words replaced in a share of the windows, so that the encoder does not learn that every cue is *said*.

Two kinds: a plain reporting verb gives way to another (*said* to *stated*, *noted*, *contended*), and in a few windows
one word in ten gives way to another word of the corpus with the same ending, as texts read that a machine reworded.
"""

from __future__ import annotations

import random
import re

from training.windows import Window

CUES = {
    "said": "stated noted contended acknowledged disclosed asserted declared remarked explained insisted maintained "
    "announced added argued reported observed commented revealed alleged conceded recalled mentioned reiterated "
    "informed proclaimed affirmed voiced".split(),
    "says": "states notes contends acknowledges discloses asserts declares remarks explains insists maintains "
    "announces adds argues reports observes comments reveals alleges concedes recalls mentions reiterates".split(),
    "say": "state note contend acknowledge disclose assert declare remark explain insist maintain announce argue "
    "report observe comment reveal allege concede".split(),
    "told": "informed notified assured advised briefed reminded".split(),
    "saying": "stating noting contending asserting declaring remarking insisting maintaining arguing".split(),
}

_WORD = re.compile(r"[a-z]{4,}")
_Replaced = tuple[int, int, str]


def vocabulary(windows: list[Window]) -> dict[str, list[str]]:
    """Lower-case words of the windows by their last two letters."""
    words = sorted({m[0] for w in windows for m in _WORD.finditer(w.text)})
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[-2:], []).append(word)
    return found


def swap(window: Window, chance: random.Random, words: dict[str, list[str]]) -> Window:
    """The window itself, or a copy with words replaced and all spans moved along."""
    replaced: list[_Replaced] = []
    for role, start, end in window.spans:
        written = window.text[start:end]
        if role == "cue" and written in CUES and chance.random() < 0.2:
            replaced.append((start, end, chance.choice(CUES[written])))
    if chance.random() < 0.08:
        cues = [s for s in window.spans if s[0] == "cue"]
        for m in _WORD.finditer(window.text):
            free = not any(a < m.end() and m.start() < b for _, a, b in cues)
            if free and chance.random() < 0.1:
                replaced.append((m.start(), m.end(), chance.choice(words.get(m[0][-2:], [m[0]]))))
    return _rewritten(window, sorted(replaced)) if replaced else window


def _rewritten(window: Window, replaced: list[_Replaced]) -> Window:
    text = ""
    last = 0
    moves: list[tuple[int, int]] = []
    for start, end, word in replaced:
        if start < last:
            continue
        text += window.text[last:start] + word
        last = end
        moves.append((end, len(word) - (end - start)))
    text += window.text[last:]

    def moved(place: int) -> int:
        return place + sum(by for end, by in moves if end <= place)

    spans = [(role, moved(a), moved(b)) for role, a, b in window.spans]
    return Window(window.stem, text, spans, window.sources, window.cues)
