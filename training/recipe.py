"""From the two bases to the files that ship: every step in order, leaving out what is up to date."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from dateline.text.encoder import shipped

PUPIL = {"epochs": "5", "rate": "1e-4", "inner": "1024"}
"""How the encoder is trained a second time, by the teacher (figures: ``training/README.md``)."""


def recipe(options: argparse.Namespace) -> None:
    """Train, teach, train by the teacher, export, gather, fit, odds; the last four write where the files ship.

    A step whose result is younger than what it is made from is left out; a training run that was cut goes on from its
    last checkpoint. Needs one environment with Dateline, torch, safetensors, onnx and onnxruntime.
    """
    out, weights = Path(options.out), shipped()
    plain, taught, pupil, gathered = (
        out / name for name in ("plain/model.pt", "teacher/taught.npz", "pupil/model.pt", "gathered.npz")
    )
    encoder, chain, odds = (weights / n for n in ("encoder.onnx", "attribution_chain.json", "attribution_odds.json"))
    data, base = ["--data", options.data], ["--base", options.base]
    cores = ["--processes", str(options.processes), *(["--half"] if options.half else [])]
    licence = ["--licence", options.licence] if options.licence else []
    how = [part for name, value in PUPIL.items() for part in (f"--{name}", value)]
    steps: list[tuple[Path, list[Path], list[object]]] = [
        (plain, [], ["train", *data, *base, *cores, "--out", plain.parent]),
        (taught, [], ["teach", *data, "--base", options.large, "--out", taught.parent]),
        (
            pupil,
            [plain, taught],
            ["train", *data, *base, *cores, "--start", plain, "--taught", taught, *how, "--out", pupil.parent],
        ),
        (encoder, [pupil], ["export", "--checkpoint", pupil, *base, *licence, "--out", weights]),
        (gathered, [encoder], ["gather", *data, "--weights", weights, "--out", gathered]),
        (chain, [gathered], ["fit", "--gathered", gathered, "--out", chain]),
        (odds, [chain], ["odds", *data, "--weights", weights, "--out", weights]),
    ]
    for made, sources, step in steps:
        if made.exists() and all(made.stat().st_mtime >= source.stat().st_mtime for source in sources):
            print(f"{made} is up to date", flush=True)
            continue
        command = [str(part) for part in step]
        print(" ".join(command), flush=True)
        subprocess.run([sys.executable, "-m", "training", *command], check=True)
