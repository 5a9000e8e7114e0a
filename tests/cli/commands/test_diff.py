"""`sayso diff`: text, Markdown and JSON; files, and `REV:path` on real git repositories."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from sayso.report.compare import Comparison
from sayso_cli.commands.diff import DiffFormat, render
from sayso_cli.terminal import Look

from ..published import VALIDATORS
from ..records import DECLARED, FLAGGED, MIXED, PARTIES, SINGLE, SOUND, SOURCES, claim, record, write
from ..repository import ENVIRONMENT, Work

Run = Callable[..., Any]
VALIDATOR = VALIDATORS["diff"]
MOVED = claim("moved", "readings", "reports")
OLD = record(SOUND, SINGLE, DECLARED, FLAGGED, MOVED, claim("same", "readings"))
NEW = record(
    SOUND | {"corroboration": [{"source": "readings"}]},
    SINGLE | {"statement": "Power was back by half past noon."},
    {key: value for key, value in DECLARED.items() if key != "standing"},
    claim("added", "rumour", statement="停电在下午恢复。"),
    MOVED | {"statement": "Power was not back by noon.", "corroboration": [{"source": "nowhere"}]},
    claim("same", "readings", tags=["x"]),
)
TEXT = """\
2 CLAIMS WITH ANOTHER STANDING

sound                                                                 new.json:1
  standing   corroborated (2 independent voices) → single-source (1 independent
             voice)
  because    source `reports` is no longer an item of the claim

moved                                                                 new.json:1
  standing   corroborated (2 independent voices) → none
  because    it cannot be judged: it refers to `nowhere`, which is not there
  reworded   Power was {+not +}back by noon.

1 CLAIM ADDED

added                                                                 new.json:1
  statement  停电在下午恢复。
  standing   self-asserted (no independent voice)

1 CLAIM REMOVED

flagged                                                               old.json:1
  statement  Power was back by noon.
  standing   self-asserted (no independent voice)

1 CLAIM REWORDED

single                                                                new.json:1
  reworded   Power was back by {+half past +}noon.

1 CLAIM WITH ANOTHER DECLARED STANDING

declared                                                              new.json:1
  declared   self-asserted → none

THIS CHANGE ASKS YOU TO BELIEVE

  `sound`: source `reports` is no longer an item of the claim
  (new.json:1)
  - `sound`: single-source; without this, corroborated

  `single` says something else than before under the same id, and what it rested
  on, 1 source, was given for that
  (new.json:1)
  - `single`: single-source

  `declared` is no longer declared `self-asserted`, and still is
  (new.json:1)

2 with another standing, 1 added, 1 removed, 1 reworded, 1 with another declared
standing; 1 claim as before
"""
MARKDOWN = """\
**sayso diff** old\\.json → new\\.json: 2 with another standing, 1 added, 1 removed, 1 reworded, \
1 with another declared standing; 1 claim as before

### 2 claims with another standing

- **sound**
  - standing: corroborated (2 independent voices) → single-source (1 independent voice)
  - because: source `reports` is no longer an item of the claim
- **moved**
  - standing: corroborated (2 independent voices) → none
  - because: it cannot be judged\\: it refers to `nowhere`\\, which is not there
  - reworded: Power was <ins>not </ins>back by noon\\.

### 1 claim added

- **added**
  - 停电在下午恢复。
  - standing: self-asserted (no independent voice)

### 1 claim removed

- **flagged**
  - Power was back by noon\\.
  - standing: self-asserted (no independent voice)

### 1 claim reworded

- **single**
  - reworded: Power was back by <ins>half past </ins>noon\\.

### 1 claim with another declared standing

- **declared**
  - declared: self-asserted → none

### This change asks you to believe

- `sound`\\: source `reports` is no longer an item of the claim
  - `sound`\\: single\\-source\\; without this\\, corroborated
- `single` says something else than before under the same id\\, and what it rested on\\, \
1 source\\, was given for that
  - `single`\\: single\\-source
