"""Names, their kinds, and who a pronoun means.

WikiGold (single sentences) and worldwide newswire (whole articles): exact span and kind of PER, ORG and LOC, beside
the parser's own names (a leading *the* and a possessive ending trimmed; country, city, facility count as LOC;
nationalities are in neither). GAP: does an ambiguous pronoun refer to one of two names. GUM: share of the pronouns and
nominals that were linked to a named entity which the gold links to the same one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.harness import Options, f1, interval
from dateline.entities import Coreference, Mentions
from dateline.knowledge import Knowledge
from dateline.record import Article, Span
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import EntityDraft, Reading

PEER = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
OURS = {"person": "PER", "organization": "ORG", "group": "ORG", "country": "LOC", "facility": "LOC"}
WORLDWIDE = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC"}
CLASSES = ("PER", "ORG", "LOC")
GUM_KINDS = ("news", "interview", "bio", "speech", "court", "voyage", "academic")

Typed = set[tuple[int, int, str]]


class Reader:
    """The stages that this benchmark needs, loaded once."""

    def __init__(self) -> None:
        knowledge = Knowledge()
        self.parts, self.parser = Parts(), Parser()
        self.mentions, self.coreference = Mentions(knowledge), Coreference(knowledge)

    def parsed(self, text: str, *, sentence: bool = False) -> Reading:
        """A reading with its parse; a single ``sentence`` is one paragraph, without parts."""
        reading = Reading(Article.make(text))
        if sentence:
            reading.paragraphs = [(0, len(text))]
        else:
            self.parts(reading)
        self.parser(reading)
        return reading

    def read(self, text: str, *, sentence: bool = False) -> Reading:
        """A reading with its entities linked."""
        reading = self.parsed(text, sentence=sentence)
        self.mentions(reading)
        self.coreference(reading)
        return reading


@dataclass(slots=True)
class Document:
    """The gold names of one text, ours and the parser's."""

    text: str
    gold: Typed
    ours: Typed = field(default_factory=set)
    peer: Typed = field(default_factory=set)


def trimmed(text: str, span: Span) -> Span:
    """A span without a leading article and a possessive ending."""
    start, end = span
    words = text[start:end]
    if words[:4].lower() == "the ":
        start += 4
    for ending in ("'s", "’s", " 's", " ’s"):
        if text[start:end].endswith(ending):
            end -= len(ending)
            break
    return start, end


def ours(reading: Reading) -> Typed:
    """Our names: entity mentions by name, and the toponyms that are no entity."""
    demonyms = {p.span for p in reading.places if p.as_ == "demonym"}
    found = {
        (*trimmed(reading.text, m.span), OURS[e.kind])
        for e in reading.entities
        if e.kind in OURS
        for m in e.mentions
        if m.form == "name" and m.span not in demonyms
    }
    taken = {item[:2] for item in found}
    places = {trimmed(reading.text, p.span) for p in reading.places if p.as_ != "demonym"}
    return found | {(*span, "LOC") for span in places - taken}


def peer(reading: Reading) -> Typed:
    """The parser's names."""
    assert reading.parse is not None
    names = (n for n in reading.parse.names if n.label in PEER)
    return {(*trimmed(reading.text, n.span), PEER[n.label]) for n in names}


