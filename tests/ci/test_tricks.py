"""Every way that was found to make a claim pass that rests on its claimant's word, in a real repository.

Each either fails, or stands under "This change asks you to believe" with the claims that hang on it.
"""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..cli.repository import ENVIRONMENT, Work

Run = Callable[..., Any]
Json = dict[str, Any]

PARTIES: Json = {
    "state": {"name": "Northland", "kind": "state"},
    "ministry": {"name": "Ministry of Energy", "kind": "government-body", "controlled_by": ["state"]},
    "wire": {"name": "Northland Wire", "kind": "media", "controlled_by": ["state"]},
    "grid": {"name": "Grid Company", "kind": "company", "domains": ["grid.example"]},
    "institute": {"name": "Grid Institute", "kind": "research", "domains": ["institute.example"]},
    "ledger": {"name": "The Ledger", "kind": "media", "domains": ["ledger.example"]},
    "critic": {"name": "The Critic", "kind": "media"},
}
SOURCES: Json = {
    "release": {"title": "Power is back", "by": ["ministry"], "basis": "statement"},
    "bulletin": {"title": "Bulletin", "by": ["wire"], "basis": "investigation"},
    "echo": {"title": "Echo", "by": ["ledger"], "basis": "relay", "based_on": ["release"]},
    "readings": {"title": "Frequency", "by": ["institute"], "basis": "observation"},
    "doubt": {"title": "No power", "by": ["critic"], "basis": "investigation"},
    "word": {"title": "A word", "by": ["grid"], "basis": "statement"},
}


def claim(id: str, *sources: str, **fields: Any) -> Json:
    items = [{"source": source} for source in sources]
    return {
        "id": id,
        "statement": f"Power was back in {id}.",
        "claimant": ["ministry"],
        "stated_in": "release",
        "evidence": [],
        "corroboration": items,
        **fields,
    }


DOUBT = {"source": "doubt", "stance": "refutes"}
CONTESTED = claim("contested", "readings", against=["institute"])
CONTESTED["corroboration"].append(DOUBT)
WEAK = claim("weak", "bulletin", standing="self-asserted")
BASE: Json = {
    "version": 1,
    "parties": PARTIES,
    "sources": SOURCES,
    "claims": [
        WEAK,
        claim("single", "readings"),
        CONTESTED,
        claim("heard", "echo", standing="self-asserted"),
    ],
}
OTHER: Json = {"version": 1, "include": ["register.json"], "claims": [claim("far", "far-paper")]}
REGISTER: Json = {
    "version": 1,
    "parties": {**PARTIES, "outpost": {"name": "Outpost", "kind": "media", "controlled_by": ["state"]}},
    "sources": {
        **SOURCES,
        "far-paper": {"title": "Far", "by": ["institute"], "basis": "observation"},
        "far-post": {"title": "Post", "by": ["outpost"], "basis": "observation"},
    },
}
NEW = claim("new", "echo")

Trick = Callable[[Work, Json], None]


def edited(edit: Callable[[Json], object]) -> Trick:
    """A trick that edits the claim file."""

    def trick(work: Work, data: Json) -> None:
        edit(data)
        work.write("claims.json", data)

    return trick


def adds(*claims: Json, parties: Json | None = None, sources: Json | None = None) -> Trick:
    """A trick that adds claims, and what they rest on."""

    def edit(data: Json) -> None:
        data["claims"] += claims
        data["parties"] |= parties or {}
        data["sources"] |= sources or {}

    return edited(edit)


def with_file(name: str, content: Any, *claims: Json) -> Trick:
    """A trick that adds claims, and writes another file."""

    def trick(work: Work, data: Json) -> None:
        data["claims"] += claims
        work.write("claims.json", data)
        work.write(name, content)

    return trick


def moves(to: str, content: str | None = None) -> Trick:
    """A trick that moves the second claim file."""

    def trick(work: Work, _: Json) -> None:
        path = work.folder / "other" / "far.json"
        text = path.read_text(encoding="utf-8") if content is None else content
        path.unlink()
        if to:
            work.write(to, text)

    return trick


def links(work: Work, _: Json) -> None:
    (work.folder / "other").rename(work.folder / ".kept")
    (work.folder / "other").symlink_to(".kept")


def cuts(work: Work, data: Json) -> None:
    work.write("claims.json", json.dumps(data)[:-9])


