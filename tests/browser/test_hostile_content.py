"""What somebody puts into an address, a file or a field is shown as text or not at all.

The same pages, used from end to end, ask nothing of another host: the fixture `tab` fails for any
request that goes elsewhere and for anything in the console, blocked or not.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from hipedu.dashboards import NAMES
from tests.served import Server

from .conftest import Watched, watch
from .robot import QUIET, Line, use_everything

pytestmark = pytest.mark.browser
ALARM = "window.pwned = 1"
MARKUP = (
    f"<script>{ALARM}</script>", f'"><img src=x onerror="{ALARM}">', f"<svg onload={ALARM}>",
    f"javascript:{ALARM}", f"</script><script>{ALARM}</script>", f"';{ALARM};'",
    "{{constructor.constructor('" + ALARM + "')()}}", "%E0%A4%A", "%00", "__proto__.x.y",
)  # fmt: skip


def untouched(page: Page) -> None:
    """Fail if anything of the markup has come to life."""
    assert not page.evaluate("window.pwned || window.alerted || null")
    assert not page.locator('img[src="x"], svg[onload], main script, [onerror]').count()
    assert page.evaluate("Object.prototype.x === undefined")


@pytest.mark.parametrize("name", NAMES)
def test_an_address_full_of_markup_brings_a_usual_page(
    browser: Browser, server: Server, name: str
) -> None:
    tab = watch(browser, server)
    page = tab.page
    page.add_init_script(QUIET)
    words = [quote(text, safe="") for text in MARKUP]
    query = "&".join(f"{key}={word}" for key in ("look", "x", "m") for word in words)
    page.goto(f"{server.page(name)}?{query}#m={words[1]},{words[7]}.left.5&{words[0]}")
    page.wait_for_selector("body.hip-ready")
    untouched(page)
    assert page.evaluate("document.documentElement.dataset.look") == ""
    for link in page.locator("a[href]").all()[:40]:
        assert str(link.get_attribute("href")).startswith(
            ("http://127", "https://", "#", "/", *(f"{each}.ipynb" for each in NAMES))
        )
    page.close()
    assert not tab.errors
    assert not tab.foreign


@pytest.mark.parametrize(
    "fragment",
    ["m=%E0%A4%A", "m=__proto__.left.5", "m=groin.left.NaN", "m=groin.left.1e999", "m=,,,",
     "m=groin.nowhere.5", "m=" + "groin.left.5," * 2000, "m=groin.left.-5", "m=constructor"],
)  # fmt: skip
def test_marks_in_an_address_are_taken_or_left(tab: Watched, fragment: str) -> None:
    page = tab.page
    page.goto(f"{tab.server.page('symptom_checker')}#{fragment}")
    page.wait_for_selector("body.hip-ready")
    expect(page.locator("h1")).to_be_visible()
    untouched(page)


HOSTILE_NAME = f'<img src=x onerror="{ALARM}"><script>{ALARM}.csv'
TABLE = (
    "date,distance_km,duration_min,name,notes\n"
    f'2026-03-02,8,45,"<img src=x onerror=""{ALARM}"">","=HYPERLINK(1)"\n'
    f'"<svg onload={ALARM}>",9,50,x,y\n2026-03-04,"<script>{ALARM}</script>",50,x,y\n'
    "2026-03-06,10,55,x,y\n"
)
TRACK = (
    '<?xml version="1.0"?><gpx version="1.1" creator="&lt;img src=x&gt;"><trk>'
    f"<name>&lt;img src=x onerror=&quot;{ALARM}&quot;&gt;</name><trkseg/></trk></gpx>"
)


@pytest.mark.parametrize("name", [name for name in NAMES if name in ("training_load", "plan")])
def test_a_hostile_file_is_named_as_it_is_called(tab: Watched, name: str) -> None:
    page = tab.page
    page.add_init_script(QUIET)
    tab.open(name)
    files: Any = [
        {"name": HOSTILE_NAME, "mimeType": "text/csv", "buffer": TABLE.encode()},
        {"name": "<svg onload=1>.gpx", "mimeType": "text/xml", "buffer": TRACK.encode()},
    ]
    line = Line(page)
    page.reload()
    page.wait_for_selector("body.hip-ready")
    page.locator('input[type="file"]').first.set_input_files(files)
    if name == "training_load":
        expect(page.locator("main")).to_contain_text("<img src=x onerror=")
        for summary in page.locator("main summary:visible").all():
            summary.dispatch_event("click")
    assert line.wait(page, lambda: bool(line.view.get("can_undo")))
    untouched(page)
    text = page.locator("main").inner_html()
    assert "<img src=x" not in text
    assert "<script" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_journey_asks_nothing_of_another_host(
    browser: Browser, server: Server, name: str
) -> None:
    """Everything on the page is used; requests, lines and what was blocked are looked at."""
    tab = watch(browser, server)
    page = tab.page
    lines: list[str] = []
    page.on("websocket", lambda socket: lines.append(socket.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.add_init_script(
        QUIET + "window.blocked = [];"
        "addEventListener('securitypolicyviolation', e => blocked.push(e.violatedDirective));"
    )
    tab.open(name)
    used = use_everything(page, most=25)
    assert used or name == "home"
    page.wait_for_selector("body.hip-ready")
    assert page.evaluate("window.blocked") == []
    assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    assert page.evaluate("navigator.serviceWorker.controller === null")
    host = server.host
    assert lines
    assert all(url.startswith(f"ws://{host}/") for url in lines)
    assert page.context.cookies() == []
    assert not page.locator("#hip-banner:visible").count()
    page.close()
    assert not tab.foreign
    assert not tab.errors


class TestPolicy:
    """The browser itself refuses what the policy forbids: the policy is there and bites."""

    TRIES = {  # noqa: RUF012
        "script": "const s = document.createElement('script'); s.textContent = 'window.pwned = 1';"
        "document.body.append(s)",
        "foreign script": "const s = document.createElement('script');"
        "s.src = 'http://localhost:9/x.js'; document.body.append(s)",
        "handler": "document.body.insertAdjacentHTML('beforeend',"
        "'<img src=\"data:,\" onerror=\"window.pwned = 1\">')",
        "style": "const s = document.createElement('style'); s.textContent = 'body{display:none}';"
        "document.head.append(s)",
        "picture": "new Image().src = 'http://localhost:9/x.png'",
        "request": "fetch('http://localhost:9/').catch(() => 0)",
        "line": "try { new WebSocket('ws://localhost:9/') } catch {}",
        "beacon": "navigator.sendBeacon('http://localhost:9/', 'x')",
        "frame": "const f = document.createElement('iframe'); f.src = 'http://localhost:9/';"
        "document.body.append(f)",
        "form": "const f = document.createElement('form'); f.action = 'http://localhost:9/';"
        "document.body.append(f); f.submit()",
        "base": "const b = document.createElement('base'); b.href = 'http://localhost:9/';"
        "document.head.append(b)",
        "worker": "try { new Worker(URL.createObjectURL(new Blob(['1']))) } catch {}",
        "object": "const o = document.createElement('object'); o.data = 'http://localhost:9/';"
        "document.body.append(o)",
    }  # fmt: skip

    def test_everything_foreign_and_every_script_inside_is_blocked(
        self, browser: Browser, server: Server
    ) -> None:
        tab = watch(browser, server)
        page = tab.open("home")
        page.evaluate(
            "window.blocked = []; addEventListener('securitypolicyviolation',"
            "e => blocked.push(e.effectiveDirective))"
        )
        for kind, script in self.TRIES.items():
            before = page.evaluate("blocked.length")
            page.evaluate(f"() => {{ {script} }}")
            for _ in range(100):  # the policy forbids the waiting that playwright would do
                if page.evaluate("blocked.length") > before:
                    break
                page.wait_for_timeout(20)
            assert page.evaluate("blocked.length") > before, kind
            assert not page.evaluate("window.pwned || null"), kind
        reached = [url for url in tab.foreign if "localhost:9" in url]
        assert not page.evaluate(
            "performance.getEntriesByType('resource').some(e => e.name.includes(':9/')"
            " && e.responseStatus > 0)"
        ), reached
        page.close()

    def test_another_site_cannot_show_the_page_in_a_frame(
        self, browser: Browser, server: Server
    ) -> None:
        page = browser.new_page()
        page.goto("about:blank")
        page.set_content(f'<iframe src="{server.page("home")}" width="600" height="400"></iframe>')
        page.wait_for_load_state("networkidle")
        frame = page.frames[-1]
        assert not frame.locator("body.hipedu").count()
        page.close()
