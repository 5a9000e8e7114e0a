"""Adding and editing in the terminal: what is made on the way, the way back, and drafts."""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.load import load
from sayso_cli.editing.dialogue import Dialogue, EndOfDialogue, complete_with
from sayso_cli.editing.drafts import Draft, DraftFile
from sayso_cli.editing.fields import RefusedValue

from .writing import ENVIRONMENT, STARTER, Prompts, Terminal, sayso

NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
EMPTY = '{\n  "version": 1,\n  "parties": {},\n  "sources": {},\n  "claims": []\n}\n'


@pytest.fixture
def prompts(monkeypatch: pytest.MonkeyPatch) -> Prompts:
    made = Prompts()
    monkeypatch.setattr("sayso_cli.editing.dialogue.is_interactive", lambda: True)
    monkeypatch.setattr(typer, "prompt", made)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("CI", "1")
    return made


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "claims.json"
    path.write_text(STARTER)
    return path


def left(path: Path) -> Sequence[str]:
    """The files beside the claim file."""
    return sorted(set(os.listdir(path.parent)) - {path.name})


# What somebody answers who records a claim of an article: the ministry, its release, a paper and its report.
ARTICLE = (
    *("The ferry Alma lost power.", ""),
    # The claimant, and its controller.
    *("Harbour Ministry", "new", "", "government-body", "Harlen", "new", "", "state", "", "", ""),
    # Where it says so.
    *("Cause of the incident", "new", "", "", "Harbour Ministry", "statement", "14 May 2026"),
    *("The Alma lost power.", "", ""),
    # What else there is, and by whom.
    *("https://post.example/log?utm_source=feed", "new", "The log book", "", "The Coastal Post", "new"),
    *("", "media", "", "post.example", "investigation", "2026-05-15", "today", ""),
    *("", "The engines stopped.", "page 3", "today"),
)


ADDED = (
    "added the party `harlen`, the party `harbour-ministry`, the source `cause-of-the-incident`, the party "
    "`the-coastal-post`, the source `the-log-book` and the claim `the-ferry-alma-lost-power` to "
    "claims.json: single-source, rests on one independent voice: The Coastal Post"
)


def test_one_run_makes_all_that_is_missing(path: Path, prompts: Prompts) -> None:
    path.write_text(EMPTY)
    prompts.type(*ARTICLE)
    result = sayso("add", "claim")
    assert result.exit_code == 0, (result.stderr, prompts.answers)
    assert prompts.answers == []
    assert result.stdout == f"{ADDED}\n"
    made = json.loads(path.read_text())
    assert made["parties"]["harbour-ministry"]["controlled_by"] == ["harlen"]
    assert made["parties"]["the-coastal-post"]["domains"] == ["post.example"]
    assert made["sources"]["the-log-book"]["url"] == "https://post.example/log"
    (claim,) = made["claims"]
    (item,) = claim["corroboration"]
    assert (item["source"], item["quote"], item["locator"]) == (
        "the-log-book",
        "The engines stopped.",
        "page 3",
    )
    assert (claim["stated_in"], claim["quote"]) == ("cause-of-the-incident", "The Alma lost power.")
    assert not load("claims.json", path.read_bytes(), lines=False).problems
    assert sayso("fmt", "--check").exit_code == 0
    assert left(path) == []


def test_no_address_is_new_that_is_there(path: Path, prompts: Prompts) -> None:
    """Of a source by its address, however that is written; `?` and numbers choose among those like it."""
    options = (
        "--title",
        "The log",
        "--by",
        "ledger",
        "--basis",
        "observation",
        "--url",
        "https://a.example/b",
    )
    assert sayso("add", "source", "--id", "log", *options).exit_code == 0
    prompts.type("c", "", "Northlan", "1", "http://www.a.example/b?utm_source=x", "", "")
    prompts.type("Power is:back", "", "x", "release", "", "", "", "", "")
    result = sayso("add", "claim")
    assert result.exit_code == 0, result.stderr
    assert "there is no party `Northlan`; you may mean\n  1  state  Northland" in result.stderr
    assert "there is no source `Power is:back`; you may mean\n  1  release  Power is back" in result.stderr
    assert "write `new`, a number or a name" in result.stderr
    (claim,) = json.loads(path.read_text())["claims"]
    assert (claim["claimant"], claim["stated_in"]) == (["state"], "log")
    assert claim["evidence"] == [{"source": "release"}]


