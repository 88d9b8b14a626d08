"""The teacher: MPNet-base, a model five times as large, whose labels the encoder that ships learns from.

Its lower six layers stay as they are and are run once; their output is kept in memory, and the upper six are trained
on it with the heads. What it then thinks of every word of every window is written for the pupil.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from dateline.text.pieces import LONGEST, SHAPES
from training.model import Heads, Layer, Size, take, take_layers
from training.train import batches, corpus, evaluate, loss_of, padded
from training.windows import LABELS, Example, Window, example

SIZE = Size(width=768, layers=12, heads=12, inner=3072, eps=1e-5, vocabulary=30527)
FROZEN = 6
FIRST_PLACE = 2
"""MPNet counts the places of a text from 2."""
BUCKETS, FARTHEST = 32, 128
"""Relative places: half of the buckets to each side, the nearest eight each alone, the rest by logarithm (as in T5)."""


def buckets(longest: int) -> Tensor:
    """The bucket of each pair of places [longest × longest], from the first to the second."""
    places = torch.arange(longest)
    apart = places[:, None] - places[None, :]
    side = torch.where(apart < 0, BUCKETS // 2, 0)
    apart = apart.abs()
    near = BUCKETS // 4
    share = torch.log(apart.clamp(min=1) / near) / math.log(FARTHEST / near)
    far = (near + (share * (BUCKETS // 2 - near)).long()).clamp(max=BUCKETS // 2 - 1)
    return side + torch.where(apart < near, apart, far)


class Encoder(nn.Module):
    """MPNet with the letter shapes added where the layers that learn begin."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(SIZE.vocabulary, SIZE.width)
        self.places = nn.Embedding(LONGEST, SIZE.width)
        self.norm = nn.LayerNorm(SIZE.width, eps=SIZE.eps)
        self.relative = nn.Embedding(BUCKETS, SIZE.heads)
        self.shapes = nn.Embedding(SHAPES, SIZE.width)
        self.layers = nn.ModuleList(Layer(SIZE, dropout) for _ in range(SIZE.layers))
        self.register_buffer("bucket", buckets(LONGEST), persistent=False)
        nn.init.zeros_(self.shapes.weight)
        for part in (self.words, self.places, self.norm, self.relative, *self.layers[:FROZEN]):
            part.requires_grad_(False)

    def _bias(self, n: int, mask: Tensor | None) -> Tensor:
        relative: Tensor = self.relative(self.bucket[:n, :n]).permute(2, 0, 1)[None]
        return relative if mask is None else relative + (1.0 - mask[:, None, None, :].to(relative.dtype)) * -10000.0

    def lower(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """The output of the layers that do not learn [windows × pieces × 768]."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        bias = self._bias(ids.shape[1], mask)
        for layer in self.layers[:FROZEN]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """The output of the whole from that of the lower layers."""
        x = x + self.shapes(shapes)
        bias = self._bias(x.shape[1], mask)
        for layer in self.layers[FROZEN:]:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """One vector a piece [windows × pieces × 768]."""
        return self.upper(self.lower(ids, mask), shapes, mask)

    def load_base(self, path: Path) -> None:
        """Take the weights of the base model."""
        base = load_file(path)

        self.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
        places = base["embeddings.position_embeddings.weight"]
        self.places.weight.data.copy_(places[FIRST_PLACE : FIRST_PLACE + LONGEST])
        self.relative.weight.data.copy_(base["encoder.relative_attention_bias.weight"])
        take(self.norm, base, "embeddings.LayerNorm")
        parts = {"query": "attn.q", "key": "attn.k", "value": "attn.v", "out": "attn.o", "norm": "LayerNorm"}
        take_layers(self.layers, base, {ours: f"attention.{theirs}" for ours, theirs in parts.items()})


class Teacher(Heads):
    """The teacher with the same heads as the encoder that ships."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(SIZE.width)
        self.encoder = Encoder(dropout)
        self.dropout = nn.Dropout(dropout)


def teach(options: argparse.Namespace) -> None:
    """Train the teacher, or go on from its last checkpoint; write ``teacher.pt`` and ``taught.npz`` into ``--out``."""
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(Path(options.base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept, apart = corpus(Path(options.data), tokenizer)
    torch.manual_seed(options.seed)
    model = Teacher()
    model.encoder.load_base(Path(options.base) / "model.safetensors")
    examples = [example(w, tokenizer) for w in (*kept, *apart)]
    lesson = _Lesson(model, examples, options)
    lesson.learn(len(kept), out)
    torch.save(model.state_dict(), out / "teacher.pt")
    lesson.write([*kept, *apart], out / "taught.npz")


class _Lesson:
    """The windows with the lower layers' output, and the loop over them."""

    def __init__(self, model: Teacher, examples: list[Example], options: argparse.Namespace) -> None:
        self.model, self.examples, self.options = model, examples, options
        self.sizes = [len(e.labels) for e in examples]
        self.lower: list[Tensor] = [torch.empty(0)] * len(examples)
        model.eval()
        begin = time.time()
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for batch in batches(self.sizes, 4096, 0):
                ids, _, mask, _ = padded([examples[i] for i in batch])
                for i, row in zip(batch, model.encoder.lower(ids, mask).bfloat16(), strict=True):
                    self.lower[i] = row[: self.sizes[i]].clone()
        print(f"{sum(self.sizes)} pieces through the lower layers in {time.time() - begin:.0f} s", flush=True)

    def vectors(self, batch: list[int], shapes: Tensor, mask: Tensor) -> Tensor:
        """The teacher's output for these windows."""
        x = torch.zeros(*mask.shape, SIZE.width)
        for row, i in enumerate(batch):
            x[row, : self.sizes[i]] = self.lower[i].float()
        with torch.autocast("cpu", torch.bfloat16):
            hidden: Tensor = self.model.encoder.upper(x, shapes, mask)
        return hidden.float()

    def learn(self, kept: int, out: Path) -> None:
        """Train on the first ``kept`` windows; the others tell how well it does."""
        model, options = self.model, self.options
        plan = [
            (epoch, batch)
            for epoch in range(options.epochs)
            for batch in batches(self.sizes[:kept], options.budget, options.seed + 100 * epoch)
        ]
        optimiser = _optimiser(model, options.rate)
        done = 0
        if (out / "last.pt").exists():
            state = torch.load(out / "last.pt", weights_only=False)
            model.load_state_dict(state["model"])
            optimiser.load_state_dict(state["optimiser"])
            done = state["step"]
        model.train()
        warm = int(0.06 * len(plan))
        begin, told = time.time(), []
        for step in range(done, len(plan)):
            epoch, batch = plan[step]
            torch.manual_seed(options.seed * 1_000_003 + step)
            factor = (step + 1) / warm if step < warm else (len(plan) - step) / (len(plan) - warm)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * factor
            chosen = [self.examples[i] for i in batch]
            _, shapes, mask, labels = padded(chosen)
            loss, parts = loss_of(model, model.dropout(self.vectors(batch, shapes, mask)), labels, chosen)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            told.append(parts["tag"])
            if step % 25 == 24:
                left = (len(plan) - step - 1) * (time.time() - begin) / (step + 1 - done) / 60
                print(f"step {step + 1} of {len(plan)}, loss {np.mean(told):.4f}, {left:.0f} min left", flush=True)
                told = []
            ended = step + 1 == len(plan) or plan[step + 1][0] != epoch
            if ended or step % 400 == 399:
                state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
                torch.save(state, out / "next.pt")
                (out / "next.pt").rename(out / "last.pt")
            if ended:
                print(f"epoch {epoch + 1}: {json.dumps(self.scored(kept))}", flush=True)

    def scored(self, kept: int) -> dict[str, float]:
        """Exact F1 by role on the windows set apart."""
        held = self.examples[kept:]
        return evaluate(self.model, held, lambda b, _, s, m: self.vectors([kept + i for i in b], s, m))

    def write(self, windows: list[Window], path: Path) -> None:
        """Write the logits of every word [words × labels], windows one after another, and where each begins."""
        self.model.eval()
        logits: list[np.ndarray] = [np.empty(0)] * len(windows)
        with torch.no_grad():
            for batch in batches(self.sizes, 4096, 0):
                _, shapes, mask, labels = padded([self.examples[i] for i in batch])
                made = self.model.attribution(self.vectors(batch, shapes, mask))
                for row, i in enumerate(batch):
                    logits[i] = made[row][labels[row] != -100].numpy().astype(np.float16)
        starts = np.cumsum([0, *(len(x) for x in logits)])
        np.savez_compressed(path, logits=np.concatenate(logits), starts=starts, labels=np.array(LABELS))


def _optimiser(model: Teacher, rate: float) -> torch.optim.AdamW:
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            layer = name.startswith("encoder.layers.")
            scale = 0.92 ** (SIZE.layers - 1 - int(name.split(".")[2])) if layer else 10.0
            groups.setdefault((scale, 0.01 if p.dim() > 1 and "shapes" not in name else 0.0), []).append(p)
    return torch.optim.AdamW(
        [{"params": ps, "lr": rate * s, "base": rate * s, "weight_decay": d} for (s, d), ps in groups.items()],
        betas=(0.9, 0.98),
    )
