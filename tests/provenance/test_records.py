"""Records as people have them, which went wrong with a simpler model; what is right is said here by hand."""

import json
from datetime import date
from pathlib import Path

import pytest

from sayso.provenance.standing import Budget, Graph, judge
from sayso.record.load import load
from sayso.record.project import Found
from sayso.record.references import assemble
from sayso.report.engine import check
from sayso.rules.rule import House

HERE = Path(__file__).parent / "records"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Half of it is backed.
        ("half-true", {"half": "partly-backed"}),
        # Nothing here says how it knows.
        ("at-most-5", {"apt1": "self-asserted"}),
        # The occasion of a claim is no retraction of it.
        ("occasion-refutes", {"list": "self-asserted"}),
        # One document has one voice, whoever is named as its author.
        ("same-document-two-by", {"c": "single-source"}),
        ("response-confirms", {"c": "single-source"}),
        # A reply that an article quotes is no admission, and "we stand by it" no retraction.
        ("denial2", {"bribes": "single-source"}),
        ("retract", {"c": "refuted"}),
        ("ally-47-percent", {"both": "corroborated", "only-ally": "single-source"}),
        ("platform-voice", {"panda": "corroborated"}),
        ("basis-per-claim", {"hack-b": "single-source"}),
    ],
)
def test_standing(name: str, expected: dict[str, str]) -> None:
    record = assemble(load(name, (HERE / f"{name}.json").read_bytes(), lines=False))
    graph = Graph(record)
    assert {entry.id: judge(graph, entry, Budget())[0].standing for entry in record.file.claims} == expected


def test_one_page_knows_two_things_in_two_ways() -> None:
    """What the page repeats of the boast is the boast, whatever else it knows."""
    data = json.loads((HERE / "basis-per-claim.json").read_text())
    data["claims"][0]["corroboration"] = [{"source": "page", "basis": "relay", "based_on": ["boast"]}]
    record = assemble(load("claims.json", json.dumps(data).encode(), lines=False))
    (entry,) = record.file.claims
    assert judge(Graph(record), entry, Budget())[0].standing == "self-asserted"


def test_a_page_that_repeats_the_claimant_and_others_is_told() -> None:
    file = load("claims.json", (HERE / "basis-per-claim.json").read_bytes(), lines=False)
    report = check(Found((file,), 0), House(date(2026, 1, 1)))
    (told,) = [each for each in report.findings if each.check == "mixed-basis"]
    assert "`boast`, which speaks with the voice of the claimant" in told.message
