"""Hazard ratios from tables against a package that fits Cox's model to rows, and against a root
finder on the defining equation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import brentq
from statsmodels.duration.hazard_regression import PHReg

from hipedu.evaluation.rate_ratio import Z_95, hazard_ratios, score_z


def rows_of(seed: int, ratio: float, people: int = 150, days: int = 25):
    """People whose measure changes from day to day; whoever is injured leaves."""
    random = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        for day in range(days):
            if random.random() < 0.3:
                continue  # no session on this day
            beyond = random.random() < 0.25
            injured = random.random() < 0.02 * (ratio if beyond else 1)
            rows.append((person, day, beyond, injured))
            if injured:
                break
    return rows


def tables(rows, days: int = 25):
    """The same rows, counted."""
    beyond, within, hit, injured = (np.zeros(days) for _ in range(4))
    for _, day, far, hurt in rows:
        beyond[day] += far
        within[day] += not far
        hit[day] += far and hurt
        injured[day] += hurt
    return beyond, within, hit, injured


@pytest.mark.parametrize(("seed", "ratio"), [(1, 1.0), (2, 2.0), (3, 4.0), (4, 0.4)])
def test_the_estimate_is_that_of_a_cox_model(seed, ratio):
    rows = rows_of(seed, ratio)
    # a row is at risk on its own day only: it enters after the day before has ended
    day = np.array([row[1] for row in rows], dtype=float)
    model = PHReg(
        day + 1, np.array([[float(row[2])] for row in rows]),
        status=np.array([float(row[3]) for row in rows]), entry=day + 0.5, ties="breslow",
    ).fit()  # fmt: skip
    value, low, high = hazard_ratios(*tables(rows))
    assert float(value) == pytest.approx(math.exp(model.params[0]), rel=1e-5)
    assert low < value < high


def score(log_ratio, beyond, within, hit, injured):
    """The standardised score, day by day, as the textbook writes it."""
    observed = expected = spread = 0.0
    for b, w, h, d in zip(beyond, within, hit, injured, strict=True):
        if b + w == 0:
            continue
        share = b * math.exp(log_ratio) / (b * math.exp(log_ratio) + w)
        observed += h
        expected += d * share
        spread += d * share * (1 - share)
    return (observed - expected) / math.sqrt(spread)


@pytest.mark.parametrize("seed", range(5, 10))
def test_the_interval_is_where_the_score_test_turns(seed):
    table = tables(rows_of(seed, 1.7))
    _, low, high = hazard_ratios(*table)
    assert math.log(low) == pytest.approx(
        brentq(lambda x: score(x, *table) - Z_95, -5, 5), abs=1e-6
    )
    assert math.log(high) == pytest.approx(
        brentq(lambda x: score(x, *table) + Z_95, -5, 5), abs=1e-6
    )
    z = float(score_z(*table))
    assert z == pytest.approx(score(0.0, *table))
    assert (abs(z) > Z_95) == (not low < 1 < high)


def test_several_comparisons_at_once_are_each_their_own():
    both = [np.stack(pair) for pair in zip(tables(rows_of(1, 2.0)), tables(rows_of(2, 1.0)),
                                           strict=True)]  # fmt: skip
    together = hazard_ratios(*both)
    for place, seed_ratio in enumerate([(1, 2.0), (2, 1.0)]):
        alone = hazard_ratios(*tables(rows_of(*seed_ratio)))
        for one, other in zip(together, alone, strict=True):
            assert float(one[place]) == pytest.approx(float(other))


def test_cells_without_an_injury_give_open_ends():
    beyond, within = np.array([10.0, 10.0]), np.array([30.0, 30.0])
    two = np.array([1.0, 1.0])
    value, low, high = hazard_ratios(beyond, within, np.zeros(2), two)
    assert (value, low) == (0, 0)
    assert math.isfinite(high)
    value, low, high = hazard_ratios(beyond, within, two, two)
    assert (value, high) == (math.inf, math.inf)
    # log ratio x at which (2 - 2p) / sqrt(2 p (1-p)) = 1.96 with p = e^x/(e^x + 3):
    # (1-p)/p = 1.96^2/2, so the ratio is 3 p/(1-p) = 3 * 2 / 1.96^2 = 1.562
    assert low == pytest.approx(6 / Z_95**2, rel=1e-6)
    value, low, high = hazard_ratios(beyond, within, np.zeros(2), np.zeros(2))
    assert all(math.isnan(each) for each in (value, low, high))
    assert float(score_z(beyond, np.zeros(2), two, two)) == 0
