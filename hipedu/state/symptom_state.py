"""The symptom checker: an interview that can be changed at any point. Runs without Jupyter.

`SymptomState.view()` holds:

``person``, ``marks``
    age, sex and where it hurts, in words and as values.
``question``
    the next question with its choices and why it is asked; None when the interview is over.
``checklist``
    when several open red-flag questions wait: up to eight of them with one topic, to be answered
    on one screen with `answer_many`; `question` is then the first of them.
``progress``
    ``number``, ``to_go`` and a sentence.
``answers``
    what was answered, in that order, each with its choices so that it can be changed.
``triage``
    how soon, what to do, why, and which rules fired.
``rows``, ``remainder``
    the differential, rounded to 5, with reasons; empty after an emergency (``suppressed``).
``stability_words``
    how sure the first place is, and which number of the knowledge base it hangs on most.
``what_if``
    what would change under the answers that are being tried.
``summary``
    what was asked and what was not, to take along.
``inputs``
    everything entered, for `SymptomState.restore` in another copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import traitlets

from hipedu.language import _
from hipedu.model import Sex
from hipedu.reasoning.assess import assess_case, plain_question
from hipedu.reasoning.case import (
    Answer,
    Case,
    Mark,
    answer_bin,
    nearest_ids,
    parse_age,
    parse_answer,
    parse_case,
    parse_mark,
    parse_sex,
    plain_case,
)
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.explanation import answer_in_words
from hipedu.reasoning.implied import with_implied
from hipedu.reasoning.next_question import (
    MOST_QUESTIONS,
    Question,
    informative_questions,
    safety_questions,
)
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.triage import triage
from hipedu.state.differential_view import (
    change_rows,
    differential_rows,
    remainder_row,
    stability_words,
)
from hipedu.state.kept import UNREADABLE
from hipedu.state.steps import Steps
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


class SymptomState(traitlets.HasTraits):
    """The interview so far and everything that follows from it.

    Parameters
    ----------
    tables : Tables
        From `hipedu.reasoning_tables`.
    """

    interview = traitlets.Any()
    tried = traitlets.Any()
    exam = traitlets.Bool(False)

    actions = frozenset({
        "answer", "answer_many", "skip", "clear", "set_person", "mark", "unmark", "take_marks",
        "what_if", "keep_what_if", "drop_what_if", "set_exam", "load", "undo", "redo", "reset",
        "restore",
    })

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.tables = tables
        self.interview = Interview()
        self.tried = {}
        self._steps = Steps(self.interview)

    # what a page may do ------------------------------------------------------------------

    def answer(self, finding: str, value: Any) -> None:
        """Answer a question, or change an answer; None or "not_sure" notes that it is not known.

        Raises
        ------
        ValueError
            If the finding is not known, or does not take this answer.
        """
        self._answer({finding: value})

    def answer_many(self, answers: Mapping[str, Any]) -> None:
        """Answer several questions of one screen at once; all or none are taken."""
        if not isinstance(answers, Mapping) or not answers:
            raise ValueError(_("Give at least one answer."))
        self._answer(answers)

    def skip(self, finding: str) -> None:
        """Pass over a question; it is listed as not answered and not asked again."""
        self._answer({finding: None})

    def clear(self, finding: str) -> None:
        """Remove an answer, so that it may be asked again."""
        self._need(finding)
        now = self.interview
        answers = tuple(item for item in now.answers if item[0] != finding)
        passed = tuple(key for key in now.passed if key != finding)
        self.tried = {key: value for key, value in self.tried.items() if key != finding}
        if (answers, passed) != (now.answers, now.passed):
            self._change(now._replace(answers=answers, passed=passed))

    def set_person(self, age: Any = None, sex: Any = None) -> None:
        """Set age and sex; None means not known."""
        if isinstance(age, str) and age.strip().isdigit():
            age = int(age)
        new = self.interview._replace(age=parse_age(age), sex=parse_sex(sex))
        if new != self.interview:
            self._change(new)

    def mark(self, region: str, side: str | None = None, intensity: float | None = None) -> None:
        """Mark a place that hurts."""
        given = parse_mark(region, {"side": side, "intensity": intensity}, self.tables.knowledge)
        kept = tuple(
            m for m in self.interview.marks
            if m.region != region or (side and m.side not in (side, "both"))
        )
        self._change(self.interview._replace(marks=kept if given is None else (*kept, given)))

    def unmark(self, region: str, side: str | None = None) -> None:
        """Take a mark away, on one side or on all."""
        parse_mark(region, {}, self.tables.knowledge)
        kept = tuple(
            m for m in self.interview.marks if m.region != region or (side and m.side != side)
        )
        if kept != self.interview.marks:
            self._change(self.interview._replace(marks=kept))

    def take_marks(self, regions: Any) -> None:
        """Take the marks over from the pain map, in the plain form of a case's ``regions``."""
        case = parse_case({"regions": regions}, self.tables.knowledge)
        if case.marks != self.interview.marks:
            self._change(self.interview._replace(marks=case.marks))

    def what_if(self, finding: str, value: Any = None) -> None:
        """Try another answer without losing the one given; None stops trying it.

        "unknown" tries how things would stand had it not been asked.
        """
        record = self._need(finding)
        tried = {key: answer for key, answer in self.tried.items() if key != finding}
        if value is not None:
            answer = parse_answer(record, value)
            if answer != dict(self.interview.answers).get(finding):
                tried[finding] = answer
        self.tried = tried

    def keep_what_if(self) -> None:
        """Make the tried answers the real ones."""
        tried, self.tried = self.tried, {}
        if tried:
            self._answer(tried)

    def drop_what_if(self) -> None:
        """Go back to the answers as given."""
        self.tried = {}

    def set_exam(self, on: bool) -> None:
        """Turn exam mode on or off: with it, examinations are asked, too."""
        self.exam = bool(on)

    def load(self, case: Any) -> None:
        """Begin with a whole case in its plain form."""
        read = parse_case(case, self.tables.knowledge)
        self.tried = {}
        self._change(Interview(age=read.age, sex=read.sex, marks=read.marks,
                               answers=tuple(read.answers.items())))

    def undo(self) -> None:
        """Take the last change back."""
        self.interview = self._steps.undo()
        self.tried = {}

    def redo(self) -> None:
        """Do again what was taken back."""
        self.interview = self._steps.redo()
        self.tried = {}

    def reset(self) -> None:
        """Start again; this can be undone."""
        self.tried = {}
        if self.interview != Interview():
            self._change(Interview())

    def restore(self, inputs: Any) -> None:
        """Take over the ``inputs`` of another copy's view; all of it or nothing.

        Raises
        ------
        ValueError
            If something in it is not valid.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(UNREADABLE))
        read = parse_case(inputs.get("case"), self.tables.knowledge)
        passed = inputs.get("passed") or []
        if not isinstance(passed, list):
            raise ValueError(_(UNREADABLE))
        for finding in passed:
            self._need(finding)
        answers = tuple(read.answers.items())
        screens = inputs.get("screens")
        most = len(answers) + len(passed)
        self.tried = {}
        self.exam = bool(inputs.get("exam"))
        self._change(Interview(age=read.age, sex=read.sex, marks=read.marks, answers=answers,
                               passed=tuple(dict.fromkeys(passed)),
                               screens=min(screens, most) if isinstance(screens, int) else most))

    # what follows ------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as answered."""
        now = self.interview
        return Case(age=now.age, sex=now.sex, answers=dict(now.answers), marks=now.marks)

    @property
    def tried_case(self) -> Case:
        """The case with the tried answers in place."""
        case = self.case
        for finding, answer in self.tried.items():
            case = case.with_answer(finding, answer)
        return case

    @property
    def blockers(self) -> list[str]:
        """What would make the result better, one sentence each."""
        found: list[str] = []
        if self.interview.age is None:
            found.append(_("Say how old you are: what is likely depends on it."))
        if self.interview.sex is None:
            found.append(_("Say your sex: what is likely, and what is asked, depends on it."))
        if not self.interview.marks:
            found.append(_("Mark where it hurts."))
        return found

    def view(self) -> dict[str, Any]:
        """Return everything that the page draws, as plain values."""
        case = self.tried_case
        now = self.interview
        passed = set(now.passed)
        result = assess_case(
            case, self.tables, exam=self.exam, passed=passed, asked=self._asked(),
            most_next=1, explained=SHOWN_REASONS,
        )
        safety = self._open_safety(case)
        question = result["next"][0] if result["next"] else None
        rows = [] if result["suppressed"] else differential_rows(result["differential"])
        return {
            "person": {"age": now.age, "sex": now.sex},
            "marks": self._plain_marks(),
            "regions": plain_case(self.case)["regions"],
            "question": question,
            "checklist": self._checklist(safety, question),
            "progress": self._progress(question, len(safety)),
            "answers": [self._plain_answer(key, value) for key, value in now.answers]
            + [self._plain_answer(key, None) for key in now.passed],
            "triage": result["triage"],
            "suppressed": result["suppressed"],
            "rows": rows,
            "remainder": None if result["suppressed"] else remainder_row(rows),
            "conditions": len(self.tables.conditions),
            "stability": result["stability"],
            "stability_words": [] if result["suppressed"] else self._stability(result),
            "what_if": self._what_if(result),
            "summary": self._summary(result),
            "exam": self.exam,
            "inputs": {"case": plain_case(self.case), "passed": list(now.passed),
                       "exam": self.exam, "screens": now.screens},
            "blockers": self.blockers,
            "can_undo": self._steps.can_undo,
            "can_redo": self._steps.can_redo,
            "versions": result["versions"],
        }

    def _answer(self, answers: Mapping[str, Any]) -> None:
        read = {key: parse_answer(self._need(key), value) for key, value in answers.items()}
        now = self.interview
        kept = dict(now.answers)
        passed = [key for key in now.passed if key not in read]
        new = any(key not in kept and key not in now.passed for key in read)
        for key, answer in read.items():
            if answer is None:
                kept.pop(key, None)
                passed.append(key)
            else:
                kept[key] = answer
        self.tried = {key: value for key, value in self.tried.items() if key not in read}
        changed = now._replace(answers=tuple(kept.items()), passed=tuple(passed),
                               screens=now.screens + new)
        if changed != now:
            self._change(changed)

    def _change(self, interview: Interview) -> None:
        self.interview = interview
        self._steps.add(interview)

    def _need(self, finding: str) -> Any:
        findings = self.tables.knowledge.findings
        record = findings.get(finding) if isinstance(finding, str) else None
        if record is None:
            names = {key: (item.name, *item.synonyms) for key, item in findings.items()}
            near = ", ".join(nearest_ids(str(finding)[:80], names)) or "none"
            asked = repr(str(finding)[:60])
            raise ValueError(
                _("There is no question {asked}. The nearest are: {near}.", asked=asked, near=near)
            )
        return record

    def _asked(self) -> int:
        return int(self.interview.screens)

    def _open_safety(self, case: Case) -> list[Question]:
        case = with_implied(case, self.tables.knowledge)
        result = triage(case, self.tables)
        if result.level == "emergency":
            return []
        return safety_questions(
            case, self.tables, result, exam=self.exam, passed=set(self.interview.passed)
        )

    def _checklist(
        self, safety: list[Question], question: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """Several red-flag questions with yes or no, to be ticked on one screen."""
        if question is None or question["kind"] != "red_flag":
            return None
        if question["answers"] != "yes_no":
            return None
        findings = self.tables.knowledge.findings
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
            "items": [plain_question(q, self.tables) for q in fit[:MOST_ON_A_CHECKLIST]],
        }

    def _progress(self, question: dict[str, Any] | None, safety: int) -> dict[str, Any]:
        number = self._asked() + 1
        if question is None:
            return {"number": number - 1, "to_go": 0, "text": _("That was the last question.")}
        left = max(TYPICAL_INTERVIEW - len(self.interview.answers), 2)
        screens = -(-safety // MOST_ON_A_CHECKLIST) + left
        to_go = max(min(screens, MOST_QUESTIONS - number), 1)
        return {"number": number, "to_go": to_go,
                "text": _("question {number}, about {to_go} to go", number=number, to_go=to_go)}

    def _plain_marks(self) -> list[dict[str, Any]]:
        regions = self.tables.knowledge.regions
        return [
            {"region": m.region, "side": m.side, "intensity": m.intensity,
             "text": mark_in_words(m, regions[m.region])}
            for m in self.interview.marks
        ]

    def _plain_answer(self, key: str, answer: Answer | None) -> dict[str, Any]:
        finding = self.tables.knowledge.findings[key]
        if answer is None:
            text, given = _("Not sure"), None
        else:
            given = answer_bin(finding, answer)
            text = answer_in_words(finding, given, self.case.answers.get(key))
        return {
            "finding": key, "name": finding.name, "question": finding.question,
            "answers": finding.answers, "unit": finding.unit, "minimum": finding.minimum,
            "maximum": finding.maximum, "kind": finding.kind, "value": answer, "bin": given,
            "choices": [{"id": c.id, "label": c.label} for c in finding.choices],
            "text": text[:1].upper() + text[1:], "tried": key in self.tried,
            "tried_value": self.tried.get(key),
        }

    def _what_if(self, after: dict[str, Any]) -> dict[str, Any] | None:
        if not self.tried:
            return None
        before = assess_case(self.case, self.tables, most_next=0, explained=0)
        return {
            "answers": [self._plain_answer(key, value) for key, value in self.tried.items()],
            "triage_before": before["triage"]["level"],
            "triage_after": after["triage"]["level"],
            "suppressed": before["suppressed"] or after["suppressed"],
            "changes": []
            if before["suppressed"] or after["suppressed"]
            else change_rows(before["differential"], after["differential"]),
        }

    def _stability(self, result: dict[str, Any]) -> list[str]:
        knowledge = self.tables.knowledge
        most = result["stability"]["most_sensitive"] or {}
        names: dict[str, str] = {}
        for key in (str(most.get("condition", "")), str(most.get("finding", ""))):
            if key in knowledge.conditions:
                names[key] = knowledge.conditions[key].plain_name
            elif key in knowledge.findings:
                names[key] = knowledge.findings[key].name
            elif key in knowledge.regions:
                names[key] = _(
                    "pain marked at: {place}", place=knowledge.regions[key].plain_name
                )
        return stability_words(result["stability"], names)

    def _summary(self, result: dict[str, Any]) -> dict[str, Any]:
        findings = self.tables.knowledge.findings
        open_needs = [need for rule in result["triage"]["open"] for need in rule["needs"]]
        not_asked = [
            {"finding": key, "name": findings[key].name, "question": findings[key].question}
            for key in dict.fromkeys(open_needs)
            if key in findings
        ]
        return {
            "asked": len(self.interview.answers),
            "not_sure": list(self.interview.passed),
            "not_asked": not_asked,
            "case": plain_case(self.case),
        }


SHOWN_REASONS = 8


def interview_questions(state: SymptomState, *, most: int = 5) -> list[Question]:
    """Return the questions of largest value now, without the red flags; for lessons."""
    case = state.tried_case
    post = posterior(case, state.tables)
    return informative_questions(
        case, state.tables, post, triage(case, state.tables, post), exam=state.exam,
        passed=set(state.interview.passed), most=most,
    )
