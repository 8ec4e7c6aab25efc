import pytest

from hipedu.api import load_catalogue
from hipedu.figures.running_form import cadence_figure, speed_figure
from hipedu.state.running_form_state import RunningFormState


@pytest.fixture
def state():
    return RunningFormState(
        load_catalogue(), draw={"cadence": cadence_figure, "speed": speed_figure}
    )


def part(view, id_):
    return next(each for each in view["parts"] if each["id"] == id_)


def test_five_percent_helps_the_knee_and_ten_the_hip(state):
    state.set_value("own_cadence", 160)
    state.try_advice(5)
    said = [e["text"] for e in part(state.view(), "cadence")["effects"] if e["applies"]]
    assert any("knee takes up less" in text for text in said)
    state.try_advice(10)
    said = [e["text"] for e in part(state.view(), "cadence")["effects"] if e["applies"]]
    assert any("hip takes up less energy" in text for text in said)
    assert not any("knee takes up less" in text for text in said)


def test_the_trial_follows_until_something_was_tried(state):
    state.set_value("own_cadence", 150)
    assert state.sliders.cadence == 150
    state.set_value("cadence", 165)
    state.set_value("own_cadence", 155)
    assert state.sliders.cadence == 165


def test_wrong_values_are_refused_in_words(state):
    with pytest.raises(ValueError, match="enter 130 to 210"):
        state.set_value("cadence", 400)
    with pytest.raises(ValueError, match="no such slider"):
        state.set_value("shoe", 1)
    with pytest.raises(ValueError, match="enter a number"):
        state.set_value("speed", None)


def test_undo_and_another_copy(state):
    state.set_value("slope", -6)
    kept = state.view()["inputs"]
    state.undo()
    assert state.sliders.slope == 0
    state.restore(kept)
    assert state.sliders.slope == -6
    with pytest.raises(ValueError, match="does not fit"):
        state.restore({"shoe": 1})


def test_every_effect_carries_a_badge_and_figures_are_drawn(state):
    view = state.view()
    assert set(view["figures"]) == {"cadence", "speed"}
    for each in view["parts"]:
        for effect in each["effects"]:
            assert effect["basis"] in ("measured", "derived", "expert_estimate", "illustrative")
            assert effect["reference"] is None or effect["reference"] in view["references"]
