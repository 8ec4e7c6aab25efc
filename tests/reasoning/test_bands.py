"""Bands against random draws of every number."""

from __future__ import annotations

import math
import random

import pytest

from hipedu.reasoning.bands import bands, condition_variances, mean_ranks, p_ahead
from hipedu.reasoning.case import Case
from hipedu.reasoning.evidence_tables import Tables, log_odds_spread
from hipedu.reasoning.posterior import normalise, posterior
from hipedu.reasoning.priors import Z_90, log_variance

CASE = Case(age=30, sex="female",
            answers={"side_lying": "present", "night_pain": "absent", "limp": "absent",
                     "catching": "absent"})


def draw(case: Case, tables: Tables, source: random.Random) -> list[float]:
    """One posterior with every prior and every likelihood moved within its interval."""
    post = posterior(case, tables)
    total = [
        math.log(p) + source.gauss(0, math.sqrt(v))
        for p, v in zip(post.prior, post.prior_variance, strict=True)
    ]
    for item in post.evidence:
        common = source.gauss(0, math.sqrt(item.column.background_variance))
        stated = {i: (x, v) for i, x, _, v in item.column.rows}
        for i in range(len(total)):
            if i in stated:
                x, v = stated[i]
                total[i] += item.weight * (x + source.gauss(0, math.sqrt(v)))
            else:
                total[i] += item.weight * common
    return list(normalise(total))


def test_bands_agree_with_draws(tables: Tables) -> None:
    """10th and 90th percentile of 4,000 draws, within 4 points."""
    source = random.Random(20261123)
    draws = [draw(CASE, tables, source) for _ in range(4000)]
    post = posterior(CASE, tables)
    for i, band in enumerate(bands(post)):
        values = sorted(row[i] for row in draws)
        assert band.low == pytest.approx(values[400], abs=0.04)
        assert band.high == pytest.approx(values[3600], abs=0.04)


def test_band_holds_the_value(tables: Tables) -> None:
    post = posterior(CASE, tables)
    for p, band in zip(post.p, bands(post), strict=True):
        assert 0 <= band.low <= p <= band.high <= 1


def test_prior_alone_by_hand(tables: Tables) -> None:
    """Only priors, each a factor of two either way: s = 2 ln 2 / (2 z), the same for all."""
    post = posterior(Case(age=30, sex="female"), tables)
    v = (math.log(2) / Z_90) ** 2
    p = (0.05, 0.25, 0.3, 0.4)
    for c in range(4):
        variance = v * (1 + sum((p[j] / (1 - p[c])) ** 2 for j in range(4) if j != c))
        assert bands(post)[c].variance == pytest.approx(variance)


def test_spreads_by_hand() -> None:
    from hipedu.model import Sourced

    # logit 0.8 - logit 0.2 = 2 ln 4
    p = Sourced(value=0.5, low=0.2, high=0.8, basis="expert_estimate")
    assert log_odds_spread(p) == pytest.approx(2 * math.log(4) / (2 * Z_90))
    w = Sourced(value=2, low=1, high=4, unit="per_1000", basis="expert_estimate")
    assert log_variance(w) == pytest.approx((math.log(4) / (2 * Z_90)) ** 2)


def test_ranks_add_up(tables: Tables) -> None:
    """Every pair has one winner: expected ranks of 4 sum to 1 + 2 + 3 + 4."""
    post = posterior(CASE, tables)
    assert sum(mean_ranks(post, among=range(4))) == pytest.approx(10)
    own = condition_variances(post)
    assert p_ahead(0, 1, post, own) + p_ahead(1, 0, post, own) == pytest.approx(1)
