"""Signs of machine rewording."""

import re

import pytest

from dateline.knowledge import Knowledge
from dateline.record import Article
from dateline.text.reading import Reading
from dateline.text.rewording import Rewording

ROWS = Knowledge().rows("rewording")


def integrity(text):
    reading = Reading(Article.make(text))
    Rewording()(reading)
    return reading.integrity


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["pattern"][:30])
def test_each_sign_is_found_in_its_example(row):
    assert re.search(rf"\b(?:{row['pattern']})\b", row["example"])


def test_reworded_text_is_marked():
    text = (
        "The minister paid a go to to Port Azul, the place he was born. The talks got here after a parade. "
        "He showed one other of his ships in alternate for fuel."
    )
    assert integrity(text) == "reworded"


def test_plain_text_is_original():
    assert (
        integrity("The minister paid a visit to Port Azul, where he was born. Talks came after a parade.") == "original"
    )


def test_sample_is_reworded(sample_text):
    assert integrity(sample_text) == "reworded"
