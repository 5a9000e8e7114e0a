"""What kept files from being read: shared by the checks that report it."""

from sayso.record.file import Place
from sayso.rules.finding import Findings, Level, RelatedPlace, error
from sayso.rules.rule import Condition, Family, RecordSubject, Rule


def problems(on: RecordSubject, check: str) -> Findings:
    """The problems that loading noted under the name `check`."""
    for file in (on.record.file, *on.record.registers):
        for problem in file.problems:
            if problem.check == check:
                place = Place(file, problem.pointer, problem.key, problem.span)
                related = [
                    RelatedPlace(each, Place(file, problem.pointer, span=at)) for each, at in problem.related
                ]
                yield error(problem.message, problem.help, place, related)


def problem_rule(module: str, *conditions: Condition) -> Rule:
    """The check that `module` describes: the problems that loading noted under its name."""
    rule = Rule(Family.STRUCTURE, (Level.ERROR,), module, waivable=False, conditions=conditions)

    @rule
    def check(on: RecordSubject) -> Findings:
        return problems(on, check.name)

    return check
