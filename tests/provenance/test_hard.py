"""Inputs that are hard: no hang, a right answer, and work that is bounded.

Work is counted by the budget, never by a clock.
"""

from collections.abc import Callable
from random import Random

import pytest

from sayso.provenance.chains import Chains
from sayso.provenance.standing import Budget, Control, Judgement, Strength, judge
from sayso.record.model import Party

from .files import Json, claim, judged, made, party, read, source

AMPLE = Budget().total
CAPPED = (5, 5, False, ())


def told(strength: Strength) -> tuple[int, int, bool, tuple[tuple[str, ...], ...]]:
    return strength.voices, strength.at_most, strength.exact, strength.cut


def work(data: Json) -> tuple[Judgement, int]:
    """The judgement of the one claim of a file, with its chains, and the work it took."""
    budget = Budget()
    ((_, found, case),) = judged(data, budget)
    assert case is not None
    chains = Chains(case.graph.record)
    for item in found.items:
        assert len(chains.chain(case, item).hops) < 50
    return found, AMPLE - budget.total


@pytest.mark.thorough
def test_50_disjoint_chains_of_100_voices() -> None:
    parties = {"claimant": party()} | {f"p{index}": party() for index in range(5000)}
    sources = {}
    for index in range(5000):
        last = index % 100 == 99
        sources[f"s{index}"] = (
            source(f"p{index}", "investigation") if last else source(f"p{index}", "relay", f"s{index + 1}")
        )
    starts = [f"s{index}" for index in range(0, 5000, 100)]
    found, spent = work(made(parties, sources, claim("claimant", starts)))
    assert told(found.support) == CAPPED
    assert all(item.counts for item in found.items)
    assert spent < 50_000
    # Up to four are counted exactly.
    for number in range(5):
        found, spent = work(made(parties, sources, claim("claimant", starts[:number])))
        assert found.support.voices == found.support.at_most == len(found.support.cut) == number
        assert found.support.exact
        assert spent < 2_000_000


def grid(size: int, voice: str, random: Random) -> Json:
    """Documents in layers, each based on three or so of the next; the last layer knows by itself."""
    parties = {"claimant": party()} | {f"p{index}": party() for index in range(size * size)}
    voices: dict[str, Callable[[int, int], int]] = {
        "own": lambda row, column: row * size + column,
        "column": lambda _, column: column,
        "diagonal": lambda row, column: (row + column) % size,
        "few": lambda row, column: random.randrange(4) if row else column,
        "random": lambda row, column: random.randrange(size),
    }
    sources = {}
    for row in range(size):
        for column in range(size):
            by = f"p{voices[voice](row, column)}"
            grounds = {f"s{row + 1}-{(column + step) % size}" for step in (0, 1, random.randrange(size))}
            sources[f"s{row}-{column}"] = (
                source(by, "investigation") if row == size - 1 else source(by, "relay", *sorted(grounds))
            )
    return made(parties, sources, claim("claimant", [f"s0-{column}" for column in range(size)]))


@pytest.mark.parametrize("voice", ["own", "column", "diagonal", "few", "random"])
def test_layered_grid(voice: str) -> None:
    found, spent = work(grid(20, voice, Random(1)))
    if voice == "few":
        # Only four voices speak below the first layer.
        assert found.support.voices <= 4
        assert found.support.exact
    else:
        assert 1 <= found.support.voices <= 5
        assert found.support.voices == 5 or not found.support.exact
    assert all(item.counts for item in found.items)
    assert spent < 4_000_000


@pytest.mark.parametrize("seed", range(5))
def test_dense_sharing_ends_with_a_lower_bound(seed: int) -> None:
    random = Random(seed)
    parties = {"claimant": party()} | {f"p{index}": party() for index in range(40)}
    sources = {}
    for row in range(30):
        for column in range(30):
            grounds = [f"s{row + 1}-{random.randrange(30)}"] if row < 29 else []
            grounds = sorted({*grounds, *([f"s{row + 1}-{column}"] if row < 29 else [])})
            sources[f"s{row}-{column}"] = source(
                f"p{random.randrange(40)}", "relay" if grounds else "investigation", *grounds
            )
    data = made(parties, sources, claim("claimant", [f"s0-{column}" for column in range(30)]))
    found, spent = work(data)
    assert found.support.voices >= 1
    assert spent < 4_000_000


