"""The report of `sayso check` on a screen: at most four lines a claim, of many one."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import wcwidth

from sayso.record.file import Place
from sayso.record.project import Project
from sayso.report.engine import check
from sayso.report.flow import FirstByKey
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import House
from sayso_cli.screen.compact_flow import ShownClaim
from sayso_cli.screen.compact_report import CompactReport
from sayso_cli.screen.names import Names
from sayso_cli.terminal import Look

from ..records import (
    DECLARED,
    FLAGGED,
    MIXED,
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


def test_a_claim_has_four_lines(sayso: Run, tmp_path: Path) -> None:
    """Mark, id, check and place; the statement; why; what would change it. The gravest comes first."""
    write(tmp_path / "a.json", MIXED)
    result = sayso("check", "a.json")
    assert result.exit_code == 1
    meanings, _, shown = result.stdout.partition("\n\n")
    assert meanings.startswith(
        "What a claim rests on in this record, not whether it is true:\n  ○◆ refuted: "
    )
    assert meanings.count("\n  ○○ self-asserted: ") == 1
    assert (
        shown
        == """\
2 CLAIMS REST ONLY ON THE CLAIMANT'S OWN ASSERTION

○○ flagged  error[self-asserted]  and 2 more                          a.json:117
  Power was back by noon.
  none of 2 items counts: 1 speaks with the claimant's voice, 1 leads back to t…
  = look for a source that knows by itself and does not speak with the claimant…

○○ declared  warning[self-asserted]  and 1 more                       a.json:103
  Power was back by noon.
  the one item leads back to the claimant
  = look for a source that knows by itself and does not speak with the claimant…

2 CLAIMS TO LOOK AT

●○ single  warning[single-source]                                      a.json:90
  Power was back by noon.
  rests on one independent voice: Grid Institute
  = look for a source that does not go through Grid Institute

