"""The training loop: windows in, a checkpoint out, resumable at any step."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, distributed
from torch.nn import functional

from training.model import SMALL, Heads, Links, Model, loaded
from training.swaps import swap, vocabulary
from training.windows import LABELS, Example, Window, documents, example, set_apart, shuffled, windows

TAUGHT, WARMTH = 0.7, 2.0
"""How much a teacher's labels count beside the gold, and the temperature at which both are compared."""


def corpus(data: Path, tokenizer: Tokenizer) -> tuple[list[Window], list[Window]]:
    """The windows to train on and those of the documents set apart."""
    train: list[Window] = []
    apart: list[Window] = []
    for number, (stem, text, attributions) in enumerate(documents(data)):
        (apart if set_apart(number) else train).extend(windows(stem, text, attributions, tokenizer))
    return train, apart


def batches(sizes: list[int], budget: int, seed: int) -> list[list[int]]:
    """Windows of like length together, at most ``budget`` pieces with padding, in an order fixed by ``seed``."""
    order = shuffled(len(sizes), seed)
    made: list[list[int]] = []
    pool = 1500
    for start in range(0, len(order), pool):
        batch: list[int] = []
        for i in sorted(order[start : start + pool], key=lambda i: sizes[i]):
            if batch and max(sizes[i], sizes[batch[-1]]) * (len(batch) + 1) > budget:
                made.append(batch)
                batch = []
            batch.append(i)
        made.append(batch)
    random.Random(seed + 1).shuffle(made)
    return made


