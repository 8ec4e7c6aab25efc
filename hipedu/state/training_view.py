"""What the training page shows of a report: figures, rules, numbers of the day, weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import Run
from hipedu.state.training_words import STANDINGS, day_numbers, intensity_part, week_row
from hipedu.training.quality import log_quality
from hipedu.training.readers import ReadResult
from hipedu.training.report import TrainingReport

DrawReport = Callable[[TrainingReport, int], dict[str, Any]]

EMPTY: dict[str, Any] = {
    "headline": "", "figures": {}, "rules": [], "disagreement": "", "references": {},
    "day": None, "span": None, "today_metrics": [], "weeks": [], "intensity": None,
}  # fmt: skip


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
