"""How often each condition is the cause, before anything is asked.

Priors are relative weights by age band and sex. A person of known age and sex takes one row of
them. Where age or sex is not known, the rows are mixed:

.. math:: P(c) = \\sum_s w_s \\, \\frac{a_{cs}}{\\sum_k a_{ks}}

with :math:`a_{cs}` the weight of condition c in stratum s and :math:`w_s` the share of runners
with hip-region pain who are in that stratum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hipedu.model import Presentation, Prior, Sex, Sourced

Z_90 = 1.6448536269514722
"""Half-width, in standard deviations, of an interval that holds nine values of ten."""

AGE_SHARES: tuple[tuple[int, int, Sourced], ...] = tuple(
    (low, high, Sourced(value=share, low=share / 2, high=share * 2, basis="expert_estimate",
                        note="share of runners with hip-region pain; used when age is unknown"))
    for low, high, share in (
        (0, 12, 0.04), (13, 17, 0.10), (18, 34, 0.36), (35, 54, 0.36), (55, 120, 0.14)
    )
)

FEMALE_SHARE = Sourced(
    value=0.5, low=0.4, high=0.65, basis="expert_estimate",
    note="used when sex is unknown; hip pain is commoner in women, runners were more often men",
)

RAREST_PER_1000 = Sourced(
    value=0.01, unit="per_1000", low=0.001, high=0.1, basis="expert_estimate",
    note="a condition without a row for somebody's age and sex is almost, not wholly, excluded",
)

DEFAULT_SPREAD = 0.67
"""Standard deviation of a log weight given without interval: a factor of three either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One age band and sex with its normalised prior.

    `p` sums to one over conditions; `variance` is that of the natural log of each weight.
    """

    age_min: int
    age_max: int
    sex: Sex
    p: tuple[float, ...]
    variance: tuple[float, ...]


def log_variance(weight: Sourced) -> float:
    """Variance of the natural log of a weight whose interval holds nine values of ten.

    Examples
    --------
    >>> w = Sourced(value=10, low=1, high=100, unit="per_1000", basis="expert_estimate")
    >>> round(log_variance(w) ** 0.5 * Z_90 / math.log(10), 6)
    1.0
    """
    if weight.low is None or weight.high is None or weight.low <= 0 or weight.value <= 0:
        return DEFAULT_SPREAD**2
    return (math.log(weight.high / weight.low) / (2 * Z_90)) ** 2


def _row(presentation: Presentation, low: int, high: int, sex: Sex) -> Prior | None:
    for prior in presentation.priors:
        if prior.sex == sex and prior.age_min <= low and high <= prior.age_max:
            return prior
    return None


def strata(presentations: Sequence[Presentation]) -> tuple[Stratum, ...]:
    """Return every age band and sex that the presentations tell apart, with its prior.

    Bands are cut wherever any presentation cuts them, so that each stratum has at most one
    row of each condition.
    """
    edges = sorted({p.age_min for item in presentations for p in item.priors}
                   | {p.age_max + 1 for item in presentations for p in item.priors})
    found: list[Stratum] = []
    for low, after in pairwise(edges):
        for sex in ("female", "male"):
            rows = [_row(item, low, after - 1, sex) for item in presentations]
            if not any(row is not None and row.weight.value > 0 for row in rows):
                continue
            weights = [
                max(row.weight.value, RAREST_PER_1000.value) if row else RAREST_PER_1000.value
                for row in rows
            ]
            total = math.fsum(weights)
            found.append(
                Stratum(
                    age_min=low,
                    age_max=after - 1,
                    sex=sex,
                    p=tuple(weight / total for weight in weights),
                    variance=tuple(
                        log_variance(row.weight) if row else DEFAULT_SPREAD**2 for row in rows
                    ),
                )
            )
    if not found:
        raise ValueError(
            "No condition has a prior: give each presentation at least one row with a weight "
            "above 0."
        )
    return tuple(found)


def age_share(age_min: int, age_max: int) -> float:
    """Share of runners with hip-region pain whose age lies in a band, ends included.

    Within each of `AGE_SHARES` every year counts the same.
    """
    share = 0.0
    for low, high, part in AGE_SHARES:
        years = min(high, age_max) - max(low, age_min) + 1
        if years > 0:
            share += part.value * years / (high - low + 1)
    return share


def _years_away(stratum: Stratum, age: int) -> int:
    return max(stratum.age_min - age, age - stratum.age_max, 0)


def prior(
    rows: Sequence[Stratum], *, age: int | None = None, sex: Sex | None = None
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the prior probability of every condition and the variance of its log.

    Parameters
    ----------
    rows : sequence of Stratum
    age : int, optional
        In whole years [year]. Outside all bands the nearest band is used.
    sex : {"female", "male"}, optional

    Returns
    -------
    p, variance : tuple of float
        `p` sums to one.

    Notes
    -----
    The variance of a mixture is taken as the mean variance of the rows mixed, weighted as they
    are: what a mixture adds by itself is shown by asking for age and sex.
    """
    used = [row for row in rows if sex is None or row.sex == sex] or list(rows)
    if age is not None:
        nearest = min(_years_away(row, age) for row in used)
        used = [row for row in used if _years_away(row, age) == nearest]
    shares: list[float] = []
    for row in used:
        of_sex = FEMALE_SHARE.value if row.sex == "female" else 1 - FEMALE_SHARE.value
        of_age = 1.0 if age is not None else age_share(row.age_min, row.age_max)
        shares.append(of_sex * of_age)
    total = math.fsum(shares)
    if total <= 0:
        shares, total = [1.0] * len(used), float(len(used))
    parts = [share / total for share in shares]
    p = [
        math.fsum(part * row.p[i] for part, row in zip(parts, used, strict=True))
        for i in range(len(used[0].p))
    ]
    scale = math.fsum(p)
    variance = tuple(
        math.fsum(part * row.variance[i] for part, row in zip(parts, used, strict=True))
        for i in range(len(p))
    )
    return tuple(value / scale for value in p), variance


def pooled_prior(rows: Sequence[Stratum]) -> tuple[float, ...]:
    """Return the prior of a runner of whom neither age nor sex is known."""
    return prior(rows)[0]


def presentations_in_order(
    presentations: Mapping[str, Presentation],
) -> tuple[Presentation, ...]:
    """Return the presentations sorted by id: the order of every vector in this package."""
    return tuple(presentations[key] for key in sorted(presentations))
