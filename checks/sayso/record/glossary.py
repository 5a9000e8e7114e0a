"""The words of sayso and what they mean, in a sentence or two.

The words that a field of a record may hold are defined where the field is, in `schema.json`; those that are
only spoken of, here. All that explains a word to somebody takes it from this module.
"""

from functools import cache
from typing import Final

from msgspec import Struct

from sayso.record.model import Standing
from sayso.record.schema import meanings

NOT_WHETHER_TRUE: Final = (
    "A standing says what a claim rests on in this record. It does not say whether the claim is true."
)

# The fields of the schema whose words are explained, with what one of these words is called.
_FIELDS: Final = {
    "standing": "a standing",
    "basis": "a basis",
    "stance": "a stance of an item",
    "answer": "an answer in a response",
    "bound": "a bound of a figure",
}

_TERMS: Final = {
    "claim": "One checkable sentence, who says it, and what it rests on.",
    "claimant": "Whoever makes the claim. Several claimants of one claim speak with one voice.",
    "accused": "Whom a claim accuses (`against`): those whose denial would be in their own interest.",
    "evidence": "What the claimant cites.",
    "corroboration": "What others establish. An empty list says that somebody looked and found none.",
    "party": "Who can speak: a state, a body, a company, a newsroom, a person.",
    "source": "One document, whose word it is (`by`), and how it knows (`basis`).",
    "item": "A source as it is given for or against one claim.",
    "control": "Who can tell a party what to say (`controlled_by`). A common interest is no control: that is "
    "`allied_with`.",
    "root": "A party at the top of a chain of control: nobody controls it. Voices are named by their roots.",
    "voice": "All that speak together in one claim: parties under one controller, the authors of one "
    "document, those of two documents that are the same, all the claimants, an accused with all above it. "
    "However many papers they own, they are one voice.",
    "basis": "How a source knows what it says. Three bases are origins of knowledge: `investigation`, "
    "`observation` and `primary-document`. `analysis` and `relay` are as good as what they are based on, a "
    "`statement` counts only against its speaker's own interest, and `unknown` never counts.",
    "origin": "A document that knows by itself: its basis is `investigation`, `observation` or "
    "`primary-document`.",
    "walk": "A way from an item of the claim over what each document is based on, to an origin, an admission "
    "or a retraction. No walk that supports a claim goes through a document that speaks with the claimant's "
    "voice, and none that contradicts it through one that speaks with a voice of the accused.",
    "support": "How many voices would have to be wrong before no walk is left that supports the claim.",
    "contradiction": "How many voices would have to be wrong before no walk is left that contradicts the "
    "claim.",
    "cut": "A smallest set of voices which, if they are wrong, leave nothing that supports the claim but its "
    "claimant's word. Their number is the support.",
    "standing": "What a claim rests on in this record, computed from the voices that support it, back a part "
    "of it, or contradict it. It does not say whether the claim is true.",
    "admission": "A statement of one of the accused that supports the claim, against their own interest. The "
    "record must name it as theirs: in `by`, or as the source of a response that `confirms`.",
    "retraction": "A statement of the claimant that contradicts the claim, against their own interest. The "
    "record must name it as theirs: in `by`, or as the source of a response that `retracts`.",
    "waiver": "Silences one check on one entry, and gives a reason. It is always counted.",
    "draft": "A claim that somebody still works on. What it lacks is a note and counted apart, and it is on "
    "no site.",
}


class Word(Struct, frozen=True):
    """A word, what it is a word for, and what it means."""

    word: str
    kind: str
    meaning: str


@cache
def words() -> dict[str, Word]:
    """All words that are explained: the terms, then the words of the fields."""
    explained = {word: Word(word, "a term", meaning) for word, meaning in _TERMS.items()}
    for field, kind in _FIELDS.items():
        for word, meaning in meanings(field).items():
            explained[word] = Word(word, kind, sentence(meaning))
    return explained


def standing_meaning(standing: Standing) -> str:
    """What a standing says of a claim, without a capital and a full stop."""
    return meanings("standing")[standing]


def sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."
