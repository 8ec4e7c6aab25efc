"""Forest plots hold what the records print, one scale at a time, and plotly accepts them."""

from __future__ import annotations

import json
import math
import re

import pytest

from hipedu.api import load_catalogue
from hipedu.figures.accuracy import accuracy_figure
from hipedu.figures.counts import counts_figure
from hipedu.figures.forest import LOG_TICKS, log_panel, step_panel
from hipedu.figures.treatment_effects import CHARTS, chart_of, drawn, effects_figure

CATALOGUE = load_catalogue()
TREATMENTS = list(CATALOGUE.treatments.values())
STUDIED = sorted({each.condition for each in CATALOGUE.accuracy.values()})


def studies(condition):
    return [each for each in CATALOGUE.accuracy.values() if each.condition == condition]


def every_figure():
    for chart in CHARTS:
        yield chart, effects_figure(TREATMENTS, chart)
    for condition in STUDIED:
        yield condition, accuracy_figure(studies(condition), condition)
    yield "counts", counts_figure(
        {"a": 7}, {"a": "A", "b": "B"}, title="t", unit="u", summary="s"
    )


FIGURES = [(name, figure) for name, figure in every_figure() if figure is not None]
NAMES = [name for name, _ in FIGURES]


@pytest.mark.parametrize(("name", "figure"), FIGURES, ids=NAMES)
def test_plotly_accepts_it(name, figure):
    import plotly.graph_objects as go

    made = go.Figure(figure)
    assert made.layout.title.text
    assert json.loads(json.dumps(figure)) == figure


