"""Source, cue and content token by token: what the head and the rules say together, as spans.

The rules' findings are features beside the head's scores, so that where the two differ the one that is right more
often wins; the weights were fitted on documents set apart (``weights/attribution_chain.json``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dateline.attributions.finding import Article, Finding
from dateline.text.decide import Chain, spans_of, weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_ROLES = ("source", "cue", "content")
_MARKS = {'"', "“", "”", "''", "``", "«", "»", "„"}

FEATURES = (
    "always", *(f"rule {label}" for label in LABELS[1:]), "mark", "quotation mark", "inside a quotation",
    "sentence begins", "sentence ends", "nested cue", "before a mark", "after a mark", "that",
    *(f"rule ends {role}" for role in _ROLES), *(f"rule begins {role} next" for role in _ROLES),
)  # fmt: skip
"""What is told of each token beside the head's scores, in the order of the chain's rows."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span of one role, as tokens ``first`` … ``last``, and how sure its start, its end and its words are."""

    role: str
    first: int
    last: int
    start: float
    end: float
    words: float

    @property
    def numbers(self) -> range:
        """Its tokens."""
        return range(self.first, self.last + 1)


@lru_cache(maxsize=1)
def chain() -> Chain:
    """The fitted chain."""
    return Chain(weights("attribution_chain"))


def proposed(article: Article, found: list[Finding]) -> NDArray[np.int64]:
    """The rules' label of every token; what stands within another's content makes way for it."""
    labels = np.zeros(len(article.tokens), dtype=np.int64)
    inner = {id(f) for f in found if any(f is not o and f.cue[0].i in o.content for o in found)}
    for finding in sorted(found, key=lambda f: id(f) not in inner):
        parts: list[list[int]] = [[], [t.i for t in finding.cue], sorted(finding.content)]
        if finding.source_span is not None:
            parts[0] = [t.i for t in article.parse.tokens_in(finding.source_span)]
        for role, numbers in reversed(list(enumerate(parts))):
            before = -2
            for number in numbers:
                labels[number] = 1 + 2 * role + (number == before + 1)
                before = number
    return labels


def features(article: Article, found: list[Finding]) -> NDArray[np.float32]:
    """:data:`FEATURES` of every token [tokens × features]."""
    tokens = article.tokens
    made = np.zeros((len(tokens), len(FEATURES)), dtype=np.float32)
    made[:, 0] = 1.0
    labels = proposed(article, found)
    rows = np.flatnonzero(labels)
    made[rows, labels[rows]] = 1.0
    column = {name: number for number, name in enumerate(FEATURES)}
    after = np.append(labels[1:], 0)
    for number, role in enumerate(_ROLES):
        begin = 1 + 2 * number
        here = (labels == begin) | (labels == begin + 1)
        made[:, column[f"rule ends {role}"]] = here & (after != begin + 1)
        made[:, column[f"rule begins {role} next"]] = after == begin
    for token in tokens:
        if not token.text[0].isalnum():
            made[token.i, column["mark"]] = 1.0
            made[token.i, column["quotation mark"]] = token.text in _MARKS
            if token.i:
                made[token.i - 1, column["before a mark"]] = 1.0
            if token.i + 1 < len(tokens):
                made[token.i + 1, column["after a mark"]] = 1.0
        made[token.i, column["inside a quotation"]] = article.inside[token.i] is not None
        made[token.i, column["that"]] = token.lower == "that"
    for sentence in article.parse.sentences:
        made[sentence.first, column["sentence begins"]] = 1.0
        made[sentence.end - 1, column["sentence ends"]] = 1.0
    for finding in found:
        if any(finding is not other and finding.cue[0].i in other.content for other in found):
            made[[t.i for t in finding.cue], column["nested cue"]] = 1.0
    return made


def passages(article: Article) -> list[tuple[int, int]]:
    """The paragraphs as ranges of tokens."""
    found: list[tuple[int, int]] = []
    before = -1
    for sentence in article.parse.sentences:
        if sentence.paragraph == before:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.first, sentence.end))
        before = sentence.paragraph
    return found


def labelled(article: Article, found: list[Finding], scores: NDArray[np.float32]) -> list[Labelled]:
    """The spans that the head and the rules make together, in order."""
    emissions = chain().emissions(scores, features(article, found))
    labels, shares = chain().label(emissions, passages(article))
    made = []
    for role, first, last in spans_of([LABELS[n] for n in labels]):
        b = 1 + 2 * _ROLES.index(role)
        inside = shares[first : last + 1, b] + shares[first : last + 1, b + 1]
        ends = 1.0 - float(shares[last + 1, b + 1]) if last + 1 < len(shares) else 1.0
        made.append(Labelled(role, first, last, float(shares[first, b]), ends, float(inside.mean())))
    return made
