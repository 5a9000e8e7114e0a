"""The page of one claim: all that it shows, shortened and ready to be written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.provenance.brief_lists import some_of
from sayso.provenance.standing import Verdict
from sayso.provenance.ways_to_fall import FallingSide
from sayso.record.file import File
from sayso.record.glossary import sentence, standing_meaning
from sayso.record.model import Claim, Figure, Source, Standing, is_language, is_url
from sayso.record.places import Pointer
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import ClaimSubject, Family
from sayso.rules.sentences import count, count_voices, fall_conditions
from sayso_cli.formats.findings import findings_by_item
from sayso_cli.site.answer import answer
from sayso_cli.site.claim_graph import claim_graph
from sayso_cli.site.picture import picture
from sayso_cli.site.publishing import Allowance, PublishedPaths, shorten_text
from sayso_cli.site.voices import joint_voices
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
_SIDES: Final[Mapping[FallingSide, str]] = {
    "supports": "Its support",
    "partial": "What is backed of it",
    "refutes": "What contradicts it",
}
_SECTIONS: Final = {
    "counts": "What counts",
    "not-counted": "What does not count, and why",
    "background": "Background",
}
_SHORT: Final = 300
_LONGEST_URL: Final = 1000
_TITLE_CHARS: Final = 80
"""So much of a title stands in a sentence."""
_CODE: Final = re.compile("`([^`]*)`")
# What stands in the place of a claim that cannot be read.
_NOT_READ: Final = Claim(id="unread", statement="", claimant=("nobody",), evidence=(), corroboration=())


class Label(Struct, frozen=True):
    """A standing: its class, its name for readers, and what it says."""

    kind: str
    name: str
    meaning: str


class SourceLink(Struct, frozen=True):
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


class ItemRow(Struct, frozen=True):
    """One item: whether it counts and why, the chain that shows it, and what the record says of it."""

    link: SourceLink
    stance: str
    cited: bool
    reason: str
    chain: str
    quote: str
    locator: str
    checked: str
    note: str
    found: Sequence[ShownFinding]


class ItemSection(Struct, frozen=True):
    """The items that count, that do not count, or that are background; `more` says how many are not shown."""

    id: str
    title: str
    rows: Sequence[ItemRow]
    more: str


class ShownResponse(Struct, frozen=True):
    """What a party answered."""

    party: str
    answer: str
    on: str
    link: SourceLink | None


def label(standing: Standing | None) -> Label:
    """The standing as it is shown."""
    if standing is None:
        return Label(UNREADABLE, *UNREAD)
    meaning = sentence(standing_meaning(standing)).replace("'", "’")
    return Label(standing, STANDINGS[standing], meaning)


def label_of(claim: ClaimReport) -> Label:
    """The standing of a claim as it is shown."""
    return label(claim.judgement.standing if claim.judgement else None)


def unread_statement(id: str) -> str:
    """What is shown for the statement of a claim that cannot be read."""
    return f"An entry that cannot be read: {id or 'no id'}"


def language_of(file: File) -> str:
    """The language in which `file` is written; empty where it names none."""
    language = file.top_text("language")
    return language if is_language(language) else ""


class ClaimPage(Struct, frozen=True):
    """A claim with the name of its page and the findings about it."""

    name: str
    claim: ClaimReport
    found: list[Finding]


class Page:
    """All that the page of one claim shows, shortened to its room.

    The record is `written` in a language, and the quote in that of the claim. `minor` are checks that only
    note that something is missing: each with how many notes.
    """

    def __init__(self, of: ClaimPage, paths: PublishedPaths) -> None:
        claim, found = of.claim, of.found
        self._on, self._chains, self._paths = claim.on, claim.chains, paths
        self._sources = claim.on.graph.record.sound_sources if claim.on else {}
        self._parties = claim.on.graph.record.sound_parties if claim.on else {}
        drawn = claim_graph(claim.on) if claim.on else None
        self.name = of.name
        self.picture = picture(drawn) if drawn else None
        self.joint_voices = joint_voices(claim.on, drawn) if claim.on and drawn else ()
        self._room = Allowance(max(_LEAST_ROOM, _WHOLE - (self.picture.weight if self.picture else 0)))
        take = self._take = self._room.take
        value = claim.entry.value or _NOT_READ
        # What is said of the standing stands there; what only notes that something is missing is counted.
        main = [each for each in found if each.message == claim.reason]
        change = next((each.help for each in main if each.help), claim.next_step)
        self.minor = Counter(each.check for each in found if _is_minor(each))
        by_item, of_claim = findings_by_item(
            claim, [each for each in found if each not in main and not _is_minor(each)]
        )
        of_claim.sort(key=lambda each: (each.waived, each.level.rank))
        # Taken in the order of importance: what comes last is what there may be no room for.
        self.written = language_of(claim.entry.file)
        self.id = take(claim.entry.id, 100)
        self.statement = take(value.statement or unread_statement(self.id), _LONG)
        self.kind = KINDS[value.kind] if value.kind != "factual" else ""
        self.claimants = take(", ".join(claim.claimants[:20]), _SHORT)
        self.against = self._names(value.against)
        self.label = label_of(claim)
        self.declared = label(claim.declared) if claim.declared and claim.judgement else None
        self.answer = take(answer(claim.on), _LONG) if claim.on else ""
        self.voices = _voices_needed(claim)
        self.outlook = take(claim.outlook, _LONG)
        self.falls = [(what, take(how, _LONG)) for what, how in _ways_to_fall(claim.on)] if claim.on else ()
        self.both_ends = take(claim.both_ends, _LONG)
        self.reason = take(self._with_titles(claim.reason), _LONG)
        self.change = take(self._with_titles(change), _LONG)
        self.quote = take(value.quote, _LONG)
        self.language = value.language
        self.stated_in = self._link(value.stated_in)
        self.stated_on = value.stated_on
        self.looked = claim.entry.value is not None and not value.corroboration
        self.verdict = take(value.verdict, _SHORT)
        self.reviewed = value.reviewed
        self.reviewer = take(value.reviewer, _SHORT)
        self.note = take(value.note, _LONG)
        self.place = f"{take(paths.path(claim.entry.file.path), 200)}:{claim.line}"
        self.sections = self._sections(by_item)
        self.found = self._shown_findings(of_claim[:MOST_ITEMS], _RESERVE // 2)
        self.more_found = more_sentence(len(of_claim) - len(self.found), "finding")
        self.responses = self._responses(value)
        self.figures = [take(_figure_text(each), _SHORT) for each in value.figures[:20]]
        self.tags = [take(tag, 40) for tag in value.tags[:20]]

    def _sections(self, by_item: Mapping[Pointer, Sequence[Finding]]) -> list[ItemSection]:
        if self._on is None:
            return []
        judged = self._on.judgement.items
        # What counts comes first where there are too many to show all.
        kept = set(sorted(range(len(judged)), key=lambda index: not judged[index].counts)[:MOST_ITEMS])
        sections = []
        for id, title in _SECTIONS.items():
            here = [index for index, each in enumerate(judged) if _section_of(each) == id]
            rows: list[ItemRow] = []
            for index in filter(kept.__contains__, here):
                if self._room.left > _RESERVE:
                    self._room.left -= _OF_ROW
                    one = judged[index]
                    rows.append(self._row(one, self._chains[index], by_item[one.section, one.index]))
            more = f"{count(len(here) - len(rows), 'more item')} in the record."
            if here:
                sections.append(ItemSection(id, title, rows, more if len(here) > len(rows) else ""))
        return sections

    def _row(self, judged: Verdict, chain: str, found: Sequence[Finding]) -> ItemRow:
        item, take = judged.item, self._take
        link = self._link(item.source)
        assert link is not None
        return ItemRow(
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

    def _shown_findings(self, found: Sequence[Finding], reserve: int = 0) -> list[ShownFinding]:
        """Findings, as long as more room than `reserve` is left."""
        shown: list[ShownFinding] = []
        for finding in found:
            if self._room.left > reserve:
                self._room.left -= _OF_FINDING
                message, help = (
                    self._take(self._with_titles(self._paths.text(text)), _SHORT * 2)
                    for text in (finding.message, finding.help)
                )
                shown.append(ShownFinding(finding.level.value, finding.check, message, help, finding.waived))
        return shown

    def _with_titles(self, text: str) -> str:
        """`text` with the titles of sources in the place of their ids."""

        def title(found: re.Match[str]) -> str:
            source = self._sources.get(found[1])
            return f"“{shorten_text(source.title, _TITLE_CHARS).replace('`', '’')}”" if source else found[0]

        return _CODE.sub(title, text)

    def _names(self, parties: Sequence[str]) -> str:
        """Parties by their names; by their ids where they cannot be read."""
        named = [self._parties[id].name if id in self._parties else id for id in parties]
        return self._take(", ".join(some_of(named, 20)), _SHORT)

    def _link(self, id: str) -> SourceLink | None:
        """The source with that id in words; None if there is none, or it cannot be read."""
        source = self._sources.get(id)
        if source is None:
            return None
        return SourceLink(
            self._take(source.title, _SHORT),
            self._address(source.url),
            self._address(source.archived),
            source.language,
            self._author_names(source),
            source.published,
            self.written,
        )

    def _address(self, url: str) -> str:
        """`url` if it may be led to: an http or https address of a sensible length; else nothing."""
        if len(url) > min(_LONGEST_URL, self._room.left) or not is_url(url):
            return ""
        self._room.left -= len(url)
        return url

    def _author_names(self, source: Source) -> str:
        """Whose word a source is, and who carries it."""
        authors = self._names(source.by)
        return f"{authors}, in {self._names((source.publisher,))}" if source.publisher else authors

    def _responses(self, claim: Claim) -> list[ShownResponse]:
        answered = []
        for each in claim.response[:20]:
            if self._room.left > 0:
                link, party = self._link(each.source), self._names((each.party,))
                answered.append(ShownResponse(party, ANSWERS[each.answer], each.on, link))
        return answered


def _figure_text(figure: Figure) -> str:
    bound = "" if figure.bound == "exactly" else f"{figure.bound.replace('-', ' ')} "
    return f"{figure.measure}: {bound}{figure.value:,} {figure.unit}".rstrip()


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


def more_sentence(number: int, noun: str) -> str:
    """Where the others are; empty where there are none."""
    return f"{count(number, f'more {noun}')} in the report of sayso check." if number else ""


def _ways_to_fall(on: ClaimSubject) -> Iterator[tuple[str, str]]:
    """Every way in which each side falls, but where there is none, or the cut is the only one."""
    for side, what in _SIDES.items():
        # Where something supports the claim, that it is partly backed is told of nothing else.
        told = side != "partial" or not on.judgement.support.voices
        if told and len(on.ways(side).each) > 1:
            yield what, fall_conditions(on, side)


def count_grave(found: Iterable[Finding]) -> int:
    """How many findings are neither waived nor mere notes."""
    return sum(not each.waived and each.level is not Level.NOTE for each in found)
