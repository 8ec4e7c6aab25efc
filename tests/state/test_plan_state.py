import csv
import datetime as dt
import io

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


def test_csv_and_another_copy(state):
    state.set_run("2026-12-01", 7.5)
    view = state.view()
    rows = list(csv.DictReader(io.StringIO(view["csv"])))
    assert any(row["date"] == "2026-12-01" and row["distance_km"] == "7.5" for row in rows)
    other = PlanState(load_catalogue(), today=TODAY)
    other.restore(view["inputs"])
    assert other.view()["csv"] == view["csv"], "the same days, distances and kinds of run"


@pytest.mark.parametrize(
    ("name", "value"),
    [("goal_km", 0), ("goal_date", "soon"), ("days_a_week", 8), ("rule_set", "x"), ("shoe", 1)],
)
def test_wrong_goals_are_refused_in_words(state, name, value):
    before = state.view()["goal"]
    with pytest.raises(ValueError, match=r"\w"):
        state.set_goal(name, value)
    assert state.view()["goal"] == before
