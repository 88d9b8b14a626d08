"""Which place a name means: candidates weighed by what else the article names.

Every candidate of a toponym gets a score, a sum of log weights: its prior (prominence among its namesakes), the
containers that the text gives it, the countries and divisions that the article speaks of, its nearness to what is
already resolved, and the publisher's home. All mentions of one name in an article have one sense, unless a
container beside one of them says otherwise.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.knowledge import Knowledge
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer import Toponym
from dateline.record import Candidate
from dateline.text.reading import PlaceDraft, Reading

# Log weights, set by hand on GeoWebNews and GeoVirus.
CONTAINER = 9.0
LOOSE_CONTAINER = 2.5
SAME_COUNTRY = 2.8
SAME_DIVISION = 1.8
NEAR = 1.2
HOME = 1.0
CAPITAL = 2.0
"""Capitals win over their namesakes unless a container says otherwise."""
SEAT = 1.5
"""A division that bears the name of its own great city gives way to the city."""
STRIPPED = 1.0
"""A name that only fits without its generic word fits worse."""
KEPT = 5
"""So many candidates that were not chosen stay in the record."""
STRIPPED_FACTOR, PART_FACTOR = 0.8, 0.5
"""What is left of the probability when only a stripped form, or a place inside the name, was known."""

BETWEEN_CONTAINER = re.compile(r"\s*,\s+(?:in\s+)?|\s+in\s+(?:the\s+)?|\s+\(|\s+of\s+(?:the\s+)?")
COMMA = re.compile(r"\s*,\s+|\s+\(")
AFTER = re.compile(r",\s((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2})")
BEFORE = re.compile(r"((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2}),\s$")


@dataclass(slots=True)
class Mention:
    """A toponym while it is resolved."""

    place: PlaceDraft
    candidates: Sequence[Toponym]
    container: Mention | None = None
    inner: Mention | None = None
    tight: bool = False
    part: bool = False
    chosen: Toponym | None = None
    p: float = 0.0
    scores: list[float] = field(default_factory=list)


class Context:
    """What the article speaks of: countries, divisions and points, weighed; a name is no evidence for itself."""

    def __init__(self) -> None:
        self.weights: Counter[tuple[str, str]] = Counter()
        self.own: Counter[tuple[str, tuple[str, str]]] = Counter()
        self.total = 0.0
        self.totals: Counter[str] = Counter()
        self.points: list[tuple[float, float, str]] = []

    def add(self, toponym: Toponym, key: str, weight: float) -> None:
        """A resolved toponym (its folded words as ``key``) as evidence for others."""
        self.total += weight
        self.totals[key] += weight  # type: ignore[assignment]
        for area in areas(toponym):
            self.weights[area] += weight  # type: ignore[assignment]
            self.own[key, area] += weight  # type: ignore[assignment]
        if toponym.feature not in ("country", "continent"):
            self.points.append((toponym.lat, toponym.lon, key))

    def share(self, area: tuple[str, str], key: str) -> float:
        """How much of what other names than ``key`` say speaks for an area, between 0 and 1, its root taken."""
        count = float(self.weights.get(area, 0)) - float(self.own.get((key, area), 0))
        rest = self.total - float(self.totals.get(key, 0))
        return math.sqrt(min(count / rest, 1.0)) if count > 1e-6 and rest > 1e-6 else 0.0


def areas(toponym: Toponym) -> list[tuple[str, str]]:
    """The country and the first-level division of a place, as keys of a context."""
    if not toponym.country:
        return []
    division = toponym.name if toponym.level == 1 else toponym.admin1
    return [(toponym.country, ""), (toponym.country, division)] if division else [(toponym.country, "")]


class Resolver:
    """Fills the drafts of ``reading.places`` with coordinates, country, division, feature and probability."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.gazetteer = knowledge.gazetteer
        self.countries = knowledge.countries

    def __call__(self, reading: Reading) -> None:
        """Resolve all toponyms of an article together."""
        mentions = [self._mention(place) for place in reading.places]
        self._find_containers(reading.text, mentions)
        home = self._home(reading.article.publisher)
        context = self._first_context(mentions)
        for _ in range(2):
            self._choose(mentions, context, home)
            context = self._context(mentions)
        self._choose(mentions, context, home)
        for mention in mentions:
            _fill(mention)

    def _mention(self, place: PlaceDraft) -> Mention:
        found = self.gazetteer.candidates(place.name)
        if found:
            return Mention(place, found)
        return Mention(place, self.gazetteer.candidates(place.name, parts=True), part=True)

    def _home(self, publisher: str | None) -> Context:
        """The place in a publisher's name (*Norland Herald*), as context of its own."""
        home = Context()
        words = (publisher or "").split()
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                found = self.gazetteer.candidates(" ".join(words[start : start + length]))
                if found and found[0].prior > 0.4:
                    home.add(found[0], "", 1.0)
                    return home
        return home

    def _find_containers(self, text: str, mentions: list[Mention]) -> None:
        """``X, Y`` and ``X in Y``: Y may hold X, whether Y is a toponym of the article or was not asked for."""
        for mention, after in itertools.pairwise(mentions):
            between = text[mention.place.span[1] : after.place.span[0]]
            if len(between) < 12 and BETWEEN_CONTAINER.fullmatch(between):
                mention.container, mention.tight = after, bool(COMMA.fullmatch(between))
                if mention.tight:
                    after.inner = mention
            elif between in (" ", "'s ", "’s "):
                after.container = mention
        for mention in mentions:
            start, end = mention.place.span
            if mention.container is None:
                mention.container = self._known(AFTER.match(text, end), end)
                mention.tight = mention.container is not None
            if mention.inner is None:
                mention.inner = self._known(BEFORE.search(text[max(0, start - 40) : start]), start)

    def _known(self, match: re.Match[str] | None, at: int) -> Mention | None:
        """The known place beside a comma that is no mention itself."""
        words = match.group(1).split(" ") if match else []
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length] if match and match.group().startswith(",") else words[-length:])
            if self.gazetteer.has(name):
                return Mention(PlaceDraft((at, at), name), self.gazetteer.candidates(name))
        return None

    def _first_context(self, mentions: list[Mention]) -> Context:
        """Only what is sure without context: countries, and names that hardly mean anything else."""
        context = Context()
        for mention in mentions:
            best = mention.candidates[0] if mention.candidates else None
            if best is None:
                continue
            if best.feature == "country" or (best.prior > 0.85 and best.prominence > 100_000):
                context.add(best, fold(mention.place.name), 1.0)
        return context

    def _context(self, mentions: list[Mention]) -> Context:
        context = Context()
        for mention in mentions:
            if mention.chosen is not None:
                context.add(mention.chosen, fold(mention.place.name), mention.p)
        return context

    def _choose(self, mentions: list[Mention], context: Context, home: Context) -> None:
        """Score each mention, then give all mentions of one name the sense with the highest sum."""
        senses: dict[str, dict[int, float]] = {}
        for mention in mentions:
            key = fold(mention.place.name)
            mention.scores = [_score(c, key, mention, context, home) for c in mention.candidates]
            sums = senses.setdefault(key, {})
            for i, score in enumerate(mention.scores):
                sums[i] = max(sums.get(i, -math.inf), score)
        for mention in mentions:
            if not mention.candidates:
                continue
            shared = senses[fold(mention.place.name)]
            own = mention.scores if mention.tight else [shared[i] for i in range(len(mention.candidates))]
            best = max(range(len(own)), key=own.__getitem__)
            top = own[best]
            mention.chosen = mention.candidates[best]
            mention.scores = own
            mention.p = 1 / sum(math.exp(score - top) for score in own)


