"""A student's phase of a programme beside the reference: every difference, and why it matters.

What must not be used and how long an exercise takes is told from outside, so that this module
needs records only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from hipedu.language import _, inside, ngettext
from hipedu.language.numbers import shortest
from hipedu.model import Exercise, PlannedRunning, Prescription
from hipedu.model.programme import Stage

Kind = Literal["danger", "missing", "dose", "running", "time", "extra", "fine"]
ORDER: tuple[Kind, ...] = ("danger", "running", "missing", "dose", "time", "extra", "fine")
LESS, MORE = 2 / 3, 3 / 2
"""Between these shares of the reference a weekly dose counts as about the same: a judgement."""
MOST_SETS, MOST_REPS, MOST_HOLD_S = 20, 100, 300


NO_RUNNING = PlannedRunning(per_week=0, minutes=0)


@dataclass(frozen=True, slots=True)
class Design:
    """Exercises with doses, and how much running goes beside them."""

    exercises: tuple[Prescription, ...] = ()
    running: PlannedRunning = NO_RUNNING


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a design departs from the reference, or agrees with it."""

    kind: Kind
    says: str
    why: str
    exercise: str | None = None


def prescription(
    exercise: str, *, sets: int, reps: int | None = None, hold_s: float | None = None,
    per_week: int, per_day: int = 1,
) -> Prescription:
    """A dose with its words.

    Raises
    ------
    ValueError
        If it has neither repetitions nor holds, or cannot be done in a week.

    Examples
    --------
    >>> prescription("clamshell", sets=2, reps=10, per_week=4).dose
    '2 x 10, on 4 days a week'
    >>> prescription("side_plank", sets=3, hold_s=20, per_week=7, per_day=2).dose
    '3 holds of 20 s, on 7 days a week, 2 times a day'
    """
    if (reps is None) == (hold_s is None):
        raise ValueError(_("Give either repetitions or the seconds of a hold."))
    bounds = (
        (_("sets"), sets, MOST_SETS), (_("repetitions"), reps, MOST_REPS),
        (_("seconds of a hold"), hold_s, MOST_HOLD_S), (_("days a week"), per_week, 7),
        (_("times a day"), per_day, 6),
    )  # fmt: skip
    for name, value, most in bounds:
        if value is not None and not 1 <= value <= most:
            raise ValueError(
                _("{name}: {value} cannot be; choose 1 to {most}.", name=name, value=value,
                  most=most)
            )  # fmt: skip
    if hold_s is None:
        once = _("{sets} x {reps}", sets=sets, reps=reps)
    else:
        once = _("{sets} holds of {seconds} s", sets=sets, seconds=shortest(hold_s))
    days = ngettext("{n} day", "{n} days", per_week)
    if per_day > 1:
        dose = _("{once}, on {days} a week, {times} times a day", once=once, days=days,
                 times=per_day)  # fmt: skip
    else:
        dose = _("{once}, on {days} a week", once=once, days=days)
    return Prescription(
        exercise=exercise, dose=dose, sets=sets, reps=reps,
        hold_s=None if hold_s is None else float(hold_s), per_week=per_week,
        per_day=per_day if per_day > 1 else None,
    )  # fmt: skip


def with_exercise(design: Design, each: Prescription) -> Design:
    """The design with an exercise, in place of an earlier dose of the same one."""
    rest = tuple(other for other in design.exercises if other.exercise != each.exercise)
    return replace(design, exercises=(*rest, each))


def without_exercise(design: Design, exercise: str) -> Design:
    """The design without an exercise.

    Raises
    ------
    ValueError
        If the design does not hold it.
    """
    rest = tuple(other for other in design.exercises if other.exercise != exercise)
    if len(rest) == len(design.exercises):
        raise ValueError(_("{exercise} is not in the design.", exercise=exercise))
    return replace(design, exercises=rest)


def weekly_amount(each: Prescription) -> tuple[float, str] | None:
    """Repetitions, or seconds held, in a week; None where the dose does not say.

    Examples
    --------
    Three sets of ten on four days: 3 * 10 * 4 = 120.

    >>> weekly_amount(prescription("clamshell", sets=3, reps=10, per_week=4))
    (120.0, 'repetitions')
    """
    if each.sets is None or each.per_week is None:
        return None
    often = each.sets * each.per_week * (each.per_day or 1)
    if each.hold_s is not None:
        return float(often * each.hold_s), "seconds"
    return (float(often * each.reps), "repetitions") if each.reps is not None else None


