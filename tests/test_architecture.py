"""How the parts hang together, and what a run does not load."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.rules.registry import RULES

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "checks" / "sayso"
PROGRAM = ROOT / "cli" / "sayso_cli"
NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}


# What is imported for the type checker only.
_WITHOUT_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:(?: +.*)?\n)+", re.MULTILINE)


def imports(path: Path, *, at_run_time: bool = False) -> Iterator[str]:
    """The modules that the file at `path` imports, wherever in it; for types too unless `at_run_time`."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(_WITHOUT_TYPES.sub("", text) if at_run_time else text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, packages: set[str]) -> bool:
    """Whether the module `name` is one of `packages`, or inside one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_library_never_imports_the_program() -> None:
    files = list(LIBRARY.rglob("*.py"))
    assert files
    for path in files:
        assert not [name for name in imports(path) if within(name, {"sayso_cli", "typer", "click"})], path


def test_rules_never_import_the_network() -> None:
    files = list((LIBRARY / "rules").rglob("*.py"))
    assert files
    for path in files:
        assert not [name for name in imports(path) if within(name, NETWORK)], path


def test_json_has_one_reader() -> None:
    """What is not strict on purpose is said there."""
    readers = {path.name for path in modules().values() if "jiter" in imports(path)}
    assert readers == {"json_reader.py"}


def test_library_runs_no_other_program() -> None:
    """Older versions are read from git by the program `sayso`; PDF files by the library, by itself."""
    for path in set(LIBRARY.rglob("*.py")) - {LIBRARY / "documents" / "pdf.py"}:
        assert not [name for name in imports(path) if within(name, {"subprocess", "multiprocessing"})], path


def test_data_flows_one_way() -> None:
    """Bytes → record → provenance → rules → findings → format, and nobody reaches back."""
    rooms = ("record", "provenance", "rules", "report")
    for number, part in enumerate(rooms):
        later = {f"sayso.{room}" for room in rooms[number + 1 :]}
        for path in (LIBRARY / part).rglob("*.py"):
            assert not [name for name in imports(path) if within(name, later | {"sayso.verify"})], path
    for path in (LIBRARY / "documents").rglob("*.py"):
        others = {f"sayso.{room}" for room in (*rooms[1:], "verify")}
        assert not [name for name in imports(path) if within(name, others)], path
    assert {path.name for path in LIBRARY.glob("*.py")} == {"__init__.py"}


def loaded(*arguments: str, folder: Path = ROOT) -> set[str]:
    """The modules that `sayso` has loaded at its end, in a fresh interpreter."""
    code = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from sayso_cli.main import run\n"
        "run()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stderr.decode().splitlines()[-1]))


HEAVY = {
    "email",
    "jsonschema",
    "jsonschema_specifications",
    "networkx",
    "pydantic",
    "referencing",
    "requests",
    "rich",
}


@pytest.mark.parametrize("options", [(), ("-v",), ("--format", "json")])
def test_what_a_check_does_not_load(options: tuple[str, ...]) -> None:
    """A record without faults needs no schema, and one in the Latin alphabet no tables of widths."""
    modules = loaded("check", *options, "claims.json")
    assert "sayso.report.engine" in modules
    assert not [name for name in modules if within(name, HEAVY | {"http", "wcwidth"})]


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("check", "--help"), ("explain", "--help")]
)
def test_what_help_and_version_do_not_load(arguments: tuple[str, ...]) -> None:
    modules = loaded(*arguments)
    heavy = HEAVY | {
        "http",
        "jiter",
        "msgspec",
        "sayso.record.model",
        "sayso.report",
        "sayso.rules",
        "wcwidth",
    }
    assert not [name for name in modules if within(name, heavy)]


@pytest.mark.parametrize(
    ("most", "arguments"),
    [(160, ("--version",)), (335, ("check", "docs/example/claims.json", "--fail-on=never"))],
)
def test_a_start_loads_few_modules(most: int, arguments: tuple[str, ...]) -> None:
    """Whoever needs more on this way says so here; today they are 152 and 332, the checks among them."""
    assert len(loaded(*arguments)) <= most


def test_every_format_has_a_module_of_its_own() -> None:
    from sayso_cli.formats import Format

    modules = {path.stem for path in (PROGRAM / "formats").glob("*.py")}
    assert modules >= {format.value for format in Format}


def modules() -> dict[str, Path]:
    """The files of library and program by the names of their modules."""
    return {
        ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for package in (LIBRARY, PROGRAM)
        for path in package.rglob("*.py")
    }


def test_no_import_circle() -> None:
    """Whoever imports it first: taking away what imports nothing that is left, in the end nothing is."""
    files = modules()
    left = {name: {*imports(path, at_run_time=True)} & files.keys() - {name} for name, path in files.items()}
    while free := {name for name, needed in left.items() if not needed & left.keys()}:
        left = {name: needed for name, needed in left.items() if name not in free}
    assert not left


def test_rooms_are_small() -> None:
    folders = Counter(path.parent for path in modules().values())
    large = {f"{folder.parent.name}/{folder.name}" for folder, number in folders.items() if number > 16}
    assert large <= {"sayso/rules", "sayso_cli/commands"}


def test_a_file_name_occurs_once() -> None:
    """Checks, commands and formats are named for what they are called."""
    named = {LIBRARY / "rules" / f"{rule.name.replace('-', '_')}.py" for rule in RULES}
    named |= {path for room in ("commands", "formats") for path in (PROGRAM / room).iterdir()}
    names = Counter(path.name for path in modules().values() if path not in named)
    assert {name for name, number in names.items() if number > 1} == {"__init__.py"}


def test_no_site_is_kept() -> None:
    """A site that was written while something was tried is no part of the repository: `git rm -r` it."""
    assert not [path.parent.name for path in ROOT.glob("*/.sayso-report")]
