"""A diary of pain: entries that are checked, their traffic lights, and the days it flared."""

from __future__ import annotations

import datetime as dt
import math
import statistics
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from hipedu.language import _
from hipedu.language.numbers import shortest
from hipedu.model.programme import PainRuleNumbers
from hipedu.rehab.pain_monitoring import Light, pain_light

LONGEST_NOTE = 300
FIRST_DAY = dt.date(1950, 1, 1)
SIDES = ("", "left", "right", "both", "middle")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """One day of a diary: pain of 0 to 10 [NRS]; None where nothing was written.

    `during` the run, `after` in the hours that follow it, `next_morning` on waking the day after.
    `place` is the id of a region, `warning` that a limp, catching or pain at night came with it.
    `note` is text of a person: it is shown, never interpreted.
    """

    date: dt.date
    during: float | None = None
    after: float | None = None
    next_morning: float | None = None
    place: str = ""
    side: str = ""
    warning: bool = False
    note: str = ""

    @property
    def worst(self) -> float:
        """The highest number of the day."""
        return max(x for x in (self.during, self.after, self.next_morning, 0.0) if x is not None)


def diary_entry(
    *,
    date: Any,
    today: dt.date,
    places: Collection[str],
    during: Any = None,
    after: Any = None,
    next_morning: Any = None,
    place: Any = "",
    side: Any = "",
    warning: Any = False,
    note: Any = "",
) -> DiaryEntry:
    """Check what somebody wrote, from a page or from a file.

    Parameters
    ----------
    date : str
        As 2025-04-03.
    today : date
        Later days are refused.
    places : collection of str
        Ids of the regions there are.
    during, after, next_morning : number or None
        Pain from 0 to 10; at least one, unless a note or a warning stands alone.

    Raises
    ------
    ValueError
        One sentence on what is wrong and what to do.

    Examples
    --------
    >>> day = diary_entry(date="2025-04-03", during=3, today=dt.date(2025, 5, 1), places=())
    >>> day.during, day.worst
    (3.0, 3.0)
    >>> diary_entry(date="2025-04-03", during=11, today=dt.date(2025, 5, 1), places=())
    Traceback (most recent call last):
        ...
    ValueError: Pain during the run is 11: give a number from 0 (none) to 10 (the worst there is).
    """
    try:
        day = dt.date.fromisoformat(date)
    except (TypeError, ValueError):
        raise ValueError(_("That is no date. Write it as 2025-04-03.")) from None
    if day > today:
        raise ValueError(
            _("That day lies in the future. Write down what was, not what may be.")
        )
    if day < FIRST_DAY:
        raise ValueError(_("That day lies before 1950. Look at the year again."))
    text = _note(note)
    entry = DiaryEntry(
        date=day,
        during=_pain(during, _("during the run")),
        after=_pain(after, _("after the run")),
        next_morning=_pain(next_morning, _("on the next morning")),
        place=_one_of(place, places, _("There is no such place. Choose one from the list.")),
        side=_one_of(side, SIDES, _("There is no such side. Choose one from the list.")),
        warning=warning is True,
        note=text,
    )
    numbers = (entry.during, entry.after, entry.next_morning)
    if all(number is None for number in numbers) and not (entry.warning or text):
        raise ValueError(
            _("Give at least one number: during the run, after it, or next morning.")
        )
    return entry


def _pain(value: Any, when: str) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(_("Pain {when} must be a number from 0 to 10.", when=when))
    if not (math.isfinite(value) and 0 <= value <= 10):
        shown = shortest(value) if abs(value) < 1e6 else _("no number of this scale")
        raise ValueError(
            _(
                "Pain {when} is {shown}: give a number from 0 (none) to 10 (the worst there is).",
                when=when, shown=shown,
            )
        )
    return float(value)


def _one_of(value: Any, known: Collection[str], refusal: str) -> str:
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or value not in known:
        raise ValueError(refusal)
    return value


