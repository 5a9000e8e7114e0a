"""A source that was taken back

## What it does

Reports a document of a claim that its registration agency says was retracted, withdrawn or
removed; likewise one that is under an expression of concern or was corrected. `sayso verify
--registries` asks the agencies about sources that have a DOI, and this check reads what they said
from the lock file. The claim is judged again without the document: the level is error where the
standing would be another, else warning. Where several were taken back and only all of them
together carry the standing, each is an error. A document that was retracted in part or is under
an expression of concern is a warning, a corrected one a note.

Where the claim says so itself the level is note: it cites the notice as well, by the DOI of that,
or one of the authors `retracts` in a response. A document that bears on nothing, as `context` or
as `stated_in` alone, is no finding, nor is one that was reinstated since. A waiver on the source
or the claim silences the check: `"waive": [{"check": "retracted-source", "reason": "the table
that is cited still stands"}]`, with `"until"` if it is to end on a day. The check cannot know of
what no agency was told: a paper without a finding may have been retracted all the same.

## Why it matters

Retracted papers go on being cited for years, by people who read them before. An agency knows of
the notice, and so can everybody who asks. It goes for what refutes a claim as it does for what
supports it.

## Example

In the lock file, under `dois`:

```json
{
  "10.5555/freight": {
    "outcome": "answered",
    "notices": [{ "kind": "retraction", "doi": "10.5555/notice", "on": "2025-06" }]
  }
}
```

## Instead

The claim rests on another paper, of which the agency knows no notice:

```json
{
  "10.5555/tonnage": {
    "outcome": "answered"
  }
}
```

## References

- Crossref: REST API, updates to works, with data of Retraction Watch
- COPE: Retraction guidelines
- The lock file: `dois`
"""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs

from sayso.provenance.standing import Case, OutOfBudget, items_of, way_to
from sayso.provenance.whatif import WhatIf
from sayso.record.citations import doi_of, registered_source
from sayso.record.lock import TAKEN_BACK, Notice, NoticeKind, Registered
from sayso.record.model import Claim
from sayso.record.places import Pointer
from sayso.rules.conditions import is_factual, is_verified
from sayso.rules.finding import Finding, Findings, Level
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule

_SAYS: Final[dict[NoticeKind, str]] = {
    "retraction": "was retracted",
    "withdrawal": "was withdrawn",
    "removal": "was removed",
    "partial-retraction": "was retracted in part",
    "expression-of-concern": "is under an expression of concern",
    "correction": "was corrected",
}


def _has_answers(on: ClaimSubject) -> bool:
    """Whether an agency was asked about a source of the file or its registers."""
    record = on.graph.record
    return any(file.lock and file.lock.dois for file in (record.file, *record.registers))


@Rule(
    Family.VERIFICATION,
    (Level.ERROR, Level.WARNING, Level.NOTE),
    conditions=(
        is_factual,
        is_verified,
        Condition(lambda scope: _has_answers(scope.on), "no agency was asked about its sources"),
    ),
)
def check(on: ClaimSubject) -> Findings:
    if on.case is None or not _has_answers(on):
        return
    on.case.budget.grant()
    places = _bearing_places(on.claim)
    try:
        documents = on.case.documents
        walks = structs.replace(on.case.walks("supports"), starts=tuple(places))
        came = walks.reachable(frozenset())
    except OutOfBudget:
        return
    record = on.graph.record
    names = {id: doi_of(record.sound_sources[id]) for id in documents}
    # Two sources may be one paper, which is reported once.
    notices: dict[str, tuple[str, Registered, Notice]] = {}
    for id in came:
        answer = registered_source(record, record.sources[id])
        notice = answer and _gravest_notice(answer)
        if answer and notice:
            notices.setdefault(names[id], (id, answer, notice))
    mentioned = {
        name for name, (id, answer, notice) in notices.items() if _is_cited(on, id, answer, notice, names)
    }
    gone = {
        name: [id for id in came if names[id] == name]
        for name, (_, _, notice) in notices.items()
        if notice.kind in TAKEN_BACK and name not in mentioned
    }
    hanging = _standings_without(on, on.case, gone)
    for name, (id, answer, notice) in notices.items():
        more = "; the claim says so itself" if name in mentioned else hanging.get(name, "")
        level = Level.ERROR if name in hanging else Level.WARNING
        when = f" of {notice.on}" if notice.on else ""
        by = f" by {notice.by}" if notice.by else ""
        asked = f"{answer.agency or 'its agency'}, {answer.at[:10]}"
        yield Finding(
            Level.NOTE if name in mentioned or notice.kind == "correction" else level,
            f"`{id}` {_SAYS[notice.kind]}{more} (a notice{when}{by}; {asked})",
            "read the notice, and look for a source that still stands",
            on.place(*places[way_to(came, id)[0]]),
            waivers=record.sound_sources[id].waive,
        )


def _bearing_places(claim: Claim) -> dict[str, Pointer]:
    """The sources of the claim that may bear on its standing, each with the first place where it does."""
    places: dict[str, Pointer] = {}
    for section, index, item in items_of(claim):
        if item.stance != "context":
            places.setdefault(item.source, (section, index, "source"))
    for index, response in enumerate(claim.response):
        if response.source and response.answer in ("confirms", "retracts"):
            places.setdefault(response.source, ("response", index, "source"))
    return places


def _gravest_notice(answer: Registered) -> Notice | None:
    """What is to be said of a document, if there is anything: of what was put back in force, the rest."""
    others = [each for each in answer.notices if each.kind in _SAYS and each.kind not in TAKEN_BACK]
    return answer.full_retraction or next(iter(others), None)


def _is_cited(
    on: ClaimSubject, id: str, answer: Registered, notice: Notice, names: Mapping[str, str]
) -> bool:
    """Whether the claim cites a notice that says so, or an author takes back what it claims."""
    cited = {*names.values()} - {names[id], ""}
    by = on.graph.record.sound_sources[id].by
    return any(each.kind == notice.kind and each.doi in cited for each in answer.notices) or any(
        response.answer == "retracts" and response.party in by for response in on.claim.response
    )


def _standings_without(on: ClaimSubject, case: Case, gone: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What the standing would be without what was taken back, by DOI, where that is another."""
    if not gone:
        return {}
    what_if = WhatIf(case, on.judgement)

    def without(documents: Sequence[str]) -> str:
        left = what_if.without((), documents)
        return left.standing if left.is_certain and left.standing != on.judgement.standing else ""

    alone = {name: standing for name, ids in gone.items() if (standing := without(ids))}
    if alone:
        return {name: f"; without it this would be `{standing}`" for name, standing in alone.items()}
    standing = without([id for ids in gone.values() for id in ids])
    together = f"; without it and what else was taken back this would be `{standing}`"
    return dict.fromkeys(gone, together) if standing else {}
