"""What falls when a voice or a source is withdrawn, or two voices are one, over whole files.

A source is withdrawn by closing that document in every claim, a voice by closing every document that
speaks with it; `provenance/whatif.py` has the exact definition for one claim. Voices are worked out
claim by claim, so over many claims a voice is named by a party nobody controls, or by a ring of such
parties: to withdraw it is to withdraw, in each claim, whatever speaks with the voice that this root has
there. Where two roots speak together, as in a joint statement, each takes the other with it in that
claim, and in no other. To withdraw any other party is to withdraw all of its roots.

Only factual claims are looked at: the others have no standing that could fall.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.standing import Budget, Case, Graph, OutOfBudget, Voice, judge
from sayso.provenance.whatif import Outcome, WhatIf
from sayso.record.file import Entry
from sayso.record.model import Claim, Party, Source, Standing
from sayso.record.project import FoundFiles
from sayso.record.references import assemble

UNSUPPORTED: Final[tuple[Standing, ...]] = ("self-asserted", "refuted")
"""With these standings nothing but the claimant's word supports a claim."""

# Work for one question about one claim.
_MAX_WORK: Final = 200_000
_MIN_WORK: Final = 500
# What a loss that is kept costs, in documents looked at.
_WORK_PER_LOSS: Final = 25


class Loss(Struct, frozen=True, gc=False):
    """One claim that loses something: what it rests on as recorded, and what is left."""

    entry: Entry[Claim]
    before: Outcome
    after: Outcome

    @property
    def changes_standing(self) -> bool:
        """Whether it has another standing."""
        return self.before.standing != self.after.standing

    @property
    def leaves_only_claimant(self) -> bool:
        """Whether only now nothing but the claimant's word supports it."""
        return self.after.standing in UNSUPPORTED and self.before.standing not in UNSUPPORTED

    @property
    def voices(self) -> int:
        """How many voices it loses, for it and against it."""
        before, after = self.before, self.after
        return (
            before.support.voices
            - after.support.voices
            + before.contradiction.voices
            - after.contradiction.voices
            + (0 if before.support.voices else before.partly.voices - after.partly.voices)
        )


class Dependents(Struct):
    """A voice or a source, and the claims that lose something when it is withdrawn.

    `entry` is the source, or the root party that names the voice; in a ring of them the first, and
    `ids` are those of all.
    """

    entry: Entry[Party] | Entry[Source]
    ids: tuple[str, ...]
    losses: list[Loss]

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much hangs on it: claims that fall, those of them to the claimant's word, voices lost."""
        return (
            sum(loss.changes_standing for loss in self.losses),
            sum(loss.leaves_only_claimant for loss in self.losses),
            sum(loss.voices for loss in self.losses),
        )


class ClaimCount(Struct):
    """How many claims were looked at.

    `others` are not factual; `unreadable` cannot be judged; for `unfinished`, which are among the
    `claims`, the work budget ran out before all was tried.
    """

    claims: int = 0
    others: int = 0
    unreadable: int = 0
    unfinished: int = 0


class Stress(Struct, frozen=True):
    """What hangs on each voice and on each source, most first; nothing hangs on those left out."""

    looked: ClaimCount
    voices: tuple[Dependents, ...]
    sources: tuple[Dependents, ...]


class JointLosses(Struct, frozen=True):
    """What is lost without some voices and sources at once, the deepest fall first."""

    looked: ClaimCount
    losses: tuple[Loss, ...]


class Pair(Struct):
    """Two voices, and the corroborated claims that would rest on one if common control tied them.

    Each is named as in `Dependents`: by the entry of a root party, and the ids of its ring.
    """

    entries: tuple[Entry[Party], Entry[Party]]
    ids: tuple[tuple[str, ...], tuple[str, ...]]
    claims: list[Entry[Claim]]


class HiddenLinks(Struct, frozen=True):
    """The pairs of voices that are relied on to be two, those first on which most hangs.

    Of so many `corroborated` claims so many `survive` any one link of control that nobody knows of.
    """

    looked: ClaimCount
    corroborated: int
    survive: int
    pairs: tuple[Pair, ...]


class Withdrawal(Struct, frozen=True):
    """What is to be withdrawn: the voice of a party, or a source, by its id."""

    what: Literal["party", "source"]
    id: str


def stress(
    found: FoundFiles,
    *,
    wanted: Callable[[Entry[Claim]], bool] = lambda _: True,
    done: Callable[[int], None] = lambda _: None,
) -> Stress:
    """Withdraw each voice and each source in turn, for every claim of the files in `found` that is `wanted`.

    `done` is called with the number of claims finished since the last call.
    """
    looked = ClaimCount()
    # Files that share a register have one row for each of its entries.
    voices: dict[int, Dependents] = {}
    sources: dict[int, Dependents] = {}
    for case, withdrawal in what_ifs(found, looked, done, wanted):
        try:
            falling = dict(withdrawal.losing_voices())
            for voice, left in falling.items():
                loss = Loss(case.entry, withdrawal.recorded, left)
                case.budget.grant()
                for root in _roots_of_voice(case, voice):
                    # What is kept is paid for: a voice may have thousands of roots.
                    case.budget.spend(_WORK_PER_LOSS)
                    entry = case.graph.record.parties[root[0]]
                    voices.setdefault(id(entry), Dependents(entry, root, [])).losses.append(loss)
            for document, left in withdrawal.losing_documents(falling):
                loss = Loss(case.entry, withdrawal.recorded, left)
                source = case.graph.record.sources[document]
                sources.setdefault(id(source), Dependents(source, (document,), [])).losses.append(loss)
        except OutOfBudget:
            looked.unfinished += 1
    return Stress(looked, _rank(voices), _rank(sources))


