"""WCAG 2.2 AA on every dashboard, where axe-core cannot look: zoom, spacing, colours, focus, names.

Each test names the success criterion it proves. What is true of one page only stands in
`TestOnePage`; everything else runs over `NAMES`, so that a new dashboard is held to it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hipedu.dashboards import NAMES

from . import filled
from .conftest import Server, Watched, watch
from .test_languages import WIDER

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 640}
"""A window of 1280 pixels at 400 %."""

# Text that its box hides: the box does not scroll, does not shorten on purpose, and is too small.
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  if (!/hidden|clip/.test(style.overflowX + style.overflowY) || style.webkitLineClamp !== "none") return false;
  if (!one.checkVisibility() || one.closest(".hip-visually-hidden, svg, .hip-body, select") || style.textOverflow === "ellipsis") return false;
  return one.textContent.trim() && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""  # noqa: E501

# What a finger or a mouse aims at, where it is smaller than 24 by 24 pixels and something else is
# so near that a circle of that size would touch it. Links within text and controls with a larger
# twin (the places of the drawing stand in a list, too) may be smaller.
SMALL_TARGETS = """() => {
  const seen = (one) => { const b = one.getBoundingClientRect(); return b.width > 0 && b.height > 0 && one.checkVisibility(); };
  const reach = (one) => {
    const label = one.closest("label") || (one.id && document.querySelector(`label[for="${one.id}"]`));
    const own = one.getBoundingClientRect();
    if (!/checkbox|radio|file/.test(one.type || "") || !label) return own;
    const box = label.getBoundingClientRect();
    return box.width * box.height > own.width * own.height ? box : own;
  };
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=checkbox], [role=button]")]
    .filter((one) => seen(one) && !one.closest(".hip-body svg, .hip-skip") && one.type !== "hidden");
  const inText = (one) => one.localName === "a" && getComputedStyle(one).display.startsWith("inline") && one.closest("p, li, cite, dd, td")
    && one.closest("p, li, cite, dd, td").textContent.trim() !== one.textContent.trim();
  const boxes = targets.map((one) => ({ one, box: reach(one) }));
  return boxes.filter(({ one, box }) => {
    if ((box.width >= 24 && box.height >= 24) || inText(one)) return false;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    return boxes.some(({ one: other, box: near }) => {
      if (other === one || one.contains(other) || other.contains(one)) return false;
      const dx = Math.max(near.left - x, 0, x - near.right), dy = Math.max(near.top - y, 0, y - near.bottom);
      return Math.hypot(dx, dy) < (near.width < 24 || near.height < 24 ? 24 : 12);
    });
  }).map(({ one, box }) => `${one.localName}.${one.className} ${Math.round(box.width)}x${Math.round(box.height)}: ${(one.getAttribute("aria-label") || one.textContent).trim().slice(0, 50)}`);
}"""  # noqa: E501

# Whether the focused element can be seen, and its focus.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.matches("input[type=file]") ? one.closest("label") : one;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
    || (one instanceof SVGElement && parseFloat(style.strokeWidth) >= 2 && style.strokeOpacity > 0.5);
  const inside = (x, y) => { const hit = document.elementFromPoint(x, y); return hit && (shown.contains(hit) || hit.contains(shown)) && !hit.closest(".hip-reading-bar:not(:focus)"); };
  let free = false;
  for (const fx of [0.1, 0.5, 0.9]) for (const fy of [0.1, 0.5, 0.9]) {
    const x = box.left + fx * box.width, y = box.top + fy * box.height;
    if (x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && inside(x, y)) free = true;
  }
  const inBody = one instanceof SVGElement;
  window.hipSeen ??= new Map();
  if (!window.hipSeen.has(one)) window.hipSeen.set(one, window.hipSeen.size);
  return {
    key: window.hipSeen.get(one), ring, free: free || inBody,
    name: `${one.localName}.${one.className.baseVal ?? one.className}: ${(one.getAttribute("aria-label") || one.textContent || one.id).trim().slice(0, 50)}`,
  };
}"""  # noqa: E501

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""  # noqa: E501

MOVING = """() => [
  ...document.getAnimations().filter((one) => one.playState === "running").map((one) => `animation ${one.animationName || one.transitionProperty}`),
  ...[...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    const long = (text) => text.split(",").some((part) => parseFloat(part) > 0.001);
    return (long(style.transitionDuration) && style.transitionProperty !== "none") || (long(style.animationDuration) && style.animationName !== "none")
      || style.scrollBehavior === "smooth";
  }).map((one) => `${one.localName}.${one.className.baseVal ?? one.className}`),
]"""  # noqa: E501

