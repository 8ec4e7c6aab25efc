"""One person, everything that follows: the result that pages, the command line and tests share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from hipedu.language import _
from hipedu.model import URGENCIES, Sourced
from hipedu.reasoning.bands import Band, bands, condition_variances, mean_ranks, p_ahead
from hipedu.reasoning.case import Case, plain_case
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.explanation import (
    Account,
    accounts,
    behind,
    in_words,
    most_sensitive,
    source_of,
    strength,
)
from hipedu.reasoning.implied import with_implied
from hipedu.reasoning.next_question import Question, next_questions
from hipedu.reasoning.posterior import Posterior, posterior
from hipedu.reasoning.red_flags import RuleState
from hipedu.reasoning.triage import Triage, triage

EXPLAINED = 10
"""How many conditions, from the top, get their reasons for and against."""


def plain_source(number: Sourced | None) -> dict[str, Any]:
    """Return where a number comes from, as shown beside it."""
    if number is None:
        return {"basis": "expert_estimate", "reference": None}
    return {
        "basis": number.basis, "reference": number.reference, "value": number.value,
        "low": number.low, "high": number.high, "checked": number.checked, "note": number.note,
    }


def plain_rule(state: RuleState) -> dict[str, Any]:
    """Return one rule as plain values."""
    rule = state.rule
    return {
        "id": rule.id, "title": rule.title, "level": rule.level, "reasons": list(state.reasons),
        "action": rule.action, "time_frame": rule.time_frame,
        "come_back_sooner": rule.come_back_sooner, "suspects": list(rule.suspects),
        "references": list(rule.references),
    }


def plain_triage(result: Triage) -> dict[str, Any]:
    """Return the triage as plain values; the most pressing fired rule says what to do."""
    advice = result.advice
    shown = [s.rule for s in result.fired if s.rule.level == result.level]
    rule = shown[0] if shown else None
    return {
        "level": result.level,
        "title": advice.title,
        "action": rule.action if rule else advice.action,
        "time_frame": rule.time_frame if rule else advice.time_frame,
        "come_back_sooner": rule.come_back_sooner if rule else advice.come_back_sooner,
        "by": list(result.by),
        "rules": [plain_rule(state) for state in result.fired],
        "reasons": list(result.reasons),
        "open": [
            {"id": s.rule.id, "title": s.rule.title, "level": s.rule.level,
             "needs": list(s.needs)}
            for s in result.still_open
        ],
        "concern": result.concern,
    }


def provisional(result: Triage, questions: Sequence[Question]) -> str | None:
    """Say that danger signs are still to be asked, when that could make the advice more pressing.

    Rules that only an examiner or a scan could still settle do not count: a reader at home can
    do nothing about them, and the advice says when to be seen anyway.
    """
    rank = URGENCIES.index(result.level)
    more_pressing = any(URGENCIES.index(s.rule.level) < rank for s in result.still_open)
    if not more_pressing or not any(q.kind == "red_flag" for q in questions):
        return None
    return _("Some danger signs have not been asked yet, so this can still become more pressing.")


def reasons(
    account: Account, case: Case, post: Posterior, tables: Tables
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what speaks for and against a condition, the strongest first.

    Each with the frequencies it compares (`explanation.Behind`) and the weight with which it
    counts. Contributions too small for a word (below 0.2 bits) are left out.
    """
    weights = {(item.column.kind, item.column.key): item.weight for item in post.evidence}
    speaks_for: list[dict[str, Any]] = []
    against: list[dict[str, Any]] = []
    for part in sorted(account.contributions, key=lambda item: (-abs(item.bits), item.key)):
        word = strength(part.bits)
        if word is None:
            continue
        number = source_of(part.kind, part.key, part.answer, account.condition, tables)
        compared = behind(part.kind, part.key, part.answer, account.condition, tables)
        text = in_words(part.kind, part.key, part.answer, tables, case)
        line = {
            "kind": part.kind, "finding": part.key, "answer": part.answer, "text": text,
            "bits": part.bits, "strength": word, **plain_source(number),
            "behind": None if compared is None else asdict(compared),
            "weight": weights[part.kind, part.key],
        }
        (speaks_for if part.bits > 0 else against).append(line)
    return speaks_for, against


