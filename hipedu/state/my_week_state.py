"""A person's week of exercises: wishes, danger signs, the week and its edits, the log.

`MyWeekState.view()` holds ``wish``, ``gate`` (danger signs, and why there is no week if there is
none), ``week`` (seven days with their exercises and runs), ``focus`` (one exercise, or one day to
which something is added, with reasons, doses and what could be put there), ``balance``,
``reading``, ``log``, ``export``, ``can_undo``, ``can_redo`` and ``inputs`` for `restore`. The parts
are made in `my_week_view` and `my_week_focus`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import traitlets

from hipedu.api import programme_for
from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import Programme
from hipedu.rehab import plan_changes as edit
from hipedu.rehab.pain_monitoring import Refused
from hipedu.rehab.plan_parts import WeekPlan
from hipedu.rehab.plan_plain import PlanFile, answers_again, plain_plan, plan_again
from hipedu.rehab.plan_rules import PlanRules, rules_for
from hipedu.rehab.programmes import missing_to_begin, next_phase
from hipedu.rehab.session_log import LogEntry, entry_again, plain_entry
from hipedu.state.danger_signs import open_signs
from hipedu.state.my_week_draft import (
    FAR_DAYS,
    MOST_LOG,
    Draft,
    blank_plan,
    draft_again,
    first_draft,
    made,
    plain_inputs,
    refusal,
    request_of,
    with_export,
    with_signs,
    with_wish,
)
from hipedu.state.undoable import Undoable

DAYS = range(7)


class Focus(NamedTuple):
    """What is looked at closely: an ``item`` of a day, a ``run``, or a ``day`` to add to."""

    kind: str
    day: int
    exercise: str = ""


class MyWeekState(Undoable[Draft]):
    """A week of exercises and running, and what was done of it.

    Parameters
    ----------
    catalogue : Catalogue
        Exercises, programmes, rules.
    today : date
        Today, for the log and for the Monday on which the calendar begins.
    read : function, optional
        Reads a plan file; raises ValueError with a sentence.
    """

    remembered = "draft"
    draft = traitlets.Any()
    actions = frozenset({
        "set_wish", "answer_signs", "make_again", "look_at", "look_away", "swap", "remove", "add",
        "move", "move_session", "set_dose", "add_everyday", "ease", "move_run", "remove_run",
        "add_run", "log_session", "set_entry", "remove_entry", "set_export", "answer_check",
        "next_phase", "open_file", "undo", "redo", "reset", "restore",
    })  # fmt: skip

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        today: dt.date,
        read: Callable[[bytes], PlanFile] | None = None,
    ) -> None:
        super().__init__(first_draft(today))
        self.catalogue = catalogue
        self.today = today
        self.focus: Focus | None = None
        self.opened: tuple[str, ...] = ()
        self._read = read
        self._rules: PlanRules | None = None

    # wishes and danger signs ----------------------------------------------------------------

    @property
    def programme(self) -> Programme | None:
        """The programme that was chosen; None for prevention."""
        return programme_for(self.draft.programme, self.catalogue)

    @property
    def rules(self) -> PlanRules:
        """What the week must keep to."""
        request = request_of(self.draft)
        if self._rules is None or self._rules.request != request:
            self._rules = rules_for(request, self.catalogue.exercises, self.programme)
        return self._rules

    @property
    def refusal(self) -> str | None:
        """Why there is no week now; None if there is one."""
        return refusal(self.draft, self.catalogue)

    @property
    def red_flags(self) -> list[str]:
        """Titles of the rules whose sign was ticked."""
        return [each["title"] for each in open_signs(self.draft.signs or (), self.catalogue)]

    def set_wish(self, name: str, value: Any) -> None:
        """Change programme, stage, days, minutes, equipment, hurting or allowed.

        Raises
        ------
        ValueError
            If it cannot be, in words.
        """
        draft = with_wish(self.draft, str(name), value, self.catalogue)
        if draft != self.draft:
            self._change(made(draft, self.catalogue))

    def answer_signs(self, signs: Any) -> None:
        """Say which danger signs are there; an empty list says none; None asks again."""
        draft = with_signs(self.draft, signs)
        if draft.plan is None and refusal(draft, self.catalogue) is None:
            draft = made(draft, self.catalogue)
        self._change(draft)

    # the week -------------------------------------------------------------------------------

    @property
    def plan(self) -> WeekPlan:
        """The week.

        Raises
        ------
        Refused
            While there is none.
        """
        draft: Draft = self.draft
        why = self.refusal
        if draft.plan is None or why is not None:
            raise Refused(why or _("There is no week yet."))
        return draft.plan

    def _edit(self, change: Callable[..., WeekPlan], **args: Any) -> None:
        plan = self.plan
        new = change(plan, self.rules, **args)
        if new != plan:
            self._change(self.draft._replace(plan=new, edited=True))

    def make_again(self) -> None:
        """Another week for the same wishes, where there is a choice."""
        plan = self.plan
        for seed in range(self.draft.seed + 1, self.draft.seed + 13):
            again = made(self.draft._replace(seed=seed), self.catalogue)
            if again.plan is not None and again.plan.sessions != plan.sessions:
                self.focus = None
                self._change(again)
                return
        raise ValueError(
            _("There is no other choice for these wishes: this week holds all there is.")
        )

    def swap(self, day: int, old: str, new: str) -> None:
        """Put another exercise in the place of one."""
        self._edit(edit.swapped, day=day, old=str(old), new=str(new))
        self.focus = Focus("item", day, str(new))

    def remove(self, day: int, exercise: str) -> None:
        """Take an exercise off a day."""
        self._edit(edit.removed, day=day, exercise=str(exercise))
        self.focus = None

    def add(self, day: int, exercise: str) -> None:
        """Put an exercise on a day."""
        self._edit(edit.added, day=day, exercise=str(exercise))
        self.focus = Focus("item", day, str(exercise))

    def move(self, day: int, exercise: str, to: int) -> None:
        """Put an exercise of one day on another."""
        self._edit(edit.moved, day=day, exercise=str(exercise), to=to)
        if self.focus == Focus("item", day, str(exercise)):
            self.focus = Focus("item", to, str(exercise))

    def move_session(self, day: int, to: int) -> None:
        """Put all exercises of a day on another; two days change places."""
        self._edit(edit.session_moved, day=day, to=to)
        self.focus = None

    def set_dose(self, day: int, exercise: str, part: str, value: float) -> None:
        """Change sets, reps or hold_s of one exercise of a day."""
        self._edit(edit.dosed, day=day, exercise=str(exercise), part=part, value=float(value))

    def add_everyday(self) -> None:
        """Put what the phase means for more days on those days."""
        self._edit(edit.everyday)

    def ease(self) -> None:
        """A third to a half less of everything, as after a red light."""
        self._edit(edit.eased)

    def move_run(self, day: int, to: int) -> None:
        """Put a run on another day."""
        self._edit(edit.run_moved, day=day, to=to)
        if self.focus == Focus("run", day):
            self.focus = Focus("run", to)

    def remove_run(self, day: int) -> None:
        """Take a run out."""
        self._edit(edit.run_removed, day=day)
        self.focus = None

    def add_run(self, day: int) -> None:
        """Put a run on a day."""
        self._edit(edit.run_added, day=day)
        self.focus = Focus("run", day)

    def look_at(self, kind: str, day: int, exercise: str = "") -> None:
        """Look closely at an ``item``, a ``run``, or a ``day`` to add to."""
        if kind not in ("item", "run", "day") or day not in DAYS:
            raise ValueError(_("There is nothing to look at."))
        self.focus = Focus(kind, int(day), str(exercise))

    def look_away(self) -> None:
        """Look at the whole week again."""
        self.focus = None

    def shown_focus(self) -> Focus | None:
        """What is looked at, if it is still there."""
        focus, plan = self.focus, self.draft.plan
        if focus is None or plan is None or self.refusal is not None:
            return None
        if focus.kind == "item":
            there = [i.exercise for s in plan.sessions if s.day == focus.day for i in s.items]
            return focus if focus.exercise in there else None
        if focus.kind == "run":
            return focus if any(run.day == focus.day for run in plan.runs) else None
        return focus

    # what was done --------------------------------------------------------------------------

    def log_session(self, entry: Any) -> None:
        """Note a session: date, kind, done, during, morning, settled, warning, note."""
        new = self._entry(entry)
        if len(self.draft.log) >= MOST_LOG:
            raise ValueError(_("The log is full. Save the plan file and begin a new log."))
        self._log((*self.draft.log, new))

    def _entry(self, raw: Any) -> LogEntry:
        if not isinstance(raw, Mapping):
            raise ValueError(_("That session could not be read. Enter it again."))
        entry = entry_again(raw, self.catalogue.exercises)
        if entry.date > self.today + dt.timedelta(days=1):  # a day of grace for time zones
            raise ValueError(_("That day has not come yet. Log a session once it is done."))
        if entry.date < self.today - dt.timedelta(days=FAR_DAYS):
            raise ValueError(_("That day lies more than ten years back."))
        return entry

    def set_entry(self, index: int, name: str, value: Any) -> None:
        """Change one part of an entry, such as the next morning."""
        entry = self._entry({**plain_entry(self._logged(index)), str(name): value})
        self._log(entry if at == index else each for at, each in enumerate(self.draft.log))

    def remove_entry(self, index: int) -> None:
        """Take an entry out of the log."""
        self._logged(index)
        self._log(each for at, each in enumerate(self.draft.log) if at != index)

    def _logged(self, index: int) -> LogEntry:
        log: tuple[LogEntry, ...] = self.draft.log
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(log):
            raise ValueError(_("There is no such line in the log."))
        return log[index]

    def _log(self, entries: Iterable[LogEntry]) -> None:
        log = tuple(sorted(entries, key=lambda entry: entry.date))
        self._change(self.draft._replace(log=log))

    # the next phase -------------------------------------------------------------------------

    def answer_check(self, check: str, value: Any) -> None:
        """Answer one goal of the phase with a number or yes and no; None takes it back."""
        if self.programme is None:
            raise ValueError(_("Prevention has no goals to pass."))
        answers = {name: given for name, given in self.draft.answers if name != check}
        if value is not None:
            found = answers_again({str(check): value}, blank_plan(self.draft), self.catalogue)
            if not found:
                raise ValueError(_("Answer with a number from 0, or with yes or no."))
            answers |= found
        self._change(self.draft._replace(answers=tuple(sorted(answers.items()))))

    def next_phase(self) -> None:
        """Go on to the next phase, if its goals are reached."""
        programme = self.programme
        if programme is None:
            raise ValueError(_("Prevention has no phases to pass."))
        answers = dict(self.draft.answers)
        step = next_phase(programme, self.draft.stage, answers)
        missing = (*missing_to_begin(programme, self.draft.stage, answers), *step.missing)
        if missing or step.stage is None:
            why = missing[0].why if missing else _("This is the last phase.")
            raise ValueError(_("Not yet. {why}", why=why))
        self.focus = None
        self.set_wish("stage", step.stage.id)

    # files ----------------------------------------------------------------------------------

    def set_export(self, name: str, value: Any) -> None:
        """Change note, monday, at or weeks of what is saved."""
        self._change(with_export(self.draft, name, value, today=self.today))

    def held(self) -> PlanFile:
        """What a plan file holds now."""
        draft: Draft = self.draft
        return PlanFile(self.plan, draft.log, dict(draft.answers), draft.note)

    def open_file(self, name: str = "", buffers: Any = ()) -> None:
        """Take over the plan and the log of a file that was saved before.

        The danger signs are asked again: a file does not know how somebody is today.
        """
        del name
        if self._read is None or len(buffers) != 1:
            raise ValueError(_("Choose one file."))
        found = self._read(bytes(buffers[0]))
        plan, request = found.plan, found.plan.request
        if request.equipment is None:  # a file of the command line: anything is at hand
            plain = plain_plan(plan)
            plain["request"]["equipment"] = list(self.catalogue.vocabularies["equipment"])
            plan = plan_again(plain, self.catalogue)
            request = plan.request
        until = self.today + dt.timedelta(days=1)
        self.opened = found.problems
        self.focus = None
        self._change(
            self.draft._replace(
                programme=request.programme, stage=request.stage, days=request.days,
                minutes=request.minutes, equipment=request.equipment or (),
                hurting=request.hurting, allowed=request.allowed, seed=request.seed,
                signs=None, plan=plan, edited=True, note=found.note,
                log=tuple(entry for entry in found.log if entry.date <= until)[-MOST_LOG:],
                answers=tuple(sorted(found.answers.items())),
            )
        )  # fmt: skip

    # undo and another copy ------------------------------------------------------------------

    def reset(self) -> None:
        """As at the start."""
        self.focus = None
        self.opened = ()
        super().reset()

    def restore(self, inputs: Any) -> None:
        """Take over another copy's ``inputs``.

        Raises
        ------
        ValueError
            If they are not what a view holds.
        """
        draft = draft_again(inputs, self.catalogue, today=self.today)
        self.focus = None
        self._change(draft)

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        from hipedu.state.my_week_view import week_view

        return {
            **week_view(self),
            **self.what_can_be_undone,
            "inputs": plain_inputs(self.draft),
        }
