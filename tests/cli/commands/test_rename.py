"""`sayso rename` and `sayso remove`: ids changed everywhere, and entries taken out."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso_cli.files import FileChange, NotWritten, replace_all

from ...conftest import THOROUGH
from ..records import PARTIES, SOURCES, Json, claim, record, write
from ..test_leftovers import ENV, KILLED
from ..writing import strays

Run = Callable[..., Any]
ODD = """\
{ "version":1, "note": "ledger",
  "parties": {"ledger" :{"name":"ledger"},\t"paper": {"name": "P", "controlled_by": [ "ledger" ]}},
  "sources": { "report":{"title":"ledger", "by": ["ledger","paper"], "basis":"observation",
      "publisher": "ledger", "note": "caf\\u00e9 \\"ledger\\"" } },
  "claims":[{"id":"c1","statement":"S.","claimant":["paper"],"against":["ledger"],
    "evidence":[],"corroboration":[{"source":"report"}], "tags": ["old"]} ]\r
}"""


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_all_other_bytes_stay(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(ODD.encode())
    result = sayso("rename", "ledger", "daily")
    assert result.exit_code == 0
    assert result.stdout == "renamed the party `ledger` to `daily`: 5 places in 1 file\n  a.json\n"
    expected = ODD
    for there in (
        '"ledger" :',
        '[ "ledger" ]',
        '["ledger","paper"]',
        '"publisher": "ledger"',
        '"against":["ledger"]',
    ):
        assert there in expected
        expected = expected.replace(there, there.replace("ledger", "daily"))
    assert (tmp_path / "a.json").read_bytes() == expected.encode()
    assert sayso("rename", "c1", "c.2").stdout.startswith(
        "renamed the claim `c1` to `c.2`: 1 place in 1 file"
    )
    assert '"id":"c.2"' in (tmp_path / "a.json").read_text()


def test_one_record_a_line(sayso: Run, tmp_path: Path) -> None:
    text = (
        '{"record": "party", "id": "ledger", "name": "L"}\n'
        '{"record": "source", "id": "report", "title": "T", "by": ["ledger"], "basis": "observation"}\n'
    )
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    assert sayso("rename", "ledger", "daily").exit_code == 0
    assert (tmp_path / "a.jsonl").read_text() == text.replace('"ledger"', '"daily"')


def seen(id: str) -> Json:
    return {id: {"at": "2025-05-01T00:00:00Z", "outcome": "ok", "url": "https://a.example/"}}


def project(folder: Path) -> None:
    """A register that two files include, one of them in another folder; a third has an entry of its own."""
    (folder / ".git").mkdir()
    (folder / "more").mkdir()
    write(folder / "shared.json", {"version": 1, "parties": PARTIES, "sources": SOURCES})
    write(
        folder / "a.json",
        {"version": 1, "include": ["shared.json"], "claims": [claim("a", "readings", "brief")]},
    )
    more = {"version": 1, "include": ["../shared.json"], "claims": [claim("b", "readings")]}
    write(folder / "more" / "b.json", more)
    write(folder / "other.json", record(claim("c", "readings")))
    lock = {"version": 1, "sources": seen("brief") | seen("readings")}
    (folder / "a.lock.json").write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
    (folder / "shared.lock.json").write_text(json.dumps(lock), encoding="utf-8")


def test_everywhere_that_sees_the_entry(sayso: Run, tmp_path: Path) -> None:
    project(tmp_path)
    before = read(tmp_path)
    result = sayso("rename", "readings", "a-log", "a.json")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "renamed the source `readings` to `a-log`: 3 places in 3 files",
        "  a.lock.json",
        "  shared.lock.json",
        "  a.json",
        "  more/b.json",
        "  shared.json",
    ]
    after = read(tmp_path)
    for name in ("a.json", "shared.json", "shared.lock.json"):
        assert after[name] == before[name].replace(b'"readings"', b'"a-log"')
    assert after["other.json"] == before["other.json"]
    # A lock that `sayso verify` wrote stays in order.
    assert list(json.loads(after["a.lock.json"])["sources"]) == ["a-log", "brief"]
    assert b'"a-log"' in (tmp_path / "more" / "b.json").read_bytes()
    assert b"readings" not in (tmp_path / "more" / "b.json").read_bytes()


def test_what_the_lock_had_under_the_new_id_goes(sayso: Run, tmp_path: Path) -> None:
    project(tmp_path)
    stale = {
        "version": 1,
        "sources": seen("new") | {"readings": seen("readings")["readings"] | {"etag": "e"}},
    }
    write(tmp_path / "a.lock.json", stale)
    assert sayso("rename", "readings", "new", "a.json").exit_code == 0
    assert json.loads((tmp_path / "a.lock.json").read_text())["sources"]["new"]["etag"] == "e"
    write(tmp_path / "a.lock.json", {"version": 7})
    result = sayso("rename", "new", "newer", "a.json")
    assert result.exit_code == 2
    assert "the lock file a.lock.json cannot be read" in result.stderr
    write(tmp_path / "a.lock.json", {"version": 1, "sources": seen("brief")})
    assert sayso("rename", "new", "newer", "a.json").exit_code == 0


def test_a_register_in_two_records_takes_both_along(sayso: Run, tmp_path: Path) -> None:
    """The sources of a register name a party that each file which includes it defines for itself."""
    report = {"title": "T", "by": ["paper"], "basis": "observation"}
    write(tmp_path / "shared.json", {"version": 1, "sources": {"report": report}})
    for name in ("a", "b"):
        parties = {"paper": {"name": name}, "x": {"name": "X"}}
        data = {"version": 1, "include": ["shared.json"], "parties": parties}
        write(tmp_path / f"{name}.json", data | {"claims": [claim("c", "report") | {"claimant": ["x"]}]})
    assert sayso("rename", "paper", "daily", "a.json").exit_code == 0
    assert all(b"paper" not in data for data in read(tmp_path).values())
    assert sayso("check", "a.json", "b.json", "--select", "structure").exit_code == 0


RENAMED = (
    ("us-gov", "usa"),
    ("snowden", "a-snowden"),
    ("r-snowden-archive", "zz-archive"),
    ("src-nyt-olympic", "a-times"),
    ("prism-collection", "zz-prism"),
    ("claim:skynet-exists", "a-skynet"),
)


def test_a_baseline_knows_the_same_after(sayso: Run, claims_json: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.json").write_bytes(claims_json.read_bytes())
    write(tmp_path / "sayso-baseline.json", {"version": 1, "files": {"gone.json": []}})
    assert sayso("baseline", "claims.json").exit_code == 0
    everything = ("--ignore", "verification", "--fail-on", "note")
    moved = 0
    for old, new in RENAMED:
        id = re.escape(old.rpartition(":")[2])
        known = bool(
            re.search(rf'["/]{id}["/ ]', (tmp_path / "sayso-baseline.json").read_text(encoding="utf-8"))
        )
        result = sayso("rename", old, new)
        assert result.exit_code == 0
        assert ("sayso-baseline.json" in result.stdout) == known
        moved += known
        assert b'"' + old.rpartition(":")[2].encode() + b'"' not in (tmp_path / "claims.json").read_bytes()
        result = sayso("check", "claims.json", "--baseline", "sayso-baseline.json", *everything)
        assert result.exit_code == 0
        assert "no longer occur" not in result.stderr
    assert moved > 3


def test_what_is_claimed_by_a_party_that_is_renamed_stays_known(sayso: Run, tmp_path: Path) -> None:
    """Its digest in the baseline has the claimants in it, and those of files that are not seen stay."""
    own = claim("d") | {"claimant": ["ledger", "institute"], "statement": "Another sentence."}
    write(tmp_path / "a.json", record(claim("c"), own))
    assert sayso("baseline").exit_code == 0
    before = (tmp_path / "sayso-baseline.json").read_text(encoding="utf-8")
    for party in ("institute", "ledger"):
        assert "sayso-baseline.json" in sayso("rename", party, f"zz-{party}").stdout
        result = sayso("check", "--baseline", "sayso-baseline.json")
        assert result.exit_code == 0
        assert "no longer occur" not in result.stderr
    after = (tmp_path / "sayso-baseline.json").read_text(encoding="utf-8")
    digests = [re.findall('"claimed": "([0-9a-f]{32})"', text) for text in (before, after)]
    assert len(digests[0]) == len(digests[1]) == 2
    assert digests[0] != digests[1]


def test_other_files_of_a_baseline_stay(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("c", "readings")))
    entry = '{"check": "no-occasion", "claim": "c", "level": "warning"}'
    text = f'{{\n  "version": 1,\n  "files": {{\n    "z.json": [\n      {entry}\n    ]\n  }}\n}}\n'
    (tmp_path / "known.json").write_text(text, encoding="utf-8")
    (tmp_path / "sayso.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    assert "known.json" not in sayso("rename", "c", "d").stdout
    assert (tmp_path / "known.json").read_text() == text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ledgr", "new", "did you mean `ledger`?"),
        ("nothing-like-it", "new", "no party, source or claim `nothing-like-it`"),
        ("\x1b[31m", "new", "\\x1b[31m"),
        ("ledger", "New", "cannot be an id"),
        ("ledger", "\x1b", "cannot be an id"),
        ("ledger", "institute", "there is a party `institute` already: a.json:"),
        ("ledger", "ledger", "there is a party `ledger` already"),
        ("c", "d", "there is a claim `d` already"),
        ("twin", "new", "`twin` is a party and a source; write `party:twin` or `source:twin`"),
        ("claim:twin", "new", "no claim `twin`"),
    ],
)
def test_what_is_refused(sayso: Run, tmp_path: Path, old: str, new: str, said: str) -> None:
    twin: Json = {
        "parties": PARTIES | {"twin": {"name": "T"}},
        "sources": SOURCES | {"twin": SOURCES["readings"]},
    }
    write(tmp_path / "a.json", record(claim("c", "twin"), claim("d"), **twin))
    before = read(tmp_path)
    result = sayso("rename", old, new)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert read(tmp_path) == before
    assert sayso("rename", "source:twin", "readings-2").exit_code == 0
    data = json.loads((tmp_path / "a.json").read_text())
    assert ("twin" in data["parties"], "readings-2" in data["sources"]) == (True, True)


def test_files_that_cannot_be_written_to(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("c", "readings")))
    (tmp_path / "b.json").write_text('{"version": 1, "claims": [}', encoding="utf-8")
    result = sayso("rename", "ledger", "daily", "a.json")
    assert result.exit_code == 0
    assert "sayso: not looked into: b.json:1:27: " in result.stderr
    assert sayso("rename", "daily", "ledger").exit_code == 2
    write(tmp_path / "b.json", {"version": 1, "parties": []})
    assert (
        "b.json cannot be written to: see `sayso check`"
        in sayso("rename", "daily", "ledger", "b.json").stderr
    )
    assert sayso("rename", "daily", "ledger", "-", input="{}").exit_code == 2
    assert sayso("rename", "daily", "ledger", "gone.json").exit_code == 2


def test_a_file_outside_its_search(sayso: Run, tmp_path: Path) -> None:
    """A hidden folder is not searched; a file in it that is named is changed all the same."""
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / ".hidden" / "a.json", record(claim("c", "readings")))
    assert sayso("rename", "ledger", "daily", ".hidden/a.json").exit_code == 0


def test_a_file_that_was_changed_meanwhile(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path)
    before = read(tmp_path)

    def late(changes: list[FileChange]) -> None:
        (tmp_path / "shared.json").write_bytes(before["shared.json"] + b"\n")
        replace_all(changes)

    monkeypatch.setattr("sayso_cli.files.replace_all", late)
    result = sayso("rename", "readings", "log", "a.json")
    assert result.exit_code == 2
    assert "cannot write shared.json: the file was changed meanwhile; nothing was written" in result.stderr
    assert read(tmp_path) == before | {"shared.json": before["shared.json"] + b"\n"}


def changes(folder: Path) -> list[FileChange]:
    for name in "abc":
        (folder / name).write_bytes(b"old")
    return [FileChange(folder / name, b"new", b"old") for name in "abc"]


@pytest.mark.parametrize("failing", ["b", "c"])
def test_what_was_put_in_place_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    wanted = changes(tmp_path)
    put = os.replace

    def refuse(name: str, target: str) -> None:
        if target == str(tmp_path / failing) and not refused:
            refused.append(target)
            raise OSError(13, "Permission denied")
        put(name, target)

    refused: list[str] = []
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(NotWritten, match=f"{failing}: Permission denied"):
        replace_all(wanted)
    assert read(tmp_path) == dict.fromkeys("abc", b"old")


def test_more_files_than_may_be_open(tmp_path: Path) -> None:
    """The limit is that of a usual shell; a run may raise it as far as the system allows."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    number = 300
    made = []
    for index in range(number):
        (tmp_path / f"f{index}").write_bytes(b"old")
        made.append(FileChange(tmp_path / f"f{index}", b"new", b"old"))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        replace_all(made)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert set(read(tmp_path).values()) == {b"new"}


