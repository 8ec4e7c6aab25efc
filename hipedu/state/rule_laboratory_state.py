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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _, ngettext
from hipedu.model import Run
from hipedu.state.kept import UNREADABLE, listed, run_again
from hipedu.state.rule_laboratory_settings import (
    FIRST_SCENARIO,
    MOST_SEED,
    WINDOWS,
    Draft,
    inputs_of,
    log_view,
    settings_view,
)
from hipedu.state.rule_laboratory_view import (
    Answers,
    answers_of,
    coupling_part,
    knobs_part,
    rules_part,
    shuffle_part,
    studies_part,
)
from hipedu.state.rule_laboratory_words import (
    PARTS,
    PLAIN,
    SHUFFLES,
    SIZES,
    SOURCES,
    terms,
)
from hipedu.state.steps import Steps
from hipedu.state.training_log import MOST_RUNS
from hipedu.state.training_state import TrainingState
from hipedu.state.training_words import CAUTION
from hipedu.training.cohorts import (
    CohortProgress,
    CohortResult,
    CohortSettings,
    usual_settings,
    with_setting,
)
from hipedu.training.generated_logs import KINDS, generated_runs, log_kind
from hipedu.training.null_test import NullResult, null_steps
from hipedu.training.objections import Line, lines_of
from hipedu.training.readers import Progress
from hipedu.training.rule_sensitivity import FACTORS, factor
from hipedu.training.rule_values import DayLog, day_log

MOST_FIELDS = 3
"""Results that are kept, so that undo shows an earlier one without running it again."""

Simulate = Callable[[CohortSettings, Sequence[Line]], Iterator[CohortProgress]]


