"""The config: every key, what goes before what, what holds for which file, and what cannot be meant."""

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from sayso_cli.config_keys import Rules, keys, variables
from sayso_cli.main import app

from ..records import FLAGGED, SINGLE, SOUND, claim, record, write

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
Run = Callable[..., Any]
OLD = SOUND | {"id": "old", "reviewed": "2025-01-01"}
DAY = ("--as-of", "2025-03-01")


@pytest.fixture
def run(sayso: Run) -> Run:
    """Runs `sayso` with just the arguments given, in an empty folder."""

    def go(*args: object, **env: str) -> Any:
        return CliRunner().invoke(app, [*map(str, args)], env=env, catch_exceptions=False)

    return go


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file."""

    def write_text(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_text


@pytest.fixture
def levels(run: Run) -> Callable[..., dict[str, str]]:
    """Runs `sayso check`; each check that found something, with its level (the last one)."""

    def go(*args: object, **env: str) -> dict[str, str]:
        result = run("check", "-f", "json", *args, **env)
        assert result.exit_code in (0, 1), result.stderr
        found = json.loads(result.stdout)["files"]
        return {each["check"]: each["level"] for file in found for each in file["findings"]}

    return go


@pytest.fixture
def checked(run: Run) -> Callable[..., list[str]]:
    """Runs `sayso check`; the files that were checked."""

    def go(*args: object, **env: str) -> list[str]:
        result = run("check", "-f", "json", *args, **env)
        assert result.exit_code in (0, 1), result.stderr
        return [file["path"] for file in json.loads(result.stdout)["files"]]

    return go


def refused(result: Any, message: str) -> None:
    """One clear error, and nothing else."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"sayso: error: {message}" in result.stderr
    assert len(result.stderr.splitlines()) == 1


# Every key, from each place.


