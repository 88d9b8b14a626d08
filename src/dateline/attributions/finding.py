"""What the steps of finding share: an article with its quotations, and an attribution in the making."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from dateline.attributions.lexicon import Cues
from dateline.attributions.quotes import Quotation, find_quotations
from dateline.attributions.trees import SUBJECTS
from dateline.record import CueClass, Span
from dateline.text.parse import Parse, Token
from dateline.text.reading import Reading


@dataclass(slots=True)
class Finding:
    """An attribution in the making; cue and content are tokens, so that pieces can be added and taken away.

    ``construction`` says by which grammar it was found (``head`` where the encoder's head alone did); ``outer`` is the
    finding that it stands within by chain. ``by`` names who proposed it, ``p`` is how likely it is to be right.
    """

    head: Token
    construction: str
    cue: list[Token]
    cue_class: CueClass
    source: Token | None
    source_span: Span | None
    content: set[int]
    quoted: bool = False
    outer: Finding | None = None
    by: str = ""
    p: float = 0.0

    def cluster(self) -> tuple[int, int]:
        """The first and last token of cue and source, where they stand in one clause."""
        first, last = self.cue[0].i, self.cue[-1].i
        if self.head.pos == "VERB":
            own = [c for c in self.head.children if c.dep in SUBJECTS and abs(c.i - self.head.i) < 40]
            if self.source is not None and any(c is self.source for c in own):
                own = [self.source]
            for child in own[:1]:
                first, last = min(first, child.left), max(last, child.right)
        elif self.source is not None:
            first, last = min(first, self.source.left), max(last, self.source.right)
        return first, last


class Article:
    """The parse of an article with its quotations."""

    def __init__(self, cues: Cues, reading: Reading, parse: Parse) -> None:
        self.cues = cues
        self.text = reading.text
        self.parse = parse
        self.tokens = parse.tokens
        self.quotations = find_quotations(reading.text, reading.paragraphs)
        self.quotations = self._believed(self.quotations)
        starts = [q.span[0] for q in self.quotations]
        self.inside: list[Quotation | None] = []
        for token in self.tokens:
            i = bisect_right(starts, token.start) - 1
            inside = i >= 0 and self.quotations[i].span[1] > token.start
            self.inside.append(self.quotations[i] if inside else None)

    def _believed(self, quotations: list[Quotation]) -> list[Quotation]:
        """Without a quotation that nobody closed and no paragraph goes on with: its opening mark is a slip."""
        kept = []
        for number, quotation in enumerate(quotations):
            follows = number + 1 < len(quotations) and quotations[number + 1].goes_on
            if quotation.closed or follows or not self._reported_inside(quotation):
                kept.append(quotation)
        return kept

    def _reported_inside(self, quotation: Quotation) -> bool:
        """Whether a reporting clause ends the sentence inside it, as in *“We saw nothing, the guard said*."""
        for token in self.parse.tokens_in(quotation.inner):
            cue = self.cues.of(token, "verb") if token.pos == "VERB" else None
            if cue is not None and "quote" in cue.takes and token.is_root and token.child("ccomp") is not None:
                clause = token.child("ccomp")
                return clause is not None and clause.i < token.i
        return False

    def noun_behind(self, verb: Token) -> Token | None:
        """The noun phrase right behind a verb, by its head: who speaks in *…,” said Lind*."""
        tokens = self.tokens
        start = verb.i + 1
        if start >= len(tokens) or tokens[start].pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"):
            return None
        token = tokens[start]
        for _ in range(8):
            above = token.head
            if above is token or above.i <= verb.i or above.pos not in ("PROPN", "NOUN", "PRON"):
                break
            token = above
        return token if token.pos in ("PROPN", "NOUN", "PRON") else None

    def noun_beside(self, verb: Token) -> Token | None:
        """The name or noun right before a finite verb without a subject, or behind one at the sentence's front."""
        if verb.tag not in ("VBD", "VBZ", "VBP", "VB") and not verb.is_root:
            return None
        sentence = self.parse.sentence_of(verb)
        before = self.tokens[verb.i - 1] if verb.i > sentence.first else None
        if before is not None and before.pos == "ADV" and verb.i - 1 > sentence.first:
            before = self.tokens[verb.i - 2]
        if before is None:
            return self.noun_behind(verb)
        if before.pos in ("PROPN", "PRON") or before.tag == "NNS":
            return before if before.head is not verb or before.dep not in ("dobj", "npadvmod") else None
        return None