- `declared` is no longer declared `self-asserted`\\, and still is
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git here knows nothing of who runs the tests."""
    for name in ("GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL"):
        monkeypatch.setenv(name, ENVIRONMENT[name])


def on_one_line(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def both(tmp_path: Path, sayso: Run) -> tuple[str, str]:
    """Two versions of a record, each on one line."""
    on_one_line(tmp_path / "old.json", OLD)
    on_one_line(tmp_path / "new.json", NEW)
    return "old.json", "new.json"


@pytest.mark.parametrize(("format", "expected"), [("text", TEXT), ("markdown", MARKDOWN)])
def test_for_people(sayso: Run, both: tuple[str, str], format: str, expected: str) -> None:
    result = sayso("diff", "-f", format, *both)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == expected


def test_for_programs(sayso: Run, both: tuple[str, str]) -> None:
    result = sayso("diff", "--format", "json", *both)
    shape = json.loads(result.stdout)
    VALIDATOR.validate(shape)
    assert {each["id"]: each["changes"] for each in shape["claims"]} == {
        "sound": ["standing"],
        "single": ["reworded"],
        "declared": ["declared"],
        "added": ["added"],
        "moved": ["standing", "reworded"],
        "flagged": ["removed"],
    }
    assert shape["unchanged"] == 1
    assert [each["field"] for each in shape["believe"]["each"]] == ["items", "statement", "standing"]
    assert shape["believe"]["each"][0]["claims"] == [
        {"id": "sound", "path": "new.json", "standing": "single-source", "without": "corroborated"}
    ]
    sound, single, *_ = shape["claims"]
    assert sound["because"] == {
        "message": "source `reports` is no longer an item of the claim",
        "complete": True,
        "groups": [
            [
                {
                    "of": "claim",
                    "id": "reports",
                    "field": "items",
                    "old": ["supports"],
                    "new": [],
                    "message": "source `reports` is no longer an item of the claim",
                }
            ]
        ],
    }
    assert single["words"] == [
        {"kind": "same", "text": "Power was back by "},
        {"kind": "added", "text": "half past "},
        {"kind": "same", "text": "noon."},
    ]
    assert single["because"] is None
    assert single["old"]["support"]["voices"] == 1


def test_exit_status(sayso: Run, both: tuple[str, str]) -> None:
    """As git has it: 0, unless it is asked for."""
    old, new = both
    for format in ("text", "markdown", "json"):
        assert sayso("diff", "-f", format, old, new).exit_code == 0
        assert sayso("diff", "-f", format, "--exit-code", old, new).exit_code == 1
        assert sayso("diff", "-f", format, "--exit-code", old, old).exit_code == 0


def test_no_difference(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record())
    write(tmp_path / "b.json", MIXED)
    assert sayso("diff", "a.json", "a.json").stdout == "no difference; no claim as before\n"
    assert sayso("diff", "b.json", "b.json").stdout == "no difference; 6 claims as before\n"
    assert sayso("diff", "-f", "markdown", "a.json", "a.json").stdout.endswith(
        "a\\.json: no difference; no claim as before\n"
    )


def test_output(sayso: Run, both: tuple[str, str], tmp_path: Path) -> None:
    shown = sayso("diff", *both).stdout
    assert sayso("diff", "-o", "out", *both).stdout == ""
    assert (tmp_path / "out").read_text(encoding="utf-8") == shown
    assert sayso("diff", "-o", "out", *both).exit_code == 0
    result = sayso("diff", "-o", "new.json", *both)
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: cannot write new.json: it is one of the files to compare\n"


def test_widths_and_colour(sayso: Run, both: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso_cli.wrapping import width

    for columns in (40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        plain = sayso("diff", *both).stdout
        assert max(width(line) for line in plain.splitlines()) <= columns
        painted = sayso("diff", "--color", "always", *both).stdout
        assert "\x1b[1m" in painted
        assert re.sub(r"\x1b\[[0-9]+m", "", painted) == plain


def test_a_long_id_and_place(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "old.json", record())
    write(tmp_path / "new.json", record(claim("x" * 79)))
    lines = sayso("diff", "old.json", "new.json").stdout.splitlines()
    assert lines[2:4] == ["x" * 79, "  new.json:74"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone.json", "new.json"], "no such file or folder: gone.json"),
        (["old.json", "folder"], "folder is a folder: name one file in it"),
        (["old.json", "broken.json"], "broken.json cannot be read: "),
        (["old.json", "list.json"], "list.json cannot be read: a claim file is one JSON object"),
        (["old.json"], "Missing argument 'NEW'"),
        (["HEAD:old.json", "new.json"], "is in no git repository"),
        (["-f", "yaml", "old.json", "new.json"], "'yaml' is not one of 'text', 'markdown', 'json'"),
    ],
)
def test_what_cannot_be_done(
    sayso: Run, both: tuple[str, str], tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "list.json").write_text("[]")
    result = sayso("diff", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr


def test_standard_input(sayso: Run, both: tuple[str, str]) -> None:
    result = sayso("diff", "old.json", "-", input=json.dumps(NEW))
    assert result.stdout == TEXT.replace(" new.json", "  <stdin>").replace("(new.json", "(<stdin>")


def test_ids_that_are_given_twice_or_not_at_all(sayso: Run, tmp_path: Path) -> None:
    nameless = {"statement": "Who knows?"}
    write(tmp_path / "old.json", record(SOUND, SOUND, nameless))
    write(tmp_path / "new.json", record(SOUND, SOUND | {"statement": "Lights on."}, nameless, 5))
    shape = json.loads(sayso("diff", "-f", "json", "old.json", "new.json").stdout)
    VALIDATOR.validate(shape)
    assert [(each["id"], each["changes"]) for each in shape["claims"]] == [
        ("sound", ["reworded"]),
        (None, ["added"]),
    ]
    shown = sayso("diff", "old.json", "new.json").stdout
    assert "(a claim without a readable id)" in shown
    assert "standing   none" in shown


@pytest.fixture
def work(tmp_path: Path, sayso: Run) -> Work:
    work = Work(tmp_path)
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    split = {"version": 1, "include": ["../register.json"], "claims": [SOUND, SINGLE]}
    work.commit({"claims/a.json": split, "register.json": register})
    return work


def test_registers_as_they_were(sayso: Run, work: Work) -> None:
    """What made the standing another one is in a register that the file includes."""
    parties = PARTIES | {"ledger": {"name": "The Ledger", "controlled_by": ["state"]}}
    work.commit({"register.json": {"version": 1, "parties": parties, "sources": SOURCES}})
    for old, new in (
        ("HEAD~1:claims/a.json", "claims/a.json"),
        ("HEAD~1:claims/a.json", "HEAD:claims/a.json"),
        ("HEAD^{/change}~1:claims/a.json", "main:claims/a.json"),
    ):
        shown = sayso("diff", old, new).stdout
        assert "corroborated (2 independent voices) → single-source" in shown
        assert "because    party `ledger` is now controlled by `state`" in shown
        assert shown.endswith("1 with another standing; 1 claim as before\n")


def test_a_register_alone(sayso: Run, work: Work) -> None:
    """Of a register the claims of the files that include it are told, by whatever way they do."""
    work.commit({"between.json": {"version": 1, "include": ["register.json"]}})
    work.write("claims/b.json", {"version": 1, "include": ["../between.json"], "claims": [SOUND]})
    parties = PARTIES | {"ledger": {"name": "The Ledger", "controlled_by": ["state"]}}
    work.write("register.json", {"version": 1, "parties": parties, "sources": SOURCES})
    result = sayso("diff", "--exit-code", "HEAD:register.json", "register.json")
    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
THIS CHANGE ASKS YOU TO BELIEVE

  party `ledger` is now controlled by `state`
  (register.json:24)
  - `sound`: single-source; without this, corroborated
  - `sound`: single-source; without this, corroborated

no claim differs; no claim as before
"""
    )
    work.commit()
    shown = sayso("diff", "HEAD~1:register.json", "HEAD:register.json").stdout
    assert "- no standing in these files hangs on it yet" in shown


