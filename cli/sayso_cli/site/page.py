"""The page of one claim: all that it shows, shortened and ready to be written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.provenance.causes import some_of
from sayso.provenance.standing import Verdict
from sayso.provenance.ways import Side
from sayso.record.file import File
from sayso.record.model import Claim, Source, Standing, is_language, is_url
from sayso.record.places import Pointer
from sayso.report.glossary import sentence, standing_meaning
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family, OnClaim
from sayso.rules.sentences import count, count_voices, fall_conditions
from sayso_cli.site.answer import answer
from sayso_cli.site.claim_graph import claim_graph
from sayso_cli.site.picture import Picture, picture
from sayso_cli.site.publishing import Allowance, PublishedPaths, shorten_text
from sayso_cli.site.voices import OneVoice, one_voices
from sayso_cli.site.words import ANSWERS, KINDS, REASONS, STANCES, STANDINGS, UNREAD, UNREADABLE

MOST_ITEMS: Final = 60
"""So many items, and as many findings, are shown on a page; of the others, the number is."""
_WHOLE: Final = 170_000
_LEAST_ROOM: Final = 40_000
"""The room of a page with its picture; what is left for the texts is not less than the second."""
_RESERVE: Final = 8_000
"""So much is kept from the items for what comes after them."""
_OF_ROW: Final = 900
_OF_FINDING: Final = 250
"""About what the markup of an item and of a finding takes."""
_LONG: Final = 1500
_SIDES: Final[Mapping[Side, str]] = {
    "supports": "Its support",
    "partial": "What is backed of it",
    "refutes": "What contradicts it",
}
_SHORT: Final = 300
_LONGEST_URL: Final = 1000
_TITLE_CHARS: Final = 80
"""So much of a title stands in a sentence."""
_CODE: Final = re.compile("`([^`]*)`")


class Label(Struct, frozen=True):
    """A standing: its class, its name for readers, and what it says."""

    kind: str
    name: str
    meaning: str


class Link(Struct, frozen=True):
    """A source in words, with the addresses that it is safe to lead to.

    `language` is that of the source, `written` that of the names of its authors.
    """

    title: str
    url: str
    archived: str
    language: str
    about: str
    published: str
    written: str


class ShownFinding(Struct, frozen=True):
    """A finding."""

    level: str
    check: str
    message: str
    help: str
    waived: bool


class Row(Struct, frozen=True):
    """One item: whether it counts and why, the chain that shows it, and what the record says of it."""

    link: Link
    stance: str
    cited: bool
    reason: str
    chain: str
    quote: str
    locator: str
    checked: str
    note: str
    found: tuple[ShownFinding, ...]


class Section(Struct, frozen=True):
    """The items that count, that do not count, or that are background; `more` says how many are not shown."""

    id: str
    title: str
    rows: tuple[Row, ...]
    more: str


class ShownResponse(Struct, frozen=True):
    """What a party answered."""

    party: str
    answer: str
    on: str
    link: Link | None


class Page(Struct, frozen=True):
    """One claim; the record is `written` in a language, and the quote in that of the claim.

    `minor` are checks that only note that something is missing: each with how many notes.
    """

    name: str
    id: str
    statement: str
    written: str
    kind: str
    claimants: str
    against: str
    label: Label
    declared: Label | None
    answer: str
    voices: str
    outlook: str
    falls: Sequence[tuple[str, str]]
    both_ends: str
    reason: str
    change: str
    quote: str
    language: str
    stated_in: Link | None
    stated_on: str
    picture: Picture | None
    one_voices: tuple[OneVoice, ...]
    sections: tuple[Section, ...]
    looked: bool
    found: tuple[ShownFinding, ...]
    more_found: str
    minor: tuple[tuple[str, int], ...]
    responses: tuple[ShownResponse, ...]
    figures: tuple[str, ...]
    tags: tuple[str, ...]
    verdict: str
    reviewed: str
    reviewer: str
    note: str
    place: str


def label(standing: Standing | None) -> Label:
    """The standing as it is shown."""
    if standing is None:
        return Label(UNREADABLE, *UNREAD)
    meaning = sentence(standing_meaning(standing)).replace("'", "’")
    return Label(standing, STANDINGS[standing], meaning)


def language_of(file: File) -> str:
    """The language in which `file` is written; empty where it names none."""
    language = file.top_text("language")
    return language if is_language(language) else ""


def page(claim: ClaimReport, found: Sequence[Finding], name: str, paths: PublishedPaths) -> Page:
    """The page of `claim` with the findings on it; `name` is that of the page."""
    return _Writer(claim, name, paths).page(found)


class _Writer:
    """Writes the page of one claim within its room."""

    def __init__(self, claim: ClaimReport, name: str, paths: PublishedPaths) -> None:
        self.claim = claim
        self.name = name
        self.paths = paths
        drawn = claim_graph(claim.on) if claim.on else None
        self.picture = picture(drawn) if drawn else None
        self.one_voices = one_voices(claim.on, drawn) if claim.on and drawn else ()
        self.room = Allowance(max(_LEAST_ROOM, _WHOLE - (self.picture.weight if self.picture else 0)))
        self.take = self.room.take
        self.written = language_of(claim.entry.file)

    def page(self, found: Sequence[Finding]) -> Page:
        report, judgement, value = self.claim, self.claim.judgement, self.claim.entry.value
        main = [each for each in found if each.message == report.reason]
        change = next((each.help for each in main if each.help), report.missing)
        declared = report.declared
        take = self.take
        # What is said of the standing stands there; what only notes that something is missing is counted.
        told_once = [each for each in found if each not in main and not _is_minor(each)]
        minor = Counter(each.check for each in found if _is_minor(each))
        by_item, of_claim = self._by_item(told_once)
        id = take(report.entry.id, 100)
        # Taken in the order of importance: what comes last is what there may be no room for.
        return Page(
            name=self.name,
            id=id,
            statement=take(value.statement, _LONG)
            if value
            else f"An entry that cannot be read: {id or 'no id'}",
            written=self.written,
            kind=KINDS[value.kind] if value and value.kind != "factual" else "",
            claimants=take(", ".join(report.claimants[:20]), _SHORT),
            against=self._names(value.against if value else ()),
            label=label(judgement.standing if judgement else None),
            declared=None if declared is None or not judgement else label(declared),
            answer=take(answer(report.on), _LONG) if report.on else "",
            voices=_voices_needed(report),
            outlook=take(report.outlook, _LONG),
            falls=[(what, take(how, _LONG)) for what, how in _falls(report.on)] if report.on else (),
            both_ends=take(report.both_ends, _LONG),
            reason=take(self._with_titles(report.reason), _LONG),
            change=take(self._with_titles(change), _LONG),
            quote=take(value.quote, _LONG) if value else "",
            language=value.language if value else "",
            stated_in=self._link(value.stated_in if value else ""),
            stated_on=value.stated_on if value else "",
            picture=self.picture,
            one_voices=self.one_voices,
            looked=value is not None and not value.corroboration,
            verdict=take(value.verdict, _SHORT) if value else "",
            reviewed=value.reviewed if value else "",
            reviewer=take(value.reviewer, _SHORT) if value else "",
            note=take(value.note, _LONG) if value else "",
            place=f"{take(self.paths.path(report.entry.file.path), 200)}:{report.line}",
            sections=self._sections(by_item),
            found=(told := self._shown_findings(of_claim[:MOST_ITEMS], _RESERVE // 2)),
            more_found=_and_more(len(of_claim) - len(told), "finding"),
            minor=tuple(minor.items()),
            responses=self._responses(value),
            figures=self._figures(value),
            tags=tuple([take(tag, 40) for tag in value.tags[:20]]) if value else (),
        )

    def _by_item(self, found: Iterable[Finding]) -> tuple[dict[Pointer, list[Finding]], list[Finding]]:
        """Findings on an item by the place of that item, and the others, the gravest first."""
        judgement = self.claim.judgement
        items = judgement.items if judgement else ()
        by_item: dict[Pointer, list[Finding]] = {(judged.section, judged.index): [] for judged in items}
        depth, of_claim = len(self.claim.entry.pointer), list[Finding]()
        for each in found:
            by_item.get(each.place.pointer[depth : depth + 2], of_claim).append(each)
        of_claim.sort(key=lambda each: (each.waived, each.level.rank))
        return by_item, of_claim

    def _sections(self, by_item: dict[Pointer, list[Finding]]) -> tuple[Section, ...]:
        on = self.claim.on
        if on is None:
            return ()
        judged, chains = on.judgement.items, self.claim.chains
        told = list(zip(judged, chains, strict=True))
        # What counts comes first where there are too many to show all.
        kept = set(sorted(range(len(told)), key=lambda index: not judged[index].counts)[:MOST_ITEMS])
        sections = []
        for id, title in (
            ("counts", "What counts"),
            ("not-counted", "What does not count, and why"),
            ("background", "Background"),
        ):
            of_section = [index for index, each in enumerate(judged) if _section_of(each) == id]
            rows: list[Row] = []
            for index in of_section:
                if index in kept and self.room.left > _RESERVE:
                    self.room.left -= _OF_ROW
                    place = (judged[index].section, judged[index].index)
                    rows.append(self._row(on, *told[index], by_item[place]))
            more = len(of_section) - len(rows)
            if of_section:
                left_out = f"{count(more, 'more item')} in the record." if more else ""
                sections.append(Section(id, title, tuple(rows), left_out))
        return tuple(sections)

    def _row(self, on: OnClaim, judged: Verdict, chain: str, found: Sequence[Finding]) -> Row:
        item, take = judged.item, self.take
        link = self._link(item.source)
        assert link is not None
        return Row(
            link,
            STANCES[item.stance],
            judged.section == "evidence",
            REASONS[judged.why],
            "" if judged.why in ("partial", "context") else take(self._with_titles(chain), _LONG),
            take(item.quote, _LONG),
            take(item.locator, 120),
            item.checked,
            take(item.note, _SHORT * 2),
            self._shown_findings(found[:3]),
        )

    def _shown_findings(self, found: Iterable[Finding], reserve: int = 0) -> tuple[ShownFinding, ...]:
        """Findings, as long as more room than `reserve` is left."""
        told = []
        for finding in (each for each in found):
            if self.room.left <= reserve:
                break
            self.room.left -= _OF_FINDING
            message, help = (
                self.take(self._with_titles(self.paths.text(text)), _SHORT * 2)
                for text in (finding.message, finding.help)
            )
            told.append(ShownFinding(finding.level.value, finding.check, message, help, finding.waived))
        return tuple(told)

    def _with_titles(self, text: str) -> str:
        """`text` with the titles of sources in the place of their ids."""
        if self.claim.on is None:
            return text
        sources = self.claim.on.graph.record.sound_sources

        def title(found: re.Match[str]) -> str:
            source = sources.get(found[1])
            return (
                found[0]
                if source is None
                else f"“{shorten_text(source.title, _TITLE_CHARS).replace('`', '’')}”"
            )

        return _CODE.sub(title, text)

    def _names(self, parties: Sequence[str]) -> str:
        """Parties by their names; by their ids where they cannot be read."""
        known = self.claim.on.graph.record.sound_parties if self.claim.on else {}
        named = [known[id].name if id in known else id for id in parties]
        return self.take(", ".join(some_of(named, 20)), _SHORT)

    def _link(self, id: str) -> Link | None:
        """The source with that id in words; None if there is none, or it cannot be read."""
        source = self.claim.on.graph.record.sound_sources.get(id) if self.claim.on and id else None
        if source is None:
            return None
        return Link(
            self.take(source.title, _SHORT),
            self._address(source.url),
            self._address(source.archived),
            source.language,
            self._whose_word(source),
            source.published,
            self.written,
        )

    def _address(self, url: str) -> str:
        """`url` if it may be led to: an http or https address of a sensible length; else nothing."""
        if len(url) > min(_LONGEST_URL, self.room.left) or not is_url(url):
            return ""
        self.room.left -= len(url)
        return url

    def _whose_word(self, source: Source) -> str:
        """Whose word a source is, and who carries it."""
        parts = [self._names(source.by)]
        if source.publisher:
            parts.append(f"in {self._names((source.publisher,))}")
        return ", ".join(parts)

    def _responses(self, claim: Claim | None) -> tuple[ShownResponse, ...]:
        answered = []
        for each in claim.response[:20] if claim else ():
            if self.room.left > 0:
                link = self._link(each.source)
                answered.append(
                    ShownResponse(self._names((each.party,)), ANSWERS[each.answer], each.on, link)
                )
        return tuple(answered)

    def _figures(self, claim: Claim | None) -> tuple[str, ...]:
        figures = claim.figures[:20] if claim else ()
        return tuple(
            [
                self.take(
                    f"{each.measure}: "
                    + ("" if each.bound == "exactly" else f"{each.bound.replace('-', ' ')} ")
                    + f"{each.value:,} {each.unit}".rstrip(),
                    _SHORT,
                )
                for each in figures
            ]
        )


def _section_of(judged: Verdict) -> str:
    """Which of the sections an item stands in."""
    if judged.item.stance not in ("supports", "refutes"):
        return "background"
    return "counts" if judged.counts else "not-counted"


def _voices_needed(claim: ClaimReport) -> str:
    """How many voices would have to be wrong; empty where that is not asked."""
    judgement = claim.judgement
    if judgement is None or judgement.standing == "not-checkable":
        return ""
    support = judgement.support
    if support.at_most > support.voices:
        most = f"{support.at_most}{'' if support.at_most_exact else ' or more'}"
        room = f"{most} if every basis that is unknown turned out to be an investigation"
        return f"{count_voices(support)} ({room})"
    return count_voices(support)


def _is_minor(finding: Finding) -> bool:
    """Whether a finding only notes that something useful is missing."""
    return finding.level is Level.NOTE and BY_NAME[finding.check].family in (Family.EVIDENCE, Family.FAIRNESS)


def _and_more(number: int, noun: str) -> str:
    return f"{count(number, f'more {noun}')} in the report of sayso check." if number else ""


def _falls(on: OnClaim) -> Iterator[tuple[str, str]]:
    """Every way in which each side falls, but where there is none, or the cut is the only one."""
    for side, what in _SIDES.items():
        # Where something supports the claim, that it is partly backed is told of nothing else.
        told = side != "partial" or not on.judgement.support.voices
        if told and len(on.ways(side).each) > 1:
            yield what, fall_conditions(on, side)


def count_grave(found: Iterable[Finding]) -> int:
    """How many findings are neither waived nor mere notes."""
    return sum(not each.waived and each.level is not Level.NOTE for each in found)
