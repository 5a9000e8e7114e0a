"""`sayso graph`: what one claim rests on, drawn."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from sayso_cli.options import ConfigOptions, Paths, output_option, today
from sayso_cli.terminal import fail, refuse_output, write

if TYPE_CHECKING:
    from sayso.record.project import FoundFiles
    from sayso.rules.rule import ClaimSubject
    from sayso_cli.site.claim_graph import ClaimGraph


class Drawing(StrEnum):
    """A format to draw in."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


def graph(
    *,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim.")],
    paths: Paths = None,
    format: Annotated[
        Drawing, typer.Option("--format", "-f", help="How to write the drawing.")
    ] = Drawing.MERMAID,
    output: Annotated[
        Path | None,
        output_option("Write the drawing to this file, which is replaced as a whole."),
    ] = None,
    config_options: ConfigOptions,
) -> None:
    """Draw what one claim rests on: its documents by voice, the walks, and the cut.

    Exit status: 0 drawn; 2 the job could not be done.
    """
    from sayso_cli.commands.report import NEEDS_EXTRA, can_fill_pages
    from sayso_cli.site.claim_graph import claim_graph
    from sayso_cli.site.placement import can_lay_out

    if format is Drawing.SVG and not (can_fill_pages() and can_lay_out()):
        fail(f"{NEEDS_EXTRA}; `--format mermaid` and `--format dot` do not")
    on = _judge_claim(claim, config_options.configure().find(paths), output)
    text = _draw(format, claim_graph(on), on.claim.statement)
    if not text:
        fail(f"nothing to draw: the record names no document for `{claim}`")
    write(text, output)


def _draw(format: Drawing, drawn: "ClaimGraph", statement: str) -> str:
    match format:
        case Drawing.MERMAID:
            from sayso_cli.site.diagrams import mermaid

            return mermaid(drawn)
        case Drawing.DOT:
            from sayso_cli.site.diagrams import dot

            return dot(drawn)
        case Drawing.SVG:
            from sayso_cli.site.site import svg

            return svg(drawn, statement)
        case _:
            assert_never(format)


def _judge_claim(id: str, found: "FoundFiles", output: Path | None) -> "ClaimSubject":
    """The claim with that id, judged."""
    from sayso.record.project import FoundFiles
    from sayso.report.engine import check
    from sayso.rules.rule import House
    from sayso_cli.commands.show import find_claim

    refuse_output(output, [file.path for file in found.with_registers()], "one of the files to check")
    file, index = find_claim(id, found.files)
    report = check(FoundFiles((file,), 0), House(today()), rules=(), only=file.claims[index])
    (claim,) = report.files[0].claims
    if claim.on is None:
        fail(f"`{id}` cannot be judged: `sayso check` says what is wrong with its entry")
    return claim.on
