"""GPX: a track of points, from which distance and time are worked out."""

from __future__ import annotations

from hipedu.language import N_, _
from hipedu.training.readers.clock import local_start
from hipedu.training.readers.kinds import kind_of
from hipedu.training.readers.limits import FASTEST_KM_PER_H
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.recording import Contents, Context, Recording, checked_run
from hipedu.training.readers.track import Track, parse_instant
from hipedu.training.readers.xml_text import PathHandler, number, read_xml

AGAIN = N_("Export the activity again, with its times.")


_POINT = {
    "time": "time", "ele": "ele", "hr": "hr", "heartrate": "hr", "cad": "cad", "cadence": "cad",
}  # fmt: skip
"""What is wanted of a point, and the name it is kept under."""


class _Gpx(PathHandler):
    openings = frozenset({"trk", "trkseg", "trkpt", "rte"})
    closings = frozenset({"trk", "trkpt", "type", *_POINT})

    def __init__(self, most_points: int) -> None:
        super().__init__()
        self.most_points = most_points
        self.tracks: list[tuple[str | None, Track]] = []
        self.has_route = False
        self._sport: str | None = None
        self._track: Track | None = None
        self._point: dict[str, str] | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.path) == 1 and name != "gpx":
            raise Unreadable(
                _("it is not a GPX file"), remedy=_("Choose a GPX, TCX, FIT or CSV file.")
            )
        if name == "trk":
            self._sport = None
            self._track = Track(most_points=self.most_points)
        elif name == "trkseg" and self._track is not None:
            self._track.new_segment()
        elif name == "trkpt":
            self._point = attributes
        elif name == "rte":
            self.has_route = True

    def closed(self, name: str, text: str) -> None:
        if self._track is None:
            return
        if name == "trk":
            self.tracks.append((self._sport, self._track))
            self._track = None
        elif name == "trkpt":
            self._close_point(self._track, self._point or {})
            self._point = None
        elif name == "type":
            if self.path[-2] == "trk":
                self._sport = text
        elif self._point is not None:
            self._point[_POINT[name]] = text

    @staticmethod
    def _close_point(track: Track, point: dict[str, str]) -> None:
        time = point.get("time")
        track.add(
            time=parse_instant(time) if time else None,
            latitude=number(point.get("lat")),
            longitude=number(point.get("lon")),
            height_m=number(point.get("ele")),
            heart_rate=number(point.get("hr")),
            cadence=number(point.get("cad")),
        )


def read_gpx(content: bytes, *, name: str, context: Context) -> Contents:
    """Read the tracks of a GPX file, each as one activity.

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
        If the file is damaged, is not GPX, or holds no track.

    Notes
    -----
    Distance is the sum of great-circle steps on the mean sphere; steps faster than any
    sprinter and steps across pauses are left out. GPX carries no moving time: steps slower
    than 0.5 m/s count as standing. A device's own distance (TCX, FIT) is better where both
    exist.
    """
    handler = _Gpx(context.limits.points)
    read_xml(content, handler)
    tracks = [(sport, track) for sport, track in handler.tracks if track.points]
    if not tracks:
        raise Unreadable(
            _("it holds a planned route, not a run")
            if handler.has_route
            else _("it holds no track"),
            remedy=_("Export the activity itself, not the route or course."),
        )
    contents = Contents()
    for index, (sport, track) in enumerate(tracks, start=1):
        place = _("track {index}", index=index) if len(tracks) > 1 else ""
        try:
            contents.recordings.append(_recording(sport, track, name, place, context))
        except Unreadable as problem:
            problem.place = problem.place or place
            contents.problems.append(problem)
    return contents


def _recording(
    sport: str | None, track: Track, name: str, place: str, context: Context
) -> Recording:
    kind = kind_of(sport)
    if kind not in (None, "run"):
        return Recording(kind=kind or "other", place=place)
    if track.start is None:
        raise Unreadable(_("its points have no times"), remedy=_(AGAIN))
    if track.points_with_place < 2:
        raise Unreadable(
            _("it holds no positions to measure a distance from"),
            remedy=_("For a treadmill run use the TCX or FIT file, or type the run in."),
        )
    warnings = list(track.warnings)
    if kind is None:
        hours = track.moving_s / 3600
        if hours and track.distance_m / 1000 > max(1.0, FASTEST_KM_PER_H * hours):
            return Recording(kind="ride", place=place)
        warnings.append(_("The file does not say which sport it is; it was taken as a run."))
    run = checked_run(
        local_start(track.start, home=context.home, sun_min=track.sun_min),
        today=context.today,
        source=name,
        distance_km=track.distance_m / 1000,
        duration_min=track.moving_s / 60,
        mean_hr=track.mean_hr,
        cadence=track.mean_cadence,
        climb_m=track.climb_m if track.has_height else None,
        warnings=tuple(warnings),
    )
    return Recording(kind="run", run=run, place=place)
