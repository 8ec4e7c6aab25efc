"""Why a week looks as it does: each exercise, each day, and what the week works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hipedu.language import _, joined, ngettext
from hipedu.rehab.plan_parts import Item, WeekPlan, day_name, spread
from hipedu.rehab.plan_rules import PlanRules
from hipedu.rehab.plan_words import muscle

MAIN_MUSCLES = 2
"""So many of an exercise's muscles, the first named, count as what it is for."""


def why_this_exercise(plan: WeekPlan, rules: PlanRules, item: Item) -> list[str]:
    """Sentences: where it comes from, what it is for, what else works the same muscles."""
    each = rules.found[item.exercise]
    says = []
    if item.instead_of:
        says.append(_("You chose it instead of “{name}”.", name=rules.name(item.instead_of)))
    elif "added" in item.edits:
        says.append(_("You added it."))
    if each.prescribed:
        says.append(_("This phase prescribes it: {dose}.", dose=each.dose))
    else:
        says.append(
            _("The phase does not name it; it is for the same goal and phase and fills the time.")
        )
    says.append(each.exercise.purpose)
    main = each.exercise.muscles[:MAIN_MUSCLES]
    others = sorted(
        {
            rules.name(other.exercise)
            for session in plan.sessions for other in session.items
            if other.exercise != item.exercise
            and set(main) & set(rules.exercises[other.exercise].muscles[:MAIN_MUSCLES])
        }
    )  # fmt: skip
    words = joined([muscle(each_muscle) for each_muscle in main])
    if others:
        named = joined([f"“{other}”" for other in others[:3]])
        says.append(
            ngettext(
                "It works {muscles}. So does {others}.", "It works {muscles}. So do {others}.",
                min(len(others), 3), muscles=words, others=named,
            )
        )  # fmt: skip
    else:
        says.append(_("It works {muscles}; nothing else in the week does.", muscles=words))
    return says


def why_this_day(plan: WeekPlan, rules: PlanRules, *, day: int, item: Item) -> list[str]:
    """Sentences: how the day was chosen, and what it keeps away from."""
    says = []
    each = rules.found[item.exercise]
    days = [s.day for s in plan.sessions if any(i.exercise == item.exercise for i in s.items)]
    name = day_name(day)
    wished = spread(plan.request.days)
    if "moved" in item.edits or "added" in item.edits or day not in wished:
        says.append(_("You put it on {day}.", day=name))
    elif len(wished) == 1:
        says.append(_("{day} is the one training day you asked for.", day=name))
    else:
        says.append(
            _(
                "You asked for {n} training days. {days} lie as far apart as a week lets them.",
                n=len(wished), days=joined([day_name(each_day) for each_day in wished]),
            )
        )  # fmt: skip
    planned = ngettext("It is planned {n} time a week.", "It is planned {n} times a week.",
                       len(days))  # fmt: skip
    if len(days) == each.per_week:
        full = _("That is as often as it is meant to be.")
    else:
        full = ngettext("The full dose would be {n} time.", "The full dose would be {n} times.",
                        each.per_week)  # fmt: skip
    says.append(f"{planned} {full}")
    if each.hard:
        says.append(
            _("Hops and heavy weights keep 48 hours between, so the days beside have none.")
        )
    if any(run.day == day for run in plan.runs):
        says.append(
            _("There is a run on this day, too: do the exercises after it, or hours apart.")
        )
    return says


@dataclass(frozen=True, slots=True)
class MuscleShare:
    """Sets a week that have a group of muscles as their main work."""

    group: str
    name: str
    sets: int


def muscle_sets(
    plan: WeekPlan, rules: PlanRules, groups: Mapping[str, tuple[str, tuple[str, ...]]]
) -> list[MuscleShare]:
    """How the week's sets spread over the body, the most worked first.

    Parameters
    ----------
    groups : mapping
        Group id to its plain name and its muscles.

    Notes
    -----
    A set counts for the groups of its exercise's first two muscles, once for each group. An
    exercise that is not counted in sets counts as one.
    """
    counts = dict.fromkeys(groups, 0)
    for session in plan.sessions:
        for item in session.items:
            main = set(rules.exercises[item.exercise].muscles[:MAIN_MUSCLES])
            for group, (_name, members) in groups.items():
                if main & set(members):
                    counts[group] += item.amount.sets or 1
    shares = [MuscleShare(group, groups[group][0], sets) for group, sets in counts.items()]
    return sorted(shares, key=lambda share: -share.sets)


def balance_sentence(shares: Sequence[MuscleShare]) -> str:
    """What the spread means, in a sentence.

    Examples
    --------
    >>> outer, calf = MuscleShare("a", "outer hip", 6), MuscleShare("b", "calf", 0)
    >>> balance_sentence([outer, calf])
    'Most sets go to one part: outer hip, 6 a week. Without any: calf.'
    """
    if not shares or not shares[0].sets:
        return _("There are no exercises in this week.")
    top = shares[0].sets
    most = [share.name for share in shares if share.sets == top]
    none = [share.name for share in shares if not share.sets]
    if len(most) == 1:
        first = ngettext("Most sets go to one part: {part}, {n} a week.",
                         "Most sets go to one part: {part}, {n} a week.", top,
                         part=most[0])  # fmt: skip
    else:
        first = _("Most sets go to {parts}, {n} a week each.", parts=joined(most), n=top)
    if not none:
        return first
    return f"{first} " + _("Without any: {parts}.", parts=joined(none))


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Minutes of exercise and of running on a day, and whether it holds hops or heavy weights."""

    day: int
    minutes: float
    run_minutes: int
    hard: bool


def day_loads(plan: WeekPlan, rules: PlanRules) -> list[DayLoad]:
    """The load of each of the seven days."""
    loads = []
    for day in range(7):
        items = [i for s in plan.sessions if s.day == day for i in s.items]
        loads.append(
            DayLoad(
                day, round(sum(i.minutes for i in items), 1),
                sum(run.minutes_max for run in plan.runs if run.day == day),
                any(rules.found[i.exercise].hard for i in items),
            )
        )  # fmt: skip
    return loads


def load_sentence(loads: Sequence[DayLoad]) -> str:
    """The week's load in words."""
    minutes = round(sum(load.minutes for load in loads))
    runs = sum(load.run_minutes for load in loads)
    if not minutes and not runs:
        return _("Nothing is planned.")
    free = [day_name(load.day) for load in loads if not load.minutes and not load.run_minutes]
    if runs:
        text = _("About {n} minutes of exercises and up to {runs} minutes of running a week.",
                 n=minutes, runs=runs)  # fmt: skip
    else:
        text = _("About {n} minutes of exercises a week, and no running.", n=minutes)
    if not free:
        return f"{text} " + _("No day is free.")
    return f"{text} " + _("Free: {days}.", days=joined(free))
