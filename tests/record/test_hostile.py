"""Claim files are written by others: none may make reading or showing them hang or take all memory."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from sayso.record import file as record_file
from sayso.record.file import Place
from sayso.record.references import assemble
from sayso.record.schema import misfits, schema
from tests.record.reading import CLAIM, PARTY, SOURCE, place, read

# Each case takes a second or so; what grows with the square of the size would take many minutes.
SECONDS = 30


def claims(*entries: Any) -> str:
    return json.dumps({"version": 1, "claims": entries})


def sources(count: int, **fields: Any) -> str:
    return json.dumps({"version": 1, "sources": {f"s{n}": {**SOURCE, **fields} for n in range(count)}})


FILES: dict[str, Callable[[], str]] = {
    "entries of the wrong type": lambda: '{"version": 1, "claims": [' + "1," * 100_000 + "1]}",
    "broken claims": lambda: claims(*[{**CLAIM, "statement": n} for n in range(6_000)]),
    "entries without anything": lambda: '{"version": 1, "claims": [' + "{}," * 40_000 + "{}]}",
    "unknown keys at the top": lambda: json.dumps({"version": 1, **{f"k{n}": 1 for n in range(40_000)}}),
    "unknown keys in a claim": lambda: claims({**CLAIM, **{f"k{n}": 1 for n in range(40_000)}}),
    "a list of mixed types": lambda: claims({**CLAIM, "tags": [[n] if n % 2 else n for n in range(40_000)]}),
    "a list with its first entry again": lambda: claims(
        {**CLAIM, "tags": [str(n % 39_999) for n in range(40_000)]}
    ),
    "a broken item after good ones": lambda: claims({**CLAIM, "evidence": [{"source": "s"}] * 40_000 + [1]}),
    "misspelt choices": lambda: claims(
        *[{**CLAIM, "evidence": [{"source": "s", "stance": "suports"}] * 120}] * 60
    ),
    "keys given twice": lambda: '{"version": 1, "note": "a"' + ', "note": "a"' * 40_000 + "}",
    "keys given twice in claims": lambda: '{"version":1,"claims":[' + '{"id":1,"id":2},' * 30_000 + "1]}",
    "values that are no numbers": lambda: '{"version": 1, "claims": [' + "NaN," * 60_000 + "1]}",
    "lone surrogates": lambda: '{"version": 1, "claims": [' + '"\\ud800",' * 40_000 + "1]}",
    "numbers without end": lambda: '{"version": ' + "9" * 1_000_000 + "}",
    "fractions without end": lambda: '{"version": 1.' + "9" * 1_000_000 + "}",
    "an exponent without end": lambda: '{"version": 1e' + "9" * 1_000_000 + "}",
    "the largest numbers": lambda: '{"version": 1, "claims": [' + ("9" * 4300 + ",") * 1000 + "1]}",
    "nesting": lambda: "[" * 1_000_000,
    "nesting of objects": lambda: '{"a":' * 200_000,
    "nesting in many entries": lambda: (
        '{"version":1,"claims":[' + ("[" * 150 + "]" * 150 + ",") * 1000 + "1]}"
    ),
    "much below deep nesting": lambda: claims(
        {"zz": json.loads("[" * 190 + "1," * 100_000 + "1" + "]" * 190)}
    ),
    "a text that does not end": lambda: '{"version": 1, "note": "' + "a" * 1_000_000,
    "an address that ends badly": lambda: sources(3, url="https://a/" + "%41" * 60_000 + " "),
    "an address of slashes": lambda: sources(3, url="http:" + "/" * 200_000),
    "an address of colons": lambda: sources(3, url="https://[" + "a:" * 100_000),
    "an address with users": lambda: sources(3, url="https://" + "a@" * 100_000),
    "a language that ends badly": lambda: sources(3, language="aa" + "-aa" * 60_000 + "-"),
    "a long date": lambda: sources(3, published="2" * 200_000),
    "a domain that ends badly": lambda: json.dumps(
        {"version": 1, "parties": {"a": {"name": "n", "domains": ["a." * 100_000 + "_"]}}}
    ),
    "a long id": lambda: json.dumps({"version": 1, "parties": {"a" * 200_000: PARTY}}),
    "a control character at the end": lambda: claims({**CLAIM, "statement": " " * 1_000_000 + "\x01"}),
    "the same include": lambda: json.dumps({"version": 1, "include": ["a"] * 100_000}),
    "many faults on one line": lambda: (
        '{"version":1,"claims":[' + '{"id":NaN,"x":"\\ud800"},' * 10_000 + "1]}"
    ),
}

LINES: dict[str, Callable[[], str]] = {
    "lines that are no JSON": lambda: '{"record": "claim", "id": "a",}\n' * 24_000,
    "lines that do not fit": lambda: '{"record": "claim", "id": "a", "x": 1}\n' * 24_000,
    "lines of another kind": lambda: "1\n" * 100_000,
    "lines without a kind": lambda: "{}\n" * 60_000,
    "blank lines": lambda: " \r\n" * 400_000,
    "one id again and again": lambda: '{"record": "party", "id": "a", "name": "n"}\n' * 20_000,
    "one long line": lambda: '{"record": "claim", "note": "' + "a\\u0007" * 100_000 + '"}',
}


@pytest.mark.thorough(one_in=8)
@pytest.mark.parametrize("name", [*FILES, *LINES])
def test_reading_and_showing_takes_no_more_than_its_time(name: str) -> None:
    text = (FILES | LINES)[name]()
    started = time.process_time()
    file = read(text, lines=name in LINES)
    record = assemble(file)
    assert file.problems or record.clashes
    for problem in file.problems:
        place(file, problem)
    for claim in file.claims:
        Place(file, claim.pointer).position()
    assert time.process_time() - started < SECONDS
    assert len(file.problems) <= record_file.MAX_PROBLEMS + 1


def test_showing_many_references_that_lead_nowhere() -> None:
    # In one list, which is searched once and not once for each.
    file = read(claims({**CLAIM, "evidence": [{"source": f"s{n}"} for n in range(20_000)]}))
    record = assemble(file)
    started = time.process_time()
    for missing in record.unresolved:
        start = Place(file, (*missing.entry.pointer, *missing.path)).position().column
        assert file.text.startswith(json.dumps(missing.id), start - 1)
    assert len(record.unresolved) == 20_001
    assert time.process_time() - started < SECONDS


def patterns(part: Any) -> list[str]:
    """All patterns in `part` of the schema."""
    if isinstance(part, list):
        return [found for each in part for found in patterns(each)]
    if not isinstance(part, dict):
        return []
    own = [part["pattern"]] if "pattern" in part else []
    return own + [found for each in part.values() for found in patterns(each)]


def test_patterns_without_a_way_back_match_the_same() -> None:
    texts = [
        "",
        "https://a/b%41?c=d&e#f",
        "https://a/%4",
        "https://a?b?c#d",
        "en-GB-x",
        "en-",
        "a.b.org",
        "a..b",
    ]
    for pattern in patterns(schema()):
        for text in texts:
            quicker = re.search(pattern.replace(")*", ")*+"), text)
            assert (quicker is None) == (re.search(pattern, text) is None)


def test_one_entry_is_given_no_more_than_a_hundred_faults() -> None:
    assert len(misfits("claim", {f"k{n}": 1 for n in range(1000)})) == 100


def test_a_whole_file_can_be_held_against_the_schema() -> None:
    whole = {"version": 1, "claims": [CLAIM, {**CLAIM, "statement": 1}], "parties": {"A": PARTY}}
    assert [misfit.path for misfit in misfits("", whole)] == [("claims", 1, "statement"), ("parties",)]
