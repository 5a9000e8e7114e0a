"""Every way that was found to make a claim pass that rests on its claimant's word, in a real repository.

Each either fails, or stands under "This change asks you to believe" with the claims that hang on it.
"""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.record.model import Claim
from sayso.report.fingerprint import digest_of_claim

from ..cli.repository import ENVIRONMENT, Work

Run = Callable[..., Any]
Json = dict[str, Any]

LOCK: Json = {"version": 1, "sources": {"readings": {"at": "2026-01-01T00:00:00Z", "outcome": "ok"}}}
IGNORING = '[tool.sayso]\nignore = ["self-asserted"]\n'
PARTIES: Json = {
    "state": {"name": "Northland", "kind": "state"},
    "ministry": {"name": "Ministry of Energy", "kind": "government-body", "controlled_by": ["state"]},
    "wire": {"name": "Northland Wire", "kind": "media", "controlled_by": ["state"]},
    "grid": {"name": "Grid Company", "kind": "company", "domains": ["grid.example"]},
    "institute": {"name": "Grid Institute", "kind": "research", "domains": ["institute.example"]},
    "ledger": {"name": "The Ledger", "kind": "media", "domains": ["ledger.example"]},
    "critic": {"name": "The Critic", "kind": "media"},
    "outlet": {"name": "The Outlet", "controlled_by": [{"party": "state", "until": "2020"}]},
    "ally": {"name": "The Ally", "kind": "company", "allied_with": ["ministry"]},
    "bare": {"name": "Bare"},
}
SOURCES: Json = {
    "release": {"title": "Power is back", "by": ["ministry"], "basis": "statement"},
    "bulletin": {"title": "Bulletin", "by": ["wire"], "basis": "investigation"},
    "echo": {"title": "Echo", "by": ["ledger"], "basis": "relay", "based_on": ["release"]},
    "readings": {"title": "Frequency", "by": ["institute"], "basis": "observation"},
    "doubt": {
        "title": "No power",
        "by": ["critic"],
        "basis": "investigation",
        "url": "https://critic.example/d",
    },
    "word": {"title": "A word", "by": ["grid"], "basis": "statement"},
    "back": {"title": "We were wrong", "by": ["ministry"], "basis": "statement"},
    "dated": {"title": "Old", "by": ["outlet"], "basis": "investigation", "published": "2019"},
    "page": {
        "title": "Page",
        "by": ["institute"],
        "basis": "investigation",
        "url": "https://ledger.example/p",
    },
    "copy": {"title": "Copy", "by": ["ledger"], "basis": "investigation", "url": "https://ledger.example/p"},
}


