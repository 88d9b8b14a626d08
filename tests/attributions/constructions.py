"""The constructions of ``constructions.tsv``, read and compared with what is found in them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from dateline.attributions import Found, find

# Words that a found cue may have beside those of the gold: auxiliaries, and what the verb governs.
BESIDE = {
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "do",
    "did",
    "does",
    "will",
    "would",
    "not",
    "to",
    "of",
    "on",
    "for",
    "with",
    "about",
    "at",
}
# The first names of invented places and firms do not say what they are: kinds that a bare invented name may be read as.
INTERCHANGEABLE = {"government", "organization", "person", "media"}


@dataclass(slots=True)
class Wanted:
    """One attribution that a sentence holds."""

    source: str
    cue: str
    content: str
    cue_class: str
    kind: str
    named: bool
    manner: str


@dataclass(slots=True)
class Case:
    """A sentence with all attributions in it."""

    id: str
    construction: str
    text: str
    wanted: list[Wanted] = field(default_factory=list)


def cases() -> list[Case]:
    """The sentences of the table in its order."""
    found: dict[str, Case] = {}
    path = Path(__file__).parent / "constructions.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["sentence"].replace("\\n", "\n")
            case = found.setdefault(row["id"], Case(row["id"], row["construction"], text))
            if row["content"] != "-":
                source, cue = (cell if cell != "-" else "" for cell in (row["source"], row["cue"]))
                case.wanted.append(
                    Wanted(
                        source, cue, row["content"], row["cue_class"], row["kind"], row["named"] == "1", row["manner"]
                    )
                )
    return list(found.values())


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def faults(case: Case, *, fast: bool = False) -> list[str]:
    """What differs between the wanted attributions of a sentence and those found in it; ``fast``: by rules alone."""
    left = find(case.text, fast=fast)
    made = []
    for wanted in case.wanted:
        match = max(left, key=lambda f: _likeness(f, wanted), default=None)
        if match is None or not _likeness(match, wanted):
            made.append(f"missed {wanted.content!r}")
            continue
        left.remove(match)
        made.extend(_differences(match, wanted))
    # What stands within a wanted one by another cue is a reading too fine for the table, no fault.
    outermost = [f for f in left if f.within is None or not case.wanted]
    made.extend(f"false {f.source!r} {f.cue!r} {f.content!r}" for f in outermost)
    return made


def _likeness(found: Found, wanted: Wanted) -> float:
    one, other = set(words(" ".join(found.content))), set(words(wanted.content))
    share = len(one & other) / len(one | other)
    if share <= 0.3:
        return 0.0
    return share + bool(set(words(found.source or "")) & set(words(wanted.source))) + (found.cue in wanted.cue)


def _differences(found: Found, wanted: Wanted) -> list[str]:
    made = []
    if words(" ".join(found.content)) != words(wanted.content):
        made.append(f"content {' | '.join(found.content)!r}, not {wanted.content!r}")
    # A relative clause may stand in the source or be left to the noun that it belongs to.
    source = found.source or ""
    if words(source) != words(wanted.source)[: len(words(source))] or bool(source) != bool(wanted.source):
        made.append(f"source {source!r}, not {wanted.source!r}")
    if wanted.cue and (
        not set(words(wanted.cue)) <= set(words(found.cue)) or set(words(found.cue)) - set(words(wanted.cue)) - BESIDE
    ):
        made.append(f"cue {found.cue!r}, not {wanted.cue!r}")
    if found.kind != wanted.kind and not (_bare_name(source) and {found.kind, wanted.kind} <= INTERCHANGEABLE):
        made.append(f"kind {found.kind}, not {wanted.kind}")
    made.extend(
        f"{name} {getattr(found, name)}, not {getattr(wanted, name)}"
        for name in ("cue_class", "manner", "named")
        if getattr(found, name) != getattr(wanted, name)
    )
    return made


def _bare_name(source: str) -> bool:
    return all(word[:1].isupper() for word in source.split())
