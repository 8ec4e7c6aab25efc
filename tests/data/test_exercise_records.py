"""The numbers of exercises and programmes against a copy of the evidence they were taken from.

The tables below were written down from the collected evidence, not from the records: a typing
error in a record shows here. Numbers of a dose stand in the order in which the words say them.
"""

from __future__ import annotations

import re

import pytest

from hipedu.api import load_catalogue
from hipedu.model.programme import Check, Prescription
from hipedu.rehab.exercise_search import needed_things

KNOWN = load_catalogue()

DOSES: dict[str, tuple[float | None, ...]] = {
    "hip_flexor_stretch_kneeling": (2, None, 30, 5, None, None),
    "piriformis_stretch": (2, None, 30, 4, None, None),
    "leg_swings": (1, 12, None, None, None, None),
    "hip_circles": (1, 8, None, None, None, None),
    "static_stretch_after_run": (2, None, 30, 3, None, None),
    "dynamic_warmup": (None, None, None, None, None, 8),
    "glute_bridge": (3, 12, None, 4, None, None),
    "bridge_march": (3, 8, None, 3, None, None),
    "single_leg_bridge": (3, 10, None, 3, None, None),
    "long_lever_bridge_iso": (5, None, 30, 7, None, None),
    "hip_thrust": (4, 8, None, 2, None, None),
    "clamshell": (3, 12, None, 4, None, None),
    "iso_abduction_standing": (5, None, 10, 7, 2, None),
    "iso_abduction_sidelying": (4, None, 20, 7, None, None),
    "sidelying_abduction": (3, 10, None, 3, None, None),
    "side_plank": (3, None, 25, 3, None, None),
    "lateral_band_walk": (3, 10, None, 3, None, None),
    "hip_hitch": (3, 10, None, 3, None, None),
    "step_down": (3, 10, None, 3, None, None),
    "squat": (3, 8, None, 2, None, None),
    "lunge": (3, 8, None, 2, None, None),
    "split_squat": (3, 8, None, 2, None, None),
    "single_leg_deadlift": (3, 8, None, 2, None, None),
    "romanian_deadlift": (4, 8, None, 2, None, None),
    "nordic_hamstring": (2, 5, None, 2, None, None),
    "adductor_squeeze_iso": (10, None, 30, 3, None, None),
    "copenhagen_adduction": (2, 8, None, 3, None, None),
    "band_hip_rotation": (3, 15, None, 4, None, None),
    "psoas_march": (3, 10, None, 3, None, None),
    "dead_bug": (3, 8, None, 3, None, None),
    "bird_dog": (3, 6, 5, 4, None, None),
    "calf_raise": (3, 12, None, 3, None, None),
    "pogo_hops": (3, 20, None, 2, None, None),
    "running_drills": (2, None, None, 2, None, None),
    "step_rate_retraining": (None, None, None, 2, None, None),
}  # fmt: skip
"""Sets, repetitions, hold [s], times a week, times a day, minutes."""

