"""What each training rule says on one day, beside what is known about the rule."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hipedu.language import _, joined, ngettext
from hipedu.language.numbers import decimal, localised
from hipedu.model.training import LoadRule, RiskBand
from hipedu.model.values import Sourced, Statement
from hipedu.training.spike import LOOKBACK_DAYS

SLACK = 1e-6
"""A value so close to the edge of a band is the edge: 13.2 km after 12 km is ten percent."""

SAFE_STEP = 1.10
"""The cohort's reference class ends ten percent above the longest run of the last 30 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMetrics:
    """Every measure of a log on one day; None where it is undefined.

    `longest_before_km` is the longest run of the 30 days before the day, `longest_recent_km`
    that of the 30 days that end with it (what tomorrow will be compared with).
    """

    day: dt.date
    history_days: int
    distance_km: float
    longest_km: float
    longest_recent_km: float | None
    load_unit: str
    week_total: float | None
    week_change_percent: float | None
    acwr_coupled: float | None
    acwr_uncoupled: float | None
    acwr_ewma: float | None
    monotony: float | None
    strain: float | None
    ctl: float | None
    atl: float | None
    tsb: float | None
    performance: float | None
    longest_before_km: float | None
    spike_percent: float | None
    rest_days_week: float | None = None
    ctl_ramp: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReading:
    """One row of the table of rules.

    `value` in `unit`, `shown` as people write it; `signal` is what a follower of the rule
    would say (None: the rule draws no line, or its measure is undefined today); `says` is the
    sentence for today.
    """

    rule: LoadRule
    value: float | None
    unit: str
    shown: str
    says: str
    band: RiskBand | None = None

    @property
    def signal(self) -> str | None:
        return None if self.band is None else self.band.signal

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        rule = self.rule
        return {
            "rule": rule.id,
            "name": rule.name,
            "plain_name": rule.plain_name,
            "value": None if self.value is None else round(self.value, 4),
            "unit": self.unit,
            "shown": self.shown,
            "band": None if self.band is None else self.band.id,
            "band_name": None if self.band is None else self.band.name,
            "signal": self.signal,
            "says": self.says,
            "hazard_ratio": _sourced(self.band.hazard_ratio if self.band else None),
            "standing": rule.standing,
            "tradition": rule.tradition,
            "verdict": rule.verdict,
            "formula": rule.formula,
            "caveats": list(rule.caveats),
            "evidence": [_statement(each) for each in rule.evidence],
            "references": list(rule.references),
        }


def _sourced(number: Sourced | None) -> dict[str, Any] | None:
    if number is None:
        return None
    return {
        "value": number.value, "low": number.low, "high": number.high, "unit": number.unit,
        "basis": number.basis, "reference": number.reference, "checked": number.checked,
    }  # fmt: skip


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text, "basis": statement.basis, "reference": statement.reference,
        "checked": statement.checked,
    }  # fmt: skip


def band_of(bands: Sequence[RiskBand], value: float) -> RiskBand | None:
    """The band that a value falls into: above `above`, at most `up_to`.

    Examples
    --------
    >>> bands = (RiskBand(id="low", name="low", up_to=10.0), RiskBand(id="high", name="high",
    ...          above=10.0))
    >>> band_of(bands, 10.0).id, band_of(bands, 10.1).id
    ('low', 'high')
    """
    for band in bands:
        over = band.above is None or value > band.above + SLACK
        under = band.up_to is None or value <= band.up_to + SLACK
        if over and under:
            return band
    return None


def signed_percent(value: float) -> str:
    """A change as people write it.

    Examples
    --------
    >>> signed_percent(25.0), signed_percent(-4.96), signed_percent(0.2), signed_percent(33.33)
    ('+25 %', '−5 %', '0 %', '+33 %')
    """
    whole = math.floor(abs(value) + 0.5)
    if whole == 0:
        return "0 %"
    return f"{'+' if value > 0 else '−'}{whole} %"


def km(value: float) -> str:
    """A distance as people write it.

    Examples
    --------
    >>> km(24.0), km(13.25)
    ('24 km', '13.2 km')
    """
    return localised(f"{value:.1f}".removesuffix(".0")) + " km"


Told = tuple[float | None, str, str, str]
"""value, unit, shown, says"""


