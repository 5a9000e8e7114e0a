"""Why a standing changed: what is named must be true."""

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.causes import BearingChange, Causes
from sayso.record.load import load
from sayso.report.compare import Comparison, Difference, compare
from tests.conftest import thorough
from tests.provenance.files import claim, made, party, random_file, source

Json = dict[str, Any]
DERIVED = ("analysis", "relay")

PARTIES = {id: party() for id in ("m", "n", "a", "b", "state")}
SOURCES = {
    "said": source("m", "statement"),
    "lab": source("a", "observation"),
    "log": source("b", "observation"),
    "story": source("b", "relay", "lab"),
    "echo": source("b", "relay", "said"),
}


def file_of(claim: Json, sources: Json | None = None, parties: Json | None = None) -> Json:
    return made(PARTIES | (parties or {}), SOURCES | (sources or {}), claim)


def compared(old: Json, new: Json) -> Comparison:
    return compare(
        load("old.json", json.dumps(old).encode(), lines=False),
        load("new.json", json.dumps(new).encode(), lines=False),
    )


def difference(old: Json, new: Json) -> Difference:
    (found,) = compared(old, new).differences
    return found


def why(old: Json, new: Json) -> str:
    causes = difference(old, new).causes
    assert causes is not None
    assert causes.complete
    return causes.sentence


TWO = claim("m", ["lab", "log"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (file_of(TWO), file_of(claim("m", ["lab"])), "source `log` is no longer an item of the claim"),
        (
            file_of(claim("m", ["lab"])),
            file_of(TWO),
            "source `log` became an item of the claim (`supports`)",
        ),
        (
            file_of(claim("m", ["lab"])),
            file_of(claim("m", ["lab", "fresh"]), {"fresh": source("n", "investigation")}),
            "new source `fresh` became an item of the claim (`supports`)",
        ),
        (
            file_of(claim("m", ["lab", "gone"]), {"gone": source("n", "investigation")}),
            file_of(claim("m", ["lab"])),
            "source `gone` was withdrawn",
        ),
        (
            file_of(TWO),
            file_of(TWO | {"corroboration": [{"source": "lab"}, {"source": "log", "stance": "partial"}]}),
            "the stance of `log` changed from `supports` to `partial`",
        ),
        (
            file_of(TWO),
            file_of(TWO, {"log": source("b", "unknown")}),
            "the basis of `log` changed from `observation` to `unknown`",
        ),
        (
            file_of(TWO),
            file_of(TWO, {"log": source("b", "relay", "said")}),
            "the basis of `log` changed from `observation` to `relay` (it is now based on `said`)",
        ),
        (
            file_of(claim("m", ["story", "log"]), {"story": source("n", "relay", "lab")}),
            file_of(claim("m", ["story", "log"]), {"story": source("n", "relay", "said")}),
            "`story` is now based on `said`, and no longer on `lab`",
        ),
        (
            file_of(TWO),
            file_of(TWO, {"log": source("a", "observation")}),
            "`log` is now by `a`, and no longer by `b`",
        ),
        (
            file_of(TWO),
            file_of(TWO, None, {"b": party("a")}),
            "party `b` is now controlled by `a`",
        ),
        (
            file_of(TWO, None, {"b": party("a")}),
            file_of(TWO),
            "party `b` is no longer controlled by `a`",
        ),
        (
            file_of(TWO),
            file_of(TWO | {"claimant": ["b"]}),
            "the claim is now made by `b`, and no longer by `m`",
        ),
        (file_of(TWO), file_of(TWO | {"kind": "opinion"}), "its kind changed from `factual` to `opinion`"),
        (
            file_of(claim("m", ["plea"]), {"plea": source("n", "statement")}),
            file_of(claim("m", ["plea"], against=["n"]), {"plea": source("n", "statement")}),
            "the claim is now against `n`",
        ),
        (
            file_of(TWO, {"joint": source(["a", "b"], "statement")}),
            file_of(TWO | {"stated_in": "joint"}, {"joint": source(["a", "b"], "statement")}),
            "the claim is now stated in `joint`",
        ),
        (
            file_of(TWO),
            file_of(TWO, {"log": source("b", "unknown")}, {"a": party("m"), "n": party("a")}),
            "these act together: the basis of `log` changed from `observation` to `unknown`; "
            "party `a` is now controlled by `m`",
        ),
        (
            file_of(TWO),
            file_of(claim("m", ["lab"]), {"log": source("b", "unknown")}, {"b": party("m")}),
            "source `log` is no longer an item of the claim; this alone would be enough too: "
            "party `b` is now controlled by `m`; this alone would be enough too: "
            "the basis of `log` changed from `observation` to `unknown`",
        ),
    ],
)
def test_a_change_and_its_cause(old: Json, new: Json, expected: str) -> None:
    told = why(old, new)
    assert sorted(told.split("; this alone would be enough too: ")) == sorted(
        expected.split("; this alone would be enough too: ")
    )


