"""Acute to chronic workload ratios from plain averages of 7 and 28 days."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.training.loads import check_load, window_totals

ACUTE_DAYS = 7
CHRONIC_DAYS = 28
COUPLED_CEILING = CHRONIC_DAYS / ACUTE_DAYS
"""The coupled ratio cannot exceed this: the acute week lies inside the chronic month."""


def acwr_rolling_coupled(load: Sequence[float]) -> list[float | None]:
    """For every day: mean of the last 7 days over mean of the last 28 days.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.

    Returns
    -------
    list of float or None
        Ratio [1], 0 to 4; None in the first 27 days and where the 28 days hold no load.

    Notes
    -----
    The week is part of the month it is compared with, so the two rise together: with four
    independent weeks they correlate 0.5 by construction. After three empty weeks any
    running at all gives exactly 4.

    References
    ----------
    lolli2019coupling, impellizzeri2021dismiss

    Examples
    --------
    >>> acwr_rolling_coupled([5.0] * 28 + [10.0] * 7)[-1]
    1.6
    >>> acwr_rolling_coupled([5.0] * 27)[-1] is None
    True
    """
    check_load(load)
    weeks = window_totals(load, days=ACUTE_DAYS)
    months = window_totals(load, days=CHRONIC_DAYS)
    return [
        None if acute is None or not chronic else COUPLED_CEILING * acute / chronic
        for acute, chronic in zip(weeks, months, strict=True)
    ]


def acwr_rolling_uncoupled(load: Sequence[float]) -> list[float | None]:
    """For every day: mean of the last 7 days over mean of the 21 days before them.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.

    Returns
    -------
    list of float or None
        Ratio [1], without an upper bound; None in the first 27 days and after three empty
        weeks.

    References
    ----------
    lolli2019coupling, impellizzeri2021dismiss

    Examples
    --------
    >>> acwr_rolling_uncoupled([5.0] * 28 + [10.0] * 7)[-1]
    2.0
    """
    check_load(load)
    before = CHRONIC_DAYS - ACUTE_DAYS
    weeks = window_totals(load, days=ACUTE_DAYS)
    earlier = [*[None] * ACUTE_DAYS, *window_totals(load, days=before)][: len(weeks)]
    return [
        None if acute is None or not chronic else (before / ACUTE_DAYS) * acute / chronic
        for acute, chronic in zip(weeks, earlier, strict=True)
    ]


def coupled_from_uncoupled(uncoupled: float) -> float:
    """The coupled ratio that belongs to an uncoupled one.

    Parameters
    ----------
    uncoupled : float
        Last 7 days over the 21 before them [1].

    Returns
    -------
    float
        ``4 u / (u + 3)`` [1].

    Notes
    -----
    The two ratios hold the same information; coupling only squeezes it under 4.

    References
    ----------
    lolli2019coupling

    Examples
    --------
    >>> coupled_from_uncoupled(1.0)
    1.0
    >>> coupled_from_uncoupled(3.0)
    2.0
    """
    return 4.0 * uncoupled / (uncoupled + 3.0)


def uncoupled_from_coupled(coupled: float) -> float | None:
    """The uncoupled ratio that belongs to a coupled one; None at the ceiling of 4.

    Parameters
    ----------
    coupled : float
        Last 7 days over the last 28 [1].

    Returns
    -------
    float or None
        ``3 c / (4 - c)`` [1].

    Examples
    --------
    >>> uncoupled_from_coupled(2.0)
    3.0
    >>> uncoupled_from_coupled(4.0) is None
    True
    """
    if coupled >= COUPLED_CEILING:
        return None
    return 3.0 * coupled / (COUPLED_CEILING - coupled)
