"""Records made by hand, without a reading: what the tests of the store are fed."""

from dateline.record import (
    Article,
    Attribution,
    Entity,
    MadeBy,
    Mention,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Source,
    Status,
    When,
    Where,
)

PIPELINE = MadeBy("0", "made by hand")


class Maker:
    """Writes an article sentence by sentence, and the record of what it says."""

    def __init__(self, ident, *, published="2024-05-15", publisher="Radio Norland", url=None, title=None):
        self.about = {"id": ident, "published": published, "publisher": publisher, "url": url, "title": title}
        self.text = ""
        self.entities, self.places, self.attributions, self.reports = {}, {}, [], []

    def entity(self, name, kind="person", wikidata=None, *, named=True):
        start = self.text.rindex(name)
        mention = Mention((start, start + len(name)), name, "name" if named else "nominal")
        old = self.entities.get(name)
        self.entities[name] = Entity(
            old.id if old else f"e{len(self.entities) + 1}", name, kind,
            identifiers={"wikidata": wikidata} if wikidata else {},
            mentions=(*(old.mentions if old else ()), mention),
        )  # fmt: skip
        return Participant(self.entities[name].id, mention.span, name)

    def say(self, sentence, trigger, *, frame="meet", actors=(), recipients=(), objects=(), day=None, place=None,
            source=None, kind="media", number=None, wikidata=None, reciprocal=False, status=None, plpos=(43.1, 131.9)):  # fmt: skip
        """Add a sentence and the report that it makes; participants are given by name."""
        self.text += ("\n\n" if self.text else "") + sentence
        first = len(self.text) - len(sentence)
        wikidata = wikidata or {}
        sides = [[self.entity(n, wikidata=wikidata.get(n)) for n in names] for names in (actors, recipients)]
        things = tuple(Participant(None, self._span(first, words), words) for words in objects)
        attribution = None
        if source:
            self.entity(source, "organization")
            attribution = f"a{len(self.attributions) + 1}"
            made = Source(self._span(first, source), source, self.entities[source].id, True, kind)
            self.attributions.append(
                Attribution(attribution, made, (), "statement", ((first, len(self.text)),), "indirect")
            )
        where = Where()
        if place:
            ident = f"p{len(self.places) + 1}"
            lat, lon = plpos
            self.places[ident] = Place(
                ident, self._span(first, place), place, place, lat, lon, country="RU", feature="city", p=1.0
            )
            where = Where(ident, "in", "explicit", "city")
        when = When((), day, day, day, "explicit") if day else When(latest=self.about["published"], basis="bound")
        numbers = ()
        if number:
            of, value, words = number
            numbers = (Quantity(self._span(first, words), words, of, value),)
        self.reports.append(
            Report(
                f"r{len(self.reports) + 1}", self._span(first, trigger), trigger, frame, type="CONSULT",
                actors=tuple(sides[0]), recipients=tuple(sides[1]), objects=things, reciprocal=reciprocal, when=when,
                where=where, quantities=numbers, status=status or Status("certain", "positive", "past"),
                attribution=attribution, sentence=(first, len(self.text)), evidence=((first, len(self.text)),),
                gloss=sentence, confidence=0.9,
            )
        )  # fmt: skip
        return self

    def _span(self, first, words):
        start = self.text.index(words, first)
        return (start, start + len(words))

    def record(self, made_by=PIPELINE):
        article = Article.make(self.text, **self.about)
        return Record(
            1, made_by, article, tuple(self.entities.values()), (), tuple(self.places.values()),
            tuple(self.attributions), tuple(self.reports),
        )  # fmt: skip


def meeting(
    ident, *, day="2024-05-13", source=None, publisher="Radio Norland", published="2024-05-15", extra="", **rest
):
    """An article on the meeting of Ana Belov and Ivo Kern in Port Azul."""
    made = Maker(ident, publisher=publisher, published=published, **rest)
    tail = f", {source} said" if source else ""
    made.say(
        f"Ana Belov met Ivo Kern in Port Azul{tail}.{extra}", "met", actors=["Ana Belov"], recipients=["Ivo Kern"],
        day=day, place="Port Azul", source=source, reciprocal=True,
    )  # fmt: skip
    return made
