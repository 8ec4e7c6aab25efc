"""Treatments, prevention, evidence and safety in a real browser."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Server, Watched, watch

pytestmark = pytest.mark.browser

PAGES = ("treatments", "prevention", "evidence", "safety")


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Watched]:
    """A watched tab as narrow as a phone."""
    watched = watch(browser, server, viewport={"width": 390, "height": 844})
    yield watched
    watched.page.close()
    assert not watched.errors, watched.errors
    assert not watched.foreign, watched.foreign


def press_until_focus(page: Page, selector: str, *, most: int = 80) -> None:
    """Press Tab until something that fits `selector` has the focus."""
    for _ in range(most):
        if page.evaluate("s => !!document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the keyboard")


class TestTreatments:
    """List, filters, picture, chart, questions."""

    def test_danger_signs_stand_before_the_list(self, tab: Watched) -> None:
        page = tab.open("treatments")
        notice = page.locator(".hip-instrument > .hip-notice").first
        expect(notice).to_contain_text("Be seen first")
        above = notice.bounding_box()
        below = page.locator("#treat-list").bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] < below["y"]
        assert "symptom_checker" in str(notice.locator("a").get_attribute("href"))

    def test_all_are_listed_and_a_condition_narrows_them(self, tab: Watched) -> None:
        page = tab.open("treatments")
        expect(page.locator(".hip-offer")).to_have_count(26)
        page.locator('label:has-text("For") select').first.select_option("fai_syndrome")
        expect(page.locator('[role="status"]').first).to_contain_text("offered for “Hip pinching”")
        expect(page.locator('.hip-offer:has-text("Keyhole surgery")')).to_be_visible()
        assert page.locator(".hip-offer").count() < 26
        page.locator('button:has-text("Undo")').click()
        expect(page.locator(".hip-offer")).to_have_count(26)
        tab.axe("treatments after a filter")

    def test_a_condition_that_must_be_seen_warns(self, tab: Watched) -> None:
        page = tab.open("treatments")
        page.locator('label:has-text("For") select').first.select_option("fnsf_tension")
        expect(page.locator('.hip-notice[role="alert"]')).to_contain_text("emergency")
        tab.axe("treatments with a warning")

    def test_a_hundred_people_are_drawn_and_counted(self, tab: Watched) -> None:
        page = tab.open("treatments")
        first = page.locator(".hip-reading .hip-people").first
        expect(first.locator("figcaption")).to_contain_text("77 with education and exercise")
        drawn = first.locator(".hip-people-group").evaluate_all(
            "gs => gs.map(g => [...g.querySelectorAll('path')].map(p =>"
            " (p.getAttribute('d').match(/a2.3/g) || []).length))"
        )
        assert drawn == [[23, 77], [42, 58], [71, 29]]  # hollow, filled: 100 in each group

    def test_another_treatment_opens_beside_the_list(self, tab: Watched) -> None:
        page = tab.open("treatments")
        page.locator('summary:has-text("Relief for a while")').click()
        page.locator('.hip-link:has-text("Anti-inflammatory tablets")').click()
        reading = page.locator(".hip-reading")
        expect(reading.locator("h2")).to_have_text("Anti-inflammatory tablets")
        expect(reading).to_contain_text("A bone stress injury is possible")
        expect(reading).to_contain_text("What nobody knows yet")
        tab.axe("treatments, tablets")

    def test_scales_are_drawn_one_at_a_time(self, tab: Watched) -> None:
        page = tab.open("treatments")
        rows = page.locator(".hip-rows .row-value")
        expect(rows).to_have_count(15)
        page.locator('label:has-text("Scale") select').select_option("smd/lower")
        expect(rows).to_have_count(3)
        expect(page.locator(".hip-rows")).to_contain_text("standard deviations")
        expect(page.locator(".hip-rows")).not_to_contain_text("times the rate")
        tab.axe("treatments, another scale")

    def test_the_chart_is_read_and_used_by_keyboard(self, tab: Watched) -> None:
        page = tab.open("treatments")
        page.locator(".hip-rows svg").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".hip-rows .hip-chart-read")).to_contain_text("1.52 (1.07 to 2.16)")
        page.keyboard.press("Enter")
        expect(page.locator(".hip-reading h2")).to_have_text("Shoes")

    def test_the_marks_stand_where_the_numbers_say(self, tab: Watched) -> None:
        """On a scale of ratios the middle of 0.5 and 2 is 1, and equal factors are equal steps."""
        page = tab.open("treatments")
        # drawn again as soon as its width is known; a narrow chart has fewer ticks
        half = page.locator(".hip-rows svg g[aria-hidden] text[text-anchor=middle]")
        expect(half.filter(has_text=re.compile(r"^0\.5$"))).to_have_count(1)
        found = page.evaluate(
            """() => {
              const svg = document.querySelector('.hip-rows svg');
              const ticks = {};
              const x = (node) => Number(node.getAttribute('x'));
              svg.querySelectorAll('g[aria-hidden] text[text-anchor=middle]').forEach((t) => {
                if (!Number.isNaN(Number(t.textContent))) ticks[t.textContent] = x(t);
              });
              const marks = [...svg.querySelectorAll('.mark')].map((m) => x(m) + 5);
              const texts = [...svg.querySelectorAll('.row-value')].map((t) => t.textContent);
              return { ticks, marks, texts };
            }"""
        )
        ticks = found["ticks"]
        assert ticks["1"] - ticks["0.5"] == pytest.approx(ticks["2"] - ticks["1"], abs=0.5)
        step = (ticks["2"] - ticks["1"]) / 0.6931472  # pixels a unit of the natural logarithm
        for mark, text in zip(found["marks"], found["texts"], strict=True):
            value = float(re.match(r"[\d.]+", text)[0])
            assert mark == pytest.approx(ticks["1"] + step * math.log(value), abs=1.5), text

    def test_a_question_opens_with_verdict_and_source(self, tab: Watched) -> None:
        page = tab.open("treatments")
        expect(page.locator(".hip-question")).to_have_count(10)
        row = page.locator(".hip-question").nth(8)
        row.locator("summary").click()
        expect(row).to_contain_text("Out of date")
        expect(row).to_contain_text("A better answer")
        expect(row).to_contain_text("Rozendaal")
        tab.axe("treatments, a question")
        row.locator('a:has-text("Look it up")').first.click()
        page.wait_for_url("**/evidence.ipynb*")
        page.wait_for_selector("body.hip-ready")
        expect(page.locator(".hip-reading h2")).to_contain_text("Glucosamine")

    def test_a_link_from_elsewhere_opens_a_treatment(self, tab: Watched) -> None:
        page = tab.open("prevention")
        page.locator('.hip-reading a:has-text("All effects")').first.click()
        page.wait_for_url("**/treatments.ipynb*")
        page.wait_for_selector("body.hip-ready")
        expect(page.locator(".hip-reading h2")).to_have_text(
            "No single run far beyond the longest"
        )
        assert "#t=" not in page.url


class TestPrevention:
    """Habits, standings, absolute risks."""

    def test_danger_signs_are_named(self, tab: Watched) -> None:
        page = tab.open("prevention")
        expect(page.locator(".hip-instrument > .hip-notice")).to_contain_text("Be seen first")

    def test_every_habit_has_a_word_and_an_icon(self, tab: Watched) -> None:
        page = tab.open("prevention")
        rows = page.locator(".hip-habit")
        expect(rows).to_have_count(10)
        for i in range(10):
            verdict = rows.nth(i).locator(".hip-verdict")
            assert verdict.inner_text().strip()
            assert verdict.locator("svg").count() == 1

    def test_known_and_folklore_carry_badges(self, tab: Watched) -> None:
        page = tab.open("prevention")
        page.locator('.hip-habit .hip-link:has-text("Shoes")').click()
        reading = page.locator(".hip-reading")
        expect(reading.locator("h2")).to_have_text("Shoes")
        expect(reading.locator(".hip-people figcaption")).to_contain_text("18 with hard shoes")
        rows = reading.locator(".hip-sourced")
        assert rows.count() >= 6
        assert reading.locator(".hip-sourced > .hip-badge").count() == rows.count()
        expect(reading.locator('h3:has-text("Folklore")')).to_be_visible()
        tab.axe("prevention, shoes")

    def test_a_standing_narrows_the_list(self, tab: Watched) -> None:
        page = tab.open("prevention")
        page.locator('.hip-tabs button:has-text("No effect shown")').click()
        expect(page.locator(".hip-habit")).to_have_count(2)
        page.locator('button:has-text("Start again")').click()
        expect(page.locator(".hip-habit")).to_have_count(10)


class TestEvidence:
    """Claims, signs and numbers."""

    def test_all_claims_can_be_shown_and_searched(self, tab: Watched) -> None:
        page = tab.open("evidence")
        page.locator('button:has-text("Show all 107")').click()
        expect(page.locator(".hip-offer")).to_have_count(107)
        page.locator('input[type="search"]').fill("glucosamine")
        expect(page.locator('[role="status"]').first).to_have_text("2 of 107 statements.")
        expect(page.locator(".hip-offer")).to_have_count(2)
        page.locator('input[type="search"]').fill("zebra")
        expect(page.locator(".hip-empty")).to_contain_text("Take one away")
        tab.axe("evidence, nothing found")

    def test_a_bar_filters_by_its_verdict(self, tab: Watched) -> None:
        page = tab.open("evidence")
        page.locator(".hip-rows svg").focus()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        expect(page.locator('label:has-text("Verdict") select')).to_have_value("unsupported")
        for row in page.locator(".hip-offer .hip-verdict").all():
            assert row.inner_text() == "Not shown"

    def test_a_claim_leads_to_the_record_that_holds_it_and_back(self, tab: Watched) -> None:
        page = tab.open("evidence")
        page.locator('.hip-offer .hip-link:has-text("Gluteal tendons hurt")').click()
        reading = page.locator(".hip-reading")
        expect(reading.locator("h2")).to_contain_text("Gluteal tendons hurt at the outer hip")
        tab.axe("evidence, a claim")
        reading.locator('.hip-button:has-text("Outer-hip tendon pain")').click()
        expect(page.locator("#numbers-head")).to_be_focused()
        expect(reading.locator("h2")).to_have_text("Outer-hip tendon pain")
        reading.locator('summary:has-text("Statements of the article")').click()
        reading.locator('.hip-link:has-text("Gluteal tendons hurt")').click()
        expect(page.locator("#claims-head")).to_be_visible()

    def test_signs_are_drawn_on_two_scales_with_how_the_interval_came_about(
        self, tab: Watched
    ) -> None:
        page = tab.open("evidence")
        page.locator('.hip-tabs button:has-text("How good signs")').click()
        chart = page.locator(".hip-rows")
        expect(chart).to_contain_text("have the sign")
        expect(chart).to_contain_text("61 (46 to 75)")
        expect(chart).to_contain_text("92 (83 to 97)")
        expect(chart).to_contain_text("A dashed line was worked out")
        assert chart.locator('.whisker[stroke-dasharray="6 3"]').count() > 0
        tab.axe("evidence, signs")
        page.locator('label:has-text("Condition") select').select_option("sij_pain")
        expect(chart).to_contain_text("Three or more of six")
        expect(page.locator('.hip-offer:has-text("Three or more")').first).to_contain_text(
            "never its members"
        )

    def test_a_dangerous_test_is_warned_against(self, tab: Watched) -> None:
        page = tab.open("evidence")
        page.locator('.hip-tabs button:has-text("How good signs")').click()
        page.locator('label:has-text("Condition") select').select_option(
            "femoral_shaft_stress_fracture"
        )
        page.locator('.hip-offer .hip-link:has-text("Bending the thigh bone")').first.click()
        expect(page.locator(".hip-reading .hip-notice.bad")).to_contain_text("Do not try this")
        tab.axe("evidence, a dangerous test")

    def test_numbers_of_a_condition_with_badge_interval_and_source(self, tab: Watched) -> None:
        page = tab.open("evidence")
        page.locator('.hip-tabs button:has-text("Where each number")').click()
        page.locator('label:has-text("Record") select').select_option("fai_syndrome")
        expect(page.locator(".hip-reading h2")).to_have_text("Hip pinching")
        row = page.locator('tr:has-text("Groin")').first
        expect(row.locator(".hip-num")).to_contain_text("of 100 (")
        expect(row.locator(".hip-badge")).to_have_count(1)
        tab.axe("evidence, numbers")
        page.locator('label:has-text("Only what is measured") input').check()
        expect(page.locator("tbody .hip-badge.E")).to_have_count(0)
        page.locator('label:has-text("Look through") select').select_option("red_flags")
        expect(page.locator(".hip-empty")).to_be_visible()
        tab.axe("evidence, a rule")

    def test_no_review_is_claimed(self, tab: Watched) -> None:
        page = tab.open("evidence")
        page.locator('.hip-tabs button:has-text("Where each number")').click()
        expect(page.locator(".hip-chart-title").first).to_contain_text(
            "No clinician has reviewed a record yet"
        )
        expect(page.locator(".hip-reading")).to_contain_text("no clinician has reviewed")


class TestSafety:
    """The safety case."""

    def test_that_nobody_signed_is_the_first_thing_said(self, tab: Watched) -> None:
        page = tab.open("safety")
        notice = page.locator("main .hip-notice").first
        expect(notice).to_contain_text("Not signed.")
        expect(notice).to_contain_text("No clinical safety officer has signed")
        assert page.evaluate(
            "() => document.querySelector('main .hip-notice').compareDocumentPosition("
            "document.querySelector('#hazards-head')) & 4"
        )

    def test_a_hazard_opens_with_cause_controls_and_tests(self, tab: Watched) -> None:
        page = tab.open("safety")
        page.locator('.hip-link:has-text("A danger sign is present but is never asked")').click()
        row = page.locator(".hip-offer.on")
        expect(row).to_contain_text("How it could come about")
        expect(row).to_contain_text("tests/reasoning/test_next_question.py")
        expect(row).to_contain_text("nobody")
        tab.axe("safety, a hazard")
        page.locator('button:has-text("Undo")').click()
        expect(page.locator(".hip-offer.on")).to_have_count(0)

    def test_what_is_left_narrows_the_list(self, tab: Watched) -> None:
        page = tab.open("safety")
        before = page.locator(".hip-offer").count()
        page.locator('label:has-text("What is left over") select').select_option("low")
        expect(page.locator('[role="status"]').first).not_to_contain_text(f"{before} of {before}")
        for row in page.locator(".hip-offer").all():
            assert "Little is left over" in row.inner_text()


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_alone_chooses_and_takes_back(tab: Watched, name: str) -> None:
    page = tab.open(name)
    page.locator(".hip-skip").focus()
    page.keyboard.press("Enter")
    press_until_focus(page, '.hip-link:not([aria-pressed="true"])')
    chosen = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator(".hip-offer.on .hip-link")).to_have_text(chosen)
    expect(page.locator('button:has-text("Undo")')).to_be_enabled()
    page.locator('button:has-text("Undo")').focus()
    page.keyboard.press("Enter")
    expect(page.locator('button:has-text("Undo")')).to_be_disabled()


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_everything_without_scrolling_sideways(phone: Watched, name: str) -> None:
    page = phone.open(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if name == "evidence":
        for part in ("How good signs", "Where each number"):
            page.locator(f'.hip-tabs button:has-text("{part}")').click()
            page.wait_for_selector(".hip-rows svg")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            phone.axe(f"evidence on a phone, {part}")
    if name != "safety":
        page.locator(".hip-reading-bar").click()
        expect(page.locator(".hip-reading .hip-sheet")).to_be_visible()
    phone.axe(f"{name} on a phone, opened")


@pytest.mark.parametrize("name", PAGES)
def test_dark_and_large_in_a_chosen_state(tab: Watched, name: str) -> None:
    page = tab.open(name, look="dark,large")
    page.locator(".hip-offer .hip-link").nth(1).click()
    expect(page.locator(".hip-offer.on")).to_have_count(1)
    tab.axe(f"{name}, dark and large, chosen")
