"""A record whose every text is an attack goes through every format, and nothing breaks out of its field."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import thorough

from ..records import FLAGGED, PARTIES, Json, claim, record, write
from ..test_hostile import BASE, HOSTILE, PLACES, changed
from .readers import CI, READERS, UNSAFE, address, command

Run = Callable[..., Any]
ATTACKS: Final = (
    *HOSTILE,
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</details></td></table><h1>",
    "<!-- --><![CDATA[ ]]><?xml?>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "javascript:alert(1) data:text/html,<b>x</b> https://example.org/ www.example.org mail@example.org",
    "[link](https://example.org) ![image](https://example.org/x.png) [ref] [ref]: https://example.org",
    "<https://example.org> <mail@example.org> [^1] [x]: javascript:alert(1)",
    "@octocat @org/team #123 org/repo#1 GH-1 0123abc :shipit: $x$ $`x`$ !1 ~label %1 &1 $$x$$",
    "| a | b |\n| --- | --- |",
    "`code` ``more`` ``` ~~~ \\` \\| \\",
    "# heading\n- list\n1. list\n> quote\n---\n===\n    code\n```\nfence",
    "**bold** _em_ ~~gone~~ * - + 1.",
    "::error file=x,line=1::pwned",
    "::stop-commands::x\n::add-mask::a",
    "##[error]pwned ###[add-mask]a ##[stop-commands]x",
    "%0A::error::pwned%0D%25 %3A%2C",
    '=cmd|"/C calc"!A0',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '","=1+1","',
    "a;=1+1",
    "../../x",
    "con",
    "\ufffe\uffff\ufdd0 \x0b\x0c\x1f",
    "{0} {{x}} ${{ secrets.X }} ${x} $(x) `x`",
    "🔌\U0010ffff 中文 العربية",
)
TEXTS: Final = ("title", "name", "statement", "quote", "note", "reason", "unit", "measure")


def holds(run: Run, *paths: object, folder: Path) -> dict[str, Any]:
    """Write every report on `paths` in one run, read all of them back, and hold them against each other."""
    targets = [part for name in CI for part in ("-f", name, "-o", folder / f"report.{name}")]
    result = run("check", *paths, *targets, "--ignore", "stale-review")
    assert result.exit_code in (0, 1)
    assert result.stdout == ""
    read = {}
    for name in CI:
        text = (folder / f"report.{name}").read_bytes().decode()
        assert UNSAFE.search(text.replace("\r\n", "\n")) is None
        read[name] = READERS[name](text)
        # A log that shows the report runs no command, but for the format that is commands.
        if name != "github":
            assert not any(map(command, text.split("\n")))
    found = len(read["jsonl"])
    waived = sum(line["waived"] for line in read["jsonl"])
    assert len(read["csv"]) == len(read["sarif"]["results"]) == found
    assert len(read["gitlab"]) == found - waived
    return read


def every(text: str) -> Json:
    """A record in which all that may be any text is `text`."""
    data: Json = json.loads(json.dumps(BASE))
    for at, key in PLACES:
        name = at[-2] if isinstance(at[-1], int) and len(at) > 1 else at[-1]
        if not key and name in TEXTS:
            data = changed(data, at, text, key=False)
    return data


@pytest.mark.thorough(one_in=4)
@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_in_every_place(sayso: Run, tmp_path: Path, attack: str) -> None:
    """In all texts at once, as the id of a claim, as a key, as an address, and in the name of the file."""
    data = every(attack)
    data["claims"].append(claim("x") | {"id": attack})
    data["claims"].append(claim("y") | {attack: attack})
    data["sources"] = data["sources"] | {attack: {"title": attack, "by": [attack], "basis": attack}}
    data["sources"]["release"] = data["sources"]["release"] | {"url": attack, "archived": attack}
    data["include"] = [attack]
    folder = tmp_path / "records"
    folder.mkdir()
    write(folder / "every.json", data)
    name = attack.replace("/", "⁄").replace("\0", "")
    write(folder / f"{name}.json", record(FLAGGED))
    (folder / "lines.jsonl").write_text(
        json.dumps({"record": "claim", "id": attack, attack: attack}, ensure_ascii=False), encoding="utf-8"
    )
    before = set(tmp_path.iterdir())
    read = holds(sayso, "records", folder=tmp_path)
    shown = sayso("check", "records", "-v", "--color", "always").stdout
    assert not any(map(command, shown.split("\n")))
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {f"report.{name}" for name in CI}
    assert {command.name for command in read["github"]} <= {"error", "warning", "notice"}


@thorough(100)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.text(max_size=30) | st.sampled_from(ATTACKS)),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_anywhere(sayso: Run, tmp_path: Path, changes: list[Any]) -> None:
    data: Json = BASE
    for (at, key), text in changes:
        try:
            data = changed(data, at, text, key=key)
        except (KeyError, TypeError, IndexError):
            continue
    write(tmp_path / "any.json", data)
    holds(sayso, "any.json", folder=tmp_path)


@pytest.mark.parametrize("sign", ["<", "中", "\x1b", "`|", ":a"])
def test_a_million_signs(sayso: Run, tmp_path: Path, sign: str) -> None:
    """What has a limit is shortened; no format takes long."""
    long = sign * (1_000_000 // len(sign))
    parties = PARTIES | {"ministry": PARTIES["ministry"] | {"name": long}}
    data = record(claim("a", "brief", statement=long), claim("b") | {"id": long}, parties=parties)
    write(tmp_path / "a.json", data)
    read = holds(sayso, "a.json", folder=tmp_path)
    assert read["github"]
    for name in ("github", "gitlab", "sarif"):
        assert (tmp_path / f"report.{name}").stat().st_size < 200_000


@pytest.mark.parametrize("text", ["", "[", "[]", "\ufeff{}", '{"version": 1, "version": 2}', "\0", "\udcff"])
@pytest.mark.parametrize("format", CI)
def test_standard_input_that_cannot_be_read(sayso: Run, text: str, format: str) -> None:
    result = sayso("check", "-", "-f", format, input=text.encode(errors="surrogateescape"))
    assert result.exit_code == 1
    READERS[format](result.stdout_bytes.decode())


def test_names_that_are_no_text(sayso: Run, tmp_path: Path) -> None:
    try:
        path = write(tmp_path / "caf\udce9 %25:#?.json", record(FLAGGED, include=["gone.json"]))
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes only text")
    read = holds(sayso, path.name, folder=tmp_path)
    locations = [
        result["locations"][0]["physicalLocation"]["artifactLocation"] for result in read["sarif"]["results"]
    ]
    assert {each["uri"] for each in locations} == {"caf%E9%20%2525%3A%23%3F.json"}
    assert address(locations[0]["uri"]) == b"caf\xe9 %25:#?.json"
    assert {each["location"]["path"] for each in read["gitlab"]} == {"caf? %25:#?.json"}
    files = {each.properties["file"] for each in read["github"] if "file" in each.properties}
    assert files == {"caf\\udce9 %25:#?.json"}


def test_many_files_and_findings(sayso: Run, tmp_path: Path) -> None:
    """Each format keeps to its cap, and says how much is left out."""
    for number in range(12):
        claims = [claim(f"claim-{number}-{each}", "brief") for each in range(20)]
        write(tmp_path / f"{number:02}.json", record(*claims))
    read = holds(sayso, ".", folder=tmp_path)
    errors = [each for each in read["github"] if each.name == "error"]
    assert [each.properties["title"].split(":")[0] for each in errors[:9]] == ["self-asserted"] * 9
    assert errors[9].properties == {"title": "231 more errors"}
    assert errors[9].data == "231 more errors not shown here; `sayso check -v` lists all."
    left = (tmp_path / "report.markdown").read_text(encoding="utf-8").splitlines()
    table, listed = [line for line in left if line.startswith("… and ")]
    shown = sum(line.startswith("- `") for line in left)
    assert listed == f"… and {len(read['jsonl']) - shown} more findings; `sayso check -v` lists all."
    rows = sum(line.startswith("| 🛑") for line in left)
    assert table == f"… and {240 - rows} more to look at."
    assert shown > 50
    assert rows > 50
