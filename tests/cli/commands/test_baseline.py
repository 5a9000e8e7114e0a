"""`sayso baseline` writes what is known, and `sayso check --baseline` fails for the rest only."""

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.record import project

from ...conftest import THOROUGH
from .. import writing
from ..records import DECLARED, FLAGGED, SINGLE, SOUND, claim, record, write
from ..writing import fill, finish, sayso, start, strays

NAME = "sayso-baseline.json"
NEEDS_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no limits or signals")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a claim that is flagged, and one with a warning."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    write(tmp_path / "claims.json", record(FLAGGED, SINGLE))
    return tmp_path


def check(*args: object) -> Any:
    return sayso("check", "--baseline", NAME, *args)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_what_is_known_does_not_fail(folder: Path) -> None:
    assert sayso("check").exit_code == 1
    result = sayso("baseline")
    assert result.exit_code == 0
    assert result.stderr == ""
    number = sum(each.get("count", 1) for each in read(folder / NAME)["files"]["claims.json"])
    assert result.stdout == f"wrote {NAME}: {number} known findings\n"
    for level in ("error", "warning", "note"):
        result = check("--fail-on", level)
        assert result.exit_code == 0
        assert result.stdout == (
            "2 claims: ●○ 1 single-source, ○○ 1 rests only on the claimant's own assertion\n"
        )
        assert result.stderr == (
            f"sayso: 1 file checked: no error, no warning, no note; {number} known from the baseline; "
            "1 JSON file passed over, no claim files\n"
            "sayso: warning: 1 claim proven to fall short passes: what says so is not run, a note, waived or "
            "known (`sayso list --outcome cannot`)\n"
        )


def test_what_is_known_is_shown_on_demand() -> None:
    sayso("baseline")
    shown = check("-v").stdout
    assert "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION" in shown
    assert "○○ flagged  known error[self-asserted]" in shown
    assert "●○ single  known warning[single-source]" in shown


def test_what_is_new_is_shown_and_fails(folder: Path) -> None:
    sayso("baseline")
    write(folder / "claims.json", record(claim("fresh", "brief"), SINGLE, FLAGGED))
    result = check()
    assert result.exit_code == 1
    assert "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION" in result.stdout
    assert "○○ fresh  error[self-asserted]" in result.stdout
    assert "flagged" not in result.stdout
    assert "single " not in result.stdout


def test_a_known_claim_with_something_new_is_shown(folder: Path) -> None:
    """As one to look at: that it rests on its claimant's word alone is known."""
    write(folder / "claims.json", record(DECLARED))
    sayso("baseline")
    write(folder / "claims.json", record({**DECLARED, "stated_on": "2999-01-01"}))
    result = check()
    assert result.exit_code == 1
    assert "1 CLAIM TO LOOK AT\n\n○○ declared  " in result.stdout
    assert "error[impossible-date]" in result.stdout
    assert "[self-asserted]" not in result.stdout


def test_json(folder: Path) -> None:
    sayso("baseline")
    write(folder / "claims.json", record(FLAGGED, SINGLE, claim("fresh")))
    report = json.loads(check("-f", "json").stdout)
    found = report["files"][0]["findings"]
    assert {each["claim"] for each in found if each["baselined"]} == {"flagged", "single", None}
    assert {each["claim"] for each in found if not each["baselined"] and each["level"] == "error"} == {
        "fresh"
    }
    assert report["summary"]["baselined"] == sum(each["baselined"] for each in found)
    assert report["summary"]["error"] == 1
    assert json.loads(sayso("check", "-f", "json").stdout)["summary"]["baselined"] == 0


def test_what_is_gone_is_told(folder: Path) -> None:
    sayso("baseline")
    write(folder / "claims.json", record(SINGLE))
    result = check()
    assert result.exit_code == 0
    gone = f"known findings of {NAME} no longer occur; `sayso baseline` brings it up to date"
    warning = result.stderr.splitlines()[-1]
    assert warning.startswith("sayso: warning: ")
    assert f"{gone} (listed with -v)" in warning
    assert "  claims.json: error[self-asserted] `flagged` /statement\n" in check("-v").stderr
    assert f"{gone}:\n" in check("-v").stderr
    assert gone in check("-q").stderr
    result = sayso("baseline")
    assert result.stdout.endswith(" (2 added, 8 dropped)\n")
    assert "sayso: warning" not in check().stderr


