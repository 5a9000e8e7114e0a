"""The diff of `sayso fmt`: as difflib has it where that is quick, and quick where it is not."""

import difflib
import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.difference import unified_diff

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "once\n", "twice\n", " \n"]), max_size=40)


def patched(old: list[str], diff: list[str]) -> list[str]:
    """`old` with the hunks of `diff` applied; what they say of it must be true."""
    new: list[str] = []
    at = 0
    for line in diff[2:]:
        if line.startswith("@@"):
            match = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n", line)
            assert match
            start = int(match[1]) - (match[2] != "0")
            new += old[at:start]
            at = start
            assert len(new) == int(match[3]) - (match[4] != "0")
        elif line[0] == "+":
            new.append(line[1:])
        else:
            assert old[at] == line[1:]
            new += [line[1:]] if line[0] == " " else []
            at += 1
    return new + old[at:]


@given(LINES, LINES)
def test_a_diff_leads_from_the_one_to_the_other(old: list[str], new: list[str]) -> None:
    diff = list(unified_diff(old, new, "f"))
    assert patched(old, diff) == new
    assert (diff == []) == (old == new)
    assert diff[:2] in ([], ["--- f\n", "+++ f\n"])


@given(LINES, st.lists(st.tuples(st.integers(0, 80), st.sampled_from(["x\n", "a\n", ""])), max_size=4))
def test_hunks_are_as_difflib_has_them(old: list[str], edits: list[tuple[int, str]]) -> None:
    """Where lines differ from each other there is one shortest diff."""
    old = [f"{number} {line}" for number, line in enumerate(old)]
    new = list(old)
    for place, line in edits:
        new[place % (len(new) + 1) : place % (len(new) + 1) + 1] = [line] if line else []
    ours, theirs = list(unified_diff(old, new, "f")), list(difflib.unified_diff(old, new, "f", "f"))
    assert [line for line in ours if line[0] == "@"] == [line for line in theirs if line[0] == "@"]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize("kind", ["each", "none alike", "often", "turned"])
def test_long_texts(kind: str) -> None:
    """A change in each entry, nothing alike, the same lines again and again, everything elsewhere."""
    number = 10_000
    old = [line for at in range(number) for line in (f"id {at}\n", "same\n", f"old {at}\n", "same\n")]
    new = [line.replace("old", "new") for line in old]
    if kind == "none alike":
        new = [f" {line}" for line in old]
    elif kind == "often":
        old = [f"{at % 150}\n" for at in range(4 * number)]
        new = [f"{at % 149}\n" for at in range(4 * number)]
    elif kind == "turned":
        new = list(old)
        random.Random(1).shuffle(new)
    began = time.monotonic()
    diff = list(unified_diff(old, new, "f"))
    # It takes difflib minutes.
    assert time.monotonic() - began < 20
    assert patched(old, diff) == new
    if kind == "each":
        assert sum(line.startswith("-") for line in diff) == number + 1


def test_changes_that_are_far_apart_have_a_hunk_each() -> None:
    old = [f"{number}\n" for number in range(30)]
    new = ["first\n", *old[1:29], "last\n"]
    heads = [line for line in unified_diff(old, new, "a.json") if line.startswith("@@")]
    assert heads == ["@@ -1,4 +1,4 @@\n", "@@ -27,4 +27,4 @@\n"]
