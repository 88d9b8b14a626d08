"""What one article rests on: the share of its claims by source and kind, without a name, and in its own voice.

A claim is a report, as in a store, and its source is that of the innermost attribution that covers it. An attribution
whose content tells no report (*analysts say ties are warm*) is counted beside, as a statement of its source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from dateline.export import wording
from dateline.record import Attribution, Record

if TYPE_CHECKING:
    from rich.console import Console

OWN_VOICE = "the article"
Row = dict[str, Any]


def of(record: Record) -> Row:
    """What the record's claims rest on.

    ``claims``; ``own_voice``, ``anonymous`` and ``single_source``, shares of all claims; ``by_kind``, shares of the
    attributed claims; ``sources``, a row a source with its ``claims``, their ``share``, and the ``statements`` beside,
    the most first. ``single_source`` counts the attributed claims that no other report of the same happening confirms
    from another source or in the article's own voice.
    """
    known = {a.id: a for a in record.attributions}
    told = [known.get(r.attribution or "") for r in record.reports]
    voiced = [a for a in told if a is not None]
    covering = {r.attribution for r in record.reports}
    rows: dict[str, Row] = {}
    for attribution in (*voiced, *(a for a in record.attributions if a.id not in covering)):
        name = wording.source_name(record, attribution)
        row = rows.setdefault(name, _row(record, attribution, name))
        row["claims" if attribution.id in covering else "statements"] += 1
        row["named"] = row["named"] or attribution.source.named
    for row in rows.values():
        row["share"] = _share(row["claims"], len(told))
    kinds = Counter(a.source.kind for a in voiced)
    return {
        "claims": len(told),
        "own_voice": _share(len(told) - len(voiced), len(told)),
        "anonymous": _share(sum(not a.source.named for a in voiced), len(told)),
        "single_source": _share(_alone(record, known), len(told)),
        "by_kind": {kind: _share(number, len(voiced)) for kind, number in kinds.most_common()},
        "sources": sorted(rows.values(), key=lambda row: (-row["claims"], -row["statements"], row["source"])),
    }


def _row(record: Record, attribution: Attribution, name: str) -> Row:
    kind = attribution.source.kind
    state = kind == "government" or wording.is_state(record, attribution)
    return {"source": name, "kind": kind, "named": False, "state_controlled": state, "claims": 0, "statements": 0}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _alone(record: Record, known: dict[str, Attribution]) -> int:
    """Attributed reports whose happening nobody else in the article vouches for."""
    voices: dict[str, set[str]] = defaultdict(set)
    group = {r.id: r.id for r in record.reports}

    def root(one: str) -> str:
        while group[one] != one:
            one = group[one]
        return one

    for report in record.reports:
        for link in report.links:
            if link.kind == "same" and link.to in group:
                group[root(report.id)] = root(link.to)
    for report in record.reports:
        attribution = known.get(report.attribution or "")
        voices[root(report.id)].add(wording.source_name(record, attribution) if attribution else OWN_VOICE)
    return sum(1 for r in record.reports if r.attribution in known and len(voices[root(r.id)]) == 1)


def show(record: Record, console: Console) -> None:
    """Print what the record rests on."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    found = of(record)
    if not found["claims"] and not found["sources"]:
        console.print("No claims: nothing in this text is said to have happened, and nobody is quoted.")
        return
    console.print(f"[bold]{wording.count(found['claims'], 'claim')}[/bold]")
    said = (f"{found[key]:.0%} {word}" for key, word in (
        ("own_voice", "in the article’s own voice"), ("anonymous", "unnamed"),
        ("single_source", "on one source alone")))  # fmt: skip
    console.print(" · ".join(said), style="dim")
    if not found["sources"]:
        console.print("Nobody is quoted: the article speaks in its own voice.")
        return
    if found["by_kind"]:
        kinds = ", ".join(f"{kind} {share:.0%}" for kind, share in found["by_kind"].items())
        console.print(escape(f"of the attributed: {kinds}"), style="dim")
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("SOURCE", ratio=4)
    table.add_column("KIND", ratio=2)
    for name in ("CLAIMS", "SHARE", "ALSO SAYS"):
        table.add_column(name, justify="right")
    for row in found["sources"]:
        words = row["source"] + (" (state)" if row["state_controlled"] else "")
        source = Text(words, style="" if row["named"] else "dim")
        table.add_row(source, row["kind"], str(row["claims"]), f"{row['share']:.0%}", str(row["statements"] or ""))
    console.print(table)
