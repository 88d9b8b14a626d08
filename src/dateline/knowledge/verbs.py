"""The verbs table: what a verb, eventive noun or phrase does in a text, shared by attributions and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.knowledge.tables import Lexicon, Row


@dataclass(frozen=True, slots=True)
class Verb:
    """One row of ``verbs.tsv``.

    ``pattern`` is a lemma, or lemmas parted by spaces: the head first, then the particle, preposition or object
    noun that belongs to it (``carry out``, ``hold talk``). ``pos`` is ``verb``, ``noun``, ``adj``, ``adv`` or ``prep``.
    ``cue_class`` is filled where it makes an attribution, ``frame`` where it makes a report, ``aspect`` where it only
    says that another verb begins, goes on or ends. ``implicative`` is Karttunen's signature: what follows for the
    complement when the verb is affirmed and when it is negated, each ``+``, ``-`` or ``o`` (*manage* ``+-``, *refuse*
    ``-o``, *plan* ``oo``). ``object`` says what the direct object is in a report: ``recipient`` or ``object``.
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

    @property
    def words(self) -> tuple[str, ...]:
        """The lemmas of the pattern."""
        return tuple(self.pattern.split())


class Verbs:
    """The table, looked up by the lemma of the head and its part of speech."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_head: dict[tuple[str, str], list[Verb]] = {}
        for row in lexicon.rows("verbs"):
            verb = _verb(row)
            self._by_head.setdefault((verb.words[0], verb.pos), []).append(verb)
        for rows in self._by_head.values():
            rows.sort(key=_length, reverse=True)

    def get(self, lemma: str, pos: str) -> list[Verb]:
        """All rows that this lemma heads, longest pattern first."""
        return self._by_head.get((lemma, pos), [])


def _length(verb: Verb) -> int:
    return len(verb.words)


def _verb(row: Row) -> Verb:
    values: dict[str, Any] = {**row, "reciprocal": row["reciprocal"] == "1"}
    return Verb(**values)
