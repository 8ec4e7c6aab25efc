"""What a log says about the next session, against the rule written out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from hipedu import load_catalogue
from hipedu.rehab.pain_monitoring import Refused
from hipedu.rehab.session_log import (
    LogEntry,
    entry_again,
    ladder_step,
    next_session,
    plain_entry,
)

KNOWN = load_catalogue()
TENDON = KNOWN.programme("gluteal_tendinopathy").pain  # green to 3, amber to 5, 24 hours
BONE = KNOWN.programme("bsi_femoral_neck").pain  # green 0, amber to 2
LADDER = KNOWN.running_ladder("walk_run")
TODAY = dt.date(2026, 11, 28)


def entry(day: int, during: float, morning="usual", **more) -> LogEntry:
    return LogEntry(date=dt.date(2026, 11, day), kind=more.pop("kind", "exercises"),
                    during=during, morning=morning, **more)  # fmt: skip


def advice(*entries: LogEntry, rule=TENDON, **more):
    return next_session(entries, rule, LADDER, today=TODAY, **more)


def test_an_empty_log_says_nothing() -> None:
    assert advice() is None


@pytest.mark.parametrize(
    ("entries", "colour", "change"),
    [
        ([entry(20, 3)], "green", "same"),
        ([entry(20, 3), entry(22, 2)], "green", "more"),  # two clean sessions
        ([entry(20, 6), entry(22, 2)], "green", "same"),  # one only since the red one
        ([entry(20, 2), entry(22, 2, None)], "green", "same"),  # the morning still decides
        ([entry(22, 4, settled=True)], "amber", "same"),
        ([entry(22, 4, settled=False)], "red", "less"),
        ([entry(22, 1, "worse")], "red", "less"),
        ([entry(22, 1, warning=True)], "red", "less"),
        ([entry(22, 9), entry(20, 0)], "red", "less"),  # the order of typing does not count
        ([entry(22, 1), entry(22, 7)], "red", "less"),  # the worse of one day
    ],
)
def test_the_last_day_decides(entries, colour, change) -> None:
    found = advice(*entries)
    assert (found.colour, found.change) == (colour, change)


def test_bone_aims_for_nothing_and_stops() -> None:
    assert advice(entry(20, 0), entry(22, 0), rule=BONE).change == "same"
    found = advice(entry(22, 3), rule=BONE)
    assert found.change == "stop"
    assert "be seen" in found.headline


def test_a_morning_that_has_passed_is_asked_for() -> None:
    assert advice(entry(27, 1, None)).ask_morning == dt.date(2026, 11, 27)
    assert advice(entry(28, 1, None)).ask_morning is None  # it has not come yet


def test_no_light_while_a_danger_sign_is_open() -> None:
    with pytest.raises(Refused):
        advice(entry(22, 1), red_flags=["A limp"])


class TestLadder:
    def runs(self, *pains: float, morning="usual"):
        return [entry(1 + 2 * at, pain, morning, kind="run") for at, pain in enumerate(pains)]

    @pytest.mark.parametrize(
        ("pains", "number"),
        [((), 1), ((1,), 1), ((1, 1), 2), ((1, 1, 1, 1), 3), ((1, 1, 6), 1), ((1, 1, 4, 1), 2)],
    )
    def test_two_clean_runs_a_step(self, pains, number) -> None:
        assert ladder_step(self.runs(*pains), TENDON, LADDER).rung.number == number

    def test_exercises_do_not_climb_it_and_a_morning_must_be_known(self) -> None:
        assert ladder_step([entry(1, 0), entry(3, 0)], TENDON, LADDER).rung.number == 1
        assert ladder_step(self.runs(0, 0, morning=None), TENDON, LADDER).rung.number == 1


class TestPlain:
    def test_there_and_back(self) -> None:
        one = entry(20, 2.5, None, done=(("clamshell", 3),), note="é =1+1 <b>", warning=True)
        assert entry_again(plain_entry(one), KNOWN.exercises) == one

    @pytest.mark.parametrize(
        "wrong",
        [{"during": 11}, {"during": None}, {"during": True}, {"during": "2"}, {"date": "soon"},
         {"date": 7}, {"kind": "nap"}, {"morning": "fine"}, {"settled": "yes"}, {"done": "x"},
         {"done": [["clamshell"]]}, {"done": [["clamshell", -1]]}, {"note": 7},
         {"done": [["clamshell", 1]] * 99}],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, wrong) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            entry_again({**plain_entry(entry(20, 1)), **wrong}, KNOWN.exercises)

    def test_an_exercise_that_is_gone_is_left_out(self) -> None:
        raw = {**plain_entry(entry(20, 1)), "done": [["clamshell", 2], ["gone", 3]]}
        assert entry_again(raw, KNOWN.exercises).done == (("clamshell", 2),)
