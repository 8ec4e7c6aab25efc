"""Foster's monotony and strain: was every day the same?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from hipedu.training.loads import check_load

WINDOW_DAYS = 7


def _mean_over_sd(week: Sequence[float], *, degrees: int) -> float | None:
    if max(week) == min(week):  # no spread at all: rounding must not turn 0 into 1e-17
        return None
    mean = math.fsum(week) / len(week)
    variance = math.fsum([(value - mean) ** 2 for value in week]) / degrees
    return mean / math.sqrt(variance) if variance > 0 else None


def monotony(week: Sequence[float]) -> float | None:
    """Mean daily load of a week divided by its sample standard deviation.

    Parameters
    ----------
    week : sequence of float
        Daily loads of the week, rest days as 0; two days or more.

    Returns
    -------
    float or None
        Monotony [1]; None if all days are the same, because the spread is then 0.

    Notes
    -----
    ``mean / SD`` with n - 1 in the standard deviation. Papers seldom say which SD they
    used; `monotony_population` is the other one and reads 8 % higher in a week of 7 days.
    Above 2.0 is the usual flag. It was drawn from overtraining and illness in small groups,
    not from hip injuries.

    References
    ----------
    foster1998monitoring

    Examples
    --------
    >>> monotony([1.0, 3.0, 2.0])
    2.0
    >>> monotony([7.0] * 7) is None
    True
    """
    check_load(week)
    return _mean_over_sd(week, degrees=len(week) - 1)


def monotony_population(week: Sequence[float]) -> float | None:
    """Mean daily load of a week divided by its population standard deviation.

    Parameters
    ----------
    week : sequence of float
        Daily loads of the week, rest days as 0.

    Returns
    -------
    float or None
        Monotony [1]; None if all days are the same.

    References
    ----------
    foster1998monitoring

    Examples
    --------
    >>> monotony_population([1.0, 3.0, 1.0, 3.0])
    2.0
    """
    check_load(week)
    return _mean_over_sd(week, degrees=len(week))


def strain(week: Sequence[float]) -> float | None:
    """Load of a week times its monotony (sample SD).

    Parameters
    ----------
    week : sequence of float
        Daily loads of the week, rest days as 0.

    Returns
    -------
    float or None
        Strain, in the load's unit; None where monotony is undefined.

    Notes
    -----
    Its size depends on the load's unit: strain in kilometres and strain in session-RPE
    units cannot be compared, nor can two runners.

    References
    ----------
    foster1998monitoring

    Examples
    --------
    >>> strain([1.0, 3.0, 2.0])
    12.0
    """
    ratio = monotony(week)
    return None if ratio is None else math.fsum(week) * ratio


def strain_population(week: Sequence[float]) -> float | None:
    """Load of a week times its monotony (population SD).

    Parameters
    ----------
    week : sequence of float
        Daily loads of the week, rest days as 0.

    Returns
    -------
    float or None
        Strain, in the load's unit; None where monotony is undefined.

    References
    ----------
    foster1998monitoring

    Examples
    --------
    >>> strain_population([1.0, 3.0, 1.0, 3.0])
    16.0
    """
    ratio = monotony_population(week)
    return None if ratio is None else math.fsum(week) * ratio


def rolling_monotony(load: Sequence[float]) -> list[float | None]:
    """The monotony of the 7 days that end on each day; None in the first 6 days.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.

    Notes
    -----
    The same as ``rolling_week(load, monotony)``, with the load checked once instead of seven
    times.

    References
    ----------
    foster1998monitoring

    Examples
    --------
    >>> rolling_monotony([0.0] * 3 + [1.0, 2.0, 3.0, 1.0])[5:]
    [None, 0.8660254037844387]
    """
    check_load(load)
    before: list[float | None] = [None] * min(WINDOW_DAYS - 1, len(load))
    return before + [
        _mean_over_sd(load[end - WINDOW_DAYS : end], degrees=WINDOW_DAYS - 1)
        for end in range(WINDOW_DAYS, len(load) + 1)
    ]


def rolling_week(
    load: Sequence[float], measure: Callable[[Sequence[float]], float | None]
) -> list[float | None]:
    """Apply a measure of one week to the 7 days that end on each day.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.
    measure : function
        For example `monotony` or `strain`.

    Returns
    -------
    list of float or None
        None in the first 6 days.

    Examples
    --------
    >>> rolling_week([1.0] * 7, sum)
    [None, None, None, None, None, None, 7.0]
    """
    return [
        None if day < WINDOW_DAYS - 1 else measure(load[day - WINDOW_DAYS + 1 : day + 1])
        for day in range(len(load))
    ]
