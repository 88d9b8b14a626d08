"""What a toponym is used as: the place itself, a government, or the people and their adjective.

Only a location can be where something happened. *Moscow's war* and *Ankara accused* speak of governments; *in
Moscow* of the town; *Korean troops* of neither.
"""

from __future__ import annotations

import re

from dateline.knowledge import Knowledge
from dateline.record import PlaceAs
from dateline.text.parse import Parse, Token
from dateline.text.reading import PlaceDraft, Reading

BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}(?:[Tt]he )?$")
POSSESSIVE = re.compile(r"['’]s?\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?")
NEXT = re.compile(r"\s+([^\W\d_]+)")


class Usage:
    """Sets ``as_`` of every draft."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.countries = knowledge.countries
        self.verbs = knowledge.verbs
        self.gazetteer = knowledge.gazetteer
        cues: dict[str, set[str]] = {}
        for row in knowledge.rows("place_cues"):
            cues.setdefault(row["kind"], set()).add(row["word"])
        self.locative, self.party, self.domain = cues["locative"], cues["party"], cues["domain"]

    def __call__(self, reading: Reading) -> None:
        """Decide for each toponym by its own word first, then by its grammar."""
        for place in reading.places:
            place.as_ = self._usage(place, reading)

    def _usage(self, place: PlaceDraft, reading: Reading) -> PlaceAs:
        words = reading.words(place.span)
        form = self._form(words)
        if form in ("demonym", "metonym"):
            return "government" if form == "metonym" else "demonym"
        if not (place.feature == "country" or form == "capital"):
            return "location"
        if reading.parse is not None:
            token = _head_of(reading.parse, place)
            if token is not None:
                return self._by_grammar(token)
        return self._by_words(reading.text, place)

    def _form(self, words: str) -> str:
        for reading in self.countries.readings(words):
            if reading.form in ("name", "historic"):
                return "name"
            if reading.form in ("adjective", "demonym", "ethnonym"):
                return "demonym"
            return str(reading.form)
        found = self.gazetteer.candidates(words)
        return found[0].match if found else "name"

    def _by_grammar(self, token: Token) -> PlaceAs:
        while token.dep in ("compound", "conj", "appos", "nmod") and token.head is not token:
            if token.dep == "compound" and token.head.pos in ("NOUN", "PROPN") and token.head.lower in self.domain:
                return "government"
            token = token.head
        head = token.head
        if token.dep == "poss":
            return "government" if head.lemma in self.domain or head.lower in self.domain else "location"
        if token.dep in ("nsubj", "agent", "dobj", "dative") and head.pos == "VERB":
            acts = [v for v in self.verbs.get(head.lemma, "verb") if v.cue_class or v.frame or v.aspect]
            if token.dep == "dobj":
                return "government" if any(v.object == "recipient" or v.cue_class for v in acts) else "location"
            return "government" if acts else "location"
        if token.dep == "pobj":
            if head.dep == "agent":
                return "government"
            return "government" if head.lower in self.party else "location"
        return "location"

    def _by_words(self, text: str, place: PlaceDraft) -> PlaceAs:
        """The same without a parse: the word before, the possessive, the verb after."""
        start, end = place.span
        before = BEFORE.search(text[max(0, start - 24) : start])
        if before and before.group(1).lower() in self.locative:
            return "location"
        owned = POSSESSIVE.match(text[end : end + 40])
        if owned:
            return "government" if any(w and w.lower() in self.domain for w in owned.groups()) else "location"
        if before and before.group(1).lower() in self.party:
            return "government"
        after = NEXT.match(text[end : end + 24])
        if after and self._speaks(after.group(1)):
            return "government"
        return "location"

    def _speaks(self, word: str) -> bool:
        lower = word.lower()
        forms = {lower, lower.removesuffix("s"), lower.removesuffix("d"), lower.removesuffix("ed")}
        return any(v.cue_class for form in sorted(forms) for v in self.verbs.get(form, "verb")) or lower == "said"


def _head_of(parse: Parse, place: PlaceDraft) -> Token | None:
    """The token of a toponym whose head lies outside it."""
    tokens = parse.tokens_in(place.span)
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.head is token or token.head.i not in inside:
            return token
    return None
