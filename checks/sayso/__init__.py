"""sayso: what a claim rests on, computed from who controls whom and how each source knows.

    import sayso

    report = sayso.check("claims.json")
    for finding in report.findings:
        print(finding.path, finding.position.line, finding.level, finding.message)
    table = pandas.DataFrame(report.rows())

`check` runs all checks, `load` reads a claim file, and `judge` says what each claim of it rests on. Nothing
is read but the files that are named, what they include and the lock files beside them; no config, and
nothing from the network. The names in `__all__` are what is promised; any other module may change.
"""

from os import PathLike
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import date

    from sayso.provenance.standing import Judgement
    from sayso.record.model import Claim
    from sayso.record.references import Record
    from sayso.report.report import Report
    from sayso.rules.finding import Finding

__version__ = "0.1.0"
__all__ = ["Claim", "Finding", "Judgement", "Record", "Report", "__version__", "check", "judge", "load"]

_TYPES: Final = {
    "Claim": "sayso.record.model",
    "Finding": "sayso.rules.finding",
    "Judgement": "sayso.provenance.standing",
    "Record": "sayso.record.references",
    "Report": "sayso.report.report",
}


def check(
    path: str | PathLike[str],
    *paths: str | PathLike[str],
    as_of: "date | None" = None,
    min_voices: int | None = None,
    stale_after: int | None = 365,
) -> "Report":
    """Run all checks over claim files, and over those in folders.

    `as_of` is the day the checks are made for, today (UTC) if it is not given. Claims need `min_voices`
    independent voices, if that is given. Reviews and verifications older than `stale_after` days are stale;
    with None none is.

    Raises `FileNotFoundError` for a path that is not there, and for a folder without claim files. What is
    wrong with a file that is there is among the findings.
    """
    from datetime import UTC, datetime
    from os import fspath

    from sayso.record.project import Project
    from sayso.report import engine
    from sayso.rules.rule import House

    house = House(as_of or datetime.now(UTC).date(), min_voices, stale_after)
    return engine.check(Project().find([fspath(each) for each in (path, *paths)]), house)


def load(path: str | PathLike[str]) -> "Record":
    """Read one claim file with the registers that it includes.

    Raises `FileNotFoundError` if there is no such file. What is wrong with a file that is there is left out
    of the record; `check` reports it.
    """
    from os import fspath

    from sayso.record.project import NotFound, Project
    from sayso.record.references import assemble

    found = Project().find([fspath(path)]).files
    if len(found) != 1:
        raise NotFound(f"{fspath(path)} is a folder with {len(found)} claim files")
    return assemble(found[0])


def judge(record: "Record") -> "dict[str, Judgement | None]":
    """What each claim of a record rests on, by its id.

    None stands for a claim that cannot be judged, as it cannot be read, or names what is not there. Where two
    claims have one id, the first is judged.
    """
    from sayso.provenance.standing import Budget, Graph
    from sayso.provenance.standing import judge as judge_one

    graph, budget = Graph(record), Budget()
    found: dict[str, Judgement | None] = {}
    for entry in record.file.claims:
        if entry.id not in found:
            is_sound = record.sound_claim(entry) is not None
            found[entry.id] = judge_one(graph, entry, budget)[0] if is_sound else None
    return found


if not TYPE_CHECKING:  # pragma: no cover - the branch not taken is that of the type checker

    def __getattr__(name: str) -> Any:
        """A type of the library, which is imported when it is asked for: the program starts without any."""
        if name not in _TYPES:
            raise AttributeError(f"module 'sayso' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_TYPES[name]), name)
