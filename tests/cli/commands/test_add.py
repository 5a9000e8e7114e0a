"""`sayso add`: by options, by answers, and what it refuses."""

import hashlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from hypothesis import given as tried_with
from hypothesis import strategies as st

from sayso.record.model import Basis
from sayso.record.references import name_key
from sayso.record.schema import schema
from sayso_cli.editing.dialogue import is_interactive
from sayso_cli.editing.field_values import split_list
from sayso_cli.editing.fields import field_of, fields
from sayso_cli.editing.known_ids import KnownIds, free_id
from sayso_cli.main import app

from ..writing import PARTY, STARTER, sayso

NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
CLAIM = ("add", "claim", "--id", "c", "--statement", "S", "--claimant", "state")
SOURCE = ("add", "source", "--id", "s", "--title", "T", "--by", "ledger", "--basis", "observation")


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "claims.json"
    path.write_text(STARTER)
    return path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers for the prompts of this process, which then has a terminal."""
    given: list[str] = []

    def prompt(label: str, default: str = "", **more: object) -> str:
        typer.echo(f"{label}: ", err=True)
        if not given:
            raise typer.Abort
        return given.pop(0) or default

    monkeypatch.setattr("sayso_cli.editing.dialogue.is_interactive", lambda: True)
    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setenv("CI", "1")
    return given


def test_options_of_a_party(path: Path) -> None:
    result = sayso(
        *PARTY, "--kind", "media", "--controlled-by", "state", "--allied-with", "ledger", "--domain",
        "a.example", "--domain", "b.example", "--url", "https://a.example/", "--note", "N",
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "added the party `new` to claims.json\n")
    assert json.loads(path.read_text())["parties"]["new"] == {
        "name": "New",
        "kind": "media",
        "controlled_by": ["state"],
        "allied_with": ["ledger"],
        "domains": ["a.example", "b.example"],
        "url": "https://a.example/",
        "note": "N",
    }
    assert path.read_text().replace(path.read_text()[path.read_text().index(',\n    "new"') : 407], "")
    assert sayso("fmt", "--check").exit_code == 0


def test_options_of_a_source(path: Path) -> None:
    result = sayso(
        *SOURCE[:-1], "relay", "--publisher", "state", "--based-on", "release", "--published", "2025",
        "--retrieved", "2025-01-02", "--url", "https://a.example/", "--archived", "https://b.example/",
        "--file", "claims.json",
        "--language", "en", "--note", "N",
    )  # fmt: skip
    assert result.exit_code == 0
    assert list(json.loads(path.read_text())["sources"]["s"].items()) == [
        ("title", "T"),
        ("by", ["ledger"]),
        ("publisher", "state"),
        ("basis", "relay"),
        ("based_on", ["release"]),
        ("published", "2025"),
        ("retrieved", "2025-01-02"),
        ("url", "https://a.example/"),
        ("archived", "https://b.example/"),
        ("file", "claims.json"),
        ("sha256", hashlib.sha256(STARTER.encode()).hexdigest()),
        ("language", "en"),
        ("note", "N"),
    ]
    assert sayso("fmt", "--check").exit_code == 0


HOLDS = hashlib.sha256(b"The dam holds.").hexdigest()


def test_a_source_that_is_a_file(tmp_path: Path) -> None:
    """Its path is that from the claim file, wherever the program runs; its hash is looked up, or compared."""
    folder = tmp_path / "claims"
    (folder / "texts").mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "texts" / "a.txt").write_text("The dam holds.")
    path = folder / "claims.json"
    path.write_text(STARTER)
    more = SOURCE[4:]
    for id, *given in (("a",), ("b", "--sha256", HOLDS)):
        result = sayso("add", "source", path, "--id", id, *more, "--file", "texts/a.txt", *given)
        assert (result.exit_code, result.stdout) == (0, f"added the source `{id}` to {path}\n")
        added = json.loads(path.read_text())["sources"][id]
        assert (added["file"], added["sha256"]) == ("texts/a.txt", HOLDS)
    # Without a file the hash is that of a copy elsewhere.
    assert sayso("add", "source", path, "--id", "c", *more, "--sha256", "0" * 64).exit_code == 0
    assert sayso("verify", path, "--source", "a").exit_code == 0
    assert sayso("fmt", "--check", path).exit_code == 0


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("texts/none.txt", "there is no such file (it is looked up from the folder of claims.json)"),
        ("../secret.txt", "the path leads outside the project"),
        ("link.txt", "the path leads outside the project"),
        ("/etc/passwd", "the path is not a relative one, with `/`"),
        ("a\\b", "the path is not a relative one, with `/`"),
        (".", "this is no regular file"),
        ("x" * 5000, "the file cannot be read: File name too long"),
        ("a\0b", "the file cannot be read: no file can have that name"),
        ("\x1b]0;a\x07", "there is no such file"),
        ("\ud800", "the file cannot be read: no file can have that name"),
        ("large.txt", "the file is larger than 20 MiB"),
        ("", "must not be empty"),
    ],
)
def test_files_that_cannot_be_had(path: Path, name: str, why: str) -> None:
    (path.parent / "link.txt").symlink_to("/etc/hostname")
    with (path.parent / "large.txt").open("wb") as large:
        large.truncate((20 << 20) + 1)
    result = sayso(*SOURCE, "--file", name)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.replace("│", " ").split())
    assert "\x1b" not in result.stderr
    assert path.read_text() == STARTER


def test_a_hash_that_is_not_that_of_the_file(path: Path) -> None:
    (path.parent / "a.txt").write_text("The dam holds.")
    for wrong in ("0" * 64, HOLDS.upper(), ""):
        result = sayso(*SOURCE, "--file", "a.txt", "--sha256", wrong)
        assert result.exit_code == 2
        assert HOLDS in result.stderr
    assert path.read_text() == STARTER


def test_options_of_a_claim(path: Path) -> None:
    assert sayso(*SOURCE).exit_code == 0
    result = sayso(
        *CLAIM, "--evidence", "release", "--corroboration", "s", "--corroboration", "release:context",
        "--kind", "factual", "--stated-in", "release", "--stated-on", "2025-01", "--quote", "Q",
        "--language", "en", "--against", "ledger", "--standing", "single-source", "--reviewed", "2025",
        "--tag", "a b", "--tag", "c", "--note", "N",
    )  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout == (
        "added the claim `c` to claims.json: single-source, rests on one independent voice: The Ledger\n"
    )
    assert list(json.loads(path.read_text())["claims"][0].items()) == [
        ("id", "c"),
        ("statement", "S"),
        ("claimant", ["state"]),
        ("evidence", [{"source": "release"}]),
        ("corroboration", [{"source": "s"}, {"source": "release", "stance": "context"}]),
        ("kind", "factual"),
        ("stated_in", "release"),
        ("stated_on", "2025-01"),
        ("quote", "Q"),
        ("language", "en"),
        ("against", ["ledger"]),
        ("standing", "single-source"),
        ("reviewed", "2025"),
        ("tags", ["a b", "c"]),
        ("note", "N"),
    ]
    assert sayso("fmt", "--check").exit_code == 0


@pytest.mark.parametrize("kind", ["party", "source", "claim"])
def test_every_field_of_the_schema_can_be_given(kind: str) -> None:
    help = " ".join(sayso("add", kind, "--help").stdout.split())
    for field in fields(kind):
        assert f" {field.option} " in help
        rule = schema()["$defs"][kind]["properties"].get(field.name, {"description": "An id"})
        assert rule["description"][:10] in help
    basis = field_of("source", "basis")
    assert tuple(basis.meanings) == basis.choices == get_args(Basis)


@pytest.mark.parametrize("kind", ["party", "source", "claim"])
def test_every_field_that_holds_ids_is_held_against_those_known(kind: str) -> None:
    """As far as the schema says that it does."""
    for field in fields(kind):
        said = re.match(r"Ids? of (?:the )?(part|source)", field.description)
        if said:
            assert field.refers_to is not None
            assert field.refers_to.startswith(said[1])


def test_help_lists_what_can_be_added() -> None:
    help = sayso("add", "--help").stdout.splitlines()
    assert [line.split()[0] for line in help[-3:]] == ["party", "source", "claim"]
    assert "No such command 'parti'" in sayso("add", "parti").stderr


def test_control_by_pairs_and_by_id(path: Path) -> None:
    given = "party=ledger,from=2020,share=51,source=release"
    result = sayso(*PARTY, "--controlled-by", "state", "--controlled-by", given, "--alias", "Neu")
    assert result.exit_code == 0
    added = json.loads(path.read_text())["parties"]["new"]
    assert added["controlled_by"] == [
        "state",
        {"party": "ledger", "from": "2020", "share": 51, "source": "release"},
    ]
    assert added["aliases"] == ["Neu"]


def test_an_item_with_a_basis_of_its_own(path: Path) -> None:
    assert sayso(*SOURCE).exit_code == 0
    item = "source=s,basis=relay,based_on=release"
    result = sayso(*CLAIM, "--evidence", item, "--draft", "--reviewer", "A. B.")
    assert result.exit_code == 0
    added = json.loads(path.read_text())["claims"][0]
    assert added["evidence"] == [{"source": "s", "basis": "relay", "based_on": ["release"]}]
    assert (added["draft"], added["reviewer"]) == (True, "A. B.")
    refused = sayso(*CLAIM[:3], "d", *CLAIM[4:], "--evidence", "source=s,basis=relay,based_on=relaese")
    assert "no source `relaese`; did you mean `release`?" in refused.stderr


def test_objects_of_a_claim(path: Path) -> None:
    """As pairs or as JSON; the numbers are numbers."""
    assert sayso(*SOURCE, "--waive", "check=no-url,reason=on paper, in the archive").exit_code == 0
    result = sayso(
        *CLAIM, "--figure", "measure=Homes without power, in all,value=41,bound=over,unit=homes",
        "--figure", '{"measure": "a,unit=b", "value": -1.5e3}',
        "--figure", "value=1200.5, measure=Height (h=1)",
        "--figure", "measure=Lost,value=6.2 million,unit=people",
        "--figure", "value=-3 hundred thousand,measure=L",
        "--against", "ledger", "--response", "party=ledger,answer=denies,source=release,on=2025-01",
        "--response", "party=ledger,answer=none-found",
        "--waive", "check=bottleneck,reason=see x=1,until=2026",
        "--evidence", "source=release,stance=partial,locator=p. 3, line 4,checked=2025-01-02",
        "--corroboration", '{"source": "s", "quote": "Q", "note": "N"}',
    )  # fmt: skip
    assert (result.exit_code, result.stderr) == (0, "")
    top = json.loads(path.read_text())
    assert top["sources"]["s"]["waive"] == [{"check": "no-url", "reason": "on paper, in the archive"}]
    (claim,) = top["claims"]
    assert {name: claim[name] for name in ("figures", "response", "waive", "evidence", "corroboration")} == {
        "figures": [
            {"measure": "Homes without power, in all", "value": 41, "bound": "over", "unit": "homes"},
            {"measure": "a,unit=b", "value": -1500.0},
            {"value": 1200.5, "measure": "Height (h=1)"},
            {"measure": "Lost", "value": 6.2, "unit": "million people"},
            {"value": -3, "measure": "L", "unit": "hundred thousand"},
        ],
        "response": [
            {"party": "ledger", "answer": "denies", "source": "release", "on": "2025-01"},
            {"party": "ledger", "answer": "none-found"},
        ],
        "waive": [{"check": "bottleneck", "reason": "see x=1", "until": "2026"}],
        "evidence": [
            {"source": "release", "stance": "partial", "locator": "p. 3, line 4", "checked": "2025-01-02"}
        ],
        "corroboration": [{"source": "s", "quote": "Q", "note": "N"}],
    }
    # What the file holds now is sound.
    assert sayso("check", "--select", "structure").exit_code == 0
    assert sayso("fmt").exit_code == 0


def test_rest_of_the_file_stays(path: Path) -> None:
    path.write_bytes(b'{"version":1,\r\n "parties":{"a":{"name":"\\u00e9"}},"sources":{ }}')
    assert sayso(*PARTY).exit_code == 0
    assert path.read_bytes() == (
        b'{"version":1,\r\n "parties":{"a":{"name":"\\u00e9"},"new":{"name":"New"}},"sources":{ }}'
    )


def test_one_record_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"record": "party", "id": "state", "name": "S"}')
    assert sayso(*PARTY, path).exit_code == 0
    assert sayso(*CLAIM, path).exit_code == 0
    assert [json.loads(line) for line in path.read_text().splitlines()][1:] == [
        {"record": "party", "id": "new", "name": "New"},
        {
            "record": "claim",
            "id": "c",
            "statement": "S",
            "claimant": ["state"],
            "evidence": [],
            "corroboration": [],
        },
    ]


def test_ids_of_registers(path: Path) -> None:
    """They can be referred to, and are taken."""
    register = path.parent / "register.json"
    register.write_text('{"version": 1, "parties": {"far": {"name": "F"}, "bad": {}}}')
    path.write_text('{"version": 1, "include": ["register.json"]}')
    assert sayso(*PARTY, "--controlled-by", "far").exit_code == 0
    for id in ("far", "bad"):
        result = sayso("add", "party", "--id", id, "--name", "F")
        assert result.exit_code == 2
        assert f"the id `{id}` is taken" in result.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("add", "party", "--id", "state", "--name", "A"), "--id: the id `state` is taken"),
        (("add", "party", "--id", "A b", "--name", "A"), "--id: `A b` cannot be an id: lower-case"),
        (("add", "party", "--id", "a", "--name", ""), "--name: must not be empty"),
        (("add", "party", "--id", "a", "--name", "\x1b[31m"), "--name: `name` holds a control character"),
        (("add", "party", "--id", "a", "--name", "\udcff"), "--name: this is not UTF-8 text"),
        ((*PARTY, "--kind", "medai"), "--kind: `kind` cannot be \"medai\": did you mean `media`?"),
        ((*PARTY, "--controlled-by", "staet"), "--controlled-by: no party `staet`; did you mean `state`?"),
        ((*SOURCE[:7], "Unknown Name", "--basis", "unknown"), "--by: no party `Unknown Name`; add it first"),
        ((*SOURCE[:7], "ledger staet", "--basis", "unknown"), "no party `staet`; did you mean `state`?"),
        ((*SOURCE[:7], ",", "--basis", "unknown"), "--by: `by` must not be empty"),
        ((*SOURCE, "--based-on", ","), "--based-on: at least one is needed"),
        ((*CLAIM, "--evidence", "The Report: one"), "--evidence: no source `The Report: one`"),
        ((*CLAIM, "--evidence", "source=The Ledger"), "no source `The Ledger`; add it first"),
        ((*PARTY, "--allied-with", "nobody"), "--allied-with: no party `nobody`; add it first: `sayso add"),
        ((*PARTY, "--controlled-by", "new"), "--controlled-by: no party `new`"),
        ((*PARTY, "--controlled-by", "x\x1b[31m"), "--controlled-by: no party `x\\x1b[31m`"),
        ((*PARTY, "--allied-with", "state", "--allied-with", "state"), '`allied_with` lists "state" twice'),
        ((*PARTY, "--domain", "https://a.example"), "--domain: "),
        ((*PARTY, "--url", "a.example"), "--url: `url` is not a web address"),
        ((*SOURCE, "--published", "2025-02-30"), '--published: `published` cannot be "2025-02-30"'),
        ((*SOURCE, "--language", "e"), "--language: "),
        ((*SOURCE, "--based-on", "s"), "--based-on: no source `s`"),
        ((*SOURCE[:-1], "guess"), '--basis: `basis` cannot be "guess"'),
        ((*SOURCE[:-1], "relay"), "--based-on must be given"),
        (("add", "source"), "--title and --id and --by and --basis must be given"),
        ((*CLAIM, "--evidence", "relaese"), "--evidence: no source `relaese`; did you mean `release`?"),
        ((*CLAIM, "--corroboration", "release:for"), "--corroboration: `stance` cannot be \"for\""),
        ((*CLAIM, "--corroboration", "release:"), '--corroboration: `stance` cannot be ""'),
        ((*CLAIM, "--stated-in", "state"), "--stated-in: no source `state`"),
        ((*CLAIM, "--figure", "41"), "--figure: `41` is not written as `measure=…,value=…,bound=…,unit=…`"),
        ((*CLAIM, "--figure", ""), "--figure: `` is not written as"),
        ((*CLAIM, "--figure", "x, value=1"), "--figure: `x, value=1` is not written as"),
        ((*CLAIM, "--figure", "measure=M"), "--figure: `value` is missing"),
        ((*CLAIM, "--figure", "measure=,value=1"), "--figure: `measure` must not be empty"),
        ((*CLAIM, "--figure", "measure=M,value=1,000"), "a number such as 1200 or 0.5, and is `1,000`"),
        ((*CLAIM, "--figure", "measure=M,value=NaN"), "`value` must be a number"),
        ((*CLAIM, "--figure", "measure=M,value=1e999"), "--figure: `value` "),
        ((*CLAIM, "--figure", f"measure=M,value={'9' * 400}"), "`value` must be a number"),
        ((*CLAIM, "--figure", "measure=M,value=1,bnd=over"), "there is no `bnd` here; did you mean `bound`?"),
        ((*CLAIM, "--figure", "measure=M,value=1,x_y=over"), "there is no `x_y` here; write `measure=…,"),
        ((*CLAIM, "--figure", "measure=M,value=1,value=2"), "--figure: `value` is given twice"),
        (
            (*CLAIM, "--figure", "measure=M,value=1,bound=almost"),
            "one of: exactly: this number; about: near this number; at-least: this number or more; ",
        ),
        ((*CLAIM, "--figure", "measure=M,value=1,bound=more"), "--figure: `bound` cannot be \"more\""),
        ((*CLAIM, "--figure", '{"measure": "M", "measure": 1}'), "the key `measure` is given twice"),
        ((*CLAIM, "--figure", "{"), "--figure: the option ends before the JSON value does"),
        ((*CLAIM, "--figure", '{"measure": "M", "value": "1"}'), "--figure: `value` must be "),
        ((*CLAIM, "--figure", '{"measure": [["\\u202e"]], "value": {}}'), "--figure: `measure` must be "),
        ((*CLAIM, "--figure", "measure=\udcff,value=1"), "--figure: this is not UTF-8 text"),
        ((*CLAIM, "--figure", "\x1b[31m"), "--figure: `\\x1b[31m` is not written as"),
        ((*CLAIM, "--response", "party=staet,answer=denies"), "no party `staet`; did you mean `state`?"),
        ((*CLAIM, "--response", "party=state,answer=denies,source=x"), "--response: no source `x`"),
        ((*CLAIM, "--response", '{"party": 3, "answer": "denies"}'), "--response: `party` must be "),
        ((*CLAIM, "--response", "answer=denies"), "--response: `party` is missing"),
        ((*CLAIM, "--evidence", "source=relaese,locator=p. 3"), "no source `relaese`; did you mean"),
        ((*CLAIM, "--evidence", "source=release,checked=soon"), '--evidence: `checked` cannot be "soon"'),
        ((*CLAIM, "--waive", "check=botleneck,reason=R"), "there is no check `botleneck`: did you"),
        ((*CLAIM, "--waive", "check=schema,reason=R"), "--waive: no waiver can silence `schema`"),
        ((*CLAIM, "--waive", "check=bottleneck"), "--waive: `reason` is missing"),
        ((*SOURCE, "--waive", "check=no-url,reason=R,until=2025-13"), '--waive: `until` cannot be "2025-13"'),
    ],
)  # fmt: skip
def test_options_that_are_refused(path: Path, command: tuple[str, ...], said: str) -> None:
    """One clear error, and nothing is written."""
    result = sayso(*command)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("Error:") == 1
    assert path.read_text() == STARTER


def test_names_of_several_words(path: Path) -> None:
    """In lists, with commas in them, in quotation marks, before a stance, and in objects."""
    for id, name in (("ex", "Example, Inc."), ("ot", "Other One")):
        assert sayso("add", "party", "--id", id, "--name", name).exit_code == 0
    by = ("--by", "Other One, ledger state", "--by", "Example, Inc.", "--by", '"northland", ot')
    assert 'lists "state" twice' in sayso(*SOURCE[:6], *by, "--basis", "unknown").stderr
    assert sayso(*SOURCE[:6], *by[:4], "--basis", "unknown").exit_code == 0
    assert json.loads(path.read_text())["sources"]["s"]["by"] == ["ot", "ledger", "state", "ex"]
    items = (
        "--evidence",
        "Power is back:partial",
        "--corroboration",
        "source=T,basis=relay,based_on=Power is back",
    )
    assert sayso(*CLAIM, *items).exit_code == 0
    (claim,) = json.loads(path.read_text())["claims"]
    assert claim["evidence"] == [{"source": "release", "stance": "partial"}]
    assert claim["corroboration"] == [{"source": "s", "basis": "relay", "based_on": ["release"]}]


NAMES = {"state": "Northland", "ex": "Example, Inc.", "a.b": "A B", "two": "Two Words", "dian": "电力部"}


@tried_with(
    st.lists(st.sampled_from([*NAMES, *NAMES.values(), '"New, one"', "New One"]), max_size=5), st.booleans()
)
def test_lists_are_taken_apart(words: list[str], close: bool) -> None:
    """With commas between them, whatever is known of them; ids with spaces as well."""
    named = {"party": {name_key(name): id for id, name in NAMES.items()}, "source": {}}
    known = KnownIds({"party": NAMES}, named)
    quoted = [f'"{word}"' if "," in word and not word.startswith('"') else word for word in words]
    expected = [word.strip('"') for word in words]
    assert split_list(field_of("source", "by"), ("," if close else " , ").join(quoted), known) == expected
    ids = [word for word in words if word in NAMES]
    assert split_list(field_of("source", "by"), " ".join(ids), known) == ids


def test_addresses_are_cleaned(path: Path) -> None:
    wrapped = "https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fb%3Futm_source%3Dx"
    result = sayso(*SOURCE, "--url", wrapped, "--retrieved", "today")
    assert (result.exit_code, result.stderr) == (0, "sayso: --url is taken as https://a.example/b\n")
    source = json.loads(path.read_text())["sources"]["s"]
    assert source["url"] == "https://a.example/b"
    assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", source["retrieved"])
    assert sayso("edit", "s", "--set", "url=https://a.example/é?fbclid=1").exit_code == 0
    assert json.loads(path.read_text())["sources"]["s"]["url"] == "https://a.example/%C3%A9"


def test_the_page_of_a_party_may_be_a_copy(path: Path) -> None:
    """Only a source has a field for copies."""
    copy = "https://web.archive.org/web/2024/https://a.example/b"
    assert sayso(*PARTY, "--url", copy).exit_code == 0
    assert json.loads(path.read_text())["parties"]["new"]["url"] == copy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "claims.json:1:2: the file ends before the JSON value does"),
        ('{"version": 1, "version": 1}', "claims.json:1:16: the key `version` is given twice"),
        ("[]", "claims.json:1:1: a claim file is one JSON object"),
        ('{"version": 1, "parties": []}', "claims.json cannot be added to: `sayso check claims.json` says"),
    ],
)
def test_files_that_cannot_be_added_to(path: Path, text: str, said: str) -> None:
    path.write_text(text)
    result = sayso(*PARTY)
    assert result.exit_code == 2
    assert said in result.stderr
    assert path.read_text() == text


def test_file_that_is_not_there() -> None:
    result = sayso(*PARTY, "none.json")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: there is no file none.json: `sayso init none.json` makes one\n"


def test_file_that_cannot_be_written(path: Path) -> None:
    path.chmod(0o444)
    result = sayso(*PARTY)
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: cannot write claims.json: the file is read-only\n"


def test_claim_that_cannot_be_judged_yet(path: Path) -> None:
    path.write_text(STARTER.replace('["state"]', '["nobody"]'))
    result = sayso(*CLAIM, "--evidence", "release")
    assert result.exit_code == 0
    assert result.stdout.endswith("; it cannot be judged yet: see `sayso check claims.json`\n")


def test_answers_for_a_party(path: Path, answers: list[str]) -> None:
    """Wrong answers are asked for again; `?` lists what is known."""
    answers += ["", "Électricité du Nord", "", "medai", "company"]
    answers += ["?", "?north", "?x", "staet", "1", "a.example,"]
    result = sayso("add", "party")
    assert result.exit_code == 0
    assert json.loads(path.read_text())["parties"]["electricite-du-nord"] == {
        "name": "Électricité du Nord",
        "kind": "company",
        "controlled_by": ["state"],
        "domains": ["a.example"],
    }
    said = result.stderr
    assert "  `name` must not be empty" in said
    assert "did you mean `company`" not in said
    assert "  `kind` cannot be" in said
    assert "  state  Northland\n  ledger  The Ledger\n" in said
    assert "  none\n" in said
    assert "  there is no party `staet`; you may mean\n  1  state  Northland\n" in said
    assert "(id, name; ? lists them) [none]" in said


def test_answers_for_sources(path: Path, answers: list[str]) -> None:
    """What each basis means is said; only what repeats others is asked for them."""
    answers += ["", "T", "s", "", "The  Ledger, state", "", "guess", "relay", "", "release", ""]
    result = sayso("add", "source")
    assert result.exit_code == 0
    for basis, meaning in field_of("source", "basis").meanings.items():
        assert f"  {basis:<16}  {meaning[:20]}" in result.stderr
    assert "at least one is needed: write a name; what is" in result.stderr
    assert "  one of these words is needed\n" in result.stderr
    assert json.loads(path.read_text())["sources"]["s"] == {
        "title": "T",
        "by": ["ledger", "state"],
        "basis": "relay",
        "based_on": ["release"],
    }
    answers += ["https://a.example/", "T", "", "ledger", "observation", "2025-13", "03/04/2024", "30/09/2015"]
    answers += ["2015-10-01", ""]
    result = sayso("add", "source")
    assert result.exit_code == 0
    assert "`03/04/2024` may be 2024-04-03 or 2024-03-04: write the one that is meant" in result.stderr
    assert "Ids of the sources it got its knowledge from" not in result.stderr
    assert json.loads(path.read_text())["sources"]["t"] == {
        "title": "T",
        "by": ["ledger"],
        "basis": "observation",
        "published": "2015-09-30",
        "retrieved": "2015-10-01",
        "url": "https://a.example/",
    }


def test_answers_for_a_claim(path: Path, answers: list[str]) -> None:
    """What is given as an option is not asked for; of each item it is asked what it says, and where."""
    answers += ["", "release", "Back it is.", "", "release:partial release:context", "", "p. 3", "today"]
    answers += ["It is.", "", "", ""]
    result = sayso("add", "claim", "--statement", "Power is back.", "--claimant", "state")
    assert result.exit_code == 0
    assert "Ids of the parties that make the claim" not in result.stderr
    (claim,) = json.loads(path.read_text())["claims"]
    checked = claim["evidence"][0].pop("checked")
    assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", checked)
    assert claim == {
        "id": "power-is-back",
        "statement": "Power is back.",
        "claimant": ["state"],
        "evidence": [
            {"source": "release", "stance": "partial", "locator": "p. 3"},
            {"source": "release", "stance": "context", "quote": "It is."},
        ],
        "corroboration": [],
        "stated_in": "release",
        "quote": "Back it is.",
    }
    assert result.stdout.startswith(
        "added the claim `power-is-back` to claims.json: self-asserted, rests only on"
    )


def test_nothing_is_asked_when_all_is_given(answers: list[str]) -> None:
    for command in (PARTY, SOURCE, CLAIM):
        result = sayso(*command)
        assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("The Ledger!", "the-ledger"),
        ("電力", "party-1"),
        ("ab " * 40, ("ab-" * 20)[:-1]),
        ("a" * 80, "a" * 60),
        ("Taken", "taken-3"),
    ],
)
def test_ids_that_are_offered(name: str, id: str) -> None:
    assert free_id("party", {"name": name}, {"taken", "taken-2"}) == id


def test_whether_there_is_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        def __init__(self, there: bool) -> None:
            self.there = there

        def isatty(self) -> bool:
            return self.there

    for given, said, expected in (
        (Stream(True), Stream(True), True),
        (Stream(False), Stream(True), False),
        (Stream(True), Stream(False), False),
        (None, Stream(True), False),
        (Stream(True), None, False),
    ):
        monkeypatch.setattr(sys, "stdin", given)
        monkeypatch.setattr(sys, "stderr", said)
        assert is_interactive() is expected
        monkeypatch.undo()


@pytest.fixture
def completion(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the shell is offered for a command line that is not finished."""

    def complete(words: str) -> str:
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
        monkeypatch.setenv("_SAYSO_COMPLETE", "complete_bash")
        from typer.testing import CliRunner

        return CliRunner().invoke(app, [], prog_name="sayso").stdout

    return complete


