"""Changing a week by hand. Every change is checked by the same rules as a plan from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hipedu.language import _
from hipedu.model import Exercise, Programme
from hipedu.rehab.dosing import PARTS, Amount, bounds, changed, lighter
from hipedu.rehab.plan_parts import EDITS, Item, PlannedRun, Session, WeekPlan, day_name
from hipedu.rehab.plan_rules import EditRefused, PlanRules, rules_for

__all__ = ["EditRefused", "Offer", "alternatives", "check_plan", "rules_for", "swap"]


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise that could be put somewhere, and why it cannot; `barred` None: it can."""

    exercise: str
    shared: tuple[str, ...]
    minutes: float
    prescribed: bool
    barred: str | None


def offers(plan: WeekPlan, rules: PlanRules, *, day: int, instead_of: str | None) -> list[Offer]:
    """What could be put on a day, in the place of an exercise or beside the others.

    Parameters
    ----------
    instead_of : str, optional
        The exercise that would go; None: something is added.

    Returns
    -------
    list of Offer
        What works the same muscles first, then what the phase prescribes; what cannot be taken
        stands with its reason.
    """
    wanted = set(rules.exercises[instead_of].muscles) if instead_of else set()
    there = {item.exercise for each in plan.sessions if each.day == day for item in each.items}
    found = []
    for name, each in rules.found.items():
        if name in there or each.exercise.position == "running":
            continue
        try:
            if instead_of:
                swapped(plan, rules, day=day, old=instead_of, new=name)
            else:
                added(plan, rules, day=day, exercise=name)
            barred = None
        except EditRefused as refused:
            barred = str(refused)
        shared = tuple(m for m in each.exercise.muscles if m in wanted)
        found.append(Offer(name, shared, each.minutes, each.prescribed, barred))
    return sorted(
        found, key=lambda o: (o.barred is not None, -len(o.shared), not o.prescribed, o.exercise)
    )


def swapped(plan: WeekPlan, rules: PlanRules, *, day: int, old: str, new: str) -> WeekPlan:
    """The plan with one exercise exchanged for another.

    Raises
    ------
    EditRefused
        If `new` is warned against, does not fit the time, or breaks another rule.
    """
    _item(plan, rules, day, old)
    if (why := rules.refusal(new)) is not None:
        raise EditRefused(why)
    made = Item(new, "", 0, "", rules.found[new].amount, (), old)
    sessions = tuple(
        replace(each, items=tuple(made if i.exercise == old else i for i in each.items))
        if each.day == day else each
        for each in plan.sessions
    )  # fmt: skip
    return rules.accepted(plan, replace(plan, sessions=sessions))


def added(plan: WeekPlan, rules: PlanRules, *, day: int, exercise: str) -> WeekPlan:
    """The plan with one exercise more on a day."""
    if (why := rules.refusal(exercise)) is not None:
        raise EditRefused(why)
    item = Item(exercise, "", 0, "", rules.found[exercise].amount, ("added",))
    return rules.accepted(plan, _with(plan, _weekday(day), item))


def removed(plan: WeekPlan, rules: PlanRules, *, day: int, exercise: str) -> WeekPlan:
    """The plan without an exercise on a day; a session without any goes, too."""
    _item(plan, rules, day, exercise)
    return rules.accepted(plan, _without(plan, day, exercise))


def moved(plan: WeekPlan, rules: PlanRules, *, day: int, exercise: str, to: int) -> WeekPlan:
    """The plan with an exercise on another day."""
    item = _item(plan, rules, day, exercise)
    if _weekday(to) == day:
        return plan
    marked = replace(item, edits=_marked(item, "moved"))
    return rules.accepted(plan, _with(_without(plan, day, exercise), to, marked))


def session_moved(plan: WeekPlan, rules: PlanRules, *, day: int, to: int) -> WeekPlan:
    """The plan with a whole session on another day; two sessions change places."""
    places = {_weekday(day): _weekday(to), to: day}
    if not any(each.day == day for each in plan.sessions):
        raise EditRefused(_("There are no exercises on {day}.", day=day_name(day)))
    sessions = tuple(
        Session(
            places.get(each.day, each.day),
            tuple(replace(i, edits=_marked(i, "moved")) for i in each.items)
            if each.day in places else each.items,
        )
        for each in plan.sessions
    )  # fmt: skip
    return rules.accepted(plan, replace(plan, sessions=sessions))


def dosed(
    plan: WeekPlan, rules: PlanRules, *, day: int, exercise: str, part: str, value: float
) -> WeekPlan:
    """The plan with another number of sets, repetitions or seconds for one exercise of a day."""
    item = _item(plan, rules, day, exercise)
    return rules.accepted(
        plan, _replaced(plan, day, _dosed(item, changed(item.amount, part, value), rules))
    )


def eased(plan: WeekPlan, rules: PlanRules) -> WeekPlan:
    """The whole week with a third to a half less of every exercise, as after a red light."""
    new = plan
    for session in plan.sessions:
        for item in session.items:
            if (each := rules.found.get(item.exercise)) is None:
                continue
            limits = bounds(each.exercise, each.amount)
            amount = lighter(item.amount)
            for part in PARTS:
                value = getattr(amount, part)
                if part in limits and value is not None and value < limits[part].low:
                    amount = changed(amount, part, limits[part].low)
            if amount != item.amount:
                new = _replaced(new, session.day, _dosed(item, amount, rules))
    return rules.accepted(plan, new)


