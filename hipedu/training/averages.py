"""Averages that forget slowly, and the ratio of a short one to a long one."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.training.loads import check_load

WARM_UP_DAYS = 28
"""So long the seed, the first day's load, still colours the long average noticeably."""


def ewma_lambda(days: int) -> float:
    """Weight of today in an exponentially weighted average of `days` days.

    Parameters
    ----------
    days : int
        The average's nominal length [day], at least 1.

    Returns
    -------
    float
        ``2 / (days + 1)`` [1].

    References
    ----------
    williams2017ewma

    Examples
    --------
    >>> ewma_lambda(7)
    0.25
    """
    if days < 1:
        raise ValueError(f"days is {days}: an average needs at least 1 day.")
    return 2.0 / (days + 1)


def ewma_load(load: Sequence[float], days: int) -> list[float]:
    """Exponentially weighted average of the load, seeded with the first day.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.
    days : int
        Nominal length [day].

    Returns
    -------
    list of float
        The average on each day, in the load's unit.

    Notes
    -----
    ``E_t = lam * L_t + (1 - lam) * E_(t-1)``, ``E_0 = L_0``.

    References
    ----------
    williams2017ewma

    Examples
    --------
    >>> ewma_load([8.0, 0.0, 0.0], 7)
    [8.0, 6.0, 4.5]
    """
    check_load(load)
    lam = ewma_lambda(days)
    averages: list[float] = []
    for value in load:
        # a + lam * (x - a) keeps a constant series exactly constant; lam*x + (1-lam)*a does not
        previous = averages[-1] if averages else value
        averages.append(previous + lam * (value - previous))
    return averages


def acwr_ewma(load: Sequence[float]) -> list[float | None]:
    """For every day: the 7-day over the 28-day exponentially weighted average.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.

    Returns
    -------
    list of float or None
        Ratio [1]; None in the first 27 days (warm-up) and while the average is 0.

    Notes
    -----
    The short average jumps with a single long run, so a steady runner with a long run on
    Sunday reads well above 1 every Sunday. Compare like weekdays.

    References
    ----------
    williams2017ewma

    Examples
    --------
    >>> acwr_ewma([5.0] * 28)[-1]
    1.0
    >>> acwr_ewma([5.0] * 27)[-1] is None
    True
    """
    acute = ewma_load(load, 7)
    chronic = ewma_load(load, 28)
    return [
        None if day < WARM_UP_DAYS - 1 or chronic[day] <= 0 else acute[day] / chronic[day]
        for day in range(len(load))
    ]