def test_shell_completes_ids(completion: Any, tmp_path: Path) -> None:
    assert completion("sayso add party --controlled-by s").split() == ["state"]
    assert completion("sayso add claim --evidence ").split() == ["release"]
    assert completion("sayso add source --basis in").split() == ["investigation"]
    (tmp_path / "other.json").write_text('{"version": 1, "parties": {"far": {"name": "F"}}}')
    assert completion("sayso add party other.json --controlled-by ").split() == ["far"]
    assert completion("sayso add party none.json --controlled-by ").split() == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("--figure ", ["measure=", "value=", "bound=", "unit="]),
        ("--figure measure=M,", ["measure=M,value=", "measure=M,bound=", "measure=M,unit="]),
        ("--figure measure=M,b", ["measure=M,bound="]),
        ("--figure bound=at-m", ["bound=at-most"]),
        ("--figure unit=", []),
        ("--response party=s", ["party=state"]),
        ("--response party=state,source=", ["party=state,source=release"]),
        ("--response answer=d", ["answer=denies", "answer=declines"]),
        ("--waive check=bott", ["check=bottleneck"]),
    ],
)
def test_shell_completes_objects(completion: Any, words: str, offered: list[str]) -> None:
    """Their members, the ids that are known, and the words of the schema."""
    assert completion(f"sayso add claim {words}").split() == offered


@NEEDS_PTY
def test_nothing_is_asked_without_a_terminal_to_read_from(path: Path, tmp_path: Path) -> None:
    from ..writing import start

    run = start(tmp_path, "add", "party", "--id", "a")
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (2, b"")
    assert b"--name must be given (there is no terminal to ask in)" in err
    assert os.listdir(tmp_path) == ["claims.json"]
