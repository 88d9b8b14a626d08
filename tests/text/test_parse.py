"""The parse: offsets, heads, edges, lemmas."""

import pytest
from hypothesis import given, settings

from dateline.errors import DatelineError
from dateline.record import Article
from dateline.text import parse as parse_module
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import Reading
from tests.strategies import texts


@pytest.fixture(scope="module")
def parser():
    return Parser()


def read(parser, text):
    reading = Reading(Article.make(text))
    Parts()(reading)
    parser(reading)
    return reading.parse


def test_tokens_carry_lemmas_and_heads(parser):
    parse = read(parser, "The ministers met in Port Azul on Monday.")
    met = next(t for t in parse.tokens if t.text == "met")
    assert (met.lemma, met.pos, met.is_root) == ("meet", "VERB", True)
    assert met.child("nsubj").lemma == "minister"


@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("They stated it.", "stated", "state"),
        ("They planned it.", "planned", "plan"),
        ("He was shown the ships.", "shown", "show"),
        ("Talks are going on.", "Talks", "talk"),
        ("She hoped to win.", "hoped", "hope"),
        ("He is travelling home.", "travelling", "travel"),
    ],
)
def test_lemma(parser, sentence, word, lemma):
    assert next(t for t in read(parser, sentence).tokens if t.text == word).lemma == lemma


def test_subtree_span_leaves_final_marks_out(parser):
    parse = read(parser, "Anna Berg, the minister of trade, left.")
    berg = next(t for t in parse.tokens if t.text == "Berg")
    start, end = parse.subtree_span(berg)
    assert parse.text[start:end] == "Anna Berg, the minister of trade"


def test_sentence_does_not_run_over_paragraphs(parser):
    parse = read(parser, "The commander spoke to the crew.\nKCNA said he was accompanied.")
    assert len(parse.sentences) == 2
    assert parse.sentences[1].paragraph == 1


def test_wrong_weights_are_refused(monkeypatch):
    monkeypatch.setattr(parse_module, "MODEL_DIGEST", "0" * 64)
    parse_module.load.cache_clear()
    with pytest.raises(DatelineError) as caught:
        parse_module.load()
    assert caught.value.code == "model.digest"


@given(texts)
@settings(max_examples=40)
def test_tokens_stand_where_they_say(parser, text):
    parse = read(parser, text)
    for token in parse.tokens:
        assert text[token.start : token.end].replace("\n", " ") == token.text.replace("\n", " ")
        assert token.left <= token.i <= token.right
        assert parse.token_at(token.start) is token
    for sentence in parse.sentences:
        assert sentence.first < sentence.end
        assert {t.sentence for t in parse.sentence_tokens(sentence)} == {sentence.index}