def wikigold(path: Path) -> Iterator[tuple[str, Typed]]:
    """Sentences (tokens joined by single spaces) with their gold names."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        text, gold, open_name = "", set(), None
        for _, word, label in rows:
            start = len(text) + (1 if text else 0)
            text = f"{text} {word}" if text else word
            if open_name and not label.startswith("I-"):
                gold.add(open_name)
                open_name = None
            if label.startswith("B-"):
                open_name = (start, len(text), label[2:])
            elif open_name:
                open_name = (open_name[0], len(text), open_name[2])
        if open_name:
            gold.add(open_name)
        if text:
            yield text, {(*trimmed(text, g[:2]), g[2]) for g in gold if g[2] in CLASSES}


def worldwide(path: Path) -> Iterator[tuple[str, Typed]]:
    """Articles without the address in their first line, with their gold names."""
    for line in path.open(encoding="utf-8"):
        data = json.loads(line)
        text = data["text"]
        cut = text.find("\n\n") + 2 if text.startswith("http") else 0
        body = text[cut:]
        spans = ((e[0] - cut, e[1] - cut, WORLDWIDE[e[2]]) for e in data["entities"] if e[2] in WORLDWIDE)
        yield body, {(*trimmed(body, (a, b)), label) for a, b, label in spans if a >= 0}


def name_figures(name: str, documents: list[Document], options: Options) -> dict[str, float]:
    """Print and return the figures of one set."""
    score = f1(*_counts(documents, "ours"))
    low, high = interval(documents, lambda some: f1(*_counts(some, "ours"))[2], rounds=100 if options.quick else 400)
    bare = f1(*_counts(documents, "peer"))
    print(f"{name}: {len(documents)} texts")
    print(f"  ours   P {score[0]:.1f}  R {score[1]:.1f}  F1 {score[2]:.1f}  [{low:.1f}, {high:.1f}]")
    print(f"  parser P {bare[0]:.1f}  R {bare[1]:.1f}  F1 {bare[2]:.1f}")
    figures = {f"{name}_f1": score[2], f"{name}_precision": score[0], f"{name}_peer_f1": bare[2]}
    for label in CLASSES:
        mine, theirs = (f1(*_counts(documents, side, label)) for side in ("ours", "peer"))
        print(f"  {label}    P {mine[0]:.1f}  R {mine[1]:.1f}  F1 {mine[2]:.1f}   (parser {theirs[2]:.1f})")
        figures[f"{name}_{label.lower()}_f1"] = mine[2]
    edges = f1(*_counts(documents, "ours", bare=True))
    print(f"  boundaries alone F1 {edges[2]:.1f} (parser {f1(*_counts(documents, 'peer', bare=True))[2]:.1f})")
    if options.errors:
        _print_errors(documents)
    return figures


def _counts(
    documents: Sequence[Document], side: str, label: str | None = None, *, bare: bool = False
) -> tuple[int, int, int]:
    right = found = wanted = 0
    for document in documents:
        gold = {g for g in document.gold if label in (None, g[2])}
        mine = {g for g in getattr(document, side) if label in (None, g[2])}
        if bare:
            gold, mine = {g[:2] for g in gold}, {g[:2] for g in mine}
        right, found, wanted = right + len(gold & mine), found + len(mine), wanted + len(gold)
    return right, found, wanted


def _print_errors(documents: list[Document]) -> None:
    for document in documents:
        for start, end, label in sorted(document.ours ^ document.gold):
            side = "noise" if (start, end, label) in document.ours else "miss "
            left, right = document.text[max(start - 40, 0) : start], document.text[end : end + 30]
            print(f"  {side} {label} {left}[{document.text[start:end]}]{right}".replace("\n", "/"))


# Coreference


@dataclass(slots=True)
class Pair:
    """A row of GAP: two yes/no answers, ours and the gold's."""

    gender: str
    gold: tuple[bool, bool]
    ours: tuple[bool, bool]


def gap(reader: Reader, path: Path, limit: int | None) -> Iterator[Pair]:
    """The rows of a GAP file with our answers."""
    with path.open(encoding="utf-8") as handle:
        for row in list(csv.DictReader(handle, delimiter="\t"))[:limit]:
            reading = reader.read(row["Text"])
            at = int(row["Pronoun-offset"])
            entity = _entity_at(reading, (at, at + len(row["Pronoun"])))
            answers = tuple(entity is not None and _names(entity, int(row[f"{k}-offset"]), row[k]) for k in ("A", "B"))
            gender = "F" if row["Pronoun"].lower() in ("she", "her", "hers") else "M"
            yield Pair(gender, (row["A-coref"] == "TRUE", row["B-coref"] == "TRUE"), answers)  # type: ignore[arg-type]


def _entity_at(reading: Reading, span: Span) -> EntityDraft | None:
    return next((e for e in reading.entities if any(m.span == span for m in e.mentions)), None)


def _names(entity: EntityDraft, start: int, name: str) -> bool:
    end = start + len(name)
    return any(m.form == "name" and m.span[0] < end and m.span[1] > start for m in entity.mentions)


def gap_figures(pairs: list[Pair], options: Options) -> dict[str, float]:
    """Print and return F1 of the yes answers, by gender, and the bias."""

    def score(some: Sequence[Pair]) -> tuple[float, float, float]:
        right = sum(g and o for p in some for g, o in zip(p.gold, p.ours, strict=True))
        return f1(right, sum(sum(p.ours) for p in some), sum(sum(p.gold) for p in some))

    precision, recall, both = score(pairs)
    feminine, masculine = (score([p for p in pairs if p.gender == g])[2] for g in "FM")
    low, high = interval(pairs, lambda some: score(some)[2], rounds=100 if options.quick else 400)
    print(f"GAP: {len(pairs)} rows: P {precision:.1f}  R {recall:.1f}  F1 {both:.1f}  [{low:.1f}, {high:.1f}]")
    print(f"  feminine {feminine:.1f}, masculine {masculine:.1f}")
    bias = feminine / masculine if masculine else 0.0
    return {"gap_f1": both, "gap_precision": precision, "gap_bias": bias}


