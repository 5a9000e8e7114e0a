"""`sayso stress --format json`: what hangs on what, for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec.structs import asdict

from sayso.provenance.stress import Dependents, HiddenLinks, JointLosses, Loss, Pair, Stress, Withdrawal
from sayso.provenance.whatif import Outcome
from sayso.record.project import Found
from sayso_cli.formats.jsontext import json_document
from sayso_cli.terminal import Look
from sayso_cli.views.stress_text import name_of

VERSION: Final = 2
"""The version of the shape."""


def stress_json(
    made: Stress | JointLosses | HiddenLinks, found: Found, withdrawn: Sequence[Withdrawal], look: Look
) -> Iterator[str]:
    """What was withdrawn, and what falls, as one JSON object, indented, with a final line break."""
    shape: dict[str, Any] = {
        "files": [file.path for file in found.files],
        "looked_at": asdict(made.looked),
    }
    if isinstance(made, Stress):
        shape |= {
            "voices": [_row_shape(row) for row in made.voices],
            "sources": [_row_shape(row) for row in made.sources],
        }
    elif isinstance(made, HiddenLinks):
        shape |= {
            "corroborated": made.corroborated,
            "survive": made.survive,
            "pairs": [_pair_shape(pair) for pair in made.pairs],
        }
    else:
        shape |= {
            "withdrawn": [asdict(each) for each in withdrawn],
            "claims": [_loss_shape(loss) for loss in made.losses],
        }
    return json_document(VERSION, shape, look)


def _row_shape(row: Dependents) -> dict[str, Any]:
    falls, alone, voices = row.weight
    return {
        "id": row.entry.id,
        "ids": row.ids,
        "name": name_of(row.entry),
        "path": row.entry.file.path,
        "other_standing": falls,
        "word_alone": alone,
        "voices_lost": voices,
        "claims": [_loss_shape(loss) for loss in row.losses],
    }


def _pair_shape(pair: Pair) -> dict[str, Any]:
    return {
        "voices": [
            {"id": entry.id, "ids": ids, "name": name_of(entry), "path": entry.file.path}
            for entry, ids in zip(pair.entries, pair.ids, strict=True)
        ],
        "claims": [{"path": entry.file.path, "id": entry.id} for entry in pair.claims],
    }


def _loss_shape(loss: Loss) -> dict[str, Any]:
    return {
        "path": loss.entry.file.path,
        "id": loss.entry.id,
        "before": _left_shape(loss.before),
        "after": _left_shape(loss.after),
    }


def _left_shape(left: Outcome) -> dict[str, Any]:
    return {
        "standing": left.standing,
        "support": asdict(left.support),
        "partly": asdict(left.partly),
        "contradiction": asdict(left.contradiction),
    }
