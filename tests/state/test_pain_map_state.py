"""The pain map without a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hipedu.reasoning.case import parse_case
from hipedu.reasoning.evidence_tables import Tables
from hipedu.state.pain_map_state import PainMapState


def plain(state: PainMapState) -> dict[str, Any]:
    view: dict[str, Any] = json.loads(json.dumps(state.view(), allow_nan=False))
    return view


def test_empty_map_says_how_to_begin(tables: Tables) -> None:
    view = plain(PainMapState(tables))
    assert view["fits"] == []
    assert view["remainder"] is None
    assert "Mark at least one place" in view["blockers"][0]


def test_mark_in_words_and_what_fits(tables: Tables) -> None:
    state = PainMapState(tables)
    state.mark("outer_hip", "left", 6)
    view = plain(state)
    assert view["marks"] == [{"region": "outer_hip", "side": "left", "intensity": 6.0,
                              "text": "outer hip, your left, 6/10"}]
    best = view["fits"][0]
    assert best["condition"] == "tendon"
    assert best["text"] == "outer hip: 95 of 100 with it mark here"
    assert best["basis"] == "E"
    total = sum(fit["probability"] for fit in view["fits"]) + view["remainder"]["probability"]
    assert total == pytest.approx(1)
    assert view["blockers"] == []


def test_both_sides_replace_one_and_split_again(tables: Tables) -> None:
    state = PainMapState(tables)
    state.mark("groin", "left", 4)
    state.mark("groin", "both", 5)
    assert [m.side for m in state.drawing.marks] == ["both"]
    state.unmark("groin", "left")
    assert [(m.side, m.intensity) for m in state.drawing.marks] == [("right", 5.0)]
    state.mark("groin", "right", 0)
    assert state.drawing.marks == ()


def test_left_and_right_are_two_marks(tables: Tables) -> None:
    state = PainMapState(tables)
    state.mark("groin", "left", 4)
    state.mark("groin", "right", 7)
    assert plain(state)["for_symptoms"] == {
        "groin": [{"side": "left", "intensity": 4.0}, {"side": "right", "intensity": 7.0}]
    }


def test_undo_redo_reset(tables: Tables) -> None:
    state = PainMapState(tables)
    state.mark("groin", "left", 4)
    state.arrow("groin", "outer_hip")
    state.undo()
    assert state.drawing.arrows == ()
    state.redo()
    assert len(state.drawing.arrows) == 1
    state.reset()
    assert plain(state)["marks"] == []
    state.undo()
    assert len(state.drawing.marks) == 1
    state.undo()
    state.undo()
    with pytest.raises(ValueError, match="nothing to undo"):
        state.undo()


def test_arrow_ends_where_it_hurts(tables: Tables) -> None:
    state = PainMapState(tables)
    state.mark("groin", "left", 4)
    state.arrow("groin", "outer_hip")
    assert state.case().marked_regions == ("groin", "outer_hip")
    assert plain(state)["arrows"][0]["text"] == "from groin to outer hip"


def test_marks_go_over_to_the_symptom_checker(tables: Tables) -> None:
    state = PainMapState(tables)
    state.mark("groin", "left", 4)
    case = parse_case({"regions": plain(state)["for_symptoms"]}, tables.knowledge)
    assert case.marks == state.drawing.marks


def test_chosen_condition_lies_over_the_map(tables: Tables) -> None:
    state = PainMapState(tables)
    state.choose("tendon")
    view = plain(state)
    assert view["chosen"]["heat"] == {"groin": 0.05, "outer_hip": 0.95, "tailbone": 0.05}
    assert view["chosen"]["basis"] == "expert_estimate"
    heat = {region["id"]: region["heat"]["words"] for region in view["regions"]}
    assert heat["outer_hip"] == "about 95 of 100"
    state.choose(None)
    assert plain(state)["chosen"] is None


@pytest.mark.parametrize(
    ("action", "arguments"),
    [("mark", {"region": "nose", "side": "left"}), ("mark", {"region": "groin"}),
     ("mark", {"region": "groin", "side": "up"}),
     ("mark", {"region": "groin", "side": "left", "intensity": float("nan")}),
     ("mark", {"region": "groin", "side": "left", "intensity": "much"}),
     ("unmark", {"region": "nose"}), ("look", {"view": "above"}),
     ("show_layer", {"layer": "soul"}), ("set_strength", {"intensity": 11}),
     ("choose", {"condition": "gout"}), ("arrow", {"start": "groin", "end": "groin"})],
)
def test_wrong_requests_get_a_sentence(
    tables: Tables, action: str, arguments: dict[str, Any]
) -> None:
    state = PainMapState(tables)
    assert action in state.actions
    with pytest.raises(ValueError, match=r"\.$"):
        getattr(state, action)(**arguments)
    assert state.drawing.marks == ()