def _spike(today: DayMetrics) -> Told:
    days = LOOKBACK_DAYS
    if today.longest_km <= 0:
        if today.longest_recent_km is None:
            return None, "%", _("no run"), _(
                "No run in the last {days} days: the next one is a new start.", days=days
            )
        return None, "%", _("rest day"), _(
            "No run on this day. Your longest of the last {days} days is {longest}, so the next "
            "run stays in step up to {cap}.",
            days=days, longest=km(today.longest_recent_km),
            cap=km(today.longest_recent_km * SAFE_STEP),
        )  # fmt: skip
    run = km(today.longest_km)
    if today.longest_before_km is None or today.spike_percent is None:
        if today.history_days >= LOOKBACK_DAYS:
            return None, "%", _("undefined"), _(
                "Nothing to compare {run} with: there was no run in the {days} days before: this "
                "is a return, not a spike.",
                run=run, days=days,
            )  # fmt: skip
        return None, "%", _("undefined"), _(
            "Nothing to compare {run} with: the log begins here.", run=run
        )
    percent = today.spike_percent
    told = {"run": run, "longest": km(today.longest_before_km), "days": days}
    if percent > SLACK:
        says = _(
            "{run} is {percent} beyond the longest run of the {days} days before ({longest}).",
            percent=signed_percent(percent).strip("+"), **told,
        )  # fmt: skip
    else:
        says = _(
            "{run} stays within the longest run of the {days} days before ({longest}).", **told
        )
    if today.history_days < LOOKBACK_DAYS:
        short = ngettext(
            "The log goes back only {n} day: a longer run may be missing.",
            "The log goes back only {n} days: a longer run may be missing.",
            today.history_days,
        )
        says = f"{says} {short}"
    return percent, "%", signed_percent(percent), says


def _week_change(today: DayMetrics) -> Told:
    change = today.week_change_percent
    if change is None:
        if today.history_days < 13:
            why = _("No change can be computed: two weeks of log are needed.")
        else:
            why = _("No change can be computed: the seven days before were empty.")
        return None, "%", _("undefined"), why
    total = today.week_total or 0.0
    shown = signed_percent(change)
    told = {"percent": shown.strip("+−"), "total": _amount(total, today.load_unit)}
    if change <= -100:
        return change, "%", shown, _(
            "The last 7 days hold {percent} less than the 7 before.", **told
        )
    told["before"] = _amount(total / (1 + change / 100), today.load_unit)
    if shown == "0 %":
        says = _("The last 7 days hold as much as the 7 before ({before} to {total}).", **told)
    elif change > 0:
        says = _(
            "The last 7 days hold {percent} more than the 7 before ({before} to {total}).", **told
        )
    else:
        says = _(
            "The last 7 days hold {percent} less than the 7 before ({before} to {total}).", **told
        )
    return change, "%", shown, says


def _amount(value: float, unit: str) -> str:
    return km(value) if unit == "km" else f"{decimal(value, 0)} {unit}"


def _ratio(value: float | None, today: DayMetrics, says: str, empty: str) -> Told:
    """`says` and `empty` are what is said with and without a value."""
    if value is None:
        days = today.history_days + 1
        if today.history_days < 27:
            empty = ngettext(
                "No ratio can be computed: four weeks of log are needed, there is {n} day.",
                "No ratio can be computed: four weeks of log are needed, there are {n} days.",
                days,
            )
        return None, "1", _("undefined"), empty
    return value, "1", decimal(value, 2), says


def _coupled(today: DayMetrics) -> Told:
    value = today.acwr_coupled
    if value is not None and value > 4 - SLACK:
        says = _("It stands at its ceiling of 4, because the three weeks before are empty.")
    else:
        says = _(
            "The last 7 days hold {ratio} times the load of the last 28 days, per day.",
            ratio=decimal(value or 0, 2),
        )
    empty = _("No ratio can be computed: there was no load in the last 28 days.")
    return _ratio(value, today, says, empty)


def _uncoupled(today: DayMetrics) -> Told:
    value = today.acwr_uncoupled
    says = _(
        "The last 7 days hold {ratio} times the load of the 21 days before, per day.",
        ratio=decimal(value or 0, 2),
    )
    empty = _("No ratio can be computed: there was no load in the 21 days before.")
    return _ratio(value, today, says, empty)


def _ewma(today: DayMetrics) -> Told:
    value = today.acwr_ewma
    says = _(
        "The fast average is {ratio} times the slow one. After a long run it jumps: compare it "
        "with the same weekday.",
        ratio=decimal(value or 0, 2),
    )
    return _ratio(
        value, today, says, _("No ratio can be computed: there was no load in the last weeks.")
    )


def _monotony(today: DayMetrics) -> Told:
    if today.monotony is None:
        why = (
            _("No monotony can be computed: a week of log is needed.")
            if today.history_days < 6
            else _("No monotony can be computed: the week was empty.")
            if not today.week_total
            else _("No monotony can be computed: all seven days were the same.")
        )
        return None, "1", _("undefined"), why
    shown = decimal(today.monotony, 2)
    return today.monotony, "1", shown, _(
        "The mean day of this week is {times} times the spread between its days.", times=shown
    )


