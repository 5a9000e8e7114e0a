"""Writes what is generated in the documentation: pages, drawings, and the examples in other pages.

`python -m docs.generate` writes; a test holds the files against the code.
"""

import datetime
import re
from pathlib import Path
from typing import Final

from docs import commands_page, drawing, record_page
from docs.schemas import schemas
from sayso.record.glossary import words
from sayso.record.project import Project
from sayso.report import engine
from sayso.report.report import ClaimReport
from sayso.rules.rule import House
from sayso_cli.pen import CIRCLES

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
SCHEMAS: Final = ROOT / "cli" / "sayso_cli" / "schemas"
"""The schemas of what the commands write, which the wheel brings along."""
DEFINITIONS: Final = HERE / "example" / "definitions"
"""The records that the page of definitions draws."""

_WORDS = re.compile(r"<!-- words -->.*?<!-- /words -->", re.DOTALL)
_DRAWN = re.compile(r"<!-- drawn: ([\w-]+) -->.*?<!-- /drawn -->", re.DOTALL)


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    made: dict[Path, str] = {}
    made[HERE / "commands.md"] = commands_page.page()
    made[HERE / "record.md"] = record_page.page()
    made[ROOT / "README.md"] = _readme()
    for name, schema in schemas().items():
        made[SCHEMAS / name] = schema
    claims = {path.stem: example(path) for path in sorted(DEFINITIONS.glob("*.json"))}
    for name, claim in claims.items():
        draw = drawing.of_parties if name == "roots" else drawing.of_claim
        made[HERE / "drawings" / f"{name}.svg"] = draw(claim)
    definitions = (HERE / "definitions.md").read_text(encoding="utf-8")
    definitions = _WORDS.sub(lambda _: _words(), definitions)
    made[HERE / "definitions.md"] = _DRAWN.sub(lambda found: _drawn(found[1], claims[found[1]]), definitions)
    return made


def example(path: Path) -> ClaimReport:
    """The one claim of a record, judged."""
    report = engine.check(Project().find([str(path)]), House(datetime.date(2026, 1, 1)))
    (claim,) = report.files[0].claims
    return claim


def _words() -> str:
    """The table of all words, as `sayso explain` tells them."""
    rows = [f"| `{each.word}` | {each.kind} | {each.meaning} |" for each in words().values()]
    return "\n".join(["<!-- words -->", "| word | | |", "|---|---|---|", *rows, "<!-- /words -->"])


def _readme() -> str:
    record = (HERE / "example" / "claims.json").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = f"<!-- example -->\n```json\n{record}```\n<!-- /example -->"
    return re.sub(r"<!-- example -->.*<!-- /example -->", lambda _: block, readme, flags=re.DOTALL)


def _drawn(name: str, claim: ClaimReport) -> str:
    """An example in the page of definitions: its drawing, what sayso computes of it, and the record."""
    assert claim.judgement is not None
    judgement = claim.judgement
    record = (DEFINITIONS / f"{name}.json").read_text(encoding="utf-8")
    lines = [
        f"<!-- drawn: {name} -->",
        f"![Drawing: the documents of the claim, and what they are based on](drawings/{name}.svg)",
        "",
        "| item | stance | counts | why |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{each.item.source}` | {each.item.stance} | {'yes' if each.counts else 'no'} | `{each.why}` |"
        for each in judgement.items
    ]
    lines += ["", "| | voices | at most | cut |", "|---|---|---|---|"]
    sides = [("support", judgement.support), ("contradiction", judgement.contradiction)]
    if any(each.item.stance == "partial" for each in judgement.items):
        sides.insert(1, ("partly", judgement.partly))
    for word, strength in sides:
        cut = "; ".join(" with ".join(voice) for voice in strength.cut) or "-"
        lines.append(f"| {word} | {strength.voices} | {strength.at_most} | {cut} |")
    lines += [
        "",
        f"Standing: {CIRCLES[judgement.standing][0]} `{judgement.standing}`.",
        "",
        "<details><summary>The record</summary>",
        "",
        f"```json\n{record}```",
        "",
        "</details>",
        "<!-- /drawn -->",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
