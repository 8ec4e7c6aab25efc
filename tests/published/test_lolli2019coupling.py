"""Lolli et al. 2019: coupling by itself makes acute and chronic load correlate, 0.5 with four
independent weeks of equal spread."""

import random
import statistics

import pytest

from hipedu.training.ratios import acwr_rolling_coupled, acwr_rolling_uncoupled


def correlation(xs, ys):
    return statistics.correlation(xs, ys)


def test_independent_weeks_correlate_with_the_month_they_belong_to():
    draw = random.Random(7)
    acute, coupled, uncoupled = [], [], []
    for _ in range(4000):
        weeks = [draw.gauss(40, 5) for _ in range(4)]
        days = [week / 7 for week in weeks for _ in range(7)]
        ratio_c, ratio_u = acwr_rolling_coupled(days)[-1], acwr_rolling_uncoupled(days)[-1]
        acute.append(weeks[-1] / 7)
        coupled.append(acute[-1] / ratio_c)  # the chronic load behind each ratio
        uncoupled.append(acute[-1] / ratio_u)
    # 1 / sqrt(4) for the coupled month, nothing for the other; 4,000 draws leave +-0.03
    assert correlation(acute, coupled) == pytest.approx(0.5, abs=0.03)
    assert correlation(acute, uncoupled) == pytest.approx(0.0, abs=0.05)
