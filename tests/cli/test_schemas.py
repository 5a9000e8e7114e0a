"""What the commands write as JSON is as the schemas in the package say, which name every member of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from sayso_cli.main import app
from tests.conftest import thorough
from tests.strategies import claim_files

from .records import FLAGGED, MIXED, SINGLE, SOUND, claim, record, write
from .repository import Work

Run = Callable[..., Any]
ROOT: Final = Path(__file__).parent.parent.parent
FOLDER: Final = ROOT / "cli" / "sayso_cli" / "schemas"
CASES: Final = [
    path for path in sorted((ROOT / "tests" / "cases").glob("*.json")) if path.name != "expected.json"
]
WORKED: Final = (ROOT / "claims.json", ROOT / "docs" / "example" / "claims.json")


def strict(schema: Any) -> Any:
    """`schema` without leave to add members."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(member) for name, member in schema.items()}
    return {"additionalProperties": False, **closed} if isinstance(closed.get("properties"), dict) else closed


VALIDATORS: Final = {
    path.stem: Draft202012Validator(strict(json.loads(path.read_text(encoding="utf-8"))))
    for path in FOLDER.glob("*.json")
}


def holds(name: str, text: str) -> Any:
    """What `text` says, which is exactly what the schema `name` describes."""
    value = json.loads(text)
    VALIDATORS[name].validate(value)
    return value


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """The objects that a schema describes, wherever in it."""
    if isinstance(schema, list | dict):
        for each in schema.values() if isinstance(schema, dict) else schema:
            yield from objects(each)
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield schema


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_schemas_allow_additions(path: Path) -> None:
    """Each is a schema, which requires what is always there and refuses no member."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert f"| `{path.name}` |" in (ROOT / "docs" / "json.md").read_text("utf-8")
    for each in objects(schema):
        assert each.get("additionalProperties") is not False
        assert set(each["required"]) <= each["properties"].keys()


def test_strict_form_refuses() -> None:
    """What is held below could fail: a member too many or too few, anywhere."""
    line = CliRunner().invoke(app, ["check", "-f", "jsonl", str(ROOT / "claims.json")]).stdout.splitlines()[0]
    value = holds("jsonl", line)
    for changed in (
        value | {"more": 1},
        value | {"version": 0},
        {name: member for name, member in value.items() if name != "draft"},
        value | {"related": [{"message": "no place"}]},
    ):
        assert not VALIDATORS["jsonl"].is_valid(changed)
    published = json.loads((FOLDER / "jsonl.json").read_text(encoding="utf-8"))
    assert Draft202012Validator(published).is_valid(value | {"more": 1})


def check(sayso: Run, *args: object, input: str | None = None) -> Any:
    """Check, as JSON and a finding a line; what it says is the report."""
    lines = sayso("check", "-f", "jsonl", *args, input=input)
    findings = [holds("jsonl", line) for line in lines.stdout.splitlines()]
    report = holds("check", sayso("check", "-f", "json", *args, input=input).stdout)
    assert len(findings) == sum(len(file["findings"]) for file in report["files"])
    return report


@pytest.mark.thorough(one_in=8)
@pytest.mark.parametrize("path", [*WORKED, *CASES], ids=lambda path: path.stem)
def test_check(sayso: Run, path: Path) -> None:
    check(sayso, path, "--ignore", "similar-claim")


@pytest.mark.parametrize("text", ["", "[", "[]", "5", "\ufeff{}", '{"version": 1, "version": 2}'])
def test_check_of_what_cannot_be_read(sayso: Run, text: str) -> None:
    assert check(sayso, "-", input=text)["files"][0]["findings"]


def test_check_of_drafts_and_unreadable_claims(sayso: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "a.json",
        record(5, SOUND | {"kind": 1}, claim("lost", "nowhere"), FLAGGED | {"draft": True}),
    )
    report = check(sayso, "a.json")
    assert report["summary"]["unreadable"] == 3
    assert report["summary"]["drafts"] == 1


def disputed() -> Any:
    """A record whose only claim hangs on a link of control that is disputed."""
    data = json.loads(json.dumps(MIXED)) | {"claims": [claim("a", "readings")]}
    data["parties"]["institute"]["controlled_by"] = [{"party": "ministry", "disputed": True}]
    return data


def test_check_of_disputed_links(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", disputed())
    (entry,) = check(sayso, "a.json")["files"][0]["claims"]
    assert entry["disputed"]["each"]


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository with a record in it, and a change that raises a standing."""
    made = Work(tmp_path)
    made.commit({"a.json": record(claim("a", "rumour"), SINGLE)})
    sources = MIXED["sources"] | {"rumour": MIXED["sources"]["rumour"] | {"basis": "observation"}}
    made.write("a.json", record(claim("a", "rumour"), SINGLE, SOUND, sources=sources))
    return made


