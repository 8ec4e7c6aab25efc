"""The cost of a slope against the polynomial worked out by hand."""

import pytest

from hipedu.training.grade import grade_adjusted_speed, grade_factor, minetti_cost


@pytest.mark.parametrize(
    ("grade", "cost", "factor"),
    [
        (0.05, 4.685, 1.3014),
        # 0.001554 - 0.00304 - 0.0433 + 0.463 + 1.95 + 3.6 = 5.9682
        (0.10, 5.968, 1.6578),
        # -0.001554 - 0.00304 + 0.0433 + 0.463 - 1.95 + 3.6 = 2.1517
        (-0.10, 2.152, 0.5977),
        (-0.20, 1.800, 0.5000),
    ],
)
def test_worked_grades(grade, cost, factor):
    assert minetti_cost(grade) == pytest.approx(cost, abs=6e-4)
    assert grade_factor(grade) == pytest.approx(factor, abs=1e-4)


@pytest.mark.parametrize("grade", [0.4501, -0.46, float("nan"), float("inf")])
def test_nothing_outside_the_measured_slopes(grade):
    assert minetti_cost(grade) is None
    assert grade_factor(grade) is None
    assert grade_adjusted_speed(3.0, grade) is None


def test_ten_percent_up_at_3_m_per_s_costs_as_much_as_5_on_the_level():
    assert grade_adjusted_speed(3.0, 0.10) == pytest.approx(3 * 1.6578, abs=1e-3)
