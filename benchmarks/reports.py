"""Reports against MEANTIME (triggers, participants, dates, status) and PLV (PLOVER type of a pair of actors).

MEANTIME: 60 articles, headline and first four sentences after the date line, as they are annotated. Gold events that
are reporting (the annotation links a saying to what is said) or the copula make no reports here and are left out.
Participants are scored on the triggers found: a gold Arg0 or Arg1 counts as found when one of ours overlaps it. PLV:
the two actors are given; CONCEDE and RETREAT are one type, in the quad class of material cooperation as PLV has it.
"""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.harness import Options, f1, interval
from dateline.knowledge import Knowledge
from dateline.record import Article, Span
from dateline.reports.coder import best
from dateline.text.parse import Parser
from dateline.text.reading import Reading, ReportDraft

SENTENCES = 6
PEERS = (
    ("PLV test, zero-shot RoBERTa-large-MNLI", ".835 / .821, quad .897 / .892"),
    ("PLV train, zero-shot RoBERTa-large-MNLI", ".760 / .743"),
    ("PLV test, TF-IDF and logistic regression trained on PLV train", ".714 / .689, quad .837 / .830"),
    ("MEANTIME, 20 rules on gold events", "possible F1 .28, negative .62, future .55"),
)
BEING = frozenset({"be", "is", "was", "were", "are", "been", "being", "has", "have", "had"})


@dataclass(slots=True)
class Event:
    """A gold event mention."""

    span: Span
    certainty: str
    polarity: str
    time: str
    reporting: bool
    being: bool
    arguments: dict[str, list[Span]] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """One article with its gold and our reports."""

    name: str
    reading: Reading
    events: list[Event]
    limit: int
    pairs: list[tuple[Event, ReportDraft]] = field(default_factory=list)


def run(options: Options) -> dict[str, float]:
    figures = _meantime(options)
    figures.update(_plv(options))
    print("Others:")
    for name, value in PEERS:
        print(f"  {name}: {value}")
    return figures


# MEANTIME


def _meantime(options: Options) -> dict[str, float]:
    documents = list(_documents(options))
    if options.quick:
        documents = documents[::3]
    _read(documents)
    for document in documents:
        document.pairs = _pair(document)
    figures = {f"meantime_{k}": v for k, v in _scores(documents).items()}
    low, high = interval(documents, lambda d: _scores(d)["trigger_f1"])
    print(f"MEANTIME, {len(documents)} articles; trigger F1 interval {low:.1f}–{high:.1f}")
    for name, value in figures.items():
        print(f"  {name:32} {value:6.1f}")
    if options.errors:
        _list(documents)
    return figures


def _documents(options: Options) -> Iterator[Document]:
    folder = options.folder("reports", "meantime")
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        articles = {a["id"]: a for a in map(json.loads, lines)}
    for path in sorted((folder / "cat").glob("*/*.xml")):
        topic, number = path.parent.name, path.name.split("_")[0]
        article = next(a for key, a in articles.items() if key.startswith(f"{topic}/{number}_"))
        root = ET.parse(path).getroot()
        yield _document(path.name, root, article)


def _document(name: str, root: Any, article: dict[str, Any]) -> Document:
    tokens = {t.get("t_id"): n for n, t in enumerate(root.findall("token"))}
    places = article["tokens"]
    events: dict[str, Event] = {}
    spans: dict[str, Span] = {}
    for mark in root.find("Markables"):
        numbers = [tokens[a.get("t_id")] for a in mark.findall("token_anchor")]
        if not numbers:
            continue
        spans[mark.get("m_id")] = span = (places[min(numbers)][0], places[max(numbers)][1])
        selected = article["sentences"][numbers[0]] < SENTENCES and mark.get("certainty")
        if mark.tag == "EVENT_MENTION" and selected:
            being = mark.get("pred", "").lower() in BEING
            events[mark.get("m_id")] = Event(
                span, mark.get("certainty"), mark.get("polarity"), mark.get("time"), False, being
            )
    for link in root.find("Relations"):
        source, target = link.find("source"), link.find("target")
        if source is None or target is None:
            continue
        event = events.get(source.get("m_id"))
        if event is not None and link.tag == "SLINK":
            event.reporting = True
        if event is not None and link.tag == "HAS_PARTICIPANT" and target.get("m_id") in spans:
            event.arguments.setdefault(link.get("sem_role"), []).append(spans[target.get("m_id")])
    last = [p for p, s in zip(places, article["sentences"], strict=True) if s < SENTENCES]
    reading = Reading(Article.make(article["text"], published=article["published"]))
    return Document(name, reading, list(events.values()), last[-1][1])


