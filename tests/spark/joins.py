"""What Spark does with the plain functions, done in memory; and the report of `sayso check` to hold it to."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import sayso
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House, Terms
from sayso.spark.part import CHECKS, FINDING_COLUMNS, STANDING_COLUMNS, Line, Row, check_part
from sayso.spark.reach import is_blank, reach_of_lines

from ..provenance.files import random_file

DAY = date(2024, 6, 1)
TERMS = Terms(House(DAY), frozenset(BY_NAME))
Rows = Counter[tuple[object, ...]]


def findings(rows: Iterable[Row]) -> Rows:
    """Findings in any order; without the id that one is like which is missing, as no part knows all ids."""
    told = ({**row, "help": ""} if row["check"] == "unknown-reference" else row for row in rows)
    return Counter(tuple(row[name] for name in FINDING_COLUMNS) for row in told)


def standings(rows: Iterable[Row]) -> Rows:
    """What claims rest on, in any order."""
    return Counter(tuple(row[name] for name in STANDING_COLUMNS) for row in rows)


def reported(path: Path) -> tuple[Rows, Rows]:
    """What `sayso check` finds in a record by the checks that parts are checked by, and its standings."""
    report = sayso.check(path, as_of=DAY)
    return findings(row for row in report.rows() if row["check"] in CHECKS), standings(report.claim_rows())


def joined(path: Path, part_lines: int) -> tuple[Rows, Rows]:
    """The same of its parts, of so many lines each, with what they reach."""
    lines = path.read_bytes().split(b"\n")
    found = reach_of_lines(lines)
    by_key = defaultdict(list)
    for number, reach in enumerate(found):
        for key in filter(None, [reach.id, *reach.keys]):
            by_key[key].append(number)
    several = {reach.id for reach in found if reach.id and len(by_key[reach.id]) > 1}
    first = [reach.kind == "claim" or by_key[reach.id][:1] == [n] for n, reach in enumerate(found)]
    names = Counter(
        name for reach, counts in zip(found, first, strict=True) if counts for name in reach.names
    )
    filled = [number for number, line in enumerate(lines) if not is_blank(line)]
    has_claims = any(found[number].kind in ("claim", "") for number in filled)
    rows: list[Row] = []
    for start in range(0, len(lines), part_lines):
        own = [number for number in filled if start <= number < start + part_lines]
        waiting = [key for number in own for key in (*found[number].leads, *found[number].own_leads)]
        waiting += [found[number].id for number in own if found[number].id in several]
        here = set(own)
        for key in waiting:
            for number in by_key[key][:: max(1, len(by_key[key]) - 1)] if key in several else by_key[key]:
                if number not in here:
                    here.add(number)
                    waiting += [*found[number].leads, found[number].id]
        part = []
        for number in sorted(here):
            id = found[number].id
            accused = names[id.replace("party ", "accused ")] > 1
            at = (lines[number], str(path), number + 1, filled.index(number))
            part.append(Line(*at, number in own, bool(names[id]), accused))
        rows += check_part(part, str(path), TERMS, claims=has_claims) if own else ()
    return settled(rows)


def settled(rows: list[dict[str, Any]]) -> tuple[Rows, Rows]:
    """The rows that hold: once what is said of the whole, and of waivers what no part denies."""
    of: dict[str, list[Row]] = {"finding": [], "standing": [], "unfound": []}
    for row in rows:
        of[row["what"]].append(row)
    unfound = {(row["check"], row["path"], row["pointer"]) for row in of["unfound"]}
    kept = {}
    for number, row in enumerate(of["finding"]):
        if (row["check"], row["path"], row["pointer"]) not in unfound:
            kept[number if row["pointer"] else (row["check"], row["path"], row["message"])] = row
    return findings(kept.values()), standings(of["standing"])


def written(record: dict[str, Any]) -> str:
    """`record` with one entry a line; of one that is broken, what can be told apart in it."""
    sections = [
        [
            {"record": kind, "id": id, **entry} if isinstance(entry, dict) else entry
            for id, entry in section.items()
        ]
        for kind, section in (("party", record.get("parties")), ("source", record.get("sources")))
        if isinstance(section, dict)
    ]
    claims = record.get("claims")
    if isinstance(claims, list):
        sections.append([{"record": "claim", **each} if isinstance(each, dict) else each for each in claims])
    return "".join(f"{json.dumps(entry)}\n" for section in sections for entry in section)


def varied(random: Random) -> str:
    """A random record as lines, with what bears on checks that look at several entries."""
    record = random_file(random, 7, 10, 6)
    hosts = [f"{name}.example" for name in "abcd"]
    for number, party in enumerate(record["parties"].values()):
        party["name"] = random.choice([f"Party {number}", "The Party"])
        if random.random() < 0.4:
            party["domains"] = [random.choice(hosts)]
        if random.random() < 0.2:
            party["kind"] = random.choice(["platform", "anonymous", "state"])
    waivable = [
        "no-url",
        "claimant-publisher",
        "claimant-domain",
        "same-document",
        "unused-source",
        "no-response",
    ]
    for entry in (*record["sources"].values(), *record["claims"]):
        if random.random() < 0.3:
            until = random.choice([{}, {"until": "2024-01-01"}, {"until": "2024-09-01"}])
            entry["waive"] = [{"check": random.choice(waivable), "reason": "R", **until}]
    for source in record["sources"].values():
        if random.random() < 0.5:
            source.setdefault("url", f"https://{random.choice(hosts)}/{random.randint(0, 5)}")
        if random.random() < 0.3:
            source["publisher"] = random.choice([*record["parties"]])
    entries = written(record).splitlines()
    if random.random() < 0.4:
        entries += random.choices(entries, k=random.randint(1, 3))
    if random.random() < 0.4:
        del entries[random.randrange(len(entries))]
    if random.random() < 0.5:
        random.shuffle(entries)
    for odd in ("", "  ", "{", "[]", '{"record": "claim"}', '{"record": "party", "id": "p0", "name": 1}'):
        if random.random() < 0.1:
            entries.insert(random.randint(1, len(entries)), odd)
    return "\n".join(entries) + random.choice(["\n", ""])
