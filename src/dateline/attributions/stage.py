"""The stage: findings become drafts, each within the one whose content holds it; and the room's own door, ``find``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.attributions.finder import Finder
from dateline.attributions.finding import Article as Seen
from dateline.attributions.finding import Finding
from dateline.attributions.joining import Proposal, accepted, propose
from dateline.attributions.labelling import labelled
from dateline.attributions.lexicon import Cues
from dateline.attributions.sources import Sources, members, reason
from dateline.attributions.trees import pieces
from dateline.knowledge import Knowledge
from dateline.record import Article, CueClass, Manner, SourceKind, Span
from dateline.text.parse import Parse, Token
from dateline.text.parts import Parts
from dateline.text.reading import AttributionDraft, Reading, Stage

DIRECT, MIXED = 0.9, 0.05
"""Shares of the content's words inside quotation marks from which on its manner is direct, or mixed."""


class Attributions:
    """Find the attributions of an article: who says what, by which words.

    Fills ``reading.attributions``; spans are code points of the article. Without a parse there is nothing to find.
    """

    name = "attributions.Attributions"
    requires = ("article", "parse")
    uses = ("entities", "places", "scores")
    provides = ("attributions",)
    version = "2"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()
        cues = Cues(self.knowledge)
        self._cues = cues
        self._finder = Finder(cues)
        self._sources = Sources(cues)

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.attributions``, in the order of their cues."""
        if reading.parse is None:
            return
        found, article = self._finder(reading)
        if article is None:
            return
        found = accepted(article, found, self._cues, reading.scores)
        drafts = self._drafts(reading, article, found)
        kept = [f for f in found if id(f) in drafts]
        for finding, outer in _outer(kept):
            drafts[id(finding)].within = drafts[id(outer)].key
        reading.attributions = [drafts[id(f)] for f in kept]

    def proposals(self, reading: Reading) -> list[tuple[Proposal, AttributionDraft]]:
        """Everything that rules and head propose for a reading, accepted or not: what the odds are fitted on."""
        found, article = self._finder(reading)
        if article is None:
            return []
        made = propose(article, found, self._cues, reading.scores)
        drafts = self._drafts(reading, article, [p.finding for p in made])
        return [(p, drafts[id(p.finding)]) for p in made if id(p.finding) in drafts]

    def spans(self, reading: Reading) -> list[tuple[str, Span]]:
        """Source, cue and content as the head and the rules label them together, before they are joined."""
        found, article = self._finder(reading)
        if article is None or reading.scores is None:
            return []
        tokens = article.tokens
        made = labelled(article, found, reading.scores["attribution"])
        return [(s.role, (tokens[s.first].start, tokens[s.last].end)) for s in made]

    def _drafts(self, reading: Reading, article: Seen, found: list[Finding]) -> dict[int, AttributionDraft]:
        quoted = {t.i for t in article.tokens if article.inside[t.i] is not None}
        made = {id(f): self._draft(reading, article.parse, f, quoted) for f in found}
        return {number: draft for number, draft in made.items() if draft is not None}

    def _draft(self, reading: Reading, parse: Parse, finding: Finding, quoted: set[int]) -> AttributionDraft | None:
        content = pieces(parse.tokens, finding.content)
        if not content:
            return None
        who = self._sources.judge(reading, finding.source, finding.source_span)
        return AttributionDraft(
            source=finding.source_span,
            named=who.named,
            kind=who.kind,
            cue=pieces(parse.tokens, {t.i for t in finding.cue}) or [finding.cue[0].span],
            cue_class=finding.cue_class,
            content=content,
            manner=_manner(parse.tokens, finding.content, quoted),
            p=round(finding.p, 3),
            by=finding.by,
        )


def _manner(tokens: list[Token], content: set[int], quoted: set[int]) -> Manner:
    words = [n for n in content if tokens[n].text[0].isalnum()]
    share = sum(n in quoted for n in words) / max(len(words), 1)
    return "direct" if share >= DIRECT else "mixed" if share >= MIXED else "indirect"


def _outer(found: list[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Each finding with the innermost one whose content holds its cue."""
    for finding in found:
        if finding.outer is not None and finding.outer in found:
            yield finding, finding.outer
            continue
        best: Finding | None = None
        for other in found:
            if (
                other is not finding
                and finding.cue[0].i in other.content
                and other.cue[0].i not in finding.content
                and (best is None or len(other.content) < len(best.content))
            ):
                best = other
        if best is not None:
            yield finding, best


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution found in a text, with its words beside its spans (code points of the text).

    ``within`` is the position in the list of the attribution that this one stands within. ``members`` are the spans
    of a source's members where it has several, ``reason`` the words that say why the source is not named. ``p`` is how
    likely the attribution is to be right, ``by`` the rule, the head, or both, that proposed it.
    """

    source: str | None
    cue: str
    content: tuple[str, ...]
    cue_class: CueClass
    manner: Manner
    kind: SourceKind
    named: bool
    source_span: Span | None
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    within: int | None = None
    members: tuple[Span, ...] = ()
    reason: str | None = None
    p: float = 0.0
    by: str = ""


@lru_cache(maxsize=2)
def _loaded(*, fast: bool) -> tuple[Stage, ...]:
    from dateline.text.encoder import Encoder
    from dateline.text.parse import Parser

    first: tuple[Stage, ...] = (Parts(), Parser())
    return (*first, Attributions()) if fast else (*first, Encoder(), Attributions())


def find(text: str, *, fast: bool = False) -> list[Found]:
    """The attributions of a text, in the order of their cues; ``fast`` leaves the encoder out.

    Loads the parse model on the first call; a text without words has none.
    Raises ``DatelineError`` where the model is not installed.
    """
    reading = Reading(Article.make(text))
    for stage in _loaded(fast=fast):
        stage(reading)
    keys = {draft.key: number for number, draft in enumerate(reading.attributions)}
    return [_found(reading, draft, keys) for draft in reading.attributions]


def _found(reading: Reading, draft: AttributionDraft, keys: dict[Span, int]) -> Found:
    parse = reading.parse
    head = parse.head_of(draft.source) if parse is not None and draft.source else None
    why = None
    if parse is not None and draft.source and head is not None and not draft.named:
        why = reason(parse, draft.source, parse.sentence_of(head).span)
    return Found(
        source=reading.words(draft.source) if draft.source else None,
        cue=" … ".join(map(reading.words, draft.cue)),
        content=tuple(map(reading.words, draft.content)),
        cue_class=draft.cue_class,
        manner=draft.manner,
        kind=draft.kind,
        named=draft.named,
        source_span=draft.source,
        cue_spans=tuple(draft.cue),
        content_spans=tuple(draft.content),
        within=keys.get(draft.within) if draft.within else None,
        members=tuple(members(head)) if head is not None else (),
        reason=reading.words(why) if why else None,
        p=draft.p,
        by=draft.by,
    )
