"""The commands that install a lock, run as they stand: no release that comes out later is ever chosen.

The index is a folder. It has of every package the version of the lock, as a wheel that holds nothing but its
metadata, and a newer one that is no wheel at all: whoever chooses that fails. Each package wants the next one
with an extra, as in `coverage[toml]`, which is what pip would look up anew.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml
from packaging.requirements import Requirement

from ..conftest import ROOT

PIPS: Final = Path(__file__).parent / "pips"
# There is no wheel of these: they are built when they are installed.
BUILT: Final = ("pyspark", "surt")
# A build backend that needs nothing: the wheel lies beside it.
BACKEND: Final = """\
import pathlib, shutil

def build_wheel(folder, *_):
    (wheel,) = pathlib.Path(__file__).parent.glob("*.whl")
    shutil.copy(wheel, folder)
    return wheel.name

build_editable = build_wheel
"""
# Stands for `python3`: an environment that it makes has the pip of the test.
PYTHON: Final = """\
#!{python}
import os, pathlib, subprocess, sys, zipfile
if sys.argv[1:3] == ["-m", "venv"] or sys.argv[1:4] == ["-I", "-m", "venv"]:
    subprocess.run([{python!r}, *sys.argv[1:-1], "--without-pip", sys.argv[-1]], check=True)
    if "--without-pip" not in sys.argv:
        (packages,) = pathlib.Path(sys.argv[-1]).resolve().glob("lib/python*/site-packages")
        zipfile.ZipFile({pip!r}).extractall(packages)
        program = packages.parents[2] / "bin" / "pip"
        start = "import runpy\\nrunpy.run_module('pip', run_name='__main__')"
        program.write_text(f"#!{{program.with_name('python')}}\\n{{start}}")
        program.chmod(0o755)
else:
    os.execv({python!r}, sys.argv)
