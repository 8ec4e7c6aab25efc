"""The three acute to chronic ratios: worked examples, a naive loop, properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.training.averages import acwr_ewma, ewma_lambda, ewma_load
from hipedu.training.ratios import (
    acwr_rolling_coupled,
    acwr_rolling_uncoupled,
    coupled_from_uncoupled,
    uncoupled_from_coupled,
)

STEP = [5.0] * 28 + [10.0] * 7
WEEKEND = [0.0, 8, 0, 10, 0, 6, 16] * 4 + [0.0, 8, 0, 10, 0, 6, 24]
LOADS = st.lists(st.integers(0, 400).map(lambda tenths: tenths / 10), min_size=0, max_size=90)


def test_step_from_five_to_ten():
    # last 7: 70/7 = 10; last 28: (21*5 + 7*10)/28 = 175/28 = 6.25; 21 before: 5
    assert acwr_rolling_coupled(STEP)[-1] == pytest.approx(10 / 6.25)
    assert acwr_rolling_uncoupled(STEP)[-1] == pytest.approx(10 / 5)
    # EWMA: 10 - 5*0.75^7 = 10 - 0.66742 = 9.33258; 10 - 5*(27/29)^7 = 10 - 3.03197 = 6.96803
    assert ewma_load(STEP, 7)[-1] == pytest.approx(9.3326, abs=5e-5)
    assert ewma_load(STEP, 28)[-1] == pytest.approx(6.9680, abs=5e-5)
    assert acwr_ewma(STEP)[-1] == pytest.approx(1.3394, abs=5e-5)


def test_one_longer_sunday():
    # last 7: 48; last 28: 3*40 + 48 = 168 -> (48/7)/(168/28) = 6.857/6 = 1.1429; 48/40 = 1.2
    assert acwr_rolling_coupled(WEEKEND)[-1] == pytest.approx(1.1429, abs=5e-5)
    assert acwr_rolling_uncoupled(WEEKEND)[-1] == pytest.approx(1.2)
    assert ewma_load(WEEKEND, 7)[-1] == pytest.approx(9.6790, abs=5e-5)
    assert ewma_load(WEEKEND, 28)[-1] == pytest.approx(6.2222, abs=5e-5)
    assert acwr_ewma(WEEKEND)[-1] == pytest.approx(1.5556, abs=5e-5)


def test_published_smoothing_weights():
    assert ewma_lambda(7) == 0.25
    assert ewma_lambda(28) == pytest.approx(0.0689655, abs=5e-8)
    with pytest.raises(ValueError, match="at least 1 day"):
        ewma_lambda(0)


def test_after_three_empty_weeks_the_coupled_ratio_is_its_ceiling():
    back = [6.0] * 7 + [0.0] * 28 + [3.0] + [0.0] * 6
    assert acwr_rolling_coupled(back)[-1] == 4.0
    assert acwr_rolling_uncoupled(back)[-1] is None


def test_nothing_before_four_weeks_and_nothing_for_an_empty_month():
    for ratio in (acwr_rolling_coupled, acwr_rolling_uncoupled, acwr_ewma):
        assert ratio([4.0] * 27) == [None] * 27
        assert ratio([4.0] * 28)[27] == pytest.approx(1.0)
        assert ratio([0.0] * 40) == [None] * 40
        assert ratio([]) == []


@given(LOADS)
def test_agrees_with_a_naive_loop(load):
    coupled, uncoupled = acwr_rolling_coupled(load), acwr_rolling_uncoupled(load)
    for day in range(len(load)):
        last7 = sum(load[max(0, day - 6) : day + 1])
        last28 = sum(load[max(0, day - 27) : day + 1])
        before = last28 - last7
        if day < 27:
            assert coupled[day] is None
            assert uncoupled[day] is None
            continue
        if not any(load[day - 27 : day + 1]):
            assert coupled[day] is None
        else:
            assert coupled[day] == pytest.approx((last7 / 7) / (last28 / 28))
        if not any(load[day - 27 : day - 6]):
            assert uncoupled[day] is None
        else:
            assert uncoupled[day] == pytest.approx((last7 / 7) / (before / 21))


@given(LOADS)
def test_coupled_is_bounded_and_follows_from_uncoupled(load):
    for coupled, uncoupled in zip(
        acwr_rolling_coupled(load), acwr_rolling_uncoupled(load), strict=True
    ):
        if coupled is not None:
            assert 0 <= coupled <= 4 + 1e-12
        if uncoupled is not None:
            assert coupled == pytest.approx(coupled_from_uncoupled(uncoupled))
            assert uncoupled_from_coupled(coupled) == pytest.approx(uncoupled)


@given(LOADS, st.floats(0.1, 50))
def test_a_ratio_does_not_depend_on_the_unit(load, factor):
    scaled = [value * factor for value in load]
    for ratio in (acwr_rolling_coupled, acwr_rolling_uncoupled, acwr_ewma):
        for before, after in zip(ratio(load), ratio(scaled), strict=True):
            assert (before is None) == (after is None)
            if before is not None:
                assert after == pytest.approx(before)


@given(LOADS, st.integers(1, 30))
def test_later_days_change_no_earlier_ratio(load, extra):
    for ratio in (acwr_rolling_coupled, acwr_rolling_uncoupled, acwr_ewma):
        assert ratio(load + [9.0] * extra)[: len(load)] == ratio(load)
