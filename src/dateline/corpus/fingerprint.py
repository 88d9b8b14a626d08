"""The fingerprint of an article: what of its text survives copying, cutting and machine rewording.

Three things are kept: a digest of the words (exact copies), two MinHash signatures (candidates), and the words of each
sentence as 32-bit hashes (proof). Rewording programs swap words and phrases but leave names, numbers and the order of
sentences alone, so one signature is taken over *name-and-number bigrams*, the other over word 5-grams. Where capitals
tell nothing (all lower case, all capitals, scripts without case) only the second is taken.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Protocol

from rensa import RMinHash

from dateline.knowledge import Knowledge
from dateline.record import Span

VERSION = 1
"""Rises when words, hashes or bands change: fingerprints of two versions are never compared."""

NAME_BANDS, NAME_ROWS = 42, 3
"""Bands of the name signature: pairs of Jaccard .3 meet with p = .69, of .5 with p = .996."""
SHINGLE_BANDS, SHINGLE_ROWS = 40, 2
"""Bands of the 5-gram signature: pairs of Jaccard .1 meet with p = .33, of .2 with p = .80, of .3 with p = .98."""
SHINGLE = 5
"""Words in a shingle."""
FEWEST_WORDS = 20
"""A text of fewer words is no prose that could be told from another: it has no bands."""
FEWEST_NAMES = 6
"""With fewer distinct name bigrams the name signature would join texts by chance: it is left out."""
SEED = 20240515


class Text(Protocol):
    """What an article must have to be fingerprinted."""

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span (code points of the article's text), its words as hashes, and which of them are quoted."""

    span: Span
    words: tuple[int, ...]
    quoted: int = 0


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of an article, and kept with the ``version`` of the code that made it.

    ``digest`` is of the words in order (hexadecimal). ``names`` and ``shingles`` are bucket keys: signed 64-bit
    integers that two articles share when a band of their signatures agrees.
    """

    version: int
    digest: str
    names: tuple[int, ...]
    shingles: tuple[int, ...]
    sentences: tuple[Sentence, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """All bucket keys under which the article is found again, the digest's included; none for a tiny text."""
        if not self.shingles:
            return ()
        return (_signed(int(self.digest[:16], 16)), *self.names, *self.shingles)

    @property
    def length(self) -> int:
        """The number of words."""
        return sum(len(sentence.words) for sentence in self.sentences)

    def to_bytes(self) -> bytes:
        """A compact form (little endian) for a store; :func:`from_bytes` reads it back."""
        head = struct.pack(
            "<HHHH16s", self.version, len(self.names), len(self.shingles), len(self.sentences), bytes.fromhex(self.digest)
        )
        keys = struct.pack(f"<{len(self.names) + len(self.shingles)}q", *self.names, *self.shingles)
        spans = b"".join(struct.pack("<IIHH", *s.span, len(s.words), s.quoted) for s in self.sentences)
        words = list(chain.from_iterable(s.words for s in self.sentences))
        return zlib.compress(head + keys + spans + struct.pack(f"<{len(words)}I", *words), 1)

    def to_json(self) -> str:
        """The same as JSON."""
        sentences = [[*s.span, s.quoted, list(s.words)] for s in self.sentences]
        return json.dumps([self.version, self.digest, self.names, self.shingles, sentences], separators=(",", ":"))


_HEAD = struct.Struct("<HHHH16s")
_SENTENCE = struct.Struct("<IIHH")


def from_bytes(data: bytes) -> Fingerprint:
    """Read back what :meth:`Fingerprint.to_bytes` wrote; raises ``ValueError`` on anything else."""
    try:
        data = zlib.decompress(data)
        version, names, shingles, count, digest = _HEAD.unpack_from(data)
        at = _HEAD.size
        keys = struct.unpack_from(f"<{names + shingles}q", data, at)
        at += 8 * (names + shingles)
        heads = [_SENTENCE.unpack_from(data, at + _SENTENCE.size * i) for i in range(count)]
        at += _SENTENCE.size * count
        words = struct.unpack_from(f"<{sum(head[2] for head in heads)}I", data, at)
    except (zlib.error, struct.error) as broken:
        raise ValueError("these bytes are no fingerprint") from broken
    sentences, first = [], 0
    for start, end, size, quoted in heads:
        sentences.append(Sentence((start, end), words[first : first + size], quoted))
        first += size
    return Fingerprint(version, digest.hex(), keys[:names], keys[names:], tuple(sentences))


def from_json(data: str) -> Fingerprint:
    """Read back what :meth:`Fingerprint.to_json` wrote."""
    version, digest, names, shingles, rows = json.loads(data)
    sentences = tuple(Sentence((start, end), tuple(words), quoted) for start, end, quoted, words in rows)
    return Fingerprint(version, digest, tuple(names), tuple(shingles), sentences)


# Words -----------------------------------------------------------------------------------------------------------

_WORD = re.compile(
    r"[぀-ヿ㐀-鿿]"  # kana and Han are written without spaces: each is a word
    r"|[^\W\d_]+(?:-\d+[^\W_]*)+"  # MiG-31
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+"
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_CLITIC = re.compile(r"'(?:s|re|ve|ll|d|m|t)\b", re.IGNORECASE)


def words_of(sentence: str) -> list[str]:
    """The words of a sentence as they stand, without possessive *'s* and other clitics."""
    plain = sentence.translate(_APOSTROPHES)
    if "'" in plain:
        plain = _CLITIC.sub(" ", plain)
    return _WORD.findall(plain)


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """CRC-32 of the word in lower case: stable across runs and machines."""
    return zlib.crc32(word.lower().encode("utf-8", "surrogatepass"))


# Sentences -------------------------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(
    r"(?:[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÞЀ-Я])"  # a stop, then a new start
    r"|[。！？]+[」』”]*"
    r"|(?<=[.!?:;\"'”’)\]])[ \t]*\n"  # a line that ends on a stop
    r"|\n[ \t]*\n)\s*"
)
_LONGEST = 400
"""Words of one sentence that are compared: a list or table without stops is cut there."""


