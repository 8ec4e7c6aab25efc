"""What each training rule says on one day, beside what is known about the rule."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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
    return f"{value:.1f}".removesuffix(".0") + " km"


Told = tuple[float | None, str, str, str]
"""value, unit, shown, says"""


def _spike(today: DayMetrics) -> Told:
    if today.longest_km <= 0:
        if today.longest_recent_km is None:
            return None, "%", "no run", (
                f"No run in the last {LOOKBACK_DAYS} days: the next one is a new start."
            )
        cap = today.longest_recent_km * SAFE_STEP
        return None, "%", "rest day", (
            f"No run on this day. Your longest of the last {LOOKBACK_DAYS} days is "
            f"{km(today.longest_recent_km)}, so the next run stays in step up to {km(cap)}."
        )
    if today.longest_before_km is None or today.spike_percent is None:
        why = (
            f"there was no run in the {LOOKBACK_DAYS} days before: this is a return, not a spike"
            if today.history_days >= LOOKBACK_DAYS
            else "the log begins here"
        )
        return None, "%", "undefined", f"Nothing to compare {km(today.longest_km)} with: {why}."
    percent = today.spike_percent
    longest = km(today.longest_before_km)
    if percent > SLACK:
        says = (
            f"{km(today.longest_km)} is {signed_percent(percent).strip('+')} beyond the longest "
            f"run of the {LOOKBACK_DAYS} days before ({longest})."
        )
    else:
        says = (
            f"{km(today.longest_km)} stays within the longest run of the {LOOKBACK_DAYS} days "
            f"before ({longest})."
        )
    if today.history_days < LOOKBACK_DAYS:
        says += f" The log goes back only {today.history_days} days: a longer run may be missing."
    return percent, "%", signed_percent(percent), says


def _week_change(today: DayMetrics) -> Told:
    change = today.week_change_percent
    if change is None:
        why = (
            "two weeks of log are needed"
            if today.history_days < 13
            else "the seven days before were empty"
        )
        return None, "%", "undefined", f"No change can be computed: {why}."
    total = today.week_total or 0.0
    before = total / (1 + change / 100) if change > -100 else None
    amounts = (
        f" ({_amount(before, today.load_unit)} to {_amount(total, today.load_unit)})"
        if before is not None
        else ""
    )
    shown = signed_percent(change)
    if shown == "0 %":
        return change, "%", shown, f"The last 7 days hold as much as the 7 before{amounts}."
    word = "more" if change > 0 else "less"
    return change, "%", shown, (
        f"The last 7 days hold {shown.strip('+−')} {word} than the 7 before{amounts}."
    )


def _amount(value: float, unit: str) -> str:
    return km(value) if unit == "km" else f"{value:.0f} {unit}"


def _ratio(value: float | None, today: DayMetrics, compared: str) -> Told:
    if value is None:
        why = (
            f"four weeks of log are needed, there are {today.history_days + 1} days"
            if today.history_days < 27
            else f"there was no load in {compared}"
        )
        return None, "1", "undefined", f"No ratio can be computed: {why}."
    return value, "1", f"{value:.2f}", (
        f"The last 7 days hold {value:.2f} times the load of {compared}, per day."
    )


def _coupled(today: DayMetrics) -> Told:
    told = _ratio(today.acwr_coupled, today, "the last 28 days")
    if today.acwr_coupled is not None and today.acwr_coupled > 4 - SLACK:
        says = "It stands at its ceiling of 4, because the three weeks before are empty."
        return (*told[:3], says)
    return told


def _uncoupled(today: DayMetrics) -> Told:
    return _ratio(today.acwr_uncoupled, today, "the 21 days before")


def _ewma(today: DayMetrics) -> Told:
    if today.acwr_ewma is None:
        return _ratio(None, today, "the last weeks")
    return today.acwr_ewma, "1", f"{today.acwr_ewma:.2f}", (
        f"The fast average is {today.acwr_ewma:.2f} times the slow one. After a long run it "
        "jumps: compare it with the same weekday."
    )


def _monotony(today: DayMetrics) -> Told:
    if today.monotony is None:
        why = (
            "a week of log is needed"
            if today.history_days < 6
            else "the week was empty"
            if not today.week_total
            else "all seven days were the same"
        )
        return None, "1", "undefined", f"No monotony can be computed: {why}."
    return today.monotony, "1", f"{today.monotony:.2f}", (
        f"The mean day of this week is {today.monotony:.2f} times the spread between its days."
    )


def _strain(today: DayMetrics) -> Told:
    if today.strain is None:
        return None, today.load_unit, "undefined", "Strain needs monotony, which is undefined."
    return today.strain, today.load_unit, f"{today.strain:.0f}", (
        f"Week total times monotony is {today.strain:.0f}. Only your own earlier weeks can be "
        "compared with it."
    )


def _balance(today: DayMetrics) -> Told:
    if today.tsb is None or today.ctl is None or today.atl is None:
        return None, today.load_unit, "undefined", "The log is empty."
    sign = "+" if today.tsb > 0 else "−" if today.tsb < 0 else ""
    shown = f"{sign}{abs(today.tsb):.1f}"
    return today.tsb, today.load_unit, shown, (
        f"Balance this morning {shown} {today.load_unit} a day (now: 42-day load {today.ctl:.1f}, "
        f"7-day load {today.atl:.1f}). Below zero is normal in training."
    )


def _fitness_fatigue(today: DayMetrics) -> Told:
    if today.performance is None:
        return None, "AU", "undefined", "The log is empty."
    value = today.performance
    shown = f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):.0f}"
    leads = "fitness outweighs fatigue" if value > 0 else "fatigue outweighs fitness"
    return value, "AU", shown, f"In the model {leads} this morning ({shown} units)."


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
                RuleReading(rule=rule, value=None, unit="", shown="–", says="Not computed here.")
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
    if not objecting:
        text = f"All {len(speaking)} rules that draw a line are content with this day."
    elif len(objecting) == len(speaking):
        text = f"All {len(speaking)} rules that draw a line object to this day."
    else:
        names = _listed([reading.rule.plain_name for reading in objecting])
        content = len(speaking) - len(objecting)
        text = (
            f"The rules disagree: {len(objecting)} of {len(speaking)} object to this day "
            f"({names}), {content} {'does' if content == 1 else 'do'} not."
        )
    if supported:
        best = supported[0]
        verb = "is content" if best.signal == "fine" else "objects"
        text += f" The rule with evidence in runners ({best.rule.plain_name}) {verb}."
    else:
        text += " The rule with evidence in runners says nothing on this day."
    return text


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]
