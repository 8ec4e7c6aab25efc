"""Invented studies of runners: what can be chosen, and what comes out.

The arithmetic over thousands of runners needs numpy and lives in `hipedu.evaluation.cohort`; what
stands here is its question and its answer, in plain values, so that a page or a test can hold
both without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from hipedu.language import N_, _
from hipedu.language.numbers import grouped, shortest
from hipedu.model.running import LoadingModel
from hipedu.model.training import LoadRule
from hipedu.training.objections import Line

Mechanism = Literal[
    "none", "spike", "spike_by_size", "week_change", "acwr", "monotony", "distance", "bone"
]
Rhythm = Literal["long_run", "alike"]
Unit = Literal["session", "day", "week"]
Lag = Literal[0, 1, 7]

MECHANISMS: dict[str, tuple[str, str]] = {
    "none": (
        N_("Nothing: injuries fall at random"),
        N_("At risk: every session as much as any other."),
    ),
    "spike": (
        N_("A run far beyond the longest of the month"),
        N_("At risk: sessions beyond the line of the rule."),
    ),
    "spike_by_size": (
        N_("The same, by size as the large cohort found it"),
        N_("At risk: sessions by the size of the jump."),
    ),
    "week_change": (
        N_("A week much bigger than the one before"),
        N_("At risk: sessions that end such seven days."),
    ),
    "acwr": (
        N_("An acute to chronic ratio above its line"),
        N_("At risk: sessions with such a ratio."),
    ),
    "monotony": (
        N_("Days too much alike"),
        N_("At risk: sessions that end a monotonous week."),
    ),
    "distance": (
        N_("Plain distance: each kilometre counts"),
        N_("At risk: every session in proportion to its length."),
    ),
    "bone": (
        N_("Wear of bone that outruns its repair"),
        N_("At risk: sessions in proportion to the wear of the last weeks (a model)."),
    ),
}
"""Name, and what raises the rate of injury."""

STEPS = ("spike", "week_change", "acwr", "monotony")
"""Mechanisms that act beyond a line, by the planted ratio."""

RULE_OF: dict[str, str] = {
    "spike": "single_session_spike",
    "spike_by_size": "single_session_spike",
    "week_change": "ten_percent_rule",
    "acwr": "acwr_rolling_coupled",
    "monotony": "monotony",
}
"""Which rule speaks of a mechanism; the others are false."""

_PERCENT = (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 75.0, 100.0)
_RATIOS = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0)
CUT_OFFS: dict[str, tuple[float, ...]] = {
    "single_session_spike": _PERCENT,
    "ten_percent_rule": _PERCENT,
    "acwr_rolling_coupled": _RATIOS,
    "acwr_rolling_uncoupled": _RATIOS,
    "acwr_ewma": _RATIOS,
    "monotony": (0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.5),
}
"""The cut-offs a researcher tries who chooses after looking; each list holds the rule's line."""

Z_95 = 1.959963984540054
"""Standard deviations beyond which a result is called "significant"."""

