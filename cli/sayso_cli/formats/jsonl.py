"""`--format jsonl`: one finding a line, for programs that read a stream.

Each line is an object with the members that a finding has in the JSON report, and with `version`, `path`
and `fingerprint`. The shape has a version of its own: within one nothing is taken away or changes its
meaning; members may be added. `schemas/jsonl.json` is made from the types here.
"""

from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import asdict

from sayso.report.report import Report
from sayso.rules.finding import Finding
from sayso_cli.formats.finding_flows import MarkedFlow, written_lines
from sayso_cli.formats.json import finding_shape
from sayso_cli.formats.jsontext import json_text
from sayso_cli.terminal import Look

VERSION: Final = 1
"""The version of the shape of a line."""


class LineHead(Struct, frozen=True, gc=False):
    """What each line begins with."""

    version: int
    path: str
    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class JsonlFlow(MarkedFlow):
    """Writes down each finding of one file as a line."""

    look: Look

    def content_with_mark(self, finding: Finding, mark: str) -> bytes:
        head = LineHead(VERSION, finding.path, mark)
        return f"{json_text(asdict(head) | asdict(finding_shape(finding)), self.look)}\n".encode()


flow_for = JsonlFlow


def jsonl(report: Report, look: Look) -> Iterator[str]:
    """The findings of `report`, waived and known ones too, a line each."""
    return written_lines(report, JsonlFlow, look)
