"""Quotations given to whom they belong: beside a reporting clause, floating behind one, or over paragraphs."""

from __future__ import annotations

from bisect import bisect_left

from dateline.attributions.finding import Article, Finding
from dateline.attributions.quotes import Quotation
from dateline.attributions.trees import noun_phrase, subject, verb_group
from dateline.text.parse import Token

_REACH = 30
"""Tokens that may stand between a reporting verb and the quotation it introduces in the same sentence."""
_LONG = 4
"""Words that make a quotation speech wherever it stands; shorter ones may be single quoted words."""


class Speech:
    """Gives each quotation of an article to a finding, making new ones from cues that had no content yet."""

    def __init__(self, article: Article, findings: list[Finding]) -> None:
        self.article = article
        self.tokens = article.tokens
        self.findings = findings
        self.starts = [t.start for t in self.tokens]
        self.by_head = {f.head.i: f for f in findings}
        self.cues = [c for c in map(self._reporting, self.tokens) if c is not None]

    def assign(self) -> None:
        """Add each quotation's words to the content of its finding."""
        last: tuple[Quotation, Finding, int] | None = None
        for quotation in self.article.quotations:
            first, stop = self._numbers(quotation)
            if first >= stop:
                continue
            owner = self._owner(first, stop, quotation, last)
            if owner is None:
                if self._whole_sentence(first, stop):
                    last = None
                continue
            if owner.head.i not in self.by_head:
                self.by_head[owner.head.i] = owner
                self.findings.append(owner)
            if owner.construction in ("quote", "clause", "inserted", "colon", "as"):
                owner.content |= set(range(first, stop))
                owner.quoted = True
                last = (quotation, owner, stop)

    def _numbers(self, quotation: Quotation) -> tuple[int, int]:
        """The tokens of a quotation: first, and one past the last."""
        return bisect_left(self.starts, quotation.span[0]), bisect_left(self.starts, quotation.span[1])

    def _owner(
        self, first: int, stop: int, quotation: Quotation, last: tuple[Quotation, Finding, int] | None
    ) -> Finding | None:
        words = sum(t.text[0].isalnum() for t in self.tokens[first:stop])
        ends = self.tokens[max(first, stop - 2)].text in {",", ".", "?", "!", "…", "—"} or not quotation.closed
        covered = self._covering(first, stop)
        after = self._after(stop) if ends or words >= _LONG else None
        if after is not None and (covered is None or covered.head.i != after.head.i):
            return after
        if covered is not None:
            return covered
        if words < _LONG and not ends:
            return None
        before = self._before(first)
        if before is not None:
            return before
        return self._floating(first, stop, quotation, last)

    def _covering(self, first: int, stop: int) -> Finding | None:
        best, most = None, 0
        for finding in self.findings:
            if finding.construction not in ("clause", "inserted", "quote", "colon", "as"):
                continue
            shared = sum(1 for n in range(first, stop) if n in finding.content)
            if shared > most or (shared == most and shared and best and len(finding.content) < len(best.content)):
                best, most = finding, shared
        return best

    def _after(self, stop: int) -> Finding | None:
        """A reporting clause right behind the quotation: *…,” she said*."""
        number = stop
        while number < len(self.tokens) and self.tokens[number].text in {",", "—", "–", "-", "--"}:
            number += 1
        for cue in self.cues:
            begin = cue.cluster()[0]
            if number <= begin <= number + 1 and self._same_paragraph(stop - 1, begin):
                return self._finding(cue)
        return None

    def _before(self, first: int) -> Finding | None:
        """A reporting verb earlier in the sentence: *told reporters on Monday: “…”*."""
        if first == 0:
            return None
        if not self._same_paragraph(first - 1, first):
            if self.tokens[first - 1].text != ":":
                return None
        elif self.tokens[first - 1].text in {".", "?", "!"}:
            return None
        for cue in reversed(self.cues):
            end = cue.cluster()[1]
            if end >= first:
                continue
            if first - end > _REACH or self.tokens[end].sentence != self.tokens[first - 1].sentence:
                return None
            if first - end > 1 and self.tokens[first - 1].text not in {",", ":", "—", "that"}:
                return None
            return self._finding(cue)
        return None

    def _floating(
        self, first: int, stop: int, quotation: Quotation, last: tuple[Quotation, Finding, int] | None
    ) -> Finding | None:
        """A quotation that is its own sentence belongs to who spoke before."""
        if last is not None and quotation.goes_on:
            return last[1]
        if not self._whole_sentence(first, stop):
            return None
        if last is not None and self._same_paragraph(last[2] - 1, first):
            begin, end = last[1].cluster()
            between = [t for t in self.tokens[last[2] : first] if not begin <= t.i <= end and t.text[0].isalnum()]
            sentence = self.tokens[last[2] - 1].sentence
            if not between or self.tokens[first].sentence - max(sentence, last[1].head.sentence) <= 1:
                return last[1]
        if last is not None and self._next_paragraph(last, first, stop):
            return last[1]
        return self._sentence_before(first)

    def _next_paragraph(self, last: tuple[Quotation, Finding, int], first: int, stop: int) -> bool:
        """A paragraph that is a quotation and nothing else, right behind one that ended on speech and its clause."""
        if self._same_paragraph(first - 1, first) or (stop < len(self.tokens) and self._same_paragraph(stop - 1, stop)):
            return False
        number = self._paragraph(first)
        if self._paragraph(last[2] - 1) != number - 1:
            return False
        begin, end = last[1].cluster()
        return self.tokens[max(end, last[2] - 1)].sentence >= self.tokens[first].sentence - 1 and begin < first

    def _paragraph(self, number: int) -> int:
        return self.article.parse.sentences[self.tokens[number].sentence].paragraph

    def _sentence_before(self, first: int) -> Finding | None:
        """Who was reported in the sentence right before a free-standing quotation of the same paragraph."""
        if first == 0 or not self._same_paragraph(first - 1, first):
            return None
        sentence = self.tokens[first - 1].sentence
        for finding in sorted(self.findings, key=_head, reverse=True):
            if finding.head.sentence == sentence and finding.construction in ("clause", "quote", "inserted"):
                return finding
        return None

    def _whole_sentence(self, first: int, stop: int) -> bool:
        before_ends = (
            first == 0
            or self.tokens[first - 1].text in {".", "?", "!", ":"}
            or not self._same_paragraph(first - 1, first)
            or self.article.inside[first - 1] is not None
        )
        after_starts = (
            stop >= len(self.tokens)
            or not self._same_paragraph(stop - 1, stop)
            or self.tokens[max(stop - 2, 0)].text in {".", "?", "!", "…", "—"}
        )
        return before_ends and after_starts

    def _same_paragraph(self, one: int, other: int) -> bool:
        if other >= len(self.tokens):
            return False
        return self._paragraph(one) == self._paragraph(other)

    def _reporting(self, token: Token) -> Finding | None:
        """A verb that may introduce speech, outside quotations, with whatever was found for it."""
        if token.pos != "VERB" or self.article.inside[token.i] is not None:
            return None
        known = self.by_head.get(token.i)
        if known is not None and known.construction in ("clause", "inserted", "as", "to"):
            return known if known.construction != "to" else None
        cue = self.article.cues.of(token, "verb")
        if cue is None or "quote" not in cue.takes:
            return None
        source = subject(token)
        if source is not None and (self.article.inside[source.i] is not None or source.pos == "PUNCT"):
            source = self.article.noun_behind(token)
        if source is None:
            source = self.article.noun_beside(token)
        span = noun_phrase(source, self.tokens) if source is not None else None
        return Finding(token, "quote", verb_group(token, self.tokens), cue.cue_class, source, span, set())

    def _finding(self, cue: Finding) -> Finding:
        """The finding of a cue: one with an object only makes way for the speech that it introduces."""
        known = self.by_head.get(cue.head.i)
        if known is None:
            return cue
        if known.construction not in ("clause", "inserted", "as", "quote"):
            self.findings.remove(known)
            self.by_head[cue.head.i] = cue
            self.findings.append(cue)
            return cue
        return known


def _head(finding: Finding) -> int:
    return finding.head.i
