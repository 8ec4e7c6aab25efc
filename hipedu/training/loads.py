"""What a daily load is allowed to be, and sums over a window of days."""

from __future__ import annotations

import math
from collections.abc import Sequence


def check_load(load: Sequence[float]) -> None:
    """Refuse a daily series that no measure of training load could make sense of.

    Parameters
    ----------
    load : sequence of float
        One number per calendar day, oldest first, rest days as 0 [km, minutes or AU].

    Raises
    ------
    ValueError
        If a day is not a finite number of at least 0. The message names the day.

    Examples
    --------
    >>> check_load([5.0, 0.0, 8.0])
    >>> check_load([5.0, -1.0])
    Traceback (most recent call last):
        ...
    ValueError: load[1] is -1.0: a day's load must be a finite number >= 0. Enter rest days as 0.
    """
    for index, value in enumerate(load):
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(
                f"load[{index}] is {value}: a day's load must be a finite number >= 0. "
                "Enter rest days as 0."
            )


def window_totals(load: Sequence[float], *, days: int) -> list[float | None]:
    """For every day: the load of the `days` days that end with it; None in the first of them.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first.
    days : int
        Length of the window [day].

    Examples
    --------
    >>> window_totals([1, 2, 3, 4], days=2)
    [None, 3.0, 5.0, 7.0]
    """
    # fsum, not a running sum: see `window_total`
    add = math.fsum
    before: list[float | None] = [None] * min(days - 1, len(load))
    return before + [add(load[end - days : end]) for end in range(days, len(load) + 1)]


def window_total(load: Sequence[float], day: int, *, days: int) -> float | None:
    """Load of the `days` days that end with `day`; None while the log is shorter than that.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first.
    day : int
        Index of the last day of the window.
    days : int
        Length of the window [day].

    Examples
    --------
    >>> window_total([1, 2, 3, 4], 3, days=2)
    7.0
    >>> window_total([1, 2, 3, 4], 0, days=2) is None
    True
    """
    first = day - days + 1
    if first < 0:
        return None
    # fsum, not a running sum: after weeks of adding and taking away, a running sum leaves
    # 1e-15 where the truth is 0, and a ratio over it would be huge instead of undefined.
    return math.fsum(load[first : day + 1])
