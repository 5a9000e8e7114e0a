"""The formats of a comparison: each a pure function from the comparison to text."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from sayso_cli.terminal import Look

if TYPE_CHECKING:
    from sayso.report.compare import Comparison


class DiffFormat(StrEnum):
    """A format of a comparison."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def render(format: DiffFormat, comparison: "Comparison", look: Look) -> str | Iterator[str]:
    """`comparison` in `format`, ready to be written."""
    match format:
        case DiffFormat.TEXT:
            from sayso_cli.views.diff_text import text

            return text(comparison, look)
        case DiffFormat.MARKDOWN:
            from sayso_cli.views.diff_markdown import markdown

            return markdown(comparison)
        case DiffFormat.JSON:
            from sayso_cli.views.diff_json import json

            return json(comparison, look)
        case _:
            assert_never(format)
