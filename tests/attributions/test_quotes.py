"""Quotation marks of every style, and any number of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.attributions.quotes import find_quotations


def quoted(text):
    return [text[q.inner[0] : q.inner[1]] for q in find_quotations(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"We won," he said.', ["We won,"]),
        ("“We won,” he said.", ["We won,"]),
        ("''We won,'' he said.", ["We won,"]),
        ("``We won,'' he said.", ["We won,"]),
        ("«We won,» he said.", ["We won,"]),
        ("„We won“, he said.", ["We won"]),
        ("‘We won,’ he said.", ["We won,"]),
        ("'We won,' he said.", ["We won,"]),
        ("‘The boys’ boat is lost,’ he said.", ["The boys’ boat is lost,"]),
        ("“He told me ‘run’ and I ran,” he said.", ["He told me ‘run’ and I ran,"]),
        ("The workers' leader and the firm's owner met.", []),
        ("They met in the '90s at the sailors' home.", []),
        ("The ship is 6'2\" wide.", []),
    ],
)
def test_marks_of_each_style(text, inside):
    assert quoted(text) == inside


def test_an_open_quotation_goes_on_in_the_next_paragraph():
    text = "“The truce holds.\n“But it is thin,” he said."
    first, second = find_quotations(text, [(0, 17), (18, len(text))])
    assert not first.closed
    assert second.goes_on
    assert second.closed


@given(st.text(alphabet="ab .,\"'“”‘’«»„`\n", max_size=80))
def test_any_marks_give_quotations_in_order_that_do_not_overlap(text):
    found = find_quotations(text, [(0, len(text))])
    spans = [q.span for q in found]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= q.span[0] <= q.inner[0] <= q.inner[1] <= q.span[1] <= len(text) for q in found)
