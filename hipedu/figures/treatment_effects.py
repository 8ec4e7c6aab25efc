"""Effects of treatments on one scale at a time: ratios never stand beside points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hipedu.figures.axes import Figure
from hipedu.figures.forest import Cell, Row, forest_figure, log_panel, step_panel
from hipedu.model import Effect, Sourced, Treatment


class ChartWords(NamedTuple):
    """What one chart is called and what its axis and its two sides mean."""

    name: str
    explained: str
    axis: str
    none: str
    left: str
    right: str
    log: bool
    digits: int


CHARTS: dict[str, ChartWords] = {
    "hazard_ratio/lower": ChartWords(
        "Injuries as time goes on (hazard ratio)",
        "How many times as fast people were hurt as those they were compared with. 1 is no "
        "difference, 0.5 half as fast, 2 twice as fast.",
        "times the rate of injury", "no difference", "fewer injuries", "more injuries", True, 2,
    ),
    "risk_ratio/lower": ChartWords(
        "Share that was hurt (risk ratio)",
        "How many times as many people were hurt as among those they were compared with. 1 is no "
        "difference.",
        "times as many hurt", "no difference", "fewer hurt", "more hurt", True, 2,
    ),
    "risk_ratio/higher": ChartWords(
        "Share that got much better (risk ratio)",
        "How many times as many people got much better as among those they were compared with. 1 "
        "is no difference.",
        "times as many better", "no difference", "fewer better", "more better", True, 2,
    ),
    "odds_ratio/higher": ChartWords(
        "Back in sport (odds ratio)",
        "Odds are those with it for each one without it. An odds ratio looks larger than the "
        "shares it stands for: look at the counts of the treatment beside it. 1 is no difference.",
        "times the odds", "no difference", "fewer back", "more back", True, 1,
    ),
    "risk_difference/higher": ChartWords(
        "More people better, of 100",
        "How many more people of 100 got much better than with what it was compared with. 0 is no "
        "difference.",
        "people more of 100", "no difference", "fewer better", "more better", False, 1,
    ),
    "risk_difference/lower": ChartWords(
        "More people hurt, of 100",
        "How many more people of 100 were hurt than among those they were compared with. 0 is no "
        "difference.",
        "people more of 100", "no difference", "fewer hurt", "more hurt", False, 1,
    ),
    "smd/lower": ChartWords(
        "Different questionnaires (standard deviations)",
        "Studies that asked in different ways are made comparable by dividing by how far people "
        "differ from one another. 0 is no difference.",
        "standard deviations", "no difference", "less", "more", False, 2,
    ),
    "points_10/lower": ChartWords(
        "Pain, points of 10",
        "How many points of 10 the pain differed. 0 is no difference.",
        "points of 10", "no difference", "less pain", "more pain", False, 2,
    ),
    "points_100/higher": ChartWords(
        "Life with the hip, points of 100",
        "How many points of 100 better life with the hip was. 0 is no difference.",
        "points of 100", "no difference", "worse", "better", False, 1,
    ),
}  # fmt: skip
"""By scale and by which way is good; a chart holds one scale and one direction only."""


def chart_of(effect: Effect) -> str | None:
    """The chart in which an effect is drawn; None for one that is words only."""
    return f"{effect.scale}/{effect.better}" if effect.value is not None else None


def drawn(treatments: Iterable[Treatment], chart: str) -> list[tuple[Treatment, Effect, Sourced]]:
    """Effects that belong into a chart, in the order of the treatments."""
    return [
        (treatment, effect, effect.value)
        for treatment in treatments
        for effect in treatment.effects
        if effect.value is not None and chart_of(effect) == chart
    ]


def is_clear(value: Sourced, none: float) -> bool | None:
    """Whether an interval leaves out no difference; None where there is no interval.

    Examples
    --------
    >>> is_clear(Sourced(value=1.52, low=1.07, high=2.16, basis="illustrative"), 1.0)
    True
    >>> is_clear(Sourced(value=0.4, basis="illustrative"), 1.0) is None
    True
    """
    if value.low is None or value.high is None:
        return None
    return not value.low <= none <= value.high


def effects_figure(
    treatments: Sequence[Treatment], chart: str, *, lit: str | None = None
) -> Figure | None:
    """The forest plot of one scale.

    Parameters
    ----------
    treatments : sequence of Treatment
        Whose effects to draw, top to bottom.
    chart : str
        A key of `CHARTS`.
    lit : str, optional
        Id of the treatment whose rows are marked.

    Returns
    -------
    Figure or None
        None where no effect is on this scale.
    """
    found = drawn(treatments, chart)
    if not found:
        return None
    words = CHARTS[chart]
    none = 1.0 if words.log else 0.0
    ends = [
        number
        for _, _, value in found
        for number in (value.low, value.value, value.high)
        if number is not None
    ]
    make = log_panel if words.log else step_panel
    panel = make(
        words.axis, ends, null_text=words.none, below=words.left, above=words.right
    )
    clear = [is_clear(value, none) for _, _, value in found]
    rows = [
        Row(
            id=f"{treatment.id}/{treatment.effects.index(effect)}",
            label=effect.label or treatment.name,
            note=f"{effect.outcome}, against {effect.against}",
            basis=value.basis, reference=value.reference, checked=value.checked,
            cells=(_cell(value, words.digits),),
        )
        for treatment, effect, value in found
    ]  # fmt: skip
    made = forest_figure(
        rows, [panel], title=_title(clear), kind="forest",
        summary=f"{words.explained} The line in the middle is no difference; a whisker that "
        "crosses it may be chance.",
        columns=("Result", "What was counted, against what", words.axis, "Basis", "Source"),
    )  # fmt: skip
    made["layout"]["meta"]["lit"] = [row.id for row in rows if row.id.split("/")[0] == lit]
    return made


def _cell(value: Sourced, digits: int) -> Cell:
    return Cell(value=value.value, low=value.low, high=value.high, text=_text(value, digits))


def _text(value: Sourced, digits: int) -> str:
    if value.low is None or value.high is None:
        return f"{_short(value.value, digits)}, no interval"
    ends = f"{_short(value.low, digits)} to {_short(value.high, digits)}"
    return f"{_short(value.value, digits)} ({ends})"


def _short(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace("-", "−")


def _title(clear: Sequence[bool | None]) -> str:
    """Say how many results leave no doubt about their direction."""
    sure, chance, unknown = clear.count(True), clear.count(False), clear.count(None)
    if len(clear) == 1:
        return {
            True: "The one result on this scale differs clearly from no difference.",
            False: "The one result on this scale may be chance.",
            None: "The one result on this scale comes without an interval.",
        }[clear[0]]
    if sure == len(clear):
        return f"All {sure} results on this scale differ clearly from no difference."
    if chance == len(clear):
        return f"All {chance} results on this scale may be chance."
    start = f"{sure} of {len(clear)} results differ clearly from no difference"
    if chance and unknown:
        return f"{start}; {chance} may be chance, and {unknown} without an interval."
    if chance:
        return f"{start}; {chance} may be chance."
    return f"{start}; {unknown} without an interval."
