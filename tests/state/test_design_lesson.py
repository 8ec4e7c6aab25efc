"""The lesson: nothing is told before it is predicted; every task can be solved."""

from __future__ import annotations

import re

import pytest

from hipedu.api import load_catalogue
from hipedu.rehab.programmes import present_phase
from hipedu.state.design_lesson import SEE_FIRST, DesignLesson

KNOWN = load_catalogue()
TASKS = sorted(KNOWN.design_tasks)
SOLVABLE = [name for name in TASKS if KNOWN.design_tasks[name].programme]


@pytest.mark.parametrize("name", SOLVABLE)
def test_the_story_leads_to_the_phase_that_the_checks_lead_to(name: str) -> None:
    task = KNOWN.design_tasks[name]
    assert task.programme is not None
    answers = {**task.measured, **dict.fromkeys(task.ticked, True)}
    assert present_phase(KNOWN.programmes[task.programme], answers).id == task.phase
    for value in task.measured.values():  # what the checks say stands in the story
        words = {9: "nine", 12: "12", 2: "2", 5: "5"}
        assert words[int(value)] in " ".join(task.story)


@pytest.mark.parametrize("name", TASKS)
def test_nothing_is_revealed_before_it_is_predicted(name: str) -> None:
    lesson = DesignLesson(name)
    assert "Predict first" in str(lesson.reveal_phase())
    assert re.match(r"Predict first|There is nothing to weigh", str(lesson.reveal_warned()))
    stage = lesson.stage
    if stage:
        assert "Design first" in str(lesson.reference())
        assert stage.exercises[0].dose not in str(lesson.story())


@pytest.mark.parametrize("name", SOLVABLE)
def test_a_first_attempt_has_mistakes_and_the_reference_has_none(name: str) -> None:
    lesson = DesignLesson(name)
    lesson.take_attempt()
    assert sum(each.kind == "danger" for each in lesson.differences()) >= 2
    stage = lesson.stage
    assert stage is not None
    for each in lesson.task.attempt:
        lesson.take_out(each.exercise)
    lesson.run(per_week=stage.running.per_week_max, minutes=stage.running.minutes_max)
    for each in stage.exercises:
        lesson.put(
            each.exercise, sets=each.sets or 1, reps=None if each.hold_s else each.reps,
            hold_s=each.hold_s, per_week=each.per_week or 2, per_day=each.per_day or 1,
        )  # fmt: skip
    assert {each.kind for each in lesson.differences()} == {"fine"}
    assert "agrees with the reference in all" in str(lesson.feedback())


@pytest.mark.parametrize("name", SOLVABLE)
def test_what_is_weighed_holds_both_kinds(name: str) -> None:
    lesson = DesignLesson(name)
    against = [each in lesson.against for each in lesson.task.worth_weighing]
    assert any(against)
    assert not all(against)
    lesson.predict_warned([each for each in lesson.task.worth_weighing if each in lesson.against])
    total = len(against)
    assert str(lesson.reveal_warned()).startswith(f"{total} of {total} as you said.")


def test_a_danger_sign_is_answered_with_no_programme() -> None:
    lesson = DesignLesson("groin_on_every_step")
    lesson.take_attempt()
    lesson.predict_phase("settle")
    assert "No phase is right" in str(lesson.feedback())
    assert "MRI" in str(lesson.reveal_phase())
    lesson.predict_phase(SEE_FIRST)
    assert "so do the rules" in str(lesson.reveal_phase())
    with pytest.raises(ValueError, match="look at it first"):
        lesson.differences()


def test_wrong_words_are_answered_with_the_known_ones() -> None:
    lesson = DesignLesson("outer_hip_club_runner")
    with pytest.raises(ValueError, match="settle, strengthen, return"):
        lesson.predict_phase("rest")
    with pytest.raises(ValueError, match="among them"):
        lesson.predict_warned(["squat"])
    with pytest.raises(KeyError, match="clamshell"):
        lesson.put("clam_shell", sets=2, reps=10, per_week=4)
    assert lesson.story()._repr_markdown_() == str(lesson.story())
