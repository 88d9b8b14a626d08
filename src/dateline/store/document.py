"""The page of the store's schema, made from the schema: ``python -m dateline.store.document > docs/store.md``."""

from __future__ import annotations

import sys

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from dateline.store.schema import metadata

HEAD = """# The store's tables

*Made from `src/dateline/store/schema.py` by `python -m dateline.store.document`; a test holds that they agree.*

A store is one SQLite file. Open it in any SQLite tool, [Datasette](https://datasette.io) among them, and read it
while Dateline writes. Leave the writing to Dateline: events and copies follow from the other tables and are made again
when an article comes or goes.

What came in stands in `articles` and `failures`. What was read in each article stands in `records` (the whole record,
compressed), `entities`, `article_entities`, `names`, `attributions`, `reports` and `participants`. What follows from
several articles stands in `fingerprints`, `buckets`, `comparisons`, `copies`, `events` and `event_entities`.
`article_words` is the full-text index (FTS5) over titles and texts; `alembic_version` holds the version of the schema.

```sql
-- what is told of Kim Jong Un, most origins first
SELECT e.edtf, e.origins, e.articles, json_extract(e.data, '$.gloss')
FROM events e JOIN event_entities p ON p.event_key = e.key JOIN entities n ON n.key = p.entity_key
WHERE n.name = 'Kim Jong Un' ORDER BY e.origins DESC;
```
"""


def page() -> str:
    """The page in Markdown."""
    return HEAD + "".join(_section(table) for table in metadata.sorted_tables)


def _section(table: Table) -> str:
    lines = [f"\n## {table.name}\n", "| column | type | what it holds |", "|---|---|---|"]
    for column in table.columns:
        kind = column.type.compile(dialect=sqlite.dialect())
        marks = " (key)" if column.primary_key else "" if column.nullable else ", never null"
        lines.append(f"| `{column.name}` | {kind}{marks} | {column.comment} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
