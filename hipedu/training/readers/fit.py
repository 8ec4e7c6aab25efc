"""FIT: the watch's own file, with sessions, records and the watch's clock."""

from __future__ import annotations

import contextlib
import datetime as dt
import struct
import warnings as python_warnings
from collections.abc import Mapping
from typing import Any

from hipedu.language import N_, _
from hipedu.training.readers.clock import LocalStart, local_start
from hipedu.training.readers.fit_stream import (
    NAMES,
    NotPlain,
    Second,
    Sums,
    seconds,
    sound_parts,
    sums_only,
)
from hipedu.training.readers.kinds import kind_of
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.recording import Contents, Context, Recording, checked_run
from hipedu.training.readers.track import Track

DAMAGED = N_("Copy it from the watch again, or export it from the website.")
SEMICIRCLE = 180.0 / 2**31
"""FIT writes angles as 2**31 parts of half a turn."""

_NOT_ACTIVITIES = {
    "settings": N_("watch settings"),
    "workout": N_("a planned workout"),
    "course": "a course",
    "schedules": N_("a training schedule"),
    "weight": N_("body weights"),
    "totals": "totals",
    "goals": "goals",
    "monitoring_a": N_("daily step counts"),
    "monitoring_b": N_("daily step counts"),
    "monitoring_daily": N_("daily step counts"),
    "device": N_("a description of the watch"),
    "sport": N_("sport settings"),
    "segment": "a segment",
}
_MESSAGES = frozenset({
    "file_id", "session", "activity", "sport", "record", "field_description",
})  # fmt: skip
EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
LEAST_STAMP = 0x10000000
"""A smaller time is none of the calendar: it counts from when the watch was switched on."""

_SESSION = 18
_SUMS = frozenset({0, 12, _SESSION, 34, 206, 207})
"""Numbers of the messages that are not for a second: file_id, sport, session, activity, and the
two that describe fields made by apps."""

_HEIGHT, _HEART_RATE, _CADENCE, _POSITION = {2, 78}, {3}, {4}, {0, 1}
"""Fields of a message for a second, by their numbers."""


def read_fit(content: bytes, *, name: str, context: Context) -> Contents:
    """Read the sessions of a FIT file.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, as it may be shown.
    context : Context
        Today, home time zone, limits.

    Returns
    -------
    Contents

    Raises
    ------
    Unreadable
        If the file is cut off or damaged anywhere (a part of a run is not a run), or holds
        something else than an activity.

    Notes
    -----
    Distance and time are the watch's own totals of the session. The date is the watch's:
    the file gives its local time beside UTC. FIT counts the strides of one leg; they are
    doubled.
    """
    found = _messages(content, context)
    if found.file_type in _NOT_ACTIVITIES or (
        not found.sessions and not found.tracks.have_points
    ):
        is_what = _NOT_ACTIVITIES.get(found.file_type or "")
        raise Unreadable(
            _("it has no run in it: it holds {what}", what=_(is_what))
            if is_what
            else _("it has no run in it"),
            remedy=_(
                "Export the activity instead: on the watch's storage it lies in the folder "
                "Activity."
            ),
        )
    contents = Contents()
    sessions: list[dict[str, Any]] = found.sessions or [{}]
    tracks = found.tracks.of(sessions)
    for index, (session, track) in enumerate(zip(sessions, tracks, strict=True), start=1):
        place = _("session {index}", index=index) if len(sessions) > 1 else ""
        try:
            recording = _recording(session, track, index, found, name, place, context)
        except Unreadable as problem:
            problem.place = problem.place or place
            contents.problems.append(problem)
        else:
            if recording is not None:
                contents.recordings.append(recording)
    return contents


class _Tracks:
    """The seconds, summed at once by the session they fall in."""

    def __init__(self, most_points: int) -> None:
        self.most_points = most_points
        self._track = Track(most_points=most_points)
        self._tracks: list[Track] = []
        self._distances: list[tuple[float, float]] = []
        self._first_m: float | None = None
        self._last_m = 0.0

    @property
    def have_points(self) -> bool:
        return self._track.points > 0 or any(track.points for track in self._tracks)

    def add(
        self,
        *,
        time: dt.datetime | None,
        latitude: float | None,
        longitude: float | None,
        height_m: float | None,
        heart_rate: float | None,
        cadence: float | None,
        distance_m: float | None,
    ) -> None:
        """A second: positions in the units of the file."""
        if distance_m is not None:
            self._first_m = distance_m if self._first_m is None else self._first_m
            self._last_m = max(self._last_m, distance_m)
        self._track.add(
            time=time,
            latitude=None if latitude is None else latitude * SEMICIRCLE,
            longitude=None if longitude is None else longitude * SEMICIRCLE,
            height_m=height_m, heart_rate=heart_rate, cadence=cadence,
        )  # fmt: skip

    def close(self) -> None:
        """A session ends here: its message comes after the seconds that it sums up."""
        self._tracks.append(self._track)
        self._distances.append((self._first_m or 0.0, self._last_m))
        self._track = Track(most_points=self.most_points)
        self._first_m, self._last_m = None, 0.0

    def of(self, sessions: list[dict[str, Any]]) -> list[Track]:
        """One track a session; some writers put all sessions at the very end."""
        if len(self._tracks) < len(sessions):
            self.close()
        return self._tracks[: len(sessions)]

    def device_distance_m(self, index: int) -> float:
        first, last = self._distances[index]
        return last - first


