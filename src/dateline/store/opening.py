"""Opening a store: one SQLite file (WAL), made or migrated by Alembic; and what goes wrong, in words.

A store bears ``application_id`` so that another program's database is never written to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from dateline.errors import DatelineError

APPLICATION_ID = 0x444C4E45
"""``DLNE``: marks the file as ours (``PRAGMA application_id``)."""
HEAD = "0002"
"""The newest migration; the migrations folder holds the way to it."""
WAIT_MS = 5000
"""How long a writer waits for another before the store counts as locked."""
WAL_PAGES = 8192
"""After how many pages (of 4 KiB) the write-ahead log is folded back: the keys of each article touch a hundred pages
anywhere in the file, and with SQLite's 1,000 most were written back after a few articles, only to be touched again."""
MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(path: Path | str, *, create: bool = True) -> Engine:
    """An engine on the store at ``path``, made when missing (``create``) and migrated when it is older.

    Raises ``DatelineError``: ``store.missing``, ``store.foreign``, ``store.newer``, ``store.locked``, ``store.full``.
    """
    file = Path(path)
    if not file.exists() and not create:
        raise DatelineError("store.missing", path=file)
    if file.is_dir() or not file.parent.is_dir():
        raise DatelineError("store.place", path=file)
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": WAIT_MS / 1000})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with worded(file):
        _bring_up(engine, file)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """Leave transactions to us: the driver's own would begin a write late and split a migration."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    cursor.close()


def _begin(connection: Connection) -> None:
    how = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {how}")


def _bring_up(engine: Engine, file: Path) -> None:
    with engine.connect() as connection:
        ident = connection.exec_driver_sql("PRAGMA application_id").scalar()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if tables and ident != APPLICATION_ID:
            raise DatelineError("store.foreign", path=file, reason="it is another program's database")
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if tables else None
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise DatelineError("store.newer", path=file, version=version, known=HEAD)
    raw = sqlite3.connect(file, timeout=WAIT_MS / 1000)
    try:
        raw.execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    """Bring the schema to the newest version in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


@contextmanager
def writing(engine: Engine, path: Path | str) -> Iterator[Connection]:
    """A transaction that holds the right to write from its start; errors come in words, and undo it."""
    with worded(path), engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine, path: Path | str) -> Iterator[Connection]:
    """A transaction that only reads, and sees one state of the store throughout."""
    with worded(path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def worded(path: Path | str) -> Iterator[None]:
    """Give the database's errors our words."""
    try:
        yield
    except OperationalError as error:
        raise _operational(str(error.orig), path) from error
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.DatabaseError) and "not a database" in str(error.orig):
            raise DatelineError("store.foreign", path=path, reason="it is no SQLite database") from error
        raise DatelineError("store.broken", path=path, reason=str(error.orig)) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise _operational(str(error), path) from error
        raise DatelineError("store.foreign", path=path, reason="it is no SQLite database") from error


def _operational(reason: str, path: Path | str) -> DatelineError:
    if "locked" in reason or "busy" in reason:
        return DatelineError("store.locked", path=path)
    if "full" in reason:
        return DatelineError("store.full", path=path)
    if "readonly" in reason or "unable to open" in reason:
        return DatelineError("store.unwritable", path=path, reason=reason)
    return DatelineError("store.broken", path=path, reason=reason)
