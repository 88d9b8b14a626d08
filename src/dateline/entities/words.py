"""The room's word tables: nouns that say what something is, titles, particles."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge import Knowledge
from dateline.text.parse import Token


@dataclass(frozen=True, slots=True)
class Head:
    """What a noun says of the thing it heads: its kind, and for persons and bodies sector and gender."""

    kind: str
    subkind: str
    sector: str
    gender: str
    also: str = ""

    def may_be(self, kind: str) -> bool:
        """Whether the noun can mean this kind."""
        return kind in (self.kind, self.also)


class Words:
    """The tables, as the look-ups that the stages make. Keys are lower case, without a final dot."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._heads = {
            row["word"]: Head(row["kind"], row["subkind"], row["sector"], row["gender"], row["also"])
            for row in knowledge.rows("name_heads")
        }
        roles: dict[str, dict[str, str]] = {}
        self.full: dict[str, str] = {}
        for row in knowledge.rows("name_parts"):
            roles.setdefault(row["role"], {})[row["word"]] = row["gender"]
            if row["full"]:
                self.full[row["word"]] = row["full"]
        self.titles = roles.get("title", {})
        self.modifiers = roles.get("modifier", {})
        self.suffixes = roles.get("suffix", {})
        self.particles = roles.get("particle", {})
        self.joints = roles.get("joint", {})
        self.calendar = roles.get("calendar", {})
        self.fronts = roles.get("front", {})
        self.directions = roles.get("direction", {})
        self._plain = roles.get("plain", {})
        self._gender = knowledge.gender

    def head(self, words: str) -> Head | None:
        """The row of a noun or a phrase, in the singular or as it stands."""
        found = self._heads.get(words)
        if found is None and words.endswith("s"):
            found = self._heads.get(singular(words))
        return found

    def named(self, words: str) -> Head | None:
        """The row of a noun exactly as it stands: a name's last word is seldom a plural that means its singular."""
        return self._heads.get(words)

    def head_of(self, token: Token) -> Head | None:
        """The row of a noun in a text, with the modifiers before it where they make a phrase of the table."""
        word = token.lower.rstrip(".")
        lemma = token.lemma if token.pos == "NOUN" else singular(word)
        before = token.i - 1
        for left in (c for c in token.children if c.i in (before, before - 1) and c.dep in ("compound", "amod")):
            phrase = self._heads.get(f"{left.lower} {word}") or self._heads.get(f"{left.lower} {lemma}")
            if phrase:
                return phrase
        return self._heads.get(word) or self._heads.get(lemma)

    def is_title(self, token: Token) -> bool:
        """Whether the word may stand as a title right before a person's name."""
        word = token.lower.rstrip(".")
        if word in self.titles:
            return token.text[0].isupper()
        head = self._heads.get(word)
        return head is not None and head.kind == "person" and token.tag in ("NN", "NNP", "NNPS", "JJ")

    def gender_of_given(self, word: str) -> str:
        """``m``, ``f``, ``both`` or nothing for a given name."""
        return "" if word.lower() in self._plain else self._gender(word) or ""


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """The singular of a regular plural, by its ending alone."""
    if word.endswith("men") and len(word) > 3:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The key of a name: case, diacritics, dots and apostrophes are gone, hyphens are spaces."""
    plain = name
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.casefold().replace(".", "").replace("'", "").replace("’", "").replace("-", " ")
    key = " ".join(plain.split())
    return key.removeprefix("the ")
