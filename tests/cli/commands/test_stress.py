"""`sayso stress`: what falls when a voice or a source is withdrawn."""

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

from sayso.provenance.standing import OutOfBudget
from sayso.provenance.whatif import Outcome, VoiceNumber
from sayso_cli.main import app

from ..published import VALIDATORS
from ..records import PARTIES, SOURCES, claim, record, write
from ..test_hostile import HOSTILE, UNSAFE
from ..test_terminal import NEEDS_PTY, on_terminal

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["stress"]
LONG = re.compile(r"\S{20,}")
AGAINST = {"source": "readings", "stance": "refutes"}
DATA = record(
    claim("single", "readings"),
    claim("sound", "readings", "reports"),
    claim("disputed") | {"corroboration": [{"source": "reports"}, AGAINST]},
    claim("word", "brief"),
    claim("opinion", "readings", kind="opinion"),
    claim("lost", "nowhere"),
)


def test_tables(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", DATA)
    result = sayso("stress")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert (
        result.stdout
        == """\
                                                     other claimant's      fewer
VOICES                                            standing word alone     voices
  Grid Institute (institute)                             3          1          3
  The Ledger (ledger)                                    2          1          2

                                                     other claimant's      fewer
SOURCES                                           standing word alone     voices
  Mains frequency (readings)                             3          1          3
  Lights on (reports)                                    2          1          2

4 claims looked at; left out: 1 not factual, 1 unreadable
"""
    )


def test_without(sayso: Run, tmp_path: Path) -> None:
    """The deepest fall first; a claim that loses its contradiction has another standing too."""
    write(tmp_path / "a.json", DATA)
    result = sayso("stress", "a.json", "--without", "institute")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
Without the voice of `institute`

3 CLAIMS WITH ANOTHER STANDING

  single-source → self-asserted
    single                                                         1 → no voices
        Power was back by noon.

  corroborated → single-source
    sound                                                           2 → 1 voices
        Power was back by noon.

  contested → single-source
    disputed                                   1 voice; against it 1 → no voices
        Power was back by noon.

4 claims looked at; left out: 1 not factual, 1 unreadable
"""
    )
    both = sayso("stress", "a.json", "--without", "readings", "--without", "ledger").stdout
    assert both.startswith("Without `readings` and the voice of `ledger`\n\n3 CLAIMS WITH")
    assert "contested → self-asserted" in both
    assert "no claim with another standing" in sayso("stress", "--without", "release").stdout.lower()


def test_a_claim_that_keeps_its_standing(sayso: Run, tmp_path: Path) -> None:
    parties = PARTIES | {f"p{index}": {"name": f"P{index}"} for index in range(6)}
    sources = SOURCES | {
        f"s{index}": {"title": "s", "by": [f"p{index}"], "basis": "observation"} for index in range(6)
    }
    many = [
        claim("three", "s0", "s1", "s2"),
        claim("five", *(f"s{index}" for index in range(5))),
        claim("six", *(f"s{index}" for index in range(6))),
    ]
    write(tmp_path / "a.json", record(*many, parties=parties, sources=sources))
    shown = sayso("stress", "--without", "p0").stdout
    assert "\n2 CLAIMS WITH FEWER VOICES AND THE SAME STANDING\n\n  corroborated\n" in shown
    assert "3 → 2 voices" in shown
    assert "5 or more → 4 voices" in shown
    assert "six" not in shown


def test_shape(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", DATA)
    told = json.loads(sayso("stress", "--format", "json").stdout)
    VALIDATOR.validate(told)
    assert told["files"] == ["a.json"]
    assert told["looked_at"] == {"claims": 4, "others": 1, "unreadable": 1, "unfinished": 0}
    assert [(row["id"], row["other_standing"], row["word_alone"]) for row in told["voices"]] == [
        ("institute", 3, 1),
        ("ledger", 2, 1),
    ]
    told = json.loads(sayso("stress", "-f", "json", "--without", "source:readings").stdout)
    VALIDATOR.validate(told)
    assert told["withdrawn"] == [{"what": "source", "id": "readings"}]
    assert told["claims"][0] == {
        "path": "a.json",
        "id": "single",
        "before": {
            "standing": "single-source",
            "support": {"voices": 1, "exact": True},
            "partly": {"voices": 1, "exact": True},
            "contradiction": {"voices": 0, "exact": True},
        },
        "after": {
            "standing": "self-asserted",
            "support": {"voices": 0, "exact": True},
            "partly": {"voices": 0, "exact": True},
            "contradiction": {"voices": 0, "exact": True},
        },
    }


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_worked_record(sayso: Run, claims_json: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for options in ((), ("--all",), ("--without", "snowden"), ("--without", "us-gov", "--all")):
        result = sayso("stress", claims_json, *options)
        assert result.exit_code == 0
        for line in LONG.sub("", result.stdout).splitlines():
            assert wcwidth.wcswidth(line) <= columns
    told = json.loads(sayso("stress", claims_json, "-f", "json").stdout)
    VALIDATOR.validate(told)
    assert told["voices"][0]["id"] == "snowden"


def test_the_long_tail(sayso: Run, tmp_path: Path) -> None:
    parties = PARTIES | {f"p{index}": {"name": f"P{index}"} for index in range(15)}
    sources = SOURCES | {
        f"s{index}": {"title": "s" * 200, "by": [f"p{index}"], "basis": "observation"} for index in range(15)
    }
    many = [claim(f"c{index}", f"s{index % 15}") for index in range(60)]
    many += [claim(f"d{index}", "readings") for index in range(60)]
    write(tmp_path / "a.json", record(*many, parties=parties, sources=sources))
    shown = sayso("stress").stdout
    assert shown.count("  and 6 more (shown with --all)\n") == 2
    assert "ssss..." in shown.replace("\n    ", "")
    assert "more (shown" not in sayso("stress", "--all").stdout
    shown = sayso("stress", "--without", "institute").stdout
    assert "  and 10 more (shown with --all)\n" in shown
    assert "more (shown" not in sayso("stress", "--without", "institute", "--all").stdout


def test_several_files(sayso: Run, tmp_path: Path) -> None:
    """A party of a shared register is one voice for all; the same id in two files is two."""
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES, "claims": []}
    write(tmp_path / "register.json", register)
    for name in ("a", "b"):
        own = {"own": {"name": f"Own of {name}"}}
        mine = {"mine": {"title": "Mine", "by": ["own"], "basis": "observation"}}
        claims = [claim(f"{name}1", "readings"), claim(f"{name}2", "mine")]
        data = {"version": 1, "include": ["register.json"], "parties": own, "sources": mine, "claims": claims}
        write(tmp_path / f"{name}.json", data)
    shown = sayso("stress").stdout
    assert re.search(r"Grid Institute \(institute\) +2 +2 +2\n", shown)
    assert re.search(r"Own of a \(own\) in a.json +1 +1 +1\n", shown)
    assert re.search(r"Own of b \(own\) in b.json +1 +1 +1\n", shown)
    shown = sayso("stress", "--without", "institute").stdout
    assert "    a1 (a.json:" in shown
    assert "    b1 (b.json:" in shown


def test_rings_are_one_voice(sayso: Run, tmp_path: Path) -> None:
    parties = PARTIES | {
        "one": {"name": "One", "controlled_by": ["two"]},
        "two": {"name": "Two", "controlled_by": ["one"]},
    }
    sources = SOURCES | {"said": {"title": "Said", "by": ["two"], "basis": "observation"}}
    write(tmp_path / "a.json", record(claim("a", "said"), parties=parties, sources=sources))
    assert "  One (one) and 1 more in a ring" in sayso("stress").stdout
    assert json.loads(sayso("stress", "-f", "json").stdout)["voices"][0]["ids"] == ["one", "two"]


@pytest.mark.parametrize("data", [record(), record(claim("word", "brief"))])
def test_nothing_falls(sayso: Run, tmp_path: Path, data: Any) -> None:
    write(tmp_path / "a.json", data)
    result = sayso("stress")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "No claim loses anything without any one of the voices.\n\n"
        "No claim loses anything without any one of the sources.\n\n"
    )
    told = json.loads(sayso("stress", "-f", "json").stdout)
    VALIDATOR.validate(told)
    assert (told["voices"], told["sources"]) == ([], [])


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("institut", "did you mean `institute`?"),
        ("party:readings", "no party or source `party:readings`"),
        ("nobody:institute", "no party or source"),
        ("\x1b[31m", "\\x1b[31m"),
        ("", "no party or source ``"),
        ("twin", "`twin` is a party and a source; write `party:twin` or `source:twin`"),
        ("broken", "cannot be read, or refers to what cannot; see `sayso check`"),
    ],
)
def test_ids_that_name_nothing(sayso: Run, tmp_path: Path, id: str, said: str) -> None:
    parties = PARTIES | {"twin": {"name": "Twin"}, "broken": {"name": "B", "controlled_by": ["gone"]}}
    sources = SOURCES | {"twin": SOURCES["readings"]}
    write(tmp_path / "a.json", record(claim("a", "twin"), parties=parties, sources=sources))
    result = sayso("stress", "--without", id)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.stderr).split())
    assert sayso("stress", "--without", "source:twin").exit_code == 0
    assert sayso("stress", "--without", "party:twin", "--without", "party:twin").exit_code == 0


def test_names_of_what_is_withdrawn(sayso: Run, tmp_path: Path) -> None:
    """A party by its name, a source by its title, with a colon in it or not."""
    sources = SOURCES | {"odd": SOURCES["readings"] | {"title": "The Ledger"}}
    sources["release"] = {**SOURCES["release"], "title": "Ministry: power is back"}
    write(tmp_path / "a.json", record(claim("a", "readings", "release"), sources=sources))
    for name, id in (
        ("grid Institute", "institute"),
        ("Ministry: power IS back", "release"),
        ("party:The Ledger", "party:ledger"),
        ("source:The Ledger", "source:odd"),
    ):
        options = ("stress", "-f", "json", "--without")
        assert sayso(*options, name).stdout == sayso(*options, id).stdout != ""
    result = sayso("stress", "--without", "The Ledger")
    assert "write `party:ledger` or `source:odd`" in " ".join(result.stderr.split())


def test_a_budget_that_runs_out_is_told(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.json", DATA)

    def exhausted(*_: object) -> Any:
        raise OutOfBudget

    monkeypatch.setattr("sayso.provenance.whatif.WhatIf._candidates", exhausted)
    assert "The work budget ran out on 4 claims: more may hang on what is listed" in sayso("stress").stdout
    monkeypatch.setattr("sayso.provenance.standing.Case.voices_of", exhausted)
    assert "The work budget ran out on 4 claims" in sayso("stress", "--without", "institute").stdout
    monkeypatch.setattr("sayso.provenance.standing.Case", exhausted)
    assert "The work budget ran out on 4 claims" in sayso("stress").stdout


@pytest.mark.parametrize("hostile", [*HOSTILE, "中文，标点。" * 30, "👍🏽 é" * 20])
def test_hostile_text(sayso: Run, tmp_path: Path, hostile: str) -> None:
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", hostile) or "x"
    sources = {id: source | {"title": text} for id, source in SOURCES.items()}
    parties = {id: party | {"name": text} for id, party in PARTIES.items()}
    data = claim("a", "readings", statement=text)
    write(tmp_path / "a.json", record(data, sources=sources, parties=parties))
    for options in ((), ("--without", "institute")):
        result = sayso("stress", *options)
        assert result.exit_code == 0
        assert UNSAFE.search(result.stdout) is None
        for line in LONG.sub("", result.stdout).splitlines():
            assert wcwidth.wcswidth(line) <= 80
    assert json.loads(sayso("stress", "-f", "json").stdout)["voices"][0]["name"] == text


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_any_encoding(process: Run, tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "a.json", DATA)
    result = process("stress", "--without", "institute", env={"PYTHONIOENCODING": encoding})
    assert result.returncode == 0
    arrow = "→" if encoding.startswith("utf") else "->"
    assert f"single-source {arrow} self-asserted" in result.stdout.decode(encoding)


@NEEDS_PTY
@pytest.mark.thorough
def test_progress_of_a_long_run(tmp_path: Path) -> None:
    write(tmp_path / "long.json", record(*(claim(f"c{number}", "readings") for number in range(2500))))
    status, sent = on_terminal(tmp_path, "stress")
    assert status == 0
    assert "withdrawing" in sent
    assert "100%" in sent
    assert "withdrawing" not in on_terminal(tmp_path, "stress", "--quiet")[1]


def test_reader_that_went_away(process: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", DATA)
    reading, writing = os.pipe()
    os.close(reading)
    result = process("stress", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (result.returncode, result.stderr) == (2, b"")


def test_files_that_are_not_there_or_cannot_be_read(sayso: Run, tmp_path: Path) -> None:
    """A file that cannot be read as a record is not passed over in silence."""
    assert sayso("stress", "gone.json").stderr == "sayso: error: no such file or folder: gone.json\n"
    (tmp_path / "a.json").write_text('{"version": 1, "claims": [}', encoding="utf-8")
    result = sayso("stress", "a.json")
    assert result.exit_code == 2
    assert "sayso: error: a.json:1:27: " in result.stderr
    assert sayso("stress", "-", input=json.dumps(DATA)).exit_code == 0


def test_completion(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.json", DATA)
    monkeypatch.chdir(tmp_path)

    def complete(words: str) -> list[str]:
        env = {"_SAYSO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}
        return CliRunner().invoke(app, [], prog_name="sayso", env=env).stdout.split()

    assert complete("sayso stress --without re") == ["release", "readings", "reports"]
    assert "institute" in complete("sayso stress --without ")
    (tmp_path / "a.json").unlink()
    assert complete("sayso stress --without re") == []


def test_hidden_link(sayso: Run, tmp_path: Path) -> None:
    parties = PARTIES | {"bureau": {"name": "Bureau"}, "one": {"name": "One", "controlled_by": ["two"]}}
    parties |= {"two": {"name": "Two", "controlled_by": ["one"]}}
    sources = SOURCES | {
        "count": {"title": "Count", "by": ["bureau"], "basis": "observation"},
        "said": {"title": "Said", "by": ["two"], "basis": "observation"},
    }
    pairs = [claim(f"pair-{number}", "readings", "reports") for number in range(5)]
    others = [claim("three", "readings", "reports", "count"), claim("ring", "said", "count")]
    write(
        tmp_path / "a.json",
        record(*pairs, *others, claim("single", "count"), parties=parties, sources=sources),
    )
    result = sayso("stress", "--hidden-link")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
1 of 7 corroborated claims survives any one hidden link of control.

IF THESE TWO WERE ONE
  Grid Institute (institute) and The Ledger (ledger)
    5 claims corroborated → single-source: pair-0, pair-1, pair-2, 2 more
  Bureau (bureau) and One (one) and 1 more in a ring
    1 claim corroborated → single-source: ring

8 claims looked at
"""
    )
    assert "pair-3, pair-4 Bureau" in " ".join(sayso("stress", "--hidden-link", "--all").stdout.split())
    told = json.loads(sayso("stress", "--hidden-link", "-f", "json").stdout)
    VALIDATOR.validate(told)
    assert (told["corroborated"], told["survive"]) == (7, 1)
    assert told["pairs"][1] == {
        "voices": [
            {"id": "bureau", "ids": ["bureau"], "name": "Bureau", "path": "a.json"},
            {"id": "one", "ids": ["one", "two"], "name": "One", "path": "a.json"},
        ],
        "claims": [{"path": "a.json", "id": "ring"}],
    }


