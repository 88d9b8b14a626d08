"""Reading short texts up to the reports, with the places of an invented map."""

import re
from functools import lru_cache

import pytest

from dateline.attributions import Attributions
from dateline.entities import Coreference, Mentions
from dateline.knowledge import Knowledge
from dateline.record import Article
from dateline.reports import Reports
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import PlaceDraft, Reading
from dateline.times import Times

PUBLISHED = "2024-05-15"

MAP = {"Ankara": "city", "Baku": "city", "Odesa": "city", "Port Azul": "city", "Harbor City": "city", "Vladivostok": "city",
       "Tbilisi": "city", "Norland": "country", "Estland": "country", "Turkey": "country", "Georgia": "country",
       "Lake Verin": "water"}  # fmt: skip


@lru_cache(maxsize=1)
def stages():
    knowledge = Knowledge()
    made = [Parts(), Parser(), Mentions(knowledge), Times(), put_places]
    return [*made, Attributions(knowledge), Coreference(knowledge), Reports(knowledge)]


def put_places(reading):
    """The toponyms of the invented map, each a location unless it has a genitive or acts."""
    for name, feature in MAP.items():
        for match in re.finditer(rf"\b{name}\b(’s|'s)?", reading.text):
            span = (match.start(), match.start() + len(name))
            token = reading.parse.token_at(span[0])
            acts = feature == "country" and (match.group(1) or (token and token.dep in ("nsubj", "compound")))
            as_ = "government" if acts else "location"
            reading.places.append(PlaceDraft(span, name, 1.0, 2.0, feature=feature, as_=as_, country="XX"))


@pytest.fixture(scope="session")
def read():
    """A function from a text to its reading."""

    def read(text, published=PUBLISHED, title=None):
        reading = Reading(Article.make(text, published=published, title=title))
        for stage in stages():
            stage(reading)
        return reading

    return read
