"""Who did it, to whom, and what with: participants as spans of the words that name them.

None is better than a borrowed one: a participant stands in the trigger's own clause or is controlled from the clause
that the trigger completes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.record import OtherRole, Span
from dateline.reports import clause
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token
from dateline.text.reading import OtherDraft

_KEEP = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "case", "predet", "advmod", "npadvmod"}
)
_TO_OTHER: dict[str, OtherRole] = {"about": "topic", "regarding": "topic", "concerning": "topic", "for": "beneficiary"}


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
    _settle(trigger, view, found)
    return found


# Verbs


def _of_verb(trigger: Trigger, verb: Token, view: View, found: Participants) -> None:
    passive = clause.is_passive(verb)
    subject = clause.subject(verb)
    if subject is not None and subject.lower in ("there", "it") and subject.dep == "expl":
        subject = None
    if passive:
        for child in verb.children:
            if child.dep == "agent" and (by := child.child("pobj")) is not None:
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
        _receive(token, view, found)
    if self_object is not None and self_object not in trigger.words and not view.is_time(self_object):
        if datives or (passive and subject is not None):
            found.objects.extend(clause.conjuncts(self_object))
        else:
            _undergo(self_object, trigger, view, found)
    _prepositions(trigger, verb, view, found)


def _prepositions(trigger: Trigger, verb: Token, view: View, found: Participants) -> None:
    row = trigger.row
    for preposition, inner in clause.prepositions(verb):
        word = preposition.lower
        if view.is_time(inner) or (inner in trigger.words):
            continue
        if word == "by" and preposition.dep != "agent":
            continue
        if word == "with":
            _with(trigger, inner, view, found)
        elif word in ("to", "against", "on", "upon", "at", "toward", "towards") and view.acts(inner):
            if word == "to" and _goes(trigger, view) and _kind(inner, view) != "person":
                continue
            if _is_place(inner, view) and word in ("to", "on", "at") and not (row and row.type):
                continue
            if not (word in ("on", "at") and _is_plain_place(inner, view)):
                _receive(inner, view, found)
        elif word == "alongside":
            _other("companion", inner, found)
        elif word in ("about", "regarding", "concerning", "over") and row is not None and row.type:
            _other("topic", inner, found)
        elif word == "for" and row is not None and inner in _pattern_nouns(trigger):
            found.objects.extend(clause.conjuncts(inner))
        elif word == "for" and view.acts(inner) and not _is_plain_place(inner, view):
            _other("beneficiary", inner, found)
        elif word == "into" and row is not None and row.type == "ACCUSE":
            found.objects.extend(clause.conjuncts(inner))
        elif (
            word == "from"
            and view.acts(inner)
            and row is not None
            and row.frame in ("import", "receive", "request", "obtain", "buy")
        ):
            _receive(inner, view, found)
    subject = clause.own_subject(verb)
    for child in [*verb.children, *(subject.children if subject is not None else ())]:
        if child.dep in ("advcl", "acl") and child.lemma == "accompany" and child.tag == "VBN":
            for agent in child.children:
                if agent.dep == "agent" and (by := agent.child("pobj")) is not None:
                    _other("companion", by, found)


def _with(trigger: Trigger, inner: Token, view: View, found: Participants) -> None:
    row = trigger.row
    if row is not None and row.reciprocal and (view.acts(inner) or inner.i in view.places):
        found.recipients.extend(clause.conjuncts(inner))
        found.reciprocal = True
    elif view.acts(inner):
        _other("companion", inner, found)
    elif row is not None and row.type == "AID":
        found.objects.extend(clause.conjuncts(inner))
    elif inner.pos in ("NOUN", "PROPN") and row is not None and row.type in ("ASSAULT", "COERCE", "ACCUSE"):
        _other("instrument" if row.type != "ACCUSE" else "topic", inner, found)


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


def _receive(token: Token, view: View, found: Participants) -> None:
    found.recipients.extend(t for t in clause.conjuncts(token) if not view.is_time(t))


def _other(role: OtherRole, token: Token, found: Participants) -> None:
    found.others.extend((role, t) for t in clause.conjuncts(token))


def _goes(trigger: Trigger, view: View) -> bool:
    """Whether *to* names where the frame leads, not whom it is done to."""
    mutual = trigger.row is not None and trigger.row.type == "CONSULT"
    return mutual or (
        view.tables.located.get(trigger.frame, ("",))[0] == "motion" and trigger.frame in view.tables.movers
    )


# Nouns


def _of_noun(trigger: Trigger, view: View, found: Participants) -> None:
    noun, row = trigger.head, trigger.row
    undergoes = row is not None and row.object in ("recipient", "object", "person") and not row.reciprocal
    light = trigger.kind == "light"
    if light:
        _of_light(trigger, view, found)
    for child in noun.children:
        if child.dep == "poss" and not view.is_time(child):
            person = view.acts(child) and (child.tag == "PRP$" or _kind(child, view) in ("person", ""))
            if person and trigger.frame in view.tables.suffered and not light:
                found.recipients.append(child)
            elif view.acts(child) or child.tag == "PRP$":
                found.actors.extend(clause.conjuncts(child))
        elif child.dep in ("compound", "amod", "nmod") and _is_party(child, view) and not light and not found.actors:
            found.actors.extend(t for t in clause.conjuncts(child) if _is_party(t, view))
    of_is_patient = undergoes
    for preposition, inner in clause.prepositions(noun):
        if view.is_time(inner):
            continue
        word = preposition.lower
        if word == "by":
            _act(inner, trigger, view, found)
        elif word == "of":
            if of_is_patient:
                _undergo(inner, trigger, view, found)
            elif view.acts(inner):
                found.actors.extend(clause.conjuncts(inner))
            else:
                found.objects.extend(clause.conjuncts(inner))
        elif word in ("between", "among"):
            found.actors.extend(clause.conjuncts(inner))
            found.reciprocal = True
        elif word == "with":
            _with(trigger, inner, view, found)
        elif word in ("against", "on", "to", "at", "over") and (
            view.acts(inner) or (inner.i in view.places and word != "at")
        ):
            if row is not None and row.type:
                _receive(inner, view, found)
        elif word in ("on", "against") and inner.pos in ("NOUN", "PROPN") and row is not None and row.type == "ASSAULT":
            found.objects.extend(clause.conjuncts(inner))
        elif word == "for" and view.acts(inner) and row is not None and row.type in ("SUPPORT", "CONCEDE"):
            _receive(inner, view, found)
        elif word in ("about", "regarding", "on", "over") and row is not None and row.type == "CONSULT":
            _other("topic", inner, found)
        elif word in ("into", "for", "in") and row is not None and row.type in ("ACCUSE", "REQUEST") and word != "in":
            found.objects.extend(clause.conjuncts(inner))


def _of_light(trigger: Trigger, view: View, found: Participants) -> None:
    """The light verb's own clause: its subject acts (or suffers), its phrases name the other side."""
    verb = trigger.clause
    subject = clause.subject(verb)
    if clause.is_passive(verb):
        for child in verb.children:
            if child.dep == "agent" and (by := child.child("pobj")) is not None:
                _act(by, trigger, view, found)
    elif subject is not None and subject is not trigger.head:
        if verb.lemma in ("suffer", "receive", "face", "see", "witness", "experience"):
            if view.acts(subject) and verb.lemma not in ("see", "witness"):
                found.recipients.extend(clause.conjuncts(subject))
        else:
            _act(subject, trigger, view, found)
    _prepositions(trigger, verb, view, found)


