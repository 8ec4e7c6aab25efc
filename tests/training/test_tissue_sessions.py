"""The tissue model against the worked numbers of its sources and arithmetic by hand."""

import dataclasses
import datetime as dt

import pytest

from hipedu.model import Run
from hipedu.training.tissue_sessions import (
    Range,
    SessionChange,
    TissueModel,
    Usual,
    change_damage,
    estimated_cadence,
    session_damage,
    usual_session,
    weekly_damage,
)


def sure(value):
    return Range(value, value, value)


@pytest.fixture
def model():
    """Exponents of one and two, forces of 6 BW at 6 km/h and 1 more for each km/h."""
    return TissueModel(
        exponents={"bone": sure(1.0), "tendon": sure(2.0)},
        force_at_6_km_h=sure(6.0), force_per_km_h=sure(1.0),
        load_per_percent_cadence=sure(-1.0), downhill_per_degree=sure(2.0),
        uphill_per_degree=sure(0.0), soft_surface=sure(0.0), cadence_at_10_km_h=sure(160.0),
        cadence_per_km_h=sure(2.0), repair_days=sure(26.0), repair_shape=2.0,
    )  # fmt: skip


USUAL = Usual(distance_km=10.0, speed_km_per_h=10.0, cadence_spm=160.0)


def test_twice_the_distance_is_twice_the_damage(model):
    damage = change_damage(SessionChange(distance=2), USUAL, model)
    assert damage["bone"].value == damage["tendon"].value == 2.0


def test_faster_is_harder_and_takes_fewer_steps(model):
    # 12 for 10 km/h: force 12 BW for 10 BW = 1.2; steps 10/12; bone 1.2/1.2 = 1, tendon 1.2
    damage = change_damage(SessionChange(speed_km_per_h=2), USUAL, model)
    assert damage["bone"].value == pytest.approx(1.0)
    assert damage["tendon"].value == pytest.approx(1.2)


def test_more_steps_are_softer(model):
    # 10 % more steps, each 10 % softer: 1.1 * 0.9 = 0.99 and 1.1 * 0.81 = 0.891
    damage = change_damage(SessionChange(cadence=1.1), USUAL, model)
    assert damage["bone"].value == pytest.approx(0.99)
    assert damage["tendon"].value == pytest.approx(0.891)


def test_only_the_way_down_is_harder(model):
    # half of the steps at 1, half at 1.1: bone 1.05, tendon (1 + 1.21) / 2
    damage = change_damage(SessionChange(slope_degrees=5), USUAL, model)
    assert damage["bone"].value == pytest.approx(1.05)
    assert damage["tendon"].value == pytest.approx(1.105)


def test_the_published_worked_numbers(model):
    # same steps, 10 % more load, b = 6.6 -> 1.8758; b = 9 -> 2.3579
    steep = dataclasses.replace(model, exponents={"bone": sure(6.6), "tendon": sure(9.0)})
    # soft ground made 10 % harder stands for any change of load alone
    harder = dataclasses.replace(steep, soft_surface=sure(10.0))
    damage = change_damage(SessionChange(soft=True), USUAL, harder)
    assert damage["bone"].value == pytest.approx(1.8758, rel=1e-4)
    assert damage["tendon"].value == pytest.approx(2.3579, rel=1e-4)


def test_the_band_holds_the_value(model):
    wide = dataclasses.replace(
        model, exponents={"bone": Range(6.6, 5, 8.5), "tendon": Range(9, 6, 12)},
        downhill_per_degree=Range(1, 0, 3), force_per_km_h=Range(0.42, 0.2, 0.5),
    )  # fmt: skip
    for change in (
        SessionChange(speed_km_per_h=-3), SessionChange(cadence=1.2, slope_degrees=8),
        SessionChange(distance=0.2, speed_km_per_h=4),
    ):  # fmt: skip
        for damage in change_damage(change, USUAL, wide).values():
            assert damage.low <= damage.value <= damage.high


def run(day, km, minutes=None, **more):
    return Run(
        date=dt.date(2025, 1, 6) + dt.timedelta(days=day), distance_km=km, duration_min=minutes,
        **more,
    )


def test_what_the_log_does_not_say_is_named(model):
    (session,) = session_damage([run(0, 10)], model)
    assert session.assumed == ("speed", "step rate", "level ground")
    # 10 km at 10 km/h and 160 a minute: 60 minutes of 160 steps
    assert session.steps == pytest.approx(9600)
    assert session.damage["bone"].value == pytest.approx(1.0)


def test_cadence_is_guessed_from_speed(model):
    assert estimated_cadence(12, model) == 164  # 160 + 2 * 2
    assert usual_session([run(0, 12, 60)], model).cadence_spm == 164


def test_weeks_are_multiples_of_the_middle_week(model):
    runs = [run(0, 10, 60), run(7, 10, 60), run(21, 20, 120)]
    weeks = weekly_damage(runs, session_damage(runs, model))
    assert [round(week.damage["bone"].value, 6) for week in weeks] == [1.0, 1.0, 0.0, 2.0]
    assert [week.distance_km for week in weeks] == [10, 10, 0, 20]
