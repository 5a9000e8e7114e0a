"""`sayso next`: what to do next."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import wcwidth

from ..published import VALIDATORS
from ..records import PARTIES, SOURCES, claim, record, write
from ..test_hostile import HOSTILE, UNSAFE

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["next"]
LONG = re.compile(r"\S{20,}")
CHECKED = {"checked": "2025-01-01"}
DATA = record(
    claim("word", "rumour"),
    claim("single", "readings", "rumour", standing="single-source"),
    claim("half") | {"corroboration": [{"source": "reports", "stance": "partial", **CHECKED}]},
    claim("opinion", "readings", kind="opinion"),
    claim("lost", "nowhere"),
)


def test_text(sayso: Run, tmp_path: Path) -> None:
    for entry in (DATA["claims"][0], DATA["claims"][1]):
        entry["corroboration"] = [item | CHECKED for item in entry["corroboration"]]
    write(tmp_path / "a.json", DATA)
    result = sayso("next")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert (
        result.stdout
        == """\
WHAT TO DO NEXT
   1  Open Rumour (`rumour`) and say how it knows: if it is an inquiry of its
      own, 2 claims change standing.
      self-asserted → single-source: word
      single-source → corroborated: single
   2  Split `half`, so that each part has what backs it: for the part that is
      backed, 1 claim changes standing.
      partly-backed → single-source: half

THE BEST FEW TOGETHER
  Each was chosen for what it adds to those above it: another few might change
  more.
     2  Open Rumour (`rumour`) and say how it knows
     3  Split `half`, so that each part has what backs it

FACTS THAT STANDINGS HANG ON, AND THAT NOTHING SHOWS
   1  Show how Mains frequency (`readings`) knows: if nobody can, 1 claim
      changes standing.
      single-source → self-asserted: single
   2  Show how Lights on (`reports`) knows: if nobody can, 1 claim changes
      standing.
      partly-backed → self-asserted: half

THE BEST FEW TOGETHER
  Each was chosen for what it adds to those above it: another few might change
  more.
     1  Show how Mains frequency (`readings`) knows
     2  Show how Lights on (`reports`) knows

2 of 2 facts decide a standing; 2 of 3 factual claims hang on one, and 2 facts
cover 2 of them.

