"""Weekly totals and changes."""

import datetime as dt

import pytest

from hipedu.training.weekly import calendar_weeks, rolling_change_percent, weekly_change_percent

MONDAY = dt.date(2025, 1, 6)


def test_forty_to_forty_six_is_fifteen_percent():
    assert weekly_change_percent(40, 46) == 15.0


def test_after_an_empty_week_the_change_is_undefined():
    assert weekly_change_percent(0, 24) is None
    assert weekly_change_percent(24, 0) == -100.0


def test_the_first_thirteen_days_have_no_rolling_change():
    changes = rolling_change_percent([2.0] * 7 + [3.0] * 7)
    assert changes[:13] == [None] * 13
    assert changes[13] == 50.0


def test_weeks_begin_on_monday_and_a_torn_week_gives_no_change():
    # Wednesday start: 5 days of 1 km, a whole week of 2 km, a whole week of 3 km, 2 days of 9 km
    load = [1.0] * 5 + [2.0] * 7 + [3.0] * 7 + [9.0] * 2
    weeks = calendar_weeks(MONDAY + dt.timedelta(days=2), load)
    assert [week.start.isoformat() for week in weeks] == [
        "2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27",
    ]
    assert [week.total for week in weeks] == [5.0, 14.0, 21.0, 18.0]
    assert [week.change_percent for week in weeks] == [None, None, 50.0, None]
    assert [week.complete for week in weeks] == [False, True, True, False]


def test_the_longest_single_run_is_kept_apart_from_the_days_total():
    weeks = calendar_weeks(MONDAY, [0, 12, 0, 0, 0, 0, 0], longest=[0, 7, 0, 0, 0, 0, 0])
    assert (weeks[0].total, weeks[0].longest, weeks[0].days_with_load) == (12, 7, 1)


def test_an_empty_log_has_no_weeks():
    assert calendar_weeks(MONDAY, []) == []
    assert rolling_change_percent([]) == []


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_a_bad_day_is_named(bad):
    with pytest.raises(ValueError, match=r"load\[2\] is"):
        rolling_change_percent([1.0, 2.0, bad])
