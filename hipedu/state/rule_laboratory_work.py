"""What takes longer than a click in the rule laboratory: shuffling a log, running a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hipedu.language import _
from hipedu.training.cohorts import CohortProgress, CohortResult, CohortSettings
from hipedu.training.null_test import NullResult, null_steps
from hipedu.training.objections import Line
from hipedu.training.rule_values import DayLog

MOST_RESULTS = 3
"""Results that are kept, so that undo shows an earlier one without running it again."""

Simulate = Callable[[CohortSettings, Sequence[Line]], Iterator[CohortProgress]]
Step = dict[str, Any]
"""``done`` of ``total``, and a ``note`` for whoever waits."""


class LongWork:
    """Works a step at a time, remembers the latest results, and can be stopped between steps.

    Parameters
    ----------
    lines : sequence of Line
        The rules that are counted.
    simulate : function, optional
        Runs a field of invented studies.
    """

    def __init__(self, lines: Sequence[Line], simulate: Simulate | None) -> None:
        self._lines = lines
        self._simulate = simulate
        self._shuffles: dict[tuple[DayLog, str], dict[str, NullResult]] = {}
        self._fields: dict[CohortSettings, CohortResult] = {}
        self.stopped = False

    def shuffled(self, log: DayLog, kind: str) -> dict[str, NullResult] | None:
        """What shuffling gave; None before it was done."""
        return self._shuffles.get((log, kind))

    def field(self, settings: CohortSettings) -> tuple[CohortResult | None, bool]:
        """The field of these settings, or the latest other one and that it is another."""
        result = self._fields.get(settings)
        if result is None and self._fields:
            return next(reversed(self._fields.values())), True
        return result, False

    def shuffling(self, log: DayLog, kind: str) -> Iterator[Step]:
        """Shuffle a log and count every rule's alarms."""
        if (log, kind) in self._shuffles:
            return  # the same seed would shuffle the same way
        for step in null_steps(log, self._lines, kind=kind):  # type: ignore[arg-type]
            if step.results is not None:
                self._shuffles = {**_newest(self._shuffles), (log, kind): step.results}
                return
            yield {"done": step.done, "total": step.total, "note": ""}
            if self.stopped:
                return

    def studying(self, settings: CohortSettings) -> Iterator[Step]:
        """Run a field of studies.

        Raises
        ------
        ValueError
            If this installation cannot.
        """
        if self._simulate is None:
            raise ValueError(
                _("Invented studies need numpy, which is not part of this installation.")
            )
        if settings in self._fields:
            return  # the same seed draws the same runners
        whole = {"total": settings.all_runners}
        yield {**whole, "done": 0, "note": _("Loading the arithmetic …")}
        if self.stopped:
            return
        for step in self._simulate(settings, self._lines):
            if step.result is not None:
                self._fields = {**_newest(self._fields), settings: step.result}
                return
            yield {**whole, "done": step.done, "note": ""}
            if self.stopped:
                return


def _newest(kept: dict[Any, Any]) -> dict[Any, Any]:
    return dict(list(kept.items())[-(MOST_RESULTS - 1) :])