def test_paths(checked: Run, tmp_path: Path, put: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are relative to the folder of the file, or, from a variable, to the working folder."""
    for name in ("a.json", "b.json", "c.json"):
        put(f"claims/{name}", json.dumps(record(SOUND)))
    assert checked() == ["claims/a.json", "claims/b.json", "claims/c.json"]
    put("sayso.toml", 'paths = ["claims/a.json", "claims/b.json"]')
    assert checked() == ["claims/a.json", "claims/b.json"]
    assert checked(SAYSO_PATHS="claims/c.json, claims/a.json") == ["claims/c.json", "claims/a.json"]
    assert checked("claims/b.json", SAYSO_PATHS="claims/c.json") == ["claims/b.json"]
    monkeypatch.chdir(tmp_path / "claims")
    assert checked() == ["a.json", "b.json"]
    assert checked(SAYSO_PATHS="c.json") == ["c.json"]


def test_exclude(checked: Run, tmp_path: Path, put: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.json", "a.old.json", "drafts/d.json", "x/drafts/e.json"):
        put(name, json.dumps(record(SOUND)))
    put("sayso.toml", 'exclude = ["*.old.json", "/drafts/**"]')
    assert checked() == ["a.json", "x/drafts/e.json"]
    assert checked(SAYSO_EXCLUDE="drafts,a.json") == ["a.old.json"]
    assert checked("--exclude", "x", "--exclude", "drafts,*.old.*", SAYSO_EXCLUDE="a.json") == ["a.json"]
    # What is named is read.
    assert checked("a.old.json") == ["a.old.json"]
    assert checked("drafts") == ["drafts/d.json"]
    monkeypatch.chdir(tmp_path / "x")
    assert checked("..") == ["../a.json", "../x/drafts/e.json"]
    assert checked(".", "--exclude", "nothing") == ["drafts/e.json"]


def test_an_excluded_folder_is_not_entered(run: Run, put: Run, tmp_path: Path) -> None:
    """Not even looked into: what it holds might not be readable."""
    put("closed/a.json", "{")
    put("a.json", json.dumps(record(SOUND)))
    assert run("check", "--ignore", "evidence,upkeep,consistency").exit_code == 1
    assert run("check", "--ignore", "evidence,upkeep,consistency", "--exclude", "closed").exit_code == 0


def test_all_is_excluded(run: Run, put: Run) -> None:
    put("a.json", json.dumps(record(SOUND)))
    refused(
        run("check", "--exclude", "*.json"),
        "no claim file in the folder .; some are excluded: see `sayso config`",
    )
    put("sayso.toml", 'paths = ["."]\nexclude = ["a.json"]')
    refused(run("fmt"), "sayso.toml:1:1: `paths`: no claim file in the folder .; some are excluded")


def test_an_excluded_register_is_read_where_it_is_included(checked: Run, put: Run) -> None:
    ring = {"name": "A", "controlled_by": ["a"]}
    put("register.json", json.dumps({"version": 1, "parties": {"a": ring}}))
    put("a.json", json.dumps(record(SOUND, include=["register.json"])))
    assert checked("--exclude", "register.json") == ["a.json", "register.json"]


def test_select(levels: Run, put: Run) -> None:
    put("a.json", json.dumps(record(FLAGGED, FLAGGED)))
    put("sayso.toml", 'select = ["standing"]')
    structure = {"duplicate-id"}
    assert levels().keys() == {"self-asserted"} | structure
    assert levels(SAYSO_SELECT="claimant-voice,no-url").keys() == {"claimant-voice", "no-url"} | structure
    assert levels("--select", "no-url", SAYSO_SELECT="standing").keys() == {"no-url"} | structure


def test_ignore(levels: Run, put: Run) -> None:
    put("a.json", json.dumps(record(FLAGGED)))
    everything = levels().keys()
    put("sayso.toml", 'ignore = ["no-url", "standing"]')
    assert levels().keys() == everything - {"no-url", "self-asserted"}
    assert levels(SAYSO_IGNORE="independence").keys() == everything - {
        "claimant-voice",
        "traces-to-claimant",
        "unsourced-control",
    }
    assert levels("--ignore", "no-url", SAYSO_IGNORE="independence").keys() == everything - {"no-url"}


def test_levels(levels: Run, run: Run, put: Run) -> None:
    """Check by check; a level holds for all findings of the check, and for the exit status."""
    put("a.json", json.dumps(record(FLAGGED, SINGLE)))
    put("sayso.toml", '[levels]\nno-url = "error"\nself-asserted = "note"\nsingle-source = "off"')
    found = levels()
    assert (found["no-url"], found["self-asserted"]) == ("error", "note")
    assert "single-source" not in found
    found = levels(SAYSO_LEVELS="no-url=warning,single-source=error")
    assert (found["no-url"], found["self-asserted"], found["single-source"]) == ("warning", "note", "error")
    found = levels("--level", "no-url=off", "--level", "self-asserted=warning", SAYSO_LEVELS="no-url=warning")
    assert "no-url" not in found
    assert found["self-asserted"] == "warning"
    assert run("check").exit_code == 1
    assert run("check", "--level", "no-url=warning").exit_code == 0
    assert ": 6 errors, " in run("check").stderr


def test_notes_made_graver_are_shown(run: Run, put: Run) -> None:
    put("a.json", json.dumps(record(SOUND)))
    assert "no-url" not in run("check").stdout
    assert "no-url" in run("check", "--level", "no-url=warning").stdout
    assert "no-url" not in run("check", "--level", "no-url=off", "-v").stdout


def test_fail_on(run: Run, put: Run) -> None:
    put("a.json", json.dumps(record(SINGLE)))
    assert run("check").exit_code == 0
    put("sayso.toml", 'fail-on = "warning"')
    assert run("check").exit_code == 1
    assert run("check", SAYSO_FAIL_ON="never").exit_code == 0
    assert run("check", "--fail-on", "note", SAYSO_FAIL_ON="never").exit_code == 1
    assert run("check", "--fail-on", "error").exit_code == 0


def test_min_voices(levels: Run, put: Run) -> None:
    put("a.json", json.dumps(record(SOUND)))
    assert "too-few-voices" not in levels()
    put("sayso.toml", "min-voices = 3")
    assert levels()["too-few-voices"] == "error"
    assert "too-few-voices" not in levels(SAYSO_MIN_VOICES="2")
    assert "too-few-voices" in levels("--min-voices", "4", SAYSO_MIN_VOICES="2")


def test_stale_after(levels: Run, put: Run) -> None:
    """59 days have passed since the review."""
    put("a.json", json.dumps(record(OLD)))
    assert "stale-review" not in levels(*DAY)
    put("sayso.toml", "stale-after = 58")
    assert "stale-review" in levels(*DAY)
    assert "stale-review" not in levels(*DAY, SAYSO_STALE_AFTER="59")
    assert "stale-review" in levels("--stale-after", "0", *DAY, SAYSO_STALE_AFTER="59")
    assert "stale-review" not in levels("--stale-after", "never", *DAY)
    put("sayso.toml", 'stale-after = "never"')
    assert "stale-review" not in levels("--as-of", "2100-01-01")
    assert "stale-review" not in levels("--stale-after", 10**12, *DAY)


def test_verdicts(levels: Run, run: Run, put: Run) -> None:
    """What the house gives to other standings, or not at all, is an error; without a table nothing is."""
    put("a.json", json.dumps(record(SINGLE | {"verdict": "True"})))
    assert "verdict-unbacked" not in levels()
    put("sayso.toml", '[verdicts]\nTrue = ["corroborated", "single-source"]')
    assert "verdict-unbacked" not in levels()
    for table in ('True = ["corroborated"]', 'true = ["single-source"]'):
        put("sayso.toml", f"[verdicts]\n{table}")
        assert levels()["verdict-unbacked"] == "error"
    put("sayso.toml", "[verdicts]")
    assert "verdict-unbacked" not in levels()
    assert "# verdicts is not set\n" in run("config").stdout
    put(
        "sayso.toml",
        '[verdicts]\nTrue = ["corroborated"]\n"Missing context" = ["contested", "partly-backed"]',
    )
    assert (
        'verdicts.True = ["corroborated"]  # sayso.toml:2:1\n'
        'verdicts."Missing context" = ["contested", "partly-backed"]  # sayso.toml:3:1\n'
    ) in run("config").stdout
    shape = json.loads(run("config", "--format", "json").stdout)["settings"]["verdicts"]["value"]
    assert shape == {"True": ["corroborated"], "Missing context": ["contested", "partly-backed"]}


def test_verdicts_of_a_file_take_the_place_of_the_others(levels: Run, run: Run, put: Run) -> None:
    for name in ("a.json", "de/b.json"):
        put(name, json.dumps(record(SINGLE | {"verdict": "Wahr"})))
    put(
        "sayso.toml",
        '[verdicts]\nTrue = ["corroborated"]\n[per-file.de.verdicts]\nWahr = ["single-source"]\n',
    )
    assert "verdict-unbacked" in levels("a.json")
    assert "verdict-unbacked" not in levels("de")
    line = 'per-file.de.verdicts = { Wahr = ["single-source"] }  # sayso.toml:3:14\n'
    assert line in run("config").stdout
    assert 'verdicts.Wahr = ["single-source"]  # sayso.toml:4:1\n' in run("config", "de/b.json").stdout


# Tables by glob.


def test_per_file(levels: Run, put: Run) -> None:
    """Every key of a table; what is in no table is as it was."""
    for name in ("a.json", "drafts/b.json"):
        put(name, json.dumps(record(OLD, FLAGGED)))
    base = levels("a.json", *DAY)
    for table, change in (
        ('select = ["no-url"]', lambda found: {"no-url": "note"}),
        ('ignore = ["no-url"]', lambda found: {k: v for k, v in found.items() if k != "no-url"}),
        ('levels = { no-url = "error" }', lambda found: found | {"no-url": "error"}),
        ('levels = { no-url = "off" }', lambda found: {k: v for k, v in found.items() if k != "no-url"}),
        ("min-voices = 3", lambda found: found | {"too-few-voices": "error"}),
        ("stale-after = 5", lambda found: found | {"stale-review": "note"}),
        ('open = "note"', lambda found: found),
    ):
        put("sayso.toml", f'[per-file."drafts/**"]\n{table}')
        assert levels("drafts", *DAY) == change(base)
        assert levels("a.json", *DAY) == base


def test_later_tables_go_before_earlier_ones(levels: Run, put: Run) -> None:
    put("drafts/b.json", json.dumps(record(OLD, FLAGGED)))
    put(
        "sayso.toml",
        '[per-file."drafts"]\nstale-after = 1\nlevels = { no-url = "error", self-asserted = "note" }\n'
        'ignore = ["no-locator"]\n'
        '[per-file."*.json"]\nstale-after = "never"\nlevels = { no-url = "warning" }\n'
        'ignore = ["unchecked-item"]',
    )
    found = levels(*DAY)
    assert (found["no-url"], found["self-asserted"]) == ("warning", "note")
    assert found.keys().isdisjoint({"stale-review", "no-locator", "unchecked-item"})


def test_options_and_tables(levels: Run, put: Run) -> None:
    """An option goes before a table, but what the table ignores stays ignored."""
    put("drafts/b.json", json.dumps(record(OLD, FLAGGED)))
    put(
        "sayso.toml",
        'ignore = ["no-locator"]\n'
        '[per-file."drafts"]\nstale-after = "never"\nmin-voices = 3\nignore = ["no-url"]\n'
        'levels = { claimant-voice = "error", unchecked-item = "off" }',
    )
    found = levels("--stale-after", 1, "--min-voices", 1, "--level", "claimant-voice=note", *DAY)
    assert "stale-review" in found
    assert found["claimant-voice"] == "note"
    assert found["too-few-voices"] == "error"
    assert found.keys().isdisjoint({"no-url", "no-locator"})
    found = levels("--ignore", "dates")
    assert "no-locator" in found
    assert "no-url" not in found
    # What is selected is run though the file ignores it, save for the exceptions of a table.
    found = levels("--select", "no-url,no-locator,unchecked-item")
    assert found.keys() == {"no-locator"}
    assert "unchecked-item" in levels("--level", "unchecked-item=note")


def test_selected_goes_before_weaker_ignore_and_off(levels: Run, put: Run) -> None:
    put("a.json", json.dumps(record(FLAGGED)))
    put("sayso.toml", 'ignore = ["no-url"]\n[levels]\nno-locator = "off"\nunchecked-item = "error"')
    wanted = "no-url,no-locator,unchecked-item"
    assert levels("--select", wanted) == {"no-url": "note", "no-locator": "note", "unchecked-item": "error"}
    assert levels(SAYSO_SELECT=wanted).keys() == {"no-url", "no-locator", "unchecked-item"}
    assert levels("--select", wanted, SAYSO_IGNORE="no-url", SAYSO_LEVELS="no-locator=off").keys() == {
        "no-url",
        "no-locator",
        "unchecked-item",
    }
    assert levels("--select", wanted, "--ignore", "no-url").keys() == {"no-locator", "unchecked-item"}
    assert "no-url" in levels("--level", "no-url=note", "--ignore", "upkeep")
    put("sayso.toml", 'select = ["no-url"]\nignore = ["no-url"]')
    assert levels() == {}


def test_a_register_is_judged_by_its_own_tables(levels: Run, put: Run) -> None:
    """What is said of a source counts where the source stands, whichever file was being checked."""
    source = {"title": "T", "by": ["ledger"], "basis": "observation"}
    put("registers/r.json", json.dumps({"version": 1, "sources": {"extra": source}}))
    put("a.json", json.dumps(record(SOUND, include=["registers/r.json"])))
    put("sayso.toml", '[per-file."registers/**"]\nlevels = { no-url = "error" }\nignore = ["unused-source"]')
    result = levels("a.json")
    assert result["no-url"] == "error"
    put("sayso.toml", '[per-file."a.json"]\nignore = ["no-url"]')
    assert levels("a.json")["no-url"] == "note"
    put("sayso.toml", '[per-file."*.json"]\nignore = ["no-url"]')
    assert "no-url" not in levels("a.json")


def test_a_waiver_of_what_is_not_run_here_is_not_unused(levels: Run, put: Run) -> None:
    waive = [{"check": "stale-review", "reason": "closed"}]
    put("a.json", json.dumps(record(OLD | {"waive": waive})))
    assert "unused-waiver" in levels(*DAY)
    put("sayso.toml", '[per-file."a.json"]\nignore = ["stale-review"]')
    assert "unused-waiver" not in levels(*DAY)
    put("sayso.toml", '[per-file."a.json"]\nstale-after = "never"')
    assert "unused-waiver" not in levels(*DAY)
    put("sayso.toml", '[per-file."b.json"]\nstale-after = "never"')
    assert "unused-waiver" in levels(*DAY)


def test_structure_is_always_run(levels: Run, put: Run) -> None:
    put("a.json", json.dumps(record(FLAGGED, FLAGGED)))
    put("sayso.toml", '[levels]\nduplicate-id = "error"\n[per-file."a.json"]\nselect = ["upkeep"]')
    assert levels()["duplicate-id"] == "error"


# Which file is read.


def test_search_goes_upwards(run: Run, put: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)

    def source() -> object:
        return json.loads(run("config", "-f", "json").stdout)["config"]

    put("a/sayso.toml", "")
    assert source() == os.path.join("..", "..", "sayso.toml")
    # A project that says nothing of sayso is passed by.
    put("a/b/pyproject.toml", '[tool.other]\nsayso = "sayso"\n[project]\nname = "x"')
    assert source() == os.path.join("..", "..", "sayso.toml")
    put("a/b/pyproject.toml", "[tool.sayso]\nmin-voices = 2")
    assert source() == os.path.join("..", "pyproject.toml")
    put("a/b/sayso.toml", "")
    assert source() == os.path.join("..", "sayso.toml")
    put("a/b/c/pyproject.toml", "[tool]")
    assert source() == os.path.join("..", "sayso.toml")
    # Nor does a broken file count that does not speak of sayso.
    put("a/b/c/pyproject.toml", "[[[")
    assert source() == os.path.join("..", "sayso.toml")
    (inner / ".git").mkdir()
    assert source() is None
    put("a/b/c/sayso.toml", "")
    assert source() == "sayso.toml"


def test_a_pyproject(run: Run, put: Run, levels: Run) -> None:
    put("a.json", json.dumps(record(SOUND)))
    put(
        "pyproject.toml",
        '[project]\nname = "x"\n\n[tool.sayso]\nselect = ["standing"]\n'
        '[tool.sayso.per-file."a.json"]\nmin-voices = 3\n',
    )
    assert levels() == {"too-few-voices": "error"}
    assert 'select = ["standing"]  # pyproject.toml:5:1\n' in run("config").stdout
    assert 'per-file."a.json".min-voices = 3  # pyproject.toml:7:1\n' in run("config").stdout
    put("pyproject.toml", '[tool.sayso]\nmin-voice = "x"')
    refused(run("check"), "pyproject.toml:2:1: `min-voice`: there is no such key; did you mean `min-voices`?")
    put("pyproject.toml", '[tool]\nsayso = "x"')
    refused(run("check"), "pyproject.toml: `tool.sayso`: must be a table")
    put("pyproject.toml", 'tool = "sayso"')
    refused(run("check"), "pyproject.toml: `tool`: must be a table")


def test_named_config(run: Run, put: Run, checked: Run, tmp_path: Path) -> None:
    """By option or variable; its paths are relative to its own folder, and may lead out of it."""
    put("sayso.toml", "broken")
    put("claims/a.json", json.dumps(record(SOUND)))
    put("ci/house.toml", 'paths = ["../claims"]\nfail-on = "never"')
    assert checked("--config", "ci/house.toml") == ["claims/a.json"]
    assert checked(SAYSO_CONFIG="ci/house.toml") == ["claims/a.json"]
    assert checked("--config", tmp_path / "ci/house.toml", SAYSO_CONFIG="nowhere") == ["claims/a.json"]
    assert checked("--config", "ci/house.toml", SAYSO_NO_CONFIG="1") == ["claims/a.json"]
    assert checked("claims", "--no-config", SAYSO_CONFIG="nowhere") == ["claims/a.json"]
    assert checked("claims", SAYSO_NO_CONFIG="1") == ["claims/a.json"]
    assert run("check", "claims", "--no-config", SAYSO_CONFIG="", SAYSO_FAIL_ON="never").exit_code == 0
    refused(
        run("check", SAYSO_CONFIG="a", SAYSO_NO_CONFIG="1"), "SAYSO_CONFIG and SAYSO_NO_CONFIG are both set"
    )
    refused(run("check", "--config", "gone.toml"), "gone.toml: the config file cannot be read: No such file")
    refused(run("check", "--config", "claims"), "claims: this is no regular file")
    put("pyproject.toml", "[project]")
    refused(run("check", "--config", "pyproject.toml"), "pyproject.toml: there is no [tool.sayso] in it")
    put("pyproject.toml", "[tool.sayso]\npaths = ['claims']")
    assert checked("--config", "pyproject.toml") == ["claims/a.json"]
    result = run("check", "--config", "ci/house.toml", "--no-config")
    assert result.exit_code == 2
    assert "one of them at most" in result.stderr


def test_globs_of_a_named_config_start_at_its_folder(checked: Run, put: Run) -> None:
    for name in ("a.json", "ci/a.json", "drafts/a.json"):
        put(name, json.dumps(record(SOUND)))
    put("ci/house.toml", 'exclude = ["/a.json", "../drafts"]')
    assert checked("--config", "ci/house.toml") == ["a.json"]


@pytest.mark.parametrize("path", ["..", "../x", "/", "a/../..", "link", "link/x"])
def test_paths_of_a_found_file_stay_in_its_folder(run: Run, put: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "link").symlink_to("/etc")
    put("sayso.toml", f'paths = ["{path}"]')
    refused(run("check"), f'sayso.toml:1:1: `paths`: "{path}" leads out of the folder of the config file')


def test_a_found_file_that_is_a_link(
    run: Run, put: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within its folder it is followed; out of it, nothing is read."""
    put("house.toml", 'fail-on = "never"')
    (tmp_path / "sayso.toml").symlink_to("house.toml")
    assert 'fail-on = "never"' in run("config").stdout
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "sayso.toml").symlink_to("../house.toml")
    monkeypatch.chdir(tmp_path / "inner")
    refused(
        run("config"), "sayso.toml: a symbolic link that leads out of its folder; name the file with --config"
    )
    assert 'fail-on = "never"' in run("config", "--config", "sayso.toml").stdout


