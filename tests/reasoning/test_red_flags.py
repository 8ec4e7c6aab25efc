"""Three truth values: what fires, what stays open, what closes."""

from __future__ import annotations

from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.knowledge_base import KnowledgeBase
from hipedu.reasoning.red_flags import RuleState, rule_states, warning_answers

GROIN = (Mark(region="groin"),)


def bone(case: Case, knowledge: KnowledgeBase) -> RuleState:
    return next(s for s in rule_states(case, knowledge) if s.rule.id == "bone_rule")


def test_fires_when_setting_and_two_of_three_hold(knowledge: KnowledgeBase) -> None:
    case = Case(marks=GROIN, answers={"night_pain": "present", "limp": "present"})
    state = bone(case, knowledge)
    assert state.state == "fired"
    assert state.reasons == ("It hurts at night.", "You limp.")


def test_open_while_it_could_still_fire(knowledge: KnowledgeBase) -> None:
    state = bone(Case(marks=GROIN, answers={"night_pain": "present"}), knowledge)
    assert (state.state, state.needs) == ("open", ("limp", "missed_periods"))
    nothing = bone(Case(), knowledge)
    assert nothing.state == "open"
    assert "regions" in nothing.needs


def test_closed_when_two_of_three_can_no_longer_hold(knowledge: KnowledgeBase) -> None:
    case = Case(marks=GROIN, answers={"night_pain": "absent", "limp": "absent"})
    assert bone(case, knowledge).state == "closed"


def test_closed_when_a_drawing_leaves_the_place_empty(knowledge: KnowledgeBase) -> None:
    case = Case(marks=(Mark(region="outer_hip"),),
                answers={"night_pain": "present", "limp": "present"})
    assert bone(case, knowledge).state == "closed"


def test_most_pressing_first(knowledge: KnowledgeBase) -> None:
    order = [s.rule.id for s in rule_states(Case(), knowledge)]
    assert order == ["nerve_rule", "bone_rule", "seat_rule"]


def test_warnings_are_what_fires_a_rule_alone(knowledge: KnowledgeBase) -> None:
    """Not the settings, and not what counts only two at a time."""
    assert set(warning_answers(knowledge)) == {"impact_pain", "saddle"}
