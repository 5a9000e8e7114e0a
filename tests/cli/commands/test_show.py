"""`sayso show`: the checklist of one claim."""

import datetime
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import wcwidth
from typer.testing import CliRunner

from sayso.record.load import load
from sayso.report.checklist import checklist
from sayso.rules.rule import House
from sayso_cli.main import app
from sayso_cli.terminal import Look
from sayso_cli.views.show_text import show_text

from ..published import VALIDATORS
from ..records import PARTIES, SOURCES, claim, record, write
from ..test_hostile import HOSTILE, UNSAFE
from ..test_terminal import NEEDS_PTY, on_terminal

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["show"]
LONG = re.compile(r"\S{20,}")
FULL = claim(
    "full",
    "readings",
    "brief",
    stated_in="release",
    stated_on="2024-05-06",
    quote="Power is back.",
    against=["ledger"],
    response=[{"party": "ledger", "answer": "denies", "source": "rumour", "on": "2024-05-07"}],
    note="Nobody counted.",
    standing="single-source",
    verdict="Unproven",
    reviewed="2025-11-20",
    reviewer="A. Berg",
)
FULL["corroboration"] += [
    {"source": "rumour"},
    {"source": "reports", "stance": "partial"},
    {"source": "bulletin", "stance": "context"},
    {"source": "readings", "quote": "50 Hz", "locator": "p. 2", "checked": "2024-06-01", "note": "Read it."},
]


def test_everything_about_a_claim(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FULL))
    result = sayso("show", "-v", "full", "--as-of", "2026-01-01")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(
        """\
●○ full                                                                a.json:74
  Power was back by noon.

  quote      Power is back.
  stated in  `release`: Power is back (Ministry of Energy)
  stated on  2024-05-06
  claimant   Ministry of Energy (ministry)
             └─ controlled by Northland (state)
  against    The Ledger (ledger)
  response   The Ledger (ledger): denies in `rumour`, 2024-05-07
  standing   single-source (declared), 1 independent voice, at most 2
             note[single-source]
  that is    one independent voice supports it, and none contradicts it; it says
             nothing on whether the claim is true
  because    rests on one independent voice: Grid Institute
  verdict    "Unproven" (the rating of the house)
  reviewed   2025-11-20, by A. Berg
  note       Nobody counted.

EVIDENCE  the claimant cites nothing

CORROBORATION  6 items: 2 count
  ✓ `readings`: Grid Institute, observation
    `readings` knows at first hand: its basis is `observation`
  ✗ `brief`: The Ledger, relay
    `brief` is based on `release`, which is by Ministry of Energy (the claimant)
    warning[traces-to-claimant]
    = look for a source with its own knowledge; an echo adds no voice
    └─ ✗ `release`: Ministry of Energy, statement; closed: it speaks with the
         claimant's voice
  ✗ `rumour`: The Ledger, unknown
    `rumour` does not say how it knows (basis `unknown`)
    warning[unknown-basis]
    = find out how it knows, and set the basis of `rumour`
  ✗ `reports` (partial): The Ledger, investigation
    `reports` backs only a part of the wording
    note[partial-support]
    = split the claim, so that each part has what backs it
  · `bulletin` (context): Northland Broadcasting, investigation
    `bulletin` is given as context
  ✓ `readings`: Grid Institute, observation
    `readings` knows at first hand: its basis is `observation`
    "50 Hz"
    p. 2; opened 2024-06-01
    Read it.

To doubt this claim you must doubt Grid Institute.

WHAT IS MISSING
  - if `rumour` turns out to be its own investigation: corroborated, 2 voices
  - if `reports` turns out to back the whole wording: corroborated, 2 voices
  - look for a source that does not go through Grid Institute

CHECKS  """
    )
    assert result.stdout.count("unknown-basis") == 1
    assert re.search(r"\n  ✓ passed: invalid-json, duplicate-key, schema,", result.stdout)
    assert "\n    too-few-voices, verdict-unbacked: no rule of the house asks for it\n" in result.stdout
    assert "no-response" in result.stdout.split("passed:")[1].split("not applicable")[0]


