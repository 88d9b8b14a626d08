"""Which words say that something happened: verbs, eventive nouns, light verbs with their nouns, figures.

Nothing happens in a state, a property or a background clause; reporting verbs make attributions, aspectual and
modal ones make status. Each of these is a reason, a function, to take a word for no trigger.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.verbs import Verb
from dateline.record import Span
from dateline.reports import clause
from dateline.reports.view import View
from dateline.text.parse import Sentence, Token

_SKIPPED = frozenset({"aux", "auxpass", "prep", "amod", "compound", "mark", "case", "agent", "advmod", "det", "nmod"})
_EVENT_TIMES = frozenset({"after", "following", "during", "at", "before", "since", "in", "amid", "by", "with"})
_ASSERTING = frozenset({"after", "before", "by", "without", "since", "upon", "following", "until", "while"})
_JOINTS = frozenset({"from", "to", "in", "on", "of", "with", "against"})
_CONDITIONS = frozenset({"if", "unless", "when", "as", "while", "after", "once", "because"})


@dataclass(slots=True)
class Trigger:
    """What says that something happened.

    ``head`` bears the event; ``clause`` is the predicate by whose clause it is dated, placed and asserted (the light
    verb, the verb that only says that it took place, else ``head``); ``words`` make up the trigger.
    """

    head: Token
    clause: Token
    words: list[Token]
    frame: str
    row: Verb | None
    kind: str
    support: Verb | None = None
    span: Span = (0, 0)

    def __post_init__(self) -> None:
        words = sorted(self.words, key=_number)
        if words[-1].i - words[0].i > len(words) + 3:
            words = [w for w in words if w is self.head]
        self.span = (words[0].start, words[-1].end)


def _number(token: Token) -> int:
    return token.i


def find(sentence: Sentence, view: View) -> list[Trigger]:
    """The triggers of a sentence, in order; one a happening."""
    return _Finder(sentence, view).run()


class _Finder:
    def __init__(self, sentence: Sentence, view: View) -> None:
        self.view = view
        self.row_of = view.patterns.row
        self.tokens = view.parse.sentence_tokens(sentence)
        self.headline = sentence.part == "headline"
        self.taken: set[int] = set()
        self.background: set[int] = set()
        self.found: list[Trigger] = []

    def run(self) -> list[Trigger]:
        for token in self.tokens:
            if clause.is_verb(token) and token.dep not in _SKIPPED and token.i not in self.taken:
                self._verb(token)
        for token in self.tokens:
            if token.pos in ("NOUN", "PROPN") and token.i not in self.taken:
                self._noun(token)
        return sorted(self.found, key=_start)

    # Verbs

    def _verb(self, verb: Token) -> None:
        row, matched = self.view.patterns.match(verb)
        if self._is_anonymity(verb) or self._is_denial(verb, row):
            return
        if self._is_background(verb, row):
            self.background.add(verb.i)
            return
        if self._with_noun(verb, row, matched) or self._occurs(verb, row):
            return
        if not self._says_something_happened(verb, row):
            return
        words = [verb, *(w for w in matched if w.dep == "prt" or _is_bare_object(w, verb))]
        if row is None and (particle := verb.child("prt")) is not None:
            words.append(particle)
        frame = row.frame if row is not None and row.frame else "_".join(w.lemma for w in words)
        ended = self._ended(verb)
        if ended is not None:
            words.append(ended)
        self._add(Trigger(verb, verb, words, frame, row, "verb"))

    def _with_noun(self, verb: Token, row: Verb | None, matched: list[Token]) -> bool:
        """*held talks*, *an attack was launched*, *the raid carried out by …*: one report, of the noun."""
        if row is None:
            return False
        if len(row.words) > 1 and row.frame:
            noun = next(
                (
                    w
                    for w in matched
                    if w.pos == "NOUN" and (w.dep in ("dobj", "nsubjpass") or _is_agreed(w, row)) and self._is_event(w)
                ),
                None,
            )
            if noun is None:
                return False
            self._add_light(verb, noun, row.frame, row, row)
            return True
        if not row.has("light"):
            return False
        noun = _event_object(verb)
        noun_row = self._noun_row(noun) if noun is not None else None
        if noun is None or noun_row is None or not noun_row.frame or noun_row.frame == "figure":
            return False
        if row.has("state") and noun.dep == "dobj" and any(c.dep == "det" and c.lower == "the" for c in noun.children):
            return False  # takes the threat seriously
        self._add_light(verb, noun, noun_row.frame, noun_row, row)
        return True

    def _add_light(self, verb: Token, noun: Token, frame: str, row: Verb, support: Verb) -> None:
        words = [verb, noun] if noun.dep in ("dobj", "pobj") and noun.i > verb.i else [noun]
        words.extend(self.view.patterns.match(noun)[1])
        self.taken.add(verb.i)
        self._add(Trigger(noun, verb, words, frame, row, "light", support))

    def _occurs(self, verb: Token, row: Verb | None) -> bool:
        """*The talks took place / began / ended*, *began the talks*: the verb only says so; the noun is the report."""
        if row is None or not any(row.has(a) for a in ("occur", "begin", "end", "continue")):
            return False
        noun = verb.child("dobj") or clause.own_subject(verb)
        if row.has("occur"):
            noun = clause.own_subject(verb)
        if noun is None:
            return False
        noun = clause.antecedent(noun)
        noun_row = self._noun_row(noun)
        if noun_row is None or not noun_row.frame or noun_row.frame == "figure":
            return False
        words = [noun, *self.view.patterns.match(noun)[1]]
        self.taken.add(verb.i)
        self._add(Trigger(noun, verb, words, noun_row.frame, noun_row, "noun", row))
        return True

    def _says_something_happened(self, verb: Token, row: Verb | None) -> bool:
        if row is None:
            return verb.i not in self.view.cues and len(verb.lemma) > 2
        if not row.frame:
            return False
        if row.cue_class and not row.type and self._reports(verb):
            return False
        return not (row.implicative and self._governs(verb, row))

    def _reports(self, verb: Token) -> bool:
        """A verb of saying that says: it has content; *showed him the plan*, *unveiled a jet* have an object."""
        if any(c.dep == "dative" and c.pos != "ADP" for c in verb.children):
            return False
        if verb.child("ccomp") is not None:
            return True
        return verb.i in self.view.cues and clause.direct_object(verb) is None and not clause.is_passive(verb)

    def _governs(self, verb: Token, row: Verb) -> bool:
        """Whether an implicative verb hands its event to a complement: *agreed to send* is one report, of *send*.

        A request with an addressee is a report beside what is asked for.
        """
        complement = verb.child("xcomp", "ccomp")
        if complement is None:
            joints = (c for c in verb.children if c.dep == "prep" and c.lower in _JOINTS)
            complement = next((p for c in joints if (p := c.child("pcomp"))), None)
        if complement is None or not clause.is_verb(complement):
            return False
        if clause.is_finite(complement) and complement.dep == "ccomp":
            return not row.type
        return row.type not in ("REQUEST", "ACCUSE", "AID", "COERCE") and not (
            row.type == "AGREE" and row.object == "recipient"
        )

    def _ended(self, verb: Token) -> Token | None:
        """*would stop fighting*: both words, when the end is still to come."""
        head = verb.head
        if verb.dep != "xcomp" or verb.tag != "VBG" or head.i != verb.i - 1:
            return None
        row = self.row_of(head)
        return head if row is not None and row.has("end") and any(c.tag == "MD" for c in head.children) else None

    def _is_denial(self, verb: Token, row: Verb | None) -> bool:
        """*denied that it had shelled the port*: an attribution; what is denied is the report, negative."""
        if row is None or row.cue_class != "denial" or verb.i not in self.view.cues:
            return False
        return verb.child("ccomp", "xcomp") is not None or clause.direct_object(verb) is None

    def _is_anonymity(self, verb: Token) -> bool:
        """*who asked not to be named*, *speaking on condition of anonymity*: how a source is given, no happening."""
        table = self.view.tables.anonymity
        complement = verb.child("xcomp")
        for one in (verb, complement):
            if one is None:
                continue
            if table.get(one.lemma) == "hidden" and one.tag == "VBN" and self._refused(one):
                return True
            near = [w for c in one.children for w in (c, *c.children, *(d for e in c.children for d in e.children))]
            if any(table.get(w.lower) == "word" and (w.head is one or not clause.is_verb(w.head)) for w in near):
                return True
        return False

    def _refused(self, verb: Token) -> bool:
        if verb.child("oprd", "attr") is not None or not clause.is_passive(verb):
            return False
        governor = verb.head if verb.dep == "xcomp" else None
        negated = any(c.dep == "neg" for v in (verb, governor) if v is not None for c in v.children)
        row = self.row_of(governor) if governor is not None and clause.is_verb(governor) else None
        return negated or (row is not None and row.implicative[:1] == "-")

    # Background: what a clause only mentions

    def _is_background(self, verb: Token, row: Verb | None) -> bool:
        if verb.dep == "conj" and verb.head.i in self.background and not clause.own_subject(verb):
            return True
        reasons = (
            self._is_unasserted,
            self._is_property,
            self._is_modifier,
            self._is_mere_cause,
            self._is_vague,
            self._is_means,
            self._is_swapped,
        )
        return any(reason(verb, row) for reason in reasons)

    def _is_unasserted(self, verb: Token, row: Verb | None) -> bool:
        """An infinitive or gerund that nothing plans, asks for, begins, ends or purposes: *ways to cooperate*."""
        head = verb.head
        if verb.dep == "pcomp":
            above = head.head
            governs = (
                clause.is_verb(above)
                and (known := self.row_of(above)) is not None
                and (known.implicative or known.type)
            )
            return head.lower not in _ASSERTING and not governs
        if verb.tag == "VBG" and verb.dep in ("csubj", "csubjpass"):
            return True
        if verb.tag == "VBG" and verb.dep == "xcomp" and clause.is_verb(head):
            known = self.row_of(head)
            return known is not None and known.has("state") and not known.implicative
        if not clause.has_to(verb):
            return False
        if any(c.dep == "mark" and c.lower == "for" for c in verb.children):
            return not (clause.is_verb(head) and (known := self.row_of(head)) is not None and known.type == "REQUEST")
        if verb.dep in ("xcomp", "acl"):
            return not self._governed(verb)
        if verb.dep in ("advcl", "relcl"):
            doer = clause.subject(verb)
            return row is None or not row.frame or doer is None or not self.view.acts(doer)
        return verb.dep in ("csubj", "appos", "pobj", "dep", "attr") and not self.headline

    def _governed(self, verb: Token) -> bool:
        """An infinitive counts under a verb, adjective or noun that asks, plans, manages or fails."""
        head = verb.head
        status = self.view.tables.status
        if (head.lemma, "governor") in status or (head.lower, "governor") in status:
            return True
        row = self.row_of(head)
        if row is not None and (row.implicative or row.has("begin") or row.has("continue") or row.has("end")):
            return True
        return (
            clause.is_verb(head) and row is not None and verb.dep == "xcomp" and row.type in ("AID", "REQUEST", "AGREE")
        )

    def _is_property(self, verb: Token, row: Verb | None) -> bool:
        """The plain present tells a property (*a theatre that seats 300*), but in a headline a happening."""
        if self.headline or verb.tag not in ("VBZ", "VBP", "VBN"):
            return False
        if verb.tag == "VBN":
            be = next((c for c in verb.children if c.dep == "auxpass"), None)
            if be is None or be.tag not in ("VBZ", "VBP") or verb.child("aux") is not None:
                return False
        elif verb.child("aux", "auxpass") is not None:
            return False
        if verb.dep == "relcl":
            return True
        if any(c.dep in ("mark", "advmod") and c.lower in _CONDITIONS for c in verb.children):
            return False
        return row is None

    def _is_modifier(self, verb: Token, row: Verb | None) -> bool:
        """A participle that only tells which one (*missiles designed to reach it*), without agent, time or place."""
        if verb.dep != "acl" or verb.tag != "VBN":
            return False
        if verb.lemma == "accompany":
            return True
        if row is not None and row.type:
            return False
        for child in verb.children:
            if child.dep == "agent" and (by := child.child("pobj")) is not None and self.view.acts(by):
                return False
            inner = child.child("pobj") if child.dep == "prep" else child
            if inner is not None and self.view.is_time(inner) and row is not None:
                return False
        return True

    def _is_mere_cause(self, verb: Token, row: Verb | None) -> bool:
        """A thing as the subject makes nothing happen but harm: *weapons that could feed the war*."""
        if clause.is_passive(verb):
            return False
        doer = clause.own_subject(verb) or (verb.head if verb.dep == "acl" else None)
        if doer is None or clause.direct_object(verb) is None:
            return False
        doer = clause.antecedent(doer)
        if self.view.acts(doer) or doer.lower in ("it", "this", "that", "which"):
            return False
        if row is not None and (row.frame in self.view.tables.effects or row.frame in self.view.tables.movers):
            return False
        told = verb.dep in ("ROOT", "conj") and verb.tag == "VBD" and self._is_thing(doer)
        if told and row is not None and verb.child("aux") is None:
            return False
        patient = clause.direct_object(verb)
        typed = row is not None and row.type and (row.object != "person" or (patient and self.view.acts(patient)))
        return not typed or verb.dep in ("relcl", "acl")

    def _is_thing(self, noun: Token) -> bool:
        """A thing rather than an event or an idea, as far as the table of nouns tells."""
        return noun.tag in ("NN", "NNS") and self.row_of(noun) is None

    def _is_vague(self, verb: Token, row: Verb | None) -> bool:
        """A verb that no table knows counts with somebody in its clause alone."""
        if row is not None:
            return False
        doer = clause.subject(verb)
        if doer is not None and self.view.acts(doer):
            return False
        if any(c.dep == "agent" and (by := c.child("pobj")) is not None and self.view.acts(by) for c in verb.children):
            return False
        patient = clause.direct_object(verb)
        return patient is None or not self.view.acts(patient)

    def _is_means(self, verb: Token, row: Verb | None) -> bool:
        """*use the visit to show unity*: the visit is the report."""
        used = clause.direct_object(verb)
        return row is not None and row.frame == "use" and used is not None and self._is_event(used)

    def _is_swapped(self, verb: Token, row: Verb | None) -> bool:
        """In a reworded text, a word put in for another may be no verb of doing at all (*may gasoline the war*).

        A verb of no type counts there with somebody named in its clause; an infinitive needs its object too, and a
        verb that no table knows the other side or a date.
        """
        if self.view.reading.integrity != "reworded" or (row is not None and row.type):
            return False
        doer, patient = clause.subject(verb), clause.direct_object(verb)
        if clause.is_passive(verb):
            doer, patient = (
                next((by for c in verb.children if c.dep == "agent" and (by := c.child("pobj"))), None),
                doer,
            )
        sides = [t for t in (doer, patient, verb.child("dative")) if t is not None and self._is_named(t)]
        if not sides:
            moves = row is not None and row.frame in self.view.tables.movers and doer is not None and patient is None
            return not moves
        if row is None:
            return len(sides) < 2 and not any(self.view.is_time(c) for c in verb.children)
        transitive = row.object == "object" and row.frame not in self.view.tables.movers
        return transitive and patient is None and not clause.is_finite(verb)

    def _is_named(self, token: Token) -> bool:
        mention = self.view.mentions.get(token.i)
        return (
            bool(self.view.name_of(token))
            or token.pos == "PROPN"
            or (mention is not None and mention.form == "name")
            or (token.tag == "PRP" and self.view.acts(token))
        )

    # Nouns

    def _noun_row(self, noun: Token) -> Verb | None:
        if noun.pos == "PROPN" and noun.text[:1].isupper() and not self.headline:
            return None
        return self.row_of(noun) if noun.pos in ("NOUN", "PROPN") else None

    def _is_event(self, noun: Token) -> bool:
        row = self._noun_row(noun)
        return row is not None and bool(row.frame)

    def _noun(self, noun: Token) -> None:
        if noun.dep in ("compound", "nmod", "npadvmod", "amod"):
            return
        row = self._noun_row(noun)
        if row is None or not row.frame:
            return
        if row.frame == "figure":
            self._figure(noun)
        elif self._noun_counts(noun, row):
            words = [noun, *self.view.patterns.match(noun)[1]]
            self._add(Trigger(noun, noun, words, row.frame, row, "noun"))

    def _noun_counts(self, noun: Token, row: Verb) -> bool:
        """An eventive noun is a report with its participants, or with a consequence of its own."""
        if row.has("state") or self._is_about_another(noun) or self._is_told_by_verb(noun, row):
            return False
        head = noun.head
        if noun.dep == "nsubj" and clause.is_verb(head):
            known = self.row_of(head)
            if known is not None and known.frame in self.view.tables.effects:
                return True
        if self._is_generic(noun):
            return False
        if self._has_participant(noun) or self._is_dated(noun):
            return True
        determiner = noun.child("det")
        if determiner is None or determiner.lower not in ("a", "an", "another", "no"):
            return False
        return determiner.lower == "no" or (noun.dep == "pobj" and head.lower in _EVENT_TIMES)

    def _is_about_another(self, noun: Token) -> bool:
        """*The visit is his third*, *the talks lasted two hours*: about a report that stands elsewhere."""
        if noun.dep == "attr":
            return True
        if noun.dep != "nsubj":
            return False
        row = self.row_of(noun.head) if clause.is_verb(noun.head) else None
        stative = noun.head.pos == "AUX" or (row is not None and row.has("state"))
        return stative and not self._has_participant(noun)

    def _is_told_by_verb(self, noun: Token, row: Verb) -> bool:
        """*signed a treaty*, *a treaty signed in 2020*: the verb tells the same happening."""
        near = [noun.head] if noun.dep in ("dobj", "nsubjpass") else []
        near.extend(c for c in noun.children if c.dep in ("acl", "relcl"))
        for verb in near:
            known = self.row_of(verb) if clause.is_verb(verb) else None
            if known is not None and known.frame and (known.frame == row.frame or known.frame in ("ratify", "attend")):
                return True
        return False

    def _has_participant(self, noun: Token) -> bool:
        for child in noun.children:
            if child.dep == "poss" and child.tag != "PRP$" and not self.view.is_time(child):
                return True
            if child.dep in ("compound", "amod", "nmod") and (
                child.i in self.view.mentions or child.i in self.view.places or child.name_label in ("NORP", "GPE")
            ):
                return True
        for preposition, inner in clause.prepositions(noun):
            word = preposition.lower
            if self.view.is_time(inner):
                continue
            if word in ("of", "by", "between", "against"):
                return True
            if word in ("with", "on", "to", "from", "among", "for", "over") and self._names(inner):
                return True
            if word in ("in", "at", "near") and inner.i in self.view.places:
                return True
        return False

    def _names(self, token: Token) -> bool:
        return token.i in self.view.places or self.view.acts(token)

    def _is_generic(self, noun: Token) -> bool:
        """Nothing is said to have happened: *any attack on*, *the threat of war*, *banned imports of wine*."""
        determiner = noun.child("det")
        if noun.dep == "dobj" and noun.child("det", "poss") is None and clause.is_verb(noun.head):
            known = self.row_of(noun.head)
            if known is not None and known.type and known.implicative[:1] == "-":
                return True
        if determiner is not None and determiner.lower in ("any", "every", "each"):
            return True
        head = noun.head
        return noun.dep == "pobj" and head.lower == "of" and head.head.lemma in self.view.tables.unreal

    def _is_dated(self, noun: Token) -> bool:
        if any(
            c.dep in ("poss", "compound", "nummod", "amod", "npadvmod") and self.view.is_time(c) for c in noun.children
        ):
            return True
        return any(self.view.is_time(inner) and p.lower != "of" for p, inner in clause.prepositions(noun))

    def _figure(self, noun: Token) -> None:
        """*put the toll at 14*: a figure alone is a report, its trigger the counted noun."""
        verb = noun.head if clause.is_verb(noun.head) else noun
        near = [*verb.children, *noun.children]
        if any(t.pos == "NUM" and not self.view.is_time(t) for c in near for t in [c, *c.children]):
            self.found = [t for t in self.found if t.head is not verb]
            self.taken.add(verb.i)
            self._add(Trigger(noun, verb, [noun, *self.view.patterns.match(noun)[1]], noun.lemma, None, "figure"))

    def _add(self, trigger: Trigger) -> None:
        if any(t.span[0] < trigger.span[1] and trigger.span[0] < t.span[1] for t in self.found):
            return
        self.taken.update(w.i for w in trigger.words)
        self.found.append(trigger)


def _start(trigger: Trigger) -> Span:
    return trigger.span


def _is_agreed(noun: Token, row: Verb) -> bool:
    """*agreed on a ceasefire*: the ceasefire is the report, to come."""
    return noun.dep == "pobj" and row.head == "agree"


def _is_bare_object(word: Token, verb: Token) -> bool:
    """*opened fire*, *took hostage*: a bare singular next to its verb belongs to the trigger."""
    return word.i == verb.i + 1 and word.tag == "NN" and not word.children


def _event_object(verb: Token) -> Token | None:
    """The noun that a light verb would be one report with."""
    if clause.is_passive(verb):
        own = clause.own_subject(verb)
        if own is not None:
            return clause.antecedent(own)
        return verb.head if verb.dep == "acl" else None
    found = clause.direct_object(verb)
    if found is None and verb.lemma in ("engage", "embark"):
        preposition = verb.child("prep")
        found = preposition.child("pobj") if preposition is not None else None
    return found
