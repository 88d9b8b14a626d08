"""Fit the decoder: the chain that hears the head and the rules, on the documents set apart from training.

Two steps, because the parse and torch may live in two environments: ``python -m training gather`` writes each
document's scores, features and labels; ``python -m training fit`` fits the chain by maximum likelihood.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np


def gather(options: argparse.Namespace) -> None:
    """Read the documents set apart and write what the chain is to be fitted on."""
    from dateline.attributions.labelling import features, passages
    from training.gathering import read_documents

    stored: dict[str, Any] = {}
    for number, d in enumerate(read_documents(Path(options.data), Path(options.weights))):
        stored[f"features{number}"] = features(d.article, d.found)
        stored[f"scores{number}"] = d.scores
        stored[f"labels{number}"] = d.labels
        stored[f"passages{number}"] = np.array(passages(d.article))
    np.savez_compressed(options.out, **stored)


def fit(options: argparse.Namespace) -> None:
    """Fit the chain and write its weights; prints exact F1 by role, each half decoded by the weights of the other."""
    import torch

    stored = np.load(options.gathered)
    documents = [
        {k: stored[f"{k}{n}"] for k in ("features", "scores", "labels", "passages")}
        for n in range(len(stored.files) // 4)
    ]
    torch.set_num_threads(1)
    folds = 2
    counts = {role: [0, 0, 0] for role in ("source", "cue", "content")}
    for fold in range(folds):
        fitted = _fit([d for n, d in enumerate(documents) if n % folds != fold], options.penalty, options.scale)
        _count([d for n, d in enumerate(documents) if n % folds == fold], fitted, counts)
    print({role: round(200 * c[0] / max(1, c[1] + c[2]), 2) for role, c in counts.items()})
    Path(options.out).write_text(json.dumps(_fit(documents, options.penalty, options.scale)) + "\n", encoding="utf-8")


def _count(documents: list[dict[str, Any]], fitted: dict[str, Any], counts: dict[str, list[int]]) -> None:
    from dateline.text.decide import Chain, spans_of

    chain = Chain(fitted)
    for d in documents:
        best, _ = chain.label(chain.emissions(d["scores"], d["features"]), [tuple(p) for p in d["passages"]])
        for start, end in d["passages"]:
            have, want = (set(spans_of([chain.labels[n] for n in labels[start:end]])) for labels in (best, d["labels"]))
            for role, c in counts.items():
                h, w = ({s for s in of if s[0] == role} for of in (have, want))
                c[0], c[1], c[2] = c[0] + len(h & w), c[1] + len(h), c[2] + len(w)


def _fit(documents: list[dict[str, Any]], penalty: float, scale: float) -> dict[str, Any]:
    # The head's log-probabilities enter at one fixed scale: fitted freely label by label, those of the inside labels
    # shrink to a tenth (neighbours repeat each other) and exact contents lose five points.
    import torch

    from dateline.attributions.labelling import FEATURES, LABELS
    from dateline.text.decide import lawful
    from training.windows import shuffled

    width = len(LABELS)
    passages = sorted(
        ((d, int(a), int(b)) for d in documents for a, b in d["passages"] if b > a), key=lambda p: p[2] - p[1]
    )
    batches = []
    for start in range(0, len(passages), 48):
        batch = passages[start : start + 48]
        longest = batch[-1][2] - batch[-1][1]
        scores = torch.zeros(len(batch), longest, width, dtype=torch.double)
        given = torch.zeros(len(batch), longest, len(FEATURES), dtype=torch.double)
        labels = torch.zeros(len(batch), longest, dtype=torch.long)
        sizes = torch.tensor([b - a for _, a, b in batch])
        for row, (d, a, b) in enumerate(batch):
            scores[row, : b - a] = torch.from_numpy(d["scores"][a:b].astype(np.float64))
            given[row, : b - a] = torch.from_numpy(d["features"][a:b].astype(np.float64))
            labels[row, : b - a] = torch.from_numpy(d["labels"][a:b])
        batches.append((scores, given, labels, sizes))
    law = torch.from_numpy(lawful(LABELS))
    features = torch.zeros(len(FEATURES), width, dtype=torch.double, requires_grad=True)
    follow = torch.zeros(width + 1, width, dtype=torch.double, requires_grad=True)
    optimiser = torch.optim.Adam([features, follow], lr=0.05)
    rounds = 14
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, rounds * len(batches))
    size = sum(len(labels) for _, _, labels, _ in batches)
    for turn in range(rounds):
        for number in shuffled(len(batches), turn):
            scores, told, labels, sizes = batches[number]
            loss = _loss(scores * scale + told @ features, labels, sizes, follow + law)
            off = (features**2).sum() + (follow**2).sum()
            loss = loss + penalty * off * len(labels) / size
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    found = {"given": torch.eye(width, dtype=torch.double) * scale, "features": features, "follow": follow}
    fitted = {name: np.round(p.detach().numpy(), 4).tolist() for name, p in found.items()}
    return {"labels": list(LABELS), **fitted}


def _loss(emissions: Any, labels: Any, sizes: Any, follow: Any) -> Any:
    import torch

    longest = emissions.shape[1]
    step = follow[:-1]
    alpha = emissions[:, 0] + follow[-1]
    rows = torch.arange(len(labels))
    right = alpha[rows, labels[:, 0]]
    for t in range(1, longest):
        live = (sizes > t)[:, None]
        alpha = torch.where(live, torch.logsumexp(alpha[:, :, None] + step, 1) + emissions[:, t], alpha)
        gained = emissions[rows, t, labels[:, t]] + step[labels[:, t - 1], labels[:, t]]
        right = right + torch.where(live[:, 0], gained, torch.zeros_like(gained))
    return (torch.logsumexp(alpha, 1) - right).sum()
