"""Writes a large claim file for the benchmarks: always the same one for the same seed.

`python benchmarks/generate.py FILE --claims CLAIMS` writes 10,000 claims on 500 parties and 20,000 sources,
or so many claims on as many more or fewer, with chains of `based_on` to depth 5 and of ownership to depth 4:
about 12 MB. As in the worked record, a claim has two items on average, one source in thirty is a joint one,
and every standing is declared. `--flagged`, `--control` and `--joint` give the shares of claims that have no
item and no declared standing, of parties that others control, and of sources by two parties; `--sources` is
how many of these there are, by 40 times fewer parties. A file that is named `.jsonl` has one record a line.
With `--files` a folder of so many files is made.
"""

import json
import random
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.provenance.standing import Budget, Graph, judge
from sayso.record.load import load
from sayso.record.references import assemble

OWNERSHIP_DEPTH = 4
CHAIN_DEPTH = 5
_WORDS = (  # noqa: SIM905
    "agency ministry report figure attack network survey paper witness court ruling grid supply weapon "
    "border harvest vaccine election budget factory river police union hospital archive satellite image"
).split()
_ORIGINS = ("investigation", "observation", "primary-document", "statement", "unknown")


def generate(
    claims: int = 10_000,
    parties: int = 500,
    sources: int = 20_000,
    seed: int = 1,
    control: float = 0.6,
    joint: float = 0.03,
) -> dict[str, Any]:
    """A claim file as a JSON value, with so many entries of each kind, and such shares of them."""
    pick = random.Random(seed)
    return {
        "version": 1,
        "title": "Generated for the benchmarks",
        "parties": dict(_parties(pick, parties, control)),
        "sources": dict(_sources(pick, sources, parties, joint)),
        "claims": [_claim(pick, number, sources, parties) for number in range(claims)],
    }


def _text(pick: random.Random, words: int) -> str:
    return " ".join(pick.choices(_WORDS, k=words))


def _parties(pick: random.Random, count: int, control: float) -> list[tuple[str, dict[str, Any]]]:
    """Parties in layers: each is controlled by one or two of the layer above, or by nobody."""
    layer = max(1, count // OWNERSHIP_DEPTH)
    made = []
    for number in range(count):
        party: dict[str, Any] = {"name": f"{_text(pick, 2).title()} {number}", "kind": "other"}
        above = range(max(0, number // layer - 1) * layer, number // layer * layer)
        if above and pick.random() < control:
            owners = {f"party-{pick.choice(above)}" for _ in range(1 + (pick.random() < 0.02))}
            party["controlled_by"] = sorted(owners)
        made.append((f"party-{number}", party))
    return made


def _sources(pick: random.Random, count: int, parties: int, joint: float) -> list[tuple[str, dict[str, Any]]]:
    """Sources in layers: what is not an origin is based on one to three of the layer above."""
    layer = max(1, count // CHAIN_DEPTH)
    made = []
    for number in range(count):
        by = {f"party-{pick.randrange(parties)}" for _ in range(1 + (pick.random() < joint))}
        source: dict[str, Any] = {"title": _text(pick, 6).capitalize(), "by": sorted(by)}
        above = range(max(0, number // layer - 1) * layer, number // layer * layer)
        if above and pick.random() < 0.7:
            grounds = {f"source-{pick.choice(above)}" for _ in range(pick.choices((1, 2, 3), (15, 4, 1))[0])}
            source |= {"basis": pick.choice(("relay", "analysis")), "based_on": sorted(grounds)}
        else:
            source["basis"] = pick.choice(_ORIGINS)
        source |= {
            "published": f"{2020 + number // layer}-0{pick.randint(1, 9)}-1{pick.randrange(10)}",
            "url": f"https://site-{number % 997}.example/{number}",
        }
        made.append((f"source-{number}", source))
    return made


def _claim(pick: random.Random, number: int, sources: int, parties: int) -> dict[str, Any]:
    def items(least: int, most: int) -> list[dict[str, Any]]:
        return [
            {
                "source": f"source-{pick.randrange(sources)}",
                "stance": pick.choices(("supports", "refutes", "partial"), (12, 1, 1))[0],
                "quote": _text(pick, 3),
            }
            for _ in range(pick.randint(least, most))
        ]

    return {
        "id": f"claim-{number}",
        "statement": f"{_text(pick, 16).capitalize()}.",
        "claimant": [f"party-{pick.randrange(parties)}"],
        "evidence": items(0, 2),
        "corroboration": items(0, 2),
        "stated_in": f"source-{pick.randrange(sources)}",
        "stated_on": "2024-04-02",
        "against": [f"party-{pick.randrange(parties)}"],
        "tags": [pick.choice(_WORDS)],
    }


def flagged(record: dict[str, Any], share: float, seed: int = 2) -> dict[str, Any]:
    """`record` with so large a share of its claims left with their claimant's word alone, undeclared."""
    pick = random.Random(seed)
    for claim in record["claims"]:
        if pick.random() < share:
            claim |= {"evidence": [], "corroboration": []}
            claim.pop("standing", None)
    return record


def lines(record: dict[str, Any]) -> str:
    """`record` with one entry a line."""
    kinds = {"parties": "party", "sources": "source"}
    entries = [
        {"record": kind, "id": id, **entry}
        for section, kind in kinds.items()
        for id, entry in record[section].items()
    ]
    entries += [{"record": "claim", **claim} for claim in record["claims"]]
    return "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)


def declared(record: dict[str, Any]) -> dict[str, Any]:
    """`record` with the standing that sayso computes declared on each claim."""
    file = load("generated", json.dumps(record).encode(), lines=False)
    numbered, budget = Graph(assemble(file)), Budget()
    for claim, entry in zip(record["claims"], file.claims, strict=True):
        claim["standing"] = judge(numbered, entry, budget)[0].standing
    return record


def main(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    claims: Annotated[int, typer.Option(help="How many claims it has.", min=1)] = 10_000,
    flagged_share: Annotated[
        float, typer.Option("--flagged", help="Share of claims on their claimant's word.", min=0, max=1)
    ] = 0.0,
    control: Annotated[float, typer.Option(help="Share of parties under control.", min=0, max=1)] = 0.6,
    joint: Annotated[float, typer.Option(help="Share of sources by two parties.", min=0, max=1)] = 0.03,
    sources: Annotated[int, typer.Option(help="How many sources it has; 0: two a claim.", min=0)] = 0,
    files: Annotated[int, typer.Option(help="Write so many files, to a new folder.", min=0)] = 0,
) -> None:
    """Write a large claim file, always the same one for the same options."""
    if files:
        file.mkdir()
    for number in range(files or 1):
        path = file / f"{number}.json" if files else file
        cited = sources or 2 * claims
        made = generate(claims, max(1, cited // 40), cited, number + 1, control, joint)
        made = flagged(declared(made), flagged_share)
        whole = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        path.write_text(lines(made) if path.suffix == ".jsonl" else whole, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
