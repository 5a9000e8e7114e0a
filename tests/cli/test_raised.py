"""The check `raised`, which only looks at a change: levels, waivers and formats, in a real repository."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .formats.readers import READERS
from .records import PARTIES, SOUND, SOURCES, Json, claim, record
from .repository import ENVIRONMENT, Work

Run = Callable[..., Any]
WEAK = claim("weak", "bulletin", standing="self-asserted")
WAIVER = {"check": "raised", "reason": "sold in 2020", "until": "2099-12-31"}
MESSAGE = (
    "is `single-source` with this change, and `self-asserted` without: party `broadcaster` is no longer "
    "controlled by `state`"
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A repository with a weak claim, on a branch that takes the link of control away that makes it so."""
    for name in ("GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
    work = Work(tmp_path)
    work.commit({"claims.json": record(SOUND, WEAK)})
    work.git("checkout", "--quiet", "-b", "change")
    work.write("claims.json", freed(SOUND, WEAK))
    return work


def freed(*claims: Json) -> Json:
    """A record in which nobody controls the broadcaster."""
    data = record(*claims)
    del data["parties"]["broadcaster"]["controlled_by"]
    return data


def raised(report: Json) -> list[tuple[str, str, str, bool]]:
    """Of each such finding the claim, level and message, and whether it is waived."""
    found = [each for file in report["files"] for each in file["findings"] if each["check"] == "raised"]
    return [(each["claim"], each["level"], each["message"], each["waived"]) for each in found]


def checked(sayso: Run, *options: object, since: str | None = "main") -> tuple[int, list[Any], Json]:
    """Exit status, what is raised, and the whole report."""
    revision = ("--since", since) if since else ()
    result = sayso("check", *revision, "-f", "json", *options, ".")
    report = json.loads(result.stdout)
    return result.exit_code, raised(report), report


def test_levels_and_selection(sayso: Run, work: Work) -> None:
    told = [("weak", "warning", MESSAGE, False)]
    assert checked(sayso)[:2] == (0, told)
    assert checked(sayso, "--fail-on", "warning")[0] == 1
    assert checked(sayso, "--level", "raised=error")[:2] == (1, [("weak", "error", MESSAGE, False)])
    assert checked(sayso, "--ignore", "raised")[1] == []
    assert checked(sayso, "--select", "raised")[1] == told
    # Without a change there is nothing to look at.
    assert checked(sayso, "--level", "raised=error", since=None)[:2] == (0, [])
    work.commit()
    assert checked(sayso, "--level", "raised=error")[0] == 1
    assert checked(sayso, "--level", "raised=error", since="HEAD")[:2] == (0, [])


def test_a_change_that_silences_it(sayso: Run, work: Work) -> None:
    """It is told, and with the config and waivers of the base it counts."""
    work.git("stash", "--quiet")
    work.git("checkout", "--quiet", "main")
    work.commit({"sayso.toml": 'levels = { raised = "error" }\n'})
    work.git("checkout", "--quiet", "change")
    work.git("merge", "--quiet", "main")
    work.git("stash", "pop", "--quiet")
    work.write("sayso.toml", 'levels = { raised = "off" }\n')
    status, found, report = checked(sayso)
    assert (status, found) == (0, [])
    told = [each["message"] for each in report["believe"]["each"]]
    assert "1 finding would count under config and baseline as they were: `raised`" in told
    assert checked(sayso, "--config-from", "main")[0] == 1
    work.write("claims.json", freed(SOUND, WEAK | {"waive": [WAIVER]}))
    assert checked(sayso, "--config-from", "main")[:2] == (1, [("weak", "error", MESSAGE, False)])


def test_a_waiver(sayso: Run, work: Work) -> None:
    """Where no change is checked nothing is said of it: it is neither used nor needless then."""
    work.write("claims.json", freed(SOUND, WEAK | {"waive": [WAIVER]}))
    assert checked(sayso, "--level", "raised=error")[:2] == (0, [("weak", "error", MESSAGE, True)])
    for since in (None, "main"):
        _, _, report = checked(sayso, "--select", "upkeep,raised", since=since)
        checks = {each["check"] for file in report["files"] for each in file["findings"]}
        assert "unused-waiver" not in checks
    work.write("claims.json", record(SOUND, WEAK | {"waive": [WAIVER]}))
    _, _, report = checked(sayso, "--select", "upkeep,raised")
    assert "unused-waiver" in {each["check"] for file in report["files"] for each in file["findings"]}


@pytest.mark.parametrize("format", ["csv", "jsonl", "github", "gitlab", "sarif", "junit", "markdown", "text"])
def test_every_format_has_it(sayso: Run, work: Work, format: str) -> None:
    shown = sayso("check", "--since", "main", "-f", format, ".").stdout_bytes.decode()
    if format == "text":
        assert "warning[raised]" in shown
    else:
        READERS[format](shown)
        assert "with this change" in shown


def test_an_honest_change_says_little(sayso: Run, work: Work) -> None:
    """Ten new claims: on known voices and sources nothing, on new sources notes, which fail nothing."""
    data = record(SOUND, WEAK)
    data["claims"] += [claim(f"old-{number}", "readings", "reports") for number in range(5)]
    data["claims"] += [claim(f"new-{number}", f"paper-{number}") for number in range(5)]
    data["sources"] |= {
        f"paper-{number}": SOURCES["reports"] | {"title": f"Paper {number}"} for number in range(5)
    }
    work.write("claims.json", data)
    _, found, report = checked(sayso)
    assert [(id, level) for id, level, _, _ in found] == [(f"new-{number}", "note") for number in range(5)]
    assert {message for _, _, message, _ in found[:1]} == {
        "is `single-source` with this change, and `self-asserted` without: it rests on a source that is new: "
        "`paper-0`"
    }
    assert report["believe"]["each"] == []
    # By a party that is new it is a warning.
    data["parties"] = PARTIES | {"friend": {"name": "Friend"}}
    data["sources"]["paper-0"] = data["sources"]["paper-0"] | {"by": ["friend"]}
    work.write("claims.json", data)
    assert [level for _, level, _, _ in checked(sayso)[1]] == ["warning", *["note"] * 4]


def test_a_source_of_another_file_is_not_new(sayso: Run, work: Work) -> None:
    """Unless it is the word of another there, or knows otherwise."""
    work.write("claims.json", record(SOUND, WEAK))
    work.write("further.json", record(claim("further", "readings")))
    assert checked(sayso)[1] == []
    other = copy.deepcopy(SOURCES)
    other["readings"]["by"] = ["ledger"]
    work.write("further.json", record(claim("further", "readings"), sources=other))
    assert [each[:2] for each in checked(sayso)[1]] == [("further", "note")]


def test_a_new_claim_that_is_called_an_opinion_is_told(sayso: Run, work: Work) -> None:
    work.write("claims.json", record(SOUND, WEAK, claim("view", kind="opinion")))
    _, found, report = checked(sayso)
    assert found == []
    (told,) = report["believe"]["each"]
    assert told["message"] == "1 new claim is recorded as `opinion`: what that rests on is not checked"
    assert [(each["id"], each["standing"], each["without"]) for each in told["claims"]] == [
        ("view", "not-checkable", None)
    ]
    # Once it is there, it is not told again; moved to another file neither.
    work.commit()
    work.git("branch", "--force", "main")
    work.write("claims.json", record(SOUND, WEAK))
    work.write("moved.json", record(claim("view", kind="opinion")))
    assert checked(sayso)[2]["believe"]["each"] == []
