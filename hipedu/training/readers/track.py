"""Distance, time and climb of a track, summed point by point while it is read."""

from __future__ import annotations

import datetime as dt
from math import asin, cos, isfinite, radians, sin, sqrt

from hipedu.language import _, ngettext
from hipedu.language.numbers import grouped
from hipedu.training.readers.clock import sun_offset_min
from hipedu.training.readers.problems import Unreadable

EARTH_RADIUS_M = 6_371_008.8
MOVING_M_PER_S = 0.5
"""Below this a runner stands: what is left is the wandering of GPS."""
IMPOSSIBLE_M_PER_S = 12.5
"""The fastest sprint ever measured; a faster step between two points is a GPS error."""
LONGEST_GAP_S = 300.0
"""A longer silence is a pause, even if the runner turns up further on."""
CLIMB_STEP_M = 3.0
"""Smaller ups and downs are noise of the altimeter."""


def haversine_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance of two points on the mean sphere.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : float
        Positions [degree].

    Returns
    -------
    float
        Distance [m].

    Examples
    --------
    >>> round(haversine_m(0, 0, 0, 1))
    111195
    """
    phi1, phi2 = radians(lat1), radians(lat2)
    a = (
        sin((phi2 - phi1) / 2) ** 2
        + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, a)))


def parse_instant(text: str) -> dt.datetime:
    """A moment as GPX and TCX write it.

    Raises
    ------
    Unreadable
        If it is none.

    Examples
    --------
    >>> parse_instant("2021-04-16T13:37:53.000Z").isoformat()
    '2021-04-16T13:37:53+00:00'
    """
    try:
        return dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable(
            _("a point's time is not a date and time"), remedy=_("Export the activity again.")
        ) from None


class Track:
    """Sums of a track. It remembers the previous point only, and no position once closed."""

    def __init__(self, *, most_points: int) -> None:
        self._most_points = most_points
        self._previous: tuple[dt.datetime, float, float] | None = None
        self._previous_time: dt.datetime | None = None
        self._base_height: float | None = None
        self._hr_sum = self._cadence_sum = 0.0
        self._hr_count = self._cadence_count = 0
        self.points = 0
        self.points_with_place = 0
        self.start: dt.datetime | None = None
        self.end: dt.datetime | None = None
        self.sun_min: int | None = None
        self.distance_m = 0.0
        self.moving_s = 0.0
        self.climb_m = 0.0
        self.jumps = 0
        self.out_of_order = 0

    def new_segment(self) -> None:
        """The recording was paused: nothing lies between the last point and the next."""
        self._previous = None
        self._previous_time = None

    def add(
        self,
        *,
        time: dt.datetime | None,
        latitude: float | None = None,
        longitude: float | None = None,
        height_m: float | None = None,
        heart_rate: float | None = None,
        cadence: float | None = None,
    ) -> None:
        """Take in the next point."""
        self.points += 1
        if self.points > self._most_points:
            raise Unreadable(
                _(
                    "it has more than {most} points, days on end",
                    most=grouped(self._most_points),
                ),
                remedy=_("Split the recording into single runs."),
            )
        if heart_rate is not None and 0 < heart_rate < 300:
            self._hr_sum += heart_rate
            self._hr_count += 1
        if cadence is not None and 0 < cadence < 400:
            self._cadence_sum += cadence
            self._cadence_count += 1
        if height_m is not None and isfinite(height_m):
            self._climb(height_m)
        if time is not None:
            if self.start is None:
                self.start = time
            if self.end is None or _seconds(self.end, time) > 0:
                self.end = time
        if latitude is None or longitude is None or not (
            -90 <= latitude <= 90 and -180 <= longitude <= 180
        ):
            return
        self.points_with_place += 1
        if self.sun_min is None:
            self.sun_min = sun_offset_min(longitude)
        if time is not None:
            self._step(time, latitude, longitude)

    def _step(self, time: dt.datetime, latitude: float, longitude: float) -> None:
        if self._previous is None:
            self._previous = (time, latitude, longitude)
            return
        before, lat, lon = self._previous
        seconds = _seconds(before, time)
        if seconds <= 0:  # a repeated or a displaced point
            self.out_of_order += seconds < 0
            return
        metres = haversine_m(lat, lon, latitude, longitude)
        self._previous = (time, latitude, longitude)
        if seconds > LONGEST_GAP_S:
            return
        speed = metres / seconds
        if speed > IMPOSSIBLE_M_PER_S:
            self.jumps += 1
            return
        self.distance_m += metres
        if speed >= MOVING_M_PER_S:
            self.moving_s += seconds

    def _climb(self, height_m: float) -> None:
        if self._base_height is None or height_m <= self._base_height - CLIMB_STEP_M:
            self._base_height = height_m
        elif height_m >= self._base_height + CLIMB_STEP_M:
            self.climb_m += height_m - self._base_height
            self._base_height = height_m

    @property
    def has_height(self) -> bool:
        return self._base_height is not None

    @property
    def mean_hr(self) -> float | None:
        return self._hr_sum / self._hr_count if self._hr_count else None

    @property
    def mean_cadence(self) -> float | None:
        """Mean over the points where the feet moved."""
        return self._cadence_sum / self._cadence_count if self._cadence_count else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was odd about the points and what was done."""
        found = []
        if self.jumps:
            found.append(
                ngettext(
                    "{n} jump of the GPS faster than any runner: not counted as distance.",
                    "{n} jumps of the GPS faster than any runner: not counted as distance.",
                    self.jumps,
                )
            )
        if self.out_of_order:
            found.append(
                ngettext(
                    "{n} point was out of order and left out.",
                    "{n} points were out of order and left out.",
                    self.out_of_order,
                )
            )
        return tuple(found)


def _seconds(earlier: dt.datetime, later: dt.datetime) -> float:
    if (earlier.tzinfo is None) != (later.tzinfo is None):
        raise Unreadable(
            _("some of its times have a time zone and some have none"),
            remedy=_("Export the activity again."),
        )
    return (later - earlier).total_seconds()