def test_one_that_is_gone(folder: Path) -> None:
    """With its number where equal ones are known, and where it stood where that was no claim."""
    (folder / NAME).write_text(
        '{"version": 1, "files": {"\u202egone.json": [\n'
        '{"check": "no-url", "at": "/sources/x", "level": "note", "count": 1}]}}'
    )
    result = check("-v")
    assert "1 known finding of sayso-baseline.json no longer occurs;" in result.stderr
    assert "\n  \\u202egone.json: note[no-url] /sources/x\n" in result.stderr
    (folder / NAME).write_text((folder / NAME).read_text().replace("1}]", "3}]"))
    assert "3 known findings" in check().stderr
    assert "note[no-url] /sources/x (3 times)\n" in check("-v").stderr


def test_a_baseline_elsewhere_is_named(folder: Path) -> None:
    (folder / "kept").mkdir()
    assert sayso("baseline", "-o", "kept/known.json").exit_code == 0
    assert list(read(folder / "kept" / "known.json")["files"]) == ["../claims.json"]
    write(folder / "claims.json", record())
    result = sayso("check", "--baseline", "kept/known.json")
    assert "`sayso baseline -o kept/known.json` brings it up to date" in result.stderr
    result = sayso("check", "--baseline", "none.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "sayso: error: there is no baseline none.json: `sayso baseline -o none.json` writes one\n"
    )


def test_it_is_the_same_from_any_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sayso("baseline")
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    assert sayso("check", "--baseline", f"../{NAME}", "..").exit_code == 0
    assert "nothing to change in" in sayso("baseline", "-o", f"../{NAME}", folder / "claims.json").stdout


def test_nothing_changes_no_byte(folder: Path) -> None:
    sayso("baseline")
    before, status = (folder / NAME).read_bytes(), (folder / NAME).stat()
    write(folder / "claims.json", record(SINGLE, FLAGGED))
    result = sayso("baseline")
    assert result.stdout.startswith(f"nothing to change in {NAME}: ")
    assert (folder / NAME).read_bytes() == before
    assert (folder / NAME).stat() == status
    assert sayso("baseline", "-q").stdout == ""


def test_other_files_stay_in_it(folder: Path) -> None:
    """A run on some files brings up to date what it has looked at; files that are gone go."""
    write(folder / "other.json", record(FLAGGED))
    sayso("baseline")
    write(folder / "claims.json", record())
    assert "no longer" not in check("other.json").stderr
    assert "no longer" in check("claims.json").stderr
    sayso("baseline", "claims.json")
    known = read(folder / NAME)["files"]
    assert any(each.get("claim") == "flagged" for each in known["other.json"])
    assert not any("claim" in each for each in known["claims.json"])
    (folder / "other.json").unlink()
    assert "no longer" in check("claims.json").stderr
    sayso("baseline", "claims.json")
    assert list(read(folder / NAME)["files"]) == ["claims.json"]


def test_checks_that_were_not_run_are_not_gone() -> None:
    sayso("baseline")
    result = check("--select", "single-source")
    assert result.exit_code == 0
    assert "no longer" not in result.stderr


def test_house_rule_and_day(folder: Path) -> None:
    waive = [{"check": "bottleneck", "reason": "R", "until": "2026-01-01"}]
    write(folder / "claims.json", record({**SOUND, "waive": waive}))
    given = ("--min-voices", "3", "--as-of", "2026-06-15")
    sayso("baseline", *given)
    checks = {each["check"] for each in read(folder / NAME)["files"]["claims.json"]}
    assert {"too-few-voices", "expired-waiver"} <= checks
    assert check(*given).exit_code == 0
    assert "no longer" not in check(*given).stderr
    assert "no longer" not in check("--as-of", "2026-06-15").stderr
    assert sayso("baseline", "--as-of", "tomorrow").exit_code == 2


