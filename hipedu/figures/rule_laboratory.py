"""Figures of the rule laboratory: one knob, the null test, a ratio and itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from hipedu.figures.axes import ACCENT, BAND, BLUE, INK_SOFT, LOAD, TOO_FAR, Figure, figure
from hipedu.language import N_, _, joined
from hipedu.language.numbers import decimal
from hipedu.training.coupling import Pairs
from hipedu.training.null_test import NullResult
from hipedu.training.rule_sensitivity import Counted, Factor, choice_names
from hipedu.training.rule_values import MM

COLOURS = (ACCENT, TOO_FAR, BLUE)
MOST_POINTS = 160
"""Points of a cloud that a page draws; the correlation in the title comes from all."""


def _categories(title: str, count: int) -> dict[str, Any]:
    return {
        "type": "category", "title": {"text": title}, "range": [-0.5, count - 0.5],
        "showgrid": False,
    }  # fmt: skip


def _heights(title: str, top: float) -> dict[str, Any]:
    return {"type": "linear", "title": {"text": title}, "range": [0, round(1.22 * max(top, 1), 2)]}


def _column(place: int, count: int) -> dict[str, Any]:
    """A band behind one category, in shares of the figure's width."""
    return {
        "type": "rect", "xref": "paper", "yref": "paper", "x0": place / count,
        "x1": (place + 1) / count, "y0": 0, "y1": 1, "fillcolor": BAND, "opacity": 0.5,
        "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _text(text: str, x: Any, y: float, *, colour: str = INK_SOFT, **more: Any) -> dict[str, Any]:
    return {
        "text": text, "x": x, "y": y, "xref": "x", "yref": "y", "showarrow": False,
        "xanchor": "center", "yanchor": "bottom", "font": {"color": colour}, **more,
    }  # fmt: skip


def knob_figure(
    rows: Sequence[Counted],
    chosen: Factor,
    *,
    place: int,
    names: Mapping[str, str],
    title: str,
    days: int,
) -> Figure:
    """Bars of alarms for every choice of one knob; the one that is chosen stands on a band.

    Parameters
    ----------
    rows : sequence of Counted
        Alarms of each rule under each choice.
    chosen : Factor
        The knob.
    place : int
        Which choice is looked at.
    names : mapping
        Plain names of the rules.
    title : str
        The finding, as a sentence.
    days : int
        Length of the log [day].
    """
    unit = _("alarms (weeks)") if chosen.id == "weekday" else _("alarms (days)")
    choices = choice_names(chosen)
    if chosen.id == "rest":  # two choices, six rules: the rules go along the axis
        along = [names[rule] for rule in rows[0].alarms]
        series = [
            (name, list(row.alarms.values())) for name, row in zip(choices, rows, strict=True)
        ]
        axis, marked = _("rule"), None
    else:
        along = choices
        series = [(names[rule], [row.alarms[rule] for row in rows]) for rule in chosen.rules]
        axis, marked = _(_AXES[chosen.id]), place
    top = max(value for _name, values in series for value in values)
    data = [
        {
            "type": "bar", "name": name, "x": along, "y": values,
            "marker": {"color": COLOURS[number % len(COLOURS)]}, "meta": {"role": f"s{number}"},
        }
        for number, (name, values) in enumerate(series)
    ]  # fmt: skip
    notes = []
    if marked is not None:
        notes = [_text(_("usual"), along[chosen.usual], 1.1 * max(top, 1))]
    made = figure(
        data,
        title=title,
        kind="rule_knob",
        summary=_(
            "Bars of alarms in {days} days, {count} places along: {series}.",
            days=days, count=len(along), series=joined([name for name, _values in series]),
        ),
        columns=(axis, *(name for name, _values in series)),
        rows=[
            [name, *(values[place] for _name, values in series)] for place, name in enumerate(along)
        ],
        xaxis=_categories(axis, len(along)),
        yaxis=_heights(unit, top),
        shapes=[] if marked is None else [_column(marked, len(along))],
        annotations=notes,
    )  # fmt: skip
    made["layout"]["barmode"] = "group" if len(series) > 1 else "overlay"
    return made


_AXES = {
    "windows": N_("recent/usual window, days"),
    "coupling": N_("way of computing"),
    "fast": N_("half-life of the fast average, days"),
    "slow": N_("half-life of the slow average, days"),
    "weekday": N_("first day of the week"),
    "lookback": N_("days looked back"),
}


def null_figure(result: NullResult, *, title: str, name: str, what: str) -> Figure:
    """How often shuffled logs give so many alarms, and where the real one stands.

    Parameters
    ----------
    result : NullResult
        Alarms on the log and on its shuffled copies.
    title : str
        The finding, as a sentence.
    name : str
        The rule.
    what : str
        What was shuffled, in words.
    """
    counts = Counter(result.shuffled)
    low, high = min(result.shuffled[0], result.observed), max(result.shuffled[-1], result.observed)
    along = list(range(low, high + 1))
    tall = max(counts.values())
    begin, end = result.between()
    notes = [
        _text(_("this log: {n}", n=result.observed), result.observed, 1.12 * tall, colour=TOO_FAR),
    ]
    return figure(
        [
            {"type": "bar", "name": _("shuffled logs"), "x": along,
             "y": [counts.get(value, 0) for value in along], "marker": {"color": LOAD},
             "meta": {"role": "shuffled"}},
        ],
        title=title,
        kind="rule_null",
        summary=_(
            "{rule}, {times} shuffled copies ({what}): {low} to {high} alarms in the middle 95 of "
            "100 copies, {observed} on the real log.",
            rule=name, what=what, times=len(result.shuffled), low=begin, high=end,
            observed=result.observed,
        ),
        columns=(_("Alarms"), _("Shuffled logs")),
        rows=[[value, counts[value]] for value in sorted(counts)],
        xaxis={"type": "linear", "title": {"text": _("alarms in a log")},
               "range": [low - 1.5, high + 1.5], "showgrid": False,
               "dtick": next(step for step in (1, 2, 5, 10, 20, 50, 100, 500)
                             if high - low + 3 <= 9 * step)},
        yaxis={"type": "linear", "title": {"text": _("shuffled logs")},
               "range": [0, round(1.3 * tall, 1)]},
        shapes=[
            {"type": "rect", "xref": "x", "yref": "paper", "x0": begin - 0.5, "x1": end + 0.5,
             "y0": 0, "y1": 1, "fillcolor": BAND, "opacity": 0.4, "line": {"width": 0},
             "layer": "below"},
            {"type": "line", "xref": "x", "yref": "paper", "x0": result.observed,
             "x1": result.observed, "y0": 0, "y1": 1, "line": {"color": TOO_FAR, "width": 2}},
        ],
        annotations=notes,
    )  # fmt: skip


def _thinned(pairs: Pairs) -> Pairs:
    step = max(1, -(-len(pairs) // MOST_POINTS))
    return pairs[::step]


def coupling_figure(
    coupled: Pairs,
    uncoupled: Pairs,
    *,
    title: str,
    r_coupled: float | None,
    r_uncoupled: float | None,
    in_mm: bool = False,
) -> Figure:
    """Two clouds: the week against the month that holds it, and against the days before it.

    Parameters
    ----------
    coupled, uncoupled : list of pairs
        Short-window and long-window means a day, the same short ones in both.
    title : str
        The finding, as a sentence.
    r_coupled, r_uncoupled : float or None
        Correlations of all pairs [1].
    in_mm : bool
        The loads are whole millimetres rather than kilometres.
    """
    unit = MM if in_mm else 1
    data: list[dict[str, Any]] = []
    tops: list[float] = []
    sides: list[float] = []
    for name, pairs, colour, symbol in (
        (_("uncoupled"), uncoupled, TOO_FAR, "triangle-up"),
        (_("coupled"), coupled, ACCENT, "circle"),
    ):
        shown = [(round(a / unit, 2), round(c / unit, 2)) for a, c in _thinned(pairs)]
        sides.extend(a for a, _ in shown)
        tops.extend(c for _, c in shown)
        data.append(
            {
                "type": "scatter", "mode": "markers", "name": name,
                "x": [a for a, _ in shown], "y": [c for _, c in shown],
                "marker": {"color": colour, "symbol": symbol, "size": 7},
                "meta": {"role": symbol},
            }
        )  # fmt: skip
    low, high = min(sides, default=0.0), max(sides, default=1.0)
    floor, top = min(tops, default=0.0), max(tops, default=1.0)
    room = 0.08 * (high - low) or 0.5
    span = (top - floor) or 1.0
    told = {"coupled": correlation_words(r_coupled), "uncoupled": correlation_words(r_uncoupled)}
    ends = [
        (_("● coupled: r = {r}", r=told["coupled"]), ACCENT, top + 0.3 * span),
        (_("▲ uncoupled: r = {r}", r=told["uncoupled"]), TOO_FAR, top + 0.16 * span),
    ]
    return figure(
        data,
        title=title,
        kind="rule_coupling",
        summary=_(
            "Two clouds of points. Coupled, the correlation is {coupled}; uncoupled, {uncoupled}.",
            **told,
        ),
        columns=(_("Long window"), _("Pairs"), _("Correlation")),
        rows=[
            [_("coupled: holds the short window"), len(coupled), told["coupled"]],
            [_("uncoupled: the days before it"), len(uncoupled), told["uncoupled"]],
        ],
        xaxis={"type": "linear", "title": {"text": _("short window, km a day")},
               "range": [round(low - room, 2), round(high + room, 2)], "showgrid": False},
        yaxis={"type": "linear", "title": {"text": _("long window, km a day")},
               "range": [round(floor - 0.08 * span, 2), round(top + 0.42 * span, 2)]},
        annotations=[
            _text(text, round(low, 2), round(height, 2), colour=colour, xanchor="left")
            for text, colour, height in ends
        ],
    )  # fmt: skip


def correlation_words(r: float | None) -> str:
    """A correlation as people write it.

    Examples
    --------
    >>> correlation_words(0.498), correlation_words(-0.031), correlation_words(None)
    ('0.50', '−0.03', 'undefined')
    """
    if r is None:
        return _("undefined")
    return decimal(round(r, 2) + 0.0, 2).replace("-", "−")