PROGRAMMES: dict[str, list[tuple[int, int | None, dict[str, list[int]]]]] = {
    "gluteal_tendinopathy": [
        (0, 3, {
            "iso_abduction_standing": [5, 10, 2], "iso_abduction_sidelying": [4, 20],
            "glute_bridge": [3, 10, 4], "clamshell": [2, 10, 4],
        }),
        (3, 10, {
            "sidelying_abduction": [3, 8, 12, 3], "bridge_march": [3, 8, 3], "single_leg_bridge":
            [3, 8, 10, 3], "squat": [3, 8, 2], "hip_hitch": [3, 10, 3], "lateral_band_walk": [3,
            10, 2, 3], "step_down": [3, 8, 2, 3],
        }),
        (8, 16, {
            "single_leg_deadlift": [3, 8, 2], "side_plank": [3, 20, 30, 2], "pogo_hops": [3, 20,
            2], "running_drills": [2, 20, 2], "step_rate_retraining": [6, 3],
        }),
    ],
    "proximal_hamstring_tendinopathy": [
        (0, 3, {"long_lever_bridge_iso": [5, 30, 45, 1, 2], "glute_bridge": [3, 10]}),
        (3, 8, {
            "single_leg_bridge": [3, 4, 8, 10], "hip_thrust": [4, 6, 8], "nordic_hamstring": [2,
            5, 3, 6],
        }),
        (6, 12, {
            "romanian_deadlift": [4, 6, 8], "split_squat": [3, 8], "lunge": [3, 8],
            "single_leg_deadlift": [3, 8],
        }),
        (10, 20, {"pogo_hops": [3, 20], "running_drills": [], "romanian_deadlift": [2]}),
    ],
    "fais_labral": [
        (0, 4, {
            "glute_bridge": [3, 12], "clamshell": [3, 12], "band_hip_rotation": [3, 15],
            "dead_bug": [3, 8], "iso_abduction_standing": [5, 10],
        }),
        (4, 12, {
            "sidelying_abduction": [3, 10], "squat": [3, 8], "split_squat": [3, 8],
            "single_leg_bridge": [3, 10], "side_plank": [3, 25], "psoas_march": [3, 10],
        }),
        (10, 24, {
            "single_leg_deadlift": [3, 8], "pogo_hops": [3, 20], "step_rate_retraining": [],
            "dynamic_warmup": [],
        }),
    ],
    "adductor_related": [
        (0, 2, {"adductor_squeeze_iso": [10, 30, 3], "dead_bug": [5, 10], "glute_bridge": [3, 12]}),
        (2, 12, {
            "sidelying_abduction": [5, 10], "copenhagen_adduction": [2, 6, 3, 10, 3],
            "side_plank": [3, 20], "squat": [3, 8], "lunge": [3, 8], "psoas_march": [3, 10],
        }),
        (8, 16, {"copenhagen_adduction": [1, 2], "pogo_hops": [3, 20], "running_drills": [2]}),
    ],
    "iliopsoas_related": [
        (0, 2, {"psoas_march": [5, 20], "band_hip_rotation": [3, 15], "dead_bug": [3, 8]}),
        (2, 8, {
            "psoas_march": [3, 8, 15, 3], "lunge": [3, 8], "hip_flexor_stretch_kneeling": [2, 30],
            "copenhagen_adduction": [2, 6],
        }),
        (6, 12, {"running_drills": [2], "pogo_hops": [3, 20], "psoas_march": [3, 8]}),
    ],
    "bsi_femoral_neck": [
        (0, 8, {"iso_abduction_sidelying": [], "glute_bridge": []}),
        (6, 14, {
            "sidelying_abduction": [3, 10], "single_leg_bridge": [3, 10], "step_down": [3, 10],
            "split_squat": [3, 8], "calf_raise": [3, 12], "romanian_deadlift": [3, 8],
        }),
        (12, 20, {
            "pogo_hops": [3, 10, 2], "step_rate_retraining": [5], "hip_thrust": [2],
            "split_squat": [2],
        }),
        (18, 30, {"pogo_hops": [3, 10], "running_drills": [2], "squat": [2]}),
    ],
    "bsi_low_risk_pelvis_femur": [
        (0, 4, {"glute_bridge": [3, 12], "sidelying_abduction": [3, 10], "dead_bug": [3, 8]}),
        (3, 7, {
            "step_down": [3, 10], "split_squat": [3, 8], "single_leg_deadlift": [3, 8],
            "calf_raise": [3, 12], "pogo_hops": [3, 10],
        }),
        (6, 14, {"pogo_hops": [3, 20], "squat": [2], "step_rate_retraining": []}),
    ],
    "hip_oa": [
        (0, 2, {
            "glute_bridge": [2, 10], "iso_abduction_standing": [5, 10], "hip_circles": [2, 8],
            "squat": [2, 10],
        }),
        (2, 12, {
            "squat": [3, 10], "step_down": [3, 10], "sidelying_abduction": [3, 10], "hip_hitch":
            [3, 10], "lateral_band_walk": [3, 10], "hip_thrust": [3, 10],
            "hip_flexor_stretch_kneeling": [2, 30],
        }),
        (12, None, {
            "split_squat": [2], "step_down": [2], "single_leg_bridge": [2],
            "step_rate_retraining": [5],
        }),
    ],
    "low_back_referral": [
        (0, 2, {"bird_dog": [3, 6], "dead_bug": [3, 8], "glute_bridge": [3, 10]}),
        (2, 8, {
            "side_plank": [3, 20], "romanian_deadlift": [3, 8], "single_leg_bridge": [3, 10],
            "lunge": [3, 8], "step_down": [3, 10],
        }),
        (4, 12, {"single_leg_deadlift": [2], "pogo_hops": [3, 20], "dynamic_warmup": []}),
    ],
}  # fmt: skip
"""For each phase: from week, to week, and the numbers in the words of each dose."""

