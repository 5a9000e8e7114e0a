"""The pages of the checks, from the checks themselves: `docs/checks/`, written when the site is built."""

from pathlib import Path
from typing import Final

from sayso.rules.registry import RULES
from sayso.rules.rule import Family

FOLDER: Final = Path(__file__).parent / "checks"


def pages() -> dict[str, str]:
    """The text of each page by the name of its file."""
    made = {
        f"{rule.name}.md": f"# {rule.name}\n\nLevel: {' or '.join(rule.levels)}\n\n{rule.page.strip()}\n"
        for rule in RULES
    }
    return {"README.md": _overview(), **made}


def write() -> None:
    """Write the pages, and take away those of checks that are gone."""
    made = pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _overview() -> str:
    lines = ["# The checks", ""]
    for family in Family:
        lines += [f"## {family.capitalize()}", "", "| check | level | |", "|---|---|---|"]
        lines += [
            f"| [{rule.name}]({rule.name}.md) | {' or '.join(rule.levels)} | {rule.summary} |"
            for rule in RULES
            if rule.family is family
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
