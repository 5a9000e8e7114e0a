"""Finds what a change asks its reader to believe: edits, and new voices, that standings hang on.

Each edit of a party, a source or a claim is undone alone in the new version, and the claims that it bears on
are judged again. Where several edits would each be enough, undoing one changes nothing; then those that are
enough are named, and what is left without all of them. A new party is withdrawn where it is a voice.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import UNSET, structs

from sayso.provenance.causes import (
    MAX_WORK,
    BearingChange,
    Trial,
    as_tuple,
    id_list,
    names_in_brief,
    party_changes,
    some_of,
    source_changes,
)
from sayso.provenance.standing import CAP, ORIGINS, Budget, Graph, Judgement, OutOfBudget, judge
from sayso.provenance.whatif import Outcome, WhatIf
from sayso.record.file import Entry, File, Place
from sayso.record.lock import Lock, lock_path
from sayso.record.model import Claim, Party, Source, Waiver
from sayso.record.project import Found, registers
from sayso.record.references import Record, assemble
from sayso.record.urls import registrable, unwrap
from sayso.report.belief import (
    LISTED_CLAIM_FIELDS,
    Belief,
    Beliefs,
    HangingClaim,
    Of,
    is_higher,
    merge_beliefs,
)
from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family, RaisedClaim
from sayso.rules.sentences import count

# Findings of these families say something of the standing of a claim.
_BEARING: Final = (Family.STRUCTURE, Family.STANDING, Family.INDEPENDENCE)
_MAX_SENTENCE_CHARS: Final = 500
_NAMED: Final = 5
# Edits of these fields of a source are told whether or not a standing hangs on them yet.
_ALWAYS: Final = ("basis", "based_on", "by")
# Words, and the signs that make another number of a number.
_WORDS = re.compile(r"\w+|(?<!\w)[-\u2212](?=\d)|[<>\u2264\u2265\u2260=+%\u2030\u00b0$\u20ac\u00a3\u00a5]")

_NO_LOCK: Final = Lock(1, {})

_OF: Final[Mapping[type, Of]] = {Party: "party", Source: "source", Claim: "claim"}

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


def beliefs_since(found: Found, before: Found, older: Report) -> Beliefs:
    """What the change asks to believe from `before` to `found`, files under the same paths.

    `older` is the report on `before`: claims that were flagged in it, and are gone, are among what is told.
    """
    then = {file.path: file for file in before.files if file.readable}
    now = {file.path for file in found.files}
    pairs = [(then.get(file.path), file) for file in found.files if file.readable]
    gone = [file for path, file in then.items() if path not in now]
    lost = _lost_claims(then.values(), found.files)
    told = Beliefs((*_beliefs_of_gone(gone, lost), *_beliefs_of_removed(older, lost, now)))
    return merge_beliefs(told, find_beliefs(pairs, gone))


def _lost_claims(before: Iterable[File], found: Iterable[File]) -> Collection[tuple[str, str]]:
    """The claims, by path and id, that a file had `before` and that no file has got instead of it."""
    then, now = (
        Counter((file.path, entry.id) for file in files for entry in file.claims) for files in (before, found)
    )
    came = Counter(id for _, id in (now - then).elements())
    lost = []
    for path, id in (then - now).elements():
        if came[id]:
            came[id] -= 1
        else:
            lost.append((path, id))
    return set(lost)


def _beliefs_of_gone(files: Sequence[File], lost_claims: Collection[tuple[str, str]]) -> Iterator[Belief]:
    """That claim files are no longer checked, and hold claims that are not in others now."""
    lost = {
        file.path: number
        for file in files
        if (number := [entry for entry in file.claims if (file.path, entry.id) in lost_claims])
    }
    if lost:
        paths = [f"{path} ({count(len(claims), 'claim')})" for path, claims in lost.items()]
        files_are = "claim file is" if len(paths) == 1 else "claim files are"
        sentence = f"{len(paths)} {files_are} no longer checked: {names_in_brief(paths, _NAMED)}"
        yield Belief("project", "", "files", sentence, None, tuple(lost))


def _beliefs_of_removed(
    older: Report, lost: Collection[tuple[str, str]], there: Collection[str]
) -> Iterator[Belief]:
    """That claims were removed of whose standing something was said, from files that are still `there`."""
    for file in older.files:
        flagged = {
            finding.claim
            for finding in file.found
            if finding.level is not Level.NOTE
            and not finding.waived
            and BY_NAME[finding.check].family in _BEARING
        }
        for claim in file.claims if file.path in there else ():
            id = claim.entry.id
            if (id in flagged or claim.judgement is None) and id and (file.path, id) in lost:
                standing = f" ({claim.judgement.standing})" if claim.judgement else ""
                sentence = f"`{id}`{standing} was removed; it was flagged, and not mended"
                yield Belief("claim", id, "removed", sentence, None)


class _Version:
    """A version of a claim file, or nothing where there was no such file."""

    def __init__(self, file: File | None) -> None:
        self.record = assemble(file) if file else Record.of_sound({}, {})
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
        self._found: dict[_Key, tuple[Belief, list[HangingClaim]]] = {}
        self.resting: list[RaisedClaim] = []
        self._unchecked: list[tuple[str, HangingClaim]] = []
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
            self._note_files(old.files, new.files)
        for old, new in self._pairs:
            for key, entry in new.claims.items():
                claim = new.record.sound(entry)
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
                self._note_party(id, was, party, new.parties[id])
                for change in party_changes(id, was, party):
                    self._note_edit(change, new.parties[id])
        for id, source in new.sound_sources.items():
            before = old.sound_sources.get(id)
            self._note_waivers(new.sources[id], before.waive if before else (), source.waive)
            if before is not None and before != source:
                for change in source_changes(id, before, source):
                    if change.field in _ALWAYS or _leads_elsewhere(change):
                        self._note_edit(change, new.sources[id])

    def _note_party(self, id: str, was: Party, now: Party, entry: Entry[Party]) -> None:
        if was.name != now.name:
            sentence = f"party `{id}` is called {now.name} now, and was {was.name}"
            self._renamed[id][self._add("name", sentence, entry, (was.name,), (now.name,))] = None
        kinds = ["" if each.kind is UNSET else each.kind for each in (was, now)]
        if kinds[0] != kinds[1]:
            old, new = (f"`{kind}`" if kind else "none" for kind in kinds)
            sentence = f"the kind of party `{id}` changed from {old} to {new}"
            values = as_tuple(kinds[0]), as_tuple(kinds[1])
            self._renamed[id][self._add("kind", sentence, entry, *values)] = None
        elif was.is_bare and (now.aliases or now.domains or now.url or now.note):
            sentence = f"of `{id}` ({now.name}) nothing but the name was known; {describe_party(now)}"
            self._renamed[id][self._add("known", sentence, entry)] = None
        doubted = [link.party for link in now.links if link.disputed]
        doubted = [id for id in doubted if id in [link.party for link in was.links if not link.disputed]]
        if doubted:
            sentence = f"that party `{id}` is controlled by {id_list(doubted)} is disputed now"
            self._add("disputed", sentence, entry, path=("controlled_by",))
        gone = [domain for domain in was.domains if domain not in now.domains]
        if gone:
            sentence = f"party `{id}` no longer has {count(len(gone), 'domain')} ({', '.join(gone[:_NAMED])})"
            self._add("domains", sentence, entry, was.domains, now.domains)
        allies = set(was.allied_with) ^ set(now.allied_with)
        if allies:
            left = [ally for ally in was.allied_with if ally in allies]
            shift = f"is no longer allied with {id_list(left)}" if left else "is now allied with "
            came = [ally for ally in now.allied_with if ally in allies]
            if came:
                shift = f"{shift}, but with {id_list(came)}" if left else shift + id_list(came)
            sentence = f"party `{id}` {shift}"
            self._add("allied_with", sentence, entry, was.allied_with, now.allied_with)

    def _note_waivers(self, entry: _Entry, was: Sequence[Waiver], now: Sequence[Waiver]) -> None:
        for index, waiver in enumerate(now):
            if waiver not in was:
                end = f"until {waiver.until}" if waiver.until else "without an end"
                sentence = f"`{entry.id}` waives `{waiver.check}` {end}: {waiver.reason}"
                self._add("waive", sentence, entry, path=("waive", index))

    def _note_files(self, old: Sequence[File], new: Sequence[File]) -> None:
        """What differs in the locks and registers of files, of which the first is the record itself."""
        before = {file.path: file for file in old}
        # It may be shown under two names, such as `HEAD:claims.json` and `claims.json`.
        before |= {now.path: was for was, now in zip(old[:1], new[:1], strict=False)}
        for file in new:
            was = before.get(file.path)
            lock, lock_before = file.lock or _NO_LOCK, (was and was.lock) or _NO_LOCK
            locked, known, path = lock.sources, lock_before.sources, lock_path(file.path)
            fresh = [id for id, seen in locked.items() if known.get(id) != seen]
            # What an agency said is no less news where it was taken out.
            dois = {**lock_before.dois, **lock.dois}
            fresh += [doi for doi in dois if lock_before.dois.get(doi) != lock.dois.get(doi)]
            if fresh:
                about = f"{count(len(fresh), 'source')} ({id_list(fresh)})"
                sentence = f"{path} says something new of {about}: unproven until "
                sentence += "`sayso verify --locked` has seen it"
                self._note(Belief("file", path, "lock", sentence, None, (), tuple(fresh)))
            lost = [entry.id for entry in file.sources if entry.id in known and entry.id not in locked]
            if lost:
                about = f"{count(len(lost), 'source')} ({id_list(lost)})"
                sentence = f"{path} no longer says what was seen of {about}"
                self._note(Belief("file", path, "lock", sentence, None, tuple(lost)))
            included = was.include if was else []
            if was and included != file.include:
                left = [name for name in included if name not in file.include]
                came = [name for name in file.include if name not in included]
                told = [f"no longer includes {name}" for name in left] + [f"includes {name}" for name in came]
                sentence = f"{file.path} {', and '.join(told) or 'includes its registers in another order'}"
                place = Place(file, ("include",) if file.include else ())
                values = tuple(included), tuple(file.include)
                self._note(Belief("file", file.path, "include", sentence, place, *values))

    # Claims, and what hangs on edits.

    def _note_claim(
        self, old: Record, before: Entry[Claim] | None, version: _Version, entry: Entry[Claim], claim: Claim
    ) -> None:
        """All that one claim, which is sound now, asks to believe."""
        new = version.record
        was = old.sound(before) if before else None
        self._note_waivers(entry, was.waive if was else (), claim.waive)
        trial = Trial(old, was or claim, new, claim, self._effort, self._budget)
        changes = tuple(trial.changes())
        fresh = {id for id in trial.parties if id not in old.sound_parties and self._is_fresh(new, id)}
        renamed = [id for id in self._renamed if id in trial.parties and id in new.parties]
        reworded = was is not None and _words(was.statement) != _words(claim.statement)
        if fresh or renamed or reworded:
            judgement = self._note_voices(version, entry, fresh)
            hanging = HangingClaim(entry, judgement.standing, judgement.support.voices)
            if was is not None and reworded:
                self._note_rewording(entry, was, claim, hanging)
            for id in renamed:
                path = new.parties[id].file.path
                for key in self._renamed[id] if _is_voice(id, judgement) else ():
                    # Another file may have another party of that id.
                    if self._found[key][0].path == path:
                        self._found[key][1].append(hanging)
        if was is not None:
            self._note_declaration(entry, was, claim)
            if was.standing is not UNSET and claim.standing is UNSET:
                self._note_lost_declaration(entry, was, trial.judgement(changes))
            if not reworded:
                self._note_figures_and_quote(entry, was, claim)
            for change in changes:
                if change.of == "claim" and change.field in LISTED_CLAIM_FIELDS:
                    self._note_edit(change, entry)
        else:
            self._note_first_hand(version, entry, claim)
            if before is None and claim.kind != "factual":
                self._unchecked.append((claim.kind, HangingClaim(entry, "not-checkable", 0)))
        if changes:
            self._note_changes(trial, changes, entry, new)
        self._note_resting(trial, changes, entry, new)

    def _is_fresh(self, record: Record, id: str) -> bool:
        """Whether no file had a party of that id that answered to the same parties."""
        party = record.sound_parties.get(id)
        return party is not None and frozenset(party.controllers) not in self._known.get(id, ())

    def _note_rewording(self, entry: Entry[Claim], was: Claim, now: Claim, hanging: HangingClaim) -> None:
        """That a claim says something else under the same id."""
        kept = {item.source for item in (*was.evidence, *was.corroboration)}
        sentence = f"`{entry.id}` says something else than before under the same id"
        if kept:
            sentence += f", and what it rested on, {count(len(kept), 'source')}, was given for that"
        old, new = (was.statement,), (now.statement,)
        self._add("statement", sentence, entry, old, new, hanging=hanging)

    def _note_declaration(self, entry: Entry[Claim], was: Claim, now: Claim) -> None:
        """What an old claim says of itself now."""
        if now.standing is not UNSET and was.standing != now.standing:
            old = "" if was.standing is UNSET else was.standing
            sentence = f"`{entry.id}` is declared `{now.standing}`" + (f", and was `{old}`" if old else "")
            self._add("standing", sentence, entry, as_tuple(old), (now.standing,), ("standing",))
        if now.verdict and was.verdict != now.verdict:
            sentence = f"`{entry.id}` is rated {now.verdict}" + (
                f", and was {was.verdict}" if was.verdict else ""
            )
            ratings = as_tuple(was.verdict), (now.verdict,)
            self._add("verdict", sentence, entry, *ratings, ("verdict",))
        if now.draft and not was.draft:
            sentence = f"`{entry.id}` is a draft now: what it lacks does not fail"
            self._add("draft", sentence, entry, ("false",), ("true",), ("draft",))

    def _note_lost_declaration(self, entry: Entry[Claim], was: Claim, judgement: Judgement) -> None:
        """That an old claim no longer says to its readers which standing it has, if it still has it."""
        if was.standing == judgement.standing:
            sentence = f"`{entry.id}` is no longer declared `{was.standing}`, and still is"
            self._add("standing", sentence, entry, (was.standing,))

    def _note_resting(
        self, trial: Trial, changes: tuple[BearingChange, ...], entry: Entry[Claim], record: Record
    ) -> None:
        """Note that a claim stands higher only by sources that are new, if it does."""
        fresh = [id for id in trial.new_sources if self._is_fresh_source(record, id)]
        if not fresh:
            return
        now, without = trial.judgement(changes), trial.judgement_if_unknown(fresh)
        if _is_sure(now) and _is_sure(without) and is_higher(now.standing, without.standing):
            sources = "a source that is" if len(fresh) == 1 else "sources that are"
            why = f"it rests on {sources} new: {id_list(fresh)}"
            place = record.sources[fresh[0]].place()
            self.resting.append(RaisedClaim(entry, now.standing, without.standing, why, place, new=True))

    def _is_fresh_source(self, record: Record, id: str) -> bool:
        """Whether no file had a source of that id that was the same word, known in the same way."""
        source = record.sound_sources[id]
        return (id, source.by, source.basis) not in self._known_sources

    def _note_figures_and_quote(self, entry: Entry[Claim], was: Claim, now: Claim) -> None:
        """That an old claim gives other figures or other words than it did."""
        figures = {figure.measure: figure for figure in now.figures}
        other = [figure.measure for figure in was.figures if figures.get(figure.measure) != figure]
        if other:
            sentence = f"`{entry.id}` gives another figure than before: {', '.join(some_of(other, _NAMED))}"
            self._add("figures", sentence, entry, path=("figures",) if now.figures else ())
        if was.quote and now.quote and _words(was.quote) != _words(now.quote):
            sentence = f"`{entry.id}` has another quote than before"
            self._add("quote", sentence, entry, (was.quote,), (now.quote,), ("quote",))

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
            sentence = (
                f"`{entry.id}` says that {names} knows this at first hand, which its entry does not say"
            )
            self._add("basis", sentence, entry, hanging=_hanging_claim(entry, now, without))

    def _note_changes(
        self, trial: Trial, changes: tuple[BearingChange, ...], entry: Entry[Claim], record: Record
    ) -> None:
        """Which of `changes` the standing of one claim hangs on."""
        now = trial.judgement(changes)
        alone = False
        for change in changes:
            without = trial.judgement([each for each in changes if each is not change])
            if _surely_differ(now, without):
                hanging = _hanging_claim(entry, now, without)
                alone = alone or not hanging.keeps_standing
                # That a claim has one item more is no more than what it says itself.
                if change.field != "items" or change.old or not hanging.keeps_standing:
                    self._note_edit(change, _changed_entry(record, change, entry), hanging)
        bare = trial.judgement(())
        if alone or bare.standing == now.standing or not (_is_sure(now) and _is_sure(bare)):
            return
        for group in trial.groups(changes, now.standing):
            for change in group:
                hanging = _hanging_claim(entry, now, bare, others=True)
                self._note_edit(change, _changed_entry(record, change, entry), hanging)

    def _note_edit(self, change: BearingChange, at: _Entry, hanging: HangingClaim | None = None) -> None:
        """Note an edit of the entry `at`, and the claim that hangs on it, if one does."""
        sentence = f"`{at.id}`: {change.sentence}" if change.of == "claim" else change.sentence
        path = (change.field,) if change.of != "claim" and change.new else ()
        self._add(change.field, sentence, at, change.old, change.new, path, hanging)

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
                    hanging = _hanging_claim(entry, judgement, left)
                    for id in names:
                        self._note_new_voice(version.record, id, hanging)
        return judgement

    def _note_new_voice(self, record: Record, id: str, hanging: HangingClaim) -> None:
        entry = record.parties[id]
        party = record.sound_parties[id]
        what = "answers to others than in another file" if id in self._known else "is a new voice"
        sentence = f"`{id}` ({party.name}) {what}; {describe_party(party)}"
        self._add("voice", sentence, entry, hanging=hanging)

    def _add(
        self,
        field: str,
        sentence: str,
        entry: _Entry,
        old: tuple[str, ...] = (),
        new: tuple[str, ...] = (),
        path: tuple[str | int, ...] = (),
        hanging: HangingClaim | None = None,
    ) -> _Key:
        """Note a belief about an entry, and what hangs on it."""
        belief = Belief(_OF[type(entry.value)], entry.id, field, sentence, entry.place(*path), old, new)
        key = self._note(belief)
        if hanging is not None:
            self._found[key][1].append(hanging)
        return key

    def _note(self, belief: Belief) -> _Key:
        """Note a belief once, whichever files of the change share its entry; what is long is cut off.

        Else one with a long note would leave no room for the others in a comment.
        """
        if len(belief.sentence) > _MAX_SENTENCE_CHARS:
            belief = structs.replace(belief, sentence=f"{belief.sentence[: _MAX_SENTENCE_CHARS - 1]}…")
        key = (belief.of, belief.path, belief.id, belief.field, belief.sentence)
        self._found.setdefault(key, (belief, []))
        return key


def describe_party(party: Party) -> str:
    """What the record knows of a party but its name, in words."""
    told = [f"kind `{party.kind}`"] if party.kind is not UNSET else []
    told += [f"also called {', '.join(party.aliases[:_NAMED])}"] if party.aliases else []
    told += [", ".join(party.domains[:_NAMED])] if party.domains else []
    told += [party.url] if party.url else []
    told += [f"controlled by {id_list(party.controllers)}"] if party.controlled_by else []
    told += [f"allied with {id_list(party.allied_with)}"] if party.allied_with else []
    told += [f"note: {party.note}"] if party.note else []
    return f"the record knows of it: {'; '.join(told)}" if told else "the record knows nothing but its name"


def _leads_elsewhere(change: BearingChange) -> bool:
    """Whether an edit of a source that had an address or a hash makes it another site or other bytes."""
    if change.field not in ("url", "archived"):
        return change.field == "sha256" and bool(change.old)
    sites = [{registrable(unwrap(url)) for url in urls} for urls in (change.old, change.new)]
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
    sides = (judgement.support, judgement.partly, judgement.contradiction)
    return any(party in voice for side in sides for voice in side.cut)


def _hanging_claim(
    entry: Entry[Claim], now: Judgement, without: Judgement | Outcome, *, others: bool = False
) -> HangingClaim:
    return HangingClaim(
        entry, now.standing, now.support.voices, without.standing, without.support.voices, others
    )


def _surely_differ(now: Judgement, without: Judgement) -> bool:
    """Whether a claim has another standing or other numbers without something."""
    numbers = [
        (each.standing, each.support.voices, each.contradiction.voices, each.partly.voices)
        for each in (now, without)
    ]
    return _is_sure(now) and _is_sure(without) and numbers[0] != numbers[1]


def _is_sure(judgement: Judgement) -> bool:
    """Whether the numbers are more than what the work budget allowed to prove."""
    sides = (judgement.support, judgement.partly, judgement.contradiction)
    return all(side.exact or side.voices >= CAP for side in sides)


def _words(statement: str) -> list[str]:
    return _WORDS.findall(statement.casefold())
