import datetime as dt
import json

import pytest

from hipedu.api import load_catalogue
from hipedu.figures.training_plan import plan_figure
from hipedu.state.plan_state import PlanState

TODAY = dt.date(2026, 11, 23)  # a Monday, so the plan begins on the 30th


@pytest.fixture
def state():
    return PlanState(load_catalogue(), today=TODAY, draw=plan_figure)


def rule(view, id_):
    return next(row for row in view["breaks"] if row["rule"] == id_)


def test_the_supported_rule_comes_first_and_does_not_object(state):
    view = state.view()
    assert view["breaks"][0]["rule"] == "single_session_spike"
    # the race itself may lie beyond; no training run does
    spikes = [
        day for week in view["weeks"] for day in week["days"] if day["spike"]
        and day["kind"] != "race"
    ]  # fmt: skip
    assert not spikes


def test_an_edit_is_answered_and_can_be_taken_back(state):
    state.set_run("2026-12-01", 40)
    week = state.view()["weeks"][0]
    assert week["days"][1]["km"] == 40
    assert "beyond" in week["days"][1]["spike"]
    state.undo()
    assert state.view()["weeks"][0]["days"][1]["km"] != 40


def test_moving_changes_places_and_outside_is_refused(state):
    first = next(d for d in state.view()["weeks"][0]["days"] if d["km"])
    state.move_run(first["date"], "2026-12-01")
    assert next(
        d["km"] for d in state.view()["weeks"][0]["days"] if d["date"] == "2026-12-01"
    ) == first["km"]  # fmt: skip
    with pytest.raises(ValueError, match="outside the plan"):
        state.move_run("2026-12-01", "2026-01-01")


def test_two_plans_side_by_side(state):
    state.set_goal("longest_km", 4)  # too short for twelve weeks without a jump
    state.set_goal("week_km", 10)
    state.keep_plan()
    state.set_goal("rule_set", "line")
    view = state.view()
    assert view["kept"]["name"].startswith("Longest run")
    assert rule(view, "single_session_spike")["times"] > view["kept"]["breaks"][0]["times"]
    assert len(view["figure"]["data"]) == 3


def test_from_an_invented_runner_and_from_a_file(state):
    state.load_scenario("consistent")
    assert state.view()["log"]["source"] == "scenario"
    table = "date,distance_km\n" + "".join(f"2026-11-{day:02},6\n" for day in range(1, 20, 3))
    state.load_files([("log.csv", table.encode())])
    assert state.view()["from_log"].startswith("7 runs until 2026-11-19")


def sessions(view):
    return [
        (day["date"], day["km"], day["kind"])
        for week in view["weeks"] for day in week["days"] if day["km"] is not None
    ]  # fmt: skip


def test_another_copy_has_the_same_plan(state):
    state.set_goal("ladder", 4)
    state.keep_plan()
    state.set_run("2026-12-01", 7.5)
    view = json.loads(json.dumps(state.view()))
    other = PlanState(load_catalogue(), today=TODAY)
    other.restore(view["inputs"])
    again = other.view()
    assert sessions(again) == sessions(view)
    assert again["goal"] == view["goal"]
    assert again["kept"]["km"] == view["kept"]["km"]
    assert {day["text"] for week in again["weeks"] for day in week["days"]} == {
        day["text"] for week in view["weeks"] for day in week["days"]
    }


@pytest.mark.parametrize(
    "rubbish",
    [
        7, None, {"runs": 7}, {"runs": [7]}, {"runs": [{}]}, {"kept": [{"date": "x"}]},
        {"runs": [{"date": "2026-12-01", "distance_km": "far"}]},
        {"runs": [{"date": "2026-12-01", "distance_km": 1e9}]}, {"goal_km": "much"},
        {"goal_date": 3}, {"ladder": 99},
    ],
)  # fmt: skip
def test_rubbish_from_another_copy_changes_nothing(state, rubbish):
    before = sessions(state.view())
    with pytest.raises(ValueError, match=r"\w"):
        state.restore(rubbish)
    assert sessions(state.view()) == before


def test_what_was_typed_reaches_until_the_plan_begins(state):
    # 25 km a week without a gap: the first Sunday of the plan sees no empty week
    state.set_goal("rule_set", "week")
    first = state.view()["measures"][0]
    assert first["change"] is not None
    assert first["change"] <= 10
    assert max(run.date for run in state.history) == dt.date(2026, 11, 29)


