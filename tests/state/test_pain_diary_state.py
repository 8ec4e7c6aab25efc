"""The diary on the training page: lights, strip, flares, saving and opening again."""

from __future__ import annotations

import base64
import datetime as dt
import json
import random
import runpy
from pathlib import Path

import pytest

from hipedu.api import load_catalogue
from hipedu.dashboards import training_load
from hipedu.figures.pain_diary import pain_figure
from hipedu.figures.training import training_figures
from hipedu.state.log_file import log_bytes
from hipedu.state.opened_logs import opened_log
from hipedu.state.training_state import TrainingState

TODAY = dt.date(2026, 11, 23)
READERS = Path(__file__).resolve().parents[1] / "training" / "readers"
LOG = "date,distance_km\n" + "".join(f"2026-11-{day:02},{6 + day % 3}\n" for day in range(1, 22, 2))


@pytest.fixture
def state() -> TrainingState:
    return TrainingState(
        load_catalogue(), today=TODAY, draw=training_figures, draw_pain=pain_figure
    )


def pain(state: TrainingState) -> dict:
    view = state.view()
    json.dumps(view, allow_nan=False)
    return view["pain"]


def test_an_empty_diary_is_quiet(state):
    assert pain(state)["rows"] == []
    assert pain(state)["latest"] is None
    assert pain(state)["figure"] is None
    assert pain(state)["counts"] == []


def test_a_day_is_written_changed_moved_removed_and_undone(state):
    state.put_pain("2026-11-20", during=2, after=3, next_morning=0, place="lateral_hip",
                   side="left")  # fmt: skip
    (row,) = pain(state)["rows"]
    assert (row["colour"], row["place_words"]) == ("green", "Side of the hip, your left")
    state.put_pain("2026-11-20", during=6)
    assert [row["during"] for row in pain(state)["rows"]] == [6]
    state.put_pain("2026-11-19", old="2026-11-20", during=4)
    assert [row["date"] for row in pain(state)["rows"]] == ["2026-11-19"]
    state.undo()
    assert [row["date"] for row in pain(state)["rows"]] == ["2026-11-20"]
    state.remove_pain("2026-11-20")
    assert pain(state)["rows"] == []
    with pytest.raises(ValueError, match="nothing in the diary"):
        state.remove_pain("2026-11-20")
    with pytest.raises(ValueError, match="has no shoe"):
        state.put_pain("2026-11-20", shoe=1)


def test_groin_is_held_to_bone_until_it_was_ruled_out(state):
    state.put_pain("2026-11-20", during=2, place="groin", side="left")
    latest = pain(state)["latest"]
    assert (latest["colour"], latest["bone"]) == ("amber", True)
    assert pain(state)["bone_used"]
    state.set_pain("bone", "ruled_out")
    assert pain(state)["latest"]["colour"] == "green"
    state.put_pain("2026-11-21", during=2, place="lateral_hip")
    state.set_pain("bone", "possible")
    assert pain(state)["latest"]["colour"] == "amber"
    assert not pain(state)["bone_used"]


def test_the_limits_are_those_of_the_chosen_programme(state):
    state.put_pain("2026-11-20", during=3)
    assert pain(state)["latest"]["colour"] == "green"  # tendon: up to 3
    state.set_pain("programme", "fais_labral")
    assert pain(state)["latest"]["colour"] == "amber"  # joint: up to 2
    state.set_pain("programme", "bsi_femoral_neck")
    assert pain(state)["latest"]["colour"] == "red"
    for name, value in (("programme", "x"), ("bone", "maybe"), ("shoe", 1), ("usual_morning", 11)):
        with pytest.raises(ValueError, match=r"\w"):
            state.set_pain(name, value)


def test_the_strip_has_the_days_of_the_load(state):
    state.load_scenario("novice_ramp")
    view = state.view()
    daily, strip = view["figures"]["daily"]["layout"], view["pain"]["figure"]["layout"]
    assert strip["xaxis"]["range"] == daily["xaxis"]["range"]
    assert "yaxis2" not in strip
    assert "yaxis2" not in daily


def test_days_of_the_diary_after_the_last_run_are_days_of_rest(state):
    state.load_files([("log.csv", LOG.encode())])
    assert state.view()["span"][1] == "2026-11-21"
    state.put_pain("2026-11-23", next_morning=1)
    assert state.view()["span"][1] == "2026-11-23"


