"""Every chain is made of facts of the record, connects, and leads where it says."""

from typing import Any

import pytest
from hypothesis import given

from sayso.provenance.chains import Chains, Hop, chain_sentence, walk_hops
from sayso.provenance.standing import Budget, Case, Verdict
from sayso.record.file import Entry
from sayso.record.model import Claim
from tests.conftest import thorough

from .files import Json, claim, files, judged, made, party, read, source

VOICE = ("claimant-voice", "traces-to-claimant", "accused-voice", "admission", "retraction")
ROLES = (" (the claimant)", " (one of the claimants)", " (the accused)", " (one of the accused)")


def at(data: Json, hop: Hop) -> Any:
    """What stands in the file at the place of a hop."""
    value: Any = data
    for part in hop.place.pointer:
        value = value[part]
    return value


def who(text: str) -> str:
    """The id of a party, by its name in a hop."""
    for role in ROLES:
        text = text.removesuffix(role)
    return text.lower()


def is_fact(data: Json, hop: Hop, made_claim: Json) -> None:
    """The record says so, at that place."""
    pointer, subject, object = hop.place.pointer, hop.subject, hop.object
    match hop.verb.split("`")[0].strip():
        case "is based on":
            assert pointer[:3] == ("sources", subject.strip("`"), "based_on")
            assert f"`{at(data, hop)}`" == object
        case "is by":
            assert pointer[:3] == ("sources", subject.strip("`"), "by")
            assert at(data, hop) == who(object)
        case "is controlled by":
            assert pointer[:3] == ("parties", who(subject), "controlled_by")
            assert at(data, hop) == who(object)
        case "speaks together in":
            assert pointer == ("sources", hop.verb.split("`")[1], "by")
            assert {who(subject), who(object)} <= set(at(data, hop))
        case "speaks together in making this claim with":
            assert pointer[2:] == ("claimant",)
            assert {who(subject), who(object)} <= set(made_claim["claimant"])
        case "backs only a part of" | "is given as":
            assert pointer[:2] == ("claims", data["claims"].index(made_claim))
            assert at(data, hop) == {"backs only a part of": "partial", "is given as": "context"}[hop.verb]
        case _:
            basis = at(data, hop)
            assert pointer == ("sources", subject.strip("`"), "basis")
            assert {
                "knows at first hand:": basis in hop.object,
                "is a statement": basis == "statement",
                "asserts without showing": basis == "statement",
                "does not say": basis == "unknown",
            }[hop.verb]


def joined(hops: tuple[Hop, ...], start: str) -> set[str]:
    """What the hops connect with `start`."""
    found = {start}
    while True:
        more = {end for hop in hops for end in (hop.subject, hop.object) if {hop.subject, hop.object} & found}
        if more <= found:
            return found
        found |= more


@thorough(1200)
@given(files(plain=True))
def test_chains_show_what_they_say(data: Json) -> None:
    for made_claim, (_, judgement, case) in zip(data["claims"], judged(data), strict=True):
        assert case is not None
        chains = Chains(case.graph.record)
        for each in judgement.items:
            told = chains.chain(case, each)
            assert told.sentence == chain_sentence(told.hops)
            assert told.hops == Chains(case.graph.record).chain(case, each).hops
            shows(data, made_claim, each, told.hops)


def shows(data: Json, made_claim: Json, judged: Verdict, hops: tuple[Hop, ...]) -> None:
    for hop in hops:
        is_fact(data, hop, made_claim)
    assert len({(hop.subject, hop.verb, hop.object) for hop in hops}) == len(hops)
    # First the walk, document by document.
    walk = hops[: len(judged.path) - 1]
    assert [hop.verb for hop in walk] == ["is based on"] * len(walk)
    assert [f"`{id}`" for id in judged.path] == [f"`{judged.item.source}`", *(hop.object for hop in walk)]
    last, rest = f"`{judged.path[-1]}`", hops[len(walk) :]
    if judged.why == "circular":
        assert not rest
        assert judged.path[-1] in judged.path[:-1]
        return
    assert rest[0].subject == last
    if judged.why not in VOICE:
        assert len(rest) == 1
        return
    # Then why its last document has that voice: to one of the parties it is about, who is named as such.
    on_claimant = judged.why in ("claimant-voice", "traces-to-claimant", "retraction")
    side = made_claim["claimant" if on_claimant else "against"]
    several = "one of the claimants" if on_claimant else "one of the accused"
    role = several if len(side) > 1 else "the claimant" if on_claimant else "the accused"
    connected = joined(rest, last)
    assert connected == {end for hop in rest for end in (hop.subject, hop.object)}
    ends = [end for end in connected if end.endswith(f" ({role})")]
    assert len(ends) == 1
    assert who(ends[0]) in side


