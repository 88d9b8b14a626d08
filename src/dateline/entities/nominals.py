"""Phrases without a name: "the governor", "Norland's defence minister", "protesters", "the two leaders"."""

from __future__ import annotations

from dateline.entities.known import Known
from dateline.entities.scene import SUBJECTS, Actor, Scene
from dateline.entities.words import Head, Words
from dateline.knowledge import Knowledge
from dateline.knowledge.holders import Holder
from dateline.knowledge.names import fold, loose
from dateline.record import EntityKind, Span
from dateline.text.parse import Token
from dateline.text.reading import EntityDraft, MentionDraft

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
INDEFINITE = frozenset(("a", "an", "some", "several", "many", "few", "two", "three", "no", "another", "any"))
WINDOW = 4
"""Sentences back in which a definite phrase finds what it means."""
AHEAD = 2
"""Sentences ahead in which a person is named after the office was."""
BEFORE = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod", "predet", "advmod", "quantmod"))
"""Relations of the words before a noun that belong to its phrase."""
GENERIC = frozenset(("person", "people", "man", "woman", "one", "other", "member", "child", "human", "individual"))


class Nominals:
    """Links noun phrases to named entities, and makes entities of those that act or speak unnamed."""

    def __init__(self, knowledge: Knowledge, words: Words, known: Known) -> None:
        self._words, self._known = words, known
        self._knowledge = knowledge

    def __call__(self, scene: Scene) -> None:
        """Add nominal mentions and nominal entities to the scene."""
        phrases = list(self._phrases(scene))
        for token, head in phrases:
            self._note_roles(scene, token, head)
        self._compass(scene)
        unnamed: dict[str, Actor] = {}
        for token, head in phrases:
            if token.i in scene.owner:
                continue
            actor = (
                self._typed(scene, token, head)
                or self._numbered(scene, token, head)
                or self._antecedent(scene, token, head)
            )
            if actor is not None:
                scene.link(actor, MentionDraft(self.span(scene, token), "nominal", "coreference"))
                continue
            self._unnamed(scene, token, head, unnamed)

    def _phrases(self, scene: Scene) -> list[tuple[Token, Head]]:
        """The nouns of the tables that head a phrase and belong to no name or title."""
        found = []
        for token in scene.parse.tokens:
            if token.tag not in NOUNS or token.i in scene.inside or token.dep in ("compound", "amod", "nmod"):
                continue
            if token.tag in ("NNP", "NNPS") and token.text[0].isupper() and not self._title_like(token):
                continue
            if self._is_title(scene, token):
                continue
            head = self._words.head_of(token)
            if head is not None and head.kind != "other":
                found.append((token, head))
        return found

    def _title_like(self, token: Token) -> bool:
        head = self._words.head(token.lower)
        return head is not None and head.kind in ("person", "organization", "group")

    def _is_title(self, scene: Scene, token: Token) -> bool:
        """Whether the noun stands right before a person's name as its title."""
        after = scene.inside.get(token.i + 1)
        if after is None or not after.animate or token.tag in ("NNS", "NNPS"):
            return False
        return token.sentence == scene.parse.tokens[token.i + 1].sentence

    # What persons are called

    def _note_roles(self, scene: Scene, token: Token, head: Head) -> None:
        """Appositives and predicates say what a named entity is; an appositive is a mention of it as well."""
        named, appositive = None, False
        if token.dep == "appos":
            named, appositive = scene.owner.get(token.head.i), True
        elif token.dep == "attr" and token.head.lemma == "be":
            subject = token.head.child("nsubj")
            named = scene.owner.get(subject.i) if subject is not None else None
        for child in token.children:
            if child.dep == "appos" and child.i in scene.owner and child.i > token.i:
                named, appositive = scene.owner[child.i], True
        if named is None or not self._fits(named, head, token):
            return
        phrase = self._phrase(token)
        scene.add_role(named, phrase)
        named.gender = named.gender or head.gender
        if appositive and token.i not in scene.owner:
            if named.animate and head.sector and named.draft.sector is None:
                named.draft.sector = head.sector
            scene.link(named, MentionDraft(self.span(scene, token), "nominal", "coreference"))

    def _phrase(self, token: Token) -> str:
        """The noun with its compound words: "navy commander"."""
        words = [c.lower for c in token.children if c.dep == "compound" and c.i < token.i] + [
            token.lemma or token.lower
        ]
        return " ".join(words)

    @staticmethod
    def _fits(actor: Actor, head: Head, token: Token) -> bool:
        kind = actor.draft.kind
        plural = token.tag in ("NNS", "NNPS")
        if head.kind == "person":
            return kind == "person" and not plural
        if head.kind == "group":
            return kind in ("group", "organization")
        if head.kind == "place":
            return kind == "country" and head.subkind == "country" and not plural
        return (
            kind == head.kind
            or {kind, head.kind} == {"organization", "facility"}
            or (kind == "organization" and head.kind == "group")
        )

    # Linking

    def _typed(self, scene: Scene, token: Token, head: Head) -> Actor | None:
        """As in "the Belov frigate", "Azul state news agency": the noun says what the name inside its phrase is."""
        if token.tag in ("NNS", "NNPS"):
            return None
        for i in range(token.i - 1, max(token.i - 6, -1), -1):
            actor = scene.inside.get(i)
            if actor is not None:
                named = scene.owner.get(i) is actor and scene.parse.tokens[i].dep in (
                    "compound",
                    "nmod",
                    "appos",
                    "amod",
                )
                return actor if named and actor.draft.kind == head.kind != "person" else None
            if scene.parse.tokens[i].tag not in ("NN", "JJ"):
                return None
        return None

    def _antecedent(self, scene: Scene, token: Token, head: Head) -> Actor | None:
        """The named entity that a definite phrase means, else None."""
        if token.tag in ("NNS", "NNPS"):
            return None
        determiner = next((c for c in token.children if c.dep in ("det", "poss")), None)
        country = self._country_of(scene, token)
        if country and head.kind == "person":
            return self._office(scene, token, country)
        if determiner is None or determiner.lower not in DEFINITE:
            return None
        if any(c.dep == "relcl" for c in token.children) or (token.child("prep") is not None and head.kind != "person"):
            return None
        if head.kind == "place":
            return self._nearest_country(scene, token) if head.subkind == "country" else None
        return self._nearest(scene, token, head)

    def _nearest(self, scene: Scene, token: Token, head: Head) -> Actor | None:
        """The nearest entity before, or shortly after, that is called by this noun."""
        best: tuple[int, Actor] | None = None
        for actor in scene.actors:
            if not actor.heads or not self._fits(actor, head, token) or not self._called(actor, token):
                continue
            before = [i for i in actor.heads if i < token.i]
            if before:
                distance = token.sentence - scene.parse.tokens[before[-1]].sentence
                rank = distance * 1000 + (token.i - before[-1]) if distance <= WINDOW * 2 else None
            else:
                distance = scene.parse.tokens[actor.heads[0]].sentence - token.sentence
                rank = 50000 + distance if distance <= AHEAD else None
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, actor)
        return best[1] if best else None

    def _called(self, actor: Actor, token: Token) -> bool:
        word = token.lemma if token.pos == "NOUN" else token.lower
        if word in actor.roles:
            return True
        if actor.animate:
            return False
        own = actor.draft.name.lower().split()
        return (
            word in own[-1:]
            or word in own[:1]
            or (actor.draft.kind == "vessel" and word in ("ship", "vessel", "warship"))
            or actor.draft.subkind == word
        )

    def _office(self, scene: Scene, token: Token, country: str) -> Actor | None:
        """As in "Norland's defence minister": who held the office that day, or who bears the title in the article."""
        phrase = self._phrase(token)
        persons = [a for a in scene.actors if a.animate]
        published = (scene.reading.article.published or "")[:10]
        held = self._knowledge.holder(phrase, country, published) if country and published else None
        match = self._same_person(persons, held) if held is not None else None
        if match is not None:
            return match
        called = [a for a in persons if phrase in a.roles and a.draft.country == country]
        return called[0] if len(called) == 1 else None

    @staticmethod
    def _same_person(persons: list[Actor], held: Holder) -> Actor | None:
        """The person of the article who is the holder: by id, else by a word of the name in any romanization."""
        names = {loose(fold(word)) for word in held.person.split() if len(word) > 2}
        for actor in persons:
            known = actor.draft.identifiers.get("wikidata")
            if known and held.wikidata:
                if known == held.wikidata:
                    return actor
                continue
            if loose(fold(actor.draft.name.split()[-1])) in names:
                return actor
        return None

    def _country_of(self, scene: Scene, token: Token) -> str:
        for child in token.children:
            if child.i < token.i:
                actor = scene.owner.get(child.i) or scene.inside.get(child.i)
                if actor is not None and actor.draft.kind == "country":
                    return actor.draft.country or ""
        return ""

    def _nearest_country(self, scene: Scene, token: Token) -> Actor | None:
        """As in "the country": the one named last, if alone in its sentence or its subject."""
        for sentence in (token.sentence, token.sentence - 1):
            near = {
                i: a for i, a in scene.owner.items()
                if i < token.i and a.draft.kind == "country" and scene.parse.tokens[i].sentence == sentence
            }  # fmt: skip
            different = {id(a) for a in near.values()}
            if len(different) == 1:
                return next(iter(near.values()))
            if different:
                subjects = [a for i, a in near.items() if scene.parse.tokens[i].dep in SUBJECTS]
                return subjects[0] if len(subjects) == 1 else None
        return None

    def _compass(self, scene: Scene) -> None:
        """As in "the North": the one country of the article whose name begins so."""
        by_point: dict[str, list[Actor]] = {}
        for actor in scene.actors:
            first = actor.draft.name.split()[0].lower() if actor.draft.name else ""
            if actor.draft.kind == "country" and first in ("north", "south", "east", "west"):
                by_point.setdefault(first, []).append(actor)
        if not by_point:
            return
        tokens = scene.parse.tokens
        for token in tokens:
            owners = by_point.get(token.lower, [])
            if len(owners) != 1 or not token.text[0].isupper() or token.i in scene.inside or not token.i:
                continue
            alone = token.i + 1 >= len(tokens) or not tokens[token.i + 1].text[:1].isupper()
            if tokens[token.i - 1].lower == "the" and alone:
                scene.link(owners[0], MentionDraft(token.span, "name", "alias"))

    def _numbered(self, scene: Scene, token: Token, head: Head) -> Actor | None:
        """As in "the two leaders": a group of the two persons (or countries) named last."""
        if token.tag != "NNS" or not any(c.lower in ("two", "both") for c in token.children):
            return None
        definite = any(c.lower in ("the", "both", "these") for c in token.children)
        kind = "country" if head.subkind == "country" or token.lemma in ("side", "neighbour", "neighbor") else "person"
        if not definite or head.kind not in ("person", "place"):
            return None
        last = sorted((i for i, a in scene.owner.items() if a.draft.kind == kind and i < token.i), reverse=True)
        members: list[Actor] = []
        for i in last:
            if scene.owner[i] not in members and token.sentence - scene.parse.tokens[i].sentence <= 2:
                members.append(scene.owner[i])
            if len(members) == 2:
                break
        if len(members) < 2:
            return None
        spans = sorted(m.draft.mentions[0].span for m in members)
        for actor in scene.actors:
            if actor.draft.members == spans:
                return actor
        return scene.make(EntityDraft(" and ".join(m.draft.name for m in reversed(members)), "group", members=spans))

    # Entities without a name

    def _unnamed(self, scene: Scene, token: Token, head: Head, unnamed: dict[str, Actor]) -> None:
        """A phrase that acts or speaks and means nobody named is an entity of its own."""
        plural = token.tag in ("NNS", "NNPS")
        if head.kind not in ("person", "group", "organization") or not self._acts(token):
            return
        owner = next((scene.owner.get(c.i) for c in token.children if c.dep == "poss"), None)
        if head.kind == "organization" and owner is not None and owner.animate:
            return
        kind: EntityKind = "group" if head.kind == "group" or (plural and head.kind == "person") else head.kind  # type: ignore[assignment]
        definite = any(c.lower in DEFINITE for c in token.children)
        country = self._country_of(scene, token)
        members = self._members(scene, token) if kind == "group" else []
        words = [t.lower for t in scene.parse.tokens_in(self.span(scene, token)) if t.lower not in DEFINITE]
        key = " ".join([country, *words[:-1], token.lemma])
        known = unnamed.get(key)
        bare = not any(c.lower in INDEFINITE or c.tag == "CD" for c in token.children)
        if known is not None and not members and (definite or (bare and kind != "person")):
            scene.link(known, MentionDraft(self.span(scene, token), "nominal", "coreference"))
            return
        span = self.span(scene, token)
        draft = EntityDraft(scene.reading.words(span), kind, mentions=[MentionDraft(span, "nominal", "exact")])
        draft.sector, draft.country = head.sector or None, (country or None) if not members else None
        draft.subkind = head.subkind or None
        draft.anonymous = kind in ("group", "person")
        draft.members = members
        actor = scene.make(draft)
        actor.gender, actor.plural = head.gender, plural or head.kind == "group"
        actor.roles.add(token.lemma)
        if not members:
            unnamed[key] = actor

    def _acts(self, token: Token) -> bool:
        seen = 0
        while token.dep == "conj" and seen < 6:
            token, seen = token.head, seen + 1
        if token.dep in SUBJECTS:
            return token.head.pos in ("VERB", "AUX") and (token.head.lemma != "be" or token.dep == "nsubjpass")
        above = token.head
        if token.dep == "pobj":
            return above.dep == "agent" or (above.lower == "to" and above.head.lower == "according")
        return (
            token.dep in ("dobj", "dative")
            and above.pos == "VERB"
            and token.tag in ("NNS", "NN")
            and self._is_role(token)
        )

    def _is_role(self, token: Token) -> bool:
        head = self._words.head_of(token)
        return head is not None and head.kind in ("person", "group") and token.lemma not in GENERIC

    def _members(self, scene: Scene, token: Token) -> list[Span]:
        """As in "US and South Korean officials": one group for each country, the last with the noun."""
        firsts = [c for c in token.children if c.dep in ("amod", "compound", "nmod") and c.i < token.i]
        countries: list[tuple[int, Actor]] = []
        for first in firsts:
            for i in sorted({first.i, *(t.i for t in scene.parse.subtree(first))}):
                actor = scene.inside.get(i)
                if actor is not None and actor.draft.kind == "country" and all(actor is not a for _, a in countries):
                    countries.append((i, actor))
        if len(countries) < 2:
            return []
        members = []
        for n, (i, actor) in enumerate(countries):
            mention = next(
                (m for m in actor.draft.mentions if m.span[0] <= scene.parse.tokens[i].start < m.span[1]), None
            )
            if mention is None:
                continue
            last = n == len(countries) - 1
            span = (mention.span[0], token.end) if last else mention.span
            name = f"{scene.reading.words(mention.span)} {token.text}"
            group = EntityDraft(name, "group", country=actor.draft.country, anonymous=True)
            group.mentions.append(MentionDraft(span, "nominal", "exact"))
            if not last:
                # The word stands for the officials here, not for the country: one span, one entity.
                actor.draft.mentions.remove(mention)
            scene.make(group)
            members.append(span)
        return members

    def span(self, scene: Scene, token: Token) -> Span:
        """The noun with what stands before it in its phrase; without the article's clauses after it."""
        left = token.i
        for child in token.children:
            if child.i < token.i and child.dep in BEFORE:
                left = min(left, child.left)
        tokens = scene.parse.tokens
        while left < token.i and tokens[left].pos == "PUNCT":
            left += 1
        return (tokens[left].start, token.end)
