"""`sayso list`: claims one a line; parties, sources and tags with what hangs on each."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import wcwidth

from sayso.provenance.standing import Budget, OutOfBudget

from ..published import VALIDATORS
from ..records import DECLARED, MIXED, OPINION, PARTIES, REFUTED, SINGLE, SOUND, SOURCES, claim, record, write
from ..test_hostile import HOSTILE, UNSAFE
from ..test_terminal import NEEDS_PTY, on_terminal

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["list"]

PARTLY = claim("partly") | {"corroboration": [{"source": "reports", "stance": "partial"}]}
DISPUTED = claim("disputed", "reports") | {
    "corroboration": [{"source": "reports"}, {"source": "readings", "stance": "refutes"}]
}
LOST = claim("lost", "nowhere", tags=["grid"])
ALL = record(
    SOUND | {"tags": ["grid", "night"], "note": "seen at Café Nord"},
    SINGLE | {"tags": ["grid"], "stated_on": "2026-03-01", "draft": True},
    DECLARED | {"claimant": ["ledger"], "against": ["state"], "stated_on": "2026-02"},
    REFUTED,
    OPINION,
    PARTLY,
    DISPUTED,
    LOST,
    5,
)


def ids(result: Any) -> list[str]:
    """The ids of the claims in a list that is JSON."""
    told = json.loads(result.stdout)
    VALIDATOR.validate(told)
    return [each["id"] for each in told["claims"]]


def test_one_line_a_claim(sayso: Run, tmp_path: Path) -> None:
    """Mark, standing, voices for and against, id, claimant, statement; cut at the width."""
    write(tmp_path / "a.json", ALL)
    result = sayso("list")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
●● corroborated    2 sound            Ministry of… Power was back by noon.
●○ single-source   1 single           Ministry of… Power was back by noon.
○○ self-asserted   0 declared         The Ledger   Power was back by noon.
○◆ refuted       0:1 refuted          Ministry of… Power was back by noon.
·· not-checkable   - opinion          Ministry of… Power was back by noon.
◐○ partly-backed   0 partly           Ministry of… Power was back by noon.
●◆ contested     1:1 disputed         Ministry of… Power was back by noon.
?? unreadable      - lost             Ministry of… Power was back by noon.
?? unreadable      - (no readable id)              (cannot be read; see `sayso…
"""
    )
    assert result.stderr == "sayso: 9 claims; 2 claims cannot be judged, see `sayso check`\n"
    assert sayso("list", "-q").stderr == ""
    assert sayso("list", "claims", "a.json").stdout == result.stdout


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--standing", "single-source"], "single"),
        (["--standing", "refuted,contested"], "refuted disputed"),
        (["--standing", "refuted", "--standing", "contested"], "refuted disputed"),
        (["--standing", "unreadable"], "lost -"),
        (["--claimant", "ledger"], "declared"),
        (["--claimant", "the  LEDGER"], "declared"),
        (["--party", "ledger", "--standing", "corroborated,self-asserted"], "sound declared"),
        (["--party", "Northland"], "declared"),
        (["--party", "ledger", "--text", "sound"], "sound"),
        (["--tag", "GRID"], "sound single lost"),
        (["--tag", "night", "--tag", "grid"], "sound single lost"),
        (["--text", "café nord"], "sound"),
        (
            ["--text", "noon"],
            "sound single declared refuted opinion partly disputed lost",
        ),
        (["--draft"], "single"),
        (["--no-draft", "--tag", "grid"], "sound lost"),
        (["--check", "single-source"], "single"),
        (["--check", "single-source,refuted"], "single refuted"),
        (["--check", "standing"], "single declared refuted partly disputed"),
        (["--check", "unknown-reference"], "lost"),
        (
            ["--sort", "standing"],
            "lost - declared refuted partly disputed single sound opinion",
        ),
        (
            ["--sort", "voices"],
            "lost - declared refuted opinion partly single disputed sound",
        ),
        (["--sort", "id", "--tag", "grid"], "lost single sound"),
        (
            ["--sort", "stated"],
            "declared single sound refuted opinion partly disputed lost -",
        ),
        (
            ["--sort", "claimant"],
            "lost - sound single refuted opinion partly disputed declared",
        ),
    ],
)
def test_filters_and_orders(sayso: Run, tmp_path: Path, filters: list[str], expected: str) -> None:
    write(tmp_path / "a.json", ALL)
    assert [id or "-" for id in ids(sayso("list", "-f", "json", *filters))] == expected.split()


