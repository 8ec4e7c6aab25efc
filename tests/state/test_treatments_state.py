"""The treatment explorer: filters, pictures of a hundred people, charts, the ten questions."""

from __future__ import annotations

import json

import pytest

from hipedu.dashboards import treatments
from hipedu.figures.treatment_effects import CHARTS
from hipedu.state.evidence_words import PURPOSES, VERDICTS


@pytest.fixture
def state():
    return treatments.build().state


def test_all_twenty_six_are_there_with_effect_certainty_when_risk_and_time(state):
    cards = state.content()["treatments"]
    assert len(cards) == 26
    assert set(state.view()["shown"]) == set(cards)
    for card in cards.values():
        for field in ("effect", "certainty_words", "when", "risk", "time", "purpose", "basis"):
            assert card[field], (card["id"], field)
        assert 1 <= card["certainty"] <= 4


def test_a_condition_and_a_purpose_narrow_the_list(state):
    state.filter_condition("gluteal_tendinopathy")
    named = {
        id_ for id_, each in state.catalogue.treatments.items()
        if "gluteal_tendinopathy" in each.conditions
    }
    assert set(state.view()["shown"]) == named
    assert {"physical_therapy_exercise", "corticosteroid_trochanteric", "shockwave"} <= named
    assert "hip_arthroscopy" not in named
    state.filter_purpose("procedure")
    assert set(state.view()["shown"]) == {"corticosteroid_trochanteric", "prp", "shockwave"}
    assert state.view()["sentence"].startswith("3 of 26")
    state.filter_condition("")
    assert "corticosteroid_intraarticular" in state.view()["shown"]


def test_a_filter_may_leave_nothing(state):
    state.filter_condition("meralgia_paresthetica")
    state.filter_purpose("surgery")
    view = state.view()
    assert view["shown"] == []
    assert view["sentence"].startswith("0 of 26")


def test_the_counts_beside_a_condition_are_right(state):
    for each in state.view()["conditions"]:
        state.filter_condition(each["id"])
        assert len(state.view()["shown"]) == each["count"]


def test_a_condition_that_needs_a_doctor_says_so_first(state):
    state.filter_condition("fnsf_tension")
    assert "emergency" in state.view()["caution"]
    state.filter_condition("fnsf_compression")
    assert "doctor within days" in state.view()["caution"]
    state.filter_condition("gluteal_tendinopathy")
    assert state.view()["caution"] is None


def test_the_page_sends_danger_to_the_front(state):
    first = state.view()["first"]
    assert "Be seen first" in first
    for sign in ("weight on the leg", "fever", "numbness", "night", "limp"):
        assert sign in first


def test_the_picture_of_the_leap_trial(state):
    """51 of 66 = 77.3, 38 of 65 = 58.5, 20 of 68 = 29.4 of 100; Wilson's ends by hand for the
    last: centre (0.29412 + 3.8415/136) / (1 + 3.8415/68) = 0.30523, half 0.10638 -> 20 to 41."""
    picture = state.view()["chosen"]["pictures"][0]
    assert picture["sentence"] == (
        "Of 100 people, much better after 8 weeks: 77 with education and exercise, 58 with one "
        "injection and 29 with waiting."
    )
    assert [group["of_100"] for group in picture["groups"]] == [77, 58, 29]
    assert picture["groups"][0]["counted"] == "51 of 66 counted; 66 to 86 of 100 would fit as well"
    assert (picture["groups"][2]["low"], picture["groups"][2]["high"]) == (20, 41)
    assert picture["basis"] == "derived"


def test_a_share_without_counts_has_no_interval(state):
    state.look_at("corticosteroid_trochanteric")
    picture = state.view()["chosen"]["pictures"][0]
    assert [group["of_100"] for group in picture["groups"]] == [75, 13, 7]
    assert all(group["low"] is None for group in picture["groups"])
    assert picture["basis"] == "measured"


def test_what_is_not_known_is_said_for_every_treatment(state):
    for id_ in state.catalogue.treatments:
        state.look_at(id_)
        chosen = state.view()["chosen"]
        assert len(chosen["unknown"]) > 20
        for effect in chosen["effects"]:
            assert effect["basis"] in ("measured", "derived", "expert_estimate", "illustrative")
            assert effect["source"] or effect["basis"] == "expert_estimate"


def test_every_source_of_what_is_shown_can_be_looked_up(state):
    for id_ in state.catalogue.treatments:
        state.look_at(id_)
        view = state.view()
        cited = {each["reference"] for each in view["chosen"]["effects"]} - {None}
        assert cited <= set(view["references"])


def test_each_chart_is_drawn_and_only_its_own_scale(state):
    for chart in CHARTS:
        state.draw_chart(chart)
        drawn = state.view()["chart"]
        assert drawn["figure"]["layout"]["meta"]["rows"]
        assert drawn["explained"].strip()


def test_the_ten_questions_have_claim_verdict_answer_and_source(state):
    questions = state.content()["questions"]
    assert [each["number"] for each in questions] == list(range(1, 11))
    for each in questions:
        assert each["says"]
        assert each["better"]
        assert each["verdict"] in VERDICTS.values()
        assert each["sources"]
        assert each["claims"]


def test_every_purpose_has_a_treatment(state):
    assert all(each["count"] for each in state.view()["purposes"])
    assert {each["id"] for each in state.view()["purposes"]} == set(PURPOSES)


def test_undo_redo_reset_and_another_copy(state):
    state.filter_condition("hip_osteoarthritis")
    state.look_at("prp")
    state.draw_chart("smd/lower")
    kept = json.loads(json.dumps(state.view()["inputs"]))
    again = treatments.build().state
    again.restore(kept)
    assert again.view()["inputs"] == kept
    state.undo()
    assert state.view()["chart"]["id"] == "hazard_ratio/lower"
    state.redo()
    assert state.view()["inputs"] == kept
    state.reset()
    assert state.view()["filters"] == {"condition": None, "purpose": None}
    state.undo()
    assert state.view()["inputs"] == kept


@pytest.mark.parametrize(
    "rubbish",
    [None, [], {"other": "x"}, {"condition": 3}, {"condition": "nothing"}, {"treatment": "tea"},
     {"purpose": "fun"}, {"chart": "pie"}],
)  # fmt: skip
def test_rubbish_changes_nothing(state, rubbish):
    before = state.view()["inputs"]
    with pytest.raises(ValueError, match="does not fit"):
        state.restore(rubbish)
    assert state.view()["inputs"] == before


def test_wrong_words_are_refused_in_sentences(state):
    for call, word in (
        (state.filter_condition, "measles"), (state.filter_purpose, "fun"),
        (state.look_at, "tea"), (state.draw_chart, "pie"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"\.$"):
            call(word)
    with pytest.raises(ValueError, match="No treatment here is offered"):
        state.filter_condition("scfe")


def test_the_table_of_a_chart_names_its_sources(state):
    """A key such as "paskins2022hit" means nothing to a reader."""
    state.draw_chart("points_10/lower")
    keys = set(state.catalogue.references)
    rows = state.view()["chart"]["figure"]["layout"]["meta"]["table"]["rows"]
    assert rows
    for row in rows:
        assert row[-1] not in keys
        assert row[-1].split()[-1].isdigit(), "a year"
    assert "Paskins 2022" in [row[-1] for row in rows]
