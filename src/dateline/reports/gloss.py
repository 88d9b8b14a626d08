"""A short plain sentence for a report, made from its participants and its trigger: *Kim met Putin*."""

from __future__ import annotations

from dateline.record import Span
from dateline.reports.triggers import Trigger
from dateline.text.reading import ReportDraft

LONGEST = 120


def make(draft: ReportDraft, trigger: Trigger, text: str) -> str:
    """The gloss: actors, what they do, to whom or what; a passive where nobody is said to act."""
    actors = _join(draft.actors, text)
    others = _join([*draft.recipients, *draft.objects], text)
    doing = _words(trigger, text)
    if trigger.kind == "verb":
        verb = trigger.head
        passive = verb.tag == "VBN" and not actors
        ahead = _ahead(draft)
        if passive:
            be = {"future": "to be", "past": "was"}.get(draft.tense, "is")
            made = f"{others} {_not(draft)}{be} {doing}" if others else doing
        else:
            made = " ".join(p for p in (actors, ahead + (_base(trigger) if ahead else doing), others) if p)
    else:
        made = doing
        sides = " and ".join(p for p in (actors, others) if p)
        if sides:
            made = f"{actors}: {doing}, {others}" if actors and others else f"{sides}: {doing}"
    made = " ".join(made.split())
    return made if len(made) <= LONGEST else made[: LONGEST - 1].rstrip() + "…"


def _not(draft: ReportDraft) -> str:
    return "not " if draft.polarity == "negative" else ""


def _ahead(draft: ReportDraft) -> str:
    """The small words before the verb that carry the status."""
    no = draft.polarity == "negative"
    if draft.certainty in ("possible", "underspecified"):
        return "may not " if no else "may "
    if draft.tense == "future":
        return "not to " if no else "to "
    return "did not " if no else ""


def _base(trigger: Trigger) -> str:
    words = [w.lemma if w is trigger.head else w.text for w in sorted(trigger.words, key=lambda w: w.i)]
    return " ".join(words)


def _words(trigger: Trigger, text: str) -> str:
    return " ".join(text[trigger.span[0] : trigger.span[1]].split())


def _join(spans: list[Span], text: str) -> str:
    words = [" ".join(text[s:e].split()) for s, e in spans[:3]]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