def test_a_lay_off_that_was_typed_begins_anew(state):
    state.set_goal("layoff_weeks", 6)
    view = state.view()
    assert view["long_break"]
    assert "begins anew with 5 km" in view["notes"][0]  # half of 10
    assert sessions(view)[0][1] <= 5
    assert view["measures"][0]["furthest"] is None or view["measures"][0]["furthest"] <= 10
    state.set_goal("layoff_weeks", 0)
    assert not state.view()["long_break"]


def test_the_ladder_of_rehabilitation_comes_first(state):
    state.set_goal("layoff_weeks", 8)
    state.set_goal("goal_date", "2027-05-30")
    state.set_goal("ladder", 1)
    view = state.view()
    walks = [each for each in sessions(view) if each[2] == "walk_run"]
    # seven steps, each twice, on every other day from Monday 30 November: 13 * 2 = 26 days
    assert len(walks) == 14
    assert (walks[0][0], walks[-1][0]) == ("2026-11-30", "2026-12-26")
    assert view["weeks"][0]["days"][0]["text"] == "5 times: run 1, walk 4 minutes"
    # 5 minutes of running at 6.5 minutes a km are 0.77 km; rounded down
    assert walks[0][1] == 0.7
    assert "twice without a rise in pain" in view["notes"][0]
    # what follows grows from the last step: 35 minutes are 5.3 km, at most a tenth more
    after = [each for each in sessions(view) if each[0] > "2026-12-26" and each[2] != "race"]
    assert after[0][1] <= 5.3 * 1.1
    assert min(each[0] for each in after) >= "2026-12-28"


def test_a_step_that_was_changed_is_no_step_any_more(state):
    state.set_goal("ladder", 1)
    state.set_run("2026-11-30", 3)
    day = state.view()["weeks"][0]["days"][0]
    assert (day["km"], day["kind"], day["text"]) == (3, "easy", "")


def test_a_goal_before_the_ladder_is_done_is_said(state):
    state.set_goal("ladder", 1)
    state.set_goal("goal_date", "2026-12-13")
    assert any("before the return to running is done" in note for note in state.view()["notes"])


def test_caps_of_ones_own(state):
    state.set_goal("rule_set", "own")
    state.set_goal("spike_cap", 5)
    state.set_goal("week_cap", 0)
    state.set_goal("deload_every", 0)
    view = state.view()
    assert view["name"] == "longest run +5 %, no cap on a week, no lighter week"
    steps = [week["furthest"] for week in view["measures"][:-1] if week["furthest"] is not None]
    assert max(steps) <= 5
    with pytest.raises(ValueError, match="enter 0 to 100"):
        state.set_goal("spike_cap", 101)


def test_the_kept_plan_can_be_worked_on(state):
    state.keep_plan()
    before = sessions(state.view())
    state.set_run("2026-12-01", 9)
    edited = sessions(state.view())
    state.swap_kept()
    assert sessions(state.view()) == before
    assert state.view()["kept"]["name"].endswith(", edited")
    state.swap_kept()
    assert sessions(state.view()) == edited
    state.drop_kept()
    with pytest.raises(ValueError, match="No plan was kept"):
        state.swap_kept()


def test_every_measure_answers_an_edit(state):
    def of(view, name):
        return [week[name] for week in view["measures"]]

    before = state.view()
    state.set_run("2026-12-01", 30)
    after = state.view()
    for name in ("km", "longest", "furthest", "change", "coupled", "uncoupled", "ewma",
                 "monotony", "strain", "ctl", "atl", "tsb", "rest_days"):  # fmt: skip
        assert of(before, name) != of(after, name), name
    # 30 km against the longest of the weeks before, 10 km
    assert after["measures"][0]["furthest"] == 200


def test_the_pace_of_a_log_is_its_middle(state):
    table = "date,distance_km,duration_min\n" + "".join(
        f"2026-11-{day:02},10,{minutes}\n" for day, minutes in ((1, 50), (3, 70), (5, 60))
    )
    state.load_files([("log.csv", table.encode())])
    assert state.view()["pace"] == 6.0


@pytest.mark.parametrize(
    ("name", "value"),
    [("goal_km", 0), ("goal_date", "soon"), ("days_a_week", 8), ("rule_set", "x"), ("shoe", 1)],
)
def test_wrong_goals_are_refused_in_words(state, name, value):
    before = state.view()["goal"]
    with pytest.raises(ValueError, match=r"\w"):
        state.set_goal(name, value)
    assert state.view()["goal"] == before
