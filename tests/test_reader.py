"""The reader: the contract of stages, failures, order, versions."""

import json

import pytest
from hypothesis import given, settings

from dateline.errors import DatelineError
from dateline.reader import LARGEST, Reader
from dateline.record import Article, Failure, Record, to_json
from tests.conftest import ROOT
from tests.strategies import dates, texts

TWELVE = [
    json.loads(line)
    for line in (ROOT / "examples" / "subjects" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]


class Stub:
    """A stage that fails on articles whose text says so."""

    name = "test.Stub"
    uses = ()
    version = "1"

    def __init__(self, requires=("article",), provides=("parts",)):
        self.requires, self.provides = requires, provides

    def __call__(self, reading):
        if "explode" in reading.text:
            raise ValueError("it exploded")


def test_order_that_breaks_requires_is_refused():
    with pytest.raises(DatelineError, match=r"test\.Stub requires parse"):
        Reader(stages=[Stub(requires=("parse",))])


def test_failing_stage_is_named_and_loses_one_article():
    reader = Reader(stages=[Stub()])
    good, bad, after = list(
        reader.read_all([Article.make("one"), Article.make("explode", id="x"), Article.make("two")])
    )
    assert isinstance(good, Record)
    assert isinstance(after, Record)
    assert isinstance(bad, Failure)
    assert (bad.id, bad.error.code, bad.error.stage) == ("x", "stage.failed", "test.Stub")
    assert "ValueError: it exploded" in bad.error.message


def test_pipeline_version_changes_with_a_stage():
    newer = Stub()
    newer.version = "2"
    assert Reader(stages=[Stub()]).made_by.pipeline != Reader(stages=[newer]).made_by.pipeline


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "input.empty"),
        (" \n\t ", "input.empty"),
        ("… — !", "input.empty"),
        ("The ministers\0 met.", "input.nul"),
        ("The ministers \ud800 met.", "input.surrogate"),
        ("a" * (LARGEST + 1), "input.large"),
        (
            "Les ministres de la Norlande se sont rencontrés dans le port et ils ont dit que la journée était bonne. "
            * 4,
            "input.language",
        ),
    ],
)
def test_text_that_cannot_be_read(reader, text, code):
    with pytest.raises(DatelineError) as caught:
        reader.read(text)
    assert caught.value.code == code
    assert caught.value.mend


def test_wrong_date_is_refused(reader):
    with pytest.raises(DatelineError, match="is no date"):
        reader.read("The ministers met.", published="last Monday")


def test_without_publication_date_relative_dates_stay_unresolved(reader):
    record = reader.read("The ministers of Norland met in the port on Monday.")
    (monday,) = record.times
    assert (monday.anchor, monday.earliest) == ("none", None)
    assert all(r.when.latest is None for r in record.reports)


@given(texts, dates)
@settings(max_examples=150)
def test_any_reading_of_any_text_holds(reader, text, published):
    found = reader.read_one(Article.make(text, published=published))
    if isinstance(found, Failure):
        assert found.error.code.startswith("input."), found
    else:
        assert found.article.text == text


@pytest.mark.parametrize("data", TWELVE, ids=lambda d: d["id"])
def test_articles_on_twelve_subjects_hold(reader, data):
    record = reader.read(data["text"], **{k: v for k, v in data.items() if k != "text"})
    assert record.reports
    assert record.attributions
    assert record.article.integrity == "original"


def test_long_text_is_read_to_its_end(reader):
    text = "\n".join(data["text"] for data in TWELVE) * 13
    assert len(text.split()) > 20_000
    record = reader.read(text, published="2024-05-15")
    assert max(r.trigger[1] for r in record.reports) > 0.98 * len(text)


def test_processes_answer_like_one(reader):
    articles = [Article.make(d["text"], id=d["id"], published=d["published"]) for d in TWELVE[:6]]
    articles.insert(3, Article.make("", id="empty"))
    alone = [to_json(r) if isinstance(r, Record) else r.to_json() for r in reader.read_all(articles)]
    several = [to_json(r) if isinstance(r, Record) else r.to_json() for r in reader.read_all(articles, processes=2)]
    assert several == alone
    assert several[3]["error"]["code"] == "input.empty"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Berg met Holm in Lom, according to the Norland Press. It said the two discussed the harbour.",
            "Norland Press",
        ),
        ("The talks failed, Norland Radio reported. It added that Berg had left the hall.", "Norland Radio"),
    ],
)
def test_an_it_that_speaks_is_what_spoke_before(reader, text, name):
    record = reader.read(Article.make(text, published="2024-05-15"))
    said = [a.source for a in record.attributions if a.source.text == "It"]
    assert [next(e.name for e in record.entities if e.id == s.entity) for s in said] == [name]


@pytest.mark.parametrize("source", ["His office", "The governor's office", "The prosecutor's office"])
def test_an_office_that_speaks_is_no_person(reader, source):
    record = reader.read(Article.make(f"The governor of Lom resigned. {source} said he was ill."))
    assert [a.source.kind for a in record.attributions] == ["government"]


def test_a_speaker_after_two_joined_clauses_vouches_for_both(reader):
    text = "Berg visited a shipyard in Lom on Friday and watched a pilot fly a jet, the regional governor, Karl Holm, said."
    record = reader.read(Article.make(text, published="2024-05-15"))
    assert [text[slice(*a.content[0])].startswith("Berg visited") for a in record.attributions] == [True]


def test_a_meeting_that_underscores_says_nothing(reader):
    record = reader.read(Article.make("The meeting has underscored how the two sides are growing apart."))
    assert not record.attributions
