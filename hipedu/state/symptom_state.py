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
from typing import Any

import traitlets

from hipedu.language import _
from hipedu.reasoning.assess import assess_case
from hipedu.reasoning.case import (
    Case,
    nearest_ids,
    parse_age,
    parse_answer,
    parse_case,
    parse_mark,
    parse_sex,
    plain_case,
)
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.implied import with_implied
from hipedu.reasoning.next_question import Question, safety_questions
from hipedu.reasoning.triage import triage
from hipedu.state.differential_view import differential_rows, remainder_row
from hipedu.state.kept import UNREADABLE
from hipedu.state.symptom_view import (
    Interview,
    answer_view,
    checklist_view,
    marks_view,
    progress_view,
    stability_view,
    summary_view,
    what_if_view,
)
from hipedu.state.undoable import Undoable

SHOWN_REASONS = 8


class SymptomState(Undoable[Interview]):
    """The interview so far and everything that follows from it.

    Parameters
    ----------
    tables : Tables
        From `hipedu.reasoning_tables`.
    """

    remembered = "interview"
    interview = traitlets.Any()
    tried = traitlets.Any()
    exam = traitlets.Bool(False)

    actions = frozenset({
        "answer", "answer_many", "skip", "clear", "set_person", "mark", "unmark", "take_marks",
        "what_if", "keep_what_if", "drop_what_if", "set_exam", "load", "undo", "redo", "reset",
        "restore",
    })

    def __init__(self, tables: Tables) -> None:
        super().__init__(Interview())
        self.tables = tables
        self.tried = {}

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
        self._change(now._replace(answers=answers, passed=passed))

    def set_person(self, age: Any = None, sex: Any = None) -> None:
        """Set age and sex; None means not known."""
        if isinstance(age, str) and age.strip().isdigit():
            age = int(age)
        self._change(self.interview._replace(age=parse_age(age), sex=parse_sex(sex)))

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
        self._change(self.interview._replace(marks=kept))

    def take_marks(self, regions: Any) -> None:
        """Take the marks over from the pain map, in the plain form of a case's ``regions``."""
        case = parse_case({"regions": regions}, self.tables.knowledge)
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
        super().undo()
        self.tried = {}

    def redo(self) -> None:
        """Do again what was taken back."""
        super().redo()
        self.tried = {}

    def reset(self) -> None:
        """Start again; this can be undone."""
        self.tried = {}
        super().reset()

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
        now: Interview = self.interview
        return now.case

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
        now: Interview = self.interview
        return now.blockers

    def view(self) -> dict[str, Any]:
        """Return everything that the page draws, as plain values."""
        case = self.tried_case
        now: Interview = self.interview
        passed = set(now.passed)
        result = assess_case(
            case, self.tables, exam=self.exam, passed=passed, asked=now.screens,
            most_next=1, explained=SHOWN_REASONS,
        )
        safety = self._open_safety(case)
        question = result["next"][0] if result["next"] else None
        rows = [] if result["suppressed"] else differential_rows(result["differential"])
        return {
            "person": {"age": now.age, "sex": now.sex},
            "marks": marks_view(now, self.tables),
            "regions": plain_case(self.case)["regions"],
            "question": question,
            "checklist": checklist_view(safety, question, self.tables),
            "progress": progress_view(now, safety=len(safety), over=question is None),
            "answers": [
                answer_view(key, value, case=now.case, tried=self.tried, tables=self.tables)
                for key, value in (*now.answers, *((key, None) for key in now.passed))
            ],
            "triage": result["triage"],
            "suppressed": result["suppressed"],
            "rows": rows,
            "remainder": None if result["suppressed"] else remainder_row(rows),
            "conditions": len(self.tables.conditions),
            "stability": result["stability"],
            "stability_words": [] if result["suppressed"] else stability_view(result, self.tables),
            "what_if": what_if_view(
                result, case=now.case, tried=self.tried, tables=self.tables
            ),
            "summary": summary_view(now, result, self.tables),
            "exam": self.exam,
            "inputs": {"case": plain_case(self.case), "passed": list(now.passed),
                       "exam": self.exam, "screens": now.screens},
            "blockers": self.blockers,
            **self.what_can_be_undone,
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
        self._change(
            now._replace(
                answers=tuple(kept.items()), passed=tuple(passed), screens=now.screens + new
            )
        )

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

    def _open_safety(self, case: Case) -> list[Question]:
        case = with_implied(case, self.tables.knowledge)
        result = triage(case, self.tables)
        if result.level == "emergency":
            return []
        return safety_questions(
            case, self.tables, result, exam=self.exam, passed=set(self.interview.passed)
        )
