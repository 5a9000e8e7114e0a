"""`sayso check --fix` mends what is safe, byte by byte, and then checks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.provenance.standing import Judgement, Strength
from sayso.provenance.whatif import Outcome
from sayso.record.project import FoundFiles, Project
from sayso.record.schema import encoded_url

from ..writing import sayso, strays

SOURCE = '{"title": "T", "by": ["a"], "basis": "observation"'
ADDRESSES = f"""{{"version": 1,
 "parties": {{"a": {{"name": "A", "url": "https://a.example/ö b"}}, "b": 3}},
 "sources": {{
  "s": {SOURCE}, "url":"https://a.example/100% x" ,"archived":  "https://a.example/[1]"}},
  "r": {SOURCE}, "url": 7, "archived": "not one"}}
 }}, "claims": []}}"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _claim(id: str, corroboration: str = "", **more: object) -> dict[str, object]:
    items = [{"source": corroboration}] if corroboration else []
    return {
        "id": id,
        "statement": "S",
        "claimant": ["a"],
        "evidence": [],
        "corroboration": items,
        "note": "n",
        **more,
    }


def test_addresses(folder: Path) -> None:
    """Those that become addresses by percent-encoding, and no others; the entries keep their order."""
    path = folder / "a.json"
    path.write_text(ADDRESSES.replace('"claims": []', f'"claims": [{json.dumps(_claim("c", "s"))}]'))
    before = path.read_text()
    result = sayso("check", "--fix", "a.json")
    assert result.exit_code == 1
    assert path.read_text() == before.replace("/ö b", "/%C3%B6%20b").replace("[1]", "%5B1%5D")
    assert (
        "fixed: a.json:2: address percent-encoded: https://a.example/%C3%B6%20b\n"
        "fixed: a.json:4: address percent-encoded: https://a.example/%5B1%5D\n"
    ) in result.stderr
    assert strays(folder) == []
    before = path.read_text()
    assert "fixed" not in sayso("check", "--fix", "a.json").stderr
    assert path.read_text() == before


def test_addresses_one_record_a_line(folder: Path) -> None:
    path = folder / "a.jsonl"
    line = '{"record":"party", "id": "a", "name": "A", "url": "https://a.example/ "}\n{"record": "claim"}\n'
    path.write_text(line)
    sayso("check", "--fix=safe", "-q", "a.jsonl")
    assert path.read_text() == line.replace("/ ", "/")


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("https://a.example/x", ""),
        (" https://a.example/x\n", "https://a.example/x"),
        ("https://a.example/ü?q=ü#ü", "https://a.example/%C3%BC?q=%C3%BC#%C3%BC"),
        ("https://ü.example/", ""),
        ("https://me:secret@a.example/ü", ""),
        ("javascript:alert(1)", ""),
        ("https://a.example/" + 2000 * " ", ""),
        ("https://a.example/%", ""),
    ],
)
def test_percent_encoding(value: str, encoded: str) -> None:
    assert encoded_url(value) == encoded


def test_registers_are_sorted(folder: Path) -> None:
    """A register is a file without claims; where there are claims, the order is that of the authors."""
    text = '{"version": 1, "parties": {"b": {"name": "B"}, "a": {"name": "A"}},\n "sources": {}}'
    (folder / "register.json").write_text(text)
    claims = text.replace('"sources": {}', f'"claims": [{json.dumps(_claim("c", standing="self-asserted"))}]')
    (folder / "claims.json").write_text(claims)
    result = sayso("check", "--fix", "register.json", "claims.json")
    assert result.exit_code == 0
    assert "fixed: register.json:1: 2 parties put in the order of their ids\n" in result.stderr
    assert (folder / "register.json").read_text() == (
        '{"version": 1, "parties": {"a": {"name": "A"}, "b": {"name": "B"}},\n "sources": {}}'
    )
    assert (folder / "claims.json").read_text() == claims


def test_addresses_and_order_of_one_file(folder: Path) -> None:
    (folder / "a.json").write_text(ADDRESSES)
    result = sayso("check", "--fix", "a.json")
    top = json.loads((folder / "a.json").read_text())
    assert list(top["sources"]) == ["r", "s"]
    assert top["sources"]["s"]["archived"] == "https://a.example/%5B1%5D"
    assert result.stderr.count("fixed:") == 3


