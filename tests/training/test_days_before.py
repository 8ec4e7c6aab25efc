"""The days before a day against sums done by hand."""

import datetime as dt

import pytest

from hipedu.model import Run
from hipedu.training.days_before import days_before, spikes_and_flares
from hipedu.training.report import training_report

MONDAY = dt.date(2026, 3, 2)


def log(*km):
    """A run a day from Monday; 0 is a day of rest."""
    runs = [Run(date=day(n), distance_km=each) for n, each in enumerate(km) if each]
    return training_report(runs, first_day=MONDAY, last_day=day(len(km) - 1))


def day(number):
    return MONDAY + dt.timedelta(days=number)


def test_two_weeks_by_hand():
    # week one 5+0+5+0+5+0+10 = 25; week two 6+6+0+6+0+0+15 = 33: 32 % more; three days of rest
    report = log(5, 0, 5, 0, 5, 0, 10, 6, 6, 0, 6, 0, 0, 15)
    week = days_before(report, day(13), days=7)
    assert (week.total_km, week.runs, week.rest_days) == (33, 4, 3)
    assert (week.earlier_km, week.earlier_runs) == (25, 4)
    assert week.change_percent == pytest.approx(32)
    assert week.longest.distance_km == 15
    # 15 against 10, the longest of the 30 days before: 50 %
    assert (week.furthest.date, week.furthest.percent) == (day(13), pytest.approx(50))


def test_what_the_log_does_not_cover_is_not_made_up():
    report = log(*[5] * 10)
    assert days_before(report, day(5), days=7) is None
    assert days_before(report, day(10), days=7) is None
    week = days_before(report, day(9), days=7)
    assert week.earlier_km is None
    assert week.change_percent is None


def test_a_week_of_rest_has_no_longest_run():
    report = log(*[5] * 7, *[0] * 7)
    week = days_before(report, day(13), days=7)
    assert (week.runs, week.longest, week.furthest) == (0, None, None)
    assert week.change_percent == -100
    empty = days_before(log(*[0] * 7, *[5] * 7), day(13), days=7)
    assert empty.change_percent is None


def test_days_must_be_some():
    with pytest.raises(ValueError, match="at least 1"):
        days_before(log(5), day(0), days=0)


def test_the_four_fields_of_the_table():
    # ten days of 5 km, then 8 (60 % beyond), 5 ... 5, and 9 (12.5 % beyond 8) ten days later
    report = log(*[5] * 10, 8, *[5] * 9, 9, *[5] * 9)
    counted = spikes_and_flares(
        report.sessions, [day(12), day(28)], first=day(0), last=day(29), days=7
    )
    # the jump of day 10 is followed on day 12; that of day 20 by nothing until day 26;
    # the flare of day 28 has no jump in days 22 to 28
    assert (counted.spikes, counted.spikes_followed) == (2, 1)
    assert (counted.flares, counted.flares_preceded) == (2, 1)


def test_runs_outside_the_diary_say_nothing():
    report = log(*[5] * 10, 8, *[5] * 9)
    counted = spikes_and_flares(report.sessions, [], first=day(11), last=day(19), days=7)
    assert counted.spikes == 0
