"""One exercise, run or day of the week looked at closely: why it is there, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hipedu.language import N_, _, joined
from hipedu.rehab import plan_changes as edit
from hipedu.rehab.dosing import amount_words, bounds, harder_words
from hipedu.rehab.plan_parts import Item, WeekPlan, day_name
from hipedu.rehab.plan_reasons import why_this_day, why_this_exercise
from hipedu.rehab.plan_rules import EditRefused, PlanRules
from hipedu.rehab.plan_words import muscle

if TYPE_CHECKING:
    from hipedu.state.my_week_state import MyWeekState

PARTS = (("sets", N_("Sets")), ("reps", N_("Repetitions")), ("hold_s", N_("Seconds of a hold")))


def focus_view(state: MyWeekState) -> dict[str, Any] | None:
    """What is looked at, or None."""
    focus = state.shown_focus()
    if focus is None:
        return None
    plan, rules = state.plan, state.rules
    shown: dict[str, Any] = {
        "kind": focus.kind, "day": focus.day, "day_name": day_name(focus.day),
    }
    if focus.kind == "item":
        item = next(
            i for s in plan.sessions if s.day == focus.day
            for i in s.items if i.exercise == focus.exercise
        )  # fmt: skip
        return shown | _item(state, plan, rules, focus.day, item)
    if focus.kind == "run":
        run = next(run for run in plan.runs if run.day == focus.day)
        stage = rules.stage
        return shown | {
            "name": _("Run"), "text": run.text, "minutes": run.minutes_max,
            "dose": stage.running.dose if stage else "",
            "basis": stage.running.basis if stage else "expert_estimate",
            "inside": [
                {"name": rules.name(i.exercise), "amount": i.dose} for i in run.items
            ],
            "days": [
                _move(to, lambda to=to: edit.run_moved(plan, rules, day=focus.day, to=to))
                for to in range(7)
            ],
        }  # fmt: skip
    return shown | {
        "name": _("Add to {day}", day=day_name(focus.day)),
        "offers": _offers(state, plan, rules, day=focus.day, instead_of=None),
        "not_here": _not_here(state, rules),
        "days": [
            _move(to, lambda to=to: edit.session_moved(plan, rules, day=focus.day, to=to))
            for to in range(7)
        ] if any(s.day == focus.day for s in plan.sessions) else [],
        "run": _run_here(plan, rules, focus.day),
    }  # fmt: skip


def _item(
    state: MyWeekState, plan: WeekPlan, rules: PlanRules, day: int, item: Item
) -> dict[str, Any]:
    each = rules.found[item.exercise]
    exercise = each.exercise
    limits = bounds(exercise, each.amount)
    return {
        "exercise": item.exercise, "name": exercise.name, "purpose": exercise.purpose,
        "steps": list(exercise.steps), "errors": list(exercise.errors),
        "cautions": list(exercise.cautions), "easier": exercise.regression,
        "harder": exercise.progression, "minutes": item.minutes,
        "muscles": [state.catalogue.vocabularies["muscles"][m] for m in exercise.muscles],
        "why_exercise": why_this_exercise(plan, rules, item),
        "why_day": why_this_day(plan, rules, day=day, item=item),
        "dose": {
            "amount": amount_words(exercise, item.amount), "phase": each.dose,
            "basis": exercise.dose.basis, "intensity": exercise.dose.intensity,
            "more": harder_words(exercise), "changed": "dose" in item.edits,
            "parts": [
                {
                    "part": part, "label": _(label), "value": getattr(item.amount, part),
                    "low": limits[part].low, "high": limits[part].high, "step": limits[part].step,
                }
                for part, label in PARTS if part in limits
            ],
        },
        "offers": _offers(state, plan, rules, day=day, instead_of=item.exercise),
        "not_here": _not_here(state, rules),
        "days": [
            _move(
                to, lambda to=to: edit.moved(plan, rules, day=day, exercise=item.exercise, to=to)
            )
            for to in range(7)
        ],
    }  # fmt: skip


def _move(to: int, attempt: Any) -> dict[str, Any]:
    try:
        attempt()
    except EditRefused as refused:
        return {"day": to, "name": day_name(to), "barred": str(refused)}
    return {"day": to, "name": day_name(to), "barred": None}


def _run_here(plan: WeekPlan, rules: PlanRules, day: int) -> dict[str, Any] | None:
    """Whether a run may be put on a day; None where this goal plans no runs at all."""
    if not rules.stage or not plan.runs or any(run.day == day for run in plan.runs):
        return None
    return _move(day, lambda: edit.run_added(plan, rules, day=day))


def _offers(
    state: MyWeekState, plan: WeekPlan, rules: PlanRules, *, day: int, instead_of: str | None
) -> list[dict[str, Any]]:
    found = []
    for offer in edit.offers(plan, rules, day=day, instead_of=instead_of):
        short = [muscle(m) for m in offer.shared]
        if offer.barred is not None:
            why = offer.barred
        elif short:
            why = _("It works the same: {muscles}.", muscles=joined(short))
        elif instead_of:
            main = [muscle(m) for m in rules.exercises[offer.exercise].muscles[:2]]
            why = _("It works something else: {muscles}.", muscles=joined(main))
        else:
            why = rules.exercises[offer.exercise].purpose
        if offer.barred is None and offer.prescribed:
            why = f"{why} " + _("This phase prescribes it.")
        found.append(
            {
                "exercise": offer.exercise, "name": rules.name(offer.exercise),
                "minutes": offer.minutes, "why": why, "barred": offer.barred is not None,
            }
        )  # fmt: skip
    return found


def _not_here(state: MyWeekState, rules: PlanRules) -> list[dict[str, str]]:
    """The rest of the library, each with the reason why it stays out."""
    found = []
    for name, each in state.catalogue.exercises.items():
        why = rules.reason(name)
        if why is not None:
            found.append({"name": each.name, "why": why})
    return sorted(found, key=lambda line: line["name"])