def _read(documents: Sequence[Document]) -> None:
    from dateline.reader import Reader

    reader = Reader()
    for document in documents:
        for stage in reader.stages:
            stage(document.reading)


def _pair(document: Document) -> list[tuple[Event, ReportDraft]]:
    """Gold events with ours, each once, when the triggers overlap."""
    pairs = []
    free = list(document.reading.reports)
    for event in document.events:
        for draft in free:
            if draft.trigger[0] < event.span[1] and event.span[0] < draft.trigger[1]:
                pairs.append((event, draft))
                free.remove(draft)
                break
    return pairs


def _scores(documents: Sequence[Document]) -> dict[str, float]:
    found = wanted = matched = 0
    parts: Counter[str] = Counter()
    status: dict[str, Counter[str]] = {}
    for document in documents:
        ours = [d for d in document.reading.reports if d.trigger[1] <= document.limit]
        found += len(ours)
        wanted += sum(not (e.reporting or e.being) for e in document.events)
        matched += sum(not (e.reporting or e.being) for e, _ in document.pairs)
        found -= sum(e.reporting or e.being for e, _ in document.pairs)
        for event, draft in document.pairs:
            _participants(event, draft, parts)
            _status(event, draft, status)
    precision, recall, both = f1(matched, found, wanted)
    scores = {"trigger_precision": precision, "trigger_recall": recall, "trigger_f1": both}
    for role in ("Arg0", "Arg1"):
        scores[f"{role.lower()}_recall"] = 100 * parts[f"{role} right"] / max(parts[role], 1)
    scores["actor_precision"] = 100 * parts["actor right"] / max(parts["actor"], 1)
    for name, counts in sorted(status.items()):
        scores[f"{name}_f1"] = f1(counts["both"], counts["ours"], counts["gold"])[2]
    return scores


def _participants(event: Event, draft: ReportDraft, parts: Counter[str]) -> None:
    sides = {"Arg0": draft.actors, "Arg1": [*draft.recipients, *draft.objects]}
    if draft.reciprocal:
        sides["Arg1"] = sides["Arg0"] = [*draft.actors, *draft.recipients]
    for role, spans in sides.items():
        for gold in event.arguments.get(role, []):
            parts[role] += 1
            parts[f"{role} right"] += any(_overlap(gold, s) for s in spans)
    if event.arguments:
        for span in draft.actors:
            parts["actor"] += 1
            parts["actor right"] += any(_overlap(span, g) for golds in event.arguments.values() for g in golds)


def _status(event: Event, draft: ReportDraft, status: dict[str, Counter[str]]) -> None:
    values = {
        "certain": (event.certainty == "CERTAIN", draft.certainty == "certain"),
        "uncertain": (event.certainty not in ("CERTAIN", "", None), draft.certainty != "certain"),
        "negative": (event.polarity == "NEG", draft.polarity == "negative"),
        "future": (event.time == "FUTURE", draft.tense == "future"),
        "nonfuture": (event.time == "NON_FUTURE", draft.tense in ("past", "present")),
    }
    for name, (gold, ours) in values.items():
        counts = status.setdefault(name, Counter())
        counts["gold"] += gold
        counts["ours"] += ours
        counts["both"] += gold and ours


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _list(documents: Sequence[Document]) -> None:
    for document in documents:
        text = document.reading.text
        seen = {id(d) for _, d in document.pairs}
        matched = {id(e) for e, _ in document.pairs}
        print(f"== {document.name}")
        for event in document.events:
            if id(event) not in matched and not (event.reporting or event.being):
                print(f"  missed   {_around(text, event.span)}")
        for draft in document.reading.reports:
            if draft.trigger[1] <= document.limit and id(draft) not in seen:
                print(f"  unwanted {_around(text, draft.trigger)} ({draft.frame})")
        for event, draft in document.pairs:
            gold = (event.certainty, event.polarity, event.time)
            ours = (draft.certainty, draft.polarity, draft.tense)
            if (event.time == "FUTURE") != (draft.tense == "future") or (event.polarity == "NEG") != (
                ours[1] == "negative"
            ):
                print(f"  status   {_around(text, draft.trigger)} gold {gold} ours {ours}")


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span[0] - 50) : span[0]], text[span[1] : span[1] + 50]
    return f"{before}[{text[span[0] : span[1]]}]{after}".replace("\n", " ")


