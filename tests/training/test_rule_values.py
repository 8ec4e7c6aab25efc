"""Rules under settings: at the usual ones they are the published measures, at others the naive
computation over whole windows."""

from __future__ import annotations

import datetime as dt
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.model import Run
from hipedu.training.report import training_report
from hipedu.training.rule_values import (
    MM,
    DayLog,
    RuleSettings,
    at_week_ends,
    change_percent,
    day_log,
    half_life_of_weight,
    monotony_values,
    ratio_coupled,
    ratio_uncoupled,
    ratio_weighted,
    rule_values,
    spike_values,
    weight_of_half_life,
    window_totals,
    with_settings,
)

MONDAY = dt.date(2025, 1, 6)
NAMES = {
    "single_session_spike": "spike_percent",
    "ten_percent_rule": "week_change_percent",
    "acwr_rolling_coupled": "acwr_coupled",
    "acwr_rolling_uncoupled": "acwr_uncoupled",
    "acwr_ewma": "acwr_ewma",
    "monotony": "monotony",
}
loads = st.lists(st.sampled_from([0, 0, 3_000_000, 5_500_000, 8_123_456, 21_097_500]), max_size=70)


@given(
    st.lists(
        st.one_of(st.just(0.0), st.floats(0.5, 45).map(lambda km: round(km, 6))),
        min_size=1, max_size=90,
    )
)  # fmt: skip
def test_the_usual_settings_are_the_measures_of_the_report(distances):
    runs = [
        Run(date=MONDAY + dt.timedelta(days=n), distance_km=km)
        for n, km in enumerate(distances) if km
    ]  # fmt: skip
    if not runs:
        return
    last = MONDAY + dt.timedelta(days=len(distances) - 1)
    report = training_report(runs, first_day=MONDAY, last_day=last)
    values = rule_values(day_log(runs, first_day=MONDAY, last_day=last))
    for name, metric in NAMES.items():
        assert len(values[name]) == len(distances)
        for ours, published in zip(values[name], report.metrics[metric], strict=True):
            assert (ours is None) == (published is None), name
            if ours is not None:
                assert ours == pytest.approx(published, rel=1e-9, abs=1e-7), name


@given(loads, st.integers(1, 9), st.integers(1, 30))
def test_ratios_are_means_over_whole_windows(load, acute, longer):
    chronic = acute + longer
    coupled = ratio_coupled(load, acute=acute, chronic=chronic)
    uncoupled = ratio_uncoupled(load, acute=acute, chronic=chronic)
    for day in range(len(load)):
        if day < chronic - 1:
            assert coupled[day] is None
            assert uncoupled[day] is None
            continue
        near = load[day - acute + 1 : day + 1]
        far = load[day - chronic + 1 : day + 1]
        early = far[: chronic - acute]
        if any(far):
            assert coupled[day] == pytest.approx(statistics.fmean(near) / statistics.fmean(far))
        else:
            assert coupled[day] is None
        if any(early):
            assert uncoupled[day] == pytest.approx(statistics.fmean(near) / statistics.fmean(early))
        else:
            assert uncoupled[day] is None


@given(loads, st.integers(2, 10))
def test_monotony_is_mean_over_sample_spread(load, days):
    for day, value in enumerate(monotony_values(load, days=days)):
        week = load[max(0, day - days + 1) : day + 1]
        if len(week) < days or len(set(week)) == 1:
            assert value is None
        else:
            assert value == pytest.approx(statistics.fmean(week) / statistics.stdev(week))


@given(loads, st.integers(1, 40))
def test_spikes_look_back_over_as_many_days_as_told(load, days):
    for day, value in enumerate(spike_values(load, days=days)):
        before = max(load[max(0, day - days) : day], default=0)
        if not load[day] or not before:
            assert value is None
        else:
            assert value == pytest.approx(100 * (load[day] / before - 1))


@given(loads, st.integers(1, 12))
def test_changes_compare_neighbouring_windows(load, days):
    for day, value in enumerate(change_percent(load, days=days)):
        begin = day - 2 * days + 1
        if begin < 0 or not sum(load[begin : begin + days]):
            assert value is None
        else:
            now, before = sum(load[begin + days : day + 1]), sum(load[begin : begin + days])
            assert value == pytest.approx(100 * (now / before - 1))


def test_an_empty_window_is_exactly_empty():
    # a running sum of kilometres would leave 1e-15 behind and a ratio in the millions
    load = [round(km * MM) for km in (0.1, 0.2, 0.3)] + [0] * 40
    assert ratio_coupled(load)[-1] is None
    assert window_totals(load, 7)[-1] == 0


def test_half_lives_and_weights_belong_together():
    # 2 / (7 + 1): a quarter is forgotten each day, so half after ln(1/2) / ln(3/4) = 2.409 days
    assert half_life_of_weight(0.25) == pytest.approx(2.4094, abs=1e-4)
    assert weight_of_half_life(2.0) == pytest.approx(1 - 0.5**0.5)
    # after one half-life without running a single load has lost half
    weight = weight_of_half_life(3.0)
    near = 1.0
    for _ in range(3):
        near += weight * (0 - near)
    assert near == pytest.approx(0.5)
    assert ratio_weighted([4, 4], fast=0.5, slow=0.1, warm_up=1) == [1.0, 1.0]


def test_leaving_out_days_of_rest_counts_sessions():
    # 14 sessions, every second day: with rests the last 7 days hold 4 or 3 of them
    log = DayLog(MONDAY, tuple([5 * MM, 0] * 14), tuple([5 * MM, 0] * 14))
    kept = rule_values(log, with_settings(rest_days=False))
    # the 7 last sessions against the 7 before them: no change, and only on days with a run
    assert kept["ten_percent_rule"][26] == 0
    assert kept["ten_percent_rule"][27] is None
    assert kept["monotony"][26] is None  # seven equal sessions have no spread
    assert rule_values(log)["monotony"][26] is not None


def test_a_week_is_read_on_its_last_day_only():
    log = DayLog(MONDAY, (MM,) * 14, (MM,) * 14)
    values = [float(n) for n in range(14)]
    assert [v for v in at_week_ends(values, log, last_weekday=6) if v is not None] == [6, 13]
    assert [v for v in at_week_ends(values, log, last_weekday=0) if v is not None] == [0, 7]


def test_a_laboratory_looks_at_two_years():
    runs = [Run(date=MONDAY + dt.timedelta(days=n), distance_km=5.0) for n in range(1000)]
    log = day_log(runs)
    assert len(log) == 731
    assert log.day(730) == MONDAY + dt.timedelta(days=999)


@pytest.mark.parametrize(
    "wrong", [{"acute_days": 0}, {"acute_days": 28}, {"fast": 0.0}, {"slow": 1.5},
              {"lookback_days": 0}, {"monotony_days": 1}],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        RuleSettings(**wrong)
