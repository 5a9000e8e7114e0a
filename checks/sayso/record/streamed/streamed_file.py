"""Reads a file with one record a line for its parties and sources, and each claim when it is asked for."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, Final, overload

import msgspec
from msgspec import structs

from sayso.record.entries import Entries
from sayso.record.file import Entry, File, Problem, TooManyProblems
from sayso.record.load import MAX_LINE_BYTES, read_record
from sayso.record.model import Claim
from sayso.record.places import Pointer, Span, moved_span
from sayso.record.streamed.lines import LinePlaces, Lines, LineTooLong
from sayso.record.syntax.characters import may_hold_control_character
from sayso.record.syntax.json_reader import encoding_fault

# Of so many ids at once it is counted how often they occur.
_PART: Final = 50_000


class _ClaimLine(Claim, frozen=True, forbid_unknown_fields=True, tag_field="record", tag="claim"):
    """A claim as it stands on a line."""


class Claims(Sequence[Entry[Claim]]):
    """The claims of a file that is not held, each read when it is asked for.

    Those with waivers are kept: what silences a finding is told by which one it is.
    """

    def __init__(self, file: "StreamedFile") -> None:
        self._file = file
        self._count = 0
        # The numbers of the records that are no claims; of a large corpus these are the few.
        self._others = array("I")
        self._ids = array("q")
        self._alike = array("I")
        self._faulty: set[int] = set()
        self._kept: dict[int, Entry[Claim]] = {}
        self.drafts: set[Pointer] = set()

    def add(self, number: int, claim: Entry[Claim], *, faulty: bool) -> None:
        """Note that the record with this number is `claim`, or a faulty one."""
        self._others.extend(range(self._count + len(self._others), number))
        self._count += 1
        self._ids.append(hash(claim.id))
        if faulty:
            self._faulty.add(number)
        if claim.draft:
            self.drafts.add(claim.pointer)
        if claim.value and claim.value.waive:
            self._kept[number] = claim

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Entry[Claim]: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry[Claim]]: ...
    def __getitem__(self, at: int | slice) -> Entry[Claim] | list[Entry[Claim]]:
        chosen = range(self._count)[at]
        if isinstance(chosen, range):
            return [self._entry(self._number(each)) for each in chosen]
        return self._entry(self._number(chosen))

    def __iter__(self) -> Iterator[Entry[Claim]]:
        return map(self._entry, map(self._number, range(self._count)))

    def _number(self, at: int) -> int:
        """The number of the record that is the claim at this index."""
        others = self._others
        return at + bisect_right(range(len(others)), at, key=lambda before: others[before] - before)

    def find(self, number: int) -> Entry[Claim] | None:
        """The claim that is the record with this number; None if that is none."""
        before = bisect_left(self._others, number)
        is_other = self._others[before : before + 1] == array("I", [number])
        return None if is_other or number - before >= self._count else self._entry(number)

    def sharing_ids(self) -> Iterator[Entry[Claim]]:
        """The claims whose ids occur several times, in their order; others may be among them."""
        twice: set[int] = set()
        parts = 1 + len(self._ids) // _PART
        for part in range(parts):
            counts = Counter(each for each in self._ids if each % parts == part)
            twice.update(each for each, number in counts.items() if number > 1)
        if self._ids:
            # Large as they are, they are asked no more.
            found = [at for at, each in enumerate(self._ids) if each in twice] if twice else []
            self._alike = array("I", found)
            self._ids = array("q")
        return map(self.__getitem__, self._alike)

    def _entry(self, number: int) -> Entry[Claim]:
        if number in self._kept:
            return self._kept[number]
        if number not in self._faulty:
            with suppress(msgspec.DecodeError):
                claim = msgspec.json.decode(self._file.of[number], type=_ClaimLine)
                return Entry(claim.id, claim, self._file, (number,), claim.draft)
        # What is wrong with it was noted before, and is here told to nobody.
        again = self._file.without_entries()
        _read(again, Entries(again, False, set()), self._file.of[number], number)
        entry = next(iter(again.claims), Entry("", None, self._file, (number,)))
        return structs.replace(entry, file=self._file)


class StreamedFile(File, eq=False, kw_only=True):
    """A claim file with one record a line that is not held."""

    of: Lines

    def without_entries(self) -> "StreamedFile":
        """The same file, of which nothing was read yet."""
        file = StreamedFile(self.path, lines=True, of=self.of)
        file._places = LinePlaces(self.of)
        return file

    def claim_at(self, pointer: Pointer) -> Entry[Claim] | None:
        """The claim with this pointer; None if there is none."""
        if len(pointer) == 1 and isinstance(self.claims, Claims):
            return self.claims.find(int(pointer[0]))
        return None

    def drafts(self) -> frozenset[Pointer]:
        """The pointers of the claims that somebody still works on."""
        return frozenset(self.claims.drafts) if isinstance(self.claims, Claims) else frozenset()

    def claims_sharing_ids(self) -> Iterable[Entry[Claim]]:
        """Claims among which are all that have an id in common."""
        return self.claims.sharing_ids() if isinstance(self.claims, Claims) else ()

    def offset_of(self, pointer: Pointer) -> int:
        """Where the value at `pointer` starts, which is a whole line."""
        text, start = self.of.text(int(pointer[0]))
        return start + len(text) - len(text.lstrip(" \t\r"))

    def check_unchanged(self) -> None:
        """Raises `ChangedFile` if the file was written to since it was first read."""
        self.of.check()


def stream(path: str, opened: IO[bytes]) -> StreamedFile:
    """Read all but the claims of the file `opened`, shown as `path`; these are read when they are asked for.

    What cannot be read is in `problems`.
    """
    lines = Lines(path, opened)
    file = StreamedFile(path, lines=True, of=lines).without_entries()
    claims = Claims(file)
    reader = Entries(file, False, set())
    try:
        for number, line in enumerate(lines.records()):
            fault = encoding_fault(line, first=number == 0)
            if fault:
                span = moved_span(fault.span, lines.text(number)[1])
                return _refused_file(file, fault.message, fault.help, span)
            before = len(file.problems)
            _read(file, reader, line, number)
            if file.claims:
                (claim,) = file.claims
                claims.add(number, claim, faulty=len(file.problems) > before)
                file.claims = []
    except TooManyProblems:
        file.claims = []
    except LineTooLong:
        at = lines.text(len(lines) - 1)[1]
        message = f"the line is too long: at most {MAX_LINE_BYTES >> 20} MiB"
        return _refused_file(file, message, "write one record a line", (at, at))
    if not len(lines):
        return _refused_file(file, "the file is empty", "write one record a line", (0, 0))
    file.claims = claims
    return file


def _read(file: StreamedFile, reader: Entries, line: bytes, number: int) -> None:
    reader.suspect = may_hold_control_character(line)
    read_record(file, reader, line.strip(b" \t\r\n"), number)


def _refused_file(file: StreamedFile, message: str, help: str, span: Span) -> StreamedFile:
    refused = file.without_entries()
    refused.readable = False
    refused.add(Problem("invalid-json", message, help, (), span=span))
    return refused
