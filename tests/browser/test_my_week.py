"""My week in a real browser: gate, build, edit, log, download, open again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pikepdf
import pytest
import vobject
from playwright.sync_api import Download, Page, expect

from .conftest import Watched, watch

pytestmark = pytest.mark.browser

NONE = 'button:has-text("I have none of these")'


def begin(tab: Watched, goal: str = "gluteal_tendinopathy") -> Page:
    """Open the page, choose, and say that there is no danger sign."""
    page = tab.open("my_week")
    page.locator('label:has-text("What for") select').select_option(goal)
    page.locator(NONE).click()
    page.locator(".hip-week-day").first.wait_for()
    return page


def names(page: Page, day: int) -> list[str]:
    """What stands on a day."""
    return page.locator(".hip-week-day").nth(day).locator(".hip-week-item strong").all_inner_texts()


def card(page: Page, day: int, name: str):
    """The button of an exercise on a day."""
    return page.locator(".hip-week-day").nth(day).locator(f'.hip-week-open:has-text("{name}")')


def saved(page: Page, label: str) -> tuple[str, bytes]:
    """Press a button that hands out a file, and read what came."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    download: Download = waiting.value
    path = download.path()
    return download.suggested_filename, Path(path).read_bytes()


class TestGate:
    def test_there_is_no_week_before_the_danger_signs(self, tab: Watched) -> None:
        page = tab.open("my_week")
        expect(page.locator(".hip-week-day")).to_have_count(0)
        expect(page.locator(NONE)).to_be_visible()
        tab.axe("my week, asking for danger signs")

    def test_a_danger_sign_refuses_the_week_and_says_what_to_do(self, tab: Watched) -> None:
        page = begin(tab)
        page.locator('button:has-text("Ask again")').click()
        page.get_by_label("I cannot put weight on the leg").check()
        page.locator('button:has-text("what should I do")').click()
        stop = page.locator(".hip-triage.emergency")
        expect(stop).to_contain_text("No plan now: be seen today")
        expect(stop).to_contain_text("emergency department")
        expect(page.locator(".hip-week-day")).to_have_count(0)
        assert page.locator(".hip-week-lights").count() == 0
        assert page.get_by_role("button", name="PDF to print").count() == 0
        tab.axe("my week, refused")
        page.locator('button:has-text("ask me again")').click()
        page.locator(NONE).click()
        expect(page.locator(".hip-week-day").first).to_be_visible()

    def test_a_stress_fracture_needs_leave(self, tab: Watched) -> None:
        page = tab.open("my_week")
        page.locator('label:has-text("What for") select').select_option("bsi_femoral_neck")
        page.locator(NONE).click()
        expect(page.locator(".hip-reading")).to_contain_text("whoever treats you decides")
        expect(page.locator(".hip-week-day")).to_have_count(0)
        page.get_by_label("Whoever treats me has allowed").check()
        expect(page.locator(".hip-week-day").first).to_be_visible()


