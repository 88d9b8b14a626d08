"""Persons, organizations, groups, countries, weapons, vessels and facilities, and what refers to them."""

from dateline.entities.coreference import Coreference
from dateline.entities.mentions import Mentions

__all__ = ["Coreference", "Mentions"]