def test_a_party_with_a_role(sayso: Run, tmp_path: Path) -> None:
    """As claimant, accused, who answers, author or publisher, also of what a document is based on."""
    sources = SOURCES | {
        "column": {"title": "C", "by": ["institute"], "publisher": "paper", "basis": "observation"},
        "echo": {"title": "E", "by": ["other"], "basis": "relay", "based_on": ["column"]},
        "speech": {"title": "S", "by": ["ministry"], "basis": "relay", "based_on": ["column"]},
    }
    parties = PARTIES | {"paper": {"name": "P"}, "other": {"name": "O"}}
    own = {"source": "echo", "basis": "observation"}
    data = record(
        claim("answered", response=[{"party": "paper", "answer": "none-found"}]),
        claim("echoed", "echo"),
        claim("stated", stated_in="column"),
        claim("said", stated_in="speech"),
        claim("own") | {"corroboration": [own]},
        claim("bad", "echo", "nowhere"),
        claim("worse", "column", "nowhere"),
        sources=sources,
        parties=parties,
    )
    write(tmp_path / "a.json", data)
    assert ids(sayso("list", "-f", "json", "--party", "paper")) == ["answered", "echoed", "stated", "worse"]
    assert ids(sayso("list", "-f", "json", "--party", "other")) == ["echoed", "own", "bad"]


