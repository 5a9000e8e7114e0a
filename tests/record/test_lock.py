"""The lock file: written canonically, read strictly, found beside its claim file."""

import json
import os
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.record.lock import (
    Lock,
    Locked,
    LockedQuote,
    claim_file_of_lock,
    dump_lock,
    load_lock,
    lock_misfit,
    lock_path,
    lock_schema,
)
from sayso.record.project import Project
from sayso.record.syntax.json_reader import FaultyFile
from sayso.report.engine import check
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House
from tests.conftest import Run
from tests.record.reading import CLAIM, PARTY, SOURCE

AT = "2026-01-31T12:00:00Z"
HASH = "0123456789abcdef" * 4

words = st.text(st.characters(codec="utf-8"), max_size=20)
times = st.datetimes().map(lambda time: time.strftime("%Y").zfill(4) + time.strftime("-%m-%dT%H:%M:%SZ"))
outcomes = st.sampled_from(
    ["ok", "moved", "gone", "blocked", "unreachable", "refused", "too-large", "not-text", "skipped"]
)
quotes = st.fixed_dictionaries(
    {"quote": words, "outcome": st.sampled_from(["found", "hidden", "near", "missing"])},
    optional={"archived": st.booleans(), "before": words, "after": words, "diff": words},
)
tries = st.fixed_dictionaries(
    {"at": times, "outcome": outcomes},
    optional={"reason": words, "status": st.integers(0), "final_url": words, "sha256": st.just(HASH)},
)
links = st.fixed_dictionaries(
    {"at": times, "outcome": outcomes, "url": words},
    optional={"reason": words, "final_url": words, "last_try": tries},
)
entries = st.fixed_dictionaries(
    {"at": times, "outcome": outcomes},
    optional={
        **dict.fromkeys(("url", "file", "reason", "final_url", "media_type", "etag", "last_modified"), words),
        "status": st.integers(0),
        "size": st.integers(0),
        "sha256": st.just(HASH),
        "text_sha256": st.just(HASH),
        "last_try": tries,
        "archived": links,
        "link": links,
        "quotes": st.lists(quotes, max_size=3),
    },
)
notices = st.fixed_dictionaries(
    {"kind": st.sampled_from(["retraction", "correction", "reinstatement"])},
    optional={"doi": words, "on": st.sampled_from(["", "2025", "2025-06", "2025-06-30"]), "by": words},
)
answers = st.fixed_dictionaries(
    {"at": times, "outcome": st.sampled_from(["answered", "uncertain"])},
    optional={"agency": words, "reason": words, "tried": times, "notices": st.lists(notices, max_size=3)},
)
locks = st.fixed_dictionaries(
    {"version": st.just(1), "sources": st.dictionaries(words, entries, max_size=3)},
    optional={
        "dois": st.dictionaries(words, answers, max_size=2),
        "proofs": st.lists(st.just(HASH), max_size=2),
    },
)
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.0, 1e400, 10**30, "", "x", [], {}, [[]], f"{AT}\n", "2026-02-30T00:00:00Z",
     "2026-01", "0000-01-01T00:00:00Z", "２０２６-01-31T12:00:00Z", HASH.upper(), f"{HASH}\n", "OK"]
)  # fmt: skip


@given(locks)
def test_round_trip(shape: dict[str, Any]) -> None:
    """What is written is read as the same, and written as the same bytes, whatever the order was."""
    lock = msgspec.convert(shape, Lock)
    data = dump_lock(lock)
    again = load_lock(data)
    assert dump_lock(again) == data
    assert set(again.sources) == set(lock.sources)
    for id, entry in lock.sources.items():
        assert sorted(map(repr, again.sources[id].quotes)) == sorted(map(repr, entry.quotes))
    assert again.dois == lock.dois
    backwards = Lock(1, dict(reversed(lock.sources.items())), dict(reversed(lock.dois.items())), lock.proofs)
    assert dump_lock(backwards) == data
    assert lock_misfit(json.loads(data)) is None


def test_layout() -> None:
    quote = LockedQuote("b\u202e", "found", before="ü")
    lock = Lock(1, {"b": Locked(AT, "ok", quotes=(quote, LockedQuote("a", "near"))), "a": Locked(AT, "gone")})
    assert (
        dump_lock(lock).decode()
        == """{
  "version": 1,
  "sources": {
    "a": {
      "at": "2026-01-31T12:00:00Z",
      "outcome": "gone"
    },
    "b": {
      "at": "2026-01-31T12:00:00Z",
      "outcome": "ok",
      "quotes": [
        {
          "quote": "a",
          "outcome": "near"
        },
        {
          "quote": "b\\u202e",
          "outcome": "found",
          "before": "ü"
        }
      ]
    }
  }
}
"""
    )
    assert b"a?b" in dump_lock(Lock(1, {"a": Locked(AT, "ok", reason="a\ud800b")}))


