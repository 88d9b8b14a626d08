"""What the tables know: office questions from sources outside them, the agreed questions, names in news, speed.

The office questions come from two files that no table was built from: the CIA's World Leaders as published in June
2019 (whole cabinets) and a list of the world's foreign ministers as of January 2023 (Wikidata's, as most of our rows
up to mid-2022 are: a check of the table's making more than of its truth). A holder counts as right when a word of the
names agrees in some romanization. The CIA's list was not up to date for many countries on its day and bears no dates,
so its answers are scored twice: on the day, and as right when its person held the office on some day of the thirty
months before; of the other list, which lags too, of the three months before. ``benchmarks/labels/offices.tsv`` has
whom pages name in an office on a day, mostly ministers of the interior and chiefs of defence of 2023 to 2025; no row of
the tables rests on these pages, and no lag is allowed.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Options
from dateline.knowledge import Knowledge
from dateline.knowledge.names import fold, loose

LABELS = Path(__file__).resolve().parent / "labels" / "offices.tsv"
CIA_DAY = "2019-06-15"
CIA_DAYS = (
    "2019-06-15",
    "2019-03-15",
    "2018-12-15",
    "2018-09-15",
    "2018-06-15",
    "2018-03-15",
    "2017-12-15",
    "2017-06-15",
    "2017-01-15",
)
FM_DAY = "2023-01-05"
FM_DAYS = ("2023-01-05", "2022-12-10", "2022-10-15")
ONTOLOGY = "http://williamrobertfunk.com/ontologies/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

CIA_OFFICES = (
    (
        "foreign minister",
        (
            r"Min(?:ister|\.)? (?:of|for) (?:Foreign|External) (?:Affairs|Relations)$|Foreign Minister$"
            r"|Secretary of State(?: for Foreign & (?:Commonwealth|Political) .*)?$"
        ),
    ),
    ("defence minister", r"Min(?:ister|\.)? (?:of|for) (?:National )?Defen[cs]e$|Sec(?:retary|\.) of Defense$"),
    ("interior minister", r"Min(?:ister|\.)? (?:of|for) (?:the )?(?:Interior|Internal Affairs|Home Affairs)$"),
    ("finance minister", r"Min(?:ister|\.)? (?:of|for) Finance$"),
)

# (office, of, day, a word of the right person's name), the agreed questions.
AGREED = (
    ("defence minister", "RU", "2023-09-17", "Shoigu"), ("minister of defence", "RU", "2024-06-01", "Belousov"),
    ("defense minister", "KP", "2023-09-17", "Kang"), ("governor", "Primorye", "2023-09-17", "Kozhemyako"),
    ("navy commander", "RU", "2023-09-17", "Yevmenov"), ("chief of the general staff", "RU", "2023-09-17", "Gerasimov"),
    ("long-range aviation commander", "RU", "2023-09-17", "Kobylash"),
    ("Secretary of State", "US", "2023-09-17", "Blinken"), ("Secretary of State", "US", "2025-06-01", "Rubio"),
    ("foreign secretary", "GB", "2022-02-01", "Truss"), ("foreign secretary", "GB", "2022-09-20", "Cleverly"),
    ("foreign secretary", "GB", "2023-06-01", "Cleverly"), ("foreign secretary", "GB", "2023-12-01", "Cameron"),
    ("foreign secretary", "GB", "2024-08-01", "Lammy"), ("foreign secretary", "GB", "2025-10-01", "Cooper"),
    *((("prime minister"), c, "2024-01-01", n) for c, n in (
        ("GB", "Sunak"), ("DE", "Scholz"), ("FR", "Borne"), ("IT", "Meloni"), ("ES", "Sanchez"), ("PL", "Tusk"),
        ("UA", "Shmyhal"), ("RU", "Mishustin"), ("TR", "Erdogan"), ("IL", "Netanyahu"), ("IR", "Raisi"),
        ("IN", "Modi"), ("PK", "Kakar"), ("CN", "Qiang"), ("JP", "Kishida"), ("KR", "Han"), ("TH", "Srettha"),
        ("AU", "Albanese"), ("CA", "Trudeau"), ("ET", "Abiy"), ("NL", "Rutte"), ("ML", "Maiga"), ("NE", "Zeine"),
        ("BF", "Tambela"), ("KP", "Tok"),
    )),
)  # fmt: skip
WEAPONS = ("Tu-160", "Tu-95", "Tu-22M", "MiG-31", "Kinzhal", "Kalibr", "Hwasong-18", "HIMARS", "Shahed-136", "Geran-2")
AGENCIES = (
    "KCNA", "RIA Novosti", "Rossiya Segodnya", "TASS", "Xinhua", "Associated Press", "Yonhap", "Kyodo", "IRNA",
    "Anadolu", "Reuters", "Agence France-Presse", "Interfax",
)  # fmt: skip
FACILITIES = (
    "Vostochny", "Yongbyon", "Engels Air Base", "Zaporizhzhia nuclear plant", "Sohae", "Dzemgi Airport",
    "Vladivostok International Airport", "Diego Garcia", "Natanz", "Strait of Hormuz",
)  # fmt: skip


def run(options: Options) -> dict[str, float]:
    """Print and return the figures."""
    knowledge = Knowledge()
    start = time.perf_counter()
    knowledge.readings("Port Azul")
    opened = time.perf_counter() - start
    figures = {"open_ms": 1000 * opened}
    figures |= agreed(knowledge, options)
    folder = options.folder("knowledge")
    asked = list(cia_questions(folder)) + list(foreign_ministers(folder))
    figures |= questions(knowledge, asked, options)
    figures |= named(knowledge, options)
    figures |= names(knowledge, options)
    figures |= speed(options)
    figures |= loading()
    figures |= triggers(options)
    for key, value in figures.items():
        print(f"  {key:34} {value:10.2f}")
    # a figure of time depends on the machine: shown, and left out of what floors may pin
    return figures


def agreed(knowledge: Knowledge, options: Options) -> dict[str, float]:
    """The agreed questions: right, or last known; and the things that must be in a table."""
    right = wrong = none = 0
    for office, of, day, want in AGREED:
        found = knowledge.holder(office, of, day)
        if found is None:
            none += 1
        elif fold(want) in fold(found.person).split() or same(want, found.person):
            right += 1
        else:
            wrong += 1
        if options.errors and (found is None or not same(want, found.person)):
            print(f"  agreed: {office} {of} {day}: wanted {want}, found {found and found.person}")
    missing = 0
    for kind, wanted in (
        ("weapon", WEAPONS),
        ("agency", AGENCIES),
        ("facility", FACILITIES),
        ("vessel", ("Admiral Shaposhnikov",)),
    ):
        for name in wanted:
            if not any(r.kind == kind for r in knowledge.readings(name)):
                missing += 1
                if options.errors:
                    print(f"  agreed: no {kind} {name}")
    things = len(WEAPONS) + len(AGENCIES) + len(FACILITIES) + 1
    total = len(AGREED) + things
    return {
        "agreed": total, "agreed_right": 100 * (right + things - missing) / total, "agreed_wrong_max": wrong,
        "agreed_unanswered_max": none + missing,
    }  # fmt: skip


def same(want: str, person: str) -> bool:
    """Whether two names share a word of more than two letters, in some romanization."""
    a = {loose(w) for w in fold(want).split() if len(w) > 2}
    b = {loose(w) for w in fold(person).split() if len(w) > 2}
    joined = {loose(fold(want).replace(" ", "")), loose(fold(person).replace(" ", ""))}
    return bool(a & b) or len(joined) == 1


def cia_questions(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """(office, country, day, person) from the CIA's World Leaders of June 2019."""
    fips = {r["fips"].casefold(): r["iso2"] for r in tsv(folder / "words" / "country-codes.tsv") if r["fips"]}
    countries = json.loads((folder / "cia-world-leaders" / "countries.json").read_text(encoding="utf-8"))
    names = {}
    for item in countries.values():
        code = item["datatypeProperties"].get(ONTOLOGY + "country#countryCodeGEC", "")
        names[item[LABEL]] = fips.get(code.casefold(), "")
    with gzip.open(folder / "cia-world-leaders" / "government-offices.json.gz", "rt", encoding="utf-8") as handle:
        offices = json.load(handle)
    rows: dict[tuple[str, str], list[str]] = {}
    for item in offices.values():
        title = item["datatypeProperties"].get(ONTOLOGY + "world-leaders#title", "")
        country = person = ""
        for prop in item["objectProperties"]:
            for key, value in prop.items():
                if key.endswith("hasCountry"):
                    country = names.get(value[LABEL], "")
                elif key.endswith("hasGovernmentOfficial"):
                    person = value[LABEL]
        for office, pattern in CIA_OFFICES:
            other = title == "Secretary of State" and country != "US"  # of the Holy See: who governs
            if country and person and not other and re.match(pattern, title.strip()):
                rows.setdefault((office, country), []).append(person)
    for (office, country), people in sorted(rows.items()):
        if len(people) == 1:
            yield office, country, CIA_DAY, people[0]


