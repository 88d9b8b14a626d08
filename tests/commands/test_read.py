"""The command line, as a person meets it."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ARTICLE = "PORT AZUL (Coast Press) — Anna Berg met Olaf Lind on Monday, the ministry said.\n"

NO_NETWORK = """
import socket, sys
def refuse(*a, **k): raise OSError("the network was touched")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
from dateline.cli import main
sys.argv = ["dateline", *sys.argv[1:]]
main()
"""


def dateline(*arguments, given=None, code=0):
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, *map(str, arguments)], input=given, capture_output=True, check=False
    )
    err = done.stderr.decode()
    assert done.returncode == code, err
    assert "Traceback" not in err
    return done.stdout.decode(), err


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_json_is_a_record(article):
    out, _ = dateline("read", article, "--published", "2024-05-15", "--format", "json", "--check")
    record = json.loads(out)
    assert record["article"]["text"] == ARTICLE
    assert record["reports"][0]["when"]["edtf"] == "2024-05-13"


def test_table_says_what_who_and_when(article):
    out, _ = dateline("read", article, "--published", "2024-05-15")
    assert "Mon 13 May" in out
    assert "the ministry" in out


def test_explain_says_the_rule_and_the_words(article):
    out, _ = dateline("read", article, "--published", "2024-05-15", "--explain")
    assert "“Monday”" in out


def test_html_stands_alone(article):
    out, _ = dateline("read", article, "--published", "2024-05-15", "--format", "html")
    assert out.startswith("<!doctype html>")
    assert "src=" not in out
    assert "http" not in out.replace("http-equiv", "")


def test_standard_input(article):
    out, _ = dateline("read", "-", "--format", "json", given=ARTICLE.encode())
    assert json.loads(out)["article"]["published"] is None


def test_jsonl_keeps_order_and_says_failures(tmp_path):
    lines = [{"id": "a", "text": ARTICLE}, {"id": "b", "text": ""}, {"id": "c", "text": ARTICLE}]
    given = "\n".join(map(json.dumps, lines)) + "\n{broken\n"
    out, err = dateline("read", "-", given=given.encode(), code=1)
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["article"]["id"] for r in rows] == ["a", "b", "c", None]
    assert [("error" in r) for r in rows] == [False, True, False, True]
    assert "2 of the articles" in err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00binary", "not text in UTF-8"),
        (b"The ministers\x00 met.", "NUL"),
        (b"a " * 10_000_000, "the limit is"),
    ],
)
def test_bad_text_is_one_line_with_its_mend(tmp_path, content, says):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    out, err = dateline("read", path, code=1)
    assert says in err
    assert err.count("\n") == 1
    assert not out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read", "nowhere.txt"], "no file"),
        (["read", "."], "folder"),
        (["read", "-", "--published", "soon"], "no date"),
        (["read", "-", "--format", "xml"], "xml"),
        (["read", "-", "--lexicon", "nowhere"], "no lexicon folder"),
        (["read"], "SOURCE"),
        (["raed", "x"], "did you mean 'read'"),
        (["read", "https://example.org/a"], "not fetched"),
    ],
)
def test_wrong_use_is_said(arguments, says):
    _, err = dateline(*arguments, given=ARTICLE.encode(), code=2)
    assert says in err


def test_lexicon_row_reaches_the_reading(tmp_path, article):
    header = (ROOT / "src/dateline/knowledge/verbs.tsv").read_text(encoding="utf-8").splitlines()
    columns = next(line for line in header if line.startswith("pattern\t")).split("\t")
    row = dict.fromkeys(columns, "") | {
        "pattern": "meet", "pos": "verb", "frame": "encounter", "reciprocal": "1", "object": "recipient",
        "example": "They met.",
    }  # fmt: skip
    (tmp_path / "verbs.tsv").write_text("\t".join(columns) + "\n" + "\t".join(row.values()) + "\n", encoding="utf-8")
    out, _ = dateline("read", article, "--format", "json", "--lexicon", tmp_path)
    assert "encounter" in [r["frame"] for r in json.loads(out)["reports"]]


def test_wrong_lexicon_is_an_error(tmp_path, article):
    (tmp_path / "verbs.tsv").write_text("pattern\tmeaning\nmeet\tx\n", encoding="utf-8")
    _, err = dateline("read", article, "--lexicon", tmp_path, code=2)
    assert "columns are pattern, meaning" in err


def test_help_names_every_command():
    out, _ = dateline("--help")
    for name in ("read", "info", "demo"):
        assert name in out


def test_sources_say_what_an_article_rests_on(article):
    out, _ = dateline("read", article, "--published", "2024-05-15", "--sources", "--format", "json")
    assert json.loads(out)["sources"][0]["source"] == "the ministry"


def test_sources_of_many_articles_are_a_store_s_to_say(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps({"id": "a", "text": ARTICLE}) + "\n", encoding="utf-8")
    _, err = dateline("read", path, "--sources", code=2)
    assert "dateline sources" in err
