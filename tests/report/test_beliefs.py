"""What a change asks to believe: each edit undone alone, by hand and against brute force."""

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.standing import Graph, OutOfBudget
from sayso.provenance.whatif import WhatIf
from sayso.record.file import File
from sayso.record.load import load
from sayso.record.lock import load_lock
from sayso.record.project import FoundFiles
from sayso.record.references import Record
from sayso.report import beliefs as module
from sayso.report.belief import Beliefs
from sayso.report.beliefs import beliefs_since, find_beliefs
from sayso.report.engine import check
from sayso.rules.rule import House
from tests.conftest import thorough
from tests.provenance.files import claim, judged, made, party, random_file, source
from tests.rules.test_rules import AS_OF

Json = dict[str, Any]

PARTIES = {id: party() for id in ("m", "a", "b", "n", "state", "organ")}
SOURCES = {
    "said": source("m", "statement"),
    "lab": source("a", "observation"),
    "log": source("b", "observation"),
    "story": source("b", "relay", "said"),
    "doubt": source("n", "investigation"),
    "admits": source("n", "statement"),
}
TWO = claim("m", ["lab", "log"])
OIL = {"measure": "oil", "value": 5}
FIRST_HAND = claim("m", [])
FIRST_HAND["corroboration"] = [{"source": "story", "basis": "observation"}]
# More voices than are counted.
OF_FIVE = [{"source": f"s{number}"} for number in range(6)]
FIVE = {
    "sources": {f"s{number}": source(f"p{number}", "observation") for number in range(6)},
    "parties": {f"p{number}": party() for number in range(6)},
}
DOUBTED = TWO | {"corroboration": [*TWO["corroboration"], {"source": "doubt", "stance": "refutes"}]}


def record(*claims: Json, sources: Json | None = None, parties: Json | None = None, **more: Any) -> Json:
    """A claim file with some parties and sources of its own."""
    return made(PARTIES | (parties or {}), SOURCES | (sources or {}), *claims) | more


def read(data: Json, path: str = "claims.json") -> File:
    return load(path, json.dumps(data).encode(), lines=False)


def found(old: Json | None, new: Json) -> Beliefs:
    return find_beliefs([(read(old) if old else None, read(new))])


