"""What was entered comes back in a new copy of a page, and rubbish changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hipedu.dashboards import exercises, pain_map, symptom_checker, training_load


def carried(view: dict[str, Any]) -> dict[str, Any]:
    """What the browser keeps of a view and sends to the next copy, through JSON both ways."""
    plain: dict[str, Any] = json.loads(json.dumps(view))
    inputs = plain["inputs"]
    return {**inputs, **{name: plain[name] for name in inputs.pop("also", [])}}


def same(view: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The parts of two views that differ; how far undo reaches is a new copy's own affair."""
    return [k for k in view if k not in ("can_undo", "can_redo") and view[k] != other[k]]


def test_a_drawing_comes_back() -> None:
    state = pain_map.build().state
    state.mark("groin", "left", 7)
    state.mark("low_back", "both", 2)
    state.arrow("groin", "knee")
    state.look("back")
    state.show_layer("muscle", False)
    again = pain_map.build().state
    again.restore(carried(state.view()))
    assert same(state.view(), again.view()) == []
    again.undo()
    assert again.view()["marks"] == []


def test_an_interview_comes_back() -> None:
    state = symptom_checker.build().state
    state.set_person(34, "female")
    state.mark("groin", "left", 5)
    for _ in range(6):
        view = state.view()
        if view["checklist"]:
            state.answer_many({item["finding"]: "absent" for item in view["checklist"]["items"]})
        else:
            state.skip(view["question"]["finding"])
    again = symptom_checker.build().state
    again.restore(carried(state.view()))
    assert same(state.view(), again.view()) == []


def test_a_log_comes_back() -> None:
    state = training_load.build().state
    state.load_scenario("marathon_spike")
    state.set_window(120)
    state.add_run(state.view()["span"][1], 4.5, rpe=6)
    again = training_load.build().state
    again.restore(carried(state.view()))
    assert [run["distance_km"] for run in again.view()["runs"]] == [
        run["distance_km"] for run in state.view()["runs"]
    ]
    apart = same(state.view(), again.view())
    assert set(apart) <= {"runs"}, apart  # their numbers begin again


RUBBISH: list[Any] = [
    None, [], "groin", 7, {"marks": "groin"}, {"marks": [{"region": "groin"}]},
    {"marks": [{"region": "nowhere", "side": "left"}]}, {"arrows": [{}]}, {"looking_at": "up"},
    {"layers": 7}, {"strength": "much"}, {"chosen": "nothing"}, {"marks": [{}] * 1000},
    {"case": 7}, {"case": {"findings": {"nothing": "present"}}}, {"case": {}, "passed": "x"},
    {"case": {}, "passed": [["x"]]}, {"case": {}, "passed": [{}]}, {"runs": 7}, {"runs": [7]},
    {"runs": [{}]}, {"runs": [{"date": "2026-13-01", "distance_km": 8}]},
    {"runs": [{"date": "2026-03-01", "distance_km": -8}]}, {"scenario": ["x"]},
    {"runs": [{"date": "2026-03-01", "distance_km": 8}], "first_day": "0001-01-01",
     "last_day": "2026-03-01"},
    {"runs": [{"date": "2026-03-01", "distance_km": 8, "start": "noon"}]},
    {"measure": []}, {"window_days": "many"}, {"options": {"home": "Nowhere/Land"}},
    {"options": [7]}, {"options": {"colour": 1}}, {"wish": 7}, {"wish": {"days": 9}},
    {"wish": {"programme": ["x"]}}, {"wish": {"equipment": "x"}}, {"signs": "none"},
    {"signs": [], "plan": 7}, {"signs": [], "plan": {"request": {}}}, {"log": [{}]},
    {"signs": [], "wish": {"seed": "x"}}, {"weeks": 99}, {"at": "noon"},
    {"pain_entries": 7}, {"pain_entries": [7]}, {"pain_entries": [{"date": "x", "during": 1}]},
    {"pain_entries": [{"date": "2026-03-01", "during": 11}]}, {"pain_settings": [1]},
]  # fmt: skip


@pytest.mark.parametrize("dashboard", [pain_map, symptom_checker, training_load, exercises])
@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda value: json.dumps(value)[:40])
def test_rubbish_changes_nothing(dashboard: Any, rubbish: Any) -> None:
    page = dashboard.build()
    before = json.loads(json.dumps(page.view))
    notice = page.carry_out({"do": "restore", "args": {"inputs": rubbish}})
    page.refresh(notice)
    assert "went wrong on our side" not in str(page.view.get("notice"))
    after = {k: v for k, v in json.loads(json.dumps(page.view)).items() if k != "notice"}
    if notice:
        assert after == before
    else:  # read as nothing having been entered
        assert same(before, after) == []
