"""Hazard ratios of many two-group comparisons at once. Needs numpy; import it on demand.

A comparison is a table over strata (days of a study): how many are at risk beyond a cut-off and
within it, and how many of each are injured. With one yes-or-no measure that may change from day to
day, Cox's partial likelihood needs no more than that. The interval holds every ratio that the score
test does not reject, so that "significant" and "the interval leaves 1 out" never disagree, and a
cell without an injury gives an open interval instead of an error.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hipedu.training.cohorts import Z_95

Numbers = NDArray[np.float64]

LIMIT = 9.0
"""Logarithm beyond which a ratio is not followed: 8,000 times."""
ROUNDS = 60


def _score(
    log_ratio: Numbers, beyond: Numbers, within: Numbers, hits: Numbers, injured: Numbers
) -> tuple[Numbers, Numbers]:
    """Score of the partial likelihood and its information (ties after Breslow)."""
    weighted = beyond * np.exp(log_ratio)[..., None]
    share = weighted / np.maximum(weighted + within, 1e-12)
    spent = injured * share
    score = hits - spent.sum(axis=-1)
    spent *= 1.0 - share
    return score, spent.sum(axis=-1)


def score_z(beyond: Numbers, within: Numbers, hit: Numbers, injured: Numbers) -> Numbers:
    """The score test of "no difference" of each comparison, as a standard normal number.

    Parameters
    ----------
    beyond, within : array
        At risk in each stratum (last axis) beyond the cut-off and within it.
    hit : array
        Injured beyond the cut-off, by stratum.
    injured : array
        Injured in all, by stratum.

    Returns
    -------
    array
        One number a comparison [1], above 0 where more are injured beyond than expected; 0 where
        nothing can be compared.

    Notes
    -----
    Observed minus expected over the root of the information at a ratio of 1: the log-rank test,
    but for the correction of the variance for several injuries on one day.
    """
    score, information = _score(
        np.zeros(beyond.shape[:-1]), beyond, within, hit.sum(axis=-1), injured
    )
    fine = information > 0
    z: Numbers = np.where(fine, score / np.sqrt(np.where(fine, information, 1.0)), 0.0)
    return z


def _solve(
    target: float, beyond: Numbers, within: Numbers, hits: Numbers, injured: Numbers
) -> Numbers:
    """The log ratio at which the standardised score equals `target`, by safeguarded Newton."""
    low = np.full(hits.shape, -LIMIT)
    high = np.full(hits.shape, LIMIT)
    at = np.zeros(hits.shape)
    for _ in range(ROUNDS):
        score, information = _score(at, beyond, within, hits, injured)
        root = np.sqrt(np.maximum(information, 1e-12))
        off = score / root - target
        low = np.where(off > 0, at, low)  # the score falls as the ratio rises
        high = np.where(off <= 0, at, high)
        step = at + off / root
        inside = (step > low) & (step < high)
        moved = np.where(inside, step, 0.5 * (low + high))
        if np.abs(moved - at).max(initial=0.0) < 1e-9:
            break
        at = moved
    return at


def hazard_ratios(
    beyond: Numbers, within: Numbers, hit: Numbers, injured: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Hazard ratio of each comparison with the ends of its 95 % score interval.

    Parameters
    ----------
    beyond, within, hit, injured : array
        As for `score_z`.

    Returns
    -------
    value, low, high : array
        Ratios [1]. With nobody injured beyond, `value` and `low` are 0; with nobody injured
        within, `value` and `high` are infinite; NaN where nothing can be compared.
    """
    counts = (beyond > 0) & (within > 0)
    injured = np.where(counts, injured, 0.0)  # a stratum with one group alone says nothing
    hits = np.where(counts, hit, 0.0).sum(axis=-1)
    total = injured.sum(axis=-1)
    none, every, empty = hits == 0, hits == total, total == 0
    open_ = none | every
    value = np.exp(_solve(0.0, beyond, within, np.where(open_, total / 2, hits), injured))
    low = np.exp(_solve(Z_95, beyond, within, np.where(none, total / 2, hits), injured))
    high = np.exp(_solve(-Z_95, beyond, within, np.where(every, total / 2, hits), injured))
    value = np.where(none, 0.0, np.where(every, np.inf, value))
    low = np.where(none, 0.0, low)
    high = np.where(every, np.inf, high)
    return (
        np.where(empty, np.nan, value),
        np.where(empty, np.nan, low),
        np.where(empty, np.nan, high),
    )