def test_an_archived_copy_is_told_from_the_page(path: Path, prompts: Prompts) -> None:
    copy = "https://web.archive.org/web/2024/https://a.example/b"
    prompts.type(copy, "T", "", "ledger", "observation", "", "")
    result = sayso("add", "source")
    assert result.exit_code == 0
    source = json.loads(path.read_text())["sources"]["t"]
    assert (source["url"], source["archived"]) == ("https://a.example/b", copy)
    options = ("--title", "T", "--by", "ledger", "--basis", "observation")
    assert sayso("add", "source", "--id", "u", "--url", copy, *options).exit_code == 0
    assert json.loads(path.read_text())["sources"]["u"]["archived"] == copy
    # Where the address of a copy does not say what it is of, it stays.
    assert sayso("add", "source", "--id", "v", "--url", "https://archive.ph/aBc12", *options).exit_code == 0
    assert json.loads(path.read_text())["sources"]["v"]["url"] == "https://archive.ph/aBc12"


def test_whose_site_it_is(path: Path, prompts: Prompts) -> None:
    """Who has the domain is proposed as the publisher, unless it is the word of just that party."""
    post = ("--id", "post", "--name", "Post", "--domain", "post.example")
    assert sayso("add", "party", *post).exit_code == 0
    for by, publisher, left_out in (("state", "post", ()), ("post", None, ()), ("state", None, ("-",))):
        prompts.type("https://news.post.example/a?gclid=1", "T", "", by)
        prompts.type(*(left_out or (() if publisher is None else ("",))), "observation", "", "", "")
        result = sayso("add", "source")
        assert result.exit_code == 0, result.stderr
        assert "taken as https://news.post.example/a" in result.stderr
        assert "this is on a site of Post (`post`)" in result.stderr
        assert [*json.loads(path.read_text())["sources"].values()][-1].get("publisher") == publisher


def test_the_way_back(path: Path, prompts: Prompts) -> None:
    """One answer at a time, out of what is made on the way too."""
    prompts.type(
        "<", "The first.", "<", "The statement.", "the-id", "<", "", "Somebody", "new", "", "state", "<"
    )
    prompts.type("person", "<", "<", "<", "<", "Northland", "", "", "", "")
    result = sayso("add", "claim")
    assert result.exit_code == 0, result.stderr
    assert "this is the first question" in result.stderr
    made = json.loads(path.read_text())
    assert [*made["parties"]] == ["state", "ledger"]
    assert (made["claims"][0]["id"], made["claims"][0]["claimant"]) == ("the-statement", ["state"])


@pytest.mark.thorough(one_in=6)
@pytest.mark.parametrize("number", range(len(ARTICLE)))
def test_every_answer_can_be_taken_back(path: Path, prompts: Prompts, number: int) -> None:
    """And given again, to the same end."""
    path.write_text(EMPTY)
    back = ["<", ARTICLE[number - 1]] if number else []
    prompts.type(*ARTICLE[:number], *back, *ARTICLE[number:])
    assert sayso("add", "claim").exit_code == 0
    expected = path.read_text()
    path.write_text(EMPTY)
    prompts.type(*ARTICLE)
    assert sayso("add", "claim").exit_code == 0
    assert path.read_text() == expected


