"""What a claim rests on in one or two sentences, for readers who know none of the words of sayso."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sayso.provenance.standing import Strength, Verdict, Why
from sayso.rules.rule import ClaimSubject

_NUMBERS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_REASONS: Final[dict[Why | None, tuple[str, str]]] = {
    "claimant-voice": ("is the claimant’s own word", "are the claimant’s own word"),
    "accused-voice": (
        "is a denial in the accused’s own interest",
        "are denials in the accused’s own interest",
    ),
    "traces-to-claimant": ("repeats the claimant", "repeat the claimant"),
    "circular": ("goes in a circle", "go in a circle"),
    "unknown-basis": ("does not say how it knows", "do not say how they know"),
    "bare-statement": ("asserts without showing how it knows", "assert without showing how they know"),
    None: ("could not be judged", "could not be judged"),
}


def answer(on: ClaimSubject) -> str:
    """What is offered for the claim and against it, and how much of that is independent."""
    judgement = on.judgement
    if judgement.standing == "not-checkable":
        return ""
    support = [judged for judged in judgement.items if judged.item.stance == "supports"]
    against = [judged for judged in judgement.items if judged.item.stance == "refutes"]
    sentences = [_side_sentence(on, support, judgement.support, "in support")]
    if against:
        sentences.append(_side_sentence(on, against, judgement.contradiction, "against it"))
    partial = sum(judged.item.stance == "partial" for judged in judgement.items)
    if judgement.standing == "partly-backed":
        sentences.append(
            f"{_number_word(partial).capitalize()} {'backs' if partial == 1 else 'back'} a part of it."
        )
    answers = {each.answer for each in on.claim.response}
    if "confirms" in answers:
        sentences.append("An answer confirms it.")
    if "retracts" in answers:
        sentences.append("The claimant has retracted it.")
    return " ".join(sentences)


def _side_sentence(on: ClaimSubject, items: Sequence[Verdict], strength: Strength, side: str) -> str:
    """What is offered on one side."""
    total = len(items)
    if not total:
        return f"Nothing is offered {side}."
    counting = [judged for judged in items if judged.counts]
    others = Counter(judged.why for judged in items if not judged.counts)
    text = f"{_number_word(total).capitalize()} {'item is' if total == 1 else 'items are'} offered {side}; "
    if not counting:
        none = ("it is not", "neither is", "none is")[min(total, 3) - 1]
        text += f"{none} independent: {_not_counting_clause(others, total)}"
    elif len(counting) == total:
        text += f"{('it', 'both', 'all')[min(total, 3) - 1]} {_counting_clause(counting)}"
    else:
        text += (
            f"{_number_word(len(counting))} {_counting_clause(counting)}, {_not_counting_clause(others, 0)}"
        )
    if strength.exact and strength.voices == 1 and counting:
        # Where several voices would do equally well, none of them is named.
        voice = f": {on.voice_name(strength.must[0])}" if strength.must else ""
        comes = "It comes" if len(counting) == 1 else "All that counts comes"
        text += f". {comes} down to one voice{voice}"
    return f"{text}."


def _counting_clause(counting: Sequence[Verdict]) -> str:
    """That the items count, and why if that is the same for all."""
    reasons, verb = {judged.why for judged in counting}, "is" if len(counting) == 1 else "are"
    if reasons == {"independent"}:
        return f"{verb} independent"
    return "count" if "independent" in reasons else f"{verb} against the speaker’s own interest"


def _not_counting_clause(others: Counter[Why | None], whole: int) -> str:
    """Why items do not count; `whole` is their number if these are all."""
    ((first, number), *more) = others.most_common()
    if whole and not more:
        subject = ("it", "both", "they")[min(whole, 3) - 1]
        return f"{subject} {_REASONS[first][number > 1]}"
    return ", ".join(
        f"{_number_word(number)} {_REASONS[why][number > 1]}" for why, number in others.most_common()
    )


def _number_word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
