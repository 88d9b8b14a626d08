"""Code one sentence with two given actors, as event data sets do: PLOVER type, mode and quad class."""

from __future__ import annotations

from functools import lru_cache

from dateline.record import Article, Span
from dateline.reports import codes, participants, status, triggers
from dateline.reports.codes import Code
from dateline.reports.participants import Participants
from dateline.reports.triggers import Trigger
from dateline.reports.view import Tables, View
from dateline.text.parse import Parser, Token
from dateline.text.reading import Reading


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser()


@lru_cache(maxsize=1)
def _tables() -> Tables:
    from dateline.knowledge import Knowledge

    return Tables(Knowledge())


def code(sentence: str, source: Span, target: Span) -> Code:
    """The PLOVER code of what the ``source`` does to the ``target``, both spans of code points in ``sentence``.

    Of several happenings in the sentence, the one in which both take part is coded, else the one of the source.
    Every field is None where no rule gives a type. Raises ``ValueError`` for a span that is not inside the sentence.
    """
    for span in (source, target):
        if not 0 <= span[0] < span[1] <= len(sentence):
            raise ValueError(f"{span} is no span of a sentence of {len(sentence)} characters")
    reading = Reading(Article.make(sentence), paragraphs=[(0, len(sentence))])
    _parser()(reading)
    return best(reading, source, target)


def best(reading: Reading, source: Span, target: Span) -> Code:
    """The code of the trigger of a parsed reading that suits the two actors best."""
    if reading.parse is None:
        return Code()
    view = View(reading, reading.parse, _tables())
    top, chosen = -1.0, Code()
    for sentence in reading.parse.sentences:
        for trigger in triggers.find(sentence, view):
            parts = participants.find(trigger, view)
            state = status.find(trigger, view, False)
            made = codes.find(trigger, parts, state, view)
            score = _fit(trigger, parts, source, target, view) + (1.0 if made.type is not None else 0.0)
            if score > top:
                top, chosen = score, made
    return chosen


def _fit(trigger: Trigger, parts: Participants, source: Span, target: Span, view: View) -> float:
    """How well the source stands among the actors and the target on the other side."""
    score = 0.0
    if _meets(parts.actors, source, view):
        score += 2.0
    elif _meets(parts.recipients, source, view) and parts.reciprocal:
        score += 1.5
    theirs = [*parts.recipients, *parts.objects, *(t for _, t in parts.others)]
    if _meets(theirs, target, view) or (parts.reciprocal and _meets(parts.actors, target, view)):
        score += 1.5
    elif target[0] <= trigger.span[0] < target[1]:
        score += 0.3
    depth = sum(1 for _ in trigger.clause.ancestors())
    return score - 0.05 * min(depth, 10)


def _meets(tokens: list[Token], span: Span, view: View) -> bool:
    for token in tokens:
        start, end = participants.phrase(token, view)
        if start < span[1] and span[0] < end:
            return True
    return False
