"""Whether what is stated comes true as often as stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.evaluation.intervals import Estimate, share

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Stated probabilities from `above` (not included) to `up_to`, and what came of them."""

    above: float
    up_to: float
    stated: float
    """Mean of what was stated."""
    true: Estimate
    """How often it came true."""


def reliability(pairs: Sequence[tuple[float, bool]], *, bins: int = BINS) -> list[Bin]:
    """Return the reliability curve: by bin, what was stated and how often it came true.

    Bins without a pair are left out; a probability of 0 belongs to the first bin.

    Examples
    --------
    >>> one, = reliability([(0.25, True), (0.3, False)])
    >>> one.above, one.up_to, one.stated, one.true.value
    (0.2, 0.3, 0.275, 0.5)
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for p, true in pairs:
        place = next((i for i in range(bins) if p <= (i + 1) / bins), bins - 1)
        members[place].append((p, true))
    return [
        Bin(
            above=i / bins,
            up_to=(i + 1) / bins,
            stated=sum(p for p, _ in inside) / len(inside),
            true=share([true for _, true in inside]),
        )
        for i, inside in enumerate(members)
        if inside
    ]


def coverage(bands: Sequence[tuple[float, float]], truths: Sequence[float]) -> Estimate:
    """Return how often a band holds the true value, ends included.

    Examples
    --------
    >>> coverage([(0.1, 0.3), (0.1, 0.3)], [0.2, 0.4]).value
    0.5
    """
    return share([
        low <= true <= high for (low, high), true in zip(bands, truths, strict=True)
    ])


def among_first(ranks: Sequence[int], k: int) -> Estimate:
    """Return how often the truth stands among the first `k`.

    Examples
    --------
    >>> among_first([1, 2, 5], 3).hits
    2
    """
    return share([rank <= k for rank in ranks])
