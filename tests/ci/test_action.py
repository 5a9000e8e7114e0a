"""The action of GitHub: linted by zizmor and a schema, and its script run as the runner runs it."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..cli.formats.readers import read_github, read_markdown, read_sarif
from ..cli.records import FLAGGED, SOUND, record, write
from ..conftest import ROOT

BIN = Path(sys.executable).parent
ACTION = ROOT / "action.yml"


def run(*command: object, **given: Any) -> subprocess.CompletedProcess[str]:
    """The outcome of a command, whatever it is."""
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, timeout=120, **given
    )


def test_linters() -> None:
    result = run(BIN / "zizmor", "--offline", "--no-progress", "--persona=pedantic", ACTION)
    assert result.returncode == 0, result.stdout + result.stderr
    result = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION)
    assert result.returncode == 0, result.stdout


def test_the_linter_sees_an_input_in_a_script(tmp_path: Path) -> None:
    """Were an input written into the shell, the first test would fail."""
    bad = ACTION.read_text(encoding="utf-8").replace(
        '"--fail-on=$CHECK_FAIL_ON"', "--fail-on=${{ inputs.fail-on }}"
    )
    (tmp_path / "action.yml").write_text(bad, encoding="utf-8")
    result = run(BIN / "zizmor", "--offline", "--no-progress", tmp_path / "action.yml")
    assert result.returncode != 0
    assert "template-injection" in result.stdout


def test_snippets_of_the_docs() -> None:
    """The workflow pins what it uses by hash; it and the other snippets are what their readers take."""
    blocks = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").split("```yaml\n")[1:]
    workflow, step, gitlab, pre_commit = (yaml.safe_load(block.split("```")[0]) for block in blocks)
    steps = workflow["jobs"]["sayso"]["steps"]
    # What comes from outside reaches the shell as variables only.
    assert all("${{" not in each["run"] for each in steps if "run" in each)
    uses = [each["uses"] for each in steps if "uses" in each]
    assert all(len(each.partition("@")[2]) == 40 for each in uses if not each.startswith("OWNER/"))
    assert set(workflow["jobs"]["sayso"]["steps"][1]["with"]) <= set(
        yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    )
    assert "sayso check" in step[0]["run"]
    assert pre_commit["repos"][0]["hooks"][0]["id"] == "sayso"
    assert gitlab["sayso"]["artifacts"]["reports"] == {
        "codequality": "gl-code-quality-report.json",
        "junit": "sayso.xml",
    }


def test_workflow_of_the_docs_is_linted(tmp_path: Path) -> None:
    block = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "claims.yml").write_text(block.replace("@COMMIT", f"@{'0' * 40}"), encoding="utf-8")
    result = run(BIN / "zizmor", "--offline", "--no-progress", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    result = run(
        BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", folder / "claims.yml"
    )
    assert result.returncode == 0, result.stdout


class Runner:
    """A runner in miniature: runs the script of the action with its inputs as the runner does."""

    def __init__(self, folder: Path) -> None:
        self.temp, self.work = folder / "temp", folder / "work"
        self.temp.mkdir()
        self.work.mkdir()
        # Installing needs the network; here the libraries are those of the tests.
        python = self.temp / "sayso" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(python.stat().st_mode | stat.S_IXUSR)

    def check(self, **inputs: str) -> tuple[subprocess.CompletedProcess[str], str, str]:
        """The outcome of the script, the job summary and the outputs."""
        action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
        step = next(each for each in action["runs"]["steps"] if each.get("id") == "check")
        values = {name: str(given.get("default", "")) for name, given in action["inputs"].items()} | inputs
        env = {
            name: values[value.removeprefix("${{ inputs.").removesuffix(" }}")]
            for name, value in step["env"].items()
        }
        assert "${{" not in step["run"]
        summary, output = self.temp / "summary", self.temp / "output"
        for file in (summary, output):
            file.write_text("", encoding="utf-8")
        result = run(
            *("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]),
            cwd=self.work,
            env={
                "PATH": os.environ["PATH"],
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_OUTPUT": str(output),
                **env,
            },
        )
        return result, summary.read_text(encoding="utf-8"), output.read_text(encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    return Runner(tmp_path)


def test_a_claim_on_its_claimants_word(runner: Runner) -> None:
    write(runner.work / "claims.json", record(FLAGGED))
    result, summary, output = runner.check()
    assert result.returncode == 1
    assert read_github(result.stdout)[0].properties["title"] == "self-asserted: flagged"
    assert "flagged Power was back by noon." in read_markdown(summary).text
    assert output == f"comment={runner.temp / 'sayso.md'}\nsarif={runner.temp / 'sayso.sarif'}\n"
    assert (runner.temp / "sayso.md").read_text(encoding="utf-8") == summary
    read_sarif((runner.temp / "sayso.sarif").read_text(encoding="utf-8"))


def test_inputs(runner: Runner) -> None:
    (runner.work / "a b").mkdir()
    write(runner.work / "a b" / "claims.json", record(SOUND))
    write(runner.work / "-v.json", record(FLAGGED))
    assert runner.check(paths="a b")[0].returncode == 0
    assert runner.check(paths="a b\n\n-v.json\n")[0].returncode == 1
    assert runner.check(paths="-v.json", **{"fail-on": "never"})[0].returncode == 0
    (runner.work / "known.json").write_text(
        '{"version": 1, "files": {"-v.json": '
        '[{"check": "self-asserted", "claim": "flagged", "at": "/statement", "level": "error"}]}}',
        encoding="utf-8",
    )
    assert runner.check(paths="-v.json", baseline="known.json")[0].returncode == 0


@pytest.mark.parametrize(
    "attack", ["$(touch pwned)", "`touch pwned`", "; touch pwned", '"; touch pwned; "', "'\ntouch pwned"]
)
def test_inputs_are_never_run(runner: Runner, attack: str) -> None:
    write(runner.work / "claims.json", record(SOUND))
    for name in ("paths", "fail-on", "since", "baseline"):
        result, summary, output = runner.check(**{name: attack})
        assert result.returncode == 2, result.stderr
        assert (summary, output) == ("", "")
    assert not (runner.work / "pwned").exists()


def test_a_hostile_checkout_brings_no_code(runner: Runner) -> None:
    """What lies in the working folder is checked, and never imported."""
    write(runner.work / "claims.json", record(SOUND))
    for name in ("sayso_cli", "msgspec", "json", "typer"):
        (runner.work / f"{name}.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    assert runner.check()[0].returncode == 0


def test_the_summary_ends_with_what_an_editor_reads(runner: Runner) -> None:
    write(runner.work / "claims.json", record(FLAGGED))
    log = json.loads((runner.check(), (runner.temp / "sayso.sarif").read_text(encoding="utf-8"))[1])
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for place in result["locations"]
    }
    assert uris == {"claims.json"}
