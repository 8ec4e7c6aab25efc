"""How sure a share or a mean of few cases is."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hipedu.reasoning.shares import wilson

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
