"""The commands that ask a store, over a store of records made by hand."""

import json

import pytest
from click.testing import CliRunner

from dateline.commands import adding, answers
from dateline.errors import DatelineError
from dateline.store import Store
from tests.store.made import Maker, meeting

TIMELINE = "edtf earliest latest gloss place lat lon counterparts status sources articles origins event reports"
EVENT = "id frame type mode actors recipients when where status reports articles origins sources links disputed"
COMMANDS = {
    name: getattr(answers, name)
    for name in ("timeline", "itinerary", "events", "reports", "sources", "copies", "stories", "search", "diff")
} | {"add": adding.add, "remove": adding.remove}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.add(
            [
                meeting("m1", source="Azul Agency", title="Belov meets Kern").record(),
                meeting("m2", publisher="Harbor Courier").record(),
                Maker("m3").say("Ira Dahl left.", "left", frame="leave", actors=["Ira Dahl"]).record(),
            ]
        )
    return path


def ask(command, *args, path):
    result = CliRunner().invoke(COMMANDS[command], [*args, "--store", str(path)], env={"COLUMNS": "160"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def answer(command, *args, path):
    return json.loads(ask(command, *args, "--format", "json", path=path))


@pytest.mark.parametrize(
    ("command", "args", "keys"),
    [
        ("timeline", ["Ana Belov"], TIMELINE),
        ("itinerary", ["Ana Belov"], "date place lat lon country status sources origins event"),
        ("events", [], EVENT),
        ("copies", [], "article group class of share_of_this share_of_that"),
        ("stories", [], "story articles first last title"),
        ("sources", [], "source kind named state_controlled claims articles origins"),
        ("reports", [], "article trigger text sources status event"),
        ("search", ["Belov"], "article title publisher published passage"),
    ],
)  # fmt: skip
def test_json_has_the_keys_of_the_design(path, command, args, keys):
    rows = answer(command, *args, path=path)
    assert rows
    assert set(keys.split()) <= set(rows[0])


def test_reports_lead_to_their_words(path):
    (row,) = answer("timeline", "Ana Belov", path=path)
    assert {report["article"] for report in row["reports"]} == {"m1", "m2"}
    assert all("met" in report["text"] for report in row["reports"])


def test_a_table_says_the_thing_first(path):
    first = ask("timeline", "Ana Belov", path=path).splitlines()[0]
    assert first == "Ana Belov · 1 event · 2 articles · 2 origins"


@pytest.mark.parametrize(
    ("command", "args"),
    [("itinerary", ["Ana Belov"]), ("events", []), ("reports", []), ("sources", []), ("stories", []), ("copies", []),
     ("search", ["Belov"]), ("diff", ["m1", "m2"])],
)  # fmt: skip
def test_every_table_prints(path, command, args):
    assert ask(command, *args, path=path).strip()


@pytest.mark.parametrize(
    ("command", "args", "why"),
    [
        ("timeline", ["Ana Belov", "--until", "2020"], "leave --since and --until out"),
        ("itinerary", ["Ira Dahl"], "at no dated place"),
        ("events", ["--type", "ASSAULT"], "no event fits"),
        ("search", ["zebra"], "none of 3 articles"),
    ],
)
def test_an_empty_answer_says_why(path, command, args, why):
    assert why in ask(command, *args, path=path)


def test_sources_begin_with_the_shares_of_the_claims(path):
    lines = ask("sources", path=path).splitlines()
    shares = json.loads(ask("sources", "--shares", "--format", "json", path=path))
    assert lines[0].startswith(f"{shares['claims']} claims · ")
    assert f"{shares['own_voice']:.0%} in the articles’ own voice" in lines[1]
    assert "SOURCE" not in ask("sources", "--shares", path=path)
    assert "not both" in ask("sources", "--story", "m1", "--article", "m1", path=path)
    with pytest.raises(DatelineError) as caught:
        ask("sources", "--story", "nope", path=path)
    assert caught.value.code == "story.unknown"


@pytest.mark.parametrize("value", ["yesterday", "2024-13", "2024-02-30", "20240515", "2024-5-1-1", "0000"])
def test_a_date_that_is_none_is_refused(path, value):
    with pytest.raises(DatelineError) as caught:
        ask("timeline", "Ana Belov", "--since", value, path=path)
    assert caught.value.code == "input.date"


def test_a_month_and_a_year_are_ranges(path):
    for value in ("2024-05", "2024"):
        assert len(answer("timeline", "Ana Belov", "--since", value, "--until", value, path=path)) == 1


def test_remove_takes_an_article_out(path):
    assert "2 stay" in ask("remove", "m2", path=path)
    assert answer("timeline", "Ana Belov", path=path)[0]["articles"] == 1


def test_adding_what_is_not_there_makes_no_store(tmp_path):
    with pytest.raises(DatelineError) as caught:
        ask("add", str(tmp_path / "none.jsonl"), path=tmp_path / "news.db")
    assert caught.value.code == "input.missing"
    assert not (tmp_path / "news.db").exists()


def test_one_of_a_kind_is_not_many(tmp_path):
    (tmp_path / "one.txt").write_text("Anna Berg met Olaf Lind in Lom on Friday.", encoding="utf-8")
    told = ask("add", str(tmp_path / "one.txt"), path=tmp_path / "one.db")
    assert "holds 1 article in 1 text · 1 report · 1 event" in told
