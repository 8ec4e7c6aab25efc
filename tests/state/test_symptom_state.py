"""The interview without a browser."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu.reasoning.evidence_tables import Tables
from hipedu.state.symptom_state import SymptomState


def plain(state: SymptomState) -> dict[str, Any]:
    view: dict[str, Any] = json.loads(json.dumps(state.view(), allow_nan=False))
    return view


@pytest.fixture
def state(tables: Tables) -> SymptomState:
    made = SymptomState(tables)
    made.set_person(30, "female")
    made.mark("outer_hip", "left", 6)
    return made


def test_begins_with_red_flags(state: SymptomState) -> None:
    view = plain(state)
    assert view["question"]["finding"] == "saddle"
    assert view["progress"]["number"] == 1
    assert view["blockers"] == []
    assert view["remainder"]["name"] == "Something else"


def test_rows_are_rounded_and_complete(state: SymptomState) -> None:
    state.answer("side_lying", "present")
    view = plain(state)
    first = view["rows"][0]
    assert first["condition"] == "tendon"
    assert first["percent"] % 5 == first["low"] % 5 == first["high"] % 5 == 0
    assert first["words"].endswith("of 100 runners like this")
    assert {line["finding"] for line in first["for"]} >= {"side_lying", "outer_hip"}
    assert all(line["badge"] in "MDEI" for line in first["for"])
    total = sum(row["probability"] for row in view["rows"]) + view["remainder"]["probability"]
    assert total == pytest.approx(1)


def test_first_place_is_said_with_what_it_hangs_on(state: SymptomState) -> None:
    state.answer("side_lying", "present")
    words = plain(state)["stability_words"]
    assert words[0].endswith("of 100 tries.")
    assert words[1].startswith("It hangs most on one number: ")


def test_emergency_ends_the_interview_and_hides_percentages(state: SymptomState) -> None:
    state.answer("saddle", "present")
    view = plain(state)
    assert view["triage"]["level"] == "emergency"
    assert view["suppressed"] is True
    assert (view["rows"], view["remainder"], view["question"]) == ([], None, None)
    state.answer("saddle", "absent")
    assert plain(state)["suppressed"] is False


def test_checklist_joins_open_red_flags(tables: Tables) -> None:
    state = SymptomState(tables)
    state.set_person(30, "female")
    state.mark("groin", "left", 6)
    view = plain(state)
    items = [item["finding"] for item in view["checklist"]["items"]]
    assert set(items) == {"saddle", "limp", "missed_periods", "night_pain"}
    state.answer_many(dict.fromkeys(items, "absent"))
    view = plain(state)
    assert view["checklist"] is None
    assert view["progress"]["number"] == 2  # one screen, one question
    assert view["question"]["kind"] == "information"


def test_answers_can_be_changed_skipped_and_removed(state: SymptomState) -> None:
    state.answer("night_pain", "present")
    state.answer("weeks", 8)
    state.skip("limp")
    texts = {line["finding"]: line["text"] for line in plain(state)["answers"]}
    assert texts == {"night_pain": "Yes", "weeks": "8 weeks", "limp": "Not sure"}
    state.answer("night_pain", "absent")
    state.clear("weeks")
    texts = {line["finding"]: line["text"] for line in plain(state)["answers"]}
    assert texts == {"night_pain": "No", "limp": "Not sure"}
    state.undo()
    assert "weeks" in dict(state.interview.answers)


def test_what_if_shows_the_change_and_keeps_the_answer(state: SymptomState) -> None:
    state.answer("side_lying", "present")
    before = plain(state)["rows"][0]
    state.what_if("side_lying", "absent")
    view = plain(state)
    change = next(line for line in view["what_if"]["changes"] if line["condition"] == "tendon")
    assert change["before"] == before["percent"]
    assert change["change"] < 0
    assert dict(state.interview.answers)["side_lying"] == "present"
    state.what_if("side_lying")
    assert plain(state)["what_if"] is None
    state.what_if("side_lying", "unknown")
    state.keep_what_if()
    assert "side_lying" not in dict(state.interview.answers)


def test_exam_mode_offers_examinations(state: SymptomState) -> None:
    from hipedu.reasoning.next_question import may_ask

    log_roll = state.tables.knowledge.findings["log_roll"]
    assert not may_ask(log_roll, state.case, state.tables, exam=state.exam)
    state.set_exam(True)
    assert plain(state)["exam"] is True
    assert may_ask(log_roll, state.case, state.tables, exam=state.exam)


def test_summary_names_what_was_not_asked(state: SymptomState) -> None:
    summary = plain(state)["summary"]
    saddle = state.tables.knowledge.findings["saddle"]
    assert {"finding": "saddle", "name": saddle.name, "question": "Numb between the legs?"} in (
        summary["not_asked"]
    )


@pytest.mark.parametrize(
    ("action", "arguments"),
    [("answer", {"finding": "nite_pain", "value": "present"}),
     ("answer", {"finding": None, "value": "present"}),
     ("answer", {"finding": "limp", "value": "perhaps"}),
     ("answer", {"finding": "weeks", "value": float("inf")}),
     ("answer_many", {"answers": {"limp": "present", "nonsense": "present"}}),
     ("answer_many", {"answers": []}), ("clear", {"finding": "x"}), ("skip", {"finding": "x"}),
     ("set_person", {"age": 200}), ("set_person", {"sex": "x"}),
     ("mark", {"region": "nose"}), ("what_if", {"finding": "limp", "value": 4}),
     ("take_marks", {"regions": {"nose": {}}}), ("load", {"case": 5})],
)
def test_wrong_requests_change_nothing(
    state: SymptomState, action: str, arguments: dict[str, Any]
) -> None:
    before = state.interview
    assert action in state.actions
    with pytest.raises(ValueError, match=r"[.?]$"):
        getattr(state, action)(**arguments)
    assert state.interview == before


steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.fixed_dictionaries(
            {"finding": st.sampled_from(["limp", "night_pain", "saddle", "clicking", "weeks"]),
             "value": st.sampled_from(["present", "absent", "not_sure", None, 3, 70.5])})),
        st.tuples(st.just("what_if"), st.fixed_dictionaries(
            {"finding": st.sampled_from(["limp", "night_pain", "saddle"]),
             "value": st.sampled_from(["present", "absent", "unknown", None])})),
        st.tuples(st.just("mark"), st.fixed_dictionaries(
            {"region": st.sampled_from(["groin", "outer_hip", "tailbone"]),
             "side": st.sampled_from(["left", "right", "both", None]),
             "intensity": st.sampled_from([None, 0, 3, 10])})),
        st.tuples(st.sampled_from(["undo", "redo", "reset", "keep_what_if", "drop_what_if"]),
                  st.just({})),
        st.tuples(st.just("set_exam"), st.fixed_dictionaries({"on": st.booleans()})),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_any_mix_of_steps_gives_a_sane_page(
    tables: Tables, done: list[tuple[str, dict[str, Any]]]
) -> None:
    state = SymptomState(tables)
    for action, arguments in done:
        with contextlib.suppress(ValueError):  # a refusal: the state goes on
            getattr(state, action)(**arguments)
        view = plain(state)
        assert view["suppressed"] == (view["triage"]["level"] == "emergency")
