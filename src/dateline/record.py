"""The record: everything that was read in one article, as frozen dataclasses that map onto JSON.

A span is ``(start, end)``, half open, in Unicode code points of ``Article.text``. A field whose JSON key
is a Python keyword (``as``, ``from``) bears a trailing underscore here and none in JSON. The rules that every
record obeys are checked by :mod:`dateline.validate`.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

SCHEMA = 1
"""The record's schema number; it rises when a key goes or changes its meaning."""

Span = tuple[int, int]

PartKind = Literal["headline", "dateline", "byline", "body", "boilerplate"]
Integrity = Literal["original", "reworded"]
PublishedFrom = Literal["given", "metadata", "url", "text", "none"]
EntityKind = Literal["person", "organization", "group", "country", "weapon", "vessel", "facility", "other"]
MentionForm = Literal["name", "nominal", "pronoun"]
MentionVia = Literal["exact", "alias", "reworded", "coreference"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Feature = Literal["continent", "country", "region", "city", "facility", "water", "landform"]
PlaceAs = Literal["location", "government", "demonym"]
SourceKind = Literal["person", "organization", "government", "media", "group", "document", "unnamed"]
CueClass = Literal["statement", "denial", "attitude", "intention"]
Manner = Literal["direct", "indirect", "mixed"]
OtherRole = Literal["companion", "instrument", "beneficiary", "topic"]
WhenBasis = Literal["explicit", "derived", "inferred", "bound", "none"]
WhereBasis = Literal["explicit", "inferred", "none"]
WhereRelation = Literal["in", "near", "from", "to", "through"]
Precision = Literal["facility", "city", "region", "country", "none"]
QuantityOf = Literal["dead", "injured", "arrested", "troops", "weapons", "money", "distance", "other"]
Bound = Literal["exact", "at_least", "at_most", "about"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Polarity = Literal["positive", "negative", "underspecified"]
Tense = Literal["past", "present", "future", "underspecified"]
LinkKind = Literal["same", "part", "denies", "reason", "purpose", "condition"]
PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Which version read the article; ``pipeline`` digests stages, parameters, tables and models."""

    dateline: str
    pipeline: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that plays one part: headline, dateline, byline, body or boilerplate."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One published text with its metadata; ``text`` is kept exactly as it was given."""

    id: str
    title: str | None
    text: str
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    credit: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "none"
    language: str | None = None
    integrity: Integrity = "original"
    sha256: str = ""
    parts: tuple[Part, ...] = ()

    @classmethod
    def make(  # noqa: PLR0913 - an article's metadata is that wide
        cls,
        text: str,
        *,
        id: str | None = None,  # noqa: A002 - the record's own key
        title: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        byline: str | None = None,
        credit: str | None = None,
        published: str | None = None,
        published_from: PublishedFrom | None = None,
        language: str | None = None,
    ) -> Article:
        """An article with its ``id`` and ``sha256`` filled in.

        Without an ``id``, it is the first 16 hexadecimal digits of the SHA-256 of
        (publisher, url, published, title, text), so that one text under two outlets is two articles.
        ``published`` is an ISO date or date-time, ``published_from`` defaults to ``given`` with one.
        """
        key = json.dumps([publisher, url, published, title, text], ensure_ascii=False)
        made_id = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return cls(
            id=id if id is not None else made_id,
            title=title,
            text=text,
            url=url,
            publisher=publisher,
            byline=byline,
            credit=credit,
            published=published,
            published_from=published_from or ("given" if published else "none"),
            language=language,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names or refers to an entity, and how it was linked to it."""

    span: Span
    text: str
    form: MentionForm
    via: MentionVia = "exact"


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, group, country, weapon, vessel or facility, with its mentions."""

    id: str
    name: str
    kind: EntityKind
    subkind: str | None = None
    country: str | None = None
    sector: str | None = None
    titles: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    anonymous: bool = False
    members: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its TIMEX3 value, EDTF and bounds.

    ``anchor`` says against what it was resolved: the publication date, the calendar alone, nothing, or the id
    of another time.
    """

    id: str
    span: Span
    text: str
    type: TimeType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of a toponym that was not chosen."""

    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    geonames: int | None
    feature: Feature
    p: float


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym, resolved where it could be; ``lat`` and ``lon`` are WGS 84 degrees.

    ``bbox`` is ``(west, south, east, north)``. Only ``as: location`` may place a report.
    """

    id: str
    span: Span
    text: str
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
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Who vouches; an unnamed source that the text does not mention has no span."""

    span: Span | None
    text: str | None
    entity: str | None
    named: bool
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue, and the content that the source vouches for; ``within`` is the outer attribution."""

    id: str
    source: Source
    cue: tuple[Span, ...]
    cue_class: CueClass
    content: tuple[Span, ...]
    manner: Manner
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Words that take part in a report, and the entity that they mean."""

    entity: str | None
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """A further participant: companion, instrument, beneficiary or topic."""

    role: OtherRole
    entity: str | None
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """The date of a report with its precision and its basis; ``bound`` carries ``latest`` alone."""

    times: tuple[str, ...] = ()
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: WhenBasis = "none"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a report; for motion the destination (``to``), for a departure the origin (``from``)."""

    place: str | None = None
    relation: WhereRelation | None = None
    basis: WhereBasis = "none"
    precision: Precision = "none"


@dataclass(frozen=True, slots=True)
class Path:
    """All legs of a motion, as place ids."""

    from_: str | None = None
    to: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that belongs to a report, and what it counts; ``value`` is null for words like *dozens*."""

    span: Span
    text: str
    of: QuantityOf
    value: float | int | None
    unit: str | None = None
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True)
class Status:
    """How sure the source is, whether it is affirmed or denied, and the tense from the publication date."""

    certainty: Certainty = "underspecified"
    polarity: Polarity = "underspecified"
    tense: Tense = "underspecified"


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one report to another, with the words that make it."""

    to: str
    kind: LinkKind
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """How a cell was filled: its calibrated probability, and the rule or head that won."""

    p: float
    by: str


@dataclass(frozen=True, slots=True)
class Report:
    """One passage which says that something happened, will, may or did not happen."""

    id: str
    trigger: Span
    text: str
    frame: str
    type: PloverType | None = None
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    reciprocal: bool = False
    objects: tuple[Participant, ...] = ()
    others: tuple[Other, ...] = ()
    when: When = When()
    where: Where = Where()
    path: Path = Path()
    quantities: tuple[Quantity, ...] = ()
    status: Status = Status()
    links: tuple[Link, ...] = ()
    attribution: str | None = None
    sentence: Span | None = None
    evidence: tuple[Span, ...] = ()
    gloss: str = ""
    confidence: float = 0.0
    cells: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read in one article."""

    schema: int
    made_by: MadeBy
    article: Article
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    reports: tuple[Report, ...] = ()

    def _repr_html_(self) -> str:
        """The record as a notebook shows it: the text with its evidence marked, the record beside it."""
        from dateline.export.html import fragment

        return fragment(self)


@dataclass(frozen=True, slots=True)
class Error:
    """Why an article could not be read: a code of :mod:`dateline.errors`, its message, the stage if any."""

    code: str
    message: str
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """What stands in place of a record when an article could not be read."""

    id: str | None
    error: Error

    def to_json(self) -> dict[str, Any]:
        """``{"article": {"id": …}, "error": {"code": …, "message": …, "stage": …}}``."""
        return {"article": {"id": self.id}, "error": to_json(self.error)}


def key(name: str) -> str:
    """The JSON key of a field name: keywords lose their trailing underscore."""
    return name.removesuffix("_")


def to_json(value: Any) -> Any:
    """The JSON form of a record or any part of it: dicts, lists, strings, numbers, booleans and None."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {k: to_json(v) for k, v in value.items()}
    names = _keys(value.__class__)
    return value if names is None else {k: to_json(getattr(value, name)) for k, name in names}


@cache
def _keys(cls: type) -> tuple[tuple[str, str], ...] | None:
    """The JSON keys and the names of a record class's fields, in order; ``None`` of any other class."""
    return tuple((key(f.name), f.name) for f in fields(cls)) if is_dataclass(cls) else None


T = TypeVar("T")


@cache
def hints(cls: type) -> dict[str, Any]:
    """The resolved types of a record class's fields, in order."""
    resolved = typing.get_type_hints(cls)
    return {f.name: resolved[f.name] for f in fields(cls)}


def from_json(data: Any, cls: type[T] = Record) -> T:  # type: ignore[assignment]
    """Read ``cls`` back from its JSON form; keys that it does not know are ignored.

    Raises ``KeyError`` where a key without a default is missing and ``TypeError`` where a value has the
    wrong shape.
    """
    made: T = _decode(data, cls)
    return made


def _decode(data: Any, hint: Any) -> Any:
    origin = get_origin(hint)
    if is_dataclass(hint):
        return _decode_object(data, typing.cast("type", hint))
    if origin in (Union, types.UnionType):
        options = [h for h in get_args(hint) if h is not type(None)]
        if data is None:
            return None
        return _decode(data, options[0]) if len(options) == 1 else data
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise TypeError(f"a list was expected, not {data!r}")
        args = get_args(hint)
        inner = [args[0]] * len(data) if len(args) == 2 and args[1] is Ellipsis else list(args)
        if len(inner) != len(data):
            raise TypeError(f"{len(inner)} items were expected, not {data!r}")
        return tuple(_decode(item, h) for item, h in zip(data, inner, strict=True))
    if origin is Mapping:
        return {k: _decode(v, get_args(hint)[1]) for k, v in data.items()}
    return data


def _decode_object(data: Any, cls: type) -> Any:
    if not isinstance(data, Mapping):
        raise TypeError(f"an object ({cls.__name__}) was expected, not {data!r}")
    values = {name: _decode(data[key(name)], hint) for name, hint in hints(cls).items() if key(name) in data}
    required = {f.name for f in fields(cls) if _is_required(f)}
    missing = required - values.keys()
    if missing:
        raise KeyError(f"{cls.__name__} lacks {', '.join(sorted(map(key, missing)))}")
    return cls(**values)


def _is_required(item: Any) -> bool:
    from dataclasses import MISSING

    return item.default is MISSING and item.default_factory is MISSING
