"""Numbers that belong to a report: what they count, their unit and their bound."""

from __future__ import annotations

import re

from dateline.record import Bound, QuantityOf, Span
from dateline.reports import clause
from dateline.reports.participants import Participants
from dateline.reports.triggers import Trigger
from dateline.reports.view import View
from dateline.text.parse import Token
from dateline.text.reading import QuantityDraft

_FIRST_TEN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_SMALL = ["zero", *_FIRST_TEN, *_TEENS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {w: n for n, w in enumerate(_SMALL)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_VAGUE = frozenset({"dozens", "hundreds", "thousands", "scores", "millions", "several", "tens"})
_BOUND_WORDS: dict[Bound, str] = {
    "at_least": "at least|more than|over|no fewer than|no less than|upwards of|as many as|a minimum of",
    "at_most": "up to|at most|fewer than|less than|under|no more than",
    "about": "about|around|some|nearly|almost|roughly|approximately|an estimated|close to|estimated",
}
_BOUNDS = [(re.compile(rf"\b(?:{words})\s*$", re.IGNORECASE), bound) for bound, words in _BOUND_WORDS.items()]
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_DEAD = frozenset({"kill", "die", "massacre", "execute", "assassinate"})
_INJURED = frozenset({"injure", "wound"})


def find(trigger: Trigger, found: Participants, view: View) -> list[QuantityDraft]:
    """The quantities of a report, in the order of the text."""
    heads = [*found.recipients, *found.objects, *found.actors]
    if trigger.head.lemma in view.tables.counted:
        heads.append(trigger.head)
    drafts: dict[Span, QuantityDraft] = {}
    for head in heads:
        _add(drafts, _of_phrase(head, trigger, view))
    if trigger.kind == "figure":
        verb = trigger.head.head if clause.is_verb(trigger.head.head) else trigger.head
        for token in _below(verb):
            if token.pos == "NUM" and not view.is_time(token):
                of: QuantityOf = "dead" if "toll" in trigger.frame else "other"
                _add(drafts, _draft([token], of, None, view))
    else:
        for child in trigger.clause.children:
            if child.dep in ("npadvmod", "dobj", "attr") and child not in heads:
                _add(drafts, _of_phrase(child, trigger, view))
    return [drafts[span] for span in sorted(drafts)]


def _add(drafts: dict[Span, QuantityDraft], draft: QuantityDraft | None) -> None:
    if draft is not None:
        drafts.setdefault(draft.span, draft)


def _below(token: Token) -> list[Token]:
    return [t for c in token.children if c.dep not in ("advcl", "ccomp", "conj") for t in [c, *_below(c)]]


def _of_phrase(head: Token, trigger: Trigger, view: View) -> QuantityDraft | None:
    """The number of one noun phrase: *12 protesters*, *dozens of houses*, *four million dollars*, a bare *two*."""
    if view.is_time(head):
        return None
    of, unit = _counts(head, trigger, view)
    if head.pos == "NUM" or head.lower in _VAGUE:
        inner = next((i for p, i in clause.prepositions(head) if p.lower == "of"), None)
        if inner is not None:
            of, unit = _counts(inner, trigger, view)
        return _draft([*_left_numbers(head), head], of, unit, view)
    numbers = [c for c in head.children if c.dep == "nummod" and not view.is_time(c)]
    if numbers:
        words = [*_left_numbers(numbers[0]), numbers[0]]
        return _draft(words, of, unit, view)
    vague = next((c for c in head.children if c.lower in _VAGUE), None)
    if vague is not None:
        return _draft([vague], of, unit, view)
    if any(c.dep == "det" and c.lower == "no" for c in head.children) and of in ("dead", "injured"):
        no = next(c for c in head.children if c.lower == "no")
        return QuantityDraft(no.span, of, 0, unit, "exact")
    return None


def _left_numbers(token: Token) -> list[Token]:
    return [
        c
        for c in token.children
        if c.dep in ("compound", "nummod", "quantmod") and (c.pos == "NUM" or c.text in _CURRENCY)
    ]


def _counts(head: Token, trigger: Trigger, view: View) -> tuple[QuantityOf, str | None]:
    row = view.tables.counted.get(head.lemma) or view.tables.counted.get(head.lower)
    people = view.acts(head)
    if people and trigger.frame in _DEAD:
        return "dead", None
    if people and trigger.frame in _INJURED:
        return "injured", None
    if people and trigger.frame in ("arrest", "round_up"):
        return "arrested", None
    if row is not None:
        return row[0], row[1] or None  # type: ignore[return-value]
    if any(c.text in _CURRENCY for c in head.children) or head.head.text in _CURRENCY:
        return "money", next((_CURRENCY[c.text] for c in head.children if c.text in _CURRENCY), None)
    return "other", None


def _draft(words: list[Token], of: QuantityOf, unit: str | None, view: View) -> QuantityDraft | None:
    words = sorted(words, key=_start)
    start, end = words[0].start, words[-1].end
    text = view.parse.text
    value = value_of(text[start:end])
    if value is None and not any(w.lower in _VAGUE for w in words):
        return None
    before = text[max(0, start - 24) : start]
    bound: Bound = "about" if value is None else "exact"
    for pattern, name in _BOUNDS:
        match = pattern.search(before)
        if match:
            start, bound = start - len(match.group()), name
            break
    symbol = next((s for s in _CURRENCY if s in text[start:end]), None)
    if symbol:
        of, unit = "money", _CURRENCY[symbol]
    return QuantityDraft((start, end), of, value, unit, bound)


def _start(token: Token) -> int:
    return token.start


def value_of(text: str) -> float | int | None:
    """The number that words or digits spell: *6,500*, *four million*, *1.5 billion*; None for *dozens*."""
    total: float = 0
    current: float = 0
    seen = False
    for word in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower()):
        if word[0].isdigit():
            current, seen = float(word.replace(",", "")), True
        elif word in _WORDS:
            current, seen = current + _WORDS[word], True
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
            seen = True
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word == "dozen":
            current, seen = (current or 1) * 12, True
    if not seen:
        return None
    value = total + current
    return int(value) if value == int(value) else value
