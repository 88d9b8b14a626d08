"""Spans → ids: what the stages found becomes a record, once, at the end of a reading."""

from __future__ import annotations

import dataclasses
from typing import Protocol, TypeVar

from dateline.record import (
    SCHEMA,
    Article,
    Attribution,
    Entity,
    Link,
    MadeBy,
    Mention,
    Other,
    Participant,
    Path,
    Place,
    Quantity,
    Record,
    Report,
    Source,
    Span,
    Status,
    Time,
    When,
    Where,
)
from dateline.text.reading import AttributionDraft, EntityDraft, PlaceDraft, Reading, ReportDraft, TimeDraft


class _Spanned(Protocol):
    span: Span


S = TypeVar("S", bound=_Spanned)


def freeze(reading: Reading, made_by: MadeBy) -> Record:
    """The record of a reading; rows are numbered in the order of the text (``e1``, ``t1``, ``p1``, ``a1``, ``r1``)."""
    return _Freezer(reading).record(made_by)


def _by_span(rows: list[S]) -> list[S]:
    """The rows in order, one a span (the first that was found stays)."""
    seen: dict[Span, S] = {}
    for row in rows:
        seen.setdefault(row.span, row)
    return sorted(seen.values(), key=_span_of)


def _span_of(row: _Spanned) -> Span:
    return row.span


def _first_mention(entity: EntityDraft) -> Span:
    return min(m.span for m in entity.mentions)


_MEDIA = frozenset(
    {"agency", "aggregator", "broadcaster", "magazine", "medium", "newspaper", "online", "social channel"}
)
"""Subkinds of an organization that is a medium; one that a state owns bears *state* before it."""