GOALS: dict[str, tuple[str, float, str]] = {
    "gt_night": ("at_most", 2, "NRS"), "gt_stand": ("at_least", 30, "second"),
    "gt_stand_pain": ("at_most", 3, "NRS"), "gt_abd": ("at_least", 10, "1"),
    "gt_abd_pain": ("at_most", 3, "NRS"), "gt_step": ("at_least", 10, "1"),
    "gt_bridge": ("at_least", 10, "1"), "gt_hold_weeks": ("at_least", 2, "week"),
    "gt_stairs": ("at_most", 2, "NRS"), "gt_usual": ("at_least", 3, "week"),
    "gt_hop": ("at_most", 2, "NRS"), "gt_lsi": ("at_least", 90, "%"),
    "gt_usual_pain": ("at_least", 4, "NRS"),
    "ph_iso": ("at_most", 3, "NRS"), "ph_sit": ("at_most", 3, "NRS"),
    "ph_bridge": ("at_least", 15, "1"), "ph_bridge_pain": ("at_most", 3, "NRS"),
    "ph_weeks": ("at_least", 2, "week"), "ph_bend": ("at_most", 3, "NRS"),
    "ph_rdl": ("at_least", 75, "%"), "ph_sld": ("at_least", 10, "1"),
    "ph_held": ("at_least", 2, "week"), "ph_hills": ("at_least", 3, "week"),
    "ph_lsi": ("at_least", 90, "%"),
    "fa_daily": ("at_most", 2, "NRS"), "fa_squat": ("at_most", 2, "NRS"),
    "fa_step": ("at_least", 10, "1"), "fa_lsi": ("at_least", 90, "%"),
    "fa_lsi_in": ("at_least", 90, "%"), "fa_goal": ("at_least", 2, "1"),
    "ad_squeeze": ("at_most", 3, "NRS"), "ad_weeks": ("at_least", 2, "week"),
    "ad_cop": ("at_least", 10, "1"), "ad_cop_pain": ("at_most", 3, "NRS"),
    "ad_ratio": ("at_least", 90, "%"), "ad_long": ("at_least", 8, "1"),
    "ad_turns": ("at_most", 2, "NRS"), "ad_turns_weeks": ("at_least", 2, "week"),
    "il_hold": ("at_most", 3, "NRS"), "il_band": ("at_least", 10, "1"),
    "il_band_pain": ("at_most", 2, "NRS"), "il_strides": ("at_most", 2, "NRS"),
    "il_strides_weeks": ("at_least", 2, "week"),
    "fn_brisk_days": ("at_least", 3, "day"), "fn_30_weeks": ("at_least", 2, "week"),
    "fn_walk": ("at_most", 0, "NRS"), "fn_brisk": ("at_least", 30, "minute"),
    "fn_squats": ("at_least", 10, "1"), "fn_calf": ("at_least", 20, "1"),
    "fn_bridge": ("at_least", 15, "1"), "fn_30": ("at_least", 30, "minute"),
    "fn_30_pain": ("at_most", 0, "NRS"), "fn_volume": ("at_least", 4, "week"),
    "bl_days": ("at_least", 5, "day"), "bl_walk": ("at_least", 30, "minute"),
    "bl_squat": ("at_least", 10, "1"), "bl_calf": ("at_least", 20, "1"),
    "bl_hops": ("at_least", 10, "1"), "bl_volume": ("at_least", 3, "week"),
    "oa_pain": ("at_most", 5, "NRS"), "oa_sessions": ("at_least", 12, "1"),
    "oa_self": ("at_least", 6, "1"),
    "lb_walk": ("at_least", 30, "minute"), "lb_lift": ("at_least", 25, "%"),
    "lb_usual": ("at_least", 3, "week"),
}  # fmt: skip

LIGHT: dict[str, tuple[float, float, float]] = {
    "gluteal_tendinopathy": (3, 5, 24), "proximal_hamstring_tendinopathy": (3, 5, 24),
    "adductor_related": (3, 5, 24), "iliopsoas_related": (3, 5, 24),
    "low_back_referral": (3, 5, 24), "fais_labral": (2, 5, 24), "hip_oa": (2, 5, 24),
    "bsi_femoral_neck": (0, 2, 1), "bsi_low_risk_pelvis_femur": (0, 2, 1),
}  # fmt: skip
"""Green up to, amber up to [of 10], back to usual within [hour]."""

