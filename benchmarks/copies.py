"""Copies, origins and stories: recall of reworded and cut copies, false alarms, real pairs, stories, cost.

``python -m benchmarks copies [--quick] [--errors] [scale N…]``

Real pairs need labels: ``benchmarks/labels/copies.tsv`` (part, a, b, reader1, reader2; classes copy, partial,
independent, doubtful; no text). ``python -m benchmarks.copies_reading N`` shows a reader one pair.
"""

from __future__ import annotations

import csv
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import ecbplus, rewording
from benchmarks.copies_scale import scale
from benchmarks.ecbplus import Document
from benchmarks.harness import ROOT, Absent, Options, interval
from dateline.corpus import copies, stories
from dateline.corpus.alignment import align
from dateline.corpus.candidates import Memory
from dateline.corpus.fingerprint import Fingerprint, fingerprint, function_words
from dateline.knowledge import Knowledge

LABELS = ROOT / "benchmarks" / "labels" / "copies.tsv"
ORIGINALS = 200
LONG = 100
"""Words of an original or a follow-up at the least."""

Make = Callable[[Document], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles with their fingerprints, in one index."""

    documents: list[Document]
    made: dict[str, Fingerprint]
    index: Memory
    related: set[frozenset[str]]
    """Pairs that share word 5-grams: real copies are among them, so none of them is a negative."""


def run(options: Options) -> dict[str, float]:
    folder = options.folder("copies")
    corpus = load(folder)
    figures: dict[str, float] = {}
    draw = random.Random(5)
    originals = draw.sample([d for d in corpus.documents if d.length >= LONG], 60 if options.quick else ORIGINALS)
    print("reworded with the source that was tuned with (swap tables):")
    tuned: dict[str, float] = {}
    spun(corpus, originals, rewording.Tables(folder), tuned)
    figures |= {f"tables_{name}": value for name, value in tuned.items()}
    if not options.quick:
        measured(corpus, originals, figures)
    alarms(corpus, originals, figures)
    real(corpus, folder, figures, errors=options.errors)
    story(corpus, figures)
    cost(corpus)
    if options.rest[:1] == ["scale"]:
        for number in options.rest[1:]:
            figures |= scale(int(number))
    return figures


def measured(corpus: Corpus, originals: list[Document], figures: dict[str, float]) -> None:
    """The other source of synonyms: nothing was tuned with it."""
    print("reworded with the source that was not tuned with (WordNet):")
    try:
        spun(corpus, originals, rewording.WordNet(), figures)
    except Absent as absent:
        print(f"  skipped: {absent}")


def load(folder: Path) -> Corpus:
    documents = [d for d in ecbplus.load(folder / "ecbplus.tar.gz") if d.length >= 40]
    made = {d.id: fingerprint(d) for d in documents}
    index = Memory()
    for d in documents:
        index.add(d.id, made[d.id])
    related = {frozenset((row["doc_a"], row["doc_b"])) for row in candidates(folder)}
    return Corpus(documents, made, index, related)


def candidates(folder: Path) -> list[dict[str, str]]:
    with (folder / "ecbplus_copy_candidates.tsv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def score(a: Fingerprint, b: Fingerprint) -> float:
    """What copies are told by: the larger of the two shares."""
    found = align(a, b)
    return max(found.share_a, found.share_b)


# Machine-made copies ---------------------------------------------------------------------------------------------


def levels(machine: rewording.Rewording, corpus: Corpus) -> dict[str, Make]:
    leads = random.Random(11)
    strangers = [d for d in corpus.documents if len(d.sentences) > 3]

    def like_sample(d: Document) -> list[str]:
        return machine.like_sample(d.sentences, d.id)

    def lead(d: Document) -> list[str]:
        other = leads.choice([s for s in strangers if s.topic != d.topic])
        return rewording.with_lead(like_sample(d), other.sentences[:2])

    shares = {
        f"reworded_{share:.0%}".rstrip("%"): (lambda d, s=share: machine.words(d.sentences, s, d.id))
        for share in (0.1, 0.2, 0.3, 0.4, 0.5)
    }
    return shares | {
        "like_sample": like_sample,
        "cut": lambda d: machine.cut(d.sentences, d.id),
        "half": lambda d: machine.cut(d.sentences, d.id, 0.5),
        "other_order": lambda d: rewording.shuffled(like_sample(d), d.id),
        "joined": lambda d: rewording.joined(like_sample(d)),
        "split": lambda d: rewording.split(like_sample(d)),
        "with_lead": lead,
    }


def spun(corpus: Corpus, originals: list[Document], synonyms: rewording.Synonyms, figures: dict[str, float]) -> None:
    """Recall end to end: the original is among the candidates of the copy and the pair is called a copy.

    Recall at precision .99 moves the threshold: negatives are all other candidates of all copies that share no 5-grams
    with the original by nature, so that it is what a user sees after the index.
    """
    machine = rewording.Rewording(synonyms, function_words(Knowledge()))
    print(f"{'copies made by machine':24} {'called':>7} {'at P .99':>9} {'candidate':>10} {'wrong called':>13}")
    for name, make in levels(machine, corpus).items():
        right, found, positives, negatives, wrong = 0, 0, [], [], 0
        for d in originals:
            made = fingerprint(replace(d, sentences=tuple(make(d))))
            near = corpus.index.candidates(made)
            found += d.id in near
            positives.append(score(made, corpus.made[d.id]) if d.id in near else 0.0)
            right += d.id in near and copies.compare(made, corpus.made[d.id]).is_copy
            for other in near:
                if other != d.id and frozenset((other, d.id)) not in corpus.related:
                    negatives.append(score(made, corpus.made[other]))
                    wrong += copies.compare(made, corpus.made[other]).is_copy
        total = len(originals)
        figures[name] = right / total
        figures[f"{name}_at_p99"] = recall_at(positives, negatives, 0.99)
        print(f"{name:24} {right / total:7.3f} {figures[f'{name}_at_p99']:9.3f} {found / total:10.3f} {wrong:13d}")


def recall_at(positives: Sequence[float], negatives: Sequence[float], precision: float) -> float:
    """The largest recall at any threshold that keeps the precision."""
    best = 0
    for threshold in sorted({p for p in positives if p > 0}):
        right = sum(p >= threshold for p in positives)
        wrong = sum(n >= threshold for n in negatives)
        if right / (right + wrong) >= precision:
            best = max(best, right)
    return best / len(positives)


# False alarms ----------------------------------------------------------------------------------------------------


def alarms(corpus: Corpus, originals: list[Document], figures: dict[str, float]) -> None:
    """Follow-ups that reuse 30 % background, dated a day later; independent reports of one event; candidates."""
    draw = random.Random(17)
    by_event: dict[str, list[Document]] = {}
    for d in corpus.documents:
        by_event.setdefault(d.event, []).append(d)
    called = total = 0
    for d in originals:
        others = [o for o in by_event[d.event] if o.length >= LONG and o.id != d.id]
        others = [o for o in others if frozenset((o.id, d.id)) not in corpus.related]
        if not others:
            continue
        other = draw.choice(others)
        text = rewording.follow_up(other.sentences, d.sentences)
        later = replace(other, id="follow-up", sentences=tuple(text), published="2024-05-16")
        items = {item.article: item for item in copies.find([replace(d, published="2024-05-15"), later])}
        called += items["follow-up"].class_ in copies.COPIES or items[d.id].class_ in copies.COPIES
        total += 1
    figures["follow_up_called_max"] = called / total
    print(f"follow-ups with 30 % background called copies: {called} of {total}")
    independent, wrong = 0, []
    for members in by_event.values():
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if frozenset((a.id, b.id)) not in corpus.related:
                    independent += 1
                    if copies.compare(corpus.made[a.id], corpus.made[b.id]).is_copy:
                        wrong.append((a.id, b.id))
    figures["independent_called_max"] = len(wrong) / independent
    print(f"reports of one event that share no 5-grams called copies: {len(wrong)} of {independent} {wrong}")
    topics = {d.id: d.topic for d in corpus.documents}
    near = [corpus.index.candidates(corpus.made[d.id]) for d in corpus.documents]
    strange = sum(topics[o] != d.topic for d, others in zip(corpus.documents, near, strict=True) for o in others)
    figures["candidates_max"] = sum(map(len, near)) / len(near)
    print(f"candidates a document: {figures['candidates_max']:.2f}, of another topic {strange / len(near):.3f}")


# Real pairs ------------------------------------------------------------------------------------------------------


PARTS = ("tuned", "untouched", "later")


def real(corpus: Corpus, folder: Path, figures: dict[str, float], *, errors: bool) -> None:
    """The labelled real pairs: macro-F1 of copy, partial, independent where both readers agree.

    Rules were tuned on the pairs of part *tuned* alone, and only their errors are listed. The parts *untouched* and
    *later* count; their pairs that share no article with a tuned one are a stricter sample.
    """
    reached = [(row["doc_a"], row["doc_b"]) for row in candidates(folder)]
    reached = [(a, b) for a, b in reached if a in corpus.made and b in corpus.made]
    strong = {(r["doc_a"], r["doc_b"]) for r in candidates(folder) if float(r["containment_word5"]) >= 0.15}
    hits = sum(b in corpus.index.candidates(corpus.made[a]) for a, b in reached if (a, b) in strong)
    figures["real_candidates"] = hits / sum(pair in strong for pair in reached)
    print(f"real pairs with 5-gram containment ≥ .15 that are candidates: {figures['real_candidates']:.3f}")
    if not LABELS.exists():
        print(f"real pairs: skipped: {LABELS.relative_to(ROOT)} is not there")
        return
    with LABELS.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader((line for line in handle if not line.startswith("#")), delimiter="\t"))
    for part in PARTS:
        labels = [r for r in rows if r["part"] == part]
        agreed = sum(r["reader1"] == r["reader2"] for r in labels) / len(labels)
        doubtful = sum("doubtful" in (r["reader1"], r["reader2"]) for r in labels)
        print(f"readers: {len(labels)} {part}, agreed {agreed:.3f}, kappa {kappa(labels):.3f}, doubtful {doubtful}")
    judged: dict[tuple[str, str, str], tuple[str, str]] = {}
    for row in rows:
        if row["reader1"] != row["reader2"] or row["reader1"] == "doubtful":
            continue
        found = copies.compare(corpus.made[row["a"]], corpus.made[row["b"]])
        ours = "copy" if found.is_copy else str(found.class_)
        judged[row["part"], row["a"], row["b"]] = (row["reader1"], ours)
        if errors and ours != row["reader1"] and row["part"] == "tuned":
            print(f"  {row['a']} {row['b']}: {row['reader1']}, ours {ours} ({found.share_a:.2f} {found.share_b:.2f})")
    seen = {name for part, *pair in judged if part == "tuned" for name in pair}
    parts = {
        **{f"real_macro_f1_{part}": [both for pair, both in judged.items() if pair[0] == part] for part in PARTS},
        "real_macro_f1": [both for pair, both in judged.items() if pair[0] != "tuned"],
        "real_macro_f1_unseen": [both for pair, both in judged.items() if seen.isdisjoint(pair[1:])],
    }
    for name, some in parts.items():
        figures[name] = macro_f1(some)
        low, high = interval(some, macro_f1)
        print(f"{name} {figures[name]:.3f} [{low:.3f}, {high:.3f}] on {len(some)} pairs (METER: .664)")
    for (gold, ours), n in sorted(Counter(parts["real_macro_f1"]).items()):
        print(f"  not tuned on: {gold:12} called {ours:12} {n}")


def macro_f1(judged: Sequence[tuple[str, str]]) -> float:
    values = []
    for name in ("copy", "partial", "independent"):
        right = sum(gold == ours == name for gold, ours in judged)
        both = sum(gold == name for gold, _ in judged) + sum(ours == name for _, ours in judged)
        values.append(2 * right / both if both else 0.0)
    return sum(values) / len(values)


def kappa(rows: Sequence[dict[str, str]]) -> float:
    """Cohen's kappa of the two readers, doubtful cases included."""
    total = len(rows)
    same = sum(r["reader1"] == r["reader2"] for r in rows) / total
    one, other = Counter(r["reader1"] for r in rows), Counter(r["reader2"] for r in rows)
    chance = sum(one[name] * other[name] for name in one) / total**2
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


# Stories ---------------------------------------------------------------------------------------------------------


def story(corpus: Corpus, figures: dict[str, float]) -> None:
    """BCubed on one half of the topics with the threshold chosen on the other, both ways."""
    halves = [[d for d in corpus.documents if d.topic % 2 == k] for k in (0, 1)]
    alike = [stories.likenesses([stories.features(d) for d in half]) for half in halves]
    steps = [step / 100 for step in range(5, 30)]
    for test in (0, 1):
        train = 1 - test
        best = max(steps, key=lambda t: bcubed(stories.average_link(alike[train], t), halves[train]))
        value = bcubed(stories.average_link(alike[test], best), halves[test])
        figures[f"stories_half{test}"] = value
        print(f"stories: BCubed F1 {value:.3f} on half {test} with the threshold {best} of the other half")
    figures["stories"] = (figures["stories_half0"] + figures["stories_half1"]) / 2


def bcubed(groups: Sequence[Sequence[int]], documents: Sequence[Document]) -> float:
    gold: dict[str, set[int]] = {}
    for number, document in enumerate(documents):
        gold.setdefault(document.event, set()).add(number)
    precision = recall = 0.0
    for group in groups:
        members = set(group)
        for number in group:
            same = len(members & gold[documents[number].event])
            precision += same / len(members)
            recall += same / len(gold[documents[number].event])
    return 2 * precision * recall / (precision + recall) / len(documents)


# Cost ------------------------------------------------------------------------------------------------------------


def cost(corpus: Corpus) -> None:
    """Milliseconds of processor time for a fingerprint and a comparison."""
    start = time.process_time()
    for d in corpus.documents:
        fingerprint(d)
    each = (time.process_time() - start) / len(corpus.documents) * 1000
    words = sum(d.length for d in corpus.documents) / len(corpus.documents)
    keys = sum(len(made.keys) for made in corpus.made.values()) / len(corpus.made)
    size = sum(len(made.to_bytes()) for made in corpus.made.values()) / len(corpus.made)
    print(f"fingerprint: {each:.2f} ms an article of {words:.0f} words, {keys:.0f} keys, {size:.0f} bytes")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this run: {peak:.0f} MB")
