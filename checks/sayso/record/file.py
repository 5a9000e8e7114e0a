"""One claim file as it was read: its text, its entries, and what kept it from being read."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final, Generic, TypeVar

from msgspec import Struct, structs

from sayso.record.lock import Lock
from sayso.record.model import Claim, Party, Source
from sayso.record.places import Places, Pointer, Position, Span
from sayso.record.syntax.json_reader import read_with_faults

T_co = TypeVar("T_co", covariant=True)

MAX_PROBLEMS: Final = 100_000
"""After so many problems the rest of a file is not read."""


class TooManyProblems(Exception):
    """A file has more than `MAX_PROBLEMS` problems."""


class ChangedFile(Exception):
    """A file that is not held is no longer as it was when it was first read; the message names it."""


class Problem(Struct, frozen=True):
    """One thing that kept an entry or a file from being read.

    `check` names the check that reports it; the place is `span` (offsets) if given, else the key or
    value at `pointer`.
    """

    check: str
    message: str
    help: str
    pointer: Pointer
    key: bool = False
    span: Span | None = None
    related: tuple[tuple[str, Span], ...] = ()


class Entry(Struct, Generic[T_co], frozen=True):
    """A party, source or claim where it stands; `value` is None if it cannot be read.

    `draft` says of a claim that it is one, even where it cannot be read.
    """

    id: str
    value: T_co | None
    file: "File"
    pointer: Pointer
    draft: bool = False

    def place(self, *path: str | int) -> "Place":
        """Its place, or that of a field of it."""
        return Place(self.file, self.pointer + path)


class Place(Struct, frozen=True):
    """A place in a file, not yet as line and column: a value, or with `key` the key it stands under.

    `span` (offsets) is for what a pointer cannot lead to, such as a fault in the JSON itself.
    """

    file: "File"
    pointer: Pointer
    key: bool = False
    span: Span | None = None

    def offsets(self) -> Span:
        """From where to where it stands in the text of the file, which is searched for it."""
        if self.span is None:
            places = self.file.places
            return (places.key if self.key else places.find)(self.pointer)
        return self.span

    @property
    def entry_pointer(self) -> Pointer:
        """The pointer of the entry that it is in; its own where it is in none."""
        return self.pointer[: 1 if self.file.lines else 2]

    def is_in(self, entry: "Entry[object]") -> bool:
        """Whether it lies in `entry`, or is that."""
        return self.file is entry.file and self.pointer[: len(entry.pointer)] == entry.pointer

    def position(self) -> Position:
        """Line and column."""
        return self.file.places.position(self.offsets())


class File(Struct, eq=False):
    """One claim file, read.

    `path` is the name to show. `sound` says that nothing is wrong with the file by itself. `registers` are
    the files it includes, as far as they could be had; a path in `include` that is no text is the empty
    string. `parties` and `sources` are in the order of the file; a claim that cannot be read has the id it
    gives, or the empty string. `lock` is what `sayso verify` saw; None if there is no lock file.
    """

    path: str
    text: str = ""
    lines: bool = False
    sound: bool = False
    include: list[str] = []
    registers: list["File"] = []
    parties: list[Entry[Party]] = []
    sources: list[Entry[Source]] = []
    claims: Sequence[Entry[Claim]] = []
    problems: list[Problem] = []
    readable: bool = True
    lock: Lock | None = None
    _places: Places | None = None

    def add(self, problem: Problem) -> None:
        """Note a problem. Raises `TooManyProblems` when there are too many of them."""
        if len(self.problems) == MAX_PROBLEMS:
            self.readable = False
            message = f"there are more than {MAX_PROBLEMS} faults; the rest of the file is not read"
            mend = "mend those listed here, then check again"
            self.problems.append(structs.replace(problem, message=message, help=mend, related=()))
            raise TooManyProblems
        self.problems.append(problem)

    def claim_at(self, pointer: Pointer) -> Entry[Claim] | None:
        """The claim with this pointer; None if there is none."""
        at = bisect_left(self.claims, pointer, key=attrgetter("pointer"))
        return self.claims[at] if at < len(self.claims) and self.claims[at].pointer == pointer else None

    def numbered_claims(self) -> dict[tuple[str, int], Entry[Claim]]:
        """The claims by their id and, as an id may be given twice, by which of them it is."""
        times = Counter[str]()
        claims = {}
        for entry in self.claims:
            claims[entry.id, times[entry.id]] = entry
            times[entry.id] += 1
        return claims

    def drafts(self) -> frozenset[Pointer]:
        """The pointers of the claims that somebody still works on."""
        return frozenset(claim.pointer for claim in self.claims if claim.draft)

    def claims_sharing_ids(self) -> Iterable[Entry[Claim]]:
        """Claims among which are all that have an id in common."""
        return self.claims

    def offset_of(self, pointer: Pointer) -> int:
        """Where the value at `pointer` starts."""
        return self.places.whole_span(pointer)[0] if pointer else 0

    def check_unchanged(self) -> None:
        """Raises `ChangedFile` if the file is not held, and was written to since it was first read."""

    def top_text(self, key: str) -> str:
        """What the record says of itself under `key`: its `title`, `language` or `note`; empty if nothing."""
        if self.lines or not self.readable:
            return ""
        span = self.places.find((key,))
        # Of a list or object it is the key that is found, and of what is not there the bracket of the record.
        if span == self.places.key((key,)):
            return ""
        value = read_with_faults(self.text[slice(*span)].encode())[0]
        return value if isinstance(value, str) else ""

    @property
    def places(self) -> Places:
        """Where things stand in `text`."""
        if self._places is None:
            self._places = Places(self.text, lines=self.lines, sound=self.sound)
        return self._places


def unreadable_file(path: str, message: str, help: str) -> File:
    """A file whose bytes could not even be had."""
    problem = Problem("invalid-json", message, help, (), span=(0, 0))
    return File(path, readable=False, problems=[problem])
