"""Pull requests and merge requests from start to end: real repositories, and the scripts that CI runs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ..cli.formats.readers import read_github, read_markdown
from ..cli.records import FLAGGED, SINGLE, SOUND, record
from ..cli.repository import ENVIRONMENT, Work, git
from .runner import Runner, read_snippets

BRANCH = "refs/remotes/origin/main"
DECLARED = FLAGGED | {"id": "declared", "standing": "self-asserted"}
NOTHING = 'ignore = ["self-asserted"]\n'


class Hub:
    """A repository that others fork, with the pull request of one of them."""

    def __init__(self, folder: Path) -> None:
        self.upstream = Work(folder / "upstream")
        self.upstream.commit({"claims.json": record(SOUND)})
        git(folder, "clone", "--quiet", self.upstream.folder, "fork")
        self.fork = Work(folder / "fork")
        self.fork.git("checkout", "--quiet", "-b", "change")

    def push(self) -> None:
        """Take the branch of the fork as a pull request, and merge it as GitHub does to try it."""
        self.upstream.git("fetch", "--quiet", self.fork.folder, "+change:refs/pull/1/head")
        tree = self.upstream.git("merge-tree", "--write-tree", "main", "refs/pull/1/head")
        parents = ("-p", "refs/heads/main", "-p", "refs/pull/1/head")
        merge = self.upstream.git("commit-tree", tree, *parents, "-m", "merge")
        self.upstream.git("update-ref", "refs/pull/1/merge", merge)

    def check_out(self, folder: Path, ref: str = "merge", depth: int = 0) -> Work:
        """What `actions/checkout` brings of the pull request: all there is, or so many commits."""
        work = Work(folder)
        work.git("remote", "add", "origin", self.upstream.folder.as_uri())
        one = f"+refs/pull/1/{ref}:refs/remotes/pull/1/{ref}"
        all = ("--tags", "origin", "+refs/heads/*:refs/remotes/origin/*", one)
        work.git("fetch", "--quiet", *(("--no-tags", f"--depth={depth}", "origin", one) if depth else all))
        work.git("checkout", "--quiet", "--force", "--detach", f"refs/remotes/pull/1/{ref}")
        return work


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


@pytest.fixture
def runner(action: Path, temp: Path, tmp_path: Path) -> Runner:
    """A runner on a pull request; its environment holds no secret, and nothing that is its user's."""
    runner = Runner(action, temp, tmp_path / "work")
    runner.event = {"github.base_ref": "main"}
    return runner


def since() -> str:
    """What the workflow of the docs gives as `since`."""
    given: str = read_snippets()[0]["jobs"]["sayso"]["steps"][1]["with"]["since"]
    return given.replace("${{ github.base_ref }}", "main")


def told(summary: str) -> str:
    """What a summary says, without what keeps it from becoming a link."""
    return read_markdown(summary).text.replace("\u200b", "")


def titles(result: Any) -> list[str]:
    return [each.properties["title"] for each in read_github(result.stdout)]


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("ref", ["merge", "head"])
def test_a_fork(hub: Hub, runner: Runner, ref: str) -> None:
    """What it brings is new, its config does not hold, and what others did meanwhile is not its doing."""
    hub.fork.commit({"mine.json": record(FLAGGED), "sayso.toml": NOTHING})
    theirs = {"claims.json": record(SOUND, DECLARED), "theirs.json": record(FLAGGED | {"id": "theirs"})}
    hub.upstream.commit(theirs)
    hub.push()
    hub.check_out(runner.work, ref)
    result, summary, output = runner.check(since=since())
    assert result.returncode == 1, result.stderr
    assert [each for each in titles(result) if each.startswith("self-asserted")] == ["self-asserted: flagged"]
    text = told(summary)
    assert "sayso.toml: ignore is" in text
    assert f"not heeded: that of {BRANCH} holds" in text
    assert "1 error" in result.stderr
    assert not {"theirs", "declared"} & {each.partition(": ")[2] for each in titles(result)}
    assert "comment=" in output


def test_a_sound_fork(hub: Hub, runner: Runner) -> None:
    hub.fork.commit({"mine.json": record(SINGLE | {"standing": "single-source"})})
    hub.upstream.commit({"theirs.json": record(FLAGGED)})
    hub.push()
    hub.check_out(runner.work)
    result, summary, _ = runner.check(since=since())
    assert result.returncode == 0
    assert "theirs" not in result.stdout
    assert "asks you to believe" not in summary


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("base", [False, True])
def test_a_shallow_clone(hub: Hub, runner: Runner, base: bool) -> None:
    """Where the base is missing, or what it has in common, the job fails and says in one line what to do."""
    hub.fork.commit({"mine.json": record(SINGLE)})
    hub.upstream.commit({"theirs.json": record(SOUND)})
    hub.push()
    work = hub.check_out(runner.work, "head", depth=1)
    if base:
        work.git("fetch", "--quiet", "--depth=1", "origin", f"+refs/heads/main:{BRANCH}")
    for inputs in ({"since": since()}, {} if not base else {"since": BRANCH, "config-from": ""}):
        result, summary, output = runner.check(**inputs)
        assert (result.returncode, summary, output) == (2, "", "")
        assert result.stderr.count("\n") == 1
        why = "have in common is here" if base else f"git knows no revision `{BRANCH}`"
        assert why in result.stderr
        assert "`git fetch --unshallow`, or set `fetch-depth: 0` where the CI checks out" in result.stderr


