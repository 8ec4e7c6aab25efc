"""The walk-run ladder against the outline it was taken from, and its rules by hand."""

from __future__ import annotations

import dataclasses
from functools import partial

import pytest

from hipedu import load_catalogue
from hipedu.model import RunningLadder, Sourced
from hipedu.rehab.return_to_run import Rung, next_rung, rungs

RECORD = load_catalogue().running_ladder("walk_run")
after = partial(next_rung, RECORD)

# The outline, copied by hand: "1 min jog / 4 min walk x 5", "2/3 x 5", "3/2 x 5", "4/1 x 5",
# "25 min continuous easy", "30 min easy", "35-40 min easy"; "repeat each stage at least twice
# symptom-free", "alternate days", "48 h if any doubt".
OUTLINE = [(1, 4, 5), (2, 3, 5), (3, 2, 5), (4, 1, 5), (25, 0, 1), (30, 0, 1), (35, 0, 1)]


def number(value: float, unit: str = "1") -> Sourced:
    return Sourced(value=value, unit=unit, basis="expert_estimate")


class TestRecord:
    def test_steps_are_those_of_the_outline(self) -> None:
        assert [(r.run_min, r.walk_min, r.times) for r in rungs(RECORD)] == OUTLINE
        assert RECORD.steps[-1].run_min.high == 40
        assert (RECORD.clean_repeats.value, RECORD.rest_amber_h.value) == (2, 48)

    def test_the_first_five_steps_take_25_minutes_and_running_grows(self) -> None:
        # 5 x (1 + 4) = ... = 5 x (4 + 1) = 25; running 5, 10, 15, 20, 25, 30, 35 minutes
        assert [r.minutes for r in rungs(RECORD)] == [25, 25, 25, 25, 25, 30, 35]
        assert [r.run_min * r.times for r in rungs(RECORD)] == [5, 10, 15, 20, 25, 30, 35]

    def test_no_minute_is_called_measured(self) -> None:
        for step in RECORD.steps:
            for each in (step.run_min, step.walk_min, step.times):
                assert each is None or each.basis == "expert_estimate"
        rules = (RECORD.clean_repeats, RECORD.rest_green_h, RECORD.rest_amber_h, RECORD.rest_red_h)
        assert {each.basis for each in rules} == {"expert_estimate"}
        assert all(each.low is not None and each.high is not None for each in rules)

    def test_the_ceiling_after_it_is_that_of_the_session_spike(self) -> None:
        spike = load_catalogue().load_rule("single_session_spike")
        reference_class = next(band for band in spike.bands if band.above is None)
        assert reference_class.up_to == RECORD.beyond_longest_pct.value
        assert RECORD.beyond_longest_pct.reference == "frandsen2025spike"

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"steps": ()}, "one or more steps"),
            ({"steps": RECORD.steps[::-1]}, "never has less running"),
            ({"clean_repeats": number(1.5)}, "whole number"),
            ({"rest_red_h": number(24, "hour")}, "never gets shorter"),
            ({"rest_red_h": number(3, "day")}, "counted in hours"),
        ],
    )
    def test_a_ladder_that_cannot_be_climbed_is_refused(self, change, says) -> None:
        with pytest.raises(ValueError, match=says):
            dataclasses.replace(RECORD, **change)

    def test_walking_says_how_often(self) -> None:
        step = RECORD.steps[0]
        with pytest.raises(ValueError, match="how often"):
            dataclasses.replace(step, times=None)
        with pytest.raises(ValueError, match="minutes"):
            dataclasses.replace(step, run_min=number(60, "second"))


class TestRules:
    def test_two_clean_repeats_lead_up_and_only_two(self) -> None:
        assert after(2, ("green",)).rung.number == 2
        assert after(2, ("green", "amber", "green")).rung.number == 2
        assert after(2, ("green", "green")).rung.number == 3

    def test_red_leads_down_and_stops_a_bone(self) -> None:
        assert after(3, ("red",)).direction == "down"
        assert after(1, ("red",)).rung.number == 1
        assert after(3, ("red",), bone=True).direction == "stop"
        assert after(3, ("amber",)).rung.number == 3
        assert after(3, ("amber",), bone=True).rung.number == 2

    def test_it_ends_with_the_ceiling(self) -> None:
        move = after(7, ("green", "green"))
        assert move.direction == "done"
        assert "no run more than 10 % beyond the longest of 30 days" in move.why

    def test_no_step_beyond_either_end(self) -> None:
        for wrong in (0, 8):
            with pytest.raises(ValueError, match="steps 1 to 7"):
                after(wrong, ())

    def test_rest_is_what_the_record_says(self) -> None:
        assert [after(2, (c,)).rest_h for c in ("green", "amber", "red")] == [48, 48, 72]
        assert "rest for 72 hours" in after(2, ("red",)).why

    def test_another_ladder_is_followed(self) -> None:
        other: RunningLadder = dataclasses.replace(
            RECORD, steps=RECORD.steps[:2], clean_repeats=number(3),
            rest_green_h=number(24, "hour"),
        )  # fmt: skip
        assert rungs(other)[-1] == Rung(2, 2, 3, 5)
        up = next_rung(other, 1, ("green",) * 3)
        assert (up.direction, up.rest_h, up.why) == ("up", 24, "3 clean repeats: go one step up.")
        stay = next_rung(other, 1, ("green",))
        assert stay.why == "2 more sessions on this step without a rise in pain."
        assert next_rung(other, 2, ("green",) * 3).direction == "done"
