"""What the tables know of a name, asked once a name and article, in this room's terms."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.knowledge import Knowledge
from dateline.knowledge.readings import NameReading

# Kinds of the alias index -> kinds that this room decides among; offices and demonyms are asked elsewhere.
KINDS = {
    "person": "person", "organization": "organization", "outlet": "organization", "agency": "organization",
    "group": "organization", "weapon": "weapon", "vessel": "vessel", "facility": "facility",
}  # fmt: skip

SURNAME, LOOSE_SURNAME, PARTY, REWORDED, MADE_UP = 0.4, 0.2, 0.3, 0.8, 0.6
"""How far a match is trusted: a family name alone, its sound alone, a party's acronym, a wording undone, a pattern."""

# How a word speaks of a country -> the four ways that matter here.
FORMS = {"historic": "name", "ethnonym": "demonym"}


MOST_WORDS = 7
"""Spaces in a name beyond which no table is asked."""


@dataclass(slots=True)
class Reading:
    """One thing that a name may be.

    ``prior`` says how far the match is trusted, ``share`` how much of the name's readings this one has;
    ``form`` is filled for countries: name, adjective, demonym, capital, metonym.
    """

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
    share: float = 1.0


class Known:
    """The readings of names, remembered."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._index = knowledge.readings
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
        if any(r.form == "name" for r in found) or name.count(" ") > MOST_WORDS:
            return found
        found.extend(_readings(self._index(name, date), name))
        if any(r.prior == 1.0 and r.kind != "country" for r in found):
            return found
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
        known = (
            min(max(math.log10(best.prominence + 1) - 2, 0.0) / 4, 1.0) if best.feature in ("city", "region") else 0.8
        )
        # A village or a seldom alias says little; a landform's or region's own name says much.
        prior = known * known * (0.4 if best.match == "alias" and best.feature == "city" else 1.0)
        kind = "facility" if best.feature == "facility" else "place"
        return Reading(kind, prior, subkind=best.feature, country=best.country or "", name=best.name)


def _readings(rows: tuple[NameReading, ...], name: str) -> Iterator[Reading]:
    """The index's rows in this room's terms, the first of each kind with the trust that its match deserves."""
    seen: set[str] = set()
    for row in rows:
        kind = KINDS.get(row.kind)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        trust = 1.0
        match = row.detail.get("match", "")
        if kind == "person" and match and " " not in name:
            trust = SURNAME if match == "surname" else LOOSE_SURNAME
        elif row.subkind == "party" and name.isupper():
            trust = PARTY
        elif row.via == "reworded":
            trust = REWORDED
        elif kind in ("weapon", "vessel") and row.id.endswith(name):
            trust = MADE_UP
        medium = row.kind in ("agency", "outlet")
        yield Reading(
            kind, trust, _subkind(row), row.id, row.name, row.country or "", row.sector or MEDIA * medium, "", row.via,
            {k: v for k, v in row.identifiers.items() if v}, share=row.prior,
        )  # fmt: skip


MEDIA = "JRN"
"""PLOVER's sector of journalists and news media."""


def _subkind(row: NameReading) -> str:
    """The finer kind; a medium that a state or its ruling party owns is a *state agency* or the like."""
    subkind = row.subkind or ("medium" if row.kind in ("agency", "outlet") else "")
    owned = row.kind in ("agency", "outlet") and row.detail.get("ownership") in ("state", "party")
    return f"state {subkind}" if owned else subkind
