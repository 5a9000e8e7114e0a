"""Writes what is generated in the documentation: the pages of the checks, the example in the README.

`python docs/generate.py` writes; a test holds the files against the code.
"""

import re
from pathlib import Path

from sayso.rules.registry import RULES
from sayso.rules.rule import Family

HERE = Path(__file__).parent
ROOT = HERE.parent


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    made = {
        HERE
        / "checks"
        / f"{rule.name}.md": f"# {rule.name}\n\n{_levels(rule.levels)}\n\n{rule.page.strip()}\n"
        for rule in RULES
    }
    made[HERE / "checks" / "README.md"] = _index()
    made[ROOT / "README.md"] = _readme()
    return made


def _levels(levels: tuple[str, ...]) -> str:
    return "Level: " + " or ".join(levels)


def _index() -> str:
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


def _readme() -> str:
    example = (HERE / "example" / "claims.json").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = f"<!-- example -->\n```json\n{example}```\n<!-- /example -->"
    return re.sub(r"<!-- example -->.*<!-- /example -->", lambda _: block, readme, flags=re.DOTALL)


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
