import json
import sqlite3
from itertools import permutations

import pytest
from sqlalchemy import event

from dateline.errors import DatelineError
from dateline.record import Error, Failure, MadeBy, Status
from dateline.store import Store
from tests.store.made import Maker, meeting

PLANNED = Status("certain", "positive", "future")


@pytest.fixture
def store(fresh):
    with fresh("news.db") as opened:
        yield opened


def test_a_record_comes_back_as_it_went_in(store):
    from dateline.record import to_json

    record = meeting("m1", url="https://norland.example/1").record()
    store.add([record])
    assert store.article("m1")["record"] == json.loads(json.dumps(to_json(record)))


def test_the_same_article_twice_changes_nothing(store, snapshot):
    record = meeting("m1").record()
    store.add([record])
    before = snapshot(store)
    assert store.add([record]).known == 1
    assert snapshot(store) == before


def test_a_new_text_under_a_known_url_supersedes_and_shows_what_was_withdrawn(store):
    url = "https://norland.example/1"
    store.add([meeting("m1", url=url).record()])
    later = meeting("m2", url=url, day="2024-05-14").record()
    assert store.add([later]).revised == 1
    assert [row["id"] for row in store.articles()] == ["m2"]
    assert [row["earliest"] for row in store.timeline("Ana Belov")] == ["2024-05-14"]
    assert store.article("m2")["versions"][0]["article"] == "m1"
    assert store.search("Belov")[0]["article"] == "m2"
    assert len(store.search("Belov")) == 1


def test_a_new_text_under_a_known_id_is_a_revision_whose_lost_reports_are_withdrawn(store):
    store.add([meeting("m1").record()])
    made = Maker("m1").say("Ana Belov left Port Azul.", "left", frame="leave", actors=["Ana Belov"])
    store.add([made.record()])
    assert store.article("m1")["versions"][0]["withdrawn"] == ["Ana Belov met Ivo Kern in Port Azul."]
    assert [row["gloss"] for row in store.timeline("Ana Belov")] == ["Ana Belov left Port Azul."]


def test_another_pipeline_replaces_the_rows_of_the_same_text(store):
    made = meeting("m1")
    store.add([made.record()])
    store.add([made.record(MadeBy("0", "a newer one"))])
    assert store.info()["pipelines"] == {"a newer one": 1}
    assert store.info()["reports"] == 1


def test_a_failure_is_noted_and_forgotten_once_the_article_can_be_read(store):
    failure = Failure("m1", Error("stage.failed", "stage times failed (report it)", "times"))
    tally = store.add([failure, meeting("m2").record()])
    assert (tally.failed, tally.added) == (1, 1)
    assert store.failures()[0]["stage"] == "times"
    store.add([meeting("m1").record()])
    assert store.failures() == []


def test_removing_an_article_restores_the_former_state(store, snapshot):
    store.add([meeting("m1").record(), meeting("m2", publisher="Harbor Courier").record()])
    before = snapshot(store)
    other = meeting("m3", source="Azul Agency", publisher="Coast Journal")
    other.say(
        "Ana Belov gave Ivo Kern six drones.", "gave", frame="give", actors=["Ana Belov"], recipients=["Ivo Kern"]
    )
    store.add([other.record()])
    assert snapshot(store) != before
    store.remove("m3")
    assert snapshot(store) == before


def test_removing_an_article_takes_all_its_versions_out(store):
    url = "https://norland.example/1"
    for number in range(3):
        store.add([meeting(f"m{number}", url=url, day=f"2024-05-1{number}").record()])
    store.remove("m2")
    info = store.info()
    assert (info["articles"], info["superseded"], info["events"], info["entities"]) == (0, 0, 0, 0)


def test_removing_what_is_not_there_changes_nothing(store, snapshot):
    store.add([meeting("m1").record()])
    before = snapshot(store)
    with pytest.raises(DatelineError, match="no article"):
        store.remove("m1", "m9")
    assert snapshot(store) == before


