"""The training pages in a real browser: diary, saving and opening, the plan by mouse and keys."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Server, Watched, watch

pytestmark = pytest.mark.browser
LOG = "date,distance_km,duration_min\n" + "".join(
    f"2026-03-{day:02},{8 + day % 3},{50 + day % 5}\n" for day in range(1, 29, 2)
)
NASTY = '<img src=x onerror="document.title=1"> & "quoted"'


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files, as a person does."""
    page.locator('input[type="file"]').set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": body} for name, body in files]
    )


def saved(page: Page, button: Locator) -> tuple[str, bytes]:
    """What the browser saves when a button is pressed."""
    with page.expect_download() as waiting:
        button.click()
    path = waiting.value.path()
    assert path
    return waiting.value.suggested_filename, Path(path).read_bytes()


def write_pain(page: Page, date: str, during: int, after: int, note: str = "") -> None:
    """Write a day of the diary."""
    form = page.locator(".hip-diary-form")
    form.locator('input[type="date"]').fill(date)
    form.locator('label:has-text("During the run") select').select_option(str(during))
    form.locator('label:has-text("Hours after") select').select_option(str(after))
    form.locator('label:has-text("Note") input').fill(note)
    form.locator('button[type="submit"]').click()


class TestDiary:
    """Pain beside load."""

    def test_a_day_is_written_lit_changed_and_removed(self, tab: Watched) -> None:
        page = tab.open("training_load")
        upload(page, ("log.csv", LOG.encode()))
        expect(page.locator("#runs")).to_contain_text("(14)")
        write_pain(page, "2026-03-27", 2, 3)
        row = page.locator(".hip-diary > li")
        expect(row).to_contain_text("green: go on")
        expect(page.locator(".hip-chart-title").nth(1)).to_contain_text("The worst pain was 3")
        tab.axe("training with a diary")
        page.locator('button[aria-label="Change the diary of 2026-03-27"]').click()
        page.locator('.hip-diary-form label:has-text("Hours after") select').select_option("7")
        page.locator('button:has-text("Keep the change")').click()
        expect(row).to_contain_text("red: do less")
        expect(page.locator(".hip-reading .hip-notice").first).to_contain_text("red: do less")
        expect(page.locator(".hip-flare")).to_contain_text("A flare began")
        tab.axe("training with a flare")
        page.locator('button[aria-label="Remove the diary of 2026-03-27"]').click()
        expect(row).to_have_count(0)
        page.locator('button:has-text("Undo")').click()
        expect(row).to_have_count(1)

    def test_the_strip_stands_under_the_load_on_the_same_days(self, tab: Watched) -> None:
        page = tab.open("training_load")
        page.locator("select").first.select_option("novice_ramp")
        expect(page.locator(".hip-flare").first).to_contain_text("A flare began on")
        charts = page.locator(".hip-chart svg")
        page.wait_for_function(  # a chart measures its labels and is drawn once more
            """() => {
              const charts = [...document.querySelectorAll(".hip-chart svg")];
              const [load, strip] = charts.map((chart) => {
                const box = [...chart.querySelectorAll(".axis")].at(-1)?.getBoundingClientRect();
                return `${box?.left} to ${box?.right}`;
              });
              return load === strip;
            }"""
        )
        top = [charts.nth(number).bounding_box()["y"] for number in (0, 1)]
        assert top[0] < top[1]

    def test_saved_on_one_page_and_opened_on_another(self, tab: Watched) -> None:
        page = tab.open("training_load")
        upload(page, ("log.csv", LOG.encode()))
        expect(page.locator("#runs")).to_contain_text("(14)")
        write_pain(page, "2026-03-27", 2, 3, NASTY)
        expect(page.locator(".hip-note")).to_have_text(f"“{NASTY}”")
        name, content = saved(page, page.locator('button:has-text("Save log and diary")'))
        assert name.startswith("hipedu-running-log-")
        held = json.loads(content)
        assert len(held["runs"]) == 14
        assert held["pain"]["entries"][0]["note"] == NASTY
        page.reload()
        page.wait_for_selector("body.hip-ready")
        expect(page.locator("#runs")).to_have_text("Runs")
        upload(page, (name, content))
        expect(page.locator("#runs")).to_contain_text("(14)")
        expect(page.locator(".hip-note")).to_have_text(f"“{NASTY}”")
        assert page.locator(".hip-note img").count() == 0
        assert page.title().endswith("hipedu")

    def test_a_damaged_file_is_explained_and_costs_nothing(self, tab: Watched) -> None:
        page = tab.open("training_load")
        upload(page, ("log.csv", LOG.encode()))
        expect(page.locator("#runs")).to_contain_text("(14)")
        cut = b'{"format": "hipedu-running-log/1", "runs": [{"date": "2026-0'
        upload(page, ("mine.json", cut))
        expect(page.locator('.hip-notice[role="alert"]')).to_contain_text("cut off")
        expect(page.locator("#runs")).to_contain_text("(14)")
        tab.axe("training with a damaged log")

    def test_the_empty_table_is_a_file_to_fill_in(self, tab: Watched) -> None:
        page = tab.open("training_load")
        name, content = saved(page, page.locator('button:has-text("Empty table to fill in")'))
        assert name == "hipedu-runs.csv"
        upload(page, (name, content + b"2026-03-01,07:30,8,48,150,168,60,4\r\n"))
        expect(page.locator("#runs")).to_contain_text("(1)")

    def test_the_keyboard_alone_writes_a_day(self, tab: Watched) -> None:
        page = tab.open("training_load")
        page.locator(".hip-diary-form input").first.focus()
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "SELECT":
                break
        page.keyboard.press("4")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type || ''") == "submit":
                break
        page.keyboard.press("Enter")
        expect(page.locator(".hip-diary > li")).to_contain_text("amber")

    def test_on_a_phone(self, browser, server: Server) -> None:
        tab = watch(browser, server, viewport={"width": 390, "height": 844})
        page = tab.open("training_load")
        page.locator("select").first.select_option("novice_ramp")
        page.wait_for_selector(".hip-diary > li")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        tab.axe("diary on a phone")
        page.locator(".hip-reading-bar").click()
        expect(page.locator(".hip-reading .hip-notice").first).to_be_visible()
        tab.axe("diary on a phone, reading open")
        page.close()
        assert not tab.errors


