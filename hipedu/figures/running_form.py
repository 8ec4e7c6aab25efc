"""Step rate and speed against the load of a step and of a kilometre."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.figures.axes import (
    INK_SOFT,
    Figure,
    figure,
    label,
    number_axis,
    rounded,
)
from hipedu.language import _
from hipedu.language.numbers import decimal, localised
from hipedu.training.running_form import Form, form_reading
from hipedu.training.tissue_sessions import TissueModel

STEPS, LOAD, BONE = "var(--series-1)", "var(--series-2)", "var(--series-3)"


def cadence_figure(own: Form, now: Form, model: TissueModel, *, advice: Sequence[int]) -> Figure:
    """What other step rates do at the speed of `now`: per step, per kilometre, to bone.

    Parameters
    ----------
    own, now : Form
        The usual way of running and the one on the sliders.
    model : TissueModel
        Parameters.
    advice : sequence of int
        From, to [1/min], shaded.
    """
    own_here = Form(cadence_spm=own.cadence_spm, speed_km_per_h=now.speed_km_per_h)
    rates = [float(rate) for rate in range(140, 205, 5)]
    readings = [
        form_reading(Form(cadence_spm=rate, speed_km_per_h=now.speed_km_per_h), own_here, model)
        for rate in rates
    ]
    steps = [rate / own.cadence_spm for rate in rates]
    bone = [reading.damage_per_km["bone"] for reading in readings]
    top = min(2.0, max(part.high for part in bone))
    lines = (
        (_("steps in a km"), steps, STEPS, 2.4, "solid"),
        (
            _("load of a step"),
            [reading.load_per_step.value for reading in readings],
            LOAD,
            2.4,
            "solid",
        ),
        (_("bone damage of a km (model)"), [part.value for part in bone], BONE, 2.4, "solid"),
        (_("its low end"), [part.low for part in bone], BONE, 1.4, "dot"),
        (_("its high end"), [min(top, part.high) for part in bone], BONE, 1.4,
         "dot"),
    )
    ends = (steps[-1], readings[-1].load_per_step.value, bone[-1].value)
    change = 100 * (now.cadence_spm / own.cadence_spm - 1)
    at = (
        form_reading(now, own_here, model).damage_per_km["bone"]
        if now.slope_degrees == 0
        else (
            form_reading(
                Form(cadence_spm=now.cadence_spm, speed_km_per_h=now.speed_km_per_h),
                own_here,
                model,
            ).damage_per_km["bone"]
        )
    )
    return figure(
        [
            {
                "type": "scatter", "mode": "lines", "name": name, "x": rates,
                "y": [rounded(value, 3) for value in values],
                "line": {"color": colour, "width": width, "dash": dash}, "meta": {"role": name},
            }
            for name, values, colour, width, dash in lines
        ],
        title=_("At your own rate nothing changes; 10 % more steps may be gentler or harder.")
        if not round(change) else _(
            "With {cadence} steps a minute ({change} %) the model gives {at} times your bone "
            "damage per km; it may be {low} to {high}.",
            cadence=decimal(now.cadence_spm, 0),
            change=localised(f"{change:+.0f}"),
            at=decimal(at.value, 2),
            low=decimal(at.low, 2),
            high=decimal(at.high, 2),
        ).replace("-", "−"),
        kind="form_cadence",
        summary=_(
            "Against step rate at this speed: the number of steps in a kilometre rises, the load "
            "of each falls a little, and the damage of a kilometre may rise or fall."
        ),
        columns=(
            _("Steps a minute"), _("Steps in a km"), _("Load of a step"), _("Bone damage"),
            _("Low"), _("High"),
        ),
        rows=[
            [rate, rounded(steps[place], 3), rounded(readings[place].load_per_step.value, 3),
             *(rounded(part, 3) for part in bone[place])]
            for place, rate in enumerate(rates)
        ],
        xaxis={"type": "linear", "title": {"text": _("steps a minute")}, "range": [138, 216],
               "showgrid": False},
        yaxis={**number_axis(_("1 = you now"), top), "range": [0.4, top]},
        shapes=[
            {"type": "rect", "xref": "x", "yref": "y", "x0": advice[0], "x1": advice[1], "y0": 0.4,
             "y1": top, "fillcolor": "var(--accent-soft)", "opacity": 0.8, "line": {"width": 0}},
            {"type": "line", "xref": "x", "yref": "y", "x0": own.cadence_spm,
             "x1": own.cadence_spm, "y0": 0.4, "y1": top, "line": {"color": INK_SOFT}},
        ],
        annotations=[
            label(_("own rate"), str(own.cadence_spm), top * 0.99, INK_SOFT),
            label(_("+5 to +10 %"), str(advice[0]), 0.47, STEPS),
            label(_("dotted: how far bone may be off"), "141", 0.5, BONE),
            label(_("steps"), "201", ends[0], STEPS),
            label(_("load of a step"), "201", ends[1], LOAD),
            label(_("bone"), "201", ends[2], BONE),
        ],
    )  # fmt: skip


def speed_figure(own: Form, now: Form, model: TissueModel) -> Figure:
    """Faster at the same step rate: harder steps, fewer of them."""
    own_level = Form(cadence_spm=own.cadence_spm, speed_km_per_h=own.speed_km_per_h)
    speeds = [value / 2 for value in range(12, 33)]
    readings = [
        form_reading(Form(cadence_spm=now.cadence_spm, speed_km_per_h=speed), own_level, model)
        for speed in speeds
    ]
    top = min(4.0, max(reading.damage_per_km["bone"].value for reading in readings))
    bone = [reading.damage_per_km["bone"] for reading in readings]
    lines = (
        (_("load of a step"), [reading.load_per_step.value for reading in readings], LOAD, "solid"),
        (_("load of a km, added up"), [reading.push_per_km.value for reading in readings], STEPS,
         "solid"),
        (_("bone damage of a km (model)"), [min(top, part.value) for part in bone], BONE, "solid"),
        (_("its low end"), [min(top, part.low) for part in bone], BONE, "dot"),
        (_("its high end"), [min(top, part.high) for part in bone], BONE, "dot"),
    )  # fmt: skip
    return figure(
        [
            {
                "type": "scatter", "mode": "lines", "name": name, "x": speeds,
                "y": [rounded(value, 3) for value in values],
                "line": {"color": colour, "width": 2.4 if dash == "solid" else 1.4, "dash": dash},
                "meta": {"role": name},
            }
            for name, values, colour, dash in lines
        ],
        title=_(
            "Faster steps press harder and there are fewer of them: added up a kilometre is "
            "lighter, but the damage model counts the hard ones more."
        ),
        kind="form_speed",
        summary=_(
            "Against speed: load of a step rises, load of a kilometre added up falls, damage of a "
            "kilometre rises. Seen between 6 and 12 km/h only; beyond it the line is prolonged."
        ),
        columns=(
            "km/h", _("Load of a step"), _("Load of a km"), _("Bone damage"), _("Low"), _("High")
        ),
        rows=[
            [speed, *(rounded(values[place], 3) for _name, values, *_rest in lines)]
            for place, speed in enumerate(speeds)
        ],
        xaxis={"type": "linear", "title": {"text": "km/h"}, "range": [5.5, 19], "showgrid": False},
        yaxis={**number_axis(_("1 = you now"), top), "range": [0.0, top]},
        shapes=[
            {"type": "rect", "xref": "x", "yref": "y", "x0": 12, "x1": 19, "y0": 0, "y1": top,
             "fillcolor": "var(--sheet-2)", "opacity": 0.9, "line": {"width": 0}},
        ],
        annotations=[
            label(_("beyond what was measured"), "12.2", top * 0.06, INK_SOFT),
            label(_("a step"), "16.1", lines[0][1][-1], LOAD),
            label(_("a km"), "16.1", lines[1][1][-1], STEPS),
            label(_("bone"), "16.1", lines[2][1][-1], BONE),
            label(_("dotted: how far bone may be off"), "6.1", top * 0.92, BONE),
        ],
    )  # fmt: skip
