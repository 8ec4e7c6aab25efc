"""Invented studies: measures as on the page, counts as in a naive loop, and a field that finds
what was planted and, where nothing was planted, hardly more than chance allows."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from hipedu.api import load_catalogue
from hipedu.evaluation.cohort import cohort_steps, simulate_cohort, study_tables
from hipedu.evaluation.cohort_runners import (
    LEAD,
    NEVER,
    cut_back,
    draw_injuries,
    draw_runners,
    measures,
    relative_hazard,
)
from hipedu.model import Run
from hipedu.training.cohorts import (
    CUT_OFFS,
    MECHANISMS,
    RULE_OF,
    check_lines,
    usual_settings,
    with_setting,
)
from hipedu.training.objections import Line, lines_of
from hipedu.training.rule_values import day_log, rule_values


@pytest.fixture(scope="module")
def usual():
    catalogue = load_catalogue()
    return usual_settings(catalogue.loading_models, catalogue.load_rules)


@pytest.fixture(scope="module")
def lines():
    return lines_of(load_catalogue().load_rules.values())


def bound(p: float, n: int, *, sigmas: float = 4.0) -> float:
    """So far from p n a binomial count may lie: beyond 4 standard deviations once in 16,000."""
    return sigmas * math.sqrt(p * (1 - p) * n)


# runners and measures ------------------------------------------------------------------------


def test_measures_are_those_of_the_training_page(usual):
    """Each runner's log, through the pure functions that the pages use."""
    runners = draw_runners(usual, 12, np.random.default_rng(8))
    known = measures(runners.load)
    first = dt.date(2025, 1, 6)
    for column in range(12):
        runs = [
            Run(date=first + dt.timedelta(days=day), distance_km=float(tenths) / 10)
            for day, tenths in enumerate(runners.load[:, column]) if tenths
        ]  # fmt: skip
        last = first + dt.timedelta(days=len(runners.load) - 1)
        values = rule_values(day_log(runs, first_day=first, last_day=last))
        for rule, ours in known.items():
            for day, pure in enumerate(values[rule]):
                number = float(ours[day, column])
                if rule == "single_session_spike" and not runners.load[day, column]:
                    assert math.isnan(number) or number == -100
                elif pure is None:
                    assert math.isnan(number), (rule, day)
                else:
                    assert number == pytest.approx(pure, rel=2e-5, abs=2e-4), (rule, day)


