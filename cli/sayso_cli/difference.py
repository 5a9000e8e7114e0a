"""What differs between two texts, as a unified diff, in a time that grows with their length only.

`difflib` compares parts of a text again and again: a file of ten thousand claims with a change in each
takes it minutes. Here lines that stand once in both texts are matched first, and only what is between them
is left to `difflib`; where that is long it is shown as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

# So many lines of what surrounds a change are shown.
_CONTEXT_LINES: Final = 3
# Longer parts between two matched lines are not compared line by line.
_MAX_COMPARED_LINES: Final = 60

Lines = Sequence[str]
ChangedRange = tuple[int, int, int, int]
"""A span of lines of the old text, and what stands there in the new one."""


def unified_diff(old: Lines, new: Lines, path: str) -> Iterator[str]:
    """The lines of a diff of `old` and `new`, lines with their ends, of the file `path`; none if equal."""
    hunk: list[ChangedRange] = []
    headed = False
    for change in changes(old, new):
        if hunk and change[0] - hunk[-1][1] > 2 * _CONTEXT_LINES:
            yield from _hunk(old, new, hunk)
            hunk = []
        if not headed:
            yield from (f"--- {path}\n", f"+++ {path}\n")
            headed = True
        hunk.append(change)
    if hunk:
        yield from _hunk(old, new, hunk)


def changes(old: Lines, new: Lines) -> Iterator[ChangedRange]:
    """What is to change in `old`, in its order, so that it becomes `new`."""
    here, there = 0, 0
    for match, at in [*_common_lines(old, new), (len(old), len(new))]:
        yield from _changes_between(old, new, (here, match, there, at))
        here, there = match + 1, at + 1


def _common_lines(old: Lines, new: Lines) -> list[tuple[int, int]]:
    """Lines that stand once in both, as many as keep their order."""
    once_old, once_new = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if once_new[line] == 1 == once_old[line]}
    found = [(at, places[line]) for at, line in enumerate(old) if line in places]
    # The longest rising sequence of their places in `new`: for each length, where the least one ends.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(found):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    rising = []
    number = last[-1] if last else -1
    while number >= 0:
        rising.append(found[number])
        number = before[number]
    return rising[::-1]


def _changes_between(old: Lines, new: Lines, span: ChangedRange) -> Iterator[ChangedRange]:
    """The changes in `span`, without the equal lines at its ends."""
    start, end, first, last = span
    while start < end and first < last and old[start] == new[first]:
        start, first = start + 1, first + 1
    while start < end and first < last and old[end - 1] == new[last - 1]:
        end, last = end - 1, last - 1
    if max(end - start, last - first) > _MAX_COMPARED_LINES or start == end or first == last:
        if start < end or first < last:
            yield start, end, first, last
        return
    matcher = SequenceMatcher(None, old[start:end], new[first:last], autojunk=False)
    for tag, here, stop, there, until in matcher.get_opcodes():
        if tag != "equal":
            yield start + here, start + stop, first + there, first + until


def _hunk(old: Lines, new: Lines, hunk: Sequence[ChangedRange]) -> Iterator[str]:
    """Changes that are close together, with the lines around them."""
    lead = min(_CONTEXT_LINES, hunk[0][0])
    start, first = hunk[0][0] - lead, hunk[0][2] - lead
    tail = min(_CONTEXT_LINES, len(old) - hunk[-1][1])
    end, last = hunk[-1][1] + tail, hunk[-1][3] + tail
    yield f"@@ -{_line_range(start, end)} +{_line_range(first, last)} @@\n"
    for here, stop, there, until in hunk:
        yield from (f" {line}" for line in old[start:here])
        yield from (f"-{line}" for line in old[here:stop])
        yield from (f"+{line}" for line in new[there:until])
        start = stop
    yield from (f" {line}" for line in old[start:end])


def _line_range(start: int, end: int) -> str:
    """A span of lines as a diff gives it: where it starts, from 1, and how long it is unless that is 1."""
    length = end - start
    if length == 1:
        return f"{start + 1}"
    return f"{start + bool(length)},{length}"
