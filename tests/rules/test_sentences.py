"""Numbers and reasons in words."""

import json
from datetime import date

import pytest

from sayso.provenance.whatif import VoiceNumber
from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.report.engine import check
from sayso.rules.rule import House
from sayso.rules.sentences import count_voices
from tests.provenance.files import claim, made, party, source


@pytest.mark.parametrize(
    ("number", "exact", "told"),
    [
        (0, True, "no voice"),
        (0, False, "no voice that was found"),
        (1, True, "1 voice"),
        (2, False, "at least 2 voices"),
        (4, True, "4 voices"),
        (5, False, "5 or more voices"),
    ],
)
def test_numbers_are_never_at_least_none_or_at_most_five(number: int, exact: bool, told: str) -> None:
    assert count_voices(VoiceNumber(number, exact), "voice") == told


def test_the_claimants_own_voice_is_told_first() -> None:
    """Whatever the order of the items is: then what leads back, then what somebody could still mend."""
    sources = {
        "bare": source("paper", "statement"),
        "asked": source("paper", "unknown"),
        "echo": source("paper", "relay", "own"),
        "own": source("ministry", "observation"),
    }
    data = made({"ministry": party(), "paper": party()}, sources, claim("ministry", list(sources)))
    file = load("a.json", json.dumps(data).encode(), lines=False)
    (judged,) = check(FoundFiles((file,), 0), House(date(2026, 1, 1))).claims
    assert judged.reason.endswith(
        "none of 4 items counts: 1 speaks with the claimant's voice, 1 leads back to the claimant, "
        "1 does not say how it knows, 1 asserts without showing how it knows"
    )
