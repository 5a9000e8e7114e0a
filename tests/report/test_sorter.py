"""What is written down while claims are judged comes back in its order, however much it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.report import flow
from sayso.report.flow import FirstByKey, Sorter

KEYS = st.tuples(st.integers(1, 3), st.integers(0, 2), st.integers(-1, 1))
SIZES = st.sampled_from([0, 1, 100, 70_000])


@given(st.lists(st.tuples(KEYS, SIZES)), st.sampled_from([0, 1_000, 200_000]))
def test_contents_come_back_in_order(added: list[tuple[tuple[int, int, int], int]], held: int) -> None:
    """Also those of one key, of which the first that came goes first; and a second time."""
    expected = [(key, b"%d " % number + b"x" * size) for number, (key, size) in enumerate(added)]
    sorter = Sorter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "_HELD_BYTES", held)
        for key, content in expected:
            sorter.add(key, content)
    expected.sort(key=lambda each: each[0])
    assert list(sorter) == expected
    assert list(sorter) == expected


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_the_first_of_many_are_kept(one: list[int], other: list[int], most: int) -> None:
    """And it is known how many there were, also where several are put together."""
    whole = FirstByKey[int](most)
    for file, numbers in enumerate((one, other)):
        part = FirstByKey[int](most)
        for place, number in enumerate(numbers):
            part.add((number,), place)
        whole.add_all(part, file)
    both = enumerate((one, other))
    every = [((file, number), place) for file, each in both for place, number in enumerate(each)]
    assert list(whole) == sorted(every, key=lambda each: each[0])[:most]
    assert whole.number == len(every)
