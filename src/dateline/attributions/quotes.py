"""Quotation marks paired into quotations, whatever the house style and however many marks are missing.

Paired are curly, straight and doubled (``''``) marks, guillemets, low-high marks, and single marks where they are no
apostrophes. A quotation that is not closed in its paragraph runs to the paragraph's end; when the next paragraph
opens with a mark again, it goes on there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.record import Span

_MARK = re.compile(r"''|``|[\"“”„«»]|[‘’‚‹›']")
_OPENING = {"“": "”", "„": "“”", "«": "»", "``": "''", "‘": "’", "‚": "‘’", "‹": "›"}
_SYMMETRIC = {'"', "''", "'"}
_SINGLE = {"‘", "’", "'", "‚", "‹", "›"}
_BEFORE_OPENING = " \t\n\r\u00a0([{—–-:;,/\"“«„‘'"
_AFTER_CLOSING = " \t\n\r\u00a0)]},.;:!?—–-/\"”»’'"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its span with the marks, the span of the words inside, and whether its end was marked.

    ``goes_on`` says that it continues the quotation before it, left open by the paragraph before.
    """

    span: Span
    inner: Span
    closed: bool
    goes_on: bool = False


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """The outermost quotations of the paragraphs, in order. Never raises, and never pairs across paragraphs."""
    found: list[Quotation] = []
    open_before = False
    for paragraph in paragraphs:
        here = _in_paragraph(text, paragraph, goes_on=open_before)
        found.extend(here)
        open_before = bool(here) and not here[-1].closed
    return found


def _in_paragraph(text: str, paragraph: Span, *, goes_on: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    begin, end = paragraph
    for mark in _MARK.finditer(text, begin, end):
        if opened is None:
            if _opens(text, mark, paragraph):
                opened = mark
        elif _closes(text, opened.group(), mark, paragraph):
            first = not found and goes_on and opened.start() == begin
            found.append(Quotation((opened.start(), mark.end()), (opened.end(), mark.start()), True, first))
            opened = None
    if opened is not None and opened.group() not in _SINGLE:
        first = not found and goes_on and opened.start() == begin
        found.append(Quotation((opened.start(), end), (opened.end(), end), False, first))
    return found


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    sign = mark.group()
    before = text[mark.start() - 1] if mark.start() > paragraph[0] else " "
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    if after.isspace() and sign not in "«„":
        return False
    if sign in _SINGLE:
        if sign in "’›" or before not in _BEFORE_OPENING or not (after.isalnum() or after in '“"['):
            return False
        return _single_end(text, mark.end(), paragraph[1]) is not None
    if sign in _OPENING:
        return True
    if sign == "”":  # a slip of the typesetter, at a paragraph's front
        return mark.start() == paragraph[0] and after.isalnum()
    return sign in _SYMMETRIC and before in _BEFORE_OPENING


def _single_end(text: str, start: int, end: int) -> int | None:
    """Where a single-marked quotation ends: at a mark after punctuation, or one that is no possessive."""
    for match in re.finditer(r"[’']", text[start : min(end, start + 1500)]):
        at = start + match.start()
        after = text[at + 1] if at + 1 < end else " "
        if after.isalnum():
            continue
        if text[at - 1] in ",.?!…" or text[at - 1] != "s" or after in ".,;:!?)":
            return at
    return None


def _closes(text: str, opening: str, mark: re.Match[str], paragraph: Span) -> bool:
    sign = mark.group()
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    before = text[mark.start() - 1]
    if opening in _SYMMETRIC:
        if sign != opening:
            # A writer who opens with one style may close with its curly twin.
            return opening == '"' and sign == "”"
        if opening == "'":
            return _single_end(text, mark.start(), paragraph[1]) == mark.start()
        return after in _AFTER_CLOSING or not before.isspace()
    if opening in "‘‚":
        return sign in "’‘" and _single_end(text, mark.start(), paragraph[1]) == mark.start()
    if opening == "”":
        return sign == "”"
    if opening == "“" and sign == '"':
        return not before.isspace()
    return sign in _OPENING[opening]
