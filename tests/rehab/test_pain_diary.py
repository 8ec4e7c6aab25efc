"""The diary: what may be written, the light of a day, the usual morning, where a flare begins."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu import load_catalogue
from hipedu.rehab.pain_diary import (
    DiaryEntry,
    diary_entry,
    entry_light,
    flares,
    usual_morning,
    weekly_mornings,
)

KNOWN = load_catalogue()
TENDON = KNOWN.programme("gluteal_tendinopathy").pain
BONE = KNOWN.programme("bsi_femoral_neck").pain
TODAY = dt.date(2026, 11, 23)
FIRST = dt.date(2026, 10, 1)
RULE = {"rise": 2, "usual_days": 28, "usual_least": 3, "quiet_days": 7}


def written(**fields: object) -> DiaryEntry:
    return diary_entry(**{"date": "2026-11-01", "today": TODAY, "places": {"groin"}, **fields})


def days(*worst: float, every: int = 1) -> list[DiaryEntry]:
    """A diary whose pain during the run is given, one entry each `every` days."""
    return [
        DiaryEntry(date=FIRST + dt.timedelta(days=every * n), during=pain, next_morning=0)
        for n, pain in enumerate(worst)
    ]


def begun(entries: list[DiaryEntry]) -> list[int]:
    """Days after the first on which a flare began."""
    lights = [entry_light(entry, TENDON, usual=0, rise=2) for entry in entries]
    return [(flare.date - FIRST).days for flare in flares(entries, lights, **RULE)]


class TestWritten:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"during": 11}, "during the run is 11: give a number from 0"),
            ({"after": -1}, "after the run is -1"),
            ({"next_morning": float("nan")}, "next morning is no number of this scale"),
            ({"during": 1e308}, "no number of this scale"),
            ({"during": "5"}, "must be a number"),
            ({"during": True}, "must be a number"),
            ({"during": 1, "place": "shoe"}, "no such place"),
            ({"during": 1, "place": 7}, "no such place"),
            ({"during": 1, "side": "up"}, "no such side"),
            ({"during": 1, "note": 7}, "A note is text"),
            ({"during": 1, "date": "soon"}, "no date"),
            ({"during": 1, "date": None}, "no date"),
            ({"during": 1, "date": "2026-11-24"}, "future"),
            ({"during": 1, "date": "1949-12-31"}, "before 1950"),
            ({}, "at least one number"),
        ],
    )
    def test_the_impossible_is_refused_in_words(self, fields: dict, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            written(**fields)

    def test_a_note_is_one_line_of_visible_text(self) -> None:
        entry = written(note="  stairs\r\nhurt\u202e \x00<b>&\t" + "x" * 999)
        assert entry.note.startswith("stairs hurt <b>& x")
        assert len(entry.note) == 300

    def test_a_limp_alone_may_be_written(self) -> None:
        assert written(warning=True).warning
        assert written(warning="yes", during=0).warning is False


class TestLight:
    # Limits of the source for tendons: up to 3 go on, up to 5 if settled by the morning.
    @pytest.mark.parametrize(
        ("during", "after", "morning", "colour"),
        [
            (0, 0, 0, "green"), (3, 3, 1, "green"), (2, 4, 1, "amber"), (5, 2, 0, "amber"),
            (6, 0, 0, "red"), (0, 6, 0, "red"), (2, 2, 3, "red"), (None, 4, None, "amber"),
            (None, None, 3, "red"), (None, None, 2, "green"),
        ],
    )  # fmt: skip
    def test_a_usual_morning_of_one(self, during, after, morning, colour) -> None:
        entry = written(during=during, after=after, next_morning=morning)
        # a morning of 3 is two points above the usual one, 2 is not
        light = entry_light(entry, TENDON, usual=1, rise=2)
        assert light is not None
        assert light.colour == colour

    def test_without_a_usual_morning_the_run_stands_in(self) -> None:
        light = entry_light(written(during=1, next_morning=3), TENDON, rise=2)
        assert light is not None
        assert light.colour == "red"  # 3 is two more than 1
        light = entry_light(written(during=2, next_morning=3), TENDON, rise=2)
        assert light is not None
        assert light.colour == "green"

    def test_bone_aims_at_nothing(self) -> None:
        for rule, possible in ((BONE, False), (TENDON, True)):
            colours = [
                entry_light(written(during=n), rule, usual=0, rise=2, bone_possible=possible).colour
                for n in (0, 1, 2, 3)
            ]
            assert colours == ["green", "amber", "amber", "red"]

    def test_a_warning_is_red_whatever_the_number(self) -> None:
        light = entry_light(written(during=0, warning=True), TENDON, usual=0, rise=2)
        assert light is not None
        assert light.colour == "red"

    def test_a_note_alone_has_no_light(self) -> None:
        assert entry_light(written(note="rest"), TENDON, usual=0, rise=2) is None

    @given(
        st.integers(0, 10), st.integers(0, 10), st.integers(0, 10), st.integers(0, 10),
        st.sampled_from(["during", "after", "next_morning"]),
    )  # fmt: skip
    def test_more_pain_never_makes_the_light_greener(self, during, after, morning, usual, name):
        order = ["green", "amber", "red"]
        less = {"during": during, "after": after, "next_morning": morning}
        more = {**less, name: min(10, less[name] + 1)}
        one, two = (
            order.index(entry_light(written(**each), TENDON, usual=usual, rise=2).colour)
            for each in (less, more)
        )
        assert two >= one


class TestUsual:
    def test_against_a_naive_middle(self) -> None:
        diary = [
            DiaryEntry(date=FIRST + dt.timedelta(days=n), next_morning=pain)
            for n, pain in enumerate([4, 0, 1, 3, 2])
        ]
        # sorted 0 1 2 3 4: the middle is 2; the day itself never counts
        assert usual_morning(diary, FIRST + dt.timedelta(days=5), days=28, least=3) == 2
        assert usual_morning(diary, FIRST + dt.timedelta(days=4), days=28, least=3) == 2
        assert usual_morning(diary, FIRST + dt.timedelta(days=5), days=2, least=3) is None
        assert usual_morning(diary, FIRST, days=28, least=1) is None

    def test_weeks_are_compared_only_if_both_are_known(self) -> None:
        diary = [DiaryEntry(date=FIRST + dt.timedelta(days=n), next_morning=2) for n in (8, 9, 10)]
        assert weekly_mornings(diary, FIRST + dt.timedelta(days=13), least=2) is None


class TestFlares:
    def test_a_steady_diary_has_none(self) -> None:
        assert begun(days(2, 2, 3, 2, 2, 3)) == []

    def test_two_points_above_the_usual(self) -> None:
        # 0 0 1 before: 0 is usual; 2 is two points above it
        assert begun(days(0, 0, 1, 2)) == [3]
        assert begun(days(0, 0, 1, 1)) == []

    def test_too_few_days_know_no_usual(self) -> None:
        assert begun(days(0, 0, 4)) == []
        assert begun(days(0, 0, 6)) == [2]  # red by itself

    def test_bad_days_in_a_row_are_one_flare(self) -> None:
        entries = days(0, 0, 0, 6, 7, 0, 6)
        assert begun(entries) == [3]
        lights = [entry_light(entry, TENDON, usual=0, rise=2) for entry in entries]
        (flare,) = flares(entries, lights, **RULE)
        assert flare.worst == 7

    def test_a_week_of_quiet_ends_it(self) -> None:
        # bad on day 9 and on day 18 after it: nine days between, more than a week
        assert begun(days(0, 0, 0, 6, 0, 0, 6, every=3)) == [9, 18]
        assert begun(days(0, 0, 0, 6, 0, 6, every=3)) == [9]  # six days between