MOST_RUNNERS = 100_000
MOST_STUDIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the invented runners are like; from the knowledge base, fitted to nobody."""

    week_spread: float
    missed: float
    lay_off_shortest: int
    lay_off_longest: int
    cut_back_days: int
    cut_back_share: float
    low_chronic_km: float
    intensity_spread: float
    bone_exponent: float
    repair_days: float
    repair_shape: float
    size_ratios: tuple[tuple[float, float], ...]
    """Lower edge of a class of jumps [%] and how many times the rate of injury it has [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortSettings:
    """A field of research: how many studies, what is true, how runners train, who analyses how.

    `runners` are those of one study. `injuries_per_1000` sessions is the rate where the mechanism
    does not act (the mean rate, for the mechanisms ``distance`` and ``bone``). `lag` is how long
    before the session (or week) the measure is read [day]: 0 on the same day, 1 the day before,
    7 its highest value in the seven days before.
    """

    world: World
    injuries_per_1000: float
    ratio: float
    week_km: float
    noise: float
    growth_percent: float
    lay_offs_per_year: float
    studies: int = 20
    runners: int = 500
    weeks: int = 26
    mechanism: Mechanism = "none"
    rhythm: Rhythm = "long_run"
    cut_back: bool = False
    unit: Unit = "session"
    lag: Lag = 0
    exclude_low: bool = False
    seed: int = 1

    @property
    def all_runners(self) -> int:
        """How many runners the whole field studies."""
        return self.studies * self.runners


@dataclass(frozen=True, slots=True)
class Bound:
    """What a setting may be, in its unit, and how it is named."""

    low: float
    high: float
    words: str
    whole: bool = False


BOUNDS: dict[str, Bound] = {
    "studies": Bound(1, MOST_STUDIES, N_("The number of studies"), True),
    "runners": Bound(50, 5000, N_("The runners of a study"), True),
    "weeks": Bound(8, 52, N_("The weeks of a study"), True),
    "injuries_per_1000": Bound(0.5, 20, N_("The injuries in 1,000 sessions")),
    "ratio": Bound(1, 5, N_("The planted ratio")),
    "week_km": Bound(10, 80, N_("The weekly distance")),
    "noise": Bound(0, 0.6, N_("The chance from run to run")),
    "growth_percent": Bound(0, 12, N_("The rise from week to week")),
    "lay_offs_per_year": Bound(0, 6, N_("The pauses in a year")),
    "seed": Bound(1, 9999, N_("The number of the draw"), True),
}
CHOICES: dict[str, tuple[Any, ...]] = {
    "mechanism": get_args(Mechanism),
    "rhythm": get_args(Rhythm),
    "unit": get_args(Unit),
    "lag": get_args(Lag),
    "cut_back": (False, True),
    "exclude_low": (False, True),
}


def usual_settings(
    models: Mapping[str, LoadingModel], rules: Mapping[str, LoadRule]
) -> CohortSettings:
    """The field that a page begins with, from the knowledge base.

    Parameters
    ----------
    models : mapping
        Holds ``cohort_simulation`` and ``tissue_damage``.
    rules : mapping
        Holds ``single_session_spike`` with the hazard ratios of its classes.

    Examples
    --------
    >>> from hipedu.api import load_catalogue
    >>> catalogue = load_catalogue()
    >>> usual_settings(catalogue.loading_models, catalogue.load_rules).injuries_per_1000
    3.1
    """
    number = {
        name: sourced.value
        for id_ in ("tissue_damage", "cohort_simulation")
        for name, sourced in (models[id_].parameters or {}).items()
    }
    sizes = tuple(
        (band.above, band.hazard_ratio.value)
        for band in rules["single_session_spike"].bands
        if band.above is not None and band.hazard_ratio is not None
    )
    return CohortSettings(
        world=World(
            week_spread=number["week_spread"],
            missed=number["missed"],
            lay_off_shortest=int(number["lay_off_shortest"]),
            lay_off_longest=int(number["lay_off_longest"]),
            cut_back_days=int(number["cut_back_days"]),
            cut_back_share=number["cut_back_share"],
            low_chronic_km=number["low_chronic_km"],
            intensity_spread=number["intensity_spread"],
            bone_exponent=number["bone_exponent"],
            repair_days=number["repair_days"],
            repair_shape=number["repair_shape"],
            size_ratios=sizes,
        ),
        injuries_per_1000=number["injuries_per_1000_sessions"],
        ratio=number["planted_ratio"],
        week_km=number["week_km"],
        noise=number["noise"],
        growth_percent=number["growth"],
        lay_offs_per_year=number["lay_offs_per_year"],
    )


def with_setting(settings: CohortSettings, name: str, value: Any) -> CohortSettings:
    """The same field with one setting changed.

    Raises
    ------
    ValueError
        With a sentence, if there is no such setting or it cannot be that.
    """
    if name in CHOICES:
        same = [each for each in CHOICES[name] if each == value and type(each) is type(value)]
        if not same:
            raise ValueError(_("That is no choice for this setting."))
        return _replaced(settings, {name: same[0]})
    bound = BOUNDS.get(name)
    if bound is None:
        raise ValueError(_("The invented studies have no such setting."))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(_("{setting}: enter a number.", setting=_(bound.words)))
    if not bound.low <= value <= bound.high:
        raise ValueError(
            _(
                "{setting}: enter {low} to {high}.",
                setting=_(bound.words), low=shortest(bound.low), high=shortest(bound.high),
            )
        )  # fmt: skip
    if bound.whole and value != int(value):
        raise ValueError(_("{setting}: enter a whole number.", setting=_(bound.words)))
    changed = _replaced(settings, {name: int(value) if bound.whole else float(value)})
    if changed.all_runners > MOST_RUNNERS:
        raise ValueError(
            _(
                "{studies} studies of {runners} runners are {all} runners; the laboratory takes "
                "{most} at most.",
                studies=changed.studies, runners=grouped(changed.runners),
                all=grouped(changed.all_runners), most=grouped(MOST_RUNNERS),
            )
        )  # fmt: skip
    return changed


def _replaced(settings: CohortSettings, changes: dict[str, Any]) -> CohortSettings:
    return replace(settings, **changes)


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the rate of injury beyond a cut-off is that within it, with its interval.

    A hazard ratio [1] with a 95 % interval from the score test. `low` 0 and `high` None are open
    ends: no injury on one side. `value` None: infinite or not to be had.
    """

    value: float | None
    low: float | None
    high: float | None
    z: float
    """Standardised distance from "no difference" [1]; beyond 1.96 either way is "significant"."""
    injuries_beyond: int
    injuries_within: int
    rows_beyond: int
    rows_within: int

    @property
    def rate_ratio(self) -> float | None:
        """Injuries per row beyond over injuries per row within, without regard to time [1]."""
        if not (self.injuries_within and self.rows_beyond):
            return None
        return (self.injuries_beyond / self.rows_beyond) / (self.injuries_within / self.rows_within)


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """What a field of studies found of one rule.

    `pooled_by_cut_off` takes all studies together. `studies` has one entry a study: the ratio at
    each of `cut_offs`. `line_at` is the place of the rule's line among them, and `chosen` the
    place that each study would choose after looking (None: nothing to choose).
    """

    line: Line
    cut_offs: tuple[float, ...]
    line_at: int
    pooled_by_cut_off: tuple[Ratio, ...]
    studies: tuple[tuple[Ratio, ...], ...]
    chosen: tuple[int | None, ...]

    @property
    def pooled(self) -> Ratio:
        """All studies together, at the rule's line."""
        return self.pooled_by_cut_off[self.line_at]

    def significant(self, *, chosen: bool = False, edge: float = Z_95) -> tuple[int, int]:
        """How many studies found the rule harmful, and how many protective.

        Parameters
        ----------
        chosen : bool
            With the cut-off that each study chose after looking; otherwise with the rule's line.
        edge : float
            How far from "no difference" counts [1].
        """
        marks = [
            None if (place := best if chosen else self.line_at) is None else study[place].z
            for study, best in zip(self.studies, self.chosen, strict=True)
        ]
        harmful = sum(z is not None and z > edge for z in marks)
        protective = sum(z is not None and z < -edge for z in marks)
        return harmful, protective


@dataclass(frozen=True, slots=True)
class CohortResult:
    """A whole field of studies, looked at rule by rule."""

    settings: CohortSettings
    sessions: int
    injured: int
    rules: tuple[RuleFinding, ...]

    def rule(self, id: str) -> RuleFinding:
        """The finding on one rule.

        Raises
        ------
        KeyError
            If it was not analysed.
        """
        for finding in self.rules:
            if finding.line.rule == id:
                return finding
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class CohortProgress:
    """How many runners are done; `result` is there once all are."""

    done: int
    total: int
    result: CohortResult | None = None


def check_lines(lines: Sequence[Line]) -> None:
    """Refuse a rule whose line is not among the cut-offs that are tried.

    Raises
    ------
    ValueError
        Naming the rule.
    """
    for line in lines:
        if line.value not in CUT_OFFS.get(line.rule, ()):
            raise ValueError(f"{line.rule} has its line at {line.value}, which is no cut-off.")
