"""A report of claims that flow through the run is the same as one of claims that are kept."""

import datetime
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.report import flow
from sayso.report.engine import check
from sayso.rules.rule import House
from sayso_cli.formats import Format, flows_of, render
from sayso_cli.terminal import Look

from ...conftest import Run
from ...strategies import claim_files
from ..records import SINGLE, record, write

LOOK = Look(False, 80, True)
HOUSE = House(datetime.date(2026, 1, 1))


FLOWING = [Format.TEXT, Format.JSON, Format.JSONL, Format.CSV, Format.GITHUB]
LOOKS = [LOOK, LOOK._replace(verbose=False), LOOK._replace(verbose=False, quiet=True)]


@given(
    st.lists(claim_files(), min_size=1, max_size=3),
    st.sampled_from([0, 5_000]),
    st.data(),
    st.sampled_from(LOOKS),
)
def test_same_report(contents: list[Any], held: int, data: st.DataObject, look: Look) -> None:
    """Whatever is in the files, one after the other; also where one is a register of the others."""
    files = [
        load(f"{number}.json", json.dumps(each).encode(), lines=False) for number, each in enumerate(contents)
    ]
    if len(files) > 1 and data.draw(st.booleans()):
        files[0].registers.append(files[-1])
    found = FoundFiles(tuple(data.draw(st.sampled_from([files, files[:1]]))), 0)
    kept = check(found, HOUSE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "_HELD_BYTES", held)
        flowed = check(found, HOUSE, flows=flows_of(FLOWING, [look] * len(FLOWING)))
        assert not flowed.claims
        for format in FLOWING:
            assert "".join(render(format, flowed, look)) == "".join(render(format, kept, look))
    # A report may be asked twice.
    assert flowed.summary == kept.summary
    assert (flowed.worst(), flowed.has_structure_error()) == (kept.worst(), kept.has_structure_error())


def test_what_is_large_is_on_the_disk(tmp_path: Path, sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of much a temporary file is made; where there is no room for it, that is said."""
    write(tmp_path / "claims.json", record(SINGLE))
    monkeypatch.setattr(flow, "_HELD_BYTES", 0)
    made = []

    def room() -> Any:
        made.append(tempfile.SpooledTemporaryFile())  # noqa: SIM115
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", room)
    first = sayso("check", "claims.json", "-f", "json", "--as-of", "2026-01-01")
    assert made
    assert sayso("check", "claims.json", "-f", "json", "--as-of", "2026-01-01").stdout == first.stdout

    def full() -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    failed = sayso("check", "claims.json", "-f", "json")
    assert failed.exit_code == 2
    assert "cannot write a temporary file: No space left on device" in failed.stderr
