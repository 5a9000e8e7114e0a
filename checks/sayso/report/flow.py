"""Claims that flow through a run: formats take each as it is judged, and no report keeps it."""

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import merge
from itertools import count
from operator import itemgetter
from struct import Struct as Layout
from typing import IO, TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family, RecordSubject

if TYPE_CHECKING:
    from sayso.report.report import ClaimReport

# So many bytes are held before they are put on the disk, each content with what it costs besides.
_HELD_BYTES: Final = 1 << 18
_COST_BYTES: Final = 200
_READ_BYTES: Final = 1 << 16
_HEAD: Final = Layout("=qqqQ")

Key = tuple[int, int, int]
"""What contents are put in order by."""
T = TypeVar("T")


class Tally(Struct):
    """What is counted of the claims of one file, and of what was found in it: by what, and by which of it.

    `rules` are the numbers of voices that the house asks of its claims; `proven_passing` counts those that
    are proven to fall short of which nothing says so.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: set[int | None] = set()
    proven_passing: int = 0

    def add_claim(self, claim: "ClaimReport", found: Iterable[Finding]) -> None:
        """Count a claim, and what was found about it."""
        judgement, counts = claim.judgement, self.counts
        counts["claims", ""] += 1
        if claim.on:
            self.rules.add(claim.on.house.min_voices)
        if claim.on is None or judgement is None:
            counts["unreadable", ""] += 1
        elif claim.draft:
            counts["drafts", ""] += 1
        else:
            outcome = claim.outcome
            counts["standing", judgement.standing] += 1
            counts["outcome", outcome or ""] += 1
            # Nothing needs to say it of what declares the standing that it has.
            if outcome == "cannot" and not claim.known and claim.declared != judgement.standing:
                # Where the house asks for voices, it has to be said in so many words.
                in_words = claim.on.house.min_voices is not None
                self.proven_passing += not any(_says_falls_short(each, in_words=in_words) for each in found)
        for finding in found:
            self.add_finding(finding)

    def add_finding(self, finding: Finding) -> None:
        """Count a finding."""
        counts = self.counts
        counts["waived", ""] += finding.waived
        counts["baselined", ""] += finding.baselined
        if finding.is_silenced:
            return
        if finding.draft:
            counts["on drafts", ""] += 1
        else:
            counts["level", finding.level.value] += 1
            counts[finding.level.value, finding.check] += 1
        if finding.level is Level.ERROR and BY_NAME[finding.check].family is Family.STRUCTURE:
            counts["misshapen", ""] += 1


def _says_falls_short(finding: Finding, *, in_words: bool) -> bool:
    """Whether a finding says that its claim falls short, `in_words` or by its standing."""
    rule = BY_NAME[finding.check]
    return finding.is_shown_by_default and (rule.falls_short if in_words else rule.family is Family.STANDING)


class Flow:
    """Takes the claims of one file as they are judged, and what is found in it, for one format and one look.

    This one keeps nothing. `repeated` are the ids that several claims of the file have.
    """

    repeated: Collection[str] = ()

    def __init__(self, look: object) -> None:
        self.look = look

    def take(self, claim: "ClaimReport", found: Sequence[Finding], number: int) -> None:
        """Take the claim with this number in the file, and all that was found about it.

        Claims come in any order, and each once.
        """

    def add(self, finding: Finding, number: int) -> None:
        """Take what was found about no claim; of findings in one place those with a lower number go first."""


def number_without_claim(finding: Finding) -> int:
    """The number of a finding about no claim: below that of each claim, or above if it is made after them."""
    return -1 if BY_NAME[finding.check].subject is RecordSubject else sys.maxsize


class FlowResult(NamedTuple):
    """What came of one file: the counts, and what took its claims."""

    tally: Tally
    flows: Sequence[Flow]


class DiskFull(Exception):
    """What was written finds no room on the disk; the message says why."""


class Sorter:
    """Contents by their keys; of one key in the order in which they came.

    Of many most are in a temporary file.
    """

    def __init__(self) -> None:
        self._held: list[tuple[Key, bytes]] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        # Where sorted contents begin and end in the file, and the last of their keys.
        self._runs: list[tuple[int, int, Key]] = []

    def add(self, key: Key, content: bytes) -> None:
        """Add one more. Raises `DiskFull`."""
        self._held.append((key, content))
        self._size += len(content) + _COST_BYTES
        if self._size > _HELD_BYTES:
            self._write_held()

    def __iter__(self) -> Iterator[tuple[Key, bytes]]:
        runs = [self._run(start, end) for start, end, _ in self._runs]
        return merge(*runs, sorted(self._held, key=_key), key=_key)

    def _write_held(self) -> None:
        """Put what is held on the disk, behind the last that is there if it goes on from there."""
        from tempfile import TemporaryFile

        held = sorted(self._held, key=_key)
        try:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115
            start = self._file.seek(0, os.SEEK_END)
            for key, content in held:
                self._file.write(_HEAD.pack(*key, len(content)))
                self._file.write(content)
            self._file.flush()
        except OSError as error:
            raise DiskFull(error.strerror) from None
        if self._runs and self._runs[-1][2] <= held[0][0]:
            start, _, _ = self._runs.pop()
        self._runs.append((start, self._file.tell(), held[-1][0]))
        self._held, self._size = [], 0

    def _run(self, at: int, end: int) -> Iterator[tuple[Key, bytes]]:
        """What stands in the file between `at` and `end`; others may be read in turn with it."""
        file = self._file
        assert file is not None
        while at < end:
            file.seek(at)
            data = file.read(min(_READ_BYTES, end - at))
            first, second, third, size = _HEAD.unpack_from(data)
            if _HEAD.size + size > len(data):
                data += file.read(_HEAD.size + size - len(data))
            start = 0
            while start + _HEAD.size <= len(data):
                first, second, third, size = _HEAD.unpack_from(data, start)
                content = data[start + _HEAD.size : start + _HEAD.size + size]
                if len(content) < size:
                    break
                yield (first, second, third), content
                start += _HEAD.size + size
            at += start

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()


def _key(each: tuple[Key, bytes]) -> Key:
    return each[0]


class FirstByKey(Generic[T]):
    """The first so many of what is added, by its keys, and how many there were."""

    def __init__(self, most: int) -> None:
        self.number = 0
        self._most = most
        self._count = count()
        self._kept: list[tuple[tuple[int, ...], int, T]] = []

    def add(self, key: tuple[int, ...], each: T) -> None:
        """Add one more; of one key in the order in which they come."""
        self._kept.append((key, next(self._count), each))
        self.number += 1
        if len(self._kept) > 2 * self._most:
            self._drop_rest()

    def add_all(self, other: "FirstByKey[T]", file: int, at: int = 0) -> None:
        """Add what `other` keeps, and count the rest; the number of the file is put into its keys at `at`."""
        for key, each in other:
            self.add((*key[:at], file, *key[at:]), each)
            self.number -= 1
        self.number += other.number

    def __iter__(self) -> Iterator[tuple[tuple[int, ...], T]]:
        self._drop_rest()
        return ((key, each) for key, _, each in self._kept)

    def _drop_rest(self) -> None:
        self._kept.sort(key=itemgetter(0, 1))
        del self._kept[self._most :]