class _Messages:
    """The few messages that matter."""

    def __init__(self, most_points: int) -> None:
        self.file_type: str | None = None
        self.sport: str | None = None
        self.sessions: list[dict[str, Any]] = []
        self.utc_offset: dt.timedelta | None = None
        self.names_by_apps: set[str] = set()
        self.tracks = _Tracks(most_points)

    def take(self, name: str, values: dict[str, Any]) -> None:
        if name == "record":
            self._record(values)
        elif name == "file_id" and self.file_type is None:
            self.file_type = str(values.get("type"))
        elif name == "sport" and values.get("sport") is not None:
            self.sport = str(values["sport"])
        elif name == "session":
            self.sessions.append(values)
            self.tracks.close()
        elif name == "field_description":
            self.names_by_apps.add(str(values.get("field_name")))
        elif name == "activity":
            local, utc = values.get("local_timestamp"), values.get("timestamp")
            if isinstance(local, dt.datetime) and isinstance(utc, dt.datetime):
                quarters = round((local - utc).total_seconds() / 900)
                if -48 <= quarters <= 56:  # -12 to +14 hours exist
                    self.utc_offset = dt.timedelta(minutes=15 * quarters)

    def _record(self, values: dict[str, Any]) -> None:
        time = values.get("timestamp")
        cadence = _number(values.get("cadence"))
        if cadence is not None:
            cadence += _number(values.get("fractional_cadence")) or 0.0
        height = _number(values.get("enhanced_altitude"))
        self.tracks.add(
            time=time if isinstance(time, dt.datetime) else None,
            latitude=_number(values.get("position_lat")),
            longitude=_number(values.get("position_long")),
            height_m=_number(values.get("altitude")) if height is None else height,
            heart_rate=_number(values.get("heart_rate")),
            cadence=cadence,
            distance_m=_number(values.get("distance")),
        )


def _messages(content: bytes, context: Context) -> _Messages:
    """The watch's own sums, and the seconds too where the sums leave something open."""
    most = context.limits.points
    try:
        parts = sound_parts(content)
    except NotPlain:  # damaged, most likely: the decoder finds out where
        found = _Messages(most)
        _decode(content, found, checked=False)
        return found
    with contextlib.suppress(NotPlain, Unreadable):
        sums = sums_only(content, parts, wanted=_SUMS)
        found = _Messages(most)
        _decode(sums.content, found, checked=True)
        plain = not found.names_by_apps & NAMES
        if not sums.records or (plain and _enough(found, sums, context)):
            return found
        if plain:
            found.tracks = _Tracks(most)
            for second in seconds(content, parts, session=_SESSION):
                if second is None:
                    found.tracks.close()
                else:
                    _unpacked(second, found.tracks)
            return found
    found = _Messages(most)
    _decode(content, found, checked=True)
    return found


def _unpacked(second: Second, tracks: _Tracks) -> None:
    """Hand over a second with the units that the decoder would give it."""
    stamp, cadence = second.timestamp, second.cadence
    height, part = second.altitude, second.fractional_cadence
    tracks.add(
        time=None if stamp is None or stamp < LEAST_STAMP
        else EPOCH + dt.timedelta(seconds=stamp),
        latitude=second.position_lat,
        longitude=second.position_long,
        height_m=None if height is None else height / 5 - 500,
        heart_rate=second.heart_rate,
        cadence=None if cadence is None else cadence + (part or 0) / 128,
        distance_m=None if second.distance is None else second.distance / 100,
    )  # fmt: skip


