"""A claim: one report of one article, taken out of its record so that it can stand beside others.

Entities are called by their identity across articles, times and places are resolved, and the chain of sources
stands with it, innermost first. Claims are what events, timelines, sources and origins are made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dateline.corpus.credits import named as agency_named
from dateline.corpus.fingerprint import function_words
from dateline.corpus.identity import GENERIC, fold, identity
from dateline.knowledge import Knowledge
from dateline.record import Attribution, Entity, Other, Participant, Place, Record, Report, Source, Span

_SHIPPED = Knowledge()

Stance = Literal["done", "planned", "denied", "open"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part: the name, the identity across articles (None: only words), and the words."""

    name: str
    entity: str | None
    text: str

    @property
    def known(self) -> bool:
        """Whether it can be told from others: a generic group cannot."""
        return self.entity is not None and not self.entity.startswith(GENERIC)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where: a resolved place (degrees WGS 84) or a name alone."""

    name: str
    lat: float | None = None
    lon: float | None = None
    bbox: tuple[float, float, float, float] | None = None
    country: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    feature: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that belongs to the claim."""

    of: str
    value: float | None
    unit: str | None
    bound: str
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A source in the chain."""

    name: str
    entity: str | None
    kind: str
    named: bool
    cue_class: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One report, ready to be compared; ``article`` and ``report`` lead back to its record.

    ``earliest`` and ``latest`` are ISO dates, ``published`` the day of publication. ``same`` and ``part`` name
    reports of the same article that tell the same happening or a part of it.
    """

    article: str
    report: str
    published: str | None
    publisher: str | None
    integrity: str
    frame: str
    type: str | None
    mode: str | None
    trigger: str
    text: str
    evidence: tuple[Span, ...]
    sentence: Span
    gloss: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    objects: tuple[Party, ...]
    companions: tuple[Party, ...]
    reciprocal: bool
    edtf: str | None
    earliest: str | None
    latest: str | None
    basis: str
    where: Spot | None
    origin: Spot | None
    quantities: tuple[Amount, ...]
    certainty: str
    polarity: str
    tense: str
    voices: tuple[Voice, ...]
    same: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def stance(self) -> Stance:
        """Done, planned, denied or open: claims of different stance never tell one event."""
        if self.polarity == "negative":
            return "denied"
        if self.tense == "future":
            return "planned"
        return "open" if self.polarity == "underspecified" and self.tense == "underspecified" else "done"

    @property
    def parties(self) -> tuple[Party, ...]:
        """Both sides: actors and recipients."""
        return self.actors + self.recipients

    @property
    def day(self) -> str | None:
        """The one day of the claim, when it has one."""
        return self.earliest if self.earliest and self.earliest == self.latest else None


def claims(record: Record, knowledge: Knowledge | None = None) -> Iterator[Claim]:
    """The claims of a record, in the order of its reports."""
    entities = {entity.id: entity for entity in record.entities}
    places = {place.id: place for place in record.places}
    attributions = {a.id: a for a in record.attributions}
    article = record.article
    for report in record.reports:
        yield Claim(
            article=article.id,
            report=report.id,
            published=article.published[:10] if article.published else None,
            publisher=article.publisher,
            integrity=article.integrity,
            frame=report.frame,
            type=report.type,
            mode=report.mode,
            trigger=report.text,
            text=words(article.text, report),
            evidence=report.evidence,
            sentence=report.sentence or report.trigger,
            gloss=report.gloss or report.text,
            actors=_parties(report.actors, entities),
            recipients=_parties(report.recipients, entities),
            objects=_parties(report.objects, entities),
            companions=_parties([o for o in report.others if o.role == "companion"], entities),
            reciprocal=report.reciprocal,
            edtf=report.when.edtf,
            earliest=_day(report.when.earliest),
            latest=_day(report.when.latest),
            basis=report.when.basis,
            where=_spot(places.get(report.where.place or ""), report.where.relation),
            origin=_spot(places.get(report.path.from_ or ""), "from"),
            quantities=tuple(Amount(q.of, q.value, q.unit, q.bound, q.text) for q in report.quantities),
            certainty=report.status.certainty,
            polarity=report.status.polarity,
            tense=report.status.tense,
            voices=tuple(_voices(report.attribution, attributions, entities, knowledge)),
            same=tuple(link.to for link in report.links if link.kind in {"same", "part"}),
            denies=tuple(link.to for link in report.links if link.kind == "denies"),
            confidence=report.confidence,
        )


