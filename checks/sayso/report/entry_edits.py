"""What a change edits in parties, claims, locks and registers, whatever hangs on it: one edit a sentence."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from sayso.provenance.brief_lists import id_list, names_in_brief, some_of
from sayso.provenance.causes import as_tuple
from sayso.record.file import File, Place
from sayso.record.lock import Lock, lock_path
from sayso.record.model import Claim, Party, Waiver
from sayso.record.places import Pointer
from sayso.report.belief import Belief
from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family
from sayso.rules.sentences import count

RENAMING_FIELDS: Final = ("name", "kind", "known")
"""Edits of these fields say who a party is."""
# Findings of these families say something of the standing of a claim.
_BEARING_FAMILIES: Final = (Family.STRUCTURE, Family.STANDING, Family.INDEPENDENCE)
_NAMED: Final = 5
_NO_LOCK: Final = Lock(1, {})
# Words, and the signs that make another number of a number.
_WORDS = re.compile(r"\w+|(?<!\w)[-\u2212](?=\d)|[<>\u2264\u2265\u2260=+%\u2030\u00b0$\u20ac\u00a3\u00a5]")


class EntryEdit(NamedTuple):
    """An edit of one `field` of an entry: a sentence, the values, and the path to where it stands now."""

    field: str
    sentence: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    path: Pointer = ()


def party_edits(id: str, was: Party, now: Party) -> Iterator[EntryEdit]:
    """What differs in a party beside what bears on a standing by itself."""
    if was.name != now.name:
        sentence = f"party `{id}` is called {now.name} now, and was {was.name}"
        yield EntryEdit("name", sentence, (was.name,), (now.name,))
    kinds = [() if each.kind is UNSET else (each.kind,) for each in (was, now)]
    if kinds[0] != kinds[1]:
        old, new = (f"`{kind[0]}`" if kind else "none" for kind in kinds)
        yield EntryEdit("kind", f"the kind of party `{id}` changed from {old} to {new}", *kinds)
    elif was.is_name_only and (now.aliases or now.domains or now.url or now.note):
        sentence = f"of `{id}` ({now.name}) nothing but the name was known; {describe_party(now)}"
        yield EntryEdit("known", sentence)
    undisputed = [link.party for link in was.links if not link.disputed]
    doubted = [link.party for link in now.links if link.disputed and link.party in undisputed]
    if doubted:
        sentence = f"that party `{id}` is controlled by {id_list(doubted)} is disputed now"
        yield EntryEdit("disputed", sentence, path=("controlled_by",))
    gone = [domain for domain in was.domains if domain not in now.domains]
    if gone:
        sentence = f"party `{id}` no longer has {count(len(gone), 'domain')} ({', '.join(gone[:_NAMED])})"
        yield EntryEdit("domains", sentence, was.domains, now.domains)
    left = [ally for ally in was.allied_with if ally not in now.allied_with]
    came = [ally for ally in now.allied_with if ally not in was.allied_with]
    if left or came:
        shift = f"is no longer allied with {id_list(left)}" if left else f"is now allied with {id_list(came)}"
        shift += f", but with {id_list(came)}" if left and came else ""
        yield EntryEdit("allied_with", f"party `{id}` {shift}", was.allied_with, now.allied_with)


def describe_party(party: Party) -> str:
    """What the record knows of a party but its name, in words."""
    known = [f"kind `{party.kind}`"] if party.kind is not UNSET else []
    known += [f"also called {', '.join(party.aliases[:_NAMED])}"] if party.aliases else []
    known += [", ".join(party.domains[:_NAMED])] if party.domains else []
    known += [party.url] if party.url else []
    known += [f"controlled by {id_list(party.controllers)}"] if party.controlled_by else []
    known += [f"allied with {id_list(party.allied_with)}"] if party.allied_with else []
    known += [f"note: {party.note}"] if party.note else []
    return f"the record knows of it: {'; '.join(known)}" if known else "the record knows nothing but its name"


def waiver_edits(id: str, was: Sequence[Waiver], now: Sequence[Waiver]) -> Iterator[EntryEdit]:
    """The waivers of an entry that are new."""
    for index, waiver in enumerate(now):
        if waiver not in was:
            end = f"until {waiver.until}" if waiver.until else "without an end"
            sentence = f"`{id}` waives `{waiver.check}` {end}: {waiver.reason}"
            yield EntryEdit("waive", sentence, path=("waive", index))


def wording_edit(id: str, was: Claim, now: Claim) -> EntryEdit:
    """That a claim says something else under the same id."""
    kept = {item.source for item in (*was.evidence, *was.corroboration)}
    sentence = f"`{id}` says something else than before under the same id"
    if kept:
        sentence += f", and what it rested on, {count(len(kept), 'source')}, was given for that"
    return EntryEdit("statement", sentence, (was.statement,), (now.statement,))


def declaration_edits(id: str, was: Claim, now: Claim) -> Iterator[EntryEdit]:
    """What an old claim says of itself now."""
    if now.standing is not UNSET and was.standing != now.standing:
        before = "" if was.standing is UNSET else was.standing
        sentence = f"`{id}` is declared `{now.standing}`" + (f", and was `{before}`" if before else "")
        yield EntryEdit("standing", sentence, as_tuple(before), (now.standing,), ("standing",))
    if now.verdict and was.verdict != now.verdict:
        sentence = f"`{id}` is rated {now.verdict}" + (f", and was {was.verdict}" if was.verdict else "")
        yield EntryEdit("verdict", sentence, as_tuple(was.verdict), (now.verdict,), ("verdict",))
    if now.draft and not was.draft:
        sentence = f"`{id}` is a draft now: what it lacks does not fail"
        yield EntryEdit("draft", sentence, ("false",), ("true",), ("draft",))


def is_reworded(was: str, now: str) -> bool:
    """Whether a text has other words, or other numbers, than it had."""
    before, after = (_WORDS.findall(text.casefold()) for text in (was, now))
    return before != after


def figure_and_quote_edits(id: str, was: Claim, now: Claim) -> Iterator[EntryEdit]:
    """That an old claim gives other figures or other words than it did."""
    figures = {figure.measure: figure for figure in now.figures}
    other = [figure.measure for figure in was.figures if figures.get(figure.measure) != figure]
    if other:
        sentence = f"`{id}` gives another figure than before: {', '.join(some_of(other, _NAMED))}"
        yield EntryEdit("figures", sentence, path=("figures",) if now.figures else ())
    if was.quote and now.quote and is_reworded(was.quote, now.quote):
        sentence = f"`{id}` has another quote than before"
        yield EntryEdit("quote", sentence, (was.quote,), (now.quote,), ("quote",))


def file_edits(old: Sequence[File], new: Sequence[File]) -> Iterator[Belief]:
    """What differs in the locks and registers of files, of which the first is the record itself."""
    before = {file.path: file for file in old}
    # It may be shown under two names, such as `HEAD:claims.json` and `claims.json`.
    before |= {now.path: was for was, now in zip(old[:1], new[:1], strict=False)}
    for file in new:
        was = before.get(file.path)
        yield from _lock_edits(file, (was and was.lock) or _NO_LOCK)
        if was and was.include != file.include:
            left = [f"no longer includes {name}" for name in was.include if name not in file.include]
            came = [f"includes {name}" for name in file.include if name not in was.include]
            changes = ", and ".join(left + came) or "includes its registers in another order"
            place = Place(file, ("include",) if file.include else ())
            values = tuple(was.include), tuple(file.include)
            yield Belief("file", file.path, "include", f"{file.path} {changes}", place, *values)


def _lock_edits(file: File, before: Lock) -> Iterator[Belief]:
    """What the lock of a file says that it did not say `before`, and what it no longer says."""
    lock, path = file.lock or _NO_LOCK, lock_path(file.path)
    fresh = [id for id, seen in lock.sources.items() if before.sources.get(id) != seen]
    # What an agency said is no less news where it was taken out.
    fresh += [doi for doi in {**before.dois, **lock.dois} if before.dois.get(doi) != lock.dois.get(doi)]
    if fresh:
        about = f"{count(len(fresh), 'source')} ({id_list(fresh)})"
        sentence = f"{path} says something new of {about}: unproven until "
        sentence += "`sayso verify --locked` has seen it"
        yield Belief("file", path, "lock", sentence, None, (), tuple(fresh))
    lost = [each.id for each in file.sources if each.id in before.sources and each.id not in lock.sources]
    if lost:
        about = f"{count(len(lost), 'source')} ({id_list(lost)})"
        sentence = f"{path} no longer says what was seen of {about}"
        yield Belief("file", path, "lock", sentence, None, tuple(lost))


def removals(before: Sequence[File], found: Sequence[File], older: Report) -> Iterator[Belief]:
    """The claims that are nowhere any more: those of files that are gone, and those flagged in `older`."""
    now = {file.path for file in found}
    lost = _lost_claims(before, found)
    yield from _gone_files([file for file in before if file.path not in now], lost)
    yield from _removed_claims(older, lost, now)


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


def _gone_files(files: Sequence[File], lost_claims: Collection[tuple[str, str]]) -> Iterator[Belief]:
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


def _removed_claims(
    older: Report, lost: Collection[tuple[str, str]], there: Collection[str]
) -> Iterator[Belief]:
    """That claims were removed of whose standing something was said, from files that are still `there`."""
    for file in older.files:
        flagged = {
            finding.claim
            for finding in file.found
            if finding.level is not Level.NOTE
            and not finding.waived
            and BY_NAME[finding.check].family in _BEARING_FAMILIES
        }
        for claim in file.claims if file.path in there else ():
            id = claim.entry.id
            if (id in flagged or claim.judgement is None) and id and (file.path, id) in lost:
                standing = f" ({claim.judgement.standing})" if claim.judgement else ""
                sentence = f"`{id}`{standing} was removed; it was flagged, and not mended"
                yield Belief("claim", id, "removed", sentence, None)
