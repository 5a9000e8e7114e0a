"""Claims that fall short of the rule of the house on voices: which are proven to, and which are open."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.project import Project
from sayso.report.engine import check
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House
from tests.cli.formats.readers import READERS
from tests.cli.records import SOUND, Json, claim, record, write
from tests.conftest import Run, thorough
from tests.provenance.files import files
from tests.provenance.oracle import Oracle
from tests.report.test_engine import DAY

OPEN = claim("open", "rumour")
PROVEN = claim("proven", "bulletin")
HALF = claim("half", "readings", "rumour")
ONE = claim("one", "readings")

Levels = Callable[..., dict[tuple[str, str], str]]


@pytest.fixture
def levels(sayso: Run) -> Levels:
    """Runs `sayso check` on `a.json`; the level of what says that a claim falls short, by claim and check."""

    def run(*options: object) -> dict[tuple[str, str], str]:
        found = json.loads(sayso("check", "-f", "json", *options, "a.json").stdout)["files"][0]["findings"]
        return {
            (each["claim"], each["check"]): each["level"]
            for each in found
            if each["check"] in ("self-asserted", "too-few-voices", "overstated")
        }

    return run


def test_only_what_is_proven_fails(sayso: Run, tmp_path: Path, levels: Levels) -> None:
    write(tmp_path / "a.json", record(OPEN, PROVEN))
    proven, open_claim = ("proven", "self-asserted"), ("open", "self-asserted")
    assert levels() == {proven: "error", open_claim: "error"}
    assert levels("--open", "warning") == {proven: "error", open_claim: "warning"}
    assert levels("--open", "note") == {proven: "error", open_claim: "note"}
    assert sayso("check", "--open", "warning", "a.json").exit_code == 1
    write(tmp_path / "a.json", record(OPEN))
    assert sayso("check", "a.json").exit_code == 1
    result = sayso("check", "--open", "warning", "a.json")
    assert (result.exit_code, result.stderr) == (
        0,
        "sayso: 1 file checked: no error, 2 warnings, no note; 1 open, see `sayso next`\n",
    )
    # However low it is, the summary says it.
    result = sayso("check", "--open", "note", "a.json")
    assert result.stderr.endswith("; 1 open, see `sayso next`\n")
    assert "1 rests only on the claimant's own assertion; 1 open\n" in result.stdout


def test_the_rule_of_the_house(sayso: Run, tmp_path: Path, levels: Levels) -> None:
    """What may come to one voice is proven to fall short of two; both checks go by that."""
    write(tmp_path / "a.json", record(OPEN, HALF, ONE))
    assert levels("--min-voices", "2", "--open", "warning") == {
        ("open", "self-asserted"): "error",
        ("open", "too-few-voices"): "error",
        ("half", "too-few-voices"): "warning",
        ("one", "too-few-voices"): "error",
    }
    shown = sayso("check", "-v", "--min-voices", "2", "a.json").stdout
    assert "cannot reach 2 independent voices: all there could be is 1 voice, The Ledger" in " ".join(
        shown.split()
    )
    assert "1 rests only on the claimant's own assertion; 2 cannot reach 2 voices, 1 open " in " ".join(
        shown.split()
    )
    (tmp_path / "sayso.toml").write_text('[per-file."b.json"]\nmin-voices = 2')
    write(tmp_path / "b.json", record(ONE))
    shown = " ".join(sayso("check", "a.json", "b.json").stdout.split())
    assert "; 1 cannot reach the voices asked for, 1 open " in shown


def test_it_never_raises_a_level_and_acts_on_no_other_check(tmp_path: Path, levels: Levels) -> None:
    write(tmp_path / "a.json", record(OPEN | {"standing": "corroborated"}))
    assert levels("--open", "note") == {("open", "self-asserted"): "note", ("open", "overstated"): "error"}
    assert levels("--open", "warning", "--level", "self-asserted=note")["open", "self-asserted"] == "note"
    assert levels("--open", "warning", "--level", "self-asserted=error")["open", "self-asserted"] == "warning"


@thorough(150)
@given(data=files(parties=5, sources=6, claims=3), least=st.integers(1, 4), level=st.sampled_from(Level))
def test_exactly_what_is_open_is_lowered(
    tmp_path_factory: pytest.TempPathFactory, data: Json, least: int, level: Level
) -> None:
    path = write(tmp_path_factory.mktemp("open") / "a.json", data)
    strict, lenient = (
        check(Project().find([str(path)]), House(DAY, least, open=each)) for each in (Level.ERROR, level)
    )
    outcomes = {each.entry.id: each.outcome for each in strict.claims}
    assert outcomes == {each.entry.id: each.outcome for each in lenient.claims}
    for one, other in zip(strict.findings, lenient.findings, strict=True):
        assert (one.check, one.claim, one.message) == (other.check, other.claim, other.message)
        lowered = outcomes.get(one.claim) == "open" and BY_NAME[one.check].falls_short
        assert other.level == (max(one.level, level, key=lambda each: each.rank) if lowered else one.level)


SOURCE: Json = {"title": "t", "basis": "unknown"}


def sheet(*claims: Json, many: int = 1000) -> Json:
    """A record whose sources nobody has looked into: one claim in four cites only the claimant's own."""
    parties: Json = {f"paper-{number}": {"name": f"Paper {number}"} for number in (1, 2, 3)}
    parties |= {"ministry": {"name": "Ministry"}, "radio": {"name": "Radio", "controlled_by": ["ministry"]}}
    by = ["radio", "paper-1", "paper-2", "paper-3"]
    sources = {f"s{number}": {"title": "t", "by": [who], "basis": "unknown"} for number, who in enumerate(by)}
    rows = [claim(f"row-{number}", f"s{number % 4}") for number in range(many)]
    return {"version": 1, "parties": parties, "sources": sources, "claims": [*rows, *claims]}


