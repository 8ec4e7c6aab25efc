"""What follows from the log of the training page, worked out once for each log looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from hipedu.knowledge import Catalogue
from hipedu.state.diary_view import DrawPain, diary_view
from hipedu.state.tissue_view import DrawTissue, tissue_view
from hipedu.state.training_log import Log
from hipedu.state.training_view import quality_rows, run_rows
from hipedu.training.daily import LoadMeasure
from hipedu.training.report import TrainingReport, training_report

Value = TypeVar("Value")
Rows = list[dict[str, Any]]


class Latest(Generic[Value]):
    """The latest answer, and what it was asked of: a page looks at one log at a time.

    Keys are compared, not hashed: the same runs are equal at once, a hash walks through each.
    """

    def __init__(self) -> None:
        self._held: tuple[tuple[Any, ...], Value] | None = None

    def of(self, *key: Any, make: Callable[[], Value]) -> Value:
        """The answer for this key, made if the latest was another."""
        if self._held is None or self._held[0] != key:
            self._held = (key, make())
        return self._held[1]


class TrainingAnswers:
    """Report, rows, quality, tissue and pain of a log.

    Parameters
    ----------
    catalogue : Catalogue
        Rules and models.
    draw_tissue : mapping
        The figures ``weeks`` and ``repair`` of the tissue model.
    draw_pain : function, optional
        Makes the strip of the pain diary.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        draw_tissue: Mapping[str, DrawTissue],
        draw_pain: DrawPain | None,
    ) -> None:
        self._catalogue = catalogue
        self._draw_tissue = dict(draw_tissue)
        self._draw_pain = draw_pain
        self._measured: Latest[TrainingReport] = Latest()
        self._read: Latest[TrainingReport] = Latest()
        self._rows: Latest[Rows] = Latest()
        self._quality: Latest[Rows] = Latest()
        self._tissue: Latest[dict[str, Any]] = Latest()
        self._pain: Latest[dict[str, Any]] = Latest()

    def report(self, log: Log, measure: LoadMeasure) -> TrainingReport | None:
        """Every measure of the log, the rules read on its chosen day; None without a run."""
        if not log.entries:
            return None
        key = (log.entries, log.first_day, log.end, measure)
        whole = self._measured.of(
            *key,
            make=lambda: training_report(
                log.runs, first_day=log.first_day, last_day=log.end, measure=measure
            ),
        )
        day = log.day or whole.series.last_day
        rules = tuple(self._catalogue.load_rules.values())
        return self._read.of(*key, day, make=lambda: whole.at(day, rules=rules))

    def rows(self, log: Log) -> Rows:
        """The runs as plain values, each with its number."""
        return self._rows.of(log.entries, make=lambda: run_rows(log.entries))

    def quality(self, log: Log) -> Rows:
        """What is odd in the log and what was done about it."""
        return self._quality.of(
            log.entries, log.result, make=lambda: quality_rows(log.runs, log.result)
        )

    def tissue(self, log: Log, report: TrainingReport, *, window_days: int) -> dict[str, Any]:
        """The model of bone and tendon damage."""
        return self._tissue.of(
            log.entries, log.last_day, window_days,
            make=lambda: tissue_view(
                report.runs, self._catalogue.loading_models, last_day=report.series.last_day,
                window_days=window_days, draw=self._draw_tissue,
            ),
        )  # fmt: skip

    def pain(
        self, log: Log, report: TrainingReport | None, *, window_days: int
    ) -> dict[str, Any]:
        """The diary of pain: lights by day, the strip, the days before each flare."""
        return self._pain.of(
            log.diary, log.pain, log.entries, log.last_day, log.day, window_days,
            make=lambda: diary_view(
                log.diary, log.pain, report, self._catalogue,
                draw=self._draw_pain, window_days=window_days,
            ),
        )  # fmt: skip
