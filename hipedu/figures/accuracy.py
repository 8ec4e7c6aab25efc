"""Sensitivity and specificity side by side, study by study."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.figures.axes import Figure
from hipedu.figures.forest import Cell, Row, forest_figure, share_panel
from hipedu.language import _
from hipedu.language.numbers import decimal
from hipedu.model import Accuracy
from hipedu.reasoning.accuracy import SURELY_GOOD, Bounded, bounded


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
        rows, [share_panel(_("have the sign, of 100 with it")),
               share_panel(_("lack the sign, of 100 without it"))],
        title=_title(records, condition), kind="accuracy",
        summary=_(
            "Left, how many of 100 people with the condition have the sign; right, how many of "
            "100 without the condition do not have it. Further right is better on both sides."
        ),
        columns=(_("Sign or test"), _("Term"), _("Sensitivity, of 100"), _("Specificity, of 100"),
                 _("Basis"), _("Source")),
    )  # fmt: skip


def _cell(side: Bounded) -> Cell:
    low, value, high = (100 * number for number in (side.low, side.value, side.high))
    return Cell(
        value=round(value, 1), low=round(low, 1), high=round(high, 1), spread=side.how,
        text=_(
            "{number} ({low} to {high})", number=decimal(value, 0), low=decimal(low, 0),
            high=decimal(high, 0),
        ),
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
    places = {
        "condition": condition, "least": decimal(100 * SURELY_GOOD.value, 0),
        "good": len(both), "total": len(records),
    }  # fmt: skip
    if not both:
        return _(
            "No sign for {condition} reaches {least} of 100 on both sides with its whole interval.",
            **places,
        )
    return _(
        "{good} of {total} studies of signs for {condition} reach {least} of 100 on both sides "
        "with their whole interval.", **places,
    )  # fmt: skip
