"""Why the standing of a claim changed between two versions of a record.

The differences that bear on the claim are listed one by one: its items, claimants and accused, and of the
documents and parties they lead to, basis, `based_on`, `by` and `controlled_by`. Which of them explain the
change is tried out: some are applied to the old record, and the claim is judged again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeVar

from msgspec import UNSET, Struct, structs

from sayso.provenance.brief_lists import id_list, some_of
from sayso.provenance.standing import Budget, Graph, Judgement, OutOfBudget, items_of, judge
from sayso.record.file import Entry
from sayso.record.model import Claim, Control, Item, Party, Response, Source, Standing
from sayso.record.references import Record, documents, reachable

MAX_WORK: Final = 5_000_000
"""So many documents and parties are looked at for the causes of all changes in a file."""
# So many explanations are looked for that would each be enough.
_MAX_GROUPS: Final = 3
# So many changes are named in one sentence; of the others, the number is.
_MAX_NAMED: Final = 5
# What trying something out costs beside looking at documents and parties.
_TRIAL_WORK: Final = 50
_DERIVED: Final = ("analysis", "relay")

T = TypeVar("T")
Of = Literal["claim", "source", "party"]
Field = Literal[
    "kind",
    "claimant",
    "against",
    "stated_in",
    "stated_on",
    "response",
    "items",
    "basis",
    "based_on",
    "by",
    "controlled_by",
    "published",
    "url",
    "archived",
    "sha256",
    "file",
]


# The fields that are lists, or texts that may be left out, each with what a change of it is called. Some of a
# source tell at which date a document speaks, and which documents are the same.
_LISTS: Final[Mapping[Of, Mapping[Field, str]]] = {
    "claim": {
        "claimant": "made by",
        "against": "against",
        "stated_in": "stated in",
        "stated_on": "stated on",
        "response": "answered by",
    },
    "source": {
        "based_on": "based on",
        "by": "by",
        "published": "published on",
        "url": "found at",
        "archived": "archived at",
        "sha256": "made of the bytes",
        "file": "kept in",
    },
    "party": {"controlled_by": "controlled by"},
}


class BearingChange(Struct, frozen=True):
    """One difference that bears on a claim: a field of the claim, or of a source or party it rests on.

    `old` and `new` are the values of the field; of the items of a claim it is those with the source `id`,
    and the values are their stances, with the basis where they have one of their own.
    """

    of: Of
    id: str
    field: Field
    old: tuple[str, ...]
    new: tuple[str, ...]
    sentence: str


class Causes(Struct, frozen=True):
    """Why a standing changed: each of `groups` is enough by itself, its changes acting together.

    Where it would have taken too long to tell which changes explain it, `complete` is False, and all are
    in one group, if there are any. `unread` says why the claim cannot be judged in one of the versions.
    """

    groups: tuple[tuple[BearingChange, ...], ...] = ()
    complete: bool = True
    unread: str = ""

    @property
    def sentence(self) -> str:
        """The whole as a clause that may follow "because"; the empty string where nothing is known."""
        if self.unread:
            return self.unread
        if not self.complete:
            changes = [change.sentence for group in self.groups for change in group]
            if not changes:
                return "too much bears on it to tell which change did it"
            return f"of what changed, one or more of these did it: {'; '.join(some_of(changes, _MAX_NAMED))}"
        first, *others = [_joint_clause(group) for group in self.groups]
        return first + "".join(f"; this alone would be enough too: {other}" for other in others)


class Version(Struct, frozen=True):
    """A claim in one version of its record, and the standing that it has there."""

    record: Record
    entry: Entry[Claim]
    standing: Standing | None


def causes(old: Version, new: Version, effort: Budget) -> Causes:
    """Why the claim has another standing in `new` than in `old`; in one of them it may have none."""
    before, after = old.record.sound_claim(old.entry), new.record.sound_claim(new.entry)
    if after is None:
        return Causes(unread=f"it cannot be judged: {_why_not_judged(new)}")
    if before is None:
        return Causes(unread=f"it could not be judged before: {_why_not_judged(old)}")
    changes: tuple[BearingChange, ...] = ()
    groups: list[tuple[BearingChange, ...]] = []
    try:
        trial = Trial(old.record, before, new.record, after, effort)
        changes = tuple(trial.changes())
        # Where a budget ran out, a standing may be another than the search finds with one to itself.
        if trial.standing(()) == old.standing:
            for group in trial.sufficient_groups(changes, new.standing):
                groups.append(group)  # noqa: PERF402 - what was found before the effort is spent stays
    except OutOfBudget:
        pass
    if not groups:
        return Causes((changes,) if changes else (), complete=False)
    return Causes(tuple(groups))


def _joint_clause(group: Sequence[BearingChange]) -> str:
    if len(group) == 1:
        return group[0].sentence
    return f"these act together: {'; '.join(some_of([change.sentence for change in group], _MAX_NAMED))}"


def _why_not_judged(version: Version) -> str:
    """Why a claim cannot be judged."""
    record, entry = version.record, version.entry
    if entry.value is None:
        return "the entry cannot be read"
    missing = [each.id for each in record.unresolved if each.entry is entry]
    if missing:
        are = "is" if len(set(missing)) == 1 else "are"
        return f"it refers to {id_list(missing)}, which {are} not there"
    return "something that it rests on cannot be read, or refers to what is not there"


class Trial:
    """The two versions of one claim, and all versions that lie between them.

    Sources and parties that only one version has are there in all of them: they bear on the claim only
    where something refers to them. What is tried out is paid for with `effort`. All judgements share
    `budget`; without one each has its own.
    """

    def __init__(
        self,
        old: Record,
        before: Claim,
        new: Record,
        after: Claim,
        effort: Budget,
        budget: Budget | None = None,
    ) -> None:
        self._before, self._after, self._effort, self._budget = before, after, effort, budget
        self._were, self._are = old.sound_sources, new.sound_sources
        self._folders = old.folders | new.folders
        starts = [*documents(before), *documents(after)]
        self._sources = self._reached_in_both(starts, self._were, self._are, lambda source: source.based_on)
        starts = [*before.claimant, *before.against, *after.claimant, *after.against]
        for versions in self._sources.values():
            starts += [id for source in versions if source for id in source.by]
        self._parties = self._reached_in_both(
            starts, old.sound_parties, new.sound_parties, lambda party: party.controllers
        )
        self._old_items, self._new_items = _items_by_source(before), _items_by_source(after)

    def changes(self) -> Iterator[BearingChange]:
        """All that differs between the two and can bear on the standing."""
        yield from self._claim_changes()
        for id in dict.fromkeys([*self._old_items, *self._new_items]):
            yield from self._item_changes(id)
        for id, (source, now) in self._sources.items():
            if source and now:
                yield from source_changes(id, source, now)
        for id, (party, after) in self._parties.items():
            if party and after:
                yield from party_changes(id, party, after)

    @property
    def parties(self) -> Collection[str]:
        """The ids of the parties that bear on the claim in one of the versions."""
        return self._parties

    @property
    def new_sources(self) -> list[str]:
        """The ids of the sources that bear on the claim and that only the new version has."""
        return [id for id, (was, now) in self._sources.items() if now and not was]

    def judgement_if_unknown(self, sources: Collection[str]) -> Judgement:
        """What the new version rests on if nobody knew how `sources` know. Raises `OutOfBudget`."""
        self._effort.spend(_TRIAL_WORK + len(self._sources) + len(self._parties) + len(self._new_items))
        items = [
            structs.replace(item, basis=UNSET, based_on=()) if item.source in sources else item
            for all in self._new_items.values()
            for item in all
        ]
        known = {id: now for id, (_, now) in self._sources.items() if now}
        unknown = {id: structs.replace(known[id], basis="unknown", based_on=()) for id in sources}
        claim = structs.replace(self._after, evidence=(), corroboration=tuple(items))
        return self._judge(claim, known | unknown, {id: now for id, (_, now) in self._parties.items()})

    def _judge(
        self, claim: Claim, sources: Mapping[str, Source | None], parties: Mapping[str, Party | None]
    ) -> Judgement:
        """Judge `claim` on those of these sources and parties that there are."""
        record = Record.from_sound_entries(
            {id: source for id, source in sources.items() if source},
            {id: party for id, party in parties.items() if party},
            self._folders,
        )
        return judge(Graph(record), Entry(claim.id, claim, record.file, ()), self._budget or Budget())[0]

    def standing(self, changes: Iterable[BearingChange]) -> Standing:
        """The standing of the claim in the old version with `changes`. Raises `OutOfBudget`."""
        return self.judgement(changes).standing

    def judgement(self, changes: Iterable[BearingChange]) -> Judgement:
        """What the claim rests on in the old version with `changes`. Raises `OutOfBudget`."""
        self._effort.spend(_TRIAL_WORK + len(self._sources) + len(self._parties) + len(self._old_items))
        sources = {id: was or now for id, (was, now) in self._sources.items()}
        parties = {id: was or now for id, (was, now) in self._parties.items()}
        listed_items = dict(self._old_items)
        fields: dict[str, Any] = {}
        for change in changes:
            if change.field == "items":
                listed_items[change.id] = self._new_items.get(change.id, ())
            elif change.of == "claim":
                fields[change.field] = getattr(self._after, change.field)
            elif change.of == "party":
                parties[change.id] = self._parties[change.id][1]
            else:
                source, (was, now) = sources[change.id], self._sources[change.id]
                assert source is not None
                assert was is not None
                assert now is not None
                new = {change.field: getattr(now, change.field)}
                if change.field == "basis" and _basis_needs_grounds(was, now):
                    new["based_on"] = now.based_on
                sources[change.id] = structs.replace(source, **new)
        items = tuple([item for all in listed_items.values() for item in all])
        claim = structs.replace(self._before, evidence=(), corroboration=items, **fields)
        return self._judge(claim, sources, parties)

    def sufficient_groups(
        self, changes: Sequence[BearingChange], standing: Standing | None
    ) -> Iterator[tuple[BearingChange, ...]]:
        """A few groups of `changes` that share none, each of which alone leads to `standing`.

        Raises `OutOfBudget`.
        """
        rest = tuple(changes)
        for _ in range(_MAX_GROUPS):
            if self.standing(rest) != standing:
                return
            group = self.least_changes(rest, standing)
            yield group
            rest = tuple(change for change in rest if change not in group)

    def least_changes(
        self, changes: Sequence[BearingChange], standing: Standing | None
    ) -> tuple[BearingChange, ...]:
        """Some of `changes`, which lead to `standing`, that also do, and each of which is needed for it.

        Raises `OutOfBudget`.
        """
        needed = list(changes)
        size = len(needed)
        while size:
            at, before = 0, len(needed)
            while at < len(needed):
                rest = needed[:at] + needed[at + size :]
                if self.standing(rest) == standing:
                    needed = rest
                else:
                    at += size
            # Standings have no order: without some changes others may no longer be needed.
            size = size // 2 if size > 1 or len(needed) == before else 1
        return tuple(needed)

    def _reached_in_both(
        self,
        starts: Sequence[str],
        old: Mapping[str, T],
        new: Mapping[str, T],
        leads: Callable[[T], Sequence[str]],
    ) -> dict[str, tuple[T | None, T | None]]:
        """What `starts` lead to in one of the versions, as it is in both."""

        def following(id: str) -> list[str]:
            versions = [each for each in (old.get(id), new.get(id)) if each is not None]
            return [after for each in versions for after in leads(each)]

        return {id: (old.get(id), new.get(id)) for id in reachable(starts, following, self._effort.spend)}

    def _claim_changes(self) -> Iterator[BearingChange]:
        """What differs in the claim itself."""
        before, after = self._before, self._after
        id = before.id
        if before.kind != after.kind:
            sentence = f"its kind changed from `{before.kind}` to `{after.kind}`"
            yield BearingChange("claim", id, "kind", (before.kind,), (after.kind,), sentence)
        yield from _list_changes("claim", id, "the claim", before, after)

    def _item_changes(self, id: str) -> Iterator[BearingChange]:
        """What differs in the items with the source `id`."""
        old, new = (tuple(map(_item_role, items.get(id, ()))) for items in (self._old_items, self._new_items))
        if old == new:
            return
        was, now = (", ".join(f"`{stance}`" for stance in dict.fromkeys(all)) for all in (old, new))
        if not new and id not in self._are:
            sentence = f"source `{id}` was withdrawn"
        elif not new:
            sentence = f"source `{id}` is no longer an item of the claim"
        elif not old:
            is_new = "new " if id not in self._were else ""
            sentence = f"{is_new}source `{id}` became an item of the claim ({now})"
        else:
            sentence = f"the stance of `{id}` changed from {was} to {now}"
        yield BearingChange("claim", id, "items", old, new, sentence)


def source_changes(id: str, was: Source, now: Source) -> Iterator[BearingChange]:
    """What differs in a source, and can bear on a standing."""
    tied = _basis_needs_grounds(was, now)
    if was.basis != now.basis:
        sentence = f"the basis of `{id}` changed from `{was.basis}` to `{now.basis}`"
        if tied:
            sentence += f" (it is {_change_clause('based on', was.based_on, now.based_on)})"
        yield BearingChange("source", id, "basis", (was.basis,), (now.basis,), sentence)
    for change in _list_changes("source", id, f"`{id}`", was, now):
        if change.field != "based_on" or not tied:
            yield change


def party_changes(id: str, was: Party, now: Party) -> Iterator[BearingChange]:
    """What differs in a party, and can bear on a standing."""
    yield from _list_changes("party", id, f"party `{id}`", was, now)


def _list_changes(of: Of, id: str, name: str, was: T, now: T) -> Iterator[BearingChange]:
    """What differs in the lists of an entry; `name` is what a sentence calls it."""
    for field, what in _LISTS[of].items():
        old, new = (_value_texts(getattr(each, field)) for each in (was, now))
        if set(old) != set(new):
            yield BearingChange(of, id, field, old, new, f"{name} is {_change_clause(what, old, new)}")


def _items_by_source(claim: Claim) -> dict[str, tuple[Item, ...]]:
    """What bears on the standing of the items of a claim, by their source."""
    items: dict[str, list[Item]] = {}
    for _, _, item in items_of(claim):
        bare = Item(item.source, item.stance, basis=item.basis, based_on=item.based_on)
        if bare not in items.setdefault(item.source, []):
            items[item.source].append(bare)
    return {source: tuple(sorted(all, key=_item_role)) for source, all in items.items()}


def _item_role(item: Item) -> str:
    """The stance of an item, with the basis where it has one of its own."""
    if item.basis is UNSET:
        return item.stance
    grounds = f" on {id_list(item.based_on)}" if item.based_on else ""
    return f"{item.stance}, {item.basis}{grounds}"


def _value_texts(value: str | Iterable[str | Control | Response]) -> tuple[str, ...]:
    """A list as texts; of a text it is a list of one, or empty where there is none."""
    return as_tuple(value) if isinstance(value, str) else tuple(map(_value_text, value))


def _value_text(value: str | Control | Response) -> str:
    """A link of control by the id of its party, with its dates; an answer by its party and its source."""
    match value:
        case Control():
            dates = (("from", value.from_), ("until", value.until))
            return " ".join([value.party, *(f"{word} {date}" for word, date in dates if date)])
        case Response():
            return f"{value.party} {value.answer}" + (f" in {value.source}" if value.source else "")
        case _:
            return value


def _basis_needs_grounds(was: Source, now: Source) -> bool:
    """Whether the basis of one version cannot be had with the `based_on` of the other."""
    return (was.basis in _DERIVED and not now.based_on) or (now.basis in _DERIVED and not was.based_on)


def _change_clause(what: str, old: Sequence[str], new: Sequence[str]) -> str:
    """`now controlled by x, and no longer by y`, where `what` is `controlled by`."""
    before, after = set(old), set(new)
    came = [id for id in new if id not in before]
    went = [id for id in old if id not in after]
    if came and went:
        return f"now {what} {id_list(came)}, and no longer {what.rsplit(maxsplit=1)[-1]} {id_list(went)}"
    return f"now {what} {id_list(came)}" if came else f"no longer {what} {id_list(went)}"


def as_tuple(value: str) -> tuple[str, ...]:
    """`value` alone, or nothing where it is empty."""
    return (value,) if value else ()
