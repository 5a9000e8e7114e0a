"""A judgement in plain sentences: why a claim has its standing, and what would change it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.provenance.claim_part import Link
from sayso.provenance.disputed_links import DisputedLinks
from sayso.provenance.house_rule import side_under_rule
from sayso.provenance.standing import CAP, Strength, Why
from sayso.provenance.ways_to_fall import FallingSide
from sayso.provenance.whatif import Outcome, VoiceNumber
from sayso.rules.rule import ClaimSubject

# What cannot be mended by looking further comes first.
_WHY_NOT: Final[Mapping[Why | None, tuple[str, str]]] = {
    "claimant-voice": ("speaks with the claimant's voice", "speak with the claimant's voice"),
    "traces-to-claimant": ("leads back to the claimant", "lead back to the claimant"),
    "accused-voice": (
        "is a denial in the accused's own interest",
        "are denials in the accused's own interest",
    ),
    "unknown-basis": ("does not say how it knows", "do not say how they know"),
    "bare-statement": (
        "asserts without showing how it knows",
        "assert without showing how they know",
    ),
    "partial": ("backs only a part of the wording", "back only a part of the wording"),
    "circular": ("goes in a circle", "go in a circle"),
    None: (
        "could not be judged within the work budget",
        "could not be judged within the work budget",
    ),
}


# So many sets of disputed links are told in words.
_ENDS: Final = 4
# So many ways to fall are told in words.
_WAYS: Final = 6


def count(number: int, noun: str) -> str:
    """`1 voice`, `2 voices`, `no voice`."""
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}"


def reason_sentence(on: ClaimSubject) -> str:
    """Why the claim has its standing, in one sentence without a full stop."""
    support = on.judgement.support
    match on.judgement.standing:
        case "not-checkable":
            return f"this is recorded as {on.claim.kind}, which nothing can corroborate or refute"
        case "self-asserted":
            return f"rests only on the claimant's own assertion: {_none_counts_reason(on)}"
        case "single-source" | "corroborated" as standing:
            is_one, names = standing == "single-source" and support.exact, _names(on, support)
            voices = "one independent voice" if is_one else count_voices(support)
            return f"rests on {voices}" + (f": {names}" if names else "")
        case "partly-backed":
            return f"only a part of it is backed, by {_named_voices(on, on.judgement.partly)}"
        case standing:
            against = f"contradicted by {_named_voices(on, on.judgement.contradiction)}"
            if standing == "contested":
                return f"supported by {_named_voices(on, support)} and {against}"
            return f"nothing independent supports it, and it is {against}"


def count_voices(strength: Strength | VoiceNumber, noun: str = "independent voice") -> str:
    """`no independent voice`, `at least 2 independent voices`, `5 or more independent voices`."""
    if strength.voices >= CAP:
        return f"{CAP} or more {noun}s"
    if not strength.voices:
        return f"no {noun}{'' if strength.exact else ' that was found'}"
    return f"{'' if strength.exact else 'at least '}{count(strength.voices, noun)}"


def at_most_clause(strength: Strength) -> str:
    """How many voices there could be, if every unknown basis were an investigation; empty if no more."""
    if strength.at_most <= strength.voices:
        return ""
    if strength.at_most_exact:
        return f"at most {strength.at_most}"
    return f"perhaps {strength.at_most} or more"


def outlook_sentence(on: ClaimSubject) -> str:
    """How a claim that falls short of the rule of the house could end, without a full stop; else empty."""
    least, side = on.house.least_voices, side_under_rule(on.judgement)
    match on.outcome:
        case "open":
            told = ", ".join(filter(None, (count_voices(side), at_most_clause(side))))
            return f"open: {told}; the rule is {count(least, 'voice')}"
        case "cannot":
            return f"cannot reach {count(least, 'independent voice')}: {ceiling_clause(on)}"
        case _:
            return ""


def ceiling_clause(on: ClaimSubject) -> str:
    """Which voices are all there could be, whatever the unknown turn out to be, without a full stop."""
    side = side_under_rule(on.judgement)
    if not side.at_most:
        return "nothing that is recorded could carry it"
    named = enumeration([on.voice_name(voice) for voice in side.at_most_cut])
    return f"all there could be is {count(side.at_most, 'voice')}, {named}"


def enumeration(names: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with another word before the `last`, if that is given."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def fall_conditions(on: ClaimSubject, stance: FallingSide) -> str:
    """`A is wrong, or if B and C both are`: if what one side of the claim falls."""
    found = on.ways(stance)
    told: list[str] = []
    for number, way in enumerate(found.each[:_WAYS]):
        all_of = ("is", "both are", "all are")[min(len(way), 3) - 1]
        told.append(
            f"{enumeration([on.voice_name(voice) for voice in way])} {all_of}{'' if number else ' wrong'}"
        )
    line, more = ", or if ".join(told), len(found.each) - len(told)
    if more:
        line += f", or in {count(more, 'more way')}"
    return line if found.complete else f"{line}, or perhaps in other ways"


def both_ends_sentence(on: ClaimSubject, found: DisputedLinks) -> str:
    """`1 voice; 2 if A is not controlled by B (disputed): corroborated`, without a full stop.

    Empty where disputed links make no difference.
    """
    if not found.each and found.complete:
        return ""
    recorded, highest = found.recorded, found.highest
    outcomes = [each.outcome for each in found.each] + ([highest] if highest else [])
    against = any(each.contradiction != recorded.contradiction for each in outcomes)
    told = [_amount(recorded.support, " voice") + _numbers_clause(recorded, shown=against)]
    for each in found.each[:_ENDS]:
        told.append(
            f"{_outcome_text(each.outcome, recorded, against)} if {_links_denied(on, each.links)} (disputed)"
        )
        if each.outcome.standing != recorded.standing:
            told[-1] += f": {each.outcome.standing}"
    if len(found.each) > _ENDS:
        told.append(f"and otherwise without {count(len(found.each) - _ENDS, 'more set')} of disputed links")
    if not found.complete:
        if highest and highest != recorded:
            none = f"none of {len(found.links)} disputed links of control holds"
            told.append(f"{_outcome_text(highest, recorded, against)} if {none}: {highest.standing}")
        told.append("not every set of disputed links could be tried")
    return "; ".join(told)


def _links_denied(on: ClaimSubject, links: Sequence[Link]) -> str:
    """`A is not controlled by B, nor C by D`."""
    parties = on.graph.record.sound_parties
    named = [(parties[id].name, parties[parties[id].controllers[index]].name) for id, index in links]
    first, *others = named
    return f"{first[0]} is not controlled by {first[1]}" + "".join(
        f", nor {one} by {by}" for one, by in others
    )


def _outcome_text(outcome: Outcome, recorded: Outcome, against: bool) -> str:
    """The numbers of an outcome."""
    if (outcome.support, outcome.contradiction) == (recorded.support, recorded.contradiction):
        return f"a part of it backed by {_amount(outcome.partly, ' voice')}"
    return _amount(outcome.support) + _numbers_clause(outcome, shown=against)


def _numbers_clause(outcome: Outcome, *, shown: bool) -> str:
    return f" for it, {_amount(outcome.contradiction)} against it" if shown else ""


def _amount(number: VoiceNumber, noun: str = "") -> str:
    """`none`, `2`, `at least 2`, `5 or more`; with a noun `no voice`, `2 voices`."""
    if not number.voices:
        return f"no{noun}" if noun else "none"
    plural = "s" if noun and number.voices > 1 else ""
    least = "" if number.exact or number.voices >= CAP else "at least "
    return f"{least}{number.voices}{' or more' if number.voices >= CAP else ''}{noun}{plural}"


def _names(on: ClaimSubject, strength: Strength) -> str:
    """The voices of the cut by name; those of allies of the claimant are marked."""
    allied = set(map(on.case.roots_of, on.allied_voices)) if on.case else set()
    return "; ".join(
        f"{on.voice_name(voice)}{' (an ally of the claimant)' if voice in allied else ''}"
        for voice in strength.cut
    )


def _named_voices(on: ClaimSubject, strength: Strength) -> str:
    """`2 voices (A; B)`."""
    names = _names(on, strength)
    return count_voices(strength, "voice") + (f" ({names})" if names else "")


def next_step(on: ClaimSubject) -> str:
    """What would change the standing, in one sentence without a full stop."""
    judgement = on.judgement
    unknown = [f"`{judged.path[-1]}`" for judged in judgement.items if judged.why == "unknown-basis"]
    if judgement.potential != judgement.standing and unknown:
        sources = list(dict.fromkeys(unknown))
        if len(sources) == 1:
            return f"find out how {sources[0]} knows: its own inquiry could make this {judgement.potential}"
        names = enumeration(sources)
        return f"find out how {names} know: their own inquiries could make this {judgement.potential}"
    return advice(on)


def advice(on: ClaimSubject) -> str:
    """What to look for or to say, whatever is recorded, in one sentence without a full stop."""
    judgement = on.judgement
    match judgement.standing:
        case "self-asserted":
            return "look for a source that knows by itself and does not speak with the claimant's voice"
        case "partly-backed":
            return "make what is backed a claim of its own, or look for a source that backs all of it"
        case "single-source":
            (voice,) = judgement.support.cut or ((),)
            through = on.voice_name(voice) or "the same voice"
            return f"look for a source that does not go through {through}"
        case "contested":
            return "say in the report that both exist"
        case "refuted":
            return "say in the report that it is contradicted"
        case _:
            return ""


def _none_counts_reason(on: ClaimSubject) -> str:
    items = [judged for judged in on.judgement.items if judged.item.stance in ("supports", "partial")]
    if not items:
        return "nothing that is recorded supports it"
    tally = Counter(judged.why for judged in items)
    parts = [f"{tally[why]} {told[tally[why] > 1]}" for why, told in _WHY_NOT.items() if why in tally]
    if len(items) == 1:
        return f"the one item {_WHY_NOT[items[0].why][0]}"
    if len(tally) == 1:
        return f"none of {len(items)} items counts: they {_WHY_NOT[items[0].why][1]}"
    return f"none of {len(items)} items counts: {', '.join(parts)}"
