"""The names that readers know sources and parties by, in place of their ids."""

import re
from collections.abc import Mapping
from typing import Final

from sayso.record.file import File
from sayso.record.model import Source
from sayso.record.project import registers
from sayso_cli.wrapping import shorten

_ID: Final = re.compile(r"`([a-z0-9][a-z0-9._-]{0,99})`")
_TITLE_COLUMNS: Final = 44
_NAME_COLUMNS: Final = 32


class Names:
    """Says in a sentence what sources and parties are called; looked up once for each file."""

    def __init__(self, *, end: str = "…") -> None:
        self._end = end
        self._known: dict[int, tuple[Mapping[str, Source], Mapping[str, str]]] = {}

    def with_names(self, sentence: str, file: File) -> str:
        """`sentence`, with names in the place of the ids in backticks that `file` knows.

        A source goes by its title, and where it is first named by its publisher or author as well.
        """
        if "`" not in sentence:
            return sentence
        sources, parties = self._names_in(file)
        told: set[str] = set()

        def name(match: re.Match[str]) -> str:
            id = match[1]
            if id not in sources:
                return self._short(parties[id], _NAME_COLUMNS) if id in parties else match[0]
            if id in told:
                return self.title(sources[id])
            told.add(id)
            return f"{self.title(sources[id])} ({self.publisher_name(sources[id], file)})"

        return _ID.sub(name, sentence)

    def title(self, source: Source) -> str:
        """The title of a source, in quotation marks."""
        return f'"{self._short(source.title, _TITLE_COLUMNS)}"'

    def publisher_name(self, source: Source, file: File) -> str:
        """Who published a source, or else its first author, by name."""
        id = source.publisher or source.by[0]
        more = f" and {len(source.by) - 1:,} more" if len(source.by) > 1 and not source.publisher else ""
        return self._short(self._names_in(file)[1].get(id, id), _NAME_COLUMNS) + more

    def _short(self, text: str, columns: int) -> str:
        return shorten(" ".join(text.split()), columns, end=self._end)

    def _names_in(self, file: File) -> tuple[Mapping[str, Source], Mapping[str, str]]:
        """The sources that `file` knows, and the names of the parties, by their ids."""
        known = self._known.get(id(file))
        if known is None:
            near = [file, *registers(file)]
            known = self._known[id(file)] = (
                {entry.id: entry.value for each in near for entry in each.sources if entry.value},
                {entry.id: entry.value.name for each in near for entry in each.parties if entry.value},
            )
        return known