def test_files_that_include_a_register(tmp_path: Path, sayso: Run) -> None:
    """By several ways each is told once; where a project has no claim files, there are none."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "sayso.toml").write_text("")
    old, new = tmp_path / "old.json", project / "sources.json"
    write(old, {"version": 1, "parties": PARTIES, "sources": SOURCES})
    parties = PARTIES | {"ledger": {"name": "The Ledger", "controlled_by": ["state"]}}
    write(new, {"version": 1, "parties": parties, "sources": SOURCES})
    for name in ("a.json", "b.json"):
        write(project / name, {"version": 1, "include": ["c.json"]})
    write(project / "c.json", {"version": 1, "include": ["sources.json"]})
    write(project / "claims.json", {"version": 1, "include": ["a.json", "b.json"], "claims": [SOUND]})
    assert sayso("diff", "old.json", "project/sources.json").stdout.count("`sound`: single-source") == 1
    hidden = project / ".hidden"
    hidden.mkdir()
    for path in (*project.glob("[abc]*.json"), new):
        path.rename(hidden / path.name)
    shown = sayso("diff", "old.json", "project/.hidden/sources.json").stdout
    assert "- no standing in these files hangs on it yet" in shown


def test_more_than_can_be_tried_out(
    sayso: Run, both: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.report.beliefs.MAX_WORK", 1)
    for format in ("text", "markdown"):
        assert "There was too much to try out" in sayso("diff", "-f", format, *both).stdout


def test_paths_are_as_git_has_them(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work.folder / "claims")
    assert sayso("diff", "HEAD:claims/a.json", "HEAD:./a.json").exit_code == 0
    result = sayso("diff", "HEAD:a.json", "a.json")
    assert result.exit_code == 2
    assert result.stderr == (
        "sayso: error: there is no file `a.json` in `HEAD`; did you mean `HEAD:claims/a.json`?\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("HEAD:gone.json", "there is no file `gone.json` in `HEAD`"),
        ("HEAD:claims", "there is no file `claims` in `HEAD`"),
        ("HEAD:", "there is no file `` in `HEAD`"),
        ("HEAD:../../etc/passwd", "there is no file `../../etc/passwd` in `HEAD`"),
        ("HEAD:/etc/passwd", "there is no file `/etc/passwd` in `HEAD`"),
        ("nowhere:claims/a.json", "git knows no revision `nowhere`"),
        (":claims/a.json", "no such file or folder: :claims/a.json"),
        ("HEAD", "no such file or folder: HEAD"),
        ("--:x", "No such option"),
        ("HEAD:\x1b[31m.json", "there is no file `\\x1b[31m.json` in `HEAD`"),
    ],
)
def test_what_git_does_not_have(sayso: Run, work: Work, name: str, message: str) -> None:
    result = sayso("diff", name, "claims/a.json")
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_whose_name_has_a_colon(sayso: Run, work: Work) -> None:
    """What is on the disk goes first."""
    work.write("HEAD:claims.json", record(SOUND))
    assert sayso("diff", "HEAD:claims.json", "HEAD:claims.json").stdout.startswith("no difference")


HOSTILE = (
    "<script>alert(1)</script> ![x](https://evil.example/) [y](javascript:alert) @everyone ::error:: # *b* "
    "\x1b[31m \u202e www.evil.example `code` | ~~x~~ &lt; \\ <!-- --> \n\n# head\n- item 1. $x$"
)


def test_hostile_text(sayso: Run, tmp_path: Path) -> None:
    """No markup, no address, nobody mentioned, and nothing that a terminal acts on."""
    ok = HOSTILE.replace("\x1b", "")
    write(tmp_path / "old.json", record(SOUND, claim("gone", statement=ok)))
    bad = [{"source": "`](javascript:x) @all <b>"}]
    write(
        tmp_path / "new.json",
        record(SOUND | {"statement": ok, "corroboration": bad}, claim("came", statement=ok)),
    )
    for format in ("text", "markdown", "json"):
        shown = sayso("diff", "-f", format, "old.json", "new.json").stdout
        assert "\u202e" not in shown
        assert "\x1b" not in shown
    shown = sayso("diff", "-f", "markdown", "old.json", "new.json").stdout
    parser = MarkdownIt("gfm-like", {"linkify": False})
    tokens = parser.parse(shown)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text",
        "html_inline",
        "strong_open",
        "strong_close",
        "code_inline",
        "text_special",
    }
    assert {child.content for child in inline if child.type == "html_inline"} <= {
        "<ins>",
        "</ins>",
        "<del>",
        "</del>",
        "<!-- -->",
    }
    assert {token.type for token in tokens} <= {
        *("inline", "paragraph_open", "paragraph_close", "heading_open", "heading_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    }
    assert not re.search("@(?!<!-- -->)", shown)
    assert len([token for token in tokens if token.type == "heading_open"]) == 3


def test_every_format_is_wired() -> None:
    comparison = Comparison("a", "b", (), 0)
    assert all("".join(render(format, comparison, Look(False, 80, False))) for format in DiffFormat)


def test_a_pipe_that_closes(process: Run, both: tuple[str, str]) -> None:
    import subprocess

    result = process("diff", *both, env={"PYTHONIOENCODING": "ascii"})
    assert result.returncode == 0
    assert b"corroborated (2 independent voices) -> single-source" in result.stdout
    assert result.stdout.isascii()
    with subprocess.Popen(["true"], stdin=subprocess.PIPE) as reader:
        reader.wait()
        assert process("diff", *both, capture_output=False, stdout=reader.stdin).returncode == 2