def test_two_commits_hold_the_base_of_a_merge(hub: Hub, runner: Runner) -> None:
    hub.fork.commit({"mine.json": record(FLAGGED), "sayso.toml": NOTHING})
    hub.push()
    hub.check_out(runner.work, depth=2)
    result, _, _ = runner.check(since="HEAD^1", **{"config-from": "HEAD^1"})
    assert result.returncode == 1
    assert "self-asserted: flagged" in titles(result)


def test_a_squashed_branch(hub: Hub, runner: Runner) -> None:
    """The branch goes on after it was squashed into the base: what was squashed is not new in the merge."""
    first = record(SOUND, DECLARED)
    hub.fork.commit({"claims.json": first})
    hub.upstream.commit({"claims.json": first})
    hub.fork.commit({"mine.json": record(FLAGGED)})
    hub.push()
    hub.check_out(runner.work)
    result, _, _ = runner.check(since=since(), **{"fail-on": "note"})
    assert result.returncode == 1
    assert {each.partition(": ")[2] for each in titles(result)} - {""} == {"flagged"}


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize("tag", ["main", "origin/main", "refs/remotes/origin/main"])
def test_a_tag_named_like_the_base(hub: Hub, runner: Runner, tag: str) -> None:
    """A tag at the head of the change hides nothing of it."""
    hub.fork.commit({"mine.json": record(FLAGGED)})
    hub.push()
    hub.upstream.git("update-ref", f"refs/tags/{tag}", "refs/pull/1/merge")
    hub.check_out(runner.work)
    result, _, _ = runner.check(since=since())
    assert result.returncode == 1
    if tag != BRANCH:
        result, _, _ = runner.check(since=tag)
        assert result.returncode == 2
        assert f"`{tag}` may be `refs/tags/{tag}` or `{BRANCH}`: say which, in full" in result.stderr


def test_a_base_that_was_force_pushed(hub: Hub, runner: Runner) -> None:
    """The commit that the event remembers is gone; the branch is there."""
    hub.upstream.commit({"claims.json": record(SOUND, DECLARED)})
    hub.fork.git("pull", "--quiet", "--rebase", "origin", "main")
    hub.fork.commit({"mine.json": record(FLAGGED)})
    gone = hub.upstream.git("rev-parse", "main")
    hub.upstream.git("reset", "--quiet", "--hard", "HEAD~1")
    hub.upstream.commit({"other.json": record(SINGLE)})
    hub.push()
    work = hub.check_out(runner.work)
    result, _, _ = runner.check(since=since())
    assert result.returncode == 1
    assert {"self-asserted: flagged", "self-asserted: declared"} <= set(titles(result))
    work.git("reflog", "expire", "--expire=now", "--all")
    hub.upstream.git("update-ref", "-d", "refs/pull/1/head")
    result, _, output = runner.check(since=gone[::-1])
    assert (result.returncode, output) == (2, "")
    assert f"git knows no revision `{gone[::-1]}`" in result.stderr


def test_a_change_of_the_workflow_is_told(hub: Hub, runner: Runner) -> None:
    hub.upstream.commit({".github/workflows/claims.yml": "on: pull_request\n", "README.md": "a"})
    hub.fork.git("pull", "--quiet", "--rebase", "origin", "main")
    hub.fork.commit({".github/workflows/claims.yml": "on: push\n", "sub/.gitattributes": "* -diff\n"})
    hub.push()
    hub.check_out(runner.work)
    _, summary, _ = runner.check(since=since())
    assert (
        "the change touches what decides how changes are checked and shown: .github/workflows/claims.yml, "
        "sub/.gitattributes"
    ) in told(summary)


# GitLab


class Job:
    """A job of GitLab on a merge request: it checks out the head, and knows the branch by its name."""

    def __init__(self, hub: Hub, folder: Path, program: Path, origin: Work) -> None:
        self.work = hub.check_out(folder, "head")
        for name in self.work.git("for-each-ref", "--format=%(refname)", "refs/remotes/origin").splitlines():
            self.work.git("update-ref", "-d", name)
        self.work.git("remote", "set-url", "origin", origin.folder)
        self.program = program

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run the script of the page, in an image that has sayso."""
        job = read_snippets()[4]["sayso"]
        script = "\n".join(
            line for line in job["script"] if line.startswith("git fetch") or "sayso_cli check" in line
        )
        env = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
        for name, value in job["variables"].items():
            env[name] = str(value).replace("$CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
        return subprocess.run(
            [str(shutil.which("sh")), "-e", "-c", script.replace(" check claims", " check .")],
            cwd=self.work.folder,
            env={
                "PATH": f"{self.program}{os.pathsep}{ENVIRONMENT['PATH']}",
                "GIT_CONFIG_GLOBAL": os.devnull,
                **env,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def test_the_recipe_of_gitlab(hub: Hub, temp: Path, tmp_path: Path) -> None:
    hub.fork.commit({"mine.json": record(FLAGGED), "sayso.toml": NOTHING})
    hub.upstream.commit({"theirs.json": record(FLAGGED | {"id": "theirs"})})
    hub.push()
    hub.upstream.git("tag", "main", "refs/pull/1/head")
    program = temp / "sayso" / "bin"
    result = Job(hub, tmp_path / "one", program, hub.upstream).run()
    assert result.returncode == 1, result.stderr
    assert "1 CLAIM RESTS ONLY" in result.stdout
    assert "theirs" not in result.stdout
    assert f"not heeded: that of {BRANCH}" in " ".join(result.stdout.split())
    assert (tmp_path / "one" / "gl-code-quality-report.json").exists()
    # In a fork, which has no branch of that name, nothing is checked and the job fails.
    hub.fork.git("branch", "--quiet", "-D", "main")
    result = Job(hub, tmp_path / "two", program, hub.fork).run()
    assert result.returncode > 1
    assert "refs/heads/main" in result.stderr
