"""The rules of ``time_rules`` ready for use: which stretches of a run are expressions, and what makes them.

A rule's pattern speaks of classes of words (``MONTH DAY ,? YEAR``) and is compiled to a pattern over signatures, in
which each word is one character. The same signature always parts the same way, so what was parted once is remembered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge import Knowledge
from dateline.knowledge.tables import Row
from dateline.times.lexicon import Run, Words

NAME = re.compile(r"[A-Z]+")
REMEMBERED = 20_000
"""How many signatures are remembered; the store is emptied when it is full."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``time_rules``.

    ``pattern`` is over classes of ``time_words`` and marks; ``makes`` names the function of ``makers`` that gives
    the meaning, ``argument`` is handed to it; ``guard`` names a check of ``guards`` (or none).
    """

    name: str
    pattern: re.Pattern[str]
    makes: str
    argument: str
    guard: str


Part = tuple[int, int, int, tuple[Rule, ...], Rule | None]
"""First and end token of an expression, the first of its core, the rules that fit that, the ``before`` rule if any."""


class Grammar:
    """All rules, in order; the longest match wins, among equals the first whose guard lets the words pass."""

    def __init__(self, knowledge: Knowledge, words: Words) -> None:
        self.words = words
        self.rules = [self._rule(row) for row in knowledge.rows("time_rules")]
        self.before = [rule for rule in self.rules if rule.makes == "before"]
        self.cores = [rule for rule in self.rules if rule.makes != "before"]
        self._known: dict[str, list[Part]] = {}

    def _rule(self, row: Row) -> Rule:
        source = NAME.sub(lambda m: self.words.letter[m.group()], row["pattern"]).replace(" ", "")
        return Rule(row["name"], re.compile(source), row["makes"], row["argument"], row["guard"])

    def part(self, run: Run) -> list[Part]:
        """The expressions of a run."""
        known = self._known.get(run.signature)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[run.signature] = self._part(run)
        return known

    def _part(self, run: Run) -> list[Part]:
        found: list[Part] = []
        signature, places = run.signature, run.places
        at = 0
        while at < len(signature):
            if places[at] < 0:
                at += 1
                continue
            best = self._best(signature, at)
            if best is None:
                at += 1
                continue
            end, core, rules, before = best
            tokens = [n for n in places[core:end] if n >= 0]
            found.append((places[at], tokens[-1] + 1, tokens[0], tuple(rules), before))
            at = end
        return found

    def _best(self, signature: str, at: int) -> tuple[int, int, list[Rule], Rule | None] | None:
        best: tuple[int, int, list[Rule], Rule | None] | None = None
        starts: list[tuple[int, Rule | None]] = [(at, None)]
        for rule in self.before:
            match = rule.pattern.match(signature, at)
            if match and match.end() < len(signature):
                starts.append((match.end(), rule))
        for start, before in starts:
            for rule in self.cores:
                match = rule.pattern.match(signature, start)
                if match is None or match.end() == start:
                    continue
                if best is None or match.end() > best[0]:
                    best = (match.end(), start, [rule], before)
                elif match.end() == best[0] and start == best[1]:
                    best[2].append(rule)
        return best
