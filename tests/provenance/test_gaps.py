"""What each gap of a record would change, against judging anew a record that was edited so."""

import copy
from collections.abc import Iterable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.gaps import Gap, GapKind, UnseenKind, gaps, judge_supposing, silent_accused
from sayso.provenance.standing import Budget, Case, OutOfBudget
from sayso.provenance.whatif import Outcome, WhatIf
from tests.conftest import thorough

from .files import Json, claim, files, judgement, made, party, source
from .files import judged as all_judged
from .test_whatif import anew, left, said

ORIGINS: Final = ("investigation", "observation", "primary-document")
UNSEEN: Final = ("dead-link", "not-archived")


def edit(data: Json, entry: Json, gap: Gap) -> None:
    """What is supposed of a gap, done to the claim `entry` and the file it is in."""
    items = [*entry["evidence"], *entry["corroboration"]]
    ours = [item for item in items if item["source"] == gap.id]
    match gap.kind:
        case "unknown-basis" | "unshown-basis":
            before, after = (
                (("unknown",), "investigation") if gap.kind == "unknown-basis" else (ORIGINS, "unknown")
            )
            for each in (data["sources"][gap.id], *ours):
                if each.get("basis") in before:
                    each["basis"] = after
        case "bare-statement":
            by = data["sources"][gap.id]["by"]
            entry[gap.side] = list(dict.fromkeys([*entry[gap.side], *by]))
        case "no-response":
            on = entry.get("stated_on") or data["sources"].get(entry.get("stated_in"), {}).get("published")
            data["sources"]["new"] = {**source(gap.id, "statement"), **({"published": on} if on else {})}
            entry["response"].append({"party": gap.id, "answer": "confirms", "source": "new"})
        case "partial-support":
            for item in items:
                if item["stance"] == "partial":
                    item["stance"] = "supports"
        case "unchecked-item":
            for item in ours:
                item["stance"] = "context"
        case "unsourced-control" | "disputed-control":
            del data["parties"][gap.id]["controlled_by"][gap.link]


def expected(data: Json, case: Case, all: Iterable[Gap]) -> tuple[str, int, int]:
    """The claim judged in a record edited by all of these suppositions."""
    edited = copy.deepcopy(data)
    (entry,) = [each for each in edited["claims"] if each["id"] == case.claim.id]
    edited["claims"] = [entry]
    withdrawn = [gap.id for gap in all if gap.kind in UNSEEN]
    for gap in all:
        if gap.kind not in UNSEEN:
            edit(edited, entry, gap)
    return said(anew(edited, case, withdrawn) if withdrawn else judgement(edited))


def told(case: Case, before: WhatIf, unseen: dict[str, UnseenKind]) -> dict[Gap, Outcome]:
    found = list(gaps(case, before, unseen))
    assert len({gap for gap, _ in found}) == len(found)
    return dict(found)


def every(data: Json, case: Case) -> Iterable[Gap]:
    """What may be otherwise anywhere in a file."""
    kinds: tuple[GapKind, ...] = ("unknown-basis", "unshown-basis", "unchecked-item")
    for id in data["sources"]:
        yield from (Gap(kind, id) for kind in kinds)
    for id, entered in data["parties"].items():
        links = range(len(entered["controlled_by"]))
        yield from (Gap("unsourced-control", id, link=index) for index in links)
    yield Gap("partial-support", case.claim.id)


@thorough(150)
@given(files(sources=12, parties=8), st.data())
def test_each_gap_is_what_judging_anew_gives(data: Json, draw: st.DataObject) -> None:
    """Alone, and some together; and a gap that is not told would change nothing."""
    for _, before, case in all_judged(data):
        assert case is not None
        if case.claim.kind != "factual":
            continue
        seen = draw.draw(st.lists(st.sampled_from(list(data["sources"])), unique=True))
        unseen: dict[str, UnseenKind] = {id: UNSEEN[len(id) % 2] for id in seen}
        found = told(case, WhatIf(case, before), unseen)
        assert {gap.id for gap in found if gap.kind in UNSEEN} == set(seen) & set(case.documents)
        for gap, outcome in found.items():
            assert outcome.is_certain
            assert left(outcome) == expected(data, case, [gap])
            assert left(judge_supposing(case, [gap], Budget())) == left(outcome)
        for gap in every(data, case):
            if gap not in found:
                assert expected(data, case, [gap]) == said(before)
        if found:
            # Two answers of one party would be one source here; severing two links would shift places.
            some = draw.draw(st.lists(st.sampled_from(list(found)), max_size=4, unique=True))
            kept = {gap.id if gap.kind == "unsourced-control" else gap.kind + gap.id: gap for gap in some}
            several = [gap for gap in kept.values() if gap.kind != "no-response"]
            several.sort(key=lambda gap: gap.kind == "unchecked-item")
            assert left(judge_supposing(case, several, Budget())) == expected(data, case, several)


