"""Show pairs of articles to a reader who labels them: both texts, no score.

``python -m benchmarks.copies_reading list`` prints all pairs (a, b) as a table to fill in: the pairs that share word
5-grams and 300 random pairs on one event, in an order that tells nothing. ``python -m benchmarks.copies_reading A B``
prints the two texts.
"""

from __future__ import annotations

import random
import sys
import textwrap
from pathlib import Path

from benchmarks import ecbplus
from benchmarks.ecbplus import Document
from benchmarks.harness import default_data

GUIDE = """\
copy         one of the two is, for the most part (more than half of its sentences), taken from the other or both
             from one text: word for word or in other words, whole, cut or extended
partial      they share a passage that was taken over (two sentences or more, or one long one, beside quotations), but
             most of the shorter one was written anew
independent  what they share is facts, names and quotations of the same speakers
doubtful     you cannot tell
"""


def pairs(documents: list[Document], folder: Path) -> list[tuple[str, str]]:
    """The candidates and 300 random pairs of one event, in a random order that is always the same."""
    lines = (folder / "ecbplus_copy_candidates.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = {tuple(line.split("\t")[:2]) for line in lines}
    same = [(a.id, b.id) for i, a in enumerate(documents) for b in documents[i + 1 :] if a.event == b.event]
    draw = random.Random(300)
    rest = draw.sample([p for p in same if p not in found and p[::-1] not in found], 300)
    chosen = sorted(found) + rest
    draw.shuffle(chosen)
    return [(a, b) for a, b in chosen]


def main() -> None:
    folder = default_data() / "copies"
    documents = [d for d in ecbplus.load(folder / "ecbplus.tar.gz") if d.length >= 40]
    if sys.argv[1:] == ["list"]:
        print("a\tb\treader1\treader2")
        known = {d.id for d in documents}
        for a, b in pairs(documents, folder):
            if a in known and b in known:
                print(f"{a}\t{b}\t\t")
        return
    if len(sys.argv) != 3:
        print(__doc__)
        print(GUIDE)
        return
    by_id = {d.id: d for d in documents}
    for name in sys.argv[1:]:
        print(f"=== {name}")
        for sentence in by_id[name].sentences:
            print(textwrap.fill(sentence, 110))
        print()


if __name__ == "__main__":
    main()