def test_an_archive_that_nobody_has_worked_fits_a_screen(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", sheet())
    result = sayso("check", "a.json")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) <= 48
    assert lines[0] == "250 CLAIMS PROVEN TO FALL SHORT"
    shown = " ".join(result.stdout.split())
    assert (
        "cannot reach 1 independent voice: nothing that is recorded could carry it: row-0, row-4, row-8,"
        in shown
    )
    assert all(f"row-{number}," in shown for number in range(0, 800, 4))
    assert " more `sayso list --outcome cannot` lists all -v shows each" in shown
    assert "row-1," not in shown
    assert "750 CLAIMS OPEN" in lines
    assert (
        'begin with "t" (Paper 1) (250 claims), "t" (Paper 2) (250 claims) and "t" (Paper 3) (250 claims); '
        "`sayso next` says what to" in shown
    )
    assert "-v shows each, with 250 errors and 250 warnings" in shown
    assert "; 250 cannot reach 1 voice, 750 open" in shown
    # Each that is proven is so whatever the sources turn out to be, by the definitions alone.
    data = sheet()
    listed = json.loads(sayso("list", "a.json", "-f", "json").stdout)["claims"]
    for row, made_claim in zip(listed, data["claims"], strict=True):
        best = Oracle(data, made_claim).strength("supports").at_most
        assert row["outcome"] == ("open" if best else "cannot")
    assert len(sayso("check", "-v", "a.json").stdout.splitlines()) > 10_000
    # What says no more than the tally is not said.
    quiet = sayso("check", "--select", "structure", "a.json").stdout
    assert "-v shows each\n" in quiet


def test_what_is_told_together_by_the_rule_of_the_house(sayso: Run, tmp_path: Path) -> None:
    """Each group has its share of the lines, the largest first; what does not fit is counted."""
    for name in ("a.json", "b.json"):
        write(tmp_path / name, sheet())
    shown = " ".join(sayso("check", "--min-voices", "2", "a.json", "b.json").stdout.split())
    assert shown.startswith(
        "2000 CLAIMS PROVEN TO FALL SHORT cannot reach 2 independent voices: nothing that is"
    )
    assert "nothing that is recorded could carry it: a.json:row-0, a.json:row-4, " in shown
    for number in (1, 2, 3):
        each = f"all there could be is 1 voice, Paper {number}: a.json:row-{number}, "
        named = shown.partition(each)[2].partition(" cannot reach")[0].count("row-") + 1
        assert named > 10
        assert f" and {500 - named} more " in shown


