"""Articles for benchmarks that need no gold: the development texts where they lie, else our own examples."""

from __future__ import annotations

import json

from benchmarks.harness import ROOT, Options


def articles(options: Options, count: int) -> list[str]:
    """``count`` texts of 350 to 700 words (PolNeAR's development texts), else our examples, repeated."""
    folder = options.data / "attribution" / "polnear-dev" / "text"
    if folder.is_dir():
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
        fitting = [text for text in texts if 350 <= len(text.split()) <= 700]
        return (fitting * (1 + count // len(fitting)))[:count]
    own = [article["text"] for article in examples()]
    return ["\n\n".join(own[i % len(own)] for i in range(n, n + 4)) for n in range(count)]


def examples() -> list[dict[str, str]]:
    """Our own articles on twelve subjects."""
    path = ROOT / "examples" / "subjects" / "articles.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
