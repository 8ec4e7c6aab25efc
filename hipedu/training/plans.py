"""Week-by-week running plans under a chosen set of rules."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hipedu.language import N_, _, ngettext
from hipedu.language.numbers import decimal
from hipedu.model.training import Run
from hipedu.training.spike import LOOKBACK_DAYS

LONGEST_PLAN_WEEKS = 52
SHORTEST_RUN_KM = 2.0
FIRST_RUN_BACK_KM = 5.0
"""After a lay-off nobody knows what is right: half of what was, at most this. An estimate."""

WEEKDAYS: Mapping[int, tuple[int, ...]] = {
    1: (6,), 2: (2, 6), 3: (1, 3, 6), 4: (0, 2, 4, 6), 5: (0, 1, 3, 4, 6),
    6: (0, 1, 2, 3, 4, 6), 7: (0, 1, 2, 3, 4, 5, 6),
}  # fmt: skip
"""Days of running, Monday 0; the long run is the last."""

LONG_SHARE: Mapping[int, float] = {1: 1.0, 2: 0.6, 3: 0.5, 4: 0.42, 5: 0.36, 6: 0.32, 7: 0.3}
"""Share of the week that the long run takes: habit, not evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """What a plan keeps to.

    `spike_cap_percent`: no run further beyond the longest of the 30 days before it [%].
    `week_cap_percent`: no week more than this above the last full one [%]. `deload_every`:
    every so many weeks one is lighter; 0 for never. None: not kept to.
    """

    id: str
    name: str
    spike_cap_percent: float | None = 10.0
    week_cap_percent: float | None = None
    deload_every: int = 4
    deload_share: float = 0.7


RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(id="spike", name=N_("Longest run +10 %, every fourth week lighter")),
    RuleSet(id="week", name=N_("10 % a week"), spike_cap_percent=None, week_cap_percent=10.0),
    RuleSet(id="both", name=N_("Both caps, every fourth week lighter"), week_cap_percent=10.0),
    RuleSet(id="line", name=N_("Straight line to the goal, no cap"), spike_cap_percent=None,
            deload_every=0),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """A session of a plan.

    `kind`: easy, long, race or walk_run. A session given in time has `minutes` [min], walking
    included, and `text` in words; its `distance_km` [km] is what is run of it. `steps` is how
    often it goes from running to walking, and how long each is [min].
    """

    date: dt.date
    distance_km: float
    kind: str = "easy"
    minutes: float | None = None
    text: str = ""
    steps: tuple[int, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySession:
    """A session of running and walking with which a plan begins: how often, how long [min]."""

    times: int
    run_min: float
    walk_min: float
    text: str


ENTRY_EVERY_DAYS = 2
"""A day of rest between two sessions of a return to running."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sessions in order, and sentences on what the planner did or could not do."""

    runs: tuple[PlannedRun, ...]
    notes: tuple[str, ...] = ()


def longest_within(
    runs: Iterable[tuple[dt.date, float]], day: dt.date, *, days: int = LOOKBACK_DAYS
) -> float | None:
    """The longest run of the days before `day` [km]; None if there was none.

    Examples
    --------
    >>> longest_within([(dt.date(2025, 1, 1), 8.0)], dt.date(2025, 1, 31))
    8.0
    >>> longest_within([(dt.date(2025, 1, 1), 8.0)], dt.date(2025, 2, 1)) is None
    True
    """
    first = day - dt.timedelta(days=days)
    return max((km for when, km in runs if first <= when < day), default=None)


def typical_history(
    *, today: dt.date, week_km: float, longest_km: float, days_a_week: int, weeks: int = 5
) -> tuple[Run, ...]:
    """Runs that stand for "about so much in the last weeks", for who brings no log.

    Raises
    ------
    ValueError
        If the numbers cannot be those of a runner.

    Examples
    --------
    >>> runs = typical_history(
    ...     today=dt.date(2025, 3, 3), week_km=20, longest_km=10, days_a_week=3, weeks=1)
    >>> [(run.date.isoformat(), run.distance_km) for run in runs]
    [('2025-02-25', 5.0), ('2025-02-27', 5.0), ('2025-03-02', 10)]
    """
    if not 0 < longest_km <= 100 or not 0 <= week_km <= 300 or days_a_week not in WEEKDAYS:
        raise ValueError(
            _("Give the longest run as 0.1 to 100 km, the week as 0 to 300 km, on 1 to 7 days.")
        )
    monday = today - dt.timedelta(days=today.weekday())
    days = WEEKDAYS[days_a_week]
    rest = max(0.0, week_km - longest_km)
    easy = min(longest_km, rest / max(1, len(days) - 1))
    found = []
    for week in range(weeks, 0, -1):
        for place in days:
            km = longest_km if place == days[-1] else round(easy, 2)
            date = monday - dt.timedelta(days=7 * week - place)
            if km > 0 and date < today:
                found.append(Run(date=date, distance_km=km, source="typed"))
    return tuple(found)


def build_plan(
    history: Sequence[Run],
    *,
    goal_km: float,
    goal_date: dt.date,
    days_a_week: int,
    rules: RuleSet,
    today: dt.date,
    entry: Sequence[EntrySession] = (),
    pace_min_per_km: float = 6.5,
) -> Plan:
    """Plan the weeks until a goal.

    Parameters
    ----------
    history : sequence of Run
        What was run until today; the last 30 days matter most.
    goal_km : float
        Distance of the goal [km].
    goal_date : date
        Its day.
    days_a_week : int
        Days of running in a week, 1 to 7.
    rules : RuleSet
        What is kept to.
    today : date
        The plan begins on the Monday after it.
    entry : sequence of EntrySession
        Sessions of a return to running, every other day, before anything grows.
    pace_min_per_km : float
        Turns the minutes of those into kilometres [min/km].

    Returns
    -------
    Plan

    Raises
    ------
    ValueError
        If distance, date or days are not possible.

    Notes
    -----
    The long run grows by an equal factor a week towards the goal (four fifths of it above 25
    km, as marathon runners do), never by more than the rules allow; other days share what the
    long run leaves of the week. The last one or two weeks are lighter. After 30 days without a
    run the first one is half of the longest before, at most 5 km. How large these shares are
    is habit, not evidence; the cap of 10 % has evidence as a step, not as a promise.

    References
    ----------
    frandsen2025spike
    """
    if not (math.isfinite(goal_km) and 1 <= goal_km <= 100):
        raise ValueError(_("The goal is 1 to 100 km."))
    if days_a_week not in WEEKDAYS:
        raise ValueError(_("Run on 1 to 7 days a week."))
    if not (math.isfinite(pace_min_per_km) and 2 <= pace_min_per_km <= 20):
        raise ValueError(_("An easy pace is 2 to 20 minutes a kilometre."))
    monday = today + dt.timedelta(days=7 - today.weekday())
    if goal_date < monday or (goal_date - monday).days // 7 + 1 > LONGEST_PLAN_WEEKS:
        raise ValueError(
            _(
                "Choose a goal between next Monday ({monday}) and {weeks} weeks from "
                "now.",
                monday=monday.isoformat(), weeks=LONGEST_PLAN_WEEKS,
            )
        )
    done = [(run.date, run.distance_km) for run in history if run.date < monday]
    notes: list[str] = []
    planned = _entry(entry, monday, goal_date, pace_min_per_km, notes)
    if planned:
        last = planned[-1].date
        start_long = planned[-1].distance_km
        start_week = math.fsum(
            run.distance_km for run in planned if (last - run.date).days < 7
        )
        monday = last + dt.timedelta(days=7 - last.weekday())
    else:
        start_long, start_week = _start(done, monday, notes)
    weeks = max(0, (goal_date - monday).days // 7 + 1)
    taper: tuple[float, ...] = (0.7, 0.5) if goal_km >= 15 and weeks > 4 else (0.6,)
    taper = taper[-max(1, min(len(taper), weeks - 1)) :] if weeks > 1 else (0.5,)
    peak = goal_km if goal_km <= 25 else max(25.0, 0.8 * goal_km)
    growing = max(1, weeks - len(taper))
    lighter = {
        week for week in range(growing)
        if rules.deload_every and week % rules.deload_every == rules.deload_every - 1
    }  # fmt: skip
    steps = max(1, growing - len(lighter))
    factor = max(1.0, (peak / start_long) ** (1 / steps))
    if rules.spike_cap_percent is not None:
        factor = min(factor, 1 + rules.spike_cap_percent / 100)
    long, week_km = start_long, start_week
    for week in range(weeks):
        start = monday + dt.timedelta(days=7 * week)
        share = 1.0
        if week >= growing:
            share = taper[min(week - growing, len(taper) - 1)]
        elif week in lighter:
            share = rules.deload_share
        else:
            long = max(start_long, min(peak, long * factor))
            wanted = long / LONG_SHARE[days_a_week]
            cap = rules.week_cap_percent
            most = wanted if cap is None or start_week <= 0 else week_km * (1 + cap / 100)
            week_km = min(wanted, most)
            if cap is not None and rules.spike_cap_percent is None:
                long = min(long, max(SHORTEST_RUN_KM, week_km * LONG_SHARE[days_a_week]))
        _add_week(
            planned, done, start, long=long * share, total=week_km * share,
            days=WEEKDAYS[days_a_week], goal_date=goal_date, rules=rules,
        )  # fmt: skip
    before = longest_within([*done, *((run.date, run.distance_km) for run in planned)], goal_date)
    planned = [run for run in planned if run.date < goal_date]
    planned.append(PlannedRun(date=goal_date, distance_km=goal_km, kind="race"))
    if before is not None and goal_km > before * 1.1 + 1e-9:
        notes.append(
            _(
                "The goal itself is {percent} % beyond the longest run of the 30 days before it. "
                "More weeks, or a shorter goal, would close that gap.",
                percent=decimal(100 * (goal_km / before - 1), 0),
            )
        )
    return Plan(runs=tuple(planned), notes=tuple(notes))


def _entry(
    entry: Sequence[EntrySession], monday: dt.date, goal_date: dt.date, pace: float,
    notes: list[str],
) -> list[PlannedRun]:
    """Sessions of a return to running on every other day, as far as the goal leaves room."""
    planned = []
    for number, session in enumerate(entry):
        date = monday + dt.timedelta(days=ENTRY_EVERY_DAYS * number)
        if (goal_date - date).days < ENTRY_EVERY_DAYS:
            notes.append(
                ngettext(
                    "The goal comes before the return to running is done: {n} session of {all} is "
                    "left. Choose a later day.",
                    "The goal comes before the return to running is done: {n} sessions of {all} "
                    "are left. Choose a later day.",
                    len(entry) - number, all=len(entry),
                )
            )
            break
        planned.append(
            PlannedRun(
                date=date, kind="walk_run", text=session.text,
                minutes=session.times * (session.run_min + session.walk_min),
                steps=(session.times, session.run_min, session.walk_min),
                distance_km=max(
                    0.1, math.floor(10 * session.times * session.run_min / pace + 1e-9) / 10
                ),
            )
        )  # fmt: skip
    return planned


def _start(
    done: Sequence[tuple[dt.date, float]], monday: dt.date, notes: list[str]
) -> tuple[float, float]:
    """Longest run and kilometres of a week to begin with."""
    recent = longest_within(done, monday)
    if recent is not None:
        month = monday - dt.timedelta(days=28)
        return recent, sum(km for when, km in done if when >= month) / 4
    last = max((when for when, _ in done), default=None)
    before = longest_within(done, last + dt.timedelta(days=1)) if last else None
    first = min(FIRST_RUN_BACK_KM, max(SHORTEST_RUN_KM, (before or 0.0) / 2))
    notes.append(
        _(
            "No run in the last {days} days, so there is nothing to grow from: the plan "
            "begins anew with {km} km, walking in between if need be.",
            days=LOOKBACK_DAYS, km=decimal(first, 0),
        )
    )
    return first, 0.0


def _add_week(
    planned: list[PlannedRun],
    done: Sequence[tuple[dt.date, float]],
    start: dt.date,
    *,
    long: float,
    total: float,
    days: Sequence[int],
    goal_date: dt.date,
    rules: RuleSet,
) -> None:
    """One week's sessions in order, each held to the cap over everything before it."""
    others = max(1, len(days) - 1)
    easy = min(long, max(0.0, total - long) / others)
    for place in days:
        date = start + dt.timedelta(days=place)
        if date >= goal_date or (goal_date - date).days < 2:
            continue
        if planned and planned[-1].kind == "walk_run" and (
            date - planned[-1].date
        ).days < ENTRY_EVERY_DAYS:
            continue
        wanted = long if place == days[-1] else easy
        if rules.spike_cap_percent is not None:
            everything = [*done, *((run.date, run.distance_km) for run in planned)]
            before = longest_within(everything, date)
            if before is not None:
                wanted = min(wanted, before * (1 + rules.spike_cap_percent / 100))
        # down, never up: rounding must not break the cap
        km = math.floor(10 * wanted + 1e-9) / 10
        if km >= 1:
            planned.append(
                PlannedRun(
                    date=date, distance_km=km, kind="long" if place == days[-1] else "easy"
                )
            )
