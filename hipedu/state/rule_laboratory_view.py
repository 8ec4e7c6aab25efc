"""What the rule laboratory shows, part by part, ready for JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.language import _, joined, ngettext
from hipedu.language.numbers import decimal
from hipedu.model import LoadRule
from hipedu.state.rule_laboratory_findings import knob_finding, null_finding
from hipedu.state.rule_laboratory_words import start
from hipedu.state.training_words import STANDINGS
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
from hipedu.training.rule_sensitivity import Factor, choice_names, counted
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
        _("The log is too short for two rules to speak on one day.")
        if not together
        else ngettext(
            "On {apart} of {n} day the rules contradict each other.",
            "On {apart} of {n} days the rules contradict each other.",
            together,
            apart=apart,
        )
    )
    return {
        "title": title,
        "strip": {
            "first_day": log.day(begin).isoformat(),
            "km": [round(mm / MM, 1) for mm in log.total[begin:]],
            "rows": [_strip_row(answers, rules[line.rule], line, begin) for line in lines],
            "summary": _(
                "The last {days} days of the log, a column a day, a row a rule; marks where a rule "
                "says too much or too little.",
                days=len(log) - begin,
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
        "standing_words": _(STANDINGS[rule.standing]),
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
                    joined(said),
                    joined(quiet) or "–",
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
        return [_("No two rules object now and then on this log: nothing lies beyond chance.")]
    best, worst = max(rated, key=lambda row: row[0]), min(rated, key=lambda row: row[0])
    most, least = (
        {
            "first": start(row[2]), "second": row[3], "days": f"{100 * (row[1].share or 0):.0f}",
            "kappa": signed(row[0]),
        }
        for row in (best, worst)
    )  # fmt: skip
    said = [
        _(
            "{first} and {second} agree most: the same answer on {days} days of 100, kappa "
            "{kappa}.",
            **most,
        )
    ]
    if len(rated) > 1:
        said.append(
            _(
                "{first} and {second} agree least: the same answer on {days} days of 100, kappa "
                "{kappa}.",
                **least,
            )
        )
    return said


def knobs_part(
    log: DayLog, chosen: Factor, place: int, lines: Sequence[Line], *, draw: Draw | None
) -> dict[str, Any]:
    """Alarms under every choice of one knob."""
    rows = counted(log, chosen, lines)
    names = {line.rule: line.name for line in lines}
    title = knob_finding(rows, chosen, names)
    here, choice = rows[place], choice_names(chosen)[place]
    return {
        "question": _(chosen.question),
        "title": title,
        "now": [
            _(
                "With {choice}, {rule} sounds on {alarms} of {weeks} weeks on which it can speak.",
                choice=choice, rule=names[rule], alarms=count, weeks=here.days[rule],
            )
            if chosen.id == "weekday"
            else _(
                "With {choice}, {rule} sounds on {alarms} of {days} days on which it can speak.",
                choice=choice, rule=names[rule], alarms=count, days=here.days[rule],
            )
            for rule, count in here.alarms.items()
        ],
        "figure": draw(rows, chosen, place=place, names=names, title=title, days=len(log))
        if draw
        else None,
    }  # fmt: skip


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
    told = {"acute": acute, "chronic": chronic, "others": chronic - acute}
    titles = (
        _(
            "On random numbers {acute} of {chronic} days correlate with all {chronic} at "
            "{coupled}; with the other {others} at {uncoupled}.",
            coupled=signed(r_random[0]), uncoupled=signed(r_random[1]), **told,
        ),
        _(
            "In this log the correlation is {coupled} coupled and {uncoupled} uncoupled.",
            coupled=signed(r_log[0]), uncoupled=signed(r_log[1]),
        )
        if r_log[0] is not None
        else _(
            "This log is too short, or too even, for windows of {acute} and {chronic} days.", **told
        ),
    )  # fmt: skip
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
        "sentence": _(
            "By arithmetic alone: the square root of {acute} / {chronic} is {expected}. Uncoupled "
            "it is 0.",
            expected=decimal(expected, 2),
            **told,
        ),
    }


def signed(value: float | None) -> str:
    """A correlation or kappa as people write it.

    Examples
    --------
    >>> signed(0.498), signed(-0.031), signed(None)
    ('0.50', '−0.03', 'undefined')
    """
    return _("undefined") if value is None else decimal(value, 2).replace("-", "−")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
