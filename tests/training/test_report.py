"""The report of a log: spans, notes, rows, speed of growth, what it says where it knows nothing."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.model import Run
from hipedu.training.daily import daily_series
from hipedu.training.report import METRICS, training_report

MONDAY = dt.date(2025, 1, 6)


def log(*distances, **more):
    return [
        Run(date=MONDAY + dt.timedelta(days=day), distance_km=km, **more)
        for day, km in enumerate(distances)
        if km
    ]


def test_runs_of_one_day_are_summed_but_a_spike_looks_at_single_runs():
    runs = log(10.0, 0, 5.0)
    runs.append(Run(date=MONDAY + dt.timedelta(days=2), distance_km=6.0))
    report = training_report(runs)
    assert report.series.distance_km == (10.0, 0.0, 11.0)
    assert report.series.longest_km == (10.0, 0.0, 6.0)
    assert report.series.run_count == (1, 0, 2)
    day = report.on(MONDAY + dt.timedelta(days=2))
    assert day.spike_percent == pytest.approx(-40.0)  # 6 against 10, not 11 against 10
    assert [session.percent for session in report.sessions] == [None, -50.0, -40.0]


def test_the_order_of_the_runs_does_not_matter():
    runs = log(5, 0, 8, 3, 0, 0, 12, 4)
    assert training_report(runs).to_dict() == training_report(runs[::-1]).to_dict()


def test_the_span_can_be_wider_than_the_runs():
    first, last = MONDAY - dt.timedelta(days=7), MONDAY + dt.timedelta(days=20)
    report = training_report(log(5.0), first_day=first, last_day=last)
    assert len(report.series) == 28
    assert report.on(last).acwr_coupled == 0.0
    assert report.on(MONDAY).history_days == 7


def test_runs_outside_the_span_are_counted_and_said():
    runs = log(5, 6, 7)
    report = training_report(runs, last_day=MONDAY + dt.timedelta(days=1))
    assert report.notes == (
        "1 run lies outside 2025-01-06 to 2025-01-07, left out.",
    )
    assert len(report.runs) == 2
    report = training_report(runs, today=MONDAY)
    assert "later than today" in report.notes[0]


def test_one_wrong_date_makes_no_endless_series():
    runs = [Run(date=dt.date(1951, 1, 1), distance_km=5.0), *log(5.0)]
    report = training_report(runs)
    assert len(report.series) == 25 * 366
    assert report.series.left_out == 1


def test_no_run_at_all_is_said():
    with pytest.raises(ValueError, match="There is no run in this log"):
        training_report([])
    with pytest.raises(ValueError, match="swap them"):
        daily_series(log(5.0), first_day=MONDAY, last_day=MONDAY - dt.timedelta(days=1))


def test_a_day_outside_is_said():
    with pytest.raises(ValueError, match="lies outside the log, which runs from 2025-01-06"):
        training_report(log(5.0), day=dt.date(2024, 1, 1))


def test_load_by_effort_falls_back_to_distance_with_a_note():
    runs = log(5, 0, 6, duration_min=30.0, rpe=5.0)
    assert training_report(runs, measure="session_rpe").series.load == (150.0, 0.0, 150.0)
    assert training_report(runs, measure="duration").series.load == (30.0, 0.0, 30.0)
    report = training_report([*runs, *log(0, 4)], measure="session_rpe")
    assert report.series.load_measure == "distance"
    assert report.notes[0].startswith("1 of 3 runs have no duration or effort rating")


def test_rows_hold_every_metric_and_survive_json():
    report = training_report(log(*[5.0] * 40))
    plain = json.loads(json.dumps(report.to_dict()))
    assert len(plain["daily"]) == 40
    assert set(METRICS) < set(plain["daily"][0])
    assert plain["daily"][0]["acwr_coupled"] is None
    assert plain["daily"][-1]["acwr_coupled"] == 1.0
    assert plain["daily"][-1]["monotony"] is None  # seven equal days
    assert plain["sessions"][0]["date"] == "2025-01-06"
    assert plain["weeks"][0] == {
        "start": "2025-01-06", "total": 35.0, "longest_km": 5.0, "days_covered": 7,
        "days_with_load": 7, "change_percent": None,
    }


DISTANCES = st.lists(
    st.sampled_from([0.0, 0.0, 0.0, 3.0, 5.5, 8.0, 12.0, 21.1, 42.2]), min_size=1, max_size=80
)


@given(DISTANCES)
def test_undefined_is_none_and_never_infinite(distances):
    if not any(distances):
        return
    report = training_report(log(*distances))
    for column in report.metrics.values():
        assert len(column) == len(report.series)
        for value in column:
            assert value is None or abs(value) < 1e9


@given(DISTANCES, st.integers(0, 79))
def test_every_rule_has_a_sentence_on_every_day(rules, distances, place):
    if not any(distances):
        return
    runs = log(*distances)
    span = daily_series(runs)
    day = span.day(min(place, len(span) - 1))
    for reading in training_report(runs, rules=rules, day=day).readings:
        assert reading.says.endswith(".")
        assert "None" not in reading.says
        assert (reading.value is None) == (reading.shown in ("undefined", "rest day", "no run"))
        if reading.band is not None:
            assert reading.rule.bands


def test_on_a_rest_day_the_spike_rule_says_how_far_the_next_run_may_go(rules):
    report = training_report(log(10.0, 0.0), rules=rules, last_day=MONDAY + dt.timedelta(days=1))
    # 10 km and ten percent
    assert "up to 11 km" in report.readings[0].says
    assert report.readings[0].signal is None


def test_the_begin_of_a_log_is_no_lay_off(rules):
    report = training_report(log(10.0), rules=rules)
    assert "the log begins here" in report.readings[0].says
    late = training_report(log(10.0, *[0.0] * 40, 6.0), rules=rules)
    assert "this is a return, not a spike" in late.readings[0].says


def test_a_short_history_is_admitted(rules):
    report = training_report(log(5.0, 0, 0, 8.0), rules=rules)
    assert report.readings[0].band.id == "moderate"  # 8 against 5 is +60 %
    assert "goes back only 3 days" in report.readings[0].says