def gum_figures(reader: Reader, path: Path, limit: int | None, options: Options) -> dict[str, float]:
    """Print and return how often a linked pronoun or nominal is linked to the right named entity."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    tally = {form: [0, 0, 0] for form in ("pronoun", "nominal")}
    for data in [r for r in rows if r["genre"] in GUM_KINDS][:limit]:
        reading = reader.read(data["text"])
        _tally_links(reading, data, tally, options)
    figures = {}
    for form, (right, found, wanted) in tally.items():
        precision, recall, _ = f1(right, found, wanted)
        print(f"GUM {form}s: linked {found}, right {right}, P {precision:.1f}, R {recall:.1f} (of {wanted})")
        figures[f"gum_{form}_precision"], figures[f"gum_{form}_recall"] = precision, recall
    return figures


def _tally_links(reading: Reading, data: dict[str, Any], tally: dict[str, list[int]], options: Options) -> None:
    """Gold mentions are met by their head word; what the gold does not mark at all is not counted."""
    words = [tuple(t) for t in data["tokens"]]
    pos = dict(zip(words, data["pos"], strict=True))
    group_of: dict[int, int] = {}
    named: set[int] = set()
    for entity in sorted(data["entities"], key=lambda e: e["start"] - e["end"]):
        group_of[entity["head"][1]] = entity["group"]
        if pos.get(tuple(entity["head"]), "").startswith("NNP"):
            named.add(entity["group"])
    for entity in data["entities"]:
        tag = pos.get(tuple(entity["head"]), "")
        form = "pronoun" if tag in ("PRP", "PRP$") else "nominal" if tag in ("NN", "NNS") else None
        if form and entity["group"] in named and entity["type"] in ("person", "organization", "place"):
            tally[form][2] += 1
    assert reading.parse is not None
    for draft in reading.entities:
        groups = {_group(reading, m.span, group_of) for m in draft.mentions if m.form == "name"} - {None}
        for mention in draft.mentions:
            group = _group(reading, mention.span, group_of)
            if mention.form == "name" or not groups or group is None:
                continue
            head = reading.parse.head_of(mention.span)
            if mention.form == "pronoun" and head and head.tag not in ("PRP", "PRP$"):
                continue
            tally[mention.form][1] += 1
            tally[mention.form][0] += group in groups
            if options.errors and group not in groups:
                said = reading.words(mention.span)
                print(f"  {mention.form} {said!r} -> {draft.name}: {_context(reading, mention.span)}")


def _group(reading: Reading, span: Span, group_of: dict[int, int]) -> int | None:
    assert reading.parse is not None
    head = reading.parse.head_of(span)
    return group_of.get(head.end) if head else None


def _context(reading: Reading, span: Span) -> str:
    start, end = span
    words = f"{reading.text[max(start - 160, 0) : start]}[[{reading.words(span)}]]{reading.text[end : end + 40]}"
    return words.replace("\n", "/")


def run(options: Options) -> dict[str, float]:
    """Measure names, then links."""
    reader = Reader()
    only = options.rest[0] if options.rest else ""
    figures: dict[str, float] = {}
    sets = {
        "wikigold": (wikigold(options.folder("names", "wikigold", "wikigold.conllu")), True, 600),
        "worldwide": (worldwide(options.folder("entities", "worldwide", "dev.jsonl")), False, 40),
    }
    for name, (texts, sentence, few) in sets.items():
        if only not in ("", name):
            continue
        documents = []
        for number, (text, gold) in enumerate(texts):
            if options.quick and number >= few:
                break
            reading = reader.read(text, sentence=sentence)
            documents.append(Document(text, gold, ours(reading), peer(reading)))
        figures |= name_figures(name, documents, options)
    if only in ("", "gap"):
        path = options.folder("names", "gap-development.tsv")
        figures |= gap_figures(list(gap(reader, path, 300 if options.quick else None)), options)
    if only in ("", "gum"):
        figures |= gum_figures(reader, options.folder("gum", "train.jsonl"), 25 if options.quick else None, options)
    return figures
