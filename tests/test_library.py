"""`import sayso`: what is promised to programs in Python."""

import csv
import datetime
import inspect
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

import sayso
from sayso_cli.formats.csv import csv as as_csv
from sayso_cli.terminal import Look

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "example" / "claims.json"
AS_OF = datetime.date(2026, 3, 10)


def test_what_is_promised_is_there_and_described() -> None:
    for name in sayso.__all__:
        value = getattr(sayso, name)
        assert name == "__version__" or inspect.getdoc(value)
    assert sorted(sayso.__all__) == sayso.__all__
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert all(f"| `{name}" in page for name in sayso.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(sayso, "nothing")  # noqa: B009 - the type checker knows that it is not there


def test_import_loads_nothing() -> None:
    code = (
        "import sys, sayso; print(sorted(name for name in sys.modules if name.startswith('sayso.')), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_check_finds_what_the_program_finds() -> None:
    report = sayso.check(EXAMPLE, as_of=AS_OF)
    assert [finding.check for finding in report.findings if finding.level == "error"] == ["self-asserted"]
    assert report.worst() == "error"
    assert [claim.entry.id for claim in report.claims] == ["sorlia-attacked-grid", "grid-frequency-dropped"]


def test_check_takes_the_rules_of_the_house(tmp_path: Path) -> None:
    record = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    record["claims"][1]["reviewed"] = "2025-12-01"
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(record), encoding="utf-8")

    def found(**rules: int | None) -> set[str]:
        return {finding.check for finding in sayso.check(tmp_path, as_of=AS_OF, **rules).findings}

    assert not found() & {"too-few-voices", "stale-review"}
    assert found(min_voices=2) - found() == {"too-few-voices"}
    assert found(stale_after=30) - found() == {"stale-review"}
    assert found(stale_after=None) == found()
    assert sayso.check(str(path)).summary.claims == 2


def test_findings_are_the_rows_of_the_csv_report() -> None:
    report = sayso.check(EXAMPLE, as_of=AS_OF)
    table = list(csv.DictReader(StringIO("".join(as_csv(report, Look(False, 80, False))))))
    rows = report.rows()
    assert len(rows) == len(table) > 3
    for row, line in zip(rows, table, strict=True):
        assert {*row, "fingerprint"} == set(line)
        assert {name: str(value).lower() for name, value in row.items() if name in ("line", "waived")} == {
            name: line[name] for name in ("line", "waived")
        }
        assert row["message"] == line["message"]
    assert json.loads(json.dumps(rows)) == rows


def test_claims_are_rows(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"version": 1, "claims": [{"id": "a"}]}', encoding="utf-8")
    rows = sayso.check(EXAMPLE, tmp_path / "broken.json", as_of=AS_OF).claim_rows()
    assert len({tuple(row) for row in rows}) == 1
    assert json.loads(json.dumps(rows)) == rows
    assert [(row["claim"], row["standing"], row["support"], row["voices"]) for row in rows] == [
        ("sorlia-attacked-grid", "self-asserted", 0, ""),
        ("grid-frequency-dropped", "single-source", 1, "Grid Lab"),
        ("a", None, None, ""),
    ]


def test_load_and_judge() -> None:
    record = sayso.load(EXAMPLE)
    judgements = sayso.judge(record)
    assert [claim.id for claim in record.claims] == list(judgements)
    judgement = judgements["grid-frequency-dropped"]
    assert judgement is not None
    assert (judgement.standing, judgement.support.cut) == ("single-source", (("grid-lab",),))
    assert record.sound_parties["grid-lab"].name == "Grid Lab"


def test_what_cannot_be_judged_has_no_judgement(tmp_path: Path) -> None:
    record = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    first, second = record["claims"]
    record["claims"] = [first, {**second, "id": first["id"]}, {**second, "claimant": ["nobody"]}, {}]
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    loaded = sayso.load(path)
    judgements = sayso.judge(loaded)
    assert {id: judgement and judgement.standing for id, judgement in judgements.items()} == {
        "sorlia-attacked-grid": "self-asserted",
        "grid-frequency-dropped": None,
        "": None,
    }
    assert [claim.id for claim in loaded.claims] == ["sorlia-attacked-grid"] * 2


def test_what_is_not_there(tmp_path: Path) -> None:
    for read in (sayso.check, sayso.load):
        with pytest.raises(FileNotFoundError, match="no such file or folder: "):
            read(tmp_path / "gone")
        with pytest.raises(FileNotFoundError, match="no claim file in the folder"):
            read(tmp_path)
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text('{"version": 1, "claims": []}', encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="is a folder with 2 claim files"):
        sayso.load(tmp_path)
