"""The sheet to take along: complete, tagged, and never hiding what is serious."""

from __future__ import annotations

import datetime as dt
import io
import re
from xml.etree import ElementTree

import pikepdf
import pytest

import hipedu
from hipedu.dashboards.symptom_checker import build, summary
from hipedu.exporting.summary_pdf import sheet, summary_pdf
from hipedu.figures.marks_picture import PAIN, marks_picture
from hipedu.state.symptom_state import SymptomState
from hipedu.widgets.assets import anatomy

DAY = dt.date(2026, 3, 7)


@pytest.fixture
def state() -> SymptomState:
    begun = SymptomState(hipedu.reasoning_tables())
    begun.set_person(34, "female")
    begun.mark("groin", "left", 6)
    begun.answer("onset", "gradual")
    begun.answer("tingling", "absent")
    begun.skip("fever")
    return begun


def picture(state: SymptomState) -> str:
    drawings = {name: anatomy(name) for name in ("front", "back")}
    return marks_picture(drawings, state.view()["marks"])


def test_everything_entered_stands_on_the_sheet(state: SymptomState) -> None:
    found = sheet(state.view(), picture="", on=DAY)
    names = state.tables.knowledge.findings
    assert found["person"] == "34 years, female. Where it hurts: groin, your left, 6/10."
    assert found["answers"] == [[names["onset"].name, "Little by little, over days or weeks"]]
    assert found["answered_no"] == [names["tingling"].name]
    assert found["not_sure"] == [names["fever"].name]
    assert "7 March 2026" in found["subtitle"]


def test_what_was_not_asked_is_counted_whole(state: SymptomState) -> None:
    view = state.view()
    found = sheet(view, picture="", on=DAY)
    assert len(found["not_asked"]) + found["not_asked_more"] == len(view["summary"]["not_asked"])



def test_an_emergency_shows_no_percentages(state: SymptomState) -> None:
    state.answer("saddle_numbness", "present")
    found = sheet(state.view(), picture="", on=DAY)
    assert found["suppressed"]
    assert found["fits"] == []
    assert found["rules"][0]["level"] == "emergency"
    assert found["rules"][0]["reasons"]


def test_a_student_writes_about_somebody_else(state: SymptomState) -> None:
    found = sheet(state.view(), picture="", on=DAY, exam=True)
    assert "your" not in found["person"]
    assert found["title"] == "History and findings"


def test_an_empty_sheet_is_refused() -> None:
    empty = SymptomState(hipedu.reasoning_tables())
    with pytest.raises(ValueError, match="nothing to put on a sheet"):
        sheet(empty.view(), picture="", on=DAY)


def test_the_pdf_is_tagged_titled_and_says_its_language(state: SymptomState) -> None:
    made = summary_pdf(state.view(), picture=picture(state), on=DAY)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("en")
        assert "/StructTreeRoot" in root
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == "What I answered about my hip pain"
        figures = [part for part in walk(root.StructTreeRoot) if part.get("/S") == "/Figure"]
        assert len(figures) == 1
        assert "groin, your left" in str(figures[0].Alt)
        assert len(pdf.pages) == 1


def walk(part: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree below `part`."""
    kids = part.get("/K")
    if kids is None:
        return []
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]
    return inner + [deep for kid in inner for deep in walk(kid)]


def test_the_picture_fills_the_persons_own_left(state: SymptomState) -> None:
    """Front view: the drawing holds the right half; the left is its mirror image."""
    root = ElementTree.fromstring(picture(state))
    painful = [p for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("stroke") == PAIN]
    assert [p.get("transform") for p in painful] == ["scale(-1 1)"]  # groin is on the front only
    state.mark("groin", "both", 6)
    assert picture(state).count(f'stroke="{PAIN}"') == 2


def test_the_shin_comes_into_the_picture_when_it_is_marked(state: SymptomState) -> None:
    short = float(re.search(r'viewBox="[-\d]+ [-\d]+ \d+ (\d+)"', picture(state))[1])  # type: ignore[index]
    state.mark("lower_leg_foot", "left", 2)
    tall = float(re.search(r'viewBox="[-\d]+ [-\d]+ \d+ (\d+)"', picture(state))[1])  # type: ignore[index]
    assert tall > short


def test_the_page_makes_the_file_and_refuses_other_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    page = build()
    sent: list[dict] = []
    monkeypatch.setattr(page, "send", lambda content, buffers=None: sent.append(content))
    assert "nothing to put" in str(page.carry_out({"do": "make_file", "args": {"kind": "summary"}}))
    page.state.mark("groin", "left", 5)
    assert page.carry_out({"do": "make_file", "args": {"kind": "summary"}}) is None
    assert sent[0]["file"]["name"] == "hip-pain-summary.pdf"
    for kind in ("../../etc/passwd", None, 3, ["summary"], "__init__"):
        assert page.carry_out({"do": "make_file", "args": {"kind": kind}})
    assert len(sent) == 1


def test_the_summary_is_a_pdf(state: SymptomState) -> None:
    assert summary(state).content.startswith(b"%PDF-1.7")
