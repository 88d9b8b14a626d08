"""A compass word that stands for a country: *the North* where the article speaks of one country called *North …*."""

from __future__ import annotations

from dateline.knowledge import Knowledge
from dateline.text.reading import PlaceDraft, Reading

P_FACTOR = 0.8
"""What is left of the country's probability for the word alone (set by hand)."""


class Compass:
    """Gives such words the place of their country; *in the North* is its land, else its government is meant."""

    def __init__(self, knowledge: Knowledge) -> None:
        cues = [(row["kind"], row["word"]) for row in knowledge.rows("place_cues")]
        self.compass = {word for kind, word in cues if kind == "compass"}
        self.locative = {word for kind, word in cues if kind == "locative"}

    def __call__(self, reading: Reading) -> None:
        """Set place and ``as_`` of every compass word for which the article has just one country."""
        words = {place.span: reading.words(place.span).removeprefix("the ") for place in reading.places}
        alone = [place for place in reading.places if words[place.span].lower() in self.compass]
        if not alone:
            return
        countries = [place for place in reading.places if place.feature == "country"]
        for place in alone:
            before = reading.text[max(0, place.span[0] - 24) : place.span[1]].split()[:-1]
            if not before or before[-1].lower() != "the":
                continue
            full = [c for c in countries if words[c.span].startswith(f"{words[place.span]} ")]
            if full and len({c.country for c in full}) == 1:
                _stand_for(place, full[0])
                place.as_ = "location" if before[-2:-1] and before[-2].lower() in self.locative else "government"


def _stand_for(place: PlaceDraft, country: PlaceDraft) -> None:
    place.name, place.feature, place.country = country.name, country.feature, country.country
    place.lat, place.lon, place.bbox = country.lat, country.lon, country.bbox
    place.geonames, place.admin1, place.candidates = country.geonames, None, []
    place.p = round(country.p * P_FACTOR, 3)
