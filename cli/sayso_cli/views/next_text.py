"""`sayso next`: what to do next, for people."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.provenance.brief_lists import some_of
from sayso.record.project import FoundFiles
from sayso.report.agenda import Agenda, AgendaStep, ChangedStanding, FactTally, Task
from sayso.rules.sentences import count
from sayso_cli.pen import COLOURS, INDENT, Pen
from sayso_cli.terminal import Look, text_of
from sayso_cli.views.next_words import action, supposition
from sayso_cli.views.stress_text import claim_count_lines

USUAL_LIMIT: Final = 10
"""So many tasks are shown if nothing is said."""
# So many claims are named.
_NAMED: Final = 3
_MARGIN: Final = 6


def next_text(made: Agenda, found: FoundFiles, limit: int | None, look: Look) -> str:
    """What to do next, as wide as `look` says, with a final line break."""
    writer = _AgendaPen(look, limit or USUAL_LIMIT, many=len(found.files) > 1)
    return text_of(writer.agenda_lines(made))


class _AgendaPen(Pen):
    """Writes tasks for one look; with `many` files, each claim is told with its file."""

    def __init__(self, look: Look, limit: int, *, many: bool) -> None:
        super().__init__(look)
        self.limit = limit
        self.many = many

    def agenda_lines(self, made: Agenda) -> Iterator[str]:
        """The tasks, the facts, and what is left."""
        if made.tasks:
            yield from self.task_list("what to do next", made.tasks, made.tasks_together)
        else:
            yield from self.wrapped("Nothing that could be looked into would change a standing.", "")
            yield ""
        if made.facts:
            yield from self.task_list(
                "facts that standings hang on, and that nothing shows", made.facts, made.facts_together
            )
            yield from self.wrapped(_fact_sentence(made.tally()), "")
            yield ""
        yield from self.closing_lines(made)

    def task_list(self, title: str, tasks: Sequence[Task], together: Sequence[AgendaStep]) -> Iterator[str]:
        """The tasks that change most, and the best few together."""
        yield from self.painted_lines(title.upper(), "bold")
        for number, task in enumerate(tasks[: self.limit], start=1):
            yield from self.task(number, task)
        yield from self.more_line(len(tasks) - self.limit, " (--limit shows more)")
        yield ""
        if together:
            yield from self.painted_lines("THE BEST FEW TOGETHER", "bold")
            yield from self.wrapped(
                "Each was chosen for what it adds to those above it: another few might change more.", INDENT
            )
            for step in together:
                told = f"{step.changed:,}".rjust(_MARGIN - len(INDENT))
                yield from self.wrapped(action(step.task), f"{INDENT}{told}  ")
            yield ""

    def task(self, number: int, task: Task) -> Iterator[str]:
        """What to do, and which claims that would change."""
        changed = len(task.turns)
        follows = f"{changed:,} {'claim changes' if changed == 1 else 'claims change'} standing"
        first = f"{number:>{_MARGIN - 2}}  "
        yield from self.wrapped(f"{action(task)}: {supposition(task)}, {follows}.", first)
        groups: dict[tuple[str, str], list[ChangedStanding]] = {}
        for turn in task.turns:
            groups.setdefault((turn.before, turn.after), []).append(turn)
        for (before, after), turns in sorted(groups.items(), key=lambda group: -len(group[1])):
            names = some_of([self.name(turn) for turn in turns], _NAMED)
            told = f"{before} {self.arrow} {after}: {', '.join(names)}"
            yield from self.painted_lines(told, COLOURS[turns[0].after], " " * _MARGIN)

    def name(self, turn: ChangedStanding) -> str:
        """A claim by its id, with its file where there are several."""
        return f"{turn.entry.id} ({turn.entry.file.path})" if self.many else turn.entry.id

    def closing_lines(self, made: Agenda) -> Iterator[str]:
        """What would change nothing, what is not declared, and how many claims were looked at."""
        if made.idle:
            idle = ", ".join(f"{number:,} {kind}" for kind, number in made.idle.items())
            yield from self.wrapped(f"Alone these would change no standing: {idle}.", "")
        if made.undeclared:
            declares = "declares" if len(made.undeclared) == 1 else "declare"
            yield from self.wrapped(
                f"{count(len(made.undeclared), 'claim')} {declares} no standing: "
                "`sayso check --fix=standing` declares the one that is computed.",
                "",
            )
        if made.looked.claims:
            told = made.outcomes
            yield from self.wrapped(
                f"Claims that meet the rule on voices: {told['meets']:,}; that are open: {told['open']:,}; "
                f"that cannot meet it, whatever the unknown turn out to be: {told['cannot']:,}.",
                "",
            )
        yield from claim_count_lines(self, made.looked, "there may be more to do")


def _fact_sentence(told: FactTally) -> str:
    """How much hangs on the facts, in a sentence."""
    decide = "decides" if told.deciding == 1 else "decide"
    hang = "hangs" if told.hanging == 1 else "hang"
    best = f"{told.best} facts cover" if told.best > 1 else "one fact covers"
    return (
        f"{told.deciding:,} of {count(told.facts, 'fact')} {decide} a standing; {told.hanging:,} of "
        f"{count(told.claims, 'factual claim')} {hang} on one, and {best} {told.covered:,} of them."
    )
