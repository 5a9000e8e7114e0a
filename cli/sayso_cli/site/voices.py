"""Why several parties are one voice: who controls whom, up to the parties that the voice is named by."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.provenance.trace import Branch, controller_tree
from sayso.rules.rule import ClaimSubject
from sayso_cli.site.claim_graph import ClaimGraph
from sayso_cli.site.publishing import Allowance

_MOST_VOICES: Final = 12
_MOST_PARTIES: Final = 12
"""So many voices are told of, and so many parties of each."""
_DEEPEST: Final = 6
_NAME_CHARS: Final = 120
_LIST_BYTES: Final = 12_000


class ControlTree(Struct, frozen=True):
    """A party, whether it is disputed that it controls the one above, and below it those that control it."""

    name: str
    disputed: bool
    again: bool
    below: "tuple[ControlTree, ...]"


class JointVoice(Struct, frozen=True):
    """A voice by its name, its parties with who controls them, and the documents that join them."""

    name: str
    parties: tuple[ControlTree, ...]
    joint: tuple[str, ...]


def joint_voices(on: ClaimSubject, graph: ClaimGraph) -> tuple[JointVoice, ...]:
    """The voices of a claim that more than one party speaks with, or one that others control."""
    record, room = on.graph.record, Allowance(_LIST_BYTES)
    parties: dict[int, dict[str, None]] = {0: dict.fromkeys(on.claim.claimant)}
    for document in graph.documents:
        parties.setdefault(document.voice, {}).update(dict.fromkeys(document.source.by))
    joint: dict[int, list[str]] = {}
    if len(on.claim.claimant) > 1:
        joint[0] = ["this claim"]
    for document in graph.documents:
        if len(document.source.by) > 1:
            joint.setdefault(document.voice, []).append(room.take(document.source.title, _NAME_CHARS))

    def control_branch(branch: Branch, controlled: str = "") -> ControlTree:
        name = room.take(record.sound_parties[branch.id].name, _NAME_CHARS)
        disputed = bool(controlled) and on.graph.control.is_disputed(controlled, branch.id)
        below = tuple([control_branch(each, branch.id) for each in branch.below])
        return ControlTree(name, disputed, branch.again, below)

    def control_trees(ids: Sequence[str]) -> Iterator[ControlTree]:
        for id in ids[:_MOST_PARTIES]:
            if room.left > 0:
                yield control_branch(controller_tree(record.sound_parties, id, _DEEPEST, _MOST_PARTIES))

    made: list[JointVoice] = []
    for voice, ids in parties.items():
        owned = any(record.sound_parties[id].controlled_by for id in ids)
        if (owned or len(ids) > 1) and len(made) < _MOST_VOICES:
            name = room.take(graph.voices[voice].name, _NAME_CHARS)
            made.append(
                JointVoice(name, tuple(control_trees(list(ids))), tuple(joint.get(voice, ())[:_MOST_PARTIES]))
            )
    return tuple(made)
