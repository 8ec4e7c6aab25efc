"""What the rule laboratory shows, part by part, ready for JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.model import LoadRule
from hipedu.state.rule_laboratory_words import (
    cohort_finding,
    knob_finding,
    many_studies,
    null_finding,
    of_studies,
    rule_verdict,
    start,
)
from hipedu.state.training_words import STANDINGS
from hipedu.training.cohorts import CohortResult
from hipedu.training.coupling import (
    expected_correlation,
    load_pairs,
    pair_correlation,
    random_pairs,
)
from hipedu.training.null_test import NullResult
from hipedu.training.objections import (
    Agreement,
    Line,
    Word,
    agreement,
    alarm_days,
    disagreeing_days,
    words_of,
)
from hipedu.training.rule_sensitivity import Factor, counted
from hipedu.training.rule_values import MM, DayLog, Values, rule_values

CODES: dict[Word | None, str] = {
    None: "-", "low": "l", "fine": "f", "watch": "w", "too_far": "t",
}  # fmt: skip
MOST_ROWS = 60
"""Of a table of days; the drawing has them all."""

Draw = Callable[..., dict[str, Any]]


class Answers(NamedTuple):
    """Everything the rules say of a log; computed once for a log."""

    log: DayLog
    values: dict[str, Values]
    said: dict[str, list[Word | None]]
    alarms: dict[str, list[bool | None]]
    matrix: dict[tuple[str, str], Agreement]


def answers_of(log: DayLog, rules: Mapping[str, LoadRule], lines: Sequence[Line]) -> Answers:
    """Let every rule that draws a line read every day of a log."""
    values = rule_values(log)
    marked = {line.rule: alarm_days(values[line.rule], line) for line in lines}
    return Answers(
        log=log,
        values={line.rule: values[line.rule] for line in lines},
        said={line.rule: words_of(values[line.rule], rules[line.rule]) for line in lines},
        alarms=marked,
        matrix={
            (a.rule, b.rule): agreement(marked[a.rule], marked[b.rule])
            for place, a in enumerate(lines)
            for b in lines[place + 1 :]
        },
    )


def rules_part(
    answers: Answers, rules: Mapping[str, LoadRule], lines: Sequence[Line], *, window: int
) -> dict[str, Any]:
    """The strip of days, how often each rule objects, and how much two rules agree."""
    log = answers.log
    begin = max(0, len(log) - window)
    apart, together = disagreeing_days([answers.alarms[line.rule] for line in lines])
    names = {line.rule: line.name for line in lines}
    title = (
        "The log is too short for two rules to speak on one day."
        if not together
        else f"On {apart} of {together} days the rules contradict each other."
    )
    return {
        "title": title,
        "strip": {
            "first_day": log.day(begin).isoformat(),
            "km": [round(mm / MM, 1) for mm in log.total[begin:]],
            "rows": [_strip_row(answers, rules[line.rule], line, begin) for line in lines],
            "summary": (
                f"The last {len(log) - begin} days of the log, a column a day, a row a rule; "
                "marks where a rule says too much or too little."
            ),
        },
        "objecting": [_counted_row(answers, rules[line.rule], line) for line in lines],
        "days": _objecting_days(answers, lines, begin),
        "matrix": [
            {"first": first, "second": second, "share": _rounded(found.share),
             "kappa": _rounded(_telling_kappa(found)), "days": found.days, "both": found.both,
             "only_first": found.only_first, "only_second": found.only_second}
            for (first, second), found in answers.matrix.items()
        ],
        "pairs": _pair_words(answers, names),
    }  # fmt: skip


def _strip_row(answers: Answers, rule: LoadRule, line: Line, begin: int) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "name": line.name,
        "unit": line.unit,
        "standing": rule.standing,
        "codes": "".join(CODES[word] for word in answers.said[line.rule][begin:]),
        "values": [_rounded(value) for value in answers.values[line.rule][begin:]],
    }


def _counted_row(answers: Answers, rule: LoadRule, line: Line) -> dict[str, Any]:
    spoken = [answer for answer in answers.alarms[line.rule] if answer is not None]
    return {
        "rule": line.rule,
        "name": line.name,
        "line": line.value,
        "unit": line.unit,
        "days": len(spoken),
        "alarms": sum(spoken),
        "standing": rule.standing,
        "standing_words": STANDINGS[rule.standing],
    }


def _objecting_days(answers: Answers, lines: Sequence[Line], begin: int) -> list[list[Any]]:
    rows = []
    for index in range(len(answers.log) - 1, begin - 1, -1):
        said = [line.name for line in lines if answers.alarms[line.rule][index]]
        quiet = [line.name for line in lines if answers.alarms[line.rule][index] is False]
        if said:
            rows.append(
                [
                    answers.log.day(index).isoformat(),
                    round(answers.log.total[index] / MM, 1),
                    ", ".join(said),
                    ", ".join(quiet) or "none",
                ]
            )
    return rows[:MOST_ROWS]


def _telling_kappa(found: Agreement) -> float | None:
    """Kappa where both rules object now and then; one that never does agrees by chance alone."""
    one, other = found.both + found.only_first, found.both + found.only_second
    return found.kappa if 0 < one < found.days and 0 < other < found.days else None


def _pair_words(answers: Answers, names: Mapping[str, str]) -> list[str]:
    rated = [
        (kappa, found, names[first], names[second])
        for (first, second), found in answers.matrix.items()
        if (kappa := _telling_kappa(found)) is not None
    ]
    if not rated:
        return ["No two rules object now and then on this log, so nothing lies beyond chance."]
    best, worst = max(rated, key=lambda row: row[0]), min(rated, key=lambda row: row[0])
    said = [
        f"{start(row[2])} and {row[3]} agree {word}: the same answer on {_of_hundred(row[1])} "
        f"days of 100, kappa {row[0]:.2f}.".replace("kappa -", "kappa −")
        for row, word in ((best, "most"), (worst, "least"))
    ]
    return said[:1] if len(rated) == 1 else said


def _of_hundred(found: Agreement) -> str:
    return f"{100 * (found.share or 0):.0f}"


def knobs_part(
    log: DayLog, chosen: Factor, place: int, lines: Sequence[Line], *, draw: Draw | None
) -> dict[str, Any]:
    """Alarms under every choice of one knob."""
    rows = counted(log, chosen, lines)
    names = {line.rule: line.name for line in lines}
    title = knob_finding(rows, chosen, names)
    here = rows[place]
    return {
        "question": chosen.question,
        "title": title,
        "now": [
            f"With {chosen.choices[place]}, {names[rule]} sounds on {count} of {here.days[rule]} "
            f"{'weeks' if chosen.id == 'weekday' else 'days'} on which it can speak."
            for rule, count in here.alarms.items()
        ],
        "figure": draw(rows, chosen, place=place, names=names, title=title, days=len(log))
        if draw
        else None,
    }


def shuffle_part(
    results: Mapping[str, NullResult],
    lines: Sequence[Line],
    *,
    rule: str,
    what: str,
    draw: Draw | None,
) -> dict[str, Any]:
    """The null test of every rule, and the distribution of one."""
    names = {line.rule: line.name for line in lines}
    title = null_finding(names[rule], results[rule])
    return {
        "title": title,
        "rows": [
            {
                "rule": name,
                "name": names[name],
                "observed": each.observed,
                "low": each.between()[0],
                "high": each.between()[1],
                "mean": round(each.mean, 1),
                "at_least": round(each.at_least, 3),
                "at_most": round(each.at_most, 3),
                "verdict": each.verdict,
            }
            for name, each in results.items()
        ],
        "figure": draw(results[rule], title=title, name=names[rule], what=what) if draw else None,
    }


def coupling_part(
    log: DayLog, *, acute: int, chronic: int, seed: int, draw: Draw | None
) -> dict[str, Any]:
    """The two windows of a ratio against each other, on random numbers and on the log."""
    expected = expected_correlation(acute, chronic)
    invented = random_pairs(acute=acute, chronic=chronic, seed=seed)
    real = tuple(
        load_pairs(log.total, acute=acute, chronic=chronic, coupled=coupled)
        for coupled in (True, False)
    )
    r_random = [pair_correlation(pairs) for pairs in invented]
    r_log = [pair_correlation(pairs) for pairs in real]
    titles = (
        f"On random numbers {acute} of {chronic} days correlate with all {chronic} at "
        f"{_r(r_random[0])}; with the other {chronic - acute} at {_r(r_random[1])}.",
        f"In this log the correlation is {_r(r_log[0])} coupled and {_r(r_log[1])} uncoupled."
        if r_log[0] is not None
        else f"This log is too short, or too even, for windows of {acute} and {chronic} days.",
    )
    figures = {}
    if draw:
        figures["random"] = draw(
            *invented, title=titles[0], r_coupled=r_random[0], r_uncoupled=r_random[1]
        )
        if real[0]:
            figures["log"] = draw(
                *real, title=titles[1], r_coupled=r_log[0], r_uncoupled=r_log[1], in_mm=True
            )
    return {
        "expected": round(expected, 3),
        "random": [_rounded(r) for r in r_random],
        "log": [_rounded(r) for r in r_log],
        "titles": list(titles),
        "months": len(invented[0]),
        "figures": figures,
        "sentence": (
            f"By arithmetic alone: the square root of {acute} / {chronic} is {expected:.2f}. "
            "Uncoupled it is 0."
        ),
    }


def _r(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}".replace("-", "−")


def studies_part(
    result: CohortResult, *, rule: str, study: int, draw: Mapping[str, Draw]
) -> dict[str, Any]:
    """What a field of studies found: every rule, how often each shone, one study's cut-offs."""
    settings = result.settings
    finding = result.rule(rule)
    study = min(study, settings.studies - 1)
    title = cohort_finding(result)
    line, chosen = finding.significant(), finding.significant(chosen=True)
    figures: dict[str, Any] = {}
    if draw:
        figures["forest"] = draw["forest"](result, title=_forest_title(result))
        figures["shining"] = draw["shining"](result, title=_shining_title(result))
        figures["cut_offs"] = draw["cut_offs"](
            finding, study, title=_cut_off_title(result, rule, study)
        )
    return {
        "title": title,
        "summary": (
            f"{settings.all_runners:,} runners in {many_studies(settings.studies)} of "
            f"{settings.weeks} weeks ran {result.sessions:,} sessions; {result.injured:,} "
            "were injured."
        ),
        "verdicts": [
            {"rule": each.line.rule, "name": each.line.name, "says": rule_verdict(each, result)}
            for each in result.rules
        ],
        "rule": rule,
        "study": study,
        "rule_words": (
            f"{start(finding.line.name)} at its usual line: harmful in {line[0]}, protective in "
            f"{line[1]} of {settings.studies} studies. With a cut-off chosen after looking: "
            f"{chosen[0]} and {chosen[1]}."
        ),
        "winners": _winners(result, rule),
        "figures": figures,
    }


