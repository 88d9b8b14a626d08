"""Records kept in a database: schema, writing, queries.

>>> with Store(":memory:") as store:
...     store.info()["articles"]
0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.record import Failure, Record

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Store", "Tally"]


@dataclass(slots=True)
class Tally:
    """What came of adding: how many articles were new, known already, revised, or failed."""

    added: int = 0
    known: int = 0
    revised: int = 0
    failed: int = 0


class Store:
    """Records in one SQLite file, with what follows from them; safe with one writer and many readers.

    ``path`` is made where it is missing (``create``). Methods that answer mirror :mod:`dateline.store.queries`, and
    give the JSON of the design as plain data. Every method raises ``DatelineError`` for what goes wrong.
    """

    def __init__(self, path: Path | str, *, create: bool = True, knowledge: Knowledge | None = None) -> None:
        from dateline.store.opening import open_engine

        self.path = Path(path)
        self.knowledge = knowledge or Knowledge()
        self._engine = open_engine(self.path, create=create)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Writing

    def add(self, records: Iterable[Record | Failure], *, progress: Callable[[Tally], None] | None = None) -> Tally:
        """Add records, each in a transaction of its own: what was added stays, whatever happens to the rest.

        The same article twice changes nothing; the same URL or id with a new text supersedes the old. A ``Failure``
        is noted and stops nothing. Afterwards copies and events are brought up to date.
        """
        from dateline.store import writing
        from dateline.store.opening import writing as transaction

        tally = Tally()
        for record in records:
            with transaction(self._engine, self.path) as connection:
                if isinstance(record, Failure):
                    writing.fail(connection, record)
                    tally.failed += 1
                else:
                    came = writing.add(connection, record, self.knowledge)
                    setattr(tally, came, getattr(tally, came) + 1)
            if progress:
                progress(tally)
        self.refresh()
        return tally

    def remove(self, *articles: str) -> None:
        """Take articles and all that rested on them alone out again: all of them, or none where one is unknown."""
        from dateline.store import deriving, writing
        from dateline.store.opening import writing as transaction

        with transaction(self._engine, self.path) as connection:
            for article in articles:
                writing.remove(connection, article)
            deriving.refresh(connection, self.knowledge)
            writing.forget(connection)
            deriving.refresh(connection, self.knowledge)

    def refresh(self, progress: Callable[[str, int, int], None] | None = None) -> None:
        """Bring copies and events up to date; answers do it by themselves where it is due."""
        from dateline.store import deriving
        from dateline.store.opening import reading, writing

        with reading(self._engine, self.path) as connection:
            stale = deriving.is_stale(connection)
        if stale:
            with writing(self._engine, self.path) as connection:
                deriving.refresh(connection, self.knowledge, progress)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection that sees one state of the store, brought up to date first unless another writes."""
        from dateline.store.opening import reading

        try:
            self.refresh()
        except DatelineError as error:
            if error.code not in {"store.locked", "store.unwritable"}:
                raise
        with reading(self._engine, self.path) as connection:
            yield connection

    # Answers

    def _ask(self, question: str, *args: Any, **options: Any) -> Any:
        from dateline.store import queries

        with self.connection() as connection:
            return getattr(queries, question)(connection, *args, **options)

    def timeline(self, name: str, *, since: str | None = None, until: str | None = None) -> list[dict[str, Any]]:
        """What happened to somebody, in order, undated events last."""
        return self._ask("timeline", name, since=since, until=until)  # type: ignore[no-any-return]

    def itinerary(self, name: str, *, since: str | None = None, until: str | None = None) -> list[dict[str, Any]]:
        """Where somebody was, day by day."""
        return self._ask("itinerary", name, since=since, until=until)  # type: ignore[no-any-return]

    def events(self, **filters: Any) -> list[dict[str, Any]]:
        """Events in order; filters: ``name``, ``since``, ``until``, ``frame``, ``type``, ``disputed``, ``limit``."""
        return self._ask("events", **filters)  # type: ignore[no-any-return]

    def event(self, ident: str) -> dict[str, Any]:
        """One event with all its reports and links."""
        return self._ask("event", ident)  # type: ignore[no-any-return]

    def reports(self, **filters: Any) -> list[dict[str, Any]]:
        """Single reports; filters: ``name``, ``source``, ``article``, ``limit``."""
        return self._ask("reports", **filters)  # type: ignore[no-any-return]

    def sources(self, **filters: Any) -> list[dict[str, Any]]:
        """Who vouches for how much; filters: ``name``, ``article``, ``story``, ``limit``."""
        return self._ask("sources", **filters)  # type: ignore[no-any-return]

    def copies(self, *, article: str | None = None) -> list[dict[str, Any]]:
        """How each article stands to its copies."""
        return self._ask("copies", article=article)  # type: ignore[no-any-return]

    def diff(self, one: str, other: str) -> list[dict[str, Any]]:
        """Two articles side by side."""
        return self._ask("diff", one, other)  # type: ignore[no-any-return]

    def stories(self) -> list[dict[str, Any]]:
        """Articles about the same happenings."""
        return self._ask("stories")  # type: ignore[no-any-return]

    def search(self, query: str, *, limit: int = 20) -> list[dict[str, Any]]:
        """Articles that hold the words, best first."""
        return self._ask("search", query, limit=limit)  # type: ignore[no-any-return]

    def entity(self, name: str) -> dict[str, Any]:
        """Who a name means, and what the store has on them."""
        return self._ask("entity", name)  # type: ignore[no-any-return]

    def entities(self, *, kind: str | None = None, limit: int | None = 50) -> list[dict[str, Any]]:
        """Who the store has most events of."""
        return self._ask("entities", kind=kind, limit=limit)  # type: ignore[no-any-return]

    def article(self, ident: str) -> dict[str, Any]:
        """One article with its record, copies, events and versions."""
        return self._ask("article", ident)  # type: ignore[no-any-return]

    def records(self, articles: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The records of several articles."""
        return self._ask("records", articles)  # type: ignore[no-any-return]

    def days(self) -> list[dict[str, Any]]:
        """How many articles were published on each day."""
        return self._ask("days")  # type: ignore[no-any-return]

    def articles(self, *, limit: int = 50, offset: int = 0) -> list[dict[str, Any]]:
        """The articles, the newest first."""
        return self._ask("articles", limit=limit, offset=offset)  # type: ignore[no-any-return]

    def failures(self) -> list[dict[str, Any]]:
        """The articles that could not be read."""
        return self._ask("failures")  # type: ignore[no-any-return]

    def info(self) -> dict[str, Any]:
        """What is in the store."""
        return self._ask("info")  # type: ignore[no-any-return]

    # What the pages ask besides

    def _look(self, question: str, *args: Any, **options: Any) -> Any:
        from dateline.store import overviews

        with self.connection() as connection:
            return getattr(overviews, question)(connection, *args, **options)

    def second_look(self, *, limit: int = 3) -> dict[str, Any]:
        """What a careful reader looks at twice."""
        return self._look("second_look", limit=limit)  # type: ignore[no-any-return]

    def vouching(self, *, name: str | None = None) -> dict[str, Any]:
        """Who vouches for how much, how sure, and what nobody else claims."""
        return self._look("vouching", name=name)  # type: ignore[no-any-return]

    def resting(self, **filters: Any) -> dict[str, Any]:
        """What claims rest on, as shares; filters: ``name``, ``article``, ``story``."""
        return self._look("resting", **filters)  # type: ignore[no-any-return]

    def said_by(self, source: str, *, alone: bool = False) -> dict[str, Any]:
        """All that a source vouches for."""
        return self._look("said_by", source, alone=alone)  # type: ignore[no-any-return]

    def told_stories(self, *, limit: int | None = None) -> dict[str, Any]:
        """How many stories there are, and the newest with their origins, the events told most, and disputes."""
        return self._look("told_stories", limit=limit)  # type: ignore[no-any-return]

    def replaced(self, *, limit: int | None = None) -> list[dict[str, Any]]:
        """Versions that a newer text superseded."""
        return self._look("replaced", limit=limit)  # type: ignore[no-any-return]

    def openings(self, articles: Iterable[str]) -> dict[str, str]:
        """How articles begin."""
        return self._look("openings", articles)  # type: ignore[no-any-return]

    def meant(self, name: str) -> dict[str, Any]:
        """Whom a name may mean."""
        return self._look("meant", name)  # type: ignore[no-any-return]
