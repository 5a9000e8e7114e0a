"""Every check against its page, its cases and the places that list it.

A case is a claim file in `tests/rules/<check>/`, named `flags-*` or `passes-*`. Beside each `flags-*` file
an `.expected` file holds the findings of that one check, a line each: `line:column level message`, with the
name of that file in front for a finding in another file, and `(waived)` at the end where a waiver holds. A
`passes-*` file has none. The lock file of a case lies beside it; where a check compares files, so does
`beside-<case>`, which is part of the same run, and where it is about a change `since-<case>`, the older
version. Of `flags-example.json` and `passes-instead.json` the page of the check shows what differs.
`SAYSO_UPDATE_CASES=1 pytest tests/rules` writes the `.expected` files anew, and fails so that it cannot be
left on; read what it wrote.
"""

import datetime
import importlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from sayso import rules
from sayso.record.load import load
from sayso.record.lock import SUFFIX as LOCK
from sayso.record.project import FoundFiles, Project
from sayso.report import engine
from sayso.report.beliefs import beliefs_since
from sayso.report.report import Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import (
    ChangeSubject,
    ClaimSubject,
    Family,
    FilesSubject,
    House,
    RecordSubject,
    Rule,
    WaiversSubject,
)

HERE: Final = Path(__file__).parent
AS_OF: Final = datetime.date(2026, 1, 1)
HOUSES: Final = {
    "too-few-voices": House(AS_OF, min_voices=2),
    "verdict-unbacked": House(
        AS_OF,
        verdicts={
            "True": ("corroborated",),
            "False": ("refuted",),
            "Missing context": ("partly-backed", "contested"),
            "Opinion": ("not-checkable",),
        },
    ),
}
"""The rules of the house of the checks that need one."""
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
    """The report on the file at `path`, under the rule of the house that `rule` is about."""
    house = HOUSES.get(rule.name, House(AS_OF))
    found = Project().find([str(each) for each in (beside(path), path) if each.exists()])
    if not since(path).exists():
        return engine.check(found, house)
    before = FoundFiles((load(str(path), since(path).read_bytes(), lines=False),), 0)
    change = beliefs_since(found, before, engine.check(before, house))
    return engine.check(found, house, rises=change.rises())


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


def section(rule: Rule, heading: str) -> str:
    """A section of the page of `rule`."""
    return rule.page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0].strip()


def fits(part: Any, whole: Any) -> bool:
    """Whether `part` is `whole` with fields and entries left out."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and fits(value, whole[key]) for key, value in part.items()
        )
    if isinstance(part, list):
        left: Iterator[Any] = iter(whole if isinstance(whole, list) else ())
        return isinstance(whole, list) and all(any(fits(each, other) for other in left) for each in part)
    return bool(part == whole)


def occurs(part: Any, whole: Any) -> bool:
    """Whether `part` fits `whole`, or something inside of it."""
    inside = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return fits(part, whole) or any(occurs(part, each) for each in inside)


all_rules = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])


@pytest.mark.parametrize(("heading", "case"), [("Example", "flags-example"), ("Instead", "passes-instead")])
@all_rules
def test_page_shows_what_differs(rule: Rule, heading: str, case: str) -> None:
    """Its examples are three to eight lines of a whole record, which is a case of the check."""
    path = HERE / rule.name / f"{case}.json"
    assert path.exists(), f"put the whole record of {heading} there, and only what differs in the page"
    blocks = _BLOCK.findall(section(rule, heading))
    assert blocks
    for language, text in blocks:
        lines = text.splitlines()
        assert len(lines) <= 8, f"show only what differs; the whole record is {path}"
        if language == "json":
            assert len(lines) >= 3
            wholes = [
                json.loads(each.read_text("utf-8"))
                for each in (path, lock(path), beside(path), since(path))
                if each.exists()
            ]
            assert any(occurs(json.loads(text), whole) for whole in wholes), f"{path} differs: {text}"
        else:
            assert language == "text"
            assert case == "flags-example"
            assert rule.name in ("invalid-json", "duplicate-key")
            left = map(str.strip, path.read_text("utf-8").splitlines())
            assert all(line in left for line in lines), f"{path} differs: {text}"


def lock(path: Path) -> Path:
    """The lock file beside a case."""
    return path.with_suffix(LOCK)


def beside(path: Path) -> Path:
    """The other file of the run of a case."""
    return path.with_name(f"beside-{path.name}")


def since(path: Path) -> Path:
    """The older version of a case."""
    return path.with_name(f"since-{path.name}")


@all_rules
def test_instead_has_no_error(rule: Rule) -> None:
    report = check(HERE / rule.name / "passes-instead.json", rule)
    assert report.worst() is not Level.ERROR
    assert all(file.claims for file in report.files)


@pytest.mark.parametrize(
    ("part", "occurring"),
    [
        ({"b": 1}, True),
        ({"c": [1, 3]}, True),
        ({"c": [{"d": "x"}]}, True),
        ([2, 3], True),
        ({"a": {"c": []}}, True),
        ({"b": 2}, False),
        ({"c": [3, 1]}, False),
        ({"c": [1, 1]}, False),
        ({"a": {"d": "x"}}, False),
        ({"b": []}, False),
        ({"b": [1]}, False),
        ({"c": {"d": "x"}}, False),
    ],
)
def test_what_occurs_in_a_record(part: object, occurring: bool) -> None:
    assert occurs(part, {"a": {"b": 1, "c": [1, 2, {"d": "x", "e": "y"}, 3]}}) is occurring


@all_rules
def test_page_has_its_sections_in_order(rule: Rule) -> None:
    assert tuple(_HEADING.findall(_BLOCK.sub("", rule.page))) == SECTIONS
    summary, blank, *_ = rule.page.splitlines()
    assert summary == rule.summary
    assert summary
    assert not summary.endswith(".")
    assert not blank
    assert max(map(len, rule.page.splitlines())) <= 100
    for heading in SECTIONS:
        assert section(rule, heading)


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
        if isinstance(rule := vars(module).get("check"), Rule):
            defined[path.stem] = rule
            assert rule.page is module.__doc__
    assert defined == {rule.name.replace("-", "_"): rule for rule in RULES}


def test_registry_is_the_folders_of_cases() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert folders == {rule.name for rule in RULES}


def test_what_cannot_be_waived() -> None:
    """Structure never; `self-asserted` is declared instead; a party carries no waivers."""
    for rule in RULES:
        kept = rule.family is Family.STRUCTURE or rule.name in (
            "self-asserted",
            "twin-parties",
            "differing-control",
            "unused-party",
        )
        assert rule.waivable is not kept


def test_every_check_looks_at_the_record_or_at_claims() -> None:
    for rule in RULES:
        assert rule.subject in (RecordSubject, ClaimSubject, WaiversSubject, FilesSubject, ChangeSubject)


@pytest.mark.parametrize("rule", [BY_NAME[name] for name in HOUSES])
def test_what_needs_a_rule_of_the_house(rule: Rule) -> None:
    for path in cases(rule.name, "flags"):
        report = engine.check(Project().find([str(path)]), House(AS_OF))
        assert not [
            finding for file in report.files for finding in file.findings if finding.check == rule.name
        ]