def test_a_claim_in_brief(sayso: Run, tmp_path: Path) -> None:
    """Long texts are cut, notes named, walks and checks that found nothing left out; nothing stands twice."""
    long = "It was so. " * 20
    write(tmp_path / "a.json", record(FULL | {"note": long, "quote": long}))
    shown = sayso("show", "full", "--as-of", "2026-01-01").stdout
    assert f"\n  note       {'It was so. ' * 5}" in shown
    assert shown.count("…\n") == 2
    assert "\n  claimant   Ministry of Energy\n  voice      Northland\n  against    The Ledger\n" in shown
    assert "\n  response   The Ledger denies\n" in shown
    assert "└─" not in shown
    assert re.search(r"\nCHECKS  9 failed, \d+ passed, \d+ not applicable \(-v lists them\)\n", shown)
    assert shown.endswith(
        """)
  ✗ warning[bottleneck] a.json:81:4
    2 items, one voice: all of them rest on Grid Institute
    = look for a source that does not go through this voice
  ✗ warning[unvouched-voice] a.json:81:4
    a voice that this rests on is Grid Institute, of which the record holds
    nothing but the name
    = find out who that is, and record its kind, or a domain or address of its
      own
  ✗ notes: unchecked-item, no-locator, no-url (6)
"""
    )
    labels = re.findall(r"\[[a-z-]+\]", shown)
    assert len(labels) == len(set(labels)) == 6


def test_a_claim_without_notes_in_brief(sayso: Run, tmp_path: Path) -> None:
    entry = claim("a", claimant=["state"], stated_in="release")
    source = SOURCES["release"] | {"url": "https://a.example/1", "archived": "https://archive.example/1"}
    write(tmp_path / "a.json", record(entry, sources={"release": source}))
    (tmp_path / "sayso.toml").write_text('ignore = ["never-verified"]\n', encoding="utf-8")
    shown = sayso("show", "a", "a.json").stdout
    assert "\n  voice " not in shown
    assert "notes:" not in shown
    assert "https://a.example/1" not in shown
    assert "\n             https://a.example/1\n" in sayso("show", "-v", "a", "a.json").stdout


