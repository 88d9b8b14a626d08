"""From a checkpoint to the files that ship: the int8 encoder as ONNX, its tokenizer, the heads, their digests."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.text.pieces import LONGEST
from training.digests import write_digests
from training.model import Encoder, Heads, Links, loaded
from training.teacher import Teacher
from training.windows import LABELS


def export(options: argparse.Namespace) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json``, one ``NAME.npz`` a head, and ``SHA256SUMS``."""
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    if options.teacher:
        teacher = Teacher()
        teacher.load_state_dict(torch.load(options.checkpoint, weights_only=False))
        model: Heads = teacher
        _float(teacher.encoder, out / "encoder.onnx")
    else:
        pupil = loaded(Path(options.checkpoint))
        model = pupil
        _encoder(pupil.encoder, out / "encoder.onnx")
    _tokenizer(Path(options.base) / "tokenizer.json", out / "tokenizer.json")
    weight, bias = _linear(model.attribution)
    np.savez(out / "attribution.npz", weight=weight, bias=bias, labels=np.array(LABELS))
    for name, links in (("source_links", model.source_links), ("cue_links", model.cue_links)):
        np.savez(out / f"{name}.npz", **_links(links))
    shutil.copy(options.licence, out / "LICENSE") if options.licence else None
    write_digests(out)


def _encoder(encoder: Encoder, path: Path) -> None:
    """The encoder in eight bits."""
    encoder.places.weight.data = encoder.places.weight.data[:LONGEST].clone()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _float(encoder, plain)
        # On a processor without VNNI two products of eight bits can overflow sixteen: seven-bit weights cannot.
        quantize_dynamic(
            plain,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"MatMulConstBOnly": True},
        )
    made = onnx.load(str(path))
    made.doc_string = ""
    onnx.save(made, str(path))


def _float(encoder: torch.nn.Module, path: Path) -> None:
    """An encoder as it was trained, for one passage at a time: nothing is padded."""
    ids = torch.ones(1, 16, dtype=torch.long)
    axes = {name: {1: "pieces"} for name in ("ids", "shapes", "hidden")}
    encoder.eval()
    torch.onnx.export(
        encoder,
        (ids, ids),
        str(path),
        input_names=["ids", "shapes"],
        output_names=["hidden"],
        dynamic_axes=axes,
        opset_version=14,
        custom_opsets={"com.microsoft": 1},
        training=torch.onnx.TrainingMode.EVAL,
        dynamo=False,
    )


def _tokenizer(source: Path, target: Path) -> None:
    """The base's tokenizer without its padding and cutting, which are ours to do."""
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    data["padding"] = data["truncation"] = None
    target.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _linear(layer: torch.nn.Linear) -> tuple[np.ndarray, np.ndarray]:
    weight = layer.weight.detach().numpy().T.astype(np.float32)
    return np.ascontiguousarray(weight), layer.bias.detach().numpy().astype(np.float32)


def _links(links: Links) -> dict[str, np.ndarray]:
    one, other = _linear(links.one), _linear(links.other)
    nothing = links.nothing.detach().numpy().astype(np.float32)
    return {"one": one[0], "one_bias": one[1], "other": other[0], "other_bias": other[1], "nothing": nothing}
