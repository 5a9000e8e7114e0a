"""`sayso edit`: fields of an entry changed, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..records import PARTIES, SOURCES, Json, claim, record, write

Run = Callable[..., Any]
TEXT = """\
{ "version":1,
  "parties": {"ledger" :{"name":"The Ledger", "aliases": ["L"]},\t"paper": {"name": "P"}},
  "sources": { "report":{"title":"R", "by": [
        "ledger"
      ], "basis":"unknown", "note": "caf\\u00e9" } },
  "claims":[{"id":"c1","statement":"S.","claimant":["paper"],
    "evidence":[],"corroboration":[{"source":"report"}]} ]\r
}"""


def changed(sayso: Run, tmp_path: Path, *options: str) -> str:
    (tmp_path / "a.json").write_bytes(TEXT.encode())
    result = sayso("edit", *options)
    assert result.exit_code == 0, result.stderr
    return (tmp_path / "a.json").read_bytes().decode()


def test_a_value_in_the_place_of_another(sayso: Run, tmp_path: Path) -> None:
    text = changed(sayso, tmp_path, "report", "--set", "basis=investigation")
    assert text == TEXT.replace('"basis":"unknown"', '"basis":"investigation"')


def test_a_list_keeps_its_form(sayso: Run, tmp_path: Path) -> None:
    """On one line or several, as it was."""
    text = changed(sayso, tmp_path, "ledger", "--set", "aliases+=The Daily Ledger, L", "--set", "kind=media")
    assert text == TEXT.replace(
        '{"name":"The Ledger", "aliases": ["L"]}',
        '{"name":"The Ledger","kind":"media", "aliases": ["L","The Daily Ledger"]}',
    )
    text = changed(sayso, tmp_path, "report", "--set", "by=paper ledger")
    assert json.loads(text)["sources"]["report"]["by"] == ["paper", "ledger"]
    assert text.count("\n") == TEXT.count("\n") + 1


def test_several_fields_of_a_claim_with_its_standing(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(TEXT.encode())
    result = sayso(
        *("edit", "c1", "--set", "tags=dam,water", "--set", "draft=true"),
        *("--set", "statement=New, and true.", "--set", "figures=measure=Dead,value=41"),
        *("--set", "stated-on=2025-03-01"),
    )
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "changed `tags`, `draft`, `statement`, `figures`, `stated_on` of the claim `c1` in a.json: "
        "self-asserted, "
    )
    entry = json.loads((tmp_path / "a.json").read_text())["claims"][0]
    assert entry["tags"] == ["dam", "water"]
    assert entry["figures"] == [{"measure": "Dead", "value": 41}]
    assert (entry["draft"], entry["statement"], entry["stated_on"]) == (True, "New, and true.", "2025-03-01")
    assert sayso("edit", "c1", "--unset", "draft", "--unset", "tags").exit_code == 0
    assert "draft" not in (tmp_path / "a.json").read_text()


def test_items_and_names(sayso: Run, tmp_path: Path) -> None:
    """Items are added in their short form."""
    sources = SOURCES | {"more": SOURCES["readings"]}
    write(tmp_path / "a.json", record(claim("c", "readings"), sources=sources))
    options = ("--set", "corroboration+=more:partial", "--set", "corroboration+=reports")
    assert sayso("edit", "c", *options).exit_code == 0
    assert json.loads((tmp_path / "a.json").read_text())["claims"][0]["corroboration"] == [
        {"source": "readings"},
        {"source": "more", "stance": "partial"},
        {"source": "reports"},
    ]


def test_one_record_a_line(sayso: Run, tmp_path: Path) -> None:
    line = '{"record": "party", "id": "ledger", "name": "L", "note": "n"}\n'
    (tmp_path / "a.jsonl").write_text(line + line.replace("ledger", "other"), encoding="utf-8")
    assert sayso("edit", "ledger", "--set", "kind=media", "--unset", "note").exit_code == 0
    expected = '{"record": "party", "id": "ledger", "name": "L", "kind": "media"}\n'
    assert (tmp_path / "a.jsonl").read_text() == expected + line.replace("ledger", "other")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "say what to change: --set FIELD=VALUE, or --unset FIELD"),
        (("--set", "basis"), "`basis` is not written as FIELD=VALUE"),
        (("--set", "\x1b[31m"), "\\x1b[31m"),
        (("--set", "bases=unknown"), "no field `bases`; did you mean `basis`?"),
        (("--set", "id=new"), "`sayso rename` gives an entry another id"),
        (("--set", "basis=unknwon"), "unknown"),
        (("--set", "basis=unknown", "--set", "basis=relay"), "`basis` holds one value"),
        (("--set", "basis+=unknown"), "`basis` is no list; write basis=VALUE"),
        (("--set", "by=nobody"), "no party `nobody`"),
        (("--set", "by=x\x1b[31m"), "no party `x\\x1b[31m`"),
        (("--set", "published=2025-02-30"), "2025-02-30"),
        (("--set", "note="), "Invalid value for --set note: `note` must not be empty"),
        (("--set", "note=a", "--unset", "note"), "`note` is set as well"),
        (("--unset", "note"), "there is no `note`"),
        (("--unset", "title"), "nothing was changed: `title` is missing"),
        (("--set", "basis=relay"), "nothing was changed:"),
    ],
)
def test_what_is_refused(sayso: Run, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    path = write(tmp_path / "a.json", record(claim("c", "readings")))
    before = path.read_bytes()
    result = sayso("edit", "readings", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert path.read_bytes() == before


def test_flags_are_true_or_false(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(claim("c", "readings")))
    result = sayso("edit", "c", "--set", "draft=yes")
    assert "`draft` is `true` or `false`" in " ".join(result.stderr.split())
    assert sayso("edit", "c", "--set", "draft=false").exit_code == 0
    assert json.loads((tmp_path / "a.json").read_text())["claims"][0]["draft"] is False


def test_a_fault_that_was_there_before_hinders_nothing(sayso: Run, tmp_path: Path) -> None:
    parties: Json = PARTIES | {"ledger": PARTIES["ledger"] | {"url": "nowhere"}, "odd": 5}
    write(tmp_path / "a.json", record(claim("c", "readings"), parties=parties))
    assert sayso("edit", "ledger", "--set", "note=N").exit_code == 0
    result = sayso("edit", "odd", "--set", "note=N")
    assert result.exit_code == 2
    assert "the entry cannot be read: see `sayso check`" in result.stderr
    # A list that is none is replaced.
    parties["ledger"]["aliases"] = "L"
    write(tmp_path / "a.json", record(claim("c", "readings"), parties=parties))
    assert sayso("edit", "ledger", "--set", "aliases+=M").exit_code == 0


def test_twice_or_not_to_be_written(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.json", record(claim("c", "readings")))
    assert "there are 2 entries `ledger`" in sayso("edit", "ledger", "--set", "note=N").stderr

    def refuse(*_: object, **__: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("sayso_cli.files.replace", refuse)
    result = sayso("edit", "ledger", "a.json", "--set", "note=N")
    assert (result.exit_code, result.stderr) == (2, "sayso: error: cannot write a.json: Permission denied\n")


def test_names_lists_and_dates(sayso: Run, tmp_path: Path) -> None:
    """A name stands for its id, lists take commas and spaces, a date may be written as people do."""
    write(tmp_path / "claims.json", record(claim("c", "readings")))
    options = (
        "--title",
        "T",
        "--by",
        "The Ledger, institute",
        "--basis",
        "relay",
        "--based-on",
        "readings reports",
    )
    assert sayso("add", "source", "--id", "new", *options, "--published", "30/09/2015").exit_code == 0
    made = json.loads((tmp_path / "claims.json").read_text())["sources"]["new"]
    assert made == {
        "title": "T",
        "by": ["ledger", "institute"],
        "basis": "relay",
        "based_on": ["readings", "reports"],
        "published": "2015-09-30",
    }
    result = sayso("edit", "new", "--set", "published=03/04/2024")
    assert result.exit_code == 2
    assert "`03/04/2024` may be 2024-04-03 or 2024-03-04: write the one that is meant" in " ".join(
        result.stderr.split()
    )
    assert (
        sayso("edit", "new", "--set", "publisher=THE LEDGER", "--set", "published=3 April 2024").exit_code
        == 0
    )
    assert sayso("edit", "c", "--set", "corroboration=source=Mains frequency,stance=partial").exit_code == 0
    links = ("--set", "controlled_by=Northland", "--set", "controlled-by+=party=Grid Institute,from=2020")
    assert sayso("edit", "ledger", *links).exit_code == 0
    data = json.loads((tmp_path / "claims.json").read_text())
    assert data["sources"]["new"]["publisher"] == "ledger"
    assert data["sources"]["new"]["published"] == "2024-04-03"
    assert data["claims"][0]["corroboration"] == [{"source": "readings", "stance": "partial"}]
    assert data["parties"]["ledger"]["controlled_by"] == ["state", {"party": "institute", "from": "2020"}]


def test_names_stand_for_ids(sayso: Run, tmp_path: Path) -> None:
    """Of parties, sources and claims, in every command that takes the id of an entry."""
    write(tmp_path / "a.json", record(claim("c", "readings", statement="It: holds.")))
    write(tmp_path / "b.json", record(sources=SOURCES))
    assert "party `ledger`" in sayso("edit", "the ledger", "a.json", "--set", "note=N").stdout
    assert "source `readings`" in sayso("edit", "Mains frequency", "a.json", "--set", "note=N").stdout
    assert "claim `c`" in sayso("edit", "It: holds.", "a.json", "--set", "note=N").stdout
    assert "claim `c`" in sayso("edit", "claim:It: holds.", "a.json", "--set", "note=N").stdout
    assert sayso("rename", "It: holds.", "d", "a.json").exit_code == 0
    assert sayso("edit", "ledger", "a.json", "--set", "name=Mains frequency").exit_code == 0
    refused = sayso("edit", "Mains frequency", "a.json", "--set", "note=N")
    told = " ".join(refused.stderr.split())
    assert "`Mains frequency` is a party and a source; write `party:ledger` or `source:readings`" in told
    assert "no claim `x`" in " ".join(sayso("remove", "claim:x", "a.json").stderr.split())
    assert "no party, source or claim `x`" in " ".join(sayso("remove", "x", "a.json").stderr.split())
    assert sayso("remove", "It: holds.", "a.json").exit_code == 0