def case_of(data: Json) -> tuple[Case, WhatIf]:
    ((_, before, case),) = all_judged(data)
    assert case is not None
    return case, WhatIf(case, before)


def test_a_word_that_may_be_an_admission() -> None:
    """Of somebody under the accused, or of anybody where the claim names no accused; never of a third."""
    parties = {"x": party(), "y": party(), "organ": party("y"), "z": party()}
    sources = {"says": source("organ", "statement"), "third": source("z", "statement")}
    for against, expected in (
        (["y"], [("says", "single-source")]),
        ([], [("says", "single-source"), ("third", "single-source")]),
    ):
        case, before = case_of(made(parties, sources, claim("x", ["says", "third"], against=against)))
        found = told(case, before, {})
        statements = [(gap, outcome) for gap, outcome in found.items() if gap.kind == "bare-statement"]
        assert [(gap.id, outcome.standing) for gap, outcome in statements] == expected
        assert all(gap.side == "against" for gap, _ in statements)


def test_a_word_that_may_be_a_retraction() -> None:
    """The same for the claimant: of accuser and accused alike."""
    data = made(
        {"x": party(), "organ": party("x")},
        {"takes-back": source("organ", "statement")},
        {**claim("x", []), "corroboration": [{"source": "takes-back", "stance": "refutes"}]},
    )
    case, before = case_of(data)
    (gap,) = [gap for gap in told(case, before, {}) if gap.kind == "bare-statement"]
    assert gap == Gap("bare-statement", "takes-back", side="claimant")
    assert judge_supposing(case, [gap], Budget()).standing == "refuted"


def test_links_that_a_source_shows_are_no_gap() -> None:
    shown = {"party": "x", "source": "register"}
    data = made(
        {"x": party(), "paper": {**party(), "controlled_by": [shown, "x"]}},
        {"register": source("x", "observation"), "report": source("paper", "observation")},
        claim("x", ["report"]),
    )
    case, before = case_of(data)
    links = [gap for gap in told(case, before, {}) if gap.kind == "unsourced-control"]
    assert links == [Gap("unsourced-control", "paper", link=1)]
    # Either link is enough; without both the paper speaks for itself.
    assert judge_supposing(case, links, Budget()).standing == "self-asserted"
    both = [*links, Gap("unsourced-control", "paper", link=0)]
    assert judge_supposing(case, both, Budget()).standing == "single-source"


def test_disputed_links_are_a_gap_of_their_own() -> None:
    """Whether a source shows them or not."""
    for link in ({"party": "x", "disputed": True}, {"party": "x", "disputed": True, "source": "register"}):
        data = made(
            {"x": party(), "paper": {**party(), "controlled_by": [link]}},
            {"register": source("x", "observation"), "report": source("paper", "observation")},
            claim("x", ["report"]),
        )
        case, before = case_of(data)
        links = {
            gap: outcome.standing for gap, outcome in told(case, before, {}).items() if gap.id == "paper"
        }
        assert links == {Gap("disputed-control", "paper"): "single-source"}


def test_who_has_not_answered() -> None:
    parties = {"x": party(), "y": party(), "z": party(), "organ": party("y")}
    data = made(parties, {"reply": source("organ", "statement")}, claim("x", ["reply"], against=["y", "z"]))
    case, before = case_of(data)
    assert silent_accused(case) == ["z"]
    outcome = told(case, before, {})[Gap("no-response", "z")]
    assert outcome.standing == "single-source"


@pytest.mark.parametrize("least", [1, 4])
def test_a_budget_that_runs_out(least: int) -> None:
    """While the record is edited, or once the claim is judged on it."""
    data = made(
        {id: party() for id in "xabc"}, {"s": source(["a", "b", "c"], "statement")}, claim("x", ["s"])
    )
    case, before = case_of(data)
    with pytest.raises(OutOfBudget):
        judge_supposing(case, [], Budget(most=least, least=least, total=least))
    case.budget = Budget(most=least, least=least, total=least)
    with pytest.raises(OutOfBudget):
        told(case, before, {})