def _enough(found: _Messages, sums: Sums, context: Context) -> bool:
    """Whether the seconds could add nothing to the sums."""
    fields = sums.record_fields
    if not found.sessions or sums.records > context.limits.points:
        return False
    for session in found.sessions:
        if kind_of(str(session.get("sport") or found.sport or "")) not in (None, "run"):
            continue  # counted, not measured
        start = session.get("start_time")
        known = (
            isinstance(start, dt.datetime)
            and _number(session.get("total_distance"))
            and _seconds_of(session)
            and (_number(session.get("avg_heart_rate")) or not fields & _HEART_RATE)
            and (_cadence_of(session) or not fields & _CADENCE)
            and (_number(session.get("total_ascent")) is not None or not fields & _HEIGHT)
            and (found.utc_offset is not None or context.home or not fields & _POSITION)
        )
        if not known:
            return False
    return True


def _decode(content: bytes, found: _Messages, *, checked: bool) -> None:
    """Hand the messages of a file to `found`; `checked`: its check sums were looked at already."""
    import fitdecode

    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            with fitdecode.FitReader(
                content,
                check_crc=fitdecode.CrcCheck.DISABLED if checked else fitdecode.CrcCheck.RAISE,
                error_handling=fitdecode.ErrorHandling.IGNORE,
            ) as reader:
                for frame in reader:
                    if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name in _MESSAGES:
                        found.take(
                            frame.name, {each.name: each.value for each in frame.fields}
                        )
    except Unreadable:
        raise
    except fitdecode.FitCRCError:
        raise Unreadable(
            _("its check sum is wrong: the file is damaged"), remedy=_(DAMAGED)
        ) from None
    except fitdecode.FitEOFError:
        raise Unreadable(_("the file is cut off before its end"), remedy=_(DAMAGED)) from None
    except fitdecode.FitHeaderError:
        raise Unreadable(
            _("it begins or goes on as no FIT file does: it is damaged"), remedy=_(DAMAGED)
        ) from None
    except (
        fitdecode.FitError,
        # fitdecode lets these out where damaged bytes reach its converters
        TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, struct.error,
        ArithmeticError, AssertionError,
    ):
        raise Unreadable(_("it is damaged and cannot be decoded"), remedy=_(DAMAGED)) from None


def _number(value: Any) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value - value == 0:
        return float(value)
    return None


def _seconds_of(session: Mapping[str, Any]) -> float | None:
    return _number(session.get("total_timer_time")) or _number(session.get("total_elapsed_time"))


def _cadence_of(session: Mapping[str, Any]) -> float | None:
    """Strides of one leg [1/min], without their fraction."""
    return _number(session.get("avg_running_cadence")) or _number(session.get("avg_cadence"))


def _recording(
    session: dict[str, Any],
    track: Track,
    number: int,
    found: _Messages,
    name: str,
    place: str,
    context: Context,
) -> Recording | None:
    sport = str(session.get("sport") or found.sport or "")
    if sport == "transition":
        return None
    kind = kind_of(sport)
    if kind not in (None, "run"):
        return Recording(kind=kind or "other", place=place)
    warnings: list[str] = []
    if kind is None:
        warnings.append(_("The file does not say which sport it is; it was taken as a run."))
    start = session.get("start_time")
    if not isinstance(start, dt.datetime):
        start = track.start
    if start is None:
        raise Unreadable(_("it has no start time"), remedy=_(DAMAGED))
    distance_m = _number(session.get("total_distance"))
    if not distance_m:
        warnings.append(_("The watch gave no total distance; it was added up from the points."))
        distance_m = found.tracks.device_distance_m(number - 1)
    if not distance_m:
        distance_m = track.distance_m
        warnings.extend(track.warnings)
    seconds = _seconds_of(session)
    if not seconds and track.start is not None and track.end is not None:
        seconds = (track.end - track.start).total_seconds()
    cadence = _cadence_of(session)
    if cadence:
        cadence += _number(session.get("avg_fractional_cadence")) or 0.0
    climb = _number(session.get("total_ascent"))
    run = checked_run(
        _local(start, found.utc_offset, context, track),
        today=context.today,
        source=name,
        distance_km=distance_m / 1000,
        duration_min=seconds / 60 if seconds else None,
        mean_hr=_number(session.get("avg_heart_rate")) or track.mean_hr,
        cadence=cadence or track.mean_cadence,
        cadence_per_leg=True,
        climb_m=climb if climb is not None else (track.climb_m if track.has_height else None),
        warnings=tuple(warnings),
    )
    return Recording(kind="run", run=run, place=place)


def _local(
    start: dt.datetime, utc_offset: dt.timedelta | None, context: Context, track: Track
) -> LocalStart:
    if utc_offset is None or start.tzinfo is None:
        return local_start(start, home=context.home, sun_min=track.sun_min)
    shown = start.astimezone(dt.timezone(utc_offset))
    return LocalStart(
        shown.date(), shown.time().replace(microsecond=0), round(utc_offset.total_seconds() / 60)
    )
