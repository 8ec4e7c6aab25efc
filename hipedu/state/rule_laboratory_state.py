"""The rule laboratory: one log under all rules, and whole fields of studies that chance invents.

Runs without Jupyter. `RuleLaboratoryState.view()` holds, ready for JSON:

``part``, ``parts``, ``plain``, ``terms``
    which of the five parts is open, their names, and its explanation: plain words, full terms.
``log``, ``scenarios``, ``kinds``
    where the runs come from (in the form that the drop area of the training page expects), the
    invented runners and the kinds of invented logs to choose from.
``rules``, ``knobs``, ``shuffle``, ``coupling``, ``studies``
    what each part shows; all but the open one are None, so that a click costs one part.
``sources``, ``model``
    the references of the open part; what the invented runners rest on.
``settings``
    everything that can be turned, with what it can be.
``headline``
    the finding of the open part as a sentence.
``inputs``, ``blockers``, ``caution``, ``can_undo``, ``can_redo``
    as on every page.

Two things take longer than a click: shuffling a log and running a field. Their methods come in
two forms, `shuffle` and `simulate` at once, and `work_steps` one step at a time.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import _, ngettext
from hipedu.state.kept import UNREADABLE
from hipedu.state.rule_laboratory_draft import (
    MOST_SEED,
    WINDOWS,
    Draft,
    draft_again,
    first_draft,
    inputs_of,
    known_rule,
    with_files,
    with_generated,
    with_knob,
    with_place,
    with_scenario,
    with_shuffle,
    with_size,
    with_study,
    with_windows,
)
from hipedu.state.rule_laboratory_settings import log_view, model_view, settings_view
from hipedu.state.rule_laboratory_studies import studies_part
from hipedu.state.rule_laboratory_view import (
    Answers,
    answers_of,
    coupling_part,
    knobs_part,
    rules_part,
    shuffle_part,
)
from hipedu.state.rule_laboratory_words import (
    PARTS,
    PLAIN,
    SHUFFLES,
    SOURCES,
    terms,
)
from hipedu.state.rule_laboratory_work import LongWork, Simulate
from hipedu.state.training_state import TrainingState
from hipedu.state.training_words import CAUTION
from hipedu.state.undoable import Undoable
from hipedu.training.cohorts import (
    with_setting,
)
from hipedu.training.generated_logs import KINDS
from hipedu.training.objections import lines_of
from hipedu.training.readers import Progress
from hipedu.training.rule_sensitivity import factor
from hipedu.training.rule_values import DayLog, day_log


class RuleLaboratoryState(Undoable[Draft]):
    """A log, five ways to take the rules apart, and what came of each.

    Parameters
    ----------
    catalogue : Catalogue
        Rules, scenarios, and the numbers of the invented runners.
    today : date
        Invented logs end on the last Sunday before it.
    draw : mapping, optional
        Figures by name: knob, null, coupling, forest, shining, cut_offs.
    simulate : function, optional
        `hipedu.evaluation.cohort.cohort_steps`, or what imports it when it is first called.
    """

    remembered = "draft"
    draft = traitlets.Any()
    part = traitlets.Enum(tuple(PARTS), default_value="rules")
    window_days = traitlets.Enum(WINDOWS, default_value=84)

    actions = frozenset({
        "open_part", "load_scenario", "load_generated", "another_log", "set_window", "choose_knob",
        "set_place", "set_shuffle", "set_rule", "shuffle", "set_windows", "draw_again",
        "set_cohort", "set_size", "another_field", "simulate", "show_study", "set_option",
        "cancel", "undo", "redo", "reset", "restore",
    })  # fmt: skip

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        today: dt.date,
        draw: Mapping[str, Callable[..., dict[str, Any]]] | None = None,
        simulate: Simulate | None = None,
    ) -> None:
        super().__init__(first_draft(catalogue, today=today))
        self.catalogue = catalogue
        self.today = today
        self.training = TrainingState(catalogue, today=today)
        self.lines = lines_of(catalogue.load_rules.values())
        self._draw = dict(draw or {})
        self._work = LongWork(self.lines, simulate)
        self._answers: Answers | None = None
        self._answers_of: tuple[Any, ...] = ()

    # the log -------------------------------------------------------------------------------

    def load_scenario(self, id: str) -> None:
        """Take an invented runner of the knowledge base."""
        self._change(with_scenario(self.draft, str(id), self.catalogue, today=self.today))

    def load_generated(self, id: str) -> None:
        """Let chance invent a log of this kind."""
        self._change(
            with_generated(self.draft, str(id), self.draft.seed, today=self.today)
        )

    def another_log(self) -> None:
        """The same kind of log, drawn anew."""
        if self.draft.source != "generated":
            raise ValueError(_("Only a log that chance invented can be drawn again."))
        seed = self.draft.seed % MOST_SEED + 1
        self._change(
            with_generated(self.draft, self.draft.source_id, seed, today=self.today)
        )

    def load_files(self, files: Iterable[tuple[str, bytes]], *, add: bool = False) -> None:
        """Read uploaded files and make them the log."""
        for _step in self.read_steps(files, add=add):
            pass

    def read_steps(
        self, files: Iterable[tuple[str, bytes]], *, add: bool = False
    ) -> Iterator[Progress]:
        """The same, one file at a time."""
        adding = add and self.draft.source == "files"
        if adding:  # undo, or another copy's entries, may have put another log in its place
            self.training.take_over(self.draft.runs)
        yield from self.training.read_steps(files, add=adding)
        result = self.training.log.result
        if result is not None and result.runs:
            self._change(with_files(self.draft, self.training.runs))

    def set_option(self, name: str, value: Any) -> None:
        """As on the training page: the time zone and the like."""
        self.training.set_option(name, value)

    @property
    def log(self) -> DayLog:
        """The runs by day, two years at most."""
        return self.answers.log

    @property
    def answers(self) -> Answers:
        """What every rule says of the log."""
        draft: Draft = self.draft
        key = (draft.runs, draft.first_day, draft.last_day)
        if self._answers is None or self._answers_of != key:
            log = day_log(draft.runs, first_day=draft.first_day, last_day=draft.last_day)
            self._answers = answers_of(log, self.catalogue.load_rules, self.lines)
            self._answers_of = key
        return self._answers

    # looking -------------------------------------------------------------------------------

    def open_part(self, part: str) -> None:
        """Turn to one of the five parts."""
        if part not in PARTS:
            raise ValueError(_("The parts are {parts}.", parts=", ".join(PARTS)))
        self.part = part

    def set_window(self, days: int) -> None:
        """How many days the strip shows."""
        if days not in WINDOWS:
            raise ValueError(
                _("The strip shows one of {days} days.", days=", ".join(map(str, WINDOWS)))
            )
        self.window_days = days

    # knobs, shuffles, windows --------------------------------------------------------------

    def choose_knob(self, id: str) -> None:
        """Which choice is varied; it begins at the usual one."""
        self._change(with_knob(self.draft, str(id)))

    def set_place(self, place: int) -> None:
        """Make another choice of the knob."""
        self._change(with_place(self.draft, place))

    def set_shuffle(self, kind: str) -> None:
        """What changes places in the null test."""
        self._change(with_shuffle(self.draft, kind))

    def set_rule(self, rule: str) -> None:
        """Whose null distribution is drawn."""
        self._change(self.draft._replace(rule=known_rule(rule, self.lines)))

    def set_windows(self, acute: int, chronic: int) -> None:
        """Lengths of the two windows whose coupling is looked at [day]."""
        self._change(with_windows(self.draft, acute, chronic))

    def draw_again(self) -> None:
        """Other random numbers."""
        self._change(self.draft._replace(draw=self.draft.draw % MOST_SEED + 1))

    # fields of studies -----------------------------------------------------------------------

    def set_cohort(self, name: str, value: Any) -> None:
        """Change one setting of the invented field."""
        self._change(self.draft._replace(cohort=with_setting(self.draft.cohort, str(name), value)))

    def set_size(self, id: str) -> None:
        """How many studies of how many runners: one of three sizes."""
        self._change(with_size(self.draft, id))

    def another_field(self) -> None:
        """Other runners, other chance: the same settings."""
        cohort = self.draft.cohort
        seed = cohort.seed % MOST_SEED + 1
        self._change(self.draft._replace(cohort=dataclasses.replace(cohort, seed=seed)))

    def show_study(self, rule: str | None = None, study: int | None = None) -> None:
        """Whose cut-offs are drawn: which rule, which study (the first is 0)."""
        self._change(with_study(self.draft, rule, study, self.lines))

    # what takes longer than a click ----------------------------------------------------------

    def shuffle(self) -> None:
        """Shuffle the log and count every rule's alarms, at once."""
        for _step in self.work_steps("shuffle"):
            pass

    def simulate(self) -> None:
        """Run the invented field, at once."""
        for _step in self.work_steps("simulate"):
            pass

    def work_steps(self, name: str) -> Iterator[dict[str, Any]]:
        """One of the two, a step at a time; `cancel` stops it, and nothing is kept then.

        Yields
        ------
        dict
            ``done`` of ``total``, and a ``note`` for whoever waits.
        """
        self._work.stopped = False
        draft: Draft = self.draft
        if name == "shuffle":
            yield from self._work.shuffling(self.log, draft.shuffled)
        else:
            yield from self._work.studying(draft.cohort)

    def cancel(self) -> None:
        """Stop what takes long: reading, shuffling, simulating."""
        self._work.stopped = True
        self.training.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether the last reading of files was stopped."""
        return self.training.cancelled

    @property
    def stopped(self) -> bool:
        """Whether the last shuffling or simulating was stopped."""
        return self._work.stopped

    # undo and another copy -------------------------------------------------------------------

    def reset(self) -> None:
        """As at the start; this can be undone."""
        super().reset()
        self.part, self.window_days = "rules", 84

    def restore(self, inputs: Any) -> None:
        """Take over another copy's ``inputs``; all of it or nothing.

        Raises
        ------
        ValueError
            If something in it is not valid.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(UNREADABLE))
        draft = draft_again(inputs, self.catalogue, self.lines, today=self.today)
        part, window = inputs.get("part", self.part), inputs.get("window_days", self.window_days)
        if part not in tuple(PARTS) or window not in WINDOWS:
            raise ValueError(_(UNREADABLE))
        self.part, self.window_days = part, window
        self._change(draft)

    # what follows ----------------------------------------------------------------------------

    @property
    def blockers(self) -> list[str]:
        """What is still missing, as sentences."""
        days = len(self.log)
        if days >= 28:
            return []
        return [
            ngettext(
                "The ratios need 28 days of log; this one has {n}. Most rules will be silent.",
                "The ratios need 28 days of log; this one has {n}. Most rules will be silent.",
                days,
            )
        ]

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        draft: Draft = self.draft
        shown = {part: self._part(part) if part == self.part else None for part in PARTS}
        now = shown[self.part] or {}
        return {
            "part": self.part,
            "parts": [{"id": id_, "name": _(name)} for id_, name in PARTS.items()],
            "plain": [_(text) for text in PLAIN[self.part]],
            "terms": [list(row) for row in terms(self.part, draft.cohort.world)],
            "log": log_view(
                draft,
                self.log,
                self.catalogue,
                home=self.training.home,
                result=self.training.log.result,
            ),
            "scenarios": [
                {"id": each.id, "title": each.title} for each in self.catalogue.scenarios.values()
            ],
            "kinds": [{"id": kind.id, "name": _(kind.name)} for kind in KINDS],
            **shown,
            "settings": settings_view(
                draft, self.lines, self.catalogue, window_days=self.window_days
            ),
            "sources": [
                {"key": key, "citation": known.citation, "checked": known.checked}
                for key in SOURCES[self.part]
                if (known := self.catalogue.references.get(key)) is not None
            ],
            "model": model_view(self.catalogue) if self.part == "studies" else None,
            "headline": now.get("title") or (now.get("titles") or [""])[0],
            "blockers": self.blockers,
            "caution": _(CAUTION),
            "inputs": inputs_of(draft, part=self.part, window_days=self.window_days),
            **self.what_can_be_undone,
        }

    def _part(self, part: str) -> dict[str, Any] | None:
        draft: Draft = self.draft
        if part == "rules":
            return rules_part(
                self.answers, self.catalogue.load_rules, self.lines, window=self.window_days
            )
        if part == "knobs":
            return knobs_part(
                self.log, factor(draft.knob), draft.place, self.lines, draw=self._draw.get("knob")
            )
        if part == "shuffle":
            results = self._work.shuffled(self.log, draft.shuffled)
            return results and shuffle_part(
                results, self.lines, rule=draft.rule, what=_(SHUFFLES[draft.shuffled]),
                draw=self._draw.get("null"),
            )  # fmt: skip
        if part == "coupling":
            return coupling_part(
                self.log, acute=draft.acute, chronic=draft.chronic, seed=draft.draw,
                draw=self._draw.get("coupling"),
            )  # fmt: skip
        result, stale = self._work.field(draft.cohort)
        if result is None:
            return None
        shown = studies_part(result, rule=draft.study_rule, study=draft.study, draw=self._draw)
        return {**shown, "stale": stale}