def test_the_order_of_arrival_makes_no_difference(store, snapshot):
    records = [
        meeting("m1", published="2024-05-14").record(),
        meeting("m2", day=None, publisher="Harbor Courier").record(),
        meeting("m3", day="2024-05-20", published="2024-05-21").record(),
        Maker("m4").say("Ana Belov met delegates.", "met", actors=["Ana Belov"], day="2024-05-13").record(),
    ]
    told = set()
    for order in permutations(records):
        for record in order:
            store.add([record])
        told.add(snapshot(store))
        store.remove(*(record.article.id for record in order))
    assert len(told) == 1


def test_one_by_one_tells_the_same_as_all_at_once(fresh, snapshot):
    records = [meeting(f"m{n}", day=f"2024-05-{10 + n % 4}", publisher=f"Outlet {n}").record() for n in range(12)]
    with fresh("a.db") as one, fresh("b.db") as all_of_them:
        for record in records:
            one.add([record])
        all_of_them.add(records)
        assert snapshot(one) == snapshot(all_of_them)


def test_articles_that_cite_one_agency_are_one_origin(store):
    names = "Radio Norland", "Harbor Courier", "Coast Journal"
    for name in names:
        store.add([meeting(name, publisher=name, source="Azul Agency", extra=f" {name} has more.").record()])
    (row,) = store.timeline("Ana Belov")
    assert (row["articles"], row["origins"]) == (3, 1)


def test_articles_of_their_own_reporters_are_origins_of_their_own(store):
    store.add([meeting("m1").record(), meeting("m2", publisher="Harbor Courier").record()])
    (row,) = store.timeline("Ana Belov")
    assert (row["articles"], row["origins"], row["counterparts"]) == (2, 2, ["Ivo Kern"])


def test_numbers_that_differ_stand_side_by_side_with_their_sources(store):
    for ident, number, source in (("m1", 5, "Azul Agency"), ("m2", 6, "Norland Bureau")):
        made = Maker(ident, publisher=ident)
        words = {5: "five", 6: "six"}[number]
        made.say(
            f"Ana Belov gave Ivo Kern {words} drones, {source} said.", "gave", frame="give", actors=["Ana Belov"],
            recipients=["Ivo Kern"], objects=[f"{words} drones"], day="2024-05-13", source=source,
            number=("weapons", number, words),
        )  # fmt: skip
        store.add([made.record()])
    (event,) = store.events(disputed=True)
    values = event["disputed"][0]["values"]
    assert [(v["value"], v["sources"]) for v in values] == [(5, ["Azul Agency"]), (6, ["Norland Bureau"])]


def test_a_plan_leads_to_its_outcome_and_gives_way_to_it_in_the_itinerary(store):
    plan = Maker("m1", published="2024-05-12").say(
        "Ana Belov will meet Ivo Kern in Port Azul.", "meet", actors=["Ana Belov"], recipients=["Ivo Kern"],
        day="2024-05-13", place="Port Azul", reciprocal=True, status=PLANNED,
    )  # fmt: skip
    store.add([plan.record(), meeting("m2").record()])
    planned, done = sorted(store.events(), key=lambda e: e["stance"], reverse=True)
    assert planned["links"] == [{"to": done["id"], "kind": "outcome"}]
    assert store.event(done["id"])["linked_from"] == [{"from": planned["id"], "kind": "outcome"}]
    assert [row["status"]["tense"] for row in store.itinerary("Ana Belov")] == ["past"]


def test_a_name_with_and_without_its_wikidata_item_is_one_entity(store):
    store.add([meeting("m1").record()])
    made = Maker("m2", publisher="Harbor Courier").say(
        "Ana Belov met Ivo Kern.", "met", actors=["Ana Belov"], recipients=["Ivo Kern"], day="2024-05-13",
        reciprocal=True, wikidata={"Ana Belov": "Q1"},
    )  # fmt: skip
    store.add([made.record()])
    assert store.entity("Ana Belov")["entity"] == "Q1"
    assert [row["articles"] for row in store.timeline("Ana Belov")] == [2]
    store.remove("m2")
    assert store.entity("Ana Belov")["entity"] == "person:ana belov"