def test_register_and_standard_input(folder: Path) -> None:
    """What is found in a register stands under its name."""
    register = record()
    write(folder / "register.json", {**register, "claims": []})
    source = {"own": {"title": "T", "by": ["ledger"], "basis": "unknown"}}
    text = json.dumps({"version": 1, "include": ["register.json"], "sources": source, "claims": [FLAGGED]})
    result = sayso("baseline", "-", input=text)
    assert result.exit_code == 0
    assert set(read(folder / NAME)["files"]) == {"<stdin>", "register.json"}
    assert sayso("check", "--baseline", NAME, "-", input=text).exit_code == 0
    result = check("register.json")
    assert not any("<stdin>" in line for line in result.stderr.splitlines())


def test_what_cannot_be_read_is_never_known(folder: Path) -> None:
    write(folder / "claims.json", record(FLAGGED, claim("lost", "nowhere")))
    result = sayso("baseline")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"wrote {NAME}: ")
    assert result.stderr == (
        "sayso: 1 finding in no baseline, as what cannot be read must be mended: see `sayso check`\n"
    )
    result = check()
    assert result.exit_code == 1
    assert "error[unknown-reference]" in result.stdout
    assert "flagged" not in result.stdout


def test_a_file_that_cannot_be_read_drops_nothing(folder: Path) -> None:
    """What was known of it is known again once it is mended."""
    sayso("baseline")
    before, text = (folder / NAME).read_bytes(), (folder / "claims.json").read_text()
    (folder / "claims.json").write_text(text[:-5])
    result = check()
    assert result.exit_code == 1
    assert "no longer" not in result.stderr
    assert sayso("baseline").exit_code == 1
    assert (folder / NAME).read_bytes() == before
    (folder / "claims.json").write_text(text)
    assert check().exit_code == 0