ACTIVITY: tuple[tuple[str, str, float, float | None, str], ...] = (
    ("bird_dog", "gluteus_medius", 47, None, "boren2011gluteal"),
    ("bird_dog", "gluteus_maximus", 60, None, "boren2011gluteal"),
    ("clamshell", "gluteus_medius", 40, 38, "distefano2009gluteal"),
    ("clamshell", "gluteus_maximus", 36.5, None, "distefano2009gluteal"),  # 34 to 39
    ("copenhagen_adduction", "adductor_longus", 108, None, "serner2014adduction"),
    ("glute_bridge", "gluteus_maximus", 25, None, "reiman2012gluteal"),
    ("hip_hitch", "gluteus_medius", 57.5, None, "boren2011gluteal"),  # 57 to 58
    ("lateral_band_walk", "gluteus_medius", 61, None, "distefano2009gluteal"),
    ("lateral_band_walk", "gluteus_maximus", 27, None, "distefano2009gluteal"),
    ("lunge", "gluteus_medius", 48, 21, "distefano2009gluteal"),
    ("lunge", "gluteus_maximus", 45, None, "distefano2009gluteal"),  # 41 to 49
    ("pogo_hops", "gluteus_medius", 48, 25, "distefano2009gluteal"),
    ("side_plank", "gluteus_medius", 103, None, "boren2011gluteal"),
    ("side_plank", "gluteus_maximus", 72, None, "boren2011gluteal"),  # 71 to 73
    ("sidelying_abduction", "gluteus_medius", 81, 42, "distefano2009gluteal"),
    ("sidelying_abduction", "gluteus_medius", 99.9, 17, "macaskill2014gluteal"),
    ("sidelying_abduction", "gluteus_medius", 63, None, "boren2011gluteal"),
    ("sidelying_abduction", "gluteus_maximus", 39, None, "distefano2009gluteal"),
    ("sidelying_abduction", "gluteus_maximus", 38, 23, "macaskill2014gluteal"),
    ("single_leg_bridge", "gluteus_medius", 55, None, "boren2011gluteal"),
    ("single_leg_bridge", "gluteus_maximus", 54, None, "boren2011gluteal"),
    ("single_leg_deadlift", "gluteus_medius", 58, None, "distefano2009gluteal"),
    ("single_leg_deadlift", "gluteus_maximus", 59, None, "distefano2009gluteal"),
    ("squat", "gluteus_medius", 64, None, "distefano2009gluteal"),
    ("squat", "gluteus_medius", 82, None, "boren2011gluteal"),
    ("squat", "gluteus_maximus", 59, None, "distefano2009gluteal"),
    ("squat", "gluteus_maximus", 71, None, "boren2011gluteal"),
    ("step_down", "gluteus_medius", 61, 20, "macaskill2014gluteal"),
    ("step_down", "gluteus_medius", 63, 18, "macaskill2014gluteal"),
    ("step_down", "gluteus_maximus", 31, 20, "macaskill2014gluteal"),
    ("step_down", "gluteus_maximus", 29, 19, "macaskill2014gluteal"),
)
"""Percent of the strongest contraction: mean, standard deviation, study."""


def numbers(words: str) -> list[int]:
    """The numbers in a dose; once and twice count."""
    plain = words.lower().replace("twice", "2").replace("once", "1")
    return [int(each) for each in re.findall(r"\d+", plain)]


def checks() -> list[Check]:
    return [
        check
        for programme in KNOWN.programmes.values()
        for stage in programme.stages
        for check in (*stage.entry, *stage.exit)
    ]


def prescriptions() -> list[tuple[str, str, Prescription]]:
    return [
        (programme.id, stage.id, each)
        for programme in KNOWN.programmes.values()
        for stage in programme.stages
        for each in stage.exercises
    ]


def test_the_library_is_the_one_of_the_evidence() -> None:
    assert set(KNOWN.exercises) == set(DOSES)
    assert set(KNOWN.programmes) == set(PROGRAMMES)
    assert sum(len(stages) for stages in PROGRAMMES.values()) == 29