@pytest.mark.thorough(one_in=6)
@pytest.mark.parametrize("number", range(len(ARTICLE)))
def test_what_was_answered_is_gone_on_with(path: Path, prompts: Prompts, number: int) -> None:
    """Wherever it was stopped."""
    path.write_text(EMPTY)
    prompts.type(*ARTICLE[:number])
    result = sayso("add", "claim")
    kept = "; what was answered is kept: `sayso add claim claims.json` goes on with it" if number else ""
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        f"sayso: error: stopped; nothing was written{kept}",
    )
    assert path.read_text() == EMPTY
    assert left(path) == ([".claims.json.add-claim"] if number else [])
    prompts.type(*(["y"] if number else []), *ARTICLE[number:])
    result = sayso("add", "claim")
    assert result.exit_code == 0, result.stderr
    assert (f"a claim that was begun is kept, with {number} answer" in result.stderr) is (number > 0)
    assert prompts.answers == []
    assert json.loads(path.read_text())["claims"][0]["stated_in"] == "cause-of-the-incident"
    assert left(path) == []


def test_a_draft_has_the_options_that_were_given(path: Path, prompts: Prompts) -> None:
    prompts.type("", "release")
    assert sayso("add", "claim", "--statement", "S.", "--claimant", "state").exit_code == 2
    # What asks nothing leaves it alone.
    assert sayso("add", "claim", "--id", "a", "--statement", "A.", "--claimant", "state").exit_code == 0
    prompts.type("y", "", "", "", "")
    result = sayso("add", "claim", "--statement", "Other.")
    assert "Go on with it, without the options that are given now?" in result.stderr
    assert [each["statement"] for each in json.loads(path.read_text())["claims"]] == ["A.", "S."]
    prompts.type("X")
    assert sayso("add", "claim").exit_code == 2
    stopped = sayso("add", "claim").stderr
    assert "what was answered is kept" in stopped
    prompts.type("perhaps", "n", "Y.", "", "state", "", "", "", "")
    result = sayso("add", "claim")
    assert "write `y` or `n`" in result.stderr
    assert [each["statement"] for each in json.loads(path.read_text())["claims"]] == ["A.", "S.", "Y."]
    assert left(path) == []


def test_a_draft_for_a_file_that_is_another_one_by_now(path: Path, prompts: Prompts) -> None:
    """From the first answer on that no longer fits it is asked again."""
    prompts.type("New", "new", "media", "ledger")
    assert sayso("add", "party").exit_code == 2
    assert sayso("add", "party", "--id", "new", "--name", "Taken").exit_code == 0
    prompts.type("", "newer", "", "", "")
    result = sayso("add", "party")
    assert result.exit_code == 0, result.stderr
    assert json.loads(path.read_text())["parties"]["newer"] == {"name": "New"}


