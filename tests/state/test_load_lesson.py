"""The lesson: nothing before it is predicted, numbers by hand, no cause claimed."""

from __future__ import annotations

import re

import pytest

from hipedu.api import load_catalogue
from hipedu.state.load_lesson import SOURCES, LoadLesson, Practice
from hipedu.training.practice import practice_key

KNOWN = load_catalogue()
WITH_DIARY = sorted(name for name, each in KNOWN.scenarios.items() if each.pain_days)


@pytest.mark.parametrize("name", sorted(KNOWN.scenarios))
def test_nothing_is_revealed_before_it_is_predicted(name: str) -> None:
    lesson = LoadLesson(name, KNOWN)
    for told in (lesson.reveal_rules(), lesson.reveal_step(), lesson.reveal_light(),
                 lesson.reveal_followed()):  # fmt: skip
        assert str(told).startswith("Predict first: call predict_")


@pytest.mark.parametrize("name", WITH_DIARY)
def test_every_runner_with_a_diary_can_be_taught(name: str) -> None:
    lesson = LoadLesson(name, KNOWN)
    lesson.predict_rules([])
    lesson.predict_step(0)
    lesson.predict_light("green")
    lesson.predict_followed(0)
    for told in (lesson.log(), lesson.rules(), lesson.pain(),
                 lesson.reveal_rules(), lesson.reveal_step(), lesson.reveal_light(),
                 lesson.reveal_followed()):  # fmt: skip
        text = told._repr_markdown_()
        assert text.strip()
        assert not re.search(r"\bNone\b(?! did)", text)
        assert not re.search(r"\b(because of the run|caused|led to)\b", text)


def test_the_marathon_builder_by_hand() -> None:
    lesson = LoadLesson("marathon_spike", KNOWN)
    lesson.predict_step(45)
    told = str(lesson.reveal_step())
    # 100 * (32 / 21.7 - 1) = 47.47; the class above 30 and up to 100 has 1.52 (1.16 to 2.00)
    assert "That is close." in told
    assert "100 × (32 ÷ 21.7 − 1) = **47.5 %**" in told
    assert "1.52 times the rate" in told
    assert "(1.16 to 2.00)" in told
    assert "not the chance" in told


def test_the_rules_are_counted_by_hand() -> None:
    lesson = LoadLesson("marathon_spike", KNOWN)
    # of six rules that draw a line, three object: +47 %, +19 % in a week, EWMA 1.41
    lesson.predict_rules(["single_session_spike", "ten_percent_rule", "acwr_ewma"])
    assert str(lesson.reveal_rules()).startswith("6 of 6 right.")
    lesson.predict_rules(["acwr_rolling_coupled"])
    assert str(lesson.reveal_rules()).startswith("2 of 6 right.")
    with pytest.raises(ValueError, match="no rule"):
        lesson.predict_rules(["gut feeling"])


def test_the_light_of_the_groin_is_that_of_bone() -> None:
    lesson = LoadLesson("marathon_spike", KNOWN)
    lesson.predict_light("amber")
    told = str(lesson.reveal_light())
    assert "the light is **red**" in told
    assert "limits of bone" in told
    with pytest.raises(ValueError, match="green, amber or red"):
        lesson.predict_light("blue")


def test_most_jumps_of_the_beginner_were_followed_by_nothing() -> None:
    lesson = LoadLesson("novice_ramp", KNOWN)
    lesson.predict_followed(6)
    told = str(lesson.reveal_followed())
    found = re.search(r"it was after (\d) of (\d) jumps", told)
    assert found
    assert int(found[1]) < int(found[2])
    assert "coincidence" in told


def test_the_sources_are_in_the_knowledge_base() -> None:
    assert set(SOURCES) <= set(KNOWN.references)
    told = str(LoadLesson("consistent", KNOWN).sources())
    assert told.count("\n- ") == len(SOURCES) - 1


@pytest.mark.parametrize("seed", range(8))
def test_practice_is_won_with_the_right_answers(seed: int) -> None:
    practice = Practice(seed)
    key = practice_key(practice.runs)
    told = str(practice.check(
        longest_before=key.longest_before_km, percent=round(key.percent),
        spike_class=key.spike_class, next_at_most=round(key.next_at_most_km, 1),
    ))  # fmt: skip
    assert told.count("✓") == 4
    assert "Take another seed" in told
    assert "✗" in str(practice.check(longest_before=0.1))
    assert str(practice.log()).count("\n") == 29  # a head, a rule, 28 runs
