"""Dates that may be spans: before another only where that is certain."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.record.model import is_before

dates = (
    st.dates()
    .map(lambda date: date.isoformat())
    .flatmap(lambda date: st.sampled_from([date, date[:7], date[:4]]))
)


@given(dates, dates, dates)
def test_before_is_a_strict_order(one: str, other: str, third: str) -> None:
    assert not is_before(one, one)
    assert not (is_before(one, other) and is_before(other, one))
    if is_before(one, other) and is_before(other, third):
        assert is_before(one, third)


def test_before_is_certain_only_between_spans_that_do_not_meet() -> None:
    assert is_before("2024", "2025-01-01")
    assert is_before("2024-12-31", "2025")
    assert is_before("2025-01", "2025-02-01")
    assert not is_before("2025", "2025-12-31")
    assert not is_before("2025-03", "2025-03-31")
    assert not is_before("", "2025")
    assert not is_before("2025", "")