@lru_cache(maxsize=4)
def _abbreviations(knowledge: Knowledge) -> re.Pattern[str]:
    forms = "|".join(re.escape(row["form"]) for row in knowledge.rows("copies_abbreviations"))
    return re.compile(rf"(?:\b(?:{forms})|\b[A-Z](?:\.[A-Z])*)\.$")


@lru_cache(maxsize=4)
def _boilerplate(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in knowledge.rows("copies_boilerplate")), re.IGNORECASE)


def sentence_spans(text: str, knowledge: Knowledge) -> list[Span]:
    """The sentences of a text as spans; abbreviations and initials end none."""
    abbreviation = _abbreviations(knowledge)
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        stop = match.start()
        if text[stop : stop + 1] == "." and abbreviation.search(text, max(start, stop - 12), stop + 1):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in (_strip(text, *span) for span in spans) if span[0] < span[1]]


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return (start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


_QUOTATION = re.compile(r"[\"“”«»]|''|``")


def _quoted_words(sentence: str, inside: bool) -> tuple[int, bool]:
    """How many words stand in quotation marks, and whether a quotation is still open at the end."""
    marks = list(_QUOTATION.finditer(sentence))
    if not marks:
        return (len(_WORD.findall(sentence)) if inside else 0), inside
    count, last = 0, 0
    for mark in marks:
        if inside:
            count += len(_WORD.findall(sentence[last : mark.start()]))
        inside = {"“": True, "«": True, "``": True, "”": False, "»": False, "''": False}.get(mark.group(), not inside)
        last = mark.end()
    if inside:
        count += len(_WORD.findall(sentence[last:]))
    return count, inside


# Signatures ------------------------------------------------------------------------------------------------------


def skeleton(sentences: Iterable[Sequence[str]], function_words: frozenset[str]) -> list[str]:
    """The names and numbers of a text in order, in lower case; empty where capitals tell nothing.

    A capitalized word counts unless it is a function word; the first word of a sentence only if it is capitalized
    elsewhere too. Capitals tell nothing when more than 60 % of the words bear them.
    """
    rows = list(sentences)
    inner = {word for row in rows for word in row[1:] if word[0].isupper()}
    kept, total, capitals = [], 0, 0
    for row in rows:
        total += len(row)
        for at, word in enumerate(row):
            first = word[0]
            if first.isdigit():
                kept.append(word)
            elif first.isupper():
                capitals += 1
                if (at or word in inner) and word.lower() not in function_words:
                    kept.append(word.lower())
            elif word[-1].isdigit():
                kept.append(word.lower())
    return [] if capitals > 0.6 * total else kept


def _bands(tokens: Iterable[str], bands: int, rows: int, kind: int) -> tuple[int, ...]:
    minhash = RMinHash(num_perm=bands * rows, seed=SEED)
    minhash.update(list(tokens))
    digest = minhash.digest()
    keys = []
    for band in range(bands):
        packed = struct.pack(f"<BB{rows}I", kind, band, *digest[band * rows : (band + 1) * rows])
        keys.append(int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little", signed=True))
    return tuple(keys)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


@lru_cache(maxsize=4)
def function_words(knowledge: Knowledge) -> frozenset[str]:
    """The function words of the table, in lower case."""
    return frozenset(row["word"] for row in knowledge.rows("copies_function_words"))


_DEFAULT = Knowledge()


def fingerprint(article: Text, knowledge: Knowledge | None = None) -> Fingerprint:
    """The fingerprint of an article's ``text``; never raises on odd text (empty, no sentences, any script)."""
    knowledge = knowledge or _DEFAULT
    text = article.text
    boilerplate = _boilerplate(knowledge)
    rows: list[list[str]] = []
    sentences: list[Sentence] = []
    inside = False
    for start, end in sentence_spans(text, knowledge):
        piece = text[start:end]
        if boilerplate.search(piece):
            continue
        words = words_of(piece)[:_LONGEST]
        if not words:
            continue
        quoted, inside = _quoted_words(piece, inside and len(rows) > 0)
        rows.append(words)
        sentences.append(Sentence((start, end), tuple(map(word_hash, words)), min(quoted, len(words))))
    lower = [word.lower() for word in chain.from_iterable(rows)]
    digest = hashlib.blake2b(" ".join(lower).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    if len(lower) < FEWEST_WORDS:
        return Fingerprint(VERSION, digest, (), (), tuple(sentences))
    named = skeleton(rows, function_words(knowledge))
    bigrams = {f"{a} {b}" for a, b in pairwise(named)}
    shingles = {" ".join(lower[i : i + SHINGLE]) for i in range(len(lower) - SHINGLE + 1)}
    names = _bands(sorted(bigrams), NAME_BANDS, NAME_ROWS, 1) if len(bigrams) >= FEWEST_NAMES else ()
    return Fingerprint(VERSION, digest, names, _bands(shingles, SHINGLE_BANDS, SHINGLE_ROWS, 2), tuple(sentences))
