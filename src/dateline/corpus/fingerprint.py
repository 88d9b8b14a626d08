"""The fingerprint of an article: what of its text survives copying, cutting and machine rewording.

Three things are kept: a digest of the words (exact copies), bucket keys (candidates), and the words of each sentence
as 32-bit hashes (proof). Rewording programs swap words and phrases but leave names, numbers and the order of
sentences alone, so keys are drawn from *runs of three names or numbers* as well as from word 5-grams. They are drawn
by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): the least hash of every window, so that any passage which
two texts share, however small a part of either, leaves keys in common; MinHash bands, which need texts that are alike
as wholes, lose cut and extended copies (docs/decisions/copies-winnowing.md). Where capitals tell nothing (all lower
case, all capitals, scripts without case) there are only 5-grams.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol

import numpy as np

from dateline.knowledge import Knowledge
from dateline.record import Span

VERSION = 1
"""Rises when words, hashes or bands change: fingerprints of two versions are never compared."""

NAMES, NAMES_WINDOW = 3, 3
"""Names and numbers in a run, and runs in a window: every passage of 5 names or numbers leaves a key."""
SHINGLE, SHINGLE_WINDOW = 5, 12
"""Words in a shingle, and shingles in a window: every passage of 16 words leaves a key."""
FEWEST_WORDS = 20
"""A text of fewer words is no prose that could be told from another: it has no keys."""


class Text(Protocol):
    """What an article must have to be fingerprinted."""

    @property
    def text(self) -> str:
        """The text itself."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span (code points of the text) and its words as hashes.

    ``named`` are those of the words that are names or numbers, ``quoted`` is how many stand in quotation marks.
    """

    span: Span
    words: tuple[int, ...]
    named: tuple[int, ...] = ()
    quoted: int = 0


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of an article, and kept with the ``version`` of the code that made it.

    ``digest`` is of the words in order (hexadecimal). ``keys`` are signed 64-bit integers, in order: two articles that
    share some are candidates. A text that is tiny or no prose has none, and is compared with nothing.
    """

    version: int
    digest: str
    keys: tuple[int, ...]
    sentences: tuple[Sentence, ...]

    @property
    def length(self) -> int:
        """The number of words."""
        return sum(len(sentence.words) for sentence in self.sentences)

    def to_bytes(self) -> bytes:
        """A compact form (little endian) for a store; :func:`from_bytes` reads it back."""
        head = _HEAD.pack(self.version, len(self.keys), len(self.sentences), bytes.fromhex(self.digest))
        spans = b"".join(_SENTENCE.pack(*s.span, len(s.words), len(s.named), s.quoted) for s in self.sentences)
        words = [word for s in self.sentences for word in (*s.words, *s.named)]
        return zlib.compress(head + spans + struct.pack(f"<{len(self.keys)}q{len(words)}I", *self.keys, *words), 1)

    def to_json(self) -> str:
        """The same as JSON."""
        sentences = [[*s.span, s.quoted, s.words, s.named] for s in self.sentences]
        return json.dumps([self.version, self.digest, self.keys, sentences], separators=(",", ":"))


_HEAD = struct.Struct("<HII16s")
_SENTENCE = struct.Struct("<IIHHH")


def from_bytes(data: bytes) -> Fingerprint:
    """Read back what :meth:`Fingerprint.to_bytes` wrote; raises ``ValueError`` on anything else."""
    try:
        data = zlib.decompress(data)
        version, key_count, count, digest = _HEAD.unpack_from(data)
        heads = [_SENTENCE.unpack_from(data, _HEAD.size + _SENTENCE.size * i) for i in range(count)]
        sizes = sum(words + named for _, _, words, named, _ in heads)
        numbers = struct.unpack_from(f"<{key_count}q{sizes}I", data, _HEAD.size + _SENTENCE.size * count)
    except (zlib.error, struct.error) as broken:
        raise ValueError("these bytes are no fingerprint") from broken
    sentences, at = [], key_count
    for start, end, words, named, quoted in heads:
        middle, stop = at + words, at + words + named
        sentences.append(Sentence((start, end), numbers[at:middle], numbers[middle:stop], quoted))
        at = stop
    return Fingerprint(version, digest.hex(), numbers[:key_count], tuple(sentences))


def from_json(data: str) -> Fingerprint:
    """Read back what :meth:`Fingerprint.to_json` wrote."""
    version, digest, keys, rows = json.loads(data)
    sentences = tuple(Sentence((a, b), tuple(words), tuple(named), quoted) for a, b, quoted, words, named in rows)
    return Fingerprint(version, digest, tuple(keys), sentences)