def test_an_ordinary_claim_fits_a_screen(claims_json: Path) -> None:
    """Half of the worked record in less than 40 lines, and the largest claims in a few more."""
    file = load("claims.json", claims_json.read_bytes(), lines=False)
    house = House(datetime.date(2026, 1, 1))
    look = Look(colour=False, columns=80, verbose=False)
    lengths = sorted(
        show_text(checklist(file, index, house), look).count("\n") for index in range(0, len(file.claims), 4)
    )
    assert lengths[len(lengths) // 2] < 40
    assert lengths[-1] < 60


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_worked_record(sayso: Run, claims_json: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """Every claim, within the width, and every source of its items named."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for entry in json.loads(claims_json.read_text(encoding="utf-8"))["claims"][columns // 40 :: 12]:
        result = sayso("show", entry["id"], claims_json)
        assert result.exit_code == 0
        for line in LONG.sub("", result.stdout).splitlines():
            assert wcwidth.wcswidth(line) <= columns
        for item in (*entry["evidence"], *entry["corroboration"]):
            assert item["source"][:15] in result.stdout


def test_worked_record_as_json(sayso: Run, claims_json: Path) -> None:
    for entry in json.loads(claims_json.read_text(encoding="utf-8"))["claims"][::9]:
        shown = json.loads(sayso("show", entry["id"], claims_json, "--format", "json").stdout)
        VALIDATOR.validate(shown)
        assert shown["id"] == entry["id"]
        assert shown["standing"] == entry["standing"]
        assert [item["source"] for item in shown["items"]] == [
            item["source"] for item in (*entry["evidence"], *entry["corroboration"])
        ]


def test_shape(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FULL))
    shown = json.loads(sayso("show", "full", "-f", "json", "--as-of", "2026-01-01").stdout)
    VALIDATOR.validate(shown)
    assert [each["id"] for each in shown["control"]] == ["ministry", "state"]
    assert shown["walks"]["refutes"] == {"documents": [], "left_out": 0, "complete": True}
    documents = {each["source"]: each for each in shown["walks"]["supports"]["documents"]}
    assert list(documents) == ["readings", "brief", "rumour", "release"]
    assert (documents["release"]["role"], documents["release"]["carries"]) == ("closed", False)
    assert [
        (one["otherwise"], one["source"], one["standing"]) for one in shown["missing"]["suppositions"]
    ] == [
        ("unknown", "rumour", "corroborated"),
        ("partial", "reports", "corroborated"),
    ]
    checks = {each["check"]: each for each in shown["checks"]}
    assert checks["unknown-basis"]["outcome"] == "failed"
    assert checks["overstated"] == {
        "check": "overstated",
        "family": "standing",
        "outcome": "passed",
        "reason": None,
    }


def test_refuted_contested_and_opinions(sayso: Run, tmp_path: Path) -> None:
    against = [{"source": "readings", "stance": "refutes"}]
    contested = claim("contested") | {"corroboration": [{"source": "reports"}, *against]}
    write(
        tmp_path / "a.json",
        record(
            contested,
            claim("refuted") | {"corroboration": against},
            claim("opinion", "readings", kind="opinion"),
            claim("sound", "readings", "reports"),
        ),
    )
    shown = sayso("show", "contested").stdout
    assert "To doubt this claim you must doubt The Ledger." in shown
    assert "To doubt what contradicts it you must doubt Grid Institute." in shown
    assert "- say in the report that both exist" in shown
    shown = sayso("show", "refuted").stdout
    assert "\nNothing supports this claim but its claimant's word." in shown
    assert "`readings` (refutes): Grid Institute" in shown
    shown = sayso("show", "opinion").stdout
    assert "\n  kind       opinion\n" in shown
    assert "doubt" not in shown
    assert "WHAT IS MISSING" not in shown
    assert "this is recorded as opinion" in shown
    assert "\n    allies-only," in sayso("show", "-v", "opinion").stdout
    VALIDATOR.validate(json.loads(sayso("show", "opinion", "-f", "json").stdout))
    shown = sayso("show", "sound").stdout
    assert (
        "you must doubt The Ledger and Grid Institute." in shown or "Grid Institute and The Ledger." in shown
    )
    assert "nothing in this record waits to be looked into" in shown


def test_all_unknown_together(sayso: Run, tmp_path: Path) -> None:
    """Where no single one makes it what all of them would."""
    sources = SOURCES | {
        "one": {"title": "1", "by": ["ledger"], "basis": "unknown"},
        "two": {"title": "2", "by": ["institute"], "basis": "unknown"},
        "far": {"title": "3", "by": ["ledger"], "basis": "relay", "based_on": ["one"]},
    }
    write(tmp_path / "a.json", record(claim("a", "far", "two"), sources=sources))
    words = " ".join(sayso("show", "a").stdout.split())
    assert "- if `one` turns out to be its own investigation (through `far`): single-source, 1 voice" in words
    assert (
        "- if all 2 sources with basis `unknown` turn out to be investigations: corroborated; none of them "
        "makes it that alone" in words
    )


def test_shared_documents_and_hubs(sayso: Run, tmp_path: Path) -> None:
    """What was shown is named again; thousands of documents are counted."""
    many = {f"o{index}": {"title": "o", "by": ["ledger"], "basis": "unknown"} for index in range(1300)}
    sources = (
        SOURCES
        | many
        | {
            "hub": {"title": "h", "by": ["ledger"], "basis": "relay", "based_on": ["readings", *many]},
            "top": {"title": "t", "by": ["ledger"], "basis": "relay", "based_on": ["hub"]},
            "side": {"title": "t", "by": ["ledger"], "basis": "relay", "based_on": ["hub", "readings"]},
        }
    )
    write(tmp_path / "a.json", record(claim("a", "top", "side", "hub"), sources=sources))
    shown = sayso("show", "-v", "a").stdout
    assert "├─ ✓ `hub`: The Ledger, relay; shown above" in shown
    assert "└─ its walks are shown above" in shown
    assert "└─ and 1281 documents more" in shown
    assert "\n    and 1297 findings more\n" in shown
    assert re.search(r"\n  1,2\d\d documents farther on are not shown\n", shown)
    assert re.search(
        r"would change nothing alone, if it were otherwise: .* and [\d,]+\s+more", shown, re.DOTALL
    )
    assert len(shown.splitlines()) < 200
    told = json.loads(sayso("show", "a", "-f", "json").stdout)
    VALIDATOR.validate(told)
    assert len(told["walks"]["supports"]["documents"]) == 1000
    assert told["walks"]["supports"]["left_out"] == 304


def test_many_of_each_kind(sayso: Run, tmp_path: Path) -> None:
    """Lists are cut, and say by how much."""
    parties = PARTIES | {f"p{index}": {"name": f"P{index}"} for index in range(40)}
    ids = [f"p{index}" for index in range(40)]
    sources = SOURCES | {
        "joint": {"title": "j", "by": ids, "basis": "statement"},
        **{f"u{id}": {"title": "u", "by": [id], "basis": "unknown"} for id in ids},
    }
    data = claim("a", *(f"u{id}" for id in ids), claimant=ids[:15], against=ids[20:35], stated_in="joint")
    data["response"] = [{"party": id, "answer": "denies"} for id in ids[:12]]
    sources["joint"]["by"] = ["state", *ids[:4]]
    write(
        tmp_path / "a.json",
        record(data, claim("b", *(f"u{id}" for id in ids)), parties=parties, sources=sources),
    )
    assert sayso("show", "a").stdout.count("\n  claimant ") == 1
    shown = sayso("show", "-v", "a").stdout
    assert "  claimant   and 5 more\n" in shown
    assert "  against    and 5 more\n" in shown
    assert "  response   and 2 more\n" in shown
    assert "(Northland and P0 and P1 and 2 more)" in " ".join(shown.split())
    assert "  and 10 more items\n" in shown
    shown = sayso("show", "b").stdout
    assert "- and 30 more that would change it" in shown
    assert shown.count("\n    warning[unknown-basis]\n") == 30
    assert "    and 7 more of these\n" in shown


def test_who_controls_the_claimant(sayso: Run, tmp_path: Path) -> None:
    owners = {f"o{index}": {"name": f"O{index}"} for index in range(25)}
    parties = (
        PARTIES
        | owners
        | {
            "left": {"name": "Left", "controlled_by": ["top"]},
            "right": {"name": "Right", "controlled_by": ["top"]},
            "top": {"name": "Top", "controlled_by": ["state"]},
            "both": {"name": "Both", "controlled_by": ["left", "right"]},
            "wide": {"name": "Wide", "controlled_by": list(owners)},
        }
    )
    write(
        tmp_path / "a.json",
        record(claim("a", claimant=["both"]), claim("b", claimant=["wide"]), parties=parties),
    )
    assert (
        """
  claimant   Both (both)
             ├─ controlled by Left (left)
             │  └─ controlled by Top (top)
             │     └─ controlled by Northland (state)
             └─ controlled by Right (right)
                └─ controlled by Top (top), as above
"""
        in sayso("show", "-v", "a").stdout
    )
    assert "             └─ controlled by 5 more\n" in sayso("show", "b", "--verbose").stdout


def test_a_waiver_is_shown_with_its_reason(sayso: Run, tmp_path: Path) -> None:
    waive = [{"check": "single-source", "reason": "the court's own ruling"}]
    write(tmp_path / "a.json", record(claim("a", "readings", waive=waive)))
    shown = sayso("show", "a").stdout
    assert "\n  · waived warning[single-source] a.json" in shown
    assert "\n    waived: the court's own ruling\n" in shown


def test_nothing_that_does_not_apply_is_no_heading(sayso: Run, tmp_path: Path) -> None:
    """Checks of a claim that cannot be judged are not listed at all."""
    write(tmp_path / "a.json", record(claim("a", "nowhere")))
    result = sayso("show", "a")
    assert result.exit_code == 2
    assert result.stdout.startswith("?? a  ")
    assert "standing   none: this entry, or one that it refers to, cannot be read" in result.stdout
    assert "error[unknown-reference] a.json:" in result.stdout
    assert "there is no source `nowhere`" in result.stdout
    assert "CHECKS" not in result.stdout
    assert "cannot be judged" in result.stderr
    result = sayso("show", "a", "--format", "json")
    assert result.exit_code == 2
    VALIDATOR.validate(json.loads(result.stdout))
    write(tmp_path / "a.json", record(claim("a", kind="fact") | {"statement": 5}))
    result = sayso("show", "a")
    assert result.exit_code == 2
    assert "error[schema]" in result.stdout


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("ful", "no claim `ful`; did you mean `full`?"),
        ("power was back by noon.", "you mean `full`, which has that name"),
        ("\x1b[31m", "no claim `\\x1b[31m`; `sayso check -v` lists the claims"),
        ("x" * 10_000, "lists the claims"),
        ("", "no claim ``"),
    ],
)
def test_unknown_id(sayso: Run, tmp_path: Path, id: str, said: str) -> None:
    write(tmp_path / "a.json", record(FULL))
    result = sayso("show", id)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr


def test_an_id_in_several_files(sayso: Run, tmp_path: Path) -> None:
    for number in range(7):
        write(tmp_path / f"{number}.json", record(FULL))
    result = sayso("show", "full")
    assert result.exit_code == 2
    assert "several files hold a claim `full`: 0.json:74, 1.json:74" in result.stderr
    assert "4.json:74 and 2 more; name the file that is meant" in result.stderr
    assert sayso("show", "full", "3.json").exit_code == 0
    write(tmp_path / "3.json", record(FULL, FULL))
    result = sayso("show", "full", "3.json")
    assert result.exit_code == 2
    assert "the id `full` is taken more than once: 3.json:74, 3.json:" in result.stderr


def test_files_that_are_not_there_or_cannot_be_read(sayso: Run, tmp_path: Path) -> None:
    result = sayso("show", "full", "gone.json")
    assert (result.exit_code, result.stderr) == (2, "sayso: error: no such file or folder: gone.json\n")
    assert sayso("show", "full").stderr == "sayso: error: no claim file in the folder .\n"
    (tmp_path / "a.json").write_text('{"version": 1, "claims": [}', encoding="utf-8")
    result = sayso("show", "full", "a.json")
    assert result.exit_code == 2
    assert "no claim `full` was found, but a file cannot be read: a.json:1:27: " in result.stderr
    assert sayso("show", "full", "-", input=json.dumps(record(FULL))).exit_code == 0


@pytest.mark.parametrize("hostile", [*HOSTILE, "中文，标点。" * 30, "👍🏽 é" * 20])
def test_hostile_text(sayso: Run, tmp_path: Path, hostile: str) -> None:
    """Nothing reaches the terminal unescaped, and lines keep within the width."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", hostile) or "x"
    sources = {id: source | {"title": text} for id, source in SOURCES.items()}
    parties = {id: party | {"name": text} for id, party in PARTIES.items()}
    items = [{**item, "quote": text, "note": text, "locator": text} for item in FULL["corroboration"]]
    waive = [{"check": "single-source", "reason": text}]
    entry = FULL | {
        "statement": text,
        "verdict": text,
        "reviewer": text,
        "quote": text,
        "note": text,
        "corroboration": items,
        "waive": waive,
    }
    write(tmp_path / "a.json", record(entry, sources=sources, parties=parties))
    result = sayso("show", "full")
    assert result.exit_code == 0
    assert UNSAFE.search(result.stdout) is None
    for line in LONG.sub("", result.stdout).splitlines():
        assert wcwidth.wcswidth(line) <= 80
    result = sayso("show", "full", "-f", "json")
    assert UNSAFE.search(result.stdout) is None
    assert json.loads(result.stdout)["statement"] == text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "utf-16"])
