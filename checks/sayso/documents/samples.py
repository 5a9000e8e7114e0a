"""Where parts of some quotes may stand in a long text, which is gone through once for all of them.

Samples are taken of the text one after the other, and of the quotes everywhere: whatever is the same for
twice as many characters shares one.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import compress
from typing import Final, Literal, NamedTuple

from sayso.documents.comparable_texts import UNSPACED


class SampleKind(NamedTuple):
    """Samples of so many characters, and from the beginning of one in a text to that of the next."""

    width: Literal[4, 8]
    step: int


# Four characters tell enough in scripts without spaces, and in texts that are not long.
_FOUR: Final = SampleKind(4, 4)
_OF_SHORT: Final = SampleKind(8, 4)
_OF_LONG: Final = SampleKind(8, 8)
_SHORT: Final = 64
_LONG_TEXT: Final = 200_000
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_FORMS: Final[dict[int, Literal["I", "Q"]]] = {4: "I", 8: "Q"}
# One that was seen so often in the text tells nothing.
_COMMON: Final = 100
# They are taken of so many characters of the text at once.
_AT_ONCE: Final = 1 << 18


def sample_kind(quote: str, text: str) -> SampleKind:
    """Which samples of `text` lead to `quote`."""
    if len(quote) > _SHORT and not _IS_UNSPACED.search(quote):
        return _OF_LONG
    return _FOUR if len(text) < _LONG_TEXT or _IS_UNSPACED.search(quote) else _OF_SHORT


def samples_of(
    quotes: Iterable[str], text: str, known: Mapping[SampleKind, "Samples"] | None = None, least: int = 1
) -> dict[SampleKind, "Samples"]:
    """The samples in `text` of all `quotes`, with those `known`; of a kind if `least` quotes have it."""
    kinds: dict[SampleKind, list[str]] = {}
    for quote in quotes:
        kinds.setdefault(sample_kind(quote, text), []).append(quote)
    taken = dict(known or {})
    for kind, own in kinds.items():
        if len(own) >= least and kind not in taken:
            taken[kind] = Samples(text, own, kind)
    return taken


class Samples:
    """Where samples of `quotes` stand in `text`."""

    def __init__(self, text: str, quotes: Iterable[str], kind: SampleKind) -> None:
        self.kind = kind
        self._text = text
        self._places: dict[int, list[int]] = {}
        wanted = {sample for quote in quotes for sample in self._samples_in(quote)}
        data = _fold_to_bytes(text) if wanted else b""
        for start in range(0, len(data), _AT_ONCE):
            for first in range(start, start + kind.width, kind.step):
                samples = self._numbers_in(data[first : start + _AT_ONCE + first - start])
                for index in compress(range(len(samples)), map(wanted.__contains__, samples)):
                    places = self._places.setdefault(samples[index], [])
                    places.append(first + index * kind.width)
                    if len(places) == _COMMON:
                        wanted.remove(samples[index])

    def likely_starts(self, quote: str) -> list[int]:
        """Where `quote` would begin by each of the samples that it shares with the text."""
        return [
            at - offset
            for offset, sample in enumerate(self._samples_in(quote))
            for at in self._places.get(sample, ())
            if len(self._places[sample]) < _COMMON
        ]

    def places(self, quote: str) -> list[int] | None:
        """Where `quote` stands in the text; None if its samples do not tell."""
        # Wherever it stands, one of these begins where a sample of the text does.
        step = self.kind.step
        found = [self._places.get(sample, []) for sample in self._samples_in(quote)[:step]]
        if len(found) < step or any(len(places) == _COMMON for places in found):
            return None
        begins = sorted([at - offset for offset, places in enumerate(found) for at in places if at >= offset])
        return [begin for begin in begins if self._text.startswith(quote, begin)]

    def _samples_in(self, quote: str) -> list[int]:
        """The sample at each place of `quote`."""
        data, last = _fold_to_bytes(quote), len(quote) - self.kind.width + 1
        samples = [0] * max(0, last)
        for first in range(min(last, self.kind.width)):
            samples[first :: self.kind.width] = self._numbers_in(data[first:])
        return samples

    def _numbers_in(self, data: bytes) -> list[int]:
        """`data` in numbers of `width` bytes each; what is left at its end is left out."""
        width = self.kind.width
        return memoryview(data)[: len(data) // width * width].cast(_FORMS[width]).tolist()


def _fold_to_bytes(text: str) -> bytes:
    """`text` with one byte for each character, which tells enough of it, and without capitals in ASCII."""
    return text.encode("utf-32-le", "surrogatepass")[::4].lower()