# A name that is spoken must begin with, or hold, what is written on the control.
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""
OTHER_NAMES = """() => [...document.querySelectorAll("button[aria-label], a[aria-label], summary[aria-label]")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.getAttribute("aria-label"), one.innerText.trim()])
  .filter(([name, text]) => /\\p{L}/u.test(text) && !name.toLowerCase().includes(text.toLowerCase()))"""  # noqa: E501


@pytest.fixture
def tabs(browser, server: Server) -> Iterator[Any]:
    """Opens tabs with a context of their own and fails for whatever they complain about."""
    opened: list[Watched] = []

    def new(**context: Any) -> Watched:
        opened.append(watch(browser, server, **context))
        return opened[-1]

    yield new
    for tab in opened:
        tab.page.close()
        assert not tab.errors


def found(page: Page, script: str, state: str) -> None:
    """Fail with what a script lists."""
    listed = page.evaluate(script)
    assert not listed, f"{state}:\n" + "\n".join(map(str, listed))


@pytest.mark.parametrize("name", NAMES)
class TestEveryPage:
    """What holds for each dashboard, fresh and in its main states."""

    def test_at_400_percent_nothing_is_lost_or_scrolls_sideways(self, tabs, name: str) -> None:
        """1.4.4 resize text, 1.4.10 reflow; tables and drawings scroll by themselves."""
        for page, state in filled.states(tabs(viewport=ZOOMED), name):
            found(page, WIDER, state)
            found(page, CUT_OFF, state)

    def test_text_may_be_spaced_out(self, tabs, name: str) -> None:
        """1.4.12 text spacing."""
        for width in (390, 1280):
            tab = tabs(viewport={"width": width, "height": 900})
            page = filled.fill(tab, name)
            page.evaluate(SPACED)
            found(page, WIDER, f"{name} at {width}")
            found(page, CUT_OFF, f"{name} at {width}")

    def test_targets_are_large_enough_and_named_as_written(self, tabs, name: str) -> None:
        """2.5.8 target size, 2.5.3 label in name; on a phone."""
        for page, state in filled.states(tabs(viewport=PHONE), name):
            found(page, SMALL_TARGETS, state)
            found(page, OTHER_NAMES, state)

    @pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 720}], ids=["phone", "desk"])
    def test_the_keyboard_reaches_everything_and_is_never_trapped(
        self, tabs, name: str, size: dict[str, int]
    ) -> None:
        """2.1.1 keyboard, 2.1.2 no trap, 2.4.7 focus visible, 2.4.11 focus not obscured."""
        tab = tabs(viewport=size)
        page = tab.open(name)
        journey = [self.step(page, "Tab")]
        parts = 0
        while (now := self.step(page, "Tab")) is not None:
            parts = parts + 1 if now["key"] == journey[-1]["key"] else 0  # day, month, year
            assert parts < 4, f"trapped at {now['name']}"
            if not parts:
                seen = {one["key"] for one in journey}
                assert now["key"] not in seen, f"trapped at {now['name']}"
                journey.append(now)
        assert len(journey) > 5
        dark = [one["name"] for one in journey if not one["ring"]]
        assert not dark, "no ring around:\n" + "\n".join(dark)
        hidden = [one["name"] for one in journey if not one["free"]]
        assert not hidden, "focused and covered:\n" + "\n".join(hidden)
        # nothing that a mouse can use is left out
        missed = page.evaluate(
            """() => [...document.querySelectorAll("a[href], button:not([disabled]), input, select, summary")]
              .filter((one) => !one.disabled && one.checkVisibility() && one.tabIndex >= 0 && !window.hipSeen.has(one)
                && !(one.type === "radio"))
              .map((one) => one.outerHTML.slice(0, 120))"""  # noqa: E501
        )
        assert not missed, "\n".join(missed)
        back = self.step(page, "Shift+Tab")
        assert back is not None
        assert back["key"] == journey[-1]["key"], "the way back is the way there"

    @staticmethod
    def step(page: Page, key: str) -> dict[str, Any] | None:
        page.keyboard.press(key)
        where: dict[str, Any] | None = page.evaluate(FOCUSED)
        return where

    def test_the_tree_that_a_screen_reader_reads(self, tabs, name: str) -> None:
        """1.1.1 text for charts, 1.3.1, 2.4.1 to 2.4.6, 3.1.1 language, 4.1.2 name, role, value."""
        tab = tabs()
        for page, state in filled.states(tab, name):
            nodes = tree(page)
            roles = [node["role"] for node in nodes]
            for landmark in ("banner", "main", "contentinfo"):
                assert roles.count(landmark) == 1, f"{state}: {landmark}"
            for role in ("navigation", "complementary", "region"):
                names = [node["name"] for node in nodes if node["role"] == role]
                assert all(names), f"{state}: a {role} has no name"
                assert len(set(names)) == len(names), f"{state}: {role}s share a name: {names}"
            speechless = [
                f"{node['role']} {node['html']}"
                for node in nodes
                if node["role"] in SPEAKING and not node["name"]
            ]
            assert not speechless, f"{state}:\n" + "\n".join(speechless)
            levels = page.evaluate(HEADINGS)  # the tree lists what lies deeper later
            assert levels.count(1) == 1, f"{state}: one first heading"
            outside = [b for a, b in pairwise(levels) if b > a + 1]
            assert not outside, f"{state}: headings skip a level: {levels}"
            assert page.evaluate("document.documentElement.lang") == "en"
            assert page.title()
            assert not page.locator('meta[http-equiv="refresh"]').count()
            self.charts_are_told(page, state)

    @staticmethod
    def charts_are_told(page: Page, state: str) -> None:
        """Each chart has a title, a summary in its spoken name, and its numbers as a table."""
        told = page.evaluate(
            """() => [...document.querySelectorAll("figure.hip-chart:has(svg[role=application])")].map((one) => [
              one.querySelector(".hip-chart-title").innerText, one.querySelector("svg").getAttribute("aria-label"),
              one.querySelectorAll("table caption").length, one.querySelectorAll("table tbody tr").length])"""  # noqa: E501
        )
        for title, spoken, captions, rows in told:
            assert " ".join(spoken.split()).startswith(" ".join(title.split())), state
            assert len(spoken) > len(title) + 60, f"{state}: no summary: {spoken}"
            assert captions == 1, f"{state}: {title}"
            assert rows > 0, f"{state}: {title}"

    def test_the_readers_own_colours_and_no_motion(self, tabs, name: str) -> None:
        """1.4.1 use of colour, 2.2.2 pause, stop, hide, 2.3.3 animation from interactions.

        Under forced colours what is chosen, focused or drawn is still told apart.
        """
        tab = tabs(forced_colors="active", reduced_motion="reduce")
        for page, state in filled.states(tab, name):
            found(page, MOVING, state)
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            same = page.evaluate(
                """() => {
                  const look = (one) => { const s = getComputedStyle(one); return [s.backgroundColor, s.color, s.borderColor, s.borderWidth, s.borderStyle, s.outlineStyle, s.outlineWidth, s.fontWeight, s.textDecorationLine].join(); };
                  const groups = [...document.querySelectorAll(".hip-segments, .x-grid, .hip-nav ul")];
                  return groups.flatMap((group) => {
                    const on = [...group.querySelectorAll('[aria-pressed="true"], [aria-current]')];
                    const off = [...group.querySelectorAll('[aria-pressed="false"], a:not([aria-current])')];
                    return on.length && off.length && look(on[0]) === look(off[0]) ? [group.outerHTML.slice(0, 120)] : [];
                  });
                }"""  # noqa: E501
            )
            assert not same, f"{state}: chosen looks like not chosen: {same}"
            unseen = page.evaluate(
                """() => {
                  const paper = getComputedStyle(document.body).backgroundColor;
                  return [...document.querySelectorAll(".hip-chart svg :is(path, rect, circle)")].filter((one) => {
                    const s = getComputedStyle(one);
                    return one.getBBox().width > 0 && s.fill === paper && (s.stroke === "none" || s.stroke === paper) && s.display !== "none";
                  }).map((one) => one.outerHTML.slice(0, 100));
                }"""  # noqa: E501
            )
            assert not unseen, f"{state}: drawn in the colour of the paper:\n" + "\n".join(unseen)
            plain = page.evaluate(
                """() => [...document.querySelectorAll(".hip-triage, .hip-notice, .hip-badge, .hip-bar")].filter((one) => {
                  const s = getComputedStyle(one);
                  return one.checkVisibility() && parseFloat(s.borderTopWidth) + parseFloat(s.borderInlineStartWidth) + parseFloat(s.outlineWidth) * (s.outlineStyle !== "none") === 0;
                }).map((one) => one.outerHTML.slice(0, 100))"""  # noqa: E501
            )
            assert not plain, f"{state}: no border left:\n" + "\n".join(plain)
        page = tab.page
        page.locator("a[href], button").nth(3).focus()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["ring"], "the focus is seen"

    def test_escape_closes_the_reading_and_the_menu(self, tabs, name: str) -> None:
        """2.1.2 no trap: what lies over a narrow page closes by the key that people try."""
        page = tabs(viewport=PHONE).open(name)
        menu = page.locator(".hip-menu")
        menu.locator("summary").press("Enter")
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(menu.locator("summary")).to_be_focused()
        bar = page.locator(".hip-reading-bar")
        if bar.count():
            bar.press("Enter")
            expect(bar).to_have_attribute("aria-expanded", "true")
            page.keyboard.press("Escape")
            expect(bar).to_have_attribute("aria-expanded", "false")
            expect(bar).to_be_focused()


