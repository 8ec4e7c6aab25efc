"""How a training rule becomes popular without being true: what the lesson of that name calls.

Every function returns plain rows or a sentence; the notebook only calls. Fields of studies need
numpy, which is imported when the first one is asked for.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from hipedu.api import load_catalogue
from hipedu.language import _, ngettext
from hipedu.language.numbers import decimal, shortest
from hipedu.training.cohorts import Z_95, CohortResult, CohortSettings, usual_settings, with_setting
from hipedu.training.coupling import expected_correlation, pair_correlation, random_pairs
from hipedu.training.generated_logs import generated_runs, log_kind
from hipedu.training.null_test import null_test
from hipedu.training.objections import Line, lines_of
from hipedu.training.rule_values import day_log

STUDIES = 40
RUNNERS = 400
LAST_SUNDAY = dt.date(2026, 11, 22)
TRAP = "acwr_ewma"
"""The rule whose false findings the exercise on the unit of analysis counts."""

SOURCES = (
    "lolli2019coupling", "faraggi1996cutpoint", "impellizzeri2021dismiss", "nakaoka2021ratio",
    "frandsen2025spike",
)  # fmt: skip

Rows = list[dict[str, Any]]


def lines() -> tuple[Line, ...]:
    """The rules that draw a line, and where."""
    return lines_of(load_catalogue().load_rules.values())


def self_correlation(*, acute: int = 7, chronic: int = 28, seed: int = 1) -> Rows:
    """How the last days correlate with the last month when every day is a random number.

    Examples
    --------
    >>> [row["by arithmetic"] for row in self_correlation()]
    [0.5, 0.0]
    """
    coupled, uncoupled = random_pairs(acute=acute, chronic=chronic, seed=seed)
    return [
        {
            "windows": _("the week against the month that holds it"),
            "correlation": _rounded(pair_correlation(coupled)),
            "by arithmetic": round(expected_correlation(acute, chronic), 2),
        },
        {
            "windows": _("the week against the days before it"),
            "correlation": _rounded(pair_correlation(uncoupled)),
            "by arithmetic": 0.0,
        },
    ]


def against_chance(kind: str, *, seed: int = 1, times: int = 199) -> Rows:
    """Alarms of every rule on an invented log and on shuffled copies of it.

    Parameters
    ----------
    kind : str
        ``steady``, ``build_up``, ``lay_off``, ``alike`` or ``random``.
    seed : int
        The same seed invents the same log.
    times : int
        How many shuffled copies.
    """
    log = day_log(generated_runs(log_kind(kind), seed=seed, last_sunday=LAST_SUNDAY))
    names = {line.rule: line.name for line in lines()}
    return [
        {
            "rule": names[rule],
            "alarms on the log": result.observed,
            "shuffled, fewest": result.between()[0],
            "shuffled, most": result.between()[1],
            "told from chance": result.verdict in ("more", "fewer"),
        }
        for rule, result in null_test(log, lines(), times=times).items()
    ]


def settings(**changes: Any) -> CohortSettings:
    """The usual field of this lesson with some settings changed.

    Raises
    ------
    ValueError
        With a sentence, if there is no such setting or it cannot be that.
    """
    catalogue = load_catalogue()
    made = usual_settings(catalogue.loading_models, catalogue.load_rules)
    made = dataclasses.replace(made, studies=STUDIES, runners=RUNNERS)
    for name, value in changes.items():
        made = with_setting(made, name, value)
    return made


def field(**changes: Any) -> CohortResult:
    """Run a field of invented studies.

    Parameters
    ----------
    **changes
        Settings that differ from the usual ones, for example ``mechanism="spike"``,
        ``cut_back=True``, ``unit="day"`` or ``seed=2``.

    Raises
    ------
    ValueError
        With a sentence, if a setting cannot be that.
    """
    from hipedu.evaluation.cohort import simulate_cohort

    return simulate_cohort(settings(**changes), lines())


def significant(result: CohortResult) -> Rows:
    """How many studies called each rule "significant", at its line and after choosing."""
    return [
        {
            "rule": finding.line.name,
            "at its line": sum(finding.significant()),
            "cut-off chosen": sum(finding.significant(chosen=True)),
            "studies": result.settings.studies,
        }
        for finding in result.rules
    ]


def together(result: CohortResult) -> Rows:
    """The hazard ratio of every rule with all studies of a field together."""
    return [
        {
            "rule": finding.line.name,
            "ratio": _rounded(finding.pooled.value),
            "low": _rounded(finding.pooled.low),
            "high": _rounded(finding.pooled.high),
        }
        for finding in result.rules
    ]


def any_false(result: CohortResult, *, chosen: bool) -> int:
    """In how many studies at least one of the rules was "significant"."""
    count = 0
    for number in range(result.settings.studies):
        places = [finding.chosen[number] if chosen else finding.line_at for finding in result.rules]
        count += any(
            place is not None and abs(finding.studies[number][place].z) > Z_95
            for finding, place in zip(result.rules, places, strict=True)
        )
    return count


def headlines(result: CohortResult, rule: str) -> list[str]:
    """What a newspaper could print of a field: only what warns, each study with its own cut-off."""
    finding = result.rule(rule)
    printed = []
    for number, (study, place) in enumerate(zip(finding.studies, finding.chosen, strict=True)):
        value = None if place is None else study[place].value
        if place is None or value is None or study[place].z <= Z_95:
            continue
        cut = shortest(finding.cut_offs[place]) + (" %" if finding.line.unit == "%" else "")
        printed.append(
            _(
                "Study {study}: beyond {cut} the injury rate was {ratio} times as high!",
                study=number + 1, cut=cut, ratio=decimal(value, 1),
            )
        )  # fmt: skip
    return printed


def replicated(result: CohortResult, rule: str, *, seed: int = 1001) -> Rows:
    """Take the cut-off of the most striking study and try it, as it is, in new studies.

    Parameters
    ----------
    result : CohortResult
        The field in which it was found.
    rule : str
        Which rule.
    seed : int
        Of the new runners.
    """
    finding = result.rule(rule)
    best = max(
        (
            (study[place], place)
            for study, place in zip(finding.studies, finding.chosen, strict=True)
            if place is not None
        ),
        key=lambda found: found[0].z,
        default=None,
    )
    if best is None:
        return []
    first, place = best
    from hipedu.evaluation.cohort import simulate_cohort

    again = simulate_cohort(dataclasses.replace(result.settings, seed=seed), lines()).rule(rule)
    marks = [study[place].z for study in again.studies]
    pooled = again.pooled_by_cut_off[place]
    return [
        {
            "cut-off": finding.cut_offs[place],
            "ratio when found": _rounded(first.value),
            "ratio in new studies": _rounded(pooled.value),
            "low": _rounded(pooled.low),
            "high": _rounded(pooled.high),
            "new studies that confirm it": sum(z > Z_95 for z in marks),
            "of": len(marks),
        }
    ]


def feedback(guess: float, truth: float, *, within: float) -> str:
    """One sentence on a prediction.

    Examples
    --------
    >>> feedback(0.4, 0.5, within=0.1)
    'Close: you said 0.4, it is 0.5.'
    >>> feedback(0, 8, within=2)
    'You said 0, it is 8: more than you thought. Write down why before you go on.'
    """
    told: dict[str, object] = {"guess": shortest(guess, 3), "truth": shortest(truth, 3)}
    if abs(guess - truth) <= within + 1e-9:
        return _("Close: you said {guess}, it is {truth}.", **told)
    if truth > guess:
        return _(
            "You said {guess}, it is {truth}: more than you thought. Write down why before you go "
            "on.",
            **told,
        )
    return _(
        "You said {guess}, it is {truth}: less than you thought. Write down why before you go on.",
        **told,
    )


def check_analysis(changes: Mapping[str, Any]) -> str:
    """Feedback on the exercise: does this change of the analysis end the false findings?

    The field counts every day as a row, and injuries fall at random.

    Parameters
    ----------
    changes : mapping
        Settings of the analysis to change: ``unit``, ``lag``, ``exclude_low``.
    """
    allowed = {"unit", "lag", "exclude_low"}
    other = sorted(set(changes) - allowed)
    if other:
        return _(
            "{setting} is not part of the analysis. You may change unit, lag and exclude_low.",
            setting=other[0],
        )
    try:
        after_settings = settings(**{"unit": "day", **changes})
    except ValueError as error:
        return str(error)
    after = field(**{"unit": "day", **changes}).rule(TRAP)
    studies = len(after.studies)
    before = sum(field(unit="day").rule(TRAP).significant())
    now = sum(after.significant())
    told = ngettext(
        "Before: {before} of {n} study was a false finding of {rule}. With your change: {now}.",
        "Before: {before} of {n} studies were false findings of {rule}. With your change: {now}.",
        studies, before=before, now=now, rule=after.line.name,
    )  # fmt: skip
    # 1 in 20 is what was agreed on; three standard deviations more may still be chance
    most = 0.05 * studies + 3 * (0.05 * 0.95 * studies) ** 0.5
    if now > most:
        why = _(
            "That is still more than chance allows. Ask yourself: on which of the rows can an "
            "injury happen at all?"
        )
    elif after_settings.unit == "session":
        why = _(
            "That is what chance alone allows. Right: only a session can injure, so only sessions "
            "may be compared with sessions."
        )
    elif after_settings.unit == "week":
        why = _(
            "That is what chance alone allows: nearly every week holds a run, so the ratio no "
            "longer gives away that somebody ran. But the day of the injury is lost."
        )
    else:
        why = _(
            "That is what chance alone allows: read before the day, the ratio no longer knows "
            "whether the runner runs today. But the rows still mix running with resting."
        )
    return f"{told} {why}"


def check_choice(answer: str) -> str:
    """Feedback on the closing question (a, b or c)."""
    said = {
        "a": _(
            "Not yet. The interval leaves 1 out, but it was drawn for a cut-off that was fixed "
            "before anybody looked. This one was the best of eleven."
        ),
        "b": _(
            "Right. The best of eleven tries is not one try. The same cut-off has to hold in new "
            "runners before anybody should run by it."
        ),
        "c": _(
            "Not yet. More runners make the interval narrower, but a cut-off that is chosen after "
            "looking fools a large study, too."
        ),
    }
    return said.get(answer.strip().lower(), _("Answer a, b or c."))


def sources() -> list[str]:
    """The works that the lesson names."""
    known = load_catalogue().references
    return [f"{key}: {known[key].citation}" for key in SOURCES if key in known]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
