"""The forms of English verbs that a gloss needs: past, participle, third person."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")
"""A short verb that ends in one vowel and one consonant doubles it: *stop, ban, plan*."""

_DOUBLED_LATE = frozenset(
    {"admit", "acquit", "commit", "permit", "submit", "transfer", "refer", "deter", "rebel", "expel", "compel"}
    | {"control", "patrol", "cancel", "travel", "occur", "incur", "kidnap", "equip"}
)
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


class Inflections:
    """Forms of a verb by its lemma; ``irregular`` gives the past and the participle of those that no rule makes."""

    def __init__(self, irregular: Mapping[str, tuple[str, str]]) -> None:
        self._irregular = irregular

    def past(self, lemma: str) -> str:
        """*met, carried, banned*."""
        return self._irregular[lemma][0] if lemma in self._irregular else _regular(lemma)

    def participle(self, lemma: str) -> str:
        """*seen, carried, banned*."""
        return self._irregular[lemma][1] if lemma in self._irregular else _regular(lemma)

    def third(self, lemma: str) -> str:
        """*meets, carries, reaches*."""
        if lemma in ("be", "have"):
            return {"be": "is", "have": "has"}[lemma]
        if _CONSONANT_Y.search(lemma):
            return lemma[:-1] + "ies"
        return lemma + ("es" if lemma.endswith(_SIBILANT) else "s")


def _regular(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if _CONSONANT_Y.search(lemma):
        return lemma[:-1] + "ied"
    if _DOUBLED.match(lemma) or lemma in _DOUBLED_LATE:
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"
