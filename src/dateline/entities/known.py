"""What the tables know of a name, asked once a name and article, in this room's terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dateline.knowledge import Knowledge

# Kinds of readings, toponyms included -> kinds that this room decides among.
KINDS = {
    "person": "person", "organization": "organization", "agency": "organization", "outlet": "organization",
    "media": "organization", "party": "organization", "group": "organization", "country": "country",
    "demonym": "country", "weapon": "weapon", "vessel": "vessel", "facility": "facility", "place": "place",
    "toponym": "place", "region": "place", "city": "place",
}  # fmt: skip


@dataclass(slots=True)
class Reading:
    """One thing that a name may be; ``form`` is filled for countries: name, adjective, demonym, capital, metonym."""

    kind: str
    prior: float = 1.0
    subkind: str = ""
    id: str = ""
    name: str = ""
    country: str = ""
    sector: str = ""
    form: str = ""
    via: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)


class Known:
    """The readings of names, remembered; nothing is known where a table is missing."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._readings: Any = getattr(knowledge, "readings", None)
        self._countries: Any = getattr(knowledge, "countries", None)
        self._gazetteer: Any = getattr(knowledge, "gazetteer", None)
        self._memory: dict[tuple[str, str | None], list[Reading]] = {}

    def __call__(self, name: str, date: str | None = None) -> list[Reading]:
        """All readings of a name, the likeliest first."""
        key = (name, date)
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) > 20000:
                self._memory.clear()
            found = self._memory[key] = self._ask(name, date)
        return found

    def country(self, name: str) -> Reading | None:
        """The country that a name, adjective or demonym means."""
        return next((r for r in self(name) if r.kind == "country" and r.form in ("name", "adjective", "demonym")), None)

    def _ask(self, name: str, date: str | None) -> list[Reading]:
        found: list[Reading] = []
        if self._countries is not None:
            row = self._countries.find(name)
            if row is not None:
                found.append(_country(row))
        if self._readings is not None:
            found.extend(r for r in map(_reading, self._readings(name, date)) if r is not None)
        if self._gazetteer is not None and not any(r.kind == "place" for r in found):
            candidates = self._gazetteer.candidates(name)
            if candidates:
                found.append(_toponym(candidates))
        return found


def _country(row: Any) -> Reading:
    return Reading("country", 1.0, form=row.form, country=row.country, name=getattr(row, "name", "") or "")


def _reading(row: Any) -> Reading | None:
    kind = KINDS.get(row.kind)
    if kind is None or (kind == "country"):
        return None
    identifiers = dict(row.identifiers or {})
    return Reading(
        kind, row.prior, row.subkind or "", row.id or "", row.name or "", row.country or "", row.sector or "",
        "", row.via or "", identifiers,
    )  # fmt: skip


def _toponym(candidates: list[Any]) -> Reading:
    best = max(candidates, key=lambda c: c.prior)
    kind = "facility" if best.feature == "facility" else "country" if best.feature == "country" else "place"
    return Reading(kind, best.prior, subkind=best.feature, country=best.country or "", name=best.name, form="name")
