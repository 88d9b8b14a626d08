"""From a parse to attributions: candidates that the lexicon allows, phrases that name a source, quotations and floats."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from dateline.attributions.candidates import Candidate, Candidates
from dateline.attributions.lexicon import Cues
from dateline.attributions.quotes import Quotation, find_quotations
from dateline.attributions.trees import SUBJECTS, noun_phrase, pieces, subject, verb_group
from dateline.record import CueClass, Span
from dateline.text.parse import Parse, Token
from dateline.text.reading import Reading

_PREPOSITIONAL = {"clause", "object", "to", "gerund", "inserted", "as", "quote"}
_NO_SOURCE = {"this", "that", "these", "those", "what", "which", "there", "it"}
_SHORT = 3


@dataclass(slots=True)
class Finding:
    """An attribution in the making: all in token numbers, so that pieces can be added and taken away."""

    head: Token
    construction: str
    cue: list[Token]
    cue_class: CueClass
    source: Token | None
    source_span: Span | None
    content: set[int]
    unnamed: bool = False
    quotations: list[Quotation] = field(default_factory=list)

    def cluster(self, tokens: list[Token]) -> tuple[int, int]:
        """The first and last token of cue and source, where they stand in one clause."""
        first, last = self.cue[0].i, self.cue[-1].i
        own = next((c for c in self.head.children if c.dep in SUBJECTS), None)
        if own is not None:
            first, last = min(first, own.left), max(last, own.right)
        return first, last


class Finder:
    """Finds the attributions of one reading."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def __call__(self, reading: Reading) -> list[Finding]:
        """All findings, in the order of their cues."""
        parse = reading.parse
        if parse is None or not parse.tokens:
            return []
        return _Article(self.cues, reading, parse).find()


class _Article:
    def __init__(self, cues: Cues, reading: Reading, parse: Parse) -> None:
        self.cues = cues
        self.text = reading.text
        self.parse = parse
        self.tokens = parse.tokens
        self.quotations = find_quotations(reading.text, reading.paragraphs)
        self._starts = [q.span[0] for q in self.quotations]
        self.inside = [self._quotation_at(t.start) for t in self.tokens]

    def _quotation_at(self, offset: int) -> Quotation | None:
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and self.quotations[i].span[1] > offset:
            return self.quotations[i]
        return None

    def find(self) -> list[Finding]:
        found = []
        for candidate in Candidates(self.parse):
            finding = self._judged(candidate)
            if finding is not None:
                found.append(finding)
        found.sort(key=lambda f: f.head.i)
        return found

    def _judged(self, candidate: Candidate) -> Finding | None:
        """The finding that a candidate makes, where the lexicon allows it."""
        cue = self.cues.get(candidate.head.lemma, candidate.pos)
        if cue is None:
            return None
        if self.inside[candidate.head.i] is not None:
            return None
        name = candidate.construction
        if candidate.passive:
            if name == "object":
                allowed = "object" in cue.takes
            else:
                allowed = "passive" in cue.takes or name in cue.takes
        elif name == "inserted":
            allowed = "quote" in cue.takes
        else:
            allowed = name in cue.takes
        if not allowed:
            return None
        source = candidate.source
        if source is not None and source.lower in _NO_SOURCE and source.lower != "it":
            return None
        span = noun_phrase(source, self.tokens) if source is not None else None
        return Finding(
            candidate.head, name, candidate.cue, cue.cue_class, source, span, candidate.content,
            unnamed=source is None,
        )  # fmt: skip
