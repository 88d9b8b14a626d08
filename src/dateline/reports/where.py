"""Where it happened, and the legs of a motion."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.record import Precision, Span, WhereBasis, WhereRelation
from dateline.reports import clause
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token
from dateline.text.reading import PlaceDraft

_IN = frozenset({"in", "at", "inside", "within", "on", "across", "throughout", "outside", "aboard"})
_NEAR = frozenset({"near", "outside", "around", "off", "beside"})
_PRECISION: dict[str | None, Precision] = {
    "facility": "facility", "city": "city", "region": "region", "country": "country",
    "water": "region", "landform": "region", "continent": "region", None: "none",
}  # fmt: skip


@dataclass(slots=True)
class Where:
    """The place of a trigger as the record has it."""

    place: Span | None = None
    relation: WhereRelation | None = None
    basis: WhereBasis = "none"
    precision: Precision = "none"
    from_: Span | None = None
    to: Span | None = None
    via: list[Span] = field(default_factory=list)
    rule: str = "none"

    def put(self, place: PlaceDraft, relation: WhereRelation, rule: str) -> None:
        """Set the place unless there is one."""
        if self.place is None:
            self.place, self.relation, self.basis, self.rule = place.span, relation, "explicit", rule
            self.precision = _PRECISION[place.feature]


def find(trigger: Trigger, view: View) -> Where:
    """The place of a trigger: none is better than one that belongs to another clause."""
    where = Where()
    argument, relation = view.tables.located.get(trigger.frame, ("", ""))
    hosts = [trigger.clause] if trigger.clause is trigger.head else [trigger.head, trigger.clause]
    motion = argument == "motion" or trigger.frame in ("enter", "reach", "leave", "flee", "cross", "visit", "tour")
    for host in hosts:
        for preposition, inner in clause.prepositions(host):
            _phrase(where, preposition, inner, view, motion, trigger)
        for child in host.children:
            if child.dep == "advmod" and child.lower in ("home", "there"):
                continue
            if child.dep in ("compound", "nmod") and host.pos in ("NOUN", "PROPN"):
                place = _place(child, view)
                if place is not None and place.feature != "country":
                    where.put(place, "in", "compound")
    if argument == "object":
        _object(where, trigger, view, relation)
    if where.place is None and trigger.kind in ("verb", "light"):
        _object_phrases(where, trigger, view)
    if where.place is None and not motion:
        _there(where, trigger.clause, view)
    if where.place is None and where.to is None and where.from_ is not None and relation == "from":
        where.place = where.from_
    return where


def _there(where: Where, verb: Token, view: View) -> None:
    """*travelled to Port Azul, where they inspected the frigate*: the clause lies where its antecedent does."""
    if verb.dep not in ("relcl", "advcl") or not any(c.lower == "where" for c in verb.children):
        return
    place, near = _named(verb.head, view) if verb.head.pos in ("NOUN", "PROPN") else _goal(verb.head, view)
    if place is not None:
        where.put(place, "near" if near else "in", "where")


def _goal(verb: Token, view: View) -> tuple[PlaceDraft | None, bool]:
    """Where a motion ends: *flew to an airfield near Port Azul*."""
    joints = (
        inner for preposition, inner in clause.prepositions(verb) if preposition.lower in ("to", "into", "in", "at")
    )
    return next((found for inner in joints if (found := _named(inner, view))[0] is not None), (None, False))


def _phrase(where: Where, preposition: Token, inner: Token, view: View, motion: bool, trigger: Trigger) -> None:
    place, near = _named(inner, view)
    if place is None:
        return
    word = preposition.lower
    rule = f"phrase {word}"
    if (
        word in ("to", "into", "toward", "towards", "onto", "for")
        and motion
        and (word != "for" or trigger.frame == "leave")
    ):
        where.to = where.to or place.span
        where.place = None
        where.put(place, "near" if near else "to", rule)
    elif word == "from" and motion:
        where.from_ = where.from_ or place.span
        if view.tables.located.get(trigger.frame) == ("motion", "from") or trigger.frame in ("leave", "flee"):
            where.put(place, "from", rule)
    elif word in ("through", "via") and motion:
        where.via.append(place.span)
        where.put(place, "through", rule)
    elif word in _IN:
        arrives = motion and trigger.frame in ("arrive", "land")
        if arrives:
            where.to = where.to or place.span
        where.put(place, "near" if near else ("to" if arrives else "in"), rule)
    elif word in _NEAR:
        where.put(place, "near", rule)
    elif word in ("against", "on", "of") and trigger.kind != "verb" and _is_target(trigger, view):
        where.put(place, "in", rule)


def _is_target(trigger: Trigger, view: View) -> bool:
    return view.tables.located.get(trigger.frame) == ("object", "in")


def _object(where: Where, trigger: Trigger, view: View, relation: str) -> None:
    """*left Port Azul*, *visited Estland*, *shelled the port of Port Azul*: the object is the place."""
    verb = trigger.clause
    token = clause.own_subject(verb) if clause.is_passive(verb) and trigger.kind == "verb" else None
    if token is None:
        token = clause.direct_object(verb) if trigger.kind == "verb" else None
    if trigger.kind != "verb":
        pairs = [i for p, i in clause.prepositions(trigger.head) if p.lower in ("on", "of", "to", "against")]
        token = pairs[0] if pairs else None
    if token is None:
        return
    place, near = _named(token, view)
    if place is None:
        return
    if relation == "from":
        where.from_ = place.span
        where.put(place, "from", "object")
    elif relation == "to":
        where.to = place.span
        where.put(place, "to", "object")
    elif relation == "through":
        where.via.append(place.span)
        where.put(place, "through", "object")
    else:
        where.put(place, "near" if near else "in", "object")


def _object_phrases(where: Where, trigger: Trigger, view: View) -> None:
    """*visited a plant in Port Azul*: the place hangs on the object."""
    for child in trigger.clause.children:
        if child.dep in ("dobj", "nsubjpass", "pobj") and child not in trigger.words:
            for preposition, inner in clause.prepositions(child):
                if preposition.lower in ("in", "at", "near"):
                    place, near = _named(inner, view)
                    if place is not None:
                        where.put(place, "near" if near or preposition.lower == "near" else "in", "object phrase")


def _named(token: Token, view: View) -> tuple[PlaceDraft | None, bool]:
    """The place that a phrase names, or by which it says where it is (*an airfield near Odesa*: near)."""
    place = _place(token, view)
    if place is not None:
        return place, False
    appositive = token.child("appos")
    if appositive is not None and (place := _place(appositive, view)) is not None:
        return place, False
    for child in token.children:
        if (
            child.dep in ("compound", "nmod")
            and (place := _place(child, view)) is not None
            and place.feature != "country"
        ):
            return place, False
    for preposition, inner in clause.prepositions(token):
        if preposition.lower in ("in", "of", "at", "near", "outside", "off"):
            found, near = _named(inner, view)
            if found is not None:
                return found, near or preposition.lower not in ("in", "of", "at")
    for child in token.children:
        if child.lower in ("close", "next") and child.dep in ("amod", "advmod"):
            for _, inner in clause.prepositions(child):
                found, _ = _named(inner, view)
                if found is not None:
                    return found, True
    for child in token.children:
        if child.dep == "poss" and (place := _place(child, view)) is not None and not view.acts(token):
            return place, False
    return None, False


def _facility(token: Token, view: View) -> PlaceDraft | None:
    """The place of a facility that has one under its name: *Verin station*, *the Lom Cosmodrome*."""
    mention = view.mentions.get(token.i)
    if mention is None or mention.kind != "facility":
        return None
    inside = (view.places.get(t.i) for t in view.parse.tokens_in(mention.span))
    found = [p for p in inside if p is not None and p.feature not in ("country", "continent")]
    return found[0] if found else None


def _place(token: Token, view: View) -> PlaceDraft | None:
    place = view.places.get(token.i) or _facility(token, view)
    return place if place is not None and place.as_ == "location" else None