def spoil(value: Any, data: st.DataObject) -> Any:
    """`value` with something in it replaced, left out or added."""
    places: list[tuple[Any, ...]] = [()]

    def walk(here: Any, path: tuple[Any, ...]) -> None:
        for key, inner in here.items() if isinstance(here, dict) else enumerate(here):
            places.append((*path, key))
            if isinstance(inner, dict | list):
                walk(inner, (*path, key))

    walk(value, ())
    path = data.draw(st.sampled_from(places))
    if not path:
        return data.draw(ODD)
    here = value
    for key in path[:-1]:
        here = here[key]
    match data.draw(st.integers(0, 2)):
        case 0:
            here[path[-1]] = data.draw(ODD)
        case 1 if isinstance(here, dict):
            here["odd"] = here.pop(path[-1])
        case _:
            del here[path[-1]]
    return value


@pytest.mark.parametrize("time", ["2026-02-30T00:00:00Z", "2026-01-31T25:00:00Z", "now", "2026-01-31"])
def test_a_time_is_one(time: str) -> None:
    with pytest.raises(FaultyFile, match=r"expected is: When it was opened \(UTC\)\."):
        load_lock(json.dumps({"version": 1, "sources": {"a": {"at": time, "outcome": "ok"}}}).encode())


@pytest.mark.parametrize("field", ["at", "tried"])
def test_a_time_at_which_an_agency_was_asked_is_one(field: str) -> None:
    answer = {"at": AT, "outcome": "answered", field: "2026-02-30T00:00:00Z"}
    shape = {"version": 1, "sources": {}, "dois": {"10.5555/a": answer}}
    with pytest.raises(FaultyFile, match="expected is: When it was"):
        load_lock(json.dumps(shape).encode())


@pytest.mark.parametrize("field", ["last_try", "archived", "link"])
def test_a_time_is_one_everywhere(field: str) -> None:
    inner = {"at": "2026-02-30T00:00:00Z", "outcome": "ok", **({} if field == "last_try" else {"url": "u"})}
    entry = {"at": AT, "outcome": "ok", field: inner}
    with pytest.raises(FaultyFile, match=r"expected is: When it was (tried|opened) \(UTC\)\."):
        load_lock(json.dumps({"version": 1, "sources": {"a": entry}}).encode())


@given(locks, st.data())
def test_schema_and_typed_records_accept_the_same(shape: dict[str, Any], data: st.DataObject) -> None:
    value = spoil(json.loads(json.dumps(shape)), data)
    try:
        msgspec.json.decode(json.dumps(value), type=Lock)
    except (msgspec.DecodeError, ValueError):
        assert lock_misfit(value) is not None
    else:
        assert lock_misfit(value) is None


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(lock_schema())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1, column 1: the file is empty"),
        (b"{}", "line 1, column 1: `version` is missing"),
        (b"[]", "line 1, column 1: this does not fit; expected is: What `sayso verify` saw when it opened"),
        (b'{\n "version": 2, "sources": {}}', "line 2, column 13: this does not fit; expected is: Version"),
        (b'{"version": 1.0, "sources": {}}', "line 1, column 13: this does not fit"),
        (b'{"version": 1, "sources": {}, "x": 1}', "line 1, column 36: there is no such field: `x`"),
        (b'{"version": 1, "sources": {"a": {"at": "now"}}}', "line 1, column "),
        (b'{"version": 1, "sources": {}, "sources": {}}', "line 1, column 31: the key `sources` is given"),
        (b'{"version": NaN, "sources": {}}', "line 1, column 13: `NaN` is not a JSON number"),
        (b'{"version": 1,\n"sources": "\xff"}', "line 2, column 13: the byte 0xff is not UTF-8"),
        (b"\xef\xbb\xbf{}", "line 1, column 1: a character that cannot be seen"),
        (b"[" * 100_000, "line 1, column 202: nested deeper than 200 levels"),
        (b'{"a":' * 150 + b"1" + b"}" * 150, "line 1, column 2: there is no such field: `a`"),
        (b'{"version": 1, "sources": {"\\ud800": {}}}', "line 1, column 28: a lone surrogate"),
    ],
)  # fmt: skip
def test_bad_locks(data: bytes, message: str) -> None:
    with pytest.raises(FaultyFile, match=f"^{re.escape(message)}"):
        load_lock(data)


@given(st.binary() | locks.map(lambda lock: json.dumps(lock).encode()[:-5]))
def test_no_bytes_are_too_bad(data: bytes) -> None:
    with pytest.raises(FaultyFile, match=r"^line \d+, column \d+: "):
        load_lock(data)


