"""A short plain sentence for a report: *Kim visited a plant*, *Ukraine was invaded*, *Norland may supply shells*.

It is made of the participants, each by its entity's name where the text has a pronoun, of the trigger's verb in the
form that tense and status ask for, and of the place. A noun gets the verb of its frame where there is one.
"""

from __future__ import annotations

from dateline.record import Span
from dateline.reports import clause, participants
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token
from dateline.text.reading import ReportDraft

LONGEST = 80
"""Characters of a gloss at most."""

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = frozenset({"they", "we", "both", "them", "those", "these", "two", "several", "many", "dozens", "some"})
_SUBJECTS = {"me": "I", "him": "he", "her": "she", "them": "they", "us": "we", "his": "he", "their": "they",
             "its": "it", "my": "I", "our": "we"}  # fmt: skip
_GOING = frozenset({"visit", "travel"})
"""Frames whose noun one *makes*."""


def make(draft: ReportDraft, trigger: Trigger, view: View) -> str:
    """The gloss of a report, at most :data:`LONGEST` characters."""
    maker = _Maker(draft, trigger, view)
    parts = maker.verb() if trigger.kind in ("verb", "light") else maker.noun()
    return _fit(parts)


def _fit(parts: list[str]) -> str:
    """As many parts as there is room for: the first two stay, the last go first."""
    parts = [" ".join(p.split()) for p in parts if p.strip()]
    while len(" ".join(parts)) > LONGEST and len(parts) > 3:
        parts.pop()
    made = " ".join(parts)
    if len(made) > LONGEST:
        made = made[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",") + "…"
    return made[:1].upper() + made[1:]


