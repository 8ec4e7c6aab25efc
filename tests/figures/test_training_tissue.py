import datetime as dt

from hipedu.api import load_catalogue
from hipedu.figures.training_tissue import repair_figure, tissue_figure
from hipedu.state.training_state import TrainingState
from hipedu.training.tissue_sessions import Range, WeekDamage


def week(number, bone):
    value = Range(bone, bone / 2, bone * 2)
    return WeekDamage(
        start=dt.date(2025, 1, 6) + dt.timedelta(days=7 * number), distance_km=10.0,
        damage={"bone": value, "tendon": value},
    )  # fmt: skip


def test_the_title_names_the_hardest_week_with_its_band():
    drawn = tissue_figure([week(0, 1.0), week(1, 1.5)])
    title = drawn["layout"]["title"]["text"]
    assert "13 January" in title
    assert "1.5 times" in title
    assert "(0.8 to 3.0)" in title
    assert len(drawn["layout"]["meta"]["table"]["rows"]) == 2


def test_repair_says_when_most_is_open():
    drawn = repair_figure(dt.date(2025, 1, 6), [1, 0], [1, 2], [1, 1], [1, 3])
    assert "7 January" in drawn["layout"]["title"]["text"]


def test_the_page_asks_for_the_model_only_when_it_is_open():
    state = TrainingState(
        load_catalogue(), today=dt.date(2026, 11, 23),
        draw_tissue={"weeks": tissue_figure, "repair": repair_figure},
    )  # fmt: skip
    state.load_scenario("marathon_spike")
    assert state.view()["tissue"] is None
    state.show_tissue(True)
    tissue = state.view()["tissue"]
    assert set(tissue["figures"]) == {"weeks", "repair"}
    assert tissue["changes"][0]["bone"] == [2.0, 2.0, 2.0]
    assert tissue["equal"] == {"bone": 11.1, "tendon": 8.0}  # 2**(1/6.6), 2**(1/9)
