"""Pronouns: whom *he*, *her*, *they*, *its*, *who* mean; precision before recall.

Candidates are the entities before the pronoun, weighed by how near and how prominent they stand (salience in the
manner of Lappin and Leass 1994: sentence recency, subject, parallel role), after agreement and binding have ruled.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.entities.scene import SUBJECTS, Actor, Scene
from dateline.text.parse import Token
from dateline.text.reading import EntityDraft, MentionDraft

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
THING = frozenset(("it", "its", "itself"))
REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself"))
POSSESSIVE = frozenset(("his", "her", "its", "their"))
WINDOW = 3
RECENT = (100.0, 62.0, 38.0, 24.0)
SUBJECT, OBJECT, PARALLEL, MANY = 28.0, 10.0, 28.0, 2.0
AHEAD = 55.0
UNGENDERED = 4.0
NEAR = 0.45
CLOSE_CALL = 1.0
"""Two candidates closer than this are a tie, which nothing decides."""


@dataclass(slots=True)
class Choice:
    """A candidate with its weight."""

    actor: Actor
    weight: float
    at: int


class Pronouns:
    """Links the pronouns of a scene."""

    def __call__(self, scene: Scene) -> None:
        """Go through the article in order, so that a linked pronoun keeps its entity in mind."""
        tokens = scene.parse.tokens
        for token in tokens:
            if token.tag in ("WP", "WDT", "WP$"):
                self._relative(scene, token)
            elif token.tag in ("PRP", "PRP$") and token.i not in scene.owner:
                actor = self._resolve(scene, token)
                if actor is not None:
                    scene.link(actor, MentionDraft(token.span, "pronoun", "coreference"))

    @staticmethod
    def _relative(scene: Scene, token: Token) -> None:
        """As in "who", "which", "that" mean what their clause hangs on."""
        above = token
        for _ in range(4):
            if above.dep == "relcl":
                break
            above = above.head
        if above.dep != "relcl":
            return
        actor = scene.owner.get(above.head.i) or scene.inside.get(above.head.i)
        if actor is not None and (token.lower != "who" or actor.draft.kind in ("person", "group", "organization")):
            scene.link(actor, MentionDraft(token.span, "pronoun", "coreference"))

    def _resolve(self, scene: Scene, token: Token) -> Actor | None:
        if token.lower in SINGULAR:
            return self._person(scene, token, SINGULAR[token.lower])
        if token.lower in PLURAL:
            return self._plural(scene, token)
        if token.lower in THING:
            return self._thing(scene, token)
        return None

    # Persons

    def _person(self, scene: Scene, token: Token, gender: str) -> Actor | None:
        choices = [
            c for c in (self._weigh(scene, a, token) for a in scene.actors if a.animate and not a.plural)
            if c is not None
        ]  # fmt: skip
        fitting = []
        for choice in choices:
            if choice.actor.gender not in ("", gender):
                continue
            if not choice.actor.gender:
                choice.weight -= UNGENDERED
            fitting.append(choice)
        best = _best(fitting)
        if best is not None and not best.gender:
            best.gender = gender
        return best

    def _weigh(self, scene: Scene, actor: Actor, token: Token) -> Choice | None:
        """How well an entity's nearest mention fits; None where agreement or binding forbids it."""
        best: Choice | None = None
        tokens = scene.parse.tokens
        seen = 0
        for i in reversed(actor.heads):
            if i >= token.i:
                continue
            mention = tokens[i]
            distance = token.sentence - mention.sentence
            if distance > WINDOW:
                break
            if bound(mention, token) and distance == 0 and token.lower not in REFLEXIVE:
                continue
            seen += 1
            weight = RECENT[distance] - (token.i - i) * NEAR
            role = _role(mention)
            if role in SUBJECTS:
                weight += SUBJECT
            elif role in ("dobj", "dative"):
                weight += OBJECT
            if role == _role(token):
                weight += PARALLEL
            if distance == 0 and token.dep == "poss" and _commands(mention, token):
                weight += SUBJECT / 2
            if best is None or weight > best.weight:
                best = Choice(actor, weight, i)
        if best is not None:
            best.weight += MANY * min(seen, 3)
        after = self._after(scene, actor, token)
        return after if after is not None and (best is None or after.weight > best.weight) else best

    @staticmethod
    def _after(scene: Scene, actor: Actor, token: Token) -> Choice | None:
        """As in "While he waited, Berg …": the main clause's subject, for a pronoun in a clause before it."""
        tokens = scene.parse.tokens
        for i in actor.heads:
            if i > token.i and tokens[i].sentence == token.sentence and tokens[i].dep in SUBJECTS and i in scene.inside:
                verb = tokens[i].head
                clause = next((a for a in (token, *token.ancestors()) if a.dep in ("advcl", "prep", "pcomp")), None)
                if (
                    clause is not None
                    and clause.head is verb
                    and clause.i < i
                    and clause.left <= token.i <= clause.right
                ):
                    return Choice(actor, RECENT[0] + AHEAD, i)
        return None

    # Several, and things

    def _plural(self, scene: Scene, token: Token) -> Actor | None:
        """*They*: coordinated persons, groups, bodies; a nearer plural noun that is no entity stands in the way."""
        tokens = scene.parse.tokens
        best: tuple[float, Token] | None = None
        first = scene.parse.sentences[max(token.sentence - 1, 0)].first
        for i in range(first, token.i):
            mention = tokens[i]
            if mention.tag not in ("NNS", "NNPS", "NN", "NNP", "PRP") or mention.dep in (
                "compound",
                "amod",
                "poss",
                "nmod",
            ):
                continue
            joined = any(c.dep == "conj" and c.i in scene.owner for c in mention.children) and mention.i in scene.owner
            owner = scene.owner.get(i)
            plural = (
                mention.tag in ("NNS", "NNPS")
                or joined
                or (owner is not None and (owner.plural or mention.lower in PLURAL))
            )
            if not plural or (bound(mention, token) and mention.sentence == token.sentence):
                continue
            role = _role(mention)
            weight = RECENT[token.sentence - mention.sentence] - (token.i - i) * NEAR / 2
            weight += SUBJECT * 1.3 if role in SUBJECTS else OBJECT if role == "dobj" else 0.0
            weight += PARALLEL if role == _role(token) else 0.0
            weight += OBJECT if joined else 0.0
            if best is None or weight > best[0]:
                best = (weight, mention)
        if best is None:
            return None
        mention = best[1]
        owner = scene.owner.get(mention.i)
        if any(c.dep == "conj" and c.i in scene.owner for c in mention.children) and owner is not None:
            return _joined(scene, mention)
        return owner if owner is not None and (owner.plural or owner.draft.kind in ("group", "organization")) else None

    def _thing(self, scene: Scene, token: Token) -> Actor | None:
        """*It*, *its*: the subject of the clause or of the sentence before, if that is a body, a country or a thing."""
        if token.lower == "it" and _expletive(token):
            return None
        if token.lower == "it" and (speaker := self._speaker(scene, token)) is not None:
            return speaker
        tokens = scene.parse.tokens
        best: tuple[float, Token] | None = None
        first = scene.parse.sentences[max(token.sentence - 1, 0)].first
        for i in range(first, token.i):
            mention = tokens[i]
            if mention.tag not in ("NN", "NNP", "NNPS", "PRP", "NNS") or mention.dep in (
                "compound",
                "amod",
                "nmod",
                "npadvmod",
            ):
                continue
            owner = scene.owner.get(i)
            if mention.tag == "NNS" and (owner is None or owner.plural):
                continue
            if mention.tag == "PRP" and (owner is None or owner.animate):
                continue
            if owner is not None and (owner.animate or owner.plural):
                continue
            if owner is None and (mention.tag == "NNP" and mention.name_label in ("PERSON", "DATE", "TIME")):
                continue
            if bound(mention, token) and mention.sentence == token.sentence and token.lower != "itself":
                continue
            role = _role(mention)
            weight = RECENT[token.sentence - mention.sentence] - (token.i - i) * 0.6
            weight += SUBJECT if role in SUBJECTS else OBJECT if role == "dobj" else -6.0
            weight += PARALLEL if role == _role(token) else 0.0
            weight += SUBJECT / 2 if token.lower == "its" and _commands(mention, token) else 0.0
            weight += OBJECT if owner is not None else 0.0
            if best is None or weight > best[0]:
                best = (weight, mention)
        if best is None or (token.lower == "it" and _role(best[1]) not in SUBJECTS):
            return None
        return scene.owner.get(best[1].i)

    @staticmethod
    def _speaker(scene: Scene, token: Token) -> Actor | None:
        """As in "…, according to Norland Press. It said …": an *it* that speaks is what spoke just before."""
        if not any(a.source == token.span for a in scene.reading.attributions):
            return None
        for said in sorted(scene.reading.attributions, key=lambda a: a.cue, reverse=True):
            head = scene.head_span(said.source) if said.source is not None else None
            if head is None or head.i >= token.i:
                continue
            if token.sentence - head.sentence > 1:
                break
            actor = scene.owner.get(head.i)
            if actor is not None and not actor.animate and not actor.plural:
                return actor
        return None