def _note(value: Any) -> str:
    """Text without characters that turn it round or hide in it; at most 300 of them."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(_("A note is text."))
    kept = "".join(
        " " if char in "\r\n\t" else char
        for char in value[: 4 * LONGEST_NOTE]
        if char in "\r\n\t" or unicodedata.category(char)[0] != "C"
    )
    return " ".join(kept.split())[:LONGEST_NOTE]


def usual_morning(
    entries: Sequence[DiaryEntry], day: dt.date, *, days: int, least: int
) -> float | None:
    """Pain on a usual morning, as the diary of the days before knows it.

    Parameters
    ----------
    entries : sequence of DiaryEntry
        In order of days.
    day : date
        Only entries before it count.
    days : int
        How far back [day].
    least : int
        Fewer mornings than this do not say what is usual.

    Returns
    -------
    float or None
        The median [NRS], None while too little is known.

    Examples
    --------
    >>> first = dt.date(2025, 4, 1)
    >>> diary = [DiaryEntry(date=first + dt.timedelta(days=n), next_morning=n) for n in range(3)]
    >>> usual_morning(diary, dt.date(2025, 4, 9), days=14, least=3)
    1.0
    >>> usual_morning(diary, dt.date(2025, 4, 3), days=14, least=3) is None
    True
    """
    known = [
        entry.next_morning for entry in _recent(entries, day, days)
        if entry.next_morning is not None
    ]  # fmt: skip
    return float(statistics.median(known)) if len(known) >= least else None


def _recent(entries: Sequence[DiaryEntry], day: dt.date, days: int) -> Sequence[DiaryEntry]:
    """The entries of the `days` days before `day`; a diary of years is not walked through."""
    begin = bisect_left(entries, day - dt.timedelta(days=days), key=_date)
    return entries[begin : bisect_left(entries, day, key=_date)]


def _date(entry: DiaryEntry) -> dt.date:
    return entry.date


def entry_light(
    entry: DiaryEntry,
    rule: PainRuleNumbers,
    *,
    usual: float | None = None,
    rise: float,
    bone_possible: bool = False,
) -> Light | None:
    """The traffic light of one day; None if the day has a note only.

    Parameters
    ----------
    entry : DiaryEntry
        The day.
    rule : PainRuleNumbers
        Limits of a programme.
    usual : float, optional
        Pain on a usual morning [NRS]. Without it, the run and the hours after it stand in, and
        a morning counts as settled only if it did not hurt at all.
    rise : float
        From so many points above the usual one on a morning counts as worse [NRS].
    bone_possible : bool
        Whether the limits of bone hold, whatever the programme.

    Notes
    -----
    One point more or less is within what people give for the same pain; the trial asked whether
    the morning was worse, not by how much.

    References
    ----------
    silbernagel2007monitoring, farrar2001change
    """
    if not entry.warning and entry.during is entry.after is entry.next_morning is None:
        return None
    session = max(x for x in (entry.during, entry.after, 0.0) if x is not None)
    morning = entry.next_morning
    worse: bool | None = None
    settled: bool | None = None
    if morning is not None:
        worse = morning - (session if usual is None else usual) >= rise
        if worse:
            settled = False
        elif usual is not None or morning == 0:
            settled = True
    return pain_light(
        rule,
        during=entry.during if entry.during is not None else (entry.after or 0.0),
        after=entry.after,
        next_morning_worse=worse,
        settled=settled,
        warning=entry.warning,
        bone_possible=bone_possible,
    )


def weekly_mornings(
    entries: Sequence[DiaryEntry], day: dt.date, *, least: int
) -> tuple[float, float] | None:
    """The middle morning of the week before the last one, and of the last one.

    Parameters
    ----------
    entries : sequence of DiaryEntry
        In order of days.
    day : date
        Last day of the last week; mornings belong to the day before them.
    least : int
        Mornings that each week must have.

    Returns
    -------
    (float, float) or None
        Earlier and later [NRS]. Pain-monitoring lets mornings hurt but not more from week to week.

    References
    ----------
    silbernagel2007monitoring

    Examples
    --------
    >>> first = dt.date(2025, 4, 1)
    >>> diary = [DiaryEntry(date=first + dt.timedelta(days=n), next_morning=n // 7)
    ...          for n in range(14)]
    >>> weekly_mornings(diary, dt.date(2025, 4, 14), least=2)
    (0.0, 1.0)
    """
    after = day + dt.timedelta(days=1)
    weeks = [
        [
            entry.next_morning for entry in _recent(entries, after - dt.timedelta(days=back), 7)
            if entry.next_morning is not None
        ]
        for back in (7, 0)
    ]  # fmt: skip
    if any(len(week) < least for week in weeks):
        return None
    return float(statistics.median(weeks[0])), float(statistics.median(weeks[1]))


@dataclass(frozen=True, slots=True)
class Flare:
    """The first day of a flare, the highest pain of it [NRS], and why it counts as one."""

    date: dt.date
    worst: float
    why: str


def flares(
    entries: Sequence[DiaryEntry],
    lights: Sequence[Light | None],
    *,
    rise: float,
    usual_days: int,
    usual_least: int,
    quiet_days: int,
) -> tuple[Flare, ...]:
    """The days on which a flare began.

    Parameters
    ----------
    entries : sequence of DiaryEntry
        In order of days.
    lights : sequence of Light or None
        The light of each.
    rise : float
        So many points above the usual of the days before make a bad day [NRS].
    usual_days, usual_least : int
        How far back the usual is looked for [day], and of how many entries at least.
    quiet_days : int
        A bad day within so many days of the last bad one belongs to the same flare [day].

    Notes
    -----
    A bad day has a red light, or its highest pain lies `rise` points or more above the median of
    the highest pains of the days before. The 2 points are from people with long-standing pain
    whose pain fell, which is not the same.

    References
    ----------
    farrar2001change
    """
    found: list[Flare] = []
    last_bad: dt.date | None = None
    for entry, light in zip(entries, lights, strict=True):
        before = _recent(entries, entry.date, usual_days)
        why = _bad(before, entry, light, rise, usual_least)
        if why is None:
            continue
        if last_bad is None or (entry.date - last_bad).days > quiet_days:
            found.append(Flare(entry.date, entry.worst, why))
        else:
            begun = found[-1]
            found[-1] = Flare(begun.date, max(begun.worst, entry.worst), begun.why)
        last_bad = entry.date
    return tuple(found)


def _bad(
    before: Sequence[DiaryEntry], entry: DiaryEntry, light: Light | None, rise: float, least: int
) -> str | None:
    known = [each.worst for each in before]
    usual = statistics.median(known) if len(known) >= least else None
    if usual is not None and entry.worst - usual >= rise:
        return _(
            "The worst pain was {worst} of 10; in the days before, {usual} was usual.",
            worst=shortest(entry.worst), usual=shortest(usual),
        )
    if light is not None and light.colour == "red":
        return " ".join(light.reasons[:2])
    return None
