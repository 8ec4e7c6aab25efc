"""Three truth values: what fires, what stays open, what closes."""

from __future__ import annotations

from dataclasses import replace

from hipedu.model import Criterion
from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.knowledge_base import KnowledgeBase
from hipedu.reasoning.red_flags import (
    RuleState,
    rule_state,
    rule_states,
    warning_answers,
)

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


def test_emergency_fires_when_only_the_place_was_not_said(knowledge: KnowledgeBase) -> None:
    """The same rule with a place for its setting: unsaid it fires, said elsewhere it does not."""
    rule = replace(knowledge.red_flags["nerve_rule"],
                   require_all=(Criterion(regions=("tailbone",)),))
    numb = {"saddle": "present"}
    state = rule_state(rule, Case(answers=numb), knowledge)
    assert (state.state, state.needs) == ("fired", ("regions",))
    assert state.reasons[-1] == "where it hurts was not said, so this rule counts"
    assert rule_state(rule, Case(), knowledge).state == "open"
    assert rule_state(rule, Case(answers=numb, marks=GROIN), knowledge).state == "closed"
    urgent = replace(rule, level="urgent")
    assert rule_state(urgent, Case(answers=numb), knowledge).state == "open"
