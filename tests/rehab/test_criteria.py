"""Every entry and exit criterion of the nine programmes is asked, and none passes by itself."""

from __future__ import annotations

import itertools

import pytest

from hipedu import load_catalogue
from hipedu.model.programme import Check, Programme
from hipedu.rehab.programmes import (
    checks_to_begin,
    first_missing,
    meant_for_others,
    missing_to_begin,
    next_phase,
    present_phase,
)

KNOWN = load_catalogue()

# The criteria as the evidence lists them, phase by phase: entry, then exit, each with the checks
# that ask for it. "Exit of the phase before met" is no line of its own: `checks_to_begin` adds
# those checks to every phase, which a test below holds to.
CRITERIA: dict[str, list[tuple[dict[str, str], dict[str, str]]]] = {
    "gluteal_tendinopathy": [
        ({"picture fits, flags screened": "gt_picture", "usual pain 4/10 or more": "gt_usual_pain",
          "night pain lying on the side": "gt_lying"},
         {"night pain <= 2 on most nights": "gt_night",
          "single-leg stand 30 s, pain <= 3": "gt_stand gt_stand_pain",
          "isometrics comfortable": "gt_iso"}),
        ({}, {"abduction 3 x 10 with load, pain <= 3": "gt_abd gt_abd_pain",
              "step-down 10 clean": "gt_step", "bridge 10, level pelvis": "gt_bridge"}),
        ({"strength exit met for 2 weeks": "gt_hold_weeks", "stairs, hill <= 2": "gt_stairs"},
         {"usual volume for 3 weeks": "gt_usual", "hop 20 s <= 2": "gt_hop",
          "abduction >= 90 %": "gt_lsi"}),
    ],
    "proximal_hamstring_tendinopathy": [
        ({"sit-bone pain": "ph_picture", "nerve and fracture screened": "ph_screened"},
         {"isometrics <= 3, settled in 24 h": "ph_iso ph_settled", "sit 30 min <= 3": "ph_sit"}),
        ({}, {"bridge 15 each side <= 3": "ph_bridge ph_bridge_pain",
              "3 heavy sessions a week for 2 weeks, no flare": "ph_weeks"}),
        ({"slow bend <= 3": "ph_bend"},
         {"deadlift 0.75 body weight x 6": "ph_rdl", "single-leg deadlift 10": "ph_sld"}),
        ({"stage 3 exit met for 2 weeks": "ph_held"},
         {"strides and hills twice a week, green, 3 weeks": "ph_hills", ">= 90 %": "ph_lsi"}),
    ],
    "fais_labral": [
        ({"position-related groin pain; no red flags": "fa_picture"},
         {"daily tasks <= 2": "fa_daily", "squat <= 2": "fa_squat"}),
        ({}, {"step-down 10 good": "fa_step", "outwards, inwards >= 90 %": "fa_lsi fa_lsi_in"}),
        ({}, {"goal distance twice, no next-day rise": "fa_goal", "confidence high": "fa_sure"}),
    ],
    "adductor_related": [
        ({"tender, pain on resisted adduction": "ad_picture"}, {"squeeze <= 3": "ad_squeeze"}),
        ({"module 1 for 2 weeks": "ad_weeks"},
         {"Copenhagen short 2 x 10 <= 3": "ad_cop ad_cop_pain", "ratio >= 0.9": "ad_ratio"}),
        ({}, {"Copenhagen long 2 x 8": "ad_long",
              "turns and strides <= 2 for 2 weeks": "ad_turns ad_turns_weeks"}),
    ],
    "iliopsoas_related": [
        ({"pain on resisted flexion or stretch": "il_picture", "bone excluded": "il_bone"},
         {"hold 5 x 20 s <= 3": "il_hold"}),
        ({}, {"band 3 x 10 strong, <= 2": "il_band il_band_pain"}),
        ({}, {"strides and stairs <= 2 for 2 weeks": "il_strides il_strides_weeks"}),
    ],
    "bsi_femoral_neck": [
        ({"suspected or confirmed, medical care leads": "fn_care"},
         {"walking pain-free": "fn_walk", "gentle tests": "fn_tests", "healing seen": "fn_image",
          "clearance recorded": "fn_clear"}),
        ({"clearance for full weight": "fn_weight"},
         {"brisk walk 30 min on 3 days": "fn_brisk fn_brisk_days", "squat 10": "fn_squats",
          "calf raise 20": "fn_calf", "bridge 15": "fn_bridge", "energy plan": "fn_energy"}),
        ({"radiological healing": "fn_image2"},
         {"30 min alternate days for 2 weeks at 0": "fn_30 fn_30_weeks fn_30_pain"}),
        ({}, {"previous volume at 0 for 4 weeks": "fn_volume"}),
    ],
    "bsi_low_risk_pelvis_femur": [
        ({"imaging or strong clinical picture": "bl_care"},
         {"walking pain-free 5 days": "bl_days", "tenderness gone or minimal": "bl_tender"}),
        ({}, {"30 min brisk walk": "bl_walk", "10 single-leg squats": "bl_squat",
              "20 calf raises": "bl_calf", "3 x 10 hops": "bl_hops"}),
        ({"running allowed": "bl_clear"}, {"previous volume at 0 for 3 weeks": "bl_volume"}),
    ],
    "hip_oa": [
        ({"age, activity pain, short stiffness, loss of motion": "oa_picture"},
         {"two talks": "oa_learn", "pain <= 5, back next day": "oa_pain oa_next_day"}),
        ({}, {"12 sessions": "oa_sessions", "chair stand improved": "oa_chair",
              "pain 2 lower or function better": "oa_better"}),
        ({}, {"self-managed for 6 months": "oa_self"}),
    ],
    "low_back_referral": [
        ({"no red flags": "lb_flags"}, {"walking 30 min": "lb_walk"}),
        ({}, {"hinge and carry 25 %": "lb_lift"}),
        ({}, {"usual week, no leg symptoms, 3 weeks": "lb_usual"}),
    ],
}  # fmt: skip
LICENSED = {
    "ph_screened", "il_bone", "fn_care", "fn_tests", "fn_image", "fn_clear", "fn_weight",
    "fn_energy", "fn_image2", "bl_care", "bl_clear",
}  # fmt: skip
"""What only whoever treats somebody can say."""