def test_when_the_budget_runs_out_what_a_claim_names_is_left(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json", record(claim("a", "brief")))
    assert ids(sayso("list", "-f", "json", "--text", "noon", "--party", "ministry")) == ["a"]
    spend = Budget.spend

    def exhausted(budget: Budget, amount: int) -> None:
        if sys._getframe(2).f_code.co_name == "reached_documents":
            raise OutOfBudget
        spend(budget, amount)

    monkeypatch.setattr(Budget, "spend", exhausted)
    sources = json.loads(sayso("list", "sources", "-f", "json", "--claimant", "ministry").stdout)["sources"]
    assert [row["id"] for row in sources] == ["brief"]


def test_groups(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", ALL)
    shown = sayso("list", "--group-by", "standing", "--tag", "grid").stdout
    assert (
        shown
        == """\
unreadable (1)
?? - lost   Ministry of… Power was back by noon.

single-source (1)
●○ 1 single Ministry of… Power was back by noon.

corroborated (1)
●● 2 sound  Ministry of… Power was back by noon.
"""
    )
    told = json.loads(sayso("list", "--group-by", "tag", "-f", "json").stdout)
    VALIDATOR.validate(told)
    assert [(group["name"], len(group["claims"])) for group in told["groups"]] == [
        ("no tag", 6),
        ("grid", 3),
        ("night", 1),
    ]
    groups = json.loads(sayso("list", "--group-by", "claimant", "-f", "json").stdout)["groups"]
    assert [group["name"] for group in groups] == ["Ministry of Energy", "unreadable", "The Ledger"]
    groups = json.loads(sayso("list", "--group-by", "voice", "-f", "json").stdout)["groups"]
    assert [(group["name"], len(group["claims"])) for group in groups] == [
        ("no independent voice", 6),
        ("Grid Institute", 2),
        ("The Ledger", 2),
    ]
    assert sayso("list", "--group-by", "claimant").stdout.splitlines()[1].split()[3:5] == ["sound", "Power"]
    rows = [*csv.DictReader(io.StringIO(sayso("list", "--group-by", "tag", "-f", "csv").stdout))]
    assert [row["group"] for row in rows][-4:] == ["grid", "grid", "grid", "night"]
    assert "\n#### grid (3)\n\n| | Standing |" in sayso(
        "list", "--group-by", "tag", "-f", "markdown"
    ).stdout.replace("|  |", "| |")


def test_parties_with_what_hangs_on_each(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", ALL)
    result = sayso("list", "parties")
    assert (
        result.stdout
        == """\
claims accused sources published controls party       name
     7       -       1         -        - ministry    Ministry of Energy
     1       -       3         -        - ledger      The Ledger
     -       1       -         -        2 state       Northland
     -       -       1         -        - broadcaster Northland Broadcasting
     -       -       1         -        - institute   Grid Institute
"""
    )
    assert result.stderr == "sayso: 5 parties\n"
    told = json.loads(sayso("list", "parties", "-f", "json", "--standing", "refuted").stdout)
    VALIDATOR.validate(told)
    assert [(row["id"], row["claims"], row["sources"]) for row in told["parties"]] == [
        ("ministry", 1, 0),
        ("institute", 0, 1),
    ]
    result = sayso("list", "parties", "--text", "north", "--sort", "name")
    assert re.findall(r"\S+(?= +Northland)", result.stdout) == ["state", "broadcaster"]
    assert result.stderr == "sayso: 2 of 5 parties\n"


def test_sources_with_what_hangs_on_each(sayso: Run, tmp_path: Path) -> None:
    """A source that a document of a claim is based on counts, but not by way of where the claim was made."""
    sources = {
        **SOURCES,
        "shout": {"title": "Shout", "by": ["ministry"], "basis": "relay", "based_on": ["rumour"]},
    }
    write(tmp_path / "a.json", record(claim("a", "brief", stated_in="shout"), SOUND, sources=sources))
    result = sayso("list", "sources")
    assert (
        result.stdout
        == """\
claims sources basis         source   by               title
     1       1 statement     release  Ministry of Ene… Power is back
     1       - relay         brief    The Ledger       Power back
     1       - observation   readings Grid Institute   Mains frequency
     1       - investigation reports  The Ledger       Lights on
     1       - relay         shout    Ministry of Ene… Shout
     -       1 unknown       rumour   The Ledger       Rumour
     -       - investigation bulletin Northland Broad… Evening bulletin
"""
    )
    told = json.loads(sayso("list", "sources", "-f", "json", "--check", "unused-source").stdout)
    VALIDATOR.validate(told)
    assert [row["id"] for row in told["sources"]] == ["bulletin"]
    shown = sayso("list", "sources", "--claimant", "ministry", "--text", "power", "--sort", "id").stdout
    assert re.findall(r"(?:statement|relay) +(\S+)", shown) == ["brief", "release"]


def test_tags_with_what_hangs_on_each(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", ALL)
    assert (
        sayso("list", "tags").stdout
        == """\
claims ●● ●○ ?? tag
     3  1  1  1 grid
     1  1  -  - night
"""
    )
    told = json.loads(
        sayso("list", "tags", "-f", "json", "--text", "NIGHT", "--check", "single-source").stdout
    )
    VALIDATOR.validate(told)
    assert told["tags"] == []
    told = json.loads(sayso("list", "tags", "-f", "json", "--sort", "name").stdout)
    VALIDATOR.validate(told)
    assert told["tags"][0] == {
        "tag": "grid",
        "claims": 3,
        "standings": {"corroborated": 1, "single-source": 1, "unreadable": 1},
    }
    assert sayso("list", "tags", "-f", "markdown", "--sort", "id").stdout.endswith(
        "| night | 1 | 1 corroborated |\n"
    )


def test_nothing_matches(sayso: Run, tmp_path: Path) -> None:
    """What there is is said, and how many each filter alone lets pass."""
    write(tmp_path / "a.json", MIXED)
    there = (
        "of 6 claims: 1 corroborated, 1 single-source, 2 rest only on the claimant's own assertion, "
        "1 refuted, 1 not checkable\n"
    )
    for command in ("list", "check"):
        result = sayso(command, "a.json", "--standing", "contested")
        assert result.exit_code == 0
        assert f"sayso: no claim matches --standing contested; {there}" in result.stderr
    result = sayso("list", "--standing", "refuted", "--text", "flagged", "--no-draft")
    assert result.stdout == ""
    assert result.stderr == (
        "sayso: no claim matches --standing refuted --text flagged --no-draft; alone: --standing refuted 1, "
        f"--text flagged 1, --no-draft 6; {there}"
    )
    assert sayso("list", "--draft").stderr == f"sayso: no claim matches --draft; {there}"
    assert sayso("list", "parties", "--text", "nowhere").stderr == "sayso: 0 of 5 parties\n"
    assert json.loads(sayso("list", "--draft", "-f", "json").stdout)["claims"] == []
    write(tmp_path / "a.json", record())
    assert sayso("list").stderr == "sayso: 0 claims\n"
    assert sayso("list", "-f", "csv").stdout.startswith('"id","standing"')
    assert sayso("list", "--draft").stderr == "sayso: no claim matches --draft; of no claim\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--standing", "refutd"], "`refutd` is none; did you mean `refuted`?"),
        (["--standing", "zzz"], "`zzz` is none; there are not-checkable, refuted, "),
        (["--check", "zzz"], "`zzz` is none; `sayso explain` lists them"),
        (["--claimant", "ministri"], "no party is called `ministri`; did you mean `ministry`?"),
        (["--party", "land"], "no party is called `land`; there are `state`, `broadcaster`"),
        (["--party", ""], "no party is called ``; `sayso list parties` lists them"),
        (["--tag", "zzz"], "no claim has the tag `zzz`; there are grid (3), night (1)"),
        (["tags", "--group-by", "tag"], "tags cannot be grouped, only claims can"),
        (["tags", "--sort", "voices"], "tags cannot be sorted by voices; there are uses, name, id, record"),
        (["--sort", "uses"], "claims cannot be sorted by uses; there are record, standing, "),
    ],
)
def test_what_there_is_not(sayso: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    write(tmp_path / "a.json", ALL)
    result = sayso("list", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_tags_are_named_as_they_are_written(sayso: Run, tmp_path: Path) -> None:
    long = "Energy  Policy of the Northern Federation and its Neighbours"
    write(tmp_path / "a.json", record(claim("a", tags=[long, "\u00c4rzte"]), claim("b", tags=["\u00e4rzte"])))
    said = " ".join(sayso("list", "--tag", "zzz").stderr.split())
    assert said.endswith("there are \u00c4rzte (2), Energy Policy of the Northern Federatio\u2026 (1)")


def test_of_many_parties_and_tags_some_are_named(sayso: Run, tmp_path: Path) -> None:
    parties = PARTIES | {f"bureau-{number}": {"name": f"Bureau {number}"} for number in range(10)}
    claims = [claim(f"c{number}", tags=[f"t{number}"]) for number in range(10)]
    write(tmp_path / "a.json", record(*claims, parties=parties))
    said = " ".join(sayso("list", "--party", "bureau").stderr.split())
    assert "there are `bureau-0`, `bureau-1`, " in said
    assert "`bureau-7` and 2 more" in said
    assert "t7 (1) and 2 more" in " ".join(sayso("list", "--tag", "zzz").stderr.split())
    write(tmp_path / "a.json", record(SOUND))
    assert "no claim has the tag `zzz`, nor any other" in " ".join(
        sayso("list", "--tag", "zzz").stderr.split()
    )


def test_what_cannot_be_read_is_counted(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND, 5, parties=PARTIES | {"odd": 5}, sources=SOURCES | {"odd": 5}))
    (tmp_path / "b.json").write_text('{"version": 1, "claims": [', encoding="utf-8")
    result = sayso("list", "a.json", "b.json")
    assert result.exit_code == 2
    assert "sound" in result.stdout
    assert "1 claim cannot be judged" in result.stderr
    assert "sayso: not listed: b.json:1:" in result.stderr
    assert "(cannot be read)" in sayso("list", "parties", "a.json").stdout
    shown = sayso("list", "sources", "a.json").stdout
    assert re.search(r"^ +- +- \? +odd +\(cannot be read\)$", shown, re.MULTILINE)
    assert "odd" not in sayso("list", "sources", "a.json", "--text", "power").stdout
    assert sayso("list", "a.json", "--claimant", "odd", "-q").stdout == ""
    for what in ("parties", "sources"):
        VALIDATOR.validate(json.loads(sayso("list", what, "a.json", "-f", "json").stdout))
        sayso("list", what, "a.json", "-f", "csv")


def test_registers_are_counted_once(sayso: Run, tmp_path: Path) -> None:
    """Two files that include a register share its entries; what has the same id elsewhere is another."""
    write(tmp_path / "register.json", {"version": 1, "parties": PARTIES, "sources": SOURCES})
    shared = {"version": 1, "include": ["register.json"]}
    write(tmp_path / "a.json", shared | {"claims": [SOUND]})
    write(tmp_path / "b.json", shared | {"claims": [SINGLE]})
    write(tmp_path / "c.json", record(claim("c", "reports")))
    told = json.loads(sayso("list", "parties", "a.json", "b.json", "c.json", "-f", "json").stdout)["parties"]
    ministries = [(row["path"], row["claims"], row["sources"]) for row in told if row["id"] == "ministry"]
    assert ministries == [("register.json", 2, 1), ("c.json", 1, 1)]


def test_csv_and_markdown(sayso: Run, tmp_path: Path) -> None:
    """A cell is no formula, and no markup."""
    bad = claim("a", "readings", statement="=1+1 | *x* <b> @me", draft=True, tags=["b", "c"])
    write(tmp_path / "a.json", record(bad, 5))
    rows = [*csv.DictReader(io.StringIO(sayso("list", "-f", "csv").stdout))]
    assert [rows[0][name] for name in ("statement", "draft", "voices", "tags", "verdict", "line")] == [
        "'=1+1 | *x* <b> @me",
        "true",
        "1",
        "b; c",
        "",
        rows[0]["line"],
    ]
    assert [rows[1][name] for name in ("id", "standing", "voices", "draft")] == ["", "", "", "false"]
    shown = sayso("list", "-f", "markdown").stdout
    assert (
        "| ●○ | single-source | 1 | `a` | Ministry of Energy | =1+1 &#124; &#42;x&#42; &#60;b&#62; " in shown
    )
    assert "| ?? | unreadable | - | no readable id |  |  |" in shown
    for what in ("parties", "sources", "tags"):
        lines = sayso("list", what, "-f", "markdown").stdout.splitlines()
        assert {line.count("|") for line in lines if line} == {lines[0].count("|")}
        assert len([*csv.reader(io.StringIO(sayso("list", what, "-f", "csv").stdout))]) == len(lines) - 1


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
@pytest.mark.parametrize("what", ["claims", "parties", "sources", "tags"])
def test_width(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, what: str) -> None:
    """Chinese, right-to-left and combining letters, long ids and long names: columns stay columns."""
    parties = PARTIES | {
        "zh": {"name": "国家计算机病毒应急处理中心" * 3},
        "he": {"name": "המשרד לאנרגיה והתשתיות של הצפון"},
        "th": {"name": "กระทรวงพลังงานแห่งภาคเหนือ"},
        "x" * 100: {"name": "e\u0301" * 60},
    }
    claims = [
        claim(id, "readings", statement=party["name"] * 2, claimant=[id], tags=[party["name"]])
        for id, party in parties.items()
    ]
    sources = SOURCES | {
        id: {"title": party["name"], "by": [id], "basis": "unknown"} for id, party in parties.items()
    }
    write(tmp_path / "a.json", record(*claims, parties=parties, sources=sources))
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = sayso("list", what).stdout.splitlines()
    assert len(lines) >= len(parties)
    widths = [wcwidth.wcswidth(line) for line in lines]
    assert max(widths) <= max(40, columns)
    assert any("…" in line for line in lines) == (what != "tags" or columns < 120)


def test_nothing_is_cut_in_a_pipe(process: Run, tmp_path: Path) -> None:
    """So that it can be searched; one that is told its width keeps to it."""
    long = "Power was back by noon in all of the north. " * 5
    write(tmp_path / "a.json", record(claim("a" * 60, "readings", statement=long), SOUND))
    shown = process("list").stdout.decode("utf-8")
    assert long.strip() in shown
    assert "a" * 60 in shown
    assert (
        len(process("list", env={"COLUMNS": "80", "PYTHONUTF8": "1"}).stdout.decode().splitlines()[0]) == 80
    )
    plain = process("list", env={"COLUMNS": "80", "PYTHONIOENCODING": "ascii"}).stdout.decode("ascii")
    assert plain.startswith("+- single-source 1 aaaa")
    assert plain.splitlines()[0].endswith("...")
    assert "\n++ corroborated  2 sound" in plain


@NEEDS_PTY
def test_on_a_terminal(tmp_path: Path) -> None:
    write(tmp_path / "a.json", ALL)
    status, sent = on_terminal(tmp_path, "list", "--tag", "night")
    assert status == 0
    assert sent.startswith("\x1b[36m●●\x1b[0m corroborated 2 \x1b[1msound\x1b[0m Ministry of… Power")


@pytest.mark.parametrize("what", ["claims", "parties", "sources", "tags"])
@pytest.mark.parametrize("format", ["text", "json", "csv", "markdown"])
def test_hostile_texts(sayso: Run, tmp_path: Path, what: str, format: str) -> None:
    # Of texts with other control characters a record has nothing.
    bad_text = " ".join(HOSTILE[7:16])
    parties = PARTIES | {"bad": {"name": bad_text, "aliases": [bad_text]}}
    sources = SOURCES | {"bad": {"title": bad_text, "by": ["bad"], "basis": "observation"}}
    bad = claim("x", "bad", claimant=["bad"], statement=bad_text, quote=bad_text, tags=[bad_text])
    write(tmp_path / "a.json", record(bad, SOUND, parties=parties, sources=sources))
    for more in ((), ("--tag", bad_text), ("--claimant", bad_text)) if what == "claims" else ((),):
        result = sayso("list", what, "-f", format, *more)
        assert result.exit_code == 0, result.stderr
        assert not UNSAFE.search(result.stdout + result.stderr)
    assert not UNSAFE.search(sayso("list", "--tag", "other", "--party", "z").stderr)
