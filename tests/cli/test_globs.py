"""Globs of the config."""

import fnmatch
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.config_keys import BadValue, convert_table
from sayso_cli.globs import Globs

NAMES = st.text("ab.*?[", min_size=1, max_size=6).filter(lambda name: name not in (".", ".."))


def holds(glob: str, path: str) -> bool:
    return Globs([glob], ".").covers(path)


def is_named(glob: str, path: str) -> bool:
    return Globs([glob], ".").matches(path)


@pytest.mark.parametrize(
    ("glob", "path", "named", "held"),
    [
        ("a.json", "a.json", True, True),
        ("a.json", "x/y/a.json", True, True),
        ("./a.json", "a.json", True, True),
        ("./a.json", "x/a.json", True, True),
        ("/a.json", "a.json", True, True),
        ("/a.json", "x/a.json", False, False),
        ("*.json", "x/a.json", True, True),
        ("*.json", "x.json/a", False, True),
        ("x/*.json", "x/a.json", True, True),
        ("x/*.json", "x/y/a.json", False, False),
        ("x/*.json", "y/x/a.json", False, False),
        ("x/**/*.json", "x/a.json", True, True),
        ("x/**/*.json", "x/y/z/a.json", True, True),
        ("**/x/*.json", "x/a.json", True, True),
        ("**/x/*.json", "y/z/x/a.json", True, True),
        ("x", "x", True, True),
        ("x/", "x", True, True),
        ("x/**", "x", True, True),
        ("x/**/**/", "x", True, True),
        ("x", "x/y/a.json", False, True),
        ("x/", "x/y/a.json", False, True),
        ("x/**", "x/y/a.json", False, True),
        ("x/y", "x/y/a.json", False, True),
        ("x/y", "x/z/a.json", False, False),
        ("x", "xy/a.json", False, False),
        ("**", "x/a.json", True, True),
        ("**", "a.json", True, True),
        ("?.json", "a.json", True, True),
        ("?.json", "ab.json", False, False),
        ("?.json", ".json", False, False),
        ("[ab].json", "b.json", True, True),
        ("[!ab].json", "b.json", False, False),
        ("[.json", "[.json", True, True),
        ("A.json", "a.json", False, False),
        ("a.json", "a.json\n", False, False),
        ("草稿", "草稿/一.json", False, True),
        ("草?", "草稿", True, True),
        ("../x/*.json", "../x/a.json", True, True),
        ("*.json", "../x/a.json", True, True),
        ("x/*.json", "../x/a.json", False, False),
        ("x/a.json", "./x/../x/a.json", True, True),
    ],
)
def test_match(glob: str, path: str, named: bool, held: bool) -> None:
    assert (is_named(glob, path), holds(glob, path)) == (named, held)


def test_relative_to_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever way leads to it."""
    inner = tmp_path / "archive" / "old"
    inner.mkdir(parents=True)
    (tmp_path / "link").symlink_to("archive")
    globs = Globs(["old/*.json"], str(tmp_path / "archive"))
    monkeypatch.chdir(inner)
    for path in ("a.json", "../old/a.json", str(inner / "a.json"), str(tmp_path / "link/old/a.json")):
        assert globs.matches(path)
        assert Globs(["old/*.json"], str(tmp_path / "link")).matches(path)
    assert not globs.matches("../a.json")


def test_without_globs_nothing_is_named() -> None:
    assert not Globs([], ".").matches("a.json")
    assert not Globs([], ".").covers("a.json")


@given(NAMES, NAMES)
def test_a_name_matches_as_python_says(glob: str, name: str) -> None:
    if glob.strip("*"):
        assert is_named(glob, name) == bool(re.match(fnmatch.translate(glob), name))


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4))
def test_what_is_named_is_held_and_so_is_all_below(steps: list[str], parts: list[str]) -> None:
    glob, path = "/".join(steps), "/".join(parts)
    held = [holds(glob, "/".join(parts[:end])) for end in range(1, len(parts) + 1)]
    assert held == sorted(held)
    assert held[-1] == any(is_named(glob, "/".join(parts[:end])) for end in range(1, len(parts) + 1))
    assert is_named(f"**/{glob}", f"deep/down/{path}") >= is_named(glob, path)


@pytest.mark.parametrize("glob", ["*a" * 100 + "b", "**/" * 500 + "b", "/".join(["*a*a*", "**"] * 50) + "/b"])
def test_no_glob_takes_long(glob: str) -> None:
    begun = time.process_time()
    assert not holds(glob, "/".join(["a" * 200] * 200))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("glob", "what"),
    [
        ("", "a glob must not be empty"),
        ("/", "a glob must not be empty"),
        ("a\\b", "write `/` in place of `\\`"),
        ("!a", "a glob that starts with `!` cannot take back what another one names"),
    ],
)
def test_globs_that_cannot_be_meant(glob: str, what: str) -> None:
    with pytest.raises(BadValue) as refused:
        convert_table({"exclude": [glob]})
    assert refused.value.what == what
