"""Attributions: exact spans by role, linked tuples, and the constructions.

- Spans (``source_f1``, ``cue_f1``, ``content_f1``): exact match of (role, first token, last token) on the CofeNet
  windows of PolNeAR dev, as its published table counts. That corpus writes *that* into the content; it is put back
  before counting.
- Tuples (``tuple_f1``): PolNeAR dev, first annotator of each text. Contents are paired one to one, best word overlap
  first, from an overlap (intersection over union) of .5 on; a pair counts when the sources overlap too, or both are
  missing. Punctuation is left out. ``reporting_f1`` is the same over attributions whose cue holds a form from the
  verb lists of GenderGapTracker or of Guardian/AFP, or *according*, on both sides; ``statement_f1`` over those with a
  form of *say* or *tell*, or *according*. A relative pronoun in the gold stands for itself, so that a source that was
  resolved to its noun counts as wrong.
- Constructions (``constructions``): the sentences of ``tests/attributions/constructions.tsv``, each right in all its
  cells or not.

All of it twice: by the rules alone, as ``--fast`` reads (``rules_…``), and by the rules with the encoder as it ships.
Spans of the latter are the labels as decoded, before they are joined. ``calibration_error_max`` is the expected
calibration error of p over attributions that stand within no other, in ten bins; these texts were never fitted on.
"""

from __future__ import annotations

import json
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Options, f1, interval
from dateline.attributions import Attributions
from dateline.record import Article, Span
from dateline.text.encoder import Encoder
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import AttributionDraft, Reading
from training.windows import ROLES, annotations

PEERS = """\
peers on the tuples (same set, run as they are): textacy 16.4, Citron 37.4, GenderGapTracker 40.3, 60 rules 43.1
peers on the spans (source / cue / content): 60 dependency rules 54.2 / 49.1 / 21.5, a linear CRF trained on half of
train 68.2 / 64.2 / 41.9; published for the held-out windows, not these: BiLSTM-CRF 69.6 / 66.7 / 59.0, CofeNet
83.2 / 75.3 / 72.9"""

_WORD = re.compile(r"\w+")
_CORE = re.compile(r"(?i)\b(?:say|says|said|saying|tell|tells|told|telling|according)\b")


@dataclass(slots=True)
class Gold:
    """One attribution of the corpus."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


def load(folder: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    """The texts of a PolNeAR folder with the attributions of the first annotator: (stem, text, gold)."""
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotated = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(path.stem + "_"))
        if annotated:
            yield path.stem, text, _annotations(annotated[0].read_bytes().decode("utf-8"))


def _annotations(standoff: str) -> list[Gold]:
    return [Gold(*(row[role] for role in ROLES)) for row in annotations(standoff)]


class Words:
    """The words of a text by number, so that overlaps are counted without punctuation."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]

    def of(self, spans: Sequence[Span]) -> set[int]:
        found: set[int] = set()
        for start, end in spans:
            i = bisect_left(self.starts, start)
            if i > 0 and self.ends[i - 1] > start:
                i -= 1
            while i < len(self.starts) and self.starts[i] < end:
                found.add(i)
                i += 1
        return found


Pair = tuple[int, int, bool]


