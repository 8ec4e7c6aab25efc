"""Sensitivity and specificity side by side, study by study."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.figures.axes import Figure
from hipedu.figures.forest import Cell, Row, forest_figure, share_panel
from hipedu.model import Accuracy
from hipedu.reasoning.accuracy import SURELY_GOOD, Bounded, bounded

SPREADS = {
    "printed": "interval printed in the source",
    "worked_out": "interval worked out from the number of people",
    "assumed": "number of people not known, drawn as if 20",
}


def accuracy_figure(records: Sequence[Accuracy], condition: str) -> Figure | None:
    """The paired forest plot of the studies that give a share at all.

    Parameters
    ----------
    records : sequence of Accuracy
        Of one condition.
    condition : str
        Its name, as it stands after "for".

    Returns
    -------
    Figure or None
        None where no study gives either share.
    """
    rows = []
    for each in sorted(records, key=lambda record: (record.use == "not_used", record.name)):
        sides = [bounded(each, "sensitivity"), bounded(each, "specificity")]
        if sides == [None, None]:
            continue
        number = each.sensitivity or each.specificity
        assert number is not None
        rows.append(
            Row(
                id=each.id, label=each.name, note=each.clinical, basis=number.basis,
                reference=number.reference, checked=number.checked, muted=each.use == "not_used",
                cells=tuple(None if side is None else _cell(side) for side in sides),
            )
        )
    if not rows:
        return None
    return forest_figure(
        rows, [share_panel("have the sign, of 100 with it"),
               share_panel("lack the sign, of 100 without it")],
        title=_title(records, condition), kind="accuracy",
        summary="Left, how many of 100 people with the condition have the sign; right, how many of "
        "100 without the condition do not have it. Further right is better on both sides.",
        columns=("Sign or test", "Term", "Sensitivity, of 100", "Specificity, of 100", "Basis",
                 "Source"),
    )  # fmt: skip


def _cell(side: Bounded) -> Cell:
    low, value, high = (100 * number for number in (side.low, side.value, side.high))
    return Cell(
        value=round(value, 1), low=round(low, 1), high=round(high, 1), spread=side.how,
        text=f"{value:.0f} ({low:.0f} to {high:.0f})",
    )  # fmt: skip


def _title(records: Sequence[Accuracy], condition: str) -> str:
    """Say whether any sign is good at both, with the lower ends of the intervals."""
    both = [
        each
        for each in records
        if each.use == "shrunk"
        and (sens := bounded(each, "sensitivity")) is not None
        and (spec := bounded(each, "specificity")) is not None
        and min(sens.low, spec.low) >= SURELY_GOOD.value
    ]
    least = f"{100 * SURELY_GOOD.value:.0f} of 100"
    if not both:
        return f"No sign for {condition} reaches {least} on both sides with its whole interval."
    return (
        f"{len(both)} of {len(records)} studies of signs for {condition} reach {least} on both "
        "sides with their whole interval."
    )
