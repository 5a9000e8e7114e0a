"""Asks the program `git` about a repository, and runs nothing that the repository brings along.

Only plumbing is called, with fixed arguments and no shell: no hook, filter, text conversion or external
diff of the repository is run, nothing is fetched, and nothing is written.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Timer
from typing import IO, Final

from sayso.record.disk import FileTooLarge
from sayso_cli.terminal import did_you_mean

TIMEOUT_SECONDS: Final = 120.0
"""So many seconds git may take to answer."""
MAX_ANSWER_BYTES: Final = 1 << 28
"""Git may answer at most so much at once: a small repository can have more files than there is room for."""
# So many names of revisions are looked through for what a misspelt one was meant to be.
_MAX_NAMES: Final = 10_000
CLAIM_FILES: Final = (":(top,glob)**/*.json", ":(top,glob)**/*.jsonl", ":(top,glob)**/*.ndjson")
"""The patterns of files that can be claim files."""
_OPTIONS: Final = (
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
)
# All else in the environment that is named so leads git to another repository than that of the folder, as
# hooks of git have it set, or changes how it takes what it is told.
_PASSED_VARIABLES: Final = ("GIT_CONFIG", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH", "GIT_TEST_")
_FIXED_VARIABLES: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SHORT_OBJECT = re.compile(r"[0-9a-f]{4,39}")
# What may follow the name of a branch or tag in that of a revision.
_BEHIND_NAME = re.compile(r"[~^:]|@\{")
_GLOB = re.compile(r"[*?\[\\]")
_DEEPEN: Final = (
    "this clone is shallow, its history is cut off; run `git fetch --unshallow`, "
    "or set `fetch-depth: 0` where the CI checks out"
)
CLONE_WHOLE: Final = "clone again, without `--filter`"
"""What to do where a clone lacks objects."""


class GitError(Exception):
    """What was asked for cannot be had from git; says why, and what to do."""


def work_tree_above(path: Path) -> Path:
    """The top of the work tree that `path`, an absolute one, lies in. Raises `GitError` if in none."""
    for folder in (path, *path.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    raise GitError(f"{path} is in no git repository, so it has no older version")


class Repository:
    """The repository with the work tree at `top`."""

    def __init__(self, top: Path) -> None:
        self.top = top
        shown = os.fsdecode(self._git_answer("rev-parse", "--show-toplevel").removesuffix(b"\n"))
        if Path(os.path.realpath(shown)) != top:
            raise GitError(f"the repository at {top} says that its files are in {shown}: check from there")

    @cached_property
    def is_shallow(self) -> bool:
        """Whether its history is cut off."""
        return self._git_answer("rev-parse", "--is-shallow-repository") == b"true\n"

    @cached_property
    def is_partial(self) -> bool:
        """Whether it may lack objects, which git would fetch."""
        status, _, _ = self._run_git(
            "config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"
        )
        return not status

    @cached_property
    def superproject(self) -> Path | None:
        """The work tree whose submodule this is."""
        if not (self.top / ".git").is_file():
            return None
        shown = self._git_answer("rev-parse", "--show-superproject-working-tree").removesuffix(b"\n")
        return Path(os.path.realpath(os.fsdecode(shown))) if shown else None

    def base_tree(self, revision: str) -> str:
        """The tree to compare with for what came since `revision`: that of its merge base with HEAD.

        A revision that names no commit but a tree is taken as it is. Raises `GitError`.
        """
        commit = self._object_name(revision, "commit")
        if commit is None:
            return self.tree(revision)
        head = self._object_name("HEAD", "commit")
        if head is None:
            return self.tree(commit)
        status, bases, said = self._run_git("merge-base", commit, head)
        if status == 1 and not said:
            if self.is_shallow:
                raise GitError(f"no commit that `{revision}` and HEAD have in common is here: {_DEEPEN}")
            raise GitError(
                f"`{revision}` and HEAD have no commit in common; "
                f"`{revision}^{{tree}}` compares with it all the same"
            )
        if status:
            raise GitError(said or _failure_message("merge-base"))
        return self.tree(bases.decode().split()[0])

    def is_ahead(self, revision: str) -> bool:
        """Whether `revision` is HEAD, or comes after it: then no commit is new since."""
        commit = self._object_name(revision, "commit")
        return commit is not None and not self._run_git("merge-base", "--is-ancestor", "HEAD", commit)[0]

    def tree(self, revision: str) -> str:
        """The tree of `revision`. Raises `GitError` where there is no such revision."""
        commit = self._object_name(revision, "commit")
        tree = self._object_name(commit or revision, "tree")
        if tree is not None and (commit or ":" not in revision):
            return tree
        if commit:
            raise GitError(f"this clone lacks the files of `{revision}`; {CLONE_WHOLE}")
        # `REV:folder` is a tree as well, but one whose paths do not start at the top.
        raise GitError(self._unknown_revision(revision))

    def renamed_files(self, tree: str) -> dict[str, str]:
        """The claim files that had another name in `tree`, as git knows them: the old name by the new."""
        listed = self._git_answer(
            *("diff-index", "--cached", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
            *("--name-status", "-z", "--find-renames", "-l1000", "--diff-filter=R"),
            *(tree, "--", *CLAIM_FILES),
        )
        fields = [os.fsdecode(field) for field in listed.split(b"\0")]
        return dict(zip(fields[2::3], fields[1::3], strict=True))

    def changed_files(self, tree: str, patterns: Sequence[str]) -> list[str]:
        """The files by one of `patterns` that are other ones, or are not there, in `tree` or in the index."""
        listed = self._git_answer(
            *("diff-index", "--cached", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only"),
            *("-z", tree, "--", *patterns),
        )
        return [os.fsdecode(name) for name in listed.split(b"\0")[:-1]]

    def files(self, tree: str) -> Iterator[tuple[str, str, str]]:
        """All that is in `tree` but folders: the mode, the object, and the path from the top."""
        for line in self._git_answer("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")[:-1]:
            head, _, path = line.partition(b"\t")
            mode, _, object = head.decode().split()
            # Git writes no names that lead elsewhere, but others can.
            if not {b"", b".", b".."}.intersection(path.split(b"/")):
                yield mode, object, os.fsdecode(path)

    def _object_name(self, revision: str, kind: str) -> str | None:
        """The object of that kind that `revision` leads to; None if there is none."""
        if not revision or revision.startswith(("-", "^")) or not revision.isprintable():
            return None
        self._refuse_ambiguous(revision)
        _, found, _ = self._run_git("rev-parse", "--verify", "--quiet", f"{revision}^{{{kind}}}")
        name = found.decode("ascii", "replace").strip()
        return name if _OBJECT.fullmatch(name) else None

    def _refuse_ambiguous(self, revision: str) -> None:
        """Raise `GitError` where a tag and a branch or commit, or two branches, have the name of `revision`.

        Git takes the tag, and anybody who sends a change can bring one along. In CI the branch that is meant
        is often there as that of a remote only.
        """
        name = _BEHIND_NAME.split(revision, maxsplit=1)[0]
        if not name or _GLOB.search(name):
            return
        all = [f"refs/{kind}/{name}" for kind in ("heads", "tags", "remotes")]
        listed = self._git_answer("for-each-ref", "--format=%(refname)", "--", *all, f"refs/remotes/*/{name}")
        there = listed.decode(errors="replace").splitlines()
        meant = [each for each in all if each in there]
        if meant == [f"refs/tags/{name}"]:
            meant += [
                each for each in there if each.startswith("refs/remotes/") and each.endswith(f"/{name}")
            ]
        if meant and _SHORT_OBJECT.fullmatch(name):
            meant += self._git_answer("rev-parse", f"--disambiguate={name}").decode().split()
        if len(meant) > 1:
            either = " or ".join(f"`{each}`" for each in meant)
            raise GitError(f"`{name}` may be {either}: say which, in full")

    def _unknown_revision(self, revision: str) -> str:
        """What to say of a revision that is not there."""
        if revision.startswith("-"):
            return f"a revision does not begin with `-`, as `{revision}` does"
        unknown = f"git knows no revision `{revision}`"
        listed = self._git_answer("for-each-ref", f"--count={_MAX_NAMES}", "--format=%(refname:short)", "--")
        names = set(listed.decode(errors="replace").splitlines()) | {"HEAD"}
        remote = min((name for name in names if name.endswith(f"/{revision}")), default="")
        if not remote and self.is_shallow:
            return f"{unknown}: {_DEEPEN}"
        otherwise = "`git log` shows them, and `git fetch` brings those of others"
        return f"{unknown}; {did_you_mean(remote or revision, names, otherwise)}"

    def _git_answer(self, *arguments: str) -> bytes:
        """What git answers. Raises `GitError` if it fails."""
        status, answer, said = self._run_git(*arguments)
        if status:
            raise GitError(said or _failure_message(arguments[0]))
        return answer

    def _run_git(self, *arguments: str) -> tuple[int, bytes, str]:
        """The exit status of git, its answer, and what else it said."""
        from tempfile import TemporaryFile

        with TemporaryFile() as said, _start_git(self.top, arguments, said) as process:
            assert process.stdout is not None
            with _kill_when_late(process):
                answer = process.stdout.read(MAX_ANSWER_BYTES + 1)
                if len(answer) > MAX_ANSWER_BYTES:
                    process.kill()
                    raise GitError(f"`git {arguments[0]}` answers with too much: the repository is too large")
                if process.wait() < 0:
                    raise GitError(_timeout_message(arguments[0]))
            said.seek(0)
            return process.returncode, answer, " ".join(said.read().decode(errors="replace").split())


class Objects:
    """Reads objects, in one process of git that goes on until this is closed."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._start()

    def _start(self) -> None:
        self._process = _start_git(self._repository.top, ("cat-file", "--batch"))

    def close(self) -> None:
        """End git, and let go of the pipes to it."""
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.communicate()

    def read(self, name: str, most: int) -> bytes | None:
        """The content of the object `name`; None if it is not here.

        Raises `FileTooLarge` if it is larger than `most`, `GitError` if git does not answer.
        """
        try:
            with _kill_when_late(self._process):
                return self._read(name, most)
        except BrokenPipeError:
            raise GitError(_timeout_message("cat-file")) from None

    def _read(self, name: str, most: int) -> bytes | None:
        asked, answer = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answer is not None
        asked.write(name.encode() + b"\n")
        asked.flush()
        head = answer.readline().split()
        if not head:
            # Older versions of git know no GIT_NO_LAZY_FETCH, and end when fetching is not allowed.
            if self._process.wait() < 0 or not self._repository.is_partial:
                raise GitError(_timeout_message("cat-file"))
            self.close()
            self._start()
            return None
        if len(head) < 3:
            return None
        size = int(head[2])
        if size > most:
            # What follows is for nobody.
            self.close()
            self._start()
            raise FileTooLarge
        content = answer.read(size)
        if len(content) < size or not answer.read(1):
            raise GitError(_timeout_message("cat-file"))
        return content