def test_a_name_that_nobody_bears_is_answered_with_who_was_meant(store):
    store.add([meeting("m1").record()])
    with pytest.raises(DatelineError, match="did you mean 'Ana Belov'"):
        store.timeline("Anna Below")


def test_a_name_that_several_bear_lists_them(store):
    for name in ("Ana Belov", "Ira Belov"):
        made = Maker(name, publisher=name).say(f"{name} spoke. Belov left.", "left", frame="leave", actors=[name])
        entity = made.entities[name]
        at = made.text.index("Belov left")
        from dataclasses import replace

        from dateline.record import Mention

        made.entities[name] = replace(entity, mentions=(*entity.mentions, Mention((at, at + 5), "Belov", "name")))
        store.add([made.record()])
    with pytest.raises(DatelineError) as caught:
        store.timeline("Belov")
    assert caught.value.code == "name.ambiguous"
    assert "Ana Belov" in str(caught.value)
    assert "Ira Belov" in str(caught.value)
    assert store.timeline("person:ira belov")


def test_a_range_the_wrong_way_round_is_refused(store):
    with pytest.raises(DatelineError) as caught:
        store.timeline("Ana Belov", since="2024-05-20", until="2024-05-10")
    assert (caught.value.code, caught.value.exit_status) == ("query.range", 2)


@pytest.mark.parametrize(
    ("query", "found"),
    [("belov", 1), ('"Port Azul"', 1), ('"Azul Port"', 0), ("Belov AND", 0), ('an "open quote', 0), ("pòrt", 1)],
)
def test_search_takes_what_people_type(store, query, found):
    store.add([meeting("m1").record()])
    assert len(store.search(query)) == found


@pytest.mark.parametrize("query", ["", "  ", "***", '""'])
def test_a_search_for_nothing_is_refused(store, query):
    with pytest.raises(DatelineError) as caught:
        store.search(query)
    assert caught.value.code == "query.search"


def test_a_file_that_is_no_store_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are notes, " * 100)
    with pytest.raises(DatelineError) as caught:
        Store(path)
    assert caught.value.code == "store.foreign"
    assert path.read_bytes() == b"these are notes, " * 100


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(DatelineError) as caught:
        Store(path)
    assert caught.value.code == "store.foreign"


def test_a_store_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "news.db"
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(DatelineError) as caught:
        Store(path)
    assert (caught.value.code, caught.value.exit_status) == ("store.newer", 2)


def test_a_store_that_is_not_there_is_not_made_by_asking(tmp_path):
    with pytest.raises(DatelineError) as caught:
        Store(tmp_path / "news.db", create=False)
    assert caught.value.code == "store.missing"
    assert not (tmp_path / "news.db").exists()


def test_a_locked_store_can_be_read_but_not_written(store, monkeypatch):
    from dateline.store import opening

    store.add([meeting("m1").record()])
    monkeypatch.setattr(opening, "WAIT_MS", 50)
    with Store(store.path) as second:
        writer = sqlite3.connect(store.path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        try:
            assert second.timeline("Ana Belov")
            with pytest.raises(DatelineError) as caught:
                second.add([meeting("m2").record()])
        finally:
            writer.execute("ROLLBACK")
            writer.close()
    assert caught.value.code == "store.locked"


def test_a_full_disk_leaves_the_store_as_it_was(store, snapshot):
    store.add([meeting("m1").record()])
    before = snapshot(store)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    long = meeting("m2", extra=" And so on." * 20_000).record()
    with pytest.raises(DatelineError) as caught:
        store.add([long])
    store.close()
    assert caught.value.code == "store.full"
    with Store(store.path) as again:
        assert snapshot(again) == before


def test_the_migrations_make_the_schema_that_the_code_speaks_of(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from dateline.store.schema import metadata

    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert compare_metadata(context, metadata) == []


def _ours(_object, name, kind, *_):
    return not (kind == "table" and name.startswith("article_words"))


def test_every_column_of_the_schema_is_documented():
    from dateline.store.schema import metadata

    bare = [str(column) for table in metadata.sorted_tables for column in table.columns if not column.comment]
    assert bare == []


def test_the_store_names_the_same_candidates_as_the_index_in_memory(store, monkeypatch):
    from dateline.corpus import candidates
    from dateline.store import index

    for module in (candidates, index):
        monkeypatch.setattr(module, "CAP", 12)
    monkeypatch.setattr(candidates, "FEW", 4)
    talk = " They talked of the harbor, the {} ships of the Coast Line and the grain of Estland for hours on end."
    same = [meeting(f"m{n}", extra=talk.format("seven")).record() for n in range(15)]
    other = [meeting(f"o{n}", published=f"2024-05-{10 + n}", extra=talk.format(n)).record() for n in range(12)]
    store.add([*same, *other])
    memory = candidates.Memory()
    with store.connection() as connection:
        kept = index.StoreIndex(connection)
        for record in [*same, *other]:
            memory.add(record.article.id, kept.fingerprint(record.article.id), record.article.published)
        for record in [*same, *other]:
            made, day = kept.fingerprint(record.article.id), record.article.published
            assert kept.candidates(made, day) == memory.candidates(made, day)


def test_what_waits_is_found_without_reading_whole_tables(store):
    from dateline.store import deriving

    asked = []
    with store.connection() as connection:
        event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        assert not deriving.is_stale(connection)
        (plan,) = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}").all()]
    steps = [row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))]
    assert [step for step in steps if "INDEX" not in step] == ["SCAN CONSTANT ROW"]


