"""The training page's state: files, scenarios, typing, undo, and one view for the page."""

import datetime as dt
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from hipedu.figures.training import training_figures
from hipedu.knowledge.paths import data_dir
from hipedu.knowledge.validate import read_sources
from hipedu.state.training_state import TrainingState

TODAY = dt.date(2026, 11, 23)  # a Monday
LOG = b"date,distance_km,duration_min,rpe\n2026-11-01,8,48,4\n2026-11-05,5,30,3\n"


@pytest.fixture(scope="module")
def catalogue():
    sources = read_sources(data_dir())
    return SimpleNamespace(
        version="2026-11-23",
        **{
            kind: {entry.id: entry.record for entry in sources.entries[kind].values()}
            for kind in (
                "load_rules", "scenarios", "references", "conditions", "loading_models",
                "programmes", "presentations", "regions",
            )
        },
    )  # fmt: skip


@pytest.fixture
def state(catalogue):
    return TrainingState(catalogue, today=TODAY, draw=training_figures)


def test_empty_says_how_to_begin(state):
    view = state.view()
    assert view["source"] == "nothing"
    assert view["blockers"] == [
        "No runs yet: add a file, choose an invented runner, or type a run in."
    ]
    assert len(view["scenarios"]) == 10
    assert view["figures"] == {}
    assert state.report is None


def test_a_scenario_ends_on_the_last_sunday(state):
    state.load_scenario("marathon_spike")
    view = state.view()
    assert view["span"][1] == "2026-11-22"
    assert view["day"] == "2026-11-22"
    assert view["headline"] == (
        "Sunday's 32 km was 47 % beyond your longest run of the 30 days before."
    )
    assert view["scenario"]["topic_name"]
    assert view["rules"][0]["rule"] == "single_session_spike"
    assert view["rules"][0]["standing_words"] == "supported in runners"
    assert "frandsen2025spike" in view["references"]
    json.dumps(view, allow_nan=False)


def test_an_unknown_scenario_is_refused(state):
    with pytest.raises(ValueError, match='no scenario "nobody"'):
        state.load_scenario("nobody")


@pytest.mark.parametrize("name", ["novice_ramp", "taper", "layoff_return", "red_s"])
def test_every_view_is_plain(state, name):
    state.load_scenario(name)
    json.dumps(state.view(), allow_nan=False)


def test_files_become_the_log_and_report_themselves(state):
    state.load_files([("log.csv", LOG), ("broken.fit", b"\x0e\x20garb....FIT")])
    view = state.view()
    assert view["source"] == "files"
    assert [run["distance_km"] for run in view["runs"]] == [8.0, 5.0]
    assert [file["status"] for file in view["files"]] == ["read", "unreadable"]
    assert len(view["problems"]) == 1
    assert "28 days of log" in view["blockers"][0]


def test_files_without_a_run_leave_the_log_alone(state):
    state.load_scenario("consistent")
    before = state.runs
    state.load_files([("x.pdf", b"%PDF-1.4")])
    assert state.runs == before
    assert "PDF" in state.view()["problems"][0]
    assert state.view()["scenario"]["id"] == "consistent"


def test_files_can_be_added_and_count_once(state):
    state.load_files([("log.csv", LOG)])
    ids = [run["id"] for run in state.view()["runs"]]
    state.load_files([("more.csv", LOG + b"2026-11-08,10,60,5\n")], add=True)
    runs = state.view()["runs"]
    assert [run["distance_km"] for run in runs] == [8.0, 5.0, 10.0]
    assert [run["id"] for run in runs][:2] == ids


def test_progress_and_cancel(state):
    files = [(f"{n}.csv", b"date,distance_km\n2026-11-%02d,5\n" % (n + 1)) for n in range(9)]
    seen = []
    for _ in state.read_steps(files):
        seen.append(state.progress["done"])
        if len(seen) == 4:
            state.cancel()
    assert seen == [1, 2, 3, 4]
    assert state.cancelled
    assert state.progress is None
    assert len(state.runs) == 4


def test_an_open_question_blocks_and_can_be_settled(state):
    table = b"date,distance_km\n03/04/2026,5\n"
    state.load_files([("log.csv", table)])
    assert state.view()["asks"] == ["day_first"]
    state.set_option("day_first", True)
    state.load_files([("log.csv", table)])
    assert state.runs[0].date == dt.date(2026, 4, 3)
    assert state.view()["asks"] == []


def test_options_are_checked(state):
    with pytest.raises(ValueError, match="no time zone"):
        state.set_option("home", "Middle/Earth")
    with pytest.raises(ValueError, match="cannot be set"):
        state.set_option("distance_unit", "furlong")
    with pytest.raises(ValueError, match="The options are"):
        state.set_option("limits", 1)
    state.set_option("home", "Europe/Berlin")
    assert state.view()["options"]["home"] == "Europe/Berlin"


