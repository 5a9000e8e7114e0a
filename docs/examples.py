"""Runs the examples of a page of documentation: its fenced blocks, in their order, in an empty folder.

* `<!-- clone: PATH PATH -->`, on a line of its own, puts these files of the repository there first, under the
  same paths: the commands of the page name them as in a clone.
* A block with `<!-- file: NAME -->` on the line above it is written to that file. If it is a `diff` block,
  its lines with `-` and with a space must stand in the file once, and those with `+` and with a space take
  their place.
* A `json` or `jsonl` block must fit the record format: as a whole file where it has a `version`, else as a
  part of one (an entry, some fields of one, a list of them, an object from ids to entries).
* A `toml` block must be a config that `sayso config` takes: a `pyproject.toml` if it holds `[tool.sayso]`,
  else a `sayso.toml`.
* A `console` block is run by bash, each line after `$ ` as one command. What stands below a command must be
  what it prints; a line `...` stands for any lines, and `...` within a line for anything. A command with
  nothing below it must do its job (status 0 or 1). `make` and `pip` are left out.
* A block with `<!-- not run: REASON -->` above it is left out.

`python -m docs.examples` writes what the commands print into the pages, where something is shown and nothing
is left out with `...`; read what it wrote. So a new example needs one line below its commands, of any text.
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from jsonschema import Draft202012Validator

from sayso.record.project import Project
from sayso.record.schema import schema
from sayso.report import engine
from sayso.rules.registry import RULES
from sayso.rules.rule import Family, House

ROOT: Final = Path(__file__).parent.parent
SETUP: Final = ("make", "pip")
"""Commands that set up a machine and are not run."""

_ANY: Final = "..."
_BLOCK = re.compile(
    r"^(?P<mark><!-- [^\n]* -->\n)?(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r"<!-- (file|not run): (.+) -->\n")
_CLONE = re.compile(r"^<!-- clone: (.+) -->$", re.MULTILINE)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n?", re.MULTILINE)


class Wrong(Exception):
    """An example is not as the page says."""


class Block(NamedTuple):
    """A fenced block; `file` is where it is written to, `skipped` why it is not run."""

    line: int
    language: str
    text: str
    start: int
    end: int
    file: str = ""
    skipped: str = ""


class Command(NamedTuple):
    """A command of a console block; `shown` is what the page says it prints."""

    text: str
    shown: str


def pages() -> list[Path]:
    """The pages whose examples are run; those of the checks are run by the tests of the checks."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in _BLOCK.finditer(text):
        kind, value = "", ""
        if mark := _MARK.fullmatch(found["mark"] or ""):
            kind, value = mark.groups()
        yield Block(
            line=text.count("\n", 0, found.start("language")) + 1,
            language=found["language"],
            text=re.sub(f"^{found['indent']}", "", found["text"], flags=re.MULTILINE),
            start=found.start("text"),
            end=found.end("text"),
            file=value if kind == "file" else "",
            skipped=value if kind == "not run" else "",
        )


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    found = list(_COMMAND.finditer(block.text))
    ends = [each.start() for each in found[1:]] + [len(block.text)]
    for each, end in zip(found, ends, strict=True):
        yield Command(each[1], block.text[each.end() : end])


def run(text: str, folder: Path) -> str:
    """Run the examples of a page in `folder`. Returns the page as it should be; raises `Wrong`."""
    parts, done = [], 0
    for path in " ".join(_CLONE.findall(text)).split():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    for block in blocks(text):
        if block.skipped:
            continue
        try:
            if block.file:
                _write(block, folder / block.file)
            if block.language in ("json", "jsonl"):
                _fits(block, folder)
            if block.language == "toml":
                _config(block, folder)
            if block.language == "console":
                parts += [text[done : block.start], _console(block, folder)]
                done = block.end
        except Wrong as wrong:
            raise Wrong(f"line {block.line}: {wrong}") from None
    return "".join([*parts, text[done:]])


