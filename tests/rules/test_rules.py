"""Every check against its page, its cases and the places that list it.

A case is a claim file in `tests/rules/<check>/`, named `flags-*` or `passes-*`. Beside each `flags-*` file
an `.expected` file holds the findings of that one check, a line each: `line:column level message`, with the
name of the register in front for a finding in another file, and `(waived)` at the end where a waiver
holds. A `passes-*` file has none. The lock file of a case lies beside it.
`SAYSO_UPDATE_CASES=1 pytest tests/rules` writes the `.expected` files anew, and fails so that it cannot be
left on; read what it wrote.
"""

import datetime
import importlib
import json
import os
import re
from pathlib import Path
from typing import Final

import pytest

from sayso import rules
from sayso.record.lock import SUFFIX as LOCK
from sayso.record.project import Project
from sayso.report import engine
from sayso.report.report import Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import Family, House, Rule

HERE: Final = Path(__file__).parent
AS_OF: Final = datetime.date(2026, 1, 1)
SECTIONS: Final = ("What it does", "Why it matters", "Example", "Instead", "References")
SUFFIXES: Final = (".json", ".jsonl")
UPDATE: Final = bool(os.environ.get("SAYSO_UPDATE_CASES"))

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def cases(name: str, kind: str) -> list[Path]:
    """The case files of the check `name` that start with `kind`: `flags` or `passes`."""
    return sorted(
        path
        for path in (HERE / name).glob(f"{kind}-*")
        if path.suffix in SUFFIXES and not path.name.endswith(LOCK)
    )


def each_case(kind: str) -> list[object]:
    """Every case of that kind, as parameters: the rule and the file."""
    return [
        pytest.param(rule, path, id=f"{rule.name}/{path.name}")
        for rule in RULES
        for path in cases(rule.name, kind)
    ]


def check(path: Path, rule: Rule) -> Report:
    """The report on the file at `path`, under the house rule if `rule` is about it."""
    house = House(AS_OF, min_voices=2 if rule.name == "too-few-voices" else None)
    return engine.check(Project().find([str(path)]), house)


def found(path: Path, rule: Rule) -> list[tuple[str, Finding]]:
    """The findings of `rule` in the file at `path` and its registers, each with the path of its file."""
    return [
        (file.path, finding)
        for file in check(path, rule).files
        for finding in file.findings
        if finding.check == rule.name
    ]


def told(path: Path, file: str, finding: Finding) -> str:
    """A finding as a line of an `.expected` file."""
    position = finding.position
    register = "" if file == str(path) else f"{os.path.relpath(file, path.parent)}:"
    waived = " (waived)" if finding.waived else ""
    message = finding.message.replace(f"{path.parent}{os.sep}", "")
    return f"{register}{position.line}:{position.column} {finding.level} {message}{waived}"


def blocks(rule: Rule, section: str) -> tuple[str, list[str]]:
    """The language and the text of the fenced blocks in a section of the page of `rule`.

    There is one, the claim file; a second one is the lock file beside it.
    """
    page = rule.page.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    languages, texts = zip(*_BLOCK.findall(page), strict=True)
    assert len(texts) == 1 or languages == ("json", "json")
    return languages[0], [*texts]


def write(folder: Path, texts: list[str]) -> Path:
    """Write a claim file, and perhaps its lock file, to `folder`."""
    path = folder / "claims.json"
    for each, text in zip((path, folder / "claims.lock.json"), texts, strict=False):
        each.write_text(text, encoding="utf-8")
    return path


all_rules = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])


@all_rules
def test_example_fires(rule: Rule, tmp_path: Path) -> None:
    language, texts = blocks(rule, "Example")
    assert found(write(tmp_path, texts), rule)
    if language == "json":
        assert [json.loads(text) for text in texts]
    else:
        assert language == "text"
        assert rule.name in ("invalid-json", "duplicate-key")


