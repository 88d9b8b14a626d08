"""``python -m dateline.knowledge.build``: makes the read-only SQLite files that ship in the wheel."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from dateline.knowledge import build_gazetteer, build_index

BUILT = Path(__file__).resolve().parent / "built"


def main() -> int:
    """Build all; prints each file with its size and the time it took."""
    BUILT.mkdir(exist_ok=True)
    for part in (build_gazetteer, build_index):
        start = time.perf_counter()
        path = part.build(BUILT)
        took = time.perf_counter() - start
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB in {took:.0f} s")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
