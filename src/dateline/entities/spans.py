"""Where names stand: the parser's boundaries mended, and names that it did not see.

A leading article, a possessive ending and titles are no part of a name; hyphenated names are whole; designations
(``Tu-160``) are found by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.entities.words import Words
from dateline.record import Span
from dateline.text.parse import Parse, Token

LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE"))
"""The parser's labels that may hold a name; the others are times and numbers."""

# Latin letters, then a hyphen and a number: how weapons are designated in most countries.
DESIGNATION = re.compile(r"(?:[A-Z][A-Za-z]{0,3}|[A-Z][a-z]{4,10}|\d[A-Z]{1,2})-\d{1,4}[A-Za-z]{0,4}(?:/\d+)?")
TITLED = frozenset(("PERSON", "ORG", "PRODUCT", "LANGUAGE", ""))
"""Labels of names before which a title is looked for; the parser takes many persons for bodies or products."""
SHIP_TAGS = frozenset(("NN", "NNP", "JJ", "VBP"))
"""Tags that the parser gives to words like *frigate*, which it does not know."""
_HYPHENS = frozenset("-‐‑–")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_BRACKETS = frozenset(("(", ")", ";", "“", "”", '"'))
_EDGE = frozenset(("the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"))
_QUOTES = frozenset("\"'“”‘’«»()[],;:.!?…-–—*•|/&@#")


@dataclass(slots=True, eq=False)
class Found:
    """A name in the text: tokens ``first`` … ``end`` (exclusive), and the titles that stand before it.

    ``country`` (ISO 3166-1 alpha-2) is that of the title: "Japan's [prime minister] …".
    """

    first: int
    end: int
    span: Span
    text: str
    label: str = ""
    titles: list[str] = field(default_factory=list)
    title_first: int = -1
    country: str = ""

    @property
    def start_with_title(self) -> int:
        """The number of the first token, titles counted in."""
        return self.title_first if self.title_first >= 0 else self.first


