"""Does a bare month or weekday look back or ahead? The words around it say so; the table ``time_cues`` lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.knowledge import Knowledge
from dateline.record import Span
from dateline.times.lexicon import trie

if TYPE_CHECKING:
    from dateline.text.parse import Parse, Token

WIDTH = 140
"""Characters before an expression in which its sentence is looked at."""
AFTER = 120
HAD = re.compile(r"\b(?:had|previously|originally)\b[^,]*$")
OVER = re.compile(r",?\s(?:(?!and|but|or|who|that|which)\w+\s){0,2}?(?:was|were|had)\b")


class Heading:
    """The cues ready for use; ``look`` answers ``future``, ``past`` or ``unknown`` for a span of a folded text."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.rows("time_cues")

        def cues(where: str, heading: str = "") -> str:
            return trie(row["cue"] for row in rows if row["where"] == where and row["heading"] == heading)

        # The look back comes after the point, so that it is made at points alone.
        short = "".join(rf"(?<!\b{re.escape(row['cue'])}\.)" for row in rows if row["where"] == "short")
        point = rf"\.(?<!\.[a-z]\.)(?<!\b[a-z]\.){short}"
        self.stop = re.compile(rf"(?:{point}|[!?])['\"”)]*\s|\n\s*\n|;|['\"”]\s|_")
        clock = r"\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?(?:\s[a-z]{2,3})?,?\s"
        between = rf"\s(?:on\s|in\s|at\s|the\s|early\s|late\s|mid-?|noon\s|midnight\s|{clock})*$"
        self.back = re.compile(rf"\b{cues('beside', 'past')}{between}")
        self.ahead = re.compile(rf"\b{cues('beside', 'future')}{between}")
        # The month of May is no modal: a figure stands beside it, or a preposition before.
        may = r"(?<!in )(?<!of )(?<!\d )(?<!by )"
        self.future = re.compile(rf"\b{may}{cues('around', 'future')}\b(?! \d)")
        participle = rf"(?:(?!{cues('unlike')}\b)[a-z]{{2,}}ed|{cues('around', 'past')})"
        self.past = re.compile(rf"\b(?:{cues('before')}\s{participle}|({participle}))\b")

    def of(self, folded: str, span: Span, parse: Parse | None) -> str:
        """What the words beside say, then the verb of the parse where there is one, then the words around."""
        beside = self._beside(folded[max(0, span[0] - WIDTH) : span[0]])
        if beside != "past" and OVER.match(folded, span[1]):
            return "past"  # a vote planned for Saturday was put off
        if beside == "unknown" and parse is not None:
            beside = self._governed(parse, span)
        return beside if beside != "unknown" else self.look(folded, span)

    def _beside(self, before: str) -> str:
        before = self._sentence(before)
        # "had been due to expire Friday": in the past perfect a plan has had its day.
        if self.back.search(before) or HAD.search(before):
            return "past"
        return "future" if self.ahead.search(before) else "unknown"

    def _sentence(self, before: str) -> str:
        """What belongs to the sentence at the end of ``before``."""
        cuts = [m.end() for m in self.stop.finditer(before)]
        return before[cuts[-1] :] if cuts else before

    def _governed(self, parse: Parse, span: Span) -> str:
        """What the verb above a span says in a parse."""
        inside = parse.tokens_in(span)
        if not inside:
            return "unknown"
        for token in min(inside, key=_depth).ancestors():
            if token.pos in ("NOUN", "PROPN"):
                return "unknown"  # *a June agreement*: the verb does not date it
            if token.pos in ("VERB", "AUX"):
                return self._tense(token)
        return "unknown"

    def _tense(self, verb: Token) -> str:
        helpers = {child.lower for child in verb.children if child.dep in ("aux", "auxpass")}
        if "had" in helpers:
            return "past"
        if any(self.future.fullmatch(helper) for helper in helpers):
            return "future"
        if "to" in helpers:
            return "future" if verb.head.tag in ("VBP", "VBZ", "VBG", "NN", "NNS", "VBN") else "unknown"
        if self.future.fullmatch(verb.lower):
            return "unknown"  # *has scheduled a meeting Thursday* may mean either
        return "past" if verb.tag == "VBD" or (verb.tag == "VBN" and helpers) else "unknown"

    def look(self, folded: str, span: Span) -> str:
        """Where the sentence around a span looks."""
        before = folded[max(0, span[0] - WIDTH) : span[0]]
        before = self._sentence(before)
        beside = self._beside(before)
        if beside != "unknown":
            return beside
        future = [m.end() for m in self.future.finditer(before)]
        past = [m.end() for m in self.past.finditer(before) if m[1] and not self.future.fullmatch(m[1])]
        if future and (not past or future[-1] >= past[-1]):
            return "future"
        if past:
            return "past"
        after = folded[span[1] : span[1] + AFTER]
        stop = self.stop.search(after)
        after = after[: stop.start()] if stop else after
        ahead, back = self.future.search(after), next((m for m in self.past.finditer(after) if m[1]), None)
        if ahead and (not back or ahead.start() < back.start()):
            return "future"
        return "past" if back else "unknown"


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors())
