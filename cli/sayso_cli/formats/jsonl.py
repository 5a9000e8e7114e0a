"""`--format jsonl`: one finding a line, for programs that read a stream.

Each line is an object with the members that a finding has in the JSON report, and with `version`, `path`
and `fingerprint`. The shape has a version of its own: within one nothing is taken away or changes its
meaning; members may be added.
"""

from collections.abc import Iterator
from typing import Final

from sayso.report.report import Report
from sayso_cli.formats.findings import with_fingerprints
from sayso_cli.formats.json import finding_shape
from sayso_cli.formats.jsontext import json_text
from sayso_cli.terminal import Look

VERSION: Final = 1
"""The version of the shape of a line."""


def jsonl(report: Report, look: Look) -> Iterator[str]:
    """The findings of `report`, waived and known ones too, a line each."""
    for mark, finding in with_fingerprints(report.findings, look):
        shape = {"version": VERSION, "path": finding.path, "fingerprint": mark, **finding_shape(finding)}
        yield f"{json_text(shape, look)}\n"
