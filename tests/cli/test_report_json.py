"""`--format json` keeps its written promise."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso import __version__

from .published import VALIDATORS
from .records import MIXED, SOUND, claim, record, write

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["check"]


def test_worked_record(sayso: Run, claims_json: Path) -> None:
    result = sayso("check", "--format", "json", claims_json)
    report = json.loads(result.stdout)
    VALIDATOR.validate(report)
    assert report["tool"] == {"name": "sayso", "version": __version__}
    (file,) = report["files"]
    assert report["summary"]["claims"] == len(file["claims"]) == sum(report["summary"]["standings"].values())
    assert report["summary"]["warning"] == sum(each["level"] == "warning" for each in file["findings"])
    order = [(each["line"], each["column"]) for each in file["findings"]]
    assert order == sorted(order)


def test_shape(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("a", "readings", "rumour")))
    report = json.loads(sayso("check", "--format", "json", "a.json").stdout)
    VALIDATOR.validate(report)
    (entry,) = report["files"][0]["claims"]
    assert entry["support"] == {
        "voices": 1,
        "exact": True,
        "at_most": 2,
        "at_most_exact": True,
        "cut": [["institute"]],
        "must": [["institute"]],
        "at_most_cut": [["institute"], ["ledger"]],
        "ways": [[["institute"]]],
        "ways_complete": True,
    }
    assert entry["contradiction"] == {
        "voices": 0,
        "exact": True,
        "at_most": 0,
        "at_most_exact": True,
        "cut": [],
        "must": [],
        "at_most_cut": [],
        "ways": [],
        "ways_complete": True,
    }
    assert entry["standing"] == "single-source"
    assert entry["declared"] is None
    assert entry["outcome"] == "meets"
    assert report["summary"]["outcomes"] == {"cannot": 0, "open": 0, "meets": 1}
    assert [(item["source"], item["counts"], item["why"]) for item in entry["items"]] == [
        ("readings", True, "independent"),
        ("rumour", False, "unknown-basis"),
    ]


def test_claims_that_cannot_be_judged(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(5, SOUND | {"kind": 1}, claim("lost", "nowhere")))
    report = json.loads(sayso("check", "-f", "json", "a.json").stdout)
    VALIDATOR.validate(report)
    assert [(each["id"], each["standing"]) for each in report["files"][0]["claims"]] == [
        (None, None),
        ("sound", None),
        ("lost", None),
    ]
    assert report["summary"]["unreadable"] == 3


@pytest.mark.parametrize("text", ["", "[", "[]", "5", "\ufeff{}", '{"version": 1, "version": 2}'])
def test_files_that_cannot_be_read(sayso: Run, text: str) -> None:
    result = sayso("check", "-f", "json", "-", input=text)
    assert result.exit_code == 1
    VALIDATOR.validate(json.loads(result.stdout))


def test_same_report_every_time(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not hang on the width, the colour, or how much is shown."""
    write(tmp_path / "a.json", MIXED)
    first = sayso("check", "-f", "json", "a.json").stdout
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert sayso("check", "-f", "json", "-v", "--color", "always", "a.json").stdout == first


def test_text_is_kept(sayso: Run, tmp_path: Path) -> None:
    """What a terminal acts on is escaped as JSON escapes it, so a program reads what the record holds."""
    text = "中文 \u202e \U000e0041 \x7f é"
    parties = MIXED["parties"] | {"ministry": {"name": text.replace("\x7f", "")}}
    write(tmp_path / "a.json", record(claim("a", "release"), parties=parties))
    shown = sayso("check", "-f", "json", "a.json").stdout
    assert "\\u202e" in shown
    assert "\\udb40\\udc41" in shown
    assert "中文" in shown
    assert text.replace("\x7f", "") in json.loads(shown)["files"][0]["claims"][0]["items"][0]["chain"]