def includes(work: Work, _: Json) -> None:
    parties = REGISTER["parties"] | voice("institute", kind="court")
    work.write("mine.json", REGISTER | {"parties": parties})
    work.write("other/far.json", OTHER | {"include": ["../mine.json"]})


def register(edit: Callable[[Json], object]) -> Trick:
    """A trick that edits the register only."""

    def trick(work: Work, _: Json) -> None:
        data = copy.deepcopy(REGISTER)
        edit(data)
        work.write("register.json", data)

    return trick


def voice(id: str, **fields: Any) -> Json:
    return {id: {"name": id.title(), **fields}}


def paper(by: str, **fields: Any) -> Json:
    return {"title": "Paper", "by": [by], "basis": "investigation", **fields}


def item(data: Json, id: str) -> Json:
    return next(each for each in data["claims"] if each["id"] == id)


FAILS: list[tuple[str, Trick, str]] = [
    ("ignores the check", with_file("sayso.toml", 'ignore = ["self-asserted"]\n', NEW), "self-asserted"),
    (
        "lowers its level",
        with_file("sayso.toml", 'levels = { self-asserted = "note" }\n', NEW),
        "self-asserted",
    ),
    ("excludes the file", with_file("sayso.toml", 'exclude = ["claims.json"]\n', NEW), "self-asserted"),
    (
        "asks nothing of this file",
        with_file("sayso.toml", '[per-file."*"]\nselect = ["dates"]\n', NEW),
        "self-asserted",
    ),
    ("fails on nothing", with_file("sayso.toml", 'fail-on = "never"\n', NEW), "self-asserted"),
    (
        "brings a baseline",
        with_file(
            "sayso-baseline.json",
            {
                "version": 1,
                "files": {
                    "claims.json": [
                        {"check": "self-asserted", "claim": "new", "at": "/statement", "level": "error"}
                    ]
                },
            },
            NEW,
        ),
        "self-asserted",
    ),
    ("enters one page under two authors", adds(
        claim("new", "one", "two", standing="corroborated"),
        sources={
            "one": paper("institute", url="https://ledger.example/a"),
            "two": paper("ledger", url="https://ledger.example/a"),
        },
    ), "overstated"),
    ("enters one hash under two authors", adds(
        claim("new", "one", "two", standing="corroborated"),
        sources={"one": paper("institute", sha256="0" * 64), "two": paper("ledger", sha256="0" * 64)},
    ), "overstated"),
    ("enters a copy of a page as another source", adds(
        claim("new", "one", "two", standing="corroborated"),
        sources={
            "one": paper("institute", url="https://ledger.example/a"),
            "two": paper("ledger", archived="https://web.archive.org/web/2020/https://ledger.example/a"),
        },
    ), "overstated"),
    ("gives an id twice", edited(lambda data: data["claims"].append(NEW | {"id": "single"})), "duplicate-id"),
    ("leaves the declaration out", edited(lambda data: item(data, "weak").pop("standing")), "self-asserted"),
    ("cuts the file off", cuts, "invalid-json"),
    ("wraps it in a list", moves("other/far.json", json.dumps([OTHER])), "schema"),
]  # fmt: skip

