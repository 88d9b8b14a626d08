"""Article → Record: the stages in order, then ``freeze``, which turns spans into ids once.

>>> record = Reader().read("Kim met Putin on Wednesday.", published="2023-09-17")
>>> record.reports[0].when.edtf
'2023-09-13'
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from importlib import metadata
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from dateline.article import make_article
from dateline.errors import DatelineError
from dateline.freeze import freeze
from dateline.knowledge import Knowledge
from dateline.record import Article, Error, Failure, MadeBy, Record
from dateline.text.language import recognise
from dateline.text.reading import Reading, Stage
from dateline.validate import problems

LARGEST = 2_000_000
"""Code points in one article; a text beyond it is no article, and would take minutes."""

GIVEN = ("article",)


def check_order(stages: Iterable[Stage]) -> None:
    """Raise ``DatelineError`` (``stage.order``) where a stage requires what no stage before it provides."""
    have = set(GIVEN)
    for stage in stages:
        missing = [name for name in stage.requires if name not in have]
        if missing:
            raise DatelineError("stage.order", stage=stage.name, missing=", ".join(missing))
        have.update(stage.provides)


def standard_stages(knowledge: Knowledge, *, fast: bool = False) -> list[Stage]:
    """The stages of a full reading, in the design's order; ``fast`` leaves the encoder out."""
    from dateline.attributions import Attributions
    from dateline.entities import Coreference, Mentions
    from dateline.places import Places
    from dateline.reports import Reports
    from dateline.text.encoder import Encoder
    from dateline.text.parse import Parser
    from dateline.text.parts import Parts
    from dateline.text.rewording import Rewording
    from dateline.times import Times

    return [
        Parts(),
        Rewording(knowledge),
        Parser(knowledge),
        *([] if fast else [Encoder()]),
        Mentions(knowledge),
        Times(knowledge),
        Places(knowledge),
        Attributions(knowledge),
        Coreference(knowledge),
        Reports(knowledge),
    ]


class Reader:
    """Reads articles; loads the models and tables once, when it is made.

    ``lexicon`` is a folder of your own rows over the shipped tables. ``force`` reads texts that are not in
    English too. ``check`` validates every record and raises where one breaks a rule. ``fast`` leaves the encoder
    out: half the time, fewer attributions. ``stages`` replaces the standard stages (their order is checked).
    """

    def __init__(
        self,
        *,
        lexicon: Path | str | None = None,
        force: bool = False,
        check: bool = False,
        fast: bool = False,
        stages: list[Stage] | None = None,
    ) -> None:
        self._settings = {"lexicon": lexicon, "force": force, "check": check, "fast": fast}
        self.knowledge = Knowledge(lexicon)
        self.force = force
        self.check = check
        self.stages = stages if stages is not None else standard_stages(self.knowledge, fast=fast)
        check_order(self.stages)
        self.made_by = MadeBy(metadata.version("dateline"), self._version())

    def _version(self) -> str:
        from dateline.text.parse import MODEL_DIGEST

        stages = [(s.name, s.version) for s in self.stages]
        parts = json.dumps([stages, MODEL_DIGEST, self.knowledge.digest])
        return hashlib.sha256(parts.encode()).hexdigest()[:12]

    def read(self, article: Article | str, **about: Any) -> Record:
        """Read one article: an :class:`~dateline.record.Article`, or a text with its metadata as keywords.

        Raises ``DatelineError`` for a text that cannot be read: empty, with NUL characters, too large, in
        another language, or on which a stage failed.
        """
        if isinstance(article, str):
            article = make_article({**about, "text": article})
        article = _accept(article, force=self.force)
        reading = Reading(article)
        for stage in self.stages:
            _run(stage, reading)
        record = freeze(reading, self.made_by)
        if self.check and (found := problems(record)):
            raise DatelineError("record.invalid", reason=found[0])
        return record

    def read_one(self, article: Article) -> Record | Failure:
        """Read one article; an error becomes a :class:`~dateline.record.Failure`."""
        try:
            return self.read(article)
        except DatelineError as error:
            return Failure(article.id, Error(error.code, f"{error.message} ({error.mend})", error.stage))

    def read_all(self, articles: Iterable[Article | Failure], *, processes: int = 1) -> Iterator[Record | Failure]:
        """Read many, in order; a bad article becomes a ``Failure`` and stops nothing.

        A ``Failure`` among the articles (a line that was none) passes through in its place.
        """
        if processes > 1:
            yield from self._read_parallel(articles, processes)
            return
        for article in articles:
            yield article if isinstance(article, Failure) else self.read_one(article)

    def _read_parallel(self, articles: Iterable[Article | Failure], processes: int) -> Iterator[Record | Failure]:
        batches = _batches(articles, 8)
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(self._settings,)
        ) as pool:
            waiting: deque[Future[list[Record | Failure]]] = deque()
            for batch in batches:
                waiting.append(pool.submit(_read_batch, batch))
                if len(waiting) > 2 * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


_worker: list[Reader] = []


def _start_worker(settings: Mapping[str, Any]) -> None:
    _worker.append(Reader(**settings))


def _read_batch(batch: list[Article | Failure]) -> list[Record | Failure]:
    return list(_worker[0].read_all(batch))


def _batches(articles: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    left = iter(articles)
    while batch := list(islice(left, size)):
        yield batch


def _run(stage: Stage, reading: Reading) -> None:
    try:
        stage(reading)
    except DatelineError:
        raise
    except Exception as fault:
        reason = f"{type(fault).__name__}: {fault}"
        error = DatelineError("stage.failed", stage=stage.name, reason=reason)
        error.stage = stage.name
        raise error from fault


def _accept(article: Article, *, force: bool) -> Article:
    """The article with its language, or the error that says why it cannot be read."""
    text = article.text
    if len(text) > LARGEST:
        raise DatelineError("input.large", size=len(text), limit=LARGEST)
    if (at := text.find("\0")) >= 0:
        raise DatelineError("input.nul", at=at)
    if surrogate := re.search("[\ud800-\udfff]", text):
        raise DatelineError("input.surrogate", at=surrogate.start())
    if not re.search(r"\w", text):
        raise DatelineError("input.empty")
    language = recognise(text)
    if language not in (None, "en") and not force:
        raise DatelineError("input.language", language=language)
    return dataclasses.replace(article, language=article.language or language)
