import datetime as dt

from hipedu.model import Run
from hipedu.training.quality import faster_than_records, log_gaps, log_quality

FIRST = dt.date(2025, 1, 1)


def run(day, km=8.0, minutes=48.0, **more):
    return Run(
        date=FIRST + dt.timedelta(days=day), distance_km=km, duration_min=minutes, **more
    )


def ids(notes):
    return [note.id for note in notes]


def test_a_clean_log_needs_nothing():
    assert log_quality([run(day) for day in range(30)]) == ()


def test_thirteen_empty_days_are_rest_and_fourteen_are_a_gap():
    assert log_gaps([FIRST, FIRST + dt.timedelta(days=14)]) == []  # days 1 to 13
    assert log_gaps([FIRST, FIRST + dt.timedelta(days=15)]) == [(dt.date(2025, 1, 2), 14)]


def test_a_long_gap_says_that_the_first_run_back_has_no_comparison():
    (note,) = log_quality([run(0), run(45)])
    assert note.count == 1
    assert note.examples == ("44 days from 2025-01-02",)
    assert "nothing to be compared with" in note.done


def test_a_marathon_in_two_hours_is_possible_and_in_a_hundred_minutes_is_not():
    assert not faster_than_records(run(0, km=42.2, minutes=121))  # 20.9 km/h
    assert faster_than_records(run(0, km=42.2, minutes=100))  # 25.3 km/h


def test_a_joined_recording_stands_out():
    runs = [run(day, km=8 + day % 3) for day in range(40)] + [run(41, km=31, minutes=180)]
    assert ids(log_quality(runs)) == ["far_beyond"]


def test_what_is_missing_comes_first_and_what_is_settled_last():
    notes = log_quality(
        [run(0), run(20, minutes=None, warnings=("Odd.",))],
        merged=2, duplicates=["a", "b"], skipped={"ride": 3}, problems=["x.fit: cut."],
    )  # fmt: skip
    assert ids(notes) == [
        "unread", "gaps", "warnings", "no_duration", "merged", "other_activities",
    ]  # fmt: skip
    assert notes[-1].examples == ("3 rides",)
    assert notes[0].to_dict()["count"] == 1