TOLD: list[tuple[str, Trick, str, set[str]]] = [
    (
        "adds a party of which nothing is known",
        adds(
            claim("new", "paper", standing="single-source"),
            parties=voice("friend"),
            sources={"paper": paper("friend")},
        ),
        "`friend` (Friend) is a new voice; the record knows nothing but its name",
        {"new"},
    ),
    (
        "takes a link of control away",
        edited(lambda data: data["parties"]["wire"].pop("controlled_by")),
        "party `wire` is no longer controlled by `state`",
        {"weak"},
    ),
    (
        "takes `based_on` from a source, which then knows at first hand",
        edited(lambda data: data["sources"]["echo"].update(basis="observation", based_on=[])),
        "the basis of `echo` changed from `relay` to `observation`",
        {"heard"},
    ),
    (
        "takes a link away on which nothing hangs yet",
        register(lambda data: data["parties"]["outpost"].pop("controlled_by")),
        "party `outpost` is no longer controlled by `state`",
        set(),
    ),
    (
        "calls a factual claim an opinion",
        edited(lambda data: item(data, "weak").update(kind="opinion")),
        "`weak`: its kind changed from `factual` to `opinion`",
        {"weak"},
    ),
    (
        "puts a critic under the accused",
        edited(lambda data: data["parties"]["critic"].update(controlled_by=["institute"])),
        "party `critic` is now controlled by `institute`",
        {"contested"},
    ),
    (
        "accuses the critic",
        edited(lambda data: item(data, "contested").update(against=["institute", "critic"])),
        "`contested`: the claim is now against `critic`",
        {"contested"},
    ),
    (
        "takes the contradiction out",
        edited(lambda data: item(data, "contested")["corroboration"].pop()),
        "`contested`: source `doubt` is no longer an item of the claim",
        {"contested"},
    ),
    (
        "calls the contradiction context",
        edited(lambda data: item(data, "contested")["corroboration"][1].update(stance="context")),
        "`contested`: the stance of `doubt` changed from `refutes` to `context`",
        {"contested"},
    ),
    (
        "puts a friend into `against`, whose bare word then admits",
        adds(
            claim("new", "words", against=["friend"], standing="single-source"),
            parties=voice("friend", kind="company"),
            sources={"words": {"title": "Words", "by": ["friend"], "basis": "statement"}},
        ),
        "`friend` (Friend) is a new voice; the record knows of it: kind `company`",
        {"new"},
    ),
    (
        "lets a party that is known admit",
        edited(
            lambda data: item(data, "heard").update(
                against=["grid"], corroboration=[{"source": "word"}], standing="single-source"
            )
        ),
        "`heard`: the claim is now against `grid`",
        {"heard"},
    ),
    (
        "adds a waiver without end",
        edited(lambda data: item(data, "single").update(waive=[{"check": "single-source", "reason": "so"}])),
        "1 waiver is not heeded, as main has none such: `single-source` on `single`",
        set(),
    ),
    (
        "writes a lock by hand",
        with_file(
            "claims.lock.json",
            {"version": 1, "sources": {"readings": {"at": "2026-01-01T00:00:00Z", "outcome": "ok"}}},
        ),
        "claims.lock.json says something new of 1 source (`readings`): unproven until `sayso verify",
        set(),
    ),
    (
        "replaces the statement of a known claim",
        edited(lambda data: item(data, "single").update(statement="The minister is innocent.")),
        "`single` says something else than before under the same id",
        {"single"},
    ),
    (
        "gives a known party another name",
        edited(lambda data: data["parties"]["institute"].update(name="Reuters")),
        "party `institute` is called Reuters now, and was Grid Institute",
        {"single", "contested"},
    ),
    (
        "makes a known party another kind",
        edited(lambda data: data["parties"]["institute"].update(kind="court")),
        "the kind of party `institute` changed from `research` to `court`",
        {"single", "contested"},
    ),
    (
        "gives a known document to another author",
        edited(lambda data: data["sources"]["bulletin"].update(by=["ledger"])),
        "`bulletin` is now by `ledger`, and no longer by `wire`",
        {"weak"},
    ),
    (
        "ends a link of control before the document",
        edited(
            lambda data: (
                data["sources"]["bulletin"].update(published="2025"),
                data["parties"]["wire"].update(controlled_by=[{"party": "state", "until": "2020"}]),
            )
        ),
        "party `wire` is now controlled by `state until 2020`, and no longer by `state`",
        {"weak"},
    ),
    (
        "says in the item that the source knows at first hand",
        edited(
            lambda data: item(data, "heard").update(
                corroboration=[{"source": "echo", "basis": "observation"}]
            )
        ),
        "`heard`: the stance of `echo` changed from `supports` to `supports, observation`",
        {"heard"},
    ),
    (
        "lets somebody else claim it",
        edited(lambda data: item(data, "weak").update(claimant=["ledger"], stated_in="echo")),
        "`weak`: the claim is now made by `ledger`, and no longer by `ministry`",
        {"weak"},
    ),
    (
        "takes a domain of the claimant away",
        edited(lambda data: data["parties"]["grid"].pop("domains")),
        "party `grid` no longer has 1 domain (grid.example)",
        set(),
    ),
    (
        "makes a claim a draft",
        edited(lambda data: item(data, "weak").update(draft=True)),
        "`weak` is a draft now: what it lacks does not fail",
        set(),
    ),
    (
        "removes a claim that was flagged",
        edited(lambda data: data["claims"].pop(0)),
        "`weak` (self-asserted) was removed; it was flagged, and not mended",
        set(),
    ),
    (
        "changes a register only",
        register(lambda data: data["sources"]["far-paper"].update(by=["outpost"], basis="statement")),
        "the basis of `far-paper` changed from `observation` to `statement`",
        {"far"},
    ),
    (
        "includes another register, in which a party is another",
        includes,
        "party `institute` is called Institute now, and was Grid Institute",
        {"far"},
    ),
    (
        "names a party of another file by the same id, without its control",
        with_file(
            "third.json",
            BASE | {"parties": PARTIES | voice("wire"), "claims": [claim("third", "bulletin")]},
        ),
        "`wire` (Wire) answers to others than in another file; the record knows nothing but its name",
        {"third"},
    ),
    *(
        (how, moves(to, content), "1 claim file is no longer checked: other/far.json (1 claim)", set())
        for how, to, content in (
            ("moves a claim file to a text", "other/far.txt", None),
            ("writes its suffix large", "other/far.JSON", None),
            ("hides it in a folder", ".hidden/far.json", None),
            ("hides it by its name", "other/.far.json", None),
            ("puts it where packages are", "node_modules/far.json", None),
            ("deletes it", "", None),
            ("wraps it in a list", "other/far.json", json.dumps([{"was": OTHER}])),
        )
    ),
    (
        "puts it behind a linked folder",
        links,
        "1 claim file is no longer checked: other/far.json (1 claim)",
        set(),
    ),
]  # fmt: skip


