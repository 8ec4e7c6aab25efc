"""Every dashboard in a real browser: drawn, quiet, accessible, alone with its server."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hipedu.dashboards import NAMES

from .conftest import Server, Watched, watch

pytestmark = pytest.mark.browser
ASKED = """(document.querySelector(".hip-checklist") || document.querySelector("#the-question")
  || document.body).innerText"""
"""What the symptom checker asks now."""


def pick_place(page: Page, region: str, side: str) -> None:
    """Click a place of the drawing."""
    page.locator(f'.hip-body [data-region="{region}"][data-side="{side}"]').click(force=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_drawn_and_names_itself(tab: Watched, name: str) -> None:
    page = tab.open(name)
    assert page.locator("h1").count() == 1
    assert page.title().endswith("hipedu")
    current = page.locator('.hip-nav [aria-current="page"]')
    assert name in str(current.get_attribute("href"))
    assert not page.locator("[data-failed]").count()


@pytest.mark.parametrize("look", ["light", "dark", "dark,large"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_on_a_fresh_page(tab: Watched, name: str, look: str) -> None:
    tab.open(name, look=look)
    tab.axe(f"{name}, {look}")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_a_phone(browser, server: Server, name: str) -> None:
    tab = watch(browser, server, viewport={"width": 390, "height": 844})
    page = tab.open(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.axe(f"{name} on a phone")
    page.close()
    assert not tab.errors


def test_the_start_page_leads_to_every_dashboard(tab: Watched) -> None:
    page = tab.open("home")
    for name in NAMES[1:]:
        assert page.locator(f'.hip-paths a[href*="{name}.ipynb"]').count() == 1
    page.locator('.hip-paths a[href*="pain_map"]').click()
    page.wait_for_url("**/pain_map.ipynb*")
    page.wait_for_selector("body.hip-ready")


def test_the_chosen_look_follows_to_the_next_page(tab: Watched) -> None:
    page = tab.open("home")
    page.locator("#hip-size").click()
    page.locator("#hip-theme").click()
    page.locator('.hip-nav a:has-text("Training")').click()
    page.wait_for_selector("body.hip-ready")
    assert page.evaluate("document.documentElement.dataset.look").split()[0] == "large"
    assert "dark" in page.url or "light" in page.url


class TestPainMap:
    """Mark, list, keyboard, heat, anatomy."""

    def test_a_mark_appears_in_drawing_list_and_reading(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        pick_place(page, "lateral_hip", "left")
        chip = page.locator(".hip-mark-row")
        expect(chip).to_contain_text("your left")
        expect(page.locator(".hip-fit").first).to_contain_text("of 100")
        expect(
            page.locator('.hip-body [data-region="lateral_hip"][data-side="left"]')
        ).to_have_attribute("aria-checked", "true")
        tab.axe("pain map with a mark")
        page.locator('button:has-text("Undo")').click()
        expect(chip).to_have_count(0)

    def test_the_left_is_the_persons_left_in_every_view(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        box = page.locator('[data-region="lateral_hip"][data-side="left"]').bounding_box()
        other = page.locator('[data-region="lateral_hip"][data-side="right"]').bounding_box()
        assert box["x"] > other["x"], "seen from the front, the person's left is on the right"
        page.locator('.hip-segments button:has-text("Back")').click()
        page.wait_for_selector('.hip-body svg[data-view="back"]')
        box = page.locator('[data-region="lateral_hip"][data-side="left"]').bounding_box()
        other = page.locator('[data-region="lateral_hip"][data-side="right"]').bounding_box()
        assert box["x"] < other["x"], "seen from the back, the person's left is on the left"

    def test_the_keyboard_alone_marks_a_place(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        page.locator('.hip-segments button:has-text("Front")').focus()
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.region || ''"):
                break
        assert page.evaluate("document.activeElement.getAttribute('role')") == "checkbox"
        first = page.evaluate("document.activeElement.dataset.region")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.region") != first
        page.keyboard.press("Space")
        expect(page.locator(".hip-mark-row")).to_have_count(1)
        page.keyboard.press("Space")
        expect(page.locator(".hip-mark-row")).to_have_count(0)

    def test_the_list_and_the_drawing_are_in_step(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        page.locator('summary:has-text("All places as a list")').click()
        page.locator(".hip-place input").first.check()
        expect(page.locator(".hip-mark-row")).to_have_count(1)
        pick_place(page, "pubic_symphysis", "middle")
        expect(page.locator(".hip-mark-row")).to_have_count(2)
        expect(page.locator(".hip-place input:checked")).to_have_count(2)

    def test_a_typical_map_lies_over_the_drawing(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        pick_place(page, "lateral_hip", "left")
        page.locator('.hip-fit button:has-text("Usual map")').first.click()
        expect(page.locator(".hip-body .heat-label").first).to_be_visible()
        tab.axe("pain map with heat")
        expect(page.locator(".hip-heat-key")).to_contain_text("of 100 people with")
        page.set_viewport_size({"width": 390, "height": 844})
        page.locator(".hip-reading-bar").click()
        page.locator('.hip-fit button:has-text("Usual map")').nth(1).click()
        expect(page.locator(".hip-reading.open")).to_have_count(0)  # the map is to be seen
        expect(page.locator(".hip-body .heat-label").first).to_be_in_viewport()

    def test_a_part_can_be_explored(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        page.locator('button:has-text("Explore anatomy")').click()
        page.locator(".hip-reading select").select_option("gluteus_medius")
        expect(page.locator(".hip-reading h2")).to_have_text("Gluteus medius")
        expect(page.locator('[data-structure="gluteus_medius"].is-lit').first).to_be_attached()
        tab.axe("pain map exploring")

    def test_marks_travel_to_the_symptom_checker(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        pick_place(page, "groin", "right")
        expect(page.locator(".hip-mark-row")).to_have_count(1)
        page.locator('a:has-text("Take these marks")').click()
        page.wait_for_url("**/symptom_checker.ipynb*")
        page.wait_for_selector("body.hip-ready")
        expect(page.locator("main")).to_contain_text("your right")
        assert "#m=" not in page.url


class TestSymptoms:
    """Danger signs, answers, what-if."""

    def begin(self, page: Page, age: int = 34) -> None:
        """Say who and where."""
        page.locator('input[type="number"]').first.fill(str(age))
        page.locator('.hip-segments button:has-text("Female")').click()
        page.locator('select[aria-label="Add a place that hurts"]').select_option(
            "lateral_hip/left"
        )
        # one line says all three when all are answered; the list of places says its words before
        expect(page.locator('[aria-labelledby="about-you"]')).to_contain_text(
            f"{age} years · female · side of the hip, your left"
        )
        expect(page.locator(".hip-fit").first).to_be_attached()

    def test_an_answer_moves_on_and_can_be_changed(self, tab: Watched) -> None:
        page = tab.open("symptom_checker")
        self.begin(page)
        before = page.locator("#the-question, #the-list").first.inner_text()
        page.locator(".hip-answers .hip-button").first.click()
        expect(page.locator("#the-question, #the-list").first).not_to_have_text(before)
        row = page.locator(".hip-answer").first
        row.locator('button:has-text("Change")').click()
        row.locator('button:has-text("Remove")').click()
        expect(page.locator(".hip-answer")).to_have_count(0)
        tab.axe("symptoms under way")

    def test_an_emergency_hides_the_percentages(self, tab: Watched) -> None:
        page = tab.open("symptom_checker")
        self.begin(page)
        for _ in range(30):
            saddle = page.locator('.hip-checklist li:has-text("between")').filter(has_text="numb")
            if saddle.count():
                saddle.first.locator('button:has-text("Yes")').click()
                page.locator('button:has-text("Continue")').click()
                break
            before = page.evaluate(ASKED)
            page.locator(
                'button:has-text("None of these"), button:has-text("Not sure, skip")'
            ).first.click()
            page.wait_for_function(f"(before) => ({ASKED}) !== before", arg=before)
        expect(page.locator(".hip-reading .hip-triage.emergency")).to_be_visible()
        assert not page.locator(".hip-reading .hip-fit").count()
        tab.axe("symptoms, emergency")

    def test_keyboard_alone_goes_through_questions(self, tab: Watched) -> None:
        page = tab.open("symptom_checker")
        self.begin(page)
        page.locator(".hip-answers .hip-button").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".hip-answer")).to_have_count(1)
        page.locator(
            'button:has-text("None of these"), button:has-text("Not sure, skip")'
        ).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".hip-answer").nth(1)).to_be_attached()


    def test_a_number_shows_what_it_rests_on(self, tab: Watched) -> None:
        page = tab.open("symptom_checker")
        self.begin(page)
        page.locator('.hip-fit summary:has-text("What speaks for")').first.click()
        reason = page.locator(".hip-reason-more").first
        reason.locator("summary").press("Enter")
        expect(reason.locator(".hip-evidence")).to_contain_text("Of 100 people with it")
        expect(reason.locator(".hip-evidence")).to_contain_text("with any cause")
        tab.axe("symptoms with the number behind a reason")

    def test_the_sheet_to_take_along_is_saved(self, tab: Watched) -> None:
        page = tab.open("symptom_checker")
        self.begin(page)
        with page.expect_download() as saving:
            page.locator('button:has-text("Save as PDF")').click()
        assert saving.value.suggested_filename == "hip-pain-summary.pdf"
        assert Path(saving.value.path()).read_bytes().startswith(b"%PDF-1.7")
        expect(page.locator('button:has-text("Save as PDF")')).to_be_enabled()


class TestTraining:
    """Scenario, file, typed run."""

    def test_a_scenario_shows_the_spike_and_the_rules(self, tab: Watched) -> None:
        page = tab.open("training_load")
        page.locator("select").first.select_option("marathon_spike")
        # 32.0 km against 21.7 km before is +47.5 %
        expect(page.locator(".hip-chart-title").first).to_contain_text("47 %")
        expect(page.locator(".hip-rule-row").first).to_contain_text("1.52")
        tab.axe("training with a scenario")

    def test_a_file_is_read_and_a_damaged_one_explained(self, tab: Watched) -> None:
        page = tab.open("training_load")
        good = (
            b"date,distance_km,duration_min\n2026-03-02,8,45\n2026-03-04,10,55\n2026-03-08,16,90\n"
        )
        page.locator('input[type="file"]').set_input_files(
            [
                {"name": "runs.csv", "mimeType": "text/csv", "buffer": good},
                {
                    "name": "broken.fit",
                    "mimeType": "application/octet-stream",
                    "buffer": b"\x0e\x10garbage",
                },
            ]
        )
        expect(page.locator("#runs")).to_contain_text("(3)")
        expect(page.locator("main")).to_contain_text("broken.fit")
        tab.axe("training with files")

    def test_a_large_file_shows_progress_and_arrives(self, tab: Watched) -> None:
        page = tab.open("training_load")
        lines = ["date,distance_km"] + [
            f"20{year:02d}-{month:02d}-{day:02d},7.5"
            for year in range(10, 26)
            for month in range(1, 13)
            for day in range(1, 29)
        ]
        body = ("\n".join(lines) + "\n").encode()
        page.locator('input[type="file"]').set_input_files(
            [{"name": "years.csv", "mimeType": "text/csv", "buffer": body}]
        )
        expect(page.locator("#runs")).to_contain_text(f"({len(lines) - 1})", timeout=30_000)

    def test_a_run_can_be_typed_changed_and_undone(self, tab: Watched) -> None:
        page = tab.open("training_load")
        page.locator('input[type="date"]').last.fill("2026-05-03")
        page.locator('label:has-text("Distance, km") input').fill("12")
        page.locator('button:has-text("Add the run")').click()
        expect(page.locator("#runs")).to_contain_text("(1)")
        page.locator('button:has-text("Undo")').click()
        expect(page.locator("#runs")).to_have_text("Runs")

    def test_the_chart_reads_values_by_keyboard(self, tab: Watched) -> None:
        page = tab.open("training_load")
        page.locator("select").first.select_option("consistent")
        page.locator(".hip-chart svg").first.focus()
        page.keyboard.press("End")
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".hip-chart-read").first).to_contain_text(":")
