"""The parts of an article (headline, dateline, byline, body, boilerplate) and its paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.record import Part, PartKind, Span
from dateline.text.reading import Reading

LONGEST = 4000
"""Code points in one paragraph before it is cut at a sentence's end: the parser's memory grows with it."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_LINE = re.compile(r"[^\n]+")
_CREDIT = r"\((?P<credit>[A-Z][\w .&/'’-]{1,30})\)"
_CAPITALS = r"(?P<place>[A-Z][A-Z.'’-]+(?:[ -][A-Z.'’-]+){0,4}(?:[,/] ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})?)"
_MIXED = r"(?P<place>[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’-]+){0,3}(?:[,/] ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})?)"
_DAY = r"(?:, (?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, \d{4})?))?"
_DASH = r" ?(?:[-–—]+|:) ?(?=\S)"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_CAPITALS}{_DAY} ?{_CREDIT}{_DASH}",  # HARBOR CITY, Norland, May 3 (NPA) --
        rf"{_MIXED}{_DAY} {_CREDIT}{_DASH}",  # Harbor City, Norland (NPA) --
        rf"{_CAPITALS}{_DAY} ?(?:[-–—]+|:) (?=\S)",  # HARBOR CITY --
        rf"{_CREDIT}{_DASH}",  # (NPA) --
    )
)
_BYLINE_WORD = r"(?:[A-Z][\w.'’-]*|and|in|of|for|the|staff|correspondent|reporter|&)"
_BYLINE = re.compile(rf"(?:By|BY) {_BYLINE_WORD}(?:[ ,]+{_BYLINE_WORD})*$")
_BOILERPLATE = re.compile(
    r"(?i)^\(?(?:(?:additional )?reporting by\b|edit(?:ed|ing) by\b|writing by\b"
    r"|copyright\b|©|\(c\) \d{4}|all rights reserved"
    r"|this (?:article|material) (?:was|may)\b.*\b(?:published|broadcast|rewritten)"
    r"|read more:|sign up\b|click here|follow (?:us|\w+ on)\b"
    r"|advertisement$|share this\b|related:|photo:|image:)"
)


class Parts:
    """Find the parts and the paragraphs that are to be parsed."""

    name = "text.Parts"
    requires = ("article",)
    uses: tuple[str, ...] = ()
    provides = ("parts", "paragraphs")
    version = "1"

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.parts``, ``reading.paragraphs`` and, where a dateline tells, the credit."""
        text = reading.article.text
        lines = _lines(text)
        parts: list[Part] = []
        body: list[Span] = []
        for number, line in enumerate(lines):
            kind = self._kind(reading, lines, number, bool(body))
            if kind is None:
                body.append(line)
            else:
                parts.append(Part(kind, line))
        paragraphs = _join(text, body)
        if paragraphs:
            paragraphs[0] = self._dateline(reading, paragraphs[0], parts)
        parts.extend(Part("body", span) for span in paragraphs)
        headlines = [p.span for p in parts if p.kind == "headline"]
        reading.parts = sorted(parts, key=_start)
        reading.paragraphs = sorted(headlines + [cut for span in paragraphs for cut in _cut(text, span)])

    @staticmethod
    def _kind(reading: Reading, lines: list[Span], number: int, in_body: bool) -> PartKind | None:
        line = reading.words(lines[number])
        title = (reading.article.title or "").strip()
        if not in_body:
            if title and line == title and number == 0 and len(lines) > 1:
                return "headline"
            if _BYLINE.match(line) and len(line) < 120:
                return "byline"
            if number == 0 and _is_headline(reading.text, lines):
                return "headline"
        if _BOILERPLATE.match(line):
            return "boilerplate"
        return None

    @staticmethod
    def _dateline(reading: Reading, span: Span, parts: list[Part]) -> Span:
        """Take a dateline off the first paragraph."""
        limit = min(span[1], span[0] + 120)
        match = next(filter(None, (p.match(reading.text, span[0], limit) for p in _DATELINES)), None)
        if not match or match.end() >= span[1]:
            return span
        end = match.end()
        while end > span[0] and reading.text[end - 1].isspace():
            end -= 1
        parts.append(Part("dateline", (span[0], end)))
        reading.credit = match.groupdict().get("credit")
        return (match.end(), span[1])


def _start(part: Part) -> int:
    return part.span[0]


def _lines(text: str) -> list[Span]:
    """The lines with words in them, without the spaces around."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.end() - (len(line) - len(line.rstrip()))
        if end > start:
            found.append((start, end))
    return found


def _is_headline(text: str, lines: list[Span]) -> bool:
    """A first line that is short, ends no sentence, and has a line that begins anew below it."""
    if len(lines) < 2:
        return False
    (start, end), below = lines[0], lines[1]
    line = text[start:end]
    starts_anew = text[below[0]].isupper() or text[below[0]] in "\"“'‘("
    blank = text.count("\n", end, below[0]) > 1
    if len(line) > 140 or _SENTENCE_END.search(line) or not starts_anew or line[-1] in ",;:-–—":
        return False
    return blank or len(line) < 100


def _join(text: str, lines: list[Span]) -> list[Span]:
    """Paragraphs: a line joins the one before unless that one ends a sentence or is a heading."""
    if not lines:
        return []
    paragraphs = [lines[0]]
    for before, line in pairwise(lines):
        blank = text.count("\n", before[1], line[0]) > 1
        ends = bool(_SENTENCE_END.search(text[max(before[0], before[1] - 8) : before[1]]))
        begins_low = text[line[0]].islower()
        short = before[1] - before[0] < 50
        if ends or (blank and not begins_low) or (short and not begins_low and paragraphs[-1] == before):
            paragraphs.append(line)
        else:
            paragraphs[-1] = (paragraphs[-1][0], line[1])
    return paragraphs


_CUT = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


def _cut(text: str, span: Span) -> list[Span]:
    """Cut a very long paragraph at sentence ends, else at spaces, else hard."""
    cuts = []
    start, end = span
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        at = max((m.end() for m in _CUT.finditer(window)), default=0) or window.rfind(" ") + 1 or LONGEST
        cuts.append((start, start + at))
        start += at
    cuts.append((start, end))
    return [_strip(text, cut) for cut in cuts if text[cut[0] : cut[1]].strip()]


def _strip(text: str, span: Span) -> Span:
    words = text[span[0] : span[1]]
    return (span[0] + len(words) - len(words.lstrip()), span[1] - (len(words) - len(words.rstrip())))
