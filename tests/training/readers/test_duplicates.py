"""One run from two sources counts once; two runs stay two."""

import datetime as dt

import pytest

from hipedu.model import Run
from hipedu.training.readers.duplicates import Candidate, merge_duplicates

DAY = dt.date(2025, 3, 1)


def run(km, start=None, offset=None, minutes=None, day=DAY, **more):
    return Run(
        date=day, distance_km=km, start=start, utc_offset_min=offset, duration_min=minutes, **more
    )


def kept(*runs, same_source=False):
    merged = merge_duplicates(
        Candidate(run=each, source=0 if same_source else place, rank=-place)
        for place, each in enumerate(runs)
    )
    return len(merged.runs)


SEVEN, LATER = dt.time(7, 0), dt.time(7, 2)


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        (run(10.0, SEVEN, 60), run(10.2, LATER, 60), 1),  # 2 % and 2 minutes
        (run(10.0, SEVEN, 60), run(10.2, dt.time(7, 5), 60), 2),  # 5 minutes
        (run(10.0, SEVEN, 60), run(10.5, LATER, 60), 2),  # 5 %, 2 minutes
        (run(10.0, SEVEN, 60), run(11.5, SEVEN, 60), 1),  # the same minute: a poor second watch
        (run(10.0, SEVEN, 60), run(15.0, SEVEN, 60), 2),
        (run(10.0, SEVEN, 60), run(10.0, dt.time(6, 0), 0), 1),  # the same moment in UTC
        (run(10.0, SEVEN, 60), run(10.0, SEVEN, 0), 2),  # an hour apart
        (run(10.0, SEVEN, 60), run(10.0, SEVEN), 1),  # zone unknown, the same clock
        (run(5.0), run(5.04), 1),  # typed beside recorded, no times
        (run(5.0), run(5.5), 2),
        (run(5.0, SEVEN, 60, 30.0), run(5.0, None, None, 30.5), 1),
        (run(5.0, SEVEN, 60, 30.0), run(5.0, None, None, 45.0), 2),
        # just before midnight there, just after it here
        (
            run(8.0, dt.time(23, 59), 60),
            run(8.0, dt.time(0, 1), 60, day=DAY + dt.timedelta(days=1)),
            1,
        ),
        # to work and home: nine and a half hours apart, from two sources
        (run(5.0, dt.time(8, 0), 0, 30.0), run(5.0, dt.time(17, 40), None, 36.0), 2),
        # UTC without a place beside a local clock five hours behind it, equally long
        (run(8.0, dt.time(12, 0), 0, 40.0), run(8.05, dt.time(7, 1), None, 40.3), 1),
    ],
)
def test_pairs(first, second, number):
    assert kept(first, second) == number
    assert kept(second, first) == number


def test_two_runs_of_one_file_stay_two():
    assert kept(run(5.0), run(5.0), same_source=True) == 2
    assert kept(run(5.0, SEVEN), run(5.0, dt.time(18, 0)), same_source=True) == 2
    assert kept(run(5.0, SEVEN), run(5.0, SEVEN), same_source=True) == 1  # a row given twice


def test_twice_a_day_from_two_sources_stays_two():
    morning, evening = run(5.0, SEVEN, 60, 30.0), run(5.0, dt.time(18, 0), 60, 30.0)
    merged = merge_duplicates(
        Candidate(run=each, source=source, rank=-source)
        for source in (0, 1)
        for each in (morning, evening)
    )
    assert len(merged.runs) == 2
    assert merged.count == 2


def test_the_better_source_is_kept_and_filled_up():
    watch = run(10.0, SEVEN, 60, 50.0, mean_hr=150, source="a.fit")
    table = run(10.1, SEVEN, 60, 52.0, rpe=6, climb_m=80, source="log.csv")
    merged = merge_duplicates(
        [Candidate(run=table, source=0, rank=1), Candidate(run=watch, source=1, rank=4)]
    )
    (one,) = merged.runs
    assert (one.distance_km, one.duration_min, one.mean_hr) == (10.0, 50.0, 150)
    assert (one.rpe, one.climb_m, one.source) == (6, 80, "a.fit")
    assert merged.sentences == (
        "2025-03-01, 10.0 km: a.fit and log.csv hold the same run; it counts once.",
    )


def test_a_crowded_day_is_said():
    merged = merge_duplicates(
        Candidate(run=run(1 + n / 10), source=0, rank=0) for n in range(60)
    )
    assert len(merged.runs) == 50
    assert "more than 50 runs on one day" in merged.problems[0]
