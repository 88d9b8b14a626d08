"""Places: is the right place among the candidates, is it chosen, and are toponyms found (GeoWebNews, GeoVirus).

With gold spans: ``oracle`` (share of all gold toponyms with a candidate of which a reference point lies within 161 km;
an area has several: ``Toponym.points``. ``oracle_one_point`` counts the first point alone, and ``oracle_area`` also an
area whose box holds the gold point: GeoVirus takes Wikipedia's points of countries, which lie up to 1,000 km from
GeoNames'), Acc@161 km of all (a toponym
without an answer counts as wrong), AUC of ln(error km + 1) / ln(20,039) (lower is better), country accuracy, and the
same for the population baseline (the most populous place of that name). With a parse (``python -m benchmarks place
usage``): of GeoWebNews' literal mentions of countries and capitals the share read as locations, of its metonymic
ones the share read as governments. End to end: precision, recall and F1 of the
toponyms found, by exact span.
"""

from __future__ import annotations

import itertools
import math
import re
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.harness import Options, f1, interval
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Gazetteer, Toponym
from dateline.places import Places, resolve
from dateline.record import Article, Span
from dateline.text.reading import PlaceDraft, Reading

NEAR_KM = 161.0
FARTHEST_KM = 20_039.0
# Kinds of GeoWebNews that are no toponyms of ours: common nouns, and names of something else.
NO_TOPONYM = {"Non_Lit_Expression", "Literal_Expression", "Non_Toponym", "Homonym"}


@dataclass(slots=True)
class Gold:
    """One gold toponym."""

    span: Span
    text: str
    lat: float
    lon: float
    geonames: int | None = None


@dataclass(slots=True)
class Document:
    """A text, its gold toponyms with coordinates, and all spans that count as toponyms."""

    text: str
    gold: list[Gold]
    wanted: set[Span]
    allowed: set[Span] = field(default_factory=set)


def geowebnews(options: Options) -> list[Document]:
    """The 2,401 toponyms of ``gwn_full.txt``; ids come from the annotations of the same span."""
    folder = options.folder("place", "geowebnews")
    articles = ET.parse(folder / "GWN.xml").getroot()
    lines = (folder / "gwn_full.txt").read_text(encoding="utf-8").splitlines()
    documents = []
    for article, line in zip(articles, lines, strict=False):
        text = article.findtext("text") or ""
        document = Document(text, [], set())
        ids = {}
        for toponym in article.iter("toponym"):
            span = (int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0))
            kind = toponym.findtext("type") or ""
            number = toponym.findtext("geonamesID") or ""
            ids[span] = int(number) if number.isdigit() else None
            if kind.startswith("Embedded"):
                document.allowed.add(span)
            elif kind not in NO_TOPONYM:
                document.wanted.add(span)
        for cell in filter(None, line.split("||")):
            parts = cell.split(",,")
            if len(parts) < 6:
                continue
            span = (int(parts[4]), int(parts[5]))
            document.gold.append(Gold(span, parts[1], float(parts[2]), float(parts[3]), ids.get(span)))
        documents.append(document)
    return documents


def geovirus(options: Options) -> list[Document]:
    """The 2,170 toponyms of GeoVirus, whose offsets count from 1."""
    documents = []
    for article in ET.parse(options.folder("place", "geovirus", "GeoVirus.xml")).getroot():
        document = Document(article.findtext("text") or "", [], set())
        for location in article.iter("location"):
            value = {child.tag: child.text or "" for child in location}
            span = (int(value["start"]) - 1, int(value["end"]) - 1)
            document.gold.append(Gold(span, value["name"], float(value["lat"]), float(value["lon"])))
            document.wanted.add(span)
        documents.append(document)
    return documents


SETS = {"geowebnews": geowebnews, "geovirus": geovirus}


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance (haversine, mean radius 6,371 km)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(half)))


def covers(candidates: Sequence[Toponym], gold: Gold) -> bool:
    """Whether a candidate is near, or an area (country, region, water) whose box holds the gold point."""
    for c in candidates:
        if km(c.lat, c.lon, gold.lat, gold.lon) <= NEAR_KM:
            return True
        if c.bbox is not None and c.feature not in ("city", "facility"):
            west, south, east, north = c.bbox
            inside = west <= gold.lon <= east if west <= east else gold.lon >= west or gold.lon <= east
            if inside and south <= gold.lat <= north:
                return True
    return False


