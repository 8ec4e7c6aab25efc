"""Days of rest, the ramp of the slow average, and how hard the minutes were."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.model import Run
from hipedu.training.fitness import chronic_training_load
from hipedu.training.intensity import intensity_distribution, zone_of_effort
from hipedu.training.ramp import ctl_ramp
from hipedu.training.report import training_report
from hipedu.training.rest import days_in_a_row, rest_days

LOADS = st.lists(st.sampled_from([0.0, 0.0, 5.0, 12.5]), max_size=80)
DAY = dt.date(2026, 3, 2)


@given(LOADS, st.integers(1, 30))
def test_rest_against_a_naive_loop(load, days):
    expected = [
        None if day < days - 1 else load[day - days + 1 : day + 1].count(0.0)
        for day in range(len(load))
    ]
    assert rest_days(load, days=days) == expected


@given(LOADS)
def test_a_row_against_a_naive_loop(load):
    expected = []
    for day in range(len(load)):
        row = 0
        while row <= day and load[day - row] > 0:
            row += 1
        expected.append(row)
    assert days_in_a_row(load) == expected


def test_what_makes_no_window_is_refused():
    with pytest.raises(ValueError, match="at least 1 day"):
        rest_days([1.0], days=0)
    with pytest.raises(ValueError, match="at least 1 day"):
        ctl_ramp([1.0], days=0)
    with pytest.raises(ValueError, match="load"):
        rest_days([-1.0])


def test_the_ramp_of_a_steady_load_by_its_closed_form():
    # CTL_t = L (1 - e^(-(t+1)/42)) from 0, so a week's rise is L e^(-(t-6)/42) (1 - e^(-7/42))
    load = 10.0
    ramp = ctl_ramp(chronic_training_load([load] * 60))
    assert ramp[:7] == [None] * 7
    for day in (7, 30, 59):
        expected = load * math.exp(-(day - 6) / 42) * (1 - math.exp(-7 / 42))
        assert ramp[day] == pytest.approx(expected)


def test_undefined_stays_undefined():
    assert ctl_ramp([None, 2.0, 3.0], days=1) == [None, None, 1.0]


@pytest.mark.parametrize("wrong", [-0.1, 10.1, math.nan, math.inf])
def test_an_impossible_effort_is_refused(wrong):
    with pytest.raises(ValueError, match="0 to 10"):
        zone_of_effort(wrong)


def rated(minutes, rpe, *, day=0):
    return Run(
        date=DAY + dt.timedelta(days=day), distance_km=5.0, duration_min=minutes, rpe=rpe
    )


def test_shares_by_hand():
    # 60 + 60 easy, 30 in the middle, 30 + 20 hard: 200 minutes in all
    log = [rated(60, 3), rated(60, 4, day=1), rated(30, 5, day=2), rated(30, 7, day=3),
           rated(20, 9, day=4), rated(None, 9), rated(90, None), rated(99, 9, day=40)]  # fmt: skip
    shares = intensity_distribution(log, first=DAY, last=DAY + dt.timedelta(days=27))
    assert (shares.easy, shares.middle, shares.hard) == (0.6, 0.15, 0.25)
    assert (shares.minutes, shares.rated, shares.runs) == (200, 5, 7)


def test_nothing_rated_has_no_shares():
    assert intensity_distribution([rated(60, None)], first=DAY, last=DAY) is None
    assert intensity_distribution([], first=DAY, last=DAY) is None


@given(st.lists(st.tuples(st.floats(1, 300), st.floats(0, 10)), min_size=1, max_size=30))
def test_shares_add_up_to_one(sessions):
    log = [rated(minutes, rpe) for minutes, rpe in sessions]
    shares = intensity_distribution(log, first=DAY, last=DAY)
    assert shares.easy + shares.middle + shares.hard == pytest.approx(1)


def test_the_report_has_them_for_every_day():
    log = [Run(date=DAY + dt.timedelta(days=n), distance_km=5.0) for n in (0, 1, 3, 8, 9)]
    last = training_report(log).on(DAY + dt.timedelta(days=9))
    assert last.rest_days_week == 4  # days 3 to 9 with runs on 3, 8 and 9
    assert last.ctl_ramp is not None
