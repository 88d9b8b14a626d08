"""The store at 20,000 articles: how long adding, a timeline, an itinerary and a search take.

Records are generated (seeded): 20,000 articles with eight reports each on 2,000 invented persons (the best known in one
report of 60) in 120 places over two years, every fifth a copy of another under a new masthead. Times are medians of
nine asks in one process, after one to warm up, in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.harness import Options
from dateline.record import (
    Article,
    Attribution,
    Entity,
    MadeBy,
    Mention,
    Participant,
    Place,
    Record,
    Report,
    Source,
    Status,
    When,
    Where,
)  # fmt: skip
from dateline.store import Store

ARTICLES, QUICK = 20_000, 500
FIRST = ["Ana", "Ivo", "Mara", "Tomas", "Lena", "Oleg", "Rosa", "Jon", "Vera", "Paul", "Ida", "Marek", "Nora", "Emil"]
LAST = ["Belov", "Kern", "Vey", "Moor", "Sandvik", "Calder", "Ilves", "Reyes", "Lind", "Oja", "Dahl", "Novak", "Ruiz"]
SYLLABLES = ["nor", "est", "azul", "har", "cor", "mal", "ven", "tor", "lis", "bra", "quel", "dun", "fer", "gol"]
FRAMES = [("met", "meet"), ("visited", "visit"), ("accused", "accuse"), ("praised", "praise"), ("left", "leave")]
OUTLETS = [f"{a} {b}" for a in ("Norland", "Harbor", "Estland", "Coast", "Azul") for b in ("Press", "Courier", "Times")]
AGENCIES = [
    f"{a}{b} {c}"
    for a in ("Nor", "Est", "Har", "Cor")
    for b in ("land", "ven", "mal", "dun")
    for c in ("Bureau", "Wire")
]
WORDS = ["treaty", "ports"] + [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
"""Many and rare, as in news: with few, unlike articles share 5-grams and are compared for nothing."""


def world(draw: random.Random) -> tuple[list[str], list[tuple[str, float, float]]]:
    people = sorted(
        {
            f"{draw.choice(FIRST)} {draw.choice(LAST)}{draw.choice(SYLLABLES)}{draw.choice(SYLLABLES)}"
            for _ in range(9000)
        }
    )[:2000]
    places = sorted({(draw.choice(SYLLABLES) + draw.choice(SYLLABLES)).title() for _ in range(400)})[:120]
    return people, [(name, draw.uniform(-60, 70), draw.uniform(-180, 180)) for name in places]


def records(number: int, seed: int = 20240515):
    """Generated records, in order of publication."""
    draw = random.Random(seed)
    people, places = world(draw)
    weights = [1 / (rank + 30) for rank in range(len(people))]
    start, made_by, recent = date(2022, 1, 1), MadeBy("0", "generated"), []
    for n in range(number):
        day = start + timedelta(days=730 * n // number)
        if n % 5 == 4:
            plan, outlet = draw.choice(recent), draw.choice(OUTLETS)
        else:
            plan = [_sentence(draw, day, people, weights, places) for _ in range(8)]
            outlet = draw.choice(OUTLETS)
            recent = [*recent[-40:], plan]
        yield _record(f"g{n}", day, outlet, plan, made_by)


def _sentence(draw, day, people, weights, places):
    one, other = draw.choices(people, weights, k=2)
    if one == other:
        other = people[(people.index(one) + 1) % len(people)]
    when = (day - timedelta(days=draw.randrange(4))).isoformat() if draw.random() < 0.7 else None
    agency = draw.choice(AGENCIES) if draw.random() < 0.25 else None
    topics = draw.sample(WORDS, 7) + (WORDS[:2] if draw.random() < 0.05 else [])
    tail = " ".join(topics) + f" {draw.randrange(2, 900)}"
    return one, draw.choice(FRAMES), other, draw.choice(places), when, agency, tail


def _record(ident, day, outlet, plan, made_by) -> Record:
    text, entities, places, attributions, reports = "", {}, [], [], []

    def entity(name, kind, at):
        old = entities.get(name)
        mention = Mention((at, at + len(name)), name, "name")
        mentions = (*old.mentions, mention) if old else (mention,)
        entities[name] = Entity(old.id if old else f"e{len(entities)}", name, kind, mentions=mentions)
        return Participant(entities[name].id, mention.span, name)

    for one, (verb, frame), other, (place, lat, lon), when, agency, tail in plan:
        start = len(text)
        head = f"{one} {verb} "
        sentence = f"{head}{other} in {place} over {tail}" + (f", {agency} said. " if agency else ". ")
        text += sentence
        end = len(text) - 1
        at = start + sentence.index(f" in {place}") + 4
        places.append(
            Place(f"p{len(places)}", (at, at + len(place)), place, place, lat, lon, country="RU", feature="city")
        )
        attribution = None
        if agency:
            source = entity(agency, "organization", start + sentence.index(agency))
            attribution = f"a{len(attributions)}"
            made = Source(source.span, agency, source.entity, True, "media")
            attributions.append(Attribution(attribution, made, (), "statement", ((start, end),), "indirect"))
        latest = day.isoformat()
        reports.append(
            Report(
                f"r{len(reports)}", (start + len(one) + 1, start + len(head) - 1), verb, frame,
                actors=(entity(one, "person", start),), recipients=(entity(other, "person", start + len(head)),),
                reciprocal=frame == "meet", sentence=(start, end), evidence=((start, end),),
                gloss=f"{one} {verb} {other}",
                when=When((), when, when, when, "explicit") if when else When(latest=latest, basis="bound"),
                where=Where(places[-1].id, "in", "explicit", "city"), attribution=attribution,
                status=Status("certain", "positive", "past"), confidence=0.9,
            )
        )  # fmt: skip
    article = Article.make(text, id=ident, publisher=outlet, published=day.isoformat(), title=plan[0][-1])
    return Record(1, made_by, article, tuple(entities.values()), (), tuple(places), tuple(attributions), tuple(reports))


def _median(ask, times: int = 9) -> float:
    ask()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def run(options: Options) -> dict[str, float]:
    number = QUICK if options.quick else ARTICLES
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "news.db") as store:
        made = records(number)
        began = time.perf_counter()
        store.add(made)
        adding = time.perf_counter() - began
        began = time.perf_counter()
        store.add(records(number + 1))  # all known but one: what watching a feed costs
        known = time.perf_counter() - began
        counts = {row["name"]: row["events"] for row in store.entities(kind="person", limit=None)}
        who, rare = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
        size = (Path(folder) / "news.db").stat().st_size
        figures = {
            "timeline_ms_max": _median(lambda: store.timeline(who)),
            "timeline_rare_ms_max": _median(lambda: store.timeline(rare)),
            "itinerary_ms_max": _median(lambda: store.itinerary(who)),
            "search_ms_max": _median(lambda: store.search("treaty ports")),
            "search_name_ms_max": _median(lambda: store.search(f'"{who}"')),
            "event_ms_max": _median(lambda: store.event(store.timeline(rare)[0]["event"])),
            "events_ms_max": _median(store.events),
            "sources_name_ms_max": _median(lambda: store.sources(name=who)),
            "add_ms_max": 1000 * adding / number,
        }
        info = store.info()
        sums = " · ".join(f"{info[name]:,} {name}" for name in ("articles", "reports", "events"))
        print(f"{sums} · {size / 1e6:.0f} MB")
        print(f"added in {adding:.0f} s, {number / adding:.0f} a second with copies and events; again in {known:.0f} s")
        print(f"{who}: {len(store.timeline(who))} events; {rare}: {len(store.timeline(rare))}")
        for name, value in figures.items():
            print(f"{name.removesuffix('_ms_max').replace('_', ' '):16} {value:8.1f} ms")
    return figures
