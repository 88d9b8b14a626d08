"""Writes the reference of all knowledge tables into docs/knowledge.md, below the line that says so."""

from collections import Counter
from pathlib import Path

from dateline.knowledge.tables import KEYS, header, known, read

PAGE = Path(__file__).resolve().parent.parent / "docs" / "knowledge.md"
MARK = "<!-- generated below this line by scripts/knowledge_reference.py -->"


def reference() -> str:
    """The tables with rows, keys, columns and sources, and the recalled rows for review."""
    lines = ["", "| table | rows | key | columns | sources |", "|---|---|---|---|---|"]
    recalled: Counter[tuple[str, str]] = Counter()
    for name, path in known().items():
        if path.parent.name != "knowledge":
            continue
        rows = [row for _, row in read(path)]
        columns = header(path)
        key = ", ".join(KEYS.get(name) or columns[:1])
        sources = Counter(row.get("source", "") for row in rows)
        said = "; ".join(f"{source} ({n})" for source, n in sources.most_common(5) if source) or "said at its head"
        lines.append(f"| `{name}` | {len(rows):,} | {key} | {', '.join(columns)} | {said} |".replace(" | |", " | – |"))
        if name == "holders":
            recalled.update(
                (row["office"], row["country"] or row["body"]) for row in rows if row["source"].startswith("recalled")
            )
    lines += ["", "## Rows that rest on memory", "", "Holders marked `recalled`, by office: each awaits a source.", ""]
    offices: dict[str, list[str]] = {}
    for (office, of), n in sorted(recalled.items()):
        offices.setdefault(office, []).append(f"{of} {n}")
    lines += [f"- {office}: {', '.join(where)}" for office, where in offices.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text.split(MARK)[0] + MARK + "\n" + reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
