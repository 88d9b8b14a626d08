"""Links between the reports of one article, where the words make them plain."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reports import clause
from dateline.reports.triggers import Trigger
from dateline.text.parse import Token
from dateline.text.reading import LinkDraft, ReportDraft


def within(pairs: Sequence[tuple[Trigger, ReportDraft]]) -> None:
    """Condition, purpose and reason inside one sentence."""
    by_clause = {t.clause.i: d for t, d in pairs}
    by_head = {t.head.i: d for t, d in pairs}
    for trigger, draft in pairs:
        verb = trigger.clause
        if verb.dep != "advcl" or verb.head.i not in by_clause:
            continue
        main = by_clause[verb.head.i]
        mark = next((c for c in verb.children if c.dep == "mark"), None)
        if mark is not None and mark.lower in ("if", "unless"):
            main.links.append(LinkDraft(draft.trigger, "condition", [mark.span]))
        elif mark is not None and mark.lower == "because":
            main.links.append(LinkDraft(draft.trigger, "reason", [mark.span]))
        elif clause.has_to(verb) and mark is None:
            to = next(c for c in verb.children if c.tag == "TO")
            main.links.append(LinkDraft(draft.trigger, "purpose", [to.span]))
    for trigger, draft in pairs:
        for child in trigger.clause.children:
            if child.dep == "prep" and child.lower in ("over", "because") and (inner := _inner(child)) is not None:
                other = by_head.get(inner.i) or by_clause.get(inner.i)
                if other is not None and other is not draft:
                    draft.links.append(LinkDraft(other.trigger, "reason", [child.span]))


def _inner(preposition: Token) -> Token | None:
    inner = preposition.child("pobj", "pcomp")
    if inner is None and (of := preposition.child("prep")) is not None:
        inner = of.child("pobj", "pcomp")
    return inner


def across(drafts: Sequence[ReportDraft], parties: Sequence[frozenset[int | str]]) -> None:
    """The same event told twice: one frame, no clash of dates or polarity, and the same entities on either side.

    ``parties`` says for each draft who takes part; one of the two must have all the parties of the other, and together
    there must be two at least.
    """
    last: dict[str, list[int]] = {}
    for number, draft in enumerate(drafts):
        mine = parties[number]
        for other_number in reversed(last.get(draft.frame, [])[-6:]):
            other = drafts[other_number]
            theirs = parties[other_number]
            if len(mine | theirs) < 2 or not mine or not theirs or not (mine <= theirs or theirs <= mine):
                continue
            if draft.sentence == other.sentence or _apart(draft, other):
                continue
            kind = "denies" if draft.polarity != other.polarity else "same"
            draft.links.append(LinkDraft(other.trigger, kind, [draft.trigger]))  # type: ignore[arg-type]
            break
        last.setdefault(draft.frame, []).append(number)


def _apart(one: ReportDraft, other: ReportDraft) -> bool:
    """Whether two reports cannot be of one event: their days or tenses exclude each other, or one is undated."""
    if (one.earliest is None) != (other.earliest is None):
        return True
    if one.earliest and other.latest and one.earliest > other.latest:
        return True
    if other.earliest and one.latest and other.earliest > one.latest:
        return True
    return {one.tense, other.tense} == {"past", "future"}
