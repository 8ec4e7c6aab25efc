"""A number that is being typed is not lost when an answer to something else arrives."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Watched
from .filled import settle

pytestmark = pytest.mark.browser

# page, the field, something else that Python answers, and the sign that the answer is drawn
FIELDS = [
    ("plan", 'label:has-text("Distance, km") input', "Keep to compare",
     'button:has-text("Stop comparing")', "33"),
    ("my_week", 'label:has-text("Minutes") input', "I have none of these: show my week",
     ".hip-week-day", "45"),
    ("symptom_checker", 'label:has-text("Age in years") input', "Female",
     'button[aria-pressed="true"]:has-text("Female")', "41"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "field", "press", "sign", "number"), FIELDS)
def test_what_is_typed_outlives_an_answer(
    tab: Watched, name: str, field: str, press: str, sign: str, number: str
) -> None:
    page = tab.open(name)
    box = page.locator(field).first
    box.focus()
    box.press("ControlOrMeta+a")
    page.keyboard.type(number[0])
    # a press that leaves the focus where it is, so that the field is not sent
    page.evaluate(
        """(words) => [...document.querySelectorAll("button")]
             .find((button) => button.textContent.trim() === words).click()""",
        press,
    )
    page.wait_for_selector(sign)
    expect(box).to_be_focused()
    expect(box).to_have_value(number[0])
    page.keyboard.type(number[1])
    expect(box).to_have_value(number)
    # it is sent when the field is left, and Python has it
    box.press("Tab")
    settle(page)
    expect(box).to_have_value(number)
    if name == "symptom_checker":
        page.locator('button:has-text("Close")').click()
        expect(page.locator(".hip-page")).to_contain_text("41 years · female")
    else:  # undo takes that one change back
        page.locator('.hip-page button:has-text("Undo")').first.click()
        expect(box).not_to_have_value(number)
        page.wait_for_selector(sign)


def test_a_number_that_is_refused_is_not_left_standing(tab: Watched) -> None:
    page = tab.open("plan")
    days = page.locator('label:has-text("Days a week") input')
    kept = days.input_value()
    days.fill("70")
    days.press("Tab")
    expect(page.locator('.hip-page [role="alert"]')).to_be_visible()
    expect(days).to_have_value(kept)
    # with the focus still in the field the number waits until it is left
    days.fill("80")
    days.press("Enter")
    days.press("Tab")
    expect(days).to_have_value(kept)
