"""Lists of names and ids in words: the first few, and how many more there are."""

from collections.abc import Iterable, Sequence
from typing import Final

# So many ids are named in one sentence.
_MAX_IDS: Final = 5


def some_of(texts: Sequence[str], most: int) -> list[str]:
    """The first `most` of `texts`, and how many more there are."""
    more = [f"{len(texts) - most:,} more"] if len(texts) > most else []
    return [*texts[:most], *more]


def names_in_brief(names: Sequence[str], most: int, between: str = ", ") -> str:
    """The first `most` of `names` in a line, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return between.join(names[:most]) + more


def id_list(ids: Iterable[str]) -> str:
    """The first few of `ids`, each once, and how many more there are."""
    return ", ".join(some_of([f"`{id}`" for id in dict.fromkeys(ids)], _MAX_IDS))
