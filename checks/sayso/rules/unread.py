"""What kept files from being read, as drafts: shared by the checks that report it."""

from collections.abc import Callable
from functools import partial

from sayso.record.file import File, Place, Problem
from sayso.rules.finding import Finding, Findings, Level, Related
from sayso.rules.rule import OnRecord


def problems(check: str) -> Callable[[OnRecord], Findings]:
    """A check that reports the problems that loading noted under the name `check`."""

    def report(on: OnRecord) -> Findings:
        for file in (on.record.file, *on.record.registers):
            for problem in file.problems:
                if problem.check == check:
                    place = Place(file, problem.pointer, problem.key, problem.span)
                    yield Finding(
                        Level.ERROR, problem.message, problem.help, place, partial(_related, file, problem)
                    )

    return report


def _related(file: File, problem: Problem) -> tuple[Related, ...]:
    return tuple(
        Related(message, Place(file, problem.pointer, span=span)) for message, span in problem.related
    )
