"""`sayso check --since`: only what is new, on real git repositories."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sayso_cli.history import git as git_module
from sayso_cli.history import older_files as older_module

from ..records import DECLARED, FLAGGED, PARTIES, SINGLE, SOUND, SOURCES, claim, record
from ..repository import ENVIRONMENT, Work, git

Run = Callable[..., Any]
Json = dict[str, Any]
NEW = claim("new", "brief")
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git here knows nothing of who runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL"):
        monkeypatch.setenv(name, ENVIRONMENT[name])


@pytest.fixture
def work(tmp_path: Path, sayso: Run) -> Work:
    """A repository in the working folder, whose first commit has one claim file."""
    work = Work(tmp_path)
    work.commit({"claims.json": record(SOUND, FLAGGED)})
    return work


def findings(result: Any) -> set[tuple[str, str, str]]:
    """Path, check and claim of what was finding."""
    return {
        (file["path"], each["check"], each["claim"])
        for file in json.loads(result.stdout)["files"]
        for each in file["findings"]
    }


def new_claims(sayso: Run, revision: str, *paths: str) -> set[tuple[str, str]]:
    """Path and id of the claims with new findings, but for what is said of every change."""
    result = sayso("check", "--since", revision, "-f", "json", *paths)
    assert result.exit_code in (0, 1), result.stderr
    return {(path, claim) for path, check, claim in findings(result) if check != "raised"}


def test_only_what_is_new(sayso: Run, work: Work) -> None:
    """By claim, not by line; the rest is counted and does not fail."""
    before = sayso("check", "claims.json")
    assert before.exit_code == 1
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        "2 claims: ●● 1 corroborated, ○○ 1 rests only on the claimant's own assertion\n"
    )
    assert result.stderr == "sayso: 1 file checked: no error, no warning, no note; 4 known before\n"
    work.write("claims.json", record(NEW, SOUND, FLAGGED | {"tags": ["moved"]}))
    result = sayso("check", "--since", "HEAD")
    assert result.exit_code == 1
    assert "1 CLAIM RESTS ONLY ON" in result.stdout
    assert "○○ new  error[self-asserted]" in result.stdout
    assert "flagged" not in result.stdout
    assert result.stderr == "sayso: 1 file checked: 1 error, 1 warning, no note; 4 known before\n"
    shown = sayso("check", "-v", "--since", "HEAD").stdout
    assert "2 CLAIMS AS BEFORE" in shown
    assert sayso("check", "--since", "HEAD", "-q").stderr == ""
    report = json.loads(sayso("check", "--since", "HEAD", "-f", "json").stdout)
    assert report["summary"]["known"] == 4
    assert report["summary"]["error"] == 1
    assert [each["id"] for each in report["files"][0]["claims"]] == ["new", "sound", "flagged"]


def test_another_statement_under_a_known_id(sayso: Run, work: Work) -> None:
    """It rests on the same word as before, and is another claim."""
    work.write("claims.json", record(FLAGGED, SOUND))
    assert new_claims(sayso, "HEAD") == set()
    work.write("claims.json", record(SOUND, FLAGGED | {"statement": "The minister is innocent."}))
    assert sayso("check", "--since", "HEAD").exit_code == 1
    assert new_claims(sayso, "HEAD") == {("claims.json", FLAGGED["id"])}


def test_notes_count_as_well(sayso: Run, work: Work) -> None:
    work.commit({"claims.json": record(SINGLE | {"standing": "single-source"})})
    run = ("check", "--since", "HEAD", "--fail-on", "note", "claims.json")
    assert sayso(*run).exit_code == 0
    more = claim("more", "readings", standing="single-source")
    work.write("claims.json", record(SINGLE | {"standing": "single-source"}, more))
    result = sayso(*run)
    assert result.exit_code == 1
    assert "1 note (shown with -v); 1 known before" in result.stderr


def test_what_became_graver_is_new(sayso: Run, work: Work) -> None:
    """A declaration or waiver that is taken away brings the finding back."""
    waive = [{"check": "single-source", "reason": "a ruling"}]
    work.commit({"claims.json": record(DECLARED, SINGLE | {"waive": waive})})
    assert new_claims(sayso, "HEAD", ".") == {("claims.json", "single")}
    result = sayso("check", "--since", "HEAD")
    assert result.stderr.endswith("no warning, no note; 2 known before; 1 waived\n")
    bare = {key: value for key, value in DECLARED.items() if key != "standing"}
    work.write("claims.json", record(bare, SINGLE))
    result = sayso("check", "--since", "HEAD", "-f", "json")
    assert findings(result) == {
        ("claims.json", "self-asserted", "declared"),
        ("claims.json", "single-source", "single"),
    }
    assert result.exit_code == 1
    work.commit()
    work.write("claims.json", record(DECLARED, SINGLE))
    assert new_claims(sayso, "HEAD", ".") == set()


def test_several_about_the_same_thing(sayso: Run, work: Work) -> None:
    """An id that is given a third time is one finding more."""
    work.commit({"claims.json": record(SOUND, SOUND)})
    assert new_claims(sayso, "HEAD", ".") == set()
    work.write("claims.json", record(SOUND, SOUND, SOUND))
    result = sayso("check", "--since", "HEAD", "-f", "json")
    assert len(json.loads(result.stdout)["files"][0]["findings"]) == 1
    assert result.exit_code == 1


def test_a_claim_that_moved_to_another_file(sayso: Run, work: Work) -> None:
    """Word for word; with other words it is another claim, and a copy is new."""
    work.write("claims.json", record(SOUND))
    work.write("more.json", record(FLAGGED))
    assert new_claims(sayso, "HEAD", ".") == set()
    work.write("more.json", record(FLAGGED | {"statement": "Power was back by one."}))
    assert new_claims(sayso, "HEAD", ".") == {("more.json", "flagged")}
    work.write("claims.json", record(SOUND, FLAGGED))
    work.write("more.json", record(FLAGGED))
    assert new_claims(sayso, "HEAD", ".") == {("more.json", "flagged")}


def test_registers_as_they_were(sayso: Run, work: Work) -> None:
    """A claim that did not change fails when a register makes it rest on less."""
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    claims = {"version": 1, "include": ["../registers/all.json"], "claims": [SOUND, FLAGGED]}
    (work.folder / "claims.json").unlink()
    work.commit({"claims/a.json": claims, "registers/all.json": register})
    assert new_claims(sayso, "HEAD", "claims") == set()
    parties = PARTIES | {"ledger": {"name": "The Ledger", "controlled_by": ["ministry"]}}
    work.write("registers/all.json", register | {"parties": parties})
    result = sayso("check", "--since", "HEAD", "-f", "json", "claims")
    assert ("claims/a.json", "single-source", "sound") in findings(result)
    # The register moves as well, and is renamed as git sees it.
    work.git("checkout", "--quiet", ".")
    work.git("mv", "registers/all.json", "claims/known.json")
    work.write("claims/a.json", claims | {"include": ["known.json"]})
    assert new_claims(sayso, "HEAD", "claims") == set()
    outside = claims | {"include": ["../../outside.json"]}
    work.commit({"claims/a.json": outside, "claims/known.json": register})
    work.write("claims/a.json", outside | {"title": "x"})
    assert new_claims(sayso, "HEAD", "claims") == set()


@pytest.mark.parametrize(
    "named", [["registers/all.json"], ["registers"], ["registers/all.json", "claims"], []]
)
def test_a_register_alone(sayso: Run, work: Work, named: list[str]) -> None:
    """The files of the project that include it, directly or not, are looked at too, and no others."""
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    own = record(FLAGGED | {"id": "own"})
    work.commit(
        {
            "sayso.toml": 'exclude = ["drafts"]\n',
            "claims.json": own,
            "registers/all.json": register,
            "registers/more.json": {"version": 1, "include": ["all.json"]},
            "claims/a.json": {"version": 1, "include": ["../registers/more.json"], "claims": [SINGLE]},
            "drafts/b.json": {"version": 1, "include": ["../registers/all.json"], "claims": [SINGLE]},
        }
    )
    assert new_claims(sayso, "HEAD", *named) == set()
    parties = PARTIES | {"institute": {"name": "Grid Institute", "controlled_by": ["ministry"]}}
    work.write("registers/all.json", register | {"parties": parties})
    work.write("claims.json", record(FLAGGED | {"id": "own", "statement": "Another sentence."}))
    result = sayso("check", "--since", "HEAD", "-f", "json", *named)
    assert result.exit_code == 1
    flagged = {(path, claim) for path, check, claim in findings(result) if check == "self-asserted"}
    assert flagged == {("claims/a.json", "single")} | (set() if named else {("claims.json", "own")})
    told = [each["message"] for each in json.loads(result.stdout)["believe"]["each"]]
    assert "`institute` is now controlled by `ministry`" in " ".join(told)


def test_dependents(sayso: Run, work: Work) -> None:
    """Without an older version they are asked for; a file that has claims is no register."""
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    using = {"version": 1, "include": ["all.json"], "claims": [FLAGGED]}
    work.commit({"all.json": register, "a.json": using, "folder/b.json": using | {"include": ["../a.json"]}})
    assert sayso("check", "all.json").exit_code == 0
    result = sayso("check", "--dependents", "-f", "json", "all.json")
    assert result.exit_code == 1
    assert [file["path"] for file in json.loads(result.stdout)["files"]] == [
        "all.json",
        "a.json",
        "folder/b.json",
    ]
    result = sayso("check", "--dependents", "-f", "json", "a.json")
    assert [file["path"] for file in json.loads(result.stdout)["files"]] == ["a.json"]


def test_users_of_what_is_removed(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Directly or by way of another register; they alone where no path is named."""
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    using = {"version": 1, "include": ["b.json"], "claims": [FLAGGED]}
    work.commit({"all.json": register, "b.json": {"version": 1, "include": ["all.json"]}, "a.json": using})

    def checked(*paths: str) -> list[str]:
        result = sayso("check", "--removed", "-f", "json", *paths)
        return [file["path"] for file in json.loads(result.stdout)["files"]] if result.stdout else []

    nothing = sayso("check", "--removed")
    assert (nothing.exit_code, nothing.output) == (0, "")
    assert checked("claims.json") == ["claims.json"]
    work.write("c.json", using | {"include": ["all.json", "x\0y"]})
    work.git("mv", "all.json", "elsewhere.json")
    assert checked() == ["a.json", "b.json", "c.json"]
    assert checked("claims.json") == ["claims.json", "a.json", "b.json", "c.json"]
    result = sayso("check", "--removed")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "sayso: warning: all.json is removed, and a.json, b.json, c.json include it; 2 claims cannot be "
        "judged without: flagged, flagged\n"
    )
    work.write("a.json", record(FLAGGED))
    (work.folder / "c.json").unlink()
    result = sayso("check", "--removed")
    assert result.stderr.startswith("sayso: warning: all.json is removed, and b.json includes it\n")
    work.write("a.json", using)
    work.write("c.json", using | {"include": ["all.json", "x\0y"]})
    (work.folder / "sayso.toml").write_text('exclude = ["*.json"]')
    assert checked() == []
    (work.folder / "sayso.toml").unlink()
    # What was committed before counts from where pre-commit says that the change starts.
    work.commit()
    assert checked() == []
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    assert checked() == ["a.json", "b.json", "c.json"]
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "nowhere")
    assert checked() == []


