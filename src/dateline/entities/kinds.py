"""What a name is: evidence from the words around it, from its own words, the tables and the parser, weighed.

Each piece of evidence votes for a kind; a name's mentions vote together, so that one clear mention decides for all.
"""

from __future__ import annotations

import re
from collections import defaultdict

from dateline.entities.known import Known, Reading
from dateline.entities.spans import SHIP_TAGS, Found
from dateline.entities.words import Head, Words
from dateline.knowledge import Knowledge
from dateline.text.parse import Parse, Token

Votes = dict[str, float]

# What the parser's labels are worth: right on kinds about two times in three outside its own domain.
LABELS: dict[str, Votes] = {
    "PERSON": {"person": 1.5},
    "ORG": {"organization": 1.3},
    "GPE": {"place": 1.6},
    "LOC": {"place": 1.3},
    "FAC": {"facility": 1.0, "place": 0.2},
    "NORP": {"norp": 1.6},
    "PRODUCT": {"other": 0.8, "weapon": 0.4},
    "EVENT": {"other": 1.8},
    "LAW": {"other": 1.8},
    "WORK_OF_ART": {"other": 1.6},
    "LANGUAGE": {"other": 1.5},
    "DESIGNATION": {"other": 0.6},
}

TITLE = 4.0
OWN_HEAD = 3.0
TYPE_NOUN = 2.6
KNOWN = 3.2
GIVEN_NAME = 1.8
LONE_GIVEN = 1.0
FRONT = 2.0
DIRECTION = 2.0
GOVERNED = 1.2
KIN = 1.6
ACRONYM = 0.9
RELATIVE_WHO = 1.5
SPEAKS = 0.5
AGE = 2.0
AGE_AFTER = re.compile(r",\d{1,2}[,.;)]")
APPOSITIVE = 1.4
CONTAINED = 1.6
COUNTRY_FORMS = {
    "name": ("country", 5.0), "adjective": ("country", 5.0), "demonym": ("country", 4.0), "metonym": ("country", 3.2),
    "capital": ("place", 3.2),
}  # fmt: skip
PLACED = {"in": 1.8, "near": 1.8, "at": 0.5, "from": 0.3, "to": 0.2, "into": 0.6, "around": 0.8, "outside": 1.2,
          "across": 0.8, "toward": 0.5, "towards": 0.5, "throughout": 1.0, "off": 0.8, "via": 0.6}  # fmt: skip
TYPES = frozenset(("vessel", "weapon", "facility", "organization", "place", "group"))