@pytest.mark.parametrize("name", ["sayso.toml", "pyproject.toml"])
def test_what_is_no_readable_file(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.symlink_to("gone")
    refused(run("check"), f"{name}: the config file cannot be read: No such file or directory")
    path.unlink()
    path.symlink_to(name)
    assert run("check").exit_code == 2
    path.unlink()
    path.mkdir()
    refused(run("check"), f"{name}: this is no regular file")
    path.rmdir()
    os.mkfifo(path)
    refused(run("check"), f"{name}: this is no regular file")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a = ", ":1:5: this is no TOML: Invalid value"),
        (b"\n\n  = 1", ":3:3: this is no TOML: Invalid statement"),
        (b"# sayso\na = [", ":2:6: this is no TOML: Invalid value"),
        (b"a = 1\na = 2", ":2:6: this is no TOML: Cannot overwrite a value"),
        (b"# \xe8\x8d\x89\n# \xe8\x8d\x89\xff", ":2:4: this is not UTF-8; save it in that encoding"),
        ("min-voices = 2".encode("utf-16"), ":1:1: this is not UTF-8"),
        (b"a = " + b"[" * 5000, ": the config file is nested too deeply; flatten it"),
        (b"a = " + b"{a = " * 5000, ": the config file is nested too deeply; flatten it"),
        (b"a = " + b"9" * 5000, ": this is no TOML: Exceeds the limit"),
        (b"a." * 30000 + b"a = 1", ": there are too many dots in a line; shorten it"),
        (b"#" * (1 << 20) + b"\n", ": the config file is too large; keep it below 1 MiB"),
        (b'a = "\x1b[31m"', ":1:6: this is no TOML: Illegal character '\\x1b'"),
    ],
)
def test_what_is_no_toml(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "sayso.toml").write_bytes(data)
    result = run("check")
    refused(result, f"sayso.toml{message}")
    assert "\x1b" not in result.stderr


