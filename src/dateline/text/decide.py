"""Rules and heads propose, this accepts: small combinations of evidence, whose weights are data.

Two kinds. A :class:`Chain` labels the tokens of passages: a linear chain whose emissions mix a head's scores with what
rules proposed, so that a head and the rules are heard together, token by token, and labels follow each other lawfully.
:class:`Odds` says how likely one proposal is to be right. Both were fitted on documents set apart, with a head and
without one (``training/fit.py``); nothing here knows what it decides on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEVER = -1e4
"""The score of a label that may not follow another."""


@lru_cache(maxsize=8)
def weights(name: str) -> dict[str, Any]:
    """The fitted weights of one decision, by their file's stem."""
    text = (resources.files("dateline.text") / "weights" / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def lawful(labels: Sequence[str]) -> Floats:
    """0 where a label may follow another, else :data:`NEVER`: ``I-x`` comes after ``B-x`` or ``I-x`` alone.

    One row more than labels: the last is what a passage may begin with.
    """
    table = np.zeros((len(labels) + 1, len(labels)))
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            for row in range(len(labels) + 1):
                before = labels[row] if row < len(labels) else "O"
                if before[1:] != label[1:]:
                    table[row, column] = NEVER
    return table


class Chain:
    """A linear chain over labels.

    ``given`` weighs a head's log-probabilities [labels × labels], ``features`` what rules and marks say
    [features × labels], ``follow`` is what follows what [labels + 1 × labels], its last row the beginning.
    """

    def __init__(self, fitted: Mapping[str, Any]) -> None:
        self.labels: tuple[str, ...] = tuple(fitted["labels"])
        self.given = np.asarray(fitted["given"], dtype=np.float64)
        self.features = np.asarray(fitted["features"], dtype=np.float64)
        self.follow = np.asarray(fitted["follow"], dtype=np.float64) + lawful(self.labels)

    def emissions(self, scores: NDArray[Any], features: NDArray[Any]) -> Floats:
        """What each token says for each label [tokens × labels]."""
        return scores.astype(np.float64) @ self.given + features.astype(np.float64) @ self.features

    def label(self, emissions: Floats, passages: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], Floats]:
        """The best labels of all tokens, and each label's probability at each token [tokens × labels].

        ``passages`` are ranges of tokens that no label runs across; tokens outside them get the first label.
        """
        best = np.zeros(len(emissions), dtype=np.int64)
        shares = np.zeros_like(emissions)
        if len(emissions):
            shares[:, 0] = 1.0
        # Passages of like length go together, so that the loop over places runs a few times only.
        order = sorted((p for p in passages if p[1] > p[0]), key=lambda p: p[1] - p[0])
        for start in range(0, len(order), 24):
            self._label(emissions, order[start : start + 24], best, shares)
        return best, shares

    def _shares(self, stacked: Floats, sizes: NDArray[np.int64]) -> Floats:
        """Each label's probability [places × passages × labels], forward and backward.

        Reckoned with probabilities, each row scaled to sum to one: what scales a row falls out in the end.
        """
        follow, begin = np.exp(self.follow[:-1]), np.exp(self.follow[-1])
        # A label that is all but ruled out may be the only lawful one: none is let fall to nothing.
        said = np.exp(np.maximum(stacked - stacked.max(axis=2, keepdims=True), -600.0))
        forward, backward = np.empty_like(stacked), np.ones_like(stacked)
        forward[0] = said[0] * begin
        for t in range(1, len(stacked)):
            step = (forward[t - 1] @ follow) * said[t]
            forward[t] = step / step.sum(axis=1, keepdims=True)
        for t in range(len(stacked) - 2, -1, -1):
            step = (said[t + 1] * backward[t + 1]) @ follow.T
            step /= step.sum(axis=1, keepdims=True)
            backward[t] = np.where((sizes > t + 1)[:, None], step, 1.0)
        both = forward * backward
        shares: Floats = both / both.sum(axis=2, keepdims=True)
        return shares

    def _label(
        self, emissions: Floats, passages: Sequence[tuple[int, int]], best: NDArray[np.int64], shares: Floats
    ) -> None:
        sizes = np.array([end - first for first, end in passages])
        longest, width = int(sizes.max()), len(self.labels)
        stacked = np.zeros((longest, len(passages), width))
        for row, (first, end) in enumerate(passages):
            stacked[: end - first, row] = emissions[first:end]
        follow = self.follow[:-1]
        top = np.empty_like(stacked)
        back = np.zeros(stacked.shape, dtype=np.int64)
        top[0] = stacked[0] + self.follow[-1]
        for t in range(1, longest):
            every = top[t - 1][:, :, None] + follow
            back[t] = every.argmax(1)
            top[t] = every.max(1) + stacked[t]
        both = self._shares(stacked, sizes)
        for row, (first, end) in enumerate(passages):
            size = end - first
            shares[first:end] = both[:size, row]
            label = int(top[size - 1, row].argmax())
            for t in range(size - 1, -1, -1):
                best[first + t] = label
                label = int(back[t, row, label])


def spans_of(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """The spans (role, first, last) that BIO labels make."""
    found: list[tuple[str, int, int]] = []
    for number, label in enumerate(labels):
        if label.startswith("B-"):
            found.append((label[2:], number, number))
        elif label.startswith("I-") and found and found[-1][2] == number - 1:
            role, first, _ = found[-1]
            found[-1] = (role, first, number)
    return found


class Odds:
    """How likely a proposal is to be right: a logistic sum of what is known about it.

    ``weights`` go by the name of a feature; one without a weight counts nothing.
    """

    def __init__(self, fitted: Mapping[str, Any]) -> None:
        self.weights: dict[str, float] = fitted["weights"]
        self.threshold: float = fitted["threshold"]

    def __call__(self, features: Mapping[str, float]) -> float:
        """The probability, from 0 to 1."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))

    def accepts(self, p: float) -> bool:
        """Whether a proposal of this probability is taken."""
        return p >= self.threshold
