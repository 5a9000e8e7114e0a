"""What killed runs leave beside their target is removed by the next one, and nothing else."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.record.disk import SITE_MARK
from sayso_cli.files import _prefix, replace, temporary_file, temporary_folder
from sayso_cli.site.folder import write_folder

from ..conftest import ROOT, THOROUGH
from .writing import PARTY, STARTER, sayso, strays

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks that end with their process")
KILLS = 30 if THOROUGH else 5
ENV = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(ROOT / "checks"), str(ROOT / "cli")])}
FILES = [("claims/a.html", "a"), ("index.html", "i")]
# Ends itself at the step on files of the given number, counted from the making of what is temporary.
KILLED = """
import os, signal, sys
from sayso_cli.main import main
left = int(sys.argv.pop(1))
begun = False
def count(event, args):
    global left, begun
    if not event.startswith(("open", "os.", "fcntl.", "shutil.", "tempfile.")):
        return
    begun = begun or (event.startswith("tempfile.") and ".sayso-" in args[0])
    left -= begun
    if left == -1:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
main()
"""
ALIVE = """
import sys
from sayso_cli.files import temporary_file, temporary_folder
with temporary_file("target"), temporary_folder("target"):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.json").write_text(STARTER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("report", "claims.json", "-o", "site"),
        ("report", "claims.json", "--single-file", "-o", "all.html"),
        ("check", "claims.json", "--output", "out.txt"),
        PARTY,
    ],
)
def test_killed_again_and_again(folder: Path, command: tuple[str, ...]) -> None:
    (folder / ".sayso-notes").write_text("mine", encoding="utf-8")
    left = 0
    for turn in range(KILLS):
        if command == PARTY:
            (folder / "claims.json").write_text(STARTER, encoding="utf-8")
        # Every third step: between opening, writing, locking and renaming.
        script = [sys.executable, "-c", KILLED, str(turn * 3), *command]
        run = subprocess.run(script, cwd=folder, env=ENV, check=False, capture_output=True, timeout=60)
        assert run.returncode in (-signal.SIGKILL, 0), run.stderr
        left += len(strays(folder)) > 1
    assert left
    (folder / "claims.json").write_text(STARTER, encoding="utf-8")
    assert sayso(*command).exit_code == 0
    assert strays(folder) == [folder / ".sayso-notes"]


def test_killed_while_the_site_before_is_removed(folder: Path) -> None:
    """Its list goes last, so that the rest is still known as sayso's."""
    for step in ("os.rename", "os.unlink", "shutil.rmtree"):
        module, name = step.split(".")
        script = f"""
import os, shutil, signal
from pathlib import Path
from sayso_cli.site.folder import write_folder
real = {step}
def die(*args, **given):
    real(*args, **given)
    os.kill(os.getpid(), signal.SIGKILL)
write_folder(Path("site"), {FILES})
{module}.{name} = die
write_folder(Path("site"), {FILES})
"""
        run = subprocess.run([sys.executable, "-c", script], cwd=folder, env=ENV, check=False)
        assert run.returncode == -signal.SIGKILL
        assert [path.name for path in strays(folder) if path.name.endswith("-old")]
        write_folder(Path("site"), FILES)
        assert strays(folder) == []


def test_what_a_living_run_writes_stays(folder: Path) -> None:
    alive = [sys.executable, "-c", ALIVE]
    with subprocess.Popen(
        alive, cwd=folder, env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout
        assert run.stdout.readline() == "ready\n"
        its = strays(folder)
        assert len(its) == 2
        write_folder(Path("target"), FILES)
        assert strays(folder) == its
        run.kill()
    write_folder(Path("target"), FILES)
    assert strays(folder) == []


def test_what_is_not_sayso_s_stays(folder: Path) -> None:
    """Other names, other targets, links, pipes, and folders without a list of sayso."""
    start = _prefix("target")
    for name in (f"{start}short", f"{start}abcdefgh.txt", f"{_prefix('other')}abcdefgh", ".sayso-abcdefgh"):
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / f"{start}symlink_").symlink_to("claims.json")
    os.mkfifo(folder / f"{start}thepipe_")
    (folder / f"{start}myfolder").mkdir()
    (folder / f"{start}myfolder" / "mine").write_text("mine", encoding="utf-8")
    before = strays(folder)
    (folder / f"{start}empty___").mkdir()
    (folder / f"{start}ours____").mkdir()
    (folder / f"{start}ours____" / SITE_MARK).touch()
    replace(Path("target"), b"new")
    assert strays(folder) == before
    assert (folder / "claims.json").read_text(encoding="utf-8") == STARTER


def test_what_is_another_user_s_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = folder / f"{_prefix('target')}abcdefgh"
    theirs.touch()
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    replace(Path("target"), b"new")
    assert theirs.exists()
    monkeypatch.setattr(os, "geteuid", lambda: me)
    replace(Path("target"), b"new")
    assert not theirs.exists()


def test_without_locks_all_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = folder / f"{_prefix('target')}abcdefgh"
    left.touch()
    monkeypatch.setitem(sys.modules, "fcntl", None)
    for _ in range(2):
        write_folder(Path("target"), FILES)
    assert strays(folder) == [left]


@pytest.mark.parametrize("made", [temporary_file, temporary_folder])
@pytest.mark.parametrize("when", ["before it is opened", "before it is locked"])
def test_taken_before_it_is_locked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[str], Any], when: str
) -> None:
    """By another run that tidies up in that instant: then another is made."""
    import fcntl

    taken: list[Path] = []

    def take(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **given: Any) -> Any:
            result = real(*args, **given)
            if not taken:
                taken.extend(strays(folder))
                for path in taken:
                    (path.rmdir if path.is_dir() else path.unlink)()
            return result

        return call

    if when == "before it is locked":
        monkeypatch.setattr(fcntl, "flock", take(fcntl.flock))
    else:
        name = "mkstemp" if made is temporary_file else "mkdtemp"
        monkeypatch.setattr(tempfile, name, take(getattr(tempfile, name)))
    with made("target"):
        assert len(taken) == 1
        assert len(strays(folder)) == 1
        assert strays(folder) != taken
    assert strays(folder) == []