@pytest.mark.parametrize("row", ["r{}", "report-2026-table-3-row-{}", "{:0>64}"])
@pytest.mark.parametrize("papers", [1, 3, 4, 40])
@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize("name", ["Paper {}", "Paper " * 60 + "{}"])
def test_what_is_proven_fits_a_screen_whatever_it_is_called(
    sayso: Run, tmp_path: Path, row: str, papers: int, least: int, name: str
) -> None:
    data = sheet(many=0)
    data["parties"] |= {f"p{number}": {"name": name.format(number)} for number in range(papers)}
    data["sources"] |= {f"p{number}": SOURCE | {"by": [f"p{number}"]} for number in range(papers)}
    data["claims"] = [
        claim(row.format(number), f"p{number // 3 % papers}" if number % 3 else "s0") for number in range(300)
    ]
    write(tmp_path / "a.json", data)
    result = sayso("check", "--select", "standing", "--min-voices", least, "a.json").stdout
    lines = result.splitlines()
    assert len(lines) <= 48
    assert max(map(len, lines)) <= 80
    shown = " ".join(result.split())
    assert "nothing that is recorded could carry it: " + row.format(0) in shown
    if least == 2:
        told = shown.count("all there could be is 1 voice, Paper")
        assert told == min(papers, 9)
    assert ("`sayso list --outcome cannot` lists all" in shown) == (
        sum(shown.count(row.format(number)) > 0 for number in range(300)) < (300 if least == 2 else 100)
    )


def test_few_claims_and_those_with_other_errors_are_told_one_by_one(sayso: Run, tmp_path: Path) -> None:
    overstated = claim("more", "s1", standing="corroborated")
    accused = claim("future", "s1", stated_on="2999")
    write(tmp_path / "a.json", sheet(overstated, accused, many=9))
    result = sayso("check", "--ignore", "evidence", "a.json")
    assert "6 CLAIMS OPEN" in result.stdout
    told = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("○○ ")]
    assert sorted(told) == ["future", "more", "row-0", "row-4", "row-8"]
    verbose = sayso("check", "-v", "--ignore", "evidence", "a.json").stdout
    assert "outlook    open: no independent voice, at most 1; the rule is 1 voice" in verbose
    write(tmp_path / "a.json", sheet(many=6))
    assert "OPEN" not in sayso("check", "a.json").stdout


ONE_PROVEN = record(PROVEN, OPEN, SOUND)
LINE = (
    "sayso: warning: 1 claim proven to fall short passes: what says so is not run, a note, waived or known "
    "(`sayso list --outcome cannot`)\n"
)


@pytest.mark.parametrize(
    ("config", "options"),
    [
        ('[per-file."*.json"]\nignore = ["self-asserted"]', ("-q",)),
        ("", ("--ignore", "standing")),
        ("", ("--select", "structure")),
        ("", ("--level", "self-asserted=off")),
        ("", ("--level", "self-asserted=note", "-f", "github", "-q")),
        ('levels = { self-asserted = "note" }', ("-v",)),
        ('levels = { self-asserted = "note" }\nopen = "note"', ("-f", "sarif")),
        ('[per-file."*.json"]\nignore = ["standing"]', ()),
        ('baseline = "known.json"', ("-q", "-f", "gitlab")),
        ('baseline = "known.json"', ("--fail-on", "warning")),
        ('fail-on = "never"\n[per-file."a.json"]\nselect = ["structure"]', ()),
    ],
)
def test_no_setting_lets_a_proven_claim_pass_in_silence(
    sayso: Run, tmp_path: Path, config: str, options: tuple[str, ...]
) -> None:
    write(tmp_path / "a.json", ONE_PROVEN)
    sayso("baseline", "a.json", "-o", "known.json")
    (tmp_path / "sayso.toml").write_text(config)
    assert sayso("check", *options, "a.json").stderr.endswith(LINE)
    sayso("check", *options, "-f", "json", "-o", "r.json", "a.json")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["summary"]["proven_passing"] == 1


@pytest.mark.parametrize(
    ("fields", "options"),
    [
        ({}, ()),
        ({}, ("--open", "note")),
        ({}, ("--fail-on", "never")),
        ({}, ("--min-voices", "2")),
        ({}, ("--level", "self-asserted=warning")),
        # It is declared, so that every reader sees it.
        ({"standing": "self-asserted"}, ()),
        ({"standing": "self-asserted"}, ("--ignore", "standing")),
        ({"draft": True}, ()),
        # Another check of the standing says it.
        ({"standing": "corroborated"}, ("--ignore", "self-asserted")),
    ],
)
def test_what_is_told_of_a_proven_claim_is_told_once(
    sayso: Run, tmp_path: Path, fields: Json, options: tuple[str, ...]
) -> None:
    write(tmp_path / "a.json", record(PROVEN | fields))
    assert "passes" not in sayso("check", *options, "a.json").stderr


