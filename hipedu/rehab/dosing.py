"""How much of an exercise: the numbers behind a dose, how far they may be changed, and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hipedu.language import _, inside, ngettext
from hipedu.language.numbers import shortest, with_unit
from hipedu.model import Exercise
from hipedu.model.programme import Prescription
from hipedu.rehab.exercise_search import TWO_SIDED, minutes_of

PARTS = ("sets", "reps", "hold_s")
HOLD_STEP_S = 5.0
"""Holds are changed by five seconds at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Sets, repetitions in each, and how long each is held [s]; None where it is not counted."""

    sets: int | None = None
    reps: int | None = None
    hold_s: float | None = None


UNCOUNTED = Amount()
"""Nothing is counted: it is done as described."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most of one part of a dose, and the step between two values."""

    low: float
    high: float
    step: float


def amount_of(exercise: Exercise, prescribed: Prescription | None) -> Amount:
    """The numbers that a phase prescribes, or those of the library.

    Notes
    -----
    A prescription of holds without repetitions means single holds, whatever the library counts.
    """
    dose = exercise.dose
    if prescribed is None:
        return Amount(sets=dose.sets, reps=dose.reps, hold_s=dose.hold_s)
    sets = prescribed.sets or dose.sets
    if prescribed.reps is None and prescribed.hold_s is None:
        return Amount(sets=sets, reps=dose.reps, hold_s=dose.hold_s)
    return Amount(sets=sets, reps=prescribed.reps, hold_s=prescribed.hold_s)


def minutes_for(exercise: Exercise, amount: Amount) -> float:
    """About how long it takes [minute]."""
    return minutes_of(exercise, sets=amount.sets, reps=amount.reps, hold_s=amount.hold_s)


def bounds(exercise: Exercise, usual: Amount) -> dict[str, Bounds]:
    """How far each part of a dose may be changed by hand.

    Parameters
    ----------
    usual : Amount
        What the phase gives.

    Returns
    -------
    dict
        Only the parts that are counted. Downwards to one set, or to half the repetitions or half
        the hold: less is always allowed. Upwards to the most that the phase or the library names;
        beyond that comes the harder version, not more of the same.

    Examples
    --------
    >>> from hipedu.model.exercise import Dose
    >>> bridge = Exercise(id="b", name="Bridge", purpose="", muscles=(), position="lying_back",
    ...     steps=(), phases={}, dose=Dose(text="", basis="expert_estimate", sets=3, reps=10,
    ...     reps_max=12))
    >>> found = bounds(bridge, Amount(sets=2, reps=9))
    >>> found["sets"], found["reps"]
    (Bounds(low=1, high=3, step=1), Bounds(low=5, high=12, step=1))
    """
    dose = exercise.dose
    found: dict[str, Bounds] = {}
    if usual.sets:
        found["sets"] = Bounds(1, max(usual.sets, dose.sets or 0, dose.sets_max or 0), 1)
    if usual.reps:
        most = max(usual.reps, dose.reps or 0, dose.reps_max or 0)
        found["reps"] = Bounds(math.ceil(usual.reps / 2), most, 1)
    if usual.hold_s:
        most_s = max(usual.hold_s, dose.hold_s or 0.0, dose.hold_s_max or 0.0)
        half = HOLD_STEP_S * math.ceil(usual.hold_s / 2 / HOLD_STEP_S)
        found["hold_s"] = Bounds(min(half, usual.hold_s), most_s, HOLD_STEP_S)
    return found


def amount_problem(exercise: Exercise, usual: Amount, amount: Amount) -> str | None:
    """Why a dose may not be planned; None if it may."""
    limits = bounds(exercise, usual)
    for part in PARTS:
        value, normal = getattr(amount, part), getattr(usual, part)
        if value == normal:
            continue
        if part not in limits or value is None:
            return _("The dose of “{name}” is not counted in that way.", name=exercise.name)
        limit = limits[part]
        if not limit.low <= value <= limit.high:
            limits_said = {
                "name": exercise.name, "low": shortest(limit.low), "high": shortest(limit.high),
            }  # fmt: skip
            said = {
                "sets": _("“{name}”: the sets go from {low} to {high} in this phase.",
                          **limits_said),
                "reps": _("“{name}”: the repetitions go from {low} to {high} in this phase.",
                          **limits_said),
                "hold_s": _("“{name}”: the seconds of a hold go from {low} to {high} in this "
                            "phase.", **limits_said),
            }[part]  # fmt: skip
            return f"{said} {harder_words(exercise)}"
    return None