SPEAKING = frozenset({
    "button", "link", "checkbox", "radio", "textbox", "searchbox", "spinbutton", "slider",
    "combobox", "listbox", "switch", "menuitem", "application", "image", "img", "figure", "table",
    "group", "form", "dialog", "DisclosureTriangle",
})  # fmt: skip
MAY_BE_SILENT = ("figure", "group", "form", "table")
"""Roles whose silence is no fault where the element is only a box, as a plain figure is."""


def tree(page: Page) -> list[dict[str, Any]]:
    """The accessibility tree of a page, flat, without what is ignored."""
    session = page.context.new_cdp_session(page)
    try:
        told = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    nodes = []
    for node in told:
        if node.get("ignored"):
            continue
        role = node.get("role", {}).get("value", "")
        properties = {each["name"]: each["value"].get("value") for each in node["properties"]} if (
            "properties" in node
        ) else {}
        name = node.get("name", {}).get("value", "").strip()
        if role in MAY_BE_SILENT and not name:
            continue
        nodes.append(
            {"role": role, "name": name, "level": properties.get("level"),
             "html": str(node.get("backendDOMNodeId"))}
        )  # fmt: skip
    return nodes


class TestOnePage:
    """What only one page has."""

    def test_every_place_of_the_drawing_is_a_named_checkbox(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        for place, look in enumerate(("front", "back", "right", "left")):
            page.locator(".hip-segments").first.locator("button").nth(place).click()
            page.wait_for_selector(f'.hip-body svg[data-view="{look}"] [data-region]')
            boxes = page.locator(".hip-body [role=checkbox]")
            names = [str(box.get_attribute("aria-label")) for box in boxes.all()]
            assert len(names) > 5
            assert len(set(names)) == len(names), "no two places are called alike"
            assert not [n for n in names if re.search(r"[_\d]", n)], "names, no ids"
            assert [b.get_attribute("tabindex") for b in boxes.all()].count("0") == 1

    def test_a_change_is_announced(self, tab: Watched) -> None:
        """4.1.3 status messages: the place that speaks is there before it has to."""
        page = tab.open("pain_map")
        speaker = page.locator('.hip-page > * > [role="status"][aria-live="polite"]').last
        before = speaker.evaluate("(one) => { one.dataset.same = 'yes'; return one.textContent; }")
        filled.mark(page, "lateral_hip", "left")
        expect(speaker).not_to_have_text(before)
        assert speaker.get_attribute("data-same") == "yes"

    def test_a_refusal_is_announced(self, tab: Watched) -> None:
        page = tab.open("plan")
        field = page.locator('section:has(#plan-goal) input[type="number"]').first
        field.evaluate("(one) => { one.max = 5000; }")
        field.fill("4000")
        field.press("Tab")
        expect(page.locator('.hip-notice[role="alert"]')).to_contain_text("1 to 100")

    def test_a_session_is_moved_without_dragging(self, tab: Watched) -> None:
        """2.5.7 dragging movements: two presses do what a drag does."""
        page = tab.open("plan")
        cells = page.locator(".hip-plan-cell")
        at = next(i for i in range(cells.count()) if cells.nth(i).locator("input").input_value())
        free = next(
            i for i in range(cells.count()) if not cells.nth(i).locator("input").input_value()
        )
        km = cells.nth(at).locator("input").input_value()
        cells.nth(at).locator(".hip-grip").click()
        cells.nth(free).locator(".hip-plan-here").click()
        expect(cells.nth(free).locator("input")).to_have_value(km)
        expect(cells.nth(at).locator("input")).to_have_value("")
        expect(cells.nth(free).locator("input")).to_be_focused()
        cells.nth(free).locator(".hip-grip").click()
        page.keyboard.press("Escape")
        expect(page.locator(".hip-plan-here")).to_have_count(0)

    def test_a_place_is_marked_without_dragging(self, tab: Watched) -> None:
        page = tab.open("pain_map")
        page.locator('[data-region="lateral_hip"][data-side="left"]').click(force=True)
        expect(page.locator(".hip-mark-row")).to_have_count(1)
