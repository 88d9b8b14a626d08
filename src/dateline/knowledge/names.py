"""Keys under which names are looked up: folded (case, marks, punctuation) and loose (spellings of one sound)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SEPARATORS = re.compile(r"[\s\-‐‑‒–—―/,;:()\[\]«»\"“”„]+")
DROPPED = re.compile(r"[.'’‘ʼ`´*]")
UNMARKED = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i"})
LEADING = ("the ",)

# Spellings of one sound in romanized Russian, Ukrainian, Arabic, Persian, Korean and Chinese names; applied in order
# to a folded key. What they yield is a key only, never shown.
LOOSE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\bm[uo]h?am+[ae]d\b", "mhmd"),
        (r"\b(?:abd[ue]l|abd al|abd el)\b", "abdal"),
        (r"\b(?:al|el|ul|bin|ibn|ben)\b ?", ""),
        (r"\bky[iy]v", "kiev"),
        (r"(?:iy|yy|ij|yj|ii)\b", "i"),
        (r"kh|gh", "h"),
        (r"shch|sch|sh|sj", "s"),
        (r"dzh|dj", "j"),
        (r"tch|tsch|ch", "c"),
        (r"zh", "z"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q", "k"),
        (r"ou|oo", "u"),
        (r"ee|ea", "i"),
        (r"(?:yo|jo|io)", "o"),
        (r"(?:ye|je|ie)", "e"),
        (r"(?:yu|ju|iu)", "u"),
        (r"(?:ya|ja|ia)", "a"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ev\b|eff\b", "ev"),
        (r"off\b", "ov"),
        (r"[yj]", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
        (r"h\b", ""),
    )
)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The folded key of a name: case, diacritics, punctuation and a leading article are gone; hyphens are spaces."""
    words = name.casefold().split()
    if name.isascii() and all(map(str.isalnum, words)):  # most names: nothing to take off but case and article
        return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
    plain = name
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in marked if not unicodedata.combining(c))
    key = plain.casefold().translate(UNMARKED)
    key = DROPPED.sub("", key.replace("’s ", " ").replace("'s ", " ").replace("&", " and "))
    key = SEPARATORS.sub(" ", key).strip()
    for article in LEADING:
        key = key.removeprefix(article)
    return key


@lru_cache(maxsize=4096)
def loose(key: str) -> str:
    """The loose key of a folded key: one for all romanizations of a name that we know of."""
    for pattern, to in LOOSE:
        key = pattern.sub(to, key)
    return key.strip()


# Countries whose persons are written family name first in English news.
FAMILY_FIRST = frozenset(("CN", "KP", "KR", "TW", "HK", "KH", "SG", "MO"))
# Small words that belong to the family name after them.
PARTICLES = frozenset(
    (
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "zu",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "abu",
        "ould",
        "san",
        "st",
        "mac",
        "ul",
        "af",
    )
)
DOUBLE_SURNAMES = frozenset(("AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE"))
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def surnames(name: str, country: str = "") -> list[str]:
    """The forms of a person's family name, as folded keys, fullest first; empty for a name of one word."""
    words = fold(name).split()
    while words and words[-1] in SUFFIXES:
        words.pop()
    if len(words) < 2:
        return []
    if country in FAMILY_FIRST and "-" not in name.split(maxsplit=1)[0]:
        return [words[0]]
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    forms = [" ".join(words[start:])]
    if start < len(words) - 1:
        forms.append(words[-1])
    hyphenated = name.rsplit(maxsplit=1)[-1].count("-")
    if hyphenated == 1 and "-" in name.rsplit(maxsplit=1)[-1] and len(words) > 2:
        forms.insert(0, " ".join(words[-2:]))
        forms = [f for f in forms if f not in PARTICLES]
    if country in DOUBLE_SURNAMES and len(words) > 2 and start == len(words) - 1:
        forms.extend((" ".join(words[-2:]), words[-2]))
    return list(dict.fromkeys(forms))
