"""How fast reading is, beside the bare parse in the same run; by stage; memory; cold start.

The ratio is the figure to trust: both are timed on the same text, one after the other, and the median over
texts is given.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks import bare
from benchmarks.harness import Options
from benchmarks.texts import articles

_MEMORY = """
import json, resource, sys
from dateline.article import make_article
from dateline.reader import Reader
reader = Reader()
for line in sys.stdin:
    reader.read(make_article(json.loads(line)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def run(options: Options) -> dict[str, float]:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    texts = articles(options, 12 if options.quick else 40)
    words = sum(len(text.split()) for text in texts)
    print("with the encoder")
    whole = ratio(texts, fast=False)
    print("without it (--fast)")
    figures = ratio(texts, fast=True)
    figures["with_encoder_documents_a_second"] = whole["documents_a_second"]
    figures["with_encoder_to_bare"] = whole["documents_a_second"] / whole["bare_documents_a_second"]
    figures |= memory(texts[:12])
    figures |= cold_start(texts[0])
    print(f"{len(texts)} texts, {words / len(texts):.0f} words each, one thread")
    for name in ("documents_a_second", "bare_documents_a_second"):
        print(f"  {name:28} {figures[name]:8.2f}")
    print(f"  {'words_a_second':28} {figures['documents_a_second'] * words / len(texts):8.0f}")
    print(f"  {'with encoder, documents/s':28} {figures['with_encoder_documents_a_second']:8.2f}")
    print(f"  {'with encoder, to bare':28} {figures['with_encoder_to_bare']:8.2f}  (bar .5)")
    print(f"  {'stages_to_parse_max':28} {figures['stages_to_parse_max']:8.3f}  (bar .333)")
    if not options.quick:
        figures |= processes(texts)
        print(f"  {'two processes to one':28} {figures['two_processes_to_one']:8.2f}")
    print(f"  {'peak memory, MB':28} {figures['memory_mb_max']:8.0f}  (bar 800)")
    print(f"  {'help, s':28} {figures['help_seconds_max']:8.2f}  (bar 0.3)")
    print(f"  {'read one article cold, s':28} {figures['cold_read_seconds_max']:8.2f}  (bar 4)")
    return figures


def ratio(texts: list[str], *, fast: bool) -> dict[str, float]:
    """Reading against the bare parse, text by text; and the time of each stage as a share of the parse."""
    from dateline.freeze import freeze
    from dateline.reader import Reader
    from dateline.record import Article
    from dateline.text.reading import Reading

    reader, nlp = Reader(fast=fast), bare.load()
    reader.read(texts[0])
    bare.seconds(nlp, texts[0])
    shares, ours, parses = [], [], []
    stages: dict[str, list[float]] = defaultdict(list)
    for text in texts:
        # The parse is timed three times bare and three times as our stage, in turn; what the stage costs beyond the
        # bare parse (our tokens) counts as ours.
        reading = Reading(Article.make(text, published="2016-10-01"))
        bares, parsed = [], []
        spent = 0.0
        for stage in [*reader.stages, None]:
            name = "freeze" if stage is None else stage.name
            for _ in range(3 if name == "text.Parse" else 1):
                if name == "text.Parse":
                    bares.append(bare.seconds(nlp, text))
                start = time.perf_counter()
                freeze(reading, reader.made_by) if stage is None else stage(reading)
                took = time.perf_counter() - start
                if name == "text.Parse":
                    parsed.append(took)
            if name == "text.Parse":
                took = max(0.0, min(parsed) - min(bares))
            spent += took
            stages[name].append(took)
        parse = min(bares)
        for values in stages.values():
            values[-1] /= parse
        shares.append(spent / parse)
        ours.append(spent + parse)
        parses.append(parse)
    for name, values in stages.items():
        beyond = " (beyond the bare parse)" if name == "text.Parse" else ""
        print(f"  {name:28} {statistics.median(values):8.3f} of the parse{beyond}")
    return {
        "stages_to_parse_max": statistics.median(shares),
        "documents_a_second": 1 / statistics.median(ours),
        "bare_documents_a_second": 1 / statistics.median(parses),
    }


def processes(texts: list[str]) -> dict[str, float]:
    """Two processes against one, on the same texts, loading left out by reading twice as many."""
    from dateline.reader import Reader
    from dateline.record import Article

    reader = Reader()
    made = [Article.make(text, id=str(n)) for n, text in enumerate(texts * 2)]
    times = {}
    for count in (1, 2):
        stream = reader.read_all(made, processes=count)
        next(stream)  # the workers have loaded when the first record is there
        start = time.perf_counter()
        for _ in stream:
            pass
        times[count] = time.perf_counter() - start
    return {"two_processes_to_one": times[1] / times[2]}


def memory(texts: list[str]) -> dict[str, float]:
    """Peak memory of a process that reads, in MB."""
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    done = subprocess.run([sys.executable, "-c", _MEMORY], input=lines, capture_output=True, text=True, check=True)
    return {"memory_mb_max": float(done.stdout.split()[-1])}


def cold_start(text: str) -> dict[str, float]:
    """Wall time of whole commands, median of five (three for reading)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "article.txt")
        path.write_text(text, encoding="utf-8")
        read = _wall([sys.executable, "-m", "dateline", "read", str(path)], 3)
    return {
        "help_seconds_max": _wall([sys.executable, "-m", "dateline", "--help"], 5),
        "cold_read_seconds_max": read,
    }


def _wall(command: list[str], runs: int) -> float:
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])
