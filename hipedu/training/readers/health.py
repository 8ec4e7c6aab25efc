"""Apple Health: one XML of gigabytes, read as a stream with memory that does not grow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hipedu.language import N_, _
from hipedu.language.numbers import grouped
from hipedu.training.readers.clock import local_start
from hipedu.training.readers.kinds import Kind
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.recording import Contents, Context, Recording, checked_run
from hipedu.training.readers.units import KM_PER_MILE
from hipedu.training.readers.xml_text import DEEPEST, UNKNOWN_ENCODING, number
from hipedu.training.readers.zones import time_zone

AGAIN = N_("Export the data again: Health app, your picture, Export All Health Data.")
LONGEST_HEAD = 512 * 1024
"""Apple writes some 10 KB of grammar before the data; without an end it is something else."""

MOST_WORKOUTS = 50_000

_KINDS: dict[str, Kind] = {
    "Running": "run", "Walking": "walk", "Hiking": "walk", "Cycling": "ride",
    "HandCycling": "ride", "Swimming": "swim",
}  # fmt: skip
_DISTANCE = {"km": 1.0, "mi": KM_PER_MILE, "m": 0.001, "yd": 0.0009144, "ft": 0.0003048}
_TIME = {"min": 1.0, "s": 1 / 60, "sec": 1 / 60, "hr": 60.0, "h": 60.0}
_CLIMB = {"cm": 0.01, "m": 1.0, "ft": 0.3048}


class HealthStream:
    """Takes an Apple Health export piece by piece and keeps its workouts.

    Parameters
    ----------
    name : str
        The file's name, as it may be shown.
    context : Context
        Today, home time zone, limits.

    Notes
    -----
    Everything but workouts (the millions of single heartbeats and steps) is passed over as it
    streams by. The grammar in front of the data is cut away unread: that is where entity bombs
    and references to other files would be, and Apple's own is often malformed. A name that it
    might have defined then ends the reading as an error.

    Examples
    --------
    >>> stream = HealthStream("export.xml", Context(today=dt.date(2025, 6, 1)))
    >>> stream.feed(b'<HealthData><Workout workoutActivityType="HKWorkoutActivityTypeRunning" ')
    >>> stream.feed(b'duration="30" durationUnit="min" totalDistance="6" totalDistanceUnit="km" ')
    >>> stream.feed(b'startDate="2025-03-01 07:30:00 +0100"/></HealthData>')
    >>> stream.finish().recordings[0].run.distance_km
    6.0
    """

    def __init__(self, name: str, context: Context) -> None:
        from xml.parsers import expat  # no document type is ever handed to it, see below

        self._name = name
        self._context = context
        self._head: bytearray | None = bytearray()
        self._depth = 0
        self._workout: dict[str, Any] | None = None
        self._workout_depth = 0
        self._contents = Contents()
        self._broken: Unreadable | None = None
        self._error = expat.ExpatError
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.StartDoctypeDeclHandler = _refuse_grammar
        self._parser = parser

    @property
    def found(self) -> Contents:
        """What was found so far, for whoever stops on the way."""
        return self._contents

    def feed(self, piece: bytes) -> None:
        """Take the next piece.

        Raises
        ------
        Unreadable
            If it is no Health export, or not safe to read.
        """
        if self._broken is not None:
            return
        if self._head is None:
            self._parse(piece, last=False)
            return
        self._head.extend(piece)
        rest = _without_grammar(bytes(self._head))
        if rest is not None:
            self._head = None
            self._parse(rest, last=False)

    def finish(self) -> Contents:
        """What was found.

        Raises
        ------
        Unreadable
            If the file was damaged on the way, or holds no workouts. Damage costs what comes
            after it: `found` still has what came before.
        """
        if self._head is not None:
            self._parse(bytes(self._head), last=False)
            self._head = None
        if self._broken is None:
            self._parse(b"", last=True)
        contents = self._contents
        if self._broken is not None:
            raise self._broken
        if not contents.recordings and not contents.problems:
            raise Unreadable(
                _("this Health export holds no workouts"),
                remedy=_(
                    "Runs recorded by other apps may not be shared with Health; export them from "
                    "that app."
                ),
            )
        return contents

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except self._error as error:
            self._broken = Unreadable(
                _("the file is damaged or cut off there; workouts after it are missing"),
                place=_("line {line}", line=error.lineno),
                remedy=_(AGAIN),
            )
        except LookupError:
            self._broken = Unreadable(UNKNOWN_ENCODING, remedy=AGAIN)

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(_("its elements are nested too deeply"), remedy=_(AGAIN))
        if self._depth == 1:
            if name != "HealthData":
                raise Unreadable(
                    _("it is not an Apple Health export"), remedy=_("Choose export.xml or the zip.")
                )
            return
        workout = self._workout
        if workout is None:
            if name == "Workout":
                self._workout = {"attributes": attributes, "statistics": {}, "metadata": {}}
                self._workout_depth = self._depth
            return
        if self._depth != self._workout_depth + 1:
            return
        if name == "WorkoutStatistics":
            kind = attributes.get("type", "").removeprefix("HKQuantityTypeIdentifier")
            workout["statistics"][kind] = attributes
        elif name == "MetadataEntry" and len(workout["metadata"]) < 100:
            workout["metadata"][attributes.get("key", "")] = attributes.get("value", "")

    def _closed(self, name: str) -> None:
        if self._workout is not None and self._depth == self._workout_depth:
            self._take(self._workout)
            self._workout = None
        self._depth -= 1

    def _take(self, workout: dict[str, Any]) -> None:
        contents = self._contents
        number_ = len(contents.recordings) + len(contents.problems) + 1
        if number_ > MOST_WORKOUTS:
            raise Unreadable(
                _("it holds more than {most} workouts", most=grouped(MOST_WORKOUTS)),
                remedy=_("Leave it out."),
            )
        place = _("workout {number}", number=number_)
        activity = workout["attributes"].get("workoutActivityType", "")
        kind = _KINDS.get(activity.removeprefix("HKWorkoutActivityType"), "other")
        if kind != "run":
            contents.recordings.append(Recording(kind=kind, place=place))
            return
        try:
            run = _run(workout, self._name, self._context)
        except Unreadable as problem:
            problem.place = place
            contents.problems.append(problem)
            return
        contents.recordings.append(Recording(kind="run", run=run, place=place))


def _without_grammar(head: bytes) -> bytes | None:
    """The document without its <!DOCTYPE ...>; None while its end has not come yet."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(_("it is not written as UTF-8, as Health exports are"), remedy=_(AGAIN))
    data = head.find(b"<HealthData")
    begin = head.find(b"<!DOCTYPE")
    if begin < 0:
        return head if data >= 0 or len(head) > LONGEST_HEAD else None
    subset = head.find(b"[", begin)
    plain_end = head.find(b">", begin)
    if plain_end >= 0 and (subset < 0 or plain_end < subset):
        return head[:begin] + head[plain_end + 1 :]
    end = head.find(b"]>", begin)
    if end < 0:
        if len(head) > LONGEST_HEAD:
            raise Unreadable(_("its document type has no end"), remedy=_(AGAIN))
        return None
    if b"<!ENTITY" in head[begin:end]:
        raise Unreadable(
            _(
                "it declares entities, which an export never needs and which can be used for an "
                "attack"
            ),
            remedy=_(AGAIN),
        )
    return head[:begin] + head[end + 2 :]