def test_many_pairs_and_files(sayso: Run, tmp_path: Path) -> None:
    parties = PARTIES | {f"p{index}": {"name": f"P{index}"} for index in range(12)}
    sources = SOURCES | {f"s{index}": SOURCES["readings"] | {"by": [f"p{index}"]} for index in range(12)}
    claims = [claim(f"c{index}", f"s{index}", "reports") for index in range(12)]
    for name in ("a", "b"):
        write(tmp_path / f"{name}.json", record(*claims, parties=parties, sources=sources))
    shown = sayso("stress", "--hidden-link").stdout
    assert shown.startswith("None of 24 corroborated claims survive any one hidden link of control.\n")
    assert "single-source: c0 (a.json)\n" in shown
    assert "P0 (p0) in a.json" in " ".join(shown.split())
    assert "  and 14 more (shown with --all)\n" in shown


def test_nothing_to_tie(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("single", "readings")))
    shown = sayso("stress", "--hidden-link").stdout
    assert shown == "No claim is corroborated.\n\n1 claim looked at\n"
    assert sayso("stress", "--hidden-link", "--without", "institute").exit_code == 2


def test_a_budget_that_hidden_links_use_up(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json", record(claim("pair", "readings", "reports")))

    def exhausted(*_: object) -> Any:
        raise OutOfBudget

    with monkeypatch.context() as patched:
        patched.setattr("sayso.provenance.whatif.WhatIf.losing_pairs", exhausted)
        assert "The work budget ran out on 1 claim" in sayso("stress", "--hidden-link").stdout
    number = VoiceNumber(2, False)
    outcome = Outcome("corroborated", number, number, VoiceNumber(0, True))
    monkeypatch.setattr("sayso.provenance.whatif.Outcome.of", lambda _: outcome)
    assert "The work budget ran out on 1 claim" in sayso("stress", "--hidden-link").stdout


def test_filters_and_limit(sayso: Run, tmp_path: Path) -> None:
    """Of each form only the claims that pass, and so many rows; where none passes, what there is."""
    sources = SOURCES | {"count": {"title": "Count", "by": ["bureau"], "basis": "observation"}}
    made = [claim("one", "readings", "reports", tags=["dam"]), claim("two", "readings", "count")]
    parties = PARTIES | {"bureau": {"name": "Bureau"}}
    write(tmp_path / "a.json", record(*made, claim("word", "brief"), parties=parties, sources=sources))

    def told(*options: str) -> Any:
        shape = json.loads(sayso("stress", "-f", "json", *options).stdout)
        VALIDATOR.validate(shape)
        return shape

    for options in (("--tag", "dam"), ("--text", "one"), ("--party", "ledger", "--standing", "corroborated")):
        for form in ((), ("--hidden-link",), ("--without", "institute")):
            assert told(*form, *options)["looked_at"]["claims"] == 1
    assert [each["id"] for each in told("--hidden-link", "--tag", "dam")["pairs"][0]["claims"]] == ["one"]
    for form, name, number in (
        (("--hidden-link",), "pairs", 2),
        ((), "voices", 3),
        ((), "sources", 3),
        (("--without", "institute"), "claims", 2),
    ):
        shape = told(*form, "--limit", "1")
        assert (len(shape[name]), shape[f"{name}_in_all"]) == (1, number)
        assert "and 1 more" in (shown := sayso("stress", *form, "-n", str(number - 1)).stdout), shown
    result = sayso("stress", "--hidden-link", "--standing", "refuted")
    assert result.exit_code == 0
    assert result.stderr.startswith("sayso: no claim matches --standing refuted; of ")
    assert result.stdout.startswith("No claim is corroborated.")
    assert sayso("stress", "--hidden-link", "--tag", "water").exit_code == 2


def test_a_filter_by_check(sayso: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "a.json",
        record(claim("over", "readings", standing="corroborated"), claim("plain", "readings")),
    )
    for command in (("stress",), ("stress", "--hidden-link"), ("next",)):
        told = json.loads(sayso(*command, "-f", "json", "--check", "overstated").stdout)
        assert told["looked_at"]["claims"] == 1


@pytest.mark.parametrize("columns", [20, 30])
@pytest.mark.parametrize(
    "options",
    [
        ("stress",),
        ("stress", "--hidden-link"),
        ("stress", "--without", "institute"),
        ("next",),
        ("list",),
        ("list", "parties"),
        ("list", "sources"),
        ("list", "tags"),
    ],
)
def test_no_line_is_wider_than_a_slim_terminal(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, options: tuple[str, ...]
) -> None:
    parties = PARTIES | {"institute": {"name": "电网研究所" * 5}}
    long = claim("a-claim-with-a-long-id-of-many-letters", "readings", "reports", tags=["energy-and-water"])
    write(tmp_path / "a.json", record(long, claim("single", "readings", tags=["dam"]), parties=parties))
    monkeypatch.setenv("COLUMNS", str(columns))
    result = sayso(*options)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) > 1
    assert [line for line in lines if wcwidth.wcswidth(line) > columns] == []
