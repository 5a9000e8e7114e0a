"""The engine: what is reported, where, how often, and what a waiver silences."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.record.project import Project
from sayso.report.engine import check
from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import Family, House, Terms

DAY = date(2026, 6, 15)
PARTIES = {"ministry": {"name": "Ministry"}, "paper": {"name": "Paper", "kind": "media"}}
SOURCES = {
    "release": {"title": "Release", "by": ["ministry"], "basis": "statement"},
    "story": {"title": "Story", "by": ["paper"], "basis": "investigation"},
}


# The other families find something in every record as small as these.
CORE = [rule for rule in RULES if rule.family in (Family.STRUCTURE, Family.STANDING, Family.INDEPENDENCE)]


def claim(id: str, *corroboration: str, **more: Any) -> dict[str, Any]:
    """A claim of the ministry with such items."""
    return {
        "id": id,
        "statement": f"Statement of {id}.",
        "claimant": ["ministry"],
        "evidence": [],
        "corroboration": [{"source": source} for source in corroboration],
    } | more


def write(path: Path, claims: Iterable[dict[str, Any]] = (), **more: Any) -> str:
    """Write a claim file; returns its path."""
    record = {"version": 1, "parties": PARTIES, "sources": SOURCES, "claims": list(claims)} | more
    path.write_text(json.dumps(record, indent=2), encoding="utf-8")
    return str(path)


def run(*paths: str, day: date = DAY) -> Report:
    """Check the files at `paths` on that day."""
    return check(Project().find(paths), House(day), rules=CORE)


def names(report: Report) -> list[tuple[str, str, str, bool]]:
    """Path, check, claim and whether it is waived, of every finding."""
    return [
        (Path(file.path).name, each.check, each.claim, each.waived)
        for file in report.files
        for each in file.findings
    ]


def test_a_register_with_a_fault_is_reported_once(tmp_path: Path) -> None:
    """Two files include it; its finding stands under its own path, after them."""
    register = write(
        tmp_path / "register.json", parties={"a": {"name": "A", "controlled_by": ["a"]}}, sources={}
    )
    one = write(tmp_path / "one.json", include=["register.json"])
    two = write(tmp_path / "two.json", include=["register.json"])
    report = run(one, two)
    assert [file.path for file in report.files] == [one, two, register]
    assert names(report) == [("register.json", "control-ring", "", False)]
    assert report.summary.files == 3
    # Named as well, it is still finding once.
    assert names(run(one, register)) == names(report)


def test_other_entries_are_judged_when_one_is_broken(tmp_path: Path) -> None:
    """A broken source takes the claims with it that rest on it, and no others."""
    sources = SOURCES | {
        "broken": {"title": "Broken", "by": ["nobody"], "basis": "observation"},
        "relay": {"title": "Relay", "by": ["paper"], "basis": "relay", "based_on": ["broken"]},
    }
    claims = [
        claim("sound", "story"),
        claim("direct", "broken"),
        claim("indirect", "relay"),
        {"id": "no-claim"},
    ]
    report = run(write(tmp_path / "claims.json", claims, sources=sources))
    judged = {each.entry.id: each.judgement and each.judgement.standing for each in report.files[0].claims}
    assert judged == {"sound": "single-source", "direct": None, "indirect": None, "no-claim": None}
    broken = report.files[0].claims[1]
    assert (broken.claimants, broken.voices, broken.reason, broken.next_step, broken.chains) == (
        (),
        (),
        "",
        "",
        (),
    )
    assert report.summary.unreadable == 3
    assert report.summary.standings == {"single-source": 1}


@pytest.mark.parametrize(
    ("until", "waived"),
    [
        (None, True),
        ("2026-06-15", True),
        ("2026-06-14", False),
        ("2026-06", True),
        ("2026-05", False),
        ("2026", True),
        ("2025", False),
    ],
)
def test_waivers_hold_until_their_last_day(tmp_path: Path, until: str | None, waived: bool) -> None:
    """The last day of a month or year counts where only that is given; a waived finding fails nothing."""
    waiver = {"check": "single-source", "reason": "the court's file is sealed"} | (
        {"until": until} if until else {}
    )
    report = run(write(tmp_path / "claims.json", [claim("c", "story", waive=[waiver])]))
    assert names(report) == [("claims.json", "single-source", "c", waived)]
    assert report.summary.waived == waived
    assert report.worst() == (None if waived else Level.WARNING)


def test_a_waiver_of_no_check_that_there_is(tmp_path: Path) -> None:
    """Its name is a fault of structure; whether it silences anything is not asked."""
    waiver = {"check": "single-sauce", "reason": "a slip of the pen"}
    report = run(write(tmp_path / "claims.json", [claim("c", "story", waive=[waiver])]))
    assert [check for _, check, _, _ in names(report)] == ["single-source", "schema"]


def test_a_waiver_on_a_source_silences_what_is_said_of_sources(tmp_path: Path) -> None:
    """A ring of sources is waived where one of them says so."""
    ring = {
        "a": {"title": "A", "by": ["paper"], "basis": "relay", "based_on": ["b"]},
        "b": {
            "title": "B",
            "by": ["paper"],
            "basis": "relay",
            "based_on": ["a"],
            "waive": [{"check": "circular-sourcing", "reason": "both were written in one night"}],
        },
    }
    report = run(write(tmp_path / "claims.json", sources=ring))
    assert names(report) == [("claims.json", "circular-sourcing", "", True)]


def test_findings_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    """By line and column, whatever the order in which checks found them; the same on every run."""
    claims = [claim("b", "release"), claim("a", "story"), claim("b")]
    path = write(tmp_path / "claims.json", claims)
    report = run(path)
    places = [each.position for each in report.files[0].findings]
    assert [(place.line, place.column) for place in places] == sorted(
        (place.line, place.column) for place in places
    )
    assert names(report) == names(run(path))
    assert {check for _, check, _, _ in names(report)} == {
        "self-asserted",
        "claimant-voice",
        "single-source",
        "duplicate-id",
    }


def test_only_the_rules_asked_for_are_run(tmp_path: Path) -> None:
    """In the order of the registry, whatever the order they are given in."""
    found = Project().find([write(tmp_path / "claims.json", [claim("a", "release")])])
    report = check(found, House(DAY), rules=[BY_NAME["claimant-voice"]])
    assert [check for _, check, _, _ in names(report)] == ["claimant-voice"]


def test_progress_is_told_claim_by_claim(tmp_path: Path) -> None:
    """Claims that cannot be read count as well."""
    told: list[int] = []
    found = Project().find([write(tmp_path / "claims.json", [claim("a"), {"id": "b"}, claim("c")])])
    check(found, House(DAY), done=told.append)
    assert sum(told) == 3


def test_related_places_are_those_of_the_chain(tmp_path: Path) -> None:
    """Each hop leads to the entry that says so."""
    report = run(write(tmp_path / "claims.json", [claim("a", "release")]))
    (voice,) = [each for each in report.files[0].findings if each.check == "claimant-voice"]
    assert [(each.message, each.pointer) for each in voice.related] == [
        ("`release` is by Ministry (the claimant)", "/sources/release/by/0")
    ]


def test_an_empty_run_has_no_worst_level(tmp_path: Path) -> None:
    """Nothing found is nothing to fail on."""
    report = run(write(tmp_path / "claims.json"))
    assert report.worst() is None
    assert report.files[0].findings == ()


def test_terms_hold_for_the_file_a_finding_stands_in(tmp_path: Path) -> None:
    """Rules, levels and house rules; those of a register for what is found in the register."""
    ring = {"a": {"name": "A", "controlled_by": ["a"]}}
    register = write(tmp_path / "register.json", parties=ring, sources={})
    one = write(tmp_path / "one.json", [claim("c", "story")], include=["register.json"])
    two = write(tmp_path / "two.json", [claim("c", "story")], include=["register.json"])
    every = frozenset(BY_NAME)
    terms = {
        one: Terms(House(DAY, 2), every - {"control-ring"}, {"single-source": Level.NOTE}),
        two: Terms(House(DAY), every - {"single-source"}),
        register: Terms(House(DAY), every, {"control-ring": Level.WARNING}),
    }
    report = check(Project().find([one, two]), House(DAY), terms=terms.__getitem__)
    found = {
        (Path(file.path).name, each.check, each.level)
        for file in report.files
        for each in file.findings
        if each.check in ("control-ring", "single-source", "too-few-voices")
    }
    assert found == {
        ("one.json", "single-source", Level.NOTE),
        ("one.json", "too-few-voices", Level.ERROR),
        ("register.json", "control-ring", Level.WARNING),
    }
