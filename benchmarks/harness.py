"""What the benchmarks share: options, figures with intervals, floors."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors"
NOISE = 0.0005
"""How far a figure may lie under its floor before it counts as lower: one changed value moves F1 by less."""


class Absent(Exception):  # noqa: N818 - it is no error: the data lie elsewhere
    """The data that a benchmark reads are not on this machine."""


@dataclass(slots=True)
class Options:
    """What the command line asks of a benchmark."""

    data: Path
    errors: bool = False
    quick: bool = False
    rest: list[str] = field(default_factory=list)

    def folder(self, *parts: str) -> Path:
        """A folder or file below the data; raises :class:`Absent` when it is not there."""
        path = self.data.joinpath(*parts)
        if not path.exists():
            raise Absent(f"{path} is not there (give its parent with --data)")
        return path


def default_data() -> Path:
    """The development data: ``DATELINE_DATA``, else ``../shared/data`` beside the checkout."""
    return Path(os.environ.get("DATELINE_DATA", ROOT.parent / "shared" / "data"))


def f1(right: float, found: float, wanted: float) -> tuple[float, float, float]:
    """Precision, recall and F1, in per cent, from counts."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return 100 * precision, 100 * recall, 100 * both


def interval(
    documents: Sequence[Any], score: Callable[[Sequence[Any]], float], *, rounds: int = 400, seed: int = 7
) -> tuple[float, float]:
    """The 95 % bootstrap interval of ``score`` over documents drawn with replacement."""
    draw = random.Random(seed)
    values = sorted(score([draw.choice(documents) for _ in documents]) for _ in range(rounds))
    return values[int(rounds * 0.025)], values[int(rounds * 0.975)]


def floors(name: str) -> dict[str, float]:
    """The floors of a benchmark: figures that must not fall (or, for names ending ``_max``, not rise)."""
    path = FLOORS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def below(name: str, figures: dict[str, float]) -> list[str]:
    """One line for each figure that misses its floor, or is missing."""
    lines = []
    for key, floor in floors(name).items():
        value = figures.get(key)
        if value is None:
            lines.append(f"{name}: {key} was not measured (floor {floor})")
        elif key.endswith("_max") and value > floor + NOISE:
            lines.append(f"{name}: {key} is {value:.4g}, above its ceiling {floor}")
        elif not key.endswith("_max") and value < floor - NOISE:
            lines.append(f"{name}: {key} is {value:.4g}, below its floor {floor}")
    return lines
