"""From a parse to findings: candidates that the lexicon allows, phrases that name a source, quotations."""

from __future__ import annotations

from dateline.attributions.accept import Acceptance
from dateline.attributions.candidates import Candidates
from dateline.attributions.finding import Article, Finding
from dateline.attributions.lexicon import Cues
from dateline.attributions.phrases import adverbs, citations, labels, prepositional
from dateline.attributions.speech import Speech
from dateline.text.reading import Reading


class Finder:
    """Finds the attributions of one reading."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def __call__(self, reading: Reading) -> list[Finding]:
        """All findings, in the order of their cues."""
        parse = reading.parse
        if parse is None or not parse.tokens:
            return []
        article = Article(self.cues, reading, parse)
        acceptance = Acceptance(article)
        found = [f for f in map(acceptance.finding, Candidates(parse)) if f is not None]
        found = _merged(found)
        found.extend(citations(article, found))
        found.extend(prepositional(article))
        found.extend(adverbs(article))
        found.extend(labels(article, reading.paragraphs))
        Speech(article, found).assign()
        for finding in found:
            finding.content -= {t.i for t in finding.cue}
            if finding.quoted:
                first, last = finding.cluster()
                finding.content -= set(range(first, last + 1))
        return sorted((f for f in found if f.content), key=_place)


def _merged(found: list[Finding]) -> list[Finding]:
    """Without the verbs that are part of a noun cue: *made the claim that*, *expressed concerns that*."""
    light = {t.i for f in found if f.head.pos == "NOUN" for t in f.cue}
    return [f for f in found if f.head.pos == "NOUN" or f.head.i not in light]


def _place(finding: Finding) -> tuple[int, int]:
    return finding.cue[0].i, finding.head.i
