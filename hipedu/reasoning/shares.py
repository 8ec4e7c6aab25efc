"""Shares of people: how sure they are, and how two of them compare."""

from __future__ import annotations

import math
from typing import NamedTuple

Z_95 = 1.959963984540054
"""Half-width, in standard deviations, of an interval that holds 95 of 100."""


class Interval(NamedTuple):
    """A number with the ends of its interval."""

    value: float
    low: float
    high: float


def wilson(hits: int, of: int, *, z: float = Z_95) -> tuple[float, float]:
    """Return Wilson's score interval of a share.

    Parameters
    ----------
    hits, of : int
        `hits` of `of` cases; `of` at least 1.

    Raises
    ------
    ValueError
        If there is no case, or more hits than cases.

    Notes
    -----
    .. math::

       \\frac{\\hat p + z^2/2n \\pm z\\sqrt{\\hat p (1 - \\hat p)/n + z^2/4n^2}}{1 + z^2/n}

    Unlike the textbook interval it does not collapse when every case is a hit.

    Examples
    --------
    With z = 2, four of four: centre (1 + 1/2) / 2, half-width 2 * sqrt(1/16) / 2.

    >>> wilson(4, 4, z=2)
    (0.5, 1.0)
    """
    if not 0 <= hits <= of or of < 1:
        raise ValueError(f"{hits} of {of} is no share: give hits from 0 to the number of cases")
    p = hits / of
    scale = 1 + z * z / of
    centre = (p + z * z / (2 * of)) / scale
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / scale
    return max(centre - half, 0.0), min(centre + half, 1.0)


def risk_ratio(
    events: int, total: int, events_against: int, total_against: int, *, z: float = Z_95
) -> Interval:
    """How many times as often something happened in one group as in another.

    Parameters
    ----------
    events, total : int
        People with the outcome and all people of the group; at least one event.
    events_against, total_against : int
        The same of the group it is compared with.

    Raises
    ------
    ValueError
        If a group has no event, so that its logarithm does not exist, or more events than people.

    Notes
    -----
    .. math::

       \\ln RR \\pm z \\sqrt{1/a - 1/n + 1/b - 1/m}

    Examples
    --------
    Half of 40 against a quarter of 40: twice as often; with z = 0 there is no interval.

    >>> risk_ratio(20, 40, 10, 40, z=0)
    Interval(value=2.0, low=2.0, high=2.0)
    """
    for hits, of in ((events, total), (events_against, total_against)):
        if not 1 <= hits <= of:
            raise ValueError(f"{hits} of {of}: a ratio needs at least one event in each group")
    ratio = (events / total) / (events_against / total_against)
    error = math.sqrt(1 / events - 1 / total + 1 / events_against - 1 / total_against)
    width = math.exp(z * error)
    return Interval(ratio, ratio / width, ratio * width)


def risk_difference(
    events: int, total: int, events_against: int, total_against: int, *, z: float = Z_95
) -> Interval:
    """How much larger the share of one group is than that of another.

    Raises
    ------
    ValueError
        If a group has nobody in it, or more events than people.

    Notes
    -----
    Newcombe's hybrid of two score intervals: with shares p and q and Wilson's intervals
    (l, u) and (k, v),

    .. math::

       p - q - \\sqrt{(p - l)^2 + (v - q)^2}, \\quad p - q + \\sqrt{(u - p)^2 + (q - k)^2}

    Examples
    --------
    >>> round(risk_difference(20, 40, 10, 40).value, 3)
    0.25
    """
    p, q = events / max(total, 1), events_against / max(total_against, 1)
    low_p, high_p = wilson(events, total, z=z)
    low_q, high_q = wilson(events_against, total_against, z=z)
    below = math.hypot(p - low_p, high_q - q)
    above = math.hypot(high_p - p, q - low_q)
    return Interval(p - q, p - q - below, p - q + above)


def of_hundred_people(share: float) -> int:
    """A share as whole people of 100, for a picture.

    Examples
    --------
    51 of 66 is 77.3 of 100.

    >>> of_hundred_people(51 / 66), of_hundred_people(0.005)
    (77, 1)
    """
    return math.floor(100 * share + 0.5)
