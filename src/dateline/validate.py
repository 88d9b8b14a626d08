"""The rules that every record obeys, checked; the tests and ``dateline read --check`` run them."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

from dateline.record import Attribution, Place, Record, Report, Span, hints, key

TABLES = ("entities", "times", "places", "attributions", "reports")

_EDTF = re.compile(r"^(?:\.\.|[-\dXYMWSQ~?%./:TZ+{}\[\],]*)$")
_DAY = re.compile(r"^-?\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?$")
_CAMEO = re.compile(r"^\d{2,4}$")
_COUNTRY = re.compile(r"^[A-Z]{2}$")


def problems(record: Record) -> list[str]:
    """One line for each rule that the record breaks, in the order of its tables; an empty list when it holds."""
    check = _Check(record)
    return [*_types("record", record, Record), *check.all()]


def _types(where: str, value: Any, hint: Any) -> Iterator[str]:
    """Values of another type or outside their closed set."""
    origin = get_origin(hint)
    if is_dataclass(hint):
        if not isinstance(value, hint):  # type: ignore[arg-type]
            yield f"{where}: {value!r} is no {hint.__name__}"  # type: ignore[union-attr]
            return
        for name, inner in hints(hint).items():  # type: ignore[arg-type]
            yield from _types(f"{where}.{key(name)}", getattr(value, name), inner)
    elif origin is Literal:
        if value not in get_args(hint):
            yield f"{where}: {value!r} is none of {', '.join(map(str, get_args(hint)))}"
    elif origin in (Union, types.UnionType):
        yield from _union(where, value, get_args(hint))
    elif origin is tuple:
        yield from _tuple(where, value, get_args(hint))
    elif origin is Mapping:
        for name, item in value.items():
            yield from _types(f"{where}.{name}", item, get_args(hint)[1])
    elif hint is float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield f"{where}: {value!r} is no number"
    elif isinstance(hint, type) and (not isinstance(value, hint) or (hint is int and isinstance(value, bool))):
        yield f"{where}: {value!r} is no {hint.__name__}"


def _union(where: str, value: Any, options: tuple[Any, ...]) -> Iterator[str]:
    if value is None and type(None) in options:
        return
    found = [list(_types(where, value, option)) for option in options if option is not type(None)]
    if all(found):
        yield from found[0]


def _tuple(where: str, value: Any, args: tuple[Any, ...]) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{where}: {value!r} is no tuple"
        return
    inner = [args[0]] * len(value) if len(args) == 2 and args[1] is Ellipsis else list(args)
    if len(inner) != len(value):
        yield f"{where}: {value!r} has not {len(inner)} items"
        return
    for number, (item, hint) in enumerate(zip(value, inner, strict=True)):
        yield from _types(f"{where}[{number}]", item, hint)


class _Check:
    """The rules beyond types, over one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.article.text
        self.ids = {table: {row.id for row in getattr(record, table)} for table in TABLES}

    def all(self) -> Iterator[str]:
        yield from self._spans("article", self.record.article)
        for table in TABLES:
            rows = getattr(self.record, table)
            if len(self.ids[table]) != len(rows):
                yield f"{table}: an id is used twice"
            for row in rows:
                yield from self._spans(f"{table} {row.id}", row)
        yield from self._entities()
        yield from self._times()
        for place in self.record.places:
            yield from self._place(place)
        for attribution in self.record.attributions:
            yield from self._attribution(attribution)
        for report in self.record.reports:
            yield from self._report(report)

    def _spans(self, where: str, value: Any) -> Iterator[str]:
        """Every span lies in the text, and says the words beside it."""
        if isinstance(value, tuple):
            for item in value:
                yield from self._spans(where, item)
        if not is_dataclass(value):
            return
        for name, hint in hints(value.__class__).items():
            inner = getattr(value, name)
            if inner is not None and hint in (Span, Span | None):
                words = value.text if name in ("span", "trigger") and hasattr(value, "text") else None
                yield from self._span(f"{where} {name}", inner, words)
            elif hint == tuple[Span, ...]:
                for span in inner:
                    yield from self._span(f"{where} {name}", span, None)
            else:
                yield from self._spans(f"{where} {name}", inner)

    def _span(self, where: str, span: Span, words: str | None) -> Iterator[str]:
        if not 0 <= span[0] < span[1] <= len(self.text):
            yield f"{where}: span {span} does not lie in the text of {len(self.text)} characters"
        elif words is not None and self.text[span[0] : span[1]] != words:
            yield f"{where}: {words!r} is not what stands at {span}"

    def _known(self, where: str, table: str, value: str | None) -> Iterator[str]:
        if value is not None and value not in self.ids[table]:
            yield f"{where} refers to {value!r}, which {table} does not hold"

    def _entities(self) -> Iterator[str]:
        for entity in self.record.entities:
            where = f"entities {entity.id}"
            if not entity.name:
                yield f"{where} has no name"
            if not entity.mentions:
                yield f"{where} has no mention"
            if entity.country is not None and not _COUNTRY.match(entity.country):
                yield f"{where}: country {entity.country!r} is not ISO 3166-1 alpha-2"
            for member in entity.members:
                yield from self._known(where, "entities", member)
                if member == entity.id:
                    yield f"{where} is a member of itself"

    def _times(self) -> Iterator[str]:
        for time in self.record.times:
            where = f"times {time.id}"
            yield from _dates(where, time.edtf, time.earliest, time.latest)
            if time.anchor not in ("published", "calendar", "none"):
                yield from self._known(f"{where} anchor", "times", time.anchor)
                if time.anchor == time.id:
                    yield f"{where} is its own anchor"
            if time.anchor == "published" and not self.record.article.published:
                yield f"{where} is anchored to a publication date that the article has not"

    def _place(self, place: Place) -> Iterator[str]:
        where = f"places {place.id}"
        if (place.lat is None) != (place.lon is None):
            yield f"{where} has half a coordinate"
        if (
            place.lat is not None
            and place.lon is not None
            and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180)
        ):
            yield f"{where} has impossible coordinates"
        yield from _share(f"{where} p", place.p)

    def _attribution(self, attribution: Attribution) -> Iterator[str]:
        where = f"attributions {attribution.id}"
        source = attribution.source
        if source.span is None and source.kind != "unnamed":
            yield f"{where}: a source of kind {source.kind} without words"
        yield from self._known(f"{where} source", "entities", source.entity)
        yield from self._known(f"{where} within", "attributions", attribution.within)
        if not attribution.content:
            yield f"{where} vouches for nothing"
        if not attribution.cue:
            yield f"{where} has no cue"
        outer, seen = attribution.within, {attribution.id}
        by_id = {a.id: a for a in self.record.attributions}
        while outer in by_id:
            if outer in seen:
                yield f"{where} stands within itself"
                break
            seen.add(outer)
            outer = by_id[outer].within

    def _report(self, report: Report) -> Iterator[str]:
        where = f"reports {report.id}"
        if not report.frame:
            yield f"{where} has no frame"
        if not report.evidence:
            yield f"{where} has no evidence"
        if report.cameo is not None and not _CAMEO.match(str(report.cameo)):
            yield f"{where}: cameo {report.cameo!r} is no code"
        for role in ("actors", "recipients", "objects", "others"):
            for participant in getattr(report, role):
                yield from self._known(f"{where} {role}", "entities", participant.entity)
        yield from self._when(where, report)
        yield from self._where(where, report)
        for link in report.links:
            yield from self._known(f"{where} link", "reports", link.to)
            if link.to == report.id:
                yield f"{where} is linked to itself"
        yield from self._known(f"{where} attribution", "attributions", report.attribution)
        yield from _share(f"{where} confidence", report.confidence)
        for name, cell in report.cells.items():
            yield from _share(f"{where} cell {name}", cell.p)
            if not cell.by:
                yield f"{where}: cell {name} does not say by what"

    def _when(self, where: str, report: Report) -> Iterator[str]:
        when = report.when
        yield from _dates(f"{where} when", when.edtf, when.earliest, when.latest)
        for time in when.times:
            yield from self._known(f"{where} when", "times", time)
        dated = when.edtf or when.earliest or when.latest
        if when.basis == "none" and dated:
            yield f"{where} has a date on no basis"
        if when.basis == "bound" and (when.edtf or when.earliest or not when.latest):
            yield f"{where}: a bound is `latest` alone"
        if when.basis in ("explicit", "derived") and not when.times:
            yield f"{where} is {when.basis} without a time expression"

    def _where(self, where: str, report: Report) -> Iterator[str]:
        places = {p.id: p for p in self.record.places}
        path = (report.path.from_, report.path.to, *report.path.via)
        for place in (report.where.place, *path):
            yield from self._known(f"{where} where", "places", place)
            if place in places and places[place].as_ != "location":
                yield f"{where} is placed by {places[place].text!r}, which is no location"
        if report.where.basis == "none" and report.where.place:
            yield f"{where} has a place on no basis"


def _dates(where: str, edtf: str | None, earliest: str | None, latest: str | None) -> Iterator[str]:
    for name, day in (("earliest", earliest), ("latest", latest)):
        if day is not None and not _DAY.match(day):
            yield f"{where}: {name} {day!r} is no date"
    if earliest and latest and not earliest.startswith("-") and earliest > latest:
        yield f"{where}: earliest {earliest} lies after latest {latest}"
    if edtf is not None and not _EDTF.match(edtf):
        yield f"{where}: edtf {edtf!r} is not EDTF"


def _share(where: str, value: float) -> Iterator[str]:
    if not 0 <= value <= 1:
        yield f"{where}: {value!r} is no probability"


__all__ = ["TABLES", "problems"]
