"""What can be turned in the rule laboratory, what it is turned to, and how a page is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.language.numbers import grouped
from hipedu.state.rule_laboratory_draft import COHORT_SETTINGS, WINDOWS, Draft
from hipedu.state.rule_laboratory_words import LAGS, NUMBERS, RHYTHMS, SHUFFLES, SIZES, UNITS
from hipedu.training.cohorts import BOUNDS, MECHANISMS, STEPS
from hipedu.training.generated_logs import log_kind
from hipedu.training.null_test import TIMES
from hipedu.training.objections import Line
from hipedu.training.readers import ReadResult
from hipedu.training.rule_sensitivity import FACTORS, choice_names, factor
from hipedu.training.rule_values import MOST_DAYS, DayLog


def log_view(
    draft: Draft, log: DayLog, catalogue: Catalogue, *, home: str | None, result: ReadResult | None
) -> dict[str, Any]:
    """Where the runs come from, in the form that the drop area of the training page expects."""
    if draft.source == "scenario":
        scenario = catalogue.scenarios[draft.source_id]
        name, story = scenario.title, scenario.story
    elif draft.source == "generated":
        kind = log_kind(draft.source_id)
        name, story = _(kind.name), _(kind.story)
    else:
        name, story = _("Your own runs"), ""
    runs = sum(day > 0 for day in log.total)
    first, last = log.first_day.isoformat(), log.day(len(log) - 1).isoformat()
    problems = result.problems if result is not None else ()
    return {
        "source": draft.source,
        "id": draft.source_id,
        "seed": draft.seed,
        "name": name,
        "story": story,
        "runs": [0] if draft.source == "files" else [],
        "options": {"home": home},
        "days": len(log),
        "span": [first, last],
        "sentence": _(
            "{name}: {runs} days with a run among {days}, from {first} to {last}.",
            name=name, runs=runs, days=len(log), first=first, last=last,
        ),
        "cut": (
            _("The laboratory looks at the last {days} days; the log is longer.", days=MOST_DAYS)
            if draft.runs and (log.first_day - draft.runs[0].date).days > 0
            else ""
        ),
        "problems": list(problems[:5]),
    }  # fmt: skip


def settings_view(
    draft: Draft, lines: Sequence[Line], catalogue: Catalogue, *, window_days: int
) -> dict[str, Any]:
    """Everything that can be turned, and what it can be."""
    cohort, chosen = draft.cohort, factor(draft.knob)
    return {
        "window_days": window_days,
        "windows": list(WINDOWS),
        "rules": [{"id": line.rule, "name": line.name} for line in lines],
        "knobs": [{"id": each.id, "name": _(each.name)} for each in FACTORS],
        "knob": {
            "id": chosen.id, "name": _(chosen.name), "choices": choice_names(chosen),
            "usual": chosen.usual, "place": draft.place, "steps": chosen.steps,
        },
        "shuffles": _options(SHUFFLES),
        "shuffled": draft.shuffled,
        "times": TIMES,
        "rule": draft.rule,
        "acute": draft.acute,
        "chronic": draft.chronic,
        "draw": draft.draw,
        "cohort": {name: getattr(cohort, name) for name in COHORT_SETTINGS},
        "bounds": {name: [bound.low, bound.high] for name, bound in BOUNDS.items()},
        "mechanisms": [
            {"id": id_, "name": _(name), "acts": _(acts), "step": id_ in STEPS}
            for id_, (name, acts) in MECHANISMS.items()
        ],
        "units": _options(UNITS),
        "lags": _options(LAGS),
        "rhythms": _options(RHYTHMS),
        "sizes": [
            {"id": id_, "name": _("{studies} studies of {runners}", studies=studies,
                                  runners=grouped(runners))}
            for id_, studies, runners in SIZES
        ],
        "size": next(
            (id_ for id_, studies, runners in SIZES
             if (studies, runners) == (cohort.studies, cohort.runners)), None,
        ),
        "runners": cohort.all_runners,
        "studies": cohort.studies,
        "numbers": _sourced(catalogue),
    }  # fmt: skip


def _options(named: dict[Any, str]) -> list[dict[str, Any]]:
    return [{"id": id_, "name": _(name)} for id_, name in named.items()]


def _sourced(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The numbers behind the invented runners, with what they rest on."""
    parameters = catalogue.loading_models["cohort_simulation"].parameters or {}
    return [
        {
            "id": name, "name": _(NUMBERS.get(name, name)), "value": number.value,
            "low": number.low, "high": number.high,
            "unit": number.unit, "basis": number.basis, "reference": number.reference,
            "checked": number.checked, "note": number.note,
        }
        for name, number in parameters.items()
    ]  # fmt: skip


def model_view(catalogue: Catalogue) -> dict[str, Any]:
    """What the invented runners are, what is known of such traps, what to beware of."""
    model = catalogue.loading_models["cohort_simulation"]
    return {
        "summary": model.summary,
        "effects": [
            {"text": each.text, "basis": each.basis, "reference": each.reference,
             "checked": each.checked}
            for each in model.effects
        ],
        "caveats": list(model.caveats),
    }  # fmt: skip
