"""Fit the odds of attributions, with the head and without, on the documents set apart; say how well p is calibrated."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.attributions import Gold, Words, pairs
from dateline.attributions import Attributions
from training.digests import write_digests
from training.gathering import read_documents


def odds(options: argparse.Namespace) -> None:
    """Write ``attribution_odds.json`` and ``attribution_odds_fast.json`` into the folder of the weights."""
    stage = Attributions()
    out = Path(options.out)
    rows: dict[bool, list[tuple[int, dict[str, float], bool, bool]]] = {True: [], False: []}
    wanted = 0
    for number, d in enumerate(read_documents(Path(options.data), Path(options.weights))):
        gold = [Gold(*(g[role] for role in ("source", "cue", "content"))) for g in d.gold]
        wanted += len(gold)
        scores = d.reading.scores
        for fast in (True, False):
            d.reading.scores = None if fast else scores
            made = stage.proposals(d.reading)
            right = {j for _, j, agree in pairs(Words(d.reading.text), gold, [x for _, x in made]) if agree}
            rows[fast].extend((number, p.known, j in right, p.nested) for j, (p, _) in enumerate(made))
    for fast, name in ((True, "attribution_odds_fast"), (False, "attribution_odds")):
        plain = [(n, known, right) for n, known, right, nested in rows[fast] if not nested]
        inner = sum(nested for *_, nested in rows[fast])
        fitted = fit(plain, wanted, inner)
        if fast:
            fitted["threshold"] = 0.0  # what is by rule alone stands; p says how surely
        print(name, len(plain), "proposals,", inner, "nested;", fitted.pop("report"))
        (out / f"{name}.json").write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    write_digests(out)


def fit(rows: list[tuple[int, dict[str, float], bool]], wanted: int, inner: int) -> dict[str, Any]:
    """Weights and threshold; calibration is measured on documents that the weights it uses were not fitted on."""
    names = sorted({name for _, known, _ in rows for name in known})
    x = np.array([[known.get(name, 0.0) for name in names] for _, known, _ in rows])
    y = np.array([right for *_, right in rows], dtype=float)
    fold = np.array([number % 5 for number, *_ in rows])
    p = np.zeros(len(y))
    for k in range(5):
        p[fold == k] = _share(x[fold == k] @ logistic(x[fold != k], y[fold != k]))
    error = calibration_error(p, y)
    # What a rule has found stands whatever its p; the threshold is for what the head alone has found.
    sure = np.array([not known.get("joined without rule", 0.0) for _, known, _ in rows])
    f1 = {t: _f1(y, sure | (p >= t), wanted, inner) for t in np.arange(0.0, 0.95, 0.1).round(2).tolist()}
    # The head alone is believed where it is likelier right than wrong; .4 is a third of a point better.
    best = 0.5
    weights = dict(zip(names, np.round(logistic(x, y), 4).tolist(), strict=True))
    told = ", ".join(f"{value:.1f} at {t}" for t, value in f1.items())
    report = f"calibration error {error:.3f}, F1 by threshold {told}"
    return {"weights": weights, "threshold": best, "report": report}


def _share(total: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-np.clip(total, -40, 40)))


def _f1(y: np.ndarray, kept: np.ndarray, wanted: int, inner: int) -> float:
    return float(200 * y[kept].sum() / (kept.sum() + inner + wanted))


def logistic(x: np.ndarray, y: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method, with a ridge."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = _share(x @ w)
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    total = sum(abs(p[place == b].mean() - y[place == b].mean()) * (place == b).sum() for b in set(place.tolist()))
    return float(total / max(len(p), 1))
