"""`sayso stress --format json`: what hangs on what, for programs.

`schemas/stress.json` is made from the types here.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from msgspec import Meta, Struct

from sayso.provenance.stress import (
    ClaimCount,
    Dependents,
    HiddenLinks,
    JointLosses,
    Loss,
    Pair,
    Stress,
    Withdrawal,
)
from sayso.provenance.whatif import Outcome
from sayso.record.file import Entry
from sayso.record.model import Party, Source
from sayso.record.project import FoundFiles
from sayso_cli.formats.jsontext import Count, json_document
from sayso_cli.terminal import Look
from sayso_cli.views.stress_text import name_of

VERSION: Final = 2
"""The version of the shape."""


class LossShape(Struct, frozen=True, gc=False):
    """What a claim rests on, and what is left of it."""

    path: str
    id: str
    before: Outcome
    after: Outcome


class VoiceShape(Struct, frozen=True, gc=False):
    """A voice: the first of its parties, and the ids of all."""

    id: str
    ids: Sequence[str]
    name: str
    path: str


class DependentsShape(VoiceShape, frozen=True, gc=False):
    """A voice or a source, and the claims that hang on it."""

    other_standing: Count
    word_alone: Count
    voices_lost: Count
    claims: Sequence[LossShape]


class ClaimPlaceShape(Struct, frozen=True, gc=False):
    """Where a claim is."""

    path: str
    id: str


class PairShape(Struct, frozen=True, gc=False):
    """Two voices, and the claims that a hidden link between them would take a voice from."""

    voices: Annotated[Sequence[VoiceShape], Meta(min_length=2, max_length=2)]
    claims: Sequence[ClaimPlaceShape]


class LookedShape(Struct, frozen=True):
    """What was looked at."""

    files: Sequence[str]
    looked_at: ClaimCount


class StressShape(LookedShape, frozen=True):
    """What hangs on each voice and on each source."""

    voices: Sequence[DependentsShape]
    sources: Sequence[DependentsShape]
    voices_in_all: Count
    sources_in_all: Count


class HiddenLinksShape(LookedShape, frozen=True):
    """What hidden links between two voices would take, of `--hidden-link`."""

    corroborated: Count
    survive: Count
    pairs: Sequence[PairShape]
    pairs_in_all: Count


class WithdrawnShape(LookedShape, frozen=True):
    """What falls without some parties and sources, of `--without`."""

    withdrawn: Sequence[Withdrawal]
    claims: Sequence[LossShape]
    claims_in_all: Count


def stress_json(
    made: Stress | JointLosses | HiddenLinks,
    found: FoundFiles,
    withdrawn: Sequence[Withdrawal],
    limit: int | None,
    look: Look,
) -> Iterator[str]:
    """What falls, at most `limit` of each list, as one JSON object, indented, with a final line break."""
    files, looked = [file.path for file in found.files], made.looked
    shape: StressShape | HiddenLinksShape | WithdrawnShape
    if isinstance(made, Stress):
        voices, sources = (list(map(_dependents_shape, rows[:limit])) for rows in (made.voices, made.sources))
        shape = StressShape(files, looked, voices, sources, len(made.voices), len(made.sources))
    elif isinstance(made, HiddenLinks):
        pairs = list(map(_pair_shape, made.pairs[:limit]))
        shape = HiddenLinksShape(files, looked, made.corroborated, made.survive, pairs, len(made.pairs))
    else:
        losses = list(map(_loss_shape, made.losses[:limit]))
        shape = WithdrawnShape(files, looked, withdrawn, losses, len(made.losses))
    return json_document(VERSION, shape, look)


def _dependents_shape(row: Dependents) -> DependentsShape:
    losses = list(map(_loss_shape, row.losses))
    return DependentsShape(*_voice_members(row.entry, row.ids), *row.weight, losses)


def _pair_shape(pair: Pair) -> PairShape:
    voices = zip(pair.entries, pair.ids, strict=True)
    return PairShape(
        [VoiceShape(*_voice_members(*voice)) for voice in voices],
        [ClaimPlaceShape(entry.file.path, entry.id) for entry in pair.claims],
    )


def _voice_members(
    entry: Entry[Party] | Entry[Source], ids: Sequence[str]
) -> tuple[str, Sequence[str], str, str]:
    """The members of a `VoiceShape`."""
    return entry.id, ids, name_of(entry), entry.file.path


def _loss_shape(loss: Loss) -> LossShape:
    return LossShape(loss.entry.file.path, loss.entry.id, loss.before, loss.after)