def everyday(plan: WeekPlan, rules: PlanRules) -> WeekPlan:
    """The plan with what the phase prescribes for more days put on those days.

    Notes
    -----
    Short holds are meant for every day while a programme has three training days. What would
    break a rule is left where it is.
    """
    new = plan
    for name, each in sorted(rules.found.items()):
        if not each.prescribed or each.exercise.position == "running" or each.hard:
            continue
        have = {s.day for s in new.sessions if any(i.exercise == name for i in s.items)}
        missing = each.per_week - len(have)
        if not have or each.per_week <= rules.request.days:
            continue
        for day in sorted(set(range(7)) - have):
            if missing <= 0:
                break
            try:
                new = added(new, rules, day=day, exercise=name)
                missing -= 1
            except EditRefused:
                continue
    return new


def run_moved(plan: WeekPlan, rules: PlanRules, *, day: int, to: int) -> WeekPlan:
    """The plan with a run on another day."""
    if not any(run.day == day for run in plan.runs):
        raise EditRefused(_("There is no run on {day}.", day=day_name(_weekday(day))))
    runs = tuple(replace(r, day=_weekday(to)) if r.day == day else r for r in plan.runs)
    return rules.accepted(plan, replace(plan, runs=runs))


def run_removed(plan: WeekPlan, rules: PlanRules, *, day: int) -> WeekPlan:
    """The plan without the run on a day."""
    if not any(run.day == day for run in plan.runs):
        raise EditRefused(_("There is no run on {day}.", day=day_name(_weekday(day))))
    runs = tuple(run for run in plan.runs if run.day != day)
    return rules.accepted(plan, replace(plan, runs=runs))


def run_added(plan: WeekPlan, rules: PlanRules, *, day: int) -> WeekPlan:
    """The plan with a run more."""
    new = PlannedRun(_weekday(day), "", 0)
    return rules.accepted(plan, replace(plan, runs=(*plan.runs, new)))


def alternatives(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None, *, day: int,
    exercise: str,
) -> list[str]:
    """What could stand in for an exercise on a day, the most similar first.

    Raises
    ------
    ValueError
        If the exercise is not planned on that day.
    """
    rules = rules_for(plan.request, exercises, programme)
    _item(plan, rules, day, exercise)
    return [
        each.exercise for each in offers(plan, rules, day=day, instead_of=exercise)
        if each.barred is None
    ]  # fmt: skip


def swap(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None, *, day: int,
    old: str, new: str,
) -> WeekPlan:
    """As `swapped`, for a plan whose rules are not at hand."""
    return swapped(plan, rules_for(plan.request, exercises, programme), day=day, old=old, new=new)


def check_plan(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None
) -> list[str]:
    """What is wrong with a plan, as sentences: the guard for plans that come from a file."""
    return rules_for(plan.request, exercises, programme).problems(plan)


def _weekday(day: int) -> int:
    if isinstance(day, bool) or not isinstance(day, int) or not 0 <= day <= 6:
        raise EditRefused(_("A week has seven days; that is none of them."))
    return day


def _item(plan: WeekPlan, rules: PlanRules, day: int, exercise: str) -> Item:
    _weekday(day)
    for session in plan.sessions:
        if session.day == day:
            for item in session.items:
                if item.exercise == exercise:
                    return item
    raise EditRefused(
        _("“{name}” is not planned on {day}.", name=rules.name(exercise), day=day_name(day))
    )


def _marked(item: Item, word: str) -> tuple[str, ...]:
    return tuple(each for each in EDITS if each == word or each in item.edits)


def _dosed(item: Item, amount: Amount, rules: PlanRules) -> Item:
    usual = rules.found[item.exercise].amount if item.exercise in rules.found else item.amount
    if amount == usual:
        return replace(item, amount=amount, edits=tuple(e for e in item.edits if e != "dose"))
    return replace(item, amount=amount, edits=_marked(item, "dose"))


def _replaced(plan: WeekPlan, day: int, new: Item) -> WeekPlan:
    sessions = tuple(
        replace(
            each, items=tuple(new if i.exercise == new.exercise else i for i in each.items)
        ) if each.day == day else each
        for each in plan.sessions
    )  # fmt: skip
    return replace(plan, sessions=sessions)


def _with(plan: WeekPlan, day: int, item: Item) -> WeekPlan:
    if any(each.day == day for each in plan.sessions):
        sessions = tuple(
            replace(each, items=(*each.items, item)) if each.day == day else each
            for each in plan.sessions
        )
    else:
        sessions = (*plan.sessions, Session(day, (item,)))
    return replace(plan, sessions=sessions)


def _without(plan: WeekPlan, day: int, exercise: str) -> WeekPlan:
    sessions = tuple(
        replace(each, items=tuple(i for i in each.items if i.exercise != exercise))
        if each.day == day else each
        for each in plan.sessions
    )  # fmt: skip
    return replace(plan, sessions=tuple(each for each in sessions if each.items))
