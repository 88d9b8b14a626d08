"""The encoder in torch: BERT's layers (MiniLM-L6), a letter-shape embedding added to the words', and the heads.

Written out so that training needs torch and the weights alone. A head is one linear map from the encoder's output;
links are two maps whose products score a pair of pieces.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dateline.text.pieces import SHAPES
from training.windows import LABELS

WIDTH, LAYERS, HEADS, INNER, LINK = 384, 6, 12, 1536, 64


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Vectors in, vectors out; ``bias`` is added to the attention's weights and shuts padding out."""
        b, n, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if self.training:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:
            mixed = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias, dim=-1) @ v
        mixed = mixed.transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm(x + self.dropout(self.out(mixed)))
        return self.last_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Ids, shapes and mask to one vector a piece."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.shapes.weight)
        self.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """One vector a piece [passages × pieces × width]."""
        places = self.places.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.words(ids) + places + self.shapes(shapes)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_base(self, path: Path) -> None:
        """Take the weights of the base model; the token type, always 0, goes into the places."""
        base = load_file(path)

        def take(module: nn.Module, name: str) -> None:
            for part in ("weight", "bias"):
                getattr(module, part).data.copy_(base[f"{name}.{part}"])

        self.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
        kind = base["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(base["embeddings.position_embeddings.weight"] + kind)
        take(self.norm, "embeddings.LayerNorm")
        for n, layer in enumerate(self.layers):
            stem = f"encoder.layer.{n}"
            for ours, theirs in (
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("out", "attention.output.dense"),
                ("norm", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("last_norm", "output.LayerNorm"),
            ):
                take(getattr(layer, ours), f"{stem}.{theirs}")


class Links(nn.Module):
    """Scores of pairs of pieces: which of the candidates a piece belongs to, or to none (``nothing``)."""

    def __init__(self) -> None:
        super().__init__()
        self.one = nn.Linear(WIDTH, LINK)
        self.other = nn.Linear(WIDTH, LINK)
        self.nothing = nn.Parameter(torch.zeros(1))

    def forward(self, hidden: Tensor, one: Tensor, others: Tensor) -> Tensor:
        """Logits [pairs × (1 + candidates)] of one window; column 0 is *none of them*."""
        scores = self.one(hidden[one]) @ self.other(hidden[others]).T / math.sqrt(LINK)
        return torch.cat([self.nothing.expand(len(one), 1), scores], dim=1)


class Model(nn.Module):
    """The encoder with the attribution head and its two kinds of link."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=dropout)
        self.attribution = nn.Linear(WIDTH, len(LABELS))
        self.source_links = Links()
        self.cue_links = Links()
        self.dropout = nn.Dropout(dropout)
