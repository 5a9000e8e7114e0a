"""Formats that write each finding by itself, in the order of their places, as the claims are judged."""

import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from sayso.report.fingerprint import Fingerprints
from sayso.report.flow import Flow, Sorter, number_without_claim
from sayso.report.report import ClaimReport, FileReport, Report, in_order
from sayso.rules.finding import Finding
from sayso_cli.formats.plain import path_from_root
from sayso_cli.terminal import Look

AnyFlow = TypeVar("AnyFlow", bound=Flow)


def flow_of(file: FileReport, kind: type[AnyFlow], look: Look) -> AnyFlow:
    """What took the claims of `file` for this kind of format.

    Claims that were kept are handed to one now.
    """
    for flow in file.flow_result.flows if file.flow_result else ():
        if type(flow) is kind and flow.look == look:
            return flow
    flow = kind(look)
    ids = Counter(claim.entry.id for claim in file.claims)
    flow.repeated = {"", *(id for id, number in ids.items() if number > 1)}
    claims, others = file.group_by_claim()
    for number, (claim, found) in enumerate(claims):
        flow.take(claim, found, number)
    for finding in others:
        flow.add(finding, number_without_claim(finding))
    return flow


class FindingsFlow(Flow):
    """Writes down each finding of one file."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.written = Sorter()

    @abstractmethod
    def content(self, finding: Finding) -> bytes:
        """What is written of a finding."""

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        # What comes in order is written down in order, and needs not be put together from many parts.
        for finding in in_order(found):
            self.add(finding, number)

    def add(self, finding: Finding, number: int) -> None:
        position = finding.position
        self.written.add((position.line, position.column, number), self.content(finding))


class Marks:
    """Gives each finding 32 hexadecimal digits that are its own, and stay the same while a record is edited.

    They are made of its fingerprint, and of how many findings before it have the same one.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._fingerprints = Fingerprints()

    def of(self, finding: Finding, taken: Counter[bytes]) -> str:
        """The mark of a finding; `taken` counts the fingerprints of those before it."""
        import hashlib

        mark = self._fingerprints.of(finding, path_from_root(finding.place.file.path, self._look))
        parts = [mark.path, mark.claim, mark.at, mark.check, *filter(None, [mark.claimed])]
        key = hashlib.sha256(json.dumps(parts).encode()).digest()[:16]
        before = taken[key]
        taken[key] += 1
        return hashlib.sha256(json.dumps([*parts, before]).encode()).hexdigest()[:32]


class MarkedFlow(FindingsFlow):
    """Writes down each finding of one file with a mark of its own."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._marks = Marks(look)
        # Only claims with one id, and what is about no claim, can have fingerprints in common with others.
        self._shared = Counter[bytes]()
        self._taken = self._shared

    @abstractmethod
    def content_with_mark(self, finding: Finding, mark: str) -> bytes:
        """What is written of a finding."""

    def content(self, finding: Finding) -> bytes:
        return self.content_with_mark(finding, self._marks.of(finding, self._taken))

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        if claim.entry.id not in self.repeated:
            self._taken = Counter()
        super().take(claim, found, number)
        self._taken = self._shared


def written_lines(report: Report, kind: type[FindingsFlow], look: Look) -> Iterator[str]:
    """What a flow of this kind writes of each finding of `report`, by file, in the order of their places."""
    for file in report.files:
        for _, content in flow_of(file, kind, look).written:
            yield content.decode()
