"""Kernels and servers end under an open page: it says so, and what was entered comes back."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hipedu.dashboards import NAMES
from tests.hostile import actions
from tests.served import Server, free_port, sockets_of, start_server, stop_server, wait_for

from .conftest import Watched, watch
from .robot import QUIET, Line, enter_something

pytestmark = pytest.mark.browser
AGAIN = 'button:has-text("Start again with my entries")'
KEEPING = [name for name in NAMES if "restore" in actions(name)]
"""Pages on which something can be entered."""

HASTY = """
import hipedu.serving.visitors as visitors
visitors.SWEEP_S, visitors.IDLE_S = 0.2, 3.0
"""


def kernel_of(server: Server, page: Page) -> int:
    """The process behind a page."""
    name = str(page.locator("[data-kernel]").get_attribute("data-kernel"))
    for pid in server.family():
        try:
            if any(name in socket for socket in sockets_of(pid)):
                return pid
        except OSError:
            continue
    raise AssertionError("this page has no kernel")


def entered(tab: Watched, name: str) -> Line:
    """A page on which something was entered."""
    line = Line(tab.page)
    tab.page.add_init_script(QUIET)
    page = tab.open(name)
    assert line.wait(page, lambda: bool(line.view))
    enter_something(page, line)
    return line


def comes_back(page: Page, line: Line, kept: str) -> None:
    """Press the button, and find everything as it was."""
    told = line.answered  # what the lost kernel said last looks the same
    page.locator(AGAIN).click()
    expect(page.locator("#hip-banner")).to_be_hidden()
    again = line.wait(page, lambda: line.answered > told and line.inputs == kept, turns=500)
    assert again, f"{line.inputs} instead of {kept}"
    expect(page.locator("main button:visible").first).to_be_visible()
    assert not line.view.get("notice")


@pytest.mark.parametrize("name", KEEPING)
def test_a_killed_kernel_is_told_and_the_entries_come_back(
    tab: Watched, server: Server, name: str
) -> None:
    line = entered(tab, name)
    kept, page = line.inputs, tab.page
    os.kill(kernel_of(server, page), signal.SIGKILL)
    banner = page.locator("#hip-banner")
    expect(banner).to_contain_text("has stopped. The fault is ours, not yours")
    assert banner.get_attribute("role") == "alert"
    tab.axe(f"{name} without its kernel")
    comes_back(page, line, kept)
    enter_something(page, line)  # and it goes on


RUNS: Any = {
    "name": "runs.csv", "mimeType": "text/csv",
    "buffer": ("date,distance_km,duration_min\n" + "".join(
        f"2026-0{month}-{day:02},{month + day / 10},{30 + month}\n"
        for month in (1, 2, 3) for day in range(1, 29, 2)
    )).encode(),
}  # fmt: skip
READING = {"training_load": "runs", "plan": "log", "rule_laboratory": "runs"}
"""Pages that read files, and where their runs stand among what was entered."""


@pytest.mark.parametrize("name", READING)
def test_an_uploaded_log_outlives_its_kernel(tab: Watched, server: Server, name: str) -> None:
    line, page = Line(tab.page), tab.page
    tab.open(name)
    page.locator('input[type="file"]').set_input_files([RUNS])
    assert line.wait(page, lambda: len(json.loads(line.inputs).get(READING[name], [])) == 3 * 14)
    kept = line.inputs
    os.kill(kernel_of(server, page), signal.SIGKILL)
    comes_back(page, line, kept)
    assert sorted(run["distance_km"] for run in json.loads(line.inputs)[READING[name]]) == sorted(
        month + day / 10 for month in (1, 2, 3) for day in range(1, 29, 2)
    )


def test_there_are_pages_to_try_this_on() -> None:
    assert len(KEEPING) >= 5


class TestServerEnds:
    """The whole server goes away under an open page, and comes back at the same address."""

    @pytest.mark.parametrize(
        ("how", "words"),
        [(signal.SIGTERM, "The server was stopped"), (signal.SIGKILL, "connection was lost")],
    )
    def test_the_entries_outlive_it(
        self, browser: Browser, how: signal.Signals, words: str
    ) -> None:
        port = free_port()
        server = start_server("/", port=port)
        tab = watch(browser, server)
        try:
            line = entered(tab, "pain_map")
            kept, page = line.inputs, tab.page
            server.process.send_signal(how)
            server.process.wait(timeout=20)
            expect(page.locator("#hip-banner")).to_contain_text(words)
        finally:
            stop_server(server)
        server = start_server("/", port=port)
        try:
            expect(page.locator(AGAIN)).to_be_visible()
            comes_back(page, line, kept)
            page.close()
        finally:
            stop_server(server)
        assert not tab.foreign

    def test_without_a_server_the_page_says_that_none_answers(self, browser: Browser) -> None:
        server = start_server("/")
        tab = watch(browser, server)
        try:
            line = entered(tab, "pain_map")
            page, kept = tab.page, line.inputs
            server.process.terminate()
            page.locator(AGAIN).click()
            expect(page.locator("#hip-banner")).to_contain_text("Is the server still running?")
            expect(page.locator('button:has-text("Try again")')).to_be_visible()
            assert line.inputs == kept
            page.close()
        finally:
            stop_server(server)


class TestPatience:
    """Idle copies, full houses, reloads, second tabs."""

    @pytest.fixture(scope="module")
    @staticmethod
    def hasty() -> Iterator[Server]:
        server = start_server("/", "--most-visitors", "1", code=HASTY)
        yield server
        stop_server(server)

    def test_an_idle_copy_is_told_and_can_be_had_again(
        self, browser: Browser, hasty: Server
    ) -> None:
        tab = watch(browser, hasty)
        line = entered(tab, "pain_map")
        kept, page = line.inputs, tab.page
        banner = page.locator("#hip-banner")
        expect(banner).to_contain_text("nothing was asked of it for 20 minutes")
        comes_back(page, line, kept)
        page.close()
        assert not tab.errors
        wait_for(lambda: not hasty.kernels(), "the place is free again")

    def test_a_full_house_opens_by_itself_when_somebody_leaves(
        self, browser: Browser, hasty: Server
    ) -> None:
        first, second = watch(browser, hasty), watch(browser, hasty)
        first.open("home")
        second.page.goto(hasty.page("pain_map"))
        expect(second.page.locator("h1")).to_have_text("The one place is taken")
        second.axe("a full house")
        first.page.close()  # tells the server that it goes
        second.page.wait_for_selector("body.hip-ready")
        assert not [text for text in second.errors if "503" not in text]
        second.page.close()

    def test_a_reload_begins_afresh_and_leaves_no_kernel(
        self, tab: Watched, server: Server
    ) -> None:
        line = entered(tab, "pain_map")
        page, kept = tab.page, line.inputs
        first = kernel_of(server, page)
        page.reload()
        page.wait_for_selector("body.hip-ready")
        assert line.wait(page, lambda: line.inputs != kept), "nothing is carried over"
        wait_for(lambda: first not in server.kernels(), "the first copy has ended")
        assert not page.locator(".hip-mark-row").count()

    def test_a_second_tab_is_another_copy(
        self, browser: Browser, tab: Watched, server: Server
    ) -> None:
        line = entered(tab, "pain_map")
        kept = line.inputs
        other = watch(browser, server)
        page = other.open("pain_map")
        assert not page.locator(".hip-mark-row").count()
        page.close()
        assert line.inputs == kept
        enter_something(tab.page, line)  # the first goes on after the second has gone
        assert tab.page.locator("#hip-banner").is_hidden()
        assert not other.errors


LONG_FILE: Any = {
    "name": "runs.csv", "mimeType": "text/csv",
    "buffer": b"date,distance_km\n" + b"2026-03-02,8\n" * 900_000,
}  # fmt: skip


class TestTooLong:
    """A message beyond 10 MB is refused in words, here and by the server."""

    @staticmethod
    def change(page: Page, name: str, old: str, new: str) -> None:
        """Serve one of our files with a number changed."""

        def answer(route: Route) -> None:
            told = route.fetch()
            assert old in told.text()
            route.fulfill(response=told, body=told.text().replace(old, new))

        page.route(re.compile(rf".*/{name}$"), answer)

    @pytest.mark.parametrize("checked", [True, False])
    def test_the_page_says_so_and_goes_on(self, tab: Watched, checked: bool) -> None:
        """Checked by the page before it is sent, and where it is not, by the server."""
        page = tab.page
        line = Line(page)
        self.change(page, "hipedu.js", "const PIECE = 1024 * 1024", "const PIECE = 2 ** 30")
        if not checked:
            self.change(page, "client.js", "const MOST_BYTES = 10 *", "const MOST_BYTES = 99 *")
        tab.open("training_load")
        page.locator('input[type="file"]').set_input_files([LONG_FILE])
        banner = page.locator("#hip-banner")
        expect(banner).to_contain_text("more than this page can take at once (10 MB)")
        page.locator('#hip-banner button:has-text("Close")').click()
        expect(banner).to_be_hidden()
        assert line.closed == (0 if checked else 1)
        page.locator("select").first.select_option("consistent")
        assert line.wait(page, lambda: line.view.get("source") == "scenario")


def test_a_network_that_fails_for_a_moment_loses_nothing(tab: Watched, server: Server) -> None:
    """Every line is cut; the page connects again and asks for what it missed."""
    page = tab.page
    page.add_init_script(
        "const Real = WebSocket; window.lines = []; window.WebSocket = class extends Real {"
        "constructor(...a) { super(...a); lines.push(this); } };"
    )
    line = entered(tab, "pain_map")
    kept = line.inputs
    page.evaluate("lines.at(-1).close()")
    expect(page.locator("#hip-banner")).to_contain_text("Trying again")
    expect(page.locator("#hip-banner")).to_be_hidden()
    assert line.inputs == kept
    enter_something(page, line)