def test_a_byte_order_mark_is_passed_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_bytes(b"\xef\xbb\xbf# a\r\nmin-voices = 2\r\n")
    assert "min-voices = 2  # sayso.toml:2:1\n" in run("config").stdout


# What cannot be meant.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min-voice = 2", "1:1: `min-voice`: there is no such key; did you mean `min-voices`?"),
        ("min_voices = 2", "1:1: `min_voices`: there is no such key; did you mean `min-voices`?"),
        ("xyzzy = 2", "1:1: `xyzzy`: there is no such key; there are select, ignore, levels, "),
        ('"\\u001b" = 2', '1:1: `"\\u001b"`: there is no such key'),
        ("[levells]", "1:2: `levells`: there is no such key; did you mean `levels`?"),
        ('paths = "a"', '1:1: `paths`: must be a list of paths, such as ["claims"], not "a"'),
        ("paths = []", "1:1: `paths`: must not be empty; without it the working folder is searched"),
        ('paths = [""]', '1:1: `paths`: "" is no path of a file or folder'),
        ('paths = ["-"]', '1:1: `paths`: "-" is no path of a file or folder'),
        ('paths = ["a\\u0000"]', '1:1: `paths`: "a\\u0000" is no path of a file or folder'),
        ("paths = [1]", '1:1: `paths`: must be a list of paths, such as ["claims"], not [1]'),
        ('paths = ["gone"]', "1:1: `paths`: no such file or folder: gone"),
        ('exclude = "a"', '1:1: `exclude`: must be a list of globs, such as ["drafts/**"], not "a"'),
        ('exclude = ["a\\\\b"]', "1:1: `exclude`: write `/` in place of `\\`"),
        ('exclude = [""]', "1:1: `exclude`: a glob must not be empty"),
        (
            'select = "a"',
            '1:1: `select`: must be a list of checks or families, such as ["standing"], not "a"',
        ),
        ("select = []", "1:1: `select`: must not be empty; without it all checks run"),
        ('select = ["standin"]', "1:1: `select`: no check or family `standin`; did you mean `standing`?"),
        ('ignore = ["xyzzy"]', "1:1: `ignore`: no check or family `xyzzy`; `sayso explain` lists them"),
        (
            "ignore = [true]",
            '1:1: `ignore`: must be a list of checks or families, such as ["no-url"], not [true]',
        ),
        (
            'ignore = ["schema"]',
            "1:1: `ignore`: `schema` cannot be ignored: what cannot be read must not pass",
        ),
        ('ignore = ["structure"]', "1:1: `ignore`: `structure` cannot be ignored"),
        ('levels = "off"', '1:1: `levels`: must be a table such as { no-url = "warning" }, not "off"'),
        ('[levels]\nno-ulr = "off"', "2:1: `levels.no-ulr`: no such check; did you mean `no-url`?"),
        ('[levels]\nxyzzy = "off"', "2:1: `levels.xyzzy`: no such check; `sayso explain` lists them"),
        ('[levels]\nevidence = "off"', "2:1: `levels.evidence`: this is a family; name its checks"),
        ("[levels]\nno-url = 1", '2:1: `levels.no-url`: must be "error", "warning", "note" or "off", not 1'),
        (
            "[levels]\nno-url = []",
            '2:1: `levels.no-url`: must be "error", "warning", "note" or "off", not []',
        ),
        ('[levels]\nno-url = "warn"', "2:1: `levels.no-url`: must be"),
        ('[levels]\nschema = "note"', "2:1: `levels.schema`: cannot be lowered or switched off"),
        ('fail-on = "all"', '1:1: `fail-on`: must be "error", "warning", "note" or "never", not "all"'),
        ("fail-on = 1", '1:1: `fail-on`: must be "error", "warning", "note" or "never", not 1'),
        ('min-voices = "2"', '1:1: `min-voices`: must be a whole number from 1 to 4, not "2"'),
        ("min-voices = true", "1:1: `min-voices`: must be a whole number from 1 to 4, not true"),
        ("min-voices = 2.0", "1:1: `min-voices`: must be a whole number from 1 to 4, not 2.0"),
        ("min-voices = 5", "1:1: `min-voices`: must be a whole number from 1 to 4, not 5"),
        ("min-voices = 2025-01-01", "1:1: `min-voices`: must be a whole number from 1 to 4, not 2025-01-01"),
        ("stale-after = -1", '1:1: `stale-after`: must be a number of days, or "never", not -1'),
        ('stale-after = "1"', '1:1: `stale-after`: must be a number of days, or "never", not "1"'),
        ("stale-after = {a = 1}", '1:1: `stale-after`: must be a number of days, or "never", not { a = 1 }'),
        ("stale-after = {}", '1:1: `stale-after`: must be a number of days, or "never", not {}'),
        ("per-file = 1", '1:1: `per-file`: must be tables by glob, such as [per-file."drafts/**"], not 1'),
        ("per-file.a = 1", "1:1: `per-file`: must be tables by glob"),
        ('[per-file.""]', '1:11: `per-file.""`: a glob must not be empty'),
        (
            '[per-file."!a"]',
            '1:11: `per-file."!a"`: a glob that starts with `!` cannot take back what another one names',
        ),
        (
            '[per-file.a]\npaths = ["x"]',
            "2:1: `per-file.a.paths`: this cannot be set by file; those that can are sel",
        ),
        (
            "[per-file.a]\nmin-voice = 1",
            "2:1: `per-file.a.min-voice`: there is no such key; did you mean `min-voices`?",
        ),
        (
            "[per-file.a]\nmin-voices = 9",
            "2:1: `per-file.a.min-voices`: must be a whole number from 1 to 4, not 9",
        ),
        ('[per-file."a b"]\nignore = ["x"]', '2:1: `per-file."a b".ignore`: no check or family `x`'),
        ('[per-file.a.levels]\nno-url = "x"', "2:1: `per-file.a.levels.no-url`: must be"),
        (
            'min-voices = 2\nignore = ["standing"]',
            "1:1: `min-voices`: the check `too-few-voices` is left out",
        ),
        ('select = ["no-url"]\nmin-voices = 2', "2:1: `min-voices`: the check `too-few-voices` is left out"),
        (
            '[levels]\ntoo-few-voices = "off"\n[per-file.a]\nmin-voices = 2',
            "4:1: `per-file.a.min-voices`: the check",
        ),
        (
            'verdicts = ["True"]',
            '1:1: `verdicts`: must be a table of ratings such as { True = ["corroborated"] }, not ["True"]',
        ),
        (
            '[verdicts]\nTrue = "corroborated"',
            '2:1: `verdicts.True`: must be a list of standings, such as ["corroborated"], not "corroborated"',
        ),
        ("[verdicts]\nTrue = [1]", '2:1: `verdicts.True`: must be a list of standings, such as ["corrob'),
        ("[verdicts]\nTrue = []", "2:1: `verdicts.True`: must not be empty: name the standings"),
        ('[verdicts]\n" " = ["refuted"]', '2:1: `verdicts." "`: a rating must not be empty'),
        (
            '[verdicts]\nTrue = ["coroborated"]',
            '2:1: `verdicts.True`: no such standing: "coroborated"; did you mean `corroborated`?',
        ),
        (
            '[verdicts]\n"Half true" = ["refuted", "half"]',
            '2:1: `verdicts."Half true"`: no such standing: "half"; there are not-checkable, refuted,',
        ),
        (
            '[per-file.a.verdicts]\nTrue = ["x"]',
            '2:1: `per-file.a.verdicts.True`: no such standing: "x"; there are',
        ),
        (
            'ignore = ["verdict-unbacked"]\n[verdicts]\nTrue = ["refuted"]',
            "2:2: `verdicts`: the check `verdict-unbacked` is left out",
        ),
        (f"select = {['no-url'] * 1001}", "1:1: `select`: holds more than 1,000 members"),
        (
            f'stale-after = "{"x" * 100}"',
            f'1:1: `stale-after`: must be a number of days, or "never", not "{"x" * 38}…',
        ),
        ("# a\n\nexclude = [\n  'a',\n  1,\n]\n# b", "3:1: `exclude`: must be a list of globs"),
        ('open = "off"', '1:1: `open`: must be "error", "warning" or "note", not "off"'),
        ("min-voices = 2\n\n# a\n\n  fail-on = 7", "5:3: `fail-on`: must be"),
    ],
)
def test_one_clear_error(run: Run, put: Run, text: str, message: str) -> None:
    put("a.json", json.dumps(record(SOUND)))
    put("sayso.toml", text)
    refused(run("check"), f"sayso.toml:{message}")


