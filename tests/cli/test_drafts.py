"""Drafts: what they lack is a note and counted apart, and nothing of them is published."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.record.load import load
from sayso.record.project import FoundFiles, Project, take_out_drafts
from sayso.report.engine import check
from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family, House

from .records import DECLARED, FLAGGED, SINGLE, SOUND, Json, claim, record, write

Run = Callable[..., Any]

DRAFT = claim("draft", "bulletin", statement="The dam at Kilo 4 held all night.", draft=True)


def reported(*claims: object, notes: bool = True, **more: object) -> Report:
    """The report on a record with these claims."""
    file = load("claims.json", json.dumps(record(*claims, **more)).encode(), lines=False)
    return check(FoundFiles((file,), 0), House(date(2026, 6, 15), 2), notes=notes)


def test_what_a_draft_lacks_is_a_note_and_counted_apart() -> None:
    """All that the same claim lacks when it is no draft, but no more than noted."""
    finished = reported(DRAFT | {"draft": False})
    draft = reported(DRAFT)
    told = [(each.check, each.message, each.pointer) for each in finished.findings]
    assert [(each.check, each.message, each.pointer) for each in draft.findings] == told
    of_claim = [each for each in draft.findings if each.pointer.startswith("/claims/0")]
    assert {"self-asserted", "too-few-voices", "no-locator", "claimant-voice"} <= {
        each.check for each in of_claim
    }
    assert all(each.draft and each.level is Level.NOTE for each in of_claim)
    rest = [each for each in draft.findings if each not in of_claim]
    assert rest
    assert not any(each.draft for each in rest)
    summary = draft.summary
    assert (summary.claims, summary.drafts, summary.unreadable, summary.standings) == (1, 1, 0, {})
    assert summary.on_drafts == len(of_claim)
    assert summary.levels == {Level.ERROR: 0, Level.WARNING: 0, Level.NOTE: len(rest)}
    assert draft.claim_rows()[0]["draft"] is True
    assert draft.claim_rows()[0]["standing"] == "self-asserted"


def test_the_counts_are_the_same_when_notes_are_not_kept() -> None:
    waived = {"waive": [{"check": "no-locator", "reason": "a poster"}]}
    claims = (DRAFT | waived, FLAGGED | waived, SINGLE)
    whole, short = reported(*claims), reported(*claims, notes=False)
    assert whole.summary == short.summary
    assert whole.summary.waived == 2
    assert whole.summary.on_drafts > 1
    assert not any(each.draft for each in short.findings)


def test_structure_errors_stay_errors() -> None:
    report = reported(
        DRAFT | {"stated_in": "nowhere"},
        DRAFT | {"id": "no-day", "stated_on": "soon"},
        {"id": "begun", "draft": True},
    )
    found = [each for each in report.findings if BY_NAME[each.check].family is Family.STRUCTURE]
    assert {each.check for each in found} == {"unknown-reference", "schema"}
    assert all(each.level is Level.ERROR and not each.draft for each in found)
    assert report.has_structure_error()
    assert [claim.draft for claim in report.claims] == [True] * 3
    assert (report.summary.drafts, report.summary.unreadable) == (1, 2)


@pytest.mark.parametrize("drafted", [0, 1])
def test_what_is_found_between_a_draft_and_another_is_of_the_draft(drafted: int) -> None:
    """Whichever of the two stands first."""
    claims = [claim("one", "readings"), claim("two", "readings")]
    same = "similar-claim"
    assert not any(each.draft for each in reported(*claims).findings)
    claims[drafted]["draft"] = True
    (found,) = [each for each in reported(*claims).findings if each.check == same]
    assert found.draft


def test_lines() -> None:
    lines: list[Json] = [
        {"record": "party", "id": "ministry", "name": "Ministry"},
        {"record": "claim", **claim("a", draft=True)},
        {"record": "claim", **claim("b", statement="Another one.")},
    ]
    data = "\n".join(map(json.dumps, lines)).encode()
    report = check(FoundFiles((load("a.jsonl", data, lines=True),), 0), House(date(2026, 6, 15)))
    assert {each.claim for each in report.findings if each.draft} == {"a"}
    assert [each.claim for each in report.findings if each.level is Level.ERROR] == ["b"]
    found = FoundFiles((load("a.jsonl", data, lines=True),), 0)
    assert take_out_drafts(found) == 1
    assert [entry.id for entry in found.files[0].claims] == ["b"]


def test_drafts_do_not_fail_and_are_counted(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND, DRAFT))
    checks = ["--select", "self-asserted,claimant-voice"]
    result = sayso("check", "a.json", *checks, "--fail-on", "note")
    assert result.exit_code == 0
    assert result.stdout == "2 claims: ●● 1 corroborated, 1 draft\n"
    assert result.stderr.endswith("; 2 on drafts (shown with -v)\n")
    shown = sayso("check", "a.json", *checks, "-v")
    assert "1 CLAIM IN DRAFT" in shown.stdout
    assert "self-asserted (draft, not declared)" in shown.stdout
    assert "note[self-asserted]" in shown.stdout
    assert shown.stderr.endswith("; 2 on drafts\n")
    assert "; 2 on drafts." in sayso("check", "a.json", *checks, "-f", "markdown").stdout


def test_a_fault_of_a_draft_is_shown(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(DRAFT | {"stated_on": "soon"}))
    result = sayso("check", "a.json")
    assert result.exit_code == 1
    assert "1 FAULT OF STRUCTURE" in result.stdout
    assert "error[schema]" in result.stdout


def test_a_baseline_does_not_take_drafts_in(sayso: Run, tmp_path: Path) -> None:
    """Else what a draft lacks would be known, and pass, once it is finished."""
    path = write(tmp_path / "a.json", record(SOUND, DRAFT))
    assert sayso("baseline", "a.json", "-o", "known.json").exit_code == 0
    assert "draft" not in (tmp_path / "known.json").read_text()
    write(path, record(SOUND, DRAFT | {"draft": False}))
    assert sayso("check", "a.json", "--baseline", "known.json").exit_code == 1


def test_formats(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(DRAFT))
    shape = json.loads(sayso("check", "a.json", "-f", "json").stdout)
    ((told,),) = [file["claims"] for file in shape["files"]]
    assert (told["standing"], told["draft"]) == ("self-asserted", True)
    assert shape["summary"]["drafts"] == 1
    drafts = [each for each in shape["files"][0]["findings"] if each["draft"]]
    assert shape["summary"]["on_drafts"] == len(drafts) > 0
    head, *rows = sayso("check", "a.json", "-f", "csv").stdout.splitlines()
    assert head.endswith('"fingerprint","draft","outcome","both_ends"')
    assert sum(row.endswith('"true","cannot",""') for row in rows) == len(drafts)
    assert "<failure" not in sayso("check", "a.json", "-f", "junit").stdout
    assert "::error" not in sayso("check", "a.json", "-f", "github").stdout
    assert json.loads(sayso("show", "draft", "a.json", "-f", "json").stdout)["draft"] is True
    assert "(draft, not declared)" in sayso("show", "draft", "a.json").stdout


def test_a_draft_is_on_no_site(sayso: Run, tmp_path: Path) -> None:
    """Not in a page, not in the data, not in what is said of another claim, even where it cannot be read."""
    twin = claim("finished", "readings", statement=DRAFT["statement"])
    begun = {"id": "begun-one", "draft": True, "statement": "Half a sentence"}
    write(tmp_path / "a.json", record(DRAFT, twin, begun, DECLARED | {"statement": "Other words."}))
    result = sayso("report", "a.json", "-o", "site")
    assert "sayso: 2 drafts left out\n" in result.stderr
    assert result.stderr.startswith("2 claims:")
    pages = {path.name for path in (tmp_path / "site" / "claims").iterdir()}
    assert pages == {"finished.html", "declared.html"}
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "begun-one" not in text
            assert "`draft`" not in text
            assert ">draft<" not in text
    assert sayso("report", "a.json", "--single-file").exit_code == 0
    assert "begun-one" not in (tmp_path / "sayso-report.html").read_text(encoding="utf-8")


def test_taking_drafts_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", record(SOUND, DRAFT, {"id": "begun", "draft": True}, 5))
    found = Project().find([str(path)])
    faults = len(found.files[0].problems)
    assert take_out_drafts(found) == 2
    (file,) = found.files
    assert [entry.id for entry in file.claims] == ["sound", ""]
    assert 0 < len(file.problems) < faults
    assert all(each.pointer[:2] == ("claims", 3) for each in file.problems)
    assert take_out_drafts(found) == 0
