"""Whatever is done to a week by hand: it never holds what its condition warns against."""

from __future__ import annotations

import dataclasses
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu import load_catalogue
from hipedu.exporting.plan_file import PlanFile, PlanFileError, plan_json, read_plan
from hipedu.rehab import plan_changes as edit
from hipedu.rehab.plan_parts import NEEDS_48_H
from hipedu.rehab.plan_rules import EditRefused, rules_for
from hipedu.rehab.weekly_plan import weekly_plan

from .test_weekly_plans import check, requests

KNOWN = load_catalogue()
DAYS = st.integers(-1, 7)
NAMES = st.sampled_from([*sorted(KNOWN.exercises), "nothing"])


@st.composite
def edits(draw):
    """A change as a page could ask for it, sensible or not."""
    return draw(
        st.one_of(
            st.tuples(st.just("swapped"), st.fixed_dictionaries(
                {"day": DAYS, "old": NAMES, "new": NAMES})),
            st.tuples(st.just("added"), st.fixed_dictionaries({"day": DAYS, "exercise": NAMES})),
            st.tuples(st.just("removed"), st.fixed_dictionaries({"day": DAYS, "exercise": NAMES})),
            st.tuples(st.just("moved"), st.fixed_dictionaries(
                {"day": DAYS, "exercise": NAMES, "to": DAYS})),
            st.tuples(st.just("session_moved"), st.fixed_dictionaries({"day": DAYS, "to": DAYS})),
            st.tuples(st.just("dosed"), st.fixed_dictionaries(
                {"day": DAYS, "exercise": NAMES,
                 "part": st.sampled_from(["sets", "reps", "hold_s", "kg"]),
                 "value": st.integers(-3, 40) | st.floats()})),
            st.tuples(st.sampled_from(["eased", "everyday"]), st.just({})),
            st.tuples(st.just("run_moved"), st.fixed_dictionaries({"day": DAYS, "to": DAYS})),
            st.tuples(st.sampled_from(["run_removed", "run_added"]),
                      st.fixed_dictionaries({"day": DAYS})),
        )
    )  # fmt: skip


def aimed(draw, plan, name, args):
    """Point an edit at something that is there, most of the time."""
    args = dict(args)
    here = [(s.day, i.exercise) for s in plan.sessions for i in s.items]
    if here and ("exercise" in args or "old" in args) and draw(st.integers(0, 5)):
        day, exercise = draw(st.sampled_from(here))
        args["day"] = day
        if name != "added":
            args["old" if "old" in args else "exercise"] = exercise
    return args


def spaced(days: list[int], least: int) -> bool:
    """Naively: the repeating week laid out three times in a row."""
    line = sorted(day + 7 * week for day in days for week in range(3))
    return all(b - a >= least for a, b in pairwise(line))


@settings(max_examples=200, deadline=None)
@given(requests(), st.data())
def test_no_sequence_of_edits_breaks_a_caution(request_, data):
    programme = KNOWN.programmes.get(request_.programme)
    plan = weekly_plan(request_, KNOWN.exercises, programme)
    rules = rules_for(request_, KNOWN.exercises, programme)
    assert rules.problems(plan) == []
    for name, args in data.draw(st.lists(edits(), max_size=12)):
        args = aimed(data.draw, plan, name, args)
        said = ""
        try:
            plan = getattr(edit, name)(plan, rules, **args)
        except ValueError as refused:  # every refusal is a sentence
            said = str(refused)
        assert said == "" or said.endswith((".", ").")), said
        check(plan, request_)
    used = {s.day for s in plan.sessions}
    assert used <= set(range(7))
    assert len(used) == len(plan.sessions)
    hard = [
        s.day for s in plan.sessions
        if any(NEEDS_48_H & set(KNOWN.exercises[i.exercise].demands) for i in s.items)
    ]  # fmt: skip
    assert spaced(hard, 2)
    if plan.runs:
        stage = next(s for s in programme.stages if s.id == request_.stage)
        assert len(plan.runs) <= stage.running.per_week_max
        every_other_day = stage.kind == "settle" or stage.running.walk_run
        assert spaced([run.day for run in plan.runs], 2 if every_other_day else 1)
    counts: dict[str, int] = {}
    for session in plan.sessions:
        for item in session.items:
            counts[item.exercise] = counts.get(item.exercise, 0) + 1
    for name, count in counts.items():
        given_ = next(
            (e for s in (programme.stages if programme else ()) if s.id == request_.stage
             for e in s.exercises if e.exercise == name), None,
        )  # fmt: skip
        most = (given_ and given_.per_week) or KNOWN.exercises[name].dose.per_week or 2
        assert count <= most
    held = PlanFile(plan)
    assert read_plan(plan_json(held, KNOWN), KNOWN) == held


@settings(max_examples=60, deadline=None)
@given(requests(), requests())
def test_a_plan_put_under_another_request_is_refused_or_whole(first, second):
    programme = KNOWN.programmes.get(first.programme)
    raw = json.loads(
        plan_json(PlanFile(weekly_plan(first, KNOWN.exercises, programme)), KNOWN)
    )
    raw["request"] = dataclasses.asdict(second)
    try:
        found = read_plan(json.dumps(raw), KNOWN)
    except PlanFileError:
        return
    check(found.plan, second)


@settings(max_examples=60, deadline=None)
@given(requests(), st.data())
def test_what_is_offered_can_be_taken_and_what_is_barred_cannot(request_, data):
    programme = KNOWN.programmes.get(request_.programme)
    plan = weekly_plan(request_, KNOWN.exercises, programme)
    rules = rules_for(request_, KNOWN.exercises, programme)
    day = data.draw(st.integers(0, 6))
    for offer in edit.offers(plan, rules, day=day, instead_of=None):
        if offer.barred is None:
            check(edit.added(plan, rules, day=day, exercise=offer.exercise), request_)
            continue
        with pytest.raises(EditRefused) as refused:
            edit.added(plan, rules, day=day, exercise=offer.exercise)
        assert str(refused.value) == offer.barred
