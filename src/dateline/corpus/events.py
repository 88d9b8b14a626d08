"""Events: which claims, in one or many articles, tell one happening.

Two claims tell one event when their stance is the same, their frames are of one family, they share a party and
contradict each other in none, their dates meet and their places contain one another. A claim that leaves something
open (no date, one party of two) is put to the event that fits it best and never joins two others: claims are taken
most definite first, and each must agree with *all* that its event holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import product

from dateline.corpus.claims import Claim, Party, Spot
from dateline.corpus.identity import fold
from dateline.corpus.space import WIDE, compatible, place_key
from dateline.knowledge import Knowledge

NEWS_DAYS = 10
"""An undated report of the past is about the last days: so far back may it meet a dated event."""
PLAN_DAYS = 60
"""So far ahead may an undated plan meet a dated one."""
FAR_PAST, FAR_FUTURE = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()
MOST_MONTHS = 13
"""A range of more months than these meets only others as long."""


@lru_cache(maxsize=4)
def families(knowledge: Knowledge) -> dict[str, str]:
    """Frame to family, from ``event_families.tsv``."""
    return {row["frame"]: row["family"] for row in knowledge.rows("event_families")}


@lru_cache(maxsize=4)
def presence(knowledge: Knowledge) -> dict[str, str]:
    """Frame to whose place it shows: ``both``, ``actors`` or ``none``."""
    return {row["frame"]: row["presence"] for row in knowledge.rows("event_families")}


def ordinal(day: str | None) -> int | None:
    """The ordinal of an ISO day; None where there is none or the calendar lacks it."""
    if not day:
        return None
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def window(claim: Claim) -> tuple[int, int]:
    """The days, as ordinals, in which what the claim tells may lie."""
    earliest, latest = ordinal(claim.earliest), ordinal(claim.latest)
    if earliest is not None:
        return earliest, latest if latest is not None else FAR_FUTURE
    published = ordinal(claim.published)
    if claim.stance == "planned":
        start = published if published is not None else FAR_PAST
        return start, start + PLAN_DAYS if published is not None else FAR_FUTURE
    end = latest if latest is not None else published
    return (end - NEWS_DAYS, end) if end is not None else (FAR_PAST, FAR_FUTURE)


def is_dated(claim: Claim) -> bool:
    """Whether the text dates it (a bound is no date)."""
    return claim.earliest is not None


@dataclass(slots=True)
class Cluster:
    """Claims of one event, and what all of them agree on: the days, the parties of each side, the places."""

    number: int
    claims: list[Claim] = field(default_factory=list)
    start: int = FAR_PAST
    end: int = FAR_FUTURE
    dated: bool = False
    reciprocal: bool = False
    actors: set[str] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    places: list[Spot] = field(default_factory=list)
    triggers: set[str] = field(default_factory=set)
    parties: int = 0
    named: set[str] = field(default_factory=set)

    def add(self, claim: Claim) -> None:
        """Take the claim in, and narrow the days to those on which all agree; a date outweighs a bound."""
        self.claims.append(claim)
        start, end = window(claim)
        dated = is_dated(claim)
        if dated and not self.dated:
            self.start, self.end, self.dated = start, end, True
        elif dated == self.dated and start <= self.end and end >= self.start:
            self.start, self.end = max(self.start, start), min(self.end, end)
        self.reciprocal = self.reciprocal or claim.reciprocal
        self.actors |= known(claim.actors)
        self.recipients |= known(claim.recipients)
        self.objects |= _words(claim.objects)
        if claim.where is not None and claim.where not in self.places:
            self.places.append(claim.where)
        self.triggers.add(claim.trigger.casefold())
        self.parties = max(self.parties, len(claim.parties))
        self.named |= _words(claim.parties)


def known(parties: Iterable[Party]) -> set[str]:
    """The identities of those parties that can be told from others."""
    return {p.entity for p in parties if p.entity is not None and p.known}


def keys(claim: Claim) -> list[str]:
    """Under what a claim is found again: its known parties and objects, else its place."""
    found = known(claim.parties) | known(claim.objects)
    if not found and claim.where is not None:
        found = {place_key(claim.where)}
    return sorted(found)


def cluster(claims: Iterable[Claim], knowledge: Knowledge | None = None) -> list[list[Claim]]:
    """The claims grouped into events, each event's claims and the events themselves in a fixed order.

    The answer does not depend on the order in which the claims are given.
    """
    table = families(knowledge or Knowledge())
    found: dict[tuple[str, ...], dict[int, Cluster]] = defaultdict(dict)
    home: dict[tuple[str, str], Cluster] = {}
    clusters: list[Cluster] = []
    for claim in sorted(claims, key=_definite):
        buckets = [(family(claim, table), claim.stance, *key) for key in product(keys(claim), _months(claim))]
        candidates = {n: c for bucket in buckets for n, c in found[bucket].items()}
        best = _told_before(claim, home) or _best(claim, [candidates[n] for n in sorted(candidates)])
        if best is None:
            best = Cluster(len(clusters))
            clusters.append(best)
        best.add(claim)
        home[claim.article, claim.report] = best
        for bucket in buckets:
            found[bucket][best.number] = best
    return [sorted(c.claims, key=reading_order) for c in clusters]


def family(claim: Claim, table: dict[str, str]) -> str:
    """The family of a claim's frame."""
    return table.get(claim.frame, claim.frame)


