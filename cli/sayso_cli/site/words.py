"""What the site says in words: standings, bases, stances and reasons, for readers who know none of them."""

from typing import Final

from sayso.provenance.standing import Why
from sayso.record.model import Answer, Basis, Kind, Stance, Standing

DISCLAIMER: Final = (
    "A standing says what a claim rests on in this record. It does not say whether the claim is true."
)

STANDINGS: Final[dict[Standing, tuple[str, str]]] = {
    "corroborated": (
        "Corroborated",
        "Two or more independent voices support it, and none contradicts it: at least two would have to be "
        "wrong before it rests on the claimant’s word alone.",
    ),
    "single-source": (
        "Single-source",
        "One independent voice supports it, and none contradicts it: if that voice is wrong, only the "
        "claimant’s word is left.",
    ),
    "partly-backed": (
        "Partly backed",
        "An independent voice backs a part of it; for the whole there is only the claimant’s own word.",
    ),
    "self-asserted": (
        "Self-asserted",
        "Nothing in the record supports it independently: it rests on the claimant’s own word.",
    ),
    "contested": (
        "Contested",
        "At least one independent voice supports it, and at least one contradicts it.",
    ),
    "refuted": (
        "Refuted",
        "At least one independent voice contradicts it, and none in the record supports it.",
    ),
    "not-checkable": (
        "Not checkable",
        "It is an opinion, a forecast or a demand: nothing can corroborate or refute it.",
    ),
}
"""Each standing by its name for readers, and what it says, in the order in which they are listed."""
UNREADABLE: Final = "unreadable"
UNREAD: Final = (
    "Not judged",
    "Its entry in the record, or one that it refers to, cannot be read or is not there.",
)
"""What stands for the standing of a claim that was not judged."""

KINDS: Final[dict[Kind, str]] = {
    "factual": "a factual claim",
    "opinion": "an opinion",
    "forecast": "a forecast",
    "demand": "a demand",
}
BASES: Final[dict[Basis, str]] = {
    "investigation": "own investigation",
    "observation": "own observation",
    "primary-document": "primary document",
    "analysis": "analysis of others",
    "relay": "relays others",
    "statement": "statement",
    "unknown": "basis unknown",
}
STANCES: Final[dict[Stance | str, str]] = {
    "supports": "supports it",
    "partial": "backs a part of it",
    "refutes": "contradicts it",
    "context": "context only",
    "confirms": "confirms it",
    "retracts": "takes it back",
    "stated-in": "where it is stated",
    "based-on": "is based on",
}
REASONS: Final[dict[Why | None, str]] = {
    "independent": "an independent voice that knows at first hand, or rests on one that does",
    "admission": "an admission by the accused, against their own interest",
    "retraction": "a retraction by the claimant, against their own interest",
    "claimant-voice": "it speaks with the claimant’s voice",
    "accused-voice": "it speaks with the voice of the accused, in their own interest",
    "traces-to-claimant": "what it knows, it knows from the claimant",
    "circular": "its sources lead back to each other",
    "unknown-basis": "it does not say how it knows",
    "bare-statement": "it asserts without showing how it knows",
    "partial": "it backs only a part of the wording",
    "context": "it is given as context",
    None: "it could not be judged within the work budget",
}
ANSWERS: Final[dict[Answer, str]] = {
    "denies": "denies it",
    "confirms": "confirms it",
    "declines": "declines to comment",
    "none-found": "no answer was found",
}
