"""`sayso graph`: what one claim rests on, drawn."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from sayso_cli.options import ConfigOptions, Paths, today

if TYPE_CHECKING:
    from sayso.record.project import Found
    from sayso.rules.rule import OnClaim


class Drawing(StrEnum):
    """A format to draw in."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


def graph(
    *,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim.", show_default=False)],
    paths: Paths = None,
    format: Annotated[
        Drawing, typer.Option("--format", "-f", help="How to write the drawing.")
    ] = Drawing.MERMAID,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the drawing to this file, which is replaced as a whole.",
            show_default=False,
        ),
    ] = None,
    config_options: ConfigOptions,
) -> None:
    """Draw what one claim rests on: its documents by voice, the walks, and the cut.

    Exit status: 0 drawn; 2 the job could not be done.
    """
    from sayso_cli.commands.report import NEEDS, installed
    from sayso_cli.site.claim_graph import claim_graph
    from sayso_cli.site.placement import can_lay_out
    from sayso_cli.terminal import fail, write

    if format is Drawing.SVG and not (installed() and can_lay_out()):
        fail(f"{NEEDS}; `--format mermaid` and `--format dot` do not")
    on = _find_claim(claim, config_options.configure().find(paths), output)
    drawn = claim_graph(on)
    match format:
        case Drawing.MERMAID:
            from sayso_cli.site.diagrams import mermaid

            text = mermaid(drawn)
        case Drawing.DOT:
            from sayso_cli.site.diagrams import dot

            text = dot(drawn)
        case Drawing.SVG:
            from sayso_cli.site.site import svg

            text = svg(drawn, on.claim.statement)
            if not text:
                fail(f"nothing to draw: the record names no document for `{claim}`")
        case _:  # pragma: no cover - the type checker proves that there is none
            assert_never(format)
    write(text, output)


def _find_claim(id: str, found: "Found", output: Path | None) -> "OnClaim":
    """The claim with that id, judged."""
    from sayso.record.project import Found
    from sayso.record.references import ids_by_name
    from sayso.report.engine import check
    from sayso.rules.rule import House
    from sayso_cli.files import is_input, problem_line
    from sayso_cli.terminal import did_you_mean, fail

    if output is not None and is_input(output, found.files):
        fail(f"cannot write {output}: it is one of the files to check")
    entries = [entry for file in found.files for entry in file.claims]
    named = [entry for entry in entries if entry.id == id]
    if not named:
        for file in found.files:
            if not file.readable:
                why = problem_line(file, file.problems[0])
                fail(f"no claim `{id}` was found, but a file cannot be read: {why}")
        known = {entry.id for entry in entries}
        lists, called = "`sayso check -v` lists them", ids_by_name(entries)
        fail(f"no claim `{id}`; {did_you_mean(id, known, lists, called)}")
    if len(named) > 1:
        fail(f"{len(named)} claims are called `{id}`; name the file of the one that is meant")
    report = check(Found((named[0].file,), 0), House(today()), rules=(), only=named[0])
    (claim,) = report.files[0].claims
    if claim.on is None:
        fail(f"`{id}` cannot be judged: `sayso check` says what is wrong with its entry")
    return claim.on
