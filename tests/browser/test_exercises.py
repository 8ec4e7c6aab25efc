"""The exercises page in a real browser: filters, drawings, programmes, and no light in danger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Server, Watched, watch

pytestmark = pytest.mark.browser


def to_programme(page: Page, name: str) -> None:
    """Answer the questions before the light with no, and choose a programme."""
    page.locator('.hip-segments button:has-text("Programmes")').click()
    page.locator('button:has-text("None of these fits")').click()
    page.locator(f'[data-programme="{name}"]').click()
    expect(page.locator("#x-phase")).to_be_visible()
    if page.locator('legend:has-text("Could it be bone?")').count():
        page.locator('button:has-text("None of these fits")').click()
        expect(page.locator(".x-signs-done")).to_have_count(2)


class TestLibrary:
    def test_cards_are_drawn_and_one_is_shown_in_full(self, tab: Watched) -> None:
        page = tab.open("exercises")
        expect(page.locator(".x-card")).to_have_count(35)
        expect(page.locator(".x-card .x-figure path").first).to_be_attached()
        # every card has its picture, whose shapes are really there
        drawn = page.eval_on_selector_all(
            ".x-card", "cards => cards.map(c => c.querySelectorAll('.x-figure path').length)"
        )
        assert min(drawn) > 20
        page.locator('[data-exercise="clamshell"]').click()
        expect(page.locator("#x-name")).to_have_text("Clamshell")
        figure = page.locator(".x-figure-pair")
        # the description comes with the whole drawing, a moment after the start stood in for it
        expect(figure).to_have_attribute("aria-label", re.compile("Lying on the side"))
        expect(figure.locator("svg")).to_have_count(2)
        # cautions stand before everything else that is said of it
        order = page.eval_on_selector_all(
            ".hip-reading h3", "all => all.map(h => h.textContent.trim())"
        )
        assert order[0] == "Take care"

    def test_filters_work_with_the_keyboard_and_can_be_taken_away(self, tab: Watched) -> None:
        page = tab.open("exercises")
        page.locator('input[type="search"]').focus()
        page.keyboard.type("bridge")
        expect(page.locator(".x-card")).to_have_count(4)  # two legs, one leg, band, long lever
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".hip-chip")).to_have_count(2)
        chip = page.locator('.hip-chip:has-text("bridge") button')
        chip.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".hip-chip")).to_have_count(1)
        tab.axe("exercises filtered")
        page.locator('button:has-text("Undo")').click()
        expect(page.locator(".hip-chip")).to_have_count(2)
        page.locator('button:has-text("Show all again")').click()
        expect(page.locator(".x-card")).to_have_count(35)

    def test_an_empty_result_says_which_filter_to_loosen(self, tab: Watched) -> None:
        page = tab.open("exercises")
        page.locator('label:has-text("Muscle") select').select_option("soleus")
        page.locator('label:has-text("Position") select').select_option("lying_back")
        empty = page.locator(".hip-empty")
        expect(empty).to_contain_text("No exercise passes")
        tab.axe("exercises, nothing found")
        button = empty.locator('button:has-text("Without Lying on the back")')
        count = int(str(button.inner_text()).split(": ")[1].split()[0])
        button.click()
        expect(page.locator(".x-card")).to_have_count(count)

    def test_the_movement_is_shown_on_request_and_stops(self, tab: Watched) -> None:
        page = tab.open("exercises")
        pair = page.locator(".x-figure-pair")
        height = page.locator(".x-figure-box").bounding_box()["height"]
        page.locator('button:has-text("Show the movement")').click()
        expect(pair).to_have_attribute("data-moving", "true")
        expect(pair.locator("svg")).to_have_count(1)
        skin = pair.locator("path.x-skin:not(.x-edge)").first
        first = skin.get_attribute("d")
        expect(skin).not_to_have_attribute("d", str(first))
        assert abs(page.locator(".x-figure-box").bounding_box()["height"] - height) < 2
        page.locator('button:has-text("Stop the movement")').click()
        expect(pair).to_have_attribute("data-moving", "false")
        expect(pair.locator("svg")).to_have_count(2)

    def test_less_motion_means_two_still_pictures_in_turn(self, browser, server: Server) -> None:
        tab = watch(browser, server, reduced_motion="reduce")
        page = tab.open("exercises")
        expect(page.locator(".x-figure-pair svg")).to_have_count(2)
        # whatever is drawn from now on is written down
        still = page.evaluate("""() => {
            const whole = (svg) =>
                [...svg.querySelectorAll("path")].map((p) => p.getAttribute("d")).join();
            const drawn = () => [...document.querySelectorAll(".x-figure-pair svg")].map(whole);
            window.seen = new Set();
            new MutationObserver(() => {
                drawn().forEach((d) => window.seen.add(d));
                document.body.dataset.seen = window.seen.size;
            }).observe(document.querySelector(".x-figure-box"),
                { subtree: true, childList: true, attributes: true });
            return drawn();
        }""")
        page.locator('button:has-text("Show the movement")').click()
        expect(page.locator("body")).to_have_attribute("data-seen", "2")
        assert set(page.evaluate("[...window.seen]")) == set(still)
        page.close()
        assert not tab.errors

    def test_two_side_by_side(self, tab: Watched) -> None:
        page = tab.open("exercises")
        page.locator('[data-exercise="clamshell"]').click()
        page.locator('label:has-text("Compare with") select').select_option("sidelying_abduction")
        expect(page.locator(".x-compare .x-figure-pair")).to_have_count(2)
        expect(page.locator(".x-compare-table tbody tr")).to_have_count(11)
        tab.axe("exercises, two compared")
        page.locator('button:has-text("Stop comparing")').click()
        expect(page.locator("#x-name")).to_have_text("Clamshell")

    def test_an_easier_version_is_a_click_away(self, tab: Watched) -> None:
        page = tab.open("exercises")
        page.locator('[data-exercise="hip_thrust"]').click()
        page.locator('.x-facts button:has-text("Bridge on one leg")').click()
        expect(page.locator("#x-name")).to_have_text("Bridge on one leg")

    def test_a_link_from_elsewhere_opens_an_exercise(self, tab: Watched) -> None:
        page = tab.open("home")
        page.goto(tab.server.page("exercises") + "#exercise=pogo_hops")
        expect(page.locator("#x-name")).to_have_text("Hops")
        assert "#" not in page.url
        page.goto(tab.server.page("exercises") + "#condition=hip_osteoarthritis")
        expect(page.locator("#x-way")).to_have_text("Worn hip joint")

    def test_muscle_activity_study_by_study(self, tab: Watched) -> None:
        page = tab.open("exercises")
        page.locator('.hip-segments button:has-text("Muscle activity")').click()
        expect(page.locator(".x-study")).to_have_count(3)
        expect(page.locator("main")).to_contain_text("63 % and 81 %")
        band = page.locator('.x-emg-row:has-text("Side-lying leg lift") .x-emg-band').first
        track = page.locator(".x-emg-track").first.bounding_box()
        box = band.bounding_box()
        # 81 +- 42 on an axis from 0 to 140: 84 / 140 of its length
        assert abs(box["width"] / track["width"] - 84 / 140) < 0.01
        tab.axe("muscle activity")
        page.locator('.x-emg-name:has-text("Lunge")').click()
        expect(page.locator("#x-name")).to_have_text("Lunge")


class TestProgrammes:
    def test_criteria_say_what_is_missing_and_open_the_next_phase(self, tab: Watched) -> None:
        page = tab.open("exercises")
        to_programme(page, "gluteal_tendinopathy")
        reading = page.locator(".hip-reading")
        expect(reading).to_contain_text("4 of 4 goals are still missing before “Slow strength”.")
        for check in ("gt_picture", "gt_lying", "gt_iso"):
            page.locator(f'[data-check="{check}"] button:has-text("Yes")').click()
        given = {"gt_usual_pain": "4", "gt_night": "5", "gt_stand": "30", "gt_stand_pain": "3"}
        for check, value in given.items():
            page.locator(f"#x-check-{check}").fill(value)
            page.keyboard.press("Tab")
        expect(reading).to_contain_text("1 of 4 goals is still missing")
        expect(reading).to_contain_text("5 of 10; the goal is at most 2 of 10.")
        tab.axe("programme with a goal missing")
        page.locator("#x-check-gt_night").fill("2")
        page.keyboard.press("Tab")
        page.locator('button:has-text("Begin “Slow strength”")').click()
        expect(page.locator("#x-phase")).to_have_text("Slow strength")
        expect(page.locator(".x-path .done")).to_have_count(1)

    def test_the_light_follows_the_pain(self, tab: Watched) -> None:
        page = tab.open("exercises")
        to_programme(page, "gluteal_tendinopathy")
        light = page.locator(".x-light")
        expect(light).to_contain_text("Set the pain")
        during = page.locator("#x-pain-during")
        during.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(light).to_contain_text("Green")
        page.keyboard.press("ArrowRight")
        expect(light).to_contain_text("Amber")
        page.locator("#x-pain-morning").focus()
        page.keyboard.press("ArrowRight")
        expect(light).to_contain_text("Red")
        expect(light).to_contain_text("The next morning was worse.")
        tab.axe("programme with a red light")

    def test_where_bone_is_possible_the_aim_is_nothing(self, tab: Watched) -> None:
        page = tab.open("exercises")
        to_programme(page, "gluteal_tendinopathy")
        page.locator('.x-signs-done:has-text("bone") button').click()
        page.locator('label:has-text("one spot of bone")').click()
        page.locator('button:has-text("This one fits")').click()
        expect(page.locator("main")).to_contain_text("Bone may be the source.")
        page.locator("#x-pain-during").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".x-light")).to_contain_text("Amber: stop for today")
        tab.axe("programme, bone possible")

    def test_a_danger_sign_refuses_light_ladder_and_running(self, tab: Watched) -> None:
        page = tab.open("exercises")
        page.locator('.hip-segments button:has-text("Programmes")').click()
        page.locator('label:has-text("cannot walk four steps")').click()
        page.locator('button:has-text("This one fits")').click()
        expect(page.locator(".hip-triage.emergency")).to_contain_text("cannot put weight")
        page.locator('[data-programme="adductor_related"]').click()
        expect(page.locator(".x-light")).to_contain_text("No light")
        expect(page.locator(".x-run")).to_contain_text("No running while a danger sign is open")
        expect(page.locator("#x-ladder + p")).to_have_text("Not while a danger sign is open.")
        assert not page.locator(".x-ladder").count()
        assert page.locator('.hip-triage a[href*="symptom_checker.ipynb"]').count() == 1
        tab.axe("programme, danger sign open")
        page.locator('button:has-text("Undo")').click()
        page.locator('button:has-text("Undo")').click()
        expect(page.locator('button:has-text("None of these fits")')).to_be_visible()

    def test_the_ladder_goes_up_after_two_good_days(self, tab: Watched) -> None:
        page = tab.open("exercises")
        to_programme(page, "adductor_related")
        page.locator('.x-path button:has-text("Moving strength")').click()
        expect(page.locator(".x-ladder li.here")).to_contain_text("run 1, walk 4")
        good = page.locator('section:has(#x-ladder) button:text-is("green")')
        good.click()
        expect(page.locator(".x-move")).to_contain_text("1 more session")
        good.click()
        page.locator('button:has-text("Go to step 2")').click()
        expect(page.locator(".x-ladder li.here")).to_contain_text("run 2, walk 3")
        tab.axe("programme with the ladder")

    def test_an_exercise_of_a_phase_opens_in_the_library(self, tab: Watched) -> None:
        page = tab.open("exercises")
        to_programme(page, "hip_oa")
        expect(page.locator(".x-dose-list .x-figure").first).to_be_visible()
        page.locator('.x-dose-list button:has-text("Hip circles")').click()
        expect(page.locator("#x-name")).to_have_text("Hip circles")

    def test_everything_fits_a_phone(self, browser, server: Server) -> None:
        tab = watch(browser, server, viewport={"width": 390, "height": 844})
        page = tab.open("exercises")
        wide = "document.documentElement.scrollWidth"
        page.locator('[data-exercise="squat"]').click()
        page.locator(".hip-reading-bar").click()
        expect(page.locator("#x-name")).to_be_visible()
        assert page.evaluate(wide) <= 390
        tab.axe("an exercise on a phone")
        page.locator(".hip-reading-bar").click()
        page.locator('.hip-segments button:has-text("Muscle activity")').click()
        expect(page.locator(".x-study").first).to_be_visible()
        assert page.evaluate(wide) <= 390
        to_programme(page, "bsi_femoral_neck")
        assert page.evaluate(wide) <= 390
        tab.axe("a programme on a phone")
        page.close()
        assert not tab.errors


def test_the_first_view_is_small_and_no_whole_drawing_of_another_is_sent(tab: Watched) -> None:
    sizes: list[int] = []

    def add(response) -> None:
        sizes.append(int(response.headers.get("content-length") or 0))

    tab.page.on("response", add)
    frames: list[int] = []
    tab.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda payload: frames.append(len(payload))),
    )
    page = tab.open("exercises")
    expect(page.locator(".x-card .x-figure").first).to_be_attached()
    assert sum(sizes) + sum(frames) < 1_500_000
    before = len(frames)
    page.locator('[data-exercise="lunge"]').click()
    expect(page.locator("#x-name")).to_have_text("Lunge")
    assert sum(frames[before:]) < 120_000
