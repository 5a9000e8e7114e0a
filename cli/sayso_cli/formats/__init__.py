"""The formats of the report: each a pure function from the report to text, whole or in pieces."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

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
    kinds: list[tuple[type[Flow], Look]] = []
    for format, look in zip(formats, looks, strict=True):
        match format:
            case Format.TEXT:
                from sayso_cli.formats.text import flow_for

                kinds.append((flow_for(look), look))
            case Format.JSON:
                from sayso_cli.formats.json import JsonFlow

                kinds.append((JsonFlow, look))
            case Format.JSONL:
                from sayso_cli.formats.jsonl import JsonlFlow

                kinds.append((JsonlFlow, look))
            case Format.CSV:
                from sayso_cli.formats.csv import CsvFlow

                kinds.append((CsvFlow, look))
            case Format.GITHUB:
                from sayso_cli.formats.github import GithubFlow

                kinds.append((GithubFlow, look))
            case _:
                return None
    return lambda: [kind(look) for kind, look in kinds]


def render(format: Format, report: "Report", look: Look) -> Iterable[str]:
    """`report` in `format`, ready to be written piece by piece; what needs the whole report is one piece."""
    match format:
        case Format.TEXT:
            from sayso_cli.formats.text import text

            return text(report, look)
        case Format.JSON:
            from sayso_cli.formats.json import json

            return json(report, look)
        case Format.JSONL:
            from sayso_cli.formats.jsonl import jsonl

            return jsonl(report, look)
        case Format.CSV:
            from sayso_cli.formats.csv import csv

            return csv(report, look)
        case Format.MARKDOWN:
            from sayso_cli.formats.markdown import markdown

            return (markdown(report, look),)
        case Format.GITHUB:
            from sayso_cli.formats.github import github

            return github(report, look)
        case Format.GITLAB:
            from sayso_cli.formats.gitlab import gitlab

            return (gitlab(report, look),)
        case Format.SARIF:
            from sayso_cli.formats.sarif import sarif

            return (sarif(report, look),)
        case Format.JUNIT:
            from sayso_cli.formats.junit import junit

            return (junit(report, look),)
        case _:
            assert_never(format)