def test_the_rule_on_voices_and_exceptions_from_it(sayso: Run, tmp_path: Path) -> None:
    """That a claim has one voice says nothing of a rule that asks for two."""
    waive = [{"check": "too-few-voices", "reason": "the ruling of the court"}]
    write(tmp_path / "a.json", record(ONE | {"waive": waive}, PROVEN | {"waive": waive}))
    assert sayso("check", "--min-voices", "2", "a.json").stderr.endswith("; 2 waived\n" + LINE)
    levels = "self-asserted=note,too-few-voices=note"
    lowered = sayso("check", "-q", "--min-voices", "2", "--level", levels, "a.json").stderr
    assert lowered == LINE.replace(
        "1 claim proven to fall short passes", "2 claims proven to fall short pass"
    )
    # What is partly backed falls short of one voice; a warning of its own says so.
    half = record(claim("half", "readings", "rumour"), PROVEN)
    half["claims"][0]["corroboration"][0]["stance"] = half["claims"][0]["corroboration"][1]["stance"] = (
        "partial"
    )
    write(tmp_path / "a.json", half)
    told = json.loads(sayso("check", "-f", "json", "a.json").stdout)
    assert told["summary"]["proven_passing"] == 0
    told = json.loads(sayso("check", "-f", "json", "--level", "partly-backed=note", "a.json").stdout)
    assert told["summary"]["outcomes"]["cannot"] - 1 == told["summary"]["proven_passing"]


def test_every_format_says_the_outcome(sayso: Run, tmp_path: Path) -> None:
    """In words beside what says that a claim falls short; as a field of all that is about it."""
    proven = PROVEN | {"stated_on": "2999"}
    write(tmp_path / "a.json", record(OPEN, proven, HALF, ONE))

    def read(format: str) -> Any:
        options = ("--ignore", "evidence", "--min-voices", "2", "-f", format, "a.json")
        return READERS[format](sayso("check", *options).stdout_bytes.decode())

    outcomes = {"open": "cannot", "proven": "cannot", "half": "open", "one": "cannot"}
    for format in ("csv", "jsonl"):
        rows = read(format)
        told = {each["claim"]: each["outcome"] for each in rows if each["claim"]}
        assert told == outcomes
        # What no check of claims found has it too.
        assert {each["claim"] for each in rows if each["check"] == "impossible-date"} == {"proven"}
    said = {
        "half": "Open: 1 independent voice, at most 2; the rule is 2 voices.",
        "one": "Cannot reach 2 independent voices: all there could be is 1 voice, Grid Institute.",
    }
    for id, sentence in said.items():
        short = f"too-few-voices: {id}"
        assert {each.properties["title"] for each in read("github") if sentence in each.data} >= {short}
        assert all(
            "too-few-voices" in each.properties["title"] for each in read("github") if sentence in each.data
        )
        assert any(sentence in each["description"] for each in read("gitlab"))
        results = [each for each in read("sarif")["results"] if each["properties"].get("claim") == id]
        assert {each["properties"]["outcome"] for each in results} == {outcomes[id]}
        assert [each["ruleId"] for each in results if sentence in each["message"]["text"]] == [
            "too-few-voices"
        ]
        (case,) = [each for each in read("junit").iter("testcase") if each.get("name") == id]
        lower = sentence[0].lower() + sentence[1:-1]
        assert (case.findtext("system-out") or "").startswith(f"{lower}\n")
        assert sentence[:-1] in read("markdown").text


def test_diff_says_when_a_change_opens_what_met_the_rule(sayso: Run, tmp_path: Path) -> None:
    """Also where the standing stays as it was."""
    three = claim("three", "readings", "reports", "third")
    more: Json = {"wire": {"name": "Wire"}, **record()["parties"]}

    def version(name: str, basis: str) -> None:
        sources = {**record()["sources"], "third": {"title": "t", "by": ["wire"], "basis": basis}}
        write(tmp_path / name, record(three, parties=more, sources=sources))

    version("old.json", "observation")
    version("new.json", "unknown")
    shown = sayso("diff", "old.json", "new.json", "--min-voices", "3").stdout
    assert "1 CLAIM WITH ANOTHER OUTCOME" in shown
    assert "  outcome    meets → open\n" in shown
    last = " ".join(shown.split()[-20:])
    assert last.endswith(
        "1 with another outcome; no claim as before; 1 claim that met the house rule is open now"
    )
    assert (
        "  - outcome: meets → open\n"
        in sayso("diff", "old.json", "new.json", "--min-voices", "3", "-f", "markdown").stdout
    )
    (tmp_path / "sayso.toml").write_text("min-voices = 3")
    (told,) = json.loads(sayso("diff", "old.json", "new.json", "-f", "json").stdout)["claims"]
    assert (told["changes"], told["old"]["outcome"], told["new"]["outcome"]) == (["outcome"], "meets", "open")
    back = sayso("diff", "new.json", "old.json").stdout
    assert "  outcome    open → meets\n" in back
    assert "is open now" not in back
    # Against one voice, or two, nothing differs.
    assert "WITH ANOTHER" not in sayso("diff", "old.json", "new.json", "--no-config").stdout
    assert "WITH ANOTHER" not in sayso("diff", "old.json", "new.json", "--min-voices", "2").stdout
    # Where the standing changes too, both are told.
    write(tmp_path / "one.json", record(claim("three", "readings", "rumour")))
    write(tmp_path / "none.json", record(claim("three", "rumour")))
    shown = sayso("diff", "one.json", "none.json", "--no-config").stdout
    assert "1 CLAIM WITH ANOTHER STANDING" in shown
    assert "  outcome    meets → open\n" in shown