class TestUpload:
    """Progress, and stopping."""

    def test_reading_can_be_stopped_and_keeps_what_was_read(self, tab: Watched) -> None:
        page = tab.open("training_load")
        # heavy enough that it is still being read when the button is pressed
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(400):
                day = f"20{10 + number // 28:02}-03-{1 + number % 28:02}"
                points = "".join(
                    f'<trkpt lat="0" lon="{second * 3 / 111195:.7f}"><time>{day}T07:'
                    f"{second // 60:02}:{second % 60:02}Z</time></trkpt>"
                    for second in range(1200)
                )
                archive.writestr(
                    f"activities/{number}.gpx",
                    f"<gpx><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>",
                )
        upload(page, ("export.zip", target.getvalue()))
        expect(page.locator(".hip-drop [role=status]")).to_contain_text("Reading")
        # the page answers while files are read
        page.locator('summary:has-text("How the light is read")').click()
        expect(page.locator('label:has-text("Limits of") select')).to_be_visible()
        page.locator('.hip-drop button:has-text("Stop")').click()
        expect(page.locator(".hip-reading")).to_contain_text("Reading was stopped")
        heading = page.locator("#runs").inner_text()
        assert 0 < int(heading.split("(")[1].split(")")[0]) < 400

    def test_a_stop_while_sending_changes_nothing(self, tab: Watched) -> None:
        page = tab.open("training_load")
        upload(page, ("log.csv", LOG.encode()))
        expect(page.locator("#runs")).to_contain_text("(14)")
        # the second piece is held back until the button was pressed
        page.evaluate(
            "() => { const read = Blob.prototype.arrayBuffer; let pieces = 0;"
            "Blob.prototype.arrayBuffer = function () { pieces += 1; return pieces < 2"
            " ? read.call(this) : new Promise((go) => {"
            " document.body.dataset.held = ''; window.letGo = go; })"
            ".then(() => read.call(this)); }; }"
        )
        rows = b"".join(b"2020-01-%02d,7.5\n" % (1 + number % 28) for number in range(200_000))
        upload(page, ("large.csv", b"date,distance_km\n" + rows))
        expect(page.locator("body[data-held]")).to_have_count(1)
        page.locator('.hip-drop button:has-text("Stop")').click()
        page.evaluate("window.letGo()")
        expect(page.locator(".hip-drop button")).to_have_count(0)
        expect(page.locator(".hip-reading")).to_contain_text("The upload was stopped")
        expect(page.locator("#runs")).to_contain_text("(14)")


