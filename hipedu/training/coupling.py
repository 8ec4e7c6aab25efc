"""Why a ratio whose parts overlap correlates with itself."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Sequence

from hipedu.training.rule_values import window_totals

Pairs = list[tuple[float, float]]
"""Short-window mean and long-window mean, both in the load's unit a day."""

DRAWS = 400


def expected_correlation(acute: int, chronic: int) -> float:
    """Correlation of the two means of a coupled ratio when every day's load is independent.

    Parameters
    ----------
    acute, chronic : int
        Lengths of the two windows [day]; the short one is part of the long one.

    Returns
    -------
    float
        ``sqrt(acute / chronic)`` [1]; 0.5 for 7 in 28 days. Uncoupled windows share no day, so
        theirs is 0.

    Notes
    -----
    With a variance s² of each day, the means have variances s²/a and s²/c and a covariance of
    a s²/(a c) = s²/c, from the a days they share. Divide: sqrt(a/c).

    References
    ----------
    lolli2019coupling

    Examples
    --------
    >>> expected_correlation(7, 28)
    0.5
    """
    if not 1 <= acute < chronic:
        raise ValueError(
            f"The short window has {acute} days and the long one {chronic}: the long one must be "
            "longer."
        )
    return math.sqrt(acute / chronic)


def load_pairs(load: Sequence[int], *, acute: int, chronic: int, coupled: bool) -> Pairs:
    """Short-window and long-window mean of every day of a log.

    Parameters
    ----------
    load : sequence of int
        Daily load, oldest first.
    acute, chronic : int
        Lengths of the windows [day].
    coupled : bool
        Whether the long window holds the short one; if not, it is the days before it.

    Examples
    --------
    >>> load_pairs([1, 3], acute=1, chronic=2, coupled=True)
    [(3.0, 2.0)]
    >>> load_pairs([1, 3], acute=1, chronic=2, coupled=False)
    [(3.0, 1.0)]
    """
    near, far = window_totals(load, acute), window_totals(load, chronic)
    pairs: Pairs = []
    for a, c in zip(near, far, strict=True):
        if a is None or c is None:
            continue
        pairs.append((a / acute, c / chronic if coupled else (c - a) / (chronic - acute)))
    return pairs


def random_pairs(*, acute: int, chronic: int, seed: int, draws: int = DRAWS) -> tuple[Pairs, Pairs]:
    """Coupled and uncoupled pairs of months in which every day is drawn by itself.

    Parameters
    ----------
    acute, chronic : int
        Lengths of the windows [day].
    seed : int
        The same seed draws the same numbers.
    draws : int
        How many months.

    Returns
    -------
    coupled, uncoupled : list of pairs
        The same short-window means, against the whole month and against its earlier days.

    Notes
    -----
    Each day is uniform between 0 and 10 km, whatever came before: there is nothing to find.
    """
    expected_correlation(acute, chronic)  # refuses windows that make no sense
    draw = random.Random(seed)  # noqa: S311 - numbers to learn from, nothing secret
    coupled: Pairs = []
    uncoupled: Pairs = []
    for _ in range(draws):
        days = [10.0 * draw.random() for _ in range(chronic)]
        near, all_of_it = math.fsum(days[-acute:]), math.fsum(days)
        coupled.append((near / acute, all_of_it / chronic))
        uncoupled.append((near / acute, (all_of_it - near) / (chronic - acute)))
    return coupled, uncoupled


def pair_correlation(pairs: Pairs) -> float | None:
    """Pearson's correlation; None if one side never changes or there are fewer than three.

    Examples
    --------
    >>> pair_correlation([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)])
    1.0
    >>> pair_correlation([(1.0, 2.0), (1.0, 4.0), (1.0, 6.0)]) is None
    True
    """
    if len(pairs) < 3:
        return None
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    if min(first) == max(first) or min(second) == max(second):
        return None
    return statistics.correlation(first, second)