def test_nested_values_are_not_followed_to_their_end(run: Run, put: Run) -> None:
    put("sayso.toml", f"min-voices = {'[' * 250}{']' * 250}")
    refused(run("check"), "sayso.toml:1:1: `min-voices`: must be a whole number from 1 to 4, not [[[[")
    inner: Any = []
    for _ in range(100_000):
        inner = [inner]
    from sayso_cli.config_keys import BadValue, convert_table

    with pytest.raises(BadValue, match="not what is nested so deeply"):
        convert_table({"min-voices": inner})


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("SAYSO_FAIL_ON", "all", 'SAYSO_FAIL_ON: must be "error", "warning", "note" or "never", not "all"'),
        ("SAYSO_MIN_VOICES", "two", 'SAYSO_MIN_VOICES: must be a whole number from 1 to 4, not "two"'),
        ("SAYSO_MIN_VOICES", "null", 'SAYSO_MIN_VOICES: must be a whole number from 1 to 4, not "null"'),
        ("SAYSO_MIN_VOICES", "5", "SAYSO_MIN_VOICES: must be a whole number from 1 to 4"),
        ("SAYSO_STALE_AFTER", "-1", 'SAYSO_STALE_AFTER: must be a number of days, or "never"'),
        ("SAYSO_STALE_AFTER", "9" * 5000, 'SAYSO_STALE_AFTER: must be a number of days, or "never"'),
        ("SAYSO_SELECT", "standin", "SAYSO_SELECT: no check or family `standin`; did you mean `standing`?"),
        ("SAYSO_SELECT", "\x1b[31m", "SAYSO_SELECT: no check or family `\\x1b[31m`"),
        ("SAYSO_IGNORE", "no-url,,", "SAYSO_IGNORE: no check or family ``"),
        ("SAYSO_LEVELS", "no-url", 'SAYSO_LEVELS: write `CHECK=LEVEL`, such as `no-url=off`, not "no-url"'),
        (
            "SAYSO_LEVELS",
            "no-ulr=off",
            "SAYSO_LEVELS: `levels.no-ulr`: no such check; did you mean `no-url`?",
        ),
        ("SAYSO_EXCLUDE", "a,", "SAYSO_EXCLUDE: a glob must not be empty"),
        ("SAYSO_PATHS", "-", 'SAYSO_PATHS: "-" is no path of a file or folder'),
        ("SAYSO_PATHS", "gone", "SAYSO_PATHS: no such file or folder: gone"),
    ],
)
def test_variables_that_cannot_be_meant(run: Run, variable: str, text: str, message: str) -> None:
    refused(run("check", **{variable: text}), message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--level", "no-url"), "Invalid value for --level: write `CHECK=LEVEL`"),
        (("--level", "no-ulr=off"), "Invalid value for --level: no such check; did you mean `no-url`?"),
        (("--level", "schema=note"), "Invalid value for --level: cannot be lowered or switched off"),
        (("--stale-after", "soon"), 'Invalid value for --stale-after: must be a number of days, or "never"'),
        (("--stale-after", "-1"), "Invalid value for --stale-after: must be a number of days"),
        (("--exclude", ""), "Invalid value for --exclude: a glob must not be empty"),
        (("--select", "\x1b"), "no check or family `\\x1b`"),
        (("--select", ""), "Invalid value for --select: no check or family ``"),
        (
            ("--min-voices", "2", "--level", "too-few-voices=off"),
            "Invalid value for --min-voices: the check `too-few",
        ),
    ],
)
def test_options_that_cannot_be_meant(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


def test_a_house_rule_that_a_weaker_place_leaves_out(run: Run, put: Run) -> None:
    """A rule that is asked for is kept, or refused; what asks for less does not have to name it."""
    put("a.json", json.dumps(record(SOUND)))
    put("sayso.toml", 'ignore = ["standing"]')
    assert "too-few-voices` is left out" in run("check", "--min-voices", "2").stderr
    refused(run("check", SAYSO_MIN_VOICES="2"), "SAYSO_MIN_VOICES: the check `too-few-voices` is left out")
    put("sayso.toml", "min-voices = 3")
    assert run("check", "--select", "fairness").exit_code == 0
    assert run("check", "--ignore", "standing").exit_code == 0
    assert run("check", "--level", "too-few-voices=off").exit_code == 0
    assert run("check", SAYSO_SELECT="fairness").exit_code == 0


@pytest.mark.parametrize(
    "text", ["'{}' = 1", "per-file.'{}'.x = 1", "select = ['{}']", "levels.'{}' = 'off'", "fail-on = '{}'"]
)
def test_what_is_very_long_is_not_told_at_length(run: Run, put: Run, text: str) -> None:
    put("sayso.toml", text.format("x" * 100_000))
    result = run("check")
    refused(result, "sayso.toml:1:")
    assert len(result.stderr) < 250


def test_a_working_folder_that_is_gone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    result = run("check")
    monkeypatch.chdir(tmp_path)
    refused(result, "the working folder cannot be had: No such file or directory; go to another one")


def test_empty_variables_count_as_not_set(run: Run, put: Run) -> None:
    put("sayso.toml", 'fail-on = "warning"')
    empty = dict.fromkeys([*variables(), "SAYSO_CONFIG", "SAYSO_NO_CONFIG"], "")
    assert run("config", **empty).stdout == run("config").stdout
    assert 'fail-on = "warning"' in run("config", **empty).stdout


# `sayso config`.

EVERYTHING = """\
select = ["standing", "evidence", "dates"]
ignore = ["no-locator"]
min-voices = 2
stale-after = 180
open = "warning"
paths = ["claims", "草稿 \\u202e"]
exclude = ["drafts/**", "*.old.json"]
fail-on = "warning"
baseline = "known.json"
registries = ["https://agency.example/{doi}"]
trust = "roots.pem"

[levels]
no-url = "warning"
not-archived = "off"

[per-file."claims/**"]
select = ["standing"]
ignore = ["self-asserted"]
levels = { contested = "error" }
min-voices = 1
stale-after = "never"
open = "note"

[verdicts]
"Half true" = ["contested"]
"""


def test_config_is_toml_that_says_the_same(run: Run, put: Run) -> None:
    put("sayso.toml", EVERYTHING)
    shown = run("config")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert tomllib.loads(shown.stdout) == tomllib.loads(EVERYTHING)
    assert "\u202e" not in shown.stdout
    assert shown.stdout.startswith("# config file: sayso.toml\n")
    for line in shown.stdout.splitlines()[1:]:
        key, place = line.split(" = ")[0], line.rsplit("  # sayso.toml:")[-1]
        number, column = map(int, place.split(":"))
        assert EVERYTHING.splitlines()[number - 1][column - 1 :].startswith(key.split(".")[-1])
    put("sayso.toml", shown.stdout)
    again = run("config").stdout
    assert tomllib.loads(again) == tomllib.loads(EVERYTHING)


def test_config_without_a_file(run: Run) -> None:
    shown = run("config", SAYSO_FAIL_ON="note", SAYSO_LEVELS="no-url=off")
    assert shown.stdout == (
        "# config file: none\n"
        "# select is not set\n"
        "ignore = []  # default\n"
        'levels.no-url = "off"  # SAYSO_LEVELS\n'
        "# min-voices is not set\n"
        "stale-after = 365  # default\n"
        'open = "error"  # default\n'
        "# verdicts is not set\n"
        'paths = ["."]  # default\n'
        "exclude = []  # default\n"
        "# baseline is not set\n"
        'fail-on = "note"  # SAYSO_FAIL_ON\n'
        "# trust is not set\n"
        'registries = ["https://api.crossref.org/works/{doi}", "https://api.datacite.org/dois/{doi}"]'
        "  # default\n"
        "per-file = {}  # default\n"
    )
    assert "levels = {}  # default\n" in run("config").stdout


def test_config_of_a_file(run: Run, put: Run) -> None:
    put("sayso.toml", EVERYTHING)
    put("claims/a.json", "")
    put("b.json", "")
    assert run("config", "claims/a.json", SAYSO_STALE_AFTER="9", SAYSO_LEVELS="contested=note").stdout == (
        "# config file: sayso.toml\n"
        "# what holds for claims/a.json\n"
        'select = ["standing"]  # sayso.toml:18:1\n'
        'ignore = ["self-asserted"]  # sayso.toml:19:1\n'
        'levels.contested = "note"  # SAYSO_LEVELS\n'
        'levels.no-url = "warning"  # sayso.toml:14:1\n'
        "min-voices = 1  # sayso.toml:21:1\n"
        "stale-after = 9  # SAYSO_STALE_AFTER\n"
        'open = "note"  # sayso.toml:23:1\n'
        'verdicts."Half true" = ["contested"]  # sayso.toml:26:1\n'
    )
    assert "min-voices = 2  # sayso.toml:3:1\n" in run("config", "b.json").stdout
    refused(run("config", "gone.json"), "no such file: gone.json")


def test_config_as_json(run: Run, put: Run) -> None:
    put("sayso.toml", EVERYTHING)
    put("claims/a.json", "")
    shown = json.loads(run("config", "-f", "json", SAYSO_IGNORE="upkeep").stdout)
    assert (shown["version"], shown["tool"]["name"], shown["file"]) == (1, "sayso", None)
    assert shown["config"] == "sayso.toml"
    values = {name: each["value"] for name, each in shown["settings"].items()}
    assert values == {**tomllib.loads(EVERYTHING), "ignore": ["upkeep"]}
    assert shown["settings"]["ignore"]["from"] == [{"kind": "environment", "place": "SAYSO_IGNORE"}]
    assert shown["settings"]["fail-on"]["from"] == [{"kind": "file", "place": "sayso.toml:8:1"}]
    shown = json.loads(run("config", "-f", "json", "claims/a.json").stdout)
    assert shown["file"] == "claims/a.json"
    assert list(shown["settings"]) == list(keys(Rules))
    assert shown["settings"]["select"]["from"] == [{"kind": "per-file", "place": "sayso.toml:18:1"}]


def test_names_are_shown_safely(run: Run, put: Run, tmp_path: Path) -> None:
    put("\x1b[31m.json", "")
    put("\x1b.toml", "bogus = 1")
    assert "\x1b" not in run("config", "\x1b[31m.json").stdout
    assert "\x1b" not in run("config", "-f", "json", "\x1b[31m.json").stdout
    assert "\x1b" not in run("check", "--config", "\x1b.toml").stderr
    put("\x1b.toml", "")
    assert "\x1b" not in run("config", "--config", "\x1b.toml").stdout


def test_a_record_that_is_not_utf8_in_the_name(run: Run, put: Run, tmp_path: Path) -> None:
    """A variable may hold bytes that are no text."""
    shown = run("config", SAYSO_EXCLUDE=os.fsdecode(b"a\xff"))
    assert shown.exit_code == 0
    assert 'exclude = ["a\\' in shown.stdout


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers(), max_size=4))
def test_quoted_is_toml(table: dict[str, Any]) -> None:
    from sayso_cli.config_keys import toml_value

    assert tomllib.loads(f"a = {toml_value(table)}") == {"a": table}


