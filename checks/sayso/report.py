"""The report: what a run found, with every place as line and column. Formats are made from it alone."""

from collections import Counter

from msgspec import UNSET, Struct

from sayso.finding import Finding, Level
from sayso.provenance.standing import Judgement
from sayso.record.file import Entry, Place
from sayso.record.model import Claim, Standing
from sayso.record.places import Position, pointer_text


class Spot(Struct, frozen=True):
    """A place in a file: its path, its JSON Pointer, and its position."""

    path: str
    pointer: str
    position: Position


class Reported(Struct, frozen=True):
    """A finding with its places; `related` are further places, each with a message."""

    finding: Finding
    spot: Spot
    related: tuple[tuple[str, Spot], ...]


class ClaimReport(Struct, frozen=True):
    """One claim: what it rests on, and the sentences that say so.

    `judgement` is None for a claim that cannot be read or has a reference that leads nowhere; then the
    sentences are empty. `chains` has one line an item, in the order of `judgement.items`. `voices` are
    the names of the voices in the cut, `claimants` those of the claimants.
    """

    entry: Entry[Claim]
    line: int
    judgement: Judgement | None
    claimants: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    reason: str = ""
    missing: str = ""
    chains: tuple[str, ...] = ()

    @property
    def declared(self) -> Standing | None:
        """The standing that the claim declares."""
        value = self.entry.value
        return None if value is None or value.standing is UNSET else value.standing


class FileReport(Struct, frozen=True):
    """One file: its claims in their order, its findings by line and column."""

    path: str
    claims: tuple[ClaimReport, ...]
    findings: tuple[Reported, ...]


class Summary(Struct, frozen=True):
    """Counts over all files. Waived findings are in `waived` only."""

    files: int
    claims: int
    standings: dict[str, int]
    unreadable: int
    levels: dict[Level, int]
    waived: int


class Report(Struct, frozen=True):
    """What a run found. `passed_over` counts JSON files in folders that are no claim files."""

    files: tuple[FileReport, ...]
    passed_over: int = 0

    def summary(self) -> Summary:
        """The counts."""
        claims = [claim for file in self.files for claim in file.claims]
        findings = [each.finding for file in self.files for each in file.findings]
        standings = Counter(claim.judgement.standing for claim in claims if claim.judgement)
        levels = Counter(finding.level for finding in findings if not finding.waived)
        return Summary(
            files=len(self.files),
            claims=len(claims),
            standings=dict(sorted(standings.items())),
            unreadable=sum(claim.judgement is None for claim in claims),
            levels={level: levels[level] for level in Level},
            waived=sum(finding.waived for finding in findings),
        )

    def worst(self) -> Level | None:
        """The gravest level of a finding that is not waived."""
        levels = self.summary().levels
        return next((level for level in Level if levels[level]), None)


def spot(place: Place) -> Spot:
    """`place` with its position, which is searched for in the text of the file."""
    return Spot(place.file.path, pointer_text(place.pointer), place.position())
