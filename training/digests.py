"""The digests of the files that ship, written whenever one of them was."""

from __future__ import annotations

import hashlib
from pathlib import Path


def write_digests(folder: Path) -> None:
    """Write ``SHA256SUMS`` over the files of a folder of weights (as ``sha256sum`` writes it)."""
    names = sorted(
        p.name for p in folder.iterdir() if p.name != "SHA256SUMS" and p.suffix in {".onnx", ".npz", ".json"}
    )
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