@all_rules
def test_instead_does_not_fire_and_has_no_error(rule: Rule, tmp_path: Path) -> None:
    language, texts = blocks(rule, "Instead")
    assert language == "json"
    path = write(tmp_path, texts)
    assert not found(path, rule)
    report = check(path, rule)
    assert report.worst() is not Level.ERROR
    (file,) = report.files
    assert file.claims


@all_rules
def test_page_has_its_sections_in_order(rule: Rule) -> None:
    assert tuple(_HEADING.findall(_BLOCK.sub("", rule.page))) == SECTIONS
    summary, blank, *_ = rule.page.splitlines()
    assert summary == rule.summary
    assert summary
    assert not summary.endswith(".")
    assert not blank
    assert max(map(len, rule.page.splitlines())) <= 100
    for section in SECTIONS:
        assert rule.page.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0].strip()


@all_rules
def test_page_says_its_levels_and_how_to_waive(rule: Rule) -> None:
    page = " ".join(rule.page.split())
    for level in rule.levels:
        assert level in page
    assert ("no waiver can silence it" in page) is not rule.waivable
    assert (f'"check": "{rule.name}"' in page) is rule.waivable


@pytest.mark.parametrize(("rule", "path"), each_case("flags"))
def test_flags(rule: Rule, path: Path) -> None:
    lines = [told(path, file, finding) for file, finding in found(path, rule)]
    expected = path.with_suffix(".expected")
    if UPDATE:
        expected.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        pytest.fail("written anew; unset SAYSO_UPDATE_CASES")
    assert lines
    assert lines == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("rule", "path"), each_case("passes"))
def test_passes(rule: Rule, path: Path) -> None:
    assert [told(path, file, finding) for file, finding in found(path, rule)] == []


@all_rules
def test_cases_show_every_level(rule: Rule) -> None:
    assert cases(rule.name, "flags")
    assert cases(rule.name, "passes")
    seen = {finding.level for path in cases(rule.name, "flags") for _, finding in found(path, rule)}
    assert seen == set(rule.levels)
    assert len(rule.levels) == len(set(rule.levels))


@all_rules
def test_waivable_checks_have_a_case_with_a_waiver(rule: Rule) -> None:
    waived = any(finding.waived for path in cases(rule.name, "flags") for _, finding in found(path, rule))
    assert waived is rule.waivable


@all_rules
def test_expected_files_belong_to_cases(rule: Rule) -> None:
    stems = [path.stem for path in cases(rule.name, "flags")]
    expected = [path.stem for path in sorted((HERE / rule.name).glob("*.expected"))]
    assert sorted(stems) == sorted(expected)
    assert len(stems) == len(set(stems))


def test_registry_names_each_check_once() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert {name: rule.name for name, rule in BY_NAME.items()} == {name: name for name in names}


def test_registry_is_the_modules_on_disk() -> None:
    (folder,) = rules.__path__
    defined = {}
    for path in sorted(Path(folder).glob("*.py")):
        module = importlib.import_module(f"sayso.rules.{path.stem}")
        if isinstance(rule := vars(module).get("RULE"), Rule):
            defined[path.stem] = rule
            assert rule.page is module.__doc__
    assert defined == {rule.name.replace("-", "_"): rule for rule in RULES}


def test_registry_is_the_folders_of_cases() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert folders == {rule.name for rule in RULES}


def test_what_cannot_be_waived() -> None:
    """Structure never; `self-asserted` is declared instead; a party carries no waivers."""
    for rule in RULES:
        kept = rule.family is Family.STRUCTURE or rule.name in ("self-asserted", "unused-party")
        assert rule.waivable is not kept


def test_every_check_looks_at_the_record_or_at_claims() -> None:
    for rule in RULES:
        assert sum(kind is not None for kind in (rule.on_record, rule.on_claim, rule.on_waivers)) == 1


def test_too_few_voices_needs_a_house_rule() -> None:
    rule = BY_NAME["too-few-voices"]
    for path in cases(rule.name, "flags"):
        report = engine.check(Project().find([str(path)]), House(AS_OF))
        assert not [
            finding for file in report.files for finding in file.findings if finding.check == rule.name
        ]
