"""Prevention: statements with verdict, badge and source; absolute risks where there are any."""

from __future__ import annotations

import json

import pytest

from hipedu.dashboards import prevention
from hipedu.state.evidence_words import STANDINGS

WANTED = {"warm_up", "strength", "form", "shoes", "rest", "sleep", "load", "pain"}


@pytest.fixture
def state():
    return prevention.build().state


def test_the_habits_of_the_article_and_more_are_there(state):
    assert set(state.catalogue.prevention_topics) >= WANTED


def test_every_habit_says_what_is_known_what_to_do_and_what_nobody_knows(state):
    for id_ in state.catalogue.prevention_topics:
        state.look_at(id_)
        chosen = state.view()["chosen"]
        assert chosen["do"]
        assert chosen["known"]
        assert chosen["not_known"]
        assert chosen["standing"] in STANDINGS.values()
        for row in chosen["known"] + chosen["folklore"]:
            assert row["basis"] == "expert_estimate" or row["source"]
        for row in chosen["claims"] + chosen["factors"] + chosen["load_rules"]:
            assert row["verdict"]["words"]
            assert row["verdict"]["icon"]


def test_absolute_risks_of_shoes_by_hand(state):
    """Malisoux 2020 printed 74 (17.6 %) and 54 (12.6 %): 74 / 0.176 = 420, 54 / 0.126 = 429, and
    420 + 428 are the 848 runners."""
    state.look_at("shoes")
    (picture,) = state.view()["chosen"]["pictures"]
    assert [group["of_100"] for group in picture["groups"]] == [18, 13]
    assert [group["counted"].split(" counted")[0] for group in picture["groups"]] == [
        "74 of 420", "54 of 428",
    ]  # fmt: skip
    assert picture["better"] == "lower"


def test_absolute_risks_of_the_ten_percent_rule(state):
    """Buist 2008: 20.8 and 20.3 of 100. Frandsen 2025: 1,820 of 5,205 = 35.0 of 100."""
    state.look_at("load")
    pictures = state.view()["chosen"]["pictures"]
    assert [group["of_100"] for group in pictures[0]["groups"]] == [35]
    assert [group["of_100"] for group in pictures[1]["groups"]] == [21, 20]


def test_absolute_risks_of_a_warm_up_by_hand(state):
    """van Mechelen 1993: 26 of 159 = 16.4, 23 of 167 = 13.8 of 100."""
    state.look_at("warm_up")
    (picture,) = state.view()["chosen"]["pictures"]
    assert [group["of_100"] for group in picture["groups"]] == [16, 14]


def test_a_standing_narrows_the_list(state):
    total = 0
    for each in state.view()["standings"]:
        state.filter_standing(each["id"])
        assert len(state.view()["shown"]) == each["count"] > 0
        total += each["count"]
    state.filter_standing("")
    assert len(state.view()["shown"]) == total == len(state.catalogue.prevention_topics)


def test_only_injuries_are_drawn(state):
    for chart in state.charts:
        assert chart.endswith("/lower")
        state.draw_chart(chart)
        assert state.view()["chart"]["figure"]["layout"]["meta"]["rows"]


def test_the_chosen_habit_is_lit_in_the_chart(state):
    state.look_at("sleep")
    lit = state.view()["chart"]["figure"]["layout"]["meta"]["lit"]
    assert lit
    assert all(row.startswith("sleep/") for row in lit)


def test_undo_redo_reset_and_another_copy(state):
    state.look_at("food")
    state.filter_standing("unclear")
    kept = json.loads(json.dumps(state.view()["inputs"]))
    again = prevention.build().state
    again.restore(kept)
    assert again.view()["inputs"] == kept
    state.undo()
    assert state.view()["standing"] is None
    state.redo()
    assert state.view()["standing"] == "unclear"
    state.reset()
    assert state.view()["chosen"]["id"] == "load"


@pytest.mark.parametrize(
    "rubbish", [None, "x", {"other": "x"}, {"topic": 3}, {"topic": "tea"}, {"standing": "fun"},
                {"chart": "pie"}]
)  # fmt: skip
def test_rubbish_changes_nothing(state, rubbish):
    before = state.view()["inputs"]
    with pytest.raises(ValueError, match="does not fit"):
        state.restore(rubbish)
    assert state.view()["inputs"] == before


def test_wrong_words_are_refused_in_sentences(state):
    for call in (state.look_at, state.filter_standing, state.draw_chart):
        with pytest.raises(ValueError, match=r"\.$"):
            call("tea")


def test_pain_has_limits_of_its_own_and_they_are_those_that_were_published(state):
    """Silbernagel 2007: 3 of 10 or less is safe, 4 to 5 acceptable, more is not; the next day
    decides, so 24 hours."""
    state.look_at("pain")
    light = state.view()["chosen"]["pain"]
    assert [light[name]["value"] for name in ("green_to", "amber_to", "settles_within_h")] == [
        3, 5, 24,
    ]  # fmt: skip
    assert {light[name]["reference"] for name in ("green_to", "amber_to")} == {
        "silbernagel2007monitoring"
    }
    assert "borrowed" in light["green_to"]["note"]
    assert any("bone" in line for line in state.view()["chosen"]["do"])
    state.look_at("shoes")
    assert state.view()["chosen"]["pain"] is None
