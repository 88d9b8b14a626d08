"""What is told of an event, from its claims: who, when, where, how sure, on whose word, what is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dateline.corpus.claims import Claim, Party, Spot, voice_key
from dateline.corpus.credits import named
from dateline.corpus.disputes import disputes
from dateline.corpus.events import event_id, window
from dateline.corpus.origins import CARRIERS, Derivation, Origins, Support, Voice
from dateline.corpus.space import WIDE

CERTAINTY = ("certain", "probable", "possible", "underspecified")
"""From the surest down."""
OWN_VOICE = "the article"
"""Who vouches where an article names nobody and bears no publisher."""

Event = dict[str, Any]
"""An event as plain data: the JSON of the design."""


def support(claim: Claim) -> Support:
    """What the count of origins needs of a claim: its sentence, and who vouches, outermost first."""
    chain = tuple(Voice(v.kind, v.name if v.named else None) for v in reversed(claim.voices))
    return Support(claim.article, claim.sentence, chain)


def supports(claims: Sequence[Claim], derivations: Iterable[Derivation] = ()) -> list[Support]:
    """What the count of origins needs of an event's claims.

    Where an article names a medium, agency or document for the event, what it tells of it in its own voice elsewhere
    rests on the same: one article citing one agency is one origin, however many of its sentences tell the event. So
    does what its copies (``derivations`` of whole articles) tell in their own voice, for they are the same text: a cut
    or reworded one may have lost the words that attribute.
    """
    made = [support(claim) for claim in claims]
    texts = _texts(derivations)
    by_article: dict[str, tuple[Voice, ...]] = {}
    by_text: dict[str, tuple[Voice, ...]] = {}
    for row in made:
        if any(v.name and (v.kind in CARRIERS or named(v.name)) for v in row.chain):
            by_article.setdefault(row.article, row.chain)
            by_text.setdefault(texts.get(row.article, row.article), row.chain)
    theirs = {row.article: by_text.get(texts.get(row.article, row.article), ()) for row in made} | by_article
    return [row if row.chain else replace(row, chain=theirs[row.article]) for row in made]


def _texts(derivations: Iterable[Derivation]) -> dict[str, str]:
    """One name for all copies of a text, by article."""
    parent: dict[str, str] = {}

    def find(article: str) -> str:
        while article in parent:
            article = parent[article]
        return article

    ends = [(d.article, d.of) for d in derivations if d.whole]
    for a, b in ends:
        one, other = find(a), find(b)
        if one != other:
            parent[max(one, other)] = min(one, other)
    return {article: find(article) for pair in ends for article in pair}


def describe(claims: Sequence[Claim], origins: Origins) -> Event:
    """The event that the claims tell, with its reports in the order of publication.

    Status and gloss are read from texts whose words were not exchanged, where there is one.
    """
    plain = [c for c in claims if c.integrity == "original"] or list(claims)
    best = min(plain, key=_telling)
    return {
        "id": event_id(claims),
        "frame": best.frame,
        "type": best.type,
        "mode": best.mode,
        "stance": best.stance,
        "gloss": best.gloss,
        "trigger": best.trigger,
        "actors": _parties(c.actors for c in claims),
        "recipients": _parties(c.recipients for c in claims),
        "objects": _parties(c.objects for c in claims),
        "companions": _parties(c.companions for c in claims),
        "reciprocal": any(c.reciprocal for c in claims),
        "when": _when(claims),
        "where": spot_data(_narrowest(c.where for c in claims)),
        "from": spot_data(_narrowest(c.origin for c in claims)),
        "quantities": _quantities(claims),
        "status": _status(plain),
        "sources": sources(claims),
        "articles": origins.articles,
        "origins": len(origins),
        "origin_list": [{"kind": o.kind, "name": o.name, "articles": list(o.articles)} for o in origins.origins],
        "disputed": disputes(claims),
        "reports": [report(c) for c in claims],
    }


def report(claim: Claim) -> dict[str, Any]:
    """One report of an event: where it stands, its words, who says so and how sure."""
    return {
        "article": claim.article,
        "report": claim.report,
        "publisher": claim.publisher,
        "published": claim.published,
        "integrity": claim.integrity,
        "trigger": claim.trigger,
        "text": claim.text,
        "evidence": [list(span) for span in claim.evidence],
        "gloss": claim.gloss,
        "edtf": claim.edtf,
        "place": claim.where.name if claim.where else None,
        "quantities": [amount_data(a) for a in claim.quantities],
        "sources": [voice.name for voice in claim.voices],
        "status": {"certainty": claim.certainty, "polarity": claim.polarity, "tense": claim.tense},
        "confidence": claim.confidence,
    }


def amount_data(amount: Any) -> dict[str, Any]:
    """A quantity as plain data."""
    return {"of": amount.of, "value": amount.value, "unit": amount.unit, "bound": amount.bound, "text": amount.text}


def sources(claims: Iterable[Claim]) -> list[str]:
    """Who vouches for an event, the most frequent first: the sources, or the outlet that says it in its own voice."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for claim in claims:
        for voice in claim.voices:
            key = voice_key(voice)
            names.setdefault(key, voice.name)
            counts[key] += 1
        if not claim.voices:
            name = claim.publisher or OWN_VOICE
            names.setdefault(name, name)
            counts[name] += 1
    ordered = sorted(counts, key=lambda key: (-counts[key], names[key], key))
    return list(dict.fromkeys(names[key] for key in ordered))


