"""Two texts side by side: what was exchanged, left out and added, and what an exchange does to how sure it is."""

import pytest

from dateline.knowledge import Knowledge
from dateline.web.beside import lines, shift

THIS = "Berg <may> visit Port Azul. Lind stayed at home all day."
THAT = "Berg <will> visit Port Azul. Nobody saw her come or leave."
PAIR = {
    "span_this": [0, 27], "span_that": [0, 28],
    "swaps": [{"this": "may", "that": "will", "span_this": [6, 9], "span_that": [6, 10]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    return lines([PAIR], THIS, THAT, Knowledge())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("may", "might", ""),
        ("would", "might", "would became might"),
        ("probably", "most likely", ""),
        ("probably", "", "probably is gone"),
        ("", "never", "never is new"),
        ("talks", "discussions", ""),
    ],
)
def test_exchange_says_whether_it_changes_how_sure(before, after, words):
    assert shift(before, after, Knowledge()) == words


def test_exchanged_words_are_marked_and_the_rest_is_escaped(rows):
    assert rows[0].this == 'Berg &lt;<mark class="shift">may</mark>&gt; visit Port Azul.'
    assert rows[0].notes == "1 swap · changes how sure: may became will"


def test_sentence_without_counterpart_is_left_out_or_added(rows):
    assert [(r.this, r.that, r.notes) for r in rows[1:]] == [
        ("Lind stayed at home all day.", None, "left out"),
        (None, "Nobody saw her come or leave.", "added"),
    ]
