"""Which day a run belongs to: the runner's own clock, as far as the file tells it.

A FIT file says what the watch showed. GPX and TCX give UTC, and so does Strava's list. A run
at nine in the evening in Chicago is tomorrow in UTC, so for those the offset comes from the
home time zone that the caller knows (a browser tells it), or from the longitude of the first
point, of which only the whole hour is kept. Failing both, UTC stays and the result says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hipedu.language import _
from hipedu.training.readers.limits import CLOCK_SLACK, FIRST_DATE
from hipedu.training.readers.problems import Unreadable

TRAVELLING_MIN = 180
"""Home time further than this from the sun's time where the run was: the runner was away."""

NEAR_MIDNIGHT_MIN = 150
"""Legal time differs from the sun's by up to two and a half hours (western China apart)."""

UNSET_CLOCKS = (dt.date(1970, 1, 1), dt.date(1980, 1, 6), dt.date(1989, 12, 31))
"""Where the clocks of computers, of GPS and of FIT begin: a watch that never got the time."""


@dataclass(frozen=True, slots=True)
class LocalStart:
    """Start of a run on the runner's clock."""

    date: dt.date
    time: dt.time | None
    utc_offset_min: int | None
    warning: str | None = None
    assumed_utc: bool = False


def sun_offset_min(longitude: float) -> int:
    """Minutes ahead of UTC of the whole-hour zone at a longitude.

    Examples
    --------
    >>> sun_offset_min(-105.3), sun_offset_min(8.0)
    (-420, 60)
    """
    return 60 * round(longitude / 15.0)


def local_start(
    start: dt.datetime, *, home: dt.tzinfo | None = None, sun_min: int | None = None
) -> LocalStart:
    """Turn a recorded start into date and time on the runner's clock.

    Parameters
    ----------
    start : datetime
        Without a zone: already local. With a zone other than UTC: local there. With UTC:
        converted.
    home : tzinfo, optional
        The runner's usual time zone.
    sun_min : int, optional
        Offset of the whole-hour zone where the run began [min].

    Returns
    -------
    LocalStart

    Examples
    --------
    >>> utc = dt.datetime(2024, 3, 2, 2, 30, tzinfo=dt.timezone.utc)
    >>> local_start(utc, sun_min=-360).date.isoformat()
    '2024-03-01'
    """
    if start.tzinfo is None:
        return LocalStart(start.date(), start.time().replace(microsecond=0), None)
    given = start.utcoffset() or dt.timedelta()
    warning = None
    assumed_utc = False
    if given:
        offset = given
    else:
        home_offset = start.astimezone(home).utcoffset() if home is not None else None
        home_min = None if home_offset is None else round(home_offset.total_seconds() / 60)
        if home_min is not None and (sun_min is None or abs(home_min - sun_min) <= TRAVELLING_MIN):
            offset = dt.timedelta(minutes=home_min)
        elif sun_min is not None:
            offset = dt.timedelta(minutes=sun_min)
            shown = start + offset
            minute = shown.hour * 60 + shown.minute
            if min(minute, 24 * 60 - minute) < NEAR_MIDNIGHT_MIN:
                warning = _(
                    "The file does not say which clock was used and the run began near midnight: "
                    "the date may be one day off."
                )
        else:
            offset, assumed_utc = dt.timedelta(), True
    try:
        local = start.astimezone(dt.timezone(offset))
    except (OverflowError, ValueError):
        local = start
    return LocalStart(
        local.date(),
        local.time().replace(microsecond=0, tzinfo=None),
        round(offset.total_seconds() / 60),
        warning,
        assumed_utc,
    )


def check_date(day: dt.date, *, today: dt.date) -> None:
    """Refuse a day on which nobody can have run.

    Raises
    ------
    Unreadable
        Before 1950, later than tomorrow, or the day on which some clock begins to count.
    """
    if day in UNSET_CLOCKS or day < FIRST_DATE:
        raise Unreadable(
            _("the date {day} is where a clock starts that was never set", day=day.isoformat())
            if day in UNSET_CLOCKS
            else _("the date {day} is before {year}", day=day.isoformat(), year=FIRST_DATE.year),
            remedy=_("Correct the date, or leave this run out."),
        )
    if day > today + CLOCK_SLACK:
        raise Unreadable(
            _(
                "the date {day} lies in the future (today is {today})",
                day=day.isoformat(), today=today.isoformat(),
            ),
            remedy=_("Correct the date; planned runs do not belong in the log."),
        )
