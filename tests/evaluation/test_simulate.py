"""Patients in bulk agree with the pure engine, and come about as the model says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu.evaluation.simulate import (
    UNKNOWN,
    Source,
    batch_posterior,
    case_of,
    draw,
    encode,
    ranks_of_truth,
    source_of,
)
from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.posterior import posterior


@pytest.fixture(scope="module")
def source(tables: Tables) -> Source:
    return source_of(tables)


def agree(cases: list[Case], tables: Tables, source: Source) -> None:
    found = batch_posterior(encode(cases, tables, source.arrays), source.arrays)
    for case, row in zip(cases, found, strict=True):
        assert row == pytest.approx(posterior(case, tables).p, abs=1e-9)


def test_batch_agrees_with_the_pure_engine(source: Source, tables: Tables) -> None:
    patients = draw(source, 300, seed=1)
    agree([case_of(patients, row, source) for row in range(300)], tables, source)


def test_encoding_brings_a_drawn_patient_back(source: Source, tables: Tables) -> None:
    patients = draw(source, 50, seed=2)
    cases = [case_of(patients, row, source) for row in range(50)]
    again = encode(cases, tables, source.arrays)
    assert (again.given == patients.given).all()
    assert (again.marks == patients.marks).all()
    assert again.prior == pytest.approx(patients.prior)


def test_unknown_people_and_numbers(source: Source, tables: Tables) -> None:
    agree(
        [
            Case(),
            Case(age=30),
            Case(sex="male", answers={"weeks": 6.5, "onset": "sudden"}),
            Case(age=90, answers={"clicking": "present", "catching": "absent"}),
            Case(marks=tuple(Mark(region=key) for key in ("groin", "outer_hip", "tailbone"))),
        ],
        tables, source,
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.05, 1))
def test_batch_agrees_whatever_is_known(tables: Tables, seed: int, p_known: float) -> None:
    source = source_of(tables)
    patients = draw(source, 8, seed=seed, p_known=p_known, exam=seed % 2 == 0)
    agree([case_of(patients, row, source) for row in range(8)], tables, source)


def test_conditions_come_as_often_as_the_prior_says(source: Source) -> None:
    """Women 50, 250, 300, 400 and men 50, 350, 400, 200 of 1000, half each; 40 000 people."""
    patients = draw(source, 40_000, seed=3)
    counted = np.bincount(patients.condition, minlength=4) / 40_000
    assert counted == pytest.approx([0.05, 0.30, 0.35, 0.30], abs=0.01)


def test_answers_come_as_often_as_the_numbers_say(source: Source) -> None:
    """In bone stress 0.6 have night pain, in joint pain the background of 0.2."""
    patients = draw(source, 40_000, seed=4, p_known=1)
    place = source.arrays.findings.index("night_pain")
    present = source.arrays.answers[place].index("present")
    for condition, expected in ((0, 0.6), (1, 0.2), (3, 0.1)):
        given_ = patients.given[patients.condition == condition, place]
        assert (given_ == present).mean() == pytest.approx(expected, abs=0.03)


def test_answers_of_a_group_are_drawn_together(source: Source) -> None:
    """Clicking and catching have 0.6 each in joint pain, and share a number in half of people.

    Then both are present in 0.5 * 0.6 + 0.5 * 0.36 = 0.48, and not in 0.36.
    """
    patients = draw(source, 60_000, seed=5, p_known=1)
    both = np.ones(len(patients), dtype=bool)
    for key in ("clicking", "catching"):
        place = source.arrays.findings.index(key)
        both &= patients.given[:, place] == source.arrays.answers[place].index("present")
    assert both[patients.condition == 1].mean() == pytest.approx(0.48, abs=0.015)


def test_nobody_is_asked_what_does_not_concern_them(tables: Tables, source: Source) -> None:
    patients = draw(source, 2000, seed=6, p_known=1)
    for key, concerns in (("missed_periods", patients.female), ("hop", np.zeros(2000, bool))):
        if key in source.arrays.findings:
            place = source.arrays.findings.index(key)
            assert (patients.given[~concerns, place] == UNKNOWN).all()


def test_everybody_has_a_mark(source: Source) -> None:
    assert draw(source, 500, seed=7).marks.any(axis=1).all()


def test_same_seed_same_people(source: Source) -> None:
    one, two = draw(source, 100, seed=8), draw(source, 100, seed=8)
    assert (one.given == two.given).all()
    assert (one.condition == two.condition).all()


def test_rank_of_the_truth_by_hand(source: Source) -> None:
    """0.2, 0.5, 0.2, 0.1: the second is first; of the equal two the earlier comes first."""
    patients = draw(source, 4, seed=9)
    patients.condition[:] = [0, 1, 2, 3]
    p = np.tile([0.2, 0.5, 0.2, 0.1], (4, 1))
    assert ranks_of_truth(patients, p).tolist() == [2, 1, 3, 4]
