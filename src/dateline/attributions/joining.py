"""Spans joined to attributions, and proposals weighed: what the rules found, what the head and the rules label.

A labelled cue takes the source and the contents that the encoder's links, with a bonus for what a rule joined, give
it. Where a rule has found the same cue, its grammar stays (which word is the head, of which class the cue is, which
noun a relative pronoun means) and the labels say how far the content reaches. What only one of the two has found is
weighed by itself. ``Odds`` are told everything and give each proposal its probability.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dateline.attributions.accept import Acceptance
from dateline.attributions.finding import Article, Finding
from dateline.attributions.labelling import Labelled, labelled, passages
from dateline.attributions.lexicon import Cues
from dateline.attributions.sources import is_relative
from dateline.attributions.trees import noun_phrase, subject, trimmed
from dateline.record import CueClass, Span
from dateline.text.decide import Odds, weights
from dateline.text.parse import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dateline.text.encoder import Scores

RULE_BONUS = 2.0
"""Added to the logarithm of a link's probability where a rule made the same link (set by hand, not tuned)."""

_GRAMMAR_REACHES = {"clause", "inserted", "as", "to", "quote", "citing", "colon", "adverb", "passive"}
"""Constructions in which, of a rule's content and a labelled one that are nearly the same, the rule's is exact as often
or more often; with objects and prepositions it is the labelled one (counted on documents set apart)."""

_GRAMMAR_ALONE = {"citing", "adverb"}
"""Constructions whose content is what another attribution's is, or a whole clause: labels cannot say so."""

_SPEECH = {"clause", "quote", "as", "passive"}

_NEARLY = 0.5

_PARTS_OF_SPEECH = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}


@dataclass(slots=True)
class Proposal:
    """A finding with what is known for and against it; ``nested`` is one that stands within another's content."""

    finding: Finding
    known: dict[str, float] = field(default_factory=dict)
    nested: bool = False


@lru_cache(maxsize=2)
def odds(*, fast: bool) -> Odds:
    """The fitted odds, with the head or without."""
    return Odds(weights("attribution_odds_fast" if fast else "attribution_odds"))


def accepted(article: Article, found: list[Finding], cues: Cues, scores: Scores | None) -> list[Finding]:
    """The findings that stand, with their probabilities, in the order of their cues."""
    proposals = propose(article, found, cues, scores)
    judge = odds(fast=scores is None)
    kept = []
    for proposal in proposals:
        proposal.finding.p = judge(proposal.known)
        if _stands(proposal, judge):
            kept.append(proposal.finding)
    return sorted(kept, key=lambda f: (f.cue[0].i, f.head.i))


def _stands(proposal: Proposal, judge: Odds) -> bool:
    """What the head alone has found must pass the threshold; what a rule has found stands, and p says how surely.

    Where both have found a cue and read its content differently, half the threshold is asked for.
    """
    p = proposal.finding.p
    if proposal.finding.construction == "head":
        return judge.accepts(p)
    disputed = proposal.known.get("joined agree", 1.0) < _NEARLY and not proposal.nested
    disputed = disputed and proposal.finding.construction not in _GRAMMAR_ALONE
    return not disputed or p >= judge.threshold / 2


def propose(article: Article, found: list[Finding], cues: Cues, scores: Scores | None) -> list[Proposal]:
    """What the rules propose; with scores, what the head and the rules propose together, and the rules alone."""
    for finding in found:
        finding.by = f"rule:{finding.construction}"
    if scores is None:
        return [Proposal(f, _rule(f, article), nested=_nested(f, found)) for f in found]
    spans = labelled(article, found, scores["attribution"])
    shares = np.exp(scores["attribution"])
    joined = _Joining(article, found, cues, scores).join(spans)
    taken = {id(p.finding) for p in joined}
    made = [p.finding for p in joined]
    for finding in found:
        if id(finding) not in taken:
            known = _rule(finding, article) | _heard(finding, shares, made)
            joined.append(Proposal(finding, known, nested=_nested(finding, [*made, *found])))
    return joined


def _nested(finding: Finding, others: list[Finding]) -> bool:
    return any(finding is not o and finding.cue[0].i in o.content for o in others)


def _rule(finding: Finding, article: Article) -> dict[str, float]:
    """What a rule's finding tells by itself."""
    words = sum(article.tokens[n].text[0].isalnum() for n in finding.content)
    return {
        "rule": 1.0,
        f"rule {finding.construction}": 1.0,
        f"rule {finding.cue_class}": 1.0,
        f"rule {finding.head.pos}": 1.0,
        "rule without source": float(finding.source_span is None),
        "rule short content": float(words < 4),
        "rule quoted": float(finding.quoted),
    }


