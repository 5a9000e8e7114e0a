"""Where parts of some quotes may stand in a long text, which is gone through once for all of them.

Samples are taken of the text one after the other, and of the quotes everywhere: whatever is the same for
twice as many characters shares one.
"""

import re
from collections.abc import Iterable
from itertools import compress
from typing import Final, Literal

from sayso.verify.even import UNSPACED

# Samples are of so many characters: of four for short quotes, and in scripts without spaces.
_WIDTHS: Final[dict[int, Literal["I", "Q"]]] = {4: "I", 8: "Q"}
_SHORT: Final = 64
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
# One that was seen so often in the text tells nothing.
_COMMON: Final = 100
# They are taken of so many characters of the text at once.
_AT_ONCE: Final = 1 << 18


def sample_width(quote: str) -> int:
    """How long the samples of `quote` should be."""
    return 4 if len(quote) <= _SHORT or _IS_UNSPACED.search(quote) else 8


class Samples:
    """Where samples of `width` characters of `quotes` stand in `text`."""

    def __init__(self, text: str, quotes: Iterable[str], width: int) -> None:
        self._text = text
        self.width = width
        self._places: dict[int, list[int]] = {}
        wanted = {sample for quote in quotes for sample in self._of(quote)}
        data = _bytes(text) if wanted else b""
        for start in range(0, len(data), _AT_ONCE):
            samples = self._cut(data[start : start + _AT_ONCE])
            for index in compress(range(len(samples)), map(wanted.__contains__, samples)):
                places = self._places.setdefault(samples[index], [])
                places.append(start + index * width)
                if len(places) == _COMMON:
                    wanted.remove(samples[index])

    def votes(self, quote: str) -> list[int]:
        """Where `quote` would begin by each of the samples that it shares with the text."""
        return [
            at - offset
            for offset, sample in enumerate(self._of(quote))
            for at in self._places.get(sample, ())
            if len(self._places[sample]) < _COMMON
        ]

    def places(self, quote: str) -> list[int] | None:
        """Where `quote` stands in the text; None if its samples do not tell."""
        samples = self._of(quote)[: self.width]
        found = [self._places.get(sample, []) for sample in samples]
        if len(samples) < self.width or any(len(places) == _COMMON for places in found):
            return None
        begins = sorted([at - offset for offset, places in enumerate(found) for at in places if at >= offset])
        return [begin for begin in begins if self._text.startswith(quote, begin)]

    def _of(self, quote: str) -> list[int]:
        """The sample at each place of `quote`."""
        data, last = _bytes(quote), len(quote) - self.width + 1
        samples = [0] * max(0, last)
        for first in range(min(last, self.width)):
            samples[first :: self.width] = self._cut(data[first:])
        return samples

    def _cut(self, data: bytes) -> list[int]:
        """`data` in numbers of `width` bytes each; what is left at its end is left out."""
        return memoryview(data)[: len(data) // self.width * self.width].cast(_WIDTHS[self.width]).tolist()


def _bytes(text: str) -> bytes:
    """`text` with one byte for each character, which tells enough of it, and without capitals in ASCII."""
    return text.encode("utf-32-le", "surrogatepass")[::4].lower()