def test_what_does_not_bear_on_the_standing_is_no_cause() -> None:
    """Titles, names, other parties, other sources, allies; and a section is no matter of standing."""
    new = file_of(
        claim("m", ["lab"], evidence=[{"source": "log"}], tags=["x"]),
        {"echo": source("a", "unknown"), "lab": SOURCES["lab"] | {"title": "other", "publisher": "b"}},
        {"n": party("m"), "a": party(allied_with=["m"])},
    )
    assert compared(file_of(TWO), new).differences == ()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (TWO | {"claimant": 5}, "the entry cannot be read"),
        (claim("m", ["lab", "x1", "x1"]), "it refers to `x1`, which is not there"),
        (
            claim("m", [f"x{n}" for n in range(7)]),
            "it refers to `x0`, `x1`, `x2`, `x3`, `x4`, 2 more, which are not there",
        ),
        (
            claim("m", ["odd"]),
            "something that it rests on cannot be read, or refers to what is not there",
        ),
    ],
)
def test_a_claim_that_cannot_be_judged(entry: Json, expected: str) -> None:
    broken = file_of(entry, {"odd": source("nobody", "observation")})
    for old, new, sentence in (
        (file_of(TWO), broken, f"it cannot be judged: {expected}"),
        (broken, file_of(TWO), f"it could not be judged before: {expected}"),
    ):
        assert why(old, new) == sentence
    assert compared(broken, broken).differences == ()


def applied(old: Json, new: Json, changes: tuple[BearingChange, ...]) -> Json:
    """The old file with these changes of the new one, made on the JSON itself."""
    mixed = copy.deepcopy(old)
    for section in ("parties", "sources"):
        for id, entry in new[section].items():
            mixed[section].setdefault(id, entry)
    (before,), (after,) = mixed["claims"], new["claims"]
    for change in changes:
        match change.of, change.field:
            case "claim", "items":
                for place in ("evidence", "corroboration"):
                    kept = [item for item in before[place] if item["source"] != change.id]
                    before[place] = kept + [item for item in after[place] if item["source"] == change.id]
            case "claim", field:
                before.pop(field, None)
                before.update({field: after[field]} if field in after else {})
            case "party", _:
                mixed["parties"][change.id]["controlled_by"] = new["parties"][change.id]["controlled_by"]
            case _, field:
                source, now = mixed["sources"][change.id], new["sources"][change.id]
                was = old["sources"][change.id]
                source[field] = now[field]
                if field == "basis" and (
                    (was["basis"] in DERIVED and not now["based_on"])
                    or (now["basis"] in DERIVED and not was["based_on"])
                ):
                    source["based_on"] = now["based_on"]
    return mixed


def standing(data: Json) -> str | None:
    """The standing of the one claim, as `compare` has it, against a file without it."""
    seen = difference(data | {"claims": []}, data).new
    assert seen is not None
    return seen.standing


def blended(one: Json, other: Json, random: Random) -> Json:
    """A file that is `one` but for some entries and fields, which are those of `other`."""
    new = copy.deepcopy(one)
    for section in ("parties", "sources"):
        for id, entry in other[section].items():
            if random.random() < 0.4 or id not in new[section]:
                new[section][id] = entry
    (claim,), (with_,) = new["claims"], other["claims"]
    for field in ("evidence", "corroboration", "against", "stated_in", "claimant", "kind"):
        if random.random() < 0.4 and field in with_:
            claim[field] = with_[field]
    return new


@given(st.integers(0, 2**48))
@thorough(200)
def test_causes_are_true(seed: int) -> None:
    """Each group by itself leads from the old standing to the new one, and none of it can be left out."""
    random = Random(seed)
    old = random_file(random, 6, 7, 1, plain=True)
    other = random_file(random, 6, 7, 1, plain=True)
    # All that either of them refers to is there in both.
    for section in ("parties", "sources"):
        for id, entry in other[section].items():
            old[section].setdefault(id, copy.deepcopy(entry))
    new = blended(old, other, random)
    found = compared(old, new).differences
    causes = found[0].causes if found else None
    if causes is None:
        # What it is against the rule of the house may be another all the same.
        assert standing(old) == standing(new)
        return
    assert causes.complete
    assert 1 <= len(causes.groups) <= 3
    for group in causes.groups:
        assert group
        assert standing(applied(old, new, group)) == standing(new) != standing(old)
        for left_out in group:
            rest = tuple(change for change in group if change is not left_out)
            assert standing(applied(old, new, rest)) != standing(new)