def test_before_a_flare_without_claiming_a_cause(state):
    # 32 km against 21.7 km is 47 % beyond; the week 73.6 against 62.1 km is 19 % more
    state.load_scenario("marathon_spike")
    (flare,) = pain(state)["flares"]
    assert "5 runs of 73.6 km" in flare["sentences"][0]
    assert flare["sentences"][1] == "2 of those days were without a run."
    assert "62.1 km, so that is 19 % more" in flare["sentences"][2]
    assert "32 km, 47 % beyond" in flare["sentences"][3]
    text = " ".join([*flare["sentences"], *pain(state)["counts"]]).lower()
    for word in ("because", "caused", "led to", "due to", "as a result"):
        assert word not in text
    assert "coincidence" in text


def test_the_steady_runner_has_neither_jump_nor_flare(state):
    state.load_scenario("consistent")
    assert pain(state)["flares"] == []
    assert pain(state)["counts"] == [
        "While this diary was kept there was neither a jump in a single run nor a flare."
    ]


def test_without_a_log_the_light_still_answers(state):
    state.put_pain("2026-11-20", during=6)
    assert pain(state)["latest"]["colour"] == "red"
    assert pain(state)["flares"][0]["sentences"] == [
        "The running log does not cover the 7 days up to that day."
    ]
    assert pain(state)["figure"] is not None


def test_saved_and_opened_again(state):
    state.load_files([("log.csv", LOG.encode())])
    state.put_pain("2026-11-20", during=2, next_morning=1, place="groin", side="left",
                   note='=1+1 <script>alert("x")</script>')  # fmt: skip
    state.put_pain("2026-11-21", during=0, warning=True)
    state.set_pain("usual_morning", 1)
    saved = state.save_log()
    assert saved.name == "hipedu-running-log-2026-11-23.json"
    other = TrainingState(load_catalogue(), today=TODAY)
    other.load_files([(saved.name, saved.content)])
    assert [run.distance_km for run in other.runs] == [run.distance_km for run in state.runs]
    assert other.diary == state.diary
    assert other.log.pain == state.log.pain
    assert other.view()["problems"] == []
    assert other.save_log().content == saved.content


def test_opened_beside_recordings_each_run_counts_once(state):
    state.load_files([("log.csv", LOG.encode())])
    saved = state.save_log()
    more = ("more.csv", b"date,distance_km\n2026-11-22,9\n")
    state.load_files([(saved.name, saved.content), more], add=True)
    assert len(state.runs) == 12  # eleven and one


def test_a_day_in_both_diaries_stays_as_the_page_has_it(state):
    state.load_files([("log.csv", LOG.encode())])
    state.put_pain("2026-11-20", during=2)
    saved = state.save_log()
    state.put_pain("2026-11-20", during=5)
    state.load_files([(saved.name, saved.content)], add=True)
    assert [entry.during for entry in state.diary] == [5]
    assert "1 day is in both diaries" in " ".join(state.view()["notes"])


def test_an_invented_diary_goes_with_its_runner(state):
    state.load_scenario("novice_ramp")
    assert len(state.diary) == 15
    state.load_files([("log.csv", LOG.encode())])
    assert state.diary == ()


def test_reset_empties_and_undo_brings_back(state):
    state.put_pain("2026-11-20", during=2)
    state.reset()
    assert state.diary == ()
    state.undo()
    assert len(state.diary) == 1


HEAD = b'{"format": "hipedu-running-log/1", "runs": '
GOOD = {"format": "hipedu-running-log/1", "runs": [{"date": "2026-11-01", "distance_km": 5.0}],
        "pain": {"entries": [{"date": "2026-11-01", "during": 2}]}}  # fmt: skip


def opened(state: TrainingState, content: object) -> dict:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    state.load_files([("mine.json", raw)])
    return state.view()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (json.dumps(GOOD).encode()[:-9], "ends in the middle"),
        (json.dumps(GOOD).encode()[:40], "ends in the middle"),
        (json.dumps(GOOD).encode().replace(b"2026", b"\xff\xfe"), "no text"),
        (json.dumps(GOOD).replace('"runs": [', '"runs" [').encode(), "damaged at line 1"),
        ({**GOOD, "format": "hipedu-running-log/2"}, "another version"),
        ({**GOOD, "runs": {"a": 1}}, "list of runs is damaged"),
        ({**GOOD, "runs": [{}] * 20_001}, "more than 20,000 runs"),
        ({**GOOD, "pain": {"entries": [{}] * 10_001}}, "more than 10,000 days"),
        (HEAD + b"[" * 100_000, "something that no saved"),
        (HEAD + b"NaN}", "something that no saved"),
        (HEAD + b"9" * 6000 + b"}", "something that no saved"),
        ({"format": ["hipedu-running-log"]}, "no running log of hipedu"),
        ({"format": "hipedu-running-log/1"}, "no run and no day"),
    ],
)  # fmt: skip
def test_damaged_files_are_explained(state, content, words):
    view = opened(state, content)
    (problem,) = view["problems"]
    assert problem.startswith("mine.json: ")
    assert words in problem
    assert problem.endswith(".")
    assert view["runs"] == []