class TestWeek:
    def test_the_week_is_drawn_and_every_choice_explained(self, tab: Watched) -> None:
        page = begin(tab)
        items = page.locator(".hip-week-item")
        assert items.count() > 5
        for at in range(items.count()):  # a drawing with ink in it, in each
            expect(items.nth(at).locator("svg path").first).to_be_attached()
        card(page, 0, "Clamshell").click()
        focus = page.locator('section[aria-labelledby="week-focus"]')
        expect(focus).to_contain_text("Why this exercise")
        expect(focus).to_contain_text("This phase prescribes it")
        expect(focus).to_contain_text("as far apart as a week lets them")
        expect(focus.locator(".x-figure-one svg").first).to_be_visible()
        expect(page.locator(".hip-reading")).to_contain_text("squeezes the tendons")
        tab.axe("my week with an exercise open")

    def test_a_caution_refuses_an_edit_with_its_reason(self, tab: Watched) -> None:
        page = begin(tab)
        card(page, 0, "Bridge on two legs").click()
        page.locator('summary:has-text("Not in this phase at all")').click()
        line = page.locator('li:has-text("Side plank:")').first
        expect(line).to_contain_text("squeezes the tendon")
        # Wednesday has the same exercise already: the day says so, and the reason comes as words
        page.locator('.hip-week-moves button:has-text("Wed")').click(force=True)
        expect(page.locator(".hip-week-notice")).to_contain_text("planned on Wednesday already")

    def test_the_keyboard_alone_moves_an_exercise(self, tab: Watched) -> None:
        page = begin(tab)
        card(page, 0, "Clamshell").focus()
        page.keyboard.press("Alt+ArrowRight")
        expect(card(page, 1, "Clamshell")).to_be_focused()
        assert "Clamshell" not in names(page, 0)
        page.keyboard.press("Enter")
        focus = page.locator('section[aria-labelledby="week-focus"]')
        expect(focus).to_contain_text("You put it on Tuesday.")
        page.locator('button:has-text("Undo")').click()
        expect(card(page, 0, "Clamshell")).to_be_visible()

    def test_a_card_is_dragged_to_another_day(self, tab: Watched) -> None:
        page = begin(tab)
        page.set_viewport_size({"width": 1440, "height": 1800})  # a drag must not scroll the page
        item = page.locator(".hip-week-day").nth(0).locator('.hip-week-item:has-text("Bridge")')
        item.drag_to(page.locator(".hip-week-day").nth(6))
        expect(card(page, 6, "Bridge on two legs")).to_be_visible()
        assert "Bridge on two legs" not in names(page, 0)

    def test_a_run_moves_but_not_beside_another(self, tab: Watched) -> None:
        page = begin(tab)
        runs = page.locator(".hip-week-run")
        expect(runs).to_have_count(3)
        page.locator("#week-1-run").focus()
        page.keyboard.press("Alt+ArrowRight")  # to Wednesday, the day before Thursday's
        expect(page.locator(".hip-week-notice")).to_contain_text("a day without a run")
        page.locator("#week-1-run").focus()
        page.keyboard.press("Alt+ArrowLeft")
        expect(page.locator("#week-0-run")).to_be_focused()

    def test_dose_swap_add_and_remove(self, tab: Watched) -> None:
        page = begin(tab, "fais_labral")
        first = names(page, 0)[0]
        card(page, 0, first).click()
        page.get_by_role("button", name="Fewer: Sets").click()
        expect(page.locator("h3:has-text('(yours)')")).to_be_visible()
        expect(page.locator(".hip-week-item.on")).to_contain_text("2 sets")
        more, sets = page.get_by_role("button", name="More: Sets"), 2
        while more.get_attribute("aria-disabled") != "true":
            more.click()
            sets += 1
            expect(page.locator(".hip-week-item.on")).to_contain_text(f"{sets} sets")
        more.click(force=True)
        expect(page.locator(".hip-week-notice")).to_contain_text("the sets go from 1 to")
        page.get_by_role("button", name="Take it out").click()
        expect(card(page, 0, first)).to_have_count(0)
        page.get_by_role("button", name="Add to Monday").click()
        page.get_by_role("button", name=f"Add: {first}").click()
        expect(card(page, 0, first)).to_be_visible()
        focus = page.locator('section[aria-labelledby="week-focus"]')
        expect(focus).to_contain_text("You added it")
        take = page.locator('button[aria-label^="Take: "]')
        if take.count():
            other = str(take.first.get_attribute("aria-label")).removeprefix("Take: ")
            take.first.click()
            expect(focus).to_contain_text("You chose it instead of")
            assert other in names(page, 0)


def note_session(page: Page, pain: int, morning: str = "As usual") -> None:
    """Fill the form of the log."""
    form = page.locator('section[aria-labelledby="week-log"] form')
    if not form.is_visible():
        page.locator('summary:has-text("Note a session")').click()
    form.locator('input[type="range"]').fill(str(pain))
    form.get_by_role("group", name="Next morning").get_by_text(morning, exact=True).click()
    form.get_by_role("button", name="Note this session").click()


class TestLog:
    def test_the_log_turns_the_light(self, tab: Watched) -> None:
        page = begin(tab)
        note_session(page, 2)
        advice = page.locator(".hip-week-advice")
        expect(advice).to_contain_text("Green")
        note_session(page, 7)
        expect(advice).to_contain_text("a third to a half less")
        assert "red" in str(advice.get_attribute("class"))
        before = card(page, 0, "Bridge on two legs").inner_text()
        page.get_by_role("button", name="third to a half lighter").click()
        expect(card(page, 0, "Bridge on two legs")).to_contain_text("2 sets of 10")
        assert "3 sets of 10" in before
        tab.axe("my week with a red light")


