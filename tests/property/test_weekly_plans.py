"""Whatever somebody asks for: no plan holds what its condition warns against."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu import load_catalogue
from hipedu.rehab.plan_changes import alternatives, swap
from hipedu.rehab.weekly_plan import GENERAL, PlanRequest, weekly_plan

KNOWN = load_catalogue()
PLACES = [(p.id, s.id) for p in KNOWN.programmes.values() for s in p.stages] + [
    (GENERAL, "strengthen"), (GENERAL, "return"),
]  # fmt: skip


@st.composite
def requests(draw):
    programme, stage = draw(st.sampled_from(PLACES))
    return PlanRequest(
        programme=programme,
        stage=stage,
        days=draw(st.integers(1, 7)),
        minutes=draw(st.integers(5, 180)),
        equipment=draw(
            st.none()
            | st.lists(st.sampled_from(sorted(KNOWN.vocabularies["equipment"])), unique=True).map(
                tuple
            )
        ),
        hurting=tuple(
            draw(st.lists(st.sampled_from(sorted(KNOWN.vocabularies["demands"])), unique=True,
                          max_size=4))
        ),
        allowed=draw(st.booleans()),
        seed=draw(st.integers(0, 9)),
    )  # fmt: skip


def forbidden(request) -> set[str]:
    """Written anew from the records, not with the planner's own function."""
    programme = KNOWN.programmes.get(request.programme)
    found = set()
    for warning in programme.avoid if programme else ():
        if warning.stages and request.stage not in warning.stages:
            continue
        for exercise in KNOWN.exercises.values():
            if exercise.id == warning.exercise or warning.demand in exercise.demands:
                found.add(exercise.id)
    return found


def planned(plan) -> list[str]:
    return [item.exercise for part in (*plan.sessions, *plan.runs) for item in part.items]


def check(plan, request) -> None:
    assert not set(planned(plan)) & forbidden(request)
    for name in planned(plan):
        exercise = KNOWN.exercises[name]
        assert not set(exercise.demands) & set(request.hurting)
    for session in plan.sessions:
        assert sum(item.minutes for item in session.items) <= request.minutes + 1e-9
        names = [item.exercise for item in session.items]
        assert len(set(names)) == len(names)
    if request.equipment is not None:
        household = {"mat", "cushion", "support", "pad", "strap", "metronome", "step"}
        for name in planned(plan):
            exercise = KNOWN.exercises[name]
            needed = set(exercise.equipment) - household - set(exercise.optional_equipment)
            assert needed <= set(request.equipment)


@settings(max_examples=150, deadline=None)
@given(requests())
def test_no_plan_holds_what_its_condition_warns_against(request_):
    plan = weekly_plan(request_, KNOWN.exercises, KNOWN.programmes.get(request_.programme))
    check(plan, request_)
    assert len(plan.sessions) <= request_.days


@settings(max_examples=40, deadline=None)
@given(requests())
def test_the_same_request_gives_the_same_plan(request_):
    programme = KNOWN.programmes.get(request_.programme)
    assert weekly_plan(request_, KNOWN.exercises, programme) == weekly_plan(
        request_, dict(reversed(list(KNOWN.exercises.items()))), programme
    )


@settings(max_examples=40, deadline=None)
@given(requests(), st.data())
def test_no_swap_breaks_a_caution(request_, data):
    programme = KNOWN.programmes.get(request_.programme)
    plan = weekly_plan(request_, KNOWN.exercises, programme)
    if not plan.sessions:
        return
    session = data.draw(st.sampled_from(plan.sessions))
    old = data.draw(st.sampled_from(session.items)).exercise
    choice = alternatives(plan, KNOWN.exercises, programme, day=session.day, exercise=old)
    if choice:
        new = data.draw(st.sampled_from(choice))
        check(
            swap(plan, KNOWN.exercises, programme, day=session.day, old=old, new=new), request_
        )