class _Maker:
    def __init__(self, draft: ReportDraft, trigger: Trigger, view: View) -> None:
        self.draft, self.trigger, self.view = draft, trigger, view
        self.forms = view.tables.inflections

    # Verbs

    def verb(self) -> list[str]:
        """Subject, verb, its own words, the other side, what hangs on prepositions, the place."""
        draft, trigger = self.draft, self.trigger
        verb = trigger.clause
        lemma = self.view.patterns.lemma(verb)
        direct, hung = self._others()
        if trigger.kind == "light":
            direct = [] if clause.is_passive(verb) else direct
        actors = self._people(draft.actors, subject=True)
        rest = self._rest(verb)
        if actors and (trigger.kind == "verb" or not clause.is_passive(verb)):
            if trigger.kind == "light":
                side = self._with() if draft.recipients and draft.reciprocal else ""
                return [
                    actors,
                    self._conjugate(lemma, self._several(draft.actors)),
                    rest,
                    side or self._of(),
                    *self._place(),
                ]
            return [
                actors,
                self._conjugate(lemma, self._several(draft.actors)),
                rest,
                *direct,
                *hung,
                *self._place(),
            ]
        if trigger.kind == "light" and clause.is_passive(verb):
            subject = self._noun_phrase()
            by = [f"by {actors}"] if actors else []
            return [subject, self._passive(lemma, trigger.head.tag in _PLURAL_TAGS), *by, *self._place()]
        patients = [*draft.recipients, *draft.objects]
        moved = self._itself(verb, patients)
        if moved is not None:
            return [
                self._people([moved], subject=True),
                self._conjugate(lemma, self._several([moved])),
                rest,
                *self._place(),
            ]
        if patients and (clause.is_passive(verb) or trigger.kind == "verb"):
            subject = self._people(patients[:2] if draft.recipients else draft.objects, subject=True)
            return [subject, self._passive(lemma, self._several(patients)), rest, *self._place()]
        if trigger.kind == "light":
            return self.noun()
        doer = clause.subject(verb)
        subject = self._people([participants.span_of(doer, self.view)], subject=True) if doer is not None else ""
        return [subject, self._conjugate(lemma, several=False), rest, *self._place()]

    def _itself(self, verb: Token, patients: list[Span]) -> Span | None:
        """The subject of an active clause that is no actor: *shares fell*, *the bomb exploded*."""
        own = clause.own_subject(verb)
        if own is None or clause.is_passive(verb) or self.trigger.kind != "verb":
            return None
        return next((s for s in patients if s[0] <= own.start < s[1]), None)

    def _rest(self, verb: Token) -> str:
        words = sorted((w for w in self.trigger.words if w is not verb), key=lambda w: w.i)
        if self.trigger.kind != "light":
            return " ".join(w.text for w in words)
        noun = self.trigger.head
        before = [
            c.text
            for c in noun.children
            if c.i < noun.i and c.dep in ("det", "amod", "nummod", "compound") and c.tag != "PRP$"
        ]
        datives = [c for c in verb.children if c.dep == "dative" and c.pos != "ADP"]
        given = [self._name(s, False) for s in self.draft.recipients if self.view.parse.head_of(s) in datives]
        joint = [noun.head.text] if noun.dep == "pobj" and noun.head.head is verb else []
        return " ".join([*given, *joint, *before, *(w.text for w in words)])

    def _others(self) -> tuple[list[str], list[str]]:
        """The other side as it stands in the text: bare, and after its preposition."""
        bare: dict[str, list[Span]] = {}
        seen: set[int] = set()
        for span in [*self.draft.recipients, *self.draft.objects]:
            token = self.view.parse.head_of(span)
            if token is None or token.i in seen:
                continue
            seen.add(token.i)
            bare.setdefault(self._preposition(token), []).append(span)
        given = any(self._dep(s) == "dative" for s in bare.get("", [])) or (
            bool(self.draft.recipients) and bool(self.draft.objects)
        )
        plain = bare.pop("", [])
        if given:
            people = [s for s in plain if s in self.draft.recipients]
            direct = [self._people(people), self._people([s for s in plain if s not in people])]
        else:
            direct = [self._people(plain)]
        return [d for d in direct if d], [f"{p} {self._people(s)}" for p, s in bare.items()]

    def _dep(self, span: Span) -> str:
        token = self.view.parse.head_of(span)
        return token.dep if token is not None else ""

    def _preposition(self, token: Token) -> str:
        node = token
        for _ in range(4):
            if node.dep == "conj":
                node = node.head
            elif node.dep == "pobj" and node.head.head is self.trigger.clause and node.head.dep != "agent":
                return "" if node.head in self.trigger.words else node.head.lower
            else:
                break
        return ""

    def _of(self) -> str:
        """What the noun of a light verb is of: *gave him a view of the missiles*."""
        for preposition, inner in clause.prepositions(self.trigger.head):
            spans = [s for s in [*self.draft.objects, *self.draft.recipients] if s[0] <= inner.start < s[1]]
            if spans and preposition not in self.trigger.words:
                return f"{preposition.lower} {self._people(spans)}"
        return ""

    def _with(self) -> str:
        return "with " + self._people(self.draft.recipients)

    def _conjugate(self, lemma: str, several: bool) -> str:
        draft = self.draft
        no = draft.polarity == "negative" and not self._denying()
        not_ = " not" if no else ""
        if draft.certainty in ("possible", "underspecified"):
            if draft.tense == "past":
                return f"may{not_} have {self.forms.participle(lemma)}"
            return f"may{not_} {lemma}"
        verb = self.trigger.clause
        purpose = verb.dep == "advcl" and draft.tense == "future"
        if verb.tag == "VB" and clause.has_to(verb) and (purpose or draft.tense == "underspecified"):
            # What is only aimed at (*travelled to sign a deal*) is not told as done.
            return f"to{not_} {lemma}"
        agreed = self.trigger.kind == "light" and self.trigger.clause.tag in ("VBD", "VBN") and lemma == "agree"
        if draft.tense == "future" and not agreed:
            return f"will{not_} {'probably ' if draft.certainty == 'probable' else ''}{lemma}"
        if draft.tense == "present":
            if no:
                return f"{'do' if several else 'does'} not {lemma}"
            return lemma if several else self.forms.third(lemma)
        if no:
            return f"did not {lemma}"
        return self.forms.past(lemma)

    def _passive(self, lemma: str, several: bool) -> str:
        draft, done = self.draft, self.forms.participle(lemma)
        not_ = " not" if draft.polarity == "negative" and not self._denying() else ""
        if draft.certainty in ("possible", "underspecified"):
            return f"may{not_} {'have been' if draft.tense == 'past' else 'be'} {done}"
        if draft.tense == "future":
            return f"will{not_} be {done}"
        if draft.tense == "present":
            return f"{'are' if several else 'is'}{not_} {done}"
        return f"{'were' if several else 'was'}{not_} {done}"

    def _denying(self) -> bool:
        """Whether the subject says no already: *nobody came*, *no agreements were signed*."""
        spans = [*self.draft.actors, *self.draft.recipients, *self.draft.objects]
        first = self.view.parse.tokens_in(spans[0]) if spans else []
        return (
            bool(first)
            and self.trigger.kind == "verb"
            and first[0].lower in ("no", "nobody", "none", "neither", "nothing")
        )

    # Nouns

    def noun(self) -> list[str]:
        """The frame's verb with the noun's participants, else that there was such a thing."""
        draft = self.draft
        if self.trigger.kind == "figure":
            return [self.view.reading.words(self.trigger.span)]
        several = self._several(draft.actors)
        actors = self._people(draft.actors, subject=True)
        recipients = [*draft.recipients, *draft.objects]
        verb = draft.frame.split("_")[0]
        particle = " ".join(draft.frame.split("_")[1:])
        known = bool(self.view.tables.verbs.get(verb, "verb"))
        if actors and draft.reciprocal and draft.frame == "meet":
            side = [self._with()] if draft.recipients else []
            return [actors, self._conjugate("hold", several), self._bare(), *side, *self._place()]
        if actors and known and recipients:
            return [actors, self._conjugate(verb, several), particle, self._people(recipients), *self._place()]
        if actors and draft.frame in _GOING and self._place() and draft.frame == "travel":
            return [actors, self._conjugate(verb, several), *self._place()]
        if actors and (draft.frame in _GOING or not known):
            return [
                actors,
                self._conjugate("make" if draft.frame in _GOING else "have", several),
                self._bare(),
                *self._place(),
            ]
        if actors and known:
            return [actors, self._conjugate(verb, several), particle, *self._place()]
        if recipients and known and not draft.reciprocal and draft.frame not in _GOING:
            people = self._people(recipients, subject=True)
            return [people, self._passive(verb, self._several(recipients)), particle, *self._place()]
        return [*self._there(), *self._place()]

    def _there(self) -> list[str]:
        draft = self.draft
        be = self._conjugate("be", several=False)
        plural = self.trigger.head.tag in _PLURAL_TAGS
        be = {"was": "were" if plural else "was", "did not be": "were no" if plural else "was no",
              "is": "are" if plural else "is"}.get(be, be)  # fmt: skip
        side = [self._with()] if draft.reciprocal and draft.recipients else []
        return ["there", be, self._bare(), *side]

    def _bare(self) -> str:
        """The noun with an article of its own: *a summit*, *talks*."""
        head = self.trigger.head
        words = " ".join(w.text for w in sorted(self.trigger.words, key=lambda w: w.i) if w.pos != "VERB")
        if head.tag in _PLURAL_TAGS or self.draft.polarity == "negative":
            return words
        return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"

    def _noun_phrase(self) -> str:
        side = f" {self._with()}" if self.draft.reciprocal and self.draft.recipients else ""
        return self._bare() + side

    # Names

    def _people(self, spans: list[Span], *, subject: bool = False) -> str:
        names = list(dict.fromkeys(self._name(s, subject) for s in spans[:3]))
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def _name(self, span: Span, subject: bool) -> str:
        """The words of a span, a pronoun or a possessive in it by its entity's name."""
        tokens = self.view.parse.tokens_in(span)
        if not tokens:
            return self.view.reading.words(span)
        alone = len(tokens) == 1
        words = [self._word(t, alone=alone, subject=subject) for t in tokens]
        made = words[0]
        for before, token, word in zip(tokens, tokens[1:], words[1:], strict=False):
            made += (" " if token.start > before.end else "") + word
        made = self._lead(tokens) + made
        if made[:4] in ("The ", "Two ") or (tokens[0].pos == "DET" and not subject):
            made = made[:1].lower() + made[1:]
        return made

    def _lead(self, tokens: list[Token]) -> str:
        """What a name's mention leaves out before it: *the* Front, *Russia's* Far East."""
        if not tokens[0].i or tokens[0].pos != "PROPN":
            return ""
        before = self.view.parse.tokens[tokens[0].i - 1]
        if before.lower == "the" and before.head in tokens:
            return "the "
        owner = before.head
        if before.tag == "POS" and owner.dep == "poss" and owner.head in tokens and owner.pos == "PROPN":
            return f"{self.view.reading.words((owner.start, before.end))} "
        return ""

    def _word(self, token: Token, *, alone: bool, subject: bool) -> str:
        if token.tag not in ("PRP", "PRP$", "WP"):
            return token.text
        if token.tag == "PRP$" and not alone and (token.lower == "their" or self._own(token)):
            return token.lower
        name = self.view.name_of(token)
        if name.startswith(("A ", "An ", "The ", "Two ")):
            name = name[0].lower() + name[1:]
        if name:
            return name if token.tag != "PRP$" or alone else f"{name}'s"
        if not alone:
            return token.text
        return _SUBJECTS.get(token.lower, token.lower) if subject else token.text

    def _own(self, possessive: Token) -> bool:
        """Whether a possessive is the subject's own: *Kim showed his missiles*."""
        entity = self.view.mentions.get(possessive.i)
        heads = [self.view.parse.head_of(s) for s in self.draft.actors]
        acting = {m.entity for h in heads if h is not None and (m := self.view.mentions.get(h.i)) is not None}
        return entity is not None and entity.entity in acting and possessive.start > self.trigger.span[0]

    def _several(self, spans: list[Span]) -> bool:
        if len(spans) != 1:
            return len(spans) > 1
        head = self.view.parse.head_of(spans[0])
        if head is None:
            return False
        return (
            head.tag in _PLURAL_TAGS
            or head.lower in _PLURAL_WORDS
            or (head.pos == "NUM" and head.lower not in ("one", "1"))
        )

    # Places

    def _place(self) -> list[str]:
        """The place with the preposition that the text has; none where another part names it."""
        place = self.draft.place
        if place is None:
            return []
        if any(s[0] <= place[0] < s[1] for s in [*self.draft.recipients, *self.draft.objects, *self.draft.actors]):
            return []
        head = self.view.parse.head_of(place)
        if head is None or head.dep != "pobj" or self.draft.relation is None:
            return []
        word = head.head.lower
        if word not in (
            "in",
            "at",
            "to",
            "from",
            "near",
            "into",
            "through",
            "on",
            "aboard",
            "outside",
            "off",
            "across",
        ):
            return []
        if word in ("to", "into") and self.draft.relation == "in":
            word = "in"  # flew to Port Azul, where he inspected the frigate
        article = next((f"{c.lower} " for c in head.children if c.dep == "det" and c.start < place[0]), "")
        return [f"{word} {article}{self.view.reading.words(place)}"]
