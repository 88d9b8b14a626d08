"""Which names of an article mean the same: by their words, surnames, acronyms, and what the tables know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from dateline.entities.kinds import Kinds, Votes
from dateline.entities.known import Known, Reading
from dateline.entities.spans import Found
from dateline.entities.words import Words, fold
from dateline.text.parse import Parse

SURNAME = 2.6
GIVEN = 1.2
WEAPON_BESIDE = 2.2
LEAST = 1.0
"""Votes that a name needs which the parser did not see."""

PLAIN_PLACE = 0.5
SURE = 0.6
"""The share of a family name's bearers that one of them must have, to be meant by it alone."""

GENERIC = frozenset(("ministry", "legislature", "court", "police", "armed forces", "service", "body", "parliament"))
SMALL = frozenset(("of", "the", "for", "and", "de", "du", "la", "in", "on", "&", "al"))


@dataclass(slots=True, eq=False)
class Cluster:
    """Names that mean one thing."""

    kind: str
    keys: list[str]
    found: list[Found] = field(default_factory=list)
    reading: Reading | None = None
    votes: Votes = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The words of the first key."""
        return self.keys[0].split()


class Linker:
    """Groups the names of an article and decides what each group is."""

    def __init__(self, kinds: Kinds, words: Words, known: Known) -> None:
        self._kinds, self._words, self._known = kinds, words, known
        self._date: str | None = None
        self._countries: set[str] = set()

    def __call__(self, parse: Parse, names: list[Found], date: str | None) -> list[Cluster]:
        """Clusters in the order of their first mention; those that are no entity or place are left out."""
        self._date = date
        groups: dict[str, list[Found]] = {}
        for found in names:
            groups.setdefault(fold(found.text), []).append(found)
        clusters = [self._weigh(parse, key, found, date) for key, found in groups.items() if key]
        self._propagate(parse, clusters)
        self._countries = {r.country for c in clusters for r in self._known(c.found[0].text, date) if _places(r)}
        for cluster in clusters:
            self._decide(cluster)
        clusters = [c for c in clusters if c.kind]
        clusters = self._join_known(clusters)
        clusters = self._join_acronyms(parse, clusters)
        clusters = self._join_persons(clusters)
        clusters = self._join_shortened(clusters)
        for cluster in clusters:
            cluster.found.sort(key=_first)
        return sorted(clusters, key=lambda c: c.found[0].first)

    def _weigh(self, parse: Parse, key: str, found: list[Found], date: str | None) -> Cluster:
        votes: Votes = defaultdict(float)
        for one in found:
            for kind, weight in self._kinds.votes(parse, one).items():
                votes[kind] += weight / len(found)
        readings = self._known(found[0].text, date)
        self._kinds.known(readings, votes, words=len(key.split()))
        return Cluster("", [key], found, None, votes)

    def _propagate(self, parse: Parse, clusters: list[Cluster]) -> None:
        """A full name speaks for its parts; a weapon for the designations beside it."""
        persons = [c for c in clusters if len(c.words) > 1 and _best(c.votes) == "person"]
        last = {c.words[-1] for c in persons}
        tails = {" ".join(c.words[n:]) for c in persons for n in range(1, len(c.words))}
        front = {c.words[0] for c in persons}
        for cluster in clusters:
            key = cluster.keys[0]
            if key in last or key in tails:
                cluster.votes["person"] = cluster.votes.get("person", 0.0) + SURNAME
            elif key in front:
                cluster.votes["person"] = cluster.votes.get("person", 0.0) + GIVEN
        armed = {parse.tokens[f.first].sentence for c in clusters if _best(c.votes) == "weapon" for f in c.found}
        for cluster in clusters:
            beside = any(parse.tokens[f.first].sentence in armed for f in cluster.found)
            if beside and cluster.found[0].label == "DESIGNATION":
                cluster.votes["weapon"] = cluster.votes.get("weapon", 0.0) + WEAPON_BESIDE

    def _decide(self, cluster: Cluster) -> None:
        kind = _best(cluster.votes)
        if not kind or kind == "other":
            return
        seen = any(f.label and f.label != "DESIGNATION" for f in cluster.found)
        if not seen and cluster.votes[kind] < LEAST:
            return
        if len(cluster.words) == 1 and self._plain(cluster):
            return
        cluster.kind = kind
        readings = self._known(cluster.found[0].text, self._date)
        matching = [r for r in readings if r.kind == kind and r.form != "capital"]
        cluster.reading = matching[0] if matching and self._is_identity(matching[0], cluster) else None

    def _plain(self, cluster: Cluster) -> bool:
        """Whether the name is a plain noun with a capital: "the Minister", "the Republic"."""
        head = self._words.head(cluster.keys[0])
        if head is None or head.kind == "organization" or any(f.titles for f in cluster.found):
            return False
        return not any(r.kind in ("country", "organization") for r in self._known(cluster.found[0].text, self._date))

    def _is_identity(self, reading: Reading, cluster: Cluster) -> bool:
        """Whether a reading says who or what is meant, and not only what kind of thing."""
        if cluster.kind == "country":
            return True
        if cluster.kind == "person":
            return len(cluster.words) > 1 or (reading.share >= SURE and reading.country in self._countries)
        if reading.subkind == "party":
            return reading.country in self._countries
        # "parliament", "supreme court": bodies that every country has are no identity.
        return bool(reading.country) or reading.subkind not in GENERIC

    def _join_known(self, clusters: list[Cluster]) -> list[Cluster]:
        """Names for which the tables give one id, or one country, are one."""
        made: dict[tuple[str, str], Cluster] = {}
        out = []
        for cluster in clusters:
            reading = cluster.reading
            mark = (reading.country if cluster.kind == "country" else reading.id) if reading else ""
            before = made.get((cluster.kind, mark)) if mark and cluster.kind != "place" else None
            if before is not None:
                _join(before, cluster)
                continue
            if mark:
                made[cluster.kind, mark] = cluster
            out.append(cluster)
        return out

    def _join_acronyms(self, parse: Parse, clusters: list[Cluster]) -> list[Cluster]:
        """As in "Port Workers' Union (PWU)" … "PWU": in brackets after a name, or made of its capitals."""
        ends = {f.end: c for c in clusters for f in c.found}
        gone: set[int] = set()
        for cluster in clusters:
            if not _is_acronym(cluster.found[0].text):
                continue
            target = None
            for one in cluster.found:
                i = one.first - 1
                if (
                    i > 0
                    and parse.tokens[i].text == "("
                    and parse.tokens[one.end : one.end + 1]
                    and (parse.tokens[one.end].text == ")")
                ):
                    before = ends.get(i)
                    if before is not None and _initials_fit(cluster.found[0].text, before.found[0].text):
                        target = before
            if target is None:
                fits = [
                    c for c in clusters
                    if c is not cluster and len(c.words) > 1 and c.kind in ("organization", "group", cluster.kind)
                    and cluster.found[0].text.upper() in _initials(c.found[0].text)
                ]  # fmt: skip
                target = fits[0] if len(fits) == 1 else None
            if target is None or id(target) in gone or target is cluster:
                continue
            if target.kind not in ("person", "weapon", "vessel") and cluster.kind != "country":
                if target.kind not in ("organization", "group", "facility"):
                    target.kind = "organization"
                if target.reading is None:
                    target.reading = cluster.reading if cluster.kind == target.kind else None
                _join(target, cluster)
                gone.add(id(cluster))
        return [c for c in clusters if id(c) not in gone]

    def _join_persons(self, clusters: list[Cluster]) -> list[Cluster]:
        """A surname, or a part of a longer name, goes to the person whose full name stands nearest before it."""
        persons = [c for c in clusters if c.kind == "person"]
        full = sorted((c for c in persons if len(c.words) > 1), key=lambda c: -len(c.words))
        gone: set[int] = set()
        for cluster in sorted(persons, key=lambda c: len(c.words)):
            owners = [
                c for c in full
                if c is not cluster and id(c) not in gone and len(c.words) > len(cluster.words)
                and self._part_of(cluster, c)
            ]  # fmt: skip
            if not owners:
                continue
            gone.add(id(cluster))
            for one in cluster.found:
                nearest = max(owners, key=lambda c: _nearness(c, one))
                nearest.found.append(one)
            for key in cluster.keys:
                owners[0].keys.append(key)
        return [c for c in clusters if id(c) not in gone]

    def _part_of(self, part: Cluster, whole: Cluster) -> bool:
        short, long = part.words, whole.words
        if self._genders_clash(part, whole):
            return False
        if long[-len(short) :] == short:
            return True
        if len(short) == 1:
            return long[0] == short[0]
        return long[0] == short[0] and long[-1] == short[-1]

    def _genders_clash(self, part: Cluster, whole: Cluster) -> bool:
        titled = {
            self._words.titles.get(t.split()[0].lower().rstrip("."), "") for f in part.found for t in f.titles
        } & {"m", "f"}  # fmt: skip
        given = self._words.gender_of_given(whole.words[0])
        return len(titled) == 1 and given in ("m", "f") and given not in titled

    def _join_shortened(self, clusters: list[Cluster]) -> list[Cluster]:
        """As in "Azul Shipping Company" … "Azul Shipping": an organization's name without its last words."""
        bodies = [c for c in clusters if c.kind in ("organization", "vessel", "weapon", "facility")]
        gone: set[int] = set()
        for cluster in sorted(bodies, key=lambda c: len(c.words)):
            short = cluster.words
            if short[0] in SMALL or self._words.head(" ".join(short)):
                continue
            owners = [
                c for c in bodies
                if c is not cluster and id(c) not in gone and c.kind == cluster.kind and c.words[: len(short)] == short
                and len(c.words) > len(short) and (cluster.reading is None or c.reading is None)
                and (c.words[len(short)] not in SMALL)
            ]  # fmt: skip
            if len(owners) == 1:
                _join(owners[0], cluster)
                gone.add(id(cluster))
        return [c for c in clusters if id(c) not in gone]


