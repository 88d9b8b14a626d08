"""From a parse to findings: candidates that the lexicon allows, phrases that name a source, quotations."""

from __future__ import annotations

from dateline.attributions.candidates import Candidate, Candidates
from dateline.attributions.finding import Article, Finding
from dateline.attributions.lexicon import Cues
from dateline.attributions.phrases import adverbs, labels, prepositional
from dateline.attributions.speech import Speech
from dateline.attributions.trees import noun_phrase
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
        found = [f for f in (self._judged(article, c) for c in Candidates(parse)) if f is not None]
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

    def _judged(self, article: Article, candidate: Candidate) -> Finding | None:
        """The finding that a candidate makes, where the lexicon allows it."""
        cue = self.cues.get(candidate.head.lemma, candidate.pos)
        if cue is None or article.inside[candidate.head.i] is not None:
            return None
        name = candidate.construction
        if candidate.passive and name != "object":
            allowed = "passive" in cue.takes or name in cue.takes
        else:
            allowed = ("quote" if name == "inserted" else name) in cue.takes
        source = candidate.source
        if not allowed or (source is not None and source.lower in self.cues.words("no_source")):
            return None
        span = noun_phrase(source, article.tokens) if source is not None else None
        return Finding(candidate.head, name, candidate.cue, cue.cue_class, source, span, candidate.content)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.cue[0].i, finding.head.i