class _Freezer:
    """Holds the tables from spans to ids while the record is made."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities = sorted((e for e in reading.entities if e.mentions and e.name), key=_first_mention)
        self.times = _by_span(reading.times)
        self.places = _by_span(reading.places)
        self.attributions = sorted((a for a in reading.attributions if a.content and a.cue), key=_attribution_order)
        self.reports = _unique_reports(reading.reports)
        self.mentions: dict[Span, str] = {}
        for number, entity in enumerate(self.entities, 1):
            for mention in entity.mentions:
                self.mentions.setdefault(mention.span, f"e{number}")
        self.time_ids = {t.span: f"t{n}" for n, t in enumerate(self.times, 1)}
        self.place_ids = {p.span: f"p{n}" for n, p in enumerate(self.places, 1)}
        self.attribution_ids: dict[Span, str] = {}
        for number, attribution in enumerate(self.attributions, 1):
            self.attribution_ids.setdefault(attribution.key, f"a{number}")
        self.report_ids = {r.trigger: f"r{n}" for n, r in enumerate(self.reports, 1)}
        self._by_end: dict[int, list[Span]] = {}
        for span in self.mentions:
            self._by_end.setdefault(span[1], []).append(span)

    def record(self, made_by: MadeBy) -> Record:
        return Record(
            schema=SCHEMA,
            made_by=made_by,
            article=self._article(),
            entities=tuple(self._entity(n, e) for n, e in enumerate(self.entities, 1)),
            times=tuple(self._time(t) for t in self.times),
            places=tuple(self._place(p) for p in self.places),
            attributions=tuple(self._attribution(n, a) for n, a in enumerate(self.attributions, 1)),
            reports=tuple(self._report(r) for r in self.reports),
        )

    def _article(self) -> Article:
        reading = self.reading
        return dataclasses.replace(
            reading.article,
            integrity=reading.integrity,
            credit=reading.article.credit or reading.credit,
            parts=tuple(reading.parts),
        )

    def entity_of(self, span: Span) -> str | None:
        """The entity that a span of words means: by the same span, else by a mention with the same head word."""
        if span in self.mentions:
            return self.mentions[span]
        parse = self.reading.parse
        head = parse.head_of(span) if parse else None
        if head is None:
            return None
        around = [
            mention
            for mention in self.mentions
            if mention[0] <= head.start and head.end <= mention[1] and mention[0] < span[1] and span[0] < mention[1]
        ]
        fitting = [m for m in around if parse and parse.head_of(m) is head]
        if not fitting:
            return None
        return self.mentions[max(fitting, key=_length)]

    def _entity(self, number: int, draft: EntityDraft) -> Entity:
        own = f"e{number}"
        members = [self.entity_of(span) for span in draft.members]
        seen: dict[Span, Mention] = {}
        for m in sorted(draft.mentions, key=_span_of):
            seen.setdefault(m.span, Mention(m.span, self.reading.words(m.span), m.form, m.via))
        return Entity(
            id=own,
            name=draft.name,
            kind=draft.kind,
            subkind=draft.subkind,
            country=draft.country,
            sector=draft.sector,
            titles=tuple(dict.fromkeys(draft.titles)),
            identifiers=dict(sorted(draft.identifiers.items())),
            anonymous=draft.anonymous,
            members=tuple(dict.fromkeys(m for m in members if m and m != own)),
            mentions=tuple(seen.values()),
        )

    def _time(self, draft: TimeDraft) -> Time:
        anchor = draft.anchor
        if not isinstance(anchor, str):
            anchor = self.time_ids.get(anchor, "none")
        values = {f.name: getattr(draft, f.name) for f in dataclasses.fields(TimeDraft)}
        return Time(
            **{**values, "id": self.time_ids[draft.span], "text": self.reading.words(draft.span), "anchor": anchor}
        )

    def _place(self, draft: PlaceDraft) -> Place:
        values = {f.name: getattr(draft, f.name) for f in dataclasses.fields(PlaceDraft)}
        values["candidates"] = tuple(draft.candidates)
        return Place(**{**values, "id": self.place_ids[draft.span], "text": self.reading.words(draft.span)})

    def _source(self, draft: AttributionDraft) -> Source:
        """The source by its entity: several persons are none of them, a medium that the tables know is one."""
        if draft.source is None:
            return Source(span=None, text=None, entity=None, named=draft.named, kind=draft.kind)
        entity, kind = self.entity_of(draft.source), draft.kind
        known = self.entities[int(entity[1:]) - 1] if entity else None
        if known is not None and known.kind == "person" and kind == "group" and draft.source not in self.mentions:
            entity = None
        elif known is not None and known.kind == "organization" and kind == "organization":
            kind = "media" if (known.subkind or "").removeprefix("state ") in _MEDIA else kind
        return Source(draft.source, self.reading.words(draft.source), entity, draft.named, kind)

    def _attribution(self, number: int, draft: AttributionDraft) -> Attribution:
        source = self._source(draft)
        within = self.attribution_ids.get(draft.within) if draft.within else None
        return Attribution(
            id=f"a{number}",
            source=source,
            cue=tuple(draft.cue),
            cue_class=draft.cue_class,
            content=tuple(draft.content),
            manner=draft.manner,
            within=within if within != f"a{number}" else None,
        )

    def _participants(self, spans: list[Span]) -> tuple[Participant, ...]:
        return tuple(Participant(self.entity_of(s), s, self.reading.words(s)) for s in dict.fromkeys(spans))

    def _report(self, draft: ReportDraft) -> Report:
        words = self.reading.words
        return Report(
            id=self.report_ids[draft.trigger],
            trigger=draft.trigger,
            text=words(draft.trigger),
            frame=draft.frame,
            type=draft.type,
            mode=draft.mode,
            cameo=draft.cameo,
            contexts=tuple(draft.contexts),
            actors=self._participants(draft.actors),
            recipients=self._participants(draft.recipients),
            reciprocal=draft.reciprocal,
            objects=self._participants(draft.objects),
            others=tuple(Other(o.role, self.entity_of(o.span), o.span, words(o.span)) for o in draft.others),
            when=When(
                times=tuple(self.time_ids[s] for s in draft.times if s in self.time_ids),
                edtf=draft.edtf,
                earliest=draft.earliest,
                latest=draft.latest,
                basis=draft.when_basis,
            ),
            where=Where(
                place=self.place_ids.get(draft.place) if draft.place else None,
                relation=draft.relation,
                basis=draft.where_basis,
                precision=draft.precision,
            ),
            path=Path(
                from_=self.place_ids.get(draft.path_from) if draft.path_from else None,
                to=self.place_ids.get(draft.path_to) if draft.path_to else None,
                via=tuple(self.place_ids[s] for s in draft.path_via if s in self.place_ids),
            ),
            quantities=tuple(Quantity(q.span, words(q.span), q.of, q.value, q.unit, q.bound) for q in draft.quantities),
            status=Status(draft.certainty, draft.polarity, draft.tense),
            links=tuple(
                Link(self.report_ids[link.to], link.kind, tuple(link.evidence))
                for link in draft.links
                if link.to in self.report_ids and link.to != draft.trigger
            ),
            attribution=self.attribution_ids.get(draft.attribution) if draft.attribution else None,
            sentence=draft.sentence,
            evidence=tuple(draft.evidence),
            gloss=draft.gloss,
            confidence=draft.confidence,
            cells=dict(sorted(draft.cells.items())),
        )


def _length(span: Span) -> int:
    return span[1] - span[0]


def _attribution_order(draft: AttributionDraft) -> tuple[Span, Span]:
    return (draft.key, draft.content[0])


def _unique_reports(drafts: list[ReportDraft]) -> list[ReportDraft]:
    seen: dict[Span, ReportDraft] = {}
    for draft in drafts:
        seen.setdefault(draft.trigger, draft)
    return [seen[trigger] for trigger in sorted(seen)]
