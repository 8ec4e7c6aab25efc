"""How sure a probability is: the band from the 10th to the 90th percentile.

Every prior weight and every likelihood has an interval. Read in logs, their errors are normal
and independent, with variances :math:`v`. For the posterior log odds of condition c against the
rest, :math:`\\eta_c = l_c - \\ln \\sum_{j \\ne c} e^{l_j}`, the first-order (delta) variance is

.. math::

   \\operatorname{Var}(\\eta_c) = \\sum_j g_{cj}^2 v_j + \\sum_f h_{cf}^2 u_f, \\qquad
   g_{cc} = 1, \\quad g_{cj} = -\\frac{p_j}{1 - p_c}

where :math:`v_j` sums the variances of the prior and of every likelihood that condition j states,
and :math:`u_f` is the variance of the background of finding f, shared by all conditions that
state nothing about it (together of posterior mass :math:`m_f`): :math:`h_{cf} = (1 - m_f)/(1 -
p_c)` for those, :math:`-m_f/(1 - p_c)` for the others. The band is :math:`\\eta_c \\pm 1.2816
\\sqrt{\\operatorname{Var}}` taken back to a probability. It is exact arithmetic: no draws, no
seed, the same every time. Where the variance is very large the true band is skewed and the first
order says only roughly how wide it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.reasoning.posterior import Posterior

Z_80 = 1.2815515655446004
"""Half-width, in standard deviations, from the median to the 90th percentile."""

TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Band:
    """10th and 90th percentile of a probability, and the variance of its log odds."""

    low: float
    high: float
    variance: float


def condition_variances(posterior: Posterior) -> list[float]:
    """Return, for each condition, the summed variance of the numbers that it states itself."""
    total = list(posterior.prior_variance)
    for item in posterior.evidence:
        w2 = item.weight * item.weight
        for i, _, _, variance in item.column.rows:
            total[i] += w2 * variance
    return total


def log_odds_variances(posterior: Posterior) -> list[float]:
    """Return the variance of the posterior log odds of every condition."""
    p = posterior.p
    own = condition_variances(posterior)
    squares = math.fsum(x * x * v for x, v in zip(p, own, strict=True))
    rest = [max(1 - x, TINY) for x in p]
    total = [
        v + max(squares - x * x * v, 0.0) / (r * r) for x, v, r in zip(p, own, rest, strict=True)
    ]
    base = 0.0  # background terms as if every condition stated the finding
    extra = [0.0] * len(p)
    for item in posterior.evidence:
        u = item.weight * item.weight * item.column.background_variance
        if u <= 0:
            continue
        stated = [row[0] for row in item.column.rows]
        inside = math.fsum(p[i] for i in stated)  # mass that states the finding
        silent = max(1 - inside, 0.0)
        base += u * inside * inside
        correction = u * (silent * silent - inside * inside)
        for i in stated:
            extra[i] += correction
    return [t + (base + e) / (r * r) for t, e, r in zip(total, extra, rest, strict=True)]


def bands(posterior: Posterior) -> tuple[Band, ...]:
    """Return the band of every condition's probability."""
    out: list[Band] = []
    for p, variance in zip(posterior.p, log_odds_variances(posterior), strict=True):
        inside = min(max(p, TINY), 1 - TINY)
        odds = math.log(inside / (1 - inside))
        half = Z_80 * math.sqrt(variance)
        low, high = _from_log_odds(odds - half), _from_log_odds(odds + half)
        out.append(Band(min(low, p), max(high, p), variance))
    return tuple(out)


def _from_log_odds(x: float) -> float:
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = math.exp(x)
    return e / (1 + e)


def p_ahead(first: int, second: int, posterior: Posterior, own: Sequence[float]) -> float:
    """Return the probability that one condition is really more likely than another.

    Notes
    -----
    :math:`\\Phi((l_a - l_b) / \\sqrt{v_a + v_b})` with the conditions' own variances, from
    `condition_variances`.
    """
    gap = posterior.log_weight[first] - posterior.log_weight[second]
    spread = math.sqrt(own[first] + own[second])
    if spread <= 0:
        return 1.0 if gap > 0 else 0.5 if gap == 0 else 0.0
    return 0.5 * (1 + math.erf(gap / spread / math.sqrt(2)))


def mean_ranks(posterior: Posterior, *, among: Sequence[int]) -> list[float]:
    """Return the expected rank of the conditions `among`, 1 being the most likely.

    Notes
    -----
    :math:`1 + \\sum_{j \\ne c} P(l_j > l_c)` over all conditions j.
    """
    own = condition_variances(posterior)
    every = range(len(posterior.p))
    return [
        1 + math.fsum(p_ahead(j, c, posterior, own) for j in every if j != c) for c in among
    ]
