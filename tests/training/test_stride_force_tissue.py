"""Steps, hip force and relative damage against hand arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.training.hip_force import hip_contact_force_bw
from hipedu.training.stride import loads_per_leg_per_km, step_length_m, steps_per_km
from hipedu.training.tissue import (
    BONE_EXPONENT,
    TENDON_EXPONENT,
    breakeven_load_fall,
    load_factor_equal_to_steps,
    relative_damage,
)


def test_three_metres_a_second_at_165_steps():
    # 3 / 2.75 = 1.0909 m; 1000/1.0909 = 916.67 steps, 458.33 for each leg
    length = step_length_m(3.0, 165)
    assert length == pytest.approx(1.0909, abs=5e-5)
    assert steps_per_km(length) == pytest.approx(916.67, abs=0.005)
    assert loads_per_leg_per_km(length) == pytest.approx(458.33, abs=0.005)


def test_no_steps_no_length():
    assert step_length_m(3.0, 0) is None
    assert steps_per_km(0) is None
    assert loads_per_leg_per_km(0) is None


@pytest.mark.parametrize(("speed", "force"), [(6, 7.49), (9, 8.75), (10, 9.17), (12, 10.01)])
def test_hip_force_at_speeds(speed, force):
    assert hip_contact_force_bw(speed) == pytest.approx(force)


@pytest.mark.parametrize("speed", [5.99, 12.01, float("nan")])
def test_no_hip_force_where_nothing_was_modelled(speed):
    assert hip_contact_force_bw(speed) is None


@pytest.mark.parametrize(
    ("steps", "load", "exponent", "damage"),
    [
        (2.0, 1.0, BONE_EXPONENT, 2.0),
        (1.0, 1.10, BONE_EXPONENT, 1.8758),
        (1.0, 1.10, TENDON_EXPONENT, 2.3579),
        (1.10, 0.95, BONE_EXPONENT, 0.7841),
        (0.95, 1.056, BONE_EXPONENT, 1.3611),
        (2.0, 1.0, TENDON_EXPONENT, 2.00),
        (1.10, 0.95, TENDON_EXPONENT, 0.69),
        (0.95, 1.056, TENDON_EXPONENT, 1.55),
    ],
)
def test_relative_damage(steps, load, exponent, damage):
    assert relative_damage(steps, load, exponent=exponent) == pytest.approx(damage, rel=0.005)


def test_breakeven():
    assert breakeven_load_fall(0.05, exponent=BONE_EXPONENT) == pytest.approx(0.007365, abs=5e-7)
    assert breakeven_load_fall(0.10, exponent=BONE_EXPONENT) == pytest.approx(0.014337, abs=5e-7)
    assert load_factor_equal_to_steps(2, exponent=BONE_EXPONENT) == pytest.approx(1.1107, abs=5e-5)


@given(st.floats(0.1, 3), st.floats(2, 15))
def test_at_breakeven_the_damage_is_as_before(change, exponent):
    fall = breakeven_load_fall(change, exponent=exponent)
    assert relative_damage(1 + change, 1 - fall, exponent=exponent) == pytest.approx(1.0)


@pytest.mark.parametrize("bad", [(-1, 1, 6.6), (1, -1, 6.6), (1, 1, 0), (float("nan"), 1, 6.6)])
def test_damage_refuses_nonsense(bad):
    with pytest.raises(ValueError, match="must be >= 0"):
        relative_damage(bad[0], bad[1], exponent=bad[2])
    with pytest.raises(ValueError, match="above"):
        breakeven_load_fall(-1, exponent=6.6)
    with pytest.raises(ValueError, match="above 0"):
        load_factor_equal_to_steps(0, exponent=6.6)
