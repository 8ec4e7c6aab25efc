"""The rule laboratory in a real browser: five parts, keyboard alone, work that can be stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Server, Watched, watch

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(browser: Browser, server: Server) -> Iterator[Watched]:
    """A watched tab for somebody who wants no motion, so that no colour is caught half-way."""
    watched = watch(browser, server, reduced_motion="reduce")
    yield watched
    watched.page.close()
    assert not watched.errors, watched.errors
    assert not watched.foreign, watched.foreign


def open_part(page: Page, name: str) -> None:
    """Turn to a part."""
    page.locator(f'.hip-lab-parts button:has-text("{name}")').click()
    expect(page.locator(f'.hip-lab-parts button:has-text("{name}")')).to_have_attribute(
        "aria-pressed", "true"
    )


def run_small(page: Page) -> None:
    """Run the field that the page begins with."""
    open_part(page, "Invent a field")
    page.locator('button:has-text("Run 10,000")').click()
    expect(page.locator(".hip-forest-row")).to_have_count(7, timeout=30_000)  # six and the axis


def test_the_strip_is_read_by_keyboard_day_by_day(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    reading = page.locator(".hip-strip-read")
    expect(reading).to_contain_text("32.0 km")
    expect(reading).to_contain_text("longest run +10 %: far too much, +47 %")
    expect(reading).to_contain_text("ACWR 0.8–1.3: content")
    page.locator(".hip-strip svg").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(reading).to_contain_text("Saturday")
    page.keyboard.press("ArrowUp")
    expect(reading).to_contain_text("Saturday")
    page.keyboard.press("Home")
    expect(reading).to_contain_text("Monday")
    page.keyboard.press("End")
    expect(reading).to_contain_text("32.0 km")
    page.locator('summary:has-text("as a table")').first.click()
    expect(page.locator("table").first).to_contain_text("longest run +10 %")
    tab.axe("one log, all rules")


def test_agreement_is_shown_both_ways(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    table = page.locator(".hip-agree")
    expect(table.locator("caption")).to_contain_text("beyond chance")
    page.locator('button:has-text("Share of days")').click()
    expect(table.locator("caption")).to_contain_text("100 days")


def test_a_knob_is_turned_by_keyboard(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    open_part(page, "Turn one knob")
    slider = page.locator("#lab-place")
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", "7/28, usual")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "5/20")
    expect(page.locator(".hip-reading")).to_contain_text("With 5/20")
    page.locator('label:has-text("Which choice") select').select_option("rest")
    page.locator('.hip-segments button:has-text("left out")').click()
    expect(page.locator(".hip-reading")).to_contain_text("With left out")
    tab.axe("a knob")
    page.locator('button:has-text("Undo")').first.click()
    expect(page.locator(".hip-reading")).to_contain_text("With entered as 0")


def test_shuffling_tells_the_log_from_chance(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    open_part(page, "Shuffle the log")
    tab.axe("before the shuffle")
    button = page.locator('button:has-text("Shuffle 499 times")')
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hip-chart-title")).to_be_visible(timeout=30_000)
    expect(page.locator(".hip-reading .hip-rule-row")).to_have_count(6)
    page.locator('label:has-text("Look at") select').select_option("ten_percent_rule")
    expect(page.locator(".hip-chart-title")).to_contain_text("10 % a week")
    tab.axe("after the shuffle")


def test_a_ratio_correlates_with_itself_on_random_numbers(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    open_part(page, "A ratio and itself")
    expect(page.locator("main")).to_contain_text("the square root of 7 / 28 is 0.50")
    title = page.locator(".hip-chart-title").first
    before = title.inner_text()
    page.locator('button:has-text("Other random numbers")').click()
    expect(title).not_to_have_text(before)
    page.locator("#lab-acute").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("main")).to_contain_text("the square root of 8 / 28 is 0.53")
    tab.axe("coupling")


def test_a_field_is_invented_run_and_changed(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    open_part(page, "Invent a field")
    tab.axe("before a field is run")
    run_small(page)
    expect(page.locator(".hip-reading")).to_contain_text("Injuries fell at random")
    tab.axe("a field")
    page.locator('label:has-text("What injures") select').select_option("spike")
    expect(page.locator("main")).to_contain_text("belong to the settings before your change")
    page.locator('button:has-text("Run 10,000")').click()
    expect(page.locator(".hip-forest .hip-tag")).to_have_text("true cause", timeout=30_000)
    page.locator("#lab-cuts").scroll_into_view_if_needed()
    study = page.locator(".hip-sheet:has(#lab-cuts) input")
    study.fill("7")
    study.press("Enter")
    expect(page.locator(".hip-chart-title").last).to_contain_text("Study 7")


def test_a_hundred_thousand_runners_show_progress_and_can_be_stopped(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    open_part(page, "Invent a field")
    page.locator('button:has-text("100 studies of 1,000")').click()
    page.locator('button:has-text("Run 100,000")').click()
    expect(page.locator('.hip-lab-working [role="status"]')).to_contain_text(
        re.compile(r"of 100,000 runners"), timeout=30_000
    )
    page.locator('.hip-lab-working button:has-text("Stop")').click()
    expect(page.locator('button:has-text("Run 100,000")')).to_be_visible(timeout=30_000)
    expect(page.locator(".hip-reading")).to_contain_text("Nothing was changed")
    expect(page.locator(".hip-forest")).to_have_count(0)


def test_own_runs_are_read_here_too(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    page.locator('summary:has-text("Use your own runs")').click()
    body = "date,distance_km\n" + "".join(
        f"2026-0{3 + week // 4}-{1 + 7 * (week % 4):02d},{8 + week}\n" for week in range(12)
    )
    page.locator('input[type="file"]').set_input_files(
        [{"name": "runs.csv", "mimeType": "text/csv", "buffer": body.encode()}]
    )
    expect(page.locator("main")).to_contain_text("Your own runs: 12 days with a run")
    expect(page.locator('label:has-text("Whose runs") select')).to_have_value("files/")
    tab.axe("own runs")


def test_the_parts_are_reached_by_keyboard_alone(tab: Watched) -> None:
    page = tab.open("rule_laboratory")
    page.locator(".hip-lab-parts button").first.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h2").filter(has_text="The truth")).to_be_visible()


@pytest.mark.parametrize("part", ["One log", "Turn one", "Shuffle", "A ratio", "Invent"])
def test_no_part_is_wider_than_a_phone(browser, server: Server, part: str) -> None:
    tab = watch(browser, server, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = tab.open("rule_laboratory")
    page.locator(f'.hip-lab-parts button:has-text("{part}")').click()
    if part == "Invent":
        run_small(page)
    expect(page.locator(".hip-instrument .hip-sheet").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.axe(f"{part} on a phone")
    page.close()
    assert not tab.errors


@pytest.mark.parametrize("look", ["dark", "dark,large"])
def test_a_field_in_the_dark(tab: Watched, look: str) -> None:
    page = tab.open("rule_laboratory", look=look)
    run_small(page)
    tab.axe(f"a field, {look}")