def _score(candidate: Toponym, key: str, mention: Mention, context: Context, home: Context) -> float:
    score = math.log(candidate.prior + 1e-9)
    container = mention.container
    if container is not None and container.candidates:
        score += _held(candidate, container) * (CONTAINER if mention.tight else LOOSE_CONTAINER)
    if mention.inner is not None:
        held = max((c.prior for c in mention.inner.candidates if holds(candidate, c)), default=0.0)
        score += CONTAINER * held**0.25
    if candidate.feature in ("country", "continent"):
        return score
    score += CAPITAL * (candidate.capital and candidate.match == "name") - STRIPPED * (candidate.match == "stripped")
    if candidate.level and any(_seat(c, candidate) for c in mention.candidates):
        score -= SEAT
    for area in areas(candidate):
        score += (SAME_DIVISION if area[1] else SAME_COUNTRY) * context.share(area, key)
        if area in home.weights:
            score += HOME
    return score + NEAR * _nearness(candidate, key, context)


def _seat(city: Toponym, division: Toponym) -> bool:
    """Whether a city of the same name holds a good part of a division's people."""
    return city.feature == "city" and holds(division, city) and city.population > 0.15 * division.population


def _nearness(candidate: Toponym, key: str, context: Context) -> float:
    """Between 0 and 1: how near the nearest other resolved place is (1 at the same spot, ½ at about 300 km)."""
    nearest = math.inf
    scale = math.cos(math.radians(candidate.lat))
    for lat, lon, other in context.points:
        if other != key:
            nearest = min(nearest, (candidate.lat - lat) ** 2 + ((candidate.lon - lon) * scale) ** 2)
    return 1 / (1 + math.sqrt(nearest) / 2.7) if nearest < math.inf else 0.0


