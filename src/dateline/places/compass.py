"""A compass word that stands for a country: *the North* where the article speaks of *North …* or of the other half."""

from __future__ import annotations

import re

from dateline.knowledge import Knowledge
from dateline.knowledge.countries import Country
from dateline.text.reading import PlaceDraft, Reading

P = 0.8
"""The probability of the country that the word alone stands for (set by hand)."""


class Compass:
    """Gives such words the place of their country; *in the North* is its land, else its government is meant."""

    def __init__(self, knowledge: Knowledge) -> None:
        cues = [(row["kind"], row["word"]) for row in knowledge.rows("place_cues")]
        self.compass = {word for kind, word in cues if kind == "compass"}
        self.locative = {word for kind, word in cues if kind == "locative"}
        self.countries = knowledge.countries
        words = "|".join(sorted(word.title() for word in self.compass))
        self.full = re.compile(rf"\b((?:{words}) [A-Z][a-z]+)")

    def __call__(self, reading: Reading) -> None:
        """Set place and ``as_`` of every compass word for which the article has just one country."""
        words = {place.span: reading.words(place.span).removeprefix("the ") for place in reading.places}
        alone = [place for place in reading.places if words[place.span].lower() in self.compass]
        if not alone:
            return
        halves = self._halves(reading.text)
        for place in alone:
            before = reading.text[max(0, place.span[0] - 24) : place.span[1]].split()[:-1]
            if not before or before[-1].lower() != "the":
                continue
            word = words[place.span].title()
            meant = {c.iso2: c for c in (self._country(f"{word} {half}") for half in halves) if c is not None}
            if len(meant) == 1:
                _stand_for(place, *meant.values())
                place.as_ = "location" if before[-2:-1] and before[-2].lower() in self.locative else "government"

    def _halves(self, text: str) -> list[str]:
        """What stands after a compass word in the names of the countries that the article speaks of (*Korea*)."""
        found = sorted({match.group(1) for match in self.full.finditer(text)})
        names = (self._country(name) for name in found)
        return sorted({country.name.split(" ", 1)[1] for country in names if country is not None})

    def _country(self, name: str) -> Country | None:
        said = self.countries.find(name)
        country = self.countries.get(said.country) if said is not None else None
        if country is None or country.name.split(" ")[0].lower() not in self.compass:
            return None
        return country


def _stand_for(place: PlaceDraft, country: Country) -> None:
    place.name, place.feature, place.country = country.name, "country", country.iso2
    place.lat, place.lon, place.bbox = country.lat, country.lon, country.bbox
    place.geonames, place.admin1, place.candidates = country.geonames, None, []
    place.p = P
