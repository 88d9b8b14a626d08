"""What kind of source it is, whether the text names it, who its members are, and why it stays without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.attributions.lexicon import Cues, is_name
from dateline.attributions.trees import RELATIVE
from dateline.record import SourceKind, Span
from dateline.text.parse import Parse, Token
from dateline.text.reading import EntityDraft, Reading

_SECTORS: dict[str, SourceKind] = {
    "GOV": "government", "MIL": "government", "COP": "government", "JUD": "government", "LEG": "government",
    "SPY": "government", "JRN": "media", "MED": "media",
}  # fmt: skip
_ENTITY_KINDS: dict[str, SourceKind] = {
    "person": "person", "organization": "organization", "group": "group", "country": "government",
}  # fmt: skip
_LABELS: dict[str, SourceKind] = {"PERSON": "person", "GPE": "government", "NORP": "group", "LOC": "government"}
_REASON = re.compile(
    r"(?:on (?:the )?condition (?:of anonymity|that \w+ not be (?:named|identified))"
    r"|(?:ask|asked|asking|request|requested|requesting|insisted|declined|refused) (?:\w+ )?(?:not )?to be "
    r"(?:named|identified|quoted by name)|(?:requested|requesting|asked for) anonymity"
    r"|who was not (?:named|identified))"
    r"(?:,? (?P<why>(?:because|since|as|for fear|due to|citing|so as|out of)\b[^.;”\"]*?)"
    r"(?= (?:said|told|says|added)\b|[,.;”\"]|$))?"
)


@dataclass(frozen=True, slots=True)
class Who:
    """A source's kind, and whether the text names it."""

    kind: SourceKind
    named: bool


class Sources:
    """Judges sources by their words, and by the entities where they were found before."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.heads = cues.heads
        self.pronouns = cues.words("pronoun")

    def judge(self, reading: Reading, head: Token | None, span: Span | None) -> Who:
        """The kind of a source and whether it is named; one without words is ``unnamed``."""
        if head is None or span is None:
            return Who("unnamed", named=False)
        pronoun = self.pronouns.get(head.lower)
        if pronoun is not None:
            return Who(_kind(pronoun), named=False)
        assert reading.parse is not None
        inside = reading.parse.tokens_in(span)
        if any(t.dep == "conj" and t.head is head and t.pos in ("PROPN", "NOUN") for t in inside):
            return Who(
                "group",
                named=any(t.pos == "PROPN" and (t is head or t.dep == "conj") for t in inside),
            )
        if is_name(head):
            return self._proper(reading, head, inside)
        return self._common(reading, head, inside)

    def _proper(self, reading: Reading, head: Token, inside: list[Token]) -> Who:
        if any(t.dep == "appos" and t.head is head and self.cues.personal(t.lemma) for t in inside):
            return Who("person", named=True)
        entity = _entity(reading, head)
        if entity is not None:
            kind = _SECTORS.get(entity.sector or "") if entity.kind != "person" else None
            if kind is None and entity.kind == "organization":
                kind = self._name_kind(head, inside)
            kind = kind or _ENTITY_KINDS.get(entity.kind)
            if kind is not None:
                return Who(kind, named=True)
        words = self._name_kind(head, inside)
        if words is not None:
            return Who(words, named=True)
        return Who(_LABELS.get(head.name_label, "organization" if head.name_label == "ORG" else "person"), named=True)

    def _name_kind(self, head: Token, inside: list[Token]) -> SourceKind | None:
        """What the words of a name say: *Radio Norland*, *the Coast Press*, *Interior Ministry*."""
        titled = any(self.heads.get(t.lower) == "person" and t.i < head.i for t in inside)
        name = [
            t for t in inside if t.pos == "PROPN" and (t is head or t.head is head) and t.dep in ("compound", head.dep)
        ]
        for token in reversed(name):
            kind = self.heads.get(token.lower)
            if kind in ("media", "government", "organization", "document") and not titled:
                return _kind(kind)
            if kind == "person" and token is not head:
                return "person"
        return None

    def _common(self, reading: Reading, head: Token, inside: list[Token]) -> Who:
        if any(t.pos == "PROPN" and t.dep == "appos" and t.head is head for t in inside):
            return Who("person", named=True)
        plural = head.tag in ("NNS", "NNPS")
        kind = self.heads.get(head.lower) or self.heads.get(head.lemma)
        if kind == "party":
            return Who("group", named=True)
        if kind is None:
            kind = "group" if plural else "person"
            entity = _entity(reading, head)
            if entity is not None:
                kind = _ENTITY_KINDS.get(entity.kind, kind)
        if kind == "person" and (plural or (head.pos in ("NUM", "DET", "ADJ") and not _one(head))):
            return Who("group", named=False)
        if kind == "organization" and plural and head.lower not in self.heads:
            return Who("group", named=False)
        if kind == "document":
            return Who("document", named=any(t.pos == "PROPN" for t in inside))
        if kind in ("media", "government", "organization"):
            indefinite = plural and not any(t.dep in ("det", "poss") for t in head.children) and head.lower != "police"
            anonymous = any(t.lower in ("a", "an", "some", "one", "another") for t in head.children)
            return Who(_kind(kind), named=not (anonymous or indefinite))
        return Who(_kind(kind), named=False)


def _kind(word: str) -> SourceKind:
    return word  # type: ignore[return-value]  # the tables' values are checked by a test


def _one(head: Token) -> bool:
    return head.lower in ("one", "another", "neither", "either")


def _entity(reading: Reading, head: Token) -> EntityDraft | None:
    for entity in reading.entities:
        for mention in entity.mentions:
            if mention.span[0] <= head.start and head.end <= mention.span[1]:
                return entity
    return None


def members(head: Token) -> list[Span]:
    """The members of a source that is several: *Berg and Lind*; in *US and Estlandic officials* the adjectives."""
    parts = [head]
    for part in parts:
        parts.extend(c for c in part.children if c.dep == "conj")
    if len(parts) > 1:
        return [p.span for p in parts]
    for child in head.children:
        if child.dep in ("amod", "compound", "nmod"):
            joined = [child, *(c for c in child.children if c.dep == "conj")]
            if len(joined) > 1:
                return [p.span for p in joined]
    return []


def reason(parse: Parse, source: Span, sentence: Span) -> Span | None:
    """Why a source is not named, where the sentence says so: the words from *because* on, else the asking itself."""
    match = _REASON.search(parse.text, sentence[0], sentence[1])
    if match is None or source[0] > match.start() + 200:
        return None
    return match.span("why") if match["why"] else match.span()


def is_relative(token: Token) -> bool:
    """Whether a token is a relative pronoun."""
    return token.lower in RELATIVE and token.tag in ("WDT", "WP")
