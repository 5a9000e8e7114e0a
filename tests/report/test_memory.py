"""What is recalled from an earlier check is what a fresh one finds, whatever was edited in between."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.provenance import deciding_links
from sayso.provenance.standing import Budget
from sayso.record.file import File
from sayso.record.load import load
from sayso.record.lock import load_lock
from sayso.record.project import FoundFiles
from sayso.report import engine
from sayso.report.memory import Memory
from sayso.report.report import ClaimReport, Report
from sayso.rules.rule import House

from ..cli.records import DECLARED, FLAGGED, MIXED, REFUTED, SOUND, Json, claim, record
from ..conftest import THOROUGH
from ..strategies import claim_files, mutated

HOUSE = House(date(2026, 1, 1), min_voices=2)


def read(data: Any, *registers: Any, lines: bool = False) -> File:
    """A file with these registers, as if it included them."""
    text = "\n".join(map(json.dumps, data)) if lines else json.dumps(data)
    file = load("a.json", text.encode("utf-8", "surrogatepass"), lines=lines)
    file.registers.extend(read(each) for each in registers)
    return file


def told(report: Report) -> list[Any]:
    """All that is said, with its places."""
    return [
        (
            part.path,
            each.check,
            each.level,
            each.message,
            each.help,
            each.claim,
            each.waived,
            each.draft,
            each.pointer,
            each.place.key,
            each.place.offsets(),
            [(one.message, one.path, one.pointer, one.place.key) for one in each.related],
            each.about and (each.outcome, each.both_ends, each.about.outlook),
        )
        for part in report.files
        for each in part.found
    ]


def recalled(report: Report) -> list[str]:
    """The ids of the claims that were not judged."""
    return [claim.entry.id for claim in report.claims if claim.recalled]


def same(memory: Memory, file: File, house: House = HOUSE) -> list[str]:
    """Check with and without memory, and hold one against the other; which claims were recalled."""
    found = FoundFiles((file,), 0)
    report = engine.check(found, house, memory=memory)
    assert told(report) == told(engine.check(found, house))
    return recalled(report)


FEW = settings(max_examples=30 if THOROUGH else 8)


@FEW
@given(claim_files(), st.data())
def test_random_edits(file: Json, data: st.DataObject) -> None:
    """Entries are taken away, put elsewhere, doubled and changed."""
    memory = Memory()
    same(memory, read(file))
    for _ in range(2):
        file = data.draw(mutated(st.just(copy.deepcopy(file))))
        same(memory, read(file))


EDITS = st.sampled_from(
    [
        ("sources", "readings", "title", "Another"),
        ("sources", "readings", "basis", "unknown"),
        ("sources", "readings", "basis", "no basis"),
        ("sources", "reports", "by", ["nobody"]),
        (
            "sources",
            "twin",
            None,
            {"title": "N", "by": ["ledger"], "basis": "observation", "url": "https://a.example/"},
        ),
        ("sources", "readings", "url", "https://a.example/"),
        ("sources", "reports", "url", "https://a.example/"),
        ("sources", "reports", "published", "2024"),
        ("sources", "reports", "by", ["institute", "state"]),
        ("sources", "brief", "based_on", ["readings"]),
        ("sources", "rumour", "basis", "investigation"),
        ("sources", "rumour", "waive", [{"check": "unknown-basis", "reason": "r"}]),
        ("sources", "release", "basis", "relay"),
        ("sources", "new", None, {"title": "N", "by": ["ledger"], "basis": "observation"}),
        ("parties", "ledger", "name", "The Daily"),
        ("parties", "ledger", "kind", "anonymous"),
        ("parties", "institute", "controlled_by", ["state"]),
        ("parties", "institute", "controlled_by", [{"party": "state", "disputed": True}]),
        ("parties", "ledger", "allied_with", ["state"]),
        ("parties", "state", "domains", ["a.example"]),
        ("parties", "state", "name", "Southland"),
        ("parties", "new", None, {"name": "New"}),
        ("claims", 0, "against", ["ledger"]),
        ("claims", 1, "statement", "Another."),
        ("claims", 1, "draft", True),
        ("claims", 2, "standing", "corroborated"),
        (
            "claims",
            3,
            "waive",
            [{"check": "self-asserted", "reason": "r"}, {"check": "no-occasion", "reason": "r"}],
        ),
        ("claims", 4, "corroboration", [{"source": "readings"}, {"source": "rumour"}]),
        ("claims", 0, None, claim("first", "rumour", "reports")),
    ]
)


@FEW
@given(st.lists(EDITS, min_size=1, max_size=8))
def test_edits_that_bear_on_standings(edits: list[tuple[Any, Any, Any, Any]]) -> None:
    memory, data = Memory(), copy.deepcopy(MIXED)
    data["claims"].append(
        claim("rumoured", "rumour", "brief", response=[{"party": "ledger", "answer": "denies"}])
    )
    same(memory, read(data))
    for section, id, field, value in edits:
        if field is not None:
            data[section][id][field] = value
        elif section == "claims":
            data[section].insert(id, value)
        else:
            data[section][id] = value
        data = copy.deepcopy(data)
        same(memory, read(data))


def test_what_is_judged_again() -> None:
    """The claim that was edited, those that lead to what was edited, and all where more may depend on it."""
    memory, data = Memory(), copy.deepcopy(record(SOUND, FLAGGED, DECLARED, REFUTED))
    everything = ["sound", "flagged", "declared", "refuted"]
    assert same(memory, read(data)) == []
    assert same(memory, read(data)) == everything
    data["claims"][1]["statement"] = "Another."
    assert same(memory, read(data)) == ["sound", "declared", "refuted"]
    data["sources"]["reports"]["published"] = "2024"
    assert same(memory, read(data)) == ["flagged", "declared", "refuted"]
    data["sources"]["reports"]["title"] = "Another"
    assert same(memory, read(data)) == everything, "nothing that was found tells the title"
    data["parties"]["institute"]["name"] = "Another"
    assert same(memory, read(data)) == ["flagged", "declared"], "of the others something tells its name"
    data["claims"].insert(0, claim("first"))
    assert same(memory, read(data)) == everything, "their places are other ones"
    for section, id, field, value in (
        ("parties", "institute", "domains", ["a.example"]),
        ("parties", "institute", "controlled_by", ["state"]),
        ("sources", "reports", "url", "https://a.example/"),
        ("sources", "extra", "url", "https://a.example/"),
    ):
        data[section].setdefault(id, {"title": "T", "by": ["state"], "basis": "unknown"})[field] = value
        assert same(memory, read(data)) == []
    data["sources"]["lone"] = {"title": "T", "by": ["state"], "basis": "unknown"}
    assert same(memory, read(data)) == ["first", *everything], "nothing leads to a source that comes"
    data["sources"]["readings"]["basis"] = "no basis"
    assert "sound" not in same(memory, read(data)), "a source that cannot be read takes its claims along"
    data["sources"] = dict(reversed(data["sources"].items()))
    assert same(memory, read(data)) == [], "another order"
    assert same(memory, read(data), House(date(2026, 1, 1))) == [], "other rules of the house"


def test_waivers_of_a_claim() -> None:
    """They hold for what is recalled, and count as used."""
    waive = [{"check": name, "reason": "r"} for name in ("no-occasion", "contested")]
    memory, data = Memory(), record(SOUND | {"waive": waive}, claim("lost", "none", waive=waive))
    same(memory, read(data))
    assert same(memory, read(data)) == ["sound"]


def test_registers_and_locks() -> None:
    data = record(SOUND)
    register = {"version": 1, "parties": data.pop("parties"), "sources": data.pop("sources")}
    memory = Memory()
    same(memory, read(data, register))
    assert same(memory, read(data, register)) == ["sound"]
    file = read(data, register)
    file.registers[0].lock = load_lock(b'{"version": 1, "sources": {}}')
    assert same(memory, file) == []


def test_what_cannot_be_kept() -> None:
    """Records of one entry a line, and claims that a waiver of a source bears on."""
    memory = Memory()
    lines = [
        {"record": "party", "id": "p", "name": "P"},
        {"record": "claim", **claim("c"), "claimant": ["p"]},
    ]
    for _ in range(2):
        assert same(memory, read(lines, lines=True)) == []
    data = record(claim("waived", "rumour"), SOUND)
    data["sources"]["rumour"]["waive"] = [{"check": "unknown-basis", "reason": "r"}]
    same(memory, read(data))
    assert same(memory, read(data)) == ["sound"]


@pytest.mark.parametrize("short", ["budget", "links"])
def test_where_work_runs_out_all_is_judged(monkeypatch: pytest.MonkeyPatch, short: str) -> None:
    memory = Memory()
    same(memory, read(MIXED))
    if short == "links":
        monkeypatch.setattr(deciding_links, "_MAX_RECORD_WORK", 10)
    else:
        monkeypatch.setattr(engine, "Budget", lambda: Budget(total=100))
    for _ in range(2):
        assert same(memory, read(MIXED)) == []


def test_a_check_that_is_given_up_changes_nothing() -> None:
    memory = Memory()
    same(memory, read(MIXED))

    def give_up(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.check(FoundFiles((read(record(SOUND)),), 0), HOUSE, memory=memory, done=give_up)
    assert len(same(memory, read(MIXED))) == len(MIXED["claims"])


def test_what_a_report_tells_of_a_claim_that_was_neither_judged_nor_recalled() -> None:
    entry = read(record(SOUND)).claims[0]
    bare = ClaimReport(entry, None)
    assert (bare.outcome, bare.outlook, bare.both_ends) == (None, "", "")
