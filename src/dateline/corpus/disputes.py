"""Where the claims of one event differ: two sources give different numbers, and neither corrects the other.

Numbers differ only where they cannot both be right: *at least 20* agrees with 25, *about 300* with 310. A later
number by the same source replaces its earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.corpus.claims import Amount, Claim, voice_key

ABOUT = 0.1
"""How far, as a share, *about* reaches."""


def disputes(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """``[{"field", "values": [{"value", "unit", "bound", "sources", "reports": [{"article", "report"}]}]}]``.

    ``claims`` come in the order of publication.
    """
    fields: dict[tuple[str, str | None], dict[str, list[tuple[Amount, Claim]]]] = {}
    for claim in claims:
        for amount in claim.quantities:
            if amount.value is not None:
                told = fields.setdefault((amount.of, amount.unit), {})
                told.setdefault(_teller(claim), []).append((amount, claim))
    found = []
    for (of, _unit), by_teller in sorted(fields.items(), key=str):
        latest = [row for rows in by_teller.values() for row in _standing(rows)]
        if any(not agree(a, b) for i, (a, _) in enumerate(latest) for b, _ in latest[i + 1 :]):
            found.append({"field": of, "values": _values(latest)})
    return found


def agree(a: Amount, b: Amount) -> bool:
    """Whether two numbers can both be right."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return low_a <= high_b and low_b <= high_a


def _range(amount: Amount) -> tuple[float, float]:
    value = float(amount.value or 0)
    if amount.bound == "at_least":
        return value, float("inf")
    if amount.bound == "at_most":
        return float("-inf"), value
    if amount.bound == "about":
        return value - abs(value) * ABOUT, value + abs(value) * ABOUT
    return value, value


def _teller(claim: Claim) -> str:
    """Whose number it is: the innermost source's, else the outlet's, else the article's."""
    return voice_key(claim.voices[0]) if claim.voices else claim.publisher or claim.article


def _standing(rows: list[tuple[Amount, Claim]]) -> list[tuple[Amount, Claim]]:
    """What a source says last: the numbers of its latest day of publication."""
    last = max((claim.published or "") for _, claim in rows)
    return [row for row in rows if (row[1].published or "") == last]


def _values(rows: list[tuple[Amount, Claim]]) -> list[dict[str, Any]]:
    values: dict[tuple[object, ...], dict[str, Any]] = {}
    for amount, claim in rows:
        key = (amount.value, amount.unit, amount.bound)
        row = values.setdefault(
            key,
            {"value": amount.value, "unit": amount.unit, "bound": amount.bound, "text": amount.text,
             "sources": [], "reports": []},
        )  # fmt: skip
        teller = claim.voices[0].name if claim.voices else claim.publisher or claim.article
        if teller not in row["sources"]:
            row["sources"].append(teller)
        row["reports"].append({"article": claim.article, "report": claim.report})
    return [values[key] for key in sorted(values, key=str)]
