"""Agencies: by any of their names, and by the credit lines that they write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.knowledge.build_index import is_acronym, split
from dateline.knowledge.names import fold
from dateline.knowledge.tables import Row


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency or medium: ``ownership`` is ``state``, ``public``, ``private``, ``cooperative`` or ``party``."""

    name: str
    acronym: str | None
    country: str | None
    kind: str
    ownership: str | None
    home: str | None
    domains: tuple[str, ...]


class Agencies:
    """The agencies (first tier) and outlets (second): by name, domain, reworded name, credit line."""

    def __init__(self, agencies: Iterable[Row], outlets: Iterable[Row]) -> None:
        self._by_name: dict[str, Agency] = {}
        self._acronyms: dict[str, Agency] = {}
        self._credits: dict[str, Agency] = {}
        self._outlets = outlets
        for row in agencies:
            agency = _agency(row)
            for name in (row["name"], row["acronym"], *split(row["aliases"]), *split(row["reworded"])):
                if is_acronym(name):
                    self._acronyms.setdefault(name.replace(".", ""), agency)
                elif name:
                    self._by_name.setdefault(fold(name), agency)
            for domain in agency.domains:
                self._by_name.setdefault(fold(domain), agency)
            for credit in split(row["credits"]):
                self._credits.setdefault(credit.casefold(), agency)

    @cached_property
    def _credit(self) -> re.Pattern[str]:
        patterns = [re.escape(credit) for credit in sorted(self._credits, key=len, reverse=True)]
        return re.compile(r"(?<![\w])(" + "|".join(patterns or ["(?!)"]) + r")(?![\w])", re.IGNORECASE)

    @cached_property
    def _second(self) -> dict[str, Agency]:
        """The outlets by name and domain, made when the first tier did not know one."""
        found: dict[str, Agency] = {}
        for row in self._outlets:
            outlet = _agency({**row, "acronym": "", "home": ""})
            for name in (row["name"], *split(row["aliases"]), *outlet.domains):
                found.setdefault(fold(name), outlet)
        return found

    def get(self, name: str) -> Agency | None:
        """The agency or outlet that has this name, acronym, domain or reworded name."""
        plain = name.replace(".", "")
        key = fold(name)
        found = self._acronyms.get(plain) or self._by_name.get(key) or self._second.get(key)
        if found is None and len(plain) > 3 and plain[:1].isupper():
            found = self._acronyms.get(plain.upper())
        return found

    def credit(self, text: str) -> Agency | None:
        """The agency that a credit line names: "(AP)", "PORT AZUL, May 15 (Xinhua) --", "Reporting by Reuters"."""
        if not text:
            return None
        whole = self.get(text.strip(" ()[]/-–—.:"))
        if whole is not None:
            return whole
        for match in self._credit.finditer(text):
            word = match[1]
            if is_acronym(word.upper()) and len(word) < 5 and not word.isupper() and word.casefold() != "dpa":
                continue
            return self._credits[word.casefold()]
        return None

    def by_domain(self, domain: str) -> Agency | None:
        """The agency or outlet of a site: its domain, or one above it (``english.agency.example``)."""
        parts = domain.casefold().removeprefix("www.").split(".")
        for start in range(len(parts) - 1):
            key = fold(".".join(parts[start:]))
            found = self._by_name.get(key) or self._second.get(key)
            if found is not None:
                return found
        return None


def _agency(row: Mapping[str, str]) -> Agency:
    return Agency(
        row["name"], row["acronym"] or None, row["country"] or None, row["kind"], row["ownership"] or None,
        row["home"] or None, tuple(split(row["domains"])),
    )  # fmt: skip