def _strain(today: DayMetrics) -> Told:
    if today.strain is None:
        says = _("Strain needs monotony, which is undefined.")
        return None, today.load_unit, _("undefined"), says
    shown = decimal(today.strain, 0)
    return today.strain, today.load_unit, shown, _(
        "Week total times monotony is {strain}. Only your own earlier weeks can be compared with "
        "it.",
        strain=shown,
    )


def _balance(today: DayMetrics) -> Told:
    if today.tsb is None or today.ctl is None or today.atl is None:
        return None, today.load_unit, _("undefined"), _("The log is empty.")
    sign = "+" if today.tsb > 0 else "−" if today.tsb < 0 else ""
    shown = f"{sign}{decimal(abs(today.tsb), 1)}"
    return today.tsb, today.load_unit, shown, _(
        "Balance this morning {balance} {unit} a day (now: 42-day load {ctl}, 7-day load {atl}). "
        "Below zero is normal in training.",
        balance=shown, unit=today.load_unit, ctl=decimal(today.ctl, 1),
        atl=decimal(today.atl, 1),
    )  # fmt: skip


def _fitness_fatigue(today: DayMetrics) -> Told:
    if today.performance is None:
        return None, "AU", _("undefined"), _("The log is empty.")
    value = today.performance
    shown = f"{'+' if value > 0 else '−' if value < 0 else ''}{decimal(abs(value), 0)}"
    if value > 0:
        says = _(
            "In the model fitness outweighs fatigue this morning ({units} units).", units=shown
        )
    else:
        says = _(
            "In the model fatigue outweighs fitness this morning ({units} units).", units=shown
        )
    return value, "AU", shown, says


_TELLERS: dict[str, Callable[[DayMetrics], Told]] = {
    "single_session_spike": _spike,
    "ten_percent_rule": _week_change,
    "acwr_rolling_coupled": _coupled,
    "acwr_rolling_uncoupled": _uncoupled,
    "acwr_ewma": _ewma,
    "monotony": _monotony,
    "strain": _strain,
    "ctl_atl_tsb": _balance,
    "fitness_fatigue": _fitness_fatigue,
}
"""How each rule's measure is told. A rule in the knowledge base without an entry here is
shown with its evidence only."""

ORDER = tuple(_TELLERS)


def read_rules(rules: Iterable[LoadRule], today: DayMetrics) -> tuple[RuleReading, ...]:
    """What every rule says on one day, the best supported rule first.

    Parameters
    ----------
    rules : iterable of LoadRule
        Records of the knowledge base.
    today : DayMetrics
        The measures of the day.

    Returns
    -------
    tuple of RuleReading
    """
    readings = []
    for rule in sorted(rules, key=_position):
        teller = _TELLERS.get(rule.id)
        if teller is None:
            readings.append(
                RuleReading(rule=rule, value=None, unit="", shown="–", says=_("Not computed here."))
            )
            continue
        value, unit, shown, says = teller(today)
        band = band_of(rule.bands, value) if value is not None else None
        readings.append(
            RuleReading(rule=rule, value=value, unit=unit, shown=shown, says=says, band=band)
        )
    return tuple(readings)


def _position(rule: LoadRule) -> tuple[int, str]:
    return (ORDER.index(rule.id) if rule.id in ORDER else len(ORDER), rule.id)


def disagreement(readings: Sequence[RuleReading]) -> str:
    """One sentence on whether the rules agree, and which of them rests on evidence.

    Parameters
    ----------
    readings : sequence of RuleReading
        Of one day.

    Returns
    -------
    str
        Empty if no rule with a line has a value.
    """
    speaking = [reading for reading in readings if reading.signal is not None]
    if not speaking:
        return ""
    objecting = [reading for reading in speaking if reading.signal != "fine"]
    supported = [reading for reading in speaking if reading.rule.standing == "supported"]
    told = {"objecting": len(objecting), "all": len(speaking)}
    if not objecting:
        text = _("All {all} rules that draw a line are content with this day.", **told)
    elif len(objecting) == len(speaking):
        text = _("All {all} rules that draw a line object to this day.", **told)
    else:
        text = ngettext(
            "The rules disagree: {objecting} of {all} object to this day ({names}), {n} does not.",
            "The rules disagree: {objecting} of {all} object to this day ({names}), {n} do not.",
            len(speaking) - len(objecting),
            names=joined([reading.rule.plain_name for reading in objecting]), **told,
        )  # fmt: skip
    if not supported:
        best = _("The rule with evidence in runners says nothing on this day.")
    elif supported[0].signal == "fine":
        best = _(
            "The rule with evidence in runners ({name}) is content.",
            name=supported[0].rule.plain_name,
        )
    else:
        best = _(
            "The rule with evidence in runners ({name}) objects.",
            name=supported[0].rule.plain_name,
        )
    return f"{text} {best}"
