"""What was chosen in the rule laboratory, as one value: the state changes it, undo keeps it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.model import Run
from hipedu.state.kept import UNREADABLE, listed, run_again
from hipedu.state.rule_laboratory_words import SHUFFLES, SIZES
from hipedu.state.training_log import MOST_RUNS, known_scenario, scenario_log
from hipedu.training.cohorts import BOUNDS, CHOICES, CohortSettings, usual_settings, with_setting
from hipedu.training.generated_logs import generated_runs, log_kind
from hipedu.training.objections import Line
from hipedu.training.rule_sensitivity import FACTORS, factor
from hipedu.training.rule_values import MOST_DAYS

FIRST_SCENARIO = "marathon_spike"
WINDOWS = (28, 84, 182, 364)
MOST_SEED = 9999
COHORT_SETTINGS = (*BOUNDS, *CHOICES)


class Draft(NamedTuple):
    """Everything that undo takes back."""

    source: str
    """scenario, generated or files"""
    source_id: str
    seed: int
    runs: tuple[Run, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    knob: str
    place: int
    shuffled: str
    rule: str
    acute: int
    chronic: int
    draw: int
    cohort: CohortSettings
    study_rule: str
    study: int


def first_draft(catalogue: Catalogue, *, today: dt.date) -> Draft:
    """What a new page begins with: an invented runner, every choice as it is usual."""
    empty = Draft(
        source="scenario", source_id=FIRST_SCENARIO, seed=1, runs=(), first_day=None,
        last_day=None, knob=FACTORS[0].id, place=FACTORS[0].usual, shuffled="days",
        rule="acwr_rolling_coupled", acute=7, chronic=28, draw=1,
        cohort=usual_settings(catalogue.loading_models, catalogue.load_rules),
        study_rule="acwr_rolling_coupled", study=0,
    )  # fmt: skip
    return with_scenario(empty, FIRST_SCENARIO, catalogue, today=today)


def with_scenario(draft: Draft, id: str, catalogue: Catalogue, *, today: dt.date) -> Draft:
    """A draft with an invented runner's log.

    Raises
    ------
    ValueError
        If there is no such runner.
    """
    log = scenario_log(known_scenario(id, catalogue), today=today, next_id=1)
    return draft._replace(
        source="scenario", source_id=id, runs=log.runs, first_day=log.first_day,
        last_day=log.last_day,
    )  # fmt: skip


def with_generated(draft: Draft, id: str, seed: int, *, today: dt.date) -> Draft:
    """A draft with a log that chance invented; it ends on the last Sunday before `today`.

    Raises
    ------
    ValueError
        If there is no such kind of log.
    """
    sunday = today - dt.timedelta(days=(today.weekday() + 1) % 7)
    runs = generated_runs(log_kind(id), seed=seed, last_sunday=sunday)
    return draft._replace(
        source="generated", source_id=id, seed=seed, runs=runs,
        first_day=runs[0].date, last_day=sunday,
    )  # fmt: skip


def with_files(draft: Draft, runs: Sequence[Run]) -> Draft:
    """A draft with runs of one's own, oldest first."""
    return draft._replace(
        source="files", source_id="", runs=tuple(runs), first_day=None, last_day=None
    )


def with_knob(draft: Draft, id: str) -> Draft:
    """A draft in which another choice is varied; it begins at the usual one."""
    chosen = factor(id)
    return draft._replace(knob=chosen.id, place=chosen.usual)


def with_place(draft: Draft, place: Any) -> Draft:
    """A draft with another choice of the knob.

    Raises
    ------
    ValueError
        If the knob has no such place.
    """
    choices = factor(draft.knob).choices
    if not _whole(place, 0, choices - 1):
        raise ValueError(_("This knob has {places} places.", places=choices))
    return draft._replace(place=place)


def with_shuffle(draft: Draft, kind: Any) -> Draft:
    """A draft in which something else changes places in the null test.

    Raises
    ------
    ValueError
        If a log cannot be shuffled by it.
    """
    if kind not in SHUFFLES:
        raise ValueError(_("A log is shuffled by one of {kinds}.", kinds=", ".join(SHUFFLES)))
    return draft._replace(shuffled=kind)


def with_windows(draft: Draft, acute: Any, chronic: Any) -> Draft:
    """A draft with two windows whose coupling is looked at [day].

    Raises
    ------
    ValueError
        If they cannot be windows, or the long one is not longer.
    """
    for name, value, low, high in (
        (N_("The short window"), acute, 2, 21), (N_("The long window"), chronic, 7, 84),
    ):  # fmt: skip
        if not _whole(value, low, high):
            raise ValueError(
                _("{name}: enter {low} to {high} days.", name=_(name), low=low, high=high)
            )
    if acute >= chronic:
        raise ValueError(_("The long window must be longer than the short one."))
    return draft._replace(acute=acute, chronic=chronic)


