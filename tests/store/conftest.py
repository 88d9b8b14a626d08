"""The sample corpus, read once for all tests of the store; and what a store holds and tells, for comparing two."""

import json
import shutil

import pytest
from sqlalchemy import select

from dateline.intake.files import from_source
from dateline.reader import Reader
from dateline.store import Store
from dateline.store.schema import metadata
from tests.conftest import ROOT

ARTICLES = ROOT / "examples" / "far-east" / "articles.jsonl"


@pytest.fixture(scope="session")
def far_east():
    """The records of the sample corpus."""
    return list(Reader().read_all(list(from_source(str(ARTICLES)))))


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """An empty store, made once: to copy it takes less than to have the migrations make it."""
    path = tmp_path_factory.mktemp("empty") / "news.db"
    Store(path).close()
    return path


@pytest.fixture
def fresh(empty, tmp_path):
    """A function that opens a new empty store of a name."""

    def made(name):
        return Store(shutil.copyfile(empty, tmp_path / name))

    return made


@pytest.fixture(scope="session")
def snapshot():
    """A function that gives all that a store tells, without row numbers and times of adding."""

    def told(store):
        answers = [store.events(), store.copies(), store.sources(), store.info(), store.failures()]
        return json.dumps(answers, sort_keys=True)

    return told


@pytest.fixture(scope="session")
def contents():
    """A function that gives the rows of every table, what they point to called by its lasting name."""
    lasting = {
        "articles": ("id", "version"),
        "entities": ("ident",),
        "events": ("id",),
        "reports": ("article_key", "id"),
    }

    def held(store):
        called = {}
        tables = {}
        with store.connection() as connection:
            connection.exec_driver_sql("INSERT INTO article_words(article_words, rank) VALUES ('integrity-check', 1)")
            for table in metadata.sorted_tables:
                rows = []
                for row in connection.execute(select(table)).mappings():
                    points = {c.name: key.column.table.name for c in table.columns for key in c.foreign_keys}
                    values = {
                        name: called.get((points[name], value), value) if name in points else value
                        for name, value in row.items()
                        if name not in ("key", "added", "at")
                    }
                    rows.append(values)
                    if table.name in lasting:
                        called[table.name, row["key"]] = str([values[name] for name in lasting[table.name]])
                tables[table.name] = sorted(map(str, rows))
        return tables

    return held
