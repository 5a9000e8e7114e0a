"""The report of `sayso verify --check-proof`: what each part of a proof shows, as text and as JSON.

`schemas/proof.json` is made from the types here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.rules.sentences import count
from sayso.verify.proof.proof_parts import FAULTS, MEANINGS, Part, PartKind, PartOutcome
from sayso_cli.formats.jsontext import json_document
from sayso_cli.pen import Pen, Row
from sayso_cli.terminal import Look, text_of

VERSION: Final = 1
"""The version of the JSON shape."""
_LABEL_CHARS: Final = 10
_COLOURS: Final[dict[PartOutcome, str]] = {
    "holds": "green",
    "broken": "red",
    "missing": "red",
    "open": "yellow",
}


class MeaningShape(Struct, frozen=True):
    """What a kind of part shows where it holds, and what it does not."""

    shows: str
    does_not_show: str


class FileProofShape(Struct, frozen=True):
    """The parts of the proof of one claim file."""

    path: str
    parts: Sequence[Part]


class ProofShape(Struct, frozen=True):
    """What came of looking at proofs, and what each kind of part means."""

    files: Sequence[FileProofShape]
    meanings: dict[PartKind, MeaningShape]


def tally(files: Sequence[FileProofShape]) -> str:
    """How many parts there are of each outcome."""
    outcomes = Counter(part.outcome for file in files for part in file.parts)
    told = ", ".join(f"{outcomes[name]} {name}" for name in _COLOURS if name in outcomes)
    return f"{count(outcomes.total(), 'part')} of the proof: {told}"


def has_faults(files: Sequence[FileProofShape]) -> bool:
    """Whether a part is broken or missing."""
    return any(part.outcome in FAULTS for file in files for part in file.parts)


def text(files: Sequence[FileProofShape], look: Look) -> str:
    """The report for people."""
    pen, lines = Pen(look), list[str]()
    for file in files:
        lines += [pen.paint(pen.escape(file.path), "bold", "underline"), ""]
        lines += [*pen.labelled_rows(_rows(file), _LABEL_CHARS), ""]
    lines.append(pen.paint("What holds shows, and does not show:", "bold"))
    kinds = dict.fromkeys(part.kind for file in files for part in file.parts)
    meanings = [(kind, "{}; not {}".format(*MEANINGS[kind])) for kind in kinds]
    lines += [*pen.labelled_rows(meanings, _LABEL_CHARS), "", pen.paint(tally(files), "bold")]
    return text_of(lines)


def _rows(file: FileProofShape) -> Iterator[Row]:
    for part in file.parts:
        yield part.outcome, f"{part.kind}: {part.name}", _COLOURS[part.outcome], "bold"
        if part.reason:
            yield "", part.reason


def json(files: Sequence[FileProofShape], look: Look) -> Iterator[str]:
    """The report for programs. Within a version of its shape members are only added."""
    meanings = {kind: MeaningShape(*meaning) for kind, meaning in MEANINGS.items()}
    return json_document(VERSION, ProofShape(files, meanings), look)