def test_standings(folder: Path) -> None:
    """Only on demand; those that are declared stay, and what cannot be judged stays undeclared."""
    claims = [
        _claim("one", "s"),
        _claim("none"),
        _claim("said", "s", standing="corroborated"),
        _claim("broken", "nowhere"),
        _claim("opinion", kind="opinion"),
        _claim("wrong", standing="fine"),
    ]
    source = SOURCE.replace('["a"]', '["b"]')
    text = (
        f'{{"version": 1, "parties": {{"a": {{"name": "A"}}, "b": {{"name": "B"}}}},\n'
        f' "sources": {{"s": {source}}}}},\n'
        f' "claims": {json.dumps(claims)}}}'
    )
    path = folder / "a.json"
    path.write_text(text)
    sayso("check", "--fix", "a.json")
    assert path.read_text() == text
    result = sayso("check", "--fix=standing", "a.json")
    assert result.exit_code == 1
    found = {claim["id"]: claim.get("standing") for claim in json.loads(path.read_text())["claims"]}
    assert found == {
        "one": "single-source",
        "none": "self-asserted",
        "said": "corroborated",
        "broken": None,
        "opinion": "not-checkable",
        "wrong": "fine",
    }
    assert "fixed: a.json:3: `none` declared self-asserted\n" in result.stderr
    new = path.read_text()
    for standing in ("single-source", "self-asserted", "not-checkable"):
        new = new.replace(f', "standing": "{standing}"', "")
    assert new == text
    assert "fixed" not in sayso("check", "--fix=standing", "a.json").stderr


def test_files_that_cannot_be_edited(folder: Path) -> None:
    """They are left alone, and the check that follows reports them."""
    broken = f'{{"version": 1, "claims": [{json.dumps(_claim("c"))}], "claims": [], "parties": {{}}}}'
    wrong = '{"version": 1, "parties": [], "claims": [' + json.dumps(_claim("c", kind="opinion")) + "]}"
    twice = (
        '{"version": 1, "parties": {"a": {"name": "A"}, "b": {"name": "B", "name": "C"}}, '
        f'"claims": [{json.dumps(_claim("c"))}]}}'
    )
    for index, text in enumerate((broken, wrong, twice, "{")):
        (folder / f"{index}.json").write_text(text)
    result = sayso("check", "--fix=standing", ".")
    assert result.exit_code == 1
    assert "fixed" not in result.stderr
    for index, text in enumerate((broken, wrong, twice, "{")):
        assert (folder / f"{index}.json").read_text() == text


def test_bad_uses(folder: Path) -> None:
    result = sayso("check", "--fix", "-", input="{}")
    assert result.exit_code == 2
    assert "standard input cannot be mended" in result.stderr
    assert sayso("check", "--fix", "none.json").exit_code == 2
    assert sayso("check", "--fix=unsafe").exit_code == 2
    result = sayso("check", "--", "--fix")
    assert result.exit_code == 2
    assert "no such file or folder: --fix" in result.stderr


def test_file_that_cannot_be_written(folder: Path) -> None:
    path = folder / "a.json"
    path.write_text(ADDRESSES)
    path.chmod(0o444)
    result = sayso("check", "--fix", "a.json")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: cannot write a.json: the file is read-only\n"
    assert path.read_text() == ADDRESSES


def test_lower_bounds_are_no_standings() -> None:
    """What the work budget left open is not declared."""

    def judged(support: Strength, contradiction: Strength, partly: Strength | None = None) -> Judgement:
        return Judgement("single-source", "single-source", support, partly or support, contradiction, ())

    none, open_end = Strength(0, True, 0, True), Strength(0, False, 0, False)
    assert Outcome.of(judged(Strength(1, True, 1, False), none)).is_certain
    assert Outcome.of(judged(Strength(5, False, 5, False), none)).is_certain
    assert Outcome.of(judged(none, Strength(1, False, 5, False))).is_certain
    assert not Outcome.of(judged(Strength(1, False, 1, False), none)).is_certain
    assert not Outcome.of(judged(none, open_end)).is_certain
    assert not Outcome.of(judged(none, none, open_end)).is_certain


def test_a_file_is_read_again_only_when_it_was_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once to mend, once to check, and once more for the step after one that changed something."""
    read: list[str] = []
    real = Project.find

    def find(self: Project, paths: list[str], exclude: Callable[[str], bool]) -> FoundFiles:
        read.extend(paths)
        return real(self, paths, exclude)

    monkeypatch.setattr(Project, "find", find)
    path = folder / "a.json"
    source = SOURCE.replace('["a"]', '["b"]')
    text = (
        '{"version": 1, "parties": {"a": {"name": "A"}, "b": {"name": "B"}},\n'
        f' "sources": {{"s": {source}, "url": "https://a.example/"}}}},\n'
        f' "claims": [{json.dumps(_claim("c", "s"))}]}}'
    )
    for before, times in ((text, 2), (text.replace("example/", "example/ "), 3)):
        path.write_text(before)
        read.clear()
        assert "declared single-source" in sayso("check", "--fix=standing", "a.json").stderr
        assert read == ["a.json"] * times
        assert path.read_text() == text.replace('"note": "n"', '"standing": "single-source", "note": "n"')