BAD: list[tuple[str | bytes, str]] = [
    ("", ":1:1: the file is empty"),
    ("{", ":1:2: the file ends before the JSON value does"),
    ('{"version": 2}', ":1:13: this baseline has the version 2; this sayso reads version 1; use the sayso"),
    ('{"version": 1, "files": {}, "files": {}}', ":1:29: the key `files` is given twice"),
    ('{"version": 1, "files": {\n"a": 7}}', ":2:6: the entries of a file must be a list"),
    ('{"version": 1, "\u202e": {}}', ":1:16: a baseline has no `\\u202e`"),
    (b"\xff\xfe", ":1:1: the byte 0xff is not UTF-8"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
@pytest.mark.parametrize("command", [("check", "--fix=standing", "--baseline", NAME), ("baseline",)])
def test_what_is_no_baseline(folder: Path, command: tuple[str, ...], text: str | bytes, said: str) -> None:
    """One clear error, before anything else is done; and nothing is written over it."""
    before = (folder / "claims.json").read_bytes()
    data = text.encode() if isinstance(text, str) else text
    (folder / NAME).write_bytes(data)
    result = sayso(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"sayso: error: {NAME}{said}")
    assert result.stderr.count("\n") == 1
    assert (folder / NAME).read_bytes() == data
    assert (folder / "claims.json").read_bytes() == before


def test_a_claim_file_is_not_written_over(folder: Path) -> None:
    before = (folder / "claims.json").read_bytes()
    result = sayso("baseline", "-o", "claims.json")
    assert result.exit_code == 2
    assert "claims.json:3:2: a baseline has no `parties`; name a file that" in result.stderr
    assert (folder / "claims.json").read_bytes() == before
    sayso("baseline")
    before = (folder / NAME).read_bytes()
    result = check("-o", NAME)
    assert result.exit_code == 2
    assert result.stderr == f"sayso: error: cannot write {NAME}: it is the baseline\n"
    assert check("-o", "report.txt").exit_code == 0
    assert check("-o", "report.txt").exit_code == 0
    assert (folder / NAME).read_bytes() == before


def test_what_cannot_be_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    for command in (("check", "--baseline", "sub"), ("baseline", "-o", "sub")):
        result = sayso(*command)
        assert result.exit_code == 2
        assert result.stderr == "sayso: error: cannot read the baseline sub: Is a directory\n"
    result = sayso("baseline", "-o", "none/known.json")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: cannot write none/known.json: No such file or directory\n"
    assert sayso("baseline", "none.json").exit_code == 2
    sayso("baseline")
    monkeypatch.setattr(project, "MAX_BYTES", 1 << 20)
    with (folder / NAME).open("ab") as file:
        file.truncate(1 << 21)
    result = check()
    assert result.exit_code == 2
    assert result.stderr == f"sayso: error: the baseline {NAME} is too large: at most 1 MiB\n"


@NEEDS_POSIX
def test_pipes(folder: Path) -> None:
    """One is written to without being read first; the paths are those from the working folder."""
    run = start(folder, "baseline", "-q", "-o", "/dev/stdout")
    out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, b"")
    sayso("baseline")
    assert out == (folder / NAME).read_bytes()


@NEEDS_POSIX
@pytest.mark.parametrize("by_config", [False, True])
def test_a_baseline_that_is_no_regular_file(folder: Path, by_config: bool) -> None:
    """It is not waited for, however it is named."""
    os.mkfifo(folder / "pipe")
    for name in ("pipe",) if by_config else ("pipe", "/dev/zero"):
        if by_config:
            (folder / "sayso.toml").write_text(f'baseline = "{name}"\n', encoding="utf-8")
        named = () if by_config else ("--baseline", name)
        run = start(folder, "check", *named, "claims.json")
        _, err = run.communicate(timeout=60)
        assert run.returncode == 2
        assert err.decode() == f"sayso: error: cannot read the baseline {name}: it is no regular file\n"


def test_read_only(folder: Path) -> None:
    sayso("baseline")
    (folder / NAME).chmod(0o444)
    before = (folder / NAME).read_bytes()
    assert sayso("baseline").exit_code == 0
    write(folder / "claims.json", record())
    result = sayso("baseline")
    assert result.exit_code == 2
    assert result.stderr == f"sayso: error: cannot write {NAME}: the file is read-only\n"
    assert (folder / NAME).read_bytes() == before
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o444
    assert strays(folder) == []


def test_changed_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else writes it while the claims are checked."""
    from sayso.report import engine

    real: Callable[..., Any] = engine.check

    def meanwhile(*args: Any, **given: Any) -> Any:
        (folder / NAME).write_text('{"version": 1, "files": {}}')
        return real(*args, **given)

    for before in (False, True):
        (folder / NAME).unlink(missing_ok=True)
        if before:
            sayso("baseline")
            write(folder / "claims.json", record())
        with monkeypatch.context() as patch:
            patch.setattr(engine, "check", meanwhile)
            result = sayso("baseline")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"sayso: error: cannot write {NAME}: ")
        assert (folder / NAME).read_text() == '{"version": 1, "files": {}}'
        assert strays(folder) == []


def _many(folder: Path, number: int) -> None:
    write(folder / "claims.json", record(*(claim(f"c{index}", "brief") for index in range(number))))


@NEEDS_POSIX
def test_killed_at_any_point(folder: Path) -> None:
    """The old baseline or the new one."""
    sayso("baseline")
    old = (folder / NAME).read_bytes()
    _many(folder, 1000)
    began = time.monotonic()
    assert finish(start(folder, "baseline")) == 0
    whole = time.monotonic() - began
    new = (folder / NAME).read_bytes()
    assert new != old
    for turn in range(8 if THOROUGH else 2):
        (folder / NAME).write_bytes(old)
        run = start(folder, "baseline")
        time.sleep(random.uniform(0.6 * (turn % 2), 1.1) * whole)
        run.send_signal(signal.SIGKILL)
        finish(run)
        assert (folder / NAME).read_bytes() in (old, new)
        assert len(strays(folder)) <= 1
    (folder / NAME).write_bytes(old)
    assert finish(start(folder, "baseline")) == 0
    assert strays(folder) == []
    assert (folder / NAME).read_bytes() == new


@NEEDS_POSIX
def test_limit_on_the_size(folder: Path) -> None:
    import resource

    sayso("baseline")
    before = (folder / NAME).read_bytes()
    _many(folder, 200)
    run = start(
        folder, "baseline", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
    )
    _, err = run.communicate(timeout=60)
    assert run.returncode == 2
    assert err == f"sayso: error: cannot write {NAME}: File too large\n".encode()
    assert (folder / NAME).read_bytes() == before
    assert strays(folder) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    yield from writing.small_disk(tmp_path / "disk")


def test_disk_that_is_full(folder: Path, small_disk: Path) -> None:
    path = small_disk / NAME
    sayso("baseline", "-o", path)
    before = path.read_bytes()
    fill(small_disk)
    _many(folder, 200)
    for name in (NAME, "new.json"):
        result = sayso("baseline", "-o", small_disk / name)
        assert result.exit_code == 2
        assert "No space left on device" in result.stderr
    assert path.read_bytes() == before
    assert sorted(each.name for each in small_disk.iterdir()) == ["rest", NAME]


@NEEDS_POSIX
def test_reader_that_goes_away(folder: Path) -> None:
    """The warning about what is gone may find nobody who reads it."""
    sayso("baseline")
    write(folder / "claims.json", record())
    args = [sys.executable, "-m", "sayso_cli", "check", "--baseline", NAME, "-v"]
    ours, theirs = os.pipe()
    os.close(ours)
    run = subprocess.run(args, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs, check=False, timeout=60)
    os.close(theirs)
    assert run.returncode == 2


def test_from_an_empty_folder_to_a_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three claims recorded, checked, one looked at and mended, and the rest put under a baseline."""
    home = tmp_path / "empty"
    home.mkdir()
    monkeypatch.chdir(home)
    assert sayso("init").exit_code == 0
    claimed = ("--claimant", "example-ministry", "--stated-in", "ministry-release")
    assert (
        sayso(
            *("add", "source", "--id", "board-report", "--title", "Levels in March"),
            *("--by", "example-state", "--basis", "relay", "--based-on", "ministry-release"),
        ).exit_code
        == 0
    )
    for id, source, standing in (
        ("gauge-read", "courier-report", "single-source"),
        ("no-leak", "board-report", "self-asserted"),
        ("no-loss", "ministry-release", "self-asserted"),
    ):
        statement = f"Statement of {id}."
        result = sayso(
            "add", "claim", "--id", id, "--statement", statement, *claimed, "--corroboration", source
        )
        assert result.exit_code == 0
        assert f": {standing}, " in result.stdout
    result = sayso("check")
    assert result.exit_code == 1
    assert "2 CLAIMS REST ONLY ON THE CLAIMANT'S OWN ASSERTION" in result.stdout
    lacks = sayso("show", "no-leak")
    assert lacks.exit_code == 0
    assert "✗ `board-report`" in lacks.stdout
    assert "WHAT IS MISSING" in lacks.stdout
    text = (home / "claims.json").read_text()
    mended = text.replace('"source": "board-report"', '"source": "courier-report"')
    assert text != mended
    (home / "claims.json").write_text(mended)
    result = sayso("check")
    assert result.exit_code == 1
    assert "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION" in result.stdout
    assert sayso("baseline").exit_code == 0
    result = check()
    assert result.exit_code == 0
    assert "rests only on the claimant's own assertion" in result.stdout
    assert sayso("fmt", "--check").exit_code == 0
    result = sayso("add", "claim", "--id", "one-more", "--statement", "One more.", *claimed)
    assert result.exit_code == 0
    result = check()
    assert result.exit_code == 1
    assert "one-more" in result.stdout
    assert "no-loss" not in result.stdout