def harder_words(exercise: Exercise) -> str:
    """What to do instead of more, when the light has been green."""
    if exercise.progression is None:
        return _("More than that belongs to a later phase.")
    return _(
        "When that has become easy, make it harder instead: {how}.",
        how=inside(exercise.progression.rstrip(".")),
    )


def lighter(amount: Amount) -> Amount:
    """A third to a half less, as after a red light.

    Notes
    -----
    Sets are taken away if that comes to a third or a half of them; otherwise repetitions, or
    seconds of the hold. Every part stays at one or more.

    Examples
    --------
    >>> lighter(Amount(sets=3, reps=10)), lighter(Amount(sets=1, reps=10))
    (Amount(sets=2, reps=10, hold_s=None), Amount(sets=1, reps=6, hold_s=None))
    """
    if amount.sets and amount.sets > 1:
        return Amount(
            sets=max(math.ceil(amount.sets / 2), math.floor(amount.sets * 2 / 3)),
            reps=amount.reps, hold_s=amount.hold_s,
        )  # fmt: skip
    if amount.reps and amount.reps > 1:
        fewer = max(math.ceil(amount.reps / 2), math.floor(amount.reps * 2 / 3))
        return Amount(sets=amount.sets, reps=fewer, hold_s=amount.hold_s)
    if amount.hold_s and amount.hold_s > HOLD_STEP_S:
        shorter = HOLD_STEP_S * math.ceil(amount.hold_s / 2 / HOLD_STEP_S)
        return Amount(sets=amount.sets, reps=amount.reps, hold_s=shorter)
    return amount


def amount_words(exercise: Exercise, amount: Amount) -> str:
    """A dose as somebody says it.

    Examples
    --------
    >>> from hipedu.model.exercise import Dose
    >>> plank = Exercise(id="p", name="Plank", purpose="", muscles=(), position="side_plank",
    ...     steps=(), phases={}, dose=Dose(text="", basis="expert_estimate"))
    >>> amount_words(plank, Amount(sets=3, hold_s=20)), amount_words(plank, Amount(sets=1, reps=8))
    ('3 holds of 20 s a side', '1 set of 8 a side')
    """
    n = amount.sets
    sided = exercise.position in TWO_SIDED
    if n is None:
        minutes = exercise.dose.minutes
        return _("As described") if minutes is None else with_unit(minutes, "minute")
    told = {"reps": amount.reps, "s": shortest(amount.hold_s or 0)}
    if amount.reps and amount.hold_s:
        if sided:
            return ngettext("{n} set of {reps} a side, held {s} s each",
                            "{n} sets of {reps} a side, held {s} s each", n, **told)  # fmt: skip
        return ngettext("{n} set of {reps}, held {s} s each",
                        "{n} sets of {reps}, held {s} s each", n, **told)  # fmt: skip
    if amount.hold_s:
        if sided:
            return ngettext("{n} hold of {s} s a side", "{n} holds of {s} s a side", n, **told)
        return ngettext("{n} hold of {s} s", "{n} holds of {s} s", n, **told)
    if amount.reps:
        if sided:
            return ngettext("{n} set of {reps} a side", "{n} sets of {reps} a side", n, **told)
        return ngettext("{n} set of {reps}", "{n} sets of {reps}", n, **told)
    if sided:
        return ngettext("{n} round a side", "{n} rounds a side", n)
    return ngettext("{n} round", "{n} rounds", n)


def changed(amount: Amount, part: str, value: float) -> Amount:
    """A dose with one part changed.

    Raises
    ------
    ValueError
        If there is no such part or it is no proper number.
    """
    if part not in PARTS or not math.isfinite(value) or value <= 0:
        raise ValueError(_("A dose has sets, repetitions and seconds, each above 0."))
    parts: dict[str, Any] = {name: getattr(amount, name) for name in PARTS}
    parts[part] = float(value) if part == "hold_s" else round(value)
    return Amount(**parts)


def amount_again(raw: Mapping[str, Any], usual: Amount) -> Amount:
    """A dose out of a file; what is not said there is as usual.

    Raises
    ------
    ValueError
        If a number is none.
    """
    found = usual
    for part in PARTS:
        value = raw.get(part)
        if value is None or getattr(usual, part) is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(_("a number was expected"))
        found = changed(found, part, value)
    return found
