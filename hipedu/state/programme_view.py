"""What the programmes show: the path of phases, checks, what is missing, the light, the ladder.

`programme_view` holds ``stages`` (the path), ``stage`` (the one looked at, with its exercises,
doses, running and what to leave out), ``begin`` and ``go_on`` (checks), ``next`` (in sentences
what is missing), ``light`` and ``ladder``. `screen_view` holds the danger questions, and what an
answer asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _, ngettext
from hipedu.language.numbers import shortest
from hipedu.model import Programme, RedFlag
from hipedu.model.programme import Check, Prescription, Stage
from hipedu.rehab.exercise_search import minutes_of, warned
from hipedu.rehab.pain_monitoring import BONE_MEANING, MEANING, Colour, Refused, pain_light
from hipedu.rehab.programmes import (
    Answers,
    checks_to_begin,
    first_missing,
    goal_in_words,
    meant_for_others,
    missing_to_begin,
    next_phase,
    stage_of,
)
from hipedu.rehab.return_to_run import WALK_RUN, ladder_rules, next_rung, rungs
from hipedu.state.exercise_library_view import citations, statement_row
from hipedu.state.tissue_view import sourced_row

LEVELS = ("emergency", "urgent", "soon", "routine", "self_care")
COLOUR_NAMES: dict[Colour, str] = {
    "green": N_("Green: go on"), "amber": N_("Amber: repeat, do not add"),
    "red": N_("Red: do less"),
}  # fmt: skip
BONE_NAMES: dict[Colour, str] = {
    "green": N_("Green: no pain, go on"), "amber": N_("Amber: stop for today"),
    "red": N_("Red: stop running"),
}  # fmt: skip


class Pain(NamedTuple):
    """One session: pain from 0 to 10 as usual before it, during, after, and the next morning."""

    usual: float | None = None
    during: float | None = None
    after: float | None = None
    morning: float | None = None
    settled: bool | None = None
    warning: bool = False


class Answered(NamedTuple):
    """What somebody has answered on the programmes page.

    `flags` and `bone` are None until asked; an empty tuple says that none of them fits.
    """

    flags: tuple[str, ...] | None = None
    bone: tuple[str, ...] | None = None
    pain: Pain = Pain()
    rung: int = 1
    colours: tuple[Colour, ...] = ()


def programme_view(
    catalogue: Catalogue, programme: Programme, stage_id: str, answers: Answers,
    answered: Answered,
) -> dict[str, Any]:
    """See the top of this module."""
    stage = stage_of(programme, stage_id)
    ladder = catalogue.running_ladder(WALK_RUN)
    at = programme.stages.index(stage)
    following = programme.stages[at + 1] if at + 1 < len(programme.stages) else None
    return {
        "id": programme.id,
        "name": programme.name,
        "plain_name": programme.plain_name,
        "principle": programme.principle,
        "education": list(programme.education),
        "supervised": programme.supervised,
        "refer": programme.refer,
        "urgent": list(programme.urgent),
        "stages": [_station(programme, each, stage, answers) for each in programme.stages],
        "stage": _stage_row(catalogue, programme, stage),
        "begin": [
            check_row(check, answers) for check in checks_to_begin(programme, stage.id)
        ],
        "go_on": [
            check_row(check, answers)
            for check in (*stage.exit, *(following.entry if following else ()))
        ],
        "next": next_view(
            programme, stage, answers, stopped=worst_flag(catalogue, answered) is not None
        ),
        "light": light_view(catalogue, programme, answered),
        "ladder": ladder_view(catalogue, programme, stage, answers, answered),
        "evidence": [statement_row(each) for each in programme.evidence],
        "references": citations(catalogue, [
            *(each.reference for each in programme.evidence), *programme.references,
            *stage.running.references, *_pain_sources(programme), *ladder.references,
            *(check.reference for check in (*stage.entry, *stage.exit)),
        ]),
    }  # fmt: skip


def _pain_sources(programme: Programme) -> list[str | None]:
    rule = programme.pain
    return [each.reference for each in (rule.green_to, rule.amber_to, rule.settles_within_h)]


def weeks_in_words(stage: Stage) -> str:
    """When a phase usually is, such as "about weeks 3 to 10"."""
    if stage.weeks_to is None:
        return _("from about week {week} on", week=stage.weeks_from)
    return _("about weeks {first} to {last}", first=stage.weeks_from, last=stage.weeks_to)


def _station(
    programme: Programme, stage: Stage, here: Stage, answers: Answers
) -> dict[str, Any]:
    """A stop of the path: done when its own goals are reached, whatever came before."""
    reached = sum(first_missing(check, answers) is None for check in stage.exit)
    return {
        "id": stage.id, "number": programme.stages.index(stage) + 1, "name": stage.name,
        "weeks": weeks_in_words(stage), "here": stage is here, "reached": reached,
        "goals": len(stage.exit), "done": reached == len(stage.exit),
    }  # fmt: skip


def _stage_row(catalogue: Catalogue, programme: Programme, stage: Stage) -> dict[str, Any]:
    running = stage.running
    left_out = [
        {"id": each.id, "name": each.name, "why": why}
        for each in catalogue.exercises.values()
        if programme.goal in each.phases and (why := warned(programme, stage.id, each))
    ]
    general = [
        each.why for each in programme.avoid if not each.stages or stage.id in each.stages
    ]
    return {
        "id": stage.id,
        "name": stage.name,
        "purpose": stage.purpose,
        "weeks": weeks_in_words(stage),
        "exercises": [_dose_row(catalogue, each) for each in stage.exercises],
        "running": {
            "rule": running.rule, "dose": running.dose, "none": running.minutes_max == 0,
            "walk_run": running.walk_run, "basis": running.basis,
            "references": list(running.references),
        },
        "avoid": general,
        "left_out": sorted(left_out, key=lambda row: row["name"]),
    }  # fmt: skip


def _dose_row(catalogue: Catalogue, each: Prescription) -> dict[str, Any]:
    exercise = catalogue.exercises[each.exercise]
    return {
        "id": each.exercise,
        "name": exercise.name,
        "dose": each.dose,
        "if_allowed": each.if_allowed,
        "minutes": minutes_of(exercise, sets=each.sets, reps=each.reps, hold_s=each.hold_s),
        "caution": exercise.cautions[0] if exercise.cautions else None,
    }


def check_row(check: Check, answers: Answers) -> dict[str, Any]:
    """A check that is ticked or filled in, with its reason and whether it is reached."""
    answer = answers.get(check.id)
    why_not = first_missing(check, answers)
    return {
        "id": check.id, "text": check.text, "why": check.why, "number": check.measure is not None,
        "goal": goal_in_words(check), "unit": _unit(check), "answer": answer,
        "most": 10 if check.unit == "NRS" else 1000, "by_clinician": check.by_clinician,
        "reached": None if answer is None else why_not is None, "says": why_not,
        "places": check.otherwise is not None, "elsewhere": meant_for_others(check, answers),
        "basis": check.basis, "reference": check.reference,
    }  # fmt: skip


def _unit(check: Check) -> str:
    if check.unit == "NRS":
        return _("of 10")
    if check.unit in (None, "1"):
        return ""
    return {
        "second": _("seconds"), "minute": _("minutes"), "hour": _("hours"), "day": _("days"),
        "week": _("weeks"),
    }.get(check.unit or "", check.unit or "")  # fmt: skip


def next_view(
    programme: Programme, stage: Stage, answers: Answers, *, stopped: bool = False
) -> dict[str, Any]:
    """In sentences: whether the next phase may begin, and what is still missing.

    `stopped`: a danger sign is open, so that nothing may begin.
    """
    step = next_phase(programme, stage.id, answers)
    earlier = missing_to_begin(programme, stage.id, answers)
    total = len(step.met) + len(step.missing)
    missing = len(step.missing)
    if stopped:
        says = _("A danger sign is open: nothing moves on before somebody has looked at it.")
    elif step.done:
        says = _("Every goal of the last phase is reached: the programme is done.")
    elif step.ready and earlier:
        says = _(
            "All {total} goals of this phase are reached, but something before it is missing.",
            total=total,
        )
    elif step.ready and step.stage is not None:
        says = _(
            "All {total} goals are reached: “{phase}” may begin.",
            total=total, phase=step.stage.name,
        )
    elif total == 1 and step.stage is not None:
        says = _("The one goal before “{phase}” is still missing.", phase=step.stage.name)
    elif total == 1:
        says = _("The one goal of the last phase is still missing.")
    elif step.stage is None:
        says = _(
            "{missing} of {total} goals of the last phase are still missing.",
            missing=missing, total=total,
        )
    else:
        says = ngettext(
            "{n} of {total} goals is still missing before “{phase}”.",
            "{n} of {total} goals are still missing before “{phase}”.",
            missing,
            total=total, phase=step.stage.name,
        )
    return {
        "ready": step.ready and not earlier and not stopped,
        "done": step.done and not stopped,
        "stage": step.stage.id if step.stage else None,
        "name": step.stage.name if step.stage else None,
        "says": says,
        "missing": [each.why for each in step.missing],
        "reached": len(step.met),
        "goals": total,
        "ahead": [each.why for each in earlier],
        "ahead_says": _ahead(stage, len(earlier)) if earlier else "",
    }


def _ahead(stage: Stage, count: int) -> str:
    return ngettext(
        "One thing is missing before “{phase}” itself begins.",
        "{n} things are missing before “{phase}” itself begins.",
        count,
        phase=stage.name,
    )


# danger signs, and bone --------------------------------------------------------------------


def worst_flag(catalogue: Catalogue, answered: Answered) -> RedFlag | None:
    """The most pressing danger sign that is open."""
    found = [catalogue.red_flags[id_] for id_ in answered.flags or ()]
    return min(found, key=lambda each: LEVELS.index(each.level), default=None)


def bone_rule(programme: Programme, answered: Answered) -> bool:
    """Whether the aim is 0: the programme is one for bone, or bone has not been ruled out."""
    return programme.pain.kind == "bone" or bool(answered.bone)


def screen_view(
    catalogue: Catalogue, programme: Programme | None, answered: Answered
) -> dict[str, Any]:
    """The danger questions, the questions about bone, and what the answers ask for."""
    words = catalogue.vocabularies
    flag = worst_flag(catalogue, answered)
    bone_asked = programme is not None and programme.pain.kind != "bone"
    return {
        "asked": answered.flags is not None,
        "questions": [
            {"id": id_, "text": text, "on": id_ in (answered.flags or ())}
            for id_, text in words["danger_questions"].items()
        ],
        "open": None if flag is None else {
            "id": flag.id, "level": flag.level, "title": flag.title, "action": flag.action,
            "time_frame": flag.time_frame, "sooner": flag.come_back_sooner,
        },
        "ask_bone": bone_asked,
        "bone_asked": answered.bone is not None,
        "bone_open": bone_asked and bool(answered.bone),
        "bone_questions": [
            {"id": id_, "text": text, "on": id_ in (answered.bone or ())}
            for id_, text in words["bone_questions"].items()
        ],
    }  # fmt: skip


# the light ---------------------------------------------------------------------------------


def light_view(
    catalogue: Catalogue, programme: Programme, answered: Answered
) -> dict[str, Any]:
    """The pain light, or why there is none."""
    flag = worst_flag(catalogue, answered)
    bone = bone_rule(programme, answered)
    rule, pain = programme.pain, answered.pain
    found: dict[str, Any] = {
        "bone": bone,
        "pain": pain._asdict(),
        "warnings": list(programme.pain_words),
        "rule": [
            sourced_row(name, value)
            for name, value in (
                (_("green up to"), rule.green_to), (_("amber up to"), rule.amber_to),
                (_("back to usual within"), rule.settles_within_h),
            )
        ],
        "rule_says": _rule_in_words(programme, bone=bone),
        "borrowed": rule.green_to.reference is not None and not bone,
        "colour": None, "name": "", "meaning": "", "reasons": [], "refused": None, "wait": "",
    }  # fmt: skip
    if answered.flags is None:
        found["wait"] = _("First answer the danger signs above. Without them there is no light.")
        return found
    if flag is None and answered.bone is None and rule.kind != "bone":
        found["wait"] = _("First answer the questions about bone: the limits depend on them.")
        return found
    if pain.during is None and flag is None:
        found["wait"] = _("Set the pain during a session. The light appears here.")
        return found
    worse = None if pain.morning is None else pain.morning > (pain.usual or 0)
    settled = pain.settled if bone or pain.morning is None else not worse
    try:
        light = pain_light(
            rule, during=pain.during or 0.0, after=pain.after, next_morning_worse=worse,
            settled=settled, warning=pain.warning, bone_possible=bone,
            red_flags=[flag.title] if flag else (),
        )  # fmt: skip
    except Refused as refusal:
        return {**found, "refused": str(refusal)}
    names = BONE_NAMES if bone else COLOUR_NAMES
    return {
        **found, "colour": light.colour, "name": _(names[light.colour]), "meaning": light.meaning,
        "reasons": list(light.reasons),
    }  # fmt: skip


def _rule_in_words(programme: Programme, *, bone: bool) -> str:
    rule = programme.pain
    if bone:
        return _(
            "Where bone may be the source, the aim is 0 of 10: during, after, and next morning."
        )
    return _(
        "Up to {green} of 10 is green. Up to {amber} is amber, if it is back to usual "
        "within {hours} hours. More is red.",
        green=shortest(rule.green_to.value),
        amber=shortest(rule.amber_to.value),
        hours=shortest(rule.settles_within_h.value),
    )


# the ladder --------------------------------------------------------------------------------


def ladder_closed(
    catalogue: Catalogue, programme: Programme, stage: Stage, answers: Answers, answered: Answered
) -> str:
    """Why the ladder is closed now; empty if it is open.

    Where medical care leads, running also waits for everything that must be true before the
    phase: a bone that has not been seen to heal is not run on.
    """
    if worst_flag(catalogue, answered) is not None:
        return _("Not while a danger sign is open.")
    if answered.flags is None:
        return _("First answer the danger signs above.")
    if stage.running.minutes_max == 0:
        none = _("There is no running in “{phase}”.", phase=stage.name)
        return f"{none} {stage.running.rule}"
    missing = len(missing_to_begin(programme, stage.id, answers)) if programme.supervised else 0
    if missing:
        return ngettext(
            "Not before “{phase}” may begin: {n} thing is missing.",
            "Not before “{phase}” may begin: {n} things are missing.", missing, phase=stage.name,
        )  # fmt: skip
    return ""


def ladder_view(
    catalogue: Catalogue, programme: Programme, stage: Stage, answers: Answers, answered: Answered
) -> dict[str, Any]:
    """The walk-run ladder: the step somebody is on, and what each kind of day leads to."""
    bone = bone_rule(programme, answered)
    ladder = catalogue.running_ladder(WALK_RUN)
    steps = rungs(ladder)
    move = next_rung(ladder, answered.rung, answered.colours, bone=bone)
    meanings: Mapping[Colour, str] = BONE_MEANING if bone else MEANING
    days = []
    for colour in COLOUR_NAMES:
        after = next_rung(ladder, answered.rung, (*answered.colours, colour), bone=bone)
        days.append(
            {
                "colour": colour, "name": {"green": _("A good day"), "amber": _("A so-so day"),
                                           "red": _("A bad day")}[colour],
                "why": after.why, "rung": after.rung.number, "rest_h": after.rest_h,
                "meaning": _(meanings[colour]),
            }
        )  # fmt: skip
    return {
        "part_of_phase": stage.running.walk_run,
        "why_not": ladder_closed(catalogue, programme, stage, answers, answered),
        "rungs": [
            {"number": each.number, "text": each.text, "minutes": each.minutes,
             "run": each.run_min, "walk": each.walk_min, "times": each.times}
            for each in steps
        ],
        "at": answered.rung,
        "colours": list(answered.colours),
        "move": {"direction": move.direction, "why": move.why, "rung": move.rung.number,
                 "text": move.rung.text, "rest_h": move.rest_h},
        "days": days,
        "longest": max(each.minutes for each in steps),
        "basis": ladder.steps[0].run_min.basis, "reference": ladder.steps[0].run_min.reference,
        "rules": [sourced_row(name, number) for name, number in ladder_rules(ladder)],
        "caveats": list(ladder.caveats),
        "evidence": [statement_row(each) for each in ladder.evidence],
        "bone": bone,
    }  # fmt: skip
