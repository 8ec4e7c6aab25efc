"""Brings each dashboard into a state with something in it, as a visitor would, in any language.

Nothing here looks for words: a page in another language has others. A new page without an entry
in `STATES` is shown with everything opened; give it one when there is something to enter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page, expect

from .conftest import Watched


def open_all(page: Page) -> None:
    """Open everything that is folded up, whatever appears by opening included."""
    for _round in range(4):
        closed = page.evaluate(
            """() => {
              const closed = [...document.querySelectorAll("#hip-main details:not([open])")];
              closed.forEach((one) => { one.open = true; });
              return closed.length;
            }"""
        )
        settle(page)
        if not closed:
            return


def settle(page: Page) -> None:
    """Wait until what has arrived is drawn and its files are there.

    This knows nothing of answers that are still to come: for those see `act`, `changed`, `chosen`.
    """
    page.wait_for_function("document.querySelector('.hip-page').children.length > 0")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    page.wait_for_load_state("networkidle")


def open_reading(page: Page) -> None:
    """On a narrow page the reading is a bar at the foot, to be opened."""
    bar = page.locator(".hip-reading-bar:visible")
    if bar.count() and bar.get_attribute("aria-expanded") == "false":
        bar.click()
        page.wait_for_selector(".hip-reading.open")


def close_reading(page: Page) -> None:
    """Close the reading of a narrow page."""
    if page.locator(".hip-reading.open").count():
        page.locator(".hip-reading-bar").click()
        page.wait_for_selector(".hip-reading.open", state="detached")


def act(page: Page, do: Callable[[], object], sign: str) -> None:
    """Do something that the kernel answers; `sign` is an element that is there only afterwards."""
    assert not page.locator(sign).count(), f"{sign} is there before, and would wait for nothing"
    do()
    page.wait_for_selector(sign, state="attached")


def changed(page: Page, do: Callable[[], object], place: str) -> None:
    """Do something that the kernel answers by drawing `place` differently.

    What a field shows at once, its value, is no part of its markup.
    """
    part = page.locator(place).first
    before = part.inner_html()
    do()
    page.wait_for_function(
        "([place, before]) => document.querySelector(place)?.innerHTML !== before",
        arg=[place, before],
    )


def chosen(button: Locator) -> None:
    """Press a button that the kernel's answer shows pressed."""
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def mark(page: Page, region: str, side: str) -> None:
    """Mark a place on the drawing with the keyboard's own event."""
    place = page.locator(f'.hip-body [data-region="{region}"][data-side="{side}"]')
    place.focus()
    act(page, lambda: page.keyboard.press("Space"),
        f'[data-region="{region}"][data-side="{side}"][aria-checked="true"]')  # fmt: skip


def pain_map(page: Page) -> None:
    """Two marks, an arrow, the usual map of the best fit over the drawing."""
    mark(page, "lateral_hip", "left")
    mark(page, "groin", "right")
    open_all(page)
    fields = page.locator(".hip-sheet select")
    fields.nth(0).select_option("lateral_hip")
    fields.nth(1).select_option("groin")
    act(page, lambda: page.locator(".hip-sheet .hip-row .hip-button:not(.small)").first.click(),
        ".hip-list .hip-chip")  # fmt: skip
    open_reading(page)
    act(page, lambda: page.locator(".hip-fit .hip-button").first.click(), ".heat-label")
    page.wait_for_selector(".hip-reading.open", state="detached")  # it makes way for the map
    open_reading(page)


def anatomy(page: Page) -> None:
    """The pain map as an atlas, with a structure chosen."""
    chosen(page.locator('.hip-segments[role="group"]').nth(2).locator("button").nth(1))
    open_reading(page)
    choice = page.locator(".hip-reading select")
    changed(page, lambda: choice.select_option("gluteus_medius"), ".hip-reading .hip-sheet")


