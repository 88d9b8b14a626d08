"""The verbs table: what a verb, eventive noun or phrase does in a text, shared by attributions and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.knowledge.tables import Lexicon, Row


@dataclass(frozen=True, slots=True)
class Verb:
    """One row of ``verbs.tsv``.

    ``pattern`` is a lemma, or lemmas parted by spaces. Of a verb the head comes first, then the particle,
    preposition or object noun that belongs to it (``carry out``, ``hold talk``); of a noun the head comes last, as in
    running text (``car bombing``). ``pos`` is ``verb``, ``noun``, ``adj``, ``adv`` or ``prep``.
    ``cue_class`` is filled where it makes an attribution, ``frame`` where it makes a report. ``type``, ``mode`` and
    ``cameo`` are PLOVER's and CAMEO's codes for the frame when it is affirmed and past.
    ``object`` says what the direct object is in a report: a ``recipient``, an ``object``, or a ``person``: a recipient
    that has to be able to act, else the type does not hold (*met the mayor*, *met the demand*); or it is ``needed``
    for the type to hold (*returned the statue*, *returned home*).
    ``aspect`` holds words of these: ``begin``, ``continue``, ``end`` (it only says that another verb begins, goes on,
    ends), ``occur`` (it only says that its subject took place), ``light`` (with an eventive noun as its object it is
    one report), ``state`` (nothing happens; of a noun: it needs a verb that makes it happen).
    ``implicative`` is Karttunen's signature: what follows for the complement when the verb is affirmed and when it is
    negated, each ``+``, ``-`` or ``o`` (*manage* ``+-``, *refuse* ``-o``, *plan* ``oo``).
    """

    pattern: str
    pos: str
    cue_class: str
    frame: str
    type: str
    mode: str
    cameo: str
    reciprocal: bool
    object: str
    aspect: str
    implicative: str
    example: str
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Split the pattern into its lemmas, ``words``, once."""
        object.__setattr__(self, "words", tuple(self.pattern.split()))

    @property
    def head(self) -> str:
        """The lemma that the rest hangs on: the last of a noun's, the first of all others."""
        words = self.words
        return words[-1] if self.pos == "noun" else words[0]

    def has(self, aspect: str) -> bool:
        """Whether ``aspect`` is one of the words of the column."""
        return aspect in self.aspect.split()


class Verbs:
    """The table, looked up by the lemma of the head and its part of speech; a row is made up when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rows: dict[tuple[str, str], list[Row]] = {}
        self._made: dict[tuple[str, str], list[Verb]] = {}
        for row in lexicon.rows("verbs"):
            words = row["pattern"].split()
            head = words[-1] if row["pos"] == "noun" else words[0]
            self._rows.setdefault((head, row["pos"]), []).append(row)

    def get(self, lemma: str, pos: str) -> list[Verb]:
        """All rows that this lemma heads, longest pattern first."""
        key = (lemma, pos)
        if key not in self._rows:
            return []
        if key not in self._made:
            self._made[key] = sorted(map(_verb, self._rows[key]), key=_length, reverse=True)
        return self._made[key]


def _length(verb: Verb) -> int:
    return len(verb.words)


def _verb(row: Row) -> Verb:
    values: dict[str, Any] = {**row, "reciprocal": row["reciprocal"] == "1"}
    return Verb(**values)