class RuleLaboratoryState(traitlets.HasTraits):
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
        super().__init__()
        self.catalogue = catalogue
        self.today = today
        self.training = TrainingState(catalogue, today=today)
        self.lines = lines_of(catalogue.load_rules.values())
        self._draw = dict(draw or {})
        self._simulate = simulate
        self._cancelled = False
        self._answers: Answers | None = None
        self._answers_of: tuple[Any, ...] = ()
        self._shuffles: dict[tuple[DayLog, str], dict[str, NullResult]] = {}
        self._fields: dict[CohortSettings, CohortResult] = {}
        self.draft = self._first()
        self._steps = Steps(self.draft)

    def _first(self) -> Draft:
        runs, first, last = self._scenario(FIRST_SCENARIO)
        return Draft(
            source="scenario", source_id=FIRST_SCENARIO, seed=1, runs=runs, first_day=first,
            last_day=last, knob=FACTORS[0].id, place=FACTORS[0].usual, shuffled="days",
            rule="acwr_rolling_coupled", acute=7, chronic=28, draw=1,
            cohort=usual_settings(self.catalogue.loading_models, self.catalogue.load_rules),
            study_rule="acwr_rolling_coupled", study=0,
        )  # fmt: skip

    # the log -------------------------------------------------------------------------------

    def _scenario(self, id: str) -> tuple[tuple[Run, ...], dt.date | None, dt.date | None]:
        self.training.load_scenario(id)
        log = self.training.log
        return self.training.runs, log.first_day, log.last_day

    def load_scenario(self, id: str) -> None:
        """Take an invented runner of the knowledge base."""
        runs, first, last = self._scenario(str(id))
        self._change(
            self.draft._replace(
                source="scenario", source_id=str(id), runs=runs, first_day=first, last_day=last
            )
        )

    def load_generated(self, id: str) -> None:
        """Let chance invent a log of this kind."""
        self._change(self._generated(self.draft, str(id), self.draft.seed))

    def another_log(self) -> None:
        """The same kind of log, drawn anew."""
        if self.draft.source != "generated":
            raise ValueError(_("Only a log that chance invented can be drawn again."))
        seed = self.draft.seed % MOST_SEED + 1
        self._change(self._generated(self.draft, self.draft.source_id, seed))

    def _generated(self, draft: Draft, id: str, seed: int) -> Draft:
        sunday = self.today - dt.timedelta(days=(self.today.weekday() + 1) % 7)
        runs = generated_runs(log_kind(id), seed=seed, last_sunday=sunday)
        return draft._replace(
            source="generated", source_id=id, seed=seed, runs=runs,
            first_day=runs[0].date, last_day=sunday,
        )  # fmt: skip

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
            self._change(
                self.draft._replace(
                    source="files", source_id="", runs=self.training.runs, first_day=None,
                    last_day=None,
                )
            )  # fmt: skip

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
        chosen = factor(str(id))
        self._change(self.draft._replace(knob=chosen.id, place=chosen.usual))

    def set_place(self, place: int) -> None:
        """Make another choice of the knob."""
        choices = factor(self.draft.knob).choices
        if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < choices:
            raise ValueError(_("This knob has {places} places.", places=choices))
        self._change(self.draft._replace(place=place))

    def set_shuffle(self, kind: str) -> None:
        """What changes places in the null test."""
        if kind not in SHUFFLES:
            raise ValueError(_("A log is shuffled by one of {kinds}.", kinds=", ".join(SHUFFLES)))
        self._change(self.draft._replace(shuffled=kind))

    def set_rule(self, rule: str) -> None:
        """Whose null distribution is drawn."""
        self._change(self.draft._replace(rule=self._known(rule)))

    def _known(self, rule: Any) -> str:
        if rule not in {line.rule for line in self.lines}:
            raise ValueError(_("There is no such rule with a line."))
        return str(rule)

    def set_windows(self, acute: int, chronic: int) -> None:
        """Lengths of the two windows whose coupling is looked at [day]."""
        for name, value, low, high in (
            (N_("The short window"), acute, 2, 21), (N_("The long window"), chronic, 7, 84),
        ):  # fmt: skip
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise ValueError(
                    _("{name}: enter {low} to {high} days.", name=_(name), low=low, high=high)
                )
        if acute >= chronic:
            raise ValueError(_("The long window must be longer than the short one."))
        self._change(self.draft._replace(acute=acute, chronic=chronic))

    def draw_again(self) -> None:
        """Other random numbers."""
        self._change(self.draft._replace(draw=self.draft.draw % MOST_SEED + 1))

    # fields of studies -----------------------------------------------------------------------

    def set_cohort(self, name: str, value: Any) -> None:
        """Change one setting of the invented field."""
        self._change(self.draft._replace(cohort=with_setting(self.draft.cohort, str(name), value)))

    def set_size(self, id: str) -> None:
        """How many studies of how many runners: one of three sizes."""
        for size, studies, runners in SIZES:
            if size == id:
                cohort = dataclasses.replace(self.draft.cohort, studies=studies, runners=runners)
                self._change(self.draft._replace(cohort=cohort, study=0))
                return
        raise ValueError(_("There is no such size."))

    def another_field(self) -> None:
        """Other runners, other chance: the same settings."""
        cohort = self.draft.cohort
        seed = cohort.seed % MOST_SEED + 1
        self._change(self.draft._replace(cohort=dataclasses.replace(cohort, seed=seed)))

    def show_study(self, rule: str | None = None, study: int | None = None) -> None:
        """Whose cut-offs are drawn: which rule, which study (the first is 0)."""
        draft: Draft = self.draft
        if rule is not None:
            draft = draft._replace(study_rule=self._known(rule))
        if study is not None:
            most = draft.cohort.studies
            if isinstance(study, bool) or not isinstance(study, int) or not 0 <= study < most:
                raise ValueError(_("There are studies 1 to {most}.", most=most))
            draft = draft._replace(study=study)
        self._change(draft)

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
        self._cancelled = False
        draft: Draft = self.draft
        if name == "shuffle":
            yield from self._shuffling(self.log, draft.shuffled)
        else:
            yield from self._studying(draft.cohort)

    def _shuffling(self, log: DayLog, kind: str) -> Iterator[dict[str, Any]]:
        if (log, kind) in self._shuffles:
            return  # the same seed would shuffle the same way
        for step in null_steps(log, self.lines, kind=kind):  # type: ignore[arg-type]
            if step.results is not None:
                self._shuffles = {**self._newest(self._shuffles), (log, kind): step.results}
                return
            yield {"done": step.done, "total": step.total, "note": ""}
            if self._cancelled:
                return

    def _studying(self, settings: CohortSettings) -> Iterator[dict[str, Any]]:
        if self._simulate is None:
            raise ValueError(
                _("Invented studies need numpy, which is not part of this installation.")
            )
        if settings in self._fields:
            return  # the same seed draws the same runners
        whole = {"total": settings.all_runners}
        yield {**whole, "done": 0, "note": _("Loading the arithmetic …")}
        if self._cancelled:
            return
        for step in self._simulate(settings, self.lines):
            if step.result is not None:
                self._fields = {**self._newest(self._fields), settings: step.result}
                return
            yield {**whole, "done": step.done, "note": ""}
            if self._cancelled:
                return

    @staticmethod
    def _newest(kept: dict[Any, Any]) -> dict[Any, Any]:
        return dict(list(kept.items())[-(MOST_FIELDS - 1) :])

    def cancel(self) -> None:
        """Stop what takes long: reading, shuffling, simulating."""
        self._cancelled = True
        self.training.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether the last reading of files was stopped."""
        return self.training.cancelled

    @property
    def stopped(self) -> bool:
        """Whether the last shuffling or simulating was stopped."""
        return self._cancelled

    # undo and another copy -------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last change back."""
        self.draft = self._steps.undo()

    def redo(self) -> None:
        """Do it again."""
        self.draft = self._steps.redo()

    def reset(self) -> None:
        """As at the start; this can be undone."""
        self._change(self._first())
        self.part, self.window_days = "rules", 84

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        self._steps.add(draft)

    def restore(self, inputs: Any) -> None:
        """Take over another copy's ``inputs``; all of it or nothing.

        Raises
        ------
        ValueError
            If something in it is not valid.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(UNREADABLE))
        other = RuleLaboratoryState(self.catalogue, today=self.today)
        other._take(inputs)
        self._change(other.draft)
        self.part, self.window_days = other.part, other.window_days

    def _take(self, inputs: Mapping[str, Any]) -> None:
        source, id_ = inputs.get("source", "scenario"), inputs.get("source_id", FIRST_SCENARIO)
        seed = inputs.get("seed", 1)
        if isinstance(seed, bool) or not isinstance(seed, int) or not 1 <= seed <= MOST_SEED:
            raise ValueError(_(UNREADABLE))
        if source == "files":
            runs = [run_again(row, today=self.today) for row in listed(inputs.get("runs"),
                                                                       MOST_RUNS)]  # fmt: skip
            if not runs:
                raise ValueError(_(UNREADABLE))
            self.draft = self.draft._replace(
                source="files", source_id="", runs=tuple(sorted(runs, key=lambda run: run.date)),
                first_day=None, last_day=None,
            )  # fmt: skip
        elif source == "generated":
            self.draft = self._generated(self.draft, str(id_), seed)
        elif source == "scenario":
            self.load_scenario(str(id_))
        else:
            raise ValueError(_(UNREADABLE))
        self.choose_knob(inputs.get("knob", self.draft.knob))
        self.set_place(inputs.get("place", self.draft.place))
        self.set_shuffle(inputs.get("shuffled", self.draft.shuffled))
        self.set_rule(inputs.get("rule", self.draft.rule))
        self.set_windows(
            inputs.get("acute", self.draft.acute), inputs.get("chronic", self.draft.chronic)
        )
        cohort = inputs.get("cohort", {})
        if not isinstance(cohort, Mapping):
            raise ValueError(_(UNREADABLE))
        made = dataclasses.replace(self.draft.cohort, studies=1, runners=50)
        for name, value in cohort.items():
            made = with_setting(made, str(name), value)
        if not cohort:
            made = self.draft.cohort
        self.draft = self.draft._replace(cohort=made)
        self.show_study(inputs.get("study_rule"), inputs.get("study"))
        draw = inputs.get("draw", 1)
        if isinstance(draw, bool) or not isinstance(draw, int) or not 1 <= draw <= MOST_SEED:
            raise ValueError(_(UNREADABLE))
        self.draft = self.draft._replace(draw=draw, seed=seed)
        self.open_part(inputs.get("part", self.part))
        self.set_window(inputs.get("window_days", self.window_days))

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
            "model": self._model() if self.part == "studies" else None,
            "headline": now.get("title") or (now.get("titles") or [""])[0],
            "blockers": self.blockers,
            "caution": _(CAUTION),
            "inputs": inputs_of(draft, part=self.part, window_days=self.window_days),
            "can_undo": self._steps.can_undo,
            "can_redo": self._steps.can_redo,
        }

    def _model(self) -> dict[str, Any]:
        """What the invented runners are, what is known of such traps, what to beware of."""
        model = self.catalogue.loading_models["cohort_simulation"]
        return {
            "summary": model.summary,
            "effects": [
                {"text": each.text, "basis": each.basis, "reference": each.reference,
                 "checked": each.checked}
                for each in model.effects
            ],
            "caveats": list(model.caveats),
        }  # fmt: skip

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
            results = self._shuffles.get((self.log, draft.shuffled))
            return results and shuffle_part(
                results, self.lines, rule=draft.rule, what=_(SHUFFLES[draft.shuffled]),
                draw=self._draw.get("null"),
            )  # fmt: skip
        if part == "coupling":
            return coupling_part(
                self.log, acute=draft.acute, chronic=draft.chronic, seed=draft.draw,
                draw=self._draw.get("coupling"),
            )  # fmt: skip
        result = self._fields.get(draft.cohort)
        stale = result is None and bool(self._fields)
        if stale:
            result = next(reversed(self._fields.values()))
        if result is None:
            return None
        shown = studies_part(result, rule=draft.study_rule, study=draft.study, draw=self._draw)
        return {**shown, "stale": stale}
