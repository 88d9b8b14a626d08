"""Words of the parse put together: noun phrases, verb groups, clauses, and the spans that they cover."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record import Span
from dateline.text.parse import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
RELATIVE = {"who", "which", "that", "whom"}
_GROUP = {"aux", "auxpass", "neg", "advmod"}
APART = {"reportedly", "allegedly", "supposedly", "purportedly", "ostensibly", "thus", "so"}
_PARTICLES = {"prt"}
_TRIM = {",", ";", ":", "–", "—", "-", "--", ".", "…", "..."}
_CLAUSES = {"relcl", "acl", "advcl", "ccomp", "parataxis"}
_ALONE = {"what", "and", "but", "that", "or"}
_DEPTH = 6


def pieces(tokens: list[Token], numbers: Iterable[int]) -> list[Span]:
    """The spans that cover these token numbers, parted at gaps, without marks at their edges.

    A lone *what* (*what they call …*) and a lone conjunction are no piece.
    """
    spans: list[Span] = []
    run: list[int] = []
    for number in [*sorted(numbers), -1]:
        if run and number != run[-1] + 1:
            span = trimmed(tokens, run[0], run[-1])
            if span and not (len(run) == 1 and tokens[run[0]].lower in _ALONE):
                spans.append(span)
            run = []
        run.append(number)
    return spans


def trimmed(tokens: list[Token], first: int, last: int) -> Span | None:
    """The span of tokens ``first`` … ``last`` without commas, dashes and stops at its edges; None without a word."""
    while first <= last and (tokens[first].text in _TRIM or _conjunction(tokens[first])):
        first += 1
    while first <= last and tokens[last].text in _TRIM:
        last -= 1
    if first > last or not any(t.text[0].isalnum() for t in tokens[first : last + 1]):
        return None
    return (tokens[first].start, tokens[last].end)


def _conjunction(token: Token) -> bool:
    return token.lower == "that" and (
        token.dep in ("mark", "advmod") or (token.dep in SUBJECTS and _second_subject(token))
    )


def _second_subject(that: Token) -> bool:
    return sum(c.dep in SUBJECTS for c in that.head.children) > 1


def verb_group(verb: Token, tokens: list[Token]) -> list[Token]:
    """A verb with its auxiliaries, negation, particle, and the adverbs that stand between them."""
    first = verb.i
    while first > 0:
        before = tokens[first - 1]
        if (
            before.head is verb
            and before.dep in _GROUP
            and before.text[0].isalpha()
            and before.tag != "WRB"
            and before.lower not in APART
        ) or (before.head is verb and before.dep == "neg"):
            first -= 1
        else:
            break
    if verb.dep == "pcomp" and verb.head.lower == "as" and passive(verb.head.head):
        quoted = verb_group(verb.head.head, tokens)
        first = quoted[0].i if verb.i - quoted[-1].i <= 4 else first
    last = verb.i
    while last + 1 < len(tokens) and tokens[last + 1].head is verb and tokens[last + 1].dep in _PARTICLES:
        last += 1
    return tokens[first : last + 1]


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head word of who does what the verb says, its own subject or that of the verb it hangs on.

    A relative pronoun gives the noun that its clause belongs to; a passive gives its agent, or nothing.
    """
    if depth > _DEPTH:
        return None
    if passive(verb):
        return agent(verb)
    own = verb.child("nsubj")
    if own is not None:
        return _antecedent(own, verb) if own.lower in RELATIVE else own
    if verb.dep == "relcl":
        return verb.head if not any(c.dep in SUBJECTS for c in verb.children) else None
    if verb.dep == "acl":
        return verb.head if verb.tag == "VBG" else _owner_of(verb.head, depth) if verb.tag == "VB" else None
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> Token | None:
    """The subject of the verb that one without a subject hangs on."""
    above = verb.head
    if verb.dep == "conj" and above.pos in ("VERB", "AUX"):
        return _shared(above, depth)
    if verb.dep == "advcl" and (verb.tag in ("VBG", "VBN") or verb.child("aux") is not None):
        return _shared(above, depth)
    if verb.dep == "xcomp":
        controlled = above.child("dobj") if above.pos == "VERB" else None
        return controlled or surface_subject(above, depth + 1)
    if verb.dep == "pcomp" and above.lower == "as" and above.head.pos == "VERB":
        quoted = above.head
        return surface_subject(quoted, depth + 1) if passive(quoted) else quoted.child("dobj")
    if verb.dep in ("pcomp", "prep") and above is not verb:
        while above.pos == "ADP" and above.head is not above:
            above = above.head
        if above.pos in ("VERB", "AUX"):
            return surface_subject(above, depth + 1)
    return None


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject as it stands: for a passive verb the one that undergoes it."""
    own = verb.child("nsubjpass")
    if own is not None:
        return _antecedent(own, verb) if own.lower in RELATIVE else own
    return subject(verb, depth)


def _shared(above: Token, depth: int) -> Token | None:
    """The subject of a verb for another that leans on it; in a reported clause, a pronoun's is the reporting verb's.

    *She said she won and thanked them*: whoever *she* is there, the one who said so is meant.
    """
    found = surface_subject(above, depth + 1)
    reporting = above.head
    if found is not None and found.pos == "PRON" and above.dep == "ccomp" and above.i > reporting.i:
        return surface_subject(reporting, depth + 1) or found
    return found


def _owner_of(noun: Token, depth: int) -> Token | None:
    """Whose decision, plan or offer a noun is: its possessor, or the subject of the verb it is the object of."""
    owner = noun.child("poss")
    if owner is not None:
        return owner
    if noun.dep == "dobj" and noun.head.pos == "VERB":
        return surface_subject(noun.head, depth + 1)
    return None


def _antecedent(pronoun: Token, verb: Token) -> Token:
    clause = verb
    for _ in range(_DEPTH):
        if clause.dep == "relcl":
            return clause.head
        if clause.head is clause or clause.dep not in ("conj", "ccomp", "xcomp"):
            break
        clause = clause.head
    return pronoun


def passive(verb: Token) -> bool:
    """Whether a verb is passive: it has a passive subject or auxiliary, or is a participle behind its noun."""
    if verb.tag != "VBN":
        return False
    return any(c.dep in ("nsubjpass", "auxpass") for c in verb.children) or verb.dep == "acl"


def agent(verb: Token) -> Token | None:
    """The noun after *by* of a passive verb."""
    by = verb.child("agent")
    return by.child("pobj") if by is not None else None


def noun_phrase(noun: Token, tokens: list[Token]) -> Span:
    """A noun with what belongs to it, appositions too, without a clause that a comma sets off behind it."""
    last = noun.right
    for child in noun.children:
        if child.i <= noun.i or child.left <= noun.i or child.dep not in _CLAUSES:
            continue
        if tokens[child.left - 1].text in {",", "(", "—", "–"} or tokens[child.left].text in {",", "(", "—", "–"}:
            last = min(last, child.left - 1)
            break
    first = noun.left
    while last > noun.i and tokens[last].text in _TRIM | {'"', "“", "”", "''", "(", "[", "‘", "’"}:
        last -= 1
    while first < noun.i and tokens[first].text in _TRIM | {'"', "”", "''", ")", "]", "’"}:
        first += 1
    if first < noun.i and tokens[first].dep == "cc":
        first += 1
    return (tokens[first].start, tokens[last].end)
