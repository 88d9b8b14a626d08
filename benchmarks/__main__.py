"""Run benchmarks: ``python -m benchmarks NAME``, ``python -m benchmarks gate``, ``python -m benchmarks list``.

A benchmark is a module ``benchmarks/NAME.py`` with ``run(options) -> dict[str, float]``: it prints what people
read and returns the figures, which are printed as a last line of JSON. ``gate`` runs each benchmark that has floors,
with ``options.quick`` set, and fails when a figure misses its floor.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.harness import FLOORS, Absent, Options, below, default_data

NOT_TASKS = {"__init__", "__main__", "harness"}


def names() -> list[str]:
    """All benchmarks, by the names of their files (those with ``def run``)."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [f.stem for f in files if f.stem not in NOT_TASKS and "\ndef run(" in f.read_text(encoding="utf-8")]


def run(name: str, options: Options) -> int:
    """Run one benchmark, print its figures, and check them against its floors."""
    try:
        figures = importlib.import_module(f"benchmarks.{name}").run(options)
    except Absent as absent:
        print(f"{name}: skipped: {absent}")
        return 0
    misses = below(name, figures)
    for line in misses:
        print(line)
    print(json.dumps({"benchmark": name, **{k: round(v, 4) for k, v in figures.items()}}))
    return 1 if misses else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", help="a benchmark, 'gate' or 'list'")
    parser.add_argument("--data", type=Path, default=default_data(), help="the folder of the development data")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--quick", action="store_true", help="a smaller run, as the gate does it")
    asked, rest = parser.parse_known_args()
    options = Options(asked.data, asked.errors, asked.quick or asked.name == "gate", rest)
    if asked.name == "list":
        print("\n".join(names()))
        return 0
    if asked.name == "gate":
        return max((run(path.stem, options) for path in sorted(FLOORS.glob("*.json"))), default=0)
    if asked.name not in names():
        parser.error(f"no benchmark {asked.name!r}; there are: {', '.join(names())}")
    return run(asked.name, options)


if __name__ == "__main__":
    sys.exit(main())
