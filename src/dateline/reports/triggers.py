"""Which words say that something happened: verbs, eventive nouns, light verbs with their nouns, figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.knowledge.verbs import Verb
from dateline.record import Span
from dateline.reports import clause
from dateline.reports.view import View
from dateline.text.parse import Sentence, Token

_SKIPPED = frozenset({"aux", "auxpass", "prep", "amod", "compound", "mark", "case", "agent", "advmod", "det"})
_CLAUSE_OBJECTS = ("dobj", "nsubjpass", "attr", "pobj")
_BARE_PREPOSITIONS = frozenset({"after", "following", "during", "at", "before", "since", "in", "amid"})
_FORCEFUL = frozenset({"kill", "displace", "injure", "wound", "damage", "destroy", "leave", "cause", "trigger", "spark",
                       "shake", "force", "claim", "disrupt", "provoke", "flood"})  # fmt: skip


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
    governors: list[tuple[Token, Verb | None]] = field(default_factory=list)

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
        self.verbs = view.tables.verbs
        self.tokens = view.parse.sentence_tokens(sentence)
        self.headline = sentence.part == "headline"
        self.taken: set[int] = set()
        self.found: list[Trigger] = []

    def run(self) -> list[Trigger]:
        for token in self.tokens:
            if clause.is_verb(token) and token.dep not in _SKIPPED:
                self._verb(token)
        for token in self.tokens:
            if token.i not in self.taken and token.pos in ("NOUN", "PROPN"):
                self._noun(token)
        return sorted(self.found, key=_start)

    # Verbs

    def _verb(self, verb: Token) -> None:
        if verb.i in self.taken:
            return
        row, words = self._match(verb)
        if self._light(verb, row) or self._occurs(verb, row):
            return
        if not self._says_something_happened(verb, row):
            return
        frame = row.frame if row is not None and row.frame else verb.lemma
        ended = self._ended(verb)
        if ended is not None:
            words = [ended, *words]
        self._add(Trigger(verb, verb, words, frame, row, "verb"))

    def _match(self, verb: Token) -> tuple[Verb | None, list[Token]]:
        """The longest row whose words hang on the verb, a row with a frame before one without."""
        best: Verb | None = None
        words = [verb]
        for row in self.verbs.get(verb.lemma, "verb"):
            if len(row.words) == 1:
                if best is None:
                    best = row
                break
            matched = _hanging(verb, row.words[1:])
            if matched is not None and (best is None or not best.frame):
                best, words = row, [verb, *matched]
        if best is None and (particle := verb.child("prt")) is not None:
            words = [verb, particle]
        return best, words

    def _light(self, verb: Token, row: Verb | None) -> bool:
        """*held talks*, *an attack was launched*, *the raid carried out by …*: one report, of the noun."""
        if row is None or not row.has("light") or (len(row.words) > 1 and row.frame):
            return False
        noun = self._event_object(verb)
        if noun is None:
            return False
        noun_row = self._noun_row(noun)
        if noun_row is None or not noun_row.frame or noun_row.frame == "figure":
            return False
        words = [verb, noun] if noun.dep in ("dobj", "pobj") else [noun]
        words.extend(_compound_words(noun, noun_row))
        self.taken.add(verb.i)
        self._add(Trigger(noun, verb, words, noun_row.frame, noun_row, "light", support=row))
        return True

    def _event_object(self, verb: Token) -> Token | None:
        if clause.is_passive(verb):
            own = clause.own_subject(verb)
            if own is not None:
                return clause.antecedent(own)
            return verb.head if verb.dep == "acl" else None
        found = verb.child("dobj")
        if found is None and (on := verb.child("prep")) is not None and len(verb.children) and on.lower in ("in", "on"):
            found = on.child("pobj") if verb.lemma in ("engage", "embark") else None
        return clause.antecedent(found) if found is not None else None

    def _occurs(self, verb: Token, row: Verb | None) -> bool:
        """*The talks took place / began / ended / were held*: the verb only says so; the noun is the report."""
        if row is None or not (row.has("occur") or row.has("begin") or row.has("end") or row.has("continue")):
            return self._extra_end(verb, row)
        noun = clause.own_subject(verb)
        if not row.has("occur") and verb.child("dobj") is not None:
            noun = verb.child("dobj")
        if noun is None:
            return False
        noun = clause.antecedent(noun)
        noun_row = self._noun_row(noun)
        if noun_row is None or not noun_row.frame:
            return False
        self.taken.add(verb.i)
        self._add(Trigger(noun, verb, [noun, *_compound_words(noun, noun_row)], noun_row.frame, noun_row, "noun", row))
        return True

    def _extra_end(self, verb: Token, row: Verb | None) -> bool:
        return False

    def _says_something_happened(self, verb: Token, row: Verb | None) -> bool:  # noqa: PLR0911 - one return a reason
        if row is not None:
            if not row.frame:
                return False
            if row.has("state") and not row.frame:
                return False
            if row.cue_class and not row.type and self._is_cue(verb):
                return False
            if row.implicative and self._governs(verb, row):
                return False
        elif verb.i in self.view.cues:
            return False
        if verb.dep in ("xcomp", "acl") and clause.has_to(verb) and not self._governed(verb):
            return False
        if verb.dep in ("relcl", "acl", "advcl", "ccomp", "parataxis", "ROOT", "conj") and self._is_property(verb, row):
            return False
        if verb.dep == "advcl" and clause.has_to(verb):
            return row is not None and bool(row.frame)
        return not (row is None and len(verb.lemma) < 3)

    def _is_cue(self, verb: Token) -> bool:
        """A reporting verb that reports: it has content, or an attribution was found on it."""
        if verb.i in self.view.cues:
            return True
        return verb.child("ccomp") is not None

    def _governs(self, verb: Token, row: Verb) -> bool:
        """Whether an implicative verb hands its event to a complement: *agreed to send* is one report, of *send*.

        A request with an addressee is a report beside what is asked for.
        """
        complement = verb.child("xcomp") or verb.child("ccomp")
        if complement is None and verb.child("prep") is not None:
            complement = next((c.child("pcomp") for c in verb.children if c.dep == "prep" and c.child("pcomp")), None)
        if complement is None or not clause.is_verb(complement):
            return False
        if clause.is_finite(complement) and complement.dep == "ccomp":
            return not row.type
        if row.type in ("REQUEST", "ACCUSE"):
            return False
        if row.type == "AID":
            return False
        if row.type == "AGREE" and row.object == "recipient":
            return False
        return True

    def _governed(self, verb: Token) -> bool:
        """An infinitive counts under a verb, adjective or noun that asks, plans, manages, fails …"""
        head = verb.head
        pos = "noun" if head.pos in ("NOUN", "PROPN") else "verb"
        if any(row.implicative or row.has("begin") or row.has("continue") or row.has("end")
               for row in self.verbs.get(head.lemma, pos)):  # fmt: skip
            return True
        if (head.lemma, "governor") in self.view.tables.status:
            return True
        if pos == "noun":
            return False
        return clause.is_verb(head) and verb.dep == "xcomp" and head.lemma not in ("have", "use")

    def _is_property(self, verb: Token, row: Verb | None) -> bool:
        """The plain present tells a property (*a theatre that seats 300*), but in a headline a happening."""
        if self.headline or clause.is_passive(verb) and verb.tag == "VBN" and not clause.is_finite(verb):
            return False
        finite = verb.tag in ("VBZ", "VBP") and verb.child("aux", "auxpass") is None
        passive = next((c for c in verb.children if c.dep == "auxpass" and c.tag in ("VBZ", "VBP")), None)
        present = finite or (passive is not None and verb.child("aux") is None)
        if not present:
            return False
        if verb.dep == "relcl":
            return True
        if verb.dep == "advcl" and any(c.dep == "mark" and c.lower in ("if", "unless", "when") for c in verb.children):
            return False
        return row is None

    def _ended(self, verb: Token) -> Token | None:
        """*would stop fighting*: both words, when the end is still to come."""
        head = verb.head
        if verb.dep != "xcomp" or verb.tag != "VBG" or not any(r.has("end") for r in self.verbs.get(head.lemma, "verb")):
            return None
        return head if any(c.tag == "MD" for c in head.children) and verb.i == head.i + 1 else None

    # Nouns

    def _noun_row(self, noun: Token) -> Verb | None:
        lemma = noun.lemma if noun.pos == "NOUN" else noun.lower
        if noun.pos == "PROPN" and noun.text[:1].isupper() and noun.text.lower() != noun.text and not self.headline:
            return None
        for row in self.verbs.get(lemma, "noun"):
            if len(row.words) == 1 or _compound_words(noun, row):
                return row
        return None

    def _noun(self, noun: Token) -> None:
        if noun.dep in ("compound", "nmod", "poss", "npadvmod", "amod"):
            return
        row = self._noun_row(noun)
        if row is None or not row.frame:
            return
        if row.frame == "figure":
            self._figure(noun, row)
            return
        if not self._noun_counts(noun, row):
            return
        words = [noun, *_compound_words(noun, row)]
        self._add(Trigger(noun, noun, words, row.frame, row, "noun"))

    def _noun_counts(self, noun: Token, row: Verb) -> bool:
        """An eventive noun is a report with its participants, or with a consequence of its own."""
        if row.has("state") or self._is_about_another(noun):
            return False
        if noun.dep == "nsubj" and noun.head.lemma in _FORCEFUL and clause.is_verb(noun.head):
            return True
        if self._has_participant(noun):
            return not self._is_generic(noun)
        determiner = noun.child("det")
        if determiner is not None and determiner.lower in ("a", "an", "another", "no"):
            return noun.dep == "pobj" and noun.head.lower in _BARE_PREPOSITIONS or determiner.lower == "no"
        return self._is_dated(noun)

    def _is_about_another(self, noun: Token) -> bool:
        """*The visit is his third*, *the talks lasted two hours*: about a report that stands elsewhere."""
        head = noun.head
        if noun.dep == "attr":
            return True
        if noun.dep != "nsubj":
            return False
        rows = self.verbs.get(head.lemma, "verb")
        stative = head.pos == "AUX" or (bool(rows) and rows[-1].has("state") and not rows[-1].frame)
        return stative and not self._has_participant(noun)

    def _has_participant(self, noun: Token) -> bool:
        for child in noun.children:
            if child.dep == "poss" and not self.view.is_time(child):
                return True
            if child.dep in ("compound", "amod", "nmod") and (
                child.i in self.view.mentions or child.i in self.view.places or child.name_label in ("NORP", "GPE")
            ):
                return True
        for preposition, inner in clause.prepositions(noun):
            if preposition.lower in ("of", "by", "between", "with", "against", "on", "to", "from", "among", "for", "over"):
                if not self.view.is_time(inner):
                    return preposition.lower in ("of", "by", "between", "with", "against") or self._names(inner)
            elif preposition.lower in ("in", "at", "near") and inner.i in self.view.places:
                return True
        return False

    def _names(self, token: Token) -> bool:
        return token.i in self.view.mentions or token.pos == "PROPN" or self.view.acts(token) or token.i in self.view.places

    def _is_generic(self, noun: Token) -> bool:
        """*efforts to …*, *any attack on*, *the threat of war*: nothing is said to have happened."""
        determiner = noun.child("det")
        if determiner is not None and determiner.lower in ("any", "every", "each"):
            return True
        head = noun.head
        return noun.dep == "pobj" and head.lower == "of" and head.head.lemma in ("threat", "risk", "possibility", "kind", "type")

    def _is_dated(self, noun: Token) -> bool:
        if any(child.dep in ("poss", "compound", "nummod", "amod", "npadvmod") and self.view.is_time(child)
               for child in noun.children):  # fmt: skip
            return True
        return any(self.view.is_time(inner) for _, inner in clause.prepositions(noun))

    def _figure(self, noun: Token, row: Verb) -> None:
        """*put the toll at 14*: a figure alone is a report, its trigger the counted noun."""
        verb = noun.head if clause.is_verb(noun.head) else noun
        near = verb.children + noun.children
        numbers = [t for c in near for t in [c, *c.children] if t.pos == "NUM"]
        if numbers or (verb.lemma in ("join", "rise", "reach", "climb") and any(c.pos == "NUM" for t in near for c in t.children)):
            self._add(Trigger(noun, verb, [noun, *_compound_words(noun, row)], noun.lemma, None, "figure"))
            self.taken.add(verb.i)
            self.found = [t for t in self.found if t.head is not verb]

    def _add(self, trigger: Trigger) -> None:
        if trigger.head.i in self.taken and trigger.kind != "figure":
            return
        self.taken.update(w.i for w in trigger.words)
        self.found.append(trigger)


def _start(trigger: Trigger) -> Span:
    return trigger.span


def _hanging(verb: Token, lemmas: tuple[str, ...]) -> list[Token] | None:
    """The words of a pattern among what hangs on the verb: particle, preposition, its noun, the object."""
    pool = [c for c in verb.children if c.dep not in ("nsubj", "aux", "auxpass", "ccomp", "advcl", "conj", "punct")]
    pool.extend(c for p in list(pool) if p.dep in ("prep", "prt") for c in p.children if c.dep == "pobj")
    pool.extend(c for o in list(pool) if o.dep in ("dobj", "ccomp", "oprd", "xcomp") for c in o.children if c.dep == "oprd")
    if clause.is_passive(verb):
        pool.extend(c for c in verb.children if c.dep == "nsubjpass")
        if verb.dep == "acl":
            pool.append(verb.head)
    found = []
    for lemma in lemmas:
        match = next((t for t in pool if lemma in (t.lemma, t.lower)), None)
        if match is None:
            return None
        found.append(match)
    return found


def _compound_words(noun: Token, row: Verb) -> list[Token]:
    """The words of a noun's pattern before its head, when they stand there."""
    wanted = row.words[:-1]
    found = [c for c in noun.children if c.dep in ("compound", "amod", "nmod") and c.lemma in wanted or c.lower in wanted]
    return found if len(found) >= len(wanted) else []
