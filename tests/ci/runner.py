"""A runner in miniature: runs the steps of the action as the runner of GitHub does, with no network."""

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement

from ..conftest import ROOT

ACTION = ROOT / "action.yml"
LOCK = ROOT / "requirements.lock"


def libraries() -> list[str]:
    """The names of what the lock asks for on this system."""
    asked = map(
        Requirement, re.findall(r"^[^\s#].*?==[^\\\n]+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    )
    return [each.name for each in asked if each.marker is None or each.marker.evaluate()]


def pack_wheel(name: str, folder: Path) -> Path:
    """A wheel of an installed library, with the files that it was installed from."""
    found = distribution(name)
    tags = [
        line.split(": ")[1].split("-") for line in str(found.read_text("WHEEL")).splitlines() if "Tag" in line
    ]
    tag = "-".join(".".join(dict.fromkeys(parts)) for parts in zip(*tags, strict=True))
    wheel = folder / f"{name.replace('-', '_')}-{found.version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in found.files or []:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                archive.write(str(file.locate()), str(file))
    return wheel


def copy_action(folder: Path) -> None:
    """What the runner fetches of the action; its lock names wheels in a folder, as there is no network."""
    for name in ("checks/sayso", "cli/sayso_cli"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "schema.json", folder)
    wheels = folder / "wheels"
    wheels.mkdir()
    lines = []
    for name in libraries():
        wheel = pack_wheel(name, wheels)
        lines.append(
            f"{name} @ {wheel.as_uri()} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
        )
    (folder / "requirements.lock").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_snippets() -> list[Any]:
    """The YAML of the page on CI."""
    blocks = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").split("```yaml\n")[1:]
    return [yaml.safe_load(block.split("```")[0]) for block in blocks]


class Runner:
    """Runs the steps of the action with its inputs; `event` is what the context says of the event."""

    def __init__(self, action: Path, temp: Path, work: Path) -> None:
        self.action, self.temp, self.work = action, temp, work
        self.event: dict[str, str] = {}

    def install(self, **job: str) -> subprocess.CompletedProcess[str]:
        """The outcome of the steps before the one that checks: of the last, or of the one that failed."""
        *before, _ = self._steps()
        for step in before:
            result = self._run(step["run"], job | step.get("env", {}))
            if result.returncode:
                break
        return result

    def check(self, job: dict[str, str] | None = None, /, **inputs: str) -> tuple[Any, str, str]:
        """The outcome of the step that checks, the job summary and the outputs."""
        step = self._steps()[-1]
        given = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
        values = {
            f"${{{{ inputs.{name} }}}}": self._default(str(each["default"])) for name, each in given.items()
        }
        values |= {f"${{{{ inputs.{name} }}}}": value for name, value in inputs.items()}
        env = {name: values.get(value, value) for name, value in step["env"].items()}
        summary, output = self.temp / "summary", self.temp / "output"
        for file in (summary, output):
            file.write_text("", encoding="utf-8")
        files = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}
        result = self._run(step["run"], (job or {}) | env | files)
        return result, summary.read_text(encoding="utf-8"), output.read_text(encoding="utf-8")

    def _default(self, text: str) -> str:
        """A default as the runner works it out: of an expression the first of its values that there is."""
        found = re.fullmatch(r"\$\{\{ (.*) \}\}", text)
        return next(filter(None, map(self._all_of, found[1].split(" || "))), "") if found else text

    def _all_of(self, text: str) -> str:
        """The last of the values in `text`, if there are all of them."""
        values = [self._value(each) for each in text.split(" && ")]
        return values[-1] if all(values) else ""

    def _value(self, text: str) -> str:
        found = re.fullmatch(r"format\('(.*)\{0\}', (.*)\)", text)
        return found[1] + self._value(found[2]) if found else self.event.get(text, "")

    @staticmethod
    def _steps() -> list[dict[str, Any]]:
        steps: list[dict[str, Any]] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
        assert steps[-1]["id"] == "check"
        assert all("${{" not in step["run"] and step["shell"] == "bash" for step in steps)
        return steps

    def _run(self, script: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(shutil.which("bash")), "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.work,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env={
                "PATH": os.environ["PATH"],
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(self.action),
                **env,
            },
        )
