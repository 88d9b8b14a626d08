"""What the room asks of a reading, found once: which words are an entity, a time, a place or a cue, and the tables."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge import Knowledge
from dateline.knowledge.tables import Row
from dateline.knowledge.verbs import Verbs
from dateline.record import EntityKind, Span
from dateline.reports.inflect import Inflections
from dateline.reports.patterns import Patterns
from dateline.text.parse import Name, Parse, Token
from dateline.text.reading import AttributionDraft, PlaceDraft, Reading, TimeDraft

ACTING: frozenset[str] = frozenset({"person", "organization", "group", "country"})
"""Kinds of entity that can do something; a weapon, a vessel or a facility is moved by others."""

_NAME_ACTS = {"PERSON": True, "ORG": True, "GPE": True, "NORP": True, "FAC": False, "LOC": False, "PRODUCT": False}
_NAME_KINDS = {"PERSON": "person", "GPE": "country", "ORG": "organization", "NORP": "group"}
_SOME = frozenset(
    {"dozens", "hundreds", "thousands", "scores", "others", "some", "many", "several", "millions", "both", "all"}
)
_PRONOUN_TAGS = frozenset({"PRP", "WP"})


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A row of ``status.tsv``: what a word makes of certainty, polarity and tense, and what it governs."""

    certainty: str
    polarity: str
    tense: str
    over_clause: bool = False
    over_noun: bool = False


def _status_word(row: Row) -> StatusWord:
    over = row["over"].split()
    return StatusWord(row["certainty"], row["polarity"], row["tense"], "clause" in over, "noun" in over)


class Tables:
    """The room's tables, read once for a stage."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.verbs: Verbs = knowledge.verbs
        self.swaps = knowledge.swaps
        self.people = frozenset(row["noun"] for row in knowledge.rows("people"))
        self.counted = {row["noun"]: (row["of"], row["unit"]) for row in knowledge.rows("counted")}
        self.located = {row["frame"]: (row["argument"], row["relation"]) for row in knowledge.rows("located")}
        self.contexts: dict[str, str] = {row["word"]: row["context"] for row in knowledge.rows("contexts")}
        self.status = {(row["word"], row["role"]): _status_word(row) for row in knowledge.rows("status")}
        roles: dict[str, set[str]] = {"effect": set(), "mover": set(), "suffered": set()}
        for row in knowledge.rows("frames"):
            roles[row["role"]].add(row["frame"])
        self.effects, self.movers, self.suffered = (frozenset(roles[r]) for r in ("effect", "mover", "suffered"))
        self.anonymity = {row["word"]: row["role"] for row in knowledge.rows("anonymity")}
        self.unreal = frozenset(row["noun"] for row in knowledge.rows("unreal"))
        self.inflections = Inflections(
            {row["base"]: (row["past"], row["participle"]) for row in knowledge.rows("irregular")}
        )
        self.plover = {row["type"]: (row["quad"], tuple(row["modes"].split())) for row in knowledge.rows("plover")}


@dataclass(slots=True)
class Mentioned:
    """An entity's mention over some words."""

    span: Span
    kind: EntityKind
    form: str
    entity: int


class View:
    """One reading, looked up by token."""

    def __init__(self, reading: Reading, parse: Parse, tables: Tables) -> None:
        self.reading = reading
        self.parse = parse
        self.tables = tables
        self.patterns = Patterns(tables.verbs, tables.swaps if reading.integrity == "reworded" else None)
        self.published = (reading.article.published or "")[:10]
        self.mentions: dict[int, Mentioned] = {}
        self.times: list[tuple[Token, TimeDraft]] = []
        self.time_words: dict[int, TimeDraft] = {}
        self.places: dict[int, PlaceDraft] = {}
        self.names: dict[int, Name] = {}
        self.cues: dict[int, AttributionDraft] = {}
        self._fill()

    def _fill(self) -> None:
        parse, reading = self.parse, self.reading
        for name in parse.names:
            for i in range(name.first, name.end):
                self.names[i] = name
        for number, entity in enumerate(reading.entities):
            for mention in entity.mentions:
                found = Mentioned(mention.span, entity.kind, mention.form, number)
                self._mention(found)
        for time in reading.times:
            head = parse.head_of(time.span)
            if head is not None:
                self.times.append((head, time))
            for token in parse.tokens_in(time.span):
                self.time_words[token.i] = time
        for place in reading.places:
            for token in parse.tokens_in(place.span):
                self.places[token.i] = place
        for attribution in reading.attributions:
            for cue in attribution.cue:
                for token in parse.tokens_in(cue):
                    self.cues[token.i] = attribution

    def _mention(self, found: Mentioned) -> None:
        """The shortest mention of a word wins, and a name wins over a nominal of the same words."""
        for token in self.parse.tokens_in(found.span):
            known = self.mentions.get(token.i)
            if known is None or _length(found.span) < _length(known.span):
                self.mentions[token.i] = found

    def acts(self, token: Token) -> bool:
        """Whether the phrase that this word heads can do something: a person, a body, a group, a country."""
        mention = self.mentions.get(token.i)
        if mention is not None:
            return mention.kind in ACTING
        if token.tag in _PRONOUN_TAGS:
            return token.lower != "what"
        if token.lemma in self.tables.people or token.lower in self.tables.people:
            return True
        place = self.places.get(token.i)
        if place is not None:
            return place.feature in (None, "country") or place.as_ == "government"
        if token.pos == "NUM" or token.lower in _SOME:
            return not _counts_things(token, self)
        name = self.names.get(token.i)
        if name is not None:
            return _NAME_ACTS.get(name.label, False)
        return token.pos == "PROPN"

    def kind(self, token: Token) -> str:
        """The kind of the entity that the word names: its mention's, else the parser's, else the empty string."""
        mention = self.mentions.get(token.i)
        if mention is not None:
            return mention.kind
        name = self.names.get(token.i)
        return _NAME_KINDS.get(name.label, "") if name is not None else ""

    def name_of(self, token: Token) -> str:
        """The name of the entity that a pronoun or possessive stands for, else the empty string."""
        mention = self.mentions.get(token.i)
        if mention is None:
            return ""
        entity = self.reading.entities[mention.entity]
        named = bool(entity.members) or any(m.form != "pronoun" for m in entity.mentions)
        return entity.name if named and mention.form == "pronoun" else ""

    def is_place(self, token: Token) -> bool:
        """Whether the word names a place where something can be."""
        place = self.places.get(token.i)
        if place is not None:
            return place.as_ == "location"
        return token.name_label in ("GPE", "LOC", "FAC")

    def is_time(self, token: Token) -> bool:
        """Whether the word belongs to a time expression."""
        if token.i in self.time_words:
            return True
        name = self.names.get(token.i)
        return name is not None and name.label in ("DATE", "TIME")

    def content_of(self, token: Token) -> AttributionDraft | None:
        """The innermost attribution whose content covers the word: the one of the shortest piece of content."""
        best: AttributionDraft | None = None
        size = 0
        for attribution in self.reading.attributions:
            for piece in attribution.content:
                if piece[0] <= token.start < piece[1] and (best is None or _length(piece) < size):
                    best, size = attribution, _length(piece)
        return best


def _length(span: Span) -> int:
    return span[1] - span[0]


def _counts_things(token: Token, view: View) -> bool:
    """*four of the tanks*: a number whose of-phrase names things."""
    of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
    inner = of.child("pobj") if of is not None else None
    return inner is not None and not view.acts(inner)