# PLV


def _plv(options: Options) -> dict[str, float]:
    path = options.folder("reports", "plv", "PLV_train.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    if options.quick:
        rows = rows[::4]
    results = [(row, *_coded(row)) for row in rows]
    figures = {f"plv_{k}": v for k, v in _plv_scores(results).items()}
    low, high = interval(results, lambda r: _plv_scores(r)["root_accuracy"])
    print(f"PLV train, {len(rows)} rows, actors given; root accuracy interval {low:.1f}–{high:.1f}")
    for name, value in figures.items():
        print(f"  {name:32} {value:6.1f}")
    if options.errors:
        for row, root, _ in results:
            if root != row["gold_root"]:
                print(f"  {row['gold_root']:10} ours {root or '-':10} {row['marked_sentence']}")
    return figures


_PARSER: list[Parser] = []
_QUADS = {"verbal cooperation": "1", "material cooperation": "2", "verbal conflict": "3", "material conflict": "4"}


def _coded(row: dict[str, str]) -> tuple[str, str]:
    sentence = row["sentence"]
    source, target = (_find(row, column) for column in ("source", "target"))
    if not _PARSER:
        _PARSER.append(Parser())
    reading = Reading(Article.make(sentence), paragraphs=[(0, len(sentence))])
    _PARSER[0](reading)
    code = best(reading, source, target)
    root = "YIELD" if code.type in ("CONCEDE", "RETREAT") else code.type or ""
    return root, "2" if root == "YIELD" else _QUADS.get(code.quad or "", "")


def _find(row: dict[str, str], column: str) -> Span:
    """Where an actor stands: at its mark, else where its words are first found."""
    words, marked = row[column], row["marked_sentence"]
    start = marked.find(f"<{column[0]}>")
    before = marked[: max(start, 0)]
    for tag in ("<s>", "</s>", "<t>", "</t>"):
        before = before.replace(tag, "")
    at = len(before)
    if start < 0 or row["sentence"][at : at + len(words)] != words:
        at = max(row["sentence"].find(words), 0)
    return (at, min(at + max(len(words), 1), len(row["sentence"])))


def _plv_scores(results: Sequence[tuple[dict[str, str], str, str]]) -> dict[str, float]:
    right = sum(root == row["gold_root"] for row, root, _ in results)
    quads = sum(quad == row["gold_penta"] for row, _, quad in results)
    labels = sorted({row["gold_root"] for row, _, _ in results})
    scores = []
    for label in labels:
        both = sum(row["gold_root"] == label == root for row, root, _ in results)
        ours = sum(root == label for _, root, _ in results)
        gold = sum(row["gold_root"] == label for row, _, _ in results)
        scores.append(f1(both, ours, gold)[2])
    return {
        "root_accuracy": 100 * right / len(results),
        "root_macro_f1": sum(scores) / len(scores),
        "quad_accuracy": 100 * quads / len(results),
        "coverage": 100 * sum(bool(root) for _, root, _ in results) / len(results),
    }


def coverage(options: Options) -> float:
    """The share of MEANTIME's gold trigger words, by frequency, whose lemma heads a row of the verbs table."""
    verbs = Knowledge().verbs
    parser = Parser()
    known = total = 0
    for document in _documents(options):
        document.reading.paragraphs = [(0, len(document.reading.text))]
        parser(document.reading)
        assert document.reading.parse is not None
        for event in document.events:
            for token in document.reading.parse.tokens_in(event.span)[:1]:
                total += 1
                known += any(verbs.get(token.lemma, pos) for pos in ("verb", "noun", "adj"))
    return 100 * known / total
