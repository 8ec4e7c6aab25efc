"""Each export read back by something that is not ours."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import unicodedata

import pikepdf
import pytest
import vobject

from hipedu import load_catalogue
from hipedu.exporting.calendar import plan_calendar
from hipedu.exporting.plan_file import PlanFile, PlanFileError, plan_json, read_plan
from hipedu.exporting.plan_pdf import _more_words, plan_pdf, sheet
from hipedu.exporting.table_csv import guarded, log_csv, plan_csv
from hipedu.figures.exercise_picture import pictures
from hipedu.rehab.plan_changes import check_plan
from hipedu.rehab.session_log import LogEntry
from hipedu.rehab.weekly_plan import Item, PlanRequest, Session, WeekPlan, weekly_plan

from .pdf_structure import elements, findings, kind

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


HELD = PlanFile(
    PLAN,
    (LogEntry(date=dt.date(2026, 11, 23), kind="exercises", done=(("clamshell", 2),), during=2.0,
              morning="usual", settled=True, note="=1+1 <b>"),),
    {"gt_night": 2.0, "gt_iso": True},
    "bring the band",
)  # fmt: skip


class TestFile:
    def read(self, raw) -> PlanFile:
        return read_plan(raw if isinstance(raw, (str, bytes)) else json.dumps(raw), KNOWN)

    def test_out_and_in_again(self) -> None:
        assert self.read(plan_json(HELD, KNOWN)) == HELD
        assert self.read(plan_json(HELD, KNOWN).encode("utf-8-sig")) == HELD

    def test_words_of_a_file_are_never_believed(self) -> None:
        raw = json.loads(plan_json(HELD, KNOWN))
        raw["title"] = "Run through the pain"
        raw["sessions"][0]["items"][0] |= {"dose": "500 sets", "name": "x", "minutes": 0}
        assert self.read(raw).plan == PLAN

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"exercise": "piriformis_stretch"}, "bony knob"),
            ({"exercise": "pogo_hops"}, "last phase"),
            ({"exercise": "no_such_thing"}, "no exercise"),
            ({"sets": 50}, "from 1 to 4"),
            ({"sets": -1}, "above 0"),
        ],
    )
    def test_a_file_that_breaks_a_rule_is_refused_with_the_reason(self, change, says) -> None:
        raw = json.loads(plan_json(HELD, KNOWN))
        raw["sessions"][0]["items"][0] |= change
        with pytest.raises(PlanFileError, match=says):
            self.read(raw)

    def test_a_session_that_grew_too_long_is_refused(self) -> None:
        raw = json.loads(plan_json(HELD, KNOWN))
        raw["request"]["minutes"] = 10
        with pytest.raises(PlanFileError, match="Monday would take"):
            self.read(raw)

    def test_runs_on_two_days_in_a_row_are_refused(self) -> None:
        raw = json.loads(plan_json(HELD, KNOWN))
        raw["runs"] = [{"day": 0, "items": []}, {"day": 6, "items": []}]
        with pytest.raises(PlanFileError, match="between two runs"):
            self.read(raw)

    def test_a_line_of_the_log_that_cannot_be_is_left_out_and_named(self) -> None:
        raw = json.loads(plan_json(HELD, KNOWN))
        raw["log"].insert(0, {"date": "2026-11-22", "kind": "run", "during": 11})
        found = self.read(raw)
        assert found.log == HELD.log
        assert found.problems == (
            "Line 1 of the log was left out: Pain lies from 0 (none) to 10 (the worst you can "
            "think of).",
        )

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("", "empty"), (b"\xff\xd8\xff\xe0", "no text"), ("[" * 9000, "not a plan"),
            (b"%PDF-1.7 \xe2\xe3", "no text"), ("[]", "not a plan"), ("null", "not a plan"),
            ('{"format": 1}', "not a plan"), ('{"format": "hipedu-plan/9"}', "another format"),
            ('{"format": "hipedu-plan/1"}', "'request' is missing"), ("x" * 600_000, "too large"),
        ],
    )  # fmt: skip
    def test_what_is_no_plan_is_refused_with_a_sentence(self, content, says) -> None:
        with pytest.raises(PlanFileError, match=says):
            self.read(content)

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
    def test_a_file_that_was_cut_off_names_the_line(self, share: float) -> None:
        text = plan_json(HELD, KNOWN)
        with pytest.raises(PlanFileError, match=r"damaged in line \d+"):
            self.read(text[: int(len(text) * share)])

    def test_no_damage_of_one_place_goes_unexplained(self) -> None:
        raw = json.loads(plan_json(HELD, KNOWN))

        def places(value, path=()):
            yield path
            for key, inner in (
                value.items() if isinstance(value, dict)
                else enumerate(value) if isinstance(value, list) else ()
            ):
                yield from places(inner, (*path, key))

        for path in places(raw):
            for rubbish in (None, "x", -1, 1e300, [], {}, [[]], True):
                copy = json.loads(json.dumps(raw))
                spot = copy
                for key in path[:-1]:
                    spot = spot[key]
                if not path:
                    copy = rubbish
                else:
                    spot[path[-1]] = rubbish
                try:
                    found = self.read(copy)
                except PlanFileError:
                    continue
                assert check_plan(found.plan, KNOWN.exercises, programme_of(found)) == []


def programme_of(held: PlanFile):
    return KNOWN.programmes.get(held.plan.request.programme)


HOSTILE = (
    "#panic()", "*bold* _it_ $1 @ref <label>", "</text><script>alert(1)</script>", "\\u{1F4A9}",
    "\u202eright to left", "a\x00b\x07", "#read(\"/etc/passwd\")", "漢字 🏃", "]; #image(\"x\")",
    "x" * 300,
)  # fmt: skip
STAGES = [(p.id, s.id) for p in KNOWN.programmes.values() for s in p.stages] + [
    ("general_prevention", "strengthen"), ("general_prevention", "return"),
]  # fmt: skip


def made_pdf(programme: str = "gluteal_tendinopathy", stage: str = "settle", **more) -> bytes:
    request = PlanRequest(programme=programme, stage=stage, days=3, minutes=40, allowed=True)
    known = KNOWN.programmes.get(programme)
    return plan_pdf(
        weekly_plan(request, KNOWN.exercises, known), KNOWN.exercises, known,
        knowledge=KNOWN.version, drawing=pictures(KNOWN), **more,
    )  # fmt: skip


def on_sheet(programme: str, stage: str) -> dict[str, object]:
    request = PlanRequest(programme=programme, stage=stage, days=3, minutes=40, allowed=True)
    known = KNOWN.programmes.get(programme)
    return sheet(
        weekly_plan(request, KNOWN.exercises, known), KNOWN.exercises, known, knowledge="x",
        drawing=None, pain=KNOWN.prevention_topic("pain").pain,
        ladder=KNOWN.running_ladder("walk_run"),
    )


class TestSheet:
    def test_it_says_what_a_phase_asks_for_before_and_after(self) -> None:
        found = on_sheet("gluteal_tendinopathy", "return")
        # exit of the phase before (4), entry of this one (2); exit of this one (3), none follows
        assert len(found["begin"]) == 6
        assert "Pain on stairs and a brisk walk uphill: the goal is at most 2 of 10" in (
            found["begin"]
        )
        assert len(found["next"]) == 3
        bone = on_sheet("bsi_femoral_neck", "protect")
        assert "Pain when walking without aids: the goal is 0 of 10" in bone["next"]
        assert "Full weight on the leg is allowed (whoever treats you says so)" in bone["next"]

    def test_the_ladder_stands_where_a_phase_follows_it_and_nowhere_else(self) -> None:
        for programme in KNOWN.programmes.values():
            for stage in programme.stages:
                ladder = on_sheet(programme.id, stage.id)["ladder"]
                assert len(ladder["steps"]) == (7 if stage.running.walk_run else 0)
        steps = on_sheet("bsi_femoral_neck", "walk_run")["ladder"]
        assert steps["steps"][1] == ["2", "5 times: run 2, walk 3 minutes"]
        assert steps["rules"][0].startswith("2 clean sessions, then the next step; 48 hours")

    def test_prevention_prints_a_light_too(self) -> None:
        found = on_sheet("general_prevention", "strengthen")
        assert [row[0] for row in found["light"]] == ["green", "amber", "red"]
        assert found["begin"] == found["next"] == []

    @pytest.mark.parametrize(
        ("amount", "dose", "rest"),
        [
            ("4 holds of 20 s a side", "4 holds of 20 s, every day", "every day"),
            ("3 sets of 10", "3 x 10, on 4 days", "on 4 days"),
            ("3 sets of 10", "3 x 10", ""),
            ("3 sets of 8", "heel taps, 3 x 8", "heel taps"),
            ("4 sets of 8", "4 x 6 to 8", "4 x 6 to 8"),  # a span says more than the number
            ("2 sets of 10 a side", "3 x 10, later", "3 x 10, later"),  # another dose
            ("5 holds of 10 s", "5 holds of 10 s, twice a day", "twice a day"),
            ("2 sets of 20", "2 x 20 m, on 2 days", "2 x 20 m, on 2 days"),  # metres, not times
        ],
    )
    def test_a_dose_is_not_said_twice(self, amount: str, dose: str, rest: str) -> None:
        assert _more_words(KNOWN.exercise("clamshell"), dose, amount) == rest


class TestPdf:
    @pytest.fixture
    def pdf(self):
        with pikepdf.open(io.BytesIO(made_pdf())) as opened:
            yield opened

    @pytest.mark.parametrize(("programme", "stage"), STAGES)
    def test_no_sheet_breaks_a_rule_of_pdf_ua(self, programme: str, stage: str) -> None:
        with pikepdf.open(io.BytesIO(made_pdf(programme, stage))) as opened:
            assert findings(opened) == []

    def test_every_exercise_is_drawn_with_words(self, pdf) -> None:
        tree = pdf.Root.StructTreeRoot
        words = [str(e.Alt) for e in elements(tree) if kind(e, pdf) == "Figure"]
        names = list(dict.fromkeys(i.exercise for s in PLAN.sessions for i in s.items))
        assert words == [KNOWN.drawings[name].alt for name in names]
        bare = plan_pdf(PLAN, KNOWN.exercises, PROGRAMME, knowledge=KNOWN.version)
        with pikepdf.open(io.BytesIO(bare)) as other:
            assert painted(pdf) > painted(other) + 2 * 20 * len(names)  # start and end of each

    @pytest.mark.parametrize(
        ("damage", "says"),
        [
            (lambda p: p.Root.MarkInfo.__setitem__("/Marked", False), "tagged"),
            (lambda p: p.Root.__delitem__("/Lang"), "language"),
            (lambda p: p.Root.__delitem__("/ViewerPreferences"), "title"),
            (lambda p: p.Root.__delitem__("/StructTreeRoot"), "no structure"),
            (lambda p: _first(p, "Figure").__setitem__("/Alt", ""), "no words"),
            (lambda p: _first(p, "TH").__delitem__("/A"), "heads"),
            (lambda p: _first(p, "TH").__setitem__("/S", pikepdf.Name.TD) or [
                e.__setitem__("/S", pikepdf.Name.TD) for e in elements(p.Root.StructTreeRoot)
                if kind(e, p) == "TH"
            ], "no header cells"),
            (lambda p: _first(p, "H1").__setitem__("/S", pikepdf.Name.H3), "after a heading"),
            (lambda p: _first(p, "H1").__setitem__("/K", pikepdf.Array()), "belong to no element"),
            (lambda p: p.pages[0].contents_add(b"0 0 9 9 re f"), "neither tagged"),
            (lambda p: _first(p, "LBody").__setitem__("/S", pikepdf.Name.Odd), "no standard type"),
        ],
    )  # fmt: skip
    def test_the_check_sees_each_kind_of_damage(self, pdf, damage, says) -> None:
        damage(pdf)
        assert any(says in found for found in findings(pdf)), findings(pdf)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_from_people_stays_text(self, text: str) -> None:
        with pikepdf.open(io.BytesIO(made_pdf(note=text))) as opened:
            assert findings(opened) == []
            assert "/JavaScript" not in opened.Root.get("/Names", {})
            assert "/OpenAction" not in opened.Root

    def test_a_name_of_an_exercise_is_no_markup(self) -> None:
        nasty = dataclasses.replace(
            KNOWN.exercise("clamshell"), name="#panic() *x* $1", steps=("#read(\"x\")", "[a]"),
        )
        session = Session(0, (Item("clamshell", "#panic() *x* $1", 5, ""),))
        plan = WeekPlan(REQUEST, "#panic()", (session,), (), (), ("#read(\"x\")",))
        made = plan_pdf(plan, {**KNOWN.exercises, "clamshell": nasty}, PROGRAMME, knowledge="x")
        with pikepdf.open(io.BytesIO(made)) as opened:
            assert findings(opened) == []
            with opened.open_metadata() as meta:
                assert meta["dc:title"] == "#panic()"

    def test_it_says_who_made_it_and_that_nobody_reviewed_it(self, pdf) -> None:
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == PLAN.title
            assert meta["dc:creator"] == ["hipedu"]


def painted(pdf: pikepdf.Pdf) -> int:
    """How many shapes are filled, those inside pictures included."""
    streams = [page.obj for page in pdf.pages]
    streams += [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o]
    return sum(
        str(operator) in ("f", "f*", "B", "B*")
        for stream in streams for _, operator in pikepdf.parse_content_stream(stream)
    )  # fmt: skip


def _first(pdf: pikepdf.Pdf, name: str):
    return next(e for e in elements(pdf.Root.StructTreeRoot) if kind(e, pdf) == name)


class TestHostileText:
    """What people type, in the calendar and the tables."""

    @pytest.mark.parametrize(
        "text", [*HOSTILE, "a\r\nEND:VCALENDAR\r\nATTACH:x", "x;y,z:\\n", "=1+1"]
    )
    def test_a_note_in_the_calendar(self, text: str) -> None:
        made = plan_calendar(PLAN, KNOWN.exercises, monday=MONDAY, note=text)
        read = vobject.readOne(made.decode())
        assert len(read.vevent_list) == len(PLAN.sessions) + len(PLAN.runs)
        for event in read.vevent_list:
            assert not hasattr(event, "attach")
            assert not hasattr(event, "valarm")
        lines = made.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)

    @pytest.mark.parametrize(
        "text", [*HOSTILE, "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1",
                 'a"b,c\nd']
    )  # fmt: skip
    def test_a_note_in_the_tables(self, text: str) -> None:
        rows = list(csv.reader(io.StringIO(plan_csv(PLAN, KNOWN.exercises, note=text))))
        assert {len(row) for row in rows} == {6}
        entry = LogEntry(date=MONDAY, kind="run", during=1, note=text)
        log = list(csv.reader(io.StringIO(log_csv([entry], KNOWN.exercises))))
        assert [len(row) for row in log] == [8, 8]
        for row in (*rows[1:], *log[1:]):
            for cell in row:
                start = unicodedata.normalize("NFKC", cell.lstrip())[:1]
                assert start not in ("=", "+", "@", "-"), cell