def reading_order(claim: Claim) -> tuple[str, str, str]:
    """By publication, then by ids: the order in which the claims of an event are shown."""
    return (claim.published or "9999", claim.article, claim.report)


def _definite(claim: Claim) -> tuple[object, ...]:
    """Most definite first: dated to the day, with many parties, with a place; then by content, so that it is total."""
    start, end = window(claim)
    parties = len(known(claim.parties)) + len(known(claim.objects))
    return (not is_dated(claim), end - start, -parties, claim.where is None, *reading_order(claim))


def _months(claim: Claim) -> list[str]:
    """The months that the claim may lie in; ``*`` for a range that is too long to tell."""
    start, end = window(claim)
    if end - start > 31 * MOST_MONTHS:
        return ["*"]
    first, last = date.fromordinal(start), date.fromordinal(end)
    months = range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    return [str(month) for month in months]


def _told_before(claim: Claim, home: dict[tuple[str, str], Cluster]) -> Cluster | None:
    """The event of a report of the same article that the text itself calls the same."""
    for other in claim.same:
        cluster = home.get((claim.article, other))
        if cluster is not None and cluster.claims[0].stance == claim.stance and dates_meet(claim, cluster):
            return cluster
    return None


def _best(claim: Claim, candidates: list[Cluster]) -> Cluster | None:
    best, best_score = None, 0
    for candidate in candidates:
        score = likeness(claim, candidate)
        if score > best_score:
            best, best_score = candidate, score
    return best


def dates_meet(claim: Claim, cluster: Cluster) -> bool:
    """Whether the claim may lie on a day of the cluster."""
    start, end = window(claim)
    return start <= cluster.end and end >= cluster.start


def likeness(claim: Claim, cluster: Cluster) -> int:
    """How well a claim fits an event: 0 where it contradicts it or shares too little to tell."""
    if not dates_meet(claim, cluster) or _sides_contradict(claim, cluster):
        return 0
    if claim.where is not None and not all(compatible(claim.where, place) for place in cluster.places):
        return 0
    things = _words(claim.objects)
    same_things = bool(things & cluster.objects)
    if things and cluster.objects and not same_things:
        return 0
    shared = len(known(claim.parties) & (cluster.actors | cluster.recipients))
    same_place = _is_point(claim.where) and any(_is_point(place) for place in cluster.places)
    both_dated = is_dated(claim) and cluster.dated
    if not _enough(claim, cluster, shared, same_place or same_things, both_dated=both_dated):
        return 0
    same_words = claim.trigger.casefold() in cluster.triggers
    return 4 * both_dated + 3 * shared + 2 * same_place + 2 * same_things + same_words + 1


def _enough(claim: Claim, cluster: Cluster, shared: int, corroborated: bool, *, both_dated: bool) -> bool:
    """Whether so much is shared that chance is out: the rarer the date, the fewer parties are needed."""
    if corroborated and (shared or (both_dated and claim.day is not None)):
        return True
    if not shared:
        return False
    if shared > 1:
        return True
    # One party in common: enough only where the two do not each name somebody whom the other does not.
    strangers = sum(not _words([p]) & cluster.named for p in claim.parties)
    missing = cluster.parties - (len(claim.parties) - strangers)
    if both_dated and claim.day is not None:
        return not strangers or missing <= 0
    return not strangers and missing <= 0 and claim.trigger.casefold() in cluster.triggers


def _is_point(place: Spot | None) -> bool:
    """Whether a place is a resolved city or facility: to share a country or region proves nothing."""
    return place is not None and place.lat is not None and place.feature not in WIDE


def _sides_contradict(claim: Claim, cluster: Cluster) -> bool:
    """Whether the parties cannot be those of the event.

    Where both sides do it to each other, who is named first says nothing: then two known parties on each hand must
    have two in common. Else actors are compared with actors, and recipients with recipients.
    """
    actors, recipients = known(claim.actors), known(claim.recipients)
    if claim.reciprocal or cluster.reciprocal:
        ours, theirs = actors | recipients, cluster.actors | cluster.recipients
        need = min(len(ours), len(theirs), 2)
        return len(ours & theirs) < need
    if actors and cluster.actors and not actors & cluster.actors:
        return True
    return bool(recipients and cluster.recipients and not recipients & cluster.recipients)


def _words(parties: Iterable[Party]) -> set[str]:
    """The telling words of things: their identities, and the words of four letters and more in lower case."""
    found: set[str] = set()
    for party in parties:
        if party.known and party.entity:
            found.add(party.entity)
        found.update(_stem(word) for word in fold(party.name).split() if len(word) > 3 or word.isdigit())
    return found


def _stem(word: str) -> str:
    return word.removesuffix("s")


def event_id(claims: Iterable[Claim]) -> str:
    """The id of an event: of the report that was first published, so that later articles leave it as it is."""
    first = min(claims, key=reading_order)
    return "v" + sha256(f"{first.article}\x1f{first.report}".encode()).hexdigest()[:15]