def test_any_encoding(process: Run, tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "a.json", record(FULL | {"statement": "中文 é"}))
    env = {"PYTHONIOENCODING": encoding}
    result = process("show", "full", env=env)
    assert result.returncode == 0
    shown = result.stdout.decode(encoding)
    assert ("✗ notes" in shown) == encoding.startswith("utf")
    assert ("x notes" in shown) != encoding.startswith("utf")
    json.loads(process("show", "full", "-f", "json", env=env).stdout.decode(encoding))


@NEEDS_PTY
def test_on_a_terminal(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FULL))
    status, sent = on_terminal(tmp_path, "show", "full", columns=120)
    assert status == 0
    assert "\x1b[36m✓ \x1b[0m`readings`" in sent
    plain = re.sub(r"\x1b\[[0-9;]+m", "", sent)
    assert 80 < max(map(len, plain.split("\r\n"))) <= 120
    assert "\x1b" not in on_terminal(tmp_path, "show", "full", "--color", "never")[1]


def test_reader_that_went_away(process: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FULL))
    reading, writing = os.pipe()
    os.close(reading)
    result = process("show", "full", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (result.returncode, result.stderr) == (2, b"")


def test_completion(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids with their statements, in the shell; nothing where there is no claim file."""
    write(tmp_path / "a.json", record(FULL, claim("other", kind="fact"), claim("fuller")))
    monkeypatch.chdir(tmp_path)

    def complete(words: str) -> str:
        env = {"_SAYSO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "2"}
        return CliRunner().invoke(app, [], prog_name="sayso", env=env).stdout

    assert complete("sayso show fu").split() == ["full", "fuller"]
    assert complete("sayso show ").split() == ["full", "other", "fuller"]
    (tmp_path / "a.json").unlink()
    assert complete("sayso show ").strip() == ""


@pytest.mark.parametrize("command", ["show", "stress"])
def test_help(sayso: Run, command: str) -> None:
    result = sayso(command, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: sayso {command} [OPTIONS]")
    assert result.stdout.isascii()
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_house_rules(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FULL))
    assert "error[too-few-voices]" in sayso("show", "full", "--min-voices", "2").stdout
    assert sayso("show", "full", "--as-of", "2026-02-30").exit_code == 2
    assert sayso("show", "full", "--format", "xml").exit_code == 2
    assert sayso("show").exit_code == 2


def test_five_voices_and_more(sayso: Run, tmp_path: Path) -> None:
    """They are not told one by one, and nothing could be added to them."""
    parties = PARTIES | {f"p{index}": {"name": f"P{index}"} for index in range(7)}
    sources = SOURCES | {
        f"s{index}": {"title": "s", "by": [f"p{index}"], "basis": "observation"} for index in range(6)
    }
    sources["open"] = {"title": "o", "by": ["p6"], "basis": "unknown"}
    entry = claim("a", *(f"s{index}" for index in range(6)), "open")
    entry["corroboration"].append({"source": "reports", "stance": "partial"})
    write(tmp_path / "a.json", record(entry, parties=parties, sources=sources))
    shown = sayso("show", "a").stdout
    assert "To doubt this claim you must doubt 5 or more voices." in shown
    assert "would change nothing alone, if it were otherwise: `open` and `reports`" in shown


def test_what_would_contradict(sayso: Run, tmp_path: Path) -> None:
    entry = claim("a", "readings")
    entry["corroboration"].append({"source": "rumour", "stance": "refutes"})
    write(tmp_path / "a.json", record(entry))
    shown = " ".join(sayso("show", "a").stdout.split())
    assert (
        "if `rumour` turns out to be its own investigation: contested, 1 voice for it, 1 voice against it"
        in shown
    )


@pytest.mark.parametrize(("work", "said"), [(0, "- 0 or more"), (60, " or more"), (200, "- 40")])
def test_what_was_not_tried_is_told(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: int, said: str
) -> None:
    monkeypatch.setattr("sayso.provenance.whatif._MAX_WORK", work)
    many = {
        f"u{index}": {"title": "u", "by": ["ledger", "p"] if index % 2 else ["ledger"], "basis": "unknown"}
        for index in range(40)
    }
    parties = PARTIES | {"p": {"name": "P"}}
    write(tmp_path / "a.json", record(claim("a", "readings", *many), sources=SOURCES | many, parties=parties))
    shown = sayso("show", "a").stdout
    assert f"{said} sources were not tried: the work budget ran out" in shown
    missing = json.loads(sayso("show", "a", "-f", "json").stdout)["missing"]
    assert missing["left_out"] or not missing["complete"]


def test_a_part_that_is_backed(sayso: Run, tmp_path: Path) -> None:
    entry = claim("a")
    entry["corroboration"] = [{"source": "readings", "stance": "partial"}]
    write(tmp_path / "a.json", record(entry))
    shown = " ".join(sayso("show", "a").stdout.split())
    assert "standing partly-backed (not declared), no independent voice" in shown
    assert "To doubt what is backed of it you must doubt Grid Institute." in shown
