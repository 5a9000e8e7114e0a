"""Options that several commands share."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple

import typer
from typer.core import TyperCommand

from sayso_cli.formats import Format
from sayso_cli.terminal import Colour

if TYPE_CHECKING:
    from sayso.record.disk import Disk
    from sayso_cli.configuration import Configuration


def today() -> date:
    """The day it is in UTC: the same for a runner anywhere."""
    return datetime.now(UTC).date()


class OutputForm(StrEnum):
    """How to write what a command shows."""

    TEXT = "text"
    JSON = "json"


def _day(text: str) -> date:
    """The day that `--as-of` names."""
    try:
        if [len(part) for part in text.split("-")] == [4, 2, 2]:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter("this is no day of the calendar; write it as in 2025-12-31")


PathList = list[str] | None
Paths = Annotated[
    PathList,
    typer.Argument(
        metavar="[PATHS]...",
        help="Claim files, folders to search for them, or `-` for standard input. "
        "Without any, those of the config, else the working folder. [SAYSO_PATHS]",
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        parser=_day,
        metavar="YYYY-MM-DD",
        help="Judge what depends on the day as on this day; today (in UTC) if not given.",
    ),
]
Color = Annotated[Colour, typer.Option(help="When to use colour; `auto` heeds NO_COLOR and FORCE_COLOR.")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Read this config file, and look for no other. [SAYSO_CONFIG]"
    ),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Read no config file. [SAYSO_NO_CONFIG]")]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="GLOB",
        help="Pass over these files and folders in the folders searched (repeatable, or with commas). "
        "A file that is named is read all the same. [SAYSO_EXCLUDE]",
    ),
]
AllowPrivate = Annotated[
    list[str] | None,
    typer.Option("--allow-private", metavar="HOST", help="This host may be internal (repeatable)."),
]
AllowPort = Annotated[
    list[int] | None,
    typer.Option("--allow-port", metavar="PORT", min=1, max=65535, help="Besides 80 and 443 (repeatable)."),
]
FailOn = Annotated[
    Literal["error", "warning", "note", "never"] | None,
    typer.Option(
        help="Exit with status 1 from this level of findings on; `error` if not given. [SAYSO_FAIL_ON]"
    ),
]
MinVoices = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=4,
        metavar="NUMBER",
        help="House rule: fail claims that fewer independent voices support. [SAYSO_MIN_VOICES]",
    ),
]
ENTRY_HELP: Final = (
    "The id, or the name; with `party:`, `source:` or `claim:` before it where it is the id of several."
)
"""What an argument is that names an entry."""
EntryId = Annotated[str, typer.Argument(metavar="ID", help=ENTRY_HELP)]


DraftFilter = Annotated[
    bool | None, typer.Option("--draft/--no-draft", help="Only drafts, or only what is none.")
]
NoPager = Annotated[
    bool,
    typer.Option(
        "--no-pager", help="Write to the terminal itself, however long it gets. [SAYSO_PAGER, PAGER]"
    ),
]


def output_option(help: str, metavar: str = "FILE") -> Any:
    """The option for the file that something is written to."""
    return typer.Option("--output", "-o", metavar=metavar, help=help)


class ConfigOptions(NamedTuple):
    """Which config file is read."""

    config: ConfigFile = None
    no_config: NoConfig = False

    def configure(self, disk: "Disk | None" = None, **options: Any) -> "Configuration":
        """What is in force, with `options` by the names of the keys; on `disk`, an older version."""
        from sayso_cli.configuration import configure

        return configure(self.config, self.no_config, options, disk)


class SearchOptions(NamedTuple):
    """What is passed over in folders, and which config file is read."""

    exclude: Exclude = None
    config: ConfigFile = None
    no_config: NoConfig = False

    def configure(self, **options: Any) -> "Configuration":
        """What is in force, with `options` by the names of the keys."""
        return ConfigOptions(self.config, self.no_config).configure(exclude=self.exclude, **options)


class HouseOptions(NamedTuple):
    """The rules of the house, by the names of their keys."""

    min_voices: MinVoices = None
    open: Annotated[
        Literal["error", "warning", "note"] | None,
        typer.Option(
            help="How grave it is that a claim falls short of its voices where sources with basis `unknown` "
            "may still bring them; `error` if not given. What is proven stays an error. [SAYSO_OPEN]"
        ),
    ] = None
    stale_after: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS",
            help="House rule: note claims reviewed longer ago, or `never`; 365 if not given. "
            "[SAYSO_STALE_AFTER]",
        ),
    ] = None


class FilterOptions(NamedTuple):
    """Which claims are meant."""

    standing: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STANDING",
            help="Only claims with this standing, or `unreadable` (repeatable, or with commas).",
        ),
    ] = None
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OUTCOME",
            help="Only claims that are `open` against the house rule on voices, `cannot` meet it, or `meets` "
            "(repeatable, or with commas).",
        ),
    ] = None
    claimant: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTY", help="Only claims of this party, by id, name or alias (repeatable)."),
    ] = None
    party: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PARTY",
            help="Only claims that this party has a role in: it makes them, is accused or answers, or wrote "
            "or published a document of theirs (repeatable).",
        ),
    ] = None
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only claims with this tag (repeatable).")
    ] = None
    check: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only claims of which this check, or one of this family, finds something (repeatable, or "
            "with commas).",
        ),
    ] = None
    text: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="Only claims with this in their id, statement, quote or note (repeatable)."
        ),
    ] = None


def expand_option_groups(command: Callable[..., None]) -> Callable[..., None]:
    """`command` as typer reads it: in the place of a parameter that is a named tuple, its members."""
    parameters: list[Parameter] = []
    groups: dict[str, Any] = {}
    for each in signature(command, eval_str=True).parameters.values():
        if hasattr(each.annotation, "_fields"):
            groups[each.name] = each.annotation
            parameters += signature(each.annotation, eval_str=True).parameters.values()
        else:
            parameters.append(each)

    def run(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{member: given.pop(member) for member in group._fields})
        command(**given)

    run.__doc__ = command.__doc__
    run.__signature__ = Signature(  # type: ignore[attr-defined]
        [each.replace(kind=Parameter.KEYWORD_ONLY) for each in parameters]
    )
    return run


OPTION_ORDER: Final = "sayso.order"
"""Where a command keeps the order in which its options `format` and `output` were given."""


class ReportCommand(TyperCommand):
    """A command that knows in which order `--format` and `--output` were given."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep that order in `ctx.meta`."""
        _, _, given = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[OPTION_ORDER] = [each.name for each in given if each.name in ("format", "output")]
        return super().parse_args(ctx, args)