def foreign_ministers(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """(office, country, day, person) from the list of foreign ministers of January 2023."""
    codes = {r["wikidata"]: r["iso2"] for r in tsv(folder / "words" / "country-codes.tsv")}
    rows: dict[str, list[str]] = {}
    for row in tsv(folder / "offices" / "foreign-ministers-2023-01.tsv"):
        country = codes.get(row["country_wikidata"], "")
        if country and row["person"] and not row["person"].startswith("Q"):
            rows.setdefault(country, []).append(row["person"])
    for country, people in sorted(rows.items()):
        if len(people) == 1:
            yield "foreign minister", country, FM_DAY, people[0]


def tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def named(knowledge: Knowledge, options: Options) -> dict[str, float]:
    """Whom pages name in an office, on the day itself: the share answered, and right of the answered."""
    rows = tsv(LABELS)
    answered = right = 0
    for row in rows:
        found = knowledge.holder(row["office"], row["of"], row["day"])
        hit = found is not None and same(row["person"], found.person)
        answered += found is not None
        right += hit
        if options.errors and not hit:
            print(f"  named: {row['office']} {row['of']} {row['day']}: {row['person']}, found {found and found.person}")
    return {
        "named_asked": len(rows), "named_answered": 100 * answered / len(rows),
        "named_right_of_answered": 100 * right / max(1, answered),
    }  # fmt: skip


def questions(knowledge: Knowledge, asked: list[tuple[str, str, str, str]], options: Options) -> dict[str, float]:
    """How many of the questions are answered, and how many of the answers are right."""
    right: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    total: Counter[str] = Counter()
    stale = strict = 0
    for office, country, day, person in asked:
        source = "cia" if day == CIA_DAY else "fm"
        total[source] += 1
        found = knowledge.holder(office, country, day)
        if found is None:
            if options.errors:
                print(f"  unanswered: {office} {country} {day}: {person}")
            continue
        answered[source] += 1
        stale += not found.certain
        strict += same(person, found.person)
        days = CIA_DAYS if source == "cia" else FM_DAYS
        held = (knowledge.holder(office, country, d) for d in days)
        if any(h is not None and same(person, h.person) for h in held):
            right[source] += 1
        elif options.errors:
            print(f"  wrong: {office} {country} {day}: {person}, found {found.person} ({found.since}, {found.source})")
    n, a, r = sum(total.values()), sum(answered.values()), sum(right.values())
    return {
        "offices_asked": n, "offices_answered": 100 * a / n, "offices_right_of_answered": 100 * r / a,
        "offices_right_on_the_day": 100 * strict / a,
        "offices_2019_right": 100 * right["cia"] / max(1, answered["cia"]),
        "offices_2023_right": 100 * right["fm"] / max(1, answered["fm"]), "offices_last_known": 100 * stale / a,
    }  # fmt: skip


KINDS = {
    "Person": {"person"}, "Organization": {"organization", "group", "agency", "outlet"},
    "Organisation": {"organization", "group", "agency", "outlet"}, "Weapon": {"weapon"}, "Facility": {"facility"},
    "Location": {"place", "country", "facility"}, "NORP": {"demonym", "group", "country"}, "Nationality": {"demonym"},
    "MilitaryPlatform": {"weapon", "vessel"}, "Vehicle": {"weapon", "vessel"},
}  # fmt: skip


def names(knowledge: Knowledge, options: Options) -> dict[str, float]:
    """The share of gold names, by type, that have a reading of a right kind, and of those where it comes first."""
    found: Counter[str] = Counter()
    first: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for part in ("worldwide", "re3d"):
        path = options.folder("entities", part) / "dev.jsonl"
        for name, label in mentions(path):
            kinds = KINDS.get(label)
            if not kinds or not name[:1].isupper():
                continue
            kind = "Organization" if label == "Organisation" else label
            total[kind] += 1
            readings = knowledge.readings(name)
            if any(r.kind in kinds for r in readings):
                found[kind] += 1
                first[kind] += readings[0].kind in kinds
            else:
                missed[kind, name] += 1
    if options.errors:
        for (label, name), n in missed.most_common(120):
            print(f"  no reading: {label} {name} ({n})")
    made = {}
    for label in sorted(total):
        made[f"names_{label.casefold()}_found"] = 100 * found[label] / total[label]
        made[f"names_{label.casefold()}_first"] = 100 * first[label] / max(1, found[label])
    return made


def mentions(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            article = json.loads(line)
            for mention in article["entities"]:
                if isinstance(mention, list):
                    start, end, label = mention
                elif mention["confidence"] == 1:
                    start, end, label = mention["start"], mention["end"], mention["type"]
                else:
                    continue
                yield article["text"][start:end], label


def speed(options: Options) -> dict[str, float]:
    """Microseconds a look-up that no cache answers, over distinct names of the development texts."""
    path = options.folder("entities", "worldwide") / "dev.jsonl"
    distinct = list(dict.fromkeys(name for name, _ in mentions(path)))[:2000]
    fresh = Knowledge()
    fresh.readings("Norland")
    start = time.perf_counter()
    for name in distinct:
        fresh.readings(name)
    return {"lookup_us": 1e6 * (time.perf_counter() - start) / len(distinct)}


def loading() -> dict[str, float]:
    """Milliseconds of processor time and MB resident that all tables take which reading needs, in a fresh process."""
    code = (
        "import time; start = time.process_time()\n"
        "from dateline.knowledge import Knowledge\n"
        "def resident(): return int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6\n"
        "before = resident(); k = Knowledge()\n"
        "k.verbs, k.countries, k.agencies, k.roles, k.swaps, k.gender('Sergei'), k.gazetteer.candidates('Kyiv')\n"
        "k.readings('Kyiv'), k.holder('defence minister', 'RU', '2023-09-17'), k.digest\n"
        "print(1000 * (time.process_time() - start), resident() - before)"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    took, size = map(float, made.stdout.split())
    return {"load_ms": took, "load_mb": size}


def triggers(options: Options) -> dict[str, float]:
    """The share of MEANTIME's gold trigger words, by frequency, whose lemma heads a row of the verbs table."""
    from benchmarks.reports import coverage

    return {} if options.quick else {"verbs_of_triggers": coverage(options)}
