"""A design beside the reference, on a small phase whose numbers can be done in the head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.learning.programme_design import (
    Design,
    Difference,
    differences,
    prescription,
    weekly_amount,
    with_exercise,
    without_exercise,
)
from hipedu.model import Dose, Exercise, PlannedRunning, Prescription
from hipedu.model.programme import Check, RunningDose, Stage


def exercise(name: str) -> Exercise:
    return Exercise(
        id=name, name=name.title(), purpose=f"Trains {name}.", muscles=("calf",),
        position="standing", steps=("Do it.",), phases={"knee": ("settle",)},
        dose=Dose(text="3 x 10", basis="expert_estimate"),
    )  # fmt: skip


LIBRARY = {name: exercise(name) for name in ("bridge", "hold", "hop", "stretch", "squat")}
STAGE = Stage(
    id="settle", name="Settle", kind="settle", purpose="Calm it.", weeks_from=0, weeks_to=3,
    exercises=(
        Prescription(exercise="bridge", dose="3 x 10, on 4 days", sets=3, reps=10, per_week=4),
        Prescription(exercise="hold", dose="5 holds of 10 s, twice a day", sets=5, hold_s=10.0,
                     per_week=7, per_day=2),
    ),
    running=RunningDose(rule="Flat only.", dose="2 or 3 runs", per_week_min=2, per_week_max=3,
                        minutes_min=20, minutes_max=30),
    exit=(Check(id="x", text="It is calm"),),
)  # fmt: skip
SAME = Design(STAGE.exercises, PlannedRunning(per_week=3, minutes=25))


def compare(design: Design, **more: object) -> tuple[Difference, ...]:
    known = {
        "against": {"hop": "Hops wait."}, "fitting": {"bridge", "hold", "squat"},
        "minutes": dict.fromkeys(LIBRARY, 5.0), "minutes_at_hand": 30.0, "days_at_hand": 7,
    }  # fmt: skip
    return differences(design, STAGE, exercises=LIBRARY, **{**known, **more})  # type: ignore[arg-type]


def kinds(found: tuple[Difference, ...]) -> list[tuple[str, str | None]]:
    return [(each.kind, each.exercise) for each in found]


def test_the_reference_agrees_with_itself() -> None:
    assert kinds(compare(SAME)) == [("fine", None), ("fine", "bridge"), ("fine", "hold")]


def test_every_difference_is_named_and_harm_comes_first() -> None:
    design = Design(
        (
            prescription("bridge", sets=3, reps=10, per_week=1),  # 30 a week against 120
            prescription("hop", sets=1, reps=10, per_week=1),
            prescription("squat", sets=1, reps=10, per_week=1),
            prescription("stretch", sets=1, hold_s=30, per_week=1),
        ),
        PlannedRunning(per_week=5, minutes=25),
    )
    assert kinds(compare(design)) == [
        ("danger", "hop"), ("running", None), ("missing", "hold"), ("dose", "bridge"),
        ("extra", "squat"), ("extra", "stretch"),
    ]  # fmt: skip
    by_exercise = {each.exercise: each for each in compare(design)}
    assert by_exercise["hop"].why == "Hops wait."
    assert "30 repetitions a week, the reference has 120" in by_exercise["bridge"].says
    assert "much less" in by_exercise["bridge"].why
    assert "fits" in by_exercise["squat"].says
    assert "another" in by_exercise["stretch"].says


@pytest.mark.parametrize(
    ("per_week", "kind"),
    # 3 x 10 a day: 60, 90, 150 and 180 beside 120 are a half, three quarters, 5/4 and 3/2
    [(2, "dose"), (3, "fine"), (5, "fine"), (6, "fine"), (7, "dose")],
)
def test_about_the_same_dose_is_fine(per_week: int, kind: str) -> None:
    design = with_exercise(SAME, prescription("bridge", sets=3, reps=10, per_week=per_week))
    assert (kind, "bridge") in kinds(compare(design))


def test_holds_are_not_repetitions() -> None:
    design = with_exercise(SAME, prescription("hold", sets=3, reps=10, per_week=7))
    found = next(each for each in compare(design) if each.exercise == "hold")
    assert found.kind == "dose"
    assert "different things" in found.why


@pytest.mark.parametrize(
    ("per_week", "minutes", "kind"),
    [(2, 30, "fine"), (1, 20, "running"), (4, 20, "running"), (3, 31, "running"),
     (0, 0, "running")],
)  # fmt: skip
def test_running_is_compared_with_its_limits(per_week: int, minutes: int, kind: str) -> None:
    design = Design(STAGE.exercises, PlannedRunning(per_week=per_week, minutes=minutes))
    assert (kind, None) in kinds(compare(design))


def test_time_and_days_that_are_not_there() -> None:
    # bridge 5 min x 4 days + hold 5 min x 7 days x 2 = 90 min; there are 3 x 20 = 60
    found = compare(SAME, minutes_at_hand=20.0, days_at_hand=3)
    said = [each.says for each in found if each.kind == "time"]
    assert "It takes about 90 minutes a week; there are 60." in said
    assert "Bridge is planned on 4 days, but there are 3." in said


@given(st.permutations(["bridge", "hold", "hop", "squat", "stretch"]), st.integers(1, 7))
def test_the_order_of_choosing_changes_nothing_and_harm_is_always_told(
    order: list[str], per_week: int
) -> None:
    chosen = tuple(prescription(name, sets=3, reps=10, per_week=per_week) for name in order)
    found = compare(Design(chosen, SAME.running))
    assert found == compare(Design(tuple(reversed(chosen)), SAME.running))
    assert [each.exercise for each in found if each.kind == "danger"] == ["hop"]
    assert not [each for each in found if each.kind == "missing"]
    assert all(each.why for each in found)


def test_a_week_is_added_up() -> None:
    # 5 holds x 10 s x 7 days x 2 times = 700 s
    assert weekly_amount(STAGE.exercises[1]) == (700.0, "seconds")
    assert weekly_amount(Prescription(exercise="bridge", dose="as you like")) is None


@pytest.mark.parametrize(
    "dose",
    [{"sets": 0, "reps": 10, "per_week": 3}, {"sets": 3, "per_week": 3},
     {"sets": 3, "reps": 10, "hold_s": 10, "per_week": 3},
     {"sets": 3, "reps": 10, "per_week": 8}, {"sets": 3, "reps": 500, "per_week": 3}],
)  # fmt: skip
def test_doses_that_cannot_be_are_refused(dose: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"repetitions|choose 1 to"):
        prescription("bridge", **dose)


def test_what_is_not_in_it_cannot_be_taken_out() -> None:
    with pytest.raises(ValueError, match="not in the design"):
        without_exercise(SAME, "hop")
