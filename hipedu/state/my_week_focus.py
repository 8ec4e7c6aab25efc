"""One exercise, run or day of the week looked at closely: why it is there, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hipedu.rehab import plan_changes as edit
from hipedu.rehab.dosing import amount_words, bounds, harder_words
from hipedu.rehab.plan_parts import DAY_NAMES, Item, WeekPlan
from hipedu.rehab.plan_reasons import listed_words, why_this_day, why_this_exercise
from hipedu.rehab.plan_rules import EditRefused, PlanRules

if TYPE_CHECKING:
    from hipedu.state.my_week_state import MyWeekState

PARTS = (("sets", "Sets"), ("reps", "Repetitions"), ("hold_s", "Seconds of a hold"))


def focus_view(state: MyWeekState) -> dict[str, Any] | None:
    """What is looked at, or None."""
    focus = state.shown_focus()
    if focus is None:
        return None
    plan, rules = state.plan, state.rules
    shown: dict[str, Any] = {
        "kind": focus.kind, "day": focus.day, "day_name": DAY_NAMES[focus.day],
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
            "name": "Run", "text": run.text, "minutes": run.minutes_max,
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
        "name": f"Add to {DAY_NAMES[focus.day]}",
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
        "why_exercise": why_this_exercise(
            plan, rules, item, state.catalogue.vocabularies["muscles"]
        ),
        "why_day": why_this_day(plan, rules, day=day, item=item),
        "dose": {
            "amount": amount_words(exercise, item.amount), "phase": each.dose,
            "basis": exercise.dose.basis, "intensity": exercise.dose.intensity,
            "more": harder_words(exercise), "changed": "dose" in item.edits,
            "parts": [
                {
                    "part": part, "label": label, "value": getattr(item.amount, part),
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
        return {"day": to, "name": DAY_NAMES[to], "barred": str(refused)}
    return {"day": to, "name": DAY_NAMES[to], "barred": None}


def _run_here(plan: WeekPlan, rules: PlanRules, day: int) -> dict[str, Any] | None:
    """Whether a run may be put on a day; None where this goal plans no runs at all."""
    if not rules.stage or not plan.runs or any(run.day == day for run in plan.runs):
        return None
    return _move(day, lambda: edit.run_added(plan, rules, day=day))


def _offers(
    state: MyWeekState, plan: WeekPlan, rules: PlanRules, *, day: int, instead_of: str | None
) -> list[dict[str, Any]]:
    muscles = state.catalogue.vocabularies["muscles"]
    found = []
    for offer in edit.offers(plan, rules, day=day, instead_of=instead_of):
        short = [muscles[m].split(" (")[0] for m in offer.shared]
        if offer.barred is not None:
            why = offer.barred
        elif short:
            why = f"It works the same: {listed_words(short)}."
        elif instead_of:
            main = [muscles[m].split(" (")[0] for m in rules.exercises[offer.exercise].muscles[:2]]
            why = f"It works something else: {listed_words(main)}."
        else:
            why = rules.exercises[offer.exercise].purpose
        if offer.barred is None and offer.prescribed:
            why = f"{why} This phase prescribes it."
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
        why = rules.refusal(name)
        if why is not None:
            found.append({"name": each.name, "why": why.split("”: ", 1)[-1]})
    return sorted(found, key=lambda line: line["name"])