def told(data: Json) -> list[str]:
    """The chains of the one claim of a file in words."""
    ((_, judgement, case),) = judged(data)
    assert case is not None
    chains = Chains(case.graph.record)
    return [chains.chain(case, each).sentence for each in judgement.items]


PARTIES = {
    "state": party(),
    "ministry": party("state"),
    "agency": party("ministry"),
    "daily": party("agency"),
    "rival": party(),
    "paper": party(),
    "fund": party(),
    "venture": party("fund", "state"),
}
SOURCES = {
    "release": source("ministry", "statement"),
    "broadcast": source("daily", "investigation"),
    "decree": source("state", "primary-document"),
    "own": source("paper", "investigation"),
    "wire": source("paper", "relay", "release"),
    "reprint": source("rival", "relay", "wire"),
    "quoting": source("rival", "relay", "own"),
    "dossier": source("rival", "investigation"),
    "denial": source("rival", "statement"),
    "joint": source(["paper", "ministry"], "statement"),
    "report": source("fund", "observation"),
    "plan": source("venture", "statement"),
    "asked": source("paper", "unknown"),
    "remark": source("paper", "statement"),
    "echo": source("paper", "relay", "chorus"),
    "chorus": source("rival", "relay", "echo"),
    "withdrawn": source("ministry", "statement"),
}


@pytest.mark.parametrize(
    ("supporting", "fields", "expected"),
    [
        (["own"], {}, "`own` knows at first hand: its basis is `investigation`"),
        (
            ["quoting"],
            {},
            "`quoting` is based on `own`, which knows at first hand: its basis is `investigation`",
        ),
        (["release"], {}, "`release` is by MINISTRY (the claimant)"),
        (
            ["broadcast"],
            {},
            "`broadcast` is by DAILY, which is controlled by AGENCY, itself controlled by MINISTRY"
            " (the claimant)",
        ),
        (["decree"], {}, "`decree` is by STATE; MINISTRY (the claimant) is controlled by STATE"),
        (
            ["broadcast"],
            {"claimant": ["venture"]},
            "`broadcast` is by DAILY, which is controlled by AGENCY, itself controlled by MINISTRY"
            ", itself controlled by STATE; VENTURE (the claimant) is controlled by STATE",
        ),
        (
            ["reprint"],
            {},
            "`reprint` is based on `wire`, itself based on `release`, which is by MINISTRY (the claimant)",
        ),
        (
            ["own"],
            {"stated_in": "joint"},
            "`own` is by PAPER, which speaks together in `joint` with MINISTRY (the claimant)",
        ),
        (
            ["report"],
            {"stated_in": "plan"},
            "`report` is by FUND; VENTURE is controlled by FUND and is controlled by STATE;"
            " MINISTRY (the claimant) is controlled by STATE",
        ),
        (
            ["dossier"],
            {"claimant": ["ministry", "rival"]},
            "`dossier` is by RIVAL (one of the claimants)",
        ),
        (["asked"], {}, "`asked` does not say how it knows (basis `unknown`)"),
        (["remark"], {}, "`remark` asserts without showing how it knows"),
        (["echo"], {}, "`echo` is based on `chorus`, itself based on `echo`"),
        (
            ["denial"],
            {"against": ["rival"]},
            "`denial` is a statement against its own interest and is by RIVAL (the accused)",
        ),
    ],
)
def test_in_words(supporting: list[str], fields: Json, expected: str) -> None:
    made_claim = {**claim("ministry", supporting), **fields}
    assert told(made(PARTIES, SOURCES, made_claim)) == [expected]