def padded(examples: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, shapes, mask and labels of a batch."""
    longest = max(len(e.labels) for e in examples)
    ids = np.zeros((len(examples), longest), dtype=np.int64)
    shapes, mask = np.zeros_like(ids), np.zeros_like(ids)
    labels = np.full_like(ids, -100)
    for row, e in enumerate(examples):
        n = len(e.labels)
        ids[row, :n], shapes[row, :n], mask[row, :n], labels[row, :n] = e.pieces.ids, e.pieces.shapes, 1, e.labels
    return torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(mask), torch.from_numpy(labels)


def loss_of(
    model: Heads, hidden: Tensor, labels: Tensor, examples: list[Example], taught: list[Tensor] | None = None
) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch from the encoder's vectors: labels, and links at .3.

    ``taught`` is the teacher's logits [words × labels] of each window; the labels then count less than they.
    """
    logits = model.attribution(hidden)
    tagging = functional.cross_entropy(logits.view(-1, len(LABELS)), labels.view(-1), ignore_index=-100)
    if taught is not None:
        tagging = (1 - TAUGHT) * tagging + TAUGHT * _distance(logits, labels, taught)
    linking = []
    for row, e in enumerate(examples):
        for scorer, links in ((model.source_links, e.source_links), (model.cue_links, e.cue_links)):
            if links:
                linking.append(_link_loss(scorer, hidden[row], links))
    linked = torch.cat(linking).mean() if linking else torch.zeros(())
    return tagging + 0.3 * linked, {"tag": tagging.item(), "link": linked.item()}


def _distance(logits: Tensor, labels: Tensor, taught: list[Tensor]) -> Tensor:
    """How far labels are from a teacher's, both softened (Hinton, Vinyals and Dean 2015)."""
    ours, theirs = [], []
    for row, told in enumerate(taught):
        words = logits[row][labels[row] != -100]
        size = min(len(words), len(told))  # a longer word in place of another may have cut the window's end
        ours.append(words[:size])
        theirs.append(told[:size])
    softened = functional.log_softmax(torch.cat(ours) / WARMTH, -1), functional.softmax(torch.cat(theirs) / WARMTH, -1)
    return functional.kl_div(*softened, reduction="batchmean") * WARMTH**2


def _link_loss(scorer: Links, hidden: Tensor, links: list[tuple[int, list[int], int]]) -> Tensor:
    one = torch.tensor([a for a, _, _ in links])
    others = torch.tensor(links[0][1], dtype=torch.long)
    right = torch.tensor([r + 1 for _, _, r in links])
    return functional.cross_entropy(scorer(hidden, one, others), right, reduction="none")


def optimizer(model: Model, rate: float) -> torch.optim.AdamW:
    """AdamW; lower layers learn more slowly, the heads ten times as fast, norms and biases without decay."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            scale = 0.92 ** (SMALL.layers - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.shapes"):
            scale = 3.0
        elif name.startswith("encoder."):
            scale = 0.5
        else:
            scale = 10.0
        decay = 0.01 if p.dim() > 1 and "words" not in name and "shapes" not in name else 0.0
        groups.setdefault((scale, decay), []).append(p)
    return torch.optim.AdamW(
        [{"params": ps, "lr": rate * s, "base": rate * s, "weight_decay": d} for (s, d), ps in groups.items()],
        betas=(0.9, 0.98),
    )


def evaluate(
    model: Heads, examples: list[Example], vectors: Callable[[list[int], Tensor, Tensor, Tensor], Tensor]
) -> dict[str, float]:
    """Exact span F1 by role, decoded with hard constraints, over prepared windows.

    ``vectors`` gives the encoder's output for the windows of these numbers, with their ids, shapes and mask.
    """
    model.eval()
    counts = {role: [0, 0, 0] for role in ("source", "cue", "content")}
    links = {"source_link": [0, 0], "cue_link": [0, 0]}
    with torch.no_grad():
        for batch in batches([len(e.labels) for e in examples], 2048, 0):
            chosen = [examples[i] for i in batch]
            ids, shapes, mask, _ = padded(chosen)
            hidden = vectors(batch, ids, shapes, mask)
            scores = torch.log_softmax(model.attribution(hidden), -1).numpy()
            for row, e in enumerate(chosen):
                begins = np.flatnonzero(e.labels != -100)
                want = spans(e.labels[begins].tolist())
                have = spans(viterbi(scores[row][begins]))
                for role, c in counts.items():
                    w, h = ({s for s in of if s[0] == role} for of in (want, have))
                    c[0], c[1], c[2] = c[0] + len(w & h), c[1] + len(h), c[2] + len(w)
                for name, scorer, pairs in (
                    ("source_link", model.source_links, e.source_links),
                    ("cue_link", model.cue_links, e.cue_links),
                ):
                    if pairs:
                        others = torch.tensor(pairs[0][1], dtype=torch.long)
                        logits = scorer(hidden[row], torch.tensor([a for a, _, _ in pairs]), others)
                        right = logits.argmax(1).numpy() - 1 == np.array([r for _, _, r in pairs])
                        links[name][0] += int(right.sum())
                        links[name][1] += len(pairs)
    model.train()
    figures = {role: round(200 * c[0] / max(1, c[1] + c[2]), 2) for role, c in counts.items()}
    return figures | {name: round(100 * r / max(1, n), 2) for name, (r, n) in links.items()}


def viterbi(scores: np.ndarray) -> list[int]:
    """The best labels when an inside label must follow its own role."""
    allowed = np.full((len(LABELS), len(LABELS)), -1e9)
    for a in range(len(LABELS)):
        for b in range(len(LABELS)):
            if b == 0 or b % 2 == 1 or a in (b - 1, b):
                allowed[a, b] = 0.0
    if not len(scores):
        return []
    best = scores[0] + np.where([n and n % 2 == 0 for n in range(len(LABELS))], -1e9, 0.0)
    back = []
    for row in scores[1:]:
        total = best[:, None] + allowed
        back.append(total.argmax(0))
        best = total.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def spans(labels: list[int]) -> set[tuple[str, int, int]]:
    """(role, first, last) of a row of labels."""
    found = set()
    start = -1
    for i, label in enumerate([*labels, 0]):
        if start >= 0 and (label == 0 or label % 2 == 1):
            found.add((LABELS[labels[start]][2:], start, i - 1))
            start = -1
        if label % 2 == 1:
            start = i
    return found


def train(options: argparse.Namespace) -> None:
    """Train from the base, or go on from the last checkpoint in ``--out``; one process a core, gradients averaged."""
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29517")
    torch.multiprocessing.spawn(_process, args=(options,), nprocs=options.processes)


def _process(rank: int, options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", rank=rank, world_size=options.processes)
    tokenizer = Tokenizer.from_file(str(Path(options.base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept, apart = corpus(Path(options.data), tokenizer)
    torch.manual_seed(options.seed)
    model = loaded(Path(options.start)) if options.start else Model()
    if not options.start:
        model.encoder.load_base(Path(options.base) / "model.safetensors")
    if options.inner:
        some = [padded([example(w, tokenizer) for w in kept[i : i + 8]])[:3] for i in range(0, len(kept), 400)]
        model.eval()
        model.encoder.narrow(options.inner, some)
    if options.taught:
        model.encoder.round()
    model.train()
    run = Run(rank, options, tokenizer, kept, model)
    if rank == 0:
        print(f"{len(kept)} windows to train on, {len(apart)} set apart", flush=True)
    held = [example(w, tokenizer) for w in apart] if rank == 0 else []
    for epoch in run.epochs():
        if rank == 0:
            last = epoch + 1 == options.epochs
            figures = evaluate(model, held if last else held[::3], lambda _, *given: model.encoder(*given))
            print(f"epoch {epoch + 1}{'' if last else ' (a third)'}: {json.dumps(figures)}", flush=True)
        distributed.barrier()
    if rank == 0:
        torch.save(model.state_dict(), Path(options.out) / "model.pt")


def _taught(path: str) -> list[Tensor]:
    """What a teacher wrote, window by window."""
    stored = np.load(path)
    logits = torch.from_numpy(stored["logits"].astype(np.float32))
    return [logits[a:b] for a, b in pairwise(stored["starts"].tolist())]


class Run:
    """One process of a run: its share of every step, and the checkpoints."""

    def __init__(
        self, rank: int, options: argparse.Namespace, tokenizer: Tokenizer, kept: list[Window], model: Model
    ) -> None:
        self.rank, self.options, self.tokenizer, self.kept, self.model = rank, options, tokenizer, kept, model
        self.learned = [p for p in model.parameters() if p.requires_grad]
        self.optimiser = optimizer(model, options.rate)
        self.words = vocabulary(kept)
        self.taught = _taught(options.taught) if options.taught else None
        self.out = Path(options.out)
        self.out.mkdir(parents=True, exist_ok=True)
        sizes = [len(e.ids) for e in tokenizer.encode_batch([w.text for w in kept])]
        share = options.processes
        self.plan: list[tuple[int, list[list[int]]]] = []
        for epoch in range(options.epochs):
            made = batches(sizes, options.budget, options.seed + 100 * epoch)
            steps = [made[i : i + share] for i in range(0, len(made) - share + 1, share)]
            self.plan.extend((epoch, step) for step in steps)
        self.done = self._resume()

    def _resume(self) -> int:
        saved = self.out / "last.pt"
        if not saved.exists():
            return 0
        state = torch.load(saved, weights_only=False)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        return int(state["step"])

    def _save(self, step: int) -> None:
        state = {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "step": step}
        torch.save(state, self.out / "next.pt")
        (self.out / "next.pt").rename(self.out / "last.pt")

    def epochs(self) -> Iterator[int]:
        """Run the steps; yields the number of every epoch that has ended."""
        begin = time.time()
        seen = 0
        told: list[dict[str, float]] = []
        for step in range(self.done, len(self.plan)):
            parts, pieces = self._step(step)
            told.append(parts)
            seen += pieces * self.options.processes
            epoch = self.plan[step][0]
            ended = step + 1 == len(self.plan) or self.plan[step + 1][0] != epoch
            if self.rank == 0 and (step % 25 == 24 or ended):
                mean = {k: round(sum(t[k] for t in told) / len(told), 4) for k in told[0]}
                spent = time.time() - begin
                left = (len(self.plan) - step - 1) * spent / (step + 1 - self.done) / 60
                print(f"step {step + 1} of {len(self.plan)} {mean} {seen / spent:.0f} pieces/s, {left:.0f} min left")
                sys.stdout.flush()
                told = []
            if self.rank == 0 and (step % 200 == 199 or ended):
                self._save(step + 1)
            if ended:
                yield epoch

    def _step(self, step: int) -> tuple[dict[str, float], int]:
        number = step * self.options.processes + self.rank
        torch.manual_seed(self.options.seed * 1_000_003 + number)
        chance = random.Random(self.options.seed * 1_000_003 + number)
        chosen = self.plan[step][1][self.rank]
        examples = [example(swap(self.kept[i], chance, self.words), self.tokenizer) for i in chosen]
        warm = int(0.06 * len(self.plan))
        factor = (step + 1) / warm if step < warm else (len(self.plan) - step) / (len(self.plan) - warm)
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * factor
        ids, shapes, mask, labels = padded(examples)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.half):
            hidden = self.model.encoder(ids, shapes, mask)
        taught = [self.taught[i] for i in chosen] if self.taught else None
        loss, parts = loss_of(self.model, self.model.dropout(hidden.float()), labels, examples, taught)
        self.optimiser.zero_grad()
        loss.backward()
        grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in self.learned]
        flat = torch.cat([g.reshape(-1) for g in grads])
        distributed.all_reduce(flat)
        flat /= self.options.processes
        place = 0
        for p in self.learned:
            p.grad = flat[place : place + p.numel()].view_as(p)
            place += p.numel()
        torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimiser.step()
        return parts, sum(len(e.labels) for e in examples)
