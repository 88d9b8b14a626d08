"""How sure it is, whether it is affirmed or denied, and its tense seen from the publication date.

The trigger's own clause is read first (modals, negation, adverbs, tense), then each word that governs it: plans,
attempts, failures, refusals, requests. What a governing word makes of its complement is Karttunen's signature in
``verbs.tsv`` and the certainty in ``status.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from dateline.record import Certainty, Polarity, Tense
from dateline.reports import clause
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token

_CERTAINTIES: dict[str, Certainty] = {c: c for c in get_args(Certainty)}
_POLARITIES: dict[str, Polarity] = {p: p for p in get_args(Polarity)}
_TENSES: dict[str, Tense] = {t: t for t in get_args(Tense)}
_RANK = {"certain": 0, "probable": 1, "possible": 2, "underspecified": 3}
_CONDITIONS = frozenset({"if", "unless", "provided", "lest"})
_ASKED = frozenset({"ask", "wonder", "question"})


@dataclass(slots=True)
class Status:
    """The three values, the rule that decided, and the governing words that took part."""

    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    tense: Tense = "underspecified"
    rule: str = "plain"
    governors: list[Token] | None = None

    def weaken(self, certainty: str) -> None:
        """Take the less sure of the two."""
        if certainty and _RANK[certainty] > _RANK[self.certainty]:
            self.certainty = _CERTAINTIES[certainty]


def find(trigger: Trigger, view: View, headline: bool) -> Status:
    """The status of a trigger."""
    chain = governors(trigger, view)
    status = _own(chain[-1] if chain else trigger.clause, view, headline)
    status.governors = chain
    steps = [trigger.clause, *chain]
    for inner, outer in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
        _complement(status, outer, inner, view)
    _support(status, trigger, view)
    if trigger.head is not trigger.clause or trigger.kind in ("noun", "light"):
        _of_noun(status, trigger, view)
    _denied(status, trigger, view)
    _condition(status, steps[-1], trigger, view)
    return status


def governors(trigger: Trigger, view: View) -> list[Token]:
    """The words that govern the trigger's clause, nearest first: *plans* for *visit* in *plans to visit*."""
    found: list[Token] = []
    node = trigger.clause
    for _ in range(6):
        above = _governor(node, view)
        if above is None:
            break
        found.append(above)
        node = above
    return found


def _governor(node: Token, view: View) -> Token | None:
    head = node.head
    if head is node:
        return None
    if node.dep == "conj" and clause.is_verb(head) and not clause.own_subject(node) and not clause.is_finite(node):
        return _governor(head, view)
    if node.dep == "xcomp":
        return head
    if node.dep == "acl" and clause.has_to(node) and head.pos in ("NOUN", "PROPN"):
        return _noun_governor(head)
    if node.dep == "pcomp" and clause.is_verb(head.head) and _is_table_governor(head.head, view):
        return head.head
    if node.dep in ("advcl", "acl", "ccomp") and clause.has_to(node) and head.pos in ("VERB", "ADJ", "AUX"):
        return head if _is_table_governor(head, view) else None
    if node.dep == "ccomp" and clause.is_verb(head) and (row := view.tables.status.get((head.lemma, "governor"))):
        return head if row.over_clause or not clause.is_finite(node) else None
    if node.pos in ("NOUN", "PROPN") and node.dep in ("dobj", "pobj"):
        verb = head.head if node.dep == "pobj" else head
        if clause.is_verb(verb) and _hands_on_noun(verb, node, view):
            return verb
    return None


def _noun_governor(head: Token) -> Token:
    return head


def _is_table_governor(head: Token, view: View) -> bool:
    if (head.lemma, "governor") in view.tables.status or (head.lower, "governor") in view.tables.status:
        return True
    row = view.patterns.row(head)
    return row is not None and bool(row.implicative)


def _hands_on_noun(verb: Token, noun: Token, view: View) -> bool:
    """*planned an attack*, *denied the raid*, *prevented the sale*: the noun has the verb's status."""
    if noun.dep == "pobj" and verb.lemma not in ("call", "plan", "prepare", "hope", "wait", "accuse", "suspect"):
        return False
    status = view.tables.status.get((verb.lemma, "governor"))
    if status is not None and status.over_noun:
        determiner = noun.child("det")
        return determiner is None or determiner.lower != "the" or verb.lemma == "fear"
    row = view.patterns.row(verb)
    return row is not None and ((row.implicative in ("-+", "-o") and not row.type) or row.cue_class == "denial")


