"""Which words may be cues, in which constructions, and what class of attribution they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from dateline.knowledge import Knowledge
from dateline.record import CueClass
from dateline.text.parse import Token

TABLES = {"verb": "cue_verbs", "noun": "cue_nouns", "adj": "cue_adjectives"}

# Endings of nouns for persons.
_PERSONAL = (
    "er", "or", "ist", "ian", "ant", "ent", "ee", "man", "men", "woman", "women", "crat", "can", "ive", "ary", "ate",
    "eer",
)  # fmt: skip


def is_name(token: Token) -> bool:
    """A proper noun, or a capitalised singular without an article that the tagger took for a common one."""
    if token.pos == "PROPN":
        return True
    return token.tag == "NN" and token.text[0].isupper() and all(c.i > token.i for c in token.children)


def _usual(pattern: str, cue_class: str) -> str:
    """The constructions of a cue that only ``verbs.tsv`` has, such as a user's: those usual for its class."""
    _, _, behind = pattern.partition(" ")
    if behind:
        return f"{behind} to"
    return {"intention": "to", "attitude": "clause"}.get(cue_class, "clause quote as")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that may be a cue: its class, and the constructions it may be one in."""

    lemma: str
    pos: str
    cue_class: CueClass
    takes: frozenset[str]
    classes: dict[str, CueClass]

    def class_in(self, construction: str) -> CueClass:
        """The class of the cue in a construction: *agreed that* is a statement, *agreed to* an intention."""
        return self.classes.get(construction, self.cue_class)


class Cues:
    """The cues of the tables: ``cue_*.tsv`` say in which construction, ``verbs.tsv`` says of which class."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._cues: dict[tuple[str, str], Cue] = {}
        classes = {
            (row["pattern"], row["pos"]): row["cue_class"] for row in knowledge.rows("verbs") if row["cue_class"]
        }
        for (pattern, pos), cue_class in classes.items():
            self._add(pattern, pos, cue_class, _usual(pattern, cue_class))
        for pos, table in TABLES.items():
            for row in knowledge.rows(table):
                self._add(row["cue"], pos, classes.get((row["cue"], pos), "statement"), row["takes"])
        self._words: dict[str, dict[str, str]] = {}
        for row in knowledge.rows("attribution_words"):
            self._words.setdefault(row["kind"], {})[row["word"]] = row["value"]
        self.heads = {row["word"]: row["kind"] for row in knowledge.rows("source_heads")}
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.words("phrase"), key=len, reverse=True):
            words = tuple(phrase.split())
            self.phrases.setdefault(words[0], []).append(words)

    def _add(self, lemma: str, pos: str, cue_class: str, constructions: str) -> None:
        takes = dict(t.partition("=")[::2] for t in constructions.split())
        own = {k: cast("CueClass", v) for k, v in takes.items() if v}
        self._cues[lemma, pos] = Cue(lemma, pos, cast("CueClass", cue_class), frozenset(takes), own)

    def get(self, lemma: str, pos: str) -> Cue | None:
        """The cue that a lemma may be."""
        return self._cues.get((lemma, pos))

    def of(self, token: Token, pos: str) -> Cue | None:
        """The cue that a token may be, with the particle or preposition right behind it before alone (*go on*)."""
        if pos == "verb":
            for child in token.children:
                if token.i < child.i <= token.i + 2 and child.dep in (
                    "prt",
                    "prep",
                    "advmod",
                    "acomp",
                    "oprd",
                    "ccomp",
                ):
                    longer = self._cues.get((f"{token.lemma} {child.lower}", pos))
                    if longer is not None:
                        return longer
        return self._cues.get((token.lemma, pos)) or (self._cues.get((token.lower, pos)) if pos != "verb" else None)

    def personal(self, lemma: str) -> bool:
        """Whether a common noun looks like one for a person."""
        known = self.heads.get(lemma)
        return known == "person" if known else lemma.endswith(_PERSONAL)

    def speaks(self, source: Token) -> bool:
        """Whether a noun is one that can say something: a name, a pronoun, a person, a body, a document."""
        if source.pos != "NOUN" or is_name(source):
            return True
        return source.lower in self.heads or source.lemma in self.heads or source.lemma.endswith(_PERSONAL)

    def words(self, kind: str) -> dict[str, str]:
        """The words of one kind in ``attribution_words.tsv`` with their values."""
        return self._words.get(kind, {})
