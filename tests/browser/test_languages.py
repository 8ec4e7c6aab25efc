"""Every sentence of every page can be translated, and every page runs from right to left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hipedu.dashboards import NAMES
from hipedu.language import language
from hipedu.language.pseudo import accented, mirrored
from tests.served import start_server, stop_server
from tests.translating import translate

from . import filled
from .conftest import Server, Watched, watch

pytestmark = pytest.mark.browser

ALLOWED = (
    "hipedu",  # the product's name
    "Aa",  # the picture of a letter
    *"MDEI",  # badges, spelled out in their labels
    # units and symbols that are the same in every language
    "km", "m", "mm", "cm", "min", "s", "h", "kg", "N", "BW", "AU", "NRS", "C",
)  # fmt: skip

# Each letter of a translated text has an accent in en-XA, so a plain one was not translated.
# Citations (also as "Author 2009") stand as they are, and so does a formula.
FORGOTTEN = r"""(allowed) => {
  const plain = (text) => (text.replace(/\b[a-z]+\d{4}[a-z]+\b|\b(?:van |van der |de )?[A-Z]\p{L}+ (19|20)\d\d\b/gu, "").match(/[A-Za-z]+/g) || [])
    .filter((word) => !allowed.includes(word));
  const found = new Set();
  const look = (what, text, element) => {
    const words = element.closest("cite, code, script, style, noscript") ? [] : plain(text);
    if (words.length) found.add(`${what} <${element.localName} ${element.className}>: ${text.trim().slice(0, 160)}`);
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) look("text", walker.currentNode.nodeValue, walker.currentNode.parentElement);
  const names = ["aria-label", "title", "alt", "placeholder", "aria-roledescription", "aria-valuetext", "aria-description", "label"];
  for (const element of document.querySelectorAll("*")) {
    for (const name of names) if (element.hasAttribute(name)) look(name, element.getAttribute(name), element);
  }
  return [...found];
}"""  # noqa: E501

# What stands beyond the window's edges, unless it stands in a part that scrolls by itself.
WIDER = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const inside = (one) => {
    for (let box = one.parentElement; box; box = box.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX) && box !== page && box !== document.body) return true;
    }
    return false;
  };
  return [...document.body.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > page.clientWidth + 1 || box.left < -1) && !inside(one) && !one.closest(".hip-skip, .hip-visually-hidden");
  }).map((one) => `${one.localName}.${one.className.baseVal ?? one.className}: ${one.textContent.trim().slice(0, 60)}`)
    .concat(["the page is wider than the window"]);
}"""  # noqa: E501


def forgotten(page: Page) -> list[str]:
    """Texts and names of a page that no translation could change."""
    found: list[str] = page.evaluate(FORGOTTEN, list(ALLOWED))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_can_be_translated(browser, server: Server, name: str) -> None:
    """Nothing plain is left, and a third more text, as in many languages, still fits a phone."""
    tab = watch(browser, server, viewport={"width": 390, "height": 844})
    for page, state in filled.states(tab, name, lang="en-XA"):
        assert page.evaluate("document.documentElement.lang") == "en-XA"
        assert not (left := forgotten(page)), f"{state}: " + "\n".join(left)
        assert not (out := page.evaluate(WIDER)), f"{state}: " + "\n".join(out)
    tab.page.close()
    assert not tab.errors


def test_a_forgotten_sentence_would_be_found(tab: Watched) -> None:
    """The test above fails for one plain word, wherever it stands."""
    page = tab.open("home", lang="en-XA")
    page.evaluate("document.querySelector('h2').append(' left over')")
    page.evaluate("document.querySelector('h1').setAttribute('aria-label', 'Home')")
    page.evaluate("document.querySelector('h3').insertAdjacentHTML('afterend', '<cite>A</cite>')")
    assert len(forgotten(page)) == 2