class Target(NamedTuple):
    """One report: its format, and the file it goes to; None is standard output."""

    format: Format
    output: Path | None


def pair_outputs(formats: Sequence[Format], outputs: Sequence[Path], order: Sequence[str]) -> list[Target]:
    """The reports to make; that on standard output comes last.

    An output belongs to the format before it, one that comes before all formats to the first. Without
    any format there is one report, as text. Raises `BadParameter` where that is not clear, where two
    reports would go to one file, or two to standard output.
    """
    found: list[Path | None] = [None] * max(1, len(formats))
    # What was not given on the command line is as if it stood before it.
    here = -1 if "format" in order else len(found) - 1
    waiting = iter(outputs)
    for name in order:
        if name == "format":
            here += 1
            continue
        at = max(here, 0)
        if found[at] is not None:
            raise typer.BadParameter("each needs a --format of its own before it", param_hint="--output")
        found[at] = next(waiting)
    targets = [Target(*each) for each in zip(formats or [Format.TEXT], found, strict=True)]
    _refuse_same_targets(targets)
    return sorted(targets, key=lambda target: target.output is None)


def _refuse_same_targets(targets: Sequence[Target]) -> None:
    """Refuse targets of which two are the same."""
    bare = [target.format for target in targets if target.output is None]
    if len(bare) > 1:
        names = " and ".join(bare)
        raise typer.BadParameter(
            f"{names} would both go to standard output; give all but one an --output",
            param_hint="--format",
        )
    taken: dict[str, Path] = {}
    for target in targets:
        if target.output is not None:
            real = os.path.realpath(target.output)
            if real in taken:
                raise typer.BadParameter(f"two reports would go to {target.output}", param_hint="--output")
            taken[real] = target.output


def repository(folder: str) -> str:
    """The root of the repository that `folder` lies in; `folder` where there is none."""
    here = Path(folder)
    for each in (here, *here.parents):
        if (each / ".git").exists():
            return str(each)
    return folder
