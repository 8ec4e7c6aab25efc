"""What is not known, what is unsure, and who somebody is must not hide a danger."""

from __future__ import annotations

from typing import Any

import pytest

import hipedu
from hipedu.knowledge import Catalogue
from hipedu.model import URGENCIES, Sourced
from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.red_flags import rule_states
from hipedu.state.symptom_state import SymptomState


def rank(level: str) -> int:
    return [str(each) for each in URGENCIES].index(level)


def begun(tables: Tables, *, age: int | None = 34, sex: str | None = "female") -> SymptomState:
    state = SymptomState(tables)
    state.set_person(age, sex)
    state.mark("groin", "left", 5)
    return state


def test_not_sure_leaves_every_rule_open_and_says_so(real_tables: Tables) -> None:
    """Somebody who is unsure of everything is not told that no danger sign was found."""
    state = begun(real_tables)
    for _ in range(12):
        view = state.view()
        if view["question"] is None:
            break
        if view["checklist"]:
            state.answer_many({q["finding"]: "not_sure" for q in view["checklist"]["items"]})
        else:
            state.skip(view["question"]["finding"])
    view = state.view()
    assert state.interview.passed
    assert view["triage"]["open"]
    assert view["triage"]["provisional"]
    named = {line["finding"] for line in view["summary"]["not_asked"]}
    needs = {need for rule in view["triage"]["open"] for need in rule["needs"]}
    assert named == needs & set(real_tables.knowledge.findings)


def test_not_sure_is_not_taken_as_no(real_tables: Tables) -> None:
    unsure, silent = begun(real_tables), begun(real_tables)
    unsure.answer("night_pain_at_rest", "not_sure")
    assert unsure.case == silent.case


def test_a_child_of_unknown_age_is_still_asked_for(real_tables: Tables) -> None:
    """Rules for children stay open while the age is not said, and say that they need it."""
    case = Case(marks=(Mark(region="knee", side="left"),))
    waiting = {s.rule.id: s for s in rule_states(case, real_tables.knowledge) if s.state == "open"}
    for rule in ("child_knee_pain_from_hip", "scfe_pattern", "child_limp"):
        assert "age" in waiting[rule].needs, rule
    state = SymptomState(real_tables)
    assert any("how old" in line for line in state.blockers)


@pytest.mark.parametrize("age", [8, 14])
def test_a_child_who_limps_is_more_pressing_than_an_adult_alike(age: int) -> None:
    def level(years: int) -> str:
        case: dict[str, Any] = {
            "age": years, "sex": "male", "regions": {"knee": {"side": "left"}},
            "findings": {"walking_ability": "limp_level_ground"},
        }
        return str(hipedu.assess(case)["triage"]["level"])

    assert rank(level(age)) <= rank("urgent")
    assert rank(level(age)) <= rank(level(34))


def test_conditions_of_children_are_not_offered_to_adults(real_tables: Tables) -> None:
    """Perthes and slipped growth plates do not begin after growth: below 1 of 100 at 45."""
    rows = hipedu.assess({"age": 45, "sex": "male", "regions": {"groin": {}}})["differential"]
    p = {row["condition"]: row["probability"] for row in rows}
    assert p["scfe"] < 0.01
    assert p["perthes"] < 0.01


def test_every_emergency_and_urgent_rule_can_be_reached_by_questions(
    catalogue: Catalogue,
) -> None:
    """No dangerous sign hangs on something that is never asked of a person at home alone."""
    for rule in catalogue.red_flags.values():
        if rank(rule.level) > rank("urgent"):
            continue
        asked = [
            key for key in catalogue.findings
            if f"finding='{key}'" in repr(rule) and catalogue.findings[key].self_answerable
        ]
        assert asked, f"{rule.id}: nothing in it can be answered without an examiner"


def test_trying_an_answer_does_not_make_it_real(real_tables: Tables) -> None:
    state = begun(real_tables)
    state.answer("saddle_numbness", "present")
    state.what_if("saddle_numbness", "absent")
    state.drop_what_if()
    assert state.view()["triage"]["level"] == "emergency"


def test_undo_brings_an_emergency_back_and_removal_asks_again(real_tables: Tables) -> None:
    state = begun(real_tables)
    key = "saddle_numbness"
    state.answer(key, "present")
    assert state.view()["triage"]["level"] == "emergency"
    state.clear(key)
    waiting = {need for rule in state.view()["triage"]["open"] for need in rule["needs"]}
    assert key in waiting
    state.undo()
    assert state.view()["triage"]["level"] == "emergency"


def test_a_remainder_is_always_shown(real_tables: Tables) -> None:
    view = begun(real_tables).view()
    shown = sum(row["probability"] for row in view["rows"])
    assert view["remainder"]["probability"] == pytest.approx(1 - shown)
    assert len(view["rows"]) >= 3


def test_a_measured_number_needs_a_source() -> None:
    for basis in ("measured", "derived"):
        with pytest.raises(ValueError, match="needs a reference"):
            Sourced(value=0.5, basis=basis)  # type: ignore[arg-type]


def test_every_reason_shown_carries_its_basis(real_tables: Tables) -> None:
    state = begun(real_tables)
    state.answer("night_pain_at_rest", "present")
    lines = [line for row in state.view()["rows"] for line in (*row["for"], *row["against"])]
    assert lines
    assert all(line["badge"] in "MDEI" for line in lines)
    assert all(line["reference"] for line in lines if line["badge"] == "M")


def test_a_result_names_the_knowledge_it_came_from(catalogue: Catalogue) -> None:
    assert hipedu.assess({})["versions"]["knowledge"] == catalogue.version