@pytest.mark.parametrize(
    ("id", "stance", "expected"),
    [
        ("denial", "refutes", "`denial` is by RIVAL (one of the accused)"),
        (
            "withdrawn",
            "refutes",
            "`withdrawn` is a statement against its own interest and is by MINISTRY (the claimant)",
        ),
        ("own", "partial", "`own` backs only a part of the wording"),
        ("own", "context", "`own` is given as context"),
    ],
)
def test_other_stances_in_words(id: str, stance: str, expected: str) -> None:
    made_claim = claim(
        "ministry", [], corroboration=[{"source": id, "stance": stance}], against=["rival", "fund"]
    )
    assert told(made(PARTIES, SOURCES, made_claim)) == [expected]


def long_walk(length: int) -> Json:
    """A claim whose one item leads over so many documents, the last by the claimant."""
    sources = {f"s{index}": source("paper", "relay", f"s{index + 1}") for index in range(length - 1)}
    sources[f"s{length - 1}"] = source("ministry", "statement")
    return made(PARTIES, sources, claim("ministry", ["s0"]))


@pytest.mark.thorough
def test_a_long_walk_is_told_by_its_two_ends() -> None:
    (words,) = told(long_walk(13))
    assert (words.count("` is based on "), words.count(", itself based on ")) == (1, 11)
    (words,) = told(long_walk(100_000))
    assert words == (
        "`s0` is based on `s1`, itself based on `s2`, itself based on `s3`, itself based on `s4`,"
        " itself based on `s5`, which is based through 99,988 more on `s99994`,"
        " which is based on `s99995`, itself based on `s99996`,"
        " itself based on `s99997`, itself based on `s99998`, itself based on `s99999`,"
        " which is by MINISTRY (the claimant)"
    )


def test_who_makes_a_claim_together_is_told_at_its_claimants() -> None:
    data = made(
        {"a": party(), "b": party()},
        {"s": source("b", "investigation")},
        claim(["a", "b"], [], against=["a"], evidence=[{"source": "s", "stance": "refutes"}]),
    )
    ((_, judgement, case),) = judged(data)
    assert case is not None
    hops = Chains(case.graph.record).chain(case, judgement.items[0]).hops
    assert [hop.place.pointer[-1] for hop in hops if "in making this claim" in hop.verb] == ["claimant"]


def test_a_long_walk_keeps_its_places() -> None:
    data = long_walk(20)
    ((_, _, case),) = judged(data)
    assert case is not None
    hops = list(walk_hops(case.graph.record, [f"s{index}" for index in range(20)]))
    assert [hop.place.pointer for hop in hops[4:7]] == [
        ("sources", "s4", "based_on", 0),
        ("sources", "s5", "based_on", 0),
        ("sources", "s14", "based_on", 0),
    ]


@pytest.mark.parametrize("upwards", [True, False])
def test_a_long_way_of_control_is_told_by_its_two_ends(upwards: bool) -> None:
    parties = {f"p{index}": party(f"p{index + 1}") for index in range(99)} | {"p99": party()}
    claimant, speaker = ("p99", "p0") if upwards else ("p0", "p99")
    (words,) = told(made(parties, {"s": source(speaker, "investigation")}, claim(claimant, ["s"])))
    assert "by P5, which is controlled through 88 more by P94, which is controlled by P95" in words
    assert words.count("controlled") == 11


def test_a_long_way_of_joint_documents_is_told_by_its_two_ends() -> None:
    parties = {f"p{index}": party() for index in range(41)}
    sources = {
        f"s{index}": source([f"p{index}", f"p{index + 1}"], "relay", f"s{index + 1}") for index in range(40)
    } | {"s40": source("p40", "statement")}
    (words,) = told(made(parties, sources, claim("p0", ["s40"], stated_in="s0")))
    assert "with P35, which speaks through 29 more with the voice of P5, which speaks" in words
    assert words.startswith("`s40` is by P40, which speaks together in `s39` with P39")
    assert words.endswith("speaks together in `s0` with P0 (the claimant)")


def cased(data: Json, budget: Budget) -> tuple[Entry[Claim], Case, Verdict]:
    ((entry, judgement, case),) = judged(data, budget)
    assert case is not None
    return entry, case, judgement.items[0]


