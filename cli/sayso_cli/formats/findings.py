"""The findings of a report in another order, and with marks of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sayso.record.places import Pointer
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso_cli.formats.finding_flows import Marks
from sayso_cli.terminal import Look

ORDER: Final = {name: number for number, name in enumerate(BY_NAME)}
"""The number of each check in the order of the checks."""


def order_of(finding: Finding) -> int:
    """The number of the check that found it, in the order of the checks."""
    return ORDER[finding.check]


def sort_by_gravity(found: Iterable[Finding]) -> list[Finding]:
    """The gravest level first, in it by the order of the checks, then by place."""
    return sorted(found, key=lambda each: (each.level.rank, order_of(each)))


def gravest(found: Sequence[Finding], most: int) -> Sequence[Finding]:
    """The gravest `most` of `found`, in the order of `found`."""
    if len(found) <= most:
        return found
    worst = {id(each) for each in sort_by_gravity(found)[:most]}
    return [each for each in found if id(each) in worst]


def findings_by_item(
    claim: ClaimReport, found: Iterable[Finding]
) -> tuple[dict[Pointer, list[Finding]], list[Finding]]:
    """What was found about each item of a claim, by its section and index, and all else of `found`."""
    items = claim.judgement.items if claim.judgement else ()
    by_item: dict[Pointer, list[Finding]] = {(judged.section, judged.index): [] for judged in items}
    depth, of_claim = len(claim.entry.pointer), list[Finding]()
    for finding in found:
        by_item.get(finding.place.pointer[depth : depth + 2], of_claim).append(finding)
    return by_item, of_claim


def left_out_sentence(more: int, most: int) -> str:
    """That `more` findings than the `most` that are listed were left out."""
    return f"{more:,} more findings are left out, none graver than those listed; {most:,} is the most."


def with_fingerprints(found: Iterable[Finding], look: Look) -> Iterator[tuple[str, Finding]]:
    """Each finding with its mark."""
    marks, taken = Marks(look), Counter[bytes]()
    return ((marks.of(finding, taken), finding) for finding in found)
