"""The report for people: what it says, in which order, and how wide it is."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import wcwidth
from msgspec.structs import replace

from sayso.provenance.standing import OutOfBudget
from sayso.record.project import Project
from sayso.report.engine import check
from sayso.report.report import Report
from sayso.rules.rule import House
from sayso_cli.formats import Format, render
from sayso_cli.formats.text import text
from sayso_cli.terminal import MAX_COLUMNS, MIN_COLUMNS, USUAL_COLUMNS, Look, columns

from ..conftest import ROOT
from .records import (
    DECLARED,
    FLAGGED,
    MIXED,
    OPINION,
    PARTIES,
    REFUTED,
    SINGLE,
    SOUND,
    SOURCES,
    claim,
    record,
    write,
)

Run = Callable[..., Any]
IDS_AND_PATHS = re.compile(r"\S{20,}")


def test_flagged_claims_come_first_and_say_all(sayso: Run, tmp_path: Path) -> None:
    """Statement, claimant, standing, voices, reason with its chain, place, and what would change it."""
    write(tmp_path / "a.json", MIXED)
    result = sayso("check", "-v", "a.json")
    assert result.exit_code == 1
    assert (
        """\

a.json

2 CLAIMS REST ONLY ON THE CLAIMANT'S OWN ASSERTION