def test_runners_keep_to_their_week_and_rest_in_pauses(usual):
    calm = replace(usual, noise=0.0, growth_percent=0.0, lay_offs_per_year=0.0,
                   world=replace(usual.world, missed=0.0))  # fmt: skip
    load = draw_runners(calm, 50, np.random.default_rng(1)).load
    week = load[:7]
    for number in range(1, len(load) // 7):
        assert (load[7 * number : 7 * number + 7] == week).all()
    assert (week.argmax(axis=0) == 6).all(), "the long run is on Sunday"
    alike = draw_runners(replace(calm, rhythm="alike"), 50, np.random.default_rng(1)).load[:7]
    assert all(len(set(column[column > 0])) == 1 for column in alike.T)
    pauses = draw_runners(replace(calm, lay_offs_per_year=6.0), 200, np.random.default_rng(1)).load
    gaps = [len(gap) for column in (pauses > 0).T
            for gap in "".join("1" if ran else "0" for ran in column).split("1")]  # fmt: skip
    assert max(gaps) >= 14
    assert (
        draw_runners(usual, 5, np.random.default_rng(3)).load.tolist()
        == draw_runners(usual, 5, np.random.default_rng(3)).load.tolist()
    )


# the true mechanism --------------------------------------------------------------------------


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_hazard_is_what_was_planted(usual, lines, mechanism):
    settings = replace(usual, mechanism=mechanism, ratio=3.0, weeks=12)
    random = np.random.default_rng(5)
    runners = draw_runners(settings, 300, random)
    known = measures(runners.load)
    relative = relative_hazard(settings, runners, known, {x.rule: x for x in lines}, random)
    ran = runners.load > 0
    if mechanism == "none":
        assert (relative == 1).all()
    elif mechanism in ("distance", "bone"):
        assert relative[ran].mean() == pytest.approx(1, rel=1e-4)
    elif mechanism == "spike_by_size":
        spike = known["single_session_spike"]
        # the classes of the cohort study: 1, 1.64, 1.52, 2.28
        for low, high, ratio in ((-101, 10, 1), (10, 30, 1.64), (30, 100, 1.52), (100, 1e9, 2.28)):
            inside = ran & (spike > low + 1e-3) & (spike < high - 1e-3)
            assert inside.any()
            assert relative[inside] == pytest.approx(ratio)
    else:
        line = next(x for x in lines if x.rule == RULE_OF[mechanism])
        value = known[line.rule]
        assert relative[ran & (value > line.value + 1e-3)] == pytest.approx(3.0)
        assert relative[ran & (value < line.value - 1e-3)] == pytest.approx(1.0)
        assert relative[ran & np.isnan(value)] == pytest.approx(1.0)
    if mechanism == "distance":
        twice = runners.load == 2 * runners.load[ran][0]
        assert relative[twice] == pytest.approx(2 * relative[ran][0])


def test_worn_bone_is_repaired_day_by_day(usual, lines):
    """One runner's wear in a plain loop."""
    settings = replace(usual, mechanism="bone",
                       world=replace(usual.world, intensity_spread=0.0))  # fmt: skip
    runners = draw_runners(settings, 3, np.random.default_rng(2))
    found = relative_hazard(settings, runners, {}, {}, np.random.default_rng(0))
    naive = np.zeros_like(found)
    kept = math.exp(-1 / settings.world.repair_days)
    for column in range(3):
        usual_wear = float(runners.base[column]) / 7 / (1 - kept)
        wear = usual_wear
        for day in range(len(found)):
            wear = wear * kept + float(runners.load[day, column])
            naive[day, column] = (wear / usual_wear) ** settings.world.repair_shape
    naive /= naive[runners.load > 0].mean()
    assert found == pytest.approx(naive, rel=1e-3)


def test_injuries_come_at_the_chosen_rate(usual):
    settings = replace(usual, injuries_per_1000=10.0)
    random = np.random.default_rng(4)
    load = draw_runners(settings, 2000, random).load
    on = draw_injuries(settings, load, np.ones_like(load), random)
    followed = (np.arange(len(load))[:, None] <= on) & (load > 0)
    sessions, injured = int(followed[LEAD:].sum()), int((on != NEVER).sum())
    p = -math.expm1(-0.01)
    assert abs(injured - p * sessions) < bound(p, sessions)
    hurt = on != NEVER
    assert (on[hurt] >= LEAD).all()
    assert (load[on[hurt], np.flatnonzero(hurt)] > 0).all(), "only a session can injure"


def test_sore_runners_cut_back_before_they_report(usual):
    load = np.full((60, 3), 100.0)
    load[55:, 1] = 0
    begun = np.array([40, 54, NEVER])
    less, reported = cut_back(usual, load, begun)
    days = usual.world.cut_back_days
    assert reported.tolist() == [40 + days, NEVER, NEVER]  # no session is left for the second
    assert less[41, 0] == 100 * usual.world.cut_back_share
    assert less[40, 0] == less[40 + days + 1, 0] == 100
    assert (less[:, 2] == 100).all()


# counting ------------------------------------------------------------------------------------


def naive_tables(settings, load, known, on, line):
    """Row by row, as somebody with a spreadsheet would count."""
    cuts = CUT_OFFS[line.rule]
    weekly = settings.unit == "week"
    strata = settings.weeks * (1 if weekly else 7)
    rows, hits = np.zeros((strata, len(cuts) + 1)), np.zeros((strata, len(cuts) + 1))
    value_on = known[line.rule]

    def week_value(week, runner):
        days = [value_on[7 * week + day, runner] for day in range(7)]
        if line.rule != "single_session_spike":
            return days[-1]
        days = [value for value in days if not math.isnan(value)]
        return max(days, default=math.nan)

    for runner in range(load.shape[1]):
        for stratum in range(strata):
            if weekly:
                now = LEAD // 7 + stratum
                when = on[runner] // 7 if on[runner] != NEVER else NEVER
                value = week_value(now - (1 if settings.lag else 0), runner)
                last = 7 * now + 6
            else:
                now = LEAD + stratum
                when = on[runner]
                if settings.unit == "session" and not load[now, runner]:
                    continue
                window = [now] if settings.lag == 0 else range(now - settings.lag, now)
                seen = [value_on[d, runner] for d in window if not math.isnan(value_on[d, runner])]
                value = max(seen, default=math.nan)
                last = now
            if now > when or math.isnan(value):
                continue
            month = sum(float(load[d, runner]) for d in range(last - 27, last + 1)) / 40
            if settings.exclude_low and month < settings.world.low_chronic_km:
                continue
            place = sum(value > cut + 1e-6 for cut in cuts)
            rows[stratum, place] += 1
            hits[stratum, place] += now == when
    return rows, hits


@pytest.mark.parametrize("exclude_low", [False, True])
@pytest.mark.parametrize("lag", [0, 1, 7])
@pytest.mark.parametrize("unit", ["session", "day", "week"])
def test_counts_are_those_of_a_naive_loop(usual, lines, unit, lag, exclude_low):
    settings = replace(usual, unit=unit, lag=lag, exclude_low=exclude_low, weeks=8, week_km=14.0,
                       injuries_per_1000=20.0)  # fmt: skip
    random = np.random.default_rng(6)
    load = draw_runners(settings, 25, random).load
    known = measures(load)
    on = draw_injuries(settings, load, np.ones_like(load), random)
    assert (on != NEVER).any()
    ours = study_tables(settings, load, known, on, lines)
    for line in lines:
        rows, hits = naive_tables(settings, load, known, on, line)
        # values at an edge may fall either side by the rounding of 32 bits
        assert np.abs(ours.rows[line.rule] - rows).sum() <= 2
        assert np.abs(ours.injured[line.rule] - hits).sum() <= 1


# whole fields --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nothing_to_find(usual, lines):
    """200 studies of injuries at random."""
    return simulate_cohort(replace(usual, studies=200, runners=300, seed=2), lines)


def test_chance_alone_is_significant_as_often_as_it_may(nothing_to_find):
    """With the right unit of analysis: 5 of 100, not more."""
    for finding in nothing_to_find.rules:
        harmful, protective = finding.significant()
        if finding.line.rule == "monotony":
            continue  # so few sessions lie beyond its line that the test can hardly speak
        # 200 studies at 0.05: 10 expected, standard deviation 3.1
        assert abs(harmful + protective - 10) < bound(0.05, 200), finding.line.rule
        assert finding.pooled.low < 1 < finding.pooled.high


def test_a_cut_off_chosen_after_looking_fools(nothing_to_find):
    for finding in nothing_to_find.rules:
        usable = sum(place is not None for place in finding.chosen)
        chosen = sum(finding.significant(chosen=True))
        # far beyond what 0.05 would allow to happen; long jumps are so rare in 300 runners that
        # hardly more than one cut-off can be tried
        if finding.line.rule != "single_session_spike":
            assert chosen > 0.05 * usable + bound(0.05, usable), finding.line.rule
        for study, place in zip(finding.studies, finding.chosen, strict=True):
            if place is not None:
                allowed = [
                    abs(ratio.z) for ratio in study
                    if min(ratio.rows_beyond, ratio.rows_within)
                    * (ratio.injuries_beyond + ratio.injuries_within)
                    >= 3 * (ratio.rows_beyond + ratio.rows_within)
                ]  # fmt: skip
                assert abs(study[place].z) == max(allowed)


@pytest.mark.parametrize("mechanism", ["spike", "week_change", "acwr", "monotony"])
def test_a_planted_ratio_is_recovered(usual, lines, mechanism):
    settings = replace(usual, mechanism=mechanism, ratio=2.5, studies=60, runners=400, seed=3,
                       rhythm="alike" if mechanism == "monotony" else "long_run")  # fmt: skip
    result = simulate_cohort(settings, lines)
    finding = result.rule(RULE_OF[mechanism])
    assert finding.pooled.low < 2.5 < finding.pooled.high
    covered = sum(
        (ratio := study[finding.line_at]).low < 2.5 < (ratio.high or math.inf)
        for study in finding.studies
    )
    # of 60 intervals 57 are expected to hold the truth, standard deviation 1.7
    assert 57 - covered < bound(0.05, 60)
    # the crude rate ratio is near it too; time cannot confuse it here
    assert finding.pooled.rate_ratio == pytest.approx(2.5, rel=0.15)
    harmful, protective = finding.significant()
    assert harmful > 30
    assert protective == 0


def test_the_classes_of_the_large_cohort_come_back(usual, lines):
    settings = replace(usual, mechanism="spike_by_size", studies=100, runners=1000, seed=4)
    finding = simulate_cohort(settings, lines).rule("single_session_spike")
    # beyond 100 % only the ratio of 2.28 acts, against a mix of 1, 1.64 and 1.52 within: below
    # 2.28 and above 2.28 / 1.64
    highest = finding.pooled_by_cut_off[finding.cut_offs.index(100.0)]
    assert highest.high > 2.28 / 1.64
    assert highest.low < 2.28
    assert 1.3 < finding.pooled.value < 2.0


def test_sore_runners_make_the_ratio_point_the_wrong_way(usual, lines):
    """Nothing about load injures, but the sore run less: a high ratio then looks safe."""
    result = simulate_cohort(replace(usual, cut_back=True, studies=40, seed=5), lines)
    for rule in ("acwr_rolling_coupled", "acwr_ewma", "ten_percent_rule"):
        assert result.rule(rule).pooled.high < 1, rule


def test_the_wrong_unit_finds_what_is_not_there(usual, lines):
    """Injuries at random: by day, running today raises the weighted ratio and the chance alike."""
    result = simulate_cohort(replace(usual, unit="day", studies=40, seed=6), lines)
    assert result.rule("acwr_ewma").pooled.low > 1
    harmful, _ = result.rule("acwr_ewma").significant()
    assert harmful > 2 + bound(0.05, 40)


def test_more_studies_begin_with_the_same_ones(usual, lines):
    few = simulate_cohort(replace(usual, studies=2, runners=120), lines)
    more = simulate_cohort(replace(usual, studies=3, runners=120), lines)
    for one, other in zip(few.rules, more.rules, strict=True):
        for early, same in zip(one.studies, other.studies[:2], strict=True):
            assert [r.rows_beyond for r in early] == [r.rows_beyond for r in same]
            assert [r.injuries_beyond for r in early] == [r.injuries_beyond for r in same]
            assert [r.value for r in early] == pytest.approx([r.value for r in same])
    assert few != simulate_cohort(replace(usual, studies=2, runners=120, seed=9), lines)
    steps = [step.done for step in cohort_steps(replace(usual, studies=2, runners=1200), lines)]
    assert steps == [1000, 1200, 2200, 2400]


# settings ------------------------------------------------------------------------------------


def test_settings_change_one_at_a_time_and_refuse_in_words(usual):
    assert with_setting(usual, "mechanism", "acwr").mechanism == "acwr"
    assert with_setting(usual, "runners", 800.0).runners == 800
    for name, value in [
        ("mechanism", "moon"), ("lag", 3), ("lag", True), ("cut_back", 1), ("ratio", 9),
        ("ratio", "2"), ("runners", 60.5), ("noise", math.nan), ("shoe", 1), ("studies", True),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=r"\w"):
            with_setting(usual, name, value)
    with pytest.raises(ValueError, match="100,000"):
        with_setting(replace(usual, studies=200), "runners", 600)


def test_every_line_is_a_cut_off(lines):
    check_lines(lines)
    with pytest.raises(ValueError, match="no cut-off"):
        check_lines([Line("monotony", "x", 2.05, "1")])
