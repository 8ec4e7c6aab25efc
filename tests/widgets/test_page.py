"""The page's own guards, on a state that believes everything it is told."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from hipedu import load_catalogue
from hipedu.state.training_state import TrainingState
from hipedu.widgets.page import Page
from hipedu.widgets.training_page import TrainingPage


class Believing:
    """Keeps and shows any value: what a careless state of a later page might do."""

    actions = frozenset({"keep"})

    def __init__(self) -> None:
        self.kept: Any = "nothing"

    def keep(self, value: Any) -> None:
        self.kept = value

    def view(self) -> dict[str, Any]:
        return {"kept": self.kept}


@pytest.mark.parametrize(
    "value", ["\ud800", "Zürich \udfff", ["a", ["\ud83d"]], {"\ude00": 1}, {"a": {"b": "\udc00"}}]
)
def test_a_text_that_has_no_utf8_never_reaches_the_state(value: Any) -> None:
    page = Page(Believing(), page="any")
    page._receive(page, {"do": "keep", "args": {"value": value}}, [])
    json.dumps(page.view, ensure_ascii=False).encode("utf-8")
    assert page.view["kept"] == "nothing"
    assert "cannot read" in page.view["notice"]
    page._receive(page, {"do": "keep", "args": {"value": "Zürich 🦴"}}, [])
    assert page.view == {"kept": "Zürich 🦴"}


def test_a_text_that_has_no_utf8_never_reaches_the_log() -> None:
    """The training page receives requests by itself, because of its uploads."""
    state = TrainingState(load_catalogue(), today=dt.date(2026, 5, 1))
    page = TrainingPage(state, page="training")
    asked: list[str] = []
    page.carry_out = lambda message, buffers=None: asked.append(message["do"])  # type: ignore
    page._receive(page, {"do": "upload_end", "args": {"name": "\ud800"}}, [])
    assert asked == []
    assert "cannot read" in page.view["notice"]
    page._receive(page, {"do": "reset"}, [])
    assert asked == ["reset"]
