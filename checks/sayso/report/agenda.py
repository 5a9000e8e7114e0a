"""What to do next, over whole files: what each gap of the record could change, and how many claims.

`provenance/gaps.py` says what is supposed of each gap; every claim that it bears on is judged as it would
be then. A gap is looked at alone, and then the best few together: first the one that changes most claims,
then the one that changes most with it, and so on. That is greedy: other few might change more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, get_args

from msgspec import UNSET, Struct

from sayso.provenance.gaps import FACT_GAPS, LINK_GAPS, Gap, GapKind, UnseenKind, gaps, judge_supposing
from sayso.provenance.house_rule import OUTCOMES, RuleOutcome, rule_outcome
from sayso.provenance.standing import Budget, Case, Graph, OutOfBudget
from sayso.provenance.stress import UNSUPPORTED, ClaimCount, what_ifs
from sayso.provenance.whatif import Outcome
from sayso.record.citations import citations
from sayso.record.file import Entry
from sayso.record.lock import SEEN
from sayso.record.model import Claim, Party, Source, Standing, Waiver
from sayso.record.project import FoundFiles
from sayso.record.references import Record
from sayso.rules.not_archived import lacks_copy
from sayso.rules.verified_sources import copy_of

MAX_TOGETHER: Final = 5
"""So many tasks are looked at together."""
# Work for one question about one claim.
_MAX_WORK: Final = 200_000
_MIN_WORK: Final = 500
_ORDER: Final[tuple[GapKind, ...]] = get_args(GapKind)


class ChangedStanding(Struct, frozen=True, gc=False):
    """One claim that would have another standing."""

    entry: Entry[Claim]
    before: Standing
    after: Standing


class Task(Struct, eq=False):
    """One gap of the record, the entry it is in, the claims it bears on, and what it changes of them."""

    gap: Gap
    entry: Entry[Party] | Entry[Source] | Entry[Claim]
    claims: list[Entry[Claim]]
    turns: list[ChangedStanding]

    @property
    def weight(self) -> tuple[int, int]:
        """How many claims change, and how many of those to or from the claimant's word alone."""
        alone = sum(turn.before in UNSUPPORTED or turn.after in UNSUPPORTED for turn in self.turns)
        return len(self.turns), alone


class AgendaStep(Struct, frozen=True):
    """A task, and how many claims have another standing with it and all steps before it together."""

    task: Task
    changed: int


class Agenda(Struct, frozen=True):
    """What could be done, and the facts that hold standings up, each by what it changes, most first.

    `tasks_together` and `facts_together` are the best few of each. `idle` counts what would change nothing
    alone, by kind. `undeclared` are the claims that declare no standing, each with the one it has.
    `outcomes` counts what the claims are against the rule of the house.
    """

    looked: ClaimCount
    tasks: tuple[Task, ...]
    tasks_together: tuple[AgendaStep, ...]
    facts: tuple[Task, ...]
    facts_together: tuple[AgendaStep, ...]
    idle: Mapping[GapKind, int]
    undeclared: tuple[tuple[Entry[Claim], Standing], ...]
    outcomes: Mapping[RuleOutcome, int]

    def tally(self) -> "FactTally":
        """How much hangs on the facts."""
        best = self.facts[:1]
        if self.facts_together:
            best = tuple(step.task for step in self.facts_together)
        return FactTally(
            len(self.facts) + sum(self.idle.get(kind, 0) for kind in FACT_GAPS),
            len(self.facts),
            self.looked.claims,
            _count_changed_claims(self.facts),
            len(best),
            _count_changed_claims(best),
        )


class FactTally(Struct, frozen=True):
    """How much hangs on facts that nothing shows.

    Of so many `facts` so many are `deciding` a standing; of so many `claims` so many are `hanging` on one of
    those, and so many of these are `covered` by the `best` few.
    """

    facts: int
    deciding: int
    claims: int
    hanging: int
    best: int
    covered: int


def _count_changed_claims(tasks: Iterable[Task]) -> int:
    """How many claims one of `tasks` alone changes."""
    return len({id(turn.entry) for task in tasks for turn in task.turns})


