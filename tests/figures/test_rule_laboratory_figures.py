"""Figures of the rule laboratory are what plotly accepts and say what they were given."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from hipedu.api import load_catalogue
from hipedu.evaluation.cohort import simulate_cohort
from hipedu.figures.cohorts import cut_off_figure, forest_figure, ratio_words, shining_figure
from hipedu.figures.rule_laboratory import coupling_figure, knob_figure, null_figure
from hipedu.training.cohorts import Ratio, usual_settings
from hipedu.training.coupling import random_pairs
from hipedu.training.generated_logs import generated_runs, log_kind
from hipedu.training.null_test import NullResult
from hipedu.training.objections import lines_of
from hipedu.training.rule_sensitivity import FACTORS, choice_names, counted
from hipedu.training.rule_values import day_log


@pytest.fixture(scope="module")
def lines():
    return lines_of(load_catalogue().load_rules.values())


@pytest.fixture(scope="module")
def field(lines):
    catalogue = load_catalogue()
    usual = usual_settings(catalogue.loading_models, catalogue.load_rules)
    return simulate_cohort(replace(usual, studies=5, runners=200, mechanism="acwr"), lines)


@pytest.mark.parametrize("each", FACTORS, ids=lambda each: each.id)
def test_a_knob_shows_every_choice(lines, each):
    runs = generated_runs(log_kind("build_up"), seed=1, last_sunday=dt.date(2026, 11, 22))
    log = day_log(runs)
    rows = counted(log, each, lines)
    names = {line.rule: line.name for line in lines}
    made = knob_figure(rows, each, place=0, names=names, title="A finding.", days=len(log))
    go.Figure(made)
    table = made["layout"]["meta"]["table"]
    if each.id == "rest":
        assert [row[1] for row in table["rows"]] == list(rows[0].alarms.values())
    else:
        assert [row[0] for row in table["rows"]] == choice_names(each)
        assert [row[1] for row in table["rows"]] == [row.alarms[each.rules[0]] for row in rows]


def test_a_null_test_counts_every_shuffle():
    result = NullResult("monotony", 9, (1, 1, 2, 2, 2, 4))
    made = null_figure(result, title="A finding.", name="monotony", what="All days")
    go.Figure(made)
    bars = dict(zip(made["data"][0]["x"], made["data"][0]["y"], strict=True))
    assert {x: y for x, y in bars.items() if y} == {1: 2, 2: 3, 4: 1}
    assert 9 in bars
    assert made["layout"]["shapes"][-1]["x0"] == 9


def test_two_clouds_of_one_month():
    coupled, uncoupled = random_pairs(acute=7, chronic=28, seed=1)
    made = coupling_figure(coupled, uncoupled, title="x", r_coupled=0.5, r_uncoupled=-0.001)
    go.Figure(made)
    assert {trace["name"] for trace in made["data"]} == {"coupled", "uncoupled"}
    assert made["layout"]["meta"]["table"]["rows"][1][2] == "0.00"
    go.Figure(coupling_figure([], [], title="x", r_coupled=None, r_uncoupled=None))


def test_a_forest_has_a_row_a_rule_on_a_scale_of_doublings(field):
    made = forest_figure(field, title="x")
    go.Figure(made)
    rows = made["layout"]["meta"]["rows"]
    assert [row["rule"] for row in rows if row["true"]] == ["acwr_rolling_coupled"]
    for row, trace in zip(rows, made["data"], strict=True):
        assert trace["x"][1] == pytest.approx(math.log2(row["value"]), abs=1e-3)
        assert trace["x"][0] <= trace["x"][1] <= trace["x"][2]


def test_shining_studies_are_counted(field):
    made = shining_figure(field, title="x")
    go.Figure(made)
    for row, finding in zip(made["layout"]["meta"]["rows"], field.rules, strict=True):
        by_hand = [study[finding.line_at].z for study in finding.studies]
        assert row["line"] == [sum(z > 1.96 for z in by_hand), sum(z < -1.96 for z in by_hand)]
        assert row["line_share"] == sum(abs(z) > 1.96 for z in by_hand) / 5


def test_one_study_shows_all_its_cut_offs(field):
    for finding in field.rules:
        made = cut_off_figure(finding, 3, title="x")
        go.Figure(made)
        assert len(made["layout"]["meta"]["table"]["rows"]) == len(finding.cut_offs)


def test_open_ends_are_said():
    assert ratio_words(Ratio(None, 1.4, None, 2.1, 3, 0, 10, 900)) == "∞ (1.40 to ∞)"
    assert ratio_words(Ratio(None, None, None, 0.0, 0, 0, 0, 0)) == "not to be had"
