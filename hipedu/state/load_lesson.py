"""The lesson "Did I do too much?": predictions, reveals, and practice with feedback.

Nothing is revealed before it was predicted. What a method returns shows itself as Markdown in a
notebook and as plain text elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from hipedu.api import load_catalogue
from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.language.numbers import decimal, shortest, weekday_day_month
from hipedu.state.design_lesson import Shown
from hipedu.state.diary_view import (
    LIGHT_WORDS,
    PainSettings,
    diary_view,
    read_diary,
    scenario_diary,
)
from hipedu.state.training_words import STANDINGS
from hipedu.training.days_before import spikes_and_flares
from hipedu.training.practice import (
    Mark,
    mark_class,
    mark_longest,
    mark_next,
    mark_percent,
    practice_log,
)
from hipedu.training.report import TrainingReport, training_report
from hipedu.training.scenarios import scenario_runs
from hipedu.training.verdicts import RuleReading, km

FIRST_MONDAY = dt.date(2026, 3, 2)
LAST_SUNDAY = dt.date(2026, 5, 10)
CLOSE_PERCENT = 5.0
SOURCES = (
    "frandsen2025spike", "buist2008gronorun", "damsted2018load", "nakaoka2021ratio",
    "impellizzeri2021dismiss", "silbernagel2007monitoring",
)  # fmt: skip
FOLLOWED_DAYS = 7
PREDICT_FIRST = N_("Predict first: {call}.")


class LoadLesson:
    """An invented runner, what a student predicted of the log, and what comes out.

    Parameters
    ----------
    scenario : str
        Id of an invented runner.

    Examples
    --------
    >>> lesson = LoadLesson("marathon_spike")
    >>> print(lesson.reveal_step())
    Predict first: call predict_step with a percentage.
    >>> lesson.predict_step(20)
    >>> "32 km" in str(lesson.reveal_step())
    True
    """

    def __init__(self, scenario: str, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue if catalogue is not None else load_catalogue()
        self.scenario = self.catalogue.scenario(scenario)
        self.runs = scenario_runs(self.scenario, first_monday=FIRST_MONDAY)
        self.diary = scenario_diary(self.scenario, FIRST_MONDAY)
        self.predicted_rules: tuple[str, ...] | None = None
        self.predicted_step: float | None = None
        self.predicted_light: str | None = None
        self.predicted_followed: int | None = None
        last = FIRST_MONDAY + dt.timedelta(days=7 * len(self.scenario.weeks_km) - 1)
        self.report: TrainingReport = training_report(
            self.runs, rules=tuple(self.catalogue.load_rules.values()),
            first_day=FIRST_MONDAY, last_day=last, day=self.runs[-1].date,
        )  # fmt: skip

    # who it is, and the log ----------------------------------------------------------------

    def story(self) -> Shown:
        """Who runs, and what hurts."""
        return Shown(
            f"### {self.scenario.title}\n\n{self.scenario.story}\n\n"
            + _("**Complains of:** {complaint}", complaint=self.scenario.complaint)
        )

    def log(self, weeks: int = 5) -> Shown:
        """The last weeks, day by day [km]."""
        head = [_("Week from"), *(
            f"{FIRST_MONDAY + dt.timedelta(days=place):%a}" for place in range(7)
        ), _("Total")]  # fmt: skip
        lines = [_row(head), _row(["---"] * len(head))]
        for number, week in list(enumerate(self.scenario.weeks_km))[-weeks:]:
            monday = FIRST_MONDAY + dt.timedelta(days=7 * number)
            cells = [shortest(each) if each else "" for each in week]
            lines.append(_row([monday.isoformat(), *cells, decimal(sum(week), 1)]))
        return Shown("\n".join(lines))

    # which rules object --------------------------------------------------------------------

    def rules(self) -> Shown:
        """The rules that can be named."""
        return Shown("\n".join(
            f"- `{reading.rule.id}`: {reading.rule.plain_name}" for reading in self._drawn()
        ))  # fmt: skip

    def _drawn(self) -> list[RuleReading]:
        """The rules that draw a line somewhere."""
        return [reading for reading in self.report.readings if reading.rule.bands]

    def predict_rules(self, objecting: Collection[str]) -> None:
        """Say which rules object to the last run.

        Raises
        ------
        ValueError
            If there is no such rule.
        """
        known = {reading.rule.id for reading in self._drawn()}
        for name in objecting:
            if name not in known:
                raise ValueError(
                    _("There is no rule “{name}”: use some of {known}.", name=name,
                      known=", ".join(sorted(known)))
                )  # fmt: skip
        self.predicted_rules = tuple(objecting)

    def reveal_rules(self) -> Shown:
        """What each rule says, beside what is known of it in runners."""
        if self.predicted_rules is None:
            return self._first(_("call predict_rules with a list of rules"))
        head = [_("Rule"), _("You said"), _("It says"), _("In runners")]
        lines = [_row(head), _row(["---"] * len(head))]
        right = 0
        readings = self._drawn()
        for reading in readings:
            objects = reading.signal in ("watch", "too_far")
            said = reading.rule.id in self.predicted_rules
            right += objects == said
            lines.append(_row([
                reading.rule.plain_name,
                (_("objects") if said else _("fine")) + (" ✓" if objects == said else " ✗"),
                reading.says, _(STANDINGS[reading.rule.standing]),
            ]))  # fmt: skip
        score = _("{right} of {all} right.", right=right, all=len(readings))
        return Shown("\n".join([score, "", *lines, "", self.report.disagreement]))

    # how far beyond ------------------------------------------------------------------------

    def predict_step(self, percent: float) -> None:
        """Say how far the last run went beyond the longest of the 30 days before [%]."""
        self.predicted_step = float(percent)

    def reveal_step(self) -> Shown:
        """The worked example, line by line."""
        if self.predicted_step is None:
            return self._first(_("call predict_step with a percentage"))
        last = self.report.sessions[-1]
        if last.percent is None or last.longest_before_km is None:
            return Shown(_("There was no run in the 30 days before: the step is undefined."))
        near = abs(self.predicted_step - last.percent) <= CLOSE_PERCENT
        rule = self.catalogue.load_rules["single_session_spike"]
        band = next(each for each in rule.bands if each.id == last.spike_class)
        ratio = band.hazard_ratio
        lines = [
            _("You said {percent} %.", percent=shortest(self.predicted_step))
            + " " + (_("That is close.") if near else _("Here is the way.")),
            "",
            _("1. The run of {day}: **{km}**.", day=weekday_day_month(last.date),
              km=km(last.distance_km)),
            _("2. The longest single run of the 30 days before it: **{km}**.",
              km=km(last.longest_before_km)),
            _("3. 100 × ({run} ÷ {longest} − 1) = **{percent} %**.",
              run=shortest(last.distance_km), longest=shortest(last.longest_before_km),
              percent=decimal(last.percent, 1)),
            _("4. The class is **{name}**.", name=band.name),
        ]  # fmt: skip
        if ratio is not None and ratio.low is not None:
            lines.append(_(
                "5. In 5,205 runners such runs were followed by injury at {ratio} times the rate "
                "of runs up to 10 % ({low} to {high}). That compares rates; it is not the chance "
                "that this runner gets hurt.",
                ratio=decimal(ratio.value, 2), low=decimal(ratio.low, 2),
                high=decimal(ratio.high or ratio.value, 2),
            ))  # fmt: skip
        return Shown("\n".join(lines))

    # pain ----------------------------------------------------------------------------------

    def pain(self) -> Shown:
        """The diary of the last days: pain during, after, and on the next morning."""
        head = [_("Day"), _("During"), _("After"), _("Next morning")]
        lines = [_row(head), _row(["---"] * len(head))]
        for entry in self.diary[-6:]:
            numbers = (entry.during, entry.after, entry.next_morning)
            cells = ["–" if each is None else shortest(each) for each in numbers]
            lines.append(_row([weekday_day_month(entry.date), *cells]))
        return Shown("\n".join(lines))

    def predict_light(self, colour: str) -> None:
        """Say which light the last day of the diary gets.

        Raises
        ------
        ValueError
            If it is not green, amber or red.
        """
        if colour not in LIGHT_WORDS:
            raise ValueError(_("A light is green, amber or red."))
        self.predicted_light = colour

    def reveal_light(self) -> Shown:
        """The light, what decided, and what it means."""
        if self.predicted_light is None:
            return self._first(_("call predict_light with green, amber or red"))
        reading = read_diary(self.diary, PainSettings(), self.catalogue)[-1]
        if reading.light is None:
            return Shown(_("That day has no number, so it has no light."))
        light = reading.light
        lines = [
            _("You said {said}; the light is **{colour}**.", said=self.predicted_light,
              colour=light.colour),
            "", " ".join(light.reasons), "", light.meaning,
        ]  # fmt: skip
        if reading.bone:
            lines += ["", _(
                "Pain in that place is held to the limits of bone (0 and 2 of 10), because a "
                "stress injury of the hip's neck can hurt there."
            )]  # fmt: skip
        return Shown("\n".join(lines))

    # what followed -------------------------------------------------------------------------

    def predict_followed(self, runs: int) -> None:
        """Say after how many of the jumps in this log a flare began within a week."""
        self.predicted_followed = int(runs)

    def reveal_followed(self) -> Shown:
        """How often a jump was followed by a flare, and how often by nothing."""
        if self.predicted_followed is None:
            return self._first(_("call predict_followed with a number of runs"))
        view = diary_view(self.diary, PainSettings(), self.report, self.catalogue)
        days = [dt.date.fromisoformat(flare["date"]) for flare in view["flares"]]
        met = spikes_and_flares(
            self.report.sessions, days, first=self.diary[0].date, last=self.diary[-1].date,
            days=FOLLOWED_DAYS,
        )  # fmt: skip
        lines = [
            _("You said {said}; it was after {followed} of {spikes} jumps.",
              said=self.predicted_followed, followed=met.spikes_followed, spikes=met.spikes),
            "",
            *(f"- {sentence}" for flare in view["flares"] for sentence in flare["sentences"]),
            "", *view["counts"], "", view["caveats"][0],
        ]  # fmt: skip
        return Shown("\n".join(lines))

    # the end -------------------------------------------------------------------------------

    def sources(self) -> Shown:
        """What the lesson rests on."""
        known = self.catalogue.references
        return Shown("\n".join(
            f"- {known[key].citation}" + (f" <https://doi.org/{known[key].doi}>"
                                          if known[key].doi else "")
            for key in SOURCES if key in known
        ))  # fmt: skip

    @staticmethod
    def _first(call: str) -> Shown:
        return Shown(_(PREDICT_FIRST, call=call))


class Practice:
    """An invented log to judge, and feedback on each answer.

    Parameters
    ----------
    seed : int
        Another seed, another log.

    Examples
    --------
    >>> practice = Practice(3)
    >>> print(practice.check(spike_class="huge"))
    - ✗ class of the step: The classes are reference, small, moderate and large.
    >>> print(practice.check())
    Nothing to check yet: give longest_before, percent, spike_class or next_at_most.
    """

    def __init__(self, seed: int) -> None:
        self.runs = practice_log(seed, last_sunday=LAST_SUNDAY)

    def log(self) -> Shown:
        """The log, the newest run last."""
        lines = [_row([_("Day"), "km"]), _row(["---", "---:"])]
        lines += [
            _row([f"{run.date.isoformat()} {run.date:%a}", shortest(run.distance_km)])
            for run in self.runs[-28:]
        ]
        return Shown("\n".join(lines))

    def check(
        self, *, longest_before: float | None = None, percent: float | None = None,
        spike_class: str | None = None, next_at_most: float | None = None,
    ) -> Shown:
        """Judge what was answered; what is left out is not judged."""
        marks: list[tuple[str, Mark]] = []
        if longest_before is not None:
            marks.append((_("longest run before"), mark_longest(longest_before, self.runs)))
        if percent is not None:
            marks.append((_("beyond it, in percent"), mark_percent(percent, self.runs)))
        if spike_class is not None:
            marks.append((_("class of the step"), mark_class(spike_class, self.runs)))
        if next_at_most is not None:
            marks.append((_("next run at most"), mark_next(next_at_most, self.runs)))
        if not marks:
            return Shown(
                _("Nothing to check yet: give longest_before, percent, spike_class or "
                  "next_at_most.")
            )  # fmt: skip
        lines = [f"- {'✓' if mark.right else '✗'} {name}: {mark.says}" for name, mark in marks]
        if len(marks) == 4 and all(mark.right for _name, mark in marks):
            lines += ["", _("All four are right. Take another seed.")]
        return Shown("\n".join(lines))


def _row(cells: Collection[str]) -> str:
    return "| " + " | ".join(cells) + " |"
