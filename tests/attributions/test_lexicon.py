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


@pytest.mark.parametrize(("pos", "table"), TABLES.items())
def test_every_cue_has_a_class_and_known_constructions(pos, table):
    for row in KNOWLEDGE.rows(table):
        classes = {v.cue_class for v in KNOWLEDGE.verbs.get(row["cue"].split()[0], pos) if v.pattern == row["cue"]}
        assert classes & CLASSES, row
        for construction in row["takes"].split():
            name, _, cue_class = construction.partition("=")
            assert name in CONSTRUCTIONS | PREPOSITIONS, row
            assert cue_class in CLASSES | {""}, row


def test_every_cue_of_the_verbs_table_has_its_constructions():
    cues = Cues(KNOWLEDGE)
    for row in KNOWLEDGE.rows("verbs"):
        if row["cue_class"] and row["pos"] in TABLES:
            assert cues.get(row["pattern"], row["pos"]), row["pattern"]


def test_source_heads_have_known_kinds():
    assert {row["kind"] for row in KNOWLEDGE.rows("source_heads")} <= KINDS


def examples():
    """The rows with a cue class whose example was written for the cue, read in one article, a paragraph each."""
    rows = [r for r in KNOWLEDGE.rows("verbs") if r["cue_class"] and r["example"] and not r["frame"]]
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