@pytest.mark.thorough(one_in=3)
@pytest.mark.thorough(one_in=4)
@pytest.mark.parametrize(
    ("voices", "end"),
    [
        ("one", "investigation"),
        ("all", "claimant"),
        ("one", "ring"),
    ],
)
def test_chain_of_100_000_documents(voices: str, end: str) -> None:
    length = 100_000
    last = length - 1
    parties = {"claimant": party(), "p": party()}
    if voices == "all":
        parties |= {f"p{index}": party() for index in range(length)}
    sources = {
        f"s{index}": source(f"p{index}" if voices == "all" else "p", "relay", f"s{index + 1}")
        for index in range(last)
    }
    sources[f"s{last}"] = {
        "claimant": source("claimant", "investigation"),
        "ring": source("p", "relay", "s0"),
    }.get(end) or source(f"p{last}" if voices == "all" else "p", end)
    found, spent = work(made(parties, sources, claim("claimant", ["s0"])))
    assert (
        found.items[0].why
        == {
            "investigation": "independent",
            "statement": "bare-statement",
            "unknown": "unknown-basis",
            "claimant": "traces-to-claimant",
            "ring": "circular",
        }[end]
    )
    counts = end == "investigation"
    assert (found.support.voices, found.support.exact) == (int(counts), True)
    assert found.support.at_most == int(counts or end == "unknown")
    assert spent < 20 * length


@pytest.mark.thorough
def test_chain_of_100_000_parties() -> None:
    length = 100_000
    parties = {f"p{index}": party(f"p{index + 1}") for index in range(length - 1)}
    parties |= {f"p{length - 1}": party(), "other": party()}
    sources = {
        "low": source("p0", "investigation"),
        "middle": source("p50000", "investigation"),
        "other": source("other", "investigation"),
    }
    found, spent = work(made(parties, sources, claim("p99998", ["low", "middle", "other"])))
    assert [item.why for item in found.items] == ["claimant-voice", "claimant-voice", "independent"]
    assert told(found.support) == (1, 1, True, (("other",),))
    assert spent < 20 * length


def joint_chain(length: int) -> Json:
    """Each party is controlled by the next, and by one more that nobody controls."""
    parties = {f"p{index}": party(f"p{index + 1}", f"q{index}") for index in range(length)}
    return parties | {f"p{length}": party()} | {f"q{index}": party() for index in range(length)}


@pytest.mark.thorough
def test_chain_of_joints_of_100_000_parties() -> None:
    parties = joint_chain(50_000) | {"claimant": party()}
    sources = {
        "low": source("p0", "investigation"),
        "owner": source("q49999", "investigation"),
    }
    outside, inside = claim("claimant", ["low", "owner"]), claim("q0", ["low", "owner"])
    budget = Budget()
    (_, first, _), (_, second, case) = judged(made(parties, sources, outside, inside), budget)
    assert (first.support.voices, first.support.exact) == (1, True)
    assert len(first.support.cut[0]) == 50_001
    assert [item.why for item in second.items] == ["claimant-voice", "claimant-voice"]
    assert case is not None
    for item in second.items:
        assert len(Chains(case.graph.record).chain(case, item).hops) < 50
    assert AMPLE - budget.total < 4_000_000


def test_1000_corroborating_items() -> None:
    parties = {"claimant": party(), "wire": party()} | {f"p{index}": party() for index in range(1000)}
    sources = {f"s{index}": source(f"p{index}", "relay", "root") for index in range(1000)}
    sources["root"] = source("wire", "investigation")
    found, spent = work(made(parties, sources, claim("claimant", [f"s{index}" for index in range(1000)])))
    assert told(found.support) == (1, 1, True, (("wire",),))
    assert spent < 20_000
    direct = {f"s{index}": source(f"p{index}", "investigation") for index in range(1000)}
    found, spent = work(made(parties, direct, claim("claimant", list(direct))))
    assert told(found.support) == CAPPED
    assert spent < 20_000


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("distinct", [1, 20_000])
def test_100_000_items_on_one_claim(distinct: int) -> None:
    parties = {"claimant": party(), "wire": party(), "paper": party()}
    sources = {f"s{index}": source("paper", "relay", "root") for index in range(distinct)}
    sources["root"] = source("wire", "investigation")
    items = [f"s{index % distinct}" for index in range(100_000)]
    found, spent = work(made(parties, sources, claim("claimant", items)))
    assert (found.support.voices, found.support.exact) == (1, True)
    assert all(item.counts for item in found.items)
    assert spent < 3_000_000


@pytest.mark.thorough
def test_items_all_along_a_long_chain() -> None:
    length = 20_000
    parties = {"claimant": party(), "paper": party()}
    sources = {f"s{index}": source("paper", "relay", f"s{index + 1}") for index in range(length - 1)}
    sources[f"s{length - 1}"] = source("paper", "investigation")
    found, spent = work(made(parties, sources, claim("claimant", list(sources))))
    assert (found.support.voices, found.support.exact) == (1, True)
    # What could not be looked into is said to be so, and does not count.
    assert {(item.counts, item.why) for item in found.items} == {(True, "independent"), (False, None)}
    assert sum(len(item.path) for item in found.items) < 2_000_000
    assert spent < 4_000_000


