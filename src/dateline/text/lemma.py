"""Lemmas of verbs, nouns and adjectives, from the rule tables that the parse model carries.

The model's own lemmatizer costs a fifth of the parse; looking a form up once and remembering it costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}

INFLECTED = {"NNS", "VBD", "VBG", "VBN", "VBZ", "JJR", "JJS", "RBR", "RBS"}
"""Tags of inflected forms: for them a rule goes before a lemma of the same spelling (*talks*, *stated*)."""


class Lemmatizer:
    """Look up ``(lower-case form, Universal POS)``; a form that no rule explains is its own lemma."""

    def __init__(self, folder: Path) -> None:
        from spacy.lookups import Lookups

        tables = Lookups().from_disk(folder)
        self._rules: Any = tables.get_table("lemma_rules")
        self._index: Any = tables.get_table("lemma_index")
        self._exceptions: Any = tables.get_table("lemma_exc")
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, pos: str, tag: str) -> str:
        """The lemma of a lower-case form with its Universal POS and Penn tag."""
        word_class = CLASSES.get(pos)
        if word_class is None:
            return form
        known = self._known.get((form, tag))
        if known is None:
            known = self._known[form, tag] = self._find(form, word_class, inflected=tag in INFLECTED)
        return known

    def _find(self, form: str, word_class: str, *, inflected: bool) -> str:
        exceptions = self._exceptions.get(word_class, {}).get(form)
        if exceptions:
            return str(exceptions[0])
        index: Any = self._index.get(word_class, {})
        if form in index and not inflected:
            return form
        unknown: str | None = None
        for ending, base in self._rules.get(word_class, []):
            if form.endswith(ending) and len(form) > len(ending) + 1:
                lemma: str = form[: len(form) - len(ending)] + str(base)
                if lemma in index:
                    return lemma
                unknown = unknown or lemma
        if form in index or unknown is None:
            return form
        return unknown
