"""The encoder in torch: BERT's layers (MiniLM-L6), a letter-shape embedding added to the words', and the heads.

Written out so that training needs torch and the weights alone. A head is one linear map from the encoder's output;
links are two maps whose products score a pair of pieces.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dateline.text.pieces import SHAPES
from training.windows import LABELS

LINK = 64


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of a transformer, as its base was trained."""

    width: int
    layers: int
    heads: int
    inner: int
    eps: float
    vocabulary: int


SMALL = Size(width=384, layers=6, heads=12, inner=1536, eps=1e-12, vocabulary=30522)


class Linear(nn.Linear):
    """A linear map that can be told to reckon as it will when it is exported, in eight bits.

    With ``rounded``, weights take 129 values a row of the output and what comes in takes 256 a window; gradients pass
    as if nothing had been rounded.
    """

    rounded = False

    def forward(self, x: Tensor) -> Tensor:
        """``x`` [windows × pieces × width] mapped."""
        if not self.rounded:
            return functional.linear(x, self.weight, self.bias)
        with torch.no_grad():
            step = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 64
            weight = torch.round(self.weight / step) * step - self.weight
            # The range of what comes in always holds 0.
            low, high = x.amin((1, 2), keepdim=True).clamp(max=0.0), x.amax((1, 2), keepdim=True).clamp(min=0.0)
            grain = ((high - low) / 255).clamp(min=1e-8)
            moved = torch.round(x / grain) * grain - x
        return functional.linear(x + moved, self.weight + weight, self.bias)


class Attention(torch.autograd.Function):
    """Attention without a bias, written into an exported file as the one operator that ONNX Runtime has for it."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """Vectors mixed [passages × pieces × width]."""
        q, k, v = (x.unflatten(2, (heads, -1)).transpose(1, 2) for x in (q, k, v))
        return functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """The operator."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        width, self.heads = size.width, size.heads
        self.query, self.key, self.value = (Linear(width, width) for _ in range(3))
        self.out = Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=size.eps)
        self.up, self.down = Linear(width, size.inner), Linear(size.inner, width)
        self.last_norm = nn.LayerNorm(width, eps=size.eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Vectors in, vectors out; ``bias`` is added to the attention's weights and shuts padding out."""
        q, k, v = self.query(x), self.key(x), self.value(x)
        if bias is None:
            mixed = Attention.apply(q, k, v, self.heads)
        else:
            q, k, v = (y.unflatten(2, (self.heads, -1)).transpose(1, 2) for y in (q, k, v))
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
            mixed = mixed.transpose(1, 2).flatten(2)
        x = self.norm(x + self.dropout(self.out(mixed)))
        return self.last_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))

    def keep(self, units: Tensor) -> None:
        """Leave out all but these units of the middle."""
        up, down = self.up, self.down
        self.up, self.down = Linear(up.in_features, len(units)), Linear(len(units), down.out_features)
        self.up.weight.data, self.up.bias.data = up.weight.data[units].clone(), up.bias.data[units].clone()
        self.down.weight.data, self.down.bias.data = down.weight.data[:, units].clone(), down.bias.data.clone()


def _adds_to(total: Tensor) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    def add(_: nn.Module, given: tuple[Tensor, ...]) -> None:
        total.add_(given[0].abs().flatten(0, 1).sum(0))

    return add