PHASES = [(each, stage.id) for each in KNOWN.programmes.values() for stage in each.stages]


def every(programme: Programme) -> list[Check]:
    return [c for stage in programme.stages for c in (*stage.entry, *stage.exit)]


def good(check: Check) -> bool | float:
    """An answer that fits: yes, or exactly the limit."""
    return True if check.value is None else check.value


def bad(check: Check) -> bool | float:
    """No, or one beyond the limit."""
    if check.value is None:
        return False
    return check.value + (1 if check.comparator == "at_most" else -1)


@pytest.mark.parametrize("name", CRITERIA)
def test_each_criterion_of_the_evidence_is_asked_and_nothing_else(name: str) -> None:
    stages = KNOWN.programmes[name].stages
    for stage, (entry, leave) in zip(stages, CRITERIA[name], strict=True):
        assert [c.id for c in stage.entry] == " ".join(entry.values()).split()
        assert [c.id for c in stage.exit] == " ".join(leave.values()).split()


def test_all_nine_programmes_are_here() -> None:
    assert set(CRITERIA) == set(KNOWN.programmes)
    assert len(PHASES) == 29
    found = {c.id for programme in KNOWN.programmes.values() for c in every(programme)}
    assert {c.id for p in KNOWN.programmes.values() for c in every(p) if c.by_clinician} == LICENSED
    assert found >= LICENSED


@pytest.mark.parametrize(("programme", "stage"), PHASES, ids=lambda x: getattr(x, "id", x))
class TestPhase:
    def test_nothing_passes_unanswered(self, programme: Programme, stage: str) -> None:
        checks = checks_to_begin(programme, stage)
        assert checks, "every phase asks for something before it begins"
        assert [m.check for m in missing_to_begin(programme, stage, {})] == list(checks)
        assert all("not answered yet" in m.why for m in missing_to_begin(programme, stage, {}))
        step = next_phase(programme, stage, {})
        assert not step.met
        assert not step.ready
        assert not step.done

    def test_it_begins_after_the_exit_of_the_one_before(self, programme, stage: str) -> None:
        at = [each.id for each in programme.stages].index(stage)
        before = programme.stages[at - 1].exit if at else ()
        assert checks_to_begin(programme, stage) == (*before, *programme.stages[at].entry)

    def test_all_good_answers_open_it_and_one_bad_one_closes_it(
        self, programme: Programme, stage: str
    ) -> None:
        checks = checks_to_begin(programme, stage)
        all_good = {check.id: good(check) for check in checks}
        assert missing_to_begin(programme, stage, all_good) == ()
        for check in checks:
            found = missing_to_begin(programme, stage, {**all_good, check.id: bad(check)})
            if check.otherwise is None:
                assert [each.check.id for each in found] == [check.id]
                assert check.text in found[0].why
            else:  # it says for whom the phase is meant, and shuts nobody out
                assert found == ()
                assert meant_for_others(check, {check.id: bad(check)}) == check.otherwise


def test_every_check_says_why_and_a_licensed_one_who() -> None:
    for programme in KNOWN.programmes.values():
        for check in every(programme):
            assert check.why.endswith("."), check.id
            assert check.text
            unanswered = first_missing(check, {})
            assert unanswered is not None
            assert ("whoever treats you" in unanswered) == check.by_clinician, check.id


def test_whoever_hurts_little_is_sent_on_but_not_shut_out() -> None:
    # usual pain 2 of 10 and no pain lying on it: neither blocks the calming phase
    gluteal = KNOWN.programme("gluteal_tendinopathy")
    answers = {"gt_picture": True, "gt_usual_pain": 2.0, "gt_lying": False}
    assert missing_to_begin(gluteal, "settle", answers) == ()
    hints = [meant_for_others(c, answers) for c in gluteal.stages[0].entry]
    assert hints[0] is None
    assert all(hint is not None and "next" in hint for hint in hints[1:])
    assert meant_for_others(gluteal.stages[0].entry[1], {"gt_usual_pain": 4.0}) is None
    assert "meant for at least 4 of 10" in (first_missing(gluteal.stages[0].entry[1], {}) or "")


def test_all_goals_of_all_phases_lead_to_the_end() -> None:
    for programme in KNOWN.programmes.values():
        answers: dict[str, bool | float] = {}
        for now, later in itertools.pairwise(programme.stages):
            assert present_phase(programme, answers) is now
            answers |= {check.id: good(check) for check in (*now.exit, *later.entry)}
        assert present_phase(programme, answers) is programme.stages[-1]
