"""Ratios and differences of shares, by hand and against scipy's and statsmodels' definitions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.reasoning.shares import of_hundred_people, risk_difference, risk_ratio, wilson


def test_risk_ratio_of_the_leap_trial_by_hand() -> None:
    """51 of 66 against 20 of 68.

    RR = 0.77273 / 0.29412 = 2.62727. Variance of its logarithm: 1/51 - 1/66 + 1/20 - 1/68 =
    0.019608 - 0.015152 + 0.050000 - 0.014706 = 0.039750, root 0.199375, times 1.96 = 0.390768,
    so the ends are 2.62727 * exp(-/+0.390768) = 1.77743 and 3.88344.
    """
    made = risk_ratio(51, 66, 20, 68)
    assert made.value == pytest.approx(2.62727, abs=1e-5)
    assert made.low == pytest.approx(1.7774, abs=2e-4)
    assert made.high == pytest.approx(3.8834, abs=4e-4)


def test_risk_difference_by_hand() -> None:
    """10 of 20 against 5 of 20 with z = 2, so that the squares are whole numbers.

    Wilson, z = 2: for 10/20 centre (0.5 + 0.1) / 1.2 = 0.5, half 2 * sqrt(0.0125 + 0.0025) / 1.2
    = 0.204124; for 5/20 centre (0.25 + 0.1) / 1.2 = 0.291667, half 2 * sqrt(0.009375 + 0.0025) /
    1.2 = 0.181621. So l = 0.295876, u = 0.704124, k = 0.110046, v = 0.473287.
    Below: sqrt((0.5 - 0.295876)^2 + (0.473287 - 0.25)^2) = sqrt(0.041667 + 0.049857) = 0.302529.
    Above: sqrt((0.704124 - 0.5)^2 + (0.25 - 0.110046)^2) = sqrt(0.041667 + 0.019587) = 0.247495.
    """
    made = risk_difference(10, 20, 5, 20, z=2)
    assert made.value == pytest.approx(0.25)
    assert made.low == pytest.approx(0.25 - 0.302529, abs=1e-5)
    assert made.high == pytest.approx(0.25 + 0.247495, abs=1e-5)


def test_newcombes_published_example() -> None:
    """Newcombe 1998, table II, example a: 56/70 against 48/80 gives 0.0524 to 0.3339."""
    made = risk_difference(56, 70, 48, 80)
    assert (made.low, made.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_the_difference_of_the_leap_trial_lies_where_the_paper_has_it() -> None:
    """The paper prints an adjusted difference of 49.1 of 100, 34.6 to 63.5; ours is crude."""
    made = risk_difference(51, 66, 20, 68)
    assert 34.6 < 100 * made.value < 63.5
    assert 100 * made.value == pytest.approx(47.86, abs=0.01)


COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


@given(COUNTS, COUNTS)
def test_turning_the_groups_round_turns_the_ratio_over(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = risk_ratio(*one, *other), risk_ratio(*other, *one)
    assert there.value * back.value == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1)
    assert there.low <= there.value <= there.high


@given(COUNTS, COUNTS)
def test_turning_the_groups_round_turns_the_difference_over(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = risk_difference(*one, *other), risk_difference(*other, *one)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert -1 - 1e-9 <= there.low <= there.value <= there.high <= 1 + 1e-9


@given(COUNTS)
def test_wilson_holds_the_share(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair)
    assert low - 1e-9 <= pair[0] / pair[1] <= high + 1e-9


@pytest.mark.parametrize("counts", [(0, 10, 1, 10), (1, 10, 0, 10), (11, 10, 1, 10)])
def test_a_ratio_without_events_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least one event"):
        risk_ratio(*counts)


def test_a_difference_with_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        risk_difference(0, 0, 1, 10)


def test_halves_are_rounded_up_as_people_do() -> None:
    assert [of_hundred_people(share) for share in (0.765, 0.0049, 0.005, 1.0)] == [77, 0, 1, 100]
    assert math.isclose(of_hundred_people(20 / 68), 29)
