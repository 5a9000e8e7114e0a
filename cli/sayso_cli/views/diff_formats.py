"""The formats of a comparison: each a pure function from the comparison to text, in a module of its own."""

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

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
    made: str | Iterator[str] = getattr(import_module(f"sayso_cli.views.diff_{format}"), format)(
        comparison, look
    )
    return made