def _start_git(top: Path, arguments: Sequence[str], said: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Git with these arguments in the folder `top`; what it complains of goes to `said`."""
    program = shutil.which("git")
    if program is None:
        raise GitError("git is not installed, and older versions are read with it: install git")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(_PASSED_VARIABLES) or not name.startswith("GIT_")
    }
    return subprocess.Popen(  # noqa: S603 - a fixed program, and no shell
        [program, *_OPTIONS, *arguments],
        cwd=top,
        env={**kept, **_FIXED_VARIABLES},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said or subprocess.DEVNULL,
    )


@contextmanager
def _kill_when_late(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Within this, `process` is killed if it takes too long."""
    timer = Timer(TIMEOUT_SECONDS, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _failure_message(command: str) -> str:
    return f"`git {command}` failed; try it by hand"


def _timeout_message(command: str) -> str:
    return f"`git {command}` did not answer (within {TIMEOUT_SECONDS:.0f} seconds); try it by hand"


def repository_here() -> Repository:
    """The repository around the working folder. Raises `GitError`."""
    return Repository(work_tree_above(Path(os.path.realpath(os.curdir))))


def is_ahead(revision: str) -> bool:
    """Whether `revision` is what is checked out in the working folder, or comes after it."""
    with suppress(GitError):
        return repository_here().is_ahead(revision)
    return False


def renamed_files(revision: str) -> dict[str, str]:
    """The claim files that had another name at `revision`: the old one by the new, as seen from here."""
    try:
        repository = repository_here()
        renamed = repository.renamed_files(repository.base_tree(revision))
    except GitError:
        return {}
    return {
        os.path.relpath(repository.top / now): os.path.relpath(repository.top / then)
        for now, then in renamed.items()
    }


def changed_files(revision: str, patterns: Sequence[str]) -> list[str]:
    """The files by one of `patterns` that were changed since `revision` around the working folder."""
    try:
        repository = repository_here()
        return repository.changed_files(repository.base_tree(revision), patterns)
    except GitError:
        return []
