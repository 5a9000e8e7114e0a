"""When two figures agree: the exact rule of `conflicting-figures`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.model import Bound, Figure
from sayso.rules.conflicting_figures import value_span

BOUNDS: list[Bound] = ["exactly", "about", "at-least", "over", "at-most", "under"]
MIRRORED: dict[Bound, Bound] = {
    "at-least": "at-most",
    "over": "under",
    "at-most": "at-least",
    "under": "over",
}

figures = st.builds(
    Figure,
    measure=st.just("people"),
    value=st.integers(-(10**100), 10**100) | st.floats(-1e100, 1e100) | st.integers(-100, 100),
    bound=st.sampled_from(BOUNDS),
)


def figures_agree(one: Figure, other: Figure) -> bool:
    """Whether there is a value that both figures leave open."""
    (low, high), (least, most) = value_span(one), value_span(other)
    return low <= most and least <= high


def figure(value: float, bound: Bound = "exactly") -> Figure:
    return Figure("people", value, bound)


@given(figures)
def test_a_figure_agrees_with_itself(one: Figure) -> None:
    assert figures_agree(one, one)


@given(figures, figures)
def test_agreement_goes_both_ways(one: Figure, other: Figure) -> None:
    assert figures_agree(one, other) is figures_agree(other, one)


@given(figures, figures)
def test_agreement_has_no_sign(one: Figure, other: Figure) -> None:
    mirrored = [
        Figure("people", -each.value, MIRRORED.get(each.bound, each.bound))
        for each in (one, other)
        if each.value
    ]
    if len(mirrored) == 2:
        assert figures_agree(*mirrored) is figures_agree(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure(40, "over"), figure(41), True),
        (figure(40, "over"), figure(80), True),
        (figure(40, "over"), figure(81), False),
        (figure(40, "over"), figure(40), False),
        (figure(40, "at-least"), figure(40), True),
        (figure(1000, "over"), figure(10000, "over"), False),
        (figure(1000, "over"), figure(1500, "over"), True),
        (figure(1000, "over"), figure(2000, "at-least"), True),
        (figure(1000, "over"), figure(2000, "over"), False),
        (figure(50, "under"), figure(50), False),
        (figure(50, "at-most"), figure(50), True),
        (figure(50, "under"), figure(25), True),
        (figure(50, "under"), figure(24), False),
        (figure(40, "over"), figure(40, "at-most"), False),
        (figure(40, "at-least"), figure(40, "at-most"), True),
        (figure(100, "about"), figure(90), True),
        (figure(100, "about"), figure(110), True),
        (figure(100, "about"), figure(89), False),
        (figure(100, "about"), figure(111), False),
        (figure(0.3, "about"), figure(0.33), True),
        (figure(0, "about"), figure(0), True),
        (figure(0, "at-least"), figure(10**90), True),
        (figure(0, "over"), figure(0), False),
        (figure(0, "under"), figure(-(10**90)), True),
        (figure(-40, "under"), figure(-41), True),
        (figure(-40, "under"), figure(-39), False),
        (figure(-40, "over"), figure(-20), True),
        (figure(-40, "over"), figure(-19), False),
    ],
)
def test_bounds(one: Figure, other: Figure, expected: bool) -> None:
    assert figures_agree(one, other) is expected


@given(st.integers(-(10**15), 10**15), st.sampled_from(BOUNDS))
def test_units_of_scale(value: int, bound: Bound) -> None:
    """What is said in thousandths of a unit of scale is the plain number, to the last digit."""
    for name, power in (("million", 6), ("Billion ", 9), ("hundred thousand", 5), ("億", 8)):
        scaled = Figure("people", value / 1000, bound, name)
        assert figures_agree(scaled, figure(value * 10 ** (power - 3), bound))
    assert figures_agree(
        Figure("people", 1e100, "exactly", "million"), Figure("people", 1e100, "exactly", "million")
    )