def spot_data(spot: Spot | None) -> dict[str, Any] | None:
    """A place as plain data; a country, region or sea has no point where anything happened."""
    if spot is None:
        return None
    return {
        "name": spot.name, "lat": spot.lat, "lon": spot.lon, "country": spot.country, "admin1": spot.admin1,
        "feature": spot.feature, "geonames": spot.geonames, "relation": spot.relation,
        "wide": spot.feature in WIDE,
    }  # fmt: skip


def _telling(claim: Claim) -> tuple[object, ...]:
    """The claim that tells an event best: sure, dated, placed, with both sides; then the earliest."""
    dated = claim.earliest is not None
    return (
        CERTAINTY.index(claim.certainty),
        not dated,
        claim.where is None,
        -len(claim.parties),
        claim.published or "9999",
        claim.article,
        claim.report,
    )


def _parties(groups: Iterable[Iterable[Party]]) -> list[dict[str, Any]]:
    """The parties of one side: the most frequent first, each once, bare words only where nobody is known."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    entities: dict[str, str | None] = {}
    for group in groups:
        for party in group:
            key = party.entity or "=" + party.name.casefold()
            counts[key] += 1
            names.setdefault(key, Counter())[party.name] += 1
            entities[key] = party.entity
    ordered = sorted(counts, key=lambda key: (entities[key] is None, -counts[key], key))
    return [{"name": _commonest(names[key]), "entity": entities[key]} for key in ordered]


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], -len(name), name))


def _when(claims: Sequence[Claim]) -> dict[str, Any]:
    """The narrowest date that a claim gives."""
    dated = [c for c in claims if c.earliest is not None]
    pool = dated or [c for c in claims if c.latest is not None] or list(claims)
    best = min(pool, key=_narrow)
    return {"edtf": best.edtf, "earliest": best.earliest, "latest": best.latest, "basis": best.basis}


def _narrow(claim: Claim) -> tuple[object, ...]:
    start, end = window(claim)
    basis = ("explicit", "derived", "inferred", "bound", "none").index(claim.basis)
    return (end - start, basis, claim.published or "9999", claim.article, claim.report)


def _narrowest(spots: Iterable[Spot | None]) -> Spot | None:
    """The most precise place: a facility or city before a region, a region before a country; then the commonest."""
    counts = Counter(spot for spot in spots if spot is not None)
    if not counts:
        return None
    order = ("facility", "city", "landform", "water", "region", "country", "continent", None)
    return min(counts, key=lambda s: (order.index(s.feature), s.lat is None, -counts[s], s.name))


def _status(claims: Sequence[Claim]) -> dict[str, str]:
    """The surest status among the claims."""
    best = min(claims, key=lambda c: (CERTAINTY.index(c.certainty), c.tense == "underspecified"))
    return {"certainty": best.certainty, "polarity": best.polarity, "tense": best.tense}


def _quantities(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The numbers told, each once, with how many reports tell it."""
    counts = Counter(amount for claim in claims for amount in claim.quantities)
    by_value: dict[tuple[object, ...], dict[str, Any]] = {}
    for amount, number in counts.items():
        key = (amount.of, amount.value, amount.unit, amount.bound)
        row = by_value.setdefault(key, {**amount_data(amount), "reports": 0})
        row["reports"] += number
    return [by_value[key] for key in sorted(by_value, key=str)]
