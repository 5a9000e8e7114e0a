"""`sayso show --format json`: the checklist of one claim, for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import asdict

from sayso.provenance.standing import Verdict
from sayso.provenance.trace import Trace
from sayso.provenance.whatif import Suppositions
from sayso.report.checklist import Checked, Checklist
from sayso.rules.rule import OnClaim
from sayso.rules.sentences import advice
from sayso_cli.formats.json import disputed, finding_shape, sides
from sayso_cli.formats.jsontext import json_document
from sayso_cli.terminal import Look

VERSION: Final = 2
"""The version of the shape."""
CONTROLLERS: Final = 1000
"""So many claimants and parties that control them are told."""


def show_json(checklist: Checklist, look: Look) -> Iterator[str]:
    """`checklist` as one JSON object, indented, with a final line break."""
    claim, on = checklist.claim, checklist.claim.on
    shape: dict[str, Any] = {
        "path": claim.entry.file.path,
        "line": claim.line,
        "id": claim.entry.id,
        "standing": claim.judgement and claim.judgement.standing,
        "declared": claim.declared,
        "draft": claim.draft,
        "findings": [finding_shape(each) for each in checklist.found],
    }
    if on is not None:
        shape |= _judged(checklist, on)
    return json_document(VERSION, shape, look)


def _judged(checklist: Checklist, on: OnClaim) -> dict[str, Any]:
    """What there is to say of a claim that can be judged."""
    claim, judgement = on.claim, on.judgement
    parties = on.graph.record.sound_parties
    return {
        "statement": claim.statement,
        "quote": claim.quote or None,
        "kind": claim.kind,
        "stated_in": claim.stated_in or None,
        "stated_on": claim.stated_on or None,
        "claimant": claim.claimant,
        "against": claim.against,
        "verdict": claim.verdict or None,
        "reviewed": claim.reviewed or None,
        "reviewer": claim.reviewer or None,
        "control": [
            {"id": id, "name": parties[id].name, "controlled_by": parties[id].controlled_by}
            for id in _controllers(on)
        ],
        "because": checklist.claim.reason,
        "outcome": on.outcome,
        **sides(on),
        "disputed": checklist.claim.disputed and disputed(checklist.claim.disputed),
        "items": [_item(on, judged) for judged in judgement.items],
        "walks": {stance: _walked(on, walked) for stance, walked in checklist.walked.items()},
        "missing": checklist.missing and _missing(on, checklist.missing),
        "checks": [_checked(each) for each in checklist.checks],
    }


def _controllers(on: OnClaim) -> list[str]:
    """The claimants and all that control them, nearest first; at most `CONTROLLERS`."""
    parties = on.graph.record.sound_parties
    found = dict.fromkeys(on.claim.claimant)
    waiting = list(found)
    for one in waiting:
        for owner in parties[one].controllers:
            if owner not in found and len(found) < CONTROLLERS:
                found[owner] = None
                waiting.append(owner)
    return waiting


def _item(on: OnClaim, judged: Verdict) -> dict[str, Any]:
    item = judged.item
    return {
        "in": judged.section,
        "index": judged.index,
        "source": item.source,
        "stance": item.stance,
        "counts": judged.counts,
        "why": judged.why,
        "chain": on.chain(judged).sentence,
        "quote": item.quote or None,
        "locator": item.locator or None,
        "checked": item.checked or None,
    }


def _walked(on: OnClaim, walked: Trace) -> dict[str, Any]:
    sources = on.graph.record.sound_sources
    return {
        "documents": [
            {
                "source": document.id,
                "by": sources[document.id].by,
                "basis": sources[document.id].basis,
                "role": document.role,
                "carries": document.carries,
                "based_on": document.based_on,
            }
            for document in walked.documents.values()
        ],
        "left_out": walked.left_out,
        "complete": walked.complete,
    }


def _missing(on: OnClaim, missing: Suppositions) -> dict[str, Any]:
    return {
        "potential": on.judgement.potential,
        "suppositions": [
            {
                "otherwise": one.otherwise,
                "source": one.path[-1],
                "path": one.path,
                "standing": one.outcome.standing,
                "support": asdict(one.outcome.support),
                "partly": asdict(one.outcome.partly),
                "contradiction": asdict(one.outcome.contradiction),
            }
            for one in missing.each
        ],
        "left_out": missing.left_out,
        "complete": missing.complete,
        "advice": advice(on) or None,
    }


def _checked(checked: Checked) -> dict[str, Any]:
    return {
        "check": checked.rule.name,
        "family": checked.rule.family.value,
        "outcome": checked.outcome.value,
        "reason": checked.reason or None,
    }
