"""Agreement with the independent `acwr` package where both define the same thing.

It writes infinity where the denominator is 0 and not-a-number in the warm-up; both are
None here. Days on which its online variance has lost its digits (a nearly constant week)
are compared loosely.
"""

import math
import random

import acwr
import pandas as pd
import pytest

from hipedu.training.averages import acwr_ewma
from hipedu.training.monotony import monotony, monotony_population, rolling_week, strain
from hipedu.training.ratios import acwr_rolling_coupled, acwr_rolling_uncoupled
from hipedu.training.weekly import rolling_change_percent


def _random_log(seed: int, days: int) -> list[float]:
    draw = random.Random(seed)
    log = []
    for day in range(days):
        resting = draw.random() < 0.4 or (day // 45) % 4 == 3  # a lay-off every half year
        log.append(0.0 if resting else round(draw.uniform(2, 30), 2))
    return log


def _series(load):
    return pd.Series(load, index=pd.date_range("2023-01-02", periods=len(load), freq="D"))


def _same(ours, theirs):
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        if mine is None:
            assert not math.isfinite(other) or abs(other) > 1e9
        else:
            assert mine == pytest.approx(other, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_three_ratios(seed):
    load = _random_log(seed, 400)
    series = _series(load)
    _same(acwr_rolling_uncoupled(load)[27:], list(acwr.acwr(series, method="rau"))[27:])
    _same(acwr_rolling_coupled(load)[27:], list(acwr.acwr(series, method="rac"))[27:])
    _same(acwr_ewma(load)[27:], list(acwr.acwr(series, method="ewma"))[27:])


@pytest.mark.parametrize("seed", range(6))
def test_monotony_strain_and_weekly_change(seed):
    load = _random_log(seed, 400)
    series = _series(load)
    _same(rolling_week(load, monotony), list(acwr.monotony(series)))
    _same(rolling_week(load, monotony_population), list(acwr.monotony(series, ddof=0)))
    _same(rolling_week(load, strain), list(acwr.strain(series)))
    _same(rolling_change_percent(load), list(acwr.week_to_week_change(series)))
