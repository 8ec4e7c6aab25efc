"""One Chromium for all contenders, and the visits it makes."""

from __future__ import annotations

import os
import shutil
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
    # No other host is reached, and a contender that asks one does not wait for the answer.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
PATIENCE_MS = 60_000
SIZE = {"width": 1440, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: this machine's, or the one that playwright downloaded."""
    path = os.environ.get("HIPEDU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as drivers:
        opened = drivers.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


class Visit:
    """A page that is open; its requests and the hosts they went to."""

    def __init__(self, context: BrowserContext, *, visible: str | None = None) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.requests = 0
        self.foreign: set[str] = set()
        self.errors: list[str] = []
        self.page.on("request", self._note)
        self.page.on("websocket", lambda _socket: self._count())
        self.page.on("pageerror", lambda error: self.errors.append(str(error)[:200]))
        if visible:
            self.page.add_init_script(f"window.hipBenchVisible = {visible};")
        self.page.add_init_script(WATCH)

    def _count(self) -> None:
        self.requests += 1

    def _note(self, request: Any) -> None:
        parts = urllib.parse.urlsplit(request.url)
        if parts.scheme in ("http", "https"):
            self.requests += 1
            if parts.hostname != "127.0.0.1":
                self.foreign.add(str(parts.hostname))

    def open(self, address: str) -> float:
        """Go there and return the time from the start of that to the chart on the screen [s]."""
        self.page.goto(address, wait_until="commit")
        return self._promise("hipBench.visible") / 1000

    def settle(self, pause_ms: int = 700) -> None:
        """Let the page finish what it does after the chart is shown."""
        self.page.wait_for_timeout(pause_ms)

    def click(
        self, where: str, *, wanted: int | None = None, test: str = "null", force: bool = False
    ) -> float:
        """Click, and return the time until a chart of `wanted` bars, or `test`, is there [ms]."""
        self.page.evaluate(f"(wanted) => hipBench.arm(wanted, {test})", wanted)
        self.page.locator(where).first.click(force=force)
        return self._promise("hipBench.latency")

    def _promise(self, name: str) -> float:
        """Wait for a number; a page whose policy forbids eval cannot be polled."""
        late = f"new Promise((_, no) => setTimeout(() => no(new Error('late')), {PATIENCE_MS}))"
        return float(self.page.evaluate(f"Promise.race([{name}, {late}])"))

    def bars(self) -> int:
        """How many bars the main chart has."""
        return int(self.page.evaluate("hipBench.shape()"))

    def close(self) -> None:
        """Close the page, as a visitor does who goes."""
        self.page.close()


def visitor(browser: Browser) -> BrowserContext:
    """Somebody new: nothing in the cache, no cookies."""
    return browser.new_context(viewport=SIZE)