def words(text: str, report: Report) -> str:
    """The words that the report rests on: its evidence, pieces parted by an ellipsis."""
    spans = report.evidence or ((report.sentence,) if report.sentence else (report.trigger,))
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def to_data(claim: Any) -> Any:
    """The JSON form of a claim or of any part of it."""
    if claim is None or isinstance(claim, str | int | float):
        return claim
    if isinstance(claim, tuple):
        return [to_data(item) for item in claim]
    return {name: to_data(getattr(claim, name)) for name in claim.__slots__}


def from_data(data: dict[str, Any]) -> Claim:
    """A claim back from what :func:`to_data` made of it."""
    values = dict(data)
    for role in ("actors", "recipients", "objects", "companions"):
        values[role] = tuple(Party(**item) for item in data[role])
    for spot in ("where", "origin"):
        values[spot] = _spot_of(data[spot]) if data[spot] else None
    values["quantities"] = tuple(Amount(**item) for item in data["quantities"])
    values["voices"] = tuple(Voice(**item) for item in data["voices"])
    values["evidence"] = tuple((start, end) for start, end in data["evidence"])
    values["sentence"] = (data["sentence"][0], data["sentence"][1])
    values["same"], values["denies"] = tuple(data["same"]), tuple(data["denies"])
    return Claim(**values)


def _spot_of(data: dict[str, Any]) -> Spot:
    bbox = data["bbox"]
    return Spot(**{**data, "bbox": (bbox[0], bbox[1], bbox[2], bbox[3]) if bbox else None})


def _parties(participants: tuple[Participant, ...] | list[Other], entities: dict[str, Entity]) -> tuple[Party, ...]:
    """The participants, a group with named members as its members."""
    found: list[Party] = []
    for participant in participants:
        entity = entities.get(participant.entity or "")
        if entity is None:
            found.append(Party(participant.text, None, participant.text))
            continue
        members = [entities[m] for m in entity.members if m in entities]
        rows = members or [entity]
        found.extend(Party(e.name, identity(e), participant.text) for e in rows)
    return tuple(dict.fromkeys(found))


def _spot(place: Place | None, relation: str | None) -> Spot | None:
    if place is None or place.as_ != "location":
        return None
    return Spot(
        name=place.name or place.text,
        lat=place.lat,
        lon=place.lon,
        bbox=place.bbox,
        country=place.country,
        admin1=place.admin1,
        geonames=place.geonames,
        feature=place.feature,
        relation=relation,
    )


def voice_of(attribution: Attribution, entity: Entity | None, knowledge: Knowledge | None) -> tuple[str, str | None]:
    """The name and identity of a source: an agency's one name whatever it is called, else the entity's, else the words.

    >>> from dateline.record import Source
    >>> source = Source((0, 4), "KCNA", None, True, "media")
    >>> voice_of(Attribution("a1", source, (), "statement", (), "indirect"), None, None)
    ('Korean Central News Agency', 'agency:Korean Central News Agency')
    """
    name = _called(attribution.source, entity, knowledge)
    if agency := agency_named(name, knowledge):
        return agency, f"agency:{agency}"
    return name, identity(entity) if entity else None


def _called(source: Source, entity: Entity | None, knowledge: Knowledge | None) -> str:
    """What a source is called: *an aide* also where a sentence begins with it, a pronoun an *unnamed person*."""
    words = (entity.name if entity else source.text or "unnamed").split()
    grammar = function_words(knowledge or _SHIPPED)
    if len(words) == 1 and words[0].casefold() in grammar:
        return f"unnamed {source.kind}"
    if not source.named and words[0].istitle() and words[0].casefold() in grammar:
        words[0] = words[0].casefold()
    return " ".join(words)


def _voices(
    start: str | None, attributions: dict[str, Attribution], entities: dict[str, Entity], knowledge: Knowledge | None
) -> Iterator[Voice]:
    """The chain of sources, innermost first; a chain that returns to itself ends there."""
    seen: set[str] = set()
    current = start
    while current and current in attributions and current not in seen:
        seen.add(current)
        attribution = attributions[current]
        source = attribution.source
        entity = entities.get(source.entity or "")
        name, ident = voice_of(attribution, entity, knowledge)
        yield Voice(name, ident, source.kind, source.named, attribution.cue_class)
        current = attribution.within


def voice_key(voice: Voice) -> str:
    """What makes two voices the same across articles."""
    return voice.entity or f"{GENERIC}{voice.kind}:{fold(voice.name)}"


def _day(value: str | None) -> str | None:
    """The day of an ISO date or date-time."""
    return value[:10] if value else None