def test_check_and_diff_of_a_change(sayso: Run, work: Work) -> None:
    report = check(sayso, "--since", "HEAD")
    told = holds("diff", sayso("diff", "HEAD:a.json", "a.json", "-f", "json").stdout)
    assert report["believe"] == told["believe"]
    assert report["believe"]["each"][0]["claims"]
    (changed,) = [each for each in told["claims"] if each["id"] == "a"]
    assert changed["because"]["groups"]
    assert work.git("status", "--porcelain") == "M a.json"


def run(*args: object, input: str | None = None) -> Any:
    """Run `sayso` in this folder."""
    return CliRunner().invoke(app, [*map(str, args)], input=input, catch_exceptions=False)


@thorough(100)
@given(claim_files())
def test_random_files(file: Any) -> None:
    text = json.dumps(file)
    for shown in check(run, "-", input=text)["files"][0]["claims"]:
        if shown["id"]:
            holds("show", run("show", shown["id"], "-", "-f", "json", input=text).stdout)
    holds("next", run("next", "-", "-f", "json", input=text).stdout)
    for what in ("claims", "parties", "sources", "tags"):
        holds("list", run("list", what, "-", "-f", "json", input=text).stdout)
    for options in ((), ("--hidden-link",), ("--without", f"party:{next(iter(file['parties']))}")):
        holds("stress", run("stress", "-", "-f", "json", *options, input=text).stdout)


@pytest.mark.thorough(one_in=8)
@pytest.mark.parametrize("path", [*WORKED, *CASES], ids=lambda path: path.stem)
def test_views(sayso: Run, path: Path) -> None:
    """`show` of every claim, each form of `stress` and `list`, `next`, and `diff` with the example."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for each in data["claims"][:: 8 if len(data["claims"]) > 20 else 1]:
        assert holds("show", sayso("show", each["id"], path, "-f", "json").stdout)["checks"]
    for options in ((), ("--hidden-link",), ("--without", f"party:{next(iter(data['parties']))}")):
        holds("stress", sayso("stress", path, "-f", "json", *options).stdout)
    holds("next", sayso("next", path, "-f", "json").stdout)
    for what in ("claims", "parties", "sources", "tags"):
        assert holds("list", sayso("list", what, path, "-f", "json").stdout)["listed"] == what
    for by in ("claimant", "standing", "outcome", "tag", "voice"):
        assert holds("list", sayso("list", path, "--group-by", by, "-f", "json").stdout)["group_by"] == by
    holds("diff", sayso("diff", WORKED[1], path, "-f", "json").stdout)


def test_show_of_other_claims(sayso: Run, tmp_path: Path) -> None:
    """What cannot be judged, is a draft, or hangs on a disputed link."""
    write(tmp_path / "a.json", record(claim("lost", "nowhere"), claim("draft", draft=True)))
    assert "items" not in holds("show", sayso("show", "lost", "-f", "json").stdout)
    assert holds("show", sayso("show", "draft", "-f", "json").stdout)["draft"]
    write(tmp_path / "a.json", disputed())
    assert holds("show", sayso("show", "a", "-f", "json").stdout)["disputed"]["each"]