○○ flagged  error[self-asserted]                                      a.json:117
  Power was back by noon.
  claimant   Ministry of Energy
  standing   self-asserted (not declared), no independent voice
  because    rests only on the claimant's own assertion: none of 2 items counts:
             1 speaks with the claimant's voice, 1 leads back to the claimant
  outlook    cannot reach 1 independent voice: nothing that is recorded could
             carry it
             - corroboration: `bulletin` is by Northland Broadcasting, which is
               controlled by Northland; Ministry of Energy (the claimant) is
               controlled by Northland
               warning[claimant-voice] a.json:126:16
             - corroboration: `brief` is based on `release`, which is by
               Ministry of Energy (the claimant)
               warning[traces-to-claimant] a.json:129:16
  to change  """
        in result.stdout
    )
    assert 'or declare `"standing": "self-asserted"`' in " ".join(result.stdout.split())
    assert re.findall(r"^(?:[○●◐][○●◆]|··|\?\?) (\S+)", result.stdout, re.MULTILINE) == [
        "flagged",
        "declared",
        "single",
        "refuted",
        "sound",
        "opinion",
    ]
    assert " ".join(result.stdout.split()).endswith(
        "6 claims: ●● 1 corroborated, ●○ 1 single-source, ○○ 2 rest only on the claimant's own assertion, "
        "○◆ 1 refuted, ·· 1 not checkable 1 error: 1 self-asserted 6 warnings: 2 traces-to-claimant, "
        "1 self-asserted, 1 single-source, 1 refuted, 1 claimant-voice"
    )


def test_verbose_shows_every_claim(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", MIXED)
    shown = sayso("check", "-v", "a.json").stdout
    assert re.findall(r"^([○●◐][○●◆]|··|\?\?) (\S+)", shown, re.MULTILINE) == [
        ("○○", "flagged"),
        ("○○", "declared"),
        ("●○", "single"),
        ("○◆", "refuted"),
        ("●●", "sound"),
        ("··", "opinion"),
    ]
    assert "2 CLAIMS WITHOUT A WARNING" in shown
    assert "corroborated (not declared), 2 independent voices" in shown
    assert "corroboration (refutes): `readings` knows at first hand" in shown


def test_one_claim_is_told_in_the_singular(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(DECLARED))
    result = sayso("check", "a.json")
    assert result.exit_code == 0
    assert result.stdout.count("\n1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION\n") == 1
    assert "\n1 claim: ○○ 1 rests only on the claimant's own assertion\n" in result.stdout


@pytest.mark.parametrize("claims", [(), (SOUND,), (OPINION,), (SOUND, SOUND | {"id": "other"})])
def test_nothing_found_is_one_line(sayso: Run, tmp_path: Path, claims: tuple[Any, ...]) -> None:
    write(tmp_path / "a.json", record(*claims))
    result = sayso("check", "a.json")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1


def test_errors_of_structure_stand_with_the_claim_they_are_in(sayso: Run, tmp_path: Path) -> None:
    """What belongs to no claim comes last; a claim that is not judged is never passed over in silence."""
    parties = PARTIES | {"one": {"name": "One", "controlled_by": ["one"]}}
    broken = claim("broken", kind="fact")
    data = record(broken, claim("lost", "nowhere"), 5, FLAGGED, SOUND | {"id": "flagged"}, parties=parties)
    write(tmp_path / "a.json", data)
    result = sayso("check", "-v", "a.json")
    assert result.exit_code == 1
    assert re.findall(
        r"^(?:(?:[○●◐][○●◆]|··|\?\?) .*?(?=  )|[A-Z0-9][A-Z0-9' ]+$|error\S+)", result.stdout, re.MULTILINE
    ) == [
        "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION",
        "○○ flagged",
        "3 CLAIMS THAT CANNOT BE JUDGED",
        "?? broken",
        "?? lost",
        "?? (a claim without a readable id)",
        "1 CLAIM TO LOOK AT",
        "●● flagged",
        "1 FINDING ON THE FILE ITSELF",
        "error[control-ring]",
    ]
    assert "did you mean `factual`?" in result.stdout
    assert re.search(r"^    - .* \(a\.json:\d+:\d+\)$", result.stdout, re.MULTILINE)
    assert "3 unreadable" in result.stdout


def test_only_errors_of_structure(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"version": 1, "claims": [', encoding="utf-8")
    result = sayso("check", "a.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 FAULT OF STRUCTURE\n\nerror[invalid-json] a.json:1:")
    assert result.stdout.endswith("\nno claim\n1 error: 1 invalid-json\n")


def test_findings_of_one_record_a_line(sayso: Run, tmp_path: Path) -> None:
    lines = [
        '{"record": "party", "id": "a", "name": "A"}',
        json.dumps({"record": "claim", **claim("x", claimant=["a"])}),
        json.dumps({"record": "claim", **claim("y", claimant=["a"], kind="fact")}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shown = sayso("check", "-v", "a.jsonl").stdout
    assert re.search(r"^○○ x .* a\.jsonl:2$", shown, re.MULTILINE)
    assert re.search(r"^\?\? y .* a\.jsonl:3\n.*\n  error\[schema\] a\.jsonl:3:\d+\n", shown, re.MULTILINE)


def test_several_files_folders_and_standard_input(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "b.json", record(FLAGGED))
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder" / "c.json", record(DECLARED))
    write(tmp_path / "folder" / "package.json", {"name": "no claim file"})
    text = write(tmp_path / "input", record(SINGLE)).read_text(encoding="utf-8")
    result = sayso("check", "-v", "b.json", "folder", "-", input=text)
    assert re.findall(r"^\S+$", result.stdout, re.MULTILINE) == ["b.json", "folder/c.json", "<stdin>"]
    assert result.stdout.count("self-asserted: nothing independent supports it") == 1
    assert "\n3 claims: " in result.stdout
    assert result.stderr == (
        "sayso: 3 files checked: 1 error, 5 warnings, 1 note; 1 JSON file passed over, no claim files\n"
    )


def test_without_paths_the_working_folder_is_checked(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "b.json", record(FLAGGED))
    assert "○○ flagged" in sayso("check").stdout


def test_findings_in_a_register(sayso: Run, tmp_path: Path) -> None:
    """A register has its own part of the report."""
    write(tmp_path / "register.json", {"version": 1, "parties": {"x": {"name": "X", "controlled_by": ["x"]}}})
    write(tmp_path / "a.json", record(SOUND, include=["register.json"]))
    result = sayso("check", "a.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 FAULT OF STRUCTURE\n\nerror[control-ring] register.json:")


def test_waived_findings_are_counted_and_shown_with_verbose(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SINGLE | {"waive": [{"check": "single-source", "reason": "a ruling"}]}))
    result = sayso("check", "a.json")
    assert result.stdout == "1 claim: ●○ 1 single-source\n"
    assert result.stderr == "sayso: 1 file checked: no error, no warning, no note; 1 waived\n"
    assert "●○ single  waived warning[single-source]" in sayso("check", "-v", "a.json").stdout


def test_notes_are_shown_with_verbose(sayso: Run, tmp_path: Path) -> None:
    other = {"title": "T", "by": ["institute"], "basis": "statement"}
    data = record(claim("a", "readings", "reports", "word"), sources=SOURCES | {"word": other})
    write(tmp_path / "a.json", data)
    result = sayso("check", "a.json")
    assert "note[" not in result.stdout
    assert "(shown with -v)" in result.stderr
    result = sayso("check", "-v", "a.json")
    assert "note[" in result.stdout
    assert "(shown with -v)" not in result.stderr


def test_standing_that_is_declared_otherwise(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("a", "rumour", standing="corroborated")))
    shown = " ".join(sayso("check", "-v", "a.json").stdout.split())
    assert "self-asserted (declared: corroborated), no independent voice, at most 1" in shown
    assert "error[overstated] a.json:" in shown


def test_item_that_was_not_judged(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the work budget nothing counts, and the report says so."""

    def exhausted(*_: object) -> None:
        raise OutOfBudget

    monkeypatch.setattr("sayso.provenance.standing.Case", exhausted)
    write(tmp_path / "a.json", record(SOUND))
    result = sayso("check", "-v", "a.json")
    assert result.exit_code == 1
    shown = " ".join(result.stdout.split())
    assert "no independent voice that was found" in shown
    assert "corroboration: `readings` was not judged: the work budget ran out" in shown