def symptoms(page: Page) -> None:
    """A runner with age, sex and a place, every question answered until there is none."""
    page.locator('input[type="number"]').first.fill("34")
    page.locator('input[type="number"]').first.press("Tab")
    page.locator("select").first.select_option("lateral_hip/left")
    page.wait_for_selector(".hip-chip", state="attached")
    page.locator(".hip-segments").first.locator("button").first.click()
    page.wait_for_selector(".hip-fit", state="attached")
    page.wait_for_selector('[aria-labelledby="about-you"] [aria-expanded="false"]')
    for _question in range(12):
        asked = page.locator("section:has(#the-question), section:has(#the-list)")
        before = asked.first.inner_text()
        if page.locator(".hip-checklist").count():
            page.locator("section:has(.hip-checklist) > div > .hip-button").last.click()
        elif page.locator("section:has(#the-question) form").count():
            page.locator('section:has(#the-question) form input').first.fill("5")
            page.locator('section:has(#the-question) form [type="submit"]').click()
        else:
            page.locator("section:has(#the-question) .hip-answers .hip-button").first.click()
        page.wait_for_function(
            """(before) => {
              const now = document.querySelector("#the-question, #the-list")?.closest("section");
              return !now || now.innerText !== before || document.querySelector(".emergency");
            }""",
            arg=before,
        )
        if not page.locator("#the-question, #the-list").count():
            break
    open_all(page)


def training(page: Page) -> None:
    """An invented runner's log with every part opened."""
    runner = page.locator("#hip-main select").first
    runner.select_option(index=1)
    page.wait_for_selector(".hip-rule-row", state="attached")
    open_all(page)
    page.wait_for_selector(".hip-times", state="attached")


def plan(page: Page) -> None:
    """A plan with an edited day, kept beside another one."""
    page.locator(".hip-plan-cell input").first.fill("30")
    page.locator(".hip-plan-cell input").first.press("Tab")
    page.wait_for_selector(".hip-plan-cell.spike", state="attached")
    page.locator('section:has(#plan-weeks) .hip-button').nth(1).click()
    page.locator('section:has(#plan-goal) input[type="number"]').first.fill("42")
    page.locator('section:has(#plan-goal) input[type="number"]').first.press("Tab")
    open_all(page)


def running_form(page: Page) -> None:
    """More steps a minute, faster, uphill, with a body mass."""
    numbers = page.locator('.hip-slider input[type="number"]')
    for place, value in enumerate(("165", "10", "175", "13", "4", "20", "70")):
        numbers.nth(place).fill(value)
        numbers.nth(place).press("Tab")
    open_all(page)


def compared(page: Page) -> None:
    """An exercise of the list, beside another one."""
    chosen(page.locator(".x-card").nth(4))
    open_reading(page)
    open_all(page)
    choice = page.locator(".hip-reading .hip-field select").last
    act(page, lambda: choice.select_option(index=2), ".x-compare-table")
    close_reading(page)


def activity(page: Page) -> None:
    """How hard one muscle works."""
    act(page, lambda: page.locator(".hip-page-head .hip-segments button").nth(1).click(), ".x-emg")
    open_all(page)


def programme(page: Page) -> None:
    """A programme with the danger signs answered, the pain set and a session written down."""
    tab = page.locator(".hip-page-head .hip-segments button").nth(2)
    act(page, lambda: tab.click(), ".x-programmes")
    act(page, lambda: page.locator(".x-signs .hip-button.primary").first.click(), ".x-signs-done")
    act(page, lambda: page.locator(".x-programme").first.click(), ".x-path")
    if page.locator(".x-signs").count():
        page.locator(".x-signs .hip-button.primary").first.click()
        page.wait_for_selector(".x-signs", state="detached")
    numbers = page.locator('[aria-labelledby="x-pain"] input[type="number"]')
    for place, value in enumerate(("0", "4", "3", "2")):
        numbers.nth(place).fill(value)
        numbers.nth(place).press("Tab")
        page.wait_for_function(  # what is typed next must not be drawn over by this answer
            """(done) => document.querySelectorAll(
                 '[aria-labelledby="x-pain"] .hip-slider:not(.unset)').length === done""",
            arg=place + 1,
        )
    page.wait_for_selector(".x-lamps", state="attached")
    open_all(page)


