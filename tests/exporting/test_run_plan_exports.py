"""A running plan as calendar, table, PDF and FIT workouts, read back by other packages."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import zipfile

import fitdecode
import pikepdf
import pytest
import vobject

from hipedu.api import load_catalogue
from hipedu.dashboards import plan as plan_page
from hipedu.exporting.run_plan import (
    RunPlan,
    run_plan_calendar,
    run_plan_csv,
    run_plan_workouts,
    run_workout,
    workout_steps,
)
from hipedu.exporting.run_plan_pdf import run_plan_pdf, run_plan_sheet
from hipedu.state.plan_state import PlanState
from hipedu.training.plans import PlannedRun

TODAY = dt.date(2026, 11, 23)
NASTY = '=cmd|"/C calc"!A1 <b>&amp;</b> \r\nBEGIN:VEVENT #let x = 1'


@pytest.fixture
def plan() -> RunPlan:
    state = PlanState(load_catalogue(), today=TODAY)
    state.set_goal("goal_date", "2027-04-25")
    state.set_goal("ladder", 1)
    return RunPlan(**state.sheet)


def test_every_session_is_an_event_of_its_day(plan: RunPlan) -> None:
    read = vobject.readOne(run_plan_calendar(plan).decode())
    events = list(read.vevent_list)
    assert [event.dtstart.value for event in events] == [run.date for run in plan.runs]
    assert all((event.dtend.value - event.dtstart.value).days == 1 for event in events)
    assert len({event.uid.value for event in events}) == len(events)
    assert events[0].summary.value == "Run and walk, 25 minutes"
    assert events[0].description.value.startswith("5 times: run 1, walk 4 minutes")


def test_the_same_day_keeps_its_id_when_the_plan_changes(plan: RunPlan) -> None:
    one = vobject.readOne(run_plan_calendar(plan).decode()).vevent_list[0]
    changed = dataclasses.replace(plan, runs=[dataclasses.replace(plan.runs[0], distance_km=9)])
    two = vobject.readOne(run_plan_calendar(changed).decode()).vevent_list[0]
    assert one.uid.value == two.uid.value
    assert run_plan_calendar(plan) == run_plan_calendar(plan)


def test_the_table_has_a_row_a_session(plan: RunPlan) -> None:
    rows = list(csv.DictReader(io.StringIO(run_plan_csv(plan))))
    assert [row["date"] for row in rows] == [run.date.isoformat() for run in plan.runs]
    last = rows[-1]
    assert (last["session"], last["distance_km"]) == ("Goal", "21.1")
    assert last["minutes"] == "137"  # 21.1 * 6.5 = 137.15
    assert rows[0]["minutes"] == "25"


def test_texts_of_people_stay_texts(plan: RunPlan) -> None:
    nasty = dataclasses.replace(
        plan, name=NASTY, notes=[NASTY], runs=[dataclasses.replace(plan.runs[0], text=NASTY)]
    )
    (row,) = csv.DictReader(io.StringIO(run_plan_csv(nasty)))
    assert row["in words"].startswith("'=")
    read = vobject.readOne(run_plan_calendar(nasty).decode())
    assert len(list(read.vevent_list)) == 1
    assert run_plan_pdf(nasty).startswith(b"%PDF")


def test_the_sheet_is_tagged_and_says_what_it_is(plan: RunPlan) -> None:
    with pikepdf.open(io.BytesIO(run_plan_pdf(plan))) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.docinfo["/Title"]) == "Running plan to 21.1 km on 2027-04-25"
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_the_sheet_holds_every_session_once(plan: RunPlan) -> None:
    sheet = run_plan_sheet(plan)
    cells = [cell for row in sheet["weeks"] for cell in row[1:8] if cell]
    assert len(cells) == len(plan.runs)
    assert cells[0] == "25 W"
    assert cells[-1] == "21.1 G"
    assert len(sheet["steps"]) == 14
    assert "not yet reviewed" in sheet["footer"]
    assert {row[0] for row in sheet["rules"]} == {row["name"] for row in plan.breaks}


def read_fit(content: bytes) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    with fitdecode.FitReader(
        io.BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                found.setdefault(frame.name, []).append(
                    {field.name: field.value for field in frame.fields}
                )
    return found


def test_a_watch_reads_the_steps_of_running_and_walking(plan: RunPlan) -> None:
    held = read_fit(run_workout(plan.runs[0]))
    assert held["file_id"][0]["type"] == "workout"
    assert held["workout"][0]["sport"] == "running"
    assert held["workout"][0]["num_valid_steps"] == 10
    steps = held["workout_step"]
    assert [step["duration_time"] for step in steps] == [60.0, 240.0] * 5
    assert [step["intensity"] for step in steps] == ["active", "rest"] * 5
    assert [step["message_index"] for step in steps] == list(range(10))


def test_a_watch_reads_a_distance() -> None:
    held = read_fit(run_workout(PlannedRun(date=TODAY, distance_km=12.3, kind="long")))
    (step,) = held["workout_step"]
    assert (step["duration_type"], step["duration_distance"]) == ("distance", 12300.0)
    assert held["workout"][0]["wkt_name"] == "Long run, 12.3 km"


def test_the_zip_holds_a_workout_for_each_day(plan: RunPlan) -> None:
    with zipfile.ZipFile(io.BytesIO(run_plan_workouts(plan))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)) == len(plan.runs)
        assert names[0] == "2026-11-30-walk_run.fit"
        for name in names:
            assert read_fit(archive.read(name))["file_id"]


def test_the_last_steps_of_the_ladder_are_one_run() -> None:
    run = PlannedRun(
        date=TODAY, distance_km=4.0, kind="walk_run", minutes=25.0, text=NASTY, steps=(1, 25.0, 0.0)
    )
    assert workout_steps(run) == [("Run easy", 1500.0, None, False)]


def test_the_page_offers_all_four() -> None:
    page = plan_page.build()
    for kind, start in (("csv", b"\xef\xbb\xbfdate"), ("ics", b"BEGIN:VCALENDAR"),
                        ("pdf", b"%PDF"), ("fit", b"PK")):  # fmt: skip
        assert page._files_offered[kind]().content.startswith(start)
