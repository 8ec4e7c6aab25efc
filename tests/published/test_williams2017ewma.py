"""Williams et al. 2017: the smoothing weight 2 / (N + 1), and what it tells apart."""

import pytest

from hipedu.training.averages import acwr_ewma, ewma_lambda
from hipedu.training.ratios import acwr_rolling_coupled


def test_the_weights():
    assert ewma_lambda(7) == 2 / 8
    assert ewma_lambda(28) == pytest.approx(2 / 29)


def test_equal_rolling_ratios_with_different_weighted_ones():
    # The paper shows three athletes with one rolling ratio and three weighted ones. The same
    # here in small: one week's load early, evenly or late in the last week.
    month = [10.0] * 21
    weeks = [[40.0, *[5.0] * 6], [10.0] * 7, [*[5.0] * 6, 40.0]]
    rolling = [acwr_rolling_coupled(month + week)[-1] for week in weeks]
    weighted = [acwr_ewma(month + week)[-1] for week in weeks]
    assert rolling[0] == rolling[1] == rolling[2]  # 70 km in every week
    assert weighted[0] < weighted[1] < weighted[2]
