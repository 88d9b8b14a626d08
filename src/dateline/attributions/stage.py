"""The stage: findings become drafts, each within the one whose content holds it; and the room's own door, ``find``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.attributions.finder import Finder
from dateline.attributions.finding import Finding
from dateline.attributions.lexicon import Cues
from dateline.attributions.sources import Sources, members, reason
from dateline.attributions.trees import pieces
from dateline.knowledge import Knowledge
from dateline.record import Article, CueClass, Manner, SourceKind, Span
from dateline.text.parse import Parse, Token
from dateline.text.parts import Parts
from dateline.text.reading import AttributionDraft, Reading

if TYPE_CHECKING:
    from dateline.text.parse import Parser

DIRECT, MIXED = 0.9, 0.05
"""Shares of the content's words inside quotation marks from which on its manner is direct, or mixed."""


class Attributions:
    """Find the attributions of an article: who says what, by which words.

    Fills ``reading.attributions``; spans are code points of the article. Without a parse there is nothing to find.
    """

    name = "attributions.Attributions"
    requires = ("article", "parse")
    uses = ("entities", "places")
    provides = ("attributions",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()
        cues = Cues(self.knowledge)
        self._finder = Finder(cues)
        self._sources = Sources(cues)

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.attributions``, in the order of their cues."""
        if reading.parse is None:
            return
        found, article = self._finder(reading)
        quoted = {t.i for t in reading.parse.tokens if article is not None and article.inside[t.i] is not None}
        drafts: dict[int, AttributionDraft] = {}
        for finding in found:
            draft = self._draft(reading, reading.parse, finding, quoted)
            if draft is not None:
                drafts[id(finding)] = draft
        kept = [f for f in found if id(f) in drafts]
        for finding, outer in _outer(kept):
            drafts[id(finding)].within = drafts[id(outer)].key
        reading.attributions = [drafts[id(f)] for f in kept]

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
    of a source's members where it has several, ``reason`` the words that say why the source is not named.
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


@lru_cache(maxsize=1)
def _loaded() -> tuple[Parts, Parser, Attributions]:
    from dateline.text.parse import Parser

    return Parts(), Parser(), Attributions()


def find(text: str) -> list[Found]:
    """The attributions of a text, in the order of their cues.

    Loads the parse model on the first call; a text without words has none.
    Raises ``DatelineError`` where the model is not installed.
    """
    reading = Reading(Article.make(text))
    for stage in _loaded():
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
    )
