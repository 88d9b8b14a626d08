"""Who does what to whom in one clause, as the parse has it: subjects, objects, voices, control, relative clauses."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.text.parse import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_RELATIVE = frozenset({"WP", "WDT"})
_NONFINITE = frozenset({"xcomp", "advcl", "pcomp", "acl", "ccomp", "conj", "dep"})


def is_verb(token: Token) -> bool:
    """A verb that is no auxiliary."""
    return token.pos == "VERB" and token.tag.startswith("VB")


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, a reduced one (*signed in 2020*, *accompanied by aides*) too."""
    if verb.child("auxpass", "nsubjpass"):
        return True
    if verb.child("agent"):
        return verb.child("nsubj") is None or verb.child("dobj") is None  # won applause by the crowd: active
    if verb.tag != "VBN":
        return False
    if verb.dep in ("acl", "relcl") and not verb.child("nsubj"):
        return not verb.child("dobj", "aux")
    if verb.dep == "advcl" and not verb.child("nsubj", "aux", "dobj"):
        return True
    if verb.dep == "conj" and is_verb(verb.head) and not verb.child("nsubj", "aux", "dobj"):
        return is_passive(verb.head)
    return False


def strayed_agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive that the parse hung on a noun before it: *was joined on the visit by his aides*."""
    if verb.child("auxpass") is None or verb.child("agent") is not None:
        return []
    found = []
    for preposition in verb.children:
        noun = (
            preposition.child("pobj") if preposition.dep == "prep" and preposition.lower in ("on", "in", "at") else None
        )
        by = next((c for c in noun.children if c.lower == "by"), None) if noun is not None else None
        inner = by.child("pobj") if by is not None else None
        if inner is not None:
            found.append(inner)
    return found


def has_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with *to*."""
    return any(c.tag == "TO" for c in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the clause of the verb carries tense of its own."""
    if verb.tag in ("VBD", "VBZ", "VBP"):
        return True
    return any(c.dep in ("aux", "auxpass") and c.tag in ("VBD", "VBZ", "VBP", "MD") for c in verb.children)


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and all that is coordinated with it, in order."""
    yield token
    for child in token.children:
        if child.dep == "conj":
            yield from conjuncts(child)


def antecedent(token: Token) -> Token:
    """The noun for a relative pronoun (*who*, *which*, *that*); any other word is its own."""
    if token.tag not in _RELATIVE and token.lower != "that":
        return token
    for above in token.ancestors():
        if above.dep == "relcl":
            return above.head
    return token


def own_subject(verb: Token) -> Token | None:
    """The subject that stands in the verb's own clause."""
    return verb.child(*SUBJECTS)


def subject(verb: Token, depth: int = 0) -> Token | None:  # noqa: PLR0911 - one return a construction
    """The understood subject: own, shared with a conjunct, controlled, or the noun that a participle hangs on.

    The answer is the word that heads the phrase, relative pronouns resolved; None is better than a guess.
    """
    if depth > 6:
        return None
    own = own_subject(verb)
    if own is not None:
        return antecedent(own)
    if verb.dep == "relcl":
        return None
    above = verb.head
    if above is verb or (verb.dep not in _NONFINITE and verb.dep != "prep"):
        return None
    if verb.dep == "acl":
        return _of_acl(verb, depth)
    if verb.dep == "pcomp":
        return _of_pcomp(verb, depth)
    if verb.dep == "ccomp" and (is_finite(verb) or not is_verb(above)):
        return None
    if above.pos in ("ADJ", "AUX"):
        return subject(above, depth + 1) or (subject(above.head, depth + 1) if above.dep == "acomp" else None)
    if not is_verb(above):
        return None
    if verb.dep in ("xcomp", "ccomp"):
        controller = addressee(above)
        if controller is not None:
            return controller
    if verb.dep == "advcl" and is_finite(verb):
        return None
    return subject(above, depth + 1)


def _of_acl(verb: Token, depth: int) -> Token | None:
    """*troops advancing* (the noun), *the plan to send envoys* (whose plan it is)."""
    noun = verb.head
    if not has_to(verb):
        return noun
    owner = noun.child("poss")
    if owner is not None:
        return owner
    above = noun.head
    if noun.dep in ("dobj", "attr") and is_verb(above):
        return subject(above, depth + 1)
    return None


def _of_pcomp(verb: Token, depth: int) -> Token | None:
    """*After visiting the plant, he …*; *accused Norland of shelling*: the addressee when there is one."""
    above = verb.head.head
    if above.pos in ("VERB", "AUX"):
        if is_verb(above) and verb.head.lower in ("of", "from", "into"):
            controller = addressee(above)
            if controller is not None:
                return controller
        return subject(above, depth + 1)
    if above.dep == "npadvmod" and is_verb(above.head):
        return subject(above.head, depth + 1)  # a day after visiting the plant, he flew home
    return None


def addressee(verb: Token) -> Token | None:
    """Whom a verb of asking, letting or making is directed at: *urged Norland to …*, *called on Norland to …*."""
    if is_passive(verb):
        patient = own_subject(verb)
        return antecedent(patient) if patient is not None and has_agentless_control(verb) else None
    for child in verb.children:
        if child.dep in ("dobj", "dative") and child.pos != "ADP":
            return antecedent(child)
        if child.dep == "prep" and child.lower in ("on", "upon", "to", "with") and child.i < verb.right:
            inner = child.child("pobj")
            if inner is not None and verb.lemma in ("call", "appeal", "plead"):
                return inner
    return None


def has_agentless_control(verb: Token) -> bool:
    """Whether a passive hands its subject on to its complement: *was ordered to leave*, *is expected to visit*."""
    return verb.child("xcomp", "prep") is not None


def direct_object(verb: Token) -> Token | None:
    """The direct object; for a relative clause that lacks one, the noun that it hangs on."""
    found = verb.child("dobj")
    if found is not None:
        return antecedent(found)
    mistaken = verb.child("ccomp")
    if mistaken is not None and (named := _named_by_misread(mistaken)) is not None:
        return named
    if verb.dep == "relcl" and own_subject(verb) is not None and not is_passive(verb):
        first = own_subject(verb)
        gap = not any(c.dep in ("prep", "prt", "acomp", "xcomp", "ccomp", "advmod") for c in verb.children)
        if first is not None and first.tag not in _RELATIVE and first.lower != "that" and gap:
            return verb.head
    for near in verb.head.children:
        # may supply badly needed shells: the participle taken for a verb beside it
        participle = (
            near.dep == "conj" and near.tag in ("VBD", "VBN") and verb.tag == "VB" and not near.child("cc", "aux")
        )
        if participle and 0 < near.i - verb.i <= 2 and not own_subject(near):
            return near.child("dobj")
    for child in verb.children:
        if child.dep == "conj" and is_verb(child) and child.child("dobj") and not own_subject(child):
            between = child.i - verb.i
            if between == 2 and not is_passive(verb):  # inspected and tested the frigate
                return child.child("dobj")
    return None


def _named_by_misread(verb: Token) -> Token | None:
    """*the Anna Orsk frigate* read as a clause: its plain form does not agree with the singular before it."""
    subject_ = verb.child("nsubj")
    if verb.tag != "VBP" or subject_ is None or subject_.tag not in ("NN", "NNP") or subject_.i != verb.i - 1:
        return None
    return subject_ if all(c is subject_ or c.pos == "PUNCT" for c in verb.children) else None


def prepositions(token: Token) -> Iterator[tuple[Token, Token]]:
    """The preposition and its noun for each prepositional phrase on a word, coordinated ones too."""
    for child in token.children:
        if child.dep not in ("prep", "agent", "dative") or child.pos not in ("ADP", "SCONJ", "PART", "VERB"):
            continue
        inner = child.child("pobj")
        if inner is not None:
            yield child, inner
        for nested in child.children:
            if nested.dep == "prep" or (
                nested.dep == "conj" and nested.pos == "ADP"
            ):  # from … to …: the second often hangs on the first
                deep = nested.child("pobj")
                if deep is not None:
                    yield nested, deep


def chain(token: Token) -> list[Token]:
    """The words above up to the clause's predicate: for *the depot near the port*, from *port* to the verb."""
    found = []
    for above in token.ancestors():
        found.append(above)
        if above.pos in ("VERB", "AUX"):
            break
    return found