def _forest_title(result: CohortResult) -> str:
    moved = [
        finding for finding in result.rules
        if (finding.pooled.low or 0) > 1 or (finding.pooled.high or 9) < 1
    ]  # fmt: skip
    if not moved:
        return "With all studies together no rule differs clearly from 1."
    widest = max(moved, key=lambda finding: abs(finding.pooled.z))
    rises = (widest.pooled.value or 9) > 1
    word = "rises" if rises else "falls"
    return (
        f"With all studies together {len(moved)} of {len(result.rules)} rules differ from 1; the "
        f"injury rate {word} most surely beyond the line of {widest.line.name}."
    )


def _shining_title(result: CohortResult) -> str:
    more = max(result.rules, key=lambda finding: sum(finding.significant(chosen=True)))
    studies = result.settings.studies
    return (
        f"Choosing the cut-off after looking makes {more.line.name} “significant” in "
        f"{of_studies(sum(more.significant(chosen=True)), studies)}, the usual line in "
        f"{sum(more.significant())}."
    )


def _cut_off_title(result: CohortResult, rule: str, study: int) -> str:
    finding = result.rule(rule)
    place = finding.chosen[study]
    if place is None:
        return f"Study {study + 1} has too few injuries to try cut-offs of {finding.line.name}."
    ratio, all_ = finding.studies[study][place], finding.pooled_by_cut_off[place]
    cut = f"{finding.cut_offs[place]:g}{' %' if finding.line.unit == '%' else ''}"
    sure = "“significant”" if abs(ratio.z) > 1.959964 else "not significant"
    value = "infinite" if ratio.value is None else f"{ratio.value:.2f}"
    rest = "infinite" if all_.value is None else f"{all_.value:.2f}"
    return (
        f"Study {study + 1} would choose {cut}: a ratio of {value}, {sure}. All studies together "
        f"have {rest} there."
    )


def _winners(result: CohortResult, rule: str) -> str:
    """What a reader of journals sees who reads the significant studies only."""
    finding = result.rule(rule)
    shown = sorted(
        ratio.value
        for study, place in zip(finding.studies, finding.chosen, strict=True)
        if place is not None and (ratio := study[place]).z > 1.959964 and ratio.value is not None
    )
    if not shown:
        return "No study would have reported that this rule warns of injuries."
    middle = shown[len(shown) // 2]
    return (
        f"If only what warned of injuries were printed ({many_studies(len(shown))}), readers would "
        f"see a typical ratio of {middle:.1f}."
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
