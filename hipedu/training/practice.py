"""A running log to practise on, its answers, and what a wrong answer was probably made of."""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import dataclass

from hipedu.language import _
from hipedu.language.numbers import decimal, shortest
from hipedu.model.training import Run
from hipedu.training.spike import LOOKBACK_DAYS, SpikeClass, spike_class, spike_percent
from hipedu.training.verdicts import SAFE_STEP

WEEKS = 10
DAYS = (1, 3, 5, 6)
"""Tuesday, Thursday, Saturday and the long run of Sunday."""
STEPS = (1.07, 1.22, 1.55, 2.3)
"""How far the last run goes beyond, one for each class."""
CLOSE_PERCENT, CLOSE_KM = 1.0, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeKey:
    """The answers: kilometres, percent, class, and how far the next run may go [km]."""

    longest_before_km: float
    percent: float
    spike_class: SpikeClass
    next_at_most_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Whether an answer is right, and what to say to it."""

    right: bool
    says: str


def practice_log(seed: int, *, last_sunday: dt.date) -> tuple[Run, ...]:
    """Ten weeks of an invented runner that end with one run to judge.

    Parameters
    ----------
    seed : int
        The same seed gives the same log.
    last_sunday : date
        The day of the last run.

    Raises
    ------
    ValueError
        If `last_sunday` is no Sunday.

    Notes
    -----
    One run more than 30 days back is longer than all that follow it, so that whoever looks too
    far back is found out.

    Examples
    --------
    >>> runs = practice_log(1, last_sunday=dt.date(2026, 11, 22))
    >>> len(runs), runs[-1].date == dt.date(2026, 11, 22)
    (40, True)
    """
    if last_sunday.weekday() != 6:
        raise ValueError(_("The log ends on a Sunday; that day is none."))
    draw = random.Random(seed)  # noqa: S311 - an exercise, no secret
    usual = draw.choice([8.0, 9.0, 10.0, 12.0, 14.0])
    monday = last_sunday - dt.timedelta(days=7 * WEEKS - 1)
    runs = []
    for week in range(WEEKS):
        for place in DAYS:
            long = place == DAYS[-1]
            km = usual * (draw.uniform(0.92, 1.04) if long else draw.uniform(0.35, 0.6))
            if long and week == WEEKS - 6:  # 35 days before the last run
                km = usual * 1.75
            date = monday + dt.timedelta(days=7 * week + place)
            runs.append(Run(date=date, distance_km=round(km, 1), source="practice"))
    longest = _longest_before(runs, last_sunday)
    last = round(longest * draw.choice(STEPS), 1)
    runs[-1] = Run(date=last_sunday, distance_km=last, source="practice")
    return tuple(runs)


def _longest_before(runs: list[Run] | tuple[Run, ...], day: dt.date) -> float:
    first = day - dt.timedelta(days=LOOKBACK_DAYS)
    return max(run.distance_km for run in runs if first <= run.date < day)


def practice_key(runs: tuple[Run, ...]) -> PracticeKey:
    """The answers for the last run of a log."""
    last = runs[-1]
    longest = _longest_before(runs, last.date)
    percent = spike_percent(last.distance_km, longest) or 0.0
    return PracticeKey(
        longest_before_km=longest, percent=percent, spike_class=spike_class(percent),
        next_at_most_km=SAFE_STEP * max(longest, last.distance_km),
    )  # fmt: skip


def mark_longest(answer: float, runs: tuple[Run, ...]) -> Mark:
    """Judge the longest run of the 30 days before the last one [km]."""
    key, last = practice_key(runs), runs[-1]
    if _close(answer, key.longest_before_km, CLOSE_KM):
        return Mark(right=True, says=_("{km} km is right.", km=shortest(key.longest_before_km)))
    if _close(answer, last.distance_km, CLOSE_KM):
        says = _("That is the run itself. The run that is judged never counts.")
    elif _close(answer, max(run.distance_km for run in runs[:-1]), CLOSE_KM):
        says = _("That run is more than 30 days back. Count the days once more.")
    else:
        says = _("No. Look at the 30 days before the last run, and take the longest single run.")
    return Mark(right=False, says=says)


def mark_percent(answer: float, runs: tuple[Run, ...]) -> Mark:
    """Judge how far the last run goes beyond that [%]."""
    key, last = practice_key(runs), runs[-1]
    if _close(answer, key.percent, CLOSE_PERCENT):
        return Mark(right=True, says=_("{percent} % is right.", percent=decimal(key.percent, 0)))
    older = max(run.distance_km for run in runs[:-1])
    begin = last.date - dt.timedelta(days=6)
    week = math.fsum(run.distance_km for run in runs if run.date >= begin)
    before = math.fsum(
        run.distance_km for run in runs if begin - dt.timedelta(days=7) <= run.date < begin
    )
    if _close(answer, 100 + key.percent, CLOSE_PERCENT):
        says = _("That is the whole ratio. Take 100 away: the question is how far beyond.")
    elif _close(answer, 100 * (last.distance_km / older - 1), CLOSE_PERCENT):
        says = _("That compares with a run more than 30 days back.")
    elif _close(answer, 100 * (week / before - 1), CLOSE_PERCENT):
        says = _("That is the change of the week. This rule looks at single runs.")
    elif _close(answer, 100 * (1 - key.longest_before_km / last.distance_km), CLOSE_PERCENT):
        says = _("You divided by the new run. Divide by the longest run before it.")
    else:
        says = _("No. 100 × (last run ÷ longest run of the 30 days before − 1).")
    return Mark(right=False, says=says)


def mark_class(answer: str, runs: tuple[Run, ...]) -> Mark:
    """Judge the class of the step: reference, small, moderate or large."""
    key = practice_key(runs)
    if answer == key.spike_class:
        return Mark(right=True, says=_("{name} is right.", name=answer))
    if answer not in ("reference", "small", "moderate", "large"):
        return Mark(right=False, says=_("The classes are reference, small, moderate and large."))
    return Mark(
        right=False,
        says=_("No. The classes end at 10, 30 and 100 %, and the edge belongs to the lower one."),
    )


def mark_next(answer: float, runs: tuple[Run, ...]) -> Mark:
    """Judge how far the next run may go and still be in the reference class [km]."""
    key = practice_key(runs)
    if _close(answer, key.next_at_most_km, 2 * CLOSE_KM):
        return Mark(right=True, says=_(
            "{km} km is right: from tomorrow the last run itself is the longest. That a longer "
            "run becomes the new yardstick at once is a weakness of the rule, so be slow to use "
            "it.", km=decimal(key.next_at_most_km, 1),
        ))  # fmt: skip
    if _close(answer, SAFE_STEP * key.longest_before_km, 2 * CLOSE_KM):
        return Mark(right=False, says=_(
            "That is the careful answer, a tenth beyond the longest run before the jump. The rule "
            "as it stands would let you go further: what does it compare with tomorrow?"
        ))  # fmt: skip
    return Mark(
        right=False,
        says=_("No. A tenth beyond the longest run of the 30 days that end with the last run."),
    )


def _close(answer: float, wanted: float, slack: float) -> bool:
    return math.isfinite(answer) and abs(answer - wanted) <= slack