def test_claims_are_listed_by_their_outcome(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(OPEN, PROVEN, HALF, claim("opinion", kind="opinion")))

    def listed(*options: str) -> dict[str, str | None]:
        rows = json.loads(sayso("list", "a.json", "-f", "json", *options).stdout)["claims"]
        return {row["id"]: row["outcome"] for row in rows}

    assert listed() == {"open": "open", "proven": "cannot", "half": "meets", "opinion": None}
    assert list(listed("--outcome", "open,cannot")) == ["open", "proven"]
    (tmp_path / "sayso.toml").write_text("min-voices = 2")
    assert listed("--outcome", "open") == {"half": "open"}
    assert listed("--outcome", "cannot", "--check", "too-few-voices") == {
        "open": "cannot",
        "proven": "cannot",
    }
    shown = [line.split()[1:5] for line in sayso("list", "a.json").stdout.splitlines()]
    assert shown == [
        ["self-asserted", "cannot", "0", "open"],
        ["self-asserted", "cannot", "0", "proven"],
        ["single-source", "open", "1", "half"],
        ["not-checkable", "-", "opinion", "Ministry"],
    ]
    # Where none is open, the standing says it.
    (only,) = sayso(
        "list", "a.json", "--outcome", "cannot", "--text", "noon", "--no-config"
    ).stdout.splitlines()
    assert only.split()[:4] == ["○○", "self-asserted", "0", "proven"]
    grouped = sayso("list", "a.json", "--group-by", "outcome").stdout
    assert [line for line in grouped.splitlines() if line.endswith(")")] == [
        "cannot (2)",
        "open (1)",
        "no rule applies (1)",
    ]
    assert "`readings`" in sayso("next", "a.json", "--outcome", "open").stdout
    assert "`readings`" not in sayso("next", "a.json", "--outcome", "cannot").stdout
    assert "there are cannot, open, meets" in sayso("list", "a.json", "--outcome", "closed").stderr
    assert "1 CLAIM TO LOOK AT" in sayso("check", "a.json", "--outcome", "open").stdout
    assert sayso("report", "a.json", "--outcome", "open", "--output", "site").exit_code == 0
    assert (tmp_path / "site" / "claims" / "half.html").exists()
    assert not (tmp_path / "site" / "claims" / "open.html").exists()


def test_the_site_says_how_many_are_open(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(OPEN, PROVEN, claim("two", "rumour")))
    (tmp_path / "b.json").write_text((tmp_path / "a.json").read_text())

    def index(*paths: str) -> str:
        sayso("report", *paths, "--output", "site")
        return " ".join((tmp_path / "site" / "index.html").read_text(encoding="utf-8").split())

    text = "but sources that could still bring them do not say how they know."
    assert f"2 are open: short of 1 independent voice, {text}" in index("a.json")
    data = json.loads((tmp_path / "site" / "data.json").read_text())
    assert [each["outcome"] for each in data["claims"]] == ["open", "cannot", "open"]
    page = (tmp_path / "site" / "claims" / "proven.html").read_text(encoding="utf-8")
    assert "cannot reach 1 independent voice: nothing that is recorded could carry it.</dd>" in page
    (tmp_path / "sayso.toml").write_text('[per-file."b.json"]\nmin-voices = 2')
    assert f"2 are open: short of the voices asked for, {text}" in index("a.json", "b.json")
    write(tmp_path / "a.json", record(OPEN))
    assert f"1 is open: short of 1 independent voice, {text}" in index("a.json")
    write(tmp_path / "a.json", record(PROVEN))
    assert " open: " not in index("a.json")