def _joined(scene: Scene, first: Token) -> Actor | None:
    """The group of "Berg and Holm", made when first referred to."""
    heads = [first]
    for head in heads:
        heads.extend(c for c in head.children if c.dep == "conj" and c.i in scene.owner)
    actors: list[Actor] = []
    for head in heads:
        if scene.owner[head.i] not in actors:
            actors.append(scene.owner[head.i])
    if len(actors) < 2 or any(a.draft.kind not in ("person", "country", "organization", "group") for a in actors):
        return None
    spans = sorted(a.draft.mentions[0].span for a in actors)
    for actor in scene.actors:
        if actor.draft.members == spans:
            return actor
    return scene.make(EntityDraft(" and ".join(a.draft.name for a in actors), "group", members=spans))


def _best(choices: list[Choice]) -> Actor | None:
    choices.sort(key=lambda c: (-c.weight, -c.at))
    if not choices or (len(choices) > 1 and choices[0].weight - choices[1].weight < CLOSE_CALL):
        return None
    return choices[0].actor


def _role(token: Token) -> str:
    """The grammatical role of a mention; a conjunct has that of the first."""
    for _ in range(4):
        if token.dep != "conj":
            break
        token = token.head
    return token.dep


def bound(mention: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb, so that a plain pronoun cannot mean the other (principle B)."""
    if pronoun.dep == "poss":
        # "his aide and Berg": a possessive may mean any argument but the noun that it belongs to.
        return pronoun.head is mention
    verb = _governor(pronoun)
    above = mention
    while above.dep == "conj":
        above = above.head
    return verb is not None and verb is _governor(above) and above.dep != "poss"


def _governor(token: Token) -> Token | None:
    above = token.head
    if token.dep in SUBJECTS or token.dep in ("dobj", "dative", "agent"):
        return above
    if token.dep == "pobj" and above.dep in ("prep", "agent", "dative"):
        return above.head if above.head.pos in ("VERB", "AUX") else None
    return None


def _commands(mention: Token, pronoun: Token) -> bool:
    """Whether the mention is the subject of a verb above the pronoun."""
    return mention.dep in SUBJECTS and any(a is mention.head for a in pronoun.ancestors())


def _expletive(token: Token) -> bool:
    """As in "It is clear that …", "It appears that …", "It rained": an *it* that means nothing."""
    verb = token.head
    if token.dep == "expl":
        return True
    if token.dep not in SUBJECTS:
        return False
    clause = any(c.dep in ("ccomp", "xcomp", "csubj", "advcl") and c.i > verb.i for c in verb.children)
    predicate = verb.lemma == "be" and any(c.dep in ("acomp", "attr", "oprd") for c in verb.children)
    return (
        (predicate and clause)
        or (verb.lemma in ("seem", "appear", "take", "rain", "snow") and clause)
        or (token.dep == "nsubjpass" and clause)
    )
