"""What the symptom checker shows besides the reasoning itself: progress, checklist, summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.language import _
from hipedu.model import Sex
from hipedu.reasoning.assess import assess_case, plain_question
from hipedu.reasoning.case import Answer, Case, Mark, answer_bin, plain_case
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.explanation import answer_in_words
from hipedu.reasoning.next_question import MOST_QUESTIONS, Question
from hipedu.state.differential_view import change_rows, stability_words
from hipedu.state.wording import mark_in_words

MOST_ON_A_CHECKLIST = 8
TYPICAL_INTERVIEW = 16
"""Questions after the red flags that an interview usually needs; only for "about 9 to go"."""


class Interview(NamedTuple):
    """Everything that undo takes back."""

    age: int | None = None
    sex: Sex | None = None
    marks: tuple[Mark, ...] = ()
    answers: tuple[tuple[str, Answer], ...] = ()
    passed: tuple[str, ...] = ()
    screens: int = 0
    """Screens answered: a checklist counts once."""

    @property
    def case(self) -> Case:
        """The case as answered."""
        return Case(age=self.age, sex=self.sex, answers=dict(self.answers), marks=self.marks)

    @property
    def blockers(self) -> list[str]:
        """What would make the result better, one sentence each."""
        found: list[str] = []
        if self.age is None:
            found.append(_("Say how old you are: what is likely depends on it."))
        if self.sex is None:
            found.append(_("Say your sex: what is likely, and what is asked, depends on it."))
        if not self.marks:
            found.append(_("Mark where it hurts."))
        return found


def checklist_view(
    safety: Sequence[Question], question: Mapping[str, Any] | None, tables: Tables
) -> dict[str, Any] | None:
    """Several red-flag questions with yes or no, to be ticked on one screen; None without any.

    Parameters
    ----------
    safety : sequence of Question
        Open red-flag questions, the most important first.
    question : mapping, optional
        The next question, in plain form; the list is about its topic first.
    """
    if question is None or question["kind"] != "red_flag" or question["answers"] != "yes_no":
        return None
    findings = tables.knowledge.findings
    fit = [
        q for q in safety
        if findings[q.finding].answers == "yes_no"
        and findings[q.finding].kind == findings[question["finding"]].kind
    ]
    fit.sort(key=lambda q: findings[q.finding].topic != question["topic"])  # stable
    if len(fit) < 2:
        return None
    return {
        "title": _("Does any of this apply to you?"),
        "why": _("These check for causes that must not be missed. Tick what applies."),
        "items": [plain_question(q, tables) for q in fit[:MOST_ON_A_CHECKLIST]],
    }


def progress_view(interview: Interview, *, safety: int, over: bool) -> dict[str, Any]:
    """How far the interview is, and about how much of it is left.

    Parameters
    ----------
    safety : int
        How many red-flag questions are open.
    over : bool
        Whether nothing is left to ask.

    Examples
    --------
    >>> progress_view(Interview(screens=2), safety=9, over=False)["text"]
    'question 3, about 18 to go'
    """
    number = interview.screens + 1
    if over:
        return {"number": number - 1, "to_go": 0, "text": _("That was the last question.")}
    left = max(TYPICAL_INTERVIEW - len(interview.answers), 2)
    screens = -(-safety // MOST_ON_A_CHECKLIST) + left
    to_go = max(min(screens, MOST_QUESTIONS - number), 1)
    return {"number": number, "to_go": to_go,
            "text": _("question {number}, about {to_go} to go", number=number, to_go=to_go)}


def marks_view(interview: Interview, tables: Tables) -> list[dict[str, Any]]:
    """Where it hurts, as values and in words."""
    regions = tables.knowledge.regions
    return [
        {"region": m.region, "side": m.side, "intensity": m.intensity,
         "text": mark_in_words(m, regions[m.region])}
        for m in interview.marks
    ]


def answer_view(
    key: str, answer: Answer | None, *, case: Case, tried: Mapping[str, Answer], tables: Tables
) -> dict[str, Any]:
    """One answer with its choices, so that it can be changed.

    Parameters
    ----------
    answer : str or number, optional
        None: it was asked and is not known.
    case : Case
        The case as answered.
    tried : mapping
        Answers that are being tried instead.
    """
    finding = tables.knowledge.findings[key]
    if answer is None:
        text, given = _("Not sure"), None
    else:
        given = answer_bin(finding, answer)
        text = answer_in_words(finding, given, case.answers.get(key))
    return {
        "finding": key, "name": finding.name, "question": finding.question,
        "answers": finding.answers, "unit": finding.unit, "minimum": finding.minimum,
        "maximum": finding.maximum, "kind": finding.kind, "value": answer, "bin": given,
        "choices": [{"id": c.id, "label": c.label} for c in finding.choices],
        "text": text[:1].upper() + text[1:], "tried": key in tried,
        "tried_value": tried.get(key),
    }


def what_if_view(
    after: Mapping[str, Any], *, case: Case, tried: Mapping[str, Answer], tables: Tables
) -> dict[str, Any] | None:
    """What the tried answers change; None while none is tried.

    Parameters
    ----------
    after : mapping
        The result with the tried answers in place.
    case : Case
        The case as answered.
    """
    if not tried:
        return None
    before = assess_case(case, tables, most_next=0, explained=0)
    hidden = before["suppressed"] or after["suppressed"]
    return {
        "answers": [
            answer_view(key, value, case=case, tried=tried, tables=tables)
            for key, value in tried.items()
        ],
        "triage_before": before["triage"]["level"],
        "triage_after": after["triage"]["level"],
        "suppressed": hidden,
        "changes": []
        if hidden
        else change_rows(before["differential"], after["differential"]),
    }


def stability_view(result: Mapping[str, Any], tables: Tables) -> list[str]:
    """How sure the first place is, in sentences."""
    knowledge = tables.knowledge
    most = result["stability"]["most_sensitive"] or {}
    names: dict[str, str] = {}
    for key in (str(most.get("condition", "")), str(most.get("finding", ""))):
        if key in knowledge.conditions:
            names[key] = knowledge.conditions[key].plain_name
        elif key in knowledge.findings:
            names[key] = knowledge.findings[key].name
        elif key in knowledge.regions:
            names[key] = _("pain marked at: {place}", place=knowledge.regions[key].plain_name)
    return stability_words(result["stability"], names)


def summary_view(
    interview: Interview, result: Mapping[str, Any], tables: Tables
) -> dict[str, Any]:
    """What was asked, what was not sure, and what was not asked."""
    findings = tables.knowledge.findings
    open_needs = [need for rule in result["triage"]["open"] for need in rule["needs"]]
    not_asked = [
        {"finding": key, "name": findings[key].name, "question": findings[key].question}
        for key in dict.fromkeys(open_needs)
        if key in findings
    ]
    return {
        "asked": len(interview.answers),
        "not_sure": list(interview.passed),
        "not_asked": not_asked,
        "case": plain_case(interview.case),
    }