def _held(candidate: Toponym, container: Mention) -> float:
    """How surely the container holds the candidate: its likeliest reading that does, by that reading's prior."""
    return max((outer.prior**0.25 for outer in container.candidates[:8] if holds(outer, candidate)), default=0.0)


def holds(outer: Toponym, inner: Toponym) -> bool:
    """Whether one place lies in another: by division where that is known, else by the outer one's box."""
    if outer.id is not None and outer.id == inner.id:
        return False
    if outer.feature == "country":
        return outer.country == inner.country and inner.feature != "country"
    if outer.level:
        return outer.country == inner.country and outer.name in (inner.admin1, inner.container)
    if outer.feature in ("city", "facility") or outer.bbox is None:
        return False
    west, south, east, north = outer.bbox
    across = west > east  # the box crosses the antimeridian
    inside = inner.lon >= west or inner.lon <= east if across else west <= inner.lon <= east
    return inside and south <= inner.lat <= north


def _fill(mention: Mention) -> None:
    place, chosen = mention.place, mention.chosen
    if chosen is None:
        return
    place.name = chosen.name
    place.lat, place.lon, place.bbox = chosen.lat, chosen.lon, chosen.bbox
    place.country, place.admin1 = chosen.country, chosen.admin1
    place.geonames, place.feature = chosen.id, chosen.feature
    factor = STRIPPED_FACTOR if chosen.match == "stripped" else PART_FACTOR if mention.part else 1.0
    place.p = round(mention.p * factor, 3)
    top = max(mention.scores)
    total = sum(math.exp(score - top) for score in mention.scores)
    order = sorted(range(len(mention.scores)), key=mention.scores.__getitem__, reverse=True)
    others = [i for i in order if mention.candidates[i] is not chosen][:KEPT]
    place.candidates = [_candidate(mention.candidates[i], math.exp(mention.scores[i] - top) / total) for i in others]


def _candidate(toponym: Toponym, p: float) -> Candidate:
    return Candidate(
        toponym.name,
        toponym.lat,
        toponym.lon,
        toponym.country,
        toponym.admin1,
        toponym.id,
        toponym.feature,
        round(p, 3),
    )
