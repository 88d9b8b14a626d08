"""What a page says where there is no answer: what is wrong, what to do, and where that is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from dateline.errors import DatelineError
from dateline.export import wording

CHOICES = 300
ABSENT = 404
WRONG = 400
BROKEN = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """A heading, what is wrong, what to do, and links that do it: ``(address, words, what is known of it)``.

    ``leads``: what to do is to follow one of the links.
    """

    status: int
    title: str
    message: str
    mend: str
    links: list[tuple[str, str, str]] = field(default_factory=list)
    leads: bool = True


def of_error(error: DatelineError, asked: str, meant: dict[str, Any] | None = None, *, source: bool = False) -> Refusal:
    """The refusal for an error of the store; ``asked`` is the name or id, ``meant`` :meth:`Store.meant` for a name.

    ``source``: the name was asked for as that of a source.
    """
    if error.code == "name.unknown" and source:
        words = ("/search?q=" + quote(asked, safe=""), f"Articles that hold “{asked}”", "")
        bearer = [
            (_name(row["entity"]), f"What is told of {row['name']}", "") for row in (meant or {}).get("bearers", [])
        ]
        return Refusal(
            ABSENT, "No such source", f"No source of this store is called “{asked}”", "",
            [("/sources", "All sources", ""), *bearer, words],
        )  # fmt: skip
    bearers = (meant or {}).get("bearers", [])
    if error.code == "name.ambiguous" and bearers:
        links = [(_name(row["entity"]), row["name"], _known(row["kind"], row["articles"])) for row in bearers]
        return Refusal(CHOICES, f"Who is {asked}?", f"Several are called “{asked}” here", "Choose one", links)
    if error.code == "name.unknown":
        likely = (meant or {}).get("likely", [])
        links = [(_name(known), known, "") for known in likely]
        mend = "Did you mean one of these" if len(links) > 1 else "Did you mean this" if links else ""
        search = ("/search?q=" + quote(asked, safe=""), f"Articles that hold “{asked}”", "")
        links = links or [("/names", "All names", ""), search]
        return Refusal(ABSENT, "No such name", f"Nobody in this store is called “{asked}”", mend, links)
    if error.code in ("event.unknown", "article.unknown"):
        kind = error.code.partition(".")[0]
        return Refusal(
            ABSENT, f"No such {kind}", f"There is no {kind} “{asked}” in this store",
            "It may have been removed or replaced" if kind == "article"
            else "It may have gone with an article that was removed or replaced",
            [(f"/{kind}s", f"All {kind}s", "")], leads=False,
        )  # fmt: skip
    if error.code.startswith(("query.", "input.")):
        return Refusal(WRONG, "That cannot be asked", _sentence(error.message), _sentence(error.mend))
    return Refusal(BROKEN, "The store does not answer", _sentence(error.message), _sentence(error.mend))


def of_status(status: int, path: str) -> Refusal:
    """The refusal for an address that leads nowhere, or a wrong way of asking."""
    if status == ABSENT:
        return Refusal(status, "No such page", f"There is no page {path}", "")
    if status < BROKEN:
        links = [(quote(path), f"{path} as it is", "")] if status == WRONG else []
        mend = "Leave out what follows the question mark" if status == WRONG else ""
        return Refusal(status, "That cannot be asked", f"The address {path} cannot be asked like this", mend, links)
    return Refusal(status, "Something went wrong", "The page could not be made", "The program's log says why")


def no_such_day(asked: str, fault: str) -> Refusal:
    """The refusal for what is written like a day and is none."""
    return Refusal(WRONG, "No such day", f"There is no day “{asked}”", fault)


def turned_days(since: str, until: str, *, disputed: bool = False) -> Refusal:
    """The refusal for a range that ends before it begins, with the way to the range that was meant."""
    href = "/events?" + urlencode({"since": until, "until": since, **({"disputed": "true"} if disputed else {})})
    return Refusal(
        WRONG, "No such days", "The first day lies after the last", "To see events, turn them round",
        [(href, f"From {wording.day(until)} to {wording.day(since)}", "")],
    )  # fmt: skip


def _name(name: str) -> str:
    return f"/name/{quote(name, safe='')}"


def _known(kind: str, articles: int) -> str:
    return f"{kind} · {articles} article{'s' if articles != 1 else ''}"


def _sentence(words: str) -> str:
    """With a capital letter, whatever else stands in it."""
    return words[:1].upper() + words[1:]
