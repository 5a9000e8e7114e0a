"""Claim files for the tests of `sayso.provenance`: random ones, and short ways to write and judge one."""

import json
from random import Random
from typing import Any

from hypothesis import strategies as st

from sayso.provenance.standing import Budget, Case, Graph, Judgement, judge
from sayso.record.file import Entry, File
from sayso.record.load import load
from sayso.record.model import Claim
from sayso.record.references import assemble

Json = dict[str, Any]

BASES = ("investigation", "observation", "primary-document", "analysis", "relay", "statement", "unknown")
STANCES = ("supports", "supports", "supports", "refutes", "refutes", "partial", "context")


def party(*controlled_by: str, **fields: Any) -> Json:
    """A party."""
    return {"name": fields.pop("name", "x"), "controlled_by": list(controlled_by), **fields}


def source(by: str | list[str], basis: str, *based_on: str) -> Json:
    """A source."""
    return {
        "title": "t",
        "by": [by] if isinstance(by, str) else by,
        "basis": basis,
        "based_on": list(based_on),
    }


def claim(claimant: str | list[str], supporting: list[str], **fields: Any) -> Json:
    """A claim with corroboration by the sources `supporting`."""
    return {
        "id": "c",
        "statement": "s",
        "claimant": [claimant] if isinstance(claimant, str) else claimant,
        "evidence": [],
        "corroboration": [{"source": id} for id in supporting],
        **fields,
    }


def made(parties: Json, sources: Json, *claims: Json) -> Json:
    """A claim file. Parties are named for their ids."""
    named = {id: {**party, "name": id.upper()} for id, party in parties.items()}
    return {"version": 1, "parties": named, "sources": sources, "claims": list(claims)}


def read(data: Json) -> tuple[Graph, File]:
    """A claim file as a graph; all of it is sound."""
    file = load("claims.json", json.dumps(data).encode(), lines=False)
    assert not file.problems
    record = assemble(file)
    assert not record.unresolved
    assert all(record.sound_claim(entry) for entry in file.claims)
    return Graph(record), file


def judged(data: Json, budget: Budget | None = None) -> list[tuple[Entry[Claim], Judgement, Case | None]]:
    """Every claim of a file with its judgement."""
    numbered, file = read(data)
    budget = budget or Budget()
    return [(entry, *judge(numbered, entry, budget)) for entry in file.claims]


def judgement(data: Json, budget: Budget | None = None) -> Judgement:
    """The judgement of the one claim of a file."""
    ((_, judgement, _),) = judged(data, budget)
    return judgement


def files(
    *, parties: int = 7, sources: int = 10, claims: int = 2, plain: bool = False
) -> st.SearchStrategy[Json]:
    """Claim files with at most so many entries.

    Drawn by seed: far faster than drawing every value, so that thousands of files can be looked at.
    """
    return st.integers(0, 2**48).map(
        lambda seed: random_file(Random(seed), parties, sources, claims, plain=plain)
    )


def random_file(random: Random, parties: int, sources: int, claims: int, *, plain: bool = False) -> Json:
    """A file with rings, several owners, joint documents, chains, hubs, all bases, stances and answers;
    some with dated links, twin documents, answers, and items that say how their source knows this,
    unless they are to be `plain`.
    """
    names = [f"p{index}" for index in range(random.choice([random.randint(1, parties), parties]))]
    ids = [f"s{index}" for index in range(random.choice([random.randint(1, sources), sources]))]
    # Claimants who speak in no source leave more to count.
    outsiders = random.choice([[], ["outsider"]])
    bases = random.choice([BASES, ("relay", "relay", "relay", "investigation", "statement", "unknown")])
    owned, joint, grounded = random.choice([0, 0.2, 0.6]), random.choice([0, 0.1, 0.4]), random.random()
    reach = random.choice([1, 2, sources])
    rings = random.random() < 0.5

    dated, own, twins = (0 if plain else random.choice([0, 0, each]) for each in (0.5, 0.3, 0.2))

    def date() -> str:
        return random.choice(["2019", "2020-06", "2020-06-15", "2021", "2021-01-01", "2022"])

    def by() -> list[str]:
        return some(random, names, 2) if random.random() < joint else [random.choice(names)]

    def made_source(index: int) -> Json:
        before = ids[max(0, index - reach) : index] if not rings else ids
        basis = random.choice(bases)
        if basis in ("analysis", "relay") and not before:
            basis = "investigation"
        if basis not in ("analysis", "relay") and random.random() > grounded:
            before = []
        made_here = source(by(), basis, *some(random, before, 3))
        if random.random() < twins:
            field, mark = random.choice(
                [("url", "https://x.example/"), ("archived", "https://y.example/"), ("file", "x.example/")]
            )
            made_here[field] = f"{mark}{random.randint(0, 2)}"
        if random.random() < dated:
            made_here["published"] = date()
        return made_here

    # How some sources know something else in a claim; the same in all items of one claim.
    def override() -> Json:
        basis = random.choice(bases)
        return {"basis": basis, "based_on": some(random, ids, 2)} if basis != "unknown" else {"basis": basis}

    def items(overrides: Json) -> list[Json]:
        number = random.randint(0, 5)
        found = [{"source": random.choice(ids), "stance": random.choice(STANCES)} for _ in range(number)]
        return [{**item, **overrides.get(item["source"], {})} for item in found]

    def answer() -> Json:
        answers = ("denies", "confirms", "declines", "none-found", "stands-by", "retracts")
        named = {"source": random.choice(ids)} if random.random() < 0.8 else {}
        return {"party": random.choice([*names, *outsiders]), "answer": random.choice(answers), **named}

    def made_claim(index: int) -> Json:
        overrides = {id: override() for id in ids if random.random() < own}
        return {
            **claim(outsiders or by(), []),
            "id": f"c{index}",
            "evidence": items(overrides),
            "corroboration": items(overrides),
            "response": [] if plain else [answer() for _ in range(random.choice([0, 0, 1, 2]))],
            **({"stated_on": date()} if random.random() < dated else {}),
            "against": random.sample(names, random.choice([0, 0, 1, min(2, len(names))])),
            "kind": random.choice(["factual", "factual", "factual", "opinion"]),
            **({"stated_in": random.choice(ids)} if random.random() < 0.5 else {}),
        }

    def made_party() -> Json:
        allies = random.sample(names, 1) if random.random() < 0.3 else []
        owners = some(random, names, 2) if random.random() < owned else []
        return {**party(allied_with=allies), "controlled_by": [link(owner) for owner in owners]}

    def link(owner: str) -> str | Json:
        if random.random() >= dated:
            return owner
        return {"party": owner, random.choice(["from", "until"]): date()}

    return made(
        {id: made_party() for id in (*names, *outsiders)},
        {id: made_source(index) for index, id in enumerate(ids)},
        *(made_claim(index) for index in range(random.randint(1, claims))),
    )


def some(random: Random, ids: list[str], most: int) -> list[str]:
    """At least one of `ids`, if there are any, and at most `most`."""
    return random.sample(ids, random.randint(1, min(most, len(ids)))) if ids else []
