"""The formats of the report: each a pure function from the report to text, whole or in pieces.

A format is a module here, and its function in it has the same name. Where it can take the claims of a file as
they are judged, `flow_for` there makes what takes them, for a look.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso_cli.terminal import Look

if TYPE_CHECKING:
    from sayso.report.flow import Flow
    from sayso.report.report import Report


class Format(StrEnum):
    """A format of the report."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


def flows_of(formats: Sequence[Format], looks: Sequence[Look]) -> "Callable[[], Sequence[Flow]] | None":
    """What makes, for each file, what takes its claims as they are judged, for a report in each of `formats`.

    None where one of them is made of the whole.
    """
    makers: list[Any] = [getattr(_module(format), "flow_for", None) for format in formats]
    if not all(makers):
        return None
    return lambda: [make(look) for make, look in zip(makers, looks, strict=True)]


def render(format: Format, report: "Report", look: Look) -> Iterable[str]:
    """`report` in `format`, ready to be written piece by piece; what needs the whole report is one piece."""
    made: str | Iterable[str] = getattr(_module(format), format)(report, look)
    return (made,) if isinstance(made, str) else made


def _module(format: Format) -> Any:
    return import_module(f"{__name__}.{format}")
