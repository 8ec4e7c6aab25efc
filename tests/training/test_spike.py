"""The single-session spike: edges of the classes and of the window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.training.spike import longest_before, spike_class, spike_percent


@pytest.mark.parametrize(
    ("today", "percent", "name"),
    [
        (13.2, 10.0, "reference"),
        (15, 25.0, "small"),
        (15.6, 30.0, "small"),
        (16, 33.33, "moderate"),
        (24, 100.0, "moderate"),
        (25, 108.33, "large"),
    ],
)
def test_against_a_longest_run_of_twelve(today, percent, name):
    value = spike_percent(today, 12)
    assert value == pytest.approx(percent, abs=0.005)
    assert spike_class(value) == name


@given(st.integers(1, 4200))
def test_exactly_ten_percent_more_is_never_a_spike(tens_of_metres):
    before = tens_of_metres / 100
    assert spike_class(spike_percent(before * 1.1, before)) == "reference"
    assert spike_class(spike_percent(round(before * 1.1, 3), before)) == "reference"
    assert spike_class(spike_percent(before * 2, before)) == "moderate"


def test_after_a_lay_off_there_is_no_spike():
    assert spike_percent(6, None) is None
    assert spike_percent(6, 0) is None


def test_the_window_holds_thirty_days_and_not_today():
    # the long run of day 0 counts on day 30 and no longer on day 31
    log = [20.0] + [0.0] * 29 + [5.0, 5.0]
    before = longest_before(log)
    assert before[0] is None
    assert before[30] == 20.0
    assert before[31] == 5.0


def test_thirty_empty_days_leave_nothing_to_compare_with():
    log = [10.0] + [0.0] * 30 + [8.0]
    assert longest_before(log)[31] is None
    assert longest_before(log)[30] == 10.0


@given(st.lists(st.sampled_from([0.0, 0.0, 3.0, 5.0, 8.0, 8.0, 21.1]), max_size=120))
def test_against_a_naive_loop(log):
    expected = []
    for day in range(len(log)):
        window = [km for km in log[max(0, day - 30) : day] if km > 0]
        expected.append(max(window) if window else None)
    assert longest_before(log) == expected
