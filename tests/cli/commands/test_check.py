"""`sayso check`: options, exit statuses, and where the report goes."""

import json
import os
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso_cli.formats import Format

from ..records import DECLARED, FLAGGED, OPINION, PARTIES, SINGLE, SOUND, claim, record, write

Run = Callable[..., Any]
NOTED = SINGLE | {"standing": "single-source"}
ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize("quiet", [(), ("-q",)])
@pytest.mark.parametrize(
    ("entry", "statuses"),
    [
        (SOUND, "0000"),
        (OPINION, "0000"),
        (NOTED, "0010"),
        (SINGLE, "0110"),
        (DECLARED, "0110"),
        (FLAGGED, "1110"),
        (claim("lost", "nowhere"), "1111"),
    ],
)
def test_exit_status(
    sayso: Run, tmp_path: Path, entry: Any, statuses: str, quiet: tuple[str, ...], format: str
) -> None:
    """It depends on findings and `--fail-on`, and on nothing else."""
    write(tmp_path / "a.json", record(entry))
    for level, status in zip(("error", "warning", "note", "never"), statuses, strict=True):
        result = sayso("check", "--fail-on", level, "-f", format, *quiet, "a.json")
        assert result.exit_code == int(status)
        assert bool(result.stderr) != bool(quiet)
    assert sayso("check", "a.json").exit_code == int(statuses[0])


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "5", "\ufeff{}", '{"a": 1}', '{"version": 1, "claims": [{"id": "x"}]}']
)
def test_what_cannot_be_read_never_passes(sayso: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    for options in ((), ("--select", "standing"), ("--ignore", "standing,independence")):
        assert sayso("check", *options, "a.json").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone.json"], "sayso: error: no such file or folder: gone.json"),
        (["empty"], "sayso: error: no claim file in the folder empty"),
        (["--select", "standin"], "no check or family `standin`; did you mean `standing`?"),
        (["--ignore", "bottle-neck"], "no check or family `bottle-neck`; did you mean `bottleneck`?"),
        (["--select", "xyzzy"], "no check or family `xyzzy`; `sayso explain` lists them"),
        (["--select", ""], "no check or family ``"),
        (["--ignore", "bottleneck,nope"], "no check or family `nope`"),
        (["--ignore", "structure"], "`structure` cannot be ignored: what cannot be read must not pass"),
        (["--ignore", "schema"], "`schema` cannot be ignored"),
        (["--min-voices", "0"], "0 is not in the range 1<=x<=4"),
        (["--min-voices", "5"], "5 is not in the range 1<=x<=4"),
        (["--min-voices", "two"], "'two' is not a valid int"),
        (["--min-voices", "2", "--ignore", "too-few-voices"], "the check `too-few-voices` is left out"),
        (["--min-voices", "2", "--select", "independence"], "the check `too-few-voices` is left out"),
        (["--as-of", "2025-02-30"], "this is no day of the calendar; write it as in 2025-12-31"),
        (["--as-of", "20250101"], "this is no day of the calendar"),
        (["--as-of", "2025-W01-1"], "this is no day of the calendar"),
        (["--as-of", "today"], "this is no day of the calendar"),
        (["--as-of", ""], "this is no day of the calendar"),
        (["--format", "yaml"], "'yaml' is not one of 'text', 'json', 'jsonl', 'csv', 'markdown', 'github'"),
        (["--fail-on", "all"], "'all' is not one of"),
        (["--color", "maybe"], "'maybe' is not one of"),
        (["--output"], "requires an argument"),
        (["--bogus"], "No such option"),
    ],
)
def test_what_cannot_be_done_is_status_2(
    sayso: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    result = sayso("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr


def test_select_and_ignore(sayso: Run, tmp_path: Path) -> None:
    """By check or family, repeated or with commas; structure always runs."""
    write(tmp_path / "a.json", record(FLAGGED, FLAGGED))

    def checks(*options: str) -> set[str]:
        found = sayso("check", "-v", *options, "a.json").stdout.split("[")[1:]
        return {each.split("]")[0] for each in found}

    alone, everything = (
        {"duplicate-id"},
        {
            "duplicate-id",
            "self-asserted",
            "claimant-voice",
            "traces-to-claimant",
            "unsourced-control",
        },
    )
    assert checks() == everything
    assert checks("--select", "structure") == alone
    assert checks("--select", "standing") == alone | {"self-asserted"}
    assert checks("--select", "claimant-voice, self-asserted") == alone | {"self-asserted", "claimant-voice"}
    assert checks("--select", "claimant-voice", "--select", "standing") == alone | {
        "self-asserted",
        "claimant-voice",
    }
    rest = "evidence,dates,consistency,fairness,upkeep"
    assert checks("--ignore", f"{rest},independence") == alone | {"self-asserted"}
    assert checks("--ignore", rest, "--ignore", "independence", "--ignore", "self-asserted") == alone
    assert checks("--select", "independence", "--ignore", "claimant-voice") == alone | {
        "traces-to-claimant",
        "unsourced-control",
    }


def test_flagged_claims_are_shown_even_if_their_check_is_ignored(sayso: Run, tmp_path: Path) -> None:
    """What a claim rests on is no matter of options."""
    write(tmp_path / "a.json", record(FLAGGED))
    result = sayso("check", "--ignore", "self-asserted", "a.json")
    assert result.exit_code == 0
    assert "1 CLAIM RESTS ONLY ON" in result.stdout
    assert "\n  = move it to `evidence`" in result.stdout


def test_min_voices(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))
    assert sayso("check", "--min-voices", "2", "a.json").exit_code == 0
    result = sayso("check", "--min-voices", "3", "a.json")
    assert result.exit_code == 1
    assert "error[too-few-voices]" in result.stdout


def test_as_of(sayso: Run, tmp_path: Path) -> None:
    """The day decides whether a waiver still holds."""
    waive = [{"check": "single-source", "reason": "a ruling", "until": "2024-06-30"}]
    write(tmp_path / "a.json", record(SINGLE | {"waive": waive}))
    assert "warning[single-source]" not in sayso("check", "--as-of", "2024-06-30", "a.json").stdout
    assert "warning[single-source]" in sayso("check", "--as-of", "2024-07-01", "a.json").stdout


@pytest.mark.parametrize("format", ["text", "json"])
def test_output(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    """The file holds what standard output would, as wide as a page, in UTF-8, without colour."""
    write(tmp_path / "a.json", record(claim("a", "brief", statement="中文é")))
    (tmp_path / "out").write_text("old and longer " * 1000, encoding="utf-8")
    (tmp_path / "out").chmod(0o640)
    shown = sayso("check", "-f", format, "a.json").stdout
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = sayso("check", "-f", format, "-o", "out", "a.json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert (tmp_path / "out").read_bytes() == shown.encode()
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "out"]


def test_output_to_a_new_file_has_the_usual_mode(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))
    mask = os.umask(0o027)
    try:
        assert sayso("check", "-o", "out", "a.json").exit_code == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_output_follows_a_symbolic_link(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder" / "there", tmp_path / "folder" / "new"):
        (tmp_path / "folder" / "there").write_text("old", encoding="utf-8")
        link = tmp_path / "link"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert sayso("check", "-o", "link", "a.json").exit_code == 0
        assert link.is_symlink()
        assert target.read_text(encoding="utf-8").startswith("1 claim")


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("folder", "Is a directory"),
        ("gone/out", "No such file or directory"),
        ("a.json/out", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("a.json", "it is one of the files to check"),
        ("same.json", "it is one of the files to check"),
        ("register.json", "it is one of the files to check"),
    ],
)
def test_output_that_cannot_be_written(sayso: Run, tmp_path: Path, output: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path / "register.json", {"version": 1})
    write(tmp_path / "a.json", record(SOUND, include=["register.json"]))
    (tmp_path / "same.json").symlink_to("a.json")
    before = (tmp_path / "a.json").read_bytes()
    result = sayso("check", "-o", output, "a.json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"sayso: error: cannot write {output}: {reason}\n"
    assert (tmp_path / "a.json").read_bytes() == before
    assert not list(tmp_path.rglob(".sayso-*"))


@pytest.mark.skipif(ROOT_USER, reason="nothing is forbidden to this user")
def test_output_in_a_folder_that_is_not_writable(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))
    (tmp_path / "folder").mkdir(mode=0o500)
    result = sayso("check", "-o", "folder/out", "a.json")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: cannot write folder/out: Permission denied\n"


def test_output_is_not_touched_when_the_run_fails(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json", record(SOUND))
    (tmp_path / "out").write_text("old", encoding="utf-8")
    assert sayso("check", "-o", "out", "gone.json").exit_code == 2
    assert sayso("check", "-o", "out", "--select", "nope", "a.json").exit_code == 2

    def failed(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", failed)
    result = sayso("check", "-o", "out", "a.json")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: cannot write out: No space left on device\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "out"]
    assert (tmp_path / "out").read_text(encoding="utf-8") == "old"


def test_output_to_a_device(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))
    assert sayso("check", "-o", os.devnull, "a.json").exit_code == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_record_from_standard_input_may_be_replaced_by_no_accident(sayso: Run, tmp_path: Path) -> None:
    """A file that is there, beside a record that has no path, is no record."""
    text = write(tmp_path / "a.json", record(SOUND)).read_text(encoding="utf-8")
    (tmp_path / "out").touch()
    assert sayso("check", "-o", "out", "-", input=text).exit_code == 0


def test_a_fault_of_structure_fails_whatever_the_level(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    write(tmp_path / "unfit.json", record(SOUND, titel="T"))
    write(tmp_path / "flagged.json", record(FLAGGED))
    for name, status in (("broken.json", 1), ("unfit.json", 1), ("flagged.json", 0)):
        assert sayso("check", "--fail-on", "never", name).exit_code == status


def test_filters(sayso: Run, tmp_path: Path) -> None:
    """What is found about other claims is left out, but for what cannot be read and faults of structure."""
    parties = PARTIES | {"ring": {"name": "R", "controlled_by": ["ring"]}, "idle": {"name": "I"}}
    lost = claim("lost", "nowhere", tags=["night"])
    data = record(
        FLAGGED, SINGLE | {"tags": ["night"]}, SOUND, OPINION | {"kind": "x"}, 5, lost, parties=parties
    )
    write(tmp_path / "a.json", data)

    def checked(*filters: str) -> tuple[list[str | None], Counter[str], int]:
        result = sayso("check", "--ignore", "verification", "-f", "json", *filters)
        file = json.loads(result.stdout)["files"][0]
        found = Counter(finding["check"] for finding in file["findings"])
        return [each["id"] for each in file["claims"]], found, result.exit_code

    claims, found, status = checked("--tag", "night")
    assert claims == ["single", "opinion", None, "lost"]
    assert not {"self-asserted", "unused-party"} & found.keys()
    assert found["single-source"] == 1
    assert found["schema"] == 2
    assert found.keys() >= {"control-ring", "unknown-reference"}
    assert status == 1
    write(tmp_path / "a.json", record(FLAGGED, SINGLE, SOUND))
    assert checked("--standing", "corroborated,single-source")[::2] == (["single", "sound"], 0)
    assert checked("--check", "bottleneck", "--check", "self-asserted")[::2] == (["flagged"], 1)
    assert sayso("check", "--standing", "refuted").stdout == "no claim\n"
    shown = sayso("check", "--text", "SINGLE")
    assert shown.stderr == "sayso: 1 file checked: no error, 1 warning, no note\n"
    assert "flagged" not in shown.stdout
