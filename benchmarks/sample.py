"""The sample article: who vouches, which days and places, which weapons, and the two statuses that matter.

The text lies beside the development data (``samples/``); what is checked are facts that it tells.
"""

from __future__ import annotations

from benchmarks.harness import Absent, Options

PUBLISHED = "2023-09-17"
SOURCES = ["state media", "Information Company", "US and South Korean", "The governor", "Kozhemyako", "Russian media",
           "Shoigu and", "KCNA", "KCNA", "KCNA", "Specialists", "analysts", "RIA Novosti"]  # fmt: skip
"""The thirteen attributions by words of their sources, in no order."""
TIMES = {"Sunday": "2023-09-17", "Friday": "2023-09-15", "Wednesday": "2023-09-13", "Saturday": "2023-09-16",
         "July": "2023-07", "this week": "2023-W37", "the Eighties": "198", "Later Saturday": "2023-09-16"}  # fmt: skip
PLACES = {"Vladivostok", "Komsomolsk-on-Amur", "Primorye", "Pyongyang"}
THINGS = {"Tu-160": "weapon", "Tu-95": "weapon", "Tu-22": "weapon", "MiG-31": "weapon", "Kinzhal": "weapon",
          "Kalibr": "weapon", "Admiral Shaposhnikov": "vessel"}  # fmt: skip


def run(options: Options) -> dict[str, float]:
    from dateline.reader import Reader

    path = options.data.parent / "samples" / "000_891bda465323ea39.txt"
    if not path.exists():
        raise Absent(f"{path} is not there")
    record = Reader(check=True).read(path.read_text(encoding="utf-8"), published=PUBLISHED)
    left = [a.source.text or "" for a in record.attributions]
    found = 0
    for words in SOURCES:
        match = next((text for text in left if words in text), None)
        if match is not None:
            left.remove(match)
            found += 1
    times = {t.text: t.value for t in record.times}
    placed = {p.text for p in record.places if p.lat is not None}
    persons = {m.text for e in record.entities if e.kind == "person" for m in e.mentions}
    kinds = {m.text: e.kind for e in record.entities for m in e.mentions if m.form == "name"}
    said = {a.id: a.source.text or "" for a in record.attributions}
    munitions = [r for r in record.reports if "US and South Korean" in said.get(r.attribution or "", "")]
    governor = [r for r in record.reports if r.status.tense == "future" and r.when.edtf == "2023-09-17"]
    figures = {
        "attributions": float(found),
        "attributions_beyond_max": float(len(left)),
        "times": float(sum(times.get(words) == value for words, value in TIMES.items())),
        "places": float(len(PLACES & placed - persons)),
        "things": float(sum(kinds.get(name) == kind for name, kind in THINGS.items())),
        "kcna_entities_max": float(sum(any("KCNA" in m.text for m in e.mentions) for e in record.entities)),
        "munitions_possible": float(any(r.status.certainty == "possible" for r in munitions)),
        "governor_planned": float(bool(governor)),
        "reports": float(len(record.reports)),
    }
    of = {"attributions": len(SOURCES), "times": len(TIMES), "places": len(PLACES), "things": len(THINGS)}
    for name, value in figures.items():
        print(f"  {name:24} {value:4.0f}{f' of {of[name]}' if name in of else ''}")
    if left:
        print("  beyond the thirteen: " + "; ".join(left))
    return figures