@pytest.mark.parametrize(
    ("file", "lock"),
    [
        ("a/claims.json", "a/claims.lock.json"),
        ("claims.jsonl", "claims.jsonl.lock.json"),
        ("c.ndjson", "c.ndjson.lock.json"),
    ],
)
def test_where_it_lies(file: str, lock: str) -> None:
    assert lock_path(file) == lock
    assert claim_file_of_lock(lock) == file
    assert claim_file_of_lock(file) == ""


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """A claim file with a source, in a project of its own, as the working folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    path = folder / "claims.json"
    sources = {"release": {**SOURCE, "url": "https://a.example/"}}
    record = {"version": 1, "parties": {"ministry": PARTY}, "sources": sources, "claims": [CLAIM]}
    path.write_text(json.dumps(record))
    return path


SOUND = dump_lock(Lock(1, {"release": Locked(AT, "ok", url="https://a.example/")}))


def bad_locks(path: Path) -> list[str]:
    import datetime

    report = check(Project().find([str(path)]), House(datetime.date(2026, 2, 1)))
    found = [finding for file in report.files for finding in file.found]
    return [finding.message for finding in found if finding.check == "bad-lock"]


def test_lock_beside_the_file(claims: Path) -> None:
    assert Project().load(str(claims)).lock is None
    lock = claims.with_name("claims.lock.json")
    lock.write_bytes(SOUND)
    loaded = Project().load(str(claims)).lock
    assert loaded is not None
    assert loaded.sources["release"].day == "2026-01-31"
    assert Project().find([str(claims.parent)]).passed_over == 0
    assert not bad_locks(claims)


def test_who_names_the_lock_means_the_file(claims: Path) -> None:
    lock = claims.with_name("claims.lock.json")
    lock.write_bytes(SOUND)
    found = Project().find([str(claims), str(lock)])
    assert [file.path for file in found.files] == [str(claims)]
    assert [file.path for file in Project().find([str(lock)]).files] == [str(claims)]
    claims.unlink()
    (alone,) = Project().find([str(lock)]).files
    assert alone.problems


def test_lock_of_a_register(claims: Path) -> None:
    other = claims.with_name("other.json")
    other.write_text('{"version": 1, "include": ["claims.json"]}')
    claims.with_name("claims.lock.json").write_bytes(SOUND)
    (register,) = Project().load(str(other)).registers
    assert register.lock is not None


def test_lock_of_a_file_that_is_a_link(claims: Path) -> None:
    """It lies beside the file that the link leads to, and may be a link itself inside the project."""
    link = claims.parent / "link.json"
    link.symlink_to(claims)
    kept = claims.with_name("kept")
    kept.write_bytes(SOUND)
    lock = claims.with_name("claims.lock.json")
    lock.symlink_to(kept)
    assert Project().load(str(link)).lock is not None
    lock.unlink()
    lock.write_text("{")
    assert bad_locks(link) == [
        f"the lock file {lock} cannot be read: line 1, column 2: the file ends before the JSON value does"
    ]


def test_locks_that_cannot_be_had(claims: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = claims.with_name("claims.lock.json")
    outside = claims.parent.parent / "secret.json"
    outside.write_bytes(SOUND)
    lock.symlink_to(outside)
    assert [message.rpartition(": ")[2] for message in bad_locks(claims)] == [
        "a symbolic link that leads outside the project"
    ]
    lock.unlink()
    lock.mkdir()
    assert [message.rpartition(": ")[2] for message in bad_locks(claims)] == ["this is no regular file"]
    lock.rmdir()
    lock.symlink_to("nowhere")
    assert bad_locks(claims)
    lock.unlink()
    os.mkfifo(lock)
    assert bad_locks(claims)
    lock.unlink()
    lock.write_bytes(SOUND + b" " * 10_000)
    monkeypatch.setattr("sayso.record.project.MAX_BYTES", 9_000)
    assert [message.rpartition(": ")[2] for message in bad_locks(claims)] == ["at most 0 MiB"]


def test_a_bad_lock_fails_the_check(sayso: Run, claims: Path) -> None:
    claims.with_name("claims.lock.json").write_text("<<<<<<< ours\n")
    result = sayso("check", claims)
    assert result.exit_code == 1
    assert "bad-lock" in result.stdout


def test_standard_input_has_none(sayso: Run, claims: Path) -> None:
    data = claims.read_text()
    assert "never-verified" in sayso("check", "-v", "--select", "verification", claims).stdout
    assert "never-verified" not in sayso("check", "-v", "--select", "verification", "-", input=data).stdout


def test_no_verification_is_stale_where_nothing_is(claims: Path) -> None:
    import datetime

    claims.with_name("claims.lock.json").write_bytes(SOUND)
    found = Project().find([str(claims)])
    for days, names in ((365, ["stale-verification"]), (None, [])):
        house = House(datetime.date(2028, 1, 1), stale_after=days)
        (file,) = check(found, house, rules=[BY_NAME["stale-verification"]]).files
        assert [finding.check for finding in file.found] == names
