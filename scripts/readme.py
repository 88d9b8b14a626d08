"""Run every command of README.md and put its real output below it: ``python scripts/readme.py [--check]``.

A command stands in a ``console`` block behind ``$``. It runs in an empty folder beside a copy of ``examples/``.
A line ``…`` in the output says that the rest is left out.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.S)
LEFT_OUT = "…"
WIDTH = "100"


def run(command: str, folder: Path) -> list[str]:
    """The lines that a command prints, without spaces at their ends."""
    environment = {**os.environ, "COLUMNS": WIDTH, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment["TERM"] = "dumb"
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit status {done.returncode}\n{done.stderr}")
    return [line.rstrip() for line in done.stdout.splitlines()]


def renew(block: str, folder: Path) -> str:
    """A block with the output of each command as it is now; a shortened output stays as short."""
    out = []
    for part in re.split(r"(?m)^(?=\$ )", block):
        if not part.strip():
            continue
        command, *shown = part.rstrip("\n").split("\n")
        printed = run(command.removeprefix("$ "), folder)
        while printed and not printed[-1]:
            printed.pop()
        if LEFT_OUT in shown:
            printed = [*printed[: shown.index(LEFT_OUT)], LEFT_OUT]
        out.append("\n".join([command, *printed]) + "\n")
    return "\n".join(out)


def renewed(text: str) -> str:
    """The README with all outputs renewed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        return BLOCK.sub(lambda match: f"```console\n{renew(match[1], folder)}```", text)


def main() -> int:
    text = README.read_text(encoding="utf-8")
    made = renewed(text)
    if "--check" in sys.argv:
        return int(made != text)
    README.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
