"""Calibration, perturbed models, and the study over both."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from hipedu.evaluation.calibration import among_first, coverage, reliability
from hipedu.evaluation.perturb import drawn_choices, drawn_probability, drawn_weight, perturbed
from hipedu.evaluation.study import study, study_lines
from hipedu.model import Sourced
from hipedu.reasoning.evidence_tables import Tables, build_tables
from hipedu.reasoning.knowledge_base import KnowledgeBase


def test_reliability_by_hand() -> None:
    found = reliability([(0.1, False), (0.15, True), (0.2, False), (1.0, True), (0.0, False)])
    assert [(b.above, b.up_to, b.true.of) for b in found] == [
        (0.0, 0.1, 2), (0.1, 0.2, 2), (0.9, 1.0, 1)
    ]
    assert found[1].stated == pytest.approx(0.175)
    assert found[1].true.value == 0.5


def test_coverage_holds_the_ends() -> None:
    assert coverage([(0.1, 0.2)] * 4, [0.1, 0.2, 0.15, 0.21]).hits == 3


def test_among_first() -> None:
    assert among_first([1, 3, 4], 3).hits == 2


def test_an_interval_holds_nine_draws_of_ten() -> None:
    p = Sourced(value=0.5, low=0.3, high=0.7, basis="expert_estimate")
    w = Sourced(value=10, low=5, high=20, unit="per_1000", basis="expert_estimate")
    source = random.Random(1)
    inside = [0.3 <= drawn_probability(p, source).value <= 0.7 for _ in range(4000)]
    assert sum(inside) / 4000 == pytest.approx(0.9, abs=0.02)
    inside = [5 <= drawn_weight(w, source).value <= 20 for _ in range(4000)]
    assert sum(inside) / 4000 == pytest.approx(0.9, abs=0.02)


def test_drawn_choices_sum_to_one() -> None:
    choices = {
        key: Sourced(value=value, basis="expert_estimate")
        for key, value in (("a", 0.0), ("b", 0.3), ("c", 0.7))
    }
    drawn = drawn_choices(choices, random.Random(2))
    assert math.fsum(p.value for p in drawn.values()) == pytest.approx(1)
    assert all(0 < p.value < 1 for p in drawn.values())


def test_perturbed_is_another_model_of_the_same_shape(knowledge: KnowledgeBase) -> None:
    one, again, other = (perturbed(knowledge, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert build_tables(one).conditions == build_tables(knowledge).conditions
    assert one.red_flags == knowledge.red_flags


def independent(knowledge: KnowledgeBase) -> Tables:
    """The small model without marks, groups and cap: there Bayes' rule is exact."""
    findings = {key: replace(each, group=None) for key, each in knowledge.findings.items()}
    return build_tables(
        replace(knowledge, regions={}, findings=findings, red_flags={}), capped=False
    )


def test_where_the_arithmetic_is_exact_what_is_stated_comes_true(
    knowledge: KnowledgeBase,
) -> None:
    found = study(independent(knowledge), patients=20_000, models=0, seed=5, p_known=0.7)["own"]
    assert found["patients"] == 20_000
    assert found["calibration_error"] < 0.02
    assert found["mean_stated"] == pytest.approx(found["top_1"]["value"], abs=0.02)
    assert found["top_5"]["value"] == 1  # there are four conditions
    for row in found["reliability"]:
        if row["of"] >= 200:
            assert row["stated"] == pytest.approx(row["value"], abs=0.06)


def test_bands_hold_about_eight_of_ten_true_models(tables: Tables) -> None:
    found = study(tables, patients=600, models=12, seed=5, p_known=0.7)
    assert found["perturbed"]["models"] == 12
    for cover in found["coverage"].values():
        assert 0.65 < cover["value"] < 0.95
    assert "should hold the posterior of the true model in 80 of 100" in study_lines(found)[-1]


def test_a_study_without_perturbed_models_says_nothing_of_bands(tables: Tables) -> None:
    assert "perturbed" not in study(tables, patients=50, models=0)
