"""The rule laboratory: every training rule taken apart, on one log and in whole invented fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hipedu.api import load_catalogue
from hipedu.figures.cohorts import cut_off_figure, forest_figure, shining_figure
from hipedu.figures.rule_laboratory import coupling_figure, knob_figure, null_figure
from hipedu.state.rule_laboratory_state import RuleLaboratoryState
from hipedu.training.cohorts import CohortProgress, CohortSettings
from hipedu.training.objections import Line
from hipedu.widgets.laboratory_page import LaboratoryPage

FIGURES: dict[str, Callable[..., dict[str, Any]]] = {
    "knob": knob_figure,
    "null": null_figure,
    "coupling": coupling_figure,
    "forest": forest_figure,
    "shining": shining_figure,
    "cut_offs": cut_off_figure,
}


def studies(settings: CohortSettings, lines: Sequence[Line]) -> Iterator[CohortProgress]:
    """Run a field of invented studies; numpy is imported when the first one is asked for."""
    from hipedu.evaluation.cohort import cohort_steps

    yield from cohort_steps(settings, lines)


def build() -> LaboratoryPage:
    """Return the page's widget; its `state` holds the log, the knobs and the invented field."""
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    state = RuleLaboratoryState(load_catalogue(), today=today, draw=FIGURES, simulate=studies)
    return LaboratoryPage(state, page="rule_laboratory")