class TestFiles:
    def test_each_file_holds_the_week_and_the_plan_opens_again(self, tab: Watched) -> None:
        page = begin(tab)
        card(page, 0, "Clamshell").focus()
        page.keyboard.press("Alt+ArrowRight")
        expect(card(page, 1, "Clamshell")).to_be_focused()
        note_session(page, 1)
        page.get_by_label("A note for yourself").fill('=cmd|"/c calc"!A1 <b>#panic()</b>')
        page.get_by_label("A note for yourself").press("Tab")
        shown = [names(page, day) for day in range(7)]

        name, content = saved(page, "Calendar")
        assert name == "hipedu-gluteal_tendinopathy-settle.ics"
        events = list(vobject.readOne(content.decode()).vevent_list)
        begins = page.get_by_label("Begins on the Monday").input_value()
        for event in events:
            day = event.dtstart.value.weekday()
            if event.summary.value.startswith("Exercises"):
                for each in shown[day]:
                    assert each in event.description.value
            assert event.dtstart.value.date().isoformat() >= begins
        strength = [e for e in events if e.summary.value.startswith("Exercises")]
        assert sorted(e.dtstart.value.weekday() for e in strength) == [
            day for day in range(7) if shown[day]
        ]
        assert len(events) - len(strength) == page.locator(".hip-week-run").count()

        name, content = saved(page, "PDF to print")
        assert name.endswith(".pdf")
        with pikepdf.open(io.BytesIO(content)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert len(opened.pages) >= 2

        _, content = saved(page, "Table (CSV)")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        strength_rows = [row for row in rows if row["kind"] == "strength"]
        assert [r["exercise"] for r in strength_rows if r["day"] == "Tuesday"] == shown[1]
        assert rows[-1]["exercise"].startswith("'=cmd")

        name, content = saved(page, "Plan file, to open again")
        assert json.loads(content)["sessions"][0]["day"] == 0

        page.get_by_role("button", name="Start again").click()
        expect(page.locator(".hip-week-day")).to_have_count(0)
        page.locator('input[type="file"]').set_input_files(
            [{"name": name, "mimeType": "application/json", "buffer": content}]
        )
        page.locator(NONE).click()  # a file does not know how somebody is today
        expect(card(page, 1, "Clamshell")).to_be_visible()
        expect(page.locator(".hip-week-item strong")).to_have_count(sum(map(len, shown)))
        assert [names(page, day) for day in range(7)] == shown
        expect(page.locator("#week-log")).to_contain_text("(1)")
        expect(page.get_by_label("A note for yourself")).to_have_value(
            '=cmd|"/c calc"!A1 <b>#panic()</b>'
        )

    @pytest.mark.parametrize(
        ("content", "says"),
        [(b"{\"format\": \"hipedu-plan/1\", \"sess", "damaged in line 1"), (b"\x89PNG", "no text"),
         (b"", "empty"), (b"x" * 500_001, "far too large")],
    )  # fmt: skip
    def test_a_damaged_file_is_explained_and_changes_nothing(
        self, tab: Watched, content: bytes, says: str
    ) -> None:
        page = begin(tab)
        before = [names(page, day) for day in range(7)]
        page.locator('input[type="file"]').set_input_files(
            [{"name": "plan.json", "mimeType": "application/json", "buffer": content}]
        )
        expect(page.locator('[role="alert"]:visible')).to_contain_text(says)
        assert [names(page, day) for day in range(7)] == before

    def test_markup_in_a_log_stays_text(self, tab: Watched) -> None:
        page = begin(tab)
        form = page.locator('section[aria-labelledby="week-log"] form')
        form.get_by_label("Note for yourself").fill("<img src=x onerror=alert(1)>")
        form.get_by_role("button", name="Note this session").click()
        expect(page.locator(".hip-week-note")).to_have_text("<img src=x onerror=alert(1)>")
        _, content = saved(page, "The log as a table (CSV)")
        assert b"<img src=x onerror=alert(1)>" in content


@pytest.mark.parametrize("look", ["light", "dark,large"])
def test_axe_finds_nothing_in_a_week(tab: Watched, look: str) -> None:
    page = tab.open("my_week", look=look)
    page.locator(NONE).click()
    page.locator(".hip-week-art svg").first.wait_for()
    page.locator('summary:has-text("What hurts")').click()
    page.get_by_role("button", name="Add to Tuesday").click()
    tab.axe(f"my week, {look}, adding to a day")


def test_a_week_fits_a_phone(browser, server) -> None:
    tab = watch(browser, server, viewport={"width": 390, "height": 844})
    page = begin(tab)
    card(page, 0, "Clamshell").click()
    page.locator(".x-figure-one svg").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.axe("my week on a phone")
    page.close()
    assert not tab.errors