def test_typing_editing_and_removing(state):
    state.add_run("2026-11-20", 5)
    state.add_run("2026-11-18", 8.5, duration_min=50, rpe=4)
    first, second = state.view()["runs"]
    assert (first["date"], second["date"]) == ("2026-11-18", "2026-11-20")
    state.edit_run(second["id"], distance_km=6.0, date="2026-11-17")
    first, second = state.view()["runs"]
    assert (first["date"], first["distance_km"]) == ("2026-11-17", 6.0)
    assert state.view()["source"] == "typed"
    state.remove_run(first["id"])
    state.remove_run(second["id"])
    assert state.runs == ()
    with pytest.raises(ValueError, match="no longer in the log"):
        state.remove_run(second["id"])


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ({"date": "tomorrow", "distance_km": 5}, "That is no date"),
        ({"date": "2027-01-01", "distance_km": 5}, "lies in the future"),
        ({"date": "1940-01-01", "distance_km": 5}, "before 1950"),
        ({"date": "2026-11-01", "distance_km": 0}, "above 0"),
        ({"date": "2026-11-01", "distance_km": -3}, "above 0"),
        ({"date": "2026-11-01", "distance_km": None}, "no distance"),
        ({"date": "2026-11-01", "distance_km": float("nan")}, "finite"),
        ({"date": "2026-11-01", "distance_km": float("inf")}, "finite"),
        ({"date": "2026-11-01", "distance_km": "5"}, "must be a number"),
        ({"date": "2026-11-01", "distance_km": 40, "duration_min": 60}, "faster than people"),
        ({"date": "2026-11-01", "distance_km": 5, "rpe": 11}, "0 \\(rest\\) to 10"),
        ({"date": "2026-11-01", "distance_km": 5, "duration_min": -2}, "above 0 minutes"),
    ],
)
def test_what_is_typed_is_checked(state, typed, what):
    with pytest.raises(ValueError, match=what):
        state.add_run(**typed)
    assert state.runs == ()


def test_undo_redo_and_reset(state):
    state.load_scenario("taper")
    state.add_run("2026-11-23", 5)
    assert len(state.runs) == 49
    state.undo()
    assert len(state.runs) == 48
    state.redo()
    assert len(state.runs) == 49
    state.reset()
    assert state.runs == ()
    state.undo()
    assert len(state.runs) == 49


def test_a_run_added_to_a_scenario_lengthens_it(state):
    state.load_scenario("consistent")
    state.add_run("2026-11-23", 20.0)
    view = state.view()
    assert (view["span"][1], view["day"]) == ("2026-11-23", "2026-11-23")
    assert view["headline"].startswith("Monday's 20 km was 55 % beyond")  # 20 / 12.9


def test_choosing_a_day(state):
    state.load_scenario("layoff_return")
    last = dt.date.fromisoformat(state.view()["span"][1])
    back = last - dt.timedelta(days=19)  # day 64 of 84, counted from 0
    state.choose_day(back.isoformat())
    assert state.view()["rules"][0]["shown"] == "undefined"
    with pytest.raises(ValueError, match="lies outside the log"):
        state.choose_day("2001-01-01")
    with pytest.raises(ValueError, match="no date"):
        state.choose_day("Sunday")
    state.choose_day(None)
    assert state.view()["day"] == last.isoformat()


def test_measure_and_window(state):
    state.load_scenario("consistent")
    state.set_measure("session_rpe")
    assert state.view()["weeks"][0]["unit"] == "AU"
    state.set_window(5)
    assert state.window_days == 28
    state.set_window(10**9)
    assert state.window_days == 3 * 366
    with pytest.raises(ValueError, match="Load is measured by"):
        state.set_measure("steps")


def test_the_numbers_of_the_day_have_names_and_units(state):
    state.load_scenario("consistent")
    rows = {row["id"]: row for row in state.view()["today_metrics"]}
    assert (rows["week_total"]["value"], rows["week_total"]["unit"]) == (40.9, "km")
    assert rows["acwr_coupled"]["value"] == 0.99
    assert rows["ctl"]["unit"] == "km a day"


def test_every_action_exists(state):
    for name in state.actions:
        assert callable(getattr(state, name))


def test_it_needs_neither_jupyter_nor_numpy_nor_a_parser():
    code = (
        "import sys; import hipedu.state.training_state as s; "
        "bad = {'numpy', 'pandas', 'plotly', 'ipywidgets', 'anywidget', 'fitdecode', "
        "'defusedxml', 'gpxpy', 'tcxreader', 'pydantic', 'yaml'} & set(sys.modules); "
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
