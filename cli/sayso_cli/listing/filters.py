"""Which claims are meant: by standing, outcome, claimant, party, tag, check, text, or being a draft.

Within one filter any of its values will do; between filters all must hold. A party may be given by its id,
its name or an alias. What is compared is compared without regard to case, width and spacing.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, TypeVar, get_args

import typer
from msgspec import Struct, structs

from sayso.provenance.brief_lists import names_in_brief
from sayso.provenance.house_rule import OUTCOMES
from sayso.provenance.standing import OutOfBudget
from sayso.record.file import Entry
from sayso.record.model import Claim, Party, Source, Standing
from sayso.record.project import FoundFiles, registers
from sayso.record.references import documents, reachable
from sayso.report.report import ClaimReport, FileReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family, House, Terms
from sayso_cli.formats.summary import tally
from sayso_cli.options import FilterOptions
from sayso_cli.terminal import did_you_mean, print_notice, visible
from sayso_cli.wrapping import shorten

UNREADABLE: Final = "unreadable"
"""What stands for the standing of a claim that cannot be judged."""
STANDINGS: Final = (*get_args(Standing), UNREADABLE)
# So many of what there is are named to somebody who asked for something else.
_NAMED: Final = 8
# Longer texts of a record are compared by their beginning where somebody looks for a name.
_NAME_CHARS: Final = 1000
_TAG_COLUMNS: Final = 40

T = TypeVar("T", Party, Source)


class Filters(Struct, frozen=True):
    """What was asked for; a filter without values lets every claim pass."""

    standing: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    claimant: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    draft: bool | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    def single_filters(self) -> Iterator[tuple[str, "Filters"]]:
        """Each filter alone, as it is written on a command line."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if value is None or value == ():
                continue
            if name == "draft":
                told = "--draft" if value else "--no-draft"
            else:
                told = " ".join(f"--{name} {visible(one)}" for one in value)
            yield told, Filters(**{name: value})


def filters(given: FilterOptions, draft: bool | None = None) -> Filters:
    """The filters as given on a command line. Raises `BadParameter` for what is no standing and no check."""
    return Filters(
        _choose_names(given.standing, dict.fromkeys(STANDINGS), "--standing"),
        _choose_names(given.outcome, dict.fromkeys(OUTCOMES), "--outcome"),
        tuple(given.claimant or ()),
        tuple(given.party or ()),
        tuple(given.tag or ()),
        _choose_names(given.check, _checks(), "--check"),
        tuple(given.text or ()),
        draft,
    )


def _checks() -> Mapping[str, Sequence[str] | None]:
    """The names of the checks, and those of the families with the checks in each."""
    families = {
        family.value: [name for name, rule in BY_NAME.items() if rule.family is family] for family in Family
    }
    return {**dict.fromkeys(BY_NAME), **families}


def _choose_names(
    given: Sequence[str] | None, known: Mapping[str, Sequence[str] | None], option: str
) -> tuple[str, ...]:
    """The names in `given`, which may have commas between them; one may stand for several."""
    chosen: list[str] = []
    for name in (part.strip() for one in given or () for part in one.split(",")):
        if name not in known:
            listed = (
                f"there are {', '.join(known)}" if len(known) < _NAMED * 2 else "`sayso explain` lists them"
            )
            hint = did_you_mean(name, known.keys(), listed)
            raise typer.BadParameter(f"`{visible(name)}` is none; {hint}", param_hint=option)
        chosen.extend(known[name] or [name])
    return tuple(chosen)


