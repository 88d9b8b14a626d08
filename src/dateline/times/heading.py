"""Does a bare month or weekday look back or forward? The grammar around it says so."""

from __future__ import annotations

import re

from dateline.record import Span

FUTURE = re.compile(
    r"\b(?:will|'ll|shall|won't|going to|to be|is to|are to|plans?|planned|planning|expects?|expected|scheduled|due|set|"
    r"intends?|hopes?|payable|would|may|might|could|should|expires?|effective|deadline|upcoming|must)\b"
)
BACK = re.compile(r"\b(?:since|last|past)\s(?:the\s)?$")
AHEAD = re.compile(
    r"\b(?:until|till|by|payable|due|expires?|effective|as (?:early|soon|late) as|no later than|of record|through)\s(?:on\s|in\s)?"
    r"(?:the\s|early\s|late\s|mid-?|noon\s|midnight\s)?$"
)
PAST = re.compile(r"\b(?:was|were|had|did|said|since|ago|has|have|[a-z]{2,}ed)\b")


def look(folded: str, span: Span) -> str:
    """``future``, ``past`` or ``unknown``, from the words of the same sentence around a span."""
    start = max(0, span[0] - 140)
    before = folded[start : span[0]]
    cut = max(before.rfind(". "), before.rfind("\n\n"), before.rfind("; "), before.rfind('" '), before.rfind("''"))
    if cut >= 0:
        before = before[cut + 1 :]
    if BACK.search(before):
        return "past"
    if AHEAD.search(before):
        return "future"
    future = [m for m in FUTURE.finditer(before)]
    past = [m for m in PAST.finditer(before) if not FUTURE.fullmatch(m.group())]
    if future and (not past or future[-1].end() >= past[-1].end()):
        # "had been due", "was scheduled": a plan of the past says nothing of what followed.
        return "future"
    if past:
        return "past"
    after = folded[span[1] : span[1] + 60]
    stop = re.search(r"[.;\n]", after)
    after = after[: stop.start()] if stop else after
    if FUTURE.search(after):
        return "future"
    return "past" if PAST.search(after) else "unknown"