KILLS = 100 if THOROUGH else 8


@pytest.mark.skipif(sys.platform == "win32", reason="no locks that end with their process")
def test_killed_again_and_again(sayso: Run, tmp_path: Path) -> None:
    """Each file is the old or the new one, and the same command finishes the work."""
    project(tmp_path)
    names = ("a.json", "more/b.json", "shared.json", "a.lock.json", "shared.lock.json")
    old = {name: (tmp_path / name).read_bytes() for name in names}
    command = ("rename", "readings", "log", "a.json")
    assert sayso(*command).exit_code == 0
    new = {name: (tmp_path / name).read_bytes() for name in names}
    killed = partly = 0
    for turn in range(KILLS):
        for name in names:
            (tmp_path / name).write_bytes(old[name])
        step = turn if THOROUGH else turn * 12
        script = [sys.executable, "-c", KILLED, str(step), *command]
        run = subprocess.run(script, cwd=tmp_path, env=ENV, check=False, capture_output=True, timeout=60)
        assert run.returncode in (-signal.SIGKILL, 0), run.stderr
        now = {name: (tmp_path / name).read_bytes() for name in names}
        assert all(now[name] in (old[name], new[name]) for name in names)
        killed += run.returncode != 0
        partly += now not in (old, new)
        if now["shared.json"] == old["shared.json"]:
            assert sayso(*command).exit_code == 0
        assert {name: (tmp_path / name).read_bytes() for name in names} == new
        assert not strays(tmp_path)
    assert killed
    assert partly or not THOROUGH


