"""Phases, traffic light and search, on records of the knowledge base."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hipedu import load_catalogue
from hipedu.rehab.exercise_search import minutes_of, search_exercises
from hipedu.rehab.pain_monitoring import Refused, pain_light
from hipedu.rehab.plan_changes import check_plan, removed, rules_for
from hipedu.rehab.programmes import next_phase, present_phase, stage_of
from hipedu.rehab.weekly_plan import PlanRequest, weekly_plan

KNOWN = load_catalogue()
GLUTEAL = KNOWN.programme("gluteal_tendinopathy")
BONE = KNOWN.programme("bsi_femoral_neck")
REACHED = {"gt_night": 2, "gt_stand": 30, "gt_stand_pain": 3, "gt_iso": True}


class TestPhases:
    def test_every_missing_goal_is_named_with_its_reason(self) -> None:
        step = next_phase(GLUTEAL, "settle", {**REACHED, "gt_night": 5, "gt_iso": False})
        assert not step.ready
        assert [each.check.id for each in step.missing] == ["gt_night", "gt_iso"]
        assert step.missing[0].why == (
            "Night pain on most nights: 5 of 10; the goal is at most 2 of 10."
        )

    def test_limits_count_as_reached(self) -> None:
        step = next_phase(GLUTEAL, "settle", REACHED)
        assert step.ready
        assert step.stage is not None
        assert step.stage.id == "strengthen"

    def test_a_question_without_an_answer_is_missing(self) -> None:
        assert len(next_phase(GLUTEAL, "settle", {}).missing) == 4

    def test_the_next_phase_asks_for_its_entry_goals_as_well(self) -> None:
        asked = {each.check.id for each in next_phase(GLUTEAL, "strengthen", {}).missing}
        assert {"gt_hold_weeks", "gt_stairs", "gt_step"} <= asked

    def test_the_last_phase_can_be_done(self) -> None:
        step = next_phase(GLUTEAL, "return", {"gt_usual": 3, "gt_hop": 0, "gt_lsi": 95})
        assert step.done
        assert not step.ready

    def test_bone_goes_nowhere_without_the_clinician(self) -> None:
        step = next_phase(BONE, "protect", {"fn_walk": 0})
        assert any("Only whoever treats you" in each.why for each in step.missing)

    def test_present_phase_is_the_first_unfinished(self) -> None:
        assert present_phase(GLUTEAL, REACHED).id == "strengthen"

    def test_an_unknown_phase_is_answered_with_the_known_ones(self) -> None:
        with pytest.raises(ValueError, match="settle, strengthen, return"):
            stage_of(GLUTEAL, "rest")


class TestLight:
    # limits of the source: up to 3 safe, up to 5 acceptable if settled by the morning
    @pytest.mark.parametrize(("pain", "colour"), [(3, "green"), (4, "amber"), (5, "amber"),
                                                  (6, "red")])  # fmt: skip
    def test_tendon(self, pain: float, colour: str) -> None:
        assert pain_light(GLUTEAL.pain, during=pain, settled=True).colour == colour

    def test_a_worse_morning_is_red(self) -> None:
        assert pain_light(GLUTEAL.pain, during=1, next_morning_worse=True).colour == "red"

    def test_bone_aims_for_nothing(self) -> None:
        assert pain_light(BONE.pain, during=0).colour == "green"
        assert pain_light(BONE.pain, during=1, settled=True).colour == "amber"
        assert pain_light(BONE.pain, during=3).colour == "red"

    def test_a_possible_bone_injury_overrules_the_tendon(self) -> None:
        assert pain_light(GLUTEAL.pain, during=3, bone_possible=True).colour == "red"

    def test_refused_while_a_danger_sign_is_open(self) -> None:
        with pytest.raises(Refused, match="Cannot take weight"):
            pain_light(GLUTEAL.pain, during=0, red_flags=["Cannot take weight"])

    def test_eleven_of_ten_is_refused(self) -> None:
        with pytest.raises(ValueError, match="from 0 to 10"):
            pain_light(GLUTEAL.pain, during=11)


class TestSearch:
    def test_filters_add_up(self) -> None:
        found = search_exercises(
            KNOWN.exercises.values(), goal="gluteal_tendinopathy", phase="settle",
            position="lying_side",
        )
        assert [each.id for each in found] == ["clamshell", "iso_abduction_sidelying"]

    def test_equipment_that_is_missing_leaves_exercises_out(self) -> None:
        found = {each.id for each in search_exercises(KNOWN.exercises.values(), equipment=())}
        assert "romanian_deadlift" not in found
        assert "squat" in found  # a dumbbell only makes it harder

    def test_time_of_a_set(self) -> None:
        # 3 sets of 10 at 5 s are 150 s, two breaks of 45 s are 90 s: 4 min, rounded up by 0.5
        bridge = KNOWN.exercise("glute_bridge")
        assert minutes_of(bridge, sets=3, reps=10) == 4.5


class TestPlan:
    REQUEST = PlanRequest(programme="gluteal_tendinopathy", stage="settle", days=3, minutes=30)

    def test_what_is_prescribed_is_in_it(self) -> None:
        plan = weekly_plan(self.REQUEST, KNOWN.exercises, GLUTEAL)
        names = {item.exercise for session in plan.sessions for item in session.items}
        assert names == {"iso_abduction_standing", "iso_abduction_sidelying", "glute_bridge",
                         "clamshell"}  # fmt: skip
        assert [session.day for session in plan.sessions] == [0, 2, 4]

    def test_runs_are_never_on_two_days_in_a_row_in_the_first_phase(self) -> None:
        plan = weekly_plan(self.REQUEST, KNOWN.exercises, GLUTEAL)
        days = [run.day for run in plan.runs]
        assert len(days) == 3
        assert all(abs(a - b) not in (1, 6) for a in days for b in days)

    def test_hops_keep_48_hours(self) -> None:
        request = PlanRequest(programme="gluteal_tendinopathy", stage="return", days=7, minutes=60)
        plan = weekly_plan(request, KNOWN.exercises, GLUTEAL)
        hard = [s.day for s in plan.sessions for i in s.items if i.exercise == "pogo_hops"]
        assert hard
        assert all(b - a >= 2 for a, b in pairwise(hard))

    def test_no_plan_while_a_danger_sign_is_open(self) -> None:
        with pytest.raises(Refused):
            weekly_plan(self.REQUEST, KNOWN.exercises, GLUTEAL, red_flags=["A limp"])

    def test_a_bone_that_has_not_been_cleared_gets_nothing(self) -> None:
        request = PlanRequest(programme="bsi_femoral_neck", stage="protect")
        plan = weekly_plan(request, KNOWN.exercises, BONE)
        assert not plan.sessions
        assert not plan.runs
        assert {name for name, _ in plan.left_out} >= {"glute_bridge"}

    def test_a_plan_from_elsewhere_is_checked(self) -> None:
        plan = weekly_plan(self.REQUEST, KNOWN.exercises, GLUTEAL)
        assert check_plan(plan, KNOWN.exercises, GLUTEAL) == []
        rules = rules_for(self.REQUEST, KNOWN.exercises, GLUTEAL)
        less = removed(plan, rules, day=0, exercise="glute_bridge")
        assert len(less.sessions[0].items) == len(plan.sessions[0].items) - 1

    @pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 8}, {"minutes": 4}])
    def test_what_cannot_be_is_refused(self, wrong: dict[str, int]) -> None:
        with pytest.raises(ValueError, match="choose"):
            PlanRequest(**wrong)