def _refuse_grammar(*_grammar: object) -> None:
    raise Unreadable(_("it declares a second document type"), remedy=_(AGAIN))


def _quantity(text: str | None, unit: str | None, units: dict[str, float]) -> float | None:
    value = number(text)
    factor = units.get(unit or "")
    return None if value is None or factor is None else value * factor


def _run(workout: dict[str, Any], name: str, context: Context) -> Any:
    attributes, statistics, metadata = (
        workout["attributes"], workout["statistics"], workout["metadata"],
    )  # fmt: skip
    travelled = statistics.get("DistanceWalkingRunning", {})
    distance = _quantity(travelled.get("sum"), travelled.get("unit"), _DISTANCE)
    if distance is None:  # exports before iOS 16 say it in the workout itself
        distance = _quantity(
            attributes.get("totalDistance"), attributes.get("totalDistanceUnit"), _DISTANCE
        )
    minutes = _quantity(attributes.get("duration"), attributes.get("durationUnit"), _TIME)
    beats = statistics.get("HeartRate", {})
    steps = number(statistics.get("StepCount", {}).get("sum"))
    climb_text, _space, climb_unit = metadata.get("HKElevationAscended", "").partition(" ")
    warnings: tuple[str, ...] = ()
    if metadata.get("HKIndoorWorkout") == "1":
        warnings = (_("Indoors: the watch estimated the distance from your arm's movement."),)
    return checked_run(
        _start(attributes.get("startDate", ""), metadata.get("HKTimeZone", ""), context),
        today=context.today,
        source=name,
        distance_km=distance,
        duration_min=minutes,
        mean_hr=number(beats.get("average")),
        cadence=steps / minutes if steps and minutes else None,
        cadence_per_leg=False,
        climb_m=_quantity(climb_text, climb_unit, _CLIMB),
        warnings=warnings,
    )


def _start(text: str, zone: str, context: Context) -> Any:
    try:
        instant = dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        raise Unreadable(_("it has no start time that can be read"), remedy=_(AGAIN)) from None
    # The offset written is that of the phone on the day of the export. The zone of the run
    # itself, where the watch noted it, decides on which day a late run was.
    convert: Callable[..., dt.datetime] = instant.astimezone
    if zone:
        try:
            return local_start(convert(time_zone(zone)).replace(tzinfo=None))
        except (ValueError, OverflowError):
            pass
    return local_start(instant, home=context.home)
