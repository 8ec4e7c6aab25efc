"""Uses a page without knowing it: enters something, or tries everything there is to press."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Locator, Page

from .conftest import LATE_MS

KINDS = (
    '[role="checkbox"]', 'input[type="checkbox"]', "select", 'input[type="number"]',
    'input[type="range"]', '[role="slider"]', 'input[type="date"]', 'input[type="radio"]',
    "button:enabled", "summary",
)  # fmt: skip
CONTROLS = ", ".join(f"main {kind}:visible" for kind in KINDS)
QUIET = (
    "window.print = () => {}; window.confirm = () => true;"
    "window.alert = (x) => { window.alerted = x; };"
)
"""What would wait for a person."""


class Line:
    """What a page's kernel says, overheard from its websocket.

    Parameters
    ----------
    page : Page
        A tab that has not been opened yet.
    """

    def __init__(self, page: Page) -> None:
        self.view: dict[str, Any] = {}
        self.closed = self.asked = self.answered = 0
        page.on("websocket", self._opened)

    def _opened(self, socket: Any) -> None:
        socket.on("framereceived", self._heard)
        socket.on("framesent", self._asks)
        socket.on("close", self._ended)

    def _asks(self, payload: str | bytes) -> None:
        self.asked += 1

    def _ended(self, socket: Any) -> None:
        self.closed += 1

    def _heard(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes) or '"data"' not in payload:
            return
        data = json.loads(payload)["content"].get("data", {})
        states = [data.get("state")] if data.get("method") == "update" else [
            each["state"] for each in data.get("states", {}).values()
        ]  # fmt: skip
        for state in states:
            if state and "view" in state:
                self.view = state["view"]
                self.answered += 1

    @property
    def inputs(self) -> str:
        """What was entered, as the page would send it to a new kernel; comparable."""
        inputs = dict(self.view.get("inputs") or {})
        also = {name: self.view[name] for name in inputs.pop("also", [])}
        if isinstance(also.get("runs"), list):  # each copy numbers its runs by itself
            also["runs"] = [{k: v for k, v in run.items() if k != "id"} for run in also["runs"]]
        return json.dumps({**inputs, **also}, sort_keys=True)

    def wait(self, page: Page, true: Callable[[], bool], turns: int = 100) -> bool:
        """Let the page work until something holds, at most some seconds."""
        for _ in range(turns):
            if true():
                return True
            page.wait_for_timeout(40)
        return true()

    def quiet(self, page: Page) -> None:
        """Wait until nothing is asked or answered any more: some controls ask late."""
        while self.wait(page, self._more(), turns=12 + LATE_MS // 40):
            pass

    def _more(self) -> Callable[[], bool]:
        asked, answered = self.asked, self.answered
        return lambda: (self.asked, self.answered) != (asked, answered)


def use(control: Locator) -> str:
    """Use a control in whatever way it is used; return what it was."""
    # this element, whatever stands in its place when the next answer is drawn
    held = control.element_handle(timeout=1000)
    tag, kind, role = held.evaluate("e => [e.tagName, e.type || '', e.getAttribute('role') || '']")
    words = f"{tag} {kind} {role} {held.evaluate('e => e.outerHTML.slice(0, 90)')}"
    if tag == "SELECT":
        others = held.evaluate(
            "e => [...e.options].map(o => o.value).filter(v => v && v !== e.value)"
        )
        if others:
            held.select_option(others[0], timeout=1000)
    elif kind == "date":
        held.fill("2026-03-02", timeout=1000)
    elif kind == "number":
        low, high = held.evaluate("e => [Number(e.min || 1), Number(e.max || 30)]")
        held.fill(f"{round((low + high) / 2)}", timeout=1000)
        held.press("Enter")
        held.evaluate("e => e.blur()")
    elif kind == "range" or role == "slider":
        held.press("ArrowRight", timeout=1000)
    elif role == "checkbox":
        held.press("Space", timeout=1000)
    else:
        held.dispatch_event("click")
    return words


def enter_something(page: Page, line: Line) -> None:
    """Try controls of each kind in turn until what was entered is no longer what it was.

    A control that asks the kernel for nothing is left at once; the others are waited for.
    """
    before, tried = line.inputs, []
    for turns in (8, 60):  # a busy machine asks late
        for kind in KINDS:
            found = page.locator(f"main {kind}:visible")
            for at in range(min(found.count(), 12)):
                asked, answered = line.asked, line.answered
                try:
                    words = use(found.nth(at))
                except Error:
                    continue
                tried.append(words)
                if not line.wait(page, lambda was=asked: line.asked > was, turns=turns):
                    continue
                line.wait(page, lambda was=answered: line.answered > was)
                if line.inputs != before:
                    line.quiet(page)
                    return
    raise AssertionError(
        f"nothing on this page changes what was entered: {line.view.get('notice')}\n"
        f"{line.asked} asked, {line.answered} answered, {line.closed} closed; tried:\n"
        + "\n".join(tried)
    )


def use_everything(page: Page, most: int) -> int:
    """Use up to `most` controls, as they come up; return how many could be used."""
    used = 0
    seen: set[str] = set()
    for at in range(3 * most):
        found = page.locator(CONTROLS)
        if used >= most or at >= found.count():
            break
        try:
            words = use(found.nth(at))
        except Error:  # it went away meanwhile
            continue
        used += words not in seen
        seen.add(words)
    return used
