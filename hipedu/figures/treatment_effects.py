"""Effects of treatments on one scale at a time: ratios never stand beside points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hipedu.figures.axes import Figure
from hipedu.figures.forest import Cell, Row, forest_figure, log_panel, step_panel
from hipedu.language import N_, _
from hipedu.language.numbers import decimal
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
        N_("Injuries as time goes on (hazard ratio)"),
        N_(
            "How many times as fast people were hurt as those they were compared with. 1 is "
            "no difference, 0.5 half as fast, 2 twice as fast."
        ),
        N_("times the rate of injury"), N_("no difference"), N_("fewer injuries"),
        N_("more injuries"), True, 2,
    ),
    "risk_ratio/lower": ChartWords(
        N_("Share that was hurt (risk ratio)"),
        N_(
            "How many times as many people were hurt as among those they were compared with. "
            "1 is no difference."
        ),
        N_("times as many hurt"), N_("no difference"), N_("fewer hurt"), N_("more hurt"), True, 2,
    ),
    "risk_ratio/higher": ChartWords(
        N_("Share that got much better (risk ratio)"),
        N_(
            "How many times as many people got much better as among those they were compared "
            "with. 1 is no difference."
        ),
        N_("times as many better"), N_("no difference"), N_("fewer better"), N_("more better"),
        True, 2,
    ),
    "odds_ratio/higher": ChartWords(
        N_("Back in sport (odds ratio)"),
        N_(
            "Odds are those with it for each one without it. An odds ratio looks larger than "
            "the shares it stands for: look at the counts of the treatment beside it. 1 is no "
            "difference."
        ),
        N_("times the odds"), N_("no difference"), N_("fewer back"), N_("more back"), True, 1,
    ),
    "risk_difference/higher": ChartWords(
        N_("More people better, of 100"),
        N_(
            "How many more people of 100 got much better than with what it was compared with. "
            "0 is no difference."
        ),
        N_("people more of 100"), N_("no difference"), N_("fewer better"), N_("more better"),
        False, 1,
    ),
    "risk_difference/lower": ChartWords(
        N_("More people hurt, of 100"),
        N_(
            "How many more people of 100 were hurt than among those they were compared with. "
            "0 is no difference."
        ),
        N_("people more of 100"), N_("no difference"), N_("fewer hurt"), N_("more hurt"), False, 1,
    ),
    "smd/lower": ChartWords(
        N_("Different questionnaires (standard deviations)"),
        N_(
            "Studies that asked in different ways are made comparable by dividing by how far "
            "people differ from one another. 0 is no difference."
        ),
        N_("standard deviations"), N_("no difference"), N_("less"), N_("more"), False, 2,
    ),
    "points_10/lower": ChartWords(
        N_("Pain, points of 10"),
        N_(
            "How many points of 10 the pain differed. 0 is no difference."
        ),
        N_("points of 10"), N_("no difference"), N_("less pain"), N_("more pain"), False, 2,
    ),
    "points_100/higher": ChartWords(
        N_("Life with the hip, points of 100"),
        N_(
            "How many points of 100 better life with the hip was. 0 is no difference."
        ),
        N_("points of 100"), N_("no difference"), N_("worse"), N_("better"), False, 1,
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
        _(words.axis), ends, null_text=_(words.none), below=_(words.left), above=_(words.right)
    )
    clear = [is_clear(value, none) for _, _, value in found]
    rows = [
        Row(
            id=f"{treatment.id}/{treatment.effects.index(effect)}",
            label=effect.label or treatment.name,
            note=_(
                "{outcome}, against {other}", outcome=effect.outcome, other=effect.against
            ),
            basis=value.basis, reference=value.reference, checked=value.checked,
            cells=(_cell(value, words.digits),),
        )
        for treatment, effect, value in found
    ]  # fmt: skip
    made = forest_figure(
        rows, [panel], title=_title(clear), kind="forest",
        summary=_(
            "{explained} The line in the middle is no difference; a whisker that crosses it may "
            "be chance.", explained=_(words.explained),
        ),
        columns=(_("Result"), _("What was counted, against what"), _(words.axis), _("Basis"),
                 _("Source")),
    )  # fmt: skip
    made["layout"]["meta"]["lit"] = [row.id for row in rows if row.id.split("/")[0] == lit]
    return made


def _cell(value: Sourced, digits: int) -> Cell:
    return Cell(value=value.value, low=value.low, high=value.high, text=_text(value, digits))


def _text(value: Sourced, digits: int) -> str:
    number = _short(value.value, digits)
    if value.low is None or value.high is None:
        return _("{number}, no interval", number=number)
    return _(
        "{number} ({low} to {high})", number=number, low=_short(value.low, digits),
        high=_short(value.high, digits),
    )  # fmt: skip


def _short(number: float, digits: int) -> str:
    return decimal(number, digits).replace("-", "−")


def _title(clear: Sequence[bool | None]) -> str:
    """Say how many results leave no doubt about their direction."""
    sure, chance, unknown = clear.count(True), clear.count(False), clear.count(None)
    if len(clear) == 1:
        return {
            True: _("The one result on this scale differs clearly from no difference."),
            False: _("The one result on this scale may be chance."),
            None: _("The one result on this scale comes without an interval."),
        }[clear[0]]
    places = {"sure": sure, "chance": chance, "unknown": unknown, "total": len(clear)}
    if sure == len(clear):
        return _("All {sure} results on this scale differ clearly from no difference.", **places)
    if chance == len(clear):
        return _("All {chance} results on this scale may be chance.", **places)
    if chance and unknown:
        return _(
            "{sure} of {total} results differ clearly from no difference; {chance} may be chance, "
            "and {unknown} without an interval.", **places,
        )  # fmt: skip
    if chance:
        return _(
            "{sure} of {total} results differ clearly from no difference; {chance} may be chance.",
            **places,
        )
    return _(
        "{sure} of {total} results differ clearly from no difference; {unknown} without an "
        "interval.", **places,
    )  # fmt: skip