def test_the_place_of_a_key_is_its_own(put: Run) -> None:
    """Whatever stands around it, for every key of a file, tables and all."""
    from sayso.record.disk import Disk
    from sayso_cli.config_file import read_config_file

    text = (
        "# a\n\na = 1\nb = '''\nc = 2\n'''\n\nd.e.f = [\n 1,\n\n # x\n 2,\n]\n[g]\nh = {\n" + "}\n"
    ).replace("{\n}", "{ i = 1 }")
    path = put("x.toml", text + '[g."j.k"] # l\nl = """x"""\n[[m]]\nn = 1\n\n[[m]]\nn = 2')
    file = read_config_file(str(path), Disk())
    places = {
        ("a",): "3:1",
        ("b",): "4:1",
        ("d",): "8:1",
        ("d", "e", "f"): "8:5",
        ("g",): "14:2",
        ("g", "h"): "15:1",
        ("g", "h", "i"): "15:7",
        ("g", "j.k"): "16:4",
        ("g", "j.k", "l"): "17:1",
        ("m",): "18:3",
    }
    assert {key: file.place(key) for key in places} == {key: f"{path}:{at}" for key, at in places.items()}
    path = put("y.toml", '# a\n  "\\u0061" = 1')
    assert read_config_file(str(path), Disk()).place(("a",)) == f"{path}:2:3"
    path = put("z.toml", 'a = 1\nb = """\na = 2\n"""\n"\\u0063" = 3\n# c = 4')
    assert read_config_file(str(path), Disk()).place(("a",)) == f"{path}:1:1"
    assert read_config_file(str(path), Disk()).place(("c",)) == str(path)