def agenda(
    found: FoundFiles,
    today: str,
    *,
    wanted: Callable[[Entry[Claim]], bool] = lambda _: True,
    done: Callable[[int], None] = lambda _: None,
    least_voices: Callable[[str], int] = lambda _: 1,
) -> Agenda:
    """What to do next about the claims of the files in `found` that are `wanted`.

    A gap that a waiver silences on the day `today` is left out. `done` is called with the number of claims
    finished since the last call. `least_voices` is how many voices the rule asks for in the file of a path.
    """
    maker = _TaskMaker(today)
    looked = ClaimCount()
    outcomes: dict[RuleOutcome, int] = dict.fromkeys(OUTCOMES, 0)
    for case, what_if in what_ifs(found, looked, done, wanted):
        outcome = rule_outcome(what_if.judgement, least_voices(case.entry.file.path))
        assert outcome is not None, "a factual claim"
        outcomes[outcome] += 1
        maker.add(case, what_if.recorded, gaps(case, what_if, maker.unseen_sources(case.graph.record)))
    tasks, facts = maker.ranked_tasks(facts=False), maker.ranked_tasks(facts=True)
    idle: dict[GapKind, int] = {}
    for task in maker.tasks.values():
        if not task.turns:
            idle[task.gap.kind] = idle.get(task.gap.kind, 0) + 1
    together = _JointSearch(maker.graphs, maker.standings)
    steps = [together.best_tasks(each) for each in (tasks, facts)]
    looked.unfinished += len(maker.unfinished | together.unfinished)
    return Agenda(looked, tasks, steps[0], facts, steps[1], idle, tuple(maker.undeclared), outcomes)


class _TaskMaker:
    """Collects the tasks of all claims."""

    def __init__(self, today: str) -> None:
        self.today = today
        self.tasks: dict[tuple[int, Gap], Task] = {}
        self.undeclared: list[tuple[Entry[Claim], Standing]] = []
        self.unfinished: set[int] = set()
        self.graphs: dict[int, Graph] = {}
        self.standings: dict[int, Standing] = {}
        self._unseen: dict[int, dict[str, UnseenKind]] = {}

    def unseen_sources(self, record: Record) -> Mapping[str, UnseenKind]:
        """The sources of a record that are gone, or have no lasting copy."""
        known = self._unseen.get(id(record))
        if known is None:
            known = {
                id: "not-archived"
                for id, source in record.sound_sources.items()
                if lacks_copy(source) and not self._is_waived("not-archived", source.waive)
            }
            known.update(
                (id, "dead-link")
                for id in _gone_sources(record)
                if id in record.sound_sources
                and not self._is_waived("dead-link", record.sound_sources[id].waive)
            )
            self._unseen[id(record)] = known
        return known

    def add(self, case: Case, recorded: Outcome, found: Iterable[tuple[Gap, Outcome]]) -> None:
        """Note the gaps of one claim."""
        entry, claim, record = case.entry, case.claim, case.graph.record
        if not recorded.is_certain:
            self.unfinished.add(id(entry))
            return
        self.graphs[id(entry)] = case.graph
        self.standings[id(entry)] = recorded.standing
        if claim.standing is UNSET:
            self.undeclared.append((entry, recorded.standing))
        try:
            for gap, outcome in found:
                source = record.sound_sources.get(gap.id)
                of_source = source.waive if source and gap.kind in ("unknown-basis", "bare-statement") else ()
                if self._is_waived(gap.kind, (*claim.waive, *of_source)):
                    continue
                task = self._task(gap, case)
                task.claims.append(entry)
                if not outcome.is_certain:
                    self.unfinished.add(id(entry))
                elif outcome.standing != recorded.standing:
                    task.turns.append(ChangedStanding(entry, recorded.standing, outcome.standing))
        except OutOfBudget:
            self.unfinished.add(id(entry))

    def ranked_tasks(self, *, facts: bool) -> tuple[Task, ...]:
        """The tasks that change something, or the facts, those that change most first."""

        def rank(task: Task) -> tuple[object, ...]:
            weight = [-part for part in task.weight]
            return weight, _ORDER.index(task.gap.kind), task.gap.id, task.gap.link, task.entry.file.path

        tasks = [task for task in self.tasks.values() if task.turns]
        return tuple(sorted((task for task in tasks if (task.gap.kind in FACT_GAPS) == facts), key=rank))

    def _task(self, gap: Gap, case: Case) -> Task:
        """The task of a gap: the same one for all files that share a register."""
        record = case.graph.record
        entry: Entry[Party] | Entry[Source] | Entry[Claim] = case.entry
        if gap.kind == "no-response" or gap.kind in LINK_GAPS:
            entry = record.parties[gap.id]
        elif gap.kind != "partial-support":
            entry = record.sources[gap.id]
        task = self.tasks.get((id(entry), gap))
        if task is None:
            task = self.tasks[id(entry), gap] = Task(gap, entry, [], [])
        return task

    def _is_waived(self, check: str, waivers: Iterable[Waiver]) -> bool:
        return any(each.silences(check, self.today) for each in waivers)