class Encoder(nn.Module):
    """Ids, shapes and, where windows are padded, a mask to one vector a piece."""

    def __init__(self, size: Size = SMALL, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.places = nn.Embedding(512, size.width)
        self.shapes = nn.Embedding(SHAPES, size.width)
        self.norm = nn.LayerNorm(size.width, eps=size.eps)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.shapes.weight)
        self.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """One vector a piece [passages × pieces × width]."""
        places = self.places.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.words(ids) + places + self.shapes(shapes)))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def round(self) -> None:
        """Reckon in eight bits from now on; the words' vectors, which do not learn, are rounded for good."""
        words = self.words.weight.data
        low = float(words.min())
        grain = (float(words.max()) - low) / 255
        zero = round(-low / grain)
        words.copy_(((words / grain).round() + zero).clamp(0, 255).sub(zero) * grain)
        for part in self.modules():
            if isinstance(part, Linear):
                part.rounded = True

    def narrow(self, inner: int, batches: list[tuple[Tensor, Tensor, Tensor]]) -> None:
        """Keep the ``inner`` units of each layer's middle that matter most on some (ids, shapes, mask).

        A unit matters as much as its mean size times the size of what it adds to the layer's output.
        """
        sums = [torch.zeros(layer.up.out_features) for layer in self.layers]
        hooks = [
            layer.down.register_forward_pre_hook(_adds_to(total))
            for layer, total in zip(self.layers, sums, strict=True)
        ]
        with torch.no_grad():
            for ids, shapes, mask in batches:
                self(ids, shapes, mask)
        for hook in hooks:
            hook.remove()
        for layer, total in zip(self.layers, sums, strict=True):
            best = (total * layer.down.weight.norm(dim=0)).topk(inner).indices.sort().values
            layer.keep(best)

    def load_base(self, path: Path) -> None:
        """Take the weights of the base model; the token type, always 0, goes into the places."""
        base = load_file(path)

        self.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
        kind = base["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(base["embeddings.position_embeddings.weight"] + kind)
        take(self.norm, base, "embeddings.LayerNorm")
        take_layers(self.layers, base, dict(zip("query key value out norm".split(), _BERT, strict=True)))


_BERT = [f"attention.{part}" for part in ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")]


def take(module: nn.Module, base: dict[str, Tensor], name: str) -> None:
    """Give a module the weight and the bias that a base has under this name."""
    for part in ("weight", "bias"):
        getattr(module, part).data.copy_(base[f"{name}.{part}"])


def take_layers(layers: nn.ModuleList, base: dict[str, Tensor], attention: dict[str, str]) -> None:
    """Give all layers a base's weights; ``attention``: our name of each part of it to the base's."""
    feeding = {"up": "intermediate.dense", "down": "output.dense", "last_norm": "output.LayerNorm"}
    for number, layer in enumerate(layers):
        for ours, theirs in (attention | feeding).items():
            take(getattr(layer, ours), base, f"encoder.layer.{number}.{theirs}")


class Links(nn.Module):
    """Scores of pairs of pieces: which of the candidates a piece belongs to, or to none (``nothing``)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.one = nn.Linear(width, LINK)
        self.other = nn.Linear(width, LINK)
        self.nothing = nn.Parameter(torch.zeros(1))

    def forward(self, hidden: Tensor, one: Tensor, others: Tensor) -> Tensor:
        """Logits [pairs × (1 + candidates)] of one window; column 0 is *none of them*."""
        scores = self.one(hidden[one]) @ self.other(hidden[others]).T / math.sqrt(LINK)
        return torch.cat([self.nothing.expand(len(one), 1), scores], dim=1)


class Heads(nn.Module):
    """The attribution head and its two kinds of link, over an encoder's vectors."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.attribution = nn.Linear(width, len(LABELS))
        self.source_links = Links(width)
        self.cue_links = Links(width)


class Model(Heads):
    """The encoder that ships, with its heads."""

    def __init__(self, size: Size = SMALL, dropout: float = 0.1) -> None:
        super().__init__(size.width)
        self.encoder = Encoder(size, dropout)
        self.dropout = nn.Dropout(dropout)


def loaded(path: Path) -> Model:
    """The model of a checkpoint, as wide as it was saved."""
    state = torch.load(path, weights_only=False)
    state = state.get("model", state)
    model = Model(replace(SMALL, inner=len(state["encoder.layers.0.up.bias"])))
    model.load_state_dict(state)
    return model
