"""Countries and territories: names in use and historic, capitals, metonyms, demonyms, adjectives, codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.knowledge.folding import fold
from dateline.knowledge.tables import Lexicon, Row

CountryForm = Literal["name", "historic", "adjective", "demonym", "ethnonym", "capital", "metonym"]

# Column of countries.tsv -> how a name found there speaks of the country; earlier columns win over later ones.
COLUMNS: tuple[tuple[str, CountryForm], ...] = (
    ("name", "name"),
    ("names", "name"),
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("ethnonyms", "ethnonym"),
    ("historic", "historic"),
    ("metonyms", "metonym"),
    ("capitals", "capital"),
)


@dataclass(frozen=True, slots=True)
class Country:
    """One row of ``countries.tsv``.

    ``iso2``/``iso3``/``isonum`` are ISO 3166-1, ``cow`` the Correlates of War number, ``cameo`` the three letters of
    event coding; ``lat``/``lon`` the point that GeoNames gives the country, ``bbox`` (west, south, east, north).
    """

    iso2: str
    iso3: str
    isonum: str
    cow: str
    fips: str
    cameo: str
    geonames: int | None
    name: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    lat: float
    lon: float
    bbox: tuple[float, float, float, float]
    continent: str
    population: int


@dataclass(frozen=True, slots=True)
class CountryReading:
    """A country that a word may speak of (ISO 3166-1 alpha-2), and as what kind of word."""

    country: str
    form: CountryForm


class Countries:
    """The table, looked up by any name, adjective, demonym, capital or metonym, or by a code."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_code: dict[str, Country] = {}
        self._other: dict[str, str] = {}
        self._readings: dict[str, list[CountryReading]] = {}
        rows = lexicon.rows("countries")
        for row in rows:
            country = _country(row)
            self._by_code[country.iso2] = country
            for code in (country.iso3, country.isonum):
                if code:
                    self._other[code] = country.iso2
        for column, form in COLUMNS:
            for row in rows:
                for name in row[column].split("|"):
                    self._add(name, CountryReading(row["iso2"], form))
        for found in self._readings.values():
            found.sort(key=self._rank)

    def _add(self, name: str, reading: CountryReading) -> None:
        found = self._readings.setdefault(fold(name), [])
        if name and not any(r.country == reading.country for r in found):
            found.append(reading)

    def _rank(self, reading: CountryReading) -> tuple[bool, int]:
        return reading.form in ("capital", "metonym"), -self._by_code[reading.country].population

    def find(self, name: str) -> CountryReading | None:
        """The country that a name, adjective, demonym, capital or metonym speaks of.

        Where several countries share it (*Korean*, *Congo*, *Dominican*), the most populous that is called so itself;
        :meth:`readings` has all.
        """
        found = self._readings.get(fold(name))
        return found[0] if found else None

    def readings(self, name: str) -> list[CountryReading]:
        """All countries that the word may speak of, the likeliest first."""
        return list(self._readings.get(fold(name), ()))

    def get(self, code: str) -> Country | None:
        """A country by its ISO 3166-1 code: alpha-2, alpha-3 or numeric."""
        return self._by_code.get(self._other.get(code, code))

    def all(self) -> list[Country]:
        """All countries and territories, by alpha-2 code."""
        return list(self._by_code.values())


def _country(row: Row) -> Country:
    return Country(
        iso2=row["iso2"],
        iso3=row["iso3"],
        isonum=row["isonum"],
        cow=row["cow"],
        fips=row["fips"],
        cameo=row["cameo"],
        geonames=int(row["geonames"]) if row["geonames"] else None,
        name=row["name"],
        names=_list(row["names"]),
        capitals=_list(row["capitals"]),
        adjectives=_list(row["adjectives"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        bbox=(float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
        continent=row["continent"],
        population=int(row["population"] or 0),
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