def differences(
    design: Design,
    stage: Stage,
    *,
    exercises: Mapping[str, Exercise],
    against: Mapping[str, str],
    fitting: Collection[str],
    minutes: Mapping[str, float],
    minutes_at_hand: float,
    days_at_hand: int,
) -> tuple[Difference, ...]:
    """Every way in which a design departs from a phase, the dangerous ones first.

    Parameters
    ----------
    design : Design
        What the student chose.
    stage : Stage
        The reference.
    exercises : mapping
        The library.
    against : mapping
        Exercises that must not be used here, with the reason.
    fitting : collection of str
        Exercises that belong to this goal and phase, prescribed or not.
    minutes : mapping
        How long each exercise of the design takes once [minute].
    minutes_at_hand, days_at_hand
        Time of one session [minute], and days a week.
    """
    chosen = {each.exercise: each for each in design.exercises}
    wanted = {each.exercise: each for each in stage.exercises}
    found = [_running(design.running, stage)]
    for id_, each in chosen.items():
        name = exercises[id_].name
        if id_ in against:
            says = _("{exercise} must not be in it.", exercise=name)
            found.append(Difference("danger", says, against[id_], id_))
        elif id_ in wanted:
            found.append(_dose(name, each, wanted[id_]))
        elif id_ in fitting:
            says = _("{exercise} is not in the reference, but it fits.", exercise=name)
            why = _("It belongs to the same goal and phase. More is not better: each exercise "
                    "costs time and adds load.")  # fmt: skip
            found.append(Difference("extra", says, why, id_))
        else:
            says = _("{exercise} belongs to another phase or another pain.", exercise=name)
            why = _("What it is for: {purpose}", purpose=inside(exercises[id_].purpose))
            found.append(Difference("extra", says, why, id_))
        if each.per_week is not None and each.per_week > days_at_hand:
            says = _("{exercise} is planned on {planned} days, but there are {days}.",
                     exercise=name, planned=each.per_week, days=days_at_hand)  # fmt: skip
            found.append(
                Difference("time", says, _("A plan that cannot be kept is not kept."), id_)
            )
    for id_, each in wanted.items():
        if id_ not in chosen and id_ not in against:
            says = _("{exercise} is missing.", exercise=exercises[id_].name)
            why = _("The reference has it: {dose}. {purpose}", dose=each.dose,
                    purpose=exercises[id_].purpose)  # fmt: skip
            found.append(Difference("missing", says, why, id_))
    found += _time(design, minutes, minutes_at_hand, days_at_hand)
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.kind), each.exercise or "")))


def _dose(name: str, each: Prescription, wanted: Prescription) -> Difference:
    ours, theirs = weekly_amount(each), weekly_amount(wanted)
    if ours is None or theirs is None or ours[1] != theirs[1]:
        says = _("{exercise}: you wrote “{yours}”, the reference “{reference}”.", exercise=name,
                 yours=each.dose, reference=wanted.dose)  # fmt: skip
        if ours is None or theirs is None:
            return Difference("fine", says, _("The dose is free here."), each.exercise)
        why = _("Holds and repetitions ask different things of a tendon: look why this phase "
                "uses the one it does.")  # fmt: skip
        return Difference("dose", says, why, each.exercise)
    places = {
        "exercise": name, "yours": shortest(ours[0]), "reference": shortest(theirs[0]),
        "dose": wanted.dose,
    }  # fmt: skip
    if ours[1] == "seconds":
        says = _("{exercise}: {yours} seconds of holds a week, the reference has {reference} "
                 "(“{dose}”).", **places)  # fmt: skip
    else:
        says = _("{exercise}: {yours} repetitions a week, the reference has {reference} "
                 "(“{dose}”).", **places)  # fmt: skip
    share = ours[0] / theirs[0]
    if share > MORE:
        why = _("That is much more. Sore tissue answers the sum of a week, and the next day "
                "tells.")  # fmt: skip
        return Difference("dose", says, why, each.exercise)
    if share < LESS:
        why = _("That is much less. Too small a dose changes nothing, and looks like a failure.")
        return Difference("dose", says, why, each.exercise)
    return Difference("fine", says, _("About the same dose."), each.exercise)


def _running(running: PlannedRunning, stage: Stage) -> Difference:
    rule = stage.running
    often, long = running.per_week, running.minutes
    says = _("Running: you planned {often} times {minutes} minutes, the reference says: {dose}.",
             often=often, minutes=long, dose=inside(rule.dose))  # fmt: skip
    if rule.minutes_max == 0:
        kind: Kind = "fine" if often == 0 or long == 0 else "danger"
        return Difference(kind, says, rule.rule)
    if often > rule.per_week_max or (often and long > rule.minutes_max):
        why = _("That is more than this phase bears. {rule}", rule=rule.rule)
        return Difference("running", says, why)
    if often < rule.per_week_min:
        why = _("That is less than is needed: rest has a price, too. {rule}", rule=rule.rule)
        return Difference("running", says, why)
    return Difference("fine", says, rule.rule)


def _time(
    design: Design, minutes: Mapping[str, float], minutes_at_hand: float, days_at_hand: int
) -> list[Difference]:
    """Whether the week's exercises go into the time there is."""
    needed = sum(
        minutes[each.exercise] * (each.per_week or 2) * (each.per_day or 1)
        for each in design.exercises
    )
    there = minutes_at_hand * days_at_hand
    if needed <= there:
        return []
    says = _("It takes about {needed} minutes a week; there are {there}.",
             needed=shortest(round(needed)), there=shortest(round(there)))  # fmt: skip
    return [Difference("time", says, _("Take out what helps least, before the person does."))]
