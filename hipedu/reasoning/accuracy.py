"""What the accuracy of a sign is worth: likelihood ratios, intervals, and how far it is trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from hipedu.model import Accuracy, Sourced
from hipedu.model.accuracy import Design
from hipedu.reasoning.shares import wilson

ASSUMED_PEOPLE = Sourced(
    value=20, basis="expert_estimate",
    note="Where a source does not say how many people it studied, its figures are drawn as if "
    "they were 20, half of them with the condition.",
)  # fmt: skip
TRUST: dict[Design, Sourced] = {
    "pooled": Sourced(value=0.7, basis="expert_estimate"),
    "cohort": Sourced(value=0.5, basis="expert_estimate"),
    "healthy_controls": Sourced(value=0.25, basis="expert_estimate"),
    "patients_only": Sourced(value=0.0, basis="expert_estimate"),
    "range": Sourced(value=0.0, basis="expert_estimate"),
    "judgement": Sourced(value=0.25, basis="expert_estimate"),
}
"""Power to which a printed likelihood ratio is raised: 1 believes it, 0 ignores it."""

STRONGEST = Sourced(
    value=10, basis="expert_estimate",
    note="No single sign moves the odds more than tenfold, up or down.",
)  # fmt: skip

SURELY_GOOD = Sourced(
    value=0.8, basis="expert_estimate",
    note="A sign is called good where both intervals lie at or above this share.",
)  # fmt: skip

How = Literal["printed", "worked_out", "assumed"]
"""The interval is the source's; follows from the number of people; rests on an assumed number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """A share with its interval, and where the interval comes from."""

    value: float
    low: float
    high: float
    how: How
    people: int
    """On how many people the interval rests; 0 where it is the source's own."""


def ratios(sensitivity: float, specificity: float) -> tuple[float | None, float | None]:
    """Likelihood ratios of a sign that is there, and of one that is not.

    Parameters
    ----------
    sensitivity, specificity : float
        Shares from 0 to 1.

    Returns
    -------
    tuple of float or None
        ``sens / (1 - spec)`` and ``(1 - sens) / spec``; None where it would divide by zero.

    Raises
    ------
    ValueError
        If a share does not lie between 0 and 1.

    Examples
    --------
    >>> [round(each, 3) for each in ratios(0.8, 0.5)]
    [1.6, 0.4]
    >>> ratios(0.38, 1.0)[0] is None
    True
    """
    for name, share in (("sensitivity", sensitivity), ("specificity", specificity)):
        if not 0 <= share <= 1:
            raise ValueError(f"{name} {share} is no share: give a number from 0 to 1")
    positive = sensitivity / (1 - specificity) if specificity < 1 else None
    negative = (1 - sensitivity) / specificity if specificity > 0 else None
    return positive, negative


def trust(record: Accuracy) -> float:
    """How far a study is believed, 0 to 1, by its design; 0 where it is not to be used."""
    return 0.0 if record.use != "shrunk" else TRUST[record.design].value


def as_used(ratio: float, weight: float) -> float:
    """A likelihood ratio weakened by a weight and kept within bounds.

    Notes
    -----
    .. math::

       LR_{used} = \\min(10, \\max(1/10, LR^{w}))

    Examples
    --------
    A ratio of 9 believed by half is 3; a perfect test is still not believed beyond 10.

    >>> as_used(9.0, 0.5), as_used(1000.0, 1.0), as_used(0.0, 0.5)
    (3.0, 10.0, 0.1)
    """
    strongest = float(STRONGEST.value)
    return min(strongest, max(1 / strongest, math.pow(ratio, weight)))


def used_ratios(record: Accuracy) -> tuple[float | None, float | None]:
    """The ratios with which a study may enter the reasoning; None where it says nothing of one."""
    worked: tuple[float | None, float | None] = (None, None)
    if record.sensitivity is not None and record.specificity is not None:
        worked = ratios(record.sensitivity.value, record.specificity.value)
        if worked[0] is None:  # no false positive among the few who were examined
            worked = (math.inf, worked[1])
    weight = trust(record)
    positive = record.lr_positive.value if record.lr_positive is not None else worked[0]
    negative = record.lr_negative.value if record.lr_negative is not None else worked[1]
    return (
        None if positive is None else as_used(positive, weight),
        None if negative is None else as_used(negative, weight),
    )


def bounded(record: Accuracy, side: Literal["sensitivity", "specificity"]) -> Bounded | None:
    """A share of a study with an interval, the source's own if it prints one.

    Returns
    -------
    Bounded or None
        None where the study does not give the share. Without a printed interval it is Wilson's,
        from the people with the condition (for sensitivity) or without it (for specificity);
        where only their sum is known each is taken as half, and where nothing is known as 10.
    """
    number: Sourced | None = getattr(record, side)
    if number is None:
        return None
    if number.low is not None and number.high is not None:
        return Bounded(
            value=number.value, low=number.low, high=number.high, how="printed", people=0
        )
    known = record.with_condition if side == "sensitivity" else record.without
    how: How = "worked_out"
    if known is None:
        if record.people is None:
            how = "assumed"
        known = max(1, int(record.people or ASSUMED_PEOPLE.value) // 2)
    low, high = wilson(min(known, round(number.value * known)), known)
    return Bounded(
        value=number.value, low=min(low, number.value), high=max(high, number.value), how=how,
        people=known,
    )  # fmt: skip
