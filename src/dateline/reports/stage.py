"""The stage: from triggers to report drafts."""

from __future__ import annotations

from dateline.knowledge import Knowledge
from dateline.record import Cell, Span
from dateline.reports import clause, codes, gloss, links, participants, quantities, status, triggers, where
from dateline.reports.participants import Participants
from dateline.reports.triggers import Trigger
from dateline.reports.view import Tables, View
from dateline.reports.when import Dating, When, ahead, behind
from dateline.text.parse import Sentence
from dateline.text.reading import Reading, ReportDraft

_CONFIDENCE = {"verb": 0.8, "light": 0.85, "noun": 0.7, "figure": 0.7}
_WHEN_P = {"explicit": 0.85, "derived": 0.8, "inferred": 0.6, "bound": 0.95, "none": 0.5}
REWORDED = 0.9
"""What a cell's probability is multiplied by in a reworded text, where verbs and modals were swapped."""


class Reports:
    """Find what is said to have happened, with participants, time, place, quantities, status and codes."""

    name = "reports.Reports"
    requires = ("article", "parse")
    uses = ("entities", "times", "places", "attributions")
    provides = ("reports",)
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.tables = Tables(knowledge or Knowledge())

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.reports``, in the order of their triggers."""
        reading.reports = []
        if reading.parse is None:
            return
        view = View(reading, reading.parse, self.tables)
        dating = Dating(view)
        parties: list[frozenset[int | str]] = []
        for sentence in reading.parse.sentences:
            found = triggers.find(sentence, view)
            if not found:
                continue
            dates = dating.sentence(found, sentence.index)
            contexts = _contexts(sentence, view)
            pairs = []
            for trigger in found:
                draft, parts = self._draft(trigger, sentence, dates[trigger.span], view)
                draft.contexts = list(contexts)
                pairs.append((trigger, draft))
                parties.append(_parties(parts, view))
            links.within(pairs)
            reading.reports.extend(draft for _, draft in pairs)
        links.across(reading.reports, parties)

    def _draft(self, trigger: Trigger, sentence: Sentence, when: When, view: View) -> tuple[ReportDraft, Participants]:
        draft = ReportDraft(trigger.span, trigger.frame, sentence=sentence.span)
        parts = participants.find(trigger, view)
        _fill_participants(draft, parts, view)
        state = status.find(trigger, view, sentence.part == "headline")
        code = codes.find(trigger, parts, state, view)
        draft.type, draft.mode, draft.cameo = code.type, code.mode, code.cameo
        draft.certainty, draft.polarity, draft.tense = state.certainty, state.polarity, state.tense
        if draft.tense == "future":
            ahead(when, view)
        elif draft.tense == "past":
            when = behind(when, view)
        _fill_when(draft, when, view)
        _fill_where(draft, trigger, view)
        draft.quantities = quantities.find(trigger, parts, view)
        attribution = view.content_of(trigger.head)
        draft.attribution = attribution.key if attribution is not None and attribution.key != trigger.span else None
        draft.evidence = [_evidence(trigger, draft)]
        draft.gloss = gloss.make(draft, trigger, view)
        _fill_cells(draft, trigger, state.rule, code.by, when.rule, view)
        return draft, parts


def _fill_participants(draft: ReportDraft, parts: Participants, view: View) -> None:
    seen: set[Span] = set()
    for tokens, into in (
        (parts.actors, draft.actors),
        (parts.recipients, draft.recipients),
        (parts.objects, draft.objects),
    ):
        for token in tokens:
            span = participants.span_of(token, view)
            if span not in seen:
                seen.add(span)
                into.append(span)
    draft.others = [o for o in participants.others(parts, view) if o.span not in seen]
    draft.reciprocal = parts.reciprocal


def _fill_when(draft: ReportDraft, when: When, view: View) -> None:
    published = view.published
    if when.dated:
        draft.times = when.times
        draft.edtf, draft.earliest, draft.latest = when.edtf, when.earliest, when.latest
        draft.when_basis = when.basis
        if published and draft.tense in ("present", "underspecified"):
            if when.earliest and when.earliest > published:
                draft.tense = "future"
            elif when.latest and when.latest < published and draft.certainty in ("certain", "probable"):
                draft.tense = "past"
        return
    if published and draft.tense == "past":
        draft.latest, draft.when_basis = published, "bound"


def _fill_where(draft: ReportDraft, trigger: Trigger, view: View) -> None:
    place = where.find(trigger, view)
    draft.place, draft.relation = place.place, place.relation
    draft.where_basis, draft.precision = place.basis, place.precision
    draft.path_from, draft.path_to, draft.path_via = place.from_, place.to, place.via
    if place.place is not None:
        draft.cells["where"] = Cell(0.8, f"reports.{place.rule}")


def _contexts(sentence: Sentence, view: View) -> list[str]:
    found: dict[str, None] = {}
    for token in view.parse.sentence_tokens(sentence):
        context = view.tables.contexts.get(token.lemma) or view.tables.contexts.get(token.lower)
        if context is not None:
            found[context] = None
    return sorted(found)


def _evidence(trigger: Trigger, draft: ReportDraft) -> Span:
    """From the first to the last word of trigger, participants, time and place that stand in the sentence."""
    spans = [trigger.span, *draft.actors, *draft.recipients, *draft.objects]
    spans.extend(o.span for o in draft.others)
    spans.extend(draft.times if draft.when_basis == "explicit" else [])
    if draft.place is not None:
        spans.append(draft.place)
    assert draft.sentence is not None
    first, last = draft.sentence
    inside = [s for s in spans if first <= s[0] and s[1] <= last]
    return (min(s[0] for s in inside), max(s[1] for s in inside)) if inside else trigger.span


def _parties(parts: Participants, view: View) -> frozenset[int | str]:
    """Who takes part: entities by number, names that are no entity by their words."""
    tokens = [*parts.actors, *parts.recipients]
    found: set[int | str] = {view.mentions[t.i].entity for t in tokens if t.i in view.mentions}
    found.update(t.lower for t in tokens if t.pos == "PROPN" and t.i not in view.mentions)
    return frozenset(found)


def _fill_cells(draft: ReportDraft, trigger: Trigger, state: str, code: str, when: str, view: View) -> None:
    swapped = REWORDED if view.reading.integrity == "reworded" else 1.0
    confidence = _CONFIDENCE[trigger.kind]
    if trigger.row is None and trigger.kind == "verb":
        confidence -= 0.25
    if not clause.is_finite(trigger.clause):
        confidence -= 0.05
    draft.confidence = round(confidence * swapped, 3)
    draft.cells["trigger"] = Cell(draft.confidence, f"reports.{trigger.kind}")
    draft.cells["status"] = Cell(round((0.85 if state == "plain" else 0.8) * swapped, 3), f"reports.status: {state}")
    draft.cells["when"] = Cell(round(_WHEN_P[draft.when_basis] * swapped, 3), f"reports.when: {when}")
    if draft.type is not None:
        draft.cells["type"] = Cell(round(0.75 * swapped, 3), f"reports.codes: {code}")
