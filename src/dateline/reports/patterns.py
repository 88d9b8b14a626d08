"""Which row of the verbs table a word in its sentence matches: the longest pattern whose words hang on it."""

from __future__ import annotations

from dateline.knowledge.verbs import Verb, Verbs
from dateline.knowledge.words import Swaps
from dateline.reports import clause
from dateline.text.parse import Token

_NOT_IN_PATTERN = frozenset({"nsubj", "aux", "auxpass", "ccomp", "advcl", "conj", "punct", "cc", "mark", "neg"})


class Patterns:
    """Rows by word, remembered for one reading; ``swaps`` where a program has put other words for the author's."""

    def __init__(self, verbs: Verbs, swaps: Swaps | None = None) -> None:
        self.verbs = verbs
        self.swaps = swaps
        self._known: dict[int, tuple[Verb | None, list[Token]]] = {}

    def row(self, token: Token) -> Verb | None:
        """The row of a verb or noun in its sentence."""
        return self.match(token)[0]

    def match(self, token: Token) -> tuple[Verb | None, list[Token]]:
        """The row and the further words of its pattern; a longer pattern wins, of equal ones that with a frame."""
        known = self._known.get(token.i)
        if known is None:
            if token.pos == "ADJ":
                known = (next(iter(self.verbs.get(token.lemma, "adj")), None), [])
            else:
                known = self._noun(token) if token.pos in ("NOUN", "PROPN") else self._verb(token)
            self._known[token.i] = known
        return known

    def lemma(self, verb: Token) -> str:
        """The verb's lemma, or that of the verb which it was put for."""
        return self._swapped(verb) or verb.lemma

    def _swapped(self, verb: Token) -> str | None:
        """The base form that the author most likely wrote; a verb of saying stays, as its cue stands in the text."""
        if self.swaps is None:
            return None
        originals = (*self.swaps.words(verb.lemma), *self.swaps.words(verb.lower))
        known = (base for o in originals for base in _bases(o) if any(r.frame for r in self.verbs.get(base, "verb")))
        found = next(known, None)
        return None if found is None or any(r.cue_class for r in self.verbs.get(verb.lemma, "verb")) else found

    def _verb(self, verb: Token) -> tuple[Verb | None, list[Token]]:
        rows = self.verbs.get(self.lemma(verb), "verb")
        pool: list[Token] | None = None
        bare: tuple[Verb, list[Token]] | None = None
        for row in rows:
            if len(row.words) == 1:
                return bare or (row, [])
            if pool is None:
                pool = _pool(verb)
            words = _pick(pool, row.words[1:])
            if words is not None and not (_is_plain_preposition(words) and verb.child("dobj")):
                if row.frame:
                    return row, words
                bare = bare or (row, words)
        return bare or (None, [])

    def _noun(self, noun: Token) -> tuple[Verb | None, list[Token]]:
        lemma = noun.lemma if noun.pos == "NOUN" else noun.lower
        for row in self.verbs.get(lemma, "noun"):
            wanted = row.words[:-1]
            words = [
                c
                for c in noun.children
                if c.dep in ("compound", "amod", "nmod") and (c.lemma in wanted or c.lower in wanted)
            ]
            if len(words) >= len(wanted):
                return row, words
        return None, []


def _bases(word: str) -> tuple[str, ...]:
    """A past form's possible base forms, and the word itself."""
    return (word, word.removesuffix("d"), word.removesuffix("ed"))


def _pool(verb: Token) -> list[Token]:
    """What may be a word of the verb's pattern: particles, prepositions and their nouns, the object."""
    pool = [c for c in verb.children if c.dep not in _NOT_IN_PATTERN and not _is_dating(c)]
    for child in list(pool):
        if child.dep in ("prep", "prt", "dobj"):
            pool.extend(
                c for c in child.children if c.dep in ("pobj", "prep") and (child.dep != "dobj" or c.dep == "prep")
            )
    pool.extend(c for c in verb.children if c.dep == "ccomp" and c.pos == "ADJ")
    if clause.is_passive(verb):
        pool.extend(c for c in verb.children if c.dep == "nsubjpass")
        if verb.dep == "acl":
            pool.append(verb.head)
    else:
        found = clause.direct_object(verb)
        if found is not None and found not in pool:
            pool.append(found)
    return pool


def _is_plain_preposition(words: list[Token]) -> bool:
    """*took place in Baku* is no *take in*: beside an object, a preposition is no particle."""
    return len(words) == 1 and words[0].dep == "prep"


def _is_dating(preposition: Token) -> bool:
    """*called on Monday* is no *call on*."""
    inner = preposition.child("pobj") if preposition.dep == "prep" else None
    return inner is not None and inner.name_label in ("DATE", "TIME")


def _pick(pool: list[Token], lemmas: tuple[str, ...]) -> list[Token] | None:
    found = []
    for lemma in lemmas:
        match = next((t for t in pool if lemma in (t.lemma, t.lower)), None)
        if match is None:
            return None
        found.append(match)
    return found
