"""What the plan page shows, made of a `PlanState`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from hipedu.knowledge import Catalogue
from hipedu.language import _, ngettext
from hipedu.model import Run
from hipedu.rehab.return_to_run import rungs
from hipedu.state.plan_draft import HISTORY_WEEKS, OWN, SETTINGS, Draft, inputs_of, pace_of
from hipedu.state.plan_rows import by_week, measured_week, shown_plan, sums
from hipedu.state.training_words import CAUTION, STANDINGS
from hipedu.training.plan_reading import HISTORY_DAYS, PlanBreak
from hipedu.training.plans import RULE_SETS, PlannedRun
from hipedu.training.spike import LOOKBACK_DAYS

if TYPE_CHECKING:
    from hipedu.state.plan_state import PlanState

DrawPlan = Callable[..., dict[str, Any]]


def plan_view(state: PlanState, *, draw: DrawPlan | None) -> dict[str, Any]:
    """Everything the page shows, ready for JSON (see the top of `plan_state`)."""
    draft: Draft = state.draft
    runs, history, catalogue = draft.runs or (), state.history, state.catalogue
    reading = state.reading(runs)
    log = state.training
    return {
        "goal": {name: getattr(draft, name) for name in SETTINGS},
        "pace": pace_of(draft),
        "name": shown_plan(draft.name, edited=draft.edited),
        "rule_sets": [
            *({"id": each.id, "name": _(each.name)} for each in RULE_SETS),
            {"id": OWN, "name": _("Caps of my own")},
        ],
        "ladder": [{"number": step.number, "text": step.text} for step in rungs(state.ladder)],
        "long_break": _long_break(history, state.monday),
        "scenarios": [
            {"id": each.id, "title": each.title} for each in catalogue.scenarios.values()
        ],
        "scenario": draft.scenario,
        "log": {
            "runs": [0] if draft.log else [], "options": {"home": log.home},
            "source": ("scenario" if draft.scenario else "files") if draft.log else "typed",
        },
        "from_log": _from_log(draft),
        "log_cut": (
            _(
                "Your log goes further back. A plan looks at its last {days} days.",
                days=HISTORY_DAYS,
            )
            if draft.log_cut and draft.scenario is None else ""
        ),
        "problems": log.view_problems(),
        "weeks": week_rows(runs, reading.breaks, draft.kept or (), first=state.monday),
        "breaks": break_rows(reading.breaks, catalogue),
        "measures": [measured_week(week) for week in reading.weeks],
        "kept": {"name": shown_plan(draft.kept_name, edited=draft.kept_edited),
                 "breaks": break_rows(state.reading(draft.kept).breaks, catalogue),
                 **sums(draft.kept)} if draft.kept else None,
        "sums": sums(runs),
        "figure": _figure(history, runs, draft.kept or (), first=state.monday, draw=draw),
        "notes": list(draft.notes),
        "caution": _(CAUTION),
        **state.what_can_be_undone,
        "inputs": inputs_of(draft),
    }  # fmt: skip


def _from_log(draft: Draft) -> str:
    if not draft.log:
        return ""
    return ngettext(
        "{n} run until {date}", "{n} runs until {date}", len(draft.log),
        date=draft.log[-1].date.isoformat(),
    )


def _long_break(history: Sequence[Run], monday: dt.date) -> bool:
    """Whether nothing was run in the 30 days before the plan begins."""
    last = max((run.date for run in history), default=None)
    return last is None or (monday - last).days > LOOKBACK_DAYS


def week_rows(
    runs: Sequence[PlannedRun],
    breaks: Sequence[PlanBreak],
    kept: Sequence[PlannedRun],
    *,
    first: dt.date,
) -> list[dict[str, Any]]:
    """A plan as rows of seven days from the Monday `first`, beside the plan that was kept."""
    by_day = {run.date: run for run in runs}
    spikes = {each.date: each.says for each in breaks if each.rule == "single_session_spike"}
    last = max([run.date for run in runs] or [first])
    others = {run.date: run.distance_km for run in kept}
    weeks = []
    for number in range((last - first).days // 7 + 1):
        monday = first + dt.timedelta(days=7 * number)
        days = [monday + dt.timedelta(days=place) for place in range(7)]
        weeks.append(
            {
                "monday": monday.isoformat(),
                "total": round(
                    sum(by_day[day].distance_km for day in days if day in by_day), 1
                ),
                "kept_total": round(sum(others.get(day, 0.0) for day in days), 1)
                if kept else None,
                "days": [
                    {
                        "date": day.isoformat(),
                        "km": by_day[day].distance_km if day in by_day else None,
                        "kind": by_day[day].kind if day in by_day else "",
                        "text": by_day[day].text if day in by_day else "",
                        "spike": spikes.get(day, ""),
                    }
                    for day in days
                ],
            }
        )
    return weeks


def break_rows(breaks: Sequence[PlanBreak], catalogue: Catalogue) -> list[dict[str, Any]]:
    """Each rule that draws a line, with how often and when it first objects."""
    rows = []
    for rule in catalogue.load_rules.values():
        if not any(band.signal for band in rule.bands):
            continue
        mine = [each for each in breaks if each.rule == rule.id]
        far = sum(each.signal == "too_far" for each in mine)
        rows.append(
            {
                "rule": rule.id, "name": rule.plain_name, "standing": rule.standing,
                "standing_words": _(STANDINGS[rule.standing]), "times": len(mine),
                "too_far": far, "first": mine[0].date.isoformat() if mine else None,
                "says": mine[0].says if mine else "",
            }
        )
    order = {"supported": 0, "unsupported": 1, "contradicted": 2, "untested": 3}
    return sorted(rows, key=lambda row: order[row["standing"]])


def _figure(
    history: Sequence[Run],
    runs: Sequence[PlannedRun],
    other: Sequence[PlannedRun],
    *,
    first: dt.date,
    draw: DrawPlan | None,
) -> dict[str, Any] | None:
    if draw is None or not runs:
        return None
    past = first - dt.timedelta(days=7 * HISTORY_WEEKS)
    before = [(run.date, run.distance_km) for run in history if past <= run.date < first]
    weeks = by_week([*before, *((run.date, run.distance_km) for run in runs)], past)
    return draw(
        weeks, by_week([(run.date, run.distance_km) for run in other], first) if other else (),
        history_weeks=HISTORY_WEEKS,
    )  # fmt: skip
