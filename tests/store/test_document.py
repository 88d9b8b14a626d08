from pathlib import Path

from dateline.store.document import page

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_page_of_the_schema_is_what_the_schema_says():
    assert (DOCS / "store.md").read_text(encoding="utf-8") == page()
