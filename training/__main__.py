"""`python -m training STEP`: train the encoder with its heads, write the files that ship, fit the decoder."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    learn = steps.add_parser("train", help="train, or go on where a run stopped")
    learn.add_argument("--data", required=True, help="the folder polnear-train")
    learn.add_argument("--base", required=True, help="the folder with the base's model.safetensors and tokenizer.json")
    learn.add_argument("--out", required=True, help="the folder for checkpoints")
    learn.add_argument("--epochs", type=int, default=4, help="changing it on going on changes the schedule")
    learn.add_argument("--rate", type=float, default=1.5e-4)
    learn.add_argument("--budget", type=int, default=1024, help="pieces a batch, padding included")
    learn.add_argument("--seed", type=int, default=7)
    learn.add_argument("--processes", type=int, default=2, help="one a core; the batch is ``budget`` times this")
    write = steps.add_parser("export", help="write the int8 encoder, its heads and their digests")
    write.add_argument("--checkpoint", required=True)
    write.add_argument("--base", required=True)
    write.add_argument("--licence", help="the base's licence, to lie beside its weights")
    write.add_argument("--out", required=True)
    collect = steps.add_parser("gather", help="write scores and features of the documents set apart")
    collect.add_argument("--data", required=True, help="the folder polnear-train")
    collect.add_argument("--weights", required=True, help="the folder that export wrote")
    collect.add_argument("--out", required=True, help="an .npz file")
    tune = steps.add_parser("fit", help="fit the chain on what gather wrote")
    tune.add_argument("--gathered", required=True)
    tune.add_argument("--penalty", type=float, default=5.0)
    tune.add_argument("--scale", type=float, default=0.5, help="how much the head's log-probabilities count")
    tune.add_argument("--out", required=True)
    weigh = steps.add_parser("odds", help="fit the odds that turn proposals into probabilities")
    weigh.add_argument("--data", required=True, help="the folder polnear-train")
    weigh.add_argument("--weights", required=True, help="the folder that export wrote, with the fitted chain")
    weigh.add_argument("--out", required=True)
    options = parser.parse_args()
    if options.step == "train":
        from training.train import train

        train(options)
    elif options.step == "export":
        from training.export import export

        export(options)
    elif options.step == "gather":
        from training.fit import gather

        gather(options)
    elif options.step == "odds":
        from training.odds import odds

        odds(options)
    else:
        from training.fit import fit

        fit(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