def treatments(page: Page) -> None:
    """A condition that must be seen chosen, another treatment opened, another scale drawn."""
    open_all(page)
    fields = page.locator("#hip-main select")
    act(page, lambda: fields.first.select_option("fnsf_tension"), '#hip-main [role="alert"]')
    changed(page, lambda: fields.last.select_option("points_10/lower"), "section:has(#treat-chart)")
    open_all(page)
    choice = page.locator('.hip-link[aria-pressed="false"]').last
    act(page, lambda: choice.click(), ".hip-offer.on")
    open_reading(page)
    open_all(page)


def prevention(page: Page) -> None:
    """A habit with folklore and a picture, on another scale."""
    chosen(page.locator(".hip-habit .hip-link").nth(3))
    scale = page.locator("#hip-main select").last
    changed(page, lambda: scale.select_option("risk_ratio/lower"), "section:has(#prev-chart)")
    page.wait_for_selector(".hip-people", state="attached")
    open_reading(page)
    open_all(page)


def claims(page: Page) -> None:
    """Every statement listed, one of them opened."""
    page.locator(".hip-offer + .hip-offer").last.wait_for()
    page.locator("section > .hip-button").last.click()
    page.locator(".hip-offer .hip-link").nth(92).click()
    page.wait_for_selector(".hip-offer:nth-child(93).on", state="attached")
    open_reading(page)
    open_all(page)


def signs(page: Page) -> None:
    """Studies of signs, one that must not be tried opened."""
    act(page, lambda: page.locator(".hip-tabs button").nth(1).click(), "#tests-head")
    page.locator("#hip-main select").first.select_option("femoral_shaft_stress_fracture")
    page.wait_for_function(  # the choice says how many there are
        """() => {
          const chosen = document.querySelector("#hip-main select").selectedOptions[0].text;
          return chosen.includes(`(${document.querySelectorAll(".hip-offer").length})`);
        }"""
    )
    # the order of the offers is the language's
    for offer in page.locator(".hip-offer button[aria-pressed]").element_handles():
        if not page.locator(".hip-reading .hip-notice.bad").count():
            offer.click()
            page.wait_for_function("(one) => one.ariaPressed === 'true'", arg=offer)
    page.wait_for_selector(".hip-reading .hip-notice.bad", state="attached")
    open_all(page)


def numbers(page: Page) -> None:
    """Every number of one condition."""
    act(page, lambda: page.locator(".hip-tabs button").nth(2).click(), "#numbers-head")
    choice = page.locator("#hip-main select").nth(1)
    changed(page, lambda: choice.select_option("fai_syndrome"), "section:has(#numbers-head)")
    open_all(page)


def question(page: Page) -> None:
    """A question with its numbers in every condition."""
    choice = page.locator("#hip-main select").first
    changed(page, lambda: choice.select_option("findings"), "section:has(#numbers-head)")
    open_all(page)


def hazard(page: Page) -> None:
    """A hazard with its controls and tests."""
    act(page, lambda: page.locator(".hip-offer .hip-link").nth(1).click(), ".hip-controls")


def part(page: Page, number: int) -> None:
    """One of the five parts of the rule laboratory."""
    button = page.locator(".hip-lab-parts button").nth(number)
    act(page, button.click, f'.hip-lab-parts button:nth-child({number + 1})[aria-pressed="true"]')


def one_log(page: Page) -> None:
    """A log that chance invented, under all rules."""
    page.locator("section:has(#lab-log) select").select_option("generated/build_up")
    page.wait_for_selector("section:has(#lab-log) .hip-row .hip-button:not(.small)")
    open_all(page)