def _heard(finding: Finding, shares: NDArray[np.float32], joined: list[Finding]) -> dict[str, float]:
    """What the head says of a finding that only a rule proposed."""
    cue = [t.i for t in finding.cue]
    content = sorted(finding.content)
    said = shares[cue, 3:5].sum(axis=1).max()
    told = shares[content, 5:7].sum(axis=1).mean()
    same = max((_overlap(finding.content, o.content) for o in joined), default=0.0)
    return {"alone": 1.0, "alone cue": _logit(said), "alone content": _logit(told), "alone twice": same}


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _logit(p: float) -> float:
    p = min(max(float(p), 0.002), 0.998)
    return math.log(p / (1 - p))


class _Joining:
    """Labelled spans of one article joined to findings."""

    def __init__(self, article: Article, found: list[Finding], cues: Cues, scores: Scores) -> None:
        self.article, self.found, self.cues, self.scores = article, found, cues, scores
        self.passages = passages(article)
        self.acceptance = Acceptance(article)
        # The rules' own contents, before any was widened.
        self.contents = {id(f): set(f.content) for f in found}
        # Of two findings with a common word in their cues, the outer one comes first.
        self.by_cue: dict[int, Finding] = {}
        for finding in sorted(found, key=lambda f: _nested(f, found)):
            for token in finding.cue:
                self.by_cue.setdefault(token.i, finding)

    def join(self, spans: list[Labelled]) -> list[Proposal]:
        made: list[Proposal] = []
        loose: list[Labelled] = []
        for first, end in self.passages:
            here = [s for s in spans if first <= s.first < end]
            sources, cues, contents = ([s for s in here if s.role == r] for r in ("source", "cue", "content"))
            made.extend(self._passage(sources, cues, contents, loose))
        for span in loose:
            self._attach(span, made)
        return [p for p in made if p.finding.content and not self._refused(p.finding)]

    def _refused(self, finding: Finding) -> bool:
        """A false cue that the rules know: something handed to somebody, a reason given, a thing that cannot speak."""
        if finding.construction != "head" or finding.head.pos != "VERB":
            return False
        if any(self.article.inside[n] is not None for n in finding.content):
            return False
        mute = finding.source is not None and not self.cues.speaks(finding.source)
        if any(c.dep == "ccomp" for c in finding.head.children):
            return mute  # *the summit underscored how …*
        cue = self.cues.of(finding.head, "verb")
        if cue is not None and cue.takes <= _SPEECH:
            return True  # a verb that reports clauses and speech alone, without either: *briefed her on the ship*
        return mute or finding.head.lower in self.cues.words("citing") or self.acceptance.handed(finding.head)

    def _passage(
        self, sources: list[Labelled], cues: list[Labelled], contents: list[Labelled], loose: list[Labelled]
    ) -> list[Proposal]:
        rules = [next((self.by_cue[n] for n in c.numbers if n in self.by_cue), None) for c in cues]
        belongs: list[list[tuple[Labelled, float]]] = [[] for _ in cues]
        if cues and contents:
            links = self.scores.links("cue_links", [c.first for c in contents], [c.first for c in cues])
            for row, content in zip(links, contents, strict=True):
                for number, rule in enumerate(rules):
                    if rule is not None and not rule.content.isdisjoint(content.numbers):
                        row[number + 1] += RULE_BONUS
                best = int(row.argmax())
                if best:
                    belongs[best - 1].append((content, float(row[best])))
                else:
                    loose.append(content)
        else:
            loose.extend(contents)
        whose: list[tuple[Labelled | None, float]] = [(None, 0.0) for _ in cues]
        if cues:
            links = self.scores.links("source_links", [c.first for c in cues], [s.first for s in sources])
            for number, (row, rule) in enumerate(zip(links, rules, strict=True)):
                for place, source in enumerate(sources):
                    if rule is not None and rule.source_span is not None and self._meets(source, rule.source_span):
                        row[place + 1] += RULE_BONUS
                best = int(row.argmax())
                whose[number] = (sources[best - 1] if best else None, float(row[best]))
        return [
            self._proposal(cue, rule, source, content)
            for cue, rule, source, content in zip(cues, rules, whose, belongs, strict=True)
        ]

    def _meets(self, span: Labelled, other: Span) -> bool:
        tokens = self.article.tokens
        return tokens[span.first].start < other[1] and tokens[span.last].end > other[0]

    def _proposal(
        self,
        cue: Labelled,
        rule: Finding | None,
        source: tuple[Labelled | None, float],
        contents: list[tuple[Labelled, float]],
    ) -> Proposal:
        content = {n for c, _ in contents for n in c.numbers}
        known = {
            "joined": 1.0,
            "joined without rule": float(rule is None),
            "joined cue": _logit(cue.words * cue.start),
            "joined content": _logit(min((c.words for c, _ in contents), default=0.0)),
            "joined start": _logit(min((c.start for c, _ in contents), default=0.0)),
            "joined end": _logit(min((c.end for c, _ in contents), default=0.0)),
            "joined link": min((min(link, 0.0) for _, link in contents), default=-3.0),
            "joined source": _logit(source[0].words * source[0].start) if source[0] else 0.0,
            "joined whose": min(source[1], 0.0),
            "joined without source": float(source[0] is None),
            "joined pieces": float(len(contents) > 1),
        }
        if rule is None:
            return Proposal(self._alone(cue, source[0], content), known)
        known["joined agree"] = _overlap(rule.content, content)
        known["joined agree on source"] = float(
            (source[0] is None and rule.source_span is None)
            or bool(source[0] and rule.source_span and self._meets(source[0], rule.source_span))
        )
        rule.by = f"rule:{rule.construction}+head:attribution"
        self._reach(rule, cue, content)
        self._name(rule, source[0])
        return Proposal(rule, known)

    def _reach(self, rule: Finding, cue: Labelled, content: set[int]) -> None:
        """Let a rule's finding take the labelled content where that is likelier to be exact."""
        if not content or rule.construction in _GRAMMAR_ALONE:
            return
        if rule.construction in _GRAMMAR_REACHES and self._agree(rule, content):
            return
        if rule.construction == "according":
            rule.content |= content
            return
        # Where a quotation goes on in further paragraphs, the rule knows it.
        first, end = next(p for p in self.passages if p[0] <= cue.first < p[1])
        rule.content = content | {n for n in rule.content if not first <= n < end}
        if rule.source_span is not None:
            rule.content -= {t.i for t in self.article.parse.tokens_in(rule.source_span)}
        rule.content = rule.content or content

    def _agree(self, rule: Finding, content: set[int]) -> bool:
        """Whether two contents are nearly the same, or differ within one sentence by a clause that a rule parts."""
        if _overlap(self._words(rule.content), self._words(content)) >= _NEARLY:
            return True
        sentences = {self.article.tokens[n].sentence for n in rule.content | content}
        plain = all(self.article.inside[n] is None for n in rule.content)
        inside = rule.content <= content or (plain and content <= rule.content)
        return rule.construction == "clause" and len(sentences) == 1 and inside

    def _words(self, numbers: set[int]) -> set[int]:
        return {n for n in numbers if self.article.tokens[n].text[0].isalnum()}

    def _name(self, rule: Finding, source: Labelled | None) -> None:
        """Let a rule's finding take the labelled source where its own is elsewhere."""
        if rule.construction in _GRAMMAR_ALONE or source is None:
            return
        if rule.source_span is not None and self._meets(source, rule.source_span):
            return
        if is_relative(self.article.tokens[source.first]) and rule.source_span is not None:
            return
        rule.source, rule.source_span = self._source(source)

    def _source(self, source: Labelled) -> tuple[Token | None, Span | None]:
        tokens = self.article.tokens
        span = trimmed(tokens, source.first, source.last)
        return (self.article.parse.head_of(span), span) if span is not None else (None, None)

    def _alone(self, cue: Labelled, source: Labelled | None, content: set[int]) -> Finding:
        """A finding that no rule has made."""
        tokens = self.article.tokens[cue.first : cue.last + 1]
        head = self.article.parse.head_of((tokens[0].start, tokens[-1].end)) or tokens[0]
        who = self._source(source) if source is not None else (None, None)
        if who[0] is not None and is_relative(who[0]):
            noun = subject(head) if head.pos == "VERB" else None
            if noun is not None and not is_relative(noun):
                who = (noun, noun_phrase(noun, self.article.tokens))
        finding = Finding(head, "head", tokens, self._class(tokens, head, content), *who, content)
        finding.by = "head:attribution"
        return finding

    def _class(self, tokens: list[Token], head: Token, content: set[int]) -> CueClass:
        for token in (head, *tokens):
            pos = _PARTS_OF_SPEECH.get(token.pos)
            cue = self.cues.of(token, pos) if pos else None
            if cue is not None:
                return cue.class_in("clause")
        quoted = any(self.article.inside[n] is not None for n in content)
        return "statement" if quoted else "attitude"

    def _attach(self, span: Labelled, made: list[Proposal]) -> None:
        """Give a content without a cue in its paragraph to the finding whose rule had it: a quotation that goes on."""
        for proposal in made:
            if not self.contents.get(id(proposal.finding), set()).isdisjoint(span.numbers):
                proposal.finding.content |= set(span.numbers)
                return
