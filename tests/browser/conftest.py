"""A served page in a real browser; any console error or foreign request fails the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.served import Server, start_server, stop_server

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
PATIENCE_MS = 20_000
SLOW = """
((late) => {
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    send(data) { setTimeout(() => this.readyState === Native.OPEN && super.send(data), late); }
  };
})(%d)
"""
"""Lets requests leave late: a test that does not wait for its answer then fails each time."""
LATE_MS = int(os.environ.get("HIPEDU_SLOW_ANSWERS") or 0)
expect.set_options(timeout=PATIENCE_MS)


def installed() -> str | None:
    """A Chromium, Chrome or Edge of this machine, or the one that playwright downloaded."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in PLACES:
        if Path(place).exists():
            return place
    with sync_playwright() as drivers:
        own = drivers.chromium.executable_path
    return own if Path(own).exists() else None


def find_browser() -> str:
    """Find a browser, or install one; a machine without any fails, it does not skip."""
    if found := installed():
        return found
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        tries += [["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]]
    for command in tries:
        subprocess.run(command, capture_output=True, check=False)
        if found := installed():
            return found
    pytest.fail(
        "The browser tests need Chromium, Chrome or Edge and none could be installed. Install "
        "one (Debian and Ubuntu: apt-get install chromium), then run the tests again."
    )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all browser tests."""
    started = start_server()
    yield started
    stop_server(started)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = find_browser()
    with sync_playwright() as drivers:
        opened = drivers.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@dataclass
class Watched:
    """A tab, and everything it complained about or asked of another host."""

    page: Page
    server: Server
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, name: str, **query: str) -> Page:
        """Open a dashboard and return when it is drawn."""
        self.page.goto(self.server.page(name, **query), wait_until="commit")
        self.page.wait_for_selector("body.hip-ready", timeout=PATIENCE_MS)
        return self.page

    def axe(self, state: str) -> None:
        """Fail if axe-core finds anything wrong with the page in this state."""
        from axe_playwright_python.sync_playwright import Axe

        found: dict[str, Any] = Axe().run(self.page).response
        words = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: "
            + "; ".join(node["html"][:160] for node in rule["nodes"][:4])
            for rule in found["violations"]
        ]
        assert not words, f"{state}: " + "\n".join(words)


def watch(opened: Browser, server: Server, **context: Any) -> Watched:
    """Open a tab that remembers errors and foreign requests.

    Motion is off, so that nothing is judged halfway between two colours.
    """
    usual = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
    page = opened.new_page(**{**usual, **context})
    page.set_default_timeout(PATIENCE_MS)
    if LATE_MS:
        page.add_init_script(SLOW % LATE_MS)
    watched = Watched(page, server)
    page.on(
        "console",
        lambda message: watched.errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    own = server.base.split("/voila")[0].split("//")[1].split("/")[0]

    def check(request: Any) -> None:
        host = request.url.split("//")[-1].split("/")[0]
        if not request.url.startswith(("data:", "blob:")) and host != own:
            watched.foreign.append(request.url)

    page.on("request", check)
    return watched


@pytest.fixture
def tab(browser: Browser, server: Server) -> Iterator[Watched]:
    """A watched tab; complaints fail the test that caused them."""
    watched = watch(browser, server)
    yield watched
    watched.page.close()
    assert not watched.errors, watched.errors
    assert not watched.foreign, watched.foreign
