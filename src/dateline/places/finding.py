"""Finding toponyms in a text that no other stage has read: known names, capital letters, and the words around.

Each known name is weighed: what speaks for a place (a locative preposition, a container after a comma, a common
noun such as *province*, the prominence of what it means) against what speaks for something else (a title, a further
capitalised word, a word of the language that happens to be a village). The parser's names help when they are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.knowledge import Knowledge
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer import Toponym
from dateline.record import Span
from dateline.text.reading import Reading

WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:St|Mt|Ft|Ste)\.(?= [A-Z])|[^\W_]+(?:[-‑][^\W_]+|['’](?!s\b)[^\W_]+)*")
DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,25})? ?(?:\(|—|–|--|- )")
"""What follows the place at the start of a report: *KYIV, Ukraine (AP) —*."""
LONGEST = 6
"""The longest name, in words."""
NEEDED = 0.9
"""The score at which a name is taken for a toponym (set on GeoWebNews and GeoVirus)."""
HUGE, LARGE, MIDDLE, SMALL = 200_000_000, 2_000_000, 200_000, 15_000
"""Prominence (population or its like) from which a name speaks for itself more, or less."""
STRONG_LABELS = frozenset({"GPE", "LOC", "NORP"})
WEAK_LABELS = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})


@dataclass(slots=True)
class Word:
    """One word of the text; ``glued`` when a single space parts it from the word before."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    glued: bool


class Finder:
    """Spans of toponyms in a text."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.gazetteer = knowledge.gazetteer
        cues: dict[str, set[str]] = {}
        for row in knowledge.rows("place_cues"):
            cues.setdefault(row["kind"], set()).add(row["word"])
        self.locative, self.titles = cues["locative"], cues["title"]
        self.kinds, self.within, self.links = cues["kind"], cues["within"], cues["link"]
        self.common = {row["word"] for row in knowledge.rows("common_words")}

    def __call__(self, reading: Reading) -> list[Span]:
        """The toponyms of the article's paragraphs (of all its text where there are none), in order."""
        spans: list[Span] = []
        labels = _labels(reading)
        for start, end in reading.paragraphs or [(0, len(reading.text))]:
            words = _words(reading.text, start, end)
            spans.extend(self._in(reading.text, words, labels))
        return spans

    def _in(self, text: str, words: list[Word], labels: dict[int, tuple[Span, str]]) -> Iterator[Span]:
        persons: set[str] = set()
        i = 0
        while i < len(words):
            if not words[i].capital or words[i].lower == "the":
                i += 1
                continue
            size, found = self._longest(text, words, i)
            if not found:
                i += 1
                continue
            score = self._score(text, words, i, i + size, found, labels)
            lower = words[i].lower
            if size == 1 and lower in persons and found[0].feature != "country":
                score -= 3.0
            if score >= NEEDED:
                yield (words[i].start, words[i + size - 1].end)
            elif i and words[i - 1].capital and words[i].glued:
                persons.add(lower)
            i += size

    def _longest(self, text: str, words: list[Word], first: int) -> tuple[int, list[Toponym]]:
        """The longest known name that begins here: its length in words and what it may mean."""
        last = first
        while last + 1 < len(words) and last - first + 1 < LONGEST and words[last + 1].glued:
            if not (words[last + 1].capital or words[last + 1].lower in self.links):
                break
            last += 1
        for end in range(last, first - 1, -1):
            name = text[words[first].start : words[end].end]
            if words[end].capital and self.gazetteer.has(name) and not _is_bare_code(name):
                return end - first + 1, self.gazetteer.candidates(name)
        return 1, []

    def _score(
        self,
        text: str,
        words: list[Word],
        first: int,
        end: int,
        found: list[Toponym],
        labels: dict[int, tuple[Span, str]],
    ) -> float:
        best = found[0]
        score = _worth(best) + (0.8 if end - first > 1 else 0.0)
        before = words[first - 1] if first else None
        after = words[end] if end < len(words) else None
        word = words[first]
        opens = before is None or "." in text[before.end : word.start] or "\n" in text[before.end : word.start]
        if end - first == 1:
            if word.lower in self.common:
                score -= 3.0
            if opens and word.text.isupper() and DATELINE.match(text, word.end):
                score += 2.0
            elif opens and best.feature != "country":
                score -= 0.7
        if before is not None and not opens:
            score += self._before(before, word)
        if after is not None:
            score += self._after(after, best)
            if text[words[end - 1].end : after.start] == ", " and after.capital:
                score += self._contained(found, after.text)
        return score + _label_score((word.start, words[end - 1].end), labels, text)

    def _before(self, before: Word, word: Word) -> float:
        if before.lower == "the" or before.lower in self.locative:
            return 2.0 if before.lower != "the" else 0.0
        if not word.glued:
            return 0.0
        if before.lower in self.titles:
            return -3.0
        if before.lower in self.kinds or before.lower == "of":
            return 0.5
        if before.capital and not self.gazetteer.has(before.text):
            return -3.0
        return 0.0

    def _after(self, after: Word, best: Toponym) -> float:
        if not after.glued:
            return 0.0
        if after.lower in self.kinds:
            return 1.5
        if after.capital:
            if best.match == "demonym":
                return -0.5
            if after.lower in self.within:
                return -4.0
            return -1.0 if best.feature == "country" else -3.0
        return 0.0

    def _contained(self, found: list[Toponym], outer: str) -> float:
        for container in self.gazetteer.candidates(outer)[:4]:
            for toponym in found:
                same = container.country == toponym.country
                if same and (container.feature == "country" or container.name == toponym.admin1):
                    return 3.0
        return 0.0


def _worth(best: Toponym) -> float:
    """What a name's likeliest meaning speaks for it."""
    if best.feature in ("country", "continent") or best.prominence >= HUGE:
        return 2.5
    if best.prominence >= LARGE:
        return 2.0
    if best.prominence >= MIDDLE:
        return 0.9
    return 0.2 if best.prominence >= SMALL else -0.8


def _is_bare_code(name: str) -> bool:
    """Two capitals without full stops, other than the countries that news writes so."""
    return len(name) == 2 and name.isupper() and name not in ("US", "UK", "EU", "NZ")


def _words(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    last = start
    for match in WORD.finditer(text, start, end):
        word = match.group()
        glued = text[last : match.start()] == " " and bool(words)
        words.append(Word(match.start(), match.end(), word, word.lower(), word[0].isupper(), glued))
        last = match.end()
    return words


def _labels(reading: Reading) -> dict[int, tuple[Span, str]]:
    """For every code point where a word of a parser's name starts: the name's span and label."""
    found: dict[int, tuple[Span, str]] = {}
    if reading.parse is not None:
        for name in reading.parse.names:
            for token in reading.parse.tokens[name.first : name.end]:
                found[token.start] = (name.span, name.label)
    return found


def _label_score(span: Span, labels: dict[int, tuple[Span, str]], text: str) -> float:
    known = labels.get(span[0])
    if known is None:
        return -0.5 if labels else 0.0
    (start, end), label = known
    words = fold(text[start:end]).removesuffix("s")
    same = fold(text[span[0] : span[1]]).removesuffix("s") == words
    if label in STRONG_LABELS:
        return 1.5
    if label in WEAK_LABELS:
        return -1.0 if same else -2.5
    return 0.0
