"""Repair after a lag: hand arithmetic and a plain double loop."""

from __future__ import annotations

import math
import random

import pytest

from hipedu.training.tissue_repair import still_unrepaired, unrepaired_damage


@pytest.mark.parametrize(
    ("age", "share"),
    [(0, 1.0), (26, 0.3679), (13, 0.7788), (52, 0.0183)],
)
def test_share_by_hand(age: float, share: float) -> None:
    """exp(-1) = 0.3679; (1/2)^2 = 1/4 and exp(-1/4) = 0.7788; 2^2 = 4 and exp(-4) = 0.0183."""
    assert still_unrepaired(age, time_scale_days=26, shape=2) == pytest.approx(share, abs=5e-5)


def test_a_lag_keeps_the_first_week_open() -> None:
    """After 7 of 26 days (7/26)^2 = 0.0725, so 93 of 100; without a lag exp(-7/26) leaves 76."""
    assert still_unrepaired(7, time_scale_days=26, shape=2) == pytest.approx(0.93, abs=0.005)
    assert still_unrepaired(7, time_scale_days=26, shape=1) == pytest.approx(0.76, abs=0.005)


def test_what_is_open_is_the_sum_over_all_days_before() -> None:
    """Days older than four time scales are left out: with a shape of 2 exp(-16) of each."""
    chance = random.Random(5)
    damage = [chance.choice((0.0, chance.random())) for _ in range(90)]
    found = unrepaired_damage(damage, time_scale_days=10, shape=2)
    for day, value in enumerate(found):
        plain = sum(damage[at] * math.exp(-(((day - at) / 10) ** 2)) for at in range(day + 1))
        assert value == pytest.approx(plain, abs=1e-5)


def test_repair_lags_and_then_catches_up() -> None:
    # exp(-(26/26)^2) = 1/e after 26 days; a single damage at day 0
    assert still_unrepaired(26, time_scale_days=26, shape=2) == pytest.approx(1 / math.e)
    left = unrepaired_damage([1.0] + [0.0] * 120, time_scale_days=26, shape=2)
    assert left[5] > 0.95  # (5/26)^2 = 0.037
    assert left[26] == pytest.approx(1 / math.e)
    assert left[-1] == pytest.approx(0, abs=1e-6)