2 claims declare no standing: `sayso check --fix=standing` declares the one that
is computed.
Claims that meet the rule on voices: 1; that are open: 1; that cannot meet it,
whatever the unknown turn out to be: 1.
3 claims looked at; left out: 1 not factual, 1 unreadable
"""
    )
    short = sayso("next", "--limit", "1", "a.json").stdout
    assert short.count("and 1 more (--limit shows more)") == 2
    assert "Split `half`, so that each part has what backs it:" not in short


def every_kind() -> Any:
    """A record with a task of each kind."""
    parties = PARTIES | {
        "southland": {"name": "Southland"},
        "organ": {"name": "Organ", "controlled_by": ["southland"]},
        "agency": {"name": "Agency", "controlled_by": [{"party": "ministry", "from": "2001"}]},
    }
    sources = SOURCES | {
        "remark": {"title": "Remark", "by": ["organ"], "basis": "statement"},
        "takes-back": {"title": "T" * 200, "by": ["agency"], "basis": "statement"},
        "page": {"title": "Page", "by": ["ledger"], "basis": "observation", "url": "https://a.example/"},
        "old": {"title": "Old", "by": ["ledger"], "basis": "observation", "url": "https://b.example/"},
        "tied": {"title": "Tied", "by": ["agency"], "basis": "observation"},
    }
    against = {"against": ["southland"]}
    return record(
        claim("unknown", "rumour"),
        claim("accuses", "brief", **against),
        claim("admits", "remark", **against),
        claim("retracts") | {"corroboration": [{"source": "takes-back", "stance": "refutes"}]},
        claim("paged", "page"),
        claim("old", "old"),
        claim("tied", "tied"),
        claim("half") | {"corroboration": [{"source": "reports", "stance": "partial"}]},
        parties=parties,
        sources=sources,
    )


KINDS = [
    "unknown-basis",
    "no-response",
    "bare-statement",
    "partial-support",
    "unchecked-item",
    "dead-link",
    "not-archived",
]


def test_shape(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", every_kind())
    gone = {"at": "2025-05-01T00:00:00Z", "outcome": "gone", "url": "https://b.example/"}
    write(tmp_path / "a.lock.json", {"version": 1, "sources": {"old": gone}})
    told = json.loads(sayso("next", "--format", "json").stdout)
    VALIDATOR.validate(told)
    assert {task["kind"] for task in told["tasks"]} == set(KINDS)
    assert {task["kind"] for task in told["facts"]} == {"unsourced-control", "unshown-basis"}
    (unknown,) = [task for task in told["tasks"] if task["kind"] == "unknown-basis"]
    assert unknown == {
        "kind": "unknown-basis",
        "id": "rumour",
        "path": "a.json",
        "do": "Open Rumour (`rumour`) and say how it knows",
        "supposed": "if it is an inquiry of its own",
        "bears_on": 1,
        "changes": 1,
        "claims": [{"path": "a.json", "id": "unknown", "before": "self-asserted", "after": "single-source"}],
    }
    bare = {task["id"]: task for task in told["tasks"] if task["kind"] == "bare-statement"}
    assert {id: task["list"] for id, task in bare.items()} == {"remark": "against", "takes-back": "claimant"}
    assert f"{'T' * 120}... (`takes-back`) is the claimant's own word" in bare["takes-back"]["do"]
    links = {task["id"]: task for task in told["facts"] if task["kind"] == "unsourced-control"}
    assert (links["agency"]["controlled_by"], links["agency"]["link"]) == ("ministry", 0)
    assert "Ministry of Energy (`ministry`) controls Agency (`agency`)" in links["agency"]["do"]
    one = json.loads(sayso("next", "-f", "json", "-n", "1").stdout)
    VALIDATOR.validate(one)
    assert (len(one["tasks"]), one["tasks_in_all"]) == (1, told["tasks_in_all"])
    text = sayso("next", "-n", "50").stdout
    assert (
        "Look for Old (`old`) at another address: it is not there any more: without it, 1 claim"
        in " ".join(text.split())
    )
    assert "Alone these would change no standing:" in text


def test_nothing_to_do(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("one", standing="self-asserted")))
    told = sayso("next").stdout
    assert told == (
        "Nothing that could be looked into would change a standing.\n\n"
        "Claims that meet the rule on voices: 0; that are open: 0; that cannot meet it,\n"
        "whatever the unknown turn out to be: 1.\n1 claim looked at\n"
    )


def test_the_rule_on_voices_is_that_of_the_config(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("one", "readings")))
    assert json.loads(sayso("next", "-f", "json").stdout)["outcomes"] == {"cannot": 0, "open": 0, "meets": 1}
    (tmp_path / "sayso.toml").write_text("min-voices = 2\n")
    assert json.loads(sayso("next", "-f", "json").stdout)["outcomes"] == {"cannot": 1, "open": 0, "meets": 0}


def test_several_files_and_an_owner_from_elsewhere(sayso: Run, tmp_path: Path) -> None:
    """The party is in a register, its owner in the file that includes that."""
    tied = {"agency": {"name": "Agency", "controlled_by": ["ministry"]}}
    write(tmp_path / "shared.json", {"version": 1, "parties": tied})
    sources = SOURCES | {"tied": {"title": "Tied", "by": ["agency"], "basis": "observation"}}
    for name in ("a.json", "b.json"):
        write(tmp_path / name, record(claim("c", "tied"), sources=sources, include=["shared.json"]))
    told = sayso("next", "a.json", "b.json").stdout
    assert "self-asserted → single-source: c (a.json), c (b.json)" in told
    assert "Show that `ministry` controls Agency (`agency`), with a `source`" in told


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_width(sayso: Run, claims_json: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = sayso("next", str(claims_json)).stdout.splitlines()
    # Only an id is longer than a line.
    assert not [line for line in lines if wcwidth.wcswidth(line) > columns and not LONG.search(line)]


def test_worked_record_as_json(sayso: Run, claims_json: Path) -> None:
    told = json.loads(sayso("next", "--format", "json", str(claims_json)).stdout)
    VALIDATOR.validate(told)
    assert told["looked_at"]["unfinished"] == 0
    assert told["tasks_together"][0]["changed"] == told["tasks"][0]["changes"]


def test_what_cannot_be_read(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[", encoding="utf-8")
    result = sayso("next", "a.json")
    assert result.exit_code == 2
    assert "a.json:1:2" in result.stderr
    assert sayso("next", "nowhere.json").exit_code == 2
    assert sayso("next", "--limit", "0").exit_code == 2


def test_a_waiver_ends(sayso: Run, tmp_path: Path) -> None:
    waiver = {"check": "unknown-basis", "reason": "asked", "until": "2025-06-30"}
    write(tmp_path / "a.json", record(claim("word", "rumour", waive=[waiver])))
    assert "Open Rumour" not in sayso("next", "--as-of", "2025-06-30").stdout.partition("see whether")[0]
    assert "say how it knows" in sayso("next", "--as-of", "2025-07-01").stdout


@pytest.mark.parametrize("hostile", [*HOSTILE, "中文，标点。" * 30])
def test_hostile_names_do_nothing(sayso: Run, tmp_path: Path, hostile: str) -> None:
    title = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", hostile) or "x"
    sources = SOURCES | {"rumour": SOURCES["rumour"] | {"title": f"{title} {{}}"}}
    write(tmp_path / "a.json", record(claim("word", "rumour"), sources=sources))
    for options in ((), ("--format", "json")):
        result = sayso("next", *options)
        assert result.exit_code == 0
        assert not UNSAFE.search(result.stdout)
    assert json.loads(result.stdout)["tasks"][0]["do"].startswith(f"Open {title[:100]}")


def test_filters(sayso: Run, tmp_path: Path) -> None:
    """Only the claims that pass count; where none does, it is said what there is."""
    write(tmp_path / "a.json", record(claim("word", "rumour", tags=["dam"]), claim("other", "rumour")))
    for options in (("--tag", "dam"), ("--text", "word"), ("--tag", "dam", "--standing", "self-asserted")):
        told = json.loads(sayso("next", "-f", "json", *options).stdout)
        assert told["looked_at"]["claims"] == 1
        assert {row["id"] for task in told["tasks"] for row in task["claims"]} == {"word"}
    result = sayso("next", "--standing", "corroborated")
    assert result.exit_code == 0
    assert result.stderr.startswith("sayso: no claim matches --standing corroborated; of ")
    assert "no claim looked at" in result.stdout
    assert sayso("next", "--tag", "water").exit_code == 2


def test_budget_that_ran_out_is_told(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.provenance.standing import OutOfBudget

    def exhausted(*_: object) -> None:
        raise OutOfBudget

    monkeypatch.setattr("sayso.report.agenda.gaps", lambda *_: map(exhausted, (1,)))
    write(tmp_path / "a.json", record(claim("word", "rumour")))
    assert "The work budget ran out on 1 claim: there may be more to do." in sayso("next").stdout


def test_tally_of_the_facts(sayso: Run, tmp_path: Path, claims_json: Path) -> None:
    """Each number is what the lists hold, counted by hand."""
    told = json.loads(sayso("next", "-f", "json", str(claims_json)).stdout)
    tally, idle = told["facts_tally"], told["change_nothing_alone"]
    ids = [{row["id"] for row in fact["claims"]} for fact in told["facts"]]
    chosen = [(step["kind"], step["id"], step.get("link")) for step in told["facts_together"]]
    best = [
        rows
        for rows, fact in zip(ids, told["facts"], strict=True)
        if (fact["kind"], fact["id"], fact.get("link")) in chosen
    ]
    assert tally == {
        "facts": len(ids) + idle["unsourced-control"] + idle["unshown-basis"],
        "deciding": len(ids),
        "claims": told["looked_at"]["claims"],
        "hanging": len(set().union(*ids)),
        "best": 5,
        "covered": len(set().union(*best)),
    }
    text = " ".join(sayso("next", str(claims_json)).stdout.split())
    assert (
        f"{tally['deciding']} of {tally['facts']} facts decide a standing; {tally['hanging']} of "
        f"{tally['claims']} factual claims hang on one, and 5 facts cover {tally['covered']} of them."
    ) in text
    write(tmp_path / "a.json", record(claim("single", "readings")))
    assert (
        "1 of 1 fact decides a standing; 1 of 1 factual claim hangs on one, and one fact covers 1 of them."
    ) in " ".join(sayso("next", "a.json").stdout.split())
