"""Documents of PolNeAR read by the rules and the encoder, with their gold as labels of the parse's tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.attributions.finder import Finder
from dateline.attributions.finding import Article, Finding
from dateline.attributions.labelling import LABELS, passages
from dateline.attributions.lexicon import Cues
from dateline.entities import Mentions
from dateline.knowledge import Knowledge
from dateline.record import Article as Text
from dateline.text.encoder import Encoder, Scores
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import Reading
from training.windows import ROLES, documents, set_apart

Gold = list[dict[str, list[tuple[int, int]]]]


@dataclass(slots=True)
class Document:
    """One document: what was read, found and scored, and the gold."""

    stem: str
    reading: Reading
    article: Article
    found: list[Finding]
    scores: np.ndarray
    labels: np.ndarray
    gold: Gold


def read_documents(data: Path, weights: Path, *, every: bool = False) -> Iterator[Document]:
    """The documents set apart (or ``every`` one of a folder) as the reader's stages see them."""
    knowledge = Knowledge()
    parser, encoder = Parser(), Encoder(weights)
    finder = Finder(Cues(knowledge))
    mentions = Mentions(knowledge)
    for number, (stem, text, gold) in enumerate(documents(data)):
        if not (every or set_apart(number)):
            continue
        reading = Reading(Text.make(text))
        for stage in (Parts(), parser, mentions, encoder):
            stage(reading)
        found, article = finder(reading)
        if article is None or not isinstance(reading.scores, Scores):
            continue
        yield Document(stem, reading, article, found, reading.scores["attribution"], labels(article, gold), gold)


def labels(article: Article, gold: Gold) -> np.ndarray:
    """The gold as numbers of :data:`LABELS`, a span that crosses paragraphs begun anew in each."""
    made = np.zeros(len(article.tokens), dtype=np.int64)
    begins = {first for first, _ in passages(article)}
    for attribution in gold:
        for role in ROLES:
            base = LABELS.index(f"B-{role}")
            for span in attribution[role]:
                inside = [t.i for t in article.parse.tokens_in(span) if t.end > span[0] and t.start < span[1]]
                for place, number in enumerate(inside):
                    made[number] = base if place == 0 or number in begins else base + 1
    return lawful(made)


def lawful(made: np.ndarray) -> np.ndarray:
    """Begin anew the rest of a span of which another has taken the front."""
    for n, label in enumerate(made):
        if label and label % 2 == 0 and (n == 0 or made[n - 1] not in (label, label - 1)):
            made[n] = label - 1
    return made
