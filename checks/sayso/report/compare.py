"""Two versions of a claim file: which claims came, went, were reworded, or have another standing, and why."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sayso.provenance.causes import MAX_WORK, Causes, Version, causes
from sayso.provenance.house_rule import RuleOutcome, rule_outcome
from sayso.provenance.standing import Budget, Graph, Judgement, judge
from sayso.record.file import File
from sayso.record.model import Standing
from sayso.record.references import Record, assemble
from sayso.report.belief import Beliefs
from sayso.report.beliefs import find_beliefs
from sayso.report.changed_words import ComparisonBudget, Piece, changed_words
from sayso.report.report import ClaimInFile


class ClaimVersion(ClaimInFile, frozen=True, dict=True):
    """A claim in one version; without a judgement where it cannot be read or refers to what is not there.

    `outcome` is what it is against the rule of the house on voices.
    """

    judgement: Judgement | None
    outcome: RuleOutcome | None = None

    @property
    def standing(self) -> Standing | None:
        """The standing it has."""
        return self.judgement.standing if self.judgement else None

    @property
    def statement(self) -> str:
        """Its statement; the empty string where it cannot be read."""
        return self.entry.value.statement if self.entry.value else ""


class Difference(Struct, frozen=True):
    """One claim that is not the same in both versions; without `old` it came, without `new` it went.

    `words` are the pieces of both statements, none if it was not reworded. `causes` say why its standing
    changed, and are there only if it did.
    """

    id: str
    old: ClaimVersion | None
    new: ClaimVersion | None
    words: tuple[Piece, ...] = ()
    causes: Causes | None = None

    @property
    def is_redeclared(self) -> bool:
        """Whether it is in both versions, and declares another standing."""
        return self.old is not None and self.new is not None and self.old.declared != self.new.declared

    @property
    def outcomes(self) -> tuple[RuleOutcome, RuleOutcome] | None:
        """What it was and is against the rule of the house, where that is not the same."""
        old, new = self.old and self.old.outcome, self.new and self.new.outcome
        return (old, new) if old and new and old != new else None


class Comparison(Struct, frozen=True):
    """What differs between the files `old` and `new`, in the order of `new`; what went comes last.

    `beliefs` are what the change asks its reader to believe.
    """

    old: str
    new: str
    differences: tuple[Difference, ...]
    unchanged: int
    beliefs: Beliefs = Beliefs()


def compare(
    old: File, new: File, users: Sequence[tuple[File, File]] = (), *, least_voices: int = 1
) -> Comparison:
    """Compare two versions of a claim file, claim by claim; claims are told apart by their ids.

    `users` are the old and the new version of files that include it: their claims may hang on the change.
    Both versions are held against a rule of `least_voices` voices.
    """
    records = assemble(old), assemble(new)
    before, after = [_judged_claims(record, least_voices) for record in records]
    efforts = ComparisonBudget(), Budget.of(MAX_WORK)
    differences = []
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            difference: Difference | None = Difference(now.entry.id, None, now)
        else:
            difference = _difference(records, was, now, *efforts)
        if difference is not None:
            differences.append(difference)
    unchanged = len(after) - len(differences)
    differences += [Difference(key[0], was, None) for key, was in before.items() if key not in after]
    return Comparison(old.path, new.path, tuple(differences), unchanged, find_beliefs([(old, new), *users]))


def _judged_claims(record: Record, least_voices: int) -> Mapping[tuple[str, int], ClaimVersion]:
    """The claims of a record, as `File.numbered_claims` has them."""
    graph, budget = Graph(record), Budget()
    claims = {}
    for key, entry in record.file.numbered_claims().items():
        judgement = judge(graph, entry, budget)[0] if record.sound_claim(entry) else None
        outcome = rule_outcome(judgement, least_voices) if judgement else None
        claims[key] = ClaimVersion(entry, judgement, outcome)
    return claims


def _difference(
    records: tuple[Record, Record],
    was: ClaimVersion,
    now: ClaimVersion,
    words_effort: ComparisonBudget,
    causes_effort: Budget,
) -> Difference | None:
    """What changed between two versions of a claim; None if it is nothing that is told."""
    pieces: tuple[Piece, ...] = ()
    if was.statement and now.statement and was.statement != now.statement:
        pieces = changed_words(was.statement, now.statement, words_effort)
    why = None
    if was.standing != now.standing:
        old, new = [
            Version(record, each.entry, each.standing)
            for record, each in zip(records, (was, now), strict=True)
        ]
        why = causes(old, new, causes_effort)
    difference = Difference(now.entry.id, was, now, pieces, why)
    differs = pieces or why or difference.is_redeclared or difference.outcomes
    return difference if differs else None
