"""The same article read twice, in two processes, in another order: the bytes must be equal."""

from __future__ import annotations

import json

from benchmarks.harness import Options
from benchmarks.texts import articles, examples


def run(options: Options) -> dict[str, float]:
    from dateline.article import make_article
    from dateline.reader import Reader

    given = [make_article(data) for data in examples()]
    given += [make_article({"text": text, "id": f"d{n}"}) for n, text in enumerate(articles(options, 6))]
    reader = Reader(check=True)
    first = _bytes(reader.read_all(given))
    ways = {
        "again": _bytes(reader.read_all(given)),
        "in another order": _bytes(reader.read_all(list(reversed(given)))),
        "in two processes": _bytes(reader.read_all(given, processes=2)),
    }
    if not options.quick:
        ways["by a new reader"] = _bytes(Reader().read_all(given))
    equal = 0
    for name, found in ways.items():
        same = sum(found[key] == value for key, value in first.items())
        equal += same
        print(f"  {name:18} {same} of {len(first)} records equal, byte for byte")
    failed = sum(b'"error"' in value[:200] for value in first.values())
    print(f"  {'failed':18} {failed}")
    return {"equal": equal / (len(first) * len(ways)), "failed_max": float(failed)}


def _bytes(results) -> dict[str, bytes]:
    from dateline.record import Failure, to_json

    found = {}
    for result in results:
        data = result.to_json() if isinstance(result, Failure) else to_json(result)
        found[data["article"]["id"]] = json.dumps(data, ensure_ascii=False).encode()
    return found