@pytest.mark.thorough
def test_1000_claims_over_one_chain_of_20_000_documents() -> None:
    length = 20_000
    parties = {"claimant": party(), "paper": party()}
    sources = {f"s{index}": source("paper", "relay", f"s{index + 1}") for index in range(length - 1)}
    sources[f"s{length - 1}"] = source("paper", "investigation")
    # A hundred from its far end, the others from all over its last tenth.
    starts = [*range(100), *range(length - 1800, length, 2)]
    claims = [{**claim("claimant", [f"s{index}"]), "id": f"c{index}"} for index in starts]
    numbered, file = read(made(parties, sources, *claims))
    budget = Budget()
    for entry in file.claims:
        found, _ = judge(numbered, entry, budget)
        assert (found.support.voices, found.support.at_most, found.support.exact) == (1, 1, True)
    assert len(file.claims) == 1000
    # What each walks through is looked at once, and followed once.
    assert AMPLE - budget.total < 3 * sum(length - index for index in starts)


def test_a_run_that_needs_more_than_its_budget_says_so() -> None:
    length = 2_000
    parties = {"claimant": party(), "paper": party()}
    sources = {f"s{index}": source("paper", "relay", f"s{index + 1}") for index in range(length - 1)}
    sources[f"s{length - 1}"] = source("paper", "investigation")
    claims = [{**claim("claimant", [f"s{index}"]), "id": f"c{index}"} for index in range(500)]
    budget = Budget(least=100, total=1_000_000)
    found = judged(made(parties, sources, *claims), budget)
    exact = [(each.support.voices, each.support.exact) for _, each, _ in found]
    # What is judged is judged exactly; then the budget of the whole run is used up.
    assert exact == sorted(exact, reverse=True)
    assert set(exact) == {(1, True), (0, False)}
    assert 200 < exact.count((1, True)) < 400
    assert budget.total > -500 * 1000


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("end", ["investigation", "statement"])
def test_hub(end: str) -> None:
    parties = {"claimant": party(), "paper": party()} | {f"p{index}": party() for index in range(10_000)}
    sources = {f"s{index}": source(f"p{index}", end) for index in range(10_000)}
    sources["hub"] = source("paper", "analysis", *sources)
    sources |= {f"t{index}": source(f"p{index}", "relay", "hub") for index in range(1000)}
    found, spent = work(made(parties, sources, claim("claimant", [f"t{index}" for index in range(1000)])))
    known = end == "investigation"
    assert (found.support.voices, found.support.exact) == (int(known), True)
    if known:
        assert found.support.cut == (("paper",),)
    assert spent < 3_000_000


def test_references_are_counted_not_only_documents() -> None:
    # 400 documents with 400 references each: few to look at, many to follow.
    names = [f"s{index}" for index in range(400)]
    sources = {name: source("paper", "relay", *names) for name in names}
    parties = {"claimant": party(), "paper": party()}
    found, spent = work(made(parties, sources, claim("claimant", names)))
    assert {item.why for item in found.items} == {"circular", None}
    assert 1_000_000 < spent < 1_500_000


@pytest.mark.thorough
def test_parties_with_1000_owners() -> None:
    parties = {f"owner{index}": party() for index in range(1000)} | {"claimant": party()}
    owners = list(parties)[:1000]
    parties |= {f"p{index}": party(*owners) for index in range(20)}
    sources = {f"s{index}": source(f"p{index}", "investigation") for index in range(20)}
    sources["o"] = source("owner999", "investigation")
    found, spent = work(made(parties, sources, claim("claimant", list(sources))))
    assert (found.support.voices, found.support.exact) == (1, True)
    assert found.support.cut == (tuple(sorted(owners)),)
    assert spent < 100_000
    found, spent = work(made(parties, sources, claim("owner0", list(sources))))
    assert {item.why for item in found.items} == {"claimant-voice"}
    assert spent < 100_000


@pytest.mark.thorough
def test_control_of_a_deep_tangle() -> None:
    parties = {
        id: Party(name=id, controlled_by=tuple(each["controlled_by"]))
        for id, each in joint_chain(50_000).items()
    }
    found = Control(parties)
    # Sets of roots are never written out.
    assert sum(map(len, found.heads_above.values())) == 100_000
    assert sum(map(len, found.heads_below.values())) == 100_000
