"""Figures say their finding, hold what the report holds, and are accepted by plotly."""

import datetime as dt
import json

import pytest

from hipedu.figures.training import training_figures
from hipedu.figures.training_ratios import LINES
from hipedu.model import Run
from hipedu.training.report import training_report

MONDAY = dt.date(2025, 1, 6)
WEEKS = [[0, 8.0, 6.0, 8.0, 0, 6.0, 12.0]] * 7 + [[0, 8.0, 6.0, 8.0, 0, 6.0, 18.0]]
ALLOWED_TRACES = {"bar", "scatter"}
ALLOWED_SHAPES = {"rect", "line"}


def make(weeks, **options):
    runs = [
        Run(date=MONDAY + dt.timedelta(days=7 * number + day), distance_km=km)
        for number, week in enumerate(weeks)
        for day, km in enumerate(week)
        if km
    ]
    last = MONDAY + dt.timedelta(days=7 * len(weeks) - 1)
    return training_report(runs, first_day=MONDAY, last_day=last, **options)


@pytest.fixture(scope="module")
def figures():
    return training_figures(make(WEEKS))


NAMES = ("daily", "weekly", "ratios", "monotony", "balance")


def test_the_five_are_there(figures):
    assert tuple(figures) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_plotly_accepts_it(figures, name):
    import plotly.graph_objects as go

    assert go.Figure(figures[name]).layout.title.text


@pytest.mark.parametrize("name", NAMES)
def test_only_what_the_page_can_draw(figures, name):
    figure = figures[name]
    layout = figure["layout"]
    assert {trace["type"] for trace in figure["data"]} <= ALLOWED_TRACES
    assert {shape["type"] for shape in layout["shapes"]} <= ALLOWED_SHAPES
    assert layout["showlegend"] is False
    for axis in ("xaxis", "yaxis"):
        assert layout[axis]["type"] in ("date", "linear")
        assert len(layout[axis]["range"]) == 2
    for note in layout["annotations"]:
        assert note["showarrow"] is False
    for trace in figure["data"]:
        assert len(trace["x"]) == len(trace["y"])
        assert trace["meta"]["role"]
    json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize("name", NAMES)
def test_title_summary_table_and_unit(figures, name):
    layout = figures[name]["layout"]
    meta = layout["meta"]
    assert layout["title"]["text"].endswith(".")
    assert meta["summary"].endswith(".")
    assert meta["kind"] == f"training_{name}"
    assert layout["yaxis"]["title"]["text"]
    for row in meta["table"]["rows"]:
        assert len(row) == len(meta["table"]["columns"])


def test_the_daily_title_states_the_jump(figures):
    # 18 km after a longest of 12 km: half as far again, on a Sunday
    assert figures["daily"]["layout"]["title"]["text"] == (
        "Sunday's 18 km was 50 % beyond your longest run of the 30 days before."
    )
    spikes = next(trace for trace in figures["daily"]["data"] if trace["name"] == "spike")
    assert spikes["x"] == ["2025-03-02"]
    assert spikes["y"] == [18.0]
    assert any(note["text"] == "▲ +50 %" for note in figures["daily"]["layout"]["annotations"])


def test_the_line_is_the_longest_of_the_month_before(figures):
    line = next(trace for trace in figures["daily"]["data"] if trace["type"] == "scatter")
    assert line["line"]["shape"] == "hv"
    assert line["y"][0] is None
    assert line["y"][-1] == 12.0  # the 18 km of the same day do not count


def test_the_weekly_title_states_the_change(figures):
    # 46 km after 40 km: 15 percent
    assert figures["weekly"]["layout"]["title"]["text"] == (
        "The week of 24 February held 46 km, 15 % more than the week before."
    )
    roles = {trace["meta"]["role"]: trace["y"] for trace in figures["weekly"]["data"]}
    assert roles == {"load": [40.0] * 7, "watch": [46.0], "too_far": []}


def test_the_ratio_figure_marks_the_band_and_labels_the_ends(figures):
    layout = figures["ratios"]["layout"]
    (band,) = layout["shapes"]
    assert (band["y0"], band["y1"]) == (0.8, 1.3)
    labels = [note["text"] for note in layout["annotations"]]
    # 46/7 over 166/28 = 6.571/5.929 = 1.11; over 120/21: 1.15
    assert "coupled 1.11" in labels
    assert "uncoupled 1.15" in labels
    assert len(labels) == len(LINES) + 1


def test_the_monotony_title_names_the_flag():
    same = training_figures(make([[7.0] * 6 + [0]] * 6))
    assert "monotony 2.3, above 2" in same["monotony"]["layout"]["title"]["text"]
    equal = training_figures(make([[7.0] * 7] * 6))
    assert "no value" in equal["monotony"]["layout"]["title"]["text"]


def test_a_quiet_log_says_so():
    quiet = training_figures(make([[0, 8.0, 6.0, 8.0, 0, 6.0, 12.0]] * 8))
    assert quiet["daily"]["layout"]["title"]["text"].startswith("No run here went more than 10 %")
    assert "as much as the week before" in quiet["weekly"]["layout"]["title"]["text"]


@pytest.mark.parametrize("days", [1, 3, 8, 30])
def test_a_very_short_log_draws_without_complaint(days):
    runs = [Run(date=MONDAY + dt.timedelta(days=n), distance_km=5.0 + n) for n in range(days)]
    for figure in training_figures(training_report(runs)).values():
        json.dumps(figure, allow_nan=False)
        assert figure["layout"]["yaxis"]["range"][1] > figure["layout"]["yaxis"]["range"][0]


def test_the_window_ends_at_the_log_or_after_the_chosen_day():
    report = make([[0, 8.0, 6.0, 8.0, 0, 6.0, 12.0]] * 30, day=MONDAY + dt.timedelta(days=100))
    line = training_figures(report, 28)["monotony"]["data"][0]
    assert len(line["x"]) == 28
    assert line["x"][-1] == (MONDAY + dt.timedelta(days=107)).isoformat()


def test_what_leaves_the_scale_is_not_drawn_but_named_and_tabled():
    weeks = [[0, 10.0, 0, 10.0, 0, 0, 10.0]] * 4 + [[0.0] * 7] * 3
    weeks += [[0, 0, 0, 0, 0, 0, 2.0], [0, 10.0, 0, 10.0, 0, 0, 10.0]]
    figure = training_figures(make(weeks))["ratios"]
    uncoupled = next(trace for trace in figure["data"] if trace["name"] == "uncoupled")
    assert max(value for value in uncoupled["y"] if value is not None) <= 4.01
    assert "uncoupled beyond 4" in [note["text"] for note in figure["layout"]["annotations"]]
    # 30/7 over 2/21 = 45
    assert figure["layout"]["meta"]["table"]["rows"][-1][2] == 45.0


def test_labels_and_title_round_the_same_number_the_same_way():
    # 24 km after weeks of 13, 12 and 13: uncoupled 24/7 over 38/21 = 1.8947, which is 1.89
    weeks = [[0, 0, 0, 0, 0, 1.0, long] for long in (12.0, 11.0, 12.0)]
    layout = training_figures(make([*weeks, [0.0] * 6 + [24.0]]))["ratios"]["layout"]
    shown = next(n["text"] for n in layout["annotations"] if n["text"].startswith("uncoupled"))
    assert shown == "uncoupled 1.89"
    assert f"{shown}," in layout["title"]["text"]
