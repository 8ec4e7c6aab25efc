"""Each export read back by something that is not ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pikepdf
import pytest
import vobject

from hipedu import load_catalogue
from hipedu.exporting.calendar import plan_calendar
from hipedu.exporting.plan_file import PlanFileError, plan_json, read_plan
from hipedu.exporting.plan_pdf import plan_pdf
from hipedu.exporting.table_csv import guarded, plan_csv
from hipedu.rehab.weekly_plan import Item, PlanRequest, Session, WeekPlan, weekly_plan

KNOWN = load_catalogue()
PROGRAMME = KNOWN.programme("gluteal_tendinopathy")
REQUEST = PlanRequest(programme="gluteal_tendinopathy", stage="settle", days=3, minutes=30)
PLAN = weekly_plan(REQUEST, KNOWN.exercises, PROGRAMME)
MONDAY = dt.date(2026, 11, 23)


class TestCalendar:
    def events(self, **more):
        made = plan_calendar(PLAN, KNOWN.exercises, monday=MONDAY, **more)
        return list(vobject.readOne(made.decode()).vevent_list)

    def test_another_library_reads_the_same_sessions(self) -> None:
        found = [e for e in self.events() if e.summary.value.startswith("Exercises")]
        assert [e.dtstart.value for e in found] == [
            dt.datetime(2026, 11, day, 18, 0) for day in (23, 25, 27)
        ]
        for event, session in zip(found, PLAN.sessions, strict=True):
            for item in session.items:
                assert KNOWN.exercises[item.exercise].name in event.description.value
            length = event.dtend.value - event.dtstart.value
            assert abs(length.total_seconds() / 60 - session.minutes) <= 0.5

    def test_times_are_local_and_repeat(self) -> None:
        event = self.events(weeks=6, at=dt.time(7, 30))[0]
        assert event.dtstart.value.tzinfo is None
        assert event.rrule.value == "FREQ=WEEKLY;COUNT=6"

    def test_ids_are_stable_and_differ(self) -> None:
        ids = [e.uid.value for e in self.events()]
        assert ids == [e.uid.value for e in self.events(weeks=2)]
        assert len(set(ids)) == len(ids)

    def test_text_from_people_stays_text(self) -> None:
        nasty = "a; b, c\\n\nBEGIN:VEVENT\nx"
        session = Session(0, (Item("clamshell", nasty, 5, ""),))
        plan = WeekPlan(REQUEST, nasty, (session,), (), (), ())
        made = vobject.readOne(
            plan_calendar(plan, KNOWN.exercises, monday=MONDAY).decode()
        )
        assert len(made.vevent_list) == 1
        assert nasty in made.vevent.description.value

    def test_a_week_begins_on_monday(self) -> None:
        with pytest.raises(ValueError, match="Tuesday"):
            plan_calendar(PLAN, KNOWN.exercises, monday=dt.date(2026, 11, 24))


class TestCsv:
    def test_it_holds_every_exercise(self) -> None:
        rows = list(csv.DictReader(io.StringIO(plan_csv(PLAN, KNOWN.exercises))))
        strength = [row for row in rows if row["kind"] == "strength"]
        assert len(strength) == sum(len(session.items) for session in PLAN.sessions)
        assert strength[0]["day"] == "Monday"

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
    def test_nothing_is_a_formula(self, start: str) -> None:
        assert guarded(f"{start}HYPERLINK(1)").startswith("'")
        session = Session(0, (Item("clamshell", f"{start}1+1", 5, f"{start}2"),))
        plan = WeekPlan(REQUEST, "x", (session,), (), (), ())
        row = next(csv.DictReader(io.StringIO(plan_csv(plan, KNOWN.exercises))))
        assert row["dose"].startswith("'")
        assert row["why"].startswith("'")


class TestFile:
    def test_out_and_in_again(self) -> None:
        log = [{"date": "2026-11-23", "what": "Clamshell", "pain": 2.0, "note": ""}]
        text = plan_json(PLAN, knowledge=KNOWN.version, log=log)
        assert read_plan(text, KNOWN.exercises, KNOWN.programmes) == (PLAN, log)

    def test_a_file_that_breaks_a_caution_is_refused(self) -> None:
        raw = json.loads(plan_json(PLAN, knowledge=KNOWN.version))
        raw["sessions"][0]["items"][0]["exercise"] = "piriformis_stretch"
        with pytest.raises(PlanFileError, match="piriformis"):
            read_plan(json.dumps(raw), KNOWN.exercises, KNOWN.programmes)

    @pytest.mark.parametrize(
        "text", ["", "[]", "{}", "null", '{"format": "hipedu-plan/1"}', '{"format": 1}', "[" * 9000]
    )
    def test_what_is_no_plan_is_refused_with_a_sentence(self, text: str) -> None:
        with pytest.raises(PlanFileError):
            read_plan(text, KNOWN.exercises, KNOWN.programmes)


class TestPdf:
    @pytest.fixture
    def pdf(self):
        made = plan_pdf(PLAN, KNOWN.exercises, PROGRAMME, knowledge=KNOWN.version)
        with pikepdf.open(io.BytesIO(made)) as opened:
            yield opened

    def test_it_declares_and_has_what_pdf_ua_asks_for(self, pdf) -> None:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == PLAN.title
        for page in pdf.pages:
            assert page.obj.Tabs == "/S" or "/Annots" not in page.obj

    def tags(self, element, found):
        kids = element.get("/K", [])
        if "/S" in element:
            found.append(str(element.S))
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self.tags(kid, found)
        return found

    def test_the_structure_has_headings_tables_and_lists(self, pdf) -> None:
        found = self.tags(pdf.Root.StructTreeRoot, [])
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI"} <= set(found)
        assert found.index("/H1") < found.index("/H2") < found.index("/H3")

    def test_a_drawing_goes_in_with_its_words(self) -> None:
        square = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"
        made = plan_pdf(
            PLAN, KNOWN.exercises, PROGRAMME, knowledge="x",
            drawing=lambda name: (square, f"How {name} looks"),
        )
        with pikepdf.open(io.BytesIO(made)) as opened:
            assert "/Figure" in self.tags(opened.Root.StructTreeRoot, [])

    def test_markup_in_a_text_stays_text(self) -> None:
        session = Session(0, (Item("clamshell", "#panic() *x* $1", 5, ""),))
        plan = WeekPlan(REQUEST, "#panic()", (session,), (), (), ("#read(\"x\")",))
        assert plan_pdf(plan, KNOWN.exercises, PROGRAMME, knowledge="x").startswith(b"%PDF")