@pytest.mark.parametrize("path", ["nothing/here", "voila/render/no_such_page.ipynb"])
def test_the_server_itself_speaks_the_language(tab: Watched, server: Server, path: str) -> None:
    tab.page.goto(f"{server.base}{path}?lang=en-XA")
    tab.errors.clear()  # the browser tells of the 404
    assert forgotten(tab.page) == []
    assert tab.page.evaluate("document.documentElement.lang") == "en-XA"
    tab.page.get_by_role("link").click()
    tab.page.wait_for_selector("body.hip-ready")
    assert "lang=en-XA" in tab.page.url


def test_the_language_follows_from_page_to_page(tab: Watched) -> None:
    page = tab.open("home", lang="ar-XB")
    page.locator('.hip-paths a[href*="pain_map"]').click()
    page.wait_for_url("**/pain_map.ipynb*")
    page.wait_for_selector("body.hip-ready")
    page.locator("#hip-theme").click()
    page.locator('.hip-nav a[href*="plan"], .hip-nav a[href*="training"]').first.click()
    page.wait_for_selector("body.hip-ready")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert "look=" in page.url, "the look follows too"


def test_an_unknown_language_is_english_and_asks_for_no_script(tab: Watched) -> None:
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    page = tab.open("home", lang="tlh")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "en", "ltr",
    ]  # fmt: skip
    assert not [url for url in asked if "words." in url]


def test_browser_and_kernel_speak_alike(tab: Watched) -> None:
    """Two programs make the pseudo-languages; they agree on every kind of sentence."""
    page = tab.open("home", lang="en-XA")
    samples = ["x", "Run {km} km", "Ünïcode – dashes, 10 %", "", "a" * 200, "{a}{b} and {c}"]
    for text in samples:
        assert page.evaluate("(text) => hipeduWords.say(text)", text) == accented(text)
    page = tab.open("home", lang="ar-XB")
    for text in samples:
        assert page.evaluate("(text) => hipeduWords.say(text)", text) == mirrored(text)
    assert page.evaluate("hipeduWords.as('decimal mark', '.')") == "."
    assert language("ar-XB").words.pgettext("decimal mark", ".") == "."


@pytest.mark.parametrize("name", NAMES)
def test_a_page_runs_from_right_to_left(browser, server: Server, name: str) -> None:
    for width in (390, 1440):
        tab = watch(browser, server, viewport={"width": width, "height": 900})
        page = filled.fill(tab, name, lang="ar-XB")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        title = page.locator("h1").bounding_box()
        assert title["x"] + title["width"] > width / 2, "titles begin at the right edge"
        assert not (out := page.evaluate(WIDER)), f"at {width}: " + "\n".join(out)
        tab.axe(f"{name}, from right to left at {width}")
        page.close()
        assert not tab.errors


class TestNothingDrawnIsMirrored:
    """A body and a time axis have their own left and right."""

    def test_the_left_of_the_body_stays_the_persons_left(self, tab: Watched) -> None:
        page = tab.open("pain_map", lang="ar-XB")
        left = page.locator('[data-region="lateral_hip"][data-side="left"]')
        right = page.locator('[data-region="lateral_hip"][data-side="right"]')
        assert left.bounding_box()["x"] > right.bounding_box()["x"], "seen from the front"
        # the words at the drawing's edges stand on the side that they name
        words = {
            mirrored("your left"): page.locator(".hip-body-side", has_text=mirrored("left")),
            mirrored("your right"): page.locator(".hip-body-side", has_text=mirrored("right")),
        }
        places = [words[mirrored(f"your {side}")].bounding_box()["x"] for side in ("left", "right")]
        assert places[0] > places[1]

    def test_time_runs_from_left_to_right(self, tab: Watched) -> None:
        page = tab.open("training_load", lang="ar-XB")
        filled.training(page)
        chart = page.locator(".hip-chart svg").first
        assert chart.evaluate("(svg) => getComputedStyle(svg).direction") == "ltr"
        # the axis' labels of the days are in the order of the days
        texts = chart.evaluate(
            """(svg) => [...svg.querySelectorAll("text")]
                 .map((t) => ({ y: t.getBoundingClientRect().top,
                                x: t.getBoundingClientRect().left, text: t.textContent }))"""
        )
        lowest = max(text["y"] for text in texts if re.search(r"\d", text["text"]))
        days = [t for t in texts if abs(t["y"] - lowest) < 2]
        assert len(days) > 2
        assert [t["x"] for t in days] == sorted(t["x"] for t in days)

    def test_values_stand_left_of_their_axis(self, tab: Watched) -> None:
        page = tab.open("plan", lang="ar-XB")
        chart = page.locator(".hip-chart svg").first
        outside = chart.evaluate(
            """(svg) => [...svg.querySelectorAll("text")].filter((t) => {
                 const [a, b] = [t.getBoundingClientRect(), svg.getBoundingClientRect()];
                 return a.left < b.left - 1 || a.right > b.right + 1;
               }).map((t) => t.textContent)"""
        )
        assert outside == []


