"""Everything in a parse that has the form of an attribution: a cue, its source, and what it vouches for.

A candidate says which construction it was found by; whether the cue may be used so is decided elsewhere, by the
lexicon. That keeps grammar here and words there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.attributions.trees import SUBJECTS, noun_phrase, passive, pieces, subject, surface_subject, verb_group
from dateline.record import Span
from dateline.text.parse import Parse, Token

# Dependents of a verb that belong to its object's side and go into the content of an object construction.
_OBJECT_SIDE = {"dobj", "oprd", "prep", "attr", "acomp", "xcomp", "ccomp", "dative", "pcomp"}
_INSERTED = {"parataxis", "ccomp", "advcl", "conj", "dep", "relcl", "acl", "intj", "appos"}


@dataclass(slots=True)
class Candidate:
    """A possible attribution; ``construction`` names the grammar, ``head`` the word that the lexicon is asked about."""

    head: Token
    pos: str
    construction: str
    cue: list[Token]
    source: Token | None
    content: set[int]
    passive: bool = False
    extra: list[Span] = field(default_factory=list)


class Candidates:
    """The candidates of one parse."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens

    def __iter__(self) -> Iterator[Candidate]:
        for token in self.tokens:
            if token.pos == "VERB":
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

    # verbs

    def verb(self, verb: Token) -> Iterator[Candidate]:
        cue = verb_group(verb, self.tokens)
        is_passive = passive(verb)
        source = subject(verb)
        clause = self._clause(verb)
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
                if child.i >= thing.i and child.dep in _OBJECT_SIDE:
                    content |= self.span_numbers(child)
            yield Candidate(verb, "verb", "object", cue, source, content)
            return
        for child in verb.children:
            if child.dep == "prep" and child.i > verb.i and (child.child("pobj", "pcomp") is not None):
                inner = child.child("pobj", "pcomp")
                assert inner is not None
                group = [*cue, child] if child.i == cue[-1].i + 1 else cue
                yield Candidate(verb, "verb", child.lower, group, source, self.span_numbers(inner))
                return

    def _clause(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep == "ccomp" and not _infinitival(child):
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
        own = {t.i for t in cue}
        for child in verb.children:
            if child.dep in SUBJECTS:
                own |= set(range(child.left, child.right + 1))
        content -= own
        return Candidate(verb, "verb", "clause", cue, source, content, is_passive)

    def _with_infinitive(
        self, verb: Token, cue: list[Token], source: Token | None, to: Token, is_passive: bool
    ) -> Candidate:
        content = self.span_numbers(to)
        under = verb.child("nsubjpass") if is_passive else verb.child("dobj")
        if under is not None and (is_passive or under.i > verb.i):
            content |= self.span_numbers(under)
        name = "to" if any(c.tag == "TO" for c in to.children) else "gerund"
        return Candidate(verb, "verb", name, cue, source, content, is_passive)

    def _inserted(self, verb: Token, cue: list[Token], source: Token | None) -> Candidate | None:
        """A reporting clause set into or after what it reports: *…, KCNA said, …*; *as analysts have pointed out*."""
        own = verb.child("nsubj")
        if own is None or verb.child("dobj", "xcomp") is not None:
            return None
        sentence = self.parse.sentence_of(verb)
        first, last = min(verb.left, own.left), verb.right
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
                return Candidate(verb, "verb", "inserted", cue, source, before)
            return None
        comma = first > sentence.first and self.tokens[first - 1].text in (",", "—", "–", "-", "”", '"', "''")
        if not (comma or as_):
            return None
        head = verb.head
        content = self.span_numbers(head) - set(range(first, last + 1))
        return Candidate(verb, "verb", "as" if as_ else "inserted", cue, source, content)

    # nouns

    def noun(self, noun: Token) -> Iterator[Candidate]:
        clause = of = None
        for child in noun.children:
            if child.i < noun.i:
                continue
            if (
                child.dep in ("acl", "ccomp")
                and (any(c.dep == "mark" and c.lower == "that" for c in child.children) or _infinitival(child))
            ) or (child.dep == "relcl" and any(c.lower == "that" and c.dep == "mark" for c in child.children)):
                clause = clause or child
            elif child.dep == "prep" and child.child("pobj", "pcomp") is not None and child.lower not in ("by", "from"):
                of = of or child
        if clause is None and of is None and noun.dep == "dobj":
            for child in noun.head.children:
                if child.i > noun.i and child.dep in ("ccomp", "xcomp"):
                    clause = child
        cue, source = self._noun_cue(noun)
        if clause is not None:
            name = "to" if _infinitival(clause) else "clause"
            yield Candidate(noun, "noun", name, cue, source, self.span_numbers(clause))
        elif of is not None:
            inner = of.child("pobj", "pcomp")
            assert inner is not None
            yield Candidate(noun, "noun", of.lower, cue, source, self.span_numbers(inner))

    def _noun_cue(self, noun: Token) -> tuple[list[Token], Token | None]:
        """A noun cue with its light verb (*made the claim*), and whose it is."""
        source = noun.child("poss")
        if source is None:
            for child in noun.children:
                if child.dep in ("prep", "agent") and child.lower in ("by", "from", "among"):
                    source = child.child("pobj")
        if source is None and noun.dep in ("dobj", "pobj", "attr"):
            verb = noun.head
            while verb.pos == "ADP" and verb.head is not verb:
                verb = verb.head
            if verb.pos in ("VERB", "AUX"):
                group = verb_group(verb, self.tokens)
                if noun.dep == "dobj" and noun.i - verb.i <= 5:
                    return self.tokens[group[0].i : noun.i + 1], subject(verb)
                return [noun], subject(verb)
        first = noun.i
        while first > 0 and self.tokens[first - 1].head is noun and self.tokens[first - 1].dep in ("amod",):
            first -= 1
        return self.tokens[first : noun.i + 1], source

    # adjectives

    def adjective(self, adjective: Token) -> Iterator[Candidate]:
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


def _infinitival(verb: Token) -> bool:
    return any(c.tag == "TO" and c.dep == "aux" for c in verb.children)


def source_span(candidate: Candidate, tokens: list[Token]) -> Span | None:
    """The span of a candidate's source."""
    return noun_phrase(candidate.source, tokens) if candidate.source is not None else None


def content_spans(candidate: Candidate, tokens: list[Token]) -> list[Span]:
    """The spans of a candidate's content, without the conjunction *that* at its front."""
    spans = pieces(tokens, candidate.content)
    return spans