def test_a_way_that_costs_too_much_is_left_out() -> None:
    parties = {f"p{index}": party(f"p{index + 1}") for index in range(99)} | {"p99": party()}
    data = made(parties, {"s": source("p99", "investigation")}, claim("p0", ["s"]))
    budget = Budget(most=50, least=50)
    _, case, each = cased(data, budget)
    chains = Chains(case.graph.record)
    assert chains.chain(case, each).sentence == "`s` speaks with the voice of P0 (the claimant)"
    budget.most = 1000
    assert chains.chain(case, each).sentence.startswith(
        "`s` is by P99; P0 (the claimant) is controlled by P1"
    )


def test_what_could_not_be_judged_has_no_chain() -> None:
    sources = {"s0": source("paper", "relay", "s1"), "s1": source("paper", "investigation")}
    data = made(PARTIES, sources, claim("ministry", ["s0"]))
    _, case, each = cased(data, Budget(most=1, least=1))
    assert each.why is None
    assert Chains(case.graph.record).chain(case, each).hops == ()


def test_how_a_source_knows_this_is_told_from_the_item() -> None:
    """And the places are those of the item."""
    entry = claim("ministry", [], against=["rival"])
    entry["corroboration"] = [
        {"source": "own", "basis": "relay", "based_on": ["dossier"]},
        {"source": "remark", "basis": "observation"},
    ]
    data = made(PARTIES, SOURCES, entry)
    assert told(data) == [
        "`own` is based on `dossier`, which knows at first hand: its basis is `investigation`",
        "`remark` knows at first hand: its basis is `observation`",
    ]
    ((_, judgement, case),) = judged(data)
    assert case is not None
    places = [
        hop.place.pointer
        for each in judgement.items
        for hop in Chains(case.graph.record).chain(case, each).hops
    ]
    assert places == [
        ("claims", 0, "corroboration", 0, "based_on", 0),
        ("sources", "dossier", "basis"),
        ("claims", 0, "corroboration", 1, "basis"),
    ]


def test_an_answer_of_the_accused_is_its_own_word() -> None:
    """Wherever it stands."""
    answer = {"party": "rival", "answer": "confirms", "source": "remark"}
    denial = {"party": "rival", "answer": "none-found"}
    data = made(PARTIES, SOURCES, claim("ministry", ["remark"], against=["rival"], response=[denial, answer]))
    assert told(data) == [
        "`remark` is a statement against its own interest and is recorded as an answer by RIVAL (the accused)"
    ]


def test_one_document_under_two_authors_is_one_voice() -> None:
    page = {"url": "https://a.example/page"}
    sources = {
        "here": {**source("ministry", "statement"), **page},
        "there": {**source("paper", "investigation"), **page},
    }
    entry = claim("ministry", ["there"], stated_in="here")
    assert told(made(PARTIES, sources, entry)) == [
        "`there` is by PAPER, which speaks together in `here`, which is the same document as `there`, with "
        "MINISTRY (the claimant)"
    ]


def test_what_one_claim_says_is_not_told_of_another() -> None:
    """Several claims have the same source, each its own answers, and its own number of accused."""
    fields: Json = {"stated_in": "denial", "against": ["a"]}
    answered = {**fields, "response": [{"party": "a", "answer": "confirms", "source": "word"}]}
    data = made(
        {id: party() for id in "xabp"},
        {"word": source(["p"], "statement"), "denial": source("a", "investigation")},
        claim("x", ["word"], id="first", **answered),
        claim("x", ["word"], id="second", **{**answered, "against": ["a", "b"]}),
        claim("x", [], id="third", evidence=[{"source": "denial", "stance": "refutes"}], against=["a"]),
        claim("x", [], id="fourth", evidence=[{"source": "denial", "stance": "refutes"}], against=["a", "b"]),
    )
    graph, _ = read(data)
    chains = Chains(graph.record)
    told = [
        (chains.chain(case, verdict).hops[-1], entry.pointer)
        for entry, judgement, case in judged(data)
        if case
        for verdict in judgement.items
    ]
    roles = [hop.object.partition(" ")[2] for hop, _ in told]
    assert roles == ["(the accused)", "(one of the accused)"] * 2
    assert [hop.place.pointer[:2] == pointer for hop, pointer in told[:2]] == [True, True]
