"""Days without a run, and days in a row with one."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.training.loads import check_load


def rest_days(load: Sequence[float], *, days: int = 7) -> list[float | None]:
    """For every day: how many of the last `days` days were without load.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0.
    days : int
        Length of the window [day], the day itself among them.

    Returns
    -------
    list of float or None
        Days [day]; None while the log is shorter than the window.

    Notes
    -----
    A count, nothing else. That runs should be spread over three or more days is advice for
    reasons of common sense; how many days of rest a hip needs has not been tested in runners.

    Raises
    ------
    ValueError
        If `days` is below 1, or a day's load is negative or not finite.

    Examples
    --------
    >>> rest_days([5, 0, 0, 5, 0, 5, 0, 0])
    [None, None, None, None, None, None, 4.0, 5.0]
    """
    check_load(load)
    if days < 1:
        raise ValueError(f"days is {days}: a window has at least 1 day.")
    resting = 0
    found: list[float | None] = []
    for day, value in enumerate(load):
        resting += value == 0
        if day >= days:
            resting -= load[day - days] == 0
        found.append(float(resting) if day >= days - 1 else None)
    return found


def days_in_a_row(load: Sequence[float]) -> list[int]:
    """For every day: on how many days up to it there was a run without a day of rest.

    Examples
    --------
    >>> days_in_a_row([5, 5, 0, 5, 5, 5])
    [1, 2, 0, 1, 2, 3]
    """
    check_load(load)
    found: list[int] = []
    for value in load:
        found.append((found[-1] if found else 0) + 1 if value > 0 else 0)
    return found