def _places(reading: Reading) -> bool:
    """Whether a name of the article tells that a country is spoken of."""
    if reading.kind == "country":
        return bool(reading.country)
    return reading.kind == "place" and reading.prior > PLAIN_PLACE and bool(reading.country)


def _join(target: Cluster, other: Cluster) -> None:
    target.found.extend(other.found)
    target.keys.extend(other.keys)
    if target.reading is None:
        target.reading = other.reading


def _best(votes: Votes) -> str:
    return max(votes, key=lambda kind: votes[kind]) if votes else ""


def _first(found: Found) -> int:
    return found.first


def _nearness(cluster: Cluster, one: Found) -> tuple[int, int]:
    """Sort key: the nearest mention before counts, else the nearest after."""
    before = [f.first for f in cluster.found if f.first < one.first and f.text != one.text]
    return (1, max(before)) if before else (0, -min(f.first for f in cluster.found))


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("-", "")
    return (
        2 <= len(letters) <= 8 and letters.isalnum() and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)
    )


def _initials(name: str) -> set[str]:
    """The acronyms that the words of a name make, with and without their small words."""
    words = [w for part in name.replace("-", " ").split() for w in [part.strip("'’\".,()")] if w]
    big = "".join(w[0] for w in words if w.lower() not in SMALL).upper()
    everything = "".join(w[0] for w in words).upper()
    return {big, everything} - {""}


def _initials_fit(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym appear in order among the letters of a name, beginning with its first."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    rest = iter(fold(name))
    if len(name.split()) < 2 and len(name) <= len(acronym):
        return False
    return bool(letters) and all(any(c == wanted for c in rest) for wanted in letters)
