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

# Endings of nouns for persons.
_PERSONAL = (
    "er", "or", "ist", "ian", "ant", "ent", "ee", "man", "men", "woman", "women", "crat", "can", "ive", "ary", "ate", "eer",
)  # fmt: skip


@dataclass(slots=True)
class Finding:
    """An attribution in the making; cue and content are tokens, so that pieces can be added and taken away.

    ``construction`` says by which grammar it was found; ``outer`` is the finding that it stands within by chain.
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

    def cluster(self) -> tuple[int, int]:
        """The first and last token of cue and source, where they stand in one clause."""
        first, last = self.cue[0].i, self.cue[-1].i
        if self.head.pos == "VERB":
            for child in self.head.children:
                if child.dep in SUBJECTS and abs(child.i - self.head.i) < 40:
                    first, last = min(first, child.left), max(last, child.right)
                    break
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
        starts = [q.span[0] for q in self.quotations]
        self.inside: list[Quotation | None] = []
        for token in self.tokens:
            i = bisect_right(starts, token.start) - 1
            inside = i >= 0 and self.quotations[i].span[1] > token.start
            self.inside.append(self.quotations[i] if inside else None)

    def speaks(self, source: Token) -> bool:
        """Whether a noun is one that can say something: a name, a pronoun, a person, a body, a document."""
        if source.pos != "NOUN":
            return True
        heads = self.cues.heads
        return source.lower in heads or source.lemma in heads or source.lemma.endswith(_PERSONAL)

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