FIGURE = {"measure": "oil", "value": 40, "unit": "t"}


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
DATED = claim("dated", "dated", standing="self-asserted", stated_on="2018")
ADMITTED = claim("denied", "word", against=["grid"], standing="self-asserted")
ADMITTED["response"] = [{"party": "grid", "answer": "denies", "source": "word"}]
RETRACTED = claim("retracted", "readings")
RETRACTED["response"] = [{"party": "ministry", "answer": "retracts", "source": "back"}]
RATED = claim("rated", "readings", verdict="False", quote="40 tonnes", figures=[FIGURE])
BASE: Json = {
    "version": 1,
    "parties": PARTIES,
    "sources": SOURCES,
    "claims": [
        WEAK,
        claim("single", "readings"),
        CONTESTED,
        claim("heard", "echo", standing="self-asserted"),
        claim("late", "echo"),
        DATED,
        ADMITTED,
        RETRACTED,
        claim("copies", "copy", "page"),
        RATED,
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
SECOND = BASE | {
    "claims": [claim("weak", "bulletin", statement="Gas was back."), claim("single", "readings")]
}

ON_INSTITUTE = {"single", "contested", "retracted", "copies", "rated"}

Trick = Callable[[Work, Json], None]


def edited(edit: Callable[[Json], object]) -> Trick:
    """A trick that edits the claim file."""

    def trick(work: Work, data: Json) -> None:
        edit(data)
        work.write("claims.json", data)

    return trick


def gives(id: str, field: str, value: object) -> Trick:
    """A trick that gives a claim another value of one field."""
    return edited(lambda data: item(data, id).update({field: value}))


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


def gives_twice(work: Work, data: Json) -> None:
    twice = '"id": "single", "\\u0069d": "single"'
    work.write("claims.json", json.dumps(data).replace('"id": "single"', twice))


def escapes(work: Work, data: Json) -> None:
    data["parties"]["wire"].pop("controlled_by")
    work.write("claims.json", json.dumps(data).replace('"wire"', '"\\u0077ire"'))


def reformats(work: Work, data: Json) -> None:
    data["parties"]["wire"].pop("controlled_by")
    data["claims"].reverse()
    shuffled = {key: data[key] for key in ("claims", "sources", "parties", "version")}
    work.write("claims.json", json.dumps(shuffled, indent=7))


def writes_lines(work: Work, data: Json) -> None:
    data["parties"]["wire"].pop("controlled_by")
    entries = [{"record": "party", "id": id, **party} for id, party in data["parties"].items()]
    entries += [{"record": "source", "id": id, **source} for id, source in data["sources"].items()]
    entries += [{"record": "claim", **each} for each in data["claims"]]
    (work.folder / "claims.json").unlink()
    work.write("claims.jsonl", "\n".join(map(json.dumps, entries)))


def renames_case(work: Work, data: Json) -> None:
    data["parties"]["wire"].pop("controlled_by")
    (work.folder / "claims.json").unlink()
    work.write("Claims.json", data)


def attributes(work: Work, data: Json) -> None:
    data["claims"].append(NEW)
    work.write("claims.json", data)
    work.write(".gitattributes", "*.json eol=crlf ident filter=none -diff linguist-generated export-ignore\n")
    work.commit()
    (work.folder / "claims.json").unlink()
    work.git("checkout", "--quiet", "--", ".")


def linked_config(work: Work, data: Json) -> None:
    data["claims"].append(NEW)
    work.write("claims.json", data)
    work.write("other.toml", 'ignore = ["self-asserted"]')
    (work.folder / "sayso.toml").symlink_to("other.toml")


def merges(work: Work, data: Json) -> None:
    """A merge commit that holds what none of its parents has."""
    work.commit({"a": ""})
    work.git("checkout", "--quiet", "-b", "side", "main")
    work.commit({"b": ""})
    work.git("checkout", "--quiet", "change")
    work.git("merge", "--quiet", "--no-commit", "side")
    data["claims"].append(NEW)
    work.write("claims.json", data)


def links_to_another(work: Work, _: Json) -> None:
    far = work.folder / "other" / "far.json"
    far.unlink()
    far.symlink_to("../claims.json")


def from_submodule(work: Work, _: Json) -> None:
    """A repository in the place of a folder, as CI checks it out that fetches submodules."""
    theirs = Work(work.folder.parent / f"{work.folder.name}-theirs")
    theirs.commit({"far.json": OTHER | {"include": [], "parties": PARTIES, "sources": REGISTER["sources"]}})
    work.git("rm", "--quiet", "-r", "other")
    work.git("submodule", "--quiet", "add", theirs.folder, "other")


def swaps_claims(data: Json) -> None:
    weak, single = item(data, "weak"), item(data, "single")
    weak["id"], single["id"] = "single", "weak"


def moves_claim(work: Work, data: Json) -> None:
    single = item(data, "single")
    data["claims"].remove(single)
    work.write("claims.json", data)
    far = OTHER | {"include": ["../register.json"]}
    work.write("other/far.json", far | {"claims": [*OTHER["claims"], single]})


def knows(id: str, *sources: str) -> Json:
    """A baseline that knows of a claim that nothing independent supports it."""
    known = {
        "check": "self-asserted",
        "claim": id,
        "at": "/statement",
        "level": "error",
        "claimed": digest_of_claim(msgspec.convert(claim(id, *sources), Claim)),
    }
    return {"version": 1, "files": {"claims.json": [known]}}


def forges(work: Work, data: Json) -> None:
    """A lock says that the quote stands in a file that is another one."""
    data["sources"]["readings"]["file"] = "readings.txt"
    data["claims"].append(claim("new", standing="single-source"))
    data["claims"][-1]["corroboration"] = [{"source": "readings", "quote": "Power was back."}]
    work.write("claims.json", data)
    work.write("readings.txt", "No power.")
    seen = LOCK["sources"]["readings"] | {"file": "readings.txt", "sha256": "1" * 64}
    quotes = [{"quote": "Power was back.", "outcome": "found"}]
    work.write("claims.lock.json", LOCK | {"sources": {"readings": seen | {"quotes": quotes}}})


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
    ("puts a mark of another encoding before it", moves("other/far.json", "\ufeff{}"), "invalid-json"),
    (
        "leaves a pointer in its place",
        moves("other/far.json", "version https://git-lfs.github.com/spec/v1\n"),
        "invalid-json",
    ),
    ("renames the list of claims", edited(lambda data: data.update(Claims=data.pop("claims"))), "schema"),
    ("gives a key twice, once with an escape", gives_twice, "duplicate-key"),
    (
        "calls the accused somebody's front",
        adds(
            claim("new", "words", against=["grid"], standing="single-source"),
            parties=voice("front", controlled_by=["grid"]),
            sources={"words": {"title": "Words", "by": ["front"], "basis": "statement"}},
        ),
        "self-asserted",
    ),
    ("has the end of lines written otherwise", attributes, "self-asserted"),
    ("brings a config through a link", linked_config, "self-asserted"),
    ("brings a config in the folder", with_file("sub/pyproject.toml", IGNORING, NEW), "self-asserted"),
    ("makes a project of a folder", with_file("other/sayso.toml", ""), "bad-include"),
    (
        "replaces the statement of a claim that was flagged before",
        edited(lambda data: item(data, "late").update(statement="The minister is innocent.")),
        "self-asserted",
    ),
    (
        "adds another file with a claim of that id",
        with_file("third.json", BASE | {"claims": [claim("late", "echo", statement="He is innocent.")]}),
        "self-asserted",
    ),
    ("merges something that neither side has", merges, "self-asserted"),
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
        {"heard", "late"},
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
            LOCK,
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
        ON_INSTITUTE,
    ),
    (
        "makes a known party another kind",
        edited(lambda data: data["parties"]["institute"].update(kind="court")),
        "the kind of party `institute` changed from `research` to `court`",
        ON_INSTITUTE,
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
    (
        "writes the id of a party with an escape",
        escapes,
        "party `wire` is no longer controlled by `state`",
        {"weak"},
    ),
    (
        "hides an edit in a file that is laid out anew",
        reformats,
        "party `wire` is no longer controlled by `state`",
        {"weak"},
    ),
    (
        "hides an edit in a file of another format",
        writes_lines,
        "party `wire` is no longer controlled by `state`",
        {"weak"},
    ),
    (
        "hides an edit in a file whose name has another capital",
        renames_case,
        "party `wire` is no longer controlled by `state`",
        {"weak"},
    ),
    (
        "adds two parties of which nothing is known",
        adds(
            claim("new", "one", "two", standing="corroborated"),
            parties=voice("friend") | voice("other"),
            sources={"one": paper("friend"), "two": paper("other")},
        ),
        "`other` (Other) is a new voice; the record knows nothing but its name",
        {"new"},
    ),
    (
        "makes a relay an observation, and leaves what it is based on",
        edited(lambda data: data["sources"]["echo"].update(basis="observation")),
        "the basis of `echo` changed from `relay` to `observation`",
        {"heard", "late"},
    ),
    (
        "bases a relay on somebody else",
        edited(lambda data: data["sources"]["echo"].update(based_on=["readings"])),
        "`echo` is now based on `readings`, and no longer on `release`",
        {"heard", "late"},
    ),
    (
        "swaps the ids of two claims",
        edited(swaps_claims),
        "`weak` says something else than before under the same id",
        {"weak"},
    ),
    (
        "swaps the ids of two sources",
        edited(
            lambda data: data["sources"].update(readings=SOURCES["bulletin"], bulletin=SOURCES["readings"])
        ),
        "`bulletin` is now by `institute`, and no longer by `wire`",
        {"weak"},
    ),
    (
        "swaps the ids of two parties",
        edited(lambda data: data["parties"].update(wire=PARTIES["ledger"], ledger=PARTIES["wire"])),
        "party `wire` is no longer controlled by `state`",
        {"weak"},
    ),
    (
        "moves a report behind the end of a link",
        edited(lambda data: data["sources"]["dated"].update(published="2021")),
        "`dated` is now published on `2021`",
        {"dated"},
    ),
    (
        "takes the denial out, and the bare word admits",
        edited(lambda data: item(data, "denied").pop("response")),
        "`denied`: the claim is no longer answered by `grid denies in word`",
        {"denied"},
    ),
    (
        "turns a denial into an admission",
        edited(lambda data: item(data, "denied")["response"][0].update(answer="confirms")),
        "`denied`: the claim is now answered by `grid confirms in word`",
        {"denied"},
    ),
    (
        "takes the retraction out",
        edited(lambda data: item(data, "retracted").pop("response")),
        "`retracted`: the claim is no longer answered by `ministry retracts in back`",
        {"retracted"},
    ),
    (
        "gives one of two copies another address",
        edited(lambda data: data["sources"]["copy"].update(url="https://ledger.example/q")),
        "`copy` is now found at `https://ledger.example/q`",
        {"copies"},
    ),
    (
        "puts the page of somebody else under a known source",
        edited(lambda data: data["sources"]["page"].update(url="https://grid.example/p", title="Other")),
        "`page` is now found at `https://grid.example/p`, and no longer at `https://ledger.example/p`",
        {"copies"},
    ),
    (
        "takes the address of a known source away",
        edited(lambda data: data["sources"]["doubt"].update(url="")),
        "`doubt` is no longer found at `https://critic.example/d`",
        set(),
    ),
    (
        "says in a new claim that a reprint knows at first hand",
        adds(claim("new", corroboration=[{"source": "echo", "basis": "observation"}])),
        "`new` says that `echo` knows this at first hand, which its entry does not say",
        {"new"},
    ),
    (
        "vouches for a party of which nothing was known",
        edited(lambda data: data["parties"]["bare"].update(note="Well known.")),
        "of `bare` (Bare) nothing but the name was known; the record knows of it: note: Well known.",
        set(),
    ),
    (
        "calls a link of control disputed",
        edited(
            lambda data: data["parties"]["wire"].update(
                controlled_by=[{"party": "state", "disputed": True}]
            )
        ),
        "that party `wire` is controlled by `state` is disputed now",
        set(),
    ),
    (
        "ends an alliance with the claimant",
        edited(lambda data: data["parties"]["ally"].pop("allied_with")),
        "party `ally` is no longer allied with `ministry`",
        set(),
    ),
    (
        "rates a claim otherwise",
        edited(lambda data: item(data, "rated").update(verdict="True")),
        "`rated` is rated True, and was False",
        set(),
    ),
    (
        "gives a claim another figure",
        edited(lambda data: item(data, "rated")["figures"][0].update(value=400)),
        "`rated` gives another figure than before: oil",
        set(),
    ),
    (
        "gives a claim another quote",
        edited(lambda data: item(data, "rated").update(quote="400 tonnes")),
        "`rated` has another quote than before",
        set(),
    ),
    (
        "weakens the statement of a claim",
        edited(lambda data: item(data, "weak").update(statement="Power may have been back in weak.")),
        "`weak` says something else than before under the same id",
        {"weak"},
    ),
    (
        "keeps half of a claim that is flagged",
        edited(lambda data: item(data, "weak").update(id="half", statement="Power was back.")),
        "`weak` (self-asserted) was removed; it was flagged, and not mended",
        set(),
    ),
    (
        "puts a file of the environment beside it",
        with_file("other/pyvenv.cfg", ""),
        "1 claim file is no longer checked: other/far.json (1 claim)",
        set(),
    ),
    (
        "puts a link to another claim file in its place",
        links_to_another,
        "1 claim file is no longer checked: other/far.json (1 claim)",
        set(),
    ),
    (
        "takes it out of sight of who reviews",
        with_file(".gitattributes", "*.json -diff\n"),
        "the change touches what decides how changes are checked and shown: .gitattributes",
        set(),
    ),
    (
        "edits the workflow",
        with_file(".github/workflows/claims.yml", "on: push\n"),
        "the change touches what decides how changes are checked and shown: .github/workflows/claims.yml",
        set(),
    ),
    (
        "takes a claim file from a submodule",
        from_submodule,
        "the change touches what decides how changes are checked and shown: .gitmodules",
        set(),
    ),
    (
        "keeps a copy on the site of the claimant",
        adds(
            claim("new", "kept", standing="single-source"),
            sources={
                "kept": paper(
                    "institute",
                    url="https://institute.example/a",
                    archived="https://web.archive.org/web/2020/https://grid.example/a",
                )
            },
        ),
        "`url` of `kept` is on institute.example, but `archived` is a copy of what stands on grid.example",
        {"new"},
    ),
    (
        "has the claimant print it",
        adds(
            claim("new", "kept", standing="single-source"),
            sources={"kept": paper("institute", publisher="wire")},
        ),
        "`new`: `kept` was published by",
        {"new"},
    ),
    (
        "accuses somebody known, whose bare word then admits",
        adds(claim("new", "plea", against=["ledger"], standing="single-source"), sources={
            "plea": {"title": "Plea", "by": ["ledger"], "basis": "statement"}
        }),
        "`new`: all that supports this is a statement of",
        {"new"},
    ),
    (
        "has a register keep a copy of another site",
        register(
            lambda data: data["sources"]["far-paper"].update(
                url="https://institute.example/a", archived="https://archive.org/web/2/https://grid.example/a"
            )
        ),
        "`url` of `far-paper` is on institute.example, but `archived` is a copy of what stands on grid",
        {"far"},
    ),
    *(
        (how, moves(to, content), "1 claim file is no longer checked: other/far.json (1 claim)", set())
        for how, to, content in (
            ("moves a claim file to a text", "other/far.txt", None),
            ("writes its suffix large", "other/far.JSON", None),
            ("calls it a lock", "other/far.lock.json", None),
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
    *(
        (
            f"changes the {field} of a claim, and no standing",
            gives("copies", field, value),
            f"`copies`: the claim is {told}",
            set(),
        )
        for field, value, told in (
            ("claimant", ["critic"], "now made by `critic`, and no longer by `ministry`"),
            ("stated_in", "doubt", "now stated in `doubt`, and no longer in `release`"),
            ("against", ["critic"], "now against `critic`"),
            (
                "response",
                [{"party": "critic", "answer": "denies", "source": "doubt"}],
                "now answered by `critic denies in doubt`",
            ),
        )
    ),
]  # fmt: skip


# What must be there before the change; then as above.
PREPARED: list[tuple[str, Trick, Trick, str, set[str]]] = [
    (
        "moves a claim file to where less is asked",
        with_file("sayso.toml", '[per-file."other/**"]\nmin-voices = 1\n'),
        moves("lax/far.json"),
        "1 claim (`far`) moved from other/far.json to lax/far.json, for which the config has other rules",
        {"far"},
    ),
    (
        "moves a claim to a file of which less is asked",
        with_file("sayso.toml", '[per-file."claims.json"]\nmin-voices = 1\n'),
        moves_claim,
        "1 claim (`single`) moved from claims.json to other/far.json, for which the config has other rules",
        {"single"},
    ),
    (
        "moves a claim file to where nothing is checked",
        with_file("sayso.toml", 'exclude = ["drafts/**"]\n'),
        moves("drafts/far.json"),
        "1 claim file is no longer checked: other/far.json (1 claim)",
        set(),
    ),
    (
        "deletes a file whose claims have the ids of others",
        with_file("second.json", SECOND),
        lambda work, _: (work.folder / "second.json").unlink(),
        "1 claim file is no longer checked: second.json (2 claims)",
        set(),
    ),
    (
        "takes a flagged claim out that has the id of another",
        with_file("second.json", SECOND),
        with_file("second.json", SECOND | {"claims": SECOND["claims"][1:]}),
        "`weak` (self-asserted) was removed; it was flagged, and not mended",
        set(),
    ),
    (
        "takes a lock away",
        with_file("claims.lock.json", LOCK),
        lambda work, _: (work.folder / "claims.lock.json").unlink(),
        "claims.lock.json no longer says what was seen of 1 source (`readings`)",
        set(),
    ),
    (
        "brings a config that goes before the one there is",
        with_file("pyproject.toml", "[tool.sayso]\nmin-voices = 2\n"),
        with_file("sayso.toml", ""),
        "sayso.toml: `min-voices` is not set now, and was 2; not heeded: that of main holds",
        set(),
    ),
    (
        "edits what the config is a link to",
        linked_config,
        with_file("other.toml", 'ignore = ["standing"]\n'),
        'sayso.toml: `ignore` is ["standing"] now, and was ["self-asserted"]; not heeded: that of main holds',
        set(),
    ),
    (
        "edits a baseline",
        with_file("sayso.toml", 'baseline = "known.json"\n'),
        with_file("known.json", knows("late", "echo")),
        "known.json knows 1 finding more: `self-asserted` of `late`; not heeded: that of main holds",
        set(),
    ),
]  # fmt: skip

# Tricks that are no more than a warning or a note, which says what is odd.
FOUND: list[tuple[str, Trick, str]] = [
    (
        "adds a waiver without end",
        edited(lambda data: item(data, "single").update(waive=[{"check": "single-source", "reason": "so"}])),
        "long-waiver",
    ),
    (
        "names a party that another file has",
        with_file(
            "third.json",
            BASE | {"parties": PARTIES | voice("wire"), "claims": [claim("third", "bulletin")]},
        ),
        "differing-control",
    ),
    (
        "adds a party whose name looks like that of another",
        adds(
            claim("new", "kept", standing="single-source"),
            parties={"daily": {"name": "The L\u0435dger", "kind": "media"}},
            sources={"kept": paper("daily")},
        ),
        "twin-parties",
    ),
    ("forges the lock of a file", forges, "content-changed"),
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
    result = sayso(
        "check", "--ignore", "no-url", "--since", "main", "--config-from", "main", "-f", "json", "."
    )
    report = json.loads(result.stdout)
    errors = {
        each["check"] for file in report["files"] for each in file["findings"] if each["level"] == "error"
    }
    return result.exit_code, errors, report["believe"]["each"]


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(("trick", "check"), [each[1:] for each in FAILS], ids=[each[0] for each in FAILS])
def test_tricks_that_fail(sayso: Run, work: Work, trick: Trick, check: str) -> None:
    status, errors, _ = outcome(sayso, work, trick)
    assert status == 1
    assert check in errors


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(
    ("trick", "sentence", "claims"),
    [
        # The row that alone shows a voice of two files is run each time.
        pytest.param(*each[1:], marks=[pytest.mark.thorough(one_in=1)] if "another file" in each[0] else [])
        for each in TOLD
    ],
    ids=[each[0] for each in TOLD],
)
def test_tricks_that_are_told(sayso: Run, work: Work, trick: Trick, sentence: str, claims: set[str]) -> None:
    _, _, beliefs = outcome(sayso, work, trick)
    (told,) = [each for each in beliefs if each["message"].startswith(sentence)]
    assert {each["id"] for each in told["claims"]} == claims


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(
    ("before", "trick", "sentence", "claims"),
    [each[1:] for each in PREPARED],
    ids=[each[0] for each in PREPARED],
)
def test_tricks_with_what_was_there(
    sayso: Run, work: Work, before: Trick, trick: Trick, sentence: str, claims: set[str]
) -> None:
    work.git("checkout", "--quiet", "main")
    before(work, copy.deepcopy(BASE))
    work.commit()
    work.git("checkout", "--quiet", "-B", "change")
    test_tricks_that_are_told(sayso, work, trick, sentence, claims)


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(("trick", "check"), [each[1:] for each in FOUND], ids=[each[0] for each in FOUND])
def test_tricks_that_are_found(sayso: Run, work: Work, trick: Trick, check: str) -> None:
    """What is new in them names the trick."""
    trick(work, copy.deepcopy(BASE))
    work.commit()
    result = sayso("check", "--ignore", "no-url", "--since", "main", "-f", "json", ".")
    report = json.loads(result.stdout)
    assert check in {
        each["check"] for file in report["files"] for each in file["findings"] if not each["waived"]
    }


NEAR = REGISTER | {"claims": [claim("near", "readings")]}


def in_folder(sayso: Run, work: Work, *paths: str) -> list[str]:
    """What is to be believed of some folders, by a branch that `main` was before."""
    work.commit()
    report = sayso("check", "--since", "main", "-f", "json", *paths).stdout
    return [each["message"] for each in json.loads(report)["believe"]["each"]]


def with_two_files(work: Work) -> None:
    """The folder has a file beside the one that goes."""
    work.git("checkout", "--quiet", "main")
    work.commit(
        {"other/near.json": NEAR, "third/third.json": NEAR | {"claims": [claim("third", "readings")]}}
    )
    work.git("checkout", "--quiet", "-B", "change")


@pytest.mark.parametrize("paths", [["other"], ["./other/"], ["third", "other"], ["."], []])
@pytest.mark.parametrize(
    "to", ["", "far.json", "other/far.txt", "other/far.JSON", "other/node_modules/f.json"]
)
@pytest.mark.thorough(one_in=5)
def test_claim_files_that_leave_a_folder(sayso: Run, work: Work, to: str, paths: list[str]) -> None:
    """They are told whichever folder is named, or is in the config; of the whole, if they left that."""
    with_two_files(work)
    if not paths:
        work.git("checkout", "--quiet", "main")
        work.commit({"sayso.toml": 'paths = ["other"]'})
        work.git("checkout", "--quiet", "-B", "change")
    moves(to)(work, {})
    told = in_folder(sayso, work, *paths)
    gone = ["1 claim file is no longer checked: other/far.json (1 claim)"]
    assert told == ([] if (to, paths) == ("far.json", ["."]) else gone)


def test_claim_files_that_leave_the_working_folder(
    sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_two_files(work)
    moves("")(work, {})
    monkeypatch.chdir(work.folder / "other")
    assert in_folder(sayso, work, ".") == ["1 claim file is no longer checked: far.json (1 claim)"]


def test_a_folder_that_becomes_a_link(sayso: Run, work: Work) -> None:
    with_two_files(work)
    links(work, {})
    (work.folder / ".kept" / "far.json").unlink()
    assert in_folder(sayso, work, "other") == ["1 claim file is no longer checked: other/far.json (1 claim)"]


@pytest.mark.parametrize("path", ["other", "."])
def test_claims_that_move_within_a_folder(sayso: Run, work: Work, path: str) -> None:
    """To a file that git does not take for the same; the claim is there word for word."""
    with_two_files(work)
    (work.folder / "other" / "far.json").unlink()
    note = "as told by those who were there " * 300
    work.write("other/moved.json", OTHER | {"include": ["../register.json"], "note": note})
    assert in_folder(sayso, work, path) == []
    report = json.loads(sayso("check", "--since", "main", "-f", "json", path).stdout)
    assert [each["check"] for file in report["files"] for each in file["findings"] if each["claim"]] == []


def test_a_claim_that_moves_and_has_the_id_of_another(sayso: Run, work: Work) -> None:
    work.git("checkout", "--quiet", "main")
    work.commit({"other/near.json": NEAR | {"claims": [claim("single", "readings"), WEAK]}})
    work.git("checkout", "--quiet", "-B", "change")
    work.write("other/near.json", NEAR | {"claims": [claim("single", "readings")]})
    work.write("other/moved.json", NEAR | {"claims": [WEAK]})
    assert in_folder(sayso, work, ".") == []


def test_a_claim_that_a_baseline_knows_and_is_replaced(sayso: Run, work: Work) -> None:
    work.git("checkout", "--quiet", "main")
    work.commit({"known.json": knows("late", "echo"), "sayso.toml": 'baseline = "known.json"\n'})
    assert sayso("check", "--config-from", "main", ".").exit_code == 0
    data = copy.deepcopy(BASE)
    item(data, "late").update(statement="The minister is innocent.")
    work.commit({"claims.json": data})
    assert sayso("check", "--config-from", "main", ".").exit_code == 1


def test_a_config_beside_a_register_hides_nobody(sayso: Run, work: Work) -> None:
    """Who includes the register is found, though its folder is a project of its own."""
    parties = PARTIES | voice("institute", controlled_by=["state"])
    work.write("registers/register.json", REGISTER | {"parties": parties})
    work.write("registers/sayso.toml", "")
    work.write("other/far.json", OTHER | {"include": ["../registers/register.json"]})
    result = sayso("check", "--dependents", "-f", "json", "registers/register.json")
    assert result.exit_code == 1
    assert "far" in {
        each["claim"] for file in json.loads(result.stdout)["files"] for each in file["findings"]
    }


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
    """Ten claims on voices that are known, with answers of whom they accuse; and care for what is there."""
    papers = {
        f"paper{number}": paper("institute", url=f"https://institute.example/{number}")
        for number in range(10)
    }
    ten = [
        claim(
            f"new{number}",
            f"paper{number}",
            standing="single-source",
            against=["builder"],
            response=[{"party": "builder", "answer": "denies", "source": "reply"}],
        )
        for number in range(10)
    ]
    papers["reply"] = {"title": "No", "by": ["builder"], "basis": "statement"}

    def honest(work: Work, data: Json) -> None:
        adds(*ten, sources=papers, parties=voice("builder", kind="company"))(work, data)
        single = item(data, "single")
        single["statement"] = "Power was back, in single"
        single |= {
            "note": "See also the minutes.",
            "tags": ["power"],
            "reviewed": "2026-01-01",
            "reviewer": "A",
        }
        single["corroboration"][0] |= {"locator": "p. 4", "checked": "2026-01-01", "quote": "Power was back."}
        single["quote"] = "Power is back."
        rated = item(data, "rated")
        rated["quote"] = "“40 tonnes”"
        data["sources"]["page"] |= {
            "title": "The page",
            "archived": "https://web.archive.org/web/2026/https://ledger.example/p",
            "retrieved": "2026-01-01",
            "language": "en",
            "note": "a scan",
        }
        data["sources"]["doubt"]["url"] = "https://www.critic.example/2026/d"
        data["parties"]["institute"] |= {
            "aliases": ["GI"],
            "note": "in Oster",
            "url": "https://institute.example",
        }
        data["parties"]["institute"]["domains"].append("grid-institute.example")
        data |= {"title": "Power", "note": "of the outage", "language": "en"}
        data["claims"].reverse()
        work.write("claims.json", data)

    status, errors, beliefs = outcome(sayso, work, honest)
    assert (status, errors, beliefs) == (0, set(), [])
    result = sayso("check", "--since", "main", "-f", "json", ".")
    new = [each for file in json.loads(result.stdout)["files"] for each in file["findings"]]
    assert {(each["check"], each["level"]) for each in new} <= {("single-source", "note"), ("raised", "note")}