def nearest(candidates: Sequence[Toponym], gold: Gold) -> float:
    """How far the best possible choice lies from the gold point, by the reference point of it that is nearest."""
    points = [(c.lat, c.lon) for c in candidates] + [point[:2] for c in candidates for point in c.points]
    return min((km(lat, lon, gold.lat, gold.lon) for lat, lon in points), default=FARTHEST_KM)


class Where:
    """The country of a point: that of the nearest town of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
        for lat, lon, country in gazetteer.towns():
            self.cells.setdefault((int(lat // 2), int(lon // 2)), []).append((lat, lon, country))

    def __call__(self, lat: float, lon: float) -> str | None:
        y, x = int(lat // 2), int(lon // 2)
        for ring in (1, 3, 8):
            near = [
                town
                for dy in range(-ring, ring + 1)
                for dx in range(-ring, ring + 1)
                for town in self.cells.get((y + dy, x + dx), ())
            ]
            if near:
                return min(near, key=lambda town: km(lat, lon, town[0], town[1]))[2]
        return None


def score(documents: list[Document], knowledge: Knowledge, where: Where, errors: bool) -> dict[str, float]:
    """All figures of one set."""
    rows: list[list[tuple[float, float, float]]] = []  # by document: oracle, ours, baseline, in km
    area_right = one_right = country_right = ids_right = ids_all = total = 0
    found = right = wanted = 0
    for document in documents:
        spans = [gold.span for gold in document.gold]
        answers: dict[Span, PlaceDraft] = {p.span: p for p in resolve(document.text, spans, knowledge=knowledge)}
        kept = []
        for gold in document.gold:
            candidates = knowledge.gazetteer.candidates(gold.text, parts=True)
            base = max(candidates, key=lambda c: c.population, default=None)
            answer = answers.get(gold.span)
            error = FARTHEST_KM
            if answer is not None and answer.lat is not None and answer.lon is not None:
                error = km(answer.lat, answer.lon, gold.lat, gold.lon)
                country_right += answer.country is not None and answer.country == where(gold.lat, gold.lon)
                if gold.geonames:
                    ids_right += answer.geonames == gold.geonames
            ids_all += gold.geonames is not None
            total += 1
            best = nearest(candidates, gold)
            one_right += any(km(c.lat, c.lon, gold.lat, gold.lon) <= NEAR_KM for c in candidates)
            area_right += covers(candidates, gold)
            kept.append((best, error, km(base.lat, base.lon, gold.lat, gold.lon) if base else FARTHEST_KM))
            if errors and error > NEAR_KM:
                said = f"{answer.name}, {answer.country} ({error:.0f} km)" if answer and answer.lat is not None else "–"
                sys.stdout.write(
                    f"  {gold.text!r}: {said}; best candidate at {best:.0f} km; gold {gold.lat}, {gold.lon}\n"
                )
        rows.append(kept)
        own = {place.span for place in resolve(document.text, knowledge=knowledge) if not _inside(place.span, document)}
        found += len(own)
        right += len(own & document.wanted)
        wanted += len(document.wanted)
        if errors:
            for span in sorted(own - document.wanted):
                sys.stdout.write(f"  noise {document.text[span[0] : span[1]]!r} in {_around(document.text, span)!r}\n")
            for span in sorted(document.wanted - own):
                sys.stdout.write(f"  missed {document.text[span[0] : span[1]]!r} in {_around(document.text, span)!r}\n")
    precision, recall, both = f1(right, found, wanted)
    low, high = interval(rows, lambda sample: _accuracy(sample, 1))
    figures = {
        "oracle": _accuracy(rows, 0),
        "oracle_one_point": 100 * one_right / total,
        "oracle_area": 100 * area_right / total,
        "acc161": _accuracy(rows, 1),
        "acc161_low": low,
        "acc161_high": high,
        "baseline_acc161": _accuracy(rows, 2),
        "auc_max": _auc(rows, 1),
        "baseline_auc": _auc(rows, 2),
        "country": 100 * country_right / total,
        "precision": precision,
        "recall": recall,
        "f1": both,
    }
    if ids_all:
        figures["exact_id"] = 100 * ids_right / ids_all
    return figures


def _inside(span: Span, document: Document) -> bool:
    return span in document.allowed


def _accuracy(rows: Sequence[list[tuple[float, float, float]]], column: int) -> float:
    errors = [row[column] for document in rows for row in document]
    return 100 * sum(error <= NEAR_KM for error in errors) / len(errors) if errors else 0.0


def _auc(rows: Sequence[list[tuple[float, float, float]]], column: int) -> float:
    heights = sorted(math.log(row[column] + 1) / math.log(FARTHEST_KM) for document in rows for row in document)
    return sum((a + b) / 2 for a, b in itertools.pairwise(heights)) / max(len(heights) - 1, 1)


def _around(text: str, span: Span) -> str:
    return re.sub(r"\s+", " ", text[max(0, span[0] - 40) : span[1] + 30])


def usage(options: Options, knowledge: Knowledge) -> dict[str, float]:
    """Location or government: the share of countries and capitals that are read as GeoWebNews has them."""
    from dateline.text.parse import Parser
    from dateline.text.parts import Parts

    stages = (Parts(), Parser(), Places(knowledge))
    right: dict[str, list[bool]] = {"Literal": [], "Metonymic": []}
    for article in ET.parse(options.folder("place", "geowebnews", "GWN.xml")).getroot():
        kinds = {}
        for toponym in article.iter("toponym"):
            span = (int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0))
            if toponym.findtext("type") in right:
                kinds[span] = toponym.findtext("type") or ""
        reading = Reading(Article.make(article.findtext("text") or ""))
        reading.places = [PlaceDraft(span, reading.words(span)) for span in sorted(kinds)]
        if not kinds:
            continue
        for stage in stages:
            stage(reading)
        for place in reading.places:
            forms = {r.form for r in knowledge.countries.readings(reading.words(place.span))}
            if forms & {"name", "historic", "capital", "metonym"}:
                kind = kinds[place.span]
                good = place.as_ == ("location" if kind == "Literal" else "government")
                right[kind].append(good)
                if options.errors and not good:
                    sys.stdout.write(f"  {kind} read as {place.as_}: {_around(reading.text, place.span)!r}\n")
    return {f"usage_{kind.lower()}": 100 * sum(good) / len(good) for kind, good in right.items() if good}


def run(options: Options) -> dict[str, float]:
    """Score both development sets; ``--errors`` lists what is wrong."""
    knowledge = Knowledge()
    if options.rest == ["usage"]:
        shares = usage(options, knowledge)
        for key, value in shares.items():
            print(f"  {key:20} {value:5.1f} %")
        return shares
    where = Where(knowledge.gazetteer)
    names = [name for name in SETS if not options.rest or name in options.rest]
    figures: dict[str, float] = {}
    seen: set[str] = set()
    for name in names:
        documents = SETS[name](options)
        seen.update(gold.text for document in documents for gold in document.gold)
        part = score(documents, knowledge, where, options.errors)
        report(name, documents, part)
        figures.update({f"{name}_{key}": value for key, value in part.items()})
    figures["candidates_ms"] = _look_up_ms(sorted(seen))
    print(f"candidates for a name: {figures['candidates_ms']:.3f} ms (each of {len(seen):,} names for the first time)")
    return figures


def report(name: str, documents: list[Document], part: dict[str, float]) -> None:
    """What people read."""
    span = f"[{part['acc161_low']:.1f}, {part['acc161_high']:.1f}]"
    exact = f"exact id {part['exact_id']:.1f} %" if "exact_id" in part else ""
    print(f"{name}: {sum(len(d.gold) for d in documents):,} toponyms in {len(documents)} texts")
    print(f"  right place among the candidates   {part['oracle']:5.1f} %  of all (161 km)")
    print(f"    by the first point of each       {part['oracle_one_point']:5.1f} %")
    print(f"    or an area whose box holds it    {part['oracle_area']:5.1f} %")
    print(f"  Acc@161 km of all                  {part['acc161']:5.1f} %  {span}")
    print(f"    population baseline              {part['baseline_acc161']:5.1f} %")
    print(f"  AUC (lower is better)              {part['auc_max']:.3f}    baseline {part['baseline_auc']:.3f}")
    print(f"  country                            {part['country']:5.1f} %  {exact}")
    print(f"  found end to end: P {part['precision']:.1f}  R {part['recall']:.1f}  F1 {part['f1']:.1f}")


def _look_up_ms(names: list[str]) -> float:
    gazetteer = Knowledge().gazetteer
    start = time.perf_counter()
    for name in names:
        gazetteer.candidates(name)
    return 1000 * (time.perf_counter() - start) / max(len(names), 1)