def order_by_probability(post: Posterior, tables: Tables) -> list[int]:
    """Return the indices of the conditions, the most likely first (ties by id)."""
    return sorted(range(len(post.p)), key=lambda i: (-post.p[i], tables.conditions[i]))


def plain_row(i: int, post: Posterior, band: Band, tables: Tables) -> dict[str, Any]:
    """Return one condition of the differential without its reasons."""
    key = tables.conditions[i]
    record = tables.knowledge.conditions.get(key)
    return {
        "condition": key,
        "name": record.plain_name if record else key,
        "clinical_name": record.name if record else key,
        "urgency": record.urgency if record else "routine",
        "must_not_miss": bool(record and record.must_not_miss),
        "probability": post.p[i],
        "low": band.low,
        "high": band.high,
        "prior": post.prior[i],
        "for": [],
        "against": [],
    }


def differential(
    case: Case, post: Posterior, tables: Tables, *, explained: int = EXPLAINED
) -> list[dict[str, Any]]:
    """Return every condition, the most likely first, with band and reasons."""
    order = order_by_probability(post, tables)
    spread = bands(post)
    rows = [plain_row(i, post, spread[i], tables) for i in order]
    told = accounts(post, tables, among=order[:explained])
    ranks = mean_ranks(post, among=order[:explained])
    for row, account, rank in zip(rows, told, ranks, strict=False):
        row["for"], row["against"] = reasons(account, case, post, tables)
        row["mean_rank"] = rank
        row["bits"] = {"prior": account.prior_bits, "posterior": account.total_bits}
    return rows


def rank_stability(post: Posterior, tables: Tables) -> dict[str, Any]:
    """Return how sure the first place is, and which number it hangs on most."""
    order = order_by_probability(post, tables)
    if len(order) < 2:
        return {"p_first_stays_first": 1.0, "most_sensitive": None}
    own = condition_variances(post)
    most = most_sensitive(post, order[0], tables)
    return {
        "p_first_stays_first": p_ahead(order[0], order[1], post, own),
        "most_sensitive": None if most is None else {
            "number": most.number, "condition": most.of, "finding": most.key,
            "answer": most.answer, "share": most.share,
        },
    }


def plain_question(question: Question, tables: Tables) -> dict[str, Any]:
    """Return a question with its choices, as a page needs it."""
    finding = tables.knowledge.findings[question.finding]
    return {
        "finding": finding.id, "name": finding.name, "question": finding.question,
        "clinical": finding.clinical, "help": finding.help, "answers": finding.answers,
        "choices": [{"id": choice.id, "label": choice.label} for choice in finding.choices],
        "unit": finding.unit, "minimum": finding.minimum, "maximum": finding.maximum,
        "topic": finding.topic, "cost": finding.cost, "kind": question.kind,
        "why": question.why, "bits": question.bits, "p_changes_advice": question.p_triage,
        "p_changes_leader": question.p_lead, "rules": list(question.rules),
    }


def assess_case(
    case: Case, tables: Tables, *, exam: bool = False, passed: Collection[str] = (),
    asked: int | None = None, most_next: int = 5, explained: int = EXPLAINED,
) -> dict[str, Any]:
    """Return triage, differential and next questions of one person as plain values.

    Returns
    -------
    dict
        ``triage`` (level, rules, reasons, what to do), ``differential`` (every condition with
        probability, low, high, for, against; probabilities sum to one), ``next``,
        ``suppressed`` (True after an emergency: pages then show no percentages), ``stability``
        of the first place, the ``case`` as understood, and ``versions``.
    """
    given = case
    case = with_implied(case, tables.knowledge)
    post = posterior(case, tables)
    result = triage(case, tables, post)
    questions: Sequence[Question] = next_questions(
        case, tables, post, result, exam=exam, passed=passed, asked=asked, most=most_next
    )
    return {
        "triage": {**plain_triage(result), "provisional": provisional(result, questions)},
        "differential": differential(case, post, tables, explained=explained),
        "next": [plain_question(question, tables) for question in questions],
        "suppressed": result.level == "emergency",
        "stability": rank_stability(post, tables),
        "case": plain_case(given),
        "versions": dict(tables.knowledge.versions),
    }
