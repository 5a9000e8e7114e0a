"""Nothing of a record reaches the terminal unescaped, and JSON stays well formed whatever a record holds."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.formats import Format
from tests.conftest import thorough

from .published import VALIDATORS
from .records import FLAGGED, MIXED, SOUND, Json, claim, record, write

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["check"]
# Controls but for the line break, what has no ink, separators, what reorders text, tags, surrogates, and
# what is no character.
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\U000e0000-\U000e007f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]"
)
HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]0;title\x07",
    "\x9b2J\x85\x90",
    "bell\x07",
    "back\x08\x08\x08\x08space",
    "nul\x00",
    "over\rwritten",
    "two\r\nlines\nof text",
    "tab\tbed",
    "\u202eright to left\u202c",
    "\u2066isolated\u2069",
    "tag\U000e0041\U000e007f",
    "\ufeffmark",
    "line\u2028paragraph\u2029",
    "zero\u200bwidth\u2060\u00ad\u3164\u200f",
    "del\x7f",
    "none\ufdd0\ufffe\uffff\U0001fffe",
    "{}{0}%s%(x)s",
    "a/b~c",
    "'\"\\`",
)


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], bool]]:
    """Every place in `value` that holds a text, and (True) every key."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield (*at, key), True
            yield from places(member, (*at, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from places(member, (*at, index))
    elif isinstance(value, str):
        yield at, False


def changed(data: Json, at: tuple[str | int, ...], text: str, *, key: bool) -> Json:
    """`data` with `text` at one place."""
    copy: Json = json.loads(json.dumps(data))
    inner: Any = copy
    for step in at[:-1]:
        inner = inner[step]
    if key:
        inner[text] = inner.pop(at[-1])
    else:
        inner[at[-1]] = text
    return copy


BASE = {
    **MIXED,
    "title": "T",
    "note": "N",
    "include": ["other.json"],
    "claims": [
        *MIXED["claims"],
        claim(
            "full",
            stated_in="release",
            quote="Q",
            language="en",
            tags=["t"],
            note="N",
            waive=[{"check": "single-source", "reason": "R"}],
            figures=[{"measure": "m", "value": 1, "unit": "u"}],
        ),
    ],
}
PLACES = list(places(BASE))


def holds(run: Run, *paths: object, input: str | None = None) -> None:
    """Run every format on `paths` and hold what it writes against the promise."""
    for options in ((), ("-v",), ("-v", "--color", "always")):
        result = run("check", *options, *paths, input=input)
        assert result.exit_code in (0, 1)
        shown = re.sub(r"\x1b\[[0-9;]+m", "", result.stdout) if "always" in options else result.stdout
        assert UNSAFE.search(shown) is None
        assert UNSAFE.search(result.stderr) is None
    result = run("check", "--format", "json", *paths, input=input)
    assert UNSAFE.search(result.stdout) is None
    VALIDATOR.validate(json.loads(result.stdout))


@pytest.mark.thorough(one_in=4)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_place(sayso: Run, tmp_path: Path, hostile: str) -> None:
    """Every text of a record at once, then some of its keys and values one by one."""
    every: Json = json.loads(json.dumps(BASE))
    for at, key in PLACES:
        name = at[-2] if isinstance(at[-1], int) and len(at) > 1 else at[-1]
        if not key and name in ("title", "name", "statement", "quote", "note", "reason", "unit", "measure"):
            every = changed(every, at, hostile, key=False)
    write(tmp_path / "every.json", every)
    (tmp_path / "keys").mkdir()
    for number, (at, key) in enumerate(PLACES):
        if number % 17 == len(hostile) % 17:
            write(tmp_path / "keys" / f"{number}.json", changed(BASE, at, hostile, key=key))
    holds(sayso, "every.json")
    holds(sayso, "keys")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(
    "command",
    [
        ("check", "-v"),
        ("list", "--group-by", "tag"),
        ("list", "tags"),
        ("show", "sound"),
        ("next",),
        ("stress",),
        ("stress", "--hidden-link"),
        ("diff", "old.json"),
    ],
)
def test_no_line_is_a_command_to_a_runner(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], columns: int
) -> None:
    """The runner of GitHub obeys any line of a log that begins with `::` after its white space."""
    evil = "::e pwn " * 12
    monkeypatch.setenv("COLUMNS", str(columns))
    write(tmp_path / "old.json", record())
    data: Json = json.loads(json.dumps(record(SOUND | {"statement": evil, "note": evil, "tags": [evil]})))
    for entry in (*data["parties"].values(), *data["sources"].values()):
        entry |= {"title" if "by" in entry else "name": evil}
    write(tmp_path / "evil.json", data)
    shown = sayso(*command, "evil.json").stdout
    assert ":e pwn" in " ".join(shown.split())
    assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("format", Format)
def test_what_is_unseen_is_written_out_in_every_format(sayso: Run, tmp_path: Path, format: Format) -> None:
    text = "Pow\u200ber\u2060 was\u00ad back"
    data = record(claim("flagged", "bulletin", statement=text), title=text)
    data["parties"] = data["parties"] | {"state": {"name": text}}
    write(tmp_path / f"{text}.json", data)
    shown = sayso("check", "-f", format, f"{text}.json").stdout
    assert re.search("own assertion", shown, re.IGNORECASE)
    assert not set(text) & {"\u200b", "\u2060", "\u00ad"} & set(shown)
    assert re.search(r"u200b|%E2%80%8B", shown)


@thorough(100)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.text(max_size=20) | st.sampled_from(HOSTILE)),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_anywhere(sayso: Run, tmp_path: Path, changes: list[Any]) -> None:
    data = BASE
    for (at, key), text in changes:
        try:
            data = changed(data, at, text, key=key)
        except (KeyError, TypeError, IndexError):
            continue
    write(tmp_path / "any.json", data)
    holds(sayso, "any.json")


@thorough(100)
@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_any_text_as_a_file(sayso: Run, text: str) -> None:
    holds(sayso, "-", input=text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_of_files(sayso: Run, tmp_path: Path, hostile: str) -> None:
    name = hostile.replace("/", "").replace("\0", "")
    path = write(tmp_path / f"{name}.json", record(FLAGGED, include=["gone.json"]))
    holds(sayso, path.name)
    folder = tmp_path / name
    folder.mkdir()
    (folder / "claims.json").write_text("[", encoding="utf-8")
    holds(sayso, name)
    result = sayso("check", f"{name}/gone.json")
    assert result.exit_code == 2
    assert UNSAFE.search(result.stderr) is None


def test_name_of_a_file_that_is_no_text(sayso: Run, tmp_path: Path) -> None:
    try:
        path = write(tmp_path / "caf\udce9.json", record(FLAGGED, include=["gone.json"]))
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes only text")
    holds(sayso, path.name)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_hostile_options(sayso: Run, option: str) -> None:
    result = sayso("check", option, "\x1b[31m")
    assert result.exit_code == 2
    assert "\\x1b[31m" in result.stderr
    assert "\x1b" not in result.stderr
    assert "\x1b" not in sayso("explain", "\x1b[31m").stderr


def test_lines_stay_within_the_width_for_hostile_text(sayso: Run, tmp_path: Path) -> None:
    """Escapes are wrapped as what they are shown as."""
    write(tmp_path / "a.json", record(claim("a", statement="\u202e" * 300)))
    result = sayso("check", "a.json")
    assert max(map(len, result.stdout.splitlines()[:-1])) <= 80
    assert "\\u202e" in result.stdout
