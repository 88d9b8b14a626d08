"""``python -m dateline.knowledge.build``: makes the read-only SQLite files that ship in the wheel."""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.knowledge import build_index

BUILT = Path(__file__).resolve().parent / "built"


def main() -> int:
    """Build all; prints each file and its size."""
    path = build_index.build(BUILT)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
