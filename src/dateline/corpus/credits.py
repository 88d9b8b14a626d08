"""The agency that an article credits: in its metadata, its dateline, or its own words.

A credit says more about who was first than any comparison of texts. It is looked for in ``credit``, ``publisher`` and
``byline``, then in the dateline ("PORT AZUL (NPA) —"), the last lines, and phrases such as "KCNA said in a dispatch".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from dateline.knowledge import Knowledge

HEAD, TAIL = 400, 300
"""Code points at the start and end of a text where credits stand."""

_DATELINE = re.compile(
    r"\((?P<credit>[A-Z][\w .&/'’-]{1,30})\)\s*(?:[-–—:]|$)|^(?P<bare>[A-Z][\w .&/'’-]{1,30})\s*[-–—]{1,2}\s"
)
_LINE = re.compile(
    r"\((?:by )?(?P<credit>[A-Z][\w .&/'’-]{1,40})\)\s*$"
    r"|^(?:source|via|with)[:\s]+(?P<bare>[A-Z][\w .&/'’-]{1,40})\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_DISPATCH = re.compile(
    r"(?P<a>[A-Z][\w .&'’-]{1,40}?),? (?:said|says|reported|stated) in a (?:dispatch|despatch|report)\b"
    r"|according to a (?P<b>[A-Z][\w .&'’-]{1,40}?) (?:dispatch|despatch|report)\b"
)


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> dict[str, str]:
    return {row["name"].casefold(): row["agency"] for row in knowledge.rows("copies_agencies")}


_DEFAULT = Knowledge()


def named(name: str | None, knowledge: Knowledge | None = None) -> str | None:
    """The agency that a name, alias or credit line means (``"Associated Press"``, ``"AP"``), else ``None``.

    The agencies of ``knowledge`` come first, then the wires of this room's own table.
    """
    if not name:
        return None
    knowledge = knowledge or _DEFAULT
    plain = re.sub(r"^(?:by|the)\s+|\s+(?:staff|news)$", "", name.strip(" ().,-–—"), flags=re.IGNORECASE)
    known = knowledge.agency(plain)
    if known is not None and "agency" in known.kind:  # a newspaper that is named is no wire
        return known.name
    return _names(knowledge).get(plain.casefold())


def credited(article: Any, knowledge: Knowledge | None = None) -> str | None:
    """The agency whose text an article says that it is, else ``None``."""
    for field in ("credit", "publisher"):
        if found := named(getattr(article, field, None), knowledge):
            return found
    for part in re.split(r"[,/;|]| and ", getattr(article, "byline", None) or ""):
        if found := named(part, knowledge):
            return found
    return in_text(article.text, knowledge)


def in_text(text: str, knowledge: Knowledge | None = None) -> str | None:
    """The agency that a text credits in its dateline, its last lines, or as the sender of a dispatch."""
    head, tail = text[:HEAD], text[-TAIL:]
    for pattern, where in ((_DATELINE, head), (_LINE, tail), (_DISPATCH, head)):
        for match in pattern.finditer(where):
            for name in filter(None, match.groups()):
                if found := named(name, knowledge):
                    return found
    return None
