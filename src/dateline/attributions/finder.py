"""From a parse to findings: candidates that the lexicon allows, phrases that name a source, quotations."""

from __future__ import annotations

from dateline.attributions.accept import Acceptance
from dateline.attributions.candidates import Candidates
from dateline.attributions.finding import Article, Finding
from dateline.attributions.lexicon import Cues
from dateline.attributions.phrases import adverbs, citations, labels, prepositional
from dateline.attributions.speech import Speech
from dateline.text.parse import Token
from dateline.text.reading import Reading

_SAYING = {"clause", "quote", "inserted", "as", "according", "adverb", "colon", "citing"}


class Finder:
    """Finds the attributions of one reading."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def __call__(self, reading: Reading) -> tuple[list[Finding], Article | None]:
        """All findings, in the order of their cues, and the article as they saw it."""
        parse = reading.parse
        if parse is None or not parse.tokens:
            return [], None
        article = Article(self.cues, reading, parse)
        acceptance = Acceptance(article)
        found = [f for f in map(acceptance.finding, Candidates(parse)) if f is not None]
        found = _merged(found)
        found.extend(citations(article, found))
        found.extend(prepositional(article))
        found.extend(adverbs(article))
        found.extend(labels(article, reading.paragraphs))
        _part(found, parse.tokens)
        Speech(article, found).assign()
        found = _apart(found)
        for finding in found:
            finding.content -= {t.i for t in finding.cue}
            if finding.quoted:
                first, last = finding.cluster()
                finding.content -= set(range(first, last + 1))
        return sorted((f for f in found if f.content), key=_place), article


def _part(found: list[Finding], tokens: list[Token]) -> None:
    """Cut from a reported clause the verb that goes on reporting: *said it was over and praised the hosts*."""
    by_head = {f.head.i: f for f in found}
    for finding in found:
        above = finding.head.head
        first = finding.cue[0].i
        if finding.head.tag == "VBG" and finding.head.dep == "advcl" and first and tokens[first - 1].text == ",":
            for outer in found:
                if (
                    first in outer.content
                    and outer.head.i < first
                    and outer.source is not None
                    and outer.head.pos == "VERB"
                ):
                    outer.content -= set(range(first - 1, finding.head.right + 1))
            continue
        if finding.head.dep != "conj" or above.dep != "ccomp" or finding.source is None:
            continue
        said = by_head.get(above.head.i)
        if said is not None and said is not finding and said.source is finding.source:
            first = finding.cue[0].i
            if first > 0 and tokens[first - 1].dep == "cc":
                first -= 1
            said.content -= set(range(first, max(finding.head.right, first) + 1))


def _apart(found: list[Finding]) -> list[Finding]:
    """Without what is only mentioned inside a statement: a stance or a matter spoken of, told by somebody else.

    *He said she opposes the deal* is his statement. What she said, plans or denies there stands within his.
    """
    statements = [f for f in found if f.cue_class == "statement" and f.construction in _SAYING]
    kept = []
    for finding in found:
        weak = finding.construction not in _SAYING and finding.head.pos == "VERB" and finding.construction != "gerund"
        weak = weak and not (finding.construction == "to" and finding.cue_class == "intention")
        if not (weak and any(finding.head.i in s.content for s in statements if s is not finding)):
            kept.append(finding)
    return kept


def _merged(found: list[Finding]) -> list[Finding]:
    """Without the verbs that are part of a noun cue: *made the claim that*, *expressed concerns that*."""
    light = {t.i for f in found if f.head.pos == "NOUN" for t in f.cue}
    return [f for f in found if f.head.pos == "NOUN" or f.head.i not in light]


def _place(finding: Finding) -> tuple[int, int]:
    return finding.cue[0].i, finding.head.i
