"""Who did it, to whom, and what with: participants as spans of the words that name them.

None is better than a borrowed one: a participant stands in the trigger's own clause or is controlled from the clause
that the trigger completes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.record import OtherRole, Span
from dateline.reports import clause, roles
from dateline.reports.roles import Role
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token
from dateline.text.reading import OtherDraft

_KEEP = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "case", "predet", "advmod", "npadvmod"}
)


@dataclass(slots=True)
class Participants:
    """Spans of the participants, and the words that head them."""

    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    others: list[tuple[OtherRole, Token]] = field(default_factory=list)
    reciprocal: bool = False


def find(trigger: Trigger, view: View) -> Participants:
    """The participants of a trigger."""
    found = Participants()
    if trigger.kind == "figure":
        return found
    if trigger.kind == "verb":
        _of_verb(trigger, trigger.head, view, found)
    else:
        _of_noun(trigger, view, found)
    _without_source(trigger, view, found)
    _settle(trigger, found)
    return found


# Verbs


def _of_verb(trigger: Trigger, verb: Token, view: View, found: Participants) -> None:
    passive = clause.is_passive(verb)
    subject = clause.subject(verb)
    if subject is not None and subject.lower in ("there", "it") and subject.dep == "expl":
        subject = None
    if passive:
        for by in _agents(verb):
            _act(by, trigger, view, found)
        if verb.dep == "acl" and clause.own_subject(verb) is None:
            subject = verb.head
        if subject is not None:
            _undergo(subject, trigger, view, found)
    elif subject is not None:
        _act(subject, trigger, view, found)
    self_object = clause.direct_object(verb)
    datives = [c for c in verb.children if c.dep == "dative" and c.pos != "ADP"]
    for token in datives:
        _put("recipient", token, trigger, view, found)
    if self_object is not None and self_object not in trigger.words and not view.is_time(self_object):
        if datives or (passive and subject is not None):
            found.objects.extend(clause.conjuncts(self_object))
        else:
            _undergo(self_object, trigger, view, found)
    _phrases(trigger, verb, view, found)


def _phrases(trigger: Trigger, verb: Token, view: View, found: Participants) -> None:
    """The prepositional phrases of a verb, and who accompanies its subject."""
    for preposition, inner in clause.prepositions(verb):
        if preposition.dep != "agent" and not view.is_time(inner) and inner not in trigger.words:
            _put(roles.of_verb(trigger, preposition, inner, view), inner, trigger, view, found)
    subject = clause.own_subject(verb)
    for child in [*verb.children, *(subject.children if subject is not None else ())]:
        if child.dep in ("advcl", "acl") and child.lemma == "accompany" and child.tag == "VBN":
            for by in _agents(child):
                _put("companion", by, trigger, view, found)


def _agents(verb: Token) -> list[Token]:
    """The nouns of a passive's by-phrase."""
    found = [by for c in verb.children if c.dep == "agent" and (by := c.child("pobj")) is not None]
    return found or clause.strayed_agents(verb)


def _put(role: Role, token: Token, trigger: Trigger, view: View, found: Participants) -> None:
    """Enter a phrase under its role, each of its conjuncts."""
    if role == "actor":
        _act(token, trigger, view, found)
    elif role == "patient":
        _undergo(token, trigger, view, found)
    elif role == "party":
        between = token.head.lower in ("between", "among")
        (found.actors if between else found.recipients).extend(clause.conjuncts(token))
        found.reciprocal = True
    elif role == "recipient":
        found.recipients.extend(t for t in clause.conjuncts(token) if not view.is_time(t))
    elif role == "object":
        found.objects.extend(clause.conjuncts(token))
    elif role:
        found.others.extend((role, t) for t in clause.conjuncts(token))


def _act(token: Token, trigger: Trigger, view: View, found: Participants) -> None:
    """The subject's side: an actor where it can act or moves by itself, an instrument where it is a mere cause."""
    verb = trigger.clause
    for one in clause.conjuncts(token):
        if one.lower in ("which", "that", "this", "what", "there"):
            continue
        if view.is_time(one):
            continue
        if (
            view.acts(one)
            or trigger.frame in view.tables.movers
            or (trigger.row is None and clause.direct_object(verb) is None)
        ):
            found.actors.append(one)
        elif clause.direct_object(verb) is not None and trigger.kind == "verb":
            found.others.append(("instrument", one))
        elif not clause.is_passive(verb):
            found.objects.append(one)


def _undergo(token: Token, trigger: Trigger, view: View, found: Participants) -> None:
    """The object's side: a recipient where it is somebody and the frame is done to somebody, else an object."""
    kind = trigger.row.object if trigger.row is not None else ""
    for one in clause.conjuncts(token):
        if view.is_time(one) or one.tag == "WDT":
            continue
        somebody = view.acts(one)
        if somebody and kind in ("recipient", "person", ""):
            found.recipients.append(one)
        else:
            found.objects.append(one)


# Nouns


def _of_noun(trigger: Trigger, view: View, found: Participants) -> None:
    noun = trigger.head
    if trigger.kind == "light":
        _of_light(trigger, view, found)
    for child in noun.children:
        if child.dep == "poss" and not view.is_time(child):
            _of_possessor(child, trigger, view, found)
        elif _is_party(child, view) and trigger.kind != "light" and not found.actors:
            found.actors.extend(t for t in clause.conjuncts(child) if _is_party(t, view))
    for preposition, inner in clause.prepositions(noun):
        if not view.is_time(inner):
            _put(roles.of_noun(trigger, preposition, inner, view), inner, trigger, view, found)
    if trigger.kind == "noun" and noun.dep == "dobj" and noun.head is trigger.clause and not found.actors:
        doer = clause.subject(trigger.clause)  # the army began the siege, the king continued a visit
        if doer is not None and view.acts(doer) and not clause.is_passive(trigger.clause):
            found.actors.extend(clause.conjuncts(doer))


