"""The single-session spike: today's run against the longest of the last 30 days."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Literal

from hipedu.training.loads import check_load

LOOKBACK_DAYS = 30

SpikeClass = Literal["reference", "small", "moderate", "large"]


def spike_percent(distance_km: float, longest_before_km: float | None) -> float | None:
    """How far a run goes beyond the longest run of the previous 30 days.

    Parameters
    ----------
    distance_km : float
        Today's run [km].
    longest_before_km : float or None
        The longest single run of the 30 days before today [km]; today is not part of it.

    Returns
    -------
    float or None
        Excess [%], negative for a shorter run; None after 30 days without a run: that is a
        return from a lay-off, not a spike.

    Notes
    -----
    ``100 * (distance / longest - 1)``.

    References
    ----------
    frandsen2025spike

    Examples
    --------
    >>> spike_percent(15, 12)
    25.0
    >>> spike_percent(6, None) is None
    True
    """
    if not longest_before_km:
        return None
    # divide last: 100*d/l - 100 gives exactly 10 for 13.2 over 12 up to one rounding
    return 100.0 * (distance_km - longest_before_km) / longest_before_km


def spike_class(percent: float) -> SpikeClass:
    """Name the class of a spike as the cohort study cut them.

    Parameters
    ----------
    percent : float
        Excess over the longest run of the last 30 days [%].

    Returns
    -------
    {"reference", "small", "moderate", "large"}
        Up to 10, above 10 to 30, above 30 to 100, above 100.

    Notes
    -----
    Distances are given to a few metres at best, so a value within a millionth of an edge
    counts as the edge: 13.2 km after 12 km is exactly ten percent, whatever binary
    fractions make of it.

    References
    ----------
    frandsen2025spike

    Examples
    --------
    >>> [spike_class(value) for value in (10, 10.1, 30, 100, 100.1)]
    ['reference', 'small', 'small', 'moderate', 'large']
    """
    slack = 1e-6
    if percent <= 10 + slack:
        return "reference"
    if percent <= 30 + slack:
        return "small"
    if percent <= 100 + slack:
        return "moderate"
    return "large"


def longest_before(
    longest_of_day: Sequence[float], *, days: int = LOOKBACK_DAYS
) -> list[float | None]:
    """For every day: the longest single run of the 30 days before it.

    Parameters
    ----------
    longest_of_day : sequence of float
        The longest single run of each day [km], oldest first, rest days as 0.
    days : int
        How far to look back [day]; the study looked back 30 days.

    Returns
    -------
    list of float or None
        Distance [km]; None where those 30 days hold no run. Today never counts.

    Notes
    -----
    A queue of candidates that only ever shrinks from the left keeps the work proportional
    to the number of days.

    References
    ----------
    frandsen2025spike

    Examples
    --------
    >>> longest_before([5.0, 8.0, 0.0, 6.0])
    [None, 5.0, 8.0, 8.0]
    """
    check_load(longest_of_day)
    candidates: deque[int] = deque()
    result: list[float | None] = []
    for day, distance in enumerate(longest_of_day):
        while candidates and candidates[0] < day - days:
            candidates.popleft()
        result.append(longest_of_day[candidates[0]] if candidates else None)
        if distance > 0:
            while candidates and longest_of_day[candidates[-1]] <= distance:
                candidates.pop()
            candidates.append(day)
    return result
