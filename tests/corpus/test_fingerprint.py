"""The fingerprint: what it keeps, where it is empty, and that it comes back from bytes and JSON as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus import fingerprint as made
from dateline.knowledge import Knowledge
from tests.corpus.press import AGENCY, NEWS, REWORDED, article

TABLE = "\n".join(f"Norland {i} {i * 7} {i * 3}.{i}  {i % 5}" for i in range(60))
LIST = "\n".join(["Apples", "Pears", "Plums", "Green beans", "Salt", "Port Azul tea", "Bread"] * 8)


def of(text):
    return made.fingerprint(article("a", text))


@given(st.text(max_size=400))
def test_any_text_has_one_and_it_comes_back(text):
    kept = of(text)
    assert made.from_bytes(kept.to_bytes()) == kept
    assert made.from_json(kept.to_json()) == kept
    assert all(0 <= s.span[0] < s.span[1] <= len(text) for s in kept.sentences)
    assert all(s.quoted <= len(s.words) for s in kept.sentences)


def test_bytes_that_are_none_are_refused():
    with pytest.raises(ValueError, match="no fingerprint"):
        made.from_bytes(b"no")


@pytest.mark.parametrize("text", ["", " \n", "Bridge open.", "🙂 🙂 🙂", TABLE, LIST], ids=repr)
def test_what_is_no_prose_has_no_keys(text):
    assert of(text).keys == ()


def test_a_reworded_text_shares_keys_with_its_origin():
    assert len(set(of(AGENCY).keys) & set(of(REWORDED).keys)) >= 2


def test_unrelated_texts_share_none():
    assert not set(of(AGENCY).keys) & set(of(NEWS).keys)


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_without_capitals_there_are_word_shingles_alone(change):
    flat = of(change(AGENCY))
    assert flat.keys
    assert all(s.named == () or all(isinstance(n, int) for n in s.named) for s in flat.sentences)
    assert set(flat.keys) < set(of(AGENCY).keys) | set(flat.keys)
    assert set(flat.keys) & set(of(AGENCY).keys), "words are compared in lower case, so shingles agree"


@pytest.mark.parametrize(
    "text",
    [
        "Le pont du port a rouvert lundi matin, deux semaines après que la barge a heurté le pilier de la rive droite. "
        * 3,
        "Мост через гавань вновь открыт в понедельник, и первые грузовики прошли по нему на рассвете, и в "
        "порту это видели. " * 3,
        "港口大桥周一重新开放，两周前一艘驳船撞上了大桥的东墩。交通部说，第一批卡车在黎明时分通过了大桥，大桥的修理很快。"
        * 2,
    ],
    ids=["fr", "ru", "zh"],
)
def test_other_languages_have_keys(text):
    assert of(text).keys


@pytest.mark.parametrize("row", Knowledge().rows("copies_boilerplate"), ids=lambda r: r["pattern"])
def test_boilerplate_rows_match_their_example(row):
    assert made.is_boilerplate(row["example"], Knowledge())


def test_boilerplate_changes_nothing():
    assert of(AGENCY + "\n\nAll rights reserved.").keys == of(AGENCY).keys


def test_abbreviations_and_initials_end_no_sentence():
    text = "Gov. J. T. Reyes met Lt. Gen. Belov in St. Elm. They spoke of the bridge."
    assert [text[a:b] for a, b in made.sentence_spans(text, Knowledge())] == [text[:47], text[48:]]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ('"We will win," he said.', 3),
        ("“We will win,” he said.", 3),
        ("He said it was open.", 0),
        ('We will win," he said.', 3),
    ],
)
def test_quoted_words_are_counted(sentence, words):
    assert made._quoted_words(sentence, False)[0] == words
