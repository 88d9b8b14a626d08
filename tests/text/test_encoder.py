"""The encoder: scores at every token, files that are what was built, and readings without it."""

import shutil

import numpy as np
import pytest
from hypothesis import given, settings

from dateline.errors import DatelineError
from dateline.reader import Reader
from dateline.record import Article
from dateline.text import encoder as encoder_module
from dateline.text.encoder import Encoder, Scores, Weights, align, cut, load, passages, shipped
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.pieces import LONGEST, SHAPES, pieces, shape
from dateline.text.reading import Reading
from tests.strategies import texts

TEXT = "The mayor of Port Azul said the harbour would open in May.\n“We are ready,” Anna Berg told Radio Norland."


@pytest.fixture(scope="module")
def parser():
    return Parser()


@pytest.fixture(scope="module")
def tokenizer():
    return load(shipped()).tokenizer


def read(parser, text):
    reading = Reading(Article.make(text))
    Parts()(reading)
    parser(reading)
    Encoder()(reading)
    return reading


def test_a_head_scores_every_token(parser):
    reading = read(parser, TEXT)
    scores = reading.scores["attribution"]
    assert scores.dtype == np.float32
    assert scores.shape == (len(reading.parse.tokens), len(reading.scores.labels("attribution")))
    assert np.allclose(np.exp(scores).sum(axis=1), 1.0, atol=1e-4)


def test_a_plain_statement_is_labelled(parser):
    reading = read(parser, TEXT)
    labels = reading.scores.labels("attribution")
    best = {
        t.text: labels[n] for t, n in zip(reading.parse.tokens, reading.scores["attribution"].argmax(1), strict=True)
    }
    assert best["said"] == "B-cue"
    assert best["mayor"] == "I-source"
    assert best["harbour"] == "I-content"


def test_nothing_is_run_before_a_stage_asks(parser, monkeypatch):
    reading = read(parser, TEXT)

    def never(*_args):
        raise AssertionError

    monkeypatch.setattr(encoder_module.Model, "hidden", never)
    assert isinstance(reading.scores, Scores)
    with pytest.raises(AssertionError):
        reading.scores["attribution"]


def test_the_passage_beside_changes_nothing(parser):
    alone = read(parser, TEXT.partition("\n")[0]).scores["attribution"]
    beside = read(parser, TEXT).scores["attribution"]
    assert np.array_equal(alone, beside[: len(alone)])


def test_links_are_shares(parser):
    reading = read(parser, TEXT)
    links = reading.scores.links("cue_links", [6, 7], [5])
    assert links.shape == (2, 2)
    assert np.allclose(np.exp(links).sum(axis=1), 1.0, atol=1e-4)


def test_a_long_paragraph_is_cut_and_every_token_scored(parser):
    reading = read(parser, "The minister said the bridge over the strait was closed. " * 60)
    model = load(shipped())
    parts = [p for passage in passages(reading.parse) for p in cut(model, reading.parse, passage)]
    assert len(parts) > 1
    assert max(len(made.ids) for _, made in parts) <= LONGEST
    assert reading.scores.known.all()


@given(texts)
@settings(max_examples=40)
def test_a_token_takes_its_own_first_piece(parser, tokenizer, text):
    reading = Reading(Article.make(text))
    Parts()(reading)
    parser(reading)
    for passage in passages(reading.parse):
        tokens = reading.parse.tokens[passage.first : passage.end]
        start, end = tokens[0].start, tokens[-1].end
        made = pieces(tokenizer, text[start:end])
        offsets = [(a + start, b + start) for a, b in made.offsets]
        numbers, firsts = align(tokens, offsets)
        assert (np.diff(firsts) > 0).all()
        for number, first in zip(numbers, firsts, strict=True):
            token, offset = tokens[number], offsets[first]
            assert token.start <= offset[0] < token.end
            assert first == 0 or offsets[first - 1][0] < token.start or offsets[first - 1][0] == offsets[first - 1][1]


@given(texts)
def test_pieces_stand_in_the_text_and_have_a_shape(tokenizer, text):
    made = pieces(tokenizer, text)
    assert len(made.ids) == len(made.shapes) == len(made.offsets) == len(made.begins)
    assert all(0 <= a <= b <= len(text) for a, b in made.offsets)
    assert made.shapes.max(initial=0) < SHAPES


@pytest.mark.parametrize(
    ("word", "number"), [("said", 1), ("Berg", 2), ("KCNA", 3), ("A", 4), ("McKay", 5), ("2023", 6), ("—", 7)]
)
def test_shape(word, number):
    assert shape(word) == number


def test_quotation_marks_of_any_house_are_one(tokenizer):
    one, other = pieces(tokenizer, "“We won,” he said."), pieces(tokenizer, '"We won," he said.')
    assert one.ids.tolist() == other.ids.tolist()
    assert one.shapes.tolist() == other.shapes.tolist()


@pytest.fixture
def copied(tmp_path):
    folder = tmp_path / "weights"
    shutil.copytree(shipped(), folder)
    return folder


def test_a_damaged_file_is_refused(copied):
    path = copied / "attribution.npz"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DatelineError) as caught:
        load(copied).head("attribution")
    assert caught.value.code == "encoder.digest"
    assert "attribution.npz" in str(caught.value)


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(copied, name):
    (copied / name).unlink()
    with pytest.raises(DatelineError) as caught:
        load(copied)
    assert caught.value.code == "encoder.missing"
    assert name in str(caught.value)


def test_a_folder_without_digests_is_refused(tmp_path):
    with pytest.raises(DatelineError) as caught:
        Encoder(tmp_path)
    assert caught.value.code == "encoder.missing"


def test_every_shipped_file_has_its_digest():
    weights = Weights(shipped())
    for name in weights.digests:
        assert weights.read(name)
    assert {p.name for p in shipped().iterdir()} - {"SHA256SUMS", "LICENSE"} == set(weights.digests)


def test_fast_leaves_the_encoder_out():
    with_it, without = Reader(), Reader(fast=True)
    assert "text.Encoder" in [s.name for s in with_it.stages]
    assert "text.Encoder" not in [s.name for s in without.stages]
    assert with_it.made_by.pipeline != without.made_by.pipeline
    assert without.read(TEXT).attributions
