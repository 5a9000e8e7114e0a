"""The findings of a report in another order, and with marks of their own."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sayso.report.fingerprint import Fingerprint, Fingerprints
from sayso.rules.finding import Finding
from sayso_cli.formats.ci_paths import from_root
from sayso_cli.terminal import Look


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """The gravest level first, in it by the order of the checks, then by place."""
    order = _order()
    return sorted(found, key=lambda each: (each.level.rank, order[each.check]))


@cache
def _order() -> dict[str, int]:
    """The number of each check, by its name."""
    from sayso.rules.registry import BY_NAME

    return {name: number for number, name in enumerate(BY_NAME)}


def gravest(found: Sequence[Finding], most: int) -> Sequence[Finding]:
    """The gravest `most` of `found`, in the order of `found`."""
    if len(found) <= most:
        return found
    worst = {id(each) for each in worst_first(found)[:most]}
    return [each for each in found if id(each) in worst]


def left_out(more: int, most: int) -> str:
    """That `more` findings than the `most` that are listed were left out."""
    return f"{more:,} more findings are left out, none graver than those listed; {most:,} is the most."


def with_fingerprints(found: Iterable[Finding], look: Look) -> Iterator[tuple[str, Finding]]:
    """Each finding with 32 hexadecimal digits that are its own, and stay the same while a record is edited.

    They are made of its fingerprint, and of how many findings before it have the same one.
    """
    import hashlib

    fingerprints = Fingerprints()
    taken: Counter[Fingerprint] = Counter()
    for finding in found:
        mark = fingerprints.of(finding, from_root(finding.place.file.path, look))
        parts = [mark.path, mark.claim, mark.at, mark.check, *filter(None, [mark.claimed]), taken[mark]]
        taken[mark] += 1
        yield hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32], finding
