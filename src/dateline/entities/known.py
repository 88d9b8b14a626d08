"""What the tables know of a name, asked once a name and article, in this room's terms."""

from __future__ import annotations

import math
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


# How a word speaks of a country -> the four ways that matter here.
FORMS = {"historic": "name", "ethnonym": "demonym"}


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
    """The readings of names, remembered."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._readings: Any = getattr(knowledge, "readings", None)
        self._countries = knowledge.countries
        self._gazetteer = knowledge.gazetteer
        self._memory: dict[tuple[str, str | None], list[Reading]] = {}

    def __call__(self, name: str, date: str | None = None) -> list[Reading]:
        """All readings of a name, countries first, then by the tables' order."""
        key = (name, date)
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) > 20000:
                self._memory.clear()
            found = self._memory[key] = self._ask(name, date)
        return found

    def _ask(self, name: str, date: str | None) -> list[Reading]:
        found = [
            Reading("country", form=FORMS.get(row.form, row.form), country=row.country, name=self._name(row.country))
            for row in self._countries.readings(name)
        ]
        if self._readings is not None:
            found.extend(r for r in map(_reading, self._readings(name, date)) if r is not None)
        if not any(r.form == "name" for r in found):
            toponym = self._toponym(name)
            if toponym is not None:
                found.append(toponym)
        return found

    def _name(self, code: str) -> str:
        country = self._countries.get(code)
        return country.name if country is not None else ""

    def _toponym(self, name: str) -> Reading | None:
        """The likeliest place of this name; its prior falls with how little known the place is."""
        if len(name) < 3:
            return None
        rows = [c for c in self._gazetteer.candidates(name) if c.match in ("name", "alias", "stripped")]
        if not rows:
            return None
        best = rows[0]
        known = min(math.log10(best.prominence + 1) / 6, 1.0) if best.feature in ("city", "region") else 0.8
        # A village or a seldom alias says little; a landform's or region's own name says much.
        prior = known * known * (0.4 if best.match == "alias" and best.feature == "city" else 1.0)
        kind = "facility" if best.feature == "facility" else "place"
        return Reading(kind, prior, subkind=best.feature, country=best.country or "", name=best.name)


def _reading(row: Any) -> Reading | None:
    kind = KINDS.get(row.kind)
    if kind in (None, "country", "place"):
        return None
    return Reading(
        kind, row.prior, row.subkind or "", row.id or "", row.name or "", row.country or "", row.sector or "",
        "", row.via or "", dict(row.identifiers or {}),
    )  # fmt: skip