def fold_text(text: str) -> str:
    """`text` as it is compared: without regard to case, width and spacing."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


class Selection:
    """The claims of a report that some filters let pass.

    Raises `BadParameter` where a filter names a party or a tag that the record does not have.
    """

    def __init__(self, report: Report, asked: Filters) -> None:
        self.report = report
        self.asked = asked
        self.claims = [claim for file in report.files for claim in file.claims]
        for option, names in (("--claimant", asked.claimant), ("--party", asked.party)):
            for name in names:
                if not any(fold_text(name) in known for known in self._party_ids.values()):
                    raise typer.BadParameter(self._no_party_sentence(name), param_hint=option)
        for name in asked.tag:
            if fold_text(name) not in self.tags:
                raise typer.BadParameter(self._no_tag_sentence(name), param_hint="--tag")

    @cached_property
    def matching(self) -> list[ClaimReport]:
        """The claims that pass, in the order of the report."""
        return [claim for claim in self.claims if self.passes(claim, self.asked)]

    @cached_property
    def tags(self) -> Counter[str]:
        """Each tag, as it is compared, and how many claims have it."""
        return Counter(
            fold_text(tag) for claim in self.claims if claim.entry.value for tag in claim.entry.value.tags
        )

    @cached_property
    def _party_ids(self) -> dict[int, dict[str, set[str]]]:
        """For each file, the ids of the parties by all that they may be called."""
        files = {id(claim.entry.file): claim.entry.file for claim in self.claims}
        return {
            key: _ids_by_name(party for each in (file, *registers(file)) for party in each.parties)
            for key, file in files.items()
        }

    @cached_property
    def _entries_with_findings(self) -> dict[str, set[int]]:
        """For each check, the entries of the claims that it found something about."""
        failing: dict[str, set[int]] = {}
        for file in self.report.files:
            for told in file.group_by_claim(lambda finding: not finding.is_silenced)[0]:
                for finding in told.found:
                    failing.setdefault(finding.check, set()).add(id(told.claim.entry))
        return failing

    def passes(self, report: ClaimReport, asked: Filters) -> bool:
        """Whether a claim is one of those that were asked for."""
        if asked.standing:
            standing = report.judgement.standing if report.judgement else UNREADABLE
            if standing not in asked.standing:
                return False
        if asked.outcome and report.outcome not in asked.outcome:
            return False
        if asked.check and not any(
            id(report.entry) in self._entries_with_findings.get(name, ()) for name in asked.check
        ):
            return False
        claim = report.entry.value
        if claim is None:
            # What it says cannot be known.
            return not (asked.claimant or asked.party or asked.tag or asked.text or asked.draft is not None)
        return (
            (asked.draft is None or asked.draft == claim.draft)
            and (not asked.tag or not {*map(fold_text, claim.tags)}.isdisjoint(map(fold_text, asked.tag)))
            and (not asked.text or contains(asked.text, claim.id, claim.statement, claim.quote, claim.note))
            and (not asked.claimant or self._has_party(report, asked.claimant, claim.claimant))
            and (not asked.party or self._has_party(report, asked.party, involved_parties(report)))
        )

    def _has_party(self, report: ClaimReport, names: Sequence[str], ids: Iterable[str]) -> bool:
        """Whether one of the parties with these ids is called by one of `names`."""
        known = self._party_ids[id(report.entry.file)]
        meant = set[str]().union(*(known.get(fold_text(name), ()) for name in names))
        return not meant.isdisjoint(ids)

    def _no_party_sentence(self, name: str) -> str:
        """What to tell somebody who named a party that there is not."""
        ids = {id: "" for known in self._party_ids.values() for called in known.values() for id in called}
        asked = fold_text(name)
        near = {
            party: None
            for known in self._party_ids.values()
            for called, meant in known.items()
            if asked and asked in called
            for party in meant
        }
        what = f"no party is called `{visible(name)}`"
        if near:
            return f"{what}; there are {names_in_brief([f'`{id}`' for id in near], _NAMED)}"
        return f"{what}; {did_you_mean(name, ids, '`sayso list parties` lists them')}"

    def _no_tag_sentence(self, name: str) -> str:
        """What to tell somebody who named a tag that no claim has."""
        what = f"no claim has the tag `{visible(name)}`"
        if not self.tags:
            return f"{what}, nor any other"
        most = ", ".join(
            f"{visible(self._tag_as_written(tag))} ({number})"
            for tag, number in self.tags.most_common(_NAMED)
        )
        more = f" and {len(self.tags) - _NAMED:,} more" if len(self.tags) > _NAMED else ""
        return f"{what}; there are {most}{more}"

    def _tag_as_written(self, tag: str) -> str:
        """A tag, given as it is compared, as it is first written; a long one is cut."""
        values = (claim.entry.value for claim in self.claims if claim.entry.value)
        written = next(each for value in values for each in value.tags if fold_text(each) == tag)
        return shorten(" ".join(written.split()), _TAG_COLUMNS)

    def why_empty(self) -> str:
        """What to tell somebody who asked for claims of which there are none: what there is."""
        parts = list(self.asked.single_filters())
        asked = " ".join(told for told, _ in parts)
        line = f"no claim matches {asked}" if asked else "no claim"
        if len(parts) > 1:
            alone = [
                f"{told} {sum(self.passes(claim, one) for claim in self.claims) or 'none'}"
                for told, one in parts
            ]
            line += f"; alone: {', '.join(alone)}"
        return f"{line}; of {tally(self.report)}"

    def narrowed_report(self) -> Report:
        """The report with the claims that pass, and what was found about them.

        What could not be read stays in it, and so do faults of structure, wherever they are: nobody can know
        that they have nothing to do with the claims that are meant.
        """
        kept = {id(claim.entry) for claim in self.matching}
        return structs.replace(
            self.report,
            files=tuple([_narrowed_file(file, kept) for file in self.report.files]),
            notes_left_out=Counter(),
        )

    def narrowed_files(self, found: FoundFiles) -> FoundFiles:
        """The files in `found`, with the claims that pass alone."""
        kept = {id(claim.entry) for claim in self.matching}
        return structs.replace(
            found,
            files=tuple(
                [
                    structs.replace(file, claims=[entry for entry in file.claims if id(entry) in kept])
                    for file in found.files
                ]
            ),
        )


def _narrowed_file(file: FileReport, kept: Collection[int]) -> FileReport:
    """The part of a file that the claims with the entries in `kept` are in."""
    claims, _ = file.group_by_claim()
    found = {id(finding) for told in claims if id(told.claim.entry) in kept for finding in told.found}
    return FileReport(
        file.path,
        tuple([claim for claim in file.claims if id(claim.entry) in kept or claim.entry.value is None]),
        tuple([finding for finding in file.found if id(finding) in found or _is_structure_error(finding)]),
    )


def _is_structure_error(finding: Finding) -> bool:
    return finding.level is Level.ERROR and BY_NAME[finding.check].family is Family.STRUCTURE


def contains(asked: Sequence[str], *texts: str) -> bool:
    """Whether one of the texts holds one of those asked for."""
    held = [fold_text(text) for text in texts if text]
    return any(fold_text(one) in text for one in asked for text in held)


def involved_parties(report: ClaimReport) -> set[str]:
    """The ids of the parties with a role in a claim that can be read.

    They make it, are accused or answer, or wrote or published one of its documents.
    """
    claim = report.entry.value
    assert claim is not None
    found = {*claim.claimant, *claim.against, *(response.party for response in claim.response)}
    file = report.entry.file
    known = (
        report.on.graph.record.sources
        if report.on
        else {source.id: source for each in (file, *registers(file)) for source in each.sources}
    )
    for id in reached_documents(report, claim):
        source = known[id].value if id in known else None
        if source is not None:
            found.update(source.by, (source.publisher,) if source.publisher else ())
    return found


def reached_documents(report: ClaimReport, claim: Claim) -> set[str]:
    """The ids of the documents that a claim names, and of those that its items and answers lead to.

    What its `stated_in` is based on is not among them. Where these are too many or not known, only those that
    it names.
    """
    named = set(documents(claim))
    case = report.on and report.on.case
    if not case:
        return named
    starts = documents(structs.replace(claim, stated_in=""))
    case.budget.grant()
    try:
        return named.union(reachable(starts, case.based_on.__getitem__, case.budget.spend))
    except OutOfBudget:
        return named


def _ids_by_name(parties: Iterable[Entry[Party]]) -> dict[str, set[str]]:
    """The ids of `parties` by id, name and aliases, as they are compared."""
    called: dict[str, set[str]] = {}
    for party in parties:
        names = [party.id]
        if party.value is not None:
            names += [party.value.name, *party.value.aliases]
        for name in names:
            called.setdefault(fold_text(name[:_NAME_CHARS]), set()).add(party.id)
    return called


def select_claims(report: Report, asked: Filters) -> Selection:
    """The claims of `report` that pass; where none does, standard error says what there is."""
    selection = Selection(report, asked)
    if not selection.matching:
        print_notice(f"sayso: {selection.why_empty()}")
    return selection


def chosen_claims(
    found: FoundFiles, asked: Filters, day: date, terms: Callable[[str], Terms]
) -> Callable[[Entry[Claim]], bool]:
    """Whether a claim of the files in `found` passes; where none does, standard error says what there is."""
    if not asked:
        return lambda _: True
    from sayso.report.engine import check

    selection = select_claims(check(found, House(day), terms=terms), asked)
    kept = {id(claim.entry) for claim in selection.matching}
    return lambda entry: id(entry) in kept