"""

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or shutil.which("bash") is None, reason="no make or no bash here"
)


def pins(lock: str) -> Iterator[Requirement]:
    """What a lock names, in its order."""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            yield Requirement(line.rstrip("\\ "))


def version(pin: Requirement) -> str:
    (only,) = pin.specifier
    return only.version


def wheel(name: str, number: str, requires: list[str], files: dict[str, bytes]) -> tuple[str, bytes]:
    """The file name and content of a wheel that holds some files, and its metadata."""
    stem = f"{name.replace('-', '_')}-{number}"
    about = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {number}", "Provides-Extra: extra"]
    about += [f"Requires-Dist: {each}" for each in requires]
    held = files | {
        f"{stem}.dist-info/METADATA": "\n".join(about).encode(),
        f"{stem}.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{stem}.dist-info/RECORD": b"",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in held.items():
            archive.writestr(path, content)
    return f"{stem}-py3-none-any.whl", packed.getvalue()


def source(name: str, number: str, built: tuple[str, bytes]) -> tuple[str, bytes]:
    """The file name and content of a source distribution that wants setuptools to be built."""
    system = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path, content in {
            "pyproject.toml": system.encode(),
            "backend.py": BACKEND.encode(),
            built[0]: built[1],
            "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n".encode(),
        }.items():
            entry = tarfile.TarInfo(f"{name}-{number}/{path}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return f"{name}-{number}.tar.gz", packed.getvalue()


class House:
    """A copy of what installs, with locks that name the packages of the index."""

    def __init__(self, folder: Path, pip: Path, locks: list[str]) -> None:
        self.folder = folder / "house"
        self.folder.mkdir()
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, self.folder)
        self.programs = folder / "bin"
        self.programs.mkdir()
        (self.folder / "temp").mkdir()
        for name in ("python", "python3"):
            (self.programs / name).write_text(
                PYTHON.format(python=sys.executable, pip=str(pip)), encoding="utf-8"
            )
            (self.programs / name).chmod(0o755)
        for lock in locks:
            self.publish(lock)

    def publish(self, lock: str) -> None:
        """Put what a lock names into the index, and the lock with the hashes of that into the folder."""
        index = self.folder / "index"
        index.mkdir(exist_ok=True)
        here = [pin for pin in pins(lock) if not pin.marker or pin.marker.evaluate()]
        lines = []
        for pin, after in zip(here, [*here[1:], here[0]], strict=True):
            wanted = pin.name if pin.name == "setuptools" else after.name
            files = {}
            if pin.name == "hatchling":
                project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
                editable, content = wheel("sayso", "0", project["dependencies"], {})
                files = {f"hatchling/{editable}": content, "hatchling/build.py": BACKEND.encode()}
            name, content = wheel(pin.name, version(pin), [f"{wanted}[extra]"], files)
            if pin.name in BUILT:
                name, content = source(pin.name, version(pin), (name, content))
            (index / pin.name).mkdir(exist_ok=True)
            (index / pin.name / name).write_bytes(content)
            (index / pin.name / f"{pin.name.replace('-', '_')}-99999999-py3-none-any.whl").touch()
            lines.append(f"{pin} --hash=sha256:{hashlib.sha256(content).hexdigest()}")
        for folder in index.iterdir():
            links = "".join(f'<a href="{path.name}">{path.name}</a>\n' for path in folder.glob("*-*"))
            (folder / "index.html").write_text(f"<!doctype html>{links}", encoding="utf-8")
        (self.folder / lock).write_text("\n".join(lines), encoding="utf-8")

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a script in the folder, with the index and no other."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.folder,
            env={
                "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder),
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_INDEX_URL": (self.folder / "index").as_uri(),
                "RUNNER_TEMP": str(self.folder / "temp"),
                "GITHUB_ACTION_PATH": str(self.folder),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def of_the_action() -> str:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    return str(next(step["run"] for step in steps if "requirements.lock" in step.get("run", "")))


def of_the_image() -> str:
    """The step of the image, in the folder instead of at the root; its pip is that of another environment."""
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    (step,) = re.findall(r"^RUN (.*requirements\.lock.*)$", recipe, flags=re.MULTILINE)
    # It heeds no variable, so that the index of the test has to be named.
    step = step.replace(" install ", ' install --index-url="$PIP_INDEX_URL" ')
    step = step.replace("python3.13", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    step = step.replace(" /libraries", " ./libraries").replace(" /requirements.lock", " ./requirements.lock")
    return f"python3 -m venv pip; PATH=$PWD/pip/bin:$PATH; {step}"


def install(name: str) -> tuple[str, str, list[str]]:
    """A script that installs, the environment that it fills, and the locks that it installs."""
    return {
        "make check": ("make --silent .venv/run", ".venv", ["requirements.lock"]),
        "make test": ("make --silent .venv/dev", ".venv", ["requirements-dev.lock"]),
        ".ci/run": (
            "make --silent build/archive/ready",
            "build/archive",
            ["requirements-setuptools.lock", "requirements-archive.lock"],
        ),
        "make test-all": (
            "make --silent build/spark/ready",
            "build/spark",
            ["requirements-setuptools.lock", "requirements-spark.lock"],
        ),
        "action.yml": (of_the_action(), "temp/sayso", ["requirements.lock"]),
        "Dockerfile": (of_the_image(), "libraries", ["requirements.lock"]),
    }[name]


def downloaded(age: str, folder: Path) -> Path:
    """The wheel of a pip that a lock beside this file names."""
    command = (
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
    )
    subprocess.run([sys.executable, *command, "--dest", folder, "-r", PIPS / f"{age}.lock"], check=True)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The oldest pip that this Python came with."""
    return downloaded("oldest", tmp_path_factory.mktemp("oldest"))


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest pip when the locks were last renewed."""
    return downloaded("newest", tmp_path_factory.mktemp("newest"))


def installed(environment: Path) -> set[str]:
    """The names and versions of what an environment holds, beside pip."""
    found = {
        path.name.removesuffix(".dist-info")
        for path in environment.glob("lib/python*/site-packages/*.dist-info")
    }
    return {each for each in found if not each.startswith("pip-")}


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("age", ["oldest", "newest"])
@pytest.mark.parametrize(
    "name",
    [
        "make check",
        "action.yml",
        "Dockerfile",
        pytest.param("make test", marks=pytest.mark.thorough),
        pytest.param(".ci/run", marks=pytest.mark.thorough),
        pytest.param("make test-all", marks=pytest.mark.thorough),
    ],
)
def test_nothing_but_the_lock(name: str, age: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """It installs the versions of the lock, all of them, and no other package."""
    script, environment, locks = install(name)
    house = House(tmp_path, request.getfixturevalue(age), locks)
    result = house.run(script)
    assert result.returncode == 0, result.stderr
    expected = {
        f"{pin.name.replace('-', '_')}-{version(pin)}"
        for lock in locks
        for pin in pins(lock)
        if not pin.marker or pin.marker.evaluate()
    }
    editable = {"sayso-0"} if name == "make test" else set()
    assert installed(house.folder / environment) == expected | editable


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(
    ("name", "option", "message"),
    [
        ("make check", "--no-deps", "versions pinned"),
        ("make test", "--no-deps", "versions pinned"),
        (".ci/run", "--no-deps", "versions pinned"),
        (".ci/run", "--no-build-isolation", "setuptools-99999999"),
        ("make test-all", "--no-deps", "versions pinned"),
        ("make test-all", "--no-build-isolation", "setuptools-99999999"),
    ],
)
def test_an_option_less_is_seen(name: str, option: str, message: str, oldest: Path, tmp_path: Path) -> None:
    """Were an option left out, what came out later would be chosen, and the test above would fail."""
    script, _, locks = install(name)
    house = House(tmp_path, oldest, locks)
    makefile = house.folder / "Makefile"
    text = makefile.read_text(encoding="utf-8")
    makefile.write_text(text.replace(f"{option} ", ""), encoding="utf-8")
    result = house.run(script)
    assert result.returncode != 0
    assert message in result.stderr


def test_every_installer_is_tried() -> None:
    """A lock is installed by the commands above, and by no other."""
    for name in ("Makefile", ".ci/run", "action.yml", "Dockerfile", "docs/ci.md"):
        text = re.sub(r"\\?\n\s+", " ", (ROOT / name).read_text(encoding="utf-8"))
        for options in re.findall(r"install (\S.*?)-r \S*requirements\S*\.lock", text):
            assert "--require-hashes" in options, name
            assert "--no-deps" in options, name
    assert "requirements" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
