"""The record: its JSON, its schema, its rules."""

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from dateline.record import (
    SCHEMA,
    Article,
    Attribution,
    Cell,
    Entity,
    Link,
    MadeBy,
    Mention,
    Part,
    Participant,
    Place,
    Record,
    Report,
    Source,
    Status,
    Time,
    When,
    Where,
    from_json,
    to_json,
)
from dateline.schema import schema
from dateline.validate import problems
from tests.strategies import texts

DOCS = Path(__file__).parent.parent / "docs"
TEXT = "Anna Berg met Olaf Lind in Port Azul on Monday, Radio Norland said."


def at(words):
    start = TEXT.index(words)
    return (start, start + len(words))


def make():
    article = dataclasses.replace(
        Article.make(TEXT, published="2024-05-15"), language="en", parts=(Part("body", (0, len(TEXT))),)
    )
    berg = Entity("e1", "Anna Berg", "person", mentions=(Mention(at("Anna Berg"), "Anna Berg", "name"),))
    lind = Entity("e2", "Olaf Lind", "person", mentions=(Mention(at("Olaf Lind"), "Olaf Lind", "name"),))
    radio = Entity(
        "e3", "Radio Norland", "organization", mentions=(Mention(at("Radio Norland"), "Radio Norland", "name"),)
    )
    monday = Time("t1", at("Monday"), "Monday", "DATE", "2024-05-13", edtf="2024-05-13", earliest="2024-05-13",
                  latest="2024-05-13", anchor="published")  # fmt: skip
    port = Place("p1", at("Port Azul"), "Port Azul", "Port Azul", p=0.2)
    said = Attribution(
        "a1",
        Source(at("Radio Norland"), "Radio Norland", "e3", named=True, kind="media"),
        (at("said"),),
        "statement",
        ((0, TEXT.index(", Radio")),),
        "indirect",
    )
    met = Report(
        "r1", at("met"), "met", "meet", "CONSULT", "visit", "042",
        actors=(Participant("e1", at("Anna Berg"), "Anna Berg"),),
        recipients=(Participant("e2", at("Olaf Lind"), "Olaf Lind"),),
        reciprocal=True,
        when=When(("t1",), "2024-05-13", "2024-05-13", "2024-05-13", "explicit"),
        where=Where("p1", "in", "explicit", "city"),
        status=Status("certain", "positive", "past"),
        attribution="a1", sentence=(0, len(TEXT)), evidence=((0, TEXT.index(", Radio")),),
        gloss="Anna Berg met Olaf Lind", confidence=0.9, cells={"when": Cell(0.9, "when.direct")},
    )  # fmt: skip
    return Record(SCHEMA, MadeBy("0.1.0", "test"), article, (berg, lind, radio), (monday,), (port,), (said,), (met,))


def test_record_holds():
    assert problems(make()) == []


def test_json_round_trip_is_exact():
    record = make()
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


def test_json_uses_the_keys_of_the_design():
    data = to_json(make())
    assert data["places"][0]["as"] == "location"
    assert data["reports"][0]["path"] == {"from": None, "to": None, "via": []}


def test_from_json_ignores_unknown_keys():
    data = to_json(make())
    data["article"]["mood"] = "grim"
    assert from_json(data) == make()


def test_from_json_names_a_missing_key():
    data = to_json(make())
    del data["article"]["id"]
    with pytest.raises(KeyError, match="Article lacks id"):
        from_json(data)


def test_json_schema_accepts_the_record():
    jsonschema.validate(to_json(make()), schema())


def test_json_schema_in_the_docs_is_current():
    assert json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8")) == schema()


def change(table, number=0, **values):
    record = make()
    rows = list(getattr(record, table))
    rows[number] = dataclasses.replace(rows[number], **values)
    return dataclasses.replace(record, **{table: tuple(rows)})


BROKEN = {
    "span outside": change("reports", trigger=(0, 999)),
    "empty span": change("reports", trigger=(4, 4)),
    "other words": change("reports", text="meets"),
    "double id": change("entities", 1, id="e1"),
    "no mention": change("entities", mentions=()),
    "no ISO country": change("entities", country="Norland"),
    "unknown entity": change("reports", actors=(Participant("e9", at("Anna Berg"), "Anna Berg"),)),
    "unknown place": change("reports", where=Where("p9", "in", "explicit", "city")),
    "government as place": change("places", as_="government"),
    "unknown attribution": change("reports", attribution="a9"),
    "within itself": change("attributions", within="a1"),
    "no content": change("attributions", content=()),
    "source without words": change("attributions", source=Source(None, None, None, named=False, kind="person")),
    "date on no basis": change("reports", when=When((), "2024", "2024-01-01", "2024-12-31", "none")),
    "bound with a day": change("reports", when=When((), "2024-05-15", None, "2024-05-15", "bound")),
    "explicit without a time": change("reports", when=When((), "2024", "2024-01-01", "2024-12-31", "explicit")),
    "bounds crossed": change("times", earliest="2024-05-14", latest="2024-05-13"),
    "no date": change("times", earliest="Monday"),
    "no EDTF": change("times", edtf="next Monday"),
    "anchor unknown": change("times", anchor="t9"),
    "no probability": change("reports", confidence=1.2),
    "cell without rule": change("reports", cells={"when": Cell(0.5, "")}),
    "half a coordinate": change("places", lat=4.0),
    "no type of ours": change("reports", type="TALK"),
    "no frame": change("reports", frame=""),
    "no evidence": change("reports", evidence=()),
    "link to itself": change("reports", links=(Link("r1", "same"),)),
    "code is no string": change("reports", cameo=42),
}


@pytest.mark.parametrize("name", BROKEN)
def test_validator_finds(name):
    assert problems(BROKEN[name])


def test_anchor_published_needs_a_publication_date():
    record = make()
    record = dataclasses.replace(record, article=dataclasses.replace(record.article, published=None))
    assert any("publication date" in line for line in problems(record))


def test_article_id_tells_outlets_apart():
    assert Article.make("x", publisher="A").id != Article.make("x", publisher="B").id
    assert Article.make("x", publisher="A").id == Article.make("x", publisher="A").id


@given(texts)
def test_article_keeps_its_text(text):
    assert Article.make(text).text == text