@pytest.mark.parametrize("name", DOSES)
def test_doses(name: str) -> None:
    dose = KNOWN.exercises[name].dose
    sets, reps, hold, per_week, per_day, minutes = DOSES[name]
    assert (dose.sets, dose.hold_s, dose.per_week) == (sets, hold, per_week)
    assert (dose.per_day, dose.minutes) == (per_day, minutes)
    if reps is None:
        assert dose.reps is None
    else:
        assert dose.reps is not None
        assert dose.reps <= reps <= (dose.reps_max or dose.reps)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_phases_hold_the_same_exercises_and_doses(name: str) -> None:
    programme = KNOWN.programmes[name]
    assert len(programme.stages) == len(PROGRAMMES[name])
    for stage, (from_week, to_week, doses) in zip(
        programme.stages, PROGRAMMES[name], strict=True
    ):
        assert (stage.weeks_from, stage.weeks_to) == (from_week, to_week)
        assert {each.exercise: numbers(each.dose) for each in stage.exercises} == doses


@pytest.mark.parametrize(("programme", "stage", "each"), prescriptions(),
                         ids=lambda part: getattr(part, "exercise", part))  # fmt: skip
def test_the_fields_of_a_dose_say_what_its_words_say(
    programme: str, stage: str, each: Prescription
) -> None:
    said = numbers(each.dose)
    if not said or not re.search(r"\d", each.dose) or "session" in each.dose:
        return  # "only if allowed", "twice a week": the fields carry the usual dose
    for field in (each.sets, each.reps, each.hold_s):
        if field is not None and len(said) > 1:
            assert min(said) <= field <= max(said), (programme, stage, each.dose)
    if each.sets is not None and len(said) > 1:
        assert said[0] <= each.sets <= max(said[0], said[1]), (programme, stage, each.dose)


def test_goals_with_a_number() -> None:
    found = {
        check.id: (check.comparator, check.value, check.unit)
        for check in checks() if check.measure is not None
    }  # fmt: skip
    assert found == GOALS


def test_muscle_activity() -> None:
    found = {
        (name, one.muscle, one.activity.value, one.sd, one.activity.reference)
        for name, exercise in KNOWN.exercises.items()
        for one in exercise.emg
    }
    assert found == set(ACTIVITY)


def test_limits_of_the_pain_light() -> None:
    found = {
        name: tuple(
            limit.value
            for limit in (each.pain.green_to, each.pain.amber_to, each.pain.settles_within_h)
        )
        for name, each in KNOWN.programmes.items()
    }
    assert found == LIGHT


def test_no_phase_prescribes_what_its_programme_warns_against() -> None:
    for programme in KNOWN.programmes.values():
        for stage in programme.stages:
            for each in stage.exercises:
                demands = KNOWN.exercises[each.exercise].demands
                for avoid in programme.avoid:
                    if avoid.stages and stage.id not in avoid.stages:
                        continue
                    assert avoid.exercise != each.exercise, (programme.id, stage.id)
                    assert avoid.demand not in demands, (programme.id, stage.id, each.exercise)


def test_no_pull_across_the_body_for_a_sore_outer_hip() -> None:
    for exercise in KNOWN.exercises.values():
        if "adduction_stretch" in exercise.demands:
            assert "gluteal_tendinopathy" not in exercise.phases


def test_no_running_before_bone_is_cleared() -> None:
    for name in ("bsi_femoral_neck", "bsi_low_risk_pelvis_femur"):
        for stage in KNOWN.programmes[name].stages:
            running = stage.running
            if stage.id in ("protect", "rebuild"):
                assert (running.per_week_max, running.minutes_max) == (0, 0)
        first = next(s for s in KNOWN.programmes[name].stages if s.running.minutes_max)
        assert first.running.walk_run
        assert any(check.by_clinician for check in first.entry)


@pytest.mark.parametrize("name", DOSES)
def test_an_exercise_can_be_handed_out(name: str) -> None:
    exercise = KNOWN.exercises[name]
    assert 3 <= len(exercise.steps) <= 6
    assert exercise.muscles
    assert exercise.errors
    assert exercise.regression
    assert exercise.progression
    assert exercise.phases
    assert set(needed_things(exercise)) <= set(exercise.equipment)
    assert set(KNOWN.drawings[name].muscles) <= set(exercise.muscles)