def field(page: Page, day: str) -> Locator:
    """The input of a day of the plan."""
    return page.locator(f"#plan-{day}")


def running_days(page: Page) -> list[str]:
    """Days of the plan with a session."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-plan-day]')]"
        ".filter(cell => cell.querySelector('input').value !== '')"
        ".map(cell => cell.dataset.planDay)"
    )


def resting_days(page: Page) -> list[str]:
    """Days of the plan without one."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-plan-day]')]"
        ".filter(cell => cell.querySelector('input').value === '')"
        ".map(cell => cell.dataset.planDay)"
    )


class TestPlan:
    """A plan by mouse, finger and keyboard."""

    def test_a_session_is_dragged_to_another_day(self, tab: Watched) -> None:
        page = tab.open("plan")
        source, target = running_days(page)[0], resting_days(page)[0]
        km = field(page, source).input_value()
        grip = page.locator(f'[data-plan-day="{source}"] .hip-grip')
        grip.scroll_into_view_if_needed()
        box = grip.bounding_box()
        there = page.locator(f'[data-plan-day="{target}"]').bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(there["x"] + 30, there["y"] + 30, steps=5)
        expect(page.locator(f'[data-plan-day="{target}"]')).to_have_class(re.compile(r"\bover\b"))
        page.mouse.up()
        expect(field(page, target)).to_have_value(km)
        expect(field(page, source)).to_have_value("")
        page.locator('button:has-text("Undo")').first.click()
        expect(field(page, source)).to_have_value(km)

    def test_a_drag_that_ends_nowhere_changes_nothing(self, tab: Watched) -> None:
        page = tab.open("plan")
        before = running_days(page)
        grip = page.locator(f'[data-plan-day="{before[0]}"] .hip-grip')
        grip.scroll_into_view_if_needed()
        box = grip.bounding_box()
        page.mouse.move(box["x"] + 4, box["y"] + 4)
        page.mouse.down()
        page.mouse.move(5, 5, steps=3)
        page.mouse.up()
        assert running_days(page) == before
        assert page.locator(".hip-plan-cell.over").count() == 0

    def test_a_finger_can_drag(self, browser, server: Server) -> None:
        tab = watch(browser, server, viewport={"width": 390, "height": 844}, has_touch=True)
        page = tab.open("plan")
        source, target = running_days(page)[0], resting_days(page)[0]
        km = field(page, source).input_value()
        page.locator(f'[data-plan-day="{source}"]').scroll_into_view_if_needed()
        line = page.context.new_cdp_session(page)
        box = page.locator(f'[data-plan-day="{source}"] .hip-grip').bounding_box()
        there = page.locator(f'[data-plan-day="{target}"]').bounding_box()
        start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        end = {"x": there["x"] + 20, "y": there["y"] + 20}
        for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
            line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        expect(field(page, target)).to_have_value(km)
        page.close()
        assert not tab.errors

    def test_the_keyboard_moves_edits_and_empties(self, tab: Watched) -> None:
        page = tab.open("plan")
        source, target = running_days(page)[0], resting_days(page)[0]
        km = field(page, source).input_value()
        field(page, source).focus()
        page.keyboard.press("Alt+ArrowRight")
        expect(field(page, target)).to_have_value(km)
        expect(field(page, target)).to_be_focused()
        page.keyboard.press("Alt+ArrowLeft")
        expect(field(page, source)).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.type("40")
        page.keyboard.press("Tab")
        cell = page.locator(f'[data-plan-day="{source}"]')
        expect(cell).to_contain_text("spike")
        expect(page.locator(".hip-reading .hip-rule-row").first).to_contain_text("beyond")
        tab.axe("plan with a spike")
        field(page, source).fill("")
        page.keyboard.press("Tab")
        expect(field(page, source)).to_have_attribute("placeholder", "rest")
        assert source not in running_days(page)

    def test_two_plans_are_compared_and_change_places(self, tab: Watched) -> None:
        page = tab.open("plan")
        first = running_days(page)[0]
        own = field(page, first).input_value()
        page.locator('button:has-text("Keep to compare")').click()
        field(page, first).fill("9")
        page.keyboard.press("Tab")
        expect(page.locator(".hip-plan-total").first).to_contain_text("kept")
        page.locator('button:has-text("Work on the kept plan")').click()
        expect(field(page, first)).to_have_value(own)
        tab.axe("plan compared")
        page.locator('button:has-text("Stop comparing")').click()
        expect(page.locator(".hip-plan-total").first).not_to_contain_text("kept")

    def test_a_return_to_running_begins_with_the_ladder(self, tab: Watched) -> None:
        page = tab.open("plan")
        page.locator('label:has-text("Weeks without a run") input').fill("8")
        page.keyboard.press("Tab")
        page.locator('button:has-text("Begin with running and walking")').click()
        expect(page.locator(".hip-plan-cell.walk_run").first).to_contain_text("walk–run")
        expect(page.locator(".hip-plan-cell input").first).to_have_attribute(
            "aria-label", "Mon " + page.locator(".hip-plan-date").first.inner_text()
            + ", km. run and walk. 5 times: run 1, walk 4 minutes",
        )  # fmt: skip
        tab.axe("plan with the ladder")

    def test_the_plan_is_saved_in_every_form(self, tab: Watched) -> None:
        page = tab.open("plan")
        days = running_days(page)
        _, table = saved(page, page.locator('button:has-text("Table (CSV)")'))
        rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
        assert [row["date"] for row in rows] == days
        name, calendar = saved(page, page.locator('button:has-text("Calendar (ICS)")'))
        assert name == "running-plan.ics"
        assert calendar.count(b"BEGIN:VEVENT") == len(days)
        _, sheet = saved(page, page.locator('button:has-text("To print (PDF)")'))
        assert sheet.startswith(b"%PDF")
        _, workouts = saved(page, page.locator('button:has-text("For a watch (FIT)")'))
        with zipfile.ZipFile(io.BytesIO(workouts)) as archive:
            assert len(archive.namelist()) == len(days)

    def test_every_measure_is_in_a_table(self, tab: Watched) -> None:
        page = tab.open("plan")
        page.locator('summary:has-text("Every measure on each Sunday")').click()
        table = page.locator('table:has(caption:has-text("Every measure"))')
        expect(table.locator("tbody tr").first).to_be_visible()
        tab.axe("plan with every measure")

    @pytest.mark.parametrize("look", ["light", "dark"])
    def test_on_a_phone_no_day_is_cut_off(self, browser, server: Server, look: str) -> None:
        tab = watch(browser, server, viewport={"width": 390, "height": 844})
        page = tab.open("plan", look=look)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        boxes = page.evaluate(
            "[...document.querySelectorAll('.hip-plan-cell input')].slice(0, 28).map("
            "each => { const box = each.getBoundingClientRect(); return [box.left, box.right]; })"
        )
        assert all(left >= 0 and right <= 390 for left, right in boxes)
        cut = page.evaluate(
            "[...document.querySelectorAll('.hip-plan-cell input')].filter("
            "each => each.scrollWidth > each.clientWidth + 1).length"
        )
        assert cut == 0
        tab.axe(f"plan on a phone, {look}")
        page.close()
        assert not tab.errors


def test_running_form_by_keyboard_and_advice(tab: Watched) -> None:
    page = tab.open("running_form")
    page.locator("#form-cadence").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".hip-reading")).to_contain_text("steps in a kilometre")
    page.locator('button:has-text("+10 %")').click()
    expect(page.locator(".hip-form-part").first).to_contain_text("less load")
    tab.axe("running form, ten percent more steps")
