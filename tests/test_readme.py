"""The README's commands run, and print what it shows."""

import subprocess
import sys

from tests.conftest import ROOT


def test_commands_print_what_the_readme_shows():
    script = ROOT / "scripts" / "readme.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run: python scripts/readme.py\n{done.stderr}"


def test_python_snippet_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    snippet = text.split("```python\n")[1].split("```")[0]
    names = {}
    exec(snippet, names)  # noqa: S102 - the README's own code
    assert names["record"].reports[0].when.edtf == "2024-05-13"
