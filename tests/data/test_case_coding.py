"""Whether what is coded of a case holds together, and whether every story is one of its own."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from hipedu.knowledge import load_catalogue
from hipedu.model import EvaluationCase

CATALOGUE = load_catalogue()
CASES = tuple(CATALOGUE.cases.values())
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)

TOO_MUCH_ALIKE = 0.05
"""Shared part of all runs of four words above which two stories are one story told twice."""

CONTRADICTIONS = (
    {"onset": "after_fall_or_blow", "fall_or_collision": "absent", "direct_thigh_blow": "absent"},
    {"onset": "gradual", "high_energy_injury": "present"},
    {"walking_ability": "normal", "weight_bearing": "every_step"},
    {"walking_ability": "normal", "weight_bearing": "cannot_bear"},
    {"walking_ability": "normal", "worse_walking": "present"},
    {"walking_ability": "cannot_four_steps", "weight_bearing": "no_pain"},
    {"constant_pain": "present", "rest_pain_by_day": "absent"},
    {"constant_pain": "present", "night_pain_at_rest": "absent"},
    {"constant_pain": "present", "eases_lying_down": "present"},
    {"constant_pain": "present", "eases_sitting": "present"},
    {"groin_lump": "absent", "lump_comes_and_goes": "present"},
    {"groin_lump": "absent", "lump_stuck_or_painful": "present"},
    {"lump_comes_and_goes": "present", "lump_stuck_or_painful": "present"},
    {"full_painless_range": "present", "internal_rotation_reduced": "present"},
    {"full_painless_range": "present", "flexion_reduced": "present"},
    {"full_painless_range": "present", "abduction_reduced": "present"},
    {"full_painless_range": "present", "all_movement_painful": "present"},
    {"full_painless_range": "present", "rotation_end_painful": "present"},
    {"internal_rotation_reduced": "present", "rotation_excessive": "present"},
    {"pregnant_now": "present", "postmenopausal": "present"},
    {"pregnant_now": "present", "missed_periods": "present"},
    {"postmenopausal": "present", "missed_periods": "present"},
    {"numb_where": "nowhere", "tingling": "present"},
    {"numb_where": "nowhere", "numbness": "present"},
    {"fever": "present", "feels_ill": "absent"},
    {"timing_in_run": "not_linked_to_running", "sooner_each_run": "present"},
    {"timing_in_run": "warms_up", "sooner_each_run": "present"},
    {"timing_in_run": "only_after", "forces_stop": "present"},
    {"eases_with_rest_days": "present", "no_better_after_week_rest": "present"},
    {"weight_bearing": "every_step", "unchanged_by_movement": "present"},
    {"leg_weakness": "absent", "foot_drop": "present"},
    {"radiograph_normal": "present", "radiograph_joint_narrow": "present"},
    {"pain_course": "improving", "sudden_worsening": "present"},
)
"""Answers that one person cannot give together."""


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def runs_of_four(text: str) -> set[tuple[str, ...]]:
    spoken = words(text)
    return {tuple(spoken[start : start + 4]) for start in range(len(spoken) - 3)}


def alike(one: str, other: str) -> float:
    """Shared part of the runs of four words of two texts (Jaccard), from 0 to 1."""
    first, second = runs_of_four(one), runs_of_four(other)
    return len(first & second) / len(first | second)


@each
def test_one_person_can_have_said_all_of_it(case: EvaluationCase) -> None:
    said = [
        pair for pair in CONTRADICTIONS
        if all(case.findings.get(name) == answer for name, answer in pair.items())
    ]
    assert said == []


def test_the_contradictions_speak_of_answers_that_exist() -> None:
    for pair in CONTRADICTIONS:
        for name, answer in pair.items():
            finding = CATALOGUE.findings[name]
            possible = {choice.id for choice in finding.choices} or {"present", "absent"}
            assert answer in possible, (name, answer)


@each
def test_worst_place_and_worst_pain_agree(case: EvaluationCase) -> None:
    told = [mark.intensity for mark in case.regions.values() if mark.intensity is not None]
    if "pain_intensity" in case.findings and told:
        assert max(told) == case.findings["pain_intensity"]


@each
def test_the_place_named_first_is_the_main_one(case: EvaluationCase) -> None:
    told = [mark.intensity for mark in case.regions.values()]
    if told[0] is not None:
        assert max(pain for pain in told if pain is not None) - told[0] <= 2


@each
def test_prickling_and_numb_skin_have_a_place(case: EvaluationCase) -> None:
    if case.findings.get("numb_where", "nowhere") != "nowhere":
        felt = {"tingling", "numbness", "dermatome_loss", "outer_thigh_patch_numb"}
        assert any(case.findings.get(name) == "present" for name in felt)


@each
def test_title_and_reason_are_short_and_there(case: EvaluationCase) -> None:
    assert 2 <= len(case.title.split()) <= 10
    assert 20 <= len(case.note.split()) <= 60


def test_every_condition_has_two_people_or_more() -> None:
    leads = Counter(case.expected[0] for case in CASES)
    assert {key: leads[key] for key in CATALOGUE.conditions if leads[key] < 2} == {}


def test_likeness_of_texts_counts_runs_of_four_words() -> None:
    # "a b c d e" holds abcd, bcde; "b c d e f" holds bcde, cdef: one of three is shared.
    assert alike("a b c d e", "b c d e f") == pytest.approx(1 / 3)
    assert alike("a b c d", "a b c d") == 1
    assert alike("a b c d", "e f g h") == 0


def test_a_story_with_every_tenth_word_changed_would_be_found() -> None:
    spoken = words(CASES[0].story)
    changed = " ".join("other" if place % 10 == 9 else word for place, word in enumerate(spoken))
    assert alike(CASES[0].story, changed) > TOO_MUCH_ALIKE * 5


@pytest.mark.parametrize("field", ["story", "note"])
def test_no_two_cases_are_near_copies(field: str) -> None:
    near = [
        (one.id, other.id, round(likeness, 3))
        for one, other in combinations(CASES, 2)
        if (likeness := alike(getattr(one, field), getattr(other, field))) > TOO_MUCH_ALIKE
    ]
    assert near == []


def test_no_two_cases_are_coded_alike() -> None:
    """Two people of one condition share its picture, but a third of their answers is their own."""
    near = [
        (one.id, other.id)
        for one, other in combinations(CASES, 2)
        if len(one.findings.items() & other.findings.items())
        > 2 / 3 * min(len(one.findings), len(other.findings))
    ]
    assert near == []
