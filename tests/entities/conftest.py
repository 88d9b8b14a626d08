"""A reader of single texts: parts, parse and the two stages of the room."""

import pytest

from dateline.entities import Coreference, Mentions
from dateline.knowledge import Knowledge
from dateline.record import Article
from dateline.text.parse import Parser
from dateline.text.parts import Parts
from dateline.text.reading import Reading


class Reader:
    """Reads a text as far as its entities."""

    def __init__(self):
        knowledge = Knowledge()
        self.stages = (Parts(), Parser(), Mentions(knowledge), Coreference(knowledge))

    def __call__(self, text, published="2024-05-15"):
        reading = Reading(Article.make(text, published=published))
        for stage in self.stages:
            stage(reading)
        return reading


@pytest.fixture(scope="session")
def read():
    return Reader()