def _write(block: Block, path: Path) -> None:
    """Write a block to its file, or change the file as it says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = block.text
    if block.language == "diff":
        lines = block.text.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise Wrong(f"the lines to change stand {text.count(old)} times in {block.file}")
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _console(block: Block, folder: Path) -> str:
    """The block with what its commands really print, where the page shows it without `...`."""
    wanted = list(commands(block))
    told = iter(_shell([each.text for each in wanted if not each.text.startswith(SETUP)], folder))
    lines = []
    for command in wanted:
        lines.append(f"$ {command.text}\n")
        if command.text.startswith(SETUP):
            if command.shown:
                raise Wrong(f"`{command.text}` is not run, but the page shows what it prints")
            continue
        status, printed = next(told)
        if not command.shown:
            if status not in (0, 1):
                raise Wrong(f"`{command.text}` ends with status {status}:\n{printed}")
        elif _ANY not in command.shown:
            lines += [f"{line}\n" for line in _lines(printed)]
        elif _same(command.shown, printed):
            lines.append(command.shown)
        else:
            raise Wrong(f"`{command.text}` prints\n{printed}")
    return "".join(lines)


def _shell(commands: list[str], folder: Path) -> Iterator[tuple[int, str]]:
    """The exit status and the output of each command, run one after the other by one bash."""
    script = ["exec 2>&1", "status=0"]
    for command in commands:
        script += ['(exit "$status")', command, "status=$?", r"printf '\036%d\036' $status"]
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    done = subprocess.run(  # noqa: S603 - the commands of our own pages
        ["bash", "-c", "\n".join(script)],  # noqa: S607 - wherever bash is
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    parts = done.stdout.split("\036")
    for printed, status in zip(parts[:-1:2], parts[1::2], strict=True):
        yield int(status), printed


def _same(shown: str, printed: str) -> bool:
    """Whether `printed` is what the page shows, where `...` stands for anything."""
    wanted, real = _lines(shown), _lines(printed)
    at = here = 0
    # Where to go on after the last line `...`, should what follows it not fit where it was tried.
    after = again = -1
    while here < len(real):
        if at < len(wanted) and wanted[at].strip() == _ANY:
            after, again = at + 1, here
            at += 1
        elif at < len(wanted) and _like(wanted[at], real[here]):
            at, here = at + 1, here + 1
        elif after >= 0:
            again += 1
            at, here = after, again
        else:
            return False
    return all(line.strip() == _ANY for line in wanted[at:])


def _like(shown: str, printed: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, shown.split(_ANY))), printed) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _fits(block: Block, folder: Path) -> None:
    """Hold a block of JSON against the record format; what it includes is relative to its own file."""
    folder = (folder / block.file).parent if block.file else folder
    if block.language == "jsonl":
        _sound(block.text, ".jsonl", folder)
        return
    try:
        value = json.loads(block.text)
    except ValueError:
        try:
            value = json.loads(f"{{{block.text}}}")
        except ValueError as error:
            raise Wrong(f"no JSON: {error}") from None
    if isinstance(value, dict) and "version" in value:
        _sound(block.text, ".json", folder)
    elif not _is_part(value):
        raise Wrong("fits no part of the record format")


def _config(block: Block, folder: Path) -> None:
    """A config must be one that the program takes."""
    name = "pyproject.toml" if "[tool.sayso" in block.text else "sayso.toml"
    with tempfile.TemporaryDirectory(dir=folder) as inner:
        (Path(inner) / name).write_text(block.text, encoding="utf-8")
        ((status, printed),) = _shell([f"sayso config --config {name}"], Path(inner))
    if status:
        raise Wrong(printed.rstrip())


def _sound(text: str, suffix: str, folder: Path) -> None:
    """A whole file must have no finding of the structure family."""
    with tempfile.NamedTemporaryFile("w", suffix=suffix, dir=folder, encoding="utf-8") as file:
        file.write(text)
        file.flush()
        report = engine.check(Project().find([file.name]), House(datetime.date(2026, 1, 1)))
    names = {rule.name for rule in RULES if rule.family is Family.STRUCTURE}
    for each in report.files:
        for finding in each.found:
            if finding.check in names:
                raise Wrong(f"{finding.check}: {finding.message}")


def _is_part(value: Any) -> bool:
    """Whether `value` is a part of a claim file: it may lack fields that are required."""
    if isinstance(value, list):
        return all(map(_is_part, value))
    if not isinstance(value, dict):
        return False
    whole = schema()
    definitions = {**whole["$defs"], "file": whole}
    for definition in definitions.values():
        if definition.get("type") == "object":
            part = {key: given for key, given in definition.items() if key not in ("required", "if", "then")}
            if Draft202012Validator({"$defs": whole["$defs"], **part}).is_valid(value):
                return True
    return bool(value) and all(isinstance(each, dict) and _is_part(each) for each in value.values())


def update() -> None:
    """Write what the commands print into the pages."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        try:
            with tempfile.TemporaryDirectory() as folder:
                changed = run(text, Path(folder))
        except Wrong as wrong:
            sys.exit(f"{page.relative_to(ROOT)}: {wrong}")
        if changed != text:
            page.write_text(changed, encoding="utf-8")
            sys.stdout.write(f"{page.relative_to(ROOT)} was brought up to date; read it\n")


if __name__ == "__main__":
    update()