def _is_party(token: Token, view: View) -> bool:
    mention = view.mentions.get(token.i)
    if mention is not None:
        return mention.kind in ("person", "organization", "group", "country")
    place = view.places.get(token.i)
    if place is not None:
        return place.as_ in ("demonym", "government") or place.feature == "country"
    return token.name_label == "NORP"


def _kind(token: Token, view: View) -> str:
    mention = view.mentions.get(token.i)
    if mention is not None:
        return mention.kind
    name = view.names.get(token.i)
    return (
        {"PERSON": "person", "GPE": "country", "ORG": "organization", "NORP": "group"}.get(name.label, "")
        if name
        else ""
    )


def _is_place(token: Token, view: View) -> bool:
    place = view.places.get(token.i)
    if place is not None:
        return place.as_ == "location"
    return token.name_label in ("GPE", "LOC", "FAC")


def _is_plain_place(token: Token, view: View) -> bool:
    """A place that is no country: a town does not receive what is done *on* it or *at* it."""
    place = view.places.get(token.i)
    return place is not None and place.as_ == "location" and place.feature != "country"


def _pattern_nouns(trigger: Trigger) -> list[Token]:
    """The nouns after the preposition of a pattern such as *call for*."""
    return [c.child("pobj") for c in trigger.head.children if c in trigger.words and c.child("pobj")]  # type: ignore[misc]


# All


def _settle(trigger: Trigger, view: View, found: Participants) -> None:
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
        several = len(found.actors) > 1 or any(
            t.tag in ("NNS", "NNPS") or t.lower in ("they", "we", "both") for t in found.actors
        )
        if found.recipients or several:
            found.reciprocal = True


def span_of(token: Token, view: View) -> Span:
    """The words that name a participant: the entity's mention, the parser's name, else the phrase without its clauses."""
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