def stress_together(
    found: FoundFiles,
    withdrawn: Collection[Withdrawal],
    *,
    wanted: Callable[[Entry[Claim]], bool] = lambda _: True,
    done: Callable[[int], None] = lambda _: None,
) -> JointLosses:
    """Withdraw all that is named in `withdrawn` at once, for every claim in `found` that is `wanted`.

    An id means whatever has it in the file of a claim, or in the registers of that file.
    """
    looked = ClaimCount()
    losses = []
    parties = [each.id for each in withdrawn if each.what == "party"]
    ids = [each.id for each in withdrawn if each.what == "source"]
    for case, withdrawal in what_ifs(found, looked, done, wanted):
        graph = case.graph
        documents = {id for id in ids if id in graph.sources}
        case.budget.grant()
        try:
            here = [party for party in parties if party in graph.control.head]
            voices = {voice for party in here for voice in case.voices_of(party)}
        except OutOfBudget:
            looked.unfinished += 1
            continue
        left = withdrawal.without(voices, documents)
        if left != withdrawal.recorded:
            losses.append(Loss(case.entry, withdrawal.recorded, left))
    losses.sort(key=lambda loss: (not loss.changes_standing, not loss.leaves_only_claimant, -loss.voices))
    return JointLosses(looked, tuple(losses))


def hidden_links(
    found: FoundFiles,
    *,
    wanted: Callable[[Entry[Claim]], bool] = lambda _: True,
    done: Callable[[int], None] = lambda _: None,
) -> HiddenLinks:
    """Take each two voices of the smallest cuts of a claim for one, for every claim that is `wanted`.

    Only a corroborated claim can fall so: to where one voice is left. One link to the claimant withdraws the
    voice, which `stress` does. `done` is called with the number of claims finished since the last call.
    """
    looked = ClaimCount()
    corroborated = survive = 0
    pairs: dict[tuple[int, int], Pair] = {}
    for case, what_if in what_ifs(found, looked, done, wanted):
        if what_if.recorded.standing != "corroborated":
            continue
        corroborated += 1
        support = what_if.recorded.support
        try:
            for voices in list(what_if.losing_pairs()):
                case.budget.grant()
                for one, other in product(*(_roots_of_voice(case, voice) for voice in voices)):
                    case.budget.spend(_WORK_PER_LOSS)
                    _pair_row(pairs, case.graph.record.parties, one, other).claims.append(case.entry)
        except OutOfBudget:
            looked.unfinished += 1
            continue
        if support.voices > 2:
            survive += 1
        elif not support.exact:
            looked.unfinished += 1
    ranked = sorted(pairs.values(), key=lambda pair: (-len(pair.claims), pair.ids, pair.entries[0].file.path))
    return HiddenLinks(looked, corroborated, survive, tuple(ranked))


def _pair_row(
    rows: dict[tuple[int, int], Pair],
    parties: Mapping[str, Entry[Party]],
    one: tuple[str, ...],
    other: tuple[str, ...],
) -> Pair:
    """The row of two roots: the same one for all files that share their register."""
    first, second = sorted((one, other))
    entries = parties[first[0]], parties[second[0]]
    return rows.setdefault((id(entries[0]), id(entries[1])), Pair(entries, (first, second), []))


def what_ifs(
    found: FoundFiles,
    looked: ClaimCount,
    done: Callable[[int], None],
    wanted: Callable[[Entry[Claim]], bool] = lambda _: True,
) -> Iterator[tuple[Case, WhatIf]]:
    """Each factual claim that is `wanted`, judged; the others of them are counted in `looked`."""
    budget = Budget()
    trying = Budget(most=_MAX_WORK, least=_MIN_WORK)
    for file in found.files:
        record = assemble(file)
        numbered = Graph(record)
        for entry in file.claims:
            claim = record.sound_claim(entry)
            if not wanted(entry):
                pass
            elif claim is None:
                looked.unreadable += 1
            elif claim.kind != "factual":
                looked.others += 1
            else:
                looked.claims += 1
                judgement, case = judge(numbered, entry, budget)
                if case is None:
                    looked.unfinished += 1
                else:
                    case.budget = trying
                    yield case, WhatIf(case, judgement)
            done(1)


def _roots_of_voice(case: Case, voice: Voice) -> list[tuple[str, ...]]:
    """The roots that speak as `voice`: each the id of a party, or the ids of a ring of them."""
    return list(dict.fromkeys(case.graph.control.ring(id) for id in case.roots_of(voice)))


def _rank(rows: Mapping[int, Dependents]) -> tuple[Dependents, ...]:
    """Most first; then by id and path, so that the order is the same every time."""
    return tuple(
        sorted(rows.values(), key=lambda row: ([-part for part in row.weight], row.ids, row.entry.file.path))
    )
