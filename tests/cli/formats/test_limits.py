"""What a format does where a finding has more than it takes, or less than it usually has."""

import json
from typing import Any

import pytest
from msgspec import structs

from sayso.record.file import File, Place
from sayso.report.report import FileReport, Report
from sayso.rules.finding import Finding, Level, RelatedPlace
from sayso_cli.formats import Format, render, sarif
from sayso_cli.terminal import Look

from .readers import CI, READERS, read_sarif

LOOK = Look(False, 80, False)
FILE = File("café.json", text='{"a":\n[1, 2,\n 3]}\n')
# From the first line to the third.
FINDING = Finding(Level.ERROR, "the message", "the mend", Place(FILE, (), span=(5, 16)), check="schema")


def rendered(format: Format, report: Report, look: Look) -> str:
    """`report` in `format`."""
    return "".join(render(format, report, look))


def report(*findings: Finding) -> Report:
    """A report of findings in one file."""
    return Report((FileReport(FILE.path, (), findings),))


def read(format: str, *findings: Finding, look: Look = LOOK) -> Any:
    """What a reader gets of a report of `findings`."""
    return READERS[format](rendered(Format(format), report(*findings), look))


def test_several_lines() -> None:
    """GitHub takes columns only of what stands on one line."""
    (annotation,) = read("github", FINDING)
    assert annotation.properties == {
        "file": "café.json",
        "line": "1",
        "endLine": "3",
        "title": "schema",
    }
    (row,) = read("csv", FINDING)
    assert [row[name] for name in ("line", "column", "end_line", "end_column")] == ["1", "6", "3", "4"]
    (result,) = read("sarif", FINDING)["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 6,
        "endLine": 3,
        "endColumn": 4,
    }


@pytest.mark.parametrize("format", CI)
def test_no_mend(format: str) -> None:
    bare = structs.replace(FINDING, help="")
    assert "the mend" in rendered(Format(format), report(FINDING), LOOK)
    text = rendered(Format(format), report(bare), LOOK)
    assert "To change it" not in text
    assert "the message" in text
    READERS[format](text)


@pytest.mark.parametrize("format", CI)
def test_ascii(format: str) -> None:
    """Where it is not written in UTF-8 the name of the file is still told, as the format can."""
    text = rendered(Format(format), report(FINDING), LOOK._replace(encoding="ascii"))
    READERS[format](text)
    if format in ("jsonl", "gitlab", "sarif", "junit"):
        assert text.isascii()
    if format == "gitlab":
        assert json.loads(text)[0]["location"]["path"] == "café.json"
    if format == "junit":
        assert READERS[format](text)[0].attrib["name"] == "café.json"


def test_many_places() -> None:
    """As many as GitHub shows, and how many more there are."""
    places = tuple(RelatedPlace(f"hop {number}", FINDING.place) for number in range(150))
    chain = structs.replace(FINDING, check="claimant-voice", further=places)
    (result,) = read("sarif", chain)["results"]
    assert [each["id"] for each in result["relatedLocations"]] == list(range(1, 101))
    (flow,) = result["codeFlows"]
    assert [each["location"]["message"]["text"] for each in flow["threadFlows"][0]["locations"]] == [
        f"hop {number}" for number in range(100)
    ]
    assert result["properties"] == {"placesLeftOut": 50}
    assert "… and 138 more places" in rendered(Format.MARKDOWN, report(chain), LOOK)
    other = structs.replace(chain, check="bottleneck")
    (result,) = read("sarif", other)["results"]
    assert "codeFlows" not in result


def test_too_many_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gravest are kept, in their order, and the run says how many are not."""
    monkeypatch.setattr(sarif, "MOST", 3)
    levels = (Level.NOTE, Level.WARNING, Level.ERROR, Level.NOTE, Level.ERROR)
    findings = [structs.replace(FINDING, level=level, message=level.value) for level in levels]
    run = read_sarif(sarif.sarif(report(*findings), LOOK))
    assert [each["level"] for each in run["results"]] == ["warning", "error", "error"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("2 more findings are left out")


def test_waived() -> None:
    """It is suppressed, skipped or marked, and annotates nothing."""
    waived = structs.replace(FINDING, waived=True)
    assert read("github", waived) == []
    assert read("gitlab", waived) == []
    assert [each["waived"] for each in read("csv", waived, FINDING)] == ["true", "false"]
    assert [each["waived"] for each in read("jsonl", waived, FINDING)] == [True, False]
    first, second = read("sarif", waived, FINDING)["results"]
    assert first["suppressions"] == [{"kind": "inSource", "status": "accepted"}]
    assert second["suppressions"] == []
    root = read("junit", waived)
    assert root.attrib["failures"] == "0"
    assert root[0].attrib["skipped"] == "1"
    # One that also fails is no skipped one.
    root = read("junit", waived, FINDING)
    assert root.attrib["failures"] == "1"
    assert root[0].attrib["skipped"] == "0"
    assert "waived error[schema]" in root[0][0].find("system-out").text


def test_known_from_a_baseline() -> None:
    """It is suppressed, skipped or marked, and annotates nothing."""
    known = structs.replace(FINDING, baselined=True)
    assert read("github", known) == []
    assert read("gitlab", known) == []
    for format in ("csv", "jsonl"):
        first, second = (each["baselined"] for each in read(format, known, FINDING))
        assert (first, second) == (("true", "false") if format == "csv" else (True, False))
    first, second = read("sarif", known, FINDING)["results"]
    assert [each["kind"] for each in first["suppressions"]] == ["external"]
    assert second["suppressions"] == []
    root = read("junit", known)
    assert root.attrib["failures"] == "0"
    assert root[0].attrib["skipped"] == "1"
    text = "".join(each for each in root.itertext())
    assert "known error[schema]" in text


def test_markdown_counts_what_a_baseline_knows() -> None:
    known = structs.replace(FINDING, baselined=True)
    made = rendered(Format.MARKDOWN, report(known, FINDING), LOOK)
    assert "; 1 in the baseline." in made
    assert "<summary>1 in the baseline</summary>" in made


def test_cap_of_a_level() -> None:
    """Ten are ten; of eleven, nine and one that counts two."""
    assert len(read("github", *[FINDING] * 10)) == 10
    shown = read("github", *[FINDING] * 11)
    assert [each.properties["title"] for each in shown] == ["schema"] * 9 + ["2 more errors"]
