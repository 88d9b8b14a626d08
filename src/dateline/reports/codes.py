"""PLOVER type and mode, and CAMEO, from the frame and its status.

The type is read after the status: a planned meeting is AGREE, a refused one REJECT, a threatened attack THREATEN.
Types, modes and quad classes are PLOVER 2.0's (Open Event Data Alliance, CC BY-SA 4.0); CAMEO codes follow its
conversion table of September 2021. A code that no rule gives is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from dateline.knowledge.verbs import Verb
from dateline.record import PloverType
from dateline.reports import clause
from dateline.reports.participants import Participants
from dateline.reports.status import Status
from dateline.reports.triggers import Trigger
from dateline.reports.view import Tables, View

_TYPES = {t: t for t in get_args(PloverType)}
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
_FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_AGREED_CAMEO = {
    "CONSULT": "036",
    "AID": "033",
    "COOPERATE": "031",
    "SUPPORT": "032",
    "RETREAT": "035",
    "CONCEDE": "035",
}
_THREAT_MODES = {"ASSAULT": ("violence", "138"), "SANCTION": ("relations", None), "PROTEST": ("relations", "133"),
                 "COERCE": ("restrict", None), "MOBILIZE": ("violence", "138")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """A PLOVER type with its mode, quad class and the CAMEO code; each None where nothing gives it."""

    type: PloverType | None = None
    mode: str | None = None
    quad: str | None = None
    cameo: str | None = None
    by: str = "none"


def find(trigger: Trigger, found: Participants, status: Status, view: View) -> Code:
    """The code of a report."""
    row = trigger.row
    own = row.type if row is not None else ""
    if row is not None and row.object == "person" and trigger.kind == "verb" and found.objects and not found.recipients:
        own = ""  # released a film, met a demand
    if row is not None and row.object == "needed" and not (found.objects or found.recipients):
        own = ""  # returned home
    governor = _governing(status, view)
    if governor is not None and governor.type in ("AGREE", "REJECT", "THREATEN", "CONCEDE"):
        return _governed(own, governor, status, view.tables)
    if (
        status.polarity == "negative"
        and status.tense == "future"
        and status.certainty == "certain"
        and own in _FRIENDLY
    ):
        return _made("REJECT", "", "", view.tables, "will not")
    if status.polarity == "negative" and (reason := _refusal(own, status, view)):
        return _made("REJECT", "yield" if own in _YIELDING else "", "", view.tables, reason)
    if status.rule == "governor agree" and trigger.kind == "light" and row is not None and own:
        return _made(own, row.mode, row.cameo, view.tables, "agreed on")
    planned = status.tense == "future" and status.polarity == "positive" and status.certainty in ("certain", "probable")
    planned = planned and status.rule != "purpose"  # flew home to meet the miners: a consultation, as far as one knows
    if planned and own in _FRIENDLY:
        return _made("AGREE", "", _AGREED_CAMEO[own], view.tables, "planned")
    if planned and own in ("RETREAT", "CONCEDE"):
        return _retreating(trigger, found, view.tables)
    if planned and own in ("ASSAULT", "SANCTION", "COERCE") and found.actors and trigger.kind == "verb":
        mode, cameo = _THREAT_MODES[own]
        return _made("THREATEN", mode, cameo or "", view.tables, "planned")
    if not own or row is None:
        return Code()
    if own == "CONSULT" and not row.mode and _on_visit(trigger, view):
        return _made(own, "visit", row.cameo, view.tables, "on a visit")
    return _made(own, row.mode, row.cameo, view.tables, "frame")


def _on_visit(trigger: Trigger, view: View) -> bool:
    """*met the king during a visit to Estland*."""
    for preposition, inner in clause.prepositions(trigger.clause):
        row = view.patterns.row(inner) if preposition.lower in ("during", "on") and inner.pos == "NOUN" else None
        if row is not None and row.frame == "visit":
            return True
    return False


def _refusal(own: str, status: Status, view: View) -> str:
    """*will not lift the ban*, *failed to reach agreement*: refused, or come to nothing."""
    if own in _FRIENDLY | _YIELDING and status.tense == "future" and status.certainty == "certain":
        return "will not"
    rows = [view.patterns.row(g) for g in status.governors or []]
    failed = any(r is not None and r.implicative == "-+" for r in rows)
    return "failed" if failed and own in ("SUPPORT", "AGREE", "CONSULT") else ""


def _retreating(trigger: Trigger, found: Participants, tables: Tables) -> Code:
    """A retreat to come: who says that he will go or let go agrees; an announced withdrawal or truce concedes."""
    if trigger.kind == "verb" and found.actors:
        return _made("AGREE", "", _AGREED_CAMEO["RETREAT"], tables, "planned")
    return _made("CONCEDE", "", "", tables, "planned")


def _governing(status: Status, view: View) -> Verb | None:
    """The row of the nearest governing word that has a type of its own."""
    for token in status.governors or []:
        row = view.patterns.row(token)
        if row is not None and row.implicative and row.type:
            return None if clause.is_passive(token) else row
    return None


def _governed(own: str, governor: Verb, status: Status, tables: Tables) -> Code:
    """*agreed, offered, refused, threatened to send*: the governing verb's type, the mode from what is governed."""
    kind = governor.type
    if kind == "THREATEN":
        mode, cameo = _THREAT_MODES.get(own, ("", None))
        return _made(kind, mode, cameo or "130", tables, "governor")
    if kind == "AGREE" and status.polarity == "negative":
        kind = "REJECT"
    if kind == "AGREE" and own in _HOSTILE and governor.frame in ("promise", "pledge", "vow"):
        mode, cameo = _THREAT_MODES.get(own, ("", None))
        return _made("THREATEN", mode, cameo or "", tables, "governor")
    if kind == "REJECT":
        mode = {"CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "RETREAT": "yield"}.get(own, "")
        return _made(kind, mode, {"meet": "125", "assist": "121"}.get(mode, ""), tables, "governor")
    return _made(kind, "", _AGREED_CAMEO.get(own, ""), tables, "governor")


def _made(kind: str, mode: str, cameo: str, tables: Tables, by: str) -> Code:
    quad, modes = tables.plover[kind]
    checked = mode if mode in modes else None
    return Code(cast("PloverType", _TYPES[kind]), checked, quad, cameo or None, by)