def test_no_line_is_named_where_it_takes_too_long(
    run: Run, put: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso_cli.config_file._MAX_REREAD_CHARS", 50_000)
    put("sayso.toml", "exclude = [\n" + "'a',\n" * 1_001 + "]\n" + "# exclude =\n" * 100)
    refused(run("check"), "sayso.toml: `exclude`: holds more than 1,000 members")


# Other commands.


def test_fmt_and_fix_heed_paths_and_exclude(run: Run, put: Run) -> None:
    loose = json.dumps(record(SOUND))
    put("sayso.toml", 'paths = ["claims"]\nexclude = ["*.old.json"]')
    files = [put(name, loose) for name in ("claims/a.json", "claims/a.old.json", "b.json")]
    changed = run("fmt")
    assert changed.stderr == "sayso: 1 file: 1 changed\n"
    assert [file.read_text() == loose for file in files] == [False, True, True]
    assert run("fmt", "--exclude", "a.json").stderr == "sayso: 1 file: 1 changed\n"
    register = '{"version": 1, "parties": {"b": {"name": "B"}, "a": {"name": "A"}}}'
    files = [put(name, register) for name in ("claims/r.json", "claims/r.old.json", "s.json")]
    run("check", "--fix")
    assert [file.read_text() == register for file in files] == [False, True, True]
    assert "would change: b.json" in run("fmt", "--check", "--no-config").stderr


def test_fmt_with_a_config_that_cannot_be_meant(run: Run, put: Run) -> None:
    put("sayso.toml", "min-voice = 1")
    refused(run("fmt"), "sayso.toml:1:1: `min-voice`: there is no such key")


def test_what_is_not_asked_for_is_as_ever(levels: Run, put: Run) -> None:
    put("a.json", json.dumps(record(claim("c", "reports"))))
    before = levels()
    put("sayso.toml", "")
    assert levels() == before


# The documentation.


def test_docs_list_every_key_with_its_option_and_variable(run: Run) -> None:
    rows = {row.split("`")[1]: row for row in DOCS.splitlines() if row.startswith("| `")}
    assert rows.keys() == keys().keys()
    help = run("check", "--help").stdout + run("verify", "--help").stdout
    for variable, key in variables().items():
        assert f"| `{variable}` |" in rows[key]
        assert f"[{variable}]" in help
    for row in rows.values():
        for option in row.split("|")[3].replace("`", "").split():
            assert f"{option} " in help or f"[{option}]" in help
    for variable in ("SAYSO_CONFIG", "SAYSO_NO_CONFIG"):
        assert variable in DOCS
        assert f"[{variable}]" in help


def test_docs_list_the_keys_of_a_per_file_table() -> None:
    (sentence,) = [part for part in DOCS.replace("\n", " ").split(". ") if "may have `select`" in part]
    assert [word for word in sentence.split("`")[1::2] if word in keys()] == list(keys(Rules))


@pytest.mark.parametrize("command", ["config", "fmt", "check"])
def test_help(run: Run, command: str) -> None:
    help = run(command, "--help")
    assert max(map(len, help.stdout.splitlines())) <= 80
    assert "--no-config" in help.stdout
    assert help.stdout.isascii()


def test_levels_are_completed(run: Run) -> None:
    def completed(word: str) -> list[str]:
        env = {
            "_SAYSO_COMPLETE": "complete_bash",
            "COMP_WORDS": f"sayso check --level {word}",
            "COMP_CWORD": "3",
        }
        return CliRunner().invoke(app, [], env=env, prog_name="sayso").stdout.split()

    assert "no-url=" in completed("no-u")
    assert "no-url=off" in completed("no-url=o")


def test_a_file_from_a_process(process: Run, tmp_path: Path) -> None:
    """With a real environment, and a report in a pipe."""
    write(tmp_path / "a.json", record(SINGLE))
    (tmp_path / "sayso.toml").write_text('fail-on = "warning"\nselect = ["standing"]\n', encoding="utf-8")
    assert process("check").returncode == 1
    assert process("check", env={"SAYSO_FAIL_ON": "error"}).returncode == 0
    assert b'fail-on = "note"  # SAYSO_FAIL_ON\n' in process("config", env={"SAYSO_FAIL_ON": "note"}).stdout


def test_baseline_of_the_config(run: Run, put: Run) -> None:
    put("claims/a.json", json.dumps(record(FLAGGED)))
    put("sayso.toml", 'paths = ["claims"]\nbaseline = "claims/known.json"\n')
    assert run("check").exit_code == 2
    assert "there is no baseline claims/known.json" in run("check").stderr
    assert run("baseline").stdout.startswith("wrote claims/known.json: ")
    assert run("check").exit_code == 0
    assert run("check", "--no-config", "claims").exit_code == 1
    put("sayso.toml", 'baseline = "../known.json"\n')
    refused(
        run("check"), 'sayso.toml:1:1: `baseline`: "../known.json" leads out of the folder of the config file'
    )