def test_renamed_files(sayso: Run, work: Work) -> None:
    """Also in other folders, edited a little, committed or only staged; also registers of lines."""
    more = [{"record": "party", "id": id, **party} for id, party in PARTIES.items()]
    work.commit({"kept/register.jsonl": "\n".join(map(json.dumps, more))})
    base = work.git("rev-parse", "HEAD")
    (work.folder / "new place").mkdir()
    work.git("mv", "claims.json", "new place/ü\n.json")
    work.write("new place/ü\n.json", record(SOUND, FLAGGED, title="other"))
    for _ in range(2):
        assert new_claims(sayso, base, "new place") == set()
        assert new_claims(sayso, base, "new place/ü\n.json") == set()
        work.commit()
    work.write("new place/ü\n.json", record(SOUND, FLAGGED, NEW))
    assert {claim for _, claim in new_claims(sayso, base, ".")} == {"new"}


def test_from_another_folder(
    sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Below the top, through a symbolic link, from outside; whatever the environment says of paths."""
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    (work.folder / "sub").mkdir()
    work.git("mv", "claims.json", "sub/renamed.json")
    outside = tmp_path_factory.mktemp("outside")
    (outside / "way").symlink_to(work.folder)
    for folder, path in (
        (work.folder / "sub", ".."),
        (work.folder / "sub", "renamed.json"),
        (outside, "way"),
        (outside, "way/sub/renamed.json"),
        (outside / "way" / "sub", "."),
    ):
        monkeypatch.chdir(folder)
        assert new_claims(sayso, "HEAD", path) == set(), path


def test_a_repository_with_longer_names(sayso: Run, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    work = Work(tmp_path)
    work.commit({"sub/claims.json": record(SOUND, FLAGGED)})
    work.write("sub/claims.json", record(NEW, FLAGGED))
    assert new_claims(sayso, "HEAD", ".") == {("sub/claims.json", "new")}


def test_names_that_are_no_text(sayso: Run, work: Work) -> None:
    name = os.fsdecode(b"\xff.json")
    try:
        (work.folder / "claims.json").rename(work.folder / name)
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    base = work.commit()
    work.git("mv", name, os.fsdecode(b"\xfe.json"))
    result = sayso("check", "--since", base, ".")
    assert result.exit_code == 0
    assert "4 known before" in result.stderr


def test_new_files_and_deleted_ones(sayso: Run, work: Work) -> None:
    work.write("sub/new.json", record(NEW))
    assert new_claims(sayso, "HEAD", ".") == {("sub/new.json", "new")}
    assert new_claims(sayso, "HEAD", "sub") == {("sub/new.json", "new")}
    assert new_claims(sayso, EMPTY_TREE, ".") == {
        ("sub/new.json", "new"),
        ("claims.json", "flagged"),
    }
    (work.folder / "claims.json").unlink()
    assert sayso("check", "--since", "HEAD", "claims.json").exit_code == 2


def test_a_waiver_that_only_a_deleted_file_used(sayso: Run, work: Work) -> None:
    """The older version of a folder is all that was in it."""
    page = SOURCES["readings"] | {"url": "https://example.org/1"}
    waive = [{"check": "same-document", "reason": "two editions"}]
    sources = SOURCES | {"readings": page | {"waive": waive}}
    user = {"version": 1, "include": ["register.json"], "claims": [SOUND]}
    other = user | {"sources": {"again": page}, "claims": [claim("other", "again")]}
    register = {"version": 1, "parties": PARTIES, "sources": sources}
    work.commit({"claims.json": user, "user.json": other, "register.json": register})
    check = ("check", "--select", "unused-waiver,same-document", "-f", "json", "--since", "HEAD", ".")
    assert {check for _, check, _ in findings(sayso(*check))} == {"same-document"}
    (work.folder / "user.json").unlink()
    assert {(path, check) for path, check, _ in findings(sayso(*check))} == {
        ("register.json", "unused-waiver")
    }


def test_compared_with_the_merge_base(sayso: Run, work: Work) -> None:
    """What others did meanwhile is no matter of this branch; with `^{tree}` it is."""
    work.git("checkout", "--quiet", "-b", "topic")
    work.commit({"topic.json": record(NEW)})
    work.git("checkout", "--quiet", "main")
    mended = SOURCES["reports"] | {"by": ["institute"]}
    work.commit({"claims.json": record(SOUND, claim("later", "brief"))})
    work.git("checkout", "--quiet", "topic")
    assert new_claims(sayso, "main", ".") == {("topic.json", "new")}
    assert new_claims(sayso, "main^{tree}", ".") == {("topic.json", "new"), ("claims.json", "flagged")}
    # A merge commit, as CI checks it out for a pull request.
    work.git("merge", "--quiet", "--no-edit", "main")
    assert mended
    assert new_claims(sayso, "main", ".") == {("topic.json", "new")}
    assert new_claims(sayso, "HEAD^2", ".") == {("topic.json", "new")}
    assert new_claims(sayso, "HEAD", ".") == set()
    # A revision that is newer than what is checked out.
    work.git("checkout", "--quiet", "main~1")
    assert new_claims(sayso, "main", ".") == set()


def test_revisions_by_any_name(sayso: Run, work: Work) -> None:
    work.git("tag", "--annotate", "--message", "m", "v1")
    short = work.git("rev-parse", "--short", "HEAD")
    work.commit({"new.json": record(NEW)})
    for revision in ("v1", short, "HEAD~1", "main^", "HEAD^{/change}~1", "@{1}", "main@{1}"):
        assert new_claims(sayso, revision, ".") == {("new.json", "new")}, revision


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("mian", "git knows no revision `mian`; did you mean `main`?"),
        ("HAED", "git knows no revision `HAED`; did you mean `HEAD`?"),
        ("xyzzy-long", "git knows no revision `xyzzy-long`; `git log` shows them"),
        ("-n", "a revision does not begin with `-`"),
        ("--output=x", "a revision does not begin with `-`"),
        ("", "git knows no revision ``"),
        ("^main", "git knows no revision `^main`"),
        ("main..HEAD", "git knows no revision `main..HEAD`"),
        ("main\nHEAD", "git knows no revision `main HEAD`"),
        ("main\0", "git knows no revision `main\\x00`"),
        ("main:claims.json", "git knows no revision `main:claims.json`"),
        ("main:sub", "git knows no revision `main:sub`"),
        ("HEAD~5", "git knows no revision `HEAD~5`"),
        ("$(touch x)", "git knows no revision `$(touch x)`"),
    ],
)
def test_unknown_revisions(sayso: Run, work: Work, revision: str, message: str) -> None:
    work.commit({"sub/a.json": record(SOUND)})
    result = sayso("check", "--since", revision, ".")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert not (work.folder / "x").exists()


def test_a_branch_that_only_the_remote_has(sayso: Run, work: Work) -> None:
    work.git("update-ref", "refs/remotes/origin/next", "HEAD")
    result = sayso("check", "--since", "next", ".")
    assert "did you mean `origin/next`?" in result.stderr


def test_histories_without_a_common_commit(sayso: Run, work: Work) -> None:
    work.git("checkout", "--quiet", "--orphan", "other")
    # HEAD is no commit yet.
    assert new_claims(sayso, "main", ".") == set()
    work.commit({"other.json": record(SOUND)})
    result = sayso("check", "--since", "main", ".")
    assert result.exit_code == 2
    assert "`main` and HEAD have no commit in common; `main^{tree}` compares with it" in result.stderr
    assert new_claims(sayso, "main^{tree}", ".") == set()


def test_a_shallow_clone(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the mend, and the mend works."""
    first = work.git("rev-parse", "HEAD")
    work.commit({"new.json": record(NEW)})
    work.git("checkout", "--quiet", "-b", "topic")
    work.commit({"topic.json": record(claim("topic", "brief"))})
    clone = work.folder / "clone"
    url = f"file://{work.folder}"
    git(work.folder, "clone", "--quiet", "--depth", "1", "--no-single-branch", url, clone)
    monkeypatch.chdir(clone)
    for revision in (first, "origin/main", "HEAD~1"):
        result = sayso("check", "--since", revision, ".")
        assert result.exit_code == 2
        assert "`git fetch --unshallow`, or set `fetch-depth: 0`" in result.stderr, revision
    git(clone, "fetch", "--quiet", "--unshallow")
    assert new_claims(sayso, "origin/main", ".") == {("topic.json", "topic")}
    assert new_claims(sayso, first, ".") == {("topic.json", "topic"), ("new.json", "new")}


def test_a_worktree(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when a hook of git has set where the repository is."""
    other = work.folder.parent / f"{work.folder.name}-other"
    work.git("worktree", "add", "--quiet", "-b", "topic", other)
    (other / "new.json").write_text(json.dumps(record(NEW)))
    monkeypatch.setenv("GIT_DIR", str(work.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    for folder, name in ((other, "."), (work.folder, str(other))):
        monkeypatch.chdir(folder)
        assert {claim for _, claim in new_claims(sayso, "main", name)} == {"new"}


def test_a_submodule(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision of the repository one works in; of the submodule, what was recorded there."""
    inner = Work(work.folder.parent / f"{work.folder.name}-inner")
    inner.commit({"inner.json": record(FLAGGED)})
    work.git("submodule", "--quiet", "add", inner.folder, "sub")
    work.commit({"top.json": {"version": 1, "include": ["sub/inner.json"], "claims": [SOUND]}})
    assert new_claims(sayso, "HEAD", ".") == set()
    assert new_claims(sayso, "HEAD~1", ".") == {("sub/inner.json", "flagged")}
    (work.folder / "sub" / "inner.json").write_text(json.dumps(record(FLAGGED, NEW)))
    for paths in (["."], ["sub"], ["sub/inner.json"]):
        assert new_claims(sayso, "HEAD", *paths) == {("sub/inner.json", "new")}
    monkeypatch.chdir(work.folder / "sub")
    assert new_claims(sayso, "HEAD", ".") == {("inner.json", "new")}
    # Its clone lacks what was recorded.
    monkeypatch.chdir(work.folder)
    work.git("update-index", "--cacheinfo", f"160000,{'1' * 40},sub")
    work.git("commit", "--quiet", "--message", "gone")
    result = sayso("check", "--since", "HEAD", "sub")
    assert result.exit_code == 2
    assert f"git knows no revision `{'1' * 40}`" in result.stderr


def test_symbolic_links(sayso: Run, work: Work) -> None:
    """Of the older version as of the new one: inside the project they are followed, outside not."""
    (work.folder.parent / "secret.json").write_text(json.dumps({"version": 1, "parties": PARTIES}))
    links = {
        "same.json": "claims.json",
        "ring.json": "ring.json",
        "folder": "real",
        "up.json": "../secret.json",
        "absolute.json": str(work.folder.parent / "secret.json"),
        "back.json": str(work.folder / "claims.json"),
        "way": "folder/./../folder",
    }
    for name, target in links.items():
        (work.folder / name).symlink_to(target)
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    names = ["way/register.json", "up.json", "absolute.json", "ring.json", "folder", "gone/a.json"]
    work.commit(
        {
            "real/register.json": register,
            "linked.json": {"version": 1, "include": names, "claims": [FLAGGED]},
        }
    )
    for path in (".", "linked.json", "same.json"):
        result = sayso("check", "--since", "HEAD", "-f", "json", path)
        assert result.exit_code in (0, 1), result.stderr
        new = {(path, check) for path, check, _ in findings(result)}
        # A file that cannot be read is always finding.
        assert {check for _, check in new} <= {"invalid-json"}, new
        assert {path for path, _ in new} <= {"ring.json", "up.json", "absolute.json"}


def test_files_that_no_repository_has(sayso: Run, work: Work) -> None:
    outside = work.folder.parent / f"{work.folder.name}.json"
    outside.write_text(json.dumps(record(SOUND)))
    for paths in ([outside], ["claims.json", outside]):
        result = sayso("check", "--since", "HEAD", *paths)
        assert result.exit_code == 2
        assert "is in no git repository, so it has no older version" in result.stderr
    shutil.rmtree(work.folder / ".git")
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr
    (work.folder / ".git").mkdir()
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr


@pytest.mark.parametrize("option", ["--since", "--config-from"])
def test_standard_input_has_no_older_version(sayso: Run, work: Work, option: str) -> None:
    result = sayso("check", option, "HEAD", "-", input=json.dumps(record(SOUND)))
    assert result.exit_code == 2
    assert f"Invalid value for {option}: standard input has no older version" in result.stderr


def test_git_is_not_installed(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(work.folder))
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 2
    assert "git is not installed, and older versions are read with it: install git" in result.stderr


def test_a_repository_of_somebody_else(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git says of it is passed on."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 2
    assert "detected dubious ownership" in result.stderr
    assert "safe.directory" in result.stderr


def test_a_work_tree_that_is_elsewhere(sayso: Run, work: Work) -> None:
    (work.folder / "sub").mkdir()
    work.git("config", "core.worktree", str(work.folder / "sub"))
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 2
    assert "says that its files are in" in result.stderr


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "\ufeff{}", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"]
)
def test_an_older_version_that_cannot_be_read(sayso: Run, work: Work, text: str) -> None:
    """Then all is new, and one line says so."""
    work.commit({"claims.json": text, "sound.json": record(FLAGGED)})
    work.write("claims.json", record(FLAGGED))
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 1
    first, _ = result.stderr.splitlines()
    assert first.startswith("sayso: what cannot be read in the older version counts as new: claims.json (")
    assert new_claims(sayso, "HEAD", ".") == {("claims.json", "flagged")}


def test_many_older_versions_that_cannot_be_read(sayso: Run, work: Work) -> None:
    work.commit({f"{name}.json": "{" for name in "abcde"})
    for name in "abcde":
        work.write(f"{name}.json", record(SOUND))
    result = sayso("check", "--since", "HEAD", ".")
    assert result.stderr.splitlines()[0].endswith(" and 2 more")
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_new_version_that_cannot_be_read_always_shows(sayso: Run, work: Work, text: str) -> None:
    work.commit({"claims.json": text})
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 1
    assert "1 error" in result.stderr


def test_a_claim_that_could_not_be_read_before(sayso: Run, work: Work) -> None:
    broken = SOUND | {"kind": 1}
    work.commit({"claims.json": record(FLAGGED, broken)})
    work.write("claims.json", record(SOUND | {"id": "first"}, FLAGGED, broken))
    assert new_claims(sayso, "HEAD", ".") == set()
    assert sayso("check", "--since", "HEAD", ".").stdout.startswith("3 claims: ")


def test_a_file_that_is_too_large(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.record import project

    size = len((work.folder / "claims.json").read_bytes())
    work.write("claims.json", json.dumps(record(FLAGGED)))
    monkeypatch.setattr(project, "MAX_BYTES", size - 1)
    result = sayso("check", "--since", "HEAD", ".")
    assert "claims.json (the file is too large" in result.stderr
    assert result.exit_code == 1


def test_nothing_of_the_repository_is_run(sayso: Run, work: Work) -> None:
    """Neither hooks nor monitors, filters, conversions or diffs of the repository."""
    mark = work.folder / "was-run"
    script = work.folder / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    script.chmod(0o755)
    work.commit({".gitattributes": "*.json diff=evil filter=evil\n", "b.json": record(FLAGGED)})
    hooks = work.folder / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        shutil.copy(script, hooks / hook)
    for key in (
        "core.fsmonitor",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.alternateRefsCommand",
        "uploadpack.packObjectsHook",
        "credential.helper",
        "gpg.program",
    ):
        work.git("config", key, str(script))
    work.git("config", "core.hooksPath", str(hooks))
    index = (work.folder / ".git" / "index").read_bytes()
    (work.folder / "b.json").rename(work.folder / "c.json")
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code in (0, 1)
    assert not mark.exists()
    assert (work.folder / ".git" / "index").read_bytes() == index


def test_nothing_is_fetched(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a partial clone lacks is not there, and is said to be so."""
    work.commit({"claims.json": record(SOUND, FLAGGED, NEW)})
    work.git("config", "uploadpack.allowFilter", "true")
    for filter, message in (
        ("blob:none", "this clone lacks it"),
        ("tree:0", "this clone lacks the files of"),
    ):
        clone = work.folder / filter.replace(":", "-")
        git(work.folder, "clone", "--quiet", f"--filter={filter}", f"file://{work.folder}", clone)
        before = git(clone, "count-objects", "-v")
        monkeypatch.chdir(clone)
        result = sayso("check", "--since", "HEAD~1", ".")
        assert message in result.stderr
        assert "without `--filter`" in result.stderr
        assert result.exit_code == (1 if filter == "blob:none" else 2)
        assert git(clone, "count-objects", "-v") == before


def fake_git(folder: Path, script: str, command: str = "cat-file") -> str:
    """The path to a program `git` that does what `script` says for `command`, and else is git."""
    folder.mkdir()
    program = folder / "git"
    real = shutil.which("git")
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *{command}*) {script};; *) exec {real} "$@";; esac\n', encoding="utf-8"
    )
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize(
    "script",
    ["exec sleep 30", "exit 3", "read x; echo abc tree 100; exec sleep 30", "read x; echo a tree 99"],
)
def test_git_that_does_not_answer(
    sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setenv("PATH", fake_git(work.folder / "bin", script))
    monkeypatch.setattr(git_module, "TIMEOUT_SECONDS", 1.0)
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 2
    assert "`git cat-file` did not answer" in result.stderr


def test_git_that_is_gone(work: Work) -> None:
    with closing(git_module.Objects(git_module.Repository(work.folder))) as objects:
        objects._process.kill()
        objects._process.wait()
        for _ in range(2):
            with pytest.raises(git_module.GitError, match="did not answer"):
                objects.read(EMPTY_TREE, 100)


def test_a_question_to_git_takes_no_longer_than_it_may(
    sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late:
        """A timer that has run out when it is started."""

        def __init__(self, _: float, call: Callable[[], None]) -> None:
            self.start = call

        def cancel(self) -> None:
            """Too late."""

    monkeypatch.setattr(git_module, "Timer", Late)
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 2
    assert "did not answer" in result.stderr


@pytest.mark.parametrize("command", ["diff-index", "merge-base"])
def test_git_that_fails_without_a_word(
    sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PATH", fake_git(work.folder / "bin", "exit 9", command))
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 2
    assert f"`git {command}` failed; try it by hand" in result.stderr


def test_git_that_fails(sayso: Run, work: Work) -> None:
    """Its own words are shown, made safe."""
    (work.folder / ".git" / "index").write_bytes(b"broken")
    result = sayso("check", "--since", "HEAD", "claims.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("sayso: error: ")
    assert "index" in result.stderr


def test_a_repository_that_is_damaged(sayso: Run, work: Work) -> None:
    """A commit, a folder or a file is lost."""
    work.commit({"sub/b.json": record(FLAGGED)})
    parent = work.git("rev-parse", "HEAD")
    work.commit({"sub/b.json": record(NEW)})
    work.commit({"newer.json": record(SOUND)})

    objects = work.folder / ".git" / "objects"
    for revision, status, message in (
        (f"{parent}:sub/b.json", 1, "sub/b.json (the file cannot be read: this clone lacks it"),
        (f"{parent}:sub", 2, "Could not read"),
        ("HEAD~1", 2, "sayso: error: "),
    ):
        name = work.git("rev-parse", revision)
        lost = objects / name[:2] / name[2:]
        content = lost.read_bytes()
        lost.unlink()
        result = sayso("check", "--since", parent, ".")
        assert result.exit_code == status, result.stderr
        assert message in result.stderr
        lost.write_bytes(content)


@pytest.mark.parametrize("target", [b"a/../" * 2000 + b"claims.json", b""])
def test_a_link_that_cannot_be(sayso: Run, work: Work, target: bytes) -> None:
    """Longer than a link can be, or without a target: it leads nowhere."""
    long = git(work.folder, "hash-object", "-w", "--stdin", input=target)
    tree = git(work.folder, "mktree", input=f"120000 blob {long}\tclaims.json".encode())
    assert new_claims(sayso, tree, ".") == {("claims.json", "flagged")}


def test_what_is_no_file_is_not_read(work: Work) -> None:
    work.commit({"sub/a.json": record(SOUND)})
    repository = git_module.Repository(work.folder)
    with closing(older_module.OlderFiles()) as copy:
        copy.add(repository, repository.tree("HEAD"))
        for name in ("sub", "gone", ".", "..", "sub/a.json/b"):
            assert copy.read(copy.real_path(str(work.folder / name)), 100) is None
        assert copy.read(work.folder / "sub/a.json", 10_000)
    name = work.git("rev-parse", "HEAD:sub")
    (work.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with (
        closing(older_module.OlderFiles()) as copy,
        pytest.raises(git_module.GitError, match="Could not read"),
    ):
        copy.add(repository, repository.tree("HEAD"))


def test_links_never_lead_out_of_the_older_version(work: Work) -> None:
    """Nor do names below a link, which stands there as well in trees that others made."""
    outside = work.folder.parent / f"{work.folder.name}-outside"
    outside.mkdir()
    (outside / "z.json").write_text("secret")
    deep = f"{'../' * 40}{outside}"
    entries = []
    for mode, name, content in (
        ("120000 blob", "a", deep),
        ("120000 blob", "b", str(outside)),
        ("120000 blob", "c", "d/../../../../../../../../../../../.."),
        ("120000 blob", "d", "e/f"),
        ("100644 blob", "z.json", "{}"),
    ):
        object = git(work.folder, "hash-object", "-w", "--stdin", input=content.encode())
        entries.append(f"{mode} {object}\t{name}")
    inner = git(work.folder, "mktree", input=entries[-1].encode())
    below = b"".join(
        f"{mode} {name}\0".encode() + bytes.fromhex(object)
        for mode, name, object in [
            ("40000", "a", inner),
            *((entry[:6], entry.split("\t")[1], entry.split()[2]) for entry in entries),
            ("40000", "e", inner),
        ]
    )
    tree = git(work.folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", input=below)
    repository = git_module.Repository(work.folder)
    with closing(older_module.OlderFiles()) as copy:
        copy.add(repository, tree)
        for name in ("a/z.json", "b/z.json", "c/z.json", "d/z.json", "z.json", "e/z.json"):
            assert copy.read(copy.real_path(str(work.folder / name)), 100) in (None, b"{}")
        failed: list[OSError] = []
        folders = list(copy.walk(str(work.folder), failed.append))
        assert {name for _, _, names in folders for name in names} >= {"z.json"}


def test_a_repository_that_is_too_large(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "MAX_ANSWER_BYTES", 50)
    work.commit({f"{name}.json": record(SOUND) for name in "abc"})
    monkeypatch.setattr(git_module.Repository, "renamed_files", lambda *_: {})
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 2
    assert "answers with too much: the repository is too large" in result.stderr


def test_names_that_git_does_not_write(sayso: Run, work: Work) -> None:
    """Trees that others made may hold `..` and `/`; they lead nowhere."""
    blob = git(work.folder, "hash-object", "-w", "--stdin", input=json.dumps(record(NEW)).encode())
    oid = bytes.fromhex(blob)
    content = b"".join(b"100644 " + name + b"\0" + oid for name in (b"..", b".", b"a/b.json", b"claims.json"))
    tree = git(work.folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", input=content)
    assert new_claims(sayso, f"{tree}", ".") == {("claims.json", "flagged")}


def test_more_files_than_there_is_time_for(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(older_module, "_MAX_FILES", 3)
    for number in range(5):
        work.write(f"f{number}/a.json", record(SOUND))
    work.commit()
    result = sayso("check", "--since", "HEAD", ".")
    assert result.exit_code == 2
    assert "has more than 3 files that may hold claims: check fewer of them" in result.stderr
    assert sayso("check", "--since", "HEAD", "f1/a.json").exit_code == 0


def test_the_work_tree_is_not_touched(sayso: Run, work: Work) -> None:
    work.commit({"b/other.json": record(SOUND)})
    work.write("claims.json", record(NEW))
    work.write("untracked.json", record(NEW))
    before = {path: path.stat().st_mtime_ns for path in work.folder.rglob("*")}
    sayso("check", "--since", "HEAD~1", ".")
    assert {path: path.stat().st_mtime_ns for path in work.folder.rglob("*")} == before


def test_help_tells_of_it(sayso: Run) -> None:
    assert "--since" in sayso("check", "--help").stdout


def test_a_proven_claim_that_is_no_longer_declared_does_not_pass_in_silence(sayso: Run, work: Work) -> None:
    """Not where the check is off or a note either, nor where it says something else now."""
    bare = {key: value for key, value in DECLARED.items() if key != "standing"}
    passes = "sayso: warning: 1 claim proven to fall short passes: "
    for level in ("off", "note"):
        config = f"[levels]\nself-asserted = '{level}'"
        work.commit({"claims.json": record(DECLARED), "sayso.toml": config})
        assert sayso("check", "-q", "--since", "HEAD").stderr == ""
        for changed in (bare, bare | {"statement": "Power was never gone."}):
            work.write("claims.json", record(changed))
            assert sayso("check", "-q", "--since", "HEAD").stderr.startswith(passes)
            report = json.loads(sayso("check", "--since", "HEAD", "-f", "json").stdout)
            assert report["summary"]["proven_passing"] == 1
            shown = sayso("check", "--since", "HEAD").stdout
            assert "`declared` is no longer declared `self-asserted`, and still is" in shown
        # Under the same declaration it says something else: every reader sees what it is.
        work.write("claims.json", record(DECLARED | {"statement": "Power was never gone."}))
        assert sayso("check", "-q", "--since", "HEAD").stderr == ""
        # What nothing said before is known, until it says something else.
        work.commit({"claims.json": record(bare)})
        assert sayso("check", "-q", "--since", "HEAD").stderr == ""
        work.write("claims.json", record(bare | {"statement": "Power was never gone."}))
        assert sayso("check", "-q", "--since", "HEAD").stderr.startswith(passes)
