"""Claims: what sources are called."""

import pytest

from dateline.corpus.claims import voice_of
from dateline.record import Attribution, Source


@pytest.mark.parametrize(
    ("words", "named", "called"),
    [
        ("A spokesman", False, "a spokesman"),
        ("an aide", False, "an aide"),
        ("The Coast  Herald", True, "The Coast Herald"),
        ("He", False, "unnamed person"),
        (None, False, "unnamed"),
        ("US officials", False, "US officials"),
        ("Three officials", False, "three officials"),
    ],
)
def test_a_source_is_called_the_same_where_a_sentence_begins(words, named, called):
    source = Source(None, words, None, named, "person")
    assert voice_of(Attribution("a1", source, (), "statement", (), "indirect"), None, None)[0] == called
