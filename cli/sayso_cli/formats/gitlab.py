"""`--format gitlab`: a report of code quality, which GitLab shows in a merge request."""

from typing import Final

from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso_cli.formats.findings import with_fingerprints
from sayso_cli.formats.jsontext import json_text
from sayso_cli.formats.plain import message_and_help, path_from_root
from sayso_cli.terminal import Look

_SEVERITIES: Final = {Level.ERROR: "critical", Level.WARNING: "minor", Level.NOTE: "info"}
_LONGEST: Final = 1000


def gitlab(report: Report, look: Look) -> str:
    """The findings of `report` that are neither waived nor known, as one JSON list."""
    shape = [
        {
            "description": message_and_help(finding, _LONGEST),
            "check_name": finding.check,
            "fingerprint": mark,
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": path_from_root(finding.path, look),
                "lines": {"begin": finding.position.line, "end": finding.position.end_line},
            },
        }
        for mark, finding in with_fingerprints(report.findings, look)
        if not finding.is_silenced
    ]
    return json_text(shape, look, indent=2) + "\n"
