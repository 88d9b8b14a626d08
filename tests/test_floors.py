"""No import runs upward, and no room imports another room."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "dateline"

GROUND = {"record", "errors", "article", "validate", "schema"}
BASE = GROUND | {"knowledge", "text"}
# What each room may import, itself always included.
MAY_IMPORT = {
    "record": set(),
    "errors": set(),
    "article": {"record", "errors"},
    "validate": {"record"},
    "schema": {"record"},
    "knowledge": GROUND,
    "text": GROUND | {"knowledge"},
    "entities": BASE,
    "times": BASE,
    "places": BASE,
    "attributions": BASE,
    "reports": BASE,
    "reader": BASE | {"freeze", "entities", "times", "places", "attributions", "reports"},
    "freeze": GROUND | {"text"},
    "intake": GROUND,
    "corpus": GROUND | {"knowledge"},
    "store": GROUND | {"knowledge", "corpus"},
    "export": GROUND | {"knowledge", "corpus", "store"},
    "archive": BASE | {"reader", "intake", "corpus", "store", "export"},
    "web": GROUND | {"knowledge", "corpus", "store", "export", "intake", "reader"},
}
# ``record`` shows itself in a notebook, by an import inside one function.
EXCEPTIONS = {("record", "export")}
TOP = {"__init__", "__main__", "cli", "commands"}


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "dateline":
                yield from (alias.name for alias in node.names)
            elif node.module and node.module.startswith("dateline."):
                yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("dateline."))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_import_runs_upward(path):
    room = room_of(path)
    if room in TOP:
        return
    allowed = MAY_IMPORT[room] | {room}
    above = {name for name in imports(path) if name not in allowed and (room, name) not in EXCEPTIONS}
    assert not above, f"{path.name} imports {sorted(above)}"


def test_spacy_stays_in_text():
    users = {room_of(p) for p in PACKAGE.rglob("*.py") if "import spacy" in p.read_text(encoding="utf-8")}
    assert users <= {"text"}
