"""Whatever is answered, in whatever order, the symptom page stays sane."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hipedu
from hipedu.model import Finding
from hipedu.reasoning.case import plain_case
from hipedu.state.symptom_state import SymptomState

TABLES = hipedu.reasoning_tables()
FINDINGS = TABLES.knowledge.findings
REGIONS = TABLES.knowledge.regions


def answers(finding: Finding) -> st.SearchStrategy[Any]:
    """Everything this question takes, "not sure" too."""
    if finding.answers == "yes_no":
        return st.sampled_from(["present", "absent", "not_sure"])
    if finding.answers == "choice":
        return st.sampled_from([*(choice.id for choice in finding.choices), "not_sure"])
    low, high = finding.minimum or 0, finding.maximum or 1000
    return st.floats(low, high, allow_nan=False) | st.just("not_sure")


answered = st.sampled_from(sorted(FINDINGS)).flatmap(
    lambda key: st.tuples(st.just(key), answers(FINDINGS[key]))
)
steps = st.one_of(
    answered.map(lambda a: ("answer", {"finding": a[0], "value": a[1]})),
    answered.map(lambda a: ("answer", {"finding": a[0], "value": a[1]})),
    answered.map(lambda a: ("what_if", {"finding": a[0], "value": a[1]})),
    st.sampled_from(sorted(FINDINGS)).map(lambda key: ("clear", {"finding": key})),
    st.tuples(st.integers(0, 100), st.sampled_from(["female", "male", None])).map(
        lambda p: ("set_person", {"age": p[0], "sex": p[1]})
    ),
    st.tuples(st.sampled_from(sorted(REGIONS)), st.sampled_from(["left", "right", "both"])).map(
        lambda m: ("mark", {
            "region": m[0], "side": m[1] if REGIONS[m[0]].paired else "middle", "intensity": 5,
        })
    ),
    st.booleans().map(lambda on: ("set_exam", {"on": on})),
    st.sampled_from(["undo", "redo", "keep_what_if", "drop_what_if", "reset"]).map(
        lambda name: (name, {})
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=1, max_size=14))
def test_any_mix_of_answers_gives_a_sane_page(taken: list[tuple[str, dict[str, Any]]]) -> None:
    state = SymptomState(TABLES)
    refused: list[str] = []
    for name, arguments in taken:
        try:
            getattr(state, name)(**arguments)
        except ValueError as reason:  # nothing to undo, and the like
            refused.append(str(reason))
    assert all(sentence.endswith(".") for sentence in refused)
    view = state.view()
    json.dumps(view, allow_nan=False)
    if view["suppressed"]:
        assert view["triage"]["level"] == "emergency"
        assert view["rows"] == []
        assert view["remainder"] is None
        assert view["question"] is None
        assert view["triage"]["rules"] or view["triage"]["reasons"]
    else:
        shown = [row["probability"] for row in view["rows"]] + [view["remainder"]["probability"]]
        assert sum(shown) == pytest.approx(1)
        assert all(0 <= p <= 1 for p in shown)
        assert all(row["low"] <= row["percent"] <= row["high"] for row in view["rows"])
    asked = view["question"]
    assert asked is None or asked["finding"] not in dict(state.interview.answers)
    again = SymptomState(TABLES)
    again.restore(view["inputs"])
    assert plain_case(again.case) == plain_case(state.case)
