"""The documentation says what the program does: generated pages, README, picture."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from typer.testing import CliRunner

from sayso.rules.registry import RULES
from sayso_cli.main import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date() -> None:
    """`make docs` would change nothing, and there is no page of a check that is gone."""
    pages = _script("generate").pages()
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make docs`"
    assert {path.stem for path in (ROOT / "docs" / "checks").glob("*.md")} == {"README"} | {
        rule.name for rule in RULES
    }


def test_picture_is_what_the_program_prints() -> None:
    """The picture in the README was drawn from the report of today."""
    drawn = (ROOT / "docs" / "report.svg").read_text(encoding="utf-8")
    assert drawn == _script("picture").picture(), "run `python docs/picture.py`"


def test_readme_lists_every_standing_and_exit_status() -> None:
    """The tables of the README are complete."""
    for word in ("corroborated", "single-source", "self-asserted", "contested", "refuted", "not-checkable"):
        assert f"| `{word}` |" in README
    assert re.findall(r"^\| ([012]) \|", README, flags=re.MULTILINE) == ["0", "1", "2"]


def test_readme_links_lead_somewhere() -> None:
    """Every relative link of the README and of CONTRIBUTING names a file that is there."""
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / link).exists(), f"{name} links to {link}"


def test_readme_commands_are_those_of_the_makefile() -> None:
    """The two commands exist, and CI runs the second."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^\$ make (\w+)$", README, flags=re.MULTILINE) == ["check", "test"]
    for target in ("check", "test"):
        assert re.search(rf"^{target}: ", makefile, flags=re.MULTILINE)
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_worked_record_passes_and_flags() -> None:
    """The main job: the worked record passes, as all its standings are declared, and claims are flagged."""
    result = CliRunner().invoke(app, ["check", str(ROOT / "claims.json")])
    assert result.exit_code == 0
    assert "CLAIMS REST ONLY ON THE CLAIMANT'S OWN ASSERTION" in result.stdout