def knob(page: Page) -> None:
    """Days of rest left out."""
    part(page, 1)
    page.locator("section:has(#lab-knob) select").select_option("rest")
    act(page, page.locator("section:has(#lab-knob) .hip-segments button").nth(1).click,
        '#lab-knob ~ .hip-segments button:nth-child(2)[aria-pressed="true"]')  # fmt: skip
    open_all(page)


def null_test(page: Page) -> None:
    """The log beside its shuffled copies."""
    part(page, 2)
    act(page, page.locator("section:has(#lab-shuffle) .hip-button.primary").click,
        "section:has(#lab-shuffle) .hip-chart")  # fmt: skip
    open_all(page)


def coupled(page: Page) -> None:
    """A ratio and itself."""
    part(page, 3)
    open_all(page)


def field(page: Page) -> None:
    """A planted cause, and what the studies found of it."""
    part(page, 4)
    page.locator("section:has(#lab-truth) select").first.select_option("spike")
    act(page, page.locator("section:has(#lab-truth) .hip-button.primary").click, ".hip-forest")
    open_all(page)


def week_asked(page: Page) -> None:
    """A danger sign that is there: no week, but what to do."""
    page.locator('.hip-week-signs input').first.check()
    act(page, lambda: page.locator(".hip-week-gate .hip-button.primary").click(),
        ".hip-triage")  # fmt: skip
    act(page, lambda: page.locator(".hip-triage .hip-row .hip-button").last.click(),
        ".hip-week-gate")  # fmt: skip


def week(page: Page) -> None:
    """A programme's week with an exercise open, its dose changed, a red session in the log."""
    page.locator(".hip-week-wish select").first.select_option("gluteal_tendinopathy")
    act(page, lambda: page.locator(".hip-week-gate .hip-button.primary").click(),
        ".hip-week-art svg")  # fmt: skip
    act(page, lambda: page.locator(".hip-week-open").first.click(), ".hip-week-figure svg")
    page.locator(".hip-week-dose .hip-button").first.click()
    open_all(page)
    form = page.locator('section[aria-labelledby="week-log"] form')
    form.locator('input[type="range"]').fill("7")
    act(page, lambda: form.locator('[type="submit"]').click(), ".hip-week-advice.red")
    open_all(page)


def week_adding(page: Page) -> None:
    """A day to which something may be added, and a run."""
    act(page, lambda: page.locator(".hip-week-add").nth(1).click(), ".hip-week-offers")
    open_all(page)
    act(page, lambda: page.locator(".hip-week-run .hip-week-open").first.click(),
        ".hip-week-run.on")  # fmt: skip


STATES: dict[str, tuple[Callable[[Page], None], ...]] = {
    "pain_map": (pain_map, anatomy),
    "symptom_checker": (symptoms,),
    "training_load": (training,),
    "plan": (plan,),
    "running_form": (running_form,),
    "rule_laboratory": (one_log, knob, null_test, coupled, field),
    "exercises": (compared, activity, programme),
    "treatments": (treatments,),
    "prevention": (prevention,),
    "evidence": (claims, signs, numbers, question),
    "safety": (hazard,),
    "my_week": (week_asked, week, week_adding),
}


def states(tab: Watched, name: str, **query: str) -> Iterator[tuple[Page, str]]:
    """Open a dashboard and bring it into each of its main states, one after the other."""
    page = tab.open(name, **query)
    yield page, f"{name}, fresh"
    for bring in STATES.get(name, (open_all,)):
        close_reading(page)
        bring(page)
        settle(page)
        yield page, f"{name}, {bring.__name__}"
        open_reading(page)
        yield page, f"{name}, {bring.__name__}, reading"


def fill(tab: Watched, name: str, **query: str) -> Page:
    """Open a dashboard and bring it into its first main state, the reading open."""
    page = tab.open(name, **query)
    STATES.get(name, (open_all,))[0](page)
    open_reading(page)
    settle(page)
    return page
