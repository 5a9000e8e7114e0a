"""`sayso show`: the checklist of one claim, for people.

What there is to say of an ordinary claim fits a screen: what is long is cut, and checks that found nothing
are counted. With `verbose` nothing is cut, every item has its walks, and every check its outcome.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.provenance.causes import names_in_brief, some_of
from sayso.provenance.standing import STANCES, Strength, Verdict, Weighing
from sayso.provenance.trace import DEEPEST, Branch, TracedDocument, TreeBuilder, controller_tree
from sayso.provenance.ways import MOST_VOICES, Side
from sayso.provenance.whatif import Supposition
from sayso.record.model import Source
from sayso.record.places import Pointer
from sayso.report.checklist import Checklist, CheckOutcome, CheckResult
from sayso.report.glossary import standing_meaning
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import OnClaim
from sayso.rules.sentences import advice, count, count_voices, enumeration, fall_conditions
from sayso_cli.pen import COLOURS, HANG, INDENT, Pen, standing_of
from sayso_cli.terminal import Look, text_of

# So many of a kind are told; of the others, the number is.
_TOLD: Final = 10
_ITEMS: Final = 30
_NAMED: Final = 3
_STEP: Final = 3
_ROLES: Final = {
    "origin": "knows at first hand",
    "against-interest": "against its own interest",
    "unknown": "does not say how it knows",
    "statement": "does not show how it knows",
    "passes-on": "",
}
_CLOSED: Final[dict[Weighing, str]] = {
    "supports": "closed: it speaks with the claimant's voice",
    "refutes": "closed: it speaks with a voice of the accused",
}
_OTHERWISE: Final = {
    "unknown": "if `{}` turns out to be its own investigation",
    "statement": "if `{}` shows that it knows by its own investigation",
    "partial": "if `{}` turns out to back the whole wording",
}


def show_text(checklist: Checklist, look: Look) -> str:
    """`checklist` for people, as wide as `look` says, with a final line break."""
    return text_of(_Writer(look).checklist(checklist))


class _Writer(Pen):
    """Writes a checklist for one look."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        drawn = look.encoding.startswith("utf")
        self.yes, self.no, self.neither = ("✓", "✗", "·") if drawn else ("+", "x", ".")
        self.fork, self.last, self.trunk = ("├─ ", "└─ ", "│  ") if drawn else ("|- ", "`- ", "|  ")
        # On a narrow terminal a deep tree leaves no room for words.
        self.deepest = min(DEEPEST, (look.columns - 30) // _STEP)

    def checklist(self, checklist: Checklist) -> Iterator[str]:
        """All of it."""
        claim, value = checklist.claim, checklist.claim.entry.value
        yield from self.head(claim)
        if value is not None:
            yield from self.wrapped(value.statement, INDENT, INDENT)
        yield ""
        on = claim.on
        if on is None:
            yield from self.row("standing", "none: this entry, or one that it refers to, cannot be read")
            yield from self.section("what is wrong")
            for finding in checklist.found:
                yield from self.finding(finding, INDENT)
            return
        placed = _PlacedFindings(checklist, on)
        yield from self.where_stated(on)
        yield from self.parties(on) if self.look.verbose else self.parties_in_brief(checklist, on)
        if on.claim.kind != "factual":
            yield from self.row("kind", on.claim.kind)
        yield from self.row("standing", standing_of(claim), COLOURS[on.judgement.standing])
        yield from self.finding_labels(placed.of_standing)
        meaning = standing_meaning(on.judgement.standing)
        yield from self.row("that is", f"{meaning}; it says nothing on whether the claim is true")
        yield from self.row("because", claim.reason)
        if claim.outlook:
            yield from self.row("outlook", claim.outlook)
        if claim.both_ends:
            yield from self.row("disputed", claim.both_ends)
        if on.claim.verdict:
            yield from self.row("verdict", f'"{on.claim.verdict}" (the rating of the house)')
        if on.claim.reviewed or on.claim.reviewer:
            by = f"by {on.claim.reviewer}" if on.claim.reviewer else ""
            yield from self.row("reviewed", ", ".join(filter(None, [on.claim.reviewed, by])))
        if on.claim.note:
            yield from self.field("note", on.claim.note)
        yield from self.items(checklist, on, placed)
        yield from self.cut(on)
        yield from self.missing(checklist, on)
        yield from self.checks(checklist.checks, placed)

    def field(self, label: str, content: str) -> Iterator[str]:
        """A row that is cut where it is longer than a line, but with `verbose`."""
        whole = self.look.verbose
        yield from self.row(label, content if whole else self.short(content, self.look.columns - len(HANG)))

    def parties(self, on: OnClaim) -> Iterator[str]:
        """Who makes the claim, who controls them, whom it accuses, and what was answered."""
        for party in on.claim.claimant[:_TOLD]:
            yield from self.control("claimant", on, party)
        yield from self.more_row("claimant", len(on.claim.claimant))
        for party in on.claim.against[:_TOLD]:
            yield from self.row("against", self.party(on, party))
        yield from self.more_row("against", len(on.claim.against))
        for response in on.claim.response[:_TOLD]:
            where = f" in `{response.source}`" if response.source else ""
            day = f", {response.on}" if response.on else ""
            yield from self.row(
                "response", f"{self.party(on, response.party)}: {response.answer}{where}{day}"
            )
        yield from self.more_row("response", len(on.claim.response))

    def parties_in_brief(self, checklist: Checklist, on: OnClaim) -> Iterator[str]:
        """The same on a line each, with the voice of the claimants in the place of who controls them."""
        parties = on.graph.record.sound_parties
        yield from self.field("claimant", "; ".join(checklist.claim.claimants))
        voice = on.case.roots_of(on.case.claimant) if on.case else ()
        if voice and set(voice) != set(on.claim.claimant):
            yield from self.field("voice", on.voice_name(voice))
        if on.claim.against:
            yield from self.field("against", "; ".join(parties[id].name for id in on.claim.against[:_TOLD]))
        if on.claim.response:
            told = (f"{parties[each.party].name} {each.answer}" for each in on.claim.response[:_TOLD])
            yield from self.field("response", "; ".join(dict.fromkeys(told)))

    def finding_labels(self, found: Sequence[Finding]) -> Iterator[str]:
        """Findings of which all is said already: level and check."""
        yield from (f"{HANG}{self.label(finding)}" for finding in found)

    def head(self, claim: ClaimReport) -> Iterator[str]:
        """The mark and id of the claim, and where it stands."""
        mark = self.mark(claim.judgement.standing if claim.judgement else None)
        id = claim.entry.id
        painted = f"{self.claim_mark(claim)} {self.paint(id, 'bold')}"
        yield from self.beside(f"{mark} {id}", painted, self.claim_place(claim), INDENT, push=True)

    def section(self, title: str, beside: str = "") -> Iterator[str]:
        """The title of a section."""
        yield ""
        gap = "  "
        if beside and len(title) + len(gap) + len(beside) <= self.look.columns:
            yield f"{self.paint(title.upper(), 'bold')}{gap}{self.paint(beside, 'dim')}"
            return
        yield self.paint(title.upper(), "bold")
        if beside:
            yield from self.wrapped(beside, INDENT)

    def more_row(self, label: str, number: int) -> Iterator[str]:
        """How many more there are than are told."""
        if number > _TOLD:
            yield from self.row(label, f"and {number - _TOLD:,} more")

    def party(self, on: OnClaim, id: str) -> str:
        """A party by name and id."""
        return f"{on.graph.record.sound_parties[id].name} ({id})"

    def where_stated(self, on: OnClaim) -> Iterator[str]:
        """The words of the claim, and where and when it was made."""
        claim = on.claim
        if claim.quote:
            yield from self.field("quote", claim.quote)
        if claim.stated_in:
            source = on.graph.record.sound_sources[claim.stated_in]
            yield from self.field(
                "stated in", f"`{claim.stated_in}`: {source.title} ({self.authors(on, source)})"
            )
            if self.look.verbose and (source.url or source.archived):
                yield from self.row("", source.url or source.archived)
        else:
            yield from self.row("stated in", "not recorded")
        if claim.stated_on:
            yield from self.row("stated on", claim.stated_on)

    def authors(self, on: OnClaim, source: Source) -> str:
        """Whose word a source is, by name."""
        parties = on.graph.record.sound_parties
        return names_in_brief([parties[id].name for id in source.by], _NAMED, " and ")

    def control(self, label: str, on: OnClaim, party: str) -> Iterator[str]:
        """A party, and below it who controls it, up to the roots."""
        tree = controller_tree(on.graph.record.sound_parties, party, self.deepest)
        yield from self.row(label, self.party(on, party))
        yield from self.control_tree(on, tree, HANG)

    def control_tree(self, on: OnClaim, branch: Branch, indent: str) -> Iterator[str]:
        """Who controls the party of a branch."""
        for below, fork, trunk in self.forks(branch, indent):
            again = ", as above" if below.again else ""
            disputed = " (disputed)" if on.graph.control.is_disputed(branch.id, below.id) else ""
            told = f"controlled{disputed} by {self.party(on, below.id)}{again}"
            yield from self.branch_lines(told, fork, trunk)
            yield from self.control_tree(on, below, trunk)
        if branch.more:
            yield from self.wrapped(f"controlled by {branch.more:,} more", indent + self.last)

    def forks(self, branch: Branch, indent: str) -> Iterator[tuple[Branch, str, str]]:
        """What hangs below a branch, with what is drawn before its first line and before all others."""
        for number, below in enumerate(branch.below, start=1):
            ends = number == len(branch.below) and not branch.more
            yield (
                below,
                indent + (self.last if ends else self.fork),
                indent + (" " * _STEP if ends else self.trunk),
            )

    def branch_lines(
        self, content: str, fork: str, trunk: str, mark: str = "", style: str = ""
    ) -> Iterator[str]:
        """One line of a tree, wrapped."""
        room = self.look.columns - len(fork) - len(mark)
        first, *rest = self.wrap(content, room)
        yield f"{self.paint(fork, 'dim')}{self.paint(mark, style)}{first}"
        yield from (f"{self.paint(trunk, 'dim')}{' ' * len(mark)}{line}" for line in rest)

    def items(self, checklist: Checklist, on: OnClaim, placed: "_PlacedFindings") -> Iterator[str]:
        """Every item: whether it counts and why, what was found about it, and its walks with `verbose`."""
        walks = {
            stance: _WalkTree(walked.documents, self.deepest) for stance, walked in checklist.walked.items()
        }
        for section, empty in (
            ("evidence", "the claimant cites nothing"),
            ("corroboration", "looked for, and none found"),
        ):
            items = [judged for judged in on.judgement.items if judged.section == section]
            counting = sum(judged.counts for judged in items)
            counts = "counts" if counting < 2 else "count"
            told = f"{count(len(items), 'item')}: {counting or 'none'} {counts}"
            yield from self.section(section, told if items else empty)
            for judged in items[:_ITEMS]:
                yield from self.item(on, judged, walks, placed.at(judged))
            yield from self.more(len(items) - _ITEMS, " items")
        left = sum(walked.left_out for walked in checklist.walked.values())
        complete = all(walked.complete for walked in checklist.walked.values())
        if left or not complete:
            more = "" if complete else " or more"
            yield from self.wrapped(f"{left:,}{more} documents farther on are not shown", INDENT)

    def item(
        self,
        on: OnClaim,
        judged: Verdict,
        walks: "Mapping[Weighing, _WalkTree]",
        found: Sequence[Finding],
    ) -> Iterator[str]:
        """One item, with what was found about it."""
        item = judged.item
        source = on.graph.record.sound_sources[item.source]
        mark, style = (self.yes, "cyan") if judged.counts else (self.no, "magenta")
        if judged.why == "context":
            mark, style = self.neither, "dim"
        stance = "" if item.stance == "supports" else f" ({item.stance})"
        published = f", {source.published}" if source.published else ""
        head = f"`{item.source}`{stance}: {self.authors(on, source)}, {source.basis}{published}"
        indent, verbose = INDENT * 2, self.look.verbose
        whole = head if verbose else self.short(head, self.look.columns - len(indent))
        yield from self.branch_lines(whole, INDENT, INDENT, f"{mark} ", style)
        chain = on.chain(judged)
        plain = judged.why == "context" or (judged.why == "independent" and len(chain.hops) == 1)
        if verbose or not plain:
            yield from self.wrapped(chain.sentence or "not judged: the work budget ran out", indent)
        for number, finding in enumerate(found[:_NAMED]):
            yield from self.item_finding(finding, indent, said=BY_NAME[finding.check].of_item and not number)
        if len(found) > _NAMED:
            yield from self.wrapped(f"and {count(len(found) - _NAMED, 'finding')} more", indent)
        if not verbose:
            return
        if item.quote:
            yield from self.wrapped(f'"{item.quote}"', indent)
        where = [item.locator, f"opened {item.checked}" if item.checked else ""]
        if any(where):
            yield from self.wrapped("; ".join(filter(None, where)), indent)
        if item.note:
            yield from self.wrapped(item.note, indent)
        stance_of = next((each for each in STANCES if each == item.stance), None)
        if stance_of and walks[stance_of].based_on(item.source):
            branch = walks[stance_of].planter.branch(item.source)
            yield from self.walk_tree(on, branch, indent, stance_of, walks[stance_of].documents)

    def item_finding(self, finding: Finding, indent: str, *, said: bool) -> Iterator[str]:
        """What was found about an item; `said` says that its chain tells that already."""
        yield f"{indent}{self.label(finding)}"
        if not said:
            yield from self.wrapped(finding.message, indent)
        if finding.help and self.look.verbose:
            yield from self.wrapped(finding.help, f"{indent}= ")

    def walk_tree(
        self, on: OnClaim, branch: Branch, indent: str, stance: Weighing, known: Mapping[str, TracedDocument]
    ) -> Iterator[str]:
        """What the document of a branch is based on."""
        if branch.again:
            yield from self.wrapped("its walks are shown above", indent + self.last)
        for below, fork, trunk in self.forks(branch, indent):
            document, source = known[below.id], on.graph.record.sound_sources[below.id]
            role = _CLOSED[stance] if document.role == "closed" else _ROLES[document.role]
            told = [f"`{below.id}`: {self.authors(on, source)}, {source.basis}", role]
            mark, style = (self.yes, "cyan") if document.carries else (self.no, "magenta")
            if below.again:
                told.append("shown above")
            yield from self.branch_lines("; ".join(filter(None, told)), fork, trunk, f"{mark} ", style)
            if not below.again:
                yield from self.walk_tree(on, below, trunk, stance, known)
        if branch.more:
            yield from self.wrapped(f"and {count(branch.more, 'document')} more", indent + self.last)

    def cut(self, on: OnClaim) -> Iterator[str]:
        """The voices that would have to be doubted."""
        if on.claim.kind != "factual":
            return
        yield ""
        judgement = on.judgement
        support, partly, contradiction = judgement.support, judgement.partly, judgement.contradiction
        if support.voices:
            yield from self.painted(doubt_sentence(on, support, "this claim"), "bold")
            yield from self.ways(on, "supports", "Support")
        elif partly.voices:
            yield from self.painted(doubt_sentence(on, partly, "what is backed of it"), "bold")
            yield from self.ways(on, "partial", "What is backed")
        else:
            found = "" if support.exact else " that was found"
            yield from self.painted(f"Nothing{found} supports this claim but its claimant's word.", "bold")
        if contradiction.voices:
            yield from self.painted(doubt_sentence(on, contradiction, "what contradicts it"), "bold")
            yield from self.ways(on, "refutes", "What contradicts it")

    def ways(self, on: OnClaim, side: Side, what: str) -> Iterator[str]:
        """Every way in which a side falls, where the cut is not the only one."""
        found = on.ways(side)
        if len(found.each) > 1 or (found.each and not found.complete):
            yield from self.wrapped(f"{what} falls if {fall_conditions(on, side)}.", INDENT)
        elif found.complete and not found.each:
            yield from self.wrapped(f"{what} falls with no {MOST_VOICES} voices.", INDENT)

    def missing(self, checklist: Checklist, on: OnClaim) -> Iterator[str]:
        """What would change the standing, most first."""
        missing, judgement = checklist.missing, on.judgement
        if missing is None:
            return
        yield from self.section("what is missing")
        recorded = missing.recorded
        changing: list[Supposition] = []
        idle: list[Supposition] = []
        for one in missing.each:
            (idle if one.outcome == recorded else changing).append(one)
        lines = [_supposition_sentence(one, judgement.standing) for one in changing[:_TOLD]]
        if len(changing) > _TOLD:
            lines.append(f"and {len(changing) - _TOLD:,} more that would change it")
        unknown = [one for one in missing.each if one.otherwise == "unknown"]
        if judgement.potential != judgement.standing and all(
            one.outcome.standing != judgement.potential for one in unknown
        ):
            lines.append(
                f"if all {count(len(unknown), 'source')} with basis `unknown` turn out to be investigations: "
                f"{judgement.potential}; none of them makes it that alone"
            )
        if idle:
            names = some_of([f"`{one.path[-1]}`" for one in idle], _TOLD)
            lines.append(f"would change nothing alone, if it were otherwise: {enumeration(names)}")
        if missing.left_out or not missing.complete:
            more = "" if missing.complete else " or more"
            lines.append(f"{missing.left_out:,}{more} sources were not tried: the work budget ran out")
        lines.extend(filter(None, [advice(on)]))
        for line in lines or ["nothing in this record waits to be looked into"]:
            yield from self.wrapped(line, f"{INDENT}- ")

    def checks(self, checks: Sequence[CheckResult], placed: "_PlacedFindings") -> Iterator[str]:
        """How each check went: what is not told above of those that failed or are waived; the others by name.

        Without `verbose` notes are named in one line, and the checks that found nothing are counted.
        """
        verbose = self.look.verbose
        went = {outcome: [each for each in checks if each.outcome is outcome] for outcome in CheckOutcome}
        told = [f"{len(each)} {outcome.value.replace('-', ' ')}" for outcome, each in went.items() if each]
        yield from self.section("checks", ", ".join(told) + ("" if verbose else " (-v lists them)"))
        notes: list[str] = []
        for checked in (*went[CheckOutcome.FAILED], *went[CheckOutcome.WAIVED]):
            rest = [finding for finding in checked.found if id(finding) not in placed.ids]
            if rest and (
                verbose or checked.outcome is CheckOutcome.WAIVED or any(each.matters for each in rest)
            ):
                yield from self.failed_check(rest, checked.reason)
            elif rest:
                notes.append(checked.rule.name + (f" ({len(rest):,})" if rest[1:] else ""))
        if not verbose:
            if notes:
                yield from self.branch_lines(
                    f"notes: {', '.join(notes)}", INDENT, INDENT, f"{self.no} ", "magenta"
                )
            return
        passed = ", ".join(checked.rule.name for checked in went[CheckOutcome.PASSED])
        yield from self.branch_lines(f"passed: {passed}", INDENT, INDENT, f"{self.yes} ", "cyan")
        reasons: dict[str, list[str]] = {}
        for checked in went[CheckOutcome.NOT_APPLICABLE]:
            reasons.setdefault(checked.reason, []).append(checked.rule.name)
        # Some checks never apply to a claim that is read, so there is always one.
        yield from self.branch_lines("not applicable:", INDENT, INDENT, f"{self.neither} ", "dim")
        for reason, names in reasons.items():
            yield from self.wrapped(f"{', '.join(names)}: {reason}", INDENT * 2)

    def failed_check(self, found: Sequence[Finding], reason: str) -> Iterator[str]:
        """What a check found: places, messages, and what to do about it; `reason` is why it is waived."""
        helps = dict.fromkeys(finding.help for finding in found)
        for finding in found[:_NAMED]:
            mark, style = (self.neither, "dim") if finding.waived else (self.no, "magenta")
            first, *rest = self.finding_head(finding, INDENT * 2)
            yield f"{INDENT}{self.paint(mark, style)} {first[len(INDENT * 2) :]}"
            yield from rest
            yield from self.wrapped(finding.message, INDENT * 2)
            if len(helps) > 1:
                yield from self.wrapped(finding.help, f"{INDENT * 2}= ")
        yield from self.more(len(found) - _NAMED, " of these", INDENT * 2)
        if len(helps) == 1:
            yield from self.wrapped(next(iter(helps)), f"{INDENT * 2}= ")
        if reason:
            yield from self.wrapped(f"waived: {reason}", INDENT * 2)


class _PlacedFindings:
    """What was found about a claim that is told where it belongs: at the standing, or at an item."""

    def __init__(self, checklist: Checklist, on: OnClaim) -> None:
        failed = [
            finding
            for checked in checklist.checks
            if checked.outcome is CheckOutcome.FAILED
            for finding in checked.found
        ]
        reason, entry = checklist.claim.reason, on.entry
        self.of_standing = [finding for finding in failed if finding.message == reason]
        self._of_items: dict[Pointer, list[Finding]] = {
            (judged.section, judged.index): [] for judged in on.judgement.items if judged.index < _ITEMS
        }
        depth, rest = len(entry.pointer), list[Finding]()
        for finding in failed:
            place = finding.place
            inside = place.file is entry.file and place.pointer[:depth] == entry.pointer
            if inside and finding.message != reason:
                self._of_items.get(place.pointer[depth : depth + 2], rest).append(finding)
        told = [*self.of_standing, *(finding for found in self._of_items.values() for finding in found)]
        self.ids = set(map(id, told))

    def at(self, judged: Verdict) -> Sequence[Finding]:
        """What was found about an item."""
        return self._of_items[judged.section, judged.index]


class _WalkTree:
    """The documents of one stance, and the tree that is made of them item by item."""

    def __init__(self, documents: Mapping[str, TracedDocument], deepest: int) -> None:
        self.documents = documents
        self.planter = TreeBuilder(self.based_on, documents, deepest)

    def based_on(self, id: str) -> tuple[str, ...]:
        """What walks go on to from a document."""
        document = self.documents.get(id)
        return document.based_on if document else ()


def doubt_sentence(on: OnClaim, strength: Strength, what: str) -> str:
    """Who must be doubted to doubt that, in one sentence."""
    if not strength.cut:
        return f"To doubt {what} you must doubt {count_voices(strength, 'voice')}."
    must = [on.voice_name(voice) for voice in strength.must]
    rest = [on.voice_name(voice) for voice in strength.cut if voice not in strength.must]
    if not rest:
        return f"To doubt {what} you must doubt {enumeration(must)}."
    named = (
        f"{enumeration(must)}, and one more" if must and len(rest) == 1 else count_voices(strength, "voice")
    )
    return f"To doubt {what} you must doubt {named}: {enumeration(rest)} would do, as would others."


def _supposition_sentence(one: Supposition, standing: str) -> str:
    """What a supposition would change."""
    outcome = one.outcome
    told = count_voices(outcome.support, "voice")
    if outcome.contradiction.voices:
        told += f" for it, {count_voices(outcome.contradiction, 'voice')} against it"
    still = "still " if outcome.standing == standing else ""
    through = f" (through `{one.path[0]}`)" if len(one.path) > 1 else ""
    return f"{_OTHERWISE[one.otherwise].format(one.path[-1])}{through}: {still}{outcome.standing}, {told}"
