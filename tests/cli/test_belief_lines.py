"""What a change asks to believe, in the formats: shortened where it is long, and harmless."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from sayso.record.file import Entry, File, Place
from sayso.record.model import Claim, Standing
from sayso.report.belief import Belief, Beliefs, DependentClaim
from sayso.report.report import FileReport, Report
from sayso.rules.finding import Finding, Level
from sayso_cli.formats.github import github
from sayso_cli.formats.json import json as as_json
from sayso_cli.formats.markdown import markdown
from sayso_cli.formats.sarif import sarif
from sayso_cli.formats.text import text
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import INCOMPLETE, claim_lines

from .commands.test_diff import HOSTILE
from .formats.readers import read_github, read_markdown, read_sarif
from .records import PARTIES, SINGLE, SOUND, SOURCES, claim
from .repository import Work

Run = Callable[..., Any]
LOOK = Look(False, 80, False)
FILE = File("claims.json", text="{}")


def hanging(id: str, standing: Standing, without: Standing | None = None, **more: Any) -> DependentClaim:
    value = Claim(id, "s", ("m",), (), ())
    return DependentClaim(Entry(id, value, FILE, ()), standing, more.pop("voices", 1), without, **more)


def test_claims_that_hang_on_it() -> None:
    belief = Belief(
        "source",
        "x",
        "basis",
        "so",
        claims=(
            hanging("rests", "single-source"),
            hanging("number", "corroborated", "corroborated", voices=3, without_voices=2),
            hanging("last", "single-source", "single-source"),
            hanging("lowered", "self-asserted", "single-source"),
            hanging("raised", "single-source", "self-asserted"),
            hanging("both", "corroborated", "self-asserted", others=True),
            hanging("seventh", "single-source", "single-source"),
        ),
    )
    assert claim_lines(belief) == [
        "`raised`: single-source; without this, self-asserted",
        "`both`: corroborated; without this and what would be enough as well, self-asserted",
        "`rests`: single-source",
        "`lowered`: self-asserted; without this, single-source",
        "`number`: corroborated, 3 independent voices; without this, 2",
        "and 2 more claims",
    ]
    last = Belief("source", "x", "basis", "so", claims=belief.claims[2:3])
    assert claim_lines(last) == ["`last`: single-source, 1 independent voice; without this, none"]
    assert claim_lines(Belief("source", "x", "basis", "so")) == ["no standing in these files hangs on it yet"]
    assert claim_lines(Belief("claim", "x", "against", "so")) == [
        "no standing in these files hangs on it yet"
    ]
    assert claim_lines(Belief("claim", "x", "waive", "so")) == []


def many(number: int, sentence: str = "so", *, complete: bool = True) -> Report:
    each = tuple(Belief("claim", "x", "waive", f"{sentence} {at}", Place(FILE, ())) for at in range(number))
    return Report((), beliefs=Beliefs(each, complete))


def test_many_in_the_terminal() -> None:
    lines = "".join(text(many(51), LOOK)).splitlines()
    assert lines[:4] == ["THIS CHANGE ASKS YOU TO BELIEVE", "", "  so 0", "  (claims.json:1)"]
    assert "  and 1 more; -v shows all" in lines
    assert "  so 50" in "".join(text(many(51), LOOK._replace(verbose=True))).splitlines()
    assert INCOMPLETE in " ".join("".join(text(many(0, complete=False), LOOK)).split())


def test_many_in_a_comment() -> None:
    shown = "".join(markdown(many(3000, complete=False), LOOK))
    assert len(shown) < 65_536
    assert "### This change asks you to believe" in shown
    assert "- so 0 (`claims.json:1`)" in shown
    assert " more.\n" in shown
    assert INCOMPLETE in shown
    shown = "".join(markdown(many(0, complete=False), LOOK))
    assert INCOMPLETE in shown
    assert "This change" not in shown
    assert "".join(markdown(Report((), beliefs=Beliefs()), LOOK)) == "".join(markdown(Report(()), LOOK))


def test_hostile_text() -> None:
    report = many(1, HOSTILE)
    shown = "".join(text(report, LOOK))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    read_markdown("".join(markdown(report, LOOK)))
    assert json.loads("".join(as_json(report, LOOK)))["believe"]["each"][0]["message"] == f"{HOSTILE} 0"


def test_annotations() -> None:
    """One notice, the gravest ten first; with it there are nine more at most."""
    (shown,) = read_github("".join(github(many(12, HOSTILE), LOOK)))
    assert shown.properties["title"] == "This change asks you to believe"
    assert len(shown.data.splitlines()) == 11
    assert shown.data.splitlines()[-1] == "and 2 more"
    place = Place(FILE, ())
    notes = tuple(Finding(Level.NOTE, "m", "", place, check="no-url") for _ in range(12))
    report = structs.replace(many(1), files=(FileReport("claims.json", (), notes),))
    assert len(read_github("".join(github(report, LOOK)))) == 10
    assert "".join(github(Report((), beliefs=Beliefs()), LOOK)) == ""


def test_sarif() -> None:
    shape = json.loads(sarif(many(2, HOSTILE), LOOK))
    told = shape["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [each["level"] for each in told] == ["note", "note"]
    assert told[0]["message"]["text"].startswith("This change asks you to believe: <script>")
    read_sarif(sarif(many(2, HOSTILE), LOOK))


@pytest.fixture
def work(tmp_path: Path, sayso: Run) -> Work:
    work = Work(tmp_path)
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    claims = {"version": 1, "include": ["register.json"], "claims": [SOUND, SINGLE]}
    work.commit({"claims.json": claims, "register.json": register})
    return work


def test_since(sayso: Run, work: Work) -> None:
    """An edit of a register, with the claim that it raises, in every format that has room for it."""
    base = work.git("rev-parse", "HEAD")
    parties = PARTIES | {"broadcaster": {"name": "Northland Broadcasting"}}
    claims = [SOUND, SINGLE | {"corroboration": [{"source": "readings"}, {"source": "bulletin"}]}]
    work.write("register.json", {"version": 1, "parties": parties, "sources": SOURCES})
    work.write("claims.json", {"version": 1, "include": ["register.json"], "claims": claims})
    result = sayso("check", "--since", base)
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
What a claim rests on in this record, not whether it is true:
  ●● corroborated: two or more independent voices support it, and none
                   contradicts it

1 CLAIM TO LOOK AT

●● single  corroborated  warning[raised]                          claims.json:23
  Power was back by noon.
  is `corroborated` with this change, and `single-source` without: party Northl…
  = look whether what the change says is so; a waiver with a reason says that s…

THIS CHANGE ASKS YOU TO BELIEVE

  party `broadcaster` is no longer controlled by `state`
  (register.json:13)
  - `single`: corroborated; without this, single-source

  `single`: source `bulletin` became an item of the claim (`supports`)
  (claims.json:23)
  - `single`: corroborated; without this, single-source

`sayso show single` tells all of one claim, `sayso check -v` all of each

2 claims: ●● 2 corroborated
1 warning: 1 raised
"""
    )
    shape = json.loads(sayso("check", "--since", base, "-f", "json").stdout)
    assert shape["believe"]["complete"]
    first, _ = shape["believe"]["each"]
    assert (first["path"], first["line"]) == ("register.json", 13)
    assert first["claims"] == [
        {"id": "single", "path": "claims.json", "standing": "corroborated", "without": "single-source"}
    ]
    assert "`single`: corroborated" in sayso("check", "--since", base, "-f", "markdown").stdout
    assert "believe" not in json.loads(sayso("check", "-f", "json").stdout)


def test_an_honest_change_says_nothing(sayso: Run, work: Work) -> None:
    """Ten new claims on voices that are known."""
    base = work.git("rev-parse", "HEAD")
    fresh = {
        f"paper{number}": {"title": f"Paper {number}", "by": ["institute"], "basis": "observation"}
        for number in range(10)
    }
    ten = [claim(f"new{number}", f"paper{number}", standing="single-source") for number in range(10)]
    work.write("register.json", {"version": 1, "parties": PARTIES, "sources": SOURCES | fresh})
    claims = {"version": 1, "include": ["register.json"], "claims": [SOUND, SINGLE, *ten]}
    work.write("claims.json", claims)
    result = sayso("check", "--since", base)
    assert (result.exit_code, result.stdout) == (0, "12 claims: ●● 1 corroborated, ●○ 11 single-source\n")