def many(number: int, basis: str) -> Json:
    ids = [f"x{index}" for index in range(number)]
    parties = {id: party() for id in ids}
    sources = {id: source(id, basis) for id in ids}
    return made({"m": party(), **parties}, sources, claim("m", ids))


def test_many_changes_that_act_together_are_told_in_short() -> None:
    causes = difference(many(40, "observation"), many(40, "unknown")).causes
    assert causes is not None
    assert [len(group) for group in causes.groups] == [40]
    assert causes.sentence.startswith("these act together: the basis of `x0` changed")
    assert causes.sentence.endswith("; 35 more")


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be told apart in time is said to be so."""
    old, new = many(40, "observation"), many(40, "unknown")
    from sayso.report import compare as module

    def told(effort: int) -> Causes:
        monkeypatch.setattr(module, "MAX_WORK", effort)
        causes = difference(old, new).causes
        assert causes is not None
        return causes

    nothing, some = told(10), told(1000)
    assert (nothing.groups, nothing.complete) == ((), False)
    assert nothing.sentence == "too much bears on it to tell which change did it"
    assert (len(some.groups[0]), some.complete) == (40, False)
    assert some.sentence.startswith("of what changed, one or more of these did it: the basis of `x0`")
    assert some.sentence.endswith("; 35 more")


def test_a_standing_that_is_not_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search of its own may run out where that of the whole file did not: then all that changed is told."""
    monkeypatch.setattr("sayso.provenance.causes.Trial.standing", lambda *_: None)
    causes = difference(many(3, "observation"), many(3, "unknown")).causes
    assert causes is not None
    assert (len(causes.groups[0]), causes.complete) == (3, False)


def sold(date: str) -> Json:
    return {"b": {**party(), "controlled_by": [{"party": "state", "until": date}]}, "m": party("state")}


ANSWER = {"party": "n", "answer": "confirms", "source": "yes"}
REPORT = {"log": {**SOURCES["log"], "published": "2022-05-01"}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            file_of(claim("m", ["log"]), REPORT, sold("2021")),
            file_of(claim("m", ["log"]), REPORT, sold("2023")),
            "party `b` is now controlled by `state until 2023`, and no longer by `state until 2021`",
        ),
        (
            file_of(claim("m", ["log"]), REPORT, sold("2021")),
            file_of(claim("m", ["log"]), {"log": {**SOURCES["log"], "published": "2020"}}, sold("2021")),
            "`log` is now published on `2020`, and no longer on `2022-05-01`",
        ),
        (
            file_of(claim("m", ["log"], stated_on="2020"), REPORT, {**sold("2021"), "m": party("b")}),
            file_of(claim("m", ["log"], stated_on="2022"), REPORT, {**sold("2021"), "m": party("b")}),
            "",
        ),
        (
            file_of(claim("m", ["log"])),
            file_of({**claim("m", []), "corroboration": [{"source": "log", "basis": "unknown"}]}),
            "the stance of `log` changed from `supports` to `supports, unknown`",
        ),
        (
            file_of(claim("m", [], against=["n"])),
            file_of(
                claim(
                    "m", [], against=["n"], response=[{"party": "n", "answer": "confirms", "source": "yes"}]
                ),
                {"yes": source("n", "statement")},
            ),
            "the claim is now answered by `n confirms in yes`",
        ),
    ],
)
def test_what_else_bears_on_a_claim(old: Json, new: Json, expected: str) -> None:
    """Dates of control and of documents, how a source knows this, answers."""
    if expected:
        assert why(old, new) == expected
    else:
        assert not compared(old, new).differences


def test_documents_that_are_found_to_be_one() -> None:
    page = "https://a.example/page"
    old = file_of(TWO, {"lab": {**SOURCES["lab"], "url": page}})
    new = file_of(TWO, {id: {**SOURCES[id], "url": page} for id in ("lab", "log")})
    assert why(old, new) == f"`log` is now found at `{page}`"


def test_documents_that_are_found_to_be_one_file() -> None:
    old = file_of(TWO, {"lab": {**SOURCES["lab"], "file": "a.txt"}})
    new = file_of(TWO, {"lab": old["sources"]["lab"], "log": {**SOURCES["log"], "file": "./a.txt"}})
    assert why(old, new) == "`log` is now kept in `./a.txt`"


def test_a_claim_that_was_made_before_the_sale() -> None:
    """The date of a claim tells who spoke for its claimant then."""
    parties = {"m": {**party(), "controlled_by": [{"party": "state", "until": "2021"}]}, "b": party("state")}
    old = file_of(claim("m", ["log"], stated_on="2020"), parties=parties)
    new = file_of(claim("m", ["log"], stated_on="2022"), parties=parties)
    assert why(old, new) == "the claim is now stated on `2022`, and no longer on `2020`"
