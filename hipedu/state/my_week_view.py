"""What the page "My week" shows, made of a `MyWeekState`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hipedu.knowledge import Catalogue
from hipedu.language import _, inside, joined, ngettext
from hipedu.model.programme import Check, PainRuleNumbers
from hipedu.model.values import Sourced
from hipedu.rehab.dosing import amount_words
from hipedu.rehab.plan_parts import GENERAL, WeekPlan, day_name
from hipedu.rehab.plan_reasons import (
    balance_sentence,
    day_loads,
    load_sentence,
    muscle_sets,
)
from hipedu.rehab.programmes import (
    checks_to_begin,
    first_missing,
    goal_in_words,
    meant_for_others,
    missing_to_begin,
    next_phase,
)
from hipedu.rehab.return_to_run import WALK_RUN
from hipedu.rehab.session_log import entry_light, ladder_step, next_session, plain_entry
from hipedu.state.danger_signs import SIGNS, open_signs
from hipedu.state.my_week_draft import phases_of, refusal
from hipedu.state.my_week_focus import focus_view

if TYPE_CHECKING:
    from hipedu.state.my_week_state import MyWeekState

PAIN_TOPIC = "pain"
"""The topic of prevention whose limits hold while nothing is being treated."""
SHOWN_LOG = 60


def week_content(catalogue: Catalogue) -> dict[str, Any]:
    """What never changes while the page is open: the words to choose from."""
    words = catalogue.vocabularies
    everyday = ("mat", "cushion", "support", "pad", "strap", "metronome", "step")
    return {
        "goals": [
            {"id": GENERAL, "name": words["exercise_goals"][GENERAL], "kind": "goal"},
            *(
                {"id": each.id, "name": each.plain_name, "kind": "supervised" if each.supervised
                 else "condition"}
                for each in sorted(catalogue.programmes.values(), key=lambda p: p.plain_name)
            ),
        ],
        "equipment": [
            {"id": key, "name": name} for key, name in words["equipment"].items()
            if key not in everyday
        ],
        "everyday": joined([inside(words["equipment"][key]) for key in everyday]),
        "demands": [{"id": key, "name": name} for key, name in words["demands"].items()],
        "signs": [{"id": sign.id, "text": _(sign.text)} for sign in SIGNS],
        "names": {key: each.name for key, each in catalogue.exercises.items()},
        "days": [day_name(day) for day in range(7)],
    }  # fmt: skip


def pain_rule(state: MyWeekState) -> PainRuleNumbers:
    """The limits of the traffic light for what was chosen."""
    rule = state.catalogue.prevention_topic(PAIN_TOPIC).pain
    assert rule is not None  # `hipedu data check` reads it with the record
    return state.programme.pain if state.programme else rule


def week_view(state: MyWeekState) -> dict[str, Any]:
    """Everything but undo and inputs."""
    draft = state.draft
    why = refusal(draft, state.catalogue)
    plan = draft.plan if why is None else None
    programme = state.programme
    return {
        "wish": {
            "programme": draft.programme, "stage": draft.stage, "days": draft.days,
            "minutes": draft.minutes, "equipment": list(draft.equipment),
            "hurting": list(draft.hurting), "allowed": draft.allowed,
            "phases": [
                {"id": key, "name": name}
                for key, name in phases_of(draft.programme, state.catalogue).items()
            ],
            "supervised": bool(programme and programme.supervised),
        },
        "gate": {
            "answered": draft.signs is not None,
            "ticked": list(draft.signs or ()),
            "open": open_signs(draft.signs or (), state.catalogue),
            "refused": why,
        },
        "week": None if plan is None else _week(state, plan),
        "focus": focus_view(state),
        "balance": None if plan is None else _balance(state, plan),
        "reading": _reading(state, plan),
        "log": _log(state),
        "export": {
            "note": draft.note, "monday": draft.monday, "at": draft.at, "weeks": draft.weeks,
            "opened": list(state.opened),
        },
        "today": state.today.isoformat(),
    }  # fmt: skip


def _week(state: MyWeekState, plan: WeekPlan) -> dict[str, Any]:
    rules = state.rules
    days = []
    for load in day_loads(plan, rules):
        items = [item for s in plan.sessions if s.day == load.day for item in s.items]
        run = next((run for run in plan.runs if run.day == load.day), None)
        days.append(
            {
                "day": load.day, "name": day_name(load.day), "minutes": load.minutes,
                "hard": load.hard,
                "items": [
                    {
                        "exercise": item.exercise, "name": rules.name(item.exercise),
                        "amount": amount_words(rules.exercises[item.exercise], item.amount),
                        "minutes": item.minutes, "hard": rules.found[item.exercise].hard,
                        "edited": bool(item.edits or item.instead_of),
                    }
                    for item in items
                ],
                "run": None if run is None else {
                    "minutes": run.minutes_max, "text": run.text,
                    "items": [rules.name(item.exercise) for item in run.items],
                },
            }
        )  # fmt: skip
    more = any(
        each.prescribed and not each.hard and each.per_week > plan.request.days
        and each.exercise.position != "running"
        and 0 < sum(i.exercise == key for s in plan.sessions for i in s.items) < each.per_week
        for key, each in rules.found.items()
    )  # fmt: skip
    count = sum(len(session.items) for session in plan.sessions)
    return {
        "title": plan.title, "days": days, "notes": list(plan.notes), "everyday": more,
        "edited": state.draft.edited, "sessions": len(plan.sessions), "count": count,
        "may_add_run": _may_add_run(state, plan),
    }


def _may_add_run(state: MyWeekState, plan: WeekPlan) -> bool:
    stage = state.rules.stage
    return bool(stage and plan.runs and len(plan.runs) < stage.running.per_week_max)


def _balance(state: MyWeekState, plan: WeekPlan) -> dict[str, Any]:
    words = state.catalogue.vocabularies
    groups = {
        key: (name, tuple(words["muscle_group_members"][key].split(", ")))
        for key, name in words["muscle_groups"].items()
    }
    shares = muscle_sets(plan, state.rules, groups)
    loads = day_loads(plan, state.rules)
    return {
        "muscles": [{"id": s.group, "name": s.name, "sets": s.sets} for s in shares],
        "sentence": balance_sentence(shares),
        "one_sided": state.programme is not None,
        "loads": [
            {"day": day_name(load.day), "minutes": load.minutes, "run": load.run_minutes,
             "hard": load.hard}
            for load in loads
        ],
        "load_sentence": load_sentence(loads),
    }  # fmt: skip


def _number(value: Sourced) -> dict[str, Any]:
    return {
        "value": value.value, "basis": value.basis, "reference": value.reference,
        "checked": getattr(value, "checked", None), "note": value.note,
    }  # fmt: skip


def _reading(state: MyWeekState, plan: WeekPlan | None) -> dict[str, Any]:
    programme, rule = state.programme, pain_rule(state)
    stage = state.rules.stage
    bone = rule.kind == "bone"
    avoid = []
    for warning in programme.avoid if programme else ():
        if warning.stages and state.draft.stage not in warning.stages:
            continue
        named = sorted(
            each.name for each in state.catalogue.exercises.values()
            if each.id == warning.exercise or (warning.demand and warning.demand in each.demands)
        )  # fmt: skip
        avoid.append({"why": warning.why, "exercises": named})
    own = [] if plan is None else [
        {"name": state.rules.name(name), "why": why} for name, why in plan.left_out
        if why not in {each["why"] for each in avoid}
    ]  # fmt: skip
    return {
        "does": _does(state, plan),
        "principle": programme.principle if programme else None,
        "purpose": stage.purpose if stage else
        _("Keep the muscles around hip and trunk strong and springy beside your running."),
        "weeks": [stage.weeks_from, stage.weeks_to] if stage else None,
        "education": list(programme.education) if programme else [],
        "avoid": avoid,
        "left_out": own,
        "pain": {
            "kind": rule.kind, "bone": bone, "borrowed": programme is None,
            "clean": int(state.catalogue.running_ladder(WALK_RUN).clean_repeats.value),
            "green_to": _number(rule.green_to), "amber_to": _number(rule.amber_to),
            "settles_within_h": _number(rule.settles_within_h),
            "words": list(programme.pain_words) if programme else [],
        },
        "running": None if stage is None else {
            "dose": stage.running.dose, "rule": stage.running.rule, "basis": stage.running.basis,
            "references": list(stage.running.references), "ladder": stage.running.walk_run,
        },
        "urgent": list(programme.urgent) if programme else [],
        "refer": programme.refer if programme else None,
        "next": _next(state),
    }  # fmt: skip


def _does(state: MyWeekState, plan: WeekPlan | None) -> list[str]:
    if plan is None or not plan.sessions:
        return []
    days = [day_name(session.day) for session in plan.sessions]
    kinds = len({item.exercise for session in plan.sessions for item in session.items})
    says = [
        ngettext("{n} exercise on {days}.", "{n} different exercises on {days}.", kinds,
                 days=joined(days))
    ]  # fmt: skip
    asked = plan.request.days
    if len(days) != asked and state.draft.edited:
        says.append(
            _("You asked for {asked} training days; your own changes made it {n}.",
              asked=asked, n=len(days))
        )  # fmt: skip
    prescribed = {
        item.exercise for session in plan.sessions for item in session.items
        if state.rules.found[item.exercise].prescribed
    }  # fmt: skip
    if state.programme is not None:
        says.append(
            _("Prescribed by this phase: {n} of them; the rest is for the same goal and fills "
              "your time.", n=len(prescribed))
            if len(prescribed) < kinds else _("All of them are prescribed by this phase.")
        )
    return says


def _check(check: Check, state: MyWeekState) -> dict[str, Any]:
    answers = dict(state.draft.answers)
    missing = first_missing(check, answers)
    return {
        "id": check.id, "text": check.text, "goal": goal_in_words(check),
        "number": check.measure is not None, "unit": check.unit,
        "by_clinician": check.by_clinician, "basis": check.basis, "reference": check.reference,
        "answer": answers.get(check.id), "missing": missing,
        "places": check.otherwise is not None, "elsewhere": meant_for_others(check, answers),
    }  # fmt: skip


def _next(state: MyWeekState) -> dict[str, Any] | None:
    programme = state.programme
    if programme is None:
        return None
    answers = dict(state.draft.answers)
    step = next_phase(programme, state.draft.stage, answers)
    earlier = missing_to_begin(programme, state.draft.stage, answers)
    checks = [*step.met, *(each.check for each in step.missing)]
    stage = state.rules.stage
    order = {c.id: at for at, c in enumerate((
        *(stage.exit if stage else ()), *(step.stage.entry if step.stage else ()),
    ))}  # fmt: skip
    checks.sort(key=lambda check: order[check.id])
    return {
        "name": step.stage.name if step.stage else None, "ready": step.ready and not earlier,
        "done": step.done, "phase": stage.name if stage else None, "ahead": len(earlier),
        "begin": [_check(c, state) for c in checks_to_begin(programme, state.draft.stage)],
        "checks": [_check(check, state) for check in checks], "open": len(step.missing),
    }


def _log(state: MyWeekState) -> dict[str, Any]:
    rule, entries, flags = pain_rule(state), state.draft.log, state.red_flags
    steps = state.catalogue.running_ladder(WALK_RUN)
    lines: list[dict[str, Any]] = []
    for index, entry in enumerate(entries):
        # a light must not talk anybody out of being seen
        light = None if flags else entry_light(entry, rule)
        lines.append(
            {
                **plain_entry(entry), "index": index,
                "colour": light.colour if light else None,
                "done": [
                    {"name": state.rules.name(name), "sets": sets} for name, sets in entry.done
                ],
                "ask_morning": entry.morning is None and state.today > entry.date,
            }
        )  # fmt: skip
    advice = None if flags else next_session(entries, rule, steps, today=state.today)
    stage = state.rules.stage
    ladder = None
    if stage is not None and stage.running.walk_run and not flags:
        move = ladder_step(entries, rule, steps)
        ladder = {
            "number": move.rung.number, "steps": len(steps.steps), "text": move.rung.text,
            "why": move.why, "direction": move.direction,
            "basis": steps.clean_repeats.basis, "reference": steps.clean_repeats.reference,
        }
    return {
        "lines": lines[::-1][:SHOWN_LOG], "count": len(lines),
        "advice": None if advice is None else {
            "colour": advice.colour, "headline": advice.headline,
            "sentences": list(advice.sentences), "change": advice.change,
            "ask_morning": advice.ask_morning.isoformat() if advice.ask_morning else None,
        },
        "ladder": ladder,
        "today": _todays(state),
    }  # fmt: skip


def _todays(state: MyWeekState) -> dict[str, Any]:
    """What the plan has for each weekday, to log without typing."""
    plan = state.draft.plan
    if plan is None or state.refusal is not None:
        return {"items": {}, "runs": [], "weekday": state.today.weekday()}
    return {
        "items": {
            str(session.day): [
                [item.exercise, item.amount.sets or 1] for item in session.items
            ]
            for session in plan.sessions
        },
        "runs": [run.day for run in plan.runs],
        "weekday": state.today.weekday(),
    }
