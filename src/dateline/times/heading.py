"""Does a bare month or weekday look back or forward? The grammar around it says so."""

from __future__ import annotations

import re

from dateline.record import Span

FUTURE = re.compile(
    r"\b(?:will|'ll|shall|won't|going to|to be|is to|are to|plans?|planned|planning|expects?|expected|scheduled|due|set|"
    r"intends?|hopes?|payable|would|may|might|could|should|expires?|effective|deadline|upcoming|must)\b"
)
PAST = re.compile(r"\b(?:was|were|had|did|said|since|ago|has|have|[a-z]{2,}ed)\b")


def look(folded: str, span: Span) -> str:
    """``future`` or ``past``, from the words of the same sentence around a span."""
    start = max(0, span[0] - 120)
    before = folded[start : span[0]]
    cut = max(before.rfind(". "), before.rfind("\n\n"), before.rfind("; "), before.rfind('" '))
    if cut >= 0:
        before = before[cut + 1 :]
    if re.search(r"\b(?:since|last|past)\s(?:the\s)?$", before):
        return "past"
    future = [m.end() for m in FUTURE.finditer(before)]
    past = [m.end() for m in PAST.finditer(before) if not FUTURE.fullmatch(m.group())]
    if future and (not past or future[-1] >= past[-1]):
        return "future"
    return "past"
