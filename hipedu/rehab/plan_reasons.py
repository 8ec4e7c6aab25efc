"""Why a week looks as it does: each exercise, each day, and what the week works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hipedu.rehab.plan_parts import DAY_NAMES, Item, WeekPlan, spread
from hipedu.rehab.plan_rules import PlanRules

MAIN_MUSCLES = 2
"""So many of an exercise's muscles, the first named, count as what it is for."""


def listed_words(words: Sequence[str], last: str = "and") -> str:
    """Words as in a sentence.

    Examples
    --------
    >>> listed_words(["a"]), listed_words(["a", "b", "c"]), listed_words(["a", "b"], "or")
    ('a', 'a, b and c', 'a or b')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def why_this_exercise(
    plan: WeekPlan, rules: PlanRules, item: Item, muscles: Mapping[str, str]
) -> list[str]:
    """Sentences: where it comes from, what it is for, what else works the same muscles.

    Parameters
    ----------
    muscles : mapping
        Plain names of muscles, by id.
    """
    each = rules.found[item.exercise]
    says = []
    if item.instead_of:
        says.append(f"You chose it instead of “{rules.name(item.instead_of)}”.")
    elif "added" in item.edits:
        says.append("You added it.")
    if each.prescribed:
        says.append(f"This phase prescribes it: {each.dose}.")
    else:
        says.append(
            "The phase does not name it; it is for the same goal and phase and fills the time."
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
    words = listed_words([f"the {_lower(muscles.get(m, m.replace('_', ' ')))}" for m in main])
    if others:
        named = listed_words([f"“{other}”" for other in others[:3]])
        verb = "does" if len(others) == 1 else "do"
        says.append(f"It works {words}, as {named} {verb}.")
    else:
        says.append(f"It works {words}; nothing else in the week does.")
    return says


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def why_this_day(plan: WeekPlan, rules: PlanRules, *, day: int, item: Item) -> list[str]:
    """Sentences: how the day was chosen, and what it keeps away from."""
    says = []
    each = rules.found[item.exercise]
    days = [s.day for s in plan.sessions if any(i.exercise == item.exercise for i in s.items)]
    name = DAY_NAMES[day]
    wished = spread(plan.request.days)
    if "moved" in item.edits or "added" in item.edits or day not in wished:
        says.append(f"You put it on {name}.")
    elif len(wished) == 1:
        says.append(f"{name} is the one training day you asked for.")
    else:
        spread_days = listed_words([DAY_NAMES[d] for d in wished])
        says.append(
            f"You asked for {len(wished)} training days. {spread_days} lie as far apart as a "
            "week lets them."
        )
    often = "once" if len(days) == 1 else "twice" if len(days) == 2 else f"{len(days)} times"
    aim = "once" if each.per_week == 1 else f"{each.per_week} times"
    if len(days) == each.per_week:
        says.append(f"It is planned {often} a week, as often as it is meant to be.")
    else:
        says.append(f"It is planned {often} a week; {aim} would be the full dose.")
    if each.hard:
        says.append("Hops and heavy weights keep 48 hours between, so the days beside have none.")
    if any(run.day == day for run in plan.runs):
        says.append("There is a run on this day, too: do the exercises after it, or hours apart.")
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
            for group, (_, members) in groups.items():
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
    'Most sets go to the outer hip: 6 a week. Nothing works the calf.'
    """
    if not shares or not shares[0].sets:
        return "There are no exercises in this week."
    most = [share for share in shares if share.sets == shares[0].sets]
    none = [f"the {share.name}" for share in shares if not share.sets]
    top = listed_words([f"the {share.name}" for share in most])
    each = " each" if len(most) > 1 else ""
    first = f"Most sets go to {top}: {shares[0].sets} a week{each}."
    return f"{first} Nothing works {listed_words(none, 'or')}." if none else first


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
    busy = [load for load in loads if load.minutes or load.run_minutes]
    if not busy:
        return "Nothing is planned."
    minutes = sum(load.minutes for load in loads)
    runs = sum(load.run_minutes for load in loads)
    free = [DAY_NAMES[load.day] for load in loads if not load.minutes and not load.run_minutes]
    text = f"About {minutes:.0f} minutes of exercises"
    text += f" and up to {runs} minutes of running a week." if runs else " a week, and no running."
    if not free:
        return f"{text} No day is free."
    verb = "is" if len(free) == 1 else "are"
    return f"{text} {listed_words(free)} {verb} free."
