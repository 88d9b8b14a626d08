"""Marks nest, are cut where they overlap, and change no word of the text."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from dateline.export.marks import ORDER, Mark
from dateline.export.marks import html as marked

TEXT = "Anna Berg met <Olaf> & Lind."


def plain(markup):
    return html.unescape(re.sub(r"<sup>\d+</sup>|<[^>]+>", "", markup))


def well_formed(markup):
    stack = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", markup):
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


def test_marks_nest_where_spans_nest():
    found = marked(TEXT, (0, 9), [Mark((0, 9), "m-content"), Mark((5, 9), "m-name")])
    assert found == '<mark class="m-content">Anna <mark class="m-name">Berg</mark></mark>'


def test_marks_are_cut_where_they_overlap():
    found = marked(TEXT, (0, 13), [Mark((0, 9), "m-content"), Mark((5, 13), "m-name")])
    assert found == (
        '<mark class="m-content">Anna <mark class="m-name">Berg</mark></mark><mark class="m-name"> met</mark>'
    )


def test_trigger_leads_to_its_row_and_back():
    found = marked(TEXT, (10, 13), [Mark((10, 13), "m-trigger", 3)])
    assert found == '<mark class="m-trigger" id="t3"><a href="#r3">met<sup>3</sup></a></mark>'


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).map(tuple)
layers = st.sampled_from([layer for layer in ORDER if layer != "m-trigger"])
marks = st.lists(st.builds(Mark, spans, layers), max_size=12)


@given(marks, spans)
def test_any_marks_are_well_formed_and_keep_the_text(found, span):
    markup = marked(TEXT, span, found)
    assert well_formed(markup)
    assert plain(markup) == TEXT[span[0] : span[1]]
