"""The working state of one article while it is read, and the contract of a stage.

Stages exchange spans, never ids: a draft points at words, and ``reader.freeze`` turns spans into ids once, at
the end. This module imports no parser, so that a room whose stage needs none can be used alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from dateline.record import (
    Article,
    Bound,
    Candidate,
    Cell,
    Certainty,
    CueClass,
    EntityKind,
    Feature,
    Integrity,
    LinkKind,
    Manner,
    MentionForm,
    MentionVia,
    OtherRole,
    Part,
    PlaceAs,
    PloverType,
    Polarity,
    Precision,
    QuantityOf,
    SourceKind,
    Span,
    Tense,
    TimeType,
    WhenBasis,
    WhereBasis,
    WhereRelation,
)

if TYPE_CHECKING:
    from dateline.text.encoder import Scores
    from dateline.text.parse import Parse


@dataclass(slots=True)
class MentionDraft:
    """A mention; its text is read off the article at the end."""

    span: Span
    form: MentionForm = "name"
    via: MentionVia = "exact"


@dataclass(slots=True)
class EntityDraft:
    """An entity with its mentions; ``members`` are spans of mentions of other entities."""

    name: str
    kind: EntityKind
    subkind: str | None = None
    country: str | None = None
    sector: str | None = None
    titles: list[str] = field(default_factory=list)
    identifiers: dict[str, str] = field(default_factory=dict)
    anonymous: bool = False
    members: list[Span] = field(default_factory=list)
    mentions: list[MentionDraft] = field(default_factory=list)


@dataclass(slots=True)
class TimeDraft:
    """A time expression; ``anchor`` is ``published``, ``calendar``, ``none``, or the span of another time."""

    span: Span
    type: TimeType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str | Span = "none"


@dataclass(slots=True)
class PlaceDraft:
    """A toponym, resolved or not (then ``lat`` and ``lon`` are None)."""

    span: Span
    name: str
    lat: float | None = None
    lon: float | None = None
    bbox: tuple[float, float, float, float] | None = None
    country: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    feature: Feature | None = None
    as_: PlaceAs = "location"
    p: float = 0.0
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(slots=True)
class AttributionDraft:
    """An attribution; its key is the first span of its cue, and ``within`` is the key of the outer one.

    ``p`` is how likely it is to be right, ``by`` names the rule or the head, or both, that proposed it.
    """

    source: Span | None
    named: bool
    kind: SourceKind
    cue: list[Span]
    cue_class: CueClass
    content: list[Span]
    manner: Manner = "indirect"
    within: Span | None = None
    p: float = 0.0
    by: str = ""

    @property
    def key(self) -> Span:
        """The first span of the cue: what another draft calls this one by."""
        return self.cue[0]


@dataclass(slots=True)
class OtherDraft:
    """A further participant of a report."""

    role: OtherRole
    span: Span


@dataclass(slots=True)
class QuantityDraft:
    """A number that belongs to a report."""

    span: Span
    of: QuantityOf
    value: float | int | None
    unit: str | None = None
    bound: Bound = "exact"


@dataclass(slots=True)
class LinkDraft:
    """A link to another report, called by its trigger."""

    to: Span
    kind: LinkKind
    evidence: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ReportDraft:
    """A report; participants, times, places and the attribution are spans (an attribution by its key)."""

    trigger: Span
    frame: str
    type: PloverType | None = None
    mode: str | None = None
    cameo: str | None = None
    contexts: list[str] = field(default_factory=list)
    actors: list[Span] = field(default_factory=list)
    recipients: list[Span] = field(default_factory=list)
    reciprocal: bool = False
    objects: list[Span] = field(default_factory=list)
    others: list[OtherDraft] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    when_basis: WhenBasis = "none"
    place: Span | None = None
    relation: WhereRelation | None = None
    where_basis: WhereBasis = "none"
    precision: Precision = "none"
    path_from: Span | None = None
    path_to: Span | None = None
    path_via: list[Span] = field(default_factory=list)
    quantities: list[QuantityDraft] = field(default_factory=list)
    certainty: Certainty = "underspecified"
    polarity: Polarity = "underspecified"
    tense: Tense = "underspecified"
    links: list[LinkDraft] = field(default_factory=list)
    attribution: Span | None = None
    sentence: Span | None = None
    evidence: list[Span] = field(default_factory=list)
    gloss: str = ""
    confidence: float = 0.0
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """One article being read.

    ``paragraphs`` are the spans that are parsed (headline and body; datelines and bylines left out).
    ``parse`` is None until the parse stage has run, and stays so for stages used alone. ``scores`` gives
    ``scores[head]`` when the encoder is there, else None. ``notes`` are remarks for people, a line each.
    """

    article: Article
    parts: list[Part] = field(default_factory=list)
    paragraphs: list[Span] = field(default_factory=list)
    integrity: Integrity = "original"
    credit: str | None = None
    parse: Parse | None = None
    entities: list[EntityDraft] = field(default_factory=list)
    times: list[TimeDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    attributions: list[AttributionDraft] = field(default_factory=list)
    reports: list[ReportDraft] = field(default_factory=list)
    scores: Scores | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.article.text[span[0] : span[1]]


class Stage(Protocol):
    """One step of reading: it looks at what is there and adds what it ``provides``.

    ``requires`` and ``provides`` name fields of :class:`Reading`; ``uses`` names fields that help and may be
    absent. ``version`` rises whenever the stage may answer differently.
    """

    @property
    def name(self) -> str:
        """``room.Class``."""

    @property
    def requires(self) -> tuple[str, ...]:
        """What must be there before."""

    @property
    def uses(self) -> tuple[str, ...]:
        """What helps and may be absent."""

    @property
    def provides(self) -> tuple[str, ...]:
        """What is there afterwards."""

    @property
    def version(self) -> str:
        """What changes with the answers."""

    def __call__(self, reading: Reading) -> None:
        """Read, and write what was found into ``reading``."""
