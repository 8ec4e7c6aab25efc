"""The pain traffic light: during a session, after it, and the next morning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hipedu.language import N_, _
from hipedu.language.numbers import shortest
from hipedu.model.programme import PainRuleNumbers

Colour = Literal["green", "amber", "red"]
MEANING: dict[Colour, str] = {
    "green": N_("Go on. You may add a little next time."),
    "amber": N_("Repeat the same dose. Do not add anything."),
    "red": N_("Do a third to a half less, and stay there until it has settled."),
}
BONE_MEANING: dict[Colour, str] = {
    "green": N_(
        "No pain at all: go on with the same step, or with the next one after enough clean days."
    ),
    "amber": N_("Stop this session, rest a day, and repeat the step before."),
    "red": N_("Stop running and be seen: the same day for groin pain, this week for other places."),
}


class Refused(ValueError):
    """The light is not shown, because a danger sign has to be looked at first."""


@dataclass(frozen=True, slots=True)
class Light:
    """A colour, what it means, and which answers decided."""

    colour: Colour
    meaning: str
    reasons: tuple[str, ...]


def pain_light(
    rule: PainRuleNumbers,
    *,
    during: float,
    after: float | None = None,
    next_morning_worse: bool | None = None,
    settled: bool | None = None,
    warning: bool = False,
    red_flags: Sequence[str] = (),
    bone_possible: bool = False,
) -> Light:
    """Whether a session was all right.

    Parameters
    ----------
    rule : PainRuleNumbers
        The limits of the programme.
    during, after : float
        Pain at its worst during the session, and in the hours after it [0 to 10].
    next_morning_worse : bool, optional
        Whether the next morning was worse than usual.
    settled : bool, optional
        Whether it was back to usual within the time of the rule (24 hours for tendons).
    warning : bool
        Whether the programme's own warning came: catching, spreading, a limp, night pain.
    red_flags : sequence of str
        Titles of danger signs that are open.
    bone_possible : bool
        Whether a stress injury of bone has not been ruled out: then the aim is 0.

    Raises
    ------
    Refused
        While a danger sign is open.
    ValueError
        If a number does not lie from 0 to 10.

    Notes
    -----
    The limits of 3 and 5 come from a trial in Achilles tendons and are borrowed for the hip.
    They were not tested in any hip condition, and they do not hold for bone.

    References
    ----------
    silbernagel2007monitoring
    """
    if red_flags:
        raise Refused(
            _(
                "No traffic light now: “{sign}” has to be looked at first. A pain rule must "
                "not talk anybody out of being seen.",
                sign=red_flags[0],
            )
        )
    for name, value in (("during", during), ("after", after)):
        if value is not None and not (math.isfinite(value) and 0 <= value <= 10):
            raise ValueError(f"pain {name} is {value}: it must lie from 0 to 10")
    bone = bone_possible or rule.kind == "bone"
    green, amber = (0.0, 2.0) if bone else (rule.green_to.value, rule.amber_to.value)
    if bone and rule.kind == "bone":
        amber = rule.amber_to.value
    worst = max(during, after or 0.0)
    reasons = [_("At its worst {pain} of 10.", pain=shortest(worst))]
    colour: Colour = "green" if worst <= green else "amber" if worst <= amber else "red"
    hours = rule.settles_within_h.value if not bone or rule.kind == "bone" else 1.0
    if worst > green and settled is False:
        colour = "red"
        reasons.append(_("It was not back to usual within {hours} hours.", hours=shortest(hours)))
    if next_morning_worse:
        colour = "red"
        reasons.append(_("The next morning was worse."))
    if warning:
        colour = "red"
        reasons.append(_("A warning of this programme came."))
    if colour == "amber" and settled is None:
        reasons.append(
            _(
                "Amber holds only if it is back to usual within {hours} hours.",
                hours=shortest(hours),
            )
        )
    if next_morning_worse is None and colour == "green":
        reasons.append(_("The next morning still decides."))
    return Light(colour, _((BONE_MEANING if bone else MEANING)[colour]), tuple(reasons))
