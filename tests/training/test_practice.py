"""The practice log: its answers by a naive loop, and every known mistake recognised."""

import datetime as dt
import math

import pytest

from hipedu.training.practice import (
    mark_class,
    mark_longest,
    mark_next,
    mark_percent,
    practice_key,
    practice_log,
)

SUNDAY = dt.date(2026, 5, 10)
SEEDS = range(40)


def naive_longest(runs):
    last = runs[-1]
    best = 0.0
    for run in runs[:-1]:
        if 1 <= (last.date - run.date).days <= 30 and run.distance_km > best:
            best = run.distance_km
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_the_key_against_a_naive_loop(seed):
    runs = practice_log(seed, last_sunday=SUNDAY)
    key, last, longest = practice_key(runs), runs[-1].distance_km, naive_longest(runs)
    assert key.longest_before_km == longest
    assert key.percent == pytest.approx(100 * (last / longest - 1))
    edges = [(10, "reference"), (30, "small"), (100, "moderate"), (math.inf, "large")]
    assert key.spike_class == next(name for most, name in edges if key.percent <= most)
    assert key.next_at_most_km == pytest.approx(1.1 * max(last, longest))


@pytest.mark.parametrize("seed", SEEDS)
def test_right_answers_are_right_even_when_rounded(seed):
    runs = practice_log(seed, last_sunday=SUNDAY)
    key = practice_key(runs)
    assert mark_longest(key.longest_before_km, runs).right
    assert mark_percent(round(key.percent), runs).right
    assert mark_class(key.spike_class, runs).right
    assert mark_next(round(key.next_at_most_km, 1), runs).right


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bait_lies_more_than_thirty_days_back(seed):
    runs = practice_log(seed, last_sunday=SUNDAY)
    older = max(runs[:-1], key=lambda run: run.distance_km)
    assert (SUNDAY - older.date).days > 30
    assert "30 days back" in mark_longest(older.distance_km, runs).says


@pytest.mark.parametrize("seed", SEEDS)
def test_known_mistakes_are_named(seed):
    runs = practice_log(seed, last_sunday=SUNDAY)
    key, last = practice_key(runs), runs[-1].distance_km
    if abs(last - key.longest_before_km) > 0.2:
        assert "never counts" in mark_longest(last, runs).says
    assert "Take 100 away" in mark_percent(100 + key.percent, runs).says
    divided = 100 * (1 - key.longest_before_km / last)
    if abs(divided - key.percent) > 2:
        assert not mark_percent(divided, runs).right
    assert not mark_longest(-1, runs).right
    assert not mark_percent(math.nan, runs).right
    assert not mark_next(math.inf, runs).right
    wrong = "large" if key.spike_class != "large" else "small"
    assert "edge belongs" in mark_class(wrong, runs).says


def test_all_classes_come_up_and_a_seed_is_kept():
    classes = {practice_key(practice_log(n, last_sunday=SUNDAY)).spike_class for n in SEEDS}
    assert classes == {"reference", "small", "moderate", "large"}
    assert practice_log(5, last_sunday=SUNDAY) == practice_log(5, last_sunday=SUNDAY)


def test_the_log_ends_on_a_sunday():
    with pytest.raises(ValueError, match="Sunday"):
        practice_log(1, last_sunday=dt.date(2026, 5, 9))