class Kinds:
    """Weighs the evidence for the kind of a name."""

    def __init__(self, knowledge: Knowledge, words: Words, known: Known) -> None:
        self._knowledge, self._words, self._known = knowledge, words, known

    def votes(self, parse: Parse, found: Found) -> Votes:
        """The votes of one mention, from its label, its own words and the words around it."""
        votes: Votes = defaultdict(float)
        for kind, weight in LABELS.get(found.label, {}).items():
            votes[kind] += weight
        tokens = parse.tokens
        if found.titles:
            votes["person"] += TITLE
        self._own_words(tokens[found.first : found.end], votes)
        self._around(tokens, found, votes)
        head = parse.head_of(found.span)
        if head is not None:
            self._grammar(tokens, found, head, votes)
        return votes

    def _own_words(self, inside: list[Token], votes: Votes) -> None:
        head = self.head_noun(inside)
        if len(inside) > 1 and inside[0].lower.rstrip(".") in self._words.fronts and inside[1].text[0].isupper():
            votes["place"] += FRONT
        if head is not None and head.kind not in ("person", "group"):
            votes[head.kind] += OWN_HEAD
        words = [t for t in inside if t.text[0].isalnum()]
        if not words:
            return
        if len(words) == 1:
            text = words[0].text
            if text.isupper() and text.isalpha() and 2 <= len(text) <= 6:
                votes["organization"] += ACRONYM
            elif self._words.gender_of_given(text):
                votes["person"] += LONE_GIVEN
            return
        shaped = len(words) <= 4 and all(t.text[0].isupper() or t.lower in self._words.particles for t in words)
        given = head is None and bool(self._words.gender_of_given(words[0].text))
        if shaped and (given or words[-1].lower.rstrip(".") in self._words.suffixes):
            votes["person"] += GIVEN_NAME

    def head_noun(self, inside: list[Token]) -> Head | None:
        """What the words of a name say it is: "Port Azul Airport", "University of Norland", "Lake Azul"."""
        if len(inside) < 2:
            return None
        cut = next((n for n, t in enumerate(inside) if n and t.lower in ("of", "for", "on")), 0)
        if cut:
            front = self._phrase(inside[:cut])
            if front is not None:
                return front
        last = self._phrase(inside)
        if last is not None:
            return last
        first = self._words.head(inside[0].lower)
        return first if first is not None and first.kind == "place" else None

    def _phrase(self, inside: list[Token]) -> Head | None:
        if len(inside) >= 2:
            phrase = self._words.named(f"{inside[-2].lower} {inside[-1].lower}")
            if phrase is not None:
                return phrase
        return self._words.named(inside[-1].lower.rstrip("."))

    def _around(self, tokens: list[Token], found: Found, votes: Votes) -> None:
        """The nouns around a name ("the Belov frigate", "the frigate Belov", "the city of Azul"); an age after it."""
        after = self._noun_after(tokens, found) if tokens[found.end - 1].tag != "JJ" and found.label != "NORP" else None
        if after is not None and found.label == "DESIGNATION" and after.may_be("weapon"):
            votes["weapon"] += TYPE_NOUN
        elif after is not None and after.kind in TYPES:
            votes[after.kind] += TYPE_NOUN if after.kind in ("vessel", "weapon", "place") else TYPE_NOUN / 2
        i = found.start_with_title - 1
        if i >= 0 and tokens[i].sentence == tokens[found.first].sentence:
            before = tokens[i]
            if before.lower in self._words.directions:
                votes["place"] += DIRECTION
            elif i > 0 and tokens[i - 1].end == before.start:
                pass  # half of a hyphenated word: "long-range"
            elif before.lower == "of" and i > 0:
                head = self._words.head_of(tokens[i - 1])
                if head is not None and head.kind == "place":
                    votes["place"] += TYPE_NOUN
            elif before.tag in SHIP_TAGS and before.text[0].islower():
                head = self._words.head_of(before)
                if head is not None and head.kind in TYPES and (before.tag == "NN" or head.kind == "vessel"):
                    votes[head.kind] += TYPE_NOUN
        after_words = [t.text for t in tokens[found.end : found.end + 3]]
        if len(after_words) == 3 and AGE_AFTER.fullmatch("".join(after_words)):
            votes["person"] += AGE

    def _noun_after(self, tokens: list[Token], found: Found) -> Head | None:
        """The noun that a name modifies, up to three words on: "the Kestrel hypersonic cruise missile"."""
        i, last = found.end, tokens[found.end - 1]
        steps = 0
        head: Head | None = None
        while i < len(tokens) and steps < 4 and tokens[i].sentence == last.sentence:
            token = tokens[i]
            ship = token.tag in SHIP_TAGS and self._words.head(token.lower)
            if ship and ship.kind == "vessel" and token.text[0].islower():
                return ship
            if token.tag in ("NN", "NNS") and token.text[0].islower():
                head = self._words.head_of(token) or head
            elif token.tag == "VBZ" and head is None and i > found.end:
                # "cruise missiles": a plural taken for a verb.
                noun = self._words.head_of(token)
                head = noun if noun is not None and noun.kind == "weapon" else head
            elif token.tag != "JJ" or not token.text[0].islower():
                break
            i, steps = i + 1, steps + 1
        return (
            head
            if last.dep in ("compound", "amod", "nmod", "appos", "nummod", "poss", "npadvmod")
            or head is None
            or head.may_be("vessel")
            or head.may_be("weapon")
            else None
        )

    def _grammar(self, tokens: list[Token], found: Found, head: Token, votes: Votes) -> None:
        above = head.head
        if head.dep == "pobj" and above.i == found.first - 1:
            votes["place"] += PLACED.get(above.lower, 0.0)
        elif head.dep == "nsubj" and self._speaks(above):
            votes["person"] += SPEAKS
            votes["organization"] += SPEAKS * 0.8
        elif head.dep == "poss":
            owned = self._words.head_of(above)
            if owned is not None and owned.kind == "person" and owned.gender:
                votes["person"] += KIN
            elif (
                owned is not None and owned.sector in ("GOV", "MIL", "LEG") and owned.kind in ("person", "organization")
            ):
                votes["place"] += GOVERNED
        for child in head.children:
            if child.dep == "relcl" and any(g.lower == "who" for g in child.children):
                votes["person"] += RELATIVE_WHO
            elif child.dep == "appos" and child.tag in ("NN", "NNS") and child.i >= found.end:
                noun = self._words.head_of(child)
                if noun is not None:
                    votes["organization" if noun.kind == "group" else noun.kind] += APPOSITIVE
        if head.dep == "appos" and above.i < found.first:
            noun = self._words.head_of(_partitive(above))
            if noun is not None and noun.kind != "group":
                votes[noun.kind] += APPOSITIVE
        beyond = tokens[found.end : found.end + 2]
        if head.dep == "pobj" and len(beyond) == 2 and beyond[0].text == "," and beyond[1].name_label == "GPE":
            votes["place"] += CONTAINED

    def _speaks(self, token: Token) -> bool:
        return any(v.cue_class for v in self._knowledge.verbs.get(token.lemma, "verb"))

    def known(self, readings: list[Reading], votes: Votes, *, words: int) -> None:
        """Add the votes of the tables: a name of several words is rarely something else than what they say."""
        best: dict[str, float] = {}
        for reading in readings:
            kind, weight = reading.kind, KNOWN * min(reading.prior, 1.0)
            if kind == "country":
                kind, weight = COUNTRY_FORMS.get(reading.form, (kind, weight))
            elif kind != "place" and words > 1:
                weight = KNOWN
            best[kind] = max(best.get(kind, 0.0), weight)
        for kind, weight in best.items():
            votes[kind] += weight


def _partitive(token: Token) -> Token:
    """The noun that is meant: "another of its missiles" gives *missiles*."""
    if token.tag.startswith("NN"):
        return token
    of = next((c for c in token.children if c.lower == "of"), None)
    return (of.child("pobj") if of is not None else None) or token
