"""Finds what a change asks its reader to believe: edits, and new voices, that standings hang on.

Each edit of a party, a source or a claim is undone alone in the new version, and the claims that it bears on
are judged again. Where several edits would each be enough, undoing one changes nothing; then those that are
enough are named, and what is left without all of them. A new party is withdrawn where it is a voice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import UNSET, structs

from sayso.provenance.brief_lists import id_list
from sayso.provenance.causes import MAX_WORK, BearingChange, Trial, party_changes, source_changes
from sayso.provenance.standing import ORIGINS, Budget, Graph, Judgement, OutOfBudget, judge
from sayso.provenance.whatif import Outcome, WhatIf
from sayso.record.file import Entry, File
from sayso.record.model import Claim, Party, Source
from sayso.record.project import FoundFiles, registers
from sayso.record.references import Record, assemble
from sayso.record.urls import registrable_domain, unwrap
from sayso.report.belief import (
    LISTED_CLAIM_FIELDS,
    Belief,
    Beliefs,
    DependentClaim,
    Of,
    is_higher,
    merge_beliefs,
)
from sayso.report.entry_edits import (
    RENAMING_FIELDS,
    EntryEdit,
    declaration_edits,
    describe_party,
    figure_and_quote_edits,
    file_edits,
    is_reworded,
    party_edits,
    removals,
    waiver_edits,
    wording_edit,
)
from sayso.report.report import Report
from sayso.rules.rule import RaisedClaim

_MAX_SENTENCE_CHARS: Final = 500
_ANSWERS_TO_OTHERS: Final = "answers to others than in another file"
_NAMED: Final = 5
# Edits of these fields of a source are told whether or not a standing hangs on them yet.
_LISTED_SOURCE_FIELDS: Final = ("basis", "based_on", "by")
_KINDS: Final[Mapping[type, Of]] = {Party: "party", Source: "source", Claim: "claim"}

_Key = tuple[str, ...]
_Entry = Entry[Party] | Entry[Source] | Entry[Claim]


def find_beliefs(pairs: Iterable[tuple[File | None, File]], gone: Iterable[File] = ()) -> Beliefs:
    """What the change asks to believe from the old to the new version of each file of `pairs`.

    A file without an old version is new. `gone` are old files that have no new version: their claims may
    have been moved.
    """
    finder = _BeliefFinder([(_Version(old), _Version(new)) for old, new in pairs], map(_Version, gone))
    complete = True
    try:
        finder.find()
    except OutOfBudget:
        complete = False
    return merge_beliefs(Beliefs(tuple(finder.beliefs()), complete, tuple(finder.resting)))


def beliefs_since(found: FoundFiles, before: FoundFiles, older: Report) -> Beliefs:
    """What the change asks to believe from `before` to `found`, files under the same paths.

    `older` is the report on `before`: claims that were flagged in it, and are gone, are among what is told.
    """
    then = {file.path: file for file in before.files if file.readable}
    now = {file.path for file in found.files}
    pairs = [(then.get(file.path), file) for file in found.files if file.readable]
    gone = [file for path, file in then.items() if path not in now]
    removed = Beliefs(tuple(removals([*then.values()], found.files, older)))
    return merge_beliefs(removed, find_beliefs(pairs, gone))


class _Version:
    """A version of a claim file, or nothing where there was no such file."""

    def __init__(self, file: File | None) -> None:
        self.record = assemble(file) if file else Record.from_sound_entries({}, {})
        self.claims = file.numbered_claims() if file else {}
        self.files = (file, *registers(file)) if file else ()

    @cached_property
    def graph(self) -> Graph:
        """The record, made ready to judge its claims."""
        return Graph(self.record)


class _BeliefFinder:
    """Finds the beliefs of one change; `beliefs` gives those that were found so far."""

    def __init__(self, pairs: Sequence[tuple[_Version, _Version]], gone: Iterable[_Version]) -> None:
        self._pairs = pairs
        self._effort = Budget.of(MAX_WORK)
        self._budget = Budget(most=200_000, total=MAX_WORK)
        self._found: dict[_Key, tuple[Belief, list[DependentClaim]]] = {}
        self.resting: list[RaisedClaim] = []
        self._unchecked: list[tuple[str, DependentClaim]] = []
        # The parties that have another name or kind, each with what was found of that.
        self._renamed: defaultdict[str, dict[_Key, None]] = defaultdict(dict)
        before = [*(old for old, _ in pairs), *gone]
        # The parties there were, each with the parties that controlled it, in one file or another.
        self._known: dict[str, set[frozenset[str]]] = {}
        for version in before:
            for name, party in version.record.sound_parties.items():
                self._known.setdefault(name, set()).add(frozenset(party.controllers))
        # The sources there were, as far as it matters whose word they are and how they know.
        self._known_sources = {
            (name, source.by, source.basis)
            for version in before
            for name, source in version.record.sound_sources.items()
        }
        # What stood in another file before, by id.
        self._moved: dict[str, tuple[_Version, Entry[Claim]]] = {}
        now = {old: new.claims for old, new in pairs}
        for version in before:
            for key, entry in version.claims.items():
                if key not in now.get(version, ()):
                    self._moved.setdefault(entry.id, (version, entry))

    def beliefs(self) -> Iterator[Belief]:
        """What was found, in the order in which it was."""
        for belief, claims in self._found.values():
            yield structs.replace(belief, claims=tuple(claims))
        if self._unchecked:
            kinds = dict.fromkeys(kind for kind, _ in self._unchecked)
            are = "claim is" if len(self._unchecked) == 1 else "claims are"
            called = " or ".join(f"`{kind}`" for kind in kinds)
            sentence = (
                f"{len(self._unchecked)} new {are} recorded as {called}: what that rests on is not checked"
            )
            hanging = tuple([each for _, each in self._unchecked])
            yield Belief("project", "", "kind", sentence, new=tuple(kinds), claims=hanging)

    def find(self) -> None:
        """Look through all files. Raises `OutOfBudget`."""
        for old, new in self._pairs:
            self._note_entries(old.record, new.record)
            for belief in file_edits(old.files, new.files):
                self._note_belief(belief)
        for old, new in self._pairs:
            for key, entry in new.claims.items():
                claim = new.record.sound_claim(entry)
                if claim is not None:
                    was, before = old, old.claims.get(key)
                    if before is None and entry.id:
                        was, before = self._moved.get(entry.id, (old, None))
                    self._note_claim(was.record, before, new, entry, claim)

    # Entries and files, whatever hangs on them.

    def _note_entries(self, old: Record, new: Record) -> None:
        """What differs in parties and sources that are in both versions."""
        for id, party in new.sound_parties.items():
            was = old.sound_parties.get(id)
            if was is not None and was != party:
                for edit in party_edits(id, was, party):
                    key = self._add_edit(new.parties[id], edit)
                    if edit.field in RENAMING_FIELDS:
                        self._renamed[id][key] = None
                for change in party_changes(id, was, party):
                    self._note_edit(change, new.parties[id])
        for id, source in new.sound_sources.items():
            before = old.sound_sources.get(id)
            self._add_edits(new.sources[id], waiver_edits(id, before.waive if before else (), source.waive))
            if before is not None and before != source:
                for change in source_changes(id, before, source):
                    if change.field in _LISTED_SOURCE_FIELDS or _leads_elsewhere(change):
                        self._note_edit(change, new.sources[id])

    # Claims, and what hangs on edits.

    def _note_claim(
        self,
        old: Record,
        before: Entry[Claim] | None,
        version: _Version,
        entry: Entry[Claim],
        claim: Claim,
    ) -> None:
        """All that one claim, which is sound now, asks to believe."""
        new = version.record
        was = old.sound_claim(before) if before else None
        self._add_edits(entry, waiver_edits(entry.id, was.waive if was else (), claim.waive))
        trial = Trial(old, was or claim, new, claim, self._effort, self._budget)
        changes = tuple(trial.changes())
        fresh = {id for id in trial.parties if id not in old.sound_parties and self._is_new_party(new, id)}
        renamed = [id for id in self._renamed if id in trial.parties and id in new.parties]
        reworded = was is not None and is_reworded(was.statement, claim.statement)
        if fresh or renamed or reworded:
            judgement = self._note_voices(version, entry, fresh)
            hanging = DependentClaim(entry, judgement.standing, judgement.support.voices)
            if was is not None and reworded:
                self._add_edit(entry, wording_edit(entry.id, was, claim), hanging)
            for id in renamed:
                path = new.parties[id].file.path
                for key in self._renamed[id] if _is_voice(id, judgement) else ():
                    # Another file may have another party of that id.
                    if self._found[key][0].path == path:
                        self._found[key][1].append(hanging)
        if was is not None:
            self._add_edits(entry, declaration_edits(entry.id, was, claim))
            declared = was.standing
            if declared and claim.standing is UNSET and declared == trial.standing(changes):
                # Its readers are no longer told which standing it has.
                sentence = f"`{entry.id}` is no longer declared `{declared}`, and still is"
                self._add_edit(entry, EntryEdit("standing", sentence, (declared,)))
            if not reworded:
                self._add_edits(entry, figure_and_quote_edits(entry.id, was, claim))
            for change in changes:
                if change.of == "claim" and change.field in LISTED_CLAIM_FIELDS:
                    self._note_edit(change, entry)
        else:
            self._note_first_hand(version, entry, claim)
            if before is None and claim.kind != "factual":
                self._unchecked.append((claim.kind, DependentClaim(entry, "not-checkable", 0)))
        if changes:
            self._note_changes(trial, changes, entry, new)
        self._note_rise_by_new_sources(trial, changes, entry, new)

    def _is_new_party(self, record: Record, id: str) -> bool:
        """Whether no file had a party of that id that answered to the same parties."""
        party = record.sound_parties.get(id)
        return party is not None and frozenset(party.controllers) not in self._known.get(id, ())

    def _note_rise_by_new_sources(
        self, trial: Trial, changes: tuple[BearingChange, ...], entry: Entry[Claim], record: Record
    ) -> None:
        """Note that a claim stands higher only by sources that are new, if it does."""
        fresh = [id for id in trial.new_sources if self._is_fresh_source(record, id)]
        if not fresh:
            return
        now, without = trial.judgement(changes), trial.judgement_if_unknown(fresh)
        if now.is_exact and without.is_exact and is_higher(now.standing, without.standing):
            sources = "a source that is" if len(fresh) == 1 else "sources that are"
            why = f"it rests on {sources} new: {id_list(fresh)}"
            place = record.sources[fresh[0]].place()
            self.resting.append(RaisedClaim(entry, now.standing, without.standing, why, place, new=True))

    def _is_fresh_source(self, record: Record, id: str) -> bool:
        """Whether no file had a source of that id that was the same word, known in the same way."""
        source = record.sound_sources[id]
        return (id, source.by, source.basis) not in self._known_sources

    def _note_first_hand(self, version: _Version, entry: Entry[Claim], claim: Claim) -> None:
        """That a new claim says of what repeats others that it knows this at first hand.

        Raises `OutOfBudget`.
        """
        items = (*claim.evidence, *claim.corroboration)
        sources = {
            item.source: None
            for item in items
            if item.basis in ORIGINS and version.graph.basis[item.source] not in ORIGINS
        }
        if not sources:
            return
        bare = [
            structs.replace(item, basis=UNSET, based_on=()) if item.source in sources else item
            for item in items
        ]
        other = structs.replace(claim, evidence=(), corroboration=tuple(bare))
        now = judge(version.graph, entry, self._budget)[0]
        if now.standing == "not-checkable":
            return
        without = judge(version.graph, structs.replace(entry, value=other), self._budget)[0]
        if _surely_differ(now, without):
            names = id_list(sources)
            sentence = f"`{entry.id}` says that {names} knows this at first hand, "
            sentence += "which its entry does not say"
            self._add_edit(entry, EntryEdit("basis", sentence), _dependent_claim(entry, now, without))

    def _note_changes(
        self, trial: Trial, changes: tuple[BearingChange, ...], entry: Entry[Claim], record: Record
    ) -> None:
        """Which of `changes` the standing of one claim hangs on."""
        now = trial.judgement(changes)
        alone = False
        for change in changes:
            without = trial.judgement([each for each in changes if each is not change])
            if _surely_differ(now, without):
                hanging = _dependent_claim(entry, now, without)
                alone = alone or not hanging.keeps_standing
                # That a claim has one item more is no more than what it says itself.
                if change.field != "items" or change.old or not hanging.keeps_standing:
                    self._note_edit(change, _changed_entry(record, change, entry), hanging)
        bare = trial.judgement(())
        if alone or bare.standing == now.standing or not (now.is_exact and bare.is_exact):
            return
        for group in trial.sufficient_groups(changes, now.standing):
            for change in group:
                hanging = _dependent_claim(entry, now, bare, others=True)
                self._note_edit(change, _changed_entry(record, change, entry), hanging)

    def _note_edit(self, change: BearingChange, at: _Entry, hanging: DependentClaim | None = None) -> None:
        """Note an edit of the entry `at`, and the claim that hangs on it, if one does."""
        sentence = f"`{at.id}`: {change.sentence}" if change.of == "claim" else change.sentence
        path = (change.field,) if change.of != "claim" and change.new else ()
        self._add_edit(at, EntryEdit(change.field, sentence, change.old, change.new, path), hanging)

    def _note_voices(self, version: _Version, entry: Entry[Claim], fresh: set[str]) -> Judgement:
        """Judge a claim, and note the new voices that it hangs on. Raises `OutOfBudget`."""
        judgement, case = judge(version.graph, entry, self._budget)
        if case is None or judgement.standing == "not-checkable":
            return judgement
        if fresh:
            what_if = WhatIf(case, judgement)
            for voice, left in what_if.losing_voices():
                names = case.roots_of(voice)
                if fresh.issuperset(names):
                    hanging = _dependent_claim(entry, judgement, left)
                    for id in names:
                        party = version.record.sound_parties[id]
                        what = _ANSWERS_TO_OTHERS if id in self._known else "is a new voice"
                        sentence = f"`{id}` ({party.name}) {what}; {describe_party(party)}"
                        self._add_edit(version.record.parties[id], EntryEdit("voice", sentence), hanging)
        return judgement

    def _add_edits(self, entry: _Entry, edits: Iterable[EntryEdit]) -> None:
        for edit in edits:
            self._add_edit(entry, edit)

    def _add_edit(self, entry: _Entry, edit: EntryEdit, hanging: DependentClaim | None = None) -> _Key:
        """Note an edit of an entry, and what hangs on it."""
        place, of = entry.place(*edit.path), _KINDS[type(entry.value)]
        key = self._note_belief(Belief(of, entry.id, edit.field, edit.sentence, place, edit.old, edit.new))
        if hanging is not None:
            self._found[key][1].append(hanging)
        return key

    def _note_belief(self, belief: Belief) -> _Key:
        """Note a belief once, whichever files of the change share its entry; what is long is cut off.

        Else one with a long note would leave no room for the others in a comment.
        """
        if len(belief.sentence) > _MAX_SENTENCE_CHARS:
            belief = structs.replace(belief, sentence=f"{belief.sentence[: _MAX_SENTENCE_CHARS - 1]}…")
        key = (belief.of, belief.path, belief.id, belief.field, belief.sentence)
        self._found.setdefault(key, (belief, []))
        return key


def _leads_elsewhere(change: BearingChange) -> bool:
    """Whether an edit of a source that had an address or a hash makes it another site or other bytes."""
    if change.field not in ("url", "archived"):
        return change.field == "sha256" and bool(change.old)
    sites = [{registrable_domain(unwrap(url)) for url in urls} for urls in (change.old, change.new)]
    return bool(change.old) and sites[0] != sites[1]


def _changed_entry(record: Record, change: BearingChange, claim: Entry[Claim]) -> _Entry:
    """The entry that a change is about."""
    match change.of:
        case "party":
            return record.parties[change.id]
        case "source":
            return record.sources[change.id]
        case _:
            return claim


def _is_voice(party: str, judgement: Judgement) -> bool:
    """Whether a claim rests on a voice that is named by `party`."""
    return any(party in voice for side in judgement.sides for voice in side.cut)


def _dependent_claim(
    entry: Entry[Claim], now: Judgement, without: Judgement | Outcome, *, others: bool = False
) -> DependentClaim:
    return DependentClaim(
        entry, now.standing, now.support.voices, without.standing, without.support.voices, others
    )


def _surely_differ(now: Judgement, without: Judgement) -> bool:
    """Whether a claim has another standing or other numbers without something."""
    numbers = [(each.standing, *(side.voices for side in each.sides)) for each in (now, without)]
    return now.is_exact and without.is_exact and numbers[0] != numbers[1]
