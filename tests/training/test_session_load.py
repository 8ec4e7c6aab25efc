"""Session loads against hand arithmetic."""

import math

import pytest

from hipedu.training.session_load import (
    heart_rate_reserve_fraction,
    intensity_factor,
    rtss,
    session_rpe_load,
    trimp_banister_men,
    trimp_banister_women,
    trimp_edwards,
    trimp_lucia,
)


def test_rpe_times_minutes():
    assert session_rpe_load(6, 120) == 720


@pytest.mark.parametrize("rpe", [-1, 10.5, math.nan, math.inf])
def test_an_impossible_rating_is_refused(rpe):
    with pytest.raises(ValueError, match="rpe is"):
        session_rpe_load(rpe, 30)


def test_banister_of_the_worked_session():
    # x = (150 - 55) / (185 - 55) = 95/130 = 0.73077
    # men:   45 * 0.73077 * 0.64 * e^(1.92*0.73077) = 21.046 * e^1.40308 = 21.046 * 4.0677 = 85.61
    # women: 45 * 0.73077 * 0.86 * e^(1.67*0.73077) = 28.281 * e^1.22038 = 28.281 * 3.3885 = 95.83
    hearts = {"rest_hr": 55, "max_hr": 185}
    assert heart_rate_reserve_fraction(150, **hearts) == pytest.approx(0.73077, abs=5e-6)
    assert trimp_banister_men(45, 150, **hearts) == pytest.approx(85.61, abs=0.005)
    assert trimp_banister_women(45, 150, **hearts) == pytest.approx(95.83, abs=0.005)


def test_banister_is_undefined_without_a_reserve():
    assert trimp_banister_men(45, 150, rest_hr=60, max_hr=60) is None
    assert trimp_banister_women(45, 150, rest_hr=60, max_hr=50) is None


def test_a_strap_that_misreads_counts_no_more_than_the_maximum():
    assert heart_rate_reserve_fraction(230, rest_hr=50, max_hr=190) == 1.0
    assert heart_rate_reserve_fraction(40, rest_hr=50, max_hr=190) == 0.0


def test_edwards_and_lucia_sums():
    # 1*5 + 2*20 + 3*15 + 4*5 + 5*0 = 5 + 40 + 45 + 20 = 110; 1*30 + 2*10 + 3*5 = 65
    assert trimp_edwards([5, 20, 15, 5, 0]) == 110
    assert trimp_lucia([30, 10, 5]) == 65


def test_zones_must_all_be_given():
    with pytest.raises(ValueError, match="each of 5 zones"):
        trimp_edwards([1, 2, 3])
    with pytest.raises(ValueError, match=r"minutes\[1\] is -2"):
        trimp_lucia([1, -2, 3])


def test_rtss_uses_speeds():
    # 5:00/km = 1000/300 = 3.333 m/s, 4:30/km = 1000/270 = 3.704 m/s: IF 0.9, 100*0.5*0.81 = 40.5
    speed, threshold = 1000 / 300, 1000 / 270
    assert intensity_factor(speed, threshold_m_per_s=threshold) == pytest.approx(0.9)
    assert rtss(30, speed, threshold_m_per_s=threshold) == pytest.approx(40.5)
    assert rtss(30, speed, threshold_m_per_s=0) is None
