"""Sensitivity, the null test, coupling and invented logs against arithmetic and naive loops."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import statistics

import pytest

from hipedu.api import load_catalogue
from hipedu.training.coupling import (
    expected_correlation,
    load_pairs,
    pair_correlation,
    random_pairs,
)
from hipedu.training.generated_logs import KINDS, generated_runs, log_kind
from hipedu.training.null_test import NullResult, null_steps, null_test, shuffled_log
from hipedu.training.objections import lines_of
from hipedu.training.rule_sensitivity import FACTORS, choice_names, counted, factor
from hipedu.training.rule_values import MM, DayLog, day_log, rule_values

SUNDAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def lines():
    return lines_of(load_catalogue().load_rules.values())


@pytest.fixture(scope="module")
def build_up():
    return day_log(generated_runs(log_kind("build_up"), seed=3, last_sunday=SUNDAY))


def test_the_usual_choice_of_every_factor_is_the_usual_rule(build_up, lines):
    usual = rule_values(build_up)
    edge = {line.rule: line.value for line in lines}
    for each in FACTORS:
        if each.id == "weekday":
            continue  # read once a week only
        row = counted(build_up, each, lines)[each.usual]
        for rule, number in row.alarms.items():
            values = usual[rule]
            if each.id in ("fast", "slow"):
                # half-lives of 2.4 and 9.7 days stand for weights of 0.25 and 2/29
                assert number == pytest.approx(
                    sum(v is not None and v > edge[rule] for v in values), abs=2
                )
            else:
                assert number == sum(v is not None and v > edge[rule] + 1e-6 for v in values)


def test_uncoupled_with_its_line_moved_gives_exactly_the_coupled_alarms(build_up, lines):
    rows = counted(build_up, factor("coupling"), lines)
    numbers = [row.alarms["acwr_rolling_coupled"] for row in rows]
    # coupled 1.3 belongs to uncoupled 3 * 1.3 / (4 - 1.3) = 1.444: the same information
    assert numbers[0] == numbers[2]
    assert numbers[1] > numbers[0] > 0


def test_the_day_on_which_a_week_begins_changes_the_alarms(lines):
    # 4 km on Wednesdays and 10 km on Saturday or Sunday by turns. Counted from Monday every week
    # holds 14; counted from Sunday a week with two long runs (24) follows one with none (4)
    days = []
    for week in range(12):
        days += [0, 0, 4 * MM, 0, 0, *((10 * MM, 0) if week % 2 == 0 else (0, 10 * MM))]
    log = DayLog(dt.date(2026, 1, 5), tuple(days), tuple(days))
    rows = counted(log, factor("weekday"), lines)
    days_of_week = choice_names(factor("weekday"))
    by_day = {
        name: row.alarms["ten_percent_rule"] for name, row in zip(days_of_week, rows, strict=True)
    }
    naive = {}
    for first, name in enumerate(by_day):
        ends = [index for index in range(13, len(days)) if (index - 6) % 7 == first]
        weeks = [(sum(days[i - 13 : i - 6]), sum(days[i - 6 : i + 1])) for i in ends]
        naive[name] = sum(now > 1.1 * before for before, now in weeks if before)
    assert by_day == naive
    assert by_day["Monday"] == 0
    assert by_day["Sunday"] >= 4


def test_an_unknown_factor_is_refused():
    with pytest.raises(ValueError, match="windows"):
        factor("moon")


# the null test -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["days", "days_in_week", "weeks"])
def test_a_shuffle_keeps_what_it_promises(build_up, kind):
    mixed = shuffled_log(build_up, kind, random.Random(5))
    pairs = list(zip(build_up.total, build_up.longest, strict=True))
    other = list(zip(mixed.total, mixed.longest, strict=True))
    assert sorted(pairs) == sorted(other)
    assert pairs != other
    blocks = [pairs[i : i + 7] for i in range(0, len(pairs) - 6, 7)]
    mixed_blocks = [other[i : i + 7] for i in range(0, len(other) - 6, 7)]
    if kind == "weeks":
        assert sorted(blocks) == sorted(mixed_blocks)
    if kind == "days_in_week":
        assert [sorted(b) for b in blocks] == [sorted(b) for b in mixed_blocks]


def test_an_unfinished_week_stays_where_it_is():
    log = DayLog(SUNDAY, tuple(range(24)), tuple(range(24)))
    for kind in ("weeks", "days_in_week"):
        assert shuffled_log(log, kind, random.Random(2)).total[21:] == (21, 22, 23)


def test_a_null_test_is_repeatable_and_its_shares_are_counted(build_up, lines):
    one = null_test(build_up, lines, times=60, seed=4)
    assert one == null_test(build_up, lines, times=60, seed=4)
    assert one != null_test(build_up, lines, times=60, seed=5)
    result = one["monotony"]
    assert len(result.shuffled) == 60
    assert list(result.shuffled) == sorted(result.shuffled)
    more = sum(number >= result.observed for number in result.shuffled)
    assert result.at_least == (more + 1) / 61


def test_progress_comes_in_between(build_up, lines):
    steps = list(null_steps(build_up, lines, times=100))
    assert [step.done for step in steps] == [25, 50, 75, 100]
    assert [step.results is None for step in steps] == [True, True, True, False]


def test_a_log_without_order_is_not_told_from_its_shuffles(lines):
    """Random days, shuffled: the share of logs called unusual is the promised five of a hundred."""
    unusual = {line.rule: 0 for line in lines}
    logs = 60
    for seed in range(logs):
        log = day_log(generated_runs(log_kind("random"), seed=seed, last_sunday=SUNDAY, weeks=16))
        for rule, result in null_test(log, lines, times=99, seed=seed).items():
            unusual[rule] += result.verdict in ("more", "fewer")
    # 60 logs, each unusual with at most 0.05: more than 9 of 60 happens to a rule once in
    # 1,400 (binomial); ties make the test stricter, never looser
    assert max(unusual.values()) <= 9, unusual


def test_a_real_build_up_is_told_from_its_shuffles(lines):
    """A long run that grows 4 % a week from 6 to 19 km; shuffled, it jumps."""
    days = []
    for week in range(30):
        days += [0, 5 * MM, 0, 5 * MM, 0, 0, round(6 * 1.04**week * MM)]
    log = DayLog(SUNDAY, tuple(days), tuple(days))
    result = null_test(log, lines, times=199)["single_session_spike"]
    # 4 % from week to week is never 10 % beyond the longest of the last 30 days; only the very
    # first long run is, 6 km after two of 5 km
    assert result.observed == 1
    assert result.verdict == "fewer"


def test_verdicts():
    assert NullResult("r", 0, (0,) * 99).verdict == "silent"
    assert NullResult("r", 5, tuple(range(10))).verdict == "same"
    assert NullResult("r", 9, (0,) * 99).verdict == "more"
    assert NullResult("r", 0, (1,) * 99).verdict == "fewer"


# coupling ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("acute", "chronic", "root"), [(7, 28, 0.5), (7, 63, 1 / 3), (4, 16, 0.5)])
def test_random_loads_correlate_as_lolli_says(acute, chronic, root):
    assert expected_correlation(acute, chronic) == pytest.approx(root)
    coupled, uncoupled = random_pairs(acute=acute, chronic=chronic, seed=1, draws=4000)
    # the standard error of a correlation from 4,000 pairs is at most 1 / sqrt(4000) = 0.016
    assert pair_correlation(coupled) == pytest.approx(root, abs=0.05)
    assert pair_correlation(uncoupled) == pytest.approx(0, abs=0.05)


def test_pairs_of_a_log_are_means_of_its_windows(build_up):
    pairs = load_pairs(build_up.total, acute=7, chronic=28, coupled=False)
    assert len(pairs) == len(build_up) - 27
    day = 100
    near, far = pairs[day - 27]
    assert near == pytest.approx(statistics.fmean(build_up.total[day - 6 : day + 1]))
    assert far == pytest.approx(statistics.fmean(build_up.total[day - 27 : day - 6]))
    assert pair_correlation(pairs[:2]) is None
    with pytest.raises(ValueError, match="longer"):
        expected_correlation(28, 7)


# invented logs -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_same_seed_invents_the_same_log(kind):
    one = generated_runs(kind, seed=1, last_sunday=SUNDAY)
    assert one == generated_runs(kind, seed=1, last_sunday=SUNDAY)
    assert one != generated_runs(kind, seed=2, last_sunday=SUNDAY)
    assert all(run.date <= SUNDAY and 0 < run.distance_km < 60 for run in one)
    assert len({run.date for run in one}) == len(one)


def test_a_lay_off_is_three_weeks_without_a_run():
    runs = generated_runs(log_kind("lay_off"), seed=1, last_sunday=SUNDAY)
    gaps = [(b.date - a.date).days for a, b in itertools.pairwise(runs)]
    assert 21 <= max(gaps) <= 25
    with pytest.raises(ValueError, match="Sunday"):
        generated_runs(log_kind("steady"), seed=1, last_sunday=SUNDAY - dt.timedelta(days=1))
    with pytest.raises(ValueError, match="no invented log"):
        log_kind("robot")