def test_words(sayso: Run, tmp_path: Path) -> None:
    """Sayso says what a claim rests on, never whether it is true."""
    write(tmp_path / "a.json", MIXED)
    shown = " ".join(sayso("check", "-v", "a.json").stdout.split())
    assert "because rests only on the claimant's own assertion: " in shown
    assert not re.search(r"\b(false|unreliable|untrue|lie|lies|fake|debunked)\b", shown, re.IGNORECASE)


CHINESE = (
    "中国国家安全部的报告说，五眼联盟是世界上最大的情报组织，MSS said so in 2024-04，"
    + "并且呼吁美国停止对中国的网络攻击和指责。"
)
ARABIC = "هيئة الأمن السيبراني قالت إن الهجوم جاء من الخارج ولم تقدم أي دليل مستقل على ذلك"
EMOJI = "👩‍👩‍👧‍👦 family 🇨🇳🇺🇸 flags ❤️ heart 👍🏽 and e\u0301 accents " * 4


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("options", [(), ("-v",), ("--color", "always")])
def test_no_line_is_wider_than_the_terminal(
    sayso: Run,
    tmp_path: Path,
    claims_json: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    options: tuple[str, ...],
) -> None:
    """But for the tally, which is one line, and for paths."""
    monkeypatch.setenv("COLUMNS", str(columns))
    parties = PARTIES | {
        "ministry": {"name": CHINESE},
        "institute": {"name": EMOJI},
        "ledger": {"name": ARABIC},
    }
    wide = [
        claim("long-" * 20, "readings", statement=CHINESE * 3),
        claim("b", "brief", statement=ARABIC * 3),
        claim("c", "brief", "nowhere", statement=EMOJI),
        claim("d", "readings", "reports", statement="a" * 500),
        claim("e", "readings", statement="中" * 100 + "，" * 100),
    ]
    write(tmp_path / "wide.json", record(*wide, parties=parties, bogus=1))
    result = sayso("check", *options, "wide.json", claims_json)
    for line in re.sub(r"\x1b\[[0-9;]+m", "", result.stdout).splitlines():
        assert wcwidth.wcswidth(line) <= columns or IDS_AND_PATHS.search(line), line
    assert "\x1b" in result.stdout or not options or options == ("-v",)