○◆ refuted  warning[refuted]                                          a.json:133
  Power was back by noon.
  nothing independent supports it, and it is contradicted by 1 voice (Grid Inst…
  = say in the report that it is contradicted

`sayso show flagged` tells all of one claim, `sayso check -v` all of each

6 claims: ●● 1 corroborated, ●○ 1 single-source,
 ○○ 2 rest only on the claimant's own assertion, ○◆ 1 refuted,
 ·· 1 not checkable
1 error: 1 self-asserted
6 warnings: 2 traces-to-claimant, 1 self-asserted, 1 single-source, 1 refuted,
 1 claimant-voice
"""
    )


def test_names_stand_for_ids(sayso: Run, tmp_path: Path) -> None:
    """Title and publisher or author of a source at first; of what is no source the id is left."""
    sources = SOURCES | {
        "a1": {"title": "Power  back " * 9, "by": ["ledger"], "basis": "relay", "based_on": ["release"]},
        "a2": {
            "title": "T",
            "by": ["institute", "state", "ledger"],
            "basis": "unknown",
        },
        "a3": {"title": "P", "by": ["institute"], "publisher": "ledger", "basis": "unknown"},
    }
    write(
        tmp_path / "a.json",
        record(claim("x", "a1", "readings"), claim("y", "a2"), claim("z", "a3"), sources=sources),
    )
    shown = sayso("check", "a.json", "--select", "independence").stdout
    assert '\n  "Power back Power back Power back Power back…" (The Ledger) knows it only fro…\n' in shown
    assert '\n  "T" (Grid Institute and 2 more) speaks with the claimant\'s voice: "T" is by N…\n' in shown
    assert '\n  nobody has looked into how "P" (The Ledger) knows; its own inquiry could make…\n' in shown
    assert "\n  = move it to `evidence`, or look for" in shown
    none = Names().with_names(
        "`ministry` controls `nobody`", Project().find([str(tmp_path / "a.json")]).files[0]
    )
    assert none == "Ministry of Energy controls `nobody`"


def test_what_has_no_room_is_left_out(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow screen the check goes before the reason, and of a long path the end is shown."""
    folder = tmp_path / ("folder-" * 5 + "表")
    folder.mkdir()
    write(folder / "claims.json", record(FLAGGED | {"id": "f" * 60}, SINGLE))
    monkeypatch.setenv("COLUMNS", "40")
    lines = sayso("check").stdout.split("ASSERTION\n\n")[1].splitlines()
    assert lines[0] == "○○ fffffffffff… …older-表/claims.json:74"
    assert lines[2].startswith("  error[self-asserted] none of 2")


def test_many_claims_have_a_line_each(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tally first, then by the check that says the gravest thing, whatever the file."""
    write(tmp_path / "a.json", record(*(SINGLE | {"id": f"s{number}"} for number in range(8)), REFUTED))
    write(tmp_path / "b.json", record(FLAGGED, DECLARED, SOUND))
    shown = sayso("check").stdout
    assert shown.startswith("12 claims: ●● 1 corroborated, ●○ 8 single-source,\n ○○ 2 rest only")
    assert re.findall(r"^(?:\w+\[\S+ .*|[○●]\S* \S+)", shown, re.MULTILINE) == [
        "error[self-asserted] 1 claim",
        "○○ flagged",
        "warning[self-asserted] 1 claim",
        "○○ declared",
        "warning[single-source] 8 claims",
        *(f"●○ s{number}" for number in range(8)),
        "warning[refuted] 1 claim",
        "○◆ refuted",
    ]
    assert "\n●○ s0       Power was back by noon.                                    a.json:74\n" in shown
    assert shown.endswith("\n`sayso show flagged` tells all of one claim, `sayso check -v` all of each\n\n")
    monkeypatch.setenv("COLUMNS", "40")
    assert re.search(r"^●○ s0 {17,} a\.json:74$", sayso("check").stdout, re.MULTILINE)
    many = [DECLARED | {"id": f"d{number}"} for number in range(11)]
    write(tmp_path / "b.json", record(*many))
    shown = sayso("check", "b.json", "--select", "structure").stdout
    assert "\n11 claims rest only on the claimant's\nown assertion\n○○ d0 " in shown


def test_of_many_alike_the_first_are_shown(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many more there are is said, and how to see them."""
    monkeypatch.setattr("sayso_cli.screen.compact_flow.MOST_ALIKE", 11)
    many = [DECLARED | {"id": f"d{number}"} for number in range(12)]
    write(tmp_path / "a.json", record(*many, *(SINGLE | {"id": f"s{number}"} for number in range(11))))
    shown = sayso("check").stdout
    assert "\n○○ d10 " in shown
    assert "○○ d11" not in shown
    assert "\n  and 1 more; `sayso list --check self-asserted` lists all\n" in shown
    assert "\n●○ s10 " in shown
    assert "single-source` lists" not in shown
    shown = sayso("check", "--select", "structure").stdout
    assert "\n  and 1 more; `sayso list --standing self-asserted` lists all\n" in shown
    sources = SOURCES | {f"u{number}": SOURCES["readings"] for number in range(12)}
    write(tmp_path / "a.json", record(SOUND, sources=sources))
    shown = sayso("check", "--level", "unused-source=warning", "--select", "unused-source").stdout
    number = int(re.search(r"(\d+) FINDINGS", shown)[1])  # type: ignore[index]
    assert shown.count("warning[unused-source] a.json") == 11
    assert f"\n  and {number - 11} more; `sayso check -v` shows all\n" in shown


def test_worked_record_is_short(sayso: Run, claims_json: Path) -> None:
    lines = sayso("check", claims_json).stdout.splitlines()
    assert len(lines) < 150
    assert lines[0].startswith("98 claims: ")


def test_faults_of_structure_come_first(sayso: Run, tmp_path: Path) -> None:
    """In claims that cannot be judged, in those that can, and in the file itself."""
    parties = PARTIES | {"one": {"name": "One", "controlled_by": ["one"]}, "odd": 5}
    broken = claim("broken", kind="fact")
    of_odd = claim("of-odd", claimant=["odd"])
    dated = SINGLE | {"stated_on": "yesterday"}
    data = record(broken, claim("lost", "nowhere"), 5, FLAGGED, dated, of_odd, parties=parties)
    write(tmp_path / "a.json", data)
    shown = sayso("check", "a.json").stdout
    assert "\n6 FAULTS OF STRUCTURE; 4 CLAIMS CANNOT BE JUDGED\n\nerror[" in shown
    assert "\n  = did you mean `factual`?" in shown or "did you mean `factual`?" in shown
    assert "\n  cannot be judged for what they refer to: of-odd\n" in shown
    assert shown.index("cannot be judged for") < shown.index("1 CLAIM RESTS ONLY") < shown.index("TO LOOK AT")
    assert re.findall(r"^●○ single  \S+", shown, re.MULTILINE) == ["●○ single  warning[single-source]"]
    data = record(*({**claim(f"c{number}", kind="fact")} for number in range(12)))
    write(tmp_path / "a.json", data)
    shown = sayso("check", "a.json").stdout
    assert len(re.findall(r"^error\[schema\] a\.json:\d+:\d+  \S", shown, re.MULTILINE)) == 12
    assert shown.endswith("\n\n12 claims: 12 unreadable\n12 errors: 12 schema\n")
    parties = PARTIES | {"odd": 5}
    write(
        tmp_path / "a.json", record(*(of_odd | {"id": f"o{number}"} for number in range(12)), parties=parties)
    )
    assert (
        "refer to: o0, o1, o2, o3, o4, o5, o6, o7, o8,\n  o9 and 2 more\n" in sayso("check", "a.json").stdout
    )


def test_findings_on_no_claim_come_last(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = {"title": "R", "by": ["ledger"], "basis": "observation", "url": "https://example.org/a"}
    sources = SOURCES | {"one": twin, "other": twin}
    write(tmp_path / "a.json", record(SOUND, SINGLE, sources=sources))
    level = ("--level", "unused-source=warning")
    shown = sayso("check", "a.json", *level, "--select", "upkeep,standing").stdout
    assert shown.index("1 CLAIM TO LOOK AT") < shown.index(
        "FINDINGS ON PARTIES, SOURCES AND FILES\n\nwarning["
    )
    assert "\n\n`sayso show single` tells" in shown
    monkeypatch.setenv("COLUMNS", "40")
    more = SOURCES | {f"s{number}": twin for number in range(12)}
    write(tmp_path / "a.json", record(SOUND, sources=more))
    shown = sayso("check", "a.json", "--level", "unused-source=warning", "--select", "upkeep").stdout
    assert max(map(wcwidth.wcswidth, shown.splitlines())) <= 40
    assert "\nwarning[unused-source] a.json:" in shown


def test_quiet_is_the_tally(sayso: Run, tmp_path: Path) -> None:
    """On standard output; a file gets the whole report, and other formats know no tally."""
    write(tmp_path / "a.json", record(DECLARED))
    result = sayso("check", "-q", "a.json")
    assert result.stderr == ""
    assert result.stdout == (
        "1 claim: ○○ 1 rests only on the claimant's own assertion\n"
        "2 warnings: 1 self-asserted, 1 traces-to-claimant\n"
    )
    sayso("check", "-q", "a.json", "-o", "out.txt")
    assert "○○ declared" in (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert json.loads(sayso("check", "-q", "a.json", "-f", "json").stdout)["files"]


def test_statistics_hold_no_command(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner of GitHub takes a line for one that begins with two colons, behind spaces too."""
    monkeypatch.setenv("COLUMNS", "40")
    name = "the-file-with-the-longest-name ::error::pwned.json"
    write(tmp_path / name, MIXED)
    shown = sayso("check", name, "--statistics").stdout
    assert "\n  \\x3a:error::pwned.json:" in shown
    assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")]


def test_statistics(sayso: Run, tmp_path: Path) -> None:
    """Check and level, how many findings, on how many claims, and the first place; notes too."""
    more = claim("x", "bulletin", "broken", standing="self-asserted")
    sources = SOURCES | {"broken": SOURCES["bulletin"]}
    write(tmp_path / "a.json", record(FLAGGED, more, sources=sources))
    result = sayso("check", "a.json", "--statistics", "--select", "standing,claimant-voice,upkeep")
    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
findings  claims  check                    first place
       1       1  error[self-asserted]     a.json:83:17
       3       2  warning[claimant-voice]  a.json:90:16
       1       1  warning[self-asserted]   a.json:99:17
       3       -  note[unused-source]      a.json:51:3

2 claims: 2 rest only on the claimant's own assertion
"""
    )
    told = json.loads(sayso("check", "a.json", "--statistics", "-f", "json", "--select", "standing").stdout)
    assert told["statistics"][0] == {
        "check": "self-asserted",
        "level": "error",
        "count": 1,
        "claims": 1,
        "first": {"path": "a.json", "line": 83, "column": 17, "pointer": "/claims/0/statement"},
    }
    assert (told["version"], told["claims"], told["standings"]) == (1, 2, {"self-asserted": 2})
    assert told["unreadable"] == 0
    result = sayso("check", "a.json", "--statistics", "-f", "csv")
    assert result.exit_code == 2
    assert "written as text or json, not as csv" in " ".join(result.stderr.split())
    write(tmp_path / "a.json", record())
    assert sayso("check", "a.json", "--statistics").stdout == "no claim\n"


def test_many_findings_where_no_place_fits(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a narrow terminal each of many has two lines; what to do is left out, as for each of many."""
    name = f"{'a-long-name-' * 3}.json"
    write(tmp_path / name, record(*(claim(f"c{number}", bogus=1) for number in range(12))))
    monkeypatch.setenv("COLUMNS", "40")
    lines = sayso("check", name).stdout.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("error[schema] ")]
    assert len(heads) == 12
    assert [lines[number + 1].strip() for number in heads] == ["unknown key `bogus`"] * 12
    assert not [line for line in lines if line.lstrip().startswith("= ")]


def test_where_there_is_no_mend_none_is_told(tmp_path: Path) -> None:
    found = Project().find([str(write(tmp_path / "a.json", record(SOUND)))])
    report = check(found, House(date(2026, 1, 1)))
    ((told,),) = [file.claims for file in report.files]
    finding = Finding(Level.WARNING, "odd", "", Place(found.files[0], ()), check="bottleneck", claim="sound")
    compact, first = CompactReport(Look(False, 80, False)), FirstByKey[Finding](1)
    first.add((0,), finding)
    assert told.next_step == ""
    assert [line.strip() for line in compact.claim(ShownClaim(told, [finding], False))][1:] == [
        "Power was back by noon.",
        "odd",
    ]
    assert [line.strip() for line in compact.findings(first)][1:] == ["odd", ""]
