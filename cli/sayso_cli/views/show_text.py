"""`sayso show`: the checklist of one claim, for people.

What there is to say of an ordinary claim fits a screen: what is long is cut, and checks that found nothing
are counted. With `verbose` nothing is cut, every item has its walks, and every check its outcome.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sayso.provenance.brief_lists import names_in_brief, some_of
from sayso.provenance.standing import STANCES, Strength, Verdict, Weighing
from sayso.provenance.trace import Branch, Trace, TreeBuilder, controller_tree
from sayso.provenance.ways_to_fall import MAX_CUT_VOICES, FallingSide
from sayso.provenance.whatif import Supposition
from sayso.record.glossary import standing_meaning
from sayso.record.model import Source
from sayso.report.checklist import Checklist, CheckOutcome, CheckResult
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import ClaimSubject
from sayso.rules.sentences import advice, count, count_voices, enumeration, fall_conditions
from sayso_cli.formats.findings import findings_by_item
from sayso_cli.pen import BELOW_LABEL, COLOURS, INDENT, standing_of
from sayso_cli.terminal import Look, text_of
from sayso_cli.views.show_pen import ShowPen

# So many of a kind are told; of the others, the number is.
_TOLD: Final = 10
_ITEMS: Final = 30
_NAMED: Final = 3
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
    pen, claim = ShowPen(look), checklist.claim
    value = claim.entry.value
    statement = pen.wrapped(value.statement, INDENT, INDENT) if value else ()
    rest = _ChecklistPen(look, checklist, claim.on).lines() if claim.on else _unjudged_lines(pen, checklist)
    return text_of((*pen.head(claim), *statement, "", *rest))


def _unjudged_lines(pen: ShowPen, checklist: Checklist) -> Iterator[str]:
    """What is said of a claim that cannot be judged."""
    yield from pen.row("standing", "none: this entry, or one that it refers to, cannot be read")
    yield from pen.section("what is wrong")
    for finding in checklist.found:
        yield from pen.finding(finding, INDENT)


class _ChecklistPen(ShowPen):
    """Writes the checklist of a claim that was judged, for one look."""

    def __init__(self, look: Look, checklist: Checklist, on: ClaimSubject) -> None:
        super().__init__(look)
        self.checklist = checklist
        self.on = on
        self.placed = _PlacedFindings(checklist, on)
        self.parties = on.graph.record.sound_parties
        self.sources = on.graph.record.sound_sources
        self.trees = {
            stance: TreeBuilder(_grounds(walked), walked.documents, self.deepest)
            for stance, walked in checklist.traces.items()
        }

    def lines(self) -> Iterator[str]:
        """All of it."""
        claim, value, standing = self.checklist.claim, self.on.claim, self.on.judgement.standing
        yield from self.origin_rows()
        yield from self.party_rows() if self.look.verbose else self.party_rows_in_brief()
        yield from self.row("kind", value.kind if value.kind != "factual" else "")
        yield from self.row("standing", standing_of(claim), COLOURS[standing])
        yield from (f"{BELOW_LABEL}{self.label(finding)}" for finding in self.placed.of_standing)
        yield from self.row(
            "that is", f"{standing_meaning(standing)}; it says nothing on whether the claim is true"
        )
        yield from self.row("because", claim.reason)
        yield from self.row("outlook", claim.outlook)
        yield from self.row("disputed", claim.both_ends)
        yield from self.row(
            "verdict", f'"{value.verdict}" (the rating of the house)' if value.verdict else ""
        )
        by = f"by {value.reviewer}" if value.reviewer else ""
        yield from self.row("reviewed", ", ".join(filter(None, [value.reviewed, by])))
        yield from self.field("note", value.note)
        yield from self.item_lines()
        yield from self.doubt_lines()
        yield from self.missing_lines()
        yield from self.check_lines()

    def party_rows(self) -> Iterator[str]:
        """Who makes the claim, who controls them, whom it accuses, and what was answered."""
        claim = self.on.claim
        for party in claim.claimant[:_TOLD]:
            tree = controller_tree(self.parties, party, self.deepest)
            yield from self.row("claimant", self.party(party))
            yield from self.control_tree(tree, BELOW_LABEL)
        yield from self.more_row("claimant", len(claim.claimant))
        for party in claim.against[:_TOLD]:
            yield from self.row("against", self.party(party))
        yield from self.more_row("against", len(claim.against))
        for response in claim.response[:_TOLD]:
            where = f" in `{response.source}`" if response.source else ""
            day = f", {response.on}" if response.on else ""
            yield from self.row("response", f"{self.party(response.party)}: {response.answer}{where}{day}")
        yield from self.more_row("response", len(claim.response))

    def party_rows_in_brief(self) -> Iterator[str]:
        """The same on a line each, with the voice of the claimants in the place of who controls them."""
        claim, case = self.on.claim, self.on.case
        yield from self.field("claimant", "; ".join(self.checklist.claim.claimants))
        voice = case.roots_of(case.claimant_voice) if case else ()
        if set(voice) != set(claim.claimant):
            yield from self.field("voice", self.on.voice_name(voice))
        yield from self.field("against", "; ".join(self.parties[id].name for id in claim.against[:_TOLD]))
        told = (f"{self.parties[each.party].name} {each.answer}" for each in claim.response[:_TOLD])
        yield from self.field("response", "; ".join(dict.fromkeys(told)))

    def more_row(self, label: str, number: int) -> Iterator[str]:
        """How many more there are than are told."""
        yield from self.row(label, f"and {number - _TOLD:,} more" if number > _TOLD else "")

    def party(self, id: str) -> str:
        """A party by name and id."""
        return f"{self.parties[id].name} ({id})"

    def origin_rows(self) -> Iterator[str]:
        """The words of the claim, and where and when it was made."""
        claim = self.on.claim
        yield from self.field("quote", claim.quote)
        if claim.stated_in:
            source = self.sources[claim.stated_in]
            where = f"`{claim.stated_in}`: {source.title} ({self.authors(source)})"
            yield from self.field("stated in", where)
            yield from self.row("", (source.url or source.archived) if self.look.verbose else "")
        else:
            yield from self.row("stated in", "not recorded")
        yield from self.row("stated on", claim.stated_on)

    def authors(self, source: Source) -> str:
        """Whose word a source is, by name."""
        return names_in_brief([self.parties[id].name for id in source.by], _NAMED, " and ")

    def control_tree(self, branch: Branch, indent: str) -> Iterator[str]:
        """Who controls the party of a branch."""
        for below, fork, trunk in self.child_branches(branch, indent):
            again = ", as above" if below.again else ""
            disputed = " (disputed)" if self.on.graph.control.is_disputed(branch.id, below.id) else ""
            told = f"controlled{disputed} by {self.party(below.id)}{again}"
            yield from self.branch_lines(told, fork, trunk)
            yield from self.control_tree(below, trunk)
        if branch.more:
            yield from self.wrapped(f"controlled by {branch.more:,} more", indent + self.last)

    def item_lines(self) -> Iterator[str]:
        """Every item: whether it counts and why, what was found about it, and its walks with `verbose`."""
        for section, empty in (
            ("evidence", "the claimant cites nothing"),
            ("corroboration", "looked for, and none found"),
        ):
            items = [judged for judged in self.on.judgement.items if judged.section == section]
            counting = sum(judged.counts for judged in items)
            counts = "counts" if counting < 2 else "count"
            told = f"{count(len(items), 'item')}: {counting or 'none'} {counts}"
            yield from self.section(section, told if items else empty)
            for judged in items[:_ITEMS]:
                yield from self.lines_of_item(judged)
            yield from self.more_line(len(items) - _ITEMS, " items")
        walked = self.checklist.traces.values()
        left, complete = sum(each.left_out for each in walked), all(each.complete for each in walked)
        if left or not complete:
            more = "" if complete else " or more"
            yield from self.wrapped(f"{left:,}{more} documents farther on are not shown", INDENT)

    def lines_of_item(self, judged: Verdict) -> Iterator[str]:
        """One item, with what was found about it."""
        item, found = judged.item, self.placed.findings_of_item(judged)
        source = self.sources[item.source]
        mark, style = (self.yes, "cyan") if judged.counts else (self.no, "magenta")
        if judged.why == "context":
            mark, style = self.neither, "dim"
        stance = "" if item.stance == "supports" else f" ({item.stance})"
        published = f", {source.published}" if source.published else ""
        head = f"`{item.source}`{stance}: {self.authors(source)}, {source.basis}{published}"
        indent, verbose = INDENT * 2, self.look.verbose
        whole = head if verbose else self.fit(head, self.look.columns - len(indent))
        yield from self.branch_lines(whole, INDENT, INDENT, f"{mark} ", style)
        chain = self.on.chain(judged)
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
        side = next((each for each in STANCES if each == item.stance), None)
        document = side and self.checklist.traces[side].documents.get(item.source)
        if side and document and document.based_on:
            yield from self.walk_tree(self.trees[side].branch(item.source), indent, side)

    def item_finding(self, finding: Finding, indent: str, *, said: bool) -> Iterator[str]:
        """What was found about an item; `said` says that its chain tells that already."""
        yield f"{indent}{self.label(finding)}"
        if not said:
            yield from self.wrapped(finding.message, indent)
        if finding.help and self.look.verbose:
            yield from self.wrapped(finding.help, f"{indent}= ")

    def walk_tree(self, branch: Branch, indent: str, stance: Weighing) -> Iterator[str]:
        """What the document of a branch is based on."""
        if branch.again:
            yield from self.wrapped("its walks are shown above", indent + self.last)
        for below, fork, trunk in self.child_branches(branch, indent):
            document, source = self.checklist.traces[stance].documents[below.id], self.sources[below.id]
            role = _CLOSED[stance] if document.role == "closed" else _ROLES[document.role]
            told = [f"`{below.id}`: {self.authors(source)}, {source.basis}", role]
            mark, style = (self.yes, "cyan") if document.carries else (self.no, "magenta")
            if below.again:
                told.append("shown above")
            yield from self.branch_lines("; ".join(filter(None, told)), fork, trunk, f"{mark} ", style)
            if not below.again:
                yield from self.walk_tree(below, trunk, stance)
        if branch.more:
            yield from self.wrapped(f"and {count(branch.more, 'document')} more", indent + self.last)

    def doubt_lines(self) -> Iterator[str]:
        """The voices that would have to be doubted."""
        on = self.on
        if on.claim.kind != "factual":
            return
        yield ""
        judgement = on.judgement
        support, partly, contradiction = judgement.support, judgement.partly, judgement.contradiction
        if support.voices:
            yield from self.painted_lines(doubt_sentence(on, support, "this claim"), "bold")
            yield from self.way_lines("supports", "Support")
        elif partly.voices:
            yield from self.painted_lines(doubt_sentence(on, partly, "what is backed of it"), "bold")
            yield from self.way_lines("partial", "What is backed")
        else:
            found = "" if support.exact else " that was found"
            yield from self.painted_lines(
                f"Nothing{found} supports this claim but its claimant's word.", "bold"
            )
        if contradiction.voices:
            yield from self.painted_lines(doubt_sentence(on, contradiction, "what contradicts it"), "bold")
            yield from self.way_lines("refutes", "What contradicts it")

    def way_lines(self, side: FallingSide, what: str) -> Iterator[str]:
        """Every way in which a side falls, where the cut is not the only one."""
        found = self.on.ways(side)
        if len(found.each) > 1 or (found.each and not found.complete):
            yield from self.wrapped(f"{what} falls if {fall_conditions(self.on, side)}.", INDENT)
        elif found.complete and not found.each:
            yield from self.wrapped(f"{what} falls with no {MAX_CUT_VOICES} voices.", INDENT)

    def missing_lines(self) -> Iterator[str]:
        """What would change the standing, most first."""
        missing, judgement = self.checklist.suppositions, self.on.judgement
        if missing is None:
            return
        yield from self.section("what is missing")
        changing = [one for one in missing.each if one.outcome != missing.recorded]
        idle = [one for one in missing.each if one.outcome == missing.recorded]
        lines = [_supposition_sentence(one, judgement.standing) for one in changing[:_TOLD]]
        if len(changing) > _TOLD:
            lines.append(f"and {len(changing) - _TOLD:,} more that would change it")
        unknown = [one.outcome.standing for one in missing.each if one.otherwise == "unknown"]
        if judgement.potential not in (judgement.standing, *unknown):
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
        lines.extend(filter(None, [advice(self.on)]))
        for line in lines or ["nothing in this record waits to be looked into"]:
            yield from self.wrapped(line, f"{INDENT}- ")

    def check_lines(self) -> Iterator[str]:
        """How each check went: what is not told above of those that failed or are waived; the others by name.

        Without `verbose` notes are named in one line, and the checks that found nothing are counted.
        """
        verbose = self.look.verbose
        went: dict[CheckOutcome, list[CheckResult]] = {outcome: [] for outcome in CheckOutcome}
        for each in self.checklist.checks:
            went[each.outcome].append(each)
        told = [f"{len(each)} {outcome.value.replace('-', ' ')}" for outcome, each in went.items() if each]
        yield from self.section("checks", ", ".join(told) + ("" if verbose else " (-v lists them)"))
        notes: list[str] = []
        for checked in (*went[CheckOutcome.FAILED], *went[CheckOutcome.WAIVED]):
            rest = [finding for finding in checked.found if id(finding) not in self.placed.ids]
            in_full = verbose or checked.outcome is CheckOutcome.WAIVED
            if rest and (in_full or any(each.is_shown_by_default for each in rest)):
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
            painted = f"{INDENT}{self.paint(mark, style)} {self.label(finding)}"
            yield from self.with_place(painted, self.place(finding), INDENT * 3)
            yield from self.wrapped(finding.message, INDENT * 2)
            if len(helps) > 1:
                yield from self.wrapped(finding.help, f"{INDENT * 2}= ")
        yield from self.more_line(len(found) - _NAMED, " of these", INDENT * 2)
        if len(helps) == 1:
            yield from self.wrapped(next(iter(helps)), f"{INDENT * 2}= ")
        if reason:
            yield from self.wrapped(f"waived: {reason}", INDENT * 2)


class _PlacedFindings:
    """What was found about a claim that is told where it belongs: at the standing, or at an item."""

    def __init__(self, checklist: Checklist, on: ClaimSubject) -> None:
        failed = [
            finding
            for checked in checklist.checks
            if checked.outcome is CheckOutcome.FAILED
            for finding in checked.found
        ]
        entry, reason = on.entry, checklist.claim.reason
        self.of_standing = [finding for finding in failed if finding.message == reason]
        inside = [
            finding
            for finding in failed
            if finding.message != reason
            and finding.place.file is entry.file
            and finding.place.pointer[: len(entry.pointer)] == entry.pointer
        ]
        self._of_items, _ = findings_by_item(checklist.claim, inside)
        shown = (self.findings_of_item(judged) for judged in on.judgement.items if judged.index < _ITEMS)
        self.ids = {id(finding) for found in (self.of_standing, *shown) for finding in found}

    def findings_of_item(self, judged: Verdict) -> Sequence[Finding]:
        """What was found about an item."""
        return self._of_items[judged.section, judged.index]


def _grounds(walked: Trace) -> Callable[[str], tuple[str, ...]]:
    """What walks go on to from a document."""
    return lambda id: walked.documents[id].based_on


def doubt_sentence(on: ClaimSubject, strength: Strength, what: str) -> str:
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
