"""`python -m training STEP`: train the encoder with its heads, write the files that ship, fit the decoder.

``recipe`` runs all the steps, and goes on where it stopped.
"""

from __future__ import annotations

import argparse
import importlib
import sys

STEPS = {
    "train": ("training.train", "train, or go on where a run stopped"),
    "teach": ("training.teacher", "train the large teacher, and write what it thinks of every word"),
    "export": ("training.export", "write the int8 encoder, its heads and their digests"),
    "gather": ("training.fit", "write scores and features of the documents set apart"),
    "fit": ("training.fit", "fit the chain on what gather wrote"),
    "odds": ("training.odds", "fit the odds that turn proposals into probabilities"),
    "recipe": ("training.recipe", "all of these, from the bases to the files that ship"),
}


def main() -> int:
    """Run one step."""
    options = parser().parse_args()
    module, _ = STEPS[options.step]
    getattr(importlib.import_module(module), options.step)(options)
    return 0


def parser() -> argparse.ArgumentParser:
    """The steps and their options."""
    made = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    steps = made.add_subparsers(dest="step", required=True)
    of = {name: steps.add_parser(name, help=told) for name, (_, told) in STEPS.items()}
    for name in ("train", "teach", "gather", "odds", "recipe"):
        of[name].add_argument("--data", required=True, help="the folder polnear-train")
    for name in ("train", "export", "recipe"):
        of[name].add_argument("--base", required=True, help="the folder with all-MiniLM-L6-v2's weights and tokenizer")
    for name in ("gather", "odds"):
        of[name].add_argument("--weights", required=True, help="the folder that export wrote")
    for name, told in (
        ("train", "the folder for checkpoints"),
        ("teach", "the folder for checkpoints, teacher.pt and taught.npz"),
        ("export", "the folder of the files that ship"),
        ("gather", "an .npz file"),
        ("fit", "a .json file"),
        ("odds", "the folder of the files that ship"),
        ("recipe", "the folder for checkpoints"),
    ):
        of[name].add_argument("--out", required=True, help=told)
    for name, epochs, rate in (("train", 4, 1.5e-4), ("teach", 2, 6e-5)):
        of[name].add_argument("--epochs", type=int, default=epochs, help="changing it on going on changes the schedule")
        of[name].add_argument("--rate", type=float, default=rate)
        of[name].add_argument("--budget", type=int, default=1024, help="pieces a batch, padding included")
        of[name].add_argument("--seed", type=int, default=7)
    for name in ("train", "recipe"):
        of[name].add_argument("--processes", type=int, default=2, help="one a core; a step has so many batches")
        of[name].add_argument("--half", action="store_true", help="reckon in bfloat16, where the processor has it")
    of["train"].add_argument("--start", help="a checkpoint to start from, in place of the base's weights")
    of["train"].add_argument("--taught", help="a teacher's taught.npz; the encoder then learns to reckon in eight bits")
    of["train"].add_argument("--inner", type=int, help="keep so many units of each layer's middle")
    of["teach"].add_argument("--base", required=True, help="the folder with all-mpnet-base-v2's weights and tokenizer")
    of["recipe"].add_argument(
        "--large", required=True, help="the folder with all-mpnet-base-v2's weights and tokenizer"
    )
    of["export"].add_argument("--checkpoint", required=True)
    of["export"].add_argument(
        "--teacher", action="store_true", help="the checkpoint is a teacher's: write it unrounded"
    )
    for name in ("export", "recipe"):
        of[name].add_argument("--licence", help="the base's licence, to lie beside its weights")
    of["fit"].add_argument("--gathered", required=True)
    of["fit"].add_argument("--penalty", type=float, default=5.0)
    of["fit"].add_argument("--scale", type=float, default=0.5, help="how much the head's log-probabilities count")
    return made


if __name__ == "__main__":
    sys.exit(main())
