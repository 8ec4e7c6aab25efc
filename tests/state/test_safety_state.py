"""The safety case as a page: nothing of the case is left out, and that nobody signed is said."""

from __future__ import annotations

import json

import pytest

from hipedu.dashboards import safety
from hipedu.knowledge.safety_case import NOT_SIGNED


@pytest.fixture
def state():
    return safety.build().state


def test_every_hazard_is_there_with_cause_controls_tests_and_what_is_left(state):
    content = state.content()
    assert set(content["hazards"]) == set(state.catalogue.hazards)
    for id_, hazard in state.catalogue.hazards.items():
        shown = content["hazards"][id_]
        assert (shown["hazard"], shown["cause"], shown["effect"]) == (
            hazard.hazard, hazard.cause, hazard.effect,
        )  # fmt: skip
        assert shown["note"] == hazard.note
        assert shown["residual"]["words"]
        nodes = [node for control in shown["controls"] for node in control["tests"]]
        assert nodes == [node for control in hazard.controls for node in control.tests]


def test_nobody_signed_and_the_page_says_so(state):
    content = state.content()
    assert content["signature"] == NOT_SIGNED
    assert content["signed"] is False
    assert all(each["signed"] is None for each in content["hazards"].values())


def test_the_most_severe_come_first(state):
    order = {"high": 0, "moderate": 1, "low": 2}
    ranks = [order[state.catalogue.hazards[id_].severity] for id_ in state.view()["shown"]]
    assert ranks == sorted(ranks)


def test_filters_narrow_the_list_and_the_counts_are_right(state):
    view = state.view()
    for severity, count in view["counts"]["severity"].items():
        state.filter_hazards(severity=severity)
        assert len(state.view()["shown"]) == count
    for residual, count in view["counts"]["residual"].items():
        state.filter_hazards(residual=residual)
        assert len(state.view()["shown"]) == count
    state.filter_hazards(severity="high", residual="low")
    for id_ in state.view()["shown"]:
        hazard = state.catalogue.hazards[id_]
        assert (hazard.severity, hazard.residual_risk) == ("high", "low")


def test_the_bars_are_the_counts(state):
    view = state.view()
    bars = view["figure"]["data"][0]["x"]
    assert sum(bars) == len(state.catalogue.hazards)
    assert view["counts"]["residual"]["moderate"] in bars


def test_undo_redo_reset_and_another_copy(state):
    state.filter_hazards(severity="high")
    state.look_at("red_flag_not_asked")
    kept = json.loads(json.dumps(state.view()["inputs"]))
    again = safety.build().state
    again.restore(kept)
    assert again.view()["chosen"] == "red_flag_not_asked"
    state.undo()
    assert state.view()["chosen"] is None
    state.redo()
    assert state.view()["inputs"] == kept
    state.look_at("")
    assert state.view()["chosen"] is None
    state.reset()
    assert len(state.view()["shown"]) == len(state.catalogue.hazards)


@pytest.mark.parametrize(
    "rubbish", [None, {"x": 1}, {"severity": "awful"}, {"residual": 3}, {"hazard": "tea"}]
)
def test_rubbish_changes_nothing(state, rubbish):
    before = state.view()["inputs"]
    with pytest.raises(ValueError, match="does not fit"):
        state.restore(rubbish)
    assert state.view()["inputs"] == before


def test_wrong_words_are_refused_in_sentences(state):
    with pytest.raises(ValueError, match=r"\.$"):
        state.filter_hazards(severity="awful")
    with pytest.raises(ValueError, match=r"\.$"):
        state.look_at("tea")
