"""The formats of the report: each a pure function from the report to text."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from sayso.report import Report


class Format(StrEnum):
    """A format of the report."""

    TEXT = "text"
    JSON = "json"


class Look(NamedTuple):
    """How a report is to look.

    In colour; how many columns wide; with every claim and note; in characters of which encoding.
    """

    colour: bool
    columns: int
    verbose: bool
    encoding: str = "utf-8"


def render(format: Format, report: "Report", look: Look) -> str:
    """`report` in `format`, ready to be written."""
    match format:
        case Format.TEXT:
            from sayso_cli.formats.text import text

            return text(report, look)
        case Format.JSON:
            from sayso_cli.formats.json import json

            return json(report, look)
        case _:
            assert_never(format)
