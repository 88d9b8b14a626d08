"""Wordpieces of a passage, as the encoder takes them: the same code at training and at run time.

The base vocabulary knows no upper case, so every piece also carries the letter shape of its word, and whether it
stands inside quotation marks: two things a reader of news sees and lower-cased pieces have lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

LONGEST = 192
"""The most pieces of one passage, its two marks included; longer ones are cut at sentence ends."""

SHAPES = 16
"""Eight letter shapes, and the same eight inside quotation marks."""

_PLAIN = str.maketrans("“”„‟«»‘’‚‛`´", '"' * 6 + "'" * 6)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one passage: ids, shapes, where each stands (code points of the passage), which begin a word."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    offsets: list[tuple[int, int]]
    begins: NDArray[np.bool_]


def pieces(tokenizer: Tokenizer, passage: str) -> Pieces:
    """The pieces of a passage, with a mark before and one after (offsets (0, 0), no word)."""
    # Doubled single marks, as wires write them, are one double mark and a space: the offsets stay true.
    plain = passage.translate(_PLAIN).replace("''", '" ')
    encoded = tokenizer.encode(plain)
    offsets: list[tuple[int, int]] = encoded.offsets
    words: list[int | None] = encoded.word_ids
    shapes = np.zeros(len(offsets), dtype=np.int64)
    begins = np.zeros(len(offsets), dtype=np.bool_)
    inside = False
    i = 0
    while i < len(offsets):
        word = words[i]
        if word is None:
            i += 1
            continue
        last = i
        while last + 1 < len(offsets) and words[last + 1] == word:
            last += 1
        written = plain[offsets[i][0] : offsets[last][1]]
        opens = written == '"' and not inside
        inside = inside or opens
        shapes[i : last + 1] = shape(written) + (8 if inside else 0)
        begins[i] = True
        if written == '"' and not opens:
            inside = False
        i = last + 1
    return Pieces(np.asarray(encoded.ids, dtype=np.int64), shapes, offsets, begins)


@lru_cache(maxsize=1 << 14)
def shape(word: str) -> int:
    """The letter shape of a word: 1 lower case, 2 Title, 3 UPPER, 4 one capital, 5 miXed, 6 number, 7 anything else."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word.istitle():
        return 2
    if word.isalpha():
        return 5
    return 6 if word[:1].isdigit() else 7