def with_size(draft: Draft, id: Any) -> Draft:
    """A draft with so many studies of so many runners: one of three sizes.

    Raises
    ------
    ValueError
        If there is no such size.
    """
    for size, studies, runners in SIZES:
        if size == id:
            cohort = dataclasses.replace(draft.cohort, studies=studies, runners=runners)
            return draft._replace(cohort=cohort, study=0)
    raise ValueError(_("There is no such size."))


def with_study(draft: Draft, rule: Any, study: Any, lines: Sequence[Line]) -> Draft:
    """A draft that shows the cut-offs of another rule or study; None leaves it.

    Raises
    ------
    ValueError
        If there is no such rule or study.
    """
    if rule is not None:
        draft = draft._replace(study_rule=known_rule(rule, lines))
    if study is not None:
        most = draft.cohort.studies
        if not _whole(study, 0, most - 1):
            raise ValueError(_("There are studies 1 to {most}.", most=most))
        draft = draft._replace(study=study)
    return draft


def known_rule(rule: Any, lines: Sequence[Line]) -> str:
    """The id of a rule that draws a line.

    Raises
    ------
    ValueError
        If there is none.
    """
    if rule not in {line.rule for line in lines}:
        raise ValueError(_("There is no such rule with a line."))
    return str(rule)


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def looked_at(runs: Sequence[Run]) -> Sequence[Run]:
    """Of a long log, oldest run first, what the laboratory looks at, and one run before it.

    That one says that the log is longer.

    Examples
    --------
    >>> runs = [Run(date=dt.date(year, 3, 1), distance_km=8.0) for year in range(2015, 2026)]
    >>> [run.date.year for run in looked_at(runs)]
    [2023, 2024, 2025]
    """
    since = runs[-1].date - dt.timedelta(days=MOST_DAYS - 1)
    before = sum(run.date < since for run in runs)
    return runs[max(0, before - 1) :]


def inputs_of(draft: Draft, *, part: str, window_days: int) -> dict[str, Any]:
    """What another copy of the page needs to be like this one."""
    own = looked_at(draft.runs) if draft.source == "files" else ()
    return {
        "part": part,
        "window_days": window_days,
        "source": draft.source,
        "source_id": draft.source_id,
        "seed": draft.seed,
        "runs": [{"date": run.date.isoformat(), "distance_km": run.distance_km} for run in own],
        "knob": draft.knob,
        "place": draft.place,
        "shuffled": draft.shuffled,
        "rule": draft.rule,
        "acute": draft.acute,
        "chronic": draft.chronic,
        "draw": draft.draw,
        "cohort": {name: getattr(draft.cohort, name) for name in COHORT_SETTINGS},
        "study_rule": draft.study_rule,
        "study": draft.study,
    }


def draft_again(
    inputs: Mapping[str, Any], catalogue: Catalogue, lines: Sequence[Line], *, today: dt.date
) -> Draft:
    """A draft from the ``inputs`` of another copy's view, checked as if it were chosen.

    Raises
    ------
    ValueError
        If something in it is not valid.
    """
    draft = _log_again(inputs, first_draft(catalogue, today=today), catalogue, today=today)
    draft = with_knob(draft, inputs.get("knob", draft.knob))
    draft = with_place(draft, inputs.get("place", draft.place))
    draft = with_shuffle(draft, inputs.get("shuffled", draft.shuffled))
    draft = draft._replace(rule=known_rule(inputs.get("rule", draft.rule), lines))
    draft = with_windows(
        draft, inputs.get("acute", draft.acute), inputs.get("chronic", draft.chronic)
    )
    cohort = inputs.get("cohort", {})
    if not isinstance(cohort, Mapping):
        raise ValueError(_(UNREADABLE))
    if cohort:
        made = dataclasses.replace(draft.cohort, studies=1, runners=50)
        for name, value in cohort.items():
            made = with_setting(made, str(name), value)
        draft = draft._replace(cohort=made)
    draft = with_study(draft, inputs.get("study_rule"), inputs.get("study"), lines)
    return draft._replace(draw=_seed(inputs, "draw"), seed=_seed(inputs, "seed"))


def _seed(inputs: Mapping[str, Any], name: str) -> int:
    value = inputs.get(name, 1)
    if not _whole(value, 1, MOST_SEED):
        raise ValueError(_(UNREADABLE))
    return int(value)


def _log_again(
    inputs: Mapping[str, Any], draft: Draft, catalogue: Catalogue, *, today: dt.date
) -> Draft:
    source, id_ = inputs.get("source", "scenario"), inputs.get("source_id", FIRST_SCENARIO)
    if source == "files":
        rows = listed(inputs.get("runs"), MOST_RUNS)
        runs = sorted((run_again(row, today=today) for row in rows), key=lambda run: run.date)
        if not runs:
            raise ValueError(_(UNREADABLE))
        return with_files(draft, runs)
    if source == "generated":
        return with_generated(draft, str(id_), _seed(inputs, "seed"), today=today)
    if source == "scenario":
        return with_scenario(draft, str(id_), catalogue, today=today)
    raise ValueError(_(UNREADABLE))
