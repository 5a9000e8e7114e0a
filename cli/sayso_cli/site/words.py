"""What the site says in words: standings, bases, stances and reasons, for readers who know none of them."""

from typing import Final

from sayso.provenance.standing import Why
from sayso.record.model import Answer, Basis, Kind, Stance, Standing

STANDINGS: Final[dict[Standing, str]] = {
    "corroborated": "Corroborated",
    "single-source": "Single-source",
    "partly-backed": "Partly backed",
    "self-asserted": "Self-asserted",
    "contested": "Contested",
    "refuted": "Refuted",
    "not-checkable": "Not checkable",
}
"""Each standing by its name for readers, in the order in which they are listed."""
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
DISPUTED: Final = "control disputed"
"""That a document has its voice over a disputed link of control."""
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
    "stands-by": "stands by it",
    "retracts": "takes it back",
}
