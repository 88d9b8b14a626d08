"""The entities of an article as coreference sees them: where each stands, its gender, number and roles."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from dateline.entities.words import Words
from dateline.record import Span
from dateline.text.parse import Parse, Token
from dateline.text.reading import EntityDraft, MentionDraft, Reading

SUBJECTS = frozenset(("nsubj", "nsubjpass"))


@dataclass(slots=True, eq=False)
class Actor:
    """An entity with what agreement needs; ``heads`` are the head tokens of its mentions, in order."""

    draft: EntityDraft
    gender: str = ""
    plural: bool = False
    roles: set[str] = field(default_factory=set)
    heads: list[int] = field(default_factory=list)

    @property
    def animate(self) -> bool:
        """Whether a person is meant."""
        return self.draft.kind == "person"


class Scene:
    """All actors of an article, and which token belongs to which."""

    def __init__(self, reading: Reading, words: Words) -> None:
        assert reading.parse is not None
        self.reading, self.words = reading, words
        self.parse: Parse = reading.parse
        self.actors: list[Actor] = []
        self.owner: dict[int, Actor] = {}
        self.inside: dict[int, Actor] = {}
        for draft in reading.entities:
            self.add(draft)

    def add(self, draft: EntityDraft) -> Actor:
        """Take an entity in."""
        actor = Actor(draft, plural=draft.kind == "group")
        self.actors.append(actor)
        for mention in draft.mentions:
            self._enter(actor, mention)
        if draft.kind == "person":
            actor.gender = self._gender(draft)
            for title in draft.titles:
                self.add_role(actor, title)
        return actor

    def make(self, draft: EntityDraft) -> Actor:
        """A new entity of the article."""
        self.reading.entities.append(draft)
        return self.add(draft)

    def link(self, actor: Actor, mention: MentionDraft) -> None:
        """Give an entity another mention."""
        actor.draft.mentions.append(mention)
        self._enter(actor, mention)

    def add_role(self, actor: Actor, phrase: str) -> None:
        """Remember what a person is called: the last word of a title, its abbreviation spelled out, and the whole."""
        key = phrase.lower().rstrip(".").replace(". ", " ")
        whole = self.words.full.get(key, key)
        actor.roles.add(whole)
        actor.roles.add(whole.split()[-1].rstrip("."))

    def head_span(self, span: Span) -> Token | None:
        """The head token of a span."""
        return self.parse.head_of(span)

    def _enter(self, actor: Actor, mention: MentionDraft) -> None:
        tokens = self.parse.tokens_in(mention.span)
        head = self.parse.head_of(mention.span)
        if head is None:
            return
        self.owner[head.i] = actor
        at = bisect_left(actor.heads, head.i)
        if at == len(actor.heads) or actor.heads[at] != head.i:
            actor.heads.insert(at, head.i)
        if mention.form == "name":
            for token in tokens:
                self.inside[token.i] = actor

    def _gender(self, draft: EntityDraft) -> str:
        for title in draft.titles:
            for word in title.lower().split():
                gender = self.words.titles.get(word.rstrip("."), "")
                head = self.words.head(word)
                if gender or (head is not None and head.gender):
                    return gender or (head.gender if head is not None else "")
        for name in [draft.name, *(self.reading.words(m.span) for m in draft.mentions[:4])]:
            parts = name.split()
            if len(parts) > 1:
                gender = self.words.gender_of_given(parts[0])
                if gender in ("m", "f"):
                    return gender
        only = draft.name.split()
        if len(only) == 1 and self.words.gender_of_given(only[0]) in ("m", "f"):
            return self.words.gender_of_given(only[0])
        return ""
