"""Everything in a parse that has the form of an attribution: a cue, its source, and what it vouches for.

A candidate says which construction it was found by; whether the cue may be used so is decided elsewhere, by the
lexicon. That keeps grammar here and words there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.attributions.trees import SUBJECTS, passive, subject, surface_subject, verb_group
from dateline.text.parse import Parse, Token

# Dependents of a verb that belong to its object's side and go into the content of an object construction.
_OBJECT_SIDE = {"dobj", "oprd", "prep", "attr", "acomp", "xcomp", "ccomp", "dative", "pcomp"}
# Prepositions that say when or where something was said, rather than what.
_WHEN_WHERE = {"in", "on", "during", "at", "after", "before", "since", "until"}
_BEHIND = {"dobj", "prep", "npadvmod", "advmod", "advcl", "dative", "oprd", "attr", "acomp", "xcomp"}
_INSERTED = {"parataxis", "ccomp", "advcl", "conj", "dep", "relcl", "acl", "intj", "appos"}


@dataclass(slots=True)
class Candidate:
    """A possible attribution; ``construction`` names the grammar, ``head`` the word that the lexicon is asked about.

    ``owned`` says how a noun cue has its source: ``own`` (*the mayor's claim*, *a claim by the mayor*), as the
    ``object`` of a verb, after a preposition (``phrase``), or not at all.
    """

    head: Token
    pos: str
    construction: str
    cue: list[Token]
    source: Token | None
    content: set[int]
    passive: bool = False
    owned: str = ""


class Candidates:
    """The candidates of one parse."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens

    def __iter__(self) -> Iterator[Candidate]:
        for token in self.tokens:
            if token.pos == "VERB" and token.dep in ("nsubj", "nsubjpass") and token.left == token.i:
                yield from self.noun(token)  # a noun that the tagger took for a verb: *News that …*
            elif token.pos == "VERB":
                yield from self.verb(token)
            elif token.pos == "NOUN":
                yield from self.noun(token)
            elif token.pos == "ADJ":
                yield from self.adjective(token)

    def span_numbers(self, token: Token, *without: Token) -> set[int]:
        """The token numbers under a token, without those under others."""
        numbers = set(range(token.left, token.right + 1))
        for other in without:
            numbers -= set(range(other.left, other.right + 1))
        return numbers

    def _restricted(self, token: Token) -> set[int]:
        """The token numbers under a noun, without a relative clause set off by a comma at the end."""
        numbers = self.span_numbers(token)
        for other in self.tokens[token.i + 1 : token.right + 1]:
            if other.dep == "relcl" and other.right >= token.right - 1 and self.tokens[other.left - 1].text == ",":
                return numbers - set(range(other.left - 1, token.right + 1))
        return numbers

    # verbs

    def verb(self, verb: Token) -> Iterator[Candidate]:
        """A verb with what it governs: a clause, an infinitive, an object or a preposition; one at most."""
        cue = verb_group(verb, self.tokens)
        is_passive = passive(verb)
        source = subject(verb)
        clause = self._clause(verb)
        state = clause
        if clause is not None and clause.pos == "ADJ" and verb.lemma == "make":
            clause = clause.child("ccomp", "csubj", "advcl") or clause
            cue = [*cue, *self.tokens[cue[-1].i + 1 : state.i + 1]] if state is not None and state.i > verb.i else cue
        if clause is not None:
            yield self._with_clause(verb, cue, source, clause, is_passive)
            return
        inserted = self._inserted(verb, cue, source)
        if inserted is not None:
            yield inserted
            return
        to = self._infinitive(verb)
        if to is not None:
            yield self._with_infinitive(verb, cue, source, to, is_passive)
            return
        if is_passive:
            under = surface_subject(verb)
            if under is not None and source is not None:
                content = self.span_numbers(under)
                for child in verb.children:
                    if child.i > verb.i and child.dep in _OBJECT_SIDE:
                        content |= self.span_numbers(child)
                yield Candidate(verb, "verb", "object", cue, source, content, True)
            return
        thing = verb.child("dobj") or verb.child("oprd")
        if thing is not None:
            content = set()
            for child in verb.children:
                if child.i >= thing.i and child.dep in _OBJECT_SIDE and child.lower not in _WHEN_WHERE:
                    content |= self._restricted(child)
            yield Candidate(verb, "verb", "object", cue, source, content)
            return
        for child in verb.children:
            if child.dep == "prep" and child.i > verb.i and (child.child("pobj", "pcomp") is not None):
                inner = child.child("pobj", "pcomp")
                assert inner is not None
                group = [*cue, child] if child.i == cue[-1].i + 1 else cue
                yield Candidate(verb, "verb", child.lower, group, source, self._restricted(inner))
                return

    def _clause(self, verb: Token) -> Token | None:
        """The finite clause that a verb governs: one with *that*, else one behind the verb, else one before it."""
        clauses = [c for c in verb.children if c.dep == "ccomp" and not _infinitival(c) and not _relative(c, verb)]
        for clause in clauses:
            if clause.i > verb.i and any(c.lower == "that" and c.dep == "mark" for c in clause.children):
                return clause
        if not clauses:
            late = self._hung_low(verb)
            if late is not None:
                return late
        own = verb.child("nsubj", "nsubjpass")
        if len(clauses) > 1 and own is not None and own.i < verb.i:
            return next((c for c in clauses if c.i > verb.i), clauses[0])
        return clauses[0] if clauses else None

    def _hung_low(self, verb: Token) -> Token | None:
        """A *that*-clause of the verb that the parser hung on a noun: *told a meeting of leaders that few …*."""
        for child in verb.children:
            if child.i < verb.i or child.dep not in ("dobj", "prep", "dative", "npadvmod"):
                continue
            for token in self.tokens[child.i : child.right + 1]:
                near = token.head is child and child.dep == "dobj"
                if (
                    token.dep in ("relcl", "acl")
                    and not near
                    and token.right >= child.right - 1
                    and _content_clause(token)
                ):
                    return token
        for child in verb.children:
            if child.i > verb.i and child.dep == "advcl" and child.pos in ("VERB", "AUX") and _bare_clause(child):
                return child
        return None

    def _infinitive(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep in ("xcomp", "ccomp") and child.i > verb.i:
                return child
        return None

    def _with_clause(
        self, verb: Token, cue: list[Token], source: Token | None, clause: Token, is_passive: bool
    ) -> Candidate:
        content = self.span_numbers(clause)
        if clause.i < verb.i and verb.is_root:
            first = self.parse.sentence_of(verb).first
            stop = min(cue[0].i, source.left if source is not None and source.head is verb else cue[0].i)
            if clause.right < stop:
                content |= set(range(first, stop))
        elif clause.i > verb.i:
            content |= self._left_over(verb, clause)
        own = {t.i for t in cue}
        for child in verb.children:
            if child.dep in SUBJECTS:
                own |= set(range(child.left, child.right + 1))
        content -= own
        return Candidate(verb, "verb", "clause", cue, source, content, is_passive)

    def _left_over(self, verb: Token, clause: Token) -> set[int]:
        """What stands behind a reported clause and belongs to it, though the parser hung it on the reporting verb."""
        numbers: set[int] = set()
        for child in verb.children:
            if child.left <= clause.right or child.i < clause.i:
                continue
            comma = any(
                t.text in {",", "—", ";"} for t in self.tokens[max(child.left - 2, clause.right + 1) : child.left + 1]
            )
            own = child.child("nsubj")
            same = (
                own is not None
                and own.pos == "PRON"
                and any(c.dep == "nsubj" and c.lower == own.lower for c in clause.children)
            )
            if child.dep == "conj" and same:
                numbers |= set(range(clause.right + 1, child.right + 1))
            elif (child.dep in _BEHIND and not comma) or (
                child.dep == "conj"
                and not comma
                and (
                    _other_tense(child, verb)
                    or child.child("nsubj", "nsubjpass") is not None
                    or not any(c.dep == "cc" for c in verb.children)
                )
            ):
                numbers |= self.span_numbers(child)
        return numbers

    def _with_infinitive(
        self, verb: Token, cue: list[Token], source: Token | None, to: Token, is_passive: bool
    ) -> Candidate:
        content = self.span_numbers(to)
        under = verb.child("nsubjpass") if is_passive else verb.child("dobj")
        by = verb.child("prep")
        if under is None and by is not None and verb.i < by.i < to.i and by.lower in ("on", "upon", "for"):
            under = by.child("pobj")
            cue = [*cue, by] if by.i == cue[-1].i + 1 else cue
        if under is not None and (is_passive or under.i > verb.i):
            content |= self.span_numbers(under)
        name = "to" if any(c.tag == "TO" for c in to.children) else "gerund"
        return Candidate(verb, "verb", name, cue, source, content, is_passive)

    def _inserted(self, verb: Token, cue: list[Token], source: Token | None) -> Candidate | None:
        """A reporting clause set into or after what it reports: *…, KCNA said, …*; *as analysts have pointed out*."""
        own = verb.child("nsubj")
        thing = verb.child("dobj", "xcomp")
        if own is None or (thing is not None and thing.lower != "it"):
            return None
        sentence = self.parse.sentence_of(verb)
        first, last = min(verb.left, own.left), verb.right
        while self.tokens[first].pos == "PUNCT" and first < verb.i:
            first += 1
        as_ = any(c.lower == "as" and c.dep in ("mark", "advmod") for c in verb.children)
        marked = any(c.dep == "mark" or c.tag in ("WDT", "WP", "WRB") for c in verb.children)
        if marked and not as_:
            return None
        if verb.is_root or verb.dep not in _INSERTED:
            before = set(range(sentence.first, first))
            if (
                verb.is_root
                and first > sentence.first
                and self.tokens[first - 1].text in (",", "”", '"', "''", "?", "—")
            ):
                behind = last + 1 if self.tokens[last].text != "," else last
                rest = set(range(behind, sentence.end)) if behind < sentence.end else set()
                return Candidate(verb, "verb", "inserted", cue, source, before | rest)
            return None
        comma = first > sentence.first and self.tokens[first - 1].text in (",", "—", "–", "-", "”", '"', "''")
        if not (comma or as_):
            return None
        head = verb.head
        content = self.span_numbers(head) - set(range(first, last + 1))
        return Candidate(verb, "verb", "as" if as_ else "inserted", cue, source, content)

    # nouns

    def noun(self, noun: Token) -> Iterator[Candidate]:
        """A noun with a *that*-clause, an infinitive or a preposition: *the claim that*, *a threat to*."""
        clause = of = None
        for child in noun.children:
            if child.i < noun.i:
                continue
            if (
                child.dep in ("acl", "ccomp")
                and (any(c.dep == "mark" and c.lower == "that" for c in child.children) or _infinitival(child))
            ) or (child.dep == "relcl" and _content_clause(child)):
                clause = clause or child
            elif child.dep == "prep" and child.child("pobj", "pcomp") is not None and child.lower not in ("by", "from"):
                of = of or child
        if clause is None and of is None and noun.dep == "dobj":
            for child in noun.head.children:
                if child.i > noun.i and child.dep in ("ccomp", "xcomp"):
                    clause = child
        cue, source, owned = self._noun_cue(noun)
        if clause is not None:
            name = "to" if _infinitival(clause) else "clause"
            content = self.span_numbers(clause)
            hidden = self._hidden_verb(noun, clause)
            if hidden is not None:
                content -= set(range(hidden.i, clause.right + 1))
            yield Candidate(noun, "noun", name, cue, source, content, owned=owned)
        elif of is not None:
            inner = of.child("pobj", "pcomp")
            assert inner is not None
            yield Candidate(noun, "noun", of.lower, cue, source, self.span_numbers(inner), owned=owned)

    def _hidden_verb(self, noun: Token, clause: Token) -> Token | None:
        """The main verb of a sentence that seems to have none: an *-ed* form behind a noun, taken for an adjective."""
        if not noun.is_root or any(
            t.tag in ("VBD", "VBZ", "VBP", "MD") for t in self.tokens[noun.left : noun.right + 1]
        ):
            return None
        for token in self.tokens[clause.i + 1 : clause.right]:
            if (
                token.tag in ("JJ", "VBN")
                and token.lower.endswith("ed")
                and self.tokens[token.i - 1].pos in ("NOUN", "PROPN")
            ):
                return token
        return None

    def _noun_cue(self, noun: Token) -> tuple[list[Token], Token | None, str]:
        """A noun cue, with its verb where it has no owner (*made the claim*); whose it is, and how."""
        source = noun.child("poss")
        if source is None:
            for child in noun.children:
                if child.dep in ("prep", "agent") and child.lower in ("by", "from", "among"):
                    source = child.child("pobj")
        if source is not None:
            return [noun], source, "own"
        beside = self.tokens[noun.i - 1] if noun.i else noun
        if noun.tag in ("NNS", "NNPS") and beside.head is noun and beside.dep == "compound" and beside.pos == "PROPN":
            return [noun], beside, "own"  # a verb that the tagger took for a noun: *Berg claims that …*
        if noun.dep in ("dobj", "pobj", "attr"):
            verb = noun.head
            while verb.pos == "ADP" and verb.head is not verb:
                verb = verb.head
            if verb.pos in ("VERB", "AUX"):
                if noun.dep == "dobj" and noun.i - verb.i <= 5:
                    first = verb_group(verb, self.tokens)[0].i
                    return self.tokens[first : noun.i + 1], subject(verb), "object"
                if verb.child("expl") is None:
                    return [noun], subject(verb), "phrase"
        return [noun], None, ""

    # adjectives

    def adjective(self, adjective: Token) -> Iterator[Candidate]:
        """A predicative adjective with a clause, an infinitive or a preposition: *is confident that*."""
        verb = adjective.head
        if adjective.dep not in ("acomp", "conj", "attr") or verb.pos not in ("AUX", "VERB"):
            return
        source = subject(verb)
        group = (
            self.tokens[verb_group(verb, self.tokens)[0].i : adjective.i + 1] if verb.i < adjective.i else [adjective]
        )
        if len(group) > 6:
            group = [adjective]
        for child in [*adjective.children, *(c for c in verb.children if c.i > adjective.i)]:
            if child.i < adjective.i:
                continue
            if child.dep in ("ccomp", "xcomp"):
                name = "to" if _infinitival(child) else "clause"
                yield Candidate(adjective, "adj", name, group, source, self.span_numbers(child))
                return
            inner = child.child("pobj", "pcomp") if child.dep == "prep" else None
            if inner is not None and child.head is adjective:
                yield Candidate(adjective, "adj", child.lower, [*group, child], source, self.span_numbers(inner))
                return


def _relative(clause: Token, verb: Token) -> bool:
    """A clause that is a relative one in truth: its *that* is a pronoun, and the verb has an object."""
    that = clause.child("nsubj", "nsubjpass", "dobj")
    return that is not None and that.lower == "that" and that.tag == "WDT" and verb.child("dobj") is not None


def _content_clause(clause: Token) -> bool:
    """A clause taken for a relative one though nothing is missing in it: *that* and a subject of its own."""
    subjects = [c for c in clause.children if c.dep in SUBJECTS]
    marked = any(c.lower == "that" and c.dep in ("mark", "advmod") for c in clause.children)
    return marked or (len(subjects) > 1 and subjects[0].lower == "that")


def _bare_clause(clause: Token) -> bool:
    """A clause with a subject and without any conjunction: *said after the vote he would resign*."""
    if any(c.dep == "mark" or c.tag in ("WRB", "WDT", "WP") for c in clause.children):
        return False
    return clause.tag != "VBG" and clause.child("nsubj", "nsubjpass", "expl") is not None


def _other_tense(one: Token, other: Token) -> bool:
    """*They say he came and took it*: the second verb goes with the reported one."""
    return {one.tag in ("VBD", "VBN"), other.tag in ("VBD", "VBN")} == {True, False}


def _infinitival(verb: Token) -> bool:
    return any(c.tag == "TO" and c.dep == "aux" for c in verb.children)
