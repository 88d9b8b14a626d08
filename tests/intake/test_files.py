"""Articles from files."""

import json

import pytest

from dateline.errors import DatelineError
from dateline.intake.files import from_jsonl, from_source, is_jsonl
from dateline.record import Article, Failure


def test_text_file_is_one_article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\ufeffThe ministers met.\r\n", encoding="utf-8")
    (article,) = from_source(str(path), published="2024-05-15")
    assert (article.text, article.published, article.published_from) == (
        "The ministers met.\r\n",
        "2024-05-15",
        "given",
    )


def test_broken_lines_stop_nothing():
    lines = [
        '{"text": "One."}',
        "{broken",
        "[1]",
        '{"title": "no text"}',
        '{"text": 5, "id": "n"}',
        '{"text": "Two.", "id": 7}',
    ]
    found = list(from_jsonl("\n".join(lines)))
    assert [type(f) for f in found] == [Article, Failure, Failure, Failure, Failure, Article]
    assert found[1].error.code == "input.json"
    assert "line 2" in found[1].error.message
    assert found[4].id == "n"
    assert found[5].id == "7"


def test_day_in_the_address_is_the_publication_day():
    (article,) = from_jsonl(json.dumps({"text": "x", "url": "https://example.org/2023/09/17/kim"}))
    assert (article.published, article.published_from) == ("2023-09-17", "url")


def test_folder_gives_its_files_in_order(tmp_path):
    (tmp_path / "b.txt").write_text("Two.", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n', encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\xff\xfe\x00")
    found = list(from_source(str(tmp_path)))
    assert [f.text for f in found[:2]] == ["One.", "Two."]
    assert found[2].error.code == "input.binary"


@pytest.mark.parametrize(("name", "code"), [("none.txt", "input.missing"), (".", "input.directory")])
def test_source_that_is_no_file(tmp_path, name, code):
    from dateline.intake.files import read_bytes

    with pytest.raises(DatelineError) as caught:
        read_bytes(str(tmp_path / name))
    assert caught.value.code == code


def test_text_that_begins_with_a_brace_is_no_jsonl():
    assert not is_jsonl("a.txt", "{sic} The ministers met.")