# The clause itself


def _own(verb: Token, view: View, headline: bool) -> Status:
    status = Status()
    if not clause.is_verb(verb) and verb.pos not in ("AUX", "ADJ"):
        status.tense = _around(verb)
        return status
    predicate = verb
    if verb.pos == "ADJ" and verb.head.pos in ("AUX", "VERB"):
        predicate = verb.head
    status.tense = _tense(predicate, view, headline)
    if verb.dep == "advcl" and clause.has_to(verb):
        status.rule = "purpose"
    if _is_without(verb):
        status.polarity, status.rule = "negative", "without"
    _words(status, predicate, view)
    if predicate is not verb:
        _words(status, verb, view)
    return status


def _words(status: Status, verb: Token, view: View) -> None:
    """Modals, negation and adverbs on the verb."""
    table = view.tables.status
    children = list(verb.children)
    if verb.dep == "conj" and clause.is_verb(verb.head) and not any(c.dep in ("aux", "auxpass") for c in children):
        children.extend(c for c in verb.head.children if c.tag == "MD" and not clause.own_subject(verb))
    for child in children:
        if child.dep == "neg" or child.lower in ("not", "n't", "never"):
            status.polarity, status.rule = "negative", "negation"
        elif child.tag == "MD" and (row := table.get((child.lower, "modal"))) is not None:
            status.weaken(row.certainty)
            status.rule = f"modal {child.lower}"
        elif child.dep == "advmod" and (row := table.get((child.lower, "adv"))) is not None:
            status.weaken(row.certainty)
            if row.polarity:
                status.polarity = _POLARITIES[row.polarity]
            status.rule = f"adverb {child.lower}"
        elif (
            child.dep in ("nsubj", "nsubjpass", "dobj")
            and any(d.dep == "det" and d.lower == "no" for d in child.children)
        ) or (child.dep in ("nsubj", "nsubjpass") and child.lower in ("nobody", "none", "neither")):
            status.polarity, status.rule = "negative", "negation"


def _is_without(verb: Token) -> bool:
    """*left without signing*: it was not signed."""
    return verb.dep == "pcomp" and verb.head.lower == "without"


def _tense(verb: Token, view: View, headline: bool, depth: int = 0) -> Tense:
    aux = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    has_have = any(c.lemma in ("have", "'ve") or c.lower in ("has", "had", "'ve") for c in aux)
    modal = next((c for c in aux if c.tag == "MD"), None)
    if modal is not None:
        row = view.tables.status.get((modal.lower, "modal"))
        if has_have and modal.lower not in ("will", "shall", "'ll"):
            return "past"
        if row is not None and row.tense:
            return _TENSES[row.tense]
        return "future"
    if verb.tag == "VBD" or any(c.tag == "VBD" for c in aux) or has_have:
        return "past"
    going = verb.child("xcomp")
    if verb.tag in ("VBZ", "VBP") or any(c.tag in ("VBZ", "VBP") for c in aux):
        infinitive = headline and going is not None and verb.lemma == "be"
        return "future" if infinitive else ("past" if headline else "present")
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl", "advcl", "ROOT") and not any(c.tag == "VB" for c in aux):
        return "past"
    if verb.tag == "VBN" and verb.dep == "conj":
        return _tense(verb.head, view, headline, depth + 1) if depth < 5 and clause.is_verb(verb.head) else "past"
    if clause.has_to(verb) and (verb.dep == "advcl" or (headline and (verb.is_root or verb.dep == "ROOT"))):
        return "future"  # what is aimed at (*flew home to meet the miners*), or a headline's plan
    if verb.head is not verb and depth < 5:
        above = next((a for a in verb.ancestors() if clause.is_verb(a) or a.pos == "AUX"), None)
        if above is not None and (not clause.has_to(verb)):
            return _tense(above, view, headline, depth + 1)
    return "underspecified"


def _around(noun: Token) -> Tense:
    """The tense of an eventive noun that no verb asserts: past unless the sentence's verb says otherwise."""
    above = next((a for a in noun.ancestors() if clause.is_verb(a) or a.pos == "AUX"), None)
    if above is None:
        return "underspecified"
    if any(c.tag == "MD" for c in above.children):
        return "underspecified"
    return "past"


# What governs it


