"""Claims that flow through a run: a format takes each as it is judged, and no report keeps it."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, field

from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family

if TYPE_CHECKING:
    from sayso.report.report import ClaimReport

# So many bytes are held before they are put on the disk.
_HELD_BYTES: Final = 1 << 20


class Tally(Struct):
    """What is counted of the claims of one file, and of what was found in it: by what, and by which of it.

    `short` are the claims that cannot meet the rule of the house, and whether that has to be said in so many
    words; `said` are those of which something says what they rest on, `said_short` those of which something
    says that they fall short.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    short: list[tuple[str, bool]] = []
    said: set[str] = set()
    said_short: set[str] = set()

    def copy(self) -> "Tally":
        """The same, to go on from."""
        return Tally(Counter(self.counts), [*self.short], {*self.said}, {*self.said_short})

    def add_claim(self, claim: "ClaimReport") -> None:
        """Count a claim."""
        judgement, counts = claim.judgement, self.counts
        counts["claims", ""] += 1
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
                self.short.append((claim.entry.id, claim.on.house.min_voices is not None))

    def add_finding(self, finding: Finding) -> None:
        """Count a finding."""
        rule, counts = BY_NAME[finding.check], self.counts
        counts["waived", ""] += finding.waived
        counts["baselined", ""] += finding.baselined
        if finding.silent:
            return
        if finding.draft:
            counts["on drafts", ""] += 1
        else:
            counts["level", finding.level.value] += 1
        if finding.level is Level.ERROR and rule.family is Family.STRUCTURE:
            counts["misshapen", ""] += 1
        if finding.matters:
            if rule.family is Family.STANDING:
                self.said.add(finding.claim)
            if rule.falls_short:
                self.said_short.add(finding.claim)

    @property
    def proven_passing(self) -> int:
        """How many claims are proven to fall short of which nothing says so."""
        return sum(id not in (self.said_short if words else self.said) for id, words in self.short)


class Flow:
    """Takes the claims of one file, each with what was found in it, in their order.

    `before` is how many findings there were on the file when the first was judged.
    """

    before = 0

    def __init__(self) -> None:
        self.tally = Tally()

    def take(self, claim: "ClaimReport", found: Sequence[Finding]) -> None:
        """Take a claim, and what was found in its entry by the checks of claims."""
        self.tally.add_claim(claim)
        for finding in found:
            self.tally.add_finding(finding)


class Written(NamedTuple):
    """What a format wrote of something that stands on this line, in this column."""

    line: int
    column: int
    content: bytes


class Spool:
    """What was written, in its order; once it is large, in a temporary file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = io.BytesIO()
        self._held = 0

    def add(self, written: Written) -> None:
        """Add what was written. Raises `OSError` where there is no room for it."""
        head = b"%d %d %d\n" % (written.line, written.column, len(written.content))
        self._held += self._file.write(head) + self._file.write(written.content)
        if self._held > _HELD_BYTES and isinstance(self._file, io.BytesIO):
            from tempfile import TemporaryFile

            held, self._file = self._file, TemporaryFile()  # noqa: SIM115
            self._file.write(held.getbuffer())

    def __iter__(self) -> Iterator[Written]:
        self._file.seek(0)
        while head := self._file.readline():
            line, column, length = map(int, head.split())
            yield Written(line, column, self._file.read(length))

    def __del__(self) -> None:
        self._file.close()
