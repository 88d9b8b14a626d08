"""The stage ``entities.Mentions``: the names of an article, what each is, and which mean the same."""

from __future__ import annotations

from typing import cast

from dateline.entities.kinds import Kinds
from dateline.entities.known import Known
from dateline.entities.linking import Cluster, Linker
from dateline.entities.spans import Finder, Found
from dateline.entities.words import Words, fold
from dateline.knowledge import Knowledge
from dateline.record import EntityKind, MentionVia
from dateline.text.parse import Parse, Token
from dateline.text.reading import EntityDraft, MentionDraft, PlaceDraft, Reading

WITH = frozenset(("with", "between", "against", "by"))
ENTITY_KINDS = frozenset(("person", "organization", "group", "country", "weapon", "vessel", "facility"))


class Mentions:
    """Find the names of persons, organizations, groups, countries, weapons, vessels and facilities, and the toponyms.

    Fills ``reading.entities`` (name mentions, linked inside the article) and ``reading.places`` (toponyms, not yet
    resolved). A span leaves out articles, possessive endings and titles; titles go into ``titles``.
    """

    name = "entities.Mentions"
    requires = ("article", "parse")
    uses: tuple[str, ...] = ()
    provides = ("entities", "places")
    version = "1"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        knowledge = knowledge or Knowledge()
        self._words = Words(knowledge)
        self._known = Known(knowledge)
        self._gazetteer = knowledge.gazetteer
        self._finder = Finder(self._words)
        self._linker = Linker(Kinds(knowledge, self._words, self._known), self._words, self._known)

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.entities`` and ``reading.places``."""
        parse = reading.parse
        if parse is None or not parse.tokens:
            return
        published = (reading.article.published or "")[:10] or None
        names = self._finder(parse)
        self._note_countries(parse, names)
        for cluster in self._linker(parse, names, published):
            self._emit(reading, parse, cluster)
        reading.places.sort(key=_start)

    def _note_countries(self, parse: Parse, names: list[Found]) -> None:
        """As in "Japan's prime minister …", "the Japanese prime minister …": the country of a person's title."""
        ends = {f.end: f for f in names}
        for found in names:
            first = found.title_first
            if first <= 0 or not found.titles:
                continue
            before = ends.get(first - 1 if parse.tokens[first - 1].tag == "POS" else first)
            if before is not None:
                row = next((r for r in self._known(before.text) if r.form in ("name", "adjective")), None)
                found.country = row.country if row is not None else ""

    def _emit(self, reading: Reading, parse: Parse, cluster: Cluster) -> None:
        if cluster.kind == "place":
            self._emit_place(reading, parse, cluster)
        elif cluster.kind == "norp":
            self._emit_people(reading, parse, cluster)
        else:
            reading.entities.append(self._entity(cluster))
            if cluster.kind == "country":
                for found in cluster.found:
                    row = self._known(found.text)
                    form = next((r.form for r in row if r.kind == "country"), "name")
                    as_ = {"name": "location", "metonym": "government"}.get(form, "demonym")
                    reading.places.append(PlaceDraft(found.span, found.text, as_=as_))  # type: ignore[arg-type]

            elif cluster.kind == "facility":
                # A facility is a place too, where the gazetteer has its spot.
                for found in cluster.found:
                    if any(toponym.feature == "facility" for toponym in self._gazetteer.candidates(found.text)):
                        reading.places.append(PlaceDraft(found.span, found.text))

    def _emit_place(self, reading: Reading, parse: Parse, cluster: Cluster) -> None:
        """A toponym; a capital that acts is its country's government."""
        capital = next((r for r in self._known(cluster.found[0].text) if r.form in ("capital", "metonym")), None)
        acting = [f for f in cluster.found if capital is not None and acts(parse, f, self._words)]
        for found in cluster.found:
            government = found in acting
            reading.places.append(PlaceDraft(found.span, found.text, as_="government" if government else "location"))
        if capital is not None and acting:
            country = next((e for e in reading.entities if e.kind == "country" and e.country == capital.country), None)
            if country is None:
                country = EntityDraft(capital.name or cluster.found[0].text, "country", country=capital.country or None)
                reading.entities.append(country)
            country.mentions.extend(MentionDraft(f.span, "name", "alias") for f in acting)
            country.mentions.sort(key=_start)

    def _emit_people(self, reading: Reading, parse: Parse, cluster: Cluster) -> None:
        """Believers, parties' followers, peoples without a country: a group where the word is a noun in the plural."""
        nouns = [f for f in cluster.found if parse.tokens[f.end - 1].tag in ("NNPS", "NNS")]
        if nouns:
            mentions = [MentionDraft(f.span) for f in nouns]
            reading.entities.append(EntityDraft(nouns[0].text, "group", mentions=mentions))

    def _entity(self, cluster: Cluster) -> EntityDraft:
        known = cluster.reading
        name = self._fullest(cluster)
        if known is not None and known.name and (cluster.kind == "country" or known.via == "reworded"):
            name = known.name
        draft = EntityDraft(name, cast("EntityKind", cluster.kind))
        if known is not None:
            draft.subkind = known.subkind or None
            draft.country = known.country or None
            draft.sector = known.sector or None
            draft.identifiers = dict(known.identifiers)
        for found in cluster.found:
            draft.mentions.append(MentionDraft(found.span, "name", self._via(found, cluster, name)))
            if cluster.kind == "person":
                for title in found.titles:
                    if title not in draft.titles:
                        draft.titles.append(title)
        if cluster.kind == "person" and draft.country is None:
            draft.country = next((f.country for f in cluster.found if f.country), None)
        if cluster.kind == "person" and draft.sector is None:
            draft.sector = self._sector(draft.titles)
        return draft

    def _sector(self, titles: list[str]) -> str | None:
        for title in titles:
            words = title.lower().replace(".", "").split()
            for n in range(len(words)):
                head = self._words.head(" ".join(words[n:]))
                if head is not None and head.sector:
                    return head.sector
        return None

    @staticmethod
    def _fullest(cluster: Cluster) -> str:
        """The longest of the names, the first of equals; for a body the first that is no acronym."""
        names = [f.text for f in cluster.found]
        return max(names, key=lambda n: (len(n.split()), len(n)))

    def _via(self, found: Found, cluster: Cluster, name: str) -> MentionVia:
        key, full = fold(found.text), fold(name)
        if any(r.via == "reworded" and r.kind == cluster.kind for r in self._known(found.text)):
            return "reworded"
        return "exact" if key == full or set(key.split()) <= set(full.split()) else "alias"


def acts(parse: Parse, found: Found, words: Words) -> bool:
    """Whether a capital's name stands for a government here: it does something, owns a policy, or is dealt with."""
    head = parse.head_of(found.span)
    while head is not None and head.dep == "conj" and head.head.pos == "PROPN":
        head = head.head
    return head is not None and _acts(head, words)


def _acts(head: Token, words: Words) -> bool:
    above = head.head
    if head.dep == "nsubj":
        return above.pos == "VERB"
    if head.dep == "poss":
        noun = words.head_of(above)
        return noun is None or (
            noun.kind not in ("place", "facility") and noun.sector != "CVL" and "mayor" not in above.lower
        )
    return head.dep == "pobj" and above.lower in WITH and not above.text[0].isupper()


def _start(draft: PlaceDraft | MentionDraft) -> int:
    return draft.span[0]
