"""Fitness and fatigue: worked values, the defining sum, the two weights."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.training.fitness import (
    CONVENTIONAL,
    MORTON_1990,
    FitnessFatigue,
    acute_training_load,
    alpha_exponential,
    alpha_fraction,
    banister_performance,
    chronic_training_load,
    days_until_net_gain,
    days_until_peak,
    decay_then_add,
    fading_load,
    training_stress_balance,
)


def test_days_to_gain_and_to_peak():
    # 42*7/35 = 8.4; 8.4 ln 2 = 5.822; 8.4 ln(2*42/7) = 8.4 ln 12 = 20.873
    assert days_until_net_gain() == pytest.approx(5.822, abs=5e-4)
    assert days_until_peak() == pytest.approx(20.873, abs=5e-4)
    # 45*15/30 = 22.5; 22.5 ln 2 = 15.596; 22.5 ln 6 = 40.315
    assert days_until_net_gain(MORTON_1990) == pytest.approx(15.596, abs=5e-4)
    assert days_until_peak(MORTON_1990) == pytest.approx(40.315, abs=6e-4)


def test_one_load_of_a_hundred():
    performance = banister_performance([100.0] + [0.0] * 30)
    for day, value in {1: -75.728, 5: -9.132, 6: 1.813, 21: 50.696, 30: 46.201}.items():
        assert performance[day] == pytest.approx(value, abs=6e-4)
    assert performance[0] == 0


def test_one_day_update():
    # 100 e^(-1/42) + 50 = 147.647; 60 e^(-1/7) + 50 = 102.013
    assert decay_then_add(100, 50, days=42) == pytest.approx(147.647, abs=5e-4)
    assert decay_then_add(60, 50, days=7) == pytest.approx(102.013, abs=5e-4)


@given(st.lists(st.integers(0, 300), max_size=60))
def test_the_recursion_is_the_defining_sum(load):
    model = CONVENTIONAL
    for day, value in enumerate(banister_performance(load, model)):
        fitness = sum(w * math.exp(-(day - s) / 42) for s, w in enumerate(load[:day]))
        fatigue = sum(w * math.exp(-(day - s) / 7) for s, w in enumerate(load[:day]))
        assert value == pytest.approx(fitness - 2 * fatigue, abs=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [{"fitness_days": 7.0}, {"fatigue_days": 0.0}, {"fitness_gain": 0.0}, {"fatigue_gain": -1.0}],
)
def test_constants_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must be|fades"):
        FitnessFatigue(**wrong)


def test_both_weights():
    assert alpha_exponential(42) == pytest.approx(0.023528, abs=5e-7)
    assert alpha_exponential(7) == pytest.approx(0.133122, abs=5e-7)
    assert alpha_fraction(42) == pytest.approx(0.0238095, abs=5e-8)
    assert alpha_fraction(7) == pytest.approx(0.1428571, abs=5e-8)


def test_six_weeks_of_fifty_then_two_of_rest():
    # closed form: 50 (1 - (1-a)^42); with a = 1-e^(-1/42): 50 (1 - 1/e) = 31.606
    weeks, rest = [50.0] * 42, [0.0] * 14
    ctl, atl = chronic_training_load(weeks + rest), acute_training_load(weeks + rest)
    assert (ctl[41], atl[41]) == (pytest.approx(31.606, abs=5e-4), pytest.approx(49.876, abs=5e-4))
    assert ctl[41] - atl[41] == pytest.approx(-18.270, abs=6e-4)
    assert (ctl[-1], atl[-1]) == (pytest.approx(22.647, abs=5e-4), pytest.approx(6.750, abs=5e-4))
    assert ctl[-1] - atl[-1] == pytest.approx(15.897, abs=6e-4)
    ctl = fading_load(weeks + rest, alpha_fraction(42))
    atl = fading_load(weeks + rest, alpha_fraction(7))
    assert (ctl[41], atl[41]) == (pytest.approx(31.827, abs=5e-4), pytest.approx(49.923, abs=5e-4))
    assert (ctl[-1], atl[-1]) == (pytest.approx(22.713, abs=5e-4), pytest.approx(5.768, abs=6e-4))
    assert ctl[-1] - atl[-1] == pytest.approx(16.945, abs=6e-4)


def test_the_balance_is_yesterdays_difference():
    balance = training_stress_balance([1.0, 2.0, 3.0], [4.0, 6.0, 8.0], start=0.5)
    assert balance == [0.5, -3.0, -4.0]
    assert training_stress_balance([], []) == []