GERMAN = {
    "Pain map": "Schmerzkarte",  # the server's frame, and the browser's own title
    "Front": "Vorn",  # the browser
    "Nothing is marked yet. Tap the drawing, or open the list of places below.": "Noch leer.",
    "There is no page here": "Hier ist keine Seite",  # the server
    "about {shown} of 100": "etwa {shown} von 100",  # the kernel
    "English": "Deutsch",
}


def test_a_translation_needs_no_code(browser, tmp_path: Path) -> None:
    """A few sentences in German reach the frame, the kernel, the browser and a record."""
    translate(
        "de", tmp_path, GERMAN, {"Groin": "Leiste"},
        marks={"name of this language in itself": "Deutsch", "decimal mark": ","},
    )  # fmt: skip
    server = start_server(HIPEDU_LOCALES=str(tmp_path))
    try:
        tab = watch(browser, server)
        page = tab.open("pain_map")
        page.locator(".hip-languages a", has_text="Deutsch").click()
        page.wait_for_url("**lang=de*")
        page.wait_for_selector("body.hip-ready")
        assert page.evaluate("document.documentElement.lang") == "de"
        assert page.title().startswith("Schmerzkarte")
        expect(page.locator("h1")).to_have_text("Schmerzkarte")
        expect(page.locator(".hip-segments button").first).to_have_text("Vorn")
        expect(page.locator("main")).to_contain_text("Noch leer.")
        assert page.locator('[data-region="groin"][data-side="left"]').get_attribute(
            "aria-label"
        ) == ("Leiste, your left"), "what is not translated stays English"
        filled.mark(page, "groin", "left")
        expect(page.locator(".hip-fit").first).to_contain_text(re.compile("etwa \\d+ von 100"))
        page.goto(f"{server.base}nothing?lang=de")
        tab.errors.clear()  # the browser tells of the 404
        expect(page.locator("h1")).to_have_text("Hier ist keine Seite")
        page.close()
        assert not tab.foreign
    finally:
        stop_server(server)


def test_while_there_is_only_english_no_language_is_offered(tab: Watched) -> None:
    expect(tab.open("home").locator(".hip-languages")).to_have_count(0)


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?"
    r"|left|right)\s*:|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
MAY_BE_PHYSICAL: tuple[str, ...] = ()
"""Rules of the stylesheet that mean the left of the body or of a picture, not of the text."""


def test_the_stylesheet_has_no_left_and_right() -> None:
    package = Path(__file__).resolve().parents[2] / "hipedu"
    found = []
    for file in sorted((package / "widgets" / "static").glob("*.css")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if PHYSICAL.search(line) and line.strip() not in MAY_BE_PHYSICAL:
                found.append(f"{file.name}:{number}: {line.strip()[:120]}")
    assert found == []


def test_no_script_sets_left_or_right() -> None:
    """Styles in the pages' parts: margins and paddings by start and end only."""
    package = Path(__file__).resolve().parents[2] / "hipedu"
    odd = re.compile(r"style=\$\{\{[^}]*\b(?:margin|padding|border)(?:Left|Right)\b")
    found = [
        file.name
        for file in sorted((package / "widgets" / "static").glob("*.js"))
        if odd.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []
