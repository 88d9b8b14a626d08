"""The sample corpus, read and kept: what the store must tell of Kim's journey."""

import pytest

from dateline.record import Record
from dateline.store import Store

KIM = "Kim Jong Un"


@pytest.fixture(scope="module")
def records(far_east):
    assert all(isinstance(record, Record) for record in far_east)
    assert len(far_east) >= 14
    assert all(120 <= len(record.article.text.split()) <= 300 for record in far_east)
    return far_east


@pytest.fixture(scope="module")
def store(records, tmp_path_factory):
    with Store(tmp_path_factory.mktemp("far-east") / "news.db") as opened:
        opened.add(records)
        yield opened


def test_the_itinerary_is_right(store):
    stops = [row for row in store.itinerary(KIM, since="2023-09-12", until="2023-09-17")
             if row["status"]["tense"] != "future"]  # fmt: skip
    days = {}
    for row in stops:
        days.setdefault(row["date"], set()).add(row["country"])
    assert {"2023-09-12", "2023-09-13", "2023-09-15", "2023-09-16", "2023-09-17"} <= set(days)
    assert all(countries <= {"RU", None} for day, countries in days.items() if day != "2023-09-12")
    places = {(row["date"], row["place"]) for row in stops}
    assert ("2023-09-15", "Komsomolsk-on-Amur") in places
    assert ("2023-09-16", "Vladivostok") in places
    assert ("2023-09-17", "Vladivostok") in places


def test_the_border_town_is_in_russia(store):
    (row,) = [row for row in store.itinerary(KIM) if row["date"] == "2023-09-12"]
    assert row["country"] == "RU"


def test_copies_are_recognised(store):
    found = {row["article"]: (row["class"], row["of"]) for row in store.copies()}
    assert found["fe-03"][0] in {"identical", "near"}
    assert found["fe-04"] == ("abridged", "fe-02")
    assert found["fe-07"] == ("reworded", "fe-06")
    assert found["fe-11"][0] == "partial"
    assert found["fe-02"] == ("original", None)
    assert found["fe-06"] == ("original", None)


def test_copies_add_articles_and_no_origin(records, tmp_path):
    copies = {"fe-03", "fe-04", "fe-07"}
    with Store(tmp_path / "news.db") as store:
        store.add([record for record in records if record.article.id in {"fe-02", "fe-06"}])
        before = store.timeline(KIM)
        store.add([record for record in records if record.article.id in copies])
        after = store.timeline(KIM)
    assert sum(row["articles"] for row in after) > sum(row["articles"] for row in before)
    roots = {(o["kind"], o["name"]) for row in after for o in row["origin_list"]}
    assert roots == {(o["kind"], o["name"]) for row in before for o in row["origin_list"]}


def test_the_two_numbers_stand_side_by_side_with_their_sources(store):
    (event,) = [e for e in store.events(name=KIM, disputed=True) if e["frame"] == "give"]
    values = {value["value"]: value for value in event["disputed"][0]["values"]}
    assert set(values) == {5, 6}
    assert values[5]["sources"] == ["TASS"]
    assert {r["article"] for r in values[6]["reports"]} == {"fe-10"}


def test_the_plan_that_came_about_is_linked_and_the_other_is_not(store):
    plans = {row["gloss"]: row["links"] for row in store.timeline(KIM) if row["status"]["tense"] == "future"}
    plant = [links for gloss, links in plans.items() if gloss.endswith("visit a plant")]
    food = [links for gloss, links in plans.items() if "food company" in gloss]
    assert [link["kind"] for link in plant[0]] == ["outcome"]
    assert food == [[]]


def test_kcna_is_one_source_and_a_state_controls_it(store):
    (row,) = [row for row in store.sources() if row["source"] in {"KCNA", "Korean Central News Agency"}]
    assert row["state_controlled"] is True
    assert row["origins"] == 1
    assert row["articles"] >= 5


def test_the_frigate_leads_to_the_words_that_say_so(store):
    (row,) = [r for r in store.timeline(KIM, since="2023-09-16", until="2023-09-16")
              if r["frame"] == "inspect" and "Shaposhnikov" in r["gloss"]
              and r["status"]["tense"] == "past"]  # fmt: skip
    assert {"fe-06", "fe-07", "fe-08", "fe-14"} <= {report["article"] for report in row["reports"]}
    assert row["origins"] < row["articles"]
    assert all("frigate" in report["text"] for report in row["reports"])
