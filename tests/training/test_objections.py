"""Where rules object, and how much two rules agree."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from sklearn.metrics import cohen_kappa_score

from hipedu.api import load_catalogue
from hipedu.model import Run
from hipedu.training.objections import (
    MEASURED_BY,
    Agreement,
    agreement,
    alarm_days,
    alarms,
    disagreeing_days,
    line_of,
    lines_of,
    objecting,
    words_of,
)
from hipedu.training.report import training_report
from hipedu.training.verdicts import read_rules


@pytest.fixture(scope="module")
def rules():
    return load_catalogue().load_rules


def test_the_lines_are_those_of_tradition(rules):
    found = {line.rule: line.value for line in lines_of(rules.values())}
    assert found == {
        "single_session_spike": 10, "ten_percent_rule": 10, "acwr_rolling_coupled": 1.3,
        "acwr_rolling_uncoupled": 1.3, "acwr_ewma": 1.3, "monotony": 2,
    }  # fmt: skip
    assert next(iter(found)) == "single_session_spike"
    assert line_of(rules["strain"]) is None


def test_too_little_is_told_apart_from_too_much(rules):
    values = [None, 0.5, 1.0, 1.4, 1.6]
    said = words_of(values, rules["acwr_rolling_coupled"])
    assert said == [None, "low", "fine", "watch", "too_far"]
    line = line_of(rules["acwr_rolling_coupled"])
    assert alarms(values, line) == 2
    assert alarm_days(values, line) == [None, False, False, True, True]
    spike = rules["single_session_spike"]
    assert words_of([-40.0, 10.0, 25.0, 60.0], spike) == ["fine", "fine", "watch", "too_far"]
    assert words_of([5.0], rules["strain"]) == [None]


def test_kappa_is_that_of_another_package():
    draw = random.Random(3)
    for weight in (0.1, 0.5, 0.9):
        first = [draw.random() < weight for _ in range(200)]
        second = [one if draw.random() < 0.6 else draw.random() < 0.3 for one in first]
        ours = agreement(first, second)
        assert ours.days == 200
        assert ours.kappa == pytest.approx(cohen_kappa_score(first, second))
        same = sum(one == other for one, other in zip(first, second, strict=True))
        assert ours.share == same / 200


def test_kappa_is_undefined_where_chance_always_agrees():
    assert Agreement(0, 0, 0, 9).kappa is None
    assert Agreement(0, 0, 0, 9).share == 1
    assert Agreement(0, 0, 0, 0).share is None
    # one rule always objects and the other never: no better than chance, exactly 0
    assert Agreement(0, 5, 0, 0).kappa == 0


def test_days_on_which_rules_contradict_each_other():
    columns = [[True, True, None, False], [True, False, True, False], [None, None, None, True]]
    # day 1 two agree, day 2 apart, day 3 only one speaks, day 4 apart
    assert disagreeing_days(columns) == (2, 3)


def test_whoever_objects_in_numbers_objects_in_words(rules):
    """On every day of a log with rest, jumps and a lay-off: as `read_rules` says in full."""
    draw = random.Random(5)
    first = dt.date(2025, 1, 6)
    runs = [
        Run(date=first + dt.timedelta(days=n), distance_km=draw.choice([2, 5, 8, 8, 13, 21]))
        for n in range(200) if draw.random() < 0.6 and not 90 < n < 130
    ]  # fmt: skip
    report = training_report(runs)
    objections = 0
    for index in range(len(report.series)):
        day = report.on(report.series.day(index))
        told = {
            reading.rule.id for reading in read_rules(rules.values(), day)
            if reading.signal in ("too_far", "watch")
        }  # fmt: skip
        values = {name: report.metrics[name][index] for name in MEASURED_BY.values()}
        assert {rule.id for rule in objecting(rules.values(), values)} == told
        objections += len(told)
    assert objections > 100
