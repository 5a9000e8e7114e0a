"""A judgement in plain sentences: why a claim has its standing, and what would change it."""

from collections import Counter
from typing import Final

from sayso.provenance.standing import Strength
from sayso.rules.rule import OnClaim

_WHY_NOT: Final = {
    "claimant-voice": ("speaks with the claimant's voice", "speak with the claimant's voice"),
    "accused-voice": (
        "is a denial in the accused's own interest",
        "are denials in the accused's own interest",
    ),
    "traces-to-claimant": ("knows it only from the claimant", "know it only from the claimant"),
    "circular": ("goes in a circle", "go in a circle"),
    "unknown-basis": ("does not say how it knows", "do not say how they know"),
    "bare-statement": (
        "asserts without showing how it knows",
        "assert without showing how they know",
    ),
    "partial": ("backs only a part of the wording", "back only a part of the wording"),
    None: (
        "could not be judged within the work budget",
        "could not be judged within the work budget",
    ),
}


def count(number: int, noun: str) -> str:
    """`1 voice`, `2 voices`, `no voice`."""
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}"


def reason(on: OnClaim) -> str:
    """Why the claim has its standing, in one sentence without a full stop."""
    support, contradiction = on.judgement.support, on.judgement.contradiction
    carried = "; ".join(map(on.names, support.cut))
    # With a cut the number of voices is exact, even where `at_most` is not.
    least = "" if support.exact or support.cut else "at least "
    match on.judgement.standing:
        case "not-checkable":
            return f"this is recorded as {on.claim.kind}, which nothing can corroborate or refute"
        case "self-asserted":
            return f"rests only on the claimant's own assertion: {_none_counts(on)}"
        case "single-source":
            return f"rests on {least}one independent voice" + (f": {carried}" if carried else "")
        case "corroborated":
            voices = f"{least}{support.voices} independent voices"
            return f"rests on {voices}" + (f": {carried}" if carried else "")
        case "contested":
            return f"supported by {_voices(on, support)} and contradicted by {_voices(on, contradiction)}"
        case _:
            return f"nothing independent supports it, and it is contradicted by {_voices(on, contradiction)}"


def _voices(on: OnClaim, strength: Strength) -> str:
    """`2 voices (A; B)`."""
    least = "" if strength.exact or strength.cut else "at least "
    names = "; ".join(map(on.names, strength.cut))
    return f"{least}{count(strength.voices, 'voice')}" + (f" ({names})" if names else "")


def missing(on: OnClaim) -> str:
    """What would change the standing, in one sentence without a full stop."""
    judgement = on.judgement
    unknown = [f"`{judged.path[-1]}`" for judged in judgement.items if judged.why == "unknown-basis"]
    if judgement.potential != judgement.standing and unknown:
        sources = list(dict.fromkeys(unknown))
        if len(sources) == 1:
            return f"find out how {sources[0]} knows: its own inquiry could make this {judgement.potential}"
        listed = f"{', '.join(sources[:-1])} and {sources[-1]}"
        return f"find out how {listed} know: their own inquiries could make this {judgement.potential}"
    return advice(on)


def advice(on: OnClaim) -> str:
    """What to look for or to say, whatever is recorded, in one sentence without a full stop."""
    judgement = on.judgement
    match judgement.standing:
        case "self-asserted":
            return "look for a source that knows by itself and does not speak with the claimant's voice"
        case "single-source":
            (voice,) = judgement.support.cut or ((),)
            through = on.names(voice) or "the same voice"
            return f"look for a source that does not go through {through}"
        case "contested":
            return "say in the report that both exist"
        case "refuted":
            return "say in the report that it is contradicted"
        case _:
            return ""


def _none_counts(on: OnClaim) -> str:
    items = [judged for judged in on.judgement.items if judged.item.stance in ("supports", "partial")]
    if not items:
        return "nothing that is recorded supports it"
    tally = Counter(judged.why for judged in items)
    parts = [f"{number} {_WHY_NOT[why][number > 1]}" for why, number in tally.items()]
    if len(items) == 1:
        return f"the one item {_WHY_NOT[items[0].why][0]}"
    if len(tally) == 1:
        return f"none of {len(items)} items counts: they {_WHY_NOT[items[0].why][1]}"
    return f"none of {len(items)} items counts: {', '.join(parts)}"
