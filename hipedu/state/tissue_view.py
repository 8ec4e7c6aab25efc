"""The tissue part of the training page: damage by week, what a change would do, and how sure."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hipedu.knowledge.texts import key_in_words
from hipedu.language import N_, _
from hipedu.model import LoadingModel, Run, Sourced
from hipedu.training.tissue import load_factor_equal_to_steps
from hipedu.training.tissue_repair import unrepaired_damage
from hipedu.training.tissue_sessions import (
    TISSUES,
    Range,
    SessionChange,
    TissueModel,
    Usual,
    change_damage,
    session_damage,
    tissue_model,
    usual_session,
    weekly_damage,
)

CHANGES: tuple[tuple[str, str, SessionChange], ...] = (
    ("double", N_("Twice the distance, same speed"), SessionChange(distance=2.0)),
    ("faster_1", N_("Same distance, 1 km/h faster"), SessionChange(speed_km_per_h=1.0)),
    ("faster_2", N_("Same distance, 2 km/h faster"), SessionChange(speed_km_per_h=2.0)),
    ("slower_1", N_("Same distance, 1 km/h slower"), SessionChange(speed_km_per_h=-1.0)),
    ("cadence_5", N_("5 % more steps a minute, same speed"), SessionChange(cadence=1.05)),
    ("cadence_10", N_("10 % more steps a minute, same speed"), SessionChange(cadence=1.10)),
    ("hills", N_("On a 3° slope, up and down again"), SessionChange(slope_degrees=3.0)),
    ("soft", N_("On grass or trail instead of road"), SessionChange(soft=True)),
)

MOST_SESSIONS = 40

DrawTissue = Callable[..., dict[str, Any]]


def sourced_row(name: str, value: Sourced) -> dict[str, Any]:
    """A parameter as a row with its badge."""
    return {
        "name": name, "value": value.value, "low": value.low, "high": value.high,
        "unit": "" if value.unit == "1" else value.unit, "basis": value.basis,
        "reference": value.reference, "checked": value.checked, "note": value.note,
    }  # fmt: skip


def tissue_view(
    runs: Sequence[Run],
    models: Mapping[str, LoadingModel],
    *,
    last_day: dt.date,
    window_days: int,
    draw: Mapping[str, DrawTissue],
) -> dict[str, Any]:
    """Everything the page shows of the model; JSON-ready.

    Parameters
    ----------
    runs : sequence of Run
        The log.
    models : mapping
        Records of the kind loading_models.
    last_day : date
        End of the window.
    window_days : int
        How far back the figures go [day].
    draw : mapping
        Figures by name: ``weeks`` and ``repair``.
    """
    record = models["tissue_damage"]
    model = tissue_model(models)
    usual = usual_session(runs, model)
    sessions = session_damage(runs, model, usual=usual)
    begin = last_day - dt.timedelta(days=window_days - 1)
    weeks = [
        week for week in weekly_damage(runs, sessions)
        if begin - dt.timedelta(days=6) <= week.start <= last_day
    ]  # fmt: skip
    figures = {"weeks": draw["weeks"](weeks)} if weeks and "weeks" in draw else {}
    if "repair" in draw:
        figures["repair"] = _repair(runs, sessions, model, begin, last_day, draw["repair"])
    lacking = Counter(name for session in sessions for name in session.assumed)
    return {
        "figures": figures,
        "usual": {
            "distance_km": round(usual.distance_km, 1),
            "speed_km_per_h": round(usual.speed_km_per_h, 1),
            "cadence_spm": round(usual.cadence_spm),
            "steps": round(statistics.median(session.steps for session in sessions), -2),
        },
        "sessions": [
            {
                "date": run.date.isoformat(), "km": round(run.distance_km, 1),
                "steps": round(session.steps, -2),
                **{tissue: _rounded(session.damage[tissue]) for tissue in TISSUES},
            }
            for run, session in zip(runs, sessions, strict=True)
            if begin <= run.date <= last_day
        ][-MOST_SESSIONS:][::-1],
        "changes": _changes(usual, model),
        "equal": {
            tissue: round(
                100 * (load_factor_equal_to_steps(2.0, exponent=model.exponents[tissue].value) - 1),
                1,
            )
            for tissue in TISSUES
        },
        "assumed": [
            _("{name} of {n} of {all} runs", name=_(name), n=number, all=len(runs))
            for name, number in lacking.most_common()
        ],
        "summary": record.summary,
        "caveats": list(record.caveats),
        "parameters": [
            *(sourced_row(key_in_words(name), value)
              for name, value in (record.parameters or {}).items()),
            *(sourced_row(f"{models[each].plain_name}: {key_in_words(name)}", value)
              for each in ("speed", "cadence", "slope")
              for name, value in (models[each].parameters or {}).items()
              if "load" in name or "force" in name or name.startswith("cadence")),
        ],
    }  # fmt: skip


def _changes(usual: Usual, model: TissueModel) -> list[dict[str, Any]]:
    rows = []
    for id_, name, change in CHANGES:
        damage = change_damage(change, usual, model)
        rows.append(
            {"id": id_, "name": _(name), **{tissue: _rounded(damage[tissue]) for tissue in TISSUES}}
        )
    return rows


def _rounded(value: Range) -> list[float]:
    return [round(part, 2) for part in value]


def _repair(
    runs: Sequence[Run],
    sessions: Sequence[Any],
    model: TissueModel,
    begin: dt.date,
    last_day: dt.date,
    draw: DrawTissue,
) -> dict[str, Any]:
    """Repair reaches some hundred days back, so the series begins before the window."""
    reach = dt.timedelta(days=int(4 * model.repair_days.high))
    first = max(min(run.date for run in runs), begin - reach)
    days = [0.0] * ((last_day - first).days + 1)
    for session in sessions:
        place = (session.date - first).days
        if 0 <= place < len(days):
            days[place] += session.damage["bone"].value
    shown = max(0, (begin - first).days)
    lines = [
        unrepaired_damage(days, time_scale_days=scale, shape=model.repair_shape)[shown:]
        for scale in model.repair_days
    ]
    return draw(first + dt.timedelta(days=shown), days[shown:], *lines)