@pytest.mark.parametrize(("given", "used"), [(10, 20), (20, 20), (90, 90), (500, 120)])
def test_width_has_bounds(monkeypatch: pytest.MonkeyPatch, given: int, used: int) -> None:
    """Those that the page on the formats names."""
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert f"from {MIN_COLUMNS} columns to {MAX_COLUMNS}, and {USUAL_COLUMNS} where there is none" in page
    monkeypatch.setenv("COLUMNS", str(given))
    assert columns() == used


def test_colour_adds_nothing_but_colour(sayso: Run, claims_json: Path) -> None:
    plain = sayso("check", "-v", claims_json).stdout
    coloured = sayso("check", "-v", "--color", "always", claims_json).stdout
    assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == plain
    assert "\x1b[35;1m○○\x1b[0m" in coloured


def test_refuted_and_its_mark(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(REFUTED))
    assert "○◆ refuted  warning[refuted]" in sayso("check", "a.json").stdout


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """A report on a claim with an item that somebody has not looked into."""
    path = write(tmp_path / "a.json", record(claim("a", "rumour", statement="中文 é")))
    return check(Project().find([str(path)]), House(date(2026, 1, 1)))


def test_characters_that_the_terminal_lacks(report: Report) -> None:
    """They are written out before lines are wrapped, so that these stay within the width."""
    shown = "".join(text(report, Look(False, 80, False, "iso8859-1")))
    assert "\n  \\u4e2d\\u6587 é\n" in shown
    assert re.search(r"^-- a  error\[self-asserted\]", shown, re.MULTILINE)
    assert shown.encode("latin-1")


def test_what_is_found_about_an_item_stands_below_it(report: Report) -> None:
    """In full, unless it says what the item's chain says; and what belongs to no item, below the claim."""
    (file,) = report.files
    (unknown,) = [each for each in file.findings if each.check == "unknown-basis"]
    shown = "".join(text(report, Look(False, 80, True)))
    assert f"{unknown.message}" not in " ".join(shown.split())
    other = replace(unknown, check="impossible-date")
    shown = "".join(text(Report((replace(file, found=(other,)),)), Look(False, 80, True)))
    assert f"warning[impossible-date] {file.path}" in " ".join(shown.split())
    assert unknown.message in " ".join(shown.split())
    source = replace(unknown.place, pointer=("sources", "rumour", "basis"))
    away = replace(unknown, place=source, help="")
    shown = "".join(text(Report((replace(file, found=(away,)),)), Look(False, 80, True)))
    assert re.search(r"^  to change .*(\n .*)*\n  warning\[unknown-basis\]", shown, re.MULTILINE)
    assert "ON THE FILE ITSELF" not in shown


def test_formats_are_all_wired(report: Report) -> None:
    look = Look(False, 80, False)
    assert all(list(render(format, report, look)) for format in Format)


def test_an_ally_is_named_as_one(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is known: what the work budget leaves open is not said."""
    friend = {"name": "Friends of the Grid", "allied_with": ["ministry"]}
    survey = {"title": "Survey", "by": ["friend"], "basis": "observation"}
    data = record(
        claim("a", "survey"), sources=SOURCES | {"survey": survey}, parties=PARTIES | {"friend": friend}
    )
    write(tmp_path / "a.json", data)
    shown = " ".join(sayso("check", "a.json", "-v").stdout.split())
    assert "rests on one independent voice: Friends of the Grid (an ally of the claimant)" in shown

    def exhausted(*_: object) -> None:
        raise OutOfBudget

    monkeypatch.setattr("sayso.provenance.standing.Case.allied_voices", exhausted)
    shown = " ".join(sayso("check", "a.json", "-v").stdout.split())
    assert "rests on one independent voice: Friends of the Grid " in shown
    assert "(an ally of" not in shown


def test_nothing_is_said_of_a_file_without_claims(sayso: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "claims.json", {"version": 1, "claims": []})
    result = sayso("check", "-v", path)
    assert (result.exit_code, result.stdout) == (0, "no claim\n")