# Words -----------------------------------------------------------------------------------------------------------

_WORD = re.compile(
    r"[^\W\d_぀-ヿ㐀-鿿]+(?:-\d+[^\W_]*)*"  # a word, or a designation: MiG-31
    r"|\d+(?:[.,:]\d+)*"
    r"|[぀-ヿ㐀-鿿]"  # kana and Han are written without spaces: each is a word
)
_CLITIC = re.compile(r"'(?:s|re|ve|ll|d|m|t)\b", re.IGNORECASE)


def words_of(sentence: str) -> list[str]:
    """The words of a sentence as they stand, without possessive *'s* and other clitics."""
    if "’" in sentence:
        sentence = sentence.replace("’", "'")
    if "'" in sentence:
        sentence = _CLITIC.sub(" ", sentence)
    return _WORD.findall(sentence)


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """CRC-32 of a word (in lower case already): stable across runs and machines."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


# Sentences -------------------------------------------------------------------------------------------------------

_STOP = re.compile(r"[.!?…\n。！？]")
_END = re.compile(
    r"(?:[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÞЀ-Я])"  # a stop, then a new start
    r"|[。！？]+[」』”]*"
    r"|(?<=[.!?:;\"'”’)\]。！？])\n"  # a line that ends on a stop
    r"|\n[ \t]*\n)\s*"
)
_LONGEST = 400
"""Words of one sentence that are compared: a list or table without stops is cut there."""


@lru_cache(maxsize=4)
def _abbreviations(knowledge: Knowledge) -> re.Pattern[str]:
    forms = "|".join(re.escape(row["form"]) for row in knowledge.rows("copies_abbreviations"))
    return re.compile(rf"(?:\b(?:{forms})|\b[A-Z](?:\.[A-Z])*)\.$")


@lru_cache(maxsize=4)
def _boilerplate(knowledge: Knowledge) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = knowledge.rows("copies_boilerplate")
    starts = "|".join(f"(?:{row['pattern']})" for row in rows if row["where"] == "start")
    return re.compile(starts, re.IGNORECASE), tuple(row["pattern"] for row in rows if row["where"] == "anywhere")


def is_boilerplate(sentence: str, knowledge: Knowledge) -> bool:
    """Whether a sentence is one that stands in many unrelated articles (rights, staff, links)."""
    starts, phrases = _boilerplate(knowledge)
    if starts.match(sentence):
        return True
    lower = sentence.lower()
    return any(phrase in lower for phrase in phrases)


def sentence_spans(text: str, knowledge: Knowledge) -> list[Span]:
    """The sentences of a text as spans; abbreviations and initials end none."""
    abbreviation = _abbreviations(knowledge)
    spans, start, after = [], 0, 0
    for stop in _STOP.finditer(text):
        at = stop.start()
        match = _END.match(text, at) if at >= after else None
        if match is None:
            continue
        after = match.end()
        if text[at] == "." and abbreviation.search(text, max(start, at - 12), at + 1):
            continue
        spans.append((start, after))
        start = after
    spans.append((start, len(text)))
    return [span for span in (_strip(text, *span) for span in spans) if span[0] < span[1]]


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return (start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


_OPEN = 4
"""Sentences that a quotation may stay open before its end counts as lost."""
_MARK = re.compile(r"[“”«»\"`']")
_QUOTE = re.compile(r"[“«]|``|(?<![^\s(\[])\"(?=\S)|(?P<close>[”»\"]|'')")


def _quoted_words(sentence: str, inside: bool) -> tuple[int, bool]:
    """How many words stand in quotation marks, and whether a quotation is still open at the end."""
    count, last, first = 0, 0, True
    for mark in _QUOTE.finditer(sentence) if _MARK.search(sentence) else ():
        closes = mark["close"] is not None
        if closes and (inside or first):  # a first mark that closes: the quotation began before
            count += len(_WORD.findall(sentence, last, mark.start()))
        inside, last, first = not closes, mark.end(), False
    if inside:
        count += len(_WORD.findall(sentence, last))
    return count, inside


# Keys ------------------------------------------------------------------------------------------------------------


def names_of(sentences: Iterable[Sequence[str]], function_words: frozenset[str]) -> list[list[str]]:
    """The names and numbers of each sentence in order, in lower case; none where capitals tell nothing.

    A capitalized word counts unless it is a function word; the first word of a sentence only if it is capitalized
    elsewhere too. Capitals tell nothing when more than 60 % of the words bear them.
    """
    rows = list(sentences)
    inner = {word for row in rows for word in row[1:] if word[0].isupper()}
    total = sum(map(len, rows))
    capitals = 0
    found = []
    for row in rows:
        kept = []
        for at, word in enumerate(row):
            if not word.islower():
                if word[0].isupper():
                    capitals += 1
                    lower = word.lower()
                    if (at or word in inner) and lower not in function_words:
                        kept.append(lower)
                elif word[-1].isdigit():
                    kept.append(word.lower())
            elif word[-1].isdigit():
                kept.append(word)
        found.append(kept)
    return [[] for _ in rows] if capitals > 0.6 * total else found


def skeleton(sentences: Iterable[Sequence[str]], function_words: frozenset[str]) -> list[str]:
    """The names and numbers of a whole text in order."""
    return list(chain.from_iterable(names_of(sentences, function_words)))


_MIX = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63],
    dtype=np.uint64,
)
"""Odd 64-bit constants (the golden ratio, the primes of xxHash) that spread the words of a run over 64 bits."""


def _winnow(words: Sequence[int], size: int, window: int, kind: int) -> list[int]:
    """The least of every ``window`` hashes of ``size`` words in a row, as signed integers without doubles."""
    count = len(words) - size + 1
    if count < 1:
        return []
    row = np.array(words, dtype=np.uint64)
    runs = np.full(count, kind, dtype=np.uint64)
    for at in range(size):
        runs += row[at : at + count] * _MIX[at]
    runs *= _MIX[-1]
    runs ^= runs >> np.uint64(29)  # the low bits of a product hang on the low bits of its factors alone
    runs *= _MIX[0]
    view = np.lib.stride_tricks.sliding_window_view(runs, min(window, count))
    kept: list[int] = np.unique(view.min(axis=1)).view(np.int64).tolist()
    return kept


def _is_prose(text: str, words: Sequence[str], rows: Sequence[Sequence[str]], function_words: frozenset[str]) -> bool:
    """Whether words make sentences: tables and lists have numbers, short lines, and hardly any grammar.

    Other languages have other function words: there, some few words must come again and again.
    """
    size = len(words)
    if size < FEWEST_WORDS or sum(word[0].isdigit() for word in words) > 0.25 * size:
        return False
    lines = sum(1 for line in text.split("\n") if line.strip()) if "\n" in text else 1
    if size < 5 * lines or sum(len(row) for row in rows if len(row) > 5) < 0.5 * size:
        return False
    if sum(word in function_words for word in words) >= 0.15 * size:
        return True
    often = Counter(words).most_common(10)
    return sum(n for _, n in often if n > 1) >= 0.15 * size


@lru_cache(maxsize=4)
def function_words(knowledge: Knowledge) -> frozenset[str]:
    """The function words of the table, in lower case."""
    return frozenset(row["word"] for row in knowledge.rows("copies_function_words"))


_DEFAULT = Knowledge()


def fingerprint(article: Text, knowledge: Knowledge | None = None) -> Fingerprint:
    """The fingerprint of an article's ``text``; never raises on odd text (empty, no sentences, any script)."""
    knowledge = knowledge or _DEFAULT
    text = article.text
    spans, rows, quoted = _read(text, knowledge)
    grammar = function_words(knowledge)
    lower = [word.lower() for word in chain.from_iterable(rows)]
    hashes = list(map(word_hash, lower))
    sentences, at = [], 0
    names = names_of(rows, grammar)
    for span, row, named, inside in zip(spans, rows, names, quoted, strict=True):
        words = tuple(hashes[at : at + len(row)])
        sentences.append(Sentence(span, words, tuple(map(word_hash, named)), inside))
        at += len(row)
    digest = hashlib.blake2b(" ".join(lower).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    keys: tuple[int, ...] = ()
    if _is_prose(text, lower, rows, grammar):
        runs = list(map(word_hash, chain.from_iterable(names)))
        keys = (*_winnow(hashes, SHINGLE, SHINGLE_WINDOW, 1), *_winnow(runs, NAMES, NAMES_WINDOW, 2))
    return Fingerprint(VERSION, digest, keys, tuple(sentences))


def _read(text: str, knowledge: Knowledge) -> tuple[list[Span], list[list[str]], list[int]]:
    """The sentences that say something: their spans, words, and how many of the words are quoted."""
    spans, rows, quoted = [], [], []
    inside, since = False, 0
    for start, end in sentence_spans(text, knowledge):
        piece = text[start:end]
        words = words_of(piece)[:_LONGEST]
        if not words or is_boilerplate(piece, knowledge):
            continue
        count, inside = _quoted_words(piece, inside and since < _OPEN)
        since = since + 1 if inside else 0
        spans.append((start, end))
        rows.append(words)
        quoted.append(min(count, len(words)))
    return spans, rows, quoted