def test_a_file_that_is_changed_meanwhile(
    path: Path, prompts: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written over, and the answers are kept."""
    asked = prompts.__call__

    def change(label: str, **more: object) -> str:
        if not prompts.answers[1:]:
            path.write_text(STARTER.replace("Northland", "Southland"))
        return asked(label, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(typer, "prompt", change)
    prompts.type("New", "", "", "", "")
    result = sayso("add", "party")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "sayso: error: cannot write claims.json: the file was changed meanwhile; nothing was written; what "
        "was answered is kept: `sayso add party claims.json` goes on with it"
    )
    assert "new" not in json.loads(path.read_text())["parties"]
    monkeypatch.setattr(typer, "prompt", prompts)
    prompts.type("y")
    assert sayso("add", "party").exit_code == 0
    assert [*json.loads(path.read_text())["parties"]] == ["state", "ledger", "new"]


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"answers": [1]}', "cannot be read"),
        (b'{"answers": ["a"], "more": 1}', "cannot be read"),
        (b'{"answers": ["' + b"a" * (1 << 20) + b'"]}', "cannot be read"),
        (b'{"answers": ["a"], "given": {"statement": ["a"]}}', "is of another version"),
        (b'{"answers": ["a"], "given": {"__class__": "a"}}', "is of another version"),
    ],
)
def test_drafts_that_are_none(path: Path, prompts: Prompts, draft: bytes, said: str) -> None:
    place = path.with_name(".claims.json.add-claim")
    place.write_bytes(draft)
    result = sayso("add", "claim")
    assert result.exit_code == 2
    assert f"the draft .claims.json.add-claim {said}" in result.stderr
    assert place.read_bytes() == draft
    assert prompts.asked == []


def test_a_draft_does_not_follow_links(path: Path, prompts: Prompts, tmp_path: Path) -> None:
    """Nothing is written elsewhere, wherever a link in a strange repository leads."""
    own = tmp_path / "own"
    place = path.with_name(".claims.json.add-party")
    place.symlink_to(own)
    prompts.type("A name")
    assert sayso("add", "party").exit_code == 2
    assert not own.exists()
    assert not place.is_symlink()
    prompts.type("y", "", "", "", "")
    assert sayso("add", "party").exit_code == 0
    place.mkdir()
    result = sayso("add", "party")
    assert (result.exit_code, "cannot be read" in result.stderr) == (2, True)


def test_a_folder_that_can_keep_nothing(prompts: Prompts, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("sayso_cli.editing.drafts.temporary_file", refuse)
    prompts.type("A name")
    result = sayso("add", "party")
    assert result.exit_code == 2
    assert "cannot keep what is answered in .claims.json.add-party: Read-only file system" in result.stderr


@pytest.mark.parametrize("name", ["电力部", "وزارة الطاقة", "משרד האנרגיה", "e\u0301 \u202eevil", "Ж" * 200])
def test_names_in_every_script(path: Path, prompts: Prompts, name: str) -> None:
    """They are kept as they are, found again, and get an id that can be typed."""
    prompts.type("It holds.", "", name, "new", "", "", "", "", "", "", "", "")
    result = sayso("add", "claim")
    assert result.exit_code == 0, result.stderr
    made = json.loads(path.read_text())
    (id,) = made["parties"].keys() - {"state", "ledger"}
    assert made["parties"][id]["name"] == name
    assert "\u202e" not in result.stderr
    assert f'"{name}"'.encode() in path.read_bytes() or "\u202e" in name
    prompts.type("It leaks.", "", f" {name}", "", "", "", "")
    assert sayso("add", "claim").exit_code == 0
    assert json.loads(path.read_text())["claims"][1]["claimant"] == [id]


def test_what_no_name_can_be_is_asked_for(path: Path, prompts: Prompts) -> None:
    prompts.type("S", "", "a\x1b[31mb", "new", "Red", "", "", "", "", "", "", "", "")
    result = sayso("add", "claim")
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stderr
    assert json.loads(path.read_text())["parties"]["red"] == {"name": "Red"}
    prompts.type("\udcff")
    assert "this is not UTF-8 text" in sayso("add", "party").stderr


@given(st.lists(st.sampled_from(["a", "b", "", "<", "?", "wrong"]), max_size=40), st.integers(1, 6))
def test_a_conversation_is_what_was_not_taken_back(typed: list[str], questions: int) -> None:
    """Whatever is typed: what comes of it, what is kept, and what a later run makes of that."""

    def understand(answer: str) -> str:
        if answer == "wrong":
            raise RefusedValue("it is")
        return f"<{answer}>"

    def converse(dialogue: Dialogue) -> list[str]:
        return dialogue.run(
            lambda: [dialogue.ask(str(number), understand, known={}) for number in range(questions)]
        )

    expected: list[str] = []
    for answer in typed:
        if len(expected) < questions and answer == "<":
            del expected[-1:]
        elif len(expected) < questions and answer not in ("?", "wrong"):
            expected.append(answer)
    kept: list[str] = []
    prompts = Prompts()
    prompts.type(*typed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer, "prompt", prompts)
        try:
            answered = converse(Dialogue(keep=lambda answers: kept.__setitem__(slice(None), answers)))
        except EndOfDialogue:
            assert len(kept) < questions
            prompts.type(*"c" * questions)
            answered = converse(Dialogue(kept))
            expected += "c" * (questions - len(kept))
    assert kept == expected[: len(kept)]
    assert answered == [f"<{answer}>" for answer in expected]


def test_long_lists_are_cut(prompts: Prompts, capsys: pytest.CaptureFixture[str]) -> None:
    dialogue = Dialogue()
    prompts.type("?", "a")
    known = {f"p{index}": "\x1b[31m" for index in range(50)}
    assert dialogue.ask("Who", str, known=known) == "a"
    said = capsys.readouterr().err
    assert "  p39  \\x1b[31m\n" in said
    assert "p40" not in said
    assert "  … and 10 more; `?word` lists those with a word\n" in said


@pytest.mark.parametrize("columns", ["1", "20", "40", "100"])
def test_narrow_terminals(prompts: Prompts, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """No line is wider than the terminal, from 20 columns on."""
    monkeypatch.setenv("COLUMNS", columns)
    prompts.type(*ARTICLE)
    result = sayso("add", "claim")
    assert result.exit_code == 0
    widest = max(map(len, result.stderr.replace(": \n", "\n").splitlines()))
    assert widest <= max(20, int(columns))


def test_tabulator_completes(monkeypatch: pytest.MonkeyPatch) -> None:
    readline = pytest.importorskip("readline")
    complete_with({"state": "", "stadium": "", "ledger": ""})
    complete = readline.get_completer()
    assert [complete("sta", state) for state in range(3)] == ["stadium", "state", None]
    readline.set_completer(None)
    monkeypatch.setitem(sys.modules, "readline", None)
    complete_with(["a"])
    assert readline.get_completer() is None


FULL: dict[str, Any] = {
    "version": 1,
    "parties": {
        "state": {"name": "Northland", "aliases": ["N, Land", "North"], "note": "Two\nlines."},
        "ledger": {"name": "The Ledger", "controlled_by": [{"party": "state", "from": "2020"}]},
    },
    "sources": {
        "release": {"title": "Power is back", "by": ["state"], "basis": "statement", "publisher": "ledger"},
        "log": {"title": "Log", "by": ["ledger"], "basis": "observation", "language": "en"},
    },
    "claims": [
        {
            "id": "c",
            "statement": "It holds.",
            "claimant": ["state"],
            "evidence": [{"source": "release", "stance": "partial", "quote": "Q", "basis": "observation"}],
            "corroboration": [{"source": "log", "locator": "p. 3"}],
            "draft": True,
            "figures": [{"measure": "M", "value": 1}],
        }
    ],
}


@pytest.mark.parametrize("id", ["state", "ledger", "release", "log", "c"])
def test_enter_keeps_all(path: Path, prompts: Prompts, id: str) -> None:
    path.write_text(json.dumps(FULL))
    prompts.type(*[""] * 20)
    result = sayso("edit", id)
    assert (result.exit_code, result.stdout) == (0, "nothing was changed in claims.json\n")
    assert path.read_text() == json.dumps(FULL)
    assert 4 <= len(prompts.asked) <= 12


def test_fields_are_changed_in_the_terminal(path: Path, prompts: Prompts) -> None:
    """What is not answered stays as it is, to the byte; what is missing is made on the way."""
    path.write_text(json.dumps(FULL))
    prompts.type("", "state, Nobody", "new", "", "", "", "", "log", "", "<", "Verbatim.", "")
    prompts.type("release:partial, log", "refutes", "", "", "", "-", "yes", "false")
    result = sayso("edit", "c")
    assert result.exit_code == 0, (result.stderr, prompts.asked)
    assert "`draft` is `true` or `false`" in result.stderr
    assert result.stdout.startswith(
        "changed `claimant`, `stated_in`, `quote`, `evidence`, `corroboration`, `draft` of the claim `c` in "
    )
    made = json.loads(path.read_text())
    assert made["parties"] == FULL["parties"] | {"nobody": {"name": "Nobody"}}
    before = {name: value for name, value in FULL["claims"][0].items() if name != "draft"}
    assert made["claims"] == [
        before
        | {
            "claimant": ["state", "nobody"],
            "stated_in": "log",
            "quote": "Verbatim.",
            "evidence": [*before["evidence"], {"source": "log", "stance": "refutes"}],
            "corroboration": [],
        }
    ]


def test_fields_are_taken_away_in_the_terminal(path: Path, prompts: Prompts) -> None:
    """Those that an entry can do without."""
    path.write_text(json.dumps(FULL))
    prompts.type("-", "", "", "ledger", "", "-", "-")
    result = sayso("edit", "state")
    assert result.exit_code == 0, (result.stderr, prompts.asked)
    assert "`name` must not be empty" in result.stderr
    assert json.loads(path.read_text())["parties"]["state"] == {
        "name": "Northland",
        "controlled_by": ["ledger"],
    }
    prompts.type("", "", "")
    result = sayso("edit", "ledger")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "sayso: error: stopped; nothing was changed",
    )


def test_links_keep_what_is_known_of_them(path: Path, prompts: Prompts) -> None:
    path.write_text(json.dumps(FULL))
    prompts.type("", "", "Other, Northland", "new", "", "", "", "", "a.example b.example", "")
    assert sayso("edit", "ledger").exit_code == 0
    assert json.loads(path.read_text())["parties"]["ledger"] == {
        "name": "The Ledger",
        "controlled_by": ["other", {"party": "state", "from": "2020"}],
        "domains": ["a.example", "b.example"],
    }


def test_nothing_is_asked_where_nobody_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = sayso("edit", "ledger")
    assert result.exit_code == 2
    assert "say what to change" in result.stderr


@NEEDS_PTY
def test_somebody_who_has_read_only_the_readme(path: Path, tmp_path: Path) -> None:
    """The first claim of an article, with its parties and sources, in one run on a terminal."""
    path.unlink()
    (tmp_path / "new").mkdir()
    path = tmp_path / "new" / "claims.json"
    assert sayso("init", "--empty", path).exit_code == 0
    terminal = Terminal(path.parent, "add", "claim")
    for question, answer in (
        ("The claim as one checkable sentence", "The ferry Alma lost power."),
        ("[the-ferry-alma-lost-power]", ""),
        ("Ids of the parties that make the claim", "Harbour Ministry"),
        ("there is no party `Harbour Ministry`", ""),
        ("[harbour-ministry]", ""),
        ("What it is", "government-body"),
        ("can tell it what to say", "Harlen"),
        ("there is no party `Harlen`", "new"),
        ("[harlen]", ""),
        ("What it is", "country"),
        ("`kind` cannot be", "<"),
        ("[harlen]", ""),
        ("What it is", "state"),
        ("can tell it what to say", ""),
        ("Registrable domains", ""),
        ("that was the party `harlen`", "harbour.example"),
        ("Id of the source in which the claim is made", "https://www.harbour.example/14-05?fbclid=1"),
        ("there is no source", ""),
        ("Open it, to propose title", "n"),
        ("this is on a site of Harbour Ministry", "Cause of the incident"),
        ("[cause-of-the-incident]", ""),
        ("whose word it is", "harbour ministry"),
        ("How does this source know", "statement"),
        ("When it was published", "14/05/2026"),
        ("When somebody last opened it", "03/04/2026"),
        ("may be 2026-04-03 or 2026-03-04", "today"),
        ("Where a lasting copy of it is", ""),
        ("The claim verbatim", "The Alma lost power."),
        ("Ids of the parties it accuses", ""),
        ("What the claimant cites", ""),
        ("What others establish", "The log book"),
        ("there is no source", ""),
        ("Where it is", ""),
        ("[the-log-book]", ""),
        ("whose word it is", "The Coastal Post"),
        ("there is no party", ""),
        ("[the-coastal-post]", ""),
        ("What it is", "media"),
        ("can tell it what to say", ""),
        ("Registrable domains", ""),
        ("How does this source know", "investigation"),
        ("When it was published", "2026-05-15"),
        ("What it says of the claim", ""),
        ("What the source says, verbatim", "The engines stopped."),
        ("Where in the source", "page 3"),
        ("found that it says this", "today"),
    ):
        terminal.answer(question, answer)
    status, sent = terminal.end()
    assert (status, ADDED in " ".join(sent.split())) == (0, True), sent
    made = json.loads(path.read_text())
    assert made["parties"]["harbour-ministry"] == {
        "name": "Harbour Ministry",
        "kind": "government-body",
        "controlled_by": ["harlen"],
        "domains": ["harbour.example"],
    }
    assert made["sources"]["cause-of-the-incident"]["url"] == "https://www.harbour.example/14-05"
    assert made["sources"]["cause-of-the-incident"]["published"] == "2026-05-14"
    assert not load(str(path), path.read_bytes(), lines=False).problems


@NEEDS_PTY
@pytest.mark.parametrize("how", ["interrupt", "end of input", "hang up"])
def test_ways_to_stop(path: Path, tmp_path: Path, how: str) -> None:
    """What was answered stays."""
    terminal = Terminal(tmp_path, "add", "party")
    terminal.answer("The name readers know it by", "Harbour Ministry")
    terminal.expect("[harbour-ministry]")
    if how == "end of input":
        # Until it reads, the terminal may take the key for itself.
        while terminal.process.poll() is None:
            os.write(terminal.ours, b"\x04")
            time.sleep(0.1)
    else:
        # Python notices an interrupt only once it waits for the answer.
        time.sleep(0.5)
        terminal.process.send_signal(signal.SIGINT if how == "interrupt" else signal.SIGHUP)
    status, sent = terminal.end()
    if how != "hang up":
        assert status == 2
        assert "sayso: error: stopped; nothing was written; what was answered is kept" in sent
    assert path.read_text() == STARTER
    draft = DraftFile(path, "party").load()
    assert draft == Draft({}, ["Harbour Ministry"])
    terminal = Terminal(tmp_path, "add", "party")
    terminal.answer("Go on with it?", "")
    for question in ("[harbour-ministry]", "What it is", "can tell it what to say", "Registrable domains"):
        terminal.answer(question, "")
    assert terminal.end()[0] == 0
    assert "harbour-ministry" in json.loads(path.read_text())["parties"]


@NEEDS_PTY
@pytest.mark.thorough(one_in=33)
@pytest.mark.parametrize("seed", range(100))
def test_a_kill_at_any_moment_loses_nothing(path: Path, tmp_path: Path, seed: int) -> None:
    """The file is as it was or has all of it; what was answered is there in the next run."""
    chance = random.Random(seed)
    path.write_text(EMPTY)
    quiet = ENVIRONMENT | {"CI": "1"}
    terminal = Terminal(tmp_path, "add", "claim", env=quiet)
    terminal.expect("The claim as one")
    typed = chance.randrange(len(ARTICLE) + 1)
    os.write(terminal.ours, "".join(f"{answer}\n" for answer in ARTICLE[:typed]).encode())
    time.sleep(chance.random() * 0.4)
    terminal.process.kill()
    _, sent = terminal.end()
    draft = DraftFile(path, "claim").load()
    if path.read_text() == EMPTY:
        answers = draft.answers if draft else []
        assert all(typed in ("", kept) for kept, typed in zip(answers, ARTICLE, strict=False))
        # Whoever sees a question knows that the answers before it are kept.
        for question, number in (
            ("[the-ferry-alma", 1),
            ("adds it now", 3),
            ("[harlen]", 7),
            ("verbatim", 17),
        ):
            assert len(answers) >= number or question not in sent
        terminal = Terminal(tmp_path, "add", "claim", env=quiet)
        if draft:
            terminal.answer("Go on with it?", "")
        terminal.expect(":")
        os.write(terminal.ours, "".join(f"{answer}\n" for answer in ARTICLE[len(answers) :]).encode())
        status, sent = terminal.end()
        assert (status, ADDED in " ".join(sent.split())) == (0, True), sent
        assert left(path) == []
    made = json.loads(path.read_text())
    assert [*made["sources"]] == ["cause-of-the-incident", "the-log-book"]
    assert [each["id"] for each in made["claims"]] == ["the-ferry-alma-lost-power"]
