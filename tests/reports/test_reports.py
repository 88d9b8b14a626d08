"""What holds for every report, and each part of the room by example."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import Article
from dateline.reports import Reports, code
from dateline.reports.quantities import value_of
from dateline.reports.view import Tables
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import Reading
from tests.reports.conftest import stages
from tests.reports.test_guide import cells

FRAGMENTS = [
    "Norland", "Estland", "Kim", "the", "army", "rebels", "attacked", "met", "said", "will", "not", "may", "on Monday", "if",
    "in Ankara", ",", ".", "killed", "two", "soldiers", "and", "who", "to withdraw", "agreed", "refused", "was", "by", "a",
    "after", "talks", "🙂", '"', "?", "visiting", "which", "from", "with", "at least", "dozens", "no", "of",
]  # fmt: skip
WORDS = st.sampled_from(FRAGMENTS)


def bare(text):
    """The text read by the parser and this room alone."""
    reading = Reading(Article.make(text, published="2024-05-15"))
    for stage in (*stages()[:2], stages()[-1]):
        stage(reading)
    return reading


def check(reading):
    text = reading.text
    triggers = [d.trigger for d in reading.reports]
    assert triggers == sorted(set(triggers))
    for before, after in pairwise(triggers):
        assert before[1] <= after[0], "one report a happening: triggers do not overlap"
    for draft in reading.reports:
        spans = [draft.trigger, *draft.actors, *draft.recipients, *draft.objects, *draft.evidence]
        spans += [o.span for o in draft.others] + [q.span for q in draft.quantities] + draft.times
        assert all(0 <= s < e <= len(text) for s, e in spans)
        assert draft.sentence[0] <= draft.trigger[0] < draft.trigger[1] <= draft.sentence[1]
        assert not set(draft.actors) & set(draft.recipients)
        assert all(link.to in triggers for link in draft.links)
        assert 0 < draft.confidence <= 1
        assert all(0 < cell.p <= 1 for cell in draft.cells.values())
        assert (draft.when_basis == "bound") <= (draft.edtf is None and draft.earliest is None)
        assert draft.frame
        assert draft.gloss.strip()


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_give_sound_reports(words):
    reading = bare(words)
    check(reading)


@given(st.text(max_size=200))
def test_any_text_gives_sound_reports(text):
    check(bare(text))


def test_the_same_text_gives_the_same_reports(read):
    text = "Norland and Estland agreed on Monday to send envoys to Ankara after rebels attacked a convoy."
    assert read(text).reports == read(text).reports


def test_nothing_is_found_without_a_parse():
    reading = Reading(Article.make("Norland attacked Estland."))
    Reports()(reading)
    assert reading.reports == []


def test_an_undated_report_of_the_past_gets_no_bound_without_a_publication_date(read):
    (draft,) = read("Rebels attacked the convoy.", published=None).reports
    assert (draft.latest, draft.when_basis) == (None, "none")


@pytest.mark.parametrize(
    ("sentence", "source", "target", "expected"),
    [
        ("Norland condemned Estland.", "Norland", "Estland", ("ACCUSE", "disapprove", "verbal conflict")),
        ("Estland condemned Norland.", "Estland", "Norland", ("ACCUSE", "disapprove", "verbal conflict")),
        ("Norland will meet Estland on Friday.", "Norland", "Estland", ("AGREE", None, "verbal cooperation")),
        ("Norland met Estland on Friday.", "Norland", "Estland", ("CONSULT", None, "verbal cooperation")),
        ("Norland refused to meet Estland.", "Norland", "Estland", ("REJECT", "meet", "verbal conflict")),
        ("Norland threatened to bomb Estland.", "Norland", "Estland", ("THREATEN", "violence", "verbal conflict")),
        ("Norland bombed Estland.", "Norland", "Estland", ("ASSAULT", "aerial", "material conflict")),
        ("Estland was bombed by Norland.", "Norland", "Estland", ("ASSAULT", "aerial", "material conflict")),
        ("Norland sent food to Estland.", "Norland", "Estland", ("AID", None, "material cooperation")),
        ("Norland released two prisoners of Estland.", "Norland", "Estland", ("RETREAT", "release", "material cooperation")),
        ("Norland said it would not lift the ban on Estland.", "Norland", "Estland", ("REJECT", "yield", "verbal conflict")),
        ("Norland borders Estland.", "Norland", "Estland", (None, None, None)),
    ],
)  # fmt: skip
def test_a_pair_of_actors_is_coded(sentence, source, target, expected):
    spans = [(sentence.index(w), sentence.index(w) + len(w)) for w in (source, target)]
    made = code(sentence, *spans)
    assert (made.type, made.mode, made.quad) == expected


def test_a_span_outside_the_sentence_is_refused():
    with pytest.raises(ValueError, match="no span of a sentence"):
        code("Norland met Estland.", (0, 7), (12, 99))


def test_every_sentence_of_the_past_may_be_put_into_the_future(read):
    """The frame says what happened and never changes with the status."""
    for frame, past, future in [
        ("meet", "Norland met Estland.", "Norland will meet Estland."),
        ("arrest", "Police arrested the mayor.", "Police will arrest the mayor."),
        ("withdraw", "The army withdrew its tanks.", "The army will withdraw its tanks."),
        ("sign", "Norland signed the treaty.", "Norland will sign the treaty."),
    ]:
        (was,), (will,) = read(past).reports, read(future).reports
        assert (was.frame, was.tense, will.frame, will.tense) == (frame, "past", frame, "future")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("If the talks fail, the rebels will attack the port.", [("attack", "condition", "fail")]),
        ("Brandt flew to Ankara to meet the king.", [("flew", "purpose", "meet")]),
        ("Police arrested the mayor because he attacked a guard.", [("arrested", "reason", "attacked")]),
        ("Mira Holt met Anton Brandt in Ankara. Holt and Brandt met for an hour.", [("met", "same", "met")]),
        ("Norland bombed Estland. Norland did not bomb Estland.", [("bomb", "denies", "bombed")]),
    ],
)
def test_plain_links(read, text, links):
    reading = read(text)
    found = [(reading.words(d.trigger), k.kind, reading.words(k.to)) for d in reading.reports for k in d.links]
    assert found == links


@pytest.mark.parametrize(
    ("text", "value"),
    [("6,500", 6500), ("four million", 4_000_000), ("1.5 billion", 1_500_000_000), ("twenty-five", 25), ("two hundred", 200),
     ("three thousand two hundred", 3200), ("two dozen", 24), ("dozens", None), ("many", None)],
)  # fmt: skip
def test_numbers_in_words_and_digits(text, value):
    assert value_of(text) == value


def test_a_pronoun_is_written_with_its_own_span(read):
    reading = read("Mira Holt came to Baku. She praised the king.")
    assert cells(reading, reading.reports[-1])["actors"] == ["She"]


def test_the_tables_of_a_user_reach_the_room(tmp_path):
    header = "pattern\tpos\tcue_class\tframe\ttype\tmode\tcameo\treciprocal\tobject\taspect\timplicative\texample\n"
    row = "frobnicate\tverb\t\tfrob\tAID\t\t070\t0\trecipient\t\t\tNorland frobnicated Estland.\n"
    (tmp_path / "verbs.tsv").write_text(header + row, encoding="utf-8")
    from dateline.knowledge import Knowledge

    knowledge = Knowledge(tmp_path)
    assert Tables(knowledge).verbs.get("frobnicate", "verb")
    reading = Reading(Article.make("Norland frobnicated Estland."))
    for stage in (Parts(), Parser(), Reports(knowledge)):
        stage(reading)
    assert [(d.frame, d.type) for d in reading.reports] == [("frob", "AID")]
