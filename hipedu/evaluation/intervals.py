"""How sure a share or a mean of few cases is."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Z_95 = 1.959963984540054
"""Half-width, in standard deviations, of an interval that holds 95 of 100."""

DRAWS = 1000
SEED = 20261123

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its 95 % interval; `value` is None where there was no case at all."""

    value: float | None
    low: float | None
    high: float | None
    of: int
    """How many cases it rests on."""
    hits: int | None = None
    """For a share: how many of them."""


NOTHING = Estimate(value=None, low=None, high=None, of=0)


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


def share(truths: Sequence[bool]) -> Estimate:
    """Return the share of true values with Wilson's interval.

    Examples
    --------
    >>> share([True, True, False, False]).value
    0.5
    >>> share([]).of
    0
    """
    if not truths:
        return NOTHING
    hits = sum(truths)
    low, high = wilson(hits, len(truths))
    return Estimate(value=hits / len(truths), low=low, high=high, of=len(truths), hits=hits)


def bootstrap(
    items: Sequence[_T],
    statistic: Callable[[Sequence[_T]], float],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Estimate:
    """Return a statistic with its percentile bootstrap interval.

    Cases are drawn again with replacement, as many as there are; the interval runs from the
    2.5th to the 97.5th percentile of the statistic. The seed is fixed, so the result is the same
    every time.

    Examples
    --------
    A mean of equal values has no spread.

    >>> found = bootstrap([2.0, 2.0, 2.0], lambda xs: sum(xs) / len(xs))
    >>> found.low, found.value, found.high
    (2.0, 2.0, 2.0)
    """
    if not items:
        return NOTHING
    source = random.Random(seed)  # noqa: S311 - resampling, nothing secret
    found = sorted(statistic(source.choices(items, k=len(items))) for _ in range(draws))
    low, high = found[int(0.025 * draws)], found[min(int(0.975 * draws), draws - 1)]
    return Estimate(value=statistic(items), low=low, high=high, of=len(items))


def mean(values: Sequence[float]) -> float:
    """Return the mean; `math.fsum` keeps it independent of the order."""
    return math.fsum(values) / len(values)


def mean_of(values: Sequence[float], *, draws: int = DRAWS, seed: int = SEED) -> Estimate:
    """Return the mean with its bootstrap interval."""
    return bootstrap(values, mean, draws=draws, seed=seed)
