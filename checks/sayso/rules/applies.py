"""Whether a check applies to a claim at all: whether there is anything in it for the check to look at.

A check that does not apply has not passed. The reasons are worded to follow "not applicable:".
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from sayso.record.model import Item, Source
from sayso.record.project import registers
from sayso.rules.rule import OnClaim

_OF_A_STANDING: Final = ("self-asserted", "partly-backed", "single-source", "contested", "refuted")
_OF_FACTS: Final = (
    "too-few-voices",
    "allies-only",
    "claimant-voice",
    "traces-to-claimant",
    "bottleneck",
    "unknown-basis",
    "bare-statement",
    "partial-support",
    "claimant-domain",
    "conflicting-figures",
)
_OF_THE_LOCK: Final = (
    "dead-link",
    "moved-link",
    "quote-not-found",
    "quote-changed",
    "content-changed",
    "stale-verification",
)


class Scope(Struct, frozen=True):
    """A judged claim with its documents and the sources of its responses, by id."""

    on: OnClaim
    sources: Mapping[str, Source]


def inapplicable(check: str, scope: Scope) -> str:
    """Why `check` has nothing to look at here; empty where it has."""
    on = scope.on
    if check in on.house.off:
        return "no rule of the house asks for it"
    if check in _OF_A_STANDING:
        standing = on.judgement.standing
        return "" if standing == check else f"the standing is {standing}"
    if check in _OF_FACTS and on.claim.kind != "factual":
        return f"this is recorded as {on.claim.kind}"
    if check in _OF_THE_LOCK:
        file = on.entry.file
        locked = any(each.lock is not None for each in (file, *registers(file)))
        return "" if locked else "nothing was verified: there is no lock file"
    return _of_claim(check, scope) or _of_sources(check, scope)


def _of_claim(check: str, scope: Scope) -> str:
    """Why the claim itself holds nothing for `check`."""
    on, claim = scope.on, scope.on.claim
    items = (*claim.evidence, *claim.corroboration)
    weighed = [item for item in items if item.stance in ("supports", "refutes")]
    nothing: Mapping[str, tuple[bool, str]] = {
        "bad-include": (not on.entry.file.include, "the file includes no register"),
        "overstated": (not claim.standing, "no standing is declared"),
        "understated": (not claim.standing, "no standing is declared"),
        "allies-only": (not on.judgement.support.voices, "nothing that counts supports it"),
        "claimant-voice": (not _supporting(claim.corroboration), "nothing is listed that corroborates it"),
        "bottleneck": (len(_supporting(items)) < 2, "fewer than two items support it"),
        "partial-support": (not items, "there are no items"),
        "unchecked-item": (not items, "there are no items"),
        "no-locator": (not items, "there are no items"),
        "conflicting-figures": (not claim.figures, "it holds no figures"),
        "similar-claim": (len(on.entry.file.claims) < 2, "it is the only claim of the file"),
        "no-response": (not claim.against, "it accuses nobody"),
        "stale-review": (not claim.reviewed, "no review is recorded"),
        "unused-party": (True, "it is about entries that nothing names"),
        "unused-source": (True, "it is about entries that nothing names"),
    }
    for name in ("traces-to-claimant", "unknown-basis", "bare-statement"):
        if check == name and not weighed:
            return "there are no items that support or refute it"
    holds, why = nothing.get(check, (False, ""))
    return why if holds else ""


def _of_sources(check: str, scope: Scope) -> str:
    """Why its sources hold nothing for `check`."""
    claim, sources = scope.on.claim, scope.sources.values()
    items = (*claim.evidence, *claim.corroboration)
    match check:
        case "circular-sourcing" | "based-on-later":
            holds = any(source.based_on for source in sources)
            why = "none of its sources is based on another"
        case "same-document":
            holds = any(source.url or source.archived for source in sources)
            why = "none of its sources has an address"
        case "not-archived":
            holds = any(source.url for source in sources)
            why = "none of its sources has an address"
        case "claimant-domain":
            holds = any(scope.sources[item.source].url for item in items if item.stance != "context")
            why = "no item has an address"
        case "no-url":
            holds, why = bool(sources), "it names no source"
        case "impossible-date":
            given = (claim.stated_on, claim.reviewed, *(item.checked for item in items))
            answers = [response.on for response in claim.response]
            published = [date for source in sources for date in (source.published, source.retrieved)]
            holds, why = any((*given, *answers, *published)), "no date is given"
        case "unused-waiver" | "expired-waiver":
            holds = bool(claim.waive) or any(source.waive for source in sources)
            why = "nothing is waived"
        case _:
            return ""
    return "" if holds else why


def _supporting(items: tuple[Item, ...]) -> list[Item]:
    return [item for item in items if item.stance == "supports"]
