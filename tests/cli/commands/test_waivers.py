"""Waivers on the command line, and their page."""

import json
import re
from pathlib import Path

import pytest

from sayso.rules.registry import BY_NAME

from ..records import SINGLE, SOURCES, claim, record, write
from ..writing import sayso

PAGE = (Path(__file__).parents[3] / "docs" / "waivers.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("botleneck", "did you mean `bottleneck`?"),
        ("no-such-check", "`sayso explain` lists the checks"),
        ("schema", "`sayso explain schema` says what to do instead; delete the waiver"),
        ("self-asserted", "`sayso explain self-asserted` says what to do instead; delete the waiver"),
    ],
)
def test_waiver_for_an_unknown_check(folder: Path, check: str, said: str) -> None:
    """One clear error with its place; the entry is judged all the same, and nothing is silenced or lost."""
    waive = [{"check": check, "reason": "R"}]
    path = write(folder / "claims.json", record({**SINGLE, "waive": waive}, claim("other", "readings")))
    before = path.read_bytes()
    result = sayso("check", "--fix=standing", "--ignore", "evidence,upkeep,consistency")
    assert result.exit_code == 1
    assert result.stdout.count("error[schema]") == 1
    assert re.search(r"error\[schema\] claims\.json:\d+:15\n", result.stdout)
    assert f"= {said}" in result.stdout
    assert "\x1b" not in result.stdout
    assert "2 claims: ●○ 2 single-source" in result.stdout
    assert "waived" not in result.stderr
    after = json.loads(path.read_bytes())
    assert [each.pop("standing") for each in after["claims"]] == ["single-source", "single-source"]
    assert after == json.loads(before)


def test_a_waiver_that_names_no_check_in_form(folder: Path) -> None:
    """What cannot be the name of a check does not fit the format, and is shown without doing harm."""
    waive = [{"check": "\x1b[31m", "reason": "R"}]
    write(folder / "claims.json", record({**SINGLE, "waive": waive}))
    result = sayso("check")
    assert result.exit_code == 1
    assert result.stdout.count("error[schema]") == 1
    assert "\x1b" not in result.stdout


def test_waivers_are_counted_end_and_are_asked_for(folder: Path) -> None:
    """With a reason and a day: in force, over, and in vain."""
    waive = [
        {"check": "single-source", "reason": "Only they can know.", "until": "2026-06-30"},
        {"check": "bottleneck", "reason": "Once there were two."},
    ]
    write(folder / "claims.json", record({**SINGLE, "waive": waive}))
    options = ("--select", "standing,independence,upkeep", "--fail-on", "warning", "--as-of")
    result = sayso("check", *options, "2026-06-30")
    assert result.exit_code == 1
    shown = " ".join(sayso("check", "-v", *options, "2026-06-30").stdout.split())
    assert "this waiver silences nothing: there is no `bottleneck` here" in shown
    assert "; 1 waived" in result.stderr
    assert "warning[single-source]" not in result.stdout
    assert "waived warning[single-source]" in sayso("check", "-v", *options, "2026-06-30").stdout
    result = sayso("check", *options, "2026-07-01")
    assert "warning[single-source]" in result.stdout
    shown = sayso("check", "-v", *options, "2026-07-01").stdout
    assert "this waiver of `single-source` ended with 2026-06-30" in shown
    assert "waived" not in result.stderr


def test_a_waiver_on_a_source_is_used_by_the_claims_that_lead_there(folder: Path) -> None:
    waive = [{"check": "unknown-basis", "reason": "Asked."}]
    sources = {**SOURCES, "rumour": {**SOURCES["rumour"], "waive": waive}}
    options = ("--select", "unknown-basis,unused-waiver", "--fail-on", "note")
    write(folder / "claims.json", record(claim("a", "rumour"), claim("b", "rumour"), sources=sources))
    result = sayso("check", *options)
    assert result.exit_code == 0
    assert "[unknown-basis]" not in result.stdout
    assert "; 2 waived" in result.stderr
    assert "unused-waiver" not in result.stdout
    write(folder / "claims.json", record(claim("a"), sources=sources))
    assert "warning[unused-waiver]" in sayso("check", *options).stdout


def test_the_page_names_what_can_be_waived() -> None:
    """All of it, and nothing else."""
    listed = PAGE[PAGE.index("These can be waived:") : PAGE.index("## What cannot")]
    assert re.findall(r"`([a-z-]+)`", listed) == [name for name, rule in BY_NAME.items() if rule.waivable]
    example = json.loads("{" + PAGE[PAGE.index('"waive": [') : PAGE.index("```\n\n`reason`")] + "}")
    assert example["waive"][0]["check"] in listed
