"""The action of GitHub: linted by zizmor and a schema, and its script run as the runner runs it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from sayso.record.model import Claim
from sayso.report.fingerprint import digest_of_claim

from ..cli.formats.readers import read_github, read_markdown, read_sarif
from ..cli.records import FLAGGED, SOUND, record, write
from .runner import ACTION, Runner, libraries, read_snippets

BIN = Path(sys.executable).parent


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
    workflow, rights, reports, step, gitlab, pre_commit = read_snippets()
    steps = workflow["jobs"]["sayso"]["steps"] + reports
    # What comes from outside reaches the shell as variables only.
    assert all("${{" not in each["run"] for each in steps if "run" in each)
    uses = [each["uses"] for each in steps if "uses" in each]
    assert all(len(each.partition("@")[2]) == 40 for each in uses if not each.startswith("OWNER/"))
    assert set(workflow["jobs"]["sayso"]["steps"][1]["with"]) <= set(
        yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    )
    # The least rights that work: none, but to read; and one for each report that is sent.
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["sayso"]["permissions"] == {"contents": "read"}
    assert rights["permissions"] == {"contents": "read", "security-events": "write", "pull-requests": "write"}
    assert "sayso check" in step[0]["run"]
    assert pre_commit["repos"][0]["hooks"][0]["id"] == "sayso"
    assert gitlab["sayso"]["artifacts"]["reports"] == {
        "codequality": "gl-code-quality-report.json",
        "junit": "sayso.xml",
    }


def test_workflows_of_the_docs_are_linted(tmp_path: Path) -> None:
    workflow, rights, reports, *_ = read_snippets()
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    job = workflow["jobs"]["sayso"]
    whole = job | rights | {"steps": job["steps"] + reports}
    for name, each in (("claims", job), ("reports", whole)):
        # YAML 1.1 reads the key `on` as a truth value.
        text = yaml.safe_dump(
            {"on": workflow[True], "name": name, "permissions": {}, "jobs": {"sayso": each}}
        )
        file = folder / f"{name}.yml"
        file.write_text(text.replace("@COMMIT", f"@{'0' * 40}"), encoding="utf-8")
        result = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
        assert result.returncode == 0, result.stdout
    result = run(BIN / "zizmor", "--offline", "--no-progress", folder)
    assert result.returncode == 0, result.stdout + result.stderr


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
        '[{"check": "self-asserted", "claim": "flagged", "at": "/statement", "level": "error", '
        f'"claimed": "{digest_of_claim(msgspec.convert(FLAGGED, Claim))}"}}]}}}}',
        encoding="utf-8",
    )
    assert runner.check(paths="-v.json", baseline="known.json")[0].returncode == 0


def test_the_guard_of_a_pull_request_is_not_the_visitors(runner: Runner) -> None:
    """Config, baseline and waivers are those of the base, and that is said."""
    write(runner.work / "claims.json", record(SOUND))
    git = ("git", "-C", runner.work, "-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "base")):
        assert run(*git, *command).returncode == 0
    base = run(*git, "rev-parse", "HEAD").stdout.strip()
    write(runner.work / "claims.json", record(SOUND, FLAGGED))
    (runner.work / "sayso.toml").write_text('ignore = ["self-asserted"]\n', encoding="utf-8")
    assert run(*git, "add", ".").returncode == 0
    assert run(*git, "commit", "-qm", "change").returncode == 0
    assert runner.check()[0].returncode == 0
    branch = "refs/remotes/origin/main"
    assert run(*git, "update-ref", branch, base).returncode == 0
    for name, value, shown in (
        ("github.base_ref", "main", branch),
        ("github.event.merge_group.base_sha", base, base[:6]),
    ):
        runner.event = {name: value}
        result, summary, _ = runner.check(since=base)
        assert result.returncode == 1
        assert "This change asks you to believe" in summary
        assert f"not heeded: that of {shown}" in read_markdown(summary).text
    assert runner.check(**{"config-from": ""})[0].returncode == 0
    runner.event = {"github.base_ref": "gone"}
    assert runner.check()[0].returncode == 2


@pytest.mark.thorough(one_in=5)
@pytest.mark.parametrize(
    "attack", ["$(touch pwned)", "`touch pwned`", "; touch pwned", '"; touch pwned; "', "'\ntouch pwned"]
)
def test_inputs_are_never_run(runner: Runner, attack: str) -> None:
    write(runner.work / "claims.json", record(SOUND))
    for name in ("paths", "fail-on", "since", "baseline", "config-from"):
        result, summary, output = runner.check(**{name: attack})
        assert result.returncode == 2, result.stderr
        assert (summary, output) == ("", "")
    assert not (runner.work / "pwned").exists()


def write_hostile(folder: Path, trace: Path) -> None:
    """Twins of all that a step may look up, each of which would leave a trace."""
    names = {"sitecustomize", "usercustomize", "pip", "setuptools", "setup", "sayso", "sayso_cli"}
    for name in (sys.stdlib_module_names | names | {each.replace("-", "_") for each in libraries()}) - {"nt"}:
        twin = f"open({str(trace)!r}, 'a').write({name!r} + chr(10))\n"
        (folder / f"{name}.py").write_text(twin, encoding="utf-8")
    for name in ("python", "python3", "pip", "sayso", "git", "rm", "cat", "bash", "env"):
        (folder / name).write_text(f"#!/bin/sh\necho program {name} >> '{trace}'\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / "pip.conf").write_text(
        f"[global]\nlog = {trace}\npython = {folder}/python\n[install]\nrequirement = {folder}/evil.txt\n",
        encoding="utf-8",
    )
    (folder / "evil.txt").write_text("-e .\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        "[build-system]\nrequires = []\nbuild-backend = 'setup'\nbackend-path = ['.']\n", encoding="utf-8"
    )
    (folder / "setup.cfg").write_text(
        f"[global]\nlog = {trace}\n[install]\nprefix = {folder}\n", encoding="utf-8"
    )
    (folder / "pyvenv.cfg").write_text(
        f"home = {folder}\ninclude-system-site-packages = true\n", encoding="utf-8"
    )
    (folder / ".python-version").write_text("./python\n", encoding="utf-8")
    (folder / ".env").write_text(f"echo .env >> '{trace}'\n", encoding="utf-8")


def hostile_job(folder: Path) -> dict[str, str]:
    """What a careless workflow says, by which the working folder would be searched."""
    return {
        "PATH": f".::{folder}:./:{os.environ['PATH']}:.",
        "BASH_ENV": str(folder / ".env"),
        "PYTHONPATH": f"{folder}:",
        "PYTHONHOME": str(folder),
        "PYTHONSTARTUP": str(folder / "site.py"),
        "PYTHONUSERBASE": str(folder),
        "PYTHONWARNINGS": "error::json.Twin",
        "PIP_CONFIG_FILE": str(folder / "pip.conf"),
        "PIP_REQUIREMENT": str(folder / "evil.txt"),
        "PIP_PYTHON": str(folder / "python"),
        "PIP_LOG": str(folder / "pip.log"),
        "PIP_TARGET": str(folder / "target"),
        "PIP_INDEX_URL": folder.as_uri(),
    }


def make_hostile_checkout(folder: Path, trace: Path) -> None:
    """A checkout of a change that flags a claim, in which everything hostile lies around."""
    folder.mkdir()
    (folder / "claims").mkdir()
    write(folder / "claims" / "claims.json", record(SOUND))
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "sound")):
        nobody = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        assert run("git", "-C", folder, *nobody, *command).returncode == 0
    write(folder / "claims" / "claims.json", record(FLAGGED))
    write_hostile(folder, trace)


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("careless", [True, False])
def test_a_hostile_checkout_brings_no_code(action: Path, tmp_path: Path, careless: bool) -> None:
    """What lies in the working folder is checked, and never run, imported or heeded, in any step."""
    temp, work, trace = tmp_path / "temp", tmp_path / "work", tmp_path / "trace"
    temp.mkdir()
    make_hostile_checkout(work, trace)
    before = sorted(work.iterdir())

    job = hostile_job(work) if careless else {}
    runner = Runner(action, temp, work)
    installed = runner.install(**job)
    assert not trace.exists(), trace.read_text(encoding="utf-8")
    assert installed.returncode == 0, installed.stderr
    result, summary, _ = runner.check(job, since="HEAD")

    assert not trace.exists(), trace.read_text(encoding="utf-8")
    assert sorted(work.iterdir()) == before
    assert result.returncode == 1, result.stderr
    titles = [each.properties["title"] for each in read_github(result.stdout)]
    assert "self-asserted: flagged" in titles
    assert "flagged Power was back by noon." in read_markdown(summary).text


@pytest.mark.thorough
def test_the_recipe_of_gitlab_runs_nothing_of_a_checkout(action: Path, tmp_path: Path) -> None:
    """The script of the page, run in an environment of its own that stands for the one of the image."""
    clone, work, trace, image = (tmp_path / name for name in ("clone", "work", "trace", "image"))
    make_hostile_checkout(work, trace)
    job = read_snippets()[4]["sayso"]
    script = "\n".join(line for line in job["script"] if not line.startswith("git "))
    variables = {name: str(value) for name, value in job["variables"].items()} | {"TARGET": "HEAD"}
    shutil.copytree(action, clone)
    assert run(sys.executable, "-I", "-m", "venv", image).returncode == 0
    result = run(
        *("sh", "-e", "-c", script.replace("/opt/sayso", str(clone))),
        cwd=work,
        env={"PATH": f"{image / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(work), **variables},
    )
    assert not trace.exists(), trace.read_text(encoding="utf-8")
    assert result.returncode == 1, result.stderr
    assert "CLAIM RESTS ONLY" in result.stdout
    assert (work / "sayso.xml").exists()


def test_the_summary_ends_with_what_an_editor_reads(runner: Runner) -> None:
    write(runner.work / "claims.json", record(FLAGGED))
    log = json.loads((runner.check(), (runner.temp / "sayso.sarif").read_text(encoding="utf-8"))[1])
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for place in result["locations"]
    }
    assert uris == {"claims.json"}
