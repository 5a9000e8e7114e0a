"""Records as people have them, which went wrong with a simpler model; what is right is said here by hand."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.provenance.standing import Budget, Graph, Judgement, judge
from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.record.references import assemble
from sayso.report.engine import check
from sayso.rules.rule import House
from sayso.rules.sentences import count_voices

HERE = Path(__file__).parent / "records"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Half of it is backed.
        ("half-true", {"half": "partly-backed"}),
        # Nothing here says how it knows.
        ("at-most-5", {"apt1": "self-asserted"}),
        # The occasion of a claim is no retraction of it.
        ("occasion-refutes", {"list": "self-asserted"}),
        # One document has one voice, whoever is named as its author.
        ("same-document-two-by", {"c": "single-source"}),
        ("response-confirms", {"c": "single-source"}),
        # A reply that an article quotes is no admission, and "we stand by it" no retraction.
        ("denial2", {"bribes": "single-source"}),
        ("retract", {"c": "refuted"}),
        ("ally-47-percent", {"both": "corroborated", "only-ally": "single-source"}),
        ("platform-voice", {"panda": "corroborated"}),
        ("basis-per-claim", {"hack-b": "single-source"}),
    ],
)
def test_standing(name: str, expected: dict[str, str]) -> None:
    record = assemble(load(name, (HERE / f"{name}.json").read_bytes(), lines=False))
    graph = Graph(record)
    assert {entry.id: judge(graph, entry, Budget())[0].standing for entry in record.file.claims} == expected


def test_one_page_knows_two_things_in_two_ways() -> None:
    """What the page repeats of the boast is the boast, whatever else it knows."""
    data = json.loads((HERE / "basis-per-claim.json").read_text())
    data["claims"][0]["corroboration"] = [{"source": "page", "basis": "relay", "based_on": ["boast"]}]
    record = assemble(load("claims.json", json.dumps(data).encode(), lines=False))
    (entry,) = record.file.claims
    assert judge(Graph(record), entry, Budget())[0].standing == "self-asserted"


def test_a_page_that_repeats_the_claimant_and_others_is_told() -> None:
    file = load("claims.json", (HERE / "basis-per-claim.json").read_bytes(), lines=False)
    report = check(FoundFiles((file,), 0), House(date(2026, 1, 1)))
    (told,) = [each for each in report.findings if each.check == "mixed-basis"]
    assert "`boast`, which speaks with the voice of the claimant" in told.message


Edit = Callable[[dict[str, Any]], object]


def judged(name: str, edit: Edit) -> dict[str, Judgement]:
    """The judgements of a record in which `edit` has changed something, by the id of the claim."""
    data = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    edit(data)
    record = assemble(load(name, json.dumps(data).encode(), lines=False))
    graph = Graph(record)
    return {entry.id: judge(graph, entry, Budget())[0] for entry in record.file.claims}


def first(data: dict[str, Any]) -> dict[str, Any]:
    """The first claim of a record."""
    claim: dict[str, Any] = data["claims"][0]
    return claim


def denied(data: dict[str, Any]) -> None:
    """The accused denies it in the same document."""
    first(data)["response"][0]["answer"] = "denies"


def reply_in_the_article(data: dict[str, Any]) -> None:
    """The article is said to be the word of the port too."""
    first(data)["response"] = [{"party": "port", "source": "daily-story", "answer": "confirms"}]


def own_admission(data: dict[str, Any]) -> None:
    """The port confirms it, in a document of its own that is no longer listed against the claim."""
    first(data)["response"] = [{"party": "port", "source": "port-denial", "answer": "confirms"}]
    del first(data)["corroboration"][2]


def retracted(data: dict[str, Any]) -> None:
    """The government takes it back; nobody else looked."""
    first(data).update(
        evidence=[],
        corroboration=[],
        response=[{"party": "gov", "source": "reply", "answer": "retracts"}],
    )


def stood_by(data: dict[str, Any]) -> None:
    """The same document, in which the government stands by it."""
    retracted(data)
    first(data)["response"][0]["answer"] = "stands-by"


@pytest.mark.parametrize(
    ("name", "edit", "expected"),
    [
        # Half of it is backed; then all of it, and by the claimant's own check.
        ("half-true", lambda data: first(data)["corroboration"][0].pop("stance"), "single-source"),
        ("half-true", lambda data: data["sources"]["check"].update(by=["perry"]), "self-asserted"),
        # Once one of them is looked into.
        ("at-most-5", lambda data: data["sources"]["s1"].update(basis="observation"), "single-source"),
        # Two pages, however alike.
        (
            "same-document-two-by",
            lambda data: data["sources"]["b"].update(url="https://example.org/y"),
            "corroborated",
        ),
        ("same-document-two-by", lambda data: data["sources"]["b"].pop("url"), "corroborated"),
        # What is answered decides, and who answers.
        (
            "response-confirms",
            lambda data: first(data)["response"][0].update(answer="denies"),
            "self-asserted",
        ),
        ("response-confirms", lambda data: first(data).update(against=[]), "self-asserted"),
        ("response-confirms", lambda data: data["sources"]["adm"].update(by=["a", "b"]), "self-asserted"),
        # A reply inside an article is none, nor is the article; a document that is one counts.
        ("denial2", reply_in_the_article, "single-source"),
        ("denial2", own_admission, "corroborated"),
        ("retract", retracted, "refuted"),
        ("retract", stood_by, "self-asserted"),
        # The occasion is no retraction; another document by the claimant that is listed so is one.
        ("occasion-refutes", lambda data: first(data).pop("stated_in"), "refuted"),
        # One of the two is the page itself.
        ("basis-per-claim", lambda data: data["sources"]["page"].update(based_on=["boast"]), "self-asserted"),
        ("platform-voice", lambda data: first(data).update(claimant=["slideshare.net"]), "corroborated"),
    ],
)
def test_near_twin(name: str, edit: Edit, expected: str) -> None:
    """A small change to a record, and what is right then."""
    (judgement,) = judged(name, edit).values()
    assert judgement.standing == expected


def test_shares_of_an_owner() -> None:
    """An owner of 47 % is an ally and merges nothing; a controller does, while the link holds."""

    def owned(**fields: object) -> Edit:
        def edit(data: dict[str, Any]) -> None:
            data["parties"]["lvmh"] |= {"controlled_by": [{"party": "arnault", **fields}]}

        return edit

    def standings(edit: Edit) -> tuple[str, ...]:
        return tuple(judgement.standing for judgement in judged("ally-47-percent", edit).values())

    assert standings(lambda data: None) == ("corroborated", "single-source")
    assert standings(owned(share=47)) == ("single-source", "self-asserted")
    assert standings(owned(share=47, until="1990")) == ("single-source", "self-asserted")

    def published(data: dict[str, Any]) -> None:
        owned(until="1990-05")(data)
        for source in data["sources"].values():
            source["published"] = "2024"
        for claim in data["claims"]:
            claim["stated_on"] = "2024-03-01"

    assert standings(published) == ("corroborated", "single-source")


def test_front_groups_of_the_accused_are_no_admissions() -> None:
    """A link of control makes nobody the accused: two fronts that say it were theirs add nothing."""
    fronts = {
        f"front-{number}": {"name": f"Front {number}", "controlled_by": ["accused"]} for number in (1, 2)
    }
    data = {
        "version": 1,
        "parties": {"claimant": {"name": "C"}, "accused": {"name": "A"}, **fronts},
        "sources": {id: {"title": "It was us", "by": [id], "basis": "statement"} for id in fronts},
        "claims": [
            {
                "id": "c",
                "statement": "A did it.",
                "claimant": ["claimant"],
                "against": ["accused"],
                "evidence": [],
                "corroboration": [{"source": id} for id in fronts],
            }
        ],
    }

    def standing() -> str:
        record = assemble(load("claims.json", json.dumps(data).encode(), lines=False))
        return judge(Graph(record), record.file.claims[0], Budget())[0].standing

    assert standing() == "self-asserted"
    data["claims"][0]["against"] = ["accused", "front-1"]  # type: ignore[index]
    assert standing() == "single-source"


def test_either_is_enough_to_doubt() -> None:
    """Where two smallest sets do equally well, no voice is in every one, and each alone is enough."""
    (judgement,) = judged("denial2", lambda data: None).values()
    assert judgement.support.must == (("auditor",),)

    def one_paper(data: dict[str, Any]) -> None:
        del first(data)["corroboration"][1]

    (judgement,) = judged("denial2", one_paper).values()
    assert judgement.support.voices == 1
    assert judgement.support.must == ()


@pytest.mark.parametrize(
    ("name", "edit", "checks"),
    [
        # One page under two authors: the claim says so as well as the file.
        ("same-document-two-by", lambda data: None, {"same-document", "bottleneck"}),
        ("same-document-two-by", lambda data: data["sources"]["b"].pop("url"), set()),
        ("platform-voice", lambda data: None, {"platform-voice"}),
        ("ally-47-percent", lambda data: None, {"allies-only", "bottleneck"}),
        ("ally-47-percent", lambda data: data["parties"]["lvmh"].update(allied_with=[]), {"bottleneck"}),
        ("half-true", lambda data: None, {"partly-backed"}),
        ("half-true", lambda data: first(data)["corroboration"][0].pop("stance"), set()),
        (
            "same-document-two-by",
            lambda data: data["parties"]["q"].update(name="P"),
            {"same-document", "bottleneck", "twin-parties"},
        ),
    ],
)
def test_what_is_said(name: str, edit: Edit, checks: set[str]) -> None:
    """The checks that answer these records find what they are for, and nothing in the near twin."""
    data = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    edit(data)
    file = load("claims.json", json.dumps(data).encode(), lines=False)
    told = {each.check for each in check(FoundFiles((file,), 0), House(date(2026, 1, 1))).findings}
    asked = ("same-document", "bottleneck", "platform-voice", "allies-only", "partly-backed", "twin-parties")
    assert told.intersection(asked) == checks


def test_open_ends_are_told_as_such() -> None:
    """Seven publishers whose basis is unknown: none for now, and 5 or more, never "at most 5"."""
    (judgement,) = judged("at-most-5", lambda data: None).values()
    assert (judgement.support.voices, judgement.support.exact) == (0, True)
    assert (judgement.support.at_most, judgement.support.at_most_exact) == (5, False)
    assert count_voices(judgement.support) == "no independent voice"

    def all_known(data: dict[str, Any]) -> None:
        for source in data["sources"].values():
            source["basis"] = "observation"

    (judgement,) = judged("at-most-5", all_known).values()
    assert count_voices(judgement.support) == "5 or more independent voices"


def test_of_several_obstacles_the_own_voice_is_told_first() -> None:
    """What rests on the claimant's data is told as such, not as a bare statement of another."""

    def both(data: dict[str, Any]) -> None:
        data["sources"]["other"] = {"title": "t", "by": ["lab"], "basis": "statement"}
        data["sources"]["page"]["based_on"] = ["other", "boast"]

    def another(data: dict[str, Any]) -> None:
        both(data)
        data["sources"]["page"]["based_on"] = ["other"]

    (judgement,) = judged("basis-per-claim", both).values()
    assert [item.why for item in judgement.items] == ["traces-to-claimant"]
    (judgement,) = judged("basis-per-claim", another).values()
    assert [item.why for item in judgement.items] == ["bare-statement"]
