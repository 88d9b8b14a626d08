"""Who is the same across articles: an entity's identity is its Wikidata item, else its kind and folded name.

Generic groups ("protesters", "analysts") and unnamed persons have an identity too, marked by a leading ``~``, but it
never proves that two articles mean the same ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dateline.record import Entity

GENERIC = "~"
"""Leads the identity of what has no name of its own."""

_NOT_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name for comparing: no case, accents, punctuation or leading article.

    >>> fold("The Évian  Accords")
    'evian accords'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain.casefold()).strip().removeprefix("the ")


def identity(entity: Entity) -> str:
    """The identity of an entity across articles.

    >>> identity(Entity("e1", "Ana Belov", "person", identifiers={"wikidata": "Q1"}))
    'Q1'
    """
    wikidata = entity.identifiers.get("wikidata")
    if wikidata:
        return wikidata
    if entity.kind == "country" and entity.country:
        return f"country:{entity.country}"
    kind = "organization" if entity.kind == "other" else entity.kind
    ident = f"{kind}:{fold(entity.name)}"
    return ident if is_named(entity) else GENERIC + ident


def is_named(entity: Entity) -> bool:
    """Whether the article gives it a name of its own."""
    if entity.anonymous or entity.members:
        return False
    return entity.kind == "country" or any(mention.form == "name" for mention in entity.mentions)


def names(entity: Entity) -> dict[str, int]:
    """The names that the article calls it by, each with how often; its own name is always among them."""
    counts = {entity.name: 0}
    for mention in entity.mentions:
        if mention.form == "name":
            counts[mention.text] = counts.get(mention.text, 0) + 1
    return counts
