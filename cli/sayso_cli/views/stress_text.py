"""`sayso stress`: what hangs on what, for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.provenance.brief_lists import some_of
from sayso.provenance.standing import CAP
from sayso.provenance.stress import ClaimCount, Dependents, HiddenLinks, JointLosses, Loss, Stress, Withdrawal
from sayso.provenance.whatif import VoiceNumber
from sayso.record.file import Entry
from sayso.record.model import Party, Source
from sayso.record.project import FoundFiles
from sayso.rules.sentences import count
from sayso_cli.pen import COLOURS, INDENT, MIN_TEXT_COLUMNS, Pen
from sayso_cli.terminal import MIN_TABLE_COLUMNS, Look, text_of
from sayso_cli.wrapping import width

# So many rows of a table, and so many claims, are shown without --all.
_ROWS: Final = 10
_CLAIMS: Final = 50
# So many claims are named with a pair.
_NAMED: Final = 3
_COLUMN: Final = 11
# Longer titles are cut.
_TITLE: Final = 120
_HEADS: Final = (("other", "standing"), ("claimant's", "word alone"), ("fewer", "voices"))
_WITH_ALL: Final = " (shown with --all)"
_MAY_HANG: Final = "more may hang on what is listed here, and on what is not"


def stress_text(
    made: Stress | JointLosses | HiddenLinks,
    found: FoundFiles,
    withdrawn: Sequence[Withdrawal],
    limit: int | None,
    look: Look,
) -> str:
    """What falls, at most `limit` of each list, as wide as `look` says, with a final line break."""
    writer = _StressPen(look, limit, many=len(found.files) > 1)
    if isinstance(made, Stress):
        lines = writer.all_withdrawals(made)
    elif isinstance(made, HiddenLinks):
        lines = writer.hidden_pairs(made)
    else:
        lines = writer.joint_losses(made, withdrawn)
    return text_of((*lines, *claim_count_lines(writer, made.looked, _MAY_HANG)))


class _StressPen(Pen):
    """Writes tables for one look; with `many` files, each claim is told with its file."""

    def __init__(self, look: Look, limit: int | None, *, many: bool) -> None:
        super().__init__(look)
        self.limit = limit
        self.many = many

    def row_limit(self, usual: int) -> int | None:
        """How many of a list are shown, if nothing is said `usual`; None for all."""
        return self.limit or (None if self.look.verbose else usual)

    def all_withdrawals(self, made: Stress) -> Iterator[str]:
        """Each voice and each source withdrawn in turn."""
        for title, rows in (("voices", made.voices), ("sources", made.sources)):
            if rows:
                yield from self.table(title, rows)
            else:
                yield from self.wrapped(f"No claim loses anything without any one of the {title}.", "")
            yield ""

    def table(self, title: str, rows: Sequence[Dependents]) -> Iterator[str]:
        """The rows that most hangs on."""
        shown = rows[: self.row_limit(_ROWS)]
        twice = _repeated_ids([row.entry for row in rows])
        if self.look.columns - _COLUMN * len(_HEADS) - len(INDENT) < MIN_TEXT_COLUMNS:
            yield self.paint(title.upper(), "bold")
            for row in shown:
                yield from self.wrapped(self.name(row.entry, row.ids, twice), INDENT)
                for head, number in zip(_HEADS, self.numbers(row), strict=True):
                    yield from self.wrapped(f"{' '.join(head)}: {number}", INDENT * 2)
        else:
            yield from self.columns(title, shown, twice)
        yield from self.more_line(len(rows) - len(shown), _WITH_ALL)

    def numbers(self, row: Dependents) -> list[str]:
        """What stands below the heads for a row."""
        falls, alone, _ = row.weight
        return [f"{number:,}" if number else "-" for number in (falls, alone, len(row.losses))]

    def columns(self, title: str, rows: Sequence[Dependents], twice: frozenset[str]) -> Iterator[str]:
        """The rows with their numbers beside the names."""
        room = self.look.columns - _COLUMN * len(_HEADS)
        heads = ["".join(f"{head[line]:>{_COLUMN}}" for head in _HEADS) for line in (0, 1)]
        yield self.paint(" " * room + heads[0], "dim")
        yield self.paint(f"{title.upper():<{room}}", "bold") + self.paint(heads[1], "dim")
        for row in rows:
            numbers = "".join(f"{number:>{_COLUMN}}" for number in self.numbers(row))
            first, *rest = self.wrap(self.name(row.entry, row.ids, twice), room - len(INDENT))
            yield f"{INDENT}{first}{' ' * (room - len(INDENT) - width(first))}{numbers}"
            yield from (f"{INDENT * 2}{line}" for line in rest)

    def name(self, entry: Entry[Party] | Entry[Source], ids: Sequence[str], twice: frozenset[str]) -> str:
        """A voice or a source by name and id; with its file where another has the same id."""
        where = f" in {entry.file.path}" if entry.id in twice else ""
        more = f" and {len(ids) - 1:,} more in a ring" if len(ids) > 1 else ""
        title = name_of(entry)
        if len(title) > _TITLE:
            title = f"{title[:_TITLE]}..."
        return f"{title} ({entry.id}){more}{where}"

    def hidden_pairs(self, made: HiddenLinks) -> Iterator[str]:
        """The pairs of voices that are relied on to be two, with the claims that rely on it."""
        survive = f"{made.survive or 'None'} of {count(made.corroborated, 'corroborated claim')}"
        verb = "survives" if made.survive == 1 else "survive"
        if made.corroborated:
            yield from self.wrapped(f"{survive} {verb} any one hidden link of control.", "")
        else:
            yield from self.wrapped("No claim is corroborated.", "")
        yield ""
        if made.pairs:
            yield from self.painted_lines("IF THESE TWO WERE ONE", "bold")
        shown = made.pairs[: self.row_limit(_ROWS)]
        twice = _repeated_ids([entry for pair in made.pairs for entry in pair.entries])
        for pair in shown:
            names = [self.name(*each, twice) for each in zip(pair.entries, pair.ids, strict=True)]
            yield from self.wrapped(" and ".join(names), INDENT, INDENT)
            told = [f"{each.id} ({each.file.path})" if self.many else each.id for each in pair.claims]
            if not self.look.verbose:
                told = some_of(told, _NAMED)
            fall = f"{count(len(pair.claims), 'claim')} corroborated {self.arrow} single-source: "
            yield from self.wrapped(fall + ", ".join(told), INDENT * 2)
        yield from self.more_line(len(made.pairs) - len(shown), _WITH_ALL)
        if made.pairs:
            yield ""

    def joint_losses(self, made: JointLosses, withdrawn: Sequence[Withdrawal]) -> Iterator[str]:
        """Some withdrawn at once: each claim that loses something."""
        names = [
            f"`{each.id}`" if each.what == "source" else f"the voice of `{each.id}`" for each in withdrawn
        ]
        yield from self.painted_lines(f"Without {' and '.join(names)}", "bold")
        falling = [loss for loss in made.losses if loss.changes_standing]
        fewer = [loss for loss in made.losses if not loss.changes_standing]
        yield from self.claims(f"{count(len(falling), 'claim')} with another standing", falling)
        if fewer:
            yield from self.claims(
                f"{count(len(fewer), 'claim')} with fewer voices and the same standing", fewer
            )
        yield ""

    def claims(self, title: str, losses: Sequence[Loss]) -> Iterator[str]:
        """Claims that lose something, by what they were and what they are then."""
        yield ""
        yield from self.painted_lines(title.upper(), "bold")
        shown = losses[: self.row_limit(_CLAIMS)]
        groups: dict[tuple[str, str], list[Loss]] = {}
        for loss in shown:
            groups.setdefault((loss.before.standing, loss.after.standing), []).append(loss)
        for (before, after), members in groups.items():
            yield ""
            style = COLOURS[members[0].after.standing]
            turn = f"{before} {self.arrow} {after}" if before != after else before
            yield from (
                f"{INDENT}{self.paint(line, style)}" for line in self.wrap(turn, self.look.columns - 2)
            )
            for loss in members:
                yield from self.loss(loss)
        yield from self.more_line(len(losses) - len(shown), _WITH_ALL)

    def loss(self, loss: Loss) -> Iterator[str]:
        """One claim: its id, how many voices are left, and its statement."""
        before, after, indent = loss.before, loss.after, INDENT * 2
        numbers = [self.change_in_voices("", before.support, after.support)]
        if before.contradiction != after.contradiction:
            numbers.append(self.change_in_voices("against it ", before.contradiction, after.contradiction))
        id = loss.entry.id
        if self.many:
            line = loss.entry.place().position().line
            id = f"{id} ({self.escape(loss.entry.file.path)}:{line})"
        told, painted = "; ".join(numbers), f"{indent}{self.paint(id, 'bold')}"
        if self.look.columns < MIN_TABLE_COLUMNS:
            yield from self.painted_lines(id, "bold", indent)
            yield from self.wrapped(told, indent * 2)
        elif len(indent) * 2 + width(told) <= self.look.columns:
            yield from self.with_place(painted, told, indent * 2, push=True)
        else:
            yield painted
            yield from self.wrapped(told, indent * 2)
        assert loss.entry.value is not None
        yield from self.wrapped(loss.entry.value.statement, indent * 2)

    def change_in_voices(self, what: str, before: VoiceNumber, after: VoiceNumber) -> str:
        """`2 → 1 voices`."""
        if before == after:
            return f"{what}{_number_in_words(before)} {'voice' if before.voices == 1 else 'voices'}"
        return f"{what}{_number_in_words(before)} {self.arrow} {_number_in_words(after)} voices"


def claim_count_lines(pen: Pen, looked: ClaimCount, otherwise: str) -> Iterator[str]:
    """How many claims were looked at, and what may be `otherwise` where the work budget ran out on some."""
    parts = [f"{looked.others:,} not factual"] if looked.others else []
    if looked.unreadable:
        parts.append(f"{looked.unreadable:,} unreadable")
    left_out = f"; left out: {', '.join(parts)}" if parts else ""
    yield from pen.wrapped(f"{count(looked.claims, 'claim')} looked at{left_out}", "")
    if looked.unfinished:
        yield from pen.wrapped(
            f"The work budget ran out on {count(looked.unfinished, 'claim')}: {otherwise}.", ""
        )


def name_of(entry: Entry[Party] | Entry[Source]) -> str:
    """The name of a party, or the title of a source."""
    value = entry.value
    assert value is not None
    return value.name if isinstance(value, Party) else value.title


def _number_in_words(number: VoiceNumber) -> str:
    """`no`, `2`, `at least 2`, `5 or more`."""
    if number.voices >= CAP:
        return f"{CAP} or more"
    if not number.voices:
        return "no" if number.exact else "perhaps no"
    return f"{'' if number.exact else 'at least '}{number.voices}"


def _repeated_ids(entries: Sequence[Entry[Party] | Entry[Source]]) -> frozenset[str]:
    """The ids that more than one of the entries has."""
    seen = Counter(entry.id for entry in {id(entry): entry for entry in entries}.values())
    return frozenset(id for id, number in seen.items() if number > 1)