class Finder:
    """Finds the names of a parse."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, parse: Parse) -> list[Found]:
        """All names, in order, none overlapping another."""
        tokens = parse.tokens
        taken = bytearray(len(tokens))
        ranges: list[tuple[int, int, str]] = []
        for name in parse.names:
            if name.label not in LABELS:
                taken[name.first : name.end] = b"\1" * (name.end - name.first)
        for first, end in _designations(tokens):
            if not any(taken[first:end]):
                ranges.append((first, end, "DESIGNATION"))
                taken[first:end] = b"\1" * (end - first)
        for name in parse.names:
            if name.label in LABELS:
                cut = name.label in ("PERSON", "GPE")
                for first, end in self._pieces(tokens, name.first, name.end, taken, possessive=cut):
                    owner = first == name.first or name.label != "PERSON"
                    ranges.append((first, end, name.label if owner else ""))
        for first, end, _ in ranges:
            taken[first:end] = b"\1" * (end - first)
        ranges.extend((first, end, "") for first, end in self._runs(tokens, taken))
        ranges.sort()
        return self._found(parse, self._joined(tokens, ranges))

    def _joined(self, tokens: list[Token], ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """A name of the parser and a proper noun that touches it, when one modifies the other, are one name."""
        out: list[tuple[int, int, str]] = []
        for first, end, label in ranges:
            if out and out[-1][1] == first and "" in (label, out[-1][2]) and label != out[-1][2]:
                start, _, before = out[-1]
                head = tokens[first - 1].head.i
                titled = any(self._words.is_title(t) for t in tokens[start:end])
                if first <= head < end and not titled and "NORP" not in (label, before):
                    out[-1] = (start, end, label or before)
                    continue
            out.append((first, end, label))
        return out

    def _found(self, parse: Parse, ranges: list[tuple[int, int, str]]) -> list[Found]:
        found: list[Found] = []
        last = 0
        for first, end, label in ranges:
            made = self._mend(parse.tokens, max(first, last), end, label)
            if made is None:
                continue
            while found and made.start_with_title <= found[-1].first:
                # "Defence" taken for a name, where "Defence Minister" is a title.
                found.pop()
            start, stop = parse.tokens[made.first].start, parse.tokens[made.end - 1].end
            made.span, made.text = (start, stop), parse.text[start:stop]
            if made.title_first >= 0 and made.title_first < made.first:
                title = parse.text[parse.tokens[made.title_first].start : parse.tokens[made.first - 1].end]
                made.titles = [" ".join(title.split())]
            found.append(made)
            last = made.end
        return found

    @staticmethod
    def _pieces(
        tokens: list[Token], first: int, end: int, taken: bytearray, *, possessive: bool
    ) -> Iterator[tuple[int, int]]:
        """The stretches of a range that nothing has taken, cut at brackets and, if asked, at possessive endings."""
        start = first
        for i in range(first, end):
            cut = taken[i] or tokens[i].text in _BRACKETS or (possessive and tokens[i].tag == "POS")
            if cut:
                if i > start:
                    yield start, i
                start = i + 1
        if end > start:
            yield start, end

    def _runs(self, tokens: list[Token], taken: bytearray) -> Iterator[tuple[int, int]]:
        """Runs of proper nouns that the parser has no name for."""
        i, size = 0, len(tokens)
        while i < size:
            if taken[i] or not self._is_proper(tokens[i]):
                i += 1
                continue
            end = i + 1
            while end < size and not taken[end] and tokens[end].sentence == tokens[i].sentence:
                if self._is_proper(tokens[end]):
                    end += 1
                elif (
                    tokens[end].lower in self._words.particles
                    and end + 1 < size
                    and not taken[end + 1]
                    and self._is_proper(tokens[end + 1])
                ):
                    end += 2
                else:
                    break
            yield i, end
            i = end

    def _is_proper(self, token: Token) -> bool:
        return (
            token.tag in ("NNP", "NNPS")
            and token.text[0].isupper()
            and token.lower.rstrip(".") not in self._words.calendar
            and any(c.isalpha() for c in token.text)
        )

    def _mend(self, tokens: list[Token], first: int, end: int, label: str) -> Found | None:
        """Trim and widen one range; None where no name is left of it."""
        while first < end and (
            tokens[first].lower in _EDGE
            or tokens[first].text in _QUOTES
            or (tokens[first].tag == "CD" and label in ("PERSON", "GPE", "NORP"))
        ):
            first += 1
        while first < end and (tokens[end - 1].text in _POSSESSIVE or tokens[end - 1].text in _QUOTES):
            end -= 1
        if first >= end:
            return None
        if label != "DESIGNATION":
            first, end = self._hyphenated(tokens, first, end)
        made = Found(first, end, (0, 0), "", label)
        self._take_titles(tokens, made)
        if made.first >= made.end or not any(c.isalpha() for t in tokens[made.first : made.end] for c in t.text):
            return None
        if not any(c.isupper() for t in tokens[made.first : made.end] for c in t.text):
            return None
        return made

    def _hyphenated(self, tokens: list[Token], first: int, end: int) -> tuple[int, int]:
        """Widen a range to the whole of a hyphenated name; a joint must be a capital or a small linking word."""
        while end + 1 < len(tokens) and _touching(tokens, end - 1, end + 1) and tokens[end].text in _HYPHENS:
            after = tokens[end + 1]
            step = end + 2
            if after.lower in self._words.joints and step + 1 < len(tokens) and tokens[step].text in _HYPHENS:
                if not (_touching(tokens, end + 1, step + 1) and tokens[step + 1].text[0].isupper()):
                    break
                end = step + 2
            elif after.text[0].isupper() and after.tag.startswith("NN") and end - first == 1:
                end = step
            else:
                break
        if first >= 2 and _touching(tokens, first - 2, first) and tokens[first - 1].text in _HYPHENS:
            before = tokens[first - 2]
            if before.lower in self._words.particles and before.lower in ("al", "el", "ul", "an", "as", "ar"):
                first -= 2
        return first, end

    # Titles

    def _take_titles(self, tokens: list[Token], made: Found) -> None:
        """Move titles out of a name, and find those before it."""
        abbreviated = made.label == "GPE" and made.first > 0 and self._abbreviated(tokens[made.first - 1])
        if made.label not in TITLED and not abbreviated:
            return
        if self._beside_ship(tokens, made):
            return
        inner = self._inner_titles(tokens, made)
        outer = self._outer_titles(tokens, made.first)
        if inner == made.first and outer == made.first:
            return
        made.title_first = outer
        made.first = inner

    def _beside_ship(self, tokens: list[Token], made: Found) -> bool:
        """Whether the noun before or after says that a ship bears the name: "the frigate Admiral Belov"."""
        for i in (made.first - 1, made.end):
            if 0 <= i < len(tokens) and tokens[i].tag in SHIP_TAGS:
                head = self._words.head(tokens[i].lower)
                if head is not None and head.kind == "vessel":
                    return True
        return False

    def _abbreviated(self, token: Token) -> bool:
        return token.text.endswith(".") and token.lower.rstrip(".") in self._words.titles

    def _inner_titles(self, tokens: list[Token], made: Found) -> int:
        """Where the name begins once titles at its front are left out."""
        last = self._words.head(tokens[made.end - 1].lower)
        if last and last.kind not in ("person", "group") and made.label != "PERSON":
            return made.first
        first = made.first
        after = tokens[made.end] if made.end < len(tokens) else None
        if after is not None and after.text in _POSSESSIVE and made.end - first <= 2 and made.label == "ORG":
            follower = tokens[made.end + 1] if made.end + 1 < len(tokens) else None
            if follower is not None and follower.text[0].isupper() and self._words.head(follower.lower):
                return first
        i = first
        while i < made.end and (
            self._words.is_title(tokens[i])
            or tokens[i].lower in self._words.modifiers
            or (
                i + 1 < made.end
                and self._words.head(f"{tokens[i].lower} {tokens[i + 1].lower}") is not None
                and self._words.is_title(tokens[i + 1])
            )
            or (i > first and tokens[i].text in _HYPHENS)
        ):
            i += 1
        if i >= made.end:
            # Nothing but a title: "Prime Minister" is a nominal, no name.
            return made.end if i > first and made.label != "ORG" else first
        if made.label == "ORG" and i > first and not self._abbreviated(tokens[i - 1]) and made.end - i == 1:
            known = self._words.gender_of_given(tokens[i].text)
            return i if known or self._words.head(tokens[first].lower + " " + tokens[i - 1].lower) else first
        return i

    def _outer_titles(self, tokens: list[Token], first: int) -> int:
        """Where the titles before a name begin: "Norland's [former defence minister] Ann Berg"."""
        i = first - 1
        if i < 0 or not self._goes_on(tokens, i) or not self._words.is_title(tokens[i]):
            return first
        if tokens[i].tag in ("NNS", "NNPS"):
            return first
        start = i
        while start > 0 and self._goes_on(tokens, start - 1) and self._goes_before_title(tokens, start - 1):
            start -= 1
        while start < i and tokens[start].text in _HYPHENS:
            start += 1
        return start

    def _goes_on(self, tokens: list[Token], i: int) -> bool:
        """Whether the next word is of the same sentence; the parser may end one at the dot of a title."""
        near = tokens[i + 1].start - tokens[i].end <= 1
        return tokens[i].sentence == tokens[i + 1].sentence or (near and self._abbreviated(tokens[i]))

    def _goes_before_title(self, tokens: list[Token], i: int) -> bool:
        token = tokens[i]
        if token.lower in self._words.modifiers or self._words.is_title(token):
            return token.tag != "NNS" or token.text[0].isupper()
        if token.text == ".":
            return i > 0 and tokens[i - 1].end == token.start and tokens[i - 1].lower in self._words.titles
        if token.text in _HYPHENS:
            return _touching(tokens, i - 1, i + 1) if i > 0 else False
        if token.name_label in ("GPE", "NORP", "PERSON", "DATE", "ORDINAL", "CARDINAL"):
            return False
        if token.tag in ("NN", "NNP", "JJ") and token.dep in ("compound", "amod", "nmod"):
            phrase = f"{token.lower} {tokens[i + 1].lower}"
            return self._words.head(phrase) is not None
        return False


def _touching(tokens: list[Token], first: int, last: int) -> bool:
    """Whether no space stands between the tokens ``first`` … ``last``."""
    return all(tokens[i].end == tokens[i + 1].start for i in range(first, last))


def _designations(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Tokens, or runs of touching tokens, that have the shape of a designation."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        dashed = "-" in token.text or (i + 1 < len(tokens) and tokens[i + 1].text in _HYPHENS)
        if dashed and token.text[0].isalnum():
            if DESIGNATION.fullmatch(token.text):
                yield i, i + 1
            elif (
                i + 2 < len(tokens)
                and tokens[i + 1].text in _HYPHENS
                and _touching(tokens, i, i + 2)
                and tokens[i + 2].text[0].isdigit()
                and DESIGNATION.fullmatch(f"{token.text}-{tokens[i + 2].text}")
            ):
                yield i, i + 3
                i += 2
        i += 1
