"""What a name that is not known is most likely meant to be."""

import string
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Final

# Longer names are no slip of the pen, and would take long to compare.
_MAX_NAME_CHARS: Final = 60
# Among more names than this, only those one letter away are found: to compare with each takes too long.
_MAX_COMPARED_NAMES: Final = 1000
# The beginning of a word is told by so many letters.
_MIN_START_CHARS: Final = 4
_LETTERS: Final = string.ascii_lowercase + string.digits + "-_."


def suggest(name: str, known: Collection[str]) -> str:
    """The name among `known` that `name` is most likely meant to be, or the empty string.

    Asked for many names among thousands, it is quick only if `known` is a set or dictionary.
    """
    if len(name) > _MAX_NAME_CHARS:
        return ""
    if len(known) > _MAX_COMPARED_NAMES:
        names = known if isinstance(known, Set | Mapping) else set(known)
        return next((meant for meant in _one_letter_away(name) if meant in names), "")
    import difflib

    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return close[0] if close else ""


def suggest_word(word: str, choices: Collection[str]) -> str:
    """The one of `choices` that is a letter away from `word`, or starts with it; else the empty string.

    For words that each mean something else, such as `almost` and `at-most`: what is merely near is not meant.
    """
    if len(word) > _MAX_NAME_CHARS:
        return ""
    near = set(_one_letter_away(word)).intersection(choices) or {
        choice for choice in choices if len(word) >= _MIN_START_CHARS and choice.startswith(word)
    }
    return near.pop() if len(near) == 1 else ""


def _one_letter_away(name: str) -> Iterator[str]:
    """What `name` may have been before a letter was swapped, added, dropped or mistaken for another."""
    halves = [(name[:at], name[at:]) for at in range(len(name) + 1)]
    for left, right in halves[:-2]:
        yield left + right[1] + right[0] + right[2:]
    for left, right in halves[:-1]:
        yield left + right[1:]
    for left, right in halves:
        for letter in _LETTERS:
            yield left + letter + right
            yield left + letter + right[1:]
