"""Plain bars of counts: verdicts on the article, and what numbers rest on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hipedu.figures.axes import Figure
from hipedu.figures.forest import Cell, Panel, Row, forest_figure
from hipedu.language import _
from hipedu.language.numbers import decimal, grouped


def counts_figure(
    counts: Mapping[str, int],
    names: Mapping[str, str],
    *,
    title: str,
    unit: str,
    summary: str,
    notes: Mapping[str, str] | None = None,
    basis: str = "derived",
) -> Figure:
    """Bars from top to bottom, in the order of `names`.

    Parameters
    ----------
    counts : mapping of str to int
        How many of each; what is missing is 0.
    names : mapping of str to str
        Id and the words beside the bar.
    unit : str
        What is counted, for the axis.
    basis : str
        What the counts rest on.

    Examples
    --------
    >>> figure = counts_figure({"a": 3}, {"a": "A", "b": "B"}, title="t", unit="u", summary="s")
    >>> figure["data"][0]["x"], figure["layout"]["xaxis"]["range"]
    ([3, 0], [0.0, 3.0])
    """
    most = max([counts.get(id_, 0) for id_ in names], default=0)
    step = next(
        size * 10**power for power in range(6) for size in (1, 2, 5) if most <= 4 * size * 10**power
    )
    top = step * max(1, math.ceil(most / step))
    ticks = [float(value) for value in range(0, top + step, step)]
    total = sum(counts.get(id_, 0) for id_ in names) or 1
    rows: Sequence[Row] = [
        Row(
            id=id_, label=name, note=(notes or {}).get(id_, ""), basis=basis,
            cells=(Cell(value=counts.get(id_, 0), text=_text(counts.get(id_, 0), total)),),
        )
        for id_, name in names.items()
    ]  # fmt: skip
    panel = Panel(title=unit, low=0.0, high=ticks[-1], ticks=tuple(ticks))
    return forest_figure(
        rows, [panel], title=title, kind="counts", summary=summary,
        columns=(_("What"), _("Note"), unit, _("Basis"), _("Source")), mark="bar",
    )  # fmt: skip


def _text(count: int, total: int) -> str:
    if not count:
        return "0"
    return _(
        "{n} ({share} of 100)", n=grouped(count), share=decimal(100 * count / total, 0)
    )
