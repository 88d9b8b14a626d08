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
        self.cues = cues
        self.locative, self.party, self.domain = cues["locative"], cues["party"], cues["domain"]
        self.endings = tuple(sorted(cues["ending"]))

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
                return self._by_grammar(token, form != "capital")
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

    def _by_grammar(self, token: Token, country: bool) -> PlaceAs:
        """By what the toponym depends on: its noun, its verb, or its preposition and what governs that."""
        while token.dep in ("compound", "nmod", "amod", "conj", "appos") and token.head is not token:
            if token.dep in ("compound", "nmod", "amod") and token.head.pos in ("NOUN", "PROPN"):
                return self._modifier(token.head, country)
            token = token.head
        head = token.head
        if token.dep == "poss":
            return "government" if self._governs(head) else "location"
        if token.dep == "npadvmod" and head.tag == "VBN":  # Norland-led
            return "location" if head.lower in self.cues["seated"] else "government"
        if token.dep == "pobj":
            return self._after(head)
        if head.pos in ("VERB", "AUX"):
            return self._argument(token.dep, head)
        return "location"

    def _modifier(self, noun: Token, country: bool) -> PlaceAs:
        """*Norland officials*, *the Norland coast*, *Norland dollars*."""
        if self._is(noun, "domain") or (noun.pos == "PROPN" and self._is(noun, "title")):
            return "government"
        land = noun.lemma in self.cues["land"] or noun.lower in self.cues["kind"] or noun.pos == "PROPN"
        return "location" if land or not country else "demonym"

    def _governs(self, noun: Token) -> bool:
        """Whether a noun is what governments have (*Norland's refusal*), not lands (*Norland's coast*)."""
        if self._is(noun, "domain") or self._is(noun, "title"):
            return True
        if noun.lemma in self.cues["land"] or noun.lower in self.cues["kind"] or noun.pos == "PROPN":
            return False
        return noun.lemma.endswith(self.endings) or any(v.cue_class for v in self.verbs.get(noun.lemma, "noun"))

    def _is(self, word: Token, kind: str) -> bool:
        return word.lower in self.cues[kind] or word.lemma in self.cues[kind]

    def _argument(self, dep: str, verb: Token) -> PlaceAs:
        """A subject or object: of what a government does, or of what happens to a land."""
        rows = self.verbs.get(verb.lemma, "verb")
        acts = any(v.cue_class or v.frame or v.aspect for v in rows)
        if dep == "nsubj":
            done = next((c for c in verb.children if c.dep == "xcomp" and c.pos == "VERB"), verb)  # had to answer
            return "location" if done.lemma in self.cues["undergone"] else "government"
        if dep == "agent":
            return "government" if acts else "location"
        if dep in ("dobj", "dative", "nsubjpass"):
            if verb.lemma in self.cues["moved"]:
                return "location"
            return "government" if any(v.object == "recipient" or v.cue_class for v in rows) else "location"
        return "location"

    def _after(self, preposition: Token) -> PlaceAs:
        """After a preposition, by what that hangs on: *left for*, *flights between*, *sold to*."""
        word, governor = preposition.lower, preposition.head
        if preposition.dep == "agent":
            return "government"
        if governor.lemma in self.cues["route"] or (word == "for" and governor.lemma in self.cues["bound"]):
            return "location"
        if word in ("on", "against") and governor.lemma in self.cues["moved"]:
            return "location"
        if word == "of" and (self._is(governor, "domain") or self._is(governor, "title")):
            event = any(v.frame for v in self.verbs.get(governor.lemma, "noun"))  # the invasion of Norland
            return "location" if event else "government"
        if word == "to" and governor.pos == "VERB" and governor.lemma in self.cues["given"]:
            return "government"
        return "government" if word in self.party else "location"

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