def _gone_sources(record: Record) -> list[str]:
    """The sources that were not there when `sayso verify` asked, nor an archived copy of them."""
    gone = []
    for citation in citations(record):
        here = citation.locked
        if here is not None and here.latest.outcome == "gone":
            copy = copy_of(citation, here)
            if copy is None or copy.latest.outcome not in SEEN:
                gone.append(citation.id)
    return gone


class _JointSearch:
    """Looks for the few tasks that change most together."""

    def __init__(self, graphs: Mapping[int, Graph], standings: Mapping[int, Standing]) -> None:
        self.graphs = graphs
        self.standings = standings
        self.unfinished: set[int] = set()
        self._budget = Budget(most=_MAX_WORK, least=_MIN_WORK)
        self._known: dict[tuple[int, frozenset[Gap]], bool] = {}

    def best_tasks(self, tasks: Sequence[Task]) -> tuple[AgendaStep, ...]:
        """A few of `tasks`, each of which changes most with those before it; none if there is only one."""
        steps: list[AgendaStep] = []
        # The gaps that were chosen, for each claim that one of them bears on.
        chosen: dict[int, frozenset[Gap]] = {}
        changed: set[int] = set()
        left = list(tasks)
        while left and len(steps) < MAX_TOGETHER:
            best, gains = 0, dict[int, bool]()
            for task in left:
                touched = {id(entry): entry for entry in task.claims if id(entry) in chosen}
                new = [id(turn.entry) for turn in task.turns if id(turn.entry) not in chosen]
                if len(new) + len(touched.keys() - changed) <= best:
                    continue
                after = {
                    key: self._is_changed(entry, chosen[key] | {task.gap}) for key, entry in touched.items()
                }
                gain = len(new) + sum(after[key] - (key in changed) for key in after)
                if gain > best:
                    best, gains, choice = gain, {**after, **dict.fromkeys(new, True)}, task
            if not best:
                break
            left.remove(choice)
            for entry in choice.claims:
                chosen[id(entry)] = chosen.get(id(entry), frozenset()) | {choice.gap}
            changed = (changed - gains.keys()) | {key for key, other in gains.items() if other}
            steps.append(AgendaStep(choice, len(changed)))
        return tuple(steps) if len(steps) > 1 else ()

    def _is_changed(self, entry: Entry[Claim], gaps: frozenset[Gap]) -> bool:
        """Whether a claim has another standing by the suppositions of all of `gaps`."""
        key = id(entry), gaps
        if key not in self._known:
            self._known[key] = False
            self._budget.grant()
            try:
                outcome = judge_supposing(
                    Case(self.graphs[id(entry)], entry, self._budget), gaps, self._budget
                )
            except OutOfBudget:
                self.unfinished.add(id(entry))
            else:
                self._known[key] = outcome.is_certain and outcome.standing != self.standings[id(entry)]
        return self._known[key]
