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
    assert again["kept"] == view["kept"]
    assert again["name"] == view["name"]
    assert {day["text"] for week in again["weeks"] for day in week["days"]} == {
        day["text"] for week in view["weeks"] for day in week["days"]
    }


def daily(days, *, until=dt.date(2026, 11, 20)):
    """A table of a run on every day, each a little longer than the one before."""
    rows = "".join(
        f"{until - dt.timedelta(days=days - 1 - n)},{5 + n / 100},{30 + n / 10}\n"
        for n in range(days)
    )
    return [("log.csv", f"date,distance_km,duration_min\n{rows}".encode())]


def same(view, other):
    return [k for k in view if k not in ("can_undo", "can_redo") and view[k] != other[k]]


def test_an_uploaded_log_comes_back_in_another_copy(state):
    state.load_files(daily(400))
    view = json.loads(json.dumps(state.view()))
    # what a plan looks at: 120 days before the last run and that day itself, of 400
    assert view["from_log"] == "121 runs until 2026-11-20"
    assert "goes further back" in view["log_cut"]
    # the last 20 runs take 30 + n/10 min over 5 + n/100 km, n = 380 to 399: 6.0 to 10.0 / ...
    middle = sorted((30 + n / 10) / (5 + n / 100) for n in range(380, 400))
    assert view["pace"] == round((middle[9] + middle[10]) / 2, 2)
    other = PlanState(load_catalogue(), today=TODAY, draw=plan_figure)
    other.restore(view["inputs"])
    again = json.loads(json.dumps(other.view()))
    assert same(view, again) == []
    other.undo()
    assert other.view()["from_log"] == ""


def test_an_invented_log_comes_back_by_its_name(state):
    state.load_scenario("consistent")
    view = json.loads(json.dumps(state.view()))
    assert view["inputs"]["log"] == []
    other = PlanState(load_catalogue(), today=TODAY, draw=plan_figure)
    other.restore(view["inputs"])
    assert same(view, json.loads(json.dumps(other.view()))) == []


def test_a_short_log_is_not_said_to_go_further_back(state):
    state.load_files(daily(30))
    assert state.view()["log_cut"] == ""
    assert state.view()["from_log"] == "30 runs until 2026-11-20"


def test_files_are_added_to_the_log_that_is_shown(state):
    state.load_files(daily(30))
    state.load_scenario("consistent")
    state.undo()  # back to the file
    assert state.view()["from_log"] == "30 runs until 2026-11-20"
    more = daily(2, until=dt.date(2026, 11, 22))
    state.load_files(more, add=True)
    assert state.view()["from_log"] == "32 runs until 2026-11-22"
    other = PlanState(load_catalogue(), today=TODAY)
    other.restore(json.loads(json.dumps(state.view()["inputs"])))
    other.load_files(daily(1, until=dt.date(2026, 11, 23)), add=True)
    assert other.view()["from_log"] == "33 runs until 2026-11-23"


def test_a_file_without_runs_leaves_the_plan_as_it_is(state):
    before = state.view()
    state.load_files([("x.csv", b"shoe,colour\n1,2\n")])
    after = state.view()
    assert same(before, after) == ["problems"]


@pytest.mark.parametrize(
    "rubbish",
    [
        7, None, {"runs": 7}, {"runs": [7]}, {"runs": [{}]}, {"kept": [{"date": "x"}]},
        {"runs": [{"date": "2026-12-01", "distance_km": "far"}]},
        {"runs": [{"date": "2026-12-01", "distance_km": 1e9}]}, {"goal_km": "much"},
        {"goal_date": 3}, {"ladder": 99}, {"log": 7}, {"log": [7]}, {"log": [{}]},
        {"log": [{"date": "2026-13-01", "distance_km": 8}]}, {"scenario": "nobody"},
        {"scenario": []}, {"log": [{"date": "2026-11-01", "distance_km": 8}], "log_cut": "x"},
        {"log": [{"date": "2026-11-01", "distance_km": 8}] * 2001},
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
