"""The words of time, and the runs of such words that a text holds.

One compiled pattern, made from the table ``time_words``, finds *runs*: stretches of time words with at least one
that can carry an expression (a month, a unit, a year …). Only runs are looked at further, so most of a text costs
one pass of the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.knowledge import Knowledge

# Classes that numbers and marks get without standing in the table.
NUMBERS = ("NUM", "DAY", "YEAR", "ORD", "DECADE", "CLOCK", "ISO", "SLASHED", "BC")

# A run must hold one of these; all other classes only surround them.
CARRIERS = frozenset(
    [
        "MONTH",
        "WEEKDAY",
        "WEEKDAYS",
        "SEASON",
        "SEASONS",
        "PART",
        "PARTS",
        "UNIT",
        "UNITS",
        "QUARTER",
        "QUARTERS",
        "HALF",
        "WEEKEND",
        "WEEKENDS",
        "REF",
        "TODAY",
        "HOURLY",
        "HOLIDAY",
        "PAST",
        "FUTURE",
        "CURRENT",
        "DECADE",
        "NOON",
        "DURATION",
        "YEARAGO",
        "YEAREND",
        "PERIOD",
        "FORMER",
        "RECENT",
    ]
)

ZONES = r"(?:\s(?:gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|et|cet|bst|ist|jst|kst|local time)(?!\w))"
MERIDIEM = r"(?:a\.m\.|p\.m\.|a\.m|p\.m|am|pm)"
CLOCK = (
    rf"\d{{1,2}}(?:[:.]\d\d)?[ -]?{MERIDIEM}(?!\w){ZONES}?"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:hrs|hours))?(?![\w:]){ZONES}?"
    r"|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\so'clock"
)
BC = r"\d{1,4}(?:s)?\s(?:b\.c\.e\.|b\.c\.|bce|bc)(?!\w)"
ISO = r"\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?)?(?!\w)"
SLASHED = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])"
DECADE = r"(?:1\d|20)\d0'?s(?!\w)|'\d0s(?!\w)|[2-9]0s(?!\w)"
YEAR = r"(?:1\d|20)\d\d(?!\w|[.,:/]\d|%)|'\d\d(?!\w)"
ORDINAL = r"\d{1,2}(?:st|nd|rd|th)(?!\w)"
AMOUNT = r"\d+ 1/2(?!\w)|\d{1,3}(?:,\d{3})+(?!\w)|\d{1,4}(?:\.\d+)?(?!\w|[.,:/]\d|%)"

BLANK = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"
JOINT = rf"(?:{BLANK}?(?:,{BLANK}?|[-–—/]{BLANK}?)|{BLANK}|(?='s\b))"

LEFT, RIGHT = 12, 40
"""How many words a run may hold before and after the first that carries it: an expression is never that long."""
WINDOW = 24
"""Characters before a word in which the word before it is looked for."""
BEFORE = re.compile(r"([\w'.,-]*[\w'.])[^\w'.]{0,4}\Z")

_ASCII = {**{c: c + 32 for c in range(65, 91)}, 0x2019: 0x27, 0x2018: 0x27}


@dataclass(slots=True)
class Token:
    """One time word: its span in the text, its class, its normal form and its value in the table."""

    start: int
    end: int
    kind: str
    word: str
    value: str


@dataclass(slots=True)
class Run:
    """Neighbouring time words, and their signature: one character a class, with the marks between them."""

    tokens: list[Token]
    signature: str
    places: list[int]
    """For each character of the signature the number of its token, or -1 for a mark."""


def fold(text: str) -> str:
    """The text in lower case with straight apostrophes, every character where it was."""
    if text.isascii():
        return text.lower()
    lowered = text.lower()
    if len(lowered) != len(text):
        return text.translate(_ASCII)
    return lowered.replace("’", "'").replace("‘", "'")


def trie(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words; a blank in a word is any blank in the text."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    options = []
    for letter in sorted(node, key=lambda c: (c == "", c)):
        if letter == "":
            options.append("")
        else:
            head = BLANK if letter == " " else re.escape(letter)
            options.append(head + _branches(node[letter]))
    return options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"


class Words:
    """The table ``time_words`` ready for use: the pattern of runs, and the class and value of each word."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.rows("time_words")
        self.table = {row["word"]: (row["class"], row["value"]) for row in rows}
        # A named day is its own value: the makers look its rule up.
        self.table |= {row["name"]: ("HOLIDAY", row["name"]) for row in knowledge.rows("time_days")}
        self.classes = sorted({kind for kind, _ in self.table.values()} | set(NUMBERS))
        self.letter = {kind: chr(0x100 + i) for i, kind in enumerate(self.classes)}
        self.numbers = {row["word"]: int(row["value"]) for row in rows if row["class"] == "NUM"}
        self.ordinals = {row["word"]: int(row["value"]) for row in rows if row["class"] == "ORD"}
        carriers = trie(w for w, (kind, _) in self.table.items() if kind in CARRIERS)
        others = trie(w for w, (kind, _) in self.table.items() if kind not in CARRIERS)
        every = trie(self.table)
        number = trie(self.numbers)
        # twenty-four, one hundred and fifty, nineteen ninety-one, twenty-first
        phrase = (
            rf"{number}(?:[ -]{number}|(?<=hundred) and {number}|(?<=thousand) and {number})*"
            rf"(?:[ -]{trie(self.ordinals)})?(?!\w)"
        )
        spelled_year = rf"(?:sixteen|seventeen|eighteen|nineteen|twenty) (?:hundred(?! and)|(?:oh )?{number})(?!\w)"
        figures = f"{CLOCK}|{BC}|{ISO}|{SLASHED}|{DECADE}|{YEAR}"
        word = f"{figures}|{ORDINAL}|{AMOUNT}|{phrase}|{every}(?!\\w)"
        other = f"{ORDINAL}|{AMOUNT}|{others}(?!\\w)"
        first = r"(?<![\w$£€#@])"
        self.carrier = re.compile(rf"{first}(?:{carriers}(?!\w)|(?=[\d'])(?:{figures})|{spelled_year})")
        self.left = re.compile(rf"{first}(?:(?:{other}){JOINT}){{1,{LEFT}}}\Z")
        self.right = re.compile(rf"(?:{JOINT}(?:{word})){{0,{RIGHT}}}+")
        self.word = re.compile(word)
        # The words of what may stand before a carrier: most carriers are spared the search to their left.
        self.leading = {
            word.strip(".,")
            for entry, (kind, _) in self.table.items()
            if kind not in CARRIERS
            for word in re.split(r"[ -]", entry)
        }

    def runs(self, folded: str) -> Iterator[Run]:
        """The runs of a folded text, in order."""
        end = 0
        while match := self.carrier.search(folded, end):
            start = self._start(folded, end, match.start())
            tail = self.right.match(folded, match.end())
            end = tail.end() if tail else match.end()
            yield self._run(folded, start, end)

    def _start(self, folded: str, end: int, carrier: int) -> int:
        """Where the run begins whose carrier stands at ``carrier``, not before ``end``."""
        at = carrier
        for _ in range(LEFT):
            before = BEFORE.search(folded, max(end, at - WINDOW), at)
            if before is None or not self._leads(before[1]):
                break
            at = before.start()
        led = self.left.search(folded, at, carrier) if at < carrier else None
        return led.start() if led else carrier

    def _leads(self, word: str) -> bool:
        """Whether a word may belong to the expression that the next word carries."""
        return word[-1].isdigit() or word[0].isdigit() or word.strip(".,").split("-")[-1] in self.leading

    def _run(self, folded: str, start: int, end: int) -> Run:
        tokens: list[Token] = []
        letters: list[str] = []
        places: list[int] = []
        at = start
        for match in self.word.finditer(folded, start, end):
            for mark in folded[at : match.start()]:
                if mark in "-–—,/":
                    letters.append("-" if mark in "–—" else mark)
                    places.append(-1)
            at = match.end()
            token = self._token(match.group(), match.start(), at)
            letters.append(self.letter[token.kind])
            places.append(len(tokens))
            tokens.append(token)
        return Run(tokens, "".join(letters), places)

    def _token(self, word: str, start: int, end: int) -> Token:
        known = self.table.get(word)
        if known is None and not word[0].isdigit() and word[0] != "'":
            known = self.table.get(" ".join(word.split()))
        if known is not None:
            return Token(start, end, known[0], word, known[1])
        kind, value = self._number(word)
        return Token(start, end, kind, word, value)

    def _number(self, word: str) -> tuple[str, str]:  # noqa: PLR0911 - one line a form
        if word.isdigit():
            n = int(word)
            if len(word) == 4 and 1000 <= n < 2100:
                return "YEAR", word
            return ("DAY" if 1 <= n <= 31 and len(word) <= 2 else "NUM"), str(n)
        if word[-1] == "s" and word[-2] in "0'" and word[0] in "'0123456789":
            digits = word.strip("'s")
            return "DECADE", digits[:-1] if len(digits) == 4 else f"19{digits[0]}"
        if word[0] == "'":
            return "YEAR", _near_century(int(word[1:]))
        if re.fullmatch(BC, word):
            return "BC", re.match(r"\d+s?", word).group()  # type: ignore[union-attr]
        if re.fullmatch(ISO, word):
            return "ISO", word.upper()
        if "/" in word and " " not in word:
            return "SLASHED", word
        if re.fullmatch(ORDINAL, word):
            return "ORD", word[:-2]
        if word[0].isdigit() and re.fullmatch(AMOUNT, word):
            return "NUM", word.replace(",", "").replace(" 1/2", ".5")
        if re.fullmatch(CLOCK, word):
            return "CLOCK", word
        return self._spelled(word)

    def _spelled(self, word: str) -> tuple[str, str]:
        parts = [p for p in re.split(r"[ -]+", word) if p != "and"]
        if parts[-1] in self.ordinals:
            total = self._sum(parts[:-1]) + self.ordinals[parts[-1]]
            return "ORD", str(total)
        values = [self.numbers[p] for p in parts]
        # nineteen ninety-one, nineteen oh five, two thousand one
        if len(values) >= 2 and 11 <= values[0] <= 20 and values[1] not in (100, 1000):
            year = values[0] * 100 + sum(values[1:])
            if 1100 <= year < 2100 and 10 <= sum(values[1:]) < 100:
                return "YEAR", str(year)
        total = self._sum(parts)
        return "NUM", str(total)

    def _sum(self, parts: list[str]) -> int:
        total = part = 0
        for name in parts:
            n = self.numbers[name]
            if n >= 1000:
                total += max(part, 1) * n
                part = 0
            elif n == 100:
                part = max(part, 1) * 100
            else:
                part += n
        return total + part


def _near_century(two: int) -> str:
    """A year of two digits: '99 is 1999, '08 is 2008; the century turns at 30."""
    return str(1900 + two if two >= 30 else 2000 + two)