def test_a_stop_that_several_events_show_rests_on_the_origins_of_all_their_reports(store):
    met = "Ana Belov met Ivo Kern in Port Azul"
    for ident, source in (("m1", "Azul Agency"), ("m2", "Norland Bureau")):
        store.add([meeting(ident, source=source, publisher=ident).record()])
    for ident, source in (("m3", "Coast Wire"), ("m4", "Azul Agency")):
        made = Maker(ident, publisher=ident).say(
            f"Ana Belov visited a dairy in Port Azul, {source} said.", "visited", frame="visit", actors=["Ana Belov"],
            objects=["a dairy"], day="2024-05-13", place="Port Azul", source=source,
        )  # fmt: skip
        store.add([made.record()])
    origins = {event["frame"]: event["origins"] for event in store.events()}
    (stop,) = store.itinerary("Ana Belov")
    assert origins == {"meet": 2, "visit": 2}
    assert (len(stop["events"]), stop["articles"], stop["origins"]) == (2, 4, 3)
    assert met in stop["gloss"]


def test_a_copy_that_lost_its_attribution_rests_on_what_its_text_cites(store):
    more = (
        " They spoke for two hours about the harbor at Estland, the seven ships of the Coast Line and the price of"
        " grain, and agreed to meet again in Norland before the autumn, when the new pier is to be opened."
    )
    store.add(
        [
            meeting("m1", source="Azul Agency", extra=more).record(),
            meeting("m2", publisher="Harbor Courier", extra=more).record(),
            meeting("m3", publisher="Coast Journal").record(),
        ]
    )
    assert {row["article"]: row["group"] for row in store.copies()}["m2"] == "m1"
    (event,) = store.events()
    named = [(o["kind"], o["name"], o["articles"]) for o in event["origin_list"]]
    assert named == [("medium", "Azul Agency", ["m1", "m2"]), ("text", "m3", ["m3"])]


def test_a_store_of_the_first_version_is_brought_up_to_date(store, snapshot):
    store.add([meeting("m1", source="Azul Agency").record(), meeting("m2", publisher="Harbor Courier").record()])
    before = snapshot(store)
    store.close()
    with sqlite3.connect(store.path) as raw:
        raw.executescript(FIRST_VERSION)
    raw.close()
    with Store(store.path) as again:
        assert snapshot(again) == before


FIRST_VERSION = """
DROP INDEX ix_events_order; DROP INDEX ix_events_disputed; DROP INDEX ix_event_entities_entity;
ALTER TABLE reports DROP COLUMN origin;
ALTER TABLE events DROP COLUMN disputed;
CREATE INDEX ix_events_earliest ON events (earliest);
CREATE INDEX ix_event_entities_entity ON event_entities (entity_key);
UPDATE alembic_version SET version_num = '0001';
"""
