"""The words that the parser is given in a reworded text, and where they stand in the text as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge import Knowledge
from dateline.text.rewording import Unspinner, original

ROWS = Knowledge().rows("unspin")
UNSPIN = Unspinner(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row["word"] for row in ROWS])
def test_each_row_does_what_its_example_says(row):
    assert UNSPIN(row["example"])[0] == row["parsed"]


@pytest.mark.parametrize("text", ["They go to the port.", "The place was empty.", "He wants to satisfy the king.", ""])
def test_plain_english_stays(text):
    assert UNSPIN(text) == (text, [])


@given(st.lists(st.sampled_from([*(row["example"] for row in ROWS), "A plain line.", "é 🛰 "]), max_size=6))
def test_each_word_as_read_has_its_place_in_the_text_as_written(lines):
    text = " ".join(lines)
    read, edits = UNSPIN(text)
    for edit in edits:
        assert original(*edit.read, edits) == edit.written
    touched = [i for edit in edits for i in range(*edit.read)]
    for i in set(range(len(read))) - set(touched):
        start, end = original(i, i + 1, edits)
        assert text[start:end] == read[i]
