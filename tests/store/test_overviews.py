"""What the pages ask besides is counted like everything else."""

import json

import pytest

from dateline.article import make_article
from dateline.errors import DatelineError
from dateline.export import resting
from dateline.reader import Reader
from dateline.record import from_json
from dateline.store import Store
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    lines = (ROOT / "examples" / "far-east" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    with Store(tmp_path_factory.mktemp("overviews") / "news.db") as made:
        made.add(Reader().read_all([make_article(json.loads(line)) for line in lines]))
        yield made


@pytest.mark.parametrize("name", [None, "Kim Jong Un"])
def test_vouching_counts_as_sources_do(store, name):
    rows = store.vouching(name=name)["sources"]
    plain = store.sources(name=name)
    assert [(r["source"], r["claims"]) for r in rows] == [(r["source"], r["claims"]) for r in plain]
    assert all(sum(r["sure"].values()) == r["claims"] >= r["alone"] for r in rows)


def test_every_claim_is_somebodys_or_the_articles_own(store):
    told = store.vouching()
    assert sum(r["claims"] for r in told["sources"]) + told["own"]["claims"] == store.info()["reports"]


@pytest.mark.parametrize("within", [{}, {"name": "Kim Jong Un"}, {"article": "fe-02"}, {"story": "fe-01"}])
def test_shares_of_claims_agree_with_the_sources_counted(store, within):
    rows, shares = store.sources(**within), store.resting(**within)
    voiced = sum(row["claims"] for row in rows)
    assert shares["own_voice"] == round(1 - voiced / shares["claims"], 3)
    assert shares["anonymous"] == round(sum(r["claims"] for r in rows if not r["named"]) / shares["claims"], 3)
    assert 0 < shares["single_source"] < 1
    assert sum(shares["by_kind"].values()) == pytest.approx(1, abs=0.005)
    if not within:
        assert shares["claims"] == store.info()["reports"]


def test_a_store_and_a_record_count_alike(store):
    shares = ("claims", "own_voice", "anonymous", "by_kind")
    for article in store.articles():
        record = resting.of(from_json(store.article(article["id"])["record"]))
        kept = store.resting(article=article["id"])
        assert [record[key] for key in shares] == [kept[key] for key in shares], article["id"]


def test_a_story_rests_on_its_articles_alone(store):
    story = next(row for row in store.stories() if len(row["articles"]) > 1)
    whole = store.resting(story=story["story"])["claims"]
    assert whole == sum(store.resting(article=article)["claims"] for article in story["articles"])


def test_claims_of_a_source_are_as_many_as_it_is_said_to_make(store):
    for row in store.vouching()["sources"]:
        said = store.said_by(row["source"])
        assert (said["claims"], said["alone"], len(said["reports"])) == (row["claims"], row["alone"], row["claims"])
        assert len(store.said_by(row["source"], alone=True)["reports"]) == row["alone"]


def test_source_that_vouches_for_nothing_is_not_known(store):
    with pytest.raises(DatelineError) as error:
        store.said_by("Nobody at all")
    assert error.value.code == "name.unknown"


def test_second_look_finds_what_is_there(store):
    look = store.second_look()
    assert look["disputed"]["count"] == len(store.events(disputed=True)) > 0
    assert [a["article"] for a in look["reworded"]["articles"]] == ["fe-07"]
    assert look["single"]["count"] == sum(e["articles"] >= 3 and e["origins"] == 1 for e in store.events())
    assert all(row["events"] for row in look["state"])


def test_plan_with_an_outcome_is_not_open(store):
    planned = [e for e in store.events() if any(link["kind"] == "outcome" for link in e["links"])]
    shown = {e["id"] for e in store.second_look(limit=100)["plans"]["events"]}
    assert planned
    assert not shown & {e["id"] for e in planned}


def test_story_has_as_many_origins_as_it_lists(store):
    told = store.told_stories()
    assert told["count"] == len(told["stories"]) == len(store.stories())
    for story in told["stories"]:
        assert len(story["origin_list"]) == story["origins"]
        assert sorted(a for o in story["origin_list"] for a in o["articles"]) == sorted(story["articles"])


def test_limit_takes_the_newest_stories(store):
    assert store.told_stories(limit=2)["stories"] == store.told_stories()["stories"][:2]


def test_name_nobody_bears_is_answered_with_likely_ones(store):
    assert store.meant("Kim Jong Unn") == {"bearers": [], "likely": ["Kim Jong Un"]}
