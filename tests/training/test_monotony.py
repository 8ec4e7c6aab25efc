"""Monotony and strain of worked weeks."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.training.monotony import (
    monotony,
    monotony_population,
    rolling_week,
    strain,
    strain_population,
)

VARIED = [300.0, 0, 450, 200, 0, 600, 150]
SIX_SAME = [240.0] * 6 + [0.0]


def test_varied_week():
    # total 1700, mean 242.857; sample SD 224.404, population SD 207.758
    assert monotony(VARIED) == pytest.approx(242.857 / 224.404, abs=1e-4)
    assert monotony(VARIED) == pytest.approx(1.0822, abs=5e-5)
    assert strain(VARIED) == pytest.approx(1839.8, abs=0.05)
    assert monotony_population(VARIED) == pytest.approx(1.1689, abs=5e-5)
    assert strain_population(VARIED) == pytest.approx(1987.2, abs=0.06)


def test_six_equal_days():
    # mean 1440/7 = 205.71; squared deviations 6*34.29^2 + 205.71^2 = 49371.4; /6 -> SD 90.71
    assert monotony(SIX_SAME) == pytest.approx(2.2678, abs=5e-5)
    assert strain(SIX_SAME) == pytest.approx(3265.6, abs=0.05)
    assert monotony_population(SIX_SAME) == pytest.approx(2.4495, abs=5e-5)  # the root of 6


@pytest.mark.parametrize("same", [0.0, 0.1, 7.0, 1e-9, 1e9])
def test_seven_equal_days_have_no_monotony(same):
    week = [same] * 7
    assert monotony(week) is monotony_population(week) is strain(week) is None
    assert strain_population(week) is None


def test_only_whole_weeks_are_rated():
    assert rolling_week(SIX_SAME, monotony)[:6] == [None] * 6


WEEKS = st.lists(st.integers(0, 500), min_size=7, max_size=7)


@given(WEEKS)
def test_against_the_statistics_module(week):
    if len(set(week)) == 1:
        assert monotony(week) is None
    else:
        assert monotony(week) == pytest.approx(statistics.mean(week) / statistics.stdev(week))
        assert monotony_population(week) == pytest.approx(
            statistics.mean(week) / statistics.pstdev(week)
        )


@given(WEEKS, st.permutations(range(7)))
def test_the_order_of_the_days_does_not_matter(week, order):
    shuffled = [week[index] for index in order]
    assert monotony(shuffled) == monotony(week)