@pytest.fixture
def work(tmp_path: Path, sayso: Run, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A repository with a branch for a change, and a register that another file includes."""
    for name in ("GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
    work = Work(tmp_path)
    far = OTHER | {"include": ["../register.json"]}
    work.commit({"claims.json": BASE, "other/far.json": far, "register.json": REGISTER})
    work.git("checkout", "--quiet", "-b", "change")
    return work


def outcome(sayso: Run, work: Work, trick: Trick) -> tuple[int, set[str], list[Json]]:
    """Exit status, the checks that found an error, and what is to be believed, once the trick is done."""
    trick(work, copy.deepcopy(BASE))
    work.commit()
    result = sayso("check", "--since", "main", "--config-from", "main", "-f", "json", ".")
    report = json.loads(result.stdout)
    errors = {
        each["check"] for file in report["files"] for each in file["findings"] if each["level"] == "error"
    }
    return result.exit_code, errors, report["believe"]["each"]


@pytest.mark.parametrize(("trick", "check"), [each[1:] for each in FAILS], ids=[each[0] for each in FAILS])
def test_tricks_that_fail(sayso: Run, work: Work, trick: Trick, check: str) -> None:
    status, errors, _ = outcome(sayso, work, trick)
    assert status == 1
    assert check in errors


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(
    ("trick", "sentence", "claims"), [each[1:] for each in TOLD], ids=[each[0] for each in TOLD]
)
def test_tricks_that_are_told(sayso: Run, work: Work, trick: Trick, sentence: str, claims: set[str]) -> None:
    _, _, beliefs = outcome(sayso, work, trick)
    (told,) = [each for each in beliefs if each["message"].startswith(sentence)]
    assert {each["id"] for each in told["claims"]} == claims


@pytest.mark.parametrize(
    "revision", ["main", "change"], ids=["a tag named like the base branch", "its own head"]
)
def test_revisions_that_a_change_names(sayso: Run, work: Work, revision: str) -> None:
    work.write("claims.json", BASE | {"claims": [NEW]})
    work.commit()
    work.git("tag", "main")
    result = sayso("check", "--since", revision, ".")
    if revision == "main":
        assert result.exit_code == 2
        assert "`main` may be `refs/heads/main` or `refs/tags/main`" in result.stderr
    else:
        assert "nothing can be new" in " ".join(result.stdout.split())


def test_an_honest_change_of_ten_claims_says_nothing(sayso: Run, work: Work) -> None:
    """Ten claims on voices that are known, with the answers of whom they accuse."""
    papers = {f"paper{number}": paper("institute") for number in range(10)}
    ten = [
        claim(
            f"new{number}",
            f"paper{number}",
            standing="single-source",
            against=["grid"],
            response=[{"party": "grid", "answer": "denies", "source": "word"}],
        )
        for number in range(10)
    ]
    status, errors, beliefs = outcome(sayso, work, adds(*ten, sources=papers))
    assert (status, errors, beliefs) == (0, set(), [])
