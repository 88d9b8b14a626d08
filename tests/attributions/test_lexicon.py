"""The cue tables agree with one another, and every row's example holds what the row says."""

import pytest

from dateline.attributions import Attributions
from dateline.attributions.lexicon import TABLES, Cues
from dateline.knowledge import Knowledge
from dateline.record import Article
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import Reading

KNOWLEDGE = Knowledge()
CLASSES = {"statement", "denial", "attitude", "intention"}
CONSTRUCTIONS = {"clause", "quote", "object", "to", "gerund", "as", "passive"}
PREPOSITIONS = {"of", "about", "for", "on", "to", "with", "against", "at", "in", "over", "by", "upon", "behind", "as"}
KINDS = {"person", "organization", "government", "media", "group", "document", "party"}


def _head(cue, pos):
    return cue.split()[-1 if pos == "noun" else 0]


@pytest.mark.parametrize(("pos", "table"), TABLES.items())
def test_every_cue_has_a_class_and_known_constructions(pos, table):
    for row in KNOWLEDGE.rows(table):
        classes = {v.cue_class for v in KNOWLEDGE.verbs.get(_head(row["cue"], pos), pos) if v.pattern == row["cue"]}
        assert classes & CLASSES, row
        for construction in row["takes"].split():
            name, _, cue_class = construction.partition("=")
            assert name in CONSTRUCTIONS | PREPOSITIONS, row
            assert cue_class in CLASSES | {""}, row


def test_a_cue_of_a_users_verbs_table_takes_what_is_usual(tmp_path):
    header = [
        "pattern",
        "pos",
        "cue_class",
        "frame",
        "type",
        "mode",
        "cameo",
        "reciprocal",
        "object",
        "aspect",
        "implicative",
        "example",
    ]
    row = {"pattern": "blurp", "pos": "verb", "cue_class": "statement", "reciprocal": "0"}
    lines = ["\t".join(header), "\t".join(row.get(name, "") for name in header)]
    (tmp_path / "verbs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    cue = Cues(Knowledge(tmp_path)).get("blurp", "verb")
    assert cue is not None
    assert "clause" in cue.takes


def test_source_heads_have_known_kinds():
    assert {row["kind"] for row in KNOWLEDGE.rows("source_heads")} <= KINDS


def _plain(row):
    """A row that is only a cue, so that its example was written for that."""
    return not (row["frame"] or row["aspect"] or row["implicative"]) and (row["pattern"], row["pos"]) in LISTED


LISTED = {(row["cue"], pos) for pos, table in TABLES.items() for row in KNOWLEDGE.rows(table)}


def examples():
    """The rows with a cue class whose example was written for the cue, read in one article, a paragraph each."""
    rows = [r for r in KNOWLEDGE.rows("verbs") if r["cue_class"] and r["pos"] in TABLES and _plain(r)]
    text = "\n\n".join(row["example"] for row in rows)
    reading = Reading(Article.make(text))
    for stage in (Parts(), Parser(), Attributions()):
        stage(reading)
    at = 0
    for row in rows:
        end = at + len(row["example"])
        yield row, [a for a in reading.attributions if at <= a.key[0] < end]
        at = end + 2


def test_the_example_of_a_cue_holds_an_attribution_of_its_class():
    wrong = []
    for row, found in examples():
        if row["cue_class"] not in {a.cue_class for a in found}:
            wrong.append((row["pattern"], row["pos"], row["cue_class"], row["example"], [a.cue_class for a in found]))
    assert not wrong
