"""What part a prepositional phrase plays in a happening: *with* whom, *to* whom, *against* what, *about* what."""

from __future__ import annotations

from typing import Literal

from dateline.reports import clause
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token

Role = Literal[
    "", "actor", "party", "recipient", "patient", "object", "companion", "topic", "beneficiary", "instrument"
]

_GIVERS = frozenset({"import", "receive", "request", "acquire", "buy"})
_DIRECTED = frozenset({"to", "against", "on", "upon", "at", "toward", "towards"})
_ABOUT = frozenset({"about", "regarding", "concerning", "over"})


def of_verb(trigger: Trigger, preposition: Token, inner: Token, view: View) -> Role:
    """The role of a phrase on a verb (a light verb too)."""
    word = preposition.lower
    kind = trigger.row.type if trigger.row is not None else ""
    if word == "with":
        return _with(trigger, inner, view)
    if word in _DIRECTED:
        return "recipient" if view.acts(inner) and not _leads(word, trigger, inner, view) else ""
    if word == "alongside":
        return "companion"
    if word in _ABOUT:
        return "topic" if kind else ""
    if word == "for":
        return _for(trigger, preposition, inner, view)
    if word == "into":
        return "object" if kind == "ACCUSE" else ""
    if word == "from" and view.acts(inner) and trigger.frame in _GIVERS:
        return "recipient"
    return ""


def of_noun(trigger: Trigger, preposition: Token, inner: Token, view: View) -> Role:
    """The role of a phrase on an eventive noun."""
    word, row = preposition.lower, trigger.row
    kind = row.type if row is not None else ""
    if word == "by":
        above = trigger.head.head.head
        return "" if inner in clause.strayed_agents(above) else "actor"
    if word == "of":
        undergoes = row is not None and row.object and not row.reciprocal
        return "patient" if undergoes else ("actor" if view.acts(inner) else "object")
    if word in ("between", "among"):
        return "party"
    if word == "with":
        return _with(trigger, inner, view)
    if word in ("against", "on", "to", "at", "over"):
        somebody = view.acts(inner) or (inner.i in view.places and word != "at")
        if somebody:
            return "recipient" if kind else ""
        if kind == "ASSAULT" and word in ("against", "on") and inner.pos in ("NOUN", "PROPN"):
            return "object"
    if word in _ABOUT or word == "on":
        return "topic" if kind == "CONSULT" else ""
    if word == "for" and view.acts(inner) and kind in ("SUPPORT", "CONCEDE"):
        return "recipient"
    return "object" if word in ("into", "for") and kind in ("ACCUSE", "REQUEST") else ""


def _with(trigger: Trigger, inner: Token, view: View) -> Role:
    row = trigger.row
    kind = row.type if row is not None else ""
    acts = view.acts(inner)
    if row is not None and row.reciprocal and (acts or inner.i in view.places):
        return "party"
    if acts:
        return "companion"
    if kind == "AID":
        return "object"
    if inner.pos not in ("NOUN", "PROPN"):
        return ""
    return "instrument" if kind in ("ASSAULT", "COERCE") else ("topic" if kind == "ACCUSE" else "")


def _for(trigger: Trigger, preposition: Token, inner: Token, view: View) -> Role:
    row = trigger.row
    if row is not None and preposition.lower in row.words[1:]:
        return "object"  # called for elections
    return "beneficiary" if view.acts(inner) and not _is_town(inner, view) else ""


def _leads(word: str, trigger: Trigger, inner: Token, view: View) -> bool:
    """Whether the phrase says where something leads or stands, not whom it is done to."""
    row = trigger.row
    typed = row is not None and bool(row.type)
    mutual = row is not None and row.type == "CONSULT"
    moves = trigger.frame in view.tables.movers and view.tables.located.get(trigger.frame, ("",))[0] == "motion"
    if word == "to" and (mutual or moves) and view.kind(inner) != "person":
        return True
    if word in ("to", "on", "at") and not typed and view.is_place(inner):
        return True
    return word in ("on", "at") and _is_town(inner, view)


def _is_town(token: Token, view: View) -> bool:
    """A place that is no country: a town does not receive what is done *on* it or *at* it."""
    place = view.places.get(token.i)
    return place is not None and place.as_ == "location" and place.feature != "country"
