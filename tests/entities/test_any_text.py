"""What holds for any text."""

from hypothesis import given
from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "Anna",
        "Berg",
        "Gov.",
        "Lt",
        ".",
        "Moscow",
        "North",
        "Korea",
        "US",
        "and",
        "South",
        "Korean",
        "officials",
        "the",
        "he",
        "she",
        "they",
        "who",
        "it",
        "its",
        "Tu-160",
        "frigate",
        "Admiral",
        "of",
        ",",
        "(",
        ")",
        "“",
        "”",
        "'s",
        "said",
        "met",
        "minister",
        "Port",
        "Azul",
        "\n",
        "\n\n",
        "KCNA",
        "54",
        "-",
        "on",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_span_lies_in_the_text_and_belongs_to_one_entity(read, text):
    reading = read(text)
    spans = [m.span for e in reading.entities for m in e.mentions]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(spans) == len(set(spans))
    assert all(e.mentions and e.name for e in reading.entities)
    assert all(0 <= p.span[0] < p.span[1] <= len(text) for p in reading.places)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_members_are_mentions_of_other_entities(read, text):
    reading = read(text)
    spans = {m.span: e for e in reading.entities for m in e.mentions}
    assert all(m in spans and spans[m] is not e for e in reading.entities for m in e.members)
