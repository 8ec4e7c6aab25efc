"""Words and rows of the training page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.model import Scenario
from hipedu.training.intensity import intensity_distribution
from hipedu.training.report import TrainingReport
from hipedu.training.verdicts import DayMetrics
from hipedu.training.weekly import Week

CAUTION = N_(
    "Pain overrules every number here. Stop running and have it looked at this week if your groin "
    "hurts when you walk or hop, if pain wakes you at night, or if you limp."
)

LOAD_MEASURES: dict[str, str] = {
    "distance": N_("Distance"),
    "duration": N_("Time"),
    "session_rpe": N_("Effort × time"),
}

STANDINGS: dict[str, str] = {
    "supported": N_("supported in runners"),
    "unsupported": N_("tested, no relation found"),
    "contradicted": N_("points the wrong way in runners"),
    "untested": N_("not tested for injury in runners"),
}

_NUMBERS: tuple[tuple[str, str, str, int], ...] = (
    ("distance_km", N_("Distance on this day"), "km", 1),
    ("longest_before_km", N_("Longest run of the 30 days before"), "km", 1),
    ("spike_percent", N_("Beyond it"), "%", 1),
    ("week_total", N_("Last 7 days"), "load", 1),
    ("week_change_percent", N_("Against the 7 days before"), "%", 1),
    ("rest_days_week", N_("Days without a run in the last 7"), "", 0),
    ("acwr_coupled", N_("ACWR coupled"), "", 2),
    ("acwr_uncoupled", N_("ACWR uncoupled"), "", 2),
    ("acwr_ewma", N_("ACWR weighted"), "", 2),
    ("monotony", N_("Monotony"), "", 2),
    ("strain", N_("Strain"), "load", 0),
    ("ctl", N_("42-day load (CTL)"), "load a day", 1),
    ("atl", N_("7-day load (ATL)"), "load a day", 1),
    ("ctl_ramp", N_("Rise of the 42-day load in a week (ramp)"), "load a day", 1),
    ("tsb", N_("Balance this morning (TSB)"), "load a day", 1),
    ("performance", N_("Fitness minus fatigue (model)"), "AU", 0),
)


def day_numbers(day: DayMetrics) -> list[dict[str, Any]]:
    """The numbers of a day as rows: name, value (None: undefined), unit."""
    rows = []
    for field, name, unit, digits in _NUMBERS:
        value = getattr(day, field)
        rows.append(
            {
                "id": field,
                "name": _(name),
                "value": None if value is None else round(value, digits) + 0.0,
                "unit": _unit(unit, day.load_unit),
            }
        )
    return rows


def _unit(unit: str, load_unit: str) -> str:
    if unit == "load a day":
        return _("{unit} a day", unit=load_unit)
    return load_unit if unit == "load" else unit


INTENSITY_DAYS = 28


def intensity_part(report: TrainingReport) -> dict[str, Any] | None:
    """How hard the last four weeks were; None where no run has both a duration and an effort."""
    shares = intensity_distribution(
        report.runs, first=report.day - dt.timedelta(days=INTENSITY_DAYS - 1), last=report.day
    )
    if shares is None:
        return None
    easy, middle, hard = (round(100 * part) for part in (shares.easy, shares.middle, shares.hard))
    return {
        "easy": easy, "middle": middle, "hard": hard, "reference": "seiler2006distribution",
        "sentence": _(
            "Of the running time of the last {days} days {easy} % was easy (effort up to 4), "
            "{middle} % in the middle and {hard} % hard (7 or more), by the effort of {rated} of "
            "{runs} runs.",
            days=INTENSITY_DAYS, easy=easy, middle=middle, hard=hard, rated=shares.rated,
            runs=shares.runs,
        ),
    }  # fmt: skip


def week_row(week: Week, unit: str) -> dict[str, Any]:
    """A week as a row of a table."""
    return {
        "start": week.start.isoformat(),
        "total": round(week.total, 1),
        "unit": unit,
        "longest_km": round(week.longest, 1),
        "days_with_load": week.days_with_load,
        "days_covered": week.days_covered,
        "change_percent": None if week.change_percent is None else round(week.change_percent, 1),
    }


def scenario_card(scenario: Scenario, catalogue: Catalogue) -> dict[str, Any]:
    """What a page tells of an invented runner; the lesson is to be opened, not shown at once."""
    condition = catalogue.conditions.get(scenario.topic)
    return {
        "id": scenario.id,
        "title": scenario.title,
        "story": scenario.story,
        "runner": dict(scenario.runner),
        "complaint": scenario.complaint,
        "surface": list(dict.fromkeys(scenario.surface)),
        "climb_m_per_week": list(scenario.climb_m_per_week),
        "topic": scenario.topic,
        "topic_name": condition.plain_name if condition else _("staying healthy"),
        "lesson": scenario.lesson,
        "action": scenario.action,
    }


