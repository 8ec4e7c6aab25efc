"""Requests that no page of ours makes: for every action, arguments of every wrong kind.

The arguments come from hypothesis with a fixed seed, so that two runs make the same attacks.
"""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

PROFILE = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
}
MANY = 10**6
MARKUP = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</svg><svg onload=alert(1)>",
    "javascript:alert(1)", "{{7*7}}", "#{7*7}", '=HYPERLINK("http://elsewhere.example")',
    "@SUM(1)", "+1", "-1", "\t=1", "BEGIN:VEVENT\r\nEND:VCALENDAR", "../../etc/passwd", "a\x00b",
    "\u202eabc", "\ud800", "\udc00x", "\ufeff", "\u2028", "__class__", "__import__('os')",
    "constructor",
    "__proto__", "%s%n", "nan", "Infinity", "1e999", "null", "", " ", "x" * 5000,
)  # fmt: skip
NUMBERS = (
    -1, 0, 1, 3, 12, 28, 84, 10**9, 2**63, -(2**63) - 1, 10**29, 0.1, -0.0, 1e-320, 1e308, -1e308,
    float("nan"), float("inf"), True, False,
)  # fmt: skip
DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "2026-01-01", "26-1-1", "2026-W01-1", "20260101")


def settled(examples: int) -> settings:
    """The same attacks in every run."""
    return settings(max_examples=examples, **PROFILE)


def widget(name: str) -> Any:
    """A dashboard's widget, as a notebook makes it."""
    return importlib.import_module(f"hipedu.dashboards.{name}").build()


def actions(name: str) -> tuple[str, ...]:
    """What the page of a dashboard may ask for."""
    return tuple(sorted(widget(name).state.actions))


def words_of(value: Any, most: int = 400) -> list[str]:
    """The names and short texts that a page holds: ids that an attacker would know, too."""
    found: dict[str, None] = {}
    queue = [value]
    while queue and len(found) < most:
        item = queue.pop(0)
        if isinstance(item, dict):
            queue.extend(item)
            queue.extend(item.values())
        elif isinstance(item, (list, tuple)):
            queue.extend(item[:30])
        elif isinstance(item, str) and len(item) < 40:
            found[item] = None
    return list(found)


def anything(words: list[str]) -> st.SearchStrategy[Any]:
    """A value of any kind and size that JSON, or what Python takes for JSON, can say."""
    single = st.one_of(
        st.sampled_from(words), st.sampled_from(MARKUP), st.sampled_from(NUMBERS),
        st.sampled_from(DAYS), st.none(), st.text(max_size=20), st.integers(), st.floats(),
    )  # fmt: skip
    nested = st.recursive(
        single,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(st.sampled_from(words) | st.text(max_size=5), inner, max_size=4),
        ),
        max_leaves=8,
    )
    return st.one_of(single, nested, st.sampled_from(([], {}, [[]], [None] * 300, {"": {}})))


def bent(value: Any, words: list[str]) -> st.SearchStrategy[Any]:
    """Something that was right, with a part exchanged, left out, or there too often."""
    if isinstance(value, dict) and value:
        part = st.sampled_from(sorted(value))
        return st.one_of(
            st.just(value),
            part.map(lambda key: {k: v for k, v in value.items() if k != key}),
            part.flatmap(lambda key: bent(value[key], words).map(lambda v: {**value, key: v})),
            part.flatmap(lambda key: anything(words).map(lambda v: {**value, key: v})),
        )
    if isinstance(value, list) and value:
        return st.one_of(
            st.just(value * 40),
            st.just(value[::-1]),
            bent(value[0], words).map(lambda first: [first, *value[1:]]),
            anything(words).map(lambda first: [first, *value]),
        )
    return anything(words)


def arguments(method: Any, inputs: Any, words: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments of an action: the right names as a rule, the right values seldom."""
    names = [
        each.name for each in inspect.signature(method).parameters.values()
        if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    ]
    values = {name: anything(words) for name in names}
    if "inputs" in values:
        values["inputs"] = bent(inputs, words)
    return st.fixed_dictionaries({}, optional={**values, "zzz": anything(words)})


def requests_to(page: Any, name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Requests for one action of a page."""
    view = page.view
    words = words_of([view.get("inputs"), view, page.content]) or ["home"]
    return st.fixed_dictionaries({
        "do": st.just(name),
        "args": arguments(getattr(page.state, name), view.get("inputs"), words),
    })  # fmt: skip


def malformed(page: Any) -> st.SearchStrategy[Any]:
    """Requests of a form that no page uses."""
    words = words_of(page.view)[:50] or ["home"]
    known = st.sampled_from(sorted(page.state.actions) or ["reset"])
    private = st.sampled_from(("__init__", "view", "_change", "set_trait", "catalogue", ""))
    unknown = private | anything(words)
    return st.one_of(
        anything(words),
        st.fixed_dictionaries({"do": unknown}, optional={"args": anything(words)}),
        st.fixed_dictionaries({"do": known, "args": anything(words)}),
    )  # fmt: skip
