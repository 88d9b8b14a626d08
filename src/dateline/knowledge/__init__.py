"""What is known before any article is read: tables as data, their loaders, and the look-ups that stages use.

``Knowledge`` holds them all; every look-up works on one object, so that a user's lexicon reaches each stage.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.knowledge.countries import Countries
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.tables import Lexicon, Row
from dateline.knowledge.verbs import Verbs

if TYPE_CHECKING:
    import sqlite3

    from dateline.knowledge.agencies import Agencies, Agency
    from dateline.knowledge.designations import Designations
    from dateline.knowledge.gazetteer import Toponym
    from dateline.knowledge.holders import Holder, Holders
    from dateline.knowledge.index import Index
    from dateline.knowledge.readings import NameReading
    from dateline.knowledge.words import FirstNames, Leads, Roles, Swaps

__all__ = ["Knowledge"]

LEADER = frozenset(("leader", "strongman", "ruler", "paramount leader", "top leader", "chief"))


class Knowledge:
    """The tables, with a user's ``lexicon`` folder laid over them; parts load when first asked for."""

    def __init__(self, lexicon: Path | str | None = None) -> None:
        self.lexicon = Lexicon(lexicon)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table by its name (the stem of its file), in any room."""
        return self.lexicon.rows(table)

    @cached_property
    def verbs(self) -> Verbs:
        """The verbs table."""
        return Verbs(self.lexicon)

    @cached_property
    def countries(self) -> Countries:
        """Countries by any name, adjective, demonym, capital or metonym."""
        return Countries(self.lexicon)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, a user's places over it."""
        over = None
        alone = self.lexicon.over()
        if alone is not None:
            from dateline.knowledge.over import Over

            over = Over(self.lexicon, alone)
        return Gazetteer(self.lexicon.rows("place_words"), over=over)

    @property
    def digest(self) -> str:
        """A digest of all tables: part of the pipeline's version."""
        return self.lexicon.digest

    # names

    def readings(self, name: str, date: str | None = None) -> tuple[NameReading, ...]:
        """Everything that a name may be, likeliest first; on an ISO ``date``, persons in office weigh more.

        Raises ``DatelineError`` (``tables.missing``) where the index was not built.
        """
        return self._index.readings(name, date)

    @cached_property
    def _index(self) -> Index:
        from dateline.knowledge.index import Index

        connections, hidden = self._databases
        return Index(connections, hidden, self.designations, self._unswap, self.countries, self._places)

    def _places(self, name: str) -> list[Toponym]:
        return self.gazetteer.candidates(name)

    @cached_property
    def _databases(self) -> tuple[list[sqlite3.Connection], frozenset[int]]:
        from dateline.knowledge.index import connect, overlay

        over = overlay(self.lexicon)
        return ([connect()], frozenset()) if over is None else ([connect(), over[0]], over[1])

    def _unswap(self, name: str) -> tuple[str, ...]:
        return self.swaps.originals(name)

    @cached_property
    def designations(self) -> Designations:
        """Patterns for weapons and ships that no table lists."""
        from dateline.knowledge.designations import Designations

        return Designations(self.rows("designations"))

    # offices

    @cached_property
    def holders(self) -> Holders:
        """Offices and their holders by date."""
        from dateline.knowledge.holders import Holders

        return Holders(*self._databases)

    def holder(self, office: str, of: str, date: str) -> Holder | None:
        """Who held an office (in any usual wording) of a country (ISO 2), body or region on an ISO day.

        "leader" means whoever leads that country. ``certain`` is false where the holder is the last known.
        """
        if office.casefold() in LEADER and len(of) == 2:
            office = self.leads.get(of)
        return self.holders.holder(office, of, date)

    def offices(self, person: str, date: str | None = None, country: str | None = None) -> list[Holder]:
        """The offices that a person (id or name) held, all or those of an ISO day."""
        return self.holders.offices(person, date, country)

    def of_surname(self, surname: str, country: str | None = None, date: str | None = None) -> list[Holder]:
        """Holders by family name alone, of a country and in office on a day where these are given."""
        return self.holders.of_surname(surname, country, date)

    @cached_property
    def leads(self) -> Leads:
        """Which office leads a country."""
        from dateline.knowledge.words import Leads

        return Leads(self.rows("leads"))

    # agencies

    @cached_property
    def agencies(self) -> Agencies:
        """News agencies and outlets."""
        from dateline.knowledge.agencies import Agencies

        return Agencies(self.rows("agencies"), self.rows("outlets"))

    def agency(self, name: str) -> Agency | None:
        """The agency or outlet of this name, acronym, domain or reworded name."""
        return self.agencies.get(name)

    def credit(self, text: str) -> Agency | None:
        """The agency that a credit line or a dateline names, if any."""
        return self.agencies.credit(text)

    # words

    def role(self, noun: str) -> str | None:
        """The PLOVER sector of a role noun ("colonel" is MIL), or None."""
        return self.roles.get(noun)

    @cached_property
    def roles(self) -> Roles:
        """Role nouns and titles with their sectors."""
        from dateline.knowledge.words import Roles

        return Roles(self.rows("roles"), self.rows("titles"))

    def gender(self, first_name: str) -> str | None:
        """``m``, ``f`` or ``both``, or None for a first name that is not listed."""
        return self._first_names.get(first_name)

    @cached_property
    def _first_names(self) -> FirstNames:
        from dateline.knowledge.words import FirstNames

        return FirstNames(self._databases[0])

    @cached_property
    def swaps(self) -> Swaps:
        """What word spinners put for which words."""
        from dateline.knowledge.words import Swaps

        return Swaps(self.rows("swaps"))
