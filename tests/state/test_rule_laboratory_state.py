"""The rule laboratory without a browser: what is entered, taken back, carried over, refused."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest

from hipedu.api import load_catalogue
from hipedu.dashboards.rule_laboratory import FIGURES, studies
from hipedu.state.rule_laboratory_state import RuleLaboratoryState
from hipedu.state.rule_laboratory_words import PARTS, TERMS
from hipedu.state.training_state import TrainingState
from hipedu.training.report import training_report
from hipedu.training.rule_sensitivity import FACTORS, choice_names

TODAY = dt.date(2026, 11, 23)  # a Monday: invented logs end on Sunday the 22nd


@pytest.fixture
def state():
    return RuleLaboratoryState(load_catalogue(), today=TODAY, draw=FIGURES, simulate=studies)


def small(state):
    """A field that is run in a moment."""
    state.open_part("studies")
    state.set_cohort("studies", 4)
    state.set_cohort("runners", 150)


def log_file(days: int = 60) -> list[tuple[str, bytes]]:
    rows = "".join(f"{TODAY - dt.timedelta(days=day)},{5 + day % 7}\n" for day in range(1, days, 2))
    return [("log.csv", f"date,distance_km\n{rows}".encode())]


@pytest.mark.parametrize("part", PARTS)
def test_only_the_open_part_is_worked_out(state, part):
    state.open_part(part)
    view = state.view()
    json.dumps(view, allow_nan=False)
    shown = {name for name in PARTS if view[name] is not None}
    assert shown <= {part}
    assert view["plain"]
    assert len(view["terms"]) == len(TERMS[part])
    assert all("{" not in text for _, text in view["terms"])
    assert view["sources"]
    if part not in ("shuffle", "studies"):
        assert shown == {part}
        assert view["headline"]


def test_the_strip_says_what_the_page_of_the_log_says(state):
    """Every cell against the report that the training page shows."""
    state.load_scenario("layoff_return")
    view = state.view()
    strip = view["rules"]["strip"]
    training = TrainingState(load_catalogue(), today=TODAY)
    training.load_scenario(state.draft.source_id)
    for offset in (0, 5, len(strip["km"]) - 1):
        day = dt.date.fromisoformat(strip["first_day"]) + dt.timedelta(days=offset)
        report = training_report(
            training.runs, rules=tuple(state.catalogue.load_rules.values()), day=day,
            first_day=training.log.first_day, last_day=training.log.last_day,
        )  # fmt: skip
        by_rule = {reading.rule.id: reading for reading in report.readings}
        for row in strip["rows"]:
            reading = by_rule[row["rule"]]
            code = row["codes"][offset]
            if reading.signal is None:
                assert code == "-"
            else:
                low = reading.band.id == "below"
                expected = "l" if low else {"fine": "f", "watch": "w", "too_far": "t"}[
                    reading.signal
                ]  # fmt: skip
                assert code == expected
                assert row["values"][offset] == pytest.approx(reading.value, abs=5e-4)


def test_the_marathon_runner_is_told_apart(state):
    # the spike rule objects on the last Sunday (32.0 after 21.7 km, +47 %), the ratio does not
    rows = {row["rule"]: row for row in state.view()["rules"]["strip"]["rows"]}
    assert rows["single_session_spike"]["codes"][-1] == "t"
    assert rows["acwr_rolling_coupled"]["codes"][-1] == "f"
    last = state.view()["rules"]["days"][0]
    assert last[0] == "2026-11-22"
    assert "longest run" in last[2]
    assert "ACWR 0.8" in last[3]


def test_a_rule_that_never_objects_gets_no_kappa(state):
    state.load_scenario("consistent")
    part = state.view()["rules"]
    quiet = {row["rule"] for row in part["objecting"] if row["alarms"] == 0}
    assert quiet
    for cell in part["matrix"]:
        if {cell["first"], cell["second"]} & quiet:
            assert cell["kappa"] is None
            assert cell["share"] is not None


def test_every_knob_has_a_finding_and_a_figure(state):
    state.load_generated("build_up")
    state.open_part("knobs")
    for each in FACTORS:
        state.choose_knob(each.id)
        for place, choice in enumerate(choice_names(each)):
            state.set_place(place)
            part = state.view()["knobs"]
            assert part["title"].endswith(".")
            assert part["figure"]["layout"]["title"]["text"] == part["title"]
            assert choice in part["now"][0]
    assert state.view()["settings"]["knob"]["place"] == FACTORS[-1].choices - 1


def test_shuffling_is_remembered_for_a_log_and_a_kind(state):
    state.open_part("shuffle")
    assert state.view()["shuffle"] is None
    state.shuffle()
    first = state.view()["shuffle"]
    assert {row["rule"] for row in first["rows"]} == {line.rule for line in state.lines}
    state.set_shuffle("weeks")
    assert state.view()["shuffle"] is None
    state.undo()
    assert state.view()["shuffle"] == first
    state.load_scenario("taper")
    assert state.view()["shuffle"] is None


def test_work_comes_in_steps_and_can_be_stopped(state):
    state.load_generated("steady")
    state.open_part("shuffle")
    for step in state.work_steps("shuffle"):
        assert 0 < step["done"] < step["total"]
        state.cancel()
    assert state.stopped
    assert state.view()["shuffle"] is None
    small(state)
    steps = state.work_steps("simulate")
    assert next(steps)["note"]
    state.cancel()
    assert list(steps) == []
    assert state.view()["studies"] is None


def test_what_was_stopped_earlier_does_not_stop_what_comes(state):
    state.cancel()
    state.open_part("shuffle")
    state.shuffle()
    assert not state.stopped
    assert state.view()["shuffle"]
    state.load_files(log_file())
    assert not state.cancelled
    assert state.view()["log"]["source"] == "files"


def test_the_same_field_is_not_run_twice(state):
    small(state)
    state.simulate()
    assert list(state.work_steps("simulate")) == []
    assert not state.view()["studies"]["stale"]


def test_coupling_follows_the_windows(state):
    state.open_part("coupling")
    assert state.view()["coupling"]["expected"] == 0.5
    state.set_windows(4, 64)
    part = state.view()["coupling"]
    assert part["expected"] == 0.25  # sqrt(4 / 64)
    assert part["random"][0] == pytest.approx(0.25, abs=0.15)
    before = part["random"]
    state.draw_again()
    assert state.view()["coupling"]["random"] != before
    state.set_windows(7, 70)  # the log has 70 days: one pair, no correlation
    assert state.view()["coupling"]["log"] == [None, None]


def test_a_field_is_run_and_marked_stale_after_a_change(state):
    small(state)
    assert state.view()["studies"] is None
    state.simulate()
    part = state.view()["studies"]
    assert not part["stale"]
    assert part["title"].startswith("Injuries fell at random")
    assert [row["name"] for row in part["figures"]["forest"]["layout"]["meta"]["rows"]] == [
        line.name for line in state.lines
    ]
    state.set_cohort("mechanism", "spike")
    assert state.view()["studies"]["stale"]
    state.simulate()
    now = state.view()["studies"]
    assert not now["stale"]
    assert "The truth is" in now["title"]
    true = [row for row in now["figures"]["forest"]["layout"]["meta"]["rows"] if row["true"]]
    assert [row["rule"] for row in true] == ["single_session_spike"]
    state.undo()
    assert state.view()["studies"] == part, "the earlier field is still there"
    state.show_study("monotony", 3)
    assert "Study 4" in state.view()["studies"]["figures"]["cut_offs"]["layout"]["title"]["text"]


def test_a_part_without_numpy_says_so():
    state = RuleLaboratoryState(load_catalogue(), today=TODAY)
    with pytest.raises(ValueError, match="numpy"):
        state.simulate()


def test_own_files_become_the_log_and_come_back(state):
    state.load_files(log_file())
    assert state.view()["log"]["source"] == "files"
    assert state.view()["log"]["days"] == 59
    state.undo()
    assert state.view()["log"]["source"] == "scenario"
    state.redo()
    state.open_part("knobs")
    state.choose_knob("weekday")
    state.set_place(3)
    kept = json.loads(json.dumps(state.view()["inputs"]))
    other = RuleLaboratoryState(load_catalogue(), today=TODAY, draw=FIGURES)
    other.restore(kept)
    assert other.view()["knobs"] == state.view()["knobs"]
    assert other.view()["log"]["sentence"] == state.view()["log"]["sentence"]


def test_a_long_log_comes_back_as_far_as_the_laboratory_looks(state):
    days = 1000
    rows = "".join(f"{TODAY - dt.timedelta(days=days - n)},{4 + n % 7}\n" for n in range(days))
    state.load_files([("log.csv", f"date,distance_km\n{rows}".encode())])
    kept = json.loads(json.dumps(state.view()["inputs"]))
    assert len(kept["runs"]) < days
    other = RuleLaboratoryState(load_catalogue(), today=TODAY, draw=FIGURES)
    other.restore(kept)
    ours, theirs = state.view(), other.view()
    assert ours["log"]["cut"]
    assert [k for k in ours if k not in ("can_undo", "can_redo") and ours[k] != theirs[k]] == []


def test_files_are_added_to_the_log_that_came_back(state):
    state.load_files(log_file())
    other = RuleLaboratoryState(load_catalogue(), today=TODAY, draw=FIGURES)
    other.restore(json.loads(json.dumps(state.view()["inputs"])))
    other.load_files([("b.csv", f"date,km\n{TODAY},5\n".encode())], add=True)
    state.load_files([("b.csv", f"date,km\n{TODAY},5\n".encode())], add=True)
    assert other.view()["log"]["sentence"] == state.view()["log"]["sentence"]
    assert other.view()["log"]["span"][1] == TODAY.isoformat()


def test_a_file_without_runs_changes_nothing(state):
    before = state.view()["log"]["id"]
    state.load_files([("x.csv", b"shoe,colour\n1,2\n")])
    assert state.view()["log"]["id"] == before
    assert state.view()["log"]["problems"]


def test_everything_comes_back_in_another_copy(state):
    state.load_generated("lay_off")
    state.another_log()
    state.set_shuffle("weeks")
    state.set_rule("monotony")
    state.set_windows(5, 20)
    state.draw_again()
    state.set_cohort("mechanism", "acwr")
    state.set_cohort("unit", "week")
    state.set_cohort("cut_back", True)
    state.set_size("large")
    state.show_study("acwr_ewma", 12)
    state.open_part("coupling")
    state.set_window(28)
    other = RuleLaboratoryState(load_catalogue(), today=TODAY, draw=FIGURES)
    other.restore(json.loads(json.dumps(state.view()["inputs"])))
    ours, theirs = state.view(), other.view()
    assert [k for k in ours if k not in ("can_undo", "can_redo") and ours[k] != theirs[k]] == []
    other.undo()
    assert other.view()["log"]["id"] == "marathon_spike"


RUBBISH = [
    None, [], "x", 7, {"source": "moon"}, {"source_id": "nobody"}, {"source_id": 7},
    {"source": "files"}, {"source": "files", "runs": 7}, {"source": "files", "runs": [7]},
    {"source": "files", "runs": [{"date": "2026-13-01", "distance_km": 8}]},
    {"source": "generated", "source_id": "robot"}, {"seed": "1"}, {"seed": 0}, {"draw": True},
    {"knob": "moon"}, {"place": 99}, {"place": "1"}, {"shuffled": "cards"}, {"rule": []},
    {"acute": 28, "chronic": 7}, {"acute": 7.5}, {"cohort": 7}, {"cohort": {"shoe": 1}},
    {"cohort": {"runners": 1e9}}, {"cohort": {"mechanism": ["none"]}}, {"study": 9999},
    {"study_rule": "strain"}, {"part": "cellar"}, {"window_days": "many"},
]  # fmt: skip


@pytest.mark.parametrize("inputs", RUBBISH, ids=repr)
def test_rubbish_is_refused_and_changes_nothing(state, inputs):
    state.load_generated("steady")
    state.open_part("knobs")
    before = json.dumps(state.view())
    with pytest.raises((ValueError, TypeError)):
        state.restore(inputs)
    assert json.dumps(state.view()) == before


def test_wrong_requests_are_refused_in_words(state):
    for call in (
        lambda: state.open_part("cellar"),
        lambda: state.load_scenario("nobody"),
        lambda: state.load_generated("robot"),
        lambda: state.another_log(),
        lambda: state.set_window(3),
        lambda: state.choose_knob("moon"),
        lambda: state.set_place(99),
        lambda: state.set_place(True),
        lambda: state.set_shuffle("cards"),
        lambda: state.set_rule("strain"),
        lambda: state.set_windows(1, 28),
        lambda: state.set_windows(20, 20),
        lambda: state.set_size("huge"),
        lambda: state.show_study("strain"),
        lambda: state.show_study(study=20),
        lambda: state.set_cohort("ratio", 0),
    ):
        before = state.draft
        with pytest.raises(ValueError, match=r"[A-Z].*\."):
            call()
        assert state.draft == before


def test_reset_can_be_taken_back(state):
    state.load_generated("random")
    state.open_part("knobs")
    state.reset()
    assert state.view()["log"]["id"] == "marathon_spike"
    assert state.view()["part"] == "rules"
    state.undo()
    assert state.view()["log"]["id"] == "random"


def test_a_short_log_is_named_as_such(state):
    state.load_files(log_file(10))
    assert "28 days" in state.view()["blockers"][0]
    for part in PARTS:
        state.open_part(part)
        json.dumps(state.view(), allow_nan=False)
    state.open_part("shuffle")
    state.shuffle()
    assert state.view()["shuffle"]["rows"]


def test_the_page_opens_without_numpy():
    code = (
        "from hipedu.dashboards import rule_laboratory as r; import sys\n"
        "page = r.build()\n"
        "for part in ('rules', 'knobs', 'shuffle', 'coupling', 'studies'):\n"
        "    page.state.open_part(part); page.state.view()\n"
        "print(*[m for m in ('numpy', 'pandas', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
