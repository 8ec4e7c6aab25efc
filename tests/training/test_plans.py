"""Plans: by hand, and by properties over many runners, goals and rule sets."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu.api import load_catalogue
from hipedu.model import Run
from hipedu.training.plan_edits import moved_run, with_run
from hipedu.training.plan_reading import plan_breaks, read_plan
from hipedu.training.plans import (
    RULE_SETS,
    EntrySession,
    PlannedRun,
    RuleSet,
    build_plan,
    longest_within,
    typical_history,
)

TODAY = dt.date(2026, 11, 22)  # a Sunday
MONDAY = dt.date(2026, 11, 23)


def history(longest=10.0, week=30.0, days=4):
    return typical_history(today=TODAY, week_km=week, longest_km=longest, days_a_week=days)


def plan(runs, *, goal=21.1, weeks=14, days=4, rules=RULE_SETS[0]):
    return build_plan(
        runs, goal_km=goal, goal_date=MONDAY + dt.timedelta(days=7 * weeks - 1),
        days_a_week=days, rules=rules, today=TODAY,
    )  # fmt: skip


def capped(runs, made, cap):
    """A naive check: every session against everything of the 30 days before it."""
    everything = [(run.date, run.distance_km) for run in runs]
    for run in made.runs:
        if run.kind == "race":
            continue
        before = longest_within(everything, run.date)
        if before is not None:
            assert run.distance_km <= before * (1 + cap / 100) + 1e-6, run
        everything.append((run.date, run.distance_km))


@settings(max_examples=60, deadline=None)
@given(
    longest=st.floats(2, 30), week=st.floats(5, 90), goal=st.floats(3, 60),
    weeks=st.integers(1, 30), days=st.integers(1, 7),
    rules=st.sampled_from([each for each in RULE_SETS if each.spike_cap_percent is not None]),
)  # fmt: skip
def test_no_session_exceeds_the_cap_and_weeks_keep_to_the_days(
    longest, week, goal, weeks, days, rules
):
    runs = history(longest, week, days)
    made = plan(runs, goal=goal, weeks=weeks, days=days, rules=rules)
    capped(runs, made, rules.spike_cap_percent)
    by_week = {}
    for run in made.runs:
        if run.kind != "race":
            by_week.setdefault((run.date - MONDAY).days // 7, set()).add(run.date)
    assert all(len(each) <= days for each in by_week.values())
    assert made.runs[-1].kind == "race"
    assert [run.date for run in made.runs] == sorted({run.date for run in made.runs})


def test_the_ten_percent_week_is_kept():
    runs = history(10, 30, 4)
    made = plan(runs, rules=RULE_SETS[1])
    totals = {}
    for run in made.runs[:-1]:
        week = (run.date - MONDAY).days // 7
        totals[week] = totals.get(week, 0) + run.distance_km
    best = 30.0
    for week in range(14):
        assert totals.get(week, 0) <= best * 1.1 + 1e-6
        best = max(best, totals.get(week, 0))


def test_every_fourth_week_is_lighter():
    made = plan(history())
    weeks = [
        sum(r.distance_km for r in made.runs[:-1] if (r.date - MONDAY).days // 7 == number)
        for number in range(14)
    ]
    for number in (3, 7, 11):
        assert weeks[number] < weeks[number - 1]


def test_after_a_lay_off_the_plan_begins_anew():
    old = [run for run in history(16, 40) if run.date < TODAY - dt.timedelta(days=20)]
    back = build_plan(
        [*old], goal_km=10, goal_date=MONDAY + dt.timedelta(days=140), days_a_week=3,
        rules=RULE_SETS[0], today=TODAY + dt.timedelta(days=35),
    )  # fmt: skip
    # half of 16 is 8, at most 5
    assert back.runs[0].distance_km <= 5.0
    assert "begins anew with 5 km" in back.notes[0]


def test_a_goal_out_of_reach_is_said():
    made = plan(history(5, 15), goal=42.2, weeks=6)
    assert any("beyond the longest run" in note for note in made.notes)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"goal": 500.0}, "1 to 100 km"), ({"weeks": 60}, "weeks from now"), ({"days": 9}, "1 to 7")],
)
def test_impossible_goals_are_refused(change, says):
    with pytest.raises(ValueError, match=says):
        plan(history(), **change)


def test_the_straight_line_breaks_the_supported_rule_and_the_cap_does_not():
    rules = tuple(load_catalogue().load_rules.values())
    runs = history(6, 18)
    straight = plan(runs, goal=21.1, weeks=8, rules=RULE_SETS[3])
    careful = plan(runs, goal=21.1, weeks=8)

    def spikes(made):
        return [
            each for each in plan_breaks(runs, made.runs[:-1], rules=rules)
            if each.rule == "single_session_spike"
        ]  # fmt: skip

    assert spikes(straight)
    assert not spikes(careful)


def test_editing_by_hand():
    runs = (PlannedRun(date=MONDAY, distance_km=5), PlannedRun(
        date=MONDAY + dt.timedelta(days=1), distance_km=8, kind="long"))
    assert [run.distance_km for run in with_run(runs, MONDAY, 6)] == [6, 8]
    assert [run.distance_km for run in moved_run(runs, MONDAY, runs[1].date)] == [8, 5]
    with pytest.raises(ValueError, match="no session"):
        moved_run(runs, MONDAY + dt.timedelta(days=5), MONDAY)
    with pytest.raises(ValueError, match="0 to 100"):
        with_run(runs, MONDAY, 1000)


def test_a_rule_set_of_ones_own():
    gentle = RuleSet(id="own", name="own", spike_cap_percent=5.0)
    capped(history(), plan(history(), rules=gentle), 5.0)


def test_a_return_to_running_comes_before_everything_else():
    entry = [EntrySession(times=5, run_min=2, walk_min=3, text=str(n)) for n in range(4)]
    made = build_plan(
        (), goal_km=10, goal_date=MONDAY + dt.timedelta(days=100), days_a_week=4,
        rules=RULE_SETS[0], today=TODAY, entry=entry, pace_min_per_km=6.0,
    )  # fmt: skip
    walks = [run for run in made.runs if run.kind == "walk_run"]
    # every other day from Monday; 10 minutes at 6 minutes a km are 1.66 km, rounded down
    assert [(run.date - MONDAY).days for run in walks] == [0, 2, 4, 6]
    assert {run.distance_km for run in walks} == {1.6}
    assert [run.text for run in walks] == ["0", "1", "2", "3"]
    rest = [run for run in made.runs if run.kind in ("easy", "long")]
    # the last step is on a Sunday, so Monday is a day of rest
    assert (rest[0].date - walks[-1].date).days >= 2
    assert rest[0].distance_km <= 1.6 * 1.1


@pytest.mark.parametrize("pace", [0, 1.9, 21, float("nan"), float("inf")])
def test_an_impossible_pace_is_refused(pace):
    with pytest.raises(ValueError, match="easy pace"):
        build_plan(
            history(), goal_km=10, goal_date=MONDAY + dt.timedelta(days=60), days_a_week=3,
            rules=RULE_SETS[0], today=TODAY, pace_min_per_km=pace,
        )  # fmt: skip


def test_the_measures_of_a_week_by_hand():
    # four weeks of 7 km on each day, then a plan of 7 km on each day but the last: 14 km
    before = [
        Run(date=MONDAY - dt.timedelta(days=n), distance_km=7.0) for n in range(1, 29)
    ]
    runs = tuple(
        PlannedRun(date=MONDAY + dt.timedelta(days=n), distance_km=7.0 if n < 6 else 14.0)
        for n in range(7)
    )
    rules = tuple(load_catalogue().load_rules.values())
    (week,) = read_plan(before, runs, rules=rules).weeks
    assert (week.total_km, week.longest_km, week.rest_days) == (56, 14, 0)
    assert week.furthest_percent == 100
    assert week.sunday.week_change_percent == pytest.approx(100 * 7 / 49)
    # (56 / 7) / ((3 * 49 + 56) / 28) = 8 / 7.25
    assert week.sunday.acwr_coupled == pytest.approx(8 / 7.25)
    assert week.sunday.acwr_uncoupled == pytest.approx(8 / 7)
    assert read_plan(before, (), rules=rules).weeks == ()