def _of_possessor(owner: Token, trigger: Trigger, view: View, found: Participants) -> None:
    """*Holt's arrest* was done to her, *Norland's invasion* by Norland."""
    person = owner.tag == "PRP$" or (view.acts(owner) and view.kind(owner) in ("person", ""))
    if person and trigger.frame in view.tables.suffered and trigger.kind != "light":
        found.recipients.append(owner)
    elif view.acts(owner) or owner.tag == "PRP$":
        found.actors.extend(clause.conjuncts(owner))


def _of_light(trigger: Trigger, view: View, found: Participants) -> None:
    """The light verb's own clause: its subject acts (or suffers), its phrases name the other side."""
    verb = trigger.clause
    subject = clause.subject(verb)
    if clause.is_passive(verb):
        for by in _agents(verb):
            _act(by, trigger, view, found)
    elif subject is not None and subject is not trigger.head:
        if verb.lemma in ("suffer", "receive", "face", "see", "witness", "experience"):
            if view.acts(subject) and verb.lemma not in ("see", "witness"):
                found.recipients.extend(clause.conjuncts(subject))
        else:
            _act(subject, trigger, view, found)
    for dative in verb.children:
        if dative.dep == "dative" and dative.pos != "ADP" and view.acts(dative):
            found.recipients.extend(clause.conjuncts(dative))
    _phrases(trigger, verb, view, found)


def _is_party(token: Token, view: View) -> bool:
    """The first word of *Norland talks*, *Estlandic strikes*: who takes part, as a modifier of the noun."""
    if token.dep not in ("compound", "amod", "nmod", "conj"):
        return False
    mention = view.mentions.get(token.i)
    if mention is not None:
        return mention.kind in ("person", "organization", "group", "country")
    place = view.places.get(token.i)
    if place is not None:
        return place.as_ in ("demonym", "government") or place.feature == "country"
    return token.name_label == "NORP"


# All


def _without_source(trigger: Trigger, view: View, found: Participants) -> None:
    """Who only tells it takes no part, wherever the parse hangs him; the understood subject does."""
    attribution = view.content_of(trigger.head)
    if attribution is None or attribution.source is None or attribution.cue_class != "statement":
        return
    first, last = attribution.source
    understood = clause.subject(trigger.clause)
    subjects = list(clause.conjuncts(understood)) if understood is not None else []
    for tokens in (found.actors, found.recipients, found.objects):
        tokens[:] = [t for t in tokens if t in subjects or not first <= t.start < last]
    found.others[:] = [o for o in found.others if not first <= o[1].start < last]


def _settle(trigger: Trigger, found: Participants) -> None:
    """Each word has one role; the other side of a mutual doing; the source of the attribution is no participant."""
    row = trigger.row
    trigger_words = {w.i for w in trigger.words}
    seen: set[int] = set(trigger_words)
    for row_tokens in (found.actors, found.recipients, found.objects):
        kept = []
        for token in row_tokens:
            if token.i not in seen and token.pos not in ("PUNCT", "VERB", "AUX", "ADV", "SCONJ", "PART"):
                seen.add(token.i)
                kept.append(token)
        row_tokens[:] = kept
    others = []
    for role, token in found.others:
        if token.i not in seen:
            seen.add(token.i)
            others.append((role, token))
    found.others[:] = others
    if row is not None and row.reciprocal:
        several = len(found.actors) > 1 or any(_is_plural(t) for t in found.actors)
        if found.recipients or several:
            found.reciprocal = True


def _is_plural(token: Token) -> bool:
    return token.tag in ("NNS", "NNPS") or token.lower in ("they", "we", "both")


def span_of(token: Token, view: View) -> Span:
    """The words that name a participant: the entity's mention, the parser's name, else the phrase alone."""
    token = _named_appositive(token, view)
    mention = view.mentions.get(token.i)
    if mention is not None:
        return mention.span
    name = view.names.get(token.i)
    if name is not None and name.label not in ("DATE", "TIME", "CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"):
        return name.span
    return phrase(token, view)


def _named_appositive(token: Token, view: View) -> Token:
    """*Norland's navy commander, Adm. Orsk*: the name stands for the post."""
    mention = view.mentions.get(token.i)
    if token.pos == "PROPN" or (mention is not None and mention.form == "name"):
        return token
    appositive = token.child("appos")
    if appositive is not None and appositive.pos == "PROPN" and view.acts(appositive) and view.acts(token):
        return appositive
    return token


def phrase(token: Token, view: View) -> Span:
    """A noun phrase with what stands before its head and one of-phrase, without clauses, appositions and conjuncts."""
    tokens = view.parse.tokens
    start, end = token.start, token.end
    for child in token.children:
        if child.dep in _KEEP and child.i < token.i and child.pos != "PUNCT":
            start = min(start, tokens[child.left].start)
    for child in token.children:
        if child.dep == "prep" and child.lower == "of" and child.i == token.i + 1:
            inner = child.child("pobj")
            if inner is not None and not view.is_time(inner):
                end = max(end, phrase(inner, view)[1])
    return (start, end)


def others(found: Participants, view: View) -> list[OtherDraft]:
    """The further participants as drafts."""
    return [OtherDraft(role, span_of(token, view)) for role, token in found.others]