@pytest.mark.parametrize(("name", "figure"), FIGURES, ids=NAMES)
def test_rows_marks_and_table_are_in_step(name, figure):
    meta = figure["layout"]["meta"]
    assert len(meta["rows"]) == len(meta["table"]["rows"])
    assert len(figure["data"]) == len(meta["panels"])
    for place, trace in enumerate(figure["data"]):
        assert all(0 <= y < len(meta["rows"]) for y in trace["y"])
        assert len(trace["x"]) == len(trace["y"]) == len(trace["text"])
        for y, text in zip(trace["y"], trace["text"], strict=True):
            assert meta["table"]["rows"][y][2 + place] == text
    ids = [row["id"] for row in meta["rows"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("chart", CHARTS)
def test_one_scale_and_one_direction_in_a_picture(chart):
    found = drawn(TREATMENTS, chart)
    assert found, "a chart that nothing is drawn in is not offered"
    assert {(effect.scale, effect.better) for _, effect, _ in found} == {tuple(chart.split("/"))}


def test_every_effect_with_a_number_has_a_chart():
    charts = {
        chart_of(effect) for each in TREATMENTS for effect in each.effects if effect.value
    }
    assert charts == set(CHARTS)


def test_the_numbers_are_those_of_the_sources():
    """Malisoux 2020, hard against soft shoes: 1.52 (1.07 to 2.16). Frandsen 2025, more than
    doubled: 2.28 (1.50 to 3.48). Leppanen 2024: 0.66 (0.45 to 0.97)."""
    figure = effects_figure(TREATMENTS, "hazard_ratio/lower")
    rows = {row[0]: row[2] for row in figure["layout"]["meta"]["table"]["rows"]}
    assert rows["Hard shoes, all runners"] == "1.52 (1.07 to 2.16)"
    assert rows["Run more than doubled"] == "2.28 (1.50 to 3.48)"
    assert rows["Hip and trunk exercises, new runners"] == "0.66 (0.45 to 0.97)"
    trace = figure["data"][0]
    place = [row["label"] for row in figure["layout"]["meta"]["rows"]].index(
        "Hard shoes, all runners"
    )
    at = trace["y"].index(place)
    assert trace["x"][at] == 1.52
    assert trace["error_x"]["array"][at] == pytest.approx(2.16 - 1.52)
    assert trace["error_x"]["arrayminus"][at] == pytest.approx(1.52 - 1.07)


def test_the_line_of_no_difference_stands_where_it_must():
    for chart, words in CHARTS.items():
        panel = effects_figure(TREATMENTS, chart)["layout"]["meta"]["panels"][0]
        assert panel["null"] == (1.0 if words.log else 0.0)
        assert panel["low"] < panel["null"] < panel["high"]


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_lies_outside_its_scale(chart):
    panel = effects_figure(TREATMENTS, chart)["layout"]["meta"]["panels"][0]
    for _, _, value in drawn(TREATMENTS, chart):
        for number in (value.low, value.value, value.high):
            assert number is None or panel["low"] <= number <= panel["high"]
    assert all(panel["low"] <= tick <= panel["high"] for tick in panel["ticks"])


def test_the_title_counts_what_crosses_the_line():
    """Points of 10: two intervals leave out 0 (-2.15 to -0.72; -0.7 to -0.1), three do not."""
    title = effects_figure(TREATMENTS, "points_10/lower")["layout"]["title"]["text"]
    assert title == "2 of 5 results differ clearly from no difference; 3 may be chance."


def test_a_result_without_an_interval_has_no_whisker():
    figure = effects_figure(TREATMENTS, "risk_ratio/lower")
    trace = figure["data"][0]
    at = next(i for i, text in enumerate(trace["text"]) if "no interval" in text)
    assert trace["error_x"]["array"][at] is None
    assert "1 without an interval" in figure["layout"]["title"]["text"]


def test_the_chosen_treatment_is_lit():
    meta = effects_figure(TREATMENTS, "hazard_ratio/lower", lit="sleep")["layout"]["meta"]
    assert len(meta["lit"]) == 3
    assert all(row.startswith("sleep/") for row in meta["lit"])


def test_an_empty_scale_is_no_figure():
    assert effects_figure([CATALOGUE.treatments["ice"]], "hazard_ratio/lower") is None
    assert accuracy_figure([CATALOGUE.accuracy["cauda_single_sign_dionne"]], "x") is None


def test_accuracy_of_a_pooled_test_is_the_printed_one():
    """Reiman 2013, Trendelenburg: sensitivity 61 (46 to 75), specificity 92 (83 to 97) of 100."""
    figure = accuracy_figure(studies("gluteal_tendinopathy"), "x")
    row = next(
        row for row in figure["layout"]["meta"]["table"]["rows"] if row[1].endswith("sign, pooled")
    )
    assert row[2:4] == ["61 (46 to 75)", "92 (83 to 97)"]


def test_how_an_interval_came_about_is_told():
    figure = accuracy_figure(studies("gluteal_tendinopathy"), "x")
    assert set(figure["data"][0]["meta"]["spread"]) == {"printed", "worked_out"}


def test_a_study_that_is_not_to_be_used_stands_apart_and_last():
    rows = accuracy_figure(studies("gluteal_tendinopathy"), "x")["layout"]["meta"]["rows"]
    muted = [row["muted"] for row in rows]
    assert muted == sorted(muted)
    assert sum(muted) == 2  # Lequesne 2008, both tests


@pytest.mark.parametrize("values", [[0.34, 1.2], [1.0], [0.07, 30.0], [1.3, 1.9]])
def test_a_ratio_scale_holds_its_values_and_one(values):
    panel = log_panel("x", values, null_text="", below="", above="")
    assert panel.low <= min([*values, 1.0]) < max([*values, 1.0]) <= panel.high or values == [1.0]
    assert panel.low < 1 < panel.high
    assert set(panel.ticks) <= set(LOG_TICKS)


@pytest.mark.parametrize("values", [[-1.43, -0.72], [49.1], [0.0], [-3.0, 8.0]])
def test_a_scale_of_differences_holds_its_values_and_nought(values):
    panel = step_panel("x", values, null_text="", below="", above="")
    assert panel.low <= min(values)
    assert max(values) <= panel.high
    assert panel.low < 0 < panel.high
    steps = [b - a for a, b in zip(panel.ticks, panel.ticks[1:], strict=False)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)


def test_bars_say_their_counts_and_shares():
    figure = counts_figure(
        {"a": 30, "b": 10}, {"a": "A", "b": "B", "c": "C"}, title="t", unit="u", summary="s"
    )
    assert figure["data"][0]["text"] == ["30 (75 of 100)", "10 (25 of 100)", "0"]
    assert figure["layout"]["xaxis"]["range"][0] == 0


def test_the_words_fit_the_page():
    """Titles are sentences, and no text holds markup or a file's name."""
    for _, figure in FIGURES:
        title = figure["layout"]["title"]["text"]
        assert title[0].isupper() or title[0].isdigit() or title == "t"
        assert not re.search(r"[<>]|\.yaml", json.dumps(figure["layout"]["meta"]["rows"]))
