"""The documentation says what the code holds."""

import dataclasses
import re

from dateline import cli, errors, record
from tests.conftest import ROOT

DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_of_the_record_is_explained():
    keys = {
        record.key(f.name)
        for cls in vars(record).values()
        if isinstance(cls, type) and dataclasses.is_dataclass(cls) and cls not in (record.Failure, record.Error)
        for f in dataclasses.fields(cls)
    }
    common = {"id", "span", "name", "mentions", "dateline", "text"}
    missing = {k for k in keys - common if not re.search(rf"\b{k}\b", DOCS["record.md"])}
    assert not missing


def test_every_command_is_in_the_docs():
    told = README + "".join(DOCS.values())
    assert not {name for name in cli.COMMANDS if f"dateline {name}" not in told}


def test_every_error_code_is_raised_somewhere():
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py") if p.name != "errors.py")
    assert not {name for name in errors.MESSAGES if f'"{name}"' not in code}


def test_links_between_pages_lead_somewhere():
    for name, text in DOCS.items():
        for target in re.findall(r"\]\(([\w./-]+?)(?:#[\w-]+)?\)", text):
            assert (ROOT / "docs" / target).exists(), f"{name}: {target}"