def told(old: Json | None, new: Json) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Each sentence, with the standing of the claims that hang on it, and what it would be without."""
    beliefs = found(old, new)
    assert beliefs.complete
    return [(each.sentence, [(one.standing, one.without) for one in each.claims]) for each in beliefs.each]


def at(field: str, value: str) -> Json:
    """A file whose source `log` has that value of a field."""
    return record(TWO, sources={"log": SOURCES["log"] | ({field: value} if value else {})})


def named(id: str, **fields: Any) -> Json:
    """A file whose party with that id has other fields."""
    data = record(TWO)
    data["parties"][id] |= fields
    return data


def fresh(basis: str, *owners: str, **fields: Any) -> Json:
    """A file whose claim rests on a party that is not in the others."""
    sources = {"fresh": source("new", basis)}
    return record(claim("m", ["fresh"]), sources=sources, parties={"new": party(*owners, **fields)})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            record(DOUBTED, parties={"n": party()}),
            record(DOUBTED | {"against": ["state"]}, parties={"n": party("state")}),
            [
                ("party `n` is now controlled by `state`", [("corroborated", "contested")]),
                ("`c`: the claim is now against `state`", [("corroborated", "contested")]),
            ],
        ),
        (
            record(TWO, parties={"b": party("m")}),
            record(TWO),
            [("party `b` is no longer controlled by `m`", [("corroborated", "single-source")])],
        ),
        (
            record(claim("m", ["story"])),
            record(claim("m", ["story"]), sources={"story": source("b", "observation")}),
            [
                (
                    "the basis of `story` changed from `relay` to `observation` (it is no longer based on "
                    "`said`)",
                    [("single-source", "self-asserted")],
                )
            ],
        ),
        (
            record(TWO),
            record(TWO, parties={"organ": party("state")}),
            [("party `organ` is now controlled by `state`", [])],
        ),
        (
            record(claim("m", ["admits"])),
            record(claim("m", ["admits"], against=["n"])),
            [("`c`: the claim is now against `n`", [("single-source", "self-asserted")])],
        ),
        (
            record(claim("m", [])),
            record(claim("m", [], kind="opinion")),
            [("`c`: its kind changed from `factual` to `opinion`", [("not-checkable", "self-asserted")])],
        ),
        (
            record(claim("m", ["lab"])),
            record(TWO),
            [
                (
                    "`c`: source `log` became an item of the claim (`supports`)",
                    [("corroborated", "single-source")],
                )
            ],
        ),
        (record(claim("m", ["lab", "log"])), record(claim("m", ["lab", "log", "doubt"])), []),
        (
            record(claim("m", ["lab", "log", "doubt"])),
            record(TWO),
            [("`c`: source `doubt` is no longer an item of the claim", [("corroborated", "corroborated")])],
        ),
        (
            record(),
            fresh("observation"),
            [
                (
                    "`new` (NEW) is a new voice; the record knows nothing but its name",
                    [("single-source", "self-asserted")],
                )
            ],
        ),
        # A new party that a known one controls is no new voice, and one that nothing hangs on is none.
        (
            record(),
            fresh("observation", "a"),
            [],
        ),
        (
            record(),
            fresh("unknown"),
            [],
        ),
        # New claims that are not checked are told together, whoever makes them.
        (
            record(),
            record(claim("m", [], kind="opinion"), claim("a", [], kind="demand", id="d")),
            [
                (
                    "2 new claims are recorded as `opinion` or `demand`: what that rests on is not checked",
                    [("not-checkable", None)] * 2,
                )
            ],
        ),
        (
            record(),
            record(claim("q", [], kind="opinion"), parties={"q": party()}),
            [
                (
                    "1 new claim is recorded as `opinion`: what that rests on is not checked",
                    [("not-checkable", None)],
                )
            ],
        ),
        (named("m"), named("m", kind="media"), [("the kind of party `m` changed from none to `media`", [])]),
        (
            named("a"),
            named("a", name="The Guardian", kind="media", domains=["g.example"]),
            [
                ("party `a` is called The Guardian now, and was A", [("corroborated", None)]),
                ("the kind of party `a` changed from none to `media`", [("corroborated", None)]),
            ],
        ),
        (
            named("n", kind="anonymous", domains=["x.example", "y.example"]),
            named("n", domains=["x.example"]),
            [
                ("the kind of party `n` changed from `anonymous` to none", []),
                ("party `n` no longer has 1 domain (y.example)", []),
            ],
        ),
        (named("n"), named("n", allied_with=["b", "a"]), [("party `n` is now allied with `b`, `a`", [])]),
        (named("n", allied_with=["b"]), named("n"), [("party `n` is no longer allied with `b`", [])]),
        (
            named("n", allied_with=["b"]),
            named("n", allied_with=["a"]),
            [("party `n` is no longer allied with `b`, but with `a`", [])],
        ),
        (
            record(TWO),
            record(TWO | {"statement": "The moon is far."}),
            [
                (
                    "`c` says something else than before under the same id, and what it rested on, "
                    "2 sources, was given for that",
                    [("corroborated", None)],
                )
            ],
        ),
        (
            record(claim("m", [])),
            record(claim("m", [], statement="t")),
            [("`c` says something else than before under the same id", [("self-asserted", None)])],
        ),
        (record(TWO), record(TWO | {"statement": " S."}), []),
        (
            record(TWO | {"statement": "In Aš-5 it was “5”, then."}),
            record(TWO | {"statement": "In aš 5 it was '5' then"}),
            [],
        ),
        *(
            (
                record(claim("m", [], statement=old)),
                record(claim("m", [], statement=new)),
                [("`c` says something else than before under the same id", [("self-asserted", None)])],
            )
            for old, new in (
                ("It is -5.", "It is 5."),
                ("It is −5.", "It is 5."),
                ("5 %", "5 ‰"),
                ("5 €", "5 $"),
                ("<5", ">5"),
            )
        ),
        (
            named("n"),
            named("n", domains=["n.example"], url="https://n.example/n", aliases=["Nn"]),
            [
                (
                    "of `n` (N) nothing but the name was known; the record knows of it: also called Nn; "
                    "n.example; https://n.example/n",
                    [],
                )
            ],
        ),
        (
            named("a"),
            named("a", note="well known"),
            [
                (
                    "of `a` (A) nothing but the name was known; the record knows of it: note: well known",
                    [("corroborated", None)],
                )
            ],
        ),
        (named("n", note="x"), named("n", note="y", domains=["n.example"]), []),
        (
            record(parties={"n": party("m")}),
            record(parties={"n": {**party(), "controlled_by": [{"party": "m", "disputed": True}]}}),
            [("that party `n` is controlled by `m` is disputed now", [])],
        ),
        (
            record(),
            record(parties={"n": {**party(), "controlled_by": [{"party": "m", "disputed": True}]}}),
            [("party `n` is now controlled by `m`", [])],
        ),
        (
            record(TWO | {"verdict": "False", "quote": "Five.", "figures": [OIL, {**OIL, "measure": "gas"}]}),
            record(TWO | {"verdict": "True", "quote": "Six.", "figures": [{**OIL, "bound": "about"}]}),
            [
                ("`c` is rated True, and was False", []),
                ("`c` gives another figure than before: oil, gas", []),
                ("`c` has another quote than before", []),
            ],
        ),
        (
            record(TWO | {"quote": "“Five”", "figures": [OIL]}),
            record(TWO | {"quote": "five", "verdict": "True", "figures": [{**OIL, "measure": "gas"}, OIL]}),
            [("`c` is rated True", [])],
        ),
        (
            record(TWO | {"verdict": "True", "figures": [OIL]}),
            record(TWO),
            [("`c` gives another figure than before: oil", [])],
        ),
        (record(TWO), record(TWO | {"quote": "Five.", "figures": [OIL]}), []),
        # A site is not a page of it; a copy holds its address, and another hash is another document.
        (at("url", "https://b.example/1"), at("url", "https://www.b.example/2"), []),
        (at("url", ""), at("url", "https://b.example"), []),
        (
            at("url", "https://b.example/1"),
            at("url", "https://c.example/1"),
            [("`log` is now found at `https://c.example/1`, and no longer at `https://b.example/1`", [])],
        ),
        (
            at("url", "https://b.example/1"),
            at("url", ""),
            [("`log` is no longer found at `https://b.example/1`", [])],
        ),
        (
            at("archived", "https://web.archive.org/web/2020/https://b.example/1"),
            at("archived", "https://web.archive.org/web/2021/https://b.example/1"),
            [],
        ),
        (
            at("archived", "https://web.archive.org/web/2020/https://b.example/1"),
            at("archived", "https://web.archive.org/web/2020/https://m.example/1"),
            [
                (
                    "`log` is now archived at `https://web.archive.org/web/2020/https://m.example/1`, and no "
                    "longer at `https://web.archive.org/web/2020/https://b.example/1`",
                    [],
                )
            ],
        ),
        (at("sha256", ""), at("sha256", "0" * 64), []),
        (
            at("sha256", "0" * 64),
            at("sha256", "1" * 64),
            [(f"`log` is now made of the bytes `{'1' * 64}`, and no longer bytes `{'0' * 64}`", [])],
        ),
        # A new claim on a reprint that is said to know this at first hand.
        (
            record(),
            record(FIRST_HAND),
            [
                (
                    "`c` says that `story` knows this at first hand, which its entry does not say",
                    [("single-source", "self-asserted")],
                )
            ],
        ),
        (
            record(),
            record({**FIRST_HAND, "kind": "opinion"}),
            [
                (
                    "1 new claim is recorded as `opinion`: what that rests on is not checked",
                    [("not-checkable", None)],
                )
            ],
        ),
        (
            record(),
            record({**FIRST_HAND, "corroboration": [{"source": "lab", "basis": "investigation"}]}),
            [],
        ),
        (
            record(),
            record({**FIRST_HAND, "corroboration": [*FIRST_HAND["corroboration"], *OF_FIVE]}, **FIVE),
            [],
        ),
        (record(FIRST_HAND), record(FIRST_HAND), []),
        (record(TWO), record(TWO, sources={"log": SOURCES["log"] | {"url": "https://b.example"}}), []),
        (
            record(TWO | {"waive": [{"check": "bottleneck", "reason": "old"}]}),
            record(
                TWO
                | {
                    "waive": [
                        {"check": "bottleneck", "reason": "old"},
                        {"check": "bottleneck", "reason": "so", "until": "2026-01-01"},
                    ]
                },
                sources={"lab": SOURCES["lab"] | {"waive": [{"check": "no-url", "reason": "paper"}]}},
            ),
            [
                ("`lab` waives `no-url` without an end: paper", []),
                ("`c` waives `bottleneck` until 2026-01-01: so", []),
            ],
        ),
        (
            record(TWO),
            record(TWO | {"standing": "corroborated", "draft": True}),
            [
                ("`c` is declared `corroborated`", []),
                ("`c` is a draft now: what it lacks does not fail", []),
            ],
        ),
        (
            record(TWO | {"standing": "single-source"}),
            record(TWO | {"standing": "corroborated"}),
            [("`c` is declared `corroborated`, and was `single-source`", [])],
        ),
        # A declaration that was taken away is told as long as it would be true.
        (
            record(claim("m", []) | {"standing": "self-asserted"}),
            record(claim("m", [])),
            [("`c` is no longer declared `self-asserted`, and still is", [])],
        ),
        (record(TWO | {"standing": "self-asserted"}), record(TWO), []),
        # Files include other registers.
        (
            record(include=["a.json", "b.json"]),
            record(include=["b.json", "c.json"]),
            [("claims.json no longer includes a.json, and includes c.json", [])],
        ),
        (
            record(include=["a.json", "b.json"]),
            record(include=["b.json", "a.json"]),
            [("claims.json includes its registers in another order", [])],
        ),
        (record(include=["a.json"]), record(), [("claims.json no longer includes a.json", [])]),
        # What cannot be judged is an error, and hangs on nothing.
        (record(TWO), record(claim("m", ["nowhere"])), []),
        (record(claim("m", ["nowhere"])), record(TWO), []),
        (record(TWO), record(TWO), []),
    ],
)
def test_what_is_told(old: Json, new: Json, expected: list[tuple[str, list[tuple[str, str]]]]) -> None:
    assert told(old, new) == expected


def test_edits_that_would_each_be_enough() -> None:
    """Undoing one alone changes nothing: both are told, with what is left without both."""
    answer = {"party": "n", "answer": "confirms", "source": "admits"}
    new = record(claim("m", ["admits"], against=["n"], response=[answer]))
    both = told(record(claim("m", ["admits"])), new)
    assert both == [
        ("`c`: the claim is now against `n`", [("single-source", "self-asserted")]),
        ("`c`: the claim is now answered by `n confirms in admits`", []),
    ]
    old = record(TWO, parties={"a": party("m"), "b": party("m")})
    assert [claims for _, claims in told(old, record(TWO))] == [[("corroborated", "single-source")]] * 2
    # Each of four would be enough: three are told.
    four = ("a", "b", "n", "organ")
    said = {id: source(id, "observation") for id in four}
    old, new = (
        record(claim("m", [*four]), sources=said, parties=dict.fromkeys(four, party(owner)))
        for owner in ("m", "state")
    )
    assert [len(each.claims) for each in found(old, new).each] == [1, 1, 1, 0]
    # Any two of these three would be enough.
    many = claim("m", ["lab", "log", "doubt"])
    old = record(many, parties=dict.fromkeys(("a", "b", "n"), party("m")))
    beliefs = found(old, record(many))
    assert [[(one.without, one.others) for one in each.claims] for each in beliefs.each] == [
        [("corroborated", False), ("self-asserted", True)],
        [("corroborated", False), ("self-asserted", True)],
        [("corroborated", False)],
    ]


def test_what_the_record_knows_of_a_new_voice() -> None:
    fields = {
        "kind": "media",
        "domains": ["new.example"],
        "url": "https://new.example/about",
        "controlled_by": [{"party": "owner", "until": "2001"}],
        "allied_with": ["m"],
        "note": "a newcomer",
    }
    new = record(
        claim("m", ["fresh"], stated_on="2020"),
        sources={"fresh": source("new", "observation") | {"published": "2020"}},
        parties={"new": {"name": "x", **fields}, "owner": party()},
    )
    assert [sentence for sentence, _ in told(record(), new)] == [
        "`new` (NEW) is a new voice; the record knows of it: kind `media`; new.example; "
        "https://new.example/about; controlled by `owner`; allied with `m`; note: a newcomer"
    ]
    assert told(None, record(TWO)) != []


def test_what_is_long_is_cut_off() -> None:
    new = fresh("observation", note="x" * 499)
    ((sentence, _),) = told(record(), new)
    assert sentence.endswith("xxx…")
    assert len(sentence) == 500


def test_the_gravest_come_first() -> None:
    """What raises a standing before what lowers one, before what nothing hangs on."""
    one, two = TWO | {"id": "one"}, claim("m", ["doubt"], id="two")
    old = record(one, two, parties={"a": party("m")})
    new = record(one, two, parties={"n": party("m"), "organ": party("state")})
    assert [each.id for each in found(old, new).each] == ["a", "n", "organ"]
    assert [one.is_raised for each in found(old, new).each for one in each.claims] == [True, False]


LOCKED = {
    "version": 1,
    "sources": {"lab": {"at": "2026-01-01T00:00:00Z", "outcome": "ok", "url": "https://a.example"}},
}


def test_locks() -> None:
    old, new = read(record(TWO)), read(record(TWO))
    new.lock = load_lock(json.dumps(LOCKED).encode())
    (belief,) = find_beliefs([(old, new)]).each
    assert belief.sentence == (
        "claims.lock.json says something new of 1 source (`lab`): unproven until `sayso verify --locked` has "
        "seen it"
    )
    assert [each.sentence for each in find_beliefs([(new, old)]).each] == [
        "claims.lock.json no longer says what was seen of 1 source (`lab`)"
    ]
    without = read(record())
    without.sources[:] = [entry for entry in without.sources if entry.id != "lab"]
    assert find_beliefs([(new, without)]) == Beliefs()
    old.lock = new.lock
    assert find_beliefs([(old, new)]) == Beliefs()
    named = read(record(TWO), "HEAD:claims.json")
    named.lock = new.lock
    assert find_beliefs([(named, new)]) == Beliefs()


def test_a_claim_that_moved_is_compared_with_itself() -> None:
    old = {"a.json": record(TWO, parties={"a": party("m")}), "b.json": record()}
    new = {"a.json": record(), "b.json": record(TWO)}
    beliefs = find_beliefs([(read(old[path], path), read(new[path], path)) for path in old])
    (first, _) = beliefs.each
    assert first.sentence == "party `a` is no longer controlled by `m`"
    assert [(one.entry.file.path, one.without) for one in first.claims] == [("b.json", "single-source")]
    gone = find_beliefs([(None, read(new["b.json"], "b.json"))], [read(old["a.json"], "a.json")])
    assert [one.entry.file.path for one in gone.each[0].claims] == ["b.json"]


def since(old: dict[str, Json], new: dict[str, Json]) -> list[str]:
    before, now = (
        FoundFiles(tuple(read(data, path) for path, data in each.items()), 0) for each in (old, new)
    )
    return [each.sentence for each in beliefs_since(now, before, check(before, House(AS_OF))).each]


def test_files_that_are_gone_and_claims_that_are_removed() -> None:
    weak, noted = claim("m", [], id="weak"), TWO | {"id": "noted"}
    media = dict.fromkeys(("a", "b"), party(kind="media"))
    old = {"a.json": record(TWO, weak, noted, parties=media), "b.json": record(claim("m", [], id="d"))}
    assert since(old, {"a.json": record(TWO, parties=media)}) == [
        "1 claim file is no longer checked: b.json (1 claim)",
        "`weak` (self-asserted) was removed; it was flagged, and not mended",
    ]
    # What was moved to another file is there.
    assert since(old, {"c.json": record(TWO, weak, noted, claim("m", [], id="d"))}) == []
    many = {f"{number}.json": record(claim("m", [], id=f"c{number}")) for number in range(7)}
    assert since(many | old, old) == [
        "7 claim files are no longer checked: 0.json (1 claim), 1.json (1 claim), 2.json (1 claim), "
        "3.json (1 claim), 4.json (1 claim) and 2 more"
    ]
    unread = {"a.json": record(TWO, claim("m", ["nowhere"], id="x"))}
    assert since(unread, {"a.json": record(TWO)}) == ["`x` was removed; it was flagged, and not mended"]


def edited(data: Json, random: Random) -> tuple[Json, str, str]:
    """`data` with one field of one party or source changed, and which."""
    new = copy.deepcopy(data)
    section = random.choice(["parties", "sources"])
    id = random.choice(list(new[section]))
    entry = new[section][id]
    if section == "parties":
        field, others = "controlled_by", [each for each in new["parties"] if each != id]
        entry[field] = random.sample(others, random.randint(0, min(2, len(others))))
    else:
        field, entry["by"] = "by", [random.choice(list(new["parties"]))]
    return new, id, field


@given(st.integers(0, 2**48))
@thorough(300)
def test_by_brute_force(seed: int) -> None:
    """Of one edit, the claims told are just those that are judged otherwise in the old version."""
    random = Random(seed)
    old = random_file(random, 6, 7, 3, plain=True)
    new, id, field = edited(old, random)
    beliefs = [each for each in found(old, new).each if each.field != "voice"]
    assert {(each.id, each.field) for each in beliefs} <= {(id, field)}
    hanging = {one.entry.id: (one.without, one.standing) for each in beliefs for one in each.claims}
    expected = {}
    for (entry, was, _), (_, now, _) in zip(judged(old), judged(new), strict=True):
        numbers = [
            (each.standing, each.support.voices, each.partly.voices, each.contradiction.voices)
            for each in (was, now)
        ]
        if numbers[0] != numbers[1]:
            expected[entry.id] = (was.standing, now.standing)
    assert hanging == expected
    # What rises by it is raised, and nothing else.
    rises = {rise.entry.id: (rise.without, rise.standing) for rise in found(old, new).rises()}
    order = [
        *("refuted", "self-asserted", "partly-backed", "contested", "single-source"),
        *("corroborated", "not-checkable"),
    ]
    for id, (lower, higher) in expected.items():
        assert (rises.get(id) == (lower, higher)) == (order.index(lower) < order.index(higher))
    assert rises.keys() <= expected.keys()


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be tried out is said to be missing; what was found stays."""
    old, new = record(TWO, parties={"b": party("m")}), record(TWO)
    monkeypatch.setattr(module, "MAX_WORK", 10)
    beliefs = found(old, new)
    assert not beliefs.complete
    assert [each.claims for each in beliefs.each] == [()]


def test_a_record_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many claims are new: else many of them would take the square of their number."""
    laid_out: list[Record] = []

    def counted(record: Record) -> Graph:
        laid_out.append(record)
        return Graph(record)

    monkeypatch.setattr(module, "Graph", counted)
    many = [claim("m", ["fresh"], id=f"c{number}") for number in range(9)]
    new = record(*many, sources={"fresh": source("new", "observation")}, parties={"new": party()})
    assert len(found(record(), new).each[0].claims) == 9
    assert len(laid_out) == 1


def test_voices_that_could_not_all_be_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: WhatIf) -> None:
        raise OutOfBudget

    monkeypatch.setattr(WhatIf, "losing_voices", exhausted)
    assert found(record(), fresh("observation")) == Beliefs(complete=False)
