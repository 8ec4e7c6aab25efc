"""What the training page shows of a report: figures, rules, numbers of the day, weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import Run
from hipedu.state.log_file import entry_to_dict
from hipedu.state.training_log import Entry, Log
from hipedu.state.training_words import (
    CAUTION,
    LOAD_MEASURES,
    STANDINGS,
    day_numbers,
    intensity_part,
    scenario_card,
    week_row,
)
from hipedu.training.quality import log_quality
from hipedu.training.readers import ReadResult
from hipedu.training.readers.result import run_to_dict
from hipedu.training.report import TrainingReport

if TYPE_CHECKING:
    from hipedu.state.training_state import TrainingState

MOST_SENTENCES = 100
"""Of one kind that the page is sent: five thousand files have as many reports."""

DrawReport = Callable[[TrainingReport, int], dict[str, Any]]

EMPTY: dict[str, Any] = {
    "headline": "", "figures": {}, "rules": [], "disagreement": "", "references": {},
    "day": None, "span": None, "today_metrics": [], "weeks": [], "intensity": None,
}  # fmt: skip


def training_view(state: TrainingState, *, draw: DrawReport | None) -> dict[str, Any]:
    """Everything a page shows, ready for JSON (see the top of `training_state`)."""
    log: Log = state.log
    report, catalogue, answers = state.report, state.catalogue, state.answers
    scenario = catalogue.scenarios.get(log.scenario) if log.scenario else None
    result = log.result.told() if log.result is not None else {}
    read = log.result is not None and bool(log.result.runs)
    return {
        "source": "scenario" if scenario else "files" if read else (
            "typed" if log.entries else "nothing"
        ),
        "summary": result.get("summary", scenario.title if scenario else ""),
        "scenario": scenario_card(scenario, catalogue) if scenario else None,
        "scenarios": [
            {"id": each.id, "title": each.title} for each in catalogue.scenarios.values()
        ],
        "runs": answers.rows(log),
        "files": result.get("files", [])[:MOST_SENTENCES],
        "problems": result.get("problems", [])[:MOST_SENTENCES],
        "notes": [
            *(report.notes if report else ()), *result.get("notes", [])[:MOST_SENTENCES],
        ],
        "duplicates": result.get("duplicates", [])[:MOST_SENTENCES],
        "quality": [] if log.scenario else answers.quality(log),
        "tissue": answers.tissue(log, report, window_days=state.window_days)
        if report is not None and report.runs and state.tissue_open else None,
        "pain": answers.pain(log, report, window_days=state.window_days),
        "pain_entries": [entry_to_dict(entry) for entry in log.diary],
        "pain_settings": log.pain._asdict(),
        "asks": result.get("asks", []),
        "options": {
            "day_first": state.day_first, "distance_unit": state.distance_unit,
            "home": state.home,
        },
        "inputs": {
            "also": [
                "runs", "options", "measure", "window_days", "pain_entries", "pain_settings",
            ],
            "scenario": log.scenario,
            "first_day": log.first_day.isoformat() if log.first_day else None,
            "last_day": log.last_day.isoformat() if log.last_day else None,
        },
        "progress": state.progress,
        "measure": state.measure,
        "measures": [{"id": id_, "label": _(text)} for id_, text in LOAD_MEASURES.items()],
        "window_days": state.window_days,
        "blockers": state.blockers,
        "caution": _(CAUTION),
        **state.what_can_be_undone,
        **report_view(report, catalogue, draw=draw, window_days=state.window_days),
    }  # fmt: skip


def run_rows(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Runs as plain values with their numbers; what is not known of a run is left out."""
    return [
        {
            "id": entry.id,
            **{
                name: value for name, value in run_to_dict(entry.run).items()
                if value not in (None, [], "") and name != "cadence"
            },
        }
        for entry in entries
    ]  # fmt: skip


def report_view(
    report: TrainingReport | None,
    catalogue: Catalogue,
    *,
    draw: DrawReport | None,
    window_days: int,
) -> dict[str, Any]:
    """Everything the page shows of a report; the same keys without one."""
    if report is None:
        return EMPTY
    figures = draw(report, window_days) if draw else {}
    rules = [
        {**reading.to_dict(), "standing_words": _(STANDINGS[reading.rule.standing])}
        for reading in report.readings
    ]
    intensity = intensity_part(report)
    keys = {key for rule in rules for key in rule["references"]}
    keys |= {intensity["reference"]} if intensity else set()
    known = catalogue.references
    return {
        "headline": figures["daily"]["layout"]["title"]["text"] if figures else "",
        "figures": figures,
        "rules": rules,
        "disagreement": report.disagreement,
        "references": {
            key: {"citation": known[key].citation, "doi": known[key].doi, "url": known[key].url}
            for key in sorted(keys & set(known))
        },
        "day": report.day.isoformat(),
        "span": [report.series.first_day.isoformat(), report.series.last_day.isoformat()],
        "today_metrics": day_numbers(report.on(report.day)),
        "intensity": intensity,
        "weeks": [week_row(week, report.series.load_unit) for week in report.weeks],
    }


def quality_rows(runs: Sequence[Run], result: ReadResult | None) -> list[dict[str, Any]]:
    """What is odd in a log and what was done about it."""
    if not runs:
        return []
    notes = log_quality(runs) if result is None else log_quality(
        runs, merged=result.merged, duplicates=result.duplicates,
        skipped=result.skipped, problems=result.problems,
    )
    return [note.to_dict() for note in notes]
