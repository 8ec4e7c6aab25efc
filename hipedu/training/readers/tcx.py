"""TCX: laps with the device's own distance and time, and points."""

from __future__ import annotations

import datetime as dt

from hipedu.language import _
from hipedu.training.readers.clock import local_start
from hipedu.training.readers.kinds import kind_of
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.recording import Contents, Context, Recording, checked_run
from hipedu.training.readers.track import Track, parse_instant
from hipedu.training.readers.xml_text import PathHandler, number, read_xml

_POINT = {
    ("Trackpoint", "Time"): "time",
    ("Position", "LatitudeDegrees"): "lat",
    ("Position", "LongitudeDegrees"): "lon",
    ("Trackpoint", "AltitudeMeters"): "ele",
    ("Trackpoint", "DistanceMeters"): "distance",
    ("Trackpoint", "Cadence"): "cadence",
    ("TPX", "RunCadence"): "cadence",
}


class _Activity:
    def __init__(self, sport: str | None, most_points: int) -> None:
        self.sport = sport
        self.start: dt.datetime | None = None
        self.track = Track(most_points=most_points)
        self.lap_distance_m = 0.0
        self.lap_seconds = 0.0
        self.last_distance_m = 0.0
        self.beats = 0.0
        self.beats_seconds = 0.0


class _Tcx(PathHandler):
    openings = frozenset({"Activity", "Course", "Lap", "Track", "Trackpoint"})
    closings = frozenset({
        "Activity", "Lap", "Trackpoint", "TotalTimeSeconds", "DistanceMeters", "Value",
        *(name for _parent, name in _POINT),
    })  # fmt: skip

    def __init__(self, most_points: int) -> None:
        super().__init__()
        self.most_points = most_points
        self.activities: list[_Activity] = []
        self.has_course = False
        self._activity: _Activity | None = None
        self._lap: dict[str, float | None] = {}
        self._point: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.path) == 1 and name != "TrainingCenterDatabase":
            raise Unreadable(
                _("it is not a TCX file"), remedy=_("Choose a GPX, TCX, FIT or CSV file.")
            )
        if name == "Activity":
            self._activity = _Activity(attributes.get("Sport"), self.most_points)
        elif name == "Course":
            self.has_course = True
        elif self._activity is None:
            return
        elif name == "Lap":
            self._lap = {}
            if self._activity.start is None and attributes.get("StartTime"):
                self._activity.start = parse_instant(attributes["StartTime"])
        elif name == "Track":
            self._activity.track.new_segment()
        elif name == "Trackpoint":
            self._point = {}

    def closed(self, name: str, text: str) -> None:
        activity = self._activity
        if activity is None or len(self.path) < 2:
            return
        parent = self.path[-2]
        place = _POINT.get((parent, name))
        if place is not None:
            self._point[place] = text
        elif name == "Activity":
            self.activities.append(activity)
            self._activity = None
        elif name == "Lap":
            self._close_lap(activity)
        elif name == "Trackpoint":
            self._close_point(activity)
        elif parent == "Lap" and name in ("TotalTimeSeconds", "DistanceMeters"):
            self._lap[name] = number(text)
        elif name == "Value" and parent == "AverageHeartRateBpm":
            self._lap["hr"] = number(text)
        elif name == "Value" and parent == "HeartRateBpm" and "Trackpoint" in self.path:
            self._point["hr"] = text

    def _close_lap(self, activity: _Activity) -> None:
        seconds = self._lap.get("TotalTimeSeconds") or 0.0
        activity.lap_seconds += seconds
        activity.lap_distance_m += self._lap.get("DistanceMeters") or 0.0
        heart_rate = self._lap.get("hr")
        if heart_rate and seconds > 0:
            activity.beats += heart_rate * seconds
            activity.beats_seconds += seconds

    def _close_point(self, activity: _Activity) -> None:
        point = self._point
        distance = number(point.get("distance"))
        if distance is not None:
            activity.last_distance_m = max(activity.last_distance_m, distance)
        activity.track.add(
            time=parse_instant(point["time"]) if point.get("time") else None,
            latitude=number(point.get("lat")),
            longitude=number(point.get("lon")),
            height_m=number(point.get("ele")),
            heart_rate=number(point.get("hr")),
            cadence=number(point.get("cadence")),
        )
        self._point = {}


def read_tcx(content: bytes, *, name: str, context: Context) -> Contents:
    """Read the activities of a TCX file.

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
        If the file is damaged, is not TCX, or holds no activity.

    Notes
    -----
    Distance and time are the sums over the laps, as the device measured them (pauses are not
    in them); failing those, the points. Cadence in TCX counts one leg and is doubled.
    """
    handler = _Tcx(context.limits.points)
    read_xml(content.lstrip(), handler)  # some writers put blanks before the declaration
    if not handler.activities:
        raise Unreadable(
            _("it holds a course, not a run") if handler.has_course else _("it holds no activity"),
            remedy=_("Export the activity itself."),
        )
    contents = Contents()
    several = len(handler.activities) > 1
    for index, activity in enumerate(handler.activities, start=1):
        place = _("activity {index}", index=index) if several else ""
        try:
            contents.recordings.append(_recording(activity, name, place, context))
        except Unreadable as problem:
            problem.place = problem.place or place
            contents.problems.append(problem)
    return contents


def _recording(activity: _Activity, name: str, place: str, context: Context) -> Recording:
    kind = kind_of(activity.sport)
    track = activity.track
    if kind not in (None, "run"):
        # the format knows only running, biking and "other", which may still be a run; but a
        # run filed as "other" cannot be told from a walk, so the person decides
        return Recording(kind=kind or "other", place=place)
    start = activity.start or track.start
    if start is None:
        raise Unreadable(_("it has no start time"), remedy=_("Export the activity again."))
    warnings: list[str] = []
    distance_m = activity.lap_distance_m or activity.last_distance_m
    if not distance_m and track.points_with_place > 1:
        distance_m = track.distance_m
        warnings.append(_("The device gave no distance; it was measured along the track."))
        warnings.extend(track.warnings)
    mean_hr = activity.beats / activity.beats_seconds if activity.beats_seconds else track.mean_hr
    run = checked_run(
        local_start(start, home=context.home, sun_min=track.sun_min),
        today=context.today,
        source=name,
        distance_km=distance_m / 1000,
        duration_min=(activity.lap_seconds or track.moving_s) / 60,
        mean_hr=mean_hr,
        cadence=track.mean_cadence,
        cadence_per_leg=True if track.mean_cadence and track.mean_cadence < 130 else None,
        climb_m=track.climb_m if track.has_height else None,
        warnings=tuple(warnings),
    )
    return Recording(kind="run", run=run, place=place)
