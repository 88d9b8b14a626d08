"""What grouping very many articles costs: generated articles, a year's million, 2,740 a day.

The density of a day is that of a million a year whatever the number asked for. Names follow a Zipf law; a story has
its own names; a fifth of the articles are copies, a half of them reworded or cut.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dateline.corpus import copies
from dateline.corpus.fingerprint import function_words
from dateline.knowledge import Knowledge
from dateline.record import Article

A_DAY = 2740
WORDS = 430
STORIES_A_DAY = 400
COPIED = 0.2


class Press:
    """Writes articles without end, from a seed."""

    def __init__(self, seed: int = 9) -> None:
        self._draw = random.Random(seed)
        self._grammar = sorted(function_words(Knowledge()))
        draw = random.Random(1)
        letters = "aeiourstlnmdkpbgvh"
        self._words = ["".join(draw.choices(letters, k=draw.randint(4, 10))) for _ in range(40_000)]
        self._names = ["".join(draw.choices(letters, k=draw.randint(4, 9))).capitalize() for _ in range(100_000)]
        self._word_weights = self._zipf(len(self._words), 1.0)
        self._name_weights = self._zipf(len(self._names), 1.0)
        self._grammar_weights = self._zipf(len(self._grammar), 0.9)
        self._recent: list[list[str]] = []

    @staticmethod
    def _zipf(size: int, power: float) -> list[float]:
        total, sums = 0.0, []
        for rank in range(1, size + 1):
            total += 1 / rank**power
            sums.append(total)
        return sums

    def articles(self, number: int) -> Iterator[Article]:
        draw = self._draw
        stories: list[list[str]] = []
        for count in range(number):
            if count % A_DAY == 0:
                stories = [self._story() for _ in range(STORIES_A_DAY)]
            day = (date(2024, 1, 1) + timedelta(days=count // A_DAY)).isoformat()
            if self._recent and draw.random() < COPIED:
                sentences = self._copy(draw.choice(self._recent))
            else:
                sentences = self._write(draw.choice(stories))
                if len(self._recent) >= 3 * A_DAY:
                    self._recent[draw.randrange(len(self._recent))] = sentences
                else:
                    self._recent.append(sentences)
            yield Article.make(" ".join(sentences), id=f"a{count}", published=day)

    def _story(self) -> list[str]:
        return self._draw.choices(self._names, cum_weights=self._name_weights, k=12)

    def _write(self, story: list[str]) -> list[str]:
        draw, sentences, written = self._draw, [], 0
        while written < WORDS:
            size = draw.randint(12, 32)
            grammar = draw.choices(self._grammar, cum_weights=self._grammar_weights, k=size // 2)
            words = draw.choices(self._words, cum_weights=self._word_weights, k=size - len(grammar))
            names = draw.choices(story, k=2) + draw.choices(self._names, cum_weights=self._name_weights, k=1)
            row = grammar + words + names
            draw.shuffle(row)
            row[0] = row[0].capitalize()
            sentences.append(" ".join(row) + ".")
            written += size
        return sentences

    def _copy(self, sentences: list[str]) -> list[str]:
        kind = self._draw.random()
        if kind < 0.5:
            return sentences
        if kind < 0.75:
            return sentences[: max(3, len(sentences) * 2 // 3)]
        return [" ".join(self._swap(word) for word in sentence.split()) for sentence in sentences]

    def _swap(self, word: str) -> str:
        exchanged = len(word) > 3 and word[0].islower() and self._draw.random() < 0.3
        return self._draw.choice(self._words) if exchanged else word


CHECKPOINTS = (10_000, 100_000, 300_000, 1_000_000)


def scale(number: int) -> dict[str, float]:
    """Fingerprint, pair and group ``number`` articles; what it cost so far is printed at each checkpoint.

    All of it is processor time; the time that it takes to write the articles is measured and left out.
    """
    known: dict[str, copies.Marks] = {}
    found: list[copies.Comparison] = []
    clock = Clock(Press().articles(number))
    figures: dict[str, float] = {}
    before, spent = 0, 0.0
    for done, (mark, seen) in enumerate(copies.stream(clock), 1):
        known[mark.id] = mark
        found.extend(replace(comparison, pairs=()) for comparison in seen)
        if done in CHECKPOINTS or done == number:
            ids = {name for comparison in found for name in (comparison.a, comparison.b)}
            groups = copies.group([known[name] for name in sorted(ids)], found)
            copied = sum(item.class_ in copies.COPIES for item in groups)
            now = clock.spent()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rate = 1000 * (now - spent) / (done - before)
            print(
                f"{done:9,} articles: {now / 3600:.3f} core-hours (writing them, left out: {clock.writing / 3600:.3f});"
                f" {rate:.2f} ms each since the last line; {len(found):,} comparisons kept,"
                f" {copied:,} copies of others; peak {peak:.0f} MB",
                flush=True,
            )
            figures[f"scale_{done}_ms_max"], figures[f"scale_{done}_mb_max"] = rate, peak
            before, spent = done, now
    return figures


class Clock:
    """Passes articles on, and keeps apart the processor time that writing them takes."""

    def __init__(self, articles: Iterator[Article]) -> None:
        self._articles = articles
        self._start = time.process_time()
        self.writing = 0.0

    def __iter__(self) -> Iterator[Article]:
        while True:
            start = time.process_time()
            article = next(self._articles, None)
            self.writing += time.process_time() - start
            if article is None:
                return
            yield article

    def spent(self) -> float:
        """Seconds of processor time so far, without writing."""
        return time.process_time() - self._start - self.writing