# Removing


def test_remove(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(ODD.encode())
    result = sayso("remove", "ledger")
    assert result.exit_code == 2
    assert result.stderr == (
        "sayso: error: 4 places refer to the party `ledger`:\n"
        "  a.json:2\n  a.json:3\n  a.json:4\n  a.json:5\n"
        "sayso: error: nothing was removed; change these first\n"
    )
    assert (tmp_path / "a.json").read_bytes() == ODD.encode()
    result = sayso("remove", "c1")
    assert (result.exit_code, result.stdout) == (0, "removed the claim `c1` from a.json\n")
    left = (tmp_path / "a.json").read_bytes().decode()
    assert left == ODD[: ODD.index('[{"id"') + 1] + ODD[ODD.index(" ]\r") + 1 :]
    assert sayso("remove", "report").exit_code == 0
    assert '"sources": {},' in (tmp_path / "a.json").read_text()
    assert sayso("remove", "paper").exit_code == 0
    assert '{"ledger" :{"name":"ledger"}}' in (tmp_path / "a.json").read_text()


def test_remove_what_others_refer_to(sayso: Run, tmp_path: Path) -> None:
    """In whatever file of the project."""
    project(tmp_path)
    result = sayso("remove", "readings", "shared.json")
    assert result.exit_code == 2
    assert "2 places refer to the source `readings`" in result.stderr
    assert "more/b.json:" in result.stderr
    assert sayso("remove", "rumour", "a.json").stdout == "removed the source `rumour` from shared.json\n"
    assert "rumour" not in json.loads((tmp_path / "shared.json").read_text())["sources"]
    many = [claim(f"c{number}", "readings") for number in range(30)]
    write(tmp_path / "other.json", record(*many))
    assert "  and 10 more\n" in sayso("remove", "readings", "other.json").stderr


def test_remove_what_there_is_twice_or_refers_to_itself(sayso: Run, tmp_path: Path) -> None:
    ring: Json = {"ring": {"name": "R", "controlled_by": ["ring"]}}
    for name in ("a", "b"):
        write(tmp_path / f"{name}.json", record(parties=PARTIES | ring))
    result = sayso("remove", "ring")
    assert result.exit_code == 2
    assert "there are 2 entries `ring`: a.json:" in result.stderr
    assert sayso("remove", "ring", "a.json").exit_code == 0
    assert "ring" in (tmp_path / "b.json").read_text()


def test_remove_from_a_file_that_cannot_be_written(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json", record(claim("c")))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("sayso_cli.files.replace", refuse)
    result = sayso("remove", "c")
    assert (result.exit_code, result.stderr) == (2, "sayso: error: cannot write a.json: Permission denied\n")