def _complement(status: Status, outer: Token, inner: Token, view: View) -> None:
    """From the governing word's status to its complement's."""
    row = view.tables.status.get((outer.lemma, "governor")) or view.tables.status.get((outer.lower, "governor"))
    verb = view.patterns.row(outer)
    verb = verb if verb is not None and verb.implicative else None
    sign = "o"
    if verb is not None:
        sign = verb.implicative[0 if status.polarity != "negative" else 1]
        if verb.implicative[0] == verb.implicative[1]:
            sign = verb.implicative[0]
    elif row is None:
        sign = "+" if status.polarity != "negative" else "-"
    if verb is not None and (verb.has("begin") or verb.has("continue") or verb.has("end")):
        status.rule = f"aspect {outer.lemma}"
        if sign == "-":
            status.polarity = "negative"
    elif sign in "+-":
        status.polarity = "positive" if sign == "+" else "negative"
        status.rule = f"implicative {outer.lemma}"
    else:
        status.weaken(row.certainty if row is not None else "underspecified")
        if row is not None and row.polarity:
            status.polarity = _POLARITIES[row.polarity]
        if row is not None and row.tense:
            status.tense = _TENSES[row.tense]
        status.rule = f"governor {outer.lemma}"
    if any(c.dep == "aux" and c.lower == "have" for c in inner.children):
        status.tense = "past"
    for child in inner.children:
        if child.dep == "neg":
            status.polarity = "positive" if status.polarity == "negative" else "negative"


def _support(status: Status, trigger: Trigger, view: View) -> None:
    governor = view.tables.status.get((trigger.clause.lemma, "governor"))
    if trigger.kind == "light" and governor is not None and governor.tense == "future" and status.tense == "past":
        status.tense, status.rule = "future", f"governor {trigger.clause.lemma}"
    if trigger.support is not None and trigger.support.has("light") and trigger.clause.lemma == "announce":
        status.tense = "underspecified"


def _of_noun(status: Status, trigger: Trigger, view: View) -> None:
    """Adjectives and determiners of an eventive noun: *alleged*, *possible*, *planned*, *no*."""
    for child in trigger.head.children:
        row = view.tables.status.get((child.lower, "adj"))
        if row is None or child.dep not in ("amod", "det", "nmod", "compound"):
            continue
        status.weaken(row.certainty)
        if row.polarity:
            status.polarity = _POLARITIES[row.polarity]
        if row.tense:
            status.tense = _TENSES[row.tense]
        elif child.dep == "amod" and row.certainty:
            status.tense = "underspecified"
        status.rule = f"adjective {child.lower}"


def _denied(status: Status, trigger: Trigger, view: View) -> None:
    """What a denial covers did not happen, according to its source."""
    attribution = view.content_of(trigger.head)
    if attribution is None or attribution.cue_class != "denial" or trigger.head.i in view.cues:
        return
    if status.rule.startswith(("implicative deny", "governor deny")):
        return
    status.polarity = "negative" if status.polarity != "negative" else "positive"
    status.rule = "denial"


def _condition(status: Status, top: Token, trigger: Trigger, view: View) -> None:
    node = top
    for _ in range(8):
        marks = [c for c in node.children if c.dep in ("mark", "advmod") and c.lower in _CONDITIONS]
        if marks and node.dep in ("advcl", "ROOT", "ccomp"):
            status.certainty, status.rule = "underspecified", "condition"
            if status.tense != "past":
                status.tense = "future"
            return
        whether = [c for c in node.children if c.dep == "mark" and c.lower == "whether"]
        if whether:
            status.certainty, status.rule = "underspecified", "question"
            return
        if node.head is node or node.dep not in ("conj", "xcomp", "dobj", "nsubj", "nsubjpass"):
            break
        node = node.head
    sentence = view.parse.sentences[trigger.head.sentence]
    last = view.parse.tokens[sentence.end - 1]
    if last.text == "?" or (sentence.end - sentence.first > 1 and view.parse.tokens[sentence.end - 2].text == "?"):
        status.certainty, status.rule = "underspecified", "question"
        return
    for child in top.children:
        if child.dep == "advcl" and any(m.dep == "mark" and m.lower in _CONDITIONS for m in child.children):
            modal = next((c for c in top.children if c.tag == "MD"), None)
            if modal is not None and status.certainty == "certain":
                status.certainty, status.tense, status.rule = "possible", "future", "condition"