def test_what_is_good_in_a_damaged_file_is_kept(state):
    raw = {
        **GOOD,
        "runs": [*GOOD["runs"], {"date": "2026-13-01", "distance_km": 5}, {"distance_km": -1}, 7,
                 {"date": "2026-11-02", "distance_km": 6, "start": "99:99"}],
        "pain": {"entries": [*GOOD["pain"]["entries"], {"date": "2026-11-02", "during": 99}],
                 "settings": {"programme": "x", "usual_morning": "y", "bone": 3}},
    }  # fmt: skip
    view = opened(state, raw)
    assert [run["date"] for run in view["runs"]] == ["2026-11-01"]
    assert len(view["pain"]["rows"]) == 1
    assert len(view["problems"]) == 5
    assert 'Run 2 ("2026-13-01") was left out. That is no date.' in view["problems"][0]
    assert "Diary day 2" in view["problems"][4]
    assert "99" in view["problems"][4]


def test_a_long_list_of_damage_is_cut(state):
    view = opened(state, {**GOOD, "runs": [{"date": "x"}] * 500})
    assert len(view["problems"]) == 9
    assert "492 more parts" in view["problems"][-1]


def test_names_from_a_file_lose_what_hides_in_them(state):
    row = {**GOOD["runs"][0], "source": "a\u202e<b>.csv", "warnings": ["\x1b[2J"]}
    view = opened(state, {**GOOD, "runs": [row]})
    assert view["runs"][0]["source"] == "a<b>.csv"
    assert view["runs"][0]["warnings"] == ["[2J"]


def test_nothing_to_save_is_said(state):
    with pytest.raises(ValueError, match="nothing to save"):
        state.save_log()


def test_the_template_is_read_when_it_is_filled_in(state):
    saved = state.save_template()
    filled = saved.content + b"2026-11-01,07:30,8,48,150,168,60,4\r\n"
    state.load_files([("hipedu-runs.csv", filled)])
    (run,) = state.runs
    assert (run.distance_km, run.duration_min, run.rpe) == (8, 48, 4)
    assert (run.mean_hr, run.cadence_spm, run.climb_m) == (150, 168, 60)
    assert state.view()["problems"] == []


def test_ten_years_of_diary_are_bearable(state):
    entries = [
        {"date": (TODAY - dt.timedelta(days=n)).isoformat(), "during": n % 4, "next_morning": n % 3}
        for n in range(3650)
    ]
    raw = json.loads(log_bytes([], [], {}, knowledge="x"))
    raw["pain"]["entries"] = entries
    view = opened(state, raw)
    assert len(view["pain"]["rows"]) == 3650
    assert len(view["pain"]["figure"]["data"][0]["x"]) <= 84


def test_the_page_hands_the_file_over_and_keeps_none(monkeypatch):
    page = training_load.build()
    sent = []
    monkeypatch.setattr(page, "send", lambda content, buffers=None: sent.append(content))
    page.carry_out({"do": "load_scenario", "args": {"id": "consistent"}})
    assert page.carry_out({"do": "make_file", "args": {"kind": "log"}}) is None
    held = json.loads(base64.b64decode(sent[0]["file"]["data"]))
    assert len(held["runs"]) == 50  # ten weeks of five runs
    assert page.carry_out({"do": "save_log"}).startswith("That request is not known")


def test_mutated_logs_give_sentences_only(state):
    """Seeded damage of a saved log: what is good is kept, the rest is named, nothing is raised."""
    made = runpy.run_path(str(READERS / "mutations.py"))
    state.load_scenario("novice_ramp")
    original = state.save_log().content
    kept = refused = 0
    for number in range(400):
        draw = random.Random(f"log/{number}")
        content = original
        for _ in range(draw.choice([1, 1, 2])):
            content = draw.choice(made["MUTATORS"])(content, draw)[:500_000]
        opened = opened_log("mine.json", content, today=TODAY, places={"lateral_hip"})
        for problem in opened.held.problems:
            assert problem.startswith("mine.json: ")
            assert problem.endswith(".")
            assert len(problem) < 500
            assert "Error" not in problem
        kept += bool(opened.held.runs)
        refused += not opened.held.runs
        assert all(0 < run.distance_km <= 400 for run in opened.held.runs)
    assert kept > 20
    assert refused > 100
