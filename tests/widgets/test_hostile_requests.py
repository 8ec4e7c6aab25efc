"""No request makes a dashboard raise, forget its view, or hold what cannot be sent."""

from __future__ import annotations

import inspect
import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.dashboards import NAMES
from tests.hostile import MANY, actions, malformed, requests_to, settled, widget

ACTIONS = [(name, action) for name in NAMES for action in actions(name)]
LARGEST_VIEW = 4 * 1024 * 1024


def whole(page: Any, shown: set[str]) -> None:
    """Whether the page can still be drawn: sent as JSON, and nothing missing."""
    text = json.dumps(page.view, allow_nan=False, ensure_ascii=False).encode("utf-8")
    assert len(text) < LARGEST_VIEW
    assert shown <= set(page.view)


@pytest.mark.parametrize(("name", "action"), ACTIONS)
def test_an_action_bears_any_arguments(
    name: str, action: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each is refused in a sentence, or done; "our fault" in the log would be a fault of ours."""
    caplog.set_level(logging.ERROR)
    page = widget(name)
    shown = set(page.view)

    @settled(6)
    @given(st.lists(requests_to(page, action), min_size=1, max_size=3))
    def attack(requests: list[Any]) -> None:
        for request in requests:
            page._receive(page, request, [])
            whole(page, shown)
            assert not caplog.messages, (request, caplog.messages)

    attack()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_bears_requests_of_no_form(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    page = widget(name)
    shown = set(page.view)

    @settled(30)
    @given(malformed(page))
    def attack(request: Any) -> None:
        page._receive(page, request, [])
        whole(page, shown)
        assert not caplog.messages, (request, caplog.messages)

    attack()


HEAPS: tuple[Any, ...] = (
    [1] * MANY, "7" * MANY, [{}] * MANY, {str(at): at for at in range(MANY)},
)  # fmt: skip


@pytest.mark.parametrize("at", range(len(ACTIONS)), ids=[f"{n}-{a}" for n, a in ACTIONS])
def test_an_action_bears_a_million_items(at: int) -> None:
    """One of four heaps in turn for each action; for `restore`, in each of its parts, too."""
    name, action = ACTIONS[at]
    page = widget(name)
    shown = set(page.view)
    names = list(inspect.signature(getattr(page.state, action)).parameters) or ["x"]
    inputs = page.view.get("inputs") or {}
    page._receive(page, {"do": action, "args": dict.fromkeys(names, HEAPS[at % 4])}, [])
    whole(page, shown)
    for key in inputs if action == "restore" else ():
        page._receive(page, {"do": action, "args": {"inputs": {**inputs, key: HEAPS[2]}}}, [])
        whole(page, shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_cannot_be_sent_is_refused(name: str) -> None:
    """Half of a surrogate pair has no UTF-8: a view that quotes it would never arrive."""
    page = widget(name)
    for action in page.state.actions or ("reset",):
        method = getattr(page.state, action, None)
        names = list(inspect.signature(method).parameters) if method else []
        for text in ("\ud800", {"\udfff": 1}, [["a", "\ud83d"]]):
            page._receive(page, {"do": action, "args": dict.fromkeys(names or ["x"], text)}, [])
            json.dumps(page.view, ensure_ascii=False).encode("utf-8")
            assert page.view["notice"]