def pairs(words: Words, gold: list[Gold], found: list[AttributionDraft]) -> list[Pair]:
    """Gold and found paired one to one by their contents: (gold, found, whether the sources agree)."""
    wanted = [(words.of(g.source), words.of(g.content)) for g in gold]
    given = [(words.of([d.source] if d.source else []), words.of(d.content)) for d in found]
    options = []
    for i, (gold_source, gold_content) in enumerate(wanted):
        for j, (source, content) in enumerate(given):
            shared = len(gold_content & content)
            if shared and shared / len(gold_content | content) >= 0.5:
                agree = bool(gold_source & source) or not (gold_source or source)
                options.append((-shared / len(gold_content | content), not agree, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    made = []
    for _, differ, i, j in sorted(options):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            made.append((i, j, not differ))
    return made


@dataclass(slots=True)
class Scored:
    """One text with what was found and how it was paired."""

    stem: str
    text: str
    gold: list[Gold]
    found: list[AttributionDraft]
    paired: list[Pair]


def words_of(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[a:b] for a, b in spans).replace("\n", " ")


def tuples(documents: Sequence[Scored], keep: Callable[[str, list[Span]], bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of linked tuples over the attributions whose cue is kept, on both sides."""
    right_found = right_gold = given = wanted = 0
    for d in documents:
        gold = {i for i, g in enumerate(d.gold) if keep(d.text, g.cue)}
        found = {j for j, a in enumerate(d.found) if keep(d.text, a.cue)}
        wanted += len(gold)
        given += len(found)
        right_gold += sum(agree and i in gold for i, _, agree in d.paired)
        right_found += sum(agree and j in found for _, j, agree in d.paired)
    precision, recall = right_found / max(given, 1), right_gold / max(wanted, 1)
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return 100 * precision, 100 * recall, 100 * both


def by_manner(documents: Sequence[Scored]) -> dict[str, tuple[int, int]]:
    """Recall by the manner of the gold content: (right, wanted)."""
    counts: dict[str, list[int]] = {}
    for d in documents:
        right = {i for i, _, agree in d.paired if agree}
        for i, gold in enumerate(d.gold):
            counted = counts.setdefault(_manner(d.text, gold.content), [0, 0])
            counted[1] += 1
            counted[0] += i in right
    return {k: (v[0], v[1]) for k, v in sorted(counts.items())}


def _manner(text: str, content: list[Span]) -> str:
    pieces = [text[a:b].strip() for a, b in content]
    quoted = [p[:1] in "\"“'‘" and p[-1:] in "\"”'’" for p in pieces]
    if pieces and all(quoted):
        return "direct"
    return "mixed" if any(m in "".join(pieces) for m in ('"', "“", "''")) else "indirect"


class Pipeline:
    """Parts, parse and attributions, by the rules alone and with the encoder, with the seconds that each took."""

    def __init__(self) -> None:
        self.parts, self.parser, self.encoder = Parts(), Parser(), Encoder()
        self.stage = Attributions()
        self.parse_seconds = 0.0
        self.seconds = {True: 0.0, False: 0.0}

    def parse(self, text: str, *, whole: bool = False) -> Reading:
        """A text with its parse; ``whole`` takes it for one paragraph."""
        reading = Reading(Article.make(text))
        start = time.process_time()
        if whole:
            reading.paragraphs = [(0, len(text))]
        else:
            self.parts(reading)
        self.parser(reading)
        self.parse_seconds += time.process_time() - start
        return reading

    def __call__(self, reading: Reading, *, fast: bool) -> list[AttributionDraft]:
        """The attributions of a parsed text."""
        reading.scores = None
        start = time.process_time()
        if not fast:
            self.encoder(reading)
        self.stage(reading)
        self.seconds[fast] += time.process_time() - start
        return reading.attributions


def _tuples(options: Options, pipeline: Pipeline) -> tuple[dict[bool, list[Scored]], int]:
    documents: dict[bool, list[Scored]] = {True: [], False: []}
    size = 0
    for stem, text, gold in load(options.folder("attribution", "polnear-dev")):
        reading = pipeline.parse(text)
        size += len(_WORD.findall(text))
        for fast, made in documents.items():
            found = pipeline(reading, fast=fast)
            made.append(Scored(stem, text, gold, found, pairs(Words(text), gold, found)))
    return documents, size


def calibration(documents: Sequence[Scored], bins: int = 10) -> float:
    """Expected calibration error of p: attributions that stand within no other, in bins of equal width."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for d in documents:
        right = {j for _, j, agree in d.paired if agree}
        for j, draft in enumerate(d.found):
            if draft.within is None:
                held[min(int(draft.p * bins), bins - 1)].append((draft.p, j in right))
    total = sum(map(len, held))
    return sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in held) / max(total, 1)


# Spans on the windows


Counts = dict[str, list[int]]


def _windows(options: Options, pipeline: Pipeline) -> dict[bool, Counts]:
    """Per role: spans that match exactly, found, wanted."""
    counts: dict[bool, Counts] = {fast: {r: [0, 0, 0] for r in ("source", "cue", "content")} for fast in (True, False)}
    lines = options.folder("attribution", "cofenet-valid.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if options.quick and number % 5:
            continue
        window = json.loads(line)
        text, offsets = _join(window["tokens"])
        wanted = _labelled(window["labels"])
        reading = pipeline.parse(text, whole=True)
        by_rules: set[tuple[str, int, int]] = set()
        for draft in pipeline(reading, fast=True):
            by_rules.update(_spans("source", [draft.source] if draft.source else [], offsets))
            by_rules.update(_spans("cue", draft.cue, offsets))
            content = [_with_that(text, span) for span in draft.content]
            by_rules.update(_spans("content", content, offsets))
        pipeline.encoder(reading)
        by_both = {s for role, span in pipeline.stage.spans(reading) for s in _spans(role, [span], offsets)}
        for fast, found in ((True, by_rules), (False, by_both)):
            for role, counted in counts[fast].items():
                want = {s for s in wanted if s[0] == role}
                have = {s for s in found if s[0] == role}
                counted[0] += len(want & have)
                counted[1] += len(have)
                counted[2] += len(want)
    return counts


def _join(tokens: list[str]) -> tuple[str, list[Span]]:
    """The running text of tokens, and where each stands in it; Penn quotation marks become plain ones."""
    text = ""
    offsets = []
    open_ = False
    glue = True
    for token in tokens:
        mark = token in {'"', "``", "''"}
        closing = mark and (token == "''" or (token == '"' and open_))
        written = '"' if mark else _PENN.get(token, token)
        if not glue and not closing and not re.match(r"^(?:[,.;:?!)\]%”’]|'s|'re|'ve|'ll|'d|'m|n't|’s)", written):
            text += " "
        offsets.append((len(text), len(text) + len(written)))
        text += written
        glue = written in {"(", "[", "“", "‘", "$"} or (mark and not closing)
        if mark:
            open_ = not closing
    return text, offsets


_PENN = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def _labelled(labels: list[str]) -> set[tuple[str, int, int]]:
    spans = set()
    start: int | None = None
    for number, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            spans.add((labels[start][2:], start, number - 1))
            start = None
        if label.startswith("B-"):
            start = number
    return spans


def _spans(role: str, spans: Sequence[Span], offsets: list[Span]) -> Iterator[tuple[str, int, int]]:
    for start, end in spans:
        inside = [n for n, (a, b) in enumerate(offsets) if a < end and b > start]
        if inside:
            yield role, inside[0], inside[-1]


def _with_that(text: str, span: Span) -> Span:
    before = text[: span[0]]
    return (span[0] - 5, span[1]) if re.search(r"\bthat $", before) else span


# The constructions


def _constructions(*, fast: bool) -> tuple[int, int, list[str]]:
    from tests.attributions.constructions import cases, faults

    wrong = []
    every = cases()
    for case in every:
        wrong.extend(f"{case.id} {case.construction}: {fault}" for fault in faults(case, fast=fast)[:1])
    return len(every) - len(wrong), len(every), wrong


def run(options: Options) -> dict[str, float]:
    pipeline = Pipeline()
    documents, size = _tuples(options, pipeline)
    seconds, parse_seconds = dict(pipeline.seconds), pipeline.parse_seconds
    counts = _windows(options, pipeline)
    figures: dict[str, float] = {}
    wrong: list[str] = []
    for fast, title, name in ((True, "rules alone (--fast)", "rules_"), (False, "rules and encoder", "")):
        print(f"{title}\n  tuples, {len(documents[fast])} texts")
        figures |= {f"{name}{k}": v for k, v in _print_tuples(options, documents[fast]).items()}
        print(f"  spans, exact{' (a fifth of the windows)' if options.quick else ''}: P / R / F1")
        for role, (right, found, wanted) in counts[fast].items():
            precision, recall, both = f1(right, found, wanted)
            print(f"    {role:10} {precision:5.1f} / {recall:5.1f} / {both:5.1f}")
            figures[f"{name}{role}_f1"] = both
        right, every, faults = _constructions(fast=fast)
        wrong.extend(f"{title}: {fault}" for fault in faults)
        figures[f"{name}constructions"] = 100 * right / every
        ratio = seconds[fast] / parse_seconds
        figures[f"{name}stage_to_parse_max"] = ratio
        print(f"  constructions: {right} of {every}")
        print(f"  cost: {1000 * seconds[fast] / size * 490:.1f} ms for 490 words, {ratio:.2f} of the parse")
    print(PEERS)
    if options.errors:
        print("\n".join(wrong))
        _print_errors(documents[False])
    return figures


def _print_tuples(options: Options, documents: list[Scored]) -> dict[str, float]:
    forms = _reporting(options)

    def everything(_text: str, _cue: list[Span]) -> bool:
        return True

    def reporting(text: str, cue: list[Span]) -> bool:
        return bool(set(_WORD.findall(words_of(text, cue).lower())) & forms)

    def core(text: str, cue: list[Span]) -> bool:
        return bool(_CORE.search(words_of(text, cue)))

    figures: dict[str, float] = {}
    for name, keep in (("tuple", everything), ("reporting", reporting), ("statement", core)):
        precision, recall, both = tuples(documents, keep)
        low, high = interval(documents, lambda ds, keep=keep: tuples(ds, keep)[2], rounds=200)
        print(f"    {name:10} {precision:5.1f} / {recall:5.1f} / {both:5.1f} [{low:.1f}, {high:.1f}]")
        figures[f"{name}_f1"] = both
    for manner, (right, wanted) in by_manner(documents).items():
        print(f"    recall, {manner}: {100 * right / wanted:.1f} % of {wanted}")
    figures["calibration_error_max"] = calibration(documents)
    print(f"    expected calibration error of p: {figures['calibration_error_max']:.3f}")
    return figures


def _reporting(options: Options) -> set[str]:
    folder = options.folder("attribution", "lexicons")
    forms = {"according"}
    for name in ("gendergaptracker_verbs.txt", "guardian_afp_verbs.txt"):
        forms.update((folder / name).read_text(encoding="utf-8").split())
    return forms


def _print_errors(documents: list[Scored]) -> None:
    for d in documents:
        right: dict[str, set[Any]] = {"gold": set(), "found": set()}
        for i, j, agree in d.paired:
            if agree:
                right["gold"].add(i)
                right["found"].add(j)
        print(f"== {d.stem}")
        for i, gold in enumerate(d.gold):
            if i not in right["gold"]:
                print("  missed", *(f"[{words_of(d.text, s)[:120]}]" for s in (gold.source, gold.cue, gold.content)))
        for j, draft in enumerate(d.found):
            if j not in right["found"]:
                source = [draft.source] if draft.source else []
                print("  false ", *(f"[{words_of(d.text, s)[:120]}]" for s in (source, draft.cue, draft.content)))
