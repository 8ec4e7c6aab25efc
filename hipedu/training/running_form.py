"""What step rate, speed, slope and weight do to each step and to each kilometre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.language import _
from hipedu.language.numbers import decimal
from hipedu.training.stride import loads_per_leg_per_km, step_length_m, steps_per_km
from hipedu.training.tissue_sessions import (
    Range,
    SessionChange,
    TissueModel,
    Usual,
    change_damage,
    relative_load,
)

GRAVITY_M_PER_S2 = 9.81


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How somebody runs: `cadence_spm` [1/min], `speed_km_per_h` [km/h], `slope_degrees`
    [degree], uphill positive."""

    cadence_spm: float
    speed_km_per_h: float
    slope_degrees: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """One way of running beside the own one.

    `step_length_m` [m], `steps_per_km` [1], `loads_per_leg_per_km` [1], `contact_per_step`
    relative hip load of a step (1 = own), `push_per_km` load times steps of a kilometre
    (1 = own), `damage_per_km` of bone and tendon (1 = own).
    """

    step_length_m: float
    steps_per_km: float
    loads_per_leg_per_km: float
    load_per_step: Range
    push_per_km: Range
    damage_per_km: dict[str, Range]


def form_reading(form: Form, own: Form, model: TissueModel) -> FormReading:
    """What a way of running does, compared with the own way.

    Parameters
    ----------
    form : Form
        As it might be.
    own : Form
        As it is now; its slope is not used, the comparison is with level ground.
    model : TissueModel
        Parameters with their ranges.

    Returns
    -------
    FormReading

    Raises
    ------
    ValueError
        If a step rate or speed is not above 0.

    Notes
    -----
    Relative only: how hard a hip is loaded in newtons nobody can say from these numbers.

    Examples
    --------
    >>> from hipedu.api import load_catalogue
    >>> from hipedu.training.tissue_sessions import tissue_model
    >>> model = tissue_model(load_catalogue().loading_models)
    >>> same = Form(cadence_spm=180, speed_km_per_h=10.8)
    >>> reading = form_reading(same, same, model)
    >>> reading.step_length_m, reading.steps_per_km, reading.load_per_step.value
    (1.0, 1000.0, 1.0)
    """
    for name, value in (("step rate", form.cadence_spm), ("speed", form.speed_km_per_h),
                        ("own step rate", own.cadence_spm), ("own speed", own.speed_km_per_h)):
        if not value > 0:
            raise ValueError(f"The {name} is {value}: it must be above 0.")
    length = step_length_m(form.speed_km_per_h / 3.6, form.cadence_spm) or 1.0
    own_length = step_length_m(own.speed_km_per_h / 3.6, own.cadence_spm) or 1.0
    usual = Usual(distance_km=1.0, speed_km_per_h=own.speed_km_per_h, cadence_spm=own.cadence_spm)
    change = SessionChange(
        speed_km_per_h=form.speed_km_per_h - own.speed_km_per_h,
        cadence=form.cadence_spm / own.cadence_spm,
        slope_degrees=form.slope_degrees,
    )
    uphill, downhill = relative_load(change, usual, model)
    load = uphill if form.slope_degrees >= 0 else downhill
    steps = own_length / length
    damage = {}
    for tissue, exponent in model.exponents.items():
        if form.slope_degrees == 0:
            damage[tissue] = change_damage(change, usual, model)[tissue]
        else:  # one way only, not up and down again
            corners = [steps * load[place] ** power for place in (1, 2) for power in exponent[1:]]
            middle = steps * load.value**exponent.value
            damage[tissue] = Range(middle, min(middle, *corners), max(middle, *corners))
    return FormReading(
        step_length_m=round(length, 6),
        steps_per_km=round(steps_per_km(length) or 0.0, 3),
        loads_per_leg_per_km=round(loads_per_leg_per_km(length) or 0.0, 3),
        load_per_step=load,
        push_per_km=Range(*(steps * part for part in load)),
        damage_per_km=damage,
    )


def advised_cadence(own_spm: float, *, low_percent: float, high_percent: float) -> tuple[int, int]:
    """Step rates worth trying: a little above the own one.

    Parameters
    ----------
    own_spm : float
        Steps a minute at the usual easy speed [1/min].
    low_percent, high_percent : float
        Smallest and largest change [%].

    Returns
    -------
    tuple of int
        From, to [1/min], rounded to whole steps.

    Examples
    --------
    >>> advised_cadence(160, low_percent=5, high_percent=10)
    (168, 176)
    """
    return round(own_spm * (1 + low_percent / 100)), round(own_spm * (1 + high_percent / 100))


def article_claim(
    own_spm: float, *, low_spm: float, high_spm: float, advice: Sequence[float]
) -> str:
    """What "170 to 180 steps for everyone" would mean for this runner, in a sentence.

    Parameters
    ----------
    own_spm : float
        Own step rate [1/min].
    low_spm, high_spm : float
        What the article tells everybody [1/min].
    advice : sequence of float
        Smallest and largest change that studies tried [%].

    Examples
    --------
    >>> article_claim(150, low_spm=170, high_spm=180, advice=(5, 10))[:62]
    'For you 170 would be 13 % more than now. That is a larger jump'
    """
    if own_spm < low_spm:
        change = 100 * (low_spm / own_spm - 1)
        if change > advice[1]:
            return _(
                "For you {wanted} would be {change} % more than now. That is a larger jump than "
                "the {low} to {high} % that studies tried.",
                wanted=decimal(low_spm, 0),
                change=decimal(change, 0),
                low=decimal(advice[0], 0),
                high=decimal(advice[1], 0),
            )
        return _(
            "For you {wanted} would be {change} % more than now: inside what studies tried, but "
            "because it is close to your own rate, not because of the number.",
            wanted=decimal(low_spm, 0), change=decimal(change, 0),
        )
    if own_spm <= high_spm:
        return _(
            "You already run with {own}. The rule would tell you to change nothing, whether "
            "or not your hip hurts.",
            own=decimal(own_spm, 0),
        )
    return _(
        "The rule would have you slow down from {own} to {high}. Nothing supports taking "
        "fewer, longer steps for the sake of a number.",
        own=decimal(own_spm, 0), high=decimal(high_spm, 0),
    )
