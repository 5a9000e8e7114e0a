"""`sayso move`: claims from their files to another one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso_cli.files import NotWritten

from ..records import PARTIES, SOURCES, claim, write
from .test_rename import read

Run = Callable[..., Any]


def project(folder: Path) -> None:
    """A register, two files that include it, and one that does not."""
    write(folder / "shared.json", {"version": 1, "parties": PARTIES, "sources": SOURCES})
    claims = [claim(id, "readings", tags=["x"]) for id in ("a", "b", "c")]
    text = json.dumps({"version": 1, "include": ["shared.json"], "claims": claims}, indent=3)
    (folder / "old.json").write_text(text, encoding="utf-8")
    write(folder / "new.json", {"version": 1, "include": ["shared.json"], "claims": [claim("z")]})
    write(folder / "alien.json", {"version": 1, "parties": PARTIES, "claims": []})


def ids(path: Path) -> list[str]:
    return [each["id"] for each in json.loads(path.read_text(encoding="utf-8"))["claims"]]


def test_move(sayso: Run, tmp_path: Path) -> None:
    project(tmp_path)
    before = read(tmp_path)
    result = sayso("move", "b", "a", "b", "new.json")
    assert (result.exit_code, result.stdout) == (0, "moved 2 claims to new.json\n")
    assert (ids(tmp_path / "old.json"), ids(tmp_path / "new.json")) == (["c"], ["z", "b", "a"])
    assert json.loads((tmp_path / "new.json").read_text())["claims"][2] == claim("a", "readings", tags=["x"])
    assert sayso("move", "a", "old.json", "--from", "new.json").exit_code == 0
    assert sayso("move", "b", "old.json").exit_code == 0
    assert read(tmp_path)["new.json"] == before["new.json"]
    assert ids(tmp_path / "old.json") == ["c", "a", "b"]


def test_to_and_from_records_on_lines(sayso: Run, tmp_path: Path) -> None:
    project(tmp_path)
    ours = (tmp_path / "old.json").read_text()
    lines = [{"record": "party", "id": id, **party} for id, party in PARTIES.items()]
    lines += [{"record": "source", "id": id, **source} for id, source in SOURCES.items()]
    text = "".join(json.dumps(line) + "\n" for line in [*lines, {"record": "claim", **claim("l")}])
    (tmp_path / "shared.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "old.json").write_text(ours.replace("shared.json", "shared.jsonl"), encoding="utf-8")
    assert sayso("move", "a", "shared.jsonl").exit_code == 0
    assert '\n{"record": "claim", "id": "a", "statement"' in (tmp_path / "shared.jsonl").read_text()
    assert sayso("move", "l", "old.json").exit_code == 0
    assert ids(tmp_path / "old.json") == ["b", "c", "l"]
    assert "record" not in json.loads((tmp_path / "old.json").read_text())["claims"][2]


def test_a_claim_that_cannot_be_read(sayso: Run, tmp_path: Path) -> None:
    """Moving it is no judgement on it: not even its id need fit the schema."""
    project(tmp_path)
    write(tmp_path / "bad.json", {"version": 1, "include": ["shared.json"], "claims": [claim("Bad Id")]})
    assert sayso("move", "Bad Id", "new.json").exit_code == 0
    assert (ids(tmp_path / "bad.json"), ids(tmp_path / "new.json")) == ([], ["z", "Bad Id"])


def test_what_a_baseline_knows_goes_along(sayso: Run, tmp_path: Path) -> None:
    project(tmp_path)
    assert sayso("baseline").exit_code == 0
    assert sayso("move", "a", "new.json").exit_code == 0
    options = (
        "--ignore",
        "verification,consistency",
        "--fail-on",
        "note",
        "--baseline",
        "sayso-baseline.json",
    )
    result = sayso("check", *options)
    assert result.exit_code == 0
    assert "no longer occur" not in result.stderr


def test_a_kill_in_between_is_finished(sayso: Run, tmp_path: Path) -> None:
    """The claim is in both files then."""
    project(tmp_path)
    old = (tmp_path / "old.json").read_bytes()
    assert sayso("move", "a", "new.json").exit_code == 0
    after = read(tmp_path)
    (tmp_path / "old.json").write_bytes(old)
    assert "there are 2 entries `a`" in sayso("move", "a", "new.json").stderr
    assert sayso("move", "a", "new.json", "--from", "old.json").exit_code == 0
    assert read(tmp_path) == after


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("a", "alien.json"),
            "alien.json does not see the party `ministry`, the source `readings` of",
        ),
        (("a", "old.json"), "the claim `a` is in old.json already"),
        (("nothing", "new.json"), "Invalid value: no claim `nothing`"),
        (("ledger", "new.json"), "Invalid value: no claim `ledger`"),
        (("a", "gone.json"), "there is no file gone.json: `sayso init` makes one"),
        (("a", "broken.json", "--from", "old.json"), "broken.json cannot be written to"),
        (("b", "twin.json", "--from", "old.json"), "there is another claim `b` in twin.json already"),
    ],
)
def test_what_is_refused(sayso: Run, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    project(tmp_path)
    twin = {"version": 1, "include": ["shared.json"], "claims": [claim("b")]}
    (tmp_path / "broken.json").write_text(json.dumps({**twin, "sources": []}), encoding="utf-8")
    if "twin.json" in options:
        write(tmp_path / "twin.json", twin)
    if "broken.json" not in options:
        (tmp_path / "broken.json").unlink()
    before = read(tmp_path)
    result = sayso("move", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert read(tmp_path) == before


def test_files_that_cannot_be_written(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)

    def refuse(*_: object) -> None:
        raise NotWritten("cannot write new.json: Permission denied")

    monkeypatch.setattr("sayso_cli.files.replace_all", refuse)
    result = sayso("move", "a", "new.json")
    assert (result.exit_code, result.stderr) == (
        2,
        "sayso: error: cannot write new.json: Permission denied\n",
    )
